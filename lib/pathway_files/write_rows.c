/* The rows of every file of a network.
 * Source: docs/reference/pathway-folder.md.
 * Leaves how fields are written to write.c. */
#include "pathway_files/write.h"

#include <stdio.h>
#include <string.h>

static int has_unit(const cpw_pathway *p) {
  return p->time_unit && p->time_unit[0] && strcmp(p->time_unit, "days") != 0;
}

static void write_settings(cpwi_file_writer *w) {
  if (has_unit(w->p)) {
    cpwi_put_name(w, "time_unit");
    cpwi_put_name(w, w->p->time_unit);
    cpwi_put_end(w);
  }
  if (w->p->deadlock == CPW_DEADLOCK_SWAP) return;
  cpwi_put_name(w, "deadlock");
  cpwi_put_word_of(w, &cpwi_deadlock_words, w->p->deadlock);
  cpwi_put_end(w);
}

static void write_stages(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->stages; i++) {
    const cpw_stage *s = &w->p->stage[i];
    cpwi_put_name(w, s->name);
    cpwi_put_word_of(w, &cpwi_kind_words, s->kind);
    cpwi_put_number(w, s->servers);
    cpwi_put_word_of(w, &cpwi_order_words, s->order);
    cpwi_put_word_of(w, &cpwi_preempt_words, s->preempt);
    cpwi_put_word_of(w, &cpwi_full_words, s->when_full);
    cpwi_put_stage(w, s->overflow);
    cpwi_put_word_of(w, &cpwi_routing_words, s->routing);
    cpwi_put_number(w, s->waiting_room);
    cpwi_put_number(w, s->places);
    cpwi_put_calendar(w, s->calendar);
    cpwi_put_calendar(w, s->factor);
    cpwi_put_number(w, s->missed);
    cpwi_put_number(w, s->missed_leave);
    cpwi_put_stage(w, s->missed_to);
    cpwi_put_number(w, s->rebook);
    cpwi_put_number(w, s->target);
    cpwi_put_end(w);
  }
}

static void write_groups(cpwi_file_writer *w) {
  for (int64_t g = 0; w->p->group && g < w->p->groups; g++) {
    cpwi_put_group(w, (int32_t)g);
    for (int32_t k = 0; k < 4; k++)
      cpwi_put_name(w, NULL);
    cpwi_put_end(w);
  }
}

static void write_routes(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->routes; i++) {
    const cpw_route *r = &w->p->route[i];
    cpwi_put_stage(w, r->from);
    cpwi_put_group(w, r->group);
    cpwi_put_stage(w, r->to);
    cpwi_put_group(w, r->to_group);
    cpwi_put_number(w, r->chance);
    cpwi_put_law(w, r->delay);
    cpwi_put_end(w);
  }
}

/* A trace of nobody is written as a rate of 0. */
static int has_trace(const cpw_arrivals *a) {
  return a->times && a->count > 0;
}

static void put_trace_name(cpwi_file_writer *w, int64_t row) {
  char name[32];
  snprintf(name, sizeof name, "trace %lld", (long long)row + 1);
  cpwi_put_name(w, name);
}

static void write_arrivals(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->arrivals; i++) {
    const cpw_arrivals *a = &w->p->arrival[i];
    cpwi_put_stage(w, a->stage);
    cpwi_put_group(w, a->group);
    if (a->times)
      cpwi_put_name(w, NULL);
    else
      cpwi_put_number(w, a->rate);
    cpwi_put_calendar(w, a->calendar);
    cpwi_put_calendar(w, a->factor);
    cpwi_put_number(w, a->dispersion);
    cpwi_put_whole(w, a->batch);
    if (has_trace(a))
      put_trace_name(w, i);
    else
      cpwi_put_name(w, NULL);
    cpwi_put_end(w);
  }
}

