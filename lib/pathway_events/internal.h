/* lib/pathway_events/internal.h - what the files of the event engine share: the call at work, a patient, a stage
 * at work, the events to come, the lines of those who wait, and the counts of a replication.
 * Source: the rules in carepath/pathway.h and pathway_events.h. Leaves laws to lib/duration. */
#ifndef CPWI_PATHWAY_EVENTS_INTERNAL_H
#define CPWI_PATHWAY_EVENTS_INTERNAL_H

#include "base/order.h"
#include "carepath/pathway_events.h"
#include "carepath/stats.h"
#include "duration/internal.h"
#include "pathway/internal.h"

#include <pthread.h>
#include <string.h>

#define CPWI_SIMULATE_PATHWAY "cpw_pathway_simulate"
#define CPWI_NONE             (-1)
#define CPWI_NEVER_ENDS       cpwi_from_bits(UINT64_C(0x7ff0000000000000))

/* What is drawn, as the purpose of a stream: (row << 32) + one of these; the entity is the n-th of the row. */
#define CPWI_DRAW_PATIENT  0x45564e01 /* row of the arrivals */
#define CPWI_DRAW_INITIAL  0x45564e02 /* row of the people at time 0 */
#define CPWI_DRAW_GAPS     0x45564e03 /* row of the arrivals; entity 0, first gap entity 1 */
#define CPWI_DRAW_ANYBODY  0x45564e04 /* 0; entity is the stage: for CPW_ORDER_RANDOM */
#define CPWI_DRAW_FORECAST 0x45564e05 /* 0: somebody new */

/* Where in a patient's stream: words 4 v to 4 v + 3 belong to visit v: duration, way on, time on the way,
 * attendance. What takes more words, or comes again, has 4096 words at place(kind, visit, index). */
#define CPWI_PLACE_DURATION UINT64_C(1) /* index: 0, or 1 + interruptions that draw again */
#define CPWI_PLACE_DELAY    UINT64_C(2)
#define CPWI_PLACE_MISSED   UINT64_C(3) /* index: how often he did not attend */
#define CPWI_PLACE_CHANGE   UINT64_C(4) /* index: (changes of group << 5) + row */
static inline uint64_t cpwi_place(uint64_t kind, int32_t visit, int32_t index) {
  return kind << 59 | (uint64_t)(uint32_t)visit << 27 | (uint64_t)(index & 0x7fff) << 12;
}

/* Waits are counted by their exponent and the first 7 bits after it, from 2^-32 to 2^31; shorter ones (0 too) in
 * the first bucket. */
#define CPWI_BUCKET_SHIFT 45
#define CPWI_BUCKET_FIRST ((INT64_C(1023) - 32) * 128 - 1)
#define CPWI_BUCKETS      (63 * 128 + 1)
#define CPWI_OCTAVES      64

/* -------- events to come, in the order in which those of one moment happen */
enum {
  CPWI_E_END,      /* who: patient (or nobody's server, GHOST) */
  CPWI_E_CASELOAD, /* who: stage */
  CPWI_E_CAPACITY, /* who: stage */
  CPWI_E_UNITS,    /* who: pool */
  CPWI_E_BOOKED,   /* who: patient */
  CPWI_E_TRAVEL,   /* who: patient */
  CPWI_E_ARRIVAL,  /* who: row */
  CPWI_E_CHANGE,   /* who: patient */
  CPWI_E_SLOT      /* who: stage */
};
typedef struct cpwi_event {
  double time;
  uint32_t tie; /* kind << 28 | number of setting up: never 0 */
  int32_t who;
} cpwi_event;
#define CPWI_KIND(tie) ((tie) >> 28)

typedef struct cpwi_agenda {
  cpwi_event *event; /* (room) a binary heap of `count` */
  int64_t count, room, stale;
  int32_t hole; /* 1: the first has been taken and its place not filled */
  uint32_t number;
} cpwi_agenda;

/* -------- a patient who is inside */
enum {
  CPWI_FREE, /* nobody */
  CPWI_WAITING,
  CPWI_BOOKED,  /* waiting, cannot be called yet */
  CPWI_PARKED,  /* waiting, until there is a place in the stage after this one */
  CPWI_OUTSIDE, /* waiting outside the stage */
  CPWI_SERVING,
  CPWI_BLOCKED,
  CPWI_TRAVELLING,
  CPWI_GHOST /* a server's time for somebody who did not attend */
};
#define CPWI_RESERVED 1  /* a place in `to` is his */
#define CPWI_BEGUN    2  /* began and was interrupted */
#define CPWI_UNKNOWN  4  /* in service since nobody knows when */
#define CPWI_OPENING  8  /* was there at time 0 */
#define CPWI_DRAWN    16 /* `way` is known */

