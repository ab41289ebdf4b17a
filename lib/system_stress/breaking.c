/* The least shock to each unit or organisation alone that breaks it: many at a time, each with a size of its own.
 * Source: halving on the engine, as carepath/system_stress.h says.
 * Leaves shocks to several nodes together to joint.c. */
#include "system_stress/internal.h"

#include "system_run/internal.h"

#include <string.h>

/* A node is a unit, or an organisation. */
typedef struct search {
  const cpwi_stress *w;
  const cpw_system_strain *strain;
  const cpw_system_plan *plan; /* tells the blocks */
  cpwi_stress_figures f;
  int64_t *node;      /* (nodes) number of the unit or organisation */
  double *low, *high; /* (nodes) largest that holds, least that breaks */
  int64_t *round;     /* (nodes) in which it is shocked; -1: not yet */
  int64_t *mark;      /* (units) by block: the last round that touched it */
  int64_t *now;       /* (shocked) positions of the nodes of the round */
  double *list;       /* (2, periods) room: of a node, undisturbed */
  int64_t nodes, shocked;
  double done;
} search;

/* ---------------------------------------------------------------- nodes ---------------------- */

static int of_organisations(const search *s) {
  return s->strain->scope == CPW_STRAIN_ORGANISATION;
}

/* 1 where a shock to a node meets a unit: at the organisation or below it, and its service. */
static int meets(const search *s, int64_t k, int64_t unit) {
  const cpw_system *y = &s->w->system;
  const cpw_system_capacity *u = &y->capacity[unit];
  if (of_organisations(s)) return cpwi_system_below(y, u->organisation, (int32_t)s->node[k]);
  const cpw_system_capacity *x = &y->capacity[s->node[k]];
  return x->service == u->service && cpwi_system_below(y, u->organisation, x->organisation);
}

/* All units, or the organisations with capacity at or below them. */
static void find_nodes(search *s) {
  int64_t most = of_organisations(s) ? s->w->system.organisations : s->w->units;
  for (int64_t k = 0; k < most; k++) {
    int any = !of_organisations(s);
    s->node[s->nodes] = k;
    for (int64_t u = 0; u < s->w->units && !any; u++)
      any = meets(s, s->nodes, u);
    s->nodes += any;
  }
}

/* ---------------------------------------------------------------- rounds --------------------- */

/* 1 where no block that a shock to the node touches is touched in this round. */
static int is_free(const search *s, int64_t k, int64_t round) {
  for (int64_t v = 0; v < s->w->units; v++)
    if (s->mark[cpw_system_plan_block(s->plan, v)] == round && meets(s, k, v)) return 0;
  return 1;
}

/* Nodes that cannot disturb one another; none: all had their round. */
static void gather_round(search *s, int64_t round) {
  s->shocked = 0;
  for (int64_t k = 0; k < s->nodes; k++) {
    if (s->round[k] >= 0 || !is_free(s, k, round)) continue;
    s->round[k] = round;
    s->now[s->shocked++] = k;
    for (int64_t v = 0; v < s->w->units; v++)
      if (meets(s, k, v)) s->mark[cpw_system_plan_block(s->plan, v)] = round;
  }
}

/* ---------------------------------------------------------------- sizes ---------------------- */

/* State of all units of an organisation together. */
static int32_t state_of_all(const search *s, int64_t k) {
  const cpwi_stress *w = s->w;
  double *list = s->list, *calm = s->list + w->periods, floor = 0;
  memset(list, 0, 2 * (size_t)w->periods * sizeof *list);
  for (int64_t u = 0; u < w->units; u++) {
    if (!meets(s, k, u)) continue;
    floor += w->floor[u];
    for (int64_t p = 0; p < w->periods; p++) {
      list[p] += s->f.list[u * w->periods + p];
      calm[p] += w->calm.list[u * w->periods + p];
    }
  }
  return cpwi_stress_state(w, list, calm, floor);
}

static int is_broken(const search *s, int64_t k) {
  int32_t state =
      of_organisations(s) ? state_of_all(s, k) : cpwi_stress_unit_state(s->w, &s->f, s->node[k]);
  return (state & 1) || (s->strain->recover && (state & 2));
}

static int32_t run_once(search *s, const cpwi_stress_case *c, cpw_error *err) {
  cpw_run run = s->w->run;
  run.progress = NULL;
  if (s->w->run.progress && s->w->run.progress(s->w->run.progress_context, s->done) != 0)
    return cpwi_fail(err, CPW_ECANCELLED, -1, s->w->where, "cancelled by the caller");
  return cpwi_stress_run(s->w, c, c->sure, c->sures, &run, &s->f, err);
}

