/* A panel's weights and orders: the cases of ../shared/reference/equity_cases.json, by hand from R
 * (friedman.test, cor) and SciPy (linprog, minimize SLSQP), all orders tried, and what must hold. */
#include "check_weights.h"

static cpw_error err;

static const double six[] = {0.3,  0.25, 0.2, 0.15, 0.1, 0.5,  0.2,  0.1,  0.1, 0.1,
                             0.2,  0.2,  0.2, 0.2,  0.2, 0.25, 0.3,  0.15, 0.2, 0.1,
                             0.05, 0.05, 0.1, 0.2,  0.6, 0.28, 0.22, 0.2,  0.2, 0.1};
static const double judges[] = {1, 2, 3, 4, 5, 1, 3, 2, 4, 5, 2, 1, 3,
                                5, 4, 5, 4, 1, 2, 3, 1, 2, 4, 3, 5};
/* with ties, however they are written */
static const double tied[] = {1, 2, 2, 4, 1, 1, 3, 3, 2, 1, 2, 4,
                              3, 1, 2, 2, 1, 2, 3, 3, 1, 1, 1, 2};

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_member)
{
  double w[5], raw[5], regret = 7, largest = 7;
  for (int32_t method = 0; method < 4; method++) {
    ck_assert_int_eq(cpw_weights_combine(six, 1, 5, method, NULL, 0.4, w, raw, NULL, NULL), CPW_OK);
    cpwt_near(w, six, 5, 2e-16, "one member");
  }
  for (int32_t measure = 0; measure < 2; measure++) {
    ck_assert_int_eq(cpw_weights_compromise(six, 1, 5, measure, w, &regret, &largest, NULL, NULL),
                     CPW_OK);
    cpwt_near(w, six, 5, 1e-9, "one member");
    ck_assert(regret < 1e-9 && largest == regret);
  }
  cpw_weights_distance d;
  ck_assert_int_eq(cpw_weights_distances(six, 1, 5, six, &d, NULL, NULL), CPW_OK);
  ck_assert(d.moved == 0 && d.largest == 0 && d.criterion == 0 && d.euclid == 0);
  ck_assert(d.spearman == 1 && d.kendall == 1);
  cpw_weights_concordance_test t;
  ck_assert_int_eq(cpw_weights_concordance(judges, 1, 5, &t, NULL, NULL), CPW_OK);
  ck_assert(t.w == 1 && isnan(t.mean_spearman) && t.df == 4);
}
END_TEST

START_TEST(one_criterion)
{
  const double ones[] = {1, 1, 1}, ranks[] = {3, 1, 2};
  double w[1], regret[3], points[1] = {7}, distance = 7;
  int64_t order[1] = {7}, optimal = 0;
  ck_assert_int_eq(
      cpw_weights_combine(ones, 3, 1, CPW_WEIGHTS_MEDIAN, NULL, 0, w, NULL, NULL, NULL), CPW_OK);
  ck_assert_double_eq(w[0], 1);
  for (int32_t measure = 0; measure < 2; measure++) {
    ck_assert_int_eq(cpw_weights_compromise(ones, 3, 1, measure, w, regret, NULL, NULL, NULL),
                     CPW_OK);
    ck_assert(w[0] == 1 && regret[2] == 0);
  }
  ck_assert_int_eq(cpw_weights_borda(ranks, 3, 1, NULL, points, NULL, NULL), CPW_OK);
  ck_assert_double_eq(points[0], 0);
  ck_assert_int_eq(cpw_weights_copeland(ranks, 3, 1, NULL, points, NULL, NULL), CPW_OK);
  ck_assert_double_eq(points[0], 0);
  ck_assert_int_eq(cpw_weights_kemeny(ranks, 3, 1, NULL, 1, order, &optimal, &distance, NULL, NULL),
                   CPW_OK);
  ck_assert(order[0] == 0 && optimal == 1 && distance == 0);
}
END_TEST

