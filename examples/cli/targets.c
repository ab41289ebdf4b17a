/* What each standard takes, list by list.
 * The search is the library's (cpw_waitlist_target).
 * Leaves the text to target.c and the page to report.c. */
#include "targets.h"

#include "say.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *profile_name(int32_t profile) {
  return profile == CPW_PROFILE_RAMP ? "ramp" : "flat";
}

const char *outcome_name(int32_t outcome) {
  switch (outcome) {
  case CPW_OUTCOME_OK:
    return "reached";
  case CPW_OUTCOME_ALREADY_MET:
    return "already met";
  case CPW_OUTCOME_CLEARED:
    return "reached only by leaving fewer than a period's starts";
  case CPW_OUTCOME_UNREACHABLE:
    return "out of reach";
  default:
    return "out of reach: grows without end";
  }
}

/* ---------------------------------------------------------------- planning */

static phrase weeks_number(double weeks) {
  return fixed(weeks, weeks == floor(weeks) ? 0 : 1);
}

static phrase share_number(double share) {
  double rounded = round(100 * share);
  return percent(share, fabs(100 * share - rounded) < 1e-9 ? 0 : 1);
}

static int plan_case(const model *m, const standard *s, int number, int32_t profile,
                     target_case *c) {
  const horizon *by = s->by.date.year ? &s->by : &m->set->by;
  *c = (target_case){.standard = *s, .profile = profile, .number = number};
  c->periods = periods_to(m, by, 12);
  if (!c->periods)
    return fail(USAGE, "%s is not after the last period of the history, %s",
                date_label(by->date).text, last_period(m));
  if (s->kind != CPW_GOAL_WITHIN)
    return fail(USAGE, "a goal of at most so many needs --together; shares within a limit do not");
  double open_weeks = m->bands.lower[m->bands_count - 1] * m->bands.unit_weeks;
  if (s->weeks > open_weeks)
    return fail(
        BAD_DATA,
        "a standard of %s weeks cannot be told: the last band begins at %s weeks and is open",
        weeks_number(s->weeks).text, fixed(open_weeks, 1).text);
  c->noun = period_noun(m);
  c->by_label = label_ahead(m, c->periods);
  c->by_words = period_words(c->by_label.text);
  c->standard_words =
      phrased("%s within %s weeks", share_number(s->share).text, weeks_number(s->weeks).text);
  return DONE;
}

int targets_plan(const model *m, targets *out) {
  static const standard usual = {.kind = CPW_GOAL_WITHIN, .share = 0.92, .weeks = CPW_RTT_WEEKS};
  const standards *asked = &m->set->standards;
  *out = (targets){0};
  for (int i = 0; i < (asked->count ? asked->count : 1); i++)
    for (int32_t profile = CPW_PROFILE_FLAT; profile <= CPW_PROFILE_RAMP; profile++) {
      int wanted = m->set->profile == PROFILE_BOTH || m->set->profile == profile;
      if (!wanted) continue;
      target_case *c = &out->item[out->count];
      int code = plan_case(m, asked->count ? &asked->item[i] : &usual, i, profile, c);
      if (code) return code;
      if (c->periods > out->longest) out->longest = c->periods;
      out->count++;
    }
  return DONE;
}

/* ---------------------------------------------------------------- solving */

static double *limits(const model *m) {
  double *limit = calloc((size_t)m->lists, sizeof *limit);
  for (int64_t i = 0; limit && i < m->lists; i++)
    limit[i] = m->set->limit.kind == AMOUNT_COUNT ? m->set->limit.value
                                                  : m->set->limit.value * m->backlog.capacity[i];
  return limit;
}

/* The first `periods` of the clock starts that change over time; NULL where they do not. */
static int case_starts(const model *m, int64_t periods, double **out) {
  *out = NULL;
  if (!m->future_starts) return DONE;
  *out = calloc((size_t)(m->lists * periods), sizeof **out);
  if (!*out) return fail_memory();
  for (int64_t list = 0; list < m->lists; list++)
    memcpy(*out + list * periods, m->future_starts + list * m->ahead,
           (size_t)periods * sizeof **out);
  return DONE;
}

