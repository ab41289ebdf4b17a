/* What the figures rest on, in words that a board can read, and the record of how they were made.
 * Model: Wood and Worthington, Health Care Management Science 28:259-273 (2025), as in waitlist.h.
 * Leaves the notes about the data themselves to the library. */
#include "assumptions.h"

#include "uncertainty.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void assume(assumptions *a, const char *format, ...) {
  if (a->count == MOST_ASSUMPTIONS) return;
  va_list list;
  va_start(list, format);
  vsnprintf(a->text[a->count++], sizeof a->text[0], format, list);
  va_end(list);
}

static const char *number_words(double value, char text[CPW_NUMBER_CHARS]) {
  cpw_format_double(value, text);
  return text;
}

/* ---------------------------------------------------------------- how people leave */

/* "12 months, June 2024 to May 2025" */
static phrase window_words(const model *m) {
  phrase last = period_words(last_period(m));
  int64_t flows = m->history.periods - 1;
  if (flows == 1) return phrased("one %s, %s", period_noun(m), last.text);
  return phrased("%lld %ss, %s to %s", (long long)flows, period_noun(m),
                 period_words(dimension_label(m->history.period, 1)).text, last.text);
}

static void add_estimate(assumptions *a, const model *m) {
  const settings *set = m->set;
  char weight[CPW_NUMBER_CHARS];
  const char *noun = period_noun(m);
  if (set->rates) {
    assume(a,
           "How people leave by time waited is taken from %s%s%s%s; starts and treatments are the "
           "list's own.",
           set->rates, m->lists == 1 ? " (its list '" : "", m->lists == 1 ? m->rates_used[0] : "",
           m->lists == 1 ? "')" : ", matched by specialty");
  } else if (m->history.periods == 1) {
    assume(a,
           "The history is one %s (%s): the list is taken as in balance, its opening equal to its "
           "closing.",
           noun, period_words(last_period(m)).text);
  } else {
    assume(
        a,
        "How people leave is estimated from %s, by time waited: those treated, and those removed "
        "without treatment, over those who could be (%s).",
        window_words(m).text,
        set->estimator == CPW_ESTIMATE_POOLED ? "ratio of the sums" : "mean of the ratios");
    if (set->recency < 1 && m->history.periods > 2)
      assume(a, "A %s weighs %s of the one after it.", noun, number_words(set->recency, weight));
  }
}

static void add_unrecorded(assumptions *a, int32_t choice_made) {
  static const char *const words[] = {
      "kept as net transfers in: removals may be negative",
      "left out: negative removals count as none",
      "added to the clock starts in the first band, kept as net transfers in elsewhere",
      "added to the clock starts in the first band, left out elsewhere",
      "allowed for by raising all clock starts by the share that is missing in the first band"};
  assume(a, "People who appear on the list without a recorded clock start are %s.",
         words[choice_made]);
}

/* ---------------------------------------------------------------- what happens next */

static const char *given_words(amount given, const char *average, char text[80]) {
  char number[CPW_NUMBER_CHARS];
  if (given.kind == AMOUNT_SAME) return average;
  if (given.kind == AMOUNT_COUNT) return "as given";
  cpw_format_double(given.value, number);
  snprintf(text, 80, "%.20s times %.50s", number, average);
  return text;
}

static void add_flow(assumptions *a, const model *m, const char *what, double figure, amount given,
                     int changes) {
  char text[80];
  const char *average = m->history.periods > 1 ? "the calibrated average" : "what was counted";
  const char *words = given_words(given, average, text), *noun = period_noun(m);
  if (m->lists == 1)
    assume(a, "%s: %s %s %s (%s)%s.", what, people(figure).text, changes ? "a" : "every", noun,
           words, changes ? " to begin with" : "");
  else if (!changes)
    assume(a, "%s: the same every %s, list by list (%s).", what, noun, words);
}

static void add_capacity(assumptions *a, const model *m) {
  char number[CPW_NUMBER_CHARS];
  if (m->set->capacity_mode != CPW_CAPACITY_RATES) {
    add_flow(a, m, m->set->capacity_mode == CPW_CAPACITY_CAP ? "Treatments, at most" : "Treatments",
             m->backlog.capacity[0], m->set->capacity, m->future_capacity != NULL);
    return;
  }
  double factor = m->set->capacity.kind == AMOUNT_SAME ? 1 : m->set->capacity.value;
  assume(a, "Treatments follow the list: %s times the calibrated hazards.",
         number_words(factor, number));
}

static void add_order(assumptions *a, const model *m) {
  double share = m->set->longest_first;
  if (share == 0)
    assume(a,
           "Treatments are placed as the hazards place them today, in proportion by time waited; "
           "what is left over goes to the longest waits.");
  else
    assume(a,
           "%s of the treatments go strictly to the longest waits, the others as the hazards place "
           "them today.",
           percent(share, 0).text);
}

static const char *const skew_names[] = {"rotated", "uniform"};

/* How starts and capacity go on, and who comes first. */
static void add_scenario(assumptions *a, const model *m) {
  const settings *set = m->set;
  char value[CPW_NUMBER_CHARS];
  if (set->growth != 0)
    assume(a, "Clock starts change by %s a year, compounded.", change(1 + set->growth).text);
  if (set->season.count) assume(a, "Clock starts follow the months of the year as given.");
  if (set->capacity_growth != 0)
    assume(a, "Treatments change by %s a year, compounded.", change(1 + set->capacity_growth).text);
  if (set->skew.value > 0)
    assume(a, "The order of treatment is skewed by time waited, as published (%s, %s).",
           skew_names[set->skew.method], number_words(set->skew.value, value));
  if (set->urgent > 0)
    assume(a, "%s of those who join are urgent and treated before all others.",
           percent(set->urgent, 1).text);
  if (set->surplus != CPW_SURPLUS_CONSERVE)
    assume(a, "Capacity beyond what the hazards can place is handled as published: rows need not "
              "balance.");
  if (m->event_count || m->transfer_count)
    assume(a,
           "Events: %lld, transfers between lists: %lld, as given; nobody is moved who is not "
           "there.",
           (long long)m->event_count, (long long)m->transfer_count);
}

