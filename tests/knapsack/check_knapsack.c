/* 0/1 knapsack against all subsets, against an array over money, and against known optima. */
#include "check_knapsack.h"

static cpw_knapsack_answer solve(const int64_t *v, const int64_t *c, int64_t n, int64_t budget,
                                 int32_t *x) {
  cpw_knapsack_answer a;
  cpw_error e;
  ck_assert_msg(cpw_knapsack_solve(v, c, n, budget, NULL, x, &a, &e) == CPW_OK, "%s", e.message);
  ck_assert_int_eq(a.proven, 1);
  ck_assert_int_eq(a.bound, a.value);
  ck_assert_int_eq(a.ended, CPW_KNAPSACK_PROVEN);
  int64_t value = 0, cost = 0, chosen = 0;
  for (int64_t j = 0; x && j < n; j++) {
    ck_assert(x[j] == 0 || x[j] == 1);
    value += x[j] ? v[j] : 0;
    cost += x[j] ? c[j] : 0;
    chosen += x[j];
  }
  if (x) ck_assert(value == a.value && cost == a.cost && chosen == a.chosen);
  ck_assert_int_eq(a.cost + a.unspent, budget);
  ck_assert_int_ge(a.unspent, 0);
  ck_assert_int_le(a.greedy, a.value);
  return a;
}

/* -------- limits ------------------------------------------------------------------------------- */

START_TEST(nothing_and_one)
{
  const int64_t v[] = {7}, c[] = {5};
  int32_t x[1] = {9};
  cpw_knapsack_answer a = solve(NULL, NULL, 0, 10, NULL);
  ck_assert(a.value == 0 && a.unspent == 10 && a.break_item == -1 && a.next == -1 && a.price == 0);
  a = solve(v, c, 1, 5, x);
  ck_assert(a.value == 7 && x[0] == 1 && a.unspent == 0 && a.next == -1 && a.relaxed == 7);
  a = solve(v, c, 1, 4, x);
  ck_assert(a.value == 0 && x[0] == 0 && a.next == 0 && a.next_extra == 1 && a.next_value == 7);
  ck_assert_double_eq_tol(a.relaxed, 5.6, 1e-15);
  ck_assert_double_eq(a.price, 1.4);
  a = solve(v, c, 1, 0, x);
  ck_assert(a.value == 0 && a.chosen == 0 && a.break_item == 0);
}
END_TEST

START_TEST(what_costs_nothing_or_is_worth_nothing)
{
  /* free and good, free and useless, useless, harmful, harmful but releases, good and releases */
  const int64_t v[] = {3, 0, 0, -2, -4, 5}, c[] = {0, 0, 4, 3, -6, -1};
  int32_t x[6];
  cpw_knapsack_answer a = solve(v, c, 6, 0, x);
  const int32_t want[] = {1, 0, 0, 0, 0, 1};
  ck_assert_mem_eq(x, want, sizeof x);
  ck_assert(a.value == 8 && a.cost == -1 && a.unspent == 1);
}
END_TEST

START_TEST(disinvesting_pays_for_something_better)
{
  /* giving up 4 releases 6, which buys 9 */
  const int64_t v[] = {-4, 9}, c[] = {-6, 5};
  int32_t x[2];
  cpw_knapsack_answer a = solve(v, c, 2, 0, x);
  ck_assert(x[0] == 1 && x[1] == 1 && a.value == 5 && a.cost == -1 && a.chosen == 2);
  a = solve(v, c, 2, -6, x);
  ck_assert(x[0] == 1 && x[1] == 0 && a.value == -4 && a.cost == -6);
}
END_TEST

START_TEST(great_numbers)
{
  const int64_t big = (int64_t)1 << 60;
  const int64_t v[] = {big, big - 1, big - 2}, c[] = {big, big - 1, big - 3};
  int32_t x[3];
  cpw_knapsack_answer a = solve(v, c, 3, 2 * big - 4, x);
  ck_assert(a.value == 2 * big - 3 && x[0] == 0 && x[1] == 1 && x[2] == 1);
  a = solve(v, c, 3, INT64_MAX, x);
  ck_assert(a.value == 3 * big - 3 && a.chosen == 3);
  /* the dear one is left out before anything is summed */
  const int64_t v2[] = {1, 2}, c2[] = {INT64_MAX, 3};
  a = solve(v2, c2, 2, INT64_MAX - 1, x);
  ck_assert(a.value == 2 && x[0] == 0);
}
END_TEST

