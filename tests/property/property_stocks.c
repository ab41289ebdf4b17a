/* Random stocks and flows: nobody is lost or counted twice in any model, nothing is below 0, and the order of groups
 * changes nothing. Usage: property_stocks [COUNT] [SEED], or --digest. */
#include "carepath.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define T      12
#define GROUPS 4
#define FLOWS  6
#define MODELS 9

/* One random world: numbers that every model takes its own from. */
typedef struct world {
  cpw_stream s;
  double series[GROUPS][T], shares[GROUPS][GROUPS], amounts[GROUPS];
  int64_t money[T];
  char names[GROUPS][4];
} world;

static double share(world *w) {
  int64_t kind = (int64_t)cpw_random_below(&w->s, 8);
  return kind == 0 ? 0.0 : kind == 1 ? 1.0 : cpw_random_uniform(&w->s);
}

static double amount(world *w) {
  return cpw_random_below(&w->s, 6) ? 1000.0 * cpw_random_uniform(&w->s) : 0.0;
}

static int64_t below(world *w, int64_t n) {
  return (int64_t)cpw_random_below(&w->s, (uint64_t)n);
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->s, seed, 0, 0, 0);
  for (int g = 0; g < GROUPS; g++) {
    w->names[g][0] = (char)('a' + g);
    w->amounts[g] = amount(w);
    for (int t = 0; t < T; t++)
      w->series[g][t] = amount(w);
    for (int k = 0; k < GROUPS; k++)
      w->shares[g][k] = share(w);
  }
  for (int t = 0; t < T; t++)
    w->money[t] = below(w, 3) ? below(w, 1000000) : 0;
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static double sum(const double *x, int64_t n) {
  double all = 0;
  for (int64_t i = 0; i < n; i++)
    all += x[i];
  return all;
}

static int differs(double a, double b) {
  return !(fabs(a - b) <= 1e-9 * (1.0 + fabs(a) + fabs(b)));
}

static int negative(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  for (int64_t i = 0; i < a->size; i++)
    if (!(a->real[i] >= 0.0)) return 1;
  return 0;
}

/* ---------------------------------------------------------------- the models ---------------- */

static const char *surge(world *w, cpw_result **r) {
  cpw_surge_group groups[GROUPS];
  cpw_surge_service services[GROUPS];
  cpw_surge_flow flows[FLOWS];
  cpw_surge u;
  double room[GROUPS];
  cpw_surge_init(&u);
  u.months = 1 + below(w, T);
  u.group_count = u.service_count = GROUPS;
  u.groups = groups;
  u.services = services;
  u.flow_count = below(w, FLOWS + 1);
  u.flows = flows;
  u.steps = 1 + below(w, 6);
  u.method = below(w, 4) ? CPW_SURGE_EXACT : CPW_SURGE_EULER;
  u.assessment = u.method ? 1.0 : 0.1 + 3.0 * cpw_random_uniform(&w->s);
  for (int g = 0; g < GROUPS; g++) {
    groups[g] = (cpw_surge_group){w->names[g], w->amounts[g], w->shares[g][0], w->series[g]};
    services[g] =
        (cpw_surge_service){w->names[g],     share(w), 0.2 + 12 * cpw_random_uniform(&w->s),
                            0.99 * share(w), share(w), amount(w),
                            g == 0,          0};
    room[g] = 1.0;
  }
  for (int k = 0; k < FLOWS; k++) {
    int64_t g = below(w, GROUPS);
    double part = room[g] * share(w);
    room[g] -= part;
    flows[k] = (cpw_surge_flow){g, below(w, GROUPS), "any", part, 0, 0};
    for (int j = 0; j < k && j < u.flow_count; j++)
      if (k < u.flow_count && flows[j].group == g && below(w, 2)) {
        flows[k].next = j;
        flows[k].next_share = share(w);
      }
  }
  if (cpw_surge_project(&u, NULL, r, NULL) != CPW_OK) return "a surge is refused";
  int64_t months = u.months - 1, times = months * u.steps + 1;
  double all = sum(real(*r, "no_needs") + times - 1, 1), fresh = 0, inside = 0;
  for (int64_t g = 0; g < GROUPS; g++) {
    inside += real(*r, "at_risk")[g * times + times - 1];
    fresh += sum(real(*r, "new_at_risk") + g * months, months);
  }
  for (int64_t k = 0; k < u.flow_count; k++)
    inside += real(*r, "in_treatment")[k * times + times - 1];
  if (differs(all + inside, fresh)) return "surge: somebody is lost";
  if (negative(*r, "at_risk") || negative(*r, "in_treatment") || negative(*r, "no_needs"))
    return "surge: fewer than nobody";
  return NULL;
}

