/* A tidy CSV of list sizes by month read into arrays: lists, months, groups and parents.
 * Source: the contract of cpw_forecast_read; the tidy form of the published RTT figures.
 * Leaves CSV to the table, and names and months to the loaders of histories. */
#include "forecast/internal.h"

#include "table/internal.h"
#include "waitlist/history.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

#define WHERE            "cpw_forecast_read"
#define MEASURES         3
#define MOST_COORDINATES 16

static const char *const measure_names[MEASURES] = {"total", "within_18wk", "w52"};

typedef struct cell {
  int64_t list, period, line;
  int32_t measure;
  double people;
} cell;

typedef struct reader {
  cpw_table *table;
  const cpw_allocator *allocator;
  int64_t period, measure, count;                           /* columns */
  int64_t coordinate[MOST_COORDINATES], coordinates, level; /* level: -1, or which coordinate */
  cpwi_arena arena;
  cpwi_names lists, periods, groups;
  cpwi_period *month; /* (periods.count), in order */
  int64_t *place;     /* (periods.count) where the period of a number stands in time */
  cell *cells;
  int64_t cell_count, cell_room;
  char *key; /* labels of a list, each with its NUL */
  size_t key_room;
  double *people[MEASURES]; /* (lists, periods) of the result */
  int64_t *parent, *group, *group_lists;
  int64_t missing; /* months without a row between the first and the last */
  char gap[16], first_gap[16];
} reader;

static int32_t no_memory(const reader *r, cpw_error *err) {
  return cpwi_fail_data(err, CPW_ENOMEM, r->table->where, cpw_table_line(r->table), 0,
                        "no memory for the counts");
}

/* ---------------------------------------------------------------- columns ------------------- */

static int32_t require(const reader *r, const char *name, int64_t *column, cpw_error *err) {
  int32_t status = cpw_table_require(r->table, name, column, err);
  if (status != CPW_ENOTFOUND) return status;
  if (err) err->code = CPW_EDATA;
  return CPW_EDATA;
}

static int32_t take_coordinate(reader *r, int64_t column, cpw_error *err) {
  const char *name = cpw_table_name(r->table, column);
  static const char *const taken[] = {"list", "band", "group", "horizon"};
  int fine = *name && cpwi_is_utf8(name, strlen(name)) && r->coordinates < MOST_COORDINATES &&
             cpw_table_find(r->table, name) == column;
  for (size_t k = 0; k < sizeof taken / sizeof *taken; k++)
    fine = fine && strcmp(name, taken[k]) != 0;
  if (!fine)
    return cpwi_fail_data(err, CPW_EDATA, r->table->where, cpw_table_line(r->table), column + 1,
                          "column %lld (%s) cannot name lists: rename it", (long long)column + 1,
                          cpwi_table_excerpt(name, strlen(name)).text);
  if (strcmp(name, "level") == 0) r->level = r->coordinates;
  r->coordinate[r->coordinates++] = column;
  return CPW_OK;
}

static int32_t take_columns(reader *r, cpw_error *err) {
  int32_t status = require(r, "period", &r->period, err);
  if (status == CPW_OK) status = require(r, "measure", &r->measure, err);
  if (status == CPW_OK) status = require(r, "count", &r->count, err);
  for (int64_t c = 0; c < cpw_table_columns(r->table) && status == CPW_OK; c++)
    if (c != r->period && c != r->measure && c != r->count) status = take_coordinate(r, c, err);
  return status;
}

/* ---------------------------------------------------------------- rows ---------------------- */

static const char *text_at(const reader *r, int64_t column, size_t *length) {
  const char *text = "";
  int64_t found = 0;
  if (cpw_table_text(r->table, column, &text, &found, NULL) != CPW_OK) found = 0;
  *length = (size_t)found;
  return text;
}

static int add_to_key(reader *r, size_t *used, const char *text, size_t length) {
  if (*used + length + 1 > r->key_room) {
    char *grown = cpwi_grow(r->allocator, r->key, *used + length + 64, 2);
    if (!grown) return 0;
    r->key = grown;
    r->key_room = 2 * (*used + length + 64);
  }
  memcpy(r->key + *used, text, length);
  r->key[*used + length] = '\0';
  *used += length + 1;
  return 1;
}

static int32_t take_list(reader *r, int64_t *list, cpw_error *err) {
  size_t used = 0, length;
  for (int64_t k = 0; k < r->coordinates; k++) {
    const char *text = text_at(r, r->coordinate[k], &length);
    if (!cpwi_is_utf8(text, length) || memchr(text, '\0', length))
      return cpwi_table_fail_field(r->table, r->coordinate[k], "text in UTF-8", err);
    if (!add_to_key(r, &used, text, length)) return no_memory(r, err);
  }
  *list = cpwi_names_take(&r->lists, r->key ? r->key : "", used);
  return *list < 0 ? no_memory(r, err) : CPW_OK;
}

