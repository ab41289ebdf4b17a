/* The threshold at which a programme breaks even: the price of a QALY elsewhere that makes its welfare 0.
 * The change of the EDE falls with 1/threshold where the programme costs money, and rises where it saves:
 * there is one crossing at most, which is bisected. Leaves the change to welfare.c. */
#include "dcea/internal.h"

typedef struct balance {
  cpwi_groups *g;
  const double *gain, *shares;
  double cost, aversion;
  double *net, *noise;
} balance;

/* Change of the EDE at 1/threshold = y; NaN where health would not be > 0. */
static double change_at(balance *b, double y, int32_t *status) {
  double lost = b->cost * y;
  for (int64_t i = 0; i < b->g->n; i++)
    b->net[i] = b->gain[i] - lost * b->shares[i];
  for (int64_t i = 0; i < b->g->n; i++)
    b->noise[i] = 0.0; /* to the neighbouring numbers: nothing is rounding here */
  int32_t set = cpwi_groups_set(b->g, b->net, b->noise, NULL);
  if (set == CPW_ENOMEM) *status = set;
  return set == CPW_OK ? cpwi_groups_change(b->g, b->aversion) : CPWI_NAN;
}

/* Neighbouring numbers with the crossing between them. Where there is too little health left (NaN) the
 * programme is not worth it; where that is all there is beyond, there is no crossing. */
static double refine(balance *b, double low, double high, double sign, int32_t *status) {
  double at = 0.0;
  while (*status == CPW_OK) {
    double y = low + (high - low) * 0.5;
    if (!(y > low && y < high)) break;
    if (sign * change_at(b, y, status) > 0.0)
      low = y;
    else
      high = y;
  }
  if (*status == CPW_OK) at = change_at(b, high, status);
  return at == at ? low : CPWI_NAN;
}

static double crossing(balance *b, double sign, int32_t *status) {
  if (!(sign * change_at(b, 0.0, status) > 0.0)) return CPWI_NAN;
  double low = 0.0, high = 1e-12, at = change_at(b, high, status);
  while (*status == CPW_OK && sign * at > 0.0 && high < 1e300) {
    low = high;
    high *= 2.0;
    at = change_at(b, high, status);
  }
  return sign * at > 0.0 ? CPWI_NAN : refine(b, low, high, sign, status);
}

int32_t cpwi_dcea_break_even(cpwi_groups *g, const double *gain, double cost, const double *shares,
                             double aversion, double *scratch, double *threshold, cpw_error *err) {
  balance b = {g, gain, shares, cost, aversion, scratch, scratch + g->n};
  int32_t status = CPW_OK;
  double y = cost == 0.0 ? CPWI_NAN : crossing(&b, cost > 0.0 ? 1.0 : -1.0, &status);
  if (status != CPW_OK)
    return cpwi_fail(err, status, -1, g->where, "no memory for the order of groups");
  *threshold = 1.0 / y;
  return CPW_OK;
}
