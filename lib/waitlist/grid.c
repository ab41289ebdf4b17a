/* The grid of people: every count is a whole multiple of a power of two, so sums are exact.
 * Source: Sterbenz (1974) and the rounding constant of Dekker (1971); doubles carry 53 bits.
 * Leaves what is rounded, and the check that nothing outgrows the grid, to the models. */
#include "waitlist/internal.h"

#include <float.h>
#include <math.h>

/* a wider register would keep bits that the rounding below must drop */
_Static_assert(FLT_EVAL_METHOD == 0, "carepath needs doubles that are evaluated as doubles");

/* bits below the power of two that bounds the size */
#define BITS_SHRINKS 50
#define BITS_GROWS   41

int32_t cpwi_grid_for(double size, int32_t growth, cpwi_grid *grid) {
  if (!(size >= 0.0 && size <= ldexp(1.0, 900))) return CPW_EOVERFLOW;
  int exponent = 0;
  frexp(size, &exponent); /* size < 2^exponent */
  if (exponent < -900) exponent = -900;
  grid->step = ldexp(1.0, exponent - (growth == CPWI_GROWS ? BITS_GROWS : BITS_SHRINKS));
  grid->magic = 1.5 * 0x1p52 * grid->step;
  /* a thousand times the size where lists may grow; 1000/1024 of what can be rounded at all */
  grid->most = 1000.0 / 1024.0 * 0x1p51 * grid->step;
  return CPW_OK;
}

double cpwi_sum(int64_t count, const double *x) {
  double a = 0.0, b = 0.0, c = 0.0, d = 0.0;
  int64_t i = 0;
  for (; i + 4 <= count; i += 4) {
    a += x[i];
    b += x[i + 1];
    c += x[i + 2];
    d += x[i + 3];
  }
  for (; i < count; i++)
    a += x[i];
  return (a + b) + (c + d);
}

double cpwi_absolute_sum(int64_t count, const double *x) {
  double sum = 0.0;
  for (int64_t i = 0; i < count; i++)
    sum += fabs(x[i]);
  return sum;
}
