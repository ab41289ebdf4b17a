/* Replications of variants of a system under the same shocks: loss, shortfall, recovery, collapse.
 * Source: the definitions in carepath/system_stress.h; shocks by lib/system_shocks, runs by engine.c.
 * Leaves means and tails to summary.c. */
#include "system_stress/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- memory --------------------- */

static void *zeros(const cpwi_stress *w, int64_t a, int64_t b, size_t size, int32_t *status) {
  int64_t count = 0;
  void *memory = NULL;
  if (cpwi_multiply(a, b, &count)) memory = cpwi_alloc_zero(w->allocator, (size_t)count, size);
  if (!memory) *status = CPW_ENOMEM;
  return memory;
}

int32_t cpwi_stress_sample_new(const cpwi_stress *w, int64_t cases, int32_t detail,
                               cpwi_stress_sample *s, cpw_error *err) {
  int32_t status = CPW_OK;
  int64_t all = 0;
  memset(s, 0, sizeof *s);
  if (!cpwi_multiply(cases, w->run.replications, &all))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, w->where, "%lld replications are too many",
                     (long long)w->run.replications);
  s->cases = cases;
  s->n = w->run.replications;
  s->loss = zeros(w, all, 1, sizeof *s->loss, &status);
  s->area = zeros(w, all, 1, sizeof *s->area, &status);
  s->recovery = zeros(w, all, 1, sizeof *s->recovery, &status);
  s->peak = zeros(w, all, 1, sizeof *s->peak, &status);
  s->collapsed = zeros(w, all, 1, sizeof *s->collapsed, &status);
  s->happenings = zeros(w, all, 1, sizeof *s->happenings, &status);
  if (detail) {
    s->unit_loss = zeros(w, all, w->units, sizeof *s->unit_loss, &status);
    s->group_loss = zeros(w, all, w->groups, sizeof *s->group_loss, &status);
    s->unit_collapsed = zeros(w, all, w->units, sizeof *s->unit_collapsed, &status);
  }
  if (status == CPW_OK) return CPW_OK;
  cpwi_stress_sample_free(w, s);
  return cpwi_stress_no_memory(w, err);
}

void cpwi_stress_sample_free(const cpwi_stress *w, cpwi_stress_sample *s) {
  cpwi_release(w->allocator, s->loss);
  cpwi_release(w->allocator, s->area);
  cpwi_release(w->allocator, s->recovery);
  cpwi_release(w->allocator, s->peak);
  cpwi_release(w->allocator, s->collapsed);
  cpwi_release(w->allocator, s->happenings);
  cpwi_release(w->allocator, s->unit_loss);
  cpwi_release(w->allocator, s->group_loss);
  cpwi_release(w->allocator, s->unit_collapsed);
  memset(s, 0, sizeof *s);
}

/* ---------------------------------------------------------------- what happens --------------- */

typedef struct events {
  cpw_system_happening *h;
  int64_t count, shocks; /* shocks: those of the options, and those drawn */
} events;

/* How long an answer lasts after it begins. */
static double duration_of(const cpw_system *s, int32_t policy) {
  double most = 0;
  for (int64_t e = 0; e < s->effects; e++)
    if (s->effect[e].policy == policy && s->effect[e].until + s->effect[e].fade > most)
      most = s->effect[e].until + s->effect[e].fade;
  return most;
}

/* Answers the earliest shock, then the earliest after that answer is over, and so on. */
static void answer(const cpwi_stress_case *c, const cpw_system_happening *shock, int64_t shocks,
                   events *e) {
  double busy = -(double)INFINITY, last = -(double)INFINITY;
  double duration = duration_of(&c->system, c->response);
  for (;;) {
    double next = (double)INFINITY;
    for (int64_t k = 0; k < shocks; k++)
      if (shock[k].onset > last && shock[k].onset >= busy && shock[k].onset < next)
        next = shock[k].onset;
    if (!(next < (double)INFINITY)) return;
    e->h[e->count++] =
        (cpw_system_happening){.policy = c->response, .onset = next + c->lag, .size = 1};
    last = next;
    busy = next + c->lag + duration;
  }
}

