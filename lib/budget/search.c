/* The price of money at which a budget is met, and a price of its own for every group that is held at a cap or
 * floor.
 * Source: nested clamps of demand in postorder; safeguarded Newton on the logarithm of the price, the
 * slopes of straight pieces by bisection in their order (carepath/budget.h).
 * Leaves the pieces to pieces.c. */
#include "budget/internal.h"

#include <string.h>

/* What is bought within a node at a price: without and with the straight pieces of that very price, before
 * and after its own cap and floor; how it falls with theta. */
typedef struct demand {
  cpwi_money strict, inclusive, low, high, sense;
} demand;

typedef struct state {
  cpwi_price price;
  demand *at; /* (nodes) */
} state;

typedef struct search {
  cpwi_problem *b;
  const cpwi_pieces *pieces;
  const cpw_run *run;
  double scale, start;     /* money to whole numbers; the theta to begin with */
  cpwi_money *floor, *cap; /* (nodes) beyond the sum of lower bounds */
  state now, dear, cheap;  /* dear: demand below the target, cheap: above it */
  double *kink;            /* slopes of straight pieces within the node, falling */
  cpwi_item *items;        /* (2, pieces) to sort them */
  int64_t kinks, first, last, counts[CPWI_ORDER_COUNTS]; /* those between dear and cheap */
  int32_t gathered;                                      /* 1: they are there */
  /* of a node without others within: what its straight pieces take is looked up, not added up again */
  int64_t alone,
      straight;       /* that node, or -1; how many of its pieces, the first ones, are straight */
  cpwi_money settled; /* those that are bought at both prices */
  cpwi_money *taken;  /* (kinks + 1) sums of the others, dearest first */
  cpwi_price *from, *to; /* (nodes) the answer lies between the spends at these prices, */
  double *part;          /* (nodes) so far from the one to the other */
  int64_t *stack;        /* (nodes) still to be searched, with their targets */
  cpwi_money *target;    /* (nodes) */
  int64_t depth, evaluations;
} search;

/* ---------------------------------------------------------------- demand -------------------- */

#define CHUNK 16384 /* pieces worth a hand-over */

typedef struct summing {
  const search *s;
  int64_t piece, end;
  cpwi_price price;
  double inverse;
  demand *part; /* one a chunk */
} summing;

/* sums over pieces of one kind: the compiler makes a tight loop of each of them */
typedef struct tally {
  cpwi_money strict, ties, sense;
} tally;

/* x where `in` is 1, otherwise 0, without a branch: whether a piece is at an end is anybody's guess, and a wrong
 * guess costs the processor more than all the arithmetic. Infinities may stand where they are not used. */
static inline double only(double x, int in) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  bits &= (uint64_t)0 - (uint64_t)in;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static inline void sum_kind(const search *s, cpwi_piece *p, const cpwi_piece *end, int32_t kind,
                            cpwi_price price, double inverse, tally *sums) {
  const cpw_response *response = s->b->p.response;
  double scale = s->scale, most = 1048576.0 * s->b->slack, small = s->scale * 0x1p-20;
  cpwi_money strict = 0, sense = 0;
  for (; p < end; p++) {
    double fall = 0.0, x, z = 0.0;
    switch (kind) {
    case CPWI_EXP:
      x = p->s + p->p * (p->q - price.theta);
      fall = p->p;
      break;
    case CPWI_LOG:
      fall = p->p * inverse;
      x = p->s + fall;
      break;
    case CPWI_SQUARE:
      z = p->p * inverse;
      x = p->s + z * z;
      fall = 2.0 * z * z;
      break;
    case CPWI_POWER:
      z = cpw_math_exp(p->p * (p->q - price.theta));
      fall = p->p * z;
      x = p->s + z;
      break;
    default:
      x = cpwi_piece_spend(p, response, price, inverse, &fall);
      break;
    }
    fall = only(fall, (x > p->low) & (x < p->high));
    x = x > p->low ? x : p->low;
    x = x < p->high ? x : p->high;
    strict += (int64_t)((x - p->low) * scale);
    sense += (int64_t)((fall < most ? fall : most) * small);
  }
  sums->strict += strict;
  sums->sense += sense;
}

