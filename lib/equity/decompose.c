/* Inequality between and within groups, of one grouping and of two that cross.
 * Source: Shorrocks, Econometrica 48 (1980); Lambert and Aronson, Economic Journal 103 (1993) for the
 * Gini. Leaves the measures themselves to entropy.c and line.c. */
#include "equity/internal.h"

#include <float.h>

/* Rows brought together by group: group g has the rows start[g] to start[g + 1]. */
typedef struct sorted {
  cpwi_rows rows;
  int64_t *start; /* (groups + 1) owned */
  int64_t *order; /* (n) owned: rows as given */
  int64_t groups;
} sorted;

typedef struct parts {
  double between, within;
} parts;

/* -------- grouping */

static int32_t check_groups(const int64_t *group, int64_t n, int64_t groups, const char *name,
                            const char *groups_name, const char *where, cpw_error *err) {
  if (!group) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  if (groups < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be >= 1", groups_name,
                     (long long)groups);
  for (int64_t i = 0; i < n; i++)
    if (group[i] < 0 || group[i] >= groups)
      return cpwi_fail(err, CPW_EINVAL, i, where, "%s[%lld] = %lld must be 0 to %lld", name,
                       (long long)i, (long long)group[i], (long long)(groups - 1));
  return CPW_OK;
}

static int32_t check_kind(int32_t kind, int32_t most, const char *where, cpw_error *err) {
  if (kind >= CPW_PARTS_THEIL_T && kind <= most) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "kind = %d must be %d to %d (CPW_PARTS_...)",
                   (int)kind, CPW_PARTS_THEIL_T, (int)most);
}

/* counts of the rows that have weight, then their places */
static void sort_by_group(sorted *s, const cpwi_data *data, const int64_t *group) {
  int64_t *next = s->start + 1, place = 0, out = 0; /* next[g]: where the next row of g goes */
  memset(s->start, 0, ((size_t)s->groups + 2) * sizeof *s->start);
  for (int64_t i = 0; i < data->n; i++)
    if (!data->weight || data->weight[i] > 0) next[group[i]]++;
  for (int64_t g = 0; g < s->groups; g++) {
    int64_t here = next[g];
    next[g] = place;
    place += here;
  }
  for (int64_t i = 0; i < data->n; i++)
    if (!data->weight || data->weight[i] > 0) s->order[next[group[i]]++] = i;
  out = place;
  for (int64_t i = 0; i < data->n; i++) /* those without weight stand last and are not taken */
    if (data->weight && !(data->weight[i] > 0)) s->order[out++] = i;
}

static void sorted_free(sorted *s) {
  cpwi_release(s->rows.allocator, s->start);
  cpwi_release(s->rows.allocator, s->order);
  cpwi_rows_free(&s->rows);
}

static int32_t sorted_take(sorted *s, const cpwi_data *data, const int64_t *group, int64_t groups,
                           const cpw_allocator *allocator, const char *where, cpw_error *err) {
  memset(s, 0, sizeof *s);
  s->rows.allocator = allocator;
  s->groups = groups;
  if (groups > INT64_MAX / 16)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "%lld groups are too many", (long long)groups);
  s->start = cpwi_alloc(allocator, (size_t)groups + 2, sizeof *s->start);
  s->order = cpwi_alloc(allocator, (size_t)data->n, sizeof *s->order);
  if (!s->start || !s->order) return cpwi_no_memory(where, err);
  sort_by_group(s, data, group);
  const cpwi_place place = {s->order, NULL, NULL};
  return cpwi_rows_take(&s->rows, data, &place, allocator, where, err);
}

/* -------- parts */

/* the measure of some rows; of one row 0 */
static double inequality(const cpwi_rows *rows, int32_t kind) {
  switch (kind) {
  case CPW_PARTS_THEIL_T:
    return cpwi_entropy(rows, 1);
  case CPW_PARTS_THEIL_L:
    return cpwi_entropy(rows, 0);
  case CPW_PARTS_GE2:
    return cpwi_entropy(rows, 2);
  default:
    return ldexp(cpwi_rows_variance(rows), 2 * rows->exponent);
  }
}

/* what a group whose people all had its mean adds to the measure: p times its distance from the mean */
static double distance(const cpwi_rows *all, double p, double mean, int32_t kind) {
  double value[1] = {mean}, weight[1] = {1};
  cpwi_rows one = *all; /* one row, judged by everybody's mean */
  one.y = value;
  one.w = weight;
  one.n = 1;
  one.total = 1;
  one.least = one.greatest = mean;
  return p * inequality(&one, kind);
}

/* What inequality within a group adds; GE(2) by the variance, which a mean of 0 does not disturb. */
static double inner(const cpwi_rows *all, const cpwi_rows *part, double p, double own,
                    int32_t kind) {
  if (kind == CPW_PARTS_THEIL_T) return p * (part->mean / all->mean) * own;
  if (kind == CPW_PARTS_GE2) return p * (cpwi_rows_variance(part) / all->mean / all->mean) * 0.5;
  return p * own;
}

