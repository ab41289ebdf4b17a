/* Monthly counts: made by hand or by known demands, shares and capacities, which the fit must give back. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define T 24
#define S 3

/* stage 0 from outside, 0 -> 1, 0 -> 2, 1 -> 2; kept as double arrays (T, S) */
typedef struct world {
  double referred[T * S], completed[T * S], removed[T * S], stock[T * S], opening[S], days[T];
  cpw_flow_counts c;
  cpw_flow_options o;
  double uneven; /* how much capacities vary by chance from period to period */
} world;

static const int32_t routes[S * S] = {0, 1, 1, 0, 0, 1, 0, 0, 0};

static double at_least(double x, double least) {
  return x > least ? x : least;
}

/* shares 0.6 and 0.3 from stage 0, 0.5 from stage 1; capacities 90, 60 a day of 1, stage 2 without limit */
static void run(world *w, const double *demand, int64_t season, int64_t lag) {
  static const double capacity[S] = {90, 45, 1e9}, share[S * S] = {0, 0.6, 0.3, 0, 0, 0.5, 0, 0, 0};
  for (int k = 0; k < S; k++)
    w->opening[k] = k == 0 ? 500 : k == 1 ? 300 : 0;
  for (int64_t t = 0; t < T; t++) {
    w->days[t] = 1 + 0.1 * (double)((t * 7) % 5);
    for (int k = 0; k < S; k++) {
      int64_t i = t * S + k;
      double start = t ? w->stock[i - S] : w->opening[k], in;
      w->referred[i] = k == 0 ? w->days[t] * demand[t % season] : 0;
      w->removed[i] = 0.02 * start;
      in = w->referred[i];
      for (int j = 0; j < S; j++)
        in += t < lag ? 0 : share[j * S + k] * w->completed[(t - lag) * S + j];
      w->completed[i] =
          fmin(capacity[k] * w->days[t] * (1 + w->uneven * sin((double)(t * (k + 1)))),
               start - w->removed[i] + in);
      w->stock[i] = at_least(start + in - w->removed[i] - w->completed[i], 0);
    }
  }
}

static void make(world *w, const double *demand, int64_t season, int64_t lag, double uneven) {
  memset(w, 0, sizeof *w);
  w->uneven = uneven;
  run(w, demand, season, lag);
  cpw_flow_counts_init(&w->c);
  cpw_flow_options_init(&w->o);
  w->c.periods = T;
  w->c.stages = S;
  w->c.referred = w->referred;
  w->c.completed = w->completed;
  w->c.removed = w->removed;
  w->c.stock = w->stock;
  w->c.opening = w->opening;
  w->c.days = w->days;
  w->o.allowed = routes;
  w->o.season = season;
  w->o.lag = lag;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer;
}

