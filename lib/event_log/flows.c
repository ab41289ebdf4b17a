/* Arrivals, their rates and profiles, and the waits before stays.
 * Source: the rules in carepath/event_log.h; limits of a Poisson rate: Garwood, Biometrika 28:437-442
 * (1936).
 * Leaves occupancy to occupancy.c. */
#include "event_log/flows.h"

#include "carepath/stats.h"

#define WEEKDAYS 7
#define HOURS    24

int64_t cpwi_flows_period(const cpwi_flows *f, double t) {
  double at = (t - f->l->from) / f->l->o.period;
  if (!(at >= 0.0 && at < (double)f->periods + 1.0)) return f->periods;
  int64_t p = (int64_t)at;
  while (p > 0 && t < cpwi_flows_begin(f, p))
    p--;
  while (p < f->periods && t >= cpwi_flows_begin(f, p + 1))
    p++;
  return p;
}

int32_t cpwi_log_count_periods(const cpwi_log *l, double from, double until, int64_t *periods,
                               cpw_error *err) {
  double whole = (until - from) / l->o.period;
  if (!(whole >= 1.0 - 1e-9 && whole < 1e9))
    return cpwi_fail(err, CPW_EDOMAIN, -1, l->where,
                     "options.period = %s must go at least once, and at most 1e9 times, into the "
                     "time from %s to %s",
                     cpwi_number(l->o.period).text, cpwi_number(from).text,
                     cpwi_number(until).text);
  int64_t n = (int64_t)whole;
  /* a last period that rounding alone makes too long is one */
  if (whole - (double)n > 1.0 - 1e-9) n++;
  while (n > 1 && from + (double)n * l->o.period > until)
    n--;
  *periods = n;
  return CPW_OK;
}

/* ---------------------------------------------------------------- profiles ------------------ */

/* Which of `slots` steps of a length a time is in, going round; `shift` is that of time 0. */
static int64_t slot_of(double t, double length, int64_t shift, int64_t slots) {
  double step = floor(t / length);
  double round = step - floor(step / (double)slots) * (double)slots;
  return ((int64_t)round + shift) % slots;
}

/* Time up to t (from 0 on, which may be negative) that is in a slot. */
static double time_in_slot(double t, double length, int64_t slot, int64_t slots) {
  double round = length * (double)slots, rounds = floor(t / round);
  double rest = t - rounds * round - (double)slot * length;
  return rounds * length + (rest < 0.0 ? 0.0 : rest > length ? length : rest);
}

static double exposure(const cpwi_log *l, double length, int64_t slot, int64_t shift,
                       int64_t slots) {
  int64_t own = (slot - shift + slots) % slots;
  double time =
      time_in_slot(l->until, length, own, slots) - time_in_slot(l->from, length, own, slots);
  return time > 0.0 ? time : 0.0;
}

static void put_profile(const cpwi_log *l, const int64_t *counts, double *rate, double length,
                        int64_t shift, int64_t slots) {
  for (int64_t k = 0; k < slots; k++) {
    double time = exposure(l, length, k, shift, slots);
    for (int64_t j = 0; j < l->log.stages; j++)
      rate[j * slots + k] = time > 0.0 ? (double)counts[j * slots + k] / time : CPWI_NAN;
  }
}

/* ---------------------------------------------------------------- arrivals ------------------ */

static void count_arrival(cpwi_flows *f, const cpwi_stay *s, double t) {
  const cpwi_log *l = f->l;
  int64_t stage = s->stage, period = cpwi_flows_period(f, t);
  f->arrivals[cpwi_stay_cell(l, s)]++;
  if (period < f->periods) f->arrived[stage * f->periods + period]++;
  f->weekday[stage * WEEKDAYS + slot_of(t, l->o.day, l->o.weekday, WEEKDAYS)]++;
  f->hour[stage * HOURS + slot_of(t, l->o.day / HOURS, 0, HOURS)]++;
}

