/* Tables of what is gained by spends: points put in, and read straight between them.
 * Source: carepath/system_allocate.h; between two points a concave benefit is never below the straight line.
 * Leaves envelopes to curves.c. */
#include "system_allocate/internal.h"

#include <string.h>

/* the first point at or beyond x */
static int64_t find(const cpwi_allocate_table *t, double x) {
  int64_t low = 0, high = t->count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (t->x[middle] < x)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

int cpwi_allocate_has(const cpwi_allocate_table *t, double x) {
  int64_t i = find(t, x);
  return i < t->count && t->x[i] == x;
}

int cpwi_allocate_apart(const cpwi_allocate_table *t, double x) {
  int64_t i = find(t, x);
  if (i == 0 || i == t->count) return 1;
  double wide = t->x[i] - t->x[i - 1];
  double near = x - t->x[i - 1] < t->x[i] - x ? x - t->x[i - 1] : t->x[i] - x;
  return near >= CPWI_ALLOCATE_PART * wide;
}

static int grow(const cpwi_allocate *s, cpwi_allocate_table *t) {
  int64_t room = t->room > 0 ? 2 * t->room : s->options.points + 8;
  double *x = cpwi_grow(s->a, t->x, (size_t)room, sizeof *x);
  if (!x) return 0;
  t->x = x;
  double *value = cpwi_grow(s->a, t->value, (size_t)(room * s->width), sizeof *value);
  if (!value) return 0;
  t->value = value;
  t->room = room;
  return 1;
}

int32_t cpwi_allocate_put(cpwi_allocate *s, int64_t place, double x, const double *value,
                          cpw_error *err) {
  cpwi_allocate_table *t = &s->table[place];
  int64_t i = find(t, x), width = s->width;
  if (i < t->count && t->x[i] == x) return CPW_OK;
  if (t->count == t->room && !grow(s, t)) return cpwi_allocate_no_memory(s, err);
  memmove(t->x + i + 1, t->x + i, (size_t)(t->count - i) * sizeof *t->x);
  memmove(t->value + (i + 1) * width, t->value + i * width,
          (size_t)((t->count - i) * width) * sizeof *t->value);
  t->x[i] = x;
  memcpy(t->value + i * width, value, (size_t)width * sizeof *value);
  t->value[(i + 1) * width - 1] = cpwi_allocate_capacity(s, place, x) - s->idle[place];
  t->count++;
  return CPW_OK;
}

void cpwi_allocate_read(const cpwi_allocate *s, int64_t place, double x, double *value) {
  const cpwi_allocate_table *t = &s->table[place];
  int64_t i = find(t, x), width = s->width;
  if (i >= t->count) i = t->count - 1;
  const double *high = t->value + i * width, *low = i > 0 ? high - width : high;
  double part = i > 0 && x < t->x[i] ? (x - t->x[i - 1]) / (t->x[i] - t->x[i - 1]) : 1.0;
  for (int64_t k = 0; k < width; k++)
    value[k] = part >= 1.0 ? high[k] : low[k] + part * (high[k] - low[k]);
}

/* one gain of a table, by its mix at a group */
static double mixed_between(const cpwi_allocate *s, const cpwi_allocate_table *t, int64_t i,
                            double part, int64_t group) {
  double high = cpwi_allocate_mixed_at(s, t->value + i * s->width, group);
  if (part >= 1.0) return high;
  double low = cpwi_allocate_mixed_at(s, t->value + (i - 1) * s->width, group);
  return low + part * (high - low);
}

void cpwi_allocate_gains(const cpwi_allocate *s, const double *x, double *gain) {
  for (int64_t g = 0; g < s->groups; g++)
    gain[g] = 0.0;
  for (int64_t p = 0; p < s->n; p++) {
    const cpwi_allocate_table *t = &s->table[p];
    int64_t i = find(t, x[p]);
    if (i >= t->count) i = t->count - 1;
    double part = i > 0 && x[p] < t->x[i] ? (x[p] - t->x[i - 1]) / (t->x[i] - t->x[i - 1]) : 1.0;
    for (int64_t g = 0; g < s->groups; g++)
      gain[g] += mixed_between(s, t, i, part, g);
  }
}

double cpwi_allocate_surplus(const cpwi_allocate *s, const double *x, int64_t target) {
  double sum = 0.0;
  int64_t k = s->groups * CPW_ALLOCATE_OUTCOMES + target;
  for (int64_t p = 0; p < s->n; p++) {
    const cpwi_allocate_table *t = &s->table[p];
    int64_t i = find(t, x[p]);
    if (i >= t->count) i = t->count - 1;
    double high = t->value[i * s->width + k];
    if (i > 0 && x[p] < t->x[i]) {
      double low = t->value[(i - 1) * s->width + k];
      high = low + (x[p] - t->x[i - 1]) / (t->x[i] - t->x[i - 1]) * (high - low);
    }
    sum += high;
  }
  return sum;
}
