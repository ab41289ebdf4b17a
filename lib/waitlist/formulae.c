/* Rules of thumb that are more than one line: demand with its own uncertainty, a list in steady state.
 * Source: Fong et al., medRxiv 2022.08.23.22279117; Wood and Worthington 2025.
 * Leaves the one-line formulae to carepath/waitlist.h. */
#include "waitlist/internal.h"

#include <float.h>
#include <math.h>

double cpw_waitlist_upper_demand(double demand, double starts, double cv) {
  if (!(starts > 0.0)) return demand;
  double share = 2.0 * cv / sqrt(starts);
  return share < 1.0 ? demand / (1.0 - share) : demand;
}

int32_t cpw_waitlist_steady_sizes(int64_t bands, double starts, const double *removal,
                                  const double *service, double *waiting, double *treated,
                                  cpw_error *err) {
  if (bands < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "bands = %lld must be >= 0", (long long)bands);
  if (bands > 0 && (!removal || !service || !waiting || !treated))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !removal   ? "removal"
                     : !service ? "service"
                     : !waiting ? "waiting"
                                : "treated");
  if (!(starts >= 0.0 && starts <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "starts = %s must be finite and >= 0",
                     cpwi_number(starts).text);
  for (int64_t m = 0; m < bands; m++) {
    if (!(removal[m] >= 0.0 && removal[m] <= 1.0))
      return cpwi_fail(err, CPW_EDOMAIN, m, __func__, "removal[%lld] = %s must be in [0, 1]",
                       (long long)m, cpwi_number(removal[m]).text);
    if (!(service[m] >= 0.0 && service[m] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, m, __func__, "service[%lld] = %s must be finite and >= 0",
                       (long long)m, cpwi_number(service[m]).text);
  }
  double people = starts;
  for (int64_t m = 0; m < bands; m++) {
    double left = people * (1.0 - removal[m]), offered = service[m];
    treated[m] = offered < left ? offered : left;
    people = waiting[m] = left - treated[m];
  }
  return CPW_OK;
}
