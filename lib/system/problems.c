/* The problems of a system: a list that grows, in order, and the result made of it.
 * Source: cpw_system_check in carepath/system.h.
 * Leaves finding them to check*.c. */
#include "system/problems.h"

#include "base/order.h"
#include "table/internal.h"

#include <stdio.h>
#include <string.h>

static const char *const rule_names[CPWI_PROBLEM_RULES] = {
    "domain",  "needed",    "reference", "unique",   "twice",  "dates",    "cycle",
    "tree",    "footprint", "shares",    "capacity", "effect", "promised", "contributor",
    "pathway", "unused",    "format",    "column",   "file"};

void cpwi_problems_free(cpwi_problems *p) {
  for (int64_t i = 0; i < p->count; i++) {
    cpwi_release(p->allocator, p->item[i].message);
    cpwi_release(p->allocator, p->item[i].file);
  }
  cpwi_release(p->allocator, p->item);
  p->item = NULL;
  p->count = p->room = 0;
}

static cpwi_problem *make_room(cpwi_problems *p) {
  if (p->count == p->room) {
    int64_t room = p->room ? 2 * p->room : 16;
    cpwi_problem *item = cpwi_grow(p->allocator, p->item, (size_t)room, sizeof *item);
    if (!item) return NULL;
    p->item = item;
    p->room = room;
  }
  return &p->item[p->count];
}

static int32_t code_of(int32_t rule) {
  switch (rule) {
  case CPWI_RULE_DOMAIN:
  case CPWI_RULE_DATES:
  case CPWI_RULE_FOOTPRINT:
  case CPWI_RULE_SHARES:
  case CPWI_RULE_PROMISED:
    return CPW_EDOMAIN;
  default:
    return CPW_EINVAL;
  }
}

static cpwi_problem *append(cpwi_problems *p, cpwi_place at, int32_t severity, const char *text) {
  cpwi_problem *q = p->failed ? NULL : make_room(p);
  char *message = q ? cpwi_copy_text(p->allocator, text) : NULL;
  if (!q || !message) {
    p->failed = 1;
    return NULL;
  }
  *q = (cpwi_problem){.table = at.table,
                      .rule = at.rule,
                      .severity = severity,
                      .code = code_of(at.rule),
                      .row = at.row,
                      .field = at.field ? at.field : "",
                      .message = message,
                      .other = -1};
  p->count++;
  return q;
}

#if defined(__GNUC__)
__attribute__((format(printf, 4, 0)))
#endif
static cpwi_problem *
add(cpwi_problems *p, cpwi_place at, int32_t severity, const char *fmt, va_list args) {
  char text[480];
  if (p->silent && p->silent(p->context, &at)) return NULL;
  int64_t *told = &p->told[at.table][at.rule][severity];
  if (severity)
    p->warnings++;
  else
    p->errors++;
  if (++*told > CPWI_MOST_PROBLEMS) return NULL;
  vsnprintf(text, sizeof text, fmt, args);
  return append(p, at, severity, text);
}

cpwi_problem *cpwi_wrong(cpwi_problems *p, cpwi_place at, const char *fmt, ...) {
  va_list args;
  va_start(args, fmt);
  cpwi_problem *q = add(p, at, 0, fmt, args);
  va_end(args);
  return q;
}

cpwi_problem *cpwi_oddity(cpwi_problems *p, cpwi_place at, const char *fmt, ...) {
  va_list args;
  va_start(args, fmt);
  cpwi_problem *q = add(p, at, 1, fmt, args);
  va_end(args);
  return q;
}

void cpwi_problem_with(cpwi_problem *q, int64_t row) {
  if (q) q->other = row;
}

static int earlier(const void *context, const void *a, const void *b) {
  const cpwi_problem *x = a, *y = b;
  (void)context;
  if (x->table != y->table) return x->table < y->table ? -1 : 1;
  if (x->line != y->line) return x->line < y->line ? -1 : 1;
  if (x->row != y->row) return x->row < y->row ? -1 : 1;
  return (x->column > y->column) - (x->column < y->column);
}

static void add_untold(cpwi_problems *p, int32_t table, int32_t rule, int32_t severity) {
  int64_t more = p->told[table][rule][severity] - CPWI_MOST_PROBLEMS;
  char text[96];
  if (more <= 0) return;
  snprintf(text, sizeof text, "and %lld more of the same kind (%s)", (long long)more,
           rule_names[rule]);
  cpwi_problem *q = append(p, (cpwi_place){table, rule, -1, ""}, severity, text);
  if (q) q->line = INT64_MAX; /* behind those that are told */
}

