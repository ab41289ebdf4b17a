/* carepath/table.h - CSV in and out: RFC 4180, read as a stream in bounded memory, columns by name,
 * errors that name the file, the line, the field and what was expected.
 * Floor 0: includes base.h only. */
#ifndef CAREPATH_TABLE_H
#define CAREPATH_TABLE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- reading ------------------- */

/* What the reader takes for CSV (RFC 4180, stricter where leniency would hide damage):
 *  - rows end with LF or CR LF; the last row needs no line end. A carriage return alone is an
 *    error, except as the very last byte of the input.
 *  - a field may be quoted with "..."; inside, a quote is doubled, and delimiters and line ends are
 *    text. A quote inside an unquoted field, text after a closing quote and a quoted field that
 *    never ends are errors (the last names the line on which the field began).
 *  - a UTF-8 byte order mark at the start is skipped; text passes through byte for byte. A NUL
 *    byte, UTF-16 text, a gzip file and a zip archive are errors that say so.
 *  - every row has as many fields as the first one (see `ragged`).
 *  - blank lines at the end are ignored. A blank line that is followed by more rows is a row of one
 *    empty field: right in a table of one column, an error in a wider one (unless `ragged` allows
 *    short rows).
 *  - nothing is trimmed but the names in the header (see `trim_names`); names are case-sensitive. */

/** `ragged`: a row with fewer fields than the first one is an error. */
#define CPW_TABLE_RAGGED_ERROR 0
/** `ragged`: the fields that a short row lacks are read as empty; a longer row is an error. */
#define CPW_TABLE_RAGGED_SHORT 1

/** How a table is read. */
typedef struct cpw_table_options {
  size_t struct_size;    /**< sizeof(cpw_table_options) as the caller compiled it */
  int32_t delimiter;     /**< default ','; any ASCII character but quote, CR, LF and NUL */
  int32_t header;        /**< default 1: the first row names the columns; 0: there are no names */
  int32_t ragged;        /**< default CPW_TABLE_RAGGED_ERROR */
  int32_t trim_names;    /**< default 1: spaces and tabs around the names in the header go */
  int64_t max_row_bytes; /**< default 1048576; bytes of one row without its line end, 1 to 2^30 */
  int64_t max_columns;   /**< default 16384; 1 to 1048576 */
  const cpw_allocator *allocator; /**< default NULL: malloc and free; must outlive the table */
} cpw_table_options;

/** Fill cpw_table_options with the defaults.
 *  @param[out] options  the defaults, as listed at the fields
 *  @param[in]  size     sizeof(cpw_table_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_table_options_init_sized(cpw_table_options *options, size_t size);

/** Fill cpw_table_options with the defaults (see cpw_table_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_table_options_init(cpw_table_options *options) {
  cpw_table_options_init_sized(options, sizeof *options);
}

/** A table that is being read row by row. */
typedef struct cpw_table cpw_table;

