/* What if: the nearest fact or wait that would reach a goal, and the place that a key would have.
 * Source: bisection between the knots of the value function, where it only rises or only falls, on the very
 * comparison that ranks. Leaves what is asked to explain.c and compare.c. */
#include "priority/reasons.h"

#include <string.h>

int cpwi_reaches(const cpwi_goal *goal, double x) {
  const cpwi_ranker *r = goal->r;
  cpwi_trial trial = {goal->column, x, r->list.wait[goal->row]};
  if (goal->column < 0) trial.wait = x;
  cpwi_key key = cpwi_key_of(r, goal->row, &trial);
  if (goal->by_score) key.block = goal->against.block;
  return cpwi_compare_keys(&r->list, &key, goal->row, &goal->against, goal->against_row) < 0;
}

/* Between a number that does not reach the goal and one that does: the first that does. */
static double bisect(const cpwi_goal *goal, double misses, double reaches) {
  for (;;) {
    double middle = misses + (reaches - misses) / 2.0;
    if (middle == misses || middle == reaches) return reaches;
    if (cpwi_reaches(goal, middle))
      reaches = middle;
    else
      misses = middle;
  }
}

static int reads(const cpw_priority_criterion *c, int64_t column) {
  return c->source == column;
}

/* The nearest knot of the column's criteria beyond x (step 1: above, -1: below); NaN: none. */
static double next_knot(const cpwi_ranker *r, int64_t column, double x, int step) {
  double best = CPWI_NAN;
  for (int64_t j = 0; j < r->policy.criterion_count; j++) {
    const cpw_priority_criterion *c = &r->policy.criteria[j];
    for (int64_t k = 0; reads(c, column) && k < c->knots; k++) {
      double at = c->at[k];
      if (step > 0 ? at <= x || at >= best : at >= x || at <= best) continue; /* false beside NaN */
      best = at;
    }
  }
  return best;
}

/* From a fact on to the knots above or below it. Between two knots a score only rises or only falls, but for
 * criteria of one column that pull against each other on curves. */
static double search(const cpwi_goal *goal, double from, int step) {
  double before = from;
  for (;;) {
    double at = next_knot(goal->r, goal->column, before, step);
    if (isnan(at)) return at;
    if (cpwi_reaches(goal, at)) return bisect(goal, before, at);
    before = at;
  }
}

/* The first criterion that reads a column. */
static const cpw_priority_criterion *reader(const cpwi_ranker *r, int64_t column) {
  for (int64_t j = 0; j < r->policy.criterion_count; j++)
    if (reads(&r->policy.criteria[j], column)) return &r->policy.criteria[j];
  return NULL;
}

/* The category that changes the score least among those that reach the goal. */
static double nearest_category(const cpwi_goal *goal, const cpw_priority_criterion *c) {
  const cpwi_ranker *r = goal->r;
  double now = cpwi_key_of(r, goal->row, NULL).score, best = CPWI_NAN, least = (double)INFINITY;
  for (int64_t k = 0; k < c->knots; k++) {
    cpwi_trial trial = {goal->column, (double)k, r->list.wait[goal->row]};
    double change = fabs(cpwi_key_of(r, goal->row, &trial).score - now);
    if (!(change < least) || !cpwi_reaches(goal, (double)k)) continue;
    least = change;
    best = (double)k;
  }
  return best;
}

double cpwi_nearest_fact(const cpwi_goal *goal) {
  const cpwi_ranker *r = goal->r;
  const cpw_priority_criterion *c = goal->column < 0 ? NULL : reader(r, goal->column);
  double fact = c ? r->fact[goal->column][goal->row] : CPWI_NAN;
  if (!c || isnan(fact) || cpwi_reaches(goal, fact)) return CPWI_NAN;
  if (c->shape == CPW_PRIORITY_CATEGORIES) return nearest_category(goal, c);
  double above = search(goal, fact, 1), below = search(goal, fact, -1);
  if (isnan(above) || isnan(below)) return isnan(above) ? below : above;
  return above - fact <= fact - below ? above : below;
}

void cpwi_range_of_keys(const cpwi_ranker *r, int64_t row, int64_t column, cpwi_key *best,
                        cpwi_key *worst) {
  int first = 1;
  for (int64_t j = 0; j < r->policy.criterion_count; j++) {
    const cpw_priority_criterion *c = &r->policy.criteria[j];
    for (int64_t k = 0; reads(c, column) && k < c->knots; k++) {
      double fact = c->shape == CPW_PRIORITY_CATEGORIES ? (double)k : c->at[k];
      cpwi_trial trial = {column, fact, r->list.wait[row]};
      cpwi_key key = cpwi_key_of(r, row, &trial);
      if (first || cpwi_compare_keys(&r->list, &key, row, best, row) < 0) *best = key;
      if (first || cpwi_compare_keys(&r->list, &key, row, worst, row) > 0) *worst = key;
      first = 0;
    }
  }
}

