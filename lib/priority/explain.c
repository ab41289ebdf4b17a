/* Why a patient stands where he or she stands, and what would move him or her.
 * Source: carepath/priority.h. Leaves the search for what would to trial.c. */
#include "priority/reasons.h"

#include <stdio.h>
#include <string.h>

/* Equity contributions shrink in proportion where a cap holds them, so that they sum to what counts. */
static void share_cap(const cpwi_ranker *r, const cpwi_block *b, double limited,
                      const cpwi_reason *out) {
  int in_days = r->policy.cap_kind == CPW_PRIORITY_CAP_DAYS;
  for (int64_t k = 0; k < r->policy.criterion_count; k++) {
    if (r->policy.criteria[k].part != CPW_PRIORITY_EQUITY) continue;
    double counts = limited > 0.0 ? out->contribution[k] / limited * b->equity[0] : 0.0;
    if (in_days) {
      out->days[k] = counts;
      out->contribution[k] = 0.0;
    } else if (b->equity[0] < limited) {
      out->contribution[k] = counts;
    }
  }
}

void cpwi_reason_of(const cpwi_ranker *r, int64_t row, const cpwi_reason *out) {
  cpwi_block b;
  double limited = 0.0;
  if (cpwi_work_block(r, row, 1, NULL, &b, NULL) != CPW_OK) return; /* checked before */
  for (int64_t k = 0; k < r->policy.criterion_count; k++) {
    const cpw_priority_criterion *c = &r->policy.criteria[k];
    int equity = c->part == CPW_PRIORITY_EQUITY;
    out->weight[k] = c->weight;
    out->fact[k] = cpwi_fact_of(r, c, row, equity ? r->list.wait[row] : b.wait[0]);
    out->value[k] = cpw_priority_value(c, out->fact[k]);
    out->uncapped[k] = out->contribution[k] = c->weight * out->value[k];
    out->days[k] = 0.0;
    if (c->characteristic && out->contribution[k] > c->limit) out->contribution[k] = c->limit;
    if (equity) limited += out->contribution[k];
  }
  share_cap(r, &b, limited, out);
}

/* -------- the range of places over all values of one fact */

static void fill_range(const cpwi_places *p, int64_t row, int64_t column, double *best,
                       double *worst) {
  cpwi_key high, low;
  *best = *worst = CPWI_NAN;
  if (column < 0) return; /* the days waited: next_wait says it */
  cpwi_range_of_keys(p->r, row, column, &high, &low);
  *best = (double)cpwi_place_of(p, row, &high);
  *worst = (double)cpwi_place_of(p, row, &low);
}

/* Who comes right before, among those who keep no place; -1: nobody. */
static int64_t one_ahead(const cpwi_places *p, int64_t row) {
  int64_t at = p->place[row] - 2;
  if (p->r->fixed && p->r->fixed[row]) return -1;
  while (at >= 0 && p->r->fixed && p->r->fixed[p->order[at]])
    at--;
  return at >= 0 ? p->order[at] : -1;
}

static double next_fact(const cpwi_places *p, int64_t row, int64_t column, int64_t ahead) {
  if (ahead < 0) return CPWI_NAN;
  cpwi_goal goal = {p->r, row, column, cpwi_key_at(p, ahead), ahead, 0};
  return cpwi_nearest_fact(&goal);
}

static double next_wait(const cpwi_places *p, int64_t row) {
  int64_t ahead = one_ahead(p, row);
  if (ahead < 0) return CPWI_NAN;
  cpwi_goal goal = {p->r, row, -1, cpwi_key_at(p, ahead), ahead, 0};
  return cpwi_least_wait(&goal);
}

