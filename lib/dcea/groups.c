/* A population checked and prepared for one measure: shares of people, health in the scale in which the
 * measure is a mean of exponentials (its logarithm for Atkinson), and a change of it.
 * Source: the rules in carepath/dcea.h. Leaves welfare to welfare.c and ranked.c. */
#include "dcea/internal.h"

#include <string.h>

double cpwi_groups_sum(const cpwi_groups *g) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  if (cpw_exact_sum_add_array(&sum, g->term, g->n, NULL) != CPW_OK) return CPWI_NAN;
  return cpw_exact_sum_value(&sum);
}

static int32_t check_people(const cpw_dcea_population *p, const char *where, cpw_error *err) {
  int32_t some = 0;
  for (int64_t i = 0; i < p->groups; i++) {
    if (!(p->people[i] >= 0.0 && cpwi_dcea_finite(p->people[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "people[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(p->people[i]).text);
    some |= p->people[i] > 0.0;
  }
  if (!some)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "people are 0 in all %lld groups",
                     (long long)p->groups);
  return CPW_OK;
}

int32_t cpwi_dcea_check_population(const cpw_dcea_population *p, int32_t health, const char *where,
                                   cpw_error *err) {
  if (!p) return cpwi_fail(err, CPW_EINVAL, -1, where, "population is NULL");
  if (p->groups < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "population.groups = %lld must be >= 1",
                     (long long)p->groups);
  if (p->groups > INT64_MAX / 128)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "population.groups = %lld is too large",
                     (long long)p->groups);
  if (!p->people || (health && !p->health))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "population.%s is NULL",
                     p->people ? "health" : "people");
  return check_people(p, where, err);
}

static int32_t check_health(const cpwi_groups *g, cpw_error *err) {
  int32_t relative = g->measure == CPW_DCEA_ATKINSON;
  for (int64_t i = 0; i < g->n; i++)
    if (!(cpwi_dcea_finite(g->health[i]) && (!relative || g->health[i] > 0.0)))
      return cpwi_fail(err, CPW_EDOMAIN, i, g->where, "health[%lld] = %s must be finite%s",
                       (long long)i, cpwi_number(g->health[i]).text,
                       relative ? " and > 0 (Atkinson)" : "");
  return CPW_OK;
}

/* One block of numbers and one of positions. */
static int32_t allocate(cpwi_groups *g, cpw_error *err) {
  size_t n = (size_t)g->n;
  int32_t ranked = g->measure == CPW_DCEA_EXTENDED_GINI;
  g->share = cpwi_alloc_zero(g->allocator, n, (ranked ? 9 : 7) * sizeof(double));
  if (ranked) g->order = cpwi_alloc_zero(g->allocator, n, 3 * sizeof(int64_t));
  if (!g->share || (ranked && !g->order))
    return cpwi_fail(err, CPW_ENOMEM, -1, g->where, "no memory for %lld groups", (long long)g->n);
  double **parts[] = {&g->x,    &g->after, &g->dx,     &g->moved,
                      &g->term, &g->noise, &g->weight, &g->weight_after};
  for (size_t k = 0; k < (ranked ? 8U : 6U); k++)
    *parts[k] = g->share + (k + 1) * n;
  if (ranked) {
    g->order_after = g->order + n;
    g->spare = g->order + 2 * n;
  }
  return CPW_OK;
}

static int32_t prepare(cpwi_groups *g, cpw_error *err) {
  memcpy(g->term, g->people, (size_t)g->n * sizeof *g->term);
  g->total = cpwi_groups_sum(g);
  if (!cpwi_dcea_finite(g->total))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, g->where,
                     "people sum to more than the largest number");
  for (int64_t i = 0; i < g->n; i++)
    g->share[i] = g->people[i] / g->total;
  if (g->measure < 0) return CPW_OK;
  double least = (double)INFINITY;
  for (int64_t i = 0; i < g->n; i++) {
    g->term[i] = g->share[i] * g->health[i];
    if (g->people[i] > 0.0 && g->health[i] < least) least = g->health[i];
  }
  g->mean = cpwi_groups_sum(g);
  g->reference = g->measure == CPW_DCEA_ATKINSON ? least : 0.0;
  for (int64_t i = 0; i < g->n; i++)
    g->x[i] = g->measure == CPW_DCEA_ATKINSON ? cpw_math_log(g->health[i] / least) : g->health[i];
  memcpy(g->after, g->health, (size_t)g->n * sizeof *g->after);
  g->slope = cpwi_groups_slope(g, g->health);
  g->known_aversion = CPWI_NAN;
  return g->measure == CPW_DCEA_EXTENDED_GINI ? cpwi_ranked_prepare(g, 0, err) : CPW_OK;
}

