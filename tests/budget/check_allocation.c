/* Allocation: limits, closed forms and reference cases, nested groups, S-shaped curves, large sizes. */
#include "budget/check_budget.h"
#include "carepath/random.h"

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nothing_to_allocate)
{
  cpw_budget_problem p = problem_of(NULL, 0, 100);
  cpw_budget_units u = units_of(NULL, 0, 100);
  cpw_budget_answer a;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, NULL, &a, NULL), CPW_OK);
  ck_assert(a.spent == 0 && a.unspent == 100 && a.next == -1 && a.last == -1 && a.value == 0);
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, NULL, &a, NULL), CPW_OK);
  ck_assert(a.spent == 0 && a.unspent == 100 && a.next == -1);
  cpw_response one = curve(CPW_RESPONSE_LOG, 3, 2, 0);
  double x = -1, no = 0;
  p = problem_of(&one, 1, 0);
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, &x, &a, NULL), CPW_OK);
  ck_assert(x == 0 && a.next == 0 && a.next_gain == 1.5 && a.multiplier == 1.5);
  p.budget = 5;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, &x, &a, NULL), CPW_OK);
  ck_assert(x == 5 && a.unspent == 0);
  close_to(a.multiplier, 3.0 / 7, 1e-15);
  p.weight = &no;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, &x, &a, NULL), CPW_OK);
  ck_assert(x == 0 && a.unspent == 5 && a.multiplier == 0 && a.next == -1);
}
END_TEST

START_TEST(equal_options_share)
{
  cpw_response r[4];
  double x[4], upper[4] = {1, 9, 9, 9};
  for (int i = 0; i < 4; i++)
    r[i] = curve(CPW_RESPONSE_LINEAR, 2, 0, 0);
  cpw_budget_problem p = problem_of(r, 4, 14);
  cpw_budget_answer a;
  p.upper = upper;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, x, &a, NULL), CPW_OK);
  /* in proportion to how much they could take: 1, 9, 9, 9 */
  close_to(x[0], 0.5, 1e-15);
  for (int i = 1; i < 4; i++)
    close_to(x[i], 4.5, 1e-15);
  close_to(a.multiplier, 2, 1e-15);
  ck_assert(a.gap <= 1e-12 && a.next == 0 && a.last == 0);
  cpw_budget_units u = units_of(r, 4, 14);
  const int64_t most[4] = {1, 9, 9, 9};
  int64_t k[4];
  u.upper = most;
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, k, &a, NULL), CPW_OK);
  ck_assert(k[0] == 1 && k[1] == 9 && k[2] == 4 && k[3] == 0); /* lowest index first */
  ck_assert(a.next == 2 && a.last == 2 && a.multiplier == 2);
}
END_TEST

START_TEST(more_money_than_use)
{
  const double x0[] = {0, 2, 5}, y0[] = {0, 4, 4};
  cpw_response r[2] = {{CPW_RESPONSE_POINTS, 0, 0, 0, 0, 0, 3, x0, y0},
                       curve(CPW_RESPONSE_LOG, 1, 1, 0)};
  double x[2], upper[2] = {INF, 3};
  cpw_budget_problem p = problem_of(r, 2, 100);
  cpw_budget_answer a;
  p.upper = upper;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, x, &a, NULL), CPW_OK);
  ck_assert(x[0] == 2 && x[1] == 3 && a.unspent == 95 && a.multiplier == 0 && a.next == -1);
  /* a floor makes money be spent that gains nothing */
  const int64_t group[2] = {0, 0};
  const double floor = 9;
  p.groups = 1;
  p.group = group;
  p.floor = &floor;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, x, &a, NULL), CPW_OK);
  close_to(x[0], 6, 1e-12);
  ck_assert(x[1] == 3);
  cpw_budget_units u = units_of(r, 2, 100);
  const int64_t most[2] = {INT64_MAX, 3}, least = 9;
  int64_t k[2];
  u.upper = most;
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, k, &a, NULL), CPW_OK);
  ck_assert(k[0] == 2 && k[1] == 3 && a.unspent == 95);
  u.groups = 1;
  u.group = group;
  u.floor = &least;
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, k, &a, NULL), CPW_OK);
  ck_assert(k[0] == 6 && k[1] == 3);
}
END_TEST

