/* `carepath system allocate`: the best use of more money a year over places and services.
 * Optimum, bound and price: carepath/system_allocate.h. Leaves the plan to system_run.h. */
#include "systems.h"

#include "output.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One row of the table: an organisation, a service or a unit. */
typedef struct money_rows {
  int64_t rows;
  const char **name;
  const char **service; /* of units */
  int64_t *spend, *capitation;
  double *more, *benefit, *each; /* treatments a week, welfare, welfare of a million */
} money_rows;

static const char *const welfare_words[] = {"weighted sum", "Atkinson", "Kolm"};
static const char *const outcome_words_of[] = {
    "person-weeks of waiting avoided", "health gained (as gain and harm of the services say)",
    "people beyond the standard avoided", "people over 52 weeks avoided"};

/* ---------------------------------------------------------------- rows ---------------------- */

static int begin(money_rows *m, int64_t room) {
  size_t n = (size_t)room + 1;
  m->name = calloc(n, sizeof *m->name);
  m->service = calloc(n, sizeof *m->service);
  m->spend = calloc(n, sizeof *m->spend);
  m->capitation = calloc(n, sizeof *m->capitation);
  m->more = calloc(n, sizeof *m->more);
  m->benefit = calloc(n, sizeof *m->benefit);
  m->each = calloc(n, sizeof *m->each);
  return m->name && m->service && m->spend && m->capitation && m->more && m->benefit && m->each;
}

static void end(money_rows *m) {
  free((void *)m->name);
  free((void *)m->service);
  free(m->spend);
  free(m->capitation);
  free(m->more);
  free(m->benefit);
  free(m->each);
}

static int64_t row_for(const cpw_system *s, int by, int64_t unit) {
  const cpw_system_capacity *c = &s->capacity[unit];
  if (by == BY_SERVICE) return c->service;
  if (by == BY_UNIT) return unit;
  if (by == BY_WHOLE) return 0;
  int32_t parent = s->organisation[c->organisation].parent;
  return by == BY_PARENT && parent >= 0 ? parent : c->organisation;
}

static const char *row_name(const cpw_system *s, int by, int64_t unit) {
  int64_t row = row_for(s, by, unit);
  if (by == BY_SERVICE) return service_name(s, (int32_t)row);
  if (by == BY_WHOLE) return "all";
  return organisation_name(s, by == BY_UNIT ? s->capacity[unit].organisation : (int32_t)row);
}

static void add_units(money_rows *m, const cpw_system *s, const cpw_result *result, int by) {
  for (int64_t u = 0; u < s->capacities; u++) {
    int64_t row = row_for(s, by, u);
    m->name[row] = row_name(s, by, u);
    m->service[row] = service_name(s, s->capacity[u].service);
    m->spend[row] += (int64_t)result_figure(result, "spend", u);
    m->capitation[row] += (int64_t)result_figure(result, "capitation", u);
    m->more[row] += result_figure(result, "capacity_more", u);
    m->benefit[row] += result_figure(result, "benefit", u);
  }
  int64_t kept = 0, most = s->capacities > s->organisations ? s->capacities : s->organisations;
  if (s->services > most) most = s->services;
  for (int64_t i = 0; i < most; i++) {
    if (!m->name[i]) continue;
    m->name[kept] = m->name[i];
    m->service[kept] = m->service[i];
    m->spend[kept] = m->spend[i];
    m->capitation[kept] = m->capitation[i];
    m->more[kept] = m->more[i];
    m->benefit[kept] = m->benefit[i];
    m->each[kept] =
        m->spend[kept] > 0 ? 1e6 * m->benefit[kept] / (double)m->spend[kept] : (double)NAN;
    kept++;
  }
  m->rows = kept;
}

/* ---------------------------------------------------------------- words --------------------- */

static void put_head(buffer *b, const system_runs *r, const cpw_result *result) {
  const system_settings *s = &r->set->system;
  put_run_heading(b, r, &r->of[0]);
  putf(b, "%s a year more; sought: %s, %s", short_pounds((double)s->budget).text,
       outcome_words_of[s->outcome], welfare_words[s->welfare]);
  if (s->welfare) putf(b, ", aversion %s", fixed(s->aversion, 2).text);
  double welfare = result_figure(result, "welfare", 0), gap = result_figure(result, "gap", 0);
  putf(b, "\nwelfare gained %s; no allocation gains more than %s (gap %s)\n",
       grouped(welfare, 0).text, grouped(result_figure(result, "upper_bound", 0), 0).text,
       percent(gap, 3).text);
  double share = result_figure(result, "capitation_welfare", 0);
  putf(b, "by head of those who wait and join it would be %s", grouped(share, 0).text);
  if (share > 0 && welfare > 0) putf(b, ", %s of it", percent(share / welfare, 1).text);
  if (result_figure(result, "alternative_kept", 1) < 1) putf(b, ", beyond the limits");
  putf(b, "; the next million gains %s\n\n",
       grouped(1e6 * result_figure(result, "price", 0), 0).text);
}

