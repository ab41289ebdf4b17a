/* prioritise_settings.h - what the options of `carepath ptl` and `carepath prioritise` come to. */
#ifndef CAREPATH_CLI_PRIORITISE_SETTINGS_H
#define CAREPATH_CLI_PRIORITISE_SETTINGS_H

#include <stdint.h>

/* A few numbers joined by commas. */
enum { MOST_NUMBERS = 32 };
typedef struct numbers {
  int count;
  double value[MOST_NUMBERS];
} numbers;

/* Conditions on columns of the list: all must hold. */
enum { MOST_CONDITIONS = 16 };
typedef struct row_conditions {
  int count;
  const char *text[MOST_CONDITIONS]; /* COLUMN=VALUE */
} row_conditions;

typedef struct prioritise_settings {
  int64_t rows;      /* of a synthetic list */
  const char *today; /* the day of the list; NULL: not said */

  const char *id, *tier, *wait, *since; /* headings; wait and since NULL: not said */
  row_conditions where;
  const char *overrides;
  const char *by; /* headings of what is watched, joined by commas; NULL: those of the policy */
  int64_t show;   /* text: places that are shown */

  const char *explain;
  const char *compare;
  const char *versus;
  int32_t impact;
  double slots;
  int64_t top;
  const char *suppress;
  const char *panel;
  int64_t robust; /* places; 0: not asked */
  int64_t draws;
  double concentration;
  const char *fair;
  int32_t fair_rule;
  double significance;
  const char *fair_reason;
  int32_t frontier;
  int32_t sweep;  /* CPW_FRONTIER_CAP or _WEIGHT */
  numbers caps;   /* the settings; none: the library's */
  double joining; /* people a week; below 0: as many as are treated */
  int64_t weeks;

  const char *audit;
  const char *actor;
  const char *time;
  const char *note;
  const char *replay;
  int64_t record;
  const char *digest;
} prioritise_settings;

prioritise_settings default_prioritise_settings(void);

#endif
