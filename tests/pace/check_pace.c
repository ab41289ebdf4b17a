/* Pace of change: worked by hand, against bisection, rules of every kind, glide paths, what cannot be met. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NONE         ((double)INFINITY)
#define ROWS         3

#define ck_refused(call, status, text)                                                             \
  do {                                                                                             \
    cpw_error err;                                                                                 \
    memset(&err, 0, sizeof err);                                                                   \
    int32_t got = (call);                                                                          \
    ck_assert_msg(got == (status), "status %d: %s", (int)got, err.message);                        \
    ck_assert_str_eq(err.message, text);                                                           \
  } while (0)

static const double base[] = {100, 100, 100}, share[] = {5, 3, 2};
static const int64_t quantum[] = {330, 360};
static const char *const codes[] = {"A", "B", "C"};

static cpw_pace_rule flat(int32_t kind, const double *value) {
  static const double zero[] = {0};
  cpw_pace_rule r = {kind, -1, 1, zero, value, NULL};
  return r;
}

static cpw_pace_plan plan_of(const cpw_pace_rule *rule, int64_t rules) {
  cpw_pace_plan p;
  memset(&p, 0, sizeof p);
  p.rows = ROWS;
  p.codes = codes;
  p.baseline = base;
  p.years = 1;
  p.quantum = quantum;
  p.weighted = share;
  p.rules = rules;
  p.rule = rule;
  return p;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->real, "no array %s", name);
  return a ? a->real : NULL;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->integer, "no array %s", name);
  return a ? a->integer : NULL;
}

static cpw_result *path(const cpw_pace_plan *p, int32_t method) {
  cpw_pace_options o;
  cpw_pace_options_init(&o);
  o.method = method;
  cpw_error err;
  cpw_result *r = NULL;
  int32_t status = cpw_pace_path(p, &o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static void check_near(const double *got, const double *wanted, int64_t n) {
  for (int64_t i = 0; i < n; i++)
    ck_assert_double_eq_tol(got[i], wanted[i], 1e-12 * (1 + fabs(wanted[i])));
}

/* ---------------------------------------------------------------- rules --------------------- */

