/* The aggregated monthly extracts of NHS England turned into a history: each group of rows a list,
 * each part of it clock starts, completed or incomplete pathways, in bands of weeks or of months.
 * Source: the contract of cpw_history_from_rtt; the attribution of the NHSRtt R package.
 * Leaves the extracts to rtt, weeks to months to bands.c, the result to history_draft.c. */
#include "waitlist/history.h"

#include <stdio.h>
#include <string.h>

#define WHERE "cpw_history_from_rtt"

/* The arrays of cpw_rtt_result that are needed, and who is who among the coordinates of its rows. */
typedef struct extract {
  int64_t rows, bands;
  const int64_t *count;     /* (rows, bands) */
  const int64_t *total_all; /* (rows) */
  const double *lower;      /* (bands) weeks */
  const char *const *period, *const *type;
  int64_t keys; /* coordinates that tell lists apart ... */
  const char **key_name;
  const char *const **key;
} extract;

static int32_t no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for the counts");
}

/* ---------------------------------------------------------------- the extracts -------------- */

static const cpw_array *find(const cpw_result *rtt, const char *name, int32_t type,
                             const char *first, const char *second) {
  const cpw_array *array = cpw_result_find(rtt, name);
  int64_t dimensions = second ? 2 : 1;
  if (!array || array->type != type || array->dimensions != dimensions) return NULL;
  if (strcmp(array->dimension[0]->name, first) != 0) return NULL;
  if (second && strcmp(array->dimension[1]->name, second) != 0) return NULL;
  return array;
}

static int32_t take_arrays(extract *e, const cpw_result *rtt, const cpw_dimension **row,
                           cpw_error *err) {
  const cpw_array *count = find(rtt, "count", CPW_INT64, "row", "band");
  const cpw_array *total_all = find(rtt, "total_all", CPW_INT64, "row", NULL);
  const cpw_array *lower = find(rtt, "band_lower", CPW_DOUBLE, "band", NULL);
  if (!count || !total_all || !lower)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "rtt has no array %s of the right shape, expected a result of cpw_rtt_result",
                     !count       ? "count"
                     : !total_all ? "total_all"
                                  : "band_lower");
  *row = count->dimension[0];
  e->rows = count->dimension[0]->length;
  e->bands = count->dimension[1]->length;
  e->count = count->integer;
  e->total_all = total_all->integer;
  e->lower = lower->real;
  const cpw_array *repeated = cpw_result_find(rtt, "rows_repeated");
  if (repeated && repeated->type == CPW_INT64 && repeated->integer[0] > 0)
    return cpwi_fail(err, CPW_EDATA, -1, WHERE,
                     "%lld rows of the extracts are given twice, so that their people would be "
                     "counted twice: was a file read twice, or is one a revision of another?",
                     (long long)repeated->integer[0]);
  if (e->rows < 1 || e->bands < 1)
    return cpwi_fail(err, CPW_EDATA, -1, WHERE, "rtt has no rows: nothing was read");
  return CPW_OK;
}

static int32_t take_coordinates(extract *e, const cpw_dimension *row, cpwi_arena *arena,
                                cpw_error *err) {
  size_t most = (size_t)row->coordinates + 1;
  e->key_name = cpwi_arena_take(arena, most, sizeof *e->key_name);
  e->key = cpwi_arena_take(arena, most, sizeof *e->key);
  if (!e->key_name || !e->key) return no_memory(err);
  for (int64_t k = 0; k < row->coordinates; k++) {
    const char *name = row->coordinate_names[k];
    const char *const *labels = row->coordinate_labels[k];
    if (strcmp(name, "period") == 0)
      e->period = labels;
    else if (strcmp(name, "type") == 0)
      e->type = labels;
    else if (strcmp(name, "part") != 0) {
      e->key_name[e->keys] = name;
      e->key[e->keys++] = labels;
    }
  }
  if (e->period && e->type) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                   "the rows of rtt have no coordinate %s, expected a result of cpw_rtt_result",
                   e->period ? "type" : "period");
}

