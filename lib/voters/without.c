/* What a group's staying away changes: the rule is run once with everybody and once without each group.
 * Source: none: leaving one out.
 * Leaves the rule to vote. */
#include "voters/internal.h"

#include <string.h>

typedef struct job {
  cpwi_voters v;
  const cpw_vote_options *rule;
  int64_t *selected, *without, *gained, *lost, *changed, *members;
  const int32_t *base;
  int64_t cost;
} job;

static int32_t add_arrays(job *j, cpw_result *r, cpw_error *err) {
  const cpwi_voters_array arrays[] = {
      {"selected", "", "1 where it is selected with everybody", "project", CPW_INT64,
       (void **)&j->selected},
      {"selected_without", "", "1 where it is selected without the group", "group project",
       CPW_INT64, (void **)&j->without},
      {"gained", "projects", "selected only without the group", "group", CPW_INT64,
       (void **)&j->gained},
      {"lost", "projects", "selected only with the group", "group", CPW_INT64, (void **)&j->lost},
      {"cost_changed", "smallest unit", "cost of the projects that come in or go out", "group",
       CPW_INT64, (void **)&j->changed},
      {"group_voters", "people", "voters of the group", "group", CPW_INT64, (void **)&j->members},
  };
  int32_t status = cpwi_voters_add_projects(r, &j->v.e, err);
  if (status == CPW_OK) status = cpwi_voters_add_groups(r, &j->v.o, err);
  return status == CPW_OK ? cpwi_voters_add(r, arrays, sizeof arrays / sizeof *arrays, err)
                          : status;
}

/* How many voters of each ballot are left, and in all. */
static int64_t leave_out(const cpwi_voters *v, int64_t group, int64_t *times) {
  int64_t left = 0;
  for (int64_t b = 0; b < v->e.ballots; b++)
    times[b] = 0;
  for (int64_t c = 0; c < v->cells; c++)
    if (v->cell[c].group != group) {
      times[v->cell[c].ballot] += v->cell[c].voters;
      left += v->cell[c].voters;
    }
  return left;
}

static void note_group(const job *j, int64_t group, const int32_t *place) {
  const cpw_election *e = &j->v.e;
  int64_t changed = 0;
  for (int64_t p = 0; p < e->projects; p++) {
    int before = cpwi_voters_selected(j->base, p), after = cpwi_voters_selected(place, p);
    j->without[group * e->projects + p] = after;
    j->gained[group] += after > before;
    j->lost[group] += before > after;
    /* at most twice a budget: held at the end of 64 bits */
    if (before != after)
      changed = e->cost[p] > INT64_MAX - changed ? INT64_MAX : changed + e->cost[p];
  }
  j->changed[group] = changed;
}

static int32_t one_group(const job *j, int64_t group, cpw_error *err) {
  const cpw_allocator *a = j->v.o.allocator;
  cpw_election e = j->v.e;
  int64_t *times = cpwi_alloc(a, (size_t)e.ballots, sizeof *times);
  int32_t *place = cpwi_alloc(a, (size_t)e.projects, sizeof *place);
  int32_t status = CPW_OK;
  if (!times || !place) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, j->v.where, "no memory for a group");
  } else {
    int64_t left = leave_out(&j->v, group, times);
    e.multiplicity = times;
    for (int64_t p = 0; p < e.projects; p++)
      place[p] = -1; /* nobody left: nothing is selected */
    if (left > 0) status = cpw_vote_select(&e, j->rule, NULL, place, NULL, err);
    if (status == CPW_OK) note_group(j, group, place);
  }
  cpwi_release(a, times);
  cpwi_release(a, place);
  return status;
}

static int32_t some_groups(void *context, int64_t first, int64_t last, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t g = first; status == CPW_OK && g < last; g++)
    status = one_group(context, g, err);
  return status;
}

static int32_t fill(job *j, cpw_result *r, const cpw_run *run, cpw_error *err) {
  const cpw_allocator *a = j->v.o.allocator;
  int32_t *base = cpwi_alloc(a, (size_t)j->v.e.projects, sizeof *base);
  if (!base) return cpwi_fail(err, CPW_ENOMEM, -1, j->v.where, "no memory for the outcome");
  int32_t status = cpw_vote_select(&j->v.e, j->rule, NULL, base, NULL, err);
  if (status == CPW_OK) status = add_arrays(j, r, err);
  if (status == CPW_OK) {
    j->base = base;
    for (int64_t p = 0; p < j->v.e.projects; p++)
      j->selected[p] = cpwi_voters_selected(base, p);
    for (int64_t c = 0; c < j->v.cells; c++)
      j->members[j->v.cell[c].group] += j->v.cell[c].voters;
    status = cpwi_parallel(run, j->v.o.groups, 1, some_groups, j, j->v.where, err);
  }
  cpwi_release(a, base);
  return status;
}

int32_t cpw_voters_without(const cpw_election *election, const cpw_vote_options *rule,
                           const cpw_voters_options *options, const cpw_run *run, cpw_result **out,
                           cpw_error *err) {
  if (!election || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", election ? "out" : "election");
  job j;
  cpw_run known;
  cpw_result *r = NULL;
  memset(&j, 0, sizeof j);
  j.rule = rule;
  int32_t status = cpwi_take_run(&known, run, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_voters_take(&j.v, election, NULL, options, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(j.v.o.allocator, &r, err);
  if (status == CPW_OK) status = fill(&j, r, &known, err);
  cpwi_voters_free(&j.v);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
