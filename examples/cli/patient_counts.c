/* The list at the start by time waited: a CSV of counts, or the last period of what `carepath
 * backlog` reads.
 * Layouts: columns by name; README beside examples/data.
 * Leaves whole people and groups to patient_list.c and histories to history.c. */
#include "patient_data.h"

#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- counts */

/* Weeks of one unit of the band column, by its name. */
static const struct {
  const char *name;
  double weeks;
} band_columns[] = {
    {"weeks_lo", 1}, {"weeks_waited", 1}, {"months_waited", CPW_WEEKS_PER_MONTH}, {NULL, 0}};

typedef struct reader {
  patient_data *data;
  cpw_table *table;
  int64_t band, count, class_column, group_column;
  double unit; /* periods of a unit of the band */
} reader;

static double periods_of(const patient_data *d, double weeks) {
  return weeks * 7 / (double)d->set->patients.period_days;
}

static int find_columns(reader *r, const char *file) {
  cpw_error err;
  r->band = -1;
  for (int i = 0; band_columns[i].name && r->band < 0; i++) {
    r->band = cpw_table_find(r->table, band_columns[i].name);
    r->unit = periods_of(r->data, band_columns[i].weeks);
  }
  if (r->band < 0)
    return fail(BAD_DATA,
                "%s:1: a column referral (patients), or weeks_lo, weeks_waited or months_waited "
                "(people by time waited) was expected",
                file);
  if (cpw_table_require(r->table, "count", &r->count, &err)) return fail_library(file, &err);
  r->class_column = cpw_table_find(r->table, "class");
  r->group_column = cpw_table_find(r->table, "group");
  return DONE;
}

static int read_kind(const reader *r, int64_t column, kinds *k, const char *file, int32_t *out) {
  const char *bytes;
  int64_t length;
  if (column < 0) return DONE;
  if (cpw_table_text(r->table, column, &bytes, &length, NULL)) length = 0;
  int64_t kind = length ? kind_of(k, bytes, length) : -1;
  *out = (int32_t)kind;
  if (kind == -2) return fail_memory();
  if (kind >= 0) return DONE;
  return fail(BAD_DATA, "%s:%lld: column %lld: %s '%.*s' must be %s", file,
              (long long)cpw_table_line(r->table), (long long)column + 1,
              cpw_table_name(r->table, column), (int)length, bytes,
              length ? "one of --classes" : "a name");
}

static int read_count_row(reader *r, const char *file) {
  cpw_error err;
  span s = {.group_index = -1};
  if (cpw_table_double(r->table, r->band, &s.from, &err) ||
      cpw_table_double(r->table, r->count, &s.count, &err))
    return fail_library(file, &err);
  if (!isfinite(s.from) || s.from < 0 || !isfinite(s.count) || s.count < 0)
    return fail(BAD_DATA, "%s:%lld: column %lld: %s must be a number of at least 0", file,
                (long long)cpw_table_line(r->table),
                (long long)(s.from >= 0 && isfinite(s.from) ? r->count : r->band) + 1,
                s.from >= 0 && isfinite(s.from) ? "count" : "the time waited");
  int code = read_kind(r, r->class_column, &r->data->classes, file, &s.class_index);
  if (!code) code = read_kind(r, r->group_column, &r->data->groups, file, &s.group_index);
  s.from *= r->unit;
  return code ? code : add_span(r->data, s);
}

static int by_from(const void *a, const void *b) {
  double x = ((const span *)a)->from, y = ((const span *)b)->from;
  return (x > y) - (x < y);
}

/* Each band ends where the next one begins; the last one is as wide as the one before. */
static void close_spans(patient_data *d, double unit) {
  if (!d->spans) return;
  qsort(d->span, (size_t)d->spans, sizeof *d->span, by_from);
  double width = unit;
  int64_t last = d->spans - 1;
  while (last > 0 && d->span[last - 1].from == d->span[d->spans - 1].from)
    last--;
  if (last > 0) width = d->span[last].from - d->span[last - 1].from;
  double end = d->span[last].from + width;
  for (int64_t i = d->spans; i-- > 0;) {
    if (i + 1 < d->spans && d->span[i + 1].from > d->span[i].from) end = d->span[i + 1].from;
    d->span[i].to = end;
  }
}

int read_patient_counts(patient_data *d, input *in) {
  cpw_error err;
  reader r = {.data = d};
  int32_t more = 0;
  cpw_source source = input_source(in);
  if (cpw_table_open_source(&source, NULL, &r.table, &err)) return fail_library(in->name, &err);
  int code = find_columns(&r, in->name);
  while (!code && (more = cpw_table_next(r.table, &err)) == 1)
    code = read_count_row(&r, in->name);
  clear_progress();
  if (!code && more < 0) code = fail_library(in->name, &err);
  cpw_table_free(r.table);
  if (code) return code;
  close_spans(d, r.unit);
  d->open_end = 1;
  return keep_source(&d->record, in, "people by time waited");
}

/* ---------------------------------------------------------------- the last period of a history */

static int add_history_list(patient_data *d, const cpw_history *h, int64_t list, const char *name) {
  const cpw_bands *bands = h->bands;
  int64_t last = h->periods - 1, kind = 0;
  const double *count = h->waiting + (list * h->periods + last) * bands->count;
  double unit = periods_of(d, bands->unit_weeks);
  if (h->lists > 1 && (kind = kind_of(&d->classes, name, (int64_t)strlen(name))) < 0)
    return kind == -2 ? fail_memory()
                      : fail(BAD_DATA, "%s: the list '%s' must be one of --classes",
                             d->set->files[0], name);
  for (int64_t b = 0; b < bands->count; b++) {
    double from = bands->lower[b];
    double to = b + 1 < bands->count ? bands->lower[b + 1] : from + bands->period;
    span s = {(int32_t)kind, -1, from * unit, to * unit, count[b]};
    int code = add_span(d, s);
    if (code) return code;
  }
  return DONE;
}

static int add_history(patient_data *d, const cpw_history *h) {
  char **names = dimension_names(h->list, h->lists), *total = total_lists(h);
  int code = DONE;
  if (!names || !total) {
    free_names(names, h->lists);
    free(total);
    return fail_memory();
  }
  for (int64_t i = 0; !code && i < h->lists; i++) {
    if (!total[i]) {
      code = add_history_list(d, h, i, names[i]);
      continue;
    }
    if (kind_of(&d->totals, names[i], (int64_t)strlen(names[i])) < 0) code = fail_memory();
    say("left out, as the sum of other lists: %s", names[i]);
  }
  free_names(names, h->lists);
  free(total);
  if (code) return code;
  d->as_of = period_words(dimension_label(h->period, h->periods - 1));
  return DONE;
}

int read_patient_history(patient_data *d, input *in) {
  cpw_error err;
  cpw_result *data = NULL;
  cpw_history h;
  cpw_bands bands;
  int64_t months = d->set->months < 0 ? 0 : d->set->months; /* weeks are what is simulated */
  int code = read_opened_history(d->set, in, d->set->files, 1, months, &d->record, &data);
  if (code) return code;
  cpw_history_init(&h);
  cpw_bands_init(&bands);
  if (cpw_history_view(data, &h, &bands, &err)) code = fail_library(NULL, &err);
  if (!code) code = add_history(d, &h);
  d->open_end = 1;
  cpw_result_free(data);
  return code;
}
