/* Weights from what people say: closed forms, strengths against an independent maximum, draws against moments,
 * and what is wrong named. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NEAR(x, y, tolerance) ck_assert_double_eq_tol(x, y, (tolerance) + 1e-300)

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

static cpw_run draws(int64_t count, uint64_t seed) {
  cpw_run run;
  cpw_run_init(&run);
  run.replications = count;
  run.seed = seed;
  return run;
}

static cpw_citizens_panel panel_of(const double *ballots, int64_t rows, int64_t criteria,
                                   int32_t kind) {
  cpw_citizens_panel p;
  cpw_citizens_panel_init(&p);
  p.ballots = ballots;
  p.rows = rows;
  p.criteria = criteria;
  p.kind = kind;
  return p;
}

static cpw_result *weights(const cpw_citizens_panel *p, const cpw_run *run) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_citizens_weights(p, run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

/* ---------------------------------------------------------------- limits -------------------- */

/* approvals, points and ranks of three people in two classes, by hand */
START_TEST(shares_by_hand)
{
  const double approvals[] = {1, 1, 0, 1, 0, 0, 0, 0, 0};
  const int64_t class_of[] = {0, 1, 1};
  cpw_citizens_panel p = panel_of(approvals, 3, 3, CPW_CITIZENS_APPROVALS);
  p.class_of = class_of;
  p.classes = 2;
  cpw_run run = draws(100, 5);
  cpw_result *r = weights(&p, &run);
  const int64_t people[] = {1, 1}, abstained[] = {0, 1};
  ck_assert_mem_eq(whole(r, "people"), people, sizeof people);
  ck_assert_mem_eq(whole(r, "abstained"), abstained, sizeof abstained);
  NEAR(real(r, "weight")[0], 0.5, 0);
  NEAR(real(r, "weight")[3], 1, 0);
  NEAR(real(r, "overall_weight")[0], 0.75, 1e-15);
  NEAR(real(r, "moved")[0], 0.25, 1e-15);
  NEAR(real(r, "concentration")[0], 4, 0); /* 3 x prior 1 + 1 person */
  NEAR(real(r, "between")[0], 0.0625, 1e-15);
  NEAR(real(r, "within")[0], 0, 0);
  NEAR(real(r, "disagreement")[0], 1, 0);
  NEAR(real(r, "disagreement")[2], 0, 0);
  cpw_result_free(r);
  const double points[] = {6, 3, 1, 1e308, 1e308, 0};
  p = panel_of(points, 2, 3, CPW_CITIZENS_POINTS);
  r = weights(&p, &run);
  NEAR(real(r, "share_sum")[0], 1.1, 1e-15);
  NEAR(real(r, "overall_weight")[2], 0.05, 1e-16);
  cpw_result_free(r);
  const double ranks[] = {1, 2, 3, 2, 2, 1};
  p = panel_of(ranks, 2, 3, CPW_CITIZENS_RANKS);
  r = weights(&p, &run);
  NEAR(real(r, "overall_weight")[0], (2.0 / 3 + 0.5 / 3) / 2, 1e-15);
  NEAR(real(r, "overall_weight")[2], (0.0 + 2.0 / 3) / 2, 1e-15);
  ck_assert_ptr_nonnull(cpw_result_note(r, "method"));
  cpw_result_free(r);
}
END_TEST