static void count_stays(cpwi_flows *f) {
  const cpwi_log *l = f->l;
  for (int64_t i = 0; i < l->n; i++) {
    const cpwi_stay *s = &l->stay[i];
    int32_t arrives = cpwi_stay_arrives(l, i);
    double t = isnan(s->arrival) ? s->start : s->arrival;
    if (t >= l->from && arrives == 1) count_arrival(f, s, t);
    if (t >= l->from && arrives == 2) f->returns[cpwi_stay_cell(l, s)]++;
    if (cpwi_stay_waits(s) || isinf(s->end) || s->end < l->from) continue;
    int64_t period = cpwi_flows_period(f, s->end);
    if (period < f->periods && !cpwi_stay_before(l, s)) f->ended[s->stage * f->periods + period]++;
  }
}

static void put_rates(cpwi_flows *f) {
  const cpwi_log *l = f->l;
  double length = l->until - l->from, tail = 0.5 * (1.0 - l->o.level);
  for (int64_t c = 0; c < l->log.groups * l->log.stages; c++) {
    double n = (double)f->arrivals[c];
    f->rate[c] = n / length;
    f->rate_lower[c] = n > 0.0 ? cpw_gamma_quantile(tail, n) / length : 0.0;
    f->rate_upper[c] = cpw_gamma_upper_quantile(tail, n + 1.0) / length;
  }
  put_profile(l, f->weekday, f->weekday_rate, l->o.day, l->o.weekday, WEEKDAYS);
  put_profile(l, f->hour, f->hour_rate, l->o.day / HOURS, 0, HOURS);
}

static void put_dispersion(cpwi_flows *f) {
  for (int64_t j = 0; j < f->l->log.stages; j++) {
    cpw_moments m;
    cpw_moments_init(&m);
    for (int64_t p = 0; p < f->periods; p++)
      cpw_moments_add(&m, (double)f->arrived[j * f->periods + p]);
    double mean = cpw_moments_mean(&m);
    f->dispersion[j] = f->periods > 1 && mean > 0.0 ? cpw_moments_variance(&m, 1) / mean : CPWI_NAN;
  }
}

/* ---------------------------------------------------------------- waits --------------------- */

static int32_t put_waits(cpwi_flows *f, cpw_error *err) {
  const cpwi_log *l = f->l;
  int64_t cells = l->log.groups * l->log.stages;
  cpw_moments *m = cpwi_alloc(l->o.allocator, (size_t)cells, sizeof *m);
  if (!m) return cpwi_log_no_memory(l, err);
  for (int64_t c = 0; c < cells; c++)
    cpw_moments_init(&m[c]);
  for (int64_t i = 0; i < l->n; i++) {
    const cpwi_stay *s = &l->stay[i];
    double since = cpwi_stay_waits_from(l, i);
    if (cpwi_stay_waits(s) || isnan(since) || s->start < l->from) continue;
    int64_t c = cpwi_stay_cell(l, s);
    double wait = s->start - since;
    cpw_moments_add(&m[c], wait);
    if (f->waits[c]++ == 0 || wait > f->wait_max[c]) f->wait_max[c] = wait;
  }
  for (int64_t c = 0; c < cells; c++) {
    f->wait_mean[c] = f->waits[c] > 0 ? cpw_moments_mean(&m[c]) : CPWI_NAN;
    f->wait_sd[c] = f->waits[c] > 1 ? cpw_moments_sd(&m[c], 1) : CPWI_NAN;
    if (f->waits[c] == 0) f->wait_max[c] = CPWI_NAN;
  }
  cpwi_release(l->o.allocator, m);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_dimensions(const cpwi_flows *f, cpw_result *result, cpw_error *err) {
  static const char *const days[WEEKDAYS] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                             "Friday", "Saturday", "Sunday"};
  int32_t status = cpwi_log_add_group(f->l, result, err);
  if (status == CPW_OK) status = cpwi_log_add_stage(f->l, result, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "period", f->periods, NULL, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "weekday", WEEKDAYS, days, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "hour", HOURS, NULL, err);
  return status;
}