/* Months are made of single weeks. */
static int32_t check_weeks(const extract *e, cpw_error *err) {
  for (int64_t w = 0; w < e->bands; w++)
    if (e->lower[w] != (double)w)
      return cpwi_fail(err, CPW_EDATA, w, WHERE,
                       "band %lld of rtt begins at %s weeks, expected %lld: months need bands of "
                       "one week",
                       (long long)w, cpwi_number(e->lower[w]).text, (long long)w);
  return CPW_OK;
}

/* ---------------------------------------------------------------- rows ---------------------- */

typedef struct work {
  extract extract;
  cpwi_draft draft;
  int64_t months;    /* 0: weeks */
  int32_t stages;    /* 1: every group as two lists */
  double *weeks;     /* (bands of the extract) scratch */
  double *month;     /* (months) scratch */
  const char *other; /* a type that is none of the known ones */
} work;

static int32_t take_cell(work *w, int64_t row, int64_t bands, int32_t stage, cpwi_cell **cell,
                         const cpwi_period **period, cpw_error *err) {
  const extract *e = &w->extract;
  for (int64_t k = 0; k < e->keys; k++)
    if (!cpwi_draft_add_label(&w->draft, e->key[k][row], strlen(e->key[k][row])))
      return no_memory(err);
  const char *text = e->period[row];
  cpwi_pair place = cpwi_draft_place(&w->draft, w->stages);
  int64_t number = cpwi_draft_period(&w->draft, text, strlen(text));
  if (number == -2)
    return cpwi_fail(err, CPW_EDATA, row, WHERE,
                     "period of row %lld of rtt must be a month such as 2024-11", (long long)row);
  if (place.list[0] < 0 || number < 0) return no_memory(err);
  *cell = cpwi_draft_stage_cell(&w->draft, place, stage, number, bands);
  *period = &w->draft.period[number];
  return *cell ? CPW_OK : no_memory(err);
}

static int32_t give(const work *w, cpwi_cell *cell, int32_t kind, int64_t bands,
                    const double *people, int64_t row, cpw_error *err) {
  int fresh = 1;
  for (int64_t b = 0; b < bands && fresh; b++)
    fresh = cpwi_cell_give(cell, kind, b, people[b]);
  if (fresh) return CPW_OK;
  return cpwi_fail(err, CPW_EDATA, row, WHERE,
                   "row %lld of rtt has the group, period and type (%s) of another one",
                   (long long)row, w->extract.type[row]);
}

/* The bands of a row as people in bands of the history. */
static int32_t take_bands(work *w, int64_t row, const cpwi_period *period, cpw_error *err) {
  const extract *e = &w->extract;
  for (int64_t b = 0; b < e->bands; b++)
    w->weeks[b] = (double)e->count[row * e->bands + b];
  if (w->months == 0) return CPW_OK;
  return cpw_bands_weeks_to_months(period->year, period->month, 1, e->bands, w->weeks, w->months,
                                   w->month, err);
}

static int32_t take_row(work *w, int64_t row, cpw_error *err) {
  const extract *e = &w->extract;
  int32_t kind = cpwi_kind_of(e->type[row], strlen(e->type[row]));
  if (kind == CPWI_KIND_UNKNOWN) w->other = e->type[row];
  if (kind == CPWI_KIND_UNKNOWN || (kind == CPWI_KIND_LEFT_OUT && !w->stages)) return CPW_OK;
  if (kind == CPWI_KIND_COMPLETED && w->stages)
    return cpwi_fail(err, CPW_EDATA, row, WHERE,
                     "row %lld of rtt counts completed_all, expected its parts: stages need them",
                     (long long)row);
  int32_t stage = w->stages ? cpwi_stage_of(&kind) : 0;
  int64_t bands = w->months ? w->months : e->bands;
  cpwi_cell *cell = NULL;
  const cpwi_period *period = NULL;
  int32_t status = take_cell(w, row, bands, stage, &cell, &period, err);
  if (status != CPW_OK) return status;
  if (kind == CPWI_KIND_STARTS) {
    double people = (double)e->total_all[row];
    return give(w, cell, kind, 1, &people, row, err);
  }
  status = take_bands(w, row, period, err);
  if (status != CPW_OK) return status;
  return give(w, cell, kind, bands, w->months ? w->month : w->weeks, row, err);
}