/* moments of the Dirichlet law: mean a / A, variance a (A - a) / (A^2 (A + 1)) */
START_TEST(dirichlet_moments)
{
  const double ballots[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  const int64_t people[] = {10, 5, 2};
  cpw_citizens_panel p = panel_of(ballots, 3, 3, CPW_CITIZENS_APPROVALS);
  p.people = people;
  p.prior = 0.5;
  cpw_run run = draws(40000, 3);
  cpw_result *r = weights(&p, &run);
  const double a[] = {10.5, 5.5, 2.5}, all = 18.5;
  for (int j = 0; j < 3; j++) {
    double sd = sqrt(a[j] * (all - a[j]) / (all * all * (all + 1)));
    NEAR(real(r, "overall_mean")[j], a[j] / all, 4 * sd / 200);
    NEAR(real(r, "overall_sd")[j], sd, 0.02 * sd);
    NEAR(real(r, "overall_lower")[j], cpw_beta_quantile(0.025, a[j], all - a[j]), 0.004);
    NEAR(real(r, "overall_upper")[j], cpw_beta_quantile(0.975, a[j], all - a[j]), 0.004);
  }
  NEAR(real(r, "concentration")[0], all, 0);
  NEAR(real(r, "overall_concentration")[0], all, 0.6);
  /* handed on: the same law by its draws */
  double w[3], c = 0;
  ck_assert_int_eq(cpw_citizens_law(real(r, "draws"), 40000, 3, w, &c, NULL, NULL), CPW_OK);
  NEAR(c, all, 0.6);
  NEAR(w[0], 10.5 / all, 0.004);
  cpw_result_free(r);
}
END_TEST

/* variance of a mean: sum (x - mean)^2 / n^2 over the people */
START_TEST(bootstrap_moments)
{
  const double ballots[] = {9, 1, 5, 5, 1, 9, 2, 8};
  cpw_citizens_panel p = panel_of(ballots, 4, 2, CPW_CITIZENS_POINTS);
  p.method = CPW_CITIZENS_BOOTSTRAP;
  cpw_run run = draws(40000, 9);
  cpw_result *r = weights(&p, &run);
  const double x[] = {0.9, 0.5, 0.1, 0.2};
  double mean = 0.425, sum = 0;
  for (int i = 0; i < 4; i++)
    sum += (x[i] - mean) * (x[i] - mean);
  NEAR(real(r, "overall_weight")[0], mean, 1e-15);
  NEAR(real(r, "overall_mean")[0], mean, 0.003);
  NEAR(real(r, "overall_sd")[0], sqrt(sum) / 4, 0.002);
  NEAR(real(r, "overall_first")[0] + real(r, "overall_first")[1], 1, 1e-12);
  cpw_result_free(r);
}
END_TEST

/* two criteria, 3 against 1: log odds log 3, variance of u1 - u2 is 1 / (4 x 3/4 x 1/4) */
START_TEST(two_criteria)
{
  const double wins[] = {0, 3, 1, 0};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_citizens_pairs(wins, 2, NULL, NULL, &r, NULL), CPW_OK);
  NEAR(real(r, "weight")[0], 0.75, 1e-13);
  NEAR(real(r, "utility")[0], log(3) / 2, 1e-13);
  NEAR(real(r, "utility_se")[0], sqrt(1 / 0.75) / 2, 1e-12);
  NEAR(real(r, "weight_se")[0], 0.75 * 0.25 * sqrt(1 / 0.75), 1e-12);
  double far = 1.959963984540054 * sqrt(1 / 0.75);
  NEAR(real(r, "lower")[0], 1 / (1 + exp(-(log(3) - far))), 1e-12);
  NEAR(real(r, "upper")[0], 1 / (1 + exp(-(log(3) + far))), 1e-12);
  NEAR(real(r, "log_likelihood")[0], 3 * log(0.75) + log(0.25), 1e-13);
  ck_assert_int_eq(whole(r, "degrees")[0], 0);
  ck_assert_double_nan(real(r, "p_value")[0]);
  ck_assert_ptr_null(cpw_result_find(r, "draws"));
  cpw_result_free(r);
}
END_TEST

