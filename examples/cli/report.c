/* The page of backlog and target: charts, tables, assumptions and sources, made to be looked at.
 * No source: the figures are those of the text and the tables.
 * Leaves charts to charts.c, tables to report_tables.c, words on assumptions to assumptions.c. */
#include "report.h"

#include "figure.h"
#include "page.h"
#include "report_tables.h"
#include "summary.h"
#include "uncertainty.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- what is looked at closely */

/* "at today's starts and capacity", unless something else was supposed. */
static phrase supposed(const model *m) {
  const settings *set = m->set;
  if (set->growth != 0 || set->capacity_growth != 0 || set->season.count || m->linked ||
      set->skew.value > 0 || set->surplus != CPW_SURPLUS_CONSERVE)
    return phrased("under what is supposed below");
  if (set->starts.kind != AMOUNT_SAME || set->capacity.kind != AMOUNT_SAME ||
      set->capacity_mode != CPW_CAPACITY_COUNTS)
    return phrased("under what is supposed below");
  if (set->longest_first == 0) return phrased("at today's starts and capacity");
  return phrased("at today's capacity, %s of it for the longest waits",
                 percent(set->longest_first, 0).text);
}

static phrase now_words(const model *m) {
  return period_words(last_period(m));
}

static phrase end_words(const model *m) {
  return period_words(m->ahead_text[m->ahead - 1]);
}

/* ---------------------------------------------------------------- top of the page */

static void put_case_sentence(buffer *out, const model *m, const target_case *c, int64_t list) {
  phrase needed = pace(target_number(c, "capacity", list)), on = change_words(c, list);
  phrase sentence = phrased("<strong>%s by %s</strong>", c->standard_words.text, c->by_words.text);
  putf(out, "<li>%s (%s): ", sentence.text, profile_name(c->profile));
  switch (target_outcome(c, list)) {
  case CPW_OUTCOME_UNREACHABLE:
  case CPW_OUTCOME_UNSTABLE:
    put_html(out, outcome_words(c, list).text);
    break;
  case CPW_OUTCOME_ALREADY_MET:
    put(out, "met without any change");
    break;
  case CPW_OUTCOME_CLEARED:
    putf(out, "only by leaving fewer than a %s\xe2\x80\x99s starts: %s treatments a %s, %s",
         c->noun, needed.text, period_noun(m), on.text);
    break;
  default:
    putf(out, "%s treatments a %s at that date, %s on today", needed.text, period_noun(m), on.text);
  }
  put(out, ".</li>\n");
}

static void put_lead_range(buffer *out, const model *m, const char *array, int64_t list,
                           phrase (*words)(double)) {
  double low = fan_figure(m, array, list, m->ahead - 1, FAN_10);
  double high = fan_figure(m, array, list, m->ahead - 1, FAN_90);
  if (!isnan(low)) putf(out, " (80 in 100 runs: %s)", range_words(low, high, words).text);
}

static void put_lead(buffer *out, const model *m, const targets *t, int64_t list) {
  int64_t last = m->ahead - 1;
  if (nobody_starts(m)) putf(out, "<p><strong>Warning: %s</strong></p>\n", no_starts_words);
  put(out, "<p class=\"lead\">At the end of ");
  put_html(out, now_words(m).text);
  putf(out, " <strong>%s</strong> people wait", crowd(past_figure(m, "total_closing", list)).text);
  if (m->lists > 1) {
    put(out, " on the list \xe2\x80\x98");
    put_html(out, m->list_names[list]);
    putf(out, "\xe2\x80\x99, the %s of %lld",
         strcmp(m->list_names[list], "Total") == 0 ? "total" : "longest", (long long)m->lists);
  }
  double now = past_figure(m, "within_18", list), then = ahead_figure(m, "within_18", list, last);
  if (!isnan(now)) putf(out, ", <strong>%s</strong> of them up to 18 weeks", percent(now, 1).text);
  putf(out, ". By %s, %s, they are %s", end_words(m).text, supposed(m).text,
       crowd(ahead_figure(m, "total_closing", list, last)).text);
  put_lead_range(out, m, "total_closing", list, crowd);
  if (!isnan(then)) {
    putf(out, ", and %s of them up to 18 weeks", percent(then, 1).text);
    put_lead_range(out, m, "within_18", list, share_words);
  }
  put(out, ".</p>\n");
  if (!t) return;
  put(out, "<ul>\n");
  for (int i = 0; i < t->count; i++)
    put_case_sentence(out, m, &t->item[i], list);
  put(out, "</ul>\n");
}

