/* Curves cut into pieces that are bought one after the other as the price falls, and what is bought of a
 * piece at a price.
 * Source: concave envelopes (response) and the inverses of the slopes; theta is the logarithm of the price.
 * Leaves the price to search.c. */
#include "budget/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- one piece at a price ------ */

/* the u of one price is a good start for that of the next */
static double hill_spend(cpwi_piece *p, const cpw_response *r, double theta, double *sense) {
  double shape = r->shape, u = cpwi_response_hill_inverse_from(shape, theta - p->q, p->p);
  double z = r->t * cpw_math_exp(u / shape), e = cpw_math_exp(-fabs(u));
  double s = u > 0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
  if (sense) *sense = z / shape / fabs(1.0 - 1.0 / shape - 2.0 * s);
  p->p = u;
  return r->upfront + z;
}

double cpwi_fair_theta(const cpwi_piece *p, const cpw_response *r, double x, int32_t side) {
  double slope = cpwi_response_slope(r, x, side), benefit = cpwi_response_value(r, x);
  return p->q + cpw_math_log(slope) - p->p * cpw_math_log(benefit);
}

/* by false position with bisection behind it: the marginal utility falls along the piece */
static double fair_spend(const cpwi_piece *p, const cpw_response *r, double theta, double *sense) {
  double low = p->low, high = p->high, f_low = p->r - theta, f_high = p->s - theta;
  int side = 0;
  for (int k = 0; k < 120 && high - low > 4e-16 * high; k++) {
    double x = high - f_high * (high - low) / (f_high - f_low);
    if (k % 3 == 2 || !(x > low && x < high)) x = low + 0.5 * (high - low);
    if (!(x > low && x < high)) break;
    double f = cpwi_fair_theta(p, r, x, 1) - theta;
    if (f == 0) low = high = x;
    if (f < 0) {
      high = x;
      f_high = f;
      if (side > 0) f_low *= 0.5;
      side = 1;
    } else if (f > 0) {
      low = x;
      f_low = f;
      if (side < 0) f_high *= 0.5;
      side = -1;
    }
  }
  if (sense) {
    double d = 1e-5 * (high - p->low) + 1e-9 * high, x = high + d < p->high ? high : high - d;
    double fall = cpwi_fair_theta(p, r, x, 1) - cpwi_fair_theta(p, r, x + d, 1);
    *sense = fall > 0 ? d / fall : 0.0;
  }
  return high;
}

static double free_spend(cpwi_piece *p, const cpw_response *response, double theta, double inverse,
                         double *fall) {
  double z = 0.0;
  switch (p->kind) {
  case CPWI_EXP:
    *fall = p->p;
    return p->s + p->p * (p->q - theta);
  case CPWI_LOG:
    *fall = p->p * inverse;
    return p->s + *fall;
  case CPWI_SQUARE:
    z = p->p * inverse;
    *fall = 2.0 * z * z;
    return p->s + z * z;
  case CPWI_POWER:
    z = cpw_math_exp(p->p * (p->q - theta));
    *fall = p->p * z;
    return p->s + z;
  default:
    if (theta >= p->r) return p->low;
    if (theta <= p->s) return p->high;
    if (p->kind == CPWI_HILL) return hill_spend(p, &response[p->option], theta, fall);
    return fair_spend(p, &response[p->option], theta, fall);
  }
}

double cpwi_piece_spend(cpwi_piece *p, const cpw_response *response, cpwi_price price,
                        double inverse, double *sense) {
  if (sense) *sense = 0.0;
  if (p->kind == CPWI_LINE)
    return price.theta < p->q || (price.inclusive && price.theta == p->q) ? p->high : p->low;
  double fall = 0.0, x = free_spend(p, response, price.theta, inverse, &fall);
  if (sense && x > p->low && x < p->high) *sense = fall;
  x = x > p->low ? x : p->low;
  return x < p->high ? x : p->high;
}

/* ---------------------------------------------------------------- cutting ------------------- */

typedef struct cutting {
  cpwi_problem *b;
  cpwi_pieces *out;
  double alpha;
  cpw_error *err;
} cutting;

static cpwi_piece *add(cutting *c, int32_t kind, int64_t option, double low, double high) {
  cpwi_pieces *o = c->out;
  if (o->count == o->room) {
    int64_t room = o->room < 16 ? 16 : o->room + o->room / 2;
    void *grown = cpwi_grow(c->b->options.allocator, o->piece, (size_t)room, sizeof *o->piece);
    if (!grown) return NULL;
    o->piece = grown;
    o->room = room;
  }
  cpwi_piece *p = &o->piece[o->count++];
  memset(p, 0, sizeof *p);
  p->kind = kind;
  p->option = option;
  p->low = low;
  p->high = high;
  return p;
}

