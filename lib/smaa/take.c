/* Options of any age, checked, and the rows tier by tier with their values on one scale.
 * Source: the rules in carepath/smaa.h.
 * Leaves what is known of the weights to weights.c. */
#include "smaa/internal.h"

static cpw_smaa_options defaults(void) {
  cpw_smaa_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.concentration = 20;
  o.spread_rows = 1;
  return o;
}

void cpw_smaa_options_init_sized(cpw_smaa_options *options, size_t size) {
  cpw_smaa_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_spread(const cpwi_smaa *s, cpw_error *err) {
  const cpw_smaa_options *o = &s->options;
  if (o->uncertainty == CPW_SMAA_EXACT)
    return !o->spread ? CPW_OK
                      : cpwi_fail(err, CPW_EINVAL, -1, s->where,
                                  "options.spread must not be given with CPW_SMAA_EXACT");
  if (!o->spread) return cpwi_fail(err, CPW_EINVAL, -1, s->where, "options.spread must be given");
  if (o->spread_rows != 1 && o->spread_rows != s->n)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where, "options.spread_rows = %lld must be 1 or %lld",
                     (long long)o->spread_rows, (long long)s->n);
  if (s->mcda.table.normalise == CPW_MCDA_SUM)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "table.normalise must not be CPW_MCDA_SUM with uncertain values");
  for (int64_t k = 0; k < o->spread_rows * s->m; k++)
    if (!(o->spread[k] >= 0) || !cpwi_is_finite(o->spread[k]))
      return cpwi_fail(err, CPW_EDOMAIN, k, s->where,
                       "options.spread[%lld] = %s must be finite and >= 0", (long long)k,
                       cpwi_number(o->spread[k]).text);
  return CPW_OK;
}

int32_t cpwi_smaa_check_tops(const cpwi_smaa *s, int64_t rows, cpw_error *err) {
  const cpw_smaa_options *o = &s->options;
  if (o->tops < 0 || o->tops > CPW_SMAA_MAX_TOPS || (o->tops > 0 && !o->top))
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "options.tops = %lld must be 0 to %d, with options.top", (long long)o->tops,
                     CPW_SMAA_MAX_TOPS);
  for (int64_t k = 0; k < o->tops; k++)
    if (o->top[k] < (k ? o->top[k - 1] + 1 : 0) || o->top[k] > rows)
      return cpwi_fail(err, CPW_EDOMAIN, k, s->where,
                       "options.top[%lld] = %lld must be 0 to %lld and above the one before",
                       (long long)k, (long long)o->top[k], (long long)rows);
  return CPW_OK;
}

int32_t cpwi_smaa_check_replications(const cpwi_smaa *s, cpw_error *err) {
  if (s->mcda.run.replications <= CPWI_SMAA_MOST_REPLICATIONS) return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, -1, s->where, "run.replications = %lld must be at most %d",
                   (long long)s->mcda.run.replications, CPWI_SMAA_MOST_REPLICATIONS);
}

static int32_t check_wanted(const cpwi_smaa *s, int32_t confidence, cpw_error *err) {
  const cpw_smaa_options *o = &s->options;
  if (!confidence && o->tops == 0 && !o->ranks && !o->pairs)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "nothing is wanted: options.top, ranks or pairs must be given");
  if ((confidence || o->ranks || o->pairs) && s->n > CPW_SMAA_MAX_RANKED)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, s->where,
                     "table.rows = %lld must be at most %d for ranks, pairs and confidence",
                     (long long)s->n, CPW_SMAA_MAX_RANKED);
  return cpwi_smaa_check_replications(s, err);
}

int32_t cpwi_smaa_take_options(cpwi_smaa *s, const cpw_smaa_options *options, int32_t confidence,
                               cpw_error *err) {
  s->options = defaults();
  int32_t status = cpwi_take_options(&s->options, sizeof s->options, options, s->where, err);
  if (status != CPW_OK) return status;
  cpw_smaa_options *o = &s->options;
  if (confidence) { /* nothing else is looked at */
    o->law = o->ranks = o->pairs = 0;
    o->tops = 0;
    o->order = NULL;
    o->weight_lower = o->weight_upper = NULL;
  }
  const cpwi_choice choices[] = {{"law", o->law, CPW_SMAA_DIRICHLET},
                                 {"uncertainty", o->uncertainty, CPW_SMAA_UNIFORM_OFF},
                                 {"ranks", o->ranks, 1},
                                 {"pairs", o->pairs, 1}};
  if ((status = cpwi_check_choices(choices, 4, s->where, err)) != CPW_OK ||
      (status = cpwi_check_allocator(o->allocator, s->where, err)) != CPW_OK)
    return status;
  return CPW_OK;
}

