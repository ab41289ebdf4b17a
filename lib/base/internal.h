/* lib/base/internal.h - what the core shares behind the API: raising errors, checked memory, taking
 * options of any age, and running a loop on several threads.
 * Every module includes this one; it includes nothing but the public base header. */
#ifndef CPWI_BASE_INTERNAL_H
#define CPWI_BASE_INTERNAL_H

#include "carepath/base.h"

#include <math.h>
#include <stdarg.h>

/* No value, as a double. */
#define CPWI_NAN ((double)NAN)

#if defined(__GNUC__)
#define CPWI_PRINTF(fmt, args) __attribute__((format(printf, fmt, args), cold))
#else
#define CPWI_PRINTF(fmt, args)
#endif

/* -------- errors: fill err if there is one and return code, so that `return cpwi_fail(...)` reads
 * well. `where` is __func__ of the public function. Numbers in messages go through
 * cpwi_number, which does not know the locale; never use %g, %f or %e in a message. */
int32_t cpwi_fail(cpw_error *err, int32_t code, int64_t index, const char *where, const char *fmt,
                  ...) CPWI_PRINTF(5, 6);
int32_t cpwi_fail_data(cpw_error *err, int32_t code, const char *where, int64_t line,
                       int64_t column, const char *fmt, ...) CPWI_PRINTF(6, 7);

/* A number for a message: cpwi_fail(..., "x[%zu] = %s must be >= 0", i, cpwi_number(x[i]).text). */
typedef struct cpwi_text {
  char text[CPW_NUMBER_CHARS];
} cpwi_text;
cpwi_text cpwi_number(double value);

/* -------- memory: NULL allocator means malloc; products of sizes are checked for overflow.
 * cpwi_alloc gives count * size uninitialised bytes (at least 1), cpwi_alloc_zero zeros. NULL when
 * memory is short or the product overflows. cpwi_grow keeps the old block when it returns NULL. */
void *cpwi_alloc(const cpw_allocator *a, size_t count, size_t size);
void *cpwi_alloc_zero(const cpw_allocator *a, size_t count, size_t size);
void *cpwi_grow(const cpw_allocator *a, void *block, size_t count, size_t size);
void cpwi_release(const cpw_allocator *a, void *block);
char *cpwi_copy_text(const cpw_allocator *a, const char *text); /* NULL when memory is short */

/* 0 if all three functions are there (or a is NULL), CPW_EINVAL with a message if not. */
int32_t cpwi_check_allocator(const cpw_allocator *a, const char *where, cpw_error *err);

/* product of two sizes; returns 0 and leaves *out alone when it overflows int64_t */
int cpwi_multiply(int64_t a, int64_t b, int64_t *out);

/* -------- options: `known` (size `size`) holds the defaults on entry and the caller's values over
 * them on return. `given` is NULL (defaults) or a struct whose first field is its size_t
 * struct_size: shorter than ours is an older caller, longer than ours is CPW_EABI. */
int32_t cpwi_take_options(void *known, size_t size, const void *given, const char *where,
                          cpw_error *err);
/* A field of `options` that takes whole numbers from 0 to `most`. CPW_EINVAL names the first that does
 * not. */
typedef struct cpwi_choice {
  const char *name;
  int32_t value, most;
} cpwi_choice;
int32_t cpwi_check_choices(const cpwi_choice *choices, size_t count, const char *where,
                           cpw_error *err);
/* Writes the first `size` bytes of the defaults (`full` bytes) and zeros beyond them. */
void cpwi_init_sized(void *out, size_t size, void *defaults, size_t full);

/* Copies, checks and completes a run: seed, replications >= 1, first >= 0, threads >= 0. */
int32_t cpwi_take_run(cpw_run *known, const cpw_run *given, const char *where, cpw_error *err);

/* A caller's cancel flag, which another thread or a signal handler may set at any moment. */
static inline int32_t cpwi_read_flag(const volatile int32_t *flag) {
#if defined(__GNUC__)
  return __atomic_load_n(flag, __ATOMIC_RELAXED);
#else
  return *flag;
#endif
}

/* -------- threads: calls body(context, first, last) over disjoint ranges that cover [0, count) on
 * run->threads threads; the caller's thread works too. The body must write only what belongs to its
 * range. Returns the status of the lowest range that failed (its error copied to err), or
 * CPW_ECANCELLED. Progress is reported from the calling thread. Falls back to fewer threads when
 * the system gives no more. `grain` is the least range worth a hand-over, >= 1. */
typedef int32_t (*cpwi_body)(void *context, int64_t first, int64_t last, cpw_error *err);
int32_t cpwi_parallel(const cpw_run *run, int64_t count, int64_t grain, cpwi_body body,
                      void *context, const char *where, cpw_error *err);

/* -------- months.c: days of a calendar month, 1 to 12. */
int32_t cpwi_days_in_month(int64_t year, int32_t month);

/* -------- results: models that have CPW_MERGE_DERIVE arrays say how to recompute them. */
typedef int32_t (*cpwi_derive)(cpw_result *result, cpw_error *err);
void cpwi_result_set_derive(cpw_result *result, cpwi_derive derive);
/* The worse of two outcomes. A target that today's capacity meets already is better than one that takes
 * a change: ALREADY_MET, OK, CLEARED, UNREACHABLE, UNSTABLE, from best to worst. */
static inline int32_t cpwi_worse_outcome(int32_t a, int32_t b) {
  if (a > CPW_OUTCOME_ALREADY_MET || b > CPW_OUTCOME_ALREADY_MET) return a > b ? a : b;
  return a < b ? a : b;
}
/* Writable memory of an array that the library itself added; NULL if there is none of that name. */
void *cpwi_result_memory(cpw_result *result, const char *name);
/* What the result takes its memory from. */
const cpw_allocator *cpwi_result_allocator(const cpw_result *result);

/* -------- text out: formats into a sink through a small buffer. */
typedef struct cpwi_writer {
  const cpw_sink *sink;
  int32_t failed;
  int32_t used;
  char buffer[4096];
} cpwi_writer;
void cpwi_writer_init(cpwi_writer *w, const cpw_sink *sink);
void cpwi_put(cpwi_writer *w, const char *bytes, size_t count);
void cpwi_put_text(cpwi_writer *w, const char *text);
void cpwi_put_double(cpwi_writer *w, double value);
void cpwi_put_int64(cpwi_writer *w, int64_t value);
/* One CSV field, quoted only where RFC 4180 asks for it. */
void cpwi_put_csv(cpwi_writer *w, const char *text, size_t count);
/* One JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void cpwi_put_json(cpwi_writer *w, const char *text);
/* Length of the well-formed UTF-8 sequence at text (terminated); minus the length of the part that is not. */
int cpwi_utf8_sequence(const unsigned char *text);
int32_t cpwi_writer_finish(cpwi_writer *w, const char *where, cpw_error *err);

#endif