static void write_traces(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->arrivals; i++) {
    const cpw_arrivals *a = &w->p->arrival[i];
    for (int64_t k = 0; has_trace(a) && k < a->count; k++) {
      put_trace_name(w, i);
      cpwi_put_name(w, NULL);
      cpwi_put_name(w, NULL);
      cpwi_put_number(w, a->times[k]);
      cpwi_put_end(w);
    }
  }
}

static void write_durations(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->stays; i++) {
    cpwi_put_stage(w, w->p->stay[i].stage);
    cpwi_put_group(w, w->p->stay[i].group);
    cpwi_put_law(w, w->p->stay[i].duration);
    cpwi_put_end(w);
  }
}

static void write_law(cpwi_file_writer *w, const cpw_empirical *law, int64_t number) {
  char name[32];
  cpwi_seen seen = cpwi_empirical_seen(law);
  snprintf(name, sizeof name, "data %lld", (long long)number + 1);
  for (int64_t k = 0; k < seen.size; k++) {
    cpwi_put_name(w, name);
    cpwi_put_number(w, seen.values[k]);
    cpwi_put_number(w, seen.weights[k]);
    if (seen.bands)
      cpwi_put_number(w, seen.values[k + 1]);
    else
      cpwi_put_name(w, NULL);
    cpwi_put_end(w);
  }
}

/* Each law where it is used first. */
static void write_new_law(cpwi_file_writer *w, const cpw_duration *d, int64_t *written) {
  if (!d || d->law != CPW_DURATION_EMPIRICAL) return;
  int64_t number = cpwi_data_law_number(&w->laws, d->empirical);
  if (number != *written) return;
  write_law(w, d->empirical, number);
  ++*written;
}

static void write_empirical(cpwi_file_writer *w) {
  int64_t written = 0;
  for (int64_t i = 0; i < w->p->routes; i++)
    write_new_law(w, w->p->route[i].delay, &written);
  for (int64_t i = 0; i < w->p->stays; i++)
    write_new_law(w, w->p->stay[i].duration, &written);
  for (int64_t i = 0; i < w->p->changes; i++)
    write_new_law(w, w->p->change[i].after, &written);
}

static void write_changes(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->changes; i++) {
    const cpw_change *c = &w->p->change[i];
    cpwi_put_stage(w, c->stage);
    cpwi_put_group(w, c->group);
    cpwi_put_stage(w, c->to);
    cpwi_put_group(w, c->to_group);
    cpwi_put_law(w, c->after);
    cpwi_put_end(w);
  }
}

static void write_calendars(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->calendars; i++) {
    const cpw_calendar *c = &w->p->calendar[i];
    for (int64_t k = 0; k < c->count; k++) {
      cpwi_put_name(w, c->name);
      cpwi_put_number(w, c->period);
      cpwi_put_whole(w, c->repeat);
      cpwi_put_whole(w, k);
      cpwi_put_number(w, c->values[k]);
      cpwi_put_end(w);
    }
  }
}

static void write_pools(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->pools; i++) {
    const cpw_shared_pool *pool = &w->p->pool[i];
    cpwi_put_name(w, pool->name);
    cpwi_put_number(w, pool->units);
    cpwi_put_calendar(w, pool->calendar);
    cpwi_put_calendar(w, pool->factor);
    cpwi_put_end(w);
  }
}

static void write_uses(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->uses; i++) {
    const cpw_pool_use *use = &w->p->use[i];
    cpwi_put_stage(w, use->stage);
    cpwi_put_name(w, w->p->pool[use->pool].name);
    cpwi_put_number(w, use->units);
    cpwi_put_whole(w, use->rank);
    cpwi_put_end(w);
  }
}

static void write_initial(cpwi_file_writer *w) {
  for (int64_t i = 0; i < w->p->initials; i++) {
    const cpw_initial *row = &w->p->initial[i];
    cpwi_put_stage(w, row->stage);
    cpwi_put_group(w, row->group);
    cpwi_put_word_of(w, &cpwi_state_words, row->state);
    cpwi_put_number(w, row->people);
    cpwi_put_number(w, row->time);
    cpwi_put_stage(w, row->next);
    cpwi_put_end(w);
  }
}