START_TEST(draws_by_hand)
{
  const double d[] = {0.5, 0.3, 0.2, 0.4, 0.4, 0.2, 0.2, 0.2, 0.6, 1.0 / 3, 1.0 / 3, 1.0 / 3};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_citizens_summarise(d, 4, 3, NULL, &r, NULL), CPW_OK);
  NEAR(real(r, "first")[0], (1 + 0.5 + 0 + 1.0 / 3) / 4, 1e-15);
  NEAR(real(r, "rank")[1 * 3 + 1], (1 + 0.5 + 0.5 + 1.0 / 3) / 4, 1e-15);
  NEAR(real(r, "above")[0 * 3 + 1], (1 + 0.5 + 0.5 + 0.5) / 4, 0);
  NEAR(real(r, "above")[0], 0, 0);
  NEAR(real(r, "rank_mean")[2], (3 + 3 + 1 + 2.0) / 4, 1e-15);
  cpw_result_free(r);
  const double scores[] = {1, 0, 0, 0, 0, 1, 0, 0, 1};
  double rank[9];
  ck_assert_int_eq(cpw_citizens_ranks(scores, 3, d, 4, 3, rank, NULL, NULL), CPW_OK);
  NEAR(rank[0], (1 + 1 + 0 + 1.0 / 3) / 4, 1e-15);
  NEAR(rank[1 * 3 + 0], (0 + 0 + 0.5 + 1.0 / 3) / 4, 1e-15);
  NEAR(rank[1 * 3 + 1], rank[2 * 3 + 1], 0);
  double w[3], c = 0;
  const double same[] = {0.5, 0.25, 0.25, 0.5, 0.25, 0.25};
  ck_assert_int_eq(cpw_citizens_law(same, 2, 3, w, &c, NULL, NULL), CPW_OK);
  NEAR(c, 1e9, 0);
  NEAR(w[0], 0.5, 0);
  const double apart[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  ck_assert_int_eq(cpw_citizens_law(apart, 3, 3, w, &c, NULL, NULL), CPW_OK);
  NEAR(c, 1, 0);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* Maximum likelihood by hand, with scipy 1.10:
 *   W=[[0,8,5,6],[4,0,7,3],[2,6,0,9],[1,2,5,0]]; minimise the negative log-likelihood by BFGS, gtol 1e-12;
 *   or Hunter's MM, w_i = wins_i / sum_j n_ij / (w_i + w_j), which the test does itself. */
START_TEST(pairs_as_mm)
{
  const double wins[] = {0, 8, 5, 6, 4, 0, 7, 3, 2, 6, 0, 9, 1, 2, 5, 0};
  double w[4] = {0.25, 0.25, 0.25, 0.25};
  for (int step = 0; step < 20000; step++) {
    double next[4], sum = 0;
    for (int i = 0; i < 4; i++) {
      double won = 0, below = 0;
      for (int j = 0; j < 4; j++) {
        won += wins[i * 4 + j];
        below += (wins[i * 4 + j] + wins[j * 4 + i]) / (w[i] + w[j]);
      }
      sum += next[i] = won / below;
    }
    for (int i = 0; i < 4; i++)
      w[i] = next[i] / sum;
  }
  cpw_result *r = NULL;
  cpw_run run = draws(20000, 1);
  ck_assert_int_eq(cpw_citizens_pairs(wins, 4, NULL, &run, &r, NULL), CPW_OK);
  for (int i = 0; i < 4; i++)
    NEAR(real(r, "weight")[i], w[i], 1e-12);
  ck_assert_int_eq(whole(r, "degrees")[0], 3);
  ck_assert_int_lt(whole(r, "iterations")[0], 12);
  NEAR(real(r, "judgements")[0], 26, 0);
  /* covariance: its rows sum to 0, and information times covariance is the projection */
  for (int i = 0; i < 4; i++)
    for (int k = 0; k < 4; k++) {
      double sum = 0, info;
      for (int j = 0; j < 4; j++) {
        if (j == i) {
          info = 0;
          for (int m = 0; m < 4; m++)
            if (m != i)
              info += (wins[i * 4 + m] + wins[m * 4 + i]) * w[i] * w[m] /
                      ((w[i] + w[m]) * (w[i] + w[m]));
        } else {
          info =
              -(wins[i * 4 + j] + wins[j * 4 + i]) * w[i] * w[j] / ((w[i] + w[j]) * (w[i] + w[j]));
        }
        sum += info * real(r, "covariance")[j * 4 + k];
      }
      NEAR(sum, (i == k) - 0.25, 1e-10);
    }
  /* the draws have the moments of the normal law */
  const double *d = real(r, "draws");
  double mean = 0, square = 0;
  for (int k = 0; k < 20000; k++) {
    double x = log(d[4 * k] / d[4 * k + 1]);
    mean += x / 20000;
    square += x * x / 20000;
  }
  const double *v = real(r, "covariance");
  double variance = v[0] + v[5] - 2 * v[1];
  NEAR(mean, log(w[0] / w[1]), 4 * sqrt(variance / 20000));
  NEAR(square - mean * mean, variance, 0.05 * variance);
  NEAR(real(r, "first")[0] + real(r, "first")[1] + real(r, "first")[2] + real(r, "first")[3], 1,
       1e-12);
  cpw_result_free(r);
}
END_TEST

/* a perfect fit has no deviance; the chi square of a known one */
START_TEST(deviance_by_hand)
{
  /* a beats b 2:1, b beats c 2:1, c beats a 2:1: all strengths equal */
  const double circle[] = {0, 2, 1, 1, 0, 2, 2, 1, 0};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_citizens_pairs(circle, 3, NULL, NULL, &r, NULL), CPW_OK);
  for (int i = 0; i < 3; i++)
    NEAR(real(r, "weight")[i], 1.0 / 3, 1e-14);
  double expected = 3 * 2 * (2 * log(4.0 / 3) + log(2.0 / 3));
  NEAR(real(r, "deviance")[0], expected, 1e-13);
  NEAR(real(r, "p_value")[0], cpw_chi_square_upper(expected, 1), 1e-13);
  cpw_result_free(r);
}
END_TEST

