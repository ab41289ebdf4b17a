/* `carepath system stress`: what shocks cost, how soon it recovers, which units break first.
 * Draws, losses, margins: carepath/system_stress.h. Leaves the folder to system_open.c. */
#include "systems.h"

#include "output.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHOCKS = 64 };

typedef struct stress {
  system_runs *r;
  int32_t policy[MOST_MORE], shock[MOST_SHOCKS];
  int policies, shocks, drawn;
  cpw_system_stress_options o;
  cpw_result *loss, *margin, *breaking;
} stress;

/* ---------------------------------------------------------------- what is drawn ------------- */

static int in_scenario(const stress *t, int32_t policy) {
  const cpw_system *s = t->r->f.s;
  for (int64_t i = 0; i < s->picks; i++)
    if (s->pick[i].scenario == t->r->of[0].scenario && s->pick[i].policy == policy) return 1;
  return 0;
}

/* The scenario's shocks, those of --policy, and where these are none all of the folder. */
static void choose_shocks(stress *t) {
  const cpw_system *s = t->r->f.s;
  for (int k = 0; k < t->r->more_count; k++) {
    int32_t p = t->r->more[k];
    if (s->policy[p].kind == CPW_POLICY_SHOCK && t->shocks < MOST_SHOCKS)
      t->shock[t->shocks++] = p;
    else if (s->policy[p].kind != CPW_POLICY_SHOCK)
      t->policy[t->policies++] = p;
  }
  t->drawn = t->shocks;
  for (int64_t i = 0; i < s->policies; i++)
    t->drawn += s->policy[i].kind == CPW_POLICY_SHOCK && in_scenario(t, (int32_t)i);
  for (int64_t i = 0; !t->drawn && i < s->policies && t->shocks < MOST_SHOCKS; i++)
    if (s->policy[i].kind == CPW_POLICY_SHOCK) t->shock[t->shocks++] = (int32_t)i;
  if (!t->drawn) t->drawn = t->shocks;
}

static void set_options(stress *t) {
  const system_settings *s = &t->r->set->system;
  cpw_system_stress_options_init(&t->o);
  t->o.scenario = t->r->of[0].scenario;
  t->o.weeks = (int32_t)s->weeks;
  t->o.policy = t->policy;
  t->o.policies = t->policies;
  t->o.shock = t->shock;
  t->o.shocks = t->shocks;
}

static int put_under_stress(stress *t) {
  const settings *set = t->r->set;
  const cpw_system *s = t->r->f.s;
  cpw_system_strain strain;
  cpw_error err = {0};
  cpw_run run = watched_run((int32_t)set->threads, (uint64_t)set->seed, "shocks");
  run.replications = set->system.replications;
  cpw_system_strain_init(&strain);
  strain.lever = set->system.lever;
  strain.duration = set->system.duration;
  if (strain.lever == CPW_LEVER_DEMAND) strain.most = 10;
  int32_t status = cpw_system_stress(s, &t->o, &run, &t->loss, &err);
  if (!status) status = cpw_system_stress_margin(s, &t->o, &run, &t->margin, &err);
  t->o.shocks = 0; /* the smallest shock is looked for alone */
  if (!status) status = cpw_system_stress_break(s, &t->o, &strain, &run, &t->breaking, &err);
  clear_progress();
  return status ? fail_library(t->r->f.path, &err) : DONE;
}

/* ---------------------------------------------------------------- words --------------------- */

static double loss_of(const stress *t, const char *name) {
  return result_figure(t->loss, name, 0);
}

static phrase weeks_words(double weeks) {
  if (isinf(weeks)) return phrased("not within the time");
  return isnan(weeks) ? phrased("-") : phrased("%s weeks", grouped(weeks, 0).text);
}

static void put_head(buffer *b, const stress *t) {
  const cpw_system *s = t->r->f.s;
  put_run_heading(b, t->r, &t->r->of[0]);
  putf(b, "%lld runs; shocks that may happen:", (long long)t->r->set->system.replications);
  for (int k = 0; k < t->shocks; k++)
    putf(b, "%s %s", k ? "," : "", s->policy[t->shock[k]].id);
  for (int64_t i = 0; i < s->policies; i++)
    if (s->policy[i].kind == CPW_POLICY_SHOCK && in_scenario(t, (int32_t)i))
      putf(b, " %s", s->policy[i].id);
  putf(b, "\n\nloss, person-weeks of waiting more: %s on average (95 %% interval %s to %s)\n",
       grouped(loss_of(t, "loss_mean"), 0).text, grouped(loss_of(t, "loss_lower"), 0).text,
       grouped(loss_of(t, "loss_upper"), 0).text);
  putf(b, "in the worst tenth of the runs: %s on average; in the worst: %s\n",
       grouped(loss_of(t, "loss_cvar"), 0).text, grouped(loss_of(t, "loss_worst"), 0).text);
  putf(b, "without shocks: %s person-weeks\n", grouped(loss_of(t, "undisturbed_waited"), 0).text);
  putf(b, "recovered by the end: %s of the runs, median %s; the list doubled in %s\n",
       percent(loss_of(t, "recovered"), 0).text, weeks_words(loss_of(t, "recovery_median")).text,
       percent(loss_of(t, "collapse"), 0).text);
}

