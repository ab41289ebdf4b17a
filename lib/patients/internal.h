/* lib/patients/internal.h - what the files of the patient-level list share: the call at work, one
 * patient, the list of those who wait, where their laws are drawn, and the counts of a replication.
 * Source: the rules in carepath/patients.h. Leaves laws to lib/duration and labels to lib/waitlist. */
#ifndef CPWI_PATIENTS_INTERNAL_H
#define CPWI_PATIENTS_INTERNAL_H

#include "carepath/patients.h"
#include "carepath/stats.h"
#include "duration/internal.h"
#include "waitlist/internal.h"

#include <pthread.h>

#define CPWI_SIMULATE_PATIENTS "cpw_patients_simulate"

/* What is drawn, as the purpose of a stream; the entity is a class, a period, or both. */
#define CPWI_DRAW_JOINING    0x50415401 /* class << 32 | period, or class with servers */
#define CPWI_DRAW_PATIENCE   0x50415402 /* class: word or draw n is the n-th patient's */
#define CPWI_DRAW_LENGTH     0x50415403 /* class: length of the treatment */
#define CPWI_DRAW_GROUP      0x50415404 /* class */
#define CPWI_DRAW_OPENING    0x50415405 /* class: what is left of the patience of who waits already */
#define CPWI_DRAW_BUSY       0x50415406 /* class: what is left of treatments under way */
#define CPWI_DRAW_CANCELLED  0x50415407 /* period */
#define CPWI_DRAW_MISSED     0x50415408 /* class */
#define CPWI_DRAW_VALIDATION 0x50415409 /* period */
#define CPWI_DRAW_LOTTERY    0x5041540a /* 0 */

#define CPWI_MOST_PATIENTS 0x1p31

/* Waits in continuous time are counted by their exponent and the first 7 bits after it, from 2^-32 to
 * 2^31; shorter ones (0 too) in the first bucket. */
#define CPWI_WAIT_SHIFT   45
#define CPWI_WAIT_FIRST   ((INT64_C(1023) - 32) * 128 - 1)
#define CPWI_WAIT_BUCKETS (63 * 128 + 1)

/* -------- figures.c: the figures of a replication, in the order of this list. */
enum {
  CPWI_F_OPENING,
  CPWI_F_JOINED,
  CPWI_F_TREATED,
  CPWI_F_REMOVED,
  CPWI_F_CLOSING,
  CPWI_F_MISSED,
  CPWI_F_BREACHED,
  CPWI_F_BREACHING,
  CPWI_F_WAIT_MEAN,
  CPWI_F_WAIT_SD,
  CPWI_F_QUEUE_MEAN,
  CPWI_F_TAKEN,
  CPWI_F_WITHIN_LIMIT,
  CPWI_F_LIST_WITHIN,
  CPWI_F_OFFERED,
  CPWI_F_USED,
  CPWI_F_UNUSED,
  CPWI_F_LOST,
  CPWI_F_UTILISATION,
  CPWI_FIGURES
};

