/* Tables made and refined: first spends of every unit, then, round after round, the best spend, what it really does, the
 * bound, and new points where prolonged chords are far above the table.
 * Source: the sandwich algorithm (Rote 1992) around the optimum alone.
 * Leaves the spend to welfare.c and pounds.c. */
#include "system_allocate/internal.h"

#include <string.h>

#define SHORT 4 /* rounds where targets cannot be met */

typedef struct jobs {
  cpwi_allocate_job *job;
  int64_t count, room;
} jobs;

static int32_t add_job(cpwi_allocate *s, jobs *j, int64_t place, double x, cpw_error *err) {
  if (cpwi_allocate_has(&s->table[place], x) || !cpwi_allocate_apart(&s->table[place], x))
    return CPW_OK;
  for (int64_t k = j->count; k-- > 0 && j->job[k].place == place;)
    if (j->job[k].x == x) return CPW_OK;
  if (j->count == j->room) {
    int64_t room = j->room > 0 ? 2 * j->room : 64;
    cpwi_allocate_job *job = cpwi_grow(s->a, j->job, (size_t)room, sizeof *job);
    if (!job) return cpwi_allocate_no_memory(s, err);
    j->job = job;
    j->room = room;
  }
  j->job[j->count++] = (cpwi_allocate_job){place, x};
  return CPW_OK;
}

/* ---------------------------------------------------------------- first tables -------------- */

int32_t cpwi_allocate_tabulate(cpwi_allocate *s, cpw_error *err) {
  int32_t status = CPW_OK;
  jobs j = {NULL, 0, 0};
  double *none = cpwi_alloc_zero(s->a, (size_t)s->width, sizeof *none);
  if (!none) return cpwi_allocate_no_memory(s, err);
  for (int64_t p = 0; status == CPW_OK && p < s->n; p++) {
    double at = s->upper[p];
    status = cpwi_allocate_put(s, p, 0.0, none, err);
    if (status == CPW_OK) status = add_job(s, &j, p, s->lower[p], err);
    for (int k = 0; status == CPW_OK && k < s->options.points - 1 && at >= 1.0; k++) {
      status = add_job(s, &j, p, at, err);
      at = floor(at / 4.0);
    }
  }
  if (status == CPW_OK) status = cpwi_allocate_evaluate(s, j.job, j.count, err);
  cpwi_release(s->a, j.job);
  cpwi_release(s->a, none);
  return status;
}

/* ---------------------------------------------------------------- new points ---------------- */

typedef struct refining {
  cpwi_allocate *s;
  const cpwi_allocate_answer *answer;
  jobs j;
  double *x, *y; /* room for a curve */
  int64_t room;
} refining;

static int touches(double low, double high, double at) {
  return at >= low && at <= high;
}

/* Where the chords beside interval k meet, if they are more than `worth` above it. */
static int32_t refine_interval(refining *r, int64_t p, int64_t n, int64_t k, double worth,
                               cpw_error *err) {
  double low = r->x[k], high = r->x[k + 1], height = 0.0;
  double at = cpwi_allocate_meet(r->x, r->y, n, k, &height);
  double chord = cpwi_allocate_straight(r->x, r->y, n, at);
  if (!(height - chord > worth)) return CPW_OK;
  at = k == 0 ? floor(low + 0.25 * (high - low)) : floor(at + 0.5);
  if (!(at > low)) at = low + 1.0;
  if (!(at < high)) at = high - 1.0;
  return at > low && at < high ? add_job(r->s, &r->j, p, at, err) : CPW_OK;
}

static int32_t refine_curve(refining *r, int64_t p, int64_t target, double worth, cpw_error *err) {
  cpwi_allocate *s = r->s;
  const cpwi_allocate_answer *a = r->answer;
  if (!r->x || !r->y) return cpwi_allocate_no_memory(s, err); /* curve_room made them */
  int64_t n = cpwi_allocate_curve(s, p, a->weight, target, CPWI_ALLOCATE_POINTS, r->x, r->y);
  int32_t status = CPW_OK;
  for (int64_t k = 0; status == CPW_OK && k + 1 < n; k++)
    if (touches(r->x[k], r->x[k + 1], (double)a->spend[p]) ||
        touches(r->x[k], r->x[k + 1], a->up[p]))
      status = refine_interval(r, p, n, k, worth, err);
  return status;
}

static int32_t curve_room(refining *r, int64_t p, cpw_error *err) {
  cpwi_allocate *s = r->s;
  int64_t room = cpwi_allocate_curve_size(s, p);
  if (room <= r->room) return CPW_OK;
  cpwi_release(s->a, r->x);
  r->room = 2 * room;
  r->x = cpwi_alloc_zero(s->a, 2 * (size_t)r->room, sizeof *r->x);
  if (!r->x) return cpwi_allocate_no_memory(s, err);
  r->y = r->x + r->room;
  return CPW_OK;
}

