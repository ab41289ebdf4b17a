/* carepath allocate pace: pace of change within rules, one year or several.
 * Method: carepath/pace.h.
 * Leaves printing to answer.c and the page to allocate_page.c. */
#include "allocate.h"
#include "allocate_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_RULES = 6 };

typedef struct pacing {
  const settings *set;
  const sheet *rows;
  int64_t n, years;
  double *baseline, *weighted, *people, *deflator;
  const double *before; /* people of the year before the first */
  int64_t *quantum;
  cpw_pace_rule rule[MOST_RULES];
  double distance_floor[2];
  cpw_pace_plan plan;
  cpw_pace_options options;
  cpw_result *result;
  /* what is shown: years below each other */
  const char **id;
  const char **year_word;
  int64_t *shown_baseline, *shown_target;
  const char **held;
} pacing;

static void pacing_free(pacing *p) {
  void *blocks[] = {
      p->baseline,   p->weighted,          p->people,         p->deflator,     p->quantum,
      (void *)p->id, (void *)p->year_word, p->shown_baseline, (void *)p->held, p->shown_target};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    free(blocks[i]);
  cpw_result_free(p->result);
}

/* ---------------------------------------------------------------- rules */

static const double one_point[1] = {0};

static void add_rule(pacing *p, int32_t kind, const knots *k, const char *name) {
  if (!k->count) return;
  p->rule[p->plan.rules++] = (cpw_pace_rule){.kind = kind,
                                             .year = -1,
                                             .points = k->count,
                                             .distance = k->count == 1 ? one_point : k->x,
                                             .value = k->y,
                                             .name = name};
}

/* Growth is -100 % at least. */
static int check_growths(const pacing *p) {
  const allocate_settings *s = &p->set->allocate;
  const knots *given[] = {&s->floor, &s->cap, &s->floor_per_head, &s->cap_per_head};
  static const char *const option[] = {"floor", "cap", "floor-per-head", "cap-per-head"};
  for (int k = 0; k < 4; k++)
    for (int i = 0; i < given[k]->count; i++)
      if (given[k]->y[i] < -1)
        return fail(USAGE, "%s: --%s: a growth of %s is below -100 %%", p->set->command, option[k],
                    percent(given[k]->y[i], 2).text);
  return DONE;
}

static int add_rules(pacing *p) {
  const allocate_settings *s = &p->set->allocate;
  if (check_growths(p)) return USAGE;
  add_rule(p, CPW_PACE_MIN_CASH, &s->floor, "--floor");
  add_rule(p, CPW_PACE_MAX_CASH, &s->cap, "--cap");
  add_rule(p, CPW_PACE_MIN_HEAD, &s->floor_per_head, "--floor-per-head");
  add_rule(p, CPW_PACE_MAX_HEAD, &s->cap_per_head, "--cap-per-head");
  add_rule(p, CPW_PACE_CONVERGENCE, &s->convergence, "--converge");
  if (!isnan(s->distance_floor)) {
    p->distance_floor[0] = -s->distance_floor;
    p->rule[p->plan.rules++] = (cpw_pace_rule){.kind = CPW_PACE_MIN_DISTANCE,
                                               .year = -1,
                                               .points = 1,
                                               .distance = one_point,
                                               .value = p->distance_floor,
                                               .name = "--distance-floor"};
  }
  p->options.method = s->convergence.count ? CPW_PACE_ADD : CPW_PACE_SCALE;
  if (!s->floor_per_head.count && !s->cap_per_head.count) return DONE;
  if (!p->people)
    return fail(USAGE, "%s: rules a head need a column of people (--population=COLUMN)",
                p->set->command);
  if (!p->before)
    return fail(USAGE,
                "%s: rules a head need the people of the year before too "
                "(--population-before=COLUMN)",
                p->set->command);
  return DONE;
}

/* ---------------------------------------------------------------- money and people */

static int fill_years(pacing *p) {
  const int64_t *today = sheet_money(p->rows, FIELD_BASELINE);
  const int64_t *target = sheet_money(p->rows, FIELD_TARGET);
  const double *weighted = sheet_numbers(p->rows, FIELD_WEIGHTED);
  const double *people = sheet_numbers(p->rows, FIELD_POPULATION);
  if (!target && !weighted)
    return fail(USAGE, "%s: fair shares are missing: a column of --target or --weighted",
                p->set->command);
  for (int64_t i = 0; i < p->n; i++) {
    p->baseline[i] = (double)today[i];
    for (int64_t t = 0; t < p->years; t++) {
      p->weighted[t * p->n + i] = target ? (double)target[i] : weighted[i];
      if (people && p->people) p->people[t * p->n + i] = people[i];
    }
  }
  return DONE;
}

