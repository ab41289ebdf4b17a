/* The rules in whole pounds: awards as exact fractions over one denominator, then largest remainders.
 * Source: the head of carepath/claims.h; integers of 128 bits, which the fractions fit.
 * Leaves the rounding to round.c, rules whose fractions do not fit to the doubles of rules.c. */
#include "base/order.h"
#include "claims/internal.h"

#include <string.h>

#define MOST_ROWS (INT64_C(1) << 31)
/* orders of so many claims are fractions over their factorial, below 2^62 */
#define MOST_FACTORIAL 20

/* Claims above 0, rising. */
typedef struct whole {
  cpw_claims_options options;
  const char *where;
  int64_t n, count, estate;
  cpwi_u128 total, loss;
  int64_t *claim, *place; /* (count) */
  cpwi_share *share;      /* (count) */
} whole;

/* ---------------------------------------------------------------- levels -------------------- */

/* Claims of which the first `full` are cut at nothing, the others at rest / people. */
typedef struct level {
  int64_t full, people;
  cpwi_u128 rest;
} level;

static level level_of(const whole *w, cpwi_u128 estate) {
  level l = {0, w->count, estate};
  while (l.full < w->count &&
         l.rest > (cpwi_u128)(uint64_t)w->claim[l.full] * (cpwi_u128)(uint64_t)l.people) {
    l.rest -= (cpwi_u128)(uint64_t)w->claim[l.full++];
    l.people--;
  }
  if (l.people == 0) l.people = 1;
  return l;
}

/* the cut claim times people */
static cpwi_u128 cut(const whole *w, const level *l, int64_t i) {
  return i < l->full ? (cpwi_u128)(uint64_t)w->claim[i] * (cpwi_u128)(uint64_t)l->people : l->rest;
}

static void set(whole *w, int64_t i, cpwi_u128 numerator, cpwi_u128 denominator, int64_t more) {
  w->share[i].whole = more + (int64_t)(numerator / denominator);
  w->share[i].rest = numerator % denominator;
}

static void equal_awards(whole *w) {
  level l = level_of(w, (cpwi_u128)(uint64_t)w->estate);
  for (int64_t i = 0; i < w->count; i++)
    set(w, i, cut(w, &l, i), (cpwi_u128)(uint64_t)l.people, 0);
}

static void equal_losses(whole *w) {
  level l = level_of(w, w->loss);
  for (int64_t i = 0; i < w->count; i++)
    set(w, i, (cpwi_u128)(uint64_t)w->claim[i] * (cpwi_u128)(uint64_t)l.people - cut(w, &l, i),
        (cpwi_u128)(uint64_t)l.people, 0);
}

/* Halves of claims are whole numbers of half pounds: estates are doubled and awards halved. */
static void talmud(whole *w) {
  int below = 2 * (cpwi_u128)(uint64_t)w->estate <= w->total;
  level l = level_of(w, 2 * (below ? (cpwi_u128)(uint64_t)w->estate : w->loss));
  cpwi_u128 people = 2 * (cpwi_u128)(uint64_t)l.people;
  for (int64_t i = 0; i < w->count; i++) {
    cpwi_u128 part = cut(w, &l, i), claim = (cpwi_u128)(uint64_t)w->claim[i] * people;
    set(w, i, below ? part : claim - part, people, 0);
  }
}

static void piniles(whole *w) {
  cpwi_u128 twice = 2 * (cpwi_u128)(uint64_t)w->estate;
  int below = twice <= w->total;
  level l = level_of(w, below ? twice : twice - w->total);
  cpwi_u128 people = (cpwi_u128)(uint64_t)l.people;
  for (int64_t i = 0; i < w->count; i++) {
    cpwi_u128 half = below ? 0 : (cpwi_u128)(uint64_t)w->claim[i] * people;
    set(w, i, half + cut(w, &l, i), 2 * people, 0);
  }
}

/* ---------------------------------------------------------------- proportions --------------- */

static void proportional(whole *w) {
  for (int64_t i = 0; i < w->count; i++)
    set(w, i, (cpwi_u128)(uint64_t)w->estate * (cpwi_u128)(uint64_t)w->claim[i], w->total, 0);
}

static int64_t minimal_right(const whole *w, int64_t i) {
  cpwi_u128 claim = (cpwi_u128)(uint64_t)w->claim[i];
  return claim > w->loss ? (int64_t)(claim - w->loss) : 0;
}

