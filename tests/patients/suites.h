/* tests/patients/suites.h - the suites of the patient-level list, and what their files share. */
#ifndef CPWT_PATIENTS_SUITES_H
#define CPWT_PATIENTS_SUITES_H

#include "carepath/patients.h"
#include "carepath/random.h"
#include "support/support.h"

Suite *cpwt_patients_rules_suite(void); /* every rule against a plain second implementation */
Suite *cpwt_patients_exact_suite(void); /* chains, queues and cohorts with known answers */
Suite *cpwt_patients_slots_suite(void); /* sessions, ring-fencing, missed appointments, calendars */
Suite *cpwt_patients_options_suite(void); /* limits and errors */
Suite *cpwt_patients_whole_suite(void);   /* threads, merging, differences, failing memory */

/* A list of two classes and two groups with everything in it, by slots, and room for its arrays. */
typedef struct cpwt_list {
  cpw_patients_list list;
  cpw_patients_options options;
  cpw_run run;
  int64_t waiting[2 * 2 * 3], batch[2], needed[2], servers[1];
  double arrivals[2 * 3], shares[2 * 2], validation[4], slots[2], ring[2 * 2], release[2];
  double missed[2], missed_removed[2], target[2], weight[2], exponent[2];
  int32_t tier[2];
  cpw_duration patience[2], duration[2];
} cpwt_list;
void cpwt_list_make(cpwt_list *l);
/* The same by servers. */
void cpwt_list_make_servers(cpwt_list *l);

/* A simulation that must succeed; freed by the caller. */
cpw_result *cpwt_patients(const cpwt_list *l);
/* A value of an array of doubles. */
double cpwt_value(const cpw_result *result, const char *name, int64_t i);
const cpw_array *cpwt_array(const cpw_result *result, const char *name);
void cpwt_same_arrays(const cpw_result *a, const cpw_result *b);
/* opening + joined = treated + removed + closing for every slice, in each replication where they are kept */
void cpwt_conserved(const cpw_result *result);
/* |value - expected| <= allowed */
void cpwt_close(double value, double expected, double allowed, const char *what);
int64_t cpwt_fewer(int64_t count); /* in a quick run */

#endif
