/* The command `carepath backlog`: a history, calibrated and projected.
 * Model: Wood and Worthington, Health Care Management Science 28:259-273 (2025), as in waitlist.h.
 * Leaves the figures of today to summary.c and the page to report.c. */
#include "assumptions.h"
#include "changes.h"
#include "output.h"
#include "report.h"
#include "results.h"
#include "say.h"
#include "summary.h"
#include "uncertainty.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- text: one list */

static void put_period(grid *g, const model *m, int64_t t) {
  grid_cell(g, m->ahead_text[t]);
  grid_cell(g, people(ahead_figure(m, "total_closing", 0, t)).text);
  grid_cell(g, percent(ahead_figure(m, "within_18", 0, t), 1).text);
  grid_cell(
      g, wait_words(ahead_figure(m, "median_wait", 0, t), ahead_flag(m, "median_wait_bound", 0, t))
             .text);
  grid_cell(
      g, wait_words(ahead_figure(m, "p92_wait", 0, t), ahead_flag(m, "p92_wait_bound", 0, t)).text);
  grid_cell(g, people(ahead_figure(m, "over_52", 0, t)).text);
  grid_cell(g, people(ahead_figure(m, "total_treated", 0, t)).text);
  grid_cell(g, people(ahead_figure(m, "total_removed", 0, t)).text);
}

static void put_projection(buffer *b, const model *m) {
  phrase noun = left_heading(period_noun(m));
  phrase title = phrased("The next %lld %ss", (long long)m->ahead, period_noun(m));
  put(b, "\n");
  put_title(b, m->set, title.text);
  const char *const headings[] = {noun.text,      "waiting",         "within 18 weeks",
                                  "median weeks", "92nd percentile", "over 52 weeks",
                                  "treated",      "removed"};
  grid g;
  grid_begin(&g, headings, 8);
  for (int64_t t = 0; t < m->ahead; t++)
    if ((t + 1) % m->set->every == 0 || t + 1 == m->ahead) put_period(&g, m, t);
  grid_print(&g, b, "  ");
  grid_free(&g);
}

/* Where it leads, in one sentence. */
static void put_outlook(buffer *b, const model *m) {
  double now = past_figure(m, "total_closing", 0), share = past_figure(m, "within_18", 0);
  double then = ahead_figure(m, "total_closing", 0, m->ahead - 1);
  double share_then = ahead_figure(m, "within_18", 0, m->ahead - 1);
  if (isnan(then)) {
    put(b, "\n  The list grows without end: from some period on there are no figures.\n");
    return;
  }
  putf(b, "\n  By %s: %s waiting, %s on today", period_words(m->ahead_text[m->ahead - 1]).text,
       crowd(then).text, change(then / now).text);
  if (!isnan(share_then))
    putf(b, "; %s within 18 weeks, %s", percent(share_then, 1).text,
         points(share_then - share).text);
  put(b, ".\n");
}

/* ---------------------------------------------------------------- text: several lists */

static void put_list(grid *g, const model *m, int64_t list) {
  int64_t last = m->ahead - 1;
  double now = past_figure(m, "total_closing", list);
  double then = ahead_figure(m, "total_closing", list, last);
  grid_cell(g, m->list_names[list]);
  grid_cell(g, people(now).text);
  grid_cell(g, percent(past_figure(m, "within_18", list), 1).text);
  grid_cell(g, people(m->backlog.starts[list]).text);
  grid_cell(g, people(m->backlog.capacity[list]).text);
  grid_cell(g, people(then).text);
  grid_cell(g, change(then / now).text);
  grid_cell(g, percent(ahead_figure(m, "within_18", list, last), 1).text);
  grid_cell(g, people(ahead_figure(m, "over_52", list, last)).text);
}

static void put_lists(buffer *b, const model *m) {
  phrase title = phrased("%lld lists, %s and %lld %ss later", (long long)m->lists, last_period(m),
                         (long long)m->ahead, period_noun(m));
  put_title(b, m->set, title.text);
  const char *now = last_period(m), *then = m->ahead_text[m->ahead - 1];
  const char *const headings[] = {"<list", now,      "within 18", "starts",       "treated",
                                  then,    "change", "within 18", "over 52 weeks"};
  grid g;
  grid_begin(&g, headings, 9);
  for (int64_t list = 0; list < m->lists; list++)
    put_list(&g, m, list);
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static int print_text(const model *m, const assumptions *a) {
  buffer b = {0};
  put_warning(&b, m);
  if (m->lists == 1) {
    put_title(&b, m->set, subject_words(m).text);
    put(&b, "\n");
    put_today(&b, m);
    put_projection(&b, m);
    put_outlook(&b, m);
  } else {
    put_lists(&b, m);
  }
  put_changes(&b, m);
  put_spread(&b, m);
  put_assumptions(&b, a);
  return write_buffer(m->set->output, &b);
}

/* ---------------------------------------------------------------- csv and json */

static int print_table(const model *m, const assumptions *a) {
  static const char *const names[] = {"waiting", "total_closing", "treatment_hazard",
                                      "total_closing"};
  cpw_error err;
  int32_t what = m->set->what;
  int ahead = what == WHAT_PROJECTION || what == WHAT_MEASURES;
  cpw_result *from = ahead ? m->projection : m->calibration;
  if (note_record(from, m, a, &err)) return fail_library(NULL, &err);
  int json = m->set->format == FORMAT_JSON;
  int whole = json && what == WHAT_PROJECTION;
  return write_table(m->set->output, json, from, whole ? NULL : names[what]);
}

static int print_fan(const model *m, const assumptions *a) {
  cpw_error err;
  cpw_result *fan;
  int code = fan_result(m, &fan);
  if (code) return code;
  if (note_record(fan, m, a, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(m->set->output, m->set->format == FORMAT_JSON, fan, "mean");
  cpw_result_free(fan);
  return code;
}

static int answer(const model *m) {
  assumptions a;
  collect_assumptions(m, NULL, &a);
  int code = m->set->html ? write_report(m, NULL, &a) : DONE;
  if (code) return code;
  if (m->set->format == FORMAT_TEXT) return print_text(m, &a);
  return m->set->what == WHAT_FAN ? print_fan(m, &a) : print_table(m, &a);
}

static int wants_fan(const settings *set) {
  return set->what == WHAT_FAN && set->format != FORMAT_TEXT;
}

int run_backlog(const void *given) {
  settings set = *(const settings *)given;
  model m = {0};
  settle_model(&set);
  int code = model_read(&m, &set);
  if (!code) code = model_calibrate(&m);
  if (!code) code = model_project(&m, set.periods);
  if (!code) code = model_simulate(&m, set.html || wants_fan(&set) ? USUAL_RUNS : 0);
  if (!code) code = answer(&m);
  model_free(&m);
  return code;
}
