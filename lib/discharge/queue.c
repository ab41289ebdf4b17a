/* People who are fit to leave hospital and wait for a way out: q = max(0, q + demand - capacity).
 * Source: Lindley, Proc. Camb. Phil. Soc. 48 (1952), on counts by period.
 * Leaves chances and waits to the module queue. */
#include "base/internal.h"
#include "carepath/discharge.h"

#define WHERE "cpw_discharge_queue"

static int32_t check(double opening, const double *demand, const double *capacity, int64_t periods,
                     const double *waiting, cpw_error *err) {
  if (periods < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "periods = %lld must be >= 0", (long long)periods);
  if (periods && (!demand || !capacity || !waiting))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "demand, capacity and waiting must be given");
  if (!(opening >= 0.0 && isfinite(opening)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "opening = %s must be finite and >= 0",
                     cpwi_number(opening).text);
  for (int64_t t = 0; t < periods; t++) {
    if (!(demand[t] >= 0.0 && isfinite(demand[t])))
      return cpwi_fail(err, CPW_EDOMAIN, t, WHERE, "demand[%lld] = %s must be finite and >= 0",
                       (long long)t, cpwi_number(demand[t]).text);
    if (!(capacity[t] >= 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, t, WHERE, "capacity[%lld] = %s must be >= 0", (long long)t,
                       cpwi_number(capacity[t]).text);
  }
  return CPW_OK;
}

int32_t cpw_discharge_queue(double opening, const double *demand, const double *capacity,
                            int64_t periods, double *waiting, double *discharged, double *unused,
                            cpw_error *err) {
  int32_t status = check(opening, demand, capacity, periods, waiting, err);
  double queue = opening;
  for (int64_t t = 0; t < periods && status == CPW_OK; t++) {
    double there = queue + demand[t], places = capacity[t];
    double leave = there < places ? there : places;
    queue = there - leave;
    waiting[t] = queue;
    if (discharged) discharged[t] = leave;
    if (unused) unused[t] = places - leave;
  }
  return status;
}
