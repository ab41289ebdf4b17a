/* A programme under uncertainty: every draw of gains and costs valued on its own, then the share of the
 * draws in each quadrant, means and limits.
 * Source: the rules in carepath/dcea.h. Leaves one draw to welfare.c, quantiles to stats. */
#include "dcea/internal.h"

#include <stdio.h>
#include <string.h>

enum { EFFICIENCY, BENEFIT, EQUITY, PLANE, COST, SLOPE, GAP, EDE, QUANTITIES };
static const char *const names[QUANTITIES] = {"efficiency",   "ede_benefit", "equity",
                                              "plane_equity", "total_cost",  "slope_change",
                                              "gap_change",   "ede_after"};
static const char *const quadrants[CPW_DCEA_QUADRANTS] = {"neutral", "win-win", "win-lose",
                                                          "lose-win", "lose-lose"};

#define GRAIN 64 /* draws worth a hand-over */

typedef struct sampling {
  cpwi_dcea d;
  const cpw_dcea_population *p;
  const cpw_dcea_programme *programme;
  const double *gains, *costs;
  int64_t draws;
  double level;
  double *value; /* (QUANTITIES, draws) */
  double *net;   /* (groups, draws) */
} sampling;

typedef struct outputs {
  double *probability, *better, *mean, *lower, *upper, *sd, *net_mean, *net_lower, *net_upper;
  double *draw[3];
} outputs;

/* ---------------------------------------------------------------- one draw ------------------ */

/* scratch: (3, groups) */
static int32_t draw_one(const sampling *s, cpwi_groups *g, double *scratch, int64_t k,
                        cpw_error *err) {
  int64_t n = s->p->groups;
  double *gain = scratch, *net = scratch + n, *noise = scratch + 2 * n;
  char name[40];
  snprintf(name, sizeof name, "draw[%lld]", (long long)k);
  cpw_dcea_programme m = *s->programme;
  m.gain = s->gains + k * n;
  if (s->costs) m.cost = s->costs + k * n;
  double cost = 0.0;
  cpw_dcea_change c;
  int32_t status = cpwi_dcea_programme(s->p, &m, name, s->d.where, gain, &cost, err);
  if (status == CPW_OK) {
    cpwi_dcea_net(gain, cost, s->d.options.threshold, s->d.shares, n, net, noise);
    status = cpwi_groups_set(g, net, noise, err);
  }
  if (status != CPW_OK) {
    if (err) err->index = k;
    return status;
  }
  cpwi_groups_assess(g, s->d.aversion, &c);
  const double values[QUANTITIES] = {c.efficiency, c.ede_benefit,  c.equity,     0.0,
                                     cost,         c.slope_change, c.gap_change, c.ede_after};
  for (int q = 0; q < QUANTITIES; q++)
    s->value[q * s->draws + k] = values[q];
  s->value[PLANE * s->draws + k] = cpwi_dcea_axis(&c, s->d.options.axis);
  for (int64_t i = 0; i < n; i++)
    s->net[i * s->draws + k] = net[i];
  return CPW_OK;
}

static int32_t draw_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const sampling *s = context;
  const cpw_allocator *a = s->d.options.allocator;
  size_t n = (size_t)s->p->groups;
  cpwi_groups g;
  int32_t status = cpwi_groups_init(&g, s->p, s->d.options.measure, a, s->d.where, err);
  /* once, before any change: the same bits however the draws are split */
  if (status == CPW_OK) (void)cpwi_groups_ede(&g, s->d.aversion);
  double *scratch = status == CPW_OK ? cpwi_alloc(a, n, 3 * sizeof *scratch) : NULL;
  if (status == CPW_OK && !scratch)
    status = cpwi_fail(err, CPW_ENOMEM, -1, s->d.where, "no memory for a draw");
  for (int64_t k = first; status == CPW_OK && k < last; k++)
    status = draw_one(s, &g, scratch, k, err);
  cpwi_groups_free(&g);
  if (scratch) cpwi_release(a, scratch);
  return status;
}

/* ---------------------------------------------------------------- all of them --------------- */

/* Mean, standard deviation and limits of a column, which is put in another order. */
static int32_t summarise(const sampling *s, double *column, double *mean, double *sd, double *lower,
                         double *upper, cpw_error *err) {
  cpw_moments m;
  cpw_moments_init(&m);
  int32_t status = cpw_moments_add_array(&m, column, s->draws, err);
  if (status != CPW_OK) return status;
  *mean = cpw_moments_mean(&m);
  if (sd) *sd = cpw_moments_sd(&m, 1);
  const double p[2] = {(1.0 - s->level) * 0.5, 1.0 - (1.0 - s->level) * 0.5};
  double limits[2] = {0.0, 0.0};
  status = cpw_quantiles_in_place(column, s->draws, p, 2, CPW_QUANTILE_DEFAULT,
                                  s->d.options.allocator, limits, err);
  *lower = limits[0];
  *upper = limits[1];
  return status;
}

static void count_quadrants(const sampling *s, outputs *o) {
  int64_t counts[CPW_DCEA_QUADRANTS] = {0}, better = 0;
  const double *x = s->value + EFFICIENCY * s->draws, *y = s->value + PLANE * s->draws;
  for (int64_t k = 0; k < s->draws; k++) {
    counts[cpw_dcea_quadrant(x[k], y[k])]++;
    better += s->value[BENEFIT * s->draws + k] > 0.0;
  }
  for (int q = 0; q < CPW_DCEA_QUADRANTS; q++)
    o->probability[q] = (double)counts[q] / (double)s->draws;
  *o->better = (double)better / (double)s->draws;
}

