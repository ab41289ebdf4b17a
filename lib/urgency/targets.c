/* Which target counts for whom: the scale's, the caller's own, or none.
 * Source: the rules in carepath/urgency.h. Leaves scores to scores.c. */
#include "urgency/internal.h"

#include <string.h>

static cpw_urgency_options defaults(void) {
  cpw_urgency_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  return o;
}

void cpw_urgency_options_init_sized(cpw_urgency_options *options, size_t size) {
  cpw_urgency_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

double cpwi_urgency_target(const cpwi_urgency *u, int32_t row) {
  double own = u->own ? u->own[row] : CPWI_NAN;
  return own == own ? own : u->scale->row[row].target_days;
}

/* Targets of one's own may no more fall as urgency falls than those of a scale. */
static int32_t check_fall(const cpwi_urgency *u, int32_t i, const char *where, cpw_error *err) {
  const cpw_urgency_class *row = u->scale->row;
  double target = cpwi_urgency_target(u, i);
  for (int32_t k = 0; !row[i].postponed && k < i; k++) {
    double before = cpwi_urgency_target(u, k);
    if (!row[k].postponed && row[k].order < row[i].order && target < before)
      return cpwi_fail(
          err, CPW_EDOMAIN, i, where,
          "the target of %s = %s with options.target must not be below %s, that of the "
          "more urgent %s",
          row[i].name, cpwi_number(target).text, cpwi_number(before).text, row[k].name);
  }
  return CPW_OK;
}

static int32_t take_targets(cpwi_urgency *u, const char *where, cpw_error *err) {
  u->longest = CPWI_NAN;
  for (int32_t i = 0; i < (int32_t)u->scale->count; i++) {
    double own = u->own ? u->own[i] : CPWI_NAN;
    if (own == own && !(own > 0.0 && own - own == 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "options.target[%d] = %s must be finite and > 0, or NaN for the scale's",
                       (int)i, cpwi_number(own).text);
    int32_t status = u->own ? check_fall(u, i, where, err) : CPW_OK;
    if (status != CPW_OK) return status;
    double target = cpwi_urgency_target(u, i);
    if (!(target <= u->longest)) u->longest = target == target ? target : u->longest;
  }
  return CPW_OK;
}

int32_t cpwi_urgency_take(cpwi_urgency *u, const cpw_urgency_scale *scale,
                          const cpw_urgency_options *options, const char *where, cpw_error *err) {
  cpw_urgency_options o = defaults();
  int32_t status = cpwi_urgency_check(scale, where, err);
  if (status == CPW_OK) status = cpwi_take_options(&o, sizeof o, options, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"missing", o.missing, CPW_URGENCY_NAN},
                                 {"reserved", o.reserved, 0}};
  status = cpwi_check_choices(choices, 2, where, err);
  if (status != CPW_OK) return status;
  u->scale = scale;
  u->own = o.target;
  u->missing = o.missing;
  return take_targets(u, where, err);
}

static int32_t refuse_class(const cpwi_urgency *u, int64_t i, int32_t row, const char *where,
                            cpw_error *err) {
  return cpwi_fail(err, CPW_EINVAL, i, where,
                   "rows[%lld] is %s, for which the scale %s has no target: give "
                   "options.target[%d]",
                   (long long)i, u->scale->row[row].name, u->scale->name ? u->scale->name : "given",
                   (int)row);
}

int32_t cpwi_urgency_check_rows(const cpwi_urgency *u, int64_t count, const int32_t *rows,
                                int needed, const char *where, cpw_error *err) {
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= 0", (long long)count);
  if (count > 0 && !rows) return cpwi_fail(err, CPW_EINVAL, -1, where, "rows must be given");
  int refused = needed && u->missing == CPW_URGENCY_REFUSE;
  for (int64_t i = 0; i < count; i++) {
    if (rows[i] < 0 || rows[i] >= u->scale->count)
      return cpwi_fail(err, CPW_EINVAL, i, where, "rows[%lld] = %d must be 0 to %lld", (long long)i,
                       (int)rows[i], (long long)(u->scale->count - 1));
    double target = refused ? cpwi_urgency_target(u, rows[i]) : 1.0;
    if (target != target) return refuse_class(u, i, rows[i], where, err);
  }
  return CPW_OK;
}

int32_t cpwi_urgency_check_days(int64_t count, const double *days, const char *where,
                                cpw_error *err) {
  if (count > 0 && !days) return cpwi_fail(err, CPW_EINVAL, -1, where, "days must be given");
  for (int64_t i = 0; i < count; i++)
    if (!cpwi_urgency_is_time(days[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "days[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(days[i]).text);
  return CPW_OK;
}

int32_t cpw_urgency_targets(const cpw_urgency_scale *scale, int64_t count, const int32_t *rows,
                            const cpw_urgency_options *options, double *target, int32_t *tier,
                            cpw_error *err) {
  cpwi_urgency u;
  int32_t status = cpwi_urgency_take(&u, scale, options, __func__, err);
  if (status == CPW_OK)
    status = cpwi_urgency_check_rows(&u, count, rows, target != NULL, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < count; i++) {
    if (target) target[i] = cpwi_urgency_target(&u, rows[i]);
    if (tier) tier[i] = scale->row[rows[i]].order;
  }
  return CPW_OK;
}
