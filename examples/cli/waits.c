/* The commands `carepath waits` and `carepath steady`: how long patients will wait if all goes on, and
 * the list that would hold a standard for good.
 * Figures: cpw_waits_expected (Aalen and Johansen 1978), cpw_steady_standard.
 * Leaves reading and calibration to model.c. */
#include "assumptions.h"
#include "output.h"
#include "results.h"
#include "say.h"
#include "summary.h"
#include "targets.h"

#include <math.h>
#include <stdlib.h>

/* ---------------------------------------------------------------- shared */

static phrase weeks_words(double weeks) {
  if (isinf(weeks)) return phrased("no end");
  return wait_words(weeks, 0);
}

/* "18", "4.5" */
static phrase limit_number(double weeks) {
  return fixed(weeks, weeks == floor(weeks) ? 0 : 1);
}

static int write_answer(const model *m, cpw_result *answer, const char *name,
                        const assumptions *a) {
  cpw_error err;
  if (note_record(answer, m, a, &err)) return fail_library(NULL, &err);
  return write_table(m->set->output, m->set->format == FORMAT_JSON, answer, name);
}

/* ---------------------------------------------------------------- waits */

/* A table says of each patient how many weeks they have waited, as given. */
static int32_t label_patients(cpw_result *r, const double *weeks, int64_t count, cpw_error *err) {
  char words[MOST_NUMBERS + 1][CPW_NUMBER_CHARS];
  const char *labels[MOST_NUMBERS + 1];
  for (int64_t i = 0; i < count; i++) {
    (void)cpw_format_double(weeks[i], words[i]);
    labels[i] = words[i];
  }
  return cpw_result_add_coordinate(r, "patient", "waited", labels, err);
}

/* Patients looked at: one who joins today, then those of --waited. */
static int solve_waits(const model *m, cpw_result **out) {
  cpw_error err;
  cpw_waits_options options;
  const numbers *waited = &m->set->waited;
  double weeks[MOST_NUMBERS + 1] = {0};
  for (int i = 0; i < waited->count; i++)
    weeks[i + 1] = waited->value[i];
  cpw_waits_options_init(&options);
  options.patients = waited->count + 1;
  options.waited = weeks;
  options.weeks = m->set->weeks;
  if (cpw_waits_expected(&m->backlog, &options, out, &err) ||
      label_patients(*out, weeks, options.patients, &err))
    return fail_library(m->set->files[0], &err);
  return DONE;
}

static void put_wait_row(grid *g, const char *name, const cpw_result *w, int64_t i) {
  grid_cell(g, name);
  grid_cell(g, percent(result_figure(w, "treated_ever", i), 1).text);
  grid_cell(g, percent(result_figure(w, "treated_within", i), 1).text);
  grid_cell(g, weeks_words(result_figure(w, "treated_mean", i)).text);
  grid_cell(g, weeks_words(result_figure(w, "treated_median", i)).text);
  grid_cell(g, weeks_words(result_figure(w, "treated_p92", i)).text);
  grid_cell(g, weeks_words(result_figure(w, "mean_wait", i)).text);
}

static void begin_waits(grid *g, const char *first, const phrase *within) {
  const char *const headings[] = {first,    "treated at all",  within->text, "mean if treated",
                                  "median", "92nd percentile", "mean of all"};
  grid_begin(g, headings, 7);
}

