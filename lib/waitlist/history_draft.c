/* The draft of a history: counts gathered by list, period and band in any order, each cell once, then
 * turned into the dense arrays of a result when the shape is known.
 * Source: the contract of cpw_history_read. Leaves the formats to history.c and history_rtt.c, the
 * order of periods to history_periods.c. */
#include "waitlist/history.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

typedef struct cpwi_known_list {
  cpwi_cell **cell; /* (room) by the number of the period */
  int64_t room;
  uint32_t kinds; /* of all its cells */
} cpwi_known_list;

/* ---------------------------------------------------------------- gathering ----------------- */

void cpwi_draft_init(cpwi_draft *draft, const cpw_allocator *allocator, const char *where) {
  memset(draft, 0, sizeof *draft);
  draft->allocator = allocator;
  draft->where = where;
  draft->arena.allocator = allocator;
  cpwi_names_init(&draft->lists, &draft->arena);
  cpwi_names_init(&draft->periods, &draft->arena);
}

void cpwi_draft_free(cpwi_draft *draft) {
  cpwi_names_free(&draft->lists);
  cpwi_names_free(&draft->periods);
  cpwi_release(draft->allocator, draft->period);
  cpwi_release(draft->allocator, draft->list);
  cpwi_release(draft->allocator, draft->key);
  cpwi_arena_free(&draft->arena);
}

/* Room for one more item of a block of `size` each: the block, or NULL. */
static void *make_room(const cpw_allocator *allocator, void *block, int64_t needed, int64_t *room,
                       size_t size) {
  if (needed <= *room) return block;
  int64_t more = *room ? 2 * *room : 16;
  block = cpwi_grow(allocator, block, (size_t)more, size);
  if (block) *room = more;
  return block;
}

int cpwi_draft_add_label(cpwi_draft *draft, const char *text, size_t length) {
  size_t needed = draft->key_length + length + 1;
  if (needed > draft->key_room) {
    char *key = cpwi_grow(draft->allocator, draft->key, 2 * needed, 1);
    if (!key) return 0;
    draft->key = key;
    draft->key_room = 2 * needed;
  }
  if (length) memcpy(draft->key + draft->key_length, text, length);
  draft->key[needed - 1] = '\0';
  draft->key_length = needed;
  return 1;
}

int64_t cpwi_draft_list(cpwi_draft *draft) {
  int64_t before = draft->lists.count;
  int64_t number = cpwi_names_take(&draft->lists, draft->key, draft->key_length);
  draft->key_length = 0;
  if (number < before) return number; /* known, or no memory */
  cpwi_known_list *list =
      make_room(draft->allocator, draft->list, number + 1, &draft->list_room, sizeof *list);
  if (!list) return -1;
  draft->list = list;
  memset(&list[number], 0, sizeof *list);
  return number;
}

int64_t cpwi_draft_period(cpwi_draft *draft, const char *text, size_t count) {
  int64_t before = draft->periods.count, number = cpwi_names_take(&draft->periods, text, count);
  if (number < before) return number; /* known, or no memory */
  cpwi_period *period =
      make_room(draft->allocator, draft->period, number + 1, &draft->period_room, sizeof *period);
  if (!period) return -1;
  draft->period = period;
  if (!cpwi_period_parse(text, count, &period[number])) return -2;
  period[number].label = draft->periods.name[number].text;
  period[number].number = number;
  return number;
}

static cpwi_cell *new_cell(cpwi_draft *draft, int64_t room) {
  size_t bands = (size_t)room;
  cpwi_cell *cell =
      cpwi_arena_take(&draft->arena, sizeof *cell + bands * 2 * sizeof(double) + bands / 16 * 8, 1);
  if (!cell) return NULL;
  cell->room = room;
  cell->treated = (double *)(void *)(cell + 1);
  cell->waiting = cell->treated + bands;
  cell->seen = (uint64_t *)(void *)(cell->waiting + bands);
  if (room > draft->width) draft->width = room;
  return cell;
}

/* A cell begins as wide as others are, within what RTT files have; then it doubles. */
#define USUAL_BANDS 112

static int64_t room_for(const cpwi_draft *draft, const cpwi_cell *old, int64_t bands) {
  int64_t room = old ? 2 * old->room : draft->width < USUAL_BANDS ? draft->width : USUAL_BANDS;
  return ((room > bands ? room : bands) + 15) / 16 * 16;
}