START_TEST(values_of_a_rule)
{
  static const double x[] = {-0.05, -0.025, 0.025, 0.1, 0.1}, v[] = {0.0075, 0, 0, -0.015, -1};
  const cpw_pace_rule r = {CPW_PACE_CONVERGENCE, -1, 5, x, v, NULL};
  ck_assert_double_eq(cpw_pace_value(&r, -NONE), 0.0075);
  ck_assert_double_eq(cpw_pace_value(&r, -0.05), 0.0075);
  ck_assert_double_eq_tol(cpw_pace_value(&r, -0.04), 0.0045, 1e-16);
  ck_assert_double_eq(cpw_pace_value(&r, 0.0), 0);
  ck_assert_double_eq_tol(cpw_pace_value(&r, 0.075), -0.01, 1e-16);
  ck_assert_double_eq(cpw_pace_value(&r, 0.1), -0.015); /* the first of a step */
  ck_assert_double_eq(cpw_pace_value(&r, 0.10000001), -1);
  ck_assert_double_eq(cpw_pace_value(&r, NONE), -1);
  ck_assert(isnan(cpw_pace_value(&r, (double)NAN)) && isnan(cpw_pace_value(NULL, 0)));
  static const double edge[] = {0.05, 0.05}, off[] = {0.01, -NONE};
  const cpw_pace_rule s = {CPW_PACE_MIN_CASH, -1, 2, edge, off, NULL};
  ck_assert_double_eq(cpw_pace_value(&s, 0.05), 0.01);
  ck_assert(isinf(cpw_pace_value(&s, 0.06)));
  for (int32_t k = 0; k < CPW_PACE_KINDS; k++)
    ck_assert_int_eq(cpw_pace_kind_number(cpw_pace_kind_name(k)), k);
  ck_assert_int_eq(cpw_pace_kind_number("max speed"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_pace_kind_number(NULL), CPW_ENOTFOUND);
  ck_assert(!cpw_pace_kind_name(-1) && !cpw_pace_kind_name(CPW_PACE_KINDS));
}
END_TEST

/* ---------------------------------------------------------------- by hand ------------------- */

START_TEST(straight_to_target)
{
  cpw_pace_plan p = plan_of(NULL, 0);
  cpw_result *r = path(&p, CPW_PACE_SCALE);
  static const int64_t wanted[] = {165, 99, 66};
  /* 300 as 150, 90 and 60 */
  static const double opening[] = {-1.0 / 3, 1.0 / 9, 2.0 / 3}, zero[] = {0, 0, 0};
  ck_assert_mem_eq(whole(r, "allocation"), wanted, sizeof wanted);
  check_near(real(r, "opening_distance"), opening, 3);
  check_near(real(r, "closing_distance"), zero, 3);
  ck_assert_double_eq_tol(real(r, "k")[0], 1, 1e-15);
  ck_assert_double_eq_tol(real(r, "uniform_growth")[0], 0.1, 1e-16);
  ck_assert(whole(r, "within")[0] == 3 && whole(r, "years_to_near")[0] == 1);
  cpw_result_free(r);
}
END_TEST

/* Nobody below 100, nobody above 140: the first is held at 140, the last at 100, 90 are left for the second,
 * who has 100 too at 99 k: k = 90/99 is below its floor, so the level is found at 140 k'... by hand: 330 -
 * 100 - 100 = 130 for the first alone, k = 130/165. */
START_TEST(held_by_rules)
{
  static const double low[] = {0}, high[] = {0.4};
  const cpw_pace_rule rules[] = {flat(CPW_PACE_MIN_CASH, low), flat(CPW_PACE_MAX_CASH, high)};
  cpw_pace_plan p = plan_of(rules, 2);
  cpw_result *r = path(&p, CPW_PACE_SCALE);
  static const int64_t wanted[] = {130, 100, 100}, held[] = {0, -1, -1}, bound[] = {2, 0};
  static const double steps[] = {100, 0, 10, 55, -35, 0, 130};
  ck_assert_mem_eq(whole(r, "allocation"), wanted, sizeof wanted);
  ck_assert_mem_eq(whole(r, "held"), held, sizeof held);
  ck_assert_mem_eq(whole(r, "bound_rows"), bound, sizeof bound);
  ck_assert_double_eq_tol(real(r, "k")[0], 130.0 / 165, 1e-15);
  check_near(real(r, "waterfall"), steps, 7);
  ck_assert(whole(r, "held_below")[0] == 2 && whole(r, "held_above")[0] == 0);
  ck_assert(whole(r, "lower_rule")[0] == 0 && whole(r, "upper_rule")[0] == 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(additive)
{
  /* c: +5 % for those more than 20 % under, -5 % for those more than 20 % over: 300 (1.1 + k) + 5 - 5 */
  static const double x[] = {-0.2, -0.2, 0.2, 0.2}, v[] = {0.05, 0, 0, -0.05};
  const cpw_pace_rule rules[] = {{CPW_PACE_CONVERGENCE, -1, 4, x, v, NULL}};
  cpw_pace_plan p = plan_of(rules, 1);
  cpw_result *r = path(&p, CPW_PACE_ADD);
  static const int64_t wanted[] = {115, 110, 105};
  ck_assert_mem_eq(whole(r, "allocation"), wanted, sizeof wanted);
  ck_assert_double_eq_tol(real(r, "k")[0], 0, 1e-15);
  cpw_result_free(r);
  /* with a floor of 8 % for all: 108 for the last, 222 for two at 215 + 200 k... k = -0.015 */
  static const double floor[] = {0.08};
  const cpw_pace_rule both[] = {rules[0], flat(CPW_PACE_MIN_CASH, floor)};
  p = plan_of(both, 2);
  r = path(&p, CPW_PACE_ADD);
  static const double exact[] = {113.5, 108.5, 108};
  check_near(real(r, "exact"), exact, 3);
  ck_assert_double_eq_tol(real(r, "k")[0], -0.015, 1e-15);
  static const int64_t odd[] = {114, 108, 108}; /* the tie of the halves goes to A */
  ck_assert_mem_eq(whole(r, "allocation"), odd, sizeof odd);
  cpw_result_free(r);
}
END_TEST

/* growth a head, a floor of the closing distance, real losses */
START_TEST(heads_and_distances)
{
  static const double before[] = {10, 10, 10}, now[] = {11, 10, 10}, prices[] = {0.05};
  static const double head[] = {0.02}, distance[] = {-0.1};
  const cpw_pace_rule rules[] = {flat(CPW_PACE_MIN_HEAD, head),
                                 flat(CPW_PACE_MIN_DISTANCE, distance)};
  cpw_pace_plan p = plan_of(rules, 2);
  p.base_people = before;
  p.people = now;
  p.deflator = prices;
  /* floors: 148.5 (-10 % of 165, above 112.2), 102, 102; the sum is 352.5 */
  cpw_result *r = NULL;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN,
             "year[0]: floors need 353, 23 above the quantum = 330; furthest above its share is "
             "row[2] (C) by rule[0] (min head)");
  p.quantum = quantum + 1; /* 360: targets 180, 108, 72; floors 162, 102, 102 sum to 366 */
  ck_assert_int_eq(cpw_pace_path(&p, NULL, &r, NULL), CPW_EDOMAIN);
  static const int64_t more[] = {371};
  p.quantum = more; /* 185.5, 111.3, 74.2; floors 166.95, 102, 102; 167 are left for the first */
  r = path(&p, CPW_PACE_SCALE);
  static const double exact[] = {167, 102, 102};
  static const int64_t wanted[] = {167, 102, 102};
  check_near(real(r, "exact"), exact, 3);
  ck_assert_double_eq_tol(real(r, "k")[0], 167 / 185.5, 1e-15);
  ck_assert_mem_eq(whole(r, "allocation"), wanted, sizeof wanted);
  cpw_result_free(r);
}
END_TEST

START_TEST(losers)
{
  static const double before[] = {10, 10, 10}, now[] = {11, 10, 10}, prices[] = {0.05};
  cpw_pace_plan p = plan_of(NULL, 0);
  p.base_people = before;
  p.people = now;
  p.deflator = prices;
  cpw_result *r = path(&p, CPW_PACE_SCALE);
  /* to stay whole: 115.5, 105, 105; they have 165, 99, 66 */
  static const double growth[] = {0.5, -0.01, -0.34},
                      of_real[] = {165 / 115.5 - 1, 99.0 / 105 - 1, 66.0 / 105 - 1};
  ck_assert(whole(r, "losers")[0] == 2);
  ck_assert_double_eq_tol(real(r, "loss")[0], 6 + 39, 1e-12);
  check_near(real(r, "growth_per_head"), growth, 3);
  check_near(real(r, "real_growth_per_head"), of_real, 3);
  ck_assert_double_eq_tol(real(r, "per_head")[0], 15, 1e-15);
  ck_assert_double_eq_tol(real(r, "target_per_head")[1], 9.9, 1e-15);
  /* population 10 % of A; 330/310 even growth */
  static const double steps[] = {100, 10, 110.0 * 20 / 310, 165 - 110.0 * 330 / 310, 0, 0, 165};
  check_near(real(r, "waterfall"), steps, 7);
  cpw_result_free(r);
}
END_TEST

/* two years: the second starts from the pounds of the first; a rule of the second year alone */
START_TEST(two_years)
{
  static const double high[] = {0.2}, low[] = {-0.1}, later[] = {0};
  static const double shares[] = {5, 3, 2, 50, 30, 20};
  cpw_pace_rule rules[] = {flat(CPW_PACE_MAX_CASH, high), flat(CPW_PACE_MIN_CASH, low),
                           flat(CPW_PACE_MIN_CASH, later)};
  rules[2].year = 1;
  rules[2].name = "freeze";
  static const char *const names[] = {"2026/27", "2027/28"};
  cpw_pace_plan p = plan_of(rules, 3);
  p.years = 2;
  p.year_names = names;
  p.weighted = shares;
  cpw_result *r = path(&p, CPW_PACE_SCALE);
  /* 2026/27: 120 cap, 210 left as 3 to 2 within 90 and 120: 120 (cap) and 90. 2027/28: 144 cap, 216 left
   * within 120..144 and 90..108: 180 x 0.6... 126 and 90 */
  static const int64_t wanted[] = {120, 120, 90, 144, 126, 90};
  ck_assert_mem_eq(whole(r, "allocation"), wanted, sizeof wanted);
  ck_assert(whole(r, "lower_rule")[5] == 2);
  ck_assert(whole(r, "bound_rows")[3] == 1 && whole(r, "bound_rows")[5] == 1);
  static const int64_t years[] = {-1, -1, -1};
  ck_assert_mem_eq(whole(r, "years_to_near"), years, sizeof years);
  static const double opening[] = {120 / 165.0 - 1, 120 / 99.0 - 1, 90 / 66.0 - 1};
  check_near(real(r, "opening_distance") + 3, opening, 3);
  ck_assert_str_eq(cpw_result_find(r, "allocation")->dimension[0]->coordinate_labels[0][1],
                   "2027/28");
  ck_assert_str_eq(cpw_result_find(r, "bound_rows")->dimension[1]->coordinate_labels[0][2],
                   "freeze");
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(floors_that_take_it_all)
{
  static const double ten[] = {0.1};
  const cpw_pace_rule rules[] = {flat(CPW_PACE_MIN_CASH, ten), flat(CPW_PACE_MAX_CASH, ten)};
  cpw_pace_plan p = plan_of(rules, 2);
  cpw_result *r = path(&p, CPW_PACE_SCALE);
  static const int64_t wanted[] = {110, 110, 110};
  ck_assert_mem_eq(whole(r, "allocation"), wanted, sizeof wanted);
  cpw_result_free(r);
  /* no whole pound within the bounds: to the pound about them */
  static const double thirds[] = {100.0 / 3, 100.0 / 3, 100.0 / 3};
  static const int64_t hundred[] = {110}, odd[] = {37, 37, 36};
  p.baseline = thirds;
  p.quantum = hundred;
  r = path(&p, CPW_PACE_SCALE);
  ck_assert_mem_eq(whole(r, "allocation"), odd, sizeof odd);
  cpw_result_free(r);
}
END_TEST

START_TEST(odd_rows)
{
  /* nothing to start from, nothing to go to, neither */
  static const double from[] = {0, 300, 0}, to[] = {1, 0, 0};
  cpw_pace_plan p = plan_of(NULL, 0);
  p.baseline = from;
  p.weighted = to;
  cpw_result *r = path(&p, CPW_PACE_SCALE);
  static const int64_t wanted[] = {330, 0, 0};
  ck_assert_mem_eq(whole(r, "allocation"), wanted, sizeof wanted);
  const double *d = real(r, "opening_distance"), *g = real(r, "growth");
  ck_assert(d[0] == -1 && isinf(d[1]) && d[2] == 0);
  ck_assert(isinf(g[0]) && g[1] == -1 && g[2] == 0);
  cpw_result_free(r);
  /* one row has it all, whatever it is */
  p.rows = 1;
  p.baseline = base;
  static const int64_t huge[] = {INT64_MAX};
  p.quantum = huge;
  r = path(&p, CPW_PACE_SCALE);
  ck_assert(whole(r, "allocation")[0] == INT64_MAX);
  cpw_result_free(r);
  static const int64_t nothing[] = {0};
  p.quantum = nothing;
  r = path(&p, CPW_PACE_SCALE);
  ck_assert(whole(r, "allocation")[0] == 0 && real(r, "closing_distance")[0] == 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(budgets_near_the_largest)
{
  static const double from[] = {3e18, 3e18, 3e18}, low[] = {0.01};
  static const int64_t huge[] = {INT64_MAX};
  const cpw_pace_rule rules[] = {flat(CPW_PACE_MIN_CASH, low)};
  cpw_pace_plan p = plan_of(rules, 1);
  p.baseline = from;
  p.quantum = huge;
  cpw_result *r = path(&p, CPW_PACE_SCALE);
  const int64_t *x = whole(r, "allocation");
  ck_assert(x[0] + x[1] + x[2] == INT64_MAX);
  ck_assert(x[1] >= 3030000000000000000 - 1024 && x[2] >= 3030000000000000000 - 1024);
  cpw_result_free(r);
  static const int64_t less[] = {9000000000000000000};
  p.quantum = less;
  ck_assert_int_eq(cpw_pace_path(&p, NULL, &r, NULL), CPW_EDOMAIN);
}
END_TEST

/* ---------------------------------------------------------------- against bisection --------- */

enum { MANY = 60 };

typedef struct world {
  double base[MANY], share[MANY], low[MANY], high[MANY];
  double lx[4], lv[4], hx[4], hv[4];
  cpw_pace_rule rules[2];
  int64_t quantum[1];
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, 40, seed, 0, 0);
  double total = 0;
  for (int i = 0; i < MANY; i++) {
    total += w->base[i] = floor(1e6 + 1e9 * cpw_random_uniform(&s));
    w->share[i] = w->base[i] * (0.85 + 0.3 * cpw_random_uniform(&s));
  }
  for (int k = 0; k < 4; k++) {
    w->lx[k] = w->hx[k] = -0.1 + 0.06 * k;
    w->lv[k] = 0.04 - 0.01 * k * cpw_random_uniform(&s);
    w->hv[k] = 0.045 + 0.05 * (3 - k) * cpw_random_uniform(&s);
  }
  w->rules[0] = (cpw_pace_rule){CPW_PACE_MIN_CASH, -1, 4, w->lx, w->lv, NULL};
  w->rules[1] = (cpw_pace_rule){CPW_PACE_MAX_CASH, -1, 4, w->hx, w->hv, NULL};
  w->quantum[0] = (int64_t)(total * (1.041 + 0.003 * cpw_random_uniform(&s)));
}

static double value(const double *x, const double *v, double d) {
  if (d <= x[0]) return v[0];
  for (int k = 1; k < 4; k++)
    if (d <= x[k]) return v[k - 1] + (v[k] - v[k - 1]) * (d - x[k - 1]) / (x[k] - x[k - 1]);
  return v[3];
}

START_TEST(against_bisection)
{
  world w;
  make(&w, (uint64_t)_i);
  cpw_pace_plan p = plan_of(w.rules, 2);
  p.rows = MANY;
  p.codes = NULL;
  p.baseline = w.base;
  p.weighted = w.share;
  p.quantum = w.quantum;
  cpw_result *r = path(&p, CPW_PACE_SCALE);
  double all = 0, shares = 0, low = 0, high = 10, q = (double)w.quantum[0];
  for (int i = 0; i < MANY; i++) {
    all += w.base[i];
    shares += w.share[i];
  }
  for (int i = 0; i < MANY; i++) {
    double d = w.base[i] / all / (w.share[i] / shares) - 1;
    w.low[i] = w.base[i] * (1 + value(w.lx, w.lv, d));
    w.high[i] = w.base[i] * (1 + value(w.hx, w.hv, d));
  }
  for (int k = 0; k < 200; k++) {
    double level = (low + high) / 2, sum = 0;
    for (int i = 0; i < MANY; i++)
      sum += fmin(fmax(level * q * w.share[i] / shares, w.low[i]), w.high[i]);
    *(sum < q ? &low : &high) = level;
  }
  int64_t pounds = 0;
  for (int i = 0; i < MANY; i++) {
    double wanted = fmin(fmax(low * q * w.share[i] / shares, w.low[i]), w.high[i]);
    ck_assert_double_eq_tol(real(r, "exact")[i], wanted, 1e-12 * wanted);
    int64_t x = whole(r, "allocation")[i];
    pounds += x;
    ck_assert((double)x >= w.low[i] - 1e-5 && (double)x <= w.high[i] + 1e-5);
    /* free rows make up for what rounding within the bounds gives to those that are held */
    ck_assert(fabs((double)x - wanted) < MANY);
  }
  ck_assert(pounds == w.quantum[0]);
  cpw_result_free(r);
}
END_TEST

/* rows turned round: the same pounds */
START_TEST(order_does_not_matter)
{
  world w, t;
  make(&w, (uint64_t)_i);
  make(&t, (uint64_t)_i);
  static char label[MANY][8];
  const char *name[MANY], *turned[MANY];
  for (int i = 0; i < MANY; i++) {
    label[i][0] = (char)('A' + i % 26);
    label[i][1] = (char)('A' + i / 26);
    name[i] = turned[MANY - 1 - i] = label[i];
    t.base[MANY - 1 - i] = w.base[i];
    t.share[MANY - 1 - i] = w.share[i];
  }
  for (int32_t method = CPW_PACE_SCALE; method <= CPW_PACE_ADD; method++) {
    cpw_pace_plan p = plan_of(w.rules, 2), q = plan_of(t.rules, 2);
    p.rows = q.rows = MANY;
    p.codes = name;
    q.codes = turned;
    p.baseline = w.base;
    q.baseline = t.base;
    p.weighted = w.share;
    q.weighted = t.share;
    p.quantum = q.quantum = w.quantum;
    cpw_result *a = path(&p, method), *b = path(&q, method);
    for (int i = 0; i < MANY; i++) {
      ck_assert(whole(a, "allocation")[i] == whole(b, "allocation")[MANY - 1 - i]);
      ck_assert(real(a, "exact")[i] == real(b, "exact")[MANY - 1 - i]);
    }
    ck_assert(real(a, "k")[0] == real(b, "k")[0]);
    cpw_result_free(a);
    cpw_result_free(b);
  }
}
END_TEST

/* ---------------------------------------------------------------- refused ------------------- */

/* 0.5 % of 600 is 3: bounds of whole thousands are whole pounds, by integers here, at any size of money */
START_TEST(rates_are_decimals)
{
  static const int64_t mille[] = {5, 15, 70, 100, -7, 29};
  const double rate[] = {0.005, 0.015, 0.07, 0.1, -0.007, 0.029};
  const double weights[] = {80, 1};
  for (size_t k = 0; k < COUNT(mille); k++)
    for (int64_t size = 1000, i = 0; i < 300; i++, size += 1000 + 7919000 * i * i) {
      const double baseline[] = {(double)size, (double)(3 * size)};
      const int64_t most = size / 1000 * (1000 + mille[k]);
      static const double points[] = {0, 0};
      const double step[] = {rate[k], NONE};
      const cpw_pace_rule one = {CPW_PACE_MAX_CASH, -1, 2, points, step, NULL};
      const int64_t money[] = {most + 9 * size};
      cpw_pace_plan p = plan_of(&one, 1);
      p.rows = 2;
      p.baseline = baseline;
      p.weighted = weights;
      p.quantum = money;
      cpw_result *r = path(&p, CPW_PACE_SCALE); /* the second row is far over its share: no cap */
      ck_assert_double_eq(real(r, "upper")[0], (double)most);
      ck_assert_int_eq(whole(r, "allocation")[0], most);
      cpw_result_free(r);
    }
}
END_TEST

/* nothing for a share of nothing is no floor */
START_TEST(nothing_holds_a_row_of_no_share)
{
  static const double weights[] = {1, 0, 1};
  cpw_pace_plan p = plan_of(NULL, 0);
  p.weighted = weights;
  cpw_result *r = path(&p, CPW_PACE_SCALE);
  ck_assert_int_eq(whole(r, "held")[1], 0);
  ck_assert_int_eq(whole(r, "held_below")[0], 0);
  ck_assert_int_eq(whole(r, "allocation")[1], 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(gaps_are_whole_pounds)
{
  static const double baseline[] = {100, 100}, weights[] = {1, 1}, tenth[] = {0.1};
  static const int64_t money[] = {200};
  const cpw_pace_rule r = flat(CPW_PACE_MIN_CASH, tenth);
  cpw_pace_plan p = plan_of(&r, 1);
  cpw_result *out = NULL;
  p.rows = 2;
  p.baseline = baseline;
  p.weighted = weights;
  p.quantum = money;
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EDOMAIN,
             "year[0]: floors need 220, 20 above the quantum = 200; furthest above its share is "
             "row[0] (A) by rule[0] (min cash)");
}
END_TEST

START_TEST(what_cannot_be_met)
{
  static const double low[] = {0.2}, high[] = {0.05}, more[] = {0.1}, less[] = {0.02};
  cpw_pace_rule rules[] = {flat(CPW_PACE_MIN_CASH, low), flat(CPW_PACE_MAX_CASH, high)};
  rules[0].name = "protection";
  cpw_pace_plan p = plan_of(rules, 1);
  cpw_result *r = NULL;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN,
             "year[0]: floors need 360, 30 above the quantum = 330; furthest above its share is "
             "row[2] (C) by rule[0] (protection)");
  p = plan_of(rules + 1, 1);
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN,
             "year[0]: caps allow 315, 15 below the quantum = 330; furthest below its share is "
             "row[0] (A) by rule[0] (max cash)");
  p = plan_of(rules, 2);
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN,
             "year[0]: row[0] (A) has a floor of 120 by rule[0] (protection), 15 above its cap of "
             "105 by rule[1] (max cash)");
  cpw_pace_options o;
  cpw_pace_options_init(&o);
  o.conflict = CPW_PACE_FLOOR_WINS;
  static const int64_t fits[] = {360}, cap[] = {306};
  rules[0] = flat(CPW_PACE_MIN_CASH, more);
  rules[1] = flat(CPW_PACE_MAX_CASH, less);
  p = plan_of(rules, 2);
  ck_assert_int_eq(cpw_pace_path(&p, &o, &r, NULL), CPW_OK);
  ck_assert(whole(r, "allocation")[0] == 110);
  cpw_result_free(r);
  o.conflict = CPW_PACE_CAP_WINS;
  p.quantum = cap;
  ck_assert_int_eq(cpw_pace_path(&p, &o, &r, NULL), CPW_OK);
  ck_assert(whole(r, "allocation")[0] == 102);
  cpw_result_free(r);
  p.quantum = fits;
  ck_assert_int_eq(cpw_pace_path(&p, &o, &r, NULL), CPW_EDOMAIN);
}
END_TEST

START_TEST(rules_that_are_refused)
{
  static const double x[] = {0, -1}, v[] = {0.1, 0.1}, nan[] = {(double)NAN}, loss[] = {-2},
                      up[] = {NONE}, flats[] = {0.1, -NONE}, rising[] = {0, 1};
  cpw_pace_rule r[1] = {flat(9, v)};
  cpw_pace_plan p = plan_of(r, 1);
  cpw_result *out = NULL;
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EINVAL, "rule[0].kind = 9 must be 0 to 6");
  r[0] = flat(CPW_PACE_MIN_CASH, v);
  r[0].year = 1;
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EINVAL,
             "rule[0] (min cash): year = 1 must be -1 to 0");
  r[0] = flat(CPW_PACE_MIN_CASH, v);
  r[0].points = 0;
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EINVAL,
             "rule[0] (min cash) needs at least one point");
  r[0] = flat(CPW_PACE_MIN_HEAD, v);
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EINVAL,
             "rule[0] (min head) needs people and base_people");
  r[0] = flat(CPW_PACE_CONVERGENCE, v);
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EINVAL,
             "rule[0] (convergence) needs the method CPW_PACE_ADD");
  r[0] = (cpw_pace_rule){CPW_PACE_MIN_CASH, -1, 2, x, v, NULL};
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EDOMAIN,
             "rule[0] (min cash): distance[1] = -1 must be finite and not below the one before it");
  r[0] = flat(CPW_PACE_MIN_CASH, nan);
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EDOMAIN,
             "rule[0] (min cash): value[0] = nan must be >= -1, or -inf for no floor");
  r[0] = flat(CPW_PACE_MAX_CASH, loss);
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EDOMAIN,
             "rule[0] (max cash): value[0] = -2 must be >= -1, or inf for no cap");
  r[0] = flat(CPW_PACE_MIN_CASH, up);
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EDOMAIN,
             "rule[0] (min cash): value[0] = inf must be >= -1, or -inf for no floor");
  r[0] = (cpw_pace_rule){CPW_PACE_MIN_CASH, -1, 2, rising, flats, NULL};
  ck_refused(cpw_pace_path(&p, NULL, &out, &err), CPW_EDOMAIN,
             "rule[0] (min cash): from value[0] = 0.1 to value[1] = -inf needs a step: two points "
             "of the same distance");
  ck_assert_ptr_null(out);
}
END_TEST

