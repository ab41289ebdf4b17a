/* Unpaid carers by load, with and without support: who breaks down, what has then to be done by others, and what
 * support spares.
 * Source: competing constant hazards. Leaves where the added demand goes to the caller. */
#include "carepath/carers.h"
#include "stocks/internal.h"

enum { MOST_PERIODS = 100000, MOST_A_YEAR = 366, MOST_BANDS = 10000 };
#define WEEKS_A_YEAR (365.25 / 7.0)

void cpw_carers_init_sized(cpw_carers *carers, size_t size) {
  cpw_carers c;
  memset(&c, 0, sizeof c);
  c.struct_size = sizeof c;
  c.per_year = 12;
  c.hour_cost = 25;
  cpwi_init_sized(carers, size, &c, sizeof c);
}

void cpw_carers_band_init(cpw_carers_band *band) {
  if (!band) return;
  memset(band, 0, sizeof *band);
  band->replaced = 1.0;
}

static void check_band(cpwi_stocks *s, const cpw_carers *c, int64_t b) {
  const cpw_carers_band *p = &c->bands[b];
  const cpwi_stocks_field f[] = {{"carers", p->carers, CPWI_STOCKS_AMOUNT},
                                 {"hours", p->hours, CPWI_STOCKS_AMOUNT},
                                 {"breakdown", p->breakdown, CPWI_STOCKS_AMOUNT},
                                 {"end", p->end, CPWI_STOCKS_AMOUNT},
                                 {"support", p->support, CPWI_STOCKS_SHARE},
                                 {"effect", p->effect, CPWI_STOCKS_SHARE},
                                 {"replaced", p->replaced, CPWI_STOCKS_SHARE},
                                 {"need_end", p->need_end, CPWI_STOCKS_AMOUNT},
                                 {"admissions", p->admissions, CPWI_STOCKS_AMOUNT}};
  cpwi_stocks_fields(s, "bands", b, f, sizeof f / sizeof *f);
  if (s->status == CPW_OK && p->hours > 168.0)
    s->status =
        cpwi_fail(s->err, CPW_EDOMAIN, b, s->where, "bands[%lld].hours = %s must be 0 to 168",
                  (long long)b, cpwi_number(p->hours).text);
  cpwi_stocks_between(s, (cpwi_stocks_place){"bands", b, "support_cost", -1}, p->support_cost, 0,
                      INT64_MAX);
  if (s->status == CPW_OK)
    cpwi_stocks_check_all(s, CPWI_STOCKS_AMOUNT, (cpwi_stocks_place){"bands", b, "joining", -1},
                          p->joining, c->periods);
}

static const char **check(cpwi_stocks *s, const cpw_carers *c, int64_t **order) {
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "periods", -1}, c->periods, 1, MOST_PERIODS);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "per_year", -1}, c->per_year, 1,
                      MOST_A_YEAR);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "band_count", -1}, c->band_count, 1,
                      MOST_BANDS);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "hour_cost", -1}, c->hour_cost, 0,
                      INT64_MAX);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "admission_cost", -1}, c->admission_cost, 0,
                      INT64_MAX);
  cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "bands", -1}, c->bands);
  const char **names = cpwi_stocks_zeros(s, c->band_count, sizeof *names);
  for (int64_t b = 0; names && b < c->band_count && s->status == CPW_OK; b++) {
    check_band(s, c, b);
    names[b] = c->bands[b].name;
  }
  if (names && s->status == CPW_OK) *order = cpwi_stocks_names(s, "bands", names, c->band_count);
  return names;
}

typedef struct arrays {
  double *carers, *breakdowns, *ended, *hours, *unmet, *replacement, *admissions;
  double *carers_without, *breakdowns_without, *replacement_without, *avoided;
  int64_t *support_cost, *replacement_cost, *admission_cost;
  double *all_hours, *all_replacement;
  int64_t *cost, *cost_without, *net, *so_far;
} arrays;

