/* Welfare of a change of health, weights, and the aversions at which it flips. Expected values: mpmath
 * 1.3 with 60 digits, from the definitions: EDE of health before and of health after, subtracted. */
#include "dcea/check_dcea.h"

static cpw_dcea_change assess(const cpw_dcea_population *p, const double *net, int32_t measure,
                              double aversion) {
  cpw_dcea_change c;
  cpw_error err;
  int32_t status = cpw_dcea_assess(p, net, measure, aversion, NULL, &c, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return c;
}

/* ---------------------------------------------------------------- reference ----------------- */

static const struct expected {
  int32_t measure;
  double aversion, ede, change;
} small[] = {{0, 0, 70.110709570285717026, 1.3238095238095238095e-6},
             {0, .5, 70.049819311998465244, 2.9250101965421530342e-6},
             {0, 1, 69.98840566510689945, 4.569528793493239472e-6},
             {0, 1.0000001, 69.988405652773616739, 4.5695291266822155912e-6},
             {0, 2, 69.864118413210952295, 7.985393130523623979e-6},
             {0, 10.95, 68.707442034615578993, 0.000044041181490784385},
             {0, 100, 64.333836162514407451, 0.00013549653609144328298},
             {0, 5000, 63.221158669804207504, 0.00013338038006842799967},
             {1, 0, 70.110709570285717026, 1.3238095238095238095e-6},
             {1, 1e-9, 70.110709561857536365, 1.3238097392807462046e-6},
             {1, .015, 69.983346802670629337, 4.6364658509464436277e-6},
             {1, .15, 68.797524926341056677, 0.000039675343596571041126},
             {1, 2, 64.080573574602511353, 0.00013330779362816323762},
             {1, 50, 63.234130691845226447, 0.00013333333333333333333},
             {2, 1, 70.110709570285717026, 1.3238095238095238095e-6},
             {2, 1.5, 68.775358458647245822, 0.000015922747761112078757},
             {2, 2, 67.81888675601632915, 0.000027857414965986394558},
             {2, 5, 65.200195013397894487, 0.000073142320480634538666},
             {2, 40, 63.201281188345498444, 0.00013324642085118356164}};

/* a change of parts in a million keeps 13 digits: its difference would have 10 */
START_TEST(small_changes)
{
  const double net[] = {1200, -300.5, 80, -410, -500};
  cpw_dcea_population p = fifths();
  for (size_t i = 0; i < COUNT(small); i++) {
    cpw_dcea_change c = assess(&p, net, small[i].measure, small[i].aversion);
    ck_near(c.ede_before, small[i].ede, 2e-15 * (small[i].aversion > 1000 ? 10 : 1));
    ck_assert_msg(fabs(c.ede_change - small[i].change) <= 2e-13 * small[i].change,
                  "measure %d aversion %g: %.17g", (int)small[i].measure, small[i].aversion,
                  c.ede_change);
    ck_assert_double_eq(c.efficiency, 69.5);
    ck_assert_double_eq(c.efficiency + c.equity, c.ede_benefit);
    ck_near(c.ede_benefit, small[i].change * 5.25e7, 1e-12);
  }
}
END_TEST

/* ranks change, health halves and nearly doubles */
START_TEST(large_changes)
{
  static const struct expected large[] = {{0, 10.95, 68.707442034615578993, -29.078143067179753128},
                                          {0, .5, 70.049819311998465244, 3.821360519545991098},
                                          {1, .15, 68.797524926341056677, -23.925358308408158642},
                                          {2, 2, 67.81888675601632915, -6.43367597552471793},
                                          {0, 300, 63.572725595425360364, -30.177471562671744513},
                                          {1, 40, 63.24294863480653324, -30.0}};
  const double net[] = {-30 * 9e6, 60 * 1.1e7, 0, -5e7, 1.2e7};
  cpw_dcea_population p = fifths();
  for (size_t i = 0; i < COUNT(large); i++) {
    cpw_dcea_change c = assess(&p, net, large[i].measure, large[i].aversion);
    ck_near(c.ede_before, large[i].ede, 1e-14);
    ck_near(c.ede_change, large[i].change, 1e-13);
  }
}
END_TEST

/* by hand: two groups of 1 and 3 people with 10 and 20, of which the first gains 1 and the second 3 */
START_TEST(by_hand)
{
  const double n[] = {1, 3}, h[] = {10, 20}, net[] = {1, 3};
  cpw_dcea_population p = {2, n, h};
  cpw_dcea_change c = assess(&p, net, CPW_DCEA_KOLM, log(2)); /* 2^-x */
  double before = -log2((exp2(-10) + 3 * exp2(-20)) / 4), after = before + 1;
  ck_near(c.ede_before, before, 1e-15);
  ck_near(c.ede_after, after, 1e-15);
  ck_assert_double_eq(c.equity, 0); /* everybody gains 1: no less unequal in absolute terms */
  ck_assert_double_eq(c.ede_benefit, 4);
  ck_near(c.inequality_before, 17.5 - before, 1e-15);
  ck_assert_double_eq(c.gap_before, 10);
  ck_assert_double_eq(c.gap_change, 0);
  /* slope: mid-points .125 and .625, so 10/.5; both on the line */
  ck_near(c.slope_before, 20, 1e-15);
  ck_assert_double_eq(c.slope_change, 0);
  const double third[] = {.1, .6}; /* health grows by 1 % for both: as unequal as before */
  c = assess(&p, third, CPW_DCEA_ATKINSON, 3);
  ck_near(c.ede_change, .01 * c.ede_before, 1e-13);
  ck_near(c.inequality_after, c.inequality_before, 1e-14);
  ck_near(c.equity, .04 * (c.ede_before - 17.5), 1e-12); /* the mean grows by more */
  ck_near(c.gap_change, .1, 1e-14);
  /* v = 2: 1 - Gini = 1 - (p1 p2 (h2 - h1)/mean) */
  c = assess(&p, net, CPW_DCEA_EXTENDED_GINI, 2);
  ck_near(c.ede_before, 17.5 - .25 * .75 * 10, 1e-15);
  ck_near(c.inequality_before, .25 * .75 * 10 / 17.5, 1e-14);
}
END_TEST

START_TEST(weights_by_definition)
{
  cpw_dcea_population p = fifths();
  double w[5];
  for (int32_t form = 0; form <= CPW_DCEA_WEIGHT_MARGINAL; form++)
    for (int32_t m = 0; m < 3; m++) {
      double e = m == CPW_DCEA_KOLM ? .15 : 10.95, mean = 0, zero[5] = {0};
      ck_assert_int_eq(cpw_dcea_weights(&p, m, e, form, 2, NULL, w, NULL), CPW_OK);
      cpw_dcea_change c = assess(&p, zero, m, e);
      for (int i = 0; i < 5; i++) {
        mean += w[i] * people[i] / 5.25e7;
        double ratio = m == CPW_DCEA_ATKINSON ? pow(health[2] / health[i], e)
                                              : exp(e * (health[2] - health[i]));
        if (form == CPW_DCEA_WEIGHT_RELATIVE && m != CPW_DCEA_EXTENDED_GINI)
          ck_near(w[i], ratio, 1e-13);
        if (form == CPW_DCEA_WEIGHT_MARGINAL && m == CPW_DCEA_ATKINSON)
          ck_near(w[i], pow(c.ede_before / health[i], e), 1e-13);
        if (form == CPW_DCEA_WEIGHT_MARGINAL && m == CPW_DCEA_KOLM)
          ck_near(w[i], exp(-e * (health[i] - c.ede_before)), 1e-13);
      }
      if (form == CPW_DCEA_WEIGHT_RELATIVE) ck_assert_double_eq(w[2], 1);
      if (form == CPW_DCEA_WEIGHT_NORMALISED) ck_near(mean, 1, 1e-14);
    }
  /* extended Gini, v = 3, three equal groups: 1 - (2/3)^3, (2/3)^3 - (1/3)^3, (1/3)^3, times 3 */
  const double n[] = {2, 2, 2}, h[] = {30, 10, 20};
  p = (cpw_dcea_population){3, n, h};
  ck_assert_int_eq(
      cpw_dcea_weights(&p, CPW_DCEA_EXTENDED_GINI, 3, CPW_DCEA_WEIGHT_MARGINAL, 0, NULL, w, NULL),
      0);
  ck_near(w[0], 1 / 9., 1e-15);
  ck_near(w[1], 19 / 9., 1e-15);
  ck_near(w[2], 7 / 9., 1e-15);
}
END_TEST

/* mpmath findroot on the difference of the EDEs, 80 digits */
START_TEST(flips_are_found)
{
  const double one[] = {1200, -300, -200, -400, -500}, two[] = {-100, 500, 0, 0, -450};
  static const struct {
    int32_t measure;
    double upper, root[2];
    int64_t count;
  } rows[] = {{CPW_DCEA_ATKINSON, 30, {1.1706797579148933426, 0}, 1},
              {CPW_DCEA_KOLM, 1, {0.017223093136009709801, 0}, 1},
              {CPW_DCEA_EXTENDED_GINI, 30, {1.1265438578718113857, 0}, 1},
              {CPW_DCEA_ATKINSON, 30, {1.3772754141186018871, 22.122438967473225778}, 2},
              {CPW_DCEA_KOLM, 1, {0.018958582005518750865, 0.34294201860601910373}, 2}};
  cpw_dcea_population p = fifths();
  for (size_t i = 0; i < COUNT(rows); i++) {
    double found[3] = {-1, -1, -1};
    int64_t count = 0;
    ck_assert_int_eq(cpw_dcea_flips(&p, i < 3 ? one : two, rows[i].measure, i == 2 ? 1 : 0,
                                    rows[i].upper, 3, NULL, found, &count, NULL),
                     CPW_OK);
    ck_assert_int_eq(count, rows[i].count);
    for (int64_t k = 0; k < count; k++)
      ck_near(found[k], rows[i].root[k], 1e-11);
    ck_assert_double_eq(found[count], -1);
  }
}
END_TEST

/* two crossings within one step of the search: the second group gains just enough for the welfare to be
 * above 0 at its best aversion */
START_TEST(near_flips_are_found_together)
{
  double net[] = {-100, 500, 0, 0, -450}, low = 300, high = 500, at[2];
  cpw_dcea_population p = fifths();
  for (int k = 0; k < 16; k++) { /* the least gain that is still worth it at some aversion */
    double middle = (low + high) / 2, best = -1;
    net[1] = middle;
    for (double e = 0; e < 30; e += .05) {
      cpw_dcea_change c = assess(&p, net, CPW_DCEA_ATKINSON, e);
      if (c.ede_change > best) best = c.ede_change;
    }
    *(best > 0 ? &high : &low) = middle;
  }
  net[1] = high;
  int64_t count = 0;
  ck_assert_int_eq(cpw_dcea_flips(&p, net, CPW_DCEA_ATKINSON, 0, 2000, 2, NULL, at, &count, NULL),
                   CPW_OK);
  ck_assert_int_eq(count, 2);
  ck_assert(at[1] > at[0] && at[1] - at[0] < 2 * 2000 / 1024.);
  for (int k = 0; k < 2; k++) {
    cpw_dcea_change below = assess(&p, net, CPW_DCEA_ATKINSON, at[k] * (1 - 1e-6)),
                    above = assess(&p, net, CPW_DCEA_ATKINSON, at[k] * (1 + 1e-6));
    ck_assert((below.ede_change > 0) == (k == 1) && (above.ede_change > 0) == (k == 0));
  }
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_group)
{
  const double n[] = {7}, h[] = {60}, net[] = {14};
  cpw_dcea_population p = {1, n, h};
  const double aversion[] = {10.95, .15, 3};
  for (int32_t m = 0; m < 3; m++) {
    cpw_dcea_change c = assess(&p, net, m, aversion[m]);
    ck_near(c.ede_change, 2, 1e-14);
    ck_assert_double_eq(c.equity, 0);
    ck_assert_double_eq(c.ede_benefit, 14);
    ck_assert_double_eq_tol(c.inequality_before, 0, 1e-14);
    ck_assert_double_eq(c.slope_before, 0);
    ck_assert_double_eq(c.gap_change, 0);
    double w = 0, at = -1;
    ck_assert_int_eq(
        cpw_dcea_weights(&p, m, aversion[m], CPW_DCEA_WEIGHT_MARGINAL, 0, NULL, &w, NULL), CPW_OK);
    ck_near(w, 1, 1e-13);
    int64_t count = -1;
    ck_assert_int_eq(cpw_dcea_flips(&p, net, m, 1, 5, 1, NULL, &at, &count, NULL), CPW_OK);
    ck_assert_int_eq(count, 0);
    ck_assert_double_eq(at, -1);
  }
}
END_TEST

/* groups without people count for nothing but have weights; a change of nothing is worth nothing */
START_TEST(groups_without_people)
{
  const double n[] = {0, 1, 0, 3, 0}, h[] = {90, 10, 15, 20, 5}, net[] = {0, 1, 0, 3, 0};
  const double n2[] = {1, 3}, h2[] = {10, 20}, net2[] = {1, 3}, none[5] = {0};
  cpw_dcea_population p = {5, n, h}, q = {2, n2, h2};
  const double aversion[] = {2, .1, 2};
  for (int32_t m = 0; m < 3; m++) {
    cpw_dcea_change a = assess(&p, net, m, aversion[m]), b = assess(&q, net2, m, aversion[m]);
    ck_assert_mem_eq(&a, &b, sizeof a);
    a = assess(&p, none, m, aversion[m]);
    ck_assert(a.ede_change == 0 && a.equity == 0 && a.ede_benefit == 0 && a.efficiency == 0);
    double w[5], v[2];
    for (int32_t form = 1; form < 3; form++) {
      ck_assert_int_eq(cpw_dcea_weights(&p, m, aversion[m], form, 0, NULL, w, NULL), CPW_OK);
      ck_assert_int_eq(cpw_dcea_weights(&q, m, aversion[m], form, 0, NULL, v, NULL), CPW_OK);
      ck_near(w[1], v[0], 1e-15);
      ck_near(w[3], v[1], 1e-15);
      ck_assert(w[4] >= w[1] && w[1] > w[2] && w[2] >= w[3] && w[3] > w[0]);
    }
  }
}
END_TEST

/* the ends of aversion: the mean at none, the least at very much; no over- or underflow */
START_TEST(ends_of_aversion)
{
  const double net[] = {1200, -300.5, 80, -410, -500};
  cpw_dcea_population p = fifths();
  for (int32_t m = 0; m < 3; m++) {
    double none = m == CPW_DCEA_EXTENDED_GINI ? 1 : 0;
    cpw_dcea_change c = assess(&p, net, m, none);
    ck_assert_double_eq(c.equity, 0);
    ck_assert_double_eq(c.ede_benefit, 69.5);
    ck_assert_double_eq(c.ede_before, c.mean_before);
    c = assess(&p, net, m, 1e12);
    ck_near(c.ede_before, health[0], 1e-9);
    ck_near(c.ede_change, 1200 / 9e6, m == CPW_DCEA_ATKINSON ? 1e-4 : 1e-12);
  }
  cpw_dcea_change near = assess(&p, net, CPW_DCEA_KOLM, 1e-300),
                  none = assess(&p, net, CPW_DCEA_KOLM, 0);
  ck_near(near.ede_change, none.ede_change, 1e-14);
  near = assess(&p, net, CPW_DCEA_ATKINSON, 1 + 1e-15);
  none = assess(&p, net, CPW_DCEA_ATKINSON, 1);
  ck_near(near.ede_change, none.ede_change, 1e-13);
  ck_near(near.ede_before, none.ede_before, 1e-14);
}
END_TEST

/* health of any size, equal health, health that nearly ends */
START_TEST(ends_of_health)
{
  const double n[] = {1, 1}, tiny[] = {1e-300, 2e-300}, huge[] = {1e300, 2e300};
  const double same[] = {70, 70}, net[] = {-69.999999999, 0}, none[] = {0, 0};
  cpw_dcea_population p = {2, n, tiny};
  double ede = sqrt(2.0);
  ck_near(assess(&p, none, CPW_DCEA_ATKINSON, 1).ede_before * 1e300, ede, 1e-14);
  p.health = huge;
  ck_near(assess(&p, none, CPW_DCEA_ATKINSON, 1).ede_before / 1e300, ede, 1e-14);
  p.health = same;
  cpw_dcea_change c = assess(&p, net, CPW_DCEA_ATKINSON, 2);
  double after = 70 - 69.999999999;
  ck_near(c.ede_after, 2 / (1 / after + 1 / 70.), 1e-6);
  c = assess(&p, none, CPW_DCEA_EXTENDED_GINI, 4);
  ck_assert_double_eq(c.ede_before, 70);
  ck_assert_double_eq(c.inequality_before, 0);
  const double below[] = {-5, 5};
  p.health = below; /* health below 0 is health for KOLM and ranks */
  c = assess(&p, none, CPW_DCEA_KOLM, 1);
  ck_near(c.ede_before, -log(cosh(5)), 1e-14);
  c = assess(&p, none, CPW_DCEA_EXTENDED_GINI, 2);
  ck_assert_double_eq(c.ede_before, -2.5);
  ck_assert(isnan(c.inequality_before)); /* of a mean of 0 */
}
END_TEST

START_TEST(quadrants)
{
  static const struct {
    double x, y;
    int32_t quadrant;
  } rows[] = {{1, 1, 1},         {1, -1, 2},
              {-1, 1, 3},        {-1, -1, 4},
              {0, 1, 1},         {0, -1, 4},
              {1, 0, 1},         {-1, 0, 4},
              {0, 0, 0},         {-0., 0, 0},
              {1e-300, -1, 2},   {NO_NUMBER, 1, 0},
              {1, NO_NUMBER, 0}, {WITHOUT_END, -WITHOUT_END, 2}};
  for (size_t i = 0; i < COUNT(rows); i++)
    ck_assert_int_eq(cpw_dcea_quadrant(rows[i].x, rows[i].y), rows[i].quadrant);
}
END_TEST

START_TEST(tables_are_cited)
{
  int64_t count = 0;
  for (; cpw_dcea_table_at(count); count++) {
    const cpw_dcea_table *t = cpw_dcea_table_at(count);
    ck_assert_ptr_eq(cpw_dcea_table_find(t->name), t);
    ck_assert(strlen(t->source) > 20 && strlen(t->about) > 20 && t->count >= 1);
    double sum = 0;
    for (int64_t i = 0; i < t->count; i++)
      sum += t->value[i];
    if (t->kind == CPW_DCEA_TABLE_SHARES) ck_near(sum, 1, 1e-15);
    ck_assert((t->kind == CPW_DCEA_TABLE_AVERSION) == (t->measure >= 0));
  }
  ck_assert_int_ge(count, 8);
  ck_assert_ptr_null(cpw_dcea_table_at(-1));
  ck_assert_ptr_null(cpw_dcea_table_find(NULL));
  ck_assert_ptr_null(cpw_dcea_table_find("robson"));
  ck_assert_double_eq(cpw_dcea_table_find("robson-2017-atkinson")->value[0], 10.95);
  ck_assert_double_eq(cpw_dcea_table_find("horn-2025-kolm")->value[0], .05);
  ck_assert_double_eq(cpw_dcea_table_find("love-koh-2020-steep")->value[4], .14);
}
END_TEST

/* the abstract of Robson et al. 2017: the poorest fifth six to seven times the richest (Atkinson) */
START_TEST(six_to_seven_times)
{
  const cpw_dcea_table *h = cpw_dcea_table_find("calculator-qale-england");
  const double n[] = {1, 1, 1, 1, 1};
  cpw_dcea_population p = {5, n, h->value};
  double w[5];
  ck_assert_int_eq(
      cpw_dcea_weights(&p, CPW_DCEA_ATKINSON, 10.95, CPW_DCEA_WEIGHT_RELATIVE, 4, NULL, w, NULL),
      CPW_OK);
  ck_assert(w[0] > 6 && w[0] < 7 && w[4] == 1);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static const double ok_net[] = {1, 1};

static void refused(cpw_dcea_population p, const double *net, int32_t measure, double aversion,
                    int32_t code, const char *message) {
  cpw_error err;
  cpw_dcea_change c;
  memset(&c, 7, sizeof c);
  cpw_dcea_change kept = c;
  ck_assert_int_eq(cpw_dcea_assess(&p, net, measure, aversion, NULL, &c, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_str_eq(err.where, "cpw_dcea_assess");
  ck_assert_mem_eq(&c, &kept, sizeof c);
  ck_assert_int_eq(cpw_dcea_assess(&p, net, measure, aversion, NULL, &c, NULL), code);
}

START_TEST(assess_refuses)
{
  const double n[] = {1, 1}, h[] = {60, 70}, bad[] = {60, NO_NUMBER}, zero[] = {0, 0},
               neg[] = {1, -1};
  const double far[] = {0, -70}, inf[] = {WITHOUT_END, 0}, low[] = {60, 0}, some[] = {1, 0};
  const double most[] = {1.7e308, 1.7e308};
  cpw_dcea_population p = {2, n, h}, q;
  refused(p, NULL, 0, 1, CPW_EINVAL, "net_benefit is NULL");
  refused(p, ok_net, 3, 1, CPW_EINVAL, "measure = 3 must be from 0 to 2");
  refused(p, ok_net, -1, 1, CPW_EINVAL, "measure = -1 must be from 0 to 2");
  refused(p, ok_net, 0, -1, CPW_EDOMAIN, "aversion = -1 must be finite and >= 0 (Atkinson)");
  refused(p, ok_net, 1, NO_NUMBER, CPW_EDOMAIN, "aversion = nan must be finite and >= 0 (Kolm)");
  refused(p, ok_net, 2, .5, CPW_EDOMAIN, "aversion = 0.5 must be finite and >= 1 (extended Gini)");
  refused(p, inf, 1, 1, CPW_EDOMAIN, "net_benefit[0] = inf must be finite");
  refused(p, far, 0, 1, CPW_EDOMAIN,
          "health of group 1 after the change = 0 must be > 0 (Atkinson)");
  refused(p, most, 1, 1, CPW_EOVERFLOW, "net_benefit sums to more than the largest number");
  q = p, q.groups = 0;
  refused(q, ok_net, 0, 1, CPW_EINVAL, "population.groups = 0 must be >= 1");
  q.groups = INT64_MAX;
  refused(q, ok_net, 0, 1, CPW_EOVERFLOW, "population.groups = 9223372036854775807 is too large");
  q = p, q.people = NULL;
  refused(q, ok_net, 0, 1, CPW_EINVAL, "population.people is NULL");
  q = p, q.health = NULL;
  refused(q, ok_net, 0, 1, CPW_EINVAL, "population.health is NULL");
  q = p, q.people = zero;
  refused(q, ok_net, 0, 1, CPW_EDOMAIN, "people are 0 in all 2 groups");
  q.people = neg;
  refused(q, ok_net, 0, 1, CPW_EDOMAIN, "people[1] = -1 must be finite and >= 0");
  q.people = some;
  refused(q, ok_net, 0, 1, CPW_EDOMAIN, "net_benefit[1] = 1 must be 0 where there are no people");
  q.people = most;
  refused(q, ok_net, 0, 1, CPW_EOVERFLOW, "people sum to more than the largest number");
  q = p, q.health = bad;
  refused(q, ok_net, 0, 1, CPW_EDOMAIN, "health[1] = nan must be finite and > 0 (Atkinson)");
  refused(q, ok_net, 1, 1, CPW_EDOMAIN, "health[1] = nan must be finite");
  q.health = low;
  refused(q, ok_net, 0, 1, CPW_EDOMAIN, "health[1] = 0 must be finite and > 0 (Atkinson)");
  q.health = most;
  const double up[] = {0, 1.7e308};
  refused(q, up, 1, 1, CPW_EOVERFLOW,
          "health of group 1 after the change is beyond the largest number");
  cpw_error err;
  ck_assert_int_eq(cpw_dcea_assess(&p, ok_net, 0, 1, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
  cpw_dcea_change c;
  ck_assert_int_eq(cpw_dcea_assess(NULL, ok_net, 0, 1, NULL, &c, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "population is NULL");
  const cpw_allocator none = {NULL, NULL, NULL, NULL};
  ck_assert_int_eq(cpw_dcea_assess(&p, ok_net, 0, 1, &none, &c, &err), CPW_EINVAL);
}
END_TEST

START_TEST(weights_and_flips_refuse)
{
  const double n[] = {1, 1, 0}, h[] = {60, 70, 80}, net[] = {1, 1, 0};
  cpw_dcea_population p = {3, n, h};
  cpw_error err;
  double w[3] = {7, 7, 7};
  int64_t count = 7;
  ck_assert_int_eq(cpw_dcea_weights(&p, 0, 1, 0, 0, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "weight is NULL");
  ck_assert_int_eq(cpw_dcea_weights(&p, 0, 1, 3, 0, NULL, w, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "form = 3 must be from 0 to 2");
  ck_assert_int_eq(cpw_dcea_weights(&p, 0, 1, 0, 3, NULL, w, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "reference = 3 must be from 0 to 2");
  ck_assert_int_eq(cpw_dcea_weights(&p, 0, -1, 1, 3, NULL, w, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_dcea_weights(&p, 2, 3, 0, 2, NULL, w, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "group 2 has a weight of 0: no other can be relative to it");
  ck_assert_int_eq(cpw_dcea_weights(&p, 0, 1e6, 0, 1, NULL, w, &err), CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "the weight of group 0 is beyond the largest number");
  ck_assert_int_eq(cpw_dcea_flips(&p, net, 0, 0, 1, 3, NULL, w, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "count is NULL");
  ck_assert_int_eq(cpw_dcea_flips(&p, net, 0, 0, 1, 3, NULL, NULL, &count, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "aversion is NULL");
  ck_assert_int_eq(cpw_dcea_flips(&p, net, 0, 0, 1, -1, NULL, w, &count, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "capacity = -1 must be >= 0");
  ck_assert_int_eq(cpw_dcea_flips(&p, net, 0, 2, 2, 3, NULL, w, &count, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "upper = 2 must be > lower = 2");
  ck_assert_int_eq(cpw_dcea_flips(&p, net, 2, 0, 2, 3, NULL, w, &count, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "lower = 0 must be finite and >= 1 (extended Gini)");
  ck_assert_int_eq(cpw_dcea_flips(&p, net, 0, 0, WITHOUT_END, 3, NULL, w, &count, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "upper = inf must be finite and >= 0 (Atkinson)");
  ck_assert(w[0] == 7 && w[1] == 7 && w[2] == 7 && count == 7);
  ck_assert_int_eq(cpw_dcea_flips(&p, net, 0, 0, 1, 0, NULL, NULL, &count, &err), CPW_OK);
  ck_assert_int_eq(count, 0);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* the marginal weight is the derivative of the benefit */
START_TEST(weights_are_derivatives)
{
  cpw_dcea_population p = fifths();
  const double aversion[] = {3.5, .15, 2.5};
  for (int32_t m = 0; m < 3; m++) {
    double w[5];
    ck_assert_int_eq(
        cpw_dcea_weights(&p, m, aversion[m], CPW_DCEA_WEIGHT_MARGINAL, 0, NULL, w, NULL), CPW_OK);
    for (int i = 0; i < 5; i++) {
      double net[5] = {0};
      net[i] = 1e-3;
      ck_near(assess(&p, net, m, aversion[m]).ede_benefit * 1e3, w[i], 1e-8);
    }
  }
}
END_TEST

/* groups of 1 person each, or as many in one group, are the same */
START_TEST(groups_and_people)
{
  const double n[] = {2, 3}, h[] = {50, 70}, net[] = {2, -3};
  const double one[] = {1, 1, 1, 1, 1}, each[] = {50, 70, 50, 70, 70}, parts[] = {1, -1, 1, -1, -1};
  cpw_dcea_population p = {2, n, h}, q = {5, one, each};
  const double aversion[] = {3.5, .15, 2.5};
  for (int32_t m = 0; m < 3; m++) {
    cpw_dcea_change a = assess(&p, net, m, aversion[m]), b = assess(&q, parts, m, aversion[m]);
    ck_near(a.ede_before, b.ede_before, 1e-14);
    ck_near(a.ede_change, b.ede_change, 1e-12);
    ck_near(a.equity, b.equity, 1e-11);
  }
}
END_TEST

/* the equity module computes the EDE of any distribution, its own way */
START_TEST(equity_says_the_same)
{
  ck_assert(CPW_DCEA_ATKINSON == CPW_EDE_ATKINSON && CPW_DCEA_KOLM == CPW_EDE_KOLM &&
            CPW_DCEA_EXTENDED_GINI == CPW_EDE_GINI);
  const double net[] = {9e6, -1e6, 0, 3e6, -2e6};
  cpw_dcea_population p = fifths();
  for (size_t i = 0; i < COUNT(small); i++) {
    double ede = 0, index = 0, after[5];
    ck_assert_int_eq(cpw_equity_ede(health, people, 5, small[i].measure, &small[i].aversion, 1,
                                    NULL, &ede, &index, NULL),
                     CPW_OK);
    cpw_dcea_change c = assess(&p, net, small[i].measure, small[i].aversion);
    ck_near(c.ede_before, ede, 1e-13);
    ck_assert_double_eq_tol(c.inequality_before, index, 1e-12);
    for (int k = 0; k < 5; k++)
      after[k] = health[k] + net[k] / people[k];
    ck_assert_int_eq(cpw_equity_ede(after, people, 5, small[i].measure, &small[i].aversion, 1, NULL,
                                    &ede, NULL, NULL),
                     CPW_OK);
    ck_near(c.ede_after, ede, 1e-13);
  }
}
END_TEST

/* two groups that change places, against the plain difference */
START_TEST(ranks_change)
{
  const double n[] = {1, 2, 4}, h[] = {50, 50.001, 90}, net[] = {.003, -.002, 1};
  cpw_dcea_population p = {3, n, h};
  cpw_dcea_change c = assess(&p, net, CPW_DCEA_EXTENDED_GINI, 2);
  double before = 50 * (1 - 36 / 49.) + 50.001 * (20 / 49.) + 90 * (16 / 49.);
  double after = 50.000 * (1 - 25 / 49.) + 50.003 * (9 / 49.) + 90.25 * (16 / 49.);
  ck_near(c.ede_before, before, 1e-15);
  ck_near(c.ede_after, after, 1e-15);
  ck_near(c.ede_change, after - before, 1e-11);
}
END_TEST

static int32_t all_of_it(void *context) {
  const double net[] = {1200, -300, -200, -400, -500};
  cpw_dcea_population p = fifths();
  cpw_dcea_change c;
  double w[5];
  int64_t count = 0;
  int32_t measure = *(const int32_t *)context;
  int32_t status = cpw_dcea_assess(&p, net, measure, 2, NULL, &c, NULL);
  if (status == CPW_OK) status = cpw_dcea_weights(&p, measure, 2, 0, 0, NULL, w, NULL);
  return status == CPW_OK ? cpw_dcea_flips(&p, net, measure, 1, 2, 5, NULL, w, &count, NULL)
                          : status;
}

START_TEST(memory_fails)
{
  int32_t measures[] = {CPW_DCEA_ATKINSON, CPW_DCEA_EXTENDED_GINI};
  for (size_t k = 0; k < 2; k++)
    cpwt_each_allocation_fails(all_of_it, &measures[k]);
}
END_TEST

/* a change of nothing is 0 and not -0, at the ends of aversion too */
START_TEST(nothing_is_nothing)
{
  cpw_dcea_population p = fifths();
  const double zero[5] = {0}, aversion[] = {1, 1.5, 50, 1e308};
  for (int32_t m = 0; m < 3; m++)
    for (size_t k = 0; k < COUNT(aversion); k++) {
      cpw_dcea_change c = assess(&p, zero, m, aversion[k]);
      const double parts[] = {c.ede_change, c.ede_benefit,  c.efficiency,
                              c.equity,     c.slope_change, c.gap_change};
      for (size_t i = 0; i < COUNT(parts); i++)
        ck_assert_msg(parts[i] == 0 && !signbit(parts[i]), "%d %g %d: %g", (int)m, aversion[k],
                      (int)i, parts[i]);
      ck_assert_double_eq(c.ede_after, c.ede_before);
    }
}
END_TEST

void add_welfare(TCase *const *cases) {
  tcase_add_test(cases[REFERENCE], small_changes);
  tcase_add_test(cases[REFERENCE], large_changes);
  tcase_add_test(cases[REFERENCE], by_hand);
  tcase_add_test(cases[REFERENCE], weights_by_definition);
  tcase_add_test(cases[REFERENCE], flips_are_found);
  tcase_add_test(cases[REFERENCE], near_flips_are_found_together);
  tcase_add_test(cases[REFERENCE], six_to_seven_times);
  tcase_add_test(cases[LIMITS], one_group);
  tcase_add_test(cases[LIMITS], groups_without_people);
  tcase_add_test(cases[LIMITS], ends_of_aversion);
  tcase_add_test(cases[LIMITS], ends_of_health);
  tcase_add_test(cases[LIMITS], nothing_is_nothing);
  tcase_add_test(cases[LIMITS], quadrants);
  tcase_add_test(cases[LIMITS], tables_are_cited);
  tcase_add_test(cases[ERRORS], assess_refuses);
  tcase_add_test(cases[ERRORS], weights_and_flips_refuse);
  tcase_add_test(cases[PROPERTIES], weights_are_derivatives);
  tcase_add_test(cases[PROPERTIES], groups_and_people);
  tcase_add_test(cases[PROPERTIES], ranks_change);
  tcase_add_test(cases[PROPERTIES], equity_says_the_same);
  tcase_add_test(cases[OOM], memory_fails);
}