/* Condorcet's circle: three optimal orders of three; everybody ties: all of them; 20 criteria */
START_TEST(many_optimal_orders)
{
  const double circle[] = {1, 2, 3, 3, 1, 2, 2, 3, 1};
  const int64_t expected[] = {0, 1, 2, 1, 2, 0, 2, 0, 1};
  int64_t orders[12], optimal;
  double distance, points[3], same[20], all[20];
  ck_assert_int_eq(
      cpw_weights_kemeny(circle, 3, 3, NULL, 4, orders, &optimal, &distance, NULL, NULL), CPW_OK);
  ck_assert(optimal == 3 && distance == 4);
  ck_assert_mem_eq(orders, expected, sizeof expected);
  ck_assert_int_eq(cpw_weights_copeland(circle, 3, 3, NULL, points, NULL, NULL), CPW_OK);
  ck_assert(points[0] == 1 && points[1] == 1 && points[2] == 1);
  for (int j = 0; j < 20; j++) {
    same[j] = 1;
    all[j] = 20 - j;
  }
  ck_assert_int_eq(cpw_weights_kemeny(same, 1, 20, NULL, 0, NULL, &optimal, &distance, NULL, NULL),
                   CPW_OK);
  ck_assert_int_eq(optimal, 2432902008176640000); /* 20! */
  ck_assert_double_eq(distance, 95);              /* a half of 190 pairs */
  int64_t last[20];
  ck_assert_int_eq(cpw_weights_kemeny(all, 1, 20, NULL, 1, last, &optimal, &distance, NULL, NULL),
                   CPW_OK);
  ck_assert(optimal == 1 && distance == 0 && last[0] == 19 && last[19] == 0);
}
END_TEST

