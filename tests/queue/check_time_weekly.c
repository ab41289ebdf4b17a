/* A list treated in weekly batches: against a dense chain with every chance by its formula, waits against
 * the list of those who joined up to a week, forwards; conservation, errors, failing memory. */
#include "queue/time.h"

#define SIZES 161
#define WEEKS 12

typedef struct world {
  double joins[WEEKS], removal[WEEKS], cancel[WEEKS], opening[8];
  int64_t capacity[WEEKS];
} world;

static double choose(int n, int k, double p) {
  if (p <= 0.0) return k == 0;
  if (p >= 1.0) return k == n;
  return exp(lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0) + k * log(p) +
             (n - k) * log1p(-p));
}

static double poisson(int k, double mean) {
  return mean > 0.0 ? exp(k * log(mean) - mean - lgamma(k + 1.0)) : k == 0;
}

typedef struct week {
  double removed, treated, unused;
} week;

/* A week of the dense chain; nobody joins where joins is 0. */
static week dense_week(double *p, double joins, int capacity, double removal, double cancel) {
  static double kept[SIZES], more[SIZES], next[SIZES];
  week w = {0.0, 0.0, 0.0};
  memset(kept, 0, sizeof kept);
  memset(more, 0, sizeof more);
  memset(next, 0, sizeof next);
  for (int q = 0; q < SIZES; q++)
    for (int k = 0; k <= q && p[q] > 1e-40; k++) {
      kept[k] += p[q] * choose(q, k, 1.0 - removal);
      w.removed += p[q] * choose(q, k, 1.0 - removal) * (q - k);
    }
  for (int q = 0; q < SIZES; q++)
    for (int k = 0; q + k < SIZES && kept[q] > 1e-40; k++)
      more[q + k] += kept[q] * poisson(k, joins);
  for (int q = 0; q < SIZES; q++)
    for (int s = 0; s <= capacity; s++) {
      double chance = more[q] * choose(capacity, s, 1.0 - cancel);
      next[q > s ? q - s : 0] += chance;
      w.treated += chance * (q < s ? q : s);
      w.unused += chance * (s > q ? s - q : 0);
    }
  memcpy(p, next, sizeof next);
  return w;
}

static double mean_of(const double *p) {
  double sum = 0.0;
  for (int q = 0; q < SIZES; q++)
    sum += q * p[q];
  return sum;
}

static world make(uint64_t seed) {
  world w;
  memset(&w, 0, sizeof w);
  for (int k = 0; k < WEEKS; k++) {
    w.joins[k] = (double)((k * 7 + (int)seed * 3) % 11) * 0.7;
    w.removal[k] = (double)((k + (int)seed) % 4) * 0.07;
    w.cancel[k] = seed % 2 ? (double)((k + 2) % 3) * 0.2 : 0.0;
    w.capacity[k] = (k * 5 + (int64_t)seed) % 8;
  }
  w.capacity[WEEKS - 1] = 4;
  w.opening[3] = 0.25;
  w.opening[7] = 0.75;
  return w;
}

static cpw_queue_weekly_list list_of(const world *w, uint64_t seed) {
  cpw_queue_weekly_list l;
  cpw_queue_weekly_list_init(&l);
  l.weeks = WEEKS;
  l.joins = w->joins;
  l.capacity = w->capacity;
  l.removal = w->removal;
  l.cancel = seed % 2 ? w->cancel : NULL;
  l.opening_chance = w->opening;
  l.opening_count = 8;
  return l;
}

