/* The page of a simulated list: who waits how long, the list over time, what scenarios change.
 * No source: the figures are those of the text and the tables.
 * Leaves charts to patient_charts.c and tables to patient_chart_tables.c. */
#include "patient_page.h"

#include "figure.h"
#include "page.h"
#include "patient_charts.h"

#include <math.h>

/* ---------------------------------------------------------------- head */

static void put_lead(buffer *out, const patient_cases *c) {
  const patient_case *item = &c->item[0];
  const char *noun = cases_period(c);
  putf(out,
       "<p class=\"lead\">In %s the list goes from <strong>%s</strong> to "
       "<strong>%s</strong> ",
       cases_long(c, c->set->patients.periods - c->set->patients.warm_up).text,
       people(case_figure(item, "opening", 0)).text, people(case_figure(item, "closing", 0)).text);
  putf(out, "people. Those treated have waited %s %ss on average, and %s of them %s %ss.</p>\n",
       wait_words(case_figure(item, "wait_mean", 0), 0).text, noun,
       percent(case_by_limit(item, "within", 0, 0), 1).text, limit_words_of(c, 0).text, noun);
}

static void put_tiles(buffer *out, const patient_cases *c) {
  const patient_case *item = &c->item[0];
  put(out, "<dl class=\"tiles\">\n");
  put_tile(out, "Treated", people(case_figure(item, "treated", 0)).text,
           phrased("%s removed", people(case_figure(item, "removed", 0)).text).text);
  put_tile(out, "Mean wait", wait_words(case_figure(item, "wait_mean", 0), 0).text,
           phrased("median %s, 92nd percentile %s", wait_words(case_wait(item, 0, 0.5), 0).text,
                   wait_words(case_wait(item, 0, 0.92), 0).text)
               .text);
  put_tile(out, "Treated beyond the target", people(case_figure(item, "breached", 0)).text, "");
  put_tile(out, "Use of the capacity", percent(case_figure(item, "utilisation", 0), 1).text,
           phrased("%s unused", people(case_figure(item, "unused", 0)).text).text);
  put(out, "</dl>\n");
}

/* ---------------------------------------------------------------- figures */

static void figure_table(buffer *out, const patient_cases *c) {
  grid g;
  put(out, "<section id=\"figures\">\n<h2>By class and group</h2>\n");
  for (int i = 0; i < c->count; i++) {
    fill_figures(&g, c, &c->item[i]);
    phrase caption = phrased("%s; waits in %ss", c->item[i].name.text, cases_period(c));
    grid_html(&g, out, caption.text);
    grid_free(&g);
  }
  put(out, "</section>\n");
}

static void overtakes_tables(buffer *out, const patient_cases *c) {
  grid g;
  if (!has_overtakes(&c->item[0])) return;
  put(out, "<section id=\"overtakes\">\n<h2>Who overtook whom</h2>\n");
  for (int i = 0; i < c->count; i++) {
    fill_overtakes(&g, &c->item[i]);
    grid_html(&g, out, overtakes_title(c, &c->item[i]).text);
    grid_free(&g);
  }
  put(out, "</section>\n");
}

static void figure_waits(buffer *out, view v) {
  const patient_case *item = &v.cases->item[v.item];
  phrase id = phrased("waits-%d", v.item);
  phrase title = phrased("How long those treated had waited: %s", item->name.text);
  int shown = drawn_classes(item),
      slots = !item->list.list.servers && !v.cases->set->patients.batches;
  buffer reading = {0};
  putf(&reading, "%s the share of its patients whose treatment %s that wait. %s, the sooner.",
       item->list.list.classes > 1 ? "Each line is a class:" : "Of the whole list,",
       slots ? "began after" : "had begun within",
       slots ? "The further to the left" : "The steeper");
  figure f = {.id = id.text,
              .title = title.text,
              .reading = reading.bytes ? reading.bytes : "",
              .draw = chart_waits,
              .tabulate = table_waits,
              .caption = "Waits that so many of those treated have not exceeded"};
  f.alternative[0] = phrased("Half of all are treated within %s, 92 in 100 within %s %ss;",
                             wait_words(case_wait(item, 0, 0.5), 0).text,
                             wait_words(case_wait(item, 0, 0.92), 0).text, cases_period(v.cases));
  f.alternative[1] = phrased("the table has the waits of each class.");
  for (int k = 0; k < shown; k++)
    if (drawn_class(item, k))
      add_key(&f, case_line_colour(k), case_line_dash(k), 0, case_who(item, drawn_class(item, k)));
  if (item->list.list.classes > shown)
    add_key(
        &f, COLOUR_NONE, NULL, 0,
        phrased("and %lld more, in the table", (long long)item->list.list.classes - shown).text);
  if (item->list.list.classes > shown)
    f.alternative[1] = phrased("the first %d of %lld classes are drawn, the table has all.", shown,
                               (long long)item->list.list.classes);
  put_figure(out, &f, &v);
  buffer_free(&reading);
}