START_TEST(of_twins_the_first)
{
  const int64_t v[] = {5, 9, 5, 5, 9}, c[] = {2, 3, 2, 2, 3};
  int32_t x[5];
  solve(v, c, 5, 7, x);
  const int32_t want[] = {1, 1, 1, 0, 0};
  ck_assert_mem_eq(x, want, sizeof x);
}
END_TEST

START_TEST(options_have_defaults)
{
  cpw_knapsack_options o;
  cpw_knapsack_options_init(&o);
  ck_assert(o.struct_size == sizeof o && o.max_states == 4000000 && o.max_steps == 4000000000 &&
            o.max_seconds == 0 && o.at_most_one == 0 && !o.baseline && !o.cancel && !o.allocator);
  cpw_knapsack_rules r;
  cpw_knapsack_rules_init(&r);
  ck_assert(r.struct_size == sizeof r && !r.need && !r.group && r.groups == 0 && !r.settled);
}
END_TEST

/* Limits that are met: the best found, a bound that holds, and which limit it was. */
START_TEST(limits_are_said)
{
  enum { N = 60 };
  int64_t v[N], c[N], budget = 0;
  cpw_stream s;
  cpw_stream_init(&s, 3, 0, 0, 0);
  for (int j = 0; j < N; j++) {
    c[j] = between(&s, 1, 100000000);
    v[j] = c[j] + 10000000;
    budget += c[j] / 2;
  }
  int32_t x[N];
  cpw_knapsack_options o;
  cpw_knapsack_options_init(&o);
  o.max_steps = 100;
  cpw_knapsack_answer a;
  ck_assert_int_eq(cpw_knapsack_solve(v, c, N, budget, &o, x, &a, NULL), CPW_OK);
  ck_assert(!a.proven && a.ended == CPW_KNAPSACK_STEPS && a.bound > a.value &&
            (double)a.bound <= a.relaxed && a.value >= a.greedy && a.steps <= 100);
  cpw_knapsack_options_init(&o);
  o.max_states = 50;
  ck_assert_int_eq(cpw_knapsack_solve(v, c, N, budget, &o, x, &a, NULL), CPW_OK);
  ck_assert(!a.proven && a.ended == CPW_KNAPSACK_STATES && a.bound > a.value && a.states == 50);
  cpw_knapsack_options_init(&o);
  o.max_seconds = 1e-9;
  ck_assert_int_eq(cpw_knapsack_solve(v, c, N, budget, &o, x, &a, NULL), CPW_OK);
  ck_assert(!a.proven && a.ended == CPW_KNAPSACK_TIME && a.cost <= budget);
}
END_TEST

/* -------- errors ------------------------------------------------------------------------------- */

static void fails(const int64_t *v, const int64_t *c, int64_t n, int64_t budget,
                  const cpw_knapsack_options *o, int32_t code, const char *message) {
  cpw_knapsack_answer a, before;
  int32_t x[4] = {7, 7, 7, 7};
  cpw_error e;
  memset(&a, 1, sizeof a);
  before = a;
  ck_assert_int_eq(cpw_knapsack_solve(v, c, n, budget, o, x, &a, &e), code);
  ck_assert_str_eq(e.message, message);
  ck_assert(x[0] == 7 && x[3] == 7);
  ck_assert_mem_eq(&a, &before, sizeof a);
}

