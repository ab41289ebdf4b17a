/* summary.h - the text that backlog and target share: where the lists stand. */
#ifndef CAREPATH_CLI_SUMMARY_H
#define CAREPATH_CLI_SUMMARY_H

#include "model.h"

/* What the lists are called together: the title, the one list's name, or their number. */
phrase subject_words(const model *m);
void put_title(buffer *b, const settings *set, const char *words);
/* The list that charts are about: the total, or the longest list. */
int64_t longest_list(const model *m);
/* One list: the figures of today and the flows behind them. */
/* First of all: that nobody joins, where that may be a gap in the file. */
void put_warning(buffer *b, const model *m);
void put_today(buffer *b, const model *m);

/* Figures of the last period of the history. */
double past_figure(const model *m, const char *array, int64_t list);
int past_flag(const model *m, const char *array, int64_t list);
/* Figures of period t ahead (0-based). */
double ahead_figure(const model *m, const char *array, int64_t list, int64_t t);
int ahead_flag(const model *m, const char *array, int64_t list, int64_t t);

/* The history's flows of one list: over the last `periods` periods (0: all that were calibrated). */
typedef struct flows {
  double opening, starts, unrecorded, treated, removed, closing;
  int64_t periods;
} flows;
flows past_flows(const model *m, int64_t list, int64_t periods);

#endif