/* -------- the call at work: everything checked, prepared and made whole once. */
typedef struct cpwi_patients {
  cpw_patients_list list;
  cpw_patients_options options;
  cpw_patient_rows rows; /* rows 0 where there are none */
  cpw_run run;
  int64_t classes, groups, cells, periods, bands;
  int64_t who;              /* slices: all, classes, groups, cells */
  int64_t batches;          /* spans of time that count, >= 1 */
  int64_t replication_rows; /* rows of figures of a replication: all, then each batch if several */
  int64_t waits;            /* buckets of the waits */
  int64_t opening;          /* rows on the list at the start */
  int64_t arrival_table_rows;  /* of the arrivals, as many as matter */
  int32_t slots_clock, scored; /* by slots; by a heap of scores */
  int32_t strict;       /* queues come one after the other, always in the order of `first_queue` */
  int32_t simple;       /* a treatment takes a slot, and everybody comes */
  int32_t unmixed;      /* and who joins at the same time need not be mixed */
  int64_t *first_queue; /* (queues) where it is strict */
  double counted_from, counted_to;        /* time that counts */
  double least_limit;                     /* the lowest of the limits */
  const double *limits, *probabilities;   /* options' or the defaults */
  int64_t limit_count, probability_count; /* theirs */
  cpwi_duration *patience, *length, *gap; /* (classes) */
  cpwi_count_law *count;                  /* (classes) of a constant Poisson number, or NULL */
  int64_t *even;                          /* (periods, classes) batches that join evenly, or NULL */
  cpw_alias **group;                      /* (classes), NULL: all in group 0 */
  double *tier, *target, *weight, *exponent,
      *rate;                   /* (classes) completed; rate: 1 / mean treatment */
  int64_t *needed;             /* (classes) slots */
  int64_t *slots, *ring;       /* (periods), (periods, classes) whole; ring or NULL */
  int32_t *batch_of;           /* (periods + 1) batch that a period counts for, -1: none */
  cpw_patient_record *records; /* (options.record_room) of the first replication, or NULL */
  int64_t *record_count;       /* how many there were */
} cpwi_patients;

/* check.c, prepare.c: takes and checks all; what was taken is freed by the second whatever happened. */
int32_t cpwi_patients_take(cpwi_patients *p, const cpw_patients_list *list,
                           const cpw_patients_options *options, const cpw_run *run, cpw_error *err);
int32_t cpwi_patients_check(cpwi_patients *p, cpw_error *err);
void cpwi_patients_free(cpwi_patients *p);

/* The period that a moment belongs to: (t - 1, t], the start to the first one. */
static inline int64_t cpwi_period_of(double moment) {
  if (!(moment > 1.0)) return 1;
  int64_t whole = (int64_t)moment;
  return whole + ((double)whole < moment);
}

/* Batches of a class that join in period t (from 0), on average. */
static inline double cpwi_arrival_rate(const cpwi_patients *p, int64_t t, int64_t class_index) {
  const cpw_patients_list *l = &p->list;
  if (!l->arrivals) return 0.0;
  double people = l->arrivals[t % l->arrival_rows * p->classes + class_index];
  return l->batch ? people / (double)l->batch[class_index] : people;
}

static inline int64_t cpwi_cell(const cpwi_patients *p, int64_t class_index, int64_t group) {
  return class_index * p->groups + group;
}

/* -------- one patient who waits: 48 bytes */
typedef struct cpwi_person {
  double joined, leaves, lasts;
  double due;     /* of a new appointment */
  int32_t number; /* by order of joining */
  int32_t row;    /* -1: none */
  int32_t missed;
  int16_t class_index, group;
} cpwi_person;

/* -------- tally.c: the counts of a replication, and their sums over those of a worker. */
typedef struct cpwi_sums {
  int64_t treated, breached, missed, breaching, in_time;
  double wait, squares, waiting,
      taken; /* of those treated; time spent waiting by all; slots taken */
} cpwi_sums;

/* Sums of everybody in a slice over a span of time. */
typedef struct cpwi_slice {
  cpwi_sums all;
  int64_t joined, removed;
  int64_t within[16];
} cpwi_slice;

typedef struct cpwi_use {
  double offered, used, lost;
} cpwi_use;

typedef struct cpwi_tally {
  const cpwi_patients *p;
  /* of this replication */
  int32_t *joined, *treated, *removed; /* (cells, periods + 1) by the period that it happened in */
  int32_t *over;                       /* (cells, limits, periods + 2) differences by period */
  int32_t *whole;              /* slots: (batches, cells, waits) people treated, by their wait */
  cpwi_sums *sums;             /* (batches, cells) */
  int64_t *within;             /* (batches, cells, limits) */
  cpwi_use *use;               /* (batches) */
  cpw_patient_record *records; /* NULL: not wanted of this replication */
  int64_t *path;               /* (periods + 1, who) the list */
  int64_t *late;               /* (who, limits) beyond the limit at the end */
  struct cpwi_slice *slice;    /* (who) sums of a span of time */
  int64_t *level;              /* (cells, 1 + limits) list, and beyond each limit, at a moment */
  /* of all replications of the worker */
  int64_t *waits;          /* (cells, waits) */
  int64_t *list, *squares; /* (periods, who) at the end of a period */
  int64_t *flows[3];       /* (periods, who) joined, treated, removed */
  int64_t *list_over;      /* (periods, who, limits) */
  int64_t *overtook;       /* (classes, classes) or NULL */
} cpwi_tally;

