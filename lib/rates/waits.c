/* Waits of groups compared as if all of them waited for the same things: directly and indirectly.
 * Source: Dobson et al. (1991) for the weights; Satterthwaite (1946) for the degrees of freedom; Breslow and
 * Day (1987), section 2.3. Leaves means and variances to cells.c. */
#include "rates/waits.h"

#include "carepath/random.h"

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_rows(const cpwi_waits *w, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < w->n; i++) {
    double x = w->wait[i];
    if (!cpwi_is_finite(x) || x < 0 || x > 1e100)
      return cpwi_rates_refuse("wait", i, x, "from 0 to 1e100", where, err);
    if (w->group[i] < 0 || w->group[i] >= w->groups)
      return cpwi_fail(err, CPW_EINVAL, i, where, "group[%lld] = %lld must be 0 to %lld",
                       (long long)i, (long long)w->group[i], (long long)(w->groups - 1));
    if (w->stratum && (w->stratum[i] < 0 || w->stratum[i] >= w->strata))
      return cpwi_fail(err, CPW_EINVAL, i, where, "stratum[%lld] = %lld must be 0 to %lld",
                       (long long)i, (long long)w->stratum[i], (long long)(w->strata - 1));
  }
  return w->standard ? cpwi_rates_check(w->standard, w->strata, "standard", 0, 1e150, where, err)
                     : CPW_OK;
}

