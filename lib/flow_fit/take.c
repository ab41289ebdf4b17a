/* Monthly counts and options: defaults, checks, and room for what is worked out.
 * Source: the rules in carepath/flow_fit.h.
 * Leaves the identity of stocks and flows to reconcile.c. */
#include "flow_fit/internal.h"

#include <string.h>

static cpw_flow_options option_defaults(void) {
  cpw_flow_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.season = 1;
  o.tolerance = 0.005;
  o.empty = 0.1;
  o.level = 0.8;
  return o;
}

static cpw_flow_counts count_defaults(void) {
  cpw_flow_counts c;
  memset(&c, 0, sizeof c);
  c.struct_size = sizeof c;
  return c;
}

void cpw_flow_counts_init_sized(cpw_flow_counts *counts, size_t size) {
  cpw_flow_counts c = count_defaults();
  cpwi_init_sized(counts, size, &c, sizeof c);
}

void cpw_flow_options_init_sized(cpw_flow_options *options, size_t size) {
  cpw_flow_options o = option_defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_array(const cpwi_flow *f, const char *name, const double *x, int64_t rows,
                           int64_t columns, cpw_error *err) {
  for (int64_t i = 0; x && i < rows * columns; i++) {
    if (!cpwi_flow_known(x[i]) || (x[i] >= 0 && x[i] - x[i] == 0)) continue;
    if (rows == 1)
      return cpwi_fail(err, CPW_EDOMAIN, i, f->where,
                       "%s[%lld] = %s must be NaN or finite and >= 0", name, (long long)i,
                       cpwi_number(x[i]).text);
    return cpwi_fail(err, CPW_EDOMAIN, i, f->where,
                     "%s[%lld][%lld] = %s must be NaN or finite and >= 0", name,
                     (long long)(i / columns), (long long)(i % columns), cpwi_number(x[i]).text);
  }
  return CPW_OK;
}

static int32_t check_counts(const cpwi_flow *f, cpw_error *err) {
  const cpw_flow_counts *c = &f->counts;
  int64_t cells;
  if (c->periods < 2 || c->periods > INT32_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, f->where, "counts.periods = %lld must be 2 to 2147483647",
                     (long long)c->periods);
  if (c->stages < 1 || c->stages > INT32_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, f->where, "counts.stages = %lld must be 1 to 2147483647",
                     (long long)c->stages);
  if (!cpwi_multiply(c->periods, c->stages, &cells) || cells > INT64_MAX / 64)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, f->where, "periods x stages is too large");
  if (!c->completed) return cpwi_fail(err, CPW_EINVAL, -1, f->where, "counts.completed is NULL");
  if (!c->stock && f->options.wins == CPW_FLOW_STOCK_WINS)
    return cpwi_fail(err, CPW_EINVAL, -1, f->where,
                     "counts.stock is NULL: stocks cannot win (options.wins)");
  const struct {
    const char *name;
    const double *x;
    int64_t rows;
  } arrays[] = {{"referred", c->referred, c->periods},
                {"completed", c->completed, c->periods},
                {"removed", c->removed, c->periods},
                {"stock", c->stock, c->periods},
                {"opening", c->opening, 1},
                {"total_completed", c->total_completed, 1},
                {"total_referred", c->total_referred, 1}};
  for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
    int32_t status = check_array(f, arrays[k].name, arrays[k].x, arrays[k].rows, c->stages, err);
    if (status != CPW_OK) return status;
  }
  for (int64_t i = 0; c->days && i < c->periods; i++)
    if (!(c->days[i] > 0 && c->days[i] - c->days[i] == 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, f->where, "days[%lld] = %s must be finite and > 0",
                       (long long)i, cpwi_number(c->days[i]).text);
  return CPW_OK;
}

