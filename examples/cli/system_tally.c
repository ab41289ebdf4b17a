/* The figures of a run added up by organisation, service, group or time.
 * Adds the arrays of cpw_system_plan_run; shares and means are taken of the sums, never added.
 * Leaves showing them to system_run.c and system_compare.c. */
#include "systems.h"

#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- figures ------------------- */

double tally_share(const tally *t) {
  return t->closing > 0 ? t->within / t->closing : (double)NAN;
}

double tally_mean_wait(const tally *t) {
  return t->treated > 0 ? t->treated_weeks / t->treated : (double)NAN;
}

static double opening(const tally *t) {
  return t->opening;
}
static double closing(const tally *t) {
  return t->closing;
}
static double over_52(const tally *t) {
  return t->over_52;
}
static double starts(const tally *t) {
  return t->starts;
}
static double treated(const tally *t) {
  return t->treated;
}
static double removed(const tally *t) {
  return t->removed;
}
static double moved_in(const tally *t) {
  return t->moved_in;
}
static double moved_out(const tally *t) {
  return t->moved_out;
}
static double waited(const tally *t) {
  return t->waited;
}
static double unmet(const tally *t) {
  return t->unmet;
}
static double spend(const tally *t) {
  return t->spend;
}
static double health(const tally *t) {
  return t->gain - t->harm;
}
static double harm(const tally *t) {
  return t->harm;
}

const system_figure system_figures[SYSTEM_FIGURES] = {
    {"opening", "waiting", "people", SHOW_PEOPLE, opening},
    {"closing", "at the end", "people", SHOW_PEOPLE, closing},
    {"within", "in time", "share", SHOW_SHARE, tally_share},
    {"over_52", "over 52", "people", SHOW_PEOPLE, over_52},
    {"mean_wait", "mean wait", "weeks", SHOW_NUMBER, tally_mean_wait},
    {"starts", "joined", "people", SHOW_PEOPLE, starts},
    {"treated", "treated", "people", SHOW_PEOPLE, treated},
    {"removed", "left untreated", "people", SHOW_PEOPLE, removed},
    {"waited", "weeks waited", "person-weeks", SHOW_PEOPLE, waited},
    {"unmet", "unmet", "people", SHOW_PEOPLE, unmet},
    {"harm", "harm", "", SHOW_PEOPLE, harm},
    {"health", "health", "", SHOW_PEOPLE, health},
    {"spend", "spend", "pounds", SHOW_MONEY_REAL, spend},
    {"moved_in", "moved in", "people", SHOW_PEOPLE, moved_in},
    {"moved_out", "moved out", "people", SHOW_PEOPLE, moved_out}};

phrase tally_words(const system_figure *f, double value) {
  if (isnan(value)) return phrased("-");
  if (f->show == SHOW_SHARE) return percent(value, 1);
  if (f->show == SHOW_NUMBER) return grouped(value, 2);
  if (f->show == SHOW_MONEY_REAL) return short_pounds(value);
  return grouped(value, 0);
}

phrase tally_change(const system_figure *f, double value) {
  if (isnan(value)) return phrased("-");
  phrase size = f->show == SHOW_SHARE ? phrased("%s points", grouped(100 * fabs(value), 1).text)
                                      : tally_words(f, fabs(value));
  int nothing = strcmp(size.text, tally_words(f, 0).text) == 0 ||
                (f->show == SHOW_SHARE && strcmp(size.text, "0.0 points") == 0);
  return phrased("%s%.80s", nothing ? "" : value < 0 ? "-" : "+", size.text);
}

/* ---------------------------------------------------------------- rows ---------------------- */

static int64_t rows_by(const cpw_system *s, int by, int64_t periods) {
  switch (by) {
  case BY_ORGANISATION:
  case BY_PARENT:
    return s->organisations;
  case BY_SERVICE:
    return s->services;
  case BY_GROUP:
    return s->groups;
  case BY_UNIT:
    return s->capacities;
  case BY_TIME:
    return periods;
  default:
    return 1;
  }
}

