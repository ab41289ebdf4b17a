/* What an allocation is worth, how far it is from the best, who comes next, and whether a baseline keeps the rules.
 * Source: weak duality, option by option: at the price an option sees it could gain so much more.
 * Leaves the allocation to search.c and shaped.c. */
#include "budget/internal.h"

double cpwi_value(const cpwi_problem *b, const double *spend) {
  cpwi_batch sum;
  cpwi_batch_init(&sum);
  for (int64_t i = 0; i < b->p.n; i++)
    if (b->weight[i] > 0)
      cpwi_batch_add(&sum, b->weight[i] * cpwi_response_value(&b->p.response[i], spend[i]));
  return cpwi_batch_total(&sum);
}

void cpwi_slopes(const cpwi_problem *b, const double *spend, double *slope) {
  for (int64_t i = 0; i < b->p.n; i++)
    slope[i] =
        b->weight[i] > 0 ? b->weight[i] * cpwi_response_slope(&b->p.response[i], spend[i], 1) : 0.0;
}

void cpwi_node_sums(const cpwi_tree *t, const double *x, double *sum) {
  for (int64_t j = 0; j < t->nodes; j++) {
    cpwi_batch own;
    cpwi_batch_init(&own);
    for (int64_t m = t->node[j].begin; m < t->node[j].end; m++)
      cpwi_batch_add(&own, x[t->member[m]]);
    sum[j] = cpwi_batch_total(&own);
  }
  for (int64_t j = 0; j < t->nodes; j++)
    if (t->node[j].parent >= 0) sum[t->node[j].parent] += sum[j];
}

static int below(double a, double b) {
  return a < b && (b == (double)INFINITY || b - a > CPWI_BUDGET_SLOP * (fabs(a) + fabs(b)));
}

int32_t cpwi_keeps(const cpwi_problem *b, const double *spend, double *room) {
  for (int64_t i = 0; i < b->p.n; i++)
    if (below(spend[i], b->lower[i]) || below(b->upper[i], spend[i])) return 0;
  cpwi_node_sums(&b->tree, spend, room);
  for (int64_t j = 0; j < b->tree.nodes; j++)
    if (below(room[j], b->floor[j]) || below(b->cap[j], room[j])) return 0;
  return 1;
}

/* room[j] becomes 1 where money may go into a node, 2 where it may leave it; both: 3 */
static void doors(const cpwi_problem *b, const double *spend, double *room) {
  const cpwi_tree *t = &b->tree;
  if (t->nodes == 1) {
    room[0] = 3.0;
    return;
  }
  cpwi_node_sums(t, spend, room);
  for (int64_t j = t->nodes - 1; j >= 0; j--) {
    int64_t above = t->node[j].parent;
    int in = above < 0 || below(room[j], b->cap[j]), out = above < 0 || below(b->floor[j], room[j]);
    if (above >= 0) {
      in = in && ((int)room[above] & 1);
      out = out && ((int)room[above] & 2);
    }
    room[j] = (double)(in + 2 * out);
  }
}

/* who would take the next money and who would give the last, so far */
typedef struct margins {
  int64_t next, last;
  double next_gain, last_gain;
} margins;

static inline void consider(const cpwi_problem *b, int64_t i, double x, double slope, int door,
                            margins *m) {
  const cpw_response *r = &b->p.response[i];
  double w = b->weight[i], loss = slope;
  if ((door & 1) && slope > m->next_gain && below(x, b->upper[i])) {
    m->next_gain = slope;
    m->next = i;
  }
  if (!(door & 2)) return;
  /* a smooth curve has one slope beyond its upfront part */
  if ((r->kind == CPW_RESPONSE_POINTS || !(x > r->upfront)) && w > 0)
    loss = w * cpwi_response_slope(r, x, -1);
  if ((m->last < 0 || loss < m->last_gain) && below(b->lower[i], x)) {
    m->last_gain = loss;
    m->last = i;
  }
}

/* what of later options is better than what of those before; equal ones stay */
static void consider_later(margins *m, const margins *later) {
  if (later->next_gain > m->next_gain) {
    m->next_gain = later->next_gain;
    m->next = later->next;
  }
  if (later->last >= 0 && (m->last < 0 || later->last_gain < m->last_gain)) {
    m->last_gain = later->last_gain;
    m->last = later->last;
  }
}

static void put_margins(cpw_budget_answer *answer, const margins *m) {
  answer->next = m->next;
  answer->last = m->last;
  answer->next_gain = m->next_gain;
  answer->last_gain = m->last_gain;
}

void cpwi_margins(const cpwi_problem *b, const double *spend, const double *slope, double *room,
                  cpw_budget_answer *answer) {
  margins m = {-1, -1, 0.0, 0.0};
  doors(b, spend, room);
  for (int64_t i = 0; i < b->p.n; i++)
    consider(b, i, spend[i], slope[i], (int)room[b->tree.place[i]], &m);
  put_margins(answer, &m);
}

/* ---------------------------------------------------------------- the gap ------------------- */

