/* Scores of time waited against a target, now and over a history of classes.
 * Source: SWALIS-2020; Testi et al. 2008; Valente et al. 2009 (need-adjusted waiting days).
 * Leaves whose target counts to targets.c. */
#include "random/internal.h"
#include "urgency/internal.h"

static double score_of(int32_t score, double wait, double target, double longest) {
  switch (score) {
  case CPW_URGENCY_RATIO:
    return cpw_urgency_ratio(wait, target);
  case CPW_URGENCY_PERCENT:
    return cpw_urgency_percent(wait, target);
  case CPW_URGENCY_DAYS_LEFT:
    return cpw_urgency_left(wait, target);
  case CPW_URGENCY_NEED_ADJUSTED:
    return cpw_urgency_need_adjusted(wait, target, longest);
  default:
    return target == target ? (double)(wait > target) : target;
  }
}

static int32_t check_score(int32_t score, int64_t count, const void *out, const char *where,
                           cpw_error *err) {
  if (score < CPW_URGENCY_RATIO || score > CPW_URGENCY_BREACHED)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "score = %d must be 0 to %d", (int)score,
                     CPW_URGENCY_BREACHED);
  if (count > 0 && !out) return cpwi_fail(err, CPW_EINVAL, -1, where, "out must be given");
  return CPW_OK;
}

/* Days that are finite may give a score that is none. */
static int32_t check_finite(int64_t person, int64_t at, double days, double score,
                            const char *where, cpw_error *err) {
  if (!isinf(score)) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, at, where,
                   "days[%lld] = %s: the score of person %lld would be beyond all numbers",
                   (long long)at, cpwi_number(days).text, (long long)person);
}

int32_t cpw_urgency_scores(const cpw_urgency_scale *scale, int64_t count, const int32_t *rows,
                           const double *days, int32_t score, const cpw_urgency_options *options,
                           double *out, cpw_error *err) {
  cpwi_urgency u;
  int32_t status = cpwi_urgency_take(&u, scale, options, __func__, err);
  if (status == CPW_OK) status = cpwi_urgency_check_rows(&u, count, rows, 1, __func__, err);
  if (status == CPW_OK) status = cpwi_urgency_check_days(count, days, __func__, err);
  if (status == CPW_OK) status = check_score(score, count, out, __func__, err);
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    status = check_finite(i, i, days[i],
                          score_of(score, days[i], cpwi_urgency_target(&u, rows[i]), u.longest),
                          __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < count; i++)
    out[i] = score_of(score, days[i], cpwi_urgency_target(&u, rows[i]), u.longest);
  return CPW_OK;
}

static int32_t check_first(int64_t count, const int64_t *first, const char *where, cpw_error *err) {
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= 0", (long long)count);
  if (!first) return cpwi_fail(err, CPW_EINVAL, -1, where, "first must be given");
  if (first[0] != 0)
    return cpwi_fail(err, CPW_EINVAL, 0, where, "first[0] = %lld must be 0", (long long)first[0]);
  for (int64_t i = 0; i < count; i++)
    if (first[i + 1] <= first[i])
      return cpwi_fail(err, CPW_EINVAL, i, where,
                       "first[%lld] = %lld must be above the one before, %lld: everybody has a "
                       "class",
                       (long long)(i + 1), (long long)first[i + 1], (long long)first[i]);
  return CPW_OK;
}

/* Sum of days / target over classes first to last - 1, rounded once: a stay that is recorded in two parts
 * counts what it counts as one. */
static double shares(const cpwi_urgency *u, const int32_t *rows, const double *days, int64_t first,
                     int64_t last) {
  double sum = 0.0, rest = 0.0;
  for (int64_t k = first; k < last; k++) {
    double target = cpwi_urgency_target(u, rows[k]), share = days[k] / target;
    cpwi_pair product = cpwi_two_product(share, target), more = cpwi_two_sum(sum, share);
    rest += more.low + (days[k] - product.high - product.low) / target;
    sum = more.high;
  }
  double all = sum + rest;
  return all == all ? all : sum; /* no rest of what is beyond all numbers */
}

static double cumulative_of(const cpwi_urgency *u, int32_t score, double sum, int32_t last) {
  switch (score) {
  case CPW_URGENCY_RATIO:
    return sum;
  case CPW_URGENCY_PERCENT:
    return 100.0 * sum;
  case CPW_URGENCY_DAYS_LEFT:
    return cpwi_urgency_target(u, last) * (1.0 - sum);
  case CPW_URGENCY_NEED_ADJUSTED:
    return sum * u->longest;
  default:
    return sum == sum ? (double)(sum > 1.0) : sum;
  }
}

static double history_of(const cpwi_urgency *u, int32_t score, const int32_t *rows,
                         const double *days, int64_t first, int64_t last) {
  return cumulative_of(u, score, shares(u, rows, days, first, last), rows[last - 1]);
}

int32_t cpw_urgency_cumulative(const cpw_urgency_scale *scale, int64_t count, const int64_t *first,
                               const int32_t *rows, const double *days, int32_t score,
                               const cpw_urgency_options *options, double *out, cpw_error *err) {
  cpwi_urgency u;
  int32_t status = cpwi_urgency_take(&u, scale, options, __func__, err);
  if (status == CPW_OK) status = check_first(count, first, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_urgency_check_rows(&u, first[count], rows, 1, __func__, err);
  if (status == CPW_OK) status = cpwi_urgency_check_days(first[count], days, __func__, err);
  if (status == CPW_OK) status = check_score(score, count, out, __func__, err);
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    status = check_finite(i, first[i], days[first[i]],
                          history_of(&u, score, rows, days, first[i], first[i + 1]), __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < count; i++)
    out[i] = history_of(&u, score, rows, days, first[i], first[i + 1]);
  return CPW_OK;
}
