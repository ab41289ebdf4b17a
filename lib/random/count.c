/* The three ways in which counts are drawn: climbing from 0, transformed rejection, ratio of uniforms;
 * and the mass function that the last two measure their candidates by.
 * Source: Hormann, Insurance: Mathematics and Economics 12, 1993, and J. Statist. Comput. Simul. 46,
 * 1993; Stadlober, J. Comput. Appl. Math. 31, 1990; Loader 2000.
 * Leaves to poisson.c, binomial.c and hypergeometric.c how each law fills in these shapes. */
#include "random/internal.h"

/* ---------------------------------------------------------------- climbing ------------------ */

void cpwi_ladder_start(cpwi_ladder *ladder, double log_zero) {
  if (log_zero > -0.5) {
    ladder->above = -cpw_math_expm1(log_zero);
    ladder->zero = 1 - ladder->above;
  } else {
    ladder->zero = cpw_math_exp(log_zero);
    ladder->above = 1 - ladder->zero;
  }
}

static inline double ratio_at(const cpwi_ladder *l, double k) {
  return (l->a0 - l->a1 * k) * (l->b0 - l->b1 * k) / ((k + 1) * (l->c0 + l->c1 * k));
}

/* P(X > k) summed from k + 1 upwards, given P(X = k) */
static double tail_above(const cpwi_ladder *l, double k, double mass) {
  double sum = 0;
  for (mass *= ratio_at(l, k); mass > sum * 0x1p-60; mass *= ratio_at(l, k)) {
    sum += mass;
    k += 1;
  }
  return sum;
}

/* Rare: so far out that subtracting from 1 has lost the digits of P(X > k). */
static int64_t far_draw(const cpwi_ladder *l, double survival) {
  double k = 0, mass = l->zero;
  while (tail_above(l, k, mass) > survival) {
    mass *= ratio_at(l, k);
    k += 1;
  }
  return (int64_t)k;
}

/* the least k with P(X > k) <= survival */
static int64_t ladder_draw(const cpwi_ladder *l, cpw_stream *stream) {
  double survival = cpwi_next_survival(stream);
  if (survival >= l->above) return 0;
  if (CPWI_UNLIKELY(survival < 0x1p-30 * l->above)) return far_draw(l, survival);
  double k = 0, mass = l->zero, above = l->above;
  while (survival < above) {
    mass *= ratio_at(l, k);
    k += 1;
    above -= mass;
  }
  return (int64_t)k;
}

/* ---------------------------------------------------------------- cells --------------------- */

void cpwi_cells_centre(cpwi_cells *cells, cpwi_pair mean) {
  cells->base = (int64_t)mean.high;
  cells->fraction = (mean.high - (double)cells->base) + mean.low;
  if (cells->fraction < 0) {
    cells->base -= 1;
    cells->fraction += 1;
  }
  cells->size = 0;
  cells->ready = 0;
}

void cpwi_cells_add(cpwi_cells *cells, int64_t count, double expected, double sign) {
  int32_t i = cells->size++;
  cells->count[i] = count;
  cells->expected[i] = expected;
  cells->sign[i] = sign;
}

/* log P(j) = const - sum - log(product) / 2: the deviances and Stirling corrections of the cells, and
 * their counts; an empty cell has 0! = 1, for which Stirling's formula would need a count of 1/2pi. */
static void misfit(const cpwi_cells *cells, int64_t j, double *sum, double *product) {
  double s = 0, p = 1, d = (double)j - cells->fraction;
  for (int32_t i = 0; i < cells->size; i++) {
    double sign = cells->sign[i];
    double count = (double)(cells->count[i] + (sign > 0 ? j : -j));
    s += cpwi_deviance(sign * d, cells->expected[i]) + cpwi_stirling(count);
    p *= count > 0 ? count : 0x1.45f306dc9c883p-3;
  }
  *sum = s;
  *product = p;
}

double cpwi_cells_log_ratio(cpwi_cells *cells, int64_t j, double level) {
  if (!cells->ready) {
    misfit(cells, cells->reference, &cells->sum, &cells->product);
    cells->ready = 1;
  }
  double sum, product;
  misfit(cells, j, &sum, &product);
  return (cells->sum - sum) - 0.5 * cpw_math_log(level * level * (product / cells->product));
}

/* What misfit() gives for the real number d = j - fraction, without logarithms: series in the relative
 * distance y of each cell from what it expects, the logarithms of the counts included. *error bounds
 * what the series leave out; infinite where a cell is too far from what it expects. */
