/* A run as a result: people, waits, capacity and money by unit, group and period.
 * Source: the header's list of arrays.
 * Leaves the weeks to week.c, totals for optimisers to totals.c. */
#include "system_run/money.h"
#include "system_run/prepare.h"

#include <stdio.h>
#include <string.h>

static const char *const at_run = "cpw_system_plan_run";

/* By unit, group and period. */
enum {
  OPENING,
  STARTS,
  MOVED_IN,
  MOVED_OUT,
  TREATED,
  REMOVED,
  CLOSING,
  WAITED,
  TREATED_WEEKS,
  OVER_18,
  OVER_52,
  OVER_65,
  OVER_104,
  WITHIN,
  MEAN_WAIT,
  BEYOND,
  UNMET,
  HARM,
  GAIN,
  LANE_ARRAYS
};
/* By unit and period. */
enum { CAPACITY, UNUSED, SPEND, UNIT_ARRAYS };

typedef struct name {
  const char *name, *unit, *description;
} name;

static const name lane_names[LANE_ARRAYS] = {
    {"opening", "people", "on the list when the period begins"},
    {"starts", "people", "clock starts"},
    {"moved_in", "people", "came from other lists with the wait that they had"},
    {"moved_out", "people", "went to other lists with the wait that they had"},
    {"treated", "people", "treated"},
    {"removed", "people", "left untreated"},
    {"closing", "people", "on the list when the period ends"},
    {"waited", "person-weeks", "weeks that people spent on the list"},
    {"treated_weeks", "person-weeks", "weeks that the treated had waited"},
    {"over_18", "people", "waited more than 18 weeks, at the end of the period"},
    {"over_52", "people", "waited more than 52 weeks, at the end of the period"},
    {"over_65", "people", "waited more than 65 weeks, at the end of the period"},
    {"over_104", "people", "waited more than 104 weeks, at the end of the period"},
    {"within", "share", "of the list within the service's standard, at the end of the period"},
    {"mean_wait", "weeks", "that the treated of the period had waited"},
    {"beyond", "people", "waited beyond the service's standard, at the end of the period"},
    {"unmet", "people", "left untreated in the period or beyond the standard at its end"},
    {"harm", "", "harm of a week of waiting x person-weeks"},
    {"gain", "", "gain of a treatment x treated"}};

static const name unit_names[UNIT_ARRAYS] = {
    {"capacity", "treatments", "that could have been given"},
    {"unused", "treatments", "for which nobody was left"},
    {"spend", "money", "capacity x unit cost, and more money"}};

typedef struct book {
  const cpw_system_plan *p;
  int64_t periods;
  double *lane[LANE_ARRAYS], *unit[UNIT_ARRAYS];
  double *band; /* or NULL */
} book;

/* ---------------------------------------------------------------- a week --------------------- */

static void close_period(const book *b, int64_t unit, int64_t g, int64_t at, const double *people,
                         double closing) {
  const cpw_system_plan *p = b->p;
  const cpw_system_service *v = &p->s->service[p->s->capacity[unit].service];
  double step = p->step, within = cpwi_people_within(people, p->bands, v->weeks);
  static const double limit[4] = {18, 52, 65, 104};
  for (int k = 0; k < 4; k++)
    b->lane[OVER_18 + k][at] =
        (double)p->bands - 1 >= limit[k]
            ? (closing - cpwi_people_within(people, p->bands, limit[k])) * step
            : CPWI_NAN;
  b->lane[CLOSING][at] = closing * step;
  b->lane[BEYOND][at] = (closing - within) * step;
  b->lane[WITHIN][at] = closing > 0 ? within / closing : CPWI_NAN;
  b->lane[UNMET][at] = b->lane[REMOVED][at] + b->lane[BEYOND][at];
  b->lane[HARM][at] = b->lane[WAITED][at] * v->harm;
  b->lane[GAIN][at] = b->lane[TREATED][at] * v->gain;
  b->lane[MEAN_WAIT][at] =
      b->lane[TREATED][at] > 0 ? b->lane[TREATED_WEEKS][at] / b->lane[TREATED][at] : CPWI_NAN;
  if (b->band && at % b->periods == b->periods - 1)
    for (int64_t m = 0; m < p->bands; m++)
      b->band[(unit * p->groups + g) * p->bands + m] = people[m] * step;
}

