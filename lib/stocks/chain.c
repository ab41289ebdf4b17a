/* Arithmetic that several models share: chains of cells by time spent, shares a year as shares a period,
 * discounting, pounds.
 * Source: 1 - (1 - p)^(1/n) of p a year for constant hazards. Leaves meaning to the models. */
#include "stocks/internal.h"

#define MOST_POUNDS 0x1p62

int64_t cpwi_stocks_pounds(cpwi_stocks *s, double pounds, const char *what) {
  if (s->status != CPW_OK) return 0;
  double whole = floor(pounds + 0.5);
  if (whole - pounds > 0.5) whole -= 1.0; /* the sum was rounded up: 0.49999999999999994 */
  if (fabs(whole) < MOST_POUNDS) return (int64_t)whole;
  s->status = cpwi_fail(s->err, CPW_EOVERFLOW, -1, s->where, "%s = %s pounds is beyond 2^62", what,
                        cpwi_number(pounds).text);
  return 0;
}

int64_t cpwi_stocks_add(cpwi_stocks *s, int64_t a, int64_t b, const char *what) {
  if (s->status != CPW_OK) return 0;
  if (b > 0 ? a <= INT64_MAX - b : a >= INT64_MIN - b) return a + b;
  s->status = cpwi_fail(s->err, CPW_EOVERFLOW, -1, s->where, "%s is too large to add up", what);
  return 0;
}

int cpwi_stocks_goes_on(cpwi_stocks *s) {
  if (s->status == CPW_OK && s->run.cancel && cpwi_read_flag(s->run.cancel))
    s->status = cpwi_fail(s->err, CPW_ECANCELLED, -1, s->where, "cancelled by the caller");
  return s->status == CPW_OK;
}

double cpwi_stocks_per_period(double share, int64_t per_year) {
  if (per_year == 1 || share >= 1.0) return share;
  return -cpw_math_expm1(cpw_math_log1p(-share) / (double)per_year);
}

double cpwi_stocks_discount(double rate, int64_t t) {
  return cpw_math_exp(-(double)t * cpw_math_log1p(rate));
}

double cpwi_stocks_age(double *cell, const double *leave, int64_t n, int open, double *past) {
  double left = 0.0, coming = 0.0;
  for (int64_t i = 0; i < n; i++) {
    double gone = cell[i] * leave[i], stays = cell[i] - gone;
    left += gone;
    cell[i] = coming;
    coming = stays;
  }
  if (open && n > 0)
    cell[n - 1] += coming;
  else if (past)
    *past = coming;
  return left;
}

double cpwi_stocks_convolve(const double *x, const double *weight, int64_t weights, int64_t t) {
  double sum = 0.0;
  for (int64_t k = 0; k < weights && k <= t; k++)
    sum += weight[k] * x[t - k];
  return sum;
}
