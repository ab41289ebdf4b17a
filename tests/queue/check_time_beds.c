/* Queues with as many servers as it takes: laws of stays against quadrature, long runs, wards against
 * enumeration, beds against sums of the Poisson law; errors, failing memory. */
#include "queue/chain.h"
#include "queue/time.h"

static cpw_queue_stay stay_of(int32_t law, double mean, int32_t stages) {
  cpw_queue_stay s;
  cpw_queue_stay_init(&s);
  s.law = law;
  s.mean = mean;
  s.stages = stages;
  return s;
}

static cpw_queue_stay branches(void) {
  static const double chance[] = {0.3, 0.5, 0.2}, mean[] = {0.5, 2.0, 9.0};
  cpw_queue_stay s = stay_of(CPW_QUEUE_HYPEREXPONENTIAL, 1.0, 1);
  s.branches = 3;
  s.branch_chance = chance;
  s.branch_mean = mean;
  return s;
}

/* P(S > u), by the sums of the text books. */
static double survival(const cpw_queue_stay *s, double u) {
  double rate = s->stages / s->mean, sum = 0.0, term = exp(-rate * u);
  switch (s->law) {
  case CPW_QUEUE_DETERMINISTIC:
    return u < s->mean ? 1.0 : 0.0;
  case CPW_QUEUE_HYPEREXPONENTIAL:
    for (int64_t k = 0; k < s->branches; k++)
      sum += s->branch_chance[k] * exp(-u / s->branch_mean[k]);
    return sum;
  default:
    for (int k = 0; k < s->stages; k++) {
      sum += term;
      term *= rate * u / (k + 1);
    }
    return sum;
  }
}

/* Simpson's rule; a jump of the deterministic law lies at an even point of the steps chosen here. */
static double area(const cpw_queue_stay *s, double from, double to, double wave) {
  enum { STEPS = 20000 };
  double sum = 0.0;
  for (int k = 0; k <= STEPS; k++) {
    double u = from + (to - from) * k / STEPS;
    double weight = k == 0 || k == STEPS ? 1.0 : k % 2 ? 4.0 : 2.0;
    sum += weight * survival(s, u) *
           (wave > 0.0   ? cos(wave * u)
            : wave < 0.0 ? sin(-wave * u)
                         : 1.0);
  }
  return sum * (to - from) / STEPS / 3.0;
}

START_TEST(integrals_of_survival)
{
  const cpw_queue_stay laws[] = {stay_of(CPW_QUEUE_EXPONENTIAL, 3.0, 1),
                                 stay_of(CPW_QUEUE_ERLANG, 3.0, 4),
                                 stay_of(CPW_QUEUE_ERLANG, 3.0, 60), branches()};
  const double edges[] = {0.0, 0.01, 1.0, 2.9, 7.0, 20.0};
  for (int k = 0; k < 4; k++) {
    for (int i = 0; i < 5; i++)
      cpwt_near(cpwi_stay_integral(&laws[k], edges[i], edges[i + 1]),
                area(&laws[k], edges[i], edges[i + 1], 0.0), 1e-9);
    cpwt_near(cpwi_stay_integral(&laws[k], 0.0, (double)INFINITY), cpwi_stay_mean(&laws[k]), 1e-14);
  }
  cpw_queue_stay fixed = stay_of(CPW_QUEUE_DETERMINISTIC, 3.0, 1);
  ck_assert_double_eq(cpwi_stay_integral(&fixed, 1.0, 9.0), 2.0);
  ck_assert_double_eq(cpwi_stay_integral(&fixed, 3.0, 9.0), 0.0);
  ck_assert_double_eq(cpwi_stay_integral(&fixed, 0.0, 2.0), 2.0);
  /* far out, where nothing may be subtracted: Erlang(2) of rate 2, (1 + 2u + ...) exp(-2u) */
  cpw_queue_stay two = stay_of(CPW_QUEUE_ERLANG, 1.0, 2);
  cpwt_near(cpwi_stay_integral(&two, 100.0, (double)INFINITY), exp(-200.0) * (1.0 + 100.0), 1e-12);
  cpwt_near(cpwi_stay_integral(&two, 0.0, 1e-9), 1e-9, 1e-12);
}
END_TEST

