/* From bytes to rows: the one pass that finds delimiters, quotes and line ends.
 * Source: RFC 4180, section 2, without its leniencies (table.h lists the rules).
 * Leaves the meaning of fields to cells.c, the first row to open.c. */
#include "table/internal.h"
#include "table/scan.h"

/* What the scan of one row knows. All positions count from the start of the window. */
typedef struct scan {
  size_t row;       /* start of the row */
  size_t start;     /* start of the field */
  size_t skip;      /* special bytes before this position are already understood */
  size_t close;     /* position of the closing quote */
  int64_t newlines; /* inside quoted fields of this row */
  int64_t opened;   /* of these, before the present quoted field */
  uint32_t doubled; /* CPWI_FIELD_DOUBLED if the present field has doubled quotes */
  int32_t mode;     /* PLAIN, QUOTED or CLOSED */
  int32_t any_doubled;
} scan;

enum { PLAIN, QUOTED, CLOSED };

/* what a step of the scan comes to, beside the (negative) status codes */
enum { MORE = 2, ROW = 1, END = 0 };

static int32_t fail_row(const cpw_table *t, const scan *s, const char *what, cpw_error *err) {
  int64_t line = t->next_line + s->newlines;
  return cpwi_fail_data(err, CPW_EDATA, t->where, line, t->fields + 1, "line %lld, field %lld: %s",
                        (long long)line, (long long)t->fields + 1, what);
}

static int32_t fail_long(const cpw_table *t, cpw_error *err) {
  return cpwi_fail_data(err, CPW_EDATA, t->where, t->next_line, 0,
                        "line %lld: the row is longer than %lld bytes (max_row_bytes); is a "
                        "closing quote or a line end missing?",
                        (long long)t->next_line, (long long)t->options.max_row_bytes);
}

/* The row has more fields than it may. Before the first row is known, that is max_columns. */
static int32_t fail_wide(const cpw_table *t, cpw_error *err) {
  if (t->columns == 0)
    return cpwi_fail_data(err, CPW_EDATA, t->where, t->next_line, t->fields + 1,
                          "line %lld: more than %lld columns (max_columns)",
                          (long long)t->next_line, (long long)t->options.max_columns);
  return cpwi_fail_data(err, CPW_EDATA, t->where, t->next_line, t->fields + 1,
                        "line %lld: more than %lld fields, expected as many as in the %s",
                        (long long)t->next_line, (long long)t->columns,
                        t->name ? "header" : "first row");
}

static int32_t more_room(cpw_table *t, cpw_error *err) {
  int64_t limit = t->columns ? t->columns : t->options.max_columns;
  if (t->fields >= limit) return fail_wide(t, err);
  int64_t wanted = t->room < 32 ? 64 : t->room * 2;
  if (wanted > limit) wanted = limit;
  cpwi_field *field = cpwi_grow(t->options.allocator, t->field, (size_t)wanted, sizeof(cpwi_field));
  if (!field)
    return cpwi_fail_data(err, CPW_ENOMEM, t->where, t->next_line, 0,
                          "line %lld: no memory for %lld fields", (long long)t->next_line,
                          (long long)wanted);
  t->field = field;
  t->room = wanted;
  return CPW_OK;
}

/* The field that ends before position `at` is complete. */
static int32_t end_field(cpw_table *t, scan *s, size_t at, cpw_error *err) {
  if (t->fields == t->room) {
    int32_t status = more_room(t, err);
    if (status != CPW_OK) return status;
  }
  cpwi_field *f = &t->field[t->fields++];
  if (s->mode == PLAIN) {
    f->begin = (uint32_t)(s->start - s->row);
    f->length = (uint32_t)(at - s->start);
  } else {
    f->begin = (uint32_t)(s->start + 1 - s->row);
    f->length = (uint32_t)(s->close - s->start - 1) | s->doubled;
    s->doubled = 0;
    s->mode = PLAIN;
  }
  return CPW_OK;
}

/* The row ends before `at`, the next one begins at `next`. */
static int32_t end_row(cpw_table *t, scan *s, size_t at, size_t next, cpw_error *err) {
  int32_t status = end_field(t, s, at, err);
  if (status != CPW_OK) return status;
  t->row = s->row;
  t->line = t->next_line;
  t->next = next;
  t->next_line += s->newlines + 1;
  return ROW;
}

