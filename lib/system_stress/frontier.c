/* Cost against loss of measures under the same shocks: the efficient ones, and the knee.
 * Source: Satopaa, Albrecht, Irwin and Raghavan, Finding a kneedle in a haystack (2011), for the knee.
 * Leaves replications to sample.c, capacity in a week to the engine. */
#include "system_stress/internal.h"

#include "system_run/money.h"

#include <string.h>

enum {
  COST,
  MEAN,
  CVAR,
  AREA,
  AREA_CVAR,
  RECOVERED,
  MEDIAN,
  COLLAPSE,
  SAVED,
  SAVED_ERROR,
  SLOPE,
  FIGURES
};

static const struct {
  const char *name, *unit, *text;
} FIGURE[FIGURES] = {
    {"cost", "money", "over the horizon"},
    {"loss_mean", "", "mean loss with the measure"},
    {"loss_cvar", "", "mean of the worst 1 - level"},
    {"resilience_mean", "person-weeks", "mean resilience loss"},
    {"resilience_cvar", "person-weeks", "mean of the worst 1 - level"},
    {"recovered", "share", "of replications that are within tolerance at the end"},
    {"recovery_median", "weeks", "median recovery; inf: not by the end"},
    {"collapse", "share", "of replications in which the system collapsed"},
    {"saved_mean", "", "loss without measures - with it"},
    {"saved_error", "", "standard error over the paired replications"},
    {"slope", "", "CVaR saved for a unit of money from the efficient measure before"}};

typedef struct front {
  const cpwi_stress *w;
  const cpw_system_measure *measure;
  int64_t measures;
  double *x[FIGURES]; /* (measures) in the result */
  int64_t *efficient, *dominated_by;
  int64_t knee;
  double none_mean, none_cvar;
} front;

/* ---------------------------------------------------------------- cost ----------------------- */

static double capacity_cost(const cpwi_stress *w, const cpw_system_plan *with,
                            const cpw_system_plan *without) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t u = 0; u < w->units; u++) {
    const cpw_system_capacity *c = &w->system.capacity[u];
    double unit =
        c->unit_cost == c->unit_cost ? c->unit_cost : w->system.service[c->service].unit_cost;
    for (int64_t t = 0; t < w->weeks; t++)
      cpw_exact_sum_add(&sum, unit * (cpw_system_plan_capacity(with, u, t, 0) -
                                      cpw_system_plan_capacity(without, u, t, 0)));
  }
  return cpw_exact_sum_value(&sum);
}

static int32_t work_out(const cpwi_stress *w, const cpw_system_measure *m,
                        const cpwi_stress_case *c, const cpw_system_plan *without, double *cost,
                        cpw_error *err) {
  cpw_system_plan *with = NULL;
  /* the rows made here (a reserve) are held, whatever happens */
  const cpw_system_happening *made = c->sure + w->o.happenings;
  int32_t status = cpwi_stress_plan(w, c, made, c->sures - w->o.happenings, &with, err);
  if (status != CPW_OK) return status;
  *cost = capacity_cost(w, with, without);
  for (int64_t k = 0; k < m->policies; k++) {
    const cpw_system_happening h = {.policy = m->policy[k], .size = 1};
    *cost += cpwi_policy_cost(&w->system, &h, 0, (double)w->weeks);
  }
  cpw_system_plan_free(with);
  return CPW_OK;
}

static int32_t costs(const front *f, const cpwi_stress_case *cases, cpw_error *err) {
  cpw_system_plan *without = NULL;
  int32_t status = cpwi_stress_plan(f->w, &cases[0], NULL, 0, &without, err);
  for (int64_t i = 0; i < f->measures && status == CPW_OK; i++) {
    double given = f->measure[i].cost;
    f->x[COST][i] = given;
    if (given != given)
      status = work_out(f->w, &f->measure[i], &cases[i + 1], without, &f->x[COST][i], err);
  }
  cpw_system_plan_free(without);
  return status;
}

/* ---------------------------------------------------------------- front ---------------------- */

