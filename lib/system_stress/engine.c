/* One run of the fluid engine, of which the path of every list and the totals are kept.
 * Source: lib/system_run, block by block.
 * Leaves what the figures mean to sample.c, breaking.c and margin.c. */
#include "system_stress/internal.h"

#include "system_run/internal.h"

#include <string.h>

int32_t cpwi_stress_figures_new(const cpwi_stress *w, cpwi_stress_figures *f, cpw_error *err) {
  int64_t cells = 0, lanes = 0;
  memset(f, 0, sizeof *f);
  if (!cpwi_multiply(w->units, w->periods, &cells) || !cpwi_multiply(w->units, w->groups, &lanes))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, w->where, "units x periods or groups are too many");
  f->list = cpwi_alloc_zero(w->allocator, (size_t)cells, sizeof *f->list);
  f->starts = cpwi_alloc_zero(w->allocator, (size_t)cells, sizeof *f->starts);
  f->capacity = cpwi_alloc_zero(w->allocator, (size_t)cells, sizeof *f->capacity);
  f->all = cpwi_alloc_zero(w->allocator, (size_t)w->periods, sizeof *f->all);
  f->totals = cpwi_alloc_zero(w->allocator, (size_t)lanes, sizeof *f->totals);
  if (f->list && f->starts && f->capacity && f->all && f->totals) return CPW_OK;
  cpwi_stress_figures_free(w, f);
  return cpwi_stress_no_memory(w, err);
}

void cpwi_stress_figures_free(const cpwi_stress *w, cpwi_stress_figures *f) {
  cpwi_release(w->allocator, f->list);
  cpwi_release(w->allocator, f->starts);
  cpwi_release(w->allocator, f->capacity);
  cpwi_release(w->allocator, f->all);
  cpwi_release(w->allocator, f->totals);
  memset(f, 0, sizeof *f);
}

/* ---------------------------------------------------------------- a week --------------------- */

typedef struct task {
  const cpwi_stress *w;
  const cpw_system_plan *plan;
  cpwi_stress_figures *f;
} task;

static void end_lane(const task *t, int64_t unit, const cpwi_lane_week *l, const double *people,
                     cpw_system_totals *out) {
  const cpw_system_plan *p = t->plan;
  double weeks = p->s->service[p->s->capacity[unit].service].weeks;
  out->closing = l->closing * p->step;
  out->within = cpwi_people_within(people, p->bands, weeks) * p->step;
  out->over_52 = (l->closing - cpwi_people_within(people, p->bands, 52)) * p->step;
}

static void one_week(void *context, int64_t unit, int64_t week, const cpwi_unit_week *figures,
                     double unused, const cpwi_lane_week *lanes, const double *people) {
  const task *t = context;
  const cpw_system_plan *p = t->plan;
  int64_t at = unit * t->w->periods + week / t->w->o.every;
  double list = 0, starts = 0;
  (void)unused;
  for (int64_t g = 0; g < p->groups; g++) {
    const cpwi_lane_week *l = &lanes[g];
    cpw_system_totals *sum = &t->f->totals[unit * p->groups + g];
    if (week == 0)
      sum->opening =
          (l->closing + l->treated + l->removed + l->moved_out - l->starts - l->moved_in) * p->step;
    sum->starts += l->starts * p->step;
    sum->moved_in += l->moved_in * p->step;
    sum->moved_out += l->moved_out * p->step;
    sum->treated += l->treated * p->step;
    sum->removed += l->removed * p->step;
    sum->waited += l->closing * p->step;
    sum->treated_weeks += l->treated_weeks * p->step;
    if (week + 1 == p->weeks) end_lane(t, unit, l, people + g * p->stride, sum);
    list += l->closing;
    starts += l->starts + l->moved_in - l->moved_out;
  }
  t->f->list[at] = list * p->step; /* the last week of the period stays */
  t->f->starts[at] += starts * p->step;
  t->f->capacity[at] += figures->capacity;
}

static int32_t run_blocks(void *context, int64_t first, int64_t last, cpw_error *err) {
  task *t = context;
  const cpw_system_plan *p = t->plan;
  cpwi_sink sink = {t, one_week};
  int32_t status = CPW_OK;
  for (int64_t k = first; k < last && status == CPW_OK; k++)
    status =
        cpwi_block_run(p, &p->acts, k, p->opening, p->step, NULL, NULL, &sink, t->w->where, err);
  return status;
}

/* ---------------------------------------------------------------- a run ---------------------- */

int32_t cpwi_stress_plan(const cpwi_stress *w, const cpwi_stress_case *c,
                         const cpw_system_happening *h, int64_t count, cpw_system_plan **out,
                         cpw_error *err) {
  cpw_system_run_options o;
  cpw_system_run_options_init(&o);
  o.weeks = w->o.weeks;
  o.bands = w->o.bands;
  o.every = w->o.every;
  o.policy = c->held;
  o.policies = c->holds;
  o.happening = h;
  o.happenings = count;
  o.allocator = w->allocator;
  return cpw_system_plan_new(&c->system, &o, out, err);
}

static void clear(const cpwi_stress *w, cpwi_stress_figures *f) {
  size_t cells = (size_t)(w->units * w->periods);
  memset(f->list, 0, cells * sizeof *f->list);
  memset(f->starts, 0, cells * sizeof *f->starts);
  memset(f->capacity, 0, cells * sizeof *f->capacity);
  memset(f->all, 0, (size_t)w->periods * sizeof *f->all);
  memset(f->totals, 0, (size_t)(w->units * w->groups) * sizeof *f->totals);
}

/* run NULL: in this thread, which may be one of several. */
int32_t cpwi_stress_run(const cpwi_stress *w, const cpwi_stress_case *c,
                        const cpw_system_happening *h, int64_t count, const cpw_run *run,
                        cpwi_stress_figures *f, cpw_error *err) {
  cpw_system_plan *plan = NULL;
  int32_t status = cpwi_stress_plan(w, c, h, count, &plan, err);
  if (status != CPW_OK) return status;
  clear(w, f);
  task t = {.w = w, .plan = plan, .f = f};
  if (run)
    status = cpwi_parallel(run, plan->acts.blocks, 1, run_blocks, &t, w->where, err);
  else
    status = run_blocks(&t, 0, plan->acts.blocks, err);
  cpw_system_plan_free(plan);
  for (int64_t u = 0; u < w->units; u++)
    for (int64_t p = 0; p < w->periods; p++)
      f->all[p] += f->list[u * w->periods + p];
  return status;
}