/* A quote at `at`; the byte behind it is in the window, or the input ends with it. */
static int32_t quote(cpw_table *t, scan *s, size_t at, cpw_error *err) {
  if (s->mode == PLAIN) {
    if (at != s->start)
      return fail_row(t, s,
                      "a quote inside an unquoted field; expected the field in quotes and the "
                      "quote doubled",
                      err);
    s->mode = QUOTED;
    s->opened = s->newlines;
    return MORE;
  }
  char after = at + 1 < t->end ? t->buffer[at + 1] : '\n';
  if (after == '"') {
    s->doubled = CPWI_FIELD_DOUBLED;
    s->any_doubled = 1;
    s->skip = at + 2;
    return MORE;
  }
  if (after != (char)t->options.delimiter && after != '\n' && after != '\r')
    return fail_row(t, s,
                    after ? "text after the closing quote; expected a delimiter or the end of "
                            "the line (a quote inside quotes is doubled)"
                          : "a NUL byte: this is not text",
                    err);
  s->close = at;
  s->mode = CLOSED;
  return MORE;
}

/* One special byte. MORE: go on. */
static int32_t step(cpw_table *t, scan *s, size_t at, cpw_error *err) {
  char c = t->buffer[at];
  if (at - s->row > (size_t)t->options.max_row_bytes) return fail_long(t, err);
  if (c == '"') return quote(t, s, at, err);
  if (c == '\0') return fail_row(t, s, "a NUL byte: this is not text", err);
  if (s->mode == QUOTED) {
    s->newlines += c == '\n';
    return MORE;
  }
  if (c == (char)t->options.delimiter) {
    int32_t status = end_field(t, s, at, err);
    if (status != CPW_OK) return status;
    s->start = at + 1;
    return MORE;
  }
  if (c == '\n') return end_row(t, s, at, at + 1, err);
  if (c != '\r') return MORE; /* a tab and the like */
  if (at + 1 == t->end) return end_row(t, s, at, at + 1, err);
  if (t->buffer[at + 1] == '\n') return end_row(t, s, at, at + 2, err);
  return fail_row(t, s,
                  "a carriage return without a line feed; expected lines that end with LF or "
                  "CR LF",
                  err);
}

/* The special bytes of the next 64, or of those that are left. */
static void next_block(cpw_table *t) {
  size_t left = t->end - t->scan;
  const char delimiter = (char)t->options.delimiter;
  cpwi_mask mask = t->portable ? cpwi_special_portable(t->buffer + t->scan, delimiter)
                               : cpwi_special(t->buffer + t->scan, delimiter);
  uint64_t whole = left < 64 ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
  t->delimiters = mask.delimiters & whole;
  t->others = mask.others & whole;
  t->block = t->scan;
  t->scan += left < 64 ? left : 64;
}

/* The bits below the lowest bit of `others`: what comes before anything unusual. */
static uint64_t before(uint64_t others) {
  return others ? (others & (0 - others)) - 1 : UINT64_MAX;
}

/* Fields of plain text that end at the delimiters in `ends`, bits of the present block. Stops, with
 * the rest of the bits returned, where there is no room for another field. */
static uint64_t plain_fields(cpw_table *t, scan *s, uint64_t ends) {
  cpwi_field *f = t->field + t->fields;
  const cpwi_field *full = t->field + t->room;
  size_t start = s->start - s->row, block = t->block - s->row;
  for (; ends && f < full; ends &= ends - 1, f++) {
    size_t at = block + cpwi_lowest_bit(ends);
    f->begin = (uint32_t)start;
    f->length = (uint32_t)(at - start);
    start = at + 1;
  }
  s->start = s->row + start;
  t->fields = f - t->field;
  return ends;
}

/* Goes on behind `at`, when more of the input is in the window. */
static int32_t wait_at(cpw_table *t, size_t at) {
  t->scan = at;
  t->delimiters = t->others = 0;
  return MORE;
}