START_TEST(against_the_dense_chain)
{
  for (uint64_t seed = 0; seed < 6; seed++) {
    world w = make(seed);
    cpw_queue_weekly_list l = list_of(&w, seed);
    const double shares[] = {0.5, 0.9};
    static double p[SIZES];
    cpw_result *r = NULL;
    l.quantile = shares;
    l.quantiles = 2;
    ck_assert_int_eq(cpw_queue_weekly(&l, NULL, &r, NULL), CPW_OK);
    memset(p, 0, sizeof p);
    memcpy(p, w.opening, sizeof w.opening);
    double before = mean_of(p), total = 0.0;
    for (int k = 0; k < WEEKS; k++) {
      week d = dense_week(p, w.joins[k], (int)w.capacity[k], w.removal[k], w.cancel[k]);
      double mean = mean_of(p), square = 0.0, below = 0.0;
      for (int q = 0; q < SIZES; q++)
        square += (double)q * q * p[q];
      cpwt_near(cpwt_series(r, "mean")[k], mean, 1e-11);
      cpwt_near(cpwt_series(r, "sd")[k], sqrt(square - mean * mean), 1e-9);
      cpwt_near(cpwt_series(r, "empty_chance")[k], p[0], 1e-11);
      cpwt_near(cpwt_series(r, "treated")[k], d.treated, 1e-11);
      cpwt_near(cpwt_series(r, "removed")[k], d.removed, 1e-11);
      ck_assert_double_eq_tol(cpwt_series(r, "unused")[k], d.unused, 1e-11);
      ck_assert_double_eq_tol(before + cpwt_series(r, "joined")[k],
                              cpwt_series(r, "treated")[k] + cpwt_series(r, "removed")[k] + mean,
                              1e-11);
      const int64_t *found = cpw_result_find(r, "list_quantile")->integer + 2 * k;
      for (int q = 0; q < found[1]; q++) {
        if (q == found[0]) ck_assert_double_ge(below + p[q], 0.5 - 1e-12);
        below += p[q];
      }
      ck_assert_double_le(below, 0.9 + 1e-12);
      ck_assert_double_ge(below + p[found[1]], 0.9 - 1e-12);
      before = mean;
      total += d.treated;
    }
    cpwt_near(cpwt_series(r, "treated_total")[0], total, 1e-11);
    ck_assert_double_le(cpwt_series(r, "cut")[0], 1e-90);
    const cpw_array *chance = cpw_result_find(r, "chance");
    for (int64_t q = 0; q < chance->size && q < 60; q++)
      cpwt_near(chance->real[q], p[q], 1e-10);
    cpw_result_free(r);
  }
}
END_TEST

/* Weeks waited, and people not treated, of those on the list before `first` or joining in it (and not
 * later), from week `first` on, the last week going on for good. */
static void forwards(const world *w, double *p, int first, double joins, double *weeks,
                     double *untreated) {
  *weeks = *untreated = 0.0;
  for (int k = first; k < 600; k++) {
    int at = k < WEEKS ? k : WEEKS - 1;
    week d = dense_week(p, k == first ? joins : 0.0, (int)w->capacity[at], w->removal[at],
                        w->cancel[at]);
    double left = mean_of(p);
    *weeks += left;
    *untreated += d.removed;
    if (k >= WEEKS && left < 1e-13) break;
  }
}

START_TEST(waits_forwards)
{
  uint64_t most = getenv("CAREPATH_QUICK") ? 1 : 2;
  for (uint64_t seed = 0; seed < most; seed++) {
    world w = make(seed);
    cpw_queue_weekly_list l = list_of(&w, seed);
    static double p[SIZES], with[SIZES], without[SIZES];
    double weeks, untreated, less_weeks, less_untreated;
    cpw_result *r = NULL;
    ck_assert_int_eq(cpw_queue_weekly(&l, NULL, &r, NULL), CPW_OK);
    memset(p, 0, sizeof p);
    memcpy(p, w.opening, sizeof w.opening);
    memcpy(with, p, sizeof p);
    forwards(&w, with, 0, 0.0, &weeks, &untreated);
    cpwt_near(cpwt_series(r, "opening_wait")[0], weeks / 6.0, 1e-10);
    cpwt_near(cpwt_series(r, "opening_treated_share")[0], 1.0 - untreated / 6.0, 1e-10);
    for (int k = 0; k < WEEKS; k++) {
      memcpy(with, p, sizeof p);
      memcpy(without, p, sizeof p);
      forwards(&w, with, k, w.joins[k], &weeks, &untreated);
      forwards(&w, without, k, 0.0, &less_weeks, &less_untreated);
      if (w.joins[k] > 0.0) {
        ck_assert_double_eq_tol(cpwt_series(r, "mean_wait")[k], (weeks - less_weeks) / w.joins[k],
                                1e-9);
        ck_assert_double_eq_tol(cpwt_series(r, "treated_share")[k],
                                1.0 - (untreated - less_untreated) / w.joins[k], 1e-9);
      } else {
        ck_assert(isnan(cpwt_series(r, "mean_wait")[k]));
      }
      dense_week(p, w.joins[k], (int)w.capacity[k], w.removal[k], w.cancel[k]);
    }
    cpw_result_free(r);
  }
}
END_TEST

