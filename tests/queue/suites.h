/* tests/queue/suites.h - the suites of the module. */
#ifndef CPWT_QUEUE_SUITES_H
#define CPWT_QUEUE_SUITES_H

#include "support/support.h"

Suite *cpwt_queue_time_course_suite(void); /* transient, by period, swinging */
Suite *cpwt_queue_time_beds_suite(void);   /* as many servers as it takes, wards */
Suite *cpwt_queue_time_weekly_suite(void); /* weekly batches, waits on them */
Suite *cpwt_queue_time_tandem_suite(void); /* blocking; formulae by name */

#endif