START_TEST(waves_of_survival)
{
  const cpw_queue_stay laws[] = {stay_of(CPW_QUEUE_EXPONENTIAL, 3.0, 1),
                                 stay_of(CPW_QUEUE_ERLANG, 3.0, 4), branches(),
                                 stay_of(CPW_QUEUE_DETERMINISTIC, 3.0, 1)};
  const double tau = 2.0 * acos(-1.0), ends[] = {0.5, 2.0, 30.0};
  for (int k = 0; k < 4; k++)
    for (int i = 0; i < 3; i++) {
      double c, s, to = k == 3 && ends[i] > 3.0 ? 3.0 : ends[i];
      cpwi_stay_waves(&laws[k], 7.0, ends[i], &c, &s);
      /* at its very end the fixed stay is still there */
      double inside = k == 3 ? nextafter(to, 0.0) : to;
      ck_assert_double_eq_tol(c, area(&laws[k], 0.0, inside, tau / 7.0), 1e-8);
      ck_assert_double_eq_tol(s, area(&laws[k], 0.0, inside, -tau / 7.0), 1e-8);
    }
}
END_TEST

START_TEST(periods_of_arrivals)
{
  const double length[] = {2.0, 3.0, 1.0}, rate[] = {5.0, 0.0, 8.0};
  const double times[] = {0.0, 1.0, 2.0, 4.5, 6.0, 30.0};
  double mean[6], empty[6];
  cpw_queue_stay s = stay_of(CPW_QUEUE_EXPONENTIAL, 3.0, 1);
  ck_assert_int_eq(cpw_queue_infinite(&s, length, rate, 3, 10.0, times, 6, mean, NULL), CPW_OK);
  /* m' = rate - m / 3, period by period */
  double m = 10.0, at2 = 15.0 + (m - 15.0) * exp(-2.0 / 3.0), at5 = at2 * exp(-1.0);
  double at6 = 24.0 + (at5 - 24.0) * exp(-1.0 / 3.0);
  cpwt_near(mean[0], 10.0, 1e-15);
  cpwt_near(mean[1], 15.0 + (m - 15.0) * exp(-1.0 / 3.0), 1e-14);
  cpwt_near(mean[2], at2, 1e-14);
  cpwt_near(mean[3], at2 * exp(-2.5 / 3.0), 1e-14);
  cpwt_near(mean[4], at6, 1e-14);
  cpwt_near(mean[5], at6 * exp(-8.0), 1e-13);
  /* any law in steady state stays there: opening = rate x mean */
  const cpw_queue_stay laws[] = {s, stay_of(CPW_QUEUE_DETERMINISTIC, 3.0, 1),
                                 stay_of(CPW_QUEUE_ERLANG, 3.0, 7), branches()};
  const double forever = 100.0, seven = 7.0;
  for (int k = 0; k < 4; k++) {
    double opening = 7.0 * cpwi_stay_mean(&laws[k]);
    ck_assert_int_eq(
        cpw_queue_infinite(&laws[k], &forever, &seven, 1, opening, times, 6, mean, NULL), CPW_OK);
    for (int i = 0; i < 6; i++)
      cpwt_near(mean[i], opening, 1e-13);
    ck_assert_int_eq(cpw_queue_infinite(&laws[k], NULL, NULL, 0, opening, times, 6, empty, NULL),
                     CPW_OK);
    for (int i = 1; i < 6; i++)
      ck_assert_double_le(empty[i], empty[i - 1]);
  }
}
END_TEST

START_TEST(swings_in_the_long_run)
{
  const cpw_queue_stay laws[] = {stay_of(CPW_QUEUE_EXPONENTIAL, 3.0, 1),
                                 stay_of(CPW_QUEUE_ERLANG, 3.0, 5), branches(),
                                 stay_of(CPW_QUEUE_DETERMINISTIC, 3.0, 1)};
  const double times[] = {700.0, 703.0, 705.5};
  double ever[3], empty[3], flat[3];
  for (int k = 0; k < 4; k++) {
    ck_assert_int_eq(cpw_queue_infinite_sinusoid(&laws[k], 6.0, 0.7, 7.0, 0, times, 3, ever, NULL),
                     CPW_OK);
    ck_assert_int_eq(cpw_queue_infinite_sinusoid(&laws[k], 6.0, 0.7, 7.0, 1, times, 3, empty, NULL),
                     CPW_OK);
    ck_assert_int_eq(cpw_queue_infinite_sinusoid(&laws[k], 6.0, 0.0, 7.0, 0, times, 3, flat, NULL),
                     CPW_OK);
    for (int i = 0; i < 3; i++) {
      cpwt_near(empty[i], ever[i], 1e-13);
      cpwt_near(flat[i], 6.0 * cpwi_stay_mean(&laws[k]), 1e-14);
    }
  }
  /* exponential: base / rate (1 + amplitude (sin wt - w/rate cos wt) / (1 + (w/rate)^2)) */
  double w = 2.0 * acos(-1.0) / 7.0 * 3.0, phase = w / 3.0 * 705.5;
  ck_assert_int_eq(cpw_queue_infinite_sinusoid(&laws[0], 6.0, 0.7, 7.0, 0, times, 3, ever, NULL),
                   CPW_OK);
  cpwt_near(ever[2], 18.0 * (1.0 + 0.7 * (sin(phase) - w * cos(phase)) / (1.0 + w * w)), 1e-12);
}
END_TEST

