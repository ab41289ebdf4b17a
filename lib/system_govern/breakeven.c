/* When a change pays: costs and a dip first, a gain that grows, promises corrected, chance drawn.
 * Source: net present value and optimism bias, HM Treasury Green Book 2022; logistic ramp, Verhulst 1838.
 * Leaves how great gain and costs are to the caller. */
#include "system_govern/internal.h"

#include "base/order.h"
#include "carepath/random.h"

#include <string.h>

#define PURPOSE     UINT64_C(0x676f766272656b65) /* "govbreke" */
#define MOST_MONTHS 1200

void cpw_system_govern_change_init_sized(cpw_system_govern_change *change, size_t size) {
  cpw_system_govern_change c;
  memset(&c, 0, sizeof c);
  c.struct_size = sizeof c;
  c.dip_months = 12;
  c.half_months = 24;
  c.ramp_months = 24;
  c.discount = 0.035;
  c.months = 120;
  cpwi_init_sized(change, size, &c, sizeof c);
}

static int32_t check(const cpw_system_govern_change *c, const char *where, cpw_error *err) {
  const struct {
    const char *name;
    double value, most;
  } rows[] = {{"once", c->once, 1e300},
              {"running", c->running, 1e300},
              {"gain", c->gain, 1e300},
              {"dip", c->dip, 1e300},
              {"dip_months", c->dip_months, 1e6},
              {"half_months", c->half_months, 1e6},
              {"ramp_months", c->ramp_months, 1e6},
              {"cost_bias", c->cost_bias, 1e6},
              {"gain_spread", c->gain_spread, 1e3},
              {"cost_spread", c->cost_spread, 1e3},
              {"months_spread", c->months_spread, 1e3}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    if (!(rows[k].value >= 0 && rows[k].value <= rows[k].most))
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "change.%s = %s must be in [0, %s]",
                       rows[k].name, cpwi_number(rows[k].value).text,
                       cpwi_number(rows[k].most).text);
  if (!(c->gain_bias >= 0 && c->gain_bias < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "change.gain_bias = %s must be in [0, 1)",
                     cpwi_number(c->gain_bias).text);
  if (!(c->discount > -1 && c->discount <= 1e3))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "change.discount = %s must be in (-1, 1000]",
                     cpwi_number(c->discount).text);
  if (c->months < 1 || c->months > MOST_MONTHS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "change.months = %d must be 1 to %d",
                     (int)c->months, MOST_MONTHS);
  return cpwi_check_allocator(c->allocator, where, err);
}

/* ---------------------------------------------------------------- one course ---------------- */

/* What is uncertain: factors on the gain, the costs and the months. */
typedef struct course {
  double gain, cost, months;
} course;

/* Share of the mature gain that is there t months after the beginning. */
static double ramp(const cpw_system_govern_change *c, double t, double months) {
  double half = c->half_months * months, width = c->ramp_months * months;
  if (!(width > 0)) return t >= half ? 1 : 0;
  double k = 2 * cpw_math_log(9) / width;
  double s = 1 / (1 + cpw_math_exp(-k * (t - half))), s0 = 1 / (1 + cpw_math_exp(k * half));
  return s > s0 ? (s - s0) / (1 - s0) : 0;
}

static double fall(const cpw_system_govern_change *c, double t, double months) {
  double end = c->dip_months * months;
  return t < end ? 1 - t / end : 0;
}

/* Present value of month k (1, 2, ...). */
static double month_value(const cpw_system_govern_change *c, const course *x, int64_t k,
                          double *is) {
  double t = (double)k - 0.5, year = t / 12;
  *is = ramp(c, t, x->months);
  double net = c->gain * x->gain * *is - x->cost * (c->running + c->dip * fall(c, t, x->months));
  return net / 12 * cpw_math_exp(-year * cpw_math_log1p(c->discount));
}

typedef struct outcome {
  double npv, breakeven, worst;
} outcome;

