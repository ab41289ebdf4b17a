/* A plan with chance: whole people, many times, each with shocks of its own.
 * Source: the header; streams by (seed, replication, purpose, lane or unit, week).
 * Leaves the draws of a week to week.c, those of shocks to shocks.c. */
#include "system_run/money.h"
#include "system_run/prepare.h"

#include <stdio.h>
#include <string.h>

static const char *const at_replicate = "cpw_system_plan_replicate";

enum { WAITING, WAITED, TREATED, REMOVED, UNMET, OVER_52, HARM, GAIN, SPEND, MEASURES };
static const char *const measure_names[MEASURES] = {
    "waiting", "waited", "treated", "removed", "unmet", "over_52", "harm", "gain", "spend"};

typedef struct job {
  const cpw_system_plan *p;
  const double *opening; /* whole people */
  cpw_run run;
  double *total;    /* (replications, measures) */
  double *by_group; /* (replications, groups, measures) */
  double *closing;  /* (replications, organisations) */
} job;

typedef struct replication {
  const job *j;
  double *total, *by_group, *closing;
} replication;

static void count_lane(const replication *r, int64_t unit, int64_t g, int64_t week,
                       const cpwi_lane_week *l, const double *people) {
  const cpw_system_plan *p = r->j->p;
  const cpw_system_service *v = &p->s->service[p->s->capacity[unit].service];
  double *m = r->by_group + g * MEASURES;
  m[WAITED] += l->closing;
  m[TREATED] += l->treated;
  m[REMOVED] += l->removed;
  m[UNMET] += l->removed;
  m[HARM] += l->closing * v->harm;
  m[GAIN] += l->treated * v->gain;
  if (week + 1 < p->weeks) return;
  m[WAITING] += l->closing;
  m[UNMET] += l->closing - cpwi_people_within(people, p->bands, v->weeks);
  m[OVER_52] += l->closing - cpwi_people_within(people, p->bands, 52);
  r->closing[p->s->capacity[unit].organisation] += l->closing;
}

static void count_week(void *context, int64_t unit, int64_t week, const cpwi_unit_week *figures,
                       double unused, const cpwi_lane_week *lanes, const double *people) {
  const replication *r = context;
  const cpw_system_plan *p = r->j->p;
  (void)unused;
  r->total[SPEND] += figures->spend;
  for (int64_t g = 0; g < p->groups; g++)
    count_lane(r, unit, g, week, &lanes[g], people + g * p->stride);
}

static int32_t one(const job *j, int64_t k, cpw_error *err) {
  const cpw_system_plan *p = j->p;
  cpw_system_happening *h = NULL;
  int64_t count = 0;
  cpwi_acts acts = {.allocator = p->allocator};
  cpwi_chance chance = {j->run.seed, (uint64_t)(j->run.first_replication + k)};
  replication r = {j, j->total + k * MEASURES, j->by_group + k * p->groups * MEASURES,
                   j->closing + k * p->s->organisations};
  cpwi_sink sink = {&r, count_week};
  int32_t status = cpwi_replication_draw(p, chance.seed, (int64_t)chance.replication, &h, &count,
                                         at_replicate, err);
  if (status == CPW_OK) status = cpwi_acts_make(p, h, count, &acts, at_replicate, err);
  for (int64_t b = 0; b < acts.blocks && status == CPW_OK; b++)
    status = cpwi_block_run(p, &acts, b, j->opening, 1, NULL, &chance, &sink, at_replicate, err);
  for (int64_t m = 0; m < MEASURES && status == CPW_OK; m++)
    for (int64_t g = 0; g < p->groups; g++)
      r.total[m] += r.by_group[g * MEASURES + m];
  for (int64_t c = 0; c < count && status == CPW_OK; c++)
    r.total[SPEND] += cpwi_policy_cost(p->s, &h[c], 0, (double)p->weeks);
  cpwi_acts_free(&acts);
  cpwi_release(p->allocator, h);
  return status;
}