static cpw_result *simple(int64_t weeks, double joins, int64_t capacity, double removal,
                          int64_t opening) {
  static double j[300], r[300];
  static int64_t c[300];
  cpw_queue_weekly_list l;
  cpw_result *result = NULL;
  cpw_queue_weekly_list_init(&l);
  for (int k = 0; k < weeks; k++) {
    j[k] = joins;
    r[k] = removal;
    c[k] = capacity;
  }
  l.weeks = weeks;
  l.joins = j;
  l.capacity = c;
  l.removal = r;
  l.opening = opening;
  ck_assert_int_eq(cpw_queue_weekly(&l, NULL, &result, NULL), CPW_OK);
  return result;
}

START_TEST(simple_lists)
{
  /* nobody joins, nobody is removed: 10 a week */
  cpw_result *r = simple(5, 0.0, 10, 0.0, 35);
  const double left[] = {25, 15, 5, 0, 0};
  for (int k = 0; k < 5; k++) {
    ck_assert_double_eq(cpwt_series(r, "mean")[k], left[k]);
    ck_assert_double_eq(cpwt_series(r, "sd")[k], 0.0);
  }
  cpwt_near(cpwt_series(r, "opening_wait")[0], (10 * 0 + 10 * 1 + 10 * 2 + 5 * 3) / 35.0, 1e-14);
  ck_assert_double_eq(cpwt_series(r, "opening_treated_share")[0], 1.0);
  ck_assert_double_eq(cpwt_series(r, "unused_total")[0], 15.0);
  cpw_result_free(r);
  /* nobody is ever treated, some removed: each waits 1 / 0.25 - 1 whole weeks more on average */
  r = simple(4, 3.0, 0, 0.25, 8);
  cpwt_near(cpwt_series(r, "mean_wait")[1], 4.0, 1e-12);
  cpwt_near(cpwt_series(r, "opening_wait")[0], 3.0, 1e-12);
  ck_assert_double_eq_tol(cpwt_series(r, "treated_share")[2], 0.0, 1e-14);
  cpw_result_free(r);
  /* nobody leaves at all */
  r = simple(3, 3.0, 0, 0.0, 2);
  ck_assert(isinf(cpwt_series(r, "mean_wait")[0]) && isinf(cpwt_series(r, "opening_wait")[0]));
  ck_assert_double_eq_tol(cpwt_series(r, "treated_share")[0], 0.0, 1e-14);
  cpwt_near(cpwt_series(r, "mean")[2], 11.0, 1e-14);
  cpw_result_free(r);
  /* everybody is removed in the week after */
  r = simple(3, 4.0, 1, 1.0, 9);
  cpwt_near(cpwt_series(r, "removed")[0], 9.0, 1e-15);
  cpwt_near(cpwt_series(r, "mean")[2], 4.0 - 1.0 + exp(-4.0), 1e-13);
  cpw_result_free(r);
  /* room for all: E max(Poisson(20) - 105, 0) far out */
  r = simple(6, 20.0, 105, 0.02, 0);
  cpwt_near(cpwt_series(r, "mean")[5], 2.2034265200509295e-41, 1e-11);
  cpw_result_free(r);
}
END_TEST

