/* Values that are doubles as whole multiples of a power of two, exactly where that is possible.
 * Source: IEEE 754: every finite double is a whole multiple of 2^-1074; what is rounded is said in
 * carepath/knapsack.h.
 * Leaves the choice to items.c and classes.c. */
#include "knapsack/internal.h"

#include <float.h>

#define MOST_BITS 61

/* x = m 2^e with m odd; e of 0 is as great as can be */
static int lowest_bit(double x) {
  int e = 0;
  if (x == 0) return 4096;
  double m = ldexp(fabs(frexp(x, &e)), 53);
  int64_t bits = (int64_t)m;
  e -= 53;
  while ((bits & 1) == 0) {
    bits >>= 1;
    e++;
  }
  return e;
}

int32_t cpwi_count_values(const double *value, int64_t n, int64_t *out, double *unit,
                          const char *where, cpw_error *err) {
  double greatest = 0;
  int lowest = 4096, size = 0;
  for (int64_t j = 0; j < n; j++) {
    if (!isfinite(value[j]))
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "value[%lld] = %s must be finite", (long long)j,
                       cpwi_number(value[j]).text);
    if (fabs(value[j]) > greatest) greatest = fabs(value[j]);
    int e = lowest_bit(value[j]);
    if (e < lowest) lowest = e;
  }
  if (greatest == 0) lowest = 0;
  /* the sum of |v| / greatest is at most n, without overflow */
  double sum = 0;
  for (int64_t j = 0; j < n && greatest > 0; j++)
    sum += fabs(value[j] / greatest);
  frexp(sum * (1 + 1e-9), &size);
  int exponent = 0;
  frexp(greatest, &exponent);
  int least = greatest > 0 ? exponent + size - MOST_BITS : 0;
  int e = lowest > least ? lowest : least;
  if (e < -1074) e = -1074;
  if (sum > DBL_MAX / greatest)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where,
                     "value: the sum of |values| is beyond the greatest double");
  *unit = ldexp(1, e);
  for (int64_t j = 0; j < n; j++) {
    double x = ldexp(value[j], -e / 2);
    x = ldexp(x, -e - (-e / 2));
    double whole = floor(fabs(x));
    if (fabs(x) - whole >= 0.5) whole += 1;
    out[j] = (int64_t)(x < 0 ? -whole : whole);
  }
  return CPW_OK;
}

typedef struct counted {
  int64_t *value;
  double unit;
  const cpw_allocator *allocator;
} counted;

/* The memory of the options' allocator; what is wrong with the options is said by the call that follows. */
static int32_t count(const double *value, int64_t n, const cpw_knapsack_options *options,
                     counted *c, const char *where, cpw_error *err) {
  cpwi_limits l;
  int32_t status = cpwi_limits_take(&l, options, where, err);
  if (status != CPW_OK) return status;
  c->unit = 1;
  c->value = NULL;
  c->allocator = l.o.allocator;
  if (n < 0 || !value) return CPW_OK;
  c->value = cpwi_alloc(c->allocator, (size_t)n, sizeof *c->value);
  if (!c->value) return cpwi_no_memory(&l, "the values");
  return cpwi_count_values(value, n, c->value, &c->unit, where, err);
}

int32_t cpw_knapsack_solve_real(const double *value, const int64_t *cost, int64_t n, int64_t budget,
                                const cpw_knapsack_options *options, int32_t *chosen,
                                cpw_knapsack_answer *answer, cpw_error *err) {
  counted c = {0};
  int32_t status = count(value, n, options, &c, __func__, err);
  if (status == CPW_OK)
    status = cpwi_knapsack_items(c.value, cost, n, budget, options, chosen, answer, c.unit,
                                 __func__, err);
  cpwi_release(c.allocator, c.value);
  return status;
}

int32_t cpw_knapsack_choose_real(const double *value, const int64_t *cost, const int64_t *first,
                                 int64_t classes, int64_t budget,
                                 const cpw_knapsack_options *options, int64_t *chosen,
                                 cpw_knapsack_answer *answer, cpw_error *err) {
  counted c = {0};
  int64_t n = first && classes >= 0 ? first[classes] : -1;
  int32_t status = count(value, n, options, &c, __func__, err);
  if (status == CPW_OK)
    status = cpwi_knapsack_classes(c.value, cost, first, classes, budget, options, chosen, answer,
                                   c.unit, __func__, err);
  cpwi_release(c.allocator, c.value);
  return status;
}
