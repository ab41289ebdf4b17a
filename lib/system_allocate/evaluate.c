/* The engine at work: spends of units, each by itself in its block, and spends of all units at once.
 * Source: cpw_system_plan_totals of carepath/system_run.h. One call takes a spend of every block.
 * Leaves which spends are asked for to refine.c. */
#include "system_allocate/internal.h"

#include <string.h>

typedef struct calls {
  cpwi_allocate *s;
  const cpwi_allocate_job *job;
  int64_t jobs;
  char *done;    /* (jobs) */
  char *busy;    /* (all) by the first position of the block: it is in the call */
  int64_t *at;   /* (jobs) of the call: position of the block in it; -1: not in this one */
  double *value; /* (width) */
} calls;

/* Puts one job of each block into a call. Returns the units of the call. */
static int64_t gather(calls *c) {
  cpwi_allocate *s = c->s;
  int64_t units = 0;
  memset(c->busy, 0, (size_t)s->all);
  for (int64_t j = 0; j < c->jobs; j++) {
    int64_t row = s->unit[c->job[j].place], first = s->first[row];
    c->at[j] = -1;
    if (c->done[j] || c->busy[first]) continue;
    c->busy[first] = 1;
    c->at[j] = units;
    for (int64_t k = 0; k < s->size[row]; k++) {
      s->called[units] = s->member[first + k];
      s->money[units++] = s->member[first + k] == row ? c->job[j].x / CPW_WEEKS_PER_YEAR : 0.0;
    }
  }
  return units;
}

static int32_t keep_points(calls *c, cpw_error *err) {
  cpwi_allocate *s = c->s;
  int32_t status = CPW_OK;
  for (int64_t j = 0; status == CPW_OK && j < c->jobs; j++) {
    if (c->at[j] < 0) continue;
    int64_t row = s->unit[c->job[j].place];
    memset(c->value, 0, (size_t)s->width * sizeof *c->value);
    for (int64_t k = 0; k < s->size[row]; k++)
      cpwi_allocate_gain(s, s->called[c->at[j] + k], s->now + (c->at[j] + k) * s->groups,
                         s->called[c->at[j] + k] == row, c->value);
    c->done[j] = 1;
    status = cpwi_allocate_put(s, c->job[j].place, c->job[j].x, c->value, err);
  }
  return status;
}

static int32_t call_all(calls *c, cpw_error *err) {
  cpwi_allocate *s = c->s;
  for (;;) {
    int64_t units = gather(c);
    if (units == 0) return CPW_OK;
    int32_t status =
        s->engine.totals(s->engine.context, s->called, units, s->money, &s->run, s->now, err);
    if (status != CPW_OK) return status;
    s->runs += (double)units / (double)s->all;
    status = keep_points(c, err);
    if (status != CPW_OK) return status;
  }
}

int32_t cpwi_allocate_evaluate(cpwi_allocate *s, const cpwi_allocate_job *job, int64_t jobs,
                               cpw_error *err) {
  if (jobs <= 0) return CPW_OK;
  calls c = {s, job, jobs, NULL, NULL, NULL, NULL};
  c.done = cpwi_alloc_zero(s->a, (size_t)jobs, sizeof *c.done);
  c.busy = cpwi_alloc_zero(s->a, (size_t)s->all, sizeof *c.busy);
  c.at = cpwi_alloc_zero(s->a, (size_t)jobs, sizeof *c.at);
  c.value = cpwi_alloc_zero(s->a, (size_t)s->width, sizeof *c.value);
  int32_t status = CPW_OK;
  if (!c.done || !c.busy || !c.at || !c.value)
    status = cpwi_allocate_no_memory(s, err);
  else
    status = call_all(&c, err);
  cpwi_release(s->a, c.done);
  cpwi_release(s->a, c.busy);
  cpwi_release(s->a, c.at);
  cpwi_release(s->a, c.value);
  return status;
}

/* ---------------------------------------------------------------- all at once --------------- */

static int32_t keep_all(cpwi_allocate *s, const int64_t *spend, int keep, double *gain,
                        double *surplus, double *value, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t p = 0; status == CPW_OK && p < s->n; p++) {
    int64_t row = s->unit[p];
    memset(value, 0, (size_t)s->width * sizeof *value);
    cpwi_allocate_gain(s, row, s->now + row * s->groups, 1, value);
    for (int64_t g = 0; g < s->groups; g++)
      gain[g] += cpwi_allocate_mixed_at(s, value, g);
    for (int64_t k = 0; k < s->targets; k++)
      surplus[k] += value[s->groups * CPW_ALLOCATE_OUTCOMES + k];
    if (keep && s->size[row] == 1 && cpwi_allocate_apart(&s->table[p], (double)spend[p]))
      status = cpwi_allocate_put(s, p, (double)spend[p], value, err);
  }
  return status;
}

int32_t cpwi_allocate_realise(cpwi_allocate *s, const int64_t *spend, int keep, double *gain,
                              double *surplus, cpw_system_totals *totals, cpw_error *err) {
  double *value = cpwi_alloc_zero(s->a, (size_t)s->width, sizeof *value);
  if (!value) return cpwi_allocate_no_memory(s, err);
  for (int64_t i = 0; i < s->all; i++)
    s->money[i] = s->place[i] >= 0 ? (double)spend[s->place[i]] / CPW_WEEKS_PER_YEAR : 0.0;
  int32_t status =
      s->engine.totals(s->engine.context, NULL, s->all, s->money, &s->run, s->now, err);
  s->runs += 1.0;
  for (int64_t g = 0; g < s->groups; g++)
    gain[g] = 0.0;
  for (int64_t k = 0; k < s->targets; k++)
    surplus[k] = 0.0;
  if (status == CPW_OK) status = keep_all(s, spend, keep, gain, surplus, value, err);
  for (int64_t p = 0; status == CPW_OK && totals && p < s->n; p++)
    memcpy(totals + p * s->groups, s->now + s->unit[p] * s->groups,
           (size_t)s->groups * sizeof *totals);
  cpwi_release(s->a, value);
  return status;
}