/* Under a limit it matters where treatments bend, not the benefit alone: the point itself, and the middles of the
 * intervals beside it. */
static int32_t halve(refining *r, int64_t p, double at, cpw_error *err) {
  const cpwi_allocate_table *t = &r->s->table[p];
  int32_t status = add_job(r->s, &r->j, p, floor(at + 0.5), err);
  for (int64_t i = 0; status == CPW_OK && i + 1 < t->count; i++)
    if (touches(t->x[i], t->x[i + 1], at) && t->x[i + 1] - t->x[i] > 1e-4 * t->x[i + 1])
      status = add_job(r->s, &r->j, p, floor(0.5 * (t->x[i] + t->x[i + 1])), err);
  return status;
}

static int32_t refine_unit(refining *r, int64_t p, cpw_error *err) {
  cpwi_allocate *s = r->s;
  double parts = (double)(s->n > 0 ? s->n : 1);
  int32_t status = curve_room(r, p, err);
  if (status == CPW_OK && s->size[s->unit[p]] > 1)
    status = add_job(s, &r->j, p, (double)r->answer->spend[p], err);
  if (status == CPW_OK && cpwi_allocate_limited(s, p)) {
    status = halve(r, p, r->answer->up[p], err);
    if (status == CPW_OK) status = halve(r, p, (double)r->answer->spend[p], err);
    if (status == CPW_OK) status = halve(r, p, r->answer->far[p], err);
  }
  double worth = 0.1 * s->options.gap * fabs(r->answer->bound) / parts;
  if (status == CPW_OK) status = refine_curve(r, p, -1, worth, err);
  for (int64_t k = 0; status == CPW_OK && k < s->targets; k++)
    if (cpwi_allocate_asks(s, k))
      status = refine_curve(r, p, k, 1e-3 * fabs(s->target[k].needed) / parts, err);
  return status;
}

/* New points; *more: whether there are any. */
static int32_t refine(cpwi_allocate *s, const cpwi_allocate_answer *answer, int *more,
                      cpw_error *err) {
  refining r = {s, answer, {NULL, 0, 0}, NULL, NULL, 0};
  int32_t status = CPW_OK;
  for (int64_t p = 0; status == CPW_OK && p < s->n; p++)
    status = refine_unit(&r, p, err);
  *more = r.j.count > 0;
  if (status == CPW_OK) status = cpwi_allocate_evaluate(s, r.j.job, r.j.count, err);
  cpwi_release(s->a, r.j.job);
  cpwi_release(s->a, r.x);
  return status;
}

/* ---------------------------------------------------------------- rounds -------------------- */

/* How much targets of all together are missed by; those that are get a margin. */
static double misses(cpwi_allocate *s, const double *surplus) {
  double sum = 0.0;
  for (int64_t k = 0; k < s->targets; k++) {
    cpwi_allocate_target *t = &s->target[k];
    double miss = t->needed - surplus[k];
    if (!cpwi_allocate_asks(s, k)) continue;
    if (miss > 1e-9 * fabs(t->needed)) {
      sum += miss;
      t->too_little = t->margin;
      if (t->enough > t->margin && t->enough < (double)INFINITY)
        t->margin = 0.5 * (t->margin + t->enough);
      else
        t->margin += 1.02 * miss;
    } else if (t->margin > 0) {
      t->enough = t->margin;
      if (t->too_little < t->margin) t->margin = 0.5 * (t->margin + t->too_little);
    }
  }
  return sum;
}

/* whether a margin may still be found smaller */
static int asks_for_more(const cpwi_allocate *s) {
  for (int64_t k = 0; k < s->targets; k++) {
    const cpwi_allocate_target *t = &s->target[k];
    if (cpwi_allocate_asks(s, k) && t->margin > 0 &&
        t->enough - t->too_little > 1e-3 * fabs(t->needed))
      return 1;
  }
  return 0;
}

/* The bound by marginal welfare at what was realised, and its prices: welfare is concave in gains, gains are below the
 * prolonged chords. */
static int32_t find_bound(cpwi_allocate *s, cpwi_allocate_answer *now, double welfare,
                          double *bound, cpw_error *err) {
  cpwi_allocate_best best = {.x = now->up, .limit_price = now->limit_price, .far = now->far};
  double at = 0.0;
  s->loose = now->short_of;
  int32_t status = cpwi_allocate_solve(s, now->weight, 1, &best, err);
  s->loose = 0;
  for (int64_t g = 0; g < s->groups; g++)
    at += now->weight[g] * now->gain[g];
  *bound = welfare - at + best.value;
  now->price = best.price; /* at the bound's prices nobody gains more than the bound says */
  return status;
}