static cpwi_cell *widen_cell(cpwi_draft *draft, const cpwi_cell *old, int64_t bands) {
  cpwi_cell *cell = new_cell(draft, room_for(draft, old, bands));
  if (!cell || !old) return cell;
  size_t bytes = (size_t)old->room * sizeof(double);
  cell->kinds = old->kinds;
  cell->starts = old->starts;
  memcpy(cell->treated, old->treated, bytes);
  memcpy(cell->waiting, old->waiting, bytes);
  memcpy(cell->seen, old->seen, bytes / 16);
  return cell;
}

cpwi_cell *cpwi_draft_cell(cpwi_draft *draft, int64_t list, int64_t period, int64_t bands) {
  cpwi_known_list *l = &draft->list[list];
  if (period >= l->room) {
    int64_t room = 2 * l->room > period ? 2 * l->room : period + 16;
    cpwi_cell **cell = cpwi_arena_take(&draft->arena, (size_t)room, sizeof *cell);
    if (!cell) return NULL;
    if (l->room) memcpy(cell, l->cell, (size_t)l->room * sizeof *cell);
    l->cell = cell;
    l->room = room;
  }
  cpwi_cell **cell = &l->cell[period];
  if (!*cell || (*cell)->room < bands) {
    cpwi_cell *wider = widen_cell(draft, *cell, bands);
    if (!wider) return NULL;
    *cell = wider;
  }
  return *cell;
}

/* ---------------------------------------------------------------- stages -------------------- */

cpwi_pair cpwi_draft_place(cpwi_draft *draft, int32_t stages) {
  static const char *const labels[] = {"decision", "admission"};
  cpwi_pair place = {{-1, -1}};
  if (!stages) {
    place.list[0] = cpwi_draft_list(draft);
    return place;
  }
  size_t length = draft->key_length;
  for (int s = 0; s < 2; s++) {
    draft->key_length = length; /* the labels are still there */
    if (!cpwi_draft_add_label(draft, labels[s], strlen(labels[s])) ||
        (place.list[s] = cpwi_draft_list(draft)) < 0)
      place.list[0] = -1;
  }
  return place;
}

int32_t cpwi_stage_of(int32_t *kind) {
  if (*kind != CPWI_KIND_LEFT_OUT) return *kind == CPWI_KIND_ADMITTED;
  *kind = CPWI_KIND_WAITING;
  return 1;
}

cpwi_cell *cpwi_draft_stage_cell(cpwi_draft *draft, cpwi_pair place, int32_t stage, int64_t period,
                                 int64_t bands) {
  if (place.list[1] >= 0 && !cpwi_draft_cell(draft, place.list[!stage], period, 1)) return NULL;
  return cpwi_draft_cell(draft, place.list[stage], period, bands);
}

/* ---------------------------------------------------------------- people -------------------- */

int cpwi_cell_give(cpwi_cell *cell, int32_t kind, int64_t band, double people) {
  uint32_t bit = (uint32_t)1 << kind;
  if (kind == CPWI_KIND_STARTS) {
    if (cell->kinds & bit) return 0;
    cell->starts += people;
  } else {
    uint64_t *word = &cell->seen[band / 16], seen = (uint64_t)bit << (4 * (band % 16));
    if (*word & seen) return 0;
    *word |= seen;
    *(kind == CPWI_KIND_WAITING ? &cell->waiting[band] : &cell->treated[band]) += people;
  }
  cell->kinds |= bit;
  return 1;
}

/* ---------------------------------------------------------------- names of lists ------------ */

/* Appends text, control characters as spaces; what does not fit is cut between characters of UTF-8
 * and replaced by dots, and nothing comes after them. */
static void append(cpwi_label *label, size_t *used, const char *text) {
  const size_t most = sizeof label->text - 4, full = sizeof label->text - 1;
  if (*used == full) return;
  for (; *text && *used < most; text++)
    label->text[(*used)++] = (unsigned char)*text < 0x20 ? ' ' : *text;
  if (!*text) return;
  for (; *used > 0 && ((unsigned char)*text & 0xc0) == 0x80; text--)
    (*used)--;
  memcpy(label->text + *used, "...", 4);
  *used = full;
}

cpwi_label cpwi_draft_label(const cpwi_draft *draft, int64_t list) {
  cpwi_label label;
  memset(&label, 0, sizeof label);
  size_t used = 0;
  const char *value = draft->lists.name[list].text;
  for (int64_t k = 0; k < draft->coordinates; k++) {
    append(&label, &used, k ? ", " : "");
    append(&label, &used, draft->coordinate[k]);
    append(&label, &used, "=");
    append(&label, &used, value);
    value += strlen(value) + 1;
  }
  if (draft->coordinates == 0) append(&label, &used, "the only list");
  return label;
}

