/* A tidy CSV of RTT counts read into a history: which column is what, one row after the other.
 * Source: the contract of cpw_history_read; the tidy form of the published RTT figures.
 * Leaves CSV to the table, the gathering of counts and the result to history_draft.c, dates to
 * history_periods.c, the choice of rows to history_where.c. */
#include "waitlist/history.h"

#include "table/internal.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- options ------------------- */

static cpw_history_options defaults(void) {
  cpw_history_options options;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.missing = CPW_MISSING_ERROR;
  return options;
}

void cpw_history_options_init_sized(cpw_history_options *options, size_t size) {
  cpw_history_options known = defaults();
  cpwi_init_sized(options, size, &known, sizeof known);
}

int32_t cpwi_take_history_options(cpw_history_options *known, const cpw_history_options *given,
                                  const char *where, cpw_error *err) {
  *known = defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  if (known->bands < 0 || known->bands > CPWI_MOST_WEEKS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.bands = %lld must be 0 to %d",
                     (long long)known->bands, CPWI_MOST_WEEKS);
  if (known->missing < CPW_MISSING_ERROR || known->missing > CPW_MISSING_DROP)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.missing = %d must be CPW_MISSING_ERROR, _ZERO or _DROP",
                     (int)known->missing);
  if (known->stages != 0 && known->stages != 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.stages = %d must be 0 or 1",
                     (int)known->stages);
  return cpwi_check_allocator(known->allocator, where, err);
}

/* ---------------------------------------------------------------- columns ------------------- */

typedef struct reader {
  cpw_table *table;
  cpw_history_options options;
  const char *function; /* that was called */
  cpwi_draft draft;
  cpwi_where where;
  int64_t period, type, band, count; /* columns */
  int32_t weeks;                     /* 1: the bands are weeks, 0: months */
  int64_t *coordinate;               /* (labels) columns */
  int64_t labels;                    /* coordinates but the stage */
  int64_t bands;                     /* of the file */
  int32_t starts;                    /* 1: some row of the file, kept or not, counts clock starts */
  uint8_t met[CPWI_MOST_WEEKS];      /* of each band, which types the whole file has: MET_... */
} reader;

#define MET_WAITING 1
#define MET_OTHER   2

static int32_t no_memory(const reader *r, cpw_error *err) {
  return cpwi_fail_data(err, CPW_ENOMEM, r->draft.where, cpw_table_line(r->table), 0,
                        "no memory for the counts");
}

/* A column that must be there; a file that lacks it is not in the expected format. */
static int32_t require(const reader *r, const char *name, int64_t *column, cpw_error *err) {
  int32_t status = cpw_table_require(r->table, name, column, err);
  if (status != CPW_ENOTFOUND) return status;
  if (err) err->code = CPW_EDATA;
  return CPW_EDATA;
}

/* Another separator makes one column of the whole header. */
static int32_t check_separator(const reader *r, cpw_error *err) {
  const char *name = cpw_table_name(r->table, 0);
  const char *found = strchr(name, ';') ? "semicolons" : strchr(name, '\t') ? "tabs" : NULL;
  if (cpw_table_columns(r->table) > 1 || !found) return CPW_OK;
  return cpwi_fail_data(err, CPW_EDATA, r->draft.where, cpw_table_line(r->table), 0,
                        "the columns are separated by %s, expected commas", found);
}

static int32_t require_band(reader *r, cpw_error *err) {
  int months = cpw_table_find(r->table, "months_waited") >= 0;
  r->weeks = cpw_table_find(r->table, "weeks_lo") >= 0;
  if (months == r->weeks)
    return cpwi_fail_data(err, CPW_EDATA, r->draft.where, cpw_table_line(r->table), 0,
                          months
                              ? "there is a column months_waited and a column weeks_lo, expected "
                                "one of them"
                              : "there is no column months_waited and no column weeks_lo, "
                                "expected one of them");
  return require(r, months ? "months_waited" : "weeks_lo", &r->band, err);
}

/* A column that labels lists: its name becomes a coordinate of the result. */
static int32_t check_coordinate(const reader *r, int64_t column, cpw_error *err) {
  const char *name = cpw_table_name(r->table, column), *wrong = NULL;
  if (!*name)
    wrong = "has no name";
  else if (!cpwi_is_utf8(name, strlen(name)))
    wrong = "has a name that is not UTF-8";
  else if (strcmp(name, "band") == 0)
    wrong = "has the name of a dimension of the result: rename it";
  else if (r->options.stages && strcmp(name, CPWI_STAGE) == 0)
    wrong = "has the name that the two stages get: rename it";
  else if (cpw_table_find(r->table, name) != column)
    wrong = "has the name of one before it";
  if (!wrong) return CPW_OK;
  return cpwi_fail_data(err, CPW_EDATA, r->draft.where, cpw_table_line(r->table), column + 1,
                        "column %lld (%s) %s", (long long)column + 1,
                        cpwi_table_excerpt(name, strlen(name)).text, wrong);
}

