/* allocate_page.h - pages with charts of what `carepath allocate` found. */
#ifndef CAREPATH_CLI_ALLOCATE_PAGE_H
#define CAREPATH_CLI_ALLOCATE_PAGE_H

#include "allocate.h"

/* Fair shares: a bar for each, and (distance != NULL) how far each is from its own. */
int shares_page(const settings *set, const answer *a, const sheet *rows, const int64_t *target,
                const double *distance);
/* Pace of change: the waterfall from opening to closing, distances before and after. */
int pace_page(const settings *set, const answer *a, const sheet *rows, const cpw_result *path,
              int64_t n, int64_t years);
/* Response curves with the chosen points; who gets what by group and deprivation. */
int optimise_page(const settings *set, const answer *a, const sheet *rows,
                  const cpw_budget_problem *problem, const double *spend,
                  const cpw_budget_answer *found);

/* What every page has: title and lead, the table, sources (one or two files) and the record. */
void page_start(buffer *out, const settings *set, const answer *a, const char *title);
void section_table(buffer *out, const answer *a, const char *caption);
void section_records(buffer *out, const settings *set, const sheet *const *files, int count);

/* A chart of a page of bars: a bar for each row, and a mark to hold it against. */
typedef struct bars {
  const char *id, *title, *reading;
  int64_t rows;
  const char *const *name; /* (rows) */
  const int64_t *amount;   /* (rows) NO_MONEY: none */
  const int64_t *mark;     /* (rows) NULL: none */
  const int32_t *chosen;   /* (rows) 0: in grey; NULL: all are */
  const answer *table;     /* shown below; NULL: what another chart has shown already */
  int ranked;              /* 1: the greatest first; 0: as they stand */
} bars;
/* Charts of bars, each with its table, for parts that have no page of their own. */
int bars_page(const settings *set, const answer *a, const sheet *const *files, int file_count,
              const char *title, const bars *chart, int count);

#endif