/* The special bytes of the window one after the other, until the row ends or the window does. */
static int32_t scan_window(cpw_table *t, scan *s, cpw_error *err) {
  for (;;) {
    while (t->delimiters | t->others) {
      uint64_t plain = t->delimiters & before(t->others);
      if (s->mode == QUOTED && plain) {
        t->delimiters &= ~plain; /* text */
        continue;
      }
      /* by far the most common case, without the walk through step() */
      if (s->mode == PLAIN && plain && t->fields < t->room &&
          t->block + 64 - s->row <= (size_t)t->options.max_row_bytes) {
        t->delimiters = (t->delimiters & ~plain) | plain_fields(t, s, plain);
        continue;
      }
      uint64_t *bits = plain ? &t->delimiters : &t->others;
      size_t at = t->block + cpwi_lowest_bit(*bits);
      char c = t->buffer[at];
      /* these two need the byte behind them */
      if ((c == '"' || c == '\r') && at + 1 == t->end && !t->at_end) return wait_at(t, at);
      *bits &= *bits - 1;
      if (at < s->skip) continue;
      int32_t got = step(t, s, at, err);
      if (got != MORE) return got;
    }
    if (t->scan >= t->end) return MORE;
    next_block(t);
  }
}

/* The input ends inside a row, or between two. */
static int32_t at_end(cpw_table *t, scan *s, cpw_error *err) {
  if (t->end == s->row) return END;
  if (s->mode == QUOTED) {
    int64_t line = t->next_line + s->opened;
    return cpwi_fail_data(err, CPW_EDATA, t->where, line, t->fields + 1,
                          "line %lld, field %lld: the quoted field that begins here never ends",
                          (long long)line, (long long)t->fields + 1);
  }
  t->cut = 1;
  return end_row(t, s, t->end, t->end, err);
}

/* "" inside quotes is one quote. The fields shrink where they stand. */
static void undouble(const cpw_table *t) {
  for (int64_t i = 0; i < t->fields; i++) {
    cpwi_field *f = &t->field[i];
    if (!(f->length & CPWI_FIELD_DOUBLED)) continue;
    char *text = t->buffer + t->row + f->begin, *to = text, *from = text;
    char *end = text + (f->length & ~CPWI_FIELD_DOUBLED);
    while (from < end) {
      char *quote = memchr(from, '"', (size_t)(end - from));
      size_t part = (size_t)((quote ? quote + 1 : end) - from);
      memmove(to, from, part);
      to += part;
      from += quote ? part + 1 : part;
    }
    f->length = (uint32_t)(to - text);
  }
}

int32_t cpwi_table_scan_row(cpw_table *t, int32_t finally, cpw_error *err) {
  scan s;
  memset(&s, 0, sizeof s);
  s.row = s.start = s.skip = t->next;
  t->fields = 0;
  for (;;) {
    int32_t got = scan_window(t, &s, err);
    if (got == MORE && t->at_end) got = at_end(t, &s, err);
    if (got != MORE) {
      if (got == ROW && s.any_doubled && finally) undouble(t);
      return got;
    }
    /* one byte more than the longest row may be the CR of its line end */
    if (t->end - s.row > (size_t)t->options.max_row_bytes + 1) return fail_long(t, err);
    size_t moved;
    int32_t status = cpwi_table_fill(t, s.row, &moved, err);
    if (status != CPW_OK) return status;
    s.row -= moved;
    s.start -= moved;
    s.skip -= s.skip > moved ? moved : s.skip;
    s.close -= s.close > moved ? moved : s.close;
  }
}

/* ---------------------------------------------------------------- blank lines --------------- */

/* 1 if the line at `next` is blank and was skipped, 0 if not or at the end, or a status. */
static int32_t skip_blank(cpw_table *t, cpw_error *err) {
  while (t->end - t->next < 2 && !t->at_end) {
    size_t moved;
    t->delimiters = t->others = 0;
    t->scan = t->next;
    int32_t status = cpwi_table_fill(t, t->next, &moved, err);
    if (status != CPW_OK) return status;
  }
  size_t left = t->end - t->next;
  const char *p = t->buffer + t->next;
  size_t length = 0;
  if (left > 0 && p[0] == '\n')
    length = 1;
  else if (left > 0 && p[0] == '\r' && (left == 1 || p[1] == '\n'))
    length = left == 1 ? 1 : 2;
  if (length == 0) return 0;
  t->next += length;
  t->next_line++;
  return 1;
}

