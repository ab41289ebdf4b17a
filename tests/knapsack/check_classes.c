/* One option of every class against all combinations, and against known optima. */
#include "check_knapsack.h"

static cpw_knapsack_answer choose(const int64_t *v, const int64_t *c, const int64_t *first,
                                  int64_t classes, int64_t budget, int32_t at_most_one,
                                  int64_t *chosen) {
  cpw_knapsack_options o;
  cpw_knapsack_options_init(&o);
  o.at_most_one = at_most_one;
  cpw_knapsack_answer a;
  cpw_error e;
  ck_assert_msg(cpw_knapsack_choose(v, c, first, classes, budget, &o, chosen, &a, &e) == CPW_OK,
                "%s", e.message);
  int64_t value = 0, cost = 0, count = 0;
  for (int64_t i = 0; i < classes; i++) {
    if (chosen[i] == -1) {
      ck_assert_int_eq(at_most_one, 1);
      continue;
    }
    ck_assert(chosen[i] >= first[i] && chosen[i] < first[i + 1]);
    value += v[chosen[i]];
    cost += c[chosen[i]];
    count++;
  }
  ck_assert(value == a.value && cost == a.cost && count == a.chosen && a.unspent == budget - cost);
  ck_assert(a.proven == 1 && a.bound == value && a.unspent >= 0 && a.greedy <= value);
  return a;
}

/* GLPK, CBC, HiGHS and dynamic programming agree; relaxation by linprog (budget_cases.json, mckp-01) */
START_TEST(known_optimum)
{
  const int64_t v[] = {0, 58, 158, 181, 0, 65, 232, 240, 0, 38, 61, 65},
                c[] = {0, 19, 29, 182, 0, 26, 82, 140, 0, 71, 108, 178}, first[] = {0, 4, 8, 12};
  int64_t chosen[3];
  cpw_knapsack_answer a = choose(v, c, first, 3, 175, 0, chosen);
  ck_assert(a.value == 398 + 0 * a.cost && chosen[0] == 2 && chosen[1] == 7 && chosen[2] == 8);
  ck_assert_double_eq_tol(a.relaxed, 426.14814814814815, 1e-12);
  ck_assert_int_eq(a.break_item, 10);
}
END_TEST

START_TEST(small_classes)
{
  const int64_t v[] = {5, 5, 5}, c[] = {4, 3, 3}, first[] = {0, 3, 3};
  int64_t chosen[2];
  cpw_knapsack_answer a = choose(NULL, NULL, first, 0, 3, 0, chosen);
  ck_assert(a.value == 0 && a.unspent == 3);
  /* of options alike the first; dear and no better is never chosen */
  a = choose(v, c, first, 1, 9, 0, chosen);
  ck_assert(chosen[0] == 1 && a.cost == 3 && a.next == -1 && a.price == 0 && a.break_item == -1);
  a = choose(v, c, first, 2, 2, 1, chosen);
  ck_assert(chosen[0] == -1 && chosen[1] == -1 && a.value == 0 && a.next == 1 && a.next_extra == 1);
  /* costs that release, and none chosen against something harmful */
  const int64_t v2[] = {-3, -1, 4}, c2[] = {-2, 5, 2}, first2[] = {0, 2, 3};
  a = choose(v2, c2, first2, 2, 0, 1, chosen);
  ck_assert(a.value == 1 && chosen[0] == 0 && chosen[1] == 2);
  a = choose(v2, c2, first2, 2, 7, 0, chosen);
  ck_assert(a.value == 3 && chosen[0] == 1);
}
END_TEST

START_TEST(great_numbers)
{
  const int64_t big = (int64_t)1 << 59;
  const int64_t v[] = {0, big, 0, big + 1}, c[] = {0, big, 1, big + 2}, first[] = {0, 2, 4};
  int64_t chosen[2];
  cpw_knapsack_answer a = choose(v, c, first, 2, big + 2, 0, chosen);
  ck_assert(a.value == big + 1 && chosen[0] == 0 && chosen[1] == 3);
  a = choose(v, c, first, 2, INT64_MAX, 0, chosen);
  ck_assert(a.value == 2 * big + 1 && a.unspent == INT64_MAX - 2 * big - 2);
}
END_TEST

