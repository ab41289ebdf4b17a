/* A ward behind a full community hospital, day by day: who is blocked, and what one more bed would do.
 *   cc examples/pathway_fluid.c $(pkg-config --cflags --libs carepath) */
#include <carepath.h>

#include <stdio.h>

static int32_t build(cpw_network *n, cpw_error *err) {
  const cpw_duration stays[] = {{CPW_DURATION_LOGNORMAL, 0, 5, 1.2, 0, NULL},
                                {CPW_DURATION_GAMMA, 0, 21, 0.7, 0, NULL}};
  const char *const names[] = {"ward", "community"};
  const double beds[] = {60, 34};
  int32_t status = CPW_OK;
  for (int32_t s = 0; s < 2 && status == CPW_OK; s++) {
    cpw_stage stage;
    cpw_stage_init(&stage);
    stage.name = names[s];
    stage.kind = CPW_STAGE_BEDS;
    stage.servers = beds[s];
    if (s == 1) stage.waiting_room = 0; /* nobody waits there: they stay in the ward */
    const cpw_stay stay = {s, CPW_NONE, &stays[s]};
    status = cpw_network_add_stage(n, &stage, NULL, err);
    if (status == CPW_OK) status = cpw_network_add_stays(n, &stay, 1, err);
  }
  cpw_route on, home;
  cpw_route_init(&on);
  cpw_route_init(&home);
  on.from = home.from = 0;
  on.to = 1;
  on.chance = 0.2;
  home.chance = 0.8;
  cpw_arrivals come;
  cpw_arrivals_init(&come);
  come.rate = 9;
  const cpw_initial inside[] = {{0, 0, CPW_INITIAL_IN_SERVICE, 0, 45, 0.0 / 0.0, CPW_NONE, 0},
                                {1, 0, CPW_INITIAL_IN_SERVICE, 0, 34, 0.0 / 0.0, CPW_NONE, 0}};
  if (status == CPW_OK) status = cpw_network_add_routes(n, &on, 1, err);
  if (status == CPW_OK) status = cpw_network_add_routes(n, &home, 1, err);
  if (status == CPW_OK) status = cpw_network_add_arrivals(n, &come, 1, err);
  return status == CPW_OK ? cpw_network_add_initial(n, inside, 2, err) : status;
}

static int fail(const cpw_error *err) {
  fprintf(stderr, "%s\n", err->message);
  return 1;
}

int main(void) {
  cpw_error err;
  cpw_network *n = NULL;
  cpw_result *run = NULL;
  cpw_pathway_fluid_options o;
  cpw_pathway_fluid_options_init(&o);
  o.horizon = 181;
  o.period = 30;
  if (cpw_network_new("days", NULL, &n, &err) || build(n, &err)) return fail(&err);
  const cpw_pathway *pathway = cpw_network_pathway(n, &err);
  if (!pathway || cpw_pathway_fluid(pathway, &o, NULL, &run, &err)) return fail(&err);
  const cpw_array *queue = cpw_result_find(run, "queue"),
                  *blocked = cpw_result_find(run, "blocked");
  printf("day  waiting  blocked in the ward\n");
  for (int64_t t = 0; t < queue->dimension[0]->length; t++)
    printf("%3d  %7.2f  %7.2f\n", (int)t * 30, queue->real[2 * t], blocked->real[2 * t]);
  const cpw_fluid_output outputs[] = {{CPW_FLUID_QUEUE, 1, 0, 0}, {CPW_FLUID_BLOCKED, 1, 0, 0}};
  const cpw_fluid_parameter beds[] = {{CPW_FLUID_CAPACITY, 0, 0}, {CPW_FLUID_CAPACITY, 0, 1}};
  double slope[4];
  if (cpw_pathway_fluid_gradient(pathway, &o, outputs, 2, beds, 2, NULL, NULL, slope, &err))
    return fail(&err);
  printf("one more bed, on day 181:  waiting  blocked\n");
  printf("  in the ward              %7.2f  %7.2f\n", slope[0], slope[2]);
  printf("  in the community         %7.2f  %7.2f\n", slope[1], slope[3]);
  cpw_result_free(run);
  cpw_network_free(n);
  return 0;
}
