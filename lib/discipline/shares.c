/* Whom a policy treats next, by class, group and time waited, as a backlog of the cohort engine.
 * Source: carepath/discipline.h; hazards are ratio estimators (Cochran, Sampling Techniques, ch. 6) over the periods.
 * Leaves the key to score.c and the projection to lib/waitlist. */
#include "base/order.h"
#include "discipline/internal.h"
#include "waitlist/internal.h"

#include <math.h>
#include <string.h>

#define WHERE "cpw_discipline_shares"

typedef struct shares {
  const cpw_discipline *d;
  cpw_bands bands;
  int64_t slots, periods;
  int32_t even;   /* bands are one period wide */
  int32_t *band;  /* (patients) band today */
  int64_t *alive; /* in order of joining, `count` of them */
  int64_t count;
  double *key;    /* (patients) of the alive */
  int64_t *order; /* (patients) */
  double *inflow; /* (cells, bands) over the periods */
  double *waiting, *treated, *hazard, *removal, *starts, *uplift, *capacity, *share, *path;
} shares;

static int32_t no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for the order of all patients");
}

/* ---------------------------------------------------------------- bands --------------------- */

static int32_t is_even(const cpw_bands *b) {
  for (int64_t m = 0; m < b->count; m++)
    if (fabs(b->lower[m] - (double)m * b->period) > 1e-9 * b->period) return 0;
  return 1;
}

static int64_t band_of(const cpw_bands *b, double days) {
  double units = days / 7.0 / b->unit_weeks;
  int64_t low = 0, high = b->count;
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    if (b->lower[middle] <= units)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* The band of a patient at the end of period t (from 1), had nobody been treated. */
static int64_t aged_band(const shares *s, int64_t patient, int64_t t) {
  int64_t last = s->bands.count - 1;
  if (s->even) return last - s->band[patient] < t ? last : s->band[patient] + t;
  return band_of(&s->bands, s->d->standing[patient].wait + (double)t * s->d->options.days);
}

/* ---------------------------------------------------------------- the order of treatment ---- */

/* Treats the first of a period and keeps the others in order of joining. */
static int32_t treat_period(shares *s, int64_t t, cpw_error *err) {
  const cpw_discipline *d = s->d;
  int64_t bands = s->bands.count, left = s->slots < s->count ? s->slots : s->count, kept = 0;
  for (int64_t i = 0; i < s->count; i++) {
    const cpwi_standing *x = &d->standing[s->alive[i]];
    double passed = (double)(t - 1) * d->options.days;
    s->key[i] = cpwi_discipline_key(d, s->alive[i], x->tier, x->wait + passed);
    s->inflow[x->cell * bands + aged_band(s, s->alive[i], t)] += 1.0;
  }
  int32_t status = cpwi_order(s->key, s->count, 1, s->order, d->allocator, WHERE, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < left; k++) {
    int64_t patient = s->alive[s->order[k]], cell = d->standing[patient].cell;
    s->treated[(cell * s->periods + t - 1) * bands + aged_band(s, patient, t)] += 1.0;
    s->path[cell * s->periods + t - 1] += 1.0;
    s->alive[s->order[k]] = -1;
  }
  for (int64_t i = 0; i < s->count; i++)
    if (s->alive[i] >= 0) s->alive[kept++] = s->alive[i];
  s->count = kept;
  return CPW_OK;
}

static void begin(shares *s) {
  const cpw_discipline *d = s->d;
  for (int64_t i = 0; i < d->patients; i++) {
    s->alive[i] = d->joining[i];
    s->band[i] = (int32_t)band_of(&s->bands, d->standing[i].wait);
    s->waiting[d->standing[i].cell * s->bands.count + s->band[i]] += 1.0;
  }
  s->count = d->patients;
}

/* From what was treated to hazards, capacities and shares. */
static void conclude(shares *s) {
  int64_t bands = s->bands.count;
  double all = 0.0;
  for (int64_t c = 0; c < s->d->cells; c++) {
    double sum = 0.0;
    for (int64_t m = 0; m < bands; m++) {
      double treated = 0.0, inflow = s->inflow[c * bands + m];
      for (int64_t t = 0; t < s->periods; t++)
        treated += s->treated[(c * s->periods + t) * bands + m];
      s->hazard[c * bands + m] = inflow > 0.0 ? treated / inflow : 0.0;
      sum += treated;
    }
    s->capacity[c] = sum / (double)s->periods;
    s->share[c] = sum;
    all += sum;
  }
  for (int64_t c = 0; c < s->d->cells; c++)
    s->share[c] = all > 0.0 ? s->share[c] / all : 0.0;
}

/* ---------------------------------------------------------------- the result ---------------- */

typedef struct number {
  char text[CPW_NUMBER_CHARS];
} number;

/* The lists: each class and group, numbered from 1. */
static int32_t add_cells(const shares *s, cpw_result *result, cpw_error *err) {
  const cpw_discipline *d = s->d;
  number *text = cpwi_alloc(d->allocator, (size_t)d->cells, sizeof *text);
  const char **label = cpwi_alloc(d->allocator, (size_t)d->cells, sizeof *label);
  int32_t status = text && label ? CPW_OK : no_memory(err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "list", d->cells, NULL, err);
  for (int which = 0; which < 2 && status == CPW_OK; which++) {
    for (int64_t c = 0; c < d->cells; c++) {
      int64_t kind = which ? c % d->options.groups : c / d->options.groups;
      cpw_format_int64(kind + 1, text[c].text);
      label[c] = text[c].text;
    }
    status = cpw_result_add_coordinate(result, "list", which ? "group" : "class", label, err);
  }
  cpwi_release(d->allocator, (void *)label);
  cpwi_release(d->allocator, text);
  return status;
}

static int32_t add_arrays(shares *s, cpw_result *result, cpw_error *err) {
  const char *by_band = "list band", *people = "people";
  const cpwi_column columns[] = {
      {"waiting", people, "who wait today", by_band, &s->waiting},
      {"treated", people, "treated, by time waited at the end of the period", "list period band",
       &s->treated},
      {"treatment_hazard", "share", "treated of those in the band, over all periods", by_band,
       &s->hazard},
      {"removal_hazard", "share", "none", by_band, &s->removal},
      {"starts", people, "none", "list", &s->starts},
      {"start_uplift", "share", "none", "list", &s->uplift},
      {"capacity", people, "treated per period", "list", &s->capacity},
      {"share", "share", "of all who are treated", "list", &s->share},
      {"capacity_path", people, "treated in each period", "list period", &s->path},
  };
  int32_t status = add_cells(s, result, err);
  if (status == CPW_OK)
    status = cpwi_add_numbered(result, "period", s->periods, s->d->allocator, err);
  if (status == CPW_OK) status = cpwi_add_bands(result, &s->bands, s->d->allocator, err);
  if (status != CPW_OK) return status;
  return cpwi_add_columns(result, columns, (int64_t)(sizeof columns / sizeof *columns),
                          CPW_MERGE_SAME, err);
}

static int32_t check(shares *s, cpw_error *err) {
  const cpw_discipline *d = s->d;
  double period = d->options.days / 7.0 / s->bands.unit_weeks;
  if (!(fabs(s->bands.period - period) <= 1e-9 * period))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "bands.period = %s must be the discipline's period of %s days, %s units",
                     cpwi_number(s->bands.period).text, cpwi_number(d->options.days).text,
                     cpwi_number(period).text);
  if (d->row)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "the discipline must have been made without options.row");
  if (s->slots < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "slots = %lld must be >= 0", (long long)s->slots);
  if (s->periods < 1 || s->periods > INT32_MAX)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "periods = %lld must be 1 to 2147483647",
                     (long long)s->periods);
  return CPW_OK;
}

