/* Shares of options by their utilities, and how they change with an attribute.
 * Source: McFadden (1974); log-sum: Williams (1977), Small and Rosen (1981), as carepath/choice.h writes them.
 * Leaves people, places and captives to flows.c. */
#include "choice/internal.h"

#include "carepath/random.h"

void cpwi_choice_softmax(const double *utility, int64_t options, double outside, double *share,
                         double *outside_share, double *surplus) {
  double most = outside;
  for (int64_t j = 0; j < options; j++)
    most = utility[j] > most ? utility[j] : most;
  double elsewhere = cpw_math_exp(outside - most), sum = elsewhere;
  for (int64_t j = 0; j < options; j++)
    sum += share[j] = cpw_math_exp(utility[j] - most);
  for (int64_t j = 0; j < options; j++)
    share[j] /= sum;
  if (outside_share) *outside_share = elsewhere / sum;
  if (surplus) *surplus = most + cpw_math_log(sum);
}

static int32_t check_outside(double outside, const char *where, cpw_error *err) {
  if (outside < (double)INFINITY) return CPW_OK; /* false for NaN */
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "outside = %s must be finite or -inf",
                   cpwi_number(outside).text);
}

int32_t cpw_choice_shares(const double *utility, int64_t options, double outside, double *share,
                          double *outside_share, double *surplus, cpw_error *err) {
  if (options < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "options = %lld must be >= 1",
                     (long long)options);
  if (!utility || !share)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", utility ? "share" : "utility");
  int32_t status = check_outside(outside, __func__, err);
  if (status != CPW_OK) return status;
  int there = outside > -(double)INFINITY;
  for (int64_t j = 0; j < options; j++) {
    if (!(utility[j] < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, j, __func__, "utility[%lld] = %s must be finite or -inf",
                       (long long)j, cpwi_number(utility[j]).text);
    if (utility[j] > -(double)INFINITY) there = 1;
  }
  if (!there)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "all utilities are -inf: nothing to be had");
  cpwi_choice_softmax(utility, options, outside, share, outside_share, surplus);
  return CPW_OK;
}

static int32_t check_effects(const double *share, const double *attribute, int64_t options,
                             double coefficient, const char *where, cpw_error *err) {
  double sum = 0;
  for (int64_t j = 0; j < options; j++) {
    if (!(share[j] >= 0 && share[j] <= 1))
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "share[%lld] = %s must be in [0, 1]",
                       (long long)j, cpwi_number(share[j]).text);
    if (attribute && attribute[j] - attribute[j] != 0)
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "attribute[%lld] = %s must be finite",
                       (long long)j, cpwi_number(attribute[j]).text);
    sum += share[j];
  }
  if (sum > 1 + 1e-9)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "the shares sum to %s: at most 1",
                     cpwi_number(sum).text);
  if (coefficient - coefficient != 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "coefficient = %s must be finite",
                     cpwi_number(coefficient).text);
  return CPW_OK;
}

int32_t cpw_choice_effects(const double *share, const double *attribute, int64_t options,
                           double coefficient, double *effect, double *elasticity, cpw_error *err) {
  if (options < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "options = %lld must be >= 1",
                     (long long)options);
  if (!share || (elasticity && !attribute))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", share ? "attribute" : "share");
  int32_t status = check_effects(share, attribute, options, coefficient, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t j = 0; j < options; j++)
    for (int64_t k = 0; k < options; k++) {
      double change = coefficient * ((j == k) - share[k]);
      if (effect) effect[j * options + k] = share[j] * change;
      if (elasticity) elasticity[j * options + k] = attribute[k] * change;
    }
  return CPW_OK;
}