int32_t cpwi_tally_init(cpwi_tally *t, const cpwi_patients *p, cpw_error *err);
void cpwi_tally_free(cpwi_tally *t);
void cpwi_tally_begin(cpwi_tally *t);
void cpwi_tally_joined(cpwi_tally *t, const cpwi_person *x, int64_t period);
void cpwi_tally_treated_in_time(cpwi_tally *t, const cpwi_person *x, double now, int64_t period);
void cpwi_tally_late(cpwi_tally *t, const cpwi_person *x, double wait, int64_t period);
void cpwi_tally_record(cpwi_tally *t, const cpwi_person *x, double ended, int32_t status);
void cpwi_tally_missed(cpwi_tally *t, const cpwi_person *x, int64_t period);
void cpwi_tally_removed(cpwi_tally *t, const cpwi_person *x); /* at the time it leaves */
void cpwi_tally_waiting(cpwi_tally *t, const cpwi_person *x);
/* After the last of them. */
void cpwi_tally_end(cpwi_tally *t);
/* adds server time, from one moment to another: used, or offered */
void cpwi_tally_used(cpwi_tally *t, double from, double to, double servers);
/* the same of the capacity that a patient's treatment takes, attended or not */
void cpwi_tally_taken(cpwi_tally *t, const cpwi_person *x, double from, double to);
void cpwi_tally_offered(cpwi_tally *t, double from, double to, double servers);

static inline void cpwi_tally_treated(cpwi_tally *t, const cpwi_person *x, double now,
                                      int64_t period) {
  const cpwi_patients *p = t->p;
  int64_t cell = cpwi_cell(p, x->class_index, x->group), batch = p->batch_of[period];
  double wait = now - x->joined;
  t->treated[cell * (p->periods + 1) + period]++;
  if (wait > p->least_limit) cpwi_tally_late(t, x, wait, period);
  if (t->records) cpwi_tally_record(t, x, now, CPW_PATIENT_TREATED);
  if (!p->slots_clock)
    cpwi_tally_treated_in_time(t, x, now, period);
  else if (batch >= 0)
    t->whole[(batch * p->cells + cell) * p->waits + (int64_t)wait]++;
}

/* -------- figures.c: where the figures of each replication stand: figure k of row r is
 * base[k][r * size[k] + i]. */
typedef struct cpwi_ledger {
  double *base[CPWI_FIGURES];
  int64_t size[CPWI_FIGURES];
} cpwi_ledger;
/* Works out the figures of a replication and adds its lists to the worker's sums. `row` is the first of
 * its rows in the ledger. */
void cpwi_tally_conclude(cpwi_tally *t, const cpwi_ledger *ledger, int64_t row);
/* Slices that a cell belongs to: at most 4, their number returned. */
int64_t cpwi_slices(const cpwi_patients *p, int64_t cell, int64_t slice[4]);

/* -------- supply.c: what patients bring with them, drawn in blocks by class. */
typedef struct cpwi_source {
  cpw_stream patience, length, group;
  double *patience_block, *length_block;
  int64_t *group_block;
  int32_t patience_left, length_left, group_left, block;
} cpwi_source;

typedef struct cpwi_supply {
  const cpwi_patients *p;
  cpwi_source *source; /* (classes) */
  double *memory;
  int32_t number; /* of the next patient */
} cpwi_supply;

