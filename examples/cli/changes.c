/* Events and transfers from CSV files, rows checked against the lists and periods at hand.
 * No source: the layout is this command line's own and stands in docs/how-to/own-list.md.
 * Leaves CSV to the library's table and what they do to cpw_waitlist_project. */
#include "changes.h"

#include "say.h"
#include "summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- one row */

/* A file that is being read: where its errors are. */
typedef struct change_file {
  const model *m;
  const char *path;
  cpw_table *table;
  int64_t line;
} change_file;

static int bad_cell(const change_file *f, const char *column, const char *text,
                    const char *expected) {
  return fail(BAD_DATA, "%s:%lld: column '%s': '%s' is not %s", f->path, (long long)f->line, column,
              text, expected);
}

/* A cell of the row, "" where the file has no such column. */
static int read_text(const change_file *f, const char *column, buffer *out) {
  cpw_error err;
  const char *text = "";
  int64_t count = 0, at = cpw_table_find(f->table, column);
  if (at >= 0 && cpw_table_text(f->table, at, &text, &count, &err))
    return fail_library(f->path, &err);
  *out = (buffer){0};
  put_bytes(out, text, (size_t)count);
  return out->failed ? fail_memory() : DONE;
}

/* A number at least 0; `none` where the cell is empty. */
static int read_number(const change_file *f, const char *column, double none, double *out) {
  buffer text = {0};
  int code = read_text(f, column, &text);
  if (code) return code;
  *out = none;
  if (text.count &&
      (cpw_parse_double(text.bytes, (int64_t)text.count, out) || !(*out >= 0) || isinf(*out)))
    code = bad_cell(f, column, text.bytes, "a number of at least 0");
  buffer_free(&text);
  return code;
}

/* People, or a share: one of two columns. */
static int read_quantity(const change_file *f, double *value, int32_t *share) {
  double people_asked, share_asked;
  int code = read_number(f, "people", (double)NAN, &people_asked);
  if (!code) code = read_number(f, "share", (double)NAN, &share_asked);
  if (code) return code;
  if (isnan(people_asked) == isnan(share_asked))
    return fail(BAD_DATA, "%s:%lld: either 'people' or 'share' must be given, not %s", f->path,
                (long long)f->line, isnan(share_asked) ? "neither" : "both");
  if (share_asked > 1)
    return fail(BAD_DATA, "%s:%lld: column 'share': must be from 0 to 1", f->path,
                (long long)f->line);
  *share = !isnan(share_asked);
  *value = *share ? share_asked : people_asked;
  return DONE;
}

/* "2025-09", or "3" for the third period ahead; 0-based. `none` where the cell is empty. */
static int read_period(const change_file *f, const char *column, int64_t none, int64_t *out) {
  const model *m = f->m;
  buffer text;
  int code = read_text(f, column, &text);
  if (code) return code;
  *out = text.count ? -1 : none;
  for (int64_t t = 0; text.count && t < m->ahead; t++)
    if (strcmp(text.bytes, m->ahead_text[t]) == 0) *out = t;
  if (text.count && *out < 0 && !cpw_parse_int64(text.bytes, (int64_t)text.count, out)) --*out;
  if (*out < 0 || *out >= m->ahead) {
    phrase expected = phrased("a period ahead: %s to %s, or 1 to %lld", m->ahead_text[0],
                              m->ahead_text[m->ahead - 1], (long long)m->ahead);
    code = bad_cell(f, column, text.count ? text.bytes : "", expected.text);
  }
  buffer_free(&text);
  return code;
}

/* The list of a name as the answers show it; the only one where the cell is empty. */
static int read_list(const change_file *f, const char *column, int64_t *out) {
  const model *m = f->m;
  buffer name;
  int code = read_text(f, column, &name);
  if (code) return code;
  *out = name.count || m->lists > 1 ? -1 : 0;
  for (int64_t i = 0; name.count && i < m->lists; i++)
    if (strcmp(name.bytes, m->list_names[i]) == 0) *out = i;
  if (*out < 0) {
    const char *guess =
        name.count ? nearest(name.bytes, (const char *const *)m->list_names, (int)m->lists) : NULL;
    phrase expected = guess ? phrased("a list of the history; did you mean '%.50s'?", guess)
                            : phrased("a list of the history, such as '%.50s'", m->list_names[0]);
    code = bad_cell(f, column, name.count ? name.bytes : "", expected.text);
  }
  buffer_free(&name);
  return code;
}

