/* Flat forms of exact sums and moments: integers that merge by adding them one by one.
 * Source: limbs are linear, so the sum of limbs is the limbs of the sum, but for carries.
 * Leaves the flat forms of sketches to sketch_words.c. */
#include "stats/internal.h"

#include <stddef.h>

/* Adding the words of results one by one leaves limbs below this; settling needs no more room. */
#define MOST_LIMB ((int64_t)1 << 62)

/* the words are the struct itself, from its first field to its last limb */
_Static_assert(sizeof(cpw_exact_sum) == CPWI_EXACT_SUM_WORDS * sizeof(int64_t), "no padding");
_Static_assert(offsetof(cpw_moments, minimum) == CPWI_MOMENTS_WORDS * sizeof(int64_t),
               "no padding");

static int32_t fail_words(const char *what, const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_EDATA, -1, where, "the words are not those of %s", what);
}

/* settles limbs after a merge; 0 if they never came from accumulators */
static int settle(int64_t *limb, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    if (limb[i] <= -MOST_LIMB || limb[i] >= MOST_LIMB) return 0;
  int64_t carry = 0;
  for (int64_t i = 0; i < count; i++) {
    int64_t v = limb[i] + carry;
    carry = cpwi_limb_carry(v);
    limb[i] = v - carry * ((int64_t)1 << CPWI_LIMB_BITS);
  }
  return carry == 0;
}

void cpwi_exact_sum_store(const cpw_exact_sum *sum, int64_t *words) {
  memcpy(words, sum, sizeof *sum);
}

int32_t cpwi_exact_sum_load(cpw_exact_sum *sum, const int64_t *words, const char *where,
                            cpw_error *err) {
  cpw_exact_sum loaded;
  memcpy(&loaded, words, sizeof loaded);
  if (!settle(loaded.limb, CPW_EXACT_SUM_LIMBS) || !cpwi_exact_sum_valid(&loaded) ||
      loaded.count > CPWI_MOST_VALUES)
    return fail_words("an exact sum", where, err);
  *sum = loaded;
  return CPW_OK;
}

int32_t cpwi_exact_sums_settle(int64_t *words, int64_t cells, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < cells; i++) {
    cpw_exact_sum sum;
    int32_t status = cpwi_exact_sum_load(&sum, words + i * CPWI_EXACT_SUM_WORDS, where, err);
    if (status != CPW_OK) return status;
    cpwi_exact_sum_store(&sum, words + i * CPWI_EXACT_SUM_WORDS);
  }
  return CPW_OK;
}

void cpwi_moments_store(const cpw_moments *moments, int64_t *words, double *minimum,
                        double *maximum) {
  memcpy(words, moments, CPWI_MOMENTS_WORDS * sizeof *words);
  *minimum = moments->minimum;
  *maximum = moments->maximum;
}

int32_t cpwi_moments_load(cpw_moments *moments, const int64_t *words, double minimum,
                          double maximum, const char *where, cpw_error *err) {
  cpw_moments loaded;
  memcpy(&loaded, words, CPWI_MOMENTS_WORDS * sizeof *words);
  loaded.minimum = minimum;
  loaded.maximum = maximum;
  if (!settle(loaded.sum, CPW_EXACT_SUM_LIMBS) || !settle(loaded.squares, CPW_MOMENTS_LIMBS) ||
      !cpwi_moments_valid(&loaded) || loaded.count > CPWI_MOST_VALUES)
    return fail_words("moments", where, err);
  *moments = loaded;
  return CPW_OK;
}

int32_t cpwi_moments_settle(int64_t *words, int64_t cells, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < cells; i++) {
    cpw_moments moments;
    double minimum, maximum;
    int64_t *at = words + i * CPWI_MOMENTS_WORDS;
    int32_t status = cpwi_moments_load(&moments, at, 0, 0, where, err);
    if (status != CPW_OK) return status;
    cpwi_moments_store(&moments, at, &minimum, &maximum);
  }
  return CPW_OK;
}