START_TEST(decimal_sums_are_equal)
{
  cpw_response r[3];
  for (int i = 0; i < 3; i++)
    r[i] = curve(CPW_RESPONSE_LOG, 1, 1, 0);
  const double low[3] = {0.1, 0.2, 0.3};
  double x[3];
  cpw_budget_problem p = problem_of(r, 3, 0.6);
  p.lower = low;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, x, NULL, NULL), CPW_OK);
  for (int i = 0; i < 3; i++)
    close_to(x[i], low[i], 1e-15);
}
END_TEST

START_TEST(budgets_near_the_largest_integer)
{
  cpw_response r[3];
  int64_t k[3];
  cpw_budget_answer a;
  for (int i = 0; i < 3; i++)
    r[i] = curve(CPW_RESPONSE_LOG, i + 1, 1e15, 0);
  cpw_budget_units u = units_of(r, 3, INT64_MAX);
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, k, &a, NULL), CPW_OK);
  ck_assert(k[0] >= 0 && k[1] >= k[0] && k[2] >= k[1]);
  ck_assert(k[0] <= INT64_MAX - k[1] && k[2] == INT64_MAX - k[0] - k[1]);
  /* a/(t + x) is the same: x + t in proportion to a */
  close_to((double)k[2] + 1e15, ((double)INT64_MAX + 3e15) / 2, 1e-9);
  const int64_t low[3] = {INT64_MAX, INT64_MAX, 1};
  u.lower = low;
  cpw_error err;
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, k, &a, &err), CPW_EDOMAIN);
  ck_assert_ptr_nonnull(strstr(err.message, "largest: lower[0] = 9223372036854775807"));
  cpw_response line[2] = {curve(CPW_RESPONSE_LINEAR, 1, 0, 0), curve(CPW_RESPONSE_LINEAR, 2, 0, 0)};
  const int64_t most[2] = {INT64_MAX, 5};
  u = units_of(line, 2, INT64_MAX);
  u.upper = most;
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, k, &a, NULL), CPW_OK);
  ck_assert(k[1] == 5 && k[0] == INT64_MAX - 5);
}
END_TEST

/* ---------------------------------------------------------------- closed forms -------------- */

START_TEST(logs_share_by_size)
{
  /* a/(t + x) equal: x = a (B + sum t)/sum a - t */
  cpw_response r[3] = {curve(CPW_RESPONSE_LOG, 2, 1, 0), curve(CPW_RESPONSE_LOG, 3, 4, 0),
                       curve(CPW_RESPONSE_LOG, 5, 2, 0)};
  double x[3];
  cpw_budget_answer a;
  cpw_budget_problem p = problem_of(r, 3, 43);
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, x, &a, NULL), CPW_OK);
  close_to(x[0], 9, 1e-14);
  close_to(x[1], 11, 1e-14);
  close_to(x[2], 23, 1e-14);
  close_to(a.multiplier, 0.2, 1e-14);
  close_to(a.next_gain, 0.2, 1e-14);
  close_to(a.last_gain, 0.2, 1e-14);
  ck_assert(a.unspent == 0 && a.gap <= 1e-14 && a.proven == 1 && a.nodes == 1);
  ck_assert(isnan(a.baseline_value) && a.kept_baseline == 0);
  const double today[3] = {20, 20, 3};
  p.baseline = today;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, x, &a, NULL), CPW_OK);
  ck_assert(a.baseline_gain > 0 && a.kept_baseline == 0);
  close_to(a.baseline_gain, a.value - a.baseline_value, 1e-15);
}
END_TEST

