/* The gain of a collaborative, shared to the pound so that no member is worse off than alone.
 * Source: carepath/coalition.h; nearest division by least squares (projection on a simplex, Held, Wolfe and
 * Crowder 1974). Leaves the rounding to claims, Shapley value and nucleolus to their files. */
#include "claims/internal.h"
#include "coalition/internal.h"

#include <math.h>
#include <string.h>

/* a member that the rule leaves this much short has not been left short: half a penny */
#define NOTHING 0.005

typedef struct books {
  cpw_coalition_books b;
  const char *where;
  int64_t gain;
  int64_t lifted;
  cpwi_pair *part; /* (n) what the rule gives each member of the gain */
  cpwi_share *share;
} books;

void cpw_coalition_books_init_sized(cpw_coalition_books *out, size_t size) {
  cpw_coalition_books b = {.struct_size = sizeof b, .rule = CPW_COALITION_EQUAL};
  cpwi_init_sized(out, size, &b, sizeof b);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_books(const cpw_coalition_books *b, const char *where, cpw_error *err) {
  int game = b->rule == CPW_COALITION_SHAPLEY || b->rule == CPW_COALITION_NUCLEOLUS;
  int64_t most = b->rule == CPW_COALITION_SHAPLEY     ? CPW_COALITION_MOST
                 : b->rule == CPW_COALITION_NUCLEOLUS ? CPW_COALITION_MOST_NUCLEOLUS
                                                      : INT64_C(1) << 31;
  if (b->rule < CPW_COALITION_SHAPLEY || b->rule > CPW_COALITION_PROPORTIONAL)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "books.rule = %d must be 0 to %d", (int)b->rule,
                     CPW_COALITION_PROPORTIONAL);
  if (b->members < 1 || b->members > most)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "books.members = %lld must be 1 to %lld",
                     (long long)b->members, (long long)most);
  if (!b->alone || !b->actual)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "books.%s is NULL", b->alone ? "actual" : "alone");
  if (game != (b->values != NULL))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "books.values must %s given with this rule",
                     game ? "be" : "not be");
  if (b->weights && b->rule != CPW_COALITION_PROPORTIONAL)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "books.weights must not be given with this rule");
  for (int64_t i = 0; b->ids && i < b->members; i++)
    if (!b->ids[i])
      return cpwi_fail(err, CPW_EINVAL, i, where, "books.ids[%lld] is NULL", (long long)i);
  return CPW_OK;
}

static int32_t take_sums(books *k, cpw_error *err) {
  cpwi_i128 alone = 0, actual = 0;
  for (int64_t i = 0; i < k->b.members; i++) {
    alone += k->b.alone[i];
    actual += k->b.actual[i];
  }
  cpwi_i128 gain = actual - alone;
  if (gain > INT64_MAX || gain < -INT64_MAX || actual > INT64_MAX || actual < INT64_MIN)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, k->where,
                     "the results sum to more than an int64 or gain more than one");
  k->gain = (int64_t)gain;
  return CPW_OK;
}

/* ---------------------------------------------------------------- rules --------------------- */

/* an int64 is the sum of two doubles */
static cpwi_pair pair_of_whole(int64_t x) {
  double high = (double)x;
  return cpwi_fast_sum(high, (double)((cpwi_i128)x - (cpwi_i128)high));
}

/* the weights as they are, and the greatest of them */
static int32_t take_weights(books *k, double *greatest, cpw_error *err) {
  const cpw_coalition_books *b = &k->b;
  for (int64_t i = 0; i < b->members; i++) {
    double w = b->weights ? b->weights[i] : (double)b->alone[i];
    if (!(w >= 0 && w <= 1e300))
      return cpwi_fail(err, CPW_EDOMAIN, i, k->where,
                       b->weights ? "books.weights[%lld] = %s must be >= 0 and at most 1e300"
                                  : "books.alone[%lld] = %s must be >= 0 where it is the weight: "
                                    "give books.weights",
                       (long long)i, cpwi_number(w).text);
    k->part[i] = b->weights ? cpwi_pair_of(w) : pair_of_whole(b->alone[i]);
    if (w > *greatest) *greatest = w;
  }
  return CPW_OK;
}

