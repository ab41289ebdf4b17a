/* report.h - the page: charts, tables, assumptions and sources in one HTML file. */
#ifndef CAREPATH_CLI_REPORT_H
#define CAREPATH_CLI_REPORT_H

#include "assumptions.h"

/* Writes the page to --html. `t` is NULL where no standard was asked for. DONE or an exit code after
 * saying why. */
int write_report(const model *m, const targets *t, const assumptions *a);

#endif