/* Every other column labels lists. */
static int32_t take_coordinates(reader *r, cpw_error *err) {
  int64_t columns = cpw_table_columns(r->table), others = 0;
  cpwi_arena *arena = &r->draft.arena;
  const char **name = cpwi_arena_take(arena, (size_t)columns + 1, sizeof *name);
  r->coordinate = cpwi_arena_take(arena, (size_t)columns, sizeof *r->coordinate);
  if (!name || !r->coordinate) return no_memory(r, err);
  for (int64_t i = 0; i < columns; i++) {
    if (i == r->period || i == r->type || i == r->band || i == r->count) continue;
    int32_t status = check_coordinate(r, i, err);
    if (status != CPW_OK) return status;
    name[others] = cpw_table_name(r->table, i);
    r->coordinate[others++] = i;
  }
  name[others] = CPWI_STAGE;
  r->labels = others;
  r->draft.coordinate = name;
  r->draft.coordinates = others + r->options.stages;
  return CPW_OK;
}

static int32_t take_columns(reader *r, cpw_error *err) {
  int32_t status = check_separator(r, err);
  if (status == CPW_OK) status = require(r, "period", &r->period, err);
  if (status == CPW_OK) status = require(r, "type", &r->type, err);
  if (status == CPW_OK) status = require_band(r, err);
  if (status == CPW_OK) status = require(r, "count", &r->count, err);
  if (status == CPW_OK) status = take_coordinates(r, err);
  if (status != CPW_OK) return status;
  status =
      cpwi_where_parse(&r->where, r->options.where, r->table, &r->draft.arena, r->function, err);
  if (status != CPW_ENOTFOUND) return status;
  if (!err) return CPW_EDATA;
  cpw_error found = *err; /* says which column is nearest */
  return cpwi_fail_data(err, CPW_EDATA, r->draft.where, found.line, 0, "options.where: %s",
                        found.message);
}

/* ---------------------------------------------------------------- fields -------------------- */

typedef struct field {
  const char *text;
  size_t length;
} field;

static field field_at(const reader *r, int64_t column) {
  field f = {"", 0};
  int64_t length = 0;
  if (cpw_table_text(r->table, column, &f.text, &length, NULL) == CPW_OK) f.length = (size_t)length;
  return f;
}

static int is_text(field f, const char *text, size_t length) {
  return f.length == length && memcmp(f.text, text, length) == 0;
}

int32_t cpwi_kind_of(const char *text, size_t length) {
  static const struct {
    const char *text;
    size_t length;
    int32_t kind;
  } kinds[] = {
#define KIND(name, kind) {name, sizeof name - 1, kind}
      KIND("incomplete", CPWI_KIND_WAITING),
      KIND("completed_all", CPWI_KIND_COMPLETED),
      KIND("completed_admitted", CPWI_KIND_ADMITTED),
      KIND("completed_nonadmitted", CPWI_KIND_NONADMITTED),
      KIND("new_clock_starts", CPWI_KIND_STARTS),
      KIND("incomplete_dta", CPWI_KIND_LEFT_OUT),
#undef KIND
  };
  field f = {text, length};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    if (is_text(f, kinds[k].text, kinds[k].length)) return kinds[k].kind;
  return CPWI_KIND_UNKNOWN;
}

static const char *band_name(const reader *r) {
  return r->weeks ? "weeks_lo" : "months_waited";
}

static int64_t most_bands(const reader *r) {
  return r->weeks ? CPWI_MOST_WEEKS : CPWI_MOST_MONTHS;
}

/* The band in a field, or -1. "4.0" is a 4 too: that is how a column of numbers with gaps is often
 * written. */
static int64_t band_of(const reader *r, field f) {
  int64_t band = 0;
  size_t i = 0;
  while (i < f.length && i < 4 && f.text[i] >= '0' && f.text[i] <= '9')
    band = 10 * band + (f.text[i++] - '0');
  if (i == 0 || i < f.length) {
    double value;
    if (cpw_parse_double(f.text, (int64_t)f.length, &value) != CPW_OK) return -1;
    if (!(value >= 0 && value < (double)most_bands(r))) return -1;
    band = (int64_t)value;
    if ((double)band != value) return -1;
  }
  return band < most_bands(r) ? band : -1;
}

