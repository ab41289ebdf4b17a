/* Who lives where: the people of every area belong to exactly one system at every time that is run, and no kind that
 * divides the country has more of an area than there is.
 * Source: cpw_system_footprint in carepath/system.h.
 * Leaves making one footprint from another to lib/footprint. */
#include "system/check.h"

#include "base/order.h"

/* Shares are decimal fractions: their sum is 1 to within this. */
#define SLACK 1e-9

/* From `time` on, an organisation of a kind has `share` more of an area. */
typedef struct step {
  int32_t area, kind;
  double time, share;
  int64_t row;
} step;

/* By area, kind and time; ends before beginnings, so that what takes over at that moment is not counted twice. */
static int by_area(const void *context, const void *a, const void *b) {
  const step *x = a, *y = b;
  (void)context;
  if (x->area != y->area) return x->area < y->area ? -1 : 1;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  if (x->time != y->time) return x->time < y->time ? -1 : 1;
  return (x->share > y->share) - (x->share < y->share);
}

/* Kinds of which one place has at most one: shares of an area over them sum to at most 1. */
static int divides(int32_t kind) {
  return kind == CPW_ORG_REGION || kind == CPW_ORG_ICS || kind == CPW_ORG_PARTNERSHIP ||
         kind == CPW_ORG_PLACE || kind == CPW_ORG_NEIGHBOUR || kind == CPW_ORG_PRACTICE ||
         kind == CPW_ORG_COMMISSIONER;
}

/* The steps of a footprint, within the life of its organisation and the weeks that are run. */
static int64_t add_steps(const cpwi_system_check *c, int64_t row, step *to) {
  const cpw_system *s = c->s;
  const cpw_system_footprint *f = &s->footprint[row];
  if (!cpwi_is_row(f->area, s->areas) || !cpwi_is_row(f->organisation, s->organisations)) return 0;
  const cpw_system_organisation *o = &s->organisation[f->organisation];
  if (!divides(o->kind) || !(f->share > 0 && f->share <= 1)) return 0;
  double from = f->from > o->from ? f->from : o->from;
  double until = f->until < o->until ? f->until : o->until;
  if (!(from > 0)) from = 0;
  if (!(from < s->weeks) || !(until > from)) return 0;
  to[0] = (step){f->area, o->kind, from, f->share, row};
  to[1] = (step){f->area, o->kind, until, -f->share, row};
  return 2;
}

/* For messages: without the last bits of a sum of decimal fractions. */
static cpwi_text rounded(double sum) {
  return cpwi_number((double)(int64_t)(sum * 1e9 + 0.5) / 1e9);
}

static void too_much(const cpwi_system_check *c, const step *at, double sum, double time) {
  cpwi_quoted area = cpwi_quote_row(c->s, CPW_SYSTEM_AREAS, at->area);
  if (at->kind == CPW_ORG_ICS)
    cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_AREAS, CPWI_RULE_FOOTPRINT, at->area, "id"},
               "people of area %s live in two systems: its shares of systems sum to %s in week %s, "
               "not 1",
               area.text, rounded(sum).text, cpwi_number(time).text);
  else
    cpwi_wrong(
        c->p, (cpwi_place){CPW_SYSTEM_FOOTPRINTS, CPWI_RULE_SHARES, at->row, "share"},
        "the shares of area %s over organisations of kind %s sum to %s in week %s: at most 1",
        area.text, cpw_system_kind_name(at->kind), rounded(sum).text, cpwi_number(time).text);
}

static void too_little(const cpwi_system_check *c, int32_t area, double sum, double time) {
  cpwi_wrong(
      c->p, (cpwi_place){CPW_SYSTEM_AREAS, CPWI_RULE_FOOTPRINT, area, "id"},
      "people of area %s live in no system: its shares of systems sum to %s in week %s, not 1",
      cpwi_quote_row(c->s, CPW_SYSTEM_AREAS, area).text, rounded(sum).text, cpwi_number(time).text);
}

