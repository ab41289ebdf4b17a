/* Fair and welfare allocations, reports, league tables, moves of money. */
#include "budget/check_budget.h"

/* ---------------------------------------------------------------- fair ---------------------- */

START_TEST(fair_in_proportion)
{
  /* x in proportion to weight^(1/alpha) e^((1 - alpha)/alpha): closed form */
  const double w[3] = {1, 2, 0.5}, e[3] = {1, 0.8, 1.25};
  const double alphas[] = {0.3, 0.5, 1, 2, 5};
  cpw_response r[3];
  double x[3], u[3];
  for (int i = 0; i < 3; i++)
    r[i] = curve(CPW_RESPONSE_LINEAR, e[i], 0, 0);
  cpw_budget_problem p = problem_of(r, 3, 100);
  cpw_budget_fairness f;
  p.weight = w;
  for (size_t k = 0; k < COUNT(alphas); k++) {
    double part[3], sum = 0, total = 0;
    for (int i = 0; i < 3; i++)
      sum += part[i] = pow(w[i], 1 / alphas[k]) * pow(e[i], (1 - alphas[k]) / alphas[k]);
    ck_assert_int_eq(cpw_budget_fair(&p, alphas[k], NULL, x, u, &f, NULL), CPW_OK);
    for (int i = 0; i < 3; i++) {
      close_to(x[i], 100 * part[i] / sum, 1e-13);
      total += e[i] * x[i];
    }
    close_to(f.total, total, 1e-13);
    ck_assert(f.system == 125);
    close_to(f.price_of_fairness, (125 - total) / 125, 1e-12);
  }
  ck_assert_int_eq(cpw_budget_fair(&p, 0, NULL, x, u, &f, NULL), CPW_OK);
  ck_assert(x[1] == 100 && x[0] == 0 && f.total == 80);
  ck_assert_int_eq(cpw_budget_fair(&p, INF, NULL, x, u, &f, NULL), CPW_OK);
  double level = 100 / (1 / 1.0 + 1 / 0.8 + 1 / 1.25);
  for (int i = 0; i < 3; i++)
    close_to(u[i], level, 1e-13);
  close_to(f.least, level, 1e-13);
  close_to(f.multiplier, level / 100, 1e-12);
}
END_TEST

START_TEST(fair_within_bounds)
{
  /* leximin: the first is held at 2, what it leaves raises the others together */
  cpw_response r[3] = {curve(CPW_RESPONSE_LINEAR, 1, 0, 0), curve(CPW_RESPONSE_LINEAR, 1, 0, 0),
                       curve(CPW_RESPONSE_LINEAR, 2, 0, 0)};
  const double upper[3] = {2, INF, INF}, lower[3] = {0, 0, 8};
  double x[3], u[3];
  cpw_budget_problem p = problem_of(r, 3, 17);
  cpw_budget_fairness f;
  p.upper = upper;
  ck_assert_int_eq(cpw_budget_fair(&p, INF, NULL, x, u, &f, NULL), CPW_OK);
  close_to(x[0], 2, 1e-13);
  close_to(x[1], 10, 1e-13);
  close_to(x[2], 5, 1e-13);
  p.lower = lower;
  ck_assert_int_eq(cpw_budget_fair(&p, INF, NULL, x, u, &f, NULL), CPW_OK);
  close_to(x[1], 7, 1e-13);
  ck_assert(x[2] == 8);
  ck_assert_int_eq(cpw_budget_fair(&p, 1, NULL, x, u, &f, NULL), CPW_OK);
  close_to(x[1], 7, 1e-13);
  p.budget = 8;
  ck_assert_int_eq(cpw_budget_fair(&p, INF, NULL, x, u, &f, NULL), CPW_OK);
  ck_assert(x[0] == 0 && x[1] == 0 && x[2] == 8);
  p.budget = 1e6;
  p.upper = p.lower = NULL;
  r[1] = curve(CPW_RESPONSE_LINEAR, 0, 0, 0); /* can gain nothing: gets nothing */
  ck_assert_int_eq(cpw_budget_fair(&p, INF, NULL, x, u, &f, NULL), CPW_OK);
  ck_assert(x[1] == 0);
  close_to(f.least, 2e6 / 3, 1e-12);
}
END_TEST

