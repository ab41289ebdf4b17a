/* Choices of any age, checked; who does not choose.
 * Source: the fields of carepath/choice.h.
 * Leaves shares to shares.c. */
#include "choice/internal.h"

#include <float.h>
#include <string.h>

#define MOST 1e100 /* so that no utility overflows */

static cpw_choice defaults(void) {
  cpw_choice c;
  memset(&c, 0, sizeof c);
  c.struct_size = sizeof c;
  c.groups = 1;
  c.outside = -(double)INFINITY;
  return c;
}

void cpw_choice_init_sized(cpw_choice *choice, size_t size) {
  cpw_choice c = defaults();
  cpwi_init_sized(choice, size, &c, sizeof c);
}

static int32_t finite(const double *x, int64_t n, const char *name, const char *where,
                      cpw_error *err) {
  for (int64_t k = 0; x && k < n; k++)
    if (!(fabs(x[k]) <= MOST))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "%s[%lld] = %s must be finite, at most 1e100",
                       name, (long long)k, cpwi_number(x[k]).text);
  return CPW_OK;
}

static int32_t check_tastes(const cpw_choice *c, const char *where, cpw_error *err) {
  for (int64_t g = 0; g < c->groups; g++) {
    const cpw_choice_taste *t = &c->taste[g];
    const double each[] = {t->distance, t->wait, t->quality};
    const char *const name[] = {"distance", "wait", "quality"};
    for (int k = 0; k < 3; k++)
      if (!(fabs(each[k]) <= MOST))
        return cpwi_fail(err, CPW_EDOMAIN, g, where,
                         "taste[%lld].%s = %s must be finite, at most 1e100", (long long)g, name[k],
                         cpwi_number(each[k]).text);
    if (!(t->free >= 0 && t->free <= 1))
      return cpwi_fail(err, CPW_EDOMAIN, g, where, "taste[%lld].free = %s must be in [0, 1]",
                       (long long)g, cpwi_number(t->free).text);
  }
  return CPW_OK;
}

static int32_t check_origin(const cpw_choice *c, int64_t i, const char *where, cpw_error *err) {
  if (!(c->people[i] >= 0 && c->people[i] < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "people[%lld] = %s must be finite and >= 0",
                     (long long)i, cpwi_number(c->people[i]).text);
  if (c->group && (c->group[i] < 0 || c->group[i] >= c->groups))
    return cpwi_fail(err, CPW_EINVAL, i, where, "group[%lld] = %lld must be 0 to %lld",
                     (long long)i, (long long)c->group[i], (long long)c->groups - 1);
  int there = 0;
  for (int64_t j = 0; j < c->providers; j++) {
    double km = cpwi_choice_km(c, i, j);
    if (!(km >= 0 && (km <= MOST || km > DBL_MAX)))
      return cpwi_fail(err, CPW_EDOMAIN, i * c->providers + j, where,
                       "distance[%lld][%lld] = %s must be inf or 0 to 1e100", (long long)i,
                       (long long)j, cpwi_number(km).text);
    if (km < (double)INFINITY) there = 1;
  }
  int64_t own = c->captive ? c->captive[i] : -1;
  if (own < -1 || own >= c->providers)
    return cpwi_fail(err, CPW_EINVAL, i, where, "captive[%lld] = %lld must be -1 to %lld",
                     (long long)i, (long long)own, (long long)c->providers - 1);
  double free = c->taste[cpwi_choice_group(c, i)].free;
  int chooses = there || c->outside > -(double)INFINITY;
  if (c->people[i] > 0 && ((free > 0 && !chooses) || (free < 1 && own < 0 && !there)))
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "origin %lld has people and nowhere to go",
                     (long long)i);
  return CPW_OK;
}

static int32_t check_sizes(const cpw_choice *c, const char *where, cpw_error *err) {
  const int64_t size[] = {c->origins, c->providers, c->groups};
  const char *const name[] = {"origins", "providers", "groups"};
  for (int k = 0; k < 3; k++)
    if (size[k] < 1 || size[k] > INT32_MAX)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "choice.%s = %lld must be >= 1", name[k],
                       (long long)size[k]);
  if (!c->people || !c->taste)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "choice.%s is NULL",
                     c->people ? "taste" : "people");
  if (fabs(c->outside) <= MOST || c->outside < -DBL_MAX) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "choice.outside = %s must be -inf or at most 1e100",
                   cpwi_number(c->outside).text);
}

int32_t cpwi_choice_take(cpw_choice *known, const cpw_choice *given, const char *where,
                         cpw_error *err) {
  *known = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "choice is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status == CPW_OK) status = check_sizes(known, where, err);
  if (status == CPW_OK) status = finite(known->wait, known->providers, "wait", where, err);
  if (status == CPW_OK) status = finite(known->quality, known->providers, "quality", where, err);
  if (status == CPW_OK) status = finite(known->constant, known->providers, "constant", where, err);
  if (status == CPW_OK) status = check_tastes(known, where, err);
  for (int64_t i = 0; i < known->origins && status == CPW_OK; i++)
    status = check_origin(known, i, where, err);
  return status;
}

int64_t cpwi_choice_captive(const cpw_choice *c, int64_t origin) {
  if (c->captive && c->captive[origin] >= 0) return c->captive[origin];
  int64_t found = -1;
  double least = (double)INFINITY;
  for (int64_t j = 0; j < c->providers; j++)
    if (cpwi_choice_km(c, origin, j) < least) {
      least = cpwi_choice_km(c, origin, j);
      found = j;
    }
  return found;
}