/* ---------------------------------------------------------------- beds ---------------------- */

START_TEST(beds_of_a_poisson_number)
{
  const double means[] = {0.0, 0.3, 1.0, 7.7, 40.0, 900.0};
  const double chances[] = {0.9, 0.5, 0.1, 0.01, 1e-6, 1e-20};
  for (int i = 0; i < 6; i++)
    for (int k = 0; k < 6; k++) {
      double beds = cpw_queue_poisson_beds(means[i], chances[k]), more = 0.0, with = 0.0;
      ck_assert_double_eq(beds, floor(beds));
      for (int n = 2000; n >= 0; n--) {
        double p = means[i] > 0.0 ? exp(n * log(means[i]) - means[i] - lgamma(n + 1.0)) : n == 0;
        if (n > beds) more += p;
        if (n >= beds) with += p;
      }
      ck_assert_double_le(more, chances[k] * (1.0 + 1e-10));
      if (beds > 0.0) ck_assert_double_gt(with, chances[k] * (1.0 - 1e-10));
    }
  ck_assert_double_eq(cpw_queue_poisson_beds(50.0, 1.0), 0.0);
  /* large means: the normal law to within a bed in a thousand */
  ck_assert_double_eq_tol(cpw_queue_poisson_beds(1e8, 0.15865525393145707), 1e8 + 1e4, 2.0);
  ck_assert(isnan(cpw_queue_poisson_beds(-1.0, 0.1)));
  ck_assert(isnan(cpw_queue_poisson_beds(1.0, 0.0)));
  ck_assert(isnan(cpw_queue_poisson_beds(1e13, 0.1)));
  ck_assert(isnan(cpw_queue_poisson_beds((double)NAN, 0.1)));
}
END_TEST

static const double DAILY[] = {4.0, 0.0, 7.5, 2.0, 3.0}, STAYS[] = {0.9, 0.6, 0.35, 0.0};
static const int64_t OPENING[] = {3, 0, 2};
static const double CHANCES[] = {0.5, 0.05, 1e-9};

static cpw_queue_ward ward(void) {
  cpw_queue_ward w;
  cpw_queue_ward_init(&w);
  w.days = 5;
  w.arrivals = DAILY;
  w.stays = 4;
  w.survival = STAYS;
  w.ages = 3;
  w.opening = OPENING;
  w.beds = 6;
  w.chance = CHANCES;
  w.chances = 3;
  return w;
}

/* Every one of the five people at the start by him- or herself, then the Poisson number. */
static void enumerate(int day, double *chance, int most) {
  double mean = 0.0;
  for (int k = 0; k <= day && k < 4; k++)
    mean += DAILY[day - k] * STAYS[k];
  memset(chance, 0, (size_t)most * sizeof *chance);
  for (int set = 0; set < 32; set++) {
    double p = 1.0;
    int left = 0;
    for (int person = 0; person < 5; person++) {
      int age = person < 3 ? 0 : 2;
      double stay = age + 1 + day < 4 ? STAYS[age + 1 + day] / STAYS[age] : 0.0;
      int stays = set >> person & 1;
      p *= stays ? stay : 1.0 - stay;
      left += stays;
    }
    for (int n = 0; n + left < most; n++)
      chance[n + left] += p * exp(n * log(mean) - mean - lgamma(n + 1.0));
  }
}

