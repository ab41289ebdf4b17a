/* The command `carepath backtest`: how good projections from earlier periods would have been.
 * Rolling origins: Tashman, International Journal of Forecasting 16:437-450 (2000).
 * Leaves the tests to backtests.c and the page to backtest_page.c. */
#include "backtest_page.h"
#include "output.h"
#include "results.h"
#include "say.h"
#include "summary.h"

#include <math.h>
#include <stdlib.h>

/* ---------------------------------------------------------------- text */

static phrase points_words(double value) {
  return grouped(value, 2);
}

static phrase percent_words(double share) {
  return percent(share, 2);
}

static void put_methods(buffer *b, const model *m, const backtests *t, const char *array,
                        const char *title, phrase (*words)(double)) {
  const char *headings[METHODS + 1];
  phrase ahead = phrased("<%ss ahead", period_noun(m));
  headings[0] = ahead.text;
  for (int32_t method = 0; method < METHODS; method++)
    headings[method + 1] = method_words(method);
  grid g;
  put(b, "\n");
  put_title(b, m->set, title);
  grid_begin(&g, headings, METHODS + 1);
  for (int64_t h = 1; h <= t->horizon; h++) {
    if (h % m->set->every && h != t->horizon) continue;
    grid_cell(&g, phrased("%lld", (long long)h).text);
    for (int32_t method = 0; method < METHODS; method++)
      grid_cell(&g, words(ahead_error(t, method, array, h)).text);
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static void put_origins(buffer *b, const model *m, const backtests *t) {
  static const char *const headings[] = {"<known up to",    "lists",   "list",
                                         "at the end",      "by band", "share, points",
                                         "list, all in one"};
  grid g;
  put(b, "\n");
  put_title(b, m->set, phrased("By what was known: %s", method_words(t->chosen)).text);
  grid_begin(&g, headings, 7);
  for (int64_t o = 0; o < t->origins; o++) {
    const char *label = dimension_label(m->history.period, t->first_origin + o);
    grid_cell(&g, *label ? label : phrased("%lld", (long long)(t->first_origin + o)).text);
    grid_cell(&g, people(origin_error(t, t->chosen, "lists_used", o)).text);
    grid_cell(&g, percent(origin_error(t, t->chosen, "median_list_mape", o), 2).text);
    grid_cell(&g, percent(origin_error(t, t->chosen, "median_end_error", o), 2).text);
    grid_cell(&g, percent(origin_error(t, t->chosen, "median_band_mape", o), 1).text);
    grid_cell(&g, grouped(origin_error(t, t->chosen, "median_within_mae", o), 2).text);
    grid_cell(&g, percent(origin_error(t, t->chosen, "sum_list_mape", o), 2).text);
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static void put_coverage(buffer *b, const model *m, const backtests *t) {
  static const char *const headings[] = {"<band", "list", "share"};
  grid g;
  put(b, "\n");
  put_title(b, m->set, "How often what came lay within the bands");
  grid_begin(&g, headings, 3);
  for (int level = 0; level < LEVELS; level++) {
    grid_cell(&g, percent(level_shares[level], 0).text);
    for (int share = 0; share < 2; share++)
      grid_cell(&g, percent(coverage_of(t, share, level, 0), 1).text);
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static void put_list_rows(grid *g, const model *m, const backtests *t, const int64_t *order,
                          int64_t from, int64_t to) {
  for (int64_t i = from; i < to; i++) {
    grid_cell(g, m->list_names[order[i]]);
    grid_cell(g, people(past_figure(m, "total_closing", order[i])).text);
    grid_cell(g, percent(mean_list_error(t, order[i]), 2).text);
  }
}

static void put_lists(buffer *b, const model *m, const backtests *t) {
  static const char *const headings[] = {"<list", "waiting", "mean error"};
  enum { SHOWN = 5 };
  int64_t count, *order = worst_first(m, t, &count);
  grid g;
  if (!order) b->failed = 1;
  if (!order || m->lists == 1) {
    free(order);
    return;
  }
  put(b, "\n");
  put_title(b, m->set, "Lists that were furthest off, and those that were closest");
  grid_begin(&g, headings, 3);
  put_list_rows(&g, m, t, order, 0, count < SHOWN ? count : SHOWN);
  int64_t best = count - SHOWN > SHOWN ? count - SHOWN : SHOWN;
  put_list_rows(&g, m, t, order, best < count ? best : count, count);
  grid_print(&g, b, "  ");
  grid_free(&g);
  free(order);
}

static int print_text(const model *m, const backtests *t, const assumptions *a) {
  buffer b = {0};
  put_title(&b, m->set, subject_words(m).text);
  put_methods(&b, m, t, "ahead_list_mape", "How far off the list would have been: middle list",
              percent_words);
  put_methods(&b, m, t, "ahead_within_mae",
              phrased("How far off the share within %s weeks would have been, in points",
                      limit_words(m).text)
                  .text,
              points_words);
  put_origins(&b, m, t);
  put_coverage(&b, m, t);
  put_lists(&b, m, t);
  put_assumptions(&b, a);
  return write_buffer(m->set->output, &b);
}

/* ---------------------------------------------------------------- csv and json */

static int print_table(const model *m, const backtests *t, const assumptions *a) {
  static const char *const names[] = {"list_mape", "list_mape", "predicted_total", "total_lower"};
  cpw_error err;
  cpw_result *all = NULL, *from = t->of[t->chosen];
  int code = DONE;
  if (m->set->what == WHAT_METHODS && (code = backtests_result(t, &all))) return code;
  if (all) from = all;
  if (note_record(from, m, a, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(m->set->output, m->set->format == FORMAT_JSON, from, names[m->set->what]);
  cpw_result_free(all);
  return code;
}

static int answer(const model *m, const backtests *t) {
  assumptions a;
  backtest_assumptions(m, t, &a);
  int code = m->set->html ? write_backtest_page(m, t, &a) : DONE;
  if (code) return code;
  return m->set->format == FORMAT_TEXT ? print_text(m, t, &a) : print_table(m, t, &a);
}

int run_backtest(const void *given) {
  settings set = *(const settings *)given;
  model m = {0};
  backtests t = {0};
  settle_model(&set);
  int code = model_read(&m, &set);
  if (!code) code = backtests_run(&m, &t);
  if (!code) code = answer(&m, &t);
  backtests_free(&t);
  model_free(&m);
  return code;
}
