/* What may be wrong with the parameters of a model, said with place, value and rule.
 * Source: the house rules. Leaves to each model which rule holds where. */
#include "base/order.h"
#include "stocks/internal.h"

#include <stdio.h>

cpwi_stocks_name cpwi_stocks_name_of(cpwi_stocks_place p) {
  cpwi_stocks_name n;
  char first[96], last[24];
  first[0] = last[0] = 0;
  if (p.list && p.i >= 0)
    snprintf(first, sizeof first, "%.64s[%lld]%s", p.list, (long long)p.i, p.field ? "." : "");
  if (p.j >= 0) snprintf(last, sizeof last, "[%lld]", (long long)p.j);
  snprintf(n.text, sizeof n.text, "%s%.40s%s", first, p.field ? p.field : "", last);
  return n;
}

static int holds(int rule, double x) {
  switch (rule) {
  case CPWI_STOCKS_SHARE:
    return x >= 0.0 && x <= 1.0;
  case CPWI_STOCKS_PART:
    return x > 0.0 && x <= 1.0;
  case CPWI_STOCKS_AMOUNT:
    return x >= 0.0 && isfinite(x);
  case CPWI_STOCKS_POSITIVE:
    return x > 0.0 && isfinite(x);
  case CPWI_STOCKS_RATE:
    return x > -1.0 && isfinite(x);
  default:
    return isfinite(x);
  }
}

static const char *const rules[CPWI_STOCKS_RULES] = {
    "0 to 1", "above 0 to 1", "finite and >= 0", "finite and > 0", "finite", "finite and > -1"};

void cpwi_stocks_check(cpwi_stocks *s, int rule, cpwi_stocks_place place, double value) {
  if (s->status != CPW_OK || holds(rule, value)) return;
  s->status = cpwi_fail(s->err, CPW_EDOMAIN, place.j >= 0 ? place.j : place.i, s->where,
                        "%s = %s must be %s", cpwi_stocks_name_of(place).text,
                        cpwi_number(value).text, rules[rule]);
}

void cpwi_stocks_check_all(cpwi_stocks *s, int rule, cpwi_stocks_place place, const double *values,
                           int64_t count) {
  for (int64_t j = 0; values && j < count && s->status == CPW_OK; j++)
    if (!holds(rule, values[j])) {
      place.j = j;
      cpwi_stocks_check(s, rule, place, values[j]);
    }
}

void cpwi_stocks_fields(cpwi_stocks *s, const char *list, int64_t i, const cpwi_stocks_field *f,
                        size_t count) {
  for (size_t k = 0; k < count; k++)
    cpwi_stocks_check(s, f[k].rule, (cpwi_stocks_place){list, i, f[k].name, -1}, f[k].value);
}

void cpwi_stocks_between(cpwi_stocks *s, cpwi_stocks_place place, int64_t value, int64_t low,
                         int64_t high) {
  if (s->status != CPW_OK || (value >= low && value <= high)) return;
  cpwi_stocks_name name = cpwi_stocks_name_of(place);
  int64_t at = place.j >= 0 ? place.j : place.i;
  if (high == INT64_MAX)
    s->status = cpwi_fail(s->err, CPW_EINVAL, at, s->where, "%s = %lld must be >= %lld", name.text,
                          (long long)value, (long long)low);
  else
    s->status = cpwi_fail(s->err, CPW_EINVAL, at, s->where, "%s = %lld must be %lld to %lld",
                          name.text, (long long)value, (long long)low, (long long)high);
}

void cpwi_stocks_given(cpwi_stocks *s, cpwi_stocks_place place, const void *pointer) {
  if (s->status == CPW_OK && !pointer)
    s->status = cpwi_fail(s->err, CPW_EINVAL, place.i, s->where, "%s must be given",
                          cpwi_stocks_name_of(place).text);
}

static int by_name(const void *context, const void *a, const void *b) {
  const char *const *name = context;
  return strcmp(name[*(const int64_t *)a], name[*(const int64_t *)b]);
}

int64_t *cpwi_stocks_names(cpwi_stocks *s, const char *list, const char *const *names,
                           int64_t count) {
  int64_t *order = cpwi_stocks_zeros(s, count, sizeof *order);
  if (!order) return NULL;
  for (int64_t i = 0; i < count; i++) {
    order[i] = i;
    if (!names[i] || !*names[i]) {
      s->status = cpwi_fail(s->err, CPW_EINVAL, i, s->where, "%s[%lld] must have a name", list,
                            (long long)i);
      return NULL;
    }
  }
  if (!cpwi_sort(s->allocator, order, count, sizeof *order, by_name, names))
    s->status = cpwi_fail(s->err, CPW_ENOMEM, -1, s->where, "no memory for names");
  for (int64_t k = 1; k < count && s->status == CPW_OK; k++)
    if (!strcmp(names[order[k]], names[order[k - 1]]))
      s->status = cpwi_fail(s->err, CPW_EINVAL, order[k], s->where,
                            "%s[%lld]: the name \"%.100s\" comes twice", list, (long long)order[k],
                            names[order[k]]);
  return s->status == CPW_OK ? order : NULL;
}