typedef struct cpwi_patient {
  double came, since, until; /* to the stage; to this state; its end, where that is known */
  double entered;
  int64_t nth;    /* of the row */
  int32_t source; /* stream of his row */
  int32_t stage, group, visit;
  int32_t to, to_group, way; /* where next */
  uint32_t tie;              /* of the event that ends this state, 0: none */
  int32_t next, last;        /* in a line, or of those who are free */
  uint8_t state, flags;
  uint16_t missed;
  int32_t at; /* place in a heap or array */
  /* seldom */
  double change_at, left, used, key;
  uint32_t change_tie;
  int32_t change;
  int32_t held_next, held_last;
  int32_t rounds, interrupted; /* changes of group at this stage */
  int64_t number;              /* by order of entering */
} cpwi_patient;

/* -------- a line of those who wait: lists by class, a heap by key, or an array */
enum { CPWI_LINE_LISTS, CPWI_LINE_HEAP, CPWI_LINE_ARRAY };
typedef struct cpwi_ends {
  int32_t first, last;
} cpwi_ends;
typedef struct cpwi_line {
  int32_t shape, order, stage;
  int32_t count, room;
  int32_t lists;
  cpwi_ends one;
  cpwi_ends *ends; /* (lists) or &one */
  int32_t *item;
} cpwi_line;

/* -------- a stage at work */
typedef struct cpwi_finish {
  double at; /* in time of service */
  int32_t who;
} cpwi_finish;

typedef struct cpwi_room {
  int32_t kind, capacity, busy, serving; /* busy: serving, blocked, nobody's */
  int32_t waiting, most_waiting, reserved, ghosts, parked;
  uint8_t simple;  /* see simple.c */
  uint8_t plain;   /* unlimited waiting, none of the rest below */
  uint8_t limited; /* waiting room */
  uint8_t preempt, missed, ahead, pooled, changes, scored, dirty, slots, unlimited, caseload;
  int32_t when_full, overflow, routing, missed_to;
  int32_t held_first, held_last;       /* blocked in it, the longest first */
  int32_t serving_first, serving_last; /* where they may be interrupted */
  cpwi_line line, outside;
  double miss, miss_leave, rebook, servers;
  cpwi_profile profile;
  int64_t kin_first, kin_count; /* pooled: stages that share */
  int32_t rank, number;
  /* slots */
  double slot_period, slot_sum;
  int64_t slot_step, slot_k, slot_n;
  /* caseload */
  double pace_capacity, virtual_time, updated;
  cpwi_finish *finish;
  int32_t finish_count, finish_room;
  uint32_t tie;
  double until;
  int32_t stamp;
} cpwi_room;

/* -------- where patients come from */
typedef struct cpwi_source {
  cpw_stream stream; /* of its patients */
  cpw_stream gaps;
  double time, pace, level; /* pace: time a unit gap where the level of the calendars is 1 */
  int64_t next, traced;     /* the n-th; the next of the times */
  double *block;
  int32_t left, constant;
} cpwi_source;
#define CPWI_GAPS 64

/* -------- counts of a stage and group in a replication */
typedef struct cpwi_tally {
  int64_t came, begun, through, within, stays;
  double wait, squares, shift; /* of wait - shift */
  double queue, inside, stay, blocked, outside;
  int64_t left, changed, turned, overflowed, missed;
} cpwi_tally;

/* Who came to the stage, let in or not. */
static inline int64_t cpwi_arrived(const cpwi_tally *t) {
  return t->came + t->turned + t->overflowed;
}
typedef struct cpwi_group_tally {
  int64_t inside, opening, entered, left, in, out, timed;
  double area, last, time;
} cpwi_group_tally;

/* A histogram in pages by octave: page[o] is 1 + the number of its page, 0: none yet. */
typedef struct cpwi_waits {
  int64_t zero;
  uint32_t page[CPWI_OCTAVES];
} cpwi_waits;

/* What a simple stage needs of a stage and group, together. */
typedef struct cpwi_quick {
  const cpwi_duration *law;
  int32_t first, last; /* ways, the last too */
  double target;
} cpwi_quick;

