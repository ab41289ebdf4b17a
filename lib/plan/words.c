/* A plan in words: its goals as labels, the outcome of all lists, why a list cannot reach its goals.
 * Source: carepath/plan.h. Leaves the figures to plan.c. */
#include "plan/job.h"

#include <stdio.h>

/* "92 % within 18 weeks in period 12" */
typedef struct phrase {
  char text[192];
} phrase;

static cpwi_text percent(double share) {
  return cpwi_number(rint(share * 1e10) / 1e8);
}

static phrase in_words(const cpwi_plan *j, const cpw_goal *g) {
  phrase p;
  char date[64];
  snprintf(date, sizeof date, "%.48s",
           cpwi_plain_label(j->options.period, "period", g->period - 1, 1).text);
  switch (g->kind) {
  case CPW_GOAL_WITHIN:
    snprintf(p.text, sizeof p.text, "%s %% within %s weeks at the end of %s",
             percent(g->level).text, cpwi_number(g->weeks).text, date);
    break;
  case CPW_GOAL_LONG_WAITS:
    snprintf(p.text, sizeof p.text, "at most %s people beyond %s weeks at the end of %s",
             cpwi_number(g->level).text, cpwi_number(g->weeks).text, date);
    break;
  case CPW_GOAL_LONG_SHARE:
    snprintf(p.text, sizeof p.text, "at most %s %% beyond %s weeks at the end of %s",
             percent(g->level).text, cpwi_number(g->weeks).text, date);
    break;
  default:
    snprintf(p.text, sizeof p.text, "at most %s people on the list at the end of %s",
             cpwi_number(g->level).text, date);
  }
  return p;
}

int32_t cpwi_plan_add_goal_labels(const cpwi_plan *j, cpw_result *result, cpw_error *err) {
  const cpw_allocator *a = j->options.allocator;
  int64_t count = j->options.goal_count;
  phrase *text = cpwi_alloc(a, (size_t)count, sizeof *text);
  const char **pointer = cpwi_alloc(a, (size_t)count, sizeof *pointer);
  int32_t status = CPW_OK;
  if (!text || !pointer)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLAN_WHERE, "no memory for %lld goals",
                       (long long)count);
  for (int64_t k = 0; k < count && status == CPW_OK; k++) {
    text[k] = in_words(j, &j->goals[k]);
    pointer[k] = text[k].text;
  }
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "goal", count, pointer, err);
  cpwi_release(a, text);
  cpwi_release(a, (void *)pointer);
  return status;
}

/* ---------------------------------------------------------------- outcome and reasons ------- */

static int64_t count_outcome(const cpwi_plan *j, int64_t outcome, int64_t *first) {
  int64_t count = 0;
  for (int64_t list = 0; list < j->backlog.lists; list++)
    if (j->outcome[list] == outcome && count++ == 0) *first = list;
  return count;
}

static cpwi_text shown(double value, int32_t kind) {
  if (kind == CPW_GOAL_WITHIN || kind == CPW_GOAL_LONG_SHARE)
    return cpwi_number(rint(value * 1e6) / 1e4);
  return cpwi_number(rint(value * 100.0) / 100.0);
}

/* ", but 61.2 % was the most" */
static int32_t add_reason(const cpwi_plan *j, cpw_result *result, int64_t list, int64_t others,
                          cpw_error *err) {
  int64_t goals = j->options.goal_count, missed = 0, k = 0;
  for (int64_t g = goals - 1; g >= 0; g--) {
    if (j->met[list * goals + g] != 0) continue;
    missed++;
    k = g;
  }
  const cpw_goal *g = &j->goals[k];
  int32_t share = g->kind == CPW_GOAL_WITHIN || g->kind == CPW_GOAL_LONG_SHARE;
  char text[640], more[64] = "";
  if (others > 0)
    snprintf(more, sizeof more, "; %lld more %s cannot either", (long long)others,
             others == 1 ? "list" : "lists");
  snprintf(
      text, sizeof text,
      "%s: no path that was found within the limits meets %s; the best one misses %lld, first: "
      "%s (%s%s instead)%s",
      cpwi_plain_label(j->backlog.list, "list", list, 0).text,
      goals == 1 ? "the goal" : "all goals at once", (long long)missed, in_words(j, g).text,
      shown(j->value[list * goals + k], g->kind).text, share ? " %" : " people", more);
  return cpw_result_add_note(result, "why", text, err);
}

static int32_t add_growth(const cpwi_plan *j, cpw_result *result, int64_t list, int64_t count,
                          cpw_error *err) {
  char text[512];
  snprintf(
      text, sizeof text,
      "%lld of %lld lists outgrow a thousand times the people who were to be expected, at every "
      "capacity within the limits: first %s (look at its removal hazards)",
      (long long)count, (long long)j->backlog.lists,
      cpwi_plain_label(j->backlog.list, "list", list, 0).text);
  return cpw_result_add_note(result, "unstable", text, err);
}

int32_t cpwi_plan_conclude(const cpwi_plan *j, cpw_result *result, cpw_error *err) {
  int64_t first = -1, count;
  int32_t outcome = CPW_OUTCOME_ALREADY_MET, status = CPW_OK;
  for (int64_t list = 0; list < j->backlog.lists; list++)
    outcome = cpwi_worse_outcome(outcome, (int32_t)j->outcome[list]);
  if (cpw_result_set_outcome(result, outcome) != CPW_OK)
    return cpwi_fail(err, CPW_EINTERNAL, -1, CPWI_PLAN_WHERE, "outcome %d is unknown to the result",
                     (int)outcome);
  if ((count = count_outcome(j, CPW_OUTCOME_UNREACHABLE, &first)) > 0)
    status = add_reason(j, result, first, count - 1, err);
  if (status == CPW_OK && (count = count_outcome(j, CPW_OUTCOME_UNSTABLE, &first)) > 0)
    status = add_growth(j, result, first, count, err);
  return status;
}
