/* Difference in differences: those it was done to against those it was not, unit by unit.
 * Source: Bertrand, Duflo and Mullainathan (2004): changes of units are the sample; Welch (1947); Fisher (1935).
 * Leaves one series without others to series.c. */
#include "base/internal.h"
#include "carepath/before_after.h"
#include "carepath/stats.h"

#include <string.h>

static cpw_before_after defaults(void) {
  cpw_before_after p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  p.level = 0.95;
  return p;
}

void cpw_before_after_init_sized(cpw_before_after *panel, size_t size) {
  cpw_before_after p = defaults();
  cpwi_init_sized(panel, size, &p, sizeof p);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_unit(const cpw_before_after *p, int64_t i, const char *where, cpw_error *err) {
  if (p->treated[i] != 0 && p->treated[i] != 1)
    return cpwi_fail(err, CPW_EINVAL, i, where, "treated[%lld] = %d must be 0 or 1", (long long)i,
                     (int)p->treated[i]);
  if (p->weight && !(p->weight[i] > 0 && p->weight[i] <= 1e100))
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "weight[%lld] = %s must be > 0, at most 1e100",
                     (long long)i, cpwi_number(p->weight[i]).text);
  for (int64_t t = 0; t < p->periods; t++)
    if (!(fabs(p->value[i * p->periods + t]) <= 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, i * p->periods + t, where,
                       "value[%lld][%lld] = %s must be finite, at most 1e100", (long long)i,
                       (long long)t, cpwi_number(p->value[i * p->periods + t]).text);
  return CPW_OK;
}

static int32_t take(cpw_before_after *p, const cpw_before_after *given, const char *where,
                    cpw_error *err) {
  *p = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "panel is NULL");
  int32_t status = cpwi_take_options(p, sizeof *p, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(p->allocator, where, err);
  if (status != CPW_OK) return status;
  if (p->units < 2 || p->periods < 2 || p->start < 1 || p->start >= p->periods)
    return cpwi_fail(
        err, CPW_EINVAL, -1, where,
        "panel: %lld units, %lld periods, start %lld: at least 2 and 2, and a start within",
        (long long)p->units, (long long)p->periods, (long long)p->start);
  if (!p->value || !p->treated)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "panel.%s is NULL",
                     p->value ? "treated" : "value");
  if (!(p->level > 0 && p->level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "panel.level = %s must be in (0, 1)",
                     cpwi_number(p->level).text);
  int64_t treated = 0;
  for (int64_t i = 0; i < p->units && status == CPW_OK; i++) {
    status = check_unit(p, i, where, err);
    treated += p->treated[i];
  }
  if (status == CPW_OK && (treated == 0 || treated == p->units))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s treated: there is nobody to compare with",
                     treated ? "all units are" : "no unit is");
  return status;
}

/* ---------------------------------------------------------------- two samples --------------- */

/* a weighted mean of one kind of units, and the variance of it: NaN for one unit */
typedef struct side {
  double mean, variance, n, weight, squares;
} side;

static double weight_of(const cpw_before_after *p, int64_t i) {
  return p->weight ? p->weight[i] : 1;
}

static side side_of(const cpw_before_after *p, const double *x, int32_t treated) {
  side s = {0, 0, 0, 0, 0};
  for (int64_t i = 0; i < p->units; i++)
    if (p->treated[i] == treated) {
      s.n += 1;
      s.weight += weight_of(p, i);
      s.mean += (x[i] - s.mean) * (weight_of(p, i) / s.weight);
    }
  for (int64_t i = 0; i < p->units; i++)
    if (p->treated[i] == treated) {
      double w = weight_of(p, i) / s.weight, from = w * (x[i] - s.mean);
      s.squares += w * w;
      s.variance += from * from;
    }
  s.variance = s.n > 1 ? s.variance * s.n / (s.n - 1) : CPWI_NAN;
  return s;
}

typedef struct contrast {
  double estimate, se, df;
} contrast;