static void add_criteria(cpw_result *out, const cpwi_places *p, int64_t row, int32_t *status,
                         cpw_error *err) {
  const char *by = "criterion";
  cpwi_reason reason = {
      cpwi_add_reals(out, "fact", "", "The fact itself; NaN: missing.", by, status, err),
      cpwi_add_reals(out, "value", "share", "What the fact is worth, in [0, 1].", by, status, err),
      cpwi_add_reals(out, "weight", "share", "Weight of the criterion.", by, status, err),
      cpwi_add_reals(out, "uncapped", "score", "Weight x value.", by, status, err),
      cpwi_add_reals(out, "contribution", "score",
                     "What it adds to the score after limits and the cap: sums to the score.", by,
                     status, err),
      cpwi_add_reals(out, "days", "days",
                     "Days by which it moves the start of waiting back, with a cap in days.", by,
                     status, err)};
  double *best =
      cpwi_add_reals(out, "best_place", "place",
                     "Place with the best value that this fact could take.", by, status, err);
  double *worst =
      cpwi_add_reals(out, "worst_place", "place",
                     "Place with the worst value that this fact could take.", by, status, err);
  double *next = cpwi_add_reals(out, "next_fact", "",
                                "The nearest fact that would put the patient before whoever is one "
                                "place ahead; NaN: none.",
                                by, status, err);
  if (*status != CPW_OK) return;
  int64_t ahead = one_ahead(p, row);
  cpwi_reason_of(p->r, row, &reason);
  for (int64_t k = 0; k < p->r->policy.criterion_count; k++) {
    int64_t column = p->r->policy.criteria[k].source;
    fill_range(p, row, column, &best[k], &worst[k]);
    next[k] = next_fact(p, row, column, ahead);
  }
}

/* How many stand ahead because of their tier, and because of the breach within the tier. */
static void count_ahead(const cpwi_places *p, int64_t row, int64_t *by_tier, int64_t *by_breach) {
  int32_t mine = p->keys.block[row];
  *by_tier = *by_breach = 0;
  for (int64_t i = 0; i < p->r->list.patients; i++) {
    int32_t other = p->keys.block[i];
    if (p->place[i] > p->place[row]) continue; /* somebody keeps a place */
    if (other / 2 < mine / 2)
      ++*by_tier;
    else if (other < mine)
      ++*by_breach;
  }
}

static void add_place(cpw_result *out, const cpwi_places *p, int64_t row, int32_t *status,
                      cpw_error *err) {
  int64_t by_tier, by_breach;
  int32_t tier = p->r->list.tier ? p->r->list.tier[row] : 0;
  count_ahead(p, row, &by_tier, &by_breach);
  cpwi_add_whole(out, "place", "place", "Place on the list, from 1.", p->place[row], status, err);
  cpwi_add_whole(out, "patients", "people", "Patients on the list.", p->r->list.patients, status,
                 err);
  cpwi_add_whole(out, "tier", "", "Tier, from 0.", tier, status, err);
  cpwi_add_whole(out, "breached", "", "1: waited beyond the target of the tier.",
                 p->keys.notes[row] & 1, status, err);
  cpwi_add_whole(out, "ahead_tier", "people", "Who stands ahead by a more urgent tier.", by_tier,
                 status, err);
  cpwi_add_whole(out, "ahead_breached", "people",
                 "Who stands ahead, in the same tier, by a wait beyond the target.", by_breach,
                 status, err);
}

