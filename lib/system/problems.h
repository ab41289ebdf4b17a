/* lib/system/problems.h - what is wrong with a system: a list that grows, and the result made of it. */
#ifndef CPWI_SYSTEM_PROBLEMS_H
#define CPWI_SYSTEM_PROBLEMS_H

#include "system/catalogue.h"

/* Rules, by which problems are told apart. */
enum {
  CPWI_RULE_DOMAIN,      /* a value that may not be */
  CPWI_RULE_NEEDED,      /* nothing where something must be */
  CPWI_RULE_REFERENCE,   /* a row that is not there */
  CPWI_RULE_UNIQUE,      /* an id twice */
  CPWI_RULE_TWICE,       /* rows that say the same thing twice */
  CPWI_RULE_DATES,       /* an end before the beginning */
  CPWI_RULE_CYCLE,       /* what leads back to itself */
  CPWI_RULE_TREE,        /* outside of all trees, or without a parent in time */
  CPWI_RULE_FOOTPRINT,   /* people in two systems, or in none */
  CPWI_RULE_SHARES,      /* shares over 1 */
  CPWI_RULE_CAPACITY,    /* what needs a capacity that is not there */
  CPWI_RULE_EFFECT,      /* an effect that cannot be */
  CPWI_RULE_PROMISED,    /* capacity promised twice */
  CPWI_RULE_CONTRIBUTOR, /* a pool into which nobody pays */
  CPWI_RULE_PATHWAY,     /* a network that is not valid */
  CPWI_RULE_UNUSED,      /* something that nothing comes of */
  CPWI_RULE_FORMAT,      /* files: not CSV, not a number, ... */
  CPWI_RULE_COLUMN,      /* files: a column that is unknown, missing, twice */
  CPWI_RULE_FILE,        /* files: unknown, missing */
  CPWI_PROBLEM_RULES
};

/* Problems of one rule in one table that are told one by one; the others are counted. */
#define CPWI_MOST_PROBLEMS 1000

typedef struct cpwi_problem {
  int32_t table; /* CPW_SYSTEM_TABLES: none of them */
  int32_t rule, severity, code;
  int64_t row;       /* -1: the table */
  const char *field; /* static, or "" */
  char *message;     /* owned; without the place */
  char *file;        /* owned; NULL: that of the table */
  int64_t line;      /* 0: none */
  int64_t column;    /* field of the line, from 1; 0: none */
  int64_t other;     /* the row that it contradicts; -1: none */
  int64_t other_line;
} cpwi_problem;

/* Where a problem is. */
typedef struct cpwi_place {
  int32_t table, rule;
  int64_t row;
  const char *field; /* static */
} cpwi_place;

typedef struct cpwi_problems {
  const cpw_allocator *allocator;
  const cpw_system *system; /* whose rows are meant, for their ids; NULL: unknown */
  cpwi_problem *item;
  int64_t count, room, errors, warnings;
  int64_t told[CPW_SYSTEM_TABLES + 1][CPWI_PROBLEM_RULES][2];
  int32_t failed; /* no memory: nothing is added any more */
  int32_t files;  /* 1: places are files and lines */
  int (*silent)(const void *context, const cpwi_place *at); /* 1: it is not told; NULL: all are */
  const void *context;
} cpwi_problems;

void cpwi_problems_free(cpwi_problems *p);

/* Adds an error; a warning. Sticky: when memory is short `failed` is set. The problem added, or NULL. */
cpwi_problem *cpwi_wrong(cpwi_problems *p, cpwi_place at, const char *fmt, ...) CPWI_PRINTF(3, 4);
cpwi_problem *cpwi_oddity(cpwi_problems *p, cpwi_place at, const char *fmt, ...) CPWI_PRINTF(3, 4);

/* The row that a problem contradicts; q may be NULL. */
void cpwi_problem_with(cpwi_problem *q, int64_t row);

/* In the order of tables and rows, what was not told one by one added up. */
void cpwi_problems_finish(cpwi_problems *p);

/* "lists row 7", "organisations row 2 \"RBD\"", "lists.csv line 8, field 3 (group)". */
typedef struct cpwi_place_text {
  char text[192];
} cpwi_place_text;
cpwi_place_text cpwi_problem_place(const cpwi_problems *p, const cpwi_problem *q);

/* " (row 3)", " (line 4)" or "". */
cpwi_place_text cpwi_problem_other(const cpwi_problems *p, const cpwi_problem *q);

/* The result of cpw_system_check; with `files` that of cpw_system_read. The problems are finished. */
int32_t cpwi_problems_result(const cpwi_problems *p, cpw_result **out, const char *where,
                             cpw_error *err);
/* The first error as an error, and how many there are. */
int32_t cpwi_problems_first(const cpwi_problems *p, const char *where, cpw_error *err);

/* A text for a message: quoted, and short. */
typedef struct cpwi_quoted {
  char text[64];
} cpwi_quoted;
cpwi_quoted cpwi_quote(const char *text);
/* A row's id for a message, or its number where it has none. */
cpwi_quoted cpwi_quote_row(const cpw_system *system, int64_t table, int64_t row);

#endif