static double quick_misfit(const cpwi_cells *cells, double d, double *error) {
  double sum = 0, left_out = 1e-9;
  for (int32_t i = 0; i < cells->size; i++) {
    double m = cells->expected[i], inverse = 1 / m, y = cells->sign[i] * d * inverse;
    double y2 = y * y, size = fabs(y), y4 = y2 * y2;
    if (!(size <= 0.5) || m < 8) return *error = HUGE_VAL;
    /* m ((1 + y) log(1 + y) - y), then log(1 + y) / 2, then Stirling's 1 / (12 m (1 + y)) */
    sum += m * y2 * (0.5 - y * (1.0 / 6 - y * (1.0 / 12 - y * (1.0 / 20))));
    sum += 0.5 * (y - y2 * (0.5 - y * (1.0 / 3 - y * 0.25)));
    sum += inverse * (1.0 / 12) * (1 - y + y2);
    left_out += m * y4 * y2 * (1.0 / 15) + 0.2 * y4 * size + inverse * (1.0 / 6) * y2 * size +
                inverse * inverse * inverse * (1.0 / 45);
  }
  *error += left_out;
  return sum;
}

/* log(P(j) / P(reference)) - log(level) by the series, within *error. */
static double quick_log_ratio(const cpwi_cells *cells, int64_t j, double level, double *error) {
  double there = quick_misfit(cells, (double)j - cells->fraction, error);
  if (!cells->ready) {
    double d = (double)cells->reference - cells->fraction;
    return (quick_misfit(cells, d, error) - there) - cpw_math_log(level);
  }
  double expected = 1;
  for (int32_t i = 0; i < cells->size; i++)
    expected *= cells->expected[i];
  return (cells->sum - there) - 0.5 * cpw_math_log(level * level * (expected / cells->product));
}

/* Whether log(P(j) / P(reference)) >= log(level): by the series where they can tell, which they do
 * but for one candidate in hundreds; else by the mass function. */
static int cells_reach(cpwi_cells *cells, int64_t j, double level) {
  double error = 0, ahead = quick_log_ratio(cells, j, level, &error);
  if (ahead > error) return 1;
  if (ahead < -error) return 0;
  return cpwi_cells_log_ratio(cells, j, level) >= 0;
}

/* ---------------------------------------------------------------- rejection ----------------- */

/* j = floor(x) if that is a value of the law */
static inline int candidate(const cpwi_cells *cells, double x, int64_t *j) {
  if (!(fabs(x) < 0x1p62)) return 0;
  *j = cpwi_floor(x);
  return *j >= cells->lowest && *j <= cells->highest;
}

/* The tests "poisson_hats" and "binomial_hats" hold every hat above its law and every squeeze below. */
static int64_t hat_draw(const cpwi_hat *hat, cpwi_cells *cells, cpw_stream *stream) {
  for (;;) {
    double u = cpwi_unit(cpwi_next(stream)) - 0.5, v = cpwi_next_open(stream);
    double room = 0.5 - fabs(u);
    int64_t j;
    if (!candidate(cells, (2 * hat->a / room + hat->b) * u + hat->centre, &j)) continue;
    if (room >= 0.07 && v <= hat->squeeze) return cells->base + j;
    double level = v * hat->level / (hat->a / (room * room) + hat->b);
    if (cells_reach(cells, j, level)) return cells->base + j;
  }
}

static int64_t ratio_draw(const cpwi_fraction *ratio, cpwi_cells *cells, cpw_stream *stream) {
  for (;;) {
    double u = cpwi_next_open(stream), v = cpwi_unit(cpwi_next(stream)) - 0.5;
    int64_t j;
    if (!candidate(cells, ratio->centre + ratio->width * v / u, &j)) continue;
    double log = cpwi_cells_log_ratio(cells, j, 1);
    if (u * (4 - u) - 3 <= log) return cells->base + j; /* 2 log u <= u (4 - u) - 3 */
    if (u * (u - log) >= 1) continue;                   /* 2 log u >= u - 1/u */
    if (2 * cpw_math_log(u) <= log) return cells->base + j;
  }
}

int64_t cpwi_count_draw(cpwi_count_law *law, cpw_stream *stream) {
  int64_t draw = 0;
  if (law->method == CPWI_LADDER)
    draw = ladder_draw(&law->ladder, stream);
  else if (law->method == CPWI_HAT)
    draw = hat_draw(&law->hat, &law->cells, stream);
  else if (law->method == CPWI_RATIO)
    draw = ratio_draw(&law->ratio, &law->cells, stream);
  return law->falls ? law->offset - draw : law->offset + draw;
}
