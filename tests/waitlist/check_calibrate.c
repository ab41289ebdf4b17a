/* Calibration: the published estimator to the digit, every choice by an independent way, the balance
 * with ==, errors, labels, threads, failing memory; and a calibration seen as a backlog. */
#include "waitlist/suites.h"
#include "waitlist/world.h"

#include <math.h>

/* ---------------------------------------------------------------- reference ----------------- */

/* The small list of the reference cases: five periods, four bands. */
static const double SMALL_STARTS[5] = {100, 110, 90, 120, 105};
static const double SMALL_WAITING[20] = {70, 50, 40, 60, 85, 45, 38, 62, 60, 60,
                                         35, 66, 95, 40, 52, 60, 80, 70, 33, 75};
static const double SMALL_TREATED[20] = {25, 12, 8,  20, 30, 15, 10, 25, 35, 16,
                                         9,  22, 28, 14, 11, 26, 31, 18, 12, 24};

static cpw_history small_history(cpw_bands *bands) {
  *bands = cpwt_months(4);
  cpw_history h;
  cpw_history_init(&h);
  h.lists = 1;
  h.periods = 5;
  h.bands = bands;
  h.starts = SMALL_STARTS;
  h.treated = SMALL_TREATED;
  h.waiting = SMALL_WAITING;
  return h;
}

static cpw_calibrate_options published(int32_t unrecorded) {
  cpw_calibrate_options o;
  cpw_calibrate_options_init(&o);
  o.estimator = CPW_ESTIMATE_MEAN;
  o.recency = 1.0;
  o.unrecorded = unrecorded;
  o.detail = 1;
  return o;
}

