/* The rules in doubles: proportional, equal awards, equal losses, Talmud, adjusted proportional, Piniles.
 * Source: the head of carepath/claims.h.
 * Leaves minimal overlap to overlap.c, random arrival to arrival.c. */
#include "claims/internal.h"

#include <math.h>
#include <string.h>

/* c_i less a cut in twice the precision: where nearly all is cut, what is left keeps its digits */
static double less_cut(const cpwi_claims *p, int64_t i, double factor, cpwi_pair level) {
  if (level.high > 1e300) return p->claim[i] - factor * p->claim[i];
  cpwi_pair cut = cpwi_pair_times(level, p->weight ? p->weight[i] : 1);
  if (cpwi_pair_below(cpwi_pair_of(factor * p->claim[i]), cut))
    return p->claim[i] - factor * p->claim[i];
  return cpwi_pair_value(cpwi_pair_subtract(cpwi_pair_of(p->claim[i]), cut));
}

static cpwi_pair loss_of(const cpwi_claims *p) {
  return cpwi_pair_plus(p->total, -p->estate);
}

static void proportional(const cpwi_claims *p, double *awards) {
  if (p->weight) {
    cpwi_pair level = cpwi_claims_level(p, 1, cpwi_pair_of(p->estate));
    for (int64_t i = 0; i < p->count; i++)
      awards[i] = cpwi_claims_cut(p, i, 1, level);
    return;
  }
  for (int64_t i = 0; i < p->count; i++) {
    cpwi_pair product = cpwi_two_product(p->estate, p->claim[i]);
    awards[i] = cpwi_pair_value(cpwi_pair_divide(product, p->total));
  }
}

static void equal_losses(const cpwi_claims *p, double *awards) {
  cpwi_pair level = cpwi_claims_level(p, 1, loss_of(p));
  for (int64_t i = 0; i < p->count; i++)
    awards[i] = less_cut(p, i, 1, level);
}

/* Below half of the claims equal awards of their halves; above, the same of the losses (its own dual). */
static void talmud(const cpwi_claims *p, double *awards) {
  cpwi_pair half = cpwi_pair_half(p->total), estate = cpwi_pair_of(p->estate);
  int below = !cpwi_pair_below(half, estate);
  cpwi_pair level = cpwi_claims_level(p, 0.5, below ? estate : loss_of(p));
  for (int64_t i = 0; i < p->count; i++)
    awards[i] = below ? cpwi_claims_cut(p, i, 0.5, level) : less_cut(p, i, 0.5, level);
}

static void piniles(const cpwi_claims *p, double *awards) {
  cpwi_pair half = cpwi_pair_half(p->total), estate = cpwi_pair_of(p->estate);
  int below = !cpwi_pair_below(half, estate);
  cpwi_pair above = cpwi_pair_subtract(estate, half);
  cpwi_pair level = cpwi_claims_level(p, 0.5, below ? estate : above);
  for (int64_t i = 0; i < p->count; i++)
    awards[i] = cpwi_claims_cut(p, i, 0.5, level) + (below ? 0 : 0.5 * p->claim[i]);
}

static void equal_awards(const cpwi_claims *p, double *awards) {
  cpwi_pair level = cpwi_claims_level(p, 1, cpwi_pair_of(p->estate));
  for (int64_t i = 0; i < p->count; i++)
    awards[i] = cpwi_claims_cut(p, i, 1, level);
}

/* what the others leave even if they are paid in full */
static cpwi_pair minimal_right(const cpwi_claims *p, int64_t i, cpwi_pair loss) {
  cpwi_pair right = cpwi_pair_subtract(cpwi_pair_of(p->claim[i]), loss);
  return right.high > 0 ? right : cpwi_pair_of(0);
}

static cpwi_pair cut_at(cpwi_pair a, cpwi_pair most) {
  return cpwi_pair_below(a, most) ? a : most;
}

