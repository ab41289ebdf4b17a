/* A policy and its list made ready for weights that chance draws: who competes, in the order in which equal
 * scores stand, tier and breach after tier and breach.
 * Source: the key of carepath/priority.h. Leaves checks, keys and order to lib/priority. */
#include "smaa/internal.h"

static int32_t no_memory(const cpwi_smaa *s, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld patients",
                   (long long)s->rows);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_options(const cpwi_smaa *s, cpw_error *err) {
  const cpw_smaa_options *o = &s->options;
  const char *not_for = o->tier          ? "tier"
                        : o->spread      ? "spread"
                        : o->uncertainty ? "uncertainty"
                        : o->ranks       ? "ranks"
                        : o->pairs       ? "pairs"
                                         : NULL;
  if (not_for)
    return cpwi_fail(
        err, CPW_EINVAL, -1, s->where,
        "options.%s must be as by default: the policy has tiers and values of its own, "
        "and what is counted is who is among the first",
        not_for);
  if (o->tops == 0)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where, "nothing is wanted: options.top must be given");
  return cpwi_smaa_check_tops(s, s->rows, err);
}

static int32_t take_weights(cpwi_smaa *s, cpw_error *err) {
  const cpw_priority_policy *p = &s->policy->ranker.policy;
  if (s->m == 0)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "the policy has no criteria, so there are no weights to draw");
  s->policy->weights = cpwi_alloc(s->options.allocator, (size_t)s->m, sizeof(double));
  if (!s->policy->weights) return no_memory(s, err);
  for (int64_t k = 0; k < s->m; k++)
    s->policy->weights[k] = p->criteria[k].weight;
  s->mcda.table.weights = s->policy->weights;
  s->mcda.table.criteria = s->m;
  return cpwi_smaa_check_weights(s, err);
}

/* ---------------------------------------------------------------- who competes -------------- */

/* Within a tier and breach those who have waited longest first, unless draws move the days, then by id. */
static int32_t order_all(const cpwi_smaa *s, const cpwi_keys *keys, int64_t *order,
                         cpw_error *err) {
  cpwi_ranker r = s->policy->ranker;
  const int moves = r.policy.cap_kind == CPW_PRIORITY_CAP_DAYS;
  r.fixed = NULL;
  for (int64_t i = 0; i < s->rows; i++) {
    keys->score[i] = 0.0;
    keys->wait[i] = moves ? 0.0 : r.list.wait[i];
  }
  return cpwi_order_rows(&r, keys, order, err);
}

/* Those who keep a place do not compete; a tier or breach ends where its number does. */
static void take_rows(cpwi_smaa *s, const cpwi_keys *keys, const int64_t *order) {
  const int64_t *fixed = s->policy->ranker.fixed;
  int64_t n = 0;
  s->segments = 0;
  for (int64_t i = 0; i < s->rows; i++) {
    const int64_t row = order[i];
    if (fixed && fixed[row]) continue;
    if (n == 0 || keys->block[row] != keys->block[s->row[n - 1]]) s->segment[s->segments++] = n;
    s->row[n++] = row;
  }
  s->segment[s->segments] = s->n = n;
}

static void make_cuts(cpwi_smaa *s) {
  const int64_t *fixed = s->policy->ranker.fixed;
  for (int64_t k = 0; k < s->options.tops; k++) {
    int64_t kept = 0;
    for (int64_t i = 0; fixed && i < s->rows; i++)
      kept += fixed[i] > 0 && fixed[i] <= s->options.top[k];
    cpwi_smaa_make_cut(s, s->options.top[k] - kept, &s->cut[k]);
  }
}