static void put_tiles(buffer *out, const model *m, int64_t list) {
  double total = past_figure(m, "total_closing", list), over = past_figure(m, "over_52", list);
  const char *noun = period_noun(m);
  put(out, "<dl class=\"tiles\">\n");
  put_tile(out, "Waiting", crowd(total).text, total >= 1e6 ? people(total).text : "");
  put_tile(out, "Within 18 weeks", percent(past_figure(m, "within_18", list), 1).text,
           phrased("median %s weeks", wait_words(past_figure(m, "median_wait", list),
                                                 past_flag(m, "median_wait_bound", list))
                                          .text)
               .text);
  put_tile(
      out, "92 in 100 wait up to",
      phrased(
          "%s weeks",
          wait_words(past_figure(m, "p92_wait", list), past_flag(m, "p92_wait_bound", list)).text)
          .text,
      "");
  if (!isnan(over))
    put_tile(out, "Over 52 weeks", people(over).text, percent(over / total, 1).text);
  put_tile(out, phrased("Clock starts a %s", noun).text, pace(m->backlog.starts[list]).text,
           "taken ahead");
  put_tile(out, phrased("Treated a %s", noun).text, pace(m->backlog.capacity[list]).text,
           "taken ahead");
  put_tile(out, phrased("Removed a %s", noun).text,
           people(ahead_figure(m, "total_removed", list, 0)).text, "without treatment, next");
  put_tile(out, phrased("Waiting in %s", end_words(m).text).text,
           crowd(ahead_figure(m, "total_closing", list, m->ahead - 1)).text, supposed(m).text);
  put(out, "</dl>\n");
}

/* ---------------------------------------------------------------- figures */

static void figure_bands(buffer *out, const view *v) {
  band_groups g = group_bands(&v->m->bands);
  int64_t last = moments(v->m) - 1, bands = v->m->bands_count - 1;
  figure f = {.id = "bands",
              .title = "The list by time waited",
              .reading = "Everybody on the list at the end of each period. What has been counted "
                         "stands to the left of the dotted line, what is projected to its right; "
                         "the longest waits lie at the bottom.",
              .draw = chart_bands,
              .tabulate = table_bands,
              .caption = "People waiting by time waited"};
  f.alternative[0] = phrased("Stacked areas by time waited from %s to %s.",
                             period_words(moment_label(v->m, 0)).text, end_words(v->m).text);
  f.alternative[1] = phrased("All: %s at first, %s now, %s at the end.",
                             crowd(moment_waiting(v->m, v->list, 0, 0, bands)).text,
                             crowd(moment_waiting(v->m, v->list, moment_now(v->m), 0, bands)).text,
                             crowd(moment_waiting(v->m, v->list, last, 0, bands)).text);
  for (int64_t i = 0; i < g.count; i++)
    add_key(&f, order_colour(i, g.count), NULL, 1, g.name[i].text);
  put_figure(out, &f, v);
}

static void add_case_keys(figure *f, const view *v) {
  for (int i = 0; v->t && i < v->t->count; i++) {
    const target_case *c = &v->t->item[i];
    if (c->standard.weeks == v->weeks)
      add_key(f, case_colour(c), case_dash(c), 0, case_words(c).text);
  }
}

static void add_fan_keys(figure *f, const model *m) {
  static const char *const words[] = {"95 in 100 runs", "80 in 100", "50 in 100"};
  for (int i = 0; m->simulation && i < 3; i++)
    add_key(f, fan_colour(i), NULL, 1, words[i]);
}

static void figure_within(buffer *out, const view *v, int number) {
  phrase id = phrased("within-%d", number), weeks = fixed(v->weeks, 0);
  phrase title = phrased("The share that waits up to %s weeks", weeks.text);
  figure f = {.id = id.text,
              .title = title.text,
              .reading = "The black line has been counted, the blue one is projected; the other "
                         "lines show the course with the capacity that each standard takes. A "
                         "diamond marks the standard at its date.",
              .draw = chart_within,
              .tabulate = table_within,
              .caption = title.text};
  f.alternative[0] =
      phrased("Lines over time: %s in %s,", percent(moment_within(v, moment_now(v->m)), 1).text,
              now_words(v->m).text);
  f.alternative[1] = phrased("%s in %s %s.", percent(moment_within(v, moments(v->m) - 1), 1).text,
                             end_words(v->m).text, supposed(v->m).text);
  add_key(&f, COLOUR_INK, NULL, 0, "counted");
  add_key(&f, COLOUR_BLUE, NULL, 0, phrased("projected, %s", supposed(v->m).text).text);
  if (v->weeks == CPW_RTT_WEEKS) add_fan_keys(&f, v->m);
  add_case_keys(&f, v);
  put_figure(out, &f, v);
}

