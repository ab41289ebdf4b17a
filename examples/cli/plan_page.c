/* The page of a plan: its capacity, the courses with and without it, its goals.
 * No source: figures of cpw_plan_capacity and its projection.
 * Leaves axes to chart_axes.c and the frame to page.c. */
#include "chart_axes.h"
#include "figure.h"
#include "page.h"
#include "plans.h"
#include "summary.h"
#include "uncertainty.h"

#include <math.h>
#include <stdlib.h>

static double on_path(const view *v, int64_t moment) {
  int64_t t = moment - v->m->history.periods;
  return t < 0 ? (double)NAN : plan_figure(v->plan, "capacity_path", v->list * v->m->ahead + t);
}

/* Treatments in a period of the history; NaN in the first, which only opens the list. */
static double treated_before(const view *v, int64_t moment) {
  int64_t count = v->m->history.periods - 1;
  const double *treated = real_array(v->m->calibration, "total_treated");
  if (moment < 1 || moment > count) return (double)NAN;
  return treated[v->list * count + moment - 1];
}

/* ---------------------------------------------------------------- the capacity */

static void chart_path(plane *p, const view *v) {
  series s = {0};
  double most = v->m->backlog.capacity[v->list], least = most, step;
  for (int64_t i = 0; i < moments(v->m); i++) {
    double figures[] = {on_path(v, i), treated_before(v, i)};
    for (int k = 0; k < 2; k++) {
      if (figures[k] > most) most = figures[k];
      if (figures[k] < least) least = figures[k];
    }
  }
  if (least < 0.6 * most) least = 0;
  unit u = people_unit(most);
  if (series_begin(&s, v->m)) {
    y_range(p, 0.98 * least / u.size, 1.02 * most / u.size, &step);
    axis_y(p, step, phrased("Treated a %s, %s", period_noun(v->m), u.words).text,
           step < 0.1 ? hundredths
           : step < 1 ? tenths
                      : whole);
    time_axis(p, &s);
    double today = v->m->backlog.capacity[v->list] / u.size;
    draw_rule(p, p->x0, today, p->x1, today, (stroke){COLOUR_INK, 1.2, "2 3"});
    for (int past = 0; past < 2; past++) {
      for (int64_t i = 0; i < s.count; i++)
        s.high[i] = (past ? treated_before(v, i) : on_path(v, i)) / u.size;
      draw_line(p, s.count, s.x, s.high, (stroke){past ? COLOUR_INK : COLOUR_ORANGE, 2.5, NULL});
    }
    mark_today(p, v->m);
  }
  series_end(&s, p);
}

static void table_path(grid *g, const view *v) {
  static const char *const headings[] = {"<End of", "Treated", "On today"};
  grid_begin(g, headings, 3);
  for (int64_t i = v->m->history.periods; i < moments(v->m); i++) {
    grid_cell(g, period_words(moment_label(v->m, i)).text);
    grid_cell(g, pace(on_path(v, i)).text);
    grid_cell(g, change(on_path(v, i) / v->m->backlog.capacity[v->list]).text);
  }
}

static void figure_path(buffer *out, const view *v) {
  figure f = {.id = "plan",
              .title = "The capacity of the plan",
              .reading =
                  "Treatments period by period: counted (black), and as the plan has them "
                  "(orange). The dotted line is today's capacity. The axis need not begin at "
                  "zero.",
              .draw = chart_path,
              .tabulate = table_path,
              .caption = "Capacity of the plan"};
  f.alternative[0] = phrased("Today's capacity is %s a %s,",
                             pace(v->m->backlog.capacity[v->list]).text, period_noun(v->m));
  f.alternative[1] =
      phrased("the plan's %s on average.", pace(plan_figure(v->plan, "capacity", v->list)).text);
  add_key(&f, COLOUR_INK, NULL, 0, "counted");
  add_key(&f, COLOUR_ORANGE, NULL, 0, "the plan");
  add_key(&f, COLOUR_INK, "7 4", 0, "today's capacity");
  put_figure(out, &f, v);
}

/* ---------------------------------------------------------------- the courses */

