/* The tables under the charts of a back-test.
 * No source: figures of cpw_backtest.
 * Leaves every digit to --format=csv and json. */
#include "backtest_page.h"
#include "summary.h"

#include <stdlib.h>

void table_errors(grid *g, const view *v) {
  int share = v->weeks > 0;
  const char *headings[METHODS + 1];
  phrase first = phrased("<%ss ahead", period_noun(v->m));
  headings[0] = first.text;
  for (int32_t method = 0; method < METHODS; method++)
    headings[method + 1] = method_words(method);
  grid_begin(g, headings, METHODS + 1);
  for (int64_t h = 1; h <= v->b->horizon; h++) {
    grid_cell(g, phrased("%lld", (long long)h).text);
    for (int32_t method = 0; method < METHODS; method++)
      grid_cell(g, share ? grouped(ahead_error(v->b, method, "ahead_within_mae", h), 2).text
                         : percent(ahead_error(v->b, method, "ahead_list_mape", h), 2).text);
  }
}

void table_coverage(grid *g, const view *v) {
  const char *headings[] = {"<Periods ahead", "50 % band", "80 % band", "95 % band"};
  grid_begin(g, headings, LEVELS + 1);
  for (int64_t h = 0; h <= v->b->horizon; h++) {
    grid_cell(g, h ? phrased("%lld", (long long)h).text : "all");
    for (int level = 0; level < LEVELS; level++)
      grid_cell(g, percent(coverage_of(v->b, v->weeks > 0, level, h), 1).text);
  }
}

void table_courses(grid *g, const view *v) {
  static const char *const headings[] = {"<Known up to", "Periods ahead", "Predicted", "Came",
                                         "Off"};
  grid_begin(g, headings, 5);
  for (int64_t o = 0; o < v->b->origins; o++)
    for (int64_t h = 1; h <= v->b->horizon; h++) {
      double predicted = course_figure(v->b, "predicted_total", v->list, o, h);
      double came = course_figure(v->b, "observed_total", v->list, o, h);
      if (!(came >= 0)) continue;
      grid_cell(g,
                period_words(dimension_label(v->m->history.period, v->b->first_origin + o)).text);
      grid_cell(g, phrased("%lld", (long long)h).text);
      grid_cell(g, people(predicted).text);
      grid_cell(g, people(came).text);
      grid_cell(g, change(predicted / came).text);
    }
}

void table_worst(grid *g, const view *v) {
  static const char *const headings[] = {"<List", "Waiting", "Mean error of the list"};
  int64_t count, *order = worst_first(v->m, v->b, &count);
  grid_begin(g, headings, 3);
  if (!order) g->text.failed = 1;
  for (int64_t i = 0; order && i < count; i++) {
    grid_cell(g, v->m->list_names[order[i]]);
    grid_cell(g, people(past_figure(v->m, "total_closing", order[i])).text);
    grid_cell(g, percent(mean_list_error(v->b, order[i]), 2).text);
  }
  free(order);
}
