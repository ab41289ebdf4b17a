/* Curves that are given: concave, or concave but for rounding, which is taken out of points.
 * Source: upper hull of points (Andrew, Inf. Process. Lett. 9, 1979), slopes as response.h compares them.
 * Leaves what is bought on them to bench.c. */
#include "system_govern/internal.h"

#include <stdio.h>
#include <string.h>

/* how far a point may be below the hull, relative to the greatest benefit */
#define BEND 1e-9

static double slope(const double *x, const double *y, int64_t i, int64_t j) {
  return (y[j] - y[i]) / (x[j] - x[i]);
}

int64_t cpwi_govern_hull(double *x, double *y, int64_t n) {
  int64_t kept = 0;
  for (int64_t p = 0; p < n; p++) {
    x[kept] = x[p];
    y[kept] = y[p];
    while (kept >= 2 && slope(x, y, kept - 2, kept - 1) < slope(x, y, kept - 1, kept)) {
      x[kept - 1] = x[kept];
      y[kept - 1] = y[kept];
      kept--;
    }
    kept++;
  }
  return kept;
}

/* The most that a point is below the line from `from` to `to` between which it stands. */
static double below(const cpw_response *r, int64_t from, int64_t to) {
  double most = 0, rise = slope(r->x, r->y, from, to);
  for (int64_t p = from + 1; p < to; p++) {
    double gap = r->y[from] + rise * (r->x[p] - r->x[from]) - r->y[p];
    most = gap > most ? gap : most;
  }
  return most;
}

/* How far points are from concave: the greatest distance below the hull, which is walked by the steepest line on. */
static double bend(const cpw_response *r) {
  double most = 0;
  for (int64_t from = 0; from < r->points - 1;) {
    int64_t to = from + 1;
    for (int64_t p = from + 2; p < r->points; p++)
      if (slope(r->x, r->y, from, p) >= slope(r->x, r->y, from, to)) to = p;
    double gap = below(r, from, to);
    most = gap > most ? gap : most;
    from = to;
  }
  return most;
}

static int concave(const cpw_response *r) {
  if (cpw_response_inflection(r) <= 0) return 1;
  if (r->kind != CPW_RESPONSE_POINTS || r->upfront > 0) return 0;
  double rise = r->y[r->points - 1] - r->y[0];
  if (r->x[0] > 0 && rise > 0) return 0; /* level up to the first point, then up */
  return bend(r) <= BEND * rise;
}

int32_t cpwi_commons_curve(const cpw_response *r, const char *field, int64_t row, const char *where,
                           cpw_error *err) {
  char what[48];
  snprintf(what, sizeof what, "%s[%lld]", field, (long long)row);
  cpw_error found;
  int32_t status = cpw_response_check(r, what, &found);
  if (status != CPW_OK) return cpwi_fail(err, status, row, where, "%s", found.message);
  if (!concave(r))
    return cpwi_fail(err, CPW_EDOMAIN, row, where,
                     "%s is not concave (its slope rises, or it has an upfront part)", what);
  return CPW_OK;
}

int64_t cpwi_govern_points(const cpw_response *curves, int64_t n) {
  int64_t sum = 0;
  for (int64_t o = 0; curves && o < n; o++)
    sum += curves[o].points;
  return sum;
}

cpw_response cpwi_govern_clean(const cpw_response *r, double **room) {
  cpw_response out = *r;
  if (r->kind != CPW_RESPONSE_POINTS) return out;
  double *x = *room, *y = x + r->points;
  memcpy(x, r->x, (size_t)r->points * sizeof *x);
  memcpy(y, r->y, (size_t)r->points * sizeof *y);
  out.x = x;
  out.y = y;
  out.points = cpwi_govern_hull(x, y, r->points);
  *room = y + r->points;
  return out;
}
