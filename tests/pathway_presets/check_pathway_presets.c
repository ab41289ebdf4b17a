/* Tests of presets: every one is a valid network that the engines run, parameters by name, closed forms, errors. */
#include "carepath/pathway_fluid.h"
#include "carepath/pathway_presets.h"
#include "carepath/pathway_steady.h"

#include "support/support.h"

#include <math.h>
#include <string.h>

static cpw_network *build(const char *name, const char *const *names, const double *values,
                          int64_t count) {
  cpw_network *network = NULL;
  cpw_error err = {0};
  int32_t status =
      cpw_preset_network(cpw_preset_find(name), names, values, count, NULL, &network, &err);
  ck_assert_msg(status == CPW_OK, "%s: %s", name, err.message);
  return network;
}

static cpw_result *long_run(cpw_network *network) {
  cpw_result *r = NULL;
  cpw_error err = {0};
  const cpw_pathway *p = cpw_network_pathway(network, &err);
  cpw_pathway_steady_options o;
  cpw_pathway_steady_options_init(&o);
  o.derivatives = 0;
  ck_assert_ptr_nonnull(p);
  ck_assert_msg(cpw_pathway_steady(p, &o, &r, &err) == CPW_OK, "%s", err.message);
  return r;
}

static double all_of(const cpw_result *r, const char *name, int64_t stage) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(a);
  return a->real[a->dimensions == 2 ? stage * a->dimension[1]->length : stage];
}

/* ---------------------------------------------------------------- every preset -------------- */

/* The long run lets out who comes in, and flows keep everybody. */
START_TEST(runs_and_keeps_people)
{
  cpw_network *network = build(cpw_preset_name(_i), NULL, NULL, 0);
  cpw_error err = {0};
  cpw_result *steady = long_run(network), *fluid = NULL;
  double in = all_of(steady, "entering_rate", 0), out = 0;
  const cpw_array *exits = cpw_result_find(steady, "exit_rate");
  for (int64_t e = 0; e < exits->dimension[0]->length; e++)
    out += exits->real[e * exits->dimension[1]->length];
  if (cpw_result_outcome(steady) == CPW_OUTCOME_OK)
    ck_assert_msg(fabs(in - out) <= 1e-9 * in, "%s: %.12g in, %.12g out", cpw_preset_name(_i), in,
                  out);
  cpw_pathway_fluid_options o;
  cpw_pathway_fluid_options_init(&o);
  o.horizon = 60;
  ck_assert_msg(cpw_pathway_fluid(cpw_network_pathway(network, NULL), &o, NULL, &fluid, &err) ==
                    CPW_OK,
                "%s: %s", cpw_preset_name(_i), err.message);
  double left = all_of(fluid, "left", 0), closing = all_of(fluid, "closing", 0);
  double came = all_of(fluid, "entered", 0) + all_of(fluid, "opening", 0);
  ck_assert_msg(fabs(came - left - closing) <= 1e-9 * came, "%s", cpw_preset_name(_i));
  cpw_result_free(fluid);
  cpw_result_free(steady);
  cpw_network_free(network);
}
END_TEST

START_TEST(parameters_are_documented)
{
  ck_assert_ptr_nonnull(cpw_preset_summary(_i));
  ck_assert_int_eq(cpw_preset_find(cpw_preset_name(_i)), _i);
  ck_assert_int_gt(cpw_preset_parameters(_i), 3);
  for (int64_t k = 0; k < cpw_preset_parameters(_i); k++) {
    const cpw_preset_parameter *q = cpw_preset_parameter_at(_i, k);
    ck_assert_msg(q->name && q->unit && q->meaning && *q->meaning && q->source && *q->source, "%s",
                  q->name);
    ck_assert_msg(q->least <= q->value && q->value <= q->most, "%s", q->name);
  }
}
END_TEST

/* Each parameter at its bounds: a network, or an error that says why, never anything else. */
START_TEST(bounds_of_parameters)
{
  for (int64_t k = 0; k < cpw_preset_parameters(_i); k++) {
    const cpw_preset_parameter *q = cpw_preset_parameter_at(_i, k);
    const double ends[] = {q->least, q->most};
    for (int e = 0; e < 2; e++) {
      cpw_network *network = NULL;
      cpw_error err = {0};
      int32_t status = cpw_preset_network(_i, &q->name, &ends[e], 1, NULL, &network, &err);
      if (status == CPW_OK)
        ck_assert_ptr_nonnull(network);
      else
        ck_assert_msg(network == NULL && *err.message, "%s = %g", q->name, ends[e]);
      cpw_network_free(network);
    }
  }
}
END_TEST

/* ---------------------------------------------------------------- closed forms -------------- */