START_TEST(groups_have_their_own_prices)
{
  /* the first two are held at 6, the third takes the rest; logs again, by hand */
  cpw_response r[4] = {curve(CPW_RESPONSE_LOG, 4, 1, 0), curve(CPW_RESPONSE_LOG, 4, 3, 0),
                       curve(CPW_RESPONSE_LOG, 1, 1, 0), curve(CPW_RESPONSE_LOG, 1, 2, 0)};
  const int64_t group[4] = {0, 0, 1, -1}, parent[3] = {2, 2, -1};
  const double cap[3] = {6, INF, INF}, floor[3] = {0, 0, 10};
  double x[4];
  cpw_budget_answer a;
  cpw_budget_problem p = problem_of(r, 4, 12);
  p.groups = 3;
  p.group = group;
  p.parent = parent;
  p.cap = cap;
  p.floor = floor;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, x, &a, NULL), CPW_OK);
  /* 6 and 10 bind: x + t equal in the group of 6; 4 to the third, 2 to the fourth */
  close_to(x[0], 4, 1e-13);
  close_to(x[1], 2, 1e-13);
  close_to(x[2], 4, 1e-13);
  close_to(x[3], 2, 1e-13);
  close_to(a.multiplier, 0.25, 1e-12); /* that of the fourth, outside the floor */
  ck_assert(a.gap <= 1e-13);
  ck_assert_int_eq(a.next, 3);
  cpw_budget_units u = units_of(r, 4, 12000000);
  const int64_t most[3] = {6000000, INT64_MAX, INT64_MAX}, least[3] = {0, 0, 10000000};
  int64_t k[4];
  u.unit = 1e-6;
  u.groups = 3;
  u.group = group;
  u.parent = parent;
  u.cap = most;
  u.floor = least;
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, k, &a, NULL), CPW_OK);
  ck_assert(k[0] == 4000000 && k[1] == 2000000 && k[2] == 4000000 && k[3] == 2000000);
}
END_TEST

/* ---------------------------------------------------------------- S-shaped ------------------ */

START_TEST(one_of_two_twins)
{
  /* all the money for one gains more than half of it for each */
  cpw_response r[2] = {curve(CPW_RESPONSE_HILL, 10, 4, 4), curve(CPW_RESPONSE_HILL, 10, 4, 4)};
  double x[2];
  cpw_budget_answer a;
  cpw_budget_problem p = problem_of(r, 2, 5);
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, x, &a, NULL), CPW_OK);
  double both = 2 * cpw_response_value(&r[0], 2.5), one = cpw_response_value(&r[0], 5);
  ck_assert(one > both && a.value >= one * (1 - 1e-6) && a.bound >= one && a.nodes >= 1);
  ck_assert(x[0] + x[1] <= 5 * (1 + 1e-12));
  /* a limit of nodes is said */
  cpw_budget_options o;
  cpw_budget_options_init(&o);
  o.nodes = 1;
  o.gap = 0;
  ck_assert_int_eq(cpw_budget_allocate(&p, &o, NULL, x, &a, NULL), CPW_OK);
  ck_assert(a.nodes == 1 && a.bound >= one && (a.proven == 0 || a.gap == 0));
}
END_TEST

START_TEST(never_worse_than_today)
{
  enum { N = 12 };
  cpw_response r[N];
  double x[N], today[N] = {0};
  for (int i = 0; i < N; i++)
    r[i] = curve(CPW_RESPONSE_HILL, 10 + 0.01 * i, 4, 4);
  today[N - 1] = 5;
  cpw_budget_options o;
  cpw_budget_options_init(&o);
  o.nodes = 1;
  cpw_budget_answer a;
  cpw_budget_problem p = problem_of(r, N, 5);
  p.baseline = today;
  ck_assert_int_eq(cpw_budget_allocate(&p, &o, NULL, x, &a, NULL), CPW_OK);
  ck_assert(a.value >= a.baseline_value && a.baseline_gain >= 0 && a.bound >= a.value);
  /* one that breaks the budget is no answer */
  today[0] = 5;
  ck_assert_int_eq(cpw_budget_allocate(&p, &o, NULL, x, &a, NULL), CPW_OK);
  ck_assert(a.kept_baseline == 0 && a.baseline_gain < 0);
}
END_TEST

START_TEST(cancelled)
{
  cpw_response r[2] = {curve(CPW_RESPONSE_HILL, 10, 4, 4), curve(CPW_RESPONSE_HILL, 10, 4, 4)};
  double x[2] = {-1, -1};
  int32_t stop = 1;
  cpw_run run;
  cpw_error err;
  cpw_run_init(&run);
  run.cancel = &stop;
  cpw_budget_problem p = problem_of(r, 2, 5);
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, &run, x, NULL, &err), CPW_ECANCELLED);
  ck_assert(x[0] == -1);
  run.threads = -1;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, &run, x, NULL, &err), CPW_EDOMAIN);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

