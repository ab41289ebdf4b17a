/* Whole parts: published examples, brute force unit by unit, extremes of weights and totals, bounds, ties,
 * what is refused. */
#include "carepath.h"
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MOST         8

#define ck_refused(call, status, text)                                                             \
  do {                                                                                             \
    cpw_error err;                                                                                 \
    memset(&err, 0, sizeof err);                                                                   \
    int32_t got = (call);                                                                          \
    ck_assert_msg(got == (status), "status %d: %s", (int)got, err.message);                        \
    ck_assert_str_eq(err.message, text);                                                           \
  } while (0)

static cpw_apportion_options by(int32_t method) {
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.method = method;
  return o;
}

static void check_parts(const int64_t *got, const int64_t *wanted, int64_t n, const char *what) {
  for (int64_t i = 0; i < n; i++)
    ck_assert_msg(got[i] == wanted[i], "%s: part %d is %lld, not %lld", what, (int)i,
                  (long long)got[i], (long long)wanted[i]);
}

/* ---------------------------------------------------------------- published ----------------- */

/* Balinski and Young, Fair Representation (2001), the five states of 26,000 that every method shares out
 * differently */
START_TEST(five_states)
{
  static const double people[] = {9061, 7179, 5259, 3319, 1182};
  static const int64_t wanted[CPW_APPORTION_COUNT][5] = {
      {9, 7, 5, 4, 1}, {9, 8, 5, 3, 1}, {10, 7, 5, 3, 1}, {9, 7, 5, 3, 2}, {9, 7, 6, 3, 1}};
  cpw_apportion_options o = by(_i);
  int64_t parts[5];
  ck_assert_int_eq(cpw_apportion(26, people, 5, &o, parts, NULL), CPW_OK);
  check_parts(parts, wanted[_i], 5, cpw_apportion_name(_i));
}
END_TEST

/* the Alabama paradox in its smallest form: one unit more, and the last row has one less */
START_TEST(alabama)
{
  static const double w[] = {6, 6, 2};
  static const int64_t ten[] = {4, 4, 2}, eleven[] = {5, 5, 1};
  int64_t parts[3];
  ck_assert_int_eq(cpw_apportion(10, w, 3, NULL, parts, NULL), CPW_OK);
  check_parts(parts, ten, 3, "10");
  ck_assert_int_eq(cpw_apportion(11, w, 3, NULL, parts, NULL), CPW_OK);
  check_parts(parts, eleven, 3, "11");
}
END_TEST

typedef struct example {
  int64_t total, n;
  double weights[4];
  int64_t hamilton[4], webster[4], dhondt[4];
} example;

/* apportionment-02, -04 and -06 of the shared cases: exact rationals */
static const example examples[] = {
    {10, 3, {6373, 2505, 1122}, {6, 3, 1}, {6, 3, 1}, {7, 2, 1}},
    {1000, 3, {1, 1, 1}, {334, 333, 333}, {334, 333, 333}, {334, 333, 333}},
    {10007,
     4,
     {62.5, 21.25, 16.25, 0},
     {6254, 2127, 1626, 0},
     {6254, 2127, 1626, 0},
     {6255, 2126, 1626, 0}},
};

START_TEST(shared_examples)
{
  const example *e = &examples[_i];
  int64_t parts[4];
  for (int32_t m = CPW_APPORTION_HAMILTON; m <= CPW_APPORTION_JEFFERSON; m++) {
    cpw_apportion_options o = by(m);
    ck_assert_int_eq(cpw_apportion(e->total, e->weights, e->n, &o, parts, NULL), CPW_OK);
    check_parts(parts,
                m == 0   ? e->hamilton
                : m == 1 ? e->webster
                         : e->dhondt,
                e->n, cpw_apportion_name(m));
  }
}
END_TEST

/* ---------------------------------------------------------------- brute force --------------- */

__extension__ typedef __int128 wide;

/* whether the next unit of row i (weight w, units a) is dearer than that of row j: whole numbers to 2^20 */
static int dearer(int32_t method, int64_t w, int64_t a, int64_t v, int64_t b) {
  switch (method) {
  case CPW_APPORTION_WEBSTER:
    return w * (2 * b + 1) > v * (2 * a + 1);
  case CPW_APPORTION_JEFFERSON:
    return w * (b + 1) > v * (a + 1);
  case CPW_APPORTION_ADAMS:
    return a == 0 || b == 0 ? (a == 0) != (b == 0) ? a == 0 : w > v : w * b > v * a;
  default:
    return a == 0 || b == 0 ? (a == 0) != (b == 0) ? a == 0 : w > v
                            : (wide)w * w * b * (b + 1) > (wide)v * v * a * (a + 1);
  }
}

