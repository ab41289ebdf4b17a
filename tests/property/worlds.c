/* The main of a property program: so many random worlds, the first seed that fails, or a digest.
 * Source: Fowler, Noll and Vo's hash (FNV-1a, 64 bits).
 * Leaves the worlds, and what must hold in them, to the programs. */
#include "worlds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t worlds_digest(const cpw_result *result, uint64_t hash) {
  const cpw_array *a;
  for (int64_t i = 0; result && (a = cpw_result_at(result, i)) != NULL; i++)
    for (int64_t k = 0; k < a->size; k++) {
      uint64_t bits = 0x7ff8000000000000U;
      if (!a->real)
        bits = (uint64_t)a->integer[k];
      else if (!isnan(a->real[k]))
        memcpy(&bits, &a->real[k], sizeof bits);
      for (int b = 0; b < 64; b += 8)
        hash = (hash ^ (bits >> b & 255U)) * 1099511628211U;
    }
  return hash;
}

static int print_digest(const worlds *w) {
  uint64_t hash = 14695981039346656037U;
  for (uint64_t seed = 1; seed <= w->digests; seed++)
    hash = w->digest(seed, hash);
  printf("digest %s %016llx\n", w->name, (unsigned long long)hash);
  return 0;
}

int worlds_main(const worlds *w, int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--digest") == 0) return print_digest(w);
  uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : w->count;
  uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  for (uint64_t seed = first; seed < first + count; seed++) {
    const char *problem = w->problem(seed);
    if (problem) {
      printf("%s: seed %llu: %s\n", w->name, (unsigned long long)seed, problem);
      return 1;
    }
  }
  printf("%s: %llu %s hold\n", w->name, (unsigned long long)count, w->nouns);
  return 0;
}
