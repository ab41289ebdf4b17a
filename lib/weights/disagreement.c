/* How far classes of stakeholders differ from each other, against how far their members do.
 * Source: the decomposition of a variance between and within classes.
 * Leaves single members to distances.c. */
#include "carepath/stats.h"
#include "weights/internal.h"

#include <string.h>

typedef struct panel {
  const double *weights;   /* (members, n) */
  const int64_t *class_of; /* (members) */
  int64_t members, n, classes;
} panel;

static int32_t check_classes(const panel *p, int64_t *size, const char *where, cpw_error *err) {
  for (int64_t c = 0; c < p->classes; c++)
    size[c] = 0;
  for (int64_t k = 0; k < p->members; k++) {
    if (p->class_of[k] < 0 || p->class_of[k] >= p->classes)
      return cpwi_fail(err, CPW_EINVAL, k, where, "class_of[%lld] = %lld must be 0 to %lld",
                       (long long)k, (long long)p->class_of[k], (long long)(p->classes - 1));
    size[p->class_of[k]]++;
  }
  for (int64_t c = 0; c < p->classes; c++)
    if (size[c] == 0)
      return cpwi_fail(err, CPW_EINVAL, c, where, "class %lld has no member", (long long)c);
  return CPW_OK;
}

/* Means of one criterion by class, from exact sums: the order of members does not matter. */
static double class_means(const panel *p, int64_t j, const int64_t *size, cpw_exact_sum *sum,
                          double *mean) {
  cpw_exact_sum all;
  cpw_exact_sum_init(&all);
  for (int64_t c = 0; c < p->classes; c++)
    cpw_exact_sum_init(&sum[c]);
  for (int64_t k = 0; k < p->members; k++) {
    cpw_exact_sum_add(&sum[p->class_of[k]], p->weights[k * p->n + j]);
    cpw_exact_sum_add(&all, p->weights[k * p->n + j]);
  }
  for (int64_t c = 0; c < p->classes; c++)
    mean[c * p->n + j] = cpw_exact_sum_value(&sum[c]) / (double)size[c];
  return cpw_exact_sum_value(&all) / (double)p->members;
}

static void decompose(const panel *p, int64_t j, const double *mean, double all, double *between,
                      double *within) {
  cpw_exact_sum b, w;
  cpw_exact_sum_init(&b);
  cpw_exact_sum_init(&w);
  for (int64_t k = 0; k < p->members; k++) {
    double class_mean = mean[p->class_of[k] * p->n + j];
    double out = class_mean - all, in = p->weights[k * p->n + j] - class_mean;
    cpw_exact_sum_add(&b, out * out);
    cpw_exact_sum_add(&w, in * in);
  }
  *between = cpw_exact_sum_value(&b) / (double)p->members;
  *within = cpw_exact_sum_value(&w) / (double)p->members;
}

static int32_t check(const panel *p, const double *between, const double *within,
                     const cpw_allocator *a, const char *where, cpw_error *err) {
  int64_t cells = 0;
  if (!p->class_of || !between || !within)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL",
                     !p->class_of ? "class_of"
                     : !between   ? "between"
                                  : "within");
  int32_t status = cpwi_check_allocator(a, where, err);
  if (status == CPW_OK) status = cpwi_weights_take_panel(p->weights, p->members, p->n, where, err);
  if (status == CPW_OK)
    status = cpwi_weights_cells(p->classes, p->n, "classes", "n", &cells, where, err);
  return status;
}

int32_t cpw_weights_disagreement(const double *weights, int64_t members, int64_t n,
                                 const int64_t *class_of, int64_t classes, double *means,
                                 double *between, double *within, double *share,
                                 const cpw_allocator *allocator, cpw_error *err) {
  const panel p = {weights, class_of, members, n, classes};
  int32_t status = check(&p, between, within, allocator, __func__, err);
  if (status != CPW_OK) return status;
  int64_t *size = cpwi_weights_memory(allocator, classes, sizeof *size, __func__, err);
  if (!size) return CPW_ENOMEM;
  cpw_exact_sum *sum = NULL;
  double *mean = NULL;
  if ((status = check_classes(&p, size, __func__, err)) == CPW_OK) {
    sum = cpwi_weights_memory(allocator, classes, sizeof *sum, __func__, err);
    if (sum) mean = cpwi_weights_memory(allocator, classes * n, sizeof *mean, __func__, err);
    if (!mean) status = CPW_ENOMEM;
  }
  for (int64_t j = 0; j < n && status == CPW_OK; j++) {
    double all = class_means(&p, j, size, sum, mean);
    decompose(&p, j, mean, all, &between[j], &within[j]);
    double both = between[j] + within[j];
    if (share) share[j] = both > 0.0 ? between[j] / both : 0.0;
  }
  if (status == CPW_OK && means) memcpy(means, mean, (size_t)(classes * n) * sizeof *means);
  cpwi_release(allocator, mean);
  cpwi_release(allocator, sum);
  cpwi_release(allocator, size);
  return status;
}