/* -------- the call: everything that replications share */
typedef struct cpwi_forecast {
  int32_t stage, group;
  int64_t row, nth;
  double *begins; /* (replications, stages) */
  double *waits, *leaves;
  int32_t *exit;
} cpwi_forecast;

typedef struct cpwi_events {
  cpwi_pathway n;
  cpw_pathway_events_options options;
  cpw_run run;
  const char *where;
  const double *probabilities;
  int64_t probability_count;
  int64_t who;           /* all and groups, or all alone */
  int64_t periods;       /* of the series */
  int64_t laws, sources; /* sources: rows of arrivals, of initial, and one more */
  int32_t taken;
  cpwi_duration *law;  /* (laws) */
  int32_t *stay;       /* (cells) law, -1: no time */
  int32_t *delay;      /* (ways) law, -1: none */
  int32_t *after;      /* (changes) law */
  cpwi_duration *gap;  /* (arrivals) law of unit gaps */
  cpwi_quick *quick;   /* (cells) */
  cpwi_room *room;     /* (stages) as at time 0 */
  int32_t *kin;        /* stages that share pools */
  int64_t *pool_first; /* (pools + 1) stages of a pool */
  int32_t *pool_stage;
  int64_t *initial; /* (initials) rows, the longest wait first */
  int64_t lists;    /* of lines, in all */
  int32_t *level;   /* (cells) rank of the priority within the stage, from 0 */
  cpwi_forecast *forecast;
} cpwi_events;

/* -------- a worker */
typedef struct cpwi_engine {
  const cpwi_events *p;
  cpwi_agenda agenda;
  cpwi_patient *patient;
  int32_t patients, patient_room, free_patient;
  int64_t entered; /* numbers given */
  int64_t coming;  /* from outside so far */
  cpwi_room *room;
  cpwi_ends *ends;
  cpwi_source *source;
  double *blocks;
  double *credit;       /* (ways) for routes in turn */
  cpw_stream *anybody;  /* (stages) */
  double *units, *used; /* (pools) open, taken */
  double *used_area, *used_since;
  int32_t *users;
  int32_t *dirty; /* stages to look at, a ring */
  int32_t dirty_first, dirty_count;
  int32_t *stack;
  int32_t stamp;
  int32_t newly_blocked; /* stage, or -1 */
  int32_t many_blocked;  /* 1: several stages were, since they were last looked at */
  double now, from, end, mark, next_period;
  int64_t period, begun; /* periods that have ended, and begun */
  int32_t counting, stopped, status, tracing, live, sources_open;
  double bad_score;
  int64_t bad_patient;
  int64_t events, deadlocks, replication;
  cpwi_tally *tally;       /* (cells) */
  cpwi_group_tally *group; /* (groups) */
  int64_t *exits;          /* (exits, groups) */
  /* of all replications of the worker */
  cpwi_waits *waits; /* (cells), then (groups) of time in the network */
  int64_t (*page)[128];
  uint32_t pages, page_room;
  int64_t *series[5]; /* queue, inside, blocked, arrived, served (periods, stages, who) */
  int64_t *present;   /* (periods, who) */
  int64_t *before;    /* (cells, 2) came, through at the last mark */
  int64_t trace_count;
  cpw_pathway_event *trace; /* NULL: not wanted of this replication */
  int32_t tagged;           /* patient of the forecast, -1 */
  int64_t stopped_count, first_stopped;
  char stopped_text[256];
  struct cpwi_engine *rest;
} cpwi_engine;

/* agenda.c */
/* Times are >= 0: their bits are in their order. No branch. */
static inline int cpwi_earlier(const cpwi_event *a, const cpwi_event *b) {
  uint64_t x = cpwi_bits_of(a->time), y = cpwi_bits_of(b->time);
  return (x < y) | ((x == y) & (a->tie < b->tie));
}
uint32_t cpwi_plan(cpwi_engine *e, double time, uint32_t kind, int32_t who);
void cpwi_agenda_fill_hole(cpwi_agenda *a);
void cpwi_forget(cpwi_engine *e, uint32_t *tie);
int cpwi_is_stale(const cpwi_engine *e, const cpwi_event *x);

/* line.c */
int32_t cpwi_row_add(cpwi_engine *e, cpwi_line *line, int32_t i, int32_t in_order);
void cpwi_row_remove(cpwi_engine *e, cpwi_line *line, int32_t i);
int32_t cpwi_row_peek(cpwi_engine *e, cpwi_line *line, double now);
int32_t cpwi_row_take(cpwi_engine *e, cpwi_line *line, double now);
void cpwi_row_clear(cpwi_line *line);

