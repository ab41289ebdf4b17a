/* A list made ready: what was left to the defaults, laws prepared, capacity in whole slots, and the
 * periods that count.
 * Source: the defaults in carepath/patients.h. Leaves the checks to check.c. */
#include "patients/internal.h"

#include <float.h>
#include <string.h>

#define WHERE CPWI_SIMULATE_PATIENTS

static const double LIMITS[] = {18.0, 52.0};
static const double PROBABILITIES[] = {0.5, 0.92, 0.95};

/* ---------------------------------------------------------------- defaults ------------------ */

static cpw_patients_list list_defaults(void) {
  cpw_patients_list l;
  memset(&l, 0, sizeof l);
  l.struct_size = sizeof l;
  l.periods = 52;
  l.classes = l.groups = 1;
  l.arrival_rows = l.validation_rows = l.slot_rows = l.server_rows = 1;
  l.dispersion = 1.0;
  l.session_slots = l.rebook = 1;
  l.mixture = 0.5;
  return l;
}

static cpw_patients_options options_defaults(void) {
  cpw_patients_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.level = 0.95;
  return o;
}

void cpw_patients_list_init_sized(cpw_patients_list *list, size_t size) {
  cpw_patients_list defaults = list_defaults();
  cpwi_init_sized(list, size, &defaults, sizeof defaults);
}

