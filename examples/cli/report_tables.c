/* The tables under the charts: the same figures, to the digit that a reader needs.
 * No source: figures of the history, the calibration, the projection and the targets.
 * Leaves every digit to --format=csv and json. */
#include "report_tables.h"

#include "summary.h"
#include "uncertainty.h"

#include <stdlib.h>

phrase case_words(const target_case *c) {
  return phrased("%s by %s, %s", percent(c->standard.share, 0).text, c->by_words.text,
                 profile_name(c->profile));
}

static void begin(grid *g, const phrase *headings, int64_t count) {
  const char *words[MOST_GRID_COLUMNS];
  for (int64_t i = 0; i < count; i++)
    words[i] = headings[i].text;
  grid_begin(g, words, count);
}

void table_bands(grid *g, const view *v) {
  band_groups groups = group_bands(&v->m->bands);
  phrase headings[MOST_GROUPS_OF_BANDS + 2];
  headings[0] = phrased("<End of");
  for (int64_t i = 0; i < groups.count; i++)
    headings[i + 1] = groups.name[i];
  headings[groups.count + 1] = phrased("All");
  begin(g, headings, groups.count + 2);
  for (int64_t t = 0; t < moments(v->m); t++) {
    grid_cell(g, period_words(moment_label(v->m, t)).text);
    for (int64_t i = 0; i < groups.count; i++)
      grid_cell(
          g,
          people(moment_waiting(v->m, v->list, t, groups.first[i], groups.first[i + 1] - 1)).text);
    grid_cell(g, people(moment_waiting(v->m, v->list, t, 0, v->m->bands_count - 1)).text);
  }
}

/* "3 to 4", or "12 and over" */
static phrase row_words(const cpw_bands *bands, int64_t row) {
  phrase low = grouped(bands->lower[heat_row_first(bands, row)], 0);
  int64_t next = heat_row_first(bands, row + 1);
  if (next == bands->count) return phrased("%s and over", low.text);
  return phrased("%s to %s", low.text, grouped(bands->lower[next], 0).text);
}

void table_heat(grid *g, const view *v) {
  const cpw_bands *bands = &v->m->bands;
  phrase headings[MOST_GRID_COLUMNS];
  int64_t rows = heat_rows(bands);
  headings[0] = phrased("<%ss waited, end of", unit_noun(bands));
  for (int64_t row = 0; row < rows; row++)
    headings[row + 1] = row_words(bands, row);
  begin(g, headings, rows + 1);
  for (int64_t t = 0; t < moments(v->m); t++) {
    grid_cell(g, period_words(moment_label(v->m, t)).text);
    for (int64_t row = 0; row < rows; row++)
      grid_cell(g, people(heat_figure(v, row, t)).text);
  }
}

void table_fan(grid *g, const view *v) {
  const char *const headings[] = {"<End of",   "Expected",  "Middle",
                                  "50 in 100", "80 in 100", "95 in 100"};
  phrase (*words)(double) = v->what->share ? share_words : people;
  const model *m = v->m;
  grid_begin(g, headings, m->simulation ? 6 : 2);
  for (int64_t t = 0; t < moments(m); t++) {
    int64_t ahead = t - m->history.periods;
    grid_cell(g, period_words(moment_label(m, t)).text);
    grid_cell(g, words(measure_figure(v, t)).text);
    if (!m->simulation) continue;
    grid_cell(g,
              ahead < 0 ? "-" : words(fan_figure(m, v->what->array, v->list, ahead, FAN_50)).text);
    for (int band = 2; band >= 0; band--)
      grid_cell(g, ahead < 0 ? "-"
                             : range_words(fan_figure(m, v->what->array, v->list, ahead, band),
                                           fan_figure(m, v->what->array, v->list, ahead,
                                                      FAN_QUANTILES - 1 - band),
                                           words)
                                   .text);
  }
}

void table_within(grid *g, const view *v) {
  phrase headings[MOST_GRID_COLUMNS];
  int64_t n = 0;
  headings[n++] = phrased("<End of");
  headings[n++] = phrased("As it is");
  for (int i = 0; v->t && i < v->t->count; i++)
    if (v->t->item[i].standard.weeks == v->weeks) headings[n++] = case_words(&v->t->item[i]);
  begin(g, headings, n);
  for (int64_t t = 0; t < moments(v->m); t++) {
    grid_cell(g, period_words(moment_label(v->m, t)).text);
    grid_cell(g, percent(moment_within(v, t), 1).text);
    for (int i = 0; v->t && i < v->t->count; i++) {
      const target_case *c = &v->t->item[i];
      if (c->standard.weeks != v->weeks) continue;
      grid_cell(g, percent(case_within(c, v->m, v->list, t), 1).text);
    }
  }
}

static void put_answer(grid *g, const target_case *c, int64_t list) {
  grid_cell(g, pace(target_number(c, "capacity", list)).text);
  grid_cell(g, change_words(c, list).text);
  grid_cell(g, people(target_number(c, "extra", list)).text);
  grid_cell(g, percent(target_number(c, "share_unchanged", list), 1).text);
  grid_cell(g, reached_words(c, list).text);
  grid_cell(g, outcome_words(c, list).text);
}