static void figure_list(buffer *out, const view *v) {
  const patient_cases *c = v->cases;
  figure f = {.id = "list",
              .title = "The list over time",
              .reading =
                  "The mean of all replications at the end of each period; the band is one "
                  "standard deviation to either side: about two in three replications lie in it. "
                  "The axis need not begin at zero.",
              .draw = chart_list,
              .tabulate = table_list,
              .caption = "People on the list"};
  f.alternative[0] = phrased("The list ends at %s people as it is;",
                             people(case_figure(&c->item[0], "closing", 0)).text);
  f.alternative[1] = phrased("the table has every scenario.");
  for (int i = 0; i < c->count; i++)
    add_key(&f, case_line_colour(i), case_line_dash(i), 0, c->item[i].name.text);
  put_figure(out, &f, v);
}

static int any_difference(const dot *d, int rows) {
  for (int i = 0; i < rows; i++)
    if (d[i].value != 0 || d[i].lower != 0 || d[i].upper != 0) return 1;
  return 0;
}

static void figure_differences(buffer *out, view v, int kind) {
  static const char *const titles[] = {"What the scenarios change: people",
                                       "What the scenarios change: waits",
                                       "What the scenarios change: shares"};
  static const char *const ids[] = {"differences-people", "differences-waits",
                                    "differences-shares"};
  dot d[MOST_DOTS];
  v.kind = kind;
  int left_out, rows = dots_of(&v, d, &left_out);
  if (!any_difference(d, rows)) {
    putf(out, "<p>%s: nothing, in any replication.</p>\n", titles[kind]);
    return;
  }
  buffer words = {0};
  putf(&words,
       "Each mark is the mean difference to the list as it is, the line its %s interval, "
       "replication by replication. Blue: the interval excludes 0.",
       percent(v.cases->set->patients.confidence, 0).text);
  if (left_out)
    putf(&words, " The first %d of %d; --what=differences has all of them.", rows, rows + left_out);
  figure f = {.id = ids[kind],
              .title = titles[kind],
              .reading = words.bytes ? words.bytes : "",
              .draw = chart_differences,
              .rows = rows,
              .tabulate = table_differences,
              .caption = "Differences to the list as it is"};
  f.alternative[0] = phrased("Marks with intervals around 0, a row for each scenario and figure;");
  f.alternative[1] = phrased("the table has them.");
  put_figure(out, &f, &v);
  buffer_free(&words);
}

static void figure_use(buffer *out, const view *v) {
  figure f = {.id = "use",
              .title = "Use of the capacity",
              .reading =
                  "What was offered in all: used (attended or not), left unused because nobody was "
                  "there for it, and lost with cancelled sessions.",
              .draw = chart_use,
              .rows = v->cases->count,
              .tabulate = table_use,
              .caption = "Capacity, mean of the replications"};
  f.alternative[0] = phrased("As it is %s of the capacity is used;",
                             percent(case_figure(&v->cases->item[0], "utilisation", 0), 1).text);
  f.alternative[1] = phrased("the table has every scenario.");
  add_key(&f, COLOUR_BLUE, NULL, 1, "used");
  add_key(&f, COLOUR_NONE, NULL, 1, "unused");
  add_key(&f, COLOUR_ORANGE, NULL, 1, "cancelled");
  put_figure(out, &f, v);
}

int write_patient_page(const patient_cases *c, const assumptions *a) {
  buffer out = {0};
  view v = {.cases = c};
  page_begin(&out, cases_title(c).text);
  put_lead(&out, c);
  put_tiles(&out, c);
  put(&out, "</header>\n<main>\n");
  figure_list(&out, &v);
  if (c->count > 1) {
    figure_differences(&out, v, FIGURE_PERIODS);
    figure_differences(&out, v, FIGURE_SHARE);
    figure_differences(&out, v, FIGURE_PEOPLE);
  }
  for (v.item = 0; v.item < c->count; v.item++)
    figure_waits(&out, v);
  v.item = 0;
  figure_use(&out, &v);
  figure_table(&out, c);
  overtakes_tables(&out, c);
  put_page_assumptions(&out, a);
  put_record(&out, &c->data.record);
  return page_end(&out, c->set->html);
}
