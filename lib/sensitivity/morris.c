/* Morris's screening: which rows are evaluated, and the elementary effects of the answers.
 * Source: Morris, Technometrics 33 (1991); mean size and radial designs: Campolongo et al. 2007, 2011.
 * Leaves the points of radial designs to points.c. */
#include "sensitivity/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- design -------------------- */

static double level_of(const cpwi_sensitivity *s, uint64_t k) {
  double share = (double)k / (double)(s->options.levels - 1);
  return s->options.trim + (1 - 2 * s->options.trim) * share;
}

/* row 0 a random place on the grid; then one parameter after the other half the levels away */
static void walk(const cpwi_sensitivity *s, int64_t p, int64_t r, uint64_t *place, int64_t *order,
                 double *unit) {
  cpw_stream stream;
  cpw_stream_init(&stream, s->run.seed, (uint64_t)s->run.first_replication, CPWI_PURPOSE_MORRIS,
                  (uint64_t)r);
  uint64_t levels = (uint64_t)s->options.levels, half = levels / 2;
  for (int64_t j = 0; j < p; j++) {
    place[j] = cpw_random_below(&stream, levels);
    unit[j] = level_of(s, place[j]);
    order[j] = j;
  }
  cpw_random_shuffle(&stream, order, p);
  for (int64_t k = 0; k < p; k++) {
    int64_t j = order[k];
    memcpy(unit + (k + 1) * p, unit + k * p, (size_t)p * sizeof *unit);
    unit[(k + 1) * p + j] = level_of(s, place[j] < half ? place[j] + half : place[j] - half);
  }
}

/* a quarter to a half of the law away, towards the side with more room */
static double aside(double u, double v) {
  double step = 0.25 + 0.25 * v;
  return u < 0.5 ? u + step : u - step;
}

static void radiate(const cpwi_sensitivity *s, int64_t p, int64_t trajectories, double *spare,
                    double *unit) {
  const cpwi_point_set points = {s->options.points, s->run.seed, (uint64_t)s->run.first_replication,
                                 CPWI_PURPOSE_MORRIS};
  int64_t block = (p + 1) * p;
  for (int64_t j = 0; j < p; j++) {
    cpwi_point_column(&points, j, 0, trajectories, unit + j, block);
    cpwi_point_column(&points, p + j, 0, trajectories, spare, 1);
    for (int64_t r = 0; r < trajectories; r++) {
      double *own = unit + r * block, at = own[j];
      for (int64_t k = 1; k <= p; k++)
        own[k * p + j] = k == j + 1 ? aside(at, spare[r]) : at;
    }
  }
}

static int32_t check_sizes(const cpwi_sensitivity *s, int64_t p, int64_t trajectories,
                           int64_t outputs, const char *name, cpw_error *err) {
  int64_t rows, cells;
  int32_t status = cpwi_check_size(name, p, INT32_MAX, s->where, err);
  if (status == CPW_OK)
    status = cpwi_check_size("trajectories", trajectories, CPW_SOBOL_MOST, s->where, err);
  if (status == CPW_OK) status = cpwi_check_size("outputs", outputs, INT32_MAX, s->where, err);
  if (status != CPW_OK) return status;
  if (!cpwi_multiply(trajectories, p + 1, &rows) || !cpwi_multiply(rows, p, &cells) ||
      cells > INT64_MAX / 8 || !cpwi_multiply(rows, outputs, &cells) || cells > INT64_MAX / 8)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, s->where, "trajectories x %s^2 is too large", name);
  return CPW_OK;
}

