/* Offered load of several streams, and the chance that beds do not suffice.
 * Source: Erlang (1917); Griffiths et al., J. Oper. Res. Soc. 64 (2013), for wards.
 * Leaves Erlang's B to queue, shared beds to pooling.c. */
#include "base/internal.h"
#include "carepath/beds.h"
#include "carepath/queue.h"

#define WHERE "cpw_beds_delay"

static int32_t check(const char *name, const double *value, int64_t count, cpw_error *err) {
  for (int64_t i = 0; i < count; i++)
    if (!(value[i] >= 0.0 && value[i] < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, i, WHERE, "%s[%lld] = %s must be finite and >= 0", name,
                       (long long)i, cpwi_number(value[i]).text);
  return CPW_OK;
}

static int32_t take_load(const double *rate, const double *stay, int64_t streams, double *load,
                         cpw_error *err) {
  double sum = 0.0;
  int32_t status = check("rate", rate, streams, err);
  if (status == CPW_OK) status = check("stay", stay, streams, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < streams; i++)
    sum += rate[i] * stay[i];
  if (!(sum < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "the offered load is not finite");
  *load = sum;
  return CPW_OK;
}

int32_t cpw_beds_delay(const double *rate, const double *stay, int64_t streams, const int64_t *beds,
                       int64_t count, double *load, double *chance, cpw_error *err) {
  double sum = 0.0;
  if (!rate || !stay || (count > 0 && (!beds || !chance)))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s must not be NULL",
                     !rate   ? "rate"
                     : !stay ? "stay"
                     : !beds ? "beds"
                             : "chance");
  if (streams < 1 || count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s = %lld must be >= %d",
                     streams < 1 ? "streams" : "count", (long long)(streams < 1 ? streams : count),
                     streams < 1);
  int32_t status = take_load(rate, stay, streams, &sum, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < count; k++)
    if (beds[k] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, k, WHERE, "beds[%lld] = %lld must be >= 0", (long long)k,
                       (long long)beds[k]);
  for (int64_t k = 0; k < count; k++)
    chance[k] = cpw_queue_erlang_b(sum, (double)beds[k]);
  if (load) *load = sum;
  return CPW_OK;
}
