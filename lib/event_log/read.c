/* A log of stays from CSV, and its rows as they are borrowed from the result.
 * Source: the columns in carepath/event_log.h.
 * Leaves CSV itself to the module table, texts as numbers to codes.c, the checks to take.c. */
#include "event_log/codes.h"
#include "event_log/internal.h"

#include "carepath/dates.h"
#include "carepath/table.h"
#include "table/internal.h"

#include <string.h>

#define WHERE "cpw_event_log_read"

enum { PATIENT, STAGE, GROUP, CODES };
enum { START, END, ARRIVAL, TIMES };

static const char *const code_names[CODES] = {"patient", "stage", "group"};
static const char *const time_names[TIMES] = {"start", "end", "arrival"};

/* What the times of a file are. */
enum { UNKNOWN, NUMBERS, DATES };

typedef struct reader {
  const cpw_allocator *allocator;
  cpw_table *table;
  int64_t code_at[CODES], time_at[TIMES]; /* columns; -1: there is none */
  cpwi_log_codes codes[CODES];
  int64_t *code[CODES]; /* (rows) */
  double *time[TIMES];  /* (rows) */
  int64_t rows, room;
  int32_t kind;
} reader;

static int32_t no_memory(const reader *r, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld rows", (long long)r->rows + 1);
}

/* ---------------------------------------------------------------- columns ------------------- */

static int32_t find_columns(reader *r, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < GROUP && status == CPW_OK; k++)
    status = cpw_table_require(r->table, code_names[k], &r->code_at[k], err);
  for (int k = 0; k < ARRIVAL && status == CPW_OK; k++)
    status = cpw_table_require(r->table, time_names[k], &r->time_at[k], err);
  r->code_at[GROUP] = cpw_table_find(r->table, "group");
  r->time_at[ARRIVAL] = cpw_table_find(r->table, "arrival");
  if (status == CPW_ENOTFOUND && err) err->code = CPW_EDATA;
  return status == CPW_ENOTFOUND ? CPW_EDATA : status;
}

static int make_room(reader *r) {
  if (r->rows < r->room) return 1;
  int64_t room = r->room ? 2 * r->room : 4096;
  for (int k = 0; k < CODES; k++) {
    int64_t *grown = cpwi_grow(r->allocator, r->code[k], (size_t)room, sizeof *grown);
    if (!grown) return 0;
    r->code[k] = grown;
  }
  for (int k = 0; k < TIMES; k++) {
    double *grown = cpwi_grow(r->allocator, r->time[k], (size_t)room, sizeof *grown);
    if (!grown) return 0;
    r->time[k] = grown;
  }
  r->room = room;
  return 1;
}

/* ---------------------------------------------------------------- times --------------------- */

static int two_digits(const char *text, int most, int *value) {
  if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return 0;
  *value = 10 * (text[0] - '0') + (text[1] - '0');
  return *value <= most;
}

/* 2024-05-31, with or without T14:30, T14:30:05: days since 1970-01-01. */
static int parse_date(const char *text, int64_t count, double *value) {
  int32_t date;
  int hour = 0, minute = 0, second = 0;
  if (count < 10 || text[4] != '-' || cpw_date_parse(text, 10, &date) != CPW_OK) return 0;
  if (count != 10 && count != 16 && count != 19) return 0;
  if (count > 10 && ((text[10] != 'T' && text[10] != ' ') || text[13] != ':' ||
                     !two_digits(text + 11, 23, &hour) || !two_digits(text + 14, 59, &minute)))
    return 0;
  if (count > 16 && (text[16] != ':' || !two_digits(text + 17, 59, &second))) return 0;
  *value = (double)date + (double)(3600 * hour + 60 * minute + second) / 86400.0;
  return 1;
}

static int32_t take_time(reader *r, int k, cpw_error *err) {
  static const char *const expected[] = {
      "a number or a date such as 2024-05-31 or 2024-05-31T14:30",
      "a number, as in the rows before", "a date such as 2024-05-31 or 2024-05-31T14:30"};
  const char *text = "";
  int64_t count = 0, column = r->time_at[k];
  double value = CPWI_NAN;
  int32_t status = CPW_OK, kind = UNKNOWN;
  if (column >= 0) status = cpw_table_text(r->table, column, &text, &count, err);
  if (status != CPW_OK) return status;
  if (count > 0) {
    kind = parse_date(text, count, &value) ? DATES : NUMBERS;
    int fine = kind == DATES || cpw_parse_double(text, count, &value) == CPW_OK;
    if (!fine || !(value >= -CPWI_LOG_LATEST && value <= CPWI_LOG_LATEST) ||
        (r->kind != UNKNOWN && r->kind != kind))
      return cpwi_table_fail_field(r->table, column, expected[r->kind], err);
    r->kind = kind;
  }
  r->time[k][r->rows] = value;
  return CPW_OK;
}

