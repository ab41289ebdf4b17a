/* The page of a back-test: how far off projections would have been, beside simpler ways.
 * No source: the figures are those of the text and the tables.
 * Leaves charts to backtest_charts.c and tables to backtest_tables.c. */
#include "backtest_page.h"

#include "figure.h"
#include "page.h"
#include "summary.h"

#include <math.h>
#include <stdlib.h>

void backtest_assumptions(const model *m, const backtests *t, assumptions *out) {
  phrase first = period_words(dimension_label(m->history.period, t->first_origin));
  phrase last = period_words(dimension_label(m->history.period, t->first_origin + t->origins - 1));
  const char *method = cpw_result_note(t->of[t->chosen], "method");
  out->count = 0;
  assume(out,
         "Each list is calibrated on what was known up to %s, then up to the next %s, and so on "
         "up to %s, projected, and held against what came.",
         first.text, period_noun(m), last.text);
  if (m->set->flows == CPW_BACKTEST_OBSERVED)
    assume(out, "Later clock starts and treatments are fed in as they came: the errors are the "
                "model's, not those of a forecast of demand.");
  else
    assume(out, "Later clock starts and treatments are taken as they were on average up to then: "
                "nothing that came afterwards is used.");
  assume(out,
         "Middle list: the median over all lists and over what was known; each list counts "
         "alike, from %s people on.",
         people(m->set->least).text);
  if (method) assume(out, "%s: %s.", method_words(t->chosen), method);
  assume(out,
         "Published planner and published functions: the recipes of the tools in use; list as it "
         "is: the last list counted, unchanged.");
  assume(out, "Bands come from the errors of earlier origins alone, of lists of like size.");
  assume_notes(out, t->of[t->chosen], (const char *const[]){"unused", "breaks", NULL});
}

static void put_lead(buffer *out, const model *m, const backtests *t) {
  int64_t h = t->horizon;
  while (h > 1 && isnan(ahead_error(t, t->chosen, "ahead_list_mape", h)))
    h--;
  putf(out,
       "<p class=\"lead\">%lld %ss ahead the middle list would have been <strong>%s</strong> off",
       (long long)h, period_noun(m),
       percent(ahead_error(t, t->chosen, "ahead_list_mape", h), 1).text);
  putf(out,
       " (the list as it is: %s), and its share within %s weeks <strong>%s "
       "points</strong> (%s).",
       percent(ahead_error(t, CPW_BACKTEST_NAIVE, "ahead_list_mape", h), 1).text,
       limit_words(m).text, grouped(ahead_error(t, t->chosen, "ahead_within_mae", h), 1).text,
       grouped(ahead_error(t, CPW_BACKTEST_NAIVE, "ahead_within_mae", h), 1).text);
  putf(out, " Of what came, %s lay within the 80&#160;%% band.</p>\n",
       percent(coverage_of(t, 0, 1, 0), 0).text);
}

static void figure_errors(buffer *out, view v, int share) {
  v.weeks = share ? v.m->set->weeks : 0;
  phrase title = phrased("Error of the share within %s weeks", limit_words(v.m).text);
  figure f = {.id = share ? "errors-share" : "errors-list",
              .title = share ? title.text : "Error of the list",
              .reading = share ? "How many percentage points the share of the middle list would "
                                 "have been off, by how far ahead it was projected."
                               : "How far off the middle list would have been, by how far ahead it "
                                 "was projected.",
              .draw = chart_errors,
              .tabulate = table_errors,
              .caption = share ? "Median error of the share, percentage points"
                               : "Median error of the list"};
  f.alternative[0] = phrased("Lines of the median error by periods ahead, one a method;");
  f.alternative[1] = phrased("the table has the figures.");
  for (int32_t method = 0; method < METHODS; method++)
    add_key(&f, method_colour(v.b, method), method == CPW_BACKTEST_NAIVE ? "7 4" : NULL, 0,
            method_words(method));
  put_figure(out, &f, &v);
}