static int32_t fail_band(const reader *r, cpw_error *err) {
  return cpwi_table_fail_field(r->table, r->band,
                               r->weeks ? "a whole number of weeks from 0 to 5217 (a century)"
                                        : "a whole number of months from 0 to 1199 (a century)",
                               err);
}

/* ---------------------------------------------------------------- rows ---------------------- */

/* The labels of a new list go into the result, whose texts are UTF-8. */
static int32_t check_labels(const reader *r, cpw_error *err) {
  for (int64_t k = 0; k < r->labels; k++) {
    field f = field_at(r, r->coordinate[k]);
    if (!cpwi_is_utf8(f.text, f.length))
      return cpwi_table_fail_field(r->table, r->coordinate[k], "text in UTF-8", err);
  }
  return CPW_OK;
}

static int32_t take_list(reader *r, cpwi_pair *place, cpw_error *err) {
  int64_t before = r->draft.lists.count;
  for (int64_t k = 0; k < r->labels; k++) {
    field f = field_at(r, r->coordinate[k]);
    if (!cpwi_draft_add_label(&r->draft, f.text, f.length)) return no_memory(r, err);
  }
  *place = cpwi_draft_place(&r->draft, r->options.stages);
  if (place->list[0] < 0) return no_memory(r, err);
  return place->list[0] == before ? check_labels(r, err) : CPW_OK;
}

static int32_t take_period(reader *r, int64_t *period, cpw_error *err) {
  field f = field_at(r, r->period);
  *period = cpwi_draft_period(&r->draft, f.text, f.length);
  if (*period == -1) return no_memory(r, err);
  if (*period >= 0) return CPW_OK;
  return cpwi_table_fail_field(r->table, r->period,
                               "a month such as 2024-05 or a date such as 2024-05-31", err);
}

/* Notes that the file has a row of that type and band (none: -1). */
static void meet(reader *r, int32_t kind, int64_t band) {
  if (kind == CPWI_KIND_STARTS) r->starts = 1;
  if (band >= r->bands) r->bands = band + 1;
  if (band < 0 || kind == CPWI_KIND_STARTS) return;
  r->met[band] |= kind == CPWI_KIND_WAITING ? MET_WAITING : MET_OTHER;
}

static int32_t take_band(reader *r, int32_t kind, int64_t *band, cpw_error *err) {
  field f = field_at(r, r->band);
  *band = f.length == 0 && kind == CPWI_KIND_STARTS ? 0 : band_of(r, f);
  if (*band < 0) return fail_band(r, err);
  if (kind == CPWI_KIND_STARTS && *band > 0)
    return cpwi_table_fail_field(r->table, r->band,
                                 "nothing or 0: who starts has not waited before", err);
  meet(r, kind, *band);
  return CPW_OK;
}

static int32_t take_count(const reader *r, double *people, cpw_error *err) {
  int32_t status = cpw_table_double(r->table, r->count, people, err);
  if (status != CPW_OK) return status;
  if (*people >= 0 && *people <= DBL_MAX) return CPW_OK;
  return cpwi_table_fail_field(r->table, r->count, "a finite number >= 0", err);
}

static int32_t fail_twice(const reader *r, int64_t list, cpw_error *err) {
  field period = field_at(r, r->period), type = field_at(r, r->type), band = field_at(r, r->band);
  long long line = (long long)cpw_table_line(r->table);
  return cpwi_fail_data(err, CPW_EDATA, r->draft.where, line, r->count + 1,
                        "line %lld: %s, period %s, type %s, %s %s is given a second time", line,
                        cpwi_draft_label(&r->draft, list).text,
                        cpwi_table_excerpt(period.text, period.length).text,
                        cpwi_table_excerpt(type.text, type.length).text, band_name(r),
                        cpwi_table_excerpt(band.text, band.length).text);
}

/* All completed pathways beside those of admitted or other patients: everybody would count twice. */
static int32_t fail_mixed(const reader *r, int64_t list, cpw_error *err) {
  field period = field_at(r, r->period);
  long long line = (long long)cpw_table_line(r->table);
  return cpwi_fail_data(err, CPW_EDATA, r->draft.where, line, r->type + 1,
                        "line %lld: %s, period %s has completed_all and completed_admitted or "
                        "completed_nonadmitted, expected the whole or its parts",
                        line, cpwi_draft_label(&r->draft, list).text,
                        cpwi_table_excerpt(period.text, period.length).text);
}

