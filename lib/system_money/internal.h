/* lib/system_money/internal.h - what the files of the module share: the rows put in order (take, order), the money as
 * it flows, with the source of every pound (flow), and the books that are made of it (books, report). */
#ifndef CPWI_SYSTEM_MONEY_INTERNAL_H
#define CPWI_SYSTEM_MONEY_INTERNAL_H

#include "base/internal.h"
#include "carepath/payment.h"
#include "carepath/system_money.h"
#include "ledger/decimal.h"

/* The most that may flow in all: sums of two never overflow. */
#define CPWI_MONEY_MOST (INT64_C(1) << 62)
/* The fence of money that is for any line. */
#define CPWI_MONEY_GENERAL (-1)

/* Money of one fund under one fence. Its parts by source stand in `part`. */
typedef struct cpwi_money_bucket {
  int64_t amount;
  int64_t fence; /* rank of the line, or CPWI_MONEY_GENERAL */
  int64_t next;  /* the next of the fund, of a greater fence; -1: none */
} cpwi_money_bucket;

typedef struct cpwi_money_fund {
  int64_t opening, in, leaked, overhead, out, closing, fenced;
} cpwi_money_fund;

typedef struct cpwi_money_payment {
  int64_t due, paid, from_fence, transaction;
} cpwi_money_payment;

typedef struct cpwi_money_organisation {
  int64_t received, spent, due, paid, earned;
  double cost;
  int64_t regimes; /* payments under a regime */
} cpwi_money_organisation;

/* What may become of an entry's text. */
#define CPWI_MONEY_BROUGHT     0
#define CPWI_MONEY_LEAK        1
#define CPWI_MONEY_OVERHEAD    2
#define CPWI_MONEY_PAYMENT     3
#define CPWI_MONEY_TRANSACTION 4
typedef struct cpwi_money_entry {
  int64_t kind, year;
  int64_t fund;   /* it goes out of, or comes into where it is brought */
  int64_t to;     /* fund, or organisation of an overhead */
  int64_t amount; /* > 0 */
} cpwi_money_entry;

typedef struct cpwi_money {
  cpw_system given;
  const cpw_system *s; /* it */
  cpw_system_money_options o;
  const cpw_allocator *a;
  const char *where;
  int64_t funds, payments, organisations, units, years;
  int64_t sources;   /* funds that are sources */
  int64_t *source;   /* (sources) by id */
  int64_t *at;       /* (funds) its number among the sources, or -1 */
  int64_t *rank;     /* (funds) by id */
  int64_t *line;     /* (funds) rank of the line by its text, 0 for none */
  int64_t *order;    /* (funds) payers before payees, ties by id */
  int64_t *first;    /* (funds + 1) where its payments begin in `row` */
  int64_t *row;      /* (payments) by payer, then canonical */
  int64_t *brought;  /* (sources) a year */
  int64_t *overhead; /* (years, organisations) owed */
  double *planned;   /* (payments) cost of the planned activity */
  /* the money that is where */
  cpwi_money_bucket *bucket;
  int64_t *part; /* (buckets, sources) */
  int64_t buckets, room;
  int64_t *hold, *arrive; /* (funds) first bucket, -1: none */
  int64_t *moved;         /* (sources) on its way */
  /* room for one fund's payments: (most of a fund) */
  int64_t *due, *fenced, *general, *lack;
  double *weight;
  /* where it ended, by source: (funds or organisations, sources) */
  int64_t *spent, *leaked, *transacted, *overhead_ended;
  /* what happened */
  cpwi_money_fund *fund;         /* (years, funds) */
  cpwi_money_payment *payment;   /* (years, payments) */
  cpwi_money_organisation *body; /* (years, organisations) */
  cpwi_money_entry *entry;
  int64_t entries, entry_room;
} cpwi_money;

/* ---- options.c */
cpw_system_money_options cpwi_money_defaults(void);
/* Options of any age, checked against a system whose money was checked. */
int32_t cpwi_money_take_options(cpwi_money *m, const cpw_system_money_options *given,
                                cpw_error *err);
