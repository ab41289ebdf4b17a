/* A public scorecard of places: shares with their limits, flags of a funnel, gaps between groups, small numbers withheld.
 * Source: Wilson 1927 and funnels by rates.h; differences of shares: R. G. Newcombe, Statistics in Medicine 17 (1998),
 * method 10; small numbers by disclosure.h.
 * Leaves the people to the run. */
#include "carepath/disclosure.h"
#include "carepath/rates.h"
#include "carepath/stats.h"
#include "system_explain/internal.h"

#include <string.h>

#define WHERE "cpw_system_scorecard"
#define INNER 0.95

/* Columns of people of a place that do not overlap. */
enum { WITHIN, LATER, LONG, COLUMNS };
/* People of the most and the least deprived group, within the standard and in all. */
enum { POOR_WITHIN, POOR, RICH_WITHIN, RICH, ENDS };
/* What of a place is withheld. */
#define WITHHELD_PLACE  1
#define WITHHELD_WITHIN 2
#define WITHHELD_LONG   4
#define WITHHELD_GAP    8

typedef struct card {
  const cpw_system *s;
  cpw_system_scorecard_options o;
  const cpw_array *closing, *beyond, *over_52, *treated, *treated_weeks;
  int64_t groups, periods, period, places;
  int64_t *place;       /* (places) organisations */
  int64_t *at;          /* (organisations) its place, -1: none */
  double *sum;          /* (places, COLUMNS) */
  double *ends;         /* (places, ENDS) */
  double *done, *weeks; /* (places) treated in the period and the weeks that they had waited */
  int64_t *count;       /* (places, COLUMNS) whole people */
  int64_t *withheld;    /* (places) */
  int64_t *within_class, *long_class;
} card;

static cpw_system_scorecard_options defaults(void) {
  cpw_system_scorecard_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.kind = CPW_ORG_PLACE;
  o.period = CPW_NONE;
  o.level = 0.998;
  o.least = 8;
  return o;
}

void cpw_system_scorecard_options_init_sized(cpw_system_scorecard_options *options, size_t size) {
  cpw_system_scorecard_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check(const card *c, cpw_error *err) {
  const cpw_system_scorecard_options *o = &c->o;
  if (o->kind < 0 || o->kind >= CPW_ORG_KINDS)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.kind = %d must be 0 to %d", o->kind,
                     CPW_ORG_KINDS - 1);
  const cpwi_choice choice[] = {{"dispersion", o->dispersion, CPW_RATES_DISPERSION_ADD},
                                {"reserved", o->reserved, 0}};
  int32_t status = cpwi_check_choices(choice, sizeof choice / sizeof *choice, WHERE, err);
  if (status != CPW_OK) return status;
  if (!(o->level > INNER && o->level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.level = %s must be above 0.95, below 1",
                     cpwi_number(o->level).text);
  if (!(o->least >= 0 && o->least <= 1e6))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.least = %s must be 0 to 1000000",
                     cpwi_number(o->least).text);
  if (o->period < CPW_NONE || o->period >= c->periods)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "options.period = %d must be a period of the run, 0 to %lld, or -1", o->period,
                     (long long)c->periods - 1);
  return CPW_OK;
}

static int32_t take_run(card *c, const cpw_result *run, cpw_error *err) {
  const cpw_array **const x[5] = {&c->closing, &c->beyond, &c->over_52, &c->treated,
                                  &c->treated_weeks};
  static const char *const name[5] = {"closing", "beyond", "over_52", "treated", "treated_weeks"};
  for (int k = 0; k < 5; k++) {
    *x[k] = cpwi_explain_array(run, name[k], 3, WHERE, err);
    if (!*x[k]) return CPW_EINVAL;
  }
  c->groups = c->closing->dimension[1]->length;
  c->periods = c->closing->dimension[2]->length;
  int64_t units = c->closing->dimension[0]->length;
  for (int k = 0; k < 5; k++)
    if ((*x[k])->size != units * c->groups * c->periods || c->periods < 1)
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "run: %s is not of the shape of closing",
                       name[k]);
  if (units == c->s->capacities && c->groups == c->s->groups) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                   "run is of %lld units and %lld groups, the system of %lld and %lld",
                   (long long)units, (long long)c->groups, (long long)c->s->capacities,
                   (long long)c->s->groups);
}

static int32_t no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for the places");
}

