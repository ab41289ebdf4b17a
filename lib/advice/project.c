/* Advice and Guidance by period: requests, replies, referrals that are made now, later or not at all, and the work
 * of GPs and consultants.
 * Source: carepath/advice.h; fee of the enhanced service, England 2025/26. Leaves waits for a first appointment to
 * the networks of pathways. */
#include "carepath/advice.h"
#include "carepath/returns.h"
#include "stocks/internal.h"

enum { MOST_PERIODS = 100000 };

void cpw_advice_init_sized(cpw_advice *advice, size_t size) {
  cpw_advice a;
  memset(&a, 0, sizeof a);
  a.struct_size = sizeof a;
  a.would_refer = 1.0;
  a.fee = 20;
  cpwi_init_sized(advice, size, &a, sizeof a);
}

static void check(cpwi_stocks *s, const cpw_advice *v) {
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "periods", -1}, v->periods, 1, MOST_PERIODS);
  cpwi_stocks_place requests = {NULL, -1, "requests", -1};
  cpwi_stocks_given(s, requests, v->requests);
  if (s->status == CPW_OK)
    cpwi_stocks_check_all(s, CPWI_STOCKS_AMOUNT, requests, v->requests, v->periods);
  const cpwi_stocks_field f[] = {
      {"would_refer", v->would_refer, CPWI_STOCKS_SHARE},
      {"diverted", v->diverted, CPWI_STOCKS_SHARE},
      {"rebound", v->rebound, CPWI_STOCKS_SHARE},
      {"gp_minutes", v->gp_minutes, CPWI_STOCKS_AMOUNT},
      {"gp_diverted_minutes", v->gp_diverted_minutes, CPWI_STOCKS_AMOUNT},
      {"consultant_minutes", v->consultant_minutes, CPWI_STOCKS_AMOUNT},
      {"appointment_minutes", v->appointment_minutes, CPWI_STOCKS_AMOUNT}};
  cpwi_stocks_fields(s, NULL, -1, f, sizeof f / sizeof *f);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "fee", -1}, v->fee, 0, INT64_MAX);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "appointment_cost", -1}, v->appointment_cost,
                      0, INT64_MAX);
  if (s->status == CPW_OK && v->reply) s->status = cpw_duration_check(v->reply, "reply", s->err);
  if (s->status == CPW_OK && v->return_delay)
    s->status = cpw_duration_check(v->return_delay, "return_delay", s->err);
}

typedef struct arrays {
  double *requests, *replies, *open, *converted, *diverted, *rebounded, *pending, *settled,
      *referrals, *without, *avoided;
  double *gp, *consultant, *appointment, *consultant_net, *total_requests, *total_avoided;
  int64_t *fees, *saved, *net, *total_net;
} arrays;

static double *add(cpwi_stocks *s, const char *name, const char *unit, const char *description) {
  return cpwi_stocks_real(s, name, unit, description, "period");
}

static void add_arrays(cpwi_stocks *s, arrays *a) {
  a->requests = add(s, "requests", "requests", "Made in the period.");
  a->replies = add(s, "replies", "requests", "Answered in the period.");
  a->open = add(s, "open", "requests", "Not answered yet at the end.");
  a->converted = add(s, "converted", "referrals", "Made on a reply.");
  a->diverted = add(s, "diverted", "people", "Who are not referred on a reply.");
  a->rebounded = add(s, "rebounded", "referrals", "Of people who were diverted before.");
  a->pending = add(s, "pending", "people", "Diverted, who will be referred.");
  a->settled = add(s, "settled", "people", "Diverted for good.");
  a->referrals = add(s, "referrals", "referrals", "With the service.");
  a->without = add(s, "referrals_without", "referrals", "Without the service.");
  a->avoided = add(s, "avoided", "referrals", "Without the service less with it.");
  a->gp = add(s, "gp_hours", "hours", "Of GPs.");
  a->consultant = add(s, "consultant_hours", "hours", "Of consultants for replies.");
  a->appointment = add(s, "appointment_hours", "hours", "Of consultants, spared.");
  a->consultant_net = add(s, "consultant_net_hours", "hours", "Of consultants, in all.");
  a->fees = cpwi_stocks_integer(s, "fees", "pounds", "For requests.", "period");
  a->saved =
      cpwi_stocks_integer(s, "appointments_saved", "pounds", "For referrals avoided.", "period");
  a->net = cpwi_stocks_integer(s, "net", "pounds", "Saved less fees.", "period");
  a->total_requests = cpwi_stocks_real(s, "total_requests", "requests", "Of all periods.", "");
  a->total_avoided = cpwi_stocks_real(s, "total_avoided", "referrals", "Of all periods.", "");
  a->total_net = cpwi_stocks_integer(s, "total_net", "pounds", "Of all periods.", "");
}

