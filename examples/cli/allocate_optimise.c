/* carepath allocate optimise: the spend that gains most over response curves, explained.
 * Optimum: carepath/budget.h, curves: carepath/response.h.
 * Leaves printing to answer.c and the page to allocate_page.c. */
#include "allocate.h"
#include "allocate_page.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct optimised {
  const settings *set;
  const sheet *rows;
  int64_t n;
  cpw_response *curve;
  double *weight, *lower, *upper, *baseline, *spend, *benefit, *next, *cost;
  int64_t *whole; /* whole pounds that each gets: what is shown */
  int64_t *units, *units_lower, *units_upper, *least, *most, *today;
  const char **held;
  int64_t *group;
  const char **group_name;
  double *floor, *cap;
  int64_t *whole_floor, *whole_cap;
  int64_t groups; /* that a limit is given for: 0 where there is no limit */
  cpw_budget_problem problem;
  cpw_budget_answer found;
  cpw_budget_fairness fair;
  int is_fair;
  double value, today_value; /* of the whole pounds, and of today's spend */
  int64_t left;              /* of the budget */
  int kept_today;
} optimised;

static void optimised_free(optimised *o) {
  void *blocks[] = {o->curve,
                    o->weight,
                    o->lower,
                    o->upper,
                    o->baseline,
                    o->spend,
                    o->benefit,
                    o->next,
                    o->cost,
                    o->whole,
                    o->units,
                    o->units_lower,
                    o->units_upper,
                    o->least,
                    o->most,
                    o->today,
                    (void *)o->held,
                    o->group,
                    (void *)o->group_name,
                    o->floor,
                    o->cap,
                    o->whole_floor,
                    o->whole_cap};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    free(blocks[i]);
}

static double *reals(int64_t n, double value) {
  double *x = malloc((size_t)(n > 0 ? n : 1) * sizeof *x);
  for (int64_t i = 0; x && i < n; i++)
    x[i] = value;
  return x;
}

/* ---------------------------------------------------------------- what was read */

static double number_or(const double *x, int64_t row, double otherwise) {
  return x && !isnan(x[row]) ? x[row] : otherwise;
}

static int read_curves(optimised *o) {
  char **kind = sheet_texts(o->rows, FIELD_CURVE);
  const double *a = sheet_numbers(o->rows, FIELD_A), *t = sheet_numbers(o->rows, FIELD_T);
  const double *shape = sheet_numbers(o->rows, FIELD_SHAPE);
  const double *upfront = sheet_numbers(o->rows, FIELD_UPFRONT);
  const double *weight = sheet_numbers(o->rows, FIELD_WEIGHT);
  for (int64_t i = 0; i < o->n; i++) {
    cpw_response *r = &o->curve[i];
    cpw_error err = {0};
    int32_t number = cpw_response_number(kind[i]);
    if (number < 0 || number == CPW_RESPONSE_POINTS)
      return sheet_fail(o->rows, i, FIELD_CURVE,
                        "'%s' is not one of linear, exponential, log, power, hill", kind[i]);
    *r = (cpw_response){.kind = number,
                        .a = a[i],
                        .t = number_or(t, i, 0),
                        .shape = number_or(shape, i, 0),
                        .upfront = number_or(upfront, i, 0)};
    if (cpw_response_check(r, "the curve", &err))
      return sheet_fail(o->rows, i, FIELD_CURVE, "%s", err.message);
    o->weight[i] = number_or(weight, i, 1);
  }
  return DONE;
}

static void read_bounds(optimised *o) {
  const int64_t *least = sheet_money(o->rows, FIELD_FLOOR), *most = sheet_money(o->rows, FIELD_CAP);
  const int64_t *baseline = sheet_money(o->rows, FIELD_BASELINE);
  for (int64_t i = 0; i < o->n; i++) {
    o->most[i] = INT64_MAX;
    if (least && least[i] != NO_MONEY) o->lower[i] = (double)(o->least[i] = least[i]);
    if (most && most[i] != NO_MONEY) o->upper[i] = (double)(o->most[i] = most[i]);
    if (baseline && baseline[i] != NO_MONEY) o->baseline[i] = (double)(o->today[i] = baseline[i]);
  }
}