static int32_t find_places(card *c, cpw_error *err) {
  const cpw_system *s = c->s;
  c->place = cpwi_alloc_zero(c->o.allocator, (size_t)s->organisations, sizeof *c->place);
  c->at = cpwi_alloc_zero(c->o.allocator, (size_t)s->organisations, sizeof *c->at);
  if (!c->place || !c->at) return no_memory(err);
  for (int64_t i = 0; i < s->organisations; i++) {
    c->at[i] = -1;
    if (s->organisation[i].kind != c->o.kind) continue;
    c->at[i] = c->places;
    c->place[c->places++] = i;
  }
  if (c->places == 0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "the system has no organisation of kind %s",
                     cpw_system_kind_name(c->o.kind));
  const cpw_allocator *a = c->o.allocator;
  size_t n = (size_t)c->places;
  c->sum = cpwi_alloc_zero(a, n * COLUMNS, sizeof *c->sum);
  c->ends = cpwi_alloc_zero(a, n * ENDS, sizeof *c->ends);
  c->done = cpwi_alloc_zero(a, n, sizeof *c->done);
  c->weeks = cpwi_alloc_zero(a, n, sizeof *c->weeks);
  c->count = cpwi_alloc_zero(a, n * COLUMNS, sizeof *c->count);
  c->withheld = cpwi_alloc_zero(a, n, sizeof *c->withheld);
  c->within_class = cpwi_alloc_zero(a, n, sizeof *c->within_class);
  c->long_class = cpwi_alloc_zero(a, n, sizeof *c->long_class);
  if (!c->sum || !c->ends || !c->done || !c->weeks || !c->count || !c->withheld ||
      !c->within_class || !c->long_class)
    return no_memory(err);
  return CPW_OK;
}

static void release(const card *c) {
  void *const block[] = {c->place, c->at,    c->sum,      c->ends,         c->done,
                         c->weeks, c->count, c->withheld, c->within_class, c->long_class};
  for (size_t i = 0; i < sizeof block / sizeof *block; i++)
    cpwi_release(c->o.allocator, block[i]);
}

/* ---------------------------------------------------------------- people --------------------- */

static void add_list(card *c, int64_t place, int64_t g, int64_t i) {
  double all = c->closing->real[i], beyond = c->beyond->real[i], later = c->over_52->real[i];
  double *sum = c->sum + place * COLUMNS, *end = c->ends + place * ENDS;
  if (later > beyond) later = beyond; /* a standard above 52 weeks */
  sum[WITHIN] += all - beyond;
  sum[LATER] += beyond - later;
  sum[LONG] += later;
  c->done[place] += c->treated->real[i];
  c->weeks[place] += c->treated_weeks->real[i];
  if (g == 0) {
    end[POOR_WITHIN] += all - beyond;
    end[POOR] += all;
  }
  if (g == c->groups - 1) {
    end[RICH_WITHIN] += all - beyond;
    end[RICH] += all;
  }
}

static void add_up(card *c) {
  const cpw_system *s = c->s;
  for (int64_t u = 0; u < s->capacities; u++) {
    int64_t o = s->capacity[u].organisation;
    while (o >= 0 && c->at[o] < 0)
      o = s->organisation[o].parent;
    for (int64_t g = 0; o >= 0 && g < c->groups; g++)
      add_list(c, c->at[o], g, (u * c->groups + g) * c->periods + c->period);
  }
  for (int64_t i = 0; i < c->places * COLUMNS; i++)
    c->count[i] = (int64_t)floor(c->sum[i] + 0.5);
}

/* ---------------------------------------------------------------- small numbers -------------- */

static int is_small(const card *c, double people) {
  return people > 0 && floor(people + 0.5) < c->o.least;
}

static int32_t suppress(card *c, cpw_error *err) {
  cpw_disclosure_options how;
  cpw_disclosure_options_init(&how);
  how.least = c->o.least < 1 ? 1 : (int64_t)c->o.least;
  how.rounding = CPW_DISCLOSURE_ROUND_NONE;
  how.base = 1;
  how.bounds = 0;
  how.allocator = c->o.allocator;
  cpw_result *r = NULL;
  int32_t status = cpw_disclosure_table(c->count, c->places, COLUMNS, &how, &r, err);
  if (status != CPW_OK) return status;
  const cpw_array *reason = cpw_result_find(r, "reason"), *row = cpw_result_find(r, "row_reason");
  for (int64_t p = 0; reason && row && p < c->places; p++) {
    const int64_t *cell = reason->integer + p * COLUMNS, *count = c->count + p * COLUMNS;
    const double *end = c->ends + p * ENDS;
    double all = (double)(count[WITHIN] + count[LATER] + count[LONG]);
    if (row->integer[p] != CPW_DISCLOSURE_SHOWN || all < c->o.least)
      c->withheld[p] |= WITHHELD_PLACE;
    if (cell[WITHIN] != CPW_DISCLOSURE_SHOWN || is_small(c, all - (double)count[WITHIN]))
      c->withheld[p] |= WITHHELD_WITHIN;
    if (cell[LONG] != CPW_DISCLOSURE_SHOWN || is_small(c, all - (double)count[LONG]))
      c->withheld[p] |= WITHHELD_LONG;
    if (is_small(c, end[POOR]) || is_small(c, end[RICH]) || is_small(c, end[POOR_WITHIN]) ||
        is_small(c, end[RICH_WITHIN]) || is_small(c, end[POOR] - end[POOR_WITHIN]) ||
        is_small(c, end[RICH] - end[RICH_WITHIN]))
      c->withheld[p] |= WITHHELD_GAP;
    if (c->withheld[p] & WITHHELD_PLACE)
      c->withheld[p] |= WITHHELD_WITHIN | WITHHELD_LONG | WITHHELD_GAP;
  }
  cpw_result_free(r);
  return CPW_OK;
}