/* cumulative, net, ramp (months) may be NULL */
static outcome follow(const cpw_system_govern_change *c, const course *x, double *net,
                      double *cumulative, double *ramps) {
  double sum = -c->once * x->cost, is = 0;
  outcome o = {sum, sum >= 0 ? 0 : CPWI_NAN, sum < 0 ? sum : 0};
  for (int64_t k = 1; k <= c->months; k++) {
    double value = month_value(c, x, k, &is);
    sum += value;
    if (net) net[k - 1] = value;
    if (cumulative) cumulative[k - 1] = sum;
    if (ramps) ramps[k - 1] = is;
    if (sum < 0)
      o.breakeven = CPWI_NAN;
    else if (!(o.breakeven >= 0))
      o.breakeven = (double)k;
    o.worst = sum < o.worst ? sum : o.worst;
  }
  o.npv = sum;
  return o;
}

/* ---------------------------------------------------------------- chance -------------------- */

typedef struct draws {
  const cpw_system_govern_change *c;
  const cpw_run *run;
  double *npv, *breakeven; /* (replications) */
} draws;

static double factor(uint64_t seed, int64_t replication, uint64_t what, double spread) {
  cpw_stream stream;
  cpw_stream_init(&stream, seed, (uint64_t)replication, PURPOSE, what);
  double variance = cpw_math_log1p(spread * spread);
  return spread > 0 ? cpw_random_lognormal(&stream, -variance / 2, sqrt(variance)) : 1;
}

