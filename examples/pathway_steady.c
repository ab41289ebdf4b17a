/* Which stage of a pathway should get one more server? The long run of a small network, with derivatives. */
#include <carepath.h>
#include <stdio.h>

int main(void) {
  static const char *const name[] = {"clinic", "scan", "theatre"};
  static const double servers[] = {5, 4, 3}, mean[] = {0.4, 0.5, 0.6};
  cpw_network *network = NULL;
  cpw_result *result = NULL;
  cpw_error err = {0};
  if (cpw_network_new("days", NULL, &network, &err)) return 1;
  for (int i = 0; i < 3; i++) {
    cpw_stage stage;
    cpw_duration law = {.law = CPW_DURATION_EXPONENTIAL, .mean = mean[i]};
    cpw_stay stay = {i, -1, &law};
    cpw_stage_init(&stage);
    stage.name = name[i];
    stage.servers = servers[i];
    if (cpw_network_add_stage(network, &stage, NULL, &err)) return 1;
    if (cpw_network_add_stays(network, &stay, 1, &err)) return 1;
  }
  /* half of those seen need a scan, four fifths of those scanned an operation; a tenth come back to the clinic */
  static const struct {
    int from, to;
    double chance;
  } ways[] = {{0, 1, 0.5},        {0, CPW_NONE, 0.5}, {1, 2, 0.8},
              {1, CPW_NONE, 0.2}, {2, 0, 0.1},        {2, CPW_NONE, 0.9}};
  for (int k = 0; k < 6; k++) {
    cpw_route route;
    cpw_route_init(&route);
    route.from = ways[k].from;
    route.to = ways[k].to;
    route.chance = ways[k].chance;
    if (cpw_network_add_routes(network, &route, 1, &err)) return 1;
  }
  cpw_arrivals come;
  cpw_arrivals_init(&come);
  come.rate = 10;
  if (cpw_network_add_arrivals(network, &come, 1, &err)) return 1;

  const cpw_pathway *pathway = cpw_network_pathway(network, &err);
  if (!pathway || cpw_pathway_steady(pathway, NULL, &result, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  const double *wait = cpw_result_find(result, "wait_mean")->real;
  const double *use = cpw_result_find(result, "utilisation")->real;
  const double *slope = cpw_result_find(result, "time_by_capacity")->real;
  printf("stage     use    wait  time in the network by one more server (slope)\n");
  for (int i = 0; i < 3; i++)
    printf("%-8s %4.1f%%  %.4f  %+.4f\n", name[i], 100 * use[i], wait[i], slope[i]);
  printf("from coming to leaving: %.4f days\n", cpw_result_find(result, "time_in_system")->real[0]);
  cpw_result_free(result);
  cpw_network_free(network);
  return 0;
}
