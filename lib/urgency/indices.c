/* Indices of queue disciplines for many people at once: accumulated priority, generalised c-mu, who is next.
 * Source: Kleinrock 1964; Van Mieghem, Annals of Applied Probability 5 (1995).
 * Leaves mean waits under these disciplines to queue, and the discipline of a list to patients. */
#include "carepath/random.h"
#include "urgency/internal.h"

/* the marginal cost of waiting, theta w^(exponent - 1) */
static double generalised(double service_rate, double theta, double wait, double exponent) {
  double cost = exponent == 1.0 ? 1.0 : exponent == 2.0 ? wait : cpw_math_pow(wait, exponent - 1.0);
  return service_rate * theta * cost;
}

static int is_exponent(double x) {
  return x >= 1.0 && x - x == 0.0;
}

double cpw_urgency_generalised_cmu(double service_rate, double theta, double wait,
                                   double exponent) {
  if (!cpwi_urgency_is_time(service_rate) || !cpwi_urgency_is_time(theta) ||
      !cpwi_urgency_is_time(wait) || !is_exponent(exponent))
    return CPWI_NAN;
  return generalised(service_rate, theta, wait, exponent);
}

static int32_t check_array(const double *x, int64_t count, const char *name, const char *where,
                           cpw_error *err) {
  if (count > 0 && !x) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given", name);
  for (int64_t i = 0; i < count; i++)
    if (!cpwi_urgency_is_time(x[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite and >= 0", name,
                       (long long)i, cpwi_number(x[i]).text);
  return CPW_OK;
}

static int32_t check_count(int64_t count, int64_t least, const char *where, cpw_error *err) {
  if (count >= least) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= %lld", (long long)count,
                   (long long)least);
}

int32_t cpw_urgency_generalised_cmus(int64_t count, const double *service_rate, const double *theta,
                                     const double *wait, double exponent, double *index,
                                     cpw_error *err) {
  int32_t status = check_count(count, 0, __func__, err);
  if (status == CPW_OK) status = check_array(service_rate, count, "service_rate", __func__, err);
  if (status == CPW_OK) status = check_array(theta, count, "theta", __func__, err);
  if (status == CPW_OK) status = check_array(wait, count, "wait", __func__, err);
  if (status != CPW_OK) return status;
  if (!is_exponent(exponent))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "exponent = %s must be finite and >= 1",
                     cpwi_number(exponent).text);
  if (count > 0 && !index) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "index must be given");
  for (int64_t i = 0; i < count; i++)
    index[i] = generalised(service_rate[i], theta[i], wait[i], exponent);
  return CPW_OK;
}

int32_t cpw_urgency_accumulate(int64_t count, const double *start, const double *rate,
                               const double *wait, double *out, cpw_error *err) {
  int32_t status = check_count(count, 0, __func__, err);
  if (status == CPW_OK) status = check_array(rate, count, "rate", __func__, err);
  if (status == CPW_OK) status = check_array(wait, count, "wait", __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; start && i < count; i++)
    if (start[i] - start[i] != 0.0)
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__, "start[%lld] = %s must be finite",
                       (long long)i, cpwi_number(start[i]).text);
  if (count > 0 && !out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  for (int64_t i = 0; i < count; i++)
    out[i] = cpw_urgency_accumulated(start ? start[i] : 0.0, rate[i], wait[i]);
  return CPW_OK;
}

int32_t cpw_urgency_next(int64_t count, const double *index, int64_t *next, cpw_error *err) {
  int32_t status = check_count(count, 1, __func__, err);
  if (status != CPW_OK) return status;
  if (!index || !next)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", index ? "next" : "index");
  int64_t best = 0;
  for (int64_t i = 0; i < count; i++) {
    if (index[i] != index[i])
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__, "index[%lld] must not be NaN", (long long)i);
    if (index[i] > index[best]) best = i;
  }
  *next = best;
  return CPW_OK;
}
