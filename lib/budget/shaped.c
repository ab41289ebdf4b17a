/* Curves that are not concave: branch and bound on their concave envelopes.
 * Source: envelopes over parts of an option's interval bound from above, their spend rounded off the chords
 * and improved gives an answer from below (Falk and Soland, Management Science 15, 1969).
 * Leaves each relaxation to search.c. */
#include "budget/internal.h"

#include <string.h>

/* A part of the problem: that of its parent with one option's interval cut. */
typedef struct part {
  double bound, low, high;
  int64_t parent, option;
} part;

typedef struct branching {
  cpwi_problem *b;
  const cpw_run *run;
  part *part;    /* every part there ever was */
  int64_t *heap; /* those that are open, the greatest bound first */
  int64_t parts, open, room;
  double *lower, *upper;         /* (n) of the whole problem */
  double *relaxed, *trial;       /* (n) */
  double *best, *theta, *prices; /* (n), (nodes), (nodes) */
  double value;                  /* of the best */
} branching;

static double chord(const cpwi_problem *b, int64_t i, double *slope) {
  double low = b->lower[i], high = b->upper[i];
  if (high > low + b->slack) high = low + b->slack;
  if (!(b->weight[i] > 0)) return low;
  return cpwi_response_chord(&b->p.response[i], low, high, slope);
}

/* weighted benefit of the envelope less that of the curve at a spend */
static double excess(const cpwi_problem *b, int64_t i, double x) {
  const cpw_response *r = &b->p.response[i];
  double low = b->lower[i], high = b->upper[i], slope = 0.0;
  if (high > low + b->slack) high = low + b->slack;
  if (!(b->weight[i] > 0) || !(x > low)) return 0.0;
  double to = cpwi_response_chord(r, low, high, &slope), from = low;
  /* points: any straight piece of the hull */
  while (r->kind == CPW_RESPONSE_POINTS && to > low && x > to && to < high) {
    from = to;
    to = cpwi_response_hull_step(r, from, high, &slope);
  }
  if (!(x < to)) return 0.0;
  double more = slope * (x - from) - cpwi_response_gain(r, from, x);
  return more > 0 ? b->weight[i] * more : 0.0;
}

double cpwi_envelope_value(const cpwi_problem *b, const double *spend) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  cpw_exact_sum_add(&sum, cpwi_value(b, spend));
  for (int64_t i = 0; i < b->p.n; i++)
    cpw_exact_sum_add(&sum, excess(b, i, spend[i]));
  return cpw_exact_sum_value(&sum);
}

/* ---------------------------------------------------------------- the open parts ------------ */

static int before(const branching *s, int64_t a, int64_t b) {
  double first = s->part[a].bound, second = s->part[b].bound;
  return first > second || (first == second && a < b);
}

static void push(branching *s, int64_t id) {
  int64_t k = s->open++;
  while (k > 0 && before(s, id, s->heap[(k - 1) / 2])) {
    s->heap[k] = s->heap[(k - 1) / 2];
    k = (k - 1) / 2;
  }
  s->heap[k] = id;
}

static int64_t pop(branching *s) {
  int64_t top = s->heap[0], id = s->heap[--s->open], k = 0;
  for (int64_t child; (child = 2 * k + 1) < s->open; k = child) {
    if (child + 1 < s->open && before(s, s->heap[child + 1], s->heap[child])) child++;
    if (!before(s, s->heap[child], id)) break;
    s->heap[k] = s->heap[child];
  }
  if (s->open > 0) s->heap[k] = id;
  return top;
}

/* ---------------------------------------------------------------- one part ------------------ */

static void restore(branching *s) {
  size_t bytes = (size_t)s->b->p.n * sizeof(double);
  memcpy(s->b->lower, s->lower, bytes);
  memcpy(s->b->upper, s->upper, bytes);
}

