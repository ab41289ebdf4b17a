/* lib/queue/internal.h - what the files of this module share: how a formula registers itself.
 * The registry (registry.c) checks names and lengths and makes the result; a formula reads its inputs
 * by position and writes its outputs. */
#ifndef CPWI_QUEUE_INTERNAL_H
#define CPWI_QUEUE_INTERNAL_H

#include "base/internal.h"
#include "carepath/queue.h"

/* ---------------------------------------------------------------- registering formulae ------- */

#define CPWI_QUEUE_MOST_INPUTS  16
#define CPWI_QUEUE_MOST_OUTPUTS 32

/* One evaluation: inputs in the order of the formula's table (a list that was left out has length 0),
 * numbers out in the order of its outputs (NaN on entry). Lists of one dimension have one length. */
typedef struct cpwi_queue_call {
  const cpw_queue_formula *formula;
  const cpw_allocator *allocator;
  const double *in[CPWI_QUEUE_MOST_INPUTS];
  int64_t length[CPWI_QUEUE_MOST_INPUTS];
  double number[CPWI_QUEUE_MOST_OUTPUTS];
  int32_t outcome; /* CPW_OUTCOME_OK on entry */
  int32_t reserved;
  cpw_result *result;
} cpwi_queue_call;

typedef struct cpwi_queue_entry {
  cpw_queue_formula formula;
  int32_t (*evaluate)(cpwi_queue_call *call, cpw_error *err);
} cpwi_queue_entry;

typedef struct cpwi_queue_table {
  const cpwi_queue_entry *entries;
  int64_t count;
} cpwi_queue_table;

extern const cpwi_queue_table cpwi_queue_steady_formulae; /* formulae_steady.c and others */
extern const cpwi_queue_table cpwi_queue_time_formulae;   /* formulae_time.c */

/* The value of a number or a choice. */
static inline double cpwi_queue_in(const cpwi_queue_call *call, int64_t input) {
  return call->in[input][0];
}

/* An input that counts something, as an integer: whole and from `least` to 2^53, or CPW_EDOMAIN. */
int32_t cpwi_queue_whole(const cpwi_queue_call *call, int64_t input, int64_t least, int64_t *out,
                         cpw_error *err);

/* The memory of output number `output`, a list: `length` is that of each of its dimensions which no
 * input has given. */
int32_t cpwi_queue_list(cpwi_queue_call *call, int64_t output, int64_t length, double **memory,
                        cpw_error *err);

/* Rows of the tables. */
#define CPWI_QUEUE_IN(name, unit, meaning, domain)                                                 \
  { name, unit, meaning, domain, NULL, NULL, CPW_QUEUE_NUMBER, 1, 0.0 }
#define CPWI_QUEUE_IN_OR(name, unit, meaning, domain, missing)                                     \
  { name, unit, meaning, domain, NULL, NULL, CPW_QUEUE_NUMBER, 0, missing }
#define CPWI_QUEUE_IN_LIST(name, unit, meaning, domain, dimension)                                 \
  { name, unit, meaning, domain, dimension, NULL, CPW_QUEUE_LIST, 1, 0.0 }
#define CPWI_QUEUE_IN_TABLE(name, unit, meaning, domain, dimension)                                \
  { name, unit, meaning, domain, dimension, NULL, CPW_QUEUE_TABLE, 1, 0.0 }
#define CPWI_QUEUE_IN_CHOICE(name, meaning, choices, missing)                                      \
  { name, "", meaning, choices, NULL, choices, CPW_QUEUE_CHOICE, 0, missing }
#define CPWI_QUEUE_OUT(name, unit, meaning)                                                        \
  { name, unit, meaning, NULL }
#define CPWI_QUEUE_OUT_LIST(name, unit, meaning, dimension)                                        \
  { name, unit, meaning, dimension }
#define CPWI_QUEUE_COUNT(array) ((int64_t)(sizeof(array) / sizeof *(array)))
#define CPWI_QUEUE_FORMULA(name, summary, source, inputs, outputs, evaluate)                       \
  {                                                                                                \
    {name, summary, source, CPWI_QUEUE_COUNT(inputs), CPWI_QUEUE_COUNT(outputs), inputs, outputs}, \
        evaluate                                                                                   \
  }

#endif
