/* Lists in steady state: closed forms, the published search and programme to the digit, the programme
 * against every basis, first come against the programme, errors, failing memory. */
#include "carepath/random.h"
#include "steady/internal.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>

static double figure(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->type == CPW_DOUBLE, "no figure %s", name);
  return a->real[0];
}

static const double *column(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->type == CPW_DOUBLE, "no column %s", name);
  return a->real;
}

static void near(double value, double expected, double relative) {
  ck_assert_msg(fabs(value - expected) <= relative * fabs(expected) + 1e-300, "%.17g is not %.17g",
                value, expected);
}

static void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_int_eq(status, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
}

/* ---------------------------------------------------------------- closed forms -------------- */

START_TEST(exponential_ages)
{
  near(cpw_steady_exponential_size(1.0, 0.92, 18.0), 7.12665631779689, 1e-13);
  near(cpw_steady_exponential_rate(0.65, 18.0), 0.0583234513610377, 1e-13);
  double rate = cpw_steady_exponential_rate(0.92, 18.0);
  /* treated and removed make up the starts */
  near(cpw_steady_exponential_capacity(100.0, 0.03, 0.92, 18.0) +
           0.03 * cpw_steady_exponential_size(100.0, 0.92, 18.0),
       100.0, 1e-14);
  ck_assert_double_eq(cpw_steady_exponential_capacity(100.0, 2.0 * rate, 0.92, 18.0), 0.0);
  ck_assert(isinf(cpw_steady_exponential_rate(1.0, 18.0)));
  ck_assert_double_eq(cpw_steady_exponential_size(5.0, 1.0, 18.0), 0.0);
  ck_assert(isnan(cpw_steady_exponential_rate(1.1, 18.0)));
  ck_assert(isnan(cpw_steady_exponential_rate(0.5, 0.0)));
  ck_assert(isnan(cpw_steady_exponential_size(-1.0, 0.5, 1.0)));
  ck_assert(isnan(cpw_steady_exponential_capacity(1.0, -1.0, 0.5, 1.0)));
}
END_TEST

START_TEST(geometric_profiles)
{
  double share[7];
  ck_assert_int_eq(cpw_steady_geometric(0.3, 7, 25, share, NULL), CPW_OK);
  near(share[6], 0.000728999999915271, 1e-12);
  ck_assert_int_eq(cpw_steady_geometric(0.6, 1, 25, share, NULL), CPW_OK);
  near(share[0], 0.999997156971197, 1e-14);
  for (int n = 1; n <= 7; n++) {
    double sum = 0.0;
    ck_assert_int_eq(cpw_steady_geometric(0.8, n, 0, share, NULL), CPW_OK);
    for (int m = 0; m < n; m++)
      sum += share[m];
    near(sum, 1.0, 1e-15);
  }
  ck_assert_int_eq(cpw_steady_geometric(0.0, 3, 0, share, NULL), CPW_OK);
  ck_assert(share[0] == 1.0 && share[1] == 0.0 && share[2] == 0.0);
}
END_TEST

/* ---------------------------------------------------------------- simplex ------------------- */

#define ROWS 3
#define COLS 6

/* Solves the square system of three columns by Cramer's rule; 0 where it has no single solution. */
static double determinant(double m[3][3]) {
  return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
         m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
         m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

static int vertex(const double *a, const double *b, const int *basis, double *x) {
  double m[3][3], whole;
  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 3; k++)
      m[i][k] = a[i * COLS + basis[k]];
  if (fabs(whole = determinant(m)) < 1e-9) return 0;
  for (int k = 0; k < 3; k++) {
    double with[3][3];
    memcpy(with, m, sizeof m);
    for (int i = 0; i < 3; i++)
      with[i][k] = b[i];
    x[k] = determinant(with) / whole;
  }
  return 1;
}

static double best_vertex(const double *a, const double *b, const double *c) {
  double best = (double)INFINITY;
  for (int p = 0; p < COLS; p++)
    for (int q = p + 1; q < COLS; q++)
      for (int r = q + 1; r < COLS; r++) {
        int basis[3] = {p, q, r};
        double x[3];
        if (!vertex(a, b, basis, x) || x[0] < -1e-9 || x[1] < -1e-9 || x[2] < -1e-9) continue;
        best = fmin(best, c[p] * x[0] + c[q] * x[1] + c[r] * x[2]);
      }
  return best;
}

