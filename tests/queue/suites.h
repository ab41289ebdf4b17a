/* tests/queue/suites.h - the suites of the module, one a line, and what their files share. */
#ifndef CPWT_QUEUE_SUITES_H
#define CPWT_QUEUE_SUITES_H

#include "queue/internal.h"
#include "support/support.h"

Suite *cpwt_steady_erlang_suite(void);
Suite *cpwt_steady_models_suite(void);
Suite *cpwt_steady_laws_suite(void);
Suite *cpwt_steady_classes_suite(void);
Suite *cpwt_steady_targets_suite(void);
Suite *cpwt_steady_registry_suite(void);
Suite *cpwt_steady_digits_suite(void);     /* where digits are easily lost */
Suite *cpwt_queue_time_course_suite(void); /* transient, by period, swinging */
Suite *cpwt_queue_time_beds_suite(void);   /* as many servers as it takes, wards */
Suite *cpwt_queue_time_weekly_suite(void); /* weekly batches, waits on them */
Suite *cpwt_queue_time_tandem_suite(void); /* blocking; formulae by name */

/* |value - expected| <= relative |expected|, or the same infinity */
void cpwt_close(double value, double expected, double relative, const char *what);
/* the status, and a part of the message */
void cpwt_fails(int32_t status, int32_t expected, const cpw_error *err, const char *part);

#endif