void cpwi_problems_finish(cpwi_problems *p) {
  for (int32_t t = 0; t <= CPW_SYSTEM_TABLES; t++)
    for (int32_t r = 0; r < CPWI_PROBLEM_RULES; r++)
      for (int32_t s = 0; s < 2; s++)
        add_untold(p, t, r, s);
  if (p->count > 1 && !cpwi_sort(p->allocator, p->item, p->count, sizeof *p->item, earlier, NULL))
    p->failed = 1;
  for (int64_t i = 0; i < p->count; i++)
    if (p->item[i].line == INT64_MAX) p->item[i].line = 0;
}

/* ---- places in words */

cpwi_quoted cpwi_quote(const char *text) {
  cpwi_quoted out = {""};
  cpwi_excerpt excerpt = cpwi_table_excerpt(text ? text : "", text ? strlen(text) : 0);
  memcpy(out.text, excerpt.text, sizeof out.text);
  out.text[sizeof out.text - 1] = 0;
  return out;
}

cpwi_quoted cpwi_quote_row(const cpw_system *system, int64_t table, int64_t row) {
  const char *id = cpwi_system_id(system, table, row);
  cpwi_quoted out = {""};
  if (id && id[0]) return cpwi_quote(id);
  snprintf(out.text, sizeof out.text, "%lld", (long long)row);
  return out;
}

static const char *file_of(const cpwi_problem *q) {
  const cpwi_system_table *t = cpwi_system_table_of(q->table);
  return q->file ? q->file : t ? t->file : "";
}

static void place_in_file(const cpwi_problem *q, char *text, size_t size) {
  if (q->line > 0 && q->column > 0 && !q->field[0])
    snprintf(text, size, "%.80s line %lld, field %lld", file_of(q), (long long)q->line,
             (long long)q->column);
  else if (q->line > 0 && q->column > 0)
    snprintf(text, size, "%.80s line %lld, field %lld (%s)", file_of(q), (long long)q->line,
             (long long)q->column, q->field);
  else if (q->line > 0)
    snprintf(text, size, "%.80s line %lld", file_of(q), (long long)q->line);
  else
    snprintf(text, size, "%.80s", file_of(q));
}

static void place_of_row(const cpwi_problems *p, const cpwi_problem *q, char *text, size_t size) {
  const char *name = cpw_system_table_name(q->table);
  const char *id = p->system ? cpwi_system_id(p->system, q->table, q->row) : NULL;
  if (q->row < 0)
    snprintf(text, size, "%s", name ? name : "system");
  else if (id && id[0] && q->rule != CPWI_RULE_UNIQUE)
    snprintf(text, size, "%s row %lld %s", name, (long long)q->row + 1, cpwi_quote(id).text);
  else
    snprintf(text, size, "%s row %lld", name, (long long)q->row + 1);
}

cpwi_place_text cpwi_problem_place(const cpwi_problems *p, const cpwi_problem *q) {
  cpwi_place_text out = {""};
  if (p->files)
    place_in_file(q, out.text, sizeof out.text);
  else
    place_of_row(p, q, out.text, sizeof out.text);
  return out;
}

cpwi_place_text cpwi_problem_other(const cpwi_problems *p, const cpwi_problem *q) {
  cpwi_place_text out = {""};
  if (p->files && q->other_line > 0)
    snprintf(out.text, sizeof out.text, " (line %lld)", (long long)q->other_line);
  else if (!p->files && q->other >= 0)
    snprintf(out.text, sizeof out.text, " (row %lld)", (long long)q->other + 1);
  return out;
}

int32_t cpwi_problems_first(const cpwi_problems *p, const char *where, cpw_error *err) {
  const cpwi_problem *q = NULL;
  char more[64] = "";
  for (int64_t i = 0; i < p->count && !q; i++)
    if (p->item[i].severity == 0) q = &p->item[i];
  if (!q) return CPW_OK;
  if (p->errors > 1)
    snprintf(more, sizeof more, " (and %lld more error%s)", (long long)p->errors - 1,
             p->errors == 2 ? "" : "s");
  cpwi_place_text place = cpwi_problem_place(p, q), other = cpwi_problem_other(p, q);
  if (p->files)
    return cpwi_fail_data(err, CPW_EDATA, file_of(q), q->line, q->column, "%s: %.200s%s%s",
                          place.text, q->message, other.text, more);
  return cpwi_fail(err, q->code, q->row, where, "%s: %.200s%s%s", place.text, q->message,
                   other.text, more);
}

/* ---- the result */

/* Texts of a coordinate, for as long as the result is made. */
typedef struct labels {
  const cpwi_problems *p;
  cpw_result *result;
  const char **label; /* (count) */
  cpw_error *err;
} labels;

static const char *table_of(const cpwi_problem *q) {
  const char *name = cpw_system_table_name(q->table);
  return name ? name : "";
}

static int32_t add_labels(labels *l, const char *name, const char *(*text)(const cpwi_problem *)) {
  for (int64_t i = 0; i < l->p->count; i++)
    l->label[i] = text(&l->p->item[i]);
  return cpw_result_add_coordinate(l->result, "problem", name, l->label, l->err);
}

