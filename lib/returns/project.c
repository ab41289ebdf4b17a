/* Demand that was suppressed and comes back: a share of it after a delay, by convolution, the rest never.
 * Source: the delay as shares by whole periods, from the survival of its law. Leaves what is suppressed to the
 * caller. */
#include "carepath/returns.h"
#include "stocks/internal.h"

enum { MOST_PERIODS = 100000, MOST_GROUPS = 10000 };

int32_t cpw_returns_lags(const cpw_duration *delay, int64_t count, double *lag, cpw_error *err) {
  static const char where[] = "cpw_returns_lags";
  int32_t status = cpw_duration_check(delay, "delay", err);
  if (status != CPW_OK) return status;
  if (count < 1 || !lag)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "count = %lld must be >= 1, with room for the lags", (long long)count);
  double before = 1.0;
  for (int64_t k = 0; k < count; k++) {
    double left = cpw_duration_survival(delay, (double)k);
    lag[k] = before - left;
    before = left;
  }
  return CPW_OK;
}

void cpw_returns_init_sized(cpw_returns *returns, size_t size) {
  cpw_returns r;
  memset(&r, 0, sizeof r);
  r.struct_size = sizeof r;
  cpwi_init_sized(returns, size, &r, sizeof r);
}

static void check_lags(cpwi_stocks *s, const cpw_returns_group *p, int64_t g) {
  double sum = 0.0;
  if (!p->lags && p->lag_count != 0)
    cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "lag_count", -1}, p->lag_count, 0, 0);
  if (p->lags)
    cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "lag_count", -1}, p->lag_count, 1,
                        INT64_MAX);
  if (s->status != CPW_OK) return;
  cpwi_stocks_check_all(s, CPWI_STOCKS_SHARE, (cpwi_stocks_place){"groups", g, "lags", -1}, p->lags,
                        p->lag_count);
  for (int64_t k = 0; p->lags && k < p->lag_count; k++)
    sum += p->lags[k];
  if (s->status == CPW_OK && sum > 1.0 + 1e-12)
    s->status = cpwi_fail(s->err, CPW_EDOMAIN, g, s->where,
                          "groups[%lld].lags sum to %s and must be at most 1", (long long)g,
                          cpwi_number(sum).text);
  cpwi_stocks_name name = cpwi_stocks_name_of((cpwi_stocks_place){"groups", g, "delay", -1});
  if (s->status == CPW_OK && !p->lags && p->delay)
    s->status = cpw_duration_check(p->delay, name.text, s->err);
}

static const char **check(cpwi_stocks *s, const cpw_returns *r, int64_t **order) {
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "periods", -1}, r->periods, 1, MOST_PERIODS);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "group_count", -1}, r->group_count, 1,
                      MOST_GROUPS);
  cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "groups", -1}, r->groups);
  const char **names = cpwi_stocks_zeros(s, r->group_count, sizeof *names);
  for (int64_t g = 0; names && g < r->group_count && s->status == CPW_OK; g++) {
    const cpw_returns_group *p = &r->groups[g];
    const cpwi_stocks_field f[] = {{"share", p->share, CPWI_STOCKS_SHARE},
                                   {"workload", p->workload, CPWI_STOCKS_AMOUNT}};
    cpwi_stocks_fields(s, "groups", g, f, 2);
    cpwi_stocks_place place = {"groups", g, "suppressed", -1};
    cpwi_stocks_given(s, place, p->suppressed);
    cpwi_stocks_check_all(s, CPWI_STOCKS_AMOUNT, place, p->suppressed, r->periods);
    check_lags(s, p, g);
    names[g] = p->name;
  }
  if (names && s->status == CPW_OK) *order = cpwi_stocks_names(s, "groups", names, r->group_count);
  return names;
}

typedef struct arrays {
  double *returned, *pending, *lost, *workload, *all_returned, *all_pending, *all_workload;
} arrays;

static void add_arrays(cpwi_stocks *s, arrays *a) {
  a->returned = cpwi_stocks_real(s, "returned", "people", "Who come back.", "group period");
  a->pending = cpwi_stocks_real(s, "pending", "people", "Who will come back.", "group period");
  a->lost = cpwi_stocks_real(s, "lost", "people", "Suppressed now, never back.", "group period");
  a->workload =
      cpwi_stocks_real(s, "workload", "people", "Who come back x workload.", "group period");
  a->all_returned = cpwi_stocks_real(s, "total_returned", "people", "Of all groups.", "period");
  a->all_pending = cpwi_stocks_real(s, "total_pending", "people", "Of all groups.", "period");
  a->all_workload = cpwi_stocks_real(s, "total_workload", "people", "Of all groups.", "period");
}

static void project_group(cpwi_stocks *s, const cpw_returns *r, const arrays *a, int64_t g,
                          double *lag) {
  const cpw_returns_group *p = &r->groups[g];
  const double *weight = p->lags ? p->lags : lag;
  int64_t weights = p->lags ? p->lag_count : p->delay ? r->periods : 1;
  lag[0] = 1.0;
  if (!p->lags && p->delay) s->status = cpw_returns_lags(p->delay, weights, lag, s->err);
  double pending = 0.0;
  for (int64_t t = 0; t < r->periods && cpwi_stocks_goes_on(s); t++) {
    int64_t i = g * r->periods + t;
    double back = p->share * cpwi_stocks_convolve(p->suppressed, weight, weights, t);
    pending += p->share * p->suppressed[t] - back;
    if (pending < 0.0) pending = 0.0; /* by rounding alone */
    a->returned[i] = back;
    a->pending[i] = pending;
    a->lost[i] = (1.0 - p->share) * p->suppressed[t];
    a->workload[i] = back * p->workload;
    a->all_returned[t] += a->returned[i];
    a->all_pending[t] += pending;
    a->all_workload[t] += a->workload[i];
  }
}

int32_t cpw_returns_project(const cpw_returns *returns, const cpw_run *run, cpw_result **out,
                            cpw_error *err) {
  cpwi_stocks s;
  cpw_returns r;
  arrays a;
  cpw_returns_init_sized(&r, sizeof r);
  cpwi_stocks_take(&s, "cpw_returns_project", &r, sizeof r, returns, "returns", run, out, err);
  cpwi_stocks_open(&s, r.allocator);
  int64_t *order = NULL;
  const char **names = s.status == CPW_OK ? check(&s, &r, &order) : NULL;
  cpwi_stocks_dimension(&s, "group", r.group_count, names);
  cpwi_stocks_dimension(&s, "period", r.periods, NULL);
  add_arrays(&s, &a);
  double *lag = cpwi_stocks_reals_zero(&s, r.periods);
  for (int64_t k = 0; lag && order && k < r.group_count && s.status == CPW_OK; k++)
    project_group(&s, &r, &a, order[k], lag);
  return cpwi_stocks_close(&s, out);
}