static void add_arrays(cpwi_stocks *s, arrays *a) {
  const char *by = "band period";
  a->carers = cpwi_stocks_real(s, "carers", "people", "At the end.", by);
  a->breakdowns = cpwi_stocks_real(s, "breakdowns", "people", "Who broke down.", by);
  a->ended = cpwi_stocks_real(s, "ended", "people", "Whose care ended otherwise.", by);
  a->hours = cpwi_stocks_real(s, "hours", "hours a week", "Of unpaid care.", by);
  a->unmet = cpwi_stocks_real(s, "unmet", "people", "In need, whose carer broke down.", by);
  a->replacement = cpwi_stocks_real(s, "replacement_hours", "hours a week", "Of formal care.", by);
  a->admissions = cpwi_stocks_real(s, "admissions", "admissions", "At breakdowns.", by);
  a->support_cost = cpwi_stocks_integer(s, "support_cost", "pounds", "Of support.", by);
  a->replacement_cost = cpwi_stocks_integer(s, "replacement_cost", "pounds", "Of formal care.", by);
  a->admission_cost = cpwi_stocks_integer(s, "admission_cost", "pounds", "Of admissions.", by);
  a->carers_without = cpwi_stocks_real(s, "carers_without", "people", "Without support.", by);
  a->breakdowns_without =
      cpwi_stocks_real(s, "breakdowns_without", "people", "Without support.", by);
  a->replacement_without =
      cpwi_stocks_real(s, "replacement_hours_without", "hours a week", "Without support.", by);
  a->avoided = cpwi_stocks_real(s, "avoided", "people", "Breakdowns that support spares.", by);
  a->all_hours = cpwi_stocks_real(s, "total_hours", "hours a week", "Of unpaid care.", "period");
  a->all_replacement =
      cpwi_stocks_real(s, "total_replacement_hours", "hours a week", "Of formal care.", "period");
  a->cost = cpwi_stocks_integer(s, "total_cost", "pounds", "With support.", "period");
  a->cost_without =
      cpwi_stocks_integer(s, "total_cost_without", "pounds", "Without support.", "period");
  a->net = cpwi_stocks_integer(s, "net", "pounds", "That support saves.", "period");
  a->so_far = cpwi_stocks_integer(s, "net_cumulative", "pounds", "Up to the period.", "period");
}

/* Shares of a period: who breaks down, and whose care ends. */
typedef struct leaving {
  double breaks, ends;
} leaving;

static leaving leave(double breakdown, double end, double years) {
  double both = breakdown + end;
  if (both <= 0.0) return (leaving){0.0, 0.0};
  double gone = -cpw_math_expm1(-both * years);
  return (leaving){gone * (breakdown / both), gone * (end / both)};
}

/* A stock of carers and of people in need without one. */
typedef struct stock {
  double carers, unmet, breakdowns, ended;
} stock;

static void step(const cpw_carers_band *p, double support, double years, double joining, stock *k) {
  leaving with = leave(p->breakdown * (1.0 - p->effect), p->end, years);
  leaving without = leave(p->breakdown, p->end, years);
  double breaks = support * with.breaks + (1.0 - support) * without.breaks;
  double ends = support * with.ends + (1.0 - support) * without.ends;
  k->breakdowns = k->carers * breaks;
  k->ended = k->carers * ends;
  k->carers = k->carers * (1.0 - (breaks + ends)) + joining;
  k->unmet = k->unmet * cpw_math_exp(-p->need_end * years) + k->breakdowns;
}