static void add_numbers(cpw_result *out, const cpwi_places *p, int64_t row, int32_t *status,
                        cpw_error *err) {
  const cpwi_ranker *r = p->r;
  cpwi_block b;
  if (*status != CPW_OK) return;
  *status = cpwi_work_block(r, row, 1, NULL, &b, err);
  if (*status != CPW_OK) return;
  double target = r->policy.tiers[b.tier[0]].target, wait = r->list.wait[row];
  int days = r->policy.cap_kind == CPW_PRIORITY_CAP_DAYS;
  cpwi_add_real(out, "score", "score", "What the key compares.", b.score[0], status, err);
  cpwi_add_real(out, "clinical", "score", "Clinical part.", b.clinical[0], status, err);
  cpwi_add_real(out, "equity", days ? "days" : "score", "Equity part as it counts.", b.equity[0],
                status, err);
  cpwi_add_real(out, "capped_by", "score", "Equity that limits and the cap took away.",
                days ? 0.0 : b.uncapped[0] - b.equity[0], status, err);
  cpwi_add_real(out, "wait", "days", "Days waited.", wait, status, err);
  cpwi_add_real(out, "wait_counted", "days", "Days waited that count, with those of equity.",
                b.wait[0], status, err);
  cpwi_add_real(out, "target", "days", "Target of the tier; infinite: none.", target, status, err);
  cpwi_add_real(out, "days_to_breach", "days", "Days until the target is passed.", target - wait,
                status, err);
  cpwi_add_real(out, "next_wait", "days",
                "Days waited from which the patient would stand before whoever is one place ahead, "
                "if that one waited no longer; NaN: no wait would do.",
                next_wait(p, row), status, err);
}

/* What persons decided over the patient, one sentence each. */
static int32_t add_override(cpw_result *out, const cpwi_ranker *r, const cpw_priority_override *o,
                            int64_t number, cpw_error *err) {
  static const char *const KINDS[] = {"tier", "place", "fact"};
  cpwi_text value_text = cpwi_number(o->value);
  const char *value = value_text.text;
  if (o->kind == CPW_OVERRIDE_TIER) value = r->policy.tiers[(int64_t)o->value].name;
  size_t room = strlen(value) + strlen(o->actor) + strlen(o->reason) + 32;
  char key[48], *text = cpwi_alloc(r->allocator, room, 1);
  if (!text)
    return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for the overrides of a patient");
  snprintf(key, sizeof key, "override %lld", (long long)number);
  if (o->kind == CPW_OVERRIDE_PLACE && o->value == 0.0)
    snprintf(text, room, "place given back by %s: %s", o->actor, o->reason);
  else
    snprintf(text, room, "%s set to %s by %s: %s", KINDS[o->kind], value, o->actor, o->reason);
  int32_t status = cpw_result_add_note(out, key, text, err);
  cpwi_release(r->allocator, text);
  return status;
}

static int32_t add_overrides(cpw_result *out, const cpwi_ranker *r, int64_t row, cpw_error *err) {
  int64_t number = 0;
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < r->list.override_count && status == CPW_OK; k++)
    if (r->list.overrides[k].row == row)
      status = add_override(out, r, &r->list.overrides[k], ++number, err);
  return status;
}

static int32_t explain(const cpwi_places *p, int64_t row, cpw_result **out, cpw_error *err) {
  cpw_result *result = NULL;
  int32_t status = cpwi_reason_result(p->r, &result, err);
  if (status == CPW_OK) add_place(result, p, row, &status, err);
  if (status == CPW_OK) add_numbers(result, p, row, &status, err);
  if (status == CPW_OK) add_criteria(result, p, row, &status, err);
  if (status == CPW_OK) status = add_overrides(result, p->r, row, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

int32_t cpw_priority_explain(const cpw_priority_policy *policy, const cpw_priority_list *list,
                             int64_t row, const cpw_allocator *allocator, cpw_result **out,
                             cpw_error *err) {
  cpwi_ranker r;
  cpwi_places p = {0};
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_ranker_new(&r, policy, list, allocator, __func__, err);
  if (status == CPW_OK && r.list.patients == 0)
    status = cpwi_fail(err, CPW_EINVAL, row, __func__, "row = %lld: the list has no patients",
                       (long long)row);
  if (status == CPW_OK && (row < 0 || row >= r.list.patients))
    status = cpwi_fail(err, CPW_EINVAL, row, __func__, "row = %lld must be 0 to %lld",
                       (long long)row, (long long)r.list.patients - 1);
  if (status == CPW_OK) status = cpwi_places_new(&p, &r, err);
  if (status == CPW_OK) status = explain(&p, row, out, err);
  cpwi_places_free(&p);
  cpwi_ranker_free(&r);
  return status;
}
