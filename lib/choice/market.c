/* How concentrated a market, money or power is.
 * Source: Herfindahl (1950), Hirschman (1945); entropy: Theil (1967).
 * Leaves whose market it is to describe.c. */
#include "choice/internal.h"

#include "carepath/random.h"

int32_t cpw_choice_concentration(const double *amount, int64_t n, cpw_choice_market *out,
                                 cpw_error *err) {
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 1", (long long)n);
  if (!amount || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", amount ? "out" : "amount");
  double greatest = 0, sum = 0, four[4] = {0};
  cpw_choice_market m = {0};
  for (int64_t k = 0; k < n; k++) {
    if (!(amount[k] >= 0 && amount[k] < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, k, __func__, "amount[%lld] = %s must be finite and >= 0",
                       (long long)k, cpwi_number(amount[k]).text);
    if (amount[k] > greatest) m.leader = k;
    greatest = fmax(greatest, amount[k]);
  }
  if (!(greatest > 0)) return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "all amounts are 0");
  for (int64_t k = 0; k < n; k++)
    sum += amount[k] / greatest; /* 1 to n: nothing overflows */
  for (int64_t k = 0; k < n; k++) {
    double share = amount[k] / greatest / sum;
    m.hhi += share * share;
    if (share > 0) m.entropy -= share * cpw_math_log(share);
    for (int place = 0; place < 4; place++)
      if (share > four[place]) {
        double lower = four[place];
        four[place] = share;
        share = lower;
      }
  }
  m.total = sum * greatest;
  m.effective = 1 / m.hhi;
  m.highest = 1 / sum;
  m.largest = four[0] + four[1] + four[2] + four[3];
  *out = m;
  return CPW_OK;
}
