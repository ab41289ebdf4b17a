/* A surge of need: the exact solution against a matrix exponential of 40 digits, the published form against its own
 * recursion written out, steps of care, and conservation. */
#include "suites.h"

enum { MONTHS = 12 };

static const double CURVE[MONTHS] = {0.1, 0.2, 0.3, 0.2, 0.1, 0.05, 0.05, 0, 0, 0, 0, 0};
static const cpw_surge_group GROUP = {"all", 10000, 0.5, CURVE};
static const cpw_surge_service SERVICES[] = {{"peer", 0.3, 1, 0.4, 1, 4, 1, 0},
                                             {"iapt", 0.6, 3, 0.5, 0.8, 2, 0, 0},
                                             {"cmht", 0.4, 6, 0.5, 0.9, 3, 0, 0}};
/* those of the shared case; and peers first, with two steps up */
static const cpw_surge_flow CASE[] = {{0, 1, "anxiety", 0.075, 0, 0},
                                      {0, 2, "anxiety", 0.025, 0, 0},
                                      {0, 1, "depression", 0.05, 0, 0}};
static const cpw_surge_flow STEPS[] = {{0, 0, "anxiety", 0.1, 1, 0.5},
                                       {0, 1, "anxiety", 0.05, 2, 0.75},
                                       {0, 2, "anxiety", 0.02, 0, 0}};

static cpw_surge model(const cpw_surge_flow *flows) {
  cpw_surge u;
  cpw_surge_init(&u);
  u.months = MONTHS;
  u.group_count = 1;
  u.groups = &GROUP;
  u.service_count = 3;
  u.services = SERVICES;
  u.flow_count = 3;
  u.flows = flows;
  return u;
}