static const char *returns(world *w, cpw_result **r) {
  cpw_returns_group groups[GROUPS];
  cpw_returns x;
  cpw_duration law = {CPW_DURATION_GAMMA, 0, 0.1 + 5 * cpw_random_uniform(&w->s), 0.7, 0.2, NULL};
  double lags[3] = {0.5 * share(w), 0.3 * share(w), 0.2 * share(w)};
  cpw_returns_init(&x);
  x.periods = T;
  x.group_count = GROUPS;
  x.groups = groups;
  for (int g = 0; g < GROUPS; g++)
    groups[g] = (cpw_returns_group){w->names[g],         w->series[g],  w->shares[g][1],     1.5,
                                    g % 2 ? lags : NULL, g % 2 ? 3 : 0, g == 2 ? &law : NULL};
  if (cpw_returns_project(&x, NULL, r, NULL) != CPW_OK) return "returns are refused";
  for (int g = 0; g < GROUPS; g++)
    for (int64_t t = 0; t < T; t++)
      if (differs(sum(w->series[g], t + 1), sum(real(*r, "returned") + g * T, t + 1) +
                                                real(*r, "pending")[g * T + t] +
                                                sum(real(*r, "lost") + g * T, t + 1)))
        return "returns: somebody is lost";
  return negative(*r, "returned") ? "returns: fewer than nobody" : NULL;
}

static const char *advice(world *w, cpw_result **r) {
  cpw_advice v;
  cpw_duration reply = {CPW_DURATION_WEIBULL, 0, 0.1 + 3 * cpw_random_uniform(&w->s), 0.9, 0, NULL};
  cpw_advice_init(&v);
  v.periods = T;
  v.requests = w->series[0];
  v.diverted = share(w);
  v.rebound = share(w);
  v.would_refer = share(w);
  v.reply = &reply;
  v.return_delay = below(w, 2) ? &reply : NULL;
  v.appointment_cost = below(w, 500);
  if (cpw_advice_project(&v, NULL, r, NULL) != CPW_OK) return "advice is refused";
  for (int64_t t = 0; t < T; t++) {
    if (differs(sum(w->series[0], t + 1), sum(real(*r, "replies"), t + 1) + real(*r, "open")[t]))
      return "advice: a request is lost";
    if (differs(sum(real(*r, "diverted"), t + 1), sum(real(*r, "rebounded"), t + 1) +
                                                      real(*r, "pending")[t] +
                                                      sum(real(*r, "settled"), t + 1)))
      return "advice: a patient is lost";
  }
  return NULL;
}

static const char *workforce(world *w, cpw_result **r) {
  cpw_workforce_group groups[GROUPS];
  cpw_workforce x;
  const int64_t cuts[] = {1, 4, 12};
  cpw_workforce_init(&x);
  x.periods = T;
  x.per_year = cuts[below(w, 3)];
  x.group_count = GROUPS;
  x.groups = groups;
  for (int g = 0; g < GROUPS; g++) {
    cpw_workforce_group *p = &groups[g];
    cpw_workforce_group_init(p);
    p->name = w->names[g];
    p->bands = 1 + below(w, GROUPS);
    p->staff = w->amounts;
    p->leave = w->shares[g];
    p->training_years = below(w, GROUPS + 1);
    p->dropout = w->shares[(g + 1) % GROUPS];
    p->training = w->series[g];
    p->intake = w->series[(g + 2) % GROUPS];
    p->hires = w->series[(g + 1) % GROUPS];
    p->posts = w->series[(g + 3) % GROUPS];
    p->join = share(w);
    p->returning = share(w);
    p->return_after = (double)below(w, 3);
    p->agency = share(w);
    p->agency_cost = below(w, 100000);
    p->cost = below(w, 100000);
  }
  if (cpw_workforce_project(&x, NULL, r, NULL) != CPW_OK) return "a workforce is refused";
  const char *in[] = {"joined", "hired", "returned"};
  for (int g = 0; g < GROUPS; g++) {
    double staff = sum(groups[g].staff, groups[g].bands);
    double training = sum(groups[g].training, groups[g].training_years);
    for (int64_t t = 0; t < T; t++) {
      int64_t i = g * T + t;
      for (int k = 0; k < 3; k++)
        staff += real(*r, in[k])[i];
      staff -= real(*r, "left")[i];
      training += groups[g].intake[t] - real(*r, "dropouts")[i] - real(*r, "finished")[i];
      if (differs(staff, real(*r, "staff")[i])) return "workforce: somebody is lost";
      if (differs(training, real(*r, "training")[i])) return "workforce: a trainee is lost";
    }
  }
  return negative(*r, "staff") || negative(*r, "training") ? "workforce: fewer than nobody" : NULL;
}