static void unit_by_unit(int32_t method, int64_t total, const int64_t *w, int64_t n,
                         const int64_t *lower, const int64_t *upper, int64_t *parts) {
  for (int64_t i = 0; i < n; i++)
    total -= parts[i] = lower[i];
  for (; total > 0; total--) {
    int64_t best = -1;
    for (int64_t i = 0; i < n; i++)
      if (w[i] > 0 && parts[i] < upper[i] &&
          (best < 0 || dearer(method, w[i], parts[i], w[best], parts[best])))
        best = i;
    parts[best]++;
  }
}

START_TEST(divisors_by_brute_force)
{
  cpw_stream s;
  cpw_stream_init(&s, 20, (uint64_t)_i, 0, 0);
  int64_t n = 1 + (int64_t)cpw_random_below(&s, MOST), room = 0, low = 0;
  int64_t w[MOST], lower[MOST], upper[MOST], wanted[MOST], parts[MOST];
  uint64_t size = _i % 3 == 0 ? 4 : 100000;
  for (int64_t i = 0; i < n; i++) {
    w[i] = (int64_t)cpw_random_below(&s, size);
    lower[i] = _i % 2 ? (int64_t)cpw_random_below(&s, 5) : 0;
    upper[i] = lower[i] + (int64_t)cpw_random_below(&s, 30);
    low += lower[i];
    room += w[i] > 0 ? upper[i] - lower[i] : 0;
  }
  int64_t total = low + (int64_t)cpw_random_below(&s, (uint64_t)room + 1);
  for (int32_t m = CPW_APPORTION_WEBSTER; m <= CPW_APPORTION_HILL; m++) {
    cpw_apportion_options o = by(m);
    o.lower = lower;
    o.upper = upper;
    unit_by_unit(m, total, w, n, lower, upper, wanted);
    ck_assert_int_eq(cpw_apportion_whole(total, w, n, &o, parts, NULL), CPW_OK);
    check_parts(parts, wanted, n, cpw_apportion_name(m));
  }
}
END_TEST

START_TEST(remainders_by_brute_force)
{
  cpw_stream s;
  cpw_stream_init(&s, 21, (uint64_t)_i, 0, 0);
  int64_t n = 1 + (int64_t)cpw_random_below(&s, MOST), w[MOST], parts[MOST], sum = 0;
  for (int64_t i = 0; i < n; i++)
    sum += w[i] = 1 + (int64_t)cpw_random_below(&s, _i % 2 ? 5 : 1000000);
  int64_t total = (int64_t)cpw_random_below(&s, _i % 3 ? 50 : (uint64_t)INT64_MAX), left = total;
  ck_assert_int_eq(cpw_apportion_whole(total, w, n, NULL, parts, NULL), CPW_OK);
  int64_t wanted[MOST], rest[MOST];
  for (int64_t i = 0; i < n; i++) {
    left -= wanted[i] = (int64_t)((wide)total * w[i] / sum);
    rest[i] = (int64_t)((wide)total * w[i] % sum);
  }
  for (; left > 0; left--) {
    int64_t best = 0;
    for (int64_t i = 1; i < n; i++)
      if (rest[i] > rest[best]) best = i;
    wanted[best]++;
    rest[best] = -1;
  }
  check_parts(parts, wanted, n, "hamilton");
}
END_TEST

/* ---------------------------------------------------------------- extremes ------------------ */

START_TEST(the_largest_total)
{
  /* (2^63 - 1)/3 = 3074457345618258602 and 1/3 over: by hand */
  static const double w[] = {1, 1, 1};
  static const int64_t wanted[] = {3074457345618258603, 3074457345618258602, 3074457345618258602};
  cpw_apportion_options o = by(_i);
  int64_t parts[3];
  ck_assert_int_eq(cpw_apportion(INT64_MAX, w, 3, &o, parts, NULL), CPW_OK);
  check_parts(parts, wanted, 3, cpw_apportion_name(_i));
}
END_TEST

