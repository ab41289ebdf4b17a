/* Need that surges: group by group the linear system of those at risk and in treatment, step by step, and what
 * that asks of services month by month.
 * Source: The Strategy Unit, Mental health surge model (2020), with hazards in place of exit shares. Leaves waits and
 * limits of capacity to the networks of pathways. */
#include "carepath/stats.h"
#include "surge/internal.h"

typedef struct arrays {
  double *month, *no_needs, *at_risk, *in_treatment, *caseload;
  double *new_at_risk, *referrals, *starts, *stepped, *service_referrals, *contacts, *formal,
      *voluntary;
  double *total_new, *total_referrals, *total_starts;
} arrays;

static void label_flows(cpwi_surge *u) {
  const cpw_surge *m = &u->model;
  cpwi_stocks *s = &u->s;
  const char **label = cpwi_stocks_zeros(s, m->flow_count, sizeof *label);
  static const char *const name[] = {"group_of", "condition", "service_of"};
  for (int c = 0; c < 3 && label; c++) {
    for (int64_t i = 0; i < m->flow_count; i++) {
      const cpw_surge_flow *f = &m->flows[i];
      label[i] = c == 0   ? m->groups[f->group].name
                 : c == 1 ? f->condition
                          : m->services[f->service].name;
    }
    if (s->status == CPW_OK)
      s->status = cpw_result_add_coordinate(s->result, "flow", name[c], label, s->err);
  }
}

static void add_dimensions(cpwi_surge *u) {
  const cpw_surge *m = &u->model;
  const char **group = cpwi_stocks_zeros(&u->s, m->group_count, sizeof *group);
  const char **service = cpwi_stocks_zeros(&u->s, m->service_count, sizeof *service);
  if (!group || !service) return;
  for (int64_t g = 0; g < m->group_count; g++)
    group[g] = m->groups[g].name;
  for (int64_t k = 0; k < m->service_count; k++)
    service[k] = m->services[k].name;
  cpwi_stocks_dimension(&u->s, "time", (m->months - 1) * m->steps + 1, NULL);
  cpwi_stocks_dimension(&u->s, "month", m->months - 1, NULL);
  cpwi_stocks_dimension(&u->s, "group", m->group_count, group);
  cpwi_stocks_dimension(&u->s, "service", m->service_count, service);
  cpwi_stocks_dimension(&u->s, "flow", m->flow_count, NULL);
  label_flows(u);
}

static void add_arrays(cpwi_stocks *s, arrays *a) {
  a->month = cpwi_stocks_real(s, "at", "months", "When the stocks are counted.", "time");
  a->no_needs = cpwi_stocks_real(s, "no_needs", "people", "Without further need.", "time");
  a->at_risk = cpwi_stocks_real(s, "at_risk", "people", "At risk.", "group time");
  a->in_treatment = cpwi_stocks_real(s, "in_treatment", "people", "In treatment.", "flow time");
  a->caseload = cpwi_stocks_real(s, "caseload", "people", "In treatment.", "service time");
  a->new_at_risk = cpwi_stocks_real(s, "new_at_risk", "people",
                                    "Who come to be at risk in the month.", "group month");
  a->referrals = cpwi_stocks_real(s, "referrals", "people", "Referred in the month.", "flow month");
  a->starts = cpwi_stocks_real(s, "starts", "people", "Of them, who are treated.", "flow month");
  a->stepped = cpwi_stocks_real(s, "stepped_up", "people",
                                "Who come from the step before in the month.", "flow month");
  a->service_referrals =
      cpwi_stocks_real(s, "service_referrals", "people", "Referred in the month.", "service month");
  a->contacts =
      cpwi_stocks_real(s, "service_contacts", "contacts", "In the month.", "service month");
  a->formal = cpwi_stocks_real(s, "formal_contacts", "contacts", "Of formal services.", "month");
  a->voluntary =
      cpwi_stocks_real(s, "voluntary_contacts", "contacts", "Of peers and volunteers.", "month");
  a->total_new = cpwi_stocks_real(s, "total_new", "people", "Who came to be at risk.", "");
  a->total_referrals = cpwi_stocks_real(s, "total_referrals", "people", "Referred.", "");
  a->total_starts = cpwi_stocks_real(s, "total_starts", "people", "Who began treatment.", "");
}

