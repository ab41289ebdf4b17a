/* Shares of money to the pound by largest remainders, within the least and the most that each may have.
 * Source: Hamilton's method; ties as carepath/claims.h says.
 * Leaves the shares themselves to whole.c and to coalition. */
#include "base/order.h"
#include "claims/internal.h"

#include <math.h>
#include <string.h>

static int compare_shares(const void *context, const void *a, const void *b) {
  const cpwi_share *x = a, *y = b;
  (void)context;
  if (x->rest != y->rest) return x->rest > y->rest ? -1 : 1;
  if (x->most != y->most) return x->most > y->most ? -1 : 1;
  int by_id = x->id && y->id ? strcmp(x->id, y->id) : 0;
  if (by_id != 0) return by_id;
  return x->place < y->place ? -1 : 1;
}

void cpwi_share_set(cpwi_share *share, double value) {
  double whole = floor(value);
  /* most is an int64: what is not below 2^63 is not below it either */
  share->whole = whole >= 0x1p63 || (int64_t)whole > share->most ? share->most : (int64_t)whole;
  double rest = share->whole == share->most ? 0 : value - whole;
  /* coarser than the errors of doubles, so that rests that ought to be equal are */
  share->rest = (cpwi_u128)(uint64_t)(rest * 0x1p24 + 0.5);
}

/* One pass gives one pound to each who has room while there are any; more at once where the shares were
 * rounded as doubles and a great deal is left. */
static cpwi_i128 give(cpwi_share *shares, int64_t count, cpwi_i128 left) {
  cpwi_i128 step = left / count > 1 ? left / count : 1;
  for (int64_t k = 0; k < count && left > 0; k++) {
    cpwi_i128 room = (cpwi_i128)shares[k].most - shares[k].whole, more = room < step ? room : step;
    if (more > left) more = left;
    shares[k].whole = (int64_t)(shares[k].whole + more);
    left -= more;
  }
  return left;
}

static cpwi_i128 take(cpwi_share *shares, int64_t count, cpwi_i128 over) {
  cpwi_i128 step = over / count > 1 ? over / count : 1;
  for (int64_t k = count - 1; k >= 0 && over > 0; k--) {
    cpwi_i128 room = (cpwi_i128)shares[k].whole - shares[k].least, less = room < step ? room : step;
    if (less > over) less = over;
    shares[k].whole = (int64_t)(shares[k].whole - less);
    over -= less;
  }
  return over;
}

int32_t cpwi_round_shares(cpwi_share *shares, int64_t count, int64_t total,
                          const cpw_allocator *allocator, const char *where, cpw_error *err) {
  if (count == 0) return CPW_OK;
  if (!cpwi_sort(allocator, shares, count, sizeof *shares, compare_shares, NULL))
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld shares", (long long)count);
  cpwi_i128 left = total, low = 0, high = 0;
  for (int64_t k = 0; k < count; k++) {
    left -= shares[k].whole;
    low += shares[k].least;
    high += shares[k].most;
  }
  /* beyond what there is room for no pass would ever be the last */
  if (total < low || total > high)
    return cpwi_fail(err, CPW_EINTERNAL, -1, where, "%lld cannot be rounded within its bounds",
                     (long long)total);
  while (left > 0)
    left = give(shares, count, left);
  while (left < 0)
    left = -take(shares, count, -left);
  return CPW_OK;
}