static int32_t check_times(const reader *r, cpw_error *err) {
  double start = r->time[START][r->rows], end = r->time[END][r->rows];
  double arrival = r->time[ARRIVAL][r->rows];
  const char *expected = NULL;
  int k = START;
  if (isnan(start) && isnan(arrival)) expected = "a time, or an arrival beside it";
  if (isnan(start) && !isnan(end)) expected = "a time: the stay has an end";
  if (start < arrival) expected = "a time that is not before the arrival";
  if (end < start) {
    expected = "a time that is not before the start";
    k = END;
  }
  return expected ? cpwi_table_fail_field(r->table, r->time_at[k], expected, err) : CPW_OK;
}

/* ---------------------------------------------------------------- rows ---------------------- */

static int32_t take_code(reader *r, int k, cpw_error *err) {
  const char *text = "";
  int64_t count = 0, column = r->code_at[k];
  int32_t status = CPW_OK;
  if (column >= 0) status = cpw_table_text(r->table, column, &text, &count, err);
  if (status != CPW_OK) return status;
  if (!cpwi_log_is_text(text, count))
    return cpwi_table_fail_field(r->table, column, "text in UTF-8", err);
  if (count == 0 && k != GROUP)
    return cpwi_table_fail_field(r->table, column, k == PATIENT ? "a patient" : "a stage", err);
  int64_t code = cpwi_log_codes_take(&r->codes[k], text, count);
  if (code < 0) return no_memory(r, err);
  r->code[k][r->rows] = code;
  return CPW_OK;
}

static int32_t take_rows(reader *r, cpw_error *err) {
  int32_t status;
  while ((status = cpw_table_next(r->table, err)) == 1) {
    status = make_room(r) ? CPW_OK : no_memory(r, err);
    for (int k = 0; k < CODES && status == CPW_OK; k++)
      status = take_code(r, k, err);
    for (int k = 0; k < TIMES && status == CPW_OK; k++)
      status = take_time(r, k, err);
    if (status == CPW_OK) status = check_times(r, err);
    if (status != CPW_OK) return status;
    r->rows++;
  }
  return status;
}

/* ---------------------------------------------------------------- the result ---------------- */

/* A dimension, and how many rows each of its places has. */
static int32_t add_labels(reader *r, cpw_result *result, const char *name, int k, cpw_error *err) {
  static const char *const rows[CODES] = {"id_rows", "stage_rows", "group_rows"};
  const cpwi_log_codes *c = &r->codes[k];
  int64_t *count = NULL;
  const cpwi_log_array array = {rows[k], "rows", "rows of each", name, NULL, &count};
  int32_t status = cpw_result_add_dimension(result, name, c->count, c->label, err);
  if (status == CPW_OK) status = cpwi_log_add_arrays(result, &array, 1, err);
  for (int64_t i = 0; i < r->rows && status == CPW_OK; i++)
    count[cpwi_log_codes_number(c, r->code[k][i], 0)]++;
  return status;
}

static int32_t add_dimensions(reader *r, cpw_result *result, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < CODES && status == CPW_OK; k++)
    status = cpwi_log_codes_order(&r->codes[k]) ? CPW_OK : no_memory(r, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "row", r->rows, NULL, err);
  if (status == CPW_OK) status = add_labels(r, result, "stage", STAGE, err);
  if (status == CPW_OK && r->code_at[GROUP] >= 0)
    status = add_labels(r, result, "group", GROUP, err);
  if (status == CPW_OK && !r->codes[PATIENT].whole)
    status = add_labels(r, result, "id", PATIENT, err);
  return status;
}

