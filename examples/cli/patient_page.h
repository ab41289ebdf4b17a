/* patient_page.h - the page of a simulated list and its charts. */
#ifndef CAREPATH_CLI_PATIENT_PAGE_H
#define CAREPATH_CLI_PATIENT_PAGE_H

#include "patient_text.h"

/* Writes the page to --html: DONE or an exit code after saying why. */
int write_patient_page(const patient_cases *c, const assumptions *a);

#endif