static cpw_result *project(const cpw_surge *u) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_surge_project(u, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static void stocks_are(const cpw_result *r, int64_t t, int64_t times, const double *x,
                       double tolerance) {
  close_to(reals(r, "no_needs")[t], x[0], tolerance);
  close_to(reals(r, "at_risk")[t], x[1], tolerance);
  for (int64_t k = 0; k < 3; k++)
    close_to(reals(r, "in_treatment")[k * times + t], x[2 + k], tolerance);
}

/* python3 tests/tools/surge_mpmath.py, at months 1 and 11 */
START_TEST(exact_is_exact)
{
  const double first[] = {215.38975015027024426, 505.78157638557750326, 14.022178040428671757,
                          5.4583767301044662176, 9.3481186936191145049};
  const double last[] = {4576.3038035480399763, 20.520462961127096468, 61.918015035572216846,
                         49.979041764879232474, 41.278676690381477898};
  const double first_steps[] = {168.39516611516070236, 552.32821566549675332, 17.140520958238914373,
                                8.4612028659794588415, 3.6748943951241711062};
  const double last_steps[] = {4491.5327029953090902, 41.95476737013747158, 26.742102096072094486,
                               98.248222576408378902, 91.522204962072964864};
  for (int64_t steps = 1; steps <= 25; steps += 4) {
    int64_t times = 11 * steps + 1;
    cpw_surge u = model(CASE);
    u.steps = steps;
    cpw_result *r = project(&u);
    stocks_are(r, steps, times, first, 1e-13);
    stocks_are(r, 11 * steps, times, last, 1e-13);
    cpw_result_free(r);
    u.flows = STEPS;
    u.assessment = 0.75;
    r = project(&u);
    stocks_are(r, steps, times, first_steps, 1e-13);
    stocks_are(r, 11 * steps, times, last_steps, 1e-13);
    cpw_result_free(r);
  }
}
END_TEST

/* ../shared/reference/pathway_cases.json, mh_surge_euler */
START_TEST(published_form)
{
  const double first[] = {171.40442971366, 504.87676211891, 11.57575364606, 4.425885424,
                          7.71716909737};
  const double last[] = {4604.655361145417, 19.532387528186, 73.546859298268, 53.234152495952,
                         49.031239532179};
  cpw_surge u = model(CASE);
  u.method = CPW_SURGE_EULER;
  cpw_result *r = project(&u);
  stocks_are(r, 5, 56, first, 1e-11);
  stocks_are(r, 55, 56, last, 1e-11);
  cpw_result_free(r);
}
END_TEST

/* Trap 3: exit shares taken for rates keep people in treatment for longer: in the limit of small steps by the ratio of
 * the two hazards, log(2)/3 to 1 - 2^(-1/3), 1.12. */
START_TEST(exit_shares_are_no_rates)
{
  double flat[200];
  for (int i = 0; i < 200; i++)
    flat[i] = 0.01;
  cpw_surge_group group = {"all", 10000, 0.5, flat};
  cpw_surge u = model(CASE);
  u.months = 200;
  u.groups = &group;
  u.flow_count = 1;
  cpw_result *exact = project(&u);
  u.method = CPW_SURGE_EULER;
  cpw_result *euler = project(&u);
  double a = reals(exact, "in_treatment")[995], b = reals(euler, "in_treatment")[995];
  /* steady state by hand: r A / h with all who come leaving in the end; at risk the same in both */
  close_to(reals(exact, "at_risk")[995], reals(euler, "at_risk")[995], 1e-9);
  close_to(b / a, log(2.0) / 3.0 / (1.0 - exp(-log(2.0) / 3.0)), 1e-9);
  close_to(a * log(2.0) / 3.0, 0.075 * 0.8 * reals(exact, "at_risk")[995], 1e-8);
  cpw_result_free(euler);
  cpw_result_free(exact);
}
END_TEST

static double sum(const double *x, int64_t n) {
  double all = 0;
  for (int64_t i = 0; i < n; i++)
    all += x[i];
  return all;
}

START_TEST(flows_agree_with_stocks)
{
  cpw_surge u = model(STEPS);
  cpw_result *r = project(&u);
  const double *starts = reals(r, "starts"), *stepped = reals(r, "stepped_up");
  for (int64_t k = 0; k < 3; k++)
    for (int64_t t = 0; t < 11; t++)
      close_to(starts[k * 11 + t],
               SERVICES[STEPS[k].service].treat * reals(r, "referrals")[k * 11 + t], 1e-14);
  ck_assert(sum(stepped, 11) == 0.0 && sum(stepped + 11, 22) > 10.0);
  close_to(sum(reals(r, "voluntary_contacts"), 11), sum(reals(r, "service_contacts"), 11), 1e-14);
  close_to(sum(reals(r, "formal_contacts"), 11), sum(reals(r, "service_contacts") + 11, 22), 1e-14);
  close_to(*reals(r, "total_new"), 4750, 1e-13); /* the area below the curve x 5000 */
  close_to(*reals(r, "total_starts"), sum(starts, 33), 1e-14);
  for (int64_t t = 0; t < 56; t++)
    close_to(reals(r, "caseload")[56 + t], reals(r, "in_treatment")[56 + t], 0);
  ck_assert_str_eq(cpw_result_find(r, "in_treatment")->dimension[0]->coordinate_labels[2][1],
                   "iapt");
  cpw_result_free(r);
}
END_TEST

START_TEST(nothing_happens)
{
  cpw_surge u = model(CASE);
  u.months = 1;
  cpw_result *r = project(&u);
  ck_assert_int_eq(cpw_result_find(r, "no_needs")->size, 1);
  ck_assert_double_eq(reals(r, "at_risk")[0], 0);
  cpw_result_free(r);
  /* nobody leaves a service: they stay, and are counted */
  cpw_surge_service stays = {"stays", 0.5, 1, 0, 1, 1, 0, 0};
  cpw_surge_flow flow = {0, 0, "any", 1, 0, 0};
  u = model(&flow);
  u.flow_count = 1;
  u.service_count = 1;
  u.services = &stays;
  r = project(&u);
  close_to(reals(r, "at_risk")[55] + reals(r, "in_treatment")[55], 4750, 1e-13);
  ck_assert_double_eq(reals(r, "no_needs")[55], 0);
  cpw_result_free(r);
  /* no flows: everybody is without need in the end */
  u.flow_count = 0;
  u.flows = NULL;
  r = project(&u);
  close_to(reals(r, "no_needs")[55] + reals(r, "at_risk")[55], 4750, 1e-13);
  cpw_result_free(r);
}
END_TEST

/* whoever is split over two groups alike is the same; order of flows and groups changes nothing */
START_TEST(order_and_names)
{
  const cpw_surge_group two[] = {{"b", 4000, 0.5, CURVE}, {"a", 6000, 0.5, CURVE}};
  cpw_surge_flow flows[6];
  for (int k = 0; k < 6; k++) {
    flows[k] = STEPS[2 - k / 2];
    flows[k].group = k % 2;
    flows[k].next = 2 * (2 - STEPS[2 - k / 2].next) + k % 2;
  }
  cpw_surge u = model(STEPS);
  cpw_result *one = project(&u);
  u.group_count = 2;
  u.groups = two;
  u.flow_count = 6;
  u.flows = flows;
  cpw_result *split = project(&u);
  for (int64_t t = 0; t < 56; t++) {
    close_to(reals(split, "no_needs")[t], reals(one, "no_needs")[t], 1e-13);
    for (int64_t k = 0; k < 3; k++)
      close_to(reals(split, "in_treatment")[(2 * (2 - k)) * 56 + t] +
                   reals(split, "in_treatment")[(2 * (2 - k) + 1) * 56 + t],
               reals(one, "in_treatment")[k * 56 + t], 1e-13);
  }
  cpw_result_free(split);
  /* another order of flows and services changes no bit */
  const cpw_surge_service turned[] = {SERVICES[2], SERVICES[0], SERVICES[1]};
  const int64_t now[] = {1, 2, 0};
  cpw_surge_flow back[3];
  for (int k = 0; k < 3; k++) {
    back[k] = STEPS[2 - k];
    back[k].service = now[back[k].service];
    back[k].next = 2 - back[k].next;
  }
  u = model(back);
  u.services = turned;
  cpw_result *again = project(&u);
  ck_assert_mem_eq(reals(again, "no_needs"), reals(one, "no_needs"), 56 * sizeof(double));
  ck_assert_mem_eq(reals(again, "at_risk"), reals(one, "at_risk"), 56 * sizeof(double));
  for (int64_t k = 0; k < 3; k++)
    ck_assert_mem_eq(reals(again, "in_treatment") + (2 - k) * 56,
                     reals(one, "in_treatment") + k * 56, 56 * sizeof(double));
  ck_assert_mem_eq(reals(again, "formal_contacts"), reals(one, "formal_contacts"),
                   11 * sizeof(double));
  cpw_result_free(again);
  cpw_result_free(one);
}
END_TEST

START_TEST(wrong_surges)
{
  cpw_error err;
  cpw_result *r = NULL;
  refused(cpw_surge_project(NULL, NULL, &r, &err), CPW_EINVAL, &err, "surge must be given");
  cpw_surge u = model(CASE);
  refused(cpw_surge_project(&u, NULL, NULL, &err), CPW_EINVAL, &err, "out must not be NULL");
  u.months = 0;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EINVAL, &err, "months = 0 must be 1 to 1200");
  u = model(CASE);
  u.assessment = 0;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EDOMAIN, &err,
          "assessment = 0 must be finite and > 0");
  u = model(NULL);
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EINVAL, &err, "flows must be given");
  u = model(CASE);
  double bad[MONTHS] = {0, (double)NAN};
  cpw_surge_group group = {"all", 1, 0.5, bad};
  u.groups = &group;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].curve[1] = nan must be finite and >= 0");
  group = (cpw_surge_group){"", 1, 0.5, CURVE};
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EINVAL, &err, "groups[0] must have a name");
  u = model(CASE);
  cpw_surge_service services[3];
  memcpy(services, SERVICES, sizeof services);
  u.services = services;
  services[1].success = 1.2;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EDOMAIN, &err,
          "services[1].success = 1.2 must be 0 to 1");
  services[1].success = 1;
  services[1].decay = 1;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EDOMAIN, &err,
          "services[1].decay = 1 must be below 1: not everybody has left");
  services[1].decay = 0.5;
  services[2].name = "peer";
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EINVAL, &err,
          "services[2]: the name \"peer\" comes twice");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(wrong_flows)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_surge_flow flows[3];
  cpw_surge u = model(flows);
  memcpy(flows, STEPS, sizeof flows);
  flows[1].next = 1;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EINVAL, &err,
          "flows[1].next = 1 must be another flow of the same group");
  flows[1].next = 3;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EINVAL, &err,
          "flows[1].next = 3 must be 0 to 2");
  flows[1].next = 2;
  flows[2].share = 0.9;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EDOMAIN, &err,
          "the flows of group \"all\" have shares of 1.05 and must be at most 1 in all");
  flows[2].share = 0;
  flows[2].service = -1;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EINVAL, &err,
          "flows[2].service = -1 must be 0 to 2");
  flows[2].service = 0;
  flows[2].condition = "";
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EINVAL, &err,
          "flows[2].condition must not be empty");
  u = model(CASE);
  u.method = CPW_SURGE_EULER;
  u.steps = 1;
  u.assessment = 2;
  refused(cpw_surge_project(&u, NULL, &r, &err), CPW_EDOMAIN, &err,
          "group \"all\": more leave in a step of 1 months than there are: take more steps");
  u.struct_size += 8;
  ck_assert_int_eq(cpw_surge_project(&u, NULL, &r, &err), CPW_EABI);
  u = model(CASE);
  cpw_run run;
  int32_t cancel = 1;
  cpw_run_init(&run);
  run.cancel = &cancel;
  refused(cpw_surge_project(&u, &run, &r, &err), CPW_ECANCELLED, &err, "cancelled by the caller");
  ck_assert_ptr_null(r);
}
END_TEST

static int32_t one_surge(void *context) {
  (void)context;
  cpw_surge u = model(STEPS);
  u.months = 2;
  u.steps = 1;
  cpw_result *r = NULL;
  int32_t status = cpw_surge_project(&u, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(one_surge, NULL); }
END_TEST

void surge_tests(const cases *c) {
  tcase_add_test(c->limits, nothing_happens);
  tcase_add_test(c->errors, wrong_surges);
  tcase_add_test(c->errors, wrong_flows);
  tcase_add_test(c->reference, exact_is_exact);
  tcase_add_test(c->reference, published_form);
  tcase_add_test(c->properties, exit_shares_are_no_rates);
  tcase_add_test(c->properties, flows_agree_with_stocks);
  tcase_add_test(c->properties, order_and_names);
  tcase_add_test(c->oom, memory_fails);
}
