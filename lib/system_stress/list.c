/* One list under one shock, in closed form.
 * Source: Newell, Applications of Queueing Theory, 2nd edition, 1982, chapter 2 (fluid queues).
 * Leaves lists with people on them, and several of them, to the engine. */
#include "base/internal.h"
#include "carepath/system_stress.h"

int32_t cpw_stress_list_by_hand(double starts, double capacity, double lost, double surge,
                                double weeks, cpw_stress_list *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  if (!(starts >= 0 && capacity >= starts && capacity - capacity == 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "starts = %s and capacity = %s must be finite, 0 <= starts <= capacity",
                     cpwi_number(starts).text, cpwi_number(capacity).text);
  if (!(lost >= 0 && lost <= 1) || !(surge >= -1 && surge - surge == 0) ||
      !(weeks >= 0 && weeks - weeks == 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "lost = %s must be in [0, 1], surge = %s finite and >= -1, weeks = %s finite "
                     "and >= 0",
                     cpwi_number(lost).text, cpwi_number(surge).text, cpwi_number(weeks).text);
  double growth = starts * (1 + surge) - capacity * (1 - lost), headroom = capacity - starts;
  double peak = growth > 0 ? growth * weeks : 0;
  double recovery = peak > 0 ? peak / headroom : 0;
  double least = capacity > 0 ? 1 - starts * (1 + surge) / capacity : 0;
  *out = (cpw_stress_list){.peak = peak,
                           .recovery = recovery,
                           .loss = peak > 0 ? peak * (weeks + recovery) / 2 : 0,
                           .least = least > 0 ? least < 1 ? least : 1 : 0};
  return CPW_OK;
}