static void fails(const int64_t *v, const int64_t *c, const int64_t *first, int64_t classes,
                  int64_t budget, const cpw_knapsack_options *o, int32_t code,
                  const char *message) {
  cpw_knapsack_answer a, before;
  int64_t chosen[4] = {7, 7, 7, 7};
  cpw_error e;
  memset(&a, 1, sizeof a);
  before = a;
  ck_assert_int_eq(cpw_knapsack_choose(v, c, first, classes, budget, o, chosen, &a, &e), code);
  ck_assert_str_eq(e.message, message);
  ck_assert(chosen[0] == 7);
  ck_assert_mem_eq(&a, &before, sizeof a);
}

START_TEST(wrong_classes)
{
  const int64_t v[] = {1, 2, 3}, c[] = {3, 4, 5}, first[] = {0, 2, 3}, late[] = {1, 2},
                back[] = {0, 2, 1}, empty[] = {0, 2, 2}, huge[] = {0, INT64_MAX / 2};
  fails(v, c, first, -1, 9, NULL, CPW_EINVAL, "classes = -1 must be >= 0");
  fails(v, c, NULL, 1, 9, NULL, CPW_EINVAL, "first must not be NULL");
  fails(NULL, c, first, 2, 9, NULL, CPW_EINVAL, "value must not be NULL");
  fails(v, NULL, first, 2, 9, NULL, CPW_EINVAL, "cost must not be NULL");
  fails(v, c, late, 1, 9, NULL, CPW_EINVAL, "first[0] = 1 must be 0");
  fails(v, c, back, 2, 9, NULL, CPW_EINVAL, "first[2] = 1 must be >= first[1] = 2");
  fails(v, c, empty, 2, 9, NULL, CPW_EINVAL,
        "class 1 has no option, and exactly one must be chosen");
  fails(v, c, huge, 1, 9, NULL, CPW_EOVERFLOW, "first[1] = 4611686018427387903 is too large");
  fails(v, c, first, 2, 7, NULL, CPW_EDOMAIN,
        "budget = 7 is 1 short of 8, the cheapest of every class (class 1 costs most: 5)");
  const int64_t great[] = {1, (int64_t)1 << 61, 1}, released[] = {-3, 4, 5};
  fails(great, c, first, 2, 9, NULL, CPW_EOVERFLOW,
        "class 1: the greatest |value| of every class sum to more than 2^61");
  fails(v, great, first, 2, 9, NULL, CPW_EOVERFLOW,
        "class 1: the greatest |cost| of every class sum to more than 2^61");
  const int64_t one[] = {0, 1};
  fails(v, released, one, 1, INT64_MAX, NULL, CPW_EOVERFLOW,
        "budget = 9223372036854775807 and what is released (3) sum to more than 2^63 - 1");
  cpw_knapsack_options o;
  cpw_knapsack_options_init(&o);
  const int32_t two[] = {1, 1, 1}, none[] = {1, 0, 0}, bad[] = {3, 0, 1}, dear[] = {0, 1, 1};
  o.baseline = two;
  fails(v, c, first, 2, 9, &o, CPW_EINVAL,
        "options.baseline has 2 options of class 0: at most one");
  o.baseline = none;
  fails(v, c, first, 2, 9, &o, CPW_EINVAL,
        "options.baseline has 0 options of class 1: exactly one");
  o.baseline = bad;
  fails(v, c, first, 2, 9, &o, CPW_EINVAL, "options.baseline[0] = 3 must be 0 or 1");
  o.baseline = dear;
  fails(v, c, first, 2, 8, &o, CPW_EDOMAIN, "options.baseline costs 1 more than budget = 8");
}
END_TEST

START_TEST(doubles)
{
  const double v[] = {0, 0.75, 0, 0.5};
  const int64_t c[] = {0, 3, 0, 3}, first[] = {0, 2, 4};
  int64_t chosen[2];
  cpw_knapsack_answer a;
  cpw_error e;
  ck_assert_int_eq(cpw_knapsack_choose_real(v, c, first, 2, 5, NULL, chosen, &a, NULL), CPW_OK);
  ck_assert(a.unit == 0.25 && a.value == 3 && chosen[0] == 1 && chosen[1] == 2);
  const double bad[] = {0, (double)INFINITY, 0, 1};
  ck_assert_int_eq(cpw_knapsack_choose_real(bad, c, first, 2, 5, NULL, chosen, &a, &e),
                   CPW_EDOMAIN);
  ck_assert_str_eq(e.message, "value[1] = inf must be finite");
}
END_TEST