START_TEST(simplex_against_every_basis)
{
  cpw_stream s;
  cpw_stream_init(&s, 11, 0, 0, 0);
  int met = 0, none = 0, cases = getenv("CAREPATH_QUICK") ? 500 : 20000;
  for (int k = 0; k < cases; k++) {
    double a[ROWS * COLS], b[ROWS], c[COLS], x[COLS];
    for (int i = 0; i < ROWS * COLS; i++)
      a[i] = (double)cpw_random_below(&s, 9) - 4.0;
    for (int i = 0; i < ROWS; i++)
      b[i] = (double)cpw_random_below(&s, 9) - 4.0;
    for (int i = 0; i < COLS; i++)
      c[i] = (double)cpw_random_below(&s, 5); /* >= 0: bounded below */
    cpwi_programme programme = {ROWS, COLS, a, b, c};
    int64_t pivots;
    int32_t status = cpwi_simplex(&programme, NULL, x, &pivots);
    double expected = best_vertex(a, b, c), value = 0.0;
    if (status == CPW_EDOMAIN) {
      ck_assert_msg(isinf(expected), "case %d: %g can be reached", k, expected);
      none++;
      continue;
    }
    ck_assert_int_eq(status, CPW_OK);
    for (int i = 0; i < COLS; i++) {
      ck_assert_double_ge(x[i], 0.0);
      value += c[i] * x[i];
    }
    for (int i = 0; i < ROWS; i++) {
      double sum = -b[i];
      for (int j = 0; j < COLS; j++)
        sum += a[i * COLS + j] * x[j];
      ck_assert_double_eq_tol(sum, 0.0, 1e-9);
    }
    if (isinf(expected)) continue; /* rows that depend on each other have no basis of three */
    ck_assert_double_eq_tol(value, expected, 1e-9);
    met++;
  }
  ck_assert(met > cases / 4 && none > 0);
}
END_TEST

START_TEST(simplex_without_end)
{
  const double a[] = {1.0, -1.0}, b[] = {1.0}, c[] = {0.0, -1.0};
  double x[2];
  int64_t pivots;
  cpwi_programme programme = {1, 2, a, b, c};
  ck_assert_int_eq(cpwi_simplex(&programme, NULL, x, &pivots), CPW_ENOCONV);
}
END_TEST

/* ---------------------------------------------------------------- published ----------------- */

static const double R96[] = {0.1,  0.05, 0.04, 0.04, 0.05, 0.05, 0.06,
                             0.06, 0.07, 0.08, 0.08, 0.1,  0.12};
static const double S96[] = {0.3,  0.2,  0.12, 0.09, 0.07,  0.05, 0.04,
                             0.03, 0.03, 0.02, 0.02, 0.015, 0.015};

static cpw_steady_problem w096(void) {
  cpw_steady_problem p;
  cpw_steady_problem_init(&p);
  p.bands = 13;
  p.starts = 1000.0;
  p.removal = R96;
  p.profile = S96;
  p.limit = 4.13963039014374;
  return p;
}