static void adjusted_proportional(const cpwi_claims *p, double *awards) {
  cpwi_pair loss = loss_of(p), rest = cpwi_pair_of(p->estate), sum = cpwi_pair_of(0);
  for (int64_t i = 0; i < p->count; i++)
    rest = cpwi_pair_subtract(rest, minimal_right(p, i, loss));
  if (rest.high < 0) rest = cpwi_pair_of(0);
  for (int64_t i = 0; i < p->count; i++) {
    cpwi_pair left = cpwi_pair_subtract(cpwi_pair_of(p->claim[i]), minimal_right(p, i, loss));
    sum = cpwi_pair_add(sum, cut_at(left, rest));
  }
  for (int64_t i = 0; i < p->count; i++) {
    cpwi_pair right = minimal_right(p, i, loss);
    cpwi_pair left = cpwi_pair_subtract(cpwi_pair_of(p->claim[i]), right),
              more = cut_at(left, rest);
    if (sum.high > 0) {
      cpwi_pair share = cpwi_pair_divide(rest, sum);
      more = cpwi_pair_add(cpwi_pair_times(share, more.high), cpwi_pair_times(share, more.low));
    }
    awards[i] = cpwi_pair_value(cpwi_pair_add(right, more));
  }
}

/* nothing to divide, or enough for all */
static int is_plain(const cpwi_claims *p, double *awards) {
  if (p->estate > 0 && cpwi_pair_below(cpwi_pair_of(p->estate), p->total)) return 0;
  if (p->estate > 0)
    memcpy(awards, p->claim, (size_t)p->count * sizeof *awards);
  else
    memset(awards, 0, (size_t)p->count * sizeof *awards);
  return 1;
}

int32_t cpwi_claims_awards(const cpwi_claims *p, double *awards, cpw_error *err) {
  static void (*const rules[CPW_CLAIMS_COUNT])(const cpwi_claims *, double *) = {
      proportional,          equal_awards, equal_losses, talmud,
      adjusted_proportional, NULL,         piniles,      cpwi_claims_overlap};
  int32_t status = CPW_OK;
  if (p->options.rule == CPW_CLAIMS_RANDOM_ARRIVAL && p->count > CPW_CLAIMS_MOST_EXACT)
    return cpwi_fail(err, CPW_EINVAL, -1, p->where,
                     "n: random_arrival is exact for at most %d claims above 0, not for %lld: use "
                     "cpw_claims_random_arrival",
                     CPW_CLAIMS_MOST_EXACT, (long long)p->count);
  if (is_plain(p, awards)) return CPW_OK;
  if (p->options.rule == CPW_CLAIMS_RANDOM_ARRIVAL)
    status = cpwi_claims_arrival(p, awards, err);
  else
    rules[p->options.rule](p, awards);
  for (int64_t i = 0; status == CPW_OK && i < p->count; i++) { /* against the last bit */
    awards[i] = awards[i] > 0 ? awards[i] : 0;
    awards[i] = awards[i] < p->claim[i] ? awards[i] : p->claim[i];
  }
  return status;
}

static int32_t divide(cpwi_claims *p, double *awards, cpw_error *err) {
  double *found = cpwi_alloc(p->options.allocator, (size_t)p->count, sizeof *found);
  if (!found)
    return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld awards",
                     (long long)p->count);
  int32_t status = cpwi_claims_awards(p, found, err);
  if (status == CPW_OK && p->n > 0) memset(awards, 0, (size_t)p->n * sizeof *awards);
  for (int64_t k = 0; status == CPW_OK && k < p->count; k++)
    awards[p->place[k]] = ldexp(found[k], p->exponent);
  cpwi_release(p->options.allocator, found);
  return status;
}

int32_t cpw_claims_divide(double estate, const double *claims, int64_t n,
                          const cpw_claims_options *options, double *awards, cpw_error *err) {
  cpwi_claims p;
  memset(&p, 0, sizeof p);
  p.where = __func__;
  int32_t status = cpwi_claims_take_options(&p.options, options, n, p.where, err);
  if (status != CPW_OK) return status;
  if (n > 0 && !awards) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "awards is NULL");
  status = cpwi_claims_take(&p, estate, claims, n, err);
  if (status == CPW_OK) status = divide(&p, awards, err);
  cpwi_claims_free(&p);
  return status;
}
