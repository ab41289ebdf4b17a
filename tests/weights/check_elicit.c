/* Weights that people state: points, ranks, pairwise judgements, best and worst. Expected values are
 * closed forms, the cases of ../shared/reference/equity_cases.json, and by hand from NumPy and SciPy:
 * power iteration in extended precision, numpy.linalg.lstsq, scipy.optimize.linprog (HiGHS). */
#include "check_weights.h"

static cpw_error err;

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_and_equal)
{
  double w[3] = {7, 7, 7}, matrix[] = {1};
  cpw_weights_consistency c;
  ck_assert_int_eq(cpw_weights_equal(3, w, NULL), CPW_OK);
  ck_assert(w[0] == 1.0 / 3 && w[2] == w[0]);
  ck_assert_int_eq(cpw_weights_from_ranks(NULL, 1, CPW_WEIGHTS_RANK_CENTROID, 0, w, NULL, NULL),
                   CPW_OK);
  ck_assert_double_eq(w[0], 1);
  ck_assert_int_eq(cpw_weights_ahp(matrix, 1, CPW_WEIGHTS_EIGENVECTOR, w, &c, NULL, NULL), CPW_OK);
  ck_assert(w[0] == 1 && c.lambda_max == 1 && c.consistency_index == 0 && c.ratio_saaty == 0);
  ck_assert(c.geometric_index == 0 && c.worst_row == -1 && isnan(c.worst_value));
  const double two[] = {1, 4, 0.25, 1}, expected[] = {0.8, 0.2};
  for (int32_t method = 0; method < 2; method++) {
    ck_assert_int_eq(cpw_weights_ahp(two, 2, method, w, &c, NULL, NULL), CPW_OK);
    cpwt_near(w, expected, 2, 1e-15, "two");
    ck_assert(fabs(c.lambda_max - 2) < 1e-15 && c.ratio_tummala_ling == 0 && c.worst_row == -1);
  }
}
END_TEST

START_TEST(points)
{
  const double p[] = {100, 50, 50, 0}, expected[] = {0.5, 0.25, 0.25, 0}, huge[] = {1e308, 1e308};
  double w[4];
  for (int32_t kind = 0; kind < 2; kind++) {
    ck_assert_int_eq(cpw_weights_from_points(p, 4, kind, w, NULL), CPW_OK);
    cpwt_near(w, expected, 4, 0, "points");
  }
  ck_assert_int_eq(cpw_weights_from_points(huge, 2, CPW_WEIGHTS_DIRECT, w, NULL), CPW_OK);
  ck_assert(w[0] == 0.5 && w[1] == 0.5);
  const double tiny[] = {4e-324, 1.2e-323};
  ck_assert_int_eq(cpw_weights_from_points(tiny, 2, CPW_WEIGHTS_DIRECT, w, NULL), CPW_OK);
  ck_assert(fabs(w[0] - 1.0 / 3) < 0.1);
}
END_TEST

/* ties share the places' weights, however the ranks are written, and in place */
START_TEST(ties_of_ranks)
{
  const double forms[][4] = {{3, 1, 1, 4}, {2, 1, 1, 3}, {30, 15, 15, 1000}, {3, 1.5, 1.5, 4}};
  const double places[] = {12 / 25.0, 6 / 25.0, 4 / 25.0, 3 / 25.0}; /* 1, 1/2, 1/3, 1/4 */
  const double expected[] = {places[2], (places[0] + places[1]) / 2, (places[0] + places[1]) / 2,
                             places[3]};
  for (size_t k = 0; k < 4; k++) {
    double w[4];
    memcpy(w, forms[k], sizeof w);
    ck_assert_int_eq(cpw_weights_from_ranks(w, 4, CPW_WEIGHTS_RANK_RECIPROCAL, 0, w, NULL, NULL),
                     CPW_OK);
    cpwt_near(w, expected, 4, 1e-15, "ties");
  }
  const double same[] = {5, 5, 5};
  double w[6];
  for (int32_t method = 0; method < 4; method++) {
    ck_assert_int_eq(cpw_weights_from_ranks(same, 3, method, 2, w, NULL, NULL), CPW_OK);
    cpwt_near(w, (const double[]){1.0 / 3, 1.0 / 3, 1.0 / 3}, 3, 1e-15, "all the same");
  }
}
END_TEST