static int32_t take_rows(work *w, cpw_error *err) {
  const extract *e = &w->extract;
  w->weeks = cpwi_arena_take(&w->draft.arena, (size_t)e->bands, sizeof *w->weeks);
  w->month = cpwi_arena_take(&w->draft.arena, (size_t)w->months + 1, sizeof *w->month);
  if (!w->weeks || !w->month) return no_memory(err);
  for (int64_t row = 0; row < e->rows; row++) {
    int32_t status = take_row(w, row, err);
    if (status != CPW_OK) return status;
  }
  if (w->draft.lists.count > 0) return CPW_OK;
  return cpwi_fail(err, CPW_EDATA, -1, WHERE,
                   "rtt has no row of clock starts, completed or incomplete pathways");
}

/* ---------------------------------------------------------------- the result ---------------- */

/* What was said of the extracts is true of the history. */
static int32_t copy_notes(const work *w, const cpw_result *rtt, cpw_result *result,
                          cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; status == CPW_OK && cpw_result_note_key(rtt, i); i++) {
    const char *key = cpw_result_note_key(rtt, i);
    if (strcmp(key, "sources") != 0)
      status = cpw_result_add_note(result, key, cpw_result_note(rtt, key), err);
  }
  if (status != CPW_OK || !w->other) return status;
  char text[160];
  snprintf(text, sizeof text, "rows of other types are left out, among them %.80s", w->other);
  return cpw_result_add_note(result, "types", text, err);
}

static int32_t finish(work *w, const cpw_result *rtt, int32_t missing, cpw_result **out,
                      cpw_error *err) {
  const char *source = cpw_result_note(rtt, "sources");
  const cpwi_shape shape = {.bands = w->months ? w->months : w->extract.bands,
                            .lower = w->months ? NULL : w->extract.lower,
                            .unit_weeks = w->months ? CPW_WEEKS_PER_MONTH : 1.0,
                            .weeks_allowed = 0,
                            .missing = missing,
                            .stages = w->stages,
                            .source = source ? source : "cpw_rtt_result"};
  cpw_result *result = NULL;
  w->draft.coordinate = w->extract.key_name;
  w->extract.key_name[w->extract.keys] = CPWI_STAGE; /* there is room where period and type were */
  w->draft.coordinates = w->extract.keys + w->stages;
  int32_t status = cpwi_draft_finish(&w->draft, &shape, &result, err);
  if (status == CPW_OK) status = copy_notes(w, rtt, result, err);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}

static int32_t read_extract(work *w, const cpw_result *rtt, cpw_error *err) {
  const cpw_dimension *row = NULL;
  int32_t status = take_arrays(&w->extract, rtt, &row, err);
  if (status == CPW_OK) status = take_coordinates(&w->extract, row, &w->draft.arena, err);
  if (status == CPW_OK && w->months) status = check_weeks(&w->extract, err);
  if (status == CPW_OK) status = take_rows(w, err);
  return status;
}

int32_t cpw_history_from_rtt(const cpw_result *rtt, int64_t months,
                             const cpw_history_options *options, cpw_result **out, cpw_error *err) {
  if (!rtt || !out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s is NULL", rtt ? "out" : "rtt");
  if (months < 0 || months > CPWI_MOST_MONTHS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "months = %lld must be 0 to %d",
                     (long long)months, CPWI_MOST_MONTHS);
  cpw_history_options known;
  int32_t status = cpwi_take_history_options(&known, options, WHERE, err);
  if (status != CPW_OK) return status;
  work w;
  memset(&w, 0, sizeof w);
  w.months = months;
  w.stages = known.stages;
  cpwi_draft_init(&w.draft, known.allocator, WHERE);
  status = read_extract(&w, rtt, err);
  if (status == CPW_OK) status = finish(&w, rtt, known.missing, out, err);
  cpwi_draft_free(&w.draft);
  return status;
}