START_TEST(wards_against_enumeration)
{
  cpw_queue_ward w = ward();
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_queue_beds(&w, &r, NULL), CPW_OK);
  const int64_t *beds = cpw_result_find(r, "beds")->integer;
  for (int d = 0; d < 5; d++) {
    double p[120], mean = 0.0, square = 0.0, more = 0.0;
    enumerate(d, p, 120);
    for (int n = 119; n >= 0; n--) {
      mean += n * p[n];
      square += (double)n * n * p[n];
      if (n > 6) more += p[n];
    }
    cpwt_near(cpwt_series(r, "mean")[d], mean, 1e-12);
    cpwt_near(cpwt_series(r, "sd")[d], sqrt(square - mean * mean), 1e-11);
    cpwt_near(cpwt_series(r, "exceeded")[d], more, 1e-11);
    for (int k = 0; k < 3; k++) {
      double above = 0.0;
      for (int n = 119; n > beds[d * 3 + k]; n--)
        above += p[n];
      ck_assert_double_le(above, CHANCES[k] * (1.0 + 1e-10));
      ck_assert(beds[d * 3 + k] == 0 || above + p[beds[d * 3 + k]] > CHANCES[k]);
    }
  }
  cpwt_near(cpwt_series(r, "opening_left")[0], 3 * 0.6 / 0.9, 1e-15);
  cpw_result_free(r);
}
END_TEST

