/* lib/choice/internal.h - what the files of the module share: checked choices, the softmax, flows of an origin.
 * Source: the definitions in carepath/choice.h. */
#ifndef CPWI_CHOICE_INTERNAL_H
#define CPWI_CHOICE_INTERNAL_H

#include "base/internal.h"
#include "carepath/choice.h"

/* shares.c: shares and log-sum, unchecked: utilities finite or -inf, one of all (outside too) finite.
 * Either of the last two may be NULL. */
void cpwi_choice_softmax(const double *utility, int64_t options, double outside, double *share,
                         double *outside_share, double *surplus);

/* take.c: a choice of any age, checked. */
int32_t cpwi_choice_take(cpw_choice *known, const cpw_choice *given, const char *where,
                         cpw_error *err);
static inline int64_t cpwi_choice_group(const cpw_choice *c, int64_t origin) {
  return c->group ? c->group[origin] : 0;
}
static inline double cpwi_choice_km(const cpw_choice *c, int64_t origin, int64_t provider) {
  return c->distance ? c->distance[origin * c->providers + provider] : 0;
}
/* Provider of those of an origin who do not choose; -1: there is none. */
int64_t cpwi_choice_captive(const cpw_choice *c, int64_t origin);

/* flows.c: where the people of one origin go: row (providers), people; outside and surplus may be NULL. */
void cpwi_choice_row(const cpw_choice *c, int64_t origin, const double *wait, double *row,
                     double *outside, double *surplus);

/* describe.c: the result of flows at given waits. */
int32_t cpwi_choice_result(const cpw_choice *c, const double *wait, cpw_result **out,
                           cpw_error *err);

#endif
