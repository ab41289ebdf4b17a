/* Tests of k groups: the chi-square statistic and the trend over scores.
 * Source: the rules in carepath/survival.h; Tarone, Biometrika 62:679-682, 1975.
 * Leaves the sums to compare.c, the solution to mesh.c. */
#include "survival/internal.h"

#include "carepath/stats.h"

#include <string.h>

static const char *const WHERE = "cpw_survival_compare";

/* s'(O - E) and s'V s, the latter as a sum over pairs. */
static double trend_of(const cpwi_compared *c, const double *score) {
  double sum = 0, variance = 0;
  for (int64_t g = 0; g < c->groups; g++) {
    double s = score ? score[g] : (double)g;
    double first = score ? score[0] : 0;
    sum += (s - first) * (c->observed[g] - c->expected[g]);
    for (int64_t h = g + 1; h < c->groups; h++) {
      double gap = (score ? score[h] : (double)h) - s;
      variance += cpwi_link(c, g, h) * gap * gap;
    }
  }
  return variance > 0 ? sum / sqrt(variance) : CPWI_NAN;
}

static void write_variance(const cpwi_compared *c, double *variance) {
  for (int64_t g = 0; g < c->groups; g++) {
    double own = 0;
    for (int64_t h = 0; h < c->groups; h++) {
      double link = cpwi_link(c, g, h);
      own += link;
      if (h != g) variance[g * c->groups + h] = 0 - link;
    }
    variance[g * c->groups + g] = own;
  }
}

static int32_t test_groups(const cpwi_compared *c, const cpw_survival_test_options *o,
                           cpw_survival_test *test, cpw_error *err) {
  cpwi_mesh network;
  double *r = cpwi_alloc(o->allocator, (size_t)c->groups, sizeof *r);
  int32_t status = cpwi_mesh_init(&network, c, NULL, o->allocator, WHERE, err);
  if (status == CPW_OK && !r)
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld groups", (long long)c->groups);
  if (status == CPW_OK) {
    for (int64_t g = 0; g < c->groups; g++)
      r[g] = c->observed[g] - c->expected[g];
    test->statistic = cpwi_mesh_statistic(&network, r, &test->degrees);
    test->p = cpwi_survival_chi_square(test->statistic, test->degrees);
    test->trend = trend_of(c, o->score);
    test->trend_p = 2 * cpw_normal_cdf(-fabs(test->trend));
  }
  cpwi_mesh_free(&network, o->allocator);
  cpwi_release(o->allocator, r);
  return status;
}

int32_t cpw_survival_compare(const cpw_survival_rows *rows,
                             const cpw_survival_test_options *options, cpw_survival_test *test,
                             double *observed, double *expected, double *variance, cpw_error *err) {
  if (!test) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "test is NULL");
  cpw_survival_rows r;
  cpw_survival_test_options o;
  cpw_survival_test made;
  cpwi_compared c;
  memset(&made, 0, sizeof made);
  int32_t status = cpwi_survival_take(&r, rows, WHERE, err);
  if (status == CPW_OK) status = cpwi_survival_test_take(&o, options, &r, WHERE, err);
  if (status != CPW_OK) return status;
  status = cpwi_compared_init(&c, r.groups, o.allocator, WHERE, err);
  if (status == CPW_OK) status = cpwi_compare_all(&r, &o, &c, WHERE, err);
  if (status == CPW_OK) status = test_groups(&c, &o, &made, err);
  if (status == CPW_OK) {
    size_t bytes = (size_t)r.groups * sizeof *observed;
    *test = made;
    if (observed) memcpy(observed, c.observed, bytes);
    if (expected) memcpy(expected, c.expected, bytes);
    if (variance) write_variance(&c, variance);
  }
  cpwi_compared_free(&c, o.allocator);
  return status;
}
