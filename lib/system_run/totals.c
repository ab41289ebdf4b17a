/* Totals of lists over the whole horizon, for given money: what optimisers call.
 * Source: the header's list of totals.
 * Leaves the weeks to week.c. */
#include "system_run/internal.h"

#include <string.h>

static const char *const at_totals = "cpw_system_plan_totals";

typedef struct job {
  const cpw_system_plan *p;
  const int64_t *block; /* numbers of the blocks to run */
  const int64_t *place; /* (units) where a unit's totals go, or -1 */
  const double *money;  /* (all units) or NULL */
  cpw_system_totals *totals;
} job;

static void count_week(void *context, int64_t unit, int64_t week, const cpwi_unit_week *figures,
                       double unused, const cpwi_lane_week *lanes, const double *people) {
  const job *j = context;
  const cpw_system_plan *p = j->p;
  (void)figures;
  (void)unused;
  if (j->place[unit] < 0) return;
  double weeks = p->s->service[p->s->capacity[unit].service].weeks;
  for (int64_t g = 0; g < p->groups; g++) {
    cpw_system_totals *t = &j->totals[j->place[unit] * p->groups + g];
    const cpwi_lane_week *l = &lanes[g];
    t->starts += l->starts * p->step;
    t->moved_in += l->moved_in * p->step;
    t->moved_out += l->moved_out * p->step;
    t->treated += l->treated * p->step;
    t->removed += l->removed * p->step;
    t->closing = l->closing * p->step;
    t->waited += l->closing * p->step;
    t->treated_weeks += l->treated_weeks * p->step;
    if (week + 1 < p->weeks) continue;
    const double *n = people + g * p->stride;
    t->within = cpwi_people_within(n, p->bands, weeks) * p->step;
    t->over_52 = (l->closing - cpwi_people_within(n, p->bands, 52)) * p->step;
  }
}

static int32_t run_blocks(void *context, int64_t first, int64_t last, cpw_error *err) {
  job *j = context;
  cpwi_sink sink = {j, count_week};
  for (int64_t k = first; k < last; k++) {
    int32_t status = cpwi_block_run(j->p, &j->p->acts, j->block[k], j->p->opening, j->p->step,
                                    j->money, NULL, &sink, at_totals, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static void open_totals(const job *j, int64_t unit) {
  const cpw_system_plan *p = j->p;
  for (int64_t g = 0; g < p->groups; g++) {
    const double *n = p->opening + (unit * p->groups + g) * p->stride;
    double sum = 0;
    for (int64_t m = 0; m < p->bands; m++)
      sum += n[m];
    cpw_system_totals *t = &j->totals[j->place[unit] * p->groups + g];
    memset(t, 0, sizeof *t);
    t->opening = sum * p->step;
  }
}

/* Where every unit's totals go; a unit asked for twice, or that is none, is an error. */
static int32_t take_units(const cpw_system_plan *p, const int64_t *unit, int64_t units,
                          const double *money, int64_t *place, double *more, cpw_error *err) {
  for (int64_t u = 0; u < p->units; u++) {
    place[u] = -1;
    more[u] = 0;
  }
  for (int64_t k = 0; k < units; k++) {
    int64_t u = unit ? unit[k] : k;
    if (u < 0 || u >= p->units || place[u] >= 0)
      return cpwi_fail(err, CPW_EINVAL, k, at_totals,
                       "unit[%lld] = %lld must be a row of capacity, 0 to %lld, once", (long long)k,
                       (long long)u, (long long)p->units - 1);
    if (money && (!isfinite(money[k]) || money[k] < 0))
      return cpwi_fail(err, CPW_EDOMAIN, k, at_totals, "money[%lld] = %s must be finite and >= 0",
                       (long long)k, cpwi_number(money[k]).text);
    place[u] = k;
    more[u] = money ? money[k] : 0;
  }
  return CPW_OK;
}

/* The blocks of the units, each once and whole. */
static int32_t take_blocks(const cpw_system_plan *p, const int64_t *place, int64_t *block,
                           int64_t *count, cpw_error *err) {
  *count = 0;
  for (int64_t b = 0; b < p->acts.blocks; b++) {
    int64_t inside = 0, all = p->acts.block_first[b + 1] - p->acts.block_first[b];
    for (int64_t k = p->acts.block_first[b]; k < p->acts.block_first[b + 1]; k++)
      inside += place[p->acts.order[k]] >= 0;
    if (!inside) continue;
    if (inside < all)
      return cpwi_fail(err, CPW_EINVAL, -1, at_totals,
                       "the block of unit %lld has %lld units, of which %lld are asked for: it can "
                       "be run only whole",
                       (long long)p->acts.order[p->acts.block_first[b]], (long long)all,
                       (long long)inside);
    block[(*count)++] = b;
  }
  return CPW_OK;
}

static int32_t run_all(job *j, const cpw_run *run, int64_t *block, int64_t units,
                       cpw_system_totals *out, cpw_error *err) {
  const cpw_system_plan *p = j->p;
  int64_t blocks = 0;
  int32_t status = take_blocks(p, j->place, block, &blocks, err);
  if (status != CPW_OK) return status;
  for (int64_t u = 0; u < p->units; u++)
    if (j->place[u] >= 0) open_totals(j, u);
  j->block = block;
  status = cpwi_parallel(run, blocks, 1, run_blocks, j, at_totals, err);
  if (status == CPW_OK) memcpy(out, j->totals, (size_t)(units * p->groups) * sizeof *out);
  return status;
}

int32_t cpw_system_plan_totals(const cpw_system_plan *plan, const int64_t *unit, int64_t units,
                               const double *money, const cpw_run *run, cpw_system_totals *totals,
                               cpw_error *err) {
  cpw_run r;
  if (!plan || !totals) return cpwi_fail(err, CPW_EINVAL, -1, at_totals, "plan or totals is NULL");
  if (units < 0 || units > plan->units || (!unit && units != plan->units))
    return cpwi_fail(err, CPW_EINVAL, -1, at_totals,
                     "units = %lld must be 0 to %lld, and that without unit", (long long)units,
                     (long long)plan->units);
  int32_t status = cpwi_take_run(&r, run, at_totals, err);
  if (status != CPW_OK || units == 0) return status;
  const cpw_allocator *a = plan->allocator;
  int64_t *place = cpwi_alloc(a, (size_t)plan->units, sizeof *place);
  int64_t *block = cpwi_alloc(a, (size_t)plan->units, sizeof *block);
  double *more = cpwi_alloc(a, (size_t)plan->units, sizeof *more);
  cpw_system_totals *sum = cpwi_alloc(a, (size_t)(units * plan->groups), sizeof *sum);
  if (!place || !block || !more || !sum)
    status = cpwi_fail(err, CPW_ENOMEM, -1, at_totals, "out of memory");
  else
    status = take_units(plan, unit, units, money, place, more, err);
  if (status == CPW_OK) {
    job j = {.p = plan, .place = place, .money = more, .totals = sum};
    status = run_all(&j, &r, block, units, totals, err);
  }
  cpwi_release(a, place);
  cpwi_release(a, block);
  cpwi_release(a, more);
  cpwi_release(a, sum);
  return status;
}
