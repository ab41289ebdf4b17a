/* lib/patients/digest.h - digests of what a simulation was asked, so that results of something else do not
 * merge by mistake.
 * Source: FNV-1a (Fowler, Noll and Vo). Leaves what goes into them to the callers. */
#ifndef CPWI_PATIENTS_DIGEST_H
#define CPWI_PATIENTS_DIGEST_H

#include "carepath/duration.h"

#include <string.h>

#define CPWI_DIGEST UINT64_C(0xcbf29ce484222325) /* of nothing */

static inline uint64_t cpwi_digest_bytes(uint64_t hash, const void *bytes, size_t count) {
  const char *from = bytes;
  for (size_t i = 0; from && i < count; i++) {
    unsigned char byte;
    memcpy(&byte, from + i, 1);
    hash = (hash ^ byte) * UINT64_C(0x100000001b3);
  }
  return hash;
}

static inline uint64_t cpwi_digest_whole(uint64_t hash, int64_t x) {
  return cpwi_digest_bytes(hash, &x, sizeof x);
}

static inline uint64_t cpwi_digest_real(uint64_t hash, double x) {
  return cpwi_digest_bytes(hash, &x, sizeof x);
}

/* An array and whether it is there at all. */
static inline uint64_t cpwi_digest_array(uint64_t hash, const void *x, int64_t count, size_t size) {
  return cpwi_digest_bytes(cpwi_digest_whole(hash, x ? count : -1), x, (size_t)count * size);
}

static inline uint64_t cpwi_digest_laws(uint64_t hash, const cpw_duration *law, int64_t count) {
  hash = cpwi_digest_whole(hash, law ? count : -1);
  for (int64_t k = 0; law && k < count; k++) {
    hash = cpwi_digest_real(cpwi_digest_whole(hash, law[k].law), law[k].mean);
    hash = cpwi_digest_real(cpwi_digest_real(hash, law[k].cv), law[k].zero);
  }
  return hash;
}

/* As a number that is not negative. */
static inline int64_t cpwi_digest_end(uint64_t hash) {
  return (int64_t)(hash >> 1);
}

#endif
