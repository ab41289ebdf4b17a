/* Footprints: people carried over to the last one, tables fitted against closed forms, plans against all allocations,
 * distances against known ones, and the merger of 106 commissioners into 42 systems. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) ((int64_t)(sizeof(a) / sizeof *(a)))

static void says(int32_t status, int32_t code, const cpw_error *err, const char *message) {
  ck_assert_int_eq(status, code);
  ck_assert_str_eq(err->message, message);
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->real, "no array %s", name);
  return a->real;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->integer, "no array %s", name);
  return a->integer;
}

static cpw_footprint footprint(int64_t areas, int64_t units, const cpw_footprint_part *part,
                               int64_t parts, const char *const *ids) {
  cpw_footprint f;
  cpw_footprint_init(&f);
  f.areas = areas;
  f.units = units;
  f.part = part;
  f.parts = parts;
  f.unit_id = ids;
  return f;
}

/* four areas: councils A {0, 1}, B {2, 3}; systems X {0, half of 1}, Y {half of 1, 2, 3} */
static const char *const councils[] = {"A", "B"}, *const systems[] = {"X", "Y"};
static const cpw_footprint_part by_council[] = {{0, 0, 1}, {1, 0, 1}, {2, 1, 1}, {3, 1, 1}};
static const cpw_footprint_part by_system[] = {
    {0, 0, 1}, {1, 0, 0.5}, {1, 1, 0.5}, {2, 1, 1}, {3, 1, 1}};
static const double heads[] = {100, 60, 40, 0};

static cpw_footprint council(void) {
  return footprint(4, 2, by_council, 4, councils);
}
static cpw_footprint ics(void) {
  return footprint(4, 2, by_system, 5, systems);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nothing_at_all)
{
  cpw_footprint none = footprint(0, 0, NULL, 0, NULL);
  cpw_result *r = NULL;
  double out[1] = {-7};
  ck_assert_int_eq(cpw_footprint_check(&none, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(whole(r, "gaps")[0], 0);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_footprint_crosswalk(&none, &none, NULL, NULL, &r, NULL), CPW_OK);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_footprint_carry(&none, &none, NULL, out, NULL, out, NULL), CPW_OK);
  ck_assert_double_eq(out[0], -7);
  cpw_footprint_plans p;
  cpw_footprint_plans_init(&p);
  ck_assert_int_eq(cpw_footprint_reconcile(&p, &r, NULL), CPW_OK);
  ck_assert_int_eq(whole(r, "conflicts")[0], 0);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  cpw_result_free(r);
}
END_TEST

/* measures of any size, of both signs, and nobody anywhere */
START_TEST(measures_of_any_size)
{
  cpw_footprint a = council(), b = ics();
  const double sizes[] = {1e-310, 1e-3, 1, 1e17, 1e300};
  for (int k = 0; k < 5; k++) {
    const double m[] = {3 * sizes[k], sizes[k]};
    double out[2];
    ck_assert_int_eq(cpw_footprint_carry(&a, &b, heads, m, NULL, out, NULL), CPW_OK);
    ck_assert_double_eq(out[0] + out[1], m[0] + m[1]);
    ck_assert_double_eq_tol(out[0] / sizes[k], 3 * 130.0 / 160, k == 0 ? 1e-12 : 1e-14);
  }
  const double mixed[] = {160, -40}, none[] = {0, 0};
  double out[2];
  ck_assert_int_eq(cpw_footprint_carry(&a, &b, heads, mixed, NULL, out, NULL), CPW_OK);
  ck_assert(out[0] == 130 && out[1] == -10);
  ck_assert_int_eq(cpw_footprint_carry(&a, &b, heads, none, NULL, out, NULL), CPW_OK);
  ck_assert(out[0] == 0 && out[1] == 0);
  const double nobody[] = {0, 0, 0, 0};
  ck_assert_int_eq(cpw_footprint_carry(&a, &b, nobody, none, NULL, out, NULL), CPW_OK);
  ck_assert(out[0] == 0 && out[1] == 0);
  cpw_footprint whole_one = footprint(
      4, 1, (const cpw_footprint_part[]){{0, 0, 1}, {1, 0, 1}, {2, 0, 1}, {3, 0, 1}}, 4, NULL);
  ck_assert_int_eq(cpw_footprint_carry(&a, &whole_one, heads, mixed, NULL, out, NULL), CPW_OK);
  ck_assert_double_eq(out[0], 120);
}
END_TEST