int32_t cpwi_supply_init(cpwi_supply *s, const cpwi_patients *p);
void cpwi_supply_free(cpwi_supply *s);
void cpwi_supply_begin(cpwi_supply *s, int64_t replication);
/* the next patient of a class, who joins now; the next `count` of them, with slots */
void cpwi_supply_next(cpwi_supply *s, int64_t class_index, double now, cpwi_person *to);
void cpwi_supply_many(cpwi_supply *s, int64_t class_index, int64_t count, double now,
                      cpwi_person *to);
/* one of the list at the start, who joined at most at 0; opening: (classes) streams */
cpwi_person cpwi_supply_waiting(cpwi_supply *s, int64_t class_index, int64_t group, double joined,
                                cpw_stream *opening);
/* a patient of the rows */
cpwi_person cpwi_supply_row(cpwi_supply *s, int64_t row, cpw_stream *opening);

/* -------- waiting.c, rule.c: who waits, and who is next. */
typedef struct cpwi_line {
  cpwi_person
      *item; /* `count` of them from `first` on: in order of joining, or in none for a lottery */
  int64_t first, count, room;
} cpwi_line;

typedef struct cpwi_entry {
  double score;
  int32_t number, at; /* order of joining; place in the slab */
} cpwi_entry;

typedef struct cpwi_heap {
  cpwi_entry *entry;
  int64_t count, room;
} cpwi_heap;

typedef struct cpwi_waiting {
  const cpwi_patients *p;
  cpwi_tally *tally; /* is told who has left */
  int64_t queues;    /* 1: one for all classes */
  cpwi_line *line;   /* (queues) */
  cpwi_heap *heap;   /* (queues) with scores */
  cpwi_person *slab; /* with scores: who is in the heaps */
  int32_t *free;     /* places of the slab that are free */
  int64_t slab_count, slab_room, free_count;
  cpwi_line fresh;  /* with scores: joined since the last scoring */
  cpw_patient *ask; /* and what the score is asked with */
  double *answer;
  int64_t ask_room;
  cpwi_line *booked;    /* (classes) who did not attend, in order of the new appointment */
  int64_t booked_count; /* of all classes */
  int64_t treatments;   /* given by rule so far: for the mixture */
  cpw_stream lottery;
  double *length;                   /* MAX_WEIGHT: (classes) who waits */
  int32_t *leaving;                 /* and (classes, periods + 1) of them, who leaves in a period */
  struct cpwi_overtakes *overtakes; /* NULL: not wanted */
} cpwi_waiting;

int32_t cpwi_waiting_init(cpwi_waiting *w, const cpwi_patients *p, cpwi_tally *tally);
void cpwi_waiting_free(cpwi_waiting *w);
void cpwi_waiting_begin(cpwi_waiting *w, int64_t replication);
/* A period ends, for rules that count who waits. */
void cpwi_waiting_period(cpwi_waiting *w, int64_t period);
/* Somebody joins; with scores they can be chosen only after they were scored. */
int32_t cpwi_waiting_join(cpwi_waiting *w, const cpwi_person *x, cpw_error *err);
/* Room for `count` of a class who join together, where nothing but their place in line matters; to be
 * filled at once. NULL without memory. */
cpwi_person *cpwi_waiting_join_many(cpwi_waiting *w, int64_t class_index, int64_t count,
                                    cpw_error *err);
/* Scores those who have joined; everybody. Nothing to do for rules without scores. */
int32_t cpwi_waiting_score(cpwi_waiting *w, double now, cpw_error *err);
int32_t cpwi_waiting_rescore(cpwi_waiting *w, double now, cpw_error *err);
/* Takes whoever is next off the list, who stays in memory until somebody joins or is booked; NULL where
 * nobody is left. The second: of one class (ring-fencing). */
cpwi_person *cpwi_waiting_next(cpwi_waiting *w, double now);
cpwi_person *cpwi_waiting_next_of(cpwi_waiting *w, int64_t class_index, double now);
/* New appointments: made; the class of the one that is due first (by date, then by joining), of one class
 * or of all (-1), -1 for nobody; and the first one of a class taken off. */
