/* The command `carepath simulate`: a waiting list patient by patient, scenarios side by side.
 * Model: cpw_patients_simulate.
 * Leaves reading to patient_data.c, runs to patient_cases.c and answers to patient_text.c and others. */
#include "patient_tables.h"

#include "patient_page.h"
#include "say.h"

#include <stdlib.h>

static int answer(const patient_cases *c) {
  assumptions a = {0};
  int code = DONE;
  patient_assumptions(c, &a);
  if (c->set->patients.records) code = write_patient_records(c);
  if (!code && c->set->html) code = write_patient_page(c, &a);
  if (code) return code;
  code = c->set->format > FORMAT_TEXT ? write_cases(c, &a) : print_cases(c, &a);
  return code || !cases_missed_precision(c) ? code : ANSWER_NO;
}

int run_simulate(const void *given) {
  patient_cases *c = calloc(1, sizeof *c);
  if (!c) return fail_memory();
  int code = cases_run(c, given);
  if (!code) code = answer(c);
  cases_free(c);
  free(c);
  return code;
}