static int64_t group_number(const optimised *o, const char *name) {
  for (int64_t g = 0; g < o->groups; g++)
    if (strcmp(o->group_name[g], name) == 0) return g;
  return -1;
}

/* The groups that a limit names, at most two lists of them: the others are nobody's concern. */
static int add_limited(optimised *o, const named_numbers *limits, char *const *text,
                       const char *option) {
  for (int k = 0; k < limits->count; k++) {
    int64_t row = 0;
    if (group_number(o, limits->name[k]) >= 0) continue;
    while (row < o->n && strcmp(text[row], limits->name[k]) != 0)
      row++;
    if (row == o->n)
      return fail(USAGE, "%s: --%s: no row has the group '%s'", o->set->command, option,
                  limits->name[k]);
    o->group_name[o->groups++] = text[row];
  }
  return DONE;
}

static void apply_limits(const optimised *o, const named_numbers *limits, double *to) {
  for (int k = 0; k < limits->count; k++)
    to[group_number(o, limits->name[k])] = limits->value[k];
}

static int read_groups(optimised *o) {
  char **text = sheet_texts(o->rows, FIELD_GROUP);
  const allocate_settings *s = &o->set->allocate;
  if (!s->group_floor.count && !s->group_cap.count) return DONE; /* groups are but shown */
  if (!text)
    return fail(USAGE, "%s: --group-floor and --group-cap need a column of groups (--group=COLUMN)",
                o->set->command);
  int code = add_limited(o, &s->group_floor, text, "group-floor");
  if (!code) code = add_limited(o, &s->group_cap, text, "group-cap");
  if (code) return code;
  for (int64_t i = 0; i < o->n; i++)
    o->group[i] = group_number(o, text[i]);
  apply_limits(o, &s->group_floor, o->floor);
  apply_limits(o, &s->group_cap, o->cap);
  return DONE;
}

static int prepare(optimised *o) {
  int64_t n = o->n;
  size_t count = (size_t)n;
  o->curve = calloc(count, sizeof *o->curve);
  o->weight = reals(n, 1);
  o->lower = reals(n, 0);
  o->upper = reals(n, (double)INFINITY);
  o->baseline = reals(n, 0);
  o->spend = reals(n, 0);
  o->benefit = reals(n, 0);
  o->next = reals(n, 0);
  o->cost = reals(n, 0);
  o->whole = calloc(count, sizeof(int64_t));
  o->units = calloc(count, sizeof(int64_t));
  o->units_lower = calloc(count, sizeof(int64_t));
  o->units_upper = calloc(count, sizeof(int64_t));
  o->least = calloc(count, sizeof(int64_t));
  o->most = calloc(count, sizeof(int64_t));
  o->today = calloc(count, sizeof(int64_t));
  o->held = calloc(count, sizeof *o->held);
  o->group = calloc(count, sizeof(int64_t));
  o->group_name = calloc(2 * MOST_NAMED, sizeof *o->group_name);
  o->floor = reals(2 * MOST_NAMED, 0);
  o->cap = reals(2 * MOST_NAMED, (double)INFINITY);
  o->whole_floor = calloc(2 * MOST_NAMED, sizeof(int64_t));
  o->whole_cap = calloc(2 * MOST_NAMED, sizeof(int64_t));
  if (!o->curve || !o->weight || !o->lower || !o->upper || !o->baseline || !o->spend ||
      !o->benefit || !o->next || !o->cost || !o->whole || !o->units || !o->units_lower ||
      !o->units_upper || !o->least || !o->most || !o->today || !o->held || !o->group ||
      !o->group_name || !o->floor || !o->cap || !o->whole_floor || !o->whole_cap)
    return no_memory();
  int code = sheet_check_full(o->rows, FIELD_A);
  if (!code) code = read_curves(o);
  if (!code) read_bounds(o);
  if (!code) code = read_groups(o);
  cpw_budget_problem *p = &o->problem;
  cpw_budget_problem_init(p);
  p->n = n;
  p->response = o->curve;
  p->weight = o->weight;
  p->lower = o->lower;
  p->upper = o->upper;
  p->baseline = sheet_money(o->rows, FIELD_BASELINE) ? o->baseline : NULL;
  p->budget = (double)o->set->allocate.budget;
  p->groups = o->groups;
  p->group = o->groups ? o->group : NULL;
  p->floor = o->groups ? o->floor : NULL;
  p->cap = o->groups ? o->cap : NULL;
  return code;
}

