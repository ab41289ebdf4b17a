/* The factors of a basis: solving with it, with its transpose, and exchanging one column.
 * Source: sparse LU by columns with threshold pivoting (Gilbert and Peierls 1988), product form of the
 * inverse for exchanges (Dantzig and Orchard-Hays 1954).
 * Leaves the order of columns and pivots to factor_make.c. */
#include "linear/internal.h"

#include <string.h>

int cpwi_sparse_add(cpwi_sparse *s, int64_t index, double value, const cpw_allocator *allocator) {
  if (s->count == s->room) {
    int64_t room = s->room ? 2 * s->room : 64;
    int64_t *indices = cpwi_grow(allocator, s->index, (size_t)room, sizeof *indices);
    if (!indices) return 0;
    s->index = indices;
    double *values = cpwi_grow(allocator, s->value, (size_t)room, sizeof *values);
    if (!values) return 0;
    s->value = values;
    s->room = room;
  }
  s->index[s->count] = index;
  s->value[s->count++] = value;
  return 1;
}

int32_t cpwi_factor_new(cpwi_factor *f, int64_t m, const cpw_allocator *allocator) {
  size_t rows = (size_t)m;
  memset(f, 0, sizeof *f);
  f->m = m;
  int64_t *integers =
      cpwi_alloc_zero(allocator, 5 * rows + 3 + 2 * CPWI_LINEAR_ETAS + 1, sizeof *integers);
  f->diagonal = cpwi_alloc_zero(allocator, rows + CPWI_LINEAR_ETAS, sizeof *f->diagonal);
  f->pivot = integers;
  if (!integers || !f->diagonal) return CPW_ENOMEM;
  f->eta_pivot = f->diagonal + rows;
  f->lower_row = integers + rows;
  f->lower.start = f->lower_row + rows;
  f->upper.start = f->lower.start + rows + 1;
  f->across.start = f->upper.start + rows + 1;
  f->etas.start = f->across.start + rows + 1;
  f->eta_row = f->etas.start + CPWI_LINEAR_ETAS + 1;
  return CPW_OK;
}

void cpwi_factor_free(cpwi_factor *f, const cpw_allocator *allocator) {
  cpwi_sparse *const parts[] = {&f->lower, &f->upper, &f->across, &f->etas};
  for (int i = 0; i < 4; i++) {
    if (parts[i]->index) cpwi_release(allocator, parts[i]->index);
    if (parts[i]->value) cpwi_release(allocator, parts[i]->value);
  }
  if (f->pivot) cpwi_release(allocator, f->pivot);
  if (f->diagonal) cpwi_release(allocator, f->diagonal);
}

void cpwi_factor_forward(const cpwi_factor *f, double *x) {
  const cpwi_sparse *l = &f->lower, *u = &f->upper, *e = &f->etas;
  for (int64_t k = 0; k < f->lower_pivots; k++) {
    double t = x[f->lower_row[k]];
    if (t == 0.0) continue;
    for (int64_t p = l->start[k]; p < l->start[k + 1]; p++)
      x[l->index[p]] -= t * l->value[p];
  }
  for (int64_t k = f->m - 1; k >= 0; k--) {
    double t = x[f->pivot[k]];
    if (t == 0.0) continue;
    t /= f->diagonal[k];
    x[f->pivot[k]] = t;
    for (int64_t p = u->start[k]; p < u->start[k + 1]; p++)
      x[u->index[p]] -= t * u->value[p];
  }
  for (int64_t k = 0; k < f->exchanges; k++) {
    double t = x[f->eta_row[k]];
    if (t == 0.0) continue;
    t /= f->eta_pivot[k];
    x[f->eta_row[k]] = t;
    for (int64_t p = e->start[k]; p < e->start[k + 1]; p++)
      x[e->index[p]] -= t * e->value[p];
  }
}

void cpwi_factor_backward(const cpwi_factor *f, double *x) {
  const cpwi_sparse *l = &f->lower, *u = &f->across, *e = &f->etas;
  for (int64_t k = f->exchanges - 1; k >= 0; k--) {
    double t = x[f->eta_row[k]];
    for (int64_t p = e->start[k]; p < e->start[k + 1]; p++)
      t -= x[e->index[p]] * e->value[p];
    x[f->eta_row[k]] = t / f->eta_pivot[k];
  }
  for (int64_t k = 0; k < f->m; k++) {
    double t = x[f->pivot[k]];
    if (t == 0.0) continue;
    t /= f->diagonal[k];
    x[f->pivot[k]] = t;
    for (int64_t p = u->start[k]; p < u->start[k + 1]; p++)
      x[u->index[p]] -= t * u->value[p];
  }
  for (int64_t k = f->lower_pivots - 1; k >= 0; k--) {
    double t = x[f->lower_row[k]];
    for (int64_t p = l->start[k]; p < l->start[k + 1]; p++)
      t -= x[l->index[p]] * l->value[p];
    x[f->lower_row[k]] = t;
  }
}

int32_t cpwi_factor_exchange(cpwi_factor *f, int64_t row, const double *alpha,
                             const cpw_allocator *allocator) {
  for (int64_t i = 0; i < f->m; i++)
    if (i != row && fabs(alpha[i]) > 1e-14 && !cpwi_sparse_add(&f->etas, i, alpha[i], allocator))
      return CPW_ENOMEM;
  f->eta_row[f->exchanges] = row;
  f->eta_pivot[f->exchanges] = alpha[row];
  f->etas.start[++f->exchanges] = f->etas.count;
  return CPW_OK;
}
