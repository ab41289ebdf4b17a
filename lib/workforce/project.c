/* Staff as a chain: training by year, service by length, leaving and returning; what they can do in a week, and
 * what they and agencies cost.
 * Source: carepath/workforce.h; shares a year as constant hazards. Leaves how much work there is to the caller. */
#include "workforce/internal.h"

typedef struct arrays {
  double *training, *dropouts, *finished, *joined, *hired, *returned, *left, *staff, *to_return;
  double *wte, *available, *vacancies, *vacancy_rate, *agency_wte, *capacity, *agency_capacity,
      *skill;
  int64_t *staff_cost, *agency_cost, *all_cost;
  double *all_staff, *all_wte, *all_capacity;
} arrays;

static double *add(cpwi_stocks *s, const char *name, const char *unit, const char *description) {
  return cpwi_stocks_real(s, name, unit, description, "group period");
}

static void add_people(cpwi_stocks *s, arrays *a) {
  a->training = add(s, "training", "people", "In training at the end.");
  a->dropouts = add(s, "dropouts", "people", "Who gave up their training.");
  a->finished = add(s, "finished", "people", "Who finished it.");
  a->joined = add(s, "joined", "people", "Of them, who joined.");
  a->hired = add(s, "hired", "people", "From elsewhere.");
  a->returned = add(s, "returned", "people", "Who had left before.");
  a->left = add(s, "left", "people", "Who left.");
  a->staff = add(s, "staff", "people", "In post at the end.");
  a->to_return = add(s, "leavers_to_return", "people", "Who left and will return.");
  a->all_staff = cpwi_stocks_real(s, "total_staff", "people", "Of all groups.", "period");
}

static void add_work(cpwi_stocks *s, arrays *a) {
  a->wte = add(s, "wte", "wte", "Whole-time equivalents in post.");
  a->available = add(s, "available_wte", "wte", "Of them, not absent.");
  a->vacancies = add(s, "vacancies", "wte", "Funded posts that are not filled.");
  a->vacancy_rate = add(s, "vacancy_rate", "share", "Of funded posts.");
  a->agency_wte = add(s, "agency_wte", "wte", "Of agencies.");
  a->capacity = add(s, "capacity", "units a week", "Of own and agency staff.");
  a->agency_capacity = add(s, "agency_capacity", "units a week", "Of agency staff.");
  a->skill = add(s, "skill_share", "share", "Of all whole-time equivalents in post.");
  a->staff_cost = cpwi_stocks_integer(s, "staff_cost", "pounds", "Own staff.", "group period");
  a->agency_cost = cpwi_stocks_integer(s, "agency_cost", "pounds", "Agencies.", "group period");
  a->all_wte = cpwi_stocks_real(s, "total_wte", "wte", "Of all groups.", "period");
  a->all_capacity =
      cpwi_stocks_real(s, "total_capacity", "units a week", "Of all groups.", "period");
  a->all_cost = cpwi_stocks_integer(s, "total_cost", "pounds", "Own staff and agencies.", "period");
}

/* The chains of one group: cells by period in training, and by period of service, the last open. */
typedef struct chains {
  int64_t training, service, delay;
  double *trainees, *drop, *serving, *leave, *gone; /* gone (periods): leavers who will return */
} chains;

static void make_training(const cpwi_workforce *w, const cpw_workforce_group *p, chains *c) {
  int64_t per_year = w->model.per_year;
  for (int64_t k = 0; k < c->training; k++) {
    int64_t year = k / per_year;
    c->trainees[k] = p->training ? p->training[year] / (double)per_year : 0.0;
    c->drop[k] = p->dropout ? cpwi_stocks_per_period(p->dropout[year], per_year) : 0.0;
  }
}

static void make_service(const cpwi_workforce *w, const cpw_workforce_group *p, chains *c) {
  for (int64_t b = 0; b < p->bands; b++) {
    int64_t first = cpwi_workforce_periods(w, cpwi_workforce_from(p, b));
    int64_t next =
        b + 1 < p->bands ? cpwi_workforce_periods(w, cpwi_workforce_from(p, b + 1)) : first + 1;
    for (int64_t k = first; k < next; k++) {
      c->serving[k] = p->staff[b] / (double)(next - first);
      c->leave[k] = cpwi_stocks_per_period(p->leave[b], w->model.per_year);
    }
  }
}

/* memory of the chains of a group: released with everything else */
static int make_chains(cpwi_workforce *w, const cpw_workforce_group *p, chains *c) {
  c->training = p->training_years * w->model.per_year;
  c->service = cpwi_workforce_periods(w, cpwi_workforce_from(p, p->bands - 1)) + 1;
  c->delay = cpwi_workforce_periods(w, p->return_after);
  double *memory = cpwi_stocks_reals_zero(&w->s, 2 * (c->training + c->service) + w->model.periods);
  if (!memory) return 0;
  c->trainees = memory;
  c->drop = c->trainees + c->training;
  c->serving = c->drop + c->training;
  c->leave = c->serving + c->service;
  c->gone = c->leave + c->service;
  make_training(w, p, c);
  make_service(w, p, c);
  return 1;
}

