/* backtests.h - projections of the past held against what came: one back-test a method. */
#ifndef CAREPATH_CLI_BACKTESTS_H
#define CAREPATH_CLI_BACKTESTS_H

#include "model.h"

enum { METHODS = 5, LEVELS = 3 };

typedef struct backtests {
  cpw_result *of[METHODS]; /* by CPW_BACKTEST_DEFAULT to CPW_BACKTEST_NAIVE */
  int32_t chosen;          /* the method that is looked at closely */
  int64_t first_origin, origins, horizon;
} backtests;

/* DONE or an exit code after saying why. */
int backtests_run(const model *m, backtests *out);
void backtests_free(backtests *b);

const char *method_name(int32_t method);  /* "planner" */
const char *method_words(int32_t method); /* "published planner" */

/* Figures of a method: by periods ahead (1-based), by origin (0-based), by list and origin. */
double ahead_error(const backtests *b, int32_t method, const char *array, int64_t ahead);
double origin_error(const backtests *b, int32_t method, const char *array, int64_t origin);
double list_error(const backtests *b, const char *array, int64_t list, int64_t origin);
/* Predicted or observed figures of the method chosen. */
double course_figure(const backtests *b, const char *array, int64_t list, int64_t origin,
                     int64_t ahead);
/* Share of the figures inside the bands of a level (0: 50 %, 1: 80 %, 2: 95 %); periods ahead from 1,
 * 0: all of them. */
double coverage_of(const backtests *b, int share, int level, int64_t ahead);
extern const double level_shares[LEVELS];

/* "18": the limit that the share is within. */
phrase limit_words(const model *m);
/* Mean error of each list over the origins in which it counts; NaN where it never does. */
double mean_list_error(const backtests *b, int64_t list);
/* The lists that count, worst first, and their number. NULL: no memory; free() it. */
int64_t *worst_first(const model *m, const backtests *b, int64_t *count);

/* Methods side by side in one result: dimensions method and ahead. */
int backtests_result(const backtests *b, cpw_result **out);

#endif