/* ---------------------------------------------------------------- the optimum */

/* Whole steps of a bound in pounds: the least up, the most down. */
static int64_t steps_up(int64_t pounds, int64_t step) {
  return pounds > 0 ? (pounds - 1) / step + 1 : pounds;
}
static int64_t limit_up(double x, int64_t step) {
  return x >= 9e18 ? INT64_MAX : steps_up((int64_t)ceil(x), step);
}
static int64_t limit_down(double x, int64_t step) {
  return x >= 9e18 ? INT64_MAX : (int64_t)floor(x) / step;
}

static int count_steps(optimised *o, int64_t step) {
  for (int64_t i = 0; i < o->n; i++) {
    o->units_lower[i] = steps_up(o->least[i], step);
    o->units_upper[i] = o->most[i] == INT64_MAX ? INT64_MAX : o->most[i] / step;
    if (o->least[i] >= 0 && o->least[i] <= o->most[i] && o->units_upper[i] < o->units_lower[i])
      return fail(ANSWER_NO,
                  "%s:%lld: no whole step of %s lies between the least, %s, and the most, %s",
                  o->rows->file, (long long)o->rows->line[i], pounds(step).text,
                  pounds(o->least[i]).text, pounds(o->most[i]).text);
  }
  return DONE;
}

static int32_t in_steps(optimised *o, cpw_error *err) {
  cpw_budget_units u;
  int64_t step = o->set->allocate.step;
  cpw_budget_units_init(&u);
  for (int64_t g = 0; g < o->groups; g++) {
    o->whole_floor[g] = limit_up(o->floor[g], step);
    o->whole_cap[g] = limit_down(o->cap[g], step);
  }
  u.n = o->n;
  u.response = o->curve;
  u.weight = o->weight;
  u.lower = o->units_lower;
  u.upper = o->units_upper;
  u.budget = o->set->allocate.budget / step;
  u.unit = (double)step;
  u.groups = o->groups;
  u.group = o->problem.group;
  u.floor = o->groups ? o->whole_floor : NULL;
  u.cap = o->groups ? o->whole_cap : NULL;
  int32_t status = cpw_budget_allocate_units(&u, NULL, o->units, &o->found, err);
  for (int64_t i = 0; !status && i < o->n; i++)
    o->whole[i] = o->units[i] * step; /* within the budget: no overflow */
  return status;
}

/* What follows the place in a message: "cap[2] = 4 is less" -> 2 and "4 is less"; -1: it is no such. */
static int64_t placed(const char *message, const char *name, const char **rest) {
  size_t length = strlen(name);
  int64_t at = 0;
  if (strncmp(message, name, length) != 0 || message[length] != '[') return -1;
  for (message += length + 1; *message >= '0' && *message <= '9' && at < 1000000000; message++)
    at = 10 * at + (*message - '0');
  if (strncmp(message, "] ", 2) != 0) return -1;
  message += 2;
  *rest = message + (strncmp(message, "= ", 2) == 0 ? 2 : 0);
  return at;
}