static cpw_result *fit(const world *w) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_flow_fit(&w->c, &w->o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static cpw_result *reconcile(const world *w) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_flow_reconcile(&w->c, &w->o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

#define NEAR(got, expected, slack)                                                                 \
  ck_assert_msg(fabs((got) - (expected)) <= (slack), "%.17g, expected %.17g", (double)(got),       \
                (double)(expected))

/* ---------------------------------------------------------------- fits ---------------------- */

static const double flat[] = {100}, seasons[] = {100, 120, 80, 60};

/* completions a day of busy periods, weighted by the squares of days */
static double capacity_of(const world *w, int k) {
  double squares = 0, products = 0;
  for (int t = 0; t < T; t++) {
    double done = w->completed[t * S + k], end = w->stock[t * S + k];
    double start = t ? w->stock[(t - 1) * S + k] : w->opening[k];
    if (!(start > 0.1 * done && end > 0.1 * done)) continue;
    squares += w->days[t] * w->days[t];
    products += w->days[t] * done;
  }
  return products / squares;
}

/* what the counts were made with, with referrals known, missing here and there, and not known at all */
START_TEST(known_worlds)
{
  world w;
  int64_t season = _i % 2 ? 4 : 1, lag = _i / 2 % 2;
  make(&w, season == 1 ? flat : seasons, season, lag, 0.2);
  if (_i >= 4)
    for (int t = 0; t < T; t++)
      if (_i >= 8 || t % 3 == 0) w.referred[t * S] = (double)NAN;
  if (_i >= 8) { /* and some stocks and completions */
    w.stock[5 * S + 1] = (double)NAN;
    w.completed[9 * S + 2] = (double)NAN;
  }
  cpw_result *r = fit(&w);
  const double *share = real(r, "share"), *demand = real(r, "demand");
  NEAR(share[1], 0.6, 1e-10);
  NEAR(share[2], 0.3, 1e-10);
  NEAR(share[5], 0.5, 1e-10);
  ck_assert(isnan(share[0]) && isnan(share[3]) && isnan(share[8]));
  NEAR(real(r, "exit")[0], 0.1, 1e-10);
  ck_assert_double_eq(real(r, "exit")[0], 1 - (share[1] + share[2]));
  NEAR(real(r, "exit")[2], 1, 0);
  for (int64_t s = 0; s < season; s++) {
    NEAR(demand[s], season == 1 ? 100 : seasons[s], 1e-8);
    NEAR(demand[season + s], 0, 1e-8);
  }
  for (int k = 0; k < 2; k++)
    NEAR(real(r, "capacity")[k], capacity_of(&w, k), 1e-11);
  ck_assert(whole(r, "capacity_known")[0] == 1 && whole(r, "busy")[0] > 10);
  ck_assert(whole(r, "capacity_known")[2] == 0); /* never busy throughout: the most that was seen */
  NEAR(real(r, "removal")[0], 0.02, 1e-12);
  for (int i = 0; i < T * S; i++)
    ck_assert(isnan(real(r, "residual")[i]) || fabs(real(r, "residual")[i]) < 1e-7);
  ck_assert(*real(r, "kkt") < 1e-12 && *real(r, "spread") >= 1);
  cpw_result_free(r);
}
END_TEST

/* counts in which more arrive at stages 1 and 2 than stage 0 completes: shares sum to 1, to the last bit */
START_TEST(more_than_all)
{
  world w;
  make(&w, flat, 1, 0, 0);
  for (int t = 0; t < T; t++)
    for (int k = 1; k < S; k++)
      w.stock[t * S + k] = 10 * (t + 1) * (k + 1);
  w.opening[1] = w.opening[2] = 0;
  for (int t = 0; t < T; t++)
    for (int k = 1; k < S; k++) {
      double start = t ? w.stock[(t - 1) * S + k] : w.opening[k];
      double arrivals = (k == 1 ? 0.7 : 0.6) * w.completed[t * S];
      w.removed[t * S + k] = 0;
      w.completed[t * S + k] = start + arrivals - w.stock[t * S + k];
    }
  static const int32_t out_of_first[S * S] = {0, 1, 1, 0, 0, 0, 0, 0, 0};
  w.o.allowed = out_of_first;
  cpw_result *r = fit(&w);
  const double *share = real(r, "share");
  /* the nearest point of the line share + share = 1 to (0.7, 0.6): both have the same data */
  NEAR(share[1], 0.55, 1e-6);
  NEAR(share[2], 0.45, 1e-6);
  NEAR(share[1] + share[2], 1, 2e-16);
  NEAR(real(r, "exit")[0], 0, 2e-16);
  cpw_result_free(r);
}
END_TEST

/* Without chance all completions are as the days: the shares into stage 2 cannot be told apart, which is said. */
START_TEST(shares_that_depend)
{
  world w;
  make(&w, flat, 1, 0, 0);
  cpw_result *r = fit(&w);
  ck_assert_int_eq(whole(r, "dependent")[0], 1);
  ck_assert_ptr_nonnull(cpw_result_note(r, "dependent"));
  NEAR(90 * real(r, "share")[2] + 45 * real(r, "share")[5], 27 + 22.5, 1e-7);
  cpw_result_free(r);
}
END_TEST

/* periods held back from an exact world are forecast as they come */
START_TEST(test_periods)
{
  world w;
  make(&w, seasons, 4, 1, 0);
  w.o.test = 6;
  cpw_result *r = fit(&w);
  const cpw_array *stock = cpw_result_find(r, "forecast_stock");
  ck_assert(stock->size == 6 * S && real(r, "stock_coverage")[0] >= 0);
  for (int h = 0; h < 6; h++)
    for (int k = 0; k < S; k++) {
      NEAR(stock->real[h * S + k], w.stock[(T - 6 + h) * S + k], 1e-6);
      NEAR(real(r, "forecast_completed")[h * S + k], w.completed[(T - 6 + h) * S + k], 1e-6);
      ck_assert(real(r, "forecast_lower")[h * S + k] <= stock->real[h * S + k]);
    }
  ck_assert(real(r, "stock_mae")[0] < 1e-6 && real(r, "naive_mae")[0] > 1);
  ck_assert(real(r, "stock_crps")[0] < 1e-6 && real(r, "completed_mae")[1] < 1e-6);
  cpw_result_free(r);
}
END_TEST

/* noise: the interval of the stock is about as wide as its level says, and scores are those of stats */
START_TEST(scores_of_noise)
{
  double referred[60], completed[60], stock[60];
  cpw_stream s;
  cpw_stream_init(&s, 5, 0, 0, 0);
  cpw_flow_counts c;
  cpw_flow_options o;
  cpw_flow_counts_init(&c);
  cpw_flow_options_init(&o);
  const double opening = 1000;
  double now = opening;
  for (int t = 0; t < 60; t++) {
    referred[t] = cpw_random_normal(&s, 100, 10);
    completed[t] = 95;
    stock[t] = now += referred[t] - 95;
  }
  c.periods = 60;
  c.stages = 1;
  c.referred = referred;
  c.completed = completed;
  c.stock = stock;
  c.opening = &opening;
  o.test = 10;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_flow_fit(&c, &o, &r, NULL), CPW_OK);
  double sd = *real(r, "arrivals_sd"), sum = 0, crps = 0, mae = 0;
  NEAR(*real(r, "demand"), 100, 5);
  NEAR(*real(r, "capacity"), 95, 1e-12);
  NEAR(sd, 10, 3);
  for (int h = 0; h < 10; h++) {
    double mean = stock[49] + (h + 1) * (*real(r, "demand") - 95), out = sd * sqrt(h + 1);
    NEAR(real(r, "forecast_stock")[h], mean, 1e-9);
    NEAR(real(r, "forecast_upper")[h] - mean, 1.2815515655446004 * out, 1e-9);
    crps += cpw_crps_normal(mean, out, stock[50 + h]) / 10;
    mae += fabs(mean - stock[50 + h]) / 10;
    sum += cpw_interval_score(real(r, "forecast_lower")[h], real(r, "forecast_upper")[h], 0.8,
                              stock[50 + h]) /
           10;
  }
  NEAR(*real(r, "stock_crps"), crps, 1e-9);
  NEAR(*real(r, "stock_mae"), mae, 1e-9);
  NEAR(*real(r, "stock_interval_score"), sum, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- reconciliation ------------ */

/* trap 5: summary files disagree. Everything is said, and which source wins. */
START_TEST(totals_disagree)
{
  const double referred[] = {10, 12, 11}, completed[] = {8, 9, (double)NAN}, stock[] = {22, 25, 27};
  const double opening = 20, total_completed = 30, total_referred = 33;
  const char *const names[] = {"clinic"}, *const months[] = {"2024-04", "2024-05", "2024-06"};
  static const int32_t none[1] = {0};
  cpw_flow_counts c;
  cpw_flow_options o;
  cpw_flow_counts_init(&c);
  cpw_flow_options_init(&o);
  c.periods = 3;
  c.stages = 1;
  c.referred = referred;
  c.completed = completed;
  c.stock = stock;
  c.opening = &opening;
  c.total_completed = &total_completed;
  c.total_referred = &total_referred;
  c.stage_names = names;
  c.period_names = months;
  o.allowed = none;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_flow_reconcile(&c, &o, &r, NULL), CPW_OK);
  ck_assert_double_eq(real(r, "completed")[2], 9); /* 25 + 11 - 27 */
  ck_assert(whole(r, "missing")[0] == 1 && whole(r, "filled")[0] == 1);
  ck_assert(whole(r, "impossible")[0] == 0 && whole(r, "disagree")[0] == 1);
  ck_assert(real(r, "sum_completed")[0] == 26 && real(r, "difference_completed")[0] == 4);
  ck_assert(real(r, "sum_referred")[0] == 33 && real(r, "difference_referred")[0] == 0);
  ck_assert(real(r, "gap")[0] == 0 && real(r, "gap")[1] == 0 && isnan(real(r, "gap")[2]));
  ck_assert_str_eq(
      cpw_result_note(r, "totals"),
      "completed of stage clinic: the periods sum to 26, the other source says 30: the "
      "periods win");
  ck_assert_str_eq(cpw_result_note(r, "missing"), "stage clinic: 1 counts missing");
  ck_assert_str_eq(cpw_result_note(r, "wins"),
                   "stocks win: arrivals are those that stocks and completions imply");
  ck_assert_ptr_null(cpw_result_note(r, "impossible"));
  cpw_result_free(r);
  /* a stock that the flows do not give: it wins, or it is recomputed */
  const double other[] = {22, 5, 27}, full[] = {8, 9, 9};
  c.stock = other;
  c.completed = full;
  ck_assert_int_eq(cpw_flow_reconcile(&c, &o, &r, NULL), CPW_OK);
  ck_assert(real(r, "arrivals")[1] == -8 && real(r, "gap")[1] == -20 && real(r, "gap")[2] == 20);
  ck_assert(whole(r, "impossible")[0] == 1);
  ck_assert_str_eq(cpw_result_note(r, "impossible"),
                   "stage clinic: 1 periods with arrivals or a stock below 0");
  cpw_result_free(r);
  o.wins = CPW_FLOW_FLOWS_WIN;
  ck_assert_int_eq(cpw_flow_reconcile(&c, &o, &r, NULL), CPW_OK);
  ck_assert(real(r, "stock")[1] == 25 && real(r, "stock")[2] == 27 && real(r, "arrivals")[1] == 12);
  ck_assert(real(r, "gap")[1] == -20);
  cpw_result_free(r);
  c.stock = NULL;
  ck_assert_int_eq(cpw_flow_reconcile(&c, &o, &r, NULL), CPW_OK);
  ck_assert(real(r, "stock")[2] == 27 && isnan(real(r, "gap")[1]));
  cpw_result_free(r);
}
END_TEST

/* what is known of a stage with routes into it: arrivals are what the stocks imply */
START_TEST(arrivals_from_stocks)
{
  world w;
  make(&w, flat, 1, 0, 0);
  cpw_result *r = reconcile(&w);
  for (int t = 0; t < T; t++) {
    NEAR(real(r, "arrivals")[t * S + 1], 0.6 * w.completed[t * S], 1e-9);
    NEAR(real(r, "gap")[t * S + 1], 0.6 * w.completed[t * S], 1e-9);
    NEAR(real(r, "gap")[t * S], 0, 1e-9);
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(const world *w, int32_t code, const char *message) {
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_flow_fit(&w->c, &w->o, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(r);
}

START_TEST(counts_that_are_none)
{
  world w;
  cpw_error err;
  cpw_result *r = NULL;
  make(&w, flat, 1, 0, 0);
  w.completed[4] = -2;
  refuses(&w, CPW_EDOMAIN, "completed[1][1] = -2 must be NaN or finite and >= 0");
  make(&w, flat, 1, 0, 0);
  w.opening[2] = (double)INFINITY;
  refuses(&w, CPW_EDOMAIN, "opening[2] = inf must be NaN or finite and >= 0");
  make(&w, flat, 1, 0, 0);
  w.days[3] = 0;
  refuses(&w, CPW_EDOMAIN, "days[3] = 0 must be finite and > 0");
  make(&w, flat, 1, 0, 0);
  w.c.periods = 1;
  refuses(&w, CPW_EINVAL, "counts.periods = 1 must be 2 to 2147483647");
  w.c.periods = T;
  w.c.stages = 0;
  refuses(&w, CPW_EINVAL, "counts.stages = 0 must be 1 to 2147483647");
  make(&w, flat, 1, 0, 0);
  w.c.completed = NULL;
  refuses(&w, CPW_EINVAL, "counts.completed is NULL");
  make(&w, flat, 1, 0, 0);
  w.c.stock = NULL;
  refuses(&w, CPW_EINVAL, "counts.stock is NULL: stocks cannot win (options.wins)");
  make(&w, flat, 1, 0, 0);
  w.o.test = T - 1;
  refuses(&w, CPW_EINVAL, "options.test = 23 must be >= 0 and leave at least 2 of 24 periods");
  w.o.test = 12;
  w.o.season = 13;
  refuses(&w, CPW_EINVAL, "options.season = 13 must be 1 to 12, the periods that are fitted");
  w.o.season = 1;
  w.o.lag = 12;
  refuses(&w, CPW_EINVAL,
          "options.lag = 12 must be 0 to 11: fewer than the periods that are fitted");
  make(&w, flat, 1, 0, 0);
  static const int32_t loop[S * S] = {0, 1, 1, 0, 1, 1, 0, 0, 0};
  w.o.allowed = loop;
  refuses(&w, CPW_EINVAL, "options.allowed[1][1] = 1 must be 0");
  make(&w, flat, 1, 0, 0);
  w.o.tolerance = -1;
  refuses(&w, CPW_EDOMAIN, "options.tolerance = -1 must be finite and >= 0");
  make(&w, flat, 1, 0, 0);
  w.o.level = 1;
  refuses(&w, CPW_EDOMAIN, "options.level = 1 must be above 0 and below 1");
  make(&w, flat, 1, 0, 0);
  w.o.wins = 2;
  refuses(&w, CPW_EINVAL, "options.wins = 2 must be 0 to 1");
  make(&w, flat, 1, 0, 0);
  for (int t = 0; t < T; t++)
    w.stock[t * S + 2] = (double)NAN;
  refuses(&w, CPW_EDATA, "stage 2: no period has all counts that demand and shares are fitted to");
  ck_assert_int_eq(cpw_flow_fit(NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_flow_fit(&w.c, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_flow_reconcile(NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_flow_reconcile(&w.c, NULL, NULL, &err), CPW_EINVAL);
  w.c.struct_size += 8;
  ck_assert_int_eq(cpw_flow_fit(&w.c, NULL, &r, &err), CPW_EABI);
}
END_TEST

static int32_t once(void *context) {
  world w;
  cpw_result *r = NULL;
  make(&w, flat, 1, 0, 0);
  w.o.test = context ? 2 : 0;
  int32_t status =
      context ? cpw_flow_fit(&w.c, &w.o, &r, NULL) : cpw_flow_reconcile(&w.c, &w.o, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  int yes = 1;
  cpwt_each_allocation_fails(once, NULL);
  cpwt_each_allocation_fails(once, &yes);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("flow_fit");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  TCase *oom = tcase_create("oom");
  TCase *const all[] = {limits, errors, reference, properties, oom};
  tcase_add_test(limits, more_than_all);
  tcase_add_test(limits, shares_that_depend);
  tcase_add_test(limits, totals_disagree);
  tcase_add_test(errors, counts_that_are_none);
  tcase_add_loop_test(reference, known_worlds, 0, 12);
  tcase_add_test(reference, scores_of_noise);
  tcase_add_test(properties, test_periods);
  tcase_add_test(properties, arrivals_from_stocks);
  tcase_add_test(oom, memory_fails);
  for (int k = 0; k < 5; k++) {
    tcase_set_timeout(all[k], 120);
    suite_add_tcase(suite, all[k]);
  }
  return cpwt_run(&suite, 1);
}