static void keep_better(const cpwi_allocate *s, cpwi_allocate_answer *to,
                        const cpwi_allocate_answer *from, double missed, double *least) {
  if (missed > *least || (missed >= *least && from->welfare <= to->welfare)) return;
  *least = missed;
  memcpy(to->spend, from->spend, (size_t)s->n * sizeof *to->spend);
  memcpy(to->gain, from->gain, (size_t)s->groups * sizeof *to->gain);
  memcpy(to->weight, from->weight, (size_t)s->groups * sizeof *to->weight);
  memcpy(to->surplus, from->surplus, (size_t)s->targets * sizeof *to->surplus);
  to->welfare = from->welfare;
}

/* one spend: the best of the tables, in pounds, and what it does */
static int32_t attempt(cpwi_allocate *s, cpwi_allocate_answer *now, double *x, double *bound,
                       double *missed, cpw_error *err) {
  cpwi_allocate_best best = {.x = x};
  int32_t status = cpwi_allocate_climb(s, &best, now->weight, err);
  now->short_of = best.short_of;
  if (status == CPW_OK) status = cpwi_allocate_pounds(s, now->weight, x, now->spend, err);
  if (status == CPW_OK)
    status = cpwi_allocate_realise(s, now->spend, 1, now->gain, now->surplus, NULL, err);
  if (status != CPW_OK) return status;
  now->welfare = cpwi_allocate_welfare(s, now->gain);
  cpwi_allocate_marginal(s, now->gain, now->weight);
  status = find_bound(s, now, now->welfare, bound, err);
  *missed = misses(s, now->surplus);
  return status;
}

static int32_t rounds(cpwi_allocate *s, cpwi_allocate_answer *answer, cpwi_allocate_answer *now,
                      double *x, cpw_error *err) {
  double least = (double)INFINITY, missed = 0.0, bound = 0.0;
  int more = 1;
  answer->bound = (double)INFINITY;
  answer->welfare = -(double)INFINITY;
  for (answer->rounds = 0; more; answer->rounds++) {
    int32_t status = attempt(s, now, x, &bound, &missed, err);
    if (status != CPW_OK) return status;
    if (bound < answer->bound) {
      answer->bound = bound;
      answer->price = now->price;
      memcpy(answer->limit_price, now->limit_price, (size_t)s->limits * sizeof *now->limit_price);
    }
    keep_better(s, answer, now, missed, &least);
    answer->short_of = now->short_of;
    now->bound = answer->bound;
    double open = answer->bound - answer->welfare;
    int met = now->short_of || !(missed > 0);
    if (answer->rounds >= s->options.rounds) break;
    if (now->short_of && answer->rounds >= SHORT) break; /* the bound leaves targets aside */
    if (met && open <= s->options.gap * fabs(answer->bound)) break;
    status = refine(s, now, &more, err);
    if (status != CPW_OK) return status;
    if (!met || asks_for_more(s)) more = 1;
  }
  if (answer->bound < answer->welfare) answer->bound = answer->welfare;
  memcpy(answer->up, now->up, (size_t)s->n * sizeof *answer->up);
  return CPW_OK;
}

int32_t cpwi_allocate_optimise(cpwi_allocate *s, cpwi_allocate_answer *answer, cpw_error *err) {
  cpwi_allocate_answer now;
  double *x = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *x);
  int32_t status = cpwi_allocate_answer_new(s, &now, err);
  if (status == CPW_OK && !x) status = cpwi_allocate_no_memory(s, err);
  if (status == CPW_OK) status = rounds(s, answer, &now, x, err);
  cpwi_allocate_answer_free(s, &now);
  cpwi_release(s->a, x);
  return status;
}

int32_t cpwi_allocate_answer_new(const cpwi_allocate *s, cpwi_allocate_answer *answer,
                                 cpw_error *err) {
  memset(answer, 0, sizeof *answer);
  answer->spend = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *answer->spend);
  answer->weight = cpwi_alloc_zero(s->a, (size_t)s->groups, sizeof *answer->weight);
  answer->gain = cpwi_alloc_zero(s->a, (size_t)s->groups, sizeof *answer->gain);
  answer->surplus = cpwi_alloc_zero(s->a, (size_t)s->targets, sizeof *answer->surplus);
  answer->limit_price = cpwi_alloc_zero(s->a, (size_t)s->limits, sizeof *answer->limit_price);
  answer->up = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *answer->up);
  answer->far = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *answer->far);
  if (!answer->spend || !answer->weight || !answer->gain || !answer->surplus ||
      !answer->limit_price || !answer->up || !answer->far)
    return cpwi_allocate_no_memory(s, err);
  return CPW_OK;
}

void cpwi_allocate_answer_free(const cpwi_allocate *s, cpwi_allocate_answer *answer) {
  void *const blocks[] = {answer->spend,       answer->weight, answer->gain, answer->surplus,
                          answer->limit_price, answer->up,     answer->far};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(s->a, blocks[k]);
}