/* ---------------------------------------------------------------- rows by tier --------------- */

/* half a tier as a number that rises with it, whatever its sign */
static uint32_t digit_of(int32_t tier, int shift) {
  return (((uint32_t)tier ^ UINT32_C(0x80000000)) >> shift) & 0xffff;
}

/* A stable order by tier through radix sort; the segments are the runs of equal tiers. */
static int32_t sort_tiers(cpwi_smaa *s, cpw_error *err) {
  const int32_t *tier = s->options.tier;
  int64_t *count = cpwi_alloc_zero(s->options.allocator, 65537, sizeof *count);
  int64_t *from = cpwi_alloc(s->options.allocator, (size_t)s->n, sizeof *from);
  if (count && from)
    for (int pass = 0; pass < 2; pass++) {
      const int shift = 16 * pass;
      memset(count, 0, 65537 * sizeof *count);
      memcpy(from, s->row, (size_t)s->n * sizeof *from);
      for (int64_t i = 0; i < s->n; i++)
        count[digit_of(tier[i], shift) + 1]++;
      for (int64_t b = 1; b < 65537; b++)
        count[b] += count[b - 1];
      for (int64_t i = 0; i < s->n; i++)
        s->row[count[digit_of(tier[from[i]], shift)]++] = from[i];
    }
  const int done = count && from;
  cpwi_release(s->options.allocator, count);
  cpwi_release(s->options.allocator, from);
  return done
             ? CPW_OK
             : cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld rows", (long long)s->n);
}

void cpwi_smaa_make_cut(const cpwi_smaa *s, int64_t wanted, cpwi_smaa_cut *cut) {
  int64_t g = 0;
  while (g < s->segments && s->segment[g + 1] <= wanted)
    g++;
  cut->first = g < s->segments ? s->segment[g] : s->n;
  cut->last = g < s->segments ? s->segment[g + 1] : s->n;
  cut->left = wanted - cut->first;
}

static int32_t make_rows(cpwi_smaa *s, cpw_error *err) {
  const cpw_allocator *a = s->options.allocator;
  const int32_t *tier = s->options.tier;
  s->row = cpwi_alloc(a, (size_t)s->n, sizeof *s->row);
  s->segment = cpwi_alloc(a, (size_t)s->n + 1, sizeof *s->segment);
  s->cut = cpwi_alloc(a, (size_t)s->options.tops, sizeof *s->cut);
  if (!s->row || !s->segment || !s->cut)
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld rows", (long long)s->n);
  for (int64_t i = 0; i < s->n; i++)
    s->row[i] = i;
  int32_t status = tier && s->n > 0 ? sort_tiers(s, err) : CPW_OK;
  if (status != CPW_OK) return status;
  s->segments = 0;
  for (int64_t i = 0; i < s->n; i++)
    if (i == 0 || (tier && tier[s->row[i]] != tier[s->row[i - 1]])) s->segment[s->segments++] = i;
  s->segment[s->segments] = s->n;
  for (int64_t k = 0; k < s->options.tops; k++)
    cpwi_smaa_make_cut(s, s->options.top[k], &s->cut[k]);
  return CPW_OK;
}

static int32_t make_values(cpwi_smaa *s, cpw_error *err) {
  cpwi_mcda *w = &s->mcda;
  int32_t status = cpwi_mcda_scale(w, w->table.normalise, err);
  if (status != CPW_OK) return status;
  for (int64_t j = 0; w->table.outside == CPW_MCDA_OUTSIDE_REFUSE && j < s->m; j++) {
    w->columns[j].lower = -(double)INFINITY; /* what is drawn may lie outside */
    w->columns[j].upper = (double)INFINITY;
  }
  if (s->options.uncertainty != CPW_SMAA_EXACT) return CPW_OK;
  s->value = cpwi_mcda_numbers(w, s->n, s->m, err);
  if (!s->value) return CPW_ENOMEM;
  for (int64_t j = 0; j < s->m; j++)
    for (int64_t i = 0; i < s->n; i++)
      s->value[j * s->n + i] =
          cpwi_smaa_value(&w->columns[j], w->table.values[s->row[i] * s->m + j]);
  return CPW_OK;
}

/* ---------------------------------------------------------------- all of it ----------------- */

