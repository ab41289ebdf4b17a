/* Three engines, one answer: formulae against patients one by one, and flows against ever larger networks. The tables of
 * docs/explanation/pathway_engines.md are printed by this program. */
#include <carepath.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct one_stage {
  const char *name;
  double rate, servers, mean, cv;
  int32_t kind, law;
  double room; /* below 0: no limit */
} one_stage;

static cpw_network *network_of(const one_stage *s, double scale, int then_ward) {
  cpw_network *network = NULL;
  cpw_stage stage;
  cpw_duration law = {.law = s->law, .mean = s->mean, .cv = s->cv};
  cpw_stay stay = {0, -1, &law};
  cpw_arrivals come;
  if (cpw_network_new("days", NULL, &network, NULL)) return NULL;
  cpw_stage_init(&stage);
  stage.name = "first";
  stage.kind = s->kind;
  stage.servers = s->servers * scale;
  if (s->room >= 0) {
    stage.waiting_room = s->room;
    stage.when_full = CPW_FULL_TURN_AWAY;
  }
  cpw_arrivals_init(&come);
  come.rate = s->rate * scale;
  int bad = cpw_network_add_stage(network, &stage, NULL, NULL) ||
            cpw_network_add_stays(network, &stay, 1, NULL) ||
            cpw_network_add_arrivals(network, &come, 1, NULL);
  if (!bad &&
      then_ward) { /* a ward without a waiting room that cannot take all: the first stage is blocked */
    cpw_duration ward_law = {.law = CPW_DURATION_EXPONENTIAL, .mean = 4};
    cpw_stay ward_stay = {1, -1, &ward_law};
    cpw_route route;
    cpw_stage_init(&stage);
    stage.name = "ward";
    stage.kind = CPW_STAGE_BEDS;
    stage.servers = 30 * scale;
    stage.waiting_room = 0;
    cpw_route_init(&route);
    route.from = 0;
    route.to = 1;
    bad = cpw_network_add_stage(network, &stage, NULL, NULL) ||
          cpw_network_add_stays(network, &ward_stay, 1, NULL) ||
          cpw_network_add_routes(network, &route, 1, NULL);
  }
  if (!bad) return network;
  cpw_network_free(network);
  return NULL;
}

static cpw_result *events(const cpw_pathway *p, double horizon, double warm_up, double period,
                          int64_t runs) {
  cpw_pathway_events_options o;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_pathway_events_options_init(&o);
  cpw_run_init(&run);
  o.horizon = horizon;
  o.warm_up = warm_up;
  o.period = period;
  o.level = 0.99;
  run.replications = runs;
  return cpw_pathway_simulate(p, &o, &run, &r, NULL) ? NULL : r;
}

static void against_formulae(void) {
  static const one_stage stages[] = {
      {"M/M/3", 2.4, 3, 1, 0, CPW_STAGE_SERVERS, CPW_DURATION_EXPONENTIAL, -1},
      {"M/G/1, gamma, cv 0.5", 0.8, 1, 1, 0.5, CPW_STAGE_SERVERS, CPW_DURATION_GAMMA, -1},
      {"M/G/3, lognormal, cv 1.5", 2.4, 3, 1, 1.5, CPW_STAGE_SERVERS, CPW_DURATION_LOGNORMAL, -1},
      {"M/G/20/20, lognormal", 18, 20, 1, 1.5, CPW_STAGE_BEDS, CPW_DURATION_LOGNORMAL, 0},
      {"slots, 4 a day", 3, 4, 0, 0, CPW_STAGE_SLOTS, CPW_DURATION_FIXED, -1},
      {"caseload of 5, lognormal", 4, 5, 1, 1.5, CPW_STAGE_CASELOAD, CPW_DURATION_LOGNORMAL, -1},
      {"delay, Weibull", 5, 1, 3, 0.7, CPW_STAGE_DELAY, CPW_DURATION_WEIBULL, -1}};
  static const char *const figure[] = {"wait_mean", "wait_mean",   "wait_mean",  "turned_away",
                                       "wait_mean", "inside_mean", "inside_mean"};
  printf("network                   figure       method       formula  events (99 %% interval)     "
         "within\n");
  for (size_t k = 0; k < sizeof stages / sizeof *stages; k++) {
    cpw_network *network = network_of(&stages[k], 1, 0);
    const cpw_pathway *p = cpw_network_pathway(network, NULL);
    cpw_result *steady = NULL, *run = p ? events(p, 4100, 100, 0, 30) : NULL;
    if (run && !cpw_pathway_steady(p, NULL, &steady, NULL)) {
      char lower[40], upper[40];
      snprintf(lower, sizeof lower, "%s_lower", figure[k]);
      snprintf(upper, sizeof upper, "%s_upper", figure[k]);
      double want = cpw_result_find(steady, figure[k])->real[0],
             low = cpw_result_find(run, lower)->real[0];
      double high = cpw_result_find(run, upper)->real[0];
      printf("%-25s %-12s %-12s %7.4f  %7.4f (%.4f to %.4f)  %s\n", stages[k].name, figure[k],
             cpw_pathway_steady_method((int32_t)cpw_result_find(steady, "method")->integer[0]),
             want, cpw_result_find(run, figure[k])->real[0], low, high,
             want >= low && want <= high ? "yes" : "no");
    }
    cpw_result_free(steady);
    cpw_result_free(run);
    cpw_network_free(network);
  }
}

/* Root of the mean squared difference of people in the network from the flows, over time, for one patient's share. */
static double distance(double scale, int then_ward) {
  static const one_stage filling = {"", 10, 12, 1.5, 0, CPW_STAGE_BEDS, CPW_DURATION_EXPONENTIAL,
                                    -1};
  cpw_network *network = network_of(&filling, scale, then_ward);
  const cpw_pathway *p = cpw_network_pathway(network, NULL);
  cpw_pathway_fluid_options o;
  cpw_result *flows = NULL;
  double sum = 0;
  int64_t count = 0;
  cpw_pathway_fluid_options_init(&o);
  o.horizon = 40;
  if (p && !cpw_pathway_fluid(p, &o, NULL, &flows, NULL)) {
    const cpw_array *want = cpw_result_find(flows, "in_system");
    for (int64_t r = 0; r < 20; r++) {
      cpw_pathway_events_options e;
      cpw_run run;
      cpw_result *one = NULL;
      cpw_pathway_events_options_init(&e);
      cpw_run_init(&run);
      e.horizon = 40;
      e.period = 1;
      run.first_replication = r;
      if (cpw_pathway_simulate(p, &e, &run, &one, NULL)) break;
      const cpw_array *got = cpw_result_find(one, "in_system");
      for (int64_t t = 0; t < 40; t++, count++) {
        double d = (got->real[t * (got->size / 40)] - want->real[t * (want->size / 40)]) / scale;
        sum += d * d;
      }
      cpw_result_free(one);
    }
  }
  cpw_result_free(flows);
  cpw_network_free(network);
  return sqrt(sum / (double)count);
}

static void against_flows(void) {
  printf("\nscale  beds: distance  x sqrt(scale)   with blocking: distance  x sqrt(scale)\n");
  for (double scale = 1; scale <= 256; scale *= 4) {
    double plain = distance(scale, 0), blocked = distance(scale, 1);
    printf("%5.0f  %14.3f  %13.2f  %24.3f  %13.2f\n", scale, plain, plain * sqrt(scale), blocked,
           blocked * sqrt(scale));
  }
}

int main(void) {
  against_formulae();
  against_flows();
  return 0;
}