/* A straight piece; nothing is ever bought for its own sake where the slope is 0. One of the same price as the
 * piece before it makes that one longer: what is bought of an option at a price is one piece. */
static int line(cutting *c, int64_t i, double low, double high, double slope) {
  double worth = c->b->weight[i] * slope;
  double q = worth > 0 ? cpw_math_log(worth) : -(double)INFINITY;
  cpwi_piece *last = c->out->count > 0 ? &c->out->piece[c->out->count - 1] : NULL;
  if (last && last->option == i && last->kind == CPWI_LINE && last->q == q) {
    last->high = high;
    return 1;
  }
  cpwi_piece *p = add(c, CPWI_LINE, i, low, high);
  if (!p) return 0;
  p->q = q;
  return 1;
}

static int cut_points(cutting *c, int64_t i, double low, double high) {
  const cpw_response *r = &c->b->p.response[i];
  double concave = cpwi_response_inflection(r), slope = 0.0, last = (double)INFINITY;
  while (low < high) {
    double to = high;
    if (low >= concave) { /* the curve's own pieces */
      double z = low > r->upfront ? low - r->upfront : 0.0;
      int64_t piece = cpwi_response_piece(r, z, 1);
      /* rounding may leave a point at low itself */
      while (piece < r->points - 1 && r->x[piece + 1] + r->upfront <= low)
        piece++;
      slope = cpwi_response_piece_slope(r, piece);
      if (piece < r->points - 1 && r->x[piece + 1] + r->upfront < high)
        to = r->x[piece + 1] + r->upfront;
    } else {
      to = cpwi_response_hull_step(r, low, high, &slope);
    }
    if (slope > last) slope = last;
    last = slope;
    if (!line(c, i, low, to, slope)) return 0;
    low = to;
  }
  return 1;
}

static int cut_smooth(cutting *c, int64_t i, double low, double high) {
  const cpw_response *r = &c->b->p.response[i];
  double w = c->b->weight[i];
  cpwi_piece *p = add(c, CPWI_EXP, i, low, high);
  if (!p) return 0;
  p->s = r->upfront;
  switch (r->kind) {
  case CPW_RESPONSE_EXPONENTIAL:
    p->p = r->t;
    p->q = cpw_math_log(w * (r->a / r->t));
    break;
  case CPW_RESPONSE_LOG:
    p->kind = CPWI_LOG;
    p->p = w * r->a;
    p->s -= r->t;
    break;
  case CPW_RESPONSE_POWER:
    p->kind = r->shape == 0.5 ? CPWI_SQUARE : CPWI_POWER;
    p->s -= r->t;
    p->p = r->shape == 0.5 ? 0.5 * w * r->a : 1.0 / (1.0 - r->shape);
    p->q = r->shape == 0.5 ? 0.0 : cpw_math_log(w * r->a * r->shape);
    break;
  default:
    p->kind = CPWI_HILL;
    p->p = (double)INFINITY;
    p->q = cpw_math_log(w * (r->a * r->shape / r->t));
    p->r = cpw_math_log(w * cpwi_response_slope(r, low, 1));
    p->s = cpw_math_log(w * cpwi_response_slope(r, high, -1));
    break;
  }
  return 1;
}

static int cut_fair(cutting *c, int64_t i, double low, double high) {
  const cpw_response *r = &c->b->p.response[i];
  double w = c->b->weight[i];
  int linear = r->kind == CPW_RESPONSE_LINEAR;
  cpwi_piece *p = add(c, linear ? CPWI_POWER : CPWI_FAIR, i, low, high);
  if (!p) return 0;
  p->s = r->upfront;
  if (linear) { /* w a^(1 - alpha) z^-alpha = price */
    p->p = 1.0 / c->alpha;
    p->q = cpw_math_log(w) + (1.0 - c->alpha) * cpw_math_log(r->a);
    return 1;
  }
  p->p = c->alpha;
  p->q = cpw_math_log(w);
  p->r = cpwi_fair_theta(p, r, low, 1);
  p->s = cpwi_fair_theta(p, r, high, -1);
  /* no benefit at all there: anything is worth everything; a level end: worth nothing */
  if (!(p->r < 1e4)) p->r = 1e4;
  if (!(p->s > -1e4)) p->s = -1e4;
  return 1;
}

