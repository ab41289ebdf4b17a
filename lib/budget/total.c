/* Exact sums of many doubles, several times faster than limb by limb: a batch of similar magnitudes is added up
 * in two whole numbers.
 * Source: two-level fixed point of 2 x 55 bits; what does not fit exactly goes to cpw_exact_sum as it is.
 * Leaves the sum itself and its one rounding to stats. */
#include "budget/internal.h"

#define BITS 55 /* of a number: 128 of them stay below 2^62 */

/* a whole number below 2^62 in two doubles, exactly */
static void add_whole(cpw_exact_sum *sum, int64_t whole, double unit) {
  double upper = (double)(whole >> 32), lower = (double)(whole & INT64_C(0xffffffff));
  if (whole == 0) return;
  cpw_exact_sum_add(sum, upper * 0x1p32 * unit);
  cpw_exact_sum_add(sum, lower * unit);
}

/* 0 where the numbers are too far apart in size for it */
static int add_fixed(cpw_exact_sum *sum, const double *x, int64_t n) {
  double most = 0.0, lost = 0.0;
  int64_t high = 0, low = 0;
  int exponent = 0;
  for (int64_t i = 0; i < n; i++) {
    double size = fabs(x[i]);
    if (!(size <= 0x1p54)) return 0; /* scale >= 1: nothing underflows */
    most = size > most ? size : most;
  }
  if (most == 0) return 1;
  if (!(most >= 1e-200)) return 0;
  (void)frexp(most, &exponent);
  double scale = ldexp(1.0, BITS - exponent), unit = ldexp(1.0, exponent - BITS);
  for (int64_t i = 0; i < n; i++) {
    double y = x[i] * scale;
    int64_t whole = (int64_t)y;
    double rest = (y - (double)whole) * 0x1p55;
    int64_t part = (int64_t)rest;
    high += whole;
    low += part;
    lost += fabs(rest - (double)part);
  }
  if (lost > 0) return 0;
  add_whole(sum, high, unit);
  add_whole(sum, low, unit * 0x1p-55);
  return 1;
}

void cpwi_batch_flush(cpwi_batch *b) {
  int64_t count = b->count;
  b->count = 0;
  if (add_fixed(&b->sum, b->x, count)) return;
  /* an initialised sum of few values takes any more of them */
  if (cpw_exact_sum_add_array(&b->sum, b->x, count, NULL) != CPW_OK) return;
}

double cpwi_batch_total(cpwi_batch *b) {
  cpwi_batch_flush(b);
  return cpw_exact_sum_value(&b->sum);
}

void cpwi_batch_merge(cpwi_batch *b, cpwi_batch *other) {
  cpwi_batch_flush(other);
  if (cpw_exact_sum_merge(&b->sum, &other->sum, NULL) != CPW_OK) return;
}

double cpwi_exact_total(const double *x, int64_t n) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i += CPWI_BATCH_SIZE) {
    int64_t count = n - i < CPWI_BATCH_SIZE ? n - i : CPWI_BATCH_SIZE;
    if (add_fixed(&sum, x + i, count)) continue;
    if (cpw_exact_sum_add_array(&sum, x + i, count, NULL) != CPW_OK) return CPWI_NAN;
  }
  return cpw_exact_sum_value(&sum);
}

int32_t cpwi_chunks(const cpw_run *run, int64_t chunks, cpwi_body body, void *context,
                    const char *where, cpw_error *err) {
  if (!run || chunks < 4) return body(context, 0, chunks, err);
  cpw_run quiet = *run;
  quiet.progress = NULL;
  return cpwi_parallel(&quiet, chunks, 1, body, context, where, err);
}
