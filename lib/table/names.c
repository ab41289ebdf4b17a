/* Columns by name, and the nearest name where there is none of that.
 * Source: V. I. Levenshtein, Soviet Physics Doklady 10:707 (1966), for "nearest".
 * Leaves the header itself to open.c. */
#include "table/internal.h"

#include <string.h>

int64_t cpw_table_columns(const cpw_table *table) {
  return table ? table->columns : 0;
}

int64_t cpw_table_line(const cpw_table *table) {
  return table ? table->line : 0;
}

const char *cpw_table_name(const cpw_table *table, int64_t column) {
  if (!table || !table->name || column < 0 || column >= table->columns) return NULL;
  return table->name[column];
}

static int64_t find_from(const cpw_table *t, const char *name, int64_t first) {
  for (int64_t i = first; t->name && i < t->columns; i++)
    if (strcmp(t->name[i], name) == 0) return i;
  return -1;
}

int64_t cpw_table_find(const cpw_table *table, const char *name) {
  return table && name ? find_from(table, name, 0) : -1;
}

/* ---------------------------------------------------------------- nearest ------------------- */

#define LONGEST_NAME 127

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Insertions, deletions and replacements that turn one name into the other; capitals are equal. */
static size_t distance(const char *a, const char *b) {
  size_t n = strlen(a), m = strlen(b), row[LONGEST_NAME + 1];
  if (n > LONGEST_NAME || m > LONGEST_NAME) return SIZE_MAX;
  for (size_t j = 0; j <= m; j++)
    row[j] = j;
  for (size_t i = 0; i < n; i++) {
    size_t corner = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < m; j++) {
      size_t least = corner + (lower(a[i]) != lower(b[j]));
      if (row[j] + 1 < least) least = row[j] + 1;
      if (row[j + 1] + 1 < least) least = row[j + 1] + 1;
      corner = row[j + 1];
      row[j + 1] = least;
    }
  }
  return row[m];
}

/* The column with the nearest name: at most a third of the letters differ; -1 if none is near. */
static int64_t nearest(const cpw_table *t, const char *name) {
  size_t best = strlen(name) / 3 + 1;
  int64_t found = -1;
  for (int64_t i = 0; t->name && i < t->columns; i++) {
    size_t d = distance(name, t->name[i]);
    if (d < best) {
      best = d;
      found = i;
    }
  }
  return found;
}

int32_t cpw_table_require(const cpw_table *table, const char *name, int64_t *index,
                          cpw_error *err) {
  if (!table || !name || !index)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !table ? "table" : (!name ? "name" : "index"));
  int64_t found = find_from(table, name, 0);
  cpwi_excerpt wanted = cpwi_table_excerpt(name, strlen(name));
  if (found < 0) {
    int64_t near = nearest(table, name);
    if (near < 0)
      return cpwi_fail_data(err, CPW_ENOTFOUND, table->where, 1, 0,
                            "line 1: there is no column %s%s", wanted.text,
                            table->name ? "" : ": the table was opened without a header");
    const char *other = table->name[near];
    return cpwi_fail_data(err, CPW_ENOTFOUND, table->where, 1, 0,
                          "line 1: there is no column %s; is it field %lld, %s?", wanted.text,
                          (long long)near + 1, cpwi_table_excerpt(other, strlen(other)).text);
  }
  int64_t again = find_from(table, name, found + 1);
  if (again >= 0)
    return cpwi_fail_data(err, CPW_EDATA, table->where, 1, again + 1,
                          "line 1: the column %s occurs twice, as fields %lld and %lld",
                          wanted.text, (long long)found + 1, (long long)again + 1);
  *index = found;
  return CPW_OK;
}
