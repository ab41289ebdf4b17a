/* Who decides: closed forms of two members with square roots, grids, prices that bring the joint optimum about, pools
 * whose values are known, payback by hand. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

#define MOST 12

/* A commons with room of its own: square roots unless said otherwise. */
typedef struct world {
  cpw_system_commons c;
  cpw_response curve[MOST];
  int64_t owner[MOST], line[MOST], budget[MOST * 2];
  double share[MOST * MOST];
} world;

static cpw_response root(double a) {
  cpw_response r = {.kind = CPW_RESPONSE_POWER, .a = a, .shape = 0.5};
  return r;
}

static void begin(world *w, int64_t members, int64_t options) {
  memset(w, 0, sizeof *w);
  cpw_system_commons_init(&w->c);
  w->c.members = members;
  w->c.options = options;
  w->c.response = w->curve;
  w->c.owner = w->owner;
  w->c.share = w->share;
  w->c.budget = w->budget;
  for (int i = 0; i < MOST; i++)
    w->curve[i] = root(1);
}

/* k members, each with one option a_i root(x) of its own and money b_i */
static void separate(world *w, int64_t k, const double *a, const int64_t *b) {
  begin(w, k, k);
  w->c.share = NULL;
  for (int64_t i = 0; i < k; i++) {
    w->curve[i] = root(a[i]);
    w->owner[i] = i;
    w->budget[i] = b[i];
  }
}

/* two members alike: a root(x) all its own, c root(x) of which s goes to the other */
static void neighbours(world *w, double a, double c, double s, int64_t money) {
  begin(w, 2, 4);
  for (int64_t m = 0; m < 2; m++) {
    w->curve[m] = root(a);
    w->curve[2 + m] = root(c);
    w->owner[m] = w->owner[2 + m] = m;
    w->share[m * 2 + m] = 1;
    w->share[(2 + m) * 2 + m] = 1 - s;
    w->share[(2 + m) * 2 + 1 - m] = s;
    w->budget[m] = money;
  }
}

/* two members: a root(x) of their own each, and one option for both that both may pay for */
static void common_good(world *w, double a, double c, int64_t money) {
  begin(w, 2, 3);
  for (int64_t m = 0; m < 2; m++) {
    w->curve[m] = root(a);
    w->owner[m] = m;
    w->share[m * 2 + m] = 1;
    w->share[4 + m] = 0.5;
    w->budget[m] = money;
  }
  w->curve[2] = root(c);
  w->owner[2] = -1;
}

static cpw_system_govern_options usual(void) {
  cpw_system_govern_options o;
  cpw_system_govern_options_init(&o);
  return o;
}

static cpw_result *equilibrium(const world *w, const cpw_system_govern_options *o) {
  cpw_result *r = NULL;
  cpw_error e;
  memset(&e, 0, sizeof e);
  int32_t status = cpw_system_govern_equilibrium(&w->c, o, NULL, &r, &e);
  ck_assert_msg(status == CPW_OK, "%s", e.message);
  return r;
}

static cpw_result *devolve(const world *w, const cpw_system_govern_options *o, const cpw_run *run) {
  cpw_result *r = NULL;
  cpw_error e;
  memset(&e, 0, sizeof e);
  int32_t status = cpw_system_govern_devolve(&w->c, o, run, &r, &e);
  ck_assert_msg(status == CPW_OK, "%s", e.message);
  return r;
}

static cpw_result *pool(const world *w, const cpw_system_govern_options *o) {
  cpw_result *r = NULL;
  cpw_error e;
  memset(&e, 0, sizeof e);
  int32_t status = cpw_system_govern_pool(&w->c, o, NULL, &r, &e);
  ck_assert_msg(status == CPW_OK, "%s", e.message);
  return r;
}

static double real(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->real && at < a->size, "no %s[%lld]", name, (long long)at);
  return a->real[at];
}

static int64_t whole(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->integer && at < a->size, "no %s[%lld]", name, (long long)at);
  return a->integer[at];
}

static void near(double got, double want, double tolerance) {
  ck_assert_msg(fabs(got - want) <= tolerance * (1 + fabs(want)), "%.17g is not %.17g", got, want);
}