START_TEST(margins_of_nothing)
{
  cpw_footprint_margins m;
  cpw_footprint_fitted f;
  const double seed[] = {0, 0, 0, 1}, row[] = {0, 5}, column[] = {0, 5}, none[] = {0, 0};
  double t[4];
  cpw_footprint_margins_init(&m);
  m.rows = m.columns = 2;
  m.seed = seed;
  m.row = row;
  m.column = column;
  ck_assert_int_eq(cpw_footprint_fit(&m, t, &f, NULL), CPW_OK);
  ck_assert(t[0] == 0 && t[1] == 0 && t[2] == 0 && t[3] == 5 && f.miss == 0);
  m.row = m.column = none;
  ck_assert_int_eq(cpw_footprint_fit(&m, t, &f, NULL), CPW_OK);
  ck_assert(t[3] == 0 && f.outcome == CPW_OUTCOME_OK && f.iterations == 0);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(footprints_that_are_wrong)
{
  const cpw_footprint_part lost[] = {{0, 2, 1}}, twice[] = {{1, 0, 0.5}, {0, 0, 1}, {1, 0, 0.5}};
  const cpw_footprint_part much[] = {{0, 0, 1.5}}, half[] = {{0, 0, 0.5}, {1, 0, 1}};
  cpw_footprint a = council(), b = ics(), f;
  cpw_result *r = NULL;
  cpw_error e;
  double out[2] = {-7, -7};
  const double m[] = {1, 2}, bad[] = {1, (double)NAN}, weight[] = {1, -1, 1, 1};
  f = footprint(2, 2, lost, 1, NULL);
  says(cpw_footprint_check(&f, NULL, NULL, &r, &e), CPW_EINVAL, &e,
       "footprint.part[0] is of area 0 and unit 2: there are 2 and 2");
  f = footprint(2, 2, twice, 3, councils);
  says(cpw_footprint_check(&f, NULL, NULL, &r, &e), CPW_EINVAL, &e,
       "footprint gives area 1 to unit A twice");
  f = footprint(2, 2, much, 1, NULL);
  says(cpw_footprint_check(&f, NULL, NULL, &r, &e), CPW_EDOMAIN, &e,
       "footprint.part[0].share = 1.5 must be above 0 and at most 1");
  says(cpw_footprint_check(NULL, NULL, NULL, &r, &e), CPW_EINVAL, &e, "footprint is NULL");
  says(cpw_footprint_check(&a, weight, NULL, &r, &e), CPW_EDOMAIN, &e,
       "weight[1] = -1 must be >= 0 and at most 1e300");
  f = footprint(4, 1, half, 2, NULL);
  says(cpw_footprint_carry(&a, &f, heads, m, NULL, out, &e), CPW_EDOMAIN, &e,
       "area 0 lies in unit A but its shares in the other footprint sum to 0.5");
  f = footprint(3, 1, half, 2, NULL);
  says(cpw_footprint_carry(&a, &f, heads, m, NULL, out, &e), CPW_EINVAL, &e,
       "from has 4 areas and to has 3: they must be the same areas");
  says(cpw_footprint_carry(&a, &b, heads, bad, NULL, out, &e), CPW_EDOMAIN, &e,
       "measure[1] = nan must be finite");
  const double nobody[] = {1, 1, 0, 0};
  says(cpw_footprint_carry(&a, &b, nobody, m, NULL, out, &e), CPW_EDOMAIN, &e,
       "measure[1] = 2 of unit B has nowhere to go: no weight lies in it");
  const int64_t pounds[] = {INT64_MAX, 1}, less[] = {-1, 1};
  int64_t got[2] = {-7, -7};
  says(cpw_footprint_carry_whole(&a, &b, heads, pounds, NULL, got, NULL, &e), CPW_EOVERFLOW, &e,
       "the measures sum to 2^63 or more");
  says(cpw_footprint_carry_whole(&a, &b, heads, less, NULL, got, NULL, &e), CPW_EDOMAIN, &e,
       "measure[0] = -1 must be >= 0");
  cpw_footprint_options o;
  cpw_footprint_options_init(&o);
  o.gaps = 2;
  says(cpw_footprint_carry(&a, &b, heads, m, &o, out, &e), CPW_EINVAL, &e,
       "options.gaps = 2 must be 0 to 1");
  o.gaps = 0;
  o.tolerance = (double)NAN;
  says(cpw_footprint_carry(&a, &b, heads, m, &o, out, &e), CPW_EDOMAIN, &e,
       "options.tolerance = nan must be 0 to 0.5");
  ck_assert(r == NULL && out[0] == -7 && out[1] == -7 && got[0] == -7);
}
END_TEST

START_TEST(margins_that_are_wrong)
{
  static const char *const trusts[] = {"R0A", "R0B", "R0C"}, *const icbs[] = {"E1", "E2"};
  const double seed[] = {1, 0, 1, 0, 1, 1}, row[] = {20, 10, 30}, column[] = {20, 40};
  const double less[] = {20, 39}, bad[] = {20, (double)INFINITY};
  double t[6] = {-7};
  cpw_error e;
  cpw_footprint_margins m;
  cpw_footprint_margins_init(&m);
  m.rows = 3;
  m.columns = 2;
  m.seed = seed;
  m.row = row;
  m.column = column;
  m.row_id = trusts;
  m.column_id = icbs;
  says(cpw_footprint_fit(&m, t, NULL, &e), CPW_EDOMAIN, &e,
       "rows R0A, R0B sum to 30, the columns open to them (E1) to 20: 10 too many");
  m.column = less;
  says(cpw_footprint_fit(&m, t, NULL, &e), CPW_EDOMAIN, &e,
       "rows sum to 60 and columns to 59: they must agree");
  m.column = bad;
  says(cpw_footprint_fit(&m, t, NULL, &e), CPW_EDOMAIN, &e,
       "margins.column[1] = inf must be >= 0 and at most 1e300");
  const double barren[] = {0, 0, 1, 1, 1, 1};
  m.seed = barren;
  m.column = column;
  says(cpw_footprint_fit(&m, t, NULL, &e), CPW_EDOMAIN, &e,
       "rows R0A sum to 20, the columns open to them (none) to 0: 20 too many");
  ck_assert_double_eq(t[0], -7);
}
END_TEST

START_TEST(plans_and_points_that_are_wrong)
{
  const double capacity[] = {10}, far[] = {0}, off[] = {91};
  const cpw_footprint_promise lost[] = {{0, 1, 5, 5}}, twice[] = {{0, 0, 5, 5}, {0, 0, 1, 1}};
  const cpw_footprint_promise most[] = {{0, 0, 5, 4}}, bad[] = {{0, 0, (double)NAN, 4}};
  cpw_footprint_plans p;
  cpw_result *r = NULL;
  cpw_error e;
  cpw_footprint_plans_init(&p);
  p.providers = p.systems = p.promises = 1;
  p.capacity = capacity;
  p.promise = lost;
  says(cpw_footprint_reconcile(&p, &r, &e), CPW_EINVAL, &e,
       "plans.promise[0] is of provider 0 to system 1: there are 1 and 1");
  p.promise = most;
  says(cpw_footprint_reconcile(&p, &r, &e), CPW_EDOMAIN, &e,
       "plans.promise[0].most = 4 must be at least its amount, 5");
  p.promise = bad;
  says(cpw_footprint_reconcile(&p, &r, &e), CPW_EDOMAIN, &e,
       "plans.promise[0].amount = nan must be finite and >= 0");
  p.promise = twice;
  p.promises = 2;
  says(cpw_footprint_reconcile(&p, &r, &e), CPW_EINVAL, &e, "provider 0 promises system 0 twice");
  cpw_footprint_access x;
  cpw_footprint_access_init(&x);
  x.areas = x.sites = 1;
  x.area_longitude = x.site_longitude = x.site_latitude = far;
  x.area_latitude = off;
  says(cpw_footprint_reach(&x, &r, &e), CPW_EDOMAIN, &e,
       "access.area 0 is at longitude 0 and latitude 91: finite, and -90 to 90");
  const int32_t closed[] = {0};
  x.area_latitude = far;
  x.open = closed;
  says(cpw_footprint_reach(&x, &r, &e), CPW_EINVAL, &e, "access: no site is open");
  const double none[] = {0, 0};
  cpw_footprint_concentration c;
  says(cpw_footprint_concentrate(none, NULL, 2, 1, NULL, &c, &e), CPW_EDOMAIN, &e,
       "the amounts are all 0: nobody has anything");
  const int64_t owner[] = {0, 2};
  says(cpw_footprint_concentrate(capacity, owner, 1, 0, NULL, &c, &e), CPW_EINVAL, &e,
       "n = 1 and k = 0 must be >= 1");
  says(cpw_footprint_concentrate(none, owner, 2, 1, NULL, &c, &e), CPW_EINVAL, &e,
       "owner[1] = 2 must be 0 to 1");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

START_TEST(by_hand)
{
  cpw_footprint a = council(), b = ics();
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_footprint_crosswalk(&a, &b, heads, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_find(r, "weight")->size, 3);
  const double weight[] = {130, 30, 40}, of_from[] = {130.0 / 160, 30.0 / 160, 1};
  const double of_to[] = {1, 30.0 / 70, 40.0 / 70};
  for (int i = 0; i < 3; i++) {
    ck_assert_double_eq(real(r, "weight")[i], weight[i]);
    ck_assert_double_eq(real(r, "share_of_from")[i], of_from[i]);
    ck_assert_double_eq(real(r, "share_of_to")[i], of_to[i]);
  }
  cpw_result_free(r);
  const int64_t pounds[] = {1001, 7};
  int64_t got[2], flow[4];
  ck_assert_int_eq(cpw_footprint_carry_whole(&a, &b, heads, pounds, NULL, got, flow, NULL), CPW_OK);
  /* 1001 x 130/160 = 813.3, 1001 x 30/160 = 187.7 */
  ck_assert(flow[0] == 813 && flow[1] == 188 && flow[2] == 0 && flow[3] == 7);
  ck_assert(got[0] == 813 && got[1] == 195);
}
END_TEST

START_TEST(gaps_and_overlaps)
{
  static const char *const areas[] = {"E01", "E02", "E03"};
  const cpw_footprint_part part[] = {{0, 0, 1}, {0, 1, 1}, {1, 0, 0.75}};
  const double weight[] = {10, 100, 7};
  cpw_footprint f = footprint(3, 2, part, 3, councils);
  f.area_id = areas;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_footprint_check(&f, weight, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert(whole(r, "state")[0] == 1 && whole(r, "state")[1] == -1 && whole(r, "state")[2] == -1);
  ck_assert(whole(r, "gaps")[0] == 2 && whole(r, "overlaps")[0] == 1);
  ck_assert_double_eq(real(r, "uncovered")[0], 32);
  ck_assert_double_eq(real(r, "doubled")[0], 10);
  ck_assert_str_eq(cpw_result_note(r, "gaps"), "E02, E03");
  ck_assert_str_eq(cpw_result_note(r, "overlaps"), "E01");
  ck_assert(real(r, "weight")[0] == 85 && real(r, "weight")[1] == 10);
  cpw_result_free(r);
  /* gaps spread: E03 is left out, E01 and E02 are scaled */
  const cpw_footprint_part all[] = {{0, 0, 1}, {1, 0, 1}, {2, 0, 1}};
  cpw_footprint one = footprint(3, 1, all, 3, NULL);
  cpw_footprint_options o;
  cpw_footprint_options_init(&o);
  o.gaps = CPW_FOOTPRINT_SPREAD;
  const double m[] = {110};
  double out[2];
  ck_assert_int_eq(cpw_footprint_carry(&one, &f, weight, m, &o, out, NULL), CPW_OK);
  ck_assert(out[0] == 105 && out[1] == 5);
}
END_TEST

/* Deming and Stephan's 2 x 2 table has a closed form: the odds ratio of the seed and the margins give x by
 * a quadratic equation */
START_TEST(two_by_two)
{
  const double seed[] = {3, 1, 2, 5}, row[] = {60, 40}, column[] = {45, 55};
  double odds = 3.0 * 5 / (1 * 2), t[4];
  /* x (w - r - c + x) = odds (r - x)(c - x) */
  double a = odds - 1, b = -(odds * (60 + 45) + 100 - 60 - 45), c = odds * 60 * 45;
  double x = (-b - sqrt(b * b - 4 * a * c)) / (2 * a);
  cpw_footprint_margins m;
  cpw_footprint_fitted f;
  cpw_footprint_margins_init(&m);
  m.rows = m.columns = 2;
  m.seed = seed;
  m.row = row;
  m.column = column;
  ck_assert_int_eq(cpw_footprint_fit(&m, t, &f, NULL), CPW_OK);
  ck_assert_int_eq(f.outcome, CPW_OUTCOME_OK);
  ck_assert_double_eq_tol(t[0], x, 1e-9);
  ck_assert_double_eq_tol(t[0] + t[1], 60, 1e-10);
  ck_assert_double_eq_tol(t[0] + t[2], 45, 1e-10);
  ck_assert_double_eq_tol(t[0] * t[3] / (t[1] * t[2]), odds, 1e-9);
  /* column sums of another scale */
  const double tenth[] = {4.5, 5.5};
  m.column = tenth;
  m.scale = 1;
  ck_assert_int_eq(cpw_footprint_fit(&m, t, NULL, NULL), CPW_OK);
  ck_assert_double_eq_tol(t[0], x, 1e-9);
  /* the only table has a 0 where the seed has none: slowly, and said */
  const double corner[] = {1, 1, 1, 0}, edge[] = {10, 10}, other[] = {10, 10};
  m.seed = corner;
  m.row = edge;
  m.column = other;
  m.scale = 0;
  m.most = 50;
  ck_assert_int_eq(cpw_footprint_fit(&m, t, &f, NULL), CPW_OK);
  ck_assert_int_eq(f.outcome, CPW_OUTCOME_UNREACHABLE);
  ck_assert(f.iterations == 50 && f.miss > 1e-3 && f.miss < 0.05 && t[3] == 0);
}
END_TEST

START_TEST(plans_by_hand)
{
  static const char *const trusts[] = {"North", "South"}, *const icbs[] = {"East", "West"};
  const double capacity[] = {100, 50};
  const cpw_footprint_promise promise[] = {
      {0, 0, 80, (double)INFINITY}, {0, 1, 60, (double)INFINITY}, {1, 1, 0, (double)INFINITY}};
  cpw_footprint_plans p;
  cpw_result *r = NULL;
  cpw_footprint_plans_init(&p);
  p.providers = p.systems = 2;
  p.promises = 3;
  p.capacity = capacity;
  p.promise = promise;
  p.provider_id = trusts;
  p.system_id = icbs;
  ck_assert_int_eq(cpw_footprint_reconcile(&p, &r, NULL), CPW_OK);
  /* North promised 140 % and South can help West: East has its 80, West 20 and 40 */
  ck_assert(whole(r, "conflicts")[0] == 1 && real(r, "over")[0] == 40 && real(r, "over")[1] == 0);
  ck_assert_str_eq(cpw_result_note(r, "conflicts"), "North");
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert(real(r, "kept")[0] == 80 && real(r, "kept")[1] == 20 && real(r, "kept")[2] == 40);
  cpw_result_free(r);
  /* without South 40 are short, and North is in the way; cut in proportion */
  p.promises = 2;
  ck_assert_int_eq(cpw_footprint_reconcile(&p, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_double_eq(real(r, "shortfall_total")[0], 40);
  ck_assert(whole(r, "binding")[0] == 1 && whole(r, "binding")[1] == 0);
  ck_assert_str_eq(
      cpw_result_note(r, "cut"),
      "systems East, West need 40 more than they can have: nothing is left at providers North");
  ck_assert_double_eq_tol(real(r, "kept")[0], 100 * 80.0 / 140, 1e-12);
  ck_assert_double_eq(real(r, "kept")[0] + real(r, "kept")[1], 100);
  cpw_result_free(r);
  /* 0.1 + 0.2 is 0.3 */
  const double tenths[] = {0.3};
  const cpw_footprint_promise parts[] = {{0, 0, 0.1, 0.1}, {0, 1, 0.2, 0.2}};
  p.providers = 1;
  p.capacity = tenths;
  p.promise = parts;
  ck_assert_int_eq(cpw_footprint_reconcile(&p, &r, NULL), CPW_OK);
  ck_assert(whole(r, "conflicts")[0] == 0 && cpw_result_outcome(r) == CPW_OUTCOME_OK);
  cpw_result_free(r);
}
END_TEST

START_TEST(concentration_by_hand)
{
  const double amount[] = {40, 30, 20, 10, 0};
  const int64_t owner[] = {0, 1, 0, 3, 4};
  cpw_footprint_concentration c;
  ck_assert_int_eq(cpw_footprint_concentrate(amount, NULL, 5, 2, NULL, &c, NULL), CPW_OK);
  ck_assert_int_eq(c.holders, 4);
  ck_assert_double_eq_tol(c.hhi, 0.30, 1e-15);
  ck_assert_double_eq_tol(c.points, 3000, 1e-11);
  ck_assert_double_eq_tol(c.effective, 1 / 0.30, 1e-14);
  ck_assert_double_eq_tol(c.normalised, (0.30 - 0.25) / 0.75, 1e-15);
  ck_assert_double_eq(c.largest, 0.4);
  ck_assert_double_eq(c.largest_k, 0.7);
  ck_assert_double_eq_tol(c.entropy_number,
                          exp(-0.4 * log(0.4) - 0.3 * log(0.3) - 0.2 * log(0.2) - 0.1 * log(0.1)),
                          1e-14);
  /* the merger of 40 and 20 adds 2 x 0.4 x 0.2 */
  ck_assert_int_eq(cpw_footprint_concentrate(amount, owner, 5, 2, NULL, &c, NULL), CPW_OK);
  ck_assert_double_eq_tol(c.hhi, 0.30 + 0.16, 1e-15);
  const double one[] = {3};
  ck_assert_int_eq(cpw_footprint_concentrate(one, NULL, 1, 4, NULL, &c, NULL), CPW_OK);
  ck_assert(c.hhi == 1 && c.effective == 1 && c.largest_k == 1 && isnan(c.normalised));
}
END_TEST

START_TEST(distances)
{
  const double half = CPW_EARTH_RADIUS * 3.14159265358979323846;
  ck_assert_double_eq(cpw_footprint_distance(-1.5, 53, -1.5, 53), 0);
  ck_assert_double_eq_tol(cpw_footprint_distance(0, 0, 180, 0), half, 1e-10);
  ck_assert_double_eq_tol(cpw_footprint_distance(0, 90, 77, -90), half, 1e-10);
  ck_assert_double_eq_tol(cpw_footprint_distance(0, 0, 0, 1), half / 180, 1e-11);
  ck_assert_double_eq_tol(cpw_footprint_distance(179.5, 0, -179.5, 0), half / 180, 1e-11);
  ck_assert_double_eq_tol(cpw_footprint_distance(0, 0, 1e-7, 0), half / 180 * 1e-7, 1e-18);
  ck_assert(isnan(cpw_footprint_distance(0, 91, 0, 0)));
  ck_assert(isnan(cpw_footprint_distance((double)NAN, 0, 0, 0)));
  cpw_stream s;
  cpw_stream_init(&s, 7, 0, 0, 0);
  for (int i = 0; i < 2000; i++) { /* against atan2 of the vectors (Vincenty 1975) */
    double a = cpw_random_uniform(&s) * 360 - 180, b = cpw_random_uniform(&s) * 180 - 90;
    double c = cpw_random_uniform(&s) * 360 - 180, d = cpw_random_uniform(&s) * 180 - 90;
    double r = acos(-1.0) / 180, l = (c - a) * r, p = b * r, q = d * r;
    double x = cos(q) * sin(l), y = cos(p) * sin(q) - sin(p) * cos(q) * cos(l);
    double z = sin(p) * sin(q) + cos(p) * cos(q) * cos(l);
    double known = CPW_EARTH_RADIUS * atan2(sqrt(x * x + y * y), z);
    ck_assert_double_eq_tol(cpw_footprint_distance(a, b, c, d), known, 3e-10 * (1 + 1e-3 * known));
  }
}
END_TEST

START_TEST(access_by_hand)
{
  static const char *const sites[] = {"b", "a", "c"}, *const groups[] = {"poor", "rich"};
  const double longitude[] = {0, 0, 0}, latitude[] = {0, 1, 3};
  const double site_x[] = {0, 0, 0}, site_y[] = {2, 0, 0}, people[] = {10, 0, 20, 5, 10, 5};
  const double limit[] = {10, 150};
  double degree = CPW_EARTH_RADIUS * acos(-1.0) / 180;
  cpw_footprint_access x;
  cpw_result *r = NULL;
  cpw_footprint_access_init(&x);
  x.areas = 3;
  x.groups = 2;
  x.sites = 3;
  x.area_longitude = longitude;
  x.area_latitude = latitude;
  x.people = people;
  x.site_longitude = site_x;
  x.site_latitude = site_y;
  x.site_id = sites;
  x.group_id = groups;
  x.within = limit;
  x.withins = 2;
  x.detour = 1.2;
  ck_assert_int_eq(cpw_footprint_reach(&x, &r, NULL), CPW_OK);
  /* area 0 is at a and c: a has the lower id */
  ck_assert(whole(r, "nearest")[0] == 1 && whole(r, "nearest")[2] == 0);
  ck_assert_double_eq(real(r, "distance")[0], 0);
  ck_assert_double_eq_tol(real(r, "distance")[2], 1.2 * degree, 1e-9);
  ck_assert_double_eq_tol(real(r, "mean")[0], 1.2 * degree * 30 / 40, 1e-9);
  ck_assert_double_eq_tol(real(r, "median")[1], 1.2 * degree, 1e-9);
  ck_assert_double_eq_tol(real(r, "within")[0], 0.25, 1e-15);
  ck_assert_double_eq_tol(real(r, "within")[1], 1, 1e-15);
  ck_assert_double_eq(real(r, "within")[2], 0);
  ck_assert_double_eq(real(r, "people")[0], 40);
  ck_assert_double_eq(real(r, "site_people")[2], 0);
  cpw_result_free(r);
  const int32_t open[] = {1, 0, 0};
  x.open = open;
  ck_assert_int_eq(cpw_footprint_reach(&x, &r, NULL), CPW_OK);
  ck_assert_double_eq(real(r, "hhi")[0], 1);
  ck_assert_double_eq_tol(real(r, "distance")[0], 2.4 * degree, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- England ------------------- */

#define MOST 400

typedef struct names {
  char text[MOST][16];
  const char *id[MOST];
  int64_t count;
} names;

static int64_t number_of(names *n, const char *text, int64_t length) {
  for (int64_t i = 0; i < n->count; i++)
    if ((int64_t)strlen(n->text[i]) == length && memcmp(n->text[i], text, (size_t)length) == 0)
      return i;
  ck_assert(n->count < MOST && length < 16);
  memcpy(n->text[n->count], text, (size_t)length);
  n->id[n->count] = n->text[n->count];
  return n->count++;
}

/* fields of a line of quoted CSV: where they begin and how long they are */
static int fields(const char *line, const char **at, int64_t *length, int most) {
  int n = 0;
  for (const char *p = line; *p && *p != '\n' && n < most;) {
    int quoted = *p == '"';
    const char *end = p + quoted;
    while (*end && *end != '\n' && *end != '\r' && (quoted ? *end != '"' : *end != ','))
      end++;
    at[n] = p + quoted;
    length[n++] = end - p - quoted;
    p = end + quoted;
    if (*p == '\r') p++;
    if (*p == ',') p++;
  }
  return n;
}

typedef struct merger {
  names ccg, icb;
  cpw_footprint_part from[MOST], to[MOST];
  double people[MOST];
  int64_t before[MOST], after[MOST];
  int64_t rows, total;
} merger;

/* a row is what a commissioner and a system have in common: the area */
static int read_merger(merger *m) {
  const char *path = cpwt_shared("data/ics/ics_ccg21_to_icb22.csv"), *at[8];
  char line[1024];
  int64_t length[8];
  FILE *f = path ? fopen(path, "r") : NULL;
  memset(m, 0, sizeof *m);
  if (!f) return 0;
  ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
  while (fgets(line, sizeof line, f)) {
    ck_assert_int_eq(fields(line, at, length, 8), 8);
    int64_t i = m->rows++, people = 0, ccg = number_of(&m->ccg, at[0], length[0]);
    int64_t icb = number_of(&m->icb, at[4], length[4]);
    ck_assert_int_eq(cpw_parse_int64(at[7], length[7], &people), CPW_OK);
    m->from[i] = (cpw_footprint_part){i, ccg, 1};
    m->to[i] = (cpw_footprint_part){i, icb, 1};
    m->people[i] = (double)people;
    m->before[ccg] += people;
    m->after[icb] += people;
    m->total += people;
  }
  (void)fclose(f);
  return 1;
}

START_TEST(the_merger_of_2022)
{
  static merger m;
  static double before[MOST], carried[MOST];
  static int64_t whole_carried[MOST];
  if (!read_merger(&m)) {
    printf("skipped: no shared data\n");
    return;
  }
  ck_assert_int_eq(m.ccg.count, 106);
  ck_assert_int_eq(m.icb.count, 42);
  ck_assert_int_eq(m.total, 56550138);
  cpw_footprint from = footprint(m.rows, m.ccg.count, m.from, m.rows, m.ccg.id);
  cpw_footprint to = footprint(m.rows, m.icb.count, m.to, m.rows, m.icb.id);
  for (int64_t i = 0; i < m.ccg.count; i++)
    before[i] = (double)m.before[i];
  ck_assert_int_eq(cpw_footprint_carry(&from, &to, m.people, before, NULL, carried, NULL), CPW_OK);
  ck_assert_int_eq(
      cpw_footprint_carry_whole(&from, &to, m.people, m.before, NULL, whole_carried, NULL, NULL),
      CPW_OK);
  double sum = 0;
  for (int64_t j = 0; j < m.icb.count; j++) {
    ck_assert_int_eq(whole_carried[j], m.after[j]);
    ck_assert_double_eq_tol(carried[j], (double)m.after[j], 1e-6);
    sum += carried[j];
  }
  ck_assert_double_eq(sum, 56550138);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_footprint_check(&to, m.people, NULL, &r, NULL), CPW_OK);
  ck_assert(whole(r, "gaps")[0] == 0 && whole(r, "overlaps")[0] == 0);
  cpw_result_free(r);
  int64_t split = 0;
  ck_assert_int_eq(cpw_footprint_crosswalk(&from, &to, m.people, NULL, &r, NULL), CPW_OK);
  for (int64_t i = 0; i < cpw_result_find(r, "weight")->size; i++)
    split += real(r, "share_of_from")[i] < 1;
  ck_assert_int_gt(split, 0); /* some commissioners were split over systems */
  ck_assert_int_eq(cpw_result_find(r, "weight")->size, m.rows);
  cpw_result_free(r);
}
END_TEST

typedef struct spans {
  names trust, icb;
  double seed[MOST][64];
} spans;

/* shares of trusts' patients, fitted to whole patients of trusts and to people of systems */
START_TEST(trusts_span_systems)
{
  static spans s;
  static double seed[MOST * 64], row[MOST], column[64], table[MOST * 64];
  const char *path = cpwt_shared("data/ics/ics_trust_icb_share.csv"), *at[3];
  char line[512];
  int64_t length[3];
  FILE *f = path ? fopen(path, "r") : NULL;
  if (!f) {
    printf("skipped: no shared data\n");
    return;
  }
  ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
  while (fgets(line, sizeof line, f)) {
    double share = 0;
    if (fields(line, at, length, 3) < 3 || length[1] < 5) continue;
    if (cpw_parse_double(at[2], length[2], &share) != CPW_OK) continue;
    int64_t i = number_of(&s.trust, at[0], length[0]), j = number_of(&s.icb, at[1], length[1]);
    ck_assert(j < 64);
    s.seed[i][j] += share;
  }
  (void)fclose(f);
  int64_t n = s.trust.count, k = s.icb.count;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < k; j++) {
      seed[i * k + j] = s.seed[i][j];
      row[i] += s.seed[i][j] * (double)(1000 + 37 * i);
      column[j] += s.seed[i][j] * (double)(1000 + 37 * i);
    }
  for (int64_t j = 0; j + 1 < k; j += 2) { /* shift some people between systems */
    double moved = 0.02 * (column[j] < column[j + 1] ? column[j] : column[j + 1]);
    column[j] -= moved;
    column[j + 1] += moved;
  }
  cpw_footprint_margins m;
  cpw_footprint_fitted fitted;
  cpw_footprint_margins_init(&m);
  m.rows = n;
  m.columns = k;
  m.seed = seed;
  m.row = row;
  m.column = column;
  m.row_id = s.trust.id;
  m.column_id = s.icb.id;
  ck_assert_int_eq(cpw_footprint_fit(&m, table, &fitted, NULL), CPW_OK);
  ck_assert_int_eq(fitted.outcome, CPW_OUTCOME_OK);
  for (int64_t j = 0; j < k; j++) {
    double sum = 0;
    for (int64_t i = 0; i < n; i++) {
      sum += table[i * k + j];
      ck_assert((seed[i * k + j] > 0) == (table[i * k + j] > 0));
    }
    ck_assert_double_eq_tol(sum, column[j], 1e-9 * column[j] + 1e-6);
  }
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

typedef struct world {
  int64_t areas, units[2], parts[2];
  cpw_footprint_part part[2][80];
  double weight[20];
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  w->areas = 1 + (int64_t)cpw_random_below(&s, 19);
  for (int k = 0; k < 2; k++) {
    w->units[k] = 1 + (int64_t)cpw_random_below(&s, 8);
    for (int64_t a = 0; a < w->areas; a++) {
      int64_t n = 1 + (int64_t)cpw_random_below(&s, w->units[k] > 2 ? 3 : 1);
      int64_t first = (int64_t)cpw_random_below(&s, (uint64_t)w->units[k]);
      for (int64_t i = 0; i < n; i++)
        w->part[k][w->parts[k]++] =
            (cpw_footprint_part){a, (first + i) % w->units[k], 1 / (double)n};
    }
  }
  for (int64_t a = 0; a < w->areas; a++)
    w->weight[a] = 1 + (double)cpw_random_below(&s, 5000);
}

/* nobody is lost, and turning the rows round changes nothing */
START_TEST(nobody_is_lost)
{
  static world w;
  make(&w, (uint64_t)_i);
  cpw_footprint from = footprint(w.areas, w.units[0], w.part[0], w.parts[0], NULL);
  cpw_footprint to = footprint(w.areas, w.units[1], w.part[1], w.parts[1], NULL);
  cpw_stream s;
  cpw_stream_init(&s, (uint64_t)_i, 1, 0, 0);
  double measure[8] = {0}, out[8], back[8];
  int64_t pounds[8] = {0}, got[8], flow[64], sum = 0, all = 0;
  int held[8] = {0};
  for (int64_t i = 0; i < w.parts[0]; i++)
    held[w.part[0][i].unit] = 1;
  cpw_exact_sum before;
  cpw_exact_sum_init(&before);
  for (int64_t u = 0; u < w.units[0]; u++) {
    if (held[u]) measure[u] = cpw_random_exponential(&s, 1000);
    if (held[u]) pounds[u] = (int64_t)cpw_random_below(&s, 1000000);
    cpw_exact_sum_add(&before, measure[u]);
    all += pounds[u];
  }
  ck_assert_int_eq(cpw_footprint_carry(&from, &to, w.weight, measure, NULL, out, NULL), CPW_OK);
  double up = 0, down = 0;
  for (int64_t v = 0; v < w.units[1]; v++) {
    up += out[v];
    down += out[w.units[1] - 1 - v];
    ck_assert(out[v] >= 0);
  }
  ck_assert(up == cpw_exact_sum_value(&before) && down == up);
  ck_assert_int_eq(cpw_footprint_carry_whole(&from, &to, w.weight, pounds, NULL, got, flow, NULL),
                   CPW_OK);
  for (int64_t u = 0; u < w.units[0]; u++) {
    int64_t row = 0;
    for (int64_t v = 0; v < w.units[1]; v++)
      row += flow[u * w.units[1] + v];
    ck_assert_int_eq(row, pounds[u]);
  }
  for (int64_t v = 0; v < w.units[1]; v++)
    sum += got[v];
  ck_assert_int_eq(sum, all);
  for (int k = 0; k < 2; k++) /* the rows the other way round */
    for (int64_t i = 0; i < w.parts[k] / 2; i++) {
      cpw_footprint_part t = w.part[k][i];
      w.part[k][i] = w.part[k][w.parts[k] - 1 - i];
      w.part[k][w.parts[k] - 1 - i] = t;
    }
  ck_assert_int_eq(cpw_footprint_carry(&from, &to, w.weight, measure, NULL, back, NULL), CPW_OK);
  ck_assert_mem_eq(back, out, (size_t)w.units[1] * sizeof *out);
}
END_TEST

/* Everybody's greatest service by trying all sets of systems (Hall, Ford and Fulkerson): the shortfall is the
 * greatest need of a set beyond what its providers have. */
static double worst_set(const cpw_footprint_plans *p) {
  double worst = 0;
  for (int set = 1; set < 1 << p->systems; set++)
    for (int cut = 0; cut < 1 << p->providers; cut++) { /* providers cut at their capacity */
      double need = 0;
      for (int64_t j = 0; j < p->systems; j++)
        if (set >> j & 1) need += p->need[j];
      for (int64_t i = 0; i < p->providers; i++)
        if (cut >> i & 1) need -= p->capacity[i];
      for (int64_t k = 0; k < p->promises; k++)
        if ((set >> p->promise[k].system & 1) && !(cut >> p->promise[k].provider & 1))
          need -= p->promise[k].most;
      if (need > worst) worst = need;
    }
  return worst;
}

START_TEST(shortfall_of_all_sets)
{
  cpw_stream s;
  cpw_stream_init(&s, (uint64_t)_i, 2, 0, 0);
  cpw_footprint_promise promise[16];
  double capacity[4], need[4];
  cpw_footprint_plans p;
  cpw_footprint_plans_init(&p);
  p.providers = 1 + (int64_t)cpw_random_below(&s, 4);
  p.systems = 1 + (int64_t)cpw_random_below(&s, 4);
  p.capacity = capacity;
  p.need = need;
  p.promise = promise;
  for (int64_t i = 0; i < p.providers; i++)
    capacity[i] = (double)cpw_random_below(&s, 40);
  for (int64_t j = 0; j < p.systems; j++)
    need[j] = (double)cpw_random_below(&s, 40);
  for (int64_t i = 0; i < p.providers; i++)
    for (int64_t j = 0; j < p.systems; j++)
      if (cpw_random_below(&s, 3)) {
        double amount = (double)cpw_random_below(&s, 30);
        promise[p.promises++] =
            (cpw_footprint_promise){i, j, amount, amount + (double)cpw_random_below(&s, 20)};
      }
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_footprint_reconcile(&p, &r, NULL), CPW_OK);
  double worst = worst_set(&p), served = 0, given = 0, cut = 0;
  ck_assert_double_eq(real(r, "shortfall_total")[0], worst);
  ck_assert_int_eq(cpw_result_outcome(r), worst > 0 ? CPW_OUTCOME_UNREACHABLE : CPW_OUTCOME_OK);
  for (int64_t j = 0; j < p.systems; j++) {
    served += real(r, "served")[j];
    ck_assert(real(r, "served")[j] + real(r, "shortfall")[j] == need[j]);
    if (whole(r, "bound")[j]) cut += need[j];
  }
  for (int64_t i = 0; i < p.providers; i++) {
    given += real(r, "allocated")[i];
    ck_assert(real(r, "allocated")[i] <= capacity[i]);
    if (whole(r, "binding")[i]) cut -= capacity[i];
  }
  for (int64_t k = 0; k < p.promises; k++) {
    ck_assert(real(r, "kept")[k] <= promise[k].most);
    if (whole(r, "bound")[promise[k].system] && !whole(r, "binding")[promise[k].provider])
      cut -= promise[k].most;
  }
  ck_assert_double_eq(served, given);
  ck_assert_double_eq(cut, worst); /* the cut that is named is a least one */
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  cpw_footprint a = council(), b = ics();
  const double m[] = {1, 2}, seed[] = {1, 1, 1, 1}, amounts[] = {5, 4}, none[] = {0, 1};
  const int64_t pounds[] = {10, 20}, owner[] = {0, 0};
  const cpw_footprint_promise promise[] = {{0, 0, 5, 5}, {0, 1, 3, 9}, {1, 1, 1, 9}};
  double out[2], t[4];
  int64_t got[2], flow[4];
  cpw_result *r[4] = {NULL, NULL, NULL, NULL};
  (void)context;
  int32_t s = cpw_footprint_check(&a, heads, NULL, &r[0], NULL);
  if (s == CPW_OK) s = cpw_footprint_crosswalk(&a, &b, heads, NULL, &r[1], NULL);
  if (s == CPW_OK) s = cpw_footprint_carry(&a, &b, heads, m, NULL, out, NULL);
  if (s == CPW_OK) s = cpw_footprint_carry_whole(&a, &b, heads, pounds, NULL, got, flow, NULL);
  cpw_footprint_margins margins;
  cpw_footprint_margins_init(&margins);
  margins.rows = margins.columns = 2;
  margins.seed = seed;
  margins.row = margins.column = m;
  if (s == CPW_OK) s = cpw_footprint_fit(&margins, t, NULL, NULL);
  cpw_footprint_plans p;
  cpw_footprint_plans_init(&p);
  p.providers = p.systems = 2;
  p.promises = 3;
  p.capacity = amounts;
  p.promise = promise;
  if (s == CPW_OK) s = cpw_footprint_reconcile(&p, &r[2], NULL);
  cpw_footprint_concentration c;
  if (s == CPW_OK) s = cpw_footprint_concentrate(amounts, owner, 2, 1, NULL, &c, NULL);
  cpw_footprint_access x;
  cpw_footprint_access_init(&x);
  x.areas = x.sites = 2;
  x.area_longitude = x.area_latitude = x.site_longitude = x.site_latitude = none;
  x.within = none;
  x.withins = 2;
  if (s == CPW_OK) s = cpw_footprint_reach(&x, &r[3], NULL);
  for (int i = 0; i < 4; i++)
    cpw_result_free(r[i]);
  return s;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *footprint_suite(void) {
  Suite *suite = suite_create("footprint");
  const struct {
    const char *name;
    const TTest *tests[10];
  } cases[] = {
      {"limits", {nothing_at_all, measures_of_any_size, margins_of_nothing}},
      {"errors",
       {footprints_that_are_wrong, margins_that_are_wrong, plans_and_points_that_are_wrong}},
      {"reference",
       {by_hand, gaps_and_overlaps, two_by_two, plans_by_hand, concentration_by_hand, distances,
        access_by_hand, the_merger_of_2022, trusts_span_systems}},
      {"properties", {NULL}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    if (k == 3) {
      tcase_add_loop_test(tcase, nobody_is_lost, 0, 200);
      tcase_add_loop_test(tcase, shortfall_of_all_sets, 0, 200);
    }
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {footprint_suite()};
  return cpwt_run(suites, 1);
}