static void adjusted_proportional(whole *w) {
  cpwi_u128 sum = 0;
  int64_t rest = w->estate;
  for (int64_t i = 0; i < w->count; i++)
    rest -= minimal_right(w, i);
  for (int64_t i = 0; i < w->count; i++) {
    int64_t left = w->claim[i] - minimal_right(w, i);
    sum += (cpwi_u128)(uint64_t)(left < rest ? left : rest);
  }
  for (int64_t i = 0; i < w->count; i++) {
    int64_t right = minimal_right(w, i), left = w->claim[i] - right;
    if (left > rest) left = rest;
    set(w, i, (cpwi_u128)(uint64_t)rest * (cpwi_u128)(uint64_t)left, sum > 0 ? sum : 1, right);
  }
}

/* ---------------------------------------------------------------- random arrival ------------ */

/* what is left for claim i over all orders, times the number of orders, from sums cut at the estate */
static cpwi_u128 over_orders(const whole *w, const int64_t *sum, const cpwi_u128 *orders,
                             int64_t i) {
  cpwi_u128 out = 0;
  int64_t me = INT64_C(1) << i, sets = INT64_C(1) << w->count;
  for (int64_t set = 0; set < sets; set++) {
    int64_t left = w->estate - sum[set], size = 0;
    if ((set & me) || left == 0) continue;
    for (int64_t rest = set; rest != 0; rest &= rest - 1)
      size++;
    out += orders[size] * (cpwi_u128)(uint64_t)(w->claim[i] < left ? w->claim[i] : left);
  }
  return out;
}

static int32_t random_arrival(whole *w, cpw_error *err) {
  int64_t m = w->count, sets = INT64_C(1) << m;
  cpwi_u128 factorial[MOST_FACTORIAL + 1] = {1}, orders[MOST_FACTORIAL] = {0};
  int64_t *sum = cpwi_alloc(w->options.allocator, (size_t)sets, sizeof *sum);
  if (!sum)
    return cpwi_fail(err, CPW_ENOMEM, -1, w->where, "no memory for the orders of %lld claims",
                     (long long)m);
  for (int64_t k = 1; k <= m; k++)
    factorial[k] = factorial[k - 1] * (cpwi_u128)(uint64_t)k;
  for (int64_t k = 0; k < m; k++)
    orders[k] = factorial[k] * factorial[m - 1 - k];
  sum[0] = 0;
  for (int64_t i = 0; i < m; i++)
    for (int64_t set = 0, bit = INT64_C(1) << i; set < bit; set++) {
      int64_t room = w->estate - sum[set];
      sum[bit + set] = sum[set] + (w->claim[i] < room ? w->claim[i] : room);
    }
  for (int64_t i = 0; i < m; i++) {
    if (i > 0 && w->claim[i] == w->claim[i - 1]) {
      w->share[i].whole = w->share[i - 1].whole;
      w->share[i].rest = w->share[i - 1].rest;
    } else {
      set(w, i, over_orders(w, sum, orders, i), factorial[m], 0);
    }
  }
  cpwi_release(w->options.allocator, sum);
  return CPW_OK;
}

/* ---------------------------------------------------------------- by doubles ---------------- */

static int32_t by_doubles(whole *w, cpw_error *err) {
  const cpw_allocator *a = w->options.allocator;
  double *claim = cpwi_alloc(a, (size_t)w->count, sizeof *claim);
  double *award = cpwi_alloc(a, (size_t)w->count, sizeof *award);
  double *weight = cpwi_alloc(a, (size_t)w->count, sizeof *weight);
  cpw_claims_options o = w->options;
  int32_t status = CPW_OK;
  o.ids = NULL;
  if (!claim || !award || !weight)
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, w->where, "no memory for %lld claims", (long long)w->count);
  else {
    for (int64_t i = 0; i < w->count; i++) {
      claim[i] = (double)w->claim[i];
      weight[i] = w->options.weights ? w->options.weights[w->place[i]] : 1;
    }
    if (w->options.weights) o.weights = weight;
    status = cpw_claims_divide((double)w->estate, claim, w->count, &o, award, err);
    if (status != CPW_OK && err) { /* the words stay: only who says them and of which row changes */
      cpw_error inner = *err;
      status = cpwi_fail(err, status, -1, w->where, "%s", inner.message);
    }
  }
  for (int64_t i = 0; status == CPW_OK && i < w->count; i++)
    cpwi_share_set(&w->share[i], award[i]);
  cpwi_release(a, claim);
  cpwi_release(a, award);
  cpwi_release(a, weight);
  return status;
}

/* ---------------------------------------------------------------- together ------------------ */

