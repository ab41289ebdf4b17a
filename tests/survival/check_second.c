/* Survival by a second method: every number from its definition, by sums over all people for every time. */
#include "check_survival.h"

#include "carepath/random.h"

enum { MOST = 50, GROUPS = 3 };

typedef struct world {
  int64_t n;
  double time[MOST], entry[MOST], weight[MOST];
  int32_t event[MOST];
  int64_t group[MOST], stratum[MOST];
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  w->n = 5 + (int64_t)cpw_random_below(&s, MOST - 4);
  int ties = cpw_random_below(&s, 2) == 0, late = cpw_random_below(&s, 2) == 0;
  for (int64_t i = 0; i < w->n; i++) {
    double x = cpw_random_exponential(&s, 15);
    w->time[i] = ties ? (double)(int)x : x;
    double part = cpw_random_uniform(&s) * w->time[i];
    w->entry[i] = late && part < w->time[i] ? part : 0;
    w->weight[i] = 1 + (double)cpw_random_below(&s, 3);
    w->event[i] = (int32_t)cpw_random_below(&s, 3);
    w->group[i] = (int64_t)cpw_random_below(&s, GROUPS);
    w->stratum[i] = (int64_t)cpw_random_below(&s, 2);
  }
}

/* People of a group (-1: all) and stratum (-1: all) at risk at a time; with the event k at it, k > 0. */
static double at_risk(const world *w, int64_t g, int64_t s, double t) {
  double sum = 0;
  for (int64_t i = 0; i < w->n; i++)
    if ((g < 0 || w->group[i] == g) && (s < 0 || w->stratum[i] == s) && w->time[i] >= t &&
        (w->entry[i] < t || w->entry[i] <= 0))
      sum += w->weight[i];
  return sum;
}

static double with_event(const world *w, int64_t g, int64_t s, double t, int32_t k) {
  double sum = 0;
  for (int64_t i = 0; i < w->n; i++)
    if ((g < 0 || w->group[i] == g) && (s < 0 || w->stratum[i] == s) && w->time[i] == t &&
        w->event[i] == k)
      sum += w->weight[i];
  return sum;
}

/* The different times, rising. */
static int times_of(const world *w, int64_t g, int64_t s, double *t) {
  int count = 0;
  for (int64_t i = 0; i < w->n; i++) {
    if ((g >= 0 && w->group[i] != g) || (s >= 0 && w->stratum[i] != s)) continue;
    int at = 0;
    while (at < count && t[at] < w->time[i])
      at++;
    if (at < count && t[at] == w->time[i]) continue;
    memmove(t + at + 1, t + at, (size_t)(count - at) * sizeof *t);
    t[at] = w->time[i];
    count++;
  }
  return count;
}

/* ---------------------------------------------------------------- curves -------------------- */

/* One group: its times, and at each the numbers and S, F of cause 1 after it. */
typedef struct group {
  int count;
  double t[MOST + 1], n[MOST], d[MOST], d1[MOST], before[MOST], s[MOST], f[MOST], km[MOST];
} group;

static void work_out(const world *w, int64_t g, group *o) {
  o->count = times_of(w, g, -1, o->t);
  double s = 1, f = 0, km = 1;
  for (int j = 0; j < o->count; j++) {
    o->n[j] = at_risk(w, g, -1, o->t[j]);
    o->d1[j] = with_event(w, g, -1, o->t[j], 1);
    o->d[j] = o->d1[j] + with_event(w, g, -1, o->t[j], 2);
    o->before[j] = s;
    f += s * o->d1[j] / o->n[j];
    s *= 1 - o->d[j] / o->n[j];
    km *= 1 - o->d1[j] / o->n[j];
    o->s[j] = s;
    o->f[j] = f;
    o->km[j] = km;
  }
}

/* Marubini and Valsecchi's sum for the variance of F at the time of number m */
static double variance_of_f(const group *o, int m) {
  double sum = 0;
  for (int i = 0; i <= m; i++) {
    double n = o->n[i], d = o->d[i], d1 = o->d1[i], s = o->before[i], rest = o->f[m] - o->f[i];
    if (d < n) sum += rest * rest * d / (n * (n - d));
    sum += s * s * (n - d1) * d1 / (n * n * n) - 2 * rest * s * d1 / (n * n);
  }
  return sum;
}

