/* One patient's place explained, and two patients compared, in words and as tables.
 * Source: cpw_priority_explain and cpw_priority_compare; this file prints what they find.
 * Leaves the whole list to prioritise_table.c. */
#include "output.h"
#include "prioritise.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 98 };

static double number(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || a->size < 1) return (double)NAN;
  return a->real ? a->real[0] : (double)a->integer[0];
}

static phrase ordinal(double place) {
  return people(place);
}

/* A sentence that is filled into lines; the buffer is emptied. */
static void put_paragraph(buffer *b, buffer *words) {
  if (words->count) put_wrapped(b, words->bytes, 0, WIDTH);
  buffer_free(words);
}

/* ---------------------------------------------------------------- one patient */

static void put_standing(buffer *w, const ranked *r, int64_t row, const cpw_result *why) {
  double target = number(why, "target"), wait = number(why, "wait");
  putf(w, "%s stands at place %s of %s. Tier %s", r->list->id[row],
       ordinal(number(why, "place")).text, people((double)r->list->count).text, tier_name(r, row));
  if (isinf(target))
    putf(w, ", %s waited, without a target.", days_words(wait).text);
  else if (number(why, "breached") > 0)
    putf(w, ", %s waited: %s beyond the target of %s.", days_words(wait).text,
         days_words(wait - target).text, days_words(target).text);
  else
    putf(w, ", %s waited; the target of %s is passed in %s.", days_words(wait).text,
         days_words(target).text, days_words(target - wait).text);
  putf(w, " Ahead: %s by a more urgent tier, %s of the same tier by a wait beyond its target.",
       people(number(why, "ahead_tier")).text, people(number(why, "ahead_breached")).text);
}

static void put_score(buffer *w, const ranked *r, int64_t row, const cpw_result *why) {
  int days = r->by->policy->cap_kind == CPW_PRIORITY_CAP_DAYS;
  int64_t up = r->without_equity[row] - r->place[row];
  putf(w, " The score is %s: %s clinical", fixed(number(why, "score"), 4).text,
       fixed(number(why, "clinical"), 4).text);
  if (days)
    putf(w, "; equity counts as %s of waiting.", days_words(number(why, "equity")).text);
  else
    putf(w, " and %s equity%s.", fixed(number(why, "equity"), 4).text,
         number(why, "capped_by") > 0
             ? phrased(" (the cap took %s away)", fixed(number(why, "capped_by"), 4).text).text
             : "");
  if (up)
    putf(w, " Without equity the place would be %s.", people((double)r->without_equity[row]).text);
  if (number(why, "next_wait") > number(why, "wait"))
    putf(w, " One place higher after %s waited, if the one ahead waited no longer.",
         days_words(ceil(number(why, "next_wait"))).text);
}

static void put_criteria(buffer *b, const ranked *r, const cpw_result *why) {
  static const char *const headings[] = {"<criterion", "<part",       "fact",
                                         "value",      "weight",      "adds",
                                         "best place", "worst place", "fact for the next place"};
  const cpw_priority_policy *policy = r->by->policy;
  grid g;
  grid_begin(&g, headings, 9);
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    const cpw_priority_criterion *c = &policy->criteria[k];
    double next = result_figure(why, "next_fact", k);
    grid_cell(&g, clipped(c->name, 24).text);
    grid_cell(&g, c->part == CPW_PRIORITY_EQUITY ? "equity" : "clinical");
    grid_cell(&g, fact_words(c, result_figure(why, "fact", k)).text);
    grid_cell(&g, fixed(result_figure(why, "value", k), 3).text);
    grid_cell(&g, fixed(result_figure(why, "weight", k), 3).text);
    grid_cell(&g, fixed(result_figure(why, "contribution", k), 4).text);
    grid_cell(&g, people(result_figure(why, "best_place", k)).text);
    grid_cell(&g, people(result_figure(why, "worst_place", k)).text);
    grid_cell(&g, isnan(next) ? "-" : fact_words(c, next).text);
  }
  grid_print(&g, b, "");
  grid_free(&g);
}

static void put_decisions(buffer *b, const cpw_result *why) {
  const char *key;
  for (int64_t i = 0; (key = cpw_result_note_key(why, i)); i++)
    if (strncmp(key, "override", 8) == 0) putf(b, "%s: %s\n", key, cpw_result_note(why, key));
}

static int print_explanation(const ranked *r, int64_t row, const cpw_result *why) {
  buffer b = {0}, words = {0};
  put_standing(&words, r, row, why);
  if (r->by->policy->rule == CPW_PRIORITY_SCORE) put_score(&words, r, row, why);
  put_paragraph(&b, &words);
  put(&b, "\n");
  if (r->by->policy->criterion_count) put_criteria(&b, r, why);
  put(&b, "\nBest and worst place: over all facts that the criterion's column could hold.\n");
  put_decisions(&b, why);
  return write_buffer(r->list->set->output, &b);
}

static int find_patient(const ranked *r, const char *option, const char *id, int64_t *row) {
  *row = ptl_find(r->list, id);
  if (*row >= 0) return DONE;
  return fail(USAGE, "--%s: patient \"%s\" is not on the list", option, id);
}

static int write_result(const settings *set, const cpw_result *why, const char *array) {
  return write_table(set->output, set->format == FORMAT_JSON, why,
                     set->format == FORMAT_JSON ? NULL : array);
}

