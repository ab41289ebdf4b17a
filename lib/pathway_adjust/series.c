/* Changed networks: what models of staff, volunteers, returning demand, prevention and mitigators say, as series for a network.
 * Source: the arrays that the headers of those models document; factors are in terms of what the model starts from.
 * Leaves the projections to those models, and what a series changes to adjust.c. */
#include "carepath/pathway_adjust.h"

#include "base/internal.h"

static const char *const array_of[CPW_SERIES] = {"total_capacity",   "total_slots",
                                                 "total_workload",   "avoided",
                                                 "total_admissions", "total_bed_days"};

static const cpw_array *real_array(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  return a && a->real && a->dimensions >= 1 ? a : NULL;
}

static int is_series(int32_t series) {
  return series >= 0 && series < CPW_SERIES;
}

/* The last dimension is time; prevention has groups before it. */
static int64_t length_of(const cpw_array *a) {
  return a->dimension[a->dimensions - 1]->length;
}

int64_t cpw_series_length(const cpw_result *result, int32_t series) {
  if (!result || !is_series(series)) return CPW_EINVAL;
  const cpw_array *a = real_array(result, array_of[series]);
  return a ? length_of(a) : CPW_ENOTFOUND;
}

typedef struct wanted {
  const cpw_array *main, *other;
  double unit;
  int32_t series;
} wanted;

/* Summed over groups where there are any. */
static double at(const cpw_array *a, int64_t t) {
  double sum = 0;
  for (int64_t i = t, n = length_of(a); i < a->size; i += n)
    sum += a->real[i];
  return sum;
}

static double value_of(const wanted *w, int64_t t) {
  const double x = at(w->main, t);
  switch (w->series) {
  case CPW_SERIES_PREVENTION:
    return at(w->other, t) / (x + at(w->other, t));
  case CPW_SERIES_ADMISSIONS:
    return x / at(w->main, 0);
  case CPW_SERIES_STAY:
    return (x / at(w->other, t)) / (at(w->main, 0) / at(w->other, 0));
  default:
    return x / w->unit;
  }
}

static int32_t fail_array(cpw_error *err, const char *where, const char *name) {
  return cpwi_fail(err, CPW_ENOTFOUND, -1, where, "the result has no array \"%s\"", name);
}

int32_t cpw_series_values(const cpw_result *result, int32_t series, double unit, int64_t count,
                          double *values, cpw_error *err) {
  if (!result || !values || !is_series(series))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "result and values must not be NULL, series must be one of CPW_SERIES_...");
  wanted w = {real_array(result, array_of[series]), NULL, unit, series};
  if (!w.main) return fail_array(err, __func__, array_of[series]);
  const char *other = series == CPW_SERIES_PREVENTION ? "cases"
                      : series == CPW_SERIES_STAY     ? "total_admissions"
                                                      : NULL;
  if (other && !(w.other = real_array(result, other))) return fail_array(err, __func__, other);
  if (count != length_of(w.main))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count = %lld must be %lld", (long long)count,
                     (long long)length_of(w.main));
  if (!(unit > 0 && unit < (double)INFINITY) || (series >= CPW_SERIES_PREVENTION && unit != 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "unit = %s must be %s", cpwi_number(unit).text,
                     series >= CPW_SERIES_PREVENTION ? "1" : "finite and > 0");
  for (int64_t t = 0; t < count; t++)
    if (!(value_of(&w, t) >= 0 && value_of(&w, t) < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, t, __func__, "there is nothing to compare %s[%lld] with",
                       array_of[series], (long long)t);
  for (int64_t t = 0; t < count; t++)
    values[t] = value_of(&w, t);
  return CPW_OK;
}
