/* patient_settings.h - what the options of `carepath simulate` come to, names of classes unresolved. */
#ifndef CAREPATH_CLI_PATIENT_SETTINGS_H
#define CAREPATH_CLI_PATIENT_SETTINGS_H

#include "args.h"
#include "calendar.h"

#include <carepath.h>

enum { MOST_LEVELS = 400, MOST_LAWS = 32, MOST_HOLIDAYS = 128, MOST_SCENARIOS = 8 };

/* A name inside an argument, without its quotes; length 0: none, the value is for everybody. */
typedef struct text_part {
  const char *text;
  int length;
} text_part;

/* Numbers by class, group or period: "100", "urgent=20,routine=80", "20,20,0"; then a change of them. */
typedef struct by_kind {
  int count; /* 0: not given */
  text_part name[MOST_LEVELS];
  double value[MOST_LEVELS];
  int changed; /* 1: all of them times the factor */
  double factor;
} by_kind;

/* Laws by class: "geometric 50", "urgent=never,routine=lognormal 30 1.2". */
typedef struct laws {
  int count;
  text_part name[MOST_LAWS];
  cpw_duration law[MOST_LAWS];
} laws;

/* A share of the list every so many periods. */
typedef struct rhythm {
  by_kind share;
  int64_t every;
} rhythm;

/* "+10% over 26 from 10" */
typedef struct slope {
  double to; /* 0: none */
  int64_t periods, first;
} slope;

typedef struct holidays {
  int count;
  int32_t day[MOST_HOLIDAYS];
} holidays;

typedef struct scenario_texts {
  int count;
  const char *text[MOST_SCENARIOS];
} scenario_texts;

enum {
  SHOW_FIGURES,
  SHOW_WITHIN,
  SHOW_LIST,
  SHOW_WAITS,
  SHOW_CAPACITY,
  SHOW_DIFFERENCES,
  SHOW_OVERTAKES
};

typedef struct patient_settings {
  int64_t periods;
  const char *classes;
  by_kind arrivals, waiting, batch, groups;
  by_kind arrival_profile, arrival_week;
  double dispersion;
  laws patience, duration;
  rhythm validation;

  by_kind slots, ring_fenced, release, slots_needed, servers, busy, busy_left;
  by_kind week;
  slope ramp;
  int32_t start; /* CPW_DATE_NONE: not given */
  int64_t period_days;
  holidays holidays;
  int64_t session_slots;
  double cancelled;

  by_kind missed, missed_removed;
  int64_t rebook;

  int32_t rule;
  by_kind tier, target, weight, exponent;
  double mixture;

  int64_t warm_up;
  by_kind limits;
  double confidence, precision;
  int64_t batches;
  int32_t overtakes;
  const char *records;
  scenario_texts scenarios;
} patient_settings;

patient_settings default_patient_settings(void);

/* Readers of their by_kind. */
int take_by_kind(const option_spec *spec, const char *text, void *field); /* by_kind */
int take_times(const option_spec *spec, const char *text, void *field);   /* the same name again */
int take_laws(const option_spec *spec, const char *text, void *field);    /* laws */
int take_validation(const option_spec *spec, const char *text, void *field); /* rhythm */
int take_ramp(const option_spec *spec, const char *text, void *field);       /* slope */
int take_day(const option_spec *spec, const char *text, void *field);        /* int32_t */
int take_days(const option_spec *spec, const char *text, void *field);       /* holidays */
int take_scenario(const option_spec *spec, const char *text, void *field);   /* scenario_texts */

/* Reads a change to an option that has a value: by class, those who are not named keep theirs. */
int take_scenario_change(const option_spec *spec, const char *text, void *field);

/* The next piece up to a comma that is not in quotes, without blanks; moves on behind it. 0: none. */
int next_piece(const char **text, text_part *piece);
/* A name as it is meant: without blanks and quotes around it. */
text_part plain_name(text_part piece);
/* Characters of the quoted name that a text begins with, 0: it begins with none. */
size_t quoted_length(const char *text);

/* The option of that name among those that a scenario can change; NULL: none. */
const option_spec *find_changeable(const text_part *name);
/* Names of all of them, for a suggestion: at most `most`. */
int changeable_names(const char **names, int most);

#endif