int32_t cpwi_groups_init(cpwi_groups *g, const cpw_dcea_population *p, int32_t measure,
                         const cpw_allocator *a, const char *where, cpw_error *err) {
  memset(g, 0, sizeof *g);
  int32_t status = cpwi_check_allocator(a, where, err);
  if (status == CPW_OK && (measure < 0 || measure > CPW_DCEA_EXTENDED_GINI))
    status = cpwi_fail(err, CPW_EINVAL, -1, where, "measure = %d must be from 0 to %d", measure,
                       CPW_DCEA_EXTENDED_GINI);
  if (status == CPW_OK) status = cpwi_dcea_check_population(p, 1, where, err);
  if (status != CPW_OK) return status;
  g->n = p->groups;
  g->people = p->people;
  g->health = p->health;
  g->measure = measure;
  g->allocator = a;
  g->where = where;
  status = check_health(g, err);
  if (status == CPW_OK) status = allocate(g, err);
  return status == CPW_OK ? prepare(g, err) : status;
}

void cpwi_groups_free(cpwi_groups *g) {
  if (g->share) cpwi_release(g->allocator, g->share);
  if (g->order) cpwi_release(g->allocator, g->order);
}

static int32_t set_group(cpwi_groups *g, int64_t i, double benefit, cpw_error *err) {
  if (!cpwi_dcea_finite(benefit) || (g->people[i] == 0.0 && benefit != 0.0))
    return cpwi_fail(err, CPW_EDOMAIN, i, g->where, "net_benefit[%lld] = %s must be %s",
                     (long long)i, cpwi_number(benefit).text,
                     cpwi_dcea_finite(benefit) ? "0 where there are no people" : "finite");
  g->moved[i] = g->people[i] > 0.0 ? benefit / g->people[i] : 0.0;
  g->after[i] = g->health[i] + g->moved[i];
  if (!cpwi_dcea_finite(g->after[i]))
    return cpwi_fail(err, CPW_EOVERFLOW, i, g->where,
                     "health of group %lld after the change is beyond the largest number",
                     (long long)i);
  g->dx[i] = g->moved[i];
  if (g->measure != CPW_DCEA_ATKINSON) return CPW_OK;
  if (!(g->after[i] > 0.0))
    return cpwi_fail(err, CPW_EDOMAIN, i, g->where,
                     "health of group %lld after the change = %s must be > 0 (Atkinson)",
                     (long long)i, cpwi_number(g->after[i]).text);
  double ratio = g->moved[i] / g->health[i];
  g->dx[i] = ratio > -0.5 ? cpw_math_log1p(ratio) : cpw_math_log(g->after[i] / g->health[i]);
  return CPW_OK;
}

/* The change as a whole. A sum within the rounding of its parts is 0: the quadrant, the rank and the
 * aversion at which a change turns must not hang on the last digit of a product. */
static int32_t set_sums(cpwi_groups *g, const double *net_benefit, const double *noise,
                        cpw_error *err) {
  for (int64_t i = 0; i < g->n; i++)
    g->term[i] = net_benefit[i];
  g->efficiency = cpwi_groups_sum(g);
  for (int64_t i = 0; i < g->n; i++) {
    if (g->term[i] < 0.0) g->term[i] = -g->term[i];
    g->noise[i] = noise ? noise[i] : CPWI_DCEA_ROUNDING * g->term[i];
  }
  double size = cpwi_groups_sum(g);
  if (!cpwi_dcea_finite(g->efficiency) || !cpwi_dcea_finite(size))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, g->where,
                     "net_benefit sums to more than the largest number");
  for (int64_t i = 0; i < g->n; i++)
    g->term[i] = g->noise[i];
  g->rounding = cpwi_groups_sum(g);
  if (g->efficiency <= g->rounding && -g->efficiency <= g->rounding) g->efficiency = 0.0;
  return CPW_OK;
}

int32_t cpwi_groups_set(cpwi_groups *g, const double *net_benefit, const double *noise,
                        cpw_error *err) {
  if (!net_benefit) return cpwi_fail(err, CPW_EINVAL, -1, g->where, "net_benefit is NULL");
  for (int64_t i = 0; i < g->n; i++) {
    int32_t status = set_group(g, i, net_benefit[i], err);
    if (status != CPW_OK) return status;
  }
  int32_t status = set_sums(g, net_benefit, noise, err);
  if (status != CPW_OK) return status;
  return g->measure == CPW_DCEA_EXTENDED_GINI ? cpwi_ranked_prepare(g, 1, err) : CPW_OK;
}
