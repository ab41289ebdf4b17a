/* Chance: the law of one period against its enumeration, and lists against closed forms. */
#include "simulate/suites.h"

#include "simulate/internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- one period, enumerated ---- */

/* Closing lists of three bands of up to 7 people. */
#define SIDE  8
#define CELLS (SIDE * SIDE * SIDE)

typedef struct enumeration {
  int inflow[3];
  double removal[3], want[3];
  int capacity;
  double chance[CELLS];
} enumeration;

static void treat_one_by_one(enumeration *e, const int *room, int left, double chance) {
  int people = room[0] + room[1] + room[2];
  if (left == 0 || people == 0) {
    e->chance[(room[0] * SIDE + room[1]) * SIDE + room[2]] += chance;
    return;
  }
  double wanted = 0.0;
  for (int m = 0; m < 3; m++)
    wanted += room[m] > 0 ? e->want[m] : 0.0;
  for (int m = 2; m >= 0; m--) {
    int after[3] = {room[0], room[1], room[2]};
    if (room[m] == 0 || (wanted > 0.0 && e->want[m] == 0.0)) continue;
    after[m]--;
    treat_one_by_one(e, after, left - 1, wanted > 0.0 ? chance * e->want[m] / wanted : chance);
    if (!(wanted > 0.0)) return; /* the longest wait that is left */
  }
}

static double binomial(int n, int k, double p) {
  double x = 1.0;
  for (int i = 0; i < k; i++)
    x *= p * (n - i) / (i + 1);
  for (int i = 0; i < n - k; i++)
    x *= 1.0 - p;
  return x;
}

static void enumerate(enumeration *e) {
  const int *n = e->inflow;
  for (int i = 0; i < CELLS; i++)
    e->chance[i] = 0.0;
  for (int a = 0; a <= n[0]; a++)
    for (int b = 0; b <= n[1]; b++)
      for (int c = 0; c <= n[2]; c++) {
        int room[3] = {n[0] - a, n[1] - b, n[2] - c};
        treat_one_by_one(e, room, e->capacity,
                         binomial(n[0], a, e->removal[0]) * binomial(n[1], b, e->removal[1]) *
                             binomial(n[2], c, e->removal[2]));
      }
}

/* Observed against expected counts; cells that expect few are taken together. */
static void holds(const enumeration *e, const int64_t *seen, double draws, const char *what) {
  double sum = 0.0, rest = 0.0, rest_seen = 0.0;
  int freedom = 0;
  for (int i = 0; i < CELLS; i++) {
    double expected = e->chance[i] * draws;
    ck_assert_msg(e->chance[i] > 0.0 || seen[i] == 0, "%s: what cannot be was seen", what);
    if (expected < 10.0) {
      rest += expected;
      rest_seen += (double)seen[i];
      continue;
    }
    sum += ((double)seen[i] - expected) * ((double)seen[i] - expected) / expected;
    freedom++;
  }
  if (rest >= 5.0) sum += (rest_seen - rest) * (rest_seen - rest) / rest, freedom++;
  double df = freedom - 1; /* Wilson and Hilferty: a normal deviate of the cube root */
  if (df < 1) return;
  double z = (cbrt(sum / df) - (1 - 2 / (9 * df))) / sqrt(2 / (9 * df));
  ck_assert_msg(z < 4.5, "%s: chi-square %.1f on %.0f degrees of freedom", what, sum, df);
}

/* The people at the end of the period from the same people, many times. */
static void against_enumeration(enumeration *e, const char *what) {
  cpwt_example x;
  cpwi_ageing ageing;
  cpwi_people p;
  cpwi_simulation s;
  memset(&s, 0, sizeof s);
  cpwt_example_make(&x, 1);
  const int64_t draws = cpwt_many(100000);
  int64_t *seen = calloc(CELLS, sizeof *seen);
  ck_assert_ptr_nonnull(seen);
  ck_assert_int_eq(cpwi_ageing_init(&ageing, &x.bands, NULL), CPW_OK);
  ck_assert_int_eq(cpwi_people_init(&p, &ageing, NULL), CPW_OK);
  for (int m = 0; m < 3; m++)
    x.treatment[m] = e->inflow[m] > 0 ? e->want[m] / e->inflow[m] : 0.0;
  cpwi_hazards hazards = {.treatment = x.treatment, .removal = e->removal};
  s.run.seed = 5;
  p.most = 100;
  /* the list that has this inflow: the last band holds who stays in it too */
  const int64_t opening[3] = {e->inflow[1], e->inflow[2], 0};
  for (int64_t r = 0; r < draws; r++) {
    cpwi_totals totals;
    cpwi_people_take(&p, &s, &hazards, opening, 0, r);
    p.most = 100;
    ck_assert_int_eq(cpwi_people_step(&p, &hazards, e->inflow[0], e->capacity, &totals), CPW_OK);
    ck_assert(totals.closing == (double)(p.room[0] + p.room[1] + p.room[2]));
    seen[(p.room[0] * SIDE + p.room[1]) * SIDE + p.room[2]]++;
  }
  enumerate(e);
  holds(e, seen, (double)draws, what);
  free(seen);
  cpwi_people_free(&p, NULL);
  cpwi_ageing_free(&ageing, NULL);
}

