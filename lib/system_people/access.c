/* Access against need by group, with limits.
 * Source: the measures of carepath/equity.h and the limits of carepath/rates.h, for used / need.
 * Leaves the measures themselves to them. */
#include "system_people/internal.h"

#include "carepath/equity.h"
#include "carepath/rates.h"

#include <string.h>

enum {
  ALL,
  GAP,
  GAP_LOWER,
  GAP_UPPER,
  RATIO,
  RATIO_LOWER,
  RATIO_UPPER,
  SII,
  SII_LOWER,
  SII_UPPER,
  RII,
  RII_LOWER,
  RII_UPPER,
  CONCENTRATION,
  SINGLES
};

static const char *const singles[SINGLES] = {
    "all", "gap",       "gap_lower", "gap_upper", "ratio",     "ratio_lower", "ratio_upper",
    "sii", "sii_lower", "sii_upper", "rii",       "rii_lower", "rii_upper",   "concentration"};

enum { USED, NEED, ACCESS, LOWER, UPPER, RELATIVE, SE, PEOPLE, COLUMNS };

static const char *const columns[COLUMNS] = {"used",  "need",     "access", "lower",
                                             "upper", "relative", "se",     "people"};

typedef struct access {
  const double *used, *need, *people;
  int64_t groups;
  double level;
  const cpw_allocator *a;
  double *column[COLUMNS]; /* (groups) */
  double *single[SINGLES];
} access;

static int32_t check(const access *x, const char *where, cpw_error *err) {
  if (x->groups < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "groups = %lld must be >= 2",
                     (long long)x->groups);
  if (!x->used || !x->need || !x->people)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL",
                     !x->used   ? "used"
                     : !x->need ? "need"
                                : "people");
  if (!(x->level > 0 && x->level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "level = %s must be in (0, 1)",
                     cpwi_number(x->level).text);
  for (int64_t g = 0; g < x->groups; g++) {
    const double each[] = {x->need[g], x->people[g]};
    if (!(x->used[g] >= 0 && x->used[g] <= 1e11))
      return cpwi_fail(err, CPW_EDOMAIN, g, where, "used[%lld] = %s must be 0 to 1e11",
                       (long long)g, cpwi_number(x->used[g]).text);
    for (int k = 0; k < 2; k++)
      if (!(each[k] > 0 && each[k] < (double)INFINITY))
        return cpwi_fail(err, CPW_EDOMAIN, g, where, "%s[%lld] = %s must be finite and > 0",
                         k ? "people" : "need", (long long)g, cpwi_number(each[k]).text);
  }
  return CPW_OK;
}

static int32_t lay_out(access *x, cpw_result *r, const char *const *labels, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(r, "group", x->groups, labels, err);
  void *memory = NULL;
  for (int k = 0; status == CPW_OK && k < COLUMNS; k++) {
    status = cpw_result_add_array(r, columns[k], NULL, NULL, "group", CPW_DOUBLE, CPW_MERGE_SAME,
                                  &memory, err);
    x->column[k] = memory;
  }
  for (int k = 0; status == CPW_OK && k < SINGLES; k++) {
    status = cpw_result_add_array(r, singles[k], NULL, NULL, "", CPW_DOUBLE, CPW_MERGE_SAME,
                                  &memory, err);
    x->single[k] = memory;
  }
  return status;
}

static int32_t fill_groups(access *x, cpw_error *err) {
  double used = 0, need = 0;
  for (int64_t g = 0; g < x->groups; g++) {
    used += x->column[USED][g] = x->used[g];
    need += x->column[NEED][g] = x->need[g];
    x->column[PEOPLE][g] = x->people[g];
    x->column[SE][g] = sqrt(x->used[g]) / x->need[g];
  }
  *x->single[ALL] = used / need;
  int32_t status = cpw_rates_crude(x->used, x->need, x->groups, 1, &x->level, 1, CPW_RATES_AUTO,
                                   x->column[ACCESS], x->column[LOWER], x->column[UPPER], err);
  for (int64_t g = 0; status == CPW_OK && g < x->groups; g++)
    x->column[RELATIVE][g] = used > 0 ? x->column[ACCESS][g] / *x->single[ALL] : CPWI_NAN;
  return status;
}

static int32_t fill_gaps(access *x, cpw_error *err) {
  cpw_gaps gaps;
  cpw_gaps_options o;
  cpw_gaps_options_init(&o);
  o.se = x->column[SE];
  o.level = x->level;
  o.allocator = x->a;
  int32_t status = cpw_equity_gaps(x->column[ACCESS], x->people, x->groups, &o, &gaps, err);
  if (status != CPW_OK) return status;
  *x->single[GAP] = gaps.gap;
  *x->single[GAP_LOWER] = gaps.gap_lower;
  *x->single[GAP_UPPER] = gaps.gap_upper;
  *x->single[RATIO] = gaps.ratio;
  *x->single[RATIO_LOWER] = gaps.ratio_lower;
  *x->single[RATIO_UPPER] = gaps.ratio_upper;
  return CPW_OK;
}

static int32_t fill_slope(access *x, cpw_error *err) {
  cpw_slope slope;
  cpw_slope_limits limits;
  cpw_slope_options o;
  cpw_slope_options_init(&o);
  o.method = CPW_SLOPE_EXACT;
  o.se = x->column[SE];
  o.level = &x->level;
  o.levels = 1;
  o.allocator = x->a;
  int32_t status =
      cpw_equity_slope(x->column[ACCESS], x->people, 1, x->groups, &o, NULL, &slope, &limits, err);
  if (status != CPW_OK) return status;
  int bounded = limits.rii_kind == CPW_FIELLER_BOUNDED;
  *x->single[SII] = slope.sii;
  *x->single[SII_LOWER] = limits.sii_lower;
  *x->single[SII_UPPER] = limits.sii_upper;
  *x->single[RII] = slope.rii;
  *x->single[RII_LOWER] = bounded ? limits.rii_lower : CPWI_NAN;
  *x->single[RII_UPPER] = bounded ? limits.rii_upper : CPWI_NAN;
  return CPW_OK;
}

static int32_t fill_concentration(access *x, cpw_error *err) {
  cpw_concentration c;
  cpw_concentration_options o;
  cpw_concentration_options_init(&o);
  o.allocator = x->a;
  int32_t status =
      cpw_equity_concentration_grouped(x->column[ACCESS], x->people, NULL, x->groups, &o, &c, err);
  if (status == CPW_OK) *x->single[CONCENTRATION] = c.index;
  return status;
}

int32_t cpw_system_access(const double *used, const double *need, const double *people,
                          int64_t groups, double level, const char *const *labels,
                          const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  access x = {used, need, people, groups, level, allocator, {0}, {0}};
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check(&x, __func__, err);
  if (status != CPW_OK) return status;
  cpw_result *r = NULL;
  status = cpw_result_new(allocator, &r, err);
  if (status == CPW_OK) status = lay_out(&x, r, labels, err);
  if (status == CPW_OK) status = fill_groups(&x, err);
  if (status == CPW_OK) status = fill_gaps(&x, err);
  if (status == CPW_OK) status = fill_slope(&x, err);
  if (status == CPW_OK) status = fill_concentration(&x, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
