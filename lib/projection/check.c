/* What may be wrong with a population, and its scalings by row.
 * Source: carepath/projection.h. Leaves the numbers to expected.c and drawn.c. */
#include "base/order.h"
#include "projection/internal.h"

enum { MOST_PERIODS = 10000, MOST_STRATA = 10000, MOST_SEGMENTS = 1000 };
#define MOST_PEOPLE 0x1p53

void cpw_projection_init_sized(cpw_projection *projection, size_t size) {
  cpw_projection p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  cpwi_init_sized(projection, size, &p, sizeof p);
}

static void check_sizes(cpwi_projection *p) {
  const cpw_projection *m = &p->model;
  const struct {
    const char *name;
    int64_t value, low, high;
  } sizes[] = {{"periods", m->periods, 1, MOST_PERIODS},
               {"strata", m->strata, 1, MOST_STRATA},
               {"segments", m->segments, 1, MOST_SEGMENTS},
               {"birth_stratum", m->birth_stratum, 0, m->strata - 1},
               {"scaling_count", m->scaling_count, 0, INT64_MAX},
               {"method", m->method, 0, CPW_PROJECTION_DRAWN}};
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
    cpwi_stocks_between(&p->s, (cpwi_stocks_place){NULL, -1, sizes[k].name, -1}, sizes[k].value,
                        sizes[k].low, sizes[k].high);
  cpwi_stocks_given(&p->s, (cpwi_stocks_place){NULL, -1, "people", -1}, m->people);
  if (m->scaling_count > 0)
    cpwi_stocks_given(&p->s, (cpwi_stocks_place){NULL, -1, "scalings", -1}, m->scalings);
  if (p->s.status == CPW_OK && (m->ages_into != NULL) != (m->ageing != NULL))
    p->s.status = cpwi_fail(p->s.err, CPW_EINVAL, -1, p->s.where,
                            "ages_into and ageing must be given together");
  p->cells = m->strata * m->segments;
}

static void check_arrays(cpwi_projection *p) {
  const cpw_projection *m = &p->model;
  const struct {
    const char *name;
    const double *values;
    int64_t count;
    int rule;
  } arrays[] = {{"people", m->people, p->cells, CPWI_STOCKS_AMOUNT},
                {"deaths", m->deaths, p->cells, CPWI_STOCKS_SHARE},
                {"transitions", m->transitions, p->cells * m->segments, CPWI_STOCKS_SHARE},
                {"births", m->births, m->periods * p->cells, CPWI_STOCKS_AMOUNT},
                {"birth_rates", m->birth_rates, m->strata, CPWI_STOCKS_AMOUNT},
                {"birth_segments", m->birth_segments, m->segments, CPWI_STOCKS_SHARE},
                {"migration", m->migration, m->periods * p->cells, CPWI_STOCKS_FINITE},
                {"ageing", m->ageing, m->strata, CPWI_STOCKS_SHARE}};
  for (size_t k = 0; k < sizeof arrays / sizeof *arrays && p->s.status == CPW_OK; k++)
    cpwi_stocks_check_all(&p->s, arrays[k].rule, (cpwi_stocks_place){NULL, -1, arrays[k].name, -1},
                          arrays[k].values, arrays[k].count);
}

static double sum(const double *x, int64_t n) {
  double all = 0.0;
  for (int64_t i = 0; i < n; i++)
    all += x[i];
  return all;
}

static void check_sums(cpwi_projection *p) {
  const cpw_projection *m = &p->model;
  int64_t n = m->segments;
  for (int64_t row = 0; m->transitions && row < p->cells && p->s.status == CPW_OK; row++) {
    double all = sum(m->transitions + row * n, n);
    if (fabs(all - 1.0) > 1e-9)
      p->s.status = cpwi_fail(p->s.err, CPW_EDOMAIN, row, p->s.where,
                              "transitions[%lld][%lld] sums to %s and must sum to 1",
                              (long long)(row / n), (long long)(row % n), cpwi_number(all).text);
  }
  if (p->s.status == CPW_OK && m->birth_segments && fabs(sum(m->birth_segments, n) - 1.0) > 1e-9)
    p->s.status = cpwi_fail(p->s.err, CPW_EDOMAIN, -1, p->s.where,
                            "birth_segments sums to %s and must sum to 1",
                            cpwi_number(sum(m->birth_segments, n)).text);
  if (p->s.status == CPW_OK && !(sum(m->people, p->cells) <= MOST_PEOPLE))
    p->s.status =
        cpwi_fail(p->s.err, CPW_EOVERFLOW, -1, p->s.where, "people sums to more than 2^53");
  for (int64_t i = 0; m->method == CPW_PROJECTION_DRAWN && i < p->cells && p->s.status == CPW_OK;
       i++)
    if (m->people[i] != floor(m->people[i]))
      p->s.status = cpwi_fail(
          p->s.err, CPW_EDOMAIN, i, p->s.where, "people[%lld][%lld] = %s must be whole to be drawn",
          (long long)(i / n), (long long)(i % n), cpwi_number(m->people[i]).text);
}