/* whether an option of a concave curve is where the price wants it, to the last digits */
static inline int settled(const cpw_response *r, double x, double low, double high, double slope,
                          double price) {
  int held = ((x >= high) & (slope >= price)) | ((x <= low) & (slope <= price));
  int even = (x > r->upfront) & (fabs(slope - price) <= 1e-13 * price);
  return held | (even & (r->kind != CPW_RESPONSE_POINTS));
}

/* what an option could gain at the price, net; 0 where it is settled */
static inline double shortfall(const cpwi_problem *b, int64_t i, double x, double slope,
                               double price) {
  const cpw_response *r = &b->p.response[i];
  double w = b->weight[i], low = b->lower[i], high = b->upper[i], best = x, most = x;
  if (!(w > 0) || !(price < (double)INFINITY)) return 0.0;
  if (high > low + b->slack) high = low + b->slack;
  if (settled(r, x, low, high, slope, price)) return 0.0;
  if (price > 0)
    cpwi_response_demand(r, price / w, low, high, &best, &most);
  else
    best = high;
  /* what so short a way could gain is of second order: nothing */
  if (fabs(best - x) <= 1e-12 * x) return 0.0;
  return w * cpwi_response_gain(r, x, best) - price * (best - x);
}

double cpwi_gap(const cpwi_problem *b, const double *spend, const double *slope,
                const double *theta) {
  cpwi_batch sum;
  double price = 0.0;
  cpwi_batch_init(&sum);
  for (int64_t i = 0, last = -1; i < b->p.n; i++) {
    if (b->tree.place[i] != last) {
      last = b->tree.place[i];
      price = cpw_math_exp(theta[last]);
    }
    double more = shortfall(b, i, spend[i], slope[i], price);
    if (more > 0) cpwi_batch_add(&sum, more);
  }
  return cpwi_batch_total(&sum);
}

/* ---------------------------------------------------------------- all of it ----------------- */

#define CHUNK 16384 /* options worth a hand-over */

typedef struct chunk {
  cpwi_batch value, spent, gap;
  margins m;
} chunk;

typedef struct appraisal {
  const cpwi_problem *b;
  const double *spend, *theta, *room;
  double *slope;
  chunk *part;
} appraisal;

static void appraise(const appraisal *p, int64_t from, int64_t to, chunk *c) {
  const cpwi_problem *b = p->b;
  const margins none = {-1, -1, 0.0, 0.0};
  double price = (double)INFINITY;
  cpwi_batch_init(&c->value);
  cpwi_batch_init(&c->spent);
  cpwi_batch_init(&c->gap);
  c->m = none;
  for (int64_t i = from, last = -1; i < to; i++) {
    int64_t at = b->tree.place[i];
    double w = b->weight[i], x = p->spend[i], value = 0.0, slope = 0.0;
    if (p->theta && at != last) price = cpw_math_exp(p->theta[at]);
    last = at;
    if (w > 0) cpwi_response_both(&b->p.response[i], x, &value, &slope);
    p->slope[i] = slope = w > 0 ? w * slope : 0.0;
    cpwi_batch_add(&c->value, w > 0 ? w * value : 0.0);
    cpwi_batch_add(&c->spent, x);
    consider(b, i, x, slope, (int)p->room[at], &c->m);
    double more = shortfall(b, i, x, slope, price);
    if (more > 0) cpwi_batch_add(&c->gap, more);
  }
  cpwi_batch_flush(&c->value);
  cpwi_batch_flush(&c->spent);
  cpwi_batch_flush(&c->gap);
}

static int32_t appraise_chunks(void *context, int64_t first, int64_t last, cpw_error *err) {
  const appraisal *p = context;
  (void)err;
  for (int64_t k = first; k < last; k++) {
    int64_t from = k * CHUNK, n = p->b->p.n;
    appraise(p, from, n - from < CHUNK ? n : from + CHUNK, &p->part[k]);
  }
  return CPW_OK;
}

int32_t cpwi_appraise(const cpwi_problem *b, const cpw_run *run, const double *spend,
                      const double *theta, double *slope, double *room, cpw_budget_answer *answer,
                      cpw_error *err) {
  const cpw_allocator *a = b->options.allocator;
  int64_t chunks = b->p.n / CHUNK + 1;
  chunk *part = cpwi_alloc(a, (size_t)chunks, sizeof *part);
  if (!part) return cpwi_fail(err, CPW_ENOMEM, -1, b->where, "no memory for the answer");
  appraisal p = {b, spend, theta, room, slope, part};
  doors(b, spend, room);
  int32_t status = cpwi_chunks(run, chunks, appraise_chunks, &p, b->where, err);
  for (int64_t k = 1; status == CPW_OK && k < chunks; k++) {
    cpwi_batch_merge(&part[0].value, &part[k].value);
    cpwi_batch_merge(&part[0].spent, &part[k].spent);
    cpwi_batch_merge(&part[0].gap, &part[k].gap);
    consider_later(&part[0].m, &part[k].m);
  }
  if (status == CPW_OK) {
    answer->value = cpwi_batch_total(&part[0].value);
    answer->spent = cpwi_batch_total(&part[0].spent);
    if (theta) answer->gap = cpwi_batch_total(&part[0].gap);
    put_margins(answer, &part[0].m);
  }
  cpwi_release(a, part);
  return status;
}