/* 1 where a is no worse than b in both, and better in one. */
static int dominates(const front *f, int64_t a, int64_t b) {
  const double *cost = f->x[COST], *loss = f->x[CVAR];
  return cost[a] <= cost[b] && loss[a] <= loss[b] && (cost[a] < cost[b] || loss[a] < loss[b]);
}

static void find_efficient(const front *f) {
  for (int64_t i = 0; i < f->measures; i++) {
    f->dominated_by[i] = -1;
    for (int64_t j = 0; j < f->measures; j++) {
      if (!dominates(f, j, i)) continue;
      int64_t best = f->dominated_by[i];
      int closer = best < 0 || f->x[CVAR][j] < f->x[CVAR][best] ||
                   (f->x[CVAR][j] == f->x[CVAR][best] &&
                    (f->x[COST][j] < f->x[COST][best] ||
                     (f->x[COST][j] == f->x[COST][best] &&
                      strcmp(f->measure[j].id, f->measure[best].id) < 0)));
      if (closer) f->dominated_by[i] = j;
    }
    f->efficient[i] = f->dominated_by[i] < 0;
  }
}

/* The efficient measure of the next smaller cost, or -1. */
static int64_t cheaper(const front *f, int64_t i) {
  int64_t best = -1;
  for (int64_t j = 0; j < f->measures; j++)
    if (f->efficient[j] && f->x[COST][j] < f->x[COST][i] &&
        (best < 0 || f->x[COST][j] > f->x[COST][best]))
      best = j;
  return best;
}

static void find_knee(front *f) {
  const double *cost = f->x[COST], *loss = f->x[CVAR];
  int64_t first = -1, last = -1, count = 0;
  for (int64_t i = 0; i < f->measures; i++) {
    if (!f->efficient[i]) continue;
    int64_t before = cheaper(f, i);
    f->x[SLOPE][i] = before < 0 ? CPWI_NAN : (loss[before] - loss[i]) / (cost[i] - cost[before]);
    if (first < 0 || cost[i] < cost[first]) first = i;
    if (last < 0 || cost[i] > cost[last]) last = i;
    count++;
  }
  double farthest = 0;
  for (int64_t i = 0; i < f->measures && count > 2; i++) {
    if (!f->efficient[i]) continue;
    double x = (cost[i] - cost[first]) / (cost[last] - cost[first]);
    double y = (loss[i] - loss[last]) / (loss[first] - loss[last]);
    double below = 1 - x - y;
    int tie = f->knee >= 0 && below == farthest && cost[i] < cost[f->knee];
    if (below > farthest || tie) {
      farthest = below;
      f->knee = i;
    }
  }
}

/* ---------------------------------------------------------------- the result ----------------- */

static int32_t add_arrays(front *f, cpw_result *r, cpw_error *err) {
  const char **label = cpwi_alloc_zero(f->w->allocator, (size_t)f->measures, sizeof *label);
  if (!label) return cpwi_stress_no_memory(f->w, err);
  for (int64_t i = 0; i < f->measures; i++)
    label[i] = f->measure[i].id;
  int32_t status = cpw_result_add_dimension(r, "measure", f->measures, label, err);
  cpwi_release(f->w->allocator, label);
  for (int k = 0; k < FIGURES && status == CPW_OK; k++)
    status = cpwi_stress_array(r, FIGURE[k].name, FIGURE[k].unit, FIGURE[k].text, "measure",
                               CPW_DOUBLE, CPW_MERGE_SAME, &f->x[k], err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "efficient", "", "1: no other is cheaper and better", "measure",
                               CPW_INT64, CPW_MERGE_SAME, &f->efficient, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "dominated_by", "", "number of the measure that is better, or -1",
                               "measure", CPW_INT64, CPW_MERGE_SAME, &f->dominated_by, err);
  return status;
}

