/* Capacity by time: servers and beds that open and close, slots one by one, units of shared pools.
 * Source: the rules in carepath/pathway.h. Leaves values by calendar to lib/pathway, who takes the capacity
 * to moves.c. */
#include "pathway_events/internal.h"

/* Whole, downwards, after a little is added for what rounding took. */
static int32_t whole(double x) {
  double y = floor(x + 1e-9);
  return y >= 2147483647.0 ? INT32_MAX : (int32_t)y;
}

static double next_change(const cpwi_engine *e, const cpwi_profile *f) {
  return cpwi_profile_constant(f) ? CPWI_NEVER_ENDS : cpwi_profile_next(f, e->now);
}

/* ---------------------------------------------------------------- servers ------------------- */

void cpwi_capacity_change(cpwi_engine *e, int32_t stage) {
  cpwi_room *r = &e->room[stage];
  double capacity = r->servers * cpwi_profile_at(&r->profile, e->now);
  if (r->caseload) {
    cpwi_caseload_update(e, r);
    r->pace_capacity = capacity;
  } else {
    r->capacity = whole(capacity);
  }
  cpwi_mark_dirty(e, stage);
  cpwi_plan(e, next_change(e, &r->profile), CPWI_E_CAPACITY, stage);
}

/* ---------------------------------------------------------------- slots --------------------- */

/* Slots of the calendar's step, whole to date. */
static int64_t slots_in(const cpwi_room *r, int64_t step, double *sum) {
  double from = (double)step * r->slot_period, to = (double)(step + 1) * r->slot_period;
  double before = floor(*sum + 1e-9);
  *sum += r->servers * cpwi_profile_integral(&r->profile, from, to) / r->slot_period;
  return (int64_t)(floor(*sum + 1e-9) - before);
}

static void plan_slot(cpwi_engine *e, cpwi_room *r) {
  double horizon = e->p->options.horizon,
         most = horizon < 0x1p1023 ? horizon : e->now + 1e6 * r->slot_period;
  while (r->slot_k >= r->slot_n) {
    r->slot_step++;
    if ((double)r->slot_step * r->slot_period > most) return;
    r->slot_n = slots_in(r, r->slot_step, &r->slot_sum);
    r->slot_k = 0;
  }
  double part = ((double)r->slot_k + 0.5) / (double)r->slot_n;
  r->slot_k++;
  cpwi_plan(e, ((double)r->slot_step + part) * r->slot_period, CPWI_E_SLOT, r->number);
}

/* A slot opens: whoever is next is given it, or it is lost. */
void cpwi_slot(cpwi_engine *e, int32_t stage) {
  cpwi_room *r = &e->room[stage];
  int32_t i = cpwi_row_take(e, &r->line, e->now);
  if (i >= 0) {
    cpwi_call(e, i);
    cpwi_mark_dirty(e, stage);
  }
  plan_slot(e, &e->room[stage]);
}

/* ---------------------------------------------------------------- shared pools -------------- */

int cpwi_shared_free(const cpwi_engine *e, const cpwi_room *r) {
  const cpwi_pathway *n = &e->p->n;
  if (!r->pooled) return 1;
  for (int64_t k = n->use_first[r->number]; k < n->use_first[r->number + 1]; k++) {
    const cpw_pool_use *u = &n->use[k];
    if (e->used[u->pool] + u->units > e->units[u->pool] * (1.0 + 1e-12) + 1e-9) return 0;
  }
  return 1;
}

void cpwi_shared_take(cpwi_engine *e, const cpwi_room *r, int32_t sign) {
  const cpwi_pathway *n = &e->p->n;
  for (int64_t k = n->use_first[r->number]; k < n->use_first[r->number + 1]; k++) {
    const cpw_pool_use *u = &n->use[k];
    double from = e->used_since[u->pool] > e->from ? e->used_since[u->pool] : e->from;
    e->used_area[u->pool] += e->used[u->pool] * (e->now - from);
    e->used_since[u->pool] = e->now;
    e->users[u->pool] += sign;
    e->used[u->pool] = e->users[u->pool] == 0 ? 0.0 : e->used[u->pool] + sign * u->units;
  }
}

void cpwi_shared_change(cpwi_engine *e, int32_t pool) {
  const cpw_shared_pool *s = &e->p->n.p.pool[pool];
  cpwi_profile f = cpwi_profile_of(&e->p->n.p, s->calendar, s->factor);
  e->units[pool] = s->units * cpwi_profile_at(&f, e->now);
  if (e->p->pool_first[pool] < e->p->pool_first[pool + 1])
    cpwi_mark_dirty(e, e->p->pool_stage[e->p->pool_first[pool]]);
  cpwi_plan(e, next_change(e, &f), CPWI_E_UNITS, pool);
}

/* ---------------------------------------------------------------- time 0 -------------------- */

void cpwi_capacity_begin(cpwi_engine *e) {
  const cpwi_pathway *n = &e->p->n;
  for (int32_t s = 0; s < (int32_t)n->stages; s++) {
    cpwi_room *r = &e->room[s];
    if (r->slots) {
      r->slot_step = -1;
      plan_slot(e, r);
    } else if (!r->unlimited) {
      cpwi_capacity_change(e, s);
    }
  }
  for (int32_t k = 0; k < (int32_t)n->p.pools; k++) {
    e->used[k] = e->used_area[k] = e->used_since[k] = 0.0;
    e->users[k] = 0;
    cpwi_shared_change(e, k);
  }
}