void cpw_patients_options_init_sized(cpw_patients_options *options, size_t size) {
  cpw_patients_options defaults = options_defaults();
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

void cpw_patient_rows_init_sized(cpw_patient_rows *rows, size_t size) {
  cpw_patient_rows defaults;
  memset(&defaults, 0, sizeof defaults);
  cpwi_init_sized(rows, size, &defaults, sizeof defaults);
}

/* ---------------------------------------------------------------- by class ------------------ */

static int32_t no_memory(const cpwi_patients *p, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld classes", (long long)p->classes);
}

/* Treatments in a unit of capacity; endless where they take no time. */
static double treatment_rate(const cpwi_patients *p, int64_t k) {
  double moments[3] = {(double)p->needed[k], 0.0, 0.0};
  if (!p->slots_clock) cpwi_duration_moments(&p->length[k], moments);
  return moments[0] > 0.0 ? 1.0 / moments[0] : DBL_MAX;
}

static void complete_class(cpwi_patients *p, int64_t k) {
  const cpw_patients_list *l = &p->list;
  p->tier[k] = l->tier ? (double)l->tier[k] : (double)k;
  p->target[k] = l->target ? l->target[k] : 18.0;
  p->weight[k] = l->weight ? l->weight[k] : 1.0;
  p->exponent[k] = l->exponent ? l->exponent[k] : 2.0;
  p->needed[k] = l->slots_needed ? l->slots_needed[k] : 1;
  if (l->patience) cpwi_duration_prepare(&p->patience[k], &l->patience[k]);
  if (!p->slots_clock) cpwi_duration_prepare(&p->length[k], &l->duration[k]);
  p->rate[k] = treatment_rate(p, k);
  if (p->count) cpwi_poisson_prepare(&p->count[k], cpwi_arrival_rate(p, 0, k));
}

/* The law of the gaps between batches, in mean gaps: gamma of that dispersion. */
static cpw_duration gap_law(double dispersion) {
  cpw_duration d = {CPW_DURATION_GAMMA, 0, 1.0, sqrt(dispersion), 0.0, NULL};
  if (dispersion == 1.0) {
    d.law = CPW_DURATION_EXPONENTIAL;
    d.cv = 0.0;
  } else if (dispersion == 0.0) {
    d.law = CPW_DURATION_FIXED;
  }
  return d;
}

static int32_t prepare_classes(cpwi_patients *p, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  const cpw_patients_list *l = &p->list;
  size_t n = (size_t)p->classes;
  int constant = p->slots_clock && l->arrivals && l->arrival_rows == 1 && l->dispersion == 1.0;
  p->tier = cpwi_alloc(a, n, 5 * sizeof *p->tier);
  p->needed = cpwi_alloc(a, n, sizeof *p->needed);
  if (l->patience) p->patience = cpwi_alloc(a, n, sizeof *p->patience);
  if (!p->slots_clock) p->length = cpwi_alloc(a, n, 2 * sizeof *p->length);
  if (constant) p->count = cpwi_alloc(a, n, sizeof *p->count);
  if (!p->tier || !p->needed || (l->patience && !p->patience) || (!p->slots_clock && !p->length) ||
      (constant && !p->count))
    return no_memory(p, err);
  p->target = p->tier + n;
  p->weight = p->target + n;
  p->exponent = p->weight + n;
  p->rate = p->exponent + n;
  cpw_duration gap = gap_law(l->dispersion);
  for (int64_t k = 0; k < p->classes; k++) {
    complete_class(p, k);
    if (p->slots_clock) continue;
    p->gap = p->length + n;
    cpwi_duration_prepare(&p->gap[k], &gap);
  }
  return CPW_OK;
}

/* Classes in the order of their ranks; 0 where two of them share one. */
static int order_classes(cpwi_patients *p) {
  int cmu = p->list.rule == CPW_PATIENTS_CMU, distinct = 1;
  for (int64_t k = 0; k < p->classes; k++) {
    int64_t i = k;
    for (; i > 0; i--) {
      int64_t other = p->first_queue[i - 1];
      double rank = cmu ? -p->weight[k] * p->rate[k] : p->tier[k];
      double theirs = cmu ? -p->weight[other] * p->rate[other] : p->tier[other];
      if (rank == theirs) distinct = 0;
      if (rank >= theirs) break;
      p->first_queue[i] = other;
    }
    p->first_queue[i] = k;
  }
  return distinct;
}

/* Whether queues come in one order whatever happens. */
static int32_t prepare_order(cpwi_patients *p, cpw_error *err) {
  const cpw_patients_options *o = &p->options;
  int32_t rule = p->list.rule;
  int ranked = rule == CPW_PATIENTS_TIERS || rule == CPW_PATIENTS_CMU;
  if ((rule != CPW_PATIENTS_FIRST_COME && !ranked) || p->ring) return CPW_OK;
  p->first_queue = cpwi_alloc_zero(o->allocator, (size_t)p->classes, sizeof *p->first_queue);
  if (!p->first_queue) return no_memory(p, err);
  p->strict = ranked ? order_classes(p) : 1;
  p->unmixed = p->strict && (ranked || p->classes == 1) && !o->overtakes && !o->record_room;
  return CPW_OK;
}

static int32_t prepare_groups(cpwi_patients *p, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  int32_t status = CPW_OK;
  if (!p->list.group_shares) return CPW_OK;
  p->group = cpwi_alloc_zero(a, (size_t)p->classes, sizeof *p->group);
  if (!p->group) return no_memory(p, err);
  for (int64_t k = 0; k < p->classes && status == CPW_OK; k++) {
    status = cpw_alias_new(p->list.group_shares + k * p->groups, p->groups, a, &p->group[k], err);
    if (status != CPW_OK && err)
      cpwi_fail(err, status, k, WHERE,
                "list.group_shares of class %lld: shares must be >= 0, one > 0", (long long)k);
  }
  return status;
}

/* ---------------------------------------------------------------- by period ----------------- */

/* Whole figures of a table with rows that start again, to date never off by more than one. */
static void make_whole(const double *table, int64_t rows, int64_t columns, int64_t column,
                       double up, int64_t periods, int64_t *whole) {
  double carry = up;
  for (int64_t t = 0; t < periods; t++) {
    double there = (table ? table[t % rows * columns + column] : 0.0) + carry;
    double given = floor(there + 1e-9); /* 105.7 ten times is 1057, whatever rounding says */
    carry = there - given;
    whole[t * columns + column] = (int64_t)given;
  }
}

static int32_t prepare_slots(cpwi_patients *p, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  const cpw_patients_list *l = &p->list;
  size_t periods = (size_t)p->periods, n = (size_t)p->classes;
  p->slots = cpwi_alloc(a, periods, sizeof *p->slots);
  if (l->ring_fenced) p->ring = cpwi_alloc(a, periods * n, sizeof *p->ring);
  if (!p->slots || (l->ring_fenced && !p->ring))
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld periods",
                     (long long)p->periods);
  make_whole(l->slots, l->slot_rows, 1, 0, 0.0, p->periods, p->slots);
  for (int64_t k = 0; p->ring && k < p->classes; k++)
    make_whole(l->ring_fenced, l->slot_rows, p->classes, k, 0.0, p->periods, p->ring);
  return CPW_OK;
}

static int32_t prepare_even(cpwi_patients *p, cpw_error *err) {
  const cpw_patients_list *l = &p->list;
  size_t cells = (size_t)(p->arrival_table_rows * p->classes);
  double *batches;
  if (!p->slots_clock || !l->arrivals || l->dispersion > 0.0) return CPW_OK;
  batches = cpwi_alloc(p->options.allocator, cells, sizeof *batches);
  p->even = cpwi_alloc(p->options.allocator, (size_t)(p->periods * p->classes), sizeof *p->even);
  if (batches && p->even) {
    for (int64_t t = 0; t < p->arrival_table_rows; t++)
      for (int64_t k = 0; k < p->classes; k++)
        batches[t * p->classes + k] = cpwi_arrival_rate(p, t, k);
    for (int64_t k = 0; k < p->classes; k++)
      make_whole(batches, p->arrival_table_rows, p->classes, k, 0.5, p->periods, p->even);
  }
  cpwi_release(p->options.allocator, batches);
  return batches && p->even ? CPW_OK : no_memory(p, err);
}

