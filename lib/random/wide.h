/* lib/random/wide.h - words, exponentials and normals by many lanes at once: the same bits as one by one,
 * several times as fast. Which instructions there are is asked for at run time. */
#ifndef CPWI_RANDOM_WIDE_H
#define CPWI_RANDOM_WIDE_H

#include "random/internal.h"

/* The memory sanitiser does not follow what gathers read. */
#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#define CPWI_NOT_WIDE
#endif
#endif

#if defined(__GNUC__) && defined(__x86_64__) && !defined(CPWI_PORTABLE) && !defined(CPWI_NOT_WIDE)
#define CPWI_WIDE
#endif

/* One set of instructions. Each function does a whole number of its own steps, as many as there are in
 * n, and returns how many words or draws those are; the rest is left to the caller. */
typedef struct cpwi_wide {
  const char *name;
  /* words of the blocks `block` and following of the counters with that upper half */
  size_t (*words)(uint64_t key, uint64_t block, uint64_t high, uint64_t *out, size_t n);
  /* as cpwi_exponentials and cpwi_normals */
  size_t (*exponentials)(const cpw_stream *stream, uint64_t first, const uint64_t *words, size_t n,
                         double *out);
  size_t (*normals)(const cpw_stream *stream, uint64_t first, const uint64_t *words, size_t n,
                    double *out);
} cpwi_wide;

extern const cpwi_wide cpwi_wide_avx2, cpwi_wide_avx512;

/* The sets this machine has, the best first: NULL at and after the number of them. */
const cpwi_wide *cpwi_wide_at(int32_t index);

/* The best one for so many words or draws: NULL where asking would cost more than it brings. */
static inline const cpwi_wide *cpwi_wide_for(size_t n) {
  return n < 8 ? NULL : cpwi_wide_at(0);
}

/* The same with a chosen set; NULL: without any. */
void cpwi_stream_words_by(const cpwi_wide *wide, cpw_stream *stream, uint64_t *out, size_t n);
void cpwi_exponentials_by(const cpwi_wide *wide, const cpw_stream *stream, uint64_t first,
                          const uint64_t *words, size_t n, double *out);
void cpwi_normals_by(const cpwi_wide *wide, const cpw_stream *stream, uint64_t first,
                     const uint64_t *words, size_t n, double *out);

/* The draws of a few words, one by one. */
void cpwi_exponentials_plain(const cpw_stream *stream, uint64_t first, const uint64_t *words,
                             size_t n, double *out);
void cpwi_normals_plain(const cpw_stream *stream, uint64_t first, const uint64_t *words, size_t n,
                        double *out);

#endif