/** Open a CSV file.
 *  Reads its first block and its header. Devices and named pipes are fine.
 *  @param[in]  path     the file, UTF-8; also the name in errors (the end of a long one)
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the table, before its first row; untouched on error. Free it with
 *                       cpw_table_free
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none); CPW_EDOMAIN (an option out of range);
 *  CPW_EABI; CPW_EIO (no such file, a directory, no permission, a failed read); CPW_EDATA (an empty
 *  file, a header that is not CSV); CPW_ENOMEM.
 *  @par Complexity O(header). Memory: a block of 256 KiB, less for a small file, more where a row is
 *  longer.
 *  @par Thread safety Different tables are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_open_path(const char *path, const cpw_table_options *options,
                                                 cpw_table **out, cpw_error *err);

/** Open CSV text in memory.
 *  @param[in]  bytes    (count) borrowed until cpw_table_free; may be NULL where count is 0
 *  @param[in]  count    >= 0
 *  @param[in]  name     how errors call it; NULL: "<memory>"
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the table, before its first row; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EABI; CPW_EDATA; CPW_ENOMEM: as cpw_table_open_path.
 *  @par Complexity O(header). @par Thread safety Different tables are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_open_memory(const char *bytes, int64_t count,
                                                   const char *name,
                                                   const cpw_table_options *options,
                                                   cpw_table **out, cpw_error *err);

/** Open CSV text that a callback delivers: a pipe, a socket, a file object of another language.
 *  @param[in]  source   copied; its context is borrowed until cpw_table_free. The callback is called
 *                       from cpw_table_open_source and cpw_table_next only, never after its end or
 *                       a failure
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the table, before its first row; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EABI; CPW_EIO (the callback failed or returned more
 *  than the capacity); CPW_EDATA; CPW_ENOMEM: as cpw_table_open_path.
 *  @par Complexity O(header). @par Thread safety Different tables are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_open_source(const cpw_source *source,
                                                   const cpw_table_options *options,
                                                   cpw_table **out, cpw_error *err);

/** Free a table; closes the file that cpw_table_open_path opened.
 *  @param[in] table  a table or NULL
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_table_free(cpw_table *table);

/** Go to the next row.
 *  What cpw_table_text handed out before is no longer valid. After the end and after an error every
 *  further call returns the same.
 *  @param[in,out] table  an open table
 *  @param[out]    err    nullable
 *  @return 1: there is a row; 0: the end; CPW_EINVAL (NULL); CPW_EDATA (the row is not CSV, has the
 *  wrong number of fields or is longer than max_row_bytes); CPW_EIO (a failed read); CPW_ENOMEM.
 *  @par Complexity O(bytes of the row), one pass.
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_next(cpw_table *table, cpw_error *err);

/** Number of columns: fields of the header, or of the first row where there is no header.
 *  @param[in] table  an open table
 *  @return the number, >= 1; 0 for NULL and for an empty input without header.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API int64_t cpw_table_columns(const cpw_table *table);

/** Name of a column.
 *  @param[in] table   an open table
 *  @param[in] column  0-based
 *  @return the name, owned by the table; NULL out of range and where there is no header.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API const char *cpw_table_name(const cpw_table *table, int64_t column);

/** Column of a given name.
 *  @param[in] table  an open table
 *  @param[in] name   as in the header, case-sensitive
 *  @return the first such column, 0-based; -1 if there is none.
 *  @par Complexity O(columns). @par Thread safety One thread at a time. @since 0.1 */
CPW_API int64_t cpw_table_find(const cpw_table *table, const char *name);

/** Column of a given name that must be there, once.
 *  The error names the file, the missing column and the column whose name is nearest, where one is
 *  near (edit distance, capitals aside: V. I. Levenshtein, Soviet Physics Doklady 10:707, 1966).
 *  @param[in]  table  an open table
 *  @param[in]  name   as in the header, case-sensitive
 *  @param[out] index  0-based column; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_ENOTFOUND (no such column); CPW_EDATA (twice).
 *  @par Complexity O(columns). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_require(const cpw_table *table, const char *name,
                                               int64_t *index, cpw_error *err);

/** Line on which the current row begins.
 *  @param[in] table  an open table
 *  @return 1-based; before the first row the line of the header, 0 for NULL. After an error the line
 *  of the row that has it.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API int64_t cpw_table_line(const cpw_table *table);

/** A field of the current row as text, its quotes removed.
 *  @param[in]  table   a table on a row
 *  @param[in]  column  0-based
 *  @param[out] bytes   (count) not terminated; owned by the table, valid until the next row
 *  @param[out] count   >= 0
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no row, no such column).
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_text(const cpw_table *table, int64_t column,
                                            const char **bytes, int64_t *count, cpw_error *err);

/** A field of the current row as a number (cpw_parse_double: no spaces, no locale).
 *  @param[in]  table   a table on a row
 *  @param[in]  column  0-based
 *  @param[out] value   the nearest double; untouched on error
 *  @param[out] err     nullable: the file in `where`, line and field, and the value found
 *  @return CPW_OK; CPW_EINVAL (NULL, no row, no such column); CPW_EDATA (empty, or not a number).
 *  @par Complexity and accuracy O(length); correctly rounded.
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_double(const cpw_table *table, int64_t column, double *value,
                                              cpw_error *err);

/** A field of the current row as a whole number, without loss.
 *  @param[in]  table   a table on a row
 *  @param[in]  column  0-based
 *  @param[out] value   the integer; untouched on error
 *  @param[out] err     nullable: the file in `where`, line and field, and the value found
 *  @return CPW_OK; CPW_EINVAL (NULL, no row, no such column); CPW_EDATA (empty, not a whole number,
 *  or beyond 64 bits).
 *  @par Complexity O(length). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_int64(const cpw_table *table, int64_t column, int64_t *value,
                                             cpw_error *err);

/** A field of the current row as a number, where an empty field stands for another value.
 *  @param[in]  table   a table on a row
 *  @param[in]  column  0-based
 *  @param[in]  empty   what an empty field means, such as NaN or 0
 *  @param[out] value   the nearest double, or `empty`; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no row, no such column); CPW_EDATA (not a number).
 *  @par Complexity and accuracy O(length); correctly rounded.
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_double_or(const cpw_table *table, int64_t column,
                                                 double empty, double *value, cpw_error *err);

/** A field of the current row as a whole number, where an empty field stands for another value.
 *  @param[in]  table   a table on a row
 *  @param[in]  column  0-based
 *  @param[in]  empty   what an empty field means, such as 0
 *  @param[out] value   the integer, or `empty`; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no row, no such column); CPW_EDATA (not a whole number, or
 *  beyond 64 bits).
 *  @par Complexity O(length). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_int64_or(const cpw_table *table, int64_t column,
                                                int64_t empty, int64_t *value, cpw_error *err);

/* ---------------------------------------------------------------- writing ------------------- */

