/* Chances of what comes after each stage, by group and of all groups, with limits; and who returns.
 * Source: nonparametric maximum likelihood of competing causes (incidence.c); Wilson, JASA 22:209-212
 * (1927), with as many people as give the variance.
 * Leaves the stays to take.c. */
#include "event_log/internal.h"

#include "carepath/stats.h"

typedef struct routes {
  const cpwi_log *l;
  cpwi_after *after, *sorted; /* (n) those seen again first */
  int64_t n, seen_again;
  cpwi_item *items, *spare;
  int64_t *counts;
  cpwi_incidence incidence;
  int64_t *moves, *undecided, *returns;
  double *share, *lower, *upper, *all_share, *wait_mean, *return_share, *return_to, *return_mean,
      *return_cv;
} routes;

/* ---------------------------------------------------------------- what came after ----------- */

/* Whether a stay ended in the window, and what came after it. */
static int follow(const cpwi_log *l, int64_t i, cpwi_after *out) {
  const cpwi_stay *s = &l->stay[i], *next = cpwi_stay_next(l, i);
  if (cpwi_stay_before(l, s) || isinf(s->end)) return 0;
  double watched = l->until - s->end;
  out->cell = cpwi_stay_cell(l, s);
  out->to = next ? next->stage : -1;
  out->reserved = 0;
  out->gap = watched;
  if (next && !cpwi_stay_waits(next)) out->gap = cpwi_stay_gap(s, next);
  /* who waits now has moved, as late as can be said without calling it a return */
  if (next && cpwi_stay_waits(next) && next->arrival - s->end <= l->o.gap)
    out->gap = watched < l->o.gap ? watched : l->o.gap;
  return 1;
}

static int64_t collect(routes *r, int32_t again, int64_t n) {
  for (int64_t i = 0; i < r->l->n; i++) {
    cpwi_after a;
    if (follow(r->l, i, &a) && (a.to >= 0) == again) r->after[n++] = a;
  }
  return n;
}

/* By cell (or stage), then by gap, those seen again first. */
static void sort_people(routes *r, int64_t cells) {
  for (int64_t i = 0; i < r->n; i++) {
    r->items[i].key = cpwi_order_key(r->after[i].gap, 0);
    r->items[i].index = i;
  }
  cpwi_order_items(r->items, r->spare, r->n, r->counts);
  for (int64_t i = 0; i < r->n; i++)
    r->items[i].key = (uint64_t)(r->after[r->items[i].index].cell % cells);
  cpwi_order_items(r->items, r->spare, r->n, r->counts);
  for (int64_t i = 0; i < r->n; i++) {
    r->sorted[i] = r->after[r->items[i].index];
    r->sorted[i].cell %= cells;
  }
}

static int32_t take(routes *r, cpw_error *err) {
  const cpwi_log *l = r->l;
  const cpw_allocator *a = l->o.allocator;
  size_t most = (size_t)l->n;
  r->after = cpwi_alloc(a, most, sizeof *r->after);
  r->sorted = cpwi_alloc(a, most, sizeof *r->sorted);
  r->items = cpwi_alloc(a, most, sizeof *r->items);
  r->spare = cpwi_alloc(a, most, sizeof *r->spare);
  r->counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *r->counts);
  if (!r->after || !r->sorted || !r->items || !r->spare || !r->counts)
    return cpwi_log_no_memory(l, err);
  r->seen_again = collect(r, 1, 0);
  r->n = collect(r, 0, r->seen_again);
  return cpwi_incidence_init(&r->incidence, l, err);
}

static void release(routes *r) {
  const cpw_allocator *a = r->l->o.allocator;
  cpwi_release(a, r->after);
  cpwi_release(a, r->sorted);
  cpwi_release(a, r->items);
  cpwi_release(a, r->spare);
  cpwi_release(a, r->counts);
  cpwi_incidence_free(&r->incidence, r->l);
}

/* ---------------------------------------------------------------- the numbers --------------- */

/* People who would give a share this variance; all of them where the variance says nothing. */
static double people_worth(double share, double variance, const cpwi_incidence *f) {
  double n = (double)f->people;
  if (f->undecided == 0) return n;
  double settled = n - (double)f->undecided;
  if (!(variance > 0.0) || !(share > 0.0 && share < 1.0)) return settled;
  double worth = share * (1.0 - share) / variance;
  return worth < n ? worth : n;
}

/* A chance with its prior, and Wilson's limits. */
static void put_share(const routes *r, int64_t at, int64_t to, double n, double share,
                      double trials) {
  const cpw_event_log_options *o = &r->l->o;
  int64_t width = r->l->log.stages + 1;
  double prior = o->prior, all = r->all_share[at % r->l->log.stages * width + to];
  if (isnan(all)) prior = 0.0;
  if (!(n + prior > 0.0)) {
    r->share[at * width + to] = r->lower[at * width + to] = r->upper[at * width + to] = CPWI_NAN;
    return;
  }
  double p = prior > 0.0 ? ((n > 0.0 ? n * share : 0.0) + prior * all) / (n + prior) : share;
  p = p < 0.0 ? 0.0 : p > 1.0 ? 1.0 : p;
  trials += prior;
  cpw_interval limits;
  double successes = p * trials;
  r->share[at * width + to] = p;
  r->lower[at * width + to] = r->upper[at * width + to] = CPWI_NAN;
  if (cpw_wilson_interval(successes < trials ? successes : trials, trials, o->level, &limits,
                          NULL) != CPW_OK)
    return;
  r->lower[at * width + to] = limits.lower;
  r->upper[at * width + to] = limits.upper;
}

