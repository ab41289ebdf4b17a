/* assumptions.h - what the figures rest on, in words: for the text, the page and the notes. */
#ifndef CAREPATH_CLI_ASSUMPTIONS_H
#define CAREPATH_CLI_ASSUMPTIONS_H

#include "targets.h"

enum { MOST_ASSUMPTIONS = 24 };

typedef struct assumptions {
  int count;
  char text[MOST_ASSUMPTIONS][512];
} assumptions;

/* Adds one, or what the library noted under some keys (the last one NULL). */
void assume(assumptions *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void assume_notes(assumptions *a, const cpw_result *result, const char *const *keys);
/* How people leave, and the unrecorded: what rests on the calibration alone. */
void assume_calibration(assumptions *a, const model *m);
/* `t` is NULL where no standard was asked for. */
void collect_assumptions(const model *m, const targets *t, assumptions *out);
/* The same under "Assumptions", as text. */
void put_assumptions(buffer *b, const assumptions *a);
/* And as notes of a result, with the inputs and the command: for json. */
int32_t note_record(cpw_result *result, const model *m, const assumptions *a, cpw_error *err);
/* The command with the options that may change its answer. */
void put_command(buffer *b, const settings *set);

#endif
