/* equity.h - the command `carepath equity`: a file, a measure, its findings, and how they are shown. */
#ifndef CAREPATH_CLI_EQUITY_H
#define CAREPATH_CLI_EQUITY_H

#include "args.h"
#include "say.h"
#include "settings.h"

#include <carepath.h>

/* The measure's own command "equity NAME" with the columns and options that it takes; it stays as it
 * is until the next call. DONE, or USAGE after saying which measure may be meant. */
int equity_part(const char *word, const command **found);
void put_equity_manual(buffer *b);

/* ---------------------------------------------------------------- the file */

/* Texts that are numbered in the order in which they come. */
typedef struct label_list {
  int64_t count, room;
  char **text;
  int64_t *slot; /* hash table of twice the room: number + 1, or 0 */
} label_list;

/* The columns of a file that a measure takes. */
typedef struct frame {
  int64_t rows, room;
  double *number[COLUMN_COUNT]; /* (rows) of the columns that are numbers; NULL: not there */
  int64_t *code[COLUMN_COUNT];  /* (rows) number of the label; -1: empty or unknown */
  label_list labels[COLUMN_COUNT];
  char *name[COLUMN_COUNT]; /* as in the header */
  int taken[COLUMN_COUNT];  /* 1: the column is there */
  int64_t *line;            /* (rows) */
} frame;

enum { MOST_USES = 12, MOST_OWN_GROUPS = 4 };
enum { MAY, MUST, NAMED };

typedef struct column_use {
  int column, need; /* MAY, MUST, or NAMED: only where its option names it */
} column_use;

struct equity;

typedef struct equity_measure {
  const char *name, *summary, *description, *examples;
  column_use uses[MOST_USES]; /* the last has need -1 */
  int use_count;
  const option_group *groups[MOST_OWN_GROUPS];
  int (*run)(struct equity *e);
  int keeps_unknown; /* 1: rows of unknown group are wanted */
} equity_measure;

extern const equity_measure equity_measures[];
extern const int equity_measure_count;

/* ---------------------------------------------------------------- the findings */

enum { MOST_CONFIDENCES = 4, CURVE_POINTS = 51 };

/* What small numbers do to a finding of a group. */
enum { ROLE_VALUE, ROLE_PEOPLE, ROLE_CASES, ROLE_RATE, ROLE_DERIVED };

typedef struct finding {
  int64_t area, row; /* row: group, unit, point; -1: of the whole area */
  const char *name;  /* for machines, static */
  const char *words; /* for people, static */
  const char *unit;  /* "", "share", "people", "p", "unit" (of the value) */
  double estimate, se;
  int limits; /* 0: none; 1: at the levels; 2: bounds, in the first place */
  int role;
  double lower[MOST_CONFIDENCES], upper[MOST_CONFIDENCES];
  phrase note;
} finding;

typedef struct equity {
  const settings *set;
  const equity_settings *opt;
  const equity_measure *measure;
  struct model *record; /* the file, for the page */
  frame f;
  int levels;
  double level[MOST_CONFIDENCES];

  /* groups of areas, one number a cell (area * groups + group) */
  int64_t areas, groups;
  double *value, *population, *se, *lower, *upper, *variance, *cases;
  int64_t *line; /* of the first row; 0: no row */
  int by_person; /* several rows a group: the cells are means */
  int has_population;

  finding *item;
  int64_t count, room;
  int failed;
  char **row_label; /* (rows_labelled) what the rows of the findings are */
  int64_t rows_labelled;
  const char *row_word;    /* "group", "unit", "point", "share" */
  double *people, *events; /* (areas, rows_labelled) for small numbers; NULL: not known */
  buffer says, notes;      /* sentences, each ended by \n */
  cpw_result *result;      /* of what the page draws more of */
  const char *bounds_word; /* heading of limits that have no level; NULL: "least to greatest" */
  double *curve;           /* (areas, CURVE_POINTS) concentration curves for the page, or NULL */
  int64_t withheld;        /* findings that small numbers took away */
  int64_t *hidden; /* (areas, groups) why a count is withheld, 0: it is shown; NULL: all are */
  phrase title;
} equity;

/* equity_frame.c */
int frame_read(equity *e);
int frame_reserve(frame *f);                                          /* room for one more row */
int64_t label_number(label_list *l, const char *text, size_t length); /* -1: no memory */
void frame_free(frame *f);
const char *column_option(int column); /* "value": its option without dashes */
const char *column_meaning(int column);
const char *column_default(int column); /* first default name */
int label_find(const label_list *l, const char *text, int64_t *number);

/* equity_history.c: a waiting list by time waited in place of people. */
struct input;
int is_history(const equity *e, const struct input *in);
int frame_from_history(equity *e, struct input *in);

/* equity_cells.c: the rows by area and group. */
int make_cells(equity *e);
/* The group an option names, or `otherwise`. DONE or USAGE. */
int named_group(const equity *e, const char *option, const char *label, int64_t otherwise,
                int64_t *out);

/* equity_answer.c */
void *equity_array(int64_t count, size_t size);
finding *add_finding(equity *e, int64_t area, int64_t row, const char *name, const char *words,
                     const char *unit, double estimate);
void add_limits(const equity *e, finding *f, int level, double lower, double upper);
void add_normal_limits(const equity *e, finding *f, double se);
const finding *find_finding(const equity *e, int64_t area, int64_t row, const char *name);
int label_rows(equity *e, const char *word, char *const *labels, int64_t count);
void e_say(equity *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
void e_note(equity *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
phrase figure_words(double value, const char *unit);
phrase level_words(double level); /* "95 %" */
phrase limits_words(const finding *f, int level);
const char *area_label(const equity *e, int64_t area);
int is_one_area(const equity *e);
/* The library refused something of a row or of an option. */
int refuse_row(const equity *e, const cpw_error *err);
int refuse_cell(const equity *e, const cpw_error *err, int64_t cell);
int refuse(const equity *e, const cpw_error *err);

/* equity_suppress.c, equity_print.c, equity_page.c */
int suppress_small(equity *e);
/* Whether small numbers are to be dealt with. */
int is_suppressing(const equity *e);
/* Counts by area and group become what may be published of them, before anything is computed of them:
 * rounded, 0 where withheld (e->hidden says why). `cases` may be NULL. */
int disclose_counts(equity *e, double *people, double *cases);
phrase hidden_words(const equity *e, int64_t cell); /* "" where it is shown */
int print_findings(const equity *e);
/* As tables for people; caption NULL: text, else HTML. */
void put_whole(buffer *b, const equity *e, const char *caption);
void put_rows(buffer *b, const equity *e, const char *caption);
int write_equity_page(const equity *e);

/* equity_charts.c */
struct figure;
void put_equity_figures(buffer *out, const equity *e);

/* The measures. */
int set_funnel(const equity *e, cpw_rates_funnel_options *o);
int concentration_of_cells(equity *e);
int dispersion_of_cells(equity *e);
int run_gaps(equity *e);
int run_slope(equity *e);
int run_concentration(equity *e);
int run_curve(equity *e);
int run_dispersion(equity *e);
int run_decompose(equity *e);
int run_all(equity *e);
int run_missing(equity *e);
int run_equity_waits(equity *e);
int run_adjusted(equity *e);
int run_equity_rates(equity *e);
int run_funnel(equity *e);
int run_xmr(equity *e);
int run_dcea(equity *e);

int run_measure(const void *settings);

#endif