static void sum_lines(const search *s, const cpwi_piece *p, const cpwi_piece *end, double theta,
                      tally *sums) {
  cpwi_money strict = 0, ties = 0;
  for (; p < end; p++) {
    double whole = (p->high - p->low) * s->scale;
    strict += (int64_t)only(whole, theta < p->q);
    ties += (int64_t)only(whole, theta == p->q);
  }
  sums->strict += strict;
  sums->ties += ties;
}

static void sum_pieces(const search *s, cpwi_piece *p, const cpwi_piece *end, cpwi_price price,
                       double inverse, demand *out) {
  tally t = {0, 0, 0};
  while (p < end) {
    cpwi_piece *next = p + 1;
    while (next < end && next->kind == p->kind)
      next++;
    switch (p->kind) {
    case CPWI_EXP:
      sum_kind(s, p, next, CPWI_EXP, price, inverse, &t);
      break;
    case CPWI_LOG:
      sum_kind(s, p, next, CPWI_LOG, price, inverse, &t);
      break;
    case CPWI_SQUARE:
      sum_kind(s, p, next, CPWI_SQUARE, price, inverse, &t);
      break;
    case CPWI_LINE:
      sum_lines(s, p, next, price.theta, &t);
      break;
    case CPWI_POWER:
      sum_kind(s, p, next, CPWI_POWER, price, inverse, &t);
      break;
    default:
      sum_kind(s, p, next, CPWI_PIECE_KINDS, price, inverse, &t);
      break;
    }
    p = next;
  }
  out->strict = t.strict;
  out->inclusive = t.strict + t.ties;
  out->sense = t.sense;
}

static int32_t sum_chunks(void *context, int64_t first, int64_t last, cpw_error *err) {
  const summing *m = context;
  (void)err;
  for (int64_t k = first; k < last; k++) {
    int64_t from = m->piece + k * CHUNK, to = from + CHUNK < m->end ? from + CHUNK : m->end;
    sum_pieces(m->s, m->s->pieces->piece + from, m->s->pieces->piece + to, m->price, m->inverse,
               &m->part[k]);
  }
  return CPW_OK;
}

