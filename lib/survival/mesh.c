/* Linear equations of a covariance whose rows sum to 0: groups are nodes, minus their covariances links.
 * Source: elimination of one node after the other only adds to the links of the others (Grassmann, Taksar
 * and Heyman, Operations Research 33:1107-1116, 1985), so no digit is lost and the rank is exact.
 * Leaves what the links are to compare.c. */
#include "survival/internal.h"

#include "carepath/stats.h"

#include <string.h>

/* Each node hands its links on to the later ones. */
static void eliminate(cpwi_mesh *n) {
  int64_t k = n->count;
  for (int64_t i = 0; i < k; i++) {
    double *link = n->factor + i * k, sum = 0;
    for (int64_t j = i + 1; j < k; j++)
      sum += link[j];
    n->pivot[i] = sum;
    for (int64_t j = i + 1; j < k && sum > 0; j++)
      for (int64_t l = j + 1; l < k; l++)
        n->factor[j * k + l] += link[j] * (link[l] / sum);
    for (int64_t j = i + 1; j < k && sum > 0; j++)
      link[j] /= sum;
  }
}

int32_t cpwi_mesh_init(cpwi_mesh *n, const cpwi_compared *c, const int64_t *order,
                       const cpw_allocator *allocator, const char *where, cpw_error *err) {
  int64_t k = n->count = c->groups;
  n->factor = cpwi_alloc(allocator, (size_t)(k * k), sizeof *n->factor); /* as large as c's links */
  n->pivot = cpwi_alloc(allocator, (size_t)k, sizeof *n->pivot);
  if (!n->factor || !n->pivot)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld groups", (long long)k);
  for (int64_t g = 0; g < k; g++)
    for (int64_t h = 0; h < k; h++)
      n->factor[g * k + h] = cpwi_link(c, order ? order[g] : g, order ? order[h] : h);
  eliminate(n);
  return CPW_OK;
}

void cpwi_mesh_free(cpwi_mesh *n, const cpw_allocator *allocator) {
  cpwi_release(allocator, n->factor);
  cpwi_release(allocator, n->pivot);
}

void cpwi_mesh_forward(const cpwi_mesh *n, double *r) {
  for (int64_t i = 0; i < n->count; i++)
    for (int64_t j = i + 1; j < n->count && n->pivot[i] > 0; j++)
      r[j] += r[i] * n->factor[i * n->count + j];
}

void cpwi_mesh_back(const cpwi_mesh *n, double *r) {
  for (int64_t i = n->count - 1; i >= 0; i--) {
    double x = n->pivot[i] > 0 ? r[i] / n->pivot[i] : 0;
    for (int64_t j = i + 1; j < n->count && n->pivot[i] > 0; j++)
      x += n->factor[i * n->count + j] * r[j];
    r[i] = x;
  }
}

double cpwi_mesh_statistic(const cpwi_mesh *n, double *r, int64_t *degrees) {
  double sum = 0;
  *degrees = 0;
  cpwi_mesh_forward(n, r);
  for (int64_t i = 0; i < n->count; i++) {
    if (!(n->pivot[i] > 0)) continue;
    sum += r[i] / n->pivot[i] * r[i];
    ++*degrees;
  }
  return sum;
}

double cpwi_survival_chi_square(double x, int64_t degrees) {
  return degrees < 1 ? CPWI_NAN : cpw_chi_square_upper(x, (double)degrees);
}
