/* Spend and activity by setting, today and after care has moved closer to home.
 * Source: the rule of cpw_system_pyramid.
 * Leaves what the move does to waits and beds to a run of the system with policies. */
#include "system/internal.h"
#include "system_money/internal.h"

static const char *const setting_names[CPW_SETTINGS] = {"home",          "primary",  "community",
                                                        "mental_health", "hospital", "specialised"};

typedef struct pyramid {
  double spend[CPW_SETTINGS], activity[CPW_SETTINGS];
  double spend_after[CPW_SETTINGS], activity_after[CPW_SETTINGS], stranded[CPW_SETTINGS];
  double transition;
} pyramid;

static int32_t add_units(const cpw_system *s, const double *activity, const double *spend,
                         pyramid *p, cpw_error *err) {
  for (int64_t u = 0; u < s->capacities; u++) {
    double a = activity ? activity[u] : cpwi_money_planned(s, u);
    double m = spend ? spend[u] : a * cpwi_money_unit_cost(s, u);
    if (!(a >= 0 && isfinite(a)))
      return cpwi_fail(err, CPW_EDOMAIN, u, "cpw_system_pyramid",
                       "activity[%lld] = %s must be finite and >= 0", (long long)u,
                       cpwi_number(a).text);
    if (!(m >= 0 && isfinite(m)))
      return cpwi_fail(err, CPW_EDOMAIN, u, "cpw_system_pyramid",
                       "spend[%lld] = %s must be finite and >= 0", (long long)u,
                       cpwi_number(m).text);
    int32_t setting = s->service[s->capacity[u].service].setting;
    p->activity[setting] += a;
    p->spend[setting] += m;
  }
  return CPW_OK;
}

static int is_amount(double x) {
  return x >= 0 && isfinite(x);
}

static int32_t check_shift(const cpw_system_shift *r, int64_t i, cpw_error *err) {
  const char *where = "cpw_system_pyramid";
  if (r->from < 0 || r->from >= CPW_SETTINGS || r->to < 0 || r->to >= CPW_SETTINGS ||
      r->from == r->to)
    return cpwi_fail(err, CPW_EINVAL, i, where,
                     "shift[%lld]: from = %d and to = %d must be two settings, 0 to %d",
                     (long long)i, r->from, r->to, CPW_SETTINGS - 1);
  const char *name = NULL;
  double value = 0;
  if (!(r->share >= 0 && r->share <= 1)) {
    name = "share";
    value = r->share;
  } else if (!(r->released >= 0 && r->released <= 1)) {
    name = "released";
    value = r->released;
  }
  if (name)
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "shift[%lld].%s = %s must be in [0, 1]",
                     (long long)i, name, cpwi_number(value).text);
  const double amount[3] = {r->substitution, isnan(r->unit_cost) ? 0 : r->unit_cost,
                            r->double_running};
  static const char *const names[3] = {"substitution", "unit_cost", "double_running"};
  for (int k = 0; k < 3; k++)
    if (!is_amount(amount[k]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "shift[%lld].%s = %s must be finite and >= 0",
                       (long long)i, names[k], cpwi_number(amount[k]).text);
  return CPW_OK;
}

