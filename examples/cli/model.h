/* model.h - from files to a projection: what the commands backlog and target share. */
#ifndef CAREPATH_CLI_MODEL_H
#define CAREPATH_CLI_MODEL_H

#include "labels.h"
#include "settings.h"

#include <carepath.h>

/* A file that was read: for the record in the report. */
typedef struct source_record {
  char *name;
  const char *kind; /* of file, in words */
  int64_t bytes;
  char digest[65];
} source_record;

enum { MOST_SOURCES = 512 };

const char *source_kind(const source_record *source);
int source_is_extract(const source_record *source);

typedef struct model {
  const settings *set;
  source_record source[MOST_SOURCES];
  int sources;

  cpw_result *data; /* the history */
  cpw_history history;
  cpw_bands bands;
  cpw_result *past; /* measures of the history */

  cpw_result *calibration;
  cpw_result *rates; /* calibration of the history that --rates names, or NULL */
  cpw_backlog backlog;
  cpw_bands backlog_bands;
  double *replaced; /* memory of what the scenario puts in place of the calibrated figures */
  double *today;    /* (lists) calibrated capacity, before --capacity */

  int64_t lists;
  int64_t bands_count;
  char **list_names;   /* (lists) */
  char **rates_used;   /* (lists) name of the list whose hazards are used, NULL without --rates */
  int64_t ahead;       /* periods projected */
  phrase *ahead_label; /* (ahead) */
  const char **ahead_text;
  const char *const *ahead_coordinates[1];
  cpw_dimension ahead_dimension;
  cpw_result *projection;

  double *future_starts;   /* (lists, ahead) where they change over time, or NULL */
  double *future_capacity; /* the same for treatments */
  double *skewed;          /* memory of the skewed hazards */
  double *urgent;          /* (lists) */
  cpw_event *events;
  cpw_transfer *transfers;
  int64_t event_count, transfer_count;
  int linked; /* 1: events, transfers, urgent people or published rules */
  int64_t replications;
  int32_t unsure;         /* UNSURE_... that the runs draw */
  const char *no_runs;    /* why there are none although they are usual; NULL */
  cpw_result *simulation; /* NULL: no runs */
} model;

/* Completes what the options left open. */
void settle_model(settings *set);

/* Each step returns DONE or an exit code after saying why; model_free releases what there is. */
int model_read(model *m, const settings *set);      /* files to history */
int model_calibrate(model *m);                      /* history to backlog, with the scenario */
int model_project(model *m, int64_t periods_ahead); /* backlog to projection */
void model_free(model *m);

/* From rates.c: hazards of another history in place of the backlog's own. */
int model_borrow_rates(model *m);
/* What the settings say of a calibration of that history. */
void calibrate_options(const settings *set, const cpw_history *history, cpw_calibrate_options *out);
int calibrate_history(const settings *set, const cpw_history *history, const char *file,
                      cpw_result **out);
/* From scenario.c: --starts and --capacity in place of the calibrated figures. */
int model_apply_scenario(model *m);
/* --growth, --capacity-growth and --season over the periods ahead, --urgent-first for each list. */
int model_lay_out_scenario(model *m);
/* Reads any mix of files the way the settings say, without keeping a record of them where `record`
 * is NULL. `months`: bands into which an extract is converted. */
int read_history(const settings *set, char *const *files, int count, int64_t months, model *record,
                 cpw_result **out);
/* The same with the first file open already. */
struct input;
int read_opened_history(const settings *set, struct input *first, char *const *files, int count,
                        int64_t months, model *record, cpw_result **out);
/* Puts a file that was read on the record (NULL: nothing is done). */
int keep_source(model *m, const struct input *in, const char *kind);

const char *last_period(const model *m);
/* Whether no list has any clock starts, neither counted nor given: what follows then rests on
 * nobody joining. */
int nobody_starts(const model *m);
extern const char no_starts_words[];
/* Whether a period is a month (the calendar's, on average). */
int monthly(const cpw_bands *bands);
const char *period_noun(const model *m); /* "month", "week" or "period" */
/* The label of the period `n` ahead of the history. */
phrase label_ahead(const model *m, int64_t n);
/* How many periods ahead a horizon lies, `otherwise` where it says nothing: >= 1, or 0 for a date
 * that is past. */
int64_t periods_to(const model *m, const horizon *by, int64_t otherwise);

/* The arrays that every projection and calibration has. */
const double *real_array(const cpw_result *r, const char *name);

#endif