/* ---------------------------------------------------------------- which lists stay ---------- */

typedef struct finish {
  cpwi_draft *draft;
  const cpwi_shape *shape;
  int64_t periods;
  int32_t weekly;
  int64_t *kept; /* (lists) numbers of the lists that stay */
  int64_t lists;
  int64_t gaps;    /* lists that lack a period */
  int64_t without; /* lists that stay and have no clock starts */
  char note[4096]; /* the lists that are left out */
  size_t note_length;
} finish;

/* The first period that a list lacks, in order of time, or -1. */
static int64_t first_gap(const finish *f, int64_t list) {
  const cpwi_known_list *l = &f->draft->list[list];
  for (int64_t t = 0; t < f->periods; t++) {
    int64_t number = f->draft->period[t].number;
    if (number >= l->room || !l->cell[number]) return t;
  }
  return -1;
}

static void note_gap(finish *f, int64_t list, int64_t period) {
  const size_t most = sizeof f->note;
  /* a few hundred characters are for the sentence before and for the end */
  if (f->note_length > most - 512) return;
  f->note_length += (size_t)snprintf(
      f->note + f->note_length, most - f->note_length, "%s%s (%s)", f->note_length ? "; " : "",
      cpwi_draft_label(f->draft, list).text, f->draft->period[period].label);
}

static int32_t fail_gap(const finish *f, int64_t list, int64_t period, cpw_error *err) {
  const cpwi_period *p = f->draft->period;
  return cpwi_fail_data(err, CPW_EDATA, f->draft->where, 0, 0,
                        "%s has no row in period %s, expected one in each from %s to %s (or an "
                        "option that takes missing ones as zero or drops the list)",
                        cpwi_draft_label(f->draft, list).text, p[period].label, p[0].label,
                        p[f->periods - 1].label);
}

static uint32_t kinds_of(const cpwi_known_list *l) {
  uint32_t kinds = 0;
  for (int64_t i = 0; i < l->room; i++)
    if (l->cell[i]) kinds |= l->cell[i]->kinds;
  return kinds;
}

static int32_t choose_lists(finish *f, cpw_error *err) {
  cpwi_draft *d = f->draft;
  f->kept = cpwi_arena_take(&d->arena, (size_t)d->lists.count, sizeof *f->kept);
  if (!f->kept) return cpwi_fail(err, CPW_ENOMEM, -1, d->where, "no memory for the lists");
  for (int64_t i = 0; i < d->lists.count; i++) {
    int64_t gap = first_gap(f, i);
    if (gap >= 0) {
      if (f->shape->missing == CPW_MISSING_ERROR) return fail_gap(f, i, gap, err);
      note_gap(f, i, gap);
      f->gaps++;
      if (f->shape->missing == CPW_MISSING_DROP) continue;
    }
    d->list[i].kinds = kinds_of(&d->list[i]);
    /* nobody starts a pathway with a decision to admit */
    f->without += !(f->shape->stages && i % 2) && !(d->list[i].kinds >> CPWI_KIND_STARTS & 1);
    d->kinds |= d->list[i].kinds;
    f->kept[f->lists++] = i;
  }
  if (f->lists > 0) return CPW_OK;
  return cpwi_fail_data(err, CPW_EDATA, d->where, 0, 0,
                        "no list has a row in every period: all %lld would be dropped",
                        (long long)f->gaps);
}

static int has(const finish *f, int32_t kind) {
  return (int)(f->draft->kinds >> kind & 1);
}

/* 1 if somebody waits in a second stage. */
static int has_decisions(const finish *f) {
  for (int64_t k = 1; k < f->lists; k += 2)
    if (f->draft->list[f->kept[k]].kinds >> CPWI_KIND_WAITING & 1) return 1;
  return 0;
}

static int32_t check_kinds(const finish *f, cpw_error *err) {
  if (f->shape->stages && !has_decisions(f))
    return cpwi_fail_data(err, CPW_EDATA, f->draft->where, 0, 0,
                          "there is no row of type incomplete_dta: stages need the people who wait "
                          "with a decision to admit");
  if (!has(f, CPWI_KIND_WAITING))
    return cpwi_fail_data(
        err, CPW_EDATA, f->draft->where, 0, 0,
        "there is no row of type incomplete: a history needs the people who wait");
  if (!has(f, CPWI_KIND_STARTS) && f->periods > 1 && !f->shape->starts_elsewhere)
    return cpwi_fail_data(err, CPW_EDATA, f->draft->where, 0, 0,
                          "there is no row of type new_clock_starts: a history of several periods "
                          "needs the people who join");
  return CPW_OK;
}

