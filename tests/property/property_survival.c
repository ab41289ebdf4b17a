/* Random people in random groups: curves fall within their limits, shares add up, people are conserved, and
 * the tests do not depend on how groups and rows are numbered. Usage: property_survival [COUNT] [SEED], or
 * --digest. */
#include "carepath/random.h"
#include "carepath/survival.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

enum { MOST = 80, GROUPS = 4, CAUSES = 3, LIMITS = 4 };

typedef struct world {
  cpw_survival_rows rows;
  cpw_survival_options options;
  cpw_survival_test_options test;
  double time[MOST], entry[MOST], weight[MOST], limit[LIMITS];
  int32_t event[MOST];
  int64_t group[MOST], stratum[MOST];
} world;

static int64_t below(cpw_stream *s, int64_t n) {
  return (int64_t)cpw_random_below(s, (uint64_t)n);
}

static void make_people(world *w, cpw_stream *s) {
  int whole = below(s, 2) == 0, late = below(s, 3) == 0;
  for (int64_t i = 0; i < w->rows.rows; i++) {
    double x = cpw_random_exponential(s, 20);
    w->time[i] = whole ? (double)(int64_t)x : x;
    double part = w->time[i] * cpw_random_uniform(s);
    w->entry[i] = late && part < w->time[i] ? part : 0;
    w->weight[i] = (double)below(s, 4);
    w->event[i] = (int32_t)below(s, CAUSES + 1);
    w->group[i] = below(s, GROUPS);
    w->stratum[i] = below(s, 2);
  }
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_survival_rows_init(&w->rows);
  cpw_survival_options_init(&w->options);
  cpw_survival_test_options_init(&w->test);
  w->rows.rows = below(&s, MOST + 1);
  w->rows.groups = GROUPS;
  w->rows.causes = CAUSES;
  make_people(w, &s);
  w->rows.time = w->time;
  w->rows.event = w->event;
  w->rows.group = w->group;
  w->rows.weight = w->weight;
  w->rows.entry = w->entry;
  w->options.every = 1;
  w->options.conf_type = (int32_t)below(&s, 3);
  w->options.cause = (int32_t)below(&s, CAUSES + 1);
  if (below(&s, 2)) w->options.tau = 1 + (double)below(&s, 60);
  w->test.cause = w->options.cause;
  w->test.test = (int32_t)below(&s, 5);
  w->test.stratum = w->stratum;
  w->test.strata = 2;
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

/* Everybody has one of the causes or waits; nobody is in two groups. */
static const char *people_are_conserved(const world *w, const cpw_result *r) {
  double all = 0, sum = 0;
  for (int64_t i = 0; i < w->rows.rows; i++)
    all += w->weight[i];
  for (int64_t g = 0; g < GROUPS; g++) {
    double people = real(r, "waiting")[g];
    for (int64_t k = 0; k < CAUSES; k++)
      people += real(r, "events")[g * CAUSES + k];
    if (people != real(r, "people")[g]) return "a group does not add up";
    sum += people;
  }
  return sum == all ? NULL : "somebody is in no group";
}

static int between(double low, double x, double high) {
  return isnan(low) || (low <= x + 1e-12 && x <= high + 1e-12);
}

/* Curves fall from 1 to 0 or more, within their limits; with any cause the shares add up to 1. */
static const char *curves_are_sound(const world *w, const cpw_result *r) {
  int64_t times = cpw_result_find(r, "times")->size;
  for (int64_t g = 0; g < GROUPS; g++)
    for (int64_t j = 0; j < times && real(r, "people")[g] > 0; j++) {
      int64_t at = g * times + j;
      double s = real(r, "survival")[at], sum = s;
      if (s < 0 || s > (j > 0 ? real(r, "survival")[at - 1] : 1)) return "a curve rises";
      if (!between(real(r, "survival_lower")[at], s, real(r, "survival_upper")[at]))
        return "a survival is outside its limits";
      for (int64_t k = 0; k < CAUSES; k++) {
        int64_t of = (g * CAUSES + k) * times + j;
        double f = real(r, "incidence")[of];
        if (j > 0 && f < real(r, "incidence")[of - 1] - 1e-12) return "an incidence falls";
        if (!between(real(r, "incidence_lower")[of], f, real(r, "incidence_upper")[of]))
          return "an incidence is outside its limits";
        if (w->options.cause == k + 1 && f > 1 - s + 1e-12)
          return "more have had it than if nobody were removed";
        sum += f;
      }
      if (w->options.cause == 0 && fabs(sum - 1) > 1e-12) return "the shares do not add up to 1";
    }
  return NULL;
}

static const char *percentiles_are_sound(const cpw_result *r) {
  const double *q = real(r, "quantile"), *low = real(r, "quantile_lower");
  const double *high = real(r, "quantile_upper");
  int64_t n = cpw_result_find(r, "probabilities")->size;
  for (int64_t i = 0; i < GROUPS * n; i++) {
    if (!isnan(q[i]) && (low[i] > q[i] || q[i] > high[i])) return "a percentile is outside";
    if (i % n && !isnan(q[i]) && !(q[i - 1] <= q[i])) return "percentiles fall";
  }
  return NULL;
}

/* With any cause, the mean and what is lost to each make up tau. */
static const char *means_add_up(const world *w, const cpw_result *r) {
  for (int64_t g = 0; g < GROUPS && w->options.cause == 0; g++) {
    double sum = real(r, "restricted_mean")[g], tau = *real(r, "tau");
    for (int64_t k = 0; k < CAUSES; k++)
      sum += real(r, "time_lost")[g * CAUSES + k];
    if (real(r, "people")[g] > 0 && fabs(sum - tau) > 1e-11 * tau) return "means do not add up";
  }
  return NULL;
}

static const char *tests_are_sound(world *w) {
  cpw_survival_test one, other;
  double observed[GROUPS], expected[GROUPS], sum = 0, size = 0;
  if (cpw_survival_compare(&w->rows, &w->test, &one, observed, expected, NULL, NULL) != CPW_OK)
    return "a test is refused";
  for (int64_t g = 0; g < GROUPS; g++) {
    sum += observed[g] - expected[g];
    size += observed[g];
  }
  if (fabs(sum) > 1e-12 * (1 + size)) return "observed and expected events differ";
  if (one.degrees < 0 || one.degrees >= GROUPS || one.statistic < 0) return "no such test";
  if (one.degrees > 0 && !(one.p >= 0 && one.p <= 1)) return "p is none";
  for (int64_t i = 0; i < w->rows.rows; i++)
    w->group[i] = GROUPS - 1 - w->group[i];
  if (cpw_survival_compare(&w->rows, &w->test, &other, NULL, NULL, NULL, NULL) != CPW_OK)
    return "a test is refused";
  if (other.degrees != one.degrees ||
      fabs(other.statistic - one.statistic) > 1e-9 * (1 + one.statistic))
    return "other numbers of groups, another test";
  if (fabs(other.trend + one.trend) > 1e-9) return "the trend does not turn around";
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  if (cpw_survival_curves(&w.rows, &w.options, &r, NULL) != CPW_OK) return "people are refused";
  const char *found = people_are_conserved(&w, r);
  if (!found) found = curves_are_sound(&w, r);
  if (!found) found = percentiles_are_sound(r);
  if (!found) found = means_add_up(&w, r);
  if (!found) found = tests_are_sound(&w);
  cpw_result_free(r);
  return found;
}

/* The numbers of a test as one more result, so that all are digested in one way. */
static uint64_t digest_test(const world *w, uint64_t hash) {
  cpw_survival_test test;
  cpw_result *r = NULL;
  void *memory = NULL;
  if (cpw_survival_compare(&w->rows, &w->test, &test, NULL, NULL, NULL, NULL) != CPW_OK ||
      cpw_result_new(NULL, &r, NULL) != CPW_OK)
    return 0;
  if (cpw_result_add_dimension(r, "number", 4, NULL, NULL) == CPW_OK &&
      cpw_result_add_array(r, "test", "", "", "number", CPW_DOUBLE, CPW_MERGE_SAME, &memory,
                           NULL) == CPW_OK) {
    const double numbers[] = {test.statistic, test.p, test.trend, test.trend_p};
    memcpy(memory, numbers, sizeof numbers);
  }
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  if (cpw_survival_curves(&w.rows, &w.options, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return digest_test(&w, hash);
}

int main(int argc, char **argv) {
  const worlds w = {"survival", "random lists", 5000, 500, problem, digest};
  return worlds_main(&w, argc, argv);
}
