/* The least whole capacity of each stage with which its goals are met.
 * Source: each stage by its own formula, fed by all that comes; capacities and streams in turn until nothing changes.
 * Leaves the formulae to stations.c. */
#include "pathway_steady/internal.h"

#include <stdio.h>

#define WHERE       "cpw_pathway_size"
#define MOST_ROUNDS 100
#define MOST_NEEDED 1e9

/* ---------------------------------------------------------------- goals --------------------- */

static const char *const goal_name[] = {"CPW_SIZE_MEAN_WAIT", "CPW_SIZE_WITHIN",
                                        "CPW_SIZE_PROB_WAIT", "CPW_SIZE_UTILISATION"};

static int32_t check_goal(const cpwi_steady *s, const cpw_pathway_size_goal *g, int64_t k,
                          cpw_error *err) {
  if (g->goal < 0 || g->goal > CPW_SIZE_UTILISATION)
    return cpwi_fail(err, CPW_EINVAL, k, WHERE, "goals[%lld].goal = %d is not a goal", (long long)k,
                     (int)g->goal);
  if (g->stage < -1 || g->stage >= s->net.stages)
    return cpwi_fail(err, CPW_EINVAL, k, WHERE,
                     "goals[%lld].stage = %d must be -1 or from 0 to %lld", (long long)k,
                     (int)g->stage, (long long)s->net.stages - 1);
  if (g->stage >= 0 && !(s->capacity[g->stage] < (double)INFINITY))
    return cpwi_fail(err, CPW_EINVAL, k, WHERE, "goals[%lld]: stage \"%s\" has no capacity",
                     (long long)k, s->net.p.stage[g->stage].name);
  int timed = g->goal == CPW_SIZE_MEAN_WAIT || g->goal == CPW_SIZE_WITHIN;
  if (timed && !(g->limit >= 0.0 && g->limit < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, k, WHERE,
                     "goals[%lld].limit = %s must be finite and >= 0 (%s)", (long long)k,
                     cpwi_number(g->limit).text, goal_name[g->goal]);
  if (g->goal != CPW_SIZE_MEAN_WAIT && !(g->share > 0.0 && g->share < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, k, WHERE, "goals[%lld].share = %s must be in (0, 1) (%s)",
                     (long long)k, cpwi_number(g->share).text, goal_name[g->goal]);
  return CPW_OK;
}

/* The measure of a goal with the stage as it is now; sign: lower is better for all but WITHIN. */
static double measure(const cpwi_steady *s, int64_t i, const cpw_pathway_size_goal *g) {
  double come = 0.0, wait = 0.0, c = s->prob_wait[i];
  for (int64_t cell = i * s->net.groups; cell < (i + 1) * s->net.groups; cell++) {
    double rate = cpwi_steady_coming(s, cell);
    come += rate;
    if (rate > 0.0) wait += rate * s->wait[cell];
  }
  wait = come > 0.0 ? wait / come : 0.0;
  if (g->goal == CPW_SIZE_MEAN_WAIT) return wait;
  if (g->goal == CPW_SIZE_PROB_WAIT) return c;
  if (g->goal == CPW_SIZE_UTILISATION)
    return s->capacity[i] > 0.0 ? s->load[i] / s->capacity[i] : (double)INFINITY;
  if (!(wait < (double)INFINITY)) return 0.0;
  return wait > 0.0 && c > 0.0 ? 1.0 - c * cpw_math_exp(-g->limit * c / wait) : 1.0;
}

static int32_t met(double value, const cpw_pathway_size_goal *g) {
  if (g->goal == CPW_SIZE_MEAN_WAIT) return value <= g->limit;
  if (g->goal == CPW_SIZE_WITHIN) return value >= g->share;
  return value <= g->share;
}

/* ---------------------------------------------------------------- one stage ----------------- */

typedef struct sizing {
  cpwi_steady *s;
  const cpw_pathway_size_goal *goal;
  int64_t goals;
  double *planned, *needed;
  cpw_error *err;
} sizing;

static int32_t applies(const sizing *z, int64_t k, int64_t stage) {
  if (!(z->s->capacity[stage] < (double)INFINITY)) return 0;
  return z->goal[k].stage < 0 || z->goal[k].stage == stage;
}

/* Whether all goals of the stage are met with a capacity. */
static int32_t enough(sizing *z, int64_t stage, double capacity, int32_t *status) {
  z->s->capacity[stage] = capacity;
  *status = cpwi_steady_station(z->s, stage, z->err);
  for (int64_t k = 0; *status == CPW_OK && k < z->goals; k++)
    if (applies(z, k, stage) && !met(measure(z->s, stage, &z->goal[k]), &z->goal[k])) return 0;
  return *status == CPW_OK;
}

/* Doubling from the load, then bisection: all measures get better with capacity. NaN: no capacity does it. */
static int32_t size_stage(sizing *z, int64_t stage, double *least) {
  double low = floor(z->s->load[stage]), high = low + 1.0, step = 1.0;
  int32_t status = CPW_OK;
  if (low > 0.0) low -= 1.0;
  while (!enough(z, stage, high, &status)) {
    if (status != CPW_OK) return status;
    low = high;
    high += step;
    step *= 2.0;
    if (high > MOST_NEEDED) {
      *least = CPWI_NAN;
      return CPW_OK;
    }
  }
  while (high - low > 1.0) {
    double middle = floor((low + high) / 2.0);
    if (enough(z, stage, middle, &status))
      high = middle;
    else if (status == CPW_OK)
      low = middle;
    else
      return status;
  }
  *least = high;
  return CPW_OK;
}

/* ---------------------------------------------------------------- the network --------------- */

static int32_t has_goal(const sizing *z, int64_t stage) {
  for (int64_t k = 0; k < z->goals; k++)
    if (applies(z, k, stage)) return 1;
  return 0;
}

/* Capacity beyond need at first, so that every stage gets all that comes. */
static int32_t size_all(sizing *z) {
  cpwi_steady *s = z->s;
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < s->net.stages; i++)
    if (has_goal(z, i)) s->capacity[i] = MOST_NEEDED;
  for (int64_t round = 0; status == CPW_OK && round < MOST_ROUNDS; round++) {
    int32_t changed = 0;
    status = cpwi_steady_solve(s, WHERE, z->err);
    for (int64_t i = 0; status == CPW_OK && i < s->net.stages; i++) {
      double least = CPWI_NAN;
      if (!has_goal(z, i)) continue;
      status = s->lambda[i] > 0.0 ? size_stage(z, i, &least) : (least = 0.0, CPW_OK);
      changed |= !(least == z->needed[i] || (isnan(least) && isnan(z->needed[i])));
      z->needed[i] = least;
      s->capacity[i] = isnan(least) ? MOST_NEEDED : least;
    }
    if (!changed) break;
  }
  return status;
}

static int32_t fill_measures(sizing *z, double *reached, double *before) {
  cpwi_steady *s = z->s;
  int32_t status = cpwi_steady_solve(s, WHERE, z->err);
  for (int64_t i = 0; status == CPW_OK && i < s->net.stages; i++)
    for (int64_t k = 0; status == CPW_OK && k < z->goals; k++) {
      double capacity = s->capacity[i];
      if (!applies(z, k, i) || isnan(reached[i]) == 0) continue;
      reached[i] = measure(s, i, &z->goal[k]);
      if (!(capacity >= 1.0)) continue;
      s->capacity[i] = capacity - 1.0;
      status = cpwi_steady_station(s, i, z->err);
      before[i] = measure(s, i, &z->goal[k]);
      s->capacity[i] = capacity;
      if (status == CPW_OK) status = cpwi_steady_station(s, i, z->err);
    }
  return status;
}

static int32_t add(cpw_result *r, const char *name, const char *what, double **to, cpw_error *err) {
  void *memory = NULL;
  int32_t status =
      cpw_result_add_array(r, name, "", what, "stage", CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  *to = memory;
  return status;
}

static int32_t fill(sizing *z, cpw_result *r) {
  double *capacity, *needed, *more, *reached, *before;
  int64_t who;
  cpw_error *err = z->err;
  int32_t status = cpwi_pathway_dimensions(&z->s->net, r, &who, err);
  if (status == CPW_OK)
    status = add(r, "capacity", "capacity as planned, on average", &capacity, err);
  if (status == CPW_OK)
    status = add(r, "needed", "least whole capacity that meets the goals", &needed, err);
  if (status == CPW_OK) status = add(r, "more", "needed less capacity", &more, err);
  if (status == CPW_OK)
    status = add(r, "reached", "measure of the stage's first goal with it", &reached, err);
  if (status == CPW_OK) status = add(r, "before", "the same with one fewer", &before, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < z->s->net.stages; i++) {
    capacity[i] = z->planned[i];
    needed[i] = has_goal(z, i) ? z->needed[i] : z->planned[i];
    more[i] = needed[i] - capacity[i];
    if (isnan(z->needed[i]) && has_goal(z, i))
      (void)cpw_result_set_outcome(r, CPW_OUTCOME_UNREACHABLE);
    reached[i] = before[i] = CPWI_NAN;
    if (!(capacity[i] < (double)INFINITY)) more[i] = CPWI_NAN;
  }
  return fill_measures(z, reached, before);
}

static int32_t size_network(sizing *z, cpw_result **out) {
  cpw_result *r = NULL;
  int32_t status = size_all(z);
  if (status == CPW_OK) status = cpw_result_new(z->s->allocator, &r, z->err);
  if (status == CPW_OK) status = fill(z, r);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

int32_t cpw_pathway_size(const cpw_pathway *pathway, const cpw_pathway_size_goal *goals,
                         int64_t goal_count, const cpw_pathway_steady_options *options,
                         cpw_result **out, cpw_error *err) {
  cpwi_steady s;
  if (!out || !goals)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s must not be NULL", out ? "goals" : "out");
  if (goal_count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "goal_count = %lld must be >= 1",
                     (long long)goal_count);
  int32_t status = cpwi_steady_prepare(pathway, options, WHERE, &s, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; status == CPW_OK && k < goal_count; k++)
    status = check_goal(&s, &goals[k], k, err);
  size_t n = (size_t)s.net.stages;
  sizing z = {&s,
              goals,
              goal_count,
              cpwi_alloc(s.allocator, n, sizeof(double)),
              cpwi_alloc_zero(s.allocator, n, sizeof(double)),
              err};
  if (status == CPW_OK && (!z.planned || !z.needed))
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld stages", (long long)s.net.stages);
  for (int64_t i = 0; status == CPW_OK && i < s.net.stages; i++)
    z.planned[i] = s.capacity[i];
  if (status == CPW_OK) status = size_network(&z, out);
  cpwi_release(s.allocator, z.planned);
  cpwi_release(s.allocator, z.needed);
  cpwi_steady_end(&s);
  return status;
}