/* What the library said of its problem, in the words of the command. */
static int fail_optimum(const optimised *o, const cpw_error *err) {
  const allocate_settings *s = &o->set->allocate;
  const char *rest = NULL;
  phrase steps =
      s->step ? phrased(" (counted in steps of %s)", pounds(s->step).text) : phrased("%s", "");
  int64_t g;
  if ((g = placed(err->message, "cap", &rest)) >= 0 && g < o->groups)
    return fail(ANSWER_NO, "--group-cap=%s: %s%s", o->group_name[g], rest, steps.text);
  if ((g = placed(err->message, "floor", &rest)) >= 0 && g < o->groups)
    return fail(ANSWER_NO, "--group-floor=%s: %s%s", o->group_name[g], rest, steps.text);
  if ((g = placed(err->message, "response", &rest)) >= 0 && g < o->n && strstr(rest, "concave"))
    return sheet_fail(o->rows, g, FIELD_CURVE,
                      "%s: --%s needs curves that are not S-shaped and start at once", rest,
                      s->step ? "step" : "fairness");
  if (strncmp(err->message, "budget = ", 9) == 0 && strstr(err->message, "less than")) {
    cpw_error all = *err;
    all.index = -1; /* not of a row */
    snprintf(all.message, sizeof all.message, "--%.230s%.70s", err->message, steps.text);
    return sheet_fail_as(o->rows, ANSWER_NO, &all);
  }
  return sheet_fail_library(o->rows, err);
}

static int solve(optimised *o) {
  const allocate_settings *s = &o->set->allocate;
  cpw_run run = watched_run((int32_t)o->set->threads, (uint64_t)o->set->seed, "optimising");
  cpw_error err = {0};
  int32_t status;
  o->is_fair = s->fairness > 0;
  if (o->is_fair && s->step)
    return fail(USAGE, "%s: --fairness and --step do not go together", o->set->command);
  if (o->is_fair && isinf(s->fairness) && o->groups)
    return fail(
        USAGE,
        "%s: --fairness=inf and limits of groups (--group-floor, --group-cap) do not go together",
        o->set->command);
  int code = s->step ? count_steps(o, s->step) : DONE;
  if (code) return code;
  if (o->is_fair)
    status = cpw_budget_fair(&o->problem, s->fairness, NULL, o->spend, NULL, &o->fair, &err);
  else if (s->step)
    status = in_steps(o, &err);
  else
    status = cpw_budget_allocate(&o->problem, NULL, &run, o->spend, &o->found, &err);
  clear_progress();
  return status ? fail_optimum(o, &err) : DONE;
}

/* ---------------------------------------------------------------- whole pounds */

/* A sum of amounts of at least 0; it stays at 2^63 - 1. */
static int64_t added(int64_t a, int64_t b) {
  return a > INT64_MAX - b ? INT64_MAX : a + b;
}

/* What there is to share out in whole pounds: the budget, or what of it gains anything. */
static int64_t pounds_spent(const optimised *o) {
  cpw_exact_sum sum;
  int64_t budget = o->set->allocate.budget;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < o->n; i++)
    cpw_exact_sum_add(&sum, o->spend[i]);
  double spent = cpw_exact_sum_value(&sum);
  return spent >= (double)budget - 0.5 ? budget : llround(spent);
}

/* A set of rows that is rounded as one: a limited group, or a row that is in none. */
typedef struct parts {
  int64_t count;
  double *weight;
  int64_t *least, *most, *whole;
  const char **id;
} parts;

static int parts_new(parts *p, int64_t room) {
  size_t n = (size_t)(room > 0 ? room : 1);
  *p = (parts){0};
  p->weight = calloc(n, sizeof(double));
  p->least = calloc(n, sizeof(int64_t));
  p->most = calloc(n, sizeof(int64_t));
  p->whole = calloc(n, sizeof(int64_t));
  p->id = calloc(n, sizeof *p->id);
  return p->weight && p->least && p->most && p->whole && p->id ? DONE : no_memory();
}