static cpw_decomposition_group describe(const sorted *s, int64_t g, int32_t kind) {
  const cpwi_rows *all = &s->rows;
  cpw_decomposition_group d = {0, 0, CPWI_NAN, CPWI_NAN, 0, 0};
  if (s->start[g] == s->start[g + 1]) return d;
  cpwi_rows part = cpwi_rows_part(all, s->start[g], s->start[g + 1]);
  double p = part.total / all->total;
  d.population = p;
  d.share = all->mean != 0 ? p * (part.mean / all->mean) : CPWI_NAN;
  d.mean = cpwi_rows_unit(all, part.mean);
  d.inequality = part.least == part.greatest ? 0 : inequality(&part, kind);
  d.within = inner(all, &part, p, d.inequality, kind);
  d.between = distance(all, p, part.mean, kind);
  return d;
}

/* T and L of values below 0, and relative measures of a mean of 0, are not defined at all */
static int is_defined(const cpwi_rows *rows, int32_t kind) {
  if (kind == CPW_PARTS_VARIANCE) return 1;
  return rows->mean != 0 && (kind == CPW_PARTS_GE2 || rows->least >= 0);
}

static parts sum_parts(const sorted *s, int32_t kind, cpw_decomposition_group *each) {
  cpwi_bag between, within;
  cpwi_bag_start(&between);
  cpwi_bag_start(&within);
  for (int64_t g = 0; g < s->groups; g++) {
    cpw_decomposition_group d = describe(s, g, kind);
    cpwi_bag_add(&between, d.between);
    cpwi_bag_add(&within, d.within);
    if (each) each[g] = d;
  }
  parts p = {cpwi_bag_value(&between), cpwi_bag_value(&within)};
  return is_defined(&s->rows, kind) ? p : (parts){CPWI_NAN, CPWI_NAN};
}

/* -------- Gini */

/* mean x Gini of some rows, in their scale: defined whatever their mean */
static int32_t spread_of(const cpwi_rows *rows, double *spread, const char *where, cpw_error *err) {
  cpwi_line line;
  int32_t status = cpwi_line_of_rows(&line, rows, where, err);
  if (status == CPW_OK) *spread = ldexp(line.generalised, line.rows.exponent - rows->exponent);
  cpwi_line_free(&line);
  return status;
}

/* the groups' means and people as rows */
static int32_t spread_of_means(const sorted *s, const cpw_decomposition_group *each, double *spread,
                               const char *where, cpw_error *err) {
  const cpw_allocator *a = s->rows.allocator;
  cpwi_rows means = s->rows;
  means.y = cpwi_alloc(a, (size_t)s->groups, sizeof *means.y);
  means.w = cpwi_alloc(a, (size_t)s->groups, sizeof *means.w);
  int32_t status = means.y && means.w ? CPW_OK : cpwi_no_memory(where, err);
  if (status == CPW_OK) {
    means.n = 0;
    for (int64_t g = 0; g < s->groups; g++) {
      if (!(each[g].population > 0)) continue;
      means.y[means.n] = ldexp(each[g].mean, -s->rows.exponent);
      means.w[means.n++] = each[g].population;
    }
    status = spread_of(&means, spread, where, err);
  }
  cpwi_release(a, means.y);
  cpwi_release(a, means.w);
  return status;
}

static int32_t describe_gini(const sorted *s, int64_t g, cpw_decomposition_group *each,
                             const char *where, cpw_error *err) {
  *each = describe(s, g, CPW_PARTS_VARIANCE);
  each->between = CPWI_NAN;
  if (s->start[g] == s->start[g + 1]) return CPW_OK;
  double spread = 0, p = each->population;
  cpwi_rows part = cpwi_rows_part(&s->rows, s->start[g], s->start[g + 1]);
  int32_t status = spread_of(&part, &spread, where, err);
  if (status != CPW_OK) return status;
  each->inequality = spread == 0 ? 0 : part.mean != 0 ? spread / part.mean : CPWI_NAN;
  each->within = p * p * (spread / s->rows.mean);
  return CPW_OK;
}

static int32_t gini_parts(const sorted *s, cpw_decomposition *out, cpw_decomposition_group *each,
                          const char *where, cpw_error *err) {
  double total = 0, between = 0, mean = s->rows.mean;
  cpwi_bag within;
  cpwi_bag_start(&within);
  int32_t status = spread_of(&s->rows, &total, where, err);
  for (int64_t g = 0; status == CPW_OK && g < s->groups; g++) {
    status = describe_gini(s, g, &each[g], where, err);
    if (status == CPW_OK) cpwi_bag_add(&within, each[g].within);
  }
  if (status == CPW_OK) status = spread_of_means(s, each, &between, where, err);
  if (status != CPW_OK) return status;
  if (mean == 0) {
    *out = (cpw_decomposition){CPWI_NAN, CPWI_NAN, CPWI_NAN, CPWI_NAN};
    return CPW_OK;
  }
  out->between = between / mean;
  out->within = cpwi_bag_value(&within);
  out->overlap = total / mean - out->between - out->within;
  /* groups that do not overlap, but for rounding */
  if (out->overlap * mean <= 64 * DBL_EPSILON * total) out->overlap = 0;
  return CPW_OK;
}