/* -------- days waited: the points at which a criterion, the breach or the tie bends */

static double wait_of_knot(const cpw_priority_criterion *c, int64_t k, double target) {
  return c->source == CPW_PRIORITY_WAIT ? c->at[k] : c->at[k] * target;
}

/* The least bend above `from`: infinite when there is none. Days of equity shift what counts, so both the
 * knot and the knot less those days are tried. */
static double next_bend(const cpwi_goal *goal, double from) {
  const cpwi_ranker *r = goal->r;
  cpwi_key now = cpwi_key_of(r, goal->row, NULL);
  double days = now.wait - r->list.wait[goal->row], best = (double)INFINITY;
  double target = r->policy.tiers[r->list.tier ? r->list.tier[goal->row] : 0].target;
  double tie = goal->against.wait - days;
  if (target > from && target < best) best = target;
  if (tie > from && tie < best) best = tie;
  for (int64_t j = 0; j < r->policy.criterion_count; j++) {
    const cpw_priority_criterion *c = &r->policy.criteria[j];
    if (c->source >= 0) continue;
    for (int64_t k = 0; k < c->knots; k++) {
      double at = wait_of_knot(c, k, target), less = at - days;
      if (at > from && at < best) best = at;
      if (less > from && less < best) best = less;
    }
  }
  return best;
}

double cpwi_least_wait(const cpwi_goal *goal) {
  double from = goal->r->list.wait[goal->row], most = 1e15, before = from;
  while (before < most) {
    double to = next_bend(goal, before), beyond = nextafter(to, (double)INFINITY);
    if (!(to < most)) to = beyond = most; /* straight on: rules without knots rise for ever */
    if (before < to && cpwi_reaches(goal, to)) return bisect(goal, before, to);
    if (cpwi_reaches(goal, beyond)) return beyond; /* a breach begins just beyond the target */
    before = beyond;
  }
  return CPWI_NAN;
}

/* -------- places */

int32_t cpwi_places_new(cpwi_places *p, const cpwi_ranker *r, cpw_error *err) {
  int64_t n = r->list.patients;
  memset(p, 0, sizeof *p);
  p->r = r;
  int32_t status = cpwi_keys_new(&p->keys, n, r, err);
  if (status != CPW_OK) return status;
  p->order = cpwi_alloc(r->allocator, (size_t)n, sizeof *p->order);
  p->place = cpwi_alloc(r->allocator, (size_t)n, sizeof *p->place);
  p->kept = r->fixed ? cpwi_alloc_zero(r->allocator, (size_t)n, 1) : NULL;
  if (!p->order || !p->place || (r->fixed && !p->kept))
    return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for %lld patients", (long long)n);
  status = cpwi_work_out_keys(r, &p->keys, NULL, NULL, NULL, err);
  if (status == CPW_OK) status = cpwi_order_rows(r, &p->keys, p->order, err);
  for (int64_t i = 0; i < n && status == CPW_OK; i++) {
    p->place[p->order[i]] = i + 1;
    if (p->kept && r->fixed[i]) p->kept[r->fixed[i] - 1] = 1;
  }
  return status;
}

void cpwi_places_free(cpwi_places *p) {
  if (!p->r) return;
  cpwi_release(p->r->allocator, p->kept);
  cpwi_release(p->r->allocator, p->place);
  cpwi_release(p->r->allocator, p->order);
  cpwi_keys_free(&p->keys, p->r);
}

cpwi_key cpwi_key_at(const cpwi_places *p, int64_t row) {
  return (cpwi_key){p->keys.block[row], p->keys.notes[row] & 1, p->keys.score[row],
                    p->keys.wait[row]};
}

int64_t cpwi_place_of(const cpwi_places *p, int64_t row, const cpwi_key *key) {
  const cpwi_ranker *r = p->r;
  int64_t ahead = 0, place = 0;
  if (r->fixed && r->fixed[row]) return r->fixed[row];
  for (int64_t i = 0; i < r->list.patients; i++) {
    if (i == row || (r->fixed && r->fixed[i])) continue;
    cpwi_key other = cpwi_key_at(p, i);
    ahead += cpwi_compare_keys(&r->list, &other, i, key, row) < 0;
  }
  if (!p->kept) return ahead + 1;
  for (;; place++) { /* the next free place after so many free ones */
    if (p->kept[place]) continue;
    if (ahead-- == 0) return place + 1;
  }
}