START_TEST(one_period_by_enumeration)
{
  enumeration cases[] = {
      {.inflow = {3, 4, 2}, .removal = {0.1, 0.3, 0.0}, .want = {1, 2, 3}, .capacity = 3},
      {.inflow = {2, 2, 2}, .removal = {0.0, 0.0, 0.0}, .want = {1, 1, 8}, .capacity = 4},
      {.inflow = {5, 1, 1}, .removal = {0.5, 0.2, 0.4}, .want = {0.1, 5, 5}, .capacity = 3},
      {.inflow = {3, 3, 3}, .removal = {0.2, 0.2, 0.2}, .want = {0, 1, 0}, .capacity = 5},
      {.inflow = {4, 0, 3}, .removal = {0.9, 0.5, 1.0}, .want = {1, 0, 1}, .capacity = 1},
      {.inflow = {2, 3, 2}, .removal = {0.1, 0.1, 0.1}, .want = {0, 0, 0}, .capacity = 3},
  };
  static const char *const names[] = {"in proportion", "a band that fills", "bands that fill",
                                      "a surplus",     "an empty band",     "no hazards"};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
    against_enumeration(&cases[k], names[k]);
}
END_TEST

/* ---------------------------------------------------------------- the binomial law ---------- */

/* Moments of many draws, for every size of n p; the law itself is that of random.h, here held
 * against its mass function. */
START_TEST(binomial_law)
{
  static const struct {
    int64_t n;
    double p;
  } cases[] = {{1, 0.3},   {20, 0.1},      {20, 0.7},       {60, 0.5},      {1000, 0.012},
               {400, 0.9}, {100000, 0.01}, {70000, 0.0061}, {280000, 0.03}, {1000000000, 0.4}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    const int64_t n = cases[k].n, draws = cpwt_many(300000);
    const double p = cases[k].p, mean = (double)n * p, sd = sqrt(mean * (1 - p));
    cpw_stream stream;
    cpw_stream_init(&stream, 9, 0, k, 0);
    double sum = 0, squares = 0, cubes = 0;
    for (int64_t i = 0; i < draws; i++) {
      int64_t x = cpwi_binomial(&stream, n, p);
      ck_assert(x >= 0 && x <= n);
      double z = ((double)x - mean) / sd;
      sum += z;
      squares += z * z;
      cubes += z * z * z;
    }
    double count = (double)draws, skew = (1 - 2 * p) / sd,
           excess = (1 - 6 * p * (1 - p)) / (sd * sd);
    cpwt_near(sum / count, 0, 5 / sqrt(count), "mean of a binomial");
    cpwt_near(squares / count, 1, 5 * sqrt((2 + excess) / count), "variance of a binomial");
    cpwt_near(cubes / count, skew, 5 * sqrt((15 + 40 * fabs(excess) + 40 * skew * skew) / count),
              "skewness of a binomial");
  }
}
END_TEST

/* The hat is above the law for every candidate, by an independent mass function: the level at which z
 * is always taken is never exceeded. From just above the switch to many people; and it is not far
 * above: who is refused is seldom. */
static double log_binomial(double n, double k, double p) {
  return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log1p(-p);
}

