/* How large the errors of a model were at earlier months, pooled over lists of like size.
 * Source: rolling-origin errors (Tashman 2000), in units of each list's monthly movement; empirical
 * quantiles with linear interpolation. Leaves the errors' centre to model.c: bands are symmetric. */
#include "forecast/internal.h"

#include "carepath/random.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_ERRORS 50 /* errors behind a quantile */

/* ---------------------------------------------------------------- lists of like size -------- */

typedef struct sized {
  double size;
  int64_t list;
} sized;

/* The largest first; of two as large the one that comes first. */
static int by_size(const void *a, const void *b) {
  const sized *p = a, *q = b;
  if (p->size != q->size) return p->size < q->size ? 1 : -1;
  return p->list < q->list ? -1 : p->list > q->list;
}

int32_t cpwi_pool_lists(const cpwi_model *m, int64_t origin, int64_t *of, int64_t *count) {
  int64_t lists = m->series.lists, n = 0;
  *count = 0;
  sized *by = cpwi_alloc(m->allocator, (size_t)lists, sizeof *by);
  if (!by) return CPW_ENOMEM;
  for (int64_t i = 0; i < lists; i++) {
    const cpwi_stand *s = cpwi_stand_at(m, origin, i);
    of[i] = -1;
    if (!isnan(s->level)) by[n++] = (sized){s->size, i};
  }
  qsort(by, (size_t)n, sizeof *by, by_size);
  *count = n / CPWI_POOL > 1 ? n / CPWI_POOL : 1;
  for (int64_t k = 0; k < n; k++)
    of[by[k].list] = k * *count / n;
  cpwi_release(m->allocator, by);
  return CPW_OK;
}

/* ---------------------------------------------------------------- errors -------------------- */

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Sizes of the errors of pool p, `ahead` months ahead, that were known at month first + origin. */
static int64_t gather(const cpwi_pool *pool, const cpwi_model *m, int64_t origin, int64_t p,
                      int64_t ahead, double *errors) {
  int64_t n = 0, periods = m->series.periods;
  for (int64_t o = 0; o + ahead <= origin; o++)
    for (int64_t i = 0; i < m->series.lists; i++) {
      if (pool->of[i] != p) continue;
      double actual = m->y[i * periods + m->first + o + ahead];
      double error = fabs(actual - cpwi_forecast_at(m, o, i)[ahead - 1]);
      if (!isnan(error)) errors[n++] = error / cpwi_stand_at(m, o, i)->movement;
    }
  qsort(errors, (size_t)n, sizeof *errors, by_value);
  return n;
}

static double quantile_of(const double *sorted, int64_t n, double share) {
  double at = share * (double)(n - 1), below = floor(at);
  int64_t k = (int64_t)below;
  if (k >= n - 1) return sorted[n - 1];
  return sorted[k] + (at - below) * (sorted[k + 1] - sorted[k]);
}

/* x^0.75 from operations that are rounded the same everywhere */
static double three_quarters(double x) {
  return sqrt(x) * sqrt(sqrt(x));
}

/* Horizons beyond the last one with errors enough. Without any, Laplace's law, whose mean size of error
 * is the movement. */
static void extend(double *width, int64_t known, int64_t horizon, const double *shares,
                   int64_t count) {
  for (int64_t h = known; h < horizon; h++)
    for (int64_t k = 0; k < count; k++) {
      double from = known ? width[(known - 1) * count + k] : -cpw_math_log(1.0 - shares[k]);
      width[h * count + k] = from * three_quarters((double)(h + 1) / (double)(known ? known : 1));
    }
}

static void fill_pool(cpwi_pool *pool, const cpwi_model *m, int64_t origin, int64_t p,
                      const double *shares, int64_t count, double *errors) {
  double *width = pool->width + p * m->horizon * count;
  int64_t known = 0;
  while (known < m->horizon) {
    int64_t n = gather(pool, m, origin, p, known + 1, errors);
    if (n < LEAST_ERRORS) break;
    for (int64_t k = 0; k < count; k++) {
      double found = shares[k] > 0.0 ? quantile_of(errors, n, shares[k]) : 0.0;
      double before = known ? width[(known - 1) * count + k] : 0.0;
      width[known * count + k] = found > before ? found : before; /* never narrower later */
    }
    known++;
  }
  pool->known[p] = known;
  extend(width, known, m->horizon, shares, count);
}

int32_t cpwi_pool_init(cpwi_pool *pool, const cpwi_model *m, int64_t origin, const double *shares,
                       int64_t count) {
  memset(pool, 0, sizeof *pool);
  const cpw_allocator *a = m->allocator;
  pool->of = cpwi_alloc(a, (size_t)m->series.lists, sizeof *pool->of);
  if (!pool->of || cpwi_pool_lists(m, origin, pool->of, &pool->pools) != CPW_OK) return CPW_ENOMEM;
  double *errors = cpwi_alloc(a, (size_t)m->series.lists * (size_t)(origin + 1), sizeof *errors);
  pool->known = cpwi_alloc_zero(a, (size_t)pool->pools, sizeof *pool->known);
  pool->width = cpwi_alloc(a, (size_t)(pool->pools * m->horizon * count), sizeof *pool->width);
  int fine = errors && pool->known && pool->width;
  for (int64_t p = 0; p < pool->pools && fine; p++)
    fill_pool(pool, m, origin, p, shares, count, errors);
  cpwi_release(a, errors);
  return fine ? CPW_OK : CPW_ENOMEM;
}

void cpwi_pool_free(cpwi_pool *pool, const cpw_allocator *allocator) {
  cpwi_release(allocator, pool->of);
  cpwi_release(allocator, pool->known);
  cpwi_release(allocator, pool->width);
}
