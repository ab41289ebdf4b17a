/* Points of the concentration curve, which is the Lorenz curve where the position is the value itself.
 * Source: Kakwani, Wagstaff and van Doorslaer (1997), piecewise linear. Leaves the walk to line.c and
 * areas under the curve to concentration.c. */
#include "equity/internal.h"

/* the curve's corners: shares of the population, and of the value beyond the diagonal */
typedef struct corners {
  double *population, *value; /* (count) the first is (0, 0) */
  int64_t count;
} corners;

static void find_corners(const cpwi_line *line, corners *c) {
  cpwi_walk walk;
  cpwi_step step;
  c->population[0] = c->value[0] = 0;
  c->count = 1;
  cpwi_walk_start(&walk, line);
  while (cpwi_walk_next(&walk, &step)) {
    c->population[c->count] = step.left > 0 ? 1 - step.left : 1;
    c->value[c->count++] = step.reached / line->rows.mean;
  }
}

/* the curve at p: the diagonal and what goes beyond it, straight between two corners */
static double curve_at(const corners *c, double p) {
  int64_t low = 0, high = c->count - 1;
  if (p >= 1) return 1;
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    if (c->population[middle] <= p)
      low = middle;
    else
      high = middle;
  }
  double width = c->population[high] - c->population[low];
  double part = width > 0 ? (p - c->population[low]) / width : 0;
  return p + (c->value[low] + part * (c->value[high] - c->value[low]));
}

static int32_t check_shares(const double *share, int64_t points, const double *curve,
                            const char *where, cpw_error *err) {
  if (points < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "points = %lld must be >= 0", (long long)points);
  if (points > 0 && (!share || !curve))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", share ? "curve" : "share");
  for (int64_t i = 0; i < points; i++)
    if (!(share[i] >= 0 && share[i] <= 1))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "share[%lld] = %s must be from 0 to 1",
                       (long long)i, cpwi_number(share[i]).text);
  return CPW_OK;
}

static int32_t draw(const cpwi_line *line, const double *share, int64_t points, double *curve,
                    const char *where, cpw_error *err) {
  const cpw_allocator *a = line->rows.allocator;
  if (line->rows.mean == 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "the sum of value must not be 0: there are no shares of it");
  corners c = {cpwi_alloc(a, (size_t)line->blocks + 1, sizeof *c.population),
               cpwi_alloc(a, (size_t)line->blocks + 1, sizeof *c.value), 0};
  int32_t status = c.population && c.value ? CPW_OK : cpwi_no_memory(where, err);
  if (status == CPW_OK) {
    find_corners(line, &c);
    for (int64_t i = 0; i < points; i++)
      curve[i] = curve_at(&c, share[i]);
  }
  cpwi_release(a, c.population);
  cpwi_release(a, c.value);
  return status;
}

int32_t cpw_equity_curve(const double *value, const double *position, const double *weight,
                         int64_t n, const double *share, int64_t points,
                         const cpw_allocator *allocator, double *curve, cpw_error *err) {
  cpwi_line line;
  cpwi_data data = {"value", "weight", "n", value, weight, n};
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_shares(share, points, curve, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_line_take(&line, &data, position, "position", allocator, __func__, err);
  if (status == CPW_OK) status = draw(&line, share, points, curve, __func__, err);
  cpwi_line_free(&line);
  return status;
}