/* Preset of a regime: its number in cpw_system_regime_name, or -1. */
int64_t cpwi_money_regime(const char *name);

/* ---- check.c: the rows that money needs, with the first that is wrong. */
int32_t cpwi_money_check_system(const cpw_system *s, const char *where, cpw_error *err);
int32_t cpwi_money_check_units(const cpw_system *s, const char *where, cpw_error *err);
double cpwi_money_unit_cost(const cpw_system *s, int64_t unit);
/* Treatments a year that a capacity row plans: a week x the mean of its calendar x weeks of a year. */
double cpwi_money_planned(const cpw_system *s, int64_t unit);
/* "" for NULL. */
static inline const char *cpwi_money_text(const char *text) {
  return text ? text : "";
}

/* ---- take.c: memory and order. */
int32_t cpwi_money_take(cpwi_money *m, const cpw_system *s, const cpw_system_money_options *o,
                        const char *where, cpw_error *err);
void cpwi_money_free(cpwi_money *m);
/* ---- order.c */
int32_t cpwi_money_sort(cpwi_money *m, cpw_error *err);

/* ---- regime.c: what payments owe by activity. */
int32_t cpwi_money_plan(cpwi_money *m, cpw_error *err);
const char *cpwi_money_regime_of(const cpwi_money *m, int64_t payment);
int cpwi_money_counts(const char *regime); /* activity changes what it pays */
/* Turns m->due of the payments of a fund (amounts at plan) into what they earn. */
int32_t cpwi_money_earn(cpwi_money *m, int64_t fund, int64_t year, cpw_error *err);
/* Treatments of a unit in a year (-1: as planned). */
double cpwi_money_treatments(const cpwi_money *m, int64_t unit, int64_t year);

/* ---- buckets.c: money with its sources. -1: no memory. */
int64_t cpwi_money_bucket_of(cpwi_money *m, int64_t *head, int64_t fence);
int64_t cpwi_money_held(const cpwi_money *m, int64_t head, int64_t fence);
int64_t cpwi_money_sum(const cpwi_money *m, int64_t head);
/* Takes an amount out of a bucket: its parts by source to m->moved. */
int32_t cpwi_money_draw(cpwi_money *m, int64_t bucket, int64_t amount, cpw_error *err);
/* Adds m->moved. */
void cpwi_money_add(const cpwi_money *m, int64_t *parts);
int32_t cpwi_money_put(cpwi_money *m, int64_t *head, int64_t fence, int64_t amount, cpw_error *err);

/* ---- flow.c: all years. */
int32_t cpwi_money_flow(cpwi_money *m, cpw_error *err);
int32_t cpwi_money_note(cpwi_money *m, int64_t kind, int64_t year, int64_t fund, int64_t to,
                        int64_t amount, cpw_error *err);
/* All of these: what the functions of the header begin with. */
int32_t cpwi_money_run(cpwi_money *m, const cpw_system *s, const cpw_system_money_options *o,
                       const char *where, cpw_error *err);

/* ---- books.c, report.c */
const char *cpwi_money_place(const cpw_system *s, int64_t organisation);
const char *cpwi_money_owner(const cpw_system *s, int64_t fund); /* id of the organisation, "" */
/* "leak X": the caller releases it; NULL: no memory. */
char *cpwi_money_account(const cpw_allocator *a, const char *prefix, const char *id);
int32_t cpwi_money_books(const cpwi_money *m, cpw_ledger **out, cpw_error *err);
int32_t cpwi_money_report(const cpwi_money *m, cpw_result **out, cpw_error *err);

typedef struct cpwi_money_totals {
  int64_t opening, in, spend, overhead, leak, transactions, retained, shortfall;
} cpwi_money_totals;
void cpwi_money_year(const cpwi_money *m, int64_t year, cpwi_money_totals *t);

#endif
