/* A plan as text and as tables.
 * Figures: cpw_plan_capacity.
 * Leaves solving to plans.c and the page to plan_page.c. */
#include "output.h"
#include "plans.h"
#include "results.h"
#include "say.h"
#include "summary.h"

#include <math.h>

/* ---------------------------------------------------------------- one list */

/* "+1,234", "-5", "-" */
static phrase more_words(double value) {
  phrase figure = pace(fabs(value) < 0.05 ? 0 : value);
  if (fabs(value) < 0.05) return figure;
  return value > 0 ? phrased("+%s", figure.text) : figure;
}

static void put_goals(buffer *b, const model *m, const plan *p) {
  phrase later = phrased("a %s later", period_noun(m));
  const char *const headings[] = {"<standard", "<by",        "at the date", "to spare",
                                  "<binding",  "a point up", later.text};
  grid g;
  grid_begin(&g, headings, 7);
  for (int i = 0; i < p->count; i++) {
    grid_cell(&g, p->words[i].text);
    grid_cell(&g, period_words(p->by_label[i].text).text);
    grid_cell(&g, goal_value_words(p, i, plan_figure(p, "goal_value", i)).text);
    grid_cell(&g, goal_value_words(p, i, plan_figure(p, "goal_slack", i)).text);
    grid_cell(&g, plan_figure(p, "goal_met", i) == 0      ? "missed"
                  : plan_figure(p, "goal_binding", i) > 0 ? "yes"
                                                          : "no");
    grid_cell(&g, more_words(plan_figure(p, "per_level", i)).text);
    grid_cell(&g, more_words(plan_figure(p, "per_later", i)).text);
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
  putf(b,
       "\n  a point up, a %s later: what that would change in the treatments a %s, on average. 1 "
       "%% more\n"
       "  clock starts: %s.\n",
       period_noun(m), period_noun(m), more_words(plan_figure(p, "per_demand", 0)).text);
}

static void put_path(buffer *b, const model *m, const plan *p) {
  phrase noun = left_heading(period_noun(m));
  const char *const headings[] = {noun.text, "treated",         "on today",
                                  "waiting", "within 18 weeks", "over 52 weeks"};
  const double *total = real_array(p->course, "total_closing");
  const double *within = real_array(p->course, "within_18"),
               *over = real_array(p->course, "over_52");
  grid g;
  put(b, "\n");
  put_title(b, m->set, "The plan");
  grid_begin(&g, headings, 6);
  for (int64_t t = 0; t < m->ahead; t++) {
    double capacity = plan_figure(p, "capacity_path", t);
    grid_cell(&g, m->ahead_text[t]);
    grid_cell(&g, pace(capacity).text);
    grid_cell(&g, change(capacity / m->backlog.capacity[0]).text);
    grid_cell(&g, people(total[t]).text);
    grid_cell(&g, percent(within[t], 1).text);
    grid_cell(&g, people(over[t]).text);
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static void put_outcome(buffer *b, const model *m, const plan *p) {
  double mean = plan_figure(p, "capacity", 0), today = m->backlog.capacity[0];
  put(b, "\n");
  put_title(b, m->set, "All standards together");
  putf(b, "  Capacity %s: %s.\n", plan_profile_words(m->set), outcome_name(plan_outcome(p, 0)));
  double extra = plan_figure(p, "extra", 0);
  putf(b,
       "  On average %s treated a %s, %s on today's %s; %s %s in all than today's would treat.\n\n",
       pace(mean).text, period_noun(m), change(mean / today).text, pace(today).text,
       people(fabs(extra)).text, extra < 0 ? "fewer" : "more");
  put_goals(b, m, p);
  put_path(b, m, p);
}

/* ---------------------------------------------------------------- several lists */

static int64_t goals_missed(const plan *p, int64_t list) {
  int64_t missed = 0;
  for (int i = 0; i < p->count; i++)
    missed += plan_figure(p, "goal_met", list * p->count + i) == 0;
  return missed;
}

static void put_lists(buffer *b, const model *m, const plan *p) {
  static const char *const headings[] = {"<list",    "waiting", "treated now", "needed on average",
                                         "on today", "extra",   "missed",      "<outcome"};
  grid g;
  put_title(b, m->set, phrased("%d standards together", p->count).text);
  putf(b, "  Capacity %s.\n", plan_profile_words(m->set));
  grid_begin(&g, headings, 8);
  for (int64_t i = 0; i < m->lists; i++) {
    double mean = plan_figure(p, "capacity", i);
    grid_cell(&g, m->list_names[i]);
    grid_cell(&g, people(past_figure(m, "total_closing", i)).text);
    grid_cell(&g, pace(m->backlog.capacity[i]).text);
    grid_cell(&g, pace(mean).text);
    grid_cell(&g, change(mean / m->backlog.capacity[i]).text);
    grid_cell(&g, people(plan_figure(p, "extra", i)).text);
    grid_cell(&g, phrased("%lld", (long long)goals_missed(p, i)).text);
    grid_cell(&g, outcome_name(plan_outcome(p, i)));
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static int print_text(const model *m, const plan *p, const assumptions *a) {
  buffer b = {0};
  put_warning(&b, m);
  if (m->lists == 1) {
    put_title(&b, m->set, subject_words(m).text);
    put(&b, "\n");
    put_today(&b, m);
    put_outcome(&b, m, p);
  } else {
    put_lists(&b, m, p);
  }
  const char *why = cpw_result_note(p->result, "why");
  if (why) {
    put(&b, "\nOut of reach\n  - ");
    put_wrapped(&b, why, 4, 98);
  }
  put_assumptions(&b, a);
  return write_buffer(m->set->output, &b);
}

/* ---------------------------------------------------------------- csv and json */

int print_plan(const model *m, const plan *p, const assumptions *a) {
  static const char *const tables[] = {"capacity", "capacity_path", "goal_value"};
  cpw_error err;
  if (m->set->format == FORMAT_TEXT) return print_text(m, p, a);
  if (note_record(p->result, m, a, &err)) return fail_library(NULL, &err);
  return write_table(m->set->output, m->set->format == FORMAT_JSON, p->result,
                     tables[m->set->what]);
}