/* two criteria a task: the pairs of Bradley and Terry at twice the scale of u */
START_TEST(best_worst_of_pairs)
{
  const int64_t start[] = {0, 2, 4}, item[] = {0, 1, 1, 0}, best[] = {0, 1}, worst[] = {1, 0};
  const int64_t people[] = {3, 1};
  cpw_citizens_tasks t = {start, item, best, worst, people, 2};
  cpw_result *r = NULL;
  cpw_run run = draws(100, 2);
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 2, NULL, &run, &r, NULL), CPW_OK);
  NEAR(real(r, "utility")[0], log(3) / 4, 1e-13);
  NEAR(real(r, "score")[0], 0.5, 0);
  ck_assert_int_eq(whole(r, "shown")[1], 4);
  ck_assert_int_eq(whole(r, "best")[0], 3);
  ck_assert_int_eq(whole(r, "worst")[0], 1);
  cpw_result_free(r);
}
END_TEST

/* log-likelihood of best-worst choices, as the definition has it */
static double likelihood(const cpw_citizens_tasks *t, const double *u) {
  double sum = 0;
  for (int64_t k = 0; k < t->tasks; k++) {
    double below = 0;
    for (int64_t i = t->start[k]; i < t->start[k + 1]; i++)
      for (int64_t j = t->start[k]; j < t->start[k + 1]; j++)
        if (i != j) below += exp(u[t->item[i]] - u[t->item[j]]);
    sum += (t->people ? (double)t->people[k] : 1.0) * (u[t->best[k]] - u[t->worst[k]] - log(below));
  }
  return sum;
}

START_TEST(best_worst_is_the_maximum)
{
  const int64_t start[] = {0, 3, 6, 10, 13, 16}, best[] = {0, 1, 2, 3, 0},
                worst[] = {1, 2, 3, 0, 2};
  const int64_t item[] = {0, 1, 2, 1, 2, 3, 0, 1, 2, 3, 0, 1, 3, 2, 3, 0},
                people[] = {4, 2, 1, 1, 3};
  cpw_citizens_tasks t = {start, item, best, worst, people, 5};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 4, NULL, NULL, &r, NULL), CPW_OK);
  double u[4], top = 0;
  memcpy(u, real(r, "utility"), sizeof u);
  top = likelihood(&t, u);
  NEAR(real(r, "log_likelihood")[0], top, 1e-12);
  for (int j = 0; j < 4; j++) /* central differences: the slope is 0, the bend is the information */
    for (int sign = -1; sign <= 1; sign += 2) {
      u[j] += sign * 1e-4;
      ck_assert_double_lt(likelihood(&t, u), top);
      u[j] -= sign * 1e-4;
    }
  u[0] += 1e-5;
  double up = likelihood(&t, u);
  u[0] -= 2e-5;
  NEAR((up - likelihood(&t, u)) / 2e-5, 0, 1e-8);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

typedef struct wrong {
  int32_t code;
  const char *message;
  int64_t index;
} wrong;

static void expect(const cpw_citizens_panel *p, wrong w) {
  cpw_result *r = NULL;
  cpw_error err;
  cpw_run run = draws(10, 1);
  ck_assert_int_eq(cpw_citizens_weights(p, &run, &r, &err), w.code);
  ck_assert_str_eq(err.message, w.message);
  ck_assert_int_eq(err.index, w.index);
  ck_assert_ptr_null(r);
}