static void put_foot(buffer *b, const system_runs *r, const cpw_result *result) {
  static const char *const headings[] = {"<", "without", "with", "weight"};
  const cpw_system *s = r->f.s;
  grid g;
  put(b, "\nWhat a person of each group bears (outcomes not avoided a head)\n");
  grid_begin(&g, headings, 4);
  for (int64_t i = 0; i < s->groups; i++) {
    grid_cell(&g, group_name(s, i));
    grid_cell(&g, grouped(result_figure(result, "group_before", i), 3).text);
    grid_cell(&g, grouped(result_figure(result, "group_after", i), 3).text);
    grid_cell(&g, grouped(result_figure(result, "group_weight", i), 3).text);
  }
  grid_print(&g, b, "");
  grid_free(&g);
}

static int show(const system_runs *r, const cpw_result *result) {
  const cpw_system *s = r->f.s;
  int by = r->set->system.by < 0 ? BY_ORGANISATION : r->set->system.by;
  int64_t room = s->capacities + s->organisations + s->services;
  money_rows m = {0};
  answer a = {.dimension = "row", .heading = "", .total_words = "all"};
  if (by == BY_GROUP || by == BY_TIME)
    return fail(USAGE, "system allocate: --by is organisation, parent, service, unit or whole");
  int code = begin(&m, room) ? DONE : no_memory();
  if (!code) {
    add_units(&m, s, result, by);
    a.rows = m.rows;
    a.id = m.name;
    if (by == BY_UNIT) answer_word(&a, "service", "", m.service);
    answer_money(&a, "spend", "more a year", "Pounds a year more.", m.spend, 1);
    answer_money(&a, "capitation", "by head", "What it would be by head.", m.capitation, 1);
    answer_real(&a, "capacity_more", "treatments a week", "More, on average.", "people",
                SHOW_PEOPLE, m.more);
    answer_real(&a, "benefit", "gain", "What the money gains.", "", SHOW_PEOPLE, m.benefit);
    answer_real(&a, "gain_of_a_million", "of a million", "Gain of a million pounds a year.", "",
                SHOW_PEOPLE, m.each);
    put_head(&a.head, r, result);
    put_foot(&a.foot, r, result);
    put_basis(&a.foot, r);
    answer_note(&a, "gap", fixed(result_figure(result, "gap", 0), 6).text);
    code = show_answer(r->set, &a);
  }
  end(&m);
  return code;
}

/* ---------------------------------------------------------------- the optimum --------------- */

static int make_plan(const system_runs *r, cpw_system_plan **plan) {
  cpw_system_run_options o;
  cpw_error err = {0};
  cpw_system_run_options_init(&o);
  o.scenario = r->of[0].scenario;
  o.weeks = (int32_t)r->set->system.weeks;
  o.policy = r->more;
  o.policies = r->more_count;
  return cpw_system_plan_new(r->f.s, &o, plan, &err) ? fail_library(r->f.path, &err) : DONE;
}

static int optimise(const system_runs *r, const cpw_system_plan *plan, cpw_result **result) {
  const system_settings *s = &r->set->system;
  cpw_system_allocate_options o;
  cpw_error err = {0};
  cpw_run run = watched_run((int32_t)r->set->threads, (uint64_t)r->set->seed, "allocations");
  cpw_system_allocate_options_init(&o);
  o.budget = s->budget;
  o.outcome = s->outcome;
  o.welfare = s->welfare;
  o.aversion = s->aversion;
  if (s->rounds >= 0) o.rounds = (int32_t)s->rounds;
  o.weight = s->weights.count ? s->weights.value : NULL;
  int32_t status = cpw_system_allocate(plan, &o, &run, result, &err);
  clear_progress();
  return status ? fail_library(r->f.path, &err) : DONE;
}

static int settle(const system_runs *r) {
  const system_settings *s = &r->set->system;
  if (s->budget < 0)
    return fail(USAGE, "%s: --budget says how much more a year, such as --budget=200m",
                r->set->command);
  if (s->weights.count && s->weights.count != r->f.s->groups)
    return fail(USAGE, "%s: --weights needs %lld numbers, one for each group", r->set->command,
                (long long)r->f.s->groups);
  if (r->count > 1) return fail(USAGE, "%s: one scenario at a time", r->set->command);
  return DONE;
}

int run_system_allocate(const settings *set) {
  system_runs *r = calloc(1, sizeof *r);
  cpw_system_plan *plan = NULL;
  cpw_result *result = NULL;
  if (!r) return no_memory();
  int code = system_open(&r->f, set->files[0], 0, 0);
  if (!code) code = choose_cases(r, set, 0);
  if (!code) code = settle(r);
  if (!code) code = make_plan(r, &plan);
  if (!code) code = optimise(r, plan, &result);
  if (!code) code = show(r, result);
  if (!code && cpw_result_outcome(result) == CPW_OUTCOME_UNREACHABLE) code = ANSWER_NO;
  cpw_result_free(result);
  cpw_system_plan_free(plan);
  free_cases(r);
  free(r);
  return code;
}
