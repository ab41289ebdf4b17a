/* A table fitted to the sums of its rows and columns, as near to a seed as can be.
 * Source: iterative proportional fitting, Deming and Stephan, Ann. Math. Statist. 11:427 (1940); whether there is a
 * table at all by a greatest flow. Leaves the flow itself to flow.c. */
#include "carepath/apportion.h"
#include "footprint/internal.h"

#include <math.h>
#include <string.h>

/* rows and columns as whole numbers of this sum, for the flow */
#define STEPS (INT64_C(1) << 50)
#define NAMES 8

typedef struct fitting {
  cpw_footprint_margins m;
  const char *where;
  double *table, *column; /* (rows, columns) and (columns) sums wanted, scaled */
  double whole;
} fitting;

void cpw_footprint_margins_init_sized(cpw_footprint_margins *margins, size_t size) {
  cpw_footprint_margins m = {.struct_size = sizeof m, .tolerance = 1e-12, .most = 10000};
  cpwi_init_sized(margins, size, &m, sizeof m);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_numbers(const double *x, int64_t n, const char *name, const char *where,
                             cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    if (!(x[i] >= 0 && x[i] <= 1e300))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "margins.%s[%lld] = %s must be >= 0 and at most "
                       "1e300",
                       name, (long long)i, cpwi_number(x[i]).text);
  return CPW_OK;
}

static int32_t check_ids(const char *const *ids, int64_t n, const char *name, const char *where,
                         cpw_error *err) {
  for (int64_t i = 0; ids && i < n; i++)
    if (!ids[i])
      return cpwi_fail(err, CPW_EINVAL, i, where, "margins.%s[%lld] is NULL", name, (long long)i);
  return CPW_OK;
}

static int32_t check_margins(const fitting *k, int64_t *cells, cpw_error *err) {
  const cpw_footprint_margins *m = &k->m;
  int32_t status = CPW_OK;
  if (m->scale != 0 && m->scale != 1)
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "margins.scale = %d must be 0 or 1",
                     (int)m->scale);
  if (m->rows < 1 || m->columns < 1 || !cpwi_multiply(m->rows, m->columns, cells) ||
      *cells > INT64_MAX / 64)
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "margins of %lld rows and %lld columns",
                     (long long)m->rows, (long long)m->columns);
  if (!m->seed || !m->row || !m->column)
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "margins.%s is NULL",
                     !m->seed  ? "seed"
                     : !m->row ? "row"
                               : "column");
  if (!(m->tolerance >= 1e-15 && m->tolerance <= 0.1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, k->where, "margins.tolerance = %s must be 1e-15 to 0.1",
                     cpwi_number(m->tolerance).text);
  if (m->most < 1 || m->most > 1000000000)
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "margins.most = %lld must be 1 to 10^9",
                     (long long)m->most);
  status = check_numbers(m->seed, *cells, "seed", k->where, err);
  if (status == CPW_OK) status = check_numbers(m->row, m->rows, "row", k->where, err);
  if (status == CPW_OK) status = check_numbers(m->column, m->columns, "column", k->where, err);
  if (status == CPW_OK) status = check_ids(m->row_id, m->rows, "row_id", k->where, err);
  if (status == CPW_OK) status = check_ids(m->column_id, m->columns, "column_id", k->where, err);
  return status;
}

static double sum_of(const double *x, int64_t n, int64_t step) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++)
    cpw_exact_sum_add(&sum, x[i * step]);
  return cpw_exact_sum_value(&sum);
}

/* the whole, and column sums that agree with it */
static int32_t agree(fitting *k, cpw_error *err) {
  double columns = sum_of(k->m.column, k->m.columns, 1);
  k->whole = sum_of(k->m.row, k->m.rows, 1);
  if (!(k->whole <= 1e300 && columns <= 1e300))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, k->where, "the margins sum to more than 1e300");
  double differ = k->whole > columns ? k->whole - columns : columns - k->whole;
  double greater = k->whole > columns ? k->whole : columns;
  int same = differ <= 1e-9 * greater;
  if (!same && (!k->m.scale || !(k->whole > 0) || !(columns > 0)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, k->where,
                     "rows sum to %s and columns to %s: they must agree",
                     cpwi_number(k->whole).text, cpwi_number(columns).text);
  double factor = columns > 0 ? k->whole / columns : 1;
  for (int64_t j = 0; j < k->m.columns; j++)
    k->column[j] = k->m.column[j] * factor;
  return CPW_OK;
}

