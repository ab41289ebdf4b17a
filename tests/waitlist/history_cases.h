/* tests/waitlist/history_cases.h - what the two files that test the history loaders share: text as a
 * source in pieces, and cells of a history by name. */
#ifndef CPWT_WAITLIST_HISTORY_CASES_H
#define CPWT_WAITLIST_HISTORY_CASES_H

#include "carepath/waitlist.h"

#include <check.h>

/* Reads text that comes in pieces of at most `piece` bytes (0: all at once). */
int32_t cpwt_history_text(const char *text, int64_t piece, const cpw_history_options *options,
                          cpw_result **out, cpw_error *err);

/* The number in a single-number array. */
double cpwt_history_number(const cpw_result *result, const char *name);

/* The position that has a label in a dimension of `starts` (0: list, 1: period). */
int64_t cpwt_history_position(const cpw_result *result, int64_t dimension, const char *coordinate,
                              const char *label);

/* treated or waiting of a list, period and band by position; starts where band is -1. */
double cpwt_history_cell(const cpw_result *result, const char *name, int64_t list, int64_t period,
                         int64_t band);

/* Sum of an array. */
double cpwt_history_sum(const cpw_result *result, const char *name);

/* Checks that two histories are the same bits with the same labels. */
void cpwt_history_same(const cpw_result *a, const cpw_result *b);

/* The tests of cpw_history_from_rtt (check_history_rtt.c). */
void cpwt_history_add_rtt(TCase *limits, TCase *errors, TCase *reference, TCase *oom);

#endif