static int32_t in_proportion(books *k, cpw_error *err) {
  cpwi_pair sum = cpwi_pair_of(0), gain = pair_of_whole(k->gain);
  double greatest = 0;
  int exponent = 0;
  int32_t status = take_weights(k, &greatest, err);
  if (status != CPW_OK) return status;
  if (!(greatest > 0)) return cpwi_fail(err, CPW_EDOMAIN, -1, k->where, "the weights are all 0");
  (void)frexp(greatest, &exponent); /* of any size: over a power of two, so that sums are not */
  for (int64_t i = 0; i < k->b.members; i++) {
    k->part[i] = (cpwi_pair){ldexp(k->part[i].high, -exponent), ldexp(k->part[i].low, -exponent)};
    sum = cpwi_pair_add(sum, k->part[i]);
  }
  for (int64_t i = 0; i < k->b.members; i++) {
    cpwi_pair share = cpwi_pair_divide(k->part[i], sum);
    k->part[i] = cpwi_pair_add(cpwi_pair_times(share, gain.high), cpwi_pair_times(share, gain.low));
  }
  return CPW_OK;
}

static int32_t by_game(books *k, cpw_error *err) {
  const cpw_coalition_books *b = &k->b;
  int64_t n = b->members;
  size_t sets = (size_t)1 << n;
  double *values = cpwi_alloc(b->allocator, sets, sizeof *values);
  double shares[CPW_COALITION_MOST] = {0};
  if (!values)
    return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld members", (long long)n);
  memcpy(values, b->values, sets * sizeof *values);
  /* of gains over being alone, in which nothing is lost that matters to a pound */
  values[0] = b->values[0];
  for (size_t set = 1; set < sets; set++)
    for (int64_t i = 0; i < n; i++)
      if (set >> i & 1) values[set] -= (double)b->alone[i];
  for (int64_t i = 0; i < n; i++)
    values[(size_t)1 << i] = 0;
  values[sets - 1] = (double)k->gain;
  cpw_coalition_options o;
  cpw_coalition_options_init(&o);
  o.preimputations = k->gain < 0;
  o.allocator = b->allocator;
  int32_t status = b->rule == CPW_COALITION_SHAPLEY
                       ? cpw_coalition_shapley(values, n, shares, err)
                       : cpw_coalition_nucleolus(values, n, &o, shares, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    k->part[i] = cpwi_pair_of(shares[i]);
  cpwi_release(b->allocator, values);
  return status;
}

static int32_t by_rule(books *k, cpw_error *err) {
  int64_t n = k->b.members;
  if (k->b.rule == CPW_COALITION_PROPORTIONAL) return in_proportion(k, err);
  if (k->b.rule != CPW_COALITION_EQUAL && n > 1) return by_game(k, err);
  for (int64_t i = 0; i < n; i++)
    k->part[i] = cpwi_pair_divide(pair_of_whole(k->gain), cpwi_pair_of((double)n));
  return CPW_OK;
}

/* The nearest parts of the same sum of which none is below 0: all others give up the same, so that those that
 * are brought down to 0 by it are known one by one, the least first. */
static void lift(books *k) {
  const cpwi_pair none = cpwi_pair_of(0);
  int64_t n = k->b.members, above = 0;
  cpwi_pair level = none, last;
  for (int64_t i = 0; i < n; i++)
    k->lifted += k->part[i].high < -NOTHING;
  do {
    last = level;
    cpwi_pair over = cpwi_pair_negative(pair_of_whole(k->gain));
    above = 0;
    for (int64_t i = 0; i < n; i++)
      if (cpwi_pair_below(last, k->part[i])) {
        over = cpwi_pair_add(over, k->part[i]);
        above++;
      }
    if (above > 0) level = cpwi_pair_divide(over, cpwi_pair_of((double)above));
  } while (above > 0 && cpwi_pair_below(last, level));
  for (int64_t i = 0; i < n; i++)
    k->part[i] = cpwi_pair_below(last, k->part[i]) ? cpwi_pair_subtract(k->part[i], last) : none;
}

/* ---------------------------------------------------------------- pounds -------------------- */

/* the whole number below, and what is left in 2^-24 of a pound: coarser than the errors of the parts, so that
 * rests that ought to be equal are; 0 where it is beyond an int64 */
static int round_down(cpwi_pair part, cpwi_share *share) {
  double high = floor(part.high), low = high < part.high ? 0 : floor(part.low);
  if (!(fabs(high) <= 0x1p63)) return 0;
  cpwi_i128 whole = (cpwi_i128)high + (cpwi_i128)low;
  if (whole < INT64_MIN || whole > INT64_MAX) return 0;
  double rest = cpwi_pair_value(cpwi_pair_subtract(cpwi_pair_plus(part, -high), cpwi_pair_of(low)));
  share->whole = (int64_t)whole;
  share->rest = rest > 0 ? (cpwi_u128)(uint64_t)(rest * 0x1p24 + 0.5) : 0;
  return 1;
}

static int32_t round_parts(books *k, cpw_error *err) {
  int64_t n = k->b.members, least = k->gain < 0 ? INT64_MIN : 0;
  for (int64_t i = 0; i < n; i++) {
    k->share[i] = (cpwi_share){0, INT64_MAX, 0, k->b.ids ? k->b.ids[i] : NULL, i, least};
    if (!round_down(k->part[i], &k->share[i]))
      return cpwi_fail(err, CPW_EOVERFLOW, i, k->where,
                       "the part of member %lld in the gain is beyond an int64", (long long)i);
    if (k->share[i].whole < least) k->share[i].whole = least;
  }
  return cpwi_round_shares(k->share, n, k->gain, k->b.allocator, k->where, err);
}

static int fits(cpwi_i128 x) {
  return x <= INT64_MAX && x >= INT64_MIN;
}

static int32_t settle(const books *k, int64_t *shares, int64_t *payments, cpw_coalition_gain *out,
                      cpw_error *err) {
  const cpw_coalition_books *b = &k->b;
  cpwi_i128 moved = 0;
  for (int64_t j = 0; j < b->members; j++) {
    int64_t i = k->share[j].place;
    cpwi_i128 share = (cpwi_i128)b->alone[i] + k->share[j].whole, payment = share - b->actual[i];
    if (payment > 0) moved += payment;
    if (!fits(share) || !fits(payment) || !fits(moved))
      return cpwi_fail(err, CPW_EOVERFLOW, i, k->where,
                       "the share or payment of member %lld is beyond an int64", (long long)i);
  }
  for (int64_t j = 0; j < b->members; j++) {
    int64_t i = k->share[j].place, actual = b->actual[i];
    shares[i] = b->alone[i] + k->share[j].whole;
    if (payments) payments[i] = (int64_t)((cpwi_i128)shares[i] - actual);
  }
  if (out) {
    out->gain = k->gain;
    out->outcome = k->gain >= 0 ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE;
    out->lifted = (int32_t)k->lifted;
    out->transfer = (int64_t)moved;
  }
  return CPW_OK;
}

int32_t cpw_coalition_share_gain(const cpw_coalition_books *given, int64_t *shares,
                                 int64_t *payments, cpw_coalition_gain *out, cpw_error *err) {
  books k;
  memset(&k, 0, sizeof k);
  k.where = __func__;
  cpw_coalition_books_init_sized(&k.b, sizeof k.b);
  if (!given || !shares)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", given ? "shares" : "books");
  int32_t status = cpwi_take_options(&k.b, sizeof k.b, given, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(k.b.allocator, __func__, err);
  if (status == CPW_OK) status = check_books(&k.b, __func__, err);
  if (status == CPW_OK) status = take_sums(&k, err);
  if (status != CPW_OK) return status;
  k.part = cpwi_alloc(k.b.allocator, (size_t)k.b.members, sizeof *k.part);
  k.share = cpwi_alloc(k.b.allocator, (size_t)k.b.members, sizeof *k.share);
  if (!k.part || !k.share)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld members",
                       (long long)k.b.members);
  if (status == CPW_OK) status = by_rule(&k, err);
  /* the other rules leave nobody worse off where there is a gain */
  if (status == CPW_OK && k.gain >= 0 && k.b.rule <= CPW_COALITION_NUCLEOLUS) lift(&k);
  if (status == CPW_OK) status = round_parts(&k, err);
  if (status == CPW_OK) status = settle(&k, shares, payments, out, err);
  cpwi_release(k.b.allocator, k.part);
  cpwi_release(k.b.allocator, k.share);
  return status;
}