START_TEST(panels_that_are_wrong)
{
  double ballots[] = {1, 0, 0, 1};
  int64_t people[] = {1, -2}, class_of[] = {0, 2};
  double class_weight[] = {1, -1};
  cpw_citizens_panel p = panel_of(ballots, 2, 2, CPW_CITIZENS_APPROVALS);
  p.people = people;
  expect(&p, (wrong){CPW_EDOMAIN, "people[1] = -2 must be >= 0", 1});
  people[1] = INT64_MAX;
  expect(&p, (wrong){CPW_EOVERFLOW, "people of class 0 sum to more than 2^53", 1});
  p.people = NULL;
  p.classes = 2;
  expect(&p, (wrong){CPW_EINVAL, "classes = 2 must be >= 1, and 1 without class_of", -1});
  p.class_of = class_of;
  expect(&p, (wrong){CPW_EINVAL, "class_of[1] = 2 must be 0 to 1", 1});
  class_of[1] = 1;
  p.class_weight = class_weight;
  expect(&p, (wrong){CPW_EDOMAIN, "class_weight[1] = -1 must be from 0 to 1e300", 1});
  class_weight[0] = class_weight[1] = 0;
  expect(&p, (wrong){CPW_EDOMAIN, "class_weight is 0 for every class", -1});
  class_weight[1] = 1;
  ballots[3] = 0;
  ballots[2] = 0;
  expect(&p, (wrong){CPW_EDOMAIN, "nobody in a class that counts says anything", -1});
  ballots[0] = 0;
  expect(&p, (wrong){CPW_EDOMAIN, "nobody says anything: all ballots are empty", -1});
  ballots[3] = 0.5;
  expect(&p, (wrong){CPW_EDOMAIN, "ballots[1, 1] = 0.5 must be 0 or 1", 3});
  p.kind = CPW_CITIZENS_POINTS;
  ballots[3] = -1;
  expect(&p, (wrong){CPW_EDOMAIN, "ballots[1, 1] = -1 must be finite and >= 0", 3});
  p.kind = CPW_CITIZENS_RANKS;
  ballots[3] = (double)NAN;
  expect(&p, (wrong){CPW_EDOMAIN, "ballots[1, 1] = nan must be finite", 3});
  p.prior = 0;
  expect(&p, (wrong){CPW_EDOMAIN, "prior = 0 must be above 0 and at most 1e6", -1});
  p.level = 1;
  expect(&p, (wrong){CPW_EDOMAIN, "level = 1 must be above 0 and below 1", -1});
  p.rows = 0;
  expect(&p, (wrong){CPW_EINVAL, "rows = 0 must be >= 1", -1});
  p.criteria = 201;
  expect(&p, (wrong){CPW_EINVAL, "criteria = 201 must be from 1 to 200", -1});
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_citizens_weights(NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_citizens_weights(&p, NULL, NULL, &err), CPW_EINVAL);
  p = panel_of(ballots, 1, 2, CPW_CITIZENS_APPROVALS);
  cpw_run run = draws(10000001, 1);
  ck_assert_int_eq(cpw_citizens_weights(&p, &run, &r, &err), CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "run.replications = 10000001 must be at most 10000000");
}
END_TEST

static void expect_pairs(const double *wins, int64_t n, wrong w) {
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_citizens_pairs(wins, n, NULL, NULL, &r, &err), w.code);
  ck_assert_str_eq(err.message, w.message);
  ck_assert_int_eq(err.index, w.index);
}

START_TEST(pairs_that_are_wrong)
{
  double wins[16] = {0, 1, 1, 0, 0, 1, 0, 1, 0};
  expect_pairs(wins, 3,
               (wrong){CPW_EDOMAIN,
                       "criteria 0 never stand below the others: their weights have no "
                       "finite maximum; ask more, or give a prior",
                       0});
  wins[3] = 1;
  wins[4] = 2;
  expect_pairs(
      wins, 3,
      (wrong){CPW_EDOMAIN, "wins[1, 1] = 2 must be 0: a criterion is not compared with itself", 4});
  wins[4] = 0;
  wins[2] = -1;
  expect_pairs(wins, 3, (wrong){CPW_EDOMAIN, "wins[0, 2] = -1 must be finite and >= 0", 2});
  const double apart[16] = {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0};
  expect_pairs(apart, 4,
               (wrong){CPW_EDOMAIN,
                       "no judgement links criteria 2, 3 to the others; ask more, or give a "
                       "prior",
                       2});
  const double none[4] = {0, 0, 0, 0};
  expect_pairs(none, 2, (wrong){CPW_EDOMAIN, "there is no judgement", -1});
  expect_pairs(none, 1, (wrong){CPW_EINVAL, "criteria = 1 must be from 2 to 200", -1});
  /* a prior helps */
  cpw_citizens_fit f;
  cpw_result *r = NULL;
  cpw_citizens_fit_init(&f);
  f.prior = 0.1;
  ck_assert_int_eq(cpw_citizens_pairs(apart, 4, &f, NULL, &r, NULL), CPW_OK);
  NEAR(real(r, "weight")[0], 0.25, 1e-12);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_citizens_pairs(none, 2, &f, NULL, &r, NULL), CPW_EDOMAIN);
  f.prior = -1;
  ck_assert_int_eq(cpw_citizens_pairs(apart, 4, &f, NULL, &r, NULL), CPW_EDOMAIN);
}
END_TEST

