/* What may be published of a table of counts.
 * Source: the rules in carepath/disclosure.h. Leaves the search for further cells to cycle.c, bounds to
 * bounds.c. */
#include "disclosure/internal.h"

#include <string.h>

typedef struct published {
  double *cells, *row_total, *column_total, *total, *lower, *upper;
  int64_t *reason, *row_reason, *column_reason, *total_reason;
  int64_t *small, *zero, *secondary, *totals, *exposed;
} published;

/* ---------------------------------------------------------------- what is withheld ---------- */

/* A single row's totals by column are the row itself, and so with a single column. */
static void withhold_primary(cpwi_bordered *b, const cpw_disclosure_options *o) {
  int64_t rows = b->rows - 1, columns = b->columns - 1;
  int single = rows == 1 || columns == 1;
  for (int64_t i = 0; i < b->rows; i++)
    for (int64_t j = 0; j < b->columns; j++) {
      int64_t at = i * b->columns + j;
      int last_row = i == rows, last_column = j == columns;
      int asked = last_row && last_column ? o->grand_total
                  : last_column           ? o->row_totals && !single
                  : last_row              ? o->column_totals && !single
                                          : 1;
      b->reason[at] =
          asked ? cpwi_disclosure_primary(o, b->value[at]) : CPW_DISCLOSURE_NOT_PUBLISHED;
    }
}

static int32_t withhold_more(cpwi_bordered *b, const char *where, cpw_error *err) {
  int64_t cells = b->rows * b->columns;
  int32_t *safe = cpwi_alloc_zero(b->allocator, (size_t)cells, sizeof *safe);
  if (!safe)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld cells", (long long)cells);
  for (int64_t at = 0; at < cells; at++) {
    int64_t why = b->reason[at];
    if ((why == CPW_DISCLOSURE_SMALL || why == CPW_DISCLOSURE_ZERO) && !safe[at])
      cpwi_protect(b, at / b->columns, at % b->columns, safe);
  }
  cpwi_release(b->allocator, safe);
  return CPW_OK;
}

static int32_t set_bounds(cpwi_bordered *b, const published *p, const char *where, cpw_error *err) {
  int64_t rows = b->rows - 1, columns = b->columns - 1;
  int32_t status = cpwi_bordered_list(b, where, err);
  if (status != CPW_OK) return status;
  int64_t *flow = cpwi_alloc_zero(b->allocator, (size_t)(b->rows * b->columns), sizeof *flow);
  if (!flow) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the flows");
  *p->exposed = 0;
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++) {
      int64_t at = i * b->columns + j, to = i * columns + j, down = 0, up = 0;
      if (b->reason[at] != CPW_DISCLOSURE_SHOWN) {
        cpwi_reach(b, i, j, flow, &down, &up);
        *p->exposed += down == 0 && up == 0;
      }
      p->lower[to] = (double)(b->value[at] - down);
      p->upper[to] = up == CPWI_NO_BOUND ? (double)INFINITY : (double)(b->value[at] + up);
    }
  cpwi_release(b->allocator, flow);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the result ---------------- */

static void show(const cpwi_bordered *b, const cpw_disclosure_options *o, int64_t at, double *value,
                 int64_t *reason) {
  *reason = b->reason[at];
  *value = *reason == CPW_DISCLOSURE_SHOWN ? (double)cpwi_disclosure_round(o, b->value[at], at)
                                           : CPWI_NAN;
}

static void write_cells(const cpwi_bordered *b, const cpw_disclosure_options *o,
                        const published *p) {
  int64_t rows = b->rows - 1, columns = b->columns - 1;
  for (int64_t i = 0; i < b->rows; i++)
    for (int64_t j = 0; j < b->columns; j++) {
      int64_t at = i * b->columns + j, why = b->reason[at];
      int total = i == rows || j == columns;
      if (total && why != CPW_DISCLOSURE_SHOWN && why != CPW_DISCLOSURE_NOT_PUBLISHED) {
        ++*p->totals;
      } else if (!total) {
        *p->small += why == CPW_DISCLOSURE_SMALL;
        *p->zero += why == CPW_DISCLOSURE_ZERO;
        *p->secondary += why == CPW_DISCLOSURE_SECONDARY;
      }
      if (i < rows && j < columns)
        show(b, o, at, &p->cells[i * columns + j], &p->reason[i * columns + j]);
      else if (i < rows)
        show(b, o, at, &p->row_total[i], &p->row_reason[i]);
      else if (j < columns)
        show(b, o, at, &p->column_total[j], &p->column_reason[j]);
      else
        show(b, o, at, p->total, p->total_reason);
    }
}

