/* say.h - words on stderr, exit codes, progress on a terminal, and Ctrl-C. */
#ifndef CAREPATH_CLI_SAY_H
#define CAREPATH_CLI_SAY_H

#include <carepath.h>

/* Exit codes; those from 64 on are the names of BSD's sysexits.h. */
enum {
  DONE = 0,
  ANSWER_NO = 1, /* a valid run whose answer is negative: a standard is out of reach */
  USAGE = 2,
  BAD_DATA = 65,
  NO_INPUT = 66,
  INTERNAL = 70,
  WRITE_FAILED = 74,
  CANCELLED = 130
};

/* Prints "carepath: ..." on stderr and returns the code, so that `return fail(USAGE, ...)` reads
 * well. */
int fail(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for what the library said about a file: "carepath: FILE:LINE: column C: message". The
 * exit code follows from the status. `file` may be NULL: an error that is not about a file. */
int fail_library(const char *file, const cpw_error *err);
int fail_memory(void);
/* As fail_memory(), but seen never to be DONE. */
static inline int no_memory(void) {
  (void)fail_memory();
  return INTERNAL;
}
/* Something the reader should know; silent after be_quiet(). */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void be_quiet(void);

/* Whether headings may be set in bold on that stream: a terminal, and NO_COLOR is not set. */
int may_colour(int descriptor);

/* A run with `threads`, progress on stderr where that is a terminal, and cancelled by Ctrl-C. */
cpw_run watched_run(int32_t threads, uint64_t seed, const char *what);
void clear_progress(void);
void show_reading(const char *file, int64_t bytes); /* progress of a long read, at each MiB */
void catch_interrupt(void);
int interrupted(void);

#endif
