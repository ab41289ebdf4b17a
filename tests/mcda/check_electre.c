/* ELECTRE I: concordance, discordance, kernels of graphs that are made on purpose. */
#include "mcda/check_mcda.h"

#include "mcda/internal.h"

/* three rows, two criteria, by hand */
START_TEST(concordance_by_hand)
{
  const double values[] = {10, 1, 8, 3, 2, 2}, weights[] = {0.7, 0.3};
  const int32_t directions[] = {1, -1};
  const double nan = (double)NAN;
  const double concordance[] = {nan, 1, 1, 0, nan, 0.7, 0, 0.3, nan};
  const double own[] = {nan, 0, 0, 1, nan, 0.5, 1, 0.75, nan};
  const double largest[] = {nan, 0, 0, 0.25, nan, 0.125, 1, 0.75, nan};
  double c[9], d[9];
  int32_t outranks[9], kernel[3];
  cpw_mcda_electre_options o;
  cpw_mcda_electre_options_init(&o);
  cpw_mcda_table t = table_of(3, 2, values, weights, directions, CPW_MCDA_FIXED);
  for (int pass = 0; pass < 2; pass++) {
    o.scale = pass ? CPW_MCDA_SCALE_LARGEST : CPW_MCDA_SCALE_CRITERION;
    ck_assert_int_eq(cpw_mcda_electre1(&t, &o, NULL, c, d, outranks, kernel, NULL), CPW_OK);
    for (int k = 0; k < 9; k++) {
      ck_assert(k % 4 ? fabs(c[k] - concordance[k]) < 1e-15 : isnan(c[k]));
      ck_assert(k % 4 ? fabs(d[k] - (pass ? largest : own)[k]) < 1e-15 : isnan(d[k]));
    }
    /* 0 outranks both; 1 outranks 2 (0.7) where its disadvantage is small */
    ck_assert(outranks[1] && outranks[2] && outranks[5] == pass && !outranks[3] && !outranks[0]);
    ck_assert(kernel[0] && !kernel[1] && !kernel[2]);
  }
  const double lower[] = {0, 0}, upper[] = {16, 4};
  t.lower = lower;
  t.upper = upper;
  o.scale = CPW_MCDA_SCALE_FIXED;
  ck_assert_int_eq(cpw_mcda_electre1(&t, &o, NULL, NULL, d, NULL, kernel, NULL), CPW_OK);
  ck_assert_double_eq_tol(d[3], 0.5, 1e-15);
  ck_assert_double_eq_tol(d[6], 0.5, 1e-15);
  t.rows = 0;
  ck_assert_int_eq(cpw_mcda_electre1(&t, &o, NULL, NULL, NULL, NULL, NULL, NULL), CPW_OK);
}
END_TEST

/* a criterion in other units changes nothing but under the largest range */
START_TEST(units_do_not_matter)
{
  double values[48], c[2][64], d[2][64];
  int32_t kernel[8];
  memcpy(values, patients, sizeof values);
  for (int i = 0; i < 8; i++)
    values[6 * i] *= 8; /* weeks -> eighths of weeks, exactly */
  for (int pass = 0; pass < 2; pass++) {
    cpw_mcda_table t = table_of(8, 6, pass ? values : patients, patient_weights, patient_directions,
                                CPW_MCDA_FIXED);
    ck_assert_int_eq(cpw_mcda_electre1(&t, NULL, NULL, c[pass], d[pass], NULL, kernel, NULL),
                     CPW_OK);
  }
  ck_assert_mem_eq(c[0], c[1], sizeof c[0]);
  ck_assert_mem_eq(d[0], d[1], sizeof d[0]);
}
END_TEST

/* kernels: none outranks another, everybody else is outranked, circles are one */
START_TEST(kernels_by_hand)
{
  static const struct {
    int64_t n;
    const char *edges; /* pairs of digits */
    const char *kernel;
  } graphs[] = {{1, "", "1"},
                {2, "01", "10"},
                {3, "01 12", "101"},
                {4, "01 12 23", "1010"},
                {2, "01 10", "11"},             /* a circle stands as one */
                {4, "01 10 12 23", "1101"},     /* the circle beats 2, 3 is free of it */
                {5, "01 12 20 23 34", "11101"}, /* a circle of three */
                {6, "30 31 32 45", "000110"},
                {7, "01 10 23 32 12 45 56", "1100101"}};
  for (size_t k = 0; k < COUNT(graphs); k++) {
    unsigned char outranks[49] = {0};
    int32_t kernel[7];
    const int64_t n = graphs[k].n;
    for (const char *e = graphs[k].edges; *e; e += e[2] ? 3 : 2)
      outranks[(e[0] - '0') * n + (e[1] - '0')] = 1;
    ck_assert_int_eq(cpwi_mcda_graph_kernel(outranks, n, kernel, NULL, "test", NULL), CPW_OK);
    for (int64_t i = 0; i < n; i++)
      ck_assert_msg(kernel[i] == graphs[k].kernel[i] - '0', "graph %zu row %d", k, (int)i);
  }
}
END_TEST

/* random graphs without circles have one kernel: what its definition says */
START_TEST(kernels_of_random_graphs)
{
  enum { ROWS = 40 };
  cpw_stream s;
  cpw_stream_init(&s, 17, (uint64_t)_i, 0, 0);
  unsigned char outranks[ROWS * ROWS] = {0};
  int64_t label[ROWS];
  int32_t kernel[ROWS];
  for (int64_t i = 0; i < ROWS; i++)
    label[i] = i;
  cpw_random_shuffle(&s, label, ROWS);
  for (int a = 0; a < ROWS; a++)
    for (int b = a + 1; b < ROWS; b++)
      outranks[label[a] * ROWS + label[b]] = cpw_random_below(&s, 8) == 0;
  ck_assert_int_eq(cpwi_mcda_graph_kernel(outranks, ROWS, kernel, NULL, "test", NULL), CPW_OK);
  for (int b = 0; b < ROWS; b++) {
    int beaten = 0;
    for (int a = 0; a < ROWS; a++)
      beaten |= kernel[a] && outranks[a * ROWS + b];
    ck_assert_int_eq(kernel[b], !beaten);
  }
}
END_TEST

void electre_tests(const cases *c) {
  tcase_add_test(c->reference, concordance_by_hand);
  tcase_add_test(c->properties, units_do_not_matter);
  tcase_add_test(c->reference, kernels_by_hand);
  tcase_add_loop_test(c->properties, kernels_of_random_graphs, 0, 20);
}
