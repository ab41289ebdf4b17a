/* What a simulated list comes to, as text: by class and group, its capacity, and scenarios beside it.
 * Figures: cpw_patients_simulate, cpw_patients_difference.
 * Leaves the assumptions to patient_assumptions.c and the page to patient_page.c. */
#include "patient_text.h"

#include "output.h"
#include "results.h"
#include "summary.h"

#include <math.h>
#include <string.h>

const compared compared_figures[COMPARED] = {
    {"wait_mean", "mean wait", FIGURE_PERIODS, 1},
    {"within", NULL, FIGURE_SHARE, 1},
    {"treated", "treated", FIGURE_PEOPLE, 0},
    {"removed", "removed", FIGURE_PEOPLE, 0},
    {"closing", "closing list", FIGURE_PEOPLE, 0},
    {"breached", "breaches", FIGURE_PEOPLE, 0},
    {"utilisation", "use of the capacity", FIGURE_SHARE, 0}};

/* ---------------------------------------------------------------- words */

phrase limit_words_of(const patient_cases *c, int64_t limit) {
  char text[CPW_NUMBER_CHARS];
  cpw_format_double(c->limit[limit], text);
  return phrased("within %s", text);
}

/* "13.4", and "0.24" where tenths of a figure below 1 would say too little. */
static int wait_decimals(double value) {
  return value > 0 && value < 0.995 ? 2 : 1;
}

phrase interval_words(double value, double lower, double upper) {
  int decimals = wait_decimals(value);
  phrase figure = fixed(value, decimals);
  if (isnan(lower) || isnan(upper)) return figure;
  return phrased("%s (%s to %s)", figure.text, fixed(lower, decimals).text,
                 fixed(upper, decimals).text);
}

phrase cases_title(const patient_cases *c) {
  const settings *set = c->set;
  if (set->title) return phrased("%s", set->title);
  if (!set->file_count) return phrased("A simulated waiting list");
  const char *name = c->data.record.sources ? c->data.record.source[0].name : set->files[0];
  const char *slash = strrchr(name, '/');
  return phrased("%s", slash ? slash + 1 : name);
}

const char *capacity_noun(const patient_case *item) {
  return item->list.list.servers ? "server-periods" : "slots";
}

phrase capacity_words(const patient_case *item) {
  return phrased("%s offered, %s lost, %s used (%s of those not lost), %s unused",
                 people(case_figure(item, "offered", 0)).text,
                 people(case_figure(item, "lost", 0)).text,
                 people(case_figure(item, "used", 0)).text,
                 percent(case_figure(item, "utilisation", 0), 1).text,
                 people(case_figure(item, "unused", 0)).text);
}

/* ---------------------------------------------------------------- figures by class and group */

void fill_figures(grid *g, const patient_cases *c, const patient_case *item) {
  phrase within[MOST_LIMITS];
  const char *headings[9 + MOST_LIMITS] = {"<who",    "joined",    "treated", "removed",
                                           "closing", "mean wait", "median",  "92nd percentile"};
  for (int64_t j = 0; j < c->limits; j++) {
    within[j] = limit_words_of(c, j);
    headings[8 + j] = within[j].text;
  }
  headings[8 + c->limits] = "breaches";
  grid_begin(g, headings, 9 + c->limits);
  for (int64_t i = 0; i < case_whos(item); i++) {
    if (!case_is_plain(item, i)) continue;
    grid_cell(g, case_who(item, i));
    grid_cell(g, people(case_figure(item, "joined", i)).text);
    grid_cell(g, people(case_figure(item, "treated", i)).text);
    grid_cell(g, people(case_figure(item, "removed", i)).text);
    grid_cell(g, people(case_figure(item, "closing", i)).text);
    grid_cell(g, interval_words(case_figure(item, "wait_mean", i),
                                case_figure(item, "wait_mean_lower", i),
                                case_figure(item, "wait_mean_upper", i))
                     .text);
    grid_cell(g, wait_words(case_wait(item, i, 0.5), 0).text);
    grid_cell(g, wait_words(case_wait(item, i, 0.92), 0).text);
    for (int64_t j = 0; j < c->limits; j++)
      grid_cell(g, percent(case_by_limit(item, "within", i, j), 1).text);
    grid_cell(g, people(case_figure(item, "breached", i)).text);
  }
}

static void put_base(buffer *b, const patient_cases *c) {
  const patient_case *item = &c->item[0];
  const char *noun = cases_period(c);
  grid g;
  phrase joined = people(case_figure(item, "joined", 0));
  putf(b,
       "  %s on the list at the start, %s %s in %s. Waits in %ss; mean waits with their %s "
       "interval.\n\n",
       people(case_figure(item, "opening", 0)).text, joined.text,
       strcmp(joined.text, "1") == 0 ? "joins" : "join",
       cases_long(c, c->set->patients.periods - c->set->patients.warm_up).text, noun,
       percent(c->set->patients.confidence, 0).text);
  fill_figures(&g, c, item);
  grid_print(&g, b, "  ");
  grid_free(&g);
  putf(b, "\n  %s: %s.\n", item->list.list.servers ? "Server-periods" : "Slots",
       capacity_words(item).text);
}

/* ---------------------------------------------------------------- differences */

int64_t compared_limits(const patient_cases *c, const compared *what) {
  return strcmp(what->array, "within") == 0 ? c->limits : 1;
}

int64_t compared_at(const patient_cases *c, const compared *what, int64_t who, int64_t limit) {
  return who * compared_limits(c, what) + limit;
}

