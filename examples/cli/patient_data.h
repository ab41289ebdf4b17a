/* patient_data.h - who is on the list and who will join, as a file says it. */
#ifndef CAREPATH_CLI_PATIENT_DATA_H
#define CAREPATH_CLI_PATIENT_DATA_H

#include "input.h"
#include "model.h"

/* Names of classes or of groups, in order of first appearance. */
typedef struct kinds {
  int64_t count;
  char **name;
  int closed; /* 1: no name is added */
} kinds;

/* The number of a name; -1: it is not there. */
int64_t find_kind(const kinds *k, text_part name);
/* The number of a name, added where it is new; -1: it is not there and the names are closed; -2: no
 * memory. */
int64_t kind_of(kinds *k, const char *text, int64_t length);
/* The nearest of the names, NULL: none is near. */
const char *nearest_kind(const kinds *k, const char *text);

/* One row of a file of patients. */
typedef struct patient_row {
  double joined, removal, score, duration; /* removal, duration NaN: not known */
  int32_t class_index, group_index;
  int64_t line;
} patient_row;

/* People who have waited evenly between two times, in periods; group -1: by the shares. */
typedef struct span {
  int32_t class_index, group_index;
  double from, to, count;
} span;

typedef struct patient_data {
  const settings *set;
  model record; /* the files, for the record */
  kinds classes, groups;
  patient_row *row;
  int64_t rows, row_room;
  int has_removal, has_score, has_duration;
  int64_t left_before; /* people who had left before the start: not in the rows */
  span *span;
  int64_t spans, span_room;
  int open_end; /* 1: longest waits of the file are those of an open band */
  kinds totals; /* lists of a history left out, as sums of others */
  phrase as_of; /* date of the list, or empty */
} patient_data;

/* Names from the options, then the file, if there is one: DONE or an exit code after saying why. */
int data_read(patient_data *d, const settings *set);
void data_free(patient_data *d);

/* Readers of one kind of file each, called by data_read. */
int read_patient_rows(patient_data *d, input *in);
int read_patient_counts(patient_data *d, input *in);
int read_patient_history(patient_data *d, input *in);
int add_span(patient_data *d, span s);
/* (lists) 1: a list that is the sum of others of the history's last period; NULL: no memory. Beyond so
 * many lists, which are more than a simulation takes, it does not look. */
enum { MOST_SUMMED = 1000 };
char *total_lists(const cpw_history *h);

#endif
