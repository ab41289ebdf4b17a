/* The published optimiser of capacity, step by step, to compare with.
 * Source: the algorithm of the NHSRtt R package, from the mathematics (see carepath/plan.h).
 * Leaves plans that conserve people and say what they could not reach to plan.c. */
#include "waitlist/internal.h"

#include "carepath/plan.h"

#include <float.h>

static const char *const WHERE = "cpw_plan_published";

static cpw_plan_published_options defaults(void) {
  cpw_plan_published_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.share = 0.08;
  o.surplus = CPW_PUBLISHED_EVENLY;
  o.iterations = 50;
  o.band = 4;
  o.tolerance = 0.005;
  o.periods = 12;
  return o;
}

void cpw_plan_published_options_init_sized(cpw_plan_published_options *options, size_t size) {
  cpw_plan_published_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- the published recursion --- */

/* One list under the published rules. */
typedef struct chain {
  const cpw_plan_published_options *options;
  const cpw_backlog *backlog;
  int64_t list, bands;
  double *people; /* (bands) */
} chain;

static double sum_of(const double *x, int64_t from, int64_t to) {
  double sum = 0.0;
  for (int64_t m = from; m < to; m++)
    sum += x[m];
  return sum;
}

/* Takes the negative bands out: their sum, as a positive number. */
static double take_negative(const chain *c) {
  double missing = 0.0;
  for (int64_t m = 0; m < c->bands; m++)
    if (c->people[m] < 0.0) missing -= c->people[m];
  return missing;
}

/* Negative bands are set to zero and taken from every positive one alike, until there are none. Each
 * round empties a band at least. */
static void even_out(const chain *c) {
  double *x = c->people;
  if (sum_of(x, 0, c->bands) < 0.0) {
    memset(x, 0, (size_t)c->bands * sizeof *x);
    return;
  }
  for (int64_t round = 0; round < c->bands; round++) {
    double missing = take_negative(c);
    int64_t positive = 0;
    if (!(missing > 0.0)) return;
    for (int64_t m = 0; m < c->bands; m++) {
      if (x[m] < 0.0) x[m] = 0.0;
      positive += x[m] > 0.0;
    }
    for (int64_t m = 0; m < c->bands && positive > 0; m++)
      if (x[m] > 0.0) x[m] -= missing / (double)positive;
  }
}

/* Negative bands are taken from the longest waits; what nobody is left for goes back to them. */
static void take_from_longest(const chain *c) {
  double *x = c->people, missing = take_negative(c), left = missing;
  for (int64_t m = c->bands - 1; m >= 0 && left > 0.0; m--) {
    double take = x[m] < left ? x[m] : left;
    if (!(take > 0.0)) continue;
    x[m] -= take;
    left -= take;
  }
  for (int64_t m = 0; m < c->bands; m++)
    if (x[m] < 0.0) x[m] = left > 0.0 ? x[m] * (left / missing) : 0.0;
}

static void one_period(const chain *c, double starts, double capacity) {
  const double *removal = c->backlog->removal_hazard + c->list * c->bands;
  const double *treatment = c->backlog->treatment_hazard + c->list * c->bands;
  double *x = c->people, wanted = 0.0;
  double longest = x[c->bands - 1];
  for (int64_t m = c->bands - 1; m > 0; m--)
    x[m] = x[m - 1];
  x[0] = starts;
  x[c->bands - 1] = c->bands > 1 ? x[c->bands - 1] + longest : starts + longest;
  for (int64_t m = 0; m < c->bands; m++)
    wanted += treatment[m] * x[m];
  double rate = wanted != 0.0 ? capacity / wanted : 0.0;
  for (int64_t m = 0; m < c->bands; m++)
    x[m] = x[m] - rate * (treatment[m] * x[m]) - removal[m] * x[m];
  if (c->options->surplus == CPW_PUBLISHED_EVENLY) even_out(c);
  if (c->options->surplus == CPW_PUBLISHED_PRIORITISE) take_from_longest(c);
}

/* The share that waits too long: 0 for an empty list. */
static double share_beyond(const chain *c) {
  double all = sum_of(c->people, 0, c->bands);
  return all != 0.0 ? sum_of(c->people, c->options->band, c->bands) / all : 0.0;
}

/* P(x) */
static double share_with(const chain *c, double x) {
  const cpw_plan_published_options *o = c->options;
  double today = c->backlog->capacity[c->list];
  memcpy(c->people, c->backlog->waiting + c->list * c->bands, (size_t)c->bands * sizeof *c->people);
  for (int64_t t = 0; t < o->periods; t++) {
    double starts = o->starts ? o->starts[c->list * o->periods + t] : c->backlog->starts[c->list];
    double capacity = x * today;
    if (o->profile == CPW_PROFILE_RAMP) capacity = today * (1.0 + (x - 1.0) * (double)t / 12.0);
    one_period(c, starts, capacity > 0.0 ? capacity : 0.0);
  }
  return share_beyond(c);
}

/* ---------------------------------------------------------------- the published search ------ */

static double asked_of(const chain *c) {
  double share = c->options->share;
  if (c->options->relative) {
    memcpy(c->people, c->backlog->waiting + c->list * c->bands,
           (size_t)c->bands * sizeof *c->people);
    share += share_beyond(c);
  }
  return share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
}

static double search(const chain *c) {
  const double asked = asked_of(c);
  double x = 1.0, step = 1.0, before = -1.0;
  int32_t sides = 0;
  for (int32_t i = 0; i < c->options->iterations; i++) {
    double share = share_with(c, x);
    if (fabs(share - asked) < c->options->tolerance) return x;
    if (i > 0 && share == before && share != 0.0 && share != 1.0) return HUGE_VAL;
    before = share;
    sides |= share > asked ? 1 : 2;
    if (sides == 3) step *= 0.5;
    x += share > asked ? step : -step;
  }
  return CPWI_NAN;
}

/* ---------------------------------------------------------------- the public one ------------ */

static int32_t check_options(const cpw_plan_published_options *o, const cpw_backlog *b,
                             cpw_error *err) {
  int32_t status = cpwi_check_allocator(o->allocator, WHERE, err);
  if (status != CPW_OK) return status;
  const struct {
    const char *name;
    int64_t value, least, most;
  } whole[] = {{"relative", o->relative, 0, 1},
               {"profile", o->profile, CPW_PROFILE_FLAT, CPW_PROFILE_RAMP},
               {"surplus", o->surplus, CPW_PUBLISHED_NONE, CPW_PUBLISHED_PRIORITISE},
               {"iterations", o->iterations, 1, INT32_MAX},
               {"band", o->band, 0, b->bands->count - 1},
               {"periods", o->periods, 1, INT64_MAX}};
  for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
    if (whole[k].value < whole[k].least || whole[k].value > whole[k].most)
      return cpwi_fail(err, k < 3 ? CPW_EINVAL : CPW_EDOMAIN, -1, WHERE,
                       "options.%s = %lld must be %lld to %lld", whole[k].name,
                       (long long)whole[k].value, (long long)whole[k].least,
                       (long long)whole[k].most);
  if (!(o->share >= (o->relative ? -1.0 : 0.0) && o->share <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.share = %s must be in [%s, 1]",
                     cpwi_number(o->share).text, o->relative ? "-1" : "0");
  if (!(o->tolerance > 0.0 && o->tolerance <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.tolerance = %s must be finite and > 0",
                     cpwi_number(o->tolerance).text);
  cpwi_block block = {.name = "options.starts",
                      .lists = b->lists,
                      .periods = o->periods,
                      .values = o->starts,
                      .list = b->list};
  return o->starts ? cpwi_check_counts(&block, WHERE, err) : CPW_OK;
}

int32_t cpw_plan_published(const cpw_backlog *backlog, const cpw_plan_published_options *options,
                           double *factor, int32_t *outcome, cpw_error *err) {
  cpw_plan_published_options known = defaults();
  cpw_backlog b;
  cpw_bands bands;
  int32_t status;
  if (!factor) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "factor is NULL");
  if ((status = cpwi_take_options(&known, sizeof known, options, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_backlog(&b, &bands, backlog, WHERE, err)) != CPW_OK ||
      (status = check_options(&known, &b, err)) != CPW_OK)
    return status;
  chain c = {&known, &b, 0, bands.count, NULL};
  c.people = cpwi_alloc(known.allocator, (size_t)bands.count, sizeof *c.people);
  if (!c.people)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld bands",
                     (long long)bands.count);
  for (; c.list < b.lists; c.list++) {
    double x = search(&c);
    factor[c.list] = x;
    if (!outcome) continue;
    outcome[c.list] = CPW_OUTCOME_UNREACHABLE;
    if (!(x <= DBL_MAX)) continue;
    share_with(&c, x);
    outcome[c.list] = sum_of(c.people, 0, c.bands) != 0.0 ? CPW_OUTCOME_OK : CPW_OUTCOME_CLEARED;
  }
  cpwi_release(known.allocator, c.people);
  return CPW_OK;
}