static const char *volunteers(world *w, cpw_result **r) {
  cpw_volunteers_group groups[GROUPS];
  cpw_volunteers x;
  cpw_volunteers_init(&x);
  x.periods = T;
  x.group_count = GROUPS;
  x.groups = groups;
  for (int g = 0; g < GROUPS; g++) {
    cpw_volunteers_group *p = &groups[g];
    cpw_volunteers_group_init(p);
    p->name = w->names[g];
    p->start = w->amounts[g];
    p->recruits = w->series[g];
    p->tenures = 1 + below(w, GROUPS);
    p->fade = w->shares[g];
    p->training = below(w, 6);
    p->hours = 3;
    p->released = share(w);
    p->keep_cost = below(w, 100);
  }
  if (cpw_volunteers_project(&x, NULL, r, NULL) != CPW_OK) return "volunteers are refused";
  for (int g = 0; g < GROUPS; g++) {
    double there = w->amounts[g];
    for (int64_t t = 0; t < T; t++) {
      there += real(*r, "recruited")[g * T + t] - real(*r, "stopped")[g * T + t];
      if (differs(there, real(*r, "volunteers")[g * T + t])) return "volunteers: somebody is lost";
    }
  }
  return negative(*r, "volunteers") ? "volunteers: fewer than nobody" : NULL;
}

static const char *carers(world *w, cpw_result **r) {
  cpw_carers_band bands[GROUPS];
  cpw_carers x;
  cpw_carers_init(&x);
  x.periods = T;
  x.band_count = GROUPS;
  x.bands = bands;
  for (int b = 0; b < GROUPS; b++) {
    cpw_carers_band *p = &bands[b];
    cpw_carers_band_init(p);
    p->name = w->names[b];
    p->carers = w->amounts[b];
    p->joining = below(w, 2) ? w->series[b] : NULL;
    p->hours = 168 * share(w);
    p->breakdown = 3 * share(w);
    p->end = 2 * share(w);
    p->support = share(w);
    p->effect = share(w);
    p->support_cost = below(w, 1000);
  }
  if (cpw_carers_project(&x, NULL, r, NULL) != CPW_OK) return "carers are refused";
  for (int b = 0; b < GROUPS; b++) {
    double there = w->amounts[b], broke = 0, without = 0;
    for (int64_t t = 0; t < T; t++) {
      int64_t i = b * T + t;
      there += (bands[b].joining ? bands[b].joining[t] : 0) - real(*r, "breakdowns")[i] -
               real(*r, "ended")[i];
      broke += real(*r, "breakdowns")[i];
      without += real(*r, "breakdowns_without")[i];
      if (differs(there, real(*r, "carers")[i])) return "carers: somebody is lost";
      if (broke > without * (1 + 1e-12) + 1e-9) return "carers: support does harm";
    }
  }
  return NULL;
}

static const char *prevention(world *w, cpw_result **r) {
  cpw_prevention_group groups[GROUPS];
  cpw_prevention x;
  cpw_prevention_init(&x);
  x.years = T;
  x.group_count = GROUPS;
  x.groups = groups;
  x.investment = w->money;
  x.place_cost = 1 + below(w, 2000);
  x.lag = 3 * share(w);
  x.build_up = 3 * share(w);
  x.decay = share(w);
  x.care_end = 0.1 + 0.9 * share(w);
  x.case_cost = below(w, 5000);
  for (int g = 0; g < GROUPS; g++)
    groups[g] =
        (cpw_prevention_group){w->names[g], 1 + w->amounts[g], share(w), 1.0 / GROUPS, share(w)};
  if (cpw_prevention_project(&x, NULL, r, NULL) != CPW_OK) return "a programme is refused";
  for (int64_t i = 0; i < (int64_t)GROUPS * T; i++) {
    const cpw_prevention_group *p = &groups[i / T];
    if (differs(real(*r, "cases")[i] + real(*r, "avoided")[i], p->people * p->incidence))
      return "prevention: a case is lost";
    if (real(*r, "protected")[i] > p->people) return "prevention: more than there are";
  }
  return NULL;
}

