/* systems.h - the command `carepath system`: a folder, its scenarios run, and what they say. */
#ifndef CAREPATH_CLI_SYSTEMS_H
#define CAREPATH_CLI_SYSTEMS_H

#include "answer.h"
#include "model.h"
#include "say.h"
#include "settings.h"

#include <carepath.h>

enum { SYSTEM_FILES = 40, MOST_CASES = 12, MOST_MORE = 32 };

/* A system as it was read. */
typedef struct system_folder {
  const char *path;
  cpw_system_book *book; /* NULL: it has errors */
  const cpw_system *s;
  cpw_result *report; /* its problems */
  int64_t errors, warnings;
  source_record source[SYSTEM_FILES]; /* for the record of the page */
  int sources;
} system_folder;

/* A scenario and what came of it; the baseline without any has no name but "the system as it is". */
typedef struct system_case {
  int32_t scenario; /* CPW_NONE: as it is */
  const char *id, *name;
  cpw_result *result;
} system_case;

typedef struct system_runs {
  const settings *set;
  system_folder f;
  int32_t more[MOST_MORE]; /* --policy */
  int more_count;
  system_case of[MOST_CASES];
  int count;
} system_runs;

/* People and money of one row of the figures, added up. */
typedef struct tally {
  double opening, starts, treated, removed, closing; /* people */
  double moved_in, moved_out;                        /* people, from and to other units */
  double within, over_52;                            /* people at the end */
  double waited, treated_weeks, unmet, harm, gain, spend;
} tally;

/* Rows of figures by organisation, service, ...; row r is called name[r]. */
typedef struct tallies {
  int by;
  int64_t rows;
  const char **name;
  phrase *text; /* of names that are put together */
  tally *of;
  tally all;
} tallies;

/* system_open.c: DONE, or a code after saying why; problems on stderr unless `quietly`. */
int system_open(system_folder *f, const char *path, int quietly, int digested);
void system_close(system_folder *f);
/* One problem of the report as "FILE:LINE: column C: what". */
void put_problem(buffer *b, const system_folder *f, int64_t problem);
const char *label_of(const cpw_array *a, int64_t dimension, const char *coordinate, int64_t at);
const char *organisation_name(const cpw_system *s, int32_t organisation);
const char *service_name(const cpw_system *s, int32_t service);
const char *group_name(const cpw_system *s, int64_t group);
phrase system_date(const cpw_system *s, double week);

/* system_cases.c */
int choose_cases(system_runs *r, const settings *set, int all);
int run_cases(system_runs *r);
void free_cases(system_runs *r);

/* system_tally.c: 0: no memory */
int tallies_of(tallies *t, const system_runs *r, const cpw_result *result, int by);
void tallies_end(tallies *t);
double tally_share(const tally *t);     /* of the list at the end within the standard */
double tally_mean_wait(const tally *t); /* weeks, of the treated */
/* Mean wait of the first group less that of the last; NaN with one group. */
double wait_gap(const system_runs *r, const cpw_result *result);
/* The same within each unit, weighed by the people treated there: same place, same service. */
double like_gap(const system_runs *r, const cpw_result *result);

/* A figure of a tally, for tables that show one. */
typedef struct system_figure {
  const char *name, *heading, *unit;
  int show; /* SHOW_... */
  double (*of)(const tally *t);
} system_figure;
enum { SYSTEM_FIGURES = 15 };
extern const system_figure system_figures[SYSTEM_FIGURES];
phrase tally_words(const system_figure *f, double value);
phrase tally_change(const system_figure *f, double value); /* with its sign */

/* What the figures rest on: the engine's notes and the folder's own sources. */
void put_basis(buffer *b, const system_runs *r);
void put_run_heading(buffer *b, const system_runs *r, const system_case *c);

int run_system_check(const settings *set);
int run_system_run(const settings *set);
int run_system_compare(const settings *set);
int run_system_allocate(const settings *set);
int run_system_frontier(const settings *set);
int run_system_stress(const settings *set);
int run_system_report(const settings *set);

/* system_page.c: the page of the cases, to `path` */
int system_page(const system_runs *r, const char *path);
/* system_charts.c */
void figures_over_time(buffer *out, const system_runs *r);
void figure_by_group(buffer *out, const system_runs *r);
void figure_by_place(buffer *out, const system_runs *r);

/* system_options.c */
int run_system(const void *settings);
int system_part_named(const char *word, const command **found);
void put_system_manual(buffer *b);

#endif
