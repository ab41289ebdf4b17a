/* Points of the unit cube, dimension by dimension: Sobol' points, plain or scrambled, or independent ones.
 * Source: Sobol' 1967 in the order of Antonov and Saleev (1979); Owen 1995; SplitMix64's mixer (Steele, Lea
 * and Flood 2014) for the flips. Leaves designs made of them to sobol_design.c, morris.c and sample.c. */
#include "sensitivity/internal.h"

#define CELL 0x1p-32

static uint64_t mixed(uint64_t z) {
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* direction[k] is what bit k of the Gray code contributes */
static void directions(int64_t dimension, uint32_t *direction) {
  if (dimension == 0) {
    for (int k = 0; k < CPWI_SOBOL_BITS; k++)
      direction[k] = UINT32_C(1) << (31 - k);
    return;
  }
  const uint16_t *seed = cpwi_sobol_seeds[dimension - 1];
  int degree = seed[0];
  uint32_t polynomial = seed[1];
  for (int k = 0; k < degree; k++)
    direction[k] = (uint32_t)seed[2 + k] << (31 - k);
  for (int k = degree; k < CPWI_SOBOL_BITS; k++) {
    uint32_t v = direction[k - degree] ^ (direction[k - degree] >> degree);
    for (int j = 1; j < degree; j++)
      if (polynomial >> (degree - 1 - j) & 1) v ^= direction[k - j];
    direction[k] = v;
  }
}

static uint32_t start_at(const uint32_t *direction, int64_t number) {
  uint32_t x = 0;
  uint64_t gray = (uint64_t)number ^ ((uint64_t)number >> 1);
  for (int k = 0; k < CPWI_SOBOL_BITS; k++)
    if (gray >> k & 1) x ^= direction[k];
  return x;
}

/* the place of the lowest 0 of a number below 2^32 - 1 */
static int lowest_zero(uint64_t number) {
  int k = 0;
  while (number >> k & 1)
    k++;
  return k < CPWI_SOBOL_BITS ? k : CPWI_SOBOL_BITS - 1;
}

/* Each digit is flipped by the hash of the node that the digits above it lead to. */
static uint32_t scramble(uint32_t x, uint64_t key) {
  uint32_t out = 0;
  uint64_t node = 1; /* a leading 1, then the digits so far */
  for (int k = 31; k >= 0; k--) {
    uint32_t digit = x >> k & 1;
    uint32_t flip = (uint32_t)(mixed(key + node * UINT64_C(0x9e3779b97f4a7c15)) >> 63);
    out = out << 1 | (digit ^ flip);
    node = node << 1 | digit;
  }
  return out;
}

void cpwi_sobol_raw(int64_t dimension, int64_t first, int64_t rows, double *out, int64_t stride) {
  uint32_t direction[CPWI_SOBOL_BITS];
  directions(dimension, direction);
  uint32_t x = start_at(direction, first);
  for (int64_t i = 0; i < rows; i++) {
    out[i * stride] = (double)x * CELL;
    x ^= direction[lowest_zero((uint64_t)(first + i))];
  }
}

static void scrambled_column(const cpwi_point_set *p, int64_t dimension, int64_t first,
                             int64_t rows, double *out, int64_t stride) {
  uint32_t direction[CPWI_SOBOL_BITS];
  cpw_stream stream;
  cpw_stream_init(&stream, p->seed, p->replication, p->purpose, (uint64_t)dimension);
  uint64_t key = cpw_random_bits(&stream);
  directions(dimension, direction);
  uint32_t x = start_at(direction, first);
  for (int64_t i = 0; i < rows; i++) {
    out[i * stride] = ((double)scramble(x, key) + 0.5) * CELL;
    x ^= direction[lowest_zero((uint64_t)(first + i))];
  }
}

void cpwi_point_column(const cpwi_point_set *p, int64_t dimension, int64_t first, int64_t rows,
                       double *out, int64_t stride) {
  if (p->kind == CPW_POINTS_SCRAMBLED) {
    scrambled_column(p, dimension, first, rows, out, stride);
    return;
  }
  if (p->kind == CPW_POINTS_PLAIN) {
    cpwi_sobol_raw(dimension, first, rows, out, stride);
    for (int64_t i = 0; i < rows; i++)
      out[i * stride] += 0.5 * CELL;
    return;
  }
  cpw_stream stream;
  cpw_stream_init(&stream, p->seed, p->replication, p->purpose, (uint64_t)dimension);
  cpw_stream_seek(&stream, (uint64_t)first);
  for (int64_t i = 0; i < rows; i++)
    out[i * stride] = cpw_random_uniform_open(&stream);
}

int32_t cpw_sobol_points(int64_t first, int64_t rows, int64_t dimensions, int32_t scrambled,
                         uint64_t seed, double *unit, cpw_error *err) {
  const cpwi_point_set points = {CPW_POINTS_SCRAMBLED, seed, 0, CPWI_PURPOSE_SOBOL};
  int32_t status = cpwi_check_size("dimensions", dimensions, CPW_SOBOL_DIMENSIONS, __func__, err);
  if (status != CPW_OK) return status;
  if (scrambled != 0 && scrambled != 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "scrambled = %d must be 0 or 1",
                     (int)scrambled);
  if (first < 0 || rows < 0 || first > CPW_SOBOL_MOST || rows > CPW_SOBOL_MOST - first)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "points %lld to %lld + %lld must lie within 0 to 4294967296", (long long)first,
                     (long long)first, (long long)rows);
  if (!unit && rows > 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "unit is NULL");
  for (int64_t d = 0; d < dimensions; d++) {
    if (scrambled)
      cpwi_point_column(&points, d, first, rows, unit + d, dimensions);
    else
      cpwi_sobol_raw(d, first, rows, unit + d, dimensions);
  }
  return CPW_OK;
}
