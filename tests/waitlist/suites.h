/* tests/waitlist/suites.h - the suites of the module, and what their files share. */
#ifndef CPWT_WAITLIST_SUITES_H
#define CPWT_WAITLIST_SUITES_H

#include "carepath/waitlist.h"
#include "support/support.h"

Suite *cpwt_flows_suite(void);     /* the grid, ageing, placing */
Suite *cpwt_calibrate_suite(void); /* calibrate and its view */
Suite *cpwt_estimate_suite(void);  /* shrinking, cohorts, variances, calendar, combination */
Suite *cpwt_project_suite(void);
Suite *cpwt_moves_suite(void);     /* events, transfers, urgent people */
Suite *cpwt_published_suite(void); /* skews, rules of redistribution, demand */
Suite *cpwt_stages_suite(void);    /* two stages of a list */
Suite *cpwt_measures_suite(void);  /* within, percentile, measures, bands, formulae */
Suite *cpwt_target_suite(void);
Suite *cpwt_history_suite(void);

/* The numbers of an array that must be there. */
const double *cpwt_real(const cpw_result *result, const char *name);
const int64_t *cpwt_integer(const cpw_result *result, const char *name);

/* Equal to a relative 1e-8, as the reference cases ask. */
void cpwt_close(double value, double expected, const char *what, int64_t index);

/* Runs must give the same bytes in every array. */
void cpwt_same_bytes(const cpw_result *a, const cpw_result *b);

/* A call that must fail with a status and a message that contains a text, and leave the result
 * alone: cpwt_fails(status, CPW_EDOMAIN, &err, "waiting[0][1]"). */
void cpwt_fails(int32_t status, int32_t expected, const cpw_error *err, const char *part);

/* Month bands 0 .. count - 1 of a month each; count <= 13. Asserts nothing: memory may be failing. */
cpw_bands cpwt_months(int64_t count);

/* 1 unless CAREPATH_QUICK is set; then tests take a tenth of their random cases. */
int cpwt_cases(int count);

/* An array as wide as the caller needs; freed by free. */
double *cpwt_numbers(int64_t count);

/* England by specialty, 2024-05 to 2025-05, from the shared data. */
#define ENGLAND_LISTS   20
#define ENGLAND_PERIODS 13
#define ENGLAND_BANDS   13
typedef struct cpwt_england {
  cpw_history history;
  cpw_bands bands;
  int64_t total; /* the list of all specialties */
  double starts[ENGLAND_LISTS * ENGLAND_PERIODS];
  double treated[ENGLAND_LISTS * ENGLAND_PERIODS * ENGLAND_BANDS];
  double waiting[ENGLAND_LISTS * ENGLAND_PERIODS * ENGLAND_BANDS];
  char name[ENGLAND_LISTS][64];
  const char *names[ENGLAND_LISTS];
  const char *const *labels[1];
  const char *coordinates[1];
  cpw_dimension list;
} cpwt_england;

/* NULL where the shared data are not there; freed by free. */
cpwt_england *cpwt_england_read(void);

#endif