typedef struct column {
  const char *name, *description, *dimensions;
  void *to;
} column;

static int32_t add_columns(cpw_result *result, const column *columns, int64_t count, int32_t type,
                           cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < count && status == CPW_OK; i++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, columns[i].name, "people", columns[i].description,
                                  columns[i].dimensions, type, CPW_MERGE_SAME, &memory, err);
    if (type == CPW_DOUBLE)
      *(double **)columns[i].to = memory;
    else
      *(int64_t **)columns[i].to = memory;
  }
  return status;
}

static int32_t add_arrays(cpw_result *result, published *p, cpw_error *err) {
  const column reals[] = {
      {"published", "rounded counts, none where withheld", "row column", &p->cells},
      {"row_total", "rounded totals of the rows", "row", &p->row_total},
      {"column_total", "rounded totals of the columns", "column", &p->column_total},
      {"total", "rounded total", "", &p->total},
      {"bound_lower", "the least that a reader must allow for", "row column", &p->lower},
      {"bound_upper", "the most that a reader must allow for", "row column", &p->upper},
  };
  const column integers[] = {
      {"reason", "0 shown, 1 small, 2 zero, 3 so that none can be worked out, 5 not asked for",
       "row column", &p->reason},
      {"row_reason", "of the totals of the rows", "row", &p->row_reason},
      {"column_reason", "of the totals of the columns", "column", &p->column_reason},
      {"total_reason", "of the total", "", &p->total_reason},
      {"withheld_small", "cells", "", &p->small},
      {"withheld_zero", "cells", "", &p->zero},
      {"withheld_secondary", "cells", "", &p->secondary},
      {"withheld_totals", "totals", "", &p->totals},
      {"exposed", "withheld cells with one possible value", "", &p->exposed},
  };
  int32_t status = add_columns(result, reals, 6, CPW_DOUBLE, err);
  return status == CPW_OK ? add_columns(result, integers, 9, CPW_INT64, err) : status;
}

static int32_t build(cpwi_bordered *b, const cpw_disclosure_options *o, cpw_result *result,
                     const char *where, cpw_error *err) {
  published p;
  memset(&p, 0, sizeof p);
  int64_t rows = b->rows - 1, columns = b->columns - 1;
  int32_t status = cpw_result_add_dimension(result, "row", rows, o->rows, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "column", columns, o->columns, err);
  if (status == CPW_OK) status = add_arrays(result, &p, err);
  if (status != CPW_OK) return status;
  write_cells(b, o, &p);
  if (o->bounds) return set_bounds(b, &p, where, err);
  *p.exposed = -1;
  for (int64_t i = 0; i < rows * columns; i++)
    p.lower[i] = p.upper[i] = CPWI_NAN;
  return CPW_OK;
}

int32_t cpw_disclosure_table(const int64_t *count, int64_t rows, int64_t columns,
                             const cpw_disclosure_options *options, cpw_result **out,
                             cpw_error *err) {
  if (!count || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", count ? "out" : "count");
  if (rows < 1 || columns < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s = %lld must be >= 1",
                     rows < 1 ? "rows" : "columns", (long long)(rows < 1 ? rows : columns));
  cpw_disclosure_options o;
  cpwi_bordered b;
  cpw_result *result = NULL;
  int32_t status = cpwi_disclosure_take(&o, options, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_bordered_new(&b, count, rows, columns, o.allocator, __func__, err);
  b.floor = o.zeros ? 0 : 1;
  if (status == CPW_OK) withhold_primary(&b, &o);
  if (status == CPW_OK && o.secondary) status = withhold_more(&b, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(o.allocator, &result, err);
  if (status == CPW_OK) status = build(&b, &o, result, __func__, err);
  cpwi_bordered_free(&b);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
