/* The caller's tree, taken and checked, and memory for what is found in it.
 * Source: the domains in carepath/devolve.h. Leaves parents and ids to order.c, bounds that
 * contradict each other to ranges.c. */
#include "devolve/internal.h"

#include "carepath/stats.h"

#include <string.h>

static cpw_devolve_tree defaults(void) {
  cpw_devolve_tree t;
  memset(&t, 0, sizeof t);
  t.struct_size = sizeof t;
  t.lines = 1;
  return t;
}

void cpw_devolve_tree_init_sized(cpw_devolve_tree *tree, size_t size) {
  cpw_devolve_tree t = defaults();
  cpwi_init_sized(tree, size, &t, sizeof t);
}

/* ---------------------------------------------------------------- checks --------------------- */

static int32_t check_present(const cpw_devolve_tree *t, cpw_error *err) {
  if (t->nodes < 1 || t->lines < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_DEVOLVE, "tree.%s = %lld must be >= 1",
                     t->nodes < 1 ? "nodes" : "lines",
                     (long long)(t->nodes < 1 ? t->nodes : t->lines));
  int64_t cells;
  if (!cpwi_multiply(t->nodes, t->lines, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_DEVOLVE, "%lld nodes x %lld lines are too many",
                     (long long)t->nodes, (long long)t->lines);
  const void *const needed[] = {t->parent, t->total, t->weight};
  static const char *const names[] = {"parent", "total", "weight"};
  for (int i = 0; i < 3; i++)
    if (!needed[i])
      return cpwi_fail(err, CPW_EINVAL, -1, CPWI_DEVOLVE, "tree.%s must not be NULL", names[i]);
  if (t->rule != CPW_DEVOLVE_LEVELS && t->rule != CPW_DEVOLVE_LEAVES)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_DEVOLVE,
                     "tree.rule = %d must be CPW_DEVOLVE_LEVELS or CPW_DEVOLVE_LEAVES",
                     (int)t->rule);
  if ((t->floor_per_head || t->cap_per_head) && !t->people)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_DEVOLVE, "tree.%s needs tree.people",
                     t->floor_per_head ? "floor_per_head" : "cap_per_head");
  return cpwi_check_allocator(t->allocator, CPWI_DEVOLVE, err);
}

static int32_t check_shares(const cpw_devolve_tree *t, const double *x, const char *name,
                            cpw_error *err) {
  for (int64_t i = 0; x && i < t->nodes * t->lines; i++)
    if (!(x[i] >= 0.0 && x[i] <= 1.0))
      return cpwi_fail(err, CPW_EDOMAIN, i / t->lines, CPWI_DEVOLVE, "%s[%lld] = %s must be 0 to 1",
                       name, (long long)i, cpwi_number(x[i]).text);
  return CPW_OK;
}

static int32_t check_amounts(const cpw_devolve_tree *t, const int64_t *x, int64_t count,
                             const char *name, cpw_error *err) {
  for (int64_t i = 0; x && i < count; i++)
    if (x[i] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i / t->lines, CPWI_DEVOLVE, "%s[%lld] = %lld must be >= 0",
                       name, (long long)i, (long long)x[i]);
  return CPW_OK;
}