int32_t cpw_morris_design(int64_t parameters, int64_t trajectories,
                          const cpw_sensitivity_options *options, const cpw_run *run, double *unit,
                          cpw_error *err) {
  cpwi_sensitivity s;
  int32_t status = cpwi_sensitivity_take(&s, options, run, __func__, err);
  if (status == CPW_OK) status = check_sizes(&s, parameters, trajectories, 1, "parameters", err);
  if (status != CPW_OK) return status;
  if (!unit) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "unit is NULL");
  int radial = s.options.morris == CPW_MORRIS_RADIAL;
  int64_t most = s.options.points == CPW_POINTS_RANDOM ? INT32_MAX : CPW_SOBOL_DIMENSIONS / 2;
  if (radial && (status = cpwi_check_size("parameters", parameters, most, __func__, err)) != CPW_OK)
    return status;
  size_t room = (size_t)(radial ? trajectories : 2 * parameters);
  void *work = cpwi_alloc(s.options.allocator, room, 8); /* doubles, or whole numbers */
  if (!work)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for a design of %lld parameters",
                     (long long)parameters);
  uint64_t *place = work;
  int64_t *order = work;
  if (radial) radiate(&s, parameters, trajectories, work, unit);
  for (int64_t r = 0; !radial && r < trajectories; r++)
    walk(&s, parameters, r, place, order + parameters, unit + r * (parameters + 1) * parameters);
  cpwi_release(s.options.allocator, work);
  return CPW_OK;
}

/* ---------------------------------------------------------------- effects ------------------- */

/* The one parameter in which two rows differ, or -1. */
static int64_t moved(const double *from, const double *to, int64_t p) {
  int64_t which = -1;
  for (int64_t j = 0; j < p; j++) {
    if (from[j] == to[j]) continue;
    if (which >= 0 || !cpwi_finite(to[j] - from[j])) return -1;
    which = j;
  }
  return which;
}

typedef struct screening {
  cpwi_sensitivity s;
  int64_t p, trajectories, outputs;
  int64_t *which;             /* (trajectories, p): the parameter that each step moved */
  cpw_moments *effect, *size; /* (p) */
  double *mu, *star, *lower, *upper, *sigma;
  int64_t *rank, *order;
} screening;

static int32_t take_design(screening *t, const double *unit, cpw_error *err) {
  int radial = t->s.options.morris == CPW_MORRIS_RADIAL;
  int64_t p = t->p;
  for (int64_t r = 0; r < t->trajectories; r++) {
    const double *own = unit + r * (p + 1) * p;
    for (int64_t k = 1; k <= p; k++) {
      int64_t j = moved(own + (radial ? 0 : k - 1) * p, own + k * p, p);
      for (int64_t h = 0; j >= 0 && h < k - 1; h++)
        if (t->which[r * p + h] == j) j = -1; /* twice the same */
      if (j < 0)
        return cpwi_fail(err, CPW_EDOMAIN, r * (p + 1) + k, t->s.where,
                         "unit row %lld: exactly one parameter, another each time, must differ "
                         "from the %s",
                         (long long)(r * (p + 1) + k), radial ? "base row" : "row before");
      t->which[r * p + k - 1] = j;
    }
  }
  return CPW_OK;
}

static int32_t take_effects(screening *t, const double *unit, const double *y, int64_t o,
                            cpw_error *err) {
  int radial = t->s.options.morris == CPW_MORRIS_RADIAL;
  int64_t p = t->p;
  for (int64_t j = 0; j < p; j++) {
    cpw_moments_init(&t->effect[j]);
    cpw_moments_init(&t->size[j]);
  }
  for (int64_t r = 0; r < t->trajectories; r++)
    for (int64_t k = 1; k <= p; k++) {
      int64_t j = t->which[r * p + k - 1], to = r * (p + 1) + k;
      int64_t from = radial ? r * (p + 1) : to - 1;
      double step = unit[to * p + j] - unit[from * p + j];
      double effect = (y[to * t->outputs + o] - y[from * t->outputs + o]) / step;
      if (!cpwi_finite(effect))
        return cpwi_fail(err, CPW_EOVERFLOW, to * t->outputs + o, t->s.where,
                         "the effect of row %lld is beyond the largest double", (long long)to);
      cpw_moments_add(&t->effect[j], effect);
      cpw_moments_add(&t->size[j], fabs(effect));
    }
  return CPW_OK;
}