/* By hand: admissions / (1 - readmitted) stays a day, shares by pathway, Little's law. */
START_TEST(discharge_by_hand)
{
  static const char *const names[] = {"admissions", "readmitted", "p1", "p2", "p3"};
  static const double values[] = {44, 0.12, 0.4, 0.04, 0.005};
  cpw_network *network = build("discharge", names, values, 5);
  cpw_result *r = long_run(network);
  /* home again and again: x = 44 + 0.12 (0.995 x), all but pathway 3 recover */
  double x = 44 / (1 - 0.12 * 0.995);
  ck_assert_double_eq_tol(all_of(r, "arrival_rate", 0), x, 1e-9);
  ck_assert_double_eq_tol(all_of(r, "inside_mean", 0), 7 * x, 1e-6);
  ck_assert_double_eq_tol(all_of(r, "inside_mean", 1), 20 * 0.4 * x, 1e-6);
  ck_assert_double_eq_tol(all_of(r, "inside_mean", 2), 26 * 0.04 * x, 1e-6);
  cpw_result_free(r);
  cpw_network_free(network);
}
END_TEST

START_TEST(advice_by_hand)
{
  cpw_network *network = build("advice", NULL, NULL, 0);
  cpw_result *r = long_run(network);
  /* 150 + 200 x 0.5 referred after the reply + 200 x 0.5 x 0.15 rebound */
  ck_assert_double_eq_tol(all_of(r, "arrival_rate", 3), 150 + 100 + 15, 1e-9);
  cpw_result_free(r);
  cpw_network_free(network);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(const char *preset, const char *name, double value, int32_t code,
                    const char *words) {
  cpw_network *network = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(
      cpw_preset_network(cpw_preset_find(preset), &name, &value, 1, NULL, &network, &err), code);
  ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
  ck_assert_ptr_null(network);
}

START_TEST(values_that_are_refused)
{
  refuses("elective", "bedz", 3, CPW_ENOTFOUND,
          "elective: \"bedz\" is not a parameter; did you mean \"beds\"?");
  refuses("elective", "xyz", 3, CPW_ENOTFOUND, "\"xyz\" is not a parameter");
  refuses("elective", "missed", 1.5, CPW_EDOMAIN,
          "elective: missed = 1.5 must be from 0 to 0.99 (share)");
  refuses("elective", "beds", (double)NAN, CPW_EDOMAIN, "beds = nan must be from 1");
  refuses("discharge", "p1", 0.99, CPW_EDOMAIN, "these shares sum to more than 1");
  refuses("elective", NULL, 1, CPW_EINVAL, "names[0] is NULL");
}
END_TEST

START_TEST(arguments_that_are_refused)
{
  static const char *const twice[] = {"beds", "beds"};
  static const double values[] = {3, 4};
  cpw_network *network = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_preset_network(-1, NULL, NULL, 0, NULL, &network, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_preset_network(99, NULL, NULL, 0, NULL, &network, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_preset_network(0, NULL, NULL, 0, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_preset_network(0, NULL, NULL, 1, NULL, &network, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_preset_network(0, twice, values, 2, NULL, &network, &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "\"beds\" is given twice"));
  ck_assert_ptr_null(network);
  ck_assert_ptr_null(cpw_preset_name(99));
  ck_assert_ptr_null(cpw_preset_summary(-1));
  ck_assert_int_eq(cpw_preset_find("elektive"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_preset_find(NULL), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_preset_parameters(99), CPW_EINVAL);
  ck_assert_ptr_null(cpw_preset_parameter_at(0, 99));
}
END_TEST

static int32_t make_one(void *context) {
  cpw_network *network = NULL;
  (void)context;
  int32_t status =
      cpw_preset_network(cpw_preset_find("cancer"), NULL, NULL, 0, NULL, &network, NULL);
  cpw_network_free(network);
  return status;
}

START_TEST(without_memory)
{ cpwt_each_allocation_fails(make_one, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("pathway_presets");
  const char *cases[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *t[5];
  for (int i = 0; i < 5; i++) {
    t[i] = tcase_create(cases[i]);
    tcase_set_timeout(t[i], 300);
    suite_add_tcase(suite, t[i]);
  }
  int presets = (int)cpw_preset_count();
  tcase_add_loop_test(t[0], bounds_of_parameters, 0, presets);
  tcase_add_test(t[1], values_that_are_refused);
  tcase_add_test(t[1], arguments_that_are_refused);
  tcase_add_test(t[2], discharge_by_hand);
  tcase_add_test(t[2], advice_by_hand);
  tcase_add_loop_test(t[3], runs_and_keeps_people, 0, presets);
  tcase_add_loop_test(t[3], parameters_are_documented, 0, presets);
  tcase_add_test(t[4], without_memory);
  return cpwt_run(&suite, 1);
}