/* All completed pathways do not say how many of them were admitted. */
static int32_t fail_unsplit(const reader *r, cpw_error *err) {
  return cpwi_table_fail_field(r->table, r->type,
                               "completed_admitted and completed_nonadmitted, not completed_all: "
                               "stages need the parts",
                               err);
}

static int is_mixed(const cpwi_cell *cell) {
  const uint32_t parts = 1u << CPWI_KIND_ADMITTED | 1u << CPWI_KIND_NONADMITTED;
  return (cell->kinds >> CPWI_KIND_COMPLETED & 1) && (cell->kinds & parts);
}

/* A row that is not wanted still shows which bands and types the file has. */
static void pass_over(reader *r) {
  field type = field_at(r, r->type);
  meet(r, cpwi_kind_of(type.text, type.length), band_of(r, field_at(r, r->band)));
}

static int32_t take_row(reader *r, cpw_error *err) {
  if (!cpwi_where_keeps(&r->where, r->table)) {
    pass_over(r);
    return CPW_OK;
  }
  field type = field_at(r, r->type);
  int32_t kind = cpwi_kind_of(type.text, type.length);
  if (kind == CPWI_KIND_LEFT_OUT && !r->options.stages) {
    pass_over(r);
    return CPW_OK;
  }
  if (kind == CPWI_KIND_UNKNOWN)
    return cpwi_table_fail_field(r->table, r->type,
                                 "new_clock_starts, completed_all, completed_admitted, "
                                 "completed_nonadmitted, incomplete or incomplete_dta",
                                 err);
  if (kind == CPWI_KIND_COMPLETED && r->options.stages) return fail_unsplit(r, err);
  int64_t band = 0, period = 0;
  cpwi_pair place = {{0, 0}};
  double people = 0;
  int32_t status = take_band(r, kind, &band, err);
  if (status == CPW_OK) status = take_list(r, &place, err);
  if (status == CPW_OK) status = take_period(r, &period, err);
  if (status == CPW_OK) status = take_count(r, &people, err);
  if (status != CPW_OK) return status;
  int32_t stage = r->options.stages ? cpwi_stage_of(&kind) : 0;
  cpwi_cell *cell = cpwi_draft_stage_cell(&r->draft, place, stage, period, band + 1);
  if (!cell) return no_memory(r, err);
  if (!cpwi_cell_give(cell, kind, band, people)) return fail_twice(r, place.list[stage], err);
  return is_mixed(cell) ? fail_mixed(r, place.list[stage], err) : CPW_OK;
}

/* ---------------------------------------------------------------- bands without rows -------- */

/* The next band from `band` on of which the file has no row of the types in `types`, or `end`. */
static int64_t next_absent(const reader *r, int64_t band, int64_t end, uint8_t types) {
  while (band < end && (r->met[band] & types))
    band++;
  return band;
}

/* The first and the last band of those who wait; 0 if nobody does. */
static int waiting_range(const reader *r, int64_t *first, int64_t *last) {
  *last = r->bands - 1;
  while (*last >= 0 && !(r->met[*last] & MET_WAITING))
    --*last;
  for (*first = 0; *first < *last && !(r->met[*first] & MET_WAITING);)
    ++*first;
  return *last >= 0;
}

/* Below a year a month band of which the whole file has no row at all is not empty but lost. Week
 * bands of a small list can rightly be empty: they are for the reader to know. */
static int32_t check_bands(const reader *r, cpw_error *err) {
  int64_t first, last;
  if (r->weeks || !waiting_range(r, &first, &last)) return CPW_OK;
  int64_t end = last < 12 ? last : 12;
  int64_t absent = next_absent(r, first, end, MET_WAITING | MET_OTHER);
  if (absent >= end) return CPW_OK;
  return cpwi_fail_data(
      err, CPW_EDATA, r->draft.where, 0, 0,
      "no row has %s %lld, though %lld occurs: are rows missing? (a band of nobody "
      "needs a row of count 0)",
      band_name(r), (long long)absent, (long long)last);
}