static int read_weeks(const change_file *f, double *lower, double *upper) {
  const cpw_bands *bands = &f->m->bands;
  double open = bands->lower[bands->count - 1] * bands->unit_weeks;
  int code = read_number(f, "from_weeks", 0, lower);
  if (!code) code = read_number(f, "to_weeks", 0, upper);
  if (code) return code;
  if (*upper > 0 && *upper <= *lower)
    return fail(BAD_DATA, "%s:%lld: 'to_weeks' must be above 'from_weeks'", f->path,
                (long long)f->line);
  if (*lower > open || *upper > open)
    return fail(BAD_DATA,
                "%s:%lld: waits beyond %s weeks cannot be told apart: the last band is open (leave "
                "'to_weeks' empty for all of them)",
                f->path, (long long)f->line, fixed(open, 1).text);
  return DONE;
}

static int read_event(const change_file *f, cpw_event *e) {
  static const char *const kinds[] = {"add", "remove", "treat"};
  buffer kind = {0};
  int code = read_list(f, "list", &e->list);
  if (!code) code = read_period(f, "period", -1, &e->period);
  if (!code) code = read_weeks(f, &e->lower_weeks, &e->upper_weeks);
  if (!code) code = read_quantity(f, &e->amount, &e->share);
  if (!code) code = read_text(f, "kind", &kind);
  if (code) return code;
  e->kind = -1;
  for (int32_t k = 0; k < 3; k++)
    if (kind.count && strcmp(kind.bytes, kinds[k]) == 0) e->kind = k;
  if (e->kind < 0) code = bad_cell(f, "kind", kind.count ? kind.bytes : "", "add, remove or treat");
  buffer_free(&kind);
  if (!code && e->kind == CPW_EVENT_ADD && e->share)
    code = fail(BAD_DATA, "%s:%lld: people who are added are counted ('people'), not a share",
                f->path, (long long)f->line);
  return code;
}

static int read_transfer(const change_file *f, cpw_transfer *t) {
  int64_t last;
  int code = read_list(f, "from_list", &t->from);
  if (!code) code = read_list(f, "to_list", &t->to);
  if (!code) code = read_period(f, "first", 0, &t->first_period);
  if (!code) code = read_period(f, "last", f->m->ahead - 1, &last);
  if (!code) code = read_weeks(f, &t->lower_weeks, &t->upper_weeks);
  if (!code) code = read_quantity(f, &t->amount, &t->share);
  if (code) return code;
  if (t->from == t->to)
    return fail(BAD_DATA,
                "%s:%lld: a transfer goes from one list to another, not from '%s' to itself",
                f->path, (long long)f->line, f->m->list_names[t->from]);
  if (last < t->first_period)
    return fail(BAD_DATA, "%s:%lld: 'last' lies before 'first'", f->path, (long long)f->line);
  t->periods = last - t->first_period + 1;
  return DONE;
}

/* ---------------------------------------------------------------- the files */

/* A mistyped column would be taken as one that is left out. */
static int check_columns(const change_file *f, const char *const *known, int count) {
  for (int64_t c = 0; c < cpw_table_columns(f->table); c++) {
    const char *name = cpw_table_name(f->table, c);
    int found = 0;
    for (int i = 0; i < count; i++)
      found |= strcmp(known[i], name) == 0;
    if (found) continue;
    const char *guess = nearest(name, known, count);
    if (guess)
      return fail(BAD_DATA, "%s:1: unknown column '%s'; did you mean '%s'?", f->path, name, guess);
    return fail(BAD_DATA, "%s:1: unknown column '%s'", f->path, name);
  }
  return DONE;
}

static void *grown(void *rows, int64_t count, size_t size) {
  if (count & (count - 1)) return rows; /* doubles at every power of two */
  return realloc(rows, (count ? 2 * (size_t)count : 1) * size);
}