static int32_t add_arrays(reader *r, cpw_result *result, cpw_error *err) {
  int64_t *code[CODES];
  double *time[TIMES];
  const cpwi_log_array arrays[] = {
      {"patient", "", "the patient", "row", NULL, &code[PATIENT]},
      {"stage", "", "the stage", "row", NULL, &code[STAGE]},
      {"group", "", "the group", "row", NULL, &code[GROUP]},
      {"start", "time", "when the stay began", "row", &time[START], NULL},
      {"end", "time", "when it ended; none: it goes on", "row", &time[END], NULL},
      {"arrival", "time", "when the wait for it began", "row", &time[ARRIVAL], NULL},
  };
  int32_t status = cpwi_log_add_arrays(result, arrays, sizeof arrays / sizeof *arrays, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < r->rows; i++) {
    for (int k = 0; k < CODES; k++)
      code[k][i] = cpwi_log_codes_number(&r->codes[k], r->code[k][i], k == PATIENT);
    for (int k = 0; k < TIMES; k++)
      time[k][i] = r->time[k][i];
  }
  return cpw_result_add_note(result, "time", r->kind == DATES ? "days since 1970-01-01" : "numbers",
                             err);
}

static void release(reader *r) {
  cpw_table_free(r->table);
  for (int k = 0; k < CODES; k++) {
    cpwi_log_codes_free(&r->codes[k]);
    cpwi_release(r->allocator, r->code[k]);
  }
  for (int k = 0; k < TIMES; k++)
    cpwi_release(r->allocator, r->time[k]);
}

int32_t cpw_event_log_read(const cpw_source *source, const cpw_allocator *allocator,
                           cpw_result **out, cpw_error *err) {
  if (!source || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", out ? "source" : "out");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  reader r = {.allocator = allocator};
  cpw_result *result = NULL;
  cpw_table_options options;
  cpw_table_options_init(&options);
  options.allocator = allocator;
  for (int k = 0; k < CODES; k++)
    cpwi_log_codes_init(&r.codes[k], allocator);
  status = cpw_table_open_source(source, &options, &r.table, err);
  if (status == CPW_OK) status = find_columns(&r, err);
  if (status == CPW_OK) status = take_rows(&r, err);
  if (status == CPW_OK) status = cpw_result_new(allocator, &result, err);
  if (status == CPW_OK) status = add_dimensions(&r, result, err);
  if (status == CPW_OK) status = add_arrays(&r, result, err);
  release(&r);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}

/* ---------------------------------------------------------------- rows of a result ---------- */

static const cpw_array *column(const cpw_result *result, const char *name, int32_t type) {
  const cpw_array *a = cpw_result_find(result, name);
  int fits = a && a->type == type && a->dimensions == 1;
  return fits && strcmp(a->dimension[0]->name, "row") == 0 ? a : NULL;
}

/* A dimension of the result by way of one of its arrays; NULL where there is none. */
static const cpw_dimension *labels_of(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  return a && a->dimensions == 1 ? a->dimension[0] : NULL;
}

int32_t cpw_event_log_view(const cpw_result *result, cpw_event_log *log,
                           cpw_event_log_options *options, cpw_error *err) {
  if (!result || !log)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", log ? "result" : "log");
  const cpw_array *code[CODES], *time[TIMES];
  int fine = 1;
  for (int k = 0; k < CODES; k++)
    fine = (code[k] = column(result, code_names[k], CPW_INT64)) != NULL && fine;
  for (int k = 0; k < TIMES; k++)
    fine = (time[k] = column(result, time_names[k], CPW_DOUBLE)) != NULL && fine;
  const cpw_dimension *stages = labels_of(result, "stage_rows");
  const cpw_dimension *groups = labels_of(result, "group_rows");
  if (!fine || !stages)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "result is not one of cpw_event_log_read");
  cpw_event_log l;
  cpw_event_log_init(&l);
  l.rows = code[PATIENT]->size;
  l.patient = code[PATIENT]->integer;
  l.stage = code[STAGE]->integer;
  l.group = groups ? code[GROUP]->integer : NULL;
  l.start = time[START]->real;
  l.end = time[END]->real;
  l.arrival = time[ARRIVAL]->real;
  l.stages = stages->length > 0 ? stages->length : 1;
  l.groups = groups && groups->length > 0 ? groups->length : 1;
  *log = l;
  if (options) {
    options->stage_labels = stages->length > 0 ? stages : NULL;
    options->group_labels = groups && groups->length > 0 ? groups : NULL;
  }
  return CPW_OK;
}