/* The area between two times below y, which is y[j] from t[j] on and `start` before. */
static double area(const group *o, const double *y, double start, double from, double to) {
  double sum = 0, at = from, level = start;
  for (int j = 0; j < o->count && o->t[j] < to; j++) {
    if (o->t[j] > at) {
      sum += level * (o->t[j] - at);
      at = o->t[j];
    }
    level = y[j];
  }
  return to > at ? sum + level * (to - at) : sum;
}

/* Variance of the area below S: sum (area after t)^2 d/(n (n - d)) */
static double variance_of_mean(const group *o, double tau) {
  double sum = 0;
  for (int i = 0; i < o->count && o->t[i] <= tau; i++) {
    double after = area(o, o->km, 1, o->t[i], tau), n = o->n[i], d = o->d1[i];
    if (d < n) sum += after * after * d / (n * (n - d));
  }
  return sum;
}

/* Variance of the area below F by its derivatives by the two hazards of each time, whose covariance is
 * multinomial */
static double variance_of_lost(const group *o, double tau) {
  double sum = 0;
  for (int i = 0; i < o->count && o->t[i] < tau; i++) {
    double n = o->n[i], h = o->d1[i] / n, other = (o->d[i] - o->d1[i]) / n, left = tau - o->t[i];
    double rise = area(o, o->f, 0, o->t[i], tau) - o->f[i] * left;
    double b = o->d[i] < n ? -rise / (1 - o->d[i] / n) : 0, a = o->before[i] * left + b;
    sum += (a * a * h * (1 - h) + b * b * other * (1 - other) - 2 * a * b * h * other) / n;
  }
  return sum;
}

static void check_group(const world *w, int64_t g, const cpw_result *r, double tau) {
  static group o;
  work_out(w, g, &o);
  const cpw_array *grid = cpw_result_find(r, "times");
  int64_t times = grid->size, step = 0;
  double greenwood = 0;
  for (int64_t j = 0; j < times && o.count > 0; j++) {
    int64_t at = g * times + j, of = 2 * g * times + j;
    same(real(r, "at_risk")[at], at_risk(w, g, -1, grid->real[j]), 0);
    if (step < o.count && o.t[step] == grid->real[j]) {
      double n = o.n[step], d = o.d1[step];
      greenwood += d / (n * (n - d));
      same(real(r, "new_events")[of], d, 0);
      step++;
    } else {
      same(real(r, "new_events")[of], 0, 0);
    }
    if (step == 0) continue;
    double s = o.km[step - 1];
    same(real(r, "survival")[at], s, 1e-13);
    same(real(r, "incidence")[of], o.f[step - 1], 1e-12);
    if (s > 0) same(real(r, "survival_se")[at], s * sqrt(greenwood), 1e-12);
    if (o.f[step - 1] < 1 - 1e-9)
      same(real(r, "incidence_se")[of], sqrt(fabs(variance_of_f(&o, (int)step - 1))), 1e-7);
  }
  if (o.count == 0) return;
  same(real(r, "restricted_mean")[g], area(&o, o.km, 1, 0, tau), 1e-12);
  same(real(r, "restricted_mean_se")[g], sqrt(variance_of_mean(&o, tau)), 1e-11);
  same(real(r, "time_lost")[2 * g], area(&o, o.f, 0, 0, tau), 1e-11);
  same(real(r, "time_lost_se")[2 * g], sqrt(variance_of_lost(&o, tau)), 1e-7);
}

/* The first time with y at or below the level, the middle of a stretch at it; y falls. */
static double first_at(const group *o, const double *y, double level, double none) {
  for (int j = 0; j < o->count; j++) {
    if (!(y[j] <= level + 1.4e-8)) continue;
    if (y[j] < level - 1.4e-8) return o->t[j];
    for (int k = j + 1; k < o->count; k++)
      if (y[k] < level - 1.4e-8) return (o->t[j] + o->t[k]) / 2;
    return (o->t[j] + o->t[o->count - 1]) / 2;
  }
  return none;
}

