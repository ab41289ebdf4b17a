/* What waiting costs: one person, those in a band, lists, and what shorter waits gain. Expected values:
 * mpmath 1.3, 30 digits, adaptive quadrature of the rates themselves (survival as exp(-H(t))), and by hand. */
#include "dcea/check_dcea.h"

static const double starts[] = {0, 18, 52}, losses[] = {.001, .002, .004},
                    hazards[] = {.0005, .001, .003};

static cpw_dcea_wait_law three(int32_t harm) {
  cpw_dcea_wait_law law = {3, starts, losses, hazards, .7, harm, 0};
  return law;
}

static cpw_dcea_wait_law linear(void) { /* a hundredth of a QALY a week */
  static const double zero[] = {0}, loss[] = {.01};
  cpw_dcea_wait_law law = {1, zero, loss, NULL, 0, CPW_DCEA_HARM_REPEATED, 0};
  return law;
}

static const double edges[] = {0, 13, 26};

static cpw_dcea_waiting counts(int64_t groups, int64_t lists, const double *n) {
  cpw_dcea_waiting w = {groups, lists, 3, edges, 39, n};
  return w;
}

static cpw_dcea_wait_options usual(void) {
  cpw_dcea_wait_options o;
  cpw_dcea_wait_options_init(&o);
  return o;
}

/* ---------------------------------------------------------------- reference ----------------- */

START_TEST(one_person)
{
  static const struct {
    double from, to, once, once_harms, repeated, repeated_harms;
  } rows[] = {{0, 10, 0.013466306179757754006, 0.004987520807317686751, 0.0135, 0.005},
              {10, 80, 0.25838969011719188492, 0.11485163149737290587, 0.2734, 0.122},
              {18, 18, 0, 0, 0, 0},
              {60, 200, 0.69733813304271787386, 0.34295318018494322414, 0.854, 0.42}};
  cpw_dcea_wait_law once = three(CPW_DCEA_HARM_ONCE), repeated = three(CPW_DCEA_HARM_REPEATED);
  for (size_t i = 0; i < COUNT(rows); i++) {
    double loss = -1, harms = -1;
    ck_assert_int_eq(cpw_dcea_wait_loss(&once, rows[i].from, rows[i].to, &loss, &harms, NULL),
                     CPW_OK);
    ck_near(loss, rows[i].once, 1e-14);
    ck_near(harms, rows[i].once_harms, 1e-14);
    ck_assert_int_eq(cpw_dcea_wait_loss(&repeated, rows[i].from, rows[i].to, &loss, &harms, NULL),
                     CPW_OK);
    ck_near(loss, rows[i].repeated, 1e-14);
    ck_near(harms, rows[i].repeated_harms, 1e-14);
    ck_assert_int_eq(cpw_dcea_wait_loss(&once, rows[i].from, rows[i].to, NULL, NULL, NULL), CPW_OK);
  }
}
END_TEST

/* bands of 13, 13 and 39 weeks, twice the hazard, 30 weeks to come: whole, to come, so far */
static const double whole[3][2] = {{0.011002271883760871853, 0.0064719246375063953769},
                                   {0.036894377842105574282, 0.021702575201238573674},
                                   {0.12846340225856851618, 0.077846027384567316885}};
static const double come[3][2] = {{0.080471119053756864143, 0.047335952384562862497},
                                  {0.10022226671726769544, 0.059634287708555938295},
                                  {0.18982808655052154453, 0.13474329396476691761}};
static const double so_far[3] = {0.0065, 0.021961538461538461996, 0.077333333333333334943};
static const double repeated_come[3][2] = {
    {0.08245, 0.0485}, {0.10331923076923076865, 0.0615}, {0.2044, 0.14533333333333333636}};
static const double repeated_so_far[3][2] = {{0.01105, 0.0065},
                                             {0.037334615384615384417, 0.021961538461538461996},
                                             {0.1345, 0.081666666666666668367}};