static cpw_result *calibrate(const cpw_history *h, const cpw_calibrate_options *o) {
  cpw_error err;
  cpw_result *r = NULL;
  int32_t status = cpw_waitlist_calibrate(h, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static cpw_result *calibrate_small(int32_t unrecorded) {
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  cpw_calibrate_options o = published(unrecorded);
  return calibrate(&h, &o);
}

static void check_array(const cpw_result *r, const char *name, const double *expected, int64_t n) {
  const double *x = cpwt_real(r, name);
  for (int64_t i = 0; i < n; i++)
    cpwt_close(x[i], expected[i], name, i);
}

/* NHSRtt@6a5657e calibrate_capacity_renege_params, cases W101 to W105 */
static const double REMOVAL_FLOOR[4] = {0, 0.105605926581159, 0.0155555555555556,
                                        0.128646570014144};
static const double TREATMENT_FLOOR[4] = {0.297546897546898, 0.206332006486805, 0.220833333333333,
                                          0.235427864214993};
static const double TREATMENT_REDISTRIBUTED[4] = {0.284053043387753, 0.206332006486805,
                                                  0.220833333333333, 0.235427864214993};

START_TEST(w101_redistribute_and_floor)
{
  cpw_result *r = calibrate_small(CPW_UNRECORDED_REDISTRIBUTE_FLOOR);
  check_array(r, "removal_hazard", REMOVAL_FLOOR, 4);
  check_array(r, "treatment_hazard", TREATMENT_REDISTRIBUTED, 4);
  ck_assert_double_eq(cpwt_real(r, "start_uplift")[0], 0.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(w105_floor)
{
  cpw_result *r = calibrate_small(CPW_UNRECORDED_FLOOR);
  check_array(r, "removal_hazard", REMOVAL_FLOOR, 4);
  check_array(r, "treatment_hazard", TREATMENT_FLOOR, 4);
  cpw_result_free(r);
}
END_TEST

/* by period and band, from the breakdowns W102 and W104 */
static const double SMALL_INFLOW[16] = {110, 70, 50, 100, 90,  85, 45, 100,
                                        120, 60, 60, 101, 105, 95, 40, 112};
static const double SMALL_GAP[16] = {-5, 10, 2, 13, -5, 9, 1, 12, -3, 6, -3, 15, -6, 7, -5, 13};

START_TEST(w102_w104_flows_by_period)
{
  for (int32_t choice = CPW_UNRECORDED_ALLOW; choice <= CPW_UNRECORDED_REDISTRIBUTE_FLOOR;
       choice++) {
    cpw_result *r = calibrate_small(choice);
    check_array(r, "inflow", SMALL_INFLOW, 16);
    check_array(r, "treated", SMALL_TREATED + 4, 16);
    check_array(r, "closing", SMALL_WAITING + 4, 16);
    const double *removed = cpwt_real(r, "removed"), *joined = cpwt_real(r, "unrecorded");
    for (int i = 0; i < 16; i++) {
      ck_assert_double_eq(removed[i] - joined[i], SMALL_GAP[i]);
      ck_assert_double_eq(fmin(removed[i], joined[i]), 0.0);
    }
    check_array(r, "waiting", SMALL_WAITING + 16, 4);
    ck_assert_double_eq(cpwt_real(r, "starts")[0], 106.25);
    ck_assert_double_eq(cpwt_real(r, "capacity")[0], 81.5);
    cpw_result_free(r);
  }
}
END_TEST

START_TEST(w104_signed_hazards)
{
  /* means of the published ratios by period */
  static const double renege[4][4] = {
      {-0.0454545454545455, -0.0555555555555556, -0.025, -0.0571428571428571},
      {0.142857142857143, 0.105882352941176, 0.1, 0.0736842105263158},
      {0.04, 0.0222222222222222, -0.05, -0.125},
      {0.13, 0.12, 0.148514851485149, 0.116071428571429}};
  static const double capacity[4][4] = {
      {0.272727272727273, 0.388888888888889, 0.233333333333333, 0.295238095238095},
      {0.214285714285714, 0.188235294117647, 0.233333333333333, 0.189473684210526},
      {0.2, 0.2, 0.183333333333333, 0.3},
      {0.25, 0.22, 0.257425742574257, 0.214285714285714}};
  cpw_result *r = calibrate_small(CPW_UNRECORDED_ALLOW);
  for (int m = 0; m < 4; m++) {
    double gone = 0, treated = 0;
    for (int t = 0; t < 4; t++) {
      gone += renege[m][t] / 4;
      treated += capacity[m][t] / 4;
    }
    cpwt_close(cpwt_real(r, "removal_hazard")[m], gone, "removal_hazard", m);
    cpwt_close(cpwt_real(r, "treatment_hazard")[m], treated, "treatment_hazard", m);
  }
  cpw_result_free(r);
}
END_TEST

START_TEST(published_uplift_of_the_starts)
{
  /* u = mean of 5/110, 5/90, 3/120, 6/105; then a second pass with the starts raised by it */
  double u = (5.0 / 110 + 5.0 / 90 + 3.0 / 120 + 6.0 / 105) / 4, gone = 0, treated = 0;
  static const double waiting[] = {85, 60, 95, 80}, done[] = {30, 35, 28, 31};
  for (int t = 0; t < 4; t++) {
    double inflow = SMALL_STARTS[t + 1] * (1 + u);
    gone += fmax(0, inflow - done[t] - waiting[t]) / inflow / 4;
    treated += done[t] / inflow / 4;
  }
  cpw_result *r = calibrate_small(CPW_UNRECORDED_UPLIFT);
  cpwt_close(cpwt_real(r, "start_uplift")[0], u, "start_uplift", 0);
  cpwt_close(cpwt_real(r, "removal_hazard")[0], gone, "removal_hazard", 0);
  cpwt_close(cpwt_real(r, "treatment_hazard")[0], treated, "treatment_hazard", 0);
  check_array(r, "inflow", SMALL_INFLOW, 16); /* recorded starts only */
  for (int m = 1; m < 4; m++)
    cpwt_close(cpwt_real(r, "removal_hazard")[m], REMOVAL_FLOOR[m], "removal_hazard", m);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- by another way ------------ */

/* Share of people evenly between a and b who are between low and high. */
static double overlap(double a, double b, double low, double high) {
  double from = fmax(a, low), to = fmin(b, high);
  return to > from ? (to - from) / (b - a) : 0.0;
}

/* Inflow in plain doubles, by overlaps. */
static void plain_inflow(const cpw_bands *b, const double *before, double starts, double *inflow) {
  int64_t n = b->count;
  for (int64_t k = 0; k < n; k++) {
    double low = b->lower[k], high = k + 1 < n ? b->lower[k + 1] : HUGE_VAL;
    inflow[k] = starts * overlap(0.0, b->period, low, high);
    for (int64_t m = 0; m + 1 < n; m++)
      inflow[k] +=
          before[m] * overlap(b->lower[m] + b->period, b->lower[m + 1] + b->period, low, high);
  }
  inflow[n - 1] += before[n - 1];
}

/* Bands that clock starts can reach. */
static int64_t plain_reached(const cpw_bands *b) {
  int64_t m = 1;
  while (m < b->count && b->lower[m] < b->period * (1 - 1e-12))
    m++;
  return m;
}

typedef struct plain {
  double uplift, treatment[WORLD_BANDS], removal[WORLD_BANDS];
} plain;

static double plain_ratio(int32_t estimator, double sum, double base, double ratios,
                          double weights) {
  if (estimator == CPW_ESTIMATE_MEAN) return ratios / weights;
  return base > 0.0 ? sum / base : 0.0;
}

/* One pass over a list in the plainest form; bands [0, count) pooled into one if `joined`. */
static void plain_pass(const cpw_history *h, const cpw_calibrate_options *o, int64_t list,
                       double uplift, int first_pass, plain *out) {
  const cpw_bands *b = h->bands;
  int64_t n = b->count, reached = plain_reached(b);
  double treated[WORLD_BANDS] = {0}, gone[WORLD_BANDS] = {0}, base[WORLD_BANDS] = {0};
  double rt[WORLD_BANDS] = {0}, rg[WORLD_BANDS] = {0}, weights = 0;
  double missing = 0, starts_sum = 0, missing_ratios = 0, inflow[WORLD_BANDS];
  for (int64_t t = 1; t < h->periods; t++) {
    double w = pow(o->recency, (double)(h->periods - 1 - t));
    int64_t row = list * h->periods + t;
    double starts = h->starts[row] * (1 + uplift), short_of = 0;
    plain_inflow(b, h->waiting + (row - 1) * n, starts, inflow);
    weights += w;
    for (int64_t m = 0; m < n; m++) {
      double i = inflow[m], x = h->treated[row * n + m];
      double d = i - x - h->waiting[row * n + m];
      if (m < reached) short_of += d;
      int redistribute = o->unrecorded == CPW_UNRECORDED_REDISTRIBUTE ||
                         o->unrecorded == CPW_UNRECORDED_REDISTRIBUTE_FLOOR;
      if (redistribute && m < reached && d < 0) i -= d, d = 0;
      if (o->unrecorded != CPW_UNRECORDED_ALLOW && o->unrecorded != CPW_UNRECORDED_REDISTRIBUTE)
        d = fmax(d, 0);
      treated[m] += w * x, gone[m] += w * d, base[m] += w * i;
      rt[m] += i > 0 ? w * x / i : 0, rg[m] += i > 0 ? w * d / i : 0;
    }
    missing += w * short_of, starts_sum += w * starts;
    missing_ratios += starts > 0 ? w * short_of / starts : 0;
  }
  if (first_pass)
    out->uplift = fmax(0, -plain_ratio(o->estimator, missing, starts_sum, missing_ratios, weights));
  for (int64_t m = 0; m < n && !first_pass; m++) {
    out->treatment[m] = plain_ratio(o->estimator, treated[m], base[m], rt[m], weights);
    out->removal[m] = fmax(-1, plain_ratio(o->estimator, gone[m], base[m], rg[m], weights));
  }
}

/* a tiny denominator makes a ratio of rounding errors: such hazards are left out */
static int comparable(double a, double b) {
  return fabs(a - b) <= 1e-7 * fmax(1.0, fabs(b));
}

START_TEST(every_choice_by_another_way)
{
  cpw_stream s;
  cpw_stream_init(&s, 21, 0, 0, 0);
  world *w = malloc(sizeof *w);
  int compared = 0;
  for (int k = 0; k < cpwt_cases(300); k++) {
    world_make(w, &s, 0);
    if (w->history.periods < 2) continue;
    cpw_calibrate_options o;
    cpw_calibrate_options_init(&o);
    o.estimator = (int32_t)cpw_random_below(&s, 2);
    o.unrecorded = (int32_t)cpw_random_below(&s, 5);
    o.recency = world_chance(&s, 0.3) ? 1.0 : 0.5 + 0.5 * cpw_random_uniform(&s);
    cpw_result *r = calibrate(&w->history, &o);
    int64_t n = w->bands.count;
    for (int64_t l = 0; l < w->history.lists; l++) {
      plain p = {0};
      if (o.unrecorded == CPW_UNRECORDED_UPLIFT) plain_pass(&w->history, &o, l, 0, 1, &p);
      plain_pass(&w->history, &o, l, p.uplift, 0, &p);
      ck_assert(comparable(cpwt_real(r, "start_uplift")[l], p.uplift));
      for (int64_t m = 0; m < n; m++, compared++) {
        double c = cpwt_real(r, "treatment_hazard")[l * n + m];
        double d = cpwt_real(r, "removal_hazard")[l * n + m];
        ck_assert_msg(comparable(c, p.treatment[m]), "world %d: treatment %g, not %g", k, c,
                      p.treatment[m]);
        ck_assert_msg(comparable(d, p.removal[m]), "world %d: removal %g, not %g", k, d,
                      p.removal[m]);
        ck_assert(d >= -1.0 && d <= 1.0 && c >= 0.0);
      }
    }
    cpw_result_free(r);
  }
  ck_assert_int_gt(compared, 100);
  free(w);
}
END_TEST

/* ---------------------------------------------------------------- balance ------------------- */

/* the opening list, as the calibration rounded it: what came in without the clock starts */
static void check_balance(const cpw_history *h, const cpw_result *r, int64_t opening_period) {
  int64_t n = h->bands->count, lists = h->lists;
  double *opening = cpwt_numbers(lists * n);
  const double *total = cpwt_real(r, "total_opening");
  int64_t flows = cpw_result_find(r, "total_opening")->dimension[1]->length;
  for (int64_t l = 0; l < lists; l++) {
    double sum = 0;
    for (int64_t m = 0; m < n; m++)
      sum += opening[l * n + m] = h->waiting[(l * h->periods + opening_period) * n + m];
    /* to the grid of the list: whole numbers are on it already */
    ck_assert_double_eq_tol(total[l * flows], sum, 1e-10 * sum + 1e-300);
  }
  free(opening);
}

static const char *imbalance_of(const cpw_history *h, const cpw_result *r, int whole) {
  int64_t n = h->bands->count, flows = cpw_result_find(r, "total_closing")->dimension[1]->length;
  const double *opening_total = cpwt_real(r, "total_opening");
  const double *inflow = cpwt_real(r, "inflow"), *starts = cpwt_real(r, "total_starts");
  const double *unrecorded = cpwt_real(r, "unrecorded"), *treated = cpwt_real(r, "treated");
  const double *removed = cpwt_real(r, "removed"), *closing = cpwt_real(r, "closing");
  for (int64_t row = 0; row < h->lists * flows; row++) {
    double sum = 0;
    for (int64_t i = row * n; i < row * n + n; i++) {
      sum += inflow[i];
      if (inflow[i] + unrecorded[i] - treated[i] - removed[i] != closing[i])
        return "a band of a calibration";
      if (whole && closing[i] != floor(closing[i])) return "whole people";
    }
    if (sum != opening_total[row] + starts[row]) return "the inflow";
    if (row % flows > 0 && opening_total[row] != cpwt_real(r, "total_closing")[row - 1])
      return "an opening list that is not the closing list before";
    if (opening_total[row] + starts[row] + cpwt_real(r, "total_unrecorded")[row] -
            cpwt_real(r, "total_treated")[row] - cpwt_real(r, "total_removed")[row] !=
        cpwt_real(r, "total_closing")[row])
      return "the totals of a calibration";
  }
  return NULL;
}

START_TEST(random_histories_balance)
{
  cpw_stream s;
  cpw_stream_init(&s, 22, 0, 0, 0);
  world *w = malloc(sizeof *w);
  for (int k = 0; k < cpwt_cases(300); k++) {
    world_make(w, &s, 0);
    cpw_calibrate_options o;
    cpw_calibrate_options_init(&o);
    o.unrecorded = (int32_t)cpw_random_below(&s, 5);
    o.detail = o.steady = 1;
    cpw_result *r = calibrate(&w->history, &o);
    const char *problem = imbalance_of(&w->history, r, 0);
    ck_assert_msg(problem == NULL, "world %d: %s", k, problem ? problem : "");
    check_balance(&w->history, r, 0);
    cpw_result_free(r);
  }
  free(w);
}
END_TEST

START_TEST(england_balances_with_every_choice)
{
  cpwt_england *e = cpwt_england_read();
  if (!e) return;
  for (int32_t choice = 0; choice <= CPW_UNRECORDED_UPLIFT; choice++) {
    cpw_calibrate_options o = published(choice);
    cpw_result *r = calibrate(&e->history, &o);
    const char *problem = imbalance_of(&e->history, r, 0);
    ck_assert_msg(problem == NULL, "choice %d: %s", (int)choice, problem ? problem : "");
    check_balance(&e->history, r, 0);
    cpw_result_free(r);
  }
  free(e);
}
END_TEST

START_TEST(whole_people_stay_whole)
{
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  cpw_calibrate_options o = published(CPW_UNRECORDED_ALLOW);
  cpw_result *r = calibrate(&h, &o);
  ck_assert_ptr_null(imbalance_of(&h, r, 1));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(defaults)
{
  cpw_calibrate_options o;
  cpw_calibrate_options_init(&o);
  ck_assert_uint_eq(o.struct_size, sizeof o);
  ck_assert_int_eq(o.estimator, CPW_ESTIMATE_POOLED);
  ck_assert_int_eq(o.unrecorded, CPW_UNRECORDED_ALLOW);
  ck_assert_double_eq(o.recency, 0.8);
  ck_assert_int_eq(o.first_period, 0);
  ck_assert_int_eq(o.last_period, -1);
  ck_assert_int_eq(o.detail, 0);
  ck_assert_int_eq(o.steady, 0);
  cpw_bands b;
  cpw_bands_init(&b);
  ck_assert_double_eq(b.unit_weeks, 1.0);
  ck_assert_double_eq(b.period, 1.0);
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  cpw_result *r = calibrate(&h, &o), *again = calibrate(&h, NULL);
  cpwt_same_bytes(r, again);
  ck_assert_ptr_null(cpw_result_find(r, "inflow"));
  cpw_result_free(r);
  cpw_result_free(again);
}
END_TEST

START_TEST(a_window_of_periods)
{
  cpw_bands bands;
  cpw_history h = small_history(&bands), part = h;
  cpw_calibrate_options o = published(CPW_UNRECORDED_ALLOW);
  o.first_period = 1;
  o.last_period = 3;
  cpw_result *r = calibrate(&h, &o);
  part.periods = 3;
  part.starts += 1;
  part.treated += 4;
  part.waiting += 4;
  o.first_period = 0;
  o.last_period = -1;
  cpw_result *again = calibrate(&part, &o);
  cpwt_same_bytes(r, again);
  ck_assert_int_eq(cpw_result_find(r, "total_starts")->size, 2);
  cpw_result_free(r);
  cpw_result_free(again);
}
END_TEST

START_TEST(one_period_in_balance)
{
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  cpw_calibrate_options o = published(CPW_UNRECORDED_ALLOW);
  o.steady = 1;
  o.first_period = o.last_period = 2;
  cpw_result *r = calibrate(&h, &o);
  ck_assert_double_eq(cpwt_real(r, "total_opening")[0], 221.0);
  ck_assert_double_eq(cpwt_real(r, "total_closing")[0], 221.0);
  ck_assert_double_eq(cpwt_real(r, "total_starts")[0], 90.0);
  cpwt_close(cpwt_real(r, "removal_hazard")[1], (60.0 - 16.0 - 60.0) / 60.0, "removal", 1);
  ck_assert_ptr_nonnull(cpw_result_note(r, "steady"));
  cpw_result_free(r);
  o.last_period = -1; /* more than one period: an ordinary calibration */
  cpw_result *two = calibrate(&h, &o);
  ck_assert_ptr_null(cpw_result_note(two, "steady"));
  cpw_result_free(two);
}
END_TEST

START_TEST(nobody_anywhere)
{
  cpw_bands bands = cpwt_months(3);
  const double zero[9] = {0};
  cpw_history h;
  cpw_history_init(&h);
  h.lists = 1;
  h.periods = 3;
  h.bands = &bands;
  h.starts = h.treated = h.waiting = zero;
  for (int32_t choice = 0; choice <= CPW_UNRECORDED_UPLIFT; choice++)
    for (int32_t estimator = 0; estimator <= CPW_ESTIMATE_MEAN; estimator++) {
      cpw_calibrate_options o = published(choice);
      o.estimator = estimator;
      cpw_result *r = calibrate(&h, &o);
      for (int m = 0; m < 3; m++) {
        ck_assert_double_eq(cpwt_real(r, "treatment_hazard")[m], 0.0);
        ck_assert_double_eq(cpwt_real(r, "removal_hazard")[m], 0.0);
      }
      ck_assert_double_eq(cpwt_real(r, "total_closing")[1], 0.0);
      cpw_result_free(r);
    }
}
END_TEST

START_TEST(removal_hazards_stop_at_minus_one)
{
  /* 10 could leave band 1, 50 wait there: 40 joined unrecorded */
  cpw_bands bands = cpwt_months(2);
  const double starts[] = {0, 20}, treated[] = {0, 0, 5, 0}, waiting[] = {10, 0, 15, 50};
  cpw_history h;
  cpw_history_init(&h);
  h.lists = 1;
  h.periods = 2;
  h.bands = &bands;
  h.starts = starts;
  h.treated = treated;
  h.waiting = waiting;
  cpw_result *r = calibrate(&h, NULL);
  ck_assert_double_eq(cpwt_real(r, "removal_hazard")[1], -1.0);
  ck_assert_double_eq(cpwt_real(r, "total_unrecorded")[0], 40.0);
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "limited"), "1 removal hazards of 2"));
  cpw_result_free(r);
}
END_TEST

START_TEST(more_treated_than_could_be_seen)
{
  /* T > I: the treatment hazard is above 1 and the removal hazard makes up for it */
  cpw_bands bands = cpwt_months(2);
  const double starts[] = {0, 20}, treated[] = {0, 0, 0, 16}, waiting[] = {10, 0, 20, 0};
  cpw_history h;
  cpw_history_init(&h);
  h.lists = 1;
  h.periods = 2;
  h.bands = &bands;
  h.starts = starts;
  h.treated = treated;
  h.waiting = waiting;
  cpw_result *r = calibrate(&h, NULL);
  ck_assert_double_eq(cpwt_real(r, "treatment_hazard")[1], 1.6);
  cpwt_close(cpwt_real(r, "removal_hazard")[1], -0.6, "removal_hazard", 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_week_s_bands_in_a_month_s_period)
{
  /* people missing in any band that starts can reach are added to the starts */
  const double lower[] = {0, 1, 2, 3, 4, 5};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 6;
  bands.lower = lower;
  bands.period = CPW_WEEKS_PER_MONTH;
  double waiting[12] = {0}, treated[12] = {0};
  const double starts[] = {0, 100};
  for (int m = 0; m < 5; m++)
    waiting[6 + m] = 30; /* 100 starts give 23 a week */
  cpw_history h;
  cpw_history_init(&h);
  h.lists = 1;
  h.periods = 2;
  h.bands = &bands;
  h.starts = starts;
  h.treated = treated;
  h.waiting = waiting;
  cpw_calibrate_options o = published(CPW_UNRECORDED_UPLIFT);
  cpw_result *r = calibrate(&h, &o);
  cpwt_close(cpwt_real(r, "start_uplift")[0], 0.5, "start_uplift", 0);
  cpw_result_free(r);
  o.unrecorded = CPW_UNRECORDED_REDISTRIBUTE;
  r = calibrate(&h, &o);
  for (int m = 0; m < 5; m++)
    ck_assert_double_eq(cpwt_real(r, "removal_hazard")[m], 0.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(sizes_from_one_patient_to_the_moon)
{
  cpw_bands bands = cpwt_months(2);
  for (int e = -3; e <= 15; e++) {
    double k = pow(10, e);
    double starts[] = {0, 3 * k}, treated[] = {0, 0, k, k}, waiting[] = {4 * k, 2 * k, k, 5 * k};
    cpw_history h;
    cpw_history_init(&h);
    h.lists = 1;
    h.periods = 2;
    h.bands = &bands;
    h.starts = starts;
    h.treated = treated;
    h.waiting = waiting;
    cpw_calibrate_options o = published(CPW_UNRECORDED_ALLOW);
    cpw_result *r = calibrate(&h, &o);
    ck_assert_ptr_null(imbalance_of(&h, r, e >= 0));
    cpwt_close(cpwt_real(r, "removal_hazard")[0], 1.0 / 3, "removal", 0);
    ck_assert_double_eq_tol(cpwt_real(r, "removal_hazard")[1], 0.0, 1e-12);
    cpw_result_free(r);
  }
}
END_TEST

/* ---------------------------------------------------------------- labels -------------------- */

static const char *const PERIOD_TEXT[5] = {"May", "June", "July", "August", "September"};
static const char *const PROVIDER_TEXT[1] = {"RBD"}, *const TFC_TEXT[1] = {"C_100"};

static void label(cpw_history *h, cpw_dimension *list, cpw_dimension *period) {
  static const char *const period_names[1] = {"month"}, *const list_names[2] = {"org", "tfc"};
  static const char *const *const period_labels[1] = {PERIOD_TEXT};
  static const char *const *const list_labels[2] = {PROVIDER_TEXT, TFC_TEXT};
  *period = (cpw_dimension){"period", 5, 1, period_names, period_labels};
  *list = (cpw_dimension){"list", 1, 2, list_names, list_labels};
  h->list = list;
  h->period = period;
}

START_TEST(labels_are_copied)
{
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  cpw_dimension list, period;
  label(&h, &list, &period);
  cpw_result *r = calibrate(&h, NULL);
  const cpw_array *a = cpw_result_find(r, "total_starts");
  ck_assert_int_eq(a->merge, CPW_MERGE_APPEND);
  ck_assert_int_eq(a->dimension[0]->coordinates, 2);
  ck_assert_str_eq(a->dimension[0]->coordinate_names[1], "tfc");
  ck_assert_str_eq(a->dimension[0]->coordinate_labels[1][0], "C_100");
  ck_assert_int_eq(a->dimension[1]->length, 4); /* without the first */
  ck_assert_str_eq(a->dimension[1]->name, "period");
  ck_assert_str_eq(a->dimension[1]->coordinate_names[0], "month");
  ck_assert_str_eq(a->dimension[1]->coordinate_labels[0][0], "June");
  ck_assert_str_eq(a->dimension[1]->coordinate_labels[0][3], "September");
  const cpw_array *hazard = cpw_result_find(r, "removal_hazard");
  ck_assert_str_eq(hazard->dimension[1]->coordinate_labels[0][3], "3");
  cpw_result_free(r);

  h.list = h.period = NULL;
  r = calibrate(&h, NULL);
  a = cpw_result_find(r, "total_starts");
  ck_assert_int_eq(a->dimension[0]->coordinates, 0);
  ck_assert_int_eq(a->dimension[1]->coordinates, 0);
  ck_assert_int_eq(a->merge, CPW_MERGE_SAME);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static int32_t try_it(const cpw_history *h, const cpw_calibrate_options *o, cpw_error *err) {
  cpw_result *r = (cpw_result *)&r; /* any address: it must stay */
  cpw_result *before = r;
  int32_t status = cpw_waitlist_calibrate(h, o, NULL, &r, err);
  ck_assert_ptr_eq(r, before);
  return status;
}

static void bad_count(const char *part, double value, int which, int64_t index) {
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  cpw_dimension list, period;
  label(&h, &list, &period);
  double starts[5], treated[20], waiting[20];
  memcpy(starts, SMALL_STARTS, sizeof starts);
  memcpy(treated, SMALL_TREATED, sizeof treated);
  memcpy(waiting, SMALL_WAITING, sizeof waiting);
  double *rows[] = {starts, treated, waiting};
  rows[which][index] = value;
  h.starts = starts;
  h.treated = treated;
  h.waiting = waiting;
  cpw_error err;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EDOMAIN, &err, part);
  ck_assert_int_eq(err.index, index);
}

START_TEST(counts_that_are_none)
{
  bad_count("starts[0][2] = -1 must be finite and >= 0 (list RBD, C_100; period July)", -1, 0, 2);
  bad_count("treated[0][1][3] = nan must", (double)NAN, 1, 7);
  bad_count("waiting[0][4][2] = inf must be finite and >= 0 (list RBD, C_100; period September; "
            "band from 2)",
            HUGE_VAL, 2, 18);
  bad_count("waiting[0][0][0] = -0.5", -0.5, 2, 0);
}
END_TEST

START_TEST(what_is_not_used_may_be_anything)
{
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  double starts[5], treated[20];
  memcpy(starts, SMALL_STARTS, sizeof starts);
  memcpy(treated, SMALL_TREATED, sizeof treated);
  starts[0] = treated[2] = (double)NAN;
  h.starts = starts;
  h.treated = treated;
  cpw_result_free(calibrate(&h, NULL));
}
END_TEST

START_TEST(bands_that_are_none)
{
  cpw_error err;
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  const double good[] = {0, 1, 2, 3}, late[] = {1, 2, 3, 4}, back[] = {0, 2, 2, 3};
  const double bad[] = {0, 1, (double)NAN, 3}, far[] = {0, 1, 2, HUGE_VAL};
  bands.count = 0;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "bands.count = 0");
  bands.count = 4;
  const struct {
    const double *lower;
    const char *part;
  } edges[] = {{NULL, "bands.lower is NULL"},
               {late, "bands.lower[0] = 1 must be 0"},
               {back, "bands.lower[2] = 2 must be finite and above lower[1] = 2"},
               {bad, "bands.lower[2] = nan"},
               {far, "bands.lower[3] = inf"}};
  for (int i = 0; i < 5; i++) {
    bands.lower = edges[i].lower;
    cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, edges[i].part);
  }
  bands.lower = good;
  const double lengths[] = {0, -1, (double)NAN, HUGE_VAL};
  for (int i = 0; i < 4; i++) {
    bands.period = lengths[i];
    cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "bands.period");
    bands.period = 1;
    bands.unit_weeks = lengths[i];
    cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "bands.unit_weeks");
    bands.unit_weeks = 1;
  }
  h.bands = NULL;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "bands is NULL");
  h.bands = &bands;
  bands.struct_size = sizeof bands + 8;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EABI, &err, "struct_size");
}
END_TEST

