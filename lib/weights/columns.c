/* Data checked and turned to lie column by column.
 * Source: the rules in carepath/weights.h.
 * Leaves sums over columns to sums.c, the methods to files of their own. */
#include "weights/internal.h"

#define BLOCK 1024 /* rows at a time */

/* ---------------------------------------------------------------- checks -------------------- */

static const char *sign_rule(int32_t method) {
  switch (method) {
  case CPW_WEIGHTS_ENTROPY:
    return "must be >= 0 for entropy weights";
  case CPW_WEIGHTS_GINI:
    return "must be >= 0 for Gini weights";
  case CPW_WEIGHTS_ANGLE:
    return "must be >= 0 for angle weights";
  case CPW_WEIGHTS_MEREC:
    return "must be > 0 for MEREC weights";
  default:
    return "must be finite";
  }
}

/* The first number of a row that breaks a rule; -1: none does. */
static int64_t find_bad(const double *row, int64_t columns, int32_t method) {
  int any_sign =
      method == CPW_WEIGHTS_CRITIC || method == CPW_WEIGHTS_SD || method == CPW_WEIGHTS_VARIANCE;
  for (int64_t j = 0; j < columns; j++) {
    int fine = isfinite(row[j]) && (any_sign || row[j] >= 0.0) &&
               (method != CPW_WEIGHTS_MEREC || row[j] > 0.0);
    if (!fine) return j;
  }
  return -1;
}

static int32_t fail_cell(const cpwi_columns *c, int64_t i, int64_t j, double x, cpw_error *err) {
  const char *rule = isfinite(x) ? sign_rule(c->options.method) : "must be finite";
  return cpwi_fail(err, CPW_EDOMAIN, i * c->columns + j, CPWI_OBJECTIVE, "x[%lld][%lld] = %s %s",
                   (long long)i, (long long)j, cpwi_number(x).text, rule);
}

/* ---------------------------------------------------------------- turning ------------------- */

typedef struct turn {
  cpwi_columns *c;
  const double *x;
} turn;

static int32_t turn_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const turn *t = context;
  int64_t columns = t->c->columns, rows = t->c->rows;
  for (int64_t i = first; i < last; i++) {
    const double *row = t->x + i * columns;
    int64_t bad = find_bad(row, columns, t->c->options.method);
    if (bad >= 0) return fail_cell(t->c, i, bad, row[bad], err);
  }
  for (int64_t j = 0; j < columns; j++)
    for (int64_t i = first; i < last; i++)
      t->c->value[j * rows + i] = t->x[i * columns + j];
  return CPW_OK;
}

static int32_t find_range(cpwi_columns *c, int64_t j, cpw_error *err) {
  const double *x = cpwi_column(c, j);
  double low = x[0], high = x[0];
  for (int64_t i = 1; i < c->rows; i++) {
    low = x[i] < low ? x[i] : low;
    high = x[i] > high ? x[i] : high;
  }
  c->low[j] = low;
  c->high[j] = high;
  c->varying += low < high;
  if (isfinite(high - low)) return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, j, CPWI_OBJECTIVE,
                   "the range of column %lld of x is too large", (long long)j);
}

int32_t cpwi_columns_take(const double *x, cpwi_columns *c, cpw_error *err) {
  const cpw_allocator *a = c->options.allocator;
  int64_t cells = 0;
  int32_t status =
      cpwi_weights_cells(c->rows, c->columns, "rows", "columns", &cells, CPWI_OBJECTIVE, err);
  if (status != CPW_OK) return status;
  c->value = cpwi_weights_memory(a, cells, sizeof *c->value, CPWI_OBJECTIVE, err);
  if (!c->value) return CPW_ENOMEM;
  c->low = cpwi_weights_memory(a, c->columns, 2 * sizeof *c->low, CPWI_OBJECTIVE, err);
  if (!c->low) return CPW_ENOMEM;
  c->high = c->low + c->columns;
  turn t = {c, x};
  status = cpwi_parallel(&c->run, c->rows, BLOCK, turn_rows, &t, CPWI_OBJECTIVE, err);
  for (int64_t j = 0; j < c->columns && status == CPW_OK; j++)
    status = find_range(c, j, err);
  return status;
}

void cpwi_columns_free(cpwi_columns *c) {
  cpwi_release(c->options.allocator, c->value);
  cpwi_release(c->options.allocator, c->low);
}