/* Rates a head: NaN is none; infinity would be a bound that does not bound. */
static int32_t check_rates(const cpw_devolve_tree *t, const double *x, const char *name,
                           cpw_error *err) {
  for (int64_t i = 0; x && i < t->nodes * t->lines; i++)
    if (!isnan(x[i]) && (!(x[i] >= 0.0) || isinf(x[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i / t->lines, CPWI_DEVOLVE,
                       "%s[%lld] = %s must be finite and >= 0, or NaN for none", name, (long long)i,
                       cpwi_number(x[i]).text);
  return CPW_OK;
}

static int32_t check_values(const cpw_devolve_tree *t, cpw_error *err) {
  int64_t cells = t->nodes * t->lines;
  int32_t status = check_amounts(t, t->total, t->lines, "total", err);
  if (status == CPW_OK) status = check_shares(t, t->devolved, "devolved", err);
  if (status == CPW_OK) status = check_shares(t, t->topslice, "topslice", err);
  if (status == CPW_OK) status = check_amounts(t, t->reserve, cells, "reserve", err);
  if (status == CPW_OK) status = check_amounts(t, t->floor, cells, "floor", err);
  if (status == CPW_OK) status = check_amounts(t, t->cap, cells, "cap", err);
  if (status == CPW_OK) status = check_rates(t, t->floor_per_head, "floor_per_head", err);
  if (status == CPW_OK) status = check_rates(t, t->cap_per_head, "cap_per_head", err);
  return status;
}

/* ---------------------------------------------------------------- sums up the tree ----------- */

/* Values by place from a column of the caller's matrix; NaN at a parent is the exact sum of its
 * children's. */
static int32_t add_up(const cpwi_devolve *d, const double *given, int64_t lines, int64_t line,
                      const char *name, double *out, cpw_error *err) {
  for (int64_t place = d->tree.nodes - 1; place >= 0; place--) {
    int64_t at = d->row[place] * lines + line;
    double x = given[at];
    int32_t summed = isnan(x) && d->children[place] > 0;
    if (summed) {
      cpw_exact_sum sum;
      cpw_exact_sum_init(&sum);
      for (int64_t c = 0; c < d->children[place]; c++)
        cpw_exact_sum_add(&sum, out[d->first[place] + c]);
      x = cpw_exact_sum_value(&sum);
    }
    if (summed && isinf(x))
      return cpwi_fail(err, CPW_EOVERFLOW, d->row[place], CPWI_DEVOLVE,
                       "%s[%lld] is left to the children of %s, whose sum is beyond a double", name,
                       (long long)at, cpwi_devolve_call(d, place).text);
    if (!(x >= 0.0) || isinf(x))
      return cpwi_fail(err, CPW_EDOMAIN, d->row[place], CPWI_DEVOLVE,
                       "%s[%lld] = %s must be finite and >= 0%s", name, (long long)at,
                       cpwi_number(x).text,
                       isnan(x) ? ": only a parent's may be left to its children" : "");
    out[place] = x;
  }
  return CPW_OK;
}

int32_t cpwi_devolve_take_line(cpwi_devolve *d, int64_t line, cpw_error *err) {
  const cpw_devolve_tree *t = &d->tree;
  for (int64_t place = 0; place < t->nodes; place++) {
    int64_t at = cpwi_devolve_at(d, place, line);
    d->share[place] = t->devolved ? cpwi_decimal_of(t->devolved[at]) : cpwi_decimal_whole(1);
    d->rate[place] = t->topslice ? cpwi_decimal_of(t->topslice[at]) : cpwi_decimal_whole(0);
    d->reserve[place] = t->reserve ? t->reserve[at] : 0;
  }
  return add_up(d, t->weight, t->lines, line, "weight", d->weight, err);
}

/* ---------------------------------------------------------------- memory --------------------- */

void cpwi_devolve_free(cpwi_devolve *d) {
  void *const blocks[] = {d->row,     d->place_of,    d->parent, d->first, d->children, d->level,
                          d->people,  d->weight,      d->least,  d->most,  d->received, d->topslice,
                          d->reserve, d->retained,    d->passed, d->share, d->rate,     d->real,
                          d->sum,     d->depth_first, d->behind, d->at};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    cpwi_release(d->tree.allocator, blocks[i]);
  cpwi_release(d->tree.allocator, d->id);
}

static int32_t make_room(cpwi_devolve *d, cpw_error *err) {
  const cpw_allocator *a = d->tree.allocator;
  size_t nodes = (size_t)d->tree.nodes;
  int64_t **const wholes[] = {&d->row,     &d->place_of, &d->parent, &d->first,    &d->children,
                              &d->level,   &d->least,    &d->most,   &d->received, &d->topslice,
                              &d->reserve, &d->retained, &d->passed};
  int fits = 1;
  for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
    fits = (*wholes[i] = cpwi_alloc(a, nodes, sizeof **wholes[i])) != NULL && fits;
  fits = (d->weight = cpwi_alloc(a, nodes, sizeof *d->weight)) != NULL && fits;
  fits = (d->share = cpwi_alloc(a, nodes, sizeof *d->share)) != NULL && fits;
  fits = (d->rate = cpwi_alloc(a, nodes, sizeof *d->rate)) != NULL && fits;
  if (d->tree.people) fits = (d->people = cpwi_alloc(a, nodes, sizeof *d->people)) != NULL && fits;
  if (d->tree.id) fits = (d->id = cpwi_alloc(a, nodes, sizeof *d->id)) != NULL && fits;
  if (fits) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_DEVOLVE, "no memory for %lld nodes",
                   (long long)d->tree.nodes);
}

int32_t cpwi_devolve_take(cpwi_devolve *d, const cpw_devolve_tree *tree, cpw_error *err) {
  memset(d, 0, sizeof *d);
  d->tree = defaults();
  if (!tree) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_DEVOLVE, "tree must not be NULL");
  int32_t status = cpwi_take_options(&d->tree, sizeof d->tree, tree, CPWI_DEVOLVE, err);
  if (status == CPW_OK) status = check_present(&d->tree, err);
  if (status != CPW_OK) {
    d->tree.allocator = NULL; /* nothing was taken from it */
    return status;
  }
  status = check_values(&d->tree, err);
  if (status == CPW_OK) status = make_room(d, err);
  if (status == CPW_OK) status = cpwi_devolve_order(d, err);
  if (status == CPW_OK && d->people)
    status = add_up(d, d->tree.people, 1, 0, "people", d->people, err);
  return status;
}