START_TEST(histories_that_are_none)
{
  cpw_error err;
  cpw_bands bands;
  cpw_history h = small_history(&bands), good = h;
  cpw_dimension list, period;
  cpwt_fails(try_it(NULL, NULL, &err), CPW_EINVAL, &err, "history is NULL");
  ck_assert_int_eq(cpw_waitlist_calibrate(&h, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_waitlist_calibrate(&h, NULL, NULL, NULL, NULL), CPW_EINVAL);
  h.lists = 0;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "history.lists = 0");
  h = good;
  h.periods = 0;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "history.periods = 0");
  h.periods = 1;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "options.steady");
  h = good;
  h.lists = INT64_MAX / 4;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EOVERFLOW, &err, "too many");
  h = good;
  h.starts = NULL;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "history.starts is NULL");
  h = good;
  h.treated = NULL;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "history.treated is NULL");
  h = good;
  h.waiting = NULL;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "history.waiting is NULL");
  h = good;
  label(&h, &list, &period);
  period.length = 4;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "history.period labels 4 positions");
  label(&h, &list, &period);
  list.coordinate_labels = NULL;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "2 coordinates without");
  label(&h, &list, &period);
  const char *none[1] = {NULL};
  const char *const *columns[2] = {PROVIDER_TEXT, none};
  list.coordinate_labels = columns;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "label 0 of coordinate tfc");
  columns[1] = NULL;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EINVAL, &err, "coordinate 1 of history.list has no name");
  label(&h, &list, &period);
  list.coordinate_names = period.coordinate_names; /* the same name twice */
  list.coordinates = 1;
  ck_assert_int_eq(try_it(&h, NULL, &err), CPW_EINVAL);
  h = good;
  h.struct_size = sizeof h + 1;
  cpwt_fails(try_it(&h, NULL, &err), CPW_EABI, &err, "struct_size");
  double huge[20];
  for (int i = 0; i < 20; i++)
    huge[i] = 1e290;
  h = good;
  h.waiting = huge;
  label(&h, &list, &period);
  cpwt_fails(try_it(&h, NULL, &err), CPW_EOVERFLOW, &err, "list 0 (RBD, C_100): too many people");
}
END_TEST

