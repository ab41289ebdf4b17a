/* Who gains and who is delayed: equity against none, or one policy against another, by what is watched.
 * Source: carepath/impact.h (Equality Act 2010, section 149: due regard).
 * Leaves the two orders to prioritise_rank.c. */
#include "output.h"
#include "prioritise.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 98 };

/* ---------------------------------------------------------------- measuring */

static int take_rule(const settings *set, cpw_disclosure_options *options) {
  const char *name = set->prioritise.suppress;
  cpw_disclosure_options_init(options);
  const cpw_disclosure_rule *rule = cpw_disclosure_rule_find(name);
  if (rule) {
    options->least = rule->least;
    options->base = rule->base;
    options->rounding = rule->rounding;
    options->zeros = rule->zeros;
    return DONE;
  }
  buffer known = {0};
  for (int64_t i = 0; (rule = cpw_disclosure_rule_at(i)); i++)
    putf(&known, "%s%s", i ? ", " : "", rule->name);
  fail(USAGE, "--suppress: '%s' is not one of %s", name, known.bytes ? known.bytes : "");
  buffer_free(&known);
  return USAGE;
}

static cpw_impact_characteristic characteristic_of(const watched *w) {
  return (cpw_impact_characteristic){.name = w->name,
                                     .groups = w->groups,
                                     .labels = (const char *const *)w->label,
                                     .group = w->group,
                                     .ordered = w->ordered};
}

static int measure(const ranked *r, const cpw_impact_list *list, cpw_result **out) {
  const prioritise_settings *s = &r->list->set->prioritise;
  cpw_disclosure_options rule;
  cpw_impact_options options;
  cpw_error err;
  int code = s->suppress ? take_rule(r->list->set, &rule) : DONE;
  if (code) return code;
  cpw_impact_options_init(&options);
  options.slots = s->slots;
  options.top = s->top;
  if (s->suppress) options.suppress = &rule;
  return cpw_impact_measure(list, &options, out, &err) ? fail_ptl(r->list, &err) : DONE;
}

int measure_impact(const ranked *r, const int64_t *before, const int64_t *after, cpw_result **out) {
  const ptl *p = r->list;
  cpw_impact_characteristic who[MOST_WATCHED];
  cpw_impact_list list;
  double *target = calloc(p->count > 0 ? (size_t)p->count : 1, sizeof *target);
  if (!target) return fail_memory();
  for (int64_t i = 0; i < p->count; i++)
    target[i] = r->by->policy->tiers[r->tier[i]].target;
  cpw_impact_list_init(&list);
  list.patients = p->count;
  list.before = before;
  list.after = after;
  list.wait = p->wait;
  list.target = target;
  list.characteristics = who;
  for (int i = 0; i < p->watched_count; i++)
    if (p->watched[i].groups > 0)
      who[list.characteristic_count++] = characteristic_of(&p->watched[i]);
  int code = measure(r, &list, out);
  free(target);
  return code;
}

/* ---------------------------------------------------------------- as text */

static phrase count_words(double value) {
  return isnan(value) ? phrased("withheld") : people(value);
}

static phrase ratio_words(double value) {
  return isnan(value) ? phrased("-") : fixed(value, 2);
}

static const char *label_of(const cpw_array *a, const char *coordinate, int64_t i) {
  const cpw_dimension *d = a->dimension[0];
  for (int64_t c = 0; c < d->coordinates; c++)
    if (strcmp(d->coordinate_names[c], coordinate) == 0) return d->coordinate_labels[c][i];
  return "";
}

/* A few columns of the lines: a heading, an array and how its numbers are written. */
typedef struct line_column {
  const char *heading, *array;
  phrase (*words)(double value);
} line_column;

static phrase mean_words(double value) {
  return isnan(value) ? phrased("-") : grouped(value, 1);
}

static void put_lines(buffer *b, const cpw_result *impact, const line_column *column,
                      int64_t count) {
  const cpw_array *lines = cpw_result_find(impact, "people");
  const char *headings[MOST_GRID_COLUMNS] = {"<watched", "<group"};
  grid g;
  for (int64_t c = 0; c < count; c++)
    headings[c + 2] = column[c].heading;
  grid_begin(&g, headings, count + 2);
  for (int64_t i = 0; i < lines->size; i++) {
    const char *last = i ? label_of(lines, "characteristic", i - 1) : "";
    const char *name = label_of(lines, "characteristic", i);
    grid_cell(&g, strcmp(last, name) == 0 ? "" : clipped(name, 24).text);
    grid_cell(&g, clipped(label_of(lines, "group", i), 24).text);
    for (int64_t c = 0; c < count; c++)
      grid_cell(&g, column[c].words(result_figure(impact, column[c].array, i)).text);
  }
  grid_print(&g, b, "");
  grid_free(&g);
}

