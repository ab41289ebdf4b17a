/* The columns of a CSV that a measure takes, found by the options or by their usual names.
 * No source: this is the command line's own interface.
 * Leaves CSV and numbers to the library, what they mean to the measures. */
#include "equity.h"
#include "input.h"
#include "model.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- columns */

typedef struct column_kind {
  const char *option, *names[5], *meaning;
  int is_text;
} column_kind;

static const column_kind kinds[COLUMN_COUNT] = {
    [COL_AREA] = {"area", {"area"}, "area, organisation or series: each is measured alone", 1},
    [COL_GROUP] = {"group",
                   {"group", "imd_quintile", "imd_decile", "quintile", "decile"},
                   "social group; numbers stand in order, 1 being the most deprived",
                   1},
    [COL_BY] = {"by", {"by"}, "a second grouping that crosses the first, such as specialty", 1},
    [COL_VALUE] = {"value", {"value"}, "what is measured: a wait, a rate, years of health", 0},
    [COL_POPULATION] = {"population",
                        {"population", "people", "weight"},
                        "people of the row, its weight",
                        0},
    [COL_SE] = {"se", {"se"}, "standard error of the value", 0},
    [COL_LOWER] = {"lower", {"lower"}, "lower confidence limit of the value", 0},
    [COL_UPPER] = {"upper", {"upper"}, "upper confidence limit of the value", 0},
    [COL_RANK] = {"rank", {"rank"}, "social position, rising with being better off", 0},
    [COL_TIME] = {"time",
                  {"time", "weeks", "wait"},
                  "time waited at the event or when last seen",
                  0},
    [COL_EVENT] =
        {"event",
         {"event"},
         "what ended the wait: 0 or waiting, 1 or treated, 2 or any other word: a removal",
         1},
    [COL_ENTRY] = {"entry", {"entry"}, "time already waited when first seen", 0},
    [COL_STRATUM] = {"stratum",
                     {"stratum", "age_band", "specialty"},
                     "what is standardised for: age band, specialty, urgency",
                     1},
    [COL_NUMERATOR] = {"numerator", {"numerator", "count", "events"}, "events, people counted", 0},
    [COL_DENOMINATOR] = {"denominator",
                         {"denominator", "population", "people"},
                         "people of whom they are counted",
                         0},
    [COL_EXPECTED] = {"expected", {"expected"}, "events expected", 0},
    [COL_STANDARD] = {"standard",
                      {"standard"},
                      "people of the standard population in the row's stratum",
                      0},
    [COL_DATE] = {"date", {"date", "month", "period"}, "when, in order of time", 1},
    [COL_HEALTH] = {"health", {"health"}, "health per head without the programme, in QALYs", 0},
    [COL_RECIPIENTS] = {"recipients", {"recipients"}, "people whom the programme reaches", 0},
    [COL_GAIN] = {"gain", {"gain"}, "QALYs gained per recipient", 0},
    [COL_COST] = {"cost", {"cost"}, "cost per recipient", 0},
};

const char *column_option(int column) {
  return kinds[column].option;
}

const char *column_meaning(int column) {
  return kinds[column].meaning;
}

const char *column_default(int column) {
  return kinds[column].names[0];
}

/* ---------------------------------------------------------------- labels */

static uint64_t hash_of(const char *text, size_t length) {
  uint64_t h = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < length; i++)
    h = (h ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
  return h ^ (h >> 29);
}

/* Where a text stands in the table, or the free place where it would. */
static int64_t slot_of(const label_list *l, const char *text, size_t length) {
  int64_t places = 2 * l->room, at = (int64_t)(hash_of(text, length) % (uint64_t)places);
  while (l->slot[at]) {
    const char *there = l->text[l->slot[at] - 1];
    if (strncmp(there, text, length) == 0 && there[length] == '\0') return at;
    at = (at + 1) % places;
  }
  return at;
}

static void index_labels(label_list *l) {
  int64_t *slot = l->slot;
  if (!slot) return;
  memset(slot, 0, 2 * (size_t)l->room * sizeof *slot);
  for (int64_t i = 0; i < l->count; i++)
    slot[slot_of(l, l->text[i], strlen(l->text[i]))] = i + 1;
}

static int grow_labels(label_list *l) {
  int64_t room = l->room ? 2 * l->room : 16;
  char **text = realloc(l->text, (size_t)room * sizeof *text);
  if (!text) return 0;
  l->text = text;
  int64_t *slot = calloc(2 * (size_t)room, sizeof *slot);
  if (!slot) return 0;
  free(l->slot);
  l->slot = slot;
  l->room = room;
  index_labels(l);
  return 1;
}

