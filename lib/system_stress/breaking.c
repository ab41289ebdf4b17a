/* The least shock to each unit alone that breaks it: many units at a time, each with a size of its own.
 * Source: halving on the engine, as carepath/system_stress.h says.
 * Leaves shocks to several units together to joint.c. */
#include "system_stress/internal.h"

#include "system_run/internal.h"

#include <string.h>

typedef struct search {
  const cpwi_stress *w;
  const cpw_system_strain *strain;
  const cpw_system_plan *plan; /* tells the blocks */
  cpwi_stress_figures f;
  double *low, *high; /* (units) largest that holds, least that breaks */
  int64_t *round;     /* (units) in which it is shocked; -1: not yet */
  int64_t *mark;      /* (units) by block: the last round that touched it */
  int64_t *unit;      /* (units) those of the round */
  int64_t units;      /* of the round */
  double done;
} search;

/* ---------------------------------------------------------------- rounds --------------------- */

/* 1 where a shock to unit a meets unit b: b is the same service at the organisation or below it. */
static int meets(const cpwi_stress *w, int64_t a, int64_t b) {
  const cpw_system_capacity *x = &w->system.capacity[a], *y = &w->system.capacity[b];
  return x->service == y->service &&
         cpwi_system_below(&w->system, y->organisation, x->organisation);
}

/* 1 where no block that a shock to the unit touches is touched in this round. */
static int is_free(const search *s, int64_t unit, int64_t round) {
  if (s->mark[cpw_system_plan_block(s->plan, unit)] == round) return 0;
  for (int64_t v = 0; v < s->w->units; v++)
    if (meets(s->w, unit, v) && s->mark[cpw_system_plan_block(s->plan, v)] == round) return 0;
  return 1;
}

/* Units that cannot disturb one another; 0 of them: all had their round. */
static void gather_round(search *s, int64_t round) {
  s->units = 0;
  for (int64_t u = 0; u < s->w->units; u++) {
    if (s->round[u] >= 0 || !is_free(s, u, round)) continue;
    s->round[u] = round;
    s->unit[s->units++] = u;
    for (int64_t v = 0; v < s->w->units; v++)
      if (meets(s->w, u, v)) s->mark[cpw_system_plan_block(s->plan, v)] = round;
  }
}

/* ---------------------------------------------------------------- sizes ---------------------- */

static int is_broken(const search *s, int64_t unit) {
  int32_t state = cpwi_stress_unit_state(s->w, &s->f, unit);
  return (state & 1) || (s->strain->recover && (state & 2));
}

static int32_t run_once(search *s, const cpwi_stress_case *c, cpw_error *err) {
  cpw_run run = s->w->run;
  run.progress = NULL;
  if (s->w->run.progress && s->w->run.progress(s->w->run.progress_context, s->done) != 0)
    return cpwi_fail(err, CPW_ECANCELLED, -1, s->w->where, "cancelled by the caller");
  return cpwi_stress_run(s->w, c, c->sure, c->sures, &run, &s->f, err);
}

/* Tries `size` (most), or the middle of what is left; 1 in *more where something is left. */
static int32_t try_sizes(search *s, const cpwi_stress_case *c, cpw_system_effect *rows, int first,
                         int *more, cpw_error *err) {
  double sign = s->strain->lever == CPW_LEVER_CAPACITY ? -1 : 1;
  *more = 0;
  for (int64_t k = 0; k < s->units; k++) {
    int64_t u = s->unit[k];
    double low = s->low[u], high = s->high[u];
    int open = first ? high != 0 : high < (double)INFINITY && high - low > s->strain->precision;
    double middle = first ? s->strain->most : low + (high - low) / 2;
    open = open && (first || (middle > low && middle < high));
    rows[k].amount = open ? sign * middle : 0;
    *more |= open;
  }
  if (!*more) return CPW_OK;
  int32_t status = run_once(s, c, err);
  for (int64_t k = 0; k < s->units && status == CPW_OK; k++) {
    int64_t u = s->unit[k];
    double size = sign * rows[k].amount;
    if (size == 0) continue;
    if (is_broken(s, u))
      s->high[u] = size;
    else
      s->low[u] = size;
  }
  return status;
}

static int32_t one_round(search *s, cpw_error *err) {
  const cpw_system_strain *t = s->strain;
  cpwi_stress_case c = {0};
  cpw_system_effect *rows = NULL;
  int32_t status = cpwi_stress_case_new(s->w, 1, 0, &c, err);
  if (status == CPW_OK) status = cpwi_stress_case_shock(s->w, s->units, &c, &rows, err);
  for (int64_t k = 0; k < s->units && status == CPW_OK; k++) {
    const cpw_system_capacity *u = &s->w->system.capacity[s->unit[k]];
    rows[k].lever = t->lever;
    rows[k].organisation = u->organisation;
    rows[k].service = u->service;
    rows[k].from = t->from;
    rows[k].until = t->from + t->duration;
  }
  int more = 1;
  for (int first = 1; more && status == CPW_OK; first = 0)
    status = try_sizes(s, &c, rows, first, &more, err);
  cpwi_stress_case_free(s->w, &c);
  s->done += (double)s->units / (double)s->w->units;
  return status;
}