START_TEST(wrong_arguments)
{
  const int64_t v[] = {1, 2}, c[] = {3, 4}, most = (int64_t)1 << 62;
  fails(v, c, -1, 5, NULL, CPW_EINVAL, "n = -1 must be >= 0");
  fails(NULL, c, 2, 5, NULL, CPW_EINVAL, "value must not be NULL");
  fails(v, NULL, 2, 5, NULL, CPW_EINVAL, "cost must not be NULL");
  fails(v, c, 2, -5, NULL, CPW_EDOMAIN,
        "budget = -5 is 5 short of 0, the least that any choice costs");
  const int64_t released[] = {3, -4};
  fails(v, released, 2, -5, NULL, CPW_EDOMAIN,
        "budget = -5 is 1 short of -4, the least that any choice costs");
  fails(v, released, 2, INT64_MAX, NULL, CPW_EOVERFLOW,
        "budget = 9223372036854775807 and what is released (4) sum to more than 2^63 - 1");
  const int64_t great[] = {most, 1}, low[] = {1, INT64_MIN};
  fails(great, c, 2, 5, NULL, CPW_EOVERFLOW, "value[1] = 1 brings the sum of |values| above 2^62");
  fails(v, low, 2, 5, NULL, CPW_EOVERFLOW,
        "cost[1] = -9223372036854775808 brings what is released above 2^62");
  fails(v, great, 2, most, NULL, CPW_EOVERFLOW,
        "cost[0] = 4611686018427387904: the costs of what fits into the budget sum to more than "
        "2^62");
  ck_assert_int_eq(cpw_knapsack_solve(v, c, 2, 5, NULL, NULL, NULL, NULL), CPW_EINVAL);
}
END_TEST

START_TEST(wrong_options)
{
  const int64_t v[] = {1, 2}, c[] = {3, 4};
  const int32_t two[] = {0, 2}, dear[] = {1, 1}, stop = 1;
  const cpw_allocator lame = {NULL, NULL, NULL, NULL};
  cpw_knapsack_options o, d;
  cpw_knapsack_options_init(&d);
  o = d;
  o.max_states = 0;
  fails(v, c, 2, 5, &o, CPW_EINVAL, "options.max_states = 0 must be >= 1");
  o = d;
  o.max_steps = -1;
  fails(v, c, 2, 5, &o, CPW_EINVAL, "options.max_steps = -1 must be >= 1");
  o = d;
  o.max_seconds = (double)NAN;
  fails(v, c, 2, 5, &o, CPW_EINVAL, "options.max_seconds = nan must be finite and >= 0");
  o = d;
  o.at_most_one = 1;
  fails(v, c, 2, 5, &o, CPW_EINVAL, "options.at_most_one = 1 is for classes: it must be 0");
  o = d;
  o.baseline = two;
  fails(v, c, 2, 5, &o, CPW_EINVAL, "options.baseline[1] = 2 must be 0 or 1");
  o.baseline = dear;
  fails(v, c, 2, 5, &o, CPW_EDOMAIN, "options.baseline costs 2 more than budget = 5");
  o = d;
  o.struct_size = sizeof o + 8;
  cpw_knapsack_answer a;
  ck_assert_int_eq(cpw_knapsack_solve(v, c, 2, 5, &o, NULL, &a, NULL), CPW_EABI);
  o = d;
  o.allocator = &lame;
  fails(v, c, 2, 5, &o, CPW_EINVAL, "allocator lacks allocate: all three functions are needed");
  o = d;
  o.cancel = &stop;
  const int64_t v3[] = {5, 6, 7, 8}, c3[] = {4, 5, 6, 7};
  fails(v3, c3, 4, 13, &o, CPW_ECANCELLED, "cancelled by the caller");
}
END_TEST