void table_capacity(grid *g, const view *v) {
  static const char *const headings[] = {
      "<Standard", "<By",           "<Capacity",     "Treated a period, at the date",
      "On today",  "Extra treated", "Share without", "Share with it",
      "<Outcome"};
  grid_begin(g, headings, 9);
  for (int i = 0; i < v->t->count; i++) {
    const target_case *c = &v->t->item[i];
    grid_cell(g, c->standard_words.text);
    grid_cell(g, c->by_words.text);
    grid_cell(g, profile_name(c->profile));
    put_answer(g, c, v->list);
  }
}

static void put_target_list(grid *g, const view *v, int64_t list) {
  const model *m = v->m;
  grid_cell(g, m->list_names[list]);
  grid_cell(g, people(past_figure(m, "total_closing", list)).text);
  grid_cell(g, percent(past_figure(m, "within_18", list), 1).text);
  grid_cell(g, pace(m->backlog.capacity[list]).text);
  put_answer(g, v->c, list);
}

static void put_plain_list(grid *g, const model *m, int64_t list) {
  int64_t last = m->ahead - 1;
  double now = past_figure(m, "total_closing", list);
  double then = ahead_figure(m, "total_closing", list, last);
  grid_cell(g, m->list_names[list]);
  grid_cell(g, people(now).text);
  grid_cell(g, percent(past_figure(m, "within_18", list), 1).text);
  grid_cell(g, pace(m->backlog.starts[list]).text);
  grid_cell(g, pace(m->backlog.capacity[list]).text);
  grid_cell(g, people(then).text);
  grid_cell(g, change(then / now).text);
  grid_cell(g, percent(ahead_figure(m, "within_18", list, last), 1).text);
}

static void table_targets(grid *g, const view *v) {
  static const char *const headings[] = {
      "<List",    "Waiting",       "Within 18 weeks", "Treated now",   "Needed",
      "On today", "Extra treated", "Share without",   "Share with it", "<Outcome"};
  grid_begin(g, headings, 10);
  int64_t *order = hardest_first(v->m, v->c);
  if (!order) g->text.failed = 1;
  for (int64_t i = 0; order && i < v->m->lists; i++)
    put_target_list(g, v, order[i]);
  free(order);
}

void table_lists(grid *g, const view *v) {
  table_targets(g, v);
}

/* Lists by the people on them now; lists of the same length keep their order. NULL: no memory. */
static int64_t *longest_first(const model *m) {
  int64_t *order = calloc((size_t)m->lists, sizeof *order);
  for (int64_t i = 0; order && i < m->lists; i++) {
    int64_t at = i;
    double waiting = past_figure(m, "total_closing", i);
    for (; at > 0 && past_figure(m, "total_closing", order[at - 1]) < waiting; at--)
      order[at] = order[at - 1];
    order[at] = i;
  }
  return order;
}

void table_longest(grid *g, const view *v, int64_t rows) {
  static const char *const headings[] = {"<List",        "Waiting",       "Within 18 weeks",
                                         "Clock starts", "Treated",       "Waiting then",
                                         "Change",       "Within 18 then"};
  int64_t *order = longest_first(v->m);
  grid_begin(g, headings, 8);
  if (!order) g->text.failed = 1;
  for (int64_t i = 0; order && i < rows; i++)
    put_plain_list(g, v->m, order[i]);
  free(order);
}

void table_hazards(grid *g, const view *v) {
  const model *m = v->m;
  const double *lower = m->bands.lower;
  const char *noun = unit_noun(&m->bands);
  phrase headings[4] = {phrased("<%ss waited", noun), phrased("Waiting now"),
                        phrased("Treated a %s", period_noun(m)),
                        phrased("Removed a %s", period_noun(m))};
  begin(g, headings, 4);
  for (int64_t b = 0; b < m->bands_count; b++) {
    int64_t at = v->list * m->bands_count + b;
    grid_cell(
        g,
        b + 1 == m->bands_count
            ? phrased("%s and over", grouped(lower[b], 0).text).text
            : phrased("%s to %s", grouped(lower[b], 0).text, grouped(lower[b + 1], 0).text).text);
    grid_cell(g, people(m->backlog.waiting[at]).text);
    grid_cell(g, percent(m->backlog.treatment_hazard[at], 1).text);
    grid_cell(g, percent(m->backlog.removal_hazard[at], 1).text);
  }
}

void table_balance(grid *g, const view *v) {
  static const char *const headings[] = {"<Period",   "Opening",   "+ starts", "+ unrecorded",
                                         "- treated", "- removed", "= closing"};
  static const char *const arrays[] = {"total_opening", "total_starts",  "total_unrecorded",
                                       "total_treated", "total_removed", "total_closing"};
  const cpw_array *opening = cpw_result_find(v->m->calibration, "total_opening");
  int64_t periods = opening->dimension[1]->length;
  grid_begin(g, headings, 7);
  for (int64_t t = 0; t < periods; t++) {
    grid_cell(g, period_words(dimension_label(opening->dimension[1], t)).text);
    for (int i = 0; i < 6; i++)
      grid_cell(g, people(real_array(v->m->calibration, arrays[i])[v->list * periods + t]).text);
  }
}