/* ---------------------------------------------------------------- the result ---------------- */

/* Labels of the lists that stay: one row of pointers a coordinate. */
static int32_t list_labels(const finish *f, cpw_dimension *out, cpw_error *err) {
  cpwi_draft *d = f->draft;
  size_t rows = (size_t)d->coordinates, lists = (size_t)f->lists;
  const char *const **labels = cpwi_arena_take(&d->arena, rows + 1, sizeof *labels);
  int32_t enough = labels != NULL;
  for (size_t k = 0; k < rows && enough; k++) {
    const char **row = cpwi_arena_take(&d->arena, lists, sizeof *row);
    labels[k] = row;
    enough = row != NULL;
    for (size_t i = 0; i < lists && enough; i++)
      row[i] =
          k == 0 ? d->lists.name[f->kept[i]].text : labels[k - 1][i] + strlen(labels[k - 1][i]) + 1;
  }
  if (!enough) return cpwi_fail(err, CPW_ENOMEM, -1, d->where, "no memory for the labels");
  out->name = "list";
  out->length = f->lists;
  out->coordinates = d->coordinates;
  out->coordinate_names = d->coordinate;
  out->coordinate_labels = labels;
  return CPW_OK;
}

static int32_t add_periods(const finish *f, cpw_result *result, cpw_error *err) {
  const char **labels = cpwi_arena_take(&f->draft->arena, (size_t)f->periods, sizeof *labels);
  if (!labels) return cpwi_fail(err, CPW_ENOMEM, -1, f->draft->where, "no memory for the labels");
  for (int64_t t = 0; t < f->periods; t++)
    labels[t] = f->draft->period[t].label;
  return cpw_result_add_dimension(result, "period", f->periods, labels, err);
}

static int32_t add_bands(const finish *f, cpw_result *result, cpw_error *err) {
  int64_t count = f->shape->bands;
  double *lower = cpwi_arena_take(&f->draft->arena, (size_t)count, sizeof *lower);
  if (!lower) return cpwi_fail(err, CPW_ENOMEM, -1, f->draft->where, "no memory for the bands");
  for (int64_t m = 0; m < count; m++)
    lower[m] = f->shape->lower ? f->shape->lower[m] : (double)m;
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = count;
  bands.lower = lower;
  bands.unit_weeks = f->shape->unit_weeks;
  bands.period = f->weekly ? 1.0 : CPW_WEEKS_PER_MONTH / f->shape->unit_weeks;
  return cpwi_add_bands(result, &bands, f->draft->allocator, err);
}

/* to += from, what lies beyond the last band into it; the sum */
static double fold(const cpwi_cell *cell, const double *from, int64_t bands, double *to) {
  double sum = 0;
  for (int64_t m = 0; m < cell->room; m++) {
    to[m < bands ? m : bands - 1] += from[m];
    sum += from[m];
  }
  return sum;
}

static int32_t fill(const finish *f, double *starts, double *treated, double *waiting,
                    cpw_error *err) {
  int64_t bands = f->shape->bands;
  for (int64_t i = 0; i < f->lists; i++) {
    const cpwi_known_list *list = &f->draft->list[f->kept[i]];
    for (int64_t t = 0; t < f->periods; t++) {
      const cpwi_period *period = &f->draft->period[t];
      const cpwi_cell *cell = period->number < list->room ? list->cell[period->number] : NULL;
      int64_t at = i * f->periods + t;
      if (!cell) continue;
      starts[at] = cell->starts;
      double people = fold(cell, cell->treated, bands, treated + at * bands) +
                      fold(cell, cell->waiting, bands, waiting + at * bands);
      if (!(people <= DBL_MAX))
        return cpwi_fail_data(err, CPW_EOVERFLOW, f->draft->where, 0, 0,
                              "%s, period %s: the sum of the counts is too large",
                              cpwi_draft_label(f->draft, f->kept[i]).text, period->label);
    }
  }
  return CPW_OK;
}

/* Those who wait for a decision are all who wait but those who have one. */
static int32_t part_stages(const finish *f, double *waiting, cpw_error *err) {
  int64_t bands = f->shape->bands, row = f->periods * bands;
  for (int64_t k = 0; f->shape->stages && k + 1 < f->lists; k += 2)
    for (int64_t i = 0; i < row; i++) {
      double *all = &waiting[k * row + i], decided = waiting[(k + 1) * row + i];
      if (decided > *all * (1.0 + 1e-9))
        return cpwi_fail_data(err, CPW_EDATA, f->draft->where, 0, 0,
                              "%s, period %s, band %lld: %s people wait with a decision to admit, "
                              "more than the %s who wait at all",
                              cpwi_draft_label(f->draft, f->kept[k]).text,
                              f->draft->period[i / bands].label, (long long)(i % bands),
                              cpwi_number(decided).text, cpwi_number(*all).text);
      *all = *all > decided ? *all - decided : 0.0;
    }
  return CPW_OK;
}

