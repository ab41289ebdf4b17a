/* allocate.h - the command `carepath allocate`: a file, a part, what each row gets, and how it is shown. */
#ifndef CAREPATH_CLI_ALLOCATE_H
#define CAREPATH_CLI_ALLOCATE_H

#include "answer.h"
#include "args.h"
#include "say.h"
#include "settings.h"
#include "sheet.h"

enum { MOST_PART_GROUPS = 4 };

typedef struct allocate_part {
  const char *name, *summary, *arguments, *description, *examples;
  sheet_use uses[SHEET_MOST];
  int use_count;
  const option_group *groups[MOST_PART_GROUPS];
  /* `rows` are read already; what it prints, and its exit code */
  int (*run)(const settings *set, sheet *rows);
} allocate_part;

extern const sheet_kind allocate_kinds[];
extern const sheet_alias allocate_aliases[];
extern const allocate_part allocate_parts[];
extern const int allocate_part_count;

/* The part's own command "allocate NAME"; it stays as it is until the next call. DONE, or USAGE. */
int allocate_part_named(const char *word, const command **found);
void put_allocate_manual(buffer *b);
int run_allocate_part(const void *settings);

/* ---------------------------------------------------------------- shared by the parts */

/* The budget, which must have been given: DONE, or USAGE after saying so. */
int need_budget(const settings *set, const char *what);

/* It must not be negative. */
int need_positive(const settings *set);

/* A column of numbers or money, where it is there: not below 0, or (above) not 0 either. */
int check_column_from_zero(const sheet *rows, int kind, int above);

int run_shares(const settings *set, sheet *rows);
int run_pace(const settings *set, sheet *rows);
int run_pool(const settings *set, sheet *rows);
int run_down(const settings *set, sheet *rows);
int run_claims(const settings *set, sheet *rows);
int run_optimise(const settings *set, sheet *rows);
int run_choose(const settings *set, sheet *rows);

#endif