/* Tries the most, or the middle of what is left; 1 in *more where something was left. */
static int32_t try_sizes(search *s, const cpwi_stress_case *c, cpw_system_effect *rows, int first,
                         int *more, cpw_error *err) {
  double sign = s->strain->lever == CPW_LEVER_CAPACITY ? -1 : 1;
  *more = 0;
  for (int64_t i = 0; i < s->shocked; i++) {
    double low = s->low[s->now[i]], high = s->high[s->now[i]];
    int open = first ? high != 0 : high < (double)INFINITY && high - low > s->strain->precision;
    double middle = first ? s->strain->most : low + (high - low) / 2;
    open = open && (first || (middle > low && middle < high));
    rows[i].amount = open ? sign * middle : 0;
    *more |= open;
  }
  if (!*more) return CPW_OK;
  int32_t status = run_once(s, c, err);
  for (int64_t i = 0; i < s->shocked && status == CPW_OK; i++) {
    double size = sign * rows[i].amount;
    if (size == 0) continue;
    if (is_broken(s, s->now[i]))
      s->high[s->now[i]] = size;
    else
      s->low[s->now[i]] = size;
  }
  return status;
}

static void fill_row(const search *s, int64_t k, cpw_system_effect *row) {
  const cpw_system_capacity *u = &s->w->system.capacity[of_organisations(s) ? 0 : s->node[k]];
  row->lever = s->strain->lever;
  row->organisation = of_organisations(s) ? (int32_t)s->node[k] : u->organisation;
  row->service = of_organisations(s) ? CPW_NONE : u->service;
  row->from = s->strain->from;
  row->until = s->strain->from + s->strain->duration;
}

static int32_t one_round(search *s, cpw_error *err) {
  cpwi_stress_case c = {0};
  cpw_system_effect *rows = NULL;
  int32_t status = cpwi_stress_case_new(s->w, 1, 0, &c, err);
  if (status == CPW_OK) status = cpwi_stress_case_shock(s->w, s->shocked, &c, &rows, err);
  for (int64_t i = 0; i < s->shocked && status == CPW_OK; i++)
    fill_row(s, s->now[i], &rows[i]);
  int more = 1;
  for (int first = 1; more && status == CPW_OK; first = 0)
    status = try_sizes(s, &c, rows, first, &more, err);
  cpwi_stress_case_free(s->w, &c);
  s->done += (double)s->shocked / (double)s->nodes;
  return status;
}

/* Those that are broken without a shock. */
static int32_t without(search *s, cpw_error *err) {
  cpwi_stress_case c = {0};
  int32_t status = cpwi_stress_case_new(s->w, 1, 0, &c, err);
  if (status == CPW_OK) status = run_once(s, &c, err);
  for (int64_t k = 0; k < s->nodes && status == CPW_OK; k++) {
    s->low[k] = 0;
    s->high[k] = is_broken(s, k) ? 0 : (double)INFINITY;
    s->round[k] = -1;
  }
  for (int64_t u = 0; u < s->w->units; u++)
    s->mark[u] = -1;
  cpwi_stress_case_free(s->w, &c);
  return status;
}

static int32_t find_all(search *s, cpw_error *err) {
  find_nodes(s);
  int32_t status = without(s, err);
  for (int64_t round = 0; status == CPW_OK; round++) {
    gather_round(s, round);
    if (s->shocked == 0) break;
    status = one_round(s, err);
  }
  return status;
}

/* ---------------------------------------------------------------- the result ----------------- */

static int32_t add_all(const search *s, const int64_t *rank, cpw_result *r, cpw_error *err) {
  int64_t weakest = -1, broken = 0;
  for (int64_t u = 0; u < s->nodes; u++) {
    if (!(s->high[u] < (double)INFINITY)) continue;
    broken++;
    if (rank[u] == 0) weakest = u;
  }
  int32_t status =
      cpwi_stress_integer(r, "weakest", "position of the most fragile, or -1", weakest, err);
  if (status == CPW_OK)
    status = cpwi_stress_integer(r, "broken", "how many can be broken", broken, err);
  if (status == CPW_OK)
    status = cpw_result_add_note(r, "strain",
                                 s->strain->lever == CPW_LEVER_CAPACITY
                                     ? "share of the capacity that is lost"
                                     : "share of starts more",
                                 err);
  if (status == CPW_OK)
    status = cpw_result_add_note(
        r, "broken", s->strain->recover ? "collapsed, or with a shortfall at the end" : "collapsed",
        err);
  return status;
}