static void put_slopes(buffer *b, const cpw_result *impact) {
  const cpw_array *slopes = cpw_result_find(impact, "slope_before");
  for (int64_t i = 0; slopes && i < slopes->size; i++) {
    double before = slopes->real[i], after = result_figure(impact, "slope_after", i);
    if (isnan(before) || isnan(after)) continue;
    putf(b, "slope of the mean wait at treatment over %s: %s days before, %s after\n",
         slopes->dimension[0]->coordinate_labels[0][i], fixed(before, 1).text,
         fixed(after, 1).text);
  }
}

static void put_most_delayed(buffer *b, const ranked *r, const cpw_result *impact) {
  const cpw_array *row = cpw_result_find(impact, "row");
  if (!row || row->size < 1) return;
  buffer words = {0};
  put(&words, "Most delayed:");
  for (int64_t i = 0; i < row->size; i++) {
    double weeks = result_figure(impact, "weeks", i);
    double places = result_figure(impact, "places", i);
    putf(&words, "%s %s (%s %s", i ? "," : "", r->list->id[(int64_t)row->real[i]],
         people(places).text, places == 1 ? "place" : "places");
    if (!isnan(weeks)) putf(&words, ", %s %s", people(weeks).text, weeks == 1 ? "week" : "weeks");
    put(&words, ")");
  }
  put(b, "\n");
  if (words.count) put_wrapped(b, words.bytes, 0, WIDTH);
  buffer_free(&words);
}

void put_impact(buffer *b, const ranked *r, const cpw_result *impact) {
  static const line_column places[] = {{"people", "people", count_words},
                                       {"earlier", "earlier", count_words},
                                       {"same", "same", count_words},
                                       {"later", "later", count_words},
                                       {"mean place before", "mean_before", mean_words},
                                       {"after", "mean_after", mean_words},
                                       {"most places lost", "most_lost", count_words}};
  static const line_column tops[] = {{"first before", "top_before", count_words},
                                     {"first after", "top_after", count_words},
                                     {"ratio before", "top_ratio_before", ratio_words},
                                     {"ratio after", "top_ratio_after", ratio_words}};
  static const line_column waits[] = {{"delayed", "delayed", count_words},
                                      {"weeks, mean", "mean_weeks", mean_words},
                                      {"most", "most_weeks", count_words},
                                      {"wait before", "wait_before", mean_words},
                                      {"after", "wait_after", mean_words},
                                      {"beyond target before", "breaches_before", count_words},
                                      {"after", "breaches_after", count_words}};
  const prioritise_settings *s = &r->list->set->prioritise;
  putf(
      b,
      "%s of %s patients move, %s of them to a later place; Kendall's tau of the two orders %s\n\n",
      people(result_figure(impact, "moved", 0)).text, people((double)r->list->count).text,
      people(result_figure(impact, "later_all", 0)).text,
      ratio_words(result_figure(impact, "kendall", 0)).text);
  put_lines(b, impact, places, 7);
  if (s->top) {
    putf(b, "\nAmong the first %s:\n", people((double)s->top).text);
    put_lines(b, impact, tops, 4);
    put_wrapped(
        b,
        "Ratio: share of the group among the first, to the group of the greatest share; below "
        "0.8 by the four-fifths rule of thumb worth a look.",
        0, WIDTH);
  }
  if (s->slots > 0) {
    putf(b, "\nAt %s treatments a week, waits in days when treated:\n", people(s->slots).text);
    put_lines(b, impact, waits, 7);
    put_slopes(b, impact);
  }
  if (!s->suppress) put_most_delayed(b, r, impact);
}

/* ---------------------------------------------------------------- equity against none */

static int write_impact(const settings *set, const cpw_result *impact) {
  return write_table(set->output, set->format == FORMAT_JSON, impact,
                     set->format == FORMAT_JSON ? NULL : "people");
}

static int check_watched(const ptl *p) {
  if (p->watched_count > 0) return DONE;
  return fail(USAGE, "nothing is watched: name columns with --by, or with monitor in the policy");
}