/* ---------------------------------------------------------------- is there a table? --------- */

/* Rows, columns and cells that may be other than 0: nodes 0 .. rows - 1, then columns, source, sink. */
static int64_t draw(const fitting *k, const int64_t *row, const int64_t *column,
                    cpwi_footnet *net) {
  int64_t rows = k->m.rows, columns = k->m.columns, source = rows + columns;
  for (int64_t i = 0; i < rows; i++)
    (void)cpwi_footnet_add(net, source, i, row[i]);
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++)
      if (k->m.seed[i * columns + j] > 0) (void)cpwi_footnet_add(net, i, rows + j, STEPS);
  for (int64_t j = 0; j < columns; j++)
    (void)cpwi_footnet_add(net, rows + j, source + 1, column[j]);
  return cpwi_footnet_flow(net, source, source + 1);
}

/* Rows from which the sink is out of reach sum to more than the columns open to them. */
static int32_t name_zeros(const fitting *k, cpwi_footnet *net, int64_t *mark, cpw_error *err) {
  char rows[128], columns[128];
  cpw_exact_sum need, room;
  cpw_exact_sum_init(&need);
  cpw_exact_sum_init(&room);
  cpwi_footnet_cut(net, k->m.rows + k->m.columns + 1);
  for (int64_t i = 0; i < k->m.rows; i++) {
    mark[i] = net->level[i] < 0 && k->m.row[i] > 0;
    if (mark[i]) cpw_exact_sum_add(&need, k->m.row[i]);
  }
  cpwi_footprint_list(rows, sizeof rows, k->m.row_id, mark, k->m.rows, NAMES);
  for (int64_t j = 0; j < k->m.columns; j++) {
    mark[j] = net->level[k->m.rows + j] < 0;
    if (mark[j]) cpw_exact_sum_add(&room, k->column[j]);
  }
  cpwi_footprint_list(columns, sizeof columns, k->m.column_id, mark, k->m.columns, NAMES);
  double wanted = cpw_exact_sum_value(&need), open = cpw_exact_sum_value(&room);
  return cpwi_fail(err, CPW_EDOMAIN, -1, k->where,
                   "rows %s sum to %s, the columns open to them (%s) to %s: %s too many", rows,
                   cpwi_number(wanted).text, columns[0] ? columns : "none", cpwi_number(open).text,
                   cpwi_number(wanted - open).text);
}

static int32_t find_table(const fitting *k, int64_t *row, int64_t *column, int64_t *mark,
                          cpw_error *err) {
  int64_t cells = k->m.rows * k->m.columns, room = 0;
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.allocator = k->m.allocator;
  int32_t status = cpw_apportion(STEPS, k->m.row, k->m.rows, &o, row, err);
  if (status == CPW_OK) status = cpw_apportion(STEPS, k->column, k->m.columns, &o, column, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < cells; i++)
    room += k->m.seed[i] > 0;
  cpwi_footnet net;
  if (!cpwi_footnet_begin(&net, k->m.rows + k->m.columns + 2, room + k->m.rows + k->m.columns,
                          k->m.allocator))
    status = cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld cells", (long long)cells);
  /* a step a row and column is rounding */
  if (status == CPW_OK && STEPS - draw(k, row, column, &net) > k->m.rows + k->m.columns)
    status = name_zeros(k, &net, mark, err);
  cpwi_footnet_end(&net);
  return status;
}

static int32_t check_zeros(const fitting *k, cpw_error *err) {
  const cpw_allocator *a = k->m.allocator;
  int64_t longest = k->m.rows > k->m.columns ? k->m.rows : k->m.columns;
  int64_t *row = cpwi_alloc(a, (size_t)k->m.rows, sizeof *row);
  int64_t *column = cpwi_alloc(a, (size_t)k->m.columns, sizeof *column);
  int64_t *mark = cpwi_alloc(a, (size_t)longest, sizeof *mark);
  int32_t status = row && column && mark
                       ? find_table(k, row, column, mark, err)
                       : cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld rows",
                                   (long long)k->m.rows);
  cpwi_release(a, row);
  cpwi_release(a, column);
  cpwi_release(a, mark);
  return status;
}