START_TEST(binomial_hat)
{
  static const double shares[] = {0.5,  0.4999, 0.45, 0.4,   0.35, 0.303, 0.25,
                                  0.15, 0.1,    0.05, 0.006, 1e-4, 1e-6};
  const double stride = getenv("CAREPATH_QUICK") ? 4.1 : 1;
  for (size_t k = 0; k < sizeof shares / sizeof *shares; k++)
    for (double mean = 10; mean < 30000; mean += stride * (mean < 60 ? 0.27 : mean * 0.13)) {
      double n = ceil(mean / shares[k]), p = shares[k], at = n * p, sd = sqrt(at * (1 - p));
      double one = 1 / at, other = 1 / (n - at), both = one + other, e = floor((n + 1) * p) - at;
      double mode = log_binomial(n, at + e, p) - both * (0.5 * e * e) - 0.5 * e * (one - other);
      double before = -1, mass = 0, most = 0;
      for (double z = -9; z <= 9; z += getenv("CAREPATH_QUICK") ? 0.011 : 0.0011) {
        cpwi_binomial_hat hat = cpwi_binomial_hat_at(n, p, z);
        double j = nearbyint(at + hat.shift);
        ck_assert(hat.slope > 0);
        if (j < 0 || j > n) continue;
        if (j != before) mass = exp(log_binomial(n, j, p) - mode);
        before = j;
        double level = mass > 0 ? hat.slope * exp(log(mass) + 0.5 * z * z) / hat.level : 0;
        if (level > most) most = level;
      }
      double accuracy = 1e-14 * n * log(n) + 1e-6;
      ck_assert_msg(most <= 1 + accuracy, "B(%g, %g): %.6f of the hat", n, p, most);
      ck_assert_msg(most > 1 - 0.3 / sd, "B(%g, %g): %.6f of the hat", n, p, most);
    }
}
END_TEST

/* Draws together are draws one by one in law: sums over a batch of many laws, small ones and none
 * among them, n up to beyond 2^40. */
START_TEST(binomial_batch)
{
  enum { LAWS = 150 };
  const int64_t draws = cpwt_many(20000);
  int64_t people[LAWS], x[LAWS];
  double chance[LAWS], sum[LAWS] = {0}, square[LAWS] = {0};
  for (int i = 0; i < LAWS; i++) {
    people[i] = i % 7 == 0 ? i : (int64_t)ldexp(1.0 + i / 150.0, i % 43);
    chance[i] = i % 11 == 0 ? 0.0 : i % 13 == 0 ? 1.0 : i % 3 == 0 ? 0.5 : (i + 0.5) / 150.0;
    if (i % 5 == 0) chance[i] *= 1e-3;
  }
  cpw_stream stream;
  cpw_stream_init(&stream, 12, 0, 0, 0);
  for (int64_t r = 0; r < draws; r++) {
    cpwi_binomials(&stream, LAWS, people, chance, x);
    for (int i = 0; i < LAWS; i++) {
      double d = (double)x[i] - (double)people[i] * chance[i];
      ck_assert(x[i] >= 0 && x[i] <= people[i]);
      sum[i] += d;
      square[i] += d * d;
    }
  }
  for (int i = 0; i < LAWS; i++) {
    double n = (double)draws, p = chance[i], v = (double)people[i] * p * (1 - p);
    double fourth = v > 0 ? 2 + (1 - 6 * p * (1 - p)) / v : 0;
    cpwt_near(sum[i] / n, 0, 5 * sqrt(v / n) + (v < 0.1 ? 0.01 : 0), "mean in a batch");
    cpwt_near(square[i] / n, v, 5.5 * v * sqrt(fourth / n) + (v < 0.1 ? 0.02 : 0),
              "variance in a batch");
  }
}
END_TEST

/* Counts of every value against the mass function, from its ratios. */
START_TEST(binomial_values)
{
  static const struct {
    int64_t n;
    double p;
  } cases[] = {{40, 0.4},
               {21, 0.48},
               {1000, 0.03},
               {1009, 0.01},
               {5000, 0.5},
               {100000, 0.002},
               {4, 0.3},
               {30, 0.1},
               {12, 0.95},
               {2000000, 0.001},
               {2000000, 5e-6},
               {10100000, 1e-6},
               {INT64_C(1) << 40, 1e-10},
               {INT64_C(1) << 40, 1e-8}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    const int64_t n = cases[k].n, draws = cpwt_many(1000000);
    const double p = cases[k].p;
    int64_t from = (int64_t)((double)n * p), width = 1000;
    int64_t *seen = calloc((size_t)(2 * width + 1), sizeof *seen);
    ck_assert_ptr_nonnull(seen);
    cpw_stream stream;
    cpw_stream_init(&stream, 10, 0, k, 0);
    for (int64_t i = 0; i < draws; i++)
      seen[cpwi_binomial(&stream, n, p) - from + width]++;
    double mass =
        cpw_math_exp(cpw_math_log_gamma((double)n + 1) - cpw_math_log_gamma((double)from + 1) -
                     cpw_math_log_gamma((double)(n - from) + 1) + (double)from * cpw_math_log(p) +
                     (double)(n - from) * cpw_math_log1p(-p));
    double sum = 0.0, freedom = -1;
    for (int up = 0; up < 2; up++) {
      double here = mass;
      for (int64_t x = from; here * (double)draws >= 10.0 && x >= 0 && x <= n;) {
        double expected = here * (double)draws, difference;
        difference = (double)seen[x - from + width] - expected;
        if (!up || x > from) sum += difference * difference / expected, freedom++;
        if (up) {
          here *= (double)(n - x) / (double)(x + 1) * (p / (1 - p));
          x++;
        } else {
          here *= (double)x / (double)(n - x + 1) * ((1 - p) / p);
          x--;
        }
      }
    }
    double z = (cbrt(sum / freedom) - (1 - 2 / (9 * freedom))) / sqrt(2 / (9 * freedom));
    ck_assert_msg(z < 4.5 && z > -4.5, "B(%lld, %g): chi-square %.1f on %.0f", (long long)n, p, sum,
                  freedom);
    free(seen);
  }
}
END_TEST