static int32_t work(shares *s, cpw_error *err) {
  const cpw_allocator *a = s->d->allocator;
  size_t n = (size_t)s->d->patients, cells = (size_t)s->d->cells;
  s->band = cpwi_alloc(a, n, sizeof *s->band);
  s->alive = cpwi_alloc(a, n, sizeof *s->alive);
  s->key = cpwi_alloc(a, n, sizeof *s->key);
  s->order = cpwi_alloc(a, n, sizeof *s->order);
  s->inflow = cpwi_alloc_zero(a, cells, (size_t)s->bands.count * sizeof *s->inflow);
  int32_t status = CPW_OK;
  if (!s->band || !s->alive || !s->key || !s->order || !s->inflow) {
    status = no_memory(err);
  } else {
    begin(s);
    for (int64_t t = 1; t <= s->periods && status == CPW_OK; t++)
      status = treat_period(s, t, err);
    if (status == CPW_OK) conclude(s);
  }
  cpwi_release(a, s->inflow);
  cpwi_release(a, s->order);
  cpwi_release(a, s->key);
  cpwi_release(a, s->alive);
  cpwi_release(a, s->band);
  return status;
}

int32_t cpw_discipline_shares(const cpw_discipline *discipline, const cpw_bands *bands,
                              int64_t slots, int64_t periods, const cpw_allocator *allocator,
                              cpw_result **out, cpw_error *err) {
  shares s;
  cpw_result *result = NULL;
  memset(&s, 0, sizeof s);
  if (!discipline || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "discipline and out must be given");
  s.d = discipline;
  s.slots = slots;
  s.periods = periods;
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_take_bands(&s.bands, bands, __func__, err);
  if (status != CPW_OK || (status = check(&s, err)) != CPW_OK) return status;
  s.even = is_even(&s.bands);
  status = cpw_result_new(allocator, &result, err);
  if (status == CPW_OK) status = add_arrays(&s, result, err);
  if (status == CPW_OK) status = work(&s, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
