/* A first price: the one at which a sample of the pieces takes its share of the money.
 * Source: Newton's steps on the logarithm of the price with bisection behind them, to a few thousandths; sums in
 * whole numbers, so that the rows may stand in any order.
 * Leaves the price itself to search.c. */
#include "budget/internal.h"

/* The mean of the prices at which every piece would have its even share of the money. */
static double guess(const cpwi_problem *b, const cpwi_pieces *o) {
  double even = b->slack / (double)o->count;
  cpwi_money sum = 0;
  for (int64_t k = 0; k < o->chosen; k++) {
    const cpwi_piece *p = &o->sample[k];
    double x = p->low + even < p->high ? p->low + even : p->high, theta = p->q;
    if (p->kind == CPWI_EXP) theta = p->q - (x - p->s) / p->p;
    if (p->kind == CPWI_LOG) theta = cpw_math_log(p->p / (x - p->s));
    if (p->kind == CPWI_SQUARE) theta = cpw_math_log(p->p) - 0.5 * cpw_math_log(x - p->s);
    if (p->kind == CPWI_POWER) theta = p->q - cpw_math_log(x - p->s) / p->p;
    if (p->kind == CPWI_HILL || p->kind == CPWI_FAIR) theta = 0.5 * (p->r + p->s);
    theta = theta > -1e3 ? theta < 1e3 ? theta : 1e3 : -1e3; /* NaN: -1000 */
    sum += (int64_t)(theta * 1099511627776.0);
  }
  return (double)sum / 1099511627776.0 / (double)o->chosen;
}

/* what the sample takes beyond its share, and how that falls with theta */
static double excess(const cpwi_problem *b, const cpwi_pieces *o, double theta, double *fall) {
  cpwi_price price = {theta, 0};
  double inverse = cpw_math_exp(-theta), most = 1048576.0 * b->slack, small = o->scale * 0x1p-20;
  double share = (double)o->chosen / (double)o->count;
  cpwi_money sum = 0, falls = 0;
  for (int64_t k = 0; k < o->chosen; k++) {
    cpwi_piece *p = &o->sample[k];
    double f = 0.0, x = cpwi_piece_spend(p, b->p.response, price, inverse, &f);
    sum += (int64_t)((x - p->low) * o->scale);
    falls += (int64_t)((f < most ? f : most) * small);
  }
  *fall = (double)falls / small;
  return (double)sum / o->scale - share * b->slack;
}

double cpwi_start(const cpwi_problem *b, const cpwi_pieces *o) {
  if (o->chosen == 0 || !(b->slack > 0)) return 0.0;
  double theta = guess(b, o), cheap = -(double)INFINITY, dear = (double)INFINITY, reach = 1.0;
  int enough =
      o->chosen < o->count ? 40 : 0; /* the sample is everything: the search does the same */
  for (int k = 0; k < enough && dear - cheap > 2e-3; k++) {
    double fall = 0.0, more = excess(b, o, theta, &fall);
    if (more > 0)
      cheap = theta;
    else
      dear = theta;
    double step = fall > 0 ? more / fall : (double)INFINITY, next = theta + step;
    int bounded = dear - cheap < (double)INFINITY;
    if (!(fabs(step) <= reach) || !(next > cheap && next < dear) || (bounded && k % 3 == 2))
      next = bounded ? cheap + 0.5 * (dear - cheap) : more > 0 ? theta + reach : theta - reach;
    else if (fabs(step) < 1e-3)
      return next;
    reach *= 1.5;
    theta = next;
  }
  return theta;
}