static int32_t add_nodes(const search *s, cpw_result *r, cpw_error *err) {
  if (!of_organisations(s)) return cpwi_stress_units(s->w, r, err);
  const char **label = cpwi_alloc_zero(s->w->allocator, (size_t)s->nodes, sizeof *label);
  if (!label) return cpwi_stress_no_memory(s->w, err);
  for (int64_t k = 0; k < s->nodes; k++)
    label[k] = s->w->system.organisation[s->node[k]].id;
  int32_t status = cpw_result_add_dimension(r, "organisation", s->nodes, label, err);
  cpwi_release(s->w->allocator, label);
  return status;
}

static int32_t answer(const search *s, cpw_result **out, cpw_error *err) {
  const char *const by = of_organisations(s) ? "organisation" : "unit";
  cpw_result *r = NULL;
  double *size = NULL, *held = NULL;
  int64_t *rank = NULL;
  size_t bytes = (size_t)s->nodes * sizeof *size;
  int32_t status = cpw_result_new(s->w->allocator, &r, err);
  if (status == CPW_OK) status = add_nodes(s, r, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "size", "share", "least that breaks it; inf: not the most", by,
                               CPW_DOUBLE, CPW_MERGE_SAME, &size, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "held", "share", "largest found that does not break it", by,
                               CPW_DOUBLE, CPW_MERGE_SAME, &held, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "fragility", "", "rank by size, 0: the most fragile", by,
                               CPW_INT64, CPW_MERGE_SAME, &rank, err);
  if (status == CPW_OK) {
    memcpy(size, s->high, bytes);
    memcpy(held, s->low, bytes);
    status = cpwi_stress_rank(s->w, r, "size", -1, rank, err);
  }
  if (status == CPW_OK) status = add_all(s, rank, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

static int32_t take_memory(search *s, cpw_error *err) {
  const cpwi_stress *w = s->w;
  size_t units = (size_t)w->units, nodes = units + (size_t)w->system.organisations;
  s->node = cpwi_alloc_zero(w->allocator, nodes, sizeof *s->node);
  s->low = cpwi_alloc_zero(w->allocator, nodes, sizeof *s->low);
  s->high = cpwi_alloc_zero(w->allocator, nodes, sizeof *s->high);
  s->round = cpwi_alloc_zero(w->allocator, nodes, sizeof *s->round);
  s->now = cpwi_alloc_zero(w->allocator, nodes, sizeof *s->now);
  s->mark = cpwi_alloc_zero(w->allocator, units, sizeof *s->mark);
  s->list = cpwi_alloc_zero(w->allocator, (size_t)w->periods, 2 * sizeof *s->list);
  if (!s->node || !s->low || !s->high || !s->round || !s->now || !s->mark || !s->list)
    return cpwi_stress_no_memory(w, err);
  return cpwi_stress_figures_new(w, &s->f, err);
}

static void give_memory(search *s) {
  const cpw_allocator *a = s->w->allocator;
  void *const all[] = {s->node, s->low, s->high, s->round, s->now, s->mark, s->list};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    cpwi_release(a, all[k]);
  cpwi_stress_figures_free(s->w, &s->f);
}

static int32_t look(search *s, cpw_result **out, cpw_error *err) {
  const cpwi_stress *w = s->w;
  cpw_system_plan *plan = NULL;
  cpwi_stress_case c = {0};
  int32_t status = take_memory(s, err);
  if (status == CPW_OK) status = cpwi_stress_case_new(w, 1, 0, &c, err);
  if (status == CPW_OK) status = cpwi_stress_plan(w, &c, c.sure, c.sures, &plan, err);
  s->plan = plan;
  if (status == CPW_OK) status = find_all(s, err);
  if (status == CPW_OK) status = answer(s, out, err);
  cpwi_stress_case_free(w, &c);
  cpw_system_plan_free(plan);
  return status;
}

int32_t cpw_system_stress_break(const cpw_system *system, const cpw_system_stress_options *options,
                                const cpw_system_strain *strain, const cpw_run *run,
                                cpw_result **out, cpw_error *err) {
  cpwi_stress w;
  cpw_system_strain t;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_stress_strain_take(&t, strain, __func__, err);
  if (status == CPW_OK && t.lever == CPW_LEVER_CAPACITY && t.most > 1)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                       "strain.most = %s must be at most 1: capacity cannot be lost twice",
                       cpwi_number(t.most).text);
  if (status != CPW_OK) return status;
  status = cpwi_stress_begin(&w, system, options, run, __func__, err);
  search s = {.w = &w, .strain = &t};
  if (status == CPW_OK) status = look(&s, out, err);
  give_memory(&s);
  cpwi_stress_finish(&w);
  return status;
}