/* the matrix of a group: row 0 those at risk, row 1 + k its flow k */
static void make_matrix(const cpwi_surge *u, int64_t g, cpwi_surge_system *y) {
  const cpw_surge *model = &u->model;
  int64_t first = u->first[g], m = 1 + u->first[g + 1] - first;
  double resolved =
      1.0; /* part of those at risk who leave: all but those referred and not treated */
  y->m = m;
  memset(y->matrix, 0, (size_t)(m * m) * sizeof *y->matrix);
  for (int64_t k = 1; k < m; k++) {
    const cpw_surge_flow *f = &model->flows[u->flow[first + k - 1]];
    const cpw_surge_service *service = &model->services[f->service];
    double hazard = cpwi_surge_hazard(u, service), fails = hazard * (1.0 - service->success);
    resolved -= f->share * (1.0 - service->treat);
    y->matrix[k * m] = model->assessment * f->share * service->treat;
    y->matrix[k * m + k] = -hazard;
    y->matrix[k] = fails * (1.0 - f->next_share);
    if (f->next_share > 0.0) y->matrix[(1 + u->place[f->next]) * m + k] += fails * f->next_share;
  }
  y->matrix[0] = -model->assessment * (resolved > 0.0 ? resolved : 0.0);
}

static void check_euler(cpwi_surge *u, int64_t g, const cpwi_surge_system *y, double h) {
  for (int64_t k = 0; k < y->m && u->s.status == CPW_OK; k++)
    if (h * y->matrix[k * y->m + k] < -1.0)
      u->s.status = cpwi_fail(u->s.err, CPW_EDOMAIN, g, u->s.where,
                              "group \"%.100s\": more leave in a step of %s months than there are: "
                              "take more steps",
                              u->model.groups[g].name, cpwi_number(h).text);
}

/* what happens in a step, from the integrals y of the stocks over it */
typedef struct flows {
  const double *integral;
  int64_t group, month, time;
  double fresh;
} flows;

static void count_flow(const cpwi_surge *u, const arrays *a, const flows *w, int64_t k) {
  const cpw_surge *model = &u->model;
  int64_t months = model->months - 1, i = u->flow[u->first[w->group] + k];
  const cpw_surge_flow *f = &model->flows[i];
  const cpw_surge_service *service = &model->services[f->service];
  double referred = model->assessment * f->share * w->integral[0];
  double leave = cpwi_surge_hazard(u, service) * w->integral[1 + k];
  double fail = leave * (1.0 - service->success);
  int64_t at = f->service * months + w->month;
  a->referrals[i * months + w->month] += referred;
  a->starts[i * months + w->month] += referred * service->treat;
  if (f->next_share > 0.0) a->stepped[f->next * months + w->month] += fail * f->next_share;
  a->service_referrals[at] += referred;
  a->contacts[at] += service->contacts * w->integral[1 + k];
  a->no_needs[w->time + 1] += leave * service->success;
}

static void count_step(const cpwi_surge *u, const arrays *a, const flows *w) {
  const cpw_surge *model = &u->model;
  double untouched = 1.0;
  for (int64_t k = 0; k < u->first[w->group + 1] - u->first[w->group]; k++) {
    count_flow(u, a, w, k);
    untouched -= model->flows[u->flow[u->first[w->group] + k]].share;
  }
  if (untouched > 0.0) a->no_needs[w->time + 1] += model->assessment * untouched * w->integral[0];
  a->new_at_risk[w->group * (model->months - 1) + w->month] += w->fresh;
}

/* the state after a step, and the integral over it */
static void advance(const cpwi_surge_system *y, const double *x, double rate, double slope,
                    double *after, double *integral) {
  int64_t m = y->m;
  for (int64_t i = 0; i < m; i++) {
    double state = y->f[i * m] * rate + y->g[i] * slope, sum = y->g[i] * rate + y->k[i] * slope;
    for (int64_t j = 0; j < m; j++) {
      state += y->e[i * m + j] * x[j];
      sum += y->f[i * m + j] * x[j];
    }
    after[i] = state;
    integral[i] = sum;
  }
}

static void store(const cpwi_surge *u, const arrays *a, int64_t g, int64_t t, const double *x) {
  int64_t times = (u->model.months - 1) * u->model.steps + 1;
  a->at_risk[g * times + t] = x[0];
  for (int64_t k = 0; k < u->first[g + 1] - u->first[g]; k++) {
    int64_t i = u->flow[u->first[g] + k];
    a->in_treatment[i * times + t] = x[1 + k];
    a->caseload[u->model.flows[i].service * times + t] += x[1 + k];
  }
}