/* the first of the kinks [low, high) below a price, or at it where `at` is 1 */
static int64_t kink_below(const search *s, int64_t low, int64_t high, double theta, int at) {
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (s->kink[middle] > theta || (!at && s->kink[middle] == theta))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void look_up_lines(const search *s, double theta, demand *out) {
  int64_t dearer = kink_below(s, 0, s->kinks, theta, 1);
  int64_t ties = kink_below(s, dearer, s->kinks, theta, 0);
  out->strict += s->settled + s->taken[dearer];
  out->inclusive += s->settled + s->taken[ties];
}

/* the pieces of one node, in chunks on several threads where there are many */
static int32_t own_demand(search *s, int64_t j, cpwi_price price, double inverse, demand *out,
                          cpw_error *err) {
  const cpwi_node *node = &s->b->tree.node[j];
  int64_t first = node->piece + (j == s->alone ? s->straight : 0);
  int64_t count = node->pieces - first, chunks = (count + CHUNK - 1) / CHUNK;
  cpwi_piece *piece = s->pieces->piece;
  memset(out, 0, sizeof *out);
  if (price.theta == (double)INFINITY) return CPW_OK;
  if (price.theta == -(double)INFINITY) {
    out->strict = s->pieces->full[j];
    out->inclusive = out->strict + s->pieces->idle[j];
    return CPW_OK;
  }
  if (chunks < 4) {
    sum_pieces(s, piece + first, piece + node->pieces, price, inverse, out);
    if (j == s->alone) look_up_lines(s, price.theta, out);
    return CPW_OK;
  }
  const cpw_allocator *a = s->b->options.allocator;
  demand *part = cpwi_alloc(a, (size_t)chunks, sizeof *part);
  if (!part) return cpwi_fail(err, CPW_ENOMEM, -1, s->b->where, "no memory for sums of demand");
  summing m = {s, first, node->pieces, price, inverse, part};
  int32_t status = cpwi_parallel(s->run, chunks, 1, sum_chunks, &m, s->b->where, err);
  for (int64_t k = 0; status == CPW_OK && k < chunks; k++) {
    out->strict += part[k].strict;
    out->inclusive += part[k].inclusive;
    out->sense += part[k].sense;
  }
  if (j == s->alone) look_up_lines(s, price.theta, out);
  cpwi_release(a, part);
  return status;
}

static cpwi_money clamp(cpwi_money x, cpwi_money low, cpwi_money high) {
  return x < low ? low : x > high ? high : x;
}

/* Demand of every node within g, and of g itself without its own cap and floor, at s->now.price. */
static int32_t evaluate(search *s, int64_t g, double theta, cpw_error *err) {
  const cpwi_node *node = s->b->tree.node;
  demand *at = s->now.at;
  cpwi_price strict = {theta, 0};
  double inverse = cpw_math_exp(-theta);
  s->now.price = strict;
  s->evaluations++;
  for (int64_t j = node[g].first; j <= g; j++) {
    int32_t status = own_demand(s, j, strict, inverse, &at[j], err);
    if (status != CPW_OK) return status;
  }
  for (int64_t j = node[g].first; j < g; j++) {
    demand *d = &at[j], *above = &at[node[j].parent];
    d->low = clamp(d->strict, s->floor[j], s->cap[j]);
    d->high = clamp(d->inclusive, s->floor[j], s->cap[j]);
    int held = d->strict > s->cap[j] || d->inclusive < s->floor[j];
    above->strict += d->low;
    above->inclusive += d->high;
    if (!held) above->sense += d->sense;
  }
  at[g].low = at[g].strict;
  at[g].high = at[g].inclusive;
  return CPW_OK;
}

/* ---------------------------------------------------------------- kinks --------------------- */

static cpwi_money whole_piece(const search *s, const cpwi_piece *p) {
  return (int64_t)((p->high - p->low) * s->scale);
}

static void set_lines_aside(search *s, int64_t g, double dear) {
  const cpwi_node *node = &s->b->tree.node[g];
  const cpwi_piece *p = s->pieces->piece + node->piece, *end = s->pieces->piece + node->pieces;
  s->settled = 0;
  s->straight = 0;
  for (; p < end && p->kind == CPWI_LINE; p++, s->straight++)
    s->settled += (int64_t)only((p->high - p->low) * s->scale, p->q >= dear);
  s->alone = g;
}

/* Those strictly between the two prices that the answer lies between, once there are two: few of many. */
static void gather_kinks(search *s, int64_t g) {
  const cpwi_node *node = s->b->tree.node;
  const cpwi_piece *piece = s->pieces->piece;
  double dear = s->dear.price.theta, cheap = s->cheap.price.theta;
  cpwi_item *items = s->items;
  int64_t n = 0;
  s->gathered = 1;
  s->kinks = s->first = s->last = 0;
  if (s->pieces->lines == 0) return;
  for (int64_t k = node[node[g].first].piece; k < node[g].pieces; k++)
    if (piece[k].kind == CPWI_LINE && piece[k].q > cheap && piece[k].q < dear) {
      items[n].key = cpwi_order_key(piece[k].q, 1);
      items[n].index = k;
      n++;
    }
  if (n > 1) cpwi_order_items(items, items + s->pieces->lines, n, s->counts);
  s->taken[0] = 0;
  for (int64_t k = 0; k < n; k++) {
    s->kink[k] = piece[items[k].index].q;
    s->taken[k + 1] = s->taken[k] + whole_piece(s, &piece[items[k].index]);
  }
  s->kinks = s->last = n;
  if (node[g].first == g) set_lines_aside(s, g, dear);
}

/* leaves those strictly between the prices dear and cheap */
static void narrow_kinks(search *s) {
  double dear = s->dear.price.theta, cheap = s->cheap.price.theta;
  s->first = kink_below(s, s->first, s->last, dear, 0);
  s->last = kink_below(s, s->first, s->last, cheap, 1);
}

/* ---------------------------------------------------------------- one budget ---------------- */

static void keep(search *s, state *end, int32_t inclusive) {
  state old = *end;
  *end = s->now;
  end->price.inclusive = inclusive;
  s->now = old;
}

/* the answer lies at this very price: cheap with the straight pieces of that price, or without */
static void both_ends(search *s, int64_t g, int32_t inclusive) {
  int64_t first = s->b->tree.node[g].first;
  memcpy(s->cheap.at + first, s->now.at + first, (size_t)(g - first + 1) * sizeof *s->now.at);
  s->cheap.price = s->now.price;
  s->cheap.price.inclusive = inclusive;
  keep(s, &s->dear, 0);
}

/* A slope of the straight pieces between the two prices: where the money would end if they stood evenly, or
 * a little to the far side of it, so that both sides close in; every third time the middle. */
static double next_kink(const search *s, int64_t g, cpwi_money target, int k) {
  int64_t n = s->last - s->first;
  double low = (double)s->dear.at[g].inclusive, high = (double)s->cheap.at[g].strict;
  double part = high > low ? ((double)target - low) / (high - low) : 0.5;
  double at = part * (double)n, shift = 0.7 * sqrt((double)n);
  at += part < 0.5 ? shift : -shift;
  if (k % 3 == 2 || n < 8 || !(at > 0 && at < (double)n)) at = 0.5 * (double)n;
  return s->kink[s->first + (int64_t)at];
}

/* where to look next; *halve: the bracket must be halved */
static double next_theta(const search *s, cpwi_money miss, cpwi_money sense, double theta,
                         int halve, double reach, double tolerance) {
  double dear = s->dear.price.theta, cheap = s->cheap.price.theta;
  double step = sense > 0 ? (double)miss * 0x1p-20 / (double)sense : (double)INFINITY;
  double x = theta + step;
  /* near the answer a little beyond it, so that it is bracketed closely */
  if (fabs(step) < 1e-4) x += step < 0 ? -0.3 * tolerance : 0.3 * tolerance;
  if (!halve && x < dear && x > cheap && fabs(step) <= reach) return x;
  if (cheap > -(double)INFINITY && dear < (double)INFINITY) return cheap + 0.5 * (dear - cheap);
  double stride = sense > 0 || reach > 2.0 ? reach : 0.1 * reach;
  return miss > 0 ? theta + stride : theta - stride;
}

/* Brings s->dear and s->cheap so close together that the answer is a mean of their spends. */
static int32_t narrow(search *s, int64_t g, cpwi_money target, cpw_error *err) {
  double theta = s->start, reach = 1.0, widths[2] = {(double)INFINITY, (double)INFINITY};
  s->gathered = 0;
  s->first = s->last = 0;
  s->alone = -1;
  for (int k = 0; k < 20000; k++) {
    int32_t status = evaluate(s, g, theta, err);
    if (status != CPW_OK) return status;
    demand d = s->now.at[g];
    double tolerance = 4e-14 * (1.0 + fabs(theta));
    if (target >= d.strict && target <= d.inclusive) { /* both ends here */
      both_ends(s, g, 1);
      return CPW_OK;
    }
    cpwi_money miss = (target < d.strict ? d.strict : d.inclusive) - target;
    if (miss > 0)
      keep(s, &s->cheap, 0);
    else
      keep(s, &s->dear, 1);
    double width = s->dear.price.theta - s->cheap.price.theta;
    if (!s->gathered && width < (double)INFINITY) gather_kinks(s, g);
    narrow_kinks(s);
    int halve = k > 3 && width < (double)INFINITY && width > 0.5 * widths[k & 1];
    widths[k & 1] = width;
    if (s->first == s->last && width <= tolerance) return CPW_OK;
    double next = s->first < s->last ? next_kink(s, g, target, k)
                                     : next_theta(s, miss, d.sense, theta, halve, reach, tolerance);
    if (!(next > s->cheap.price.theta && next < s->dear.price.theta)) return CPW_OK;
    reach *= 1.5;
    theta = next;
  }
  return cpwi_fail(err, CPW_ENOCONV, -1, s->b->where, "no price was found: please report it");
}

/* Ends of the search: everything that gains, and nothing. 1: the target is at or beyond one of them. */
static int32_t ends(search *s, int64_t g, cpwi_money *target, int *done, cpw_error *err) {
  const cpwi_node *node = &s->b->tree.node[g];
  int32_t status = evaluate(s, g, -(double)INFINITY, err);
  if (status != CPW_OK) return status;
  demand d = s->now.at[g];
  /* the system leaves money that would gain nothing; a group with a floor must spend it */
  if (node->group < 0 && *target > d.strict) *target = d.strict;
  *done = *target >= d.strict;
  if (*done) {
    both_ends(s, g, 1);
    return CPW_OK;
  }
  keep(s, &s->cheap, 0);
  status = evaluate(s, g, (double)INFINITY, err);
  if (status != CPW_OK) return status;
  *done = *target <= s->now.at[g].strict;
  if (*done)
    both_ends(s, g, 0);
  else
    keep(s, &s->dear, 0);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the tree ------------------ */

static cpwi_money bought(const state *end, int64_t j, int held) {
  const demand *d = &end->at[j];
  if (held) return end->price.inclusive ? d->high : d->low;
  return end->price.inclusive ? d->inclusive : d->strict;
}

/* Gives every node within g its share: those that are not held lie between the same two prices, the others are
 * searched afterwards. */
static void descend(search *s, int64_t g) {
  const cpwi_node *node = s->b->tree.node;
  for (int64_t j = g; j >= node[g].first;) {
    cpwi_money low = bought(&s->dear, j, 0), high = bought(&s->cheap, j, 0), t = s->target[j];
    if (j != g && (t < low || t > high)) {
      s->stack[s->depth++] = j;
      j = node[j].first - 1;
      continue;
    }
    double part = high > low ? (double)(t - low) / (double)(high - low) : 0.0;
    s->from[j] = s->dear.price;
    s->to[j] = s->cheap.price;
    s->part[j] = part < 0 ? 0.0 : part > 1 ? 1.0 : part;
    for (int64_t c = j - 1; c >= node[j].first; c = node[c].first - 1) {
      cpwi_money a = bought(&s->dear, c, 1), b = bought(&s->cheap, c, 1);
      s->target[c] = a + (cpwi_money)(s->part[j] * (double)(b - a));
    }
    j--;
  }
}

static double mean_theta(const search *s, int64_t j) {
  double a = s->from[j].theta, b = s->to[j].theta;
  return a == b || !(fabs(a) < (double)INFINITY) || !(fabs(b) < (double)INFINITY)
             ? a
             : a + s->part[j] * (b - a);
}

static int32_t solve(search *s, cpwi_solution *solution, cpw_error *err) {
  const cpwi_tree *t = &s->b->tree;
  int64_t root = t->nodes - 1;
  s->stack[s->depth++] = root;
  s->target[root] = s->cap[root];
  while (s->depth > 0) {
    int64_t g = s->stack[--s->depth];
    cpwi_money target = s->target[g];
    int done = 0;
    int32_t status = ends(s, g, &target, &done, err);
    if (status == CPW_OK && g == root) solution->limited = done && s->dear.price.theta < 0;
    if (status == CPW_OK && !done) status = narrow(s, g, target, err);
    if (status != CPW_OK) return status;
    s->target[g] = target;
    descend(s, g);
  }
  return CPW_OK;
}

typedef struct spending {
  const search *s;
  double *spend;
  int64_t node;
  double from, to; /* e^-theta of its two prices */
} spending;

static void spend_range(const spending *m, int64_t begin, int64_t end) {
  const search *s = m->s;
  const cpw_response *response = s->b->p.response;
  cpwi_price from = s->from[m->node], to = s->to[m->node];
  double part = s->part[m->node];
  for (int64_t k = begin; k < end; k++) {
    cpwi_piece *p = &s->pieces->piece[k];
    double x = cpwi_piece_spend(p, response, from, m->from, NULL);
    double y = part > 0 ? cpwi_piece_spend(p, response, to, m->to, NULL) : x;
    x = part < 1 ? x + part * (y - x) : y;
    /* pieces of an option come in their order; rounding may begin one before the last is full */
    double *spend = &m->spend[p->option];
    *spend = *spend == p->low ? x : *spend + (x - p->low);
  }
}

static int32_t spend_chunks(void *context, int64_t first, int64_t last, cpw_error *err) {
  const spending *m = context;
  const cpwi_node *node = &m->s->b->tree.node[m->node];
  (void)err;
  for (int64_t k = first; k < last; k++) {
    int64_t from = node->piece + k * CHUNK, rest = node->pieces - from;
    spend_range(m, from, rest < CHUNK ? node->pieces : from + CHUNK);
  }
  return CPW_OK;
}

static int32_t spend_pieces(const search *s, cpwi_solution *solution, cpw_error *err) {
  const cpwi_problem *b = s->b;
  int32_t status = CPW_OK;
  if (b->p.n > 0) memcpy(solution->spend, b->lower, (size_t)b->p.n * sizeof *b->lower);
  for (int64_t j = 0; status == CPW_OK && j < b->tree.nodes; j++) {
    const cpwi_node *node = &b->tree.node[j];
    spending m = {s, solution->spend, j, cpw_math_exp(-s->from[j].theta),
                  cpw_math_exp(-s->to[j].theta)};
    int64_t chunks = (node->pieces - node->piece + CHUNK - 1) / CHUNK;
    if (solution->theta) solution->theta[j] = mean_theta(s, j);
    /* two threads must not meet at one option */
    status =
        cpwi_chunks(s->pieces->several ? NULL : s->run, chunks, spend_chunks, &m, b->where, err);
  }
  return status;
}

/* ---------------------------------------------------------------- memory -------------------- */

static void free_search(search *s) {
  const cpw_allocator *a = s->b->options.allocator;
  cpwi_release(a, s->floor);
  cpwi_release(a, s->cap);
  cpwi_release(a, s->now.at);
  cpwi_release(a, s->dear.at);
  cpwi_release(a, s->cheap.at);
  cpwi_release(a, s->kink);
  cpwi_release(a, s->items);
  cpwi_release(a, s->taken);
  cpwi_release(a, s->from);
  cpwi_release(a, s->to);
  cpwi_release(a, s->part);
  cpwi_release(a, s->stack);
  cpwi_release(a, s->target);
}

static int make_room(search *s) {
  const cpw_allocator *a = s->b->options.allocator;
  size_t nodes = (size_t)s->b->tree.nodes;
  size_t items = s->pieces->lines > 0 ? (size_t)s->pieces->lines : 1;
  s->floor = cpwi_alloc(a, nodes, sizeof *s->floor);
  s->cap = cpwi_alloc(a, nodes, sizeof *s->cap);
  s->now.at = cpwi_alloc_zero(a, nodes, sizeof *s->now.at);
  s->dear.at = cpwi_alloc_zero(a, nodes, sizeof *s->dear.at);
  s->cheap.at = cpwi_alloc_zero(a, nodes, sizeof *s->cheap.at);
  s->kink = cpwi_alloc(a, items, sizeof *s->kink);
  s->items = cpwi_alloc(a, items, 2 * sizeof *s->items);
  s->taken = cpwi_alloc(a, items + 1, sizeof *s->taken);
  s->from = cpwi_alloc_zero(a, nodes, sizeof *s->from);
  s->to = cpwi_alloc_zero(a, nodes, sizeof *s->to);
  s->part = cpwi_alloc_zero(a, nodes, sizeof *s->part);
  s->stack = cpwi_alloc(a, nodes, sizeof *s->stack);
  s->target = cpwi_alloc_zero(a, nodes, sizeof *s->target);
  return s->floor && s->cap && s->now.at && s->dear.at && s->cheap.at && s->kink && s->items &&
         s->taken && s->from && s->to && s->part && s->stack && s->target;
}

/* an amount beyond the lower bounds in whole numbers, at most the budget's */
static cpwi_money whole(const search *s, double amount) {
  if (!(amount > 0)) return 0;
  return (cpwi_money)((amount < s->b->slack ? amount : s->b->slack) * s->scale);
}

int32_t cpwi_search(cpwi_problem *b, const cpwi_pieces *pieces, const cpw_run *run,
                    cpwi_solution *solution, cpw_error *err) {
  search *s = cpwi_alloc_zero(b->options.allocator, 1, sizeof *s);
  int32_t status = CPW_OK;
  if (s) {
    s->b = b;
    s->pieces = pieces;
    s->run = run;
  }
  if (!s || !make_room(s)) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, b->where, "no memory for the search of a price");
  } else {
    s->scale = pieces->scale;
    s->alone = -1;
    s->start = cpwi_start(b, pieces);
    for (int64_t j = 0; j < b->tree.nodes; j++) {
      s->floor[j] = whole(s, b->floor[j] - b->base[j]);
      s->cap[j] = whole(s, b->cap[j] - b->base[j]);
      if (s->cap[j] < s->floor[j]) s->cap[j] = s->floor[j];
    }
    s->cap[b->tree.nodes - 1] = whole(s, b->slack);
    status = solve(s, solution, err);
    if (status == CPW_OK) status = spend_pieces(s, solution, err);
    solution->evaluations = s->evaluations;
  }
  if (s) free_search(s);
  cpwi_release(b->options.allocator, s);
  return status;
}

int32_t cpwi_relax(cpwi_problem *b, double alpha, const cpw_run *run, double *spend, double *theta,
                   cpw_error *err) {
  cpwi_pieces pieces = {0};
  cpwi_solution solution = {spend, theta, 0, 0};
  int32_t status = cpwi_pieces_make(b, alpha, run, &pieces, err);
  if (status == CPW_OK) status = cpwi_search(b, &pieces, run, &solution, err);
  cpwi_pieces_free(b, &pieces);
  return status;
}