static int32_t make_rows(cpwi_smaa *s, cpw_error *err) {
  const cpw_allocator *a = s->options.allocator;
  const size_t n = (size_t)s->rows;
  cpw_run run = s->mcda.run;
  cpwi_keys keys = {NULL, NULL, NULL, NULL};
  run.progress = NULL; /* of the draws */
  int64_t *order = cpwi_alloc(a, n, sizeof *order);
  s->row = cpwi_alloc(a, n, sizeof *s->row);
  s->segment = cpwi_alloc(a, n + 1, sizeof *s->segment);
  s->cut = cpwi_alloc(a, (size_t)s->options.tops, sizeof *s->cut);
  int32_t status = order && s->row && s->segment && s->cut ? CPW_OK : no_memory(s, err);
  if (status == CPW_OK) status = cpwi_keys_new(&keys, s->rows, &s->policy->ranker, err);
  if (status == CPW_OK) /* which checks all facts, too */
    status = cpwi_work_out_keys(&s->policy->ranker, &keys, NULL, NULL, &run, err);
  if (status == CPW_OK) status = order_all(s, &keys, order, err);
  if (status == CPW_OK) {
    take_rows(s, &keys, order);
    make_cuts(s);
  }
  cpwi_keys_free(&keys, &s->policy->ranker);
  cpwi_release(a, order);
  return status;
}

/* ---------------------------------------------------------------- the list in that order ---- */

static double *move(const cpwi_smaa *s, const double *from) {
  double *to = cpwi_alloc(s->options.allocator, (size_t)s->n, sizeof *to);
  for (int64_t i = 0; to && i < s->n; i++)
    to[i] = from[s->row[i]];
  return to;
}

static int move_facts(const cpwi_smaa *s) {
  cpwi_smaa_policy *p = s->policy;
  for (int64_t k = 0; k < s->m; k++) {
    const int64_t column = p->ranker.policy.criteria[k].source;
    if (column < 0 || p->fact[column] || !p->ranker.fact[column]) continue;
    p->fact[column] = move(s, p->ranker.fact[column]);
    if (!p->fact[column]) return 0;
  }
  return 1;
}

static int32_t move_list(cpwi_smaa *s, cpw_error *err) {
  const cpw_allocator *a = s->options.allocator;
  cpwi_smaa_policy *p = s->policy;
  const cpw_priority_list *l = &p->ranker.list;
  p->fact = cpwi_alloc_zero(a, (size_t)l->columns, sizeof *p->fact);
  p->read = cpwi_alloc_zero(a, (size_t)l->columns, sizeof *p->read);
  p->wait = move(s, l->wait);
  p->tier = cpwi_alloc_zero(a, (size_t)s->n, sizeof *p->tier);
  if (!p->fact || !p->read || !p->wait || !p->tier || !move_facts(s)) return no_memory(s, err);
  for (int64_t i = 0; l->tier && i < s->n; i++)
    p->tier[i] = l->tier[s->row[i]];
  p->places = p->ranker;
  p->places.fixed = NULL;
  p->places.list.patients = s->n;
  p->places.list.id = NULL;
  p->places.list.wait = p->wait;
  p->places.list.tier = p->tier;
  for (int64_t c = 0; c < l->columns; c++)
    p->read[c] = p->fact[c];
  p->places.fact = p->read;
  return CPW_OK;
}

/* ---------------------------------------------------------------- all of it ----------------- */

static int32_t take_policy(cpwi_smaa *s, const cpw_priority_policy *policy,
                           const cpw_priority_list *list, cpw_error *err) {
  s->policy = cpwi_alloc_zero(s->options.allocator, 1, sizeof *s->policy);
  if (!s->policy) return no_memory(s, err);
  int32_t status =
      cpwi_ranker_new(&s->policy->ranker, policy, list, s->options.allocator, s->where, err);
  if (status != CPW_OK) return status;
  const cpw_priority_policy *p = &s->policy->ranker.policy;
  s->policy->by_rank = p->rule != CPW_PRIORITY_SCORE || p->cap_kind == CPW_PRIORITY_CAP_DAYS;
  s->rows = s->policy->ranker.list.patients;
  s->m = p->criterion_count;
  return CPW_OK;
}