START_TEST(w096_the_programme)
{
  static const double service[] = {
      176.60777723186, 160, 96, 72, 200.861033187919, 40, 32, 22.5311895803767, 0, 0, 0, 0, 0};
  cpw_steady_problem p = w096();
  cpw_result *r;
  ck_assert_int_eq(cpw_steady_lp(&p, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  for (int m = 0; m < 13; m++)
    near(column(r, "service")[m], service[m], 1e-9);
  near(figure(r, "capacity"), 800.0, 1e-12);
  near(figure(r, "size"), 2170.76902116267, 1e-10);
  near(figure(r, "limit_wait"), p.limit, 1e-10);
  near(figure(r, "removed_share"), 0.2, 1e-12);
  cpw_result_free(r);
}
END_TEST

START_TEST(programmes_that_have_no_list)
{
  cpw_steady_problem p = w096();
  cpw_result *r;
  p.removed_share = 0.1; /* as many as are removed at once: only an empty list does it */
  ck_assert_int_eq(cpw_steady_lp(&p, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_CLEARED);
  cpw_result_free(r);
  p.removed_share = 0.05;
  ck_assert_int_eq(cpw_steady_lp(&p, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_double_eq(figure(r, "capacity"), 0.0);
  ck_assert(isnan(figure(r, "distance")));
  cpw_result_free(r);
}
END_TEST

START_TEST(programmes_of_any_length)
{
  /* nobody waits in debt, the standard and the removals are met, whatever the profile */
  cpw_stream s;
  cpw_stream_init(&s, 3, 0, 0, 0);
  int met = 0, most = getenv("CAREPATH_QUICK") ? 40 : 105;
  for (int n = 8; n <= most; n += 8) {
    double removal[105], profile[105];
    for (int m = 0; m < n; m++) {
      removal[m] = 0.3 / n * (0.5 + cpw_random_uniform(&s));
      profile[m] = cpw_random_uniform(&s) * 2.0 / n;
    }
    cpw_steady_problem p = w096();
    p.bands = n;
    p.removal = removal;
    p.profile = profile;
    p.limit = 0.33 * n;
    p.removed_share = 0.05;
    cpw_result *r;
    ck_assert_int_eq(cpw_steady_lp(&p, &r, NULL), CPW_OK);
    if (cpw_result_outcome(r) == CPW_OUTCOME_OK) {
      met++;
      near(figure(r, "removed_share"), 0.05, 1e-8);
      near(figure(r, "limit_wait"), p.limit, 1e-8);
      for (int m = 0; m < n; m++) {
        ck_assert_double_ge(column(r, "waiting")[m], 0.0);
        near(column(r, "treated")[m], column(r, "service")[m], 1e-12);
      }
      ck_assert_double_le(column(r, "waiting")[n - 1], 1e-9 * p.starts);
    }
    cpw_result_free(r);
  }
  ck_assert_int_gt(met, 2);
}
END_TEST

static const double R95[] = {0.04, 0.04, 0.03, 0.01, 0.02, 0.02, 0.01};

static cpw_steady_problem w095(void) {
  cpw_steady_problem p;
  cpw_steady_problem_init(&p);
  p.bands = 7;
  p.starts = 12000.0;
  p.removal = R95;
  p.limit = 4.13963039014374;
  p.first_service = 2651.227;
  return p;
}

START_TEST(w095_the_search)
{
  cpw_steady_problem p = w095();
  cpw_result *r;
  ck_assert_int_eq(cpw_steady_search(&p, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_double_eq(figure(r, "p"), 0.820062255859375);
  ck_assert_double_eq(figure(r, "iterations"), 13.0);
  near(figure(r, "capacity"), 10836.1832583717, 1e-13);
  near(figure(r, "size"), 24630.1169782059, 1e-13);
  near(column(r, "service")[6], 4377.92217433295, 1e-12);
  cpw_result_free(r);
  p.iterations = 3;
  ck_assert_int_eq(cpw_steady_search(&p, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  cpw_result_free(r);
}
END_TEST

START_TEST(search_for_the_first_service)
{
  cpw_steady_problem p = w095();
  p.first_service = 0.0;
  p.removed_share = 0.1;
  cpw_result *r;
  ck_assert_int_eq(cpw_steady_search(&p, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_double_eq_tol(figure(r, "removed_share"), 0.1, 0.005);
  ck_assert_double_eq_tol(figure(r, "limit_wait"), p.limit, 0.001);
  cpw_result_free(r);
  p.removed_share = 0.9;
  ck_assert_int_eq(cpw_steady_search(&p, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- a standard ---------------- */

#define BANDS 20
static double edges[BANDS];
static const double NOBODY[BANDS];

typedef struct small {
  cpw_bands bands;
  cpw_backlog backlog;
  double removal[BANDS], hazard[BANDS], starts, capacity;
} small;

/* One list of week bands with constant hazards; limits are in weeks. */
static void make(small *w, int64_t bands, double removal, double hazard) {
  cpw_bands_init(&w->bands);
  cpw_backlog_init(&w->backlog);
  for (int m = 0; m < BANDS; m++) {
    edges[m] = m;
    w->removal[m] = removal;
    w->hazard[m] = hazard;
  }
  w->starts = 1000.0;
  w->capacity = 0.0;
  w->bands.count = bands;
  w->bands.lower = edges;
  w->backlog.lists = 1;
  w->backlog.bands = &w->bands;
  w->backlog.waiting = NOBODY;
  w->backlog.removal_hazard = w->removal;
  w->backlog.treatment_hazard = w->hazard;
  w->backlog.starts = &w->starts;
  w->backlog.capacity = &w->capacity;
}

static cpw_result *hold(const small *w, double weeks, double share, int32_t order) {
  cpw_steady_options o;
  cpw_steady_options_init(&o);
  o.weeks = weeks;
  o.share = share;
  o.order = order;
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_steady_standard(&w->backlog, &o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static void balances(const small *w, const cpw_result *r) {
  double out = 0.0;
  for (int64_t m = 0; m < w->bands.count; m++)
    out += column(r, "treated")[m] + column(r, "removed")[m];
  near(out, w->starts, 1e-12);
}

START_TEST(constant_hazards_are_geometric)
{
  small w;
  for (int64_t bands = 4; bands <= BANDS; bands += 4) {
    make(&w, bands, 0.02, 0.1);
    cpw_result *r = hold(&w, 3.0, 0.6, CPW_STEADY_HAZARDS);
    double stay = cbrt(0.4); /* 1 - stay^3 = 0.6 */
    near(figure(r, "level"), (1.0 - stay - 0.02) / 0.1, 1e-10);
    near(figure(r, "size"), 1000.0 * stay / (1.0 - stay), 1e-10);
    near(figure(r, "capacity"), 1000.0 * (1.0 - stay - 0.02) / (1.0 - stay), 1e-10);
    near(figure(r, "within"), 0.6, 1e-10);
    ck_assert_double_eq(figure(r, "treated_from"), 0.0);
    balances(&w, r);
    cpw_result_free(r);
  }
}
END_TEST

START_TEST(first_come_by_hand)
{
  small w;
  make(&w, 6, 0.0, 0.1);
  /* nobody is removed: two weeks within, one thousand in each, so 2000 / 0.8 may wait */
  cpw_result *r = hold(&w, 2.0, 0.8, CPW_STEADY_FIRST_COME);
  const double waiting[] = {1000, 1000, 500, 0, 0, 0}, treated[] = {0, 0, 500, 500, 0, 0};
  for (int m = 0; m < 6; m++) {
    ck_assert_double_eq_tol(column(r, "waiting")[m], waiting[m], 1e-9);
    ck_assert_double_eq_tol(column(r, "treated")[m], treated[m], 1e-9);
  }
  ck_assert_double_eq(figure(r, "treated_from"), 2.0);
  ck_assert_double_eq(figure(r, "extra"), figure(r, "capacity"));
  ck_assert(isnan(figure(r, "level")));
  cpw_result_free(r);
  /* the same in so few bands that the open one takes the rest */
  w.bands.count = 3;
  r = hold(&w, 2.0, 0.4, CPW_STEADY_FIRST_COME);
  ck_assert_double_eq_tol(column(r, "waiting")[2], 3000.0, 1e-9);
  balances(&w, r);
  cpw_result_free(r);
  w.capacity = 1000.0;
  r = hold(&w, 2.0, 0.4, CPW_STEADY_FIRST_COME);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_ALREADY_MET);
  cpw_result_free(r);
}
END_TEST

/* The least sum of treatments over every order: a linear programme over x, W and a slack. */
static double least_capacity(const small *w, int64_t whole, double share) {
  enum { N = 12, C = 2 * N };
  double a[(N + 1) * C] = {0}, b[N + 1] = {0}, c[C] = {0}, x[C], sum = 0.0;
  for (int m = 0; m < N; m++) { /* W of the last band is 0: its column is the slack */
    a[m * C + N + m] = 1.0;
    if (m < N - 1) a[m * C + m] = 1.0;
    if (m > 0) a[m * C + m - 1] = w->removal[m] - 1.0;
    b[m] = m == 0 ? 1.0 - w->removal[0] : 0.0;
    if (m < N - 1) a[N * C + m] = (m < whole ? 1.0 : 0.0) - share;
    c[N + m] = 1.0;
  }
  a[N * C + N - 1] = -1.0;
  cpwi_programme programme = {N + 1, C, a, b, c};
  int64_t pivots;
  ck_assert_int_eq(cpwi_simplex(&programme, NULL, x, &pivots), CPW_OK);
  for (int m = 0; m < N; m++)
    sum += x[N + m];
  return sum * w->starts;
}

START_TEST(first_come_takes_least_capacity)
{
  cpw_stream s;
  cpw_stream_init(&s, 5, 0, 0, 0);
  for (int k = 0; k < 200; k++) {
    small w;
    make(&w, 13, 0.0, 0.3);
    double hazard = 0.08 * cpw_random_uniform(&s);
    int constant = k % 2;
    for (int m = 0; m < 13; m++)
      w.removal[m] = constant ? hazard : 0.08 * cpw_random_uniform(&s);
    int64_t whole = 1 + (int64_t)cpw_random_below(&s, 5);
    double share = 0.7 + 0.29 * cpw_random_uniform(&s);
    cpw_result *r = hold(&w, (double)whole, share, CPW_STEADY_FIRST_COME);
    double least = least_capacity(&w, whole, share);
    if (constant)
      near(figure(r, "capacity"), least, 1e-9);
    else
      ck_assert_double_ge(figure(r, "capacity"), least * (1.0 - 1e-9));
    near(figure(r, "within"), share, 1e-12);
    balances(&w, r);
    cpw_result *q = hold(&w, (double)whole, share, CPW_STEADY_HAZARDS);
    ck_assert_double_ge(figure(q, "capacity"), least * (1.0 - 1e-9));
    balances(&w, q);
    cpw_result_free(q);
    cpw_result_free(r);
  }
}
END_TEST

START_TEST(lists_at_the_edge)
{
  small w;
  make(&w, 6, 0.9, 0.1); /* removals alone keep the standard */
  for (int32_t order = 0; order < 2; order++) {
    cpw_result *r = hold(&w, 3.0, 0.9, order);
    ck_assert_double_eq(figure(r, "capacity"), 0.0);
    ck_assert(isnan(figure(r, "treated_from")));
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_ALREADY_MET);
    cpw_result_free(r);
  }
  make(&w, 6, 0.0, 0.0); /* nobody ever leaves */
  cpw_result *r = hold(&w, 3.0, 0.9, CPW_STEADY_HAZARDS);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
  ck_assert(isnan(figure(r, "capacity")) && isnan(column(r, "waiting")[3]));
  cpw_result_free(r);
  make(&w, 6, 0.0, 0.0);
  w.hazard[5] = 0.5; /* only the open band is treated */
  r = hold(&w, 3.0, 0.9, CPW_STEADY_HAZARDS);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_double_le(figure(r, "within"), 0.6 + 1e-12);
  cpw_result_free(r);
  r = hold(&w, 0.5, 0.9, CPW_STEADY_FIRST_COME); /* half of the first band is too late */
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_CLEARED);
  balances(&w, r);
  cpw_result_free(r);
  w.starts = 0.0;
  r = hold(&w, 3.0, 0.9, CPW_STEADY_FIRST_COME);
  ck_assert_double_eq(figure(r, "size"), 0.0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(standards_that_are_wrong)
{
  small w;
  make(&w, 6, 0.1, 0.1);
  cpw_steady_options o;
  cpw_error err;
  cpw_result *r = NULL;
  cpw_steady_options_init(&o);
  fails(cpw_steady_standard(&w.backlog, &o, &r, &err), CPW_EDOMAIN, &err, "options.weeks = 18");
  o.weeks = -1.0;
  fails(cpw_steady_standard(&w.backlog, &o, &r, &err), CPW_EDOMAIN, &err, "options.weeks = -1");
  o.weeks = 3.0;
  o.share = 1.5;
  fails(cpw_steady_standard(&w.backlog, &o, &r, &err), CPW_EDOMAIN, &err, "options.share = 1.5");
  o.share = 0.9;
  o.order = 7;
  fails(cpw_steady_standard(&w.backlog, &o, &r, &err), CPW_EINVAL, &err, "options.order = 7");
  o.order = 0;
  w.bands.period = 2.0;
  fails(cpw_steady_standard(&w.backlog, &o, &r, &err), CPW_EINVAL, &err, "one period (2) wide");
  w.bands.period = 1.0;
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  o.allocator = &half;
  ck_assert_int_eq(cpw_steady_standard(&w.backlog, &o, &r, &err), CPW_EINVAL);
  o.struct_size++;
  fails(cpw_steady_standard(&w.backlog, &o, &r, &err), CPW_EABI, &err, "struct_size");
  fails(cpw_steady_standard(NULL, NULL, &r, &err), CPW_EINVAL, &err, "backlog is NULL");
  fails(cpw_steady_standard(&w.backlog, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(problems_that_are_wrong)
{
  double bad[13];
  memcpy(bad, R96, sizeof bad);
  cpw_error err;
  cpw_result *r = NULL;
  cpw_steady_problem p = w096();
  p.removal = NULL;
  fails(cpw_steady_lp(&p, &r, &err), CPW_EINVAL, &err, "removal is NULL");
  p = w096();
  p.profile = NULL;
  fails(cpw_steady_lp(&p, &r, &err), CPW_EINVAL, &err, "profile is NULL");
  p = w096();
  bad[2] = 1.5;
  p.removal = bad;
  fails(cpw_steady_lp(&p, &r, &err), CPW_EDOMAIN, &err, "removal[2] = 1.5 must be in [0, 1]");
  p = w096();
  bad[2] = -1.0;
  p.profile = bad;
  fails(cpw_steady_lp(&p, &r, &err), CPW_EDOMAIN, &err, "profile[2] = -1 must be");
  p = w096();
  p.bands = 1001;
  fails(cpw_steady_lp(&p, &r, &err), CPW_EINVAL, &err, "bands = 1001");
  p = w096();
  p.starts = 0.0;
  fails(cpw_steady_lp(&p, &r, &err), CPW_EDOMAIN, &err, "problem.starts = 0 must be > 0");
  p = w095();
  p.p_lower = 0.9;
  fails(cpw_steady_search(&p, &r, &err), CPW_EDOMAIN, &err, "p_lower = 0.9");
  p = w095();
  p.terms = 3;
  fails(cpw_steady_search(&p, &r, &err), CPW_EINVAL, &err, "terms = 3");
  fails(cpw_steady_search(NULL, &r, &err), CPW_EINVAL, &err, "problem is NULL");
  fails(cpw_steady_search(&p, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_steady_lp(&p, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_steady_geometric(1.0, 3, 0, bad, &err), CPW_EDOMAIN, &err, "p = 1");
  fails(cpw_steady_geometric(0.5, 0, 0, bad, &err), CPW_EINVAL, &err, "bands = 0");
  fails(cpw_steady_geometric(0.5, 3, 0, NULL, &err), CPW_EINVAL, &err, "share is NULL");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  cpw_steady_problem p = w096(), q = w095();
  cpw_result *r = NULL, *t = NULL, *u = NULL;
  cpw_steady_options o;
  cpw_steady_options_init(&o);
  o.weeks = 3.0;
  int32_t status = cpw_steady_lp(&p, &r, NULL);
  if (status == CPW_OK) status = cpw_steady_search(&q, &t, NULL);
  if (status == CPW_OK)
    status = cpw_steady_standard(&((const small *)context)->backlog, &o, &u, NULL);
  cpw_result_free(r);
  cpw_result_free(t);
  cpw_result_free(u);
  return status;
}

START_TEST(memory_fails)
{
  small w;
  make(&w, 6, 0.1, 0.1);
  cpwt_each_allocation_fails(everything, &w);
}
END_TEST

static Suite *steady_suite(void) {
  Suite *suite = suite_create("steady");
  const struct {
    const char *name;
    const TTest *tests[6];
  } cases[] = {{"limits", {exponential_ages, geometric_profiles, lists_at_the_edge}},
               {"errors", {standards_that_are_wrong, problems_that_are_wrong}},
               {"reference",
                {w096_the_programme, programmes_that_have_no_list, w095_the_search,
                 search_for_the_first_service}},
               {"properties",
                {constant_hazards_are_geometric, first_come_by_hand,
                 first_come_takes_least_capacity, programmes_of_any_length}},
               {"simplex", {simplex_against_every_basis, simplex_without_end}},
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
  Suite *suites[] = {steady_suite()};
  return cpwt_run(suites, 1);
}
