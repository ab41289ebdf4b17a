/* Ranking a list that was read, what each criterion adds, the place without equity, and a reason in words.
 * Source: carepath/priority.h; contributions as cpw_priority_explain gives them, for all patients at once.
 * Leaves the tables to prioritise_table.c. */
#include "prioritise.h"
#include "say.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- words */

phrase score_words(double value) {
  double size = fabs(value);
  return fixed(value, size > 0 && size < 0.005 ? 4 : 2);
}

phrase days_words(double days) {
  int whole = days == floor(days);
  return phrased("%s %s", fixed(days, whole ? 0 : 1).text, days == 1 ? "day" : "days");
}

phrase fact_words(const cpw_priority_criterion *c, double fact) {
  if (isnan(fact)) return phrased("missing");
  if (c->shape == CPW_PRIORITY_CATEGORIES && c->categories && fact >= 0 && fact < (double)c->knots)
    return phrased("%.80s", c->categories[(int64_t)fact]);
  return fixed(fact, fact == floor(fact) ? 0 : 2);
}

const char *tier_name(const ranked *r, int64_t row) {
  return r->by->policy->tiers[r->tier[row]].name;
}

/* ---------------------------------------------------------------- ranking */

static int new_arrays(ranked *r) {
  size_t n = r->list->count > 0 ? (size_t)r->list->count : 1;
  size_t m = r->by->policy->criterion_count > 0 ? (size_t)r->by->policy->criterion_count : 1;
  r->order = calloc(n, sizeof *r->order);
  r->place = calloc(n, sizeof *r->place);
  r->score = calloc(n, sizeof *r->score);
  r->clinical = calloc(n, sizeof *r->clinical);
  r->equity = calloc(n, sizeof *r->equity);
  r->wait = calloc(n, sizeof *r->wait);
  r->tier = calloc(n, sizeof *r->tier);
  r->breached = calloc(n, sizeof *r->breached);
  r->without_equity = calloc(n, sizeof *r->without_equity);
  r->share = calloc(n * m, sizeof *r->share);
  return r->order && r->place && r->score && r->clinical && r->equity && r->wait && r->tier &&
                 r->breached && r->without_equity && r->share
             ? DONE
             : fail_memory();
}

/* One patient's values become what they add: within the limit of a protected criterion, equity shrunk in
 * proportion to what the cap leaves of it, nothing where the cap is in days. */
static void share_out(const cpw_priority_policy *policy, double equity, double *value) {
  double limited = 0;
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    const cpw_priority_criterion *c = &policy->criteria[k];
    value[k] *= c->weight;
    if (c->characteristic && value[k] > c->limit) value[k] = c->limit;
    if (c->part == CPW_PRIORITY_EQUITY) limited += value[k];
  }
  int in_days = policy->cap_kind == CPW_PRIORITY_CAP_DAYS;
  if (!in_days && equity >= limited) return;
  for (int64_t k = 0; k < policy->criterion_count; k++)
    if (policy->criteria[k].part == CPW_PRIORITY_EQUITY)
      value[k] = in_days || limited <= 0 ? 0 : value[k] / limited * equity;
}

static int add_shares(ranked *r, const cpw_priority_list *list) {
  const cpw_priority_policy *policy = r->by->policy;
  cpw_error err;
  if (policy->rule != CPW_PRIORITY_SCORE || !policy->criterion_count) return DONE;
  if (cpw_priority_values(policy, list, r->share, NULL, &err)) return fail_ptl(r->list, &err);
  for (int64_t i = 0; i < r->list->count; i++)
    share_out(policy, r->equity[i], r->share + i * policy->criterion_count);
  return DONE;
}

int place_without_equity(const ptl *p, int which, int64_t *place) {
  cpw_priority_policy policy = *p->reading[which].policy;
  cpw_priority_list list = ptl_list(p, which);
  cpw_priority_ranking ranking;
  cpw_run run = watched_run((int32_t)p->set->threads, 0, "ranking");
  cpw_error err;
  if (policy.cap_kind == CPW_PRIORITY_CAP_NONE) policy.cap_kind = CPW_PRIORITY_CAP_SCORE;
  if (policy.rule != CPW_PRIORITY_SCORE) policy.cap_kind = CPW_PRIORITY_CAP_DAYS;
  policy.cap = 0;
  cpw_priority_ranking_init(&ranking);
  ranking.place = place;
  ranking.run = &run;
  return cpw_priority_rank(&policy, &list, &ranking, &err) ? fail_ptl(p, &err) : DONE;
}

