/* How far the prefixes of a ranking are from the shares of its groups: rND, rKL, rRD, NDKL.
 * Source: Yang and Stoyanovich, SSDBM 2017; Geyik, Ambler and Kenthapadi, KDD 2019; from their formulae.
 * Leaves single prefixes to selection.c. */
#include "carepath/random.h"
#include "fair/internal.h"

#define LOG_2 0.6931471805599453

/* x log(x / y) in nats; nothing where x is nothing */
static double term(double x, double y) {
  return x > 0.0 ? x * cpw_math_log(x / y) : 0.0;
}

/* protected over others; 0 where one of them is not there */
static double odds(double inside, double outside) {
  return inside > 0.0 && outside > 0.0 ? inside / outside : 0.0;
}

/* A ranking of `places` with `protected` people of the group. */
typedef struct population {
  int32_t measure;
  int64_t places, within, step;
} population;

/* the distance of a prefix with so many of the group */
static double distance(const population *p, int64_t length, int64_t inside) {
  double n = (double)p->places, i = (double)length, x = (double)inside, all = (double)p->within;
  switch (p->measure) {
  case CPW_FAIR_RND:
    return fabs(x / i - all / n);
  case CPW_FAIR_RKL:
    return (term(x / i, all / n) + term((i - x) / i, (n - all) / n)) / LOG_2;
  default:
    return fabs(odds(x, i - x) - odds(all, n - all));
  }
}

static double weight(int64_t length) {
  return LOG_2 / cpw_math_log((double)length);
}

static double over_prefixes(const population *p, const int32_t *group) {
  double sum = 0.0;
  int64_t inside = 0;
  for (int64_t i = 0; i < p->places; i++) {
    inside += group[i] == 0;
    if ((i + 1) % p->step == 0) sum += weight(i + 1) * distance(p, i + 1, inside);
  }
  return sum;
}

/* People of the group among the first `length` in the extreme rankings: all of them last; all first; and
 * first but for one of the others, who alone makes the odds of a prefix finite and stands where those odds
 * begin to be farther off than none. */
static int64_t extreme(const population *p, int which, int64_t length) {
  int64_t others = p->places - p->within;
  if (which == 0) return length > others ? length - others : 0;
  double usual = odds((double)p->within, (double)others);
  int one = which == 2 && others > 0 && (double)(length - 1) >= 2.0 * usual;
  int64_t most = one ? length - 1 : length;
  return most < p->within ? most : p->within;
}

static double worst(const population *p) {
  double most = 0.0;
  int rankings = p->measure == CPW_FAIR_RRD ? 3 : 2;
  for (int which = 0; which < rankings; which++) {
    double sum = 0.0;
    for (int64_t i = p->step; i <= p->places; i += p->step)
      sum += weight(i) * distance(p, i, extreme(p, which, i));
    if (sum > most) most = sum;
  }
  return most;
}

static double of_one_group(const population *p, const int32_t *group) {
  double most = worst(p);
  return most > 0.0 ? over_prefixes(p, group) / most : 0.0;
}

/* divergence in nats of a prefix; the last count is of those in no group */
static double divergence(int64_t groups, int64_t length, const int64_t *inside, int64_t places,
                         const int64_t *all) {
  double sum = 0.0;
  for (int64_t g = 0; g <= groups; g++)
    sum += term((double)inside[g] / (double)length, (double)all[g] / (double)places);
  return sum > 0.0 ? sum : 0.0; /* rounding alone makes it negative */
}

static double ndkl(int64_t places, int64_t groups, const int32_t *group, int64_t step,
                   int64_t *number) {
  int64_t *all = number, *inside = number + groups + 1;
  for (int64_t i = 0; i < places; i++)
    all[group[i] < 0 ? groups : group[i]]++;
  double sum = 0.0, weights = 0.0;
  for (int64_t i = 0; i < places; i++) {
    inside[group[i] < 0 ? groups : group[i]]++;
    if ((i + 1) % step != 0) continue;
    double w = weight(i + 2);
    sum += w * divergence(groups, i + 1, inside, places, all);
    weights += w;
  }
  return weights > 0.0 ? sum / weights : 0.0;
}

static int32_t check(int64_t places, int64_t groups, const int32_t *group, int32_t measure,
                     int64_t step, const char *where, cpw_error *err) {
  int32_t status = cpwi_fair_check_groups(places, groups, group, where, err);
  if (status != CPW_OK) return status;
  if (places < 1) return cpwi_fail(err, CPW_EINVAL, -1, where, "places = 0 must be >= 1");
  if (measure < CPW_FAIR_RND || measure > CPW_FAIR_NDKL)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "measure = %d must be 0 to %d", (int)measure,
                     CPW_FAIR_NDKL);
  if (measure != CPW_FAIR_NDKL && groups != 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "groups = %lld must be 1: this measure compares the group 0 with all others",
                     (long long)groups);
  int64_t least = measure == CPW_FAIR_NDKL ? 1 : 2;
  if (step < least)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "step = %lld must be >= %lld", (long long)step,
                     (long long)least);
  return CPW_OK;
}

int32_t cpw_fair_divergence(int64_t places, int64_t groups, const int32_t *group, int32_t measure,
                            int64_t step, const cpw_allocator *allocator, double *value,
                            cpw_error *err) {
  int32_t status = check(places, groups, group, measure, step, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (!value) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "value must be given");
  if (measure != CPW_FAIR_NDKL) {
    population p = {measure, places, 0, step};
    for (int64_t i = 0; i < places; i++)
      p.within += group[i] == 0;
    *value = of_one_group(&p, group);
    return CPW_OK;
  }
  int64_t *number = cpwi_alloc_zero(allocator, (size_t)groups + 1, 2 * sizeof *number);
  if (!number)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld groups", (long long)groups);
  *value = ndkl(places, groups, group, step, number);
  cpwi_release(allocator, number);
  return CPW_OK;
}
