/* The command `carepath target`: the capacity that waiting-time standards take.
 * Standards: NHS England, RTT rules and planning guidance; any share, limit and date can be asked.
 * Leaves the search to the library, the cases to targets.c and the page to report.c. */
#include "assumptions.h"
#include "output.h"
#include "plans.h"
#include "report.h"
#include "results.h"
#include "say.h"
#include "summary.h"
#include "uncertainty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- text: one list */

static void put_case(grid *g, const target_case *c) {
  grid_cell(g, c->standard_words.text);
  grid_cell(g, c->by_words.text);
  grid_cell(g, profile_name(c->profile));
  grid_cell(g, pace(target_number(c, "capacity", 0)).text);
  grid_cell(g, change_words(c, 0).text);
  grid_cell(g, people(target_number(c, "extra", 0)).text);
  grid_cell(g, percent(target_number(c, "share_unchanged", 0), 1).text);
  grid_cell(g, reached_words(c, 0).text);
  grid_cell(g, outcome_words(c, 0).text);
}

static void put_cases(buffer *b, const model *m, const targets *t) {
  put(b, "\n");
  put_title(b, m->set, "What the standards take");
  phrase per = phrased("treated a %s", period_noun(m));
  const char *const headings[] = {"<standard", "<by",       "<capacity", per.text,  "on today",
                                  "extra",     "unchanged", "with it",   "<outcome"};
  grid g;
  grid_begin(&g, headings, 9);
  for (int i = 0; i < t->count; i++)
    put_case(&g, &t->item[i]);
  grid_print(&g, b, "  ");
  grid_free(&g);
  putf(b,
       "\n  treated a %s: at the date. on today: against %s a %s now. extra: treatments beyond\n"
       "  today's over all %ss to the date. unchanged, with it: the share at the date.\n",
       period_noun(m), pace(m->backlog.capacity[0]).text, period_noun(m), period_noun(m));
}

/* ---------------------------------------------------------------- why not */

static void put_reason(void *context, const char *reason) {
  put(context, "  - ");
  put_wrapped(context, reason, 4, 98);
}

static void put_reasons(buffer *b, const model *m, const targets *t) {
  if (!any_unreachable(m, t)) return;
  if (m->lists == 1) put(b, "\n");
  put(b, "Out of reach\n");
  unreachable_reasons(t, put_reason, b);
}

static void say_reason(void *context, const char *reason) {
  (void)context;
  say("out of reach: %s", reason);
}

/* ---------------------------------------------------------------- text: several lists */

static void put_list(grid *g, const model *m, const target_case *c, int64_t list) {
  grid_cell(g, m->list_names[list]);
  grid_cell(g, people(past_figure(m, "total_closing", list)).text);
  grid_cell(g, percent(past_figure(m, "within_18", list), 1).text);
  grid_cell(g, pace(m->backlog.capacity[list]).text);
  grid_cell(g, pace(target_number(c, "capacity", list)).text);
  grid_cell(g, change_words(c, list).text);
  grid_cell(g, people(target_number(c, "extra", list)).text);
  grid_cell(g, percent(target_number(c, "share_unchanged", list), 1).text);
  grid_cell(g, outcome_words(c, list).text);
}

static int put_lists(buffer *b, const model *m, const target_case *c) {
  int64_t *order = hardest_first(m, c), count = m->lists;
  if (!order) return fail_memory();
  if (m->set->hardest && m->set->hardest < count) count = m->set->hardest;
  phrase title =
      phrased("%s by %s, %s", c->standard_words.text, c->by_words.text, profile_name(c->profile));
  put_title(b, m->set, title.text);
  const char *const headings[] = {"<list",    "waiting", "within 18", "treated now", "needed",
                                  "on today", "extra",   "unchanged", "<outcome"};
  grid g;
  grid_begin(&g, headings, 9);
  for (int64_t i = 0; i < count; i++)
    put_list(&g, m, c, order[i]);
  grid_print(&g, b, "  ");
  grid_free(&g);
  if (count < m->lists)
    putf(b, "  ... and %lld lists that need less\n", (long long)(m->lists - count));
  put(b, "\n");
  free(order);
  return DONE;
}

static int print_text(const model *m, const targets *t, const assumptions *a) {
  buffer b = {0};
  int code = DONE;
  put_warning(&b, m);
  if (m->lists == 1) {
    put_title(&b, m->set, subject_words(m).text);
    put(&b, "\n");
    put_today(&b, m);
    put_cases(&b, m, t);
  }
  for (int i = 0; !code && m->lists > 1 && i < t->count; i++)
    code = put_lists(&b, m, &t->item[i]);
  if (code) {
    buffer_free(&b);
    return code;
  }
  put_reasons(&b, m, t);
  put_assumptions(&b, a);
  return write_buffer(m->set->output, &b);
}

/* ---------------------------------------------------------------- csv and json */

static int print_table(const model *m, const targets *t, const assumptions *a) {
  cpw_error err;
  cpw_result *all = NULL;
  int code = targets_result(m, t, &all);
  if (code) return code;
  const char *name = m->set->what == WHAT_PATH ? "capacity_path" : "capacity";
  if (m->set->format == FORMAT_CSV) unreachable_reasons(t, say_reason, NULL); /* csv has no notes */
  if (note_record(all, m, a, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(m->set->output, m->set->format == FORMAT_JSON, all, name);
  cpw_result_free(all);
  return code;
}

static int answer(const model *m, const targets *t) {
  assumptions a;
  collect_assumptions(m, t, &a);
  int code = m->set->html ? write_report(m, t, &a) : DONE;
  if (!code) code = m->set->format == FORMAT_TEXT ? print_text(m, t, &a) : print_table(m, t, &a);
  if (code) return code;
  return any_unreachable(m, t) ? ANSWER_NO : DONE;
}

/* Several standards at once, by one plan. */
static int run_together(const settings *set) {
  model m = {0};
  plan p = {0};
  assumptions a;
  int code = model_read(&m, set);
  if (!code) code = model_calibrate(&m);
  if (!code) code = plan_goals(&m, &p);
  if (!code) code = model_project(&m, p.periods);
  if (!code) code = plan_solve(&m, &p);
  if (!code) {
    collect_assumptions(&m, NULL, &a);
    assume(&a,
           "The plan reaches every standard at its date and promises nothing for the %ss between "
           "them.",
           period_noun(&m));
    if (set->html) code = write_plan_page(&m, &p, &a);
    if (!code) code = print_plan(&m, &p, &a);
    if (!code && plan_is_out_of_reach(&p)) code = ANSWER_NO;
  }
  plan_free(&p);
  model_free(&m);
  return code;
}

int run_target(const void *given) {
  settings set = *(const settings *)given;
  model m = {0};
  targets t = {0};
  settle_model(&set);
  if (set.by.date.year && set.by.periods)
    return fail(USAGE, "--by and --by-period are two dates for one standard: give one of them");
  if (set.profile > PROFILE_BOTH && !set.together)
    return fail(USAGE, "--profile: shape, least, smooth and steady are for --together");
  if (set.together) return run_together(&set);
  int code = model_read(&m, &set);
  if (!code) code = model_calibrate(&m);
  if (!code) code = targets_plan(&m, &t);
  if (!code) code = model_project(&m, t.longest);
  if (!code) code = model_simulate(&m, set.html ? USUAL_RUNS : 0);
  if (!code) code = targets_solve(&m, &t);
  if (!code) code = answer(&m, &t);
  targets_free(&t);
  model_free(&m);
  return code;
}
