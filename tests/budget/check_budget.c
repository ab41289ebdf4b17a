/* Budgets: structs, what is refused and how it is said; the main program. */
#include "budget/check_budget.h"

void close_to(double got, double wanted, double relative) {
  ck_assert_msg(fabs(got - wanted) <= relative * fabs(wanted), "got %.17g, wanted %.17g", got,
                wanted);
}

cpw_response curve(int32_t kind, double a, double t, double shape) {
  cpw_response r = {kind, 0, a, t, shape, 0, 0, NULL, NULL};
  return r;
}

cpw_budget_problem problem_of(const cpw_response *r, int64_t n, double budget) {
  cpw_budget_problem p;
  cpw_budget_problem_init(&p);
  p.n = n;
  p.response = r;
  p.budget = budget;
  return p;
}

cpw_budget_units units_of(const cpw_response *r, int64_t n, int64_t budget) {
  cpw_budget_units p;
  cpw_budget_units_init(&p);
  p.n = n;
  p.response = r;
  p.budget = budget;
  return p;
}

START_TEST(defaults)
{
  cpw_budget_options o;
  cpw_budget_people people;
  cpw_budget_units u;
  cpw_budget_problem p;
  cpw_budget_options_init(&o);
  ck_assert(o.struct_size == sizeof o && o.gap == 1e-6 && o.nodes == 2000 && !o.allocator);
  cpw_budget_people_init(&people);
  ck_assert(people.struct_size == sizeof people && people.aversion == 1 && people.groups == 0);
  cpw_budget_units_init(&u);
  ck_assert(u.struct_size == sizeof u && u.unit == 1 && u.n == 0);
  cpw_budget_problem_init(&p);
  ck_assert(p.struct_size == sizeof p && p.budget == 0 && !p.group);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static const cpw_response three[3] = {{1, 0, 5, 2, 0, 0, 0, NULL, NULL},
                                      {2, 0, 4, 3, 0, 0, 0, NULL, NULL},
                                      {4, 0, 9, 3, 2, 0, 0, NULL, NULL}};

static void refuses(const cpw_budget_problem *p, int32_t code, int64_t index, const char *message) {
  double spend[3] = {-7, -7, -7};
  cpw_error err;
  cpw_budget_answer a;
  memset(&a, 1, sizeof a);
  cpw_budget_answer was = a;
  ck_assert_int_eq(cpw_budget_allocate(p, NULL, NULL, spend, &a, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_int_eq(err.index, index);
  ck_assert(spend[0] == -7 && spend[2] == -7 && memcmp(&a, &was, sizeof a) == 0);
}

START_TEST(numbers_that_are_refused)
{
  cpw_budget_problem p = problem_of(three, 3, 10);
  double bad[3] = {1, -2, 3}, nan[3] = {1, (double)NAN, 3}, tiny[3] = {1, 1e-200, 1},
         vast[3] = {1, 1e200, 1};
  p.weight = bad;
  refuses(&p, CPW_EDOMAIN, 1, "weight[1] = -2 must be finite and >= 0");
  p.weight = vast;
  refuses(&p, CPW_EDOMAIN, 1, "weight[1] = 1e+200 must be at most 1e100");
  p.weight = tiny;
  refuses(&p, CPW_EDOMAIN, 1, "weight[1] = 1e-200 must be 0 or >= 1e-100");
  p.weight = NULL;
  p.lower = nan;
  refuses(&p, CPW_EDOMAIN, 1, "lower[1] = nan must be finite and >= 0");
  p.lower = NULL;
  p.upper = bad;
  refuses(&p, CPW_EDOMAIN, 1, "upper[1] = -2 must be >= 0");
  double low[3] = {0, 5, 0}, high[3] = {9, 4, 9};
  p.lower = low;
  p.upper = high;
  refuses(&p, CPW_EDOMAIN, 1, "upper[1] = 4 must be >= lower[1] = 5");
  p.lower = p.upper = NULL;
  p.baseline = nan;
  refuses(&p, CPW_EDOMAIN, 1, "baseline[1] = nan must be finite and >= 0");
  p.baseline = NULL;
  p.budget = -1;
  refuses(&p, CPW_EDOMAIN, -1, "budget = -1 must be finite and >= 0");
  p.budget = 1e308;
  refuses(&p, CPW_EDOMAIN, -1, "budget = 1e+308 must be at most 1e100");
  p.budget = 10;
  cpw_response wrong[3] = {three[0], three[1], three[2]};
  wrong[1].t = 0;
  p.response = wrong;
  refuses(&p, CPW_EDOMAIN, 1, "response[1].t = 0 must be > 0: from 1e-100 to 1e100 (log)");
  p.response = NULL;
  refuses(&p, CPW_EINVAL, -1, "response must be given");
  p.response = three;
  p.n = -1;
  refuses(&p, CPW_EINVAL, -1, "n = -1 must be >= 0");
  p.n = 3;
  p.groups = -1;
  refuses(&p, CPW_EINVAL, -1, "groups = -1 must be >= 0");
  refuses(NULL, CPW_EINVAL, -1, "problem must be given");
}
END_TEST

START_TEST(bounds_without_a_solution)
{
  cpw_budget_problem p = problem_of(three, 3, 10);
  const double low[3] = {2, 6, 4}, high[3] = {3, 3, 20};
  p.lower = low;
  refuses(
      &p, CPW_EDOMAIN, 1,
      "budget = 10 is 2 less than the lower bounds and floors sum to (12; largest: lower[1] = 6)");
  const int64_t group[3] = {0, 0, 1}, parent[2] = {-1, -1};
  const double floor[2] = {5, 5}, cap[2] = {7, INF}, small[2] = {4, 9};
  p.budget = 20;
  p.groups = 2;
  p.group = group;
  p.parent = parent;
  p.cap = cap;
  refuses(&p, CPW_EDOMAIN, 0,
          "cap[0] = 7 is 1 less than the lower bounds and floors within sum to (8)");
  p.lower = NULL;
  p.cap = small;
  p.floor = floor;
  refuses(&p, CPW_EDOMAIN, 0, "cap[0] = 4 is 1 below floor[0] = 5");
  const double floors[2] = {8, 0};
  p.cap = NULL;
  p.floor = floors;
  p.upper = high;
  refuses(&p, CPW_EDOMAIN, 0, "floor[0] = 8 is 2 more than its members may take (6)");
  p.upper = NULL;
  p.budget = 7;
  refuses(
      &p, CPW_EDOMAIN, 0,
      "budget = 7 is 1 less than the lower bounds and floors sum to (8; largest: lower[0] = 0)");
  const double minus[2] = {0, -1};
  p.floor = minus;
  refuses(&p, CPW_EDOMAIN, 1, "floor[1] = -1 must be finite and >= 0");
  p.floor = NULL;
  p.cap = minus;
  refuses(&p, CPW_EDOMAIN, 1, "cap[1] = -1 must be >= 0");
}
END_TEST

START_TEST(groups_that_are_refused)
{
  cpw_budget_problem p = problem_of(three, 3, 10);
  int64_t group[3] = {0, 2, 1}, parent[2] = {1, 0};
  p.groups = 2;
  p.group = group;
  refuses(&p, CPW_EINVAL, 1, "group[1] = 2 must be -1 or a group below groups = 2");
  group[1] = -2;
  refuses(&p, CPW_EINVAL, 1, "group[1] = -2 must be -1 or a group below groups = 2");
  group[1] = -1;
  p.parent = parent;
  refuses(&p, CPW_EINVAL, 0, "parent[0] = 1: the groups above a group must not form a cycle");
  parent[1] = 5;
  refuses(&p, CPW_EINVAL, 1, "parent[1] = 5 must be -1 or a group below groups = 2");
}
END_TEST

START_TEST(units_that_are_refused)
{
  cpw_budget_units p = units_of(three, 2, 10);
  int64_t k[2] = {-7, -7};
  const int64_t low[2] = {4, 9}, minus[2] = {0, -1}, group[2] = {0, 0}, floor[1] = {11},
                cap[1] = {12};
  cpw_error err;
#define REFUSES(code, at, text)                                                                    \
  ck_assert_int_eq(cpw_budget_allocate_units(&p, NULL, k, NULL, &err), code);                      \
  ck_assert_str_eq(err.message, text);                                                             \
  ck_assert_int_eq(err.index, at)
  p.lower = low;
  REFUSES(
      CPW_EDOMAIN, 1,
      "budget = 10 is 3 less than the lower bounds and floors sum to (13; largest: lower[1] = 9)");
  p.lower = minus;
  REFUSES(CPW_EDOMAIN, 1, "lower[1] = -1 must be >= 0");
  p.lower = NULL;
  p.upper = minus;
  REFUSES(CPW_EDOMAIN, 1, "upper[1] = -1 must be >= 0");
  p.lower = low;
  p.upper = group;
  REFUSES(CPW_EDOMAIN, 0, "upper[0] = 0 must be >= lower[0] = 4");
  p.lower = p.upper = NULL;
  p.baseline = minus;
  REFUSES(CPW_EDOMAIN, 1, "baseline[1] = -1 must be >= 0");
  p.baseline = NULL;
  p.groups = 1;
  p.group = group;
  p.floor = floor;
  REFUSES(
      CPW_EDOMAIN, 0,
      "budget = 10 is 1 less than the lower bounds and floors sum to (11; largest: lower[0] = 0)");
  p.upper = low;
  p.cap = cap;
  p.budget = 20;
  k[0] = 0;
  ck_assert_int_eq(cpw_budget_allocate_units(&p, NULL, k, NULL, &err), CPW_OK);
  ck_assert_int_eq(k[0] + k[1], 12);
  const int64_t few[2] = {4, 5}, tight[1] = {8};
  p.upper = few;
  REFUSES(CPW_EDOMAIN, 0, "floor[0] = 11 is 2 more than its members may take (9)");
  p.cap = tight;
  REFUSES(CPW_EDOMAIN, 0, "cap[0] = 8 is 3 below floor[0] = 11");
  p.floor = NULL;
  p.upper = NULL;
  p.lower = low;
  REFUSES(CPW_EDOMAIN, 0,
          "cap[0] = 8 is 5 less than the lower bounds and floors within sum to (13)");
  p.cap = minus + 1;
  REFUSES(CPW_EDOMAIN, 0, "cap[0] = -1 must be >= 0");
  p.cap = NULL;
  p.floor = minus + 1;
  REFUSES(CPW_EDOMAIN, 0, "floor[0] = -1 must be >= 0");
  p.floor = NULL;
  p.unit = 0;
  REFUSES(CPW_EDOMAIN, -1, "unit = 0 must be finite and > 0");
  p.unit = 1;
  p.budget = -5;
  REFUSES(CPW_EDOMAIN, -1, "budget = -5 must be >= 0");
  p.budget = 50;
  p.n = 3;
  p.lower = NULL;
  p.group = NULL;
  int64_t more[3];
  ck_assert_int_eq(cpw_budget_allocate_units(&p, NULL, more, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "response[2] must be concave above its lower bound 0 (it is from "
                                "1.7320508075688772 on)");
  ck_assert_int_eq(cpw_budget_allocate_units(NULL, NULL, more, NULL, &err), CPW_EINVAL);
  p.n = 2;
  ck_assert_int_eq(cpw_budget_allocate_units(&p, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "units must be given");
}
END_TEST

START_TEST(structs_of_another_age)
{
  cpw_budget_problem p = problem_of(three, 3, 10);
  cpw_budget_units u = units_of(three, 2, 10);
  cpw_budget_options o;
  double x[3];
  int64_t k[3];
  cpw_error err;
  p.struct_size += 8;
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, x, NULL, &err), CPW_EABI);
  p.struct_size -= 8;
  u.struct_size += 8;
  ck_assert_int_eq(cpw_budget_allocate_units(&u, NULL, k, NULL, &err), CPW_EABI);
  u.struct_size -= 8;
  cpw_budget_options_init(&o);
  o.gap = -1;
  ck_assert_int_eq(cpw_budget_allocate(&p, &o, NULL, x, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.gap = -1 must be finite and >= 0");
  o.gap = 0;
  o.nodes = 0;
  ck_assert_int_eq(cpw_budget_allocate(&p, &o, NULL, x, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.nodes = 0 must be >= 1");
  o.struct_size += 8;
  ck_assert_int_eq(cpw_budget_allocate_units(&u, &o, k, NULL, &err), CPW_EABI);
  ck_assert_int_eq(cpw_budget_allocate(&p, NULL, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "spend must be given");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("budget");
  const char *names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *tcases[5];
  for (int i = 0; i < 5; i++) {
    tcases[i] = tcase_create(names[i]);
    tcase_set_timeout(tcases[i], 300);
    suite_add_tcase(suite, tcases[i]);
  }
  cases c = {tcases[0], tcases[1], tcases[2], tcases[3], tcases[4]};
  tcase_add_test(c.limits, defaults);
  tcase_add_test(c.errors, numbers_that_are_refused);
  tcase_add_test(c.errors, bounds_without_a_solution);
  tcase_add_test(c.errors, groups_that_are_refused);
  tcase_add_test(c.errors, units_that_are_refused);
  tcase_add_test(c.errors, structs_of_another_age);
  allocation_tests(&c);
  analysis_tests(&c);
  return cpwt_run(&suite, 1);
}
