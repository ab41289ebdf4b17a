/* tests/forecast/suites.h - the suites of the module, and what their files share. */
#ifndef CPWT_FORECAST_SUITES_H
#define CPWT_FORECAST_SUITES_H

#include "carepath/forecast.h"
#include "support/support.h"

Suite *cpwt_series_suite(void);
Suite *cpwt_read_suite(void);
Suite *cpwt_waitlist_forecast_suite(void);

/* The numbers of an array that must be there. */
const double *cpwt_real(const cpw_result *result, const char *name);
const int64_t *cpwt_integer(const cpw_result *result, const char *name);

/* A call that must fail with a status and a message that contains a text. */
void cpwt_fails(int32_t status, int32_t expected, const cpw_error *err, const char *part);

/* Runs must give the same bytes in every array. */
void cpwt_same_bytes(const cpw_result *a, const cpw_result *b);

/* Labels of `count` months from 2022-04 on. */
typedef struct cpwt_months {
  char text[160][16];
  const char *label[160];
  const char *const *labels[1];
  const char *names[1];
  cpw_dimension dimension;
} cpwt_months;
void cpwt_months_init(cpwt_months *months, int64_t count);

/* Reads text as a tidy file of list sizes. */
int32_t cpwt_read(const char *text, const cpw_allocator *allocator, cpw_result **out,
                  cpw_error *err);

#endif
