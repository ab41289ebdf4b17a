/* lib/waitlist/history.h - what the loaders of histories share: names to numbers, periods, the rows
 * that are asked for, and the draft in which counts are gathered before their shape is known.
 * Source: the contract of cpw_history_read. Leaves the formats to history.c and history_rtt.c. */
#ifndef CPWI_WAITLIST_HISTORY_H
#define CPWI_WAITLIST_HISTORY_H

#include "base/internal.h"
#include "carepath/table.h"
#include "carepath/waitlist.h"
#include "waitlist/internal.h"

/* Nobody waits longer than a century: a larger band is a damaged file, not a patient. */
#define CPWI_MOST_WEEKS  5218
#define CPWI_MOST_MONTHS 1200

/* -------- history_names.c: memory that is freed in one go, and texts numbered as they come. */
typedef struct cpwi_arena {
  const cpw_allocator *allocator;
  struct cpwi_chunk *chunk; /* the newest; it knows the one before */
} cpwi_arena;

/* count * size zeros, aligned for double, int64_t and pointers; NULL when memory is short. */
void *cpwi_arena_take(cpwi_arena *arena, size_t count, size_t size);
void cpwi_arena_free(cpwi_arena *arena);

typedef struct cpwi_name {
  const char *text; /* terminated; may hold NUL bytes of its own */
  size_t length;
  uint64_t hash;
} cpwi_name;

typedef struct cpwi_names {
  cpwi_arena *arena;
  cpwi_name *name; /* (count), room for `room` */
  int64_t count, room;
  int64_t *slot; /* (slots) number of a name, or -1; slots is a power of two */
  int64_t slots;
  int64_t last; /* the name that was asked for last; -1 before the first */
} cpwi_names;

void cpwi_names_init(cpwi_names *names, cpwi_arena *arena);
/* The number of a text, a new one if it is new; -1 when memory is short. */
int64_t cpwi_names_take(cpwi_names *names, const char *text, size_t length);
void cpwi_names_free(cpwi_names *names);

/* 1 if the bytes are UTF-8 (RFC 3629). */
int cpwi_is_utf8(const char *bytes, size_t count);

/* -------- history_periods.c: dates, their order and the step between them. */
typedef struct cpwi_period {
  const char *label;
  int64_t number; /* in order of first appearance */
  int64_t day;    /* days on the calendar; the month's last where only the month is known */
  int32_t year, month, day_of_month;
  int32_t dated; /* 1: 2024-05-31, 0: 2024-05 */
} cpwi_period;

/* 1 and the period if the text is 2024-05 or 2024-05-31, from 1900 on. */
int cpwi_period_parse(const char *text, size_t count, cpwi_period *out);

/* Sorts periods and checks that each is one step after the one before: a month, or a week where
 * weeks are allowed (dates 7 days apart). One period alone is a month. */
int32_t cpwi_periods_order(cpwi_period *period, int64_t count, int32_t weeks_allowed,
                           int32_t *weekly, const char *where, cpw_error *err);

/* -------- history_where.c: which rows are asked for. */
typedef struct cpwi_condition {
  const char *name, *value;
  size_t length; /* of value */
  int64_t column;
  int32_t matched; /* some row had that value */
} cpwi_condition;

typedef struct cpwi_where {
  cpwi_condition *condition; /* (count) those of one column beside each other */
  int64_t count;
} cpwi_where;

/* Reads "column=value;..." (NULL: no condition) against the columns of a table. */
int32_t cpwi_where_parse(cpwi_where *where, const char *text, const cpw_table *table,
                         cpwi_arena *arena, const char *function, cpw_error *err);
/* 1 if the current row meets one condition of every column that has any. */
int cpwi_where_keeps(cpwi_where *where, const cpw_table *table);
/* The error for a file of which no row is left. */
int32_t cpwi_where_fail_empty(const cpwi_where *where, const char *file, cpw_error *err);
/* A note of the conditions that no row has met, if there are any. */
int32_t cpwi_where_note(const cpwi_where *where, cpw_result *result, cpwi_arena *arena,
                        cpw_error *err);

/* -------- history_draft.c: counts by list, period and band, of any number, in any order. */
#define CPWI_KIND_WAITING     0
#define CPWI_KIND_COMPLETED   1
#define CPWI_KIND_ADMITTED    2
#define CPWI_KIND_NONADMITTED 3
#define CPWI_KIND_STARTS      4
#define CPWI_KIND_LEFT_OUT    5 /* patients with a decision to admit: some of those who wait */
#define CPWI_KIND_UNKNOWN     6

