/* Columns of populations: sums, normalisation, groups, indices, targets and distances.
 * Source: NHS England, place-based allocation tool ((WP_p / GP_p) / (WP_i / GP_i)); sums exact (stats).
 * Leaves the blend of columns to blend.c. */
#include "capitation/internal.h"

#include <string.h>

int32_t cpwi_capitation_sum(const double *x, int64_t n, double *sum, const char *where,
                            cpw_error *err) {
  cpw_exact_sum s;
  cpw_exact_sum_init(&s);
  int32_t status = cpw_exact_sum_add_array(&s, x, n, err);
  if (status != CPW_OK) return status;
  double value = cpw_exact_sum_value(&s);
  if (!(fabs(value) <= 1.7976931348623157e308))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "a sum is beyond the largest number");
  *sum = value;
  return CPW_OK;
}

int32_t cpwi_capitation_check(const double *x, int64_t n, int32_t some, const char *what,
                              const char *where, cpw_error *err) {
  if (!x) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", what);
  int any = 0;
  for (int64_t i = 0; i < n; i++) {
    if (!(x[i] >= 0.0 && x[i] <= 1.7976931348623157e308))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite and >= 0", what,
                       (long long)i, cpwi_number(x[i]).text);
    any |= x[i] > 0.0;
  }
  if (some && !any) return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s is 0 in every row", what);
  return CPW_OK;
}

