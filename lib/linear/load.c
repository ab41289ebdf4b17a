/* A programme as it is solved: by columns and by rows, entries of one place added, rows as variables.
 * Source: standard computational form A x - s = 0, s the activities of the rows (Maros 2003, ch. 1).
 * Leaves the checks to options.c, the scaling to scale.c. */
#include "linear/internal.h"

#include <string.h>

/* All of the arrays lie in three blocks. */
static int32_t allocate(cpwi_linear *lp, int64_t entries, const char *where, cpw_error *err) {
  size_t m = (size_t)lp->m, n = (size_t)lp->n, total = m + n, e = (size_t)entries;
  lp->reals = cpwi_alloc_zero(lp->allocator, 2 * e + 11 * total + 6 * m + 8, sizeof *lp->reals);
  lp->integers =
      cpwi_alloc_zero(lp->allocator, 2 * e + n + 4 * m + total + 8, sizeof *lp->integers);
  lp->smalls = cpwi_alloc_zero(lp->allocator, 3 * total + 1, sizeof *lp->smalls);
  int32_t status = CPW_ENOMEM;
  if (lp->reals && lp->integers && lp->smalls)
    status = cpwi_factor_new(&lp->factor, lp->m, lp->allocator);
  if (status != CPW_OK)
    return cpwi_fail(err, CPW_ENOMEM, -1, where,
                     "no memory for %lld rows, %lld columns and %lld entries", (long long)lp->m,
                     (long long)lp->n, (long long)entries);
  double *r = lp->reals;
  double **const of_total[] = {&lp->cost,       &lp->lower,  &lp->upper, &lp->true_lower,
                               &lp->true_upper, &lp->scale,  &lp->x,     &lp->size,
                               &lp->d,          &lp->weight, &lp->across};
  for (size_t i = 0; i < sizeof of_total / sizeof *of_total; i++, r += total)
    *of_total[i] = r;
  double **const of_rows[] = {&lp->alpha, &lp->rho, &lp->y, &lp->work};
  for (size_t i = 0; i < sizeof of_rows / sizeof *of_rows; i++, r += m)
    *of_rows[i] = r;
  lp->point = r;
  lp->value = lp->point + 2 * m + 2;
  lp->across_value = lp->value + e;
  lp->start = lp->integers;
  lp->row = lp->start + n + 1;
  lp->across_start = lp->row + e;
  lp->across_column = lp->across_start + m + 1;
  lp->head = lp->across_column + e;
  lp->touched = lp->head + m;
  lp->point_row = lp->touched + total;
  lp->status = lp->smalls;
  lp->banned = lp->status + total;
  lp->mark = lp->banned + total;
  return CPW_OK;
}

/* Entries by columns: counted, put down in the order they come in, then those of one place added. */
static void load_columns(cpwi_linear *lp, const cpw_linear_program *p) {
  int64_t *start = lp->start, kept = 0;
  if (p->start) {
    memcpy(start, p->start, (size_t)(lp->n + 1) * sizeof *start);
    for (int64_t k = 0; k < p->entries; k++) {
      lp->row[k] = p->row[k];
      lp->value[k] = p->value[k];
    }
  } else {
    for (int64_t k = 0; k < p->entries; k++)
      start[p->column[k] + 1]++;
    for (int64_t j = 0; j < lp->n; j++)
      start[j + 1] += start[j];
    for (int64_t k = 0; k < p->entries; k++) {
      int64_t at = start[p->column[k]]++;
      lp->row[at] = p->row[k];
      lp->value[at] = p->value[k];
    }
    for (int64_t j = lp->n; j > 0; j--)
      start[j] = start[j - 1];
    start[0] = 0;
  }
  for (int64_t j = 0; j < lp->n; j++) {
    int64_t first = kept, from = start[j], to = start[j + 1];
    start[j] = kept;
    for (int64_t k = from; k < to; k++) {
      int64_t i = lp->row[k], seen = lp->touched[i] - 1; /* where row i stands in this column */
      if (seen >= first && seen < kept && lp->row[seen] == i) {
        lp->value[seen] += lp->value[k];
      } else if (lp->value[k] != 0.0) {
        lp->row[kept] = i;
        lp->value[kept] = lp->value[k];
        lp->touched[i] = ++kept;
      }
    }
  }
  start[lp->n] = kept;
}