/* What a type of the tidy form counts. */
int32_t cpwi_kind_of(const char *text, size_t length);

typedef struct cpwi_cell {
  int64_t room;   /* bands */
  uint32_t kinds; /* bit k: something of kind k was given */
  double starts;
  double *treated, *waiting; /* (room) */
  uint64_t *seen;            /* four bits a band, one a kind */
} cpwi_cell;

typedef struct cpwi_draft {
  const cpw_allocator *allocator;
  const char *where; /* how errors call the input */
  cpwi_arena arena;
  cpwi_names lists;   /* keys: the labels of a list one after the other, each with its NUL */
  cpwi_names periods; /* texts */
  cpwi_period *period;
  int64_t period_room;
  struct cpwi_known_list *list;
  int64_t list_room;
  int64_t coordinates;
  const char *const *coordinate; /* (coordinates) their names */
  int64_t width;                 /* bands of the widest cell */
  uint32_t kinds;                /* of all cells together */
  char *key;                     /* the labels that were added */
  size_t key_length, key_room;
} cpwi_draft;

void cpwi_draft_init(cpwi_draft *draft, const cpw_allocator *allocator, const char *where);
void cpwi_draft_free(cpwi_draft *draft);

/* The next label of a list, in the order of the coordinates; 0 when memory is short. */
int cpwi_draft_add_label(cpwi_draft *draft, const char *text, size_t length);
/* The number of the list that has the labels added since the last call; -1 when memory is short. */
int64_t cpwi_draft_list(cpwi_draft *draft);
/* The number of a period by its text; -1 when memory is short, -2 if it is none. */
int64_t cpwi_draft_period(cpwi_draft *draft, const char *text, size_t count);
/* What is known of a list in a period, with room for `bands`; NULL when memory is short. */
cpwi_cell *cpwi_draft_cell(cpwi_draft *draft, int64_t list, int64_t period, int64_t bands);

/* A list, or with stages its two: before the decision to admit, and from it on. */
typedef struct cpwi_pair {
  int64_t list[2]; /* list[1] is -1 without stages */
} cpwi_pair;
/* The numbers of the lists that have the labels added since the last call; -1 when memory is short. */
cpwi_pair cpwi_draft_place(cpwi_draft *draft, int32_t stages);
/* To which stage a kind belongs, and as what it counts there. */
int32_t cpwi_stage_of(int32_t *kind);
/* The cell of a stage; those of both are made, so that neither lacks the period. */
cpwi_cell *cpwi_draft_stage_cell(cpwi_draft *draft, cpwi_pair place, int32_t stage, int64_t period,
                                 int64_t bands);
/* Name of the coordinate that tells the stages apart. */
#define CPWI_STAGE "stage"
/* Adds people: 1, or 0 if that band (or the starts) was given before. The room must be there. */
int cpwi_cell_give(cpwi_cell *cell, int32_t kind, int64_t band, double people);
/* "org=RBD, specialty=Cardiology" */
cpwi_label cpwi_draft_label(const cpwi_draft *draft, int64_t list);

/* What a draft is turned into. */
typedef struct cpwi_shape {
  int64_t bands;         /* >= 1; people beyond go to the last one */
  const double *lower;   /* (bands) lower edges in units; NULL: 0, 1, 2, ... */
  double unit_weeks;     /* weeks in a unit */
  int32_t weeks_allowed; /* a period may be a week; otherwise it is a month */
  int32_t missing;       /* CPW_MISSING_... */
  int32_t stages; /* 1: lists come in pairs, the people of the second among those of the first */
  int32_t starts_elsewhere; /* 1: rows that are not kept have clock starts: none here is no fault */
  const char *source;       /* the note */
} cpwi_shape;

/* The history as a result: periods in order, lists that lack one refused, filled or left out. */
int32_t cpwi_draft_finish(cpwi_draft *draft, const cpwi_shape *shape, cpw_result **out,
                          cpw_error *err);

/* Options of any age, checked. */
int32_t cpwi_take_history_options(cpw_history_options *known, const cpw_history_options *given,
                                  const char *where, cpw_error *err);

#endif