enum { ALONE, COORDINATED, PRICED, JOINT };

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_member)
{
  world w;
  const double a[] = {3};
  const int64_t b[] = {100};
  separate(&w, 1, a, b);
  cpw_result *r = equilibrium(&w, NULL);
  for (int way = 0; way < 4; way++) {
    near(real(r, "spend", way), 100, 1e-12);
    near(real(r, "welfare", way), 30, 1e-12);
  }
  near(real(r, "anarchy", 0), 1, 1e-12);
  ck_assert(whole(r, "rounds", 0) == 1 && whole(r, "converged", 0) == 1);
  ck_assert(whole(r, "dominant", 0) == 1 && cpw_result_outcome(r) == CPW_OUTCOME_OK);
  cpw_result_free(r);
  r = devolve(&w, NULL, NULL);
  for (int64_t k = 0; k <= 10; k++)
    near(real(r, "total_loss", k), 0, 1e-9);
  near(real(r, "best", 0), 0, 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(nothing_to_spend_or_to_gain)
{
  world w;
  neighbours(&w, 1, 1, 0.5, 0);
  cpw_result *r = equilibrium(&w, NULL);
  ck_assert(real(r, "welfare", JOINT) == 0 && isnan(real(r, "anarchy", 0)));
  ck_assert(real(r, "efficiency_loss", 0) == 0 && whole(r, "converged", 0) == 1);
  cpw_result_free(r);
  r = pool(&w, NULL);
  ck_assert(whole(r, "formed", CPW_GOVERN_MANDATED) == 3);
  ck_assert(whole(r, "formed", CPW_GOVERN_MAJORITY) == 0);
  cpw_result_free(r);
  neighbours(&w, 0, 0, 0.5, 70);
  r = equilibrium(&w, NULL);
  ck_assert(real(r, "spent", ALONE) == 0 && real(r, "unspent", JOINT) == 140);
  cpw_result_free(r);
  r = devolve(&w, NULL, NULL);
  ck_assert(whole(r, "money_local", 2 * 10) + whole(r, "money_local", 2 * 10 + 1) == 140);
  cpw_result_free(r);
}
END_TEST

/* bounds leave money over, which nobody can use */
START_TEST(bounds)
{
  world w;
  const double a[] = {1, 1}, upper[] = {10, (double)INFINITY};
  const int64_t b[] = {100, 0};
  separate(&w, 2, a, b);
  w.c.upper = upper;
  cpw_result *r = equilibrium(&w, NULL);
  near(real(r, "spent", ALONE), 10, 1e-12);
  near(real(r, "spent", COORDINATED), 10, 1e-12);
  near(real(r, "spend", JOINT * 2), 10, 1e-12);
  near(real(r, "spend", JOINT * 2 + 1), 90, 1e-12);
  near(real(r, "spend", PRICED * 2), 10, 1e-12);
  near(real(r, "spend", PRICED * 2 + 1), 90, 1e-11);
  near(real(r, "transfer", 0), -90, 1e-11);
  near(real(r, "transfer", 1), 90, 1e-11);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void says(int32_t status, int32_t code, const cpw_error *err, const char *message) {
  ck_assert_msg(status == code, "status %d, not: %s", (int)status, message);
  ck_assert_str_eq(err->message, message);
}

#define EQUILIBRIUM(w, o) cpw_system_govern_equilibrium(&(w).c, o, NULL, &r, &e)

START_TEST(a_commons_that_is_wrong)
{
  world w;
  cpw_error e;
  cpw_result *r = NULL;
  says(cpw_system_govern_equilibrium(NULL, NULL, NULL, &r, &e), CPW_EINVAL, &e, "commons is NULL");
  neighbours(&w, 1, 1, 0.5, 9);
  says(cpw_system_govern_equilibrium(&w.c, NULL, NULL, NULL, &e), CPW_EINVAL, &e, "out is NULL");
  w.c.members = 0;
  says(EQUILIBRIUM(w, NULL), CPW_EINVAL, &e, "members = 0, options = 4 and lines = 1 must be >= 1");
  neighbours(&w, 1, 1, 0.5, 9);
  w.share[3] = -0.5;
  says(EQUILIBRIUM(w, NULL), CPW_EDOMAIN, &e, "share[3] = -0.5 must be finite and >= 0");
  w.share[3] = (double)NAN;
  says(EQUILIBRIUM(w, NULL), CPW_EDOMAIN, &e, "share[3] = nan must be finite and >= 0");
  neighbours(&w, 1, 1, 0.5, 9);
  w.owner[1] = 2;
  says(EQUILIBRIUM(w, NULL), CPW_EINVAL, &e, "owner[1] = 2 must be -1 to 1");
  w.c.share = NULL;
  w.owner[1] = -1;
  says(EQUILIBRIUM(w, NULL), CPW_EINVAL, &e, "owner[1] = -1 must be 0 to 1 (there are no shares)");
  w.c.owner = NULL;
  says(EQUILIBRIUM(w, NULL), CPW_EINVAL, &e, "share and owner are NULL: whose is the benefit?");
  neighbours(&w, 1, 1, 0.5, 9);
  w.budget[1] = -1;
  says(EQUILIBRIUM(w, NULL), CPW_EDOMAIN, &e, "budget[1] = -1 must be >= 0");
  w.budget[1] = INT64_C(1) << 53;
  says(EQUILIBRIUM(w, NULL), CPW_EOVERFLOW, &e,
       "the budgets of line 0 sum to more than 2^53 pounds");
  neighbours(&w, 1, 1, 0.5, 9);
  w.curve[2].upfront = 3;
  says(EQUILIBRIUM(w, NULL), CPW_EDOMAIN, &e,
       "response[2] is not concave (its slope rises, or it has an upfront part)");
  w.curve[2].upfront = -3;
  says(EQUILIBRIUM(w, NULL), CPW_EDOMAIN, &e, "response[2].upfront = -3 must be finite and >= 0");
  neighbours(&w, 1, 1, 0.5, 9);
  w.c.lines = 2;
  says(EQUILIBRIUM(w, NULL), CPW_EINVAL, &e, "line is NULL: there are 2 lines");
  w.c.line = w.line;
  w.line[2] = 2;
  says(EQUILIBRIUM(w, NULL), CPW_EINVAL, &e, "line[2] = 2 must be 0 to 1");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(options_that_are_wrong)
{
  world w;
  cpw_error e;
  cpw_result *r = NULL;
  neighbours(&w, 1, 1, 0.5, 9);
  cpw_system_govern_options o = usual();
  o.tolerance = 0;
  says(EQUILIBRIUM(w, &o), CPW_EDOMAIN, &e, "options.tolerance = 0 must be in [1e-12, 0.1]");
  o = usual();
  o.knowledge = 4;
  says(EQUILIBRIUM(w, &o), CPW_EINVAL, &e, "options.knowledge = 4 must be 0 to 3");
  o.knowledge = CPW_GOVERN_GIVEN;
  says(EQUILIBRIUM(w, &o), CPW_EINVAL, &e, "options.believed is NULL");
  o = usual();
  o.steps = 0;
  says(EQUILIBRIUM(w, &o), CPW_EDOMAIN, &e, "options.steps = 0 must be 1 to 1000");
  const double wrong[] = {0.5, 1.5}, none[] = {0, 0};
  o = usual();
  o.compliance = wrong;
  says(EQUILIBRIUM(w, &o), CPW_EDOMAIN, &e, "options.compliance[1] = 1.5 must be in [0, 1]");
  o = usual();
  o.capitation = none;
  says(EQUILIBRIUM(w, &o), CPW_EDOMAIN, &e, "options.capitation is 0 for all");
  o = usual();
  o.quota = 3;
  says(EQUILIBRIUM(w, &o), CPW_EDOMAIN, &e, "options.quota = 3 must be 0 to 2");
  o = usual();
  o.noise = (double)INFINITY;
  says(EQUILIBRIUM(w, &o), CPW_EDOMAIN, &e, "options.noise = inf must be finite and >= 0");
  o = usual();
  o.struct_size += 8;
  ck_assert_int_eq(EQUILIBRIUM(w, &o), CPW_EABI);
  const double a[] = {1};
  const int64_t b[] = {1};
  separate(&w, 1, a, b);
  says(cpw_system_govern_pool(&w.c, NULL, NULL, &r, &e), CPW_EINVAL, &e,
       "commons.members = 1 must be 2 to 12");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(changes_and_causes_that_are_wrong)
{
  cpw_error e;
  cpw_result *r = NULL;
  cpw_system_govern_change c;
  cpw_system_govern_change_init(&c);
  c.gain_bias = 1;
  says(cpw_system_govern_breakeven(&c, NULL, &r, &e), CPW_EDOMAIN, &e,
       "change.gain_bias = 1 must be in [0, 1)");
  cpw_system_govern_change_init(&c);
  c.gain = (double)NAN;
  says(cpw_system_govern_breakeven(&c, NULL, &r, &e), CPW_EDOMAIN, &e,
       "change.gain = nan must be in [0, 1e+300]");
  c.gain = 1;
  c.months = 0;
  says(cpw_system_govern_breakeven(&c, NULL, &r, &e), CPW_EDOMAIN, &e,
       "change.months = 0 must be 1 to 1200");
  says(cpw_system_govern_breakeven(NULL, NULL, &r, &e), CPW_EINVAL, &e, "change is NULL");
  const double v[] = {0, 1, 2, (double)NAN};
  says(cpw_system_govern_attribute(v, 2, NULL, NULL, &r, &e), CPW_EDOMAIN, &e,
       "values[3] = nan must be finite and at most 1e299");
  says(cpw_system_govern_attribute(v, 17, NULL, NULL, &r, &e), CPW_EINVAL, &e,
       "causes = 17 must be 1 to 16");
  says(cpw_system_govern_attribute(NULL, 2, NULL, NULL, &r, &e), CPW_EINVAL, &e, "values is NULL");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(a_caller_who_stops)
{
  world w;
  cpw_error e;
  cpw_result *r = NULL;
  int32_t stop = 1;
  cpw_run run;
  cpw_run_init(&run);
  run.cancel = &stop;
  common_good(&w, 1, 1, 100);
  ck_assert_int_eq(cpw_system_govern_equilibrium(&w.c, NULL, &run, &r, &e), CPW_ECANCELLED);
  ck_assert_int_eq(cpw_system_govern_devolve(&w.c, NULL, &run, &r, &e), CPW_ECANCELLED);
  ck_assert_int_eq(cpw_system_govern_pool(&w.c, NULL, &run, &r, &e), CPW_ECANCELLED);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* alone x/y = (a / ((1 - s) c))^2, together x/y = (a / c)^2 */
START_TEST(neighbours_by_closed_form)
{
  const double spills[] = {0, 0.1, 0.3, 0.5, 0.9};
  for (int k = 0; k < 5; k++) {
    world w;
    double a = 2, c = 3, s = spills[k], own = (1 - s) * c, money = 1000;
    neighbours(&w, a, c, s, 1000);
    cpw_result *r = equilibrium(&w, NULL);
    double x = money * a * a / (a * a + own * own), best = sqrt(money * (a * a + c * c));
    double alone = a * sqrt(x) + c * sqrt(money - x);
    near(real(r, "spend", ALONE * 4), x, 1e-10);
    near(real(r, "spend", ALONE * 4 + 3), money - x, 1e-10);
    near(real(r, "welfare", ALONE), 2 * alone, 1e-12);
    near(real(r, "welfare", JOINT), 2 * best, 1e-12);
    near(real(r, "welfare", COORDINATED), 2 * best, 1e-12);
    near(real(r, "anarchy", 0), best / alone, 1e-12);
    near(real(r, "gain", 0), best - alone, 1e-10);
    near(real(r, "price", 0), best / (2 * money), 1e-9);
    ck_assert(whole(r, "dominant", 0) == 1);
    cpw_result_free(r);
  }
}
END_TEST

/* each pays for the common good up to its half of it: G = B / (1/2 + 4 a^2 / c^2); together B / (1/2 + a^2 / c^2) */
START_TEST(a_common_good_by_closed_form)
{
  world w;
  double a = 1, c = 4, money = 900;
  common_good(&w, a, c, 900);
  cpw_result *r = equilibrium(&w, NULL);
  double alone = money / (0.5 + 4 * a * a / (c * c)), joint = money / (0.5 + a * a / (c * c));
  near(real(r, "spend", ALONE * 3 + 2), alone,
       1e-4); /* flat at the top: spend to the root of value */
  near(real(r, "welfare", ALONE), 2 * a * sqrt(money - alone / 2) + c * sqrt(alone), 1e-6);
  near(real(r, "spend", JOINT * 3 + 2), joint, 1e-9);
  near(real(r, "spend", COORDINATED * 3 + 2), joint, 1e-9);
  ck_assert(whole(r, "converged", 0) == 1 && whole(r, "dominant", 0) == 0);
  ck_assert(real(r, "regret", 0) <= 1e-9 * real(r, "benefit", 0) * 2);
  near(real(r, "contribution", 2) + real(r, "contribution", 5), real(r, "spend", 2), 1e-12);
  cpw_result_free(r);
}
END_TEST

/* the owners' best responses and the joint optimum, against every division of the money on a grid */
START_TEST(grids)
{
  world w;
  neighbours(&w, 2, 3, 0.4, 20);
  w.curve[0].kind = CPW_RESPONSE_EXPONENTIAL;
  w.curve[0].t = 5;
  w.curve[0].shape = 0;
  w.curve[3].kind = CPW_RESPONSE_LOG;
  w.curve[3].t = 2;
  w.curve[3].shape = 0;
  cpw_result *r = equilibrium(&w, NULL);
  double best[2] = {0, 0}, joint = 0, kept = 0;
  for (int i = 0; i <= 80; i++) {
    double x = i / 4.0, y = 20 - x;
    for (int m = 0; m < 2; m++) {
      double had =
          cpw_response_value(&w.curve[m], x) + 0.6 * cpw_response_value(&w.curve[2 + m], y);
      best[m] = had > best[m] ? had : best[m];
    }
    for (int j = 0; j <= 80; j++) {
      double all = cpw_response_value(&w.curve[0], x) + cpw_response_value(&w.curve[2], y) +
                   cpw_response_value(&w.curve[1], j / 4.0) +
                   cpw_response_value(&w.curve[3], 20 - j / 4.0);
      kept = all > kept ? all : kept;
    }
  }
  for (int i = 0; i <= 40; i++)
    for (int j = 0; i + j <= 40; j++)
      for (int k = 0; i + j + k <= 40; k++) {
        double all = cpw_response_value(&w.curve[0], i) + cpw_response_value(&w.curve[1], j) +
                     cpw_response_value(&w.curve[2], k) +
                     cpw_response_value(&w.curve[3], 40 - i - j - k);
        joint = all > joint ? all : joint;
      }
  for (int m = 0; m < 2; m++) {
    double own = cpw_response_value(&w.curve[m], real(r, "spend", m)) +
                 0.6 * cpw_response_value(&w.curve[2 + m], real(r, "spend", 2 + m));
    ck_assert(own >= best[m] - 1e-9 && own <= best[m] + 0.02);
  }
  ck_assert(real(r, "welfare", JOINT) >= joint - 1e-9 && real(r, "welfare", JOINT) <= joint + 0.1);
  ck_assert(real(r, "welfare", COORDINATED) >= kept - 1e-9);
  ck_assert(real(r, "welfare", COORDINATED) <= kept + 0.02);
  cpw_result_free(r);
}
END_TEST

/* Curves of one's own, no spillovers, lending at the system's price: central and decentral are the same. */
START_TEST(prices_bring_the_joint_optimum_about)
{
  world w;
  const double a[] = {1, 4, 2, 7}, none[] = {0, 0, 0, 0};
  const int64_t b[] = {400, 10, 0, 90};
  separate(&w, 4, a, b);
  w.curve[1].kind = CPW_RESPONSE_EXPONENTIAL;
  w.curve[1].t = 30;
  w.curve[1].shape = 0;
  w.curve[2].kind = CPW_RESPONSE_LOG;
  w.curve[2].t = 3;
  w.curve[2].shape = 0;
  cpw_result *r = equilibrium(&w, NULL);
  double sum = 0, price = real(r, "price", 0);
  for (int64_t m = 0; m < 4; m++) {
    near(real(r, "spend", PRICED * 4 + m), real(r, "spend", JOINT * 4 + m), 1e-9);
    double slope = cpw_response_slope(&w.curve[m], real(r, "spend", PRICED * 4 + m), 1);
    if (real(r, "spend", PRICED * 4 + m) > 0)
      near(slope, price, 1e-9);
    else
      ck_assert(slope <= price);
    near(real(r, "transfer", m), real(r, "spend", PRICED * 4 + m) - (double)b[m], 1e-9);
    sum += real(r, "transfer", m) + none[m];
  }
  near(sum, 0, 1e-9);
  near(real(r, "welfare", PRICED), real(r, "welfare", JOINT), 1e-12);
  ck_assert(real(r, "welfare", ALONE) < real(r, "welfare", JOINT) - 1);
  near(real(r, "welfare", ALONE), real(r, "welfare", COORDINATED), 1e-12);
  cpw_result_free(r);
}
END_TEST

/* What goes over the border is paid for by who gains from it: the same again with spillovers. */
START_TEST(prices_with_spillovers)
{
  world w;
  neighbours(&w, 2, 3, 0.4, 500);
  w.budget[1] = 100;
  cpw_result *r = equilibrium(&w, NULL);
  for (int64_t o = 0; o < 4; o++)
    near(real(r, "spend", PRICED * 4 + o), real(r, "spend", JOINT * 4 + o), 1e-9);
  ck_assert(real(r, "welfare", ALONE) < real(r, "welfare", COORDINATED) - 0.1);
  ck_assert(real(r, "welfare", COORDINATED) < real(r, "welfare", JOINT) - 0.1);
  cpw_result_free(r);
}
END_TEST

START_TEST(devolution_by_closed_form)
{
  world w;
  const double a[] = {1, 3};
  const int64_t b[] = {500, 500};
  separate(&w, 2, a, b);
  cpw_system_govern_options o = usual();
  o.steps = 4;
  cpw_result *r = devolve(&w, &o, NULL);
  double joint = sqrt(1000.0 * 10);
  for (int64_t k = 0; k <= 4; k++) { /* place 0 has at least d x 500, of which 100 would be best */
    double x = k < 1 ? 100 : 125.0 * (double)k;
    near(real(r, "total_welfare", k), sqrt(x) + 3 * sqrt(1000 - x), 1e-9);
    near(real(r, "line_loss", k), joint - sqrt(x) - 3 * sqrt(1000 - x), 1e-9);
    ck_assert(whole(r, "money_local", 2 * k) == 125 * k);
    ck_assert(whole(r, "money_central", k) == 1000 - 250 * k);
  }
  near(real(r, "loss_central", 0), 0, 1e-9);
  near(real(r, "loss_local", 0), joint - 4 * sqrt(500), 1e-9);
  ck_assert(real(r, "best", 0) == 0 && whole(r, "best_level", 0) == 0);
  cpw_result_free(r);
  o.knowledge = CPW_GOVERN_AVERAGE; /* both look alike: half each */
  r = devolve(&w, &o, NULL);
  near(real(r, "loss_central", 0), joint - 4 * sqrt(500), 1e-6);
  cpw_result_free(r);
  const double need[] = {1, 9}; /* and a formula that knows better */
  o.capitation = need;
  r = devolve(&w, &o, NULL);
  near(real(r, "loss_local", 0), 0, 1e-9);
  ck_assert(real(r, "best", 0) == 1 && real(r, "best_uniform", 0) == 1);
  ck_assert(whole(r, "money_local", 8) == 100 && whole(r, "money_local", 9) == 900);
  cpw_result_free(r);
}
END_TEST

/* A curve that the centre is wrong about by what is given, and places too. */
START_TEST(what_is_believed)
{
  world w;
  const double a[] = {1, 3};
  const int64_t b[] = {400, 600};
  separate(&w, 2, a, b);
  const cpw_response wrong[] = {root(3), root(1)};
  cpw_system_govern_options o = usual();
  o.steps = 1;
  o.knowledge = CPW_GOVERN_GIVEN;
  o.believed = wrong;
  cpw_result *r = devolve(&w, &o, NULL);
  near(real(r, "total_welfare", 0), sqrt(900) + 3 * sqrt(100), 1e-9);
  near(real(r, "total_welfare", 1), sqrt(400) + 3 * sqrt(600), 1e-9);
  ck_assert(real(r, "best", 0) == 1);
  ck_assert_str_eq(cpw_result_note(r, "centre knows"), "curves given");
  cpw_result_free(r);
  begin(&w, 1, 2); /* one place, two options, which it takes for one another */
  w.curve[1] = root(3);
  w.share[0] = w.share[1] = 1;
  w.budget[0] = 1000;
  o = usual();
  o.local = wrong;
  o.steps = 1;
  r = devolve(&w, &o, NULL);
  near(real(r, "total_welfare", 0), sqrt(10 * 1000), 1e-9);
  near(real(r, "total_welfare", 1), sqrt(900) + 3 * sqrt(100), 1e-9);
  cpw_result_free(r);
}
END_TEST

START_TEST(noise)
{
  world w;
  const double a[] = {1, 2, 3};
  const int64_t b[] = {100, 300, 700};
  separate(&w, 3, a, b);
  cpw_system_govern_options o = usual();
  o.knowledge = CPW_GOVERN_NOISY;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 200;
  cpw_result *none = devolve(&w, &o, &run), *perfect = devolve(&w, NULL, NULL);
  for (int64_t k = 0; k <= 10; k++)
    near(real(none, "total_welfare", k), real(perfect, "total_welfare", k), 1e-12);
  o.noise = 0.5;
  cpw_result *some = devolve(&w, &o, &run);
  o.noise = 1.5;
  cpw_result *much = devolve(&w, &o, &run);
  ck_assert(real(some, "loss_central", 0) > 4 * real(some, "standard_error", 0));
  ck_assert(real(much, "loss_central", 0) > real(some, "loss_central", 0));
  near(real(much, "loss_local", 0), real(perfect, "loss_local", 0), 1e-9);
  cpw_result_free(none);
  cpw_result_free(perfect);
  cpw_result_free(some);
  cpw_result_free(much);
}
END_TEST

/* v(S) = root(sum of a^2 x sum of money): what a pool of square roots has */
START_TEST(pools_by_closed_form)
{
  world w;
  const double a[] = {1, 3, 2};
  const int64_t b[] = {900, 300, 0};
  separate(&w, 3, a, b);
  cpw_result *r = pool(&w, NULL);
  double v[8] = {0}, shapley[3], nucleolus[3];
  for (int set = 1; set < 8; set++) {
    double curves = 0, money = 0;
    for (int i = 0; i < 3; i++)
      if (set >> i & 1) {
        curves += a[i] * a[i];
        money += (double)b[i];
      }
    v[set] = sqrt(curves * money);
    near(real(r, "value", set), v[set], 1e-9);
    for (int i = 0; i < 3; i++) {
      double has = set >> i & 1 && (set & (set - 1)) != 0 ? a[i] * a[i] * sqrt(money / curves)
                                                          : a[i] * sqrt((double)b[i]);
      near(real(r, "payoff", set * 3 + i), has, 1e-9);
    }
  }
  ck_assert_int_eq(cpw_coalition_shapley(v, 3, shapley, NULL), CPW_OK);
  ck_assert_int_eq(cpw_coalition_nucleolus(v, 3, NULL, nucleolus, NULL), CPW_OK);
  for (int i = 0; i < 3; i++) {
    near(real(r, "shapley", i), shapley[i], 1e-9);
    near(real(r, "nucleolus", i), nucleolus[i], 1e-7);
  }
  /* member 0 would give its money away: no pool by free will; 1 and 2 are a majority; paid, all pool */
  ck_assert(whole(r, "formed", CPW_GOVERN_VOLUNTARY) == 0);
  ck_assert(whole(r, "formed", CPW_GOVERN_MAJORITY) == 7);
  ck_assert(whole(r, "formed", CPW_GOVERN_PAID) == 7);
  ck_assert(whole(r, "formed", CPW_GOVERN_MANDATED) == 7);
  ck_assert(whole(r, "worse_off", CPW_GOVERN_MAJORITY) == 1);
  ck_assert(whole(r, "worse_off_paid", CPW_GOVERN_MAJORITY) == 1);
  ck_assert(whole(r, "worse_off", CPW_GOVERN_MANDATED) == 1);
  ck_assert(whole(r, "worse_off_paid", CPW_GOVERN_MANDATED) == 0);
  ck_assert(whole(r, "worse_off_paid", CPW_GOVERN_PAID) == 0);
  near(real(r, "power", 0), 1.0 / 3, 1e-12);
  for (int rule = 0; rule < CPW_GOVERN_RULES; rule++) {
    double sum = 0;
    int64_t pounds = 0;
    for (int i = 0; i < 3; i++) {
      sum += real(r, "rule_payment", rule * 3 + i);
      pounds += whole(r, "rule_payment_money", rule * 3 + i);
    }
    near(sum, 0, 1e-12);
    ck_assert(pounds == 0);
  }
  cpw_result_free(r);
}
END_TEST

/* Two alike whose care spills over: both gain, so both join. A cost of the pool beyond the gain ends it. */
START_TEST(pools_of_two)
{
  world w;
  neighbours(&w, 2, 3, 0.4, 1000);
  cpw_result *r = pool(&w, NULL), *e = equilibrium(&w, NULL);
  ck_assert(whole(r, "formed", CPW_GOVERN_VOLUNTARY) == 3);
  ck_assert(whole(r, "stable_internal", 3) == 1 && whole(r, "stable_external", 3) == 1);
  near(real(r, "rule_gain", CPW_GOVERN_VOLUNTARY * 2), real(e, "gain", 0), 1e-9);
  near(real(r, "value", 3), real(e, "welfare", JOINT), 1e-9);
  ck_assert(real(r, "core_complaint", 0) <= 0 && whole(r, "essential", 0) == 1);
  double gain = 2 * real(e, "gain", 0);
  cpw_result_free(r);
  cpw_system_govern_options o = usual();
  o.cost_pool = gain * 0.5;
  o.cost_member = gain * 0.3;
  r = pool(&w, &o);
  for (int rule = CPW_GOVERN_VOLUNTARY; rule <= CPW_GOVERN_MAJORITY; rule++)
    ck_assert(whole(r, "formed", rule) == 0);
  near(real(r, "rule_welfare", CPW_GOVERN_MANDATED), real(e, "welfare", JOINT) - 1.1 * gain, 1e-9);
  ck_assert(whole(r, "worse_off", CPW_GOVERN_MANDATED) == 2);
  cpw_result_free(r);
  cpw_result_free(e);
}
END_TEST

/* What is held back is spent for oneself: nothing is done at 0, all at 1, and more the more is done. */
START_TEST(compliance)
{
  world w;
  double before = 0;
  neighbours(&w, 2, 3, 0.4, 1000);
  cpw_result *e = equilibrium(&w, NULL);
  for (int k = 0; k <= 4; k++) {
    const double does[] = {k / 4.0, k / 4.0};
    cpw_system_govern_options o = usual();
    o.compliance = does;
    o.rounds = 5000;
    cpw_result *r = pool(&w, &o);
    double value = real(r, "value", 3);
    if (k == 0) near(value, real(e, "welfare", ALONE), 1e-8);
    if (k == 4) near(value, real(e, "welfare", JOINT), 1e-8);
    ck_assert(value >= before - 1e-7);
    before = value;
    cpw_result_free(r);
  }
  cpw_result_free(e);
}
END_TEST

START_TEST(payback_by_hand)
{
  cpw_system_govern_change c;
  cpw_system_govern_change_init(&c);
  c.once = 6.5;
  c.gain = 24;
  c.running = 12; /* one a month net */
  c.half_months = c.ramp_months = c.dip_months = c.discount = 0;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_govern_breakeven(&c, NULL, &r, NULL), CPW_OK);
  near(real(r, "npv", 0), 113.5, 1e-12);
  near(real(r, "breakeven", 0), 7, 0);
  near(real(r, "worst", 0), -6.5, 1e-12);
  near(real(r, "cumulative", 2), -3.5, 1e-12);
  near(real(r, "gain_needed", 0), 12.65, 1e-12);
  near(real(r, "chance_gain", 0), 1, 0);
  cpw_result_free(r);
  c.gain_bias = 0.25; /* half a month: 18 - 12 */
  c.cost_bias = 0;
  ck_assert_int_eq(cpw_system_govern_breakeven(&c, NULL, &r, NULL), CPW_OK);
  near(real(r, "breakeven", 0), 13, 0);
  near(real(r, "promised_breakeven", 0), 7, 0);
  cpw_result_free(r);
  c.cost_bias = 1; /* costs 24, gains 18: never */
  ck_assert_int_eq(cpw_system_govern_breakeven(&c, NULL, &r, NULL), CPW_OK);
  ck_assert(isnan(real(r, "breakeven", 0)) && real(r, "chance_gain", 0) == 0);
  near(real(r, "npv", 0), -13 - 60, 1e-12);
  cpw_result_free(r);
}
END_TEST

START_TEST(payback_with_chance)
{
  cpw_system_govern_change c;
  cpw_system_govern_change_init(&c);
  c.once = 100;
  c.gain = 60;
  c.running = 10;
  c.dip = 30;
  c.gain_spread = 0.3;
  c.cost_spread = 0.2;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 4000;
  cpw_result *r = NULL, *two = NULL;
  ck_assert_int_eq(cpw_system_govern_breakeven(&c, &run, &r, NULL), CPW_OK);
  ck_assert(fabs(real(r, "npv_mean", 0) - real(r, "npv", 0)) < 4 * real(r, "npv_se", 0));
  ck_assert(real(r, "npv_p5", 0) < real(r, "npv", 0) && real(r, "npv_p95", 0) > real(r, "npv", 0));
  near(real(r, "ramp", 23), 0.5, 0.03); /* half of it at two years */
  run.threads = 3;
  ck_assert_int_eq(cpw_system_govern_breakeven(&c, &run, &two, NULL), CPW_OK);
  for (int64_t k = 0; k < 4000; k++)
    ck_assert(real(r, "npv_draw", k) == real(two, "npv_draw", k));
  cpw_result_free(two);
  c.gain = real(r, "gain_needed", 0);
  ck_assert_int_eq(cpw_system_govern_breakeven(&c, NULL, &two, NULL), CPW_OK);
  ck_assert(fabs(real(two, "npv", 0)) < 1e-9);
  cpw_result_free(r);
  cpw_result_free(two);
}
END_TEST

START_TEST(causes_by_hand)
{
  const double v[] = {10, 14, 20, 34}; /* structure +4, money +10, together +24 */
  const char *const names[] = {"structure", "money"};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_govern_attribute(v, 2, names, NULL, &r, NULL), CPW_OK);
  near(real(r, "shapley", 0), 9, 1e-15);
  near(real(r, "shapley", 1), 15, 1e-15);
  near(real(r, "alone", 0), 4, 0);
  near(real(r, "last", 0), 14, 0);
  near(real(r, "share", 1), 15.0 / 24, 1e-15);
  near(real(r, "interaction", 1), 10, 0);
  near(real(r, "total", 0), 24, 0);
  cpw_result_free(r);
}
END_TEST

/* Boundaries and a fifth less money, from four runs: what each loses of the welfare of one purse and all the money. */
START_TEST(structure_against_money)
{
  const double a[] = {1, 3};
  const char *const names[] = {"boundaries", "less money"};
  double lost[4], best = sqrt(10 * 1000.0);
  for (int set = 0; set < 4; set++) {
    world w;
    const int64_t b[] = {set & 2 ? 400 : 500, set & 2 ? 400 : 500};
    separate(&w, 2, a, b);
    cpw_result *r = equilibrium(&w, NULL);
    lost[set] = best - real(r, "welfare", set & 1 ? COORDINATED : JOINT);
    cpw_result_free(r);
  }
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_govern_attribute(lost, 2, names, NULL, &r, NULL), CPW_OK);
  double apart = 4 * sqrt(500), less = sqrt(10 * 800.0), both = 4 * sqrt(400);
  near(real(r, "shapley", 0), (best - apart + less - both) / 2, 1e-9);
  near(real(r, "shapley", 1), (best - less + apart - both) / 2, 1e-9);
  near(real(r, "total", 0), best - both, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* Points on a line whose slopes rise by a rounding are concave; a real bend is not, nor a level start. */
START_TEST(points_of_a_curve)
{
  world w;
  const double a[] = {1}, x[] = {0, 1, 2, 3, 10}, late[] = {1, 2, 3, 4, 10};
  const double line[] = {0, 0.1, 0.2, 0.30000000000000004, 0.5}, bent[] = {0, 0.1, 0.2, 0.301, 0.5};
  const int64_t b[] = {4};
  separate(&w, 1, a, b);
  w.curve[0] = (cpw_response){.kind = CPW_RESPONSE_POINTS, .points = 5, .x = x, .y = line};
  cpw_result *r = equilibrium(&w, NULL);
  near(real(r, "welfare", JOINT), 0.3 + 0.2 / 7, 1e-12);
  near(real(r, "welfare", ALONE), 0.3 + 0.2 / 7, 1e-12);
  cpw_result_free(r);
  cpw_error e;
  r = NULL;
  w.curve[0].y = bent;
  says(EQUILIBRIUM(w, NULL), CPW_EDOMAIN, &e,
       "response[0] is not concave (its slope rises, or it has an upfront part)");
  w.curve[0].y = line;
  w.curve[0].x = late;
  says(EQUILIBRIUM(w, NULL), CPW_EDOMAIN, &e,
       "response[0] is not concave (its slope rises, or it has an upfront part)");
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* Rows in another order get the same answers, bit for bit. */
START_TEST(order_of_rows)
{
  static const char *const members[] = {"Barnsley", "Leeds", "Hull"}, *const turned[] = {"Hull",
                                                                                         "Barnsley",
                                                                                         "Leeds"};
  static const char *const options[] = {"b", "l", "h", "all"}, *const back[] = {"all", "h", "b",
                                                                                "l"};
  world w, t;
  begin(&w, 3, 4);
  begin(&t, 3, 4);
  w.c.member = members;
  t.c.member = turned;
  w.c.option = options;
  t.c.option = back;
  const int to_member[] = {1, 2, 0}, to_option[] = {2, 3, 1, 0};
  for (int o = 0; o < 4; o++) {
    w.curve[o] = t.curve[to_option[o]] = root(1 + 0.37 * o);
    w.owner[o] = o < 3 ? o : -1;
    t.owner[to_option[o]] = o < 3 ? to_member[o] : -1;
    for (int m = 0; m < 3; m++)
      w.share[o * 3 + m] = t.share[to_option[o] * 3 + to_member[m]] =
          o == m ? 0.7 : 0.1 + 0.03 * m * o;
  }
  for (int m = 0; m < 3; m++)
    w.budget[m] = t.budget[to_member[m]] = 100 + 77 * m;
  cpw_result *x = equilibrium(&w, NULL), *y = equilibrium(&t, NULL);
  for (int way = 0; way < 4; way++) {
    ck_assert(real(x, "welfare", way) == real(y, "welfare", way));
    for (int o = 0; o < 4; o++)
      ck_assert(real(x, "spend", way * 4 + o) == real(y, "spend", way * 4 + to_option[o]));
  }
  cpw_result_free(x);
  cpw_result_free(y);
  x = pool(&w, NULL);
  y = pool(&t, NULL);
  for (int set = 0; set < 8; set++) {
    int other = 0;
    for (int m = 0; m < 3; m++)
      if (set >> m & 1) other |= 1 << to_member[m];
    ck_assert(real(x, "value", set) == real(y, "value", other));
    ck_assert(whole(x, "stable_paid", set) == whole(y, "stable_paid", other));
  }
  cpw_result_free(x);
  cpw_result_free(y);
  x = devolve(&w, NULL, NULL);
  y = devolve(&t, NULL, NULL);
  for (int k = 0; k <= 10; k++) {
    ck_assert(real(x, "total_welfare", k) == real(y, "total_welfare", k));
    for (int m = 0; m < 3; m++)
      ck_assert(whole(x, "money_local", k * 3 + m) ==
                whole(y, "money_local", k * 3 + to_member[m]));
  }
  cpw_result_free(x);
  cpw_result_free(y);
}
END_TEST

/* The same bits for any number of threads. */
START_TEST(threads)
{
  world w;
  begin(&w, 5, 6);
  for (int o = 0; o < 6; o++) {
    w.curve[o] = root(1 + o);
    w.owner[o] = o < 5 ? o : -1;
    for (int m = 0; m < 5; m++)
      w.share[o * 5 + m] = o == m ? 0.6 : 0.1;
    w.budget[o] = 50 * (o + 1);
  }
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 3;
  cpw_result *one = pool(&w, NULL), *three = NULL;
  ck_assert_int_eq(cpw_system_govern_pool(&w.c, NULL, &run, &three, NULL), CPW_OK);
  for (int k = 0; k < 32 * 5; k++)
    ck_assert(real(one, "payoff", k) == real(three, "payoff", k));
  cpw_result_free(one);
  cpw_result_free(three);
}
END_TEST

/* Lines are ring-fenced: each has the answer that it has by itself. */
START_TEST(lines_by_themselves)
{
  world w, one;
  neighbours(&w, 2, 3, 0.4, 0);
  w.c.lines = 2;
  w.c.line = w.line;
  w.line[1] = w.line[3] = 1;
  const int64_t money[] = {100, 0, 0, 50}; /* member 0 has line 0 alone, member 1 line 1 */
  memcpy(w.budget, money, sizeof money);
  cpw_result *r = equilibrium(&w, NULL);
  for (int64_t l = 0; l < 2; l++) {
    begin(&one, 2, 2);
    for (int64_t k = 0; k < 2; k++) {
      one.curve[k] = w.curve[l + 2 * k];
      one.owner[k] = l;
      memcpy(one.share + 2 * k, w.share + 2 * (l + 2 * k), 2 * sizeof(double));
    }
    one.budget[0] = money[l];
    one.budget[1] = money[2 + l];
    cpw_result *s = equilibrium(&one, NULL);
    for (int way = 0; way < 4; way++)
      near(real(r, "line_welfare", way * 2 + l), real(s, "welfare", way), 1e-12);
    near(real(r, "price", l), real(s, "price", 0), 1e-12);
    cpw_result_free(s);
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  (void)context;
  world w;
  cpw_result *r = NULL;
  common_good(&w, 1, 2, 50);
  cpw_system_govern_options o = usual();
  o.steps = 1;
  o.knowledge = CPW_GOVERN_AVERAGE;
  o.tolerance = 1e-3;
  int32_t status = cpw_system_govern_equilibrium(&w.c, &o, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK) status = cpw_system_govern_devolve(&w.c, &o, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  const double a[] = {1, 2};
  const int64_t b[] = {5, 1};
  separate(&w, 2, a, b);
  if (status == CPW_OK) status = cpw_system_govern_pool(&w.c, &o, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  cpw_system_govern_change c;
  cpw_system_govern_change_init(&c);
  c.months = 3;
  if (status == CPW_OK) status = cpw_system_govern_breakeven(&c, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  const double v[] = {0, 1, 2, 5};
  if (status == CPW_OK) status = cpw_system_govern_attribute(v, 2, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *govern_suite(void) {
  Suite *suite = suite_create("system_govern");
  const struct {
    const char *name;
    const TTest *tests[16];
  } cases[] = {
      {"limits", {one_member, nothing_to_spend_or_to_gain, bounds}},
      {"errors",
       {a_commons_that_is_wrong, options_that_are_wrong, changes_and_causes_that_are_wrong,
        a_caller_who_stops}},
      {"reference",
       {neighbours_by_closed_form, a_common_good_by_closed_form, grids,
        prices_bring_the_joint_optimum_about, prices_with_spillovers, devolution_by_closed_form,
        what_is_believed, noise, pools_by_closed_form, payback_by_hand, payback_with_chance,
        causes_by_hand, structure_against_money, points_of_a_curve}},
      {"properties", {order_of_rows, threads, lines_by_themselves, pools_of_two, compliance}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {govern_suite()};
  return cpwt_run(suites, 1);
}