static int cut(cutting *c, int64_t i) {
  const cpwi_problem *b = c->b;
  const cpw_response *r = &b->p.response[i];
  double low = b->lower[i], high = b->upper[i], slope = 0.0;
  if (high > low + b->slack) high = low + b->slack;
  if (!(high > low)) return 1;
  int points = r->kind == CPW_RESPONSE_POINTS;
  if (!(b->weight[i] > 0) || (!points && !(r->a > 0)) ||
      (points && !(cpwi_response_gain(r, low, high) > 0)))
    return line(c, i, low, high, 0.0);
  if (c->alpha > 0) return cut_fair(c, i, low, high);
  if (points) return cut_points(c, i, low, high);
  double to =
      cpwi_response_plainly_concave(r, low) ? low : cpwi_response_chord(r, low, high, &slope);
  if (to > low && !line(c, i, low, to, slope)) return 0;
  if (!(to < high)) return 1;
  if (r->kind == CPW_RESPONSE_LINEAR || (r->kind == CPW_RESPONSE_POWER && r->shape == 1.0))
    return line(c, i, to, high, r->a);
  return cut_smooth(c, i, to, high);
}

/* ---------------------------------------------------------------- kinds together ------------ */

/* Pieces of one kind stand together within a node: the processor guesses their kind. */
static int by_kind(cutting *c, int64_t from, int64_t to) {
  cpwi_piece *piece = c->out->piece + from;
  int64_t count[CPWI_PIECE_KINDS + 1] = {0}, n = to - from, sorted = 1;
  for (int64_t k = 0; k < n; k++) {
    count[piece[k].kind + 1]++;
    if (k > 0 && piece[k].kind < piece[k - 1].kind) sorted = 0;
  }
  if (sorted) return 1;
  cpwi_piece *copy = cpwi_alloc(c->b->options.allocator, (size_t)n, sizeof *copy);
  if (!copy) return 0;
  for (int k = 0; k < CPWI_PIECE_KINDS; k++)
    count[k + 1] += count[k];
  for (int64_t k = 0; k < n; k++)
    copy[count[piece[k].kind]++] = piece[k];
  if (from == 0 && c->b->tree.nodes == 1) { /* all there are */
    c->out->piece = copy;
    c->out->room = n;
    copy = piece;
  } else {
    if (n > 0) memcpy(piece, copy, (size_t)n * sizeof *copy);
  }
  cpwi_release(c->b->options.allocator, copy);
  return 1;
}

/* ---------------------------------------------------------------- sample -------------------- */

/* so few pieces are a sample of themselves */
#define FEW 256

static uint64_t mixed(uint64_t h, double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  h = (h ^ bits) * UINT64_C(0x9E3779B97F4A7C15);
  return h ^ h >> 29;
}

/* Chosen by what a piece is, not by where it stands: rows in another order have the same sample. */
static int chosen(const cpwi_piece *p, uint64_t below) {
  return mixed(mixed(mixed(1, p->p), p->q), p->high) * UINT64_C(0xBF58476D1CE4E5B9) >> 32 < below;
}

static int take_sample(cutting *c) {
  cpwi_pieces *o = c->out;
  double share = o->count > FEW ? 8.0 / sqrt((double)o->count) : 1.0;
  uint64_t below = share < 1 ? (uint64_t)(share * 0x1p32) : UINT64_C(1) << 32;
  size_t room = 64 + (size_t)(2.0 * share * (double)o->count);
  o->sample = cpwi_alloc(c->b->options.allocator, room, sizeof *o->sample);
  if (!o->sample) return 0;
  for (int64_t k = 0; k < o->count && o->chosen < (int64_t)room; k++)
    if (chosen(&o->piece[k], below)) o->sample[o->chosen++] = o->piece[k];
  /* many pieces of one make may overfill it by chance, or leave it empty: then there is none */
  if (o->chosen == (int64_t)room) o->chosen = 0;
  return 1;
}

/* ---------------------------------------------------------------- make ---------------------- */

typedef struct sums {
  cpwi_money full, idle;
  int64_t lines;
} sums;

static void add_full(const cpwi_pieces *o, int64_t from, sums *t) {
  for (int64_t k = from; k < o->count; k++) {
    const cpwi_piece *p = &o->piece[k];
    int64_t whole = (int64_t)((p->high - p->low) * o->scale);
    int line = p->kind == CPWI_LINE;
    t->lines += line;
    if (line && p->q == -(double)INFINITY)
      t->idle += whole;
    else
      t->full += whole;
  }
}

/* the pieces of one node's own options [begin, end) */
static int make_range(cutting *c, int64_t begin, int64_t end, sums *t) {
  for (int64_t m = begin; m < end; m++) {
    int64_t from = c->out->count;
    if (!cut(c, c->b->tree.member[m])) return 0;
    if (c->out->count > from + 1) c->out->several = 1;
    add_full(c->out, from, t);
  }
  return 1;
}

#define CHUNK 16384 /* options worth a hand-over */

