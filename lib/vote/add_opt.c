/* The least larger share with which exact equal shares come to something else.
 * Source: Kraiczy, Robinson and Elkind, "Streamlining equal shares", arXiv 2502.11797 (2025): add-opt, for utilities
 * that supporters share, with identical ballots as one. A project changes the outcome when enough of its supporters
 * can pay for it at the moment when it is the best deal: with what is left of their share after the purchases that
 * were better deals.
 * Leaves the runs to equal.c. */
#include "base/order.h"
#include "vote/equal.h"

#include <string.h>

#define UNIT 2.220446049250313e-16 /* 2^-52 */

/* a ballot that supports the project that is looked at and does not pay for it; what it paid for the better deals */
typedef struct outsider {
  int32_t ballot;
  double paid, error;
} outsider;

/* a share: cost / payers of the project, and what the ballot paid in purchases before `level` */
typedef struct change {
  int32_t project, ballot;
  int64_t level, payers;
  double value, error;
} change;

typedef struct finder {
  cpwi_equal *s;
  outsider *out; /* (most supporters) */
  int64_t count, level;
  change best;
  int32_t status; /* of the exact comparisons within a sort */
  cpwi_natural number[2], unit[2], x, y;
} finder;

/* -------- exact: sums of payments as fractions number / unit */

static int before(const cpwi_equal *s, int64_t entry, int64_t level) {
  return s->paid[entry] && s->round[s->v->project[entry]] < level;
}

static int32_t exactly(finder *f, const change *c, int which) {
  cpwi_equal *s = f->s;
  const cpwi_election *v = s->v;
  const cpw_allocator *a = s->x.a;
  cpwi_natural *number = &f->number[which], *unit = &f->unit[which];
  uint64_t cost = c->project < 0 ? 0 : (uint64_t)v->given.cost[c->project];
  int32_t status = cpwi_natural_set(a, number, cost);
  if (status == CPW_OK) status = cpwi_natural_set(a, unit, (cpwi_wide)(uint64_t)c->payers);
  for (int64_t k = v->row[c->ballot]; k < v->row[c->ballot + 1] && status == CPW_OK; k++) {
    int32_t p = v->project[k];
    if (!before(s, k, c->level)) continue;
    status = cpwi_natural_multiply(a, number, (uint64_t)s->payers[p]);
    if (status == CPW_OK)
      status = cpwi_natural_add_product(a, number, unit, (uint64_t)v->given.cost[p]);
    if (status == CPW_OK) status = cpwi_natural_multiply(a, unit, (uint64_t)s->payers[p]);
  }
  return status;
}

static int32_t compare(finder *f, const change *x, const change *y, int *sign) {
  const cpw_allocator *a = f->s->x.a;
  int32_t status = exactly(f, x, 0);
  if (status == CPW_OK) status = exactly(f, y, 1);
  if (status == CPW_OK) status = cpwi_natural_product(a, &f->x, &f->number[0], &f->unit[1]);
  if (status == CPW_OK) status = cpwi_natural_product(a, &f->y, &f->number[1], &f->unit[0]);
  *sign = cpwi_natural_compare(&f->x, &f->y);
  return status;
}

/* -------- the outsiders, who paid the least first */

static int same_paid(const cpwi_equal *s, int32_t a, int32_t b, int64_t level) {
  const cpwi_election *v = s->v;
  int64_t i = v->row[a], j = v->row[b];
  for (;;) {
    while (i < v->row[a + 1] && !before(s, i, level))
      i++;
    while (j < v->row[b + 1] && !before(s, j, level))
      j++;
    if (i == v->row[a + 1] || j == v->row[b + 1]) return i == v->row[a + 1] && j == v->row[b + 1];
    if (v->project[i++] != v->project[j++]) return 0;
  }
}

static int by_paid(const void *context, const void *a, const void *b) {
  finder *f = *(finder *const *)context;
  const outsider *x = a, *y = b;
  double over = x->paid - y->paid, doubt = x->error + y->error;
  int index = (x->ballot > y->ballot) - (x->ballot < y->ballot), sign = 0;
  if (over > doubt || over < -doubt) return over > 0.0 ? 1 : -1;
  if (f->status != CPW_OK || same_paid(f->s, x->ballot, y->ballot, f->level)) return index;
  const change one = {-1, x->ballot, f->level, 1, 0.0, 0.0};
  const change other = {-1, y->ballot, f->level, 1, 0.0, 0.0};
  f->status = compare(f, &one, &other, &sign);
  return sign != 0 ? sign : index;
}

static outsider paid_by(const cpwi_equal *s, int32_t ballot, int64_t level) {
  const cpwi_election *v = s->v;
  outsider one = {ballot, 0.0, 0.0};
  for (int64_t k = v->row[ballot]; k < v->row[ballot + 1]; k++) {
    int32_t p = v->project[k];
    if (!before(s, k, level)) continue;
    one.paid += (double)v->given.cost[p] / (double)s->payers[p];
    one.error += 4.0 * UNIT * one.paid;
  }
  return one;
}

static int has_paid(const cpwi_equal *s, int32_t ballot, int32_t p) {
  const cpwi_election *v = s->v;
  for (int64_t k = v->row[ballot]; k < v->row[ballot + 1]; k++)
    if (v->project[k] == p) return s->paid[k];
  return 0;
}