START_TEST(options_that_are_none)
{
  cpw_error err;
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  cpw_calibrate_options o, good;
  cpw_calibrate_options_init(&good);
  const double recencies[] = {0, -1, 1.01, (double)NAN};
  for (int i = 0; i < 4; i++) {
    o = good;
    o.recency = recencies[i];
    cpwt_fails(try_it(&h, &o, &err), CPW_EDOMAIN, &err, "options.recency");
  }
  o = good, o.estimator = 3;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "options.estimator = 3");
  o = good, o.unrecorded = -1;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "options.unrecorded = -1");
  o = good, o.detail = 2;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "options.detail");
  o = good, o.steady = 2;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "options.steady");
  o = good, o.first_period = 5;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "options.first_period = 5 must be 0 to 4");
  o = good, o.first_period = -1;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "options.first_period = -1");
  o = good, o.first_period = 3, o.last_period = 2;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "options.last_period = 2");
  o = good, o.last_period = 5;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "options.last_period = 5");
  o = good, o.last_period = 0;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "one period");
  o = good, o.struct_size = 3;
  cpwt_fails(try_it(&h, &o, &err), CPW_EABI, &err, "struct_size");
  cpw_allocator half = {0};
  o = good, o.allocator = &half;
  cpwt_fails(try_it(&h, &o, &err), CPW_EINVAL, &err, "allocator");
  cpw_run run;
  cpw_run_init(&run);
  run.threads = -1;
  cpw_result *r = NULL;
  cpwt_fails(cpw_waitlist_calibrate(&h, NULL, &run, &r, &err), CPW_EDOMAIN, &err, "run.threads");
  run.threads = 1;
  int32_t cancel = 1;
  run.cancel = &cancel;
  cpwt_fails(cpw_waitlist_calibrate(&h, NULL, &run, &r, &err), CPW_ECANCELLED, &err, "cancelled");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- views --------------------- */

