/* The tables under the charts of a simulated list.
 * Figures: those of the charts.
 * Leaves drawing to patient_charts.c. */
#include "patient_charts.h"

#include "results.h"

#include <math.h>

void table_waits(grid *g, const view *v) {
  static const double shown[] = {0.25, 0.5, 0.75, 0.92, 0.95, 0.99};
  static const char *const headings[] = {
      "<who", "25 %", "50 %", "75 %", "92 %", "95 %", "99 % treated within"};
  const patient_case *item = &v->cases->item[v->item];
  grid_begin(g, headings, 7);
  for (int64_t who = 0; who < case_whos(item); who++) {
    if (!case_is_plain(item, who)) continue;
    grid_cell(g, case_who(item, who));
    for (size_t q = 0; q < sizeof shown / sizeof *shown; q++)
      grid_cell(g, wait_words(case_wait(item, who, shown[q]), 0).text);
  }
}

void table_list(grid *g, const view *v) {
  const patient_cases *c = v->cases;
  phrase first = left_heading(cases_period(c)), spread[MOST_SCENARIOS + 1];
  const char *headings[2 * (MOST_SCENARIOS + 1) + 1] = {first.text};
  for (int i = 0; i < c->count; i++) {
    headings[2 * i + 1] = c->item[i].name.text;
    spread[i] = phrased("standard deviation");
    headings[2 * i + 2] = spread[i].text;
  }
  grid_begin(g, headings, 2 * c->count + 1);
  int64_t periods = c->set->patients.periods, every = periods / 60 + 1;
  for (int64_t t = 0; t < periods; t++) {
    if ((t + 1) % every && t + 1 != periods) continue;
    grid_cell(g, people((double)t + 1).text);
    for (int i = 0; i < c->count; i++) {
      int64_t at = t * case_whos(&c->item[i]);
      grid_cell(g, people(result_figure(c->item[i].result, "list", at)).text);
      grid_cell(g, grouped(result_figure(c->item[i].result, "list_sd", at), 1).text);
    }
  }
}

void table_differences(grid *g, const view *v) {
  static const char *const headings[] = {"<scenario", "<figure", "difference",
                                         "lower",     "upper",   "<"};
  dot d[MOST_DOTS];
  int left_out, count = dots_of(v, d, &left_out);
  double scale = v->kind == FIGURE_SHARE ? 0.01 : 1;
  grid_begin(g, headings, 6);
  for (int i = 0; i < count; i++) {
    grid_cell(g, d[i].item->name.text);
    grid_cell(g, compared_name(v->cases, d[i].what, d[i].who, d[i].limit).text);
    grid_cell(g, difference_words(d[i].what, scale * d[i].value).text);
    grid_cell(g, difference_words(d[i].what, scale * d[i].lower).text);
    grid_cell(g, difference_words(d[i].what, scale * d[i].upper).text);
    grid_cell(g, verdict(d[i].what, scale * d[i].lower, scale * d[i].upper));
  }
}

void table_use(grid *g, const view *v) {
  static const char *const headings[] = {"<",    "offered", "cancelled",
                                         "used", "unused",  "share used"};
  static const char *const shown[] = {"offered", "lost", "used", "unused"};
  grid_begin(g, headings, 6);
  for (int i = 0; i < v->cases->count; i++) {
    const patient_case *item = &v->cases->item[i];
    grid_cell(g, item->name.text);
    for (int k = 0; k < 4; k++)
      grid_cell(g, people(case_figure(item, shown[k], 0)).text);
    grid_cell(g, percent(case_figure(item, "utilisation", 0), 1).text);
  }
}