/** How a table is written. */
typedef struct cpw_table_writer_options {
  size_t struct_size;             /**< sizeof(cpw_table_writer_options) as the caller compiled it */
  int32_t delimiter;              /**< default ','; any ASCII character but quote, CR, LF and NUL */
  int32_t crlf;                   /**< default 0: lines end with LF; 1: with CR LF */
  const cpw_allocator *allocator; /**< default NULL: malloc and free; must outlive the writer */
} cpw_table_writer_options;

/** Fill cpw_table_writer_options with the defaults.
 *  @param[out] options  the defaults, as listed at the fields
 *  @param[in]  size     sizeof(cpw_table_writer_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_table_writer_options_init_sized(cpw_table_writer_options *options, size_t size);

/** Fill cpw_table_writer_options with the defaults (see cpw_table_writer_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_table_writer_options_init(cpw_table_writer_options *options) {
  cpw_table_writer_options_init_sized(options, sizeof *options);
}

/** A table that is being written: fields from left to right, row after row. What it writes, the
 *  reader gives back byte for byte. Fields are quoted only where they must be. */
typedef struct cpw_table_writer cpw_table_writer;

/** Begin a table and write its header.
 *  @param[in]  sink     where the text goes; borrowed until cpw_table_writer_free
 *  @param[in]  names    (columns) names of the columns, terminated
 *  @param[in]  columns  1 to 1048576
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the writer; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none); CPW_EDOMAIN (columns); CPW_EABI;
 *  CPW_ENOMEM. The sink may fail as late as cpw_table_writer_finish.
 *  @par Complexity O(columns). @par Thread safety Different writers are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_writer_new(const cpw_sink *sink, const char *const *names,
                                                  int64_t columns,
                                                  const cpw_table_writer_options *options,
                                                  cpw_table_writer **out, cpw_error *err);

/** Free a writer. What was not finished may not have reached the sink.
 *  @param[in] writer  a writer or NULL
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_table_writer_free(cpw_table_writer *writer);

/** Write the next field as text.
 *  @param[in,out] writer  a writer
 *  @param[in]     bytes   (count) any bytes but NUL; may be NULL where count is 0
 *  @param[in]     count   >= 0
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, more fields than columns, after finish); CPW_EDOMAIN (a NUL
 *  byte, a negative count); CPW_EIO (the sink failed, now or before: it is not called again).
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_writer_text(cpw_table_writer *writer, const char *bytes,
                                                   int64_t count, cpw_error *err);

/** Write the next field as a whole number.
 *  @param[in,out] writer  a writer
 *  @param[in]     value   any integer
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, more fields than columns, after finish); CPW_EIO (the sink
 *  failed, now or before).
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_writer_int64(cpw_table_writer *writer, int64_t value,
                                                    cpw_error *err);

/** Write the next field as a number that reads back to the same bits.
 *  @param[in,out] writer  a writer
 *  @param[in]     value   any double; NaN is an empty field, infinities are inf and -inf
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, more fields than columns, after finish); CPW_EIO (the sink
 *  failed, now or before).
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_writer_double(cpw_table_writer *writer, double value,
                                                     cpw_error *err);

/** Write the next field as an empty one.
 *  @param[in,out] writer  a writer
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, more fields than columns, after finish); CPW_EIO (the sink
 *  failed, now or before).
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_writer_empty(cpw_table_writer *writer, cpw_error *err);

/** End the row.
 *  @param[in,out] writer  a writer; unchanged if the row is not full
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, fewer fields than columns, after finish); CPW_EIO (the sink
 *  failed, now or before).
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_writer_end_row(cpw_table_writer *writer, cpw_error *err);

/** Hand the rest of the text to the sink. Afterwards only cpw_table_writer_free is of use.
 *  @param[in,out] writer  a writer between two rows
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, inside a row, after finish); CPW_EIO (the sink failed, now or
 *  before: what it took is not a whole table).
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_table_writer_finish(cpw_table_writer *writer, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