static void load_rows(cpwi_linear *lp) {
  int64_t *start = lp->across_start;
  for (int64_t k = 0; k < lp->start[lp->n]; k++)
    start[lp->row[k] + 1]++;
  for (int64_t i = 0; i < lp->m; i++)
    start[i + 1] += start[i];
  memcpy(lp->touched, start, (size_t)lp->m * sizeof *start);
  for (int64_t j = 0; j < lp->n; j++)
    for (int64_t k = lp->start[j]; k < lp->start[j + 1]; k++) {
      int64_t at = lp->touched[lp->row[k]]++;
      lp->across_column[at] = j;
      lp->across_value[at] = lp->value[k];
    }
}

static void load_bounds(cpwi_linear *lp, const cpw_linear_program *p) {
  double infinity = (double)INFINITY;
  lp->crossing = -1;
  for (int64_t j = 0; j < lp->total; j++) {
    int is_row = j >= lp->n;
    int64_t i = is_row ? j - lp->n : j;
    const double *lower = is_row ? p->row_lower : p->column_lower;
    const double *upper = is_row ? p->row_upper : p->column_upper;
    lp->scale[j] = 1.0;
    lp->true_lower[j] = lower ? lower[i] : (is_row ? -infinity : 0.0);
    lp->true_upper[j] = upper ? upper[i] : infinity;
    lp->cost[j] = !is_row && p->cost ? lp->sign * p->cost[i] : 0.0;
    if (lp->crossing < 0 && lp->true_lower[j] > lp->true_upper[j]) lp->crossing = j;
  }
}

static int32_t usual_status(const cpwi_linear *lp, int64_t j) {
  if (lp->true_lower[j] > -(double)INFINITY) return CPW_LINEAR_AT_LOWER;
  return lp->true_upper[j] < (double)INFINITY ? CPW_LINEAR_AT_UPPER : CPW_LINEAR_FREE;
}

/* The caller's basis, or that of the rows. A status that has no bound becomes the one that has. */
static int32_t load_status(cpwi_linear *lp, const cpw_linear_options *o, const char *where,
                           cpw_error *err) {
  for (int64_t j = 0; j < lp->total; j++) {
    int is_row = j >= lp->n;
    int64_t i = is_row ? j - lp->n : j;
    const int32_t *given = is_row ? o->row_status : o->column_status;
    int32_t s = given ? given[i] : (is_row ? CPW_LINEAR_BASIC : usual_status(lp, j));
    if (s < CPW_LINEAR_AT_LOWER || s > CPW_LINEAR_FREE)
      return cpwi_fail(err, CPW_EINVAL, i, where, "options.%s_status[%lld] = %lld must be 0 to %d",
                       is_row ? "row" : "column", (long long)i, (long long)s, CPW_LINEAR_FREE);
    int wrong = (s == CPW_LINEAR_AT_LOWER && lp->true_lower[j] == -(double)INFINITY) ||
                (s == CPW_LINEAR_AT_UPPER && lp->true_upper[j] == (double)INFINITY) ||
                s == CPW_LINEAR_FREE;
    lp->status[j] = wrong ? usual_status(lp, j) : s;
  }
  return CPW_OK;
}

int32_t cpwi_linear_load(cpwi_linear *lp, const cpw_linear_program *program,
                         const cpw_linear_options *options, const char *where, cpw_error *err) {
  memset(lp, 0, sizeof *lp);
  lp->m = program->rows;
  lp->n = program->columns;
  lp->total = lp->m + lp->n;
  lp->sign = program->maximise ? -1.0 : 1.0;
  lp->offset = program->offset;
  lp->cost_scale = 1.0;
  lp->allocator = options->allocator;
  lp->run = options->run;
  lp->asked = options->tolerance;
  lp->unscaled = options->unscaled;
  lp->always_bland = options->bland;
  lp->limit = options->iterations ? options->iterations : 100 * lp->total + 10000;
  int32_t status = allocate(lp, program->entries, where, err);
  if (status != CPW_OK) return status;
  load_columns(lp, program);
  load_rows(lp);
  load_bounds(lp, program);
  status = load_status(lp, options, where, err);
  if (status == CPW_OK) cpwi_linear_scale(lp);
  return status;
}

void cpwi_linear_free(cpwi_linear *lp) {
  cpwi_factor_free(&lp->factor, lp->allocator);
  if (lp->reals) cpwi_release(lp->allocator, lp->reals);
  if (lp->integers) cpwi_release(lp->allocator, lp->integers);
  if (lp->smalls) cpwi_release(lp->allocator, lp->smalls);
}
