/* Opening a table: options, the marks of other formats, and the row that names the columns.
 * Source: RFC 4180, section 2.3 (header); RFC 3629, section 6 (byte order mark); RFC 1952 (gzip).
 * Leaves the scan of rows to rows.c. */
#include "table/internal.h"

#include <string.h>

static cpw_table_options table_defaults(void) {
  cpw_table_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.delimiter = ',';
  o.header = 1;
  o.ragged = CPW_TABLE_RAGGED_ERROR;
  o.trim_names = 1;
  o.max_row_bytes = 1048576;
  o.max_columns = 16384;
  return o;
}

void cpw_table_options_init_sized(cpw_table_options *options, size_t size) {
  cpw_table_options defaults = table_defaults();
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

int32_t cpwi_table_check_delimiter(int32_t delimiter, const char *where, cpw_error *err) {
  if (delimiter > 0 && delimiter < 128 && delimiter != '"' && delimiter != '\n' &&
      delimiter != '\r')
    return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                   "options.delimiter = %d must be an ASCII character (1 to 127) other than a "
                   "quote, CR and LF",
                   (int)delimiter);
}

static int32_t check_switch(int32_t value, const char *name, const char *where, cpw_error *err) {
  if (value == 0 || value == 1) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%s = %d must be 0 or 1", name, (int)value);
}

static int32_t check_limit(int64_t value, int64_t most, const char *name, const char *where,
                           cpw_error *err) {
  if (value >= 1 && value <= most) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.%s = %lld must be 1 to %lld", name,
                   (long long)value, (long long)most);
}

static int32_t take_options(cpw_table_options *o, const cpw_table_options *given, const char *where,
                            cpw_error *err) {
  *o = table_defaults();
  int32_t status = cpwi_take_options(o, sizeof *o, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status == CPW_OK) status = cpwi_table_check_delimiter(o->delimiter, where, err);
  if (status == CPW_OK) status = check_switch(o->header, "header", where, err);
  if (status == CPW_OK) status = check_switch(o->ragged, "ragged", where, err);
  if (status == CPW_OK) status = check_switch(o->trim_names, "trim_names", where, err);
  if (status == CPW_OK)
    status = check_limit(o->max_row_bytes, CPWI_TABLE_MAX_ROW_BYTES, "max_row_bytes", where, err);
  if (status == CPW_OK)
    status = check_limit(o->max_columns, CPWI_TABLE_MAX_COLUMNS, "max_columns", where, err);
  return status;
}

void cpwi_table_where(char where[64], const char *name) {
  size_t length = strlen(name);
  if (length < 64) {
    memcpy(where, name, length + 1);
    return;
  }
  /* the end of a path says more than its beginning; begin it between two characters of UTF-8 */
  const char *tail = name + length - 60;
  while (((unsigned char)*tail & 0xc0) == 0x80)
    tail++;
  memcpy(where, "...", 3);
  memcpy(where + 3, tail, strlen(tail) + 1);
}

/* ---------------------------------------------------------------- the first bytes ----------- */

/* Text in another coding, or a packed file, would only give a strange error later. */
static const char *other_format(const char *bytes, size_t count) {
  static const struct {
    const char *mark;
    size_t length;
    const char *words;
  } known[] = {
      {"\xff\xfe", 2, "the text is UTF-16; expected UTF-8 (save it as CSV UTF-8)"},
      {"\xfe\xff", 2, "the text is UTF-16; expected UTF-8 (save it as CSV UTF-8)"},
      {"\x1f\x8b", 2, "the file is compressed with gzip; expected CSV (unpack it first)"},
      {"PK\x03\x04", 4, "the file is a zip archive or a workbook; expected CSV (unpack it first)"},
  };
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (count >= known[i].length && memcmp(bytes, known[i].mark, known[i].length) == 0)
      return known[i].words;
  return NULL;
}

/* Fills the window for the first time, looks for a mark and goes past that of UTF-8. */
static int32_t begin(cpw_table *t, cpw_error *err) {
  size_t moved;
  while (t->end < 4 && !t->at_end) {
    int32_t status = cpwi_table_fill(t, 0, &moved, err);
    if (status != CPW_OK) return status;
  }
  const char *other = other_format(t->buffer, t->end);
  if (other) return cpwi_fail_data(err, CPW_EDATA, t->where, 1, 1, "line 1: %s", other);
  if (t->end >= 3 && memcmp(t->buffer, "\xef\xbb\xbf", 3) == 0) t->next = t->scan = 3;
  return CPW_OK;
}

/* ---------------------------------------------------------------- the first row ------------- */

static void trim(const char **bytes, size_t *count) {
  while (*count > 0 && (**bytes == ' ' || **bytes == '\t')) {
    (*bytes)++;
    (*count)--;
  }
  while (*count > 0 && ((*bytes)[*count - 1] == ' ' || (*bytes)[*count - 1] == '\t'))
    (*count)--;
}

/* Copies the fields of the header: pointers and texts in one block. */
static int32_t take_names(cpw_table *t, cpw_error *err) {
  size_t count = (size_t)t->fields, text_bytes = count;
  for (size_t i = 0; i < count; i++)
    text_bytes += t->field[i].length;
  t->name = cpwi_alloc(t->options.allocator, count * sizeof(char *) + text_bytes, 1);
  if (!t->name)
    return cpwi_fail_data(err, CPW_ENOMEM, t->where, 1, 0, "line 1: no memory for %zu names",
                          count);
  char *text = (char *)(t->name + count);
  for (size_t i = 0; i < count; i++) {
    const char *bytes = t->buffer + t->row + t->field[i].begin;
    size_t length = t->field[i].length;
    if (t->options.trim_names) trim(&bytes, &length);
    memcpy(text, bytes, length);
    text[length] = '\0';
    t->name[i] = text;
    text += length + 1;
  }
  return CPW_OK;
}