static int32_t check_options(const cpwi_flow *f, cpw_error *err) {
  const cpw_flow_options *o = &f->options;
  const cpwi_choice choice = {"wins", o->wins, CPW_FLOW_FLOWS_WIN};
  int32_t status = cpwi_check_choices(&choice, 1, f->where, err);
  if (status != CPW_OK) return status;
  const struct {
    const char *name;
    double x;
  } numbers[] = {{"tolerance", o->tolerance}, {"empty", o->empty}};
  for (int k = 0; k < 2; k++)
    if (!(numbers[k].x >= 0 && numbers[k].x - numbers[k].x == 0))
      return cpwi_fail(err, CPW_EDOMAIN, -1, f->where, "options.%s = %s must be finite and >= 0",
                       numbers[k].name, cpwi_number(numbers[k].x).text);
  if (!(o->level > 0 && o->level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where,
                     "options.level = %s must be above 0 and below 1", cpwi_number(o->level).text);
  return cpwi_check_allocator(o->allocator, f->where, err);
}

static int32_t check_lengths(const cpwi_flow *f, cpw_error *err) {
  const cpw_flow_options *o = &f->options;
  if (o->test < 0 || o->test > f->t - 2)
    return cpwi_fail(err, CPW_EINVAL, -1, f->where,
                     "options.test = %lld must be >= 0 and leave at least 2 of %lld periods",
                     (long long)o->test, (long long)f->t);
  if (o->season < 1 || o->season > f->t - o->test)
    return cpwi_fail(err, CPW_EINVAL, -1, f->where,
                     "options.season = %lld must be 1 to %lld, the periods that are fitted",
                     (long long)o->season, (long long)(f->t - o->test));
  if (o->lag < 0 || o->lag >= f->t - o->test)
    return cpwi_fail(err, CPW_EINVAL, -1, f->where,
                     "options.lag = %lld must be 0 to %lld: fewer than the periods that are fitted",
                     (long long)o->lag, (long long)(f->t - o->test - 1));
  for (int64_t i = 0; o->allowed && i < f->s * f->s; i++) {
    int32_t x = o->allowed[i];
    if (x == 0 || (x == 1 && i / f->s != i % f->s)) continue;
    return cpwi_fail(err, CPW_EINVAL, i, f->where, "options.allowed[%lld][%lld] = %d must be 0%s",
                     (long long)(i / f->s), (long long)(i % f->s), (int)x,
                     i / f->s == i % f->s ? "" : " or 1");
  }
  return CPW_OK;
}

static void copy_or_nothing(double *to, const double *from, int64_t n, double nothing) {
  for (int64_t i = 0; i < n; i++)
    to[i] = from ? from[i] : nothing;
}

static int32_t make_room(cpwi_flow *f, cpw_error *err) {
  const cpw_allocator *a = f->options.allocator;
  int64_t n = f->t * f->s;
  f->block = cpwi_alloc(a, (size_t)n, 5 * sizeof *f->block);
  f->closed = cpwi_alloc_zero(a, (size_t)f->s, sizeof *f->closed);
  f->missing = cpwi_alloc_zero(a, (size_t)f->s, 3 * sizeof *f->missing);
  if (!f->block || !f->closed || !f->missing)
    return cpwi_fail(err, CPW_ENOMEM, -1, f->where, "no memory for %lld periods of %lld stages",
                     (long long)f->t, (long long)f->s);
  f->arrivals = f->block;
  f->completed = f->block + n;
  f->stock = f->block + 2 * n;
  f->referred = f->block + 3 * n;
  f->removed = f->block + 4 * n;
  f->filled = f->missing + f->s;
  f->impossible = f->missing + 2 * f->s;
  copy_or_nothing(f->arrivals, NULL, n, CPWI_NAN);
  copy_or_nothing(f->completed, f->counts.completed, n, CPWI_NAN);
  copy_or_nothing(f->stock, f->counts.stock, n, CPWI_NAN);
  copy_or_nothing(f->referred, f->counts.referred, n, CPWI_NAN);
  copy_or_nothing(f->removed, f->counts.removed, n, 0);
  return CPW_OK;
}

int32_t cpwi_flow_take(cpwi_flow *f, const cpw_flow_counts *counts, const cpw_flow_options *options,
                       cpw_error *err) {
  f->counts = count_defaults();
  f->options = option_defaults();
  if (!counts) return cpwi_fail(err, CPW_EINVAL, -1, f->where, "counts is NULL");
  int32_t status = cpwi_take_options(&f->counts, sizeof f->counts, counts, f->where, err);
  if (status == CPW_OK)
    status = cpwi_take_options(&f->options, sizeof f->options, options, f->where, err);
  if (status == CPW_OK) status = check_options(f, err);
  if (status == CPW_OK) status = check_counts(f, err);
  f->t = f->counts.periods;
  f->s = f->counts.stages;
  if (status == CPW_OK) status = check_lengths(f, err);
  return status == CPW_OK ? make_room(f, err) : status;
}

void cpwi_flow_free(cpwi_flow *f) {
  cpwi_release(f->options.allocator, f->block);
  cpwi_release(f->options.allocator, f->closed);
  cpwi_release(f->options.allocator, f->missing);
}