static void parts_free(parts *p) {
  free(p->weight);
  free(p->least);
  free(p->most);
  free(p->whole);
  free((void *)p->id);
}

static void parts_add(parts *p, const optimised *o, int64_t row) {
  p->weight[p->count] = o->spend[row];
  p->least[p->count] = o->least[row];
  p->most[p->count] = o->spend[row] > 0 ? o->most[row] : o->least[row];
  p->id[p->count++] = sheet_texts(o->rows, FIELD_ID)[row];
}

/* Largest remainders within the bounds; ties by id. */
static int round_parts(const optimised *o, parts *p, int64_t total) {
  cpw_apportion_options options;
  cpw_error err = {0};
  cpw_apportion_options_init(&options);
  options.lower = p->least;
  options.upper = p->most;
  options.ids = p->id;
  if (!p->count) return DONE;
  return cpw_apportion(total, p->weight, p->count, &options, p->whole, &err)
             ? sheet_fail_library(o->rows, &err)
             : DONE;
}

/* Amounts beyond 2^53 are not exact as they were found: their sum is held within what can be had. */
static int64_t possible(const parts *p, int64_t total) {
  int64_t least = 0, most = 0;
  for (int64_t i = 0; i < p->count; i++) {
    least = added(least, p->least[i]);
    most = added(most, p->weight[i] > 0 ? p->most[i] : p->least[i]);
  }
  return total > most ? most : total < least ? least : total;
}

/* First the limited groups beside the rows that are in none, so that no limit is passed. */
static int round_all(const optimised *o, parts *top) {
  int64_t least[2 * MOST_NAMED] = {0}, most[2 * MOST_NAMED] = {0};
  for (int64_t g = 0; g < o->groups; g++) {
    top->id[g] = o->group_name[g];
    top->least[g] = limit_up(o->floor[g], 1);
    top->most[g] = limit_down(o->cap[g], 1);
  }
  top->count = o->groups;
  for (int64_t i = 0; i < o->n; i++) {
    if (!o->groups || o->group[i] < 0) {
      parts_add(top, o, i);
      continue;
    }
    int64_t g = o->group[i];
    top->weight[g] += o->spend[i];
    least[g] = added(least[g], o->least[i]);
    most[g] = added(most[g], o->spend[i] > 0 ? o->most[i] : o->least[i]);
  }
  for (int64_t g = 0; g < o->groups; g++) { /* what its rows can have */
    if (top->least[g] < least[g]) top->least[g] = least[g];
    if (top->most[g] > most[g]) top->most[g] = most[g];
  }
  return round_parts(o, top, possible(top, pounds_spent(o)));
}

static int round_group(const optimised *o, int64_t g, int64_t total) {
  parts p;
  int code = parts_new(&p, o->n);
  for (int64_t i = 0; !code && i < o->n; i++)
    if (o->group[i] == g) parts_add(&p, o, i);
  if (!code) code = round_parts(o, &p, total);
  for (int64_t i = o->n - 1; !code && i >= 0; i--)
    if (o->group[i] == g) o->whole[i] = p.whole[--p.count];
  parts_free(&p);
  return code;
}

static int round_spend(optimised *o) {
  parts top;
  int code = parts_new(&top, o->groups + o->n);
  if (!code) code = round_all(o, &top);
  for (int64_t g = 0; !code && g < o->groups; g++)
    code = round_group(o, g, top.whole[g]);
  for (int64_t i = o->n - 1; !code && i >= 0; i--)
    if (!o->groups || o->group[i] < 0) o->whole[i] = top.whole[--top.count];
  parts_free(&top);
  return code;
}

static double value_of(const optimised *o, const int64_t *spend) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < o->n; i++)
    cpw_exact_sum_add(&sum, o->weight[i] * cpw_response_value(&o->curve[i], (double)spend[i]));
  return cpw_exact_sum_value(&sum);
}