/* In the long run: Little's law for the weeks waited. */
START_TEST(littles_law)
{
  cpw_result *r = simple(300, 20.0, 22, 0.03, 100);
  double mean = cpwt_series(r, "mean")[250], wait = cpwt_series(r, "mean_wait")[250];
  cpwt_near(wait * 20.0, mean, 1e-9);
  double share = cpwt_series(r, "treated_share")[250];
  cpwt_near(share * 20.0, cpwt_series(r, "treated")[250], 1e-9);
  cpw_result_free(r);
}
END_TEST

START_TEST(list_errors)
{
  cpw_error e;
  cpw_result *r = NULL;
  world w = make(0);
  cpw_queue_weekly_list l = list_of(&w, 0);
  const double bad[] = {2.0}, uneven[] = {0.5, 0.6};
  const int64_t none[] = {-1};
  l.weeks = 0;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EINVAL, &e, "weeks = 0");
  l = list_of(&w, 0);
  l.joins = NULL;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EINVAL, &e, "joins");
  l = list_of(&w, 0);
  l.weeks = 1;
  l.removal = bad;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EDOMAIN, &e, "removal[0] = 2");
  l = list_of(&w, 0);
  l.weeks = 1;
  l.cancel = bad;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EDOMAIN, &e, "cancel[0] = 2");
  l = list_of(&w, 0);
  l.weeks = 1;
  l.capacity = none;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EDOMAIN, &e, "capacity[0] = -1");
  l = list_of(&w, 0);
  l.opening = 3;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EDOMAIN, &e, "opening = 3");
  l = list_of(&w, 0);
  l.opening_count = 0;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EINVAL, &e, "opening_count");
  l.opening_chance = uneven;
  l.opening_count = 2;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EDOMAIN, &e, "sums to 1.1");
  l = list_of(&w, 0);
  l.quantiles = 1;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EINVAL, &e, "quantiles");
  l.quantile = bad;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EDOMAIN, &e, "quantile[0]");
  l = list_of(&w, 0);
  l.floor = 0.0;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EDOMAIN, &e, "floor");
  l = list_of(&w, 0);
  l.waits = 2;
  cpwt_fails(cpw_queue_weekly(&l, NULL, &r, &e), CPW_EINVAL, &e, "waits");
  cpwt_fails(cpw_queue_weekly(NULL, NULL, &r, &e), CPW_EINVAL, &e, "list is NULL");
  cpwt_fails(cpw_queue_weekly(&l, NULL, NULL, &e), CPW_EINVAL, &e, "out is NULL");
  l = list_of(&w, 0);
  for (int left = 0; left < 2 * WEEKS; left++) {
    cpw_run run;
    int calls = left;
    cpw_run_init(&run);
    run.progress = cpwt_stop;
    run.progress_context = &calls;
    cpwt_fails(cpw_queue_weekly(&l, &run, &r, &e), CPW_ECANCELLED, &e, "cancelled");
  }
  ck_assert_ptr_null(r);
}
END_TEST

static int32_t one_list(void *context) {
  world w = make(1);
  cpw_queue_weekly_list l = list_of(&w, 1);
  const double share = 0.5;
  cpw_result *r = NULL;
  (void)context;
  l.quantile = &share;
  l.quantiles = 1;
  l.weeks = 4;
  int32_t status = cpw_queue_weekly(&l, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(one_list, NULL); }
END_TEST

Suite *cpwt_queue_time_weekly_suite(void) {
  const cpwt_test_case cases[] = {{"limits", {simple_lists}},
                                  {"errors", {list_errors}},
                                  {"reference", {against_the_dense_chain, waits_forwards}},
                                  {"properties", {littles_law}},
                                  {"oom", {memory_fails}}};
  return cpwt_suite("queue weekly", cases, sizeof cases / sizeof *cases);
}
