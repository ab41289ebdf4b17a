/* lib/patients/first_come.h - what the files of the first-come engine share: servers and when they are
 * free, the call at work, one replication's figures, and where they stand.
 * Leaves the laws of times to lib/duration. */
#ifndef CPWI_PATIENTS_FIRST_COME_H
#define CPWI_PATIENTS_FIRST_COME_H

#include "carepath/first_come.h"
#include "carepath/stats.h"
#include "duration/internal.h"

#include <math.h>
#include <pthread.h>

#define CPWI_FIRST_COME "cpw_first_come_simulate"

/* What is drawn, as the purpose of a stream. */
#define CPWI_DRAW_BETWEEN 0x46434601
#define CPWI_DRAW_SERVICE 0x46434602

/* -------- servers (first_come_waits.c): when each is free, sorted up to so many, else a heap with the
 * earliest on top. The multiset of these times decides all waits, so both give the same bits. */
#define CPWI_SORTED_SERVERS 24

typedef struct cpwi_servers {
  int64_t count;
  int32_t heap;
  double *free; /* (count + 1): an infinity behind the last */
} cpwi_servers;

/* Room for `count` servers; CPW_ENOMEM without a message. */
int32_t cpwi_servers_init(cpwi_servers *s, int64_t count, const cpw_allocator *allocator);
void cpwi_servers_free(cpwi_servers *s, const cpw_allocator *allocator);
/* start may be NULL */
void cpwi_servers_set(cpwi_servers *s, const double *start);
/* The next n customers; wait and departures may be NULL, wait may be the arrivals. */
void cpwi_servers_serve(cpwi_servers *s, const double *arrivals, const double *services, int64_t n,
                        double *wait, double *departures);
/* Service that is promised beyond a time, of all servers: work in the system at an arrival. */
double cpwi_servers_work(const cpwi_servers *s, double time);

/* Times that must be finite and >= 0, `rising` none below the one before. */
int32_t cpwi_check_times(const double *times, int64_t n, const char *name, int rising,
                         const char *where, cpw_error *err);

/* -------- bins of waits: the first holds all below the lowest edge, the last all from the highest on */
#define CPWI_BIN_BITS    7
#define CPWI_BIN_OCTAVES 48
#define CPWI_BIN_BELOW   20 /* octaves below the scale */
#define CPWI_BINS        ((CPWI_BIN_OCTAVES << CPWI_BIN_BITS) + 2)

/* -------- one replication's figures, a row of them: the first four, within each limit, mean wait of
 * each batch */
#define CPWI_FIGURE_WAIT        0
#define CPWI_FIGURE_QUEUE       1
#define CPWI_FIGURE_UTILISATION 2
#define CPWI_FIGURE_CHANCE      3
#define CPWI_FIGURES            4

typedef struct cpwi_first_come {
  cpw_first_come_options options;
  cpw_run run;
  cpwi_duration between, service;
  int64_t counted;     /* customers after the warm-up */
  int64_t batches;     /* effective */
  int64_t width;       /* of a row */
  int64_t lowest;      /* first bits of the lowest edge of the bins */
  int64_t first, done; /* replications: of the round at work, and before it */
  double *rows;        /* (replications done, width) */
  pthread_mutex_t lock;
  int64_t *counts; /* (bins) of all replications, under the lock */
  double longest;  /* under the lock */
} cpwi_first_come;

/* -------- first_come_options.c */
int32_t cpwi_first_come_take(cpwi_first_come *f, const cpw_first_come_options *options,
                             const cpw_run *run, cpw_error *err);

/* -------- first_come_run.c: a body of cpwi_parallel over the replications of a round */
int32_t cpwi_first_come_range(void *context, int64_t first, int64_t last, cpw_error *err);

/* -------- first_come_result.c */
/* mean, sd and interval of the mean wait: `replications` rows `step` apart, batches `step_batch` apart */
typedef struct cpwi_waits_of {
  const double *wait, *batch;
  int64_t replications, step, batches;
} cpwi_waits_of;
int32_t cpwi_first_come_interval(const cpwi_waits_of *w, double level, double *sd,
                                 cpw_interval *out, cpw_error *err);
int32_t cpwi_first_come_result(const cpwi_first_come *f, cpw_result **out, cpw_error *err);

#endif