int32_t cpwi_waiting_book(cpwi_waiting *w, const cpwi_person *x, cpw_error *err);
int64_t cpwi_waiting_due(cpwi_waiting *w, int64_t class_index, double now);
cpwi_person cpwi_waiting_booked(cpwi_waiting *w, int64_t class_index);
double cpwi_waiting_first_due(const cpwi_waiting *w); /* inf where there is none */
/* Removes everybody with a chance. */
void cpwi_waiting_validate(cpwi_waiting *w, double share, double now, cpw_stream *stream);
/* The end: everybody is counted as waiting or as having left before. */
void cpwi_waiting_end(cpwi_waiting *w, double end);

/* line.c: lines and heaps. Room for more, or CPW_ENOMEM. */
int32_t cpwi_line_reserve(cpwi_line *line, int64_t more, const cpw_allocator *allocator);
static inline int32_t cpwi_line_push(cpwi_line *line, const cpwi_person *x,
                                     const cpw_allocator *allocator) {
  if (line->first + line->count == line->room && cpwi_line_reserve(line, 1, allocator) != CPW_OK)
    return CPW_ENOMEM;
  line->item[line->first + line->count++] = *x;
  return CPW_OK;
}
static inline cpwi_person *cpwi_line_at(const cpwi_line *line, int64_t i) {
  return &line->item[line->first + i];
}
/* takes the first one off; it stays where it is until somebody joins */
static inline cpwi_person *cpwi_line_take(cpwi_line *line) {
  line->count--;
  return &line->item[line->first++];
}
int32_t cpwi_heap_reserve(cpwi_heap *heap, int64_t count, const cpw_allocator *allocator);
void cpwi_heap_push(cpwi_heap *heap, cpwi_entry entry); /* there is room */
void cpwi_heap_pop(cpwi_heap *heap);                    /* drops the first */
void cpwi_heap_order(cpwi_heap *heap);                  /* makes a heap of entries in any order */

/* -------- rule.c: how much a queue's first patient is to be preferred. */
typedef struct cpwi_claim {
  int32_t level; /* higher first */
  double value;  /* then higher first, then the lower number */
} cpwi_claim;
cpwi_claim cpwi_claim_of(const cpwi_waiting *w, const cpwi_person *x, double now, int by_tier);

/* -------- overtakes.c */
typedef struct cpwi_overtakes cpwi_overtakes;
int32_t cpwi_overtakes_new(const cpwi_patients *p, cpwi_overtakes **out);
void cpwi_overtakes_free(cpwi_overtakes *o, const cpwi_patients *p);
void cpwi_overtakes_begin(cpwi_overtakes *o, const cpwi_patients *p);
int32_t cpwi_overtakes_join(cpwi_overtakes *o, const cpwi_patients *p, const cpwi_person *x);
/* x leaves the list untreated. */
void cpwi_overtakes_gone(cpwi_overtakes *o, const cpwi_person *x);
/* x is treated; who still waits longer is asked when all of the moment (the period) have been. CPW_ENOMEM */
int32_t cpwi_overtakes_treated(cpwi_overtakes *o, const cpwi_patients *p, const cpwi_person *x);
/* That moment is over: counts (classes, classes), NULL where it does not count. */
void cpwi_overtakes_count(cpwi_overtakes *o, const cpwi_patients *p, double now, int64_t *counts);

/* -------- opening.c, slots.c, servers.c: a replication. */
typedef struct cpwi_worker {
  const cpwi_patients *p;
  cpwi_supply supply;
  cpwi_waiting waiting;
  cpwi_tally tally;
  cpw_stream *missed;       /* (classes) */
  struct cpwi_worker *next; /* of those at rest */
  int64_t row;              /* the next of the people by name who will join */
  int64_t *joining;         /* (classes, 2) with slots: how many join in a period, and have */
  int64_t *debt; /* (classes + 1) with slots: slots that treatments under way still take; the
                                 last of the slots for anybody */
  cpwi_count_law *count;    /* (classes) with slots, of its own: a law remembers its last draw */
  struct cpwi_pool *pools;  /* (classes) with ring-fenced slots */
  struct cpwi_clock *clock; /* with servers */
} cpwi_worker;