/* ---------------------------------------------------------------- closed forms -------------- */

/* Mean and variance of an array at a period, within five standard errors of a nearly normal law. */
static void moments_are(const cpw_result *r, const char *measure, int64_t t, double mean,
                        double variance, double replications) {
  char name[64];
  snprintf(name, sizeof name, "%s_mean", measure);
  cpwt_near(cpwt_real(r, name)[t], mean, 5 * sqrt(variance / replications), name);
  snprintf(name, sizeof name, "%s_sd", measure);
  double sd = cpwt_real(r, name)[t];
  cpwt_near(sd * sd, variance, 5 * variance * sqrt(2.2 / replications), name);
}

/* Nobody joins, nobody is treated: who is left is binomial. */
START_TEST(only_removals)
{
  cpwt_example e;
  const int64_t replications = cpwt_many(40000);
  cpwt_example_make(&e, replications);
  e.starts[0] = e.capacity[0] = 0;
  for (int m = 0; m < 3; m++)
    e.removal[m] = 0.1;
  cpw_result *r = cpwt_simulate(&e);
  for (int t = 0; t < 4; t++) {
    double stay = pow(0.9, t + 1);
    moments_are(r, "total_closing", t, 250 * stay, 250 * stay * (1 - stay), (double)replications);
  }
  cpw_result_free(r);
}
END_TEST

/* Poisson starts that leave at a constant hazard: an infinite-server queue, whose list is Poisson. */
START_TEST(infinite_servers)
{
  cpwt_example e;
  const int64_t replications = cpwt_many(40000);
  cpwt_example_make(&e, replications);
  memset(e.waiting, 0, sizeof e.waiting);
  e.capacity[0] = 0;
  for (int m = 0; m < 3; m++)
    e.removal[m] = 0.3;
  e.options.periods = 8;
  cpw_result *r = cpwt_simulate(&e);
  for (int t = 0; t < 8; t++) {
    double mean = 70 * 0.7 * (1 - pow(0.7, t + 1)) / 0.3;
    moments_are(r, "total_closing", t, mean, mean, (double)replications);
  }
  cpw_result_free(r);
}
END_TEST

/* A single server in batches: Poisson starts, Poisson capacity, Q' = max(0, Q + A - C). The exact law
 * by convolution of the mass functions. */
START_TEST(batches)
{
  enum { MOST = 60 };
  double arrive[MOST], serve[MOST], now[MOST] = {1.0}, next[MOST];
  arrive[0] = exp(-3.0);
  serve[0] = exp(-4.0);
  for (int i = 1; i < MOST; i++) {
    arrive[i] = arrive[i - 1] * 3.0 / i;
    serve[i] = serve[i - 1] * 4.0 / i;
  }
  cpwt_example e;
  const int64_t replications = cpwt_many(40000);
  cpwt_example_make(&e, replications);
  memset(e.waiting, 0, sizeof e.waiting);
  memset(e.removal, 0, sizeof e.removal);
  e.starts[0] = 3;
  e.capacity[0] = 4;
  e.options.capacity_dispersion = 1;
  e.options.periods = 6;
  cpw_result *r = cpwt_simulate(&e);
  for (int t = 0; t < 6; t++) {
    memset(next, 0, sizeof next);
    for (int q = 0; q < MOST; q++)
      for (int a = 0; q + a < MOST; a++)
        for (int c = 0; c < MOST; c++)
          next[q + a > c ? q + a - c : 0] += now[q] * arrive[a] * serve[c];
    memcpy(now, next, sizeof now);
    double mean = 0, square = 0, fourth = 0;
    for (int q = 0; q < MOST; q++)
      mean += q * now[q], square += (double)q * q * now[q];
    double variance = square - mean * mean;
    for (int q = 0; q < MOST; q++)
      fourth += pow(q - mean, 4) * now[q];
    double n = (double)replications, sd = cpwt_real(r, "total_closing_sd")[t];
    cpwt_near(cpwt_real(r, "total_closing_mean")[t], mean, 5 * sqrt(variance / n), "batches");
    cpwt_near(sd * sd, variance, 5 * sqrt((fourth - variance * variance) / n), "batches");
    cpwt_near((double)cpwt_integer(r, "empty")[t] / n, now[0], 5 * sqrt(now[0] / n), "none left");
  }
  cpw_result_free(r);
}
END_TEST