static double with_plan(const view *v, int64_t moment) {
  int64_t t = moment - v->m->history.periods;
  const double *values = real_array(v->plan->course, v->what->array);
  if (t < 0) return t == -1 ? measure_figure(v, moment) : (double)NAN;
  return values ? values[v->list * v->m->ahead + t] : (double)NAN;
}

/* The goals about what is drawn: their level at their date. */
static int goal_is_about(const cpw_goal *g, const measure *what) {
  if (what->share) return g->kind == CPW_GOAL_WITHIN && g->weeks == CPW_RTT_WEEKS;
  if (what == &fan_measures[0]) return g->kind == CPW_GOAL_SIZE;
  return g->kind == CPW_GOAL_LONG_WAITS && g->weeks == 52;
}

static void draw_goals(plane *p, const view *v, double scale) {
  for (int i = 0; i < v->plan->count; i++) {
    const cpw_goal *g = &v->plan->goal[i];
    if (goal_is_about(g, v->what))
      draw_mark(p, (double)(moment_now(v->m) + g->period), g->level / scale, COLOUR_PURPLE);
  }
}

static void course_range(const view *v, double *low, double *high) {
  *low = (double)INFINITY;
  *high = -(double)INFINITY;
  for (int64_t i = 0; i < moments(v->m); i++) {
    double figures[] = {measure_figure(v, i), with_plan(v, i)};
    for (int k = 0; k < 2; k++) {
      if (figures[k] < *low) *low = figures[k];
      if (figures[k] > *high) *high = figures[k];
    }
  }
  for (int i = 0; i < v->plan->count; i++)
    if (goal_is_about(&v->plan->goal[i], v->what)) {
      *low = fmin(*low, v->plan->goal[i].level);
      *high = fmax(*high, v->plan->goal[i].level);
    }
  double room = 0.1 * (*high - *low);
  *low = *low - room < 0.4 * *high ? 0 : *low - room;
  *high = v->what->share ? fmin(1, *high + room) : *high + room;
}

static void chart_course(plane *p, const view *v) {
  series s = {0};
  double low, high, step;
  course_range(v, &low, &high);
  unit u = v->what->share ? (unit){0.01, ""} : people_unit(high);
  if (series_begin(&s, v->m)) {
    y_range(p, low / u.size, high / u.size, &step);
    phrase words =
        v->what->share ? phrased("%s", v->what->words) : phrased("%s, %s", v->what->words, u.words);
    axis_y(p, step, words.text, v->what->share ? per_cent : step < 1 ? tenths : whole);
    time_axis(p, &s);
    for (int planned = 0; planned < 2; planned++) {
      for (int64_t i = 0; i < s.count; i++)
        s.high[i] = (planned ? with_plan(v, i) : measure_figure(v, i)) / u.size;
      draw_line(p, s.count, s.x, s.high,
                planned ? (stroke){COLOUR_ORANGE, 2.5, NULL} : (stroke){COLOUR_BLUE, 2, "7 4"});
    }
    for (int64_t i = 0; i < s.count; i++)
      s.high[i] = i <= moment_now(v->m) ? measure_figure(v, i) / u.size : (double)NAN;
    draw_line(p, s.count, s.x, s.high, (stroke){COLOUR_INK, 2.5, NULL});
    draw_goals(p, v, u.size);
    mark_today(p, v->m);
  }
  series_end(&s, p);
}

static void table_course(grid *g, const view *v) {
  static const char *const headings[] = {"<End of", "As it is", "With the plan"};
  phrase (*words)(double) = v->what->share ? share_words : people;
  grid_begin(g, headings, 3);
  for (int64_t i = 0; i < moments(v->m); i++) {
    grid_cell(g, period_words(moment_label(v->m, i)).text);
    grid_cell(g, words(measure_figure(v, i)).text);
    grid_cell(g, words(i <= moment_now(v->m) ? (double)NAN : with_plan(v, i)).text);
  }
}