START_TEST(doubles_that_are_none)
{
  const double v[] = {1, (double)NAN};
  const int64_t c[] = {1, 1};
  cpw_knapsack_answer a;
  cpw_error e;
  ck_assert_int_eq(cpw_knapsack_solve_real(v, c, 2, 5, NULL, NULL, &a, &e), CPW_EDOMAIN);
  ck_assert_str_eq(e.message, "value[1] = nan must be finite");
  const double great[] = {1e308, 1e308};
  ck_assert_int_eq(cpw_knapsack_solve_real(great, c, 2, 5, NULL, NULL, &a, &e), CPW_EOVERFLOW);
  ck_assert_str_eq(e.message, "value: the sum of |values| is beyond the greatest double");
  ck_assert_int_eq(cpw_knapsack_solve_real(NULL, c, 2, 5, NULL, NULL, &a, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "value must not be NULL");
}
END_TEST

/* -------- reference ---------------------------------------------------------------------------- */

START_TEST(textbook)
{
  /* Dantzig's bound and the optimum of a well-known example */
  const int64_t v[] = {60, 100, 120}, c[] = {10, 20, 30};
  int32_t x[3];
  cpw_knapsack_answer a = solve(v, c, 3, 50, x);
  ck_assert(a.value == 220 && a.greedy == 160 && a.relaxed == 240 && a.price == 4 &&
            a.break_item == 2 && a.next == 0 && a.next_value == 60 && a.next_extra == 10);
}
END_TEST

/* GLPK, CBC, HiGHS and dynamic programming agree (../shared/reference/budget_cases.json, knapsack-01, -04) */
START_TEST(known_optima)
{
  const int64_t v[] = {66, 16, 5, 34, 36, 66, 18, 34, 48, 43},
                c[] = {6, 2, 39, 1, 14, 7, 50, 92, 3, 23};
  int32_t x[30];
  ck_assert_int_eq(solve(v, c, 10, 118, x).value, 327);
  const int64_t w[] = {840, 483, 780, 236, 308, 223, 527, 892,  824, 227, 758, 296, 24,  832, 819,
                       793, 347, 432, 417, 783, 404, 489, 1000, 268, 780, 436, 35,  996, 418, 941};
  int64_t p[30];
  for (int j = 0; j < 30; j++)
    p[j] = w[j] + 100;
  ck_assert_int_eq(solve(p, w, 30, 8304, x).value, 10304);
}
END_TEST

START_TEST(doubles_in_their_unit)
{
  const double v[] = {0.5, 0.375, 0.25, 0};
  const int64_t c[] = {3, 2, 2, 1};
  int32_t x[4];
  cpw_knapsack_answer a;
  ck_assert_int_eq(cpw_knapsack_solve_real(v, c, 4, 4, NULL, x, &a, NULL), CPW_OK);
  ck_assert(a.unit == 0.125 && a.value == 5 && a.proven && !x[0] && x[1] && x[2] && !x[3]);
  /* any doubles: the sum of what is chosen, to rounding */
  const double u[] = {1 / 3.0, 1e-3 / 7, 0.1, 1e300};
  ck_assert_int_eq(cpw_knapsack_solve_real(u, c, 3, 4, NULL, x, &a, NULL), CPW_OK);
  ck_assert_double_eq_tol((double)a.value * a.unit, 1 / 3.0, 1e-15);
  ck_assert_int_eq(cpw_knapsack_solve_real(u, c, 4, 1, NULL, x, &a, NULL), CPW_OK);
  ck_assert(x[3] == 1 && (double)a.value * a.unit == 1e300);
  const double tiny[] = {5e-324, 1e-323, 0, 0};
  ck_assert_int_eq(cpw_knapsack_solve_real(tiny, c, 4, 4, NULL, x, &a, NULL), CPW_OK);
  ck_assert(a.value == 2 && a.unit == 5e-324);
}
END_TEST

/* -------- properties --------------------------------------------------------------------------- */

/* all subsets of up to 14 options of any sign; every kind of relation of value and cost */
START_TEST(against_all_subsets)
{
  for (uint64_t t = 0; t < 400; t++) {
    cpw_stream s;
    cpw_stream_init(&s, 11, t, 0, 0);
    int n = (int)between(&s, 0, 14), kind = (int)between(&s, 0, 3);
    int64_t v[14], c[14], best = INT64_MIN, range = between(&s, 3, 60);
    int64_t low = between(&s, 0, 2) ? 0 : -range / 3;
    for (int j = 0; j < n; j++) {
      c[j] = between(&s, low, range);
      v[j] = kind == 0 ? c[j] : kind == 1 ? c[j] + range / 5 : between(&s, low, range);
    }
    int64_t budget = between(&s, low, range * (n + 1) / 2);
    for (int m = 0; m < 1 << n; m++) {
      int64_t value = 0, cost = 0;
      for (int j = 0; j < n; j++)
        if (m >> j & 1) {
          value += v[j];
          cost += c[j];
        }
      if (cost <= budget && value > best) best = value;
    }
    int32_t x[14];
    if (best > INT64_MIN) {
      cpw_knapsack_answer a = solve(v, c, n, budget, x);
      ck_assert_msg(a.value == best, "t %llu", (unsigned long long)t);
      ck_assert(a.relaxed >= (double)best - 1e-9);
    } else {
      cpw_knapsack_answer a;
      ck_assert_int_eq(cpw_knapsack_solve(v, c, n, budget, NULL, x, &a, NULL), CPW_EDOMAIN);
    }
  }
}
END_TEST

enum { MOST = 20000 };
static int64_t table[MOST + 1];

/* the best value of every budget up to `most`, by an array over money */
static void fill_table(const int64_t *v, const int64_t *c, int n, int64_t most) {
  memset(table, 0, sizeof table);
  for (int j = 0; j < n; j++)
    for (int64_t b = most; b >= c[j]; b--)
      if (table[b - c[j]] + v[j] > table[b]) table[b] = table[b - c[j]] + v[j];
}

/* hard relations of value and cost, large enough for bounds on numbers, beams and items alike */
START_TEST(against_an_array_over_money)
{
  enum { N = 300 };
  static int64_t v[N], c[N];
  static int32_t x[N];
  for (int kind = 0; kind < 8; kind++)
    for (uint64_t t = 0; t < 4; t++) {
      cpw_stream s;
      cpw_stream_init(&s, 12, t, (uint32_t)kind, 0);
      int n = (int)between(&s, 100, N);
      for (int j = 0; j < n; j++) {
        int64_t w = between(&s, 1, 200);
        c[j] = w;
        v[j] = kind == 0   ? w + 20
               : kind == 1 ? between(&s, w + 19, w + 21)
               : kind == 2 ? w + (w % 6 ? 40 : 60)
               : kind == 3 ? 3 * ((w + 2) / 3)
               : kind == 4 ? (int64_t)sqrt((double)(160000 - (w - 400) * (w - 400)))
               : kind == 5 ? between(&s, w > 20 ? w - 20 : 1, w + 20)
                           : w;
        if (kind == 6) c[j] = w + 20;
        if (kind == 7) v[j] = c[j] = 2 * w;
      }
      fill_table(v, c, n, MOST);
      int64_t before = -1;
      for (int i = 0; i < 6; i++) {
        int64_t budget = MOST / 8 * (i + 1) + (kind == 7 ? 1 : between(&s, 0, 100));
        int64_t value = solve(v, c, n, budget, x).value;
        ck_assert_msg(value == table[budget], "kind %d t %d: %lld %lld", kind, (int)t,
                      (long long)value, (long long)table[budget]);
        ck_assert_int_ge(value, before);
        before = value;
      }
    }
}
END_TEST

/* Costs of nine digits, value equal to cost or a constant above it: lists alone would need many million states. Of
 * 100 or 1,000 such numbers some set fills the budget exactly, so that the bound is the optimum. */
START_TEST(sets_that_fill_the_budget)
{
  enum { N = 1000 };
  static int64_t v[N], c[N];
  static int32_t x[N];
  for (int n = 100; n <= N; n *= 10) {
    cpw_stream s;
    cpw_stream_init(&s, 14, (uint64_t)n, 0, 0);
    int64_t sum = 0;
    for (int j = 0; j < n; j++) {
      v[j] = c[j] = between(&s, 1, 1000000000);
      sum += c[j];
    }
    ck_assert_int_eq(solve(v, c, n, sum / 2, x).unspent, 0);
  }
}
END_TEST

/* the order of the options does not change which are chosen, but for options alike */
START_TEST(in_any_order)
{
  enum { N = 400 };
  static int64_t v[N], c[N], v2[N], c2[N], index[N];
  static int32_t x[N], y[N];
  for (uint64_t t = 0; t < 12; t++) {
    cpw_stream s;
    cpw_stream_init(&s, 13, t, 0, 0);
    int64_t sum = 0;
    for (int j = 0; j < N; j++) {
      c[j] = between(&s, 1, 100000);
      v[j] = t % 3 ? c[j] + (t % 3 == 1 ? 10000 : between(&s, 0, 50)) : between(&s, 1, 100000);
      index[j] = j;
      sum += c[j];
    }
    solve(v, c, N, sum / 3, x);
    for (int j = N - 1; j > 0; j--) {
      int64_t k = between(&s, 0, j), i = index[j];
      index[j] = index[k];
      index[k] = i;
    }
    for (int j = 0; j < N; j++) {
      v2[j] = v[index[j]];
      c2[j] = c[index[j]];
    }
    solve(v2, c2, N, sum / 3, y);
    for (int j = 0; j < N; j++) {
      int twins = 0;
      for (int k = 0; k < N; k++)
        twins += v[k] == v[index[j]] && c[k] == c[index[j]];
      if (twins == 1) ck_assert_int_eq(y[j], x[index[j]]);
    }
  }
}
END_TEST

START_TEST(never_worse_than_the_baseline)
{
  enum { N = 40 };
  int64_t v[N], c[N], sum = 0, value = 0;
  int32_t x[N], best[N];
  cpw_stream s;
  cpw_stream_init(&s, 14, 0, 0, 0);
  for (int j = 0; j < N; j++) {
    c[j] = between(&s, 1, 100000000);
    v[j] = c[j] + 10000000;
    sum += c[j];
  }
  value = solve(v, c, N, sum / 2, best).value;
  cpw_knapsack_options o;
  cpw_knapsack_options_init(&o);
  o.baseline = best;
  o.max_steps = 1;
  cpw_knapsack_answer a;
  ck_assert_int_eq(cpw_knapsack_solve(v, c, N, sum / 2, &o, x, &a, NULL), CPW_OK);
  ck_assert(a.baseline == value && a.value == value);
}
END_TEST

/* -------- memory ------------------------------------------------------------------------------- */

static int32_t everything(void *context) {
  enum { N = 40 };
  int64_t v[N], c[N], sum = 0;
  double u[N];
  (void)context;
  for (int j = 0; j < N; j++) {
    c[j] = 1000 + (j * 7919) % 4001;
    v[j] = c[j] + 500;
    u[j] = (double)v[j] / 2;
    sum += c[j];
  }
  cpw_knapsack_answer a;
  int32_t status = cpw_knapsack_solve(v, c, N, sum / 2 + 1, NULL, NULL, &a, NULL);
  if (status == CPW_OK)
    status = cpw_knapsack_solve_real(u, c, N, sum / 2 + 1, NULL, NULL, &a, NULL);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("knapsack");
  const TTest *limits[] = {nothing_and_one,
                           what_costs_nothing_or_is_worth_nothing,
                           disinvesting_pays_for_something_better,
                           great_numbers,
                           of_twins_the_first,
                           options_have_defaults,
                           limits_are_said,
                           NULL};
  const TTest *errors[] = {wrong_arguments, wrong_options, doubles_that_are_none, NULL};
  const TTest *reference[] = {textbook, known_optima, doubles_in_their_unit, NULL};
  const TTest *properties[] = {against_all_subsets,           against_an_array_over_money,
                               sets_that_fill_the_budget,     in_any_order,
                               never_worse_than_the_baseline, NULL};
  const TTest *oom[] = {memory_fails, NULL};
  add_cases(suite, "limits", limits);
  add_cases(suite, "errors", errors);
  add_cases(suite, "reference", reference);
  add_cases(suite, "properties", properties);
  add_cases(suite, "oom", oom);
  add_classes(suite);
  add_select(suite);
  Suite *suites[] = {suite};
  return cpwt_run(suites, 1);
}