/* ---------------------------------------------------------------- limits --------------------- */

/* Classes of the places in the funnel of one column; all 0 where there is nothing to compare. */
static int32_t funnel(const card *c, int column, int64_t *class_of, double *together,
                      cpw_error *err) {
  const double level[2] = {INNER, c->o.level};
  double *value = cpwi_alloc_zero(c->o.allocator, (size_t)c->places, 2 * sizeof *value);
  if (!value) return no_memory(err);
  double *size = value + c->places, events = 0, people = 0;
  for (int64_t p = 0; p < c->places; p++) {
    const int64_t *count = c->count + p * COLUMNS;
    value[p] = (double)count[column];
    size[p] = (double)(count[WITHIN] + count[LATER] + count[LONG]);
    events += value[p];
    people += size[p];
  }
  *together = people > 0 ? events / people : CPWI_NAN;
  cpw_rates_funnel_options how;
  cpw_rates_funnel_options_init(&how);
  how.dispersion = c->o.dispersion;
  if (c->o.dispersion != CPW_RATES_DISPERSION_NONE) {
    how.limits = CPW_RATES_LIMITS_NORMAL;
    how.transform = 1;
  }
  how.levels = 2;
  how.level = level;
  how.allocator = c->o.allocator;
  cpw_result *r = NULL;
  int32_t status = CPW_OK;
  if (events > 0 && events < people)
    status = cpw_rates_funnel(value, size, c->places, &how, &r, err);
  const cpw_array *found = r ? cpw_result_find(r, "class") : NULL;
  for (int64_t p = 0; found && p < c->places; p++)
    class_of[p] = found->integer[p];
  cpw_result_free(r);
  cpwi_release(c->o.allocator, value);
  return status;
}

static cpw_interval share_of(double events, double people) {
  cpw_interval x = {CPWI_NAN, CPWI_NAN, CPWI_NAN, INNER};
  if (people > 0)
    (void)!cpw_wilson_interval(fmin(fmax(events, 0), people), people, INNER, &x, NULL);
  return x;
}

/* Least deprived less most deprived, with limits from those of the two shares. */
static cpw_interval gap_of(const double *end) {
  cpw_interval rich = share_of(end[RICH_WITHIN], end[RICH]);
  cpw_interval poor = share_of(end[POOR_WITHIN], end[POOR]);
  cpw_interval x = {rich.estimate - poor.estimate, CPWI_NAN, CPWI_NAN, INNER};
  double down = rich.estimate - rich.lower, up = rich.upper - rich.estimate;
  double poor_down = poor.estimate - poor.lower, poor_up = poor.upper - poor.estimate;
  x.lower = x.estimate - sqrt(down * down + poor_up * poor_up);
  x.upper = x.estimate + sqrt(up * up + poor_down * poor_down);
  return x;
}

/* ---------------------------------------------------------------- result --------------------- */

enum {
  R_WAITING,
  R_WITHIN,
  R_WITHIN_LOWER,
  R_WITHIN_UPPER,
  R_LONG,
  R_LONG_LOWER,
  R_LONG_UPPER,
  R_WAIT,
  R_GAP,
  R_GAP_LOWER,
  R_GAP_UPPER,
  REALS
};
enum { F_WITHIN, F_LONG, F_GAP, F_WITHHELD, FLAGS };

static const char *const real_names[REALS] = {
    "waiting",       "within",    "within_lower", "within_upper", "over_52",  "over_52_lower",
    "over_52_upper", "mean_wait", "gap",          "gap_lower",    "gap_upper"};
static const char *const flag_names[FLAGS] = {"within_flag", "over_52_flag", "gap_flag",
                                              "withheld"};

static void put(double *const *real, int first, int64_t p, const cpw_interval *x, int shown) {
  real[first][p] = shown ? x->estimate : CPWI_NAN;
  real[first + 1][p] = shown ? x->lower : CPWI_NAN;
  real[first + 2][p] = shown ? x->upper : CPWI_NAN;
}