/* One shift, of what is there today. */
static int32_t move(pyramid *p, const cpw_system_shift *r, int64_t i, cpw_error *err) {
  double gone = p->activity[r->from] * r->share, cost = p->spend[r->from] * r->share;
  double more = gone * r->substitution, each = r->unit_cost;
  if (isnan(each) && more > 0) {
    if (!(p->activity[r->to] > 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, "cpw_system_pyramid",
                       "shift[%lld].unit_cost: there is no activity at %s that would say it",
                       (long long)i, setting_names[r->to]);
    each = p->spend[r->to] / p->activity[r->to];
  }
  double price = more > 0 ? more * each : 0;
  p->activity_after[r->from] -= gone;
  p->activity_after[r->to] += more;
  p->spend_after[r->from] -= cost * r->released;
  p->spend_after[r->to] += price;
  p->stranded[r->from] += cost * (1 - r->released);
  /* both are paid: what is released later is still spent, beside what is new */
  p->transition += cost * r->released * r->double_running;
  return CPW_OK;
}

static int32_t shift_all(pyramid *p, const cpw_system_shift *shift, int64_t shifts,
                         cpw_error *err) {
  double moved[CPW_SETTINGS] = {0};
  for (int k = 0; k < CPW_SETTINGS; k++) {
    p->spend_after[k] = p->spend[k];
    p->activity_after[k] = p->activity[k];
  }
  for (int64_t i = 0; i < shifts; i++) {
    int32_t status = check_shift(&shift[i], i, err);
    if (status != CPW_OK) return status;
    moved[shift[i].from] += shift[i].share;
    if (moved[shift[i].from] > 1 + 1e-9)
      return cpwi_fail(err, CPW_EDOMAIN, i, "cpw_system_pyramid",
                       "shift[%lld]: the shares that leave %s sum to %s, over 1", (long long)i,
                       setting_names[shift[i].from], cpwi_number(moved[shift[i].from]).text);
    status = move(p, &shift[i], i, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- result --------------------- */

static double sum_of(const double *x) {
  double sum = 0;
  for (int k = 0; k < CPW_SETTINGS; k++)
    sum += x[k];
  return sum;
}

/* The values and, where a name for them is given, their shares of the whole. */
static int32_t add(cpw_result *r, const char *name, const char *share, const char *unit,
                   const char *about, const double *x, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(r, name, unit, about, "setting", CPW_DOUBLE, CPW_MERGE_SAME,
                                        &memory, err);
  if (status != CPW_OK) return status;
  for (int k = 0; k < CPW_SETTINGS; k++)
    ((double *)memory)[k] = x[k];
  if (!share) return CPW_OK;
  status = cpw_result_add_array(r, share, "share", "Part of the whole.", "setting", CPW_DOUBLE,
                                CPW_MERGE_SAME, &memory, err);
  if (status != CPW_OK) return status;
  double all = sum_of(x);
  for (int k = 0; k < CPW_SETTINGS; k++)
    ((double *)memory)[k] = all > 0 ? x[k] / all : CPWI_NAN;
  return CPW_OK;
}

static int32_t single(cpw_result *r, const char *name, const char *unit, const char *about,
                      double value, cpw_error *err) {
  void *memory = NULL;
  int32_t status =
      cpw_result_add_array(r, name, unit, about, "", CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  if (status == CPW_OK) *(double *)memory = value;
  return status;
}

static int32_t fill(cpw_result *r, const pyramid *p, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(r, "setting", CPW_SETTINGS, setting_names, err);
  if (status == CPW_OK)
    status = add(r, "spend", "spend_share", "pounds", "A year, today.", p->spend, err);
  if (status == CPW_OK)
    status = add(r, "activity", "activity_share", "treatments", "A year, today.", p->activity, err);
  if (status == CPW_OK)
    status = add(r, "spend_after", "spend_share_after", "pounds", "A year, after the shifts.",
                 p->spend_after, err);
  if (status == CPW_OK)
    status = add(r, "activity_after", "activity_share_after", "treatments",
                 "A year, after the shifts.", p->activity_after, err);
  if (status == CPW_OK)
    status = add(r, "stranded", NULL, "pounds",
                 "Cost a year that stays though the activity has left.", p->stranded, err);
  double change = sum_of(p->spend_after) - sum_of(p->spend), payback = 0;
  if (p->transition > 0) payback = change < 0 ? p->transition / -change : (double)INFINITY;
  if (status == CPW_OK)
    status = single(r, "change", "pounds", "Spend a year after less before.", change, err);
  if (status == CPW_OK)
    status = single(r, "transition", "pounds", "Once: both paid for a while.", p->transition, err);
  if (status == CPW_OK)
    status = single(r, "payback", "years", "Until the transition is earned back.", payback, err);
  return status;
}

int32_t cpw_system_pyramid(const cpw_system *system, const double *activity, const double *spend,
                           const cpw_system_shift *shift, int64_t shifts,
                           const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  if (!system || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", system ? "out" : "system");
  if (shifts < 0 || (shifts && !shift))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "shift is NULL");
  cpw_system s = cpwi_system_defaults();
  int32_t status = cpwi_take_options(&s, sizeof s, system, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK && s.organisations && !s.organisation)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "system.organisation is NULL");
  if (status == CPW_OK) status = cpwi_money_check_units(&s, __func__, err);
  pyramid p = {.transition = 0};
  if (status == CPW_OK) status = add_units(&s, activity, spend, &p, err);
  if (status == CPW_OK) status = shift_all(&p, shift, shifts, err);
  if (status != CPW_OK) return status;
  cpw_result *r = NULL;
  status = cpw_result_new(allocator, &r, err);
  if (status == CPW_OK) status = fill(r, &p, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