/* First the shocks (of the options, drawn), then answers, then rows made here. */
static int32_t gather(const cpwi_stress *w, const cpwi_stress_case *c, int64_t replication,
                      events *e, cpw_error *err) {
  int64_t drawn = 0, given = w->o.happenings;
  uint64_t seed = w->run.seed;
  int32_t status = CPW_OK;
  memset(e, 0, sizeof *e);
  if (c->drawn)
    status = cpw_system_shocks_draw(&w->system, w->shock, w->shocks, (double)w->weeks, seed,
                                    replication, NULL, 0, &drawn, err);
  if (status != CPW_OK) return status;
  e->h = cpwi_alloc_zero(w->allocator, (size_t)(2 * drawn + given + c->sures) + 1, sizeof *e->h);
  if (!e->h) return cpwi_stress_no_memory(w, err);
  if (given > 0) memcpy(e->h, c->sure, (size_t)given * sizeof *e->h);
  if (drawn > 0)
    status = cpw_system_shocks_draw(&w->system, w->shock, w->shocks, (double)w->weeks, seed,
                                    replication, e->h + given, drawn, &drawn, err);
  e->count = e->shocks = given + drawn;
  if (c->response >= 0) answer(c, e->h, e->shocks, e);
  for (int64_t k = given; k < c->sures; k++)
    e->h[e->count++] = c->sure[k];
  return status;
}

/* ---------------------------------------------------------------- what came of it ------------ */

/* Loss of one list. */
static double weighed(const cpwi_stress *w, const cpwi_stress_figures *f, int64_t unit,
                      int64_t group) {
  double now[CPWI_STRESS_FIELDS], calm[CPWI_STRESS_FIELDS], sum = 0;
  int64_t lane = unit * w->groups + group;
  memcpy(now, &f->totals[lane], sizeof now);
  memcpy(calm, &w->calm.totals[lane], sizeof calm);
  for (size_t k = 0; k < CPWI_STRESS_FIELDS; k++)
    if (w->weight[k] != 0) sum += w->weight[k] * (now[k] - calm[k]);
  if (w->o.loss == CPW_STRESS_HARM) sum *= w->system.service[w->system.capacity[unit].service].harm;
  return w->o.group_weight ? sum * w->o.group_weight[group] : sum;
}

/* Loss of unit and group, and of all; exact sums, so that no order of rows counts. */
static void measure_loss(const cpwi_stress *w, const cpwi_stress_figures *f, int64_t at,
                         cpwi_stress_sample *s) {
  cpw_exact_sum all, part;
  cpw_exact_sum_init(&all);
  for (int64_t u = 0; u < w->units; u++) {
    cpw_exact_sum_init(&part);
    for (int64_t g = 0; g < w->groups; g++) {
      double loss = weighed(w, f, u, g);
      cpw_exact_sum_add(&all, loss);
      cpw_exact_sum_add(&part, loss);
    }
    if (s->unit_loss) s->unit_loss[at * w->units + u] = cpw_exact_sum_value(&part);
  }
  s->loss[at] = cpw_exact_sum_value(&all);
  for (int64_t g = 0; s->group_loss && g < w->groups; g++) {
    cpw_exact_sum_init(&part);
    for (int64_t u = 0; u < w->units; u++)
      cpw_exact_sum_add(&part, weighed(w, f, u, g));
    s->group_loss[at * w->groups + g] = cpw_exact_sum_value(&part);
  }
}

static double shortfall(const cpwi_stress *w, double list, double calm, double floor) {
  double over = list - calm - w->o.tolerance * (calm > floor ? calm : floor);
  return over > 0 ? over : 0;
}

static int collapsed(const cpwi_stress *w, double list, double calm, double floor) {
  return list > w->o.collapse * (calm > floor ? calm : floor);
}