START_TEST(tasks_that_are_wrong)
{
  int64_t start[] = {0, 3, 6}, item[] = {0, 1, 2, 1, 2, 0}, best[] = {0, 0}, worst[] = {1, 2};
  int64_t people[] = {1, 1};
  cpw_citizens_tasks t = {start, item, best, worst, people, 2};
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 3, NULL, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message,
                   "criteria 0 never stand below the others: their weights have no finite "
                   "maximum; ask more, or give a prior");
  best[1] = 2;
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 3, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "task 1: best 2 and worst 2 must be two of the criteria shown");
  ck_assert_int_eq(err.index, 1);
  item[5] = 1;
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 3, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "task 1 shows criterion 1 twice");
  item[5] = 3;
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 3, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "task 1 shows criterion 3: 0 to 2");
  start[1] = 1;
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 3, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "task 0 shows 1 criteria: at least 2");
  start[1] = 3;
  people[0] = -1;
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 3, NULL, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "people[0] = -1 must be from 0 to 2^53");
  t.tasks = 1;
  people[0] = 0;
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 3, NULL, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "nobody answered");
  t.tasks = 0;
  ck_assert_int_eq(cpw_citizens_best_worst(&t, 3, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_citizens_best_worst(NULL, 3, NULL, NULL, &r, &err), CPW_EINVAL);
}
END_TEST