static void figure_coverage(buffer *out, view v, int share) {
  v.weeks = share ? v.m->set->weeks : 0;
  phrase title = phrased("Do the bands of the share within %s weeks hold?", limit_words(v.m).text);
  figure f = {.id = share ? "coverage-share" : "coverage-list",
              .title = share ? title.text : "Do the bands of the list hold?",
              .reading =
                  "How often what came lay within the bands of 50, 80 and 95 in 100. Each line "
                  "should follow the dotted one of its colour: below it the bands are too "
                  "narrow.",
              .draw = chart_coverage,
              .tabulate = table_coverage,
              .caption = "Share of what came inside the bands"};
  f.alternative[0] = phrased("Overall %s of the 50 %% band, %s of the 80 %% band,",
                             percent(coverage_of(v.b, share, 0, 0), 0).text,
                             percent(coverage_of(v.b, share, 1, 0), 0).text);
  f.alternative[1] =
      phrased("%s of the 95 %% band.", percent(coverage_of(v.b, share, 2, 0), 0).text);
  for (int level = 0; level < LEVELS; level++)
    add_key(&f, order_colour(level + 3, 7), NULL, 0,
            phrased("%s band", percent(level_shares[level], 0).text).text);
  put_figure(out, &f, &v);
}

static void figure_courses(buffer *out, const view *v) {
  phrase title = phrased("%.60s: predicted and counted", v->m->list_names[v->list]);
  figure f = {.id = "courses",
              .title = title.text,
              .reading =
                  "The black line is what was counted. Each coloured line begins where the "
                  "calibration ends and shows what would have been projected from there: the "
                  "darker, the later. The axis need not begin at zero.",
              .draw = chart_courses,
              .tabulate = table_courses,
              .caption = title.text};
  f.alternative[0] = phrased("A line for each of %lld origins beside", (long long)v->b->origins);
  f.alternative[1] = phrased("the line of what was counted; the table has the figures.");
  add_key(&f, COLOUR_INK, NULL, 0, "counted");
  add_key(&f, order_colour(2, v->b->origins + 3), NULL, 0, "predicted early");
  add_key(&f, order_colour(v->b->origins + 1, v->b->origins + 3), NULL, 0, "predicted late");
  put_figure(out, &f, v);
}

static void figure_worst(buffer *out, const view *v) {
  int64_t count, *order = worst_first(v->m, v->b, &count);
  free(order);
  int64_t rows = count < 2 * BACKTEST_LISTS ? count : 2 * BACKTEST_LISTS;
  figure f = {.id = "worst",
              .title = "Worst and best lists",
              .reading =
                  "Mean error of single lists over all origins: above, in orange, those that "
                  "were furthest off, below, in green, the closest. Small lists and lists that "
                  "were reorganised are hardest; the table has every list.",
              .draw = chart_worst,
              .rows = (double)rows,
              .tabulate = table_worst,
              .caption = "Mean error of every list, worst first"};
  f.alternative[0] = phrased("Bars for %lld of %lld lists;", (long long)rows, (long long)count);
  f.alternative[1] = phrased("the table has all of them.");
  put_figure(out, &f, v);
}

int write_backtest_page(const model *m, const backtests *t, const assumptions *a) {
  buffer out = {0};
  view v = {.m = m, .b = t, .list = longest_list(m)};
  phrase title = phrased("How good would it have been? %.60s", subject_words(m).text);
  page_begin(&out, m->set->title ? m->set->title : title.text);
  put_lead(&out, m, t);
  put(&out, "</header>\n<main>\n");
  figure_errors(&out, v, 0);
  figure_errors(&out, v, 1);
  figure_courses(&out, &v);
  figure_coverage(&out, v, 0);
  figure_coverage(&out, v, 1);
  if (m->lists > 1) figure_worst(&out, &v);
  put_page_assumptions(&out, a);
  put_record(&out, m);
  return page_end(&out, m->set->html);
}