int rank_ptl(ranked *r, const ptl *p, int which) {
  cpw_priority_list list = ptl_list(p, which);
  cpw_priority_ranking ranking;
  cpw_run run = watched_run((int32_t)p->set->threads, 0, "ranking");
  cpw_error err;
  *r = (ranked){.list = p, .by = &p->reading[which]};
  int code = new_arrays(r);
  if (code) return code;
  cpw_priority_ranking_init(&ranking);
  ranking.order = r->order;
  ranking.place = r->place;
  ranking.score = r->score;
  ranking.clinical = r->clinical;
  ranking.equity = r->equity;
  ranking.wait = r->wait;
  ranking.tier = r->tier;
  ranking.breached = r->breached;
  ranking.run = &run;
  if (cpw_priority_rank(r->by->policy, &list, &ranking, &err)) return fail_ptl(p, &err);
  r->missing = ranking.missing;
  r->capped = ranking.capped;
  r->breaches = ranking.breaches;
  code = add_shares(r, &list);
  return code ? code : place_without_equity(p, which, r->without_equity);
}

void ranked_free(ranked *r) {
  free(r->order);
  free(r->place);
  free(r->score);
  free(r->clinical);
  free(r->equity);
  free(r->wait);
  free(r->tier);
  free(r->breached);
  free(r->share);
  free(r->without_equity);
  *r = (ranked){0};
}

/* ---------------------------------------------------------------- reasons */

/* The last decision that keeps the patient's place, or NULL. */
static const cpw_priority_override *kept(const ptl *p, int64_t row) {
  for (int64_t i = p->override_count - 1; i >= 0; i--)
    if (p->overrides[i].row == row && p->overrides[i].kind == CPW_OVERRIDE_PLACE)
      return p->overrides[i].value > 0 ? &p->overrides[i] : NULL;
  return NULL;
}

static void append(sentence *s, const char *words) {
  size_t used = strlen(s->text);
  snprintf(s->text + used, sizeof s->text - used, "%s", words);
}

/* The two criteria that add most. */
static void add_most(const ranked *r, int64_t row, sentence *s) {
  const cpw_priority_policy *policy = r->by->policy;
  const double *share = r->share + row * policy->criterion_count;
  int64_t first = -1, second = -1;
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    if (share[k] <= 0) continue;
    if (first < 0 || share[k] > share[first]) {
      second = first;
      first = k;
    } else if (second < 0 || share[k] > share[second]) {
      second = k;
    }
  }
  append(s, phrased("; score %s", score_words(r->score[row]).text).text);
  if (first >= 0)
    append(s, phrased(", most by %.50s (%s)", policy->criteria[first].name,
                      score_words(share[first]).text)
                  .text);
  if (second >= 0)
    append(s, phrased(" and %.50s (%s)", policy->criteria[second].name,
                      score_words(share[second]).text)
                  .text);
}

static void add_equity(const ranked *r, int64_t row, sentence *s) {
  int64_t up = r->without_equity[row] - r->place[row];
  if (r->equity[row] > 0 && r->by->policy->cap_kind == CPW_PRIORITY_CAP_DAYS)
    append(s, phrased("; equity counts as %s", days_words(r->equity[row]).text).text);
  if (!up) return;
  append(s, phrased("; equity moves %s %s", up > 0 ? "up" : "down",
                    people(up > 0 ? (double)up : (double)-up).text)
                .text);
}

sentence short_reason(const ranked *r, int64_t row) {
  sentence s = {""};
  const cpw_priority_tier *tier = &r->by->policy->tiers[r->tier[row]];
  const cpw_priority_override *place = kept(r->list, row);
  double waited = r->list->wait[row];
  append(&s, phrased("%.60s, %s waited", tier->name, days_words(waited).text).text);
  if (r->breached[row])
    append(&s, phrased(" (%s beyond the target)", days_words(waited - tier->target).text).text);
  if (r->by->policy->rule == CPW_PRIORITY_SCORE) add_most(r, row, &s);
  add_equity(r, row, &s);
  if (place) append(&s, phrased("; place kept by %.60s", place->actor).text);
  return s;
}