static int32_t take_month(reader *r, int64_t *period, cpw_error *err) {
  size_t length;
  cpwi_period month;
  const char *text = text_at(r, r->period, &length);
  if (!cpwi_period_parse(text, length, &month))
    return cpwi_table_fail_field(r->table, r->period,
                                 "a month such as 2024-05 or a date such as 2024-05-31", err);
  *period = cpwi_names_take(&r->periods, text, 7); /* the day says nothing here */
  return *period < 0 ? no_memory(r, err) : CPW_OK;
}

static int32_t add_cell(reader *r, const cell *c, cpw_error *err) {
  if (r->cell_count == r->cell_room) {
    int64_t room = r->cell_room ? 2 * r->cell_room : 4096;
    cell *grown = cpwi_grow(r->allocator, r->cells, (size_t)room, sizeof *grown);
    if (!grown) return no_memory(r, err);
    r->cells = grown;
    r->cell_room = room;
  }
  r->cells[r->cell_count++] = *c;
  return CPW_OK;
}

/* Whether a text is the name, in capitals or not. */
static int is_named(const char *text, size_t length, const char *name) {
  if (strlen(name) != length) return 0;
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if (c != name[i]) return 0;
  }
  return 1;
}

static int32_t take_row(reader *r, cpw_error *err) {
  size_t length;
  cell c = {.line = cpw_table_line(r->table), .measure = -1};
  const char *measure = text_at(r, r->measure, &length);
  for (int32_t k = 0; k < MEASURES; k++)
    if (is_named(measure, length, measure_names[k])) c.measure = k;
  if (is_named(measure, length, "over_52")) c.measure = 2;
  if (c.measure < 0) return CPW_OK;
  int32_t status = take_list(r, &c.list, err);
  if (status == CPW_OK) status = take_month(r, &c.period, err);
  if (status == CPW_OK) status = cpw_table_double(r->table, r->count, &c.people, err);
  if (status != CPW_OK) return status;
  if (!(c.people >= 0.0 && c.people <= DBL_MAX))
    return cpwi_table_fail_field(r->table, r->count, "a finite number >= 0", err);
  return add_cell(r, &c, err);
}

static int32_t read_rows(reader *r, cpw_error *err) {
  int32_t status;
  while ((status = cpw_table_next(r->table, err)) == 1)
    if ((status = take_row(r, err)) != CPW_OK) return status;
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < r->cell_count; i++)
    if (r->cells[i].measure == 0) return CPW_OK;
  return cpwi_fail_data(err, CPW_EDATA, r->table->where, 0, 0,
                        "no row of measure total (read are total, within_18wk and w52)");
}

/* ---------------------------------------------------------------- months in order ----------- */

/* Adds the months within the range that have no row at all, as long as they are the smaller part;
 * else the order finds the first of them. */
static int32_t fill_gaps(reader *r, cpw_error *err) {
  int64_t least = INT64_MAX, most = 0;
  for (int64_t k = 0; k < r->periods.count; k++) {
    cpwi_period p;
    if (!cpwi_period_parse(r->periods.name[k].text, r->periods.name[k].length, &p)) continue;
    int64_t number = 12 * (int64_t)p.year + p.month - 1;
    least = number < least ? number : least;
    most = number > most ? number : most;
  }
  r->missing = most - least + 1 - r->periods.count;
  if (r->missing <= 0 || r->missing >= r->periods.count) return CPW_OK;
  for (int64_t number = least, known = r->periods.count; number <= most; number++) {
    snprintf(r->gap, sizeof r->gap, "%04d-%02d", (int)(number / 12) % 10000,
             (int)(number % 12) + 1);
    if (cpwi_names_take(&r->periods, r->gap, 7) < 0) return no_memory(r, err);
    if (r->periods.count > known && !*r->first_gap) memcpy(r->first_gap, r->gap, sizeof r->gap);
  }
  return CPW_OK;
}

static int32_t order_months(reader *r, cpw_error *err) {
  int32_t filled = fill_gaps(r, err);
  if (filled != CPW_OK) return filled;
  int64_t n = r->periods.count;
  int32_t weekly;
  r->month = cpwi_arena_take(&r->arena, (size_t)n, sizeof *r->month);
  r->place = cpwi_arena_take(&r->arena, (size_t)n, sizeof *r->place);
  if (!r->month || !r->place) return no_memory(r, err);
  for (int64_t k = 0; k < n; k++) {
    const cpwi_name *name = &r->periods.name[k];
    if (!cpwi_period_parse(name->text, name->length, &r->month[k]))
      continue; /* was parsed before */
    r->month[k].label = name->text;
    r->month[k].number = k;
  }
  int32_t status = cpwi_periods_order(r->month, n, 0, &weekly, r->table->where, err);
  for (int64_t t = 0; t < n && status == CPW_OK; t++)
    r->place[r->month[t].number] = t;
  return status;
}

