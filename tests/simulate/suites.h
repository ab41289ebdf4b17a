/* tests/simulate/suites.h - the suites of the module, and what their files share. */
#ifndef CPWT_SIMULATE_SUITES_H
#define CPWT_SIMULATE_SUITES_H

#include "carepath/random.h"
#include "carepath/simulate.h"
#include "support/support.h"

Suite *cpwt_options_suite(void); /* limits and errors */
Suite *cpwt_law_suite(void);     /* chance against enumeration and closed forms */
Suite *cpwt_hazards_suite(void); /* bootstrap, variances, waves, paths */
Suite *cpwt_whole_suite(void);   /* what must always hold, and failing memory */

/* One list of three bands with everything in it, and a run of `replications`. */
#define EXAMPLE_BANDS 3
typedef struct cpwt_example {
  cpw_bands bands;
  cpw_backlog backlog;
  cpw_simulate_options options;
  cpw_run run;
  double lower[EXAMPLE_BANDS], waiting[EXAMPLE_BANDS], treatment[EXAMPLE_BANDS],
      removal[EXAMPLE_BANDS], starts[1], capacity[1];
} cpwt_example;
void cpwt_example_make(cpwt_example *e, int64_t replications);

/* A simulation that must succeed; freed by the caller. */
cpw_result *cpwt_simulate(const cpwt_example *e);

const double *cpwt_real(const cpw_result *result, const char *name);
const int64_t *cpwt_integer(const cpw_result *result, const char *name);
void cpwt_same_bytes(const cpw_result *a, const cpw_result *b);
/* |value - expected| <= allowed */
void cpwt_near(double value, double expected, double allowed, const char *what);
/* Fewer in a quick run. */
int64_t cpwt_many(int64_t count);

#endif