START_TEST(a_calibration_seen_as_a_backlog)
{
  cpw_bands bands, seen;
  cpw_history h = small_history(&bands);
  cpw_dimension list, period;
  label(&h, &list, &period);
  cpw_result *r = calibrate(&h, NULL);
  cpw_backlog b;
  cpw_backlog_init(&b);
  cpw_bands_init(&seen);
  cpw_error err;
  ck_assert_int_eq(cpw_backlog_view(r, &b, &seen, &err), CPW_OK);
  ck_assert_int_eq(b.lists, 1);
  ck_assert_ptr_eq(b.bands, &seen);
  ck_assert_ptr_eq(b.waiting, cpwt_real(r, "waiting"));
  ck_assert_ptr_eq(b.treatment_hazard, cpwt_real(r, "treatment_hazard"));
  ck_assert_ptr_eq(b.removal_hazard, cpwt_real(r, "removal_hazard"));
  ck_assert_ptr_eq(b.start_uplift, cpwt_real(r, "start_uplift"));
  ck_assert_ptr_eq(b.starts, cpwt_real(r, "starts"));
  ck_assert_ptr_eq(b.capacity, cpwt_real(r, "capacity"));
  ck_assert_str_eq(b.list->coordinate_labels[0][0], "RBD");
  ck_assert_int_eq(seen.count, 4);
  ck_assert_double_eq(seen.lower[3], 3.0);
  ck_assert_double_eq(seen.unit_weeks, CPW_WEEKS_PER_MONTH);
  ck_assert_double_eq(seen.period, 1.0);

  cpwt_fails(cpw_backlog_view(NULL, &b, &seen, &err), CPW_EINVAL, &err, "calibration is NULL");
  cpwt_fails(cpw_backlog_view(r, NULL, &seen, &err), CPW_EINVAL, &err, "backlog is NULL");
  cpwt_fails(cpw_backlog_view(r, &b, NULL, &err), CPW_EINVAL, &err, "bands is NULL");
  b.struct_size = 1;
  cpwt_fails(cpw_backlog_view(r, &b, &seen, &err), CPW_EABI, &err, "backlog.struct_size");
  cpw_backlog_init(&b);
  seen.struct_size = 1000;
  cpwt_fails(cpw_backlog_view(r, &b, &seen, &err), CPW_EABI, &err, "bands.struct_size");
  cpw_result_free(r);
}
END_TEST

