/* Every pair of groups compared by the people of the two alone, and Holm's adjustment.
 * Source: the rules in carepath/survival.h; Holm, Scand. J. Statist. 6:65-70, 1979.
 * Leaves the sums of a pair to compare.c. */
#include "survival/internal.h"

#include "base/order.h"

#include <string.h>

static const char *const WHERE = "cpw_survival_pairwise";

typedef struct pairs {
  const cpw_survival_test_options *options;
  int64_t groups, strata, count;
  cpwi_crowd people;    /* by stratum and group */
  cpwi_slice all, late; /* a pair of them, merged */
  cpwi_comparer *comparer;
  cpwi_compared compared;
  double *statistic, *p, *adjusted; /* (count) pair by pair */
} pairs;

/* ---------------------------------------------------------------- one pair ------------------ */

/* Two slices as one, in order of time, as groups 0 and 1. */
static void merge(const cpwi_slice *a, const cpwi_slice *b, cpwi_slice *out) {
  int64_t i = 0, j = 0;
  out->count = a->count + b->count;
  for (int64_t k = 0; k < out->count; k++) {
    int second = i == a->count || (j < b->count && b->row[j].time < a->row[i].time);
    out->row[k] = second ? b->row[j++] : a->row[i++];
    out->row[k].group = second;
  }
}

static void compare_pair(pairs *p, int64_t g, int64_t h, int64_t at) {
  cpwi_compared *c = &p->compared;
  cpwi_compared_clear(c);
  for (int64_t s = 0; s < p->strata; s++) {
    int64_t one = s * p->groups + g, other = s * p->groups + h;
    cpwi_slice a = cpwi_crowd_slice(&p->people, one), b = cpwi_crowd_slice(&p->people, other);
    if (a.count == 0 || b.count == 0) continue; /* nothing to compare within the stratum */
    merge(&a, &b, &p->all);
    a = cpwi_crowd_late(&p->people, one);
    b = cpwi_crowd_late(&p->people, other);
    merge(&a, &b, &p->late);
    cpwi_compare(p->comparer, &p->all, &p->late, c);
  }
  double variance = cpwi_link(c, 0, 1), off = c->observed[0] - c->expected[0];
  p->statistic[at] = variance > 0 ? off / variance * off : CPWI_NAN;
  p->p[at] = variance > 0 ? cpwi_survival_chi_square(p->statistic[at], 1) : CPWI_NAN;
}

/* ---------------------------------------------------------------- all pairs ----------------- */

/* The k-th smallest p times how many are not smaller, never less than the one before. */
static int32_t adjust(pairs *p, cpw_error *err) {
  const cpw_allocator *a = p->options->allocator;
  double *known = cpwi_alloc(a, (size_t)p->count, sizeof *known);
  int64_t *order = cpwi_alloc(a, (size_t)p->count, sizeof *order);
  int64_t count = 0;
  int32_t status = CPW_OK;
  if (!known || !order)
    status = cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld pairs", (long long)p->count);
  for (int64_t k = 0; status == CPW_OK && k < p->count; k++) {
    known[k] = isnan(p->p[k]) ? (double)INFINITY : p->p[k];
    count += !isnan(p->p[k]);
  }
  if (status == CPW_OK) status = cpwi_order(known, p->count, 0, order, a, WHERE, err);
  double least = 0;
  for (int64_t k = 0; status == CPW_OK && k < p->count; k++) {
    double x = k < count ? (double)(count - k) * known[order[k]] : CPWI_NAN;
    if (x > least) least = x < 1 ? x : 1;
    p->adjusted[order[k]] = k < count ? least : CPWI_NAN;
  }
  cpwi_release(a, known);
  cpwi_release(a, order);
  return status;
}

