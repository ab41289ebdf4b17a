/* Activity and spend of the units of a run, year by year, out of its result.
 * Source: the arrays that cpw_system_plan_run documents.
 * Leaves what they earn to regime.c. */
#include "system_money/internal.h"

typedef struct periods {
  int64_t count;
  double *begin; /* (count + 1) weeks */
} periods;

static const cpw_array *array_of(const cpw_result *run, const char *name, int64_t dimensions,
                                 int64_t units, cpw_error *err) {
  const cpw_array *x = cpw_result_find(run, name);
  if (!x || x->type != CPW_DOUBLE || x->dimensions != dimensions) {
    cpwi_fail(err, CPW_EINVAL, -1, "cpw_system_money_units", "run has no array %s", name);
    return NULL;
  }
  if (x->dimension[0]->length != units) {
    cpwi_fail(err, CPW_EINVAL, -1, "cpw_system_money_units", "run: %s is of %lld, not of %lld",
              name, (long long)x->dimension[0]->length, (long long)units);
    return NULL;
  }
  return x;
}

/* First weeks of the periods; the last is as long as the one before it, or ends with the system's horizon. */
static int32_t take_periods(const cpw_array *first, double horizon, double *begin, cpw_error *err) {
  int64_t n = first->size;
  for (int64_t k = 0; k < n; k++) {
    begin[k] = first->real[k];
    if (!(begin[k] >= 0) || (k && !(begin[k] > begin[k - 1])))
      return cpwi_fail(err, CPW_EINVAL, k, "cpw_system_money_units",
                       "run: first_week[%lld] = %s must be after that of the period before",
                       (long long)k, cpwi_number(begin[k]).text);
  }
  double length = n > 1 ? begin[n - 1] - begin[n - 2] : horizon;
  begin[n] = begin[n - 1] + length;
  if (begin[n] > horizon && horizon > begin[n - 1]) begin[n] = horizon;
  return CPW_OK;
}

/* Part of period [a, b) in a year. */
static double part(double a, double b, int64_t year) {
  double from = (double)year * CPW_WEEKS_PER_YEAR, until = from + CPW_WEEKS_PER_YEAR;
  double first = a > from ? a : from, last = b < until ? b : until;
  return last > first ? (last - first) / (b - a) : 0;
}

static double year_of(const cpw_array *x, int64_t unit, int64_t groups, const periods *p,
                      int64_t year) {
  double sum = 0;
  for (int64_t g = 0; g < groups; g++)
    for (int64_t k = 0; k < p->count; k++) {
      double share = part(p->begin[k], p->begin[k + 1], year);
      if (share > 0) sum += share * x->real[(unit * groups + g) * p->count + k];
    }
  return sum;
}

static int32_t check(const cpw_system *system, const cpw_result *run, int64_t years,
                     cpw_error *err) {
  const char *where = "cpw_system_money_units";
  if (!system || !run)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", system ? "run" : "system");
  if (years < 1 || years > 100)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "years = %lld must be from 1 to 100",
                     (long long)years);
  return CPW_OK;
}

int32_t cpw_system_money_units(const cpw_system *system, const cpw_result *run, int64_t years,
                               double *activity, double *spend, cpw_error *err) {
  int32_t status = check(system, run, years, err);
  if (status != CPW_OK) return status;
  int64_t units = system->capacities;
  const cpw_array *treated = array_of(run, "treated", 3, units, err);
  const cpw_array *spent = treated ? array_of(run, "spend", 2, units, err) : NULL;
  if (!treated || !spent) return CPW_EINVAL;
  int64_t count = treated->dimension[2]->length;
  const cpw_array *first = array_of(run, "first_week", 1, count, err);
  if (!first) return CPW_EINVAL;
  if (count < 1 || spent->dimension[1]->length != count)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "run has no periods");
  periods p = {count, cpwi_alloc_zero(NULL, (size_t)count + 1, sizeof *p.begin)};
  if (!p.begin) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the periods");
  status = take_periods(first, (double)system->weeks, p.begin, err);
  /* a year is 52.18 weeks: a horizon of 52, 104 or 156 weeks stands for one, two or three */
  double end = status == CPW_OK ? p.begin[p.count] : 0;
  if (status == CPW_OK && end < 52.0 * (double)years)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                       "years = %lld: the run ends after %s weeks, below %lld", (long long)years,
                       cpwi_number(end).text, (long long)(52 * years));
  for (int64_t y = 0; status == CPW_OK && y < years; y++)
    for (int64_t u = 0; u < units; u++) {
      int64_t groups = treated->dimension[1]->length;
      if (activity) activity[y * units + u] = year_of(treated, u, groups, &p, y);
      if (spend) spend[y * units + u] = year_of(spent, u, 1, &p, y);
    }
  cpwi_release(NULL, p.begin);
  return status;
}
