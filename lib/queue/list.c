/* The list and the slots a week with which a share of people wait no longer than a limit, were chance alone
 * to make the list: M/M/1, or its heavy-traffic form where demand and slots vary more or less.
 * Source: Kingman, Proc. Camb. Phil. Soc. 57 (1961) 902-904. Leaves lists by band to carepath/steady.h. */
#include "queue/internal.h"

/* log P(wait > time) with `extra` slots more than demand; falls with extra */
static double log_tail(double demand, double extra, double time, double variability) {
  return -cpw_math_log1p(extra / demand) - extra * time / variability;
}

/* The root of log_tail = log_share < 0 by bisection: extra is at most where either term alone does it. */
static double least_extra(double demand, double log_share, double time, double variability) {
  double low = 0.0, high = demand * cpw_math_expm1(-log_share);
  if (time > 0.0) high = fmin(high, -log_share * variability / time);
  for (;;) {
    double middle = low + 0.5 * (high - low);
    if (!(middle > low && middle < high)) return high;
    if (log_tail(demand, middle, time, variability) <= log_share)
      high = middle;
    else
      low = middle;
  }
}

int32_t cpw_queue_list_for_share(double demand, double share, double time, double variability,
                                 cpw_queue_list *out, cpw_error *err) {
  static const char where[] = "cpw_queue_list_for_share";
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out");
  int32_t status = cpwi_queue_positive(demand, "demand", where, err);
  if (!status) status = cpwi_queue_not_negative(time, "time", where, err);
  if (!status) status = cpwi_queue_positive(variability, "variability", where, err);
  if (status) return status;
  if (!(share > 0.0 && share <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "share = %s must be in (0, 1]",
                     cpwi_number(share).text);
  cpw_queue_list l = {CPW_OUTCOME_OK, 0, (double)INFINITY, (double)INFINITY, 0.0, 0.0, 0.0};
  if (share < 1.0) {
    l.extra = least_extra(demand, cpw_math_log1p(-share), time, variability);
    l.capacity = demand + l.extra;
    l.utilisation = demand / l.capacity;
    l.mean_wait = l.utilisation * variability / l.extra;
    l.size = demand * l.mean_wait;
  } else {
    l.outcome = CPW_OUTCOME_UNREACHABLE;
  }
  *out = l;
  return CPW_OK;
}