START_TEST(rank_weights)
{
  /* case rank_weights_n6; exponent 2: 36 25 16 9 4 1 of 91; a large exponent leaves the first */
  const double roc[] = {0.40833333333333327, 0.24166666666666667,  0.1583333333333333,
                        0.10277777777777779, 0.061111111111111116, 0.027777777777777776};
  const double square[] = {36 / 91.0, 25 / 91.0, 16 / 91.0, 9 / 91.0, 4 / 91.0, 1 / 91.0};
  double w[6], sum[6];
  ck_assert_int_eq(cpw_weights_from_ranks(NULL, 6, CPW_WEIGHTS_RANK_CENTROID, 0, w, NULL, NULL),
                   CPW_OK);
  cpwt_near(w, roc, 6, 1e-15, "roc");
  ck_assert_int_eq(cpw_weights_from_ranks(NULL, 6, CPW_WEIGHTS_RANK_EXPONENT, 2, w, NULL, NULL),
                   CPW_OK);
  cpwt_near(w, square, 6, 1e-15, "exponent 2");
  ck_assert_int_eq(cpw_weights_from_ranks(NULL, 6, CPW_WEIGHTS_RANK_EXPONENT, 1e300, w, NULL, NULL),
                   CPW_OK);
  ck_assert(w[0] == 1 && w[1] == 0);
  ck_assert_int_eq(cpw_weights_from_ranks(NULL, 6, CPW_WEIGHTS_RANK_EXPONENT, 0, w, NULL, NULL),
                   CPW_OK);
  ck_assert(fabs(w[5] - 1.0 / 6) < 1e-16);
  ck_assert_int_eq(cpw_weights_from_ranks(NULL, 6, CPW_WEIGHTS_RANK_EXPONENT, 1, w, NULL, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_weights_from_ranks(NULL, 6, CPW_WEIGHTS_RANK_SUM, 0, sum, NULL, NULL),
                   CPW_OK);
  cpwt_near(w, sum, 6, 1e-15, "rank sum");
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(weights_that_are_none)
{
  const double low[] = {0.5, 0.5, -1}, half[] = {0.5, 0.4}, nan[] = {NONE, 1};
  const double close[] = {0.5, 0.5 + 9e-10}, far[] = {0.5, 0.5 + 2e-9};
  cpwt_failed(cpw_weights_check(low, 3, NULL, &err), CPW_EDOMAIN, &err,
              "weights[2] = -1 must be finite and >= 0");
  ck_assert_int_eq(err.index, 2);
  ck_assert_str_eq(err.where, "cpw_weights_check");
  cpwt_failed(cpw_weights_check(half, 2, "caller", &err), CPW_EDOMAIN, &err,
              "the weights sum to 0.9, must be 1");
  ck_assert_str_eq(err.where, "caller");
  cpwt_failed(cpw_weights_check(nan, 2, NULL, &err), CPW_EDOMAIN, &err,
              "weights[0] = nan must be finite and >= 0");
  cpwt_failed(cpw_weights_check(NULL, 2, NULL, &err), CPW_EINVAL, &err, "weights is NULL");
  ck_assert_int_eq(cpw_weights_check(half, 0, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_weights_check(close, 2, NULL, &err), CPW_OK);
  ck_assert_int_eq(cpw_weights_check(far, 2, NULL, &err), CPW_EDOMAIN);
}
END_TEST

START_TEST(points_and_ranks_that_are_none)
{
  const double p[] = {1, -2}, zero[] = {0, 0}, swing[] = {90, 50}, inf[] = {1, ENDLESS};
  double w[2] = {7, 8};
  cpwt_failed(cpw_weights_from_points(p, 2, 0, w, &err), CPW_EDOMAIN, &err,
              "points[1] = -2 must be finite and >= 0");
  cpwt_failed(cpw_weights_from_points(zero, 2, 0, w, &err), CPW_EDOMAIN, &err, "points are all 0");
  cpwt_failed(cpw_weights_from_points(swing, 2, 1, w, &err), CPW_EDOMAIN, &err,
              "the largest swing has 90 points, must have 100");
  cpwt_failed(cpw_weights_from_points(swing, 2, 2, w, &err), CPW_EINVAL, &err,
              "kind = 2 must be 0 to 1");
  cpwt_failed(cpw_weights_from_points(swing, 0, 0, w, &err), CPW_EINVAL, &err,
              "n = 0 must be >= 1");
  cpwt_failed(cpw_weights_from_points(NULL, 2, 0, w, &err), CPW_EINVAL, &err, "points is NULL");
  cpwt_failed(cpw_weights_from_points(p, 2, 0, NULL, &err), CPW_EINVAL, &err, "weights is NULL");
  cpwt_failed(cpw_weights_equal(2, NULL, &err), CPW_EINVAL, &err, "weights is NULL");
  ck_assert_int_eq(cpw_weights_equal(0, w, &err), CPW_EINVAL);
  cpwt_failed(cpw_weights_from_ranks(inf, 2, 0, 0, w, NULL, &err), CPW_EDOMAIN, &err,
              "ranks[1] = inf must be finite");
  cpwt_failed(cpw_weights_from_ranks(p, 2, 3, -1, w, NULL, &err), CPW_EDOMAIN, &err,
              "exponent = -1 must be finite and >= 0");
  cpwt_failed(cpw_weights_from_ranks(p, 2, 4, 0, w, NULL, &err), CPW_EINVAL, &err,
              "method = 4 must be 0 to 3");
  cpwt_failed(cpw_weights_from_ranks(p, 2, 0, 0, NULL, NULL, &err), CPW_EINVAL, &err,
              "weights is NULL");
  ck_assert_int_eq(cpw_weights_from_ranks(p, 0, 0, 0, w, NULL, &err), CPW_EINVAL);
  const cpw_allocator broken = {NULL, NULL, NULL, NULL};
  ck_assert_int_eq(cpw_weights_from_ranks(p, 2, 0, 0, w, &broken, &err), CPW_EINVAL);
  ck_assert(w[0] == 7 && w[1] == 8);
}
END_TEST

static void refuses_matrix(const double *matrix, int64_t n, int64_t index, const char *message) {
  double w[3] = {7, 8, 9};
  cpw_weights_consistency c;
  memset(&c, 1, sizeof c);
  const cpw_weights_consistency before = c;
  cpwt_failed(cpw_weights_ahp(matrix, n, 0, w, &c, NULL, &err), CPW_EDOMAIN, &err, message);
  ck_assert_int_eq(err.index, index);
  ck_assert(w[0] == 7 && memcmp(&c, &before, sizeof c) == 0);
}

START_TEST(judgements_that_are_none)
{
  double w[3];
  const double off[] = {1, 2, 4, 0.5, 1, 3, 0.25, 0.3, 1};
  const double diagonal[] = {1, 2, 0.5, 2}, zero[] = {1, 0, 0, 1};
  const double apart[] = {1, NONE, NONE, NONE, 1, 2, NONE, 0.5, 1};
  refuses_matrix(off, 3, 5, "matrix[1][2] * matrix[2][1] = 0.8999999999999999 must be 1");
  refuses_matrix(diagonal, 2, 3, "matrix[1][1] = 2 must be 1");
  refuses_matrix(zero, 2, 1, "matrix[0][1] = 0 must be finite and > 0, or NaN");
  refuses_matrix(apart, 3, 1, "no judgement joins criterion 1 with criterion 0");
  cpwt_failed(cpw_weights_ahp(NULL, 3, 0, w, NULL, NULL, &err), CPW_EINVAL, &err, "matrix is NULL");
  cpwt_failed(cpw_weights_ahp(off, 3, 0, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
              "weights is NULL");
  cpwt_failed(cpw_weights_ahp(off, 1001, 0, w, NULL, NULL, &err), CPW_EINVAL, &err,
              "n = 1001 must be 1 to 1000");
  cpwt_failed(cpw_weights_ahp(off, 3, 2, w, NULL, NULL, &err), CPW_EINVAL, &err,
              "method = 2 must be 0 to 1");
  double wild[25];
  for (int i = 0; i < 25; i++)
    wild[i] = 1;
  for (int k = 1; k < 5; k++) { /* 0 far above 1, 1 above the others, the others above 0 */
    wild[k] = k == 1 ? 1e308 : 1e-308;
    wild[5 * k] = k == 1 ? 1e-308 : 1e308;
    if (k == 1) continue;
    wild[5 + k] = 1e308;
    wild[5 * k + 1] = 1e-308;
  }
  cpwt_failed(cpw_weights_ahp(wild, 5, 0, w, NULL, NULL, &err), CPW_EOVERFLOW, &err,
              "the judgements are too far apart");
}
END_TEST

START_TEST(best_worst_that_is_none)
{
  double w[3] = {7, 8, 9};
  const double to[] = {1, 2, 8}, from[] = {8, 5, 1}, low[] = {1, 0.5, 8}, nan[] = {1, 2, NONE};
  const double above[] = {1, 9, 8}, self[] = {2, 2, 8}, other[] = {7, 5, 1}, big[] = {8, 9, 1};
  const struct {
    const double *to, *from;
    int64_t n, best, worst;
    int32_t code;
    const char *message;
  } bad[] = {
      {to, from, 1, 0, 2, CPW_EINVAL, "n = 1 must be 2 to 100"},
      {to, from, 3, 3, 2, CPW_EINVAL, "best = 3 must be 0 to 2"},
      {to, from, 3, 0, -1, CPW_EINVAL, "worst = -1 must be 0 to 2"},
      {to, from, 3, 1, 1, CPW_EINVAL, "best and worst are both 1"},
      {low, from, 3, 0, 2, CPW_EDOMAIN, "best_to_others[1] = 0.5 must be finite and >= 1"},
      {nan, from, 3, 0, 2, CPW_EDOMAIN, "best_to_others[2] = nan must be finite and >= 1"},
      {self, from, 3, 0, 2, CPW_EDOMAIN, "best_to_others[0] = 2 must be 1"},
      {above, from, 3, 0, 2, CPW_EDOMAIN,
       "best_to_others[1] = 9 must not be above best_to_others[worst] = 8"},
      {to, big, 3, 0, 2, CPW_EDOMAIN,
       "others_to_worst[1] = 9 must not be above best_to_others[worst] = 8"},
      {to, other, 3, 0, 2, CPW_EDOMAIN,
       "others_to_worst[best] = 7 must be best_to_others[worst] = 8"},
      {NULL, from, 3, 0, 2, CPW_EINVAL, "best_to_others is NULL"},
      {to, NULL, 3, 0, 2, CPW_EINVAL, "others_to_worst is NULL"},
  };
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
    cpwt_failed(cpw_weights_best_worst(bad[k].to, bad[k].from, bad[k].n, bad[k].best, bad[k].worst,
                                       w, NULL, NULL, NULL, NULL, &err),
                bad[k].code, &err, bad[k].message);
  cpwt_failed(cpw_weights_best_worst(to, from, 3, 0, 2, NULL, NULL, NULL, NULL, NULL, &err),
              CPW_EINVAL, &err, "weights is NULL");
  ck_assert(w[0] == 7 && w[2] == 9);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

START_TEST(tables)
{
  ck_assert_double_eq(cpw_weights_random_index(CPW_WEIGHTS_SAATY, 3), 0.58);
  ck_assert_double_eq(cpw_weights_random_index(CPW_WEIGHTS_SAATY, 10), 1.49);
  ck_assert_double_eq(cpw_weights_random_index(CPW_WEIGHTS_SAATY, 15), 1.59);
  ck_assert_double_eq(cpw_weights_random_index(CPW_WEIGHTS_TUMMALA_LING, 4), 0.8921);
  ck_assert_double_eq(cpw_weights_random_index(CPW_WEIGHTS_TUMMALA_LING, 15), 1.5831);
  ck_assert_double_eq(cpw_weights_random_index(CPW_WEIGHTS_SAATY, 2), 0);
  ck_assert(isnan(cpw_weights_random_index(CPW_WEIGHTS_SAATY, 16)));
  ck_assert(isnan(cpw_weights_random_index(CPW_WEIGHTS_SAATY, 0)));
  ck_assert(isnan(cpw_weights_random_index(2, 4)) && isnan(cpw_weights_random_index(-1, 4)));
  ck_assert(cpw_weights_gci_threshold(3) == 0.31 && cpw_weights_gci_threshold(4) == 0.35);
  ck_assert(cpw_weights_gci_threshold(9) == 0.37 && cpw_weights_gci_threshold(2) == 0);
  ck_assert(isnan(cpw_weights_gci_threshold(0)));
}
END_TEST

/* judgements of Saaty's scale by a small generator: the first n rows of one sequence a size */
static void made_up(double *m, int64_t n) {
  int64_t x = 7;
  for (int64_t i = 0; i < n; i++) {
    m[i * n + i] = 1;
    for (int64_t j = i + 1; j < n; j++) {
      x = (x * 1103515245 + 12345) % 2147483648;
      int64_t v = 1 + (x >> 16) % 9;
      x = (x * 1103515245 + 12345) % 2147483648;
      int more = (x >> 16) % 2 != 0;
      m[i * n + j] = more ? (double)v : 1.0 / (double)v;
      m[j * n + i] = more ? 1.0 / (double)v : (double)v;
    }
  }
}

/* numpy.longdouble, 5000 power iterations from ones */
START_TEST(principal_eigenvectors)
{
  const double three[] = {0.056047684801367646, 0.7402615107323722, 0.20369080446626014};
  const double fifteen[] = {0.05120451405403008, 0.06490666038859254, 0.06147997002169096,
                            0.10357132775902717, 0.06613019251153465, 0.07760523052416884,
                            0.05063054031960053, 0.08866338811717754, 0.06629638117498497,
                            0.07835426240424598, 0.05950798433467502, 0.028967549744535494,
                            0.07397436461184191, 0.05351030057067025, 0.07519733346322408};
  double m[225], w[15];
  cpw_weights_consistency c;
  made_up(m, 3);
  ck_assert_int_eq(cpw_weights_ahp(m, 3, 0, w, &c, NULL, NULL), CPW_OK);
  cpwt_near(w, three, 3, 2e-15, "three");
  ck_assert(fabs(c.lambda_max - 3.2566704887246933) < 4e-15);
  ck_assert(fabs(c.ratio_saaty - (3.2566704887246933 - 3) / 2 / 0.58) < 1e-14);
  made_up(m, 15);
  ck_assert_int_eq(cpw_weights_ahp(m, 15, 0, w, &c, NULL, NULL), CPW_OK);
  cpwt_near(w, fifteen, 15, 1e-15, "fifteen");
  ck_assert(fabs(c.lambda_max - 37.58303529319423) < 1e-13);
  ck_assert(fabs(c.ratio_tummala_ling - (37.58303529319423 - 15) / 14 / 1.5831) < 1e-13);
}
END_TEST

/* Harker's matrix likewise; numpy.linalg.lstsq over the judgements that are there, and without each */
START_TEST(missing_judgements)
{
  const double harker[] = {0.03284662395976107, 0.4434615310863784, 0.10909925455429755,
                           0.10646615146074505, 0.3081264389388179};
  const double least[] = {0.035120614350259136, 0.4977114686453107, 0.10795039770806171,
                          0.0849898936028662, 0.27422762569350223};
  double m[25], w[5];
  cpw_weights_consistency c;
  made_up(m, 5);
  m[3] = m[15] = m[9] = m[21] = m[1] = NONE; /* 0-3, 1-4; of 0-1 ... */
  m[5] = NONE;
  m[10] = NONE; /* one of a pair is enough */
  ck_assert_int_eq(cpw_weights_ahp(m, 5, CPW_WEIGHTS_EIGENVECTOR, w, &c, NULL, NULL), CPW_OK);
  cpwt_near(w, harker, 5, 1e-14, "harker");
  ck_assert(fabs(c.lambda_max - 5.898770325490097) < 1e-13);
  ck_assert_int_eq(c.missing, 3);
  ck_assert(fabs(c.ratio_saaty - (5.898770325490097 - 5) / 4 / (1.12 * 0.5)) < 1e-13);
  ck_assert(fabs(c.geometric_index - 1.3117987019491646) < 1e-13);
  ck_assert(c.worst_row == 2 && c.worst_column == 3 && fabs(c.worst_value - 1.0 / 3) < 1e-15);
  ck_assert(fabs(c.worst_suggestion - 4.285672452952597) < 1e-12);
  ck_assert(c.index_if_changed < c.consistency_index);
  ck_assert_int_eq(cpw_weights_ahp(m, 5, CPW_WEIGHTS_GEOMETRIC, w, &c, NULL, NULL), CPW_OK);
  cpwt_near(w, least, 5, 1e-13, "least squares");
  /* the suggestion in its place: the index that was foretold */
  double foretold = c.index_if_changed;
  m[13] = c.worst_suggestion;
  m[17] = NONE;
  ck_assert_int_eq(cpw_weights_ahp(m, 5, CPW_WEIGHTS_GEOMETRIC, w, &c, NULL, NULL), CPW_OK);
  ck_assert(fabs(c.consistency_index - foretold) < 1e-13);
}
END_TEST

/* case ahp_4x4; and a tree of judgements, which nothing contradicts */
START_TEST(judgements_of_four)
{
  const double m[] = {1, 3, 5, 4, 1 / 3.0, 1, 3, 2, 0.2, 1 / 3.0, 1, 0.5, 0.25, 0.5, 2, 1};
  const double vector[] = {0.5462190309872447, 0.2323030670322093, 0.08375329143997798,
                           0.13772461054056806};
  const double mean[] = {0.5449949584812142, 0.23286926431047789, 0.083670884216573,
                         0.13846489299173478};
  double w[4];
  cpw_weights_consistency c;
  ck_assert_int_eq(cpw_weights_ahp(m, 4, CPW_WEIGHTS_EIGENVECTOR, w, &c, NULL, NULL), CPW_OK);
  cpwt_near(w, vector, 4, 1e-12, "eigenvector");
  ck_assert(fabs(c.lambda_max - 4.051109547476951) < 1e-12);
  ck_assert(fabs(c.geometric_index - 0.06779662530368637) < 1e-13);
  ck_assert(c.geometric_threshold == 0.35);
  ck_assert_int_eq(cpw_weights_ahp(m, 4, CPW_WEIGHTS_GEOMETRIC, w, NULL, NULL, NULL), CPW_OK);
  cpwt_near(w, mean, 4, 1e-14, "row geometric mean");
  const double tree[] = {1, 2, NONE, NONE, NONE, 1, 2, NONE, NONE, NONE, 1, 2, NONE, NONE, NONE, 1};
  const double eighths[] = {8 / 15.0, 4 / 15.0, 2 / 15.0, 1 / 15.0};
  for (int32_t method = 0; method < 2; method++) {
    ck_assert_int_eq(cpw_weights_ahp(tree, 4, method, w, &c, NULL, NULL), CPW_OK);
    cpwt_near(w, eighths, 4, 1e-14, "tree");
    ck_assert(c.missing == 3 && c.ratio_saaty == 0 && c.geometric_index == 0 && c.worst_row == -1);
    ck_assert(c.consistency_index < 1e-14);
  }
}
END_TEST

/* scipy.optimize.linprog; the model of ratios by bisection over feasible programmes, bounds within 1e-8 */
START_TEST(best_worst)
{
  const struct {
    int64_t n, best, worst;
    double to[6], from[6], weights[6], xi, ratio, bounds[12];
  } cases[] = {
      {5,
       1,
       4,
       {2, 1, 4, 3, 8},
       {4, 8, 2, 3, 1},
       {0.22950819672131145, 0.4480874316939891, 0.11475409836065573, 0.1530054644808743,
        0.054644808743169404},
       0.010928961748633781,
       0.14589803347902677,
       {0.21450207223991966, 0.22891972209827127, 0.44611923516635876, 0.4571490379639955,
        0.1084888100914991, 0.11763161539150124, 0.15630809284500527, 0.16017263694243353,
        0.05476612073384185, 0.05612015227601232}},
      {6,
       0,
       4,
       {1, 2, 3, 5, 7, 4},
       {7, 4, 4, 2, 1, 3},
       {0.389294403892944, 0.218978102189781, 0.145985401459854, 0.0875912408759124,
        0.048661800486618, 0.1094890510948905},
       0.048661800486618,
       0.6833752093364595,
       {0.3697494604504921, 0.4047044104290268, 0.1708438023540236, 0.23011976233740924,
        0.15960696871367344, 0.17469570911636503, 0.06642639400299685, 0.09168760484974296,
        0.04812331174631284, 0.052672738147646996, 0.11148365695955646, 0.12202297096157842}},
      {3,
       2,
       0,
       {8, 2, 1},
       {1, 5, 8},
       {0.07142857142857142, 0.32142857142857145, 0.6071428571428572},
       0.03571428571428581,
       0.2583426132260587 /* 4 - sqrt(14) */,
       {0.07142857142857142, 0.07142857142857142, 0.3386898, 0.3386898, 0.5898816, 0.5898816}},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    double w[6], low[6], high[6];
    cpw_weights_best_worst_consistency c;
    ck_assert_int_eq(cpw_weights_best_worst(cases[k].to, cases[k].from, cases[k].n, cases[k].best,
                                            cases[k].worst, w, low, high, &c, NULL, NULL),
                     CPW_OK);
    cpwt_near(w, cases[k].weights, cases[k].n, 1e-12, "best-worst");
    ck_assert(fabs(c.xi - cases[k].xi) < 1e-12);
    ck_assert(fabs(c.xi_ratio - cases[k].ratio) < 1e-9);
    for (int64_t j = 0; j < cases[k].n; j++) {
      ck_assert(fabs(low[j] - cases[k].bounds[2 * j]) < 1e-7);
      ck_assert(fabs(high[j] - cases[k].bounds[2 * j + 1]) < 1e-7);
    }
  }
}
END_TEST

/* the consistency index of Rezaei 2015, table 1: a_BW 1 to 9, printed with two digits */
START_TEST(best_worst_consistency)
{
  const double printed[] = {0, 0.44, 1.00, 1.63, 2.30, 3.00, 3.73, 4.47, 5.23};
  for (int a = 2; a <= 9; a++) {
    /* the worst judgements: both as large as best to worst */
    const double to[] = {1, a, a}, from[] = {a, a, 1};
    double w[3];
    cpw_weights_best_worst_consistency c;
    ck_assert_int_eq(cpw_weights_best_worst(to, from, 3, 0, 2, w, NULL, NULL, &c, NULL, NULL),
                     CPW_OK);
    ck_assert(fabs(c.xi_ratio - printed[a - 1]) <= 0.0051);
    ck_assert(fabs(c.output_ratio - 1) < 1e-12 && fabs(c.input_ratio - 1) < 1e-15);
    ck_assert_int_eq(c.worst, 1);
  }
  const double to[] = {1, 2, 4, 8}, from[] = {8, 4, 2, 1};
  const double expected[] = {8 / 15.0, 4 / 15.0, 2 / 15.0, 1 / 15.0};
  double w[4], low[4], high[4];
  cpw_weights_best_worst_consistency c;
  ck_assert_int_eq(cpw_weights_best_worst(to, from, 4, 0, 3, w, low, high, &c, NULL, NULL), CPW_OK);
  cpwt_near(w, expected, 4, 1e-14, "all agree");
  cpwt_near(low, expected, 4, 1e-14, "all agree");
  cpwt_near(high, expected, 4, 1e-14, "all agree");
  ck_assert(c.xi < 1e-14 && c.xi_ratio == 0 && c.output_ratio == 0 && c.worst == -1);
  const double even[] = {1, 1};
  ck_assert_int_eq(cpw_weights_best_worst(even, even, 2, 1, 0, w, low, high, &c, NULL, NULL),
                   CPW_OK);
  ck_assert(fabs(w[0] - 0.5) < 1e-15 && c.output_ratio == 0 && c.input_ratio == 0);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* consistent judgements give back their weights, over any range, with any that are missing */
START_TEST(consistent_judgements)
{
  uint64_t state = 5;
  for (int64_t n = 2; n <= 40; n += 19) {
    double w[40], m[1600], got[40];
    for (int64_t j = 0; j < n; j++)
      w[j] = exp(60 * (cpwt_next(&state) - 0.5));
    for (int64_t i = 0; i < n; i++)
      for (int64_t j = 0; j < n; j++)
        m[i * n + j] = w[i] / w[j];
    for (int64_t i = 0; i < n; i++) /* the row and column 0 stay */
      for (int64_t j = i + 1; i > 0 && j < n; j++)
        if (cpwt_next(&state) < 0.5) m[i * n + j] = m[j * n + i] = NONE;
    double sum = 0;
    for (int64_t j = 0; j < n; j++)
      sum += w[j];
    for (int32_t method = 0; method < 2; method++) {
      cpw_weights_consistency c;
      ck_assert_int_eq(cpw_weights_ahp(m, n, method, got, &c, NULL, NULL), CPW_OK);
      for (int64_t j = 0; j < n; j++)
        ck_assert_msg(fabs(got[j] * sum / w[j] - 1) < 1e-11, "%lld of %lld: %.17g", (long long)j,
                      (long long)n, got[j] * sum / w[j] - 1);
      ck_assert(c.consistency_index < 1e-12 && c.worst_row == -1);
    }
  }
}
END_TEST

/* one judgement is spoilt: it is the one that is named, with the value it had */
START_TEST(spoilt_judgement_is_found)
{
  const int64_t n = 6;
  double w[] = {8, 5, 4, 3, 2, 1}, m[36], got[6];
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++)
      m[i * n + j] = w[i] / w[j];
  m[1 * n + 4] = 1 / 2.5;
  m[4 * n + 1] = 2.5;
  cpw_weights_consistency c;
  ck_assert_int_eq(cpw_weights_ahp(m, n, 0, got, &c, NULL, NULL), CPW_OK);
  ck_assert(c.worst_row == 1 && c.worst_column == 4 && fabs(c.worst_suggestion - 2.5) < 1e-13);
  ck_assert(fabs(c.worst_value - 0.4) < 1e-15 && c.index_if_changed < 1e-14);
  ck_assert(c.consistency_index > 0.05);
}
END_TEST

/* hard judgements, where plain iteration is slow: the vector is one of the matrix, whatever order */
START_TEST(eigenvectors_of_hard_judgements)
{
  uint64_t state = 11;
  for (int round = 0; round < 30; round++) {
    const int64_t n = 2 + round % 12;
    double m[169], w[13], moved[169], other[13], spread = round % 3 == 0 ? 200 : 4;
    for (int64_t i = 0; i < n; i++)
      for (int64_t j = i; j < n; j++) {
        m[i * n + j] = i == j ? 1 : exp(spread * (cpwt_next(&state) - 0.5));
        m[j * n + i] = 1 / m[i * n + j];
      }
    cpw_weights_consistency c, d;
    ck_assert_int_eq(cpw_weights_ahp(m, n, 0, w, &c, NULL, NULL), CPW_OK);
    for (int64_t i = 0; i < n; i++) {
      double sum = 0;
      for (int64_t j = 0; j < n; j++)
        sum += m[i * n + j] * w[j];
      ck_assert_msg(fabs(sum / (c.lambda_max * w[i]) - 1) < 1e-10, "round %d: %.17g", round,
                    sum / (c.lambda_max * w[i]) - 1);
    }
    for (int64_t i = 0; i < n; i++) /* criteria in the opposite order */
      for (int64_t j = 0; j < n; j++)
        moved[i * n + j] = m[(n - 1 - i) * n + n - 1 - j];
    ck_assert_int_eq(cpw_weights_ahp(moved, n, 0, other, &d, NULL, NULL), CPW_OK);
    for (int64_t j = 0; j < n; j++)
      ck_assert(fabs(other[n - 1 - j] - w[j]) <= 1e-12);
    ck_assert(fabs(d.lambda_max / c.lambda_max - 1) < 1e-12);
  }
}
END_TEST

/* no weights do better than those of the linear model; bounds hold weights that are optimal */
START_TEST(best_worst_is_best)
{
  uint64_t state = 3;
  for (int round = 0; round < 100; round++) {
    const int64_t n = 3 + round % 6, best = round % n, worst = (best + 1 + round % (n - 1)) % n;
    double to[8], from[8], w[8], low[8], high[8], most = 2 + floor(8 * cpwt_next(&state));
    for (int64_t j = 0; j < n; j++) {
      to[j] = 1 + floor(most * cpwt_next(&state));
      from[j] = 1 + floor(most * cpwt_next(&state));
    }
    to[best] = from[worst] = 1;
    to[worst] = from[best] = most;
    cpw_weights_best_worst_consistency c;
    ck_assert_int_eq(cpw_weights_best_worst(to, from, n, best, worst, w, low, high, &c, NULL, NULL),
                     CPW_OK);
    ck_assert_int_eq(cpw_weights_check(w, n, NULL, NULL), CPW_OK);
    ck_assert(c.output_ratio >= 0 && c.output_ratio <= (most > 2.5 ? 1 + 1e-12 : 1.15));
    for (int64_t j = 0; j < n; j++)
      ck_assert(low[j] > 0 && low[j] <= high[j] && high[j] < 1);
    for (int k = 0; k < 300; k++) {
      double v[8], sum = 0, xi = 0, ratio = 0;
      for (int64_t j = 0; j < n; j++)
        sum += v[j] = w[j] * exp((k < 150 ? 0.02 : 0.5) * (cpwt_next(&state) - 0.5));
      for (int64_t j = 0; j < n; j++)
        v[j] /= sum;
      for (int64_t j = 0; j < n; j++) {
        xi = fmax(xi, fmax(fabs(v[best] - to[j] * v[j]), fabs(v[j] - from[j] * v[worst])));
        ratio = fmax(ratio, fmax(fabs(v[best] / v[j] - to[j]), fabs(v[j] / v[worst] - from[j])));
      }
      ck_assert_msg(xi >= c.xi - 1e-11, "round %d: %.17g is below %.17g", round, xi, c.xi);
      ck_assert(ratio >= c.xi_ratio - 1e-11);
    }
  }
}
END_TEST

static int32_t everything(void *context) {
  double m[25], w[5], low[5], high[5];
  const double to[] = {2, 1, 4, 3, 8}, from[] = {4, 8, 2, 3, 1}, ranks[] = {2, 1, 1};
  cpw_weights_consistency c;
  (void)context;
  int32_t status = cpw_weights_from_ranks(ranks, 3, 0, 0, w, NULL, NULL);
  if (status != CPW_OK) return status;
  made_up(m, 5);
  m[3] = m[15] = NONE;
  status = cpw_weights_ahp(m, 5, CPW_WEIGHTS_EIGENVECTOR, w, &c, NULL, NULL);
  if (status != CPW_OK) return status;
  return cpw_weights_best_worst(to, from, 5, 1, 4, w, low, high, NULL, NULL, NULL);
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

Suite *cpwt_weights_elicit_suite(void) {
  static const char *const cases[] = {"limits", "errors", "reference", "properties", "oom"};
  const TTest *tests[][16] = {{one_and_equal, points, ties_of_ranks, rank_weights},
                              {weights_that_are_none, points_and_ranks_that_are_none,
                               judgements_that_are_none, best_worst_that_is_none},
                              {tables, principal_eigenvectors, missing_judgements,
                               judgements_of_four, best_worst, best_worst_consistency},
                              {consistent_judgements, spoilt_judgement_is_found,
                               eigenvectors_of_hard_judgements, best_worst_is_best},
                              {memory_fails}};
  return cpwt_suite("weights: stated", cases, tests, sizeof cases / sizeof *cases);
}