static int64_t row_of(const cpw_system *s, int by, int64_t unit, int64_t group, int64_t period) {
  const cpw_system_capacity *c = &s->capacity[unit];
  int32_t parent = s->organisation[c->organisation].parent;
  switch (by) {
  case BY_ORGANISATION:
    return c->organisation;
  case BY_PARENT:
    return parent >= 0 ? parent : c->organisation;
  case BY_SERVICE:
    return c->service;
  case BY_GROUP:
    return group;
  case BY_UNIT:
    return unit;
  case BY_TIME:
    return period;
  default:
    return 0;
  }
}

static const char *name_of(tallies *t, const system_runs *r, int64_t row, int64_t every) {
  const cpw_system *s = r->f.s;
  const cpw_system_capacity *c = t->by == BY_UNIT ? &s->capacity[row] : NULL;
  switch (t->by) {
  case BY_ORGANISATION:
  case BY_PARENT:
    return organisation_name(s, (int32_t)row);
  case BY_SERVICE:
    return service_name(s, (int32_t)row);
  case BY_GROUP:
    return group_name(s, row);
  case BY_UNIT:
    t->text[row] = phrased("%s, %s", clipped(organisation_name(s, c->organisation), 40).text,
                           clipped(service_name(s, c->service), 40).text);
    return t->text[row].text;
  case BY_TIME:
    t->text[row] = system_date(s, (double)(row * every));
    return t->text[row].text;
  default:
    return "all";
  }
}

/* ---------------------------------------------------------------- sums ---------------------- */

/* The arrays of a run, looked up once. */
typedef struct run_arrays {
  const double *opening, *starts, *treated, *removed, *closing, *within, *over_52, *waited,
      *mean_wait, *unmet, *harm, *gain, *spend, *moved_in, *moved_out;
} run_arrays;

static const double *real_of(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  return a ? a->real : NULL;
}

static run_arrays arrays_of(const cpw_result *r) {
  return (run_arrays){real_of(r, "opening"), real_of(r, "starts"),   real_of(r, "treated"),
                      real_of(r, "removed"), real_of(r, "closing"),  real_of(r, "within"),
                      real_of(r, "over_52"), real_of(r, "waited"),   real_of(r, "mean_wait"),
                      real_of(r, "unmet"),   real_of(r, "harm"),     real_of(r, "gain"),
                      real_of(r, "spend"),   real_of(r, "moved_in"), real_of(r, "moved_out")};
}

/* What may not be there, and what is not known, is nothing in a sum. */
static double at(const double *array, int64_t i) {
  return array && !isnan(array[i]) ? array[i] : 0;
}

static void add_flows(tally *t, const run_arrays *a, int64_t i) {
  t->starts += at(a->starts, i);
  t->treated += at(a->treated, i);
  t->removed += at(a->removed, i);
  t->moved_in += at(a->moved_in, i);
  t->moved_out += at(a->moved_out, i);
  t->waited += at(a->waited, i);
  t->treated_weeks += at(a->mean_wait, i) * at(a->treated, i);
  t->unmet += at(a->unmet, i);
  t->harm += at(a->harm, i);
  t->gain += at(a->gain, i);
}

static void add_end(tally *t, const run_arrays *a, int64_t i) {
  t->closing += at(a->closing, i);
  t->within += at(a->within, i) * at(a->closing, i);
  t->over_52 += at(a->over_52, i);
}

static void add_cell(tally *t, const run_arrays *a, int64_t i, int first, int last) {
  if (first) t->opening += at(a->opening, i);
  if (last) add_end(t, a, i);
  add_flows(t, a, i);
}

static int begin(tallies *t, const system_runs *r, int by, int64_t periods) {
  t->by = by;
  t->rows = rows_by(r->f.s, by, periods);
  t->of = calloc((size_t)t->rows + 1, sizeof *t->of);
  t->name = calloc((size_t)t->rows + 1, sizeof *t->name);
  t->text = calloc((size_t)t->rows + 1, sizeof *t->text);
  return t->of && t->name && t->text;
}

