/* A linear programme that is put together row by row.
 * Source: none; a list of triplets.
 * Leaves solving to linear. */
#include "plans/internal.h"

#include <string.h>

/* Room for one more in arrays of doubles that grow together. */
static int32_t grow(const cpw_allocator *a, double **const *arrays, int count, int64_t *room,
                    int64_t used) {
  if (used < *room) return 1;
  int64_t more = *room ? 2 * *room : 64;
  for (int i = 0; i < count; i++) {
    double *larger = cpwi_grow(a, *arrays[i], (size_t)more, sizeof *larger);
    if (!larger) return 0;
    *arrays[i] = larger;
  }
  *room = more;
  return 1;
}

int64_t cpwi_plans_model_column(cpwi_plans_model *m, double lower, double upper, double cost) {
  double **const arrays[] = {&m->cost, &m->lower, &m->upper};
  if (m->failed || !grow(m->allocator, arrays, 3, &m->column_room, m->columns)) {
    m->failed = 1;
    return 0;
  }
  m->cost[m->columns] = cost;
  m->lower[m->columns] = lower;
  m->upper[m->columns] = upper;
  return m->columns++;
}

int64_t cpwi_plans_model_row(cpwi_plans_model *m, double lower, double upper) {
  double **const arrays[] = {&m->row_lower, &m->row_upper};
  if (m->failed || !grow(m->allocator, arrays, 2, &m->row_room, m->rows)) {
    m->failed = 1;
    return 0;
  }
  m->row_lower[m->rows] = lower;
  m->row_upper[m->rows] = upper;
  return m->rows++;
}

static int32_t grow_entries(cpwi_plans_model *m) {
  if (m->entries < m->entry_room) return 1;
  int64_t more = m->entry_room ? 2 * m->entry_room : 256;
  int64_t **const integers[] = {&m->row, &m->column};
  for (int i = 0; i < 2; i++) {
    int64_t *larger = cpwi_grow(m->allocator, *integers[i], (size_t)more, sizeof *larger);
    if (!larger) return 0;
    *integers[i] = larger;
  }
  double *values = cpwi_grow(m->allocator, m->value, (size_t)more, sizeof *values);
  if (!values) return 0;
  m->value = values;
  m->entry_room = more;
  return 1;
}

void cpwi_plans_model_add(cpwi_plans_model *m, int64_t row, int64_t column, double value) {
  if (value == 0.0 || m->failed) return;
  if (!grow_entries(m)) {
    m->failed = 1;
    return;
  }
  m->row[m->entries] = row;
  m->column[m->entries] = column;
  m->value[m->entries++] = value;
}

void cpwi_plans_model_free(cpwi_plans_model *m) {
  void *const blocks[] = {m->cost,      m->lower, m->upper, m->row_lower,
                          m->row_upper, m->value, m->row,   m->column};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    if (blocks[i]) cpwi_release(m->allocator, blocks[i]);
}

int32_t cpwi_plans_model_load(const cpwi_plans_model *m, int32_t maximise, const cpw_run *run,
                              cpwi_linear *lp, const char *where, cpw_error *err) {
  cpw_linear_program p;
  cpw_linear_options o;
  if (m->failed) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the linear programme");
  cpw_linear_program_init(&p);
  cpw_linear_options_init(&o);
  p.rows = m->rows;
  p.columns = m->columns;
  p.entries = m->entries;
  p.cost = m->cost;
  p.column_lower = m->lower;
  p.column_upper = m->upper;
  p.row_lower = m->row_lower;
  p.row_upper = m->row_upper;
  p.row = m->row;
  p.column = m->column;
  p.value = m->value;
  p.maximise = maximise;
  o.run = run;
  o.allocator = m->allocator;
  return cpwi_linear_load(lp, &p, &o, where, err);
}