START_TEST(weights_of_any_size)
{
  static const double wild[] = {DBL_MAX, DBL_MAX, 4.9406564584124654e-324, 0};
  cpw_apportion_options o = by(_i);
  int64_t parts[4];
  ck_assert_int_eq(cpw_apportion(INT64_MAX, wild, 4, &o, parts, NULL), CPW_OK);
  /* with ADAMS and HILL the smallest has its first unit; what is left is even */
  int64_t least = _i >= CPW_APPORTION_ADAMS;
  static const int64_t none[] = {(int64_t)1 << 62, ((int64_t)1 << 62) - 1, 0, 0},
                       one[] = {((int64_t)1 << 62) - 1, ((int64_t)1 << 62) - 1, 1, 0};
  check_parts(parts, least ? one : none, 4, cpw_apportion_name(_i));
}
END_TEST

/* one row has it all, beyond 2^62 */
START_TEST(one_great_weight)
{
  static const double w[] = {1, 1e300, 1e-300};
  cpw_apportion_options o = by(_i);
  int64_t parts[3], least = _i >= CPW_APPORTION_ADAMS;
  ck_assert_int_eq(cpw_apportion(INT64_MAX, w, 3, &o, parts, NULL), CPW_OK);
  const int64_t wanted[] = {least, INT64_MAX - 2 * least, least};
  check_parts(parts, wanted, 3, cpw_apportion_name(_i));
}
END_TEST

/* By a thousandth part of a bit: 2 units among 1, 1 and 1e-300. The quotas of the first two are 1 less
 * next to nothing: 0 and two remainders, so that it is they who have a unit each, exactly. */
START_TEST(exact_remainders)
{
  static const double w[] = {1e-300, 1, 1};
  static const int64_t wanted[] = {0, 1, 1};
  int64_t parts[3];
  ck_assert_int_eq(cpw_apportion(2, w, 3, NULL, parts, NULL), CPW_OK);
  check_parts(parts, wanted, 3, "hamilton");
  /* weights that differ in the last bit are no tie, whatever the order */
  static const double close[] = {1, 1 + DBL_EPSILON, 1};
  static const int64_t second[] = {0, 1, 0};
  for (int32_t m = 0; m < CPW_APPORTION_COUNT; m++) {
    cpw_apportion_options o = by(m);
    ck_assert_int_eq(cpw_apportion(1, close, 3, &o, parts, NULL), CPW_OK);
    check_parts(parts, second, 3, cpw_apportion_name(m));
  }
  /* beyond 2^53 whole weights still differ */
  static const int64_t whole[] = {INT64_MAX - 1, INT64_MAX};
  static const int64_t last[] = {0, 1};
  ck_assert_int_eq(cpw_apportion_whole(1, whole, 2, NULL, parts, NULL), CPW_OK);
  check_parts(parts, last, 2, "whole");
}
END_TEST