static void fill_place(const card *c, int64_t p, double *const *real, int64_t *const *flag) {
  const int64_t *count = c->count + p * COLUMNS, hidden = c->withheld[p];
  double all = (double)(count[WITHIN] + count[LATER] + count[LONG]);
  cpw_interval within = share_of((double)count[WITHIN], all);
  cpw_interval later = share_of((double)count[LONG], all), gap = gap_of(c->ends + p * ENDS);
  real[R_WAITING][p] = hidden & WITHHELD_PLACE ? CPWI_NAN : all;
  put(real, R_WITHIN, p, &within, !(hidden & WITHHELD_WITHIN));
  put(real, R_LONG, p, &later, !(hidden & WITHHELD_LONG));
  put(real, R_GAP, p, &gap, !(hidden & WITHHELD_GAP) && c->groups > 1);
  real[R_WAIT][p] = c->done[p] > 0 && !is_small(c, c->done[p]) && !(hidden & WITHHELD_PLACE)
                        ? c->weeks[p] / c->done[p]
                        : CPWI_NAN;
  flag[F_WITHIN][p] = hidden & WITHHELD_WITHIN ? 0 : c->within_class[p];
  flag[F_LONG][p] = hidden & WITHHELD_LONG ? 0 : c->long_class[p];
  flag[F_GAP][p] = real[R_GAP_LOWER][p] > 0 || real[R_GAP_UPPER][p] < 0;
  flag[F_WITHHELD][p] = hidden;
}

static int32_t label(const card *c, cpw_result *r, cpw_error *err) {
  const char **text = cpwi_alloc_zero(c->o.allocator, (size_t)c->places, sizeof *text);
  if (!text) return no_memory(err);
  for (int64_t p = 0; p < c->places; p++)
    text[p] = c->s->organisation[c->place[p]].id;
  int32_t status = cpw_result_add_dimension(r, "place", c->places, text, err);
  for (int64_t p = 0; p < c->places; p++) {
    const cpw_system_organisation *o = &c->s->organisation[c->place[p]];
    text[p] = o->name && o->name[0] ? o->name : o->id;
  }
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "place", "place_name", text, err);
  cpwi_release(c->o.allocator, text);
  return status;
}

static int32_t report(const card *c, const double *together, cpw_result *r, cpw_error *err) {
  static const char *const single[2] = {"all_within", "all_over_52"};
  double *real[REALS] = {0}, *all = NULL;
  int64_t *flag[FLAGS] = {0};
  int32_t status = label(c, r, err);
  for (int k = 0; status == CPW_OK && k < REALS; k++)
    status = cpwi_explain_real(r, real_names[k],
                               k == R_WAITING ? "people"
                               : k == R_WAIT  ? "weeks"
                                              : "share",
                               "Of the place; no value: withheld, or of nobody.", "place", &real[k],
                               err);
  for (int k = 0; status == CPW_OK && k < FLAGS; k++)
    status =
        cpwi_explain_whole(r, flag_names[k], "",
                           k == F_WITHHELD ? "1 the place, 2 within, 4 over_52, 8 gap, added up."
                                           : "Beyond the limits of chance.",
                           "place", &flag[k], err);
  for (int k = 0; status == CPW_OK && k < 2; k++) {
    status = cpwi_explain_real(r, single[k], "share", "Of all places together.", "", &all, err);
    if (status == CPW_OK) *all = together[k];
  }
  for (int64_t p = 0; status == CPW_OK && p < c->places; p++)
    fill_place(c, p, real, flag);
  return status;
}

static int32_t make(card *c, const cpw_result *run, cpw_result **out, cpw_error *err) {
  double together[2] = {0};
  cpw_result *r = NULL;
  int32_t status = take_run(c, run, err);
  if (status == CPW_OK) status = check(c, err);
  if (status == CPW_OK) status = find_places(c, err);
  if (status != CPW_OK) return status;
  c->period = c->o.period == CPW_NONE ? c->periods - 1 : c->o.period;
  add_up(c);
  status = suppress(c, err);
  if (status == CPW_OK) status = funnel(c, WITHIN, c->within_class, &together[0], err);
  if (status == CPW_OK) status = funnel(c, LONG, c->long_class, &together[1], err);
  if (status == CPW_OK) status = cpw_result_new(c->o.allocator, &r, err);
  if (status == CPW_OK) status = report(c, together, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

int32_t cpw_system_scorecard(const cpw_system *system, const cpw_result *run,
                             const cpw_system_scorecard_options *options, cpw_result **out,
                             cpw_error *err) {
  if (!system || !run || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !system ? "system"
                     : !run  ? "run"
                             : "out");
  card c = {.s = system, .o = defaults()};
  int32_t status = cpwi_take_options(&c.o, sizeof c.o, options, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(c.o.allocator, __func__, err);
  if (status == CPW_OK) status = cpw_system_require(system, c.o.allocator, err);
  if (status == CPW_OK) status = make(&c, run, out, err);
  release(&c);
  return status;
}