static void enter(branching *s, int64_t id) {
  restore(s);
  for (; id > 0; id = s->part[id].parent) {
    const part *p = &s->part[id];
    if (s->b->lower[p->option] < p->low) s->b->lower[p->option] = p->low;
    if (s->b->upper[p->option] > p->high) s->b->upper[p->option] = p->high;
  }
}

static void offer(branching *s, const double *spend) {
  double value = cpwi_value(s->b, spend);
  if (!(value > s->value)) return;
  s->value = value;
  memcpy(s->best, spend, (size_t)s->b->p.n * sizeof *spend);
  memcpy(s->theta, s->prices, (size_t)s->b->tree.nodes * sizeof *s->theta);
}

/* CPW_EDOMAIN (without a message): bounds leave no solution. */
static int32_t relax(branching *s, double *spend) {
  int32_t status = cpwi_problem_sums(s->b, NULL);
  return status == CPW_OK ? cpwi_relax(s->b, -1.0, s->run, spend, s->prices, NULL) : status;
}

/* Options inside a chord go to its end while what they free lasts, then to its beginning; the rest anew. */
static int32_t round_off(branching *s) {
  cpwi_problem *b = s->b;
  double freed = 0.0, slope = 0.0;
  int64_t split = -1;
  for (int64_t i = 0; i < b->p.n; i++)
    if (excess(b, i, s->relaxed[i]) > 0) freed += s->relaxed[i] - b->lower[i];
  for (int64_t i = 0; i < b->p.n; i++) {
    double x = s->relaxed[i];
    if (!(excess(b, i, x) > 0)) continue;
    double to = chord(b, i, &slope);
    if (to - b->lower[i] <= freed && x <= to) {
      freed -= to - b->lower[i];
      b->lower[i] = to;
    } else if (split < 0) {
      split = i;
    } else {
      b->upper[i] = b->lower[i];
    }
  }
  if (split >= 0) b->upper[split] = b->lower[split];
  int32_t status = relax(s, s->trial);
  if (status == CPW_OK) offer(s, s->trial);
  return status == CPW_EDOMAIN ? CPW_OK : status;
}

static int64_t worst(const branching *s) {
  int64_t at = -1;
  double most = 0.0;
  for (int64_t i = 0; i < s->b->p.n; i++) {
    double more = excess(s->b, i, s->relaxed[i]);
    if (more > most) {
      most = more;
      at = i;
    }
  }
  return at;
}

static int32_t make_parts(branching *s) {
  if (s->parts + 2 <= s->room) return CPW_OK;
  const cpw_allocator *a = s->b->options.allocator;
  int64_t room = s->room < 16 ? 64 : 2 * s->room;
  part *grown = cpwi_grow(a, s->part, (size_t)room, sizeof *grown);
  if (!grown) return CPW_ENOMEM;
  s->part = grown;
  int64_t *heap = cpwi_grow(a, s->heap, (size_t)room, sizeof *heap);
  if (!heap) return CPW_ENOMEM;
  s->heap = heap;
  s->room = room;
  return CPW_OK;
}

/* Cuts the interval of an option in two where the relaxation would split it. */
static int32_t branch(branching *s, int64_t id, int64_t i, double bound) {
  int32_t status = make_parts(s);
  if (status != CPW_OK) return status;
  double slope = 0.0, low = s->b->lower[i], to = chord(s->b, i, &slope), x = s->relaxed[i];
  if (x > to) to = x;
  double margin = 0.1 * (to - low);
  if (x < low + margin) x = low + margin;
  if (x > to - margin && to - margin > low) x = to - margin;
  for (int side = 0; side < 2; side++) {
    part p = {bound, side ? x : low, side ? s->b->upper[i] : x, id, i};
    s->part[s->parts] = p;
    push(s, s->parts++);
  }
  return CPW_OK;
}