/* The first year's quantum, then growth a year, to the nearest pound. */
static int fill_quantum(pacing *p) {
  const int64_t *target = sheet_money(p->rows, FIELD_TARGET);
  const allocate_settings *s = &p->set->allocate;
  uint64_t sum = 0;
  int64_t first = s->budget;
  if (first != NO_MONEY && first < 0)
    return fail(USAGE, "%s: --budget must not be negative", p->set->command);
  for (int64_t i = 0; target && i < p->n; i++) {
    sum += (uint64_t)target[i];
    if (sum > (uint64_t)INT64_MAX)
      return sheet_fail(p->rows, i, FIELD_TARGET, "takes the sum beyond 2^63 - 1");
  }
  if (first == NO_MONEY && !target) return need_budget(p->set, "the quantum of the year");
  if (first == NO_MONEY) first = (int64_t)sum;
  double money = (double)first;
  for (int64_t t = 0; t < p->years; t++) {
    if (t) money *= 1 + s->growth;
    if (t && money >= 0x1p63)
      return fail(USAGE, "%s: the quantum grows beyond 2^63", p->set->command);
    p->quantum[t] = t ? (int64_t)floor(money + 0.5) : first;
    p->deflator[t] = s->inflation;
  }
  return DONE;
}

static int prepare(pacing *p) {
  size_t n = (size_t)p->n, cells = n * (size_t)p->years;
  int has_people = sheet_numbers(p->rows, FIELD_POPULATION) != NULL;
  p->baseline = malloc(n * sizeof(double));
  p->weighted = malloc(cells * sizeof(double));
  if (has_people) p->people = malloc(cells * sizeof(double));
  p->deflator = malloc((size_t)p->years * sizeof(double));
  p->quantum = malloc((size_t)p->years * sizeof(int64_t));
  if (!p->baseline || !p->weighted || (has_people && !p->people) || !p->deflator || !p->quantum)
    return no_memory();
  int code = sheet_check_full(p->rows, FIELD_BASELINE);
  if (!code) code = sheet_check_full(p->rows, FIELD_TARGET);
  if (!code && !sheet_money(p->rows, FIELD_TARGET))
    code = sheet_check_full(p->rows, FIELD_WEIGHTED);
  if (!code) code = sheet_check_full(p->rows, FIELD_POPULATION);
  if (!code) code = sheet_check_full(p->rows, FIELD_POPULATION_BEFORE);
  if (!code) code = check_column_from_zero(p->rows, FIELD_BASELINE, 0);
  if (!code) code = check_column_from_zero(p->rows, FIELD_TARGET, 0);
  if (!code && !sheet_money(p->rows, FIELD_TARGET))
    code = check_column_from_zero(p->rows, FIELD_WEIGHTED, 0);
  if (!code) code = check_column_from_zero(p->rows, FIELD_POPULATION, 1);
  if (!code) code = check_column_from_zero(p->rows, FIELD_POPULATION_BEFORE, 1);
  p->before = sheet_numbers(p->rows, FIELD_POPULATION_BEFORE);
  if (!code && p->before && !p->people)
    code = fail(USAGE, "%s: people of the year before, but none of the year (--population=COLUMN)",
                p->set->command);
  if (!code) code = fill_years(p);
  if (!code) code = fill_quantum(p);
  cpw_pace_options_init(&p->options);
  if (!code) code = add_rules(p);
  p->plan.rows = p->n;
  p->plan.codes = (const char *const *)sheet_texts(p->rows, FIELD_ID);
  p->plan.baseline = p->baseline;
  p->plan.base_people = p->before;
  p->plan.years = p->years;
  p->plan.quantum = p->quantum;
  p->plan.weighted = p->weighted;
  p->plan.people = p->before ? p->people : NULL; /* nothing a head of people who may be others */
  p->plan.deflator = p->deflator;
  p->plan.rule = p->rule;
  return code;
}

/* ---------------------------------------------------------------- what comes out */

static const cpw_array *found(const pacing *p, const char *name) {
  return cpw_result_find(p->result, name);
}

static int lay_out(pacing *p) {
  static const char held_below[] = "floor", held_above[] = "cap", held_not[] = "";
  size_t cells = (size_t)p->n * (size_t)p->years;
  const cpw_array *allocation = found(p, "allocation"), *target = found(p, "target");
  const cpw_array *held = found(p, "held"), *opening = found(p, "opening_distance");
  const cpw_array *closing = found(p, "closing_distance"), *growth = found(p, "growth");
  p->id = calloc(cells, sizeof *p->id);
  p->held = calloc(cells, sizeof *p->held);
  p->shown_baseline = calloc(cells, sizeof(int64_t));
  p->shown_target = calloc(cells, sizeof(int64_t));
  if (!p->plan.codes || !p->id || !p->held || !p->shown_baseline || !p->shown_target ||
      !allocation || !target || !held || !opening || !closing || !growth)
    return no_memory();
  for (size_t k = 0; k < cells; k++) {
    size_t row = k % (size_t)p->n;
    p->id[k] = p->plan.codes[row];
    p->held[k] = held->integer[k] < 0 ? held_below : held->integer[k] > 0 ? held_above : held_not;
    p->shown_baseline[k] = k < (size_t)p->n ? sheet_money(p->rows, FIELD_BASELINE)[row]
                                            : allocation->integer[k - (size_t)p->n];
    p->shown_target[k] = (int64_t)floor(target->real[k] + 0.5);
  }
  return DONE;
}

