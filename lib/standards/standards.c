/* Standards by date, from the library's table or the caller's, as a result.
 * Source: the rules in carepath/standards.h. Leaves the figures to builtin.c and CSV to read.c. */
#include "standards/internal.h"

#include <limits.h>
#include <string.h>

static const char *const WHERE = "cpw_standards";

#define FIRST_DATE (-719162)
#define LAST_DATE  2932896

const char *const cpwi_standard_text_names[CPWI_STANDARD_TEXTS] = {"name",  "measure", "kind",
                                                                   "scope", "source",  "note"};

const char **cpwi_standard_text(cpw_standard *row, int32_t k) {
  const char **const texts[CPWI_STANDARD_TEXTS] = {&row->name,  &row->measure, &row->kind,
                                                   &row->scope, &row->source,  &row->note};
  return texts[k];
}

/* ---------------------------------------------------------------- dates --------------------- */

static int64_t status_on(const cpw_standard *s, int32_t date) {
  int32_t from = s->from == CPW_DATE_NONE ? INT32_MIN : s->from;
  int32_t due = s->due == CPW_DATE_NONE ? from : s->due;
  if (s->until != CPW_DATE_NONE && date > s->until) return CPW_STANDARD_PAST;
  if (date >= due) return CPW_STANDARD_IN_FORCE;
  return date >= from ? CPW_STANDARD_DUE : CPW_STANDARD_FUTURE;
}

static int is_wanted(const cpw_standard *s, int32_t date) {
  return date == CPW_DATE_NONE || status_on(s, date) <= CPW_STANDARD_DUE;
}

/* ---------------------------------------------------------------- a result ------------------ */

typedef struct chosen {
  cpw_standard *row; /* (count) */
  const char **text; /* (count) scratch */
  int64_t count;
} chosen;

static int32_t add_texts(const chosen *c, cpw_result *result, cpw_error *err) {
  for (int64_t i = 0; i < c->count; i++)
    c->text[i] = c->row[i].key;
  int32_t status = cpw_result_add_dimension(result, "standard", c->count, c->text, err);
  for (int32_t k = 0; k < CPWI_STANDARD_TEXTS && status == CPW_OK; k++) {
    for (int64_t i = 0; i < c->count; i++)
      c->text[i] = *cpwi_standard_text(&c->row[i], k);
    status =
        cpw_result_add_coordinate(result, "standard", cpwi_standard_text_names[k], c->text, err);
  }
  return status;
}

static double real_of(const cpw_standard *s, size_t k) {
  const double values[] = {s->limit_days, s->limit_days / 7.0, s->share, s->gain};
  return values[k];
}

static int64_t integer_of(const cpw_standard *s, size_t k, int32_t date) {
  const int64_t values[] = {s->from, s->due, s->until, s->verified, status_on(s, date)};
  return values[k];
}

static int32_t add_numbers(const chosen *c, int32_t date, cpw_result *result, cpw_error *err) {
  static const char *const reals[][3] = {
      {"limit_days", "days", "the limit"},
      {"limit_weeks", "weeks", "the limit"},
      {"share", "share", "within the limit, or beyond it, by kind"},
      {"gain", "share", "least rise on the baseline"}};
  static const char *const integers[][3] = {
      {"from", "days since 1970-01-01", "first day on which it is worked towards"},
      {"due", "days since 1970-01-01", "day by which it is to be met"},
      {"until", "days since 1970-01-01", "last day on which it holds"},
      {"verified", "", "1: as its source gives it"},
      {"status", "", "0: in force, 1: due later, 2: to come, 3: past"}};
  int32_t status = CPW_OK, on = date == CPW_DATE_NONE ? LAST_DATE : date;
  for (size_t k = 0; k < sizeof reals / sizeof *reals && status == CPW_OK; k++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, reals[k][0], reals[k][1], reals[k][2], "standard",
                                  CPW_DOUBLE, CPW_MERGE_APPEND, &memory, err);
    for (int64_t i = 0; i < c->count && status == CPW_OK; i++)
      ((double *)memory)[i] = real_of(&c->row[i], k);
  }
  for (size_t k = 0; k < sizeof integers / sizeof *integers && status == CPW_OK; k++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, integers[k][0], integers[k][1], integers[k][2],
                                  "standard", CPW_INT64, CPW_MERGE_APPEND, &memory, err);
    for (int64_t i = 0; i < c->count && status == CPW_OK; i++)
      ((int64_t *)memory)[i] = integer_of(&c->row[i], k, on);
  }
  return status;
}

