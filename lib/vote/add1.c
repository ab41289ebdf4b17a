/* Equal shares of a larger and larger budget: Add1, in both published forms.
 * Source: what the Python package pabutools and the calculator of equalshares.net do (carepath/vote.h).
 * Leaves a run with one share to the rule, what is left over to greedy.c. */
#include "vote/internal.h"

#include <string.h>

static int64_t step_of(const cpwi_vote *t) {
  return t->o.step > 0 ? t->o.step : t->v.given.money_unit;
}

cpwi_share cpwi_share_start(const cpwi_vote *t, int whole) {
  int64_t voters = t->v.voters, unit = t->v.given.money_unit;
  cpwi_share share = {(cpwi_wide)(uint64_t)(t->v.given.budget / voters),
                      t->v.given.budget % voters};
  if (!whole) return share;
  share.whole -= share.whole % (uint64_t)unit;
  share.rest = 0;
  return share;
}

double cpwi_share_value(const cpwi_vote *t, cpwi_share share) {
  return (double)share.whole + (double)share.rest / (double)t->v.voters;
}

cpwi_wide cpwi_all_cost(const cpwi_vote *t) {
  cpwi_wide sum = 0;
  for (int64_t p = 0; p < t->v.projects; p++)
    sum += (uint64_t)t->v.given.cost[p];
  return sum;
}

int cpwi_exhaustive(const cpwi_vote *t, int32_t of) {
  const cpwi_election *v = &t->v;
  for (int64_t p = 0; p < v->projects; p++) {
    if (t->out.place[p] >= 0 || (of == 1 && v->votes[p] == 0)) continue;
    if (t->out.cost + (uint64_t)v->given.cost[p] <= (cpwi_wide)v->given.budget) return 0;
  }
  return 1;
}

/* Whether a larger share can still change anything: not once all with supporters are bought. */
static int settled(const cpwi_vote *t) {
  for (int64_t p = 0; p < t->v.projects; p++)
    if (t->out.place[p] < 0 && t->v.votes[p] > 0) return 0;
  return 1;
}

static int begun(const cpwi_vote *t) {
  int wanted = t->o.completion == CPW_VOTE_ADD1 || t->o.completion == CPW_VOTE_ADD1U;
  if (!wanted) return 0;
  return !t->o.skip_affordable || cpwi_all_cost(t) > (cpwi_wide)t->v.given.budget;
}

static int32_t too_many(const cpwi_vote *t, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOCONV, -1, t->where,
                   "options.max_steps = %lld were not enough: a larger options.step takes fewer",
                   (long long)t->o.max_steps);
}

int32_t cpwi_add1(cpwi_vote *t, cpwi_once once, void *engine, cpw_error *err) {
  int more = begun(t);
  int64_t steps = 0;
  cpwi_share share = cpwi_share_start(t, more && t->o.whole_start);
  int32_t status = once(engine, share, err);
  while (status == CPW_OK && more) {
    if (settled(t) || (t->o.exhaustive && cpwi_exhaustive(t, t->o.exhaustive))) break;
    if (steps == t->o.max_steps) return too_many(t, err);
    share.whole += (uint64_t)step_of(t);
    steps++;
    status = once(engine, share, err);
    if (status != CPW_OK || t->out.cost <= (cpwi_wide)t->v.given.budget) continue;
    share.whole -= (uint64_t)step_of(t);
    steps--;
    more = 0;
    status = once(engine, share, err);
  }
  t->out.steps = steps;
  return status;
}
