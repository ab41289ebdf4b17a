/* tests/base/check_base.h - what the test files of the core share: the four cases of its one suite,
 * a sink into memory that can fail at any byte, and random bits. */
#ifndef CPWT_CHECK_BASE_H
#define CPWT_CHECK_BASE_H

#include "support/support.h"

#include "base/internal.h"

typedef struct cpwt_cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cpwt_cases;

void cpwt_add_status(const cpwt_cases *cases);
void cpwt_add_memory(const cpwt_cases *cases);
void cpwt_add_options(const cpwt_cases *cases);
void cpwt_add_order(const cpwt_cases *cases);
void cpwt_add_parallel(const cpwt_cases *cases);
void cpwt_add_number(const cpwt_cases *cases);
void cpwt_add_portable(const cpwt_cases *cases);
void cpwt_add_stream(const cpwt_cases *cases);
void cpwt_add_writer(const cpwt_cases *cases);
void cpwt_add_result(const cpwt_cases *cases);
void cpwt_add_merge(const cpwt_cases *cases);
void cpwt_add_output(const cpwt_cases *cases);
void cpwt_add_digest(const cpwt_cases *cases);

/* Collects text; refuses everything from byte `limit` on. */
typedef struct cpwt_text {
  cpw_sink sink;
  char *bytes; /* terminated */
  size_t used, limit, calls;
} cpwt_text;
void cpwt_text_open(cpwt_text *text);
void cpwt_text_close(cpwt_text *text);

uint64_t cpwt_random(uint64_t *state);

/* `many` in an ordinary run, few in a quick one ($CAREPATH_QUICK). */
int cpwt_rounds(int many, int few);

#endif