/* ---------------------------------------------------------------- the arrays ---------------- */

/* The label of coordinate k of a list. */
static const char *label_of(const reader *r, int64_t list, int64_t k) {
  const char *text = r->lists.name[list].text;
  while (k-- > 0)
    text += strlen(text) + 1;
  return text;
}

static int32_t add_lists(reader *r, cpw_result *result, const char **labels, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, "list", r->lists.count, NULL, err);
  for (int64_t k = 0; k < r->coordinates && status == CPW_OK; k++) {
    for (int64_t i = 0; i < r->lists.count; i++)
      labels[i] = label_of(r, i, k);
    const char *name = cpw_table_name(r->table, r->coordinate[k]);
    status = cpw_result_add_coordinate(result, "list", name, labels, err);
  }
  return status;
}

static int32_t add_periods(reader *r, cpw_result *result, const char **labels, cpw_error *err) {
  for (int64_t t = 0; t < r->periods.count; t++)
    labels[t] = r->month[t].label;
  return cpw_result_add_dimension(result, "period", r->periods.count, labels, err);
}

/* Groups are the values of the column level in the order in which they come; else there is one. */
static int32_t add_groups(reader *r, cpw_result *result, const char **labels, cpw_error *err) {
  for (int64_t i = 0; i < r->lists.count; i++) {
    const char *level = r->level >= 0 ? label_of(r, i, r->level) : "all";
    if (cpwi_names_take(&r->groups, level, strlen(level)) < 0) return no_memory(r, err);
  }
  for (int64_t g = 0; g < r->groups.count; g++)
    labels[g] = r->groups.name[g].text;
  return cpw_result_add_dimension(result, "group", r->groups.count, labels, err);
}

static int32_t add_integers(cpw_result *result, const char *name, const char *description,
                            const char *dimension, int64_t **out, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(result, name, "", description, dimension, CPW_INT64,
                                        CPW_MERGE_SAME, &memory, err);
  *out = memory;
  return status;
}

static int32_t add_arrays(reader *r, cpw_result *result, cpw_error *err) {
  static const char *const shape = "list period";
  const cpwi_column columns[] = {
      {"total", "people", "waiting at the end of the month", shape, &r->people[0]},
      {"within_18wk", "people", "of those, waiting up to 18 weeks", shape, &r->people[1]},
      {"over_52", "people", "of those, waiting more than 52 weeks", shape, &r->people[2]},
  };
  int64_t most = r->lists.count > r->periods.count ? r->lists.count : r->periods.count;
  const char **labels = cpwi_arena_take(&r->arena, (size_t)most, sizeof *labels);
  if (!labels) return no_memory(r, err);
  int32_t status = add_lists(r, result, labels, err);
  if (status == CPW_OK) status = add_periods(r, result, labels, err);
  if (status == CPW_OK) status = add_groups(r, result, labels, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, columns, MEASURES, CPW_MERGE_SAME, err);
  if (status == CPW_OK)
    status = add_integers(result, "parent", "the list that this one is a part of, -1: none", "list",
                          &r->parent, err);
  if (status == CPW_OK)
    status = add_integers(result, "group", "the group that the list is in", "list", &r->group, err);
  if (status == CPW_OK)
    status =
        add_integers(result, "group_lists", "lists of the group", "group", &r->group_lists, err);
  return status;
}

/* ---------------------------------------------------------------- what is in them ----------- */

static int32_t fail_cell(const reader *r, const cell *c, const char *what, cpw_error *err) {
  return cpwi_fail_data(err, CPW_EDATA, r->table->where, c->line, r->count + 1,
                        "line %lld: %s in %s: %s %s", (long long)c->line, measure_names[c->measure],
                        r->periods.name[c->period].text,
                        r->coordinates ? label_of(r, c->list, 0) : "the list", what);
}

static int32_t fill_cells(reader *r, cpw_error *err) {
  int64_t periods = r->periods.count, cells = r->lists.count * periods;
  for (int k = 0; k < MEASURES; k++)
    for (int64_t i = 0; i < cells; i++)
      r->people[k][i] = CPWI_NAN;
  for (int64_t i = 0; i < r->cell_count; i++) {
    const cell *c = &r->cells[i];
    double *at = &r->people[c->measure][c->list * periods + r->place[c->period]];
    if (!isnan(*at)) return fail_cell(r, c, "is given a second time", err);
    *at = c->people;
  }
  for (int64_t i = 0; i < r->cell_count; i++) {
    const cell *c = &r->cells[i];
    int64_t at = c->list * periods + r->place[c->period];
    if (c->people > r->people[0][at]) return fail_cell(r, c, "has more people than its total", err);
    if (isnan(r->people[0][at])) r->people[c->measure][at] = CPWI_NAN;
  }
  return CPW_OK;
}