/* draw.c */
static inline cpw_stream *cpwi_stream_of(cpwi_engine *e, const cpwi_patient *x, uint64_t position) {
  cpw_stream *s = &e->source[x->source].stream;
  s->entity = (uint64_t)x->nth;
  s->position = position;
  return s;
}
double cpwi_draw_stay(cpwi_engine *e, cpwi_patient *x);
int32_t cpwi_choose_way(cpwi_engine *e, cpwi_patient *x, int32_t stage, int32_t group,
                        uint64_t word);
uint64_t cpwi_way_word(cpwi_engine *e, const cpwi_patient *x);
double cpwi_draw_delay(cpwi_engine *e, cpwi_patient *x, int32_t way);
void cpwi_draw_change(cpwi_engine *e, int32_t i, double waited);
int cpwi_draw_missed(cpwi_engine *e, cpwi_patient *x, double chance, double leave);

/* moves.c */
void cpwi_come(cpwi_engine *e, int32_t i, int32_t to);
void cpwi_end_service(cpwi_engine *e, int32_t i);
void cpwi_follow_up(cpwi_engine *e);
void cpwi_mark_dirty(cpwi_engine *e, int32_t stage);
int32_t cpwi_new_patient(cpwi_engine *e);
void cpwi_free_patient(cpwi_engine *e, int32_t i);
void cpwi_write_trace(cpwi_engine *e, int32_t i, int32_t kind, int32_t stage, int32_t to);
static inline void cpwi_trace(cpwi_engine *e, int32_t i, int32_t kind, int32_t stage, int32_t to) {
  if (CPWI_UNLIKELY(e->tracing)) cpwi_write_trace(e, i, kind, stage, to);
}
int cpwi_has_room(const cpwi_engine *e, const cpwi_room *r);
/* A server or place that is free, whoever may want it. */
static inline int cpwi_place_free(const cpwi_room *r) {
  return r->unlimited || (!r->slots && r->capacity > r->busy);
}
void cpwi_begin(cpwi_engine *e, int32_t i);
int cpwi_call(cpwi_engine *e, int32_t i);
void cpwi_block(cpwi_engine *e, int32_t i, int32_t to, int32_t group);
void cpwi_regroup(cpwi_engine *e, int32_t i, int32_t group);
void cpwi_release_place(cpwi_engine *e, int32_t i, int32_t to);
void cpwi_enter_room(cpwi_engine *e, int32_t i, int32_t to);
void cpwi_leave_network(cpwi_engine *e, int32_t i, int32_t to);
void cpwi_leave_line(cpwi_engine *e, int32_t i);
void cpwi_change_now(cpwi_engine *e, int32_t i);
void cpwi_block_initial(cpwi_engine *e, int32_t i, int32_t to, double since);
void cpwi_wait_initial(cpwi_engine *e, int32_t i, double since);
void cpwi_booked(cpwi_engine *e, int32_t i);
void cpwi_travelled(cpwi_engine *e, int32_t i);
/* Time in the present state that counts; a new state begins. */
static inline double cpwi_spent(const cpwi_engine *e, cpwi_patient *x) {
  double from = x->since > e->from ? x->since : e->from;
  x->since = e->now;
  return e->now - from;
}
static inline cpwi_tally *cpwi_counts_of(cpwi_engine *e, const cpwi_patient *x) {
  return &e->tally[(int64_t)x->stage * e->p->n.groups + x->group];
}

/* simple.c: 1 if that was all */
void cpwi_simple_come(cpwi_engine *e, int32_t i, int32_t to);
int cpwi_simple_end(cpwi_engine *e, int32_t i);

/* deadlock.c */
void cpwi_look_for_deadlock(cpwi_engine *e, int32_t stage);

/* caseload.c */
void cpwi_caseload_add(cpwi_engine *e, cpwi_room *r, int32_t i, double work);
void cpwi_caseload_update(cpwi_engine *e, cpwi_room *r);
void cpwi_caseload_plan(cpwi_engine *e, cpwi_room *r);
void cpwi_caseload_end(cpwi_engine *e, int32_t stage);

/* capacity.c */
void cpwi_capacity_begin(cpwi_engine *e);
void cpwi_capacity_change(cpwi_engine *e, int32_t stage);
void cpwi_shared_change(cpwi_engine *e, int32_t pool);
void cpwi_slot(cpwi_engine *e, int32_t stage);
int cpwi_shared_free(const cpwi_engine *e, const cpwi_room *r);
void cpwi_shared_take(cpwi_engine *e, const cpwi_room *r, int32_t sign);