START_TEST(fair_over_curves)
{
  /* alpha = 1, two curves: u'/u must be equal where no bound binds */
  cpw_response r[2] = {curve(CPW_RESPONSE_LOG, 3, 2, 0), curve(CPW_RESPONSE_EXPONENTIAL, 5, 4, 0)};
  double x[2], u[2];
  cpw_budget_problem p = problem_of(r, 2, 12);
  cpw_budget_fairness f;
  ck_assert_int_eq(cpw_budget_fair(&p, 1, NULL, x, u, &f, NULL), CPW_OK);
  close_to(x[0] + x[1], 12, 1e-13);
  double a = cpw_response_slope(&r[0], x[0], 1) / u[0],
         b = cpw_response_slope(&r[1], x[1], 1) / u[1];
  close_to(a, b, 1e-11);
  close_to(f.multiplier, a, 1e-11);
}
END_TEST

START_TEST(fair_that_is_refused)
{
  cpw_response r[2] = {curve(CPW_RESPONSE_LINEAR, 1, 0, 0), curve(CPW_RESPONSE_HILL, 1, 1, 2)};
  const double px[] = {0, 1}, py[] = {-1, 2};
  double x[2];
  cpw_error err;
  cpw_budget_problem p = problem_of(r, 2, 10);
  ck_assert_int_eq(cpw_budget_fair(&p, -1, NULL, x, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "alpha = -1 must be >= 0");
  ck_assert_int_eq(cpw_budget_fair(&p, (double)NAN, NULL, x, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_budget_fair(&p, 1, NULL, x, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(
      err.message,
      "response[1] must be concave above its lower bound 0 (it is from 0.5773502691896257 on)");
  cpw_response points = {CPW_RESPONSE_POINTS, 0, 0, 0, 0, 0, 2, px, py};
  r[1] = points;
  ck_assert_int_eq(cpw_budget_fair(&p, 1, NULL, x, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "response[1].y[0] = -1 must be >= 0 where alpha > 0");
  r[1] = r[0];
  const int64_t group[2] = {0, 0};
  p.groups = 1;
  p.group = group;
  ck_assert_int_eq(cpw_budget_fair(&p, INF, NULL, x, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "groups = 1 must be 0 where alpha is infinite");
  ck_assert_int_eq(cpw_budget_fair(&p, 1, NULL, NULL, NULL, NULL, &err), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- welfare ------------------- */

static cpw_budget_people people_of(int64_t groups, const double *people, const double *before,
                                   const double *share, double aversion) {
  cpw_budget_people p;
  cpw_budget_people_init(&p);
  p.groups = groups;
  p.people = people;
  p.before = before;
  p.share = share;
  p.aversion = aversion;
  return p;
}

START_TEST(welfare_of_two_groups)
{
  /* each option serves one group, linear: y1 = 1 + x1, y2 = 2 + x2 of one person each, ln: equal y. */
  cpw_response r[2] = {curve(CPW_RESPONSE_LINEAR, 1, 0, 0), curve(CPW_RESPONSE_LINEAR, 1, 0, 0)};
  const double heads[2] = {1, 1}, before[2] = {1, 2}, share[4] = {1, 0, 0, 1};
  double x[2], y[2];
  cpw_budget_wellbeing f;
  cpw_budget_problem p = problem_of(r, 2, 5);
  cpw_budget_people g = people_of(2, heads, before, share, 1);
  ck_assert_int_eq(cpw_budget_welfare(&p, &g, NULL, x, y, &f, NULL), CPW_OK);
  close_to(f.ede_before, sqrt(2), 1e-14);
  close_to(f.ede_after, 4, 1e-8);
  ck_assert(f.ede_bound >= 4 * (1 - 1e-12) && f.ede_bound <= 4 * 1.02);
  close_to(f.mean_after, 4, 1e-12);
  close_to(f.total, 5, 1e-12);
  /* strictly concave curves: ln of 1 + x each; y = before + ln(1 + x) */
  r[0] = r[1] = curve(CPW_RESPONSE_LOG, 1, 1, 0);
  for (int k = 0; k < 4; k++) {
    g.aversion = k == 3 ? 5 : (double)k;
    ck_assert_int_eq(cpw_budget_welfare(&p, &g, NULL, x, y, &f, NULL), CPW_OK);
    ck_assert(f.proven == 1 && f.ede_after > f.ede_before);
    close_to(x[0] + x[1], 5, 1e-12);
    /* marginal welfare: y^-e / (1 + x) equal */
    double a = pow(y[0], -g.aversion) / (1 + x[0]), b = pow(y[1], -g.aversion) / (1 + x[1]);
    close_to(a, b, 1e-4);
    ck_assert(k == 0 ? fabs(x[0] - x[1]) < 1e-9 : x[0] > x[1]);
  }
}
END_TEST

START_TEST(welfare_that_is_refused)
{
  cpw_response r[2] = {curve(CPW_RESPONSE_LOG, 1, 1, 0), curve(CPW_RESPONSE_LOG, 1, 1, 0)};
  double heads[2] = {1, 1}, before[2] = {1, 2}, share[4] = {1, 0, 0, -1}, x[2];
  cpw_error err;
  cpw_budget_problem p = problem_of(r, 2, 5);
  cpw_budget_people g = people_of(2, heads, before, share, 1);
#define SAYS(code, text)                                                                           \
  ck_assert_int_eq(cpw_budget_welfare(&p, &g, NULL, x, NULL, NULL, &err), code);                   \
  ck_assert_str_eq(err.message, text)
  SAYS(CPW_EDOMAIN, "people.share[3] = -1 must be finite and >= 0");
  share[3] = 1;
  before[1] = 0;
  SAYS(CPW_EDOMAIN, "people.before[1] = 0 must be finite and > 0");
  before[1] = 1;
  g.people = NULL;
  SAYS(CPW_EINVAL, "people.people must be given");
  g.people = heads;
  g.aversion = -1;
  SAYS(CPW_EDOMAIN, "people.aversion = -1 must be from 0 to 100");
  g.aversion = 1;
  g.groups = 0;
  SAYS(CPW_EINVAL, "people.groups = 0 must be >= 1");
  g.groups = INT64_MAX;
  SAYS(CPW_EOVERFLOW, "n x people.groups is too large");
  ck_assert_int_eq(cpw_budget_welfare(&p, NULL, NULL, x, NULL, NULL, &err), CPW_EINVAL);
  g.groups = 2;
  r[1] = curve(CPW_RESPONSE_HILL, 1, 1, 3);
  ck_assert_int_eq(cpw_budget_welfare(&p, &g, NULL, x, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_ptr_nonnull(strstr(err.message, "response[1] must be concave"));
}
END_TEST

/* ---------------------------------------------------------------- report -------------------- */

static double one(const cpw_result *r, const char *name, int64_t i) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(a);
  return a->real ? a->real[i] : (double)a->integer[i];
}

START_TEST(a_spend_explained)
{
  cpw_response r[4] = {curve(CPW_RESPONSE_LOG, 4, 1, 0), curve(CPW_RESPONSE_LOG, 4, 3, 0),
                       curve(CPW_RESPONSE_LOG, 1, 1, 0), curve(CPW_RESPONSE_LOG, 1, 2, 0)};
  const int64_t group[4] = {0, 0, 1, -1};
  const double cap[2] = {6, INF}, floor[2] = {0, 4}, x[4] = {4, 2, 4, 2}, today[4] = {3, 3, 3, 3};
  const char *const names[4] = {"a", "b", "c", "d"};
  const char *const places[2] = {"north", "south"};
  cpw_result *out = NULL;
  cpw_budget_problem p = problem_of(r, 4, 12);
  p.groups = 2;
  p.group = group;
  p.cap = cap;
  p.floor = floor;
  p.baseline = today;
  ck_assert_int_eq(cpw_budget_report(&p, x, names, places, NULL, &out, NULL), CPW_OK);
  ck_assert(one(out, "spend", 2) == 4 && one(out, "change", 1) == -1);
  close_to(one(out, "marginal_next", 0), 0.8, 1e-15);
  close_to(one(out, "cost_per_unit", 3), 4, 1e-15);
  ck_assert(one(out, "limit", 0) == CPW_BUDGET_AT_CAP &&
            one(out, "limit", 2) == CPW_BUDGET_AT_FLOOR);
  ck_assert(one(out, "limit", 3) == CPW_BUDGET_FREE && one(out, "group_binding", 0) == 1);
  ck_assert(one(out, "group_binding", 1) == -1 && one(out, "group_spend", 0) == 6);
  ck_assert(one(out, "next_option", 0) == 3 && one(out, "last_option", 0) == 3);
  ck_assert(one(out, "unspent", 0) == 0 && cpw_result_note(out, "bounds") == NULL);
  close_to(one(out, "group_value", 0) + one(out, "value", 2) + one(out, "value", 3),
           one(out, "total_value", 0), 1e-14);
  cpw_result_free(out);
  /* any spend may be looked at */
  const double much[4] = {9, 2, 0, 9};
  ck_assert_int_eq(cpw_budget_report(&p, much, NULL, NULL, NULL, &out, NULL), CPW_OK);
  ck_assert_ptr_nonnull(cpw_result_note(out, "bounds"));
  ck_assert(one(out, "unspent", 0) == -8 && one(out, "limit", 2) == CPW_BUDGET_AT_LOWER);
  cpw_result_free(out);
  cpw_error err;
  const double bad[4] = {0, -1, 0, 0};
  ck_assert_int_eq(cpw_budget_report(&p, bad, NULL, NULL, NULL, &out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "spend[1] = -1 must be finite and >= 0");
  ck_assert_int_eq(cpw_budget_report(&p, NULL, NULL, NULL, NULL, &out, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_budget_report(&p, x, NULL, NULL, NULL, NULL, &err), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- marginal analysis --------- */

START_TEST(the_budget_line)
{
  const int64_t cost[6] = {600, 100, 300, 0, 50, 200};
  const double gain[6] = {30, 10, 10, 1, 0, 20}; /* 20, 10, 30, 0, inf, 10 */
  const int64_t wanted[6] = {3, 1, 5, 0, 2, 4};
  int64_t order[6];
  double ratio[6];
  cpw_budget_line line;
  ck_assert_int_eq(cpw_budget_league(cost, gain, 6, 700, order, ratio, &line, NULL), CPW_OK);
  for (int i = 0; i < 6; i++)
    ck_assert_int_eq(order[i], wanted[i]);
  ck_assert(line.funded == 3 && line.next == 0 && line.spent == 300 && line.unspent == 400);
  ck_assert(line.gain == 31 && line.last_cost == 10 && line.next_cost == 20 &&
            line.part_gain == 20);
  ck_assert(ratio[2] == 30 && isinf(ratio[4]));
  ck_assert_int_eq(cpw_budget_league(cost, gain, 6, 5000, order, NULL, &line, NULL), CPW_OK);
  ck_assert(line.funded == 5 && line.next == -1 && isnan(line.next_cost) && line.part_gain == 0);
  ck_assert_int_eq(cpw_budget_league(NULL, NULL, 0, 5, NULL, NULL, &line, NULL), CPW_OK);
  ck_assert(line.funded == 0 && isnan(line.last_cost) && line.unspent == 5);
  cpw_error err;
  const int64_t minus[2] = {1, -1};
  const double nan[2] = {1, (double)NAN};
  ck_assert_int_eq(cpw_budget_league(minus, gain, 2, 5, order, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "cost[1] = -1 must be >= 0");
  ck_assert_int_eq(cpw_budget_league(cost, nan, 2, 5, order, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "gain[1] = nan must be finite and >= 0");
  ck_assert_int_eq(cpw_budget_league(cost, gain, 2, -5, order, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_budget_league(cost, gain, 2, 5, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_budget_league(cost, gain, -1, 5, order, NULL, NULL, &err), CPW_EINVAL);
}
END_TEST

START_TEST(money_moves_to_the_best)
{
  cpw_response r[3] = {curve(CPW_RESPONSE_LOG, 2, 100, 0), curve(CPW_RESPONSE_LOG, 3, 400, 0),
                       curve(CPW_RESPONSE_LOG, 5, 200, 0)};
  const int64_t today[3] = {4000, 200, 0};
  int64_t k[3], count = 0;
  double gain = 0;
  cpw_budget_move moves[100];
  cpw_budget_units u = units_of(r, 3, 4300);
  u.baseline = today;
  ck_assert_int_eq(cpw_budget_reinvest(&u, 100, moves, &count, k, &gain, NULL), CPW_OK);
  /* the optimum: x = a (B + sum t)/sum a - t */
  ck_assert(k[0] == 900 && k[1] == 1100 && k[2] == 2300);
  ck_assert(count > 1 && moves[0].giver == -1 && moves[0].taker == 2 && moves[0].units == 100);
  double sum = 0;
  for (int64_t i = 0; i < count; i++) {
    ck_assert(moves[i].gained > moves[i].lost && moves[i].units > 0);
    sum += moves[i].gained - moves[i].lost;
  }
  close_to(sum, gain, 1e-12);
  ck_assert_int_eq(cpw_budget_reinvest(&u, 1, moves, &count, k, &gain, NULL), CPW_OK);
  ck_assert_int_eq(count, 1);
  cpw_error err;
  const int64_t much[3] = {4000, 200, 200};
  u.baseline = much;
  ck_assert_int_eq(cpw_budget_reinvest(&u, 1, moves, &count, k, &gain, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "baseline sums to 4400, 100 more than budget = 4300");
  const int64_t least[3] = {0, 201, 0}, most[3] = {4000, 200, 0};
  u.baseline = today;
  u.lower = least;
  ck_assert_int_eq(cpw_budget_reinvest(&u, 1, moves, &count, k, &gain, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "baseline[1] = 200 must be >= lower[1] = 201");
  u.lower = NULL;
  u.upper = most;
  u.baseline = much;
  ck_assert_int_eq(cpw_budget_reinvest(&u, 1, moves, &count, k, &gain, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "baseline[2] = 200 must be <= upper[2] = 0");
  u.baseline = today;
  const int64_t group[3] = {0, 0, 0}, floor = 4250, cap = 4199;
  u.groups = 1;
  u.group = group;
  u.cap = &cap;
  ck_assert_int_eq(cpw_budget_reinvest(&u, 1, moves, &count, k, &gain, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "baseline sums to 4200 in group 0, 1 more than its cap = 4199");
  u.cap = NULL;
  u.upper = NULL;
  u.floor = &floor;
  ck_assert_int_eq(cpw_budget_reinvest(&u, 1, moves, &count, k, &gain, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "baseline sums to 4200 in group 0, 50 less than its floor = 4250");
  u.baseline = NULL;
  ck_assert_int_eq(cpw_budget_reinvest(&u, 1, moves, &count, k, &gain, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "problem.baseline must be given");
  ck_assert_int_eq(cpw_budget_reinvest(&u, -1, moves, &count, k, &gain, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_budget_reinvest(&u, 1, NULL, &count, k, &gain, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_budget_reinvest(&u, 1, moves, NULL, k, &gain, &err), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- out of memory ------------- */

static int32_t small_calls(void *context) {
  (void)context;
  cpw_response r[2] = {curve(CPW_RESPONSE_LOG, 4, 1, 0), curve(CPW_RESPONSE_LOG, 4, 3, 0)};
  const double heads[1] = {1}, before[1] = {1}, share[2] = {1, 1}, today[2] = {1, 1};
  const int64_t cost[2] = {1, 2}, units[2] = {1, 1};
  double x[2];
  int64_t order[2], count = 0;
  cpw_budget_move moves[4];
  cpw_result *out = NULL;
  cpw_budget_problem p = problem_of(r, 2, 5);
  cpw_budget_people g = people_of(1, heads, before, share, 1);
  int32_t status = cpw_budget_welfare(&p, &g, NULL, x, NULL, NULL, NULL);
  if (status != CPW_OK) return status;
  p.baseline = today;
  status = cpw_budget_report(&p, x, NULL, NULL, NULL, &out, NULL);
  cpw_result_free(out);
  if (status != CPW_OK) return status;
  status = cpw_budget_league(cost, x, 2, 5, order, NULL, NULL, NULL);
  if (status != CPW_OK) return status;
  cpw_budget_units u = units_of(r, 2, 5);
  u.baseline = units;
  return cpw_budget_reinvest(&u, 4, moves, &count, NULL, NULL, NULL);
}

START_TEST(memory_runs_short)
{ cpwt_each_allocation_fails(small_calls, NULL); }
END_TEST

void analysis_tests(const cases *c) {
  tcase_add_test(c->reference, fair_in_proportion);
  tcase_add_test(c->reference, fair_within_bounds);
  tcase_add_test(c->reference, fair_over_curves);
  tcase_add_test(c->errors, fair_that_is_refused);
  tcase_add_test(c->reference, welfare_of_two_groups);
  tcase_add_test(c->errors, welfare_that_is_refused);
  tcase_add_test(c->reference, a_spend_explained);
  tcase_add_test(c->reference, the_budget_line);
  tcase_add_test(c->reference, money_moves_to_the_best);
  tcase_add_test(c->oom, memory_runs_short);
}