static void lane_week(const book *b, int64_t unit, int64_t g, int64_t week, const cpwi_lane_week *l,
                      const double *people) {
  const cpw_system_plan *p = b->p;
  double step = p->step;
  int64_t at = (unit * p->groups + g) * b->periods + week / p->o.every;
  if (week % p->o.every == 0)
    b->lane[OPENING][at] =
        (l->closing + l->treated + l->removed + l->moved_out - l->starts - l->moved_in) * step;
  b->lane[STARTS][at] += l->starts * step;
  b->lane[MOVED_IN][at] += l->moved_in * step;
  b->lane[MOVED_OUT][at] += l->moved_out * step;
  b->lane[TREATED][at] += l->treated * step;
  b->lane[REMOVED][at] += l->removed * step;
  b->lane[WAITED][at] += l->closing * step;
  b->lane[TREATED_WEEKS][at] += l->treated_weeks * step;
  if ((week + 1) % p->o.every == 0 || week + 1 == p->weeks)
    close_period(b, unit, g, at, people, l->closing);
}

static void one_week(void *context, int64_t unit, int64_t week, const cpwi_unit_week *figures,
                     double unused, const cpwi_lane_week *lanes, const double *people) {
  const book *b = context;
  const cpw_system_plan *p = b->p;
  int64_t at = unit * b->periods + week / p->o.every;
  b->unit[CAPACITY][at] += figures->capacity;
  b->unit[UNUSED][at] += unused * p->step;
  b->unit[SPEND][at] += figures->spend;
  for (int64_t g = 0; g < p->groups; g++)
    lane_week(b, unit, g, week, &lanes[g], people + g * p->stride);
}

static int32_t run_blocks(void *context, int64_t first, int64_t last, cpw_error *err) {
  book *b = context;
  cpwi_sink sink = {b, one_week};
  int32_t status = CPW_OK;
  for (int64_t k = first; k < last && status == CPW_OK; k++)
    status = cpwi_block_run(b->p, &b->p->acts, k, b->p->opening, b->p->step, NULL, NULL, &sink,
                            at_run, err);
  return status;
}

/* ---------------------------------------------------------------- the result ----------------- */

static const char *id_of_organisation(const cpw_system_plan *p, int64_t unit) {
  return p->s->organisation[p->s->capacity[unit].organisation].id;
}

static const char *id_of_service(const cpw_system_plan *p, int64_t unit) {
  return p->s->service[p->s->capacity[unit].service].id;
}

static int32_t dimensions(const cpw_system_plan *p, int64_t periods, cpw_result *r,
                          cpw_error *err) {
  const cpw_system *s = p->s;
  int64_t longest = p->units > s->organisations ? p->units : s->organisations;
  static const char *const one_group[1] = {"all"};
  if (s->policies > longest) longest = s->policies;
  if (periods > longest) longest = periods;
  const char **label = cpwi_alloc(p->allocator, (size_t)longest + 1, sizeof *label);
  if (!label) return cpwi_fail(err, CPW_ENOMEM, -1, at_run, "out of memory");
  int32_t status = cpw_result_add_dimension(r, "unit", p->units, NULL, err);
  for (int64_t u = 0; u < p->units; u++)
    label[u] = id_of_organisation(p, u);
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "unit", "organisation", label, err);
  for (int64_t u = 0; u < p->units; u++)
    label[u] = id_of_service(p, u);
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "unit", "service", label, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "group", p->groups, s->group ? s->group : one_group, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "period", periods, NULL, err);
  for (int64_t k = 0; k < s->organisations; k++)
    label[k] = s->organisation[k].id;
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "body", s->organisations, label, err);
  for (int64_t k = 0; k < s->policies; k++)
    label[k] = s->policy[k].id;
  if (status == CPW_OK && s->policies)
    status = cpw_result_add_dimension(r, "policy", s->policies, label, err);
  if (status == CPW_OK && p->o.waits)
    status = cpw_result_add_dimension(r, "band", p->bands, NULL, err);
  cpwi_release(p->allocator, label);
  return status;
}