/* Those that are broken without a shock. */
static int32_t without(search *s, cpw_error *err) {
  cpwi_stress_case c = {0};
  int32_t status = cpwi_stress_case_new(s->w, 1, 0, &c, err);
  if (status == CPW_OK) status = run_once(s, &c, err);
  for (int64_t u = 0; u < s->w->units && status == CPW_OK; u++) {
    s->low[u] = 0;
    s->high[u] = is_broken(s, u) ? 0 : (double)INFINITY;
    s->round[u] = -1;
    s->mark[u] = -1;
  }
  cpwi_stress_case_free(s->w, &c);
  return status;
}

static int32_t find_all(search *s, cpw_error *err) {
  int32_t status = without(s, err);
  for (int64_t round = 0; status == CPW_OK; round++) {
    gather_round(s, round);
    if (s->units == 0) break;
    status = one_round(s, err);
  }
  return status;
}

/* ---------------------------------------------------------------- the result ----------------- */

static int32_t add_all(const search *s, const int64_t *rank, cpw_result *r, cpw_error *err) {
  int64_t weakest = -1, broken = 0;
  for (int64_t u = 0; u < s->w->units; u++) {
    if (!(s->high[u] < (double)INFINITY)) continue;
    broken++;
    if (rank[u] == 0) weakest = u;
  }
  int32_t status =
      cpwi_stress_integer(r, "weakest", "number of the most fragile unit, or -1", weakest, err);
  if (status == CPW_OK)
    status = cpwi_stress_integer(r, "broken", "units that can be broken", broken, err);
  if (status == CPW_OK)
    status = cpw_result_add_note(r, "strain",
                                 s->strain->lever == CPW_LEVER_CAPACITY
                                     ? "share of the capacity of the unit that is lost"
                                     : "share of starts that the unit has more",
                                 err);
  if (status == CPW_OK)
    status = cpw_result_add_note(
        r, "broken", s->strain->recover ? "collapsed, or with a shortfall at the end" : "collapsed",
        err);
  return status;
}

static int32_t answer(const search *s, cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  double *size = NULL, *held = NULL;
  int64_t *rank = NULL;
  size_t bytes = (size_t)s->w->units * sizeof *size;
  int32_t status = cpw_result_new(s->w->allocator, &r, err);
  if (status == CPW_OK) status = cpwi_stress_units(s->w, r, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "size", "share", "least that breaks the unit; inf: not the most",
                               "unit", CPW_DOUBLE, CPW_MERGE_SAME, &size, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "held", "share", "largest found that does not break it", "unit",
                               CPW_DOUBLE, CPW_MERGE_SAME, &held, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "fragility", "", "rank by size, 0: the most fragile", "unit",
                               CPW_INT64, CPW_MERGE_SAME, &rank, err);
  if (status == CPW_OK) {
    memcpy(size, s->high, bytes);
    memcpy(held, s->low, bytes);
    status = cpwi_stress_rank(s->w, size, -1, rank, err);
  }
  if (status == CPW_OK) status = add_all(s, rank, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

static int32_t look(search *s, cpw_result **out, cpw_error *err) {
  const cpwi_stress *w = s->w;
  cpw_system_plan *plan = NULL;
  cpwi_stress_case c = {0};
  size_t units = (size_t)w->units;
  s->low = cpwi_alloc_zero(w->allocator, units, sizeof *s->low);
  s->high = cpwi_alloc_zero(w->allocator, units, sizeof *s->high);
  s->round = cpwi_alloc_zero(w->allocator, units, sizeof *s->round);
  s->mark = cpwi_alloc_zero(w->allocator, units, sizeof *s->mark);
  s->unit = cpwi_alloc_zero(w->allocator, units, sizeof *s->unit);
  if (!s->low || !s->high || !s->round || !s->mark || !s->unit)
    return cpwi_stress_no_memory(w, err);
  int32_t status = cpwi_stress_figures_new(w, &s->f, err);
  if (status == CPW_OK) status = cpwi_stress_case_new(w, 1, 0, &c, err);
  if (status == CPW_OK) status = cpwi_stress_plan(w, &c, c.sure, c.sures, &plan, err);
  s->plan = plan;
  if (status == CPW_OK) status = find_all(s, err);
  if (status == CPW_OK) status = answer(s, out, err);
  cpwi_stress_case_free(w, &c);
  cpw_system_plan_free(plan);
  return status;
}

int32_t cpw_system_stress_break(const cpw_system *system, const cpw_system_stress_options *options,
                                const cpw_system_strain *strain, const cpw_run *run,
                                cpw_result **out, cpw_error *err) {
  cpwi_stress w;
  cpw_system_strain t;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_stress_strain_take(&t, strain, __func__, err);
  if (status == CPW_OK && t.lever == CPW_LEVER_CAPACITY && t.most > 1)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                       "strain.most = %s must be at most 1: capacity cannot be lost twice",
                       cpwi_number(t.most).text);
  if (status != CPW_OK) return status;
  status = cpwi_stress_begin(&w, system, options, run, __func__, err);
  search s = {.w = &w, .strain = &t};
  if (status == CPW_OK) status = look(&s, out, err);
  cpwi_stress_figures_free(&w, &s.f);
  cpwi_release(w.allocator, s.low);
  cpwi_release(w.allocator, s.high);
  cpwi_release(w.allocator, s.round);
  cpwi_release(w.allocator, s.mark);
  cpwi_release(w.allocator, s.unit);
  cpwi_stress_finish(&w);
  return status;
}
