/* lib/system_organisations/reorganise.h - a reorganisation in the making: who receives what part of whom, old rows
 * shared out into new ones, and what was there before and after. */
#ifndef CPWI_SYSTEM_ORGANISATIONS_REORGANISE_H
#define CPWI_SYSTEM_ORGANISATIONS_REORGANISE_H

#include "system_organisations/internal.h"

/* Tables of the conservation report. */
#define CPWI_KEPT_PEOPLE     0
#define CPWI_KEPT_WAITING    1
#define CPWI_KEPT_STARTS     2
#define CPWI_KEPT_TREATMENTS 3
#define CPWI_KEPT_LIMITS     4
#define CPWI_KEPT_OVERHEAD   5
#define CPWI_KEPT_PAYMENTS   6
#define CPWI_KEPT_MINIMUM    7
#define CPWI_KEPT_VOTES      8
#define CPWI_KEPT            9

/* What an organisation keeps or gives to another one. */
typedef struct cpwi_reorg_part {
  int64_t to;
  double share;
} cpwi_reorg_part;

typedef struct cpwi_reorg_kept {
  cpw_exact_sum given, before, after; /* rows as given, rows as they were taken, new rows */
} cpwi_reorg_kept;

typedef struct cpwi_reorg {
  cpw_system s;
  cpw_system_change c;
  const char *where;
  const cpw_allocator *a;
  int64_t *
      first; /* (organisations + groups + 1): of each organisation, then of each group of handovers */
  int64_t groups;
  int64_t (*group)[2]; /* (groups) organisation and area, in order */
  cpwi_reorg_part
      *part;     /* by giver; receivers by id, the giver itself among them for what it keeps */
  int64_t *rank; /* (organisations) by id */
  int64_t *parent, *ends, *receives; /* (organisations) */
  int64_t widest;                    /* most parts of one organisation */
  double *weight;                    /* (widest) work */
  int64_t *whole;                    /* (widest) work */
  cpwi_reorg_kept kept[CPWI_KEPT];
  cpw_system_footprint *footprint; /* (footprints) the new rows, for counting people */
  int64_t footprints;
  cpw_result *r;
} cpwi_reorg;

static inline int64_t cpwi_reorg_parts(const cpwi_reorg *k, int64_t organisation) {
  return k->first[organisation + 1] - k->first[organisation];
}
/* 1 where an organisation keeps all that it has */
static inline int cpwi_reorg_stays(const cpwi_reorg *k, int64_t organisation) {
  return cpwi_reorg_parts(k, organisation) == 1 &&
         k->part[k->first[organisation]].to == organisation; /* a group of handovers never does */
}

/* parts by receivers' ids */
int cpwi_reorg_by_rank(const void *context, const void *a, const void *b);
/* -------- reorganise_parts.c: checks, who receives what, the new tree. */
int32_t cpwi_reorg_take(cpwi_reorg *k, cpw_error *err);
void cpwi_reorg_drop(cpwi_reorg *k);
/* reorganise_areas.c: parts of areas with handovers; the number of a group, or the organisation where there is none. */
int32_t cpwi_reorg_areas(cpwi_reorg *k, cpw_error *err);
int64_t cpwi_reorg_group(const cpwi_reorg *k, int64_t organisation, int64_t area);
/* A whole number shared out over the parts of an organisation by largest remainders, into k->whole. */
int32_t cpwi_reorg_split(cpwi_reorg *k, int64_t organisation, int64_t amount, cpw_error *err);

/* -------- the grid: amounts as whole multiples of 2^exponent, of which all together are below 2^52. */
int cpwi_reorg_grid(const cpw_exact_sum *sum);
static inline int64_t cpwi_reorg_steps(double x, int exponent) {
  return (int64_t)rint(ldexp(x, -exponent));
}
static inline double cpwi_reorg_amount(int64_t steps, int exponent) {
  return ldexp((double)steps, exponent);
}

/* -------- reorganise_slots.c: new rows of a table: an old row and a part of its organisation are one slot. */
typedef struct cpwi_reorg_slots {
  int64_t count, rows; /* slots, and new rows */
  int64_t *first;      /* (old rows + 1) slots of an old row; none: it is left out */
  int64_t *row;        /* (slots) the new row */
  int64_t (*key)[4];   /* (rows) receiver, and three numbers more that make rows one */
  int64_t *old;        /* (rows) the old row that it is, untouched; -1 */
} cpwi_reorg_slots;
/* Keys of an old row, the organisation first; 0: it is left out. */
typedef int (*cpwi_reorg_key)(const cpwi_reorg *k, int64_t row, int64_t *key);
int32_t cpwi_reorg_slots_make(const cpwi_reorg *k, int64_t rows, cpwi_reorg_key key,
                              cpwi_reorg_slots *slots, cpw_error *err);
void cpwi_reorg_slots_drop(const cpwi_reorg *k, cpwi_reorg_slots *slots);

/* -------- each writes its table into the result and what it keeps into k->kept. */
int32_t cpwi_reorg_footprints(cpwi_reorg *k, cpw_error *err); /* reorganise_people.c */
int32_t cpwi_reorg_people(cpwi_reorg *k, cpw_error *err);
int32_t cpwi_reorg_lists(cpwi_reorg *k, cpw_error *err);    /* reorganise_lists.c */
int32_t cpwi_reorg_capacity(cpwi_reorg *k, cpw_error *err); /* reorganise_capacity.c */
int32_t cpwi_reorg_limits(cpwi_reorg *k, cpw_error *err);
int32_t cpwi_reorg_money(cpwi_reorg *k, cpw_error *err); /* reorganise_money.c */

#endif
