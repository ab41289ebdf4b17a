/* The cost of the costliest member, shared among any number of members: Shapley value and nucleolus in closed
 * form. Source: Littlechild and Owen, Management Science 20 (1973); Littlechild, Int. J. Game Theory 3 (1974).
 * Leaves other games to shapley.c and nucleolus.c. */
#include "base/order.h"
#include "coalition/internal.h"

#include <math.h>

/* each step up is shared by those who need it */
static void by_steps(const double *cost, int64_t n, double *share) {
  cpwi_pair sum = cpwi_pair_of(0);
  for (int64_t k = 0; k < n; k++) {
    cpwi_pair step = cpwi_two_sum(cost[k], k > 0 ? -cost[k - 1] : 0);
    sum = cpwi_pair_add(sum, cpwi_pair_divide(step, cpwi_pair_of((double)(n - k))));
    share[k] = cpwi_pair_value(sum);
  }
}

/* From the least cost up: the tightest of the groups that begin here, each of which bears its cost but one
 * share, sets what all up to its end pay; the costliest pays what is left. */
static void by_nucleolus(const double *cost, int64_t n, double *share) {
  cpwi_pair paid = cpwi_pair_of(0);
  int64_t i = 0;
  while (i < n - 1) {
    cpwi_pair least = cpwi_pair_of(0);
    int64_t end = -1;
    for (int64_t k = i; k < n - 1; k++) {
      cpwi_pair rest = cpwi_pair_subtract(cpwi_pair_of(cost[k]), paid);
      cpwi_pair each = cpwi_pair_divide(rest, cpwi_pair_of((double)(k - i + 2)));
      if (end >= 0 && cpwi_pair_below(least, each)) continue;
      least = each;
      end = k;
    }
    for (; i <= end; i++) {
      share[i] = cpwi_pair_value(least);
      paid = cpwi_pair_add(paid, least);
    }
  }
  share[n - 1] = cpwi_pair_value(cpwi_pair_subtract(cpwi_pair_of(cost[n - 1]), paid));
}

static int32_t check(const double *costs, int64_t n, int32_t method, const double *shares,
                     const char *where, cpw_error *err) {
  if (method != CPW_COALITION_SHAPLEY && method != CPW_COALITION_NUCLEOLUS)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "method = %d must be CPW_COALITION_SHAPLEY or CPW_COALITION_NUCLEOLUS",
                     (int)method);
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && (!costs || !shares))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", costs ? "shares" : "costs");
  for (int64_t i = 0; i < n; i++)
    if (!(costs[i] >= 0 && costs[i] - costs[i] == 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "costs[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(costs[i]).text);
  return CPW_OK;
}

int32_t cpw_coalition_airport(const double *costs, int64_t n, int32_t method,
                              const cpw_allocator *allocator, double *shares, cpw_error *err) {
  int32_t status = check(costs, n, method, shares, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK || n == 0) return status;
  int64_t *order = cpwi_alloc(allocator, (size_t)n, sizeof *order);
  double *sorted = cpwi_alloc(allocator, (size_t)n, sizeof *sorted);
  double *found = cpwi_alloc(allocator, (size_t)n, sizeof *found);
  if (!order || !sorted || !found) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld members", (long long)n);
  } else {
    status = cpwi_order(costs, n, 0, order, allocator, __func__, err);
    /* costs of any size: over a power of two, so that products of pairs are not beyond a double */
    int exponent = 0;
    if (status == CPW_OK) (void)frexp(costs[order[n - 1]], &exponent);
    for (int64_t k = 0; status == CPW_OK && k < n; k++)
      sorted[k] = ldexp(costs[order[k]], -exponent);
    if (status == CPW_OK) {
      if (method == CPW_COALITION_SHAPLEY)
        by_steps(sorted, n, found);
      else
        by_nucleolus(sorted, n, found);
    }
    for (int64_t k = 0; status == CPW_OK && k < n; k++)
      shares[order[k]] = ldexp(found[k], exponent);
  }
  cpwi_release(allocator, order);
  cpwi_release(allocator, sorted);
  cpwi_release(allocator, found);
  return status;
}
