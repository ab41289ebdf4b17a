/* Prevention: places bought now, their effect over the years, cases and care avoided, and when that has paid.
 * Source: carepath/prevention.h; discounting of the HM Treasury Green Book. Leaves what health is worth to dcea. */
#include "carepath/prevention.h"
#include "stocks/internal.h"

enum { MOST_YEARS = 1000, MOST_GROUPS = 10000 };

void cpw_prevention_init_sized(cpw_prevention *prevention, size_t size) {
  cpw_prevention p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  p.care_end = 1.0;
  p.discount = 0.035;
  p.discount_health = 0.015;
  cpwi_init_sized(prevention, size, &p, sizeof p);
}

double cpw_prevention_profile(double age, double lag, double build_up, double decay) {
  if (!isfinite(age) || !(lag >= 0.0) || !(build_up >= 0.0) || !(decay >= 0.0 && decay <= 1.0))
    return CPWI_NAN;
  double since = age - lag;
  if (since < 0.0) return 0.0;
  if (since < build_up) return since / build_up;
  double beyond = since - build_up;
  if (beyond <= 0.0 || decay <= 0.0) return 1.0;
  return decay >= 1.0 ? 0.0 : cpw_math_exp(beyond * cpw_math_log1p(-decay));
}

static void check_numbers(cpwi_stocks *s, const cpw_prevention *p) {
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "years", -1}, p->years, 1, MOST_YEARS);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "group_count", -1}, p->group_count, 1,
                      MOST_GROUPS);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "place_cost", -1}, p->place_cost, 1,
                      INT64_MAX);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "case_cost", -1}, p->case_cost, 0,
                      INT64_MAX);
  const cpwi_stocks_field f[] = {{"lag", p->lag, CPWI_STOCKS_AMOUNT},
                                 {"build_up", p->build_up, CPWI_STOCKS_AMOUNT},
                                 {"decay", p->decay, CPWI_STOCKS_SHARE},
                                 {"care_end", p->care_end, CPWI_STOCKS_PART},
                                 {"contacts", p->contacts, CPWI_STOCKS_AMOUNT},
                                 {"qaly", p->qaly, CPWI_STOCKS_AMOUNT},
                                 {"discount", p->discount, CPWI_STOCKS_RATE},
                                 {"discount_health", p->discount_health, CPWI_STOCKS_RATE}};
  cpwi_stocks_fields(s, NULL, -1, f, sizeof f / sizeof *f);
  cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "groups", -1}, p->groups);
  cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "investment", -1}, p->investment);
  for (int64_t t = 0; s->status == CPW_OK && t < p->years; t++)
    cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "investment", t}, p->investment[t], 0,
                        INT64_MAX);
}

static const char **check(cpwi_stocks *s, const cpw_prevention *p, int64_t **order) {
  check_numbers(s, p);
  double reach = 0.0;
  const char **names = cpwi_stocks_zeros(s, p->group_count, sizeof *names);
  for (int64_t g = 0; names && g < p->group_count && s->status == CPW_OK; g++) {
    const cpw_prevention_group *k = &p->groups[g];
    const cpwi_stocks_field f[] = {{"people", k->people, CPWI_STOCKS_POSITIVE},
                                   {"incidence", k->incidence, CPWI_STOCKS_SHARE},
                                   {"reach", k->reach, CPWI_STOCKS_SHARE},
                                   {"effect", k->effect, CPWI_STOCKS_SHARE}};
    cpwi_stocks_fields(s, "groups", g, f, sizeof f / sizeof *f);
    reach += k->reach;
    names[g] = k->name;
  }
  if (s->status == CPW_OK && !(fabs(reach - 1.0) <= 1e-9))
    s->status =
        cpwi_fail(s->err, CPW_EDOMAIN, -1, s->where,
                  "the reach of the groups sums to %s and must sum to 1", cpwi_number(reach).text);
  if (names && s->status == CPW_OK) *order = cpwi_stocks_names(s, "groups", names, p->group_count);
  return names;
}