static int32_t add_arrays(const finish *f, cpw_result *result, cpw_error *err) {
  cpw_dimension list;
  memset(&list, 0, sizeof list);
  int32_t status = list_labels(f, &list, err);
  if (status == CPW_OK) status = cpwi_add_labelled(result, "list", f->lists, &list, 0, err);
  if (status == CPW_OK) status = add_periods(f, result, err);
  if (status == CPW_OK) status = add_bands(f, result, err);
  double *starts = NULL, *treated = NULL, *waiting = NULL;
  const cpwi_column columns[] = {
      {"starts", "people", "clock starts in the period", "list period", &starts},
      {"treated", "people", "pathways completed in the period", "list period band", &treated},
      {"waiting", "people", "incomplete pathways at the end of the period", "list period band",
       &waiting},
  };
  if (status == CPW_OK) status = cpwi_add_columns(result, columns, 3, cpwi_list_merge(&list), err);
  if (status == CPW_OK) status = fill(f, starts, treated, waiting, err);
  return status == CPW_OK ? part_stages(f, waiting, err) : status;
}

/* What a reader of the numbers must know about the lists that lack something. */
static int32_t note_lists(finish *f, cpw_result *result, cpw_error *err) {
  char text[sizeof f->note + 128];
  int32_t status = CPW_OK;
  int drop = f->shape->missing == CPW_MISSING_DROP;
  if (f->gaps > 0) {
    snprintf(text, sizeof text, "%lld of %lld lists lack a period and %s: %s%s", (long long)f->gaps,
             (long long)f->draft->lists.count, drop ? "are left out" : "have nobody in it", f->note,
             f->note_length > sizeof f->note - 512 ? "; and others" : "");
    status = cpw_result_add_note(result, drop ? "dropped" : "missing", text, err);
  }
  if (status == CPW_OK && f->without > 0) {
    snprintf(text, sizeof text, "%lld of %lld lists have no clock starts in any period",
             (long long)f->without, (long long)f->lists);
    status = cpw_result_add_note(result, "starts", text, err);
  }
  return status;
}

static int32_t note_kinds(const finish *f, cpw_result *result, cpw_error *err) {
  int admitted = has(f, CPWI_KIND_ADMITTED), nonadmitted = has(f, CPWI_KIND_NONADMITTED);
  const char *text = NULL;
  if (!has(f, CPWI_KIND_COMPLETED) && !admitted && !nonadmitted)
    text = "there are no completed pathways: nobody counts as treated";
  else if (admitted != nonadmitted)
    text = admitted ? "completed pathways are those of admitted patients alone"
                    : "completed pathways are those of patients who were not admitted alone";
  return text ? cpw_result_add_note(result, "treated", text, err) : CPW_OK;
}

static int32_t build(finish *f, cpw_result *result, cpw_error *err) {
  int32_t status = add_arrays(f, result, err);
  if (status == CPW_OK) status = cpw_result_add_note(result, "source", f->shape->source, err);
  if (status == CPW_OK) status = note_lists(f, result, err);
  if (status == CPW_OK) status = note_kinds(f, result, err);
  if (status == CPW_OK && f->periods == 1 && f->shape->weeks_allowed)
    status = cpw_result_add_note(result, "period_length",
                                 "one period alone: it is taken as a month", err);
  return status;
}

int32_t cpwi_draft_finish(cpwi_draft *draft, const cpwi_shape *shape, cpw_result **out,
                          cpw_error *err) {
  finish f;
  memset(&f, 0, sizeof f);
  f.draft = draft;
  f.shape = shape;
  f.periods = draft->periods.count;
  int32_t status = cpwi_periods_order(draft->period, f.periods, shape->weeks_allowed, &f.weekly,
                                      draft->where, err);
  if (status == CPW_OK) status = choose_lists(&f, err);
  if (status == CPW_OK) status = check_kinds(&f, err);
  cpw_result *result = NULL;
  if (status == CPW_OK) status = cpw_result_new(draft->allocator, &result, err);
  if (status == CPW_OK) status = build(&f, result, err);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