static void check_scaling(cpwi_projection *p, int64_t k) {
  const cpw_projection *m = &p->model;
  const cpw_projection_scaling *c = &m->scalings[k];
  const struct {
    const char *name;
    int64_t value, low, high;
  } numbers[] = {{"stratum", c->stratum, -1, m->strata - 1},
                 {"from", c->from, 0, m->segments - 1},
                 {"to", c->to, 0, m->segments - 1},
                 {"start", c->start, 0, INT64_MAX},
                 {"over", c->over, 0, INT64_MAX},
                 {"method", c->method, 0, 1}};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    cpwi_stocks_between(&p->s, (cpwi_stocks_place){"scalings", k, numbers[i].name, -1},
                        numbers[i].value, numbers[i].low, numbers[i].high);
  cpwi_stocks_check(&p->s, CPWI_STOCKS_AMOUNT, (cpwi_stocks_place){"scalings", k, "scale", -1},
                    c->scale);
  if (p->s.status == CPW_OK && c->method == CPW_PROJECTION_FROM_NO_CHANGE && c->from == c->to)
    p->s.status = cpwi_fail(p->s.err, CPW_EINVAL, k, p->s.where,
                            "scalings[%lld].to = %lld is those who do not change: scale it in "
                            "proportion",
                            (long long)k, (long long)c->to);
}

static int compare(int64_t a, int64_t b) {
  return (a > b) - (a < b);
}

/* an order that does not depend on that in which they are given */
static int by_row(const void *context, const void *a, const void *b) {
  const cpw_projection_scaling *x = a, *y = b;
  (void)context;
  int c = compare(x->from, y->from);
  if (!c) c = compare(x->to, y->to);
  if (!c) c = compare(x->method, y->method);
  if (!c) c = compare(x->start, y->start);
  if (!c) c = compare(x->over, y->over);
  if (!c) c = (x->scale > y->scale) - (x->scale < y->scale);
  return c ? c : compare(x->stratum, y->stratum);
}

static void sort_scalings(cpwi_projection *p) {
  const cpw_projection *m = &p->model;
  p->scaling = cpwi_stocks_zeros(&p->s, m->scaling_count, sizeof *p->scaling);
  p->first = cpwi_stocks_zeros(&p->s, m->segments + 1, sizeof *p->first);
  if (!p->scaling || !p->first) return;
  for (int64_t k = 0; k < m->scaling_count; k++) {
    p->scaling[k] = m->scalings[k];
    p->first[m->scalings[k].from + 1]++;
  }
  for (int64_t i = 0; i < m->segments; i++)
    p->first[i + 1] += p->first[i];
  if (!cpwi_sort(p->s.allocator, p->scaling, m->scaling_count, sizeof *p->scaling, by_row, NULL))
    p->s.status = cpwi_fail(p->s.err, CPW_ENOMEM, -1, p->s.where, "no memory for scalings");
}

void cpwi_projection_check(cpwi_projection *p) {
  const cpw_projection *m = &p->model;
  check_sizes(p);
  if (p->s.status == CPW_OK) check_arrays(p);
  if (p->s.status == CPW_OK) check_sums(p);
  for (int64_t a = 0; m->ages_into && a < m->strata && p->s.status == CPW_OK; a++)
    cpwi_stocks_between(&p->s, (cpwi_stocks_place){NULL, -1, "ages_into", a}, m->ages_into[a], -1,
                        m->strata - 1);
  for (int64_t k = 0; k < m->scaling_count && p->s.status == CPW_OK; k++)
    check_scaling(p, k);
  if (p->s.status == CPW_OK) sort_scalings(p);
}
