/* What the published tools do to hazards and to negative lists: skews and the rules of redistribution.
 * Source: the NHSRtt R package (its results on fixed inputs, from the mathematics in carepath/waitlist.h).
 * Leaves the projection that uses them to course.c. */
#include "waitlist/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- skew ---------------------- */

static double rotated(int64_t m, double skew, double pivot, int64_t last) {
  double inverse = 1.0 / skew, at = (double)m;
  if (at < pivot) return inverse + (1.0 - inverse) * ((at - 1.0) / (pivot - 1.0));
  return at > pivot ? 1.0 + (skew - 1.0) * ((at - pivot) / ((double)last - pivot)) : 1.0;
}

int32_t cpw_waitlist_skew(int32_t method, double skew, double pivot, int64_t bands,
                          double *multiplier, cpw_error *err) {
  if (method != CPW_SKEW_ROTATE && method != CPW_SKEW_UNIFORM)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "method = %d must be 0 or 1", (int)method);
  if (bands < 0 || (bands > 0 && !multiplier))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "bands = %lld must be >= 0 and multiplier there", (long long)bands);
  if (!(skew > 0.0 && skew <= DBL_MAX && 1.0 / skew <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "skew = %s must be finite and > 0, and so must its inverse",
                     cpwi_number(skew).text);
  double turn = isnan(pivot) ? (double)bands / 2.0 : pivot;
  if (bands > 2 && !(turn >= 1.0 && turn <= (double)(bands - 1)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "pivot = %s must be in [1, %lld]",
                     cpwi_number(pivot).text, (long long)(bands - 1));
  for (int64_t m = 0; m < bands; m++) {
    if (m == 0 || bands <= 2)
      multiplier[m] = 1.0;
    else if (method == CPW_SKEW_UNIFORM)
      multiplier[m] = (double)m < turn ? 1.0 / skew : skew;
    else
      multiplier[m] = rotated(m, skew, turn, bands - 1);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- redistribution ------------ */

/* Empties the bands below zero; returns their sum, and in `above` how many bands have people. */
static double clear_negative(int64_t bands, double *people, int64_t *above) {
  double missing = 0.0;
  *above = 0;
  for (int64_t m = 0; m < bands; m++) {
    if (people[m] < 0.0) {
      missing += people[m];
      people[m] = 0.0;
    }
    *above += people[m] > 0.0;
  }
  return missing;
}

/* Every round but the last empties a band, so that there are at most as many as bands. */
static void take_evenly(int64_t bands, double *people) {
  double sum = 0.0;
  for (int64_t m = 0; m < bands; m++)
    sum += people[m];
  if (sum <= 0.0) {
    memset(people, 0, (size_t)bands * sizeof *people);
    return;
  }
  int64_t above;
  for (double missing; (missing = clear_negative(bands, people, &above)) < 0.0 && above > 0;)
    for (int64_t m = 0; m < bands; m++)
      if (people[m] > 0.0) people[m] += missing / (double)above;
}

static void take_longest(int64_t bands, double *people) {
  double missing = 0.0;
  for (int64_t m = 0; m < bands; m++)
    if (people[m] < 0.0) missing -= people[m];
  double left = missing;
  for (int64_t m = bands - 1; m >= 0; m--) {
    if (!(people[m] > 0.0)) continue;
    double take = people[m] < left ? people[m] : left;
    people[m] -= take;
    left -= take;
  }
  for (int64_t m = 0; m < bands; m++)
    if (people[m] < 0.0) people[m] *= left / missing;
}

void cpwi_redistribute(int32_t surplus, int64_t bands, double *people) {
  if (surplus == CPW_SURPLUS_EVENLY)
    take_evenly(bands, people);
  else
    take_longest(bands, people);
}

int32_t cpw_waitlist_redistribute(int32_t surplus, int64_t rows, int64_t bands,
                                  const double *people, double *out, cpw_error *err) {
  if (surplus != CPW_SURPLUS_EVENLY && surplus != CPW_SURPLUS_PRIORITISE_LONG_WAITERS)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "surplus = %d must be CPW_SURPLUS_EVENLY or _PRIORITISE_LONG_WAITERS",
                     (int)surplus);
  int64_t cells;
  if (rows < 0 || bands < 1 || !cpwi_multiply(rows, bands, &cells) ||
      cells > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "rows = %lld must be >= 0, bands = %lld >= 1, and their product a size",
                     (long long)rows, (long long)bands);
  if (rows > 0 && (!people || !out))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", people ? "out" : "people");
  cpwi_block block = {.name = "people", .lists = rows, .bands = bands, .values = people};
  int32_t status = cpwi_check_range(&block, 0, cells, -DBL_MAX, DBL_MAX, __func__, err);
  for (int64_t i = 0; i < rows && status == CPW_OK; i++)
    if (!(cpwi_absolute_sum(bands, people + i * bands) <= DBL_MAX))
      status = cpwi_fail(err, CPW_EOVERFLOW, i, __func__, "the sum of row %lld is too large",
                         (long long)i);
  if (status != CPW_OK) return status;
  if (cells > 0 && out != people) memmove(out, people, (size_t)cells * sizeof *out);
  for (int64_t i = 0; i < rows; i++)
    cpwi_redistribute(surplus, bands, out + i * bands);
  return CPW_OK;
}