int64_t label_number(label_list *l, const char *text, size_t length) {
  if (l->count == l->room && !grow_labels(l)) return -1;
  int64_t at = slot_of(l, text, length);
  if (l->slot[at]) return l->slot[at] - 1;
  char *copy = malloc(length + 1);
  if (!copy) return -1;
  memcpy(copy, text, length);
  copy[length] = '\0';
  l->text[l->count++] = copy;
  l->slot[at] = l->count;
  return l->count - 1;
}

int label_find(const label_list *l, const char *text, int64_t *number) {
  if (!l->count) return 0;
  int64_t at = slot_of(l, text, strlen(text));
  if (!l->slot[at]) return 0;
  *number = l->slot[at] - 1;
  return 1;
}

/* ---------------------------------------------------------------- reading */

typedef struct reader {
  equity *e;
  input in;
  cpw_table *table;
  int64_t at[COLUMN_COUNT]; /* -1: not taken */
} reader;

static int64_t usual_column(const reader *r, int column) {
  for (size_t i = 0; i < sizeof kinds->names / sizeof *kinds->names && kinds[column].names[i];
       i++) {
    int64_t at = cpw_table_find(r->table, kinds[column].names[i]);
    if (at >= 0) return at;
  }
  return -1;
}

static int no_column(const reader *r, int column) {
  buffer b = {0};
  for (int64_t i = 0; i < cpw_table_columns(r->table); i++)
    putf(&b, "%s'%s'", i ? ", " : "", cpw_table_name(r->table, i));
  int code = b.failed ? no_memory()
                      : fail(BAD_DATA,
                             "%s: line 1: there is no column '%s' (%s); --%s=COLUMN says which it "
                             "is, of %s",
                             r->in.name, kinds[column].names[0], kinds[column].meaning,
                             kinds[column].option, b.bytes);
  buffer_free(&b);
  return code;
}

/* A column that was taken for something else by its option is not taken by its name as well. */
static int taken_already(const reader *r, int64_t at) {
  for (int c = 0; c < COLUMN_COUNT; c++)
    if (r->at[c] == at && r->e->opt->column[c]) return 1;
  return 0;
}

static int is_used(const equity_measure *m, int column) {
  for (int i = 0; i < m->use_count; i++)
    if (m->uses[i].column == column) return 1;
  return 0;
}

/* Columns that are not looked for by their usual names, because others were named that say the same:
 * counts stand for a value with its error, a rank for a group. */
static int is_idle(const reader *r, int column) {
  const char *const *named = r->e->opt->column;
  const equity_measure *m = r->e->measure;
  int counted = named[COL_NUMERATOR] || named[COL_DENOMINATOR];
  int is_count = column == COL_NUMERATOR || column == COL_DENOMINATOR;
  if (!is_used(m, COL_VALUE) || !is_used(m, COL_NUMERATOR)) return 0;
  if (named[COL_RANK] && (column == COL_GROUP || is_count)) return 1;
  if (counted)
    return column == COL_VALUE || column == COL_POPULATION || column == COL_SE ||
           column == COL_LOWER || column == COL_UPPER;
  return is_count && (named[COL_VALUE] || usual_column(r, COL_VALUE) >= 0);
}

static int find_column(reader *r, column_use use) {
  int c = use.column;
  const char *name = r->e->opt->column[c];
  cpw_error err = {0};
  if (name && cpw_table_require(r->table, name, &r->at[c], &err))
    return fail_library(r->in.name, &err);
  if (!name && use.need != NAMED && !is_idle(r, c)) r->at[c] = usual_column(r, c);
  if (!name && r->at[c] >= 0 && taken_already(r, r->at[c])) r->at[c] = -1;
  return r->at[c] < 0 && use.need == MUST ? no_column(r, c) : DONE;
}

/* First those that were named, then the others. */
static int find_columns(reader *r) {
  const equity_measure *m = r->e->measure;
  int code = DONE;
  for (int c = 0; c < COLUMN_COUNT; c++)
    r->at[c] = -1;
  for (int named = 1; named >= 0; named--)
    for (int i = 0; !code && i < m->use_count; i++)
      if ((r->e->opt->column[m->uses[i].column] != NULL) == named)
        code = find_column(r, m->uses[i]);
  return code;
}

int frame_reserve(frame *f) {
  if (f->rows < f->room) return DONE;
  int64_t room = f->room ? 2 * f->room : 256;
  int64_t *line = realloc(f->line, (size_t)room * sizeof *line);
  if (!line) return no_memory();
  f->line = line;
  for (int c = 0; c < COLUMN_COUNT; c++) {
    if (!f->taken[c]) continue;
    void *old = kinds[c].is_text ? (void *)f->code[c] : (void *)f->number[c];
    void *more = realloc(old, (size_t)room * sizeof(double));
    if (!more) return no_memory();
    if (kinds[c].is_text)
      f->code[c] = more;
    else
      f->number[c] = more;
  }
  f->room = room;
  return DONE;
}

