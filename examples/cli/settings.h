/* settings.h - what the options of all commands come to: one struct, filled by options.c. */
#ifndef CAREPATH_CLI_SETTINGS_H
#define CAREPATH_CLI_SETTINGS_H

#include "allocate_settings.h"
#include "args.h"
#include "calendar.h"
#include "equity_settings.h"
#include "pathway_settings.h"
#include "patient_settings.h"
#include "prioritise_settings.h"
#include "system_settings.h"
#include "vote_settings.h"

enum { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };
enum { RTT_COUNTS, RTT_TOTALS, RTT_TIDY };
enum { WHAT_PROJECTION, WHAT_MEASURES, WHAT_CALIBRATION, WHAT_BALANCE, WHAT_FAN };
enum { WHAT_SUMMARY, WHAT_PATH, WHAT_GOALS };
enum { WHAT_WAITS, WHAT_INCIDENCE };
enum { WHAT_STEADY, WHAT_BY_BAND };
enum { WHAT_METHODS, WHAT_LISTS, WHAT_COURSES, WHAT_BANDS };
enum {
  PROFILE_FLAT,
  PROFILE_RAMP,
  PROFILE_BOTH,
  PROFILE_SHAPE,
  PROFILE_LEAST,
  PROFILE_SMOOTH,
  PROFILE_STEADY
};

/* What the runs draw. */
enum { UNSURE_PROCESS = 1, UNSURE_PARAMETERS = 2, UNSURE_DEMAND = 4, UNSURE_CAPACITY = 8 };
enum { UNSURE_ALL = 15 };

/* A figure per period: N as it is, xF a multiple of the calibrated one, +P% a change of it. */
enum { AMOUNT_SAME, AMOUNT_COUNT, AMOUNT_FACTOR };
typedef struct amount {
  int kind;
  double value;
} amount;

/* When: a date, or periods from now, or (neither) not said. */
typedef struct horizon {
  date date; /* year 0: not given */
  int64_t periods;
} horizon;

/* A published skew of the treatment hazards; value 0: none. */
typedef struct skew {
  int32_t method; /* CPW_SKEW_... */
  double value, pivot;
} skew;

/* Factors of the months, January first; count 0: none. */
typedef struct season {
  int count;
  double factor[12];
} season;

typedef struct standard {
  int32_t kind; /* CPW_GOAL_... */
  double share; /* or people */
  double weeks;
  horizon by;
} standard;

enum { MOST_STANDARDS = 16 };
typedef struct standards {
  int count;
  standard item[MOST_STANDARDS];
} standards;

/* Inputs that a formula of the library can have. */
enum { MOST_INPUTS = 16 };

typedef struct settings {
  const char *command; /* its name */
  char **files;
  int file_count;
  typed_options typed; /* for the record */

  const char *output;
  int32_t format;
  int32_t quiet;
  int64_t threads;
  int64_t seed;

  const char *group; /* keys of an extract that make a list each */
  const char *provider;
  const char *treatment_function;
  int32_t nonc;
  int32_t names;
  int64_t months;
  int32_t table; /* RTT_... */

  const char *where;
  int64_t bands;
  int32_t missing;
  int32_t estimator;
  int32_t unrecorded;
  double recency;
  int32_t steady;
  const char *rates;

  int64_t periods;
  int64_t every; /* text: every how many periods one is shown */
  amount starts;
  amount capacity;
  int32_t capacity_mode;
  double longest_first;
  int32_t whole_bands;
  int32_t what;

  double growth;          /* of the clock starts, a year */
  double capacity_growth; /* of the treatments */
  season season;
  skew skew;
  int32_t surplus;
  double urgent;
  const char *events;
  const char *transfers;

  int64_t replications; /* -1: not said */
  int32_t uncertainty;  /* UNSURE_..., added */

  standards standards;
  horizon by;
  int32_t profile;
  amount limit;
  int32_t together;
  amount largest_change;
  season shape;
  int64_t hardest;

  int32_t method;
  int32_t flows; /* CPW_BACKTEST_OBSERVED or _LEVEL */
  int64_t first_origin, last_origin, horizon;
  double least;
  double weeks; /* the limit of the share */
  numbers waited;
  int32_t order; /* CPW_STEADY_... */
  int32_t backtest;

  const char *inputs[MOST_INPUTS]; /* of a formula, in its order; NULL: left out */
  patient_settings patients;
  equity_settings equity;
  prioritise_settings prioritise;
  allocate_settings allocate;
  vote_settings vote;
  pathway_settings pathway;
  system_settings system;

  const char *html;
  const char *title;
  const char *source;
} settings;

settings default_settings(void);

extern const command *const commands[]; /* ends with NULL */

int run_rtt(const void *settings);
int run_backlog(const void *settings);
int run_target(const void *settings);
int run_backtest(const void *settings);
int run_waits(const void *settings);
int run_steady(const void *settings);
int run_standards(const void *settings);
int run_forecast(const void *settings);
int run_queue(const void *settings);
int run_formula(const void *settings);
int run_simulate(const void *settings);
int run_equity(const void *settings);
int run_allocate(const void *settings);
int run_vote(const void *settings);
int run_ptl(const void *settings);
int run_prioritise(const void *settings);

#endif