/* ---------------------------------------------------------------- units --------------------- */

typedef struct unit_rows {
  int64_t rows;
  const char **name, **service;
  int64_t *order;
  double *rho, *headroom, *size, *loss;
} unit_rows;

static int unit_begin(unit_rows *u, const cpw_system *s) {
  size_t n = (size_t)s->capacities + 1;
  u->name = calloc(n, sizeof *u->name);
  u->service = calloc(n, sizeof *u->service);
  u->order = calloc(n, sizeof *u->order);
  u->rho = calloc(n, sizeof *u->rho);
  u->headroom = calloc(n, sizeof *u->headroom);
  u->size = calloc(n, sizeof *u->size);
  u->loss = calloc(n, sizeof *u->loss);
  return u->name && u->service && u->order && u->rho && u->headroom && u->size && u->loss;
}

static void unit_end(unit_rows *u) {
  free((void *)u->name);
  free((void *)u->service);
  free(u->order);
  free(u->rho);
  free(u->headroom);
  free(u->size);
  free(u->loss);
}

/* The most fragile first, as the smallest shock that breaks them says. */
static void fill_units(unit_rows *u, const stress *t, int64_t most) {
  const cpw_system *s = t->r->f.s;
  for (int64_t i = 0; i < s->capacities; i++) {
    int64_t rank = (int64_t)result_figure(t->breaking, "fragility", i);
    if (rank >= 0 && rank < s->capacities) u->order[rank] = i;
  }
  u->rows = s->capacities < most ? s->capacities : most;
  for (int64_t k = 0; k < u->rows; k++) {
    int64_t i = u->order[k];
    const cpw_system_capacity *c = &s->capacity[i];
    u->name[k] = organisation_name(s, c->organisation);
    u->service[k] = service_name(s, c->service);
    u->rho[k] = result_figure(t->margin, "rho", i);
    u->headroom[k] = result_figure(t->margin, "headroom", i);
    u->size[k] = result_figure(t->breaking, "size", i);
    u->loss[k] = result_figure(t->loss, "unit_mean", i);
  }
}

static int show(const stress *t) {
  unit_rows u = {0};
  const settings *set = t->r->set;
  int machine = set->format == FORMAT_CSV || set->format == FORMAT_JSON;
  answer a = {.dimension = "unit", .heading = "most fragile units"};
  int code = unit_begin(&u, t->r->f.s) ? DONE : no_memory();
  if (!code) {
    fill_units(&u, t, machine ? t->r->f.s->capacities : 15);
    a.rows = u.rows;
    a.id = u.name;
    answer_word(&a, "service", "", u.service);
    answer_real(&a, "least_shock", "least shock", "Share; inf: none.", "share", SHOW_PART, u.size);
    answer_real(&a, "rho", "joined/capacity", "Clock starts over capacity.", "", SHOW_NUMBER,
                u.rho);
    answer_real(&a, "headroom", "room a week", "Capacity less clock starts.", "people", SHOW_NUMBER,
                u.headroom);
    answer_real(&a, "loss", "loss", "Person-weeks, mean over the runs.", "person-weeks",
                SHOW_PEOPLE, u.loss);
    put_head(&a.head, t);
    putf(&a.head,
         "\nthe smallest %s for %s weeks that leaves a list 5 %% longer at the end, or "
         "doubles it:\n",
         set->system.lever == CPW_LEVER_DEMAND ? "surge of those who join" : "loss of capacity",
         fixed(set->system.duration, 0).text);
    put_basis(&a.foot, t->r);
    code = show_answer(set, &a);
  }
  unit_end(&u);
  return code;
}

int run_system_stress(const settings *set) {
  stress *t = calloc(1, sizeof *t);
  system_runs *r = calloc(1, sizeof *r);
  int code = t && r ? system_open(&r->f, set->files[0], 0, 0) : no_memory();
  if (!code) code = choose_cases(r, set, 0);
  if (!code && r->count > 1) code = fail(USAGE, "%s: one scenario at a time", set->command);
  if (!code) {
    t->r = r;
    choose_shocks(t);
    set_options(t);
    if (!t->drawn)
      code = fail(USAGE, "%s: no shocks: policies.csv has none of kind shock", set->command);
  }
  if (!code) code = put_under_stress(t);
  if (!code) code = show(t);
  if (t) {
    cpw_result_free(t->loss);
    cpw_result_free(t->margin);
    cpw_result_free(t->breaking);
  }
  if (r) free_cases(r);
  free(t);
  free(r);
  return code;
}
