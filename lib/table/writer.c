/* Writing a table field by field into a sink.
 * Source: RFC 4180, section 2 (quotes only where they must be); line ends LF or CR LF.
 * Leaves files that are written whole or not at all to the core (cpw_output). */
#include "table/internal.h"

#include <math.h>
#include <string.h>

struct cpw_table_writer {
  cpw_table_writer_options options;
  cpwi_writer text;
  int64_t columns;
  int64_t field; /* fields written of the present row */
  int32_t first; /* nothing was written yet: the field might look like the mark of a format */
  int32_t finished;
};

static cpw_table_writer_options writer_defaults(void) {
  cpw_table_writer_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.delimiter = ',';
  return o;
}

void cpw_table_writer_options_init_sized(cpw_table_writer_options *options, size_t size) {
  cpw_table_writer_options defaults = writer_defaults();
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

/* ---------------------------------------------------------------- fields -------------------- */

static int needs_quotes(const cpw_table_writer *w, const char *bytes, size_t count) {
  /* in a table of one column an unquoted empty field would be a blank line */
  if (count == 0) return w->columns == 1;
  /* the first bytes of a file tell its format: a byte order mark, gzip, zip */
  unsigned char head = (unsigned char)bytes[0];
  if (w->first && (head < 0x20 || head >= 0x7f || head == 'P')) return 1;
  for (size_t i = 0; i < count; i++)
    if (bytes[i] == '"' || bytes[i] == '\n' || bytes[i] == '\r' ||
        bytes[i] == (char)w->options.delimiter)
      return 1;
  return 0;
}

static void put_quoted(cpw_table_writer *w, const char *bytes, size_t count) {
  cpwi_put(&w->text, "\"", 1);
  while (count > 0) {
    const char *quote = memchr(bytes, '"', count);
    size_t part = quote ? (size_t)(quote - bytes) + 1 : count;
    cpwi_put(&w->text, bytes, part);
    if (quote) cpwi_put(&w->text, "\"", 1);
    bytes += part;
    count -= part;
  }
  cpwi_put(&w->text, "\"", 1);
}

static void put_field(cpw_table_writer *w, const char *bytes, size_t count) {
  char delimiter = (char)w->options.delimiter;
  if (w->field > 0) cpwi_put(&w->text, &delimiter, 1);
  if (needs_quotes(w, bytes, count))
    put_quoted(w, bytes, count);
  else if (count > 0)
    cpwi_put(&w->text, bytes, count);
  w->field++;
  w->first = 0;
}

static void put_line_end(cpw_table_writer *w) {
  cpwi_put_text(&w->text, w->options.crlf ? "\r\n" : "\n");
  w->field = 0;
}

/* ---------------------------------------------------------------- the writer ---------------- */

static int32_t check_names(const char *const *names, int64_t columns, const char *where,
                           cpw_error *err) {
  if (columns < 1 || columns > CPWI_TABLE_MAX_COLUMNS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "columns = %lld must be 1 to %d",
                     (long long)columns, CPWI_TABLE_MAX_COLUMNS);
  for (int64_t i = 0; i < columns; i++)
    if (!names[i]) return cpwi_fail(err, CPW_EINVAL, i, where, "names[%lld] is NULL", (long long)i);
  /* the reader takes a blank first line for a missing header, quoted or not */
  if (columns == 1 && names[0][0] == '\0')
    return cpwi_fail(err, CPW_EINVAL, 0, where, "names[0] is empty: the only column needs a name");
  return CPW_OK;
}

int32_t cpw_table_writer_new(const cpw_sink *sink, const char *const *names, int64_t columns,
                             const cpw_table_writer_options *options, cpw_table_writer **out,
                             cpw_error *err) {
  if (!sink || !sink->write || !names || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !sink          ? "sink"
                     : !sink->write ? "sink.write"
                     : !names       ? "names"
                                    : "out");
  cpw_table_writer_options o = writer_defaults();
  int32_t status = cpwi_take_options(&o, sizeof o, options, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o.allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_table_check_delimiter(o.delimiter, __func__, err);
  if (status == CPW_OK && o.crlf != 0 && o.crlf != 1)
    status =
        cpwi_fail(err, CPW_EINVAL, -1, __func__, "options.crlf = %d must be 0 or 1", (int)o.crlf);
  if (status == CPW_OK) status = check_names(names, columns, __func__, err);
  if (status != CPW_OK) return status;
  cpw_table_writer *w = cpwi_alloc_zero(o.allocator, 1, sizeof *w);
  if (!w) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for a table writer");
  w->options = o;
  w->columns = columns;
  w->first = 1;
  cpwi_writer_init(&w->text, sink);
  for (int64_t i = 0; i < columns; i++)
    put_field(w, names[i], strlen(names[i]));
  put_line_end(w);
  *out = w;
  return CPW_OK;
}

void cpw_table_writer_free(cpw_table_writer *writer) {
  if (writer) cpwi_release(writer->options.allocator, writer);
}

/* The sink's failure, told on every call after it. */
static int32_t told(const cpw_table_writer *w, const char *where, cpw_error *err) {
  if (!w->text.failed) return CPW_OK;
  return cpwi_fail(err, CPW_EIO, -1, where, "the sink failed: the table is not whole");
}

static int32_t check_open(const cpw_table_writer *w, const char *where, cpw_error *err) {
  if (!w) return cpwi_fail(err, CPW_EINVAL, -1, where, "writer is NULL");
  if (w->finished) return cpwi_fail(err, CPW_EINVAL, -1, where, "the table is finished");
  return told(w, where, err);
}

static int32_t add_field(cpw_table_writer *w, const char *bytes, size_t count, const char *where,
                         cpw_error *err) {
  int32_t status = check_open(w, where, err);
  if (status != CPW_OK) return status;
  if (w->field >= w->columns)
    return cpwi_fail(err, CPW_EINVAL, w->field, where,
                     "the row is full: it has %lld fields, as the header; end it first",
                     (long long)w->columns);
  put_field(w, bytes, count);
  return told(w, where, err);
}

int32_t cpw_table_writer_text(cpw_table_writer *writer, const char *bytes, int64_t count,
                              cpw_error *err) {
  if (count < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "count = %lld must be >= 0", (long long)count);
  if (!bytes && count > 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "bytes is NULL");
  const char *nul = count > 0 ? memchr(bytes, '\0', (size_t)count) : NULL;
  if (nul)
    return cpwi_fail(err, CPW_EDOMAIN, nul - bytes, __func__,
                     "bytes[%lld] is a NUL byte: text must not hold one", (long long)(nul - bytes));
  return add_field(writer, bytes, (size_t)count, __func__, err);
}

int32_t cpw_table_writer_int64(cpw_table_writer *writer, int64_t value, cpw_error *err) {
  char text[CPW_NUMBER_CHARS];
  int32_t count = cpw_format_int64(value, text);
  return add_field(writer, text, (size_t)count, __func__, err);
}

int32_t cpw_table_writer_double(cpw_table_writer *writer, double value, cpw_error *err) {
  char text[CPW_NUMBER_CHARS];
  int32_t count = isnan(value) ? 0 : cpw_format_double(value, text);
  return add_field(writer, text, (size_t)count, __func__, err);
}

int32_t cpw_table_writer_empty(cpw_table_writer *writer, cpw_error *err) {
  return add_field(writer, "", 0, __func__, err);
}

int32_t cpw_table_writer_end_row(cpw_table_writer *writer, cpw_error *err) {
  int32_t status = check_open(writer, __func__, err);
  if (status != CPW_OK) return status;
  if (writer->field != writer->columns)
    return cpwi_fail(err, CPW_EINVAL, writer->field, __func__,
                     "the row has %lld fields, expected %lld as in the header",
                     (long long)writer->field, (long long)writer->columns);
  put_line_end(writer);
  return told(writer, __func__, err);
}

int32_t cpw_table_writer_finish(cpw_table_writer *writer, cpw_error *err) {
  int32_t status = check_open(writer, __func__, err);
  if (status != CPW_OK) return status;
  if (writer->field != 0)
    return cpwi_fail(err, CPW_EINVAL, writer->field, __func__,
                     "the last row has %lld fields and was not ended", (long long)writer->field);
  writer->finished = 1;
  return cpwi_writer_finish(&writer->text, __func__, err);
}