int show_explanation(const ranked *r) {
  const settings *set = r->list->set;
  cpw_priority_list list = ptl_list(r->list, 0);
  cpw_result *why = NULL;
  cpw_error err;
  int64_t row;
  int code = find_patient(r, "explain", set->prioritise.explain, &row);
  if (code) return code;
  if (cpw_priority_explain(r->by->policy, &list, row, NULL, &why, &err))
    return fail_ptl(r->list, &err);
  code = set->format <= FORMAT_TEXT ? print_explanation(r, row, why)
                                    : write_result(set, why, "contribution");
  cpw_result_free(why);
  return code;
}

/* ---------------------------------------------------------------- two patients */

static const char *decided_words(double by) {
  static const char *const words[] = {"by the tier, which nothing crosses",
                                      "by a wait beyond the target of the tier",
                                      "by the score",
                                      "by the days waited, the scores being equal",
                                      "by the id alone, all else being equal",
                                      "because a person decided to keep a place"};
  return words[(int)by];
}

static void put_verdict(buffer *w, const ranked *r, const cpw_result *why) {
  int64_t first = (int64_t)number(why, "row_first"), second = (int64_t)number(why, "row_second");
  putf(w, "%s (place %s) stands before %s (place %s) %s.", r->list->id[first],
       people(number(why, "place_first")).text, r->list->id[second],
       people(number(why, "place_second")).text, decided_words(number(why, "decided_by")));
  putf(w, " Scores: %s and %s.", fixed(number(why, "score_first"), 4).text,
       fixed(number(why, "score_second"), 4).text);
  if (!isnan(number(why, "swap_wait")))
    putf(w, " They would swap had %s waited %s more.", r->list->id[second],
         days_words(ceil(number(why, "swap_wait"))).text);
  else
    putf(w, " No longer wait of %s would swap them.", r->list->id[second]);
  double by = number(why, "decided_by");
  if (by <= CPW_DECIDED_BY_BREACH || by >= CPW_DECIDED_BY_OVERRIDE)
    put(w, " Weights and facts below would swap the scores, not the places.");
}

static phrase figure_or_dash(double value) {
  return isnan(value) ? phrased("-") : fixed(value, 3);
}

static void put_swaps(buffer *b, const ranked *r, const cpw_result *why) {
  static const char *const headings[] = {"<criterion", "value 1st", "value 2nd", "weight",
                                         "difference", "swap: all", "alone",     "fact of 2nd"};
  const cpw_priority_policy *policy = r->by->policy;
  grid g;
  grid_begin(&g, headings, 8);
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    const cpw_priority_criterion *c = &policy->criteria[k];
    double fact = result_figure(why, "swap_fact", k);
    grid_cell(&g, clipped(c->name, 24).text);
    grid_cell(&g, fixed(result_figure(why, "value_first", k), 3).text);
    grid_cell(&g, fixed(result_figure(why, "value_second", k), 3).text);
    grid_cell(&g, fixed(result_figure(why, "weight", k), 3).text);
    grid_cell(&g, fixed(result_figure(why, "difference", k), 4).text);
    grid_cell(&g, figure_or_dash(result_figure(why, "swap_weights", k)).text);
    grid_cell(&g, figure_or_dash(result_figure(why, "swap_alone", k)).text);
    grid_cell(&g, isnan(fact) ? "-" : fact_words(c, fact).text);
  }
  grid_print(&g, b, "");
  grid_free(&g);
}

static int print_comparison(const ranked *r, const cpw_result *why) {
  buffer b = {0}, words = {0};
  put_verdict(&words, r, why);
  put_paragraph(&b, &words);
  put(&b, "\n");
  if (r->by->policy->criterion_count) put_swaps(&b, r, why);
  put(&b, "\n");
  put_wrapped(
      &b,
      "What would bring the scores together: \"swap: all\" are the weights nearest to the "
      "policy's, \"alone\" the weight of this criterion with the others in proportion, \"fact of "
      "2nd\" the nearest fact of the second patient; - where none does.",
      0, WIDTH);
  return write_buffer(r->list->set->output, &b);
}

/* "A,B": ids may have commas themselves, so every comma is tried. */
static int find_pair(const ranked *r, const char *text, int64_t *first, int64_t *second) {
  for (const char *comma = strchr(text, ','); comma; comma = strchr(comma + 1, ',')) {
    char *id = strndup(text, (size_t)(comma - text));
    if (!id) return fail_memory();
    *first = ptl_find(r->list, id);
    free(id);
    *second = ptl_find(r->list, comma + 1);
    if (*first >= 0 && *second >= 0) return DONE;
  }
  return fail(USAGE, "--compare: '%s' is not two ids of the list joined by a comma", text);
}

int show_comparison(const ranked *r) {
  const settings *set = r->list->set;
  cpw_priority_list list = ptl_list(r->list, 0);
  cpw_result *why = NULL;
  cpw_error err;
  int64_t first = -1, second = -1;
  int code = find_pair(r, set->prioritise.compare, &first, &second);
  if (code) return code;
  if (first == second) return fail(USAGE, "--compare: two different patients are needed");
  if (cpw_priority_compare(r->by->policy, &list, first, second, NULL, &why, &err))
    return fail_ptl(r->list, &err);
  code =
      set->format <= FORMAT_TEXT ? print_comparison(r, why) : write_result(set, why, "difference");
  cpw_result_free(why);
  return code;
}
