/* What a change makes of a network: figures of two simulations subtracted replication by replication.
 * Source: paired differences under common random numbers (Law, Simulation Modeling and Analysis, 2015, 10.2 and
 * 11.2). Leaves means and intervals to summary.c. */
#include "pathway_events/result.h"

#define WHERE "cpw_pathway_difference"

static const cpw_array *path_of(const cpw_result *result, int k) {
  return cpw_result_find(result, cpwi_suffixed(CPWI_NAMED[k].name, "_path").text);
}

static int same_labels(const cpw_dimension *a, const cpw_dimension *b) {
  if (a->length != b->length || a->coordinates != b->coordinates) return 0;
  for (int64_t k = 0; k < a->coordinates; k++)
    for (int64_t i = 0; i < a->length; i++)
      if (strcmp(a->coordinate_labels[k][i], b->coordinate_labels[k][i]) != 0) return 0;
  return 1;
}

static int32_t check_same(const cpw_array *a, const cpw_array *b, cpw_error *err) {
  for (int64_t d = 0; d < a->dimensions; d++)
    if (!same_labels(a->dimension[d], b->dimension[d]))
      return cpwi_fail(
          err, CPW_EINVAL, -1, WHERE,
          "base and changed must have the same replications, stages, groups, exits and "
          "pools: their dimension %s differs",
          a->dimension[d]->name);
  return CPW_OK;
}

static int32_t check_kept(const cpw_result *base, const cpw_result *changed, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < CPWI_GS && status == CPW_OK; k++) {
    const cpw_array *a = path_of(base, k), *b = path_of(changed, k);
    int of_pools = strcmp(CPWI_NAMED[k].dimensions, "pool") == 0;
    if (!a && !b && of_pools && k != CPWI_G_EVENTS) continue;
    if ((!a || !b) && of_pools)
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s has no pools", a ? "changed" : "base");
    if (!a || !b)
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s was not kept: simulate it with options.keep",
                       a ? "changed" : "base");
    status = check_same(a, b, err);
  }
  return status;
}

static int32_t add_dimension(cpw_result *result, const cpw_dimension *d, cpw_error *err) {
  return cpw_result_add_dimension(result, d->name, d->length, d->coordinate_labels[0], err);
}

static int32_t add_arrays(cpw_result *result, const cpw_result *base, double level,
                          cpw_error *err) {
  const cpw_array *wait = cpw_result_find(base, "wait_mean");
  const cpw_array *pool = cpw_result_find(base, "pool_used");
  void *memory;
  int32_t status = add_dimension(result, wait->dimension[0], err);
  if (status == CPW_OK) status = add_dimension(result, wait->dimension[1], err);
  if (status == CPW_OK)
    status = add_dimension(result, cpw_result_find(base, "exit_rate")->dimension[0], err);
  if (status == CPW_OK && pool) status = add_dimension(result, pool->dimension[0], err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "level", "", "of the intervals", "", CPW_DOUBLE,
                                  CPW_MERGE_SAME, &memory, err);
  if (status != CPW_OK) return status;
  memcpy(memory, &level, sizeof level);
  return cpwi_add_named(result, pool ? 1 : 0, 0, CPW_MERGE_SAME, err);
}

static int32_t subtract(cpw_result *result, int k, const cpw_result *base,
                        const cpw_result *changed, double level, const cpw_allocator *allocator,
                        cpw_error *err) {
  const cpw_array *a = path_of(base, k), *b = path_of(changed, k);
  if (!a) return CPW_OK;
  int64_t replications = a->dimension[0]->length, size = a->size / replications;
  cpwi_spread *s = cpwi_alloc_zero(allocator, (size_t)size, sizeof *s);
  if (!s)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld differences", (long long)size);
  for (int64_t r = 0; r < replications; r++)
    for (int64_t i = 0; i < size; i++) {
      double difference = b->real[r * size + i] - a->real[r * size + i];
      cpwi_spread_add(&s[i], &difference, 1);
    }
  cpwi_put_spread(result, CPWI_NAMED[k].name, s, size, level);
  cpwi_release(allocator, s);
  return CPW_OK;
}

int32_t cpw_pathway_difference(const cpw_result *base, const cpw_result *changed, double level,
                               const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  cpw_result *result = NULL;
  if (!base || !changed || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "base, changed and out must be given");
  if (!(level > 0.0 && level < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "level = %s must be between 0 and 1",
                     cpwi_number(level).text);
  int32_t status = check_kept(base, changed, err);
  if (status == CPW_OK) status = cpw_result_new(allocator, &result, err);
  if (status == CPW_OK) status = add_arrays(result, base, level, err);
  for (int k = 0; k < CPWI_GS && status == CPW_OK; k++)
    status = subtract(result, k, base, changed, level, allocator, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
