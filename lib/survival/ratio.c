/* Hazard ratios of groups against one, in one step from O - E and its covariance.
 * Source: Peto et al., Br. J. Cancer 35:1-39, 1977, for two groups; for more, the first step of Newton's
 * method for Cox's partial likelihood from ratios of 1. Leaves the sums to compare.c. */
#include "survival/internal.h"

#include "carepath/random.h"
#include "carepath/stats.h"

#include <string.h>

static const char *const WHERE = "cpw_survival_ratios";

typedef struct solution {
  cpwi_mesh network;
  int64_t *order; /* the reference last */
  double *log, *variance, *work;
  int32_t *tied; /* (groups) by place: it can be compared with the reference */
} solution;

static void free_solution(solution *s, const cpw_allocator *a) {
  cpwi_mesh_free(&s->network, a);
  cpwi_release(a, s->order);
  cpwi_release(a, s->log);
  cpwi_release(a, s->variance);
  cpwi_release(a, s->work);
  cpwi_release(a, s->tied);
}

static int32_t make_room(solution *s, const cpwi_compared *c, int64_t reference,
                         const cpw_allocator *a, cpw_error *err) {
  size_t k = (size_t)c->groups;
  memset(s, 0, sizeof *s);
  s->order = cpwi_alloc(a, k, sizeof *s->order);
  s->log = cpwi_alloc(a, k, sizeof *s->log);
  s->variance = cpwi_alloc(a, k, sizeof *s->variance);
  s->work = cpwi_alloc(a, k, sizeof *s->work);
  s->tied = cpwi_alloc(a, k, sizeof *s->tied);
  if (!s->order || !s->log || !s->variance || !s->work || !s->tied)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld groups", (long long)c->groups);
  int64_t at = 0;
  for (int64_t g = 0; g < c->groups; g++)
    if (g != reference) s->order[at++] = g;
  s->order[at] = reference;
  return cpwi_mesh_init(&s->network, c, s->order, a, WHERE, err);
}

/* Which places are linked to the last one, through others or not. */
static void find_tied(solution *s) {
  int64_t k = s->network.count;
  for (int64_t i = k - 1; i >= 0; i--) {
    s->tied[i] = i == k - 1;
    for (int64_t j = i + 1; j < k && s->network.pivot[i] > 0; j++)
      if (s->network.factor[i * k + j] > 0 && s->tied[j]) s->tied[i] = 1;
  }
}

/* Log ratios, and their variances: the diagonal of the inverse, a column at a time. */
static void solve(solution *s, const cpwi_compared *c) {
  int64_t k = c->groups;
  find_tied(s);
  for (int64_t i = 0; i < k; i++)
    s->log[i] = c->observed[s->order[i]] - c->expected[s->order[i]];
  cpwi_mesh_forward(&s->network, s->log);
  cpwi_mesh_back(&s->network, s->log);
  for (int64_t i = 0; i < k; i++) {
    memset(s->work, 0, (size_t)k * sizeof *s->work);
    s->work[i] = i < k - 1;
    cpwi_mesh_forward(&s->network, s->work);
    cpwi_mesh_back(&s->network, s->work);
    s->variance[i] = s->work[i];
  }
}

static void write_ratios(const solution *s, double z, double *ratio, double *lower, double *upper) {
  for (int64_t i = 0; i < s->network.count; i++) {
    int64_t g = s->order[i];
    double by = z * sqrt(s->variance[i]), none = CPWI_NAN;
    ratio[g] = s->tied[i] ? cpw_math_exp(s->log[i]) : none;
    if (lower) lower[g] = s->tied[i] ? cpw_math_exp(s->log[i] - by) : none;
    if (upper) upper[g] = s->tied[i] ? cpw_math_exp(s->log[i] + by) : none;
  }
}

static int32_t check(const cpw_survival_rows *r, const cpw_survival_test_options *o,
                     int64_t reference, double level, cpw_error *err) {
  if (o->test != CPW_SURVIVAL_LOGRANK)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.test = %d must be CPW_SURVIVAL_LOGRANK",
                     (int)o->test);
  if (reference < 0 || reference >= r->groups)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "reference = %lld must be 0 to %lld",
                     (long long)reference, (long long)(r->groups - 1));
  if (!(level > 0 && level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "level = %s must be above 0 and below 1",
                     cpwi_number(level).text);
  return CPW_OK;
}

int32_t cpw_survival_ratios(const cpw_survival_rows *rows, const cpw_survival_test_options *options,
                            int64_t reference, double level, double *ratio, double *lower,
                            double *upper, cpw_error *err) {
  if (!ratio) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "ratio is NULL");
  cpw_survival_rows r;
  cpw_survival_test_options o;
  cpwi_compared c;
  solution s;
  memset(&s, 0, sizeof s);
  int32_t status = cpwi_survival_take(&r, rows, WHERE, err);
  if (status == CPW_OK) status = cpwi_survival_test_take(&o, options, &r, WHERE, err);
  if (status == CPW_OK) status = check(&r, &o, reference, level, err);
  if (status != CPW_OK) return status;
  status = cpwi_compared_init(&c, r.groups, o.allocator, WHERE, err);
  if (status == CPW_OK) status = cpwi_compare_all(&r, &o, &c, WHERE, err);
  if (status == CPW_OK) status = make_room(&s, &c, reference, o.allocator, err);
  if (status == CPW_OK) {
    solve(&s, &c);
    write_ratios(&s, cpw_normal_quantile(0.5 + 0.5 * level), ratio, lower, upper);
  }
  free_solution(&s, o.allocator);
  cpwi_compared_free(&c, o.allocator);
  return status;
}
