/* Who is there at the beginning, as stocks: those who wait, those in service by phase, those who are blocked.
 * Source: phases in equilibrium where it is not known how long somebody was in service (Cox, Renewal Theory, 1962),
 * else the phases of somebody of that age who is still there.
 * Leaves the waits of those who wait to the engines. */
#include "pathway_fluid/internal.h"

#include <string.h>

static void law_of(const cpwi_fluid *f, const fluid_cell *c, cpw_coxian *law) {
  memset(law, 0, sizeof *law);
  law->phases = c->phases;
  for (int32_t k = 0; k < c->phases; k++) {
    law->rate[k] = f->rate[c->rate + k];
    law->onward[k] = f->onward[c->rate + k];
  }
}

void cpwi_fluid_phases_of(const cpwi_fluid *f, const fluid_cell *c, double age, double *share) {
  cpw_coxian law;
  law_of(f, c, &law);
  if (age - age == 0.0) {
    cpwi_fluid_aged(&law, age, share);
    return;
  }
  /* a checked chain of at least one phase: nothing to refuse */
  if (cpw_coxian_equilibrium(&law, share, NULL) != CPW_OK) share[0] = 1;
}

static void in_service(cpwi_fluid *f, const cpw_initial *row, const fluid_cell *c, int32_t kind) {
  double share[CPW_COXIAN_MAX] = {0};
  cpwi_fluid_phases_of(f, c, row->time, share);
  /* LINE: the first phase is in the stock of those at the stage */
  int64_t first = c->stock + c->slots - (kind == FLUID_LINE);
  for (int32_t k = 0; k < c->phases; k++)
    f->initial[kind == FLUID_LINE && k == 0 ? c->stock : first + k] += row->people * share[k];
}

/* the group in which somebody goes on from a cell to a stage: that of the first route there, else his own */
int32_t cpwi_fluid_group_on(const cpwi_fluid *f, int64_t cell, int32_t next) {
  for (int64_t w = f->net.way_first[cell]; w < f->net.way_first[cell + 1]; w++)
    if (f->way[w].cell >= 0 && f->way[w].cell / f->groups == next) return f->way[w].group;
  return (int32_t)(cell % f->groups);
}

/* the stock of the next stage that holds those blocked in a cell; where nobody is blocked they go on at once */
static void blocked(cpwi_fluid *f, const cpw_initial *row, int64_t cell) {
  if (row->next < 0) return;
  const fluid_cell *c = &f->cell[row->next * f->groups + cpwi_fluid_group_on(f, cell, row->next)];
  int64_t slot = c->stock;
  for (int32_t j = 0; j + 1 < c->slots; j++)
    if (f->sources[c->source + j] == cell) slot = c->stock + 1 + j;
  if (c->slots > 0 || c->phases > 0) f->initial[slot] += row->people;
}

int32_t cpwi_fluid_initial(cpwi_fluid *f, const char *where, cpw_error *err) {
  for (int64_t r = 0; r < f->net.p.initials; r++) {
    const cpw_initial *row = &f->net.p.initial[r];
    int64_t cell = (int64_t)row->stage * f->groups + row->group;
    const fluid_cell *c = &f->cell[cell];
    int32_t kind = f->stage[row->stage].kind;
    if (!(row->people > 0)) continue;
    if (f->o.cohort && row->people != floor(row->people))
      return cpwi_fail(err, CPW_EDOMAIN, r, where,
                       "initial[%lld].people = %s must be whole with options.cohort", (long long)r,
                       cpwi_number(row->people).text);
    if (row->state == CPW_INITIAL_BLOCKED)
      blocked(f, row, cell);
    else if (row->state == CPW_INITIAL_IN_SERVICE && c->phases > 0)
      in_service(f, row, c, kind);
    else if (c->slots > 0 || c->phases > 0)
      f->initial[c->stock] += row->people;
  }
  return CPW_OK;
}
