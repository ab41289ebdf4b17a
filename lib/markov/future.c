/* Chances and people at later times: the public doors to exponential.c and propagate.c.
 * Source: the header.
 * Leaves the numbers to those two files. */
#include "markov/internal.h"

int32_t cpw_markov_probabilities(const double *rates, int32_t states, double time,
                                 const cpw_allocator *allocator, double *out, cpw_error *err) {
  int32_t status = cpwi_markov_check(rates, states, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (!(time >= 0 && time <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "time = %s must be finite and >= 0",
                     cpwi_number(time).text);
  status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  size_t size = cpwi_square(states);
  double *work = cpwi_alloc(allocator, CPWI_EXPONENTIAL_WORK(states) + size, sizeof *work);
  if (!work)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %d states", (int)states);
  cpwi_exponential_of(rates, states, time, work, NULL, work + size);
  memcpy(out, work, size * sizeof *out);
  cpwi_release(allocator, work);
  return CPW_OK;
}

static int32_t check_people(const double *start, int32_t states, const char *where,
                            cpw_error *err) {
  if (!start) return cpwi_fail(err, CPW_EINVAL, -1, where, "start is NULL");
  for (int32_t i = 0; i < states; i++)
    if (!(start[i] >= 0 && start[i] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "start[%d] = %s must be finite and >= 0", (int)i,
                       cpwi_number(start[i]).text);
  return CPW_OK;
}

static int32_t check_times(const double *times, int64_t count, const char *where, cpw_error *err) {
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= 0", (long long)count);
  if (!times && count) return cpwi_fail(err, CPW_EINVAL, -1, where, "times is NULL");
  for (int64_t i = 0; i < count; i++) {
    if (!(times[i] >= 0 && times[i] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "times[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(times[i]).text);
    if (i && times[i] < times[i - 1])
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "times[%lld] = %s must not be below times[%lld] = %s", (long long)i,
                       cpwi_number(times[i]).text, (long long)(i - 1),
                       cpwi_number(times[i - 1]).text);
  }
  return CPW_OK;
}

int32_t cpw_markov_propagate(const double *rates, int32_t states, const double *start,
                             const double *times, int64_t count, const cpw_allocator *allocator,
                             double *out, cpw_error *err) {
  int32_t status = cpwi_markov_check(rates, states, __func__, err);
  if (status == CPW_OK) status = check_people(start, states, __func__, err);
  if (status == CPW_OK) status = check_times(times, count, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK || count == 0) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  size_t width = (size_t)states;
  double *v = cpwi_alloc(allocator, width + CPWI_PROPAGATE_WORK(states), sizeof *v), now = 0;
  if (!v) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %d states", (int)states);
  memcpy(v, start, width * sizeof *v);
  for (int64_t i = 0; i < count; i++) {
    cpwi_move_on(rates, states, times[i] - now, v, v + width);
    now = times[i];
    memcpy(out + (size_t)i * width, v, width * sizeof *v);
  }
  cpwi_release(allocator, v);
  return CPW_OK;
}