static int32_t add_arrivals(cpwi_flows *f, cpw_result *result, cpw_error *err) {
  const char *cell = "group stage";
  const cpwi_log_array arrays[] = {
      {"arrivals", "people", "first stays or waits that begin in the window", cell, NULL,
       &f->arrivals},
      {"returns", "people", "stays or waits after more than the longest gap", cell, NULL,
       &f->returns},
      {"arrival_rate", "people per time", "arrivals per unit of time", cell, &f->rate, NULL},
      {"arrival_rate_lower", "people per time", "its lower limit", cell, &f->rate_lower, NULL},
      {"arrival_rate_upper", "people per time", "its upper limit", cell, &f->rate_upper, NULL},
      {"dispersion", "", "variance over mean of the arrivals by period", "stage", &f->dispersion,
       NULL},
      {"arrivals_weekday", "people", "arrivals by day of the week", "stage weekday", NULL,
       &f->weekday},
      {"weekday_rate", "people per time", "arrivals per unit of such time", "stage weekday",
       &f->weekday_rate, NULL},
      {"arrivals_hour", "people", "arrivals by hour of the day", "stage hour", NULL, &f->hour},
      {"hour_rate", "people per time", "arrivals per unit of such time", "stage hour",
       &f->hour_rate, NULL},
      {"waits", "people", "stays that began in the window after a wait that is known", cell, NULL,
       &f->waits},
      {"wait_mean", "time", "mean wait before them", cell, &f->wait_mean, NULL},
      {"wait_sd", "time", "its standard deviation", cell, &f->wait_sd, NULL},
      {"wait_max", "time", "the longest", cell, &f->wait_max, NULL},
  };
  return cpwi_log_add_arrays(result, arrays, sizeof arrays / sizeof *arrays, err);
}

static int32_t add_occupancy(cpwi_flows *f, cpw_result *result, cpw_error *err) {
  const char *period = "stage period";
  const cpwi_log_array arrays[] = {
      {"arrived", "people", "arrivals in the period", period, NULL, &f->arrived},
      {"ended", "stays", "stays that ended in the period", period, NULL, &f->ended},
      {"occupancy", "people", "mean number in the stage", period, &f->occupancy, NULL},
      {"waiting", "people", "mean number who wait for it", period, &f->waiting, NULL},
      {"occupancy_end", "people", "in the stage at the end of the period", period, NULL,
       &f->occupancy_end},
      {"occupancy_mean", "people", "mean number in the stage", "stage", &f->occupancy_mean, NULL},
      {"occupancy_max", "people", "greatest number in the stage", "stage", NULL, &f->occupancy_max},
      {"waiting_mean", "people", "mean number who wait for it", "stage", &f->waiting_mean, NULL},
      {"waiting_max", "people", "greatest number who wait for it", "stage", NULL, &f->waiting_max},
      {"sustained", "people", "highest number reached or exceeded 1 % of the time", "stage", NULL,
       &f->sustained},
      {"plateau", "", "1: as much time there as just below", "stage", NULL, &f->plateau},
      {"occupancy_when_waiting", "people", "mean number in the stage while somebody waits for it",
       "stage", &f->when_waiting, NULL},
  };
  return cpwi_log_add_arrays(result, arrays, sizeof arrays / sizeof *arrays, err);
}

static int32_t build(const cpwi_log *l, cpw_result *result, cpw_error *err) {
  cpwi_flows f = {.l = l};
  int32_t status = cpwi_log_count_periods(l, l->from, l->until, &f.periods, err);
  if (status == CPW_OK) status = add_dimensions(&f, result, err);
  if (status == CPW_OK) status = add_arrivals(&f, result, err);
  if (status == CPW_OK) status = add_occupancy(&f, result, err);
  if (status != CPW_OK) return status;
  count_stays(&f);
  put_rates(&f);
  put_dispersion(&f);
  status = put_waits(&f, err);
  return status == CPW_OK ? cpwi_flows_occupancy(&f, err) : status;
}

int32_t cpw_event_log_flows(const cpw_event_log *log, const cpw_event_log_options *options,
                            cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_log l;
  cpw_result *result = NULL;
  int32_t status = cpwi_log_take(&l, log, options, CPWI_NAN, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(l.o.allocator, &result, err);
  if (status == CPW_OK) status = build(&l, result, err);
  cpwi_log_free(&l);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
