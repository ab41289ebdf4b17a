/* Random lists with every mixture of uncertainty against what must always hold: nobody is lost, bands
 * add up, quantiles rise, and without uncertainty the simulation is the projection.
 *   property_simulate [count [seed]]     property_simulate --digest */
#include "simulate/worlds.h"
#include "worlds.h"

/* FNV-1a over the bytes of every array */
static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  world *w = malloc(sizeof *w);
  if (!w) exit(1);
  world_make(w, &s, (int)(seed % 2));
  world_shrink(w);
  cpw_simulate_options o = world_doubts(w, &s);
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 20;
  run.threads = 1 + (int32_t)(seed % 3);
  cpw_result *r;
  if (cpw_simulate_waitlist(&w->backlog, &o, &run, &r, NULL) != CPW_OK) exit(1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  free(w);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"simulate", "random lists", 1000, 100, simulated_world_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