/* treated less the others; a side of one unit has the other's variance of single units */
static contrast compare(const cpw_before_after *p, const double *x) {
  side t = side_of(p, x, 1), c = side_of(p, x, 0);
  contrast r = {t.mean - c.mean, 0, 0};
  if (t.n > 1 && c.n > 1) {
    double sum = t.variance + c.variance;
    r.se = sqrt(sum);
    r.df = sum > 0 ? sum * sum /
                         (t.variance * t.variance / (t.n - 1) + c.variance * c.variance / (c.n - 1))
                   : t.n + c.n - 2;
  } else {
    const side *known = t.n > 1 ? &t : &c;
    r.se = sqrt(known->variance / known->squares * (t.squares + c.squares));
    r.df = known->n - 1;
  }
  return r;
}

/* ---------------------------------------------------------------- all assignments ----------- */

/* n over k, or 0 beyond the most */
static int64_t ways(int64_t n, int64_t k) {
  double count = 1;
  k = k < n - k ? k : n - k;
  for (int64_t j = 1; j <= k; j++) {
    count = count * (double)(n - k + j) / (double)j;
    if (count > CPW_BEFORE_AFTER_MOST) return 0;
  }
  return (int64_t)(count + 0.5);
}

static double estimate_of(const cpw_before_after *p, const double *x, const int64_t *chosen,
                          int64_t k) {
  double in = 0, in_weight = 0, out = 0, out_weight = 0;
  int64_t next = 0;
  for (int64_t i = 0; i < p->units; i++) {
    double w = weight_of(p, i);
    if (next < k && chosen[next] == i) {
      next++;
      in += w * x[i];
      in_weight += w;
    } else {
      out += w * x[i];
      out_weight += w;
    }
  }
  return in / in_weight - out / out_weight;
}

/* share of the assignments that are as far from 0; chosen: room for k units */
static double exact(const cpw_before_after *p, const double *x, int64_t k, int64_t *chosen) {
  int64_t count = 0, far = 0, at = 0;
  for (int64_t i = 0; i < p->units; i++)
    if (p->treated[i]) chosen[at++] = i;
  double seen = fabs(estimate_of(p, x, chosen, k));
  for (int64_t j = 0; j < k; j++)
    chosen[j] = j;
  for (;;) {
    count++;
    far += fabs(estimate_of(p, x, chosen, k)) >= seen * (1 - 1e-12);
    int64_t j = k - 1;
    while (j >= 0 && chosen[j] == p->units - k + j)
      j--;
    if (j < 0) return (double)far / (double)count;
    chosen[j]++;
    for (int64_t m = j + 1; m < k; m++)
      chosen[m] = chosen[m - 1] + 1;
  }
}

/* ---------------------------------------------------------------- the answer ---------------- */

enum {
  ESTIMATE,
  SE,
  LOWER,
  UPPER,
  P_VALUE,
  DF,
  P_EXACT,
  TREATED_BEFORE,
  TREATED_AFTER,
  CONTROL_BEFORE,
  CONTROL_AFTER,
  COUNTERFACTUAL,
  TREND,
  TREND_SE,
  TREATED_MEAN,
  CONTROL_MEAN,
  EFFECT,
  COLUMNS
};

static const char *const columns[COLUMNS] = {"estimate",      "se",
                                             "lower",         "upper",
                                             "p_value",       "df",
                                             "p_exact",       "treated_before",
                                             "treated_after", "control_before",
                                             "control_after", "counterfactual",
                                             "trend",         "trend_se",
                                             "treated_mean",  "control_mean",
                                             "effect"};

static double mean_over(const double *x, int64_t first, int64_t last) {
  double sum = 0;
  for (int64_t t = first; t < last; t++)
    sum += x[t];
  return sum / (double)(last - first);
}

/* slope a period before the change */
static double slope_before(const double *x, int64_t start) {
  double middle = (double)(start - 1) / 2, sum = 0, squares = 0;
  for (int64_t t = 0; t < start; t++) {
    sum += ((double)t - middle) * x[t];
    squares += ((double)t - middle) * ((double)t - middle);
  }
  return sum / squares;
}

