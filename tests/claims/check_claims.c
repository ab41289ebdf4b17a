/* Rules for claims: tables from the literature, brute force over all orders of arrival, duality, consistency,
 * pounds that add up. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST 12

static cpw_claims_options by(int32_t rule) {
  cpw_claims_options o;
  cpw_claims_options_init(&o);
  o.rule = rule;
  return o;
}

static void divide(int32_t rule, double estate, const double *claims, int64_t n, double *awards) {
  cpw_claims_options o = by(rule);
  cpw_error err;
  int32_t status = cpw_claims_divide(estate, claims, n, &o, awards, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
}

static void whole(int32_t rule, int64_t estate, const int64_t *claims, int64_t n, int64_t *awards) {
  cpw_claims_options o = by(rule);
  cpw_error err;
  int32_t status = cpw_claims_divide_whole(estate, claims, n, &o, awards, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nobody_and_nothing)
{
  for (int32_t rule = 0; rule < CPW_CLAIMS_COUNT; rule++) {
    double awards[3] = {7, 7, 7};
    int64_t pounds[3] = {7, 7, 7};
    divide(rule, 0, NULL, 0, NULL);
    whole(rule, 0, NULL, 0, NULL);
    divide(rule, 0, (const double[]){3, 0, 5}, 3, awards);
    whole(rule, 0, (const int64_t[]){3, 0, 5}, 3, pounds);
    for (int i = 0; i < 3; i++)
      ck_assert(awards[i] == 0 && pounds[i] == 0);
    divide(rule, 8, (const double[]){3, 0, 5}, 3, awards); /* all in full, exactly */
    whole(rule, 8, (const int64_t[]){3, 0, 5}, 3, pounds);
    ck_assert(awards[0] == 3 && awards[1] == 0 && awards[2] == 5);
    ck_assert(pounds[0] == 3 && pounds[1] == 0 && pounds[2] == 5);
    divide(rule, 0.5, (const double[]){4}, 1, awards);
    ck_assert_double_eq(awards[0], 0.5);
    divide(rule, 1, (const double[]){4, 4}, 2, awards);
    ck_assert(awards[0] == 0.5 && awards[1] == 0.5);
  }
}
END_TEST

/* one claim each of great and small money: nothing overflows, nothing vanishes */
START_TEST(money_of_any_size)
{
  for (int32_t rule = 0; rule < CPW_CLAIMS_COUNT; rule++) {
    double awards[3];
    const double scales[] = {1e-300, 1e-3, 1e300};
    for (int k = 0; k < 3; k++) {
      double s = scales[k], claims[] = {100 * s, 200 * s, 300 * s}, usual[3];
      divide(rule, 200 * s, claims, 3, awards);
      divide(rule, 200, (const double[]){100, 200, 300}, 3, usual);
      for (int i = 0; i < 3; i++)
        ck_assert_double_eq_tol(awards[i] / s, usual[i], 1e-11);
    }
    const int64_t most = INT64_MAX, claims[] = {most, most, most - 1};
    int64_t pounds[3];
    whole(rule, most, claims, 3, pounds);
    ck_assert(pounds[0] > 0 && pounds[1] > 0 && pounds[2] > 0);
    ck_assert_int_eq(pounds[0] - (most - pounds[1] - pounds[2]), 0);
  }
}
END_TEST

/* the sum as a program adds it may be above the exact one by its rounding */
START_TEST(a_sum_with_rounding)
{
  double claims[10], sum = 0, awards[10];
  for (int i = 0; i < 10; i++)
    sum += claims[i] = 0.1 * (i + 1) / 3;
  divide(CPW_CLAIMS_TALMUD, sum * (1 + 1e-15), claims, 10, awards);
  ck_assert_mem_eq(awards, claims, sizeof claims);
}
END_TEST

