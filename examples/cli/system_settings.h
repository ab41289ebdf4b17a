/* system_settings.h - what the options of `carepath system` come to. */
#ifndef CAREPATH_CLI_SYSTEM_SETTINGS_H
#define CAREPATH_CLI_SYSTEM_SETTINGS_H

#include "prioritise_settings.h"

#include <stdint.h>

/* What a row of the figures is. */
enum { BY_WHOLE, BY_ORGANISATION, BY_PARENT, BY_SERVICE, BY_GROUP, BY_UNIT, BY_TIME };

typedef struct system_settings {
  const char *scenarios; /* ids joined by commas; NULL: the first (run), all (compare, report) */
  const char *policies;  /* more policies, ids joined by commas */
  int64_t weeks;         /* 0: the system's */
  int64_t every;         /* weeks in a period */
  int32_t by;            /* BY_...; -1: the part's own */
  int32_t figure;        /* compare: which figure stands in the table of several rows */
  int64_t budget;        /* pounds a year more */
  int32_t outcome, welfare;
  int64_t rounds; /* of refinement of the allocation; -1: the library's */
  double aversion;
  numbers weights; /* of the groups, in their order */
  int64_t steps, targeted;
  int32_t order; /* frontier: by the order of treatment, not by capacity kept */
  int64_t replications;
  int32_t lever; /* stress: what the smallest shock is looked for in */
  double duration;
} system_settings;

system_settings default_system_settings(void);

#endif
