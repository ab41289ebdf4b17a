/* Two more social care places on an elective pathway, patient by patient: what it does to the beds of the ward, with
 * common random numbers; and what somebody who is referred today may expect. All rates are made up. */
#include <carepath.h>
#include <stdio.h>

enum { GP, OUTPATIENT, DIAGNOSTICS, SURGERY, WARD, CARE, HOME, STAGES };

static int add_stages(cpw_network *n, double places, cpw_error *err) {
  static const char *const name[STAGES] = {"GP",   "outpatient",  "diagnostics", "surgery",
                                           "ward", "social care", "home"};
  const double servers[STAGES] = {5, 23, 14, 6, 75, places, 1};
  static const double mean[STAGES] = {0.1, 0.5, 0.5, 0.25, 3, 10, 0};
  for (int32_t i = 0; i < STAGES; i++) {
    cpw_stage s;
    cpw_stage_init(&s);
    s.name = name[i];
    s.kind = i == HOME ? CPW_STAGE_EXIT : i < WARD ? CPW_STAGE_SERVERS : CPW_STAGE_BEDS;
    s.servers = servers[i];
    if (i == CARE) s.waiting_room = 0; /* who cannot go there stays on the ward */
    if (cpw_network_add_stage(n, &s, NULL, err)) return 1;
    cpw_duration stay = {CPW_DURATION_EXPONENTIAL, 0, mean[i], 0, 0, NULL};
    if (i == WARD) stay = (cpw_duration){CPW_DURATION_LOGNORMAL, 0, 3, 1, 0, NULL};
    cpw_stay row = {i, -1, &stay};
    if (i != HOME && cpw_network_add_stays(n, &row, 1, err)) return 1;
  }
  return 0;
}

static int add_routes(cpw_network *n, cpw_error *err) {
  static const struct {
    int32_t from, to;
    double chance;
  } rows[] = {{GP, OUTPATIENT, 1},         {OUTPATIENT, DIAGNOSTICS, 0.6},
              {OUTPATIENT, SURGERY, 0.2},  {OUTPATIENT, HOME, 0.2},
              {DIAGNOSTICS, SURGERY, 0.5}, {DIAGNOSTICS, HOME, 0.5},
              {SURGERY, WARD, 1},          {WARD, CARE, 0.15},
              {WARD, HOME, 0.85},          {CARE, HOME, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    cpw_route r;
    cpw_route_init(&r);
    r.from = rows[i].from;
    r.to = rows[i].to;
    r.chance = rows[i].chance;
    if (cpw_network_add_routes(n, &r, 1, err)) return 1;
  }
  cpw_arrivals a;
  cpw_arrivals_init(&a);
  a.stage = GP;
  a.rate = 40;
  return cpw_network_add_arrivals(n, &a, 1, err) != CPW_OK;
}

static int simulate(cpw_network *n, cpw_result **out, cpw_error *err) {
  const cpw_pathway *p = cpw_network_pathway(n, err);
  cpw_pathway_events_options o;
  cpw_run run;
  cpw_pathway_events_options_init(&o);
  cpw_run_init(&run);
  o.horizon = 730;
  o.warm_up = 180;
  o.keep = 1;
  run.replications = 20;
  return !p || cpw_pathway_simulate(p, &o, &run, out, err) != CPW_OK;
}

static void print(const cpw_result *r, const char *name, int stage) {
  char lower[64], upper[64];
  snprintf(lower, sizeof lower, "%s_lower", name);
  snprintf(upper, sizeof upper, "%s_upper", name);
  printf("  %-14s %7.3f (%7.3f to %7.3f)\n", name, cpw_result_find(r, name)->real[stage],
         cpw_result_find(r, lower)->real[stage], cpw_result_find(r, upper)->real[stage]);
}

static int forecast(cpw_network *n, cpw_error *err) {
  cpw_result *r = NULL;
  cpw_pathway_forecast_options o;
  cpw_run run;
  cpw_pathway_forecast_options_init(&o);
  cpw_run_init(&run);
  run.replications = 2000;
  if (cpw_pathway_forecast(cpw_network_pathway(n, err), &o, &run, &r, err)) return 1;
  printf("somebody referred today, to an empty pathway\n");
  printf("  reaches surgery  %5.1f %%\n", 100 * cpw_result_find(r, "reach_share")->real[SURGERY]);
  printf("  leaves after     %.1f days (median), %.1f (9 of 10)\n",
         cpw_result_find(r, "leave_quantile")->real[1],
         cpw_result_find(r, "leave_quantile")->real[2]);
  cpw_result_free(r);
  return 0;
}

int main(void) {
  cpw_network *n[2] = {NULL, NULL};
  cpw_result *r[2] = {NULL, NULL}, *change = NULL;
  cpw_error err;
  int failed = 0;
  for (int k = 0; k < 2 && !failed; k++)
    failed = cpw_network_new(NULL, NULL, &n[k], &err) || add_stages(n[k], 33 + 2 * k, &err) ||
             add_routes(n[k], &err) || simulate(n[k], &r[k], &err);
  if (!failed) failed = cpw_pathway_difference(r[0], r[1], 0.95, NULL, &change, &err) != CPW_OK;
  if (!failed) {
    printf("the ward with 33 places in social care\n");
    print(r[0], "wait_mean", WARD);
    print(r[0], "blocked_mean", WARD);
    printf("what two more places change\n");
    print(change, "wait_mean", WARD);
    print(change, "blocked_mean", WARD);
    print(change, "time_in_system", 0);
    failed = forecast(n[0], &err);
  }
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_result_free(change);
  for (int k = 0; k < 2; k++) {
    cpw_result_free(r[k]);
    cpw_network_free(n[k]);
  }
  return failed;
}