START_TEST(plans_that_are_refused)
{
  static const double bad[] = {1, -1, 1}, zero[] = {0, 0, 0}, people[] = {1, 0, 1}, fall[] = {-1};
  static const int64_t debt[] = {-5}, nothing[] = {0, 5};
  static const double twice[] = {5, 3, 2, 5, 3, 2};
  const char *some[] = {"A", NULL, "C"};
  cpw_result *r = NULL;
  cpw_pace_options o;
  cpw_pace_options_init(&o);
  cpw_pace_plan p = plan_of(NULL, 0);
  ck_refused(cpw_pace_path(NULL, NULL, &r, &err), CPW_EINVAL, "plan is NULL");
  ck_refused(cpw_pace_path(&p, NULL, NULL, &err), CPW_EINVAL, "out is NULL");
  p.rows = 0;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EINVAL, "rows = 0 must be >= 1");
  p = plan_of(NULL, 0);
  p.years = 0;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EINVAL, "years = 0 must be >= 1");
  p = plan_of(NULL, 1);
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EINVAL, "rule is NULL");
  p = plan_of(NULL, -1);
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EINVAL, "rules = -1 must be >= 0");
  p = plan_of(NULL, 0);
  p.codes = some;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EINVAL, "codes[1] is NULL");
  p = plan_of(NULL, 0);
  p.people = base;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EINVAL,
             "base_people is NULL, but people is not");
  p.base_people = people;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN,
             "base_people[1] = 0 must be finite and > 0");
  p = plan_of(NULL, 0);
  p.baseline = bad;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN,
             "baseline[1] = -1 must be finite and >= 0");
  p.baseline = zero;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN, "baseline is 0 in every row");
  p = plan_of(NULL, 0);
  p.weighted = zero;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN,
             "weighted of a year is 0 in every row");
  p = plan_of(NULL, 0);
  p.quantum = debt;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN, "quantum[0] = -5 must be >= 0");
  p = plan_of(NULL, 0);
  p.deflator = fall;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN,
             "deflator[0] = -1 must be finite and > -1");
  p = plan_of(NULL, 0);
  p.years = 2;
  p.quantum = nothing;
  p.weighted = twice;
  ck_refused(cpw_pace_path(&p, NULL, &r, &err), CPW_EDOMAIN,
             "year[1] has nothing to start from: the year before has 0 in every row");
  p = plan_of(NULL, 0);
  o.near = -1;
  ck_refused(cpw_pace_path(&p, &o, &r, &err), CPW_EDOMAIN, "options.near = -1 must be >= 0");
  o.near = 0;
  o.method = 2;
  ck_refused(cpw_pace_path(&p, &o, &r, &err), CPW_EINVAL, "options.method = 2 must be 0 to 1");
  o.struct_size = 4000;
  ck_assert_int_eq(cpw_pace_path(&p, &o, &r, NULL), CPW_EABI);
  ck_assert_ptr_null(r);
}
END_TEST

