/* Rates, shares and means that stand beside counts: withheld where the counts are.
 * Source: NHS England, disclosure control methodology for Hospital Episode Statistics (2018), section on
 * percentages and simple calculations. Leaves tables to table.c. */
#include "disclosure/internal.h"

static int32_t check(const void *const *pointers, const char *const *names, int count, int64_t n,
                     const char *where, cpw_error *err) {
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 0", (long long)n);
  for (int i = 0; i < count; i++)
    if (!pointers[i] && n > 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", names[i]);
  return CPW_OK;
}

static int32_t check_counts(const int64_t *x, int64_t n, const char *name, const char *where,
                            cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    if (x[i] < 0 || x[i] > CPWI_DISCLOSURE_MOST)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %lld must be from 0 to 2^53", name,
                       (long long)i, (long long)x[i]);
  return CPW_OK;
}

static int32_t check_reasons(const int64_t *withheld, int64_t n, const char *where,
                             cpw_error *err) {
  for (int64_t i = 0; withheld && i < n; i++)
    if (withheld[i] < CPW_DISCLOSURE_SHOWN || withheld[i] > CPW_DISCLOSURE_NOT_PUBLISHED)
      return cpwi_fail(err, CPW_EINVAL, i, where, "withheld[%lld] = %lld must be a reason, 0 to %d",
                       (long long)i, (long long)withheld[i], CPW_DISCLOSURE_NOT_PUBLISHED);
  return CPW_OK;
}

static int64_t why_rate(const cpw_disclosure_options *o, int64_t numerator, int64_t denominator,
                        int64_t withheld) {
  if (denominator == 0) return CPW_DISCLOSURE_NOT_PUBLISHED;
  if (withheld != CPW_DISCLOSURE_SHOWN) return withheld;
  int64_t why = cpwi_disclosure_primary(o, numerator);
  if (why == CPW_DISCLOSURE_SHOWN) why = cpwi_disclosure_primary(o, denominator);
  if (why != CPW_DISCLOSURE_SHOWN) return why;
  return cpwi_disclosure_primary(o, denominator - numerator) == CPW_DISCLOSURE_SHOWN
             ? CPW_DISCLOSURE_SHOWN
             : CPW_DISCLOSURE_COMPLEMENT;
}

int32_t cpw_disclosure_rates(const int64_t *numerator, const int64_t *denominator,
                             const int64_t *withheld, int64_t n,
                             const cpw_disclosure_options *options, double *rates, int64_t *reason,
                             cpw_error *err) {
  const void *const pointers[] = {numerator, denominator, rates, reason};
  const char *const names[] = {"numerator", "denominator", "published", "reason"};
  cpw_disclosure_options o;
  int32_t status = check(pointers, names, 4, n, __func__, err);
  if (status == CPW_OK) status = cpwi_disclosure_take(&o, options, __func__, err);
  if (status == CPW_OK) status = check_counts(numerator, n, "numerator", __func__, err);
  if (status == CPW_OK) status = check_counts(denominator, n, "denominator", __func__, err);
  if (status == CPW_OK) status = check_reasons(withheld, n, __func__, err);
  for (int64_t i = 0; i < n && status == CPW_OK; i++)
    if (numerator[i] > denominator[i])
      status = cpwi_fail(err, CPW_EDOMAIN, i, __func__,
                         "numerator[%lld] = %lld must be at most denominator = %lld", (long long)i,
                         (long long)numerator[i], (long long)denominator[i]);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++) {
    int64_t why =
        why_rate(&o, numerator[i], denominator[i], withheld ? withheld[i] : CPW_DISCLOSURE_SHOWN);
    /* one draw for both: a numerator is then never rounded above its denominator */
    double above = (double)cpwi_disclosure_round(&o, numerator[i], i);
    double below = (double)cpwi_disclosure_round(&o, denominator[i], i);
    if (why == CPW_DISCLOSURE_SHOWN && below == 0) why = CPW_DISCLOSURE_NOT_PUBLISHED;
    reason[i] = why;
    rates[i] = why == CPW_DISCLOSURE_SHOWN ? above / below : CPWI_NAN;
  }
  return CPW_OK;
}

int32_t cpw_disclosure_values(const double *value, const int64_t *people, const int64_t *withheld,
                              int64_t n, const cpw_disclosure_options *options, double *shown,
                              int64_t *reason, cpw_error *err) {
  const void *const pointers[] = {value, people, shown, reason};
  const char *const names[] = {"value", "people", "published", "reason"};
  cpw_disclosure_options o;
  int32_t status = check(pointers, names, 4, n, __func__, err);
  if (status == CPW_OK) status = cpwi_disclosure_take(&o, options, __func__, err);
  if (status == CPW_OK) status = check_counts(people, n, "people", __func__, err);
  if (status == CPW_OK) status = check_reasons(withheld, n, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++) {
    int64_t why = withheld ? withheld[i] : CPW_DISCLOSURE_SHOWN;
    reason[i] = why != CPW_DISCLOSURE_SHOWN ? why : cpwi_disclosure_primary(&o, people[i]);
    shown[i] = reason[i] == CPW_DISCLOSURE_SHOWN ? value[i] : CPWI_NAN;
  }
  return CPW_OK;
}