/* Whether today's spend keeps the bounds, the limits of groups and the budget. */
static int today_keeps_rules(const optimised *o) {
  int64_t all = 0;
  for (int64_t i = 0; i < o->n; i++) {
    if (o->today[i] < o->least[i] || o->today[i] > o->most[i]) return 0;
    all = added(all, o->today[i]);
  }
  if (all > o->set->allocate.budget) return 0;
  for (int64_t g = 0; g < o->groups; g++) {
    int64_t sum = 0;
    for (int64_t i = 0; i < o->n; i++)
      if (o->group[i] == g) sum = added(sum, o->today[i]);
    if ((double)sum < o->floor[g] || (double)sum > o->cap[g]) return 0;
  }
  return 1;
}

/* Whole pounds of the answer, what they are worth, and no answer that is worse than today's. */
static int settle(optimised *o) {
  int64_t step = o->set->allocate.step, spent = 0;
  int code = step ? DONE : round_spend(o);
  if (code) return code;
  o->value = value_of(o, o->whole);
  o->today_value = value_of(o, o->today);
  if (o->problem.baseline && !o->is_fair && o->today_value > o->value && today_keeps_rules(o)) {
    memcpy(o->whole, o->today, (size_t)o->n * sizeof *o->whole);
    o->value = o->today_value;
    o->kept_today = 1;
  }
  o->kept_today |= !step && o->found.kept_baseline;
  for (int64_t i = 0; i < o->n; i++) {
    o->spend[i] = (double)o->whole[i];
    spent = added(spent, o->whole[i]);
  }
  o->left = o->set->allocate.budget - spent;
  if (o->left < 0)
    return fail(ANSWER_NO, "%s: the least that must be spent is %s above the budget", o->rows->file,
                pounds(-o->left).text);
  o->found.value = o->value; /* what the page shows */
  o->found.unspent = (double)o->left;
  if (o->problem.baseline) o->found.baseline_gain = o->value - o->today_value;
  return DONE;
}

/* ---------------------------------------------------------------- what comes out */

static void copy_reals(double *to, const cpw_result *r, const char *name, int64_t n) {
  const cpw_array *a = cpw_result_find(r, name);
  if (a && a->real) memcpy(to, a->real, (size_t)n * sizeof *to);
}

static int explain(optimised *o) {
  static const char *const words[] = {"", "its least", "its most", "floor of its group",
                                      "cap of its group"};
  cpw_result *r = NULL;
  cpw_error err = {0};
  if (cpw_budget_report(&o->problem, o->spend, (const char *const *)sheet_texts(o->rows, FIELD_ID),
                        o->groups ? o->group_name : NULL, NULL, &r, &err))
    return sheet_fail_library(o->rows, &err);
  copy_reals(o->benefit, r, "benefit", o->n);
  copy_reals(o->next, r, "marginal_next", o->n);
  copy_reals(o->cost, r, "cost_per_unit", o->n);
  const cpw_array *limit = cpw_result_find(r, "limit");
  for (int64_t i = 0; i < o->n; i++) {
    int64_t k = !limit ? 0 : limit->integer ? limit->integer[i] : (int64_t)limit->real[i];
    o->held[i] = words[k >= 0 && k <= 4 ? k : 0];
  }
  cpw_result_free(r);
  return DONE;
}

static void put_left(const optimised *o, buffer *b) {
  if (!o->left) return;
  if (o->left < o->set->allocate.step)
    putf(b, "%s are left: less than a whole step\n", pounds(o->left).text);
  else
    putf(b, "%s are left: nobody gains by them, or may take them\n", pounds(o->left).text);
}

static void put_today(const optimised *o, buffer *b) {
  double gain = o->value - o->today_value;
  if (!o->problem.baseline) return;
  putf(b, "today's spend is worth %s: ", grouped(o->today_value, 3).text);
  if (gain >= 0)
    putf(b, "%s by the change", grouped(gain, 3).text);
  else
    putf(b, "%s is lost by the change: today's does not keep the rules", grouped(-gain, 3).text);
  if (o->kept_today)
    put(b, o->set->allocate.step ? "; no whole steps are better" : "; nothing better was found");
  put(b, "\n");
}