static int32_t run(void *context) {
  (void)context;
  static const double low[] = {0}, high[] = {0.4};
  const cpw_pace_rule rules[] = {flat(CPW_PACE_MIN_CASH, low), flat(CPW_PACE_MAX_CASH, high)};
  cpw_pace_plan p = plan_of(rules, 2);
  cpw_result *r = NULL;
  int32_t status = cpw_pace_path(&p, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(without_memory)
{ cpwt_each_allocation_fails(run, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("pace");
  const char *names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *t[5];
  for (int i = 0; i < 5; i++) {
    t[i] = tcase_create(names[i]);
    tcase_set_timeout(t[i], 300);
    suite_add_tcase(suite, t[i]);
  }
  tcase_add_test(t[0], values_of_a_rule);
  tcase_add_test(t[0], floors_that_take_it_all);
  tcase_add_test(t[0], odd_rows);
  tcase_add_test(t[0], budgets_near_the_largest);
  tcase_add_test(t[0], nothing_holds_a_row_of_no_share);
  tcase_add_test(t[1], gaps_are_whole_pounds);
  tcase_add_test(t[1], what_cannot_be_met);
  tcase_add_test(t[1], rules_that_are_refused);
  tcase_add_test(t[1], plans_that_are_refused);
  tcase_add_test(t[2], rates_are_decimals);
  tcase_add_test(t[2], straight_to_target);
  tcase_add_test(t[2], held_by_rules);
  tcase_add_test(t[2], additive);
  tcase_add_test(t[2], heads_and_distances);
  tcase_add_test(t[2], losers);
  tcase_add_test(t[2], two_years);
  tcase_add_loop_test(t[3], against_bisection, 0, 50);
  tcase_add_loop_test(t[3], order_does_not_matter, 0, 20);
  tcase_add_test(t[4], without_memory);
  return cpwt_run(&suite, 1);
}
