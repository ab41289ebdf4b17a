/* Curves of units between their bounds: the concave envelope of the points, and above it the one of the chords
 * prolonged until they meet.
 * Source: the sandwich algorithm (Rote, "The convergence rate of the sandwich algorithm for approximating convex
 * functions", Computing 48, 1992): a concave function through the points is nowhere above its neighbouring chords.
 * Leaves the choice of a spend to best.c and rows.c. */
#include "system_allocate/internal.h"

static double slope(const double *x, const double *y, int64_t i) {
  return (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
}

/* The concave envelope of n points, in place; slopes as they are compared by response.h. */
static int64_t envelope(double *x, double *y, int64_t n) {
  int64_t m = 0;
  for (int64_t i = 0; i < n; i++) {
    x[m] = x[i];
    y[m] = m > 0 && y[i] < y[m - 1] ? y[m - 1] : y[i]; /* more money need not be spent */
    m++;
    while (m >= 3 && !(slope(x, y, m - 2) < slope(x, y, m - 3))) {
      x[m - 2] = x[m - 1];
      y[m - 2] = y[m - 1];
      m--;
    }
  }
  return m;
}

double cpwi_allocate_straight(const double *x, const double *y, int64_t n, double at) {
  int64_t i = 0;
  while (i < n - 1 && x[i + 1] < at)
    i++;
  if (i == n - 1 || at <= x[0]) return y[i];
  return y[i] + slope(x, y, i) * (at - x[i]);
}

double cpwi_allocate_meet(const double *x, const double *y, int64_t n, int64_t j, double *height) {
  double wide = x[j + 1] - x[j], after = j + 2 < n ? slope(x, y, j + 1) : 0.0, at;
  if (j == 0) { /* nothing to the left: the first pound may gain anything */
    at = x[0] + (wide > 2.0 ? 1.0 : 0.5 * wide);
    *height = y[1] - after * (x[1] - at);
  } else {
    double before = slope(x, y, j - 1), bend = before - after;
    double part = bend > 0 ? (y[j + 1] - y[j] - after * wide) / bend : 0.0;
    part = part > 0 ? (part < wide ? part : wide) : 0.0;
    at = x[j] + part;
    *height = y[j] + before * part;
  }
  if (*height > y[j + 1]) *height = y[j + 1];
  if (*height < y[j]) *height = y[j];
  return at;
}

/* The points of a concave function, whose rounding may look like a bend the wrong way: those that are below the line
 * between their neighbours by more than that are left out, those on it stay, as they say where the function is straight. */
static int64_t concave_points(double *x, double *y, int64_t n) {
  int64_t m = 0;
  double most = 0.0;
  for (int64_t i = 0; i < n; i++) {
    x[m] = x[i];
    y[m] = m > 0 && y[i] < y[m - 1] ? y[m - 1] : y[i];
    most = fabs(y[m]) > most ? fabs(y[m]) : most;
    m++;
    while (m >= 3) {
      double before = slope(x, y, m - 3), after = slope(x, y, m - 2);
      double near = x[m - 1] - x[m - 2], wide = x[m - 2] - x[m - 3];
      double blur = 1e-9 * before + CPWI_ALLOCATE_NOISE * most / (near < wide ? near : wide);
      if (!(after > before + blur)) break;
      x[m - 2] = x[m - 1];
      y[m - 2] = y[m - 1];
      m--;
    }
  }
  return m;
}

/* Adds the points where prolonged chords meet to n points; the result stands in x and y. */
static int64_t raise(double *x, double *y, int64_t n) {
  double *from_x = x + 2 * n, *from_y = y + 2 * n; /* a copy at the end of the room */
  for (int64_t i = 0; i < n; i++) {
    from_x[i] = x[i];
    from_y[i] = y[i];
  }
  int64_t m = 0;
  for (int64_t i = 0; i < n; i++) {
    x[m] = from_x[i];
    y[m++] = from_y[i];
    if (i == n - 1) break;
    double height = 0.0, at = cpwi_allocate_meet(from_x, from_y, n, i, &height);
    if (!(at > from_x[i] && at < from_x[i + 1])) continue;
    x[m] = at;
    y[m++] = height;
  }
  return m;
}

static double value_of(const cpwi_allocate *s, const double *value, const double *weight,
                       int64_t target) {
  if (target >= 0) return value[s->groups * CPW_ALLOCATE_OUTCOMES + target];
  double sum = 0.0;
  for (int64_t g = 0; g < s->groups; g++)
    if (weight[g] > 0) sum += weight[g] * cpwi_allocate_mixed_at(s, value, g);
  return sum;
}

/* between the points around a spend that is within the table */
static double value_between(const cpwi_allocate *s, const cpwi_allocate_table *t, double at,
                            const double *weight, int64_t target) {
  int64_t i = 0;
  while (i < t->count - 1 && t->x[i] < at)
    i++;
  double high = value_of(s, t->value + i * s->width, weight, target);
  if (i == 0 || t->x[i] <= at) return high;
  double low = value_of(s, t->value + (i - 1) * s->width, weight, target);
  return low + (at - t->x[i - 1]) / (t->x[i] - t->x[i - 1]) * (high - low);
}

int64_t cpwi_allocate_curve_size(const cpwi_allocate *s, int64_t place) {
  return 3 * (s->table[place].count + 2);
}

int64_t cpwi_allocate_curve(const cpwi_allocate *s, int64_t place, const double *weight,
                            int64_t target, int above, double *x, double *y) {
  const cpwi_allocate_table *t = &s->table[place];
  double low = s->lower[place], high = s->upper[place];
  int64_t n = 0;
  x[n] = low;
  y[n++] = value_between(s, t, low, weight, target);
  for (int64_t i = 0; i < t->count; i++) {
    if (!(t->x[i] > low && t->x[i] < high)) continue;
    x[n] = t->x[i];
    y[n++] = value_of(s, t->value + i * s->width, weight, target);
  }
  if (high > low) {
    x[n] = high;
    y[n++] = value_between(s, t, high, weight, target);
  }
  if (above == CPWI_ALLOCATE_CHORDS) return envelope(x, y, n);
  n = concave_points(x, y, n);
  return above == CPWI_ALLOCATE_ABOVE ? envelope(x, y, raise(x, y, n)) : n;
}

int32_t cpwi_allocate_curves(cpwi_allocate *s, const double *weight, int64_t target, int above,
                             cpw_error *err) {
  int64_t room = 0, used = 0;
  for (int64_t p = 0; p < s->n; p++)
    room += cpwi_allocate_curve_size(s, p);
  if (room > s->curve_room) {
    double *x = cpwi_grow(s->a, s->curve_x, (size_t)room, sizeof *x);
    if (!x) return cpwi_allocate_no_memory(s, err);
    s->curve_x = x;
    double *y = cpwi_grow(s->a, s->curve_y, (size_t)room, sizeof *y);
    if (!y) return cpwi_allocate_no_memory(s, err);
    s->curve_y = y;
    s->curve_room = room;
  }
  for (int64_t p = 0; p < s->n; p++) {
    double *x = s->curve_x + used, *y = s->curve_y + used;
    cpw_response r = {0};
    r.kind = CPW_RESPONSE_POINTS;
    r.points = cpwi_allocate_curve(s, p, weight, target, above, x, y);
    r.x = x;
    r.y = y;
    s->curve[p] = r;
    used += cpwi_allocate_curve_size(s, p);
  }
  return CPW_OK;
}