int32_t cpwi_stress_state(const cpwi_stress *w, const double *list, const double *calm,
                          double floor) {
  int32_t state = 0;
  for (int64_t p = 0; p < w->periods; p++)
    if (collapsed(w, list[p], calm[p], floor)) state = 1;
  if (shortfall(w, list[w->periods - 1], calm[w->periods - 1], floor) > 0) state |= 2;
  return state;
}

int32_t cpwi_stress_unit_state(const cpwi_stress *w, const cpwi_stress_figures *f, int64_t unit) {
  int64_t at = unit * w->periods;
  return cpwi_stress_state(w, f->list + at, w->calm.list + at, w->floor[unit]);
}

/* Weeks from the onset to the end of the first period from which on there is no shortfall. */
static double recovery(const cpwi_stress *w, const double *list, double onset) {
  int64_t p = w->periods;
  while (p > 0 && shortfall(w, list[p - 1], w->calm.all[p - 1], w->floor[w->units]) == 0)
    p--;
  if (p == 0) return 0;
  return p == w->periods ? (double)INFINITY : cpwi_stress_end(w, p) - onset;
}

static void measure_path(const cpwi_stress *w, const cpwi_stress_figures *f, const events *e,
                         int64_t at, cpwi_stress_sample *s) {
  double area = 0, peak = CPWI_NAN, onset = 0;
  for (int64_t p = 0; p < w->periods; p++) {
    double list = f->all[p], calm = w->calm.all[p];
    area += shortfall(w, list, calm, w->floor[w->units]) * cpwi_stress_width(w, p);
    if (calm > 0 && !(list / calm <= peak)) peak = list / calm;
  }
  for (int64_t k = 0; k < e->shocks; k++)
    if (k == 0 || e->h[k].onset < onset) onset = e->h[k].onset;
  s->area[at] = area;
  s->peak[at] = peak;
  s->recovery[at] = recovery(w, f->all, onset);
  s->collapsed[at] = cpwi_stress_state(w, f->all, w->calm.all, w->floor[w->units]) & 1;
  s->happenings[at] = e->shocks;
  for (int64_t u = 0; s->unit_collapsed && u < w->units; u++)
    s->unit_collapsed[at * w->units + u] = cpwi_stress_unit_state(w, f, u) & 1;
}

/* ---------------------------------------------------------------- all replications ----------- */

typedef struct job {
  const cpwi_stress *w;
  const cpwi_stress_case *cases;
  cpwi_stress_sample *s;
} job;

/* Where nothing happens and nothing else holds, the undisturbed run is the answer. */
static int32_t one(const job *j, int64_t at, cpwi_stress_figures *f, cpw_error *err) {
  const cpwi_stress *w = j->w;
  const cpwi_stress_case *c = &j->cases[at / j->s->n];
  events e;
  int32_t status = gather(w, c, w->run.first_replication + at % j->s->n, &e, err);
  int calm = e.count == 0 && c->holds == w->holds;
  if (status == CPW_OK && !calm) status = cpwi_stress_run(w, c, e.h, e.count, NULL, f, err);
  if (status == CPW_OK) {
    measure_loss(w, calm ? &w->calm : f, at, j->s);
    measure_path(w, calm ? &w->calm : f, &e, at, j->s);
  }
  cpwi_release(w->allocator, e.h);
  return status;
}

static int32_t several(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *j = context;
  cpwi_stress_figures f;
  int32_t status = cpwi_stress_figures_new(j->w, &f, err);
  if (status != CPW_OK) return status;
  for (int64_t at = first; at < last && status == CPW_OK; at++)
    status = one(j, at, &f, err);
  cpwi_stress_figures_free(j->w, &f);
  return status;
}

int32_t cpwi_stress_sample_run(const cpwi_stress *w, const cpwi_stress_case *cases,
                               cpwi_stress_sample *s, cpw_error *err) {
  job j = {.w = w, .cases = cases, .s = s};
  return cpwi_parallel(&w->run, s->cases * s->n, 1, several, &j, w->where, err);
}