static void put_patients(buffer *b, const model *m, const cpw_result *w) {
  phrase within = phrased("within %s", limit_number(m->set->weeks).text);
  grid g;
  put(b, "\n");
  put_title(b, m->set, "How long it will take from the clock start, in weeks");
  begin_waits(&g, "<has waited", &within);
  put_wait_row(&g, "joins today", w, 0);
  for (int i = 0; i < m->set->waited.count; i++)
    put_wait_row(&g, phrased("%s weeks", limit_number(m->set->waited.value[i]).text).text, w,
                 i + 1);
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static void put_incidence(buffer *b, const model *m, const cpw_result *w) {
  static const char *const headings[] = {"<weeks", "still waiting", "treated by then",
                                         "removed by then"};
  grid g;
  put(b, "\n");
  put_title(b, m->set, "Of 100 who join today");
  grid_begin(&g, headings, 4);
  for (int64_t band = 0; band < m->bands_count; band++) {
    int last = band + 1 == m->bands_count;
    if ((band + 1) % m->set->every && !last) continue;
    phrase edge =
        last ? phrased("in the end") : fixed(m->bands.lower[band + 1] * m->bands.unit_weeks, 1);
    grid_cell(&g, edge.text);
    grid_cell(&g, percent(result_figure(w, "survival", band), 1).text);
    grid_cell(&g, percent(result_figure(w, "treated_by", band), 1).text);
    grid_cell(&g, percent(result_figure(w, "removed_by", band), 1).text);
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static void put_clearance(buffer *b, const model *m) {
  double size = past_figure(m, "total_closing", 0), capacity = m->backlog.capacity[0];
  double removed = past_flows(m, 0, 0).removed / (double)past_flows(m, 0, 0).periods;
  double weeks = m->bands.period * m->bands.unit_weeks;
  double share = size > 0 && removed > 0 ? removed / size / weeks : 0;
  double clear =
      cpw_waits_time_to_clear(size, m->backlog.starts[0] / weeks, capacity / weeks, share);
  putf(b, "\n  List over treatments: %s weeks. Until it would be empty: %s.\n",
       weeks_words(size / capacity * weeks).text,
       isinf(clear) ? "never, as more join than are treated"
                    : phrased("%s weeks", weeks_words(clear).text).text);
}

static void put_wait_lists(buffer *b, const model *m, const cpw_result *w) {
  phrase within = phrased("within %s", limit_number(m->set->weeks).text);
  int64_t patients = m->set->waited.count + 1;
  grid g;
  put_title(b, m->set, phrased("%lld lists: who joins today, weeks", (long long)m->lists).text);
  begin_waits(&g, "<list", &within);
  for (int64_t i = 0; i < m->lists; i++)
    put_wait_row(&g, m->list_names[i], w, i * patients);
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static int print_waits(const model *m, cpw_result *w, const assumptions *a) {
  buffer b = {0};
  if (m->set->format != FORMAT_TEXT)
    return write_answer(m, w, m->set->what == WHAT_INCIDENCE ? "survival" : "mean_wait", a);
  if (m->lists == 1) {
    put_title(&b, m->set, subject_words(m).text);
    put_patients(&b, m, w);
    put_incidence(&b, m, w);
    if (m->history.periods > 1) put_clearance(&b, m);
  } else {
    put_wait_lists(&b, m, w);
  }
  put_assumptions(&b, a);
  return write_buffer(m->set->output, &b);
}

int run_waits(const void *given) {
  settings set = *(const settings *)given;
  model m = {0};
  cpw_result *w = NULL;
  assumptions a = {0};
  settle_model(&set);
  int code = model_read(&m, &set);
  if (!code) code = model_calibrate(&m);
  if (!code) code = solve_waits(&m, &w);
  if (!code) {
    assume_calibration(&a, &m);
    assume(
        &a,
        "Whoever waits is treated or removed with the shares of today, by time waited; nobody is "
        "removed where people appear without a clock start.");
    assume(&a, "Beyond the last band people go on leaving as they do in it.");
    code = print_waits(&m, w, &a);
  }
  cpw_result_free(w);
  model_free(&m);
  return code;
}

/* ---------------------------------------------------------------- steady */

static int solve_steady(const model *m, const standard *s, cpw_result **out) {
  cpw_error err;
  cpw_steady_options options;
  cpw_steady_options_init(&options);
  options.weeks = s->weeks;
  options.share = s->share;
  options.order = m->set->order;
  options.whole_bands = m->set->whole_bands;
  if (cpw_steady_standard(&m->backlog, &options, out, &err))
    return fail_library(m->set->files[0], &err);
  return DONE;
}

static const char *steady_words(int32_t outcome) {
  switch (outcome) {
  case CPW_OUTCOME_OK:
    return "takes more than today's";
  case CPW_OUTCOME_ALREADY_MET:
    return "today's capacity is enough";
  case CPW_OUTCOME_CLEARED:
    return "only with an empty list";
  case CPW_OUTCOME_UNREACHABLE:
    return "out of reach; the best is shown";
  default:
    return "grows without end";
  }
}

static int print_steady(const model *m, const standard *s, cpw_result *r, const assumptions *a) {
  static const char *const headings[] = {"<list",    "waiting",           "sustainable",
                                         "starts",   "treated now",       "to hold it",
                                         "on today", "treated from week", "<outcome"};
  buffer b = {0};
  grid g;
  if (m->set->format != FORMAT_TEXT)
    return write_answer(m, r, m->set->what == WHAT_BY_BAND ? "waiting" : "capacity", a);
  put_title(&b, m->set,
            phrased("The list that holds %s within %s weeks for good, a %s",
                    percent(s->share, 0).text, limit_number(s->weeks).text, period_noun(m))
                .text);
  grid_begin(&g, headings, 9);
  for (int64_t i = 0; i < m->lists; i++) {
    grid_cell(&g, m->list_names[i]);
    grid_cell(&g, people(past_figure(m, "total_closing", i)).text);
    grid_cell(&g, people(result_figure(r, "size", i)).text);
    grid_cell(&g, pace(m->backlog.starts[i]).text);
    grid_cell(&g, pace(m->backlog.capacity[i]).text);
    grid_cell(&g, pace(result_figure(r, "capacity", i)).text);
    grid_cell(&g, change(result_figure(r, "capacity", i) / m->backlog.capacity[i]).text);
    grid_cell(&g, weeks_words(result_figure(r, "treated_from", i)).text);
    grid_cell(&g, steady_words((int32_t)result_figure(r, "outcome", i)));
  }
  grid_print(&g, &b, "  ");
  grid_free(&g);
  put_assumptions(&b, a);
  return write_buffer(m->set->output, &b);
}

static int steady_unreached(const cpw_result *r) {
  const cpw_array *outcome = cpw_result_find(r, "outcome");
  for (int64_t i = 0; i < outcome->size; i++)
    if (outcome->integer[i] >= CPW_OUTCOME_UNREACHABLE) return 1;
  return 0;
}

int run_steady(const void *given) {
  settings set = *(const settings *)given;
  standard s = {.kind = CPW_GOAL_WITHIN, .share = 0.92, .weeks = CPW_RTT_WEEKS};
  model m = {0};
  cpw_result *r = NULL;
  assumptions a = {0};
  settle_model(&set);
  if (set.standards.count > 1) return fail(USAGE, "steady takes one --standard at a time");
  if (set.standards.count) s = set.standards.item[0];
  if (s.kind != CPW_GOAL_WITHIN)
    return fail(USAGE, "steady takes a share within a limit, such as \"92%% in 18\"");
  int code = model_read(&m, &set);
  if (!code) code = model_calibrate(&m);
  if (!code) code = solve_steady(&m, &s, &r);
  if (!code) {
    assume_calibration(&a, &m);
    assume(&a,
           set.order == CPW_STEADY_HAZARDS
               ? "Treatments are placed by time waited as they are today, all the more of them."
               : "The longest wait is treated first: nobody is treated before a wait at which the "
                 "standard is just met.");
    assume(&a,
           "Clock starts and removals go on as they are; what it takes to come down to that list "
           "is not in the figures.");
    code = print_steady(&m, &s, r, &a);
    if (!code && steady_unreached(r)) code = ANSWER_NO;
  }
  cpw_result_free(r);
  model_free(&m);
  return code;
}