static int32_t make_room(pairs *p, cpw_error *err) {
  const cpw_allocator *a = p->options->allocator;
  int64_t rows = p->people.all.count, late = p->people.late.count;
  size_t n = (size_t)p->count;
  p->statistic = cpwi_alloc(a, n, sizeof *p->statistic);
  p->p = cpwi_alloc(a, n, sizeof *p->p);
  p->adjusted = cpwi_alloc(a, n, sizeof *p->adjusted);
  p->all.row = cpwi_alloc(a, (size_t)rows, sizeof *p->all.row);
  p->late.row = cpwi_alloc(a, (size_t)late, sizeof *p->late.row);
  if (!p->statistic || !p->p || !p->adjusted || !p->all.row || !p->late.row)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld pairs of %lld rows",
                     (long long)p->count, (long long)rows);
  int32_t status = cpwi_comparer_new(&p->comparer, p->options, 2, rows, late, WHERE, err);
  if (status == CPW_OK) status = cpwi_compared_init(&p->compared, 2, a, WHERE, err);
  return status;
}

static void free_pairs(pairs *p) {
  const cpw_allocator *a = p->options->allocator;
  cpwi_crowd_free(&p->people);
  cpwi_comparer_free(p->comparer);
  cpwi_compared_free(&p->compared, a);
  cpwi_release(a, p->all.row);
  cpwi_release(a, p->late.row);
  cpwi_release(a, p->statistic);
  cpwi_release(a, p->p);
  cpwi_release(a, p->adjusted);
}

/* Sorts the people by stratum and group. */
static int32_t sort_people(pairs *p, const cpw_survival_rows *r, cpw_error *err) {
  const cpw_survival_test_options *o = p->options;
  int64_t buckets = 0;
  if (!cpwi_multiply(p->strata, p->groups, &buckets) ||
      !cpwi_multiply(p->groups, p->groups, &p->count))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE, "%lld strata of %lld groups are too many",
                     (long long)p->strata, (long long)p->groups);
  p->count = p->groups * (p->groups - 1) / 2;
  int64_t *bucket = cpwi_alloc(o->allocator, (size_t)r->rows, sizeof *bucket);
  if (!bucket)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld rows", (long long)r->rows);
  for (int64_t i = 0; i < r->rows; i++)
    bucket[i] = (o->stratum ? o->stratum[i] : 0) * p->groups + (r->group ? r->group[i] : 0);
  const cpwi_plan plan = {r, bucket, buckets, 0, 0, o->cause};
  int32_t status = cpwi_crowd_sort(&p->people, &plan, o->allocator, WHERE, err);
  cpwi_release(o->allocator, bucket);
  return status;
}

static void write_pairs(const pairs *p, const double *from, double *to) {
  int64_t at = 0, k = p->groups;
  for (int64_t g = 0; to && g < k; g++) {
    to[g * k + g] = CPWI_NAN;
    for (int64_t h = g + 1; h < k; h++)
      to[g * k + h] = to[h * k + g] = from[at++];
  }
}

int32_t cpw_survival_pairwise(const cpw_survival_rows *rows,
                              const cpw_survival_test_options *options, double *statistic,
                              double *p, double *adjusted, cpw_error *err) {
  if (!statistic) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "statistic is NULL");
  cpw_survival_rows r;
  cpw_survival_test_options o;
  pairs all;
  int32_t status = cpwi_survival_take(&r, rows, WHERE, err);
  if (status == CPW_OK) status = cpwi_survival_test_take(&o, options, &r, WHERE, err);
  if (status != CPW_OK) return status;
  memset(&all, 0, sizeof all);
  all.options = &o;
  all.groups = r.groups;
  all.strata = o.strata;
  all.people.allocator = o.allocator;
  status = sort_people(&all, &r, err);
  if (status == CPW_OK) status = make_room(&all, err);
  int64_t at = 0;
  for (int64_t g = 0; g < r.groups && status == CPW_OK; g++)
    for (int64_t h = g + 1; h < r.groups; h++)
      compare_pair(&all, g, h, at++);
  if (status == CPW_OK) status = adjust(&all, err);
  if (status == CPW_OK) {
    write_pairs(&all, all.statistic, statistic);
    write_pairs(&all, all.p, p);
    write_pairs(&all, all.adjusted, adjusted);
  }
  free_pairs(&all);
  return status;
}
