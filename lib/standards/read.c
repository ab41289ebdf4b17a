/* A table of standards from CSV.
 * Source: the columns in carepath/standards.h. Leaves CSV itself to the module table and the result to
 * standards.c. */
#include "carepath/table.h"
#include "standards/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The columns of the file: texts, numbers and dates by their names; -1: there is none. */
enum { TEXTS = CPWI_STANDARD_TEXTS + 1, NUMBERS = 3, DATES = 3 };

static const char *const number_names[NUMBERS] = {"limit_days", "share", "gain"};
static const char *const date_names[DATES] = {"from", "due", "until"};

typedef struct reader {
  const char *where;
  const cpw_allocator *allocator;
  cpw_table *table;
  int64_t text_at[TEXTS], number_at[NUMBERS], date_at[DATES], verified_at;
  cpw_standard *rows;
  char **texts; /* (count * TEXTS) owned */
  int64_t count, room;
} reader;

static int32_t fail_cell(const reader *r, int64_t column, const char *rule, cpw_error *err) {
  return cpwi_fail_data(err, CPW_EDATA, r->where, cpw_table_line(r->table), column + 1,
                        "line %lld, column %s: %s", (long long)cpw_table_line(r->table),
                        cpw_table_name(r->table, column), rule);
}

static int32_t find_columns(reader *r, cpw_error *err) {
  int32_t status = cpw_table_require(r->table, "key", &r->text_at[0], err);
  if (status == CPW_OK) status = cpw_table_require(r->table, "kind", &r->text_at[3], err);
  if (status == CPW_OK) status = cpw_table_require(r->table, "limit_days", &r->number_at[0], err);
  for (int k = 1; k < TEXTS; k++)
    r->text_at[k] = cpw_table_find(r->table, cpwi_standard_text_names[k - 1]);
  for (int k = 1; k < NUMBERS; k++)
    r->number_at[k] = cpw_table_find(r->table, number_names[k]);
  for (int k = 0; k < DATES; k++)
    r->date_at[k] = cpw_table_find(r->table, date_names[k]);
  r->verified_at = cpw_table_find(r->table, "verified");
  return status;
}

/* ---------------------------------------------------------------- one row ------------------- */

static int32_t read_texts(reader *r, cpw_standard *row, cpw_error *err) {
  for (int32_t k = 0; k < TEXTS; k++) {
    const char *bytes = "";
    int64_t count = 0;
    int32_t status = CPW_OK;
    if (r->text_at[k] >= 0) status = cpw_table_text(r->table, r->text_at[k], &bytes, &count, err);
    if (status != CPW_OK) return status;
    char *text = cpwi_alloc_zero(r->allocator, (size_t)count + 1, 1);
    if (!text) return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for a text");
    if (count > 0) memcpy(text, bytes, (size_t)count);
    r->texts[r->count * TEXTS + k] = text;
    if (k == 0)
      row->key = text;
    else
      *cpwi_standard_text(row, k - 1) = text;
  }
  return CPW_OK;
}

static int32_t read_numbers(const reader *r, cpw_standard *row, cpw_error *err) {
  static const double empty[NUMBERS] = {(double)NAN, (double)NAN, 0.0};
  double *const at[NUMBERS] = {&row->limit_days, &row->share, &row->gain};
  for (int k = 0; k < NUMBERS; k++) {
    *at[k] = empty[k];
    if (r->number_at[k] < 0) continue;
    int32_t status = cpw_table_double_or(r->table, r->number_at[k], empty[k], at[k], err);
    if (status != CPW_OK) return status;
    if (k > 0 && !isnan(*at[k]) && !(*at[k] >= 0.0 && *at[k] <= 1.0))
      return fail_cell(r, r->number_at[k], "must be in [0, 1]", err);
  }
  if (!(row->limit_days > 0.0 && row->limit_days <= DBL_MAX))
    return fail_cell(r, r->number_at[0], "must be finite and > 0", err);
  if (isnan(row->gain)) row->gain = 0.0;
  int64_t verified = 0;
  int32_t status = CPW_OK;
  if (r->verified_at >= 0) status = cpw_table_int64_or(r->table, r->verified_at, 0, &verified, err);
  if (status == CPW_OK && (verified < 0 || verified > 1))
    return fail_cell(r, r->verified_at, "must be 1 or 0", err);
  row->verified = (int32_t)verified;
  return status;
}

