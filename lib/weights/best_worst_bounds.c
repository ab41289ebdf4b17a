/* The best-worst method's model of ratios: its least xi, and the bounds of each weight at it.
 * Source: min xi with |w_B / w_j - a_Bj| <= xi and |w_j / w_W - a_jW| <= xi (Rezaei, Omega 53:49, 2015),
 * of which with r = w_B / w_W only intervals are left. Leaves the linear model to best_worst.c. */
#include "weights/internal.h"

static int is_other(const cpwi_best_worst *p, int64_t j) {
  return j != p->b && j != p->w;
}

/* The interval of r that xi leaves: both ends move apart as xi grows. */
static void range_of_ratio(const cpwi_best_worst *p, double xi, double *low, double *high) {
  *low = fmax(p->best[p->w] - xi, 0.0);
  *high = p->best[p->w] + xi;
  for (int64_t j = 0; j < p->n; j++) {
    if (!is_other(p, j)) continue;
    *low = fmax(*low, fmax(p->best[j] - xi, 0.0) * fmax(p->worst[j] - xi, 0.0));
    *high = fmin(*high, (p->best[j] + xi) * (p->worst[j] + xi));
  }
}

double cpwi_best_worst_xi(const cpwi_best_worst *p) {
  double below = 0.0, above = p->best[p->w], low, high;
  range_of_ratio(p, 0.0, &low, &high);
  if (low <= high * (1.0 + 4e-15)) return 0.0; /* they agree but for rounding */
  for (;;) {
    double middle = 0.5 * (below + above);
    if (!(middle > below && middle < above)) return above;
    range_of_ratio(p, middle, &low, &high);
    if (low <= high)
      above = middle;
    else
      below = middle;
  }
}

/* The interval of w_j / w_W. */
static void range_of_weight(const cpwi_best_worst *p, int64_t j, double xi, double r, double *low,
                            double *high) {
  if (!is_other(p, j)) {
    *low = *high = j == p->b ? r : 1.0;
    return;
  }
  double by_best = p->best[j] > xi ? r / (p->best[j] - xi) : (double)INFINITY;
  *low = fmax(r / (p->best[j] + xi), p->worst[j] - xi);
  *high = fmin(by_best, p->worst[j] + xi);
  if (*low > *high) *low = *high = 0.5 * (*low + *high); /* equal but for rounding */
}

void cpwi_best_worst_bounds(const cpwi_best_worst *p, double xi, double *room, double *lower,
                            double *upper) {
  double *low = room, *high = room + p->n, least, most;
  range_of_ratio(p, xi, &least, &most);
  double r = 0.5 * (least + most);
  for (int64_t j = 0; j < p->n; j++)
    range_of_weight(p, j, xi, r, &low[j], &high[j]);
  for (int64_t j = 0; j < p->n; j++) {
    double others_low = 0.0, others_high = 0.0;
    for (int64_t i = 0; i < p->n; i++) {
      others_low += i == j ? 0.0 : low[i];
      others_high += i == j ? 0.0 : high[i];
    }
    lower[j] = low[j] / (low[j] + others_high);
    upper[j] = high[j] / (high[j] + others_low);
  }
}