static int32_t draw_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  draws *d = context;
  (void)err;
  for (int64_t r = first; r < last; r++) {
    int64_t number = d->run->first_replication + r;
    course x = {(1 - d->c->gain_bias) * factor(d->run->seed, number, 0, d->c->gain_spread),
                (1 + d->c->cost_bias) * factor(d->run->seed, number, 1, d->c->cost_spread),
                factor(d->run->seed, number, 2, d->c->months_spread)};
    outcome o = follow(d->c, &x, NULL, NULL, NULL);
    d->npv[r] = o.npv;
    d->breakeven[r] = o.breakeven;
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- the result ---------------- */

static void write_plan(const cpw_system_govern_change *c, cpwi_sheet *s) {
  const course real = {1 - c->gain_bias, 1 + c->cost_bias, 1}, promised = {1, 1, 1};
  double *net = cpwi_sheet_real(s, "net", "money", "of the month, discounted", "month");
  double *sum = cpwi_sheet_real(s, "cumulative", "money", "up to its end, with once", "month");
  double *is = cpwi_sheet_real(s, "ramp", "share", "of the mature gain", "month");
  if (s->status != CPW_OK) return;
  outcome plain = follow(c, &real, net, sum, is), said = follow(c, &promised, NULL, NULL, NULL);
  cpwi_sheet_number(s, "npv", "money", "net present value, promises corrected", plain.npv);
  cpwi_sheet_number(s, "breakeven", "months", "from when on the sum stays >= 0", plain.breakeven);
  cpwi_sheet_number(s, "worst", "money", "the deepest cumulative loss", plain.worst);
  cpwi_sheet_number(s, "promised_npv", "money", "as promised", said.npv);
  cpwi_sheet_number(s, "promised_breakeven", "months", "as promised", said.breakeven);
  cpw_system_govern_change unit = *c; /* what a pound a year of promised gain is worth */
  unit.gain = 1;
  unit.once = unit.running = unit.dip = 0;
  double worth = follow(&unit, &real, NULL, NULL, NULL).npv;
  cpwi_sheet_number(s, "gain_needed", "money", "promised yearly gain of an NPV of 0",
                    worth > 0 ? (c->gain * worth - plain.npv) / worth : CPWI_NAN);
}

/* The value below which `share` of the sorted ones are; NaN where that is NaN (never). */
static double at_share(const double *sorted, int64_t n, double share) {
  int64_t at = (int64_t)(share * (double)n);
  return sorted[at < n ? at : n - 1];
}

static int rising(const void *context, const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  (void)context;
  if (x - x != 0 || y - y != 0) return (x - x != 0) - (y - y != 0); /* NaN last */
  return (x > y) - (x < y);
}

static void write_chance(draws *d, cpwi_sheet *s) {
  int64_t n = d->run->replications, gains = 0, never = 0;
  void *memory = NULL;
  if (s->status == CPW_OK)
    s->status = cpw_result_add_array(s->result, "npv_draw", "money", "net present value of a draw",
                                     "replication", CPW_DOUBLE, CPW_MERGE_APPEND, &memory, s->err);
  if (s->status != CPW_OK) return;
  double *drawn = memory, mean = cpwi_commons_sum(d->npv, n) / (double)n, square = 0;
  for (int64_t r = 0; r < n; r++) {
    drawn[r] = d->npv[r];
    gains += d->npv[r] > 0;
    never += !(d->breakeven[r] >= 0);
    d->npv[r] = (d->npv[r] - mean) * (d->npv[r] - mean);
  }
  square = cpwi_commons_sum(d->npv, n);
  memcpy(d->npv, drawn, (size_t)n * sizeof *drawn);
  if (!cpwi_sort(d->c->allocator, d->npv, n, sizeof(double), rising, NULL) ||
      !cpwi_sort(d->c->allocator, d->breakeven, n, sizeof(double), rising, NULL)) {
    s->status =
        cpwi_fail(s->err, CPW_ENOMEM, -1, __func__, "out of memory for %lld draws", (long long)n);
    return;
  }
  cpwi_sheet_number(s, "chance_gain", "share", "of draws with an NPV > 0",
                    (double)gains / (double)n);
  cpwi_sheet_number(s, "npv_mean", "money", "over draws", mean);
  cpwi_sheet_number(s, "npv_se", "money", "standard error of the mean",
                    n > 1 ? sqrt(square / (double)(n - 1) / (double)n) : CPWI_NAN);
  cpwi_sheet_number(s, "npv_p5", "money", "5th percentile", at_share(d->npv, n, 0.05));
  cpwi_sheet_number(s, "npv_p95", "money", "95th percentile", at_share(d->npv, n, 0.95));
  cpwi_sheet_number(s, "breakeven_p50", "months", "median; none: more than half never do",
                    at_share(d->breakeven, n, 0.5));
  cpwi_sheet_number(s, "breakeven_never", "share", "of draws, within the horizon",
                    (double)never / (double)n);
}

static void replication_axis(const draws *d, cpwi_sheet *s) {
  int64_t n = d->run->replications;
  char(*text)[CPW_NUMBER_CHARS] = cpwi_alloc(d->c->allocator, (size_t)n, sizeof *text);
  const char **label = cpwi_alloc(d->c->allocator, (size_t)n, sizeof *label);
  if (!text || !label) {
    if (s->status == CPW_OK)
      s->status = cpwi_fail(s->err, CPW_ENOMEM, -1, __func__, "out of memory for labels");
  } else {
    for (int64_t r = 0; r < n; r++) {
      cpw_format_int64(d->run->first_replication + r, text[r]);
      label[r] = text[r];
    }
    cpwi_sheet_axis(s, "replication", n, label);
  }
  cpwi_release(d->c->allocator, text);
  cpwi_release(d->c->allocator, label);
}

int32_t cpw_system_govern_breakeven(const cpw_system_govern_change *change, const cpw_run *run,
                                    cpw_result **out, cpw_error *err) {
  cpw_system_govern_change c;
  cpw_system_govern_change_init(&c);
  cpw_run how;
  if (!change || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", change ? "out" : "change");
  int32_t status = cpwi_take_options(&c, sizeof c, change, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&how, run, __func__, err);
  if (status == CPW_OK) status = check(&c, __func__, err);
  if (status != CPW_OK) return status;
  draws d = {&c, &how, NULL, NULL};
  d.npv = cpwi_alloc(c.allocator, (size_t)how.replications, sizeof(double));
  d.breakeven = cpwi_alloc(c.allocator, (size_t)how.replications, sizeof(double));
  if (!d.npv || !d.breakeven)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "out of memory for %lld draws",
                       (long long)how.replications);
  if (status == CPW_OK)
    status = cpwi_parallel(&how, how.replications, 16, draw_range, &d, __func__, err);
  if (status == CPW_OK) {
    cpwi_sheet s;
    cpwi_sheet_new(&s, c.allocator, err);
    cpwi_sheet_axis(&s, "month", c.months, NULL);
    replication_axis(&d, &s);
    write_plan(&c, &s);
    write_chance(&d, &s);
    status = cpwi_sheet_close(&s, CPW_OK, out);
  }
  cpwi_release(c.allocator, d.npv);
  cpwi_release(c.allocator, d.breakeven);
  return status;
}
