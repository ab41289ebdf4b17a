/* Own and shared beds: the chance of finding neither, by convolution over how many shared beds each type takes.
 * Source: Kaufman, IEEE Trans. Commun. 29 (1981), the product form; all other types before and after one are put together, so
 * that nothing is divided out. Leaves the formula for no shared beds, Erlang's B, to queue. */
#include "base/internal.h"
#include "carepath/beds.h"
#include "carepath/queue.h"

#include <string.h>

#define WHERE       "cpw_beds_pooling"
#define MOST_TYPES  10000
#define MOST_SHARED 20000
#define MOST_OWN    1000000000

typedef struct pooling {
  const double *load;
  const int64_t *own;
  int64_t types, shared, n; /* n: shared + 1 */
  double tilt;              /* weight of one more in a shared bed, <= 1; taken back in `total` */
  double *after;            /* (types + 1, n) the types from one on put together */
  double *before, *others, *weight, *work;
} pooling;

/* ---------------------------------------------------------------- weights ------------------- */

/* With loads x tilt about as many want shared beds as there are: so no weight that counts is lost below the least double.
 * The states of k shared beds weigh tilt^k too much, which is taken back exactly. */
static double find_tilt(const pooling *p) {
  double low = 0.0, high = 1.0;
  for (int step = 0; step < 60; step++) {
    double t = step ? low + (high - low) / 2.0 : 1.0, want = 0.0;
    for (int64_t i = 0; i < p->types; i++)
      if (p->load[i] * t > (double)p->own[i]) want += p->load[i] * t - (double)p->own[i];
    if (want <= (double)p->shared + 1.0)
      low = t;
    else
      high = t;
    if (low == 1.0) return 1.0;
  }
  return high;
}

static void scale(double *w, int64_t n, double *edge) {
  double most = 0.0;
  for (int64_t k = 0; k < n; k++)
    if (w[k] > most) most = w[k];
  for (int64_t k = 0; most > 0.0 && k < n; k++)
    w[k] /= most;
  if (edge && most > 0.0) *edge /= most;
}

/* w[k]: states of type i with k in shared beds; returns the weight of those with all own beds taken and none shared. */
static double weigh(const pooling *p, int64_t i, double *w) {
  double edge = cpw_queue_erlang_b(p->load[i], (double)p->own[i]), now = edge;
  w[0] = 1.0;
  for (int64_t k = 1; k < p->n; k++) {
    now *= p->load[i] * p->tilt / (double)(p->own[i] + k);
    w[k] = now;
    if (now < 1e200) continue;
    for (int64_t j = 0; j <= k; j++)
      w[j] *= 1e-200;
    now *= 1e-200;
    edge *= 1e-200;
  }
  scale(w, p->n, &edge);
  return edge;
}

static void convolve(double *to, const double *a, const double *b, int64_t n) {
  memset(to, 0, (size_t)n * sizeof *to);
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; a[i] > 0.0 && j < n - i; j++)
      to[i + j] += a[i] * b[j];
}

/* Sum over how many shared beds are taken, with the tilt taken back relative to all of them taken. */
static double total(const pooling *p, const double *w) {
  double sum = 0.0;
  for (int64_t k = 0; k < p->n; k++)
    sum = sum * p->tilt + w[k];
  return sum;
}

/* ---------------------------------------------------------------- one type ------------------ */

/* States with a bed of its own free: those with all taken weigh `edge`. */
static double own_free(const pooling *p, int64_t i, double edge, double all) {
  double own = (double)p->own[i];
  if (p->own[i] == 0) return 0.0;
  if (!(edge > 0.0)) return all;
  return edge * own / (p->load[i] * cpw_queue_erlang_b(p->load[i], own - 1.0));
}

/* People who come and are let in = load x chance that they are; nothing is taken from 1. */
static double number_of(pooling *p, int64_t i, double edge, double all) {
  int64_t n = p->n;
  p->work[n - 1] = own_free(p, i, edge, p->weight[0]) * p->others[n - 1];
  return p->load[i] * (total(p, p->work) / all);
}