static void run_group(cpwi_surge *u, const arrays *a, int64_t g, cpwi_surge_system *y, double *x,
                      double *after, double *integral) {
  const cpw_surge *model = &u->model;
  const cpw_surge_group *group = &model->groups[g];
  double h = 1.0 / (double)model->steps, people = group->size * group->share;
  int euler = model->method == CPW_SURGE_EULER;
  memset(x, 0, (size_t)y->m * sizeof *x);
  for (int64_t t = 0; t < (model->months - 1) * model->steps; t++) {
    int64_t month = t / model->steps;
    double part = (double)(t - month * model->steps) / (double)model->steps;
    double slope = people * (group->curve[month + 1] - group->curve[month]);
    double rate = people * group->curve[month] + slope * part;
    advance(y, x, rate, slope, after, integral);
    memcpy(x, after, (size_t)y->m * sizeof *x);
    count_step(u, a,
               &(flows){integral, g, month, t, h * rate + (euler ? 0.0 : 0.5 * h * h * slope)});
    store(u, a, g, t + 1, x);
  }
}

static void run_groups(cpwi_surge *u, const arrays *a) {
  int64_t m = u->most + 1;
  double *memory = cpwi_stocks_reals_zero(&u->s, 4 * m * m + 7 * m);
  for (int64_t k = 0; memory && k < u->model.group_count && cpwi_stocks_goes_on(&u->s); k++) {
    int64_t g = u->order[k];
    double h = 1.0 / (double)u->model.steps, *rest = memory + 4 * m * m;
    cpwi_surge_system y = {0,    memory,   memory + m * m, memory + 2 * m * m, memory + 3 * m * m,
                           rest, rest + m, rest + 2 * m};
    make_matrix(u, g, &y);
    if (u->model.method == CPW_SURGE_EULER) {
      check_euler(u, g, &y, h);
      cpwi_surge_euler(&y, h);
    } else {
      cpwi_surge_exact(&y, h);
    }
    if (u->s.status == CPW_OK) run_group(u, a, g, &y, rest + 4 * m, rest + 5 * m, rest + 6 * m);
  }
}

static double total(const double *x, int64_t n) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++)
    cpw_exact_sum_add(&sum, x[i]);
  return cpw_exact_sum_value(&sum);
}

static void contacts_of_month(const cpw_surge *model, const arrays *a, int64_t t) {
  cpw_exact_sum sum[2];
  cpw_exact_sum_init(&sum[0]);
  cpw_exact_sum_init(&sum[1]);
  for (int64_t k = 0; k < model->service_count; k++)
    cpw_exact_sum_add(&sum[model->services[k].voluntary != 0],
                      a->contacts[k * (model->months - 1) + t]);
  a->formal[t] = cpw_exact_sum_value(&sum[0]);
  a->voluntary[t] = cpw_exact_sum_value(&sum[1]);
}

static void sum_up(const cpwi_surge *u, const arrays *a) {
  const cpw_surge *model = &u->model;
  int64_t months = model->months - 1;
  for (int64_t t = 0; t < months * model->steps + 1; t++) {
    a->month[t] = (double)t / (double)model->steps;
    if (t) a->no_needs[t] += a->no_needs[t - 1];
  }
  for (int64_t t = 0; t < months; t++)
    contacts_of_month(model, a, t);
  *a->total_new = total(a->new_at_risk, model->group_count * months);
  *a->total_referrals = total(a->referrals, model->flow_count * months);
  *a->total_starts = total(a->starts, model->flow_count * months);
}

int32_t cpw_surge_project(const cpw_surge *surge, const cpw_run *run, cpw_result **out,
                          cpw_error *err) {
  cpwi_surge u;
  arrays a;
  memset(&u, 0, sizeof u);
  cpw_surge_init_sized(&u.model, sizeof u.model);
  cpwi_stocks_take(&u.s, "cpw_surge_project", &u.model, sizeof u.model, surge, "surge", run, out,
                   err);
  cpwi_stocks_open(&u.s, u.model.allocator);
  cpwi_surge_check(&u);
  if (u.s.status == CPW_OK) add_dimensions(&u);
  add_arrays(&u.s, &a);
  if (u.s.status == CPW_OK) run_groups(&u, &a);
  if (u.s.status == CPW_OK) sum_up(&u, &a);
  return cpwi_stocks_close(&u.s, out);
}
