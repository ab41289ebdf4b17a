/* Which rows of a tidy file are asked for: "column=value;column=value", where several values of one
 * column are alternatives and different columns must all agree.
 * Source: the contract of cpw_history_options. Leaves the reading of rows to the table. */
#include "waitlist/history.h"

#include "table/internal.h"

#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- reading the text ---------- */

static int is_blank(char c) {
  return c == ' ' || c == '\t';
}

static void trim(const char **begin, const char **end) {
  while (*begin < *end && is_blank(**begin))
    (*begin)++;
  while (*begin < *end && is_blank((*end)[-1]))
    (*end)--;
}

static char *copy(cpwi_arena *arena, const char *begin, const char *end) {
  char *text = cpwi_arena_take(arena, (size_t)(end - begin) + 1, 1);
  if (text) memcpy(text, begin, (size_t)(end - begin));
  return text;
}

/* One condition behind those of the same column, so that a column's stand beside each other. */
static void insert(cpwi_where *where, cpwi_condition condition) {
  int64_t at = where->count;
  while (at > 0 && where->condition[at - 1].column > condition.column)
    at--;
  memmove(&where->condition[at + 1], &where->condition[at],
          (size_t)(where->count - at) * sizeof condition);
  where->condition[at] = condition;
  where->count++;
}

static int32_t parse_one(cpwi_where *where, const char *begin, const char *end,
                         const cpw_table *table, cpwi_arena *arena, const char *function,
                         cpw_error *err) {
  trim(&begin, &end);
  if (begin == end) return CPW_OK; /* a ";" at the end is no condition */
  const char *equals = memchr(begin, '=', (size_t)(end - begin));
  if (!equals)
    return cpwi_fail(err, CPW_EINVAL, -1, function,
                     "options.where: found %s, expected column=value;column=value",
                     cpwi_table_excerpt(begin, (size_t)(end - begin)).text);
  const char *name_end = equals, *value = equals + 1;
  trim(&begin, &name_end);
  trim(&value, &end);

  cpwi_condition condition;
  memset(&condition, 0, sizeof condition);
  condition.name = copy(arena, begin, name_end);
  condition.value = copy(arena, value, end);
  condition.length = (size_t)(end - value);
  if (!condition.name || !condition.value)
    return cpwi_fail(err, CPW_ENOMEM, -1, function, "no memory for options.where");
  int32_t status = cpw_table_require(table, condition.name, &condition.column, err);
  if (status == CPW_OK) insert(where, condition);
  return status;
}

int32_t cpwi_where_parse(cpwi_where *where, const char *text, const cpw_table *table,
                         cpwi_arena *arena, const char *function, cpw_error *err) {
  memset(where, 0, sizeof *where);
  if (!text) return CPW_OK;
  size_t most = 1;
  for (const char *p = text; *p; p++)
    most += *p == ';';
  where->condition = cpwi_arena_take(arena, most, sizeof *where->condition);
  if (!where->condition)
    return cpwi_fail(err, CPW_ENOMEM, -1, function, "no memory for options.where");
  for (const char *begin = text;;) {
    const char *end = begin + strcspn(begin, ";");
    int32_t status = parse_one(where, begin, end, table, arena, function, err);
    if (status != CPW_OK) return status;
    if (!*end) return CPW_OK;
    begin = end + 1;
  }
}

/* ---------------------------------------------------------------- rows ---------------------- */

/* The conditions from `first` on that are of one column: is one of them met? *next: behind them. */
static int column_agrees(cpwi_where *where, int64_t first, int64_t *next, const cpw_table *table) {
  int64_t column = where->condition[first].column, length = 0, i = first;
  const char *text = "";
  int32_t status = cpw_table_text(table, column, &text, &length, NULL);
  int agrees = 0;
  for (; i < where->count && where->condition[i].column == column; i++) {
    cpwi_condition *c = &where->condition[i];
    if (status != CPW_OK || c->length != (size_t)length || memcmp(c->value, text, c->length) != 0)
      continue;
    c->matched = 1;
    agrees = 1;
  }
  *next = i;
  return agrees;
}

int cpwi_where_keeps(cpwi_where *where, const cpw_table *table) {
  int keeps = 1;
  /* to the end even when one fails: a condition that no row meets is found that way */
  for (int64_t i = 0; i < where->count;)
    keeps &= column_agrees(where, i, &i, table);
  return keeps;
}

/* ---------------------------------------------------------------- what was not there -------- */

int32_t cpwi_where_fail_empty(const cpwi_where *where, const char *file, cpw_error *err) {
  for (int64_t i = 0; i < where->count; i++) {
    const cpwi_condition *c = &where->condition[i];
    if (!c->matched)
      return cpwi_fail_data(err, CPW_EDATA, file, 0, 0, "options.where: no row has %s = %s",
                            cpwi_table_excerpt(c->name, strlen(c->name)).text,
                            cpwi_table_excerpt(c->value, c->length).text);
  }
  return cpwi_fail_data(err, CPW_EDATA, file, 0, 0,
                        where->count
                            ? "options.where: some rows meet each condition, none meets all"
                            : "there is no row of counts");
}

int32_t cpwi_where_note(const cpwi_where *where, cpw_result *result, cpwi_arena *arena,
                        cpw_error *err) {
  static const char before[] = "no row has ";
  size_t most = sizeof before;
  int64_t missing = 0;
  for (int64_t i = 0; i < where->count; i++)
    if (!where->condition[i].matched) {
      most += strlen(where->condition[i].name) + where->condition[i].length + 3;
      missing++;
    }
  if (missing == 0) return CPW_OK;
  char *text = cpwi_arena_take(arena, most, 1);
  if (!text) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for a note");
  size_t used = (size_t)snprintf(text, most, "%s", before);
  for (int64_t i = 0; i < where->count; i++)
    if (!where->condition[i].matched)
      used +=
          (size_t)snprintf(text + used, most - used, "%s%s=%s", used >= sizeof before ? ", " : "",
                           where->condition[i].name, where->condition[i].value);
  return cpw_result_add_note(result, "unmatched", text, err);
}