static void fill_periods(const cpw_before_after *p, double *x, double **at) {
  double apart = 0;
  for (int64_t t = 0; t < p->periods; t++) {
    for (int64_t i = 0; i < p->units; i++)
      x[i] = p->value[i * p->periods + t];
    at[TREATED_MEAN][t] = side_of(p, x, 1).mean;
    at[CONTROL_MEAN][t] = side_of(p, x, 0).mean;
    at[EFFECT][t] = at[TREATED_MEAN][t] - at[CONTROL_MEAN][t];
    if (t < p->start) apart += at[EFFECT][t] / (double)p->start;
  }
  for (int64_t t = 0; t < p->periods; t++)
    at[EFFECT][t] -= apart;
  *at[TREATED_BEFORE] = mean_over(at[TREATED_MEAN], 0, p->start);
  *at[TREATED_AFTER] = mean_over(at[TREATED_MEAN], p->start, p->periods);
  *at[CONTROL_BEFORE] = mean_over(at[CONTROL_MEAN], 0, p->start);
  *at[CONTROL_AFTER] = mean_over(at[CONTROL_MEAN], p->start, p->periods);
  *at[COUNTERFACTUAL] = *at[TREATED_BEFORE] + (*at[CONTROL_AFTER] - *at[CONTROL_BEFORE]);
}

static void fill(const cpw_before_after *p, double *x, int64_t *chosen, double **at,
                 int64_t *assignments) {
  int64_t treated = 0;
  fill_periods(p, x, at);
  *at[TREND] = *at[TREND_SE] = CPWI_NAN;
  for (int64_t i = 0; p->start > 1 && i < p->units; i++)
    x[i] = slope_before(p->value + i * p->periods, p->start);
  if (p->start > 1) {
    contrast trend = compare(p, x);
    *at[TREND] = trend.estimate;
    *at[TREND_SE] = trend.se;
  }
  for (int64_t i = 0; i < p->units; i++) {
    const double *own = p->value + i * p->periods;
    x[i] = mean_over(own, p->start, p->periods) - mean_over(own, 0, p->start);
    treated += p->treated[i];
  }
  contrast c = compare(p, x);
  double half = c.df > 0 ? cpw_student_quantile(0.5 + p->level / 2, c.df) * c.se : CPWI_NAN;
  *at[ESTIMATE] = c.estimate;
  *at[SE] = c.se;
  *at[DF] = c.df;
  *at[LOWER] = c.estimate - half;
  *at[UPPER] = c.estimate + half;
  *at[P_VALUE] =
      c.df > 0 && c.se > 0 ? 2 * cpw_student_cdf(-fabs(c.estimate) / c.se, c.df) : CPWI_NAN;
  *assignments = ways(p->units, treated);
  *at[P_EXACT] = *assignments > 0 ? exact(p, x, treated, chosen) : CPWI_NAN;
}

static int32_t lay_out(const cpw_before_after *p, cpw_result *r, double **at, int64_t **assignments,
                       cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_dimension(r, "period", p->periods, NULL, err);
  for (int k = 0; status == CPW_OK && k < COLUMNS; k++) {
    status = cpw_result_add_array(r, columns[k], NULL, NULL, k >= TREATED_MEAN ? "period" : "",
                                  CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    at[k] = memory;
  }
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "assignments", NULL, "over which p_exact is counted", "",
                                  CPW_INT64, CPW_MERGE_SAME, &memory, err);
  *assignments = memory;
  return status;
}

int32_t cpw_before_after_difference(const cpw_before_after *panel, cpw_result **out,
                                    cpw_error *err) {
  cpw_before_after p;
  cpw_result *r = NULL;
  double *at[COLUMNS] = {0};
  int64_t *assignments = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = take(&p, panel, __func__, err);
  if (status != CPW_OK) return status;
  double *x = cpwi_alloc(p.allocator, (size_t)p.units, sizeof *x);
  int64_t *chosen = cpwi_alloc(p.allocator, (size_t)p.units, sizeof *chosen);
  if (!x || !chosen)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the changes of units");
  if (status == CPW_OK) status = cpw_result_new(p.allocator, &r, err);
  if (status == CPW_OK) status = lay_out(&p, r, at, &assignments, err);
  if (status == CPW_OK) {
    fill(&p, x, chosen, at, assignments);
    *out = r;
  } else {
    cpw_result_free(r);
  }
  cpwi_release(p.allocator, x);
  cpwi_release(p.allocator, chosen);
  return status;
}
