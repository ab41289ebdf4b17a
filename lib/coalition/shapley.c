/* Shapley, Banzhaf and tau values of games given as arrays.
 * Source: Shapley (1953); Banzhaf (1965); Tijs (1981), as carepath/coalition.h writes them.
 * Leaves games of any size to sample.c and airport.c, votes to power.c. */
#include "coalition/internal.h"

#include <math.h>
#include <string.h>

/* Sums of values by size of coalition: of all, and of those of which a member is one. */
typedef struct by_size {
  cpwi_pair all[CPW_COALITION_MOST + 1];
  cpwi_pair with[CPW_COALITION_MOST][CPW_COALITION_MOST + 1];
} by_size;

/* the first members of a coalition, of whom there are at most so many, are its low part, the others the high */
#define MOST_LOW 9

/* One row of coalitions with the same high part: by size of the low part, for the members of the high part; and
 * added to the columns, by size of the high part, for those of the low one. */
static void add_row(const cpwi_game *g, int64_t low, int64_t high, by_size *s, cpwi_pair *columns) {
  cpwi_pair row[MOST_LOW + 1] = {{0, 0}};
  const double *v = g->values + (high << low);
  int64_t size = cpwi_members(high);
  for (int64_t set = 0; set < INT64_C(1) << low; set++) {
    cpwi_pair *r = &row[cpwi_members(set)], *c = &columns[set * (CPW_COALITION_MOST + 1) + size];
    *r = cpwi_pair_plus(*r, v[set]);
    *c = cpwi_pair_plus(*c, v[set]);
  }
  for (int64_t k = 0; k <= low; k++) {
    s->all[size + k] = cpwi_pair_add(s->all[size + k], row[k]);
    for (int64_t i = low; i < g->n; i++)
      if (high >> (i - low) & 1) s->with[i][size + k] = cpwi_pair_add(s->with[i][size + k], row[k]);
  }
}

static void add_up(const cpwi_game *g, by_size *s) {
  cpwi_pair columns[(1 << MOST_LOW) * (CPW_COALITION_MOST + 1)];
  int64_t low = g->n / 2 < MOST_LOW ? g->n / 2 : MOST_LOW;
  memset(s, 0, sizeof *s);
  memset(columns, 0, sizeof columns);
  for (int64_t high = 0; high < INT64_C(1) << (g->n - low); high++)
    add_row(g, low, high, s, columns);
  for (int64_t set = 0; set < INT64_C(1) << low; set++)
    for (int64_t k = 0; k <= g->n - low; k++)
      for (int64_t i = 0; i < low; i++) {
        int64_t size = cpwi_members(set) + k;
        if (set >> i & 1)
          s->with[i][size] =
              cpwi_pair_add(s->with[i][size], columns[set * (CPW_COALITION_MOST + 1) + k]);
      }
}

/* The sum over all coalitions without i of what i adds, over how many orders (coalitions) there are of a size;
 * nothing is nothing, not what rounding has left of it. */
static double added(const cpwi_game *g, const by_size *s, const double *weight, int64_t i) {
  cpwi_pair out = cpwi_pair_of(0);
  for (int64_t k = 0; k < g->n; k++) {
    cpwi_pair without = cpwi_pair_subtract(s->all[k], s->with[i][k]);
    cpwi_pair more = cpwi_pair_subtract(s->with[i][k + 1], without);
    out = cpwi_pair_add(out, cpwi_pair_divide(more, cpwi_pair_of(weight[k])));
  }
  double x = cpwi_pair_value(out);
  return fabs(x) > 1e-24 * g->scale ? x : 0;
}

int32_t cpw_coalition_shapley(const double *values, int64_t n, double *shares, cpw_error *err) {
  cpwi_game g;
  int32_t status = cpwi_game_take(&g, values, n, CPW_COALITION_MOST, NULL, __func__, err);
  if (status != CPW_OK) return status;
  if (!shares) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "shares is NULL");
  /* n (n - 1 over k): coalitions of k others in which orders meet */
  double weight[CPW_COALITION_MOST] = {0};
  double sets = (double)n;
  for (int64_t k = 0; k < n; k++) {
    weight[k] = sets;
    sets = sets * (double)(n - 1 - k) / (double)(k + 1);
  }
  by_size sums;
  add_up(&g, &sums);
  for (int64_t i = 0; i < n; i++)
    shares[i] = added(&g, &sums, weight, i);
  return CPW_OK;
}