static int solve_case(const model *m, target_case *c, const double *limit) {
  cpw_error err;
  cpw_target_options options;
  cpw_target_options_init(&options);
  options.weeks = c->standard.weeks;
  options.share = c->standard.share;
  options.periods = c->periods;
  options.profile = c->profile;
  options.whole_bands = m->set->whole_bands;
  options.longest_first = m->set->longest_first;
  options.limit = limit;
  double *starts;
  int code = case_starts(m, c->periods, &starts);
  if (code) return code;
  options.starts = starts;
  cpw_dimension ahead = m->ahead_dimension;
  ahead.length = c->periods;
  options.period = &ahead;
  cpw_run run = watched_run((int32_t)m->set->threads, (uint64_t)m->set->seed, "searching");
  int32_t status = cpw_waitlist_target(&m->backlog, &options, &run, &c->result, &err);
  clear_progress();
  free(starts);
  return status ? fail_library(m->set->files[0], &err) : DONE;
}

int targets_solve(const model *m, targets *t) {
  double *limit = NULL;
  int code = DONE;
  if (m->set->limit.kind != AMOUNT_SAME && !(limit = limits(m))) return fail_memory();
  for (int i = 0; !code && i < t->count; i++)
    code = solve_case(m, &t->item[i], limit);
  free(limit);
  return code;
}

void targets_free(targets *t) {
  for (int i = 0; i < t->count; i++)
    cpw_result_free(t->item[i].result);
  *t = (targets){0};
}

/* ---------------------------------------------------------------- reading the answer */

double target_number(const target_case *c, const char *array, int64_t list) {
  const double *values = real_array(c->result, array);
  return values ? values[list] : (double)NAN;
}

int32_t target_outcome(const target_case *c, int64_t list) {
  return (int32_t)cpw_result_find(c->result, "outcome")->integer[list];
}

int is_out_of_reach(const target_case *c, int64_t list) {
  return target_outcome(c, list) >= CPW_OUTCOME_UNREACHABLE; /* or grows without end */
}

phrase outcome_words(const target_case *c, int64_t list) {
  int32_t outcome = target_outcome(c, list);
  if (outcome == CPW_OUTCOME_CLEARED)
    return phrased("reached only by leaving fewer than a %s's starts", c->noun);
  if (outcome != CPW_OUTCOME_UNREACHABLE) return phrased("%s", outcome_name(outcome));
  return phrased("out of reach: %s at best", percent(target_number(c, "share_best", list), 1).text);
}

phrase reached_words(const target_case *c, int64_t list) {
  const double *closing = real_array(c->result, "total_closing");
  if (closing && closing[(list + 1) * c->periods - 1] < 0.5) return phrased("empty");
  return percent(target_number(c, "share_reached", list), 1);
}

phrase change_words(const target_case *c, int64_t list) {
  return change(target_number(c, "factor", list));
}

void unreachable_reasons(const targets *t, void (*tell)(void *context, const char *reason),
                         void *context) {
  static const char *const keys[] = {"why", "unstable"};
  for (int i = 0; i < 2 * t->count; i++) {
    const target_case *c = &t->item[i / 2];
    const char *why = cpw_result_note(c->result, keys[i % 2]);
    if (!why) continue;
    buffer b = {0};
    if (t->count > 1)
      putf(&b, "%s by %s, %s: ", c->standard_words.text, c->by_words.text,
           profile_name(c->profile));
    put(&b, why);
    tell(context, b.failed ? why : b.bytes);
    buffer_free(&b);
  }
}

int any_unreachable(const model *m, const targets *t) {
  for (int i = 0; i < t->count; i++)
    for (int64_t list = 0; list < m->lists; list++)
      if (is_out_of_reach(&t->item[i], list)) return 1;
  return 0;
}

double hardness(const target_case *c, int64_t list) {
  double factor = target_number(c, "factor", list);
  if (is_out_of_reach(c, list)) return (double)INFINITY;
  if (target_outcome(c, list) == CPW_OUTCOME_ALREADY_MET) return -2;
  return isnan(factor) ? -1 : factor;
}

int64_t *hardest_first(const model *m, const target_case *c) {
  int64_t *order = calloc((size_t)m->lists, sizeof *order);
  for (int64_t i = 0; order && i < m->lists; i++) {
    int64_t at = i; /* insertion: lists of the same hardness keep their order */
    for (; at > 0 && hardness(c, order[at - 1]) < hardness(c, i); at--)
      order[at] = order[at - 1];
    order[at] = i;
  }
  return order;
}