START_TEST(a_view_writes_no_more_than_its_caller_knows)
{
  cpw_bands bands, seen;
  cpw_history h = small_history(&bands);
  cpw_result *r = calibrate(&h, NULL);
  cpw_error err;
  cpw_backlog b;
  memset(&b, 0x55, sizeof b);
  b.struct_size = offsetof(cpw_backlog, removal_hazard); /* an older caller */
  const double *untouched = b.removal_hazard;
  cpw_bands_init(&seen);
  ck_assert_int_eq(cpw_backlog_view(r, &b, &seen, &err), CPW_OK);
  ck_assert_ptr_eq(b.treatment_hazard, cpwt_real(r, "treatment_hazard"));
  ck_assert_ptr_eq(b.removal_hazard, untouched);
  cpw_result_free(r);
}
END_TEST

/* A history as cpw_history_read leaves it. */
static cpw_result *history_result(const char *leave_out, int32_t type, const char *shape) {
  static const char *const months[] = {"2024-05", "2024-06"}, *const edges[] = {"0", "1", "2"};
  static const struct {
    const char *name, *shape;
  } arrays[] = {{"starts", "list period"},
                {"treated", "list period band"},
                {"waiting", "list period band"},
                {"band_lower", "band"},
                {"unit_weeks", ""},
                {"period_length", ""}};
  cpw_result *r;
  cpw_error err;
  ck_assert_int_eq(cpw_result_new(NULL, &r, &err), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(r, "list", 2, NULL, &err), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(r, "period", 2, months, &err), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(r, "band", 3, edges, &err), CPW_OK);
  for (int k = 0; k < 6; k++) {
    void *memory;
    int odd = strcmp(arrays[k].name, leave_out) == 0;
    if (odd && !type) continue;
    ck_assert_int_eq(cpw_result_add_array(r, arrays[k].name, "", "", odd ? shape : arrays[k].shape,
                                          odd ? type : CPW_DOUBLE, CPW_MERGE_SAME, &memory, &err),
                     CPW_OK);
    if (k == 3 && type == 0) memcpy(memory, (double[]){0, 1, 2}, 3 * sizeof(double));
    if (k > 3 && type == 0) *(double *)memory = k == 4 ? CPW_WEEKS_PER_MONTH : 1.0;
  }
  return r;
}

