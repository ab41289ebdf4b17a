/* Who would leave: the greatest complaint against shares, the core, and what kind of game it is.
 * Source: Gillies (1959); Shapley, Int. J. Game Theory 1 (1971), as carepath/coalition.h writes them.
 * Leaves shares that nobody would leave to nucleolus.c. */
#include "coalition/internal.h"

#include <math.h>

#define HALF ((int64_t)1 << (CPW_COALITION_MOST / 2))

/* x(S) of all coalitions of the first (last) half of the members */
static void half_sums(const double *x, int64_t n, double *sum) {
  sum[0] = 0;
  for (int64_t i = 0; i < n; i++)
    for (int64_t set = 0, bit = INT64_C(1) << i; set < bit; set++)
      sum[bit + set] = sum[set] + x[i];
}

int64_t cpwi_worst(const cpwi_game *g, const double *x, const uint8_t *skip, double *complaint) {
  double low[HALF] = {0}, high[HALF] = {0}, best = -(double)INFINITY;
  int64_t half = g->n / 2, mask = (INT64_C(1) << half) - 1, worst = -1;
  half_sums(x, half, low);
  half_sums(x + half, g->n - half, high);
  for (int64_t set = 1; set < g->sets - 1; set++) {
    if (skip && skip[set]) continue;
    double e = cpwi_game_value(g, set) - (low[set & mask] + high[set >> half]);
    if (!(e > best)) continue;
    best = e;
    worst = set;
  }
  *complaint = best;
  return worst;
}

int32_t cpw_coalition_test_core(const double *values, int64_t n, const double *shares,
                                const cpw_coalition_options *options, cpw_coalition_core *out,
                                cpw_error *err) {
  cpwi_game g;
  int32_t status = cpwi_game_take(&g, values, n, CPW_COALITION_MOST, options, __func__, err);
  if (status != CPW_OK) return status;
  if (!shares || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", shares ? "out" : "shares");
  double x[CPW_COALITION_MOST] = {0};
  for (int64_t i = 0; i < n; i++) {
    if (!(fabs(shares[i]) <= 1e300))
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__,
                       "shares[%lld] = %s must be finite and at most 1e300", (long long)i,
                       cpwi_number(shares[i]).text);
    x[i] = g.sign * shares[i];
  }
  cpw_coalition_core c = {0, 0, -1, 0, 0, 0, -(double)INFINITY};
  c.coalition = cpwi_worst(&g, x, NULL, &c.complaint);
  cpwi_pair sum = cpwi_pair_of(-values[g.sets - 1]);
  for (int64_t i = 0; i < n; i++) {
    double loss = cpwi_game_value(&g, INT64_C(1) << i) - x[i];
    if (loss > c.loss) c.member = i;
    if (loss > c.loss) c.loss = loss;
    sum = cpwi_pair_plus(sum, shares[i]);
  }
  c.surplus = cpwi_pair_value(sum);
  double slack = g.options.tolerance * g.scale;
  c.alone = c.loss <= slack;
  c.in_core = c.alone && c.complaint <= slack && fabs(c.surplus) <= slack;
  *out = c;
  return CPW_OK;
}

/* ---------------------------------------------------------------- what kind of game --------- */

/* the lowest coalition that is worth less than itself without one member, or -1 */
static int64_t not_monotone(const cpwi_game *g, double slack) {
  for (int64_t set = 1; set < g->sets; set++)
    for (int64_t i = 0; i < g->n; i++)
      if (set >> i & 1 &&
          cpwi_game_value(g, set) < cpwi_game_value(g, set & ~(INT64_C(1) << i)) - slack)
        return set;
  return -1;
}

static int shows_concavity(const cpwi_game *g, int64_t set, double slack) {
  for (int64_t i = 0; i < g->n; i++)
    for (int64_t j = i + 1; j < g->n; j++) {
      int64_t a = INT64_C(1) << i, b = INT64_C(1) << j;
      if (set & (a | b)) continue;
      double apart = cpwi_game_value(g, set | a) + cpwi_game_value(g, set | b);
      if (cpwi_game_value(g, set) + cpwi_game_value(g, set | a | b) < apart - slack) return 1;
    }
  return 0;
}

static int64_t not_convex(const cpwi_game *g, double slack) {
  for (int64_t set = 0; set < g->sets; set++)
    if (shows_concavity(g, set, slack)) return set;
  return -1;
}

/* the lowest coalition that is worth less than two parts of it, or -1; 3^n / 2 pairs */
static int32_t not_superadditive(const cpwi_game *g, double slack, int64_t *found, cpw_error *err) {
  *found = -1;
  for (int64_t set = 1; set < g->sets; set++) {
    if ((set & 1023) == 0) {
      int32_t status = cpwi_game_goes_on(g, (double)set / (double)g->sets, err);
      if (status != CPW_OK) return status;
    }
    int64_t rest = set & (set - 1); /* the lowest member stays in the other part */
    for (int64_t part = rest; part != 0; part = (part - 1) & rest)
      if (cpwi_game_value(g, part) + cpwi_game_value(g, set & ~part) >
          cpwi_game_value(g, set) + slack) {
        *found = set;
        return CPW_OK;
      }
  }
  return CPW_OK;
}

int32_t cpw_coalition_describe(const double *values, int64_t n,
                               const cpw_coalition_options *options, cpw_coalition_facts *out,
                               cpw_error *err) {
  cpwi_game g;
  int32_t status = cpwi_game_take(&g, values, n, CPW_COALITION_MOST, options, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  double slack = g.options.tolerance * g.scale;
  cpwi_pair gain = cpwi_pair_of(cpwi_game_value(&g, g.sets - 1));
  for (int64_t i = 0; i < n; i++)
    gain = cpwi_pair_plus(gain, -cpwi_game_value(&g, INT64_C(1) << i));
  cpw_coalition_facts f = {0, 0, 0, 0, -1, -1, -1, cpwi_pair_value(gain)};
  f.not_monotone = not_monotone(&g, slack);
  f.not_convex = not_convex(&g, slack);
  /* a convex game is superadditive */
  if (f.not_convex >= 0) status = not_superadditive(&g, slack, &f.not_superadditive, err);
  if (status != CPW_OK) return status;
  f.monotone = f.not_monotone < 0;
  f.convex = f.not_convex < 0;
  f.superadditive = f.not_superadditive < 0;
  f.essential = f.gain > slack;
  *out = f;
  return CPW_OK;
}
