/* What the tests of event logs share: rows on the stack, numbers of a result, and a network to draw logs
 * from. */
#ifndef CHECK_EVENT_LOG_H
#define CHECK_EVENT_LOG_H

#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NEVER ((double)NAN)
#define CELL  2 /* stages of the drawn network */

static inline cpw_event_log_options usual(void) {
  cpw_event_log_options o;
  cpw_event_log_options_init(&o);
  return o;
}

static inline cpw_event_log log_of(int64_t rows, const int64_t *patient, const int64_t *stage,
                                   const double *start, const double *end, int64_t stages) {
  cpw_event_log log;
  cpw_event_log_init(&log);
  log.rows = rows;
  log.patient = patient;
  log.stage = stage;
  log.start = start;
  log.end = end;
  log.stages = stages;
  return log;
}

static inline const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static inline const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer;
}

#define CHECKED(call)                                                                              \
  do {                                                                                             \
    int32_t status_ = (call);                                                                      \
    ck_assert_msg(status_ == CPW_OK, "%s", status_ ? err.message : "");                            \
  } while (0)

/* ---- a log that is drawn: stage 0, then 1 with chance 0.6 after a gap, 0.1 of 1 back to 0 */
typedef struct drawn {
  int64_t n, room;
  int64_t *patient, *stage, *group;
  double *start, *end;
  cpw_event_log log;
} drawn;

typedef struct world {
  uint64_t seed;
  int64_t people;
  double until, rate, gap; /* arrivals from 0 on */
  cpw_duration law[CELL];
} world;

void draw_log(drawn *d, const world *w);
/* What is seen of it from one time to another: stays that are over before are not. */
void watch_log(drawn *d, double from, double until);
void free_log(drawn *d);
void shuffle_log(drawn *d, uint64_t seed);
void same_results(const cpw_result *a, const cpw_result *b);

Suite *rows_suite(void);
Suite *fits_suite(void);
Suite *flows_suite(void);

#endif
