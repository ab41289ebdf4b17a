/* lib/table/internal.h - the state of a table being read, what the files of this folder share, and
 * the two doors through which a reader of one fixed layout (rtt) sees the bytes of the rows. */
#ifndef CPWI_TABLE_INTERNAL_H
#define CPWI_TABLE_INTERNAL_H

#include "base/internal.h"
#include "carepath/table.h"

/* Bytes asked of the source at a time, and zeros that always stand behind the last byte, so that a
 * scan may look at whole blocks of 64. */
#define CPWI_TABLE_BLOCK 262144
#define CPWI_TABLE_PAD   64

/* The most columns a table or a writer may be given, and the largest max_row_bytes. */
#define CPWI_TABLE_MAX_COLUMNS   1048576
#define CPWI_TABLE_MAX_ROW_BYTES ((int64_t)1 << 30)

/* A field: offset from the start of its row and length. While a row is being scanned, the top bit
 * of the length says that doubled quotes are still to be undone. */
typedef struct cpwi_field {
  uint32_t begin;
  uint32_t length;
} cpwi_field;
#define CPWI_FIELD_DOUBLED ((uint32_t)1 << 31)

/* How an open file is read (source.c). */
typedef struct cpwi_file {
  int descriptor; /* -1: none */
  int64_t bytes;  /* size of a regular file; -1: unknown */
} cpwi_file;

struct cpw_table {
  cpw_table_options options;
  cpw_source source;
  cpwi_file file;     /* behind `source` of cpw_table_open_path */
  const char *memory; /* behind `source` of cpw_table_open_memory */
  int64_t memory_left;
  char where[64]; /* how errors call the input */
  /* the window of the input that is in memory: [0, end), then CPWI_TABLE_PAD zeros */
  char *buffer;
  size_t capacity; /* without the padding */
  size_t end;
  int64_t taken;    /* bytes of the input before the window */
  int32_t at_end;   /* the source has no more */
  int32_t portable; /* scan without SSE2 (tests) */
  /* where the scan stands */
  size_t next;                 /* start of the next row */
  size_t scan;                 /* where the next block of 64 begins */
  size_t block;                /* where the present one began ... */
  uint64_t delimiters, others; /* ... and its special bytes that have not been looked at */
  int64_t next_line;           /* line on which the next row begins */
  /* the current row */
  size_t row; /* its start */
  int64_t line;
  cpwi_field *field; /* (fields), room for `room` */
  int64_t fields;
  int64_t room;
  int64_t columns; /* of every row; 0 until the first row is known */
  char **name;     /* (columns) into one block of text; NULL without header */
  int32_t cut;     /* the last row of the input has no line end */
  int32_t on_row;  /* there is a current row */
  int64_t blank;   /* rows of one empty field still to be given out for blank lines */
  int32_t stopped; /* 0, or the status that ended it; 1 = the regular end */
  cpw_error error; /* told again on every call after an error */
};

/* One rule for readers and writers. */
int32_t cpwi_table_check_delimiter(int32_t delimiter, const char *where, cpw_error *err);

/* Opens the file at `path` for a table; says in words why it cannot. */
int32_t cpwi_file_open(const char *path, cpwi_file *out, const char *where, cpw_error *err);
int64_t cpwi_file_read(void *context, char *buffer, int64_t capacity);
void cpwi_file_close(cpwi_file *file);

/* Reads more of the source behind what is in the window, moving or growing the window if need be.
 * All positions of the table are shifted with it; the return value is the shift through `moved`. */
int32_t cpwi_table_fill(cpw_table *t, size_t keep, size_t *moved, cpw_error *err);

/* Scans the row that begins at `next` into `field`: 1, 0 at the end, or a negative status. With
 * `finally` 0 the bytes of the row are left alone and it may be scanned again. */
int32_t cpwi_table_scan_row(cpw_table *t, int32_t finally, cpw_error *err);

/* Sets `columns` from the first row of an input without header; that row is still to come. */
int32_t cpwi_table_count_columns(cpw_table *t, cpw_error *err);

/* A short readable form of text for a message: quoted, control characters and stray bytes escaped,
 * the middle of long text left out. */
#define CPWI_EXCERPT 64
typedef struct cpwi_excerpt {
  char text[CPWI_EXCERPT];
} cpwi_excerpt;
cpwi_excerpt cpwi_table_excerpt(const char *bytes, size_t count);

/* `where` of an error: the name, or the end of a long one. */
void cpwi_table_where(char where[64], const char *name);

/* "line 3, field 5 (Total): found "x", expected <what>": CPW_EDATA at a field of the current row. */
int32_t cpwi_table_fail_field(const cpw_table *t, int64_t column, const char *expected,
                              cpw_error *err);

/* -------- for readers of one fixed layout: the bytes of the rows to come. cpwi_table_peek gives
 * the start of the next row and where the window ends (behind it stand CPWI_TABLE_PAD zeros); what
 * is not whole there is for cpw_table_next. cpwi_table_advance says that whole rows up to `to` were
 * taken, `lines` lines of them. */
const char *cpwi_table_peek(const cpw_table *t, const char **end);
void cpwi_table_advance(cpw_table *t, const char *to, int64_t lines);

/* Share of the input that was read, 0 to 1; 0 where its size is unknown. */
double cpwi_table_done(const cpw_table *t);

#endif