/* ---------------------------------------------------------------- the fit ------------------- */

/* One line brought to its sum; by how much it missed it. */
static double scale_line(double *x, int64_t n, int64_t step, double wanted) {
  double sum = sum_of(x, n, step), miss = sum > wanted ? sum - wanted : wanted - sum;
  double factor = sum > 0 ? wanted / sum : 0;
  if (sum != wanted)
    for (int64_t i = 0; i < n; i++)
      x[i * step] = x[i * step] / sum <= 1 ? x[i * step] * factor : wanted;
  return miss;
}

static double one_round(fitting *k) {
  double miss = 0;
  for (int64_t i = 0; i < k->m.rows; i++)
    (void)scale_line(k->table + i * k->m.columns, k->m.columns, 1, k->m.row[i]);
  for (int64_t j = 0; j < k->m.columns; j++)
    (void)scale_line(k->table + j, k->m.rows, k->m.columns, k->column[j]);
  for (int64_t i = 0; i < k->m.rows; i++) { /* columns fit now: rows say how far it is */
    double sum = sum_of(k->table + i * k->m.columns, k->m.columns, 1);
    double off = sum > k->m.row[i] ? sum - k->m.row[i] : k->m.row[i] - sum;
    if (off > miss) miss = off;
  }
  return miss;
}

static int32_t goes_on(const fitting *k, int64_t round, cpw_error *err) {
  const cpw_run *run = k->m.run;
  if (!run) return CPW_OK;
  int stop = run->cancel && cpwi_read_flag(run->cancel) != 0;
  if (!stop && run->progress && round % 64 == 0)
    stop = run->progress(run->progress_context, (double)round / (double)k->m.most) != 0;
  return stop ? cpwi_fail(err, CPW_ECANCELLED, -1, k->where, "cancelled by the caller") : CPW_OK;
}

static int32_t fit(fitting *k, cpw_footprint_fitted *f, cpw_error *err) {
  int32_t status = CPW_OK;
  double most = k->m.tolerance * k->whole, miss = (double)INFINITY;
  for (f->iterations = 0; f->iterations < k->m.most && miss > most; f->iterations++) {
    status = goes_on(k, f->iterations, err);
    if (status != CPW_OK) return status;
    miss = one_round(k);
  }
  f->outcome = miss <= most ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE;
  f->miss = k->whole > 0 ? miss / k->whole : 0;
  return status;
}

static int32_t fit_all(fitting *k, int64_t cells, double *table, cpw_footprint_fitted *fitted,
                       cpw_error *err) {
  cpw_footprint_fitted f = {.outcome = CPW_OUTCOME_OK};
  int32_t status = agree(k, err);
  if (status == CPW_OK && k->whole > 0) status = check_zeros(k, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < cells; i++)
    k->table[i] = k->whole > 0 ? k->m.seed[i] : 0;
  if (k->whole > 0) status = fit(k, &f, err);
  if (status != CPW_OK) return status;
  memcpy(table, k->table, (size_t)cells * sizeof *table);
  if (fitted) *fitted = f;
  return CPW_OK;
}

int32_t cpw_footprint_fit(const cpw_footprint_margins *margins, double *table,
                          cpw_footprint_fitted *fitted, cpw_error *err) {
  fitting k = {.where = __func__};
  int64_t cells = 0;
  if (!margins || !table)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", margins ? "table" : "margins");
  cpw_footprint_margins_init_sized(&k.m, sizeof k.m);
  int32_t status = cpwi_take_options(&k.m, sizeof k.m, margins, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(k.m.allocator, __func__, err);
  if (status == CPW_OK) status = check_margins(&k, &cells, err);
  if (status != CPW_OK) return status;
  k.table = cpwi_alloc(k.m.allocator, (size_t)cells, sizeof *k.table);
  k.column = cpwi_alloc(k.m.allocator, (size_t)k.m.columns, sizeof *k.column);
  status = k.table && k.column ? fit_all(&k, cells, table, fitted, err)
                               : cpwi_fail(err, CPW_ENOMEM, -1, __func__,
                                           "no memory for %lld cells", (long long)cells);
  cpwi_release(k.m.allocator, k.table);
  cpwi_release(k.m.allocator, k.column);
  return status;
}