static int32_t read_dates(const reader *r, cpw_standard *row, cpw_error *err) {
  int32_t *const at[DATES] = {&row->from, &row->due, &row->until};
  int32_t before = INT32_MIN;
  for (int k = 0; k < DATES; k++) {
    const char *bytes = NULL;
    int64_t count = 0;
    *at[k] = CPW_DATE_NONE;
    if (r->date_at[k] < 0) continue;
    int32_t status = cpw_table_text(r->table, r->date_at[k], &bytes, &count, err);
    if (status != CPW_OK) return status;
    if (cpw_date_parse(bytes, count, at[k]) != CPW_OK)
      return fail_cell(r, r->date_at[k], "must be a date such as 2024-01-31, or empty", err);
    if (*at[k] == CPW_DATE_NONE) continue;
    if (*at[k] < before)
      return fail_cell(r, r->date_at[k],
                       "must not be before the date to the left of it (from, due, "
                       "until)",
                       err);
    before = *at[k];
  }
  return CPW_OK;
}

static int32_t check_row(const reader *r, const cpw_standard *row, cpw_error *err) {
  static const char *const kinds[] = {"within", "over", "none_over", "priority"};
  size_t kind = 0;
  if (row->key[0] == '\0') return fail_cell(r, r->text_at[0], "must not be empty", err);
  for (int64_t i = 0; i < r->count; i++)
    if (strcmp(r->rows[i].key, row->key) == 0)
      return fail_cell(r, r->text_at[0], "the key comes twice", err);
  while (kind < 4 && strcmp(kinds[kind], row->kind) != 0)
    kind++;
  if (kind == 4)
    return fail_cell(r, r->text_at[3], "must be within, over, none_over or priority", err);
  if (kind < 2 && isnan(row->share) && !(row->gain > 0.0))
    return fail_cell(r, r->number_at[1] >= 0 ? r->number_at[1] : r->text_at[3],
                     "a share or a gain is needed", err);
  return CPW_OK;
}

static int32_t make_room(reader *r, cpw_error *err) {
  if (r->count < r->room) return CPW_OK;
  int64_t room = 2 * r->room + 16;
  void *rows = cpwi_grow(r->allocator, r->rows, (size_t)room, sizeof *r->rows);
  if (rows) r->rows = rows;
  void *texts =
      rows ? cpwi_grow(r->allocator, (void *)r->texts, (size_t)room, TEXTS * sizeof *r->texts)
           : NULL;
  if (!texts)
    return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for %lld standards",
                     (long long)room);
  r->texts = texts;
  r->room = room;
  return CPW_OK;
}

/* ---------------------------------------------------------------- all of them --------------- */

static int32_t read_row(reader *r, cpw_error *err) {
  int32_t status = make_room(r, err);
  if (status != CPW_OK) return status;
  cpw_standard row;
  memset(&row, 0, sizeof row);
  memset((void *)(r->texts + r->count * TEXTS), 0, TEXTS * sizeof *r->texts);
  status = read_texts(r, &row, err);
  if (status == CPW_OK) status = read_numbers(r, &row, err);
  if (status == CPW_OK) status = read_dates(r, &row, err);
  if (status == CPW_OK) status = check_row(r, &row, err);
  r->rows[r->count++] = row; /* also where it is wrong: its texts are freed with the others */
  return status;
}

static int32_t read_rows(reader *r, cpw_error *err) {
  int32_t status = find_columns(r, err);
  while (status == CPW_OK) {
    int32_t more = cpw_table_next(r->table, err);
    if (more <= 0) return more;
    status = read_row(r, err);
  }
  return status;
}

static int32_t read_table(cpw_table *table, const cpw_allocator *allocator, cpw_result **out,
                          const char *where, cpw_error *err) {
  reader r = {.where = where, .allocator = allocator, .table = table};
  int32_t status = read_rows(&r, err);
  if (status == CPW_OK)
    status = cpwi_standards_give(r.rows, r.count, CPW_DATE_NONE, allocator, out, where, err);
  for (int64_t i = 0; i < r.count * TEXTS; i++)
    cpwi_release(allocator, r.texts[i]);
  cpwi_release(allocator, (void *)r.texts);
  cpwi_release(allocator, r.rows);
  cpw_table_free(table);
  return status;
}

int32_t cpw_standards_read(const cpw_source *source, const cpw_allocator *allocator,
                           cpw_result **out, cpw_error *err) {
  cpw_table_options options;
  cpw_table *table;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_table_options_init(&options);
  options.allocator = allocator;
  int32_t status = cpw_table_open_source(source, &options, &table, err);
  return status == CPW_OK ? read_table(table, allocator, out, __func__, err) : status;
}

int32_t cpw_standards_read_path(const char *path, const cpw_allocator *allocator, cpw_result **out,
                                cpw_error *err) {
  cpw_table_options options;
  cpw_table *table;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_table_options_init(&options);
  options.allocator = allocator;
  int32_t status = cpw_table_open_path(path, &options, &table, err);
  return status == CPW_OK ? read_table(table, allocator, out, __func__, err) : status;
}
