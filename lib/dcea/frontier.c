/* Which options are worth a look: ranks, and the frontier of efficiency and equity with mixtures.
 * Source: Cookson et al. 2017 (the plane); dominance and extended dominance as in cost-effectiveness.
 * Leaves the two axes to welfare.c. */
#include "dcea/internal.h"

#include "base/order.h"

int32_t cpwi_dcea_ranks(const double *value, int64_t n, int64_t *rank, const cpw_allocator *a,
                        const char *where, cpw_error *err) {
  int64_t *order = cpwi_alloc(a, (size_t)n, sizeof *order);
  if (!order) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for ranks");
  int32_t status = cpwi_order(value, n, 1, order, a, where, err);
  for (int64_t k = 0; status == CPW_OK && k < n; k++)
    rank[order[k]] = k > 0 && value[order[k]] == value[order[k - 1]] ? rank[order[k - 1]] : k + 1;
  cpwi_release(a, order);
  return status;
}

typedef struct plane {
  int64_t n;                      /* options, doing nothing included as the last */
  double *x, *y;                  /* (n) efficiency, equity */
  int64_t *order, *first, *spare; /* (n) */
  int64_t *state;                 /* (n) */
} plane;

static int32_t plane_order(plane *p, const cpw_allocator *a, const char *where, cpw_error *err) {
  double *key = p->x + 2 * p->n;
  int32_t status = cpwi_order(p->y, p->n, 1, p->first, a, where, err);
  for (int64_t k = 0; status == CPW_OK && k < p->n; k++)
    key[k] = p->x[p->first[k]];
  if (status == CPW_OK) status = cpwi_order(key, p->n, 1, p->spare, a, where, err);
  for (int64_t k = 0; status == CPW_OK && k < p->n; k++)
    p->order[k] = p->first[p->spare[k]];
  return status;
}

static int32_t same(const plane *p, int64_t a, int64_t b) {
  return p->x[a] == p->x[b] && p->y[a] == p->y[b];
}

/* By falling efficiency: who is not fairer than somebody before is dominated, the like of it apart. */
static int64_t mark_dominated(plane *p, int64_t *kept) {
  int64_t count = 0, best = -1;
  for (int64_t k = 0; k < p->n; k++) {
    int64_t i = p->order[k];
    if (best < 0 || p->y[i] > p->y[best]) {
      best = i;
      kept[count++] = i;
      p->state[i] = CPW_DCEA_EFFICIENT;
    } else {
      p->state[i] = same(p, i, best) ? CPW_DCEA_EFFICIENT : CPW_DCEA_DOMINATED;
    }
  }
  return count;
}

/* Whether b lies strictly below the line from a to c, which is less efficient and fairer. */
static int32_t below(const plane *p, int64_t a, int64_t b, int64_t c) {
  double left = (p->x[a] - p->x[b]) * (p->y[c] - p->y[a]);
  double right = (p->y[b] - p->y[a]) * (p->x[a] - p->x[c]);
  return right < left;
}

static void mark_extended(plane *p, int64_t *kept, int64_t count) {
  int64_t hull = 0;
  for (int64_t k = 0; k < count; k++) {
    while (hull >= 2 && below(p, kept[hull - 2], kept[hull - 1], kept[k])) {
      p->state[kept[hull - 1]] = CPW_DCEA_EXTENDED_DOMINATED;
      hull--;
    }
    kept[hull++] = kept[k];
  }
  for (int64_t k = 1; k < p->n; k++) /* the like of an option share its state */
    if (same(p, p->order[k], p->order[k - 1])) p->state[p->order[k]] = p->state[p->order[k - 1]];
}

int32_t cpwi_dcea_frontier(const double *efficiency, const double *equity, int64_t n,
                           int64_t *state, const cpw_allocator *a, const char *where,
                           cpw_error *err) {
  plane p = {n + 1, NULL, NULL, NULL, NULL, NULL, NULL};
  size_t size = (size_t)p.n;
  p.x = cpwi_alloc_zero(a, size, 3 * sizeof *p.x);
  p.order = cpwi_alloc_zero(a, size, 5 * sizeof *p.order);
  int32_t status = CPW_OK;
  if (!p.x || !p.order) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld options", (long long)n);
  } else {
    p.y = p.x + size;
    p.first = p.order + size, p.spare = p.first + size, p.state = p.spare + size;
    for (int64_t i = 0; i < n; i++)
      p.x[i] = efficiency[i], p.y[i] = equity[i];
    status = plane_order(&p, a, where, err);
    if (status == CPW_OK) {
      int64_t *kept = p.state + size;
      mark_extended(&p, kept, mark_dominated(&p, kept));
      for (int64_t i = 0; i < n; i++)
        state[i] = p.state[i];
    }
  }
  cpwi_release(a, p.x);
  cpwi_release(a, p.order);
  return status;
}
