/* What a change makes of a list: figures of two simulations subtracted replication by replication.
 * Source: paired differences under common random numbers (Law, Simulation Modeling and Analysis, 2015,
 * 10.2 and 11.2). Leaves means and intervals to summary.c. */
#include "patients/internal.h"

#include <stdio.h>
#include <string.h>

#define WHERE "cpw_patients_difference"

static const cpw_array *path_of(const cpw_result *result, const char *figure) {
  char name[64];
  snprintf(name, sizeof name, "%s_path", figure);
  return cpw_result_find(result, name);
}

static int same_labels(const cpw_dimension *a, const cpw_dimension *b) {
  if (strcmp(a->name, b->name) != 0 || a->length != b->length || a->coordinates != b->coordinates)
    return 0;
  for (int64_t k = 0; k < a->coordinates; k++)
    for (int64_t i = 0; i < a->length; i++)
      if (strcmp(a->coordinate_labels[k][i], b->coordinate_labels[k][i]) != 0) return 0;
  return 1;
}

static int32_t check_same(const cpw_array *a, const cpw_array *b, cpw_error *err) {
  for (int64_t d = 0; d < a->dimensions; d++)
    if (a->dimensions != b->dimensions || !same_labels(a->dimension[d], b->dimension[d]))
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                       "base and changed must have the same replications, classes, groups and "
                       "limits: their dimension %s differs",
                       a->dimension[d]->name);
  return CPW_OK;
}

static int32_t check_kept(const cpw_result *base, const cpw_result *changed, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < CPWI_FIGURES && status == CPW_OK; k++) {
    const cpw_array *a = path_of(base, CPWI_FIGURE[k].name);
    const cpw_array *b = path_of(changed, CPWI_FIGURE[k].name);
    if (!a || !b)
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s was not kept: simulate it with options.keep",
                       a ? "changed" : "base");
    status = check_same(a, b, err);
  }
  return status;
}

static int32_t add_arrays(cpw_result *result, const cpw_result *base, double level,
                          cpw_error *err) {
  const cpw_array *within = cpw_result_find(base, "within");
  double *memory[3];
  const cpwi_column columns[] = {
      {"level", "", "of the intervals", "", &memory[0]},
      {"precision", "share", "half-width of the interval of wait_mean, of that mean", "",
       &memory[1]},
      {"precision_asked", "share", "none was asked for", "", &memory[2]},
  };
  int32_t status = CPW_OK;
  for (int d = 0; d < 2 && status == CPW_OK; d++)
    status = cpwi_add_labelled(result, within->dimension[d]->name, within->dimension[d]->length,
                               within->dimension[d], 0, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, columns, 3, CPW_MERGE_SAME, err);
  if (status != CPW_OK) return status;
  *memory[0] = level;
  return cpwi_add_figures(result, 0, CPW_MERGE_SAME, err);
}

/* One figure's differences in place of a ledger's. */
static int32_t subtract(cpwi_ledger *l, int k, const cpw_result *base, const cpw_result *changed,
                        const cpw_allocator *allocator, cpw_error *err) {
  const cpw_array *a = path_of(base, CPWI_FIGURE[k].name);
  const cpw_array *b = path_of(changed, CPWI_FIGURE[k].name);
  int64_t replications = a->dimension[0]->length;
  l->size[k] = a->size / replications;
  l->base[k] = cpwi_alloc(allocator, (size_t)a->size, sizeof(double));
  if (!l->base[k])
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld differences",
                     (long long)a->size);
  for (int64_t i = 0; i < a->size; i++)
    l->base[k][i] = b->real[i] - a->real[i];
  return CPW_OK;
}

static int32_t fill(cpw_result *result, const cpw_result *base, const cpw_result *changed,
                    double level, const cpw_allocator *allocator, cpw_error *err) {
  cpwi_ledger l;
  memset(&l, 0, sizeof l);
  int64_t replications = path_of(base, "wait_mean")->dimension[0]->length;
  int32_t status = add_arrays(result, base, level, err);
  for (int k = 0; k < CPWI_FIGURES && status == CPW_OK; k++)
    status = subtract(&l, k, base, changed, allocator, err);
  if (status == CPW_OK) status = cpwi_summarise_figures(result, &l, replications, 1, err);
  for (int k = 0; k < CPWI_FIGURES; k++)
    cpwi_release(allocator, l.base[k]);
  return status;
}

int32_t cpw_patients_difference(const cpw_result *base, const cpw_result *changed, double level,
                                const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  cpw_result *result = NULL;
  if (!base || !changed || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "base, changed and out must be given");
  if (!(level > 0.0 && level < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "level = %s must be between 0 and 1",
                     cpwi_number(level).text);
  int32_t status = check_kept(base, changed, err);
  if (status == CPW_OK) status = cpw_result_new(allocator, &result, err);
  if (status == CPW_OK) status = fill(result, base, changed, level, allocator, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
