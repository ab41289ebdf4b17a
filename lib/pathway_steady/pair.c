/* Two stages, the second without room for all: blocking after service, exactly.
 * The chain of (people waiting or served at the first, people past it and not through with the second) is a
 * quasi-birth-and-death process, homogeneous once the first stage has as many people as servers: logarithmic reduction
 * (Latouche and Ramaswami, J. Appl. Probab. 30, 1993), below it level by level. No state is cut off.
 * Leaves which stages are such a pair to stations. */
#include "pathway_steady/internal.h"

#include <string.h>

typedef struct chain {
  double lambda, mu1, mu2, onward; /* rates; share who go on to the second */
  int64_t c1, c2, room, m;         /* servers, places to wait between, phases c2 + room + c1 + 1 */
  double *r;                       /* (c1 + 1, m, m) R of each level */
  double *work;                    /* (8, m, m) */
} chain;

static double blocked_of(const chain *c, int64_t phase) {
  int64_t b = phase - c->c2 - c->room;
  return b > 0 ? (double)b : 0.0;
}

static double served_of(const chain *c, int64_t level, int64_t phase) {
  double free_beds = (double)c->c1 - blocked_of(c, phase);
  return (double)level < free_beds ? (double)level : free_beds;
}

static double second_rate(const chain *c, int64_t phase) {
  return c->mu2 * (double)(phase < c->c2 ? phase : c->c2);
}

/* ---------------------------------------------------------------- small matrices ----------- */

/* a := b c; nothing is subtracted. */
static void multiply(double *a, const double *b, const double *c, int64_t m) {
  memset(a, 0, (size_t)(m * m) * sizeof *a);
  for (int64_t i = 0; i < m; i++)
    for (int64_t k = 0; k < m; k++) {
      double x = b[i * m + k];
      for (int64_t j = 0; x != 0.0 && j < m; j++)
        a[i * m + j] += x * c[k * m + j];
    }
}

/* x := inverse(a) x for an M-matrix a (destroyed): elimination without exchange of rows. */
static void divide(double *a, double *x, int64_t m) {
  for (int64_t k = 0; k < m; k++) {
    double pivot = a[k * m + k];
    for (int64_t j = k; j < m; j++)
      a[k * m + j] /= pivot;
    for (int64_t j = 0; j < m; j++)
      x[k * m + j] /= pivot;
    for (int64_t i = 0; i < m; i++) {
      double factor = a[i * m + k];
      if (i == k || factor == 0.0) continue;
      for (int64_t j = k; j < m; j++)
        a[i * m + j] -= factor * a[k * m + j];
      for (int64_t j = 0; j < m; j++)
        x[i * m + j] -= factor * x[k * m + j];
    }
  }
}

/* What leaves each state of a level: minus the local generator. */
static void local(const chain *c, int64_t level, double *a) {
  int64_t m = c->m;
  memset(a, 0, (size_t)(m * m) * sizeof *a);
  for (int64_t i = 0; i < m; i++) {
    a[i * m + i] = c->lambda + second_rate(c, i) + served_of(c, level, i) * c->mu1;
    if (i > 0) a[i * m + i - 1] = -second_rate(c, i);
  }
}

/* Services of the first stage lead to the level below. */
static void down(const chain *c, int64_t level, double *a) {
  int64_t m = c->m;
  memset(a, 0, (size_t)(m * m) * sizeof *a);
  for (int64_t i = 0; i < m; i++) {
    double rate = served_of(c, level, i) * c->mu1;
    a[i * m + i] = rate * (1.0 - c->onward);
    if (i + 1 < m) a[i * m + i + 1] = rate * c->onward;
  }
}

/* ---------------------------------------------------------------- levels -------------------- */

/* One step of the reduction: H, L := inverse(I - HL - LH) (H H, L L). */
static void reduce(double *h, double *l, double *u, double *v, double *w, int64_t m) {
  size_t bytes = (size_t)(m * m) * sizeof *h;
  multiply(u, h, l, m);
  multiply(v, l, h, m);
  for (int64_t i = 0; i < m * m; i++)
    u[i] = -(u[i] + v[i]);
  for (int64_t i = 0; i < m; i++)
    u[i * m + i] += 1.0;
  multiply(w, h, h, m);
  memcpy(v, u, bytes);
  divide(v, w, m);
  memcpy(h, w, bytes);
  multiply(w, l, l, m);
  divide(u, w, m);
  memcpy(l, w, bytes);
}