START_TEST(a_result_seen_as_a_history)
{
  cpw_result *r = history_result("", 0, NULL);
  cpw_history h;
  cpw_bands bands;
  cpw_error err;
  cpw_history_init(&h);
  cpw_bands_init(&bands);
  ck_assert_int_eq(cpw_history_view(r, &h, &bands, &err), CPW_OK);
  ck_assert_int_eq(h.lists, 2);
  ck_assert_int_eq(h.periods, 2);
  ck_assert_ptr_eq(h.waiting, cpwt_real(r, "waiting"));
  ck_assert_ptr_null(h.list); /* it has no labels */
  ck_assert_str_eq(h.period->coordinate_labels[0][1], "2024-06");
  ck_assert_ptr_eq(h.bands, &bands);
  ck_assert_int_eq(bands.count, 3);
  cpw_result_free(calibrate(&h, NULL));
  cpw_result_free(r);

  r = history_result("starts", 0, NULL);
  cpwt_fails(cpw_history_view(r, &h, &bands, &err), CPW_ENOTFOUND, &err, "no array starts");
  cpw_result_free(r);
  r = history_result("treated", CPW_INT64, "list period band");
  cpwt_fails(cpw_history_view(r, &h, &bands, &err), CPW_ENOTFOUND, &err, "array treated");
  cpw_result_free(r);
  const char *shapes[] = {"list band period", "list period", "", "period"};
  for (int k = 0; k < 4; k++) {
    r = history_result("treated", CPW_DOUBLE, shapes[k]);
    cpwt_fails(cpw_history_view(r, &h, &bands, &err), CPW_ENOTFOUND, &err, "array treated");
    cpw_result_free(r);
  }
  r = history_result("unit_weeks", CPW_DOUBLE, "band");
  cpwt_fails(cpw_history_view(r, &h, &bands, &err), CPW_ENOTFOUND, &err, "array unit_weeks");
  cpwt_fails(cpw_history_view(NULL, &h, &bands, &err), CPW_EINVAL, &err, "result is NULL");
  cpwt_fails(cpw_history_view(r, NULL, &bands, &err), CPW_EINVAL, &err, "history is NULL");
  cpwt_fails(cpw_history_view(r, &h, NULL, &err), CPW_EINVAL, &err, "bands is NULL");
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- threads, memory ----------- */

START_TEST(any_number_of_threads_gives_the_same_bytes)
{
  enum { LISTS = 200 };
  cpw_stream s;
  cpw_stream_init(&s, 23, 0, 0, 0);
  cpw_bands bands = cpwt_months(4);
  double *numbers = cpwt_numbers(LISTS * 5 * 9);
  for (int i = 0; i < LISTS * 5 * 9; i++)
    numbers[i] = 100 * cpw_random_uniform(&s);
  cpw_history h;
  cpw_history_init(&h);
  h.lists = LISTS;
  h.periods = 5;
  h.bands = &bands;
  h.starts = numbers;
  h.treated = numbers + LISTS * 5;
  h.waiting = numbers + LISTS * 25;
  cpw_calibrate_options o = published(CPW_UNRECORDED_UPLIFT);
  cpw_result *r[3];
  const int32_t threads[] = {1, 2, 7};
  for (int k = 0; k < 3; k++) {
    cpw_run run;
    cpw_run_init(&run);
    run.threads = threads[k];
    ck_assert_int_eq(cpw_waitlist_calibrate(&h, &o, &run, &r[k], NULL), CPW_OK);
    cpwt_same_bytes(r[0], r[k]);
  }
  for (int k = 0; k < 3; k++)
    cpw_result_free(r[k]);
  free(numbers);
}
END_TEST

static int32_t calibrate_with_failing_memory(void *context) {
  cpw_result *r = context;
  cpw_bands bands;
  cpw_history h = small_history(&bands);
  cpw_dimension list, period;
  label(&h, &list, &period);
  cpw_calibrate_options o = published(CPW_UNRECORDED_UPLIFT);
  cpw_error err;
  memset(&err, 0, sizeof err);
  int32_t status = cpw_waitlist_calibrate(&h, &o, NULL, &r, &err);
  if (status != CPW_OK) /* the test library cannot report while memory fails */
    return r == context && err.code == status && err.message[0] ? status : CPW_EINTERNAL;
  cpw_result_free(r);
  return CPW_OK;
}

START_TEST(memory_fails_anywhere)
{ cpwt_each_allocation_fails(calibrate_with_failing_memory, NULL); }
END_TEST

static int32_t calibrate_weeks_with_failing_memory(void *context) {
  static const double lower[] = {0, 1, 2, 3}, starts[] = {0, 4, 4}, people[12] = {1, 1, 1, 1};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 4;
  bands.lower = lower;
  bands.period = 2.5;
  cpw_history h;
  cpw_history_init(&h);
  h.lists = 1;
  h.periods = 3;
  h.bands = &bands;
  h.starts = starts;
  h.treated = h.waiting = people;
  cpw_result *r = context;
  int32_t status = cpw_waitlist_calibrate(&h, NULL, NULL, &r, NULL);
  if (status == CPW_OK) cpw_result_free(r);
  return status;
}

START_TEST(memory_fails_with_uneven_bands)
{ cpwt_each_allocation_fails(calibrate_weeks_with_failing_memory, NULL); }
END_TEST

Suite *cpwt_calibrate_suite(void) {
  Suite *suite = suite_create("waitlist calibrate");
  TCase *reference = tcase_create("reference");
  tcase_add_test(reference, w101_redistribute_and_floor);
  tcase_add_test(reference, w105_floor);
  tcase_add_test(reference, w102_w104_flows_by_period);
  tcase_add_test(reference, w104_signed_hazards);
  tcase_add_test(reference, published_uplift_of_the_starts);
  suite_add_tcase(suite, reference);
  TCase *limits = tcase_create("limits");
  tcase_add_test(limits, defaults);
  tcase_add_test(limits, a_window_of_periods);
  tcase_add_test(limits, one_period_in_balance);
  tcase_add_test(limits, nobody_anywhere);
  tcase_add_test(limits, removal_hazards_stop_at_minus_one);
  tcase_add_test(limits, more_treated_than_could_be_seen);
  tcase_add_test(limits, a_week_s_bands_in_a_month_s_period);
  tcase_add_test(limits, sizes_from_one_patient_to_the_moon);
  tcase_add_test(limits, labels_are_copied);
  tcase_add_test(limits, what_is_not_used_may_be_anything);
  tcase_add_test(limits, a_calibration_seen_as_a_backlog);
  tcase_add_test(limits, a_view_writes_no_more_than_its_caller_knows);
  tcase_add_test(limits, a_result_seen_as_a_history);
  suite_add_tcase(suite, limits);
  TCase *errors = tcase_create("errors");
  tcase_add_test(errors, counts_that_are_none);
  tcase_add_test(errors, bands_that_are_none);
  tcase_add_test(errors, histories_that_are_none);
  tcase_add_test(errors, options_that_are_none);
  suite_add_tcase(suite, errors);
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 300);
  tcase_add_test(properties, every_choice_by_another_way);
  tcase_add_test(properties, random_histories_balance);
  tcase_add_test(properties, england_balances_with_every_choice);
  tcase_add_test(properties, whole_people_stay_whole);
  tcase_add_test(properties, any_number_of_threads_gives_the_same_bytes);
  suite_add_tcase(suite, properties);
  TCase *oom = tcase_create("oom");
  tcase_set_timeout(oom, 300);
  tcase_add_test(oom, memory_fails_anywhere);
  tcase_add_test(oom, memory_fails_with_uneven_bands);
  suite_add_tcase(suite, oom);
  return suite;
}