static const char *field_of(const cpwi_problem *q) {
  return q->field;
}
static const char *rule_of(const cpwi_problem *q) {
  return rule_names[q->rule];
}

/* Message after message in one block. */
static int32_t add_messages(labels *l, const char *where) {
  const cpwi_problems *p = l->p;
  size_t size = 1;
  for (int64_t i = 0; i < p->count; i++)
    size += strlen(p->item[i].message) + sizeof(cpwi_place_text) + 40;
  char *block = cpwi_alloc(p->allocator, size, 1);
  if (!block) return cpwi_fail(l->err, CPW_ENOMEM, -1, where, "no memory for the problems");
  size_t used = 0;
  for (int64_t i = 0; i < p->count; i++) {
    cpwi_place_text place = cpwi_problem_place(p, &p->item[i]);
    l->label[i] = block + used;
    used += (size_t)snprintf(block + used, size - used, "%s: %s%s", place.text, p->item[i].message,
                             cpwi_problem_other(p, &p->item[i]).text) +
            1;
  }
  int32_t status = cpw_result_add_coordinate(l->result, "problem", "message", l->label, l->err);
  cpwi_release(p->allocator, block);
  return status;
}

static int32_t add_columns(labels *l, const char *where) {
  char *block = cpwi_alloc(l->p->allocator, (size_t)l->p->count + 1, CPW_NUMBER_CHARS);
  if (!block) return cpwi_fail(l->err, CPW_ENOMEM, -1, where, "no memory for the problems");
  for (int64_t i = 0; i < l->p->count; i++) {
    char *text = block + i * CPW_NUMBER_CHARS;
    text[0] = 0;
    if (l->p->item[i].column > 0) cpw_format_int64(l->p->item[i].column, text);
    l->label[i] = text;
  }
  int32_t status = cpw_result_add_coordinate(l->result, "problem", "column", l->label, l->err);
  cpwi_release(l->p->allocator, block);
  return status;
}

static int32_t add_whole(labels *l, const char *name, const char *unit, const char *description,
                         const char *dimensions, int64_t **memory) {
  void *cells = NULL;
  int32_t status = cpw_result_add_array(l->result, name, unit, description, dimensions, CPW_INT64,
                                        CPW_MERGE_SAME, &cells, l->err);
  *memory = cells;
  return status;
}

static int32_t add_numbers(labels *l) {
  const cpwi_problems *p = l->p;
  int64_t *row = NULL, *severity = NULL, *line = NULL, *errors = NULL, *warnings = NULL;
  int32_t status =
      add_whole(l, "row", "", "Row of the table, from 0; -1: the table", "problem", &row);
  if (status == CPW_OK)
    status = add_whole(l, "severity", "", "0 error, 1 warning", "problem", &severity);
  if (status == CPW_OK && p->files)
    status = add_whole(l, "line", "", "Line of the file, from 1; 0: none", "problem", &line);
  if (status == CPW_OK) status = add_whole(l, "errors", "", "Number of errors", "", &errors);
  if (status == CPW_OK) status = add_whole(l, "warnings", "", "Number of warnings", "", &warnings);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < p->count; i++) {
    row[i] = p->item[i].row;
    severity[i] = p->item[i].severity;
    if (line) line[i] = p->item[i].line;
  }
  *errors = p->errors;
  *warnings = p->warnings;
  return CPW_OK;
}

static int32_t fill(labels *l, const char *where) {
  int32_t status = cpw_result_add_dimension(l->result, "problem", l->p->count, NULL, l->err);
  if (status == CPW_OK) status = add_labels(l, "table", table_of);
  if (status == CPW_OK) status = add_labels(l, "field", field_of);
  if (status == CPW_OK) status = add_labels(l, "rule", rule_of);
  if (status == CPW_OK && l->p->files) status = add_labels(l, "file", file_of);
  if (status == CPW_OK && l->p->files) status = add_columns(l, where);
  if (status == CPW_OK) status = add_messages(l, where);
  return status == CPW_OK ? add_numbers(l) : status;
}

int32_t cpwi_problems_result(const cpwi_problems *p, cpw_result **out, const char *where,
                             cpw_error *err) {
  labels l = {p, NULL, NULL, err};
  if (p->failed) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the problems");
  int32_t status = cpw_result_new(p->allocator, &l.result, err);
  if (status != CPW_OK) return status;
  l.label = cpwi_alloc(p->allocator, (size_t)p->count + 1, sizeof *l.label);
  status = l.label ? fill(&l, where)
                   : cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the problems");
  cpwi_release(p->allocator, l.label);
  if (status != CPW_OK) {
    cpw_result_free(l.result);
    return status;
  }
  cpw_result_set_outcome(l.result, p->errors ? CPW_OUTCOME_UNREACHABLE : CPW_OUTCOME_OK);
  *out = l.result;
  return CPW_OK;
}
