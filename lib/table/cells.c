/* The fields of the current row as text and numbers, and the sentence that says what is wrong.
 * Source: house rules (a data error names file, line, field, the value found and what was expected).
 * Leaves the reading of digits to the core (cpw_parse_double, cpw_parse_int64). */
#include "table/internal.h"

#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- a readable excerpt -------- */

/* Bytes of the UTF-8 character at `p`, 1 to 4, or 0 if there is none (RFC 3629, section 4). */
static size_t character(const unsigned char *p, size_t left) {
  if (p[0] < 0x80) return 1;
  size_t length = p[0] >= 0xf0 ? 4 : (p[0] >= 0xe0 ? 3 : 2);
  if (p[0] < 0xc2 || p[0] > 0xf4 || length > left) return 0;
  for (size_t i = 1; i < length; i++)
    if ((p[i] & 0xc0) != 0x80) return 0;
  if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f)) return 0;
  if ((p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f)) return 0;
  return length;
}

/* The character at `p` as it may stand in a message: itself, or escaped. Returns its bytes. */
static size_t show(const unsigned char *p, size_t left, char shown[5], size_t *taken) {
  static const char hex[] = "0123456789abcdef";
  size_t length = character(p, left);
  *taken = length ? length : 1;
  if (length > 1 || (p[0] >= 0x20 && p[0] < 0x7f)) {
    memcpy(shown, p, length);
    return length;
  }
  shown[0] = '\\';
  if (p[0] == '\n' || p[0] == '\r' || p[0] == '\t') {
    shown[1] = p[0] == '\n' ? 'n' : (p[0] == '\r' ? 'r' : 't');
    return 2;
  }
  shown[1] = 'x';
  shown[2] = hex[p[0] >> 4];
  shown[3] = hex[p[0] & 15];
  return 4;
}

cpwi_excerpt cpwi_table_excerpt(const char *bytes, size_t count) {
  cpwi_excerpt out;
  const unsigned char *p = (const unsigned char *)bytes;
  size_t used = 0, taken;
  out.text[used++] = '"';
  while (count > 0) {
    char shown[5];
    size_t length = show(p, count, shown, &taken);
    /* room for what closes it: ..." and the end */
    if (used + length + 5 > sizeof out.text) {
      memcpy(out.text + used, "...", 3);
      used += 3;
      break;
    }
    memcpy(out.text + used, shown, length);
    used += length;
    p += taken;
    count -= taken;
  }
  out.text[used++] = '"';
  out.text[used] = '\0';
  return out;
}

/* ---------------------------------------------------------------- text ---------------------- */

static int32_t check_cell(const cpw_table *t, int64_t column, const void *out, const char *where,
                          cpw_error *err) {
  if (!t || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", t ? "an output" : "table");
  if (!t->on_row)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "there is no current row: call cpw_table_next until it returns 1");
  if (column < 0 || column >= t->columns)
    return cpwi_fail(err, CPW_EINVAL, column, where, "column = %lld must be 0 to %lld",
                     (long long)column, (long long)t->columns - 1);
  return CPW_OK;
}

/* A field that a short row lacks is empty. */
static const char *cell(const cpw_table *t, int64_t column, size_t *count) {
  if (column >= t->fields) {
    *count = 0;
    return "";
  }
  *count = t->field[column].length;
  return t->buffer + t->row + t->field[column].begin;
}

int32_t cpw_table_text(const cpw_table *table, int64_t column, const char **bytes, int64_t *count,
                       cpw_error *err) {
  int32_t status = check_cell(table, column, count ? (const void *)bytes : NULL, __func__, err);
  if (status != CPW_OK) return status;
  size_t length;
  *bytes = cell(table, column, &length);
  *count = (int64_t)length;
  return CPW_OK;
}

/* ---------------------------------------------------------------- numbers ------------------- */

/* The line of a field: fields before it may hold line ends. */
static int64_t line_of(const cpw_table *t, int64_t column) {
  int64_t line = t->line;
  for (int64_t i = 0; i < column; i++) {
    size_t count;
    const char *p = cell(t, i, &count);
    for (const char *end = p + count; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
      line++;
  }
  return line;
}

int32_t cpwi_table_fail_field(const cpw_table *t, int64_t column, const char *expected,
                              cpw_error *err) {
  if (!err) return CPW_EDATA;
  size_t count;
  const char *bytes = cell(t, column, &count);
  int64_t line = line_of(t, column);
  char name[CPWI_EXCERPT + 4] = "";
  if (t->name) {
    cpwi_excerpt text = cpwi_table_excerpt(t->name[column], strlen(t->name[column]));
    snprintf(name, sizeof name, " (%s)", text.text);
  }
  return cpwi_fail_data(err, CPW_EDATA, t->where, line, column + 1,
                        "line %lld, field %lld%s: found %s, expected %s", (long long)line,
                        (long long)column + 1, name, cpwi_table_excerpt(bytes, count).text,
                        expected);
}

/* The number in a field, or `empty` (NULL: must not be empty). One shape for both types: `parse`
 * writes it to `value`, which is as large as `empty`. */
static int32_t read_double(const cpw_table *t, int64_t column, const double *empty, double *value,
                           const char *where, cpw_error *err) {
  int32_t status = check_cell(t, column, value, where, err);
  if (status != CPW_OK) return status;
  size_t count;
  const char *bytes = cell(t, column, &count);
  if (count == 0 && empty) {
    *value = *empty;
    return CPW_OK;
  }
  double parsed;
  if (cpw_parse_double(bytes, (int64_t)count, &parsed) != CPW_OK)
    return cpwi_table_fail_field(t, column, empty ? "a number or nothing" : "a number", err);
  *value = parsed;
  return CPW_OK;
}

static int32_t read_int64(const cpw_table *t, int64_t column, const int64_t *empty, int64_t *value,
                          const char *where, cpw_error *err) {
  int32_t status = check_cell(t, column, value, where, err);
  if (status != CPW_OK) return status;
  size_t count;
  const char *bytes = cell(t, column, &count);
  if (count == 0 && empty) {
    *value = *empty;
    return CPW_OK;
  }
  int64_t parsed;
  status = cpw_parse_int64(bytes, (int64_t)count, &parsed);
  if (status == CPW_EOVERFLOW)
    return cpwi_table_fail_field(
        t, column, "a whole number of 64 bits (to 9223372036854775807 either way)", err);
  if (status != CPW_OK)
    return cpwi_table_fail_field(t, column, empty ? "a whole number or nothing" : "a whole number",
                                 err);
  *value = parsed;
  return CPW_OK;
}

int32_t cpw_table_double(const cpw_table *table, int64_t column, double *value, cpw_error *err) {
  return read_double(table, column, NULL, value, __func__, err);
}

int32_t cpw_table_double_or(const cpw_table *table, int64_t column, double empty, double *value,
                            cpw_error *err) {
  return read_double(table, column, &empty, value, __func__, err);
}

int32_t cpw_table_int64(const cpw_table *table, int64_t column, int64_t *value, cpw_error *err) {
  return read_int64(table, column, NULL, value, __func__, err);
}

int32_t cpw_table_int64_or(const cpw_table *table, int64_t column, int64_t empty, int64_t *value,
                           cpw_error *err) {
  return read_int64(table, column, &empty, value, __func__, err);
}
