/* Mean people in a queue with as many servers as it takes, and beds for a Poisson number of people.
 * Source: Eick, Massey and Whitt (1993). Leaves laws of stays to stay.c and days of a ward to ward.c. */
#include "carepath/random.h"
#include "queue/chain.h"

#include <float.h>

#define MOST_PEOPLE 1e12

static int32_t check_times(const double *times, int64_t count, const double *mean,
                           const char *where, cpw_error *err) {
  if (!times || !mean || count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "times and mean must be given, count = %lld be >= 1", (long long)count);
  for (int64_t k = 0; k < count; k++) {
    int32_t status =
        cpwi_course_check("times", k, times[k], 0.0, 0x1p400, "finite and >= 0", where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t check_periods(const double *length, const double *arrivals, int64_t periods,
                             const char *where, cpw_error *err) {
  if (periods < 0 || (periods > 0 && (!length || !arrivals)))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "length and arrivals must be given, periods = %lld be >= 0",
                     (long long)periods);
  for (int64_t k = 0; k < periods; k++) {
    int32_t status =
        cpwi_course_check("length", k, length[k], DBL_MIN, 0x1p400, CPWI_POSITIVE, where, err);
    if (status == CPW_OK)
      status = cpwi_course_check("arrivals", k, arrivals[k], 0.0, 0x1p400, "finite and >= 0", where,
                                 err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static double mean_at(const cpw_queue_stay *stay, const double *length, const double *arrivals,
                      int64_t periods, double opening, double time) {
  double sum = 0.0, begin = 0.0;
  if (opening > 0.0)
    sum = opening * (cpwi_stay_integral(stay, time, (double)INFINITY) / cpwi_stay_mean(stay));
  for (int64_t k = 0; k < periods && begin < time; k++) {
    double end = begin + length[k];
    sum += arrivals[k] * cpwi_stay_integral(stay, time - fmin(end, time), time - begin);
    begin = end;
  }
  return sum;
}

int32_t cpw_queue_infinite(const cpw_queue_stay *stay, const double *length, const double *arrivals,
                           int64_t periods, double opening, const double *times, int64_t count,
                           double *mean, cpw_error *err) {
  cpw_queue_stay s;
  int32_t status = cpwi_stay_take(&s, stay, __func__, err);
  if (status == CPW_OK) status = check_periods(length, arrivals, periods, __func__, err);
  if (status == CPW_OK)
    status =
        cpwi_course_check("opening", -1, opening, 0.0, 0x1p400, "finite and >= 0", __func__, err);
  if (status == CPW_OK) status = check_times(times, count, mean, __func__, err);
  for (int64_t k = 0; status == CPW_OK && k < count; k++)
    mean[k] = mean_at(&s, length, arrivals, periods, opening, times[k]);
  return status;
}

int32_t cpw_queue_infinite_sinusoid(const cpw_queue_stay *stay, double base, double amplitude,
                                    double period, int32_t empty, const double *times,
                                    int64_t count, double *mean, cpw_error *err) {
  cpw_queue_stay s;
  const cpwi_choice choices[] = {{"empty", empty, 1}};
  int32_t status = cpwi_stay_take(&s, stay, __func__, err);
  if (status == CPW_OK) status = cpwi_check_choices(choices, 1, __func__, err);
  if (status == CPW_OK)
    status = cpwi_course_check("base", -1, base, 0.0, 0x1p400, "finite and >= 0", __func__, err);
  if (status == CPW_OK)
    status = cpwi_course_check("amplitude", -1, amplitude, 0.0, 1.0, "in [0, 1]", __func__, err);
  if (status == CPW_OK)
    status =
        cpwi_course_check("period", -1, period, DBL_MIN, 0x1p400, CPWI_POSITIVE, __func__, err);
  if (status == CPW_OK) status = check_times(times, count, mean, __func__, err);
  for (int64_t k = 0; status == CPW_OK && k < count; k++) {
    double to = empty ? times[k] : (double)INFINITY, cosine, sine, turns = times[k] / period;
    cpwi_stay_waves(&s, period, to, &cosine, &sine);
    double wave = cpwi_sine(turns) * cosine - cpwi_cosine(turns) * sine;
    mean[k] = base * (cpwi_stay_integral(&s, 0.0, to) + amplitude * wave);
  }
  return status;
}

/* ---------------------------------------------------------------- beds ---------------------- */

/* P(Poisson = k), by the logarithm; near the mode that is exact to 1e-16 of k log k. */
static double poisson(double mean, double k) {
  if (k < 0.5) return cpw_math_exp(-mean);
  double x = (mean - k) / k; /* log(mean / k) k - mean + k, without its large terms */
  double body = k * (fabs(x) < 0.5 ? cpw_math_log1p(x) - x : cpw_math_log(mean / k) - x);
  /* k! = sqrt(2 pi k) (k / e)^k exp(correction), the correction by its series from 16 on */
  double stirling =
      cpw_math_log_gamma(k + 1.0) - (k + 0.5) * cpw_math_log(k) + k - 0.91893853320467274178;
  if (k >= 16.0) stirling = (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / (1260.0 * k * k)) / (k * k)) / k;
  return cpw_math_exp(body - stirling) / sqrt(6.28318530717958647693 * k);
}

double cpw_queue_poisson_beds(double mean, double chance) {
  if (!(mean >= 0.0 && mean <= MOST_PEOPLE && chance >= 1e-280 && chance <= 1.0))
    return CPWI_NO_VALUE;
  if (chance >= 1.0) return 0.0; /* the sum below is rounded */
  double step = ceil(sqrt(mean) + 1.0), beds = floor(mean) + step, more = 0.0;
  while (poisson(mean, beds) > 1e-20 * chance)
    beds += step;
  /* more = P(number > beds), summed from the smallest term on */
  for (double term = poisson(mean, beds); beds > 0.0 && more + term <= chance; beds -= 1.0) {
    more += term;
    term *= beds / mean;
  }
  return beds;
}