#define MANY 120000

typedef struct large {
  cpw_response r[MANY];
  double lower[MANY], upper[MANY], x[MANY], y[MANY];
  int64_t group[MANY];
} large;

static large *make_large(void) {
  large *m = malloc(sizeof *m);
  cpw_stream s;
  ck_assert_ptr_nonnull(m);
  cpw_stream_init(&s, 3, 0, 0, 0);
  for (int i = 0; i < MANY; i++) {
    static const int32_t kinds[] = {CPW_RESPONSE_LINEAR, CPW_RESPONSE_EXPONENTIAL, CPW_RESPONSE_LOG,
                                    CPW_RESPONSE_POWER};
    int32_t kind = kinds[i % 4];
    double a = 1 + 99 * cpw_random_uniform(&s), t = 1 + 19 * cpw_random_uniform(&s);
    m->r[i] =
        curve(kind, a, kind ? t : 0, kind == CPW_RESPONSE_POWER ? (i % 8 < 4 ? 0.5 : 0.7) : 0);
    m->lower[i] = cpw_random_uniform(&s);
    m->upper[i] = m->lower[i] + 30 * cpw_random_uniform(&s);
    m->group[i] = i % 7;
  }
  return m;
}

START_TEST(threads_change_nothing)
{
  large *m = make_large();
  cpw_budget_problem p = problem_of(m->r, MANY, 8.0 * MANY);
  const double cap[7] = {9e4, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9}, floor[7] = {0, 2e5};
  cpw_budget_answer a, b;
  cpw_run run;
  cpw_run_init(&run);
  p.lower = m->lower;
  p.upper = m->upper;
  p.groups = 7;
  p.group = m->group;
  p.cap = cap;
  p.floor = floor;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, &run, m->x, &a, NULL), CPW_OK);
  run.threads = 3;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, &run, m->y, &b, NULL), CPW_OK);
  ck_assert(memcmp(m->x, m->y, sizeof m->x) == 0 && memcmp(&a, &b, sizeof a) == 0);
  close_to(a.spent, p.budget, 1e-12);
  ck_assert(a.gap <= 1e-12 * a.value);
  double first = 0, second = 0;
  for (int i = 0; i < MANY; i++) {
    ck_assert(m->x[i] >= m->lower[i] && m->x[i] <= m->upper[i]);
    first += m->group[i] == 0 ? m->x[i] : 0;
    second += m->group[i] == 1 ? m->x[i] : 0;
  }
  close_to(first, 9e4, 1e-10);
  ck_assert(second >= 2e5 * (1 - 1e-10));
  free(m);
}
END_TEST

/* whole units of a thousandth are all but numbers: two methods, one answer */
/* many options without groups go another way: in one piece, on several threads, in any order, HILL as well */
START_TEST(many_in_any_order)
{
  large *m = make_large(), *n = make_large();
  cpw_budget_answer a, b;
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 3;
  for (int i = 0; i < MANY; i++) {
    if (_i == 1 && i % 5 == 0) m->r[i] = curve(CPW_RESPONSE_HILL, m->r[i].a, 1 + i % 9, 0.9);
    if (_i == 2 && i > 9) m->r[i] = curve(CPW_RESPONSE_LINEAR, m->r[i].a, 0, 0);
    if (i % 11 == 0) m->upper[i] = m->lower[i];
  }
  for (int i = 0; i < MANY; i++) {
    int from = (int)((7919LL * i + 5) % MANY);
    n->r[i] = m->r[from];
    n->lower[i] = m->lower[from];
    n->upper[i] = m->upper[from];
  }
  cpw_budget_problem p = problem_of(m->r, MANY, 8.0 * MANY), q = problem_of(n->r, MANY, 8.0 * MANY);
  p.lower = m->lower;
  p.upper = m->upper;
  q.lower = n->lower;
  q.upper = n->upper;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, m->x, &a, NULL), CPW_OK);
  ck_assert_int_eq(cpw_budget_allocate(&q, NULL, &run, n->x, &b, NULL), CPW_OK);
  ck_assert(a.gap <= 1e-12 * a.value && fabs(a.spent - 8.0 * MANY) <= 1e-12 * 8.0 * MANY);
  ck_assert(a.value == b.value && a.spent == b.spent && a.multiplier == b.multiplier);
  ck_assert(a.next_gain == b.next_gain && a.last_gain == b.last_gain && a.gap == b.gap);
  for (int i = 0; i < MANY; i++)
    ck_assert(m->x[(7919LL * i + 5) % MANY] == n->x[i]);
  free(m);
  free(n);
}
END_TEST

