/* Rows of people: defaults and checks.
 * Source: the rules in carepath/survival.h.
 * Leaves their order to crowd.c, the options to options.c. */
#include "survival/internal.h"

#include <string.h>

#define MOST_PEOPLE 9007199254740992.0 /* 2^53: whole numbers are exact up to here */

static cpw_survival_rows defaults(void) {
  cpw_survival_rows r;
  memset(&r, 0, sizeof r);
  r.struct_size = sizeof r;
  r.groups = r.causes = 1;
  return r;
}

void cpw_survival_rows_init_sized(cpw_survival_rows *rows, size_t size) {
  cpw_survival_rows r = defaults();
  cpwi_init_sized(rows, size, &r, sizeof r);
}

static int is_finite(double x) {
  return x - x == 0;
}

static int32_t check_shape(const cpw_survival_rows *r, const char *where, cpw_error *err) {
  if (r->rows < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "rows = %lld must be >= 0", (long long)r->rows);
  if (r->rows > 0 && (!r->time || !r->event))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", r->time ? "event" : "time");
  if (r->groups < 1 || r->groups > INT32_MAX || (r->groups > 1 && !r->group && r->rows > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "groups = %lld must be 1 to %d, and 1 without group", (long long)r->groups,
                     INT32_MAX);
  if (r->causes < 1 || r->causes > CPW_SURVIVAL_MAX_CAUSES)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "causes = %lld must be 1 to %d",
                     (long long)r->causes, CPW_SURVIVAL_MAX_CAUSES);
  return CPW_OK;
}

static int32_t check_times(const cpw_survival_rows *r, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < r->rows; i++)
    if (!(r->time[i] >= 0) || !is_finite(r->time[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "time[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(r->time[i]).text);
  for (int64_t i = 0; i < r->rows; i++)
    if (r->event[i] < 0 || r->event[i] > r->causes)
      return cpwi_fail(err, CPW_EINVAL, i, where, "event[%lld] = %d must be 0 to %lld",
                       (long long)i, (int)r->event[i], (long long)r->causes);
  return CPW_OK;
}

static int32_t check_entries(const cpw_survival_rows *r, const char *where, cpw_error *err) {
  for (int64_t i = 0; r->entry && i < r->rows; i++) {
    double entry = r->entry[i];
    if (!(entry >= 0) || (entry >= r->time[i] && entry > 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "entry[%lld] = %s must be >= 0 and below the time, %s (or 0)", (long long)i,
                       cpwi_number(entry).text, cpwi_number(r->time[i]).text);
  }
  return CPW_OK;
}

static int32_t check_weights(const cpw_survival_rows *r, const char *where, cpw_error *err) {
  double people = 0;
  for (int64_t i = 0; r->weight && i < r->rows; i++) {
    if (!(r->weight[i] >= 0) || !is_finite(r->weight[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "weight[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(r->weight[i]).text);
    people += r->weight[i];
    if (people > MOST_PEOPLE)
      return cpwi_fail(err, CPW_EOVERFLOW, i, where, "weight: the sum up to row %lld is over 2^53",
                       (long long)i);
  }
  return CPW_OK;
}

int32_t cpwi_survival_check_index(const char *name, const int64_t *index, int64_t rows,
                                  int64_t count, const char *where, cpw_error *err) {
  for (int64_t i = 0; index && i < rows; i++)
    if (index[i] < 0 || index[i] >= count)
      return cpwi_fail(err, CPW_EINVAL, i, where, "%s[%lld] = %lld must be 0 to %lld", name,
                       (long long)i, (long long)index[i], (long long)(count - 1));
  return CPW_OK;
}

int32_t cpwi_survival_take(cpw_survival_rows *known, const cpw_survival_rows *given,
                           const char *where, cpw_error *err) {
  cpw_survival_rows r = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "rows is NULL");
  int32_t status = cpwi_take_options(&r, sizeof r, given, where, err);
  if (status == CPW_OK) status = check_shape(&r, where, err);
  if (status == CPW_OK) status = check_times(&r, where, err);
  if (status == CPW_OK)
    status = cpwi_survival_check_index("group", r.group, r.rows, r.groups, where, err);
  if (status == CPW_OK) status = check_entries(&r, where, err);
  if (status == CPW_OK) status = check_weights(&r, where, err);
  if (status == CPW_OK) *known = r;
  return status;
}