static void put_pace_head(const pacing *p, buffer *b) {
  const cpw_array *below = found(p, "held_below"), *above = found(p, "held_above");
  const cpw_array *losers = found(p, "losers");
  for (int64_t t = 0; t < p->years; t++) {
    if (p->years > 1) putf(b, "year %lld: ", (long long)(t + 1));
    putf(b, "%s to %lld", pounds(p->quantum[t]).text, (long long)p->n);
    if (below && above)
      putf(b, ", %lld held at a floor, %lld at a cap", (long long)below->integer[t],
           (long long)above->integer[t]);
    if (losers && losers->integer[t])
      putf(b, ", %lld lose a head in real terms", (long long)losers->integer[t]);
    put(b, "\n");
  }
  if (!p->before && p->set->allocate.inflation != 0)
    put(b, "who loses a head is not said: that needs the people of the year before "
           "(--population-before=COLUMN)\n");
  put(b, "\n");
}

static int show_pace(pacing *p) {
  int64_t cells = p->n * p->years;
  answer a = {.dimension = "row",
              .heading = sheet_column(p->rows, FIELD_ID)->heading,
              .rows = cells,
              .id = p->id};
  const cpw_array *allocation = found(p, "allocation"),
                  *real_growth = found(p, "real_growth_per_head");
  int code = DONE;
  if (p->years > 1) {
    p->year_word = calloc((size_t)cells, sizeof *p->year_word);
    static char digits[64][4];
    if (!p->year_word) return no_memory();
    for (int64_t k = 0; k < cells; k++) {
      int64_t t = k / p->n;
      phrase words = phrased("%d", (int)(t + 1));
      memcpy(digits[t % 64], words.text, sizeof digits[0]);
      p->year_word[k] = digits[t % 64];
    }
  } else {
    a.total_words = "together";
  }
  answer_word(&a, "year", "year", p->year_word);
  answer_money(&a, "opening", "opening", "Before the year.", p->shown_baseline, 1);
  answer_money(&a, "target", "fair share", "Fair share of the quantum.", p->shown_target, 0);
  answer_money(&a, "allocation", "allocation", "Whole pounds.", allocation->integer, 1);
  answer_real(&a, "growth", "growth", "Allocation over opening, less 1.", "share", SHOW_SHARE,
              found(p, "growth")->real);
  answer_real(&a, "opening_distance", "distance before",
              "Distance from target before the year, targets scaled to the openings.", "share",
              SHOW_SHARE, found(p, "opening_distance")->real);
  answer_real(&a, "closing_distance", "distance after", "Allocation over fair share, less 1.",
              "share", SHOW_SHARE, found(p, "closing_distance")->real);
  if (real_growth)
    answer_real(&a, "real_growth_per_head", NULL, "Growth a head after inflation.", "share",
                SHOW_SHARE, real_growth->real);
  answer_word(&a, "held_at", "held at", p->held);
  put_pace_head(p, &a.head);
  if (p->set->html) code = pace_page(p->set, &a, p->rows, p->result, p->n, p->years);
  return code ? code : show_answer(p->set, &a);
}

/* Of a rule or a year, not of a row: the index is theirs. */
static int of_options(const cpw_error *err) {
  return strncmp(err->message, "rule[", 5) == 0 || strncmp(err->message, "quantum[", 8) == 0 ||
         strncmp(err->message, "deflator[", 9) == 0;
}

/* Rules that cannot all be kept are an answer, not a fault of the data. */
static int say_infeasible(const pacing *p, const cpw_error *err) {
  if (err->code == CPW_EDOMAIN && strncmp(err->message, "year[", 5) == 0)
    return strstr(err->message, "nothing to start from")
               ? fail(ANSWER_NO, "the money runs out: %s", err->message)
               : fail(ANSWER_NO, "the rules cannot all be kept: %s", err->message);
  if (of_options(err)) return fail(USAGE, "%s: %s", p->set->command, err->message);
  return sheet_fail_library(p->rows, err);
}

int run_pace(const settings *set, sheet *rows) {
  pacing p = {.set = set, .rows = rows, .n = rows->rows, .years = set->allocate.years};
  cpw_error err = {0};
  int code = prepare(&p);
  if (!code && cpw_pace_path(&p.plan, &p.options, &p.result, &err)) code = say_infeasible(&p, &err);
  if (!code) code = lay_out(&p);
  if (!code) code = show_pace(&p);
  pacing_free(&p);
  return code;
}