/* G of the homogeneous levels: phases in which the level below is first reached. */
static void first_passage(const chain *c, double *g) {
  int64_t m = c->m;
  double *h = c->work, *l = h + m * m, *u = l + m * m, *v = u + m * m, *w = v + m * m,
         *t = w + m * m;
  local(c, c->c1, u);
  memcpy(v, u, (size_t)(m * m) * sizeof *u);
  memset(h, 0, (size_t)(m * m) * sizeof *h);
  for (int64_t i = 0; i < m; i++)
    h[i * m + i] = c->lambda;
  divide(u, h, m);
  down(c, c->c1, l);
  divide(v, l, m);
  memcpy(g, l, (size_t)(m * m) * sizeof *g);
  memcpy(t, h, (size_t)(m * m) * sizeof *t);
  for (int step = 0; step < 60; step++) {
    double most = 0.0;
    reduce(h, l, u, v, w, m);
    multiply(u, t, l, m);
    for (int64_t i = 0; i < m * m; i++) {
      g[i] += u[i];
      if (u[i] > most) most = u[i];
    }
    multiply(v, t, h, m);
    memcpy(t, v, (size_t)(m * m) * sizeof *t);
    if (most < 1e-17) break;
  }
}

/* R of each level: rates into the level above, lambda inverse(what leaves it - what comes back from above it). */
static void levels(chain *c) {
  int64_t m = c->m, mm = m * m;
  double *a = c->work + 6 * mm, *b = c->work + 7 * mm, *g = c->r + c->c1 * mm;
  first_passage(c, g);
  /* level c1 and above: A1 + lambda G */
  local(c, c->c1, a);
  for (int64_t i = 0; i < mm; i++)
    a[i] -= c->lambda * g[i];
  for (int64_t level = c->c1; level >= 0; level--) {
    double *r = c->r + level * mm;
    if (level < c->c1) { /* what leaves level + 1, with what comes back from above it */
      local(c, level + 1, a);
      down(c, level + 2, b);
      multiply(c->work, c->r + (level + 1) * mm, b, m);
      for (int64_t i = 0; i < mm; i++)
        a[i] -= c->work[i];
    }
    memset(r, 0, (size_t)mm * sizeof *r);
    for (int64_t i = 0; i < m; i++)
      r[i * m + i] = c->lambda;
    divide(a, r, m);
  }
}

/* x := x a */
static void carry(double *x, const double *a, double *work, int64_t m) {
  memset(work, 0, (size_t)m * sizeof *work);
  for (int64_t i = 0; i < m; i++)
    for (int64_t j = 0; j < m; j++)
      work[j] += x[i] * a[i * m + j];
  memcpy(x, work, (size_t)m * sizeof *x);
}

/* Chances of level 0 up to a factor: x (what leaves it - R0 what comes back) = 0, by state reduction. */
static void lowest(const chain *c, double *x) {
  int64_t m = c->m, mm = m * m;
  double *q = c->work, *b = c->work + mm;
  local(c, 0, q);
  down(c, 1, b);
  multiply(c->work + 2 * mm, c->r, b, m);
  for (int64_t i = 0; i < mm; i++)
    q[i] = c->work[2 * mm + i] - q[i]; /* off the diagonal: rates >= 0 */
  for (int64_t k = m - 1; k > 0; k--) {
    double out = 0.0;
    for (int64_t j = 0; j < k; j++)
      out += q[k * m + j];
    for (int64_t i = 0; i < k; i++) {
      double share = out > 0.0 ? q[i * m + k] / out : 0.0;
      for (int64_t j = 0; j < k; j++)
        if (j != i) q[i * m + j] += share * q[k * m + j];
      q[i * m + k] = share;
    }
  }
  x[0] = 1.0;
  for (int64_t k = 1; k < m; k++) {
    x[k] = 0.0;
    for (int64_t i = 0; i < k; i++)
      x[k] += x[i] * q[i * m + k];
  }
}

/* ---------------------------------------------------------------- figures ------------------- */

