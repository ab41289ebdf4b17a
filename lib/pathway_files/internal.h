/* lib/pathway_files/internal.h - the files of a network: their columns, the words for its choices, and the state of
 * one being read. */
#ifndef CPWI_PATHWAY_FILES_INTERNAL_H
#define CPWI_PATHWAY_FILES_INTERNAL_H

#include "carepath/pathway_files.h"
#include "carepath/table.h"

#include "pathway/network.h"
#include "pathway_files/hint.h"

enum {
  CPWI_FILE_SETTINGS,
  CPWI_FILE_STAGES,
  CPWI_FILE_GROUPS,
  CPWI_FILE_ROUTES,
  CPWI_FILE_ARRIVALS,
  CPWI_FILE_TRACES,
  CPWI_FILE_DURATIONS,
  CPWI_FILE_EMPIRICAL,
  CPWI_FILE_CHANGES,
  CPWI_FILE_CALENDARS,
  CPWI_FILE_POOLS,
  CPWI_FILE_USES,
  CPWI_FILE_INITIAL,
  CPWI_FILE_FIGURES
};

/* The most columns of a file, and the longest name. */
#define CPWI_MOST_COLUMNS 20
#define CPWI_MOST_NAME    1024

typedef struct cpwi_sheet_kind {
  const char *name;
  const char *joined; /* as cpw_pathway_file_columns */
  int32_t columns;
  uint32_t needed; /* bit c: column c must be there */
  const char *column[CPWI_MOST_COLUMNS];
} cpwi_sheet_kind;
const cpwi_sheet_kind *cpwi_sheet_kind_of(int64_t file);

/* Words for the numbers 0, 1, ... of a choice. */
typedef struct cpwi_choice_words {
  const char *const *word;
  int32_t count;
} cpwi_choice_words;
extern const cpwi_choice_words cpwi_kind_words, cpwi_order_words, cpwi_preempt_words,
    cpwi_full_words, cpwi_routing_words, cpwi_state_words, cpwi_deadlock_words;

/* A trace or a law from data by its name, while the rows that use it are read. */
typedef struct cpwi_trace {
  cpwi_net_list times;  /* of double */
  int32_t stage, group; /* -1: it goes by its name */
  int32_t used, reserved;
} cpwi_trace;

/* What is read so far. */
typedef struct cpwi_reader {
  const cpw_allocator *allocator;
  const char *where; /* the function that was called */
  cpw_error *err;
  const cpw_source *source[CPW_PATHWAY_FILES]; /* NULL: not there */
  cpw_network *network;
  cpwi_net_names law_name, trace_name;
  cpwi_net_list law;   /* of cpw_empirical *, by number of the name; owned by the network */
  cpwi_net_list trace; /* of cpwi_trace, by number of the name */
} cpwi_reader;

/* A file being read: where its columns are in the text (-1: not there), and the field that was read last. */
typedef struct cpwi_sheet {
  cpwi_reader *r;
  cpw_table *table;
  const cpwi_sheet_kind *kind;
  int64_t at[CPWI_MOST_COLUMNS];
  char text[CPWI_MOST_NAME + 1];
} cpwi_sheet;

/* sheet.c: calls row(sheet, context) for every row. */
typedef int32_t (*cpwi_row_reader)(cpwi_sheet *sheet, void *context);
int32_t cpwi_sheet_read(cpwi_reader *r, int64_t file, cpwi_row_reader row, void *context);

/* fields.c: a field of the row by its column; one that is empty or not there is `empty`. */
int32_t cpwi_take_number(cpwi_sheet *s, int32_t column, double empty, double *out);
int32_t cpwi_take_whole(cpwi_sheet *s, int32_t column, int64_t least, int64_t most, int64_t empty,
                        int64_t *out);
int32_t cpwi_take_choice(cpwi_sheet *s, int32_t column, const cpwi_choice_words *words,
                         int32_t *out);                /* empty: unchanged */
int32_t cpwi_take_text(cpwi_sheet *s, int32_t column); /* into s->text */
/* Number of a name; `empty` where there is none. The kind is for messages: "stage". */
int32_t cpwi_take_name(cpwi_sheet *s, int32_t column, const cpwi_net_names *names, const char *kind,
                       int32_t empty, int32_t *out);
#define CPWI_MUST (-2) /* empty: an error */
int32_t cpwi_take_stage(cpwi_sheet *s, int32_t column, int32_t empty, int32_t *out);
/* The same where "out" may stand for none (unless a stage is called so). */
int32_t cpwi_take_target(cpwi_sheet *s, int32_t column, int32_t *out);
/* A group; empty and "all" are -1 where all are meant (`all` != 0), else the only group or an error. */
int32_t cpwi_take_group(cpwi_sheet *s, int32_t column, int32_t all, int32_t *out);
/* A law in four columns from `column` on: law, mean, cv, zero. No name: *there is 0. */
int32_t cpwi_take_law(cpwi_sheet *s, int32_t column, cpw_duration *out, int32_t *there);

/* Errors at a field (column >= 0) or at the row. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4), cold))
#endif
int32_t
cpwi_sheet_fail(const cpwi_sheet *s, int32_t column, const char *fmt, ...);
/* What the network said of a row, with its place in the file. */
int32_t cpwi_sheet_relay(const cpwi_sheet *s, int32_t status, const cpw_error *inner);
/* The stages, groups, calendars and pools so far, to check one more row with. */
cpw_pathway cpwi_reader_base(const cpwi_reader *r);
/* Checks that row with the rules of the network (cpwi_net_check_rows, ..._initial). */
typedef int32_t (*cpwi_rule)(const cpwi_asked *ask);
int32_t cpwi_sheet_check(const cpwi_sheet *s, const cpw_pathway *p, cpwi_rule rule);

/* read_tables.c, read_stages.c, read_data.c, read_rows.c: one file each. */
int32_t cpwi_read_settings(cpwi_reader *r);
int32_t cpwi_read_groups(cpwi_reader *r);
int32_t cpwi_read_calendars(cpwi_reader *r);
int32_t cpwi_read_stages(cpwi_reader *r);
int32_t cpwi_read_pools(cpwi_reader *r);
int32_t cpwi_read_empirical(cpwi_reader *r);
int32_t cpwi_read_traces(cpwi_reader *r);
int32_t cpwi_read_routes(cpwi_reader *r);
int32_t cpwi_read_arrivals(cpwi_reader *r);
int32_t cpwi_read_durations(cpwi_reader *r);
int32_t cpwi_read_changes(cpwi_reader *r);
int32_t cpwi_read_uses(cpwi_reader *r);
int32_t cpwi_read_initial(cpwi_reader *r);
int32_t cpwi_read_figures(cpwi_reader *r);
/* Priorities, weights, targets and harm from column `column` on, for a stage and a group. */
int32_t cpwi_take_figures(cpwi_sheet *s, int32_t column, int32_t stage, int32_t group);

#endif
