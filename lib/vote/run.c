/* A rule run from beginning to end: election and options taken, the rule, its completion, a few numbers.
 * Source: carepath/vote.h.
 * Leaves the rules to their files, the labelled result to result.c. */
#include "vote/internal.h"

#include <string.h>

void cpwi_outcome_clear(cpwi_vote *t) {
  cpwi_outcome *o = &t->out;
  o->selected = o->by_rule = o->steps = 0;
  o->cost = 0;
  o->share = CPWI_NAN;
  for (int64_t p = 0; p < t->v.projects; p++)
    o->place[p] = -1;
}

void cpwi_outcome_add(cpwi_vote *t, int32_t project, double price) {
  cpwi_outcome *o = &t->out;
  o->place[project] = (int32_t)o->selected;
  o->price[o->selected] = price;
  o->order[o->selected++] = project;
  o->cost += (uint64_t)t->v.given.cost[project];
}

void cpwi_vote_take_free(cpwi_vote *t) {
  const cpwi_election *v = &t->v;
  for (int64_t k = 0; k < v->projects; k++)
    if (v->given.cost[v->ranked[k]] == 0 && v->votes[v->ranked[k]] > 0)
      cpwi_outcome_add(t, v->ranked[k], 0.0);
}

int32_t cpwi_vote_progress(const cpwi_vote *t, double done, cpw_error *err) {
  int stop = t->run.cancel && cpwi_read_flag(t->run.cancel) != 0;
  if (!stop && t->run.progress) stop = t->run.progress(t->run.progress_context, done) != 0;
  return stop ? cpwi_fail(err, CPW_ECANCELLED, -1, t->where, "cancelled") : CPW_OK;
}

int32_t cpwi_vote_no_memory(const cpwi_vote *t, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, t->where, "out of memory");
}

static int32_t allocate(cpwi_vote *t, int left, cpw_error *err) {
  cpwi_outcome *o = &t->out;
  const cpw_allocator *a = t->v.a;
  size_t m = (size_t)t->v.projects;
  o->order = cpwi_alloc(a, m, sizeof *o->order);
  o->place = cpwi_alloc(a, m, sizeof *o->place);
  o->price = cpwi_alloc(a, m, sizeof *o->price);
  if (left) o->left = cpwi_alloc_zero(a, (size_t)t->v.ballots, sizeof *o->left);
  if (!o->order || !o->place || !o->price || (left && !o->left)) return cpwi_vote_no_memory(t, err);
  cpwi_outcome_clear(t);
  return CPW_OK;
}

int32_t cpwi_vote_begin(cpwi_vote *t, const cpw_election *election, const cpw_vote_options *options,
                        const cpw_run *run, int left, const char *where, cpw_error *err) {
  int32_t status;
  memset(t, 0, sizeof *t);
  t->where = where;
  status = cpwi_vote_options_take(&t->o, options, where, err);
  if (status == CPW_OK) status = cpwi_take_run(&t->run, run, where, err);
  if (status != CPW_OK) return status;
  int weights = t->o.satisfaction == CPW_VOTE_POINTS;
  status = cpwi_election_prepare(&t->v, election, weights, t->o.allocator, where, err);
  if (status != CPW_OK) return status;
  if (t->v.voters == 0)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, where,
                       "election.ballots = %lld hold no voter: nobody to share the budget",
                       (long long)t->v.ballots);
  if (status == CPW_OK) status = cpwi_vote_rank(&t->v, &t->o, where, err);
  if (status == CPW_OK) status = allocate(t, left, err);
  return status;
}

void cpwi_vote_end(cpwi_vote *t) {
  const cpw_allocator *a = t->v.a;
  cpwi_release(a, t->out.order);
  cpwi_release(a, t->out.place);
  cpwi_release(a, t->out.price);
  cpwi_release(a, t->out.left);
  cpwi_election_free(&t->v);
}

static int32_t by_rule(cpwi_vote *t, cpw_error *err) {
  switch (t->o.rule) {
  case CPW_VOTE_EQUAL_SHARES:
    return cpwi_vote_shares(t, err);
  case CPW_VOTE_GREEDY:
    return cpwi_vote_greedy(t, err);
  case CPW_VOTE_WELFARE:
    return cpwi_vote_welfare(t, err);
  case CPW_VOTE_PHRAGMEN:
    return cpwi_vote_phragmen(t, err);
  case CPW_VOTE_OVERSPENDING:
    return cpwi_vote_overspending(t, err);
  default:
    return cpwi_vote_equal(t, err);
  }
}

int32_t cpwi_vote_go(cpwi_vote *t, cpw_error *err) {
  int32_t completion = t->o.completion;
  int32_t status = by_rule(t, err);
  t->out.by_rule = t->out.selected;
  if (status == CPW_OK && (completion == CPW_VOTE_UTILITARIAN || completion == CPW_VOTE_ADD1U ||
                           completion == CPW_VOTE_ADD_OPTU))
    status = cpwi_vote_greedy(t, err);
  if (status == CPW_OK) status = cpwi_vote_progress(t, 1.0, err);
  return status;
}

/* of all voters, by the measure of the options; points in whole points */
double cpwi_vote_satisfaction(const cpwi_vote *t) {
  double sum = 0.0;
  for (int64_t k = 0; k < t->out.selected; k++) {
    int32_t p = t->out.order[k];
    if (t->o.satisfaction == CPW_VOTE_POINTS)
      sum += (double)t->v.total[p] / (double)t->v.given.points_unit;
    else
      sum += (double)t->v.votes[p] * (double)cpwi_scale(t, p);
  }
  return sum;
}

int32_t cpw_vote_select(const cpw_election *election, const cpw_vote_options *options,
                        const cpw_run *run, int32_t *place, cpw_vote_outcome *outcome,
                        cpw_error *err) {
  cpwi_vote t;
  int32_t status;
  if (!place && election && election->projects > 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "place is NULL");
  status = cpwi_vote_begin(&t, election, options, run, 0, __func__, err);
  if (status == CPW_OK) status = cpwi_vote_go(&t, err);
  if (status == CPW_OK) {
    const cpwi_outcome *o = &t.out;
    int64_t cost = (int64_t)o->cost;
    if (place && t.v.projects > 0) memcpy(place, o->place, (size_t)t.v.projects * sizeof *place);
    if (outcome)
      *outcome = (cpw_vote_outcome){
          o->selected, cost,     t.v.given.budget - cost,   o->by_rule, t.v.voters,
          o->steps,    o->share, cpwi_vote_satisfaction(&t)};
  }
  cpwi_vote_end(&t);
  return status;
}
