/* Words on stderr, exit codes, progress on a terminal, and Ctrl-C.
 * Exit codes as in sysexits.h; NO_COLOR as in no-color.org.
 * Leaves what is said to its callers. */
#include "say.h"

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

/* What stands before the message already, the line and the field, is not said twice. */
static const char *after_place(const cpw_error *err) {
  char place[64];
  const char *words = err->message;
  snprintf(place, sizeof place, "line %lld", (long long)err->line);
  if (!err->line || strncmp(words, place, strlen(place)) != 0) return words;
  words += strlen(place);
  snprintf(place, sizeof place, ", field %lld", (long long)err->column);
  if (strncmp(words, place, strlen(place)) == 0) words += strlen(place);
  return words + strspn(words, ": ");
}

/* The library's message in the words of the command line: "count": ... for ("count"): ..., and
 * --where for options.where. */
static void reword(const cpw_error *err, char *room, size_t size) {
  const char *words = after_place(err), *end = strstr(words, "): ");
  if (words[0] == '(' && end)
    snprintf(room, size, "%.*s%s", (int)(end - words - 1), words + 1, end + 1);
  else if (strncmp(words, "options.", 8) == 0)
    snprintf(room, size, "--%s", words + 8);
  else
    snprintf(room, size, "%s", words);
}

int fail_library(const char *file, const cpw_error *err) {
  char message[sizeof err->message];
  reword(err, message, sizeof message);
  int code = exit_code(err->code);
  if (err->code == CPW_ECANCELLED) return fail(code, "cancelled; nothing was written");
  if (!file) return fail(code, "%s", message);
  if (err->line && err->column)
    return fail(code, "%s:%lld: column %lld: %s", file, (long long)err->line,
                (long long)err->column, message);
  if (err->line) return fail(code, "%s:%lld: %s", file, (long long)err->line, message);
  return fail(code, "%s: %s", file, message);
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