static void figure_fan(buffer *out, view v, const measure *what) {
  v.what = what;
  int64_t last = v.m->ahead - 1;
  phrase (*words)(double) = what->share ? share_words : people;
  phrase from_zero =
      phrased("%s", fan_starts_at_zero(&v) ? "" : " The axis does not begin at zero.");
  buffer reading = {0};
  putf(&reading, "The black line has been counted, the blue one is %s.%s",
       v.m->simulation ? "the middle of the runs; the bands hold 50, 80 and 95 in 100 of them"
                       : "projected",
       from_zero.text);
  figure f = {.id = what->id,
              .title = what->title,
              .reading = reading.bytes ? reading.bytes : "",
              .draw = chart_fan,
              .tabulate = table_fan,
              .caption = what->title};
  f.alternative[0] = phrased("%s now,", words(measure_figure(&v, moment_now(v.m))).text);
  f.alternative[1] = phrased("%s in %s; 80 in 100 runs lie from %s.",
                             words(measure_figure(&v, moments(v.m) - 1)).text, end_words(v.m).text,
                             range_words(fan_figure(v.m, what->array, v.list, last, FAN_10),
                                         fan_figure(v.m, what->array, v.list, last, FAN_90), words)
                                 .text);
  if (!v.m->simulation)
    f.alternative[1] =
        phrased("%s in %s.", words(measure_figure(&v, moments(v.m) - 1)).text, end_words(v.m).text);
  add_key(&f, COLOUR_INK, NULL, 0, "counted");
  add_key(&f, COLOUR_BLUE, NULL, 0, phrased("projected, %s", supposed(v.m).text).text);
  add_fan_keys(&f, v.m);
  put_figure(out, &f, &v);
  buffer_free(&reading);
}

static void figure_heat(buffer *out, const view *v) {
  figure f = {.id = "map",
              .title = "The list as a map",
              .reading = "Each cell is a band of time waited at the end of a period; the colour "
                         "says how many people are in it, on a scale of equal ratios. People move "
                         "one band up each period, so that a wave of many clock starts is a "
                         "diagonal. The white line parts what was counted from what is projected.",
              .draw = chart_heat,
              .height = {460, 420},
              .tabulate = table_heat,
              .caption = "People waiting by band and period"};
  f.alternative[0] = phrased("A map of people by time waited and period,");
  f.alternative[1] = phrased("from %s to %s; the table has the figures.",
                             period_words(moment_label(v->m, 0)).text, end_words(v->m).text);
  put_figure(out, &f, v);
}

/* One chart for each limit that a standard names; 18 weeks where none does. */
static void figures_within(buffer *out, view v) {
  int number = 0;
  for (int i = 0; i < v.t->count; i++) {
    int seen = 0;
    for (int j = 0; j < i; j++)
      seen |= v.t->item[j].standard.weeks == v.t->item[i].standard.weeks;
    if (seen) continue;
    v.weeks = v.t->item[i].standard.weeks;
    figure_within(out, &v, number++);
  }
}

static void figure_capacity(buffer *out, const view *v) {
  figure f = {.id = "capacity",
              .title = "What each standard takes",
              .reading = "Treatments a period at the date of the standard, beside today's (dotted "
                         "line). Flat: at that level from now on; ramp: in equal steps up to it. A "
                         "grey bar is the best that can be done where a standard is out of reach.",
              .draw = chart_capacity,
              .rows = v->t->count + 1,
              .tabulate = table_capacity,
              .caption = "Capacity that the standards take"};
  f.alternative[0] = phrased("Bars: today's capacity is %s a %s,",
                             people(v->m->backlog.capacity[v->list]).text, period_noun(v->m));
  f.alternative[1] =
      phrased("%s takes %s.", case_words(&v->t->item[v->t->count - 1]).text,
              people(target_number(&v->t->item[v->t->count - 1], "capacity", v->list)).text);
  put_figure(out, &f, v);
}

/* The case that asks most of the list looked at. */
static const target_case *hardest_case(const view *v) {
  const target_case *hardest = v->t->item;
  for (int i = 1; i < v->t->count; i++)
    if (hardness(&v->t->item[i], v->list) > hardness(hardest, v->list)) hardest = &v->t->item[i];
  return hardest;
}

static void figure_lists(buffer *out, view v) {
  v.c = hardest_case(&v);
  int64_t rows = v.m->lists < MOST_BARS ? v.m->lists : MOST_BARS;
  phrase title = phrased("List by list: %s", case_words(v.c).text);
  figure f = {.id = "lists",
              .title = title.text,
              .reading =
                  "How much each list's capacity must change at the date, hardest first. Below "
                  "zero: today's is more than enough. Amber: only by leaving fewer people than "
                  "join in a period. Grey: out of reach; the bar is the best that can be done.",
              .draw = chart_lists,
              .rows = (double)rows,
              .tabulate = table_lists,
              .caption = title.text};
  f.alternative[0] = phrased("Bars of the change of capacity for %lld lists,", (long long)rows);
  f.alternative[1] = phrased("hardest first; the table has the figures.");
  put_figure(out, &f, &v);
}

