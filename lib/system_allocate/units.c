/* The units at work: their order, the blocks they share, what comes of each without more money, and their bounds.
 * Source: cpw_system_plan_block of carepath/system_run.h.
 * Leaves what is gained to outcome.c and evaluate.c. */
#include "system_allocate/internal.h"

#include <string.h>

/* By organisation, service, then row. */
static int before(const cpwi_allocate *s, int64_t i, int64_t j) {
  const cpw_system_capacity *a = &s->system->capacity[i], *b = &s->system->capacity[j];
  const cpw_system *y = s->system;
  int by = strcmp(y->organisation[a->organisation].id, y->organisation[b->organisation].id);
  if (by == 0) by = strcmp(y->service[a->service].id, y->service[b->service].id);
  return by != 0 ? by < 0 : i < j;
}

/* merge sort of s->unit, with room for as many */
static void sort_units(const cpwi_allocate *s, int64_t *unit, int64_t *room, int64_t n) {
  for (int64_t width = 1; width < n; width *= 2) {
    for (int64_t from = 0; from < n; from += 2 * width) {
      int64_t middle = from + width < n ? from + width : n;
      int64_t end = from + 2 * width < n ? from + 2 * width : n;
      int64_t i = from, j = middle;
      for (int64_t k = from; k < end; k++) {
        int left = i < middle && (j >= end || !before(s, unit[j], unit[i]));
        room[k] = left ? unit[i++] : unit[j++];
      }
    }
    memcpy(unit, room, (size_t)n * sizeof *unit);
  }
}

/* Members of each block stand side by side in s->member, by row. */
static void find_blocks(cpwi_allocate *s) {
  int64_t all = s->all;
  for (int64_t i = 0; i < all; i++)
    s->size[i] = 0;
  for (int64_t i = 0; i < all; i++)
    s->size[s->engine.block(s->engine.context, i)]++;
  int64_t at = 0;
  for (int64_t i = 0; i < all; i++) { /* by the first unit of the block */
    s->first[i] = at;
    at += s->size[i];
  }
  for (int64_t i = 0; i < all; i++) {
    int64_t b = s->engine.block(s->engine.context, i);
    s->member[s->first[b]++] = i;
  }
  for (int64_t i = 0; i < all; i++)
    s->first[i] -= s->size[i];
  for (int64_t i = all; i-- > 0;) { /* the first of a block comes last, as it is read until then */
    int64_t b = s->engine.block(s->engine.context, i);
    s->size[i] = s->size[b];
    s->first[i] = s->first[b];
  }
}

static int32_t make_room(cpwi_allocate *s, cpw_error *err) {
  size_t all = (size_t)s->all, groups = (size_t)s->groups;
  s->unit = cpwi_alloc_zero(s->a, all, sizeof *s->unit);
  s->place = cpwi_alloc_zero(s->a, all, sizeof *s->place);
  s->member = cpwi_alloc_zero(s->a, all, sizeof *s->member);
  s->first = cpwi_alloc_zero(s->a, all, sizeof *s->first);
  s->size = cpwi_alloc_zero(s->a, all, sizeof *s->size);
  s->base = cpwi_alloc_zero(s->a, all * groups, sizeof *s->base);
  s->now = cpwi_alloc_zero(s->a, all * groups, sizeof *s->now);
  s->money = cpwi_alloc_zero(s->a, all, sizeof *s->money);
  s->called = cpwi_alloc_zero(s->a, all, sizeof *s->called);
  s->weight = cpwi_alloc_zero(s->a, groups, sizeof *s->weight);
  s->people = cpwi_alloc_zero(s->a, groups, sizeof *s->people);
  s->bears = cpwi_alloc_zero(s->a, groups, sizeof *s->bears);
  s->lower = cpwi_alloc_zero(s->a, all, sizeof *s->lower);
  s->upper = cpwi_alloc_zero(s->a, all, sizeof *s->upper);
  s->idle = cpwi_alloc_zero(s->a, all, sizeof *s->idle);
  s->least = cpwi_alloc_zero(s->a, all, sizeof *s->least);
  s->table = cpwi_alloc_zero(s->a, all, sizeof *s->table);
  s->curve = cpwi_alloc_zero(s->a, all, sizeof *s->curve);
  if (!s->unit || !s->place || !s->member || !s->first || !s->size || !s->base || !s->now ||
      !s->money || !s->called || !s->weight || !s->people || !s->bears || !s->lower || !s->upper ||
      !s->least || !s->idle || !s->table || !s->curve)
    return cpwi_allocate_no_memory(s, err);
  return CPW_OK;
}

static void fill_bounds(cpwi_allocate *s) {
  const cpw_system_allocate_options *o = &s->options;
  for (int64_t p = 0; p < s->n; p++) {
    int64_t u = s->unit[p];
    s->least[p] = o->lower ? o->lower[u] : 0;
    s->lower[p] = (double)s->least[p];
    s->upper[p] = (double)(o->upper && o->upper[u] < o->budget ? o->upper[u] : o->budget);
    if (s->upper[p] < s->lower[p]) s->upper[p] = s->lower[p];
  }
}

int32_t cpwi_allocate_units(cpwi_allocate *s, int32_t top, cpw_error *err) {
  s->all = s->system->capacities;
  s->groups = s->system->groups;
  s->targets = s->options.targets;
  s->width = s->groups * CPW_ALLOCATE_OUTCOMES + s->targets + 1;
  int32_t status = make_room(s, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < s->all; i++)
    if (cpwi_allocate_under(s->system, s->system->capacity[i].organisation, top))
      s->unit[s->n++] = i;
  sort_units(s, s->unit, s->called, s->n);
  for (int64_t i = 0; i < s->all; i++)
    s->place[i] = -1;
  for (int64_t p = 0; p < s->n; p++)
    s->place[s->unit[p]] = p;
  find_blocks(s);
  for (int64_t g = 0; g < s->groups; g++)
    s->weight[g] = s->options.weight ? s->options.weight[g] : 1.0;
  fill_bounds(s);
  for (int64_t p = 0; p < s->n; p++)
    s->idle[p] = cpwi_allocate_capacity(s, p, 0.0);
  status = cpwi_allocate_call(s, NULL, s->all, NULL, s->base, err);
  if (status != CPW_OK) return status;
  cpwi_allocate_bear(s);
  return CPW_OK;
}

void cpwi_allocate_free(cpwi_allocate *s) {
  for (int64_t p = 0; s->table && p < s->n; p++) {
    cpwi_release(s->a, s->table[p].x);
    cpwi_release(s->a, s->table[p].value);
  }
  cpwi_allocate_rules_free(s);
  void *const blocks[] = {s->unit,   s->place, s->member,  s->first,   s->size,
                          s->base,   s->now,   s->money,   s->called,  s->weight,
                          s->people, s->bears, s->lower,   s->upper,   s->least,
                          s->table,  s->curve, s->curve_x, s->curve_y, s->idle};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(s->a, blocks[k]);
}