/* A stage of a group, from what has been found for it. */
static void put_cell(routes *r, int64_t at) {
  const cpwi_incidence *f = &r->incidence;
  int64_t stages = r->l->log.stages, width = stages + 1;
  double returned = 0.0;
  for (int64_t j = 0; j < stages; j++) {
    const cpwi_cause *c = &f->cause[j];
    r->moves[at * width + j] = c->count;
    put_share(r, at, j, (double)f->people, c->share, people_worth(c->share, c->variance, f));
    returned += f->cause[stages + j].share;
  }
  int64_t *exit = &r->moves[at * width + stages];
  *exit = f->people;
  for (int64_t j = 0; j < stages; j++)
    *exit -= f->cause[j].count;
  put_share(r, at, stages, (double)f->people, f->stay, people_worth(f->stay, f->stay_variance, f));
  r->undecided[at] = f->undecided;
  r->return_share[at] = f->people > 0 && f->stay > 0.0 ? returned / f->stay : CPWI_NAN;
}

/* A stage of all groups. */
static void put_stage(routes *r, int64_t at) {
  const cpwi_incidence *f = &r->incidence;
  int64_t stages = r->l->log.stages, width = stages + 1;
  double share = 0.0, first = 0.0, second = 0.0;
  for (int64_t j = 0; j < stages; j++) {
    const cpwi_cause *c = &f->cause[stages + j];
    share += c->share;
    first += c->first;
    second += c->second;
  }
  for (int64_t j = 0; j < stages; j++) {
    const cpwi_cause *c = &f->cause[j], *back = &f->cause[stages + j];
    r->all_share[at * width + j] = f->people > 0 ? c->share : CPWI_NAN;
    r->wait_mean[at * width + j] = c->count > 0 ? c->first / c->share : CPWI_NAN;
    r->returns[at * width + j] = back->count;
    r->return_to[at * width + j] = share > 0.0 ? back->share / share : CPWI_NAN;
  }
  r->all_share[at * width + stages] = f->people > 0 ? f->stay : CPWI_NAN;
  r->wait_mean[at * width + stages] = CPWI_NAN;
  r->return_to[at * width + stages] = share > 0.0 ? 0.0 : CPWI_NAN;
  double mean = share > 0.0 ? first / share : CPWI_NAN;
  double variance = share > 0.0 ? second / share - mean * mean : CPWI_NAN;
  r->return_mean[at] = mean;
  r->return_cv[at] = share > 0.0 ? sqrt(variance > 0.0 ? variance : 0.0) / mean : CPWI_NAN;
}

static void walk(routes *r, int64_t cells, void (*put)(routes *, int64_t)) {
  sort_people(r, cells);
  int64_t first = 0;
  for (int64_t at = 0; at < cells; at++) {
    int64_t last = first;
    while (last < r->n && r->sorted[last].cell == at)
      last++;
    cpwi_incidence_take(&r->incidence, r->sorted + first, last - first, r->l->o.gap);
    put(r, at);
    first = last;
  }
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_arrays(routes *r, cpw_result *result, cpw_error *err) {
  const char *cell = "group stage", *move = "group stage to", *all = "stage to";
  const cpwi_log_array arrays[] = {
      {"moves", "people", "stays followed by that stage, or by none", move, NULL, &r->moves},
      {"undecided", "people", "of those followed by none, who may still move", cell, NULL,
       &r->undecided},
      {"share", "share", "chance of what comes next", move, &r->share, NULL},
      {"share_lower", "share", "its lower limit", move, &r->lower, NULL},
      {"share_upper", "share", "its upper limit", move, &r->upper, NULL},
      {"all_share", "share", "chance of what comes next, all groups", all, &r->all_share, NULL},
      {"wait_mean", "time", "mean gap before the move", all, &r->wait_mean, NULL},
      {"return_share", "share", "of those who exit, chance to return as far as can be seen", cell,
       &r->return_share, NULL},
      {"returns", "people", "returns after more than the longest gap", all, NULL, &r->returns},
      {"return_to", "share", "first stage of those who return", all, &r->return_to, NULL},
      {"return_mean", "time", "mean time away of those who return", "stage", &r->return_mean, NULL},
      {"return_cv", "", "its coefficient of variation", "stage", &r->return_cv, NULL},
  };
  int32_t status = cpwi_log_add_group(r->l, result, err);
  if (status == CPW_OK) status = cpwi_log_add_stage(r->l, result, err);
  if (status == CPW_OK) status = cpwi_log_add_to(r->l, result, err);
  if (status != CPW_OK) return status;
  return cpwi_log_add_arrays(result, arrays, sizeof arrays / sizeof *arrays, err);
}

int32_t cpwi_log_routes(const cpwi_log *l, cpw_result **out, cpw_error *err) {
  routes r = {.l = l};
  cpw_result *result = NULL;
  int32_t status = take(&r, err);
  if (status == CPW_OK) status = cpw_result_new(l->o.allocator, &result, err);
  if (status == CPW_OK) status = add_arrays(&r, result, err);
  if (status == CPW_OK) {
    walk(&r, l->log.stages, put_stage);
    walk(&r, l->log.groups * l->log.stages, put_cell);
    *out = result;
  } else {
    cpw_result_free(result);
  }
  release(&r);
  return status;
}

int32_t cpw_event_log_routes(const cpw_event_log *log, const cpw_event_log_options *options,
                             cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_log l;
  int32_t status = cpwi_log_take(&l, log, options, CPWI_NAN, __func__, err);
  if (status == CPW_OK) status = cpwi_log_routes(&l, out, err);
  cpwi_log_free(&l);
  return status;
}