int32_t cpwi_open_list(cpwi_worker *w, int64_t replication, cpw_error *err);
/* A period, or a moment, is over, in which people were treated. */
void cpwi_settle_overtakes(cpwi_worker *w, double now, int64_t period);
/* CPW_ECANCELLED if the caller's flag says so. */
int32_t cpwi_check_cancelled(const cpwi_patients *p, cpw_error *err);
/* slots.c */
typedef struct cpwi_pool {
  int64_t left, used; /* slots of one kind in one period */
  int64_t *debt;      /* what treatments of earlier periods still take */
} cpwi_pool;
int32_t cpwi_run_slots(cpwi_worker *w, int64_t replication, cpw_error *err);
int32_t cpwi_run_servers(cpwi_worker *w, int64_t replication, cpw_error *err);
/* servers.c: what continuous time needs beside the list */
int32_t cpwi_clock_new(cpwi_worker *w);
void cpwi_clock_free(cpwi_worker *w);
/* Whether whoever is next comes; who does not is removed or booked again. 1, 0, or a negative status. */
int32_t cpwi_may_attend(cpwi_worker *w, const cpwi_person *x, double now, int64_t period,
                        cpw_error *err);
static inline int32_t cpwi_attends(cpwi_worker *w, const cpwi_person *x, double now, int64_t period,
                                   cpw_error *err) {
  if (w->p->list.missed || w->waiting.overtakes) return cpwi_may_attend(w, x, now, period, err);
  cpwi_tally_treated(&w->tally, x, now, period);
  return 1;
}
/* Puts `count` (n) people of n kinds into one order, each kind spread evenly over it: whose turn is next,
 * -1 after the last. `at` (n) begins at 0. */
int64_t cpwi_interleave(const int64_t *count, int64_t n, int64_t *at);

/* digest.c: a number that two lists, or seeds, hardly share: results of one list merge, of others not. */
int64_t cpwi_list_digest(const cpwi_patients *p);

/* -------- result.c, summary.c: the arrays of the result, and the same again after a merge. */
typedef struct cpwi_figure {
  const char *name, *unit, *description, *dimensions;
} cpwi_figure;
extern const cpwi_figure CPWI_FIGURE[CPWI_FIGURES];

/* What is added up over the replications, in whole numbers. */
enum {
  CPWI_T_LIST,
  CPWI_T_SQUARES,
  CPWI_T_JOINED,
  CPWI_T_TREATED,
  CPWI_T_REMOVED,
  CPWI_T_OVER,
  CPWI_T_WAITS,
  CPWI_T_OVERTOOK, /* last: not always there */
  CPWI_TOTALS
};

typedef struct cpwi_patient_totals {
  int64_t *sum[CPWI_TOTALS];
  int64_t buckets; /* of the waits of a slice */
} cpwi_patient_totals;

int32_t cpwi_patients_result(const cpwi_patients *p, const cpwi_patient_totals *totals,
                             const cpwi_ledger *ledger, int64_t replications, cpw_result **out,
                             cpw_error *err);
/* labels.c: the dimensions of a result, with `keep` those of the replications and waits, too. */
int32_t cpwi_add_patient_dimensions(cpw_result *result, const cpwi_patients *p,
                                    int64_t replications, cpw_error *err);
/* Adds X, X_sd, X_lower and X_upper of every figure, and X_path where they are kept. */
int32_t cpwi_add_figures(cpw_result *result, int32_t kept, int32_t merge, cpw_error *err);
void cpwi_summarise_totals(cpw_result *result, const cpwi_patient_totals *totals,
                           int64_t replications);
/* replication_rows: rows of each replication; above 1 the first is the whole and the others batches. */
int32_t cpwi_summarise_figures(cpw_result *result, const cpwi_ledger *ledger, int64_t replications,
                               int64_t replication_rows, cpw_error *err);
/* Half-width of the interval of the mean wait of all, of that mean; NaN where it cannot be told. */
double cpwi_half_width(const cpwi_ledger *ledger, int64_t replications, double level);

#endif