/* What differs from the defaults; NaN: nothing. */
typedef struct figures {
  double value[4];
  int32_t some;
} figures;

static figures figures_of(const cpw_pathway *p, int64_t cell) {
  figures f = {{CPWI_NAN, CPWI_NAN, CPWI_NAN, CPWI_NAN}, 0};
  int64_t stage = cell / p->groups, group = cell % p->groups;
  if (p->priority && p->priority[cell] != group) f.value[0] = p->priority[cell];
  if (p->weight && p->weight[cell] != 1) f.value[1] = p->weight[cell];
  if (p->targets && p->targets[cell] != p->stage[stage].target) f.value[2] = p->targets[cell];
  if (p->harm && p->harm[cell] != 0) f.value[3] = p->harm[cell];
  for (int32_t k = 0; k < 4; k++)
    f.some |= f.value[k] == f.value[k];
  return f;
}

static void write_figures(cpwi_file_writer *w) {
  for (int64_t cell = 0; cell < w->p->stages * w->p->groups; cell++) {
    figures f = figures_of(w->p, cell);
    if (!f.some) continue;
    cpwi_put_stage(w, (int32_t)(cell / w->p->groups));
    cpwi_put_group(w, (int32_t)(cell % w->p->groups));
    for (int32_t k = 0; k < 4; k++)
      cpwi_put_number(w, f.value[k]);
    cpwi_put_end(w);
  }
}

void cpwi_write_rows(cpwi_file_writer *w, int64_t file) {
  static void (*const writers[CPW_PATHWAY_FILES])(cpwi_file_writer *) = {
      write_settings, write_stages,    write_groups,    write_routes,  write_arrivals,
      write_traces,   write_durations, write_empirical, write_changes, write_calendars,
      write_pools,    write_uses,      write_initial,   write_figures};
  writers[file](w);
}

/* ---- which files it takes */

static int has_data(const cpw_pathway *p) {
  for (int64_t i = 0; i < p->routes; i++)
    if (p->route[i].delay && p->route[i].delay->law == CPW_DURATION_EMPIRICAL) return 1;
  for (int64_t i = 0; i < p->stays; i++)
    if (p->stay[i].duration->law == CPW_DURATION_EMPIRICAL) return 1;
  for (int64_t i = 0; i < p->changes; i++)
    if (p->change[i].after->law == CPW_DURATION_EMPIRICAL) return 1;
  return 0;
}

static int has_traces(const cpw_pathway *p) {
  for (int64_t i = 0; i < p->arrivals; i++)
    if (has_trace(&p->arrival[i])) return 1;
  return 0;
}

static int has_figures(const cpw_pathway *p) {
  for (int64_t cell = 0; cell < p->stages * p->groups; cell++)
    if (figures_of(p, cell).some) return 1;
  return 0;
}

int cpwi_needs_file(const cpw_pathway *p, int64_t file) {
  switch (file) {
  case CPWI_FILE_SETTINGS:
    return has_unit(p) || p->deadlock != CPW_DEADLOCK_SWAP;
  case CPWI_FILE_GROUPS:
    return p->group != NULL;
  case CPWI_FILE_ROUTES:
    return p->routes > 0;
  case CPWI_FILE_TRACES:
    return has_traces(p);
  case CPWI_FILE_DURATIONS:
    return p->stays > 0;
  case CPWI_FILE_EMPIRICAL:
    return has_data(p);
  case CPWI_FILE_CHANGES:
    return p->changes > 0;
  case CPWI_FILE_CALENDARS:
    return p->calendars > 0;
  case CPWI_FILE_POOLS:
    return p->pools > 0;
  case CPWI_FILE_USES:
    return p->uses > 0;
  case CPWI_FILE_INITIAL:
    return p->initials > 0;
  case CPWI_FILE_FIGURES:
    return has_figures(p);
  default: /* stages and arrivals */
    return 1;
  }
}