START_TEST(bands_of_people)
{
  for (int b = 0; b < 3; b++)
    for (int32_t harm = 0; harm < 2; harm++) {
      cpw_dcea_wait_law law = three(harm);
      double n[3] = {0}, factor[] = {2}, weight[] = {3}, left[3];
      n[b] = 10;
      for (int k = 0; k < 3; k++)
        left[k] = k == b ? 30 : NO_NUMBER; /* nobody to ask */
      cpw_dcea_waiting w = counts(1, 1, n);
      cpw_dcea_wait_options o = usual();
      o.hazard_weight = factor;
      o.weight = weight;
      o.remaining = left;
      cpw_result *r = NULL;
      ck_assert_int_eq(cpw_dcea_wait_cost(&w, &law, &o, &r, NULL), CPW_OK);
      ck_near(real(r, "accrued")[0], 30 * (harm ? so_far[b] : repeated_so_far[b][0]), 1e-13);
      ck_near(real(r, "accrued_harms")[0], harm ? 0 : 10 * repeated_so_far[b][1], 1e-13);
      ck_near(real(r, "expected")[0], 30 * (harm ? come : repeated_come)[b][0], 1e-13);
      ck_near(real(r, "expected_harms")[0], 10 * (harm ? come : repeated_come)[b][1], 1e-13);
      ck_near(real(r, "people_weeks")[0], 10 * (b == 2 ? 45.5 : edges[b] + 6.5), 1e-15);
      cpw_result_free(r);
    }
}
END_TEST

/* the whole wait of everybody, moved from one band to another */
START_TEST(gain_of_shorter_waits)
{
  cpw_dcea_wait_law law = three(CPW_DCEA_HARM_ONCE);
  const double before[] = {0, 0, 10}, after[] = {6, 4, 0}, factor[] = {2}, weight[] = {3};
  cpw_dcea_waiting a = counts(1, 1, before), b = counts(1, 1, after);
  cpw_dcea_wait_options o = usual();
  o.hazard_weight = factor;
  o.weight = weight;
  double n = 0, gain = 0, harms = 0;
  ck_assert_int_eq(cpw_dcea_wait_gain(&a, &b, &law, &o, &n, &gain, &harms, NULL), CPW_OK);
  ck_assert_double_eq(n, 10);
  ck_near(gain, 3 * (whole[2][0] - .6 * whole[0][0] - .4 * whole[1][0]), 1e-13);
  ck_near(harms, 10 * whole[2][1] - 6 * whole[0][1] - 4 * whole[1][1], 1e-13);
  ck_assert_int_eq(cpw_dcea_wait_gain(&a, &b, &law, &o, &n, &gain, NULL, NULL), CPW_OK);
}
END_TEST

/* two groups, two lists, by hand: a hundredth of a QALY a week; mid-bands 6.5, 19.5, 45.5 */
START_TEST(lists_by_hand)
{
  cpw_dcea_wait_law law = linear();
  const double n[] = {10, 0, 0, 0, 4, 2, 0, 0, 0, 0, 0, 20}, weight[] = {1, 2};
  const double group_people[] = {1000, 0};
  cpw_dcea_waiting w = counts(2, 2, n);
  cpw_dcea_wait_options o = usual();
  o.weight = weight;
  o.group_people = group_people;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_dcea_wait_cost(&w, &law, &o, &r, NULL), CPW_OK);
  const double accrued[] = {.65, 2 * (.78 + .91), 0, 2 * 9.1};
  for (int k = 0; k < 4; k++)
    ck_near(real(r, "accrued")[k], accrued[k], 1e-14);
  ck_near(real(r, "accrued_group")[0], .65 + 3.38, 1e-14);
  ck_near(real(r, "accrued_total")[0], .65 + 3.38 + 18.2, 1e-14);
  ck_assert_double_eq(real(r, "people_waiting_group")[0], 16);
  ck_assert_double_eq(real(r, "people_waiting_total")[0], 36);
  ck_near(real(r, "accrued_per_head")[0], .00403, 1e-13);
  ck_assert(isnan(real(r, "accrued_per_head")[1]));
  ck_assert_ptr_null(cpw_result_find(r, "expected"));
  cpw_result_free(r);
  w.last_width = 0; /* the open band at its lower edge */
  ck_assert_int_eq(cpw_dcea_wait_cost(&w, &law, NULL, &r, NULL), CPW_OK);
  ck_near(real(r, "accrued_total")[0], .65 + .78 + .52 + 5.2, 1e-14);
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "last_band"), "a floor"));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

