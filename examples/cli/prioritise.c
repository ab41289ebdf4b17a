/* `carepath prioritise`: a patient tracking list and a policy in, who is next and why out.
 * No source: the library ranks and explains; docs/reference/policy.md says what a policy is.
 * Leaves each question to a file of its own. */
#include "prioritise.h"

#include "input.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

static int read_policy(const char *path, cpw_policy **policy) {
  input in;
  cpw_error err;
  int code = input_open(&in, path, 0);
  if (code) return code;
  cpw_source source = input_source(&in);
  if (cpw_policy_read(&source, NULL, policy, &err)) code = fail_library(in.name, &err);
  input_close(&in);
  return code;
}

/* Questions that exclude each other: at most one. */
static int count_questions(const prioritise_settings *s) {
  return !!s->explain + !!s->compare + !!s->versus + !!s->impact + !!s->panel + !!s->robust +
         !!s->fair + !!s->frontier;
}

static int check_settings(const settings *set) {
  const prioritise_settings *s = &set->prioritise;
  int wanted = s->replay ? 1 : 2;
  if (set->file_count != wanted)
    return fail(USAGE, s->replay ? "prioritise --replay takes the list alone"
                                 : "prioritise takes two files: the list and the policy");
  if (!s->replay && strcmp(set->files[0], "-") == 0 && strcmp(set->files[1], "-") == 0)
    return fail(USAGE, "the list and the policy cannot both be stdin");
  if (count_questions(s) > 1)
    return fail(USAGE,
                "one at a time: --explain, --compare, --versus, --impact, --panel, --robust, "
                "--fair, --frontier");
  if (s->replay && (s->audit || s->overrides || set->html || count_questions(s)))
    return fail(USAGE, "--replay stands alone: policy and overrides come from the record");
  if (s->fair_reason && !s->fair) return fail(USAGE, "--fair-reason is for --fair");
  int compares = s->versus || s->impact || s->frontier || set->html;
  if (s->by && !compares)
    return fail(USAGE, "--by is for --impact, --versus, --frontier and --html");
  if ((s->slots > 0 || s->suppress) && !compares)
    return fail(USAGE, "--slots and --suppress are for --impact, --versus, --frontier and --html");
  if (s->record && !s->replay) return fail(USAGE, "--record is for --replay");
  if (s->audit && !s->actor) return fail(USAGE, "--audit: say who it is, --actor=NAME");
  if (!s->audit && (s->actor || s->time || s->note))
    return fail(USAGE, "--actor, --time and --note are for --audit");
  if (s->digest && !s->audit && !s->replay)
    return fail(USAGE, "--digest is for --audit and --replay");
  return DONE;
}

static int take_today(const settings *set, int32_t *today) {
  const char *text = set->prioritise.today;
  *today = CPW_DATE_NONE;
  if (!text || !cpw_date_parse(text, (int64_t)strlen(text), today)) return DONE;
  return fail(USAGE, "--today: '%s' is not a date such as 2025-05-31", text);
}

static int answer(const ranked *r, const ptl *p, const cpw_result *frontier) {
  const prioritise_settings *s = &p->set->prioritise;
  if (s->explain) return show_explanation(r);
  if (s->compare) return show_comparison(r);
  if (s->impact) return show_impact(r);
  if (s->panel) return show_panel(r);
  if (s->robust) return show_robust(r);
  if (s->fair) return show_fair(r);
  if (s->frontier) return show_frontier(r, frontier);
  return show_ranking(r);
}

/* The same list under another policy. */
static int compare_policies(const ranked *r, ptl *p) {
  ranked other = {0};
  int code = rank_ptl(&other, p, 1);
  if (!code) code = show_versus(r, &other);
  ranked_free(&other);
  return code;
}

/* Columns that the question needs beside the policy's. */
static int watch(ptl *p, int compared) {
  char *name = NULL;
  int code = DONE;
  if (compared || p->set->prioritise.impact || p->set->prioritise.frontier || p->set->html)
    code = ptl_watch_all(p);
  if (code || !p->set->prioritise.fair) return code;
  code = fair_column(p->set, &name);
  if (!code) code = ptl_watch(p, name, 0);
  free(name);
  return code;
}

static int prioritise(ptl *p, const cpw_policy *policy, const cpw_policy *other) {
  const settings *set = p->set;
  ranked r = {0};
  cpw_result *frontier = NULL;
  int code = ptl_add_reading(p, cpw_policy_view(policy), set->files[1]);
  if (!code && other) code = ptl_add_reading(p, cpw_policy_view(other), set->prioritise.versus);
  if (!code) code = watch(p, other != NULL);
  if (!code) code = ptl_read(p, set->files[0]);
  if (!code && set->prioritise.overrides) code = ptl_read_overrides(p, set->prioritise.overrides);
  if (!code) code = rank_ptl(&r, p, 0);
  if (!code && set->prioritise.frontier) code = measure_frontier(&r, &frontier);
  if (!code && set->html) code = write_priority_page(&r, frontier);
  if (!code && set->prioritise.audit) code = write_audit(&r);
  if (!code) code = other ? compare_policies(&r, p) : answer(&r, p, frontier);
  cpw_result_free(frontier);
  ranked_free(&r);
  return code;
}

int run_prioritise(const void *given) {
  const settings *set = given;
  ptl p = {.set = set};
  cpw_policy *policy = NULL, *other = NULL;
  int code = check_settings(set);
  if (!code) code = take_today(set, &p.today);
  if (!code && set->prioritise.replay) {
    code = replay_record(set, &p);
  } else if (!code) {
    code = read_policy(set->files[1], &policy);
    if (!code && set->prioritise.versus) code = read_policy(set->prioritise.versus, &other);
    if (!code) code = prioritise(&p, policy, other);
  }
  ptl_free(&p);
  cpw_policy_free(policy);
  cpw_policy_free(other);
  return code;
}