START_TEST(nothing_and_nobody)
{
  static const double none[] = {0, 0};
  static const int64_t lower[] = {3, 4};
  cpw_apportion_options o = by(_i);
  int64_t parts[2] = {7, 7};
  ck_assert_int_eq(cpw_apportion(0, NULL, 0, &o, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_apportion(0, none, 2, &o, parts, NULL), CPW_OK);
  ck_assert(parts[0] == 0 && parts[1] == 0);
  o.lower = lower;
  ck_assert_int_eq(cpw_apportion(7, none, 2, &o, parts, NULL), CPW_OK);
  ck_assert(parts[0] == 3 && parts[1] == 4);
  static const double some[] = {2, 0};
  ck_assert_int_eq(cpw_apportion(9, some, 2, &o, parts, NULL), CPW_OK);
  ck_assert(parts[0] == 5 && parts[1] == 4);
}
END_TEST

/* ---------------------------------------------------------------- bounds -------------------- */

START_TEST(bounds_hold)
{
  /* quotas 50, 30, 20: the first is held at 40, the rest shares 60 as 30 to 20 */
  static const double w[] = {50, 30, 20};
  static const int64_t upper[] = {40, 100, 100}, wanted[] = {40, 36, 24};
  static const int64_t lower[] = {0, 0, 30}, floors[] = {40, 30, 30};
  cpw_apportion_options o = by(CPW_APPORTION_HAMILTON);
  int64_t parts[3];
  o.upper = upper;
  ck_assert_int_eq(cpw_apportion(100, w, 3, &o, parts, NULL), CPW_OK);
  check_parts(parts, wanted, 3, "cap");
  o.lower = lower;
  ck_assert_int_eq(cpw_apportion(100, w, 3, &o, parts, NULL), CPW_OK);
  check_parts(parts, floors, 3, "cap and floor");
  double quota[3], scale = 0;
  ck_assert_int_eq(cpw_apportion_quotas(100, w, 3, &o, quota, &scale, NULL), CPW_OK);
  ck_assert(quota[0] == 40 && quota[2] == 30);
  ck_assert_double_eq_tol(quota[1], 30, 1e-14);
  o.upper = NULL;
  o.lower = NULL;
  ck_assert_int_eq(cpw_apportion_quotas(7, w, 3, &o, quota, &scale, NULL), CPW_OK);
  ck_assert_double_eq_tol(quota[0], 3.5, 1e-15);
  ck_assert_double_eq_tol(quota[2], 1.4, 1e-15);
  ck_assert_double_eq_tol(scale, 0.07, 1e-17);
  static const int64_t fixed[] = {50, 30, 20};
  o.lower = o.upper = fixed;
  ck_assert_int_eq(cpw_apportion_quotas(100, w, 3, &o, quota, &scale, NULL), CPW_OK);
  ck_assert(quota[0] == 50 && isnan(scale));
}
END_TEST

/* ---------------------------------------------------------------- ties ---------------------- */

START_TEST(ties_go_by_rank_id_and_index)
{
  static const double w[] = {1, 1, 1, 1};
  static const char *const ids[] = {"QOP", "QE1", "QYG", "QE1"};
  static const int64_t rank[] = {2, 2, 1, 2};
  static const int64_t first[] = {1, 0, 0, 0}, code[] = {0, 1, 0, 0}, ranked[] = {0, 0, 1, 0};
  static const int64_t codes2[] = {0, 1, 0, 1}, both[] = {0, 1, 1, 0};
  cpw_apportion_options o = by(_i);
  int64_t parts[4];
  ck_assert_int_eq(cpw_apportion(1, w, 4, &o, parts, NULL), CPW_OK);
  check_parts(parts, first, 4, "index");
  o.ids = ids;
  ck_assert_int_eq(cpw_apportion(1, w, 4, &o, parts, NULL), CPW_OK);
  check_parts(parts, code, 4, "id");
  ck_assert_int_eq(cpw_apportion(2, w, 4, &o, parts, NULL), CPW_OK);
  check_parts(parts, codes2, 4, "id twice");
  o.tie_rank = rank;
  ck_assert_int_eq(cpw_apportion(1, w, 4, &o, parts, NULL), CPW_OK);
  check_parts(parts, ranked, 4, "rank");
  ck_assert_int_eq(cpw_apportion(2, w, 4, &o, parts, NULL), CPW_OK);
  check_parts(parts, both, 4, "rank, then id");
}
END_TEST

/* a hundred thousand rows that all tie, and as many that do not: sums, quota, one turn of the rows */
START_TEST(many_rows)
{
  enum { N = 100000 };
  static double w[N], turned[N];
  static int64_t parts[N], other[N], rank[N];
  const int64_t n = getenv("CAREPATH_QUICK") ? N / 10 : N;
  cpw_stream s;
  cpw_stream_init(&s, 22, 0, 0, 0);
  cpw_apportion_options o = by(_i % CPW_APPORTION_COUNT);
  int64_t total = _i < CPW_APPORTION_COUNT ? 100000000007 : 250001, sum = 0;
  for (int64_t i = 0; i < n; i++)
    w[i] = _i < CPW_APPORTION_COUNT ? (double)(1 + cpw_random_below(&s, 20)) : 1;
  ck_assert_int_eq(cpw_apportion(total, w, n, &o, parts, NULL), CPW_OK);
  for (int64_t i = 0; i < n; i++) {
    sum += parts[i];
    turned[i] = w[n - 1 - i];
    rank[i] = -i;
  }
  ck_assert(sum == total);
  o.tie_rank = rank;
  ck_assert_int_eq(cpw_apportion(total, turned, n, &o, other, NULL), CPW_OK);
  for (int64_t i = 0; i < n; i++)
    ck_assert(parts[i] == other[n - 1 - i]);
}
END_TEST

START_TEST(house_monotone)
{
  cpw_stream s;
  cpw_stream_init(&s, 23, 0, 0, 0);
  double w[6];
  int64_t before[6] = {0}, parts[6];
  for (int i = 0; i < 6; i++)
    w[i] = cpw_random_exponential(&s, 1);
  cpw_apportion_options o = by(_i);
  for (int64_t total = 0; total < 300; total++) {
    ck_assert_int_eq(cpw_apportion(total, w, 6, &o, parts, NULL), CPW_OK);
    for (int i = 0; i < 6; i++)
      ck_assert(parts[i] >= before[i]);
    memcpy(before, parts, sizeof parts);
  }
}
END_TEST

/* ---------------------------------------------------------------- refused ------------------- */

static void *no_memory(void *context, size_t bytes) {
  (void)context;
  (void)bytes;
  return NULL;
}

START_TEST(what_is_refused)
{
  double w[] = {1, 2, 3};
  int64_t parts[] = {7, 7, 7}, lower[] = {1, 2, 3}, upper[] = {2, 2, 3};
  const char *ids[] = {"a", NULL, "c"};
  const cpw_allocator half = {NULL, no_memory, NULL, NULL};
  cpw_apportion_options o = by(0);
  ck_refused(cpw_apportion(5, w, 3, NULL, NULL, &err), CPW_EINVAL, "parts is NULL");
  ck_refused(cpw_apportion(5, NULL, 3, NULL, parts, &err), CPW_EINVAL, "weights is NULL");
  ck_refused(cpw_apportion(5, w, -1, NULL, parts, &err), CPW_EINVAL, "n = -1 must be >= 0");
  ck_refused(cpw_apportion(-5, w, 3, NULL, parts, &err), CPW_EDOMAIN, "total = -5 must be >= 0");
  ck_refused(cpw_apportion_quotas(5, w, 3, NULL, NULL, NULL, &err), CPW_EINVAL, "quotas is NULL");
  w[1] = -1;
  ck_refused(cpw_apportion(5, w, 3, NULL, parts, &err), CPW_EDOMAIN,
             "weights[1] = -1 must be finite and >= 0");
  w[1] = (double)NAN;
  ck_refused(cpw_apportion(5, w, 3, NULL, parts, &err), CPW_EDOMAIN,
             "weights[1] = nan must be finite and >= 0");
  w[1] = (double)INFINITY;
  ck_refused(cpw_apportion(5, w, 3, NULL, parts, &err), CPW_EDOMAIN,
             "weights[1] = inf must be finite and >= 0");
  w[1] = 2;
  static const int64_t negative[] = {1, -2};
  ck_refused(cpw_apportion_whole(5, negative, 2, NULL, parts, &err), CPW_EDOMAIN,
             "weights[1] = -2 must be >= 0");
  o.method = 5;
  ck_refused(cpw_apportion(5, w, 3, &o, parts, &err), CPW_EINVAL,
             "options.method = 5 must be 0 to 4");
  o = by(0);
  o.allocator = &half;
  ck_refused(cpw_apportion(5, w, 3, &o, parts, &err), CPW_EINVAL,
             "allocator lacks resize: all three functions are needed");
  o = by(0);
  o.ids = ids;
  ck_refused(cpw_apportion(5, w, 3, &o, parts, &err), CPW_EINVAL, "ids[1] is NULL");
  o = by(0);
  o.lower = lower;
  ck_refused(cpw_apportion(5, w, 3, &o, parts, &err), CPW_EDOMAIN,
             "lower sums to 6, 1 above total = 5");
  o.upper = upper;
  ck_refused(cpw_apportion(9, w, 3, &o, parts, &err), CPW_EDOMAIN,
             "at most 7 can be given: 2 below total = 9 (upper bounds hold the others, and rows of "
             "weight 0 have their lower bound)");
  upper[1] = 1;
  ck_refused(cpw_apportion(9, w, 3, &o, parts, &err), CPW_EDOMAIN,
             "upper[1] = 1 must be >= lower[1] = 2");
  lower[0] = -1;
  ck_refused(cpw_apportion(9, w, 3, &o, parts, &err), CPW_EDOMAIN, "lower[0] = -1 must be >= 0");
  memset(w, 0, sizeof w);
  ck_refused(cpw_apportion(9, w, 3, NULL, parts, &err), CPW_EDOMAIN,
             "at most 0 can be given: 9 below total = 9 (no row has a weight above 0)");
  ck_refused(cpw_apportion(1, NULL, 0, NULL, NULL, &err), CPW_EDOMAIN,
             "at most 0 can be given: 1 below total = 1 (no row has a weight above 0)");
  o.struct_size = 4000;
  ck_assert_int_eq(cpw_apportion(9, w, 3, &o, parts, NULL), CPW_EABI);
  ck_assert(parts[0] == 7 && parts[1] == 7 && parts[2] == 7);
}
END_TEST

START_TEST(bounds_beyond_the_largest_number)
{
  static const double w[] = {1, 1, 1};
  static const int64_t huge[] = {INT64_MAX, INT64_MAX, INT64_MAX};
  int64_t parts[3];
  cpw_apportion_options o = by(0);
  o.lower = huge;
  ck_refused(cpw_apportion(5, w, 3, &o, parts, &err), CPW_EDOMAIN,
             "lower sums to 27670116110564327421, 27670116110564327416 above total = 5");
  o.lower = NULL;
  o.upper = huge;
  ck_assert_int_eq(cpw_apportion(INT64_MAX, w, 3, &o, parts, NULL), CPW_OK);
  ck_assert(parts[0] == 3074457345618258603);
}
END_TEST

START_TEST(names)
{
  for (int32_t m = 0; m < CPW_APPORTION_COUNT; m++)
    ck_assert_int_eq(cpw_apportion_number(cpw_apportion_name(m)), m);
  ck_assert_int_eq(cpw_apportion_number("dhondt"), CPW_APPORTION_JEFFERSON);
  ck_assert_int_eq(cpw_apportion_number("sainte-lague"), CPW_APPORTION_WEBSTER);
  ck_assert_int_eq(cpw_apportion_number("dean"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_apportion_number(NULL), CPW_ENOTFOUND);
  ck_assert_ptr_null(cpw_apportion_name(-1));
  ck_assert_ptr_null(cpw_apportion_name(CPW_APPORTION_COUNT));
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t share_out(void *context) {
  static const double w[] = {1, 2, 1, 2, 1, 2};
  static const int64_t upper[] = {1, 9, 9, 9, 9, 9}, rank[] = {6, 5, 4, 3, 2, 1};
  int64_t parts[6];
  double quota[6];
  int32_t method = *(const int32_t *)context;
  cpw_apportion_options o = by(method < 0 ? 0 : method);
  o.upper = upper;
  o.tie_rank = rank;
  return method < 0 ? cpw_apportion_quotas(10, w, 6, &o, quota, NULL, NULL)
                    : cpw_apportion(11, w, 6, &o, parts, NULL);
}

START_TEST(without_memory)
{
  int32_t methods[] = {-1, CPW_APPORTION_HAMILTON, CPW_APPORTION_WEBSTER};
  cpwt_each_allocation_fails(share_out, &methods[_i]);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("apportion");
  const char *tnames[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *t[5];
  for (int i = 0; i < 5; i++) {
    t[i] = tcase_create(tnames[i]);
    tcase_set_timeout(t[i], 300);
    suite_add_tcase(suite, t[i]);
  }
  tcase_add_loop_test(t[0], the_largest_total, 0, CPW_APPORTION_COUNT);
  tcase_add_loop_test(t[0], weights_of_any_size, 0, CPW_APPORTION_COUNT);
  tcase_add_loop_test(t[0], one_great_weight, 0, CPW_APPORTION_COUNT);
  tcase_add_test(t[0], exact_remainders);
  tcase_add_loop_test(t[0], nothing_and_nobody, 0, CPW_APPORTION_COUNT);
  tcase_add_test(t[0], bounds_hold);
  tcase_add_loop_test(t[0], ties_go_by_rank_id_and_index, 0, CPW_APPORTION_COUNT);
  tcase_add_test(t[1], what_is_refused);
  tcase_add_test(t[1], bounds_beyond_the_largest_number);
  tcase_add_test(t[1], names);
  tcase_add_loop_test(t[2], five_states, 0, CPW_APPORTION_COUNT);
  tcase_add_test(t[2], alabama);
  tcase_add_loop_test(t[2], shared_examples, 0, COUNT(examples));
  tcase_add_loop_test(t[3], divisors_by_brute_force, 0, 200);
  tcase_add_loop_test(t[3], remainders_by_brute_force, 0, 200);
  tcase_add_loop_test(t[3], many_rows, 0, 2 * CPW_APPORTION_COUNT);
  tcase_add_loop_test(t[3], house_monotone, CPW_APPORTION_WEBSTER, CPW_APPORTION_COUNT);
  tcase_add_loop_test(t[4], without_memory, 0, 3);
  return cpwt_run(&suite, 1);
}