static int32_t shares_of(whole *w, cpw_error *err) {
  static void (*const rules[CPW_CLAIMS_COUNT])(whole *) = {
      proportional, equal_awards, equal_losses, talmud, adjusted_proportional, NULL, piniles, NULL};
  int32_t rule = w->options.rule;
  if (w->count == 0) return CPW_OK;
  if (rule == CPW_CLAIMS_RANDOM_ARRIVAL && w->count <= MOST_FACTORIAL)
    return random_arrival(w, err);
  if (w->options.weights || !rules[rule]) return by_doubles(w, err);
  rules[rule](w);
  return CPW_OK;
}

typedef struct item {
  int64_t claim, place;
} item;

static int compare_items(const void *context, const void *a, const void *b) {
  const item *x = a, *y = b;
  (void)context;
  return (x->claim > y->claim) - (x->claim < y->claim);
}

static int32_t no_memory(const whole *w, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, w->where, "no memory for %lld claims", (long long)w->count);
}

static int32_t sort_claims(whole *w, const int64_t *claims, cpw_error *err) {
  const cpw_allocator *a = w->options.allocator;
  size_t count = (size_t)w->count;
  item *items = cpwi_alloc(a, count, sizeof *items);
  w->claim = cpwi_alloc(a, count, sizeof *w->claim);
  w->place = cpwi_alloc(a, count, sizeof *w->place);
  w->share = cpwi_alloc(a, count, sizeof *w->share);
  int enough = items && w->claim && w->place && w->share;
  for (int64_t i = 0, k = 0; enough && i < w->n; i++)
    if (claims[i] > 0) items[k++] = (item){claims[i], i};
  enough = enough && cpwi_sort(a, items, w->count, sizeof *items, compare_items, NULL);
  for (int64_t k = 0; enough && k < w->count; k++) {
    w->claim[k] = items[k].claim;
    w->place[k] = items[k].place;
    const char *id = w->options.ids ? w->options.ids[items[k].place] : NULL;
    w->share[k] = (cpwi_share){0, items[k].claim, 0, id, items[k].place, 0};
  }
  cpwi_release(a, items);
  return enough ? CPW_OK : no_memory(w, err);
}

static int32_t check(whole *w, const int64_t *claims, cpw_error *err) {
  if (w->n > MOST_ROWS)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, w->where, "n = %lld must be at most 2^31",
                     (long long)w->n);
  if (w->n > 0 && !claims) return cpwi_fail(err, CPW_EINVAL, -1, w->where, "claims is NULL");
  if (w->estate < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, w->where, "estate = %lld must be >= 0",
                     (long long)w->estate);
  for (int64_t i = 0; i < w->n; i++) {
    if (claims[i] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, w->where, "claims[%lld] = %lld must be >= 0",
                       (long long)i, (long long)claims[i]);
    w->total += (cpwi_u128)(uint64_t)claims[i];
    w->count += claims[i] > 0;
  }
  if ((cpwi_u128)(uint64_t)w->estate > w->total) /* which is then an int64 */
    return cpwi_fail(err, CPW_EDOMAIN, -1, w->where,
                     "estate = %lld must not be above the claims, %lld together (short by %lld)",
                     (long long)w->estate, (long long)w->total,
                     (long long)(w->estate - (int64_t)w->total));
  w->loss = w->total - (cpwi_u128)(uint64_t)w->estate;
  return CPW_OK;
}

static int32_t divide(whole *w, const int64_t *claims, int64_t *awards, cpw_error *err) {
  int32_t status = check(w, claims, err);
  if (status == CPW_OK) status = sort_claims(w, claims, err);
  if (status == CPW_OK) status = shares_of(w, err);
  if (status == CPW_OK)
    status = cpwi_round_shares(w->share, w->count, w->estate, w->options.allocator, w->where, err);
  if (status == CPW_OK && w->n > 0) memset(awards, 0, (size_t)w->n * sizeof *awards);
  for (int64_t k = 0; status == CPW_OK && k < w->count; k++)
    awards[w->share[k].place] = w->share[k].whole;
  cpwi_release(w->options.allocator, w->claim);
  cpwi_release(w->options.allocator, w->place);
  cpwi_release(w->options.allocator, w->share);
  return status;
}

int32_t cpw_claims_divide_whole(int64_t estate, const int64_t *claims, int64_t n,
                                const cpw_claims_options *options, int64_t *awards,
                                cpw_error *err) {
  whole w;
  memset(&w, 0, sizeof w);
  w.where = __func__;
  w.n = n;
  w.estate = estate;
  int32_t status = cpwi_claims_take_options(&w.options, options, n, w.where, err);
  if (status != CPW_OK) return status;
  if (n > 0 && !awards) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "awards is NULL");
  return divide(&w, claims, awards, err);
}