/* The longest lists, and all of them behind a fold where there are many. */
static void section_lists(buffer *out, const view *v) {
  grid g;
  int64_t shown = v->m->lists < MOST_ROWS ? v->m->lists : MOST_ROWS;
  phrase when = phrased("%s and %s", now_words(v->m).text, end_words(v->m).text);
  put(out, "<section id=\"lists\">\n<h2>List by list</h2>\n");
  if (shown < v->m->lists)
    putf(out, "<p>The longest %lld of %lld lists; all of them stand behind the fold.</p>\n",
         (long long)shown, (long long)v->m->lists);
  table_longest(&g, v, shown);
  grid_html(&g, out, when.text);
  grid_free(&g);
  if (shown < v->m->lists) {
    putf(out, "<details><summary>All %lld lists</summary>\n", (long long)v->m->lists);
    table_longest(&g, v, v->m->lists);
    grid_html(&g, out, when.text);
    grid_free(&g);
    put(out, "</details>\n");
  }
  put(out, "</section>\n");
}

static void figure_hazards(buffer *out, const view *v) {
  figure f = {.id = "calibration",
              .title = "How people leave the list",
              .reading =
                  "The share of those who have waited so long that is treated, and the share "
                  "that is removed without treatment, in one period. Below zero: more people "
                  "appear at that time waited than leave without treatment.",
              .draw = chart_hazards,
              .tabulate = table_hazards,
              .caption = "Calibrated hazards by time waited"};
  const double *treatment = v->m->backlog.treatment_hazard + v->list * v->m->bands_count;
  f.alternative[0] = phrased("Steps by time waited: %s are treated in the first band,",
                             percent(treatment[0], 1).text);
  f.alternative[1] = phrased("%s in the last.", percent(treatment[v->m->bands_count - 1], 1).text);
  add_key(&f, COLOUR_BLUE, NULL, 0, "treated");
  add_key(&f, COLOUR_ORANGE, "7 4", 0, "removed without treatment");
  put_figure(out, &f, v);
}

static void figure_balance(buffer *out, const view *v) {
  flows all = past_flows(v->m, v->list, 0);
  phrase title =
      phrased("How people came and went: %lld %ss", (long long)all.periods, period_noun(v->m));
  figure f = {.id = "balance",
              .title = title.text,
              .reading = "Opening list and clock starts, less those treated and those removed "
                         "without treatment, give the closing list, to the last person. Unrecorded "
                         "are people who appear without a recorded clock start.",
              .draw = chart_balance,
              .tabulate = table_balance,
              .caption = "The balance, period by period"};
  f.alternative[0] =
      phrased("Waterfall: opening %s, starts %s,", crowd(all.opening).text, crowd(all.starts).text);
  f.alternative[1] = phrased("treated %s, removed %s, closing %s.", crowd(all.treated).text,
                             crowd(all.removed).text, crowd(all.closing).text);
  put_figure(out, &f, v);
}

static void put_sections(buffer *out, const view *v) {
  if (v->t) {
    figures_within(out, *v);
    figure_capacity(out, v);
    if (v->m->lists > 1) figure_lists(out, *v);
    figure_bands(out, v);
    figure_heat(out, v);
  } else {
    for (int i = 0; i < FAN_MEASURES; i++)
      if (!isnan(measure_figure(&(view){.m = v->m, .list = v->list, .what = &fan_measures[i]},
                                moment_now(v->m))))
        figure_fan(out, *v, &fan_measures[i]);
    figure_bands(out, v);
    figure_heat(out, v);
    if (v->m->lists > 1) section_lists(out, v);
  }
  figure_hazards(out, v);
  if (v->m->history.periods > 1) figure_balance(out, v);
}

int write_report(const model *m, const targets *t, const assumptions *a) {
  buffer out = {0};
  view v = {.m = m, .t = t, .list = longest_list(m)};
  phrase title = phrased("Waiting list: %s", subject_words(m).text);
  const char *heading = m->set->title ? m->set->title : title.text;
  page_begin(&out, heading);
  put_lead(&out, m, t, v.list);
  put(&out, "</header>\n<main>\n");
  put_tiles(&out, m, v.list);
  put_sections(&out, &v);
  put_page_assumptions(&out, a);
  put_record(&out, m);
  return page_end(&out, m->set->html);
}
