/* Sine and cosine of a share of a full turn, the same bits everywhere.
 * Source: Taylor's series on an eighth of a turn; the turn is reduced exactly.
 * Leaves rates that swing to sinusoid.c and infinite.c. */
#include "queue/chain.h"

#define TAU 6.283185307179586476925286766559

/* x in [-pi/4, pi/4]: the first term left out is below 1e-19. */
static double small_sine(double x) {
  double y = x * x, sum = 0.0;
  for (int k = 17; k >= 3; k -= 2)
    sum = -y / (double)(k * (k - 1)) * (1.0 + sum);
  return x + x * sum;
}

static double small_cosine(double x) {
  double y = x * x, sum = 0.0;
  for (int k = 18; k >= 2; k -= 2)
    sum = -y / (double)(k * (k - 1)) * (1.0 + sum);
  return 1.0 + sum;
}

/* Quarter turns to the nearest one, then what is left of at most an eighth. */
static double turn(double turns, int quarter) {
  double part = turns - floor(turns), near = floor(4.0 * part + 0.5);
  double x = (part - near / 4.0) * TAU;
  switch (((int)near + quarter) & 3) {
  case 0:
    return small_sine(x);
  case 1:
    return small_cosine(x);
  case 2:
    return -small_sine(x);
  default:
    return -small_cosine(x);
  }
}

double cpwi_sine(double turns) {
  return turn(turns, 0);
}

double cpwi_cosine(double turns) {
  return turn(turns, 1);
}