int32_t cpw_coalition_banzhaf(const double *values, int64_t n, int32_t normalise, double *shares,
                              cpw_error *err) {
  cpwi_game g;
  int32_t status = cpwi_game_take(&g, values, n, CPW_COALITION_MOST, NULL, __func__, err);
  if (status != CPW_OK) return status;
  if (normalise < 0 || normalise > 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "normalise = %d must be 0 or 1",
                     (int)normalise);
  if (!shares) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "shares is NULL");
  double weight[CPW_COALITION_MOST] = {0}, found[CPW_COALITION_MOST] = {0};
  cpwi_pair sum = cpwi_pair_of(0);
  for (int64_t k = 0; k < n; k++)
    weight[k] = 0.5 * (double)g.sets; /* sets is even */
  by_size sums;
  add_up(&g, &sums);
  for (int64_t i = 0; i < n; i++) {
    found[i] = added(&g, &sums, weight, i);
    sum = cpwi_pair_plus(sum, found[i]);
  }
  double total = cpwi_pair_value(sum), all = values[g.sets - 1];
  if (normalise && !(fabs(total) > 1e-12 * g.scale) && fabs(all) > 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "the shares sum to %s and cannot be scaled to %s", cpwi_number(total).text,
                     cpwi_number(all).text);
  double factor = normalise && fabs(all) > 0 ? all / total : normalise ? 0 : 1;
  for (int64_t i = 0; i < n; i++)
    shares[i] = factor * found[i];
  return CPW_OK;
}

/* ---------------------------------------------------------------- tau value ----------------- */

/* what member i gets in any coalition after the others had all that they can ask */
static double least_right(const cpwi_game *g, const double *utopia, int64_t i) {
  int64_t me = INT64_C(1) << i;
  double best = 0;
  for (int64_t set = me; set < g->sets; set++) {
    if (!(set & me)) continue;
    double left = cpwi_game_value(g, set) - cpwi_sum_over(utopia, set & ~me);
    best = set == me || left > best ? left : best;
  }
  return best;
}

int32_t cpw_coalition_tau(const double *values, int64_t n, const cpw_coalition_options *options,
                          double *shares, cpw_error *err) {
  cpwi_game g;
  int32_t status = cpwi_game_take(&g, values, n, CPW_COALITION_MOST, options, __func__, err);
  if (status != CPW_OK) return status;
  if (!shares) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "shares is NULL");
  double utopia[CPW_COALITION_MOST] = {0}, right[CPW_COALITION_MOST] = {0}, high = 0, low = 0;
  double all = cpwi_game_value(&g, g.sets - 1), slack = g.options.tolerance * g.scale;
  for (int64_t i = 0; i < n; i++)
    high += utopia[i] = all - cpwi_game_value(&g, (g.sets - 1) & ~(INT64_C(1) << i));
  for (int64_t i = 0; i < n; i++) {
    low += right[i] = least_right(&g, utopia, i);
    if (right[i] > utopia[i] + slack)
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__,
                       "member %lld can ask %s at least and %s at most: the game has no tau value",
                       (long long)i, cpwi_number(right[i]).text, cpwi_number(utopia[i]).text);
  }
  if (low > all + slack || high < all - slack)
    return cpwi_fail(
        err, CPW_EDOMAIN, -1, __func__,
        "together the members can ask %s at least and %s at most, but have %s: the game "
        "has no tau value",
        cpwi_number(low).text, cpwi_number(high).text, cpwi_number(all).text);
  double t = high - low > slack ? (all - low) / (high - low) : 0;
  for (int64_t i = 0; i < n; i++)
    shares[i] = g.sign * (right[i] + t * (utopia[i] - right[i]));
  return CPW_OK;
}
