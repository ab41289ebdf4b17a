/* Cost of aggregating a national RTT extract: seconds on the clock and of the processor, and peak
 * memory after reading and after the result, for several groupings, beside reading the bytes alone.
 * Prints, never judges.
 *   bench_rtt               writes an extract beside the program if there is none, and measures
 *   bench_rtt FILE          measures a file, such as the real one
 *   bench_rtt --write FILE [ROWS [MONTH]]   writes an extract and stops */
#include "bench/extract.h"

#include "carepath/rtt.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double clock_of(clockid_t which) {
  struct timespec t;
  clock_gettime(which, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double peak_megabytes(void) {
  struct rusage usage;
  return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024.0 : 0.0;
}

/* What a child measured. */
typedef struct figures {
  double wall, processor; /* all of it, seconds */
  double read;            /* of the wall: reading the file */
  double peak_read, peak; /* megabytes after reading, after the result */
  int64_t rows, people;
} figures;

static void read_bytes(const char *path, figures *f) {
  static char buffer[262144];
  int descriptor = open(path, O_RDONLY);
  while (descriptor >= 0 && read(descriptor, buffer, sizeof buffer) > 0)
    f->rows++;
  if (descriptor >= 0) close(descriptor);
}

static void count_people(const cpw_result *result, figures *f) {
  const cpw_array *all = cpw_result_find(result, "total_all");
  f->rows = all->size;
  for (int64_t i = 0; i < all->size; i++)
    f->people += all->integer[i];
}

static void aggregate(const char *path, int32_t group_by, int32_t names, figures *f) {
  cpw_rtt_options o;
  cpw_rtt_options_init_sized(&o, sizeof o);
  o.group_by = group_by;
  o.names = names;
  cpw_rtt *rtt = NULL;
  cpw_result *result = NULL;
  cpw_error err;
  memset(&err, 0, sizeof err);
  double start = clock_of(CLOCK_MONOTONIC);
  int32_t status = cpw_rtt_new(&o, &rtt, &err);
  if (status == CPW_OK) status = cpw_rtt_read_path(rtt, path, &err);
  f->read = clock_of(CLOCK_MONOTONIC) - start;
  f->peak_read = peak_megabytes();
  if (status == CPW_OK) status = cpw_rtt_result(rtt, &result, &err);
  if (status == CPW_OK)
    count_people(result, f);
  else
    printf("%s: %s\n", err.where, err.message);
  cpw_result_free(result);
  cpw_rtt_free(rtt);
}

static figures measure_once(const char *path, int32_t group_by, int32_t names) {
  figures f = {0, 0, 0, 0, 0, 0, 0};
  double wall = clock_of(CLOCK_MONOTONIC), processor = clock_of(CLOCK_PROCESS_CPUTIME_ID);
  if (group_by < 0)
    read_bytes(path, &f);
  else
    aggregate(path, group_by, names, &f);
  f.wall = clock_of(CLOCK_MONOTONIC) - wall;
  f.processor = clock_of(CLOCK_PROCESS_CPUTIME_ID) - processor;
  f.peak = peak_megabytes();
  return f;
}

/* Measures in a process of its own, so that the peak of memory is that of this run: 1, or 0. */
static int measure_apart(const char *path, int32_t group_by, int32_t names, figures *out) {
  int ends[2], code;
  if (pipe(ends) != 0) return 0;
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    figures f = measure_once(path, group_by, names);
    fflush(stdout);
    _exit(write(ends[1], &f, sizeof f) == (ssize_t)sizeof f ? 0 : 1);
  }
  close(ends[1]);
  ssize_t got = read(ends[0], out, sizeof *out);
  close(ends[0]);
  return child > 0 && waitpid(child, &code, 0) == child && got == (ssize_t)sizeof *out;
}

/* The fastest of some runs. */
static void measure(const char *path, const char *name, int32_t group_by, int32_t names, int runs) {
  figures best = {1e9, 1e9, 0, 0, 0, 0, 0};
  for (int i = 0; i < runs; i++) {
    figures f;
    if (measure_apart(path, group_by, names, &f) && f.wall < best.wall) best = f;
  }
  printf("rtt %-32s %6.3f s wall (%.3f s of it reading), %6.3f s processor, peak %5.1f MB after "
         "reading, %5.1f MB after the result, %lld rows, %lld people\n",
         name, best.wall, best.read, best.processor, best.peak_read, best.peak,
         (long long)best.rows, (long long)best.people);
}

int main(int argc, char **argv) {
  if (argc > 2 && strcmp(argv[1], "--write") == 0)
    return extract_write(argv[2], argc > 3 ? atoll(argv[3]) : 183000,
                         argc > 4 ? argv[4] : "November-2024");
  char path[4096];
  snprintf(path, sizeof path, "%s.extract.csv", argv[0]);
  if (argc > 1)
    snprintf(path, sizeof path, "%s", argv[1]);
  else if (access(path, R_OK) != 0 && extract_write(path, 183000, "November-2024") != 0)
    return 1;
  const int32_t everything = CPW_RTT_BY_PROVIDER | CPW_RTT_BY_PROVIDER_ICB |
                             CPW_RTT_BY_COMMISSIONER | CPW_RTT_BY_COMMISSIONER_ICB |
                             CPW_RTT_BY_TREATMENT_FUNCTION;
  measure(path, "reading the bytes alone", -1, 0, 7);
  measure(path, "England", 0, 0, 7);
  measure(path, "by provider", CPW_RTT_BY_PROVIDER, 0, 7);
  measure(path, "by provider, names", CPW_RTT_BY_PROVIDER, 1, 7);
  measure(path, "by provider, treatment function",
          CPW_RTT_BY_PROVIDER | CPW_RTT_BY_TREATMENT_FUNCTION, 0, 7);
  measure(path, "by everything, names", everything, 1, 3);
  return 0;
}