START_TEST(wards_in_the_long_run)
{
  /* constant admissions: mean = admissions x mean days, as many as arrivals x E[S] */
  static double arrivals[60];
  cpw_queue_ward w = ward();
  cpw_result *r = NULL;
  for (int d = 0; d < 60; d++)
    arrivals[d] = 12.0;
  w.days = 60;
  w.arrivals = arrivals;
  w.ages = 0;
  w.chances = 0;
  ck_assert_int_eq(cpw_queue_beds(&w, &r, NULL), CPW_OK);
  cpwt_near(cpwt_series(r, "mean")[59], 12.0 * 1.85, 1e-14);
  cpwt_near(cpwt_series(r, "sd")[59], sqrt(12.0 * 1.85), 1e-14);
  ck_assert_ptr_null(cpw_result_find(r, "beds"));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(stay_errors)
{
  cpw_error e;
  const double one = 1.0, bad[] = {0.4, 0.4}, nought[] = {0.0, 1.0}, half[] = {0.5, 0.5};
  double mean = 7.0;
  cpw_queue_stay s = stay_of(4, 1.0, 1);
  cpwt_fails(cpw_queue_infinite(&s, &one, &one, 1, 0.0, &one, 1, &mean, &e), CPW_EINVAL, &e, "law");
  s = stay_of(CPW_QUEUE_ERLANG, 1.0, 0);
  cpwt_fails(cpw_queue_infinite(&s, &one, &one, 1, 0.0, &one, 1, &mean, &e), CPW_EINVAL, &e,
             "stages");
  s = stay_of(CPW_QUEUE_EXPONENTIAL, 0.0, 1);
  cpwt_fails(cpw_queue_infinite(&s, &one, &one, 1, 0.0, &one, 1, &mean, &e), CPW_EDOMAIN, &e,
             "stay.mean");
  s = stay_of(CPW_QUEUE_HYPEREXPONENTIAL, 1.0, 1);
  cpwt_fails(cpw_queue_infinite(&s, &one, &one, 1, 0.0, &one, 1, &mean, &e), CPW_EINVAL, &e,
             "branches");
  s.branches = 2;
  s.branch_chance = bad;
  s.branch_mean = half;
  cpwt_fails(cpw_queue_infinite(&s, &one, &one, 1, 0.0, &one, 1, &mean, &e), CPW_EDOMAIN, &e,
             "sums to 0.8");
  s.branch_mean = nought;
  cpwt_fails(cpw_queue_infinite(&s, &one, &one, 1, 0.0, &one, 1, &mean, &e), CPW_EDOMAIN, &e,
             "branch_mean[0]");
  s = stay_of(CPW_QUEUE_EXPONENTIAL, 1.0, 1);
  cpwt_fails(cpw_queue_infinite(&s, NULL, &one, 1, 0.0, &one, 1, &mean, &e), CPW_EINVAL, &e,
             "length");
  cpwt_fails(cpw_queue_infinite(&s, nought, &one, 1, 0.0, &one, 1, &mean, &e), CPW_EDOMAIN, &e,
             "length[0]");
  cpwt_fails(cpw_queue_infinite(&s, &one, &one, 1, -1.0, &one, 1, &mean, &e), CPW_EDOMAIN, &e,
             "opening");
  cpwt_fails(cpw_queue_infinite(&s, &one, &one, 1, 0.0, NULL, 1, &mean, &e), CPW_EINVAL, &e,
             "times");
  const double early = -1.0;
  cpwt_fails(cpw_queue_infinite(&s, &one, &early, 1, 0.0, &one, 1, &mean, &e), CPW_EDOMAIN, &e,
             "arrivals[0]");
  cpwt_fails(cpw_queue_infinite(&s, &one, &one, 1, 0.0, &early, 1, &mean, &e), CPW_EDOMAIN, &e,
             "times[0]");
  cpwt_fails(cpw_queue_infinite_sinusoid(&s, -1.0, 0.0, 1.0, 0, &one, 1, &mean, &e), CPW_EDOMAIN,
             &e, "base");
  cpwt_fails(cpw_queue_infinite_sinusoid(&s, 1.0, 2.0, 1.0, 0, &one, 1, &mean, &e), CPW_EDOMAIN, &e,
             "amplitude");
  cpwt_fails(cpw_queue_infinite_sinusoid(&s, 1.0, 0.0, 0.0, 0, &one, 1, &mean, &e), CPW_EDOMAIN, &e,
             "period");
  cpwt_fails(cpw_queue_infinite_sinusoid(&s, 1.0, 0.0, 1.0, 2, &one, 1, &mean, &e), CPW_EINVAL, &e,
             "empty");
  ck_assert_double_eq(mean, 7.0);
}
END_TEST

START_TEST(ward_errors)
{
  cpw_error e;
  cpw_result *r = NULL;
  cpw_queue_ward w = ward();
  const double rising[] = {0.5, 0.6, 0.1, 0.0}, gone[] = {0.5, 0.1, 0.0, 0.0}, one = 1.0;
  const int64_t negative[] = {-1, 0, 0};
  w.days = 0;
  cpwt_fails(cpw_queue_beds(&w, &r, &e), CPW_EINVAL, &e, "days = 0");
  w = ward();
  w.ages = 5;
  cpwt_fails(cpw_queue_beds(&w, &r, &e), CPW_EINVAL, &e, "ages = 5");
  w = ward();
  w.beds = -1;
  cpwt_fails(cpw_queue_beds(&w, &r, &e), CPW_EINVAL, &e, "beds = -1");
  w = ward();
  w.survival = rising;
  cpwt_fails(cpw_queue_beds(&w, &r, &e), CPW_EDOMAIN, &e, "survival[1]");
  w.survival = gone;
  cpwt_fails(cpw_queue_beds(&w, &r, &e), CPW_EDOMAIN, &e, "nobody reaches");
  w = ward();
  w.opening = negative;
  cpwt_fails(cpw_queue_beds(&w, &r, &e), CPW_EDOMAIN, &e, "opening[0]");
  w = ward();
  w.chance = &one;
  w.chances = 1;
  cpwt_fails(cpw_queue_beds(&w, &r, &e), CPW_EDOMAIN, &e, "chance[0]");
  w = ward();
  w.arrivals = (const double[]){1.0, (double)NAN, 1.0, 1.0, 1.0};
  cpwt_fails(cpw_queue_beds(&w, &r, &e), CPW_EDOMAIN, &e, "arrivals[1]");
  cpwt_fails(cpw_queue_beds(NULL, &r, &e), CPW_EINVAL, &e, "ward is NULL");
  cpwt_fails(cpw_queue_beds(&w, NULL, &e), CPW_EINVAL, &e, "out is NULL");
  ck_assert_ptr_null(r);
}
END_TEST

static int32_t one_ward(void *context) {
  cpw_queue_ward w = ward();
  cpw_result *r = NULL;
  (void)context;
  int32_t status = cpw_queue_beds(&w, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(one_ward, NULL); }
END_TEST

Suite *cpwt_queue_time_beds_suite(void) {
  const cpwt_test_case cases[] = {{"errors", {stay_errors, ward_errors}},
                                  {"reference",
                                   {integrals_of_survival, waves_of_survival, periods_of_arrivals,
                                    beds_of_a_poisson_number, wards_against_enumeration}},
                                  {"properties", {swings_in_the_long_run, wards_in_the_long_run}},
                                  {"oom", {memory_fails}}};
  return cpwt_suite("queue beds", cases, sizeof cases / sizeof *cases);
}