static int32_t gather(finder *f, int32_t p, int64_t level) {
  const cpwi_election *v = f->s->v;
  f->count = 0;
  f->level = level;
  for (int64_t k = v->start[p]; k < v->start[p + 1]; k++)
    if (f->s->round[p] < 0 || !has_paid(f->s, v->ballot[k], p))
      f->out[f->count++] = paid_by(f->s, v->ballot[k], level);
  if (!cpwi_sort(v->a, f->out, f->count, sizeof *f->out, by_paid, &f)) return CPW_ENOMEM;
  return f->status;
}

/* -------- one project, with 1 to all of its supporters as payers */

static int32_t offer(finder *f, int32_t p, int64_t payers, const outsider *last) {
  double price = (double)f->s->v->given.cost[p] / (double)payers;
  double value = price + last->paid;
  change c = {p, last->ballot, f->level, payers, value, last->error + 4.0 * UNIT * value};
  double over = value - f->best.value, doubt = c.error + f->best.error;
  int32_t status = CPW_OK;
  int sign = over < -doubt ? -1 : 1;
  if (f->best.project < 0)
    sign = -1;
  else if (over >= -doubt && over <= doubt)
    status = compare(f, &c, &f->best, &sign);
  if (sign < 0) f->best = c;
  return status;
}

/* the payers from least to most that make p a better deal than purchase `level`, not than the one before */
static int32_t look_at(finder *f, int32_t p, int64_t level, int64_t least, int64_t most,
                       int64_t inside) {
  int32_t status = gather(f, p, level);
  int64_t reached = inside;
  for (int64_t k = 0; k < f->count && reached < most && status == CPW_OK; k++) {
    reached += cpwi_multiplicity(f->s->v, f->out[k].ballot);
    if (reached >= least) status = offer(f, p, reached < most ? reached : most, &f->out[k]);
  }
  return status;
}

/* the least payers, above `least`, with which p is a better deal than a purchase; most + 1: none */
static int64_t payers_to_beat(const cpwi_equal *s, int32_t p, int64_t purchase, int64_t least,
                              int64_t most) {
  int32_t q = s->bought[purchase];
  int64_t low = least, high = most + 1;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    int sign = cpwi_deal_compare(s, p, middle, q, s->payers[q]);
    if (sign < 0 || (sign == 0 && s->v->rank[p] < s->v->rank[q]))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/* Purchases are in the order of their deals: the better deals than p with so many payers come first. */
static int32_t look(finder *f, int32_t p) {
  const cpwi_equal *s = f->s;
  int64_t inside = s->round[p] >= 0 ? s->payers[p] : 0, all = s->v->votes[p];
  int64_t most = all;
  int32_t status = CPW_OK;
  for (int64_t level = 0; level <= s->x.rounds && most > inside && status == CPW_OK; level++) {
    int64_t least = inside + 1;
    if (level < s->x.rounds) least = payers_to_beat(s, p, level, least, most);
    if (least <= most) status = look_at(f, p, level, least, most, inside);
    most = least - 1;
  }
  return status;
}

static int32_t find(finder *f) {
  const cpwi_election *v = f->s->v;
  int32_t status = CPW_OK;
  for (int64_t p = 0; p < v->projects && status == CPW_OK; p++)
    if (v->votes[p] > 0 && v->given.cost[p] > 0) status = look(f, (int32_t)p);
  return status;
}

/* Takes the share found if it is larger than the last: share / unit of x. */
static int32_t take(finder *f, int *more) {
  cpwi_equal *s = f->s;
  const cpw_allocator *a = s->x.a;
  int32_t status = exactly(f, &f->best, 0);
  if (status == CPW_OK) status = cpwi_natural_product(a, &f->x, &f->number[0], &s->x.unit);
  if (status == CPW_OK) status = cpwi_natural_product(a, &f->y, &s->x.share, &f->unit[0]);
  *more = status == CPW_OK && cpwi_natural_compare(&f->x, &f->y) > 0;
  if (!*more) return status;
  status = cpwi_natural_copy(a, &s->x.share, &f->number[0]);
  if (status == CPW_OK) status = cpwi_natural_copy(a, &s->x.unit, &f->unit[0]);
  s->share = f->best.value;
  s->share_error = f->best.error;
  return status;
}

int32_t cpwi_equal_raise(cpwi_equal *s, int *more) {
  const cpw_allocator *a = s->v->a;
  finder f;
  int32_t status = CPW_ENOMEM;
  memset(&f, 0, sizeof f);
  f.s = s;
  f.best.project = -1;
  *more = 0;
  f.out = cpwi_alloc(a, (size_t)s->most, sizeof *f.out);
  if (f.out) status = find(&f);
  if (status == CPW_OK && f.best.project >= 0) status = take(&f, more);
  cpwi_release(a, f.out);
  cpwi_natural *const number[] = {&f.number[0], &f.number[1], &f.unit[0], &f.unit[1], &f.x, &f.y};
  for (size_t k = 0; k < sizeof number / sizeof *number; k++)
    cpwi_natural_free(a, number[k]);
  return status;
}