static int32_t add(cpw_result *r, const name *n, const char *dimensions_of, double **out,
                   cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(r, n->name, n->unit, n->description, dimensions_of,
                                        CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  *out = memory;
  return status;
}

static int32_t arrays(book *b, cpw_result *r, cpw_error *err) {
  static const name band = {"band", "people", "on the list at the end, by weeks waited"};
  int32_t status = CPW_OK;
  for (int k = 0; k < LANE_ARRAYS && status == CPW_OK; k++)
    status = add(r, &lane_names[k], "unit group period", &b->lane[k], err);
  for (int k = 0; k < UNIT_ARRAYS && status == CPW_OK; k++)
    status = add(r, &unit_names[k], "unit period", &b->unit[k], err);
  if (status == CPW_OK && b->p->o.waits) status = add(r, &band, "unit group band", &b->band, err);
  return status;
}

static int32_t add_money(const book *b, cpw_result *r, double *sum, cpw_error *err) {
  static const name costs = {"policy_spend", "money", "of policies and shocks"};
  static const name overheads = {"overhead", "money", "running cost of organisations"};
  static const name first = {"first_week", "weeks", "in which the period begins"};
  const cpw_system_plan *p = b->p;
  cpw_system_happening *h = NULL;
  int64_t count = 0;
  double *policy = NULL, *overhead = NULL, *begins = NULL;
  int32_t status = cpwi_plan_happenings(p, &h, &count, at_run, err);
  if (status == CPW_OK) status = add(r, &first, "period", &begins, err);
  if (status == CPW_OK && p->s->policies) status = add(r, &costs, "policy period", &policy, err);
  if (status == CPW_OK) status = add(r, &overheads, "body period", &overhead, err);
  for (int64_t t = 0; t < b->periods && status == CPW_OK; t++) {
    double from = (double)(t * p->o.every), until = (double)((t + 1) * p->o.every);
    if (until > (double)p->weeks) until = (double)p->weeks;
    begins[t] = from;
    for (int64_t k = 0; k < count && policy; k++) {
      double cost = cpwi_policy_cost(p->s, &h[k], from, until);
      policy[h[k].policy * b->periods + t] += cost;
      *sum += cost;
    }
    for (int64_t k = 0; k < p->s->organisations; k++)
      overhead[k * b->periods + t] = cpwi_overhead(p, h, count, k, from, until);
  }
  cpwi_release(p->allocator, h);
  return status;
}

/* One number over all units, groups and periods: exact, as people are whole multiples of one step. */
static int32_t add_total(cpw_result *r, const char *key, const char *unit, double value,
                         cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(r, key, unit, "over all of the run", "", CPW_DOUBLE,
                                        CPW_MERGE_SAME, &memory, err);
  if (status == CPW_OK) *(double *)memory = value;
  return status;
}

static double sum_of(const double *x, int64_t n) {
  double s = 0;
  for (int64_t k = 0; k < n; k++)
    s += x[k];
  return s;
}

static int32_t totals(const book *b, cpw_result *r, double policies, cpw_error *err) {
  static const struct {
    const char *key;
    int array;
  } whole[] = {{"total_starts", STARTS},       {"total_moved_in", MOVED_IN},
               {"total_moved_out", MOVED_OUT}, {"total_treated", TREATED},
               {"total_removed", REMOVED},     {"total_waited", WAITED},
               {"total_harm", HARM},           {"total_gain", GAIN}};
  int64_t lanes = b->p->units * b->p->groups, n = lanes * b->periods;
  double opening = 0, closing = 0, beyond = 0;
  for (int64_t k = 0; k < lanes; k++) {
    opening += b->lane[OPENING][k * b->periods];
    closing += b->lane[CLOSING][(k + 1) * b->periods - 1];
    beyond += b->lane[BEYOND][(k + 1) * b->periods - 1];
  }
  int32_t status = add_total(r, "total_opening", "people", opening, err);
  for (size_t k = 0; k < sizeof whole / sizeof *whole && status == CPW_OK; k++)
    status = add_total(r, whole[k].key, lane_names[whole[k].array].unit,
                       sum_of(b->lane[whole[k].array], n), err);
  if (status == CPW_OK) status = add_total(r, "total_closing", "people", closing, err);
  if (status == CPW_OK) status = add_total(r, "total_beyond", "people", beyond, err);
  if (status == CPW_OK)
    status = add_total(r, "total_spend", "money",
                       sum_of(b->unit[SPEND], b->p->units * b->periods) + policies, err);
  if (status == CPW_OK) status = add_total(r, "step", "people", b->p->step, err);
  return status;
}

/* ---------------------------------------------------------------- notes ---------------------- */

static int32_t note_bases(const cpw_system_plan *p, cpw_result *r, cpw_error *err) {
  double people[CPW_BASES] = {0}, all = 0;
  char text[256];
  for (int64_t k = 0; k < p->s->lists; k++) {
    people[p->s->list[k].basis] += p->s->list[k].waiting;
    all += p->s->list[k].waiting;
  }
  if (!(all > 0)) return CPW_OK;
  snprintf(text, sizeof text,
           "of the people waiting at the start %d %% rest on published figures, %d %% on figures "
           "worked out from such, "
           "%d %% on assumptions, %d %% do not say",
           (int)(100 * people[CPW_BASIS_REAL] / all + 0.5),
           (int)(100 * people[CPW_BASIS_DERIVED] / all + 0.5),
           (int)(100 * people[CPW_BASIS_ASSUMED] / all + 0.5),
           (int)(100 * people[CPW_BASIS_UNSAID] / all + 0.5));
  return cpw_result_add_note(r, "bases", text, err);
}

static int32_t notes(const cpw_system_plan *p, cpw_result *r, cpw_error *err) {
  const char *scenario = p->o.scenario < 0 ? "baseline" : p->s->scenario[p->o.scenario].id;
  int32_t status = cpw_result_add_note(r, "scenario", scenario, err);
  if (status == CPW_OK) status = cpw_result_add_note(r, "engine", "fluid, by week", err);
  if (status == CPW_OK)
    status = cpw_result_add_note(
        r, "conservation",
        "opening + starts + moved in - treated - removed - moved out = closing, exactly, for "
        "every unit, group and period",
        err);
  return status == CPW_OK ? note_bases(p, r, err) : status;
}

int32_t cpw_system_plan_run(const cpw_system_plan *plan, const cpw_run *run, cpw_result **out,
                            cpw_error *err) {
  cpw_run r;
  cpw_result *result = NULL;
  double policies = 0;
  if (!plan || !out) return cpwi_fail(err, CPW_EINVAL, -1, at_run, "plan or out is NULL");
  int32_t status = cpwi_take_run(&r, run, at_run, err);
  if (status == CPW_OK) status = cpw_result_new(plan->allocator, &result, err);
  if (status != CPW_OK) return status;
  book b = {.p = plan, .periods = (plan->weeks + plan->o.every - 1) / plan->o.every};
  status = dimensions(plan, b.periods, result, err);
  if (status == CPW_OK) status = arrays(&b, result, err);
  if (status == CPW_OK)
    status = cpwi_parallel(&r, plan->acts.blocks, 4, run_blocks, &b, at_run, err);
  if (status == CPW_OK) status = add_money(&b, result, &policies, err);
  if (status == CPW_OK) status = totals(&b, result, policies, err);
  if (status == CPW_OK) status = cpwi_networks_into(plan, result, err);
  if (status == CPW_OK) status = notes(plan, result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

int32_t cpw_system_run(const cpw_system *system, const cpw_system_run_options *options,
                       const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpw_system_plan *plan = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, "cpw_system_run", "out is NULL");
  int32_t status = cpw_system_plan_new(system, options, &plan, err);
  if (status == CPW_OK) status = cpw_system_plan_run(plan, run, out, err);
  cpw_system_plan_free(plan);
  return status;
}