static double sharing_of(pooling *p, double all) {
  for (int64_t k = 0; k < p->n; k++)
    p->weight[k] *= (double)k;
  convolve(p->work, p->weight, p->others, p->n);
  return total(p, p->work) / all;
}

static void put_type(pooling *p, int64_t i, double *blocking, double *number, double *sharing) {
  int64_t n = p->n;
  double *w = p->weight, edge = weigh(p, i, w), blocked = 0.0;
  convolve(p->others, p->before, p->after + (i + 1) * n, n);
  convolve(p->work, w, p->others, n);
  double all = total(p, p->work);
  for (int64_t k = 0; k < n; k++)
    blocked += (k ? w[k] : edge) * p->others[n - 1 - k];
  blocking[i] = blocked / all;
  if (number) number[i] = number_of(p, i, edge, all);
  if (sharing) sharing[i] = sharing_of(p, all);
  (void)weigh(p, i, w);
  convolve(p->work, p->before, w, n);
  scale(p->work, n, NULL);
  memcpy(p->before, p->work, (size_t)n * sizeof *p->before);
}

static void solve(pooling *p, double *blocking, double *number, double *sharing) {
  int64_t n = p->n;
  double *end = p->after + p->types * n;
  p->tilt = find_tilt(p);
  memset(end, 0, (size_t)n * sizeof *end);
  memset(p->before, 0, (size_t)n * sizeof *p->before);
  end[0] = p->before[0] = 1.0;
  for (int64_t i = p->types - 1; i >= 0; i--) {
    (void)weigh(p, i, p->weight);
    convolve(p->after + i * n, p->weight, p->after + (i + 1) * n, n);
    scale(p->after + i * n, n, NULL);
  }
  for (int64_t i = 0; i < p->types; i++)
    put_type(p, i, blocking, number, sharing);
}

/* ---------------------------------------------------------------- the call ------------------ */

static int32_t check(const double *load, const int64_t *own, int64_t types, int64_t shared,
                     const double *blocking, cpw_error *err) {
  if (!load || !own || !blocking)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s must not be NULL",
                     !load  ? "load"
                     : !own ? "own"
                            : "blocking");
  if (types < 1 || types > MOST_TYPES)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "types = %lld must be from 1 to %d",
                     (long long)types, MOST_TYPES);
  if (shared < 0 || shared > MOST_SHARED)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "shared = %lld must be from 0 to %d",
                     (long long)shared, MOST_SHARED);
  for (int64_t i = 0; i < types; i++) {
    if (!(load[i] >= 0.0 && load[i] < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, i, WHERE, "load[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(load[i]).text);
    if (own[i] < 0 || own[i] > MOST_OWN)
      return cpwi_fail(err, CPW_EINVAL, i, WHERE, "own[%lld] = %lld must be from 0 to %d",
                       (long long)i, (long long)own[i], MOST_OWN);
  }
  return CPW_OK;
}

int32_t cpw_beds_pooling(const double *load, const int64_t *own, int64_t types, int64_t shared,
                         const cpw_allocator *allocator, double *blocking, double *number,
                         double *sharing, cpw_error *err) {
  int32_t status = check(load, own, types, shared, blocking, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, WHERE, err);
  if (status != CPW_OK) return status;
  pooling p = {load, own, types, shared, shared + 1, 1.0, NULL, NULL, NULL, NULL, NULL};
  p.after = cpwi_alloc(allocator, (size_t)(types + 5) * (size_t)p.n, sizeof *p.after);
  if (!p.after)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld types", (long long)types);
  p.before = p.after + (types + 1) * p.n;
  p.others = p.before + p.n;
  p.weight = p.others + p.n;
  p.work = p.weight + p.n;
  solve(&p, blocking, number, sharing);
  cpwi_release(allocator, p.after);
  return CPW_OK;
}
