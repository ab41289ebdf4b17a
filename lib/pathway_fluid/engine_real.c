/* The engine over doubles: runs a network and keeps what it says.
 * Source: engine.inc.
 * Leaves the memory of the figures to figures.c. */
#include "pathway_fluid/internal.h"

#include <string.h>

#define REAL      double
#define FN(name)  real_##name
#define RE(x)     (x)
#define DIV(a, b) ((a) / (b))
#define QUIET     1
#include "pathway_fluid/engine.inc"

static void sum_groups(const cpwi_fluid *f, const double *y, double *out) {
  for (int64_t g = 0; g < f->groups; g++)
    out[g] = 0;
  for (int64_t i = 0; i < f->stocks; i++)
    out[f->stock_group[i]] += y[i];
}

static int32_t report(void *context, real_engine *e, int64_t period, double t) {
  fluid_record *r = context;
  cpwi_fluid *f = e->f;
  if (!r->opened && t >= f->o.warm_up) {
    sum_groups(f, e->y, r->figures->opening);
    r->opened = 1;
  }
  if (period < 0) return CPW_OK;
  int32_t status = CPW_OK;
  if (period == 0) {
    status = cpwi_record_open(r, e->now);
  } else {
    fluid_period p = {e->since,
                      e->now,
                      e->first,
                      e->held,
                      e->first_before,
                      e->held_before,
                      cpwi_fluid_time(f, period - 1),
                      t,
                      period - 1};
    status = cpwi_record_period(r, &p);
  }
  if (status != CPW_OK) return status;
  cpwi_record_now(r, period, e->now);
  if (r->figures->group && period < f->periods)
    sum_groups(f, e->y, r->figures->group + period * f->groups);
  if (period == f->periods) sum_groups(f, e->y, r->figures->closing);
  memset(e->since, 0, (size_t)f->flows * sizeof *e->since);
  memcpy(e->held_before, e->held, (size_t)f->cells * sizeof *e->held);
  memcpy(e->first_before, e->first, (size_t)f->cells * sizeof *e->first);
  return CPW_OK;
}

int32_t cpwi_fluid_run(cpwi_fluid *f, const cpw_run *run, fluid_figures *figures, cpw_error *err) {
  real_engine e;
  fluid_record record;
  int32_t status = real_engine_new(&e, f);
  if (status != CPW_OK)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID, "no memory for the stocks");
  if (status == CPW_OK)
    status = cpwi_record_new(f, figures, &record, err);
  else
    memset(&record, 0, sizeof record);
  if (status == CPW_OK) {
    status = real_run(&e, run, report, &record, CPWI_FLUID, err);
    if (status == CPW_ENOMEM)
      status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID, "no memory for the waits");
  }
  if (status == CPW_OK) {
    memcpy(figures->total, e.total, (size_t)f->flows * sizeof *e.total);
    figures->steps = e.steps;
  }
  cpwi_record_free(&record);
  real_engine_free(&e);
  return status;
}
