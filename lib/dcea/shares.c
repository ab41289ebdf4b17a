/* Shares of the opportunity cost: checked, and carried over from equal parts to groups of any size.
 * Source: the rules in carepath/dcea.h; the share of a person is the same within a part.
 * Leaves the published shares to tables.c. */
#include "dcea/internal.h"

#include <stdio.h>

static double exact_sum(const double *x, int64_t n) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  if (cpw_exact_sum_add_array(&sum, x, n, NULL) != CPW_OK) return CPWI_NAN;
  return cpw_exact_sum_value(&sum);
}

int32_t cpwi_dcea_check_shares(const double *shares, const double *people, int64_t n,
                               const char *name, int64_t row, const char *where, cpw_error *err) {
  char at[96];
  if (row < 0)
    snprintf(at, sizeof at, "%s", name);
  else
    snprintf(at, sizeof at, "%s[%lld]", name, (long long)row);
  for (int64_t i = 0; i < n; i++) {
    if (!(shares[i] >= 0.0 && cpwi_dcea_finite(shares[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite and >= 0", at,
                       (long long)i, cpwi_number(shares[i]).text);
    if (people && people[i] == 0.0 && shares[i] != 0.0)
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "%s[%lld] = %s must be 0 where there are no people", at, (long long)i,
                       cpwi_number(shares[i]).text);
  }
  double sum = exact_sum(shares, n);
  if (!(sum >= 1.0 - CPWI_DCEA_SUM_TOLERANCE && sum <= 1.0 + CPWI_DCEA_SUM_TOLERANCE))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s sums to %s, not to 1", at,
                     cpwi_number(sum).text);
  return CPW_OK;
}

/* How many parts are covered up to and with a group; all of them at the last one with people. */
static double covered(double reached, double total, int64_t parts, int32_t last) {
  double many = (double)parts, product = reached * many;
  if (last) return many;
  return cpwi_dcea_finite(product) ? product / total : reached / total * many;
}

/* One group after the other takes what it covers of the parts, walking on: nothing is subtracted. */
static void spread(const double *table, int64_t parts, const double *people, double total,
                   int64_t groups, double *shares) {
  int64_t last = groups - 1, k = 0; /* part */
  while (people && people[last] == 0.0)
    last--;
  double reached = 0.0, used = 0.0; /* people; of part k, 0 to 1 */
  for (int64_t g = 0; g < groups; g++) {
    reached += people ? people[g] : 1.0;
    double end = covered(reached, total, parts, g >= last), share = 0.0;
    for (; k < parts && (double)(k + 1) <= end; k++, used = 0.0)
      share += table[k] * (1.0 - used);
    if (k < parts && end - (double)k > used) {
      share += table[k] * (end - (double)k - used);
      used = end - (double)k;
    }
    shares[g] = share;
  }
}

int32_t cpw_dcea_shares(const double *table, int64_t parts, const double *people, int64_t groups,
                        double *shares, cpw_error *err) {
  if (!table || !shares)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", table ? "shares" : "table");
  if (parts < 1 || groups < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s = %lld must be >= 1",
                     parts < 1 ? "parts" : "groups", (long long)(parts < 1 ? parts : groups));
  int32_t status = cpwi_dcea_check_shares(table, NULL, parts, "table", -1, __func__, err);
  if (status != CPW_OK) return status;
  cpw_dcea_population p = {groups, people, NULL};
  if (people) status = cpwi_dcea_check_population(&p, 0, __func__, err);
  if (status != CPW_OK) return status;
  double total = people ? exact_sum(people, groups) : (double)groups;
  if (!cpwi_dcea_finite(total))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__,
                     "people sum to more than the largest number");
  spread(table, parts, people, total, groups, shares);
  return CPW_OK;
}