/* Skips the blank lines before the next row; how many, or a status. */
static int64_t skip_blanks(cpw_table *t, cpw_error *err) {
  int64_t count = 0;
  int32_t skipped;
  while ((skipped = skip_blank(t, err)) == 1)
    count++;
  t->delimiters = t->others = 0;
  t->scan = t->next;
  return skipped < 0 ? skipped : count;
}

/* What `count` blank lines just skipped stand for is decided by what follows them: nothing at the
 * end of the input, rows of one empty field before another row. */
static int32_t weigh_blanks(cpw_table *t, int64_t count, cpw_error *err) {
  if (count == 0 || t->next == t->end) return CPW_OK;
  int64_t line = t->next_line - count;
  if (t->columns > 1 && t->options.ragged != CPW_TABLE_RAGGED_SHORT)
    return cpwi_fail_data(err, CPW_EDATA, t->where, line, 1,
                          "line %lld: a blank line before further rows, expected %lld fields",
                          (long long)line, (long long)t->columns);
  t->blank = count;
  return CPW_OK;
}

/* A row of one empty field for a blank line. */
static int32_t give_blank(cpw_table *t) {
  t->line = t->next_line - t->blank;
  t->blank--;
  t->row = t->next;
  t->field[0].begin = t->field[0].length = 0;
  t->fields = 1;
  return ROW;
}

static int32_t check_width(cpw_table *t, cpw_error *err) {
  if (t->fields == t->columns || t->options.ragged == CPW_TABLE_RAGGED_SHORT) return ROW;
  return cpwi_fail_data(err, CPW_EDATA, t->where, t->line, t->fields,
                        "line %lld: %lld field%s%s, expected %lld as in the %s%s",
                        (long long)t->line, (long long)t->fields, t->fields == 1 ? "" : "s",
                        t->cut ? " and no line end" : "", (long long)t->columns,
                        t->name ? "header" : "first row", t->cut ? "; is the file cut off?" : "");
}

static int32_t next_row(cpw_table *t, cpw_error *err) {
  if (t->blank > 0) return give_blank(t);
  char first = t->next < t->end ? t->buffer[t->next] : '\n';
  if (first == '\n' || first == '\r') {
    int64_t count = skip_blanks(t, err);
    int32_t status = count < 0 ? (int32_t)count : weigh_blanks(t, count, err);
    if (status != CPW_OK) return status;
    if (t->blank > 0) return give_blank(t);
  }
  int32_t got = cpwi_table_scan_row(t, 1, err);
  return got == ROW ? check_width(t, err) : got;
}

int32_t cpwi_table_count_columns(cpw_table *t, cpw_error *err) {
  int64_t blanks = skip_blanks(t, err);
  if (blanks < 0) return (int32_t)blanks;
  int32_t got = cpwi_table_scan_row(t, 0, err);
  if (got != ROW) return got;
  t->columns = t->fields;
  /* back to the start of the row: it is still to be given out */
  t->next = t->scan = t->row;
  t->next_line = t->line;
  t->delimiters = t->others = 0;
  return weigh_blanks(t, blanks, err);
}

int32_t cpw_table_next(cpw_table *table, cpw_error *err) {
  if (!table) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "table is NULL");
  cpw_table *t = table;
  if (!t->stopped) {
    int32_t got = next_row(t, &t->error);
    t->on_row = got == ROW;
    if (got == ROW) return 1;
    t->stopped = got == END ? 1 : got;
    if (got < 0 && t->line < t->error.line) t->line = t->error.line;
  }
  if (t->stopped > 0) return 0;
  if (err) *err = t->error;
  return t->stopped;
}

/* ---------------------------------------------------------------- readers of one layout ----- */

const char *cpwi_table_peek(const cpw_table *t, const char **end) {
  int whole = !t->stopped && t->blank == 0;
  *end = t->buffer + (whole ? t->end : t->next);
  return t->buffer + t->next;
}

void cpwi_table_advance(cpw_table *t, const char *to, int64_t lines) {
  t->next = (size_t)(to - t->buffer);
  t->next_line += lines;
  t->scan = t->next;
  t->delimiters = t->others = 0;
  t->on_row = 0;
}
