/* A plan and its rules, checked; names for messages; the value of a rule.
 * Source: the rules in carepath/pace.h.
 * Leaves what the rules do to bounds.c. */
#include "pace/internal.h"

#include <stdio.h>
#include <string.h>

static const char *const kinds[CPW_PACE_KINDS] = {
    "min cash", "min head", "max cash", "max head", "min distance", "max distance", "convergence"};

const char *cpw_pace_kind_name(int32_t kind) {
  return kind >= 0 && kind < CPW_PACE_KINDS ? kinds[kind] : NULL;
}

int32_t cpw_pace_kind_number(const char *name) {
  for (int32_t k = 0; name && k < CPW_PACE_KINDS; k++)
    if (strcmp(name, kinds[k]) == 0) return k;
  return CPW_ENOTFOUND;
}

static cpw_pace_options defaults(void) {
  cpw_pace_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.near = 0.01;
  return o;
}

void cpw_pace_options_init_sized(cpw_pace_options *options, size_t size) {
  cpw_pace_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

double cpw_pace_value(const cpw_pace_rule *rule, double distance) {
  if (!rule || rule->points < 1 || !rule->distance || !rule->value || isnan(distance))
    return CPWI_NAN;
  const double *x = rule->distance, *v = rule->value;
  int64_t low = 0, high = rule->points; /* the first point at or beyond the distance */
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (x[middle] < distance)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0) return v[0];
  if (low == rule->points || v[low - 1] == v[low]) return v[low - 1];
  if (x[low] == distance) return v[low];
  return v[low - 1] + (v[low] - v[low - 1]) * ((distance - x[low - 1]) / (x[low] - x[low - 1]));
}

/* ---------------------------------------------------------------- names --------------------- */

cpwi_pace_name cpwi_pace_name_of(const char *what, int64_t index, const char *name) {
  cpwi_pace_name n;
  if (name)
    snprintf(n.text, sizeof n.text, "%s[%lld] (%.40s)", what, (long long)index, name);
  else
    snprintf(n.text, sizeof n.text, "%s[%lld]", what, (long long)index);
  return n;
}

cpwi_pace_name cpwi_pace_rule_name(const cpw_pace_plan *plan, int64_t rule) {
  const cpw_pace_rule *r = &plan->rule[rule];
  return cpwi_pace_name_of("rule", rule, r->name ? r->name : cpw_pace_kind_name(r->kind));
}

cpwi_pace_name cpwi_pace_row_name(const cpw_pace_plan *plan, int64_t row) {
  return cpwi_pace_name_of("row", row, plan->codes ? plan->codes[row] : NULL);
}

/* ---------------------------------------------------------------- arrays -------------------- */

static int32_t check_values(const double *x, int64_t n, int32_t above, const char *what,
                            cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    if (!(x[i] >= 0.0 && x[i] <= 1.7976931348623157e308) || (above && x[i] <= 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_PACE, "%s[%lld] = %s must be finite and %s 0",
                       what, (long long)i, cpwi_number(x[i]).text, above ? ">" : ">=");
  return CPW_OK;
}

static int32_t check_some(const double *x, int64_t n, const char *what, cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    if (x[i] > 0.0) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_PACE, "%s is 0 in every row", what);
}

static int32_t check_shape(const cpw_pace_plan *p, cpw_error *err) {
  int64_t cells = 0;
  if (p->rows < 1 || p->years < 1 || p->rules < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PACE, "%s = %lld must be >= %d",
                     p->rows < 1    ? "rows"
                     : p->years < 1 ? "years"
                                    : "rules",
                     (long long)(p->rows < 1    ? p->rows
                                 : p->years < 1 ? p->years
                                                : p->rules),
                     p->rows < 1 || p->years < 1);
  if (!p->baseline || !p->quantum || !p->weighted || (p->rules && !p->rule))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PACE, "%s is NULL",
                     !p->baseline   ? "baseline"
                     : !p->quantum  ? "quantum"
                     : !p->weighted ? "weighted"
                                    : "rule");
  if ((p->people == NULL) != (p->base_people == NULL))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PACE, "%s is NULL, but %s is not",
                     p->people ? "base_people" : "people", p->people ? "people" : "base_people");
  if (p->rows > INT64_MAX / 64 || !cpwi_multiply(p->rows * (int64_t)STEPS, p->years, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_PACE, "too many rows and years");
  for (int64_t i = 0; p->codes && i < p->rows; i++)
    if (!p->codes[i])
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_PACE, "codes[%lld] is NULL", (long long)i);
  return CPW_OK;
}

static int32_t check_years(const cpw_pace_plan *p, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t t = 0; status == CPW_OK && t < p->years; t++) {
    if (p->quantum[t] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, t, CPWI_PACE, "quantum[%lld] = %lld must be >= 0",
                       (long long)t, (long long)p->quantum[t]);
    if (p->deflator && !(p->deflator[t] > -1.0 && p->deflator[t] <= 1.7976931348623157e308))
      return cpwi_fail(err, CPW_EDOMAIN, t, CPWI_PACE,
                       "deflator[%lld] = %s must be finite and > -1", (long long)t,
                       cpwi_number(p->deflator[t]).text);
    status = check_some(p->weighted + t * p->rows, p->rows, "weighted of a year", err);
  }
  return status;
}