START_TEST(against_all_combinations)
{
  for (uint64_t t = 0; t < 600; t++) {
    cpw_stream s;
    cpw_stream_init(&s, 21, t, 0, 0);
    int32_t none = (int32_t)between(&s, 0, 1);
    int64_t first[7] = {0}, v[40], c[40], total = 1, best = INT64_MIN, range = between(&s, 2, 50);
    int64_t classes = between(&s, 1, 6), low = between(&s, 0, 2) ? 0 : -range / 3;
    int kind = (int)between(&s, 0, 2);
    for (int i = 0; i < classes; i++) {
      first[i + 1] = first[i] + between(&s, none ? 0 : 1, 4);
      total *= first[i + 1] - first[i] + none;
    }
    for (int64_t j = 0; j < first[classes]; j++) {
      c[j] = between(&s, low, range);
      v[j] = kind == 0 ? c[j] + range / 5 : between(&s, low, range);
    }
    int64_t budget = between(&s, low, range * classes);
    for (int64_t q = 0; q < total; q++) {
      int64_t rest = q, value = 0, cost = 0;
      for (int i = 0; i < classes; i++) {
        int64_t size = first[i + 1] - first[i], at = rest % (size + none);
        rest /= size + none;
        if (at < size) {
          value += v[first[i] + at];
          cost += c[first[i] + at];
        }
      }
      if (cost <= budget && value > best) best = value;
    }
    int64_t chosen[6];
    if (best > INT64_MIN) {
      cpw_knapsack_answer a = choose(v, c, first, classes, budget, none, chosen);
      ck_assert_msg(a.value == best, "t %llu", (unsigned long long)t);
      ck_assert(a.relaxed >= (double)best - 1e-9);
    }
  }
}
END_TEST

/* classes of one option that may be left are items; a baseline is a floor under a search that may not begin */
START_TEST(items_are_classes)
{
  enum { N = 60 };
  int64_t v[N], c[N], first[N + 1], chosen[N], sum = 0;
  int32_t x[N];
  for (uint64_t t = 0; t < 20; t++) {
    cpw_stream s;
    cpw_stream_init(&s, 22, t, 0, 0);
    for (int j = 0; j < N; j++) {
      c[j] = between(&s, 1, 5000);
      v[j] = t % 2 ? between(&s, 1, 5000) : c[j] + 500;
      first[j] = j;
      sum += c[j];
    }
    first[N] = N;
    cpw_knapsack_answer a, b = choose(v, c, first, N, sum / 40, 1, chosen);
    ck_assert_int_eq(cpw_knapsack_solve(v, c, N, sum / 40, NULL, x, &a, NULL), CPW_OK);
    ck_assert_int_eq(a.value, b.value);
    ck_assert_double_eq_tol(a.relaxed, b.relaxed, 1e-9);
    cpw_knapsack_options o;
    cpw_knapsack_options_init(&o);
    o.at_most_one = 1;
    o.max_steps = 1;
    o.baseline = x;
    ck_assert_int_eq(cpw_knapsack_choose(v, c, first, N, sum / 40, &o, chosen, &b, NULL), CPW_OK);
    ck_assert(b.value == a.value && b.baseline == a.value);
  }
}
END_TEST

static int32_t everything(void *context) {
  enum { N = 60 };
  int64_t v[N], c[N], first[N / 3 + 1], sum = 0, chosen[N / 3];
  (void)context;
  for (int j = 0; j < N; j++) {
    c[j] = j % 3 * 1000 + (j * 7919) % 401;
    v[j] = c[j] + j % 3 * 50;
    first[j / 3] = j - j % 3;
    sum += c[j];
  }
  first[N / 3] = N;
  cpw_knapsack_answer a;
  return cpw_knapsack_choose(v, c, first, N / 3, sum / 3, NULL, chosen, &a, NULL);
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

void add_classes(Suite *suite) {
  const TTest *limits[] = {small_classes, great_numbers, NULL}, *errors[] = {wrong_classes, NULL},
              *reference[] = {known_optimum, doubles, NULL},
              *properties[] = {against_all_combinations, items_are_classes, NULL},
              *oom[] = {memory_fails, NULL};
  add_cases(suite, "class limits", limits);
  add_cases(suite, "class errors", errors);
  add_cases(suite, "class reference", reference);
  add_cases(suite, "class properties", properties);
  add_cases(suite, "oom", oom);
}
