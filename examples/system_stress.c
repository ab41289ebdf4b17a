/* Does the system stand a bad year? Two hospitals with two services each under named shocks: how near each unit is to
 * the edge, what the shocks cost in waiting, what a reserve buys, which unit breaks first, what a faster answer is worth,
 * and whether the loss is due to boundaries or to money. All figures are made up; those of the shocks are assumptions. */
#include <carepath.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ORGANISATIONS = 3, SERVICES = 2, UNITS = 4, SHOCKS = 4, POOL = SHOCKS, EXTRA, POLICIES };

typedef struct world {
  cpw_system s;
  cpw_system_organisation organisation[ORGANISATIONS];
  cpw_system_service service[SERVICES];
  cpw_system_list list[UNITS];
  cpw_system_capacity capacity[UNITS];
  cpw_system_alliance alliance[1];
  cpw_system_member member[2];
  cpw_system_policy policy[POLICIES];
  cpw_system_effect effect[4 * POLICIES];
  int32_t shock[SHOCKS];
} world;

/* Four named shocks, and two things that can be done: one list for both hospitals, extra sessions for ten weeks. */
static int add_policies(world *w, cpw_error *err) {
  static const char *const preset[SHOCKS] = {"winter", "staff_loss", "strike", "cyber"};
  static const char *const id[] = {"one list", "extra sessions"};
  int64_t effects = 0, more = 0;
  for (int32_t k = 0; k < SHOCKS; k++) {
    if (cpw_shock_preset_rows(preset[k], k, CPW_NONE, CPW_NONE, &w->policy[k], &w->effect[effects],
                              &more, err))
      return 1;
    effects += more;
    w->shock[k] = k;
  }
  for (int32_t k = POOL; k < POLICIES; k++) {
    cpw_system_effect *e = &w->effect[effects++];
    cpw_system_row_init(CPW_SYSTEM_POLICIES, &w->policy[k]);
    cpw_system_row_init(CPW_SYSTEM_EFFECTS, e);
    w->policy[k].id = id[k - POOL];
    e->policy = k;
    e->lever = k == POOL ? CPW_LEVER_POOL : CPW_LEVER_CAPACITY;
    e->alliance = k == POOL ? 0 : CPW_NONE;
    e->amount = k == POOL ? 1 : 0.15;
    if (k == EXTRA) e->until = 10;
  }
  w->s.policy = w->policy, w->s.policies = POLICIES;
  w->s.effect = w->effect, w->s.effects = effects;
  return 0;
}

static int make(world *w, cpw_error *err) {
  static const char *const id[] = {"system", "north", "south"}, *const service[] = {"eyes", "hips"};
  static const double capacity[UNITS] = {105, 42, 80, 60}, starts[UNITS] = {103, 41, 72, 59};
  static const double weeks[UNITS] = {6, 4, 1, 4}; /* of starts on the list */
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  for (int k = 0; k < ORGANISATIONS; k++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[k]);
    w->organisation[k].id = id[k];
    w->organisation[k].kind = k ? CPW_ORG_ACUTE : CPW_ORG_ICS;
    w->organisation[k].parent = k ? 0 : CPW_NONE;
  }
  for (int k = 0; k < SERVICES; k++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[k]);
    w->service[k].id = service[k];
    w->service[k].unit_cost = k ? 6000 : 1000;
  }
  for (int k = 0; k < UNITS; k++) {
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &w->capacity[k]);
    cpw_system_row_init(CPW_SYSTEM_LISTS, &w->list[k]);
    w->capacity[k].organisation = w->list[k].organisation = 1 + k / 2;
    w->capacity[k].service = w->list[k].service = k % 2;
    w->capacity[k].treatments = capacity[k];
    w->list[k].starts = starts[k];
    w->list[k].waiting = weeks[k] * starts[k];
  }
  w->alliance[0] = (cpw_system_alliance){.id = "both hospitals"};
  for (int k = 0; k < 2; k++) {
    cpw_system_row_init(CPW_SYSTEM_MEMBERS, &w->member[k]);
    w->member[k].alliance = 0;
    w->member[k].organisation = k + 1;
  }
  w->s.weeks = 104;
  w->s.organisation = w->organisation, w->s.organisations = ORGANISATIONS;
  w->s.service = w->service, w->s.services = SERVICES;
  w->s.list = w->list, w->s.lists = UNITS;
  w->s.capacity = w->capacity, w->s.capacities = UNITS;
  w->s.alliance = w->alliance, w->s.alliances = 1;
  w->s.member = w->member, w->s.members = 2;
  return add_policies(w, err);
}

static double at(const cpw_result *r, const char *name, int64_t k) {
  const cpw_array *a = cpw_result_find(r, name);
  return a && a->real ? a->real[k] : a && a->integer ? (double)a->integer[k] : -1;
}

static const char *label(const cpw_result *r, const char *name, int coordinate, int64_t k) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->dimension[0]->coordinate_labels[coordinate][k] : "";
}