static int32_t check_arrays(const cpw_pace_plan *p, cpw_error *err) {
  int64_t n = p->rows, cells = p->rows * p->years;
  int32_t status = check_values(p->baseline, n, 0, "baseline", err);
  if (status == CPW_OK) status = check_some(p->baseline, n, "baseline", err);
  if (status == CPW_OK) status = check_values(p->weighted, cells, 0, "weighted", err);
  if (status == CPW_OK && p->people)
    status = check_values(p->base_people, n, 1, "base_people", err);
  if (status == CPW_OK && p->people) status = check_values(p->people, cells, 1, "people", err);
  return status == CPW_OK ? check_years(p, err) : status;
}

/* ---------------------------------------------------------------- rules --------------------- */

static int is_floor(int32_t kind) {
  return kind == CPW_PACE_MIN_CASH || kind == CPW_PACE_MIN_HEAD || kind == CPW_PACE_MIN_DISTANCE;
}

static int may_be(const cpw_pace_rule *r, double v) {
  if (isnan(v)) return 0;
  if (r->kind == CPW_PACE_CONVERGENCE) return !isinf(v);
  if (isinf(v)) return is_floor(r->kind) == (v < 0.0);
  return v >= -1.0;
}

static int32_t check_points(const cpw_pace_plan *p, int64_t k, cpw_error *err) {
  const cpw_pace_rule *r = &p->rule[k];
  cpwi_pace_name name = cpwi_pace_rule_name(p, k);
  for (int64_t j = 0; j < r->points; j++) {
    double x = r->distance[j], v = r->value[j];
    if (!(fabs(x) <= 1.7976931348623157e308) || (j > 0 && x < r->distance[j - 1]))
      return cpwi_fail(err, CPW_EDOMAIN, k, CPWI_PACE,
                       "%s: distance[%lld] = %s must be finite and not below the one before it",
                       name.text, (long long)j, cpwi_number(x).text);
    if (!may_be(r, v))
      return cpwi_fail(err, CPW_EDOMAIN, k, CPWI_PACE, "%s: value[%lld] = %s must be %s", name.text,
                       (long long)j, cpwi_number(v).text,
                       r->kind == CPW_PACE_CONVERGENCE ? "finite"
                       : is_floor(r->kind)             ? ">= -1, or -inf for no floor"
                                                       : ">= -1, or inf for no cap");
    if (j > 0 && x > r->distance[j - 1] && isinf(v) != isinf(r->value[j - 1]))
      return cpwi_fail(err, CPW_EDOMAIN, k, CPWI_PACE,
                       "%s: from value[%lld] = %s to value[%lld] = %s needs a step: two points of "
                       "the same distance",
                       name.text, (long long)(j - 1), cpwi_number(r->value[j - 1]).text,
                       (long long)j, cpwi_number(v).text);
  }
  return CPW_OK;
}

static int32_t check_rule(const cpwi_pace *p, int64_t k, cpw_error *err) {
  const cpw_pace_plan *plan = p->plan;
  const cpw_pace_rule *r = &plan->rule[k];
  if (r->kind < 0 || r->kind >= CPW_PACE_KINDS)
    return cpwi_fail(err, CPW_EINVAL, k, CPWI_PACE, "rule[%lld].kind = %d must be 0 to %d",
                     (long long)k, (int)r->kind, CPW_PACE_KINDS - 1);
  cpwi_pace_name name = cpwi_pace_rule_name(plan, k);
  if (r->year < -1 || r->year >= plan->years)
    return cpwi_fail(err, CPW_EINVAL, k, CPWI_PACE, "%s: year = %d must be -1 to %lld", name.text,
                     (int)r->year, (long long)(plan->years - 1));
  if (r->points < 1 || !r->distance || !r->value)
    return cpwi_fail(err, CPW_EINVAL, k, CPWI_PACE, "%s needs at least one point", name.text);
  if ((r->kind == CPW_PACE_MIN_HEAD || r->kind == CPW_PACE_MAX_HEAD) && !plan->people)
    return cpwi_fail(err, CPW_EINVAL, k, CPWI_PACE, "%s needs people and base_people", name.text);
  if (r->kind == CPW_PACE_CONVERGENCE && p->options.method != CPW_PACE_ADD)
    return cpwi_fail(err, CPW_EINVAL, k, CPWI_PACE, "%s needs the method CPW_PACE_ADD", name.text);
  return check_points(plan, k, err);
}

int32_t cpwi_pace_take(cpwi_pace *p, const cpw_pace_plan *plan, const cpw_pace_options *options,
                       cpw_error *err) {
  memset(p, 0, sizeof *p);
  p->plan = plan;
  p->options = defaults();
  if (!plan) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PACE, "plan is NULL");
  int32_t status = cpwi_take_options(&p->options, sizeof p->options, options, CPWI_PACE, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"method", p->options.method, CPW_PACE_ADD},
                                 {"conflict", p->options.conflict, CPW_PACE_CAP_WINS},
                                 {"rounding", p->options.rounding, CPW_APPORTION_COUNT - 1},
                                 {"reserved", p->options.reserved, 0}};
  status = cpwi_check_choices(choices, 4, CPWI_PACE, err);
  if (status == CPW_OK && !(p->options.near >= 0.0))
    status = cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_PACE, "options.near = %s must be >= 0",
                       cpwi_number(p->options.near).text);
  if (status == CPW_OK) status = cpwi_check_allocator(p->options.allocator, CPWI_PACE, err);
  if (status == CPW_OK) status = check_shape(plan, err);
  if (status == CPW_OK) status = check_arrays(plan, err);
  for (int64_t k = 0; status == CPW_OK && k < plan->rules; k++)
    status = check_rule(p, k, err);
  return status;
}
