/* Volunteers by tenure: recruits, who fades away, hours given, staff time set free less that of supervision.
 * Source: carepath/volunteers.h. Leaves which tasks they do to the caller. */
#include "carepath/volunteers.h"
#include "stocks/internal.h"

enum { MOST_PERIODS = 100000, MOST_GROUPS = 10000, MOST_TENURES = 1200 };

void cpw_volunteers_init_sized(cpw_volunteers *volunteers, size_t size) {
  cpw_volunteers v;
  memset(&v, 0, sizeof v);
  v.struct_size = sizeof v;
  cpwi_init_sized(volunteers, size, &v, sizeof v);
}

void cpw_volunteers_group_init(cpw_volunteers_group *group) {
  if (!group) return;
  memset(group, 0, sizeof *group);
  group->attendance = 1.0;
  group->slot_hours = 1.0;
}

static void check_group(cpwi_stocks *s, const cpw_volunteers *v, int64_t g) {
  const cpw_volunteers_group *p = &v->groups[g];
  const cpwi_stocks_field f[] = {{"start", p->start, CPWI_STOCKS_AMOUNT},
                                 {"hours", p->hours, CPWI_STOCKS_AMOUNT},
                                 {"attendance", p->attendance, CPWI_STOCKS_SHARE},
                                 {"released", p->released, CPWI_STOCKS_AMOUNT},
                                 {"supervision", p->supervision, CPWI_STOCKS_AMOUNT},
                                 {"slot_hours", p->slot_hours, CPWI_STOCKS_POSITIVE}};
  cpwi_stocks_fields(s, "groups", g, f, sizeof f / sizeof *f);
  cpwi_stocks_place fade = {"groups", g, "fade", -1};
  cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "tenures", -1}, p->tenures, 1,
                      MOST_TENURES);
  cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "training", -1}, p->training, 0,
                      MOST_TENURES);
  cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "recruit_cost", -1}, p->recruit_cost, 0,
                      INT64_MAX);
  cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "keep_cost", -1}, p->keep_cost, 0,
                      INT64_MAX);
  cpwi_stocks_given(s, fade, p->fade);
  if (s->status != CPW_OK) return;
  cpwi_stocks_check_all(s, CPWI_STOCKS_SHARE, fade, p->fade, p->tenures);
  cpwi_stocks_check_all(s, CPWI_STOCKS_AMOUNT, (cpwi_stocks_place){"groups", g, "recruits", -1},
                        p->recruits, v->periods);
}

static const char **check(cpwi_stocks *s, const cpw_volunteers *v, int64_t **order) {
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "periods", -1}, v->periods, 1, MOST_PERIODS);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "group_count", -1}, v->group_count, 1,
                      MOST_GROUPS);
  cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "groups", -1}, v->groups);
  const char **names = cpwi_stocks_zeros(s, v->group_count, sizeof *names);
  for (int64_t g = 0; names && g < v->group_count && s->status == CPW_OK; g++) {
    check_group(s, v, g);
    names[g] = v->groups[g].name;
  }
  if (names && s->status == CPW_OK) *order = cpwi_stocks_names(s, "groups", names, v->group_count);
  return names;
}

typedef struct arrays {
  double *recruited, *stopped, *volunteers, *active, *hours, *released, *supervision, *net, *slots;
  double *all_volunteers, *all_hours, *all_net, *all_slots;
  int64_t *cost, *all_cost;
} arrays;

static void add_arrays(cpwi_stocks *s, arrays *a) {
  const char *by = "group period";
  a->recruited = cpwi_stocks_real(s, "recruited", "people", "Who began.", by);
  a->stopped = cpwi_stocks_real(s, "stopped", "people", "Who stopped.", by);
  a->volunteers = cpwi_stocks_real(s, "volunteers", "people", "At the end.", by);
  a->active = cpwi_stocks_real(s, "active", "people", "Past their training.", by);
  a->hours = cpwi_stocks_real(s, "hours", "hours a week", "Given.", by);
  a->released = cpwi_stocks_real(s, "released_hours", "hours a week", "Of staff, set free.", by);
  a->supervision =
      cpwi_stocks_real(s, "supervision_hours", "hours a week", "Of staff, needed.", by);
  a->net = cpwi_stocks_real(s, "net_hours", "hours a week", "Of staff, in all.", by);
  a->slots = cpwi_stocks_real(s, "slots", "slots a week", "Set free.", by);
  a->cost = cpwi_stocks_integer(s, "cost", "pounds", "Recruiting and keeping.", by);
  a->all_volunteers = cpwi_stocks_real(s, "total_volunteers", "people", "All groups.", "period");
  a->all_hours = cpwi_stocks_real(s, "total_hours", "hours a week", "All groups.", "period");
  a->all_net = cpwi_stocks_real(s, "total_net_hours", "hours a week", "All groups.", "period");
  a->all_slots = cpwi_stocks_real(s, "total_slots", "slots a week", "All groups.", "period");
  a->all_cost = cpwi_stocks_integer(s, "total_cost", "pounds", "All groups.", "period");
}

