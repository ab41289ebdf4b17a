/* sheet.h - a CSV with a row for each thing that gets something: its columns found by option or by their
 * usual headings, each read as text, as a number or as whole money, every error at its line and column. */
#ifndef CAREPATH_CLI_SHEET_H
#define CAREPATH_CLI_SHEET_H

#include "answer.h"
#include "args.h"

#include <carepath.h>

enum { SHEET_TEXT, SHEET_NUMBER, SHEET_MONEY };
enum { SHEET_MAY, SHEET_MUST, SHEET_NAMED }; /* NAMED: only where its option names it */
enum { SHEET_MOST = 20 };                    /* columns that one part of a command can read */

/* What a column can be: a table of the command, the same for all its parts. */
typedef struct sheet_kind {
  const char *option; /* --OPTION=COLUMN */
  const char *names[4];
  const char *meaning;
  int kind;
} sheet_kind;

/* What the library's messages call a column. A table of these ends with a name of NULL. */
typedef struct sheet_alias {
  const char *library;
  int column;
} sheet_alias;

typedef struct sheet_use {
  int column; /* its row in the table of kinds */
  int need;
} sheet_use;

/* A column as it was read; an empty field is NaN as a number, NO_MONEY as money, "" as text. */
typedef struct sheet_read_column {
  int64_t at; /* in the file; -1: it is not there */
  char *heading;
  char **text;
  double *number;
  int64_t *money;
} sheet_read_column;

typedef struct sheet {
  const char *file; /* how errors call it */
  int digested;     /* 1: keep what a page says of its sources */
  char digest[65];
  int64_t bytes;
  const sheet_kind *kinds;
  const sheet_alias *aliases; /* NULL: the library's names stay */
  const sheet_use *uses;      /* (count) */
  int count;
  const char *const *named; /* by kind: what the option said, or NULL */
  int64_t rows, room;
  int64_t *line;                        /* (rows) */
  sheet_read_column column[SHEET_MOST]; /* in the order of the uses */

  /* further columns of numbers, by their headings; every field must be full */
  int extras;
  const char *extra[SHEET_MOST];
  int64_t extra_at[SHEET_MOST];
  double *extra_number[SHEET_MOST];
} sheet;

/* Reads the file ('-': stdin). DONE, or an exit code after saying why. Free it whatever came out. */
int sheet_read(sheet *s, const char *path);
void sheet_free(sheet *s);

/* The column of a kind; NULL where the file has none. */
const sheet_read_column *sheet_column(const sheet *s, int kind);
double *sheet_numbers(const sheet *s, int kind);
int64_t *sheet_money(const sheet *s, int kind);
char **sheet_texts(const sheet *s, int kind);

/* Ids must be there and be different. */
int sheet_check_ids(const sheet *s, int kind);
/* No field of that column may be empty. */
int sheet_check_full(const sheet *s, int kind);
/* "FILE:LINE: column NAME: ..." and the code BAD_DATA. */
int sheet_fail(const sheet *s, int64_t row, int kind, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* What the library said of the row err->index (as it was handed the rows), or of the whole, with the
 * columns' headings in place of its own names. */
int sheet_fail_library(const sheet *s, const cpw_error *err);
/* The same with another exit code: ANSWER_NO where the rules cannot all be kept. */
int sheet_fail_as(const sheet *s, int code, const cpw_error *err);

#endif