typedef struct arrays {
  double *reached, *protected_, *incidence, *cases, *avoided, *in_care;
  int64_t *investment, *saving, *net;
  double *contacts, *qalys, *discounted, *slope, *share, *total_avoided;
  int64_t *total_investment, *total_saving, *break_even;
  double *discounted_investment, *discounted_saving, *discounted_qalys, *ratio, *per_qaly;
} arrays;

static void add_by_group(cpwi_stocks *s, arrays *a) {
  const char *by = "group year";
  a->reached = cpwi_stocks_real(s, "reached", "people", "By the places of the year.", by);
  a->protected_ = cpwi_stocks_real(s, "protected", "people", "At full effect's worth.", by);
  a->incidence = cpwi_stocks_real(s, "incidence", "cases a head", "That is left.", by);
  a->cases = cpwi_stocks_real(s, "cases", "cases", "That are left.", by);
  a->avoided = cpwi_stocks_real(s, "avoided", "cases", "That do not occur.", by);
  a->in_care = cpwi_stocks_real(s, "in_care_avoided", "people", "Who would be in care.", by);
  a->share = cpwi_stocks_real(s, "avoided_share", "share", "Of all cases avoided.", "group");
  a->total_avoided = cpwi_stocks_real(s, "total_avoided", "cases", "Of all years.", "group");
}

static void add_by_year(cpwi_stocks *s, arrays *a) {
  a->investment = cpwi_stocks_integer(s, "investment", "pounds", "Of the year.", "year");
  a->saving = cpwi_stocks_integer(s, "saving", "pounds", "Of care avoided.", "year");
  a->net = cpwi_stocks_integer(s, "net", "pounds", "Saving less investment.", "year");
  a->contacts = cpwi_stocks_real(s, "avoided_contacts", "contacts", "Of care avoided.", "year");
  a->qalys = cpwi_stocks_real(s, "avoided_qalys", "QALYs", "Of cases avoided.", "year");
  a->discounted =
      cpwi_stocks_real(s, "discounted_net", "pounds", "Net so far, discounted.", "year");
  a->slope = cpwi_stocks_real(s, "slope", "cases a head",
                              "Avoided in the first group less in the last.", "year");
  a->total_investment = cpwi_stocks_integer(s, "total_investment", "pounds", "All years.", "");
  a->total_saving = cpwi_stocks_integer(s, "total_saving", "pounds", "All years.", "");
  a->break_even = cpwi_stocks_integer(s, "break_even", "year", "Paid from then on; -1: not.", "");
  a->discounted_investment =
      cpwi_stocks_real(s, "discounted_investment", "pounds", "All years.", "");
  a->discounted_saving = cpwi_stocks_real(s, "discounted_saving", "pounds", "All years.", "");
  a->discounted_qalys = cpwi_stocks_real(s, "discounted_qalys", "QALYs", "All years.", "");
  a->ratio = cpwi_stocks_real(s, "saving_ratio", "", "Discounted saving to investment.", "");
  a->per_qaly = cpwi_stocks_real(s, "cost_per_qaly", "pounds", "Net, discounted.", "");
}

static void project_group(cpwi_stocks *s, const cpw_prevention *p, const arrays *a, int64_t g,
                          const double *profile) {
  const cpw_prevention_group *k = &p->groups[g];
  int64_t first = g * p->years;
  double care = 0.0;
  for (int64_t t = 0; t < p->years; t++)
    a->reached[first + t] = (double)p->investment[t] / (double)p->place_cost * k->reach;
  for (int64_t t = 0; t < p->years && cpwi_stocks_goes_on(s); t++) {
    int64_t i = first + t;
    double worth = cpwi_stocks_convolve(a->reached + first, profile, p->years, t);
    a->protected_[i] = worth < k->people ? worth : k->people;
    a->avoided[i] = k->incidence * k->effect * a->protected_[i];
    a->cases[i] = k->incidence * k->people - a->avoided[i];
    if (a->cases[i] < 0.0) a->cases[i] = 0.0; /* by rounding alone */
    a->incidence[i] = a->cases[i] / k->people;
    care = care * (1.0 - p->care_end) + a->avoided[i];
    a->in_care[i] = care;
    a->total_avoided[g] += a->avoided[i];
  }
}

