/* The best level for a service: what pooling gains in waits and in risk against travel and local fit.
 * Source: M/M/c of each part (queue.h), compound Poisson spend (risk.c); Smith and Whitt, Bell Syst. Tech. J. 60 (1981).
 * Leaves the queue and the recursion to them. */
#include "carepath/queue.h"
#include "system_organisations/internal.h"

#include <math.h>
#include <string.h>

typedef struct scaling {
  cpw_system_scale c;
  cpw_system_risk risk;
  const char *where;
  cpw_result *r;
  int64_t *parts, *efficient, *best;
  double *wait, *use, *chance, *premium, *waiting, *travel, *fixed, *reserve, *fit, *cost;
} scaling;

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_amount(double x, int64_t row, const char *field, const char *where,
                            cpw_error *err) {
  if (x >= 0 && x <= 1e200) return CPW_OK;
  if (row < 0)
    return cpwi_fail(err, CPW_EDOMAIN, row, where, "scale.%s = %s must be finite and >= 0", field,
                     cpwi_number(x).text);
  return cpwi_fail(err, CPW_EDOMAIN, row, where,
                   "scale.level[%lld].%s = %s must be finite and >= 0", (long long)row, field,
                   cpwi_number(x).text);
}

static int32_t check_levels(const scaling *k, cpw_error *err) {
  const cpw_system_scale *c = &k->c;
  if (!c->level || c->levels < 1 || c->levels > 1000000)
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "scale of %lld levels", (long long)c->levels);
  for (int64_t i = 0; i < c->levels; i++) {
    const cpw_system_tier *t = &c->level[i];
    if (!t->id || !t->id[0])
      return cpwi_fail(err, CPW_EINVAL, i, k->where, "scale.level[%lld] has no id", (long long)i);
    for (int64_t j = 0; j < i; j++)
      if (strcmp(c->level[j].id, t->id) == 0)
        return cpwi_fail(err, CPW_EINVAL, i, k->where, "scale.level[%lld].id %s is there twice",
                         (long long)i, t->id);
    if (t->parts < 1 || t->parts > INT64_C(1) << 40)
      return cpwi_fail(err, CPW_EINVAL, i, k->where, "scale.level[%lld].parts = %lld must be >= 1",
                       (long long)i, (long long)t->parts);
    int32_t s = check_amount(t->distance, i, "distance", k->where, err);
    if (s == CPW_OK) s = check_amount(t->fixed, i, "fixed", k->where, err);
    if (s == CPW_OK) s = check_amount(t->fit, i, "fit", k->where, err);
    if (s != CPW_OK) return s;
  }
  return CPW_OK;
}

static int32_t check_scale(const scaling *k, cpw_error *err) {
  const cpw_system_scale *c = &k->c;
  if (!c->risk) return cpwi_fail(err, CPW_EINVAL, -1, k->where, "scale.risk is NULL");
  if (!(c->servers > 0 && c->servers <= 1e9) || !(c->stay > 0 && c->stay <= 1e9))
    return cpwi_fail(err, CPW_EDOMAIN, -1, k->where,
                     "scale.servers = %s and scale.stay = %s must be above 0 and at most 1e9",
                     cpwi_number(c->servers).text, cpwi_number(c->stay).text);
  int32_t s = check_amount(c->wait_cost, -1, "wait_cost", k->where, err);
  if (s == CPW_OK) s = check_amount(c->travel_cost, -1, "travel_cost", k->where, err);
  if (s == CPW_OK) s = check_amount(c->reserve_cost, -1, "reserve_cost", k->where, err);
  return s == CPW_OK ? check_levels(k, err) : s;
}

/* ---------------------------------------------------------------- one level ----------------- */

static int32_t try_level(scaling *k, int64_t i, cpw_error *err) {
  const cpw_system_tier *t = &k->c.level[i];
  double parts = (double)t->parts, cases = k->risk.people * k->risk.rate;
  cpw_system_risk one = k->risk;
  cpw_system_risked m;
  cpw_queue_measures q;
  one.people /= parts;
  one.budget /= parts;
  one.stop /= parts;
  int32_t s = cpw_system_spend_risk(&one, &m, err);
  if (s == CPW_OK)
    s = cpw_queue_mmc(cases / CPW_WEEKS_PER_YEAR / parts, 1 / k->c.stay, k->c.servers / parts, &q,
                      err);
  if (s != CPW_OK) return s;
  int stable = q.outcome == CPW_OUTCOME_OK;
  k->parts[i] = t->parts;
  k->wait[i] = stable ? q.mean_wait : (double)INFINITY;
  k->use[i] = q.utilisation;
  k->chance[i] = m.overspend_chance;
  k->premium[i] = parts * m.premium;
  k->waiting[i] = stable ? cases * q.mean_wait * k->c.wait_cost : (double)INFINITY;
  k->travel[i] = cases * t->distance * k->c.travel_cost;
  k->fixed[i] = parts * t->fixed;
  k->reserve[i] = k->premium[i] * k->c.reserve_cost;
  k->fit[i] = t->fit * parts * m.expected;
  k->cost[i] = k->waiting[i] + k->travel[i] + k->fixed[i] + k->reserve[i] + k->fit[i];
  return CPW_OK;
}

