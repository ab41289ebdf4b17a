/* text.h - text that grows, numbers for readers, and tables that print as text or as HTML. */
#ifndef CAREPATH_CLI_TEXT_H
#define CAREPATH_CLI_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Text that grows. When memory runs out `failed` is set and everything after it is dropped: one
 * check at the end is enough. */
typedef struct buffer {
  char *bytes; /* terminated once anything was put */
  size_t count;
  size_t room;
  int failed;
} buffer;

void put(buffer *b, const char *text);
void put_bytes(buffer *b, const char *bytes, size_t count);
/* For %s and whole numbers; other numbers go through the phrases below. */
void putf(buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Text as it must stand inside HTML. */
void put_html(buffer *b, const char *text);
void buffer_free(buffer *b);

/* A few words by value, so that they can stand in an argument list. */
typedef struct phrase {
  char text[96];
} phrase;

phrase phrased(const char *format, ...) __attribute__((format(printf, 1, 2)));

phrase fixed(double value, int decimals);   /* 1234.5 */
phrase grouped(double value, int decimals); /* 1,234.5 */
phrase people(double count);                /* 1,482,402 */
phrase pace(double count);                  /* people a period: 35.4, 1,482,402 */
phrase crowd(double count);                 /* 7.39 million, or as `people` below a million */
phrase percent(double share, int decimals); /* 60.9 % */
phrase change(double factor);               /* +4.2 %: a factor against 1 */
phrase points(double difference);           /* +4.1 points: of a share */
phrase wait_words(double weeks,
                  int at_least); /* 13.4, or "52.2+" where the true wait may be longer */

/* A table: every cell is text. A heading that begins with '<' is set to the left, others right. */
typedef struct grid {
  buffer text; /* the cells one after the other, each with its NUL */
  int64_t columns;
  int64_t cells;
} grid;

enum { MOST_GRID_COLUMNS = 40 };
phrase left_heading(const char *words);

void grid_begin(grid *g, const char *const *headings, int64_t columns);
void grid_cell(grid *g, const char *text);
void grid_print(const grid *g, buffer *out, const char *indent);
void grid_html(const grid *g, buffer *out, const char *caption);
void grid_free(grid *g);

/* Words filled into lines of `width` columns; the first one begins where the cursor stands, at
 * column `indent`, the others below it. Ends with a new line. */
void put_wrapped(buffer *b, const char *text, int indent, int width);
/* The beginning of a text, at most `columns` wide, with an ellipsis where it goes on. */
phrase clipped(const char *text, int columns);
/* Columns on the screen that a text takes (one a code point). */
size_t text_width(const char *text);

#endif
