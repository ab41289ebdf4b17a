/* Lists for joint plans of any age, with their defaults, checked.
 * Source: the rules in carepath/plans.h.
 * Leaves planning to joint.c. */
#include "plans/internal.h"

#include <string.h>

static cpw_plans_lists defaults(void) {
  cpw_plans_lists l;
  memset(&l, 0, sizeof l);
  l.struct_size = sizeof l;
  l.periods = 1;
  return l;
}

void cpw_plans_lists_init_sized(cpw_plans_lists *lists, size_t size) {
  cpw_plans_lists l = defaults();
  cpwi_init_sized(lists, size, &l, sizeof l);
}

static int32_t check_counts(const cpw_plans_lists *l, cpw_error *err) {
  const struct {
    const char *name;
    int64_t value, least;
  } counts[] = {{"specialties", l->specialties, 1},
                {"groups", l->groups, 1},
                {"tiers", l->tiers, 1},
                {"periods", l->periods, 1},
                {"gaps", l->gaps, 0}};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
    if (counts[i].value < counts[i].least || counts[i].value > 1000000)
      return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PLANS_JOINT, "%s = %lld must be %lld to 1000000",
                       counts[i].name, (long long)counts[i].value, (long long)counts[i].least);
  const struct {
    const char *name;
    int missing;
  } arrays[] = {{"list", !l->list},
                {"demand", !l->demand},
                {"tier_cost", !l->tier_cost},
                {"tier_capacity", !l->tier_capacity},
                {"budget", !l->budget},
                {"gap_of", l->gaps > 0 && !l->gap_of},
                {"gap_over", l->gaps > 0 && !l->gap_over},
                {"gap_most", l->gaps > 0 && !l->gap_most}};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    if (arrays[i].missing)
      return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PLANS_JOINT, "%s is NULL", arrays[i].name);
  return CPW_OK;
}

/* An array of up to three dimensions. */
typedef struct numbers {
  const char *name;
  const double *value;
  int64_t first, second, third;
  double most;
  int32_t infinite;   /* inf is allowed */
  int32_t dimensions; /* that are named */
} numbers;

static int32_t refuse(const numbers *n, int64_t at, cpw_error *err) {
  char place[3 * CPW_NUMBER_CHARS] = "";
  int64_t i = at / (n->second * n->third), j = at / n->third % n->second, k = at % n->third;
  const int64_t index[] = {i, j, k};
  for (int d = 0; d < n->dimensions; d++) {
    size_t used = strlen(place);
    place[used++] = '[';
    used += (size_t)cpw_format_int64(index[d], place + used);
    place[used++] = ']';
    place[used] = '\0';
  }
  double v = n->value[at];
  int beyond = v > n->most && v < (double)INFINITY;
  return cpwi_fail(err, beyond ? CPW_EOVERFLOW : CPW_EDOMAIN, at, CPWI_PLANS_JOINT,
                   "%s%s = %s must be %s", n->name, place, cpwi_number(v).text,
                   n->infinite ? "0 to 2^53, or inf" : "finite, >= 0 and at most 2^53");
}

static int32_t check(const numbers *n, cpw_error *err) {
  int64_t count = n->first * n->second * n->third;
  for (int64_t i = 0; n->value && i < count; i++) {
    double v = n->value[i];
    if (!(v >= 0.0 && (v <= n->most || (n->infinite && v == (double)INFINITY))))
      return refuse(n, i, err);
  }
  return CPW_OK;
}

static int32_t check_gaps(const cpw_plans_lists *l, cpw_error *err) {
  for (int64_t k = 0; k < l->gaps; k++) {
    if (l->gap_of[k] < 0 || l->gap_of[k] >= l->groups || l->gap_over[k] < 0 ||
        l->gap_over[k] >= l->groups || l->gap_of[k] == l->gap_over[k])
      return cpwi_fail(
          err, CPW_EINVAL, k, CPWI_PLANS_JOINT,
          "gap_of[%lld] = %lld and gap_over[%lld] = %lld must be two groups, 0 to %lld",
          (long long)k, (long long)l->gap_of[k], (long long)k, (long long)l->gap_over[k],
          (long long)(l->groups - 1));
    if (!(l->gap_most[k] >= -1e300 && l->gap_most[k] <= 1e300))
      return cpwi_fail(err, CPW_EDOMAIN, k, CPWI_PLANS_JOINT, "gap_most[%lld] = %s must be finite",
                       (long long)k, cpwi_number(l->gap_most[k]).text);
  }
  return CPW_OK;
}

int32_t cpwi_plans_take_lists(cpw_plans_lists *known, const cpw_plans_lists *given,
                              cpw_error *err) {
  *known = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PLANS_JOINT, "lists is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, CPWI_PLANS_JOINT, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"carry", known->carry, 1}};
  status = cpwi_check_choices(choices, 1, CPWI_PLANS_JOINT, err);
  if (status == CPW_OK) status = check_counts(known, err);
  if (status != CPW_OK) return status;
  const cpw_plans_lists *l = known;
  int64_t cells = 0, all = 0;
  if (!cpwi_multiply(l->specialties, l->groups + l->tiers, &cells) ||
      !cpwi_multiply(cells, l->periods, &all) || all > INT32_MAX / 4)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_PLANS_JOINT,
                     "%lld specialties, %lld groups, %lld tiers and %lld periods are too many",
                     (long long)l->specialties, (long long)l->groups, (long long)l->tiers,
                     (long long)l->periods);
  double most = CPWI_PLANS_MONEY;
  const numbers rules[] = {
      {"list", l->list, l->specialties, l->groups, 1, most, 0, 2},
      {"demand", l->demand, l->periods, l->specialties, l->groups, most, 0, 3},
      {"tier_cost", l->tier_cost, l->specialties, l->tiers, 1, most, 0, 2},
      {"tier_capacity", l->tier_capacity, l->specialties, l->tiers, 1, most, 1, 2},
      {"budget", l->budget, l->periods, 1, 1, most, 1, 1},
      {"group_weight", l->group_weight, l->groups, 1, 1, most, 0, 1},
      {"specialty_weight", l->specialty_weight, l->specialties, 1, 1, most, 0, 1},
      {"period_weight", l->period_weight, l->periods, 1, 1, most, 0, 1},
      {"next", l->next, l->specialties, l->specialties, 1, most, 0, 2},
  };
  for (size_t i = 0; i < sizeof rules / sizeof *rules && status == CPW_OK; i++)
    status = check(&rules[i], err);
  return status == CPW_OK ? check_gaps(known, err) : status;
}