int32_t cpwi_capitation_scale(double *x, int64_t n, double total, const char *where,
                              cpw_error *err) {
  double sum = 0.0;
  int32_t status = cpwi_capitation_sum(x, n, &sum, where, err);
  if (status != CPW_OK) return status;
  if (!(sum > 0.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "a column is 0 in every row after its factors");
  /* x first: total / sum may overflow where neither does */
  for (int64_t i = 0; i < n; i++)
    x[i] = x[i] / sum * total;
  return CPW_OK;
}

static int32_t check_count(int64_t n, const char *where, cpw_error *err) {
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 1", (long long)n);
  return CPW_OK;
}

static int32_t check_out(const void *out, const char *what, const char *where, cpw_error *err) {
  return out ? CPW_OK : cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", what);
}

int32_t cpw_capitation_imbalance(const double *population, const double *weighted, int64_t n,
                                 double *imbalance, cpw_error *err) {
  double people = 0.0, sum = 0.0;
  int32_t status = check_count(n, __func__, err);
  if (status == CPW_OK) status = check_out(imbalance, "imbalance", __func__, err);
  if (status == CPW_OK)
    status = cpwi_capitation_check(population, n, 1, "population", __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_check(weighted, n, 0, "weighted", __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_sum(population, n, &people, __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_sum(weighted, n, &sum, __func__, err);
  if (status == CPW_OK) *imbalance = (sum - people) / people;
  return status;
}

int32_t cpw_capitation_normalise(const double *population, const double *weighted, int64_t n,
                                 double *out, cpw_error *err) {
  double people = 0.0, sum = 0.0;
  int32_t status = check_count(n, __func__, err);
  if (status == CPW_OK) status = check_out(out, "out", __func__, err);
  if (status == CPW_OK)
    status = cpwi_capitation_check(population, n, 1, "population", __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_check(weighted, n, 1, "weighted", __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_sum(population, n, &people, __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_sum(weighted, n, &sum, __func__, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    out[i] = weighted[i] / sum * people;
  return status;
}

/* ---------------------------------------------------------------- groups -------------------- */

static int32_t check_groups(const int64_t *group, int64_t n, int64_t groups, const char *what,
                            const char *where, cpw_error *err) {
  if (groups < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%ss = %lld must be >= 1", what,
                     (long long)groups);
  for (int64_t i = 0; group && i < n; i++)
    if (group[i] < 0 || group[i] >= groups)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %lld must be 0 to %lld", what,
                       (long long)i, (long long)group[i], (long long)(groups - 1));
  return CPW_OK;
}

/* the rows group by group: starts (groups + 1) and the values in that order */
static void gather(const double *values, const int64_t *group, int64_t n, int64_t groups,
                   int64_t *starts, double *sorted) {
  memset(starts, 0, ((size_t)groups + 1) * sizeof *starts);
  for (int64_t i = 0; i < n; i++)
    starts[group[i] + 1]++;
  for (int64_t g = 0; g < groups; g++)
    starts[g + 1] += starts[g];
  for (int64_t i = 0; i < n; i++)
    sorted[starts[group[i]]++] = values[i];
  for (int64_t g = groups; g > 0; g--)
    starts[g] = starts[g - 1];
  starts[0] = 0;
}

/* sums (groups); checked values. group NULL: one group */
static int32_t group_sums(const double *values, const int64_t *group, int64_t n, int64_t groups,
                          double *sums, const cpw_allocator *a, const char *where, cpw_error *err) {
  if (!group) {
    memset(sums, 0, (size_t)groups * sizeof *sums);
    return cpwi_capitation_sum(values, n, sums, where, err);
  }
  int64_t *starts = cpwi_alloc(a, (size_t)groups + 1, sizeof *starts);
  double *sorted = cpwi_alloc(a, (size_t)n, sizeof *sorted);
  int32_t status = CPW_OK;
  if (!starts || !sorted) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld rows", (long long)n);
  } else {
    gather(values, group, n, groups, starts, sorted);
    for (int64_t g = 0; status == CPW_OK && g < groups; g++)
      status =
          cpwi_capitation_sum(sorted + starts[g], starts[g + 1] - starts[g], sums + g, where, err);
  }
  if (starts) cpwi_release(a, starts);
  if (sorted) cpwi_release(a, sorted);
  return status;
}

int32_t cpw_capitation_group(const double *values, const int64_t *group, int64_t n, int64_t groups,
                             double *sums, const cpw_allocator *allocator, cpw_error *err) {
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && (!values || !group))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", values ? "group" : "values");
  int32_t status = check_out(sums, "sums", __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_groups(group, n, groups, "group", __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++)
    if (!(fabs(values[i]) <= 1.7976931348623157e308))
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__, "values[%lld] = %s must be finite",
                       (long long)i, cpwi_number(values[i]).text);
  double *made = cpwi_alloc_zero(allocator, (size_t)groups, sizeof *made);
  if (!made)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld groups", (long long)groups);
  if (n > 0) status = group_sums(values, group, n, groups, made, allocator, __func__, err);
  if (status == CPW_OK) memcpy(sums, made, (size_t)groups * sizeof *sums);
  cpwi_release(allocator, made);
  return status;
}

int32_t cpw_capitation_index(const double *population, const double *weighted,
                             const int64_t *parent, int64_t n, int64_t parents, double *index,
                             const cpw_allocator *allocator, cpw_error *err) {
  int32_t status = check_count(n, __func__, err);
  if (status == CPW_OK) status = check_out(index, "index", __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK)
    status = cpwi_capitation_check(population, n, 0, "population", __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_check(weighted, n, 0, "weighted", __func__, err);
  if (status == CPW_OK) status = check_groups(parent, n, parents, "parent", __func__, err);
  if (status != CPW_OK) return status;
  double *sums = cpwi_alloc(allocator, (size_t)parents, 2 * sizeof *sums);
  if (!sums)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld parents",
                     (long long)parents);
  double *need = sums + parents;
  status = group_sums(population, parent, n, parents, sums, allocator, __func__, err);
  if (status == CPW_OK)
    status = group_sums(weighted, parent, n, parents, need, allocator, __func__, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    int64_t p = parent ? parent[i] : 0;
    int there = population[i] > 0.0 && need[p] > 0.0;
    index[i] = there ? weighted[i] / population[i] / (need[p] / sums[p]) : CPWI_NAN;
  }
  cpwi_release(allocator, sums);
  return status;
}

/* ---------------------------------------------------------------- targets ------------------- */

int32_t cpw_capitation_targets(int64_t quantum, const double *weighted, int64_t n, double *target,
                               cpw_error *err) {
  double sum = 0.0;
  int32_t status = check_count(n, __func__, err);
  if (status == CPW_OK && quantum < 0)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "quantum = %lld must be >= 0",
                       (long long)quantum);
  if (status == CPW_OK) status = check_out(target, "target", __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_check(weighted, n, 1, "weighted", __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_sum(weighted, n, &sum, __func__, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    target[i] = (double)quantum * (weighted[i] / sum);
  return status;
}

int32_t cpw_capitation_distance(const double *allocation, const double *target, int64_t n,
                                int32_t scaled, double *distance, cpw_error *err) {
  double given = 0.0, wanted = 0.0;
  int32_t status = check_count(n, __func__, err);
  if (status == CPW_OK && scaled != 0 && scaled != 1)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "scaled = %d must be 0 or 1", (int)scaled);
  if (status == CPW_OK) status = check_out(distance, "distance", __func__, err);
  if (status == CPW_OK)
    status = cpwi_capitation_check(allocation, n, scaled, "allocation", __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_check(target, n, 1, "target", __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_sum(allocation, n, &given, __func__, err);
  if (status == CPW_OK) status = cpwi_capitation_sum(target, n, &wanted, __func__, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    double t = scaled ? target[i] / wanted * given : target[i], x = allocation[i];
    distance[i] = t > 0.0 ? (x - t) / t : x > 0.0 ? (double)INFINITY : 0.0;
  }
  return status;
}