/* a zero by one member is a veto in the geometric mean; members of weight 0 do not count */
START_TEST(zeros_of_a_panel)
{
  const double w[] = {0.5, 0.5, 0, 0.25, 0.25, 0.5}, shares[] = {1, 0};
  double c[3], raw[3];
  ck_assert_int_eq(
      cpw_weights_combine(w, 2, 3, CPW_WEIGHTS_GEOMETRIC_MEAN, NULL, 0, c, raw, NULL, NULL),
      CPW_OK);
  cpwt_near(c, (const double[]){0.5, 0.5, 0}, 3, 1e-16, "veto");
  ck_assert(fabs(raw[0] - sqrt(0.125)) < 1e-16);
  for (int32_t method = 0; method < 2; method++) {
    ck_assert_int_eq(cpw_weights_combine(w, 2, 3, method, shares, 0, c, NULL, NULL, NULL), CPW_OK);
    cpwt_near(c, w, 3, 1e-16, "the first alone");
  }
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(panels_that_are_none)
{
  const double bad[] = {0.5, 0.5, 0.5, -0.5}, half[] = {0.5, 0.5, 0.5, 0.4};
  const double apart[] = {1, 0, 0, 1}, ok[] = {0.5, 0.5, 0.25, 0.75}, minus[] = {1, -1};
  const double none[] = {0, 0};
  double w[2] = {7, 8}, x[2] = {7, 7};
  cpw_weights_distance d[2];
  memset(d, 0, sizeof d);
  cpwt_failed(cpw_weights_combine(bad, 2, 2, 0, NULL, 0, w, NULL, NULL, &err), CPW_EDOMAIN, &err,
              "weights[1][1] = -0.5 must be finite and >= 0");
  ck_assert_int_eq(err.index, 3);
  cpwt_failed(cpw_weights_combine(half, 2, 2, 0, NULL, 0, w, NULL, NULL, &err), CPW_EDOMAIN, &err,
              "the weights of member 1 sum to 0.9, must be 1");
  cpwt_failed(cpw_weights_combine(apart, 2, 2, 1, NULL, 0, w, NULL, NULL, &err), CPW_EDOMAIN, &err,
              "every criterion has the combined weight 0");
  cpwt_failed(cpw_weights_combine(ok, 2, 2, 4, NULL, 0, w, NULL, NULL, &err), CPW_EINVAL, &err,
              "method = 4 must be 0 to 3");
  cpwt_failed(cpw_weights_combine(ok, 2, 2, 2, ok, 0, w, NULL, NULL, &err), CPW_EINVAL, &err,
              "member_weights must not be given with this method, only with a mean");
  cpwt_failed(cpw_weights_combine(ok, 2, 2, 3, NULL, 0.5, w, NULL, NULL, &err), CPW_EDOMAIN, &err,
              "trim = 0.5 must be 0 to below 0.5");
  cpwt_failed(cpw_weights_combine(ok, 2, 2, 0, minus, 0, w, NULL, NULL, &err), CPW_EDOMAIN, &err,
              "member_weights[1] = -1 must be finite and >= 0");
  cpwt_failed(cpw_weights_combine(ok, 2, 2, 0, none, 0, w, NULL, NULL, &err), CPW_EDOMAIN, &err,
              "member_weights are all 0");
  cpwt_failed(cpw_weights_combine(ok, 0, 2, 0, NULL, 0, w, NULL, NULL, &err), CPW_EINVAL, &err,
              "members = 0 must be >= 1");
  cpwt_failed(cpw_weights_combine(NULL, 2, 2, 0, NULL, 0, w, NULL, NULL, &err), CPW_EINVAL, &err,
              "weights is NULL");
  cpwt_failed(cpw_weights_combine(ok, 2, 2, 0, NULL, 0, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
              "combined is NULL");
  cpwt_failed(cpw_weights_combine(ok, INT64_MAX / 2, 4, 0, NULL, 0, w, NULL, NULL, &err),
              CPW_EOVERFLOW, &err, "4611686018427387903 x 4 is too large");
  cpwt_failed(cpw_weights_compromise(ok, 2, 2, 2, w, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
              "measure = 2 must be 0 to 1");
  cpwt_failed(cpw_weights_compromise(ok, 2, 41, 1, w, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
              "n = 41 must be 1 to 40");
  cpwt_failed(cpw_weights_compromise(half, 2, 2, 0, w, NULL, NULL, NULL, &err), CPW_EDOMAIN, &err,
              "the weights of member 1 sum to 0.9, must be 1");
  cpwt_failed(cpw_weights_compromise(ok, 2, 2, 0, NULL, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
              "compromise is NULL");
  cpwt_failed(cpw_weights_distances(ok, 2, 2, bad + 2, d, NULL, &err), CPW_EDOMAIN, &err,
              "panel[1] = -0.5 must be finite and >= 0");
  cpwt_failed(cpw_weights_distances(ok, 2, 2, half + 2, d, NULL, &err), CPW_EDOMAIN, &err,
              "the weights of the panel sum to 0.9, must be 1");
  cpwt_failed(cpw_weights_distances(ok, 2, 2, NULL, d, NULL, &err), CPW_EINVAL, &err,
              "panel is NULL");
  cpwt_failed(cpw_weights_distances(ok, 2, 2, ok, NULL, NULL, &err), CPW_EINVAL, &err,
              "distances is NULL");
  const double nan[] = {1, NONE};
  cpwt_failed(cpw_weights_rank_correlations(nan, 1, 2, x, NULL, &err), CPW_EDOMAIN, &err,
              "values[0][1] = nan must be finite");
  cpwt_failed(cpw_weights_rank_correlations(NULL, 1, 2, x, NULL, &err), CPW_EINVAL, &err,
              "values is NULL");
  cpwt_failed(cpw_weights_rank_correlations(ok, 1, 2, NULL, NULL, &err), CPW_EINVAL, &err,
              "correlations is NULL");
  ck_assert(w[0] == 7 && w[1] == 8 && x[0] == 7);
}
END_TEST

START_TEST(classes_and_judgements_that_are_none)
{
  const double ok[] = {0.5, 0.5, 0.25, 0.75};
  const int64_t far[] = {0, 2}, one[] = {0, 0};
  double b[2] = {7, 7}, w[2] = {7, 7}, m[4] = {7, 7, 7, 7};
  cpwt_failed(cpw_weights_disagreement(ok, 2, 2, far, 2, NULL, b, w, NULL, NULL, &err), CPW_EINVAL,
              &err, "class_of[1] = 2 must be 0 to 1");
  cpwt_failed(cpw_weights_disagreement(ok, 2, 2, one, 2, NULL, b, w, NULL, NULL, &err), CPW_EINVAL,
              &err, "class 1 has no member");
  cpwt_failed(cpw_weights_disagreement(ok, 2, 2, one, 0, NULL, b, w, NULL, NULL, &err), CPW_EINVAL,
              &err, "classes = 0 must be >= 1");
  cpwt_failed(cpw_weights_disagreement(ok, 2, 2, NULL, 1, NULL, b, w, NULL, NULL, &err), CPW_EINVAL,
              &err, "class_of is NULL");
  cpwt_failed(cpw_weights_disagreement(ok, 2, 2, one, 1, NULL, NULL, w, NULL, NULL, &err),
              CPW_EINVAL, &err, "between is NULL");
  cpwt_failed(cpw_weights_disagreement(ok, 2, 2, one, 1, NULL, b, NULL, NULL, NULL, &err),
              CPW_EINVAL, &err, "within is NULL");
  const double two[] = {1, 2, 0.5, 1, 1, 2, 0.4, 1};
  cpwt_failed(cpw_weights_combine_judgements(two, 2, 2, NULL, m, NULL, &err), CPW_EDOMAIN, &err,
              "matrices[1][0][1] * matrices[1][1][0] = 0.8 must be 1");
  ck_assert_int_eq(err.index, 5);
  cpwt_failed(cpw_weights_combine_judgements(NULL, 2, 2, NULL, m, NULL, &err), CPW_EINVAL, &err,
              "matrices is NULL");
  cpwt_failed(cpw_weights_combine_judgements(two, 2, 2, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
              "matrix is NULL");
  ck_assert(b[0] == 7 && w[0] == 7 && m[0] == 7);
}
END_TEST

START_TEST(orders_that_are_none)
{
  const double nan[] = {1, 2, NONE, 1}, same[] = {1, 1, 2, 2};
  const int64_t minus[] = {1, -1}, many[] = {1, INT64_MAX};
  double p[2] = {7, 7};
  int64_t o[4];
  cpw_weights_concordance_test t;
  cpwt_failed(cpw_weights_borda(nan, 2, 2, NULL, p, NULL, &err), CPW_EDOMAIN, &err,
              "ranks[1][0] = nan must be finite");
  cpwt_failed(cpw_weights_borda(same, 2, 2, minus, p, NULL, &err), CPW_EDOMAIN, &err,
              "counts[1] = -1 must be >= 0");
  cpwt_failed(cpw_weights_borda(same, 2, 2, many, p, NULL, &err), CPW_EOVERFLOW, &err,
              "counts sum to more than 2^42 people");
  cpwt_failed(cpw_weights_borda(NULL, 2, 2, NULL, p, NULL, &err), CPW_EINVAL, &err,
              "ranks is NULL");
  cpwt_failed(cpw_weights_borda(same, 2, 2, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
              "points is NULL");
  cpwt_failed(cpw_weights_copeland(same, 2, 2, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
              "points is NULL");
  cpwt_failed(cpw_weights_copeland(same, 2, 2, minus, p, NULL, &err), CPW_EDOMAIN, &err,
              "counts[1] = -1 must be >= 0");
  cpwt_failed(cpw_weights_kemeny(same, 1, 21, NULL, 0, NULL, NULL, NULL, NULL, &err), CPW_EINVAL,
              &err, "n = 21 must be 1 to 20");
  cpwt_failed(cpw_weights_kemeny(same, 2, 2, NULL, -1, o, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
              "room = -1 must be >= 0");
  cpwt_failed(cpw_weights_kemeny(same, 2, 2, NULL, 2, NULL, NULL, NULL, NULL, &err), CPW_EINVAL,
              &err, "orders is NULL with room for 2");
  cpwt_failed(cpw_weights_concordance(same, 2, 2, &t, NULL, &err), CPW_EDOMAIN, &err,
              "every member ties all criteria");
  cpwt_failed(cpw_weights_concordance(same, 2, 1, &t, NULL, &err), CPW_EINVAL, &err,
              "n = 1 must be >= 2");
  cpwt_failed(cpw_weights_concordance(same, 2, 2, NULL, NULL, &err), CPW_EINVAL, &err,
              "test is NULL");
  ck_assert(p[0] == 7);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* cases borda_kemeny_kendallW; R: friedman.test(ranks), whose statistic is members (n - 1) W */
START_TEST(orders_of_judges)
{
  const double borda[] = {15, 13, 12, 7, 3};
  double points[5], distance;
  int64_t order[10], optimal;
  cpw_weights_concordance_test t;
  ck_assert_int_eq(cpw_weights_borda(judges, 5, 5, NULL, points, NULL, NULL), CPW_OK);
  cpwt_near(points, borda, 5, 0, "Borda");
  ck_assert_int_eq(
      cpw_weights_kemeny(judges, 5, 5, NULL, 2, order, &optimal, &distance, NULL, NULL), CPW_OK);
  ck_assert(optimal == 1 && distance == 11 && order[0] == 0 && order[4] == 4);
  ck_assert_int_eq(cpw_weights_concordance(judges, 5, 5, &t, NULL, NULL), CPW_OK);
  ck_assert(fabs(t.w - 0.384) < 1e-15 && fabs(t.chi_square - 7.68) < 1e-14 && t.df == 4);
  ck_assert(fabs(t.p - 0.10402903051023524) < 1e-14);
  ck_assert(fabs(t.mean_spearman - (5 * 0.384 - 1) / 4) < 1e-15);
  ck_assert_int_eq(cpw_weights_concordance(tied, 6, 4, &t, NULL, NULL), CPW_OK);
  ck_assert(fabs(t.chi_square - 9.42) < 1e-13 && fabs(t.w - 0.52333333333333332) < 1e-14);
  ck_assert(fabs(t.p - 0.024197833820529854) < 1e-14 && t.df == 3);
}
END_TEST

/* R: cor(method = "spearman"), cor(method = "kendall") */
START_TEST(correlations_of_ranks)
{
  double rows[12], r[9];
  memcpy(rows, tied, 8 * sizeof *rows);
  memcpy(rows + 8, tied + 12, 4 * sizeof *rows);
  ck_assert_int_eq(cpw_weights_rank_correlations(rows, 3, 4, r, NULL, NULL), CPW_OK);
  const double expected[] = {1, 0.70710678118654757, -0.5, 0.70710678118654757, 1, 0, -0.5, 0, 1};
  cpwt_near(r, expected, 9, 1e-15, "spearman");
  const double flat[] = {1, 1, 1, 2};
  ck_assert_int_eq(cpw_weights_rank_correlations(flat, 2, 2, r, NULL, NULL), CPW_OK);
  ck_assert(isnan(r[0]) && isnan(r[1]) && isnan(r[2]) && r[3] == 1);
  double w[8];
  cpw_weights_distance d[2];
  for (int j = 0; j < 4; j++) { /* ranks as weights */
    w[j] = tied[4 + j] / 8;
    w[4 + j] = tied[12 + j] / 8;
  }
  const double panel[] = {1 / 9.0, 2 / 9.0, 2 / 9.0, 4 / 9.0};
  ck_assert_int_eq(cpw_weights_distances(w, 2, 4, panel, d, NULL, NULL), CPW_OK);
  ck_assert(fabs(d[0].kendall - 0.67082039324993692) < 1e-15);
  ck_assert(fabs(d[1].kendall + 0.4) < 1e-15 && fabs(d[1].spearman + 0.5) < 1e-15);
  ck_assert(fabs(d[0].largest - (0.375 - 2 / 9.0)) < 1e-15 && d[0].criterion == 2);
  double moved = (3 * 0 + fabs(1 / 8.0 - 1 / 9.0) + fabs(1 / 8.0 - 2 / 9.0) +
                  fabs(3 / 8.0 - 2 / 9.0) + fabs(3 / 8.0 - 4 / 9.0)) /
                 2;
  ck_assert(fabs(d[0].moved - moved) < 1e-15);
}
END_TEST

/* case panel_trimmed_mean: SciPy's trim_mean; the compromise by linprog and SLSQP */
START_TEST(weights_of_six)
{
  const double trimmed[] = {0.2575, 0.2175, 0.1625, 0.1875, 0.125};
  const double median[] = {0.265, 0.21, 0.175, 0.2, 0.1};
  const double nearest[] = {0.25, 0.15777777777777777, 0.11277777777777778, 0.12944444444444444,
                            0.35};
  double w[5], raw[5], regret[6], largest;
  ck_assert_int_eq(
      cpw_weights_combine(six, 6, 5, CPW_WEIGHTS_TRIMMED_MEAN, NULL, 1.0 / 6, w, raw, NULL, NULL),
      CPW_OK);
  cpwt_near(raw, trimmed, 5, 1e-16, "trimmed mean");
  ck_assert(fabs(w[0] - 0.2575 / 0.95) < 1e-15);
  ck_assert_int_eq(cpw_weights_combine(six, 6, 5, CPW_WEIGHTS_MEDIAN, NULL, 0, w, raw, NULL, NULL),
                   CPW_OK);
  cpwt_near(raw, median, 5, 1e-16, "median");
  ck_assert_int_eq(cpw_weights_compromise(six, 6, 5, CPW_WEIGHTS_REGRET_LARGEST, w, regret,
                                          &largest, NULL, NULL),
                   CPW_OK);
  ck_assert(fabs(largest - 0.25) < 1e-15);
  cpwt_near(w, nearest, 5, 1e-8, "nearest");
  ck_assert_int_eq(
      cpw_weights_compromise(six, 6, 5, CPW_WEIGHTS_REGRET_MOVED, w, regret, &largest, NULL, NULL),
      CPW_OK);
  ck_assert(fabs(largest - 0.3) < 1e-9);
}
END_TEST

START_TEST(classes_by_hand)
{
  const double w[] = {0.5, 0.5, 0.7, 0.3, 0.1, 0.9, 0.1, 0.9};
  const int64_t class_of[] = {0, 0, 1, 1};
  double means[4], between[2], within[2], share[2];
  ck_assert_int_eq(
      cpw_weights_disagreement(w, 4, 2, class_of, 2, means, between, within, share, NULL, NULL),
      CPW_OK);
  cpwt_near(means, (const double[]){0.6, 0.4, 0.1, 0.9}, 4, 1e-16, "means");
  cpwt_near(between, (const double[]){0.0625, 0.0625}, 2, 1e-16, "between");
  cpwt_near(within, (const double[]){0.005, 0.005}, 2, 1e-16, "within");
  ck_assert(fabs(share[0] - 0.0625 / 0.0675) < 1e-15);
  const double same[] = {0.5, 0.5, 0.5, 0.5};
  ck_assert_int_eq(
      cpw_weights_disagreement(same, 2, 2, class_of, 1, NULL, between, within, share, NULL, NULL),
      CPW_OK);
  ck_assert(between[0] == 0 && within[0] == 0 && share[0] == 0);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* AIJ and AIP are the same by row geometric means (Forman and Peniwati), also with weighted members */
START_TEST(judgements_or_weights)
{
  uint64_t state = 17;
  for (int round = 0; round < 50; round++) {
    enum { MOST = 7, MEMBERS = 4 };
    const int64_t n = 1 + round % MOST;
    double m[MEMBERS * MOST * MOST], own[MEMBERS * MOST], shares[MEMBERS], one[MOST * MOST];
    double aij[MOST], aip[MOST];
    for (int64_t k = 0; k < MEMBERS; k++) {
      double *a = m + k * n * n;
      for (int64_t i = 0; i < n; i++)
        for (int64_t j = i; j < n; j++) {
          a[i * n + j] = i == j ? 1 : exp(4 * (cpwt_next(&state) - 0.5));
          a[j * n + i] = 1 / a[i * n + j];
        }
      shares[k] = 5 * cpwt_next(&state);
      ck_assert_int_eq(cpw_weights_ahp(a, n, CPW_WEIGHTS_GEOMETRIC, own + k * n, NULL, NULL, NULL),
                       CPW_OK);
    }
    ck_assert_int_eq(cpw_weights_combine_judgements(m, MEMBERS, n, shares, one, NULL, NULL),
                     CPW_OK);
    ck_assert_int_eq(cpw_weights_ahp(one, n, CPW_WEIGHTS_GEOMETRIC, aij, NULL, NULL, NULL), CPW_OK);
    ck_assert_int_eq(cpw_weights_combine(own, MEMBERS, n, CPW_WEIGHTS_GEOMETRIC_MEAN, shares, 0,
                                         aip, NULL, NULL, NULL),
                     CPW_OK);
    cpwt_near(aij, aip, n, 1e-14, "AIJ");
  }
}
END_TEST

START_TEST(judgements_that_some_lack)
{
  const double m[] = {1, 2, NONE, 0.5,     1, NONE, NONE,    NONE, 1,
                      1, 8, 3,    1 / 8.0, 1, NONE, 1 / 3.0, NONE, 1};
  double one[9];
  ck_assert_int_eq(cpw_weights_combine_judgements(m, 2, 3, NULL, one, NULL, NULL), CPW_OK);
  ck_assert(fabs(one[1] - 4) < 1e-14 && fabs(one[3] - 0.25) < 1e-15);
  ck_assert(fabs(one[2] - 3) < 1e-15 && isnan(one[5]) && isnan(one[7]) && one[4] == 1);
}
END_TEST

static double disagreements(const double *ranks, int64_t members, int64_t n, const int64_t *counts,
                            const int64_t *order) {
  double sum = 0;
  for (int64_t k = 0; k < members; k++)
    for (int64_t a = 0; a < n; a++)
      for (int64_t b = a + 1; b < n; b++) {
        double x = ranks[k * n + order[a]], y = ranks[k * n + order[b]];
        sum += (double)(counts ? counts[k] : 1) * (x > y ? 1 : x == y ? 0.5 : 0);
      }
  return sum;
}

/* every order of up to six criteria, in lexicographic order */
static int next_order(int64_t *o, int64_t n) {
  int64_t i = n - 2, j = n - 1;
  while (i >= 0 && o[i] > o[i + 1])
    i--;
  if (i < 0) return 0;
  while (o[j] < o[i])
    j--;
  int64_t swap = o[i];
  o[i] = o[j];
  o[j] = swap;
  for (int64_t a = i + 1, b = n - 1; a < b; a++, b--) {
    swap = o[a];
    o[a] = o[b];
    o[b] = swap;
  }
  return 1;
}

START_TEST(kemeny_against_all_orders)
{
  uint64_t state = 29;
  for (int round = 0; round < 60; round++) {
    enum { MEMBERS = 4, MOST = 6 };
    const int64_t n = 2 + round % 5;
    double ranks[MEMBERS * MOST], least = ENDLESS, distance;
    int64_t counts[MEMBERS], order[MOST], best[720 * MOST], got[720 * MOST], found = 0, optimal;
    for (int64_t i = 0; i < MEMBERS * n; i++)
      ranks[i] = floor((round % 2 ? 4 : 100) * cpwt_next(&state));
    for (int64_t k = 0; k < MEMBERS; k++)
      counts[k] = (int64_t)(3 * cpwt_next(&state));
    for (int64_t j = 0; j < n; j++)
      order[j] = j;
    do {
      double d = disagreements(ranks, MEMBERS, n, round % 3 ? counts : NULL, order);
      if (d > least) continue;
      if (d < least) found = 0;
      least = d;
      memcpy(best + n * found++, order, (size_t)n * sizeof *order);
    } while (next_order(order, n));
    ck_assert_int_eq(cpw_weights_kemeny(ranks, MEMBERS, n, round % 3 ? counts : NULL, 720, got,
                                        &optimal, &distance, NULL, NULL),
                     CPW_OK);
    ck_assert_int_eq(optimal, found);
    ck_assert_double_eq(distance, least);
    ck_assert_mem_eq(got, best, (size_t)(n * found) * sizeof *got);
  }
}
END_TEST

/* counts are members that many times; Borda's and Copeland's points by double loops */
START_TEST(points_by_double_loops)
{
  uint64_t state = 31;
  for (int round = 0; round < 40; round++) {
    enum { MEMBERS = 5, MOST = 8 };
    const int64_t n = 1 + round % MOST;
    double ranks[MEMBERS * MOST], borda[MOST] = {0}, copeland[MOST] = {0}, got[MOST];
    int64_t counts[MEMBERS];
    for (int64_t i = 0; i < MEMBERS * n; i++)
      ranks[i] = floor(6 * cpwt_next(&state));
    for (int64_t k = 0; k < MEMBERS; k++)
      counts[k] = (int64_t)(4 * cpwt_next(&state));
    for (int64_t i = 0; i < n; i++)
      for (int64_t j = 0; j < n; j++) {
        double above = 0, below = 0;
        for (int64_t k = 0; k < MEMBERS && i != j; k++) {
          double x = ranks[k * n + i], y = ranks[k * n + j], c = (double)counts[k];
          above += c * (x < y);
          below += c * (x > y);
          borda[i] += c * (x < y ? 1 : x == y ? 0.5 : 0);
        }
        if (i != j) copeland[i] += above > below ? 1 : above == below ? 0.5 : 0;
      }
    ck_assert_int_eq(cpw_weights_borda(ranks, MEMBERS, n, counts, got, NULL, NULL), CPW_OK);
    cpwt_near(got, borda, n, 0, "Borda");
    ck_assert_int_eq(cpw_weights_copeland(ranks, MEMBERS, n, counts, got, NULL, NULL), CPW_OK);
    cpwt_near(got, copeland, n, 0, "Copeland");
  }
}
END_TEST

static double worst_regret(const double *panel, int64_t members, int64_t n, const double *w,
                           int32_t measure) {
  double worst = 0;
  for (int64_t k = 0; k < members; k++) {
    double most = 0, sum = 0;
    for (int64_t j = 0; j < n; j++) {
      most = fmax(most, fabs(w[j] - panel[k * n + j]));
      sum += fabs(w[j] - panel[k * n + j]) / 2;
    }
    worst = fmax(worst, measure == CPW_WEIGHTS_REGRET_MOVED ? sum : most);
  }
  return worst;
}

/* no weights nearby or anywhere do better; for the largest change also none that is nearer to the mean */
START_TEST(no_better_compromise)
{
  uint64_t state = 37;
  for (int round = 0; round < 60; round++) {
    enum { MEMBERS = 6, MOST = 7 };
    const int64_t n = 2 + round % 6, members = 1 + round % MEMBERS;
    const int32_t measure = round % 2;
    double panel[MEMBERS * MOST], w[MOST], v[MOST], mean[MOST] = {0}, regret[MEMBERS], largest;
    for (int64_t k = 0; k < members; k++) {
      cpwt_random_weights(&state, panel + k * n, n);
      if (round % 3 == 0) { /* zeros, and the sum on one criterion */
        memset(panel + k * n, 0, (size_t)n * sizeof *panel);
        panel[k * n + (int64_t)((double)n * cpwt_next(&state))] = 1;
      }
      for (int64_t j = 0; j < n; j++)
        mean[j] += panel[k * n + j] / (double)members;
    }
    ck_assert_int_eq(
        cpw_weights_compromise(panel, members, n, measure, w, regret, &largest, NULL, NULL),
        CPW_OK);
    ck_assert_int_eq(cpw_weights_check(w, n, NULL, NULL), CPW_OK);
    ck_assert(fabs(worst_regret(panel, members, n, w, measure) - largest) < 1e-15);
    double apart = 0;
    for (int64_t j = 0; j < n; j++)
      apart += (w[j] - mean[j]) * (w[j] - mean[j]);
    for (int trial = 0; trial < 2000; trial++) {
      double step = trial % 2 ? 0.01 : 0.5, from = 0;
      cpwt_random_weights(&state, v, n);
      for (int64_t j = 0; j < n; j++) {
        v[j] = w[j] + step * (v[j] - w[j]);
        from += (v[j] - mean[j]) * (v[j] - mean[j]);
      }
      double r = worst_regret(panel, members, n, v, measure);
      ck_assert_msg(r >= largest - 1e-9, "round %d: %.17g is below %.17g", round, r, largest);
      if (measure == CPW_WEIGHTS_REGRET_LARGEST && r <= largest) ck_assert(from >= apart - 1e-12);
    }
  }
}
END_TEST

/* the variance over all members is the two parts together; members in another order: the same bits */
START_TEST(variance_is_shared_out)
{
  enum { MEMBERS = 50, N = 4, CLASSES = 3 };
  uint64_t state = 41;
  double w[MEMBERS * N], back[MEMBERS * N], between[N], within[N], b[N], i[N];
  int64_t class_of[MEMBERS], class_back[MEMBERS];
  for (int k = 0; k < MEMBERS; k++) {
    cpwt_random_weights(&state, w + k * N, N);
    class_of[k] = k % CLASSES;
  }
  for (int k = 0; k < MEMBERS; k++) {
    memcpy(back + k * N, w + (MEMBERS - 1 - k) * N, N * sizeof *w);
    class_back[k] = class_of[MEMBERS - 1 - k];
  }
  ck_assert_int_eq(cpw_weights_disagreement(w, MEMBERS, N, class_of, CLASSES, NULL, between, within,
                                            NULL, NULL, NULL),
                   CPW_OK);
  ck_assert_int_eq(
      cpw_weights_disagreement(back, MEMBERS, N, class_back, CLASSES, NULL, b, i, NULL, NULL, NULL),
      CPW_OK);
  ck_assert_mem_eq(between, b, sizeof b);
  ck_assert_mem_eq(within, i, sizeof i);
  for (int j = 0; j < N; j++) {
    cpw_moments m;
    cpw_moments_init(&m);
    for (int k = 0; k < MEMBERS; k++)
      cpw_moments_add(&m, w[k * N + j]);
    ck_assert(fabs(between[j] + within[j] - cpw_moments_variance(&m, 0)) < 1e-16);
  }
}
END_TEST

static int32_t everything(void *context) {
  const double m[] = {1, 2, 0.5, 1, 1, NONE, 3, 1};
  const int64_t class_of[] = {0, 0, 0, 1, 1, 1};
  double w[5], one[4], r[36], between[5], within[5], points[5];
  cpw_weights_distance d[6];
  cpw_weights_concordance_test t;
  int64_t order[5];
  (void)context;
  int32_t status[] = {
      cpw_weights_combine_judgements(m, 2, 2, NULL, one, NULL, NULL),
      cpw_weights_combine(six, 6, 5, CPW_WEIGHTS_MEDIAN, NULL, 0, w, NULL, NULL, NULL),
      cpw_weights_compromise(six, 6, 5, CPW_WEIGHTS_REGRET_LARGEST, w, NULL, NULL, NULL, NULL),
      cpw_weights_compromise(six, 6, 5, CPW_WEIGHTS_REGRET_MOVED, w, NULL, NULL, NULL, NULL),
      cpw_weights_distances(six, 6, 5, six, d, NULL, NULL),
      cpw_weights_rank_correlations(six, 6, 5, r, NULL, NULL),
      cpw_weights_disagreement(six, 6, 5, class_of, 2, NULL, between, within, NULL, NULL, NULL),
      cpw_weights_borda(judges, 5, 5, NULL, points, NULL, NULL),
      cpw_weights_copeland(judges, 5, 5, NULL, points, NULL, NULL),
      cpw_weights_kemeny(judges, 5, 5, NULL, 1, order, NULL, NULL, NULL, NULL),
      cpw_weights_concordance(judges, 5, 5, &t, NULL, NULL)};
  for (size_t k = 0; k < sizeof status / sizeof *status; k++)
    if (status[k] != CPW_OK) return status[k];
  return CPW_OK;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

Suite *cpwt_weights_panel_suite(void) {
  static const char *const cases[] = {"limits", "errors", "reference", "properties", "oom"};
  const TTest *tests[][16] = {
      {one_member, one_criterion, many_optimal_orders, zeros_of_a_panel},
      {panels_that_are_none, classes_and_judgements_that_are_none, orders_that_are_none},
      {orders_of_judges, correlations_of_ranks, weights_of_six, classes_by_hand},
      {judgements_or_weights, judgements_that_some_lack, kemeny_against_all_orders,
       points_by_double_loops, no_better_compromise, variance_is_shared_out},
      {memory_fails}};
  return cpwt_suite("weights: of a panel", cases, tests, sizeof cases / sizeof *cases);
}