/* Cells by periods since they began: those who train, then by tenure, the last open. */
typedef struct chain {
  int64_t cells;
  double *people, *fade;
} chain;

static int make_chain(cpwi_stocks *s, const cpw_volunteers_group *p, chain *c) {
  c->cells = p->tenures > p->training + 1 ? p->tenures : p->training + 1;
  c->people = cpwi_stocks_reals_zero(s, 2 * c->cells);
  if (!c->people) return 0;
  c->fade = c->people + c->cells;
  for (int64_t k = 0; k < c->cells; k++)
    c->fade[k] = p->fade[k < p->tenures ? k : p->tenures - 1];
  int64_t last = c->cells > p->training + 1 ? c->cells - 1 : c->cells;
  for (int64_t k = p->training; k < last; k++)
    c->people[k] = p->start / (double)(last - p->training);
  return 1;
}

static void count_period(cpwi_stocks *s, const cpw_volunteers_group *p, const chain *c,
                         const arrays *a, int64_t i, int64_t t) {
  for (int64_t k = 0; k < c->cells; k++) {
    a->volunteers[i] += c->people[k];
    if (k >= p->training) a->active[i] += c->people[k];
  }
  a->hours[i] = a->active[i] * p->hours * p->attendance;
  a->released[i] = a->hours[i] * p->released;
  a->supervision[i] = a->volunteers[i] * p->supervision;
  a->net[i] = a->released[i] - a->supervision[i];
  a->slots[i] = a->net[i] > 0.0 ? a->net[i] / p->slot_hours : 0.0;
  a->cost[i] = cpwi_stocks_pounds(
      s, a->recruited[i] * (double)p->recruit_cost + a->volunteers[i] * (double)p->keep_cost,
      "cost");
  a->all_volunteers[t] += a->volunteers[i];
  a->all_hours[t] += a->hours[i];
  a->all_net[t] += a->net[i];
  a->all_slots[t] += a->slots[i];
  a->all_cost[t] = cpwi_stocks_add(s, a->all_cost[t], a->cost[i], "total_cost");
}

static void project_group(cpwi_stocks *s, const cpw_volunteers *v, const arrays *a, int64_t g) {
  const cpw_volunteers_group *p = &v->groups[g];
  chain c;
  if (!make_chain(s, p, &c)) return;
  for (int64_t t = 0; t < v->periods && cpwi_stocks_goes_on(s); t++) {
    int64_t i = g * v->periods + t;
    a->stopped[i] = cpwi_stocks_age(c.people, c.fade, c.cells, 1, NULL);
    a->recruited[i] = p->recruits ? p->recruits[t] : 0.0;
    c.people[0] += a->recruited[i];
    count_period(s, p, &c, a, i, t);
  }
}

int32_t cpw_volunteers_project(const cpw_volunteers *volunteers, const cpw_run *run,
                               cpw_result **out, cpw_error *err) {
  cpwi_stocks s;
  cpw_volunteers v;
  arrays a;
  cpw_volunteers_init_sized(&v, sizeof v);
  cpwi_stocks_take(&s, "cpw_volunteers_project", &v, sizeof v, volunteers, "volunteers", run, out,
                   err);
  cpwi_stocks_open(&s, v.allocator);
  int64_t *order = NULL;
  const char **names = s.status == CPW_OK ? check(&s, &v, &order) : NULL;
  cpwi_stocks_dimension(&s, "group", v.group_count, names);
  cpwi_stocks_dimension(&s, "period", v.periods, NULL);
  add_arrays(&s, &a);
  for (int64_t k = 0; order && k < v.group_count && s.status == CPW_OK; k++)
    project_group(&s, &v, &a, order[k]);
  return cpwi_stocks_close(&s, out);
}