int32_t cpwi_standards_give(const cpw_standard *rows, int64_t count, int32_t date,
                            const cpw_allocator *allocator, cpw_result **out, const char *where,
                            cpw_error *err) {
  chosen c = {cpwi_alloc(allocator, (size_t)count, sizeof *c.row),
              cpwi_alloc(allocator, (size_t)count, sizeof *c.text), 0};
  cpw_result *result = NULL;
  int32_t status = c.row && c.text ? cpw_result_new(allocator, &result, err)
                                   : cpwi_fail(err, CPW_ENOMEM, -1, where,
                                               "no memory for %lld standards", (long long)count);
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    if (is_wanted(&rows[i], date)) c.row[c.count++] = rows[i];
  if (status == CPW_OK) status = add_texts(&c, result, err);
  if (status == CPW_OK) status = add_numbers(&c, date, result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  cpwi_release(allocator, (void *)c.text);
  cpwi_release(allocator, c.row);
  return status;
}

/* ---------------------------------------------------------------- a table given ------------- */

static const char *const *labels_of(const cpw_dimension *d, const char *name) {
  for (int64_t k = 0; k < d->coordinates; k++)
    if (strcmp(d->coordinate_names[k], name) == 0) return d->coordinate_labels[k];
  return NULL;
}

/* A result's arrays and labels as rows that point into it. 0 where it is no table of standards. */
static int rows_of(const cpw_result *table, const cpw_dimension *d, cpw_standard *rows) {
  static const char *const reals[] = {"limit_days", "share", "gain"};
  static const char *const integers[] = {"from", "due", "until", "verified"};
  const char *const *keys = labels_of(d, "standard");
  memset(rows, 0, (size_t)d->length * sizeof *rows);
  if (!keys) return 0;
  for (int64_t i = 0; i < d->length; i++)
    rows[i].key = keys[i];
  for (int32_t k = 0; k < CPWI_STANDARD_TEXTS; k++) {
    const char *const *texts = labels_of(d, cpwi_standard_text_names[k]);
    if (!texts) return 0;
    for (int64_t i = 0; i < d->length; i++)
      *cpwi_standard_text(&rows[i], k) = texts[i];
  }
  for (size_t k = 0; k < 3; k++) {
    const cpw_array *a = cpw_result_find(table, reals[k]);
    if (!a || a->type != CPW_DOUBLE || a->size != d->length) return 0;
    for (int64_t i = 0; i < d->length; i++) {
      double *const at[] = {&rows[i].limit_days, &rows[i].share, &rows[i].gain};
      *at[k] = a->real[i];
    }
  }
  for (size_t k = 0; k < 4; k++) {
    const cpw_array *a = cpw_result_find(table, integers[k]);
    if (!a || a->type != CPW_INT64 || a->size != d->length) return 0;
    for (int64_t i = 0; i < d->length; i++) {
      int32_t *const at[] = {&rows[i].from, &rows[i].due, &rows[i].until, &rows[i].verified};
      *at[k] = (int32_t)a->integer[i];
    }
  }
  return 1;
}

static int32_t from_table(int32_t date, const cpw_result *table, const cpw_allocator *allocator,
                          cpw_result **out, cpw_error *err) {
  const cpw_array *limits = cpw_result_find(table, "limit_days");
  if (!limits || limits->dimensions != 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "table is not a table of standards");
  const cpw_dimension *d = limits->dimension[0];
  cpw_standard *rows = cpwi_alloc(allocator, (size_t)d->length, sizeof *rows);
  int32_t status;
  if (!rows)
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld standards", (long long)d->length);
  else if (!rows_of(table, d, rows))
    status = cpwi_fail(err, CPW_EINVAL, -1, WHERE, "table is not a table of standards");
  else
    status = cpwi_standards_give(rows, d->length, date, allocator, out, WHERE, err);
  cpwi_release(allocator, rows);
  return status;
}

int32_t cpw_standards(int32_t date, const cpw_result *table, const cpw_allocator *allocator,
                      cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  int32_t status = cpwi_check_allocator(allocator, WHERE, err);
  if (status != CPW_OK) return status;
  if (date != CPW_DATE_NONE && (date < FIRST_DATE || date > LAST_DATE))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "date = %d must lie in the years 1 to 9999",
                     (int)date);
  if (table) return from_table(date, table, allocator, out, err);
  int64_t count = 0;
  while (cpw_standard_at(count))
    count++;
  return cpwi_standards_give(cpw_standard_at(0), count, date, allocator, out, WHERE, err);
}
