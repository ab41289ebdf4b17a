/* queue.h - the command `carepath queue`: a formula of queueing theory by its name in the library. */
#ifndef CAREPATH_CLI_QUEUE_H
#define CAREPATH_CLI_QUEUE_H

#include "args.h"

#include <carepath.h>

/* The formula's own command "queue NAME" with an option for each of its inputs; it stays as it is
 * until the next call. DONE, or USAGE after saying which formula may be meant. */
int queue_part(const char *word, const command **found);
/* All formulae with their inputs, for the manual page. */
void put_queue_manual(buffer *b);
/* "service_rate" as an option: "service-rate". */
phrase option_of(const char *name);
/* "yes|no" with its bars as commas, the choice at `position` alone where that is not negative. */
phrase choice_words(const char *choices, double position);

/* The numbers of one input as they were typed. */
typedef struct input_values {
  const char *name;
  double *values; /* NULL: the input was left out */
  int64_t count;
} input_values;

/* Numbers from "FILE" or "FILE:COLUMN" ('-' is stdin): DONE, NO_INPUT or BAD_DATA after saying why. */
int read_listed(const cpw_queue_input *input, const char *text, input_values *out);
/* Reads what was typed for an input. DONE, or USAGE after saying why. */
int read_input(const cpw_queue_input *input, const char *text, input_values *out);

/* What was evaluated, as the printers want it. */
typedef struct queue_answer {
  const cpw_queue_formula *formula;
  const input_values *typed; /* (inputs) */
  const cpw_result *result;
} queue_answer;

void put_answer_json(buffer *b, const queue_answer *a);
void put_answer_csv(buffer *b, const queue_answer *a);
void put_answer_text(buffer *b, const queue_answer *a);
void put_formulae(buffer *b, int format); /* FORMAT_..., of all formulae */

#endif