static int is_unknown(const equity *e, const char *text, int64_t length) {
  const char *word = e->opt->unknown;
  if (!length) return 1;
  return word && strlen(word) == (size_t)length && memcmp(word, text, (size_t)length) == 0;
}

static int read_text(reader *r, int c, int64_t row) {
  frame *f = &r->e->f;
  const char *text;
  int64_t length;
  cpw_error err = {0};
  if (cpw_table_text(r->table, r->at[c], &text, &length, &err))
    return fail_library(r->in.name, &err);
  f->code[c][row] = -1;
  if (c == COL_GROUP && is_unknown(r->e, text, length)) return DONE;
  if (!length && c == COL_EVENT)
    return fail(BAD_DATA, "%s:%lld: column %s: is empty; 'waiting' or 0 says that nothing ended it",
                r->in.name, (long long)f->line[row], f->name[c]);
  if (!length)
    return fail(BAD_DATA, "%s:%lld: column %s: is empty", r->in.name, (long long)f->line[row],
                f->name[c]);
  f->code[c][row] = label_number(&f->labels[c], text, (size_t)length);
  return f->code[c][row] < 0 ? no_memory() : DONE;
}

static int read_number(reader *r, int c, int64_t row) {
  frame *f = &r->e->f;
  cpw_error err = {0};
  /* a chart shows a gap where a point is missing; nothing else may be left empty */
  int32_t status =
      f->code[COL_DATE] && c != COL_DENOMINATOR
          ? cpw_table_double_or(r->table, r->at[c], (double)NAN, &f->number[c][row], &err)
          : cpw_table_double(r->table, r->at[c], &f->number[c][row], &err);
  return status ? fail_library(r->in.name, &err) : DONE;
}

static int read_one(reader *r) {
  frame *f = &r->e->f;
  int code = frame_reserve(f);
  int64_t row = f->rows;
  if (!code) f->line[row] = cpw_table_line(r->table);
  for (int c = 0; !code && c < COLUMN_COUNT; c++)
    if (r->at[c] >= 0) code = kinds[c].is_text ? read_text(r, c, row) : read_number(r, c, row);
  if (!code) f->rows++;
  return code;
}

static int keep_names(reader *r) {
  for (int c = 0; c < COLUMN_COUNT; c++) {
    if (r->at[c] < 0) continue;
    const char *name = cpw_table_name(r->table, r->at[c]);
    size_t size = strlen(name) + 1;
    if (!(r->e->f.name[c] = malloc(size))) return no_memory();
    memcpy(r->e->f.name[c], name, size);
  }
  return DONE;
}

static int read_all(reader *r) {
  cpw_error err = {0};
  int32_t more = 0;
  int code = find_columns(r);
  if (!code) code = keep_names(r);
  for (int c = 0; c < COLUMN_COUNT; c++)
    r->e->f.taken[c] = r->at[c] >= 0;
  if (!code) code = frame_reserve(&r->e->f);
  while (!code && (more = cpw_table_next(r->table, &err)) == 1)
    code = read_one(r);
  if (!code && more < 0) code = fail_library(r->in.name, &err);
  if (!code && !r->e->f.rows) code = fail(BAD_DATA, "%s: has no rows below its header", r->in.name);
  if (!code && input_is_open_ended(&r->in))
    say("%s: ends within a line: it may have been cut off", r->in.name);
  return code;
}

/* ---------------------------------------------------------------- order of the groups */

typedef struct ranked {
  double rank;
  int64_t number;
} ranked;