int32_t cpwi_smaa_take_policy(cpwi_smaa *s, const cpw_priority_policy *policy,
                              const cpw_priority_list *list, const cpw_smaa_options *options,
                              const cpw_run *run, cpw_error *err) {
  if (!options) return cpwi_fail(err, CPW_EINVAL, -1, s->where, "options must be given");
  int32_t status = cpwi_take_run(&s->mcda.run, run, s->where, err);
  if (status == CPW_OK) status = cpwi_smaa_take_options(s, options, 0, err);
  if (status != CPW_OK) return status;
  s->mcda.where = s->where;
  s->mcda.table.allocator = s->options.allocator;
  if ((status = take_policy(s, policy, list, err)) != CPW_OK ||
      (status = cpwi_smaa_check_replications(s, err)) != CPW_OK ||
      (status = check_options(s, err)) != CPW_OK || (status = take_weights(s, err)) != CPW_OK ||
      (status = make_rows(s, err)) != CPW_OK || (status = move_list(s, err)) != CPW_OK)
    return status;
  return s->policy->by_rank ? CPW_OK : cpwi_smaa_policy_values(s, err);
}

void cpwi_smaa_policy_free(cpwi_smaa *s) {
  cpwi_smaa_policy *p = s->policy;
  const cpw_allocator *a = s->options.allocator;
  if (!p) return;
  for (int64_t k = 0; p->fact && k < p->ranker.list.columns; k++)
    cpwi_release(a, p->fact[k]);
  cpwi_release(a, p->fact);
  cpwi_release(a, (void *)p->read);
  cpwi_release(a, p->wait);
  cpwi_release(a, p->tier);
  cpwi_release(a, p->weights);
  cpwi_ranker_free(&p->ranker);
  cpwi_release(a, p);
}

void cpwi_smaa_count_kept(cpwi_smaa *s) {
  const int64_t *fixed = s->policy->ranker.fixed;
  for (int64_t i = 0; fixed && i < s->rows; i++)
    for (int64_t k = 0; k < s->options.tops; k++)
      if (fixed[i] > 0 && fixed[i] <= s->options.top[k])
        s->top_count[i * s->options.tops + k] = s->mcda.run.replications;
}

/* ---------------------------------------------------------------- digest -------------------- */

static uint64_t mix_criterion(uint64_t h, const cpw_priority_criterion *c) {
  const int64_t whole[] = {c->source, c->knots, c->part, c->shape, c->characteristic};
  const double real[] = {c->weight, c->missing, c->characteristic ? c->limit : 0.0};
  h = cpwi_smaa_mix(h, whole, 5, sizeof *whole);
  h = cpwi_smaa_mix(h, real, 3, sizeof *real);
  h = cpwi_smaa_mix(h, c->shape == CPW_PRIORITY_CATEGORIES ? NULL : c->at, c->knots, sizeof *c->at);
  return cpwi_smaa_mix(h, c->value, c->knots, sizeof *c->value);
}

/* Everything that the counts depend on: the policy's numbers, and the list as it competes. */
uint64_t cpwi_smaa_policy_digest(const cpwi_smaa *s, uint64_t hash) {
  const cpwi_smaa_policy *p = s->policy;
  const cpw_priority_policy *policy = &p->ranker.policy;
  const int64_t whole[] = {s->rows,      policy->tier_count,        policy->cap_kind,
                           policy->rule, policy->tiers_are_targets, policy->breaches_first};
  uint64_t h = cpwi_smaa_mix(hash, whole, 6, sizeof *whole);
  h = cpwi_smaa_mix(h, policy->cap_kind ? &policy->cap : NULL, 1, sizeof policy->cap);
  for (int64_t t = 0; t < policy->tier_count; t++) {
    const double tier[] = {policy->tiers[t].target, policy->tiers[t].rate};
    const int rated = policy->rule >= CPW_PRIORITY_ACCUMULATING;
    h = cpwi_smaa_mix(h, tier, rated ? 2 : 1, sizeof *tier);
  }
  for (int64_t k = 0; k < s->m; k++)
    h = mix_criterion(h, &policy->criteria[k]);
  h = cpwi_smaa_mix(h, s->row, s->n, sizeof *s->row);
  h = cpwi_smaa_mix(h, p->ranker.fixed, s->rows, sizeof *p->ranker.fixed);
  h = cpwi_smaa_mix(h, p->wait, s->n, sizeof *p->wait);
  h = cpwi_smaa_mix(h, p->tier, s->n, sizeof *p->tier);
  for (int64_t c = 0; c < p->ranker.list.columns; c++)
    if (p->fact[c]) h = cpwi_smaa_mix(h, p->fact[c], s->n, sizeof *p->fact[c]);
  return h;
}