int show_impact(const ranked *r) {
  const settings *set = r->list->set;
  cpw_result *impact = NULL;
  buffer b = {0};
  int code = check_watched(r->list);
  if (!code) code = measure_impact(r, r->without_equity, r->place, &impact);
  if (!code && set->format > FORMAT_TEXT) {
    code = write_impact(set, impact);
  } else if (!code) {
    put(&b, "Before: the policy without equity. After: the policy.\n");
    put_impact(&b, r, impact);
    code = write_buffer(set->output, &b);
  }
  cpw_result_free(impact);
  return code;
}

/* ---------------------------------------------------------------- one policy against another */

static int compare_rows(const void *a, const void *b) {
  const int64_t *x = a, *y = b; /* gain, row */
  if (x[0] != y[0]) return x[0] > y[0] ? -1 : 1;
  return (x[1] > y[1]) - (x[1] < y[1]);
}

static void put_movers(buffer *b, const ranked *now, const ranked *other, const int64_t *gain,
                       int64_t from, int64_t to) {
  static const char *const headings[] = {"<id", "<tier", "<tier, other", "place", "other", "up"};
  grid g;
  grid_begin(&g, headings, 6);
  for (int64_t k = from; k < to; k++) {
    int64_t i = gain[2 * k + 1];
    grid_cell(&g, clipped(now->list->id[i], 24).text);
    grid_cell(&g, tier_name(now, i));
    grid_cell(&g, tier_name(other, i));
    grid_cell(&g, people((double)now->place[i]).text);
    grid_cell(&g, people((double)other->place[i]).text);
    grid_cell(&g, moved_words(gain[2 * k]).text);
  }
  grid_print(&g, b, "");
  grid_free(&g);
}

/* Those who gain most, then those who lose most. */
static int put_most_moved(buffer *b, const ranked *now, const ranked *other) {
  int64_t n = now->list->count, rows = now->list->set->prioritise.show, up = 0, down = 0;
  int64_t *gain = calloc(n > 0 ? 2 * (size_t)n : 1, sizeof *gain);
  if (!gain) return fail_memory();
  for (int64_t i = 0; i < n; i++) {
    gain[2 * i] = now->place[i] - other->place[i];
    gain[2 * i + 1] = i;
    up += gain[2 * i] > 0;
    down += gain[2 * i] < 0;
  }
  qsort(gain, (size_t)n, 2 * sizeof *gain, compare_rows);
  if (up > rows) up = rows;
  if (down > rows) down = rows;
  if (up) put(b, "\nUp most:\n");
  if (up) put_movers(b, now, other, gain, 0, up);
  if (down) put(b, "\nDown most:\n");
  if (down) put_movers(b, now, other, gain, n - down, n);
  free(gain);
  return DONE;
}

static int print_versus(const ranked *now, const ranked *other) {
  const settings *set = now->list->set;
  cpw_result *impact = NULL;
  buffer b = {0};
  int code = measure_impact(now, now->place, other->place, &impact);
  if (code) return code;
  putf(&b, "Before: %s. After: %s.\n", now->by->name, other->by->name);
  put_impact(&b, now, impact);
  code = put_most_moved(&b, now, other);
  cpw_result_free(impact);
  return code ? code : write_buffer(set->output, &b);
}

static int32_t fill_versus(cpw_result *to, const ranked *now, const ranked *other, cpw_error *err) {
  int32_t status = places_begin(to, now, err);
  int64_t n = now->list->count;
  int64_t *up = calloc(n > 0 ? (size_t)n : 1, sizeof *up);
  for (int64_t i = 0; up && i < n; i++)
    up[i] = now->place[i] - other->place[i];
  if (!up) status = CPW_ENOMEM;
  places_whole(to, now, "place_other", "Place under the other policy.", other->place, &status, err);
  if (up) places_whole(to, now, "up", "Places gained by the other policy.", up, &status, err);
  places_reals(to, now, "score", "score", "Score.", now->score, 1, &status, err);
  places_reals(to, now, "score_other", "score", "Score under the other policy.", other->score, 1,
               &status, err);
  free(up);
  return status;
}

int show_versus(const ranked *now, const ranked *other) {
  const settings *set = now->list->set;
  cpw_result *table = NULL;
  cpw_error err = {.code = CPW_ENOMEM, .index = -1, .message = "out of memory"};
  int code;
  if (set->format <= FORMAT_TEXT) return print_versus(now, other);
  if (cpw_result_new(NULL, &table, &err) || fill_versus(table, now, other, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(set->output, set->format == FORMAT_JSON, table, "up");
  cpw_result_free(table);
  return code;
}