/* -------- the calls */

static int32_t decompose(const sorted *s, int32_t kind, cpw_decomposition *out,
                         cpw_decomposition_group *each, const char *where, cpw_error *err) {
  int32_t status = CPW_OK;
  cpw_decomposition d = {0, 0, 0, 0};
  if (kind == CPW_PARTS_GINI) {
    status = gini_parts(s, &d, each, where, err);
  } else {
    parts p = sum_parts(s, kind, each);
    d.between = p.between;
    d.within = p.within;
  }
  if (status != CPW_OK) return status;
  d.total = d.between + d.within + d.overlap;
  *out = d;
  return CPW_OK;
}

int32_t cpw_equity_decompose(const double *value, const double *weight, const int64_t *group,
                             int64_t n, int64_t groups, int32_t kind,
                             const cpw_allocator *allocator, cpw_decomposition *out,
                             cpw_decomposition_group *each, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_data data = {"value", "weight", "n", value, weight, n};
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_kind(kind, CPW_PARTS_GINI, __func__, err);
  if (status == CPW_OK) status = cpwi_data_check(&data, __func__, err);
  if (status == CPW_OK) status = check_groups(group, n, groups, "group", "groups", __func__, err);
  if (status != CPW_OK) return status;
  sorted s;
  cpw_decomposition_group *made = NULL; /* the caller's stay as they are until all went well */
  status = sorted_take(&s, &data, group, groups, allocator, __func__, err);
  if (status == CPW_OK) {
    made = cpwi_alloc(allocator, (size_t)groups, sizeof *made);
    if (!made) status = cpwi_no_memory(__func__, err);
  }
  if (status == CPW_OK) status = decompose(&s, kind, out, made, __func__, err);
  if (status == CPW_OK && each) memcpy(each, made, (size_t)groups * sizeof *each);
  cpwi_release(allocator, made);
  sorted_free(&s);
  return status;
}

static int32_t parts_of(const cpwi_data *data, const int64_t *group, int64_t groups, int32_t kind,
                        const cpw_allocator *allocator, parts *out, const char *where,
                        cpw_error *err) {
  sorted s;
  int32_t status = sorted_take(&s, data, group, groups, allocator, where, err);
  if (status == CPW_OK) *out = sum_parts(&s, kind, NULL);
  sorted_free(&s);
  return status;
}

static int32_t crossed(const cpwi_data *data, const int64_t *first, const int64_t *second,
                       const int64_t counts[3], int32_t kind, const cpw_allocator *allocator,
                       cpw_crossed_decomposition *out, const char *where, cpw_error *err) {
  parts p[3] = {{0, 0}, {0, 0}, {0, 0}};
  int64_t *cell = cpwi_alloc(allocator, (size_t)data->n, sizeof *cell);
  if (!cell) return cpwi_no_memory(where, err);
  for (int64_t i = 0; i < data->n; i++)
    cell[i] = first[i] * counts[1] + second[i];
  const int64_t *groups[3] = {first, second, cell};
  int32_t status = CPW_OK;
  for (int k = 0; status == CPW_OK && k < 3; k++)
    status = parts_of(data, groups[k], counts[k], kind, allocator, &p[k], where, err);
  cpwi_release(allocator, cell);
  if (status != CPW_OK) return status;
  cpw_crossed_decomposition d = {.first = p[0].between, .second = p[1].between};
  d.interaction = p[2].between - d.first - d.second;
  d.within = p[2].within;
  d.cells = d.first + d.second + d.interaction;
  d.total = d.cells + d.within;
  *out = d;
  return CPW_OK;
}

int32_t cpw_equity_decompose_crossed(const double *value, const double *weight,
                                     const int64_t *first, const int64_t *second, int64_t n,
                                     int64_t first_groups, int64_t second_groups, int32_t kind,
                                     const cpw_allocator *allocator, cpw_crossed_decomposition *out,
                                     cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_data data = {"value", "weight", "n", value, weight, n};
  int64_t counts[3] = {first_groups, second_groups, 0};
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_kind(kind, CPW_PARTS_VARIANCE, __func__, err);
  if (status == CPW_OK) status = cpwi_data_check(&data, __func__, err);
  if (status == CPW_OK)
    status = check_groups(first, n, first_groups, "first", "first_groups", __func__, err);
  if (status == CPW_OK)
    status = check_groups(second, n, second_groups, "second", "second_groups", __func__, err);
  if (status != CPW_OK) return status;
  if (!cpwi_multiply(first_groups, second_groups, &counts[2]))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "first_groups x second_groups is too large");
  return crossed(&data, first, second, counts, kind, allocator, out, __func__, err);
}