phrase compared_words(const compared *what, double value) {
  if (what->kind == FIGURE_PEOPLE) return people(value);
  return what->kind == FIGURE_SHARE ? percent(value, 1) : fixed(value, wait_decimals(value));
}

phrase difference_words(const compared *what, double value) {
  phrase figure = what->kind == FIGURE_PEOPLE  ? pace(value)
                  : what->kind == FIGURE_SHARE ? grouped(100 * value, 1)
                                               : grouped(value, 2);
  int plus = value > 0 && strspn(figure.text, "0.,") < strlen(figure.text);
  return isnan(value) || !plus ? figure : phrased("+%s", figure.text);
}

phrase compared_name(const patient_cases *c, const compared *what, int64_t who, int64_t limit) {
  phrase words = what->words ? phrased("%s", what->words) : limit_words_of(c, limit);
  if (who == 0) return words;
  return phrased("%s, %s", words.text, clipped(case_who(&c->item[0], who), 40).text);
}

static int shows_as_zero(const compared *what, double value) {
  phrase figure = difference_words(what, value);
  return figure.text[strspn(figure.text, "+-0.,")] == '\0';
}

const char *verdict(const compared *what, double lower, double upper) {
  if (isnan(lower) || isnan(upper)) return "";
  if ((lower != 0 || upper != 0) && shows_as_zero(what, lower) && shows_as_zero(what, upper))
    return "about the same";
  if (lower > 0) return "more";
  if (upper < 0) return "less";
  return lower == 0 && upper == 0 ? "the same" : "may be 0";
}

static void difference_row(grid *g, const patient_cases *c, const patient_case *item,
                           const compared *what, int64_t who, int64_t limit) {
  int64_t i = compared_at(c, what, who, limit);
  double lower = result_figure(item->difference, phrased("%s_lower", what->array).text, i);
  double upper = result_figure(item->difference, phrased("%s_upper", what->array).text, i);
  phrase name = compared_name(c, what, who, limit);
  grid_cell(g, what->kind == FIGURE_SHARE ? phrased("%s (points)", name.text).text : name.text);
  grid_cell(g, compared_words(what, case_figure(&c->item[0], what->array, i)).text);
  grid_cell(g, compared_words(what, case_figure(item, what->array, i)).text);
  grid_cell(g, difference_words(what, result_figure(item->difference, what->array, i)).text);
  grid_cell(g, isnan(lower) ? ""
                            : phrased("%s to %s", difference_words(what, lower).text,
                                      difference_words(what, upper).text)
                                  .text);
  grid_cell(g, verdict(what, lower, upper));
}

void fill_differences(grid *g, const patient_cases *c, const patient_case *item) {
  phrase interval = phrased("%s interval", percent(c->set->patients.confidence, 0).text);
  const char *const headings[] = {"<figure",    "as it is",    item->name.text,
                                  "difference", interval.text, "<"};
  grid_begin(g, headings, 6);
  for (int k = 0; k < COMPARED; k++)
    for (int64_t who = 0; who < (compared_figures[k].by_who ? case_whos(item) : 1); who++)
      for (int64_t j = 0; case_is_plain(item, who) && j < compared_limits(c, &compared_figures[k]);
           j++)
        difference_row(g, c, item, &compared_figures[k], who, j);
}

static void put_scenario(buffer *b, const patient_cases *c, const patient_case *item) {
  grid g;
  buffer title = {0};
  putf(&title, "%s (%s) beside the list as it is", item->name.text, item->words.text);
  put(b, "\n");
  put_title(b, c->set, title.bytes ? title.bytes : "");
  buffer_free(&title);
  fill_differences(&g, c, item);
  grid_print(&g, b, "  ");
  grid_free(&g);
}

/* ---------------------------------------------------------------- who overtook whom */

int has_overtakes(const patient_case *item) {
  return cpw_result_find(item->result, "overtook") != NULL;
}

phrase overtakes_title(const patient_cases *c, const patient_case *item) {
  return phrased("Who overtook whom%s%s, in one replication on average", c->count > 1 ? ", " : "",
                 c->count > 1 ? item->name.text : "");
}

void fill_overtakes(grid *g, const patient_case *item) {
  const cpw_array *a = cpw_result_find(item->result, "overtook");
  int64_t n = a->dimension[0]->length;
  static const char *const headings[] = {"<treated", "<before people who had joined earlier of",
                                         "times"};
  grid_begin(g, headings, 3);
  for (int64_t i = 0; i < n * n; i++) {
    if (a->real[i] == 0) continue;
    grid_cell(g, dimension_label(a->dimension[0], i / n));
    grid_cell(g, dimension_label(a->dimension[1], i % n));
    grid_cell(g, people(a->real[i]).text);
  }
}

static void put_overtakes(buffer *b, const patient_cases *c) {
  for (int i = 0; i < c->count; i++) {
    grid g;
    if (!has_overtakes(&c->item[i])) return;
    put(b, "\n");
    put_title(b, c->set, overtakes_title(c, &c->item[i]).text);
    fill_overtakes(&g, &c->item[i]);
    grid_print(&g, b, "  ");
    grid_free(&g);
  }
}

int print_cases(const patient_cases *c, const assumptions *a) {
  buffer b = {0};
  put_title(&b, c->set, cases_title(c).text);
  put_base(&b, c);
  for (int i = 1; i < c->count; i++)
    put_scenario(&b, c, &c->item[i]);
  put_overtakes(&b, c);
  put_assumptions(&b, a);
  return write_buffer(c->set->output, &b);
}