/* no hazard is both harms alike; a hazard that nobody survives; nobody waits */
START_TEST(ends_of_hazard)
{
  const double zero[] = {0}, loss[] = {.01}, none[] = {0}, certain[] = {1e6}, small[] = {1e-300};
  double a = 0, b = 0, harms = 0;
  cpw_dcea_wait_law law = {1, zero, loss, none, 5, CPW_DCEA_HARM_ONCE, 0};
  ck_assert_int_eq(cpw_dcea_wait_loss(&law, 3, 10, &a, &harms, NULL), CPW_OK);
  ck_near(a, .07, 1e-15);
  ck_assert_double_eq(harms, 0);
  law.hazard = small;
  ck_assert_int_eq(cpw_dcea_wait_loss(&law, 3, 10, &b, &harms, NULL), CPW_OK);
  ck_near(b, .07, 1e-15);
  ck_near(harms, 7e-300, 1e-15);
  law.hazard = certain;
  ck_assert_int_eq(cpw_dcea_wait_loss(&law, 3, 1e300, &b, &harms, NULL), CPW_OK);
  ck_near(b, 5 + 1e-8, 1e-15);
  ck_assert_double_eq(harms, 1);
  const double n[] = {1, 0, 0}, nobody[] = {0, 0, 0};
  cpw_dcea_waiting w = counts(1, 1, n), empty = counts(1, 1, nobody);
  double recipients = 1, gain = 1;
  ck_assert_int_eq(cpw_dcea_wait_gain(&w, &empty, &law, NULL, &recipients, &gain, &harms, NULL), 0);
  ck_assert(recipients == 0 && gain == 0 && harms == 0);
  law.hazard = NULL;
  ck_assert_int_eq(cpw_dcea_wait_gain(&w, &w, &law, NULL, &recipients, &gain, &harms, NULL),
                   CPW_OK);
  ck_assert(recipients == 1 && gain == 0 && harms == 0);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_dcea_wait_cost(&empty, &law, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(real(r, "accrued_total")[0], 0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void law_refused(cpw_dcea_wait_law law, int32_t code, const char *message) {
  double loss = 7, harms = 7;
  cpw_error err;
  ck_assert_int_eq(cpw_dcea_wait_loss(&law, 0, 1, &loss, &harms, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert(loss == 7 && harms == 7);
}

START_TEST(laws_refused)
{
  const double bad[] = {0, 18, 18}, later[] = {1, 18, 52}, nan[] = {1, NO_NUMBER, 1},
               minus[] = {1, 1, -1};
  cpw_dcea_wait_law ok = three(1), law = ok;
  law.start = NULL;
  law_refused(law, CPW_EINVAL, "law.start is NULL");
  law = ok, law.loss = NULL;
  law_refused(law, CPW_EINVAL, "law.loss is NULL");
  law = ok, law.pieces = 0;
  law_refused(law, CPW_EINVAL, "law.pieces = 0 must be >= 1");
  law = ok, law.harm = 2;
  law_refused(law, CPW_EINVAL, "law.harm = 2 must be 0 or 1");
  law = ok, law.reserved = 3;
  law_refused(law, CPW_EINVAL, "law.reserved = 3 must be 0");
  law = ok, law.harm_loss = WITHOUT_END;
  law_refused(law, CPW_EDOMAIN, "law.harm_loss = inf must be finite");
  law = ok, law.start = bad;
  law_refused(law, CPW_EDOMAIN, "law.start[2] = 18 must be finite and above the one before");
  law.start = later;
  law_refused(law, CPW_EDOMAIN, "law.start[0] = 1 must be 0");
  law = ok, law.loss = nan;
  law_refused(law, CPW_EDOMAIN, "law.loss[1] = nan must be finite");
  law = ok, law.hazard = minus;
  law_refused(law, CPW_EDOMAIN, "law.hazard[2] = -1 must be finite and >= 0");
  cpw_error err;
  double loss = 7;
  ck_assert_int_eq(cpw_dcea_wait_loss(NULL, 0, 1, &loss, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "law is NULL");
  ck_assert_int_eq(cpw_dcea_wait_loss(&ok, -1, 1, &loss, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "from = -1 must be finite and >= 0");
  ck_assert_int_eq(cpw_dcea_wait_loss(&ok, 2, 1, &loss, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "to = 1 must be finite and >= from = 2");
}
END_TEST

static void cost_refused(cpw_dcea_waiting w, cpw_dcea_wait_options o, int32_t code,
                         const char *message) {
  cpw_dcea_wait_law law = three(0);
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_dcea_wait_cost(&w, &law, &o, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(r);
}

START_TEST(costs_refused)
{
  const double n[] = {1, 2, 3, 4, 5, 6}, minus[] = {1, 2, 3, 4, -5, 6}, bad[] = {-1, 1};
  const double most[] = {1e308, 1e308, 1e308, 1e308, 1e308, 1e308}, turned[] = {0, 9, 8};
  const double before0[] = {-1, 2, 3}, nan[] = {1, 2, 3, 4, 5, NO_NUMBER};
  cpw_dcea_waiting ok = counts(1, 2, n), w = ok;
  cpw_dcea_wait_options usual_options = usual(), o = usual_options;
  w.people = NULL;
  cost_refused(w, o, CPW_EINVAL, "waiting.people is NULL");
  w = ok, w.lower = NULL;
  cost_refused(w, o, CPW_EINVAL, "waiting.lower is NULL");
  w = ok, w.lists = 0;
  cost_refused(w, o, CPW_EINVAL, "waiting has 1 groups, 0 lists, 3 bands: each must be >= 1");
  w.lists = INT64_MAX / 2;
  cost_refused(w, o, CPW_EOVERFLOW, "waiting has too many cells");
  w = ok, w.lower = turned;
  cost_refused(w, o, CPW_EDOMAIN, "waiting.lower[2] = 8 must be finite and above the one before");
  w.lower = before0;
  cost_refused(w, o, CPW_EDOMAIN, "waiting.lower[0] = -1 must be finite and >= 0");
  w = ok, w.last_width = -1;
  cost_refused(w, o, CPW_EDOMAIN, "waiting.last_width = -1 must be finite and >= 0");
  w = ok, w.people = minus;
  cost_refused(w, o, CPW_EDOMAIN, "waiting.people[0, 1, 1] = -5 must be finite and >= 0");
  w.people = most;
  cost_refused(w, o, CPW_EOVERFLOW, "the lists lose more than the largest number");
  o.weight = bad;
  cost_refused(ok, o, CPW_EDOMAIN, "options.weight[0] = -1 must be finite and >= 0");
  o = usual_options, o.hazard_weight = bad;
  cost_refused(ok, o, CPW_EDOMAIN, "options.hazard_weight[0] = -1 must be finite and >= 0");
  o = usual_options, o.group_people = bad;
  cost_refused(ok, o, CPW_EDOMAIN, "options.group_people[0] = -1 must be finite and >= 0");
  o = usual_options, o.remaining = nan;
  cost_refused(ok, o, CPW_EDOMAIN, "options.remaining[0, 1, 2] = nan must be finite and >= 0");
  cpw_dimension d = {"group", 3, 0, NULL, NULL};
  o = usual_options, o.group_labels = &d;
  cost_refused(ok, o, CPW_EINVAL, "options.group_labels labels 3 positions, but there are 1");
  o = usual_options, o.list_labels = &d;
  cost_refused(ok, o, CPW_EINVAL, "options.list_labels labels 3 positions, but there are 2");
  cpw_dcea_wait_law law = linear();
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_dcea_wait_cost(NULL, &law, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "waiting is NULL");
  ck_assert_int_eq(cpw_dcea_wait_cost(&ok, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "law is NULL");
  ck_assert_int_eq(cpw_dcea_wait_cost(&ok, &law, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
  o = usual_options, o.struct_size = 1;
  ck_assert_int_eq(cpw_dcea_wait_cost(&ok, &law, &o, &r, &err), CPW_EABI);
}
END_TEST

START_TEST(gains_refused)
{
  const double n[] = {0, 0, 0, 4, 5, 6}, m[] = {1, 0, 0, 1, 1, 1}, most[] = {1e308, 1e308, 1e308};
  cpw_dcea_waiting before = counts(1, 2, n), after = counts(1, 2, m), other = counts(2, 1, m);
  cpw_dcea_wait_law law = linear();
  cpw_error err;
  double x = 7, y = 7, z = 7;
  ck_assert_int_eq(cpw_dcea_wait_gain(&before, &after, &law, NULL, &x, &y, &z, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "group 0 has people in list 0 after, but nobody before: their gain "
                                "has nothing to be measured from");
  ck_assert_int_eq(cpw_dcea_wait_gain(&before, &other, &law, NULL, &x, &y, &z, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "before and after must have the same groups, lists and bands");
  ck_assert_int_eq(cpw_dcea_wait_gain(&before, NULL, &law, NULL, &x, &y, &z, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "after is NULL");
  ck_assert_int_eq(cpw_dcea_wait_gain(&before, &after, &law, NULL, NULL, &y, &z, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "recipients is NULL");
  ck_assert_int_eq(cpw_dcea_wait_gain(&before, &after, &law, NULL, &x, NULL, &z, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "gain is NULL");
  before = after = counts(1, 1, most);
  ck_assert_int_eq(cpw_dcea_wait_gain(&before, &after, &law, NULL, &x, &y, &z, &err),
                   CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "the gain of group 0 is beyond the largest number");
  ck_assert(x == 7 && y == 7 && z == 7);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* a wait in two parts: the second is for those who come through the first */
START_TEST(waits_in_parts)
{
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int k = 0; k < 200; k++) {
    double t[3], loss[3], harms[3];
    for (int i = 0; i < 3; i++)
      t[i] = 100 * cpw_random_uniform(&s) + (i > 0 ? t[i - 1] : 0);
    for (int32_t harm = 0; harm < 2; harm++) {
      cpw_dcea_wait_law law = three(harm);
      for (int i = 0; i < 3; i++)
        ck_assert_int_eq(cpw_dcea_wait_loss(&law, t[i == 1 ? 1 : 0], t[i == 0 ? 1 : 2], &loss[i],
                                            &harms[i], NULL),
                         CPW_OK);
      double through = harm ? 1 - harms[0] : 1;
      ck_near(loss[2], loss[0] + through * loss[1], 1e-13);
      ck_near(harms[2], harms[0] + through * harms[1], 1e-13);
    }
  }
}
END_TEST

/* twice the people cost twice as much; twice as many after gain as much each */
START_TEST(people_scale)
{
  cpw_dcea_wait_law law = three(1);
  const double n[] = {3, 5, 8, 1, 2, 4}, twice[] = {6, 10, 16, 2, 4, 8}, m[] = {9, 6, 1, 3, 3, 1},
               more[] = {18, 12, 2, 6, 6, 2};
  cpw_dcea_waiting a = counts(2, 1, n), b = counts(2, 1, twice), after = counts(2, 1, m),
                   both = counts(2, 1, more);
  cpw_result *r = NULL, *q = NULL;
  ck_assert_int_eq(cpw_dcea_wait_cost(&a, &law, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_dcea_wait_cost(&b, &law, NULL, &q, NULL), CPW_OK);
  ck_assert_double_eq(2 * real(r, "accrued_total")[0], real(q, "accrued_total")[0]);
  cpw_result_free(r);
  cpw_result_free(q);
  double x[2], y[2], g[2], h[2];
  ck_assert_int_eq(cpw_dcea_wait_gain(&a, &after, &law, NULL, x, g, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_dcea_wait_gain(&a, &both, &law, NULL, y, h, NULL, NULL), CPW_OK);
  for (int i = 0; i < 2; i++) {
    ck_assert_double_eq(2 * x[i], y[i]);
    ck_assert(g[i] > 0);
    ck_near(g[i], h[i], 1e-14);
  }
}
END_TEST

static int32_t everything(void *context) {
  const double n[] = {1, 2, 3, 4, 5, 6};
  cpw_dcea_waiting w = counts(2, 1, n);
  cpw_dcea_wait_law law = three(1);
  cpw_dcea_wait_options o = usual();
  cpw_result *r = NULL;
  double x[2], y[2];
  (void)context;
  o.remaining = o.group_people = n;
  int32_t status = cpw_dcea_wait_cost(&w, &law, &o, &r, NULL);
  cpw_result_free(r);
  return status == CPW_OK ? cpw_dcea_wait_gain(&w, &w, &law, NULL, x, y, NULL, NULL) : status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

void add_waiting(TCase *const *cases) {
  tcase_add_test(cases[REFERENCE], one_person);
  tcase_add_test(cases[REFERENCE], bands_of_people);
  tcase_add_test(cases[REFERENCE], gain_of_shorter_waits);
  tcase_add_test(cases[REFERENCE], lists_by_hand);
  tcase_add_test(cases[LIMITS], ends_of_hazard);
  tcase_add_test(cases[ERRORS], laws_refused);
  tcase_add_test(cases[ERRORS], costs_refused);
  tcase_add_test(cases[ERRORS], gains_refused);
  tcase_add_test(cases[PROPERTIES], waits_in_parts);
  tcase_add_test(cases[PROPERTIES], people_scale);
  tcase_add_test(cases[OOM], memory_fails);
}