static void count_level(const chain *c, const double *x, int64_t level, double sums[6]) {
  for (int64_t i = 0; i < c->m; i++) {
    double served = served_of(c, level, i), b = blocked_of(c, i), over = (double)i - (double)c->c2;
    sums[0] += x[i];
    sums[1] += x[i] * ((double)level - served);
    sums[2] += x[i] * b;
    sums[3] += over > 0.0 ? x[i] * (over - b) : 0.0;
    if ((double)level >= (double)c->c1 - b) sums[4] += x[i];
    if (over >= 0.0) sums[5] += x[i] * served * c->mu1 * c->onward;
  }
}

/* Levels from c1 on: x, xR, xRR, ... ; sums of x R^k and of k x R^k by (I - R) twice. */
static void count_tail(const chain *c, const double *x, double sums[6]) {
  int64_t m = c->m, mm = m * m;
  const double *r = c->r + c->c1 * mm;
  double *a = c->work, *y = c->work + mm, *b = c->work + 2 * mm;
  /* transposed systems: y (I - R) = x, row by row */
  for (int64_t i = 0; i < m; i++)
    for (int64_t j = 0; j < m; j++)
      a[j * m + i] = (i == j) - r[i * m + j];
  memcpy(b, a, (size_t)mm * sizeof *b);
  memset(y, 0, (size_t)mm * sizeof *y);
  for (int64_t i = 0; i < m; i++)
    y[i * m] = x[i];
  divide(a, y, m); /* y = x (I - R)^-1 in the first column */
  double *total = c->work + 3 * mm, *more = c->work + 4 * mm;
  memset(more, 0, (size_t)mm * sizeof *more);
  for (int64_t i = 0; i < m; i++)
    total[i] = y[i * m];
  for (int64_t j = 0; j < m; j++) { /* y R */
    double sum = 0.0;
    for (int64_t i = 0; i < m; i++)
      sum += total[i] * r[i * m + j];
    more[j * m] = sum;
  }
  divide(b, more, m); /* sum of k x R^k */
  count_level(c, total, c->c1, sums);
  for (int64_t i = 0; i < m; i++)
    sums[1] += more[i * m];
}

static void solve(chain *c, cpwi_steady_pair *out) {
  int64_t m = c->m;
  double sums[6] = {0}, *x = c->work + 5 * m * m, *spare = c->work + 6 * m * m;
  levels(c);
  lowest(c, x);
  for (int64_t level = 0; level < c->c1; level++) {
    count_level(c, x, level, sums);
    carry(x, c->r + level * m * m, spare, m);
  }
  count_tail(c, x, sums);
  out->queue = sums[1] / sums[0];
  out->blocked = sums[2] / sums[0];
  out->between = sums[3] / sums[0];
  out->prob_wait = sums[4] / sums[0];
  out->prob_wait2 = sums[5] / sums[0] / (c->lambda * c->onward);
}

/* The most that can go through: births and deaths of the second while the first never lacks people. */
static double most_through(const chain *c) {
  double weight = 1.0, sum = 0.0, rate = 0.0;
  for (int64_t i = 0; i < c->m; i++) {
    double up = ((double)c->c1 - blocked_of(c, i)) * c->mu1;
    sum += weight;
    rate += weight * up;
    if (i + 1 < c->m) weight *= up * c->onward / second_rate(c, i + 1);
    if (weight > 1e100) {
      weight *= 1e-100;
      sum *= 1e-100;
      rate *= 1e-100;
    }
  }
  return rate / sum;
}

int32_t cpwi_steady_solve_pair(const cpwi_steady_pair *p, const cpw_allocator *a,
                               cpwi_steady_pair *out) {
  chain c = {p->lambda,   p->mu1,      p->mu2,  p->onward,
             p->servers1, p->servers2, p->room, p->servers1 + p->servers2 + p->room + 1,
             NULL,        NULL};
  *out = *p;
  out->most = most_through(&c);
  if (!(out->most > p->lambda)) return CPW_OK;
  size_t square = (size_t)c.m * (size_t)c.m;
  c.r = cpwi_alloc(a, (size_t)c.c1 + 1, square * sizeof *c.r);
  c.work = cpwi_alloc(a, 8, square * sizeof *c.work);
  int32_t status = c.r && c.work ? CPW_OK : CPW_ENOMEM;
  if (status == CPW_OK) solve(&c, out);
  cpwi_release(a, c.r);
  cpwi_release(a, c.work);
  return status;
}