/* Beyond it, and where others have one, nobody waits so long; that is for the reader to know. */
static int32_t note_bands(const reader *r, cpw_result *result, cpw_error *err) {
  int64_t first, last, absent = 0;
  char text[192] = "";
  size_t used = 0;
  if (!waiting_range(r, &first, &last)) return CPW_OK;
  for (int64_t b = first; (b = next_absent(r, b, last, MET_WAITING)) < last; b++)
    if (++absent <= 8)
      used += (size_t)snprintf(text + used, sizeof text - used, "%s%lld", used ? ", " : "",
                               (long long)b);
  if (absent == 0) return CPW_OK;
  if (absent > 8)
    used += (size_t)snprintf(text + used, sizeof text - used, " and %lld more",
                             (long long)(absent - 8));
  snprintf(text + used, sizeof text - used, ", though %lld occurs: taken as nobody",
           (long long)last);
  char note[256];
  snprintf(note, sizeof note, "no incomplete row has %s %s", band_name(r), text);
  return cpw_result_add_note(result, "bands", note, err);
}

/* How many bands the file has, where it was asked for a number. */
static int32_t note_bands_of_file(const reader *r, cpw_result *result, cpw_error *err) {
  char text[24];
  if (r->options.bands == 0) return CPW_OK;
  snprintf(text, sizeof text, "%lld", (long long)r->bands);
  return cpw_result_add_note(result, "bands_of_file", text, err);
}

/* ---------------------------------------------------------------- files --------------------- */

static int32_t read_rows(reader *r, cpw_error *err) {
  int32_t status;
  while ((status = cpw_table_next(r->table, err)) == 1) {
    status = take_row(r, err);
    if (status != CPW_OK) return status;
  }
  if (status != CPW_OK) return status;
  if (r->draft.lists.count == 0) return cpwi_where_fail_empty(&r->where, r->draft.where, err);
  return check_bands(r, err);
}

static int32_t finish(reader *r, const char *name, cpw_result **out, cpw_error *err) {
  const cpwi_shape shape = {.bands = r->options.bands ? r->options.bands : r->bands,
                            .unit_weeks = r->weeks ? 1.0 : CPW_WEEKS_PER_MONTH,
                            .weeks_allowed = r->weeks,
                            .missing = r->options.missing,
                            .stages = r->options.stages,
                            .starts_elsewhere = r->starts,
                            .source = name};
  cpw_result *result = NULL;
  int32_t status = cpwi_draft_finish(&r->draft, &shape, &result, err);
  if (status == CPW_OK) status = note_bands(r, result, err);
  if (status == CPW_OK) status = note_bands_of_file(r, result, err);
  if (status == CPW_OK) status = cpwi_where_note(&r->where, result, &r->draft.arena, err);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}

/* Reads an open table, and frees it. */
static int32_t read_table(cpw_table *table, const char *name, const cpw_history_options *options,
                          const char *function, cpw_result **out, cpw_error *err) {
  reader r;
  memset(&r, 0, sizeof r);
  r.table = table;
  r.options = *options;
  r.function = function;
  cpwi_draft_init(&r.draft, options->allocator, table->where);
  int32_t status = take_columns(&r, err);
  if (status == CPW_OK) status = read_rows(&r, err);
  if (status == CPW_OK) status = finish(&r, name, out, err);
  cpwi_draft_free(&r.draft);
  cpw_table_free(table);
  return status;
}

static int32_t begin(const void *input, const char *input_name, const cpw_history_options *given,
                     cpw_result **out, cpw_history_options *options, cpw_table_options *how,
                     const char *function, cpw_error *err) {
  if (!input || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, function, "%s is NULL", input ? "out" : input_name);
  int32_t status = cpwi_take_history_options(options, given, function, err);
  if (status != CPW_OK) return status;
  cpw_table_options_init(how);
  how->allocator = options->allocator;
  return CPW_OK;
}

int32_t cpw_history_read(const cpw_source *source, const cpw_history_options *options,
                         cpw_result **out, cpw_error *err) {
  cpw_history_options known;
  cpw_table_options how;
  cpw_table *table;
  int32_t status = begin(source, "source", options, out, &known, &how, __func__, err);
  if (status == CPW_OK) status = cpw_table_open_source(source, &how, &table, err);
  if (status != CPW_OK) return status;
  return read_table(table, source->name ? source->name : "<input>", &known, __func__, out, err);
}

int32_t cpw_history_read_path(const char *path, const cpw_history_options *options,
                              cpw_result **out, cpw_error *err) {
  cpw_history_options known;
  cpw_table_options how;
  cpw_table *table;
  int32_t status = begin(path, "path", options, out, &known, &how, __func__, err);
  if (status == CPW_OK) status = cpw_table_open_path(path, &how, &table, err);
  if (status != CPW_OK) return status;
  return read_table(table, path, &known, __func__, out, err);
}
