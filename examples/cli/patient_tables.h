/* patient_tables.h - a simulated list for machines: tables by scenario, and the patients themselves. */
#ifndef CAREPATH_CLI_PATIENT_TABLES_H
#define CAREPATH_CLI_PATIENT_TABLES_H

#include "patient_text.h"

/* The table of --what as csv or json. */
int write_cases(const patient_cases *c, const assumptions *a);
/* From patient_records.c: the patients of the first replication to --records. */
int write_patient_records(const patient_cases *c);

#endif