/* lags of a delay; without one everything comes at once */
static int64_t lags(cpwi_stocks *s, const cpw_duration *delay, int64_t periods, double *lag) {
  lag[0] = 1.0;
  if (!delay) return 1;
  if (s->status == CPW_OK) s->status = cpw_returns_lags(delay, periods, lag, s->err);
  return periods;
}

static void follow(cpwi_stocks *s, const cpw_advice *v, const arrays *a, double *lag) {
  double open = 0.0, pending = 0.0, *late = lag + v->periods;
  int64_t replies = lags(s, v->reply, v->periods, lag);
  int64_t returns = lags(s, v->return_delay, v->periods, late);
  for (int64_t t = 0; t < v->periods && cpwi_stocks_goes_on(s); t++) {
    a->requests[t] = v->requests[t];
    a->replies[t] = cpwi_stocks_convolve(v->requests, lag, replies, t);
    open += v->requests[t] - a->replies[t];
    if (open < 0.0) open = 0.0; /* by rounding alone */
    a->open[t] = open;
    a->diverted[t] = v->diverted * a->replies[t];
    a->converted[t] = a->replies[t] - a->diverted[t];
    a->rebounded[t] = v->rebound * cpwi_stocks_convolve(a->diverted, late, returns, t);
    a->settled[t] = (1.0 - v->rebound) * a->diverted[t];
    pending += v->rebound * a->diverted[t] - a->rebounded[t];
    if (pending < 0.0) pending = 0.0;
    a->pending[t] = pending;
    a->referrals[t] = a->converted[t] + a->rebounded[t];
    a->without[t] = v->would_refer * v->requests[t];
    a->avoided[t] = a->without[t] - a->referrals[t];
  }
}

static void work(cpwi_stocks *s, const cpw_advice *v, const arrays *a) {
  for (int64_t t = 0; t < v->periods && s->status == CPW_OK; t++) {
    a->gp[t] = (v->requests[t] * v->gp_minutes + a->diverted[t] * v->gp_diverted_minutes) / 60.0;
    a->consultant[t] = a->replies[t] * v->consultant_minutes / 60.0;
    a->appointment[t] = a->avoided[t] * v->appointment_minutes / 60.0;
    a->consultant_net[t] = a->consultant[t] - a->appointment[t];
    a->fees[t] = cpwi_stocks_pounds(s, v->requests[t] * (double)v->fee, "fees");
    a->saved[t] =
        cpwi_stocks_pounds(s, a->avoided[t] * (double)v->appointment_cost, "appointments_saved");
    a->net[t] = cpwi_stocks_add(s, a->saved[t], -a->fees[t], "net");
    *a->total_requests += v->requests[t];
    *a->total_avoided += a->avoided[t];
    *a->total_net = cpwi_stocks_add(s, *a->total_net, a->net[t], "total_net");
  }
}

int32_t cpw_advice_project(const cpw_advice *advice, const cpw_run *run, cpw_result **out,
                           cpw_error *err) {
  cpwi_stocks s;
  cpw_advice v;
  arrays a;
  cpw_advice_init_sized(&v, sizeof v);
  cpwi_stocks_take(&s, "cpw_advice_project", &v, sizeof v, advice, "advice", run, out, err);
  cpwi_stocks_open(&s, v.allocator);
  if (s.status == CPW_OK) check(&s, &v);
  cpwi_stocks_dimension(&s, "period", v.periods, NULL);
  add_arrays(&s, &a);
  double *lag = cpwi_stocks_reals_zero(&s, 2 * v.periods);
  if (lag) follow(&s, &v, &a, lag);
  if (s.status == CPW_OK) work(&s, &v, &a);
  return cpwi_stocks_close(&s, out);
}