static int32_t visit(branching *s, int64_t id, double tolerance) {
  enter(s, id);
  int32_t status = relax(s, s->relaxed);
  if (status != CPW_OK) return status == CPW_EDOMAIN ? CPW_OK : status;
  cpwi_slopes(s->b, s->relaxed, s->trial);
  double gap = cpwi_gap(s->b, s->relaxed, s->trial, s->prices);
  double bound = cpwi_envelope_value(s->b, s->relaxed) + gap;
  if (bound > s->part[id].bound) bound = s->part[id].bound;
  offer(s, s->relaxed);
  if (bound - s->value <= tolerance * fabs(s->value)) return CPW_OK;
  int64_t i = worst(s);
  if (i < 0) return CPW_OK;
  status = branch(s, id, i, bound);
  return status == CPW_OK ? round_off(s) : status;
}

/* ---------------------------------------------------------------- the search ---------------- */

static int32_t make_room(branching *s) {
  const cpw_allocator *a = s->b->options.allocator;
  size_t n = (size_t)s->b->p.n, nodes = (size_t)s->b->tree.nodes;
  s->lower = cpwi_alloc(a, n, 5 * sizeof(double));
  s->theta = cpwi_alloc_zero(a, nodes, 2 * sizeof(double));
  if (!s->lower || !s->theta) return CPW_ENOMEM;
  s->upper = s->lower + n;
  s->relaxed = s->upper + n;
  s->trial = s->relaxed + n;
  s->best = s->trial + n;
  s->prices = s->theta + nodes;
  memcpy(s->lower, s->b->lower, n * sizeof(double));
  memcpy(s->upper, s->b->upper, n * sizeof(double));
  return make_parts(s);
}

static int32_t search(branching *s, cpw_budget_answer *answer) {
  double tolerance = s->b->options.gap, bound = (double)INFINITY;
  part whole = {(double)INFINITY, 0.0, 0.0, -1, -1};
  int32_t status = CPW_OK;
  s->part[s->parts++] = whole;
  s->value = -(double)INFINITY;
  push(s, 0);
  answer->nodes = 0;
  while (status == CPW_OK && s->open > 0 && answer->nodes < s->b->options.nodes) {
    bound = s->part[s->heap[0]].bound;
    if (answer->nodes > 0 && bound - s->value <= tolerance * fabs(s->value)) break;
    if (s->run->cancel && cpwi_read_flag(s->run->cancel)) return CPW_ECANCELLED;
    status = visit(s, pop(s), tolerance);
    answer->nodes++;
  }
  bound = s->open > 0 ? s->part[s->heap[0]].bound : s->value;
  answer->gap = bound > s->value ? bound - s->value : 0.0;
  /* parts that were given up had no more than the tolerance above the value of their time */
  if (answer->gap < tolerance * fabs(s->value) && answer->nodes > 1)
    answer->gap = tolerance * fabs(s->value);
  answer->proven = answer->gap <= tolerance * fabs(s->value);
  return status;
}

int32_t cpwi_shaped(cpwi_problem *b, const cpw_run *run, double *spend, double *theta,
                    cpw_budget_answer *answer, cpw_error *err) {
  branching s;
  memset(&s, 0, sizeof s);
  s.b = b;
  s.run = run;
  const cpw_allocator *a = b->options.allocator;
  int32_t status = make_room(&s);
  if (status == CPW_OK) status = search(&s, answer);
  if (status == CPW_OK) {
    memcpy(spend, s.best, (size_t)b->p.n * sizeof *spend);
    memcpy(theta, s.theta, (size_t)b->tree.nodes * sizeof *theta);
    restore(&s);
    status = cpwi_problem_sums(b, err);
  } else if (status == CPW_ECANCELLED) {
    cpwi_fail(err, status, -1, b->where, "cancelled after %lld nodes", (long long)answer->nodes);
  } else {
    cpwi_fail(err, status, -1, b->where, "no memory for branch and bound");
  }
  cpwi_release(a, s.part);
  cpwi_release(a, s.heap);
  cpwi_release(a, s.lower);
  cpwi_release(a, s.theta);
  return status;
}