static int32_t take(cpwi_waits *w, const cpw_rates_options *options, const char *where,
                    cpw_error *err) {
  int64_t cells;
  if (!w->wait || !w->group)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", w->wait ? "group" : "wait");
  if (w->n < 1 || w->groups < 1 || w->strata < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "n, groups and strata must be >= 1");
  if (!w->stratum && w->strata > 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "stratum is NULL, but there are %lld strata",
                     (long long)w->strata);
  if (!cpwi_multiply(w->groups, w->strata, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "groups x strata is too large");
  int32_t status = cpwi_rates_take(&w->rates, options, CPW_RATES_GAMMA, where, err);
  w->share = !cpwi_is_nan(w->rates.options.over);
  return status == CPW_OK ? check_rows(w, where, err) : status;
}

static int32_t set_mix(cpwi_waits *w, const char *where, cpw_error *err) {
  cpwi_twice sum = {0, 0};
  for (int64_t s = 0; s < w->strata; s++) {
    w->mix[s] = w->standard ? w->standard[s] : w->all[s].people;
    cpwi_twice_add(&sum, w->mix[s]);
    if (w->mix[s] > 0 && !(w->all[s].people > 0))
      return cpwi_fail(err, CPW_EDOMAIN, s, where,
                       "stratum %lld, which the standard counts, has nobody in any group",
                       (long long)s);
  }
  if (!(sum.high > 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "standard must not be 0 in every stratum");
  for (int64_t s = 0; s < w->strata; s++)
    w->mix[s] /= sum.high;
  return CPW_OK;
}

/* ---------------------------------------------------------------- limits -------------------- */

/* An estimate that is a weighted sum of means of cells. */
typedef struct estimate {
  double value, variance;
  double freedom; /* Satterthwaite's */
  double
      spread; /* sum of weight^2/people: the variance over that of one person, if all were alike */
} estimate;

static cpwi_range limits_of(const cpwi_waits *w, const estimate *e, double level) {
  if (w->share) {
    double one = e->value * (1 - e->value);
    double trials = e->variance > 0 && one > 0 ? one / e->variance : 1 / e->spread;
    return cpwi_wilson(e->value, trials, level);
  }
  if (!(e->freedom > 0)) return (cpwi_range){CPWI_NAN, CPWI_NAN};
  double half = cpw_student_quantile((1 + level) / 2, e->freedom) * sqrt(e->variance);
  return (cpwi_range){e->value - half, e->value + half};
}

typedef struct adding {
  cpwi_twice value, variance, squares, spread;
} adding;

static void add_cell(adding *a, const cpwi_cell *c, double weight) {
  double part = weight * weight * c->variance / c->people;
  cpwi_twice_add(&a->value, weight * c->mean);
  cpwi_twice_add(&a->variance, part);
  cpwi_twice_add(&a->spread, weight * weight / c->people);
  if (c->freedom > 0) cpwi_twice_add(&a->squares, part * part / c->freedom);
}

/* `whole`: the sum of the weights */
static estimate finish(const adding *a, double whole) {
  estimate e = {a->value.high / whole, a->variance.high / (whole * whole), 0,
                a->spread.high / (whole * whole)};
  double squares = a->squares.high;
  if (squares > 0) e.freedom = a->variance.high * (a->variance.high / squares);
  if (a->variance.high == 0) e.freedom = (double)INFINITY; /* all wait alike: no error */
  if (cpwi_is_nan(e.variance)) e.freedom = 0;
  return e;
}

/* ---------------------------------------------------------------- one group ----------------- */

typedef struct filled {
  double *people, *crude, *crude_lower, *crude_upper, *direct, *variance, *lower, *upper, *least,
      *most, *empty_share, *expected, *difference, *ratio, *ratio_lower, *ratio_upper;
  int64_t *flags;
} filled;

static int32_t fill_direct(const cpwi_waits *w, const filled *out, int64_t g, const char *where,
                           cpw_error *err) {
  adding a;
  memset(&a, 0, sizeof a);
  double used = 0, empty = 0, least = 0, most = 0;
  for (int64_t s = 0; s < w->strata; s++) {
    const cpwi_cell *c = &w->cell[g * w->strata + s];
    if (!(w->mix[s] > 0)) continue;
    if (c->people > 0) {
      used += w->mix[s];
      add_cell(&a, c, w->mix[s]);
      continue;
    }
    if (w->rates.options.empty == CPW_RATES_EMPTY_ERROR)
      return cpwi_fail(err, CPW_EDOMAIN, g * w->strata + s, where,
                       "group %lld has nobody in stratum %lld, which the standard counts "
                       "(options.empty could drop it)",
                       (long long)g, (long long)s);
    empty += w->mix[s];
    least += w->mix[s] * w->least[s];
    most += w->mix[s] * w->most[s];
  }
  if (!(used > 0))
    return cpwi_fail(err, CPW_EDOMAIN, g * w->strata, where,
                     "group %lld has nobody in any stratum that the standard counts", (long long)g);
  estimate e = finish(&a, used);
  out->direct[g] = e.value, out->variance[g] = e.variance;
  out->empty_share[g] = empty;
  out->flags[g] = empty > 0 ? CPW_RATES_FLAG_EMPTY : 0;
  out->least[g] = empty > 0 ? a.value.high + least : e.value;
  out->most[g] = empty > 0 ? a.value.high + most : e.value;
  for (int64_t k = 0; k < w->rates.levels; k++) {
    cpwi_range limits = limits_of(w, &e, w->rates.level[k]);
    out->lower[g * w->rates.levels + k] = limits.lower;
    out->upper[g * w->rates.levels + k] = limits.upper;
  }
  return CPW_OK;
}

/* All people of a group without regard to strata: what lies between its strata is spread as well. */
static estimate crude_of(const cpwi_waits *w, int64_t g, double people) {
  cpwi_twice sum = {0, 0}, squares = {0, 0};
  for (int64_t s = 0; s < w->strata; s++) {
    const cpwi_cell *c = &w->cell[g * w->strata + s];
    cpwi_twice_add(&sum, c->people * c->mean);
  }
  estimate e = {sum.high / people, CPWI_NAN, 0, 1 / people};
  if (w->share) {
    e.variance = e.value * (1 - e.value) / people;
    return e;
  }
  for (int64_t s = 0; s < w->strata; s++) {
    const cpwi_cell *c = &w->cell[g * w->strata + s];
    if (!(c->people > 0)) continue;
    double away = c->mean - e.value;
    if (c->people > 1) cpwi_twice_add(&squares, (c->people - 1) * c->variance);
    cpwi_twice_add(&squares, c->people * away * away);
  }
  if (people > 1) {
    e.freedom = people - 1;
    e.variance = squares.high / e.freedom / people;
  }
  return e;
}

static int32_t fill_crude(const cpwi_waits *w, const filled *out, int64_t g, const char *where,
                          cpw_error *err) {
  cpwi_twice sum = {0, 0}, expected = {0, 0};
  adding a;
  memset(&a, 0, sizeof a);
  for (int64_t s = 0; s < w->strata; s++) {
    const cpwi_cell *c = &w->cell[g * w->strata + s];
    if (!(c->people > 0)) continue;
    cpwi_twice_add(&sum, c->people);
    cpwi_twice_add(&expected, c->people * w->all[s].mean);
    add_cell(&a, c, c->people);
  }
  double people = sum.high;
  if (!(people > 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "group %lld has nobody", (long long)g);
  estimate crude = crude_of(w, g, people), within = finish(&a, people);
  out->people[g] = people, out->crude[g] = crude.value;
  out->expected[g] = expected.high / people;
  out->difference[g] = crude.value - out->expected[g];
  double e = out->expected[g], log_error = sqrt(within.variance) / crude.value;
  out->ratio[g] = e > 0 ? crude.value / e : CPWI_NAN;
  for (int64_t k = 0; k < w->rates.levels; k++) {
    int64_t at = g * w->rates.levels + k;
    double level = w->rates.level[k], stretch = cpw_math_exp(cpwi_two_sided(level) * log_error);
    cpwi_range limits = limits_of(w, &crude, level);
    out->crude_lower[at] = limits.lower, out->crude_upper[at] = limits.upper;
    out->ratio_lower[at] = crude.value > 0 ? out->ratio[g] / stretch : CPWI_NAN;
    out->ratio_upper[at] = crude.value > 0 ? out->ratio[g] * stretch : CPWI_NAN;
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t fill(const cpwi_waits *w, cpwi_rates_array *a, const char *where, cpw_error *err) {
  const filled out = {a[0].memory,  a[1].memory,  a[2].memory,  a[3].memory,  a[4].memory,
                      a[5].memory,  a[6].memory,  a[7].memory,  a[8].memory,  a[9].memory,
                      a[10].memory, a[11].memory, a[12].memory, a[13].memory, a[14].memory,
                      a[15].memory, a[16].memory};
  int32_t status = CPW_OK;
  for (int64_t g = 0; g < w->groups && status == CPW_OK; g++) {
    status = fill_crude(w, &out, g, where, err);
    if (status == CPW_OK) status = fill_direct(w, &out, g, where, err);
  }
  cpwi_twice standard = {0, 0};
  for (int64_t s = 0; s < w->strata; s++) {
    ((double *)a[17].memory)[s] = w->mix[s];
    cpwi_twice_add(&standard, w->mix[s] * w->all[s].mean);
  }
  *(double *)a[18].memory = standard.high;
  return status;
}

static int32_t build(const cpwi_waits *w, cpw_result *result, const char *where, cpw_error *err) {
  const char *unit = w->share ? "share" : "units of wait";
  cpwi_rates_array a[] = {
      {"people", "people", "people of the group", "group", CPW_DOUBLE, NULL},
      {"crude", unit, "of all people of the group", "group", CPW_DOUBLE, NULL},
      {"crude_lower", unit, "lower limit", "group level", CPW_DOUBLE, NULL},
      {"crude_upper", unit, "upper limit", "group level", CPW_DOUBLE, NULL},
      {"direct", unit, "with the standard's mix of strata", "group", CPW_DOUBLE, NULL},
      {"variance", "", "of direct", "group", CPW_DOUBLE, NULL},
      {"lower", unit, "lower limit of direct", "group level", CPW_DOUBLE, NULL},
      {"upper", unit, "upper limit of direct", "group level", CPW_DOUBLE, NULL},
      {"least", unit, "if empty strata were those of the least group there", "group", CPW_DOUBLE,
       NULL},
      {"most", unit, "if empty strata were those of the greatest group there", "group", CPW_DOUBLE,
       NULL},
      {"empty_share", "share", "of the standard in strata where the group has nobody", "group",
       CPW_DOUBLE, NULL},
      {"expected", unit, "of all groups' strata, mixed as the group is", "group", CPW_DOUBLE, NULL},
      {"difference", unit, "crude less expected", "group", CPW_DOUBLE, NULL},
      {"ratio", "ratio", "crude over expected", "group", CPW_DOUBLE, NULL},
      {"ratio_lower", "ratio", "lower limit", "group level", CPW_DOUBLE, NULL},
      {"ratio_upper", "ratio", "upper limit", "group level", CPW_DOUBLE, NULL},
      {"flags", "", "4 empty strata", "group", CPW_INT64, NULL},
      {"mix", "share", "of the standard", "stratum", CPW_DOUBLE, NULL},
      {"standard_mean", unit, "of the standard's mix over all groups", "", CPW_DOUBLE, NULL},
  };
  int32_t status =
      cpw_result_add_dimension(result, "stratum", w->strata, w->rates.options.strata, err);
  if (status == CPW_OK) status = cpwi_rates_arrays(result, a, 19, err);
  return status == CPW_OK ? fill(w, a, where, err) : status;
}

static void release(cpwi_waits *w) {
  const cpw_allocator *a = w->rates.options.allocator;
  if (w->cell) cpwi_release(a, w->cell);
  if (w->all) cpwi_release(a, w->all);
  if (w->mix) cpwi_release(a, w->mix);
  if (w->least) cpwi_release(a, w->least);
  if (w->most) cpwi_release(a, w->most);
}

int32_t cpw_rates_waits(const double *wait, const int64_t *group, const int64_t *stratum, int64_t n,
                        int64_t groups, int64_t strata, const double *standard,
                        const cpw_rates_options *options, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_waits w;
  memset(&w, 0, sizeof w);
  w.wait = wait, w.group = group, w.stratum = stratum, w.standard = standard;
  w.n = n, w.groups = groups, w.strata = strata;
  cpw_result *result = NULL;
  int32_t status = take(&w, options, __func__, err);
  if (status != CPW_OK) return status; /* nothing was allocated */
  const cpw_rates_options *o = &w.rates.options;
  status = cpwi_waits_cells(&w, __func__, err);
  if (status == CPW_OK) status = set_mix(&w, __func__, err);
  if (status == CPW_OK)
    status = cpwi_rates_new(o->allocator, "group", groups, o->groups, w.rates.level, w.rates.levels,
                            &result, err);
  if (status == CPW_OK) status = build(&w, result, __func__, err);
  release(&w);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
