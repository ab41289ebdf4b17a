/* Activity with growth, avoidance and shorter stays at the middle of every interval, and what each mitigator does.
 * Source: the New Hospital Programme's demand model: effect_j = (f_j - 1) x before, the rest is interaction. Leaves chance
 * and doubt to draw.c. */
#include "mitigators/internal.h"

static int32_t check_steps(const double *before, const double *after, int64_t rows,
                           const double *factors, int64_t count, int32_t by_row,
                           const double *steps, cpw_error *err) {
  static const char where[] = "cpw_mitigators_steps";
  int64_t size = 0, numbers = 0;
  if (rows < 0 || count < 0 || by_row < 0 || by_row > 1 || count == INT64_MAX ||
      !cpwi_multiply(count + 1, rows, &size))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "rows = %lld and count = %lld must be >= 0, by_row = %d 0 or 1",
                     (long long)rows, (long long)count, (int)by_row);
  numbers = by_row ? size - rows : count;
  if ((rows && (!before || !after || !steps)) || (numbers && !factors))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "before, after, factors and steps must be given");
  for (int64_t i = 0; i < rows; i++)
    if (!isfinite(before[i]) || !isfinite(after[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite",
                       isfinite(before[i]) ? "after" : "before", (long long)i,
                       cpwi_number(isfinite(before[i]) ? after[i] : before[i]).text);
  for (int64_t j = 0; j < numbers; j++)
    if (!(factors[j] >= 0.0 && isfinite(factors[j])))
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "factors[%lld] = %s must be finite and >= 0",
                       (long long)j, cpwi_number(factors[j]).text);
  return CPW_OK;
}

int32_t cpw_mitigators_steps(const double *before, const double *after, int64_t rows,
                             const double *factors, int64_t count, int32_t by_row, double *steps,
                             cpw_error *err) {
  int32_t status = check_steps(before, after, rows, factors, count, by_row, steps, err);
  for (int64_t i = 0; i < rows && status == CPW_OK; i++) {
    double sum = 0.0;
    for (int64_t j = 0; j < count; j++) {
      double effect = (factors[by_row ? j * rows + i : j] - 1.0) * before[i];
      steps[j * rows + i] = effect;
      sum += effect;
    }
    steps[count * rows + i] = after[i] - before[i] - sum;
  }
  return status;
}

double cpwi_mitigators_factor(const cpw_mitigator *k, double factor, int64_t row) {
  return k->exposure ? 1.0 + k->exposure[row] * (factor - 1.0) : factor;
}

cpwi_mitigated cpwi_mitigators_on(const cpwi_mitigators *m, const double *factor, double part,
                                  int64_t row) {
  cpwi_mitigated all = {{1.0, 1.0, 1.0}};
  for (int64_t i = 0; i < m->model.count; i++) {
    int64_t k = m->order[i];
    const cpw_mitigator *p = &m->model.mitigators[k];
    double f = part < 1.0 ? 1.0 + (factor[k] - 1.0) * part : factor[k];
    all.by[p->kind] *= cpwi_mitigators_factor(p, f, row);
  }
  return all;
}

typedef struct arrays {
  double *admissions, *bed_days, *all_admissions, *all_bed_days, *admission_steps, *bed_day_steps;
} arrays;

static void add_arrays(cpwi_stocks *s, arrays *a) {
  a->admissions = cpwi_stocks_real(s, "admissions", "admissions", "Expected.", "row year");
  a->bed_days = cpwi_stocks_real(s, "bed_days", "days", "Expected.", "row year");
  a->all_admissions = cpwi_stocks_real(s, "total_admissions", "admissions", "Of all rows.", "year");
  a->all_bed_days = cpwi_stocks_real(s, "total_bed_days", "days", "Of all rows.", "year");
  a->admission_steps = cpwi_stocks_real(s, "admission_steps", "admissions",
                                        "From the first year to the last.", "step");
  a->bed_day_steps =
      cpwi_stocks_real(s, "bed_day_steps", "days", "From the first year to the last.", "step");
}

static void project_row(const cpwi_mitigators *m, const arrays *a, int64_t row) {
  const cpw_mitigators *o = &m->model;
  int64_t years = o->years + 1;
  double base = o->admissions[row], stay = o->stay ? o->stay[row] : 0.0;
  for (int64_t t = 0; t < years; t++) {
    double part = t == o->years ? 1.0 : o->phase ? (double)t / (double)o->years : 0.0;
    cpwi_mitigated f = cpwi_mitigators_on(m, m->middle, part, row);
    double left = base * f.by[CPW_MITIGATORS_GROWTH] * f.by[CPW_MITIGATORS_AVOID];
    a->admissions[row * years + t] = left;
    a->bed_days[row * years + t] = left * stay * f.by[CPW_MITIGATORS_STAY];
    a->all_admissions[t] += a->admissions[row * years + t];
    a->all_bed_days[t] += a->bed_days[row * years + t];
  }
  for (int64_t k = 0; k < o->count; k++) {
    double effect = cpwi_mitigators_factor(&o->mitigators[k], m->middle[k], row) - 1.0;
    if (o->mitigators[k].kind != CPW_MITIGATORS_STAY) a->admission_steps[k] += effect * base;
    a->bed_day_steps[k] += effect * base * stay;
  }
}

/* what is left over: after less before less all other steps */
static void interact(const cpwi_mitigators *m, double *steps, const double *total) {
  double rest = total[m->model.years] - total[0];
  for (int64_t k = 0; k < m->model.count; k++)
    rest -= steps[m->order[k]];
  steps[m->model.count] = rest;
}

static void check_total(cpwi_mitigators *m, const arrays *a) {
  for (int64_t t = 0; t <= m->model.years && m->s.status == CPW_OK; t++)
    if (!(a->all_admissions[t] <= CPWI_MITIGATORS_MOST &&
          a->all_bed_days[t] <= CPWI_MITIGATORS_MOST))
      m->s.status = cpwi_fail(m->s.err, CPW_EOVERFLOW, t, m->s.where,
                              "year %lld has more than 2^53 admissions or days", (long long)t);
}

int32_t cpw_mitigators_project(const cpw_mitigators *mitigators, const cpw_run *run,
                               cpw_result **out, cpw_error *err) {
  cpwi_mitigators m;
  arrays a;
  memset(&m, 0, sizeof m);
  cpw_mitigators_init_sized(&m.model, sizeof m.model);
  cpwi_stocks_take(&m.s, CPWI_MITIGATORS, &m.model, sizeof m.model, mitigators, "mitigators", run,
                   out, err);
  cpwi_stocks_open(&m.s, m.model.allocator);
  if (m.s.status == CPW_OK) cpwi_mitigators_check(&m);
  cpwi_stocks_replications(&m.s);
  cpwi_stocks_dimension(&m.s, "row", m.model.rows, m.model.row_names);
  cpwi_stocks_dimension(&m.s, "year", m.model.years + 1, NULL);
  cpwi_stocks_dimension(&m.s, "step", m.model.count + 1, m.names);
  add_arrays(&m.s, &a);
  for (int64_t row = 0; row < m.model.rows && cpwi_stocks_goes_on(&m.s); row++)
    project_row(&m, &a, row);
  if (m.s.status == CPW_OK) {
    interact(&m, a.admission_steps, a.all_admissions);
    interact(&m, a.bed_day_steps, a.all_bed_days);
    check_total(&m, &a);
  }
  if (m.s.status == CPW_OK) cpwi_mitigators_draw(&m);
  return cpwi_stocks_close(&m.s, out);
}