/* One area and kind, steps by time: the first week in which the sum is not right is told. */
static void check_run(const cpwi_system_check *c, const step *x, int64_t count) {
  double sum = 0;
  if (x->kind == CPW_ORG_ICS && x->time > 0) {
    too_little(c, x->area, 0, 0);
    return;
  }
  for (int64_t k = 0; k < count; k++) {
    sum += x[k].share;
    if (k + 1 < count && x[k + 1].time == x[k].time) continue;
    if (!(x[k].time < c->s->weeks)) return;
    if (sum > 1 + SLACK) {
      too_much(c, &x[k], sum, x[k].time);
      return;
    }
    if (x->kind == CPW_ORG_ICS && sum < 1 - SLACK) {
      too_little(c, x->area, sum > SLACK ? sum : 0, x[k].time);
      return;
    }
  }
}

/* Areas of which no system has a part, where systems have parts at all. */
static void check_none(const cpwi_system_check *c, const step *x, int64_t count) {
  int64_t k = 0, some = 0;
  for (int64_t i = 0; i < count; i++)
    some += x[i].kind == CPW_ORG_ICS;
  for (int32_t area = 0; area < c->s->areas && some; area++) {
    int has = 0;
    for (; k < count && x[k].area <= area; k++)
      has |= x[k].area == area && x[k].kind == CPW_ORG_ICS;
    if (!has) too_little(c, area, 0, 0);
  }
}

/* ---- the same area and organisation twice at one time */

static int by_organisation(const void *context, const void *a, const void *b) {
  const cpw_system_footprint *all = context, *x = all + *(const int64_t *)a,
                             *y = all + *(const int64_t *)b;
  if (x->area != y->area) return x->area < y->area ? -1 : 1;
  if (x->organisation != y->organisation) return x->organisation < y->organisation ? -1 : 1;
  return (x->from > y->from) - (x->from < y->from);
}

static void check_twice(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  int64_t *order = cpwi_alloc(c->allocator, (size_t)s->footprints + 1, sizeof *order);
  for (int64_t i = 0; i < s->footprints && order; i++)
    order[i] = i;
  if (!order || (s->footprints > 1 && !cpwi_sort(c->allocator, order, s->footprints, sizeof *order,
                                                 by_organisation, s->footprint)))
    c->p->failed = 1;
  for (int64_t k = 1; k < s->footprints && !c->p->failed && order; k++) {
    const cpw_system_footprint *x = &s->footprint[order[k - 1]], *y = &s->footprint[order[k]];
    if (x->area == y->area && x->organisation == y->organisation && y->from < x->until)
      cpwi_problem_with(
          cpwi_wrong(c->p,
                     (cpwi_place){CPW_SYSTEM_FOOTPRINTS, CPWI_RULE_TWICE, order[k], "organisation"},
                     "area %s and organisation %s are there already for that time",
                     cpwi_quote_row(s, CPW_SYSTEM_AREAS, y->area).text,
                     cpwi_quote_row(s, CPW_SYSTEM_ORGANISATIONS, y->organisation).text),
          order[k - 1]);
  }
  cpwi_release(c->allocator, order);
}

void cpwi_system_check_footprints(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  step *x = cpwi_alloc(c->allocator, (size_t)s->footprints + 1, 2 * sizeof *x);
  int64_t count = 0;
  for (int64_t i = 0; i < s->footprints && x; i++)
    count += add_steps(c, i, x + count);
  if (!x || (count > 1 && !cpwi_sort(c->allocator, x, count, sizeof *x, by_area, NULL)))
    c->p->failed = 1;
  for (int64_t first = 0, last; first < count && !c->p->failed && x; first = last) {
    for (last = first;
         last < count && x[last].area == x[first].area && x[last].kind == x[first].kind;)
      last++;
    check_run(c, x + first, last - first);
  }
  if (!c->p->failed && x) check_none(c, x, count);
  cpwi_release(c->allocator, x);
  if (!c->p->failed) check_twice(c);
}