static int32_t fill(front *f, const cpwi_stress_sample *s, cpw_error *err) {
  const cpw_system_stress_options *o = &f->w->o;
  int32_t status = CPW_OK;
  for (int64_t i = -1; i < f->measures && status == CPW_OK; i++) {
    int64_t at = (i + 1) * s->n;
    cpwi_stress_summary sum;
    status = cpwi_stress_summarise(s->loss + at, s->area + at, s->recovery + at, s->collapsed + at,
                                   s->n, o->level, o->confidence, f->w->allocator, &sum, err);
    if (status != CPW_OK) return status;
    if (i < 0) {
      f->none_mean = sum.mean;
      f->none_cvar = sum.cvar;
      continue;
    }
    const double value[] = {sum.mean,      sum.cvar,      sum.area_mean,
                            sum.area_cvar, sum.recovered, sum.recovery_median,
                            sum.collapse};
    for (int k = MEAN; k <= COLLAPSE; k++)
      f->x[k][i] = value[k - MEAN];
    cpwi_stress_paired(s->loss, s->loss + at, s->n, &f->x[SAVED][i], &f->x[SAVED_ERROR][i]);
    f->x[SLOPE][i] = CPWI_NAN;
  }
  return status;
}

static int32_t answer(front *f, const cpwi_stress_case *cases, const cpwi_stress_sample *s,
                      cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_result_new(f->w->allocator, &r, err);
  if (status == CPW_OK) status = add_arrays(f, r, err);
  if (status == CPW_OK) status = fill(f, s, err);
  if (status == CPW_OK) status = costs(f, cases, err);
  if (status == CPW_OK) {
    find_efficient(f);
    find_knee(f);
    status =
        cpwi_stress_integer(r, "knee", "number of the measure at the knee, or -1", f->knee, err);
  }
  if (status == CPW_OK)
    status = cpwi_stress_number(r, "none_mean", "", "mean loss without any measure", f->none_mean,
                                CPW_MERGE_SAME, err);
  if (status == CPW_OK)
    status = cpwi_stress_number(r, "none_cvar", "", "CVaR without any measure", f->none_cvar,
                                CPW_MERGE_SAME, err);
  if (status == CPW_OK) status = cpwi_stress_notes(f->w, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

static int32_t make_cases(const front *f, cpwi_stress_case *cases, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i <= f->measures && status == CPW_OK; i++) {
    status = cpwi_stress_case_new(f->w, 1, 1, &cases[i], err);
    if (status == CPW_OK && i > 0)
      status = cpwi_stress_case_measures(f->w, &f->measure[i - 1], 1, 1, &cases[i], err);
  }
  return status;
}

static int32_t compare(front *f, cpw_result **out, cpw_error *err) {
  const cpwi_stress *w = f->w;
  cpwi_stress_sample s = {0};
  int32_t status = cpwi_stress_measures_check(w, f->measure, f->measures, "measure", err);
  if (status != CPW_OK) return status;
  cpwi_stress_case *cases = cpwi_alloc_zero(w->allocator, (size_t)f->measures + 1, sizeof *cases);
  if (!cases) return cpwi_stress_no_memory(w, err);
  status = make_cases(f, cases, err);
  if (status == CPW_OK) status = cpwi_stress_sample_new(w, f->measures + 1, 0, &s, err);
  if (status == CPW_OK) status = cpwi_stress_sample_run(w, cases, &s, err);
  if (status == CPW_OK) status = answer(f, cases, &s, out, err);
  cpwi_stress_sample_free(w, &s);
  for (int64_t i = 0; i <= f->measures; i++)
    cpwi_stress_case_free(w, &cases[i]);
  cpwi_release(w->allocator, cases);
  return status;
}

int32_t cpw_system_stress_frontier(const cpw_system *system,
                                   const cpw_system_stress_options *options,
                                   const cpw_system_measure *measure, int64_t measures,
                                   const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_stress w;
  if (!out || !measure || measures < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out and at least one measure must be given");
  int32_t status = cpwi_stress_begin(&w, system, options, run, __func__, err);
  front f = {.w = &w, .measure = measure, .measures = measures, .knee = -1};
  if (status == CPW_OK) status = compare(&f, out, err);
  cpwi_stress_finish(&w);
  return status;
}