static void value_year(cpwi_stocks *s, const cpw_prevention *p, const arrays *a,
                       const int64_t *order, int64_t t) {
  double cases = 0.0, care = 0.0;
  for (int64_t k = 0; k < p->group_count; k++) {
    cases += a->avoided[order[k] * p->years + t];
    care += a->in_care[order[k] * p->years + t];
  }
  const cpw_prevention_group *last = &p->groups[p->group_count - 1];
  a->slope[t] = a->avoided[t] / p->groups[0].people -
                a->avoided[(p->group_count - 1) * p->years + t] / last->people;
  a->investment[t] = p->investment[t];
  a->saving[t] = cpwi_stocks_pounds(s, care * (double)p->case_cost, "saving");
  a->net[t] = cpwi_stocks_add(s, a->saving[t], -p->investment[t], "net");
  a->contacts[t] = care * p->contacts;
  a->qalys[t] = cases * p->qaly;
  double money = cpwi_stocks_discount(p->discount, t);
  *a->discounted_investment += money * (double)p->investment[t];
  *a->discounted_saving += money * (double)a->saving[t];
  *a->discounted_qalys += cpwi_stocks_discount(p->discount_health, t) * a->qalys[t];
  a->discounted[t] = *a->discounted_saving - *a->discounted_investment;
  *a->total_investment =
      cpwi_stocks_add(s, *a->total_investment, p->investment[t], "total_investment");
  *a->total_saving = cpwi_stocks_add(s, *a->total_saving, a->saving[t], "total_saving");
}

static void sum_up(cpwi_stocks *s, const cpw_prevention *p, const arrays *a, const int64_t *order) {
  double all = 0.0, cost = *a->discounted_investment - *a->discounted_saving;
  int64_t even = p->years;
  while (even > 0 && a->discounted[even - 1] >= 0.0)
    even--;
  *a->break_even = even < p->years ? even : -1;
  for (int64_t k = 0; k < p->group_count; k++)
    all += a->total_avoided[order[k]];
  for (int64_t g = 0; g < p->group_count; g++)
    a->share[g] = all > 0.0 ? a->total_avoided[g] / all : CPWI_NAN;
  *a->ratio = *a->discounted_investment > 0.0 ? *a->discounted_saving / *a->discounted_investment
                                              : CPWI_NAN;
  *a->per_qaly = *a->discounted_qalys > 0.0 && cost >= 0.0 ? cost / *a->discounted_qalys : CPWI_NAN;
  if (*a->break_even < 0) cpw_result_set_outcome(s->result, CPW_OUTCOME_UNREACHABLE);
}

int32_t cpw_prevention_project(const cpw_prevention *prevention, const cpw_run *run,
                               cpw_result **out, cpw_error *err) {
  cpwi_stocks s;
  cpw_prevention p;
  arrays a;
  cpw_prevention_init_sized(&p, sizeof p);
  cpwi_stocks_take(&s, "cpw_prevention_project", &p, sizeof p, prevention, "prevention", run, out,
                   err);
  cpwi_stocks_open(&s, p.allocator);
  int64_t *order = NULL;
  const char **names = s.status == CPW_OK ? check(&s, &p, &order) : NULL;
  cpwi_stocks_dimension(&s, "group", p.group_count, names);
  cpwi_stocks_dimension(&s, "year", p.years, NULL);
  add_by_group(&s, &a);
  add_by_year(&s, &a);
  double *profile = cpwi_stocks_reals_zero(&s, p.years);
  for (int64_t t = 0; profile && t < p.years; t++)
    profile[t] = cpw_prevention_profile((double)t, p.lag, p.build_up, p.decay);
  for (int64_t k = 0; profile && order && k < p.group_count && s.status == CPW_OK; k++)
    project_group(&s, &p, &a, order[k], profile);
  for (int64_t t = 0; order && t < p.years && s.status == CPW_OK; t++)
    value_year(&s, &p, &a, order, t);
  if (order && s.status == CPW_OK) sum_up(&s, &p, &a, order);
  return cpwi_stocks_close(&s, out);
}