typedef struct part {
  int64_t count;
  sums t;
} part;

typedef struct making {
  cutting c;
  part *part; /* one a chunk */
} making;

/* each option has one piece at most: there is room for those of a chunk where its options stand */
static int32_t make_chunks(void *context, int64_t first, int64_t last, cpw_error *err) {
  const making *m = context;
  int64_t n = m->c.b->p.n;
  (void)err;
  for (int64_t k = first; k < last; k++) {
    int64_t from = k * CHUNK, to = n - from < CHUNK ? n : from + CHUNK;
    const part none = {0, {0, 0, 0}};
    cpwi_pieces own = *m->c.out;
    cutting c = {m->c.b, &own, m->c.alpha, NULL};
    own.piece += from;
    own.count = 0;
    own.room = to - from;
    m->part[k] = none;
    if (!make_range(&c, from, to, &m->part[k].t)) return CPW_ENOMEM; /* never */
    m->part[k].count = own.count;
  }
  return CPW_OK;
}

/* many options of plain curves without groups, on several threads */
static int32_t make_many(cutting *c, const cpw_run *run) {
  const cpw_allocator *a = c->b->options.allocator;
  cpwi_pieces *o = c->out;
  int64_t chunks = (c->b->p.n + CHUNK - 1) / CHUNK;
  making m = {*c, cpwi_alloc(a, (size_t)chunks, sizeof *m.part)};
  int32_t status =
      m.part ? cpwi_chunks(run, chunks, make_chunks, &m, c->b->where, c->err) : CPW_ENOMEM;
  for (int64_t k = 0; status == CPW_OK && k < chunks; k++) {
    const part *p = &m.part[k];
    if (o->count < k * CHUNK && p->count > 0)
      memmove(o->piece + o->count, o->piece + k * CHUNK, (size_t)p->count * sizeof *o->piece);
    o->count += p->count;
    o->lines += p->t.lines;
    o->full[0] += p->t.full;
    o->idle[0] += p->t.idle;
  }
  cpwi_release(a, m.part);
  c->b->tree.node[0].piece = 0;
  c->b->tree.node[0].pieces = o->count;
  return status;
}

static int32_t make(cutting *c, const cpw_run *run) {
  cpwi_pieces *o = c->out;
  cpwi_tree *t = &c->b->tree;
  if (t->nodes == 1 && c->b->plain && t->n >= 4 * CHUNK) {
    int32_t status = make_many(c, run);
    if (status != CPW_OK) return status;
    return by_kind(c, 0, o->count) && take_sample(c) ? CPW_OK : CPW_ENOMEM;
  }
  for (int64_t j = 0; j < t->nodes; j++) {
    sums sum = {0, 0, 0};
    t->node[j].piece = o->count;
    if (!make_range(c, t->node[j].begin, t->node[j].end, &sum)) return CPW_ENOMEM;
    t->node[j].pieces = o->count;
    o->full[j] = sum.full;
    o->idle[j] = sum.idle;
    o->lines += sum.lines;
    if (!by_kind(c, t->node[j].piece, o->count)) return CPW_ENOMEM;
  }
  return take_sample(c) ? CPW_OK : CPW_ENOMEM;
}

int32_t cpwi_pieces_make(cpwi_problem *b, double alpha, const cpw_run *run, cpwi_pieces *out,
                         cpw_error *err) {
  const cpw_allocator *a = b->options.allocator;
  cutting c = {b, out, alpha, err};
  int exponent = 0;
  memset(out, 0, sizeof *out);
  (void)frexp(b->slack, &exponent);
  out->scale = ldexp(1.0, b->slack > 0 ? 62 - exponent : 0);
  out->piece = cpwi_alloc(a, (size_t)b->p.n, sizeof *out->piece);
  out->full = cpwi_alloc_zero(a, (size_t)b->tree.nodes, sizeof *out->full);
  out->idle = cpwi_alloc_zero(a, (size_t)b->tree.nodes, sizeof *out->idle);
  out->room = out->piece ? b->p.n : 0;
  int32_t status = out->piece && out->full && out->idle ? make(&c, run) : CPW_ENOMEM;
  if (status == CPW_ENOMEM)
    return cpwi_fail(err, CPW_ENOMEM, -1, b->where, "no memory for the curves of %lld options",
                     (long long)b->p.n);
  return status;
}

void cpwi_pieces_free(const cpwi_problem *b, cpwi_pieces *pieces) {
  const cpw_allocator *a = b->options.allocator;
  cpwi_release(a, pieces->piece);
  cpwi_release(a, pieces->full);
  cpwi_release(a, pieces->idle);
  cpwi_release(a, pieces->sample);
}