static int32_t put_effects(screening *t, int64_t o, cpw_error *err) {
  for (int64_t j = 0; j < t->p; j++) {
    int64_t at = o * t->p + j;
    cpw_interval limits = {0, CPWI_NAN, CPWI_NAN, 0};
    t->mu[at] = cpw_moments_mean(&t->effect[j]);
    t->star[at] = cpw_moments_mean(&t->size[j]);
    t->sigma[at] = cpw_moments_sd(&t->effect[j], 1);
    if (t->trajectories > 1) {
      int32_t status = cpw_mean_interval(&t->size[j], t->s.options.level, &limits, err);
      if (status != CPW_OK) return status;
    }
    t->lower[at] = limits.lower < 0 ? 0 : limits.lower;
    t->upper[at] = limits.upper;
  }
  return CPW_OK;
}

/* 1 for the largest mu_star, ties by position: p is small, and so is p^2 */
static void put_ranks(const screening *t, int64_t o) {
  const double *star = t->star + o * t->p;
  for (int64_t j = 0; j < t->p; j++) {
    int64_t before = 0;
    for (int64_t k = 0; k < t->p; k++)
      before += star[k] > star[j] || (k < j && star[k] == star[j]);
    t->rank[o * t->p + j] = before + 1;
  }
}

static int32_t add_results(screening *t, cpw_result *r, cpw_error *err) {
  static const char by[] = "output parameter";
  const cpwi_array_plan plans[] = {
      {"mu", "", "mean effect of the whole range", by, &t->mu},
      {"mu_star", "", "mean size of the effect", by, &t->star},
      {"mu_star_lower", "", "lower limit of mu_star", by, &t->lower},
      {"mu_star_upper", "", "upper limit of mu_star", by, &t->upper},
      {"sigma", "", "standard deviation of the effects: bends and interactions", by, &t->sigma}};
  void *memory = NULL;
  int32_t status = cpwi_add_arrays(r, plans, 5, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "rank", "", "1 = largest mu_star", by, CPW_INT64,
                                  CPW_MERGE_SAME, &memory, err);
  t->rank = memory;
  return status;
}

static int32_t run_screening(screening *t, const double *unit, const double *y, cpw_result *r,
                             cpw_error *err) {
  const cpw_allocator *a = t->s.options.allocator;
  size_t p = (size_t)t->p;
  t->which = cpwi_alloc(a, (size_t)t->trajectories * p, sizeof *t->which);
  t->effect = cpwi_alloc(a, p, sizeof *t->effect);
  t->size = cpwi_alloc(a, p, sizeof *t->size);
  int32_t status = add_results(t, r, err);
  if (status == CPW_OK && (!t->which || !t->effect || !t->size))
    status = cpwi_fail(err, CPW_ENOMEM, -1, t->s.where, "no memory for %lld parameters",
                       (long long)t->p);
  if (status == CPW_OK) status = take_design(t, unit, err);
  for (int64_t o = 0; status == CPW_OK && o < t->outputs; o++) {
    status = take_effects(t, unit, y, o, err);
    if (status == CPW_OK) status = put_effects(t, o, err);
    if (status == CPW_OK) put_ranks(t, o);
  }
  cpwi_release(a, t->which);
  cpwi_release(a, t->effect);
  cpwi_release(a, t->size);
  return status;
}

int32_t cpw_morris_effects(const double *unit, const double *y, int64_t outputs,
                           const cpw_parameter *parameters, int64_t count, int64_t trajectories,
                           const cpw_sensitivity_options *options, cpw_result **out,
                           cpw_error *err) {
  screening t;
  cpw_result *r = NULL;
  memset(&t, 0, sizeof t);
  int32_t status = cpwi_sensitivity_take(&t.s, options, NULL, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if ((status = check_sizes(&t.s, count, trajectories, outputs, "count", err)) != CPW_OK)
    return status;
  t.p = count;
  t.trajectories = trajectories;
  t.outputs = outputs;
  if (!unit) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "unit is NULL");
  status = cpwi_check_numbers("y", y, trajectories * (count + 1), outputs, __func__, err);
  if (status == CPW_OK)
    status = cpwi_sensitivity_result(&t.s, outputs, parameters, count, 0, &r, err);
  if (status == CPW_OK) status = run_screening(&t, unit, y, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
