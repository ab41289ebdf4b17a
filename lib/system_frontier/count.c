/* What came of a plan, by group: people, waits, and health as gain of treatments less harm of waiting.
 * Source: carepath/system_run.h; a loss per week that is constant between 0, 18, 52, 65 and 104 weeks waited
 * (cpw_dcea_wait_law of carepath/dcea.h, whose integral over time is person-weeks times the loss of each piece).
 * Leaves the run to the engine. */
#include "system_frontier/internal.h"

#include <string.h>

/* Who waited 18, 52, 65 and 104 weeks or more, person-weeks of all weeks: (units, groups, 4). */
static int32_t long_waits(const cpwi_targeting *f, const cpw_system_plan *plan, double *weeks,
                          cpw_error *err) {
  static const char *const names[4] = {"over_18", "over_52", "over_65", "over_104"};
  cpw_result *r = NULL;
  int32_t status = cpw_system_plan_run(plan, &f->run, &r, err);
  for (int k = 0; k < 4 && status == CPW_OK; k++) {
    const cpw_array *a = cpw_result_find(r, names[k]);
    if (!a || !a->real || a->dimensions != 3) {
      status = cpwi_fail(err, CPW_EINTERNAL, -1, f->where, "no %s in a run", names[k]);
      break;
    }
    int64_t periods = a->dimension[2]->length;
    for (int64_t lane = 0; lane < f->units * f->groups; lane++)
      for (int64_t t = 0; t < periods; t++)
        weeks[lane * 4 + k] += a->real[lane * periods + t];
  }
  cpw_result_free(r);
  return status;
}

/* Person-weeks, those of long waits for more. */
static double weighted_weeks(const cpwi_targeting *f, double waited, const double *over) {
  if (!over) return waited;
  const double *rise = f->o.rise;
  double sum = rise[0] * waited;
  for (int k = 0; k < 4; k++)
    sum += (rise[k + 1] - rise[k]) * over[k];
  return sum;
}

static void add_lane(cpwi_targeting *f, int64_t unit, int64_t g, const cpw_system_totals *t,
                     const double *over, int64_t point) {
  const cpw_system_service *v = &f->s->service[f->s->capacity[unit].service];
  cpwi_targeting_group *to = &f->group[point * f->groups + g];
  double factor = f->o.benefit ? f->o.benefit[g] : 1;
  to->opening += t->opening;
  to->starts += t->starts;
  to->moved += t->moved_in - t->moved_out;
  to->treated += t->treated;
  to->removed += t->removed;
  to->closing += t->closing;
  to->waited += t->waited;
  to->treated_weeks += t->treated_weeks;
  to->within += t->within;
  to->over_52 += t->over_52;
  to->health += factor * (v->gain * t->treated - v->harm * weighted_weeks(f, t->waited, over));
  if (point == 0) f->who[unit * f->groups + g] = t->opening + t->starts;
}

/* opening + starts - treated - removed = closing, over everybody: with == as all are multiples of one power of two */
static int balances(const cpwi_targeting *f, int64_t point) {
  double rest = 0;
  for (int64_t g = 0; g < f->groups; g++) {
    const cpwi_targeting_group *x = &f->group[point * f->groups + g];
    rest += x->opening + x->starts + x->moved - x->treated - x->removed - x->closing;
  }
  return !(fabs(rest) > 0);
}

int32_t cpwi_targeting_count(cpwi_targeting *f, const cpw_system_plan *plan, int64_t point,
                             cpw_error *err) {
  size_t lanes = (size_t)(f->units * f->groups);
  cpw_system_totals *totals = cpwi_alloc_zero(f->allocator, lanes, sizeof *totals);
  double *over = f->o.rise ? cpwi_alloc_zero(f->allocator, lanes * 4, sizeof *over) : NULL;
  int32_t status = CPW_OK;
  if (!totals || (f->o.rise && !over))
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, f->where, "out of memory for %lld lists", (long long)lanes);
  if (status == CPW_OK)
    status = cpw_system_plan_totals(plan, NULL, f->units, NULL, &f->run, totals, err);
  if (status == CPW_OK && over) status = long_waits(f, plan, over, err);
  for (int64_t u = 0; u < f->units && status == CPW_OK; u++)
    for (int64_t g = 0; g < f->groups; g++) {
      int64_t lane = u * f->groups + g;
      add_lane(f, u, g, &totals[lane], over ? over + lane * 4 : NULL, point);
    }
  if (status == CPW_OK) f->conserved &= balances(f, point);
  cpwi_release(f->allocator, totals);
  cpwi_release(f->allocator, over);
  return status;
}