static void figure_course(buffer *out, view v, const measure *what) {
  v.what = what;
  int64_t last = moments(v.m) - 1;
  phrase (*words)(double) = what->share ? share_words : people;
  figure f = {.id = what->id,
              .title = what->title,
              .reading = "Counted (black), with the plan (orange) and at today's capacity (blue, "
                         "dashed). A diamond is a standard at its date.",
              .draw = chart_course,
              .tabulate = table_course,
              .caption = what->title};
  f.alternative[0] = phrased("%s at the end as it is,", words(measure_figure(&v, last)).text);
  f.alternative[1] = phrased("%s with the plan.", words(with_plan(&v, last)).text);
  add_key(&f, COLOUR_INK, NULL, 0, "counted");
  add_key(&f, COLOUR_ORANGE, NULL, 0, "with the plan");
  add_key(&f, COLOUR_BLUE, "7 4", 0, "as it is");
  put_figure(out, &f, &v);
}

/* ---------------------------------------------------------------- the goals */

static void section_goals(buffer *out, const view *v) {
  static const char *const headings[] = {"<Standard", "<By", "At the date", "To spare", "<Reached"};
  const plan *p = v->plan;
  grid g;
  put(out, "<section id=\"goals\">\n<h2>The standards</h2>\n");
  grid_begin(&g, headings, 5);
  for (int i = 0; i < p->count; i++) {
    int64_t at = v->list * p->count + i;
    grid_cell(&g, p->words[i].text);
    grid_cell(&g, period_words(p->by_label[i].text).text);
    grid_cell(&g, goal_value_words(p, i, plan_figure(p, "goal_value", at)).text);
    grid_cell(&g, goal_value_words(p, i, plan_figure(p, "goal_slack", at)).text);
    grid_cell(&g, plan_figure(p, "goal_met", at) == 0 ? "missed" : "reached");
  }
  grid_html(&g, out, "Each standard at its date, with the plan");
  grid_free(&g);
  put(out, "</section>\n");
}

static void section_lists(buffer *out, const view *v) {
  static const char *const headings[] = {"<List",    "Waiting", "Treated now", "Needed on average",
                                         "On today", "<Outcome"};
  const model *m = v->m;
  grid g;
  put(out, "<section id=\"lists\">\n<h2>List by list</h2>\n");
  grid_begin(&g, headings, 6);
  for (int64_t i = 0; i < m->lists; i++) {
    double mean = plan_figure(v->plan, "capacity", i);
    grid_cell(&g, m->list_names[i]);
    grid_cell(&g, people(past_figure(m, "total_closing", i)).text);
    grid_cell(&g, pace(m->backlog.capacity[i]).text);
    grid_cell(&g, pace(mean).text);
    grid_cell(&g, change(mean / m->backlog.capacity[i]).text);
    grid_cell(&g, outcome_name(plan_outcome(v->plan, i)));
  }
  grid_html(&g, out, "What each list needs");
  grid_free(&g);
  put(out, "</section>\n");
}

static void put_lead(buffer *out, const view *v) {
  const model *m = v->m;
  double mean = plan_figure(v->plan, "capacity", v->list), today = m->backlog.capacity[v->list];
  put(out, "<p class=\"lead\">");
  if (m->lists > 1) {
    put_html(out, m->list_names[v->list]);
    put(out, ": ");
  }
  putf(out,
       "%s capacity %s, on average <strong>%s</strong> treated a %s, <strong>%s</strong> on "
       "today&#8217;s %s: %s.</p>\n",
       m->lists > 1 ? "with" : "With", plan_profile_words(m->set), pace(mean).text, period_noun(m),
       change(mean / today).text, pace(today).text, outcome_name(plan_outcome(v->plan, v->list)));
}

int write_plan_page(const model *m, const plan *p, const assumptions *a) {
  buffer out = {0};
  view v = {.m = m, .plan = p, .list = longest_list(m)};
  phrase title = phrased("A plan for %.60s", subject_words(m).text);
  page_begin(&out, m->set->title ? m->set->title : title.text);
  put_lead(&out, &v);
  put(&out, "</header>\n<main>\n");
  section_goals(&out, &v);
  figure_path(&out, &v);
  for (int i = 0; i < FAN_MEASURES; i++)
    figure_course(&out, v, &fan_measures[i]);
  if (m->lists > 1) section_lists(&out, &v);
  put_page_assumptions(&out, a);
  put_record(&out, m);
  return page_end(&out, m->set->html);
}