static void add_measure(assumptions *a, const model *m) {
  double units = CPW_RTT_WEEKS / m->bands.unit_weeks;
  if (m->set->whole_bands)
    assume(a, "Only bands that end at or below a limit count as within it.");
  else if (units != floor(units))
    assume(a, "People are spread evenly within a band: 18 weeks is %s months.",
           fixed(units, 2).text);
}

void assume_notes(assumptions *a, const cpw_result *result, const char *const *keys) {
  for (int i = 0; keys[i]; i++) {
    const char *note = cpw_result_note(result, keys[i]);
    if (note) assume(a, "Data: %s.", note);
  }
}

static void add_data_notes(assumptions *a, const cpw_result *result) {
  static const char *const keys[] = {"dropped",   "missing", "starts",  "treated", "period_length",
                                     "unmatched", "bands",   "limited", NULL};
  assume_notes(a, result, keys);
}

/* Lists without figures, because they outgrow all bounds. */
static void add_growth(assumptions *a, const cpw_result *result) {
  const char *note = cpw_result_note(result, "unstable");
  if (note) assume(a, "No figures: %s.", note);
}

static void add_ramps(assumptions *a, const targets *t) {
  int ramp = 0;
  for (int i = 0; t && i < t->count; i++)
    ramp |= t->item[i].profile == CPW_PROFILE_RAMP;
  if (ramp)
    assume(a, "Ramped capacity rises in equal steps from today's to the level at the date; flat "
              "capacity is at that level from the start.");
}

static void add_uncertainty(assumptions *a, const model *m) {
  buffer words = {0};
  put_uncertainty(&words, m);
  if (words.bytes) assume(a, "%s", words.bytes);
  if (m->no_runs) assume(a, "No runs of chance: %s.", m->no_runs);
  buffer_free(&words);
  if (m->unsure & UNSURE_PARAMETERS && m->set->recency < 1)
    assume(
        a,
        "The expected course weighs late periods more and the runs draw them all alike: the middle "
        "of the runs need not lie on it.");
  if (m->simulation)
    assume(a, "Not in the runs: seasons, a lasting change in how people are referred or treated.");
  else
    assume(a, "An average course: %sno chance, no change in how people are referred.",
           m->set->season.count ? "" : "no seasons, ");
}

void assume_calibration(assumptions *a, const model *m) {
  add_estimate(a, m);
  add_unrecorded(a, m->set->unrecorded);
}

void collect_assumptions(const model *m, const targets *t, assumptions *out) {
  out->count = 0;
  assume_calibration(out, m);
  add_flow(out, m, "Clock starts", m->backlog.starts[0], m->set->starts, m->future_starts != NULL);
  add_capacity(out, m);
  add_ramps(out, t);
  add_order(out, m);
  add_scenario(out, m);
  add_measure(out, m);
  add_uncertainty(out, m);
  add_data_notes(out, m->data);
  add_data_notes(out, m->calibration);
  add_growth(out, m->projection);
}

void put_assumptions(buffer *b, const assumptions *a) {
  put(b, "\nAssumptions\n");
  for (int i = 0; i < a->count; i++) {
    put(b, "  - ");
    put_wrapped(b, a->text[i], 4, 98);
  }
}

/* ---------------------------------------------------------------- the record */

void put_command(buffer *b, const settings *set) {
  const typed_options *typed = &set->typed;
  putf(b, "carepath %s", set->command);
  for (int i = 0; i < typed->count; i++) {
    putf(b, " --%s", typed->name[i]);
    if (!typed->value[i]) continue;
    int quote = strpbrk(typed->value[i], " ;*?\"<>|&$%#()") != NULL;
    putf(b, quote ? "='%s'" : "=%s", typed->value[i]);
  }
  if (set->seed != 1) putf(b, " --seed=%lld", (long long)set->seed);
  for (int i = 0; i < set->file_count; i++)
    putf(b, " %s", set->files[i]);
}

static int32_t note_inputs(cpw_result *result, const model *m, cpw_error *err) {
  char key[48], text[512];
  int32_t status = CPW_OK;
  for (int i = 0; !status && i < m->sources; i++) {
    const source_record *s = &m->source[i];
    snprintf(key, sizeof key, "input_%d", i + 1);
    snprintf(text, sizeof text, "%.300s: %s, %lld bytes, SHA-256 %s", s->name, source_kind(s),
             (long long)s->bytes, s->digest);
    status = cpw_result_add_note(result, key, text, err);
  }
  return status;
}

int32_t note_record(cpw_result *result, const model *m, const assumptions *a, cpw_error *err) {
  char key[48], seed[CPW_NUMBER_CHARS];
  buffer typed = {0};
  put_command(&typed, m->set);
  cpw_format_int64(m->set->seed, seed);
  int32_t status = cpw_result_add_note(result, "command", typed.bytes ? typed.bytes : "", err);
  buffer_free(&typed);
  if (!status) status = cpw_result_add_note(result, "seed", seed, err);
  if (!status) status = note_inputs(result, m, err);
  for (int i = 0; !status && i < a->count; i++) {
    snprintf(key, sizeof key, "assumption_%d", i + 1);
    status = cpw_result_add_note(result, key, a->text[i], err);
  }
  return status;
}