static void put_optimum_head(const optimised *o, buffer *b) {
  const cpw_budget_answer *f = &o->found;
  char **id = sheet_texts(o->rows, FIELD_ID);
  char price[CPW_NUMBER_CHARS];
  putf(b, "Best use of %s: a benefit of %s\n", pounds(o->set->allocate.budget).text,
       grouped(o->value, 3).text);
  cpw_format_double(f->multiplier, price);
  putf(b, "one more pound would buy %s\n", price);
  if (f->next >= 0) putf(b, "next in line: %s\n", id[f->next]);
  put_left(o, b);
  if (f->gap > 1e-9 * fabs(f->value))
    putf(b, "no use can be worth more than %s (gap %s)%s\n", grouped(f->bound, 3).text,
         percent(f->gap / f->value, 4).text, f->proven ? "" : ", not proven to be the best");
  put_today(o, b);
}

static void put_fair_head(const optimised *o, buffer *b) {
  putf(b, "Fair use of %s (alpha %s): a benefit of %s in all, the least %s\n",
       pounds(o->set->allocate.budget).text,
       isinf(o->set->allocate.fairness) ? "without end" : fixed(o->set->allocate.fairness, 2).text,
       grouped(o->fair.total, 3).text, grouped(o->fair.least, 3).text);
  putf(b, "the greatest benefit in all is %s: the price of fairness is %s of it\n",
       grouped(o->fair.system, 3).text, percent(o->fair.price_of_fairness, 2).text);
  put_left(o, b);
}

static int show_optimum(optimised *o) {
  answer a = {.dimension = "option",
              .heading = "option",
              .rows = o->n,
              .id = (const char *const *)sheet_texts(o->rows, FIELD_ID),
              .total_words = "together"};
  char text[CPW_NUMBER_CHARS];
  answer_money(&a, "spend", "spend", "What it gets, whole pounds.", o->whole, 1);
  if (o->problem.baseline) answer_money(&a, "baseline", "today", "What it has today.", o->today, 1);
  answer_real(&a, "benefit", "benefit", "What that gains.", "", SHOW_NUMBER, o->benefit);
  answer_real(&a, "marginal_next", NULL, "Weighted benefit of one more pound.", "", SHOW_FINE,
              o->next);
  answer_real(&a, "cost_per_unit", "pounds for one more", "Pounds for one more unit of benefit.",
              "GBP", SHOW_MONEY_REAL, o->cost);
  answer_word(&a, "held_by", "held by", o->held);
  answer_word(&a, "group", "group", (const char *const *)sheet_texts(o->rows, FIELD_GROUP));
  if (o->is_fair) {
    put_fair_head(o, &a.head);
  } else {
    put_optimum_head(o, &a.head);
    cpw_format_double(o->value, text);
    answer_note(&a, "value", text);
    cpw_format_double(o->found.multiplier, text);
    answer_note(&a, "shadow_price", text);
    cpw_format_double(fmax(o->found.bound - o->value, 0), text);
    answer_note(&a, "gap", text);
  }
  answer_note(&a, "unspent", phrased("%lld", (long long)o->left).text);
  put(&a.head, "\n");
  int code = DONE;
  if (o->set->html)
    code = optimise_page(o->set, &a, o->rows, &o->problem, o->spend, o->is_fair ? NULL : &o->found);
  return code ? code : show_answer(o->set, &a);
}

int run_optimise(const settings *set, sheet *rows) {
  optimised o = {.set = set, .rows = rows, .n = rows->rows};
  int code = need_budget(set, "what there is to spend");
  if (!code) code = need_positive(set);
  if (!code) code = prepare(&o);
  if (!code) code = solve(&o);
  if (!code) code = settle(&o);
  if (!code) code = explain(&o);
  if (!code) code = show_optimum(&o);
  optimised_free(&o);
  return code;
}