static void count_with(cpwi_stocks *s, const cpw_carers *c, const cpw_carers_band *p,
                       const arrays *a, const stock *k, int64_t i) {
  double years = 1.0 / (double)c->per_year;
  a->carers[i] = k->carers;
  a->breakdowns[i] = k->breakdowns;
  a->ended[i] = k->ended;
  a->hours[i] = k->carers * p->hours;
  a->unmet[i] = k->unmet;
  a->replacement[i] = k->unmet * p->hours * p->replaced;
  a->admissions[i] = k->breakdowns * p->admissions;
  a->support_cost[i] = cpwi_stocks_pounds(
      s, k->carers * p->support * (double)p->support_cost * years, "support_cost");
  a->replacement_cost[i] = cpwi_stocks_pounds(
      s, a->replacement[i] * WEEKS_A_YEAR * years * (double)c->hour_cost, "replacement_cost");
  a->admission_cost[i] =
      cpwi_stocks_pounds(s, a->admissions[i] * (double)c->admission_cost, "admission_cost");
}

static void count_without(cpwi_stocks *s, const cpw_carers *c, const cpw_carers_band *p,
                          const arrays *a, const stock *k, int64_t i, int64_t t) {
  double weeks = WEEKS_A_YEAR / (double)c->per_year;
  a->carers_without[i] = k->carers;
  a->breakdowns_without[i] = k->breakdowns;
  a->replacement_without[i] = k->unmet * p->hours * p->replaced;
  a->avoided[i] = k->breakdowns - a->breakdowns[i];
  int64_t care = cpwi_stocks_pounds(s, a->replacement_without[i] * weeks * (double)c->hour_cost,
                                    "replacement cost without support");
  int64_t admissions =
      cpwi_stocks_pounds(s, k->breakdowns * p->admissions * (double)c->admission_cost,
                         "admission cost without support");
  int64_t both = cpwi_stocks_add(s, care, admissions, "total_cost_without");
  a->cost_without[t] = cpwi_stocks_add(s, a->cost_without[t], both, "total_cost_without");
}

static void project_band(cpwi_stocks *s, const cpw_carers *c, const arrays *a, int64_t b) {
  const cpw_carers_band *p = &c->bands[b];
  stock with = {p->carers, 0.0, 0.0, 0.0}, without = with;
  double years = 1.0 / (double)c->per_year;
  for (int64_t t = 0; t < c->periods && cpwi_stocks_goes_on(s); t++) {
    int64_t i = b * c->periods + t;
    double joining = p->joining ? p->joining[t] : 0.0;
    step(p, p->support, years, joining, &with);
    step(p, 0.0, years, joining, &without);
    count_with(s, c, p, a, &with, i);
    count_without(s, c, p, a, &without, i, t);
    a->all_hours[t] += a->hours[i];
    a->all_replacement[t] += a->replacement[i];
    int64_t cost = cpwi_stocks_add(s, a->support_cost[i], a->replacement_cost[i], "total_cost");
    cost = cpwi_stocks_add(s, cost, a->admission_cost[i], "total_cost");
    a->cost[t] = cpwi_stocks_add(s, a->cost[t], cost, "total_cost");
  }
}

int32_t cpw_carers_project(const cpw_carers *carers, const cpw_run *run, cpw_result **out,
                           cpw_error *err) {
  cpwi_stocks s;
  cpw_carers c;
  arrays a;
  cpw_carers_init_sized(&c, sizeof c);
  cpwi_stocks_take(&s, "cpw_carers_project", &c, sizeof c, carers, "carers", run, out, err);
  cpwi_stocks_open(&s, c.allocator);
  int64_t *order = NULL;
  const char **names = s.status == CPW_OK ? check(&s, &c, &order) : NULL;
  cpwi_stocks_dimension(&s, "band", c.band_count, names);
  cpwi_stocks_dimension(&s, "period", c.periods, NULL);
  add_arrays(&s, &a);
  for (int64_t k = 0; order && k < c.band_count && s.status == CPW_OK; k++)
    project_band(&s, &c, &a, order[k]);
  for (int64_t t = 0; t < c.periods && s.status == CPW_OK; t++) {
    a.net[t] = cpwi_stocks_add(&s, a.cost_without[t], -a.cost[t], "net");
    a.so_far[t] = cpwi_stocks_add(&s, t ? a.so_far[t - 1] : 0, a.net[t], "net_cumulative");
  }
  return cpwi_stocks_close(&s, out);
}
