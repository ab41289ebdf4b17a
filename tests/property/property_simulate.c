/* Random lists with every mixture of uncertainty against what must always hold: nobody is lost, bands
 * add up, quantiles rise, and without uncertainty the simulation is the projection.
 *   property_simulate [count [seed]]     property_simulate --digest */
#include "simulate/worlds.h"

#include <stdio.h>

/* FNV-1a over the bytes of every array */
static uint64_t digest_of(const cpw_result *r, uint64_t hash) {
  const cpw_array *a;
  for (int64_t i = 0; (a = cpw_result_at(r, i)) != NULL; i++) {
    const unsigned char *p =
        a->real ? (const unsigned char *)a->real : (const unsigned char *)a->integer;
    for (int64_t k = 0; k < a->size * 8; k++)
      hash = (hash ^ p[k]) * 1099511628211U;
  }
  return hash;
}

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
  hash = digest_of(r, hash);
  cpw_result_free(r);
  free(w);
  return hash;
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--digest") == 0) {
    uint64_t hash = 14695981039346656037U;
    for (uint64_t seed = 1; seed <= 100; seed++)
      hash = digest_world(seed, hash);
    printf("digest simulate %016llx\n", (unsigned long long)hash);
    return 0;
  }
  uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000;
  uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  for (uint64_t seed = first; seed < first + count; seed++) {
    const char *problem = simulated_world_holds(seed);
    if (problem) {
      printf("simulate: seed %llu: %s\n", (unsigned long long)seed, problem);
      return 1;
    }
  }
  printf("simulate: %llu random lists hold\n", (unsigned long long)count);
  return 0;
}