static int32_t some(void *context, int64_t first, int64_t last, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t k = first; k < last && status == CPW_OK; k++)
    status = one(context, k, err);
  return status;
}

static int32_t replication_labels(const cpw_run *run, const cpw_allocator *a, cpw_result *r,
                                  cpw_error *err) {
  int64_t n = run->replications;
  char(*text)[CPW_NUMBER_CHARS] = cpwi_alloc(a, (size_t)n, sizeof *text);
  const char **label = cpwi_alloc(a, (size_t)n, sizeof *label);
  int32_t status =
      text && label ? CPW_OK : cpwi_fail(err, CPW_ENOMEM, -1, at_replicate, "out of memory");
  for (int64_t k = 0; k < n && status == CPW_OK; k++) {
    (void)cpw_format_int64(run->first_replication + k, text[k]);
    label[k] = text[k];
  }
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "replication", n, label, err);
  cpwi_release(a, text);
  cpwi_release(a, label);
  return status;
}

static int32_t bodies(const cpw_system_plan *p, cpw_result *r, cpw_error *err) {
  const char **label = cpwi_alloc(p->allocator, (size_t)p->s->organisations + 1, sizeof *label);
  if (!label) return cpwi_fail(err, CPW_ENOMEM, -1, at_replicate, "out of memory");
  for (int64_t k = 0; k < p->s->organisations; k++)
    label[k] = p->s->organisation[k].id;
  int32_t status = cpw_result_add_dimension(r, "body", p->s->organisations, label, err);
  cpwi_release(p->allocator, label);
  return status;
}

static int32_t shape(job *j, cpw_result *r, cpw_error *err) {
  const cpw_system_plan *p = j->p;
  static const char *const one_group[1] = {"all"};
  void *memory = NULL;
  int32_t status = replication_labels(&j->run, p->allocator, r, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "measure", MEASURES, measure_names, err);
  if (status == CPW_OK)
    status =
        cpw_result_add_dimension(r, "group", p->groups, p->s->group ? p->s->group : one_group, err);
  if (status == CPW_OK) status = bodies(p, r, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "total", "", "of all units and groups", "replication measure",
                                  CPW_DOUBLE, CPW_MERGE_APPEND, &memory, err);
  j->total = memory;
  if (status == CPW_OK)
    status = cpw_result_add_array(
        r, "by_group", "", "of all units, by group (spend is not told apart)",
        "replication group measure", CPW_DOUBLE, CPW_MERGE_APPEND, &memory, err);
  j->by_group = memory;
  if (status == CPW_OK)
    status =
        cpw_result_add_array(r, "closing", "people", "on the lists at the end, by organisation",
                             "replication body", CPW_DOUBLE, CPW_MERGE_APPEND, &memory, err);
  j->closing = memory;
  return status;
}

int32_t cpw_system_plan_replicate(const cpw_system_plan *plan, const cpw_run *run, cpw_result **out,
                                  cpw_error *err) {
  if (!plan || !out) return cpwi_fail(err, CPW_EINVAL, -1, at_replicate, "plan or out is NULL");
  job j = {.p = plan};
  double *opening = NULL;
  cpw_result *r = NULL;
  int32_t status = cpwi_take_run(&j.run, run, at_replicate, err);
  if (status == CPW_OK) status = cpwi_plan_opening(plan, 1, &opening, at_replicate, err);
  if (status == CPW_OK) status = cpw_result_new(plan->allocator, &r, err);
  if (status == CPW_OK) status = shape(&j, r, err);
  j.opening = opening;
  if (status == CPW_OK)
    status = cpwi_parallel(&j.run, j.run.replications, 1, some, &j, at_replicate, err);
  if (status == CPW_OK)
    status = cpw_result_add_note(r, "engine", "whole people with chance, by week", err);
  cpwi_release(plan->allocator, opening);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