START_TEST(draws_that_are_wrong)
{
  double d[] = {0.5, 0.4, 0.5, 0.5}, w[2], c = 0, rank[4], scores[] = {1, 0, 0, 1};
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_citizens_summarise(d, 2, 2, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "draws[0] sums to 0.9: weights must sum to 1");
  d[1] = -0.5;
  ck_assert_int_eq(cpw_citizens_law(d, 2, 2, w, &c, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "draws[0, 1] = -0.5 must be from 0 to 1");
  d[1] = 0.5;
  ck_assert_int_eq(cpw_citizens_law(d, 1, 2, w, &c, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "count = 1 must be >= 2");
  ck_assert_int_eq(cpw_citizens_law(NULL, 1, 2, w, &c, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_citizens_summarise(d, 2, 2, NULL, NULL, &err), CPW_EINVAL);
  scores[2] = (double)INFINITY;
  ck_assert_int_eq(cpw_citizens_ranks(scores, 2, d, 2, 2, rank, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "scores[1, 0] = inf must be within 1e300 of 0");
  ck_assert_int_eq(cpw_citizens_ranks(scores, 0, d, 2, 2, rank, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_citizens_ranks(NULL, 1, d, 2, 2, rank, NULL, &err), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* the same bits for any order of people, any number of threads and any split of the draws */
START_TEST(order_and_threads)
{
  const double one[] = {3, 1, 0, 0, 2, 2, 1, 1, 1, 3, 1, 0},
               two[] = {3, 1, 0, 1, 1, 1, 3, 1, 0, 0, 2, 2};
  const int64_t class_one[] = {0, 1, 1, 0}, class_two[] = {0, 1, 0, 1};
  for (int32_t method = 0; method < 2; method++) {
    cpw_citizens_panel p = panel_of(one, 4, 3, CPW_CITIZENS_POINTS);
    p.class_of = class_one;
    p.classes = 2;
    p.method = method;
    cpw_run run = draws(1000, 4);
    cpw_result *a = weights(&p, &run);
    p.ballots = two;
    p.class_of = class_two;
    run.threads = 3;
    cpw_result *b = weights(&p, &run);
    ck_assert_mem_eq(real(a, "draws"), real(b, "draws"), 3000 * sizeof(double));
    ck_assert_mem_eq(real(a, "within"), real(b, "within"), 3 * sizeof(double));
    run.first_replication = 600;
    run.replications = 400;
    cpw_result *c = weights(&p, &run);
    ck_assert_mem_eq(real(a, "draws") + 1800, real(c, "draws"), 1200 * sizeof(double));
    p.keep_draws = 0;
    cpw_result *d = weights(&p, &run);
    ck_assert_ptr_null(cpw_result_find(d, "draws"));
    ck_assert_mem_eq(real(c, "overall_rank"), real(d, "overall_rank"), 9 * sizeof(double));
    cpw_result_free(a);
    cpw_result_free(b);
    cpw_result_free(c);
    cpw_result_free(d);
  }
}
END_TEST

/* one criterion; a tiny prior; a class that says nothing */
START_TEST(ends_of_the_range)
{
  const double one[] = {1};
  cpw_citizens_panel p = panel_of(one, 1, 1, CPW_CITIZENS_APPROVALS);
  cpw_run run = draws(50, 1);
  cpw_result *r = weights(&p, &run);
  NEAR(real(r, "overall_mean")[0], 1, 0);
  NEAR(real(r, "overall_first")[0], 1, 0);
  ck_assert_double_nan(real(r, "overall_concentration")[0]);
  cpw_result_free(r);
  const double two[] = {1, 0, 0, 0};
  const int64_t class_of[] = {0, 1};
  p = panel_of(two, 2, 2, CPW_CITIZENS_APPROVALS);
  p.class_of = class_of;
  p.classes = 2;
  p.prior = 1e-300;
  r = weights(&p, &run);
  ck_assert_double_nan(real(r, "mean")[2]);
  ck_assert_double_nan(real(r, "moved")[1]);
  NEAR(real(r, "overall_mean")[0], 1, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  (void)context;
  const double ballots[] = {1, 0, 0, 1}, wins[] = {0, 3, 1, 0}, d[] = {0.5, 0.5, 0.4, 0.6};
  cpw_citizens_panel p = panel_of(ballots, 2, 2, CPW_CITIZENS_APPROVALS);
  cpw_run run = draws(4, 1);
  double w[2], c = 0, rank[4];
  cpw_result *r = NULL;
  p.keep_draws = 0;
  int32_t status = cpw_citizens_weights(&p, &run, &r, NULL);
  if (status == CPW_OK) {
    cpw_result_free(r);
    r = NULL;
    status = cpw_citizens_pairs(wins, 2, NULL, &run, &r, NULL);
  }
  if (status == CPW_OK) {
    cpw_result_free(r);
    r = NULL;
    status = cpw_citizens_summarise(d, 2, 2, NULL, &r, NULL);
  }
  cpw_result_free(r);
  if (status == CPW_OK) status = cpw_citizens_law(d, 2, 2, w, &c, NULL, NULL);
  return status == CPW_OK ? cpw_citizens_ranks(ballots, 2, d, 2, 2, rank, NULL, NULL) : status;
}

static int32_t best_worst(void *context) {
  (void)context;
  const int64_t start[] = {0, 2, 4}, item[] = {0, 1, 1, 0}, best[] = {0, 1}, worst[] = {1, 0};
  cpw_citizens_tasks t = {start, item, best, worst, NULL, 2};
  cpw_result *r = NULL;
  int32_t status = cpw_citizens_best_worst(&t, 2, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  cpwt_each_allocation_fails(everything, NULL);
  cpwt_each_allocation_fails(best_worst, NULL);
}
END_TEST

static Suite *citizens_suite(void) {
  Suite *suite = suite_create("citizens");
  const struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {
      {"limits",
       {shares_by_hand, dirichlet_moments, bootstrap_moments, two_criteria, draws_by_hand}},
      {"errors",
       {panels_that_are_wrong, pairs_that_are_wrong, tasks_that_are_wrong, draws_that_are_wrong}},
      {"reference",
       {pairs_as_mm, deviance_by_hand, best_worst_of_pairs, best_worst_is_the_maximum}},
      {"properties", {order_and_threads, ends_of_the_range}},
      {"oom", {memory_fails}},
  };
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
  Suite *suites[] = {citizens_suite()};
  return cpwt_run(suites, 1);
}