static const char *projection(world *w, cpw_result **r) {
  double people[GROUPS], moves[GROUPS * 2], deaths[GROUPS], births[GROUPS * T];
  int64_t into[] = {1, -1};
  double ageing[] = {share(w), share(w)}, rates[] = {0.1 * share(w), 0.1 * share(w)};
  cpw_projection p;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 2;
  cpw_projection_init(&p);
  p.periods = T;
  p.strata = p.segments = 2;
  for (int i = 0; i < GROUPS; i++) {
    people[i] = floor(w->amounts[i]);
    moves[2 * i] = share(w);
    moves[2 * i + 1] = 1 - moves[2 * i];
    deaths[i] = share(w);
    for (int t = 0; t < T; t++)
      births[t * GROUPS + i] = w->series[i][t];
  }
  p.people = people;
  p.transitions = moves;
  p.deaths = deaths;
  p.births = births;
  p.birth_rates = rates;
  p.ages_into = into;
  p.ageing = ageing;
  p.method = below(w, 2) ? CPW_PROJECTION_DRAWN : CPW_PROJECTION_EXPECTED;
  if (cpw_projection_project(&p, &run, r, NULL) != CPW_OK) return "a population is refused";
  const cpw_array *all = cpw_result_find(*r, "people"), *born = cpw_result_find(*r, "born");
  const cpw_array *died = cpw_result_find(*r, "died");
  for (int64_t k = 0; k < born->size; k++) {
    int64_t at = (k / T) * (T + 1) * GROUPS + (k % T) * GROUPS;
    double change = 0;
    for (int i = 0; i < GROUPS; i++) {
      change += all->real ? all->real[at + GROUPS + i] - all->real[at + i]
                          : (double)(all->integer[at + GROUPS + i] - all->integer[at + i]);
      if (all->real ? all->real[at + i] < 0 : all->integer[at + i] < 0)
        return "projection: fewer than nobody";
    }
    double flows =
        all->real ? born->real[k] - died->real[k] : (double)(born->integer[k] - died->integer[k]);
    if (all->real ? differs(change, flows) : change != flows) return "projection: somebody is lost";
  }
  return NULL;
}

static const char *mitigators(world *w, cpw_result **r) {
  cpw_mitigator factors[GROUPS];
  cpw_mitigators m;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 2;
  run.seed = (uint64_t)below(w, 1000);
  cpw_mitigators_init(&m);
  m.rows = GROUPS;
  m.admissions = w->amounts;
  m.stay = w->series[0];
  m.years = 1 + below(w, 5);
  m.count = GROUPS;
  m.mitigators = factors;
  m.correlation = share(w);
  for (int k = 0; k < GROUPS; k++) {
    double low = share(w), high = low + (1 - low) * share(w);
    factors[k] = (cpw_mitigator){w->names[k], low, high, w->shares[k], (int32_t)below(w, 3), 0};
  }
  if (cpw_mitigators_project(&m, &run, r, NULL) != CPW_OK) return "activity is refused";
  const double *total = real(*r, "total_admissions"), *days = real(*r, "total_bed_days");
  if (differs(total[0] + sum(real(*r, "admission_steps"), GROUPS + 1), total[m.years]) ||
      differs(days[0] + sum(real(*r, "bed_day_steps"), GROUPS + 1), days[m.years]))
    return "mitigators: the steps do not lead from before to after";
  return negative(*r, "admissions") ? "mitigators: below 0" : NULL;
}

static const char *(*const models[MODELS])(world *w, cpw_result **r) = {
    surge, returns, advice, workforce, volunteers, carers, prevention, projection, mitigators};

static const char *problem(uint64_t seed) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  const char *found = models[seed % MODELS](&w, &r);
  cpw_result_free(r);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  if (models[seed % MODELS](&w, &r)) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"stocks", "random stocks and flows", 45000, 900, problem, digest};
  return worlds_main(&w, argc, argv);
}