static double sum(const double *x, int64_t n) {
  double all = 0.0;
  for (int64_t i = 0; i < n; i++)
    all += x[i];
  return all;
}

static void move_people(const cpw_workforce_group *p, chains *c, const arrays *a, int64_t i,
                        int64_t t) {
  double intake = p->intake ? p->intake[t] : 0.0, past = 0.0;
  if (c->training > 0) {
    a->dropouts[i] = cpwi_stocks_age(c->trainees, c->drop, c->training, 0, &past);
    c->trainees[0] += intake;
  } else {
    past = intake; /* no training: who begins has finished */
  }
  a->finished[i] = past;
  a->joined[i] = past * p->join;
  a->hired[i] = p->hires ? p->hires[t] : 0.0;
  a->left[i] = cpwi_stocks_age(c->serving, c->leave, c->service, 1, NULL);
  c->gone[t] = a->left[i] * p->returning;
  a->returned[i] = t >= c->delay ? c->gone[t - c->delay] : 0.0;
  c->serving[0] += a->joined[i] + a->hired[i] + a->returned[i];
  a->training[i] = sum(c->trainees, c->training);
  a->staff[i] = sum(c->serving, c->service);
  a->to_return[i] = (t ? a->to_return[i - 1] : 0.0) + c->gone[t] - a->returned[i];
  if (a->to_return[i] < 0.0) a->to_return[i] = 0.0; /* by rounding alone */
  a->all_staff[t] += a->staff[i];
}

static void do_work(cpwi_workforce *w, const cpw_workforce_group *p, const arrays *a, int64_t i,
                    int64_t t) {
  double years = 1.0 / (double)w->model.per_year, each = p->clinical * p->hours * p->productivity;
  a->wte[i] = a->staff[i] * p->participation;
  a->available[i] = a->wte[i] * (1.0 - p->absence);
  if (p->posts && p->posts[t] > a->wte[i]) a->vacancies[i] = p->posts[t] - a->wte[i];
  a->vacancy_rate[i] = p->posts && p->posts[t] > 0.0 ? a->vacancies[i] / p->posts[t] : CPWI_NAN;
  a->agency_wte[i] = a->vacancies[i] * p->agency;
  a->agency_capacity[i] = a->agency_wte[i] * p->agency_productivity * each;
  a->capacity[i] = a->available[i] * each + a->agency_capacity[i];
  a->staff_cost[i] = cpwi_stocks_pounds(&w->s, a->wte[i] * (double)p->cost * years, "staff_cost");
  a->agency_cost[i] =
      cpwi_stocks_pounds(&w->s, a->agency_wte[i] * (double)p->agency_cost * years, "agency_cost");
  int64_t both = cpwi_stocks_add(&w->s, a->staff_cost[i], a->agency_cost[i], "total_cost");
  a->all_wte[t] += a->wte[i];
  a->all_capacity[t] += a->capacity[i];
  a->all_cost[t] = cpwi_stocks_add(&w->s, a->all_cost[t], both, "total_cost");
}

static void project_group(cpwi_workforce *w, const arrays *a, int64_t g) {
  const cpw_workforce_group *p = &w->model.groups[g];
  chains c;
  if (!make_chains(w, p, &c)) return;
  for (int64_t t = 0; t < w->model.periods && cpwi_stocks_goes_on(&w->s); t++) {
    int64_t i = g * w->model.periods + t;
    move_people(p, &c, a, i, t);
    do_work(w, p, a, i, t);
  }
}

int32_t cpw_workforce_project(const cpw_workforce *workforce, const cpw_run *run, cpw_result **out,
                              cpw_error *err) {
  cpwi_workforce w;
  arrays a;
  memset(&w, 0, sizeof w);
  cpw_workforce_init_sized(&w.model, sizeof w.model);
  cpwi_stocks_take(&w.s, "cpw_workforce_project", &w.model, sizeof w.model, workforce, "workforce",
                   run, out, err);
  cpwi_stocks_open(&w.s, w.model.allocator);
  if (w.s.status == CPW_OK) cpwi_workforce_check(&w);
  cpwi_stocks_dimension(&w.s, "group", w.model.group_count, w.names);
  cpwi_stocks_dimension(&w.s, "period", w.model.periods, NULL);
  add_people(&w.s, &a);
  add_work(&w.s, &a);
  for (int64_t k = 0; w.order && k < w.model.group_count && w.s.status == CPW_OK; k++)
    project_group(&w, &a, w.order[k]);
  for (int64_t i = 0; i < w.model.group_count * w.model.periods && w.s.status == CPW_OK; i++) {
    double all = a.all_wte[i % w.model.periods];
    a.skill[i] = all > 0.0 ? a.wte[i] / all : CPWI_NAN;
  }
  return cpwi_stocks_close(&w.s, out);
}