START_TEST(whole_units_and_numbers_agree)
{
  large *m = make_large();
  enum { N = 2000 };
  cpw_budget_problem p = problem_of(m->r, N, 9.0 * N);
  cpw_budget_units u = units_of(m->r, N, 9000 * N);
  static int64_t k[N];
  const double cap[7] = {2000, INF, INF, INF, INF, INF, INF}, floor[7] = {0, 4000};
  int64_t most[7], least[7];
  for (int g = 0; g < 7; g++) {
    most[g] = g ? INT64_MAX : 2000000;
    least[g] = g == 1 ? 4000000 : 0;
  }
  p.groups = u.groups = 7;
  p.group = u.group = m->group;
  p.cap = cap;
  p.floor = floor;
  u.cap = most;
  u.floor = least;
  u.unit = 1e-3;
  cpw_budget_answer a, b;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, m->x, &a, NULL), CPW_OK);
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, k, &b, NULL), CPW_OK);
  ck_assert(b.value <= a.value * (1 + 1e-12));
  close_to(b.value, a.value, 1e-7);
  free(m);
}
END_TEST

/* ---------------------------------------------------------------- out of memory ------------- */

static int32_t small_calls(void *context) {
  (void)context;
  const double px[] = {0, 1, 2}, py[] = {0, 2, 3};
  cpw_response r[3] = {curve(CPW_RESPONSE_LOG, 4, 1, 0),
                       curve(CPW_RESPONSE_EXPONENTIAL, 4, 3, 0),
                       {CPW_RESPONSE_POINTS, 0, 0, 0, 0, 0, 3, px, py}};
  const int64_t group[3] = {0, 0, -1};
  const double cap = 2;
  double x[3];
  int64_t k[3];
  cpw_budget_problem p = problem_of(r, 3, 5);
  p.groups = 1;
  p.group = group;
  p.cap = &cap;
  int32_t status = cpw_budget_allocate(&p, NULL, NULL, x, NULL, NULL);
  if (status != CPW_OK) return status;
  cpw_budget_units u = units_of(r, 3, 5);
  status = cpw_budget_allocate_units(&u, NULL, k, NULL, NULL);
  if (status != CPW_OK) return status;
  status = cpw_budget_fair(&p, 2, NULL, x, NULL, NULL, NULL);
  if (status != CPW_OK) return status;
  p.groups = 0;
  p.group = NULL;
  p.cap = NULL;
  status = cpw_budget_fair(&p, INF, NULL, x, NULL, NULL, NULL);
  if (status != CPW_OK) return status;
  r[0] = curve(CPW_RESPONSE_HILL, 9, 3, 3);
  return cpw_budget_allocate(&p, NULL, NULL, x, NULL, NULL);
}

START_TEST(memory_runs_short)
{ cpwt_each_allocation_fails(small_calls, NULL); }
END_TEST

void allocation_tests(const cases *c) {
  tcase_add_test(c->limits, nothing_to_allocate);
  tcase_add_test(c->limits, equal_options_share);
  tcase_add_test(c->limits, more_money_than_use);
  tcase_add_test(c->limits, decimal_sums_are_equal);
  tcase_add_test(c->limits, budgets_near_the_largest_integer);
  tcase_add_test(c->reference, logs_share_by_size);
  tcase_add_test(c->reference, groups_have_their_own_prices);
  tcase_add_test(c->reference, one_of_two_twins);
  tcase_add_test(c->limits, never_worse_than_today);
  tcase_add_test(c->errors, cancelled);
  tcase_add_test(c->properties, threads_change_nothing);
  tcase_add_loop_test(c->properties, many_in_any_order, 0, 3);
  tcase_add_test(c->properties, whole_units_and_numbers_agree);
  tcase_add_test(c->oom, memory_runs_short);
}