/* Percentiles from the limits that the result itself gives at every time. */
static void check_percentiles(const world *w, int64_t g, const cpw_result *r) {
  static group o;
  static double low[MOST];
  const double p[] = {0.5, 0.92, 0.95};
  work_out(w, g, &o);
  const cpw_array *grid = cpw_result_find(r, "times");
  for (int j = 0, at = 0; j < o.count; at++)
    if (grid->real[at] == o.t[j]) low[j++] = real(r, "survival_lower")[g * grid->size + at];
  for (int k = 0; k < 3 && o.count > 0; k++) {
    same(real(r, "quantile")[3 * g + k], first_at(&o, o.km, 1 - p[k], (double)NAN), 1e-14);
    same(real(r, "quantile_lower")[3 * g + k], first_at(&o, low, 1 - p[k], (double)NAN), 1e-14);
  }
}

START_TEST(curves_from_their_definition)
{
  static world w;
  make(&w, (uint64_t)_i);
  cpw_survival_rows rows = rows_of(w.n, w.time, w.event);
  cpw_survival_options o = usual();
  rows.causes = 2;
  rows.groups = GROUPS;
  rows.group = w.group;
  rows.weight = w.weight;
  rows.entry = w.entry;
  o.every = 1;
  o.tau = 5 + _i % 20;
  o.conf_type = _i % 3;
  cpw_result *r = curves(&rows, &o);
  for (int64_t g = 0; g < GROUPS; g++) {
    check_group(&w, g, r, o.tau);
    check_percentiles(&w, g, r);
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- tests --------------------- */

static double weight_at(int32_t test, double survival, double n) {
  const double weights[] = {1, survival, sqrt(survival) * (1 - survival), n, sqrt(n)};
  return weights[test];
}

/* O - E and its covariance, event time by event time */
static void expect(const world *w, int32_t test, double *u, double *v) {
  double t[MOST + 1];
  for (int64_t s = 0; s < 2; s++) {
    int count = times_of(w, -1, s, t);
    double survival = 1;
    for (int j = 0; j < count; j++) {
      double n = at_risk(w, -1, s, t[j]), d = with_event(w, -1, s, t[j], 1);
      double by = weight_at(test, survival, n);
      survival *= 1 - d / n;
      for (int64_t g = 0; g < GROUPS; g++) {
        double a = at_risk(w, g, s, t[j]) / n;
        u[g] += by * (with_event(w, g, s, t[j], 1) - d * a);
        for (int64_t h = 0; h < GROUPS && n > 1; h++)
          v[g * GROUPS + h] +=
              by * by * d * (n - d) / (n - 1) * a * ((g == h) - at_risk(w, h, s, t[j]) / n);
      }
    }
  }
}

START_TEST(tests_from_their_definition)
{
  static world w;
  double u[GROUPS] = {0}, v[GROUPS * GROUPS] = {0};
  double o[GROUPS], e[GROUPS], variance[GROUPS * GROUPS];
  make(&w, (uint64_t)_i);
  cpw_survival_rows rows = rows_of(w.n, w.time, w.event);
  cpw_survival_test_options options = usual_test();
  cpw_survival_test found;
  rows.causes = 2;
  rows.groups = GROUPS;
  rows.group = w.group;
  rows.weight = w.weight;
  rows.entry = w.entry;
  options.stratum = w.stratum;
  options.strata = 2;
  options.test = _i % 5;
  if (options.test == CPW_SURVIVAL_FLEMING_HARRINGTON) {
    options.rho = 0.5;
    options.gamma = 1;
  }
  ck_assert_int_eq(cpw_survival_compare(&rows, &options, &found, o, e, variance, NULL), CPW_OK);
  expect(&w, options.test, u, v);
  double scale = 0;
  for (int k = 0; k < GROUPS; k++)
    scale += o[k] + e[k];
  for (int k = 0; k < GROUPS; k++)
    ck_assert_double_eq_tol(o[k] - e[k], u[k], 1e-13 * scale + 1e-15);
  all_same(variance, v, GROUPS * GROUPS, 1e-10);
  double det = v[0] * v[4] - v[1] * v[3]; /* of the first two groups */
  if (found.degrees == 2 && det > 1e-6 * v[0] * v[4]) {
    double chi = (v[4] * u[0] * u[0] - 2 * v[1] * u[0] * u[1] + v[0] * u[1] * u[1]) / det;
    same(found.statistic, chi, 1e-8);
    same(found.p, cpwi_survival_chi_square(chi, 2), 1e-8);
  }
}
END_TEST

void second_method_tests(const cases *c) {
  tcase_add_loop_test(c->properties, curves_from_their_definition, 0, 150);
  tcase_add_loop_test(c->properties, tests_from_their_definition, 0, 150);
}