/* equal losses of claims that are nearly the same and an estate that is nothing beside them */
START_TEST(small_estates_keep_their_digits)
{
  const double claims[] = {1e15 + 1, 1e15};
  double awards[2];
  divide(CPW_CLAIMS_EQUAL_LOSSES, 1.5, claims, 2, awards);
  ck_assert_double_eq_tol(awards[0], 1.25, 1e-14);
  ck_assert_double_eq_tol(awards[1], 0.25, 1e-14);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(double estate, const double *claims, int64_t n, const cpw_claims_options *o,
                    int32_t code, int64_t index, const char *message) {
  double awards[MOST] = {-7};
  cpw_error err;
  ck_assert_int_eq(cpw_claims_divide(estate, claims, n, o, awards, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_int_eq(err.index, index);
  ck_assert_double_eq(awards[0], -7);
}

START_TEST(what_is_wrong)
{
  const double claims[] = {1, 2, 3}, bad[] = {1, -2}, none[] = {1, (double)NAN};
  cpw_claims_options o = by(8);
  refuses(1, claims, 3, &o, CPW_EINVAL, -1, "options.rule = 8 must be 0 to 7");
  refuses(1, NULL, 3, NULL, CPW_EINVAL, -1, "claims is NULL");
  refuses(1, claims, -1, NULL, CPW_EINVAL, -1, "n = -1 must be >= 0");
  refuses(1, bad, 2, NULL, CPW_EDOMAIN, 1, "claims[1] = -2 must be finite and >= 0");
  refuses(1, none, 2, NULL, CPW_EDOMAIN, 1, "claims[1] = nan must be finite and >= 0");
  refuses(-1, claims, 3, NULL, CPW_EDOMAIN, -1, "estate = -1 must be finite and >= 0");
  refuses(1 / 0.0, claims, 3, NULL, CPW_EDOMAIN, -1, "estate = inf must be finite and >= 0");
  refuses(7, claims, 3, NULL, CPW_EDOMAIN, -1,
          "estate = 7 must not be above the claims, 6 together (short by 1)");
  refuses(7, NULL, 0, NULL, CPW_EDOMAIN, -1,
          "estate = 7 must not be above the claims, 0 together (short by 7)");
  const double weights[] = {1, 0, 1}, wide[] = {1, 1e-101, 1};
  o = by(CPW_CLAIMS_EQUAL_AWARDS);
  o.weights = weights;
  refuses(1, claims, 3, &o, CPW_EDOMAIN, 1, "options.weights[1] = 0 must be finite and > 0");
  o.weights = wide;
  refuses(
      1, claims, 3, &o, CPW_EDOMAIN, -1,
      "options.weights are from 1e-101 to 1: they must be within a factor of 1e100 of each other");
  o.rule = CPW_CLAIMS_MINIMAL_OVERLAP;
  refuses(1, claims, 3, &o, CPW_EINVAL, -1,
          "options.weights must not be given with minimal_overlap");
  const char *ids[] = {"a", NULL, "c"};
  o = by(0);
  o.ids = ids;
  refuses(1, claims, 3, &o, CPW_EINVAL, 1, "options.ids[1] is NULL");
  o.struct_size = 1000;
  double awards[3];
  ck_assert_int_eq(cpw_claims_divide(1, claims, 3, &o, awards, NULL), CPW_EABI);
  ck_assert_int_eq(cpw_claims_divide(1, claims, 3, NULL, NULL, NULL), CPW_EINVAL);
}
END_TEST

START_TEST(pounds_that_are_wrong)
{
  const int64_t claims[] = {1, 2, 3}, bad[] = {4, -2};
  int64_t awards[3] = {-7, -7, -7};
  cpw_error err;
  ck_assert_int_eq(cpw_claims_divide_whole(7, claims, 3, NULL, awards, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "estate = 7 must not be above the claims, 6 together (short by 1)");
  ck_assert_int_eq(cpw_claims_divide_whole(-7, claims, 3, NULL, awards, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "estate = -7 must be >= 0");
  ck_assert_int_eq(cpw_claims_divide_whole(1, bad, 2, NULL, awards, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "claims[1] = -2 must be >= 0");
  ck_assert_int_eq(err.index, 1);
  ck_assert_int_eq(cpw_claims_divide_whole(1, NULL, 2, NULL, awards, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "claims is NULL");
  ck_assert_int_eq(cpw_claims_divide_whole(1, claims, 3, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "awards is NULL");
  ck_assert_int_eq(cpw_claims_divide_whole(1, claims, (INT64_C(1) << 31) + 1, NULL, awards, &err),
                   CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "n = 2147483649 must be at most 2^31");
  ck_assert_int_eq(awards[0], -7);
}
END_TEST

START_TEST(too_many_orders)
{
  double claims[40], awards[40];
  int64_t pounds[40], got[40];
  for (int i = 0; i < 40; i++)
    claims[i] = (double)(pounds[i] = i + 1);
  cpw_claims_options o = by(CPW_CLAIMS_RANDOM_ARRIVAL);
  cpw_error err;
  ck_assert_int_eq(cpw_claims_divide(10, claims, 40, &o, awards, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "n: random_arrival is exact for at most 36 claims above 0, not for "
                                "40: use cpw_claims_random_arrival");
  ck_assert_int_eq(cpw_claims_divide_whole(10, pounds, 40, &o, got, &err), CPW_EINVAL);
  ck_assert_str_eq(err.where, "cpw_claims_divide_whole");
  ck_assert_str_eq(err.message, "n: random_arrival is exact for at most 36 claims above 0, not for "
                                "40: use cpw_claims_random_arrival");
  ck_assert_int_eq(err.code, CPW_EINVAL);
  cpw_run run;
  cpw_run_init(&run);
  ck_assert_int_eq(cpw_claims_random_arrival(10, claims, 40, &run, NULL, awards, NULL, &err),
                   CPW_EINVAL);
  ck_assert_str_eq(err.message, "run.replications = 1 must be >= 2");
  ck_assert_int_eq(cpw_claims_random_arrival(10, claims, 40, NULL, NULL, NULL, NULL, &err),
                   CPW_EINVAL);
  ck_assert_str_eq(err.message, "awards is NULL");
  int32_t stop = 1;
  run.replications = 100;
  run.cancel = &stop;
  ck_assert_int_eq(cpw_claims_random_arrival(10, claims, 40, &run, NULL, awards, NULL, &err),
                   CPW_ECANCELLED);
}
END_TEST

START_TEST(names)
{
  for (int32_t rule = 0; rule < CPW_CLAIMS_COUNT; rule++)
    ck_assert_int_eq(cpw_claims_number(cpw_claims_name(rule)), rule);
  ck_assert_ptr_null(cpw_claims_name(-1));
  ck_assert_ptr_null(cpw_claims_name(CPW_CLAIMS_COUNT));
  ck_assert_int_eq(cpw_claims_number("cea"), CPW_CLAIMS_EQUAL_AWARDS);
  ck_assert_int_eq(cpw_claims_number("cel"), CPW_CLAIMS_EQUAL_LOSSES);
  ck_assert_int_eq(cpw_claims_number("random_arrival_shapley"), CPW_CLAIMS_RANDOM_ARRIVAL);
  ck_assert_int_eq(cpw_claims_number("fair"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_claims_number(NULL), CPW_ENOTFOUND);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* claims of 100, 200, 300. Talmud: Mishna Ketubot 93a. Proportional, equal awards and losses, random arrival,
 * adjusted proportional: budget_cases.json. Minimal overlap and Piniles: Thomson (2003), by hand: for 200 all
 * lie over the estate up to 100, two up to 200: 100/3, 100/3 + 50, 100/3 + 50. */
static const struct {
  int32_t rule;
  double estate, awards[3];
} tables[] = {
    {CPW_CLAIMS_PROPORTIONAL, 100, {50 / 3.0, 100 / 3.0, 50}},
    {CPW_CLAIMS_PROPORTIONAL, 200, {100 / 3.0, 200 / 3.0, 100}},
    {CPW_CLAIMS_EQUAL_AWARDS, 200, {200 / 3.0, 200 / 3.0, 200 / 3.0}},
    {CPW_CLAIMS_EQUAL_AWARDS, 400, {100, 150, 150}},
    {CPW_CLAIMS_EQUAL_LOSSES, 100, {0, 0, 100}},
    {CPW_CLAIMS_EQUAL_LOSSES, 200, {0, 50, 150}},
    {CPW_CLAIMS_EQUAL_LOSSES, 400, {100 / 3.0, 400 / 3.0, 700 / 3.0}},
    {CPW_CLAIMS_TALMUD, 100, {100 / 3.0, 100 / 3.0, 100 / 3.0}},
    {CPW_CLAIMS_TALMUD, 200, {50, 75, 75}},
    {CPW_CLAIMS_TALMUD, 300, {50, 100, 150}},
    {CPW_CLAIMS_TALMUD, 400, {50, 125, 225}},
    {CPW_CLAIMS_ADJUSTED_PROPORTIONAL, 200, {40, 80, 80}},
    {CPW_CLAIMS_ADJUSTED_PROPORTIONAL, 300, {50, 100, 150}},
    {CPW_CLAIMS_RANDOM_ARRIVAL, 200, {100 / 3.0, 250 / 3.0, 250 / 3.0}},
    {CPW_CLAIMS_RANDOM_ARRIVAL, 300, {50, 100, 150}},
    {CPW_CLAIMS_PINILES, 200, {50, 75, 75}},
    {CPW_CLAIMS_PINILES, 400, {50 + 100 / 3.0, 100 + 100 / 3.0, 150 + 100 / 3.0}},
    {CPW_CLAIMS_MINIMAL_OVERLAP, 200, {100 / 3.0, 250 / 3.0, 250 / 3.0}},
    {CPW_CLAIMS_MINIMAL_OVERLAP, 300, {100 / 3.0, 250 / 3.0, 550 / 3.0}},
    /* t = 100: below it all three, above it 200 - 100 and 300 - 100 side by side */
    {CPW_CLAIMS_MINIMAL_OVERLAP, 400, {100 / 3.0, 400 / 3.0, 700 / 3.0}},
};

START_TEST(tables_of_the_literature)
{
  const double claims[] = {100, 200, 300}, turned[] = {300, 100, 200};
  double a[3], b[3];
  divide(tables[_i].rule, tables[_i].estate, claims, 3, a);
  divide(tables[_i].rule, tables[_i].estate, turned, 3, b);
  for (int i = 0; i < 3; i++)
    ck_assert_double_eq_tol(a[i], tables[_i].awards[i], 1e-12);
  ck_assert(a[0] == b[1] && a[1] == b[2] && a[2] == b[0]);
}
END_TEST

/* two men hold a garment: one claims all, the other half: 3/4 and 1/4 (Mishna Bava Metzia 2a) */
START_TEST(the_contested_garment)
{
  const double claims[] = {1, 0.5};
  double a[2];
  const int32_t rules[] = {CPW_CLAIMS_TALMUD, CPW_CLAIMS_RANDOM_ARRIVAL,
                           CPW_CLAIMS_ADJUSTED_PROPORTIONAL, CPW_CLAIMS_MINIMAL_OVERLAP};
  for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) { /* all agree for two */
    divide(rules[k], 1, claims, 2, a);
    ck_assert_double_eq_tol(a[0], 0.75, 1e-15);
    ck_assert_double_eq_tol(a[1], 0.25, 1e-15);
  }
}
END_TEST

static void permute(double *sums, int *order, int at, int n, double estate, const double *claims) {
  if (at == n) {
    double left = estate;
    for (int k = 0; k < n; k++) {
      double paid = fmin(left, claims[order[k]]);
      sums[order[k]] += paid;
      left -= paid;
    }
    return;
  }
  for (int k = at; k < n; k++) {
    int swap = order[at];
    order[at] = order[k];
    order[k] = swap;
    permute(sums, order, at + 1, n, estate, claims);
    order[k] = order[at];
    order[at] = swap;
  }
}

START_TEST(random_arrival_by_all_orders)
{
  cpw_stream s;
  cpw_stream_init(&s, 11, 0, 0, 0);
  double orders = 1;
  for (int n = 1; n <= 8; n++) {
    orders *= n;
    double claims[8], sums[8] = {0}, awards[8], total = 0;
    int64_t whole_claims[8], pounds[8];
    int order[8];
    for (int i = 0; i < n; i++) {
      whole_claims[i] = 1 + (int64_t)cpw_random_below(&s, i % 2 ? 60 : 5);
      total += claims[i] = (double)whole_claims[i];
      order[i] = i;
    }
    double estate = floor(total * (0.1 + 0.8 * cpw_random_uniform(&s)));
    permute(sums, order, 0, n, estate, claims);
    divide(CPW_CLAIMS_RANDOM_ARRIVAL, estate, claims, n, awards);
    whole(CPW_CLAIMS_RANDOM_ARRIVAL, (int64_t)estate, whole_claims, n, pounds);
    for (int i = 0; i < n; i++) {
      ck_assert_double_eq_tol(awards[i], sums[i] / orders, 1e-13 * total);
      ck_assert(fabs((double)pounds[i] - awards[i]) < 1);
    }
  }
}
END_TEST

/* the two exact ways, orders as fractions to 20 claims and halves beyond, and drawn orders */
START_TEST(random_arrival_three_ways)
{
  double claims[36], awards[36], drawn[36], error[36], sum = 0;
  int64_t pounds[20], got[20], all = 0;
  for (int i = 0; i < 36; i++)
    sum += claims[i] = 3 + (i * 37) % 29;
  for (int i = 0; i < 20; i++)
    all += pounds[i] = (int64_t)claims[i] * 1000000;
  double twenty[20];
  for (int i = 0; i < 20; i++)
    twenty[i] = (double)pounds[i];
  whole(CPW_CLAIMS_RANDOM_ARRIVAL, all / 3, pounds, 20, got);
  divide(CPW_CLAIMS_RANDOM_ARRIVAL, (double)(all / 3), twenty, 20, awards);
  for (int i = 0; i < 20; i++)
    ck_assert(fabs((double)got[i] - awards[i]) < 1 + 1e-6);
  divide(CPW_CLAIMS_RANDOM_ARRIVAL, 0.4 * sum, claims, 28, awards);
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 4000;
  ck_assert_int_eq(cpw_claims_random_arrival(0.4 * sum, claims, 28, &run, NULL, drawn, error, NULL),
                   CPW_OK);
  double off = 0;
  for (int i = 0; i < 28; i++) {
    off += awards[i];
    ck_assert(error[i] > 0 && fabs(drawn[i] - awards[i]) < 5 * error[i]);
  }
  ck_assert_double_eq_tol(off, 0.4 * sum, 1e-12 * sum);
  double again[36];
  run.threads = 2;
  ck_assert_int_eq(cpw_claims_random_arrival(0.4 * sum, claims, 28, &run, NULL, again, NULL, NULL),
                   CPW_OK);
  ck_assert_mem_eq(drawn, again, 28 * sizeof *again);
}
END_TEST

/* weights: min(c, l w) and its relatives with l found by bisection */
START_TEST(weights_by_bisection)
{
  const double c[] = {10, 40, 25, 60, 5}, w[] = {1, 2.5, 0.5, 1, 4};
  const int32_t rules[] = {CPW_CLAIMS_EQUAL_AWARDS, CPW_CLAIMS_EQUAL_LOSSES,
                           CPW_CLAIMS_PROPORTIONAL};
  for (int k = 0; k < 3; k++)
    for (double estate = 10; estate < 140; estate += 13) {
      double low = 0, high = 1e3, awards[5];
      cpw_claims_options o = by(rules[k]);
      o.weights = w;
      ck_assert_int_eq(cpw_claims_divide(estate, c, 5, &o, awards, NULL), CPW_OK);
      for (int step = 0; step < 200; step++) {
        double l = 0.5 * (low + high), sum = 0;
        for (int i = 0; i < 5; i++)
          sum += k == 0   ? fmin(c[i], l * w[i])
                 : k == 1 ? c[i] - fmin(c[i], l * w[i])
                          : fmin(c[i], l * w[i] * c[i]);
        if ((sum < estate) == (k != 1))
          low = l;
        else
          high = l;
      }
      for (int i = 0; i < 5; i++) {
        double cut = fmin(c[i], low * w[i] * (k == 2 ? c[i] : 1));
        ck_assert_double_eq_tol(awards[i], k == 1 ? c[i] - cut : cut, 1e-12);
      }
    }
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

static int64_t draw(cpw_stream *s, double *claims, double *total) {
  int64_t n = 1 + (int64_t)cpw_random_below(s, 7);
  *total = 0;
  for (int64_t i = 0; i < n; i++)
    *total += claims[i] = (double)cpw_random_below(s, cpw_random_below(s, 3) ? 1000 : 4);
  return n;
}

static const int32_t dual[CPW_CLAIMS_COUNT] = {CPW_CLAIMS_PROPORTIONAL,
                                               CPW_CLAIMS_EQUAL_LOSSES,
                                               CPW_CLAIMS_EQUAL_AWARDS,
                                               CPW_CLAIMS_TALMUD,
                                               CPW_CLAIMS_ADJUSTED_PROPORTIONAL,
                                               CPW_CLAIMS_RANDOM_ARRIVAL,
                                               -1,
                                               -1};

START_TEST(what_every_rule_keeps)
{
  cpw_stream s;
  cpw_stream_init(&s, 5, 0, 0, 0);
  for (int k = 0; k < 300; k++) {
    double claims[MOST], total;
    int64_t n = draw(&s, claims, &total);
    double estate = total * cpw_random_uniform(&s), more = estate + (total - estate) * 0.1;
    for (int32_t rule = 0; rule < CPW_CLAIMS_COUNT; rule++) {
      double a[MOST], b[MOST], d[MOST], sum = 0, tiny = 1e-12 * (total + 1);
      divide(rule, estate, claims, n, a);
      divide(rule, more, claims, n, b);
      if (dual[rule] >= 0) divide(dual[rule], total - estate, claims, n, d);
      for (int64_t i = 0; i < n; i++) {
        sum += a[i];
        ck_assert(a[i] >= 0 && a[i] <= claims[i]);
        ck_assert(b[i] >= a[i] - tiny);
        if (dual[rule] >= 0) ck_assert_double_eq_tol(a[i] + d[i], claims[i], tiny);
        for (int64_t j = 0; j < n; j++) {
          if (claims[i] == claims[j]) ck_assert(a[i] == a[j]);
          if (claims[i] > claims[j])
            ck_assert(a[i] >= a[j] - tiny && claims[i] - a[i] >= claims[j] - a[j] - tiny);
        }
      }
      ck_assert_double_eq_tol(sum, estate, tiny);
    }
  }
}
END_TEST

/* the first leaves with the award: the others are divided what is left as before */
START_TEST(rules_that_are_consistent)
{
  const int32_t rules[] = {CPW_CLAIMS_PROPORTIONAL, CPW_CLAIMS_EQUAL_AWARDS,
                           CPW_CLAIMS_EQUAL_LOSSES, CPW_CLAIMS_TALMUD};
  cpw_stream s;
  cpw_stream_init(&s, 6, 0, 0, 0);
  for (int k = 0; k < 200; k++) {
    double claims[MOST], total, a[MOST], b[MOST];
    int64_t n = draw(&s, claims, &total);
    double estate = total * cpw_random_uniform(&s);
    for (int r = 0; r < 4; r++) {
      divide(rules[r], estate, claims, n, a);
      double rest = 0, room = 0;
      for (int64_t i = 1; i < n; i++) {
        rest += a[i];
        room += claims[i];
      }
      divide(rules[r], fmin(rest, room), claims + 1, n - 1, b);
      for (int64_t i = 1; i < n; i++)
        ck_assert_double_eq_tol(a[i], b[i - 1], 1e-12 * (total + 1));
    }
  }
}
END_TEST

/* to the pound: within one of the rule, the sum to the pound, no less for more, any order of rows */
START_TEST(pounds_add_up)
{
  cpw_stream s;
  cpw_stream_init(&s, 7, 0, 0, 0);
  for (int k = 0; k < 300; k++) {
    double claims[MOST], total, a[MOST];
    int64_t n = draw(&s, claims, &total), c[MOST], turned[MOST], x[MOST], y[MOST];
    char letters[MOST][2];
    const char *ids[MOST], *other[MOST];
    int64_t estate = (int64_t)cpw_random_below(&s, (uint64_t)total + 1);
    for (int64_t i = 0; i < n; i++) {
      c[i] = (int64_t)claims[i];
      letters[i][0] = (char)('a' + (i * 5 + 3) % 12);
      letters[i][1] = 0;
      ids[i] = letters[i];
    }
    for (int64_t i = 0; i < n; i++) {
      turned[i] = c[(i + 2) % n];
      other[i] = ids[(i + 2) % n];
    }
    for (int32_t rule = 0; rule < CPW_CLAIMS_COUNT; rule++) {
      cpw_claims_options o = by(rule);
      int64_t sum = 0;
      divide(rule, (double)estate, claims, n, a);
      o.ids = ids;
      ck_assert_int_eq(cpw_claims_divide_whole(estate, c, n, &o, x, NULL), CPW_OK);
      o.ids = other;
      ck_assert_int_eq(cpw_claims_divide_whole(estate, turned, n, &o, y, NULL), CPW_OK);
      for (int64_t i = 0; i < n; i++) {
        sum += x[i];
        ck_assert(x[i] >= 0 && x[i] <= c[i] && fabs((double)x[i] - a[i]) < 1 + 1e-9);
        ck_assert_int_eq(y[i], x[(i + 2) % n]);
        for (int64_t j = 0; j < n; j++)
          if (c[i] > c[j]) ck_assert_int_ge(x[i], x[j]);
      }
      ck_assert_int_eq(sum, estate);
    }
  }
}
END_TEST

/* pound by pound nobody loses under equal awards and equal losses */
START_TEST(one_pound_more)
{
  const int64_t c[] = {3, 7, 7, 12, 1, 0, 30};
  for (int32_t rule = CPW_CLAIMS_EQUAL_AWARDS; rule <= CPW_CLAIMS_EQUAL_LOSSES; rule++) {
    int64_t before[7] = {0}, now[7];
    for (int64_t estate = 1; estate <= 60; estate++) {
      whole(rule, estate, c, 7, now);
      for (int i = 0; i < 7; i++)
        ck_assert_int_ge(now[i], before[i]);
      memcpy(before, now, sizeof now);
    }
  }
}
END_TEST

/* a great many claims: the rounding of doubles is spread, the sum is exact */
START_TEST(many_claims)
{
  int64_t n = 20000, total = 0, *c = malloc((size_t)n * sizeof *c),
          *x = malloc((size_t)n * sizeof *x);
  double *w = malloc((size_t)n * sizeof *w);
  ck_assert(c && x && w);
  for (int64_t i = 0; i < n; i++) {
    c[i] = (i * 7919) % 1000003 * 1000003;
    total += c[i];
    w[i] = 1 + (double)(i % 7);
  }
  for (int32_t rule = 0; rule < CPW_CLAIMS_COUNT; rule++) {
    if (rule == CPW_CLAIMS_RANDOM_ARRIVAL) continue;
    cpw_claims_options o = by(rule);
    for (int weighted = 0; weighted < 2; weighted++) {
      if (weighted &&
          (rule == CPW_CLAIMS_ADJUSTED_PROPORTIONAL || rule == CPW_CLAIMS_MINIMAL_OVERLAP))
        continue;
      o.weights = weighted ? w : NULL;
      ck_assert_int_eq(cpw_claims_divide_whole(total / 3, c, n, &o, x, NULL), CPW_OK);
      int64_t sum = 0;
      for (int64_t i = 0; i < n; i++) {
        sum += x[i];
        ck_assert(x[i] >= 0 && x[i] <= c[i]);
      }
      ck_assert_int_eq(sum, total / 3);
    }
  }
  free(c);
  free(x);
  free(w);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const double c[] = {4, 2, 7}, w[] = {1, 2, 3};
  const int64_t p[] = {4, 2, 7};
  double a[3], e[3];
  int64_t x[3];
  (void)context;
  cpw_claims_options o = by(CPW_CLAIMS_TALMUD);
  int32_t status = cpw_claims_divide(6, c, 3, &o, a, NULL);
  o.weights = w;
  if (status == CPW_OK) status = cpw_claims_divide_whole(6, p, 3, &o, x, NULL);
  o = by(CPW_CLAIMS_RANDOM_ARRIVAL);
  if (status == CPW_OK) status = cpw_claims_divide(6, c, 3, &o, a, NULL);
  if (status == CPW_OK) status = cpw_claims_divide_whole(6, p, 3, &o, x, NULL);
  if (status == CPW_OK) status = cpw_claims_random_arrival(6, c, 3, NULL, NULL, a, e, NULL);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *claims_suite(void) {
  Suite *suite = suite_create("claims");
  const struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {{"limits",
                {nobody_and_nothing, money_of_any_size, a_sum_with_rounding,
                 small_estates_keep_their_digits}},
               {"errors", {what_is_wrong, pounds_that_are_wrong, too_many_orders, names}},
               {"reference",
                {the_contested_garment, random_arrival_by_all_orders, random_arrival_three_ways,
                 weights_by_bisection}},
               {"properties",
                {what_every_rule_keeps, rules_that_are_consistent, pounds_add_up, one_pound_more,
                 many_claims}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    if (k == 2)
      tcase_add_loop_test(tcase, tables_of_the_literature, 0,
                          (int)(sizeof tables / sizeof *tables));
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {claims_suite()};
  return cpwt_run(suites, 1);
}
