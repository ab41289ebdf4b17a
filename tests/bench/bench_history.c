/* Cost of reading a tidy file of every provider and specialty: nanoseconds a row, megabytes a second
 * and peak memory; by months as published, by weeks, and one list of many. Prints, never judges.
 *   bench_history          figures made here, in memory
 *   bench_history FILE     measures a file, such as the published one unpacked */
#define _POSIX_C_SOURCE 200809L
#include "carepath/waitlist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct text {
  char *bytes;
  size_t count, room;
  int64_t rows;
} text;

typedef struct memory {
  const char *bytes;
  size_t left;
} memory;

static int64_t read_memory(void *context, char *buffer, int64_t capacity) {
  memory *m = context;
  size_t count = m->left < (size_t)capacity ? m->left : (size_t)capacity;
  memcpy(buffer, m->bytes, count);
  m->bytes += count;
  m->left -= count;
  return (int64_t)count;
}

static void put(text *t, int list, int period, const char *type, int band, int number) {
  if (t->room - t->count < 128) {
    t->room = 2 * t->room + 4096;
    t->bytes = realloc(t->bytes, t->room);
    if (!t->bytes) exit(1);
  }
  t->count += (size_t)snprintf(t->bytes + t->count, 128, "%d-%02d,P%03d,Specialty %d,%s,%d,%d.%d\n",
                               2024 + period / 12, period % 12 + 1, list / 20, list % 20, type,
                               band, number % 4001, number % 7);
  t->rows++;
}

/* As published: sorted by period, provider, specialty, type and band. */
static text make(const char *band_name, int lists, int periods, int bands) {
  text t = {NULL, 0, 0, 0};
  put(&t, 0, 0, "", 0, 0);
  t.rows = 0;
  t.count = (size_t)snprintf(t.bytes, t.room, "period,org,specialty,type,%s,count\n", band_name);
  for (int p = 0; p < periods; p++)
    for (int list = 0; list < lists; list++) {
      for (int b = 0; b < bands; b++)
        put(&t, list, p, "completed_all", b, list * 31 + b * 17 + p);
      for (int b = 0; b < bands; b++)
        put(&t, list, p, "incomplete", b, list * 37 + b * 13 + p);
      put(&t, list, p, "new_clock_starts", 0, list);
    }
  return t;
}

static void stop(const cpw_error *err) {
  printf("%s: %s\n", err->where, err->message);
  exit(1);
}

static void print(const char *what, const cpw_result *r, double seconds, double bytes,
                  int64_t rows) {
  printf("%-24s %7lld lists %6.3f s", what,
         (long long)cpw_result_find(r, "starts")->dimension[0]->length, seconds);
  if (rows) printf(" %6.0f ns a row", 1e9 * seconds / (double)rows);
  if (bytes > 0) printf(" %6.0f MB/s", 1e-6 * bytes / seconds);
}

/* In a process of its own, so that its peak of memory is its own; `before` is what the text takes. */
static void measure(const char *what, const text *t, const char *path, const char *where) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    long before = usage.ru_maxrss;
    cpw_history_options options;
    cpw_history_options_init_sized(&options, sizeof options);
    options.where = where;
    options.missing = CPW_MISSING_ZERO;
    cpw_error err;
    memset(&err, 0, sizeof err);
    cpw_result *r = NULL;
    memory m = {t ? t->bytes : NULL, t ? t->count : 0};
    cpw_source source = {&m, read_memory, "made here"};
    double start = now();
    int32_t status = path ? cpw_history_read_path(path, &options, &r, &err)
                          : cpw_history_read(&source, &options, &r, &err);
    double seconds = now() - start;
    if (status != CPW_OK) stop(&err);
    getrusage(RUSAGE_SELF, &usage);
    print(what, r, seconds, t ? (double)t->count : 0, t ? t->rows : 0);
    printf(" %6.1f MB memory\n", (double)(usage.ru_maxrss - (path ? 0 : before)) / 1024);
    cpw_result_free(r);
    fflush(stdout);
    _exit(0);
  }
  int status;
  if (child < 0 || waitpid(child, &status, 0) < 0) exit(1);
}

int main(int argc, char **argv) {
  if (argc > 1) {
    measure(argv[1], NULL, argv[1], argc > 2 ? argv[2] : NULL);
    return 0;
  }
  text months = make("months_waited", 2632, 13, 13);
  printf("history: %lld rows, %.1f MB of text\n", (long long)months.rows,
         1e-6 * (double)months.count);
  measure("13 months by month", &months, NULL, NULL);
  measure("one list of them", &months, NULL, "org=P007;specialty=Specialty 3");
  free(months.bytes);
  text weeks = make("weeks_lo", 400, 13, 105);
  measure("13 months by week", &weeks, NULL, NULL);
  free(weeks.bytes);
  return 0;
}