/* Clock starts and capacity of a given dispersion. */
START_TEST(dispersion)
{
  cpwt_example e;
  const int64_t replications = cpwt_many(20000);
  cpwt_example_make(&e, replications);
  e.options.starts_dispersion = 4;
  e.options.capacity_dispersion = 2;
  e.waiting[2] = 5000; /* so that no capacity is unused */
  cpw_result *r = cpwt_simulate(&e);
  for (int t = 0; t < 4; t++) {
    moments_are(r, "total_starts", t, 70, 280, (double)replications);
    moments_are(r, "total_treated", t, 60, 120, (double)replications);
  }
  cpw_result_free(r);
}
END_TEST

/* Bands that are not one period wide, unrecorded starts and transfers in: the mean is the
 * projection's, which is linear as long as no band fills. */
START_TEST(the_mean_is_the_projection)
{
  for (int kind = 0; kind < 4; kind++) {
    cpwt_example e;
    double uplift = kind == 2 ? 0.3 : 0.0;
    const int64_t replications = cpwt_many(20000);
    cpwt_example_make(&e, replications);
    if (kind == 1) e.bands.period = 3.5;
    if (kind == 3) e.bands.period = 17;
    if (kind == 2) e.removal[0] = -0.2, e.removal[1] = -0.1;
    e.backlog.start_uplift = &uplift;
    e.options.longest_first = kind == 1 ? 0.25 : 0.0;
    e.options.bands = 1;
    for (int m = 0; m < 3; m++)
      e.waiting[m] *= 20;
    e.starts[0] *= 20;
    e.capacity[0] *= 20;
    cpw_project_options plan;
    cpw_project_options_init(&plan);
    plan.periods = 4;
    plan.longest_first = e.options.longest_first;
    cpw_result *r = cpwt_simulate(&e), *p;
    ck_assert_int_eq(cpw_waitlist_project(&e.backlog, &plan, NULL, &p, NULL), CPW_OK);
    static const char *const names[] = {"total_closing", "total_starts",  "total_unrecorded",
                                        "total_treated", "total_removed", "within_18"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
      char mean[64], sd[64];
      snprintf(mean, sizeof mean, "%s_mean", names[k]);
      snprintf(sd, sizeof sd, "%s_sd", names[k]);
      for (int t = 0; t < 4; t++) {
        double expected = cpwt_real(p, names[k])[t];
        double error = cpwt_real(r, sd)[t] / sqrt((double)replications);
        cpwt_near(cpwt_real(r, mean)[t], expected, 5 * error + 1e-3 * expected + 1e-9, mean);
      }
    }
    for (int i = 0; i < 12; i++)
      cpwt_near(cpwt_real(r, "waiting_mean")[i], cpwt_real(p, "waiting")[i],
                5 * sqrt(4.0 * cpwt_real(p, "waiting")[i] / (double)replications) + 1, "a band");
    cpw_result_free(p);
    cpw_result_free(r);
  }
}
END_TEST

Suite *cpwt_law_suite(void) {
  Suite *suite = suite_create("simulate law");
  TCase *reference = tcase_create("reference");
  tcase_set_timeout(reference, 600);
  tcase_add_test(reference, one_period_by_enumeration);
  tcase_add_test(reference, binomial_law);
  tcase_add_test(reference, binomial_hat);
  tcase_add_test(reference, binomial_batch);
  tcase_add_test(reference, binomial_values);
  tcase_add_test(reference, only_removals);
  tcase_add_test(reference, infinite_servers);
  tcase_add_test(reference, batches);
  tcase_add_test(reference, dispersion);
  tcase_add_test(reference, the_mean_is_the_projection);
  suite_add_tcase(suite, reference);
  return suite;
}
