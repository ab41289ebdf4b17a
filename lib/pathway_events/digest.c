/* The digest of a network, options and seed, so that results of something else do not merge by mistake.
 * Source: patients/digest.h. Leaves scores that a function gives out: it cannot be read. */
#include "patients/digest.h"
#include "pathway_events/result.h"

static uint64_t add_law(uint64_t h, const cpw_duration *d) {
  return cpwi_digest_laws(h, d, d ? 1 : 0);
}

static uint64_t add_calendar(uint64_t h, const cpw_calendar *c) {
  h = cpwi_digest_whole(cpwi_digest_real(h, c->period), c->repeat);
  return cpwi_digest_array(h, c->values, c->count, sizeof *c->values);
}

static uint64_t add_stage(uint64_t h, const cpw_stage *s) {
  const int32_t whole[] = {s->kind,    s->order,    s->preempt, s->when_full, s->overflow,
                           s->routing, s->calendar, s->factor,  s->missed_to};
  const double real[] = {s->servers, s->waiting_room, s->places,
                         s->missed,  s->missed_leave, s->rebook};
  return cpwi_digest_bytes(cpwi_digest_bytes(h, whole, sizeof whole), real, sizeof real);
}

static uint64_t add_rows(uint64_t h, const cpw_pathway *n) {
  for (int64_t i = 0; i < n->arrivals; i++) {
    const cpw_arrivals *a = &n->arrival[i];
    const int64_t whole[] = {a->stage, a->group, a->calendar, a->factor, a->batch};
    h = cpwi_digest_bytes(h, whole, sizeof whole);
    h = cpwi_digest_real(cpwi_digest_real(h, a->rate), a->dispersion);
    h = cpwi_digest_array(h, a->times, a->count, sizeof *a->times);
  }
  for (int64_t i = 0; i < n->initials; i++) {
    const cpw_initial *a = &n->initial[i];
    const int32_t whole[] = {a->stage, a->group, a->state, a->next};
    h = cpwi_digest_bytes(h, whole, sizeof whole);
    h = cpwi_digest_real(cpwi_digest_real(h, a->people), a->time);
  }
  for (int64_t i = 0; i < n->calendars; i++)
    h = add_calendar(h, &n->calendar[i]);
  for (int64_t i = 0; i < n->pools; i++)
    h = cpwi_digest_whole(
        cpwi_digest_whole(cpwi_digest_real(h, n->pool[i].units), n->pool[i].calendar),
        n->pool[i].factor);
  return h;
}

static uint64_t add_tables(uint64_t h, const cpwi_pathway *n) {
  for (int64_t k = 0; k < n->cells; k++)
    h = add_law(h, n->stay[k]);
  h = cpwi_digest_array(h, n->way_first, n->cells + 1, sizeof *n->way_first);
  for (int64_t k = 0; k < n->way_first[n->cells]; k++) {
    h = cpwi_digest_whole(cpwi_digest_whole(h, n->way[k].to), n->way[k].to_group);
    h = add_law(cpwi_digest_real(h, n->way[k].chance), n->way[k].delay);
  }
  h = cpwi_digest_array(h, n->change_first, n->cells + 1, sizeof *n->change_first);
  for (int64_t k = 0; k < n->change_first[n->cells]; k++) {
    h = cpwi_digest_whole(cpwi_digest_whole(h, n->change[k].to), n->change[k].to_group);
    h = add_law(h, n->change[k].after);
  }
  for (int64_t k = 0; k < n->use_first[n->stages]; k++) {
    h = cpwi_digest_whole(cpwi_digest_whole(h, n->use[k].pool), n->use[k].rank);
    h = cpwi_digest_real(h, n->use[k].units);
  }
  h = cpwi_digest_array(h, n->priority, n->cells, sizeof *n->priority);
  h = cpwi_digest_array(h, n->weight, n->cells, sizeof *n->weight);
  h = cpwi_digest_array(h, n->target, n->cells, sizeof *n->target);
  return cpwi_digest_array(h, n->harm, n->cells, sizeof *n->harm);
}

int64_t cpwi_network_digest(const cpwi_events *p) {
  const cpw_pathway_events_options *o = &p->options;
  const double real[] = {o->horizon, o->warm_up, o->period};
  uint64_t h = cpwi_digest_bytes(CPWI_DIGEST, real, sizeof real);
  h = cpwi_digest_whole(cpwi_digest_whole(h, (int64_t)p->run.seed), o->patients);
  h = cpwi_digest_whole(cpwi_digest_whole(h, o->score != NULL), p->n.p.deadlock);
  for (int64_t s = 0; s < p->n.stages; s++)
    h = add_stage(h, &p->n.p.stage[s]);
  return cpwi_digest_end(add_tables(add_rows(h, &p->n.p), &p->n));
}