/* The only list of the only group that has one list is the parent of all the others. */
static void fill_parents(reader *r) {
  int64_t single = 0, only = -1;
  for (int64_t i = 0; i < r->lists.count; i++) {
    const char *level = r->level >= 0 ? label_of(r, i, r->level) : "all";
    r->group[i] = cpwi_names_take(&r->groups, level, strlen(level));
    r->group_lists[r->group[i]]++;
  }
  for (int64_t i = 0; i < r->lists.count; i++)
    if (r->group_lists[r->group[i]] == 1) only = i, single++;
  for (int64_t i = 0; i < r->lists.count; i++)
    r->parent[i] = single == 1 && i != only ? only : -1;
}

static int32_t note_missing(const reader *r, cpw_result *result, cpw_error *err) {
  char text[160];
  int64_t rows[MEASURES] = {0};
  int32_t status = CPW_OK;
  if (r->missing > 0) {
    snprintf(text, sizeof text,
             "%lld %s between the first and the last without a row, the first is %s",
             (long long)r->missing, r->missing == 1 ? "month" : "months", r->first_gap);
    status = cpw_result_add_note(result, "missing", text, err);
  }
  for (int64_t i = 0; i < r->cell_count; i++)
    rows[r->cells[i].measure]++;
  if (status != CPW_OK || (rows[1] && rows[2])) return status;
  snprintf(text, sizeof text, "no row of measure %s: no forecast of it",
           rows[1]   ? measure_names[2]
           : rows[2] ? measure_names[1]
                     : "within_18wk or w52");
  return cpw_result_add_note(result, "absent", text, err);
}

static int32_t finish(reader *r, cpw_result *result, cpw_error *err) {
  int64_t cells;
  int32_t status = order_months(r, err);
  if (!cpwi_multiply(r->lists.count, r->periods.count, &cells)) return no_memory(r, err);
  if (status == CPW_OK) status = add_arrays(r, result, err);
  if (status == CPW_OK) status = fill_cells(r, err);
  if (status != CPW_OK) return status;
  fill_parents(r);
  status = note_missing(r, result, err);
  if (status != CPW_OK) return status;
  return cpw_result_add_note(result, "source", r->table->where, err);
}

/* ---------------------------------------------------------------- files --------------------- */

static int32_t read_table(cpw_table *table, const cpw_allocator *allocator, cpw_result **out,
                          cpw_error *err) {
  reader r;
  cpw_result *result = NULL;
  memset(&r, 0, sizeof r);
  r.table = table;
  r.allocator = allocator;
  r.level = -1;
  r.arena.allocator = allocator;
  cpwi_names_init(&r.lists, &r.arena);
  cpwi_names_init(&r.periods, &r.arena);
  cpwi_names_init(&r.groups, &r.arena);
  int32_t status = take_columns(&r, err);
  if (status == CPW_OK) status = read_rows(&r, err);
  if (status == CPW_OK) status = cpw_result_new(allocator, &result, err);
  if (status == CPW_OK) status = finish(&r, result, err);
  cpwi_names_free(&r.lists);
  cpwi_names_free(&r.periods);
  cpwi_names_free(&r.groups);
  cpwi_release(allocator, r.cells);
  cpwi_release(allocator, r.key);
  cpwi_arena_free(&r.arena);
  cpw_table_free(table);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

static int32_t begin(const void *input, const cpw_allocator *allocator, cpw_result **out,
                     cpw_table_options *how, cpw_error *err) {
  if (!input || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s is NULL", input ? "out" : "the input");
  cpw_table_options_init(how);
  how->allocator = allocator;
  return cpwi_check_allocator(allocator, WHERE, err);
}

int32_t cpw_forecast_read(const cpw_source *source, const cpw_allocator *allocator,
                          cpw_result **out, cpw_error *err) {
  cpw_table_options how;
  cpw_table *table;
  int32_t status = begin(source, allocator, out, &how, err);
  if (status == CPW_OK) status = cpw_table_open_source(source, &how, &table, err);
  return status == CPW_OK ? read_table(table, allocator, out, err) : status;
}

int32_t cpw_forecast_read_path(const char *path, const cpw_allocator *allocator, cpw_result **out,
                               cpw_error *err) {
  cpw_table_options how;
  cpw_table *table;
  int32_t status = begin(path, allocator, out, &how, err);
  if (status == CPW_OK) status = cpw_table_open_path(path, &how, &table, err);
  return status == CPW_OK ? read_table(table, allocator, out, err) : status;
}
