/* Checks of people, groups, tiers and tables, and how far groups lie apart.
 * Source: the rules in carepath/fair.h. Leaves everything else to the other files. */
#include "fair/internal.h"

#include <string.h>

int32_t cpwi_fair_check_groups(int64_t places, int64_t groups, const int32_t *group,
                               const char *where, cpw_error *err) {
  if (places < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "places = %lld must be >= 0", (long long)places);
  if (groups < 1 || groups > INT32_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "groups = %lld must be 1 to 2147483647",
                     (long long)groups);
  if (places > 0 && !group) return cpwi_fail(err, CPW_EINVAL, -1, where, "group must be given");
  for (int64_t i = 0; i < places; i++)
    if (group[i] < -1 || group[i] >= groups)
      return cpwi_fail(err, CPW_EINVAL, i, where, "group[%lld] = %d must be -1 to %lld",
                       (long long)i, (int)group[i], (long long)(groups - 1));
  return CPW_OK;
}

int32_t cpwi_fair_check_tiers(int64_t places, const int32_t *tier, const char *where,
                              cpw_error *err) {
  for (int64_t i = 1; tier && i < places; i++)
    if (tier[i] < tier[i - 1])
      return cpwi_fail(err, CPW_EINVAL, i, where,
                       "tier[%lld] = %d must not be below the tier before it, %d", (long long)i,
                       (int)tier[i], (int)tier[i - 1]);
  return CPW_OK;
}

int32_t cpwi_fair_check_table(int64_t rows, int64_t groups, const int64_t *minimum,
                              const char *where, cpw_error *err) {
  int64_t size;
  if (rows < 1 || !cpwi_multiply(rows, groups, &size))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "rows = %lld must be >= 1 and fit the groups",
                     (long long)rows);
  if (!minimum) return cpwi_fail(err, CPW_EINVAL, -1, where, "minimum must be given");
  return CPW_OK;
}

static cpw_fair_people nobody(void) {
  cpw_fair_people people;
  memset(&people, 0, sizeof people);
  people.struct_size = sizeof people;
  people.groups = 1;
  return people;
}

void cpw_fair_people_init_sized(cpw_fair_people *people, size_t size) {
  cpw_fair_people defaults = nobody();
  cpwi_init_sized(people, size, &defaults, sizeof defaults);
}

int32_t cpwi_fair_take_people(cpw_fair_people *known, const cpw_fair_people *people, int64_t places,
                              const char *where, cpw_error *err) {
  *known = nobody();
  if (!people) return cpwi_fail(err, CPW_EINVAL, -1, where, "people must be given");
  int32_t status = cpwi_take_options(known, sizeof *known, people, where, err);
  if (status != CPW_OK) return status;
  if (known->count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "people.count = %lld must be >= 0",
                     (long long)known->count);
  if (known->count > 0 && !known->score)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "people.score must be given");
  if (places < 0 || places > known->count)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "places = %lld must be 0 to people.count, %lld",
                     (long long)places, (long long)known->count);
  status = cpwi_fair_check_groups(known->count, known->groups, known->group, where, err);
  for (int64_t i = 0; status == CPW_OK && i < known->count; i++)
    if (!cpwi_fair_is_finite(known->score[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "score[%lld] = %s must be finite", (long long)i,
                       cpwi_number(known->score[i]).text);
  return status;
}

cpw_fair_spread cpwi_fair_spread(int64_t groups, const double *value) {
  cpw_fair_spread s = {CPWI_NAN, CPWI_NAN, -1, -1};
  for (int64_t g = 0; g < groups; g++) {
    if (value[g] != value[g]) continue;
    if (s.largest < 0 || value[g] > value[s.largest]) s.largest = g;
    if (s.smallest < 0 || value[g] < value[s.smallest]) s.smallest = g;
  }
  if (s.largest < 0) return s;
  double most = value[s.largest], least = value[s.smallest];
  s.gap = most == least ? 0.0 : most - least;
  s.ratio = most == least ? 1.0 : least / most;
  return s;
}
