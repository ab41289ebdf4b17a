/* worlds.h - what the property programs share: a random world a seed, held against what must hold. */
#ifndef CAREPATH_PROPERTY_WORLDS_H
#define CAREPATH_PROPERTY_WORLDS_H

#include "carepath.h"

typedef struct worlds {
  const char *name;                      /* of the module */
  const char *nouns;                     /* "random lists" */
  uint64_t count;                        /* worlds that are tried unless the caller says how many */
  uint64_t digests;                      /* worlds whose results are digested */
  const char *(*problem)(uint64_t seed); /* what does not hold in a world, or NULL */
  uint64_t (*digest)(uint64_t seed, uint64_t hash);
} worlds;

/* [COUNT] [SEED], or --digest. Returns what main does. */
int worlds_main(const worlds *w, int argc, char **argv);

/* All arrays of a result, bit by bit (FNV-1a); every NaN is the same one. A NULL adds nothing. */
uint64_t worlds_digest(const cpw_result *result, uint64_t hash);

#endif