static int32_t fill(const sampling *s, outputs *o, cpw_error *err) {
  static const int kept[3] = {EFFICIENCY, PLANE, BENEFIT};
  for (int q = 0; q < 3; q++)
    if (o->draw[q])
      memcpy(o->draw[q], s->value + kept[q] * s->draws, (size_t)s->draws * sizeof(double));
  count_quadrants(s, o);
  int32_t status = CPW_OK;
  for (int q = 0; status == CPW_OK && q < QUANTITIES; q++)
    status = summarise(s, s->value + q * s->draws, &o->mean[q], &o->sd[q], &o->lower[q],
                       &o->upper[q], err);
  for (int64_t i = 0; status == CPW_OK && i < s->p->groups; i++)
    status = summarise(s, s->net + i * s->draws, &o->net_mean[i], NULL, &o->net_lower[i],
                       &o->net_upper[i], err);
  return status;
}

static int32_t add_outputs(const sampling *s, int32_t keep, cpw_result *result, outputs *o,
                           cpw_error *err) {
  const cpwi_dcea_column columns[] = {
      {"probability", "share", "draws in each quadrant", "quadrant", &o->probability, NULL},
      {"probability_better", "share", "draws with ede_benefit > 0", "", &o->better, NULL},
      {"mean", "", "mean over the draws", "quantity", &o->mean, NULL},
      {"sd", "", "standard deviation over the draws", "quantity", &o->sd, NULL},
      {"lower", "", "lower limit", "quantity", &o->lower, NULL},
      {"upper", "", "upper limit", "quantity", &o->upper, NULL},
      {"net_benefit_mean", "QALYs", "mean over the draws", "group", &o->net_mean, NULL},
      {"net_benefit_lower", "QALYs", "lower limit", "group", &o->net_lower, NULL},
      {"net_benefit_upper", "QALYs", "upper limit", "group", &o->net_upper, NULL},
      {"draw_efficiency", "QALYs", "of each draw", "draw", &o->draw[0], NULL},
      {"draw_equity", "", "of each draw, the plane's axis", "draw", &o->draw[1], NULL},
      {"draw_ede_benefit", "QALYs", "of each draw", "draw", &o->draw[2], NULL}};
  int32_t status = cpw_result_add_dimension(result, "quadrant", CPW_DCEA_QUADRANTS, quadrants, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "quantity", QUANTITIES, names, err);
  if (status == CPW_OK)
    status = cpwi_dcea_add_dimension(result, "group", s->p->groups, s->d.options.group_labels, err);
  if (status == CPW_OK && keep)
    status = cpwi_dcea_add_dimension(result, "draw", s->draws, NULL, err);
  return status == CPW_OK ? cpwi_dcea_add_columns(result, columns, keep ? 12 : 9, err) : status;
}

static int32_t sample(sampling *s, int32_t keep, const cpw_run *run, cpw_result *result,
                      cpw_error *err) {
  outputs o;
  memset(&o, 0, sizeof o);
  int32_t status = add_outputs(s, keep, result, &o, err);
  if (status == CPW_OK)
    status = cpwi_parallel(run, s->draws, GRAIN, draw_range, s, s->d.where, err);
  if (status == CPW_OK) status = fill(s, &o, err);
  return status == CPW_OK ? cpwi_dcea_add_notes(&s->d, result, err) : status;
}

static int32_t check(const cpw_dcea_programme *programme, const double *gains, int64_t draws,
                     double level, int32_t keep, cpw_result *const *out, cpw_error *err) {
  const char *where = "cpw_dcea_draws";
  if (!programme || !gains || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL",
                     !programme ? "programme"
                     : gains    ? "out"
                                : "gains");
  if (draws < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "draws = %lld must be >= 1", (long long)draws);
  if (!(level > 0.0 && level < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "level = %s must be > 0 and < 1",
                     cpwi_number(level).text);
  if (keep != 0 && keep != 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "keep = %d must be 0 or 1", keep);
  return CPW_OK;
}

static int32_t allocate(sampling *s, cpw_error *err) {
  const cpw_allocator *a = s->d.options.allocator;
  int64_t columns = s->p->groups + QUANTITIES, cells = 0;
  if (!cpwi_multiply(columns, s->draws, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, s->d.where, "%lld draws of %lld groups are too many",
                     (long long)s->draws, (long long)s->p->groups);
  s->value = cpwi_alloc(a, (size_t)cells, sizeof *s->value);
  if (!s->value)
    return cpwi_fail(err, CPW_ENOMEM, -1, s->d.where, "no memory for %lld draws",
                     (long long)s->draws);
  s->net = s->value + QUANTITIES * s->draws;
  return CPW_OK;
}

int32_t cpw_dcea_draws(const cpw_dcea_population *population, const cpw_dcea_programme *programme,
                       const double *gains, const double *costs, int64_t draws, double level,
                       int32_t keep, const cpw_dcea_options *options, const cpw_run *run,
                       cpw_result **out, cpw_error *err) {
  cpw_run known;
  int32_t status = check(programme, gains, draws, level, keep, out, err);
  if (status == CPW_OK) status = cpwi_take_run(&known, run, __func__, err);
  if (status != CPW_OK) return status;
  sampling s = {.p = population,
                .programme = programme,
                .gains = gains,
                .costs = costs,
                .draws = draws,
                .level = level};
  cpw_result *result = NULL;
  status = cpwi_dcea_take(&s.d, population, 1, options, __func__, err);
  if (status == CPW_OK) status = allocate(&s, err);
  if (status == CPW_OK) status = cpw_result_new(s.d.options.allocator, &result, err);
  if (status == CPW_OK) status = sample(&s, keep, &known, result, err);
  if (s.value) cpwi_release(s.d.options.allocator, s.value);
  cpwi_dcea_free(&s.d);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
