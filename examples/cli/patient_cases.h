/* patient_cases.h - the list as it is and its scenarios, simulated with common random numbers. */
#ifndef CAREPATH_CLI_PATIENT_CASES_H
#define CAREPATH_CLI_PATIENT_CASES_H

#include "patient_list.h"

enum { MOST_LIMITS = 16 };

typedef struct patient_case {
  phrase name;
  char *text;   /* of the scenario, cut into its values */
  phrase words; /* what it changes */
  settings set;
  patient_list list;
  cpw_result *result;
  cpw_result *difference; /* to the first case; NULL: it is the first one, or there is none */
} patient_case;

typedef struct patient_cases {
  const settings *set;
  patient_data data;
  int count;
  patient_case item[MOST_SCENARIOS + 1]; /* the options as they are first */
  double limit[MOST_LIMITS];             /* waits in periods, rising */
  int64_t limits;
} patient_cases;

/* Reads, builds and runs all of them: DONE or an exit code after saying why. */
int cases_run(patient_cases *c, const settings *set);
void cases_free(patient_cases *c);

/* How long a period is called: "week", "day" or "period". */
const char *cases_period(const patient_cases *c);
phrase cases_long(const patient_cases *c, int64_t periods); /* "1 week", "52 weeks" */
/* Whether a precision was asked for and not reached. */
int cases_missed_precision(const patient_cases *c);
/* Options of the library for a run. */
void cases_options(const patient_cases *c, cpw_patients_options *out);
/* One run of a case with progress; what is wrong with the options is a matter of usage. */
int case_simulate(const patient_cases *c, const patient_case *item,
                  const cpw_patients_options *options, int64_t replications, cpw_result **out);

/* Figures: of who `i` (0: all), of who and limit, by period. */
double case_figure(const patient_case *item, const char *array, int64_t who);
double case_by_limit(const patient_case *item, const char *array, int64_t who, int64_t limit);
double case_wait(const patient_case *item, int64_t who, double probability);
int64_t case_whos(const patient_case *item);
const char *case_who(const patient_case *item, int64_t who);
/* Whether a slice is a class or a group, not one of the other. */
int case_is_plain(const patient_case *item, int64_t who);

#endif
