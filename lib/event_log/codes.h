/* lib/event_log/codes.h - texts of a column as numbers that do not depend on the order of the rows.
 * Source: none. Leaves the columns to read.c. */
#ifndef CPWI_EVENT_LOG_CODES_H
#define CPWI_EVENT_LOG_CODES_H

#include "waitlist/history.h"

typedef struct cpwi_log_codes {
  const cpw_allocator *allocator;
  cpwi_arena arena;
  cpwi_names names;   /* in the order in which they come */
  int64_t count;      /* of them, once they are in order */
  int32_t whole;      /* all are whole numbers as one writes them */
  const char **label; /* (count) in order */
  int64_t *place;     /* (count) where the text that came k-th stands */
  int64_t *number;    /* (count) in order, where all are whole */
} cpwi_log_codes;

void cpwi_log_codes_init(cpwi_log_codes *c, const cpw_allocator *allocator);
void cpwi_log_codes_free(cpwi_log_codes *c);
/* The number of a text as it comes; -1 when memory is short. */
int64_t cpwi_log_codes_take(cpwi_log_codes *c, const char *text, int64_t count);
/* Puts all in order: numbers by value, texts by their bytes; 0 when memory is short. */
int cpwi_log_codes_order(cpwi_log_codes *c);
/* The place of a text; `own`: the number itself, where all are numbers. */
int64_t cpwi_log_codes_number(const cpwi_log_codes *c, int64_t came, int own);
/* 1 for UTF-8 without NUL. */
int cpwi_log_is_text(const char *text, int64_t count);

#endif