static int read_events(change_file *f, model *m) {
  cpw_error err;
  int32_t more;
  while ((more = cpw_table_next(f->table, &err)) == 1) {
    cpw_event *rows = grown(m->events, m->event_count, sizeof *rows);
    if (!rows) return fail_memory();
    m->events = rows;
    rows[m->event_count] = (cpw_event){0};
    f->line = cpw_table_line(f->table);
    int code = read_event(f, &rows[m->event_count]);
    if (code) return code;
    m->event_count++;
  }
  return more < 0 ? fail_library(f->path, &err) : DONE;
}

static int read_transfers(change_file *f, model *m) {
  cpw_error err;
  int32_t more;
  while ((more = cpw_table_next(f->table, &err)) == 1) {
    cpw_transfer *rows = grown(m->transfers, m->transfer_count, sizeof *rows);
    if (!rows) return fail_memory();
    m->transfers = rows;
    rows[m->transfer_count] = (cpw_transfer){0};
    f->line = cpw_table_line(f->table);
    int code = read_transfer(f, &rows[m->transfer_count]);
    if (code) return code;
    m->transfer_count++;
  }
  return more < 0 ? fail_library(f->path, &err) : DONE;
}

static int read_file(model *m, const char *path, const char *const *columns, int count,
                     int (*rows)(change_file *f, model *m)) {
  cpw_error err;
  change_file f = {.m = m, .path = path};
  if (!path) return DONE;
  if (cpw_table_open_path(path, NULL, &f.table, &err)) return fail_library(path, &err);
  int code = check_columns(&f, columns, count);
  if (!code) code = rows(&f, m);
  cpw_table_free(f.table);
  return code;
}

int read_changes(model *m) {
  static const char *const event_columns[] = {"list",   "period", "from_weeks", "to_weeks",
                                              "people", "share",  "kind"};
  static const char *const transfer_columns[] = {"from_list",  "to_list",  "first",  "last",
                                                 "from_weeks", "to_weeks", "people", "share"};
  int code = read_file(m, m->set->events, event_columns, 7, read_events);
  if (!code) code = read_file(m, m->set->transfers, transfer_columns, 8, read_transfers);
  if (m->event_count || m->transfer_count) m->linked = 1;
  return code;
}

void changes_free(model *m) {
  free(m->events);
  free(m->transfers);
}

/* ---------------------------------------------------------------- text */

static double figure_at(const cpw_result *r, const char *array, int64_t i) {
  const double *values = real_array(r, array);
  return values ? values[i] : (double)NAN;
}

static void put_event_rows(grid *g, const model *m) {
  static const char *const kinds[] = {"added", "removed", "treated beyond capacity"};
  for (int64_t i = 0; i < m->event_count; i++) {
    const cpw_event *e = &m->events[i];
    grid_cell(g, m->ahead_text[e->period]);
    grid_cell(g, kinds[e->kind]);
    grid_cell(g, m->list_names[e->list]);
    grid_cell(g, people(figure_at(m->projection, "event_done", i)).text);
    grid_cell(g, people(figure_at(m->projection, "event_short", i)).text);
  }
}

static void put_transfer_rows(grid *g, const model *m) {
  for (int64_t i = 0; i < m->transfer_count; i++) {
    const cpw_transfer *t = &m->transfers[i];
    double done = 0, lacking = 0;
    for (int64_t p = 0; p < m->ahead; p++) {
      done += figure_at(m->projection, "transfer_done", i * m->ahead + p);
      lacking += figure_at(m->projection, "transfer_short", i * m->ahead + p);
    }
    grid_cell(g, m->ahead_text[t->first_period]);
    grid_cell(g, phrased("moved to %.80s", m->list_names[t->to]).text);
    grid_cell(g, m->list_names[t->from]);
    grid_cell(g, people(done).text);
    grid_cell(g, people(lacking).text);
  }
}

void put_changes(buffer *b, const model *m) {
  static const char *const headings[] = {"<from", "<what", "<list", "people", "nobody there for"};
  grid g;
  if (!m->event_count && !m->transfer_count) return;
  put(b, "\n");
  put_title(b, m->set, "Events and transfers");
  grid_begin(&g, headings, 5);
  put_event_rows(&g, m);
  put_transfer_rows(&g, m);
  grid_print(&g, b, "  ");
  grid_free(&g);
}