/* arrivals.c */
void cpwi_arrivals_begin(cpwi_engine *e);
void cpwi_arrive(cpwi_engine *e, int32_t row);
void cpwi_open(cpwi_engine *e);

/* tally.c */
void cpwi_count_page(cpwi_engine *e, cpwi_waits *w, int64_t bucket);
static inline void cpwi_count_wait(cpwi_engine *e, cpwi_waits *w, double wait) {
  int64_t bucket = (int64_t)(cpwi_bits_of(wait) >> CPWI_BUCKET_SHIFT) - CPWI_BUCKET_FIRST;
  if (!e->counting) return;
  if (bucket <= 0) {
    w->zero++;
    return;
  }
  if (bucket >= CPWI_BUCKETS) bucket = CPWI_BUCKETS - 1;
  uint32_t page = w->page[(bucket - 1) / 128];
  if (CPWI_UNLIKELY(page == 0))
    cpwi_count_page(e, w, bucket);
  else
    e->page[page - 1][(bucket - 1) % 128]++;
}
void cpwi_pass_mark(cpwi_engine *e, double to);
void cpwi_close(cpwi_engine *e);
void cpwi_counts_begin(cpwi_engine *e);
void cpwi_group_moment(cpwi_engine *e, int32_t group);

/* forecast.c: what happens to the one whose forecast is wanted */
void cpwi_forecast_begins(cpwi_engine *e, int32_t stage);
void cpwi_forecast_leaves(cpwi_engine *e, int64_t exit);

/* prepare.c */
int32_t cpwi_events_take(cpwi_events *p, const cpw_pathway *pathway, const cpw_run *run,
                         cpw_error *err);
int32_t cpwi_events_options(cpwi_events *p, const cpw_pathway_events_options *options,
                            cpw_error *err);
void cpwi_events_free(cpwi_events *p);
int32_t cpwi_events_probabilities(const double *p, int64_t count, const char *where,
                                  cpw_error *err);

/* engine.c */
int32_t cpwi_engine_new(const cpwi_events *p, cpwi_engine **out, cpw_error *err);
void cpwi_engine_free(cpwi_engine *e);
int32_t cpwi_replicate(cpwi_engine *e, int64_t replication, cpw_error *err);

/* figures.c: the figures of a replication, in the order of this list */
enum {
  CPWI_G_ARRIVAL_RATE,
  CPWI_G_THROUGHPUT,
  CPWI_G_WAIT_MEAN,
  CPWI_G_WAIT_SD,
  CPWI_G_STAY_MEAN,
  CPWI_G_BLOCKED_TIME,
  CPWI_G_QUEUE_MEAN,
  CPWI_G_INSIDE_MEAN,
  CPWI_G_BLOCKED_MEAN,
  CPWI_G_OUTSIDE_MEAN,
  CPWI_G_WITHIN,
  CPWI_G_LEFT_RATE,
  CPWI_G_CHANGED_RATE,
  CPWI_G_TURNED_AWAY,
  CPWI_G_OVERFLOWED,
  CPWI_G_MISSED_RATE,
  CPWI_G_HARM_RATE,
  CPWI_G_CAPACITY_MEAN,
  CPWI_G_UTILISATION,
  CPWI_G_HEADROOM,
  CPWI_G_EXIT_RATE,
  CPWI_G_TIME_IN_SYSTEM,
  CPWI_G_NUMBER_IN_SYSTEM,
  CPWI_G_OPENING,
  CPWI_G_ENTERED,
  CPWI_G_LEFT,
  CPWI_G_CLOSING,
  CPWI_G_MOVED_IN,
  CPWI_G_MOVED_OUT,
  CPWI_G_POOL_USED,
  CPWI_G_POOL_CAPACITY,
  CPWI_G_EVENTS,
  CPWI_G_DEADLOCKS,
  CPWI_GS
};
typedef struct cpwi_named {
  const char *name, *unit, *description, *dimensions;
} cpwi_named;
extern const cpwi_named CPWI_NAMED[CPWI_GS];
/* figure k of a replication stands at at[k], of size[k]; row is their sum */
typedef struct cpwi_row_places {
  int64_t at[CPWI_GS], size[CPWI_GS], row;
} cpwi_row_places;
void cpwi_row_layout(const cpwi_events *p, cpwi_row_places *l);
void cpwi_figures(cpwi_engine *e, const cpwi_row_places *l, double *row);

#endif