static int better(const scaling *k, int64_t i, int64_t j) {
  if (k->cost[i] < k->cost[j]) return 1;
  if (k->cost[i] > k->cost[j]) return 0;
  if (k->parts[i] != k->parts[j]) return k->parts[i] < k->parts[j];
  return strcmp(k->c.level[i].id, k->c.level[j].id) < 0;
}

static void compare(scaling *k) {
  *k->best = -1;
  for (int64_t i = 0; i < k->c.levels; i++) {
    double near = k->c.level[i].distance;
    k->efficient[i] = 1;
    for (int64_t j = 0; j < k->c.levels; j++) {
      double other = k->c.level[j].distance;
      if (k->wait[j] <= k->wait[i] && other <= near && (k->wait[j] < k->wait[i] || other < near))
        k->efficient[i] = 0;
    }
    if (isfinite(k->cost[i]) && (*k->best < 0 || better(k, i, *k->best))) *k->best = i;
  }
  if (*k->best < 0) (void)cpw_result_set_outcome(k->r, CPW_OUTCOME_UNSTABLE);
}

/* ---------------------------------------------------------------- the answer ---------------- */

static int32_t add_arrays(scaling *k, cpw_error *err) {
  const struct {
    const char *name, *unit, *what;
    double **at;
  } t[10] = {{"wait", "weeks", "mean wait", &k->wait},
             {"utilisation", "share", "of the servers' time", &k->use},
             {"overspend_chance", "share", "that one part overspends in a year", &k->chance},
             {"premium_all", "money", "reserves of all parts", &k->premium},
             {"waiting_cost", "money a year", "of waiting", &k->waiting},
             {"travel_cost", "money a year", "of travel", &k->travel},
             {"fixed_cost", "money a year", "of the parts themselves", &k->fixed},
             {"reserve_cost", "money a year", "of holding reserves", &k->reserve},
             {"fit_cost", "money a year", "of not fitting local needs", &k->fit},
             {"cost", "money a year", "all of these", &k->cost}};
  int32_t s = cpwi_orgs_whole(k->r, "parts", "", "in how many parts", "level", &k->parts, err);
  for (int i = 0; s == CPW_OK && i < 10; i++)
    s = cpwi_orgs_real(k->r, t[i].name, t[i].unit, t[i].what, "level", t[i].at, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "efficient", "", "1: none is nearer and has shorter waits", "level",
                        &k->efficient, err);
  return s == CPW_OK ? cpwi_orgs_whole(k->r, "best", "", "level of the least cost, or -1", "",
                                       &k->best, err)
                     : s;
}

static int32_t add_levels(scaling *k, cpw_error *err) {
  const char **label = cpwi_alloc(k->c.allocator, (size_t)k->c.levels, sizeof *label);
  if (!label)
    return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld levels",
                     (long long)k->c.levels);
  for (int64_t i = 0; i < k->c.levels; i++)
    label[i] = k->c.level[i].id;
  int32_t s = cpw_result_new(k->c.allocator, &k->r, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(k->r, "level", k->c.levels, label, err);
  cpwi_release(k->c.allocator, label);
  return s == CPW_OK ? add_arrays(k, err) : s;
}

int32_t cpw_system_best_scale(const cpw_system_scale *scale, cpw_result **out, cpw_error *err) {
  scaling k;
  memset(&k, 0, sizeof k);
  k.where = __func__;
  if (!scale || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", scale ? "out" : "scale");
  cpw_system_scale_init_sized(&k.c, sizeof k.c);
  cpw_system_risk_init_sized(&k.risk, sizeof k.risk);
  int32_t s = cpwi_take_options(&k.c, sizeof k.c, scale, __func__, err);
  if (s == CPW_OK) s = cpwi_check_allocator(k.c.allocator, __func__, err);
  if (s == CPW_OK) s = check_scale(&k, err);
  if (s == CPW_OK) s = cpwi_take_options(&k.risk, sizeof k.risk, k.c.risk, __func__, err);
  if (s == CPW_OK) s = add_levels(&k, err);
  for (int64_t i = 0; s == CPW_OK && i < k.c.levels; i++)
    s = try_level(&k, i, err);
  if (s == CPW_OK) {
    compare(&k);
    *out = k.r;
  } else
    cpw_result_free(k.r);
  return s;
}