/* Rows without any unit are left out: organisations that treat nobody. */
static void drop_empty(tallies *t, const char *used) {
  int64_t kept = 0;
  for (int64_t i = 0; i < t->rows; i++) {
    if (!used[i]) continue;
    t->of[kept] = t->of[i];
    t->name[kept++] = t->name[i];
  }
  t->rows = kept;
}

int tallies_of(tallies *t, const system_runs *r, const cpw_result *result, int by) {
  const cpw_array *shape = cpw_result_find(result, "closing");
  const cpw_system *s = r->f.s;
  if (!shape || shape->dimensions != 3) return 0;
  int64_t groups = shape->dimension[1]->length, periods = shape->dimension[2]->length;
  run_arrays a = arrays_of(result);
  char *used = NULL;
  int good = begin(t, r, by, periods);
  if (good) used = calloc((size_t)t->rows + 1, 1);
  for (int64_t u = 0; used && u < shape->dimension[0]->length; u++)
    for (int64_t k = 0; k < groups * periods; k++) {
      int64_t group = k / periods, period = k % periods, i = u * groups * periods + k;
      int64_t row = row_of(s, by, u, group, period);
      int first = period == 0, last = period == periods - 1;
      used[row] = 1;
      add_cell(&t->of[row], &a, i, first || by == BY_TIME, last || by == BY_TIME);
      add_cell(&t->all, &a, i, first, last);
      if (group == 0 && by != BY_GROUP) t->of[row].spend += at(a.spend, u * periods + period);
      if (group == 0) t->all.spend += at(a.spend, u * periods + period);
    }
  for (int64_t i = 0; used && i < t->rows; i++) {
    t->name[i] = name_of(t, r, i, r->set->system.every);
    if (by == BY_GROUP) t->of[i].spend = (double)NAN; /* capacity is not any one group's */
  }
  if (used) drop_empty(t, used);
  good = used != NULL;
  free(used);
  return good;
}

void tallies_end(tallies *t) {
  free(t->of);
  free((void *)t->name);
  free(t->text);
}

double wait_gap(const system_runs *r, const cpw_result *result) {
  tallies t = {0};
  double gap = (double)NAN;
  if (r->f.s->groups > 1 && tallies_of(&t, r, result, BY_GROUP) && t.rows > 1)
    gap = tally_mean_wait(&t.of[0]) - tally_mean_wait(&t.of[t.rows - 1]);
  tallies_end(&t);
  return gap;
}

/* Treated people and the weeks they had waited, of one unit and group over all periods. */
static void add_periods(tally *t, const cpw_array *closing, const run_arrays *a, int64_t unit,
                        int64_t group) {
  int64_t groups = closing->dimension[1]->length, periods = closing->dimension[2]->length;
  for (int64_t k = 0; k < periods; k++)
    add_flows(t, a, (unit * groups + group) * periods + k);
}

double like_gap(const system_runs *r, const cpw_result *result) {
  const cpw_array *closing = cpw_result_find(result, "closing");
  run_arrays a = arrays_of(result);
  int64_t groups = r->f.s->groups;
  double sum = 0, weight = 0;
  for (int64_t u = 0; closing && groups > 1 && u < closing->dimension[0]->length; u++) {
    tally first = {0}, last = {0}, all = {0};
    add_periods(&first, closing, &a, u, 0);
    add_periods(&last, closing, &a, u, groups - 1);
    for (int64_t g = 0; g < groups; g++)
      add_periods(&all, closing, &a, u, g);
    if (!(first.treated > 0) || !(last.treated > 0)) continue;
    sum += all.treated * (tally_mean_wait(&first) - tally_mean_wait(&last));
    weight += all.treated;
  }
  return weight > 0 ? sum / weight : (double)NAN;
}