int32_t cpwi_smaa_take(cpwi_smaa *s, const cpw_mcda_table *table, const cpw_smaa_options *options,
                       const cpw_run *run, int32_t confidence, const char *where, cpw_error *err) {
  memset(s, 0, sizeof *s);
  s->where = where;
  pthread_mutex_init(&s->lock, NULL);
  int32_t status = cpwi_mcda_take(&s->mcda, table, run, CPWI_MCDA_UNWEIGHTED, where, err);
  s->n = s->rows = s->mcda.table.rows;
  s->m = s->mcda.table.criteria;
  if (status == CPW_OK && !options && !confidence)
    status = cpwi_fail(err, CPW_EINVAL, -1, where, "options must be given");
  if (status == CPW_OK) status = cpwi_smaa_take_options(s, options, confidence, err);
  if (status != CPW_OK) return status;
  if (!s->options.allocator) s->options.allocator = s->mcda.table.allocator;
  s->mcda.table.allocator = s->options.allocator; /* one for all */
  if ((status = check_spread(s, err)) != CPW_OK ||
      (status = cpwi_smaa_check_tops(s, s->n, err)) != CPW_OK ||
      (status = check_wanted(s, confidence, err)) != CPW_OK ||
      (status = cpwi_smaa_check_weights(s, err)) != CPW_OK ||
      (status = make_rows(s, err)) != CPW_OK)
    return status;
  return make_values(s, err);
}

void cpwi_smaa_free(cpwi_smaa *s) {
  const cpw_allocator *a = s->options.allocator;
  cpwi_release(a, s->row);
  cpwi_release(a, s->segment);
  cpwi_release(a, s->value);
  cpwi_release(a, s->important);
  cpwi_release(a, s->box);
  cpwi_release(a, s->cut);
  cpwi_mcda_free(&s->mcda);
  cpwi_smaa_policy_free(s);
  pthread_mutex_destroy(&s->lock);
}

/* FNV-1a (Fowler, Noll and Vo) over words, with the upper half mixed in. */
static uint64_t mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * UINT64_C(0x100000001b3);
  return hash ^ hash >> 32;
}

uint64_t cpwi_smaa_mix(uint64_t hash, const void *x, int64_t count, size_t size) {
  const char *from = x;
  hash = mix(hash, x ? (uint64_t)count : UINT64_MAX);
  for (int64_t i = 0; x && i < count; i++) {
    uint64_t word = 0;
    memcpy(&word, from + (size_t)i * size, size);
    hash = mix(hash, word);
  }
  return hash;
}

int64_t cpwi_smaa_digest(const cpwi_smaa *s) {
  const cpw_mcda_table *t = &s->mcda.table;
  const cpw_smaa_options *o = &s->options;
  const int64_t whole[] = {(int64_t)s->mcda.run.seed,
                           s->n,
                           s->m,
                           t->normalise,
                           t->outside,
                           o->law,
                           o->uncertainty,
                           o->ranks,
                           o->pairs};
  uint64_t h = cpwi_smaa_mix(UINT64_C(0xcbf29ce484222325), whole, 9, sizeof *whole);
  h = cpwi_smaa_mix(h, t->values, s->n * s->m, sizeof *t->values);
  h = cpwi_smaa_mix(h, o->law == CPW_SMAA_DIRICHLET ? t->weights : NULL, s->m, sizeof *t->weights);
  h = cpwi_smaa_mix(h, t->directions, s->m, sizeof *t->directions);
  h = cpwi_smaa_mix(h, t->lower, s->m, sizeof *t->lower);
  h = cpwi_smaa_mix(h, t->upper, s->m, sizeof *t->upper);
  h = cpwi_smaa_mix(h, o->law == CPW_SMAA_DIRICHLET ? &o->concentration : NULL, 1, sizeof(double));
  h = cpwi_smaa_mix(h, o->order, s->m, sizeof *o->order);
  h = cpwi_smaa_mix(h, o->weight_lower, s->m, sizeof *o->weight_lower);
  h = cpwi_smaa_mix(h, o->weight_upper, s->m, sizeof *o->weight_upper);
  h = cpwi_smaa_mix(h, o->spread, o->spread ? o->spread_rows * s->m : 0, sizeof *o->spread);
  h = cpwi_smaa_mix(h, o->tier, s->n, sizeof *o->tier);
  h = cpwi_smaa_mix(h, s->own, s->n * s->m, sizeof *s->own);
  if (s->policy) h = cpwi_smaa_policy_digest(s, h);
  return (int64_t)(cpwi_smaa_mix(h, o->top, o->tops, sizeof *o->top) >> 1);
}