static int margins(const world *w, const cpw_system_stress_options *o, cpw_error *err) {
  cpw_system_strain strain;
  cpw_result *margin = NULL, *broken = NULL;
  cpw_system_strain_init(&strain);
  strain.recover = 0;
  int failed = cpw_system_stress_margin(&w->s, o, NULL, &margin, err) ||
               cpw_system_stress_break(&w->s, o, &strain, NULL, &broken, err);
  if (!failed) {
    printf("Margin of each unit, and the share of capacity whose loss for 13 weeks makes its "
           "list\nhalf as long again\n");
    for (int u = 0; u < UNITS; u++)
      printf("  %-5s %-4s  rho %.3f  headroom %4.1f a week  breaks at a loss of %5.1f %%\n",
             label(margin, "rho", 0, u), label(margin, "rho", 1, u), at(margin, "rho", u),
             at(margin, "headroom", u), 100 * at(broken, "size", u));
    int64_t weakest = (int64_t)at(broken, "weakest", 0);
    if (weakest >= 0)
      printf("  first to break: %s %s\n", label(margin, "rho", 0, weakest),
             label(margin, "rho", 1, weakest));
  }
  cpw_result_free(margin);
  cpw_result_free(broken);
  return failed;
}

static int outcomes(const world *w, const cpw_system_stress_options *o, const cpw_run *run,
                    cpw_error *err) {
  cpw_result *r = NULL;
  if (cpw_system_stress(&w->s, o, run, &r, err)) return 1;
  printf("\nTwo years under winters, loss of staff, strikes and cyber incidents (assumed), %lld "
         "times\n",
         (long long)run->replications);
  printf("  person-weeks beyond those undisturbed: mean %.0f (%.0f to %.0f), worst tenth %.0f\n",
         at(r, "loss_mean", 0), at(r, "loss_lower", 0), at(r, "loss_upper", 0),
         at(r, "loss_cvar", 0));
  printf("  back within tolerance by the end: %.0f %%; the list is half as long again: %.0f %%\n",
         100 * at(r, "recovered", 0), 100 * at(r, "collapse", 0));
  cpw_result_free(r);
  return 0;
}

static int reserve(const world *w, const cpw_system_stress_options *o, const cpw_run *run,
                   cpw_error *err) {
  static const double share[] = {0, 0.02, 0.05, 0.08, 0.12, 0.2};
  static const char *const id[] = {"none", "2 %", "5 %", "8 %", "12 %", "20 %"};
  enum { MEASURES = sizeof share / sizeof *share };
  cpw_system_measure m[MEASURES];
  cpw_result *r = NULL;
  for (int k = 0; k < MEASURES; k++)
    m[k] = (cpw_system_measure){
        .id = id[k], .reserve = share[k], .cost = (double)NAN}; /* worked out */
  if (cpw_system_stress_frontier(&w->s, o, m, MEASURES, run, &r, err)) return 1;
  printf("\nCapacity held in reserve: what it costs and what is left of the loss\n");
  for (int k = 0; k < MEASURES; k++)
    printf("  %-5s cost %5.1f million  mean %8.0f  worst tenth %8.0f  recovered %3.0f %%%s\n",
           id[k], at(r, "cost", k) / 1e6, at(r, "loss_mean", k), at(r, "loss_cvar", k),
           100 * at(r, "recovered", k), (int)at(r, "knee", 0) == k ? "  <- knee" : "");
  cpw_result_free(r);
  return 0;
}

static int response(const world *w, const cpw_system_stress_options *o, const cpw_run *run,
                    cpw_error *err) {
  static const double lag[] = {1, 4, 8, 16};
  cpw_result *r = NULL;
  if (cpw_system_stress_lag(&w->s, o, EXTRA, lag, 4, run, &r, err)) return 1;
  printf("\nExtra sessions for ten weeks after each shock: loss by the weeks until they begin\n");
  for (int k = 0; k < 4; k++) {
    printf("  %2.0f weeks: mean %6.0f, saved %6.0f", lag[k], at(r, "loss_mean", k),
           at(r, "saved_mean", k));
    if (k > 0)
      printf(", a week less saves %4.0f (+- %.0f)", at(r, "week_value", k), at(r, "week_error", k));
    printf("\n");
  }
  cpw_result_free(r);
  return 0;
}

static int causes(const world *w, const cpw_system_stress_options *o, const cpw_run *run,
                  cpw_error *err) {
  static const int32_t pool[] = {POOL};
  const cpw_system_measure factor[] = {{.id = "boundaries", .policy = pool, .policies = 1},
                                       {.id = "money", .reserve = 0.04}};
  cpw_result *r = NULL;
  if (cpw_system_stress_attribute(&w->s, o, factor, 2, run, &r, err)) return 1;
  printf(
      "\nOne list for both hospitals, and 4 %% more capacity: %.0f person-weeks less, of which\n",
      at(r, "whole", 0));
  for (int k = 0; k < 2; k++)
    printf("  %-10s %6.0f (+- %.0f; alone %.0f, after the other %.0f)\n", label(r, "shapley", 0, k),
           at(r, "shapley", k), at(r, "shapley_error", k), at(r, "alone", k), at(r, "last", k));
  cpw_result_free(r);
  return 0;
}

int main(void) {
  static world w;
  cpw_error err = {0};
  cpw_run run;
  cpw_system_stress_options o;
  cpw_run_init(&run);
  run.replications = 200;
  cpw_system_stress_options_init(&o);
  o.collapse = 1.5;
  o.tolerance = 0.1;
  if (make(&w, &err) || margins(&w, &o, &err)) goto failed;
  o.shock = w.shock;
  o.shocks = SHOCKS;
  if (outcomes(&w, &o, &run, &err) || reserve(&w, &o, &run, &err) || response(&w, &o, &run, &err) ||
      causes(&w, &o, &run, &err))
    goto failed;
  return 0;
failed:
  fprintf(stderr, "%s: %s\n", err.where, err.message);
  return 1;
}