/* The header, or where there is none the number of fields of the first row. */
static int32_t first_row(cpw_table *t, cpw_error *err) {
  if (!t->options.header) {
    int32_t status = cpwi_table_count_columns(t, err);
    t->room = t->columns;
    return status;
  }
  int32_t got = cpwi_table_scan_row(t, 1, err);
  if (got < 0) return got;
  if (got == 0)
    return cpwi_fail_data(err, CPW_EDATA, t->where, 1, 0,
                          "the input is empty; expected a header with the names of the columns");
  if (t->fields == 1 && t->field[0].length == 0)
    return cpwi_fail_data(err, CPW_EDATA, t->where, 1, 1,
                          "line 1: the line is blank; expected a header with the names of the "
                          "columns");
  t->columns = t->fields;
  t->room = t->columns; /* from now on one field more is one too many */
  return take_names(t, err);
}

/* ---------------------------------------------------------------- opening ------------------- */

/* A table without an input. */
static int32_t new_table(const cpw_table_options *options, const char *where, cpw_table **out,
                         cpw_error *err) {
  cpw_table_options o;
  int32_t status = take_options(&o, options, where, err);
  if (status != CPW_OK) return status;
  cpw_table *t = cpwi_alloc_zero(o.allocator, 1, sizeof *t);
  if (!t) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for a table");
  t->options = o;
  t->file.descriptor = -1;
  t->file.bytes = -1;
  t->next_line = t->line = 1;
  *out = t;
  return CPW_OK;
}

/* The window: a block, or less for an input that is known to be small (and one byte more than the
 * input, so that its end can be seen). */
static int32_t open_window(cpw_table *t, cpw_error *err) {
  t->capacity = CPWI_TABLE_BLOCK;
  if (t->file.bytes >= 0 && t->file.bytes < CPWI_TABLE_BLOCK - 4096)
    t->capacity = (size_t)t->file.bytes + 4096;
  t->buffer = cpwi_alloc(t->options.allocator, t->capacity + CPWI_TABLE_PAD, 1);
  if (!t->buffer)
    return cpwi_fail_data(err, CPW_ENOMEM, t->where, 0, 0, "no memory for the window of a table");
  memset(t->buffer, 0, CPWI_TABLE_PAD);
  return CPW_OK;
}

/* The input is in place: read its beginning and hand the table out. */
static int32_t start(cpw_table *t, cpw_table **out, cpw_error *err) {
  int32_t status = open_window(t, err);
  if (status == CPW_OK) status = begin(t, err);
  if (status == CPW_OK) status = first_row(t, err);
  if (status != CPW_OK) {
    cpw_table_free(t);
    return status;
  }
  *out = t;
  return CPW_OK;
}

int32_t cpw_table_open_source(const cpw_source *source, const cpw_table_options *options,
                              cpw_table **out, cpw_error *err) {
  if (!source || !source->read || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !source ? "source" : (!out ? "out" : "source.read"));
  cpw_table *t;
  int32_t status = new_table(options, __func__, &t, err);
  if (status != CPW_OK) return status;
  cpwi_table_where(t->where, source->name ? source->name : "<input>");
  t->source = *source;
  return start(t, out, err);
}

static int64_t read_memory(void *context, char *buffer, int64_t capacity) {
  cpw_table *t = context;
  int64_t count = t->memory_left < capacity ? t->memory_left : capacity;
  if (count > 0) {
    memcpy(buffer, t->memory, (size_t)count);
    t->memory += count;
    t->memory_left -= count;
  }
  return count;
}

int32_t cpw_table_open_memory(const char *bytes, int64_t count, const char *name,
                              const cpw_table_options *options, cpw_table **out, cpw_error *err) {
  if ((!bytes && count > 0) || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", !out ? "out" : "bytes");
  if (count < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "count = %lld must be >= 0", (long long)count);
  cpw_table *t;
  int32_t status = new_table(options, __func__, &t, err);
  if (status != CPW_OK) return status;
  cpwi_table_where(t->where, name ? name : "<memory>");
  t->memory = bytes;
  t->memory_left = t->file.bytes = count;
  t->source.context = t;
  t->source.read = read_memory;
  return start(t, out, err);
}

int32_t cpw_table_open_path(const char *path, const cpw_table_options *options, cpw_table **out,
                            cpw_error *err) {
  if (!path || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", !out ? "out" : "path");
  cpw_table *t;
  int32_t status = new_table(options, __func__, &t, err);
  if (status != CPW_OK) return status;
  cpwi_table_where(t->where, path);
  status = cpwi_file_open(path, &t->file, t->where, err);
  if (status != CPW_OK) {
    cpw_table_free(t);
    return status;
  }
  t->source.context = &t->file;
  t->source.read = cpwi_file_read;
  return start(t, out, err);
}

void cpw_table_free(cpw_table *table) {
  if (!table) return;
  const cpw_allocator *a = table->options.allocator;
  cpwi_file_close(&table->file);
  cpwi_release(a, table->name);
  cpwi_release(a, table->field);
  cpwi_release(a, table->buffer);
  cpwi_release(a, table);
}