static int by_rank(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

/* Ranks from --order: every group must be in it. */
static int ranks_given(const equity *e, ranked *order, int64_t *listed) {
  const label_list *l = &e->f.labels[COL_GROUP];
  const char *at = e->opt->order;
  for (int64_t i = 0; i < l->count; i++)
    order[i] = (ranked){-1, i};
  for (int64_t place = 0;; place++) {
    size_t length = strcspn(at, ",");
    char word[256];
    int64_t number;
    if (length >= sizeof word) length = sizeof word - 1;
    memcpy(word, at, length);
    word[length] = '\0';
    if (!label_find(l, word, &number))
      return fail(USAGE, "--order: no row has the group '%s'", word);
    if (order[number].rank >= 0) return fail(USAGE, "--order: '%s' stands in it twice", word);
    order[number].rank = (double)place;
    *listed = place + 1;
    if (!at[length]) break;
    at += length + 1;
  }
  for (int64_t i = 0; i < l->count; i++)
    if (order[i].rank < 0)
      return fail(USAGE, "--order: the group '%s' of the file is not in it", l->text[i]);
  return DONE;
}

/* Numbers stand in their order, other labels as they come. "Q1 (most deprived)" has its number too. */
static void ranks_by_number(const label_list *l, ranked *order) {
  int all = 1;
  for (int64_t i = 0; i < l->count; i++) {
    order[i] = (ranked){0, i};
    all &= !cpw_parse_double(l->text[i], (int64_t)strlen(l->text[i]), &order[i].rank);
  }
  for (int64_t i = 0; !all && i < l->count; i++)
    order[i].rank = (double)i;
}

static int sort_groups(equity *e) {
  label_list *l = &e->f.labels[COL_GROUP];
  int64_t listed = 0, n = l->count;
  ranked *order = calloc((size_t)n, sizeof *order);
  int64_t *place = calloc((size_t)n, sizeof *place);
  char **text = calloc((size_t)n, sizeof *text);
  int code = order && place && text ? DONE : no_memory();
  if (!code && e->opt->order) code = ranks_given(e, order, &listed);
  if (!code && !e->opt->order) ranks_by_number(l, order);
  if (!code) {
    qsort(order, (size_t)n, sizeof *order, by_rank);
    for (int64_t i = 0; i < n; i++) {
      int64_t to = e->opt->reverse ? n - 1 - i : i;
      place[order[i].number] = to;
      text[to] = l->text[order[i].number];
    }
    memcpy(l->text, text, (size_t)n * sizeof *text);
    index_labels(l);
    int64_t *group = e->f.code[COL_GROUP];
    for (int64_t i = 0; group && i < e->f.rows; i++)
      if (group[i] >= 0) group[i] = place[group[i]];
  }
  free(order);
  free(place);
  free(text);
  return code;
}

/* ---------------------------------------------------------------- people of unknown group */

static void drop_row(frame *f, int64_t from, int64_t to) {
  for (int c = 0; c < COLUMN_COUNT; c++) {
    if (f->number[c]) f->number[c][to] = f->number[c][from];
    if (f->code[c]) f->code[c][to] = f->code[c][from];
  }
  f->line[to] = f->line[from];
}

/* Nothing is imputed: who has no group is left out, and it is said how many they are. */
static int drop_unknown(equity *e) {
  frame *f = &e->f;
  int64_t kept = 0;
  double people_left_out = 0;
  for (int64_t i = 0; i < f->rows; i++) {
    if (f->code[COL_GROUP][i] >= 0)
      drop_row(f, i, kept++);
    else
      people_left_out += f->number[COL_POPULATION] ? f->number[COL_POPULATION][i] : 1;
  }
  int64_t dropped = f->rows - kept;
  if (!dropped) return DONE;
  if (!kept) return fail(BAD_DATA, "%s: no row has a group", e->set->files[0]);
  say("%s: %lld rows without a group are left out", e->set->files[0], (long long)dropped);
  e_note(e,
         "%lld of %lld rows (%s of the weight) have no group and are left out; 'carepath equity "
         "missing' says how far they could move the gap and the slope.",
         (long long)dropped, (long long)f->rows, people(people_left_out).text);
  f->rows = kept;
  return DONE;
}

static void note_columns(equity *e) {
  buffer b = {0};
  for (int c = 0; c < COLUMN_COUNT; c++)
    if (e->f.name[c]) putf(&b, "%s%s is '%s'", b.count ? ", " : "", kinds[c].option, e->f.name[c]);
  if (!b.failed) e_note(e, "Columns: %s.", b.bytes);
  buffer_free(&b);
}

static int read_rows(equity *e, reader *r) {
  cpw_error err = {0};
  cpw_source source = input_source(&r->in);
  if (cpw_table_open_source(&source, NULL, &r->table, &err)) return fail_library(r->in.name, &err);
  int code = read_all(r);
  if (!code && e->record) code = keep_source(e->record, &r->in, "table of an inequality measure");
  cpw_table_free(r->table);
  if (!code) note_columns(e);
  return code;
}

int frame_read(equity *e) {
  reader r = {.e = e};
  int code = input_open(&r.in, e->set->files[0], e->set->html != NULL);
  if (code) return code;
  code = is_history(e, &r.in) ? frame_from_history(e, &r.in) : read_rows(e, &r);
  input_close(&r.in);
  if (!code && e->f.code[COL_GROUP] && !e->measure->keeps_unknown) code = drop_unknown(e);
  if (!code && e->f.labels[COL_GROUP].count) code = sort_groups(e);
  return code;
}

void frame_free(frame *f) {
  for (int c = 0; c < COLUMN_COUNT; c++) {
    for (int64_t i = 0; i < f->labels[c].count; i++)
      free(f->labels[c].text[i]);
    free(f->labels[c].text);
    free(f->labels[c].slot);
    free(f->number[c]);
    free(f->code[c]);
    free(f->name[c]);
  }
  free(f->line);
}
