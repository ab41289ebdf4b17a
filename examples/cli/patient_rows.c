/* A CSV of patients: when each was referred and, where it is known, class, group, removal, score and
 * length of treatment.
 * Layout: columns by name, dates as ISO 8601 or numbers of periods from the start.
 * Leaves CSV to the library and what is made of the rows to patient_list.c. */
#include "patient_data.h"

#include "extract.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REFERRAL, CLASS, GROUP, REMOVAL, SCORE, DURATION, COLUMNS };
static const char *const column_names[COLUMNS] = {"referral", "class", "group",
                                                  "removal",  "score", "duration"};

typedef struct reader {
  patient_data *data;
  const input *in;
  cpw_table *table;
  int64_t column[COLUMNS]; /* -1: the file has none */
} reader;

/* ---------------------------------------------------------------- one field */

/* The text of a column, empty where there is no such column. */
static text_part field_of(const reader *r, int which) {
  const char *bytes = "";
  int64_t count = 0;
  if (r->column[which] >= 0 && cpw_table_text(r->table, r->column[which], &bytes, &count, NULL))
    count = 0;
  return (text_part){bytes, (int)count};
}

static int bad_field(const reader *r, int which, const char *expected) {
  text_part found = field_of(r, which);
  return fail(BAD_DATA, "%s:%lld: column %lld: %s '%.*s' must be %s", r->in->name,
              (long long)cpw_table_line(r->table), (long long)r->column[which] + 1,
              column_names[which], found.length, found.text, expected);
}

static int is_word(text_part w, const char *text) {
  return (size_t)w.length == strlen(text) && strncmp(w.text, text, (size_t)w.length) == 0;
}

/* A time in periods from the start. A day counts when it is over: the last one before the start at 0,
 * the first one still in the first period. */
static int read_time(const reader *r, int which, double *out) {
  const patient_settings *set = &r->data->set->patients;
  text_part text = field_of(r, which);
  int32_t day;
  if (text.length == 10 && !cpw_date_parse(text.text, text.length, &day) && day != CPW_DATE_NONE) {
    if (set->start == CPW_DATE_NONE)
      return fail(USAGE, "%s holds dates: give --start=DATE, the first day of the simulation",
                  r->in->name);
    *out = ((double)day - set->start + 1) / (double)set->period_days;
    return DONE;
  }
  if (cpw_parse_double(text.text, text.length, out) || !isfinite(*out))
    return bad_field(r, which, "a date such as 2025-05-31 or a number of periods from the start");
  return DONE;
}

static int read_kind(const reader *r, int which, kinds *k, int32_t *out) {
  *out = 0;
  if (r->column[which] < 0) return DONE;
  text_part text = field_of(r, which);
  if (!text.length) return bad_field(r, which, "a name");
  int64_t kind = kind_of(k, text.text, text.length);
  if (kind == -2) return fail_memory();
  if (kind >= 0) {
    *out = (int32_t)kind;
    return DONE;
  }
  phrase found = phrased("%.*s", text.length, text.text);
  const char *guess = nearest_kind(k, found.text);
  phrase expected = phrased("one of --classes");
  if (guess) expected = phrased("one of --classes; did you mean '%.40s'?", guess);
  return bad_field(r, which, expected.text);
}

/* A number, or `otherwise` where the field is empty. */
static int read_number_or(const reader *r, int which, double least, double otherwise, double *out) {
  text_part text = field_of(r, which);
  *out = otherwise;
  if (!text.length) return DONE;
  if (cpw_parse_double(text.text, text.length, out) || !isfinite(*out) || *out < least)
    return bad_field(r, which, least < 0 ? "a number" : "a number of at least 0");
  return DONE;
}

static int read_removal(const reader *r, double joined, double *out) {
  text_part text = field_of(r, REMOVAL);
  *out = (double)NAN;
  if (!text.length) return DONE;
  if (is_word(text, "never")) {
    *out = (double)INFINITY;
    return DONE;
  }
  int code = read_time(r, REMOVAL, out);
  if (code) return code;
  return *out < joined ? bad_field(r, REMOVAL, "no earlier than the referral") : DONE;
}

/* ---------------------------------------------------------------- rows */

static int keep_row(patient_data *d, const patient_row *row) {
  if (row->removal <= 0) {
    d->left_before++;
    return DONE;
  }
  if (d->rows == d->row_room) {
    int64_t room = d->row_room ? 2 * d->row_room : 1024;
    patient_row *grown = realloc(d->row, (size_t)room * sizeof *grown);
    if (!grown) return fail_memory();
    d->row = grown;
    d->row_room = room;
  }
  d->row[d->rows++] = *row;
  return DONE;
}

static int read_row(reader *r) {
  patient_row row = {.line = cpw_table_line(r->table)};
  int code = read_time(r, REFERRAL, &row.joined);
  if (!code) code = read_kind(r, CLASS, &r->data->classes, &row.class_index);
  if (!code) code = read_kind(r, GROUP, &r->data->groups, &row.group_index);
  if (!code) code = read_removal(r, row.joined, &row.removal);
  if (!code) code = read_number_or(r, SCORE, -(double)INFINITY, 0, &row.score);
  if (!code) code = read_number_or(r, DURATION, 0, (double)NAN, &row.duration);
  return code ? code : keep_row(r->data, &row);
}

/* In order of joining; of the same time, in the order of the file. */
static int by_joining(const void *a, const void *b) {
  const patient_row *x = a, *y = b;
  if (x->joined != y->joined) return x->joined < y->joined ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}

static int read_all_rows(reader *r) {
  cpw_error err;
  int32_t more = 0;
  int code = DONE;
  for (int c = 0; c < COLUMNS; c++)
    r->column[c] = cpw_table_find(r->table, column_names[c]);
  while (!code && (more = cpw_table_next(r->table, &err)) == 1)
    code = read_row(r);
  clear_progress();
  if (!code && more < 0) code = fail_library(r->in->name, &err);
  return code;
}

int read_patient_rows(patient_data *d, input *in) {
  cpw_error err;
  reader r = {.data = d, .in = in};
  cpw_source source = input_source(in);
  if (cpw_table_open_source(&source, NULL, &r.table, &err)) return fail_library(in->name, &err);
  int code = read_all_rows(&r);
  d->has_removal = r.column[REMOVAL] >= 0;
  d->has_score = r.column[SCORE] >= 0;
  d->has_duration = r.column[DURATION] >= 0;
  cpw_table_free(r.table);
  if (code) return code;
  if (input_is_open_ended(in))
    say("%s: the last line has no line end: is the file cut off?", in->name);
  if (!d->rows && !d->left_before) return fail(BAD_DATA, "%s: holds no patients", in->name);
  if (d->left_before)
    say("%s: rows left out, as gone before the start: %lld", in->name, (long long)d->left_before);
  if (d->rows) qsort(d->row, (size_t)d->rows, sizeof *d->row, by_joining);
  return keep_source(&d->record, in, "one row a patient");
}
