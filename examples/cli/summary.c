/* Where the lists stand today and how people came and went, as text.
 * Figures: cpw_waitlist_measures of the history, and the balance of the calibration.
 * Leaves what comes next to backlog.c and target.c. */
#include "summary.h"

#include "results.h"
#include "say.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---------------------------------------------------------------- figures */

double past_figure(const model *m, const char *array, int64_t list) {
  return result_figure(m->past, array, (list + 1) * m->history.periods - 1);
}

int past_flag(const model *m, const char *array, int64_t list) {
  return past_figure(m, array, list) > 0;
}

double ahead_figure(const model *m, const char *array, int64_t list, int64_t t) {
  return result_figure(m->projection, array, list * m->ahead + t);
}

int ahead_flag(const model *m, const char *array, int64_t list, int64_t t) {
  return ahead_figure(m, array, list, t) > 0;
}

int64_t longest_list(const model *m) {
  int64_t longest = 0;
  for (int64_t i = 0; i < m->lists; i++) {
    if (strcmp(m->list_names[i], "Total") == 0) return i;
    if (past_figure(m, "total_closing", i) > past_figure(m, "total_closing", longest)) longest = i;
  }
  return longest;
}

flows past_flows(const model *m, int64_t list, int64_t periods) {
  const cpw_array *opening = cpw_result_find(m->calibration, "total_opening");
  int64_t all = opening->dimension[1]->length;
  if (periods < 1 || periods > all) periods = all;
  int64_t first = (list + 1) * all - periods;
  flows f = {.opening = opening->real[first], .periods = periods};
  for (int64_t i = first; i < first + periods; i++) {
    f.starts += result_figure(m->calibration, "total_starts", i);
    f.unrecorded += result_figure(m->calibration, "total_unrecorded", i);
    f.treated += result_figure(m->calibration, "total_treated", i);
    f.removed += result_figure(m->calibration, "total_removed", i);
    f.closing = result_figure(m->calibration, "total_closing", i);
  }
  return f;
}

/* ---------------------------------------------------------------- text */

/* A list without a label is called by its file. */
static phrase source_words(const model *m) {
  const char *name = m->source[0].name, *slash = strrchr(name, '/');
  if (slash) name = slash + 1;
  if (m->set->file_count == 1) return phrased("%s", name);
  return phrased("%s and %d more", name, m->set->file_count - 1);
}

phrase subject_words(const model *m) {
  if (m->set->title) return phrased("%s", m->set->title);
  int unnamed = !m->history.list || m->history.list->coordinates == 0;
  if (m->lists == 1 && unnamed) return source_words(m);
  if (m->lists == 1) return phrased("%s", m->list_names[0]);
  return phrased("%lld lists", (long long)m->lists);
}

void put_title(buffer *b, const settings *set, const char *words) {
  int to_terminal = !set->output || strcmp(set->output, "-") == 0;
  int bold = to_terminal && may_colour(STDOUT_FILENO);
  putf(b, "%s%s%s\n", bold ? "\033[1m" : "", words, bold ? "\033[0m" : "");
}

static void put_figure(buffer *b, const char *name, const char *figure) {
  putf(b, "  %-18s%s\n", name, figure);
}

static void put_flow(grid *g, const char *name, double last, double mean, double ahead) {
  grid_cell(g, name);
  grid_cell(g, people(last).text);
  if (g->columns == 4) grid_cell(g, people(mean).text);
  grid_cell(g, people(ahead).text);
}

/* A history of one period shows who joined and who was treated, and nothing of the others. */
static void put_one_period(buffer *b, const model *m) {
  flows last = past_flows(m, 0, 1);
  phrase per = phrased("<per %s", period_noun(m)), latest = period_words(last_period(m));
  const char *const headings[] = {per.text, latest.text, "taken ahead"};
  const double unknown = (double)NAN;
  grid g;
  grid_begin(&g, headings, 3);
  put_flow(&g, "clock starts", last.starts, 0, m->backlog.starts[0]);
  put_flow(&g, "unrecorded starts", unknown, 0, ahead_figure(m, "total_unrecorded", 0, 0));
  put_flow(&g, "treated", last.treated, 0, ahead_figure(m, "total_treated", 0, 0));
  put_flow(&g, "removed", unknown, 0, ahead_figure(m, "total_removed", 0, 0));
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static void put_flows(buffer *b, const model *m) {
  flows last = past_flows(m, 0, 1), all = past_flows(m, 0, 0);
  double n = (double)all.periods;
  phrase per = phrased("<per %s", period_noun(m)), latest = period_words(last_period(m));
  phrase mean = phrased("mean of %lld", (long long)all.periods);
  const char *const headings[] = {per.text, latest.text, mean.text, "taken ahead"};
  grid g;
  grid_begin(&g, headings, 4);
  put_flow(&g, "clock starts", last.starts, all.starts / n, m->backlog.starts[0]);
  if (all.unrecorded != 0)
    put_flow(&g, "unrecorded starts", last.unrecorded, all.unrecorded / n,
             ahead_figure(m, "total_unrecorded", 0, 0));
  put_flow(&g, "treated", last.treated, all.treated / n, ahead_figure(m, "total_treated", 0, 0));
  put_flow(&g, "removed", last.removed, all.removed / n, ahead_figure(m, "total_removed", 0, 0));
  grid_print(&g, b, "  ");
  grid_free(&g);
}

void put_warning(buffer *b, const model *m) {
  if (!nobody_starts(m)) return;
  put(b, "WARNING: ");
  put_wrapped(b, no_starts_words, 9, 98);
  put(b, "\n");
}

void put_today(buffer *b, const model *m) {
  phrase title = phrased("The list at the end of %s", period_words(last_period(m)).text);
  put_title(b, m->set, title.text);
  double total = past_figure(m, "total_closing", 0);
  double over_52 = past_figure(m, "over_52", 0);
  put_figure(b, "waiting", crowd(total).text);
  put_figure(b, "within 18 weeks", percent(past_figure(m, "within_18", 0), 1).text);
  putf(b, "  %-18s%s weeks\n", "median wait",
       wait_words(past_figure(m, "median_wait", 0), past_flag(m, "median_wait_bound", 0)).text);
  putf(b, "  %-18s%s weeks\n", "92nd percentile",
       wait_words(past_figure(m, "p92_wait", 0), past_flag(m, "p92_wait_bound", 0)).text);
  if (!isnan(over_52))
    putf(b, "  %-18s%s (%s)\n", "over 52 weeks", people(over_52).text,
         percent(over_52 / total, 1).text);
  put(b, "\n");
  if (m->history.periods == 1)
    put_one_period(b, m);
  else
    put_flows(b, m);
}