/* Which batch a period counts for. */
static int32_t prepare_batches(cpwi_patients *p, cpw_error *err) {
  int64_t warm = p->options.warm_up, length = p->periods - warm;
  p->batch_of = cpwi_alloc(p->options.allocator, (size_t)(p->periods + 1), sizeof *p->batch_of);
  if (!p->batch_of)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld periods",
                     (long long)p->periods);
  for (int64_t t = 0; t <= warm; t++)
    p->batch_of[t] = -1;
  for (int64_t b = 0; b < p->batches; b++)
    for (int64_t t = warm + b * length / p->batches + 1; t <= warm + (b + 1) * length / p->batches;
         t++)
      p->batch_of[t] = (int32_t)b;
  return CPW_OK;
}

/* ---------------------------------------------------------------- all of it ----------------- */

/* Buckets for the waits of those treated: whole ones up to the longest there can be. */
static int64_t wait_buckets(const cpwi_patients *p) {
  double oldest = 0.0;
  if (!p->slots_clock) return CPWI_WAIT_BUCKETS;
  if (p->rows.rows > 0 && p->rows.joined[0] < 0.0) oldest = floor(-p->rows.joined[0]);
  if ((double)p->bands - 1.0 > oldest) oldest = (double)p->bands - 1.0;
  return p->periods + (int64_t)oldest + 1;
}

static void take_sizes(cpwi_patients *p) {
  const cpw_patients_list *l = &p->list;
  p->classes = l->classes;
  p->groups = l->groups;
  p->cells = l->classes * l->groups;
  p->periods = l->periods;
  p->bands = l->waiting ? l->bands : 0;
  p->who = 1 + (p->classes > 1 ? p->classes : 0) + (p->groups > 1 ? p->groups : 0) +
           (p->classes > 1 && p->groups > 1 ? p->cells : 0);
  p->batches = p->options.batches > 1 ? p->options.batches : 1;
  p->replication_rows = p->batches > 1 ? p->batches + 1 : 1;
  p->arrival_table_rows = l->arrival_rows < l->periods ? l->arrival_rows : l->periods;
  p->slots_clock = l->slots != NULL;
  p->simple = p->slots_clock && !l->missed && !l->slots_needed;
  p->scored = l->rule == CPW_PATIENTS_SCORE;
  p->limits = p->options.limits ? p->options.limits : LIMITS;
  p->limit_count = p->options.limits ? p->options.limit_count : 2;
  p->probabilities = p->options.probabilities ? p->options.probabilities : PROBABILITIES;
  p->probability_count = p->options.probabilities ? p->options.probability_count : 3;
  p->waits = wait_buckets(p);
  p->counted_from = (double)p->options.warm_up;
  p->counted_to = (double)p->periods;
  p->least_limit = p->limits[0];
  for (int64_t k = 1; k < p->limit_count; k++)
    if (p->limits[k] < p->least_limit) p->least_limit = p->limits[k];
  while (p->opening < p->rows.rows && p->rows.joined[p->opening] <= 0.0)
    p->opening++;
}

int32_t cpwi_patients_take(cpwi_patients *p, const cpw_patients_list *list,
                           const cpw_patients_options *options, const cpw_run *run,
                           cpw_error *err) {
  memset(p, 0, sizeof *p);
  p->list = list_defaults();
  p->options = options_defaults();
  p->rows.struct_size = sizeof p->rows;
  if (!list) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "list is NULL");
  int32_t status = cpwi_take_options(&p->list, sizeof p->list, list, WHERE, err);
  if (status == CPW_OK)
    status = cpwi_take_options(&p->options, sizeof p->options, options, WHERE, err);
  if (status == CPW_OK)
    status = cpwi_take_options(&p->rows, sizeof p->rows, p->list.rows, WHERE, err);
  if (status == CPW_OK) status = cpwi_take_run(&p->run, run, WHERE, err);
  if (status == CPW_OK) status = cpwi_patients_check(p, err);
  if (status != CPW_OK) return status;
  take_sizes(p);
  status = prepare_classes(p, err);
  if (status == CPW_OK) status = prepare_groups(p, err);
  if (status == CPW_OK && p->slots_clock) status = prepare_slots(p, err);
  if (status == CPW_OK) status = prepare_even(p, err);
  if (status == CPW_OK) status = prepare_order(p, err);
  return status == CPW_OK ? prepare_batches(p, err) : status;
}

void cpwi_patients_free(cpwi_patients *p) {
  const cpw_allocator *a = p->options.allocator;
  for (int64_t k = 0; p->group && k < p->classes; k++)
    cpw_alias_free(p->group[k]);
  void *blocks[] = {p->patience, p->length, p->count,    p->even, p->group,      p->tier,
                    p->needed,   p->slots,  p->batch_of, p->ring, p->first_queue};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(a, blocks[k]);
}
