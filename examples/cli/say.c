/* Words on stderr, exit codes, progress on a terminal, and Ctrl-C.
 * Exit codes as in sysexits.h; NO_COLOR as in no-color.org.
 * Leaves what is said to its callers. */
#include "say.h"

#include "text.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int quiet;
static int progress_shown;
static volatile int32_t stop;

/* ---------------------------------------------------------------- words */

static void words(const char *format, va_list list) __attribute__((format(printf, 1, 0)));
static void words(const char *format, va_list list) {
  clear_progress();
  fputs("carepath: ", stderr);
  vfprintf(stderr, format, list);
  fputc('\n', stderr);
}

int fail(int code, const char *format, ...) {
  va_list list;
  va_start(list, format);
  words(format, list);
  va_end(list);
  return code;
}

void say(const char *format, ...) {
  if (quiet) return;
  va_list list;
  va_start(list, format);
  words(format, list);
  va_end(list);
}

void be_quiet(void) {
  quiet = 1;
}

int fail_memory(void) {
  return fail(INTERNAL, "out of memory");
}

static int exit_code(int32_t status) {
  switch (status) {
  case CPW_EIO:
    return NO_INPUT;
  case CPW_EDATA:
  case CPW_EDOMAIN:
  case CPW_EINVAL:
  case CPW_ENOTFOUND:
  case CPW_EOVERFLOW:
    return BAD_DATA;
  case CPW_ECANCELLED:
    return CANCELLED;
  default:
    return INTERNAL;
  }
}

/* The place that the library names in a message, and that stands before it already: "line 9, field 4
 * ". Returns where it begins, NULL if it is not there. */
static const char *find_place(const cpw_error *err, size_t *length) {
  phrase line = phrased("line %lld", (long long)err->line);
  phrase field = phrased(", field %lld", (long long)err->column);
  phrase column = phrased(", column %lld", (long long)err->column);
  const char *found = err->line ? strstr(err->message, line.text) : NULL;
  if (!found) return NULL;
  *length = strlen(line.text);
  if (strncmp(found + *length, field.text, strlen(field.text)) == 0) *length += strlen(field.text);
  if (strncmp(found + *length, column.text, strlen(column.text)) == 0)
    *length += strlen(column.text);
  *length += strspn(found + *length, ":, ");
  return found;
}

/* What the library can only say of its options, and what the command line calls it. */
static const struct {
  const char *library, *here;
} wording[] = {
    {"(or an option that takes missing ones as zero or drops the list)",
     "(or give --missing=zero, which takes nobody to wait there, or --missing=drop, which leaves "
     "the list out)"},
    {"the row is longer than ", "a row of more than "},
    {" (max_row_bytes)", ""},
};

static void put_reworded(buffer *b, const char *words) {
  while (*words) {
    size_t skip = 0;
    for (size_t i = 0; !skip && i < sizeof wording / sizeof *wording; i++)
      if (strncmp(words, wording[i].library, strlen(wording[i].library)) == 0) {
        put(b, wording[i].here);
        skip = strlen(wording[i].library);
      }
    if (!skip) put_bytes(b, words, skip = 1);
    words += skip;
  }
}

/* A message in the words of the command line: its place is not said twice, the column's name loses
 * its brackets, and an option is called --where, not options.where. */
static void put_message(buffer *b, const cpw_error *err) {
  size_t length = 0;
  const char *words = err->message, *place = find_place(err, &length);
  if (strncmp(words, "options.", 8) == 0) {
    put(b, "--");
    words += 8;
  }
  if (place) {
    put_bytes(b, words, (size_t)(place - words));
    words = place + length;
    const char *close = strstr(words, "): ");
    if (*words == '(' && close) {
      put_bytes(b, words + 1, (size_t)(close - words - 1));
      words = close + 1;
    }
  }
  put_reworded(b, words);
}

int fail_library(const char *file, const cpw_error *err) {
  int code = exit_code(err->code);
  buffer b = {0};
  if (interrupted() || err->code == CPW_ECANCELLED)
    return fail(CANCELLED, "cancelled; nothing was written");
  if (file) put(&b, file);
  if (file && err->line) putf(&b, ":%lld", (long long)err->line);
  if (file) put(&b, ": ");
  if (file && err->line && err->column) putf(&b, "column %lld: ", (long long)err->column);
  put_message(&b, err);
  fail(code, "%s", b.failed ? err->message : b.bytes);
  buffer_free(&b);
  return code;
}

int may_colour(int descriptor) {
  const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
  return isatty(descriptor) && !(no && *no) && !(term && strcmp(term, "dumb") == 0);
}

/* ---------------------------------------------------------------- progress */

void clear_progress(void) {
  if (progress_shown) fputs("\r\033[K", stderr);
  progress_shown = 0;
}

static int show_share(void *what, double done) {
  if (done < 1) {
    fprintf(stderr, "\r%s %3d %%", (const char *)what, (int)(100 * done));
    progress_shown = 1;
  }
  return 0;
}

static int on_terminal(void) {
  return !quiet && isatty(STDERR_FILENO);
}

void show_reading(const char *file, int64_t bytes) {
  if (!on_terminal()) return;
  fprintf(stderr, "\rreading %s: %lld MB", file, (long long)(bytes / 1000000));
  progress_shown = 1;
}

cpw_run watched_run(int32_t threads, uint64_t seed, const char *what) {
  cpw_run run;
  cpw_run_init(&run);
  run.threads = threads;
  run.seed = seed;
  run.cancel = &stop;
  if (on_terminal()) {
    run.progress = show_share;
    run.progress_context = (void *)(uintptr_t)what;
  }
  return run;
}

/* ---------------------------------------------------------------- Ctrl-C */

/* The first signal lets the run clean up behind itself; a second one ends the program. */
static void note_signal(int number) {
  stop = 1;
  signal(number, SIG_DFL);
}

void catch_interrupt(void) {
  struct sigaction action = {0};
  action.sa_handler = note_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

int interrupted(void) {
  return stop != 0;
}
