/* How long groups wait, when many are still waiting and some are removed; and waits adjusted for the mix.
 * Methods: carepath/survival.h (Kaplan-Meier, Aalen-Johansen, log-rank) and cpw_rates_waits.
 * Leaves columns to equity_frame.c. */
#include "equity.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- what ended the wait */

typedef struct waits {
  cpw_survival_rows rows;
  int32_t *event;
  int64_t causes;
  phrase percentile[MOST_LISTED], still[MOST_LISTED], treated[MOST_LISTED], removed[MOST_LISTED];
} waits;

static int is_word(const char *text, const char *const *words) {
  for (; *words; words++)
    if (strcmp(text, *words) == 0) return 1;
  return 0;
}

/* 0 waits, 1 was treated; every other word is a way to be removed, numbered as they come. */
static int code_of(const char *text, int64_t *next, int32_t *code) {
  static const char *const waiting[] = {"0", "waiting", "censored", "no", "false", NULL};
  static const char *const treated[] = {"1", "treated", "seen", "admitted", "yes", "true", NULL};
  int64_t number;
  if (is_word(text, waiting)) {
    *code = 0;
  } else if (is_word(text, treated)) {
    *code = CPW_SURVIVAL_TREATED;
  } else if (!cpw_parse_int64(text, (int64_t)strlen(text), &number)) {
    if (number < 0 || number > CPW_SURVIVAL_MAX_CAUSES) return 0;
    *code = (int32_t)number;
    if (number > *next - 1) *next = number + 1;
  } else {
    if (*next > CPW_SURVIVAL_MAX_CAUSES) return 0;
    *code = (int32_t)(*next)++;
  }
  return 1;
}

static int read_events(const equity *e, waits *w) {
  const label_list *l = &e->f.labels[COL_EVENT];
  int64_t next = 2;
  int32_t *code = equity_array(l->count, sizeof *code);
  w->event = equity_array(e->f.rows, sizeof *w->event);
  int status = code && w->event ? DONE : no_memory();
  for (int64_t i = 0; !status && i < l->count; i++)
    if (!code_of(l->text[i], &next, &code[i]))
      status =
          fail(BAD_DATA,
               "%s: column %s: '%s' is neither 0 (waiting), 1 (treated) nor one of at most %d "
               "other causes",
               e->set->files[0], e->f.name[COL_EVENT], l->text[i], CPW_SURVIVAL_MAX_CAUSES - 1);
  for (int64_t i = 0; !status && i < e->f.rows; i++)
    w->event[i] = code[e->f.code[COL_EVENT][i]];
  free(code);
  w->causes = next > 2 ? next - 1 : 1;
  return status;
}

static void set_rows(equity *e, waits *w) {
  const frame *f = &e->f;
  cpw_survival_rows_init(&w->rows);
  w->rows.rows = f->rows;
  w->rows.time = f->number[COL_TIME];
  w->rows.event = w->event;
  w->rows.group = f->code[COL_GROUP];
  w->rows.weight = f->number[COL_POPULATION];
  w->rows.entry = f->number[COL_ENTRY];
  w->rows.groups = f->code[COL_GROUP] ? f->labels[COL_GROUP].count : 1;
  w->rows.causes = w->causes;
}

/* ---------------------------------------------------------------- curves */

enum { CURVE_TIMES = 101 };

static double longest(const equity *e) {
  double most = 0;
  for (int64_t i = 0; i < e->f.rows; i++)
    if (e->f.number[COL_TIME][i] > most) most = e->f.number[COL_TIME][i];
  return most;
}

static void set_curves(const equity *e, const waits *w, int level, double *times, double *share,
                       cpw_survival_options *o) {
  cpw_survival_options_init(o);
  o->level = e->level[level];
  o->conf_type = e->opt->conf_type;
  o->tau = e->opt->tau;
  o->from = e->opt->from;
  o->cause = CPW_SURVIVAL_TREATED;
  for (int i = 0; i < e->opt->percentiles.count; i++)
    share[i] = e->opt->percentiles.value[i] / 100;
  o->probabilities = e->opt->percentiles.count;
  o->probability = share;
  o->limits = e->opt->limits.count;
  o->limit = e->opt->limits.value;
  (void)w;
  double most = longest(e);
  if (level || !(most > 0) || !isfinite(most)) return;
  for (int i = 0; i < CURVE_TIMES; i++)
    times[i] = most * i / (CURVE_TIMES - 1);
  o->times = CURVE_TIMES;
  o->time = times;
}

/* Names of measures by percentile and limit: they outlive the findings with the command. */
static phrase *name_table(void) {
  static phrase names[6 * MOST_LISTED];
  return names;
}

static const char *kept(int place, phrase words) {
  name_table()[place] = words;
  return name_table()[place].text;
}

static phrase number_text(double value) {
  phrase p = {{0}};
  cpw_format_double(value, p.text);
  return p;
}

static void limits_from(const equity *e, finding *f, int level, const cpw_result *r,
                        const char *array, int64_t at) {
  add_limits(e, f, level, result_figure(r, phrased("%s_lower", array).text, at),
             result_figure(r, phrased("%s_upper", array).text, at));
}

static void counts_of_group(equity *e, const waits *w, const cpw_result *r, int64_t g) {
  finding *f = add_finding(e, 0, g, "people", "people", "people", result_figure(r, "people", g));
  f->role = ROLE_PEOPLE;
  f = add_finding(e, 0, g, "treated", "treated", "people",
                  result_figure(r, "events", g * w->causes));
  f->role = ROLE_CASES;
  if (w->causes < 2) return;
  double removed = 0;
  for (int64_t c = 1; c < w->causes; c++)
    removed += result_figure(r, "events", g * w->causes + c);
  add_finding(e, 0, g, "removed", "removed", "people", removed)->role = ROLE_DERIVED;
}

/* Every finding of a group has its place; at the second level and later only limits are added. */
static finding *place_of(equity *e, int level, int64_t g, const char *name, const char *words,
                         const char *unit, double estimate) {
  if (!level) return add_finding(e, 0, g, name, words, unit, estimate);
  for (int64_t i = 0; i < e->count; i++)
    if (e->item[i].row == g && strcmp(e->item[i].name, name) == 0) return &e->item[i];
  return add_finding(e, 0, g, name, words, unit, estimate);
}

static void waits_of_group(equity *e, const waits *w, const cpw_result *r, int level, int64_t g) {
  const listed_numbers *p = &e->opt->percentiles, *t = &e->opt->limits;
  for (int i = 0; i < p->count; i++) {
    phrase number = number_text(p->value[i]);
    const char *name = kept(i, phrased("percentile_%s", number.text));
    const char *words =
        kept(MOST_LISTED + i,
             p->value[i] == 50 ? phrased("median wait") : phrased("%s %% wait up to", number.text));
    int64_t at = g * p->count + i;
    finding *f = place_of(e, level, g, name, words, "unit", result_figure(r, "quantile", at));
    limits_from(e, f, level, r, "quantile", at);
  }
  finding *f = place_of(e, level, g, "restricted_mean", "restricted mean", "unit",
                        result_figure(r, "restricted_mean", g));
  f->se = result_figure(r, "restricted_mean_se", g);
  limits_from(e, f, level, r, "restricted_mean", g);
  for (int i = 0; i < t->count; i++) {
    phrase number = number_text(t->value[i]);
    const char *name = kept(2 * MOST_LISTED + i, phrased("still_%s", number.text));
    const char *words = kept(3 * MOST_LISTED + i, phrased("still waiting at %s", number.text));
    int64_t at = g * t->count + i;
    f = place_of(e, level, g, name, words, "share", result_figure(r, "still", at));
    limits_from(e, f, level, r, "still", at);
    if (w->causes < 2) continue;
    name = kept(4 * MOST_LISTED + i, phrased("treated_%s", number.text));
    words = kept(5 * MOST_LISTED + i, phrased("treated by %s", number.text));
    at = g * w->causes * t->count + i;
    f = place_of(e, level, g, name, words, "share", result_figure(r, "share", at));
    limits_from(e, f, level, r, "share", at);
  }
}

static int curves_of_waits(equity *e, const waits *w, int level) {
  double times[CURVE_TIMES], share[MOST_LISTED];
  cpw_survival_options o;
  cpw_error err = {0};
  cpw_result *r = NULL;
  set_curves(e, w, level, times, share, &o);
  if (cpw_survival_curves(&w->rows, &o, &r, &err)) return refuse_row(e, &err);
  for (int64_t g = 0; g < w->rows.groups; g++) {
    if (!level) counts_of_group(e, w, r, g);
    waits_of_group(e, w, r, level, g);
  }
  if (!level)
    add_finding(e, 0, -1, "tau", "restricted mean up to", "unit", result_figure(r, "tau", 0));
  if (level)
    cpw_result_free(r);
  else
    e->result = r;
  return e->failed ? no_memory() : DONE;
}

/* ---------------------------------------------------------------- tests */

static int add_test(equity *e, const waits *w, int32_t test, const char *name, const char *words) {
  cpw_survival_test_options o;
  cpw_survival_test t;
  cpw_error err = {0};
  cpw_survival_test_options_init(&o);
  o.test = test;
  if (e->f.code[COL_STRATUM]) {
    o.strata = e->f.labels[COL_STRATUM].count;
    o.stratum = e->f.code[COL_STRATUM];
  }
  if (cpw_survival_compare(&w->rows, &o, &t, NULL, NULL, NULL, &err)) return refuse_row(e, &err);
  finding *f = add_finding(e, 0, -1, name, words, "p", t.p);
  f->note = phrased("chi-square %s, %lld degrees of freedom", figure_words(t.statistic, "").text,
                    (long long)t.degrees);
  if (test != CPW_SURVIVAL_LOGRANK) return DONE;
  f = add_finding(e, 0, -1, "trend", "test of a trend over the groups", "p", t.trend_p);
  f->note = phrased("z %s: %s in later groups", figure_words(t.trend, "").text,
                    t.trend > 0 ? "shorter waits" : "longer waits");
  e_say(e, "Log-rank test of %lld groups: chi-square %s, p %s: %s.", (long long)w->rows.groups,
        figure_words(t.statistic, "").text, figure_words(t.p, "p").text,
        t.p < 0.05 ? "the groups do not wait alike" : "the waits may be alike");
  return DONE;
}

static int add_ratios(equity *e, const waits *w) {
  cpw_survival_test_options o;
  cpw_error err = {0};
  int64_t reference, n = w->rows.groups;
  double *ratio = equity_array(n, 3 * sizeof *ratio);
  int code = ratio ? named_group(e, "with", e->opt->with, n - 1, &reference) : no_memory();
  cpw_survival_test_options_init(&o);
  if (e->f.code[COL_STRATUM]) {
    o.strata = e->f.labels[COL_STRATUM].count;
    o.stratum = e->f.code[COL_STRATUM];
  }
  for (int k = 0; !code && k < e->levels; k++) {
    if (cpw_survival_ratios(&w->rows, &o, reference, e->level[k], ratio, ratio + n, ratio + 2 * n,
                            &err))
      code = refuse_row(e, &err);
    for (int64_t g = 0; !code && g < n; g++) {
      finding *f = place_of(e, k, g, "hazard_ratio", "hazard ratio", "", ratio[g]);
      if (g != reference) add_limits(e, f, k, ratio[n + g], ratio[2 * n + g]);
    }
  }
  if (!code)
    e_note(e,
           "Hazard ratio above 1: treated sooner than group %s; one step from the log-rank test.",
           e->row_label[reference]);
  free(ratio);
  return code;
}

/* Findings of a row stand together: by row, in their order. */
static int by_row(const void *a, const void *b) {
  const finding *x = a, *y = b;
  if (x->row != y->row) return x->row < y->row ? -1 : 1;
  return (x > y) - (x < y);
}

/* qsort is not stable: the rows are few, and an insertion keeps their order. */
static void settle_order(equity *e) {
  for (int64_t i = 1; i < e->count; i++)
    for (int64_t k = i;
         k > 0 && by_row(&e->item[k - 1], &e->item[k]) > 0 && e->item[k - 1].row != e->item[k].row;
         k--) {
      finding swap = e->item[k];
      e->item[k] = e->item[k - 1];
      e->item[k - 1] = swap;
    }
}

static int keep_counts(equity *e, const waits *w) {
  int64_t n = w->rows.groups;
  e->people = equity_array(n, sizeof *e->people);
  e->events = equity_array(n, sizeof *e->events);
  if (!e->people || !e->events) return no_memory();
  for (int64_t g = 0; g < n; g++) {
    e->people[g] = result_figure(e->result, "people", g);
    e->events[g] = result_figure(e->result, "events", g * w->causes);
  }
  return DONE;
}

static void note_waits(equity *e, const waits *w) {
  e_note(
      e,
      "Who still waits is known to wait longer (Kaplan-Meier); limits by log(-log), percentiles by "
      "Brookmeyer and Crowley.");
  if (w->causes > 1)
    e_note(
        e,
        "'still waiting' takes removals for people who would have waited on; 'treated by' counts "
        "what happened (Aalen-Johansen).");
  if (!e->f.number[COL_ENTRY])
    e_note(e, "Everybody is taken to have been seen from the start of the wait; a list looked at "
              "between two dates needs --entry.");
}

int run_equity_waits(equity *e) {
  static char everybody[] = "everybody";
  char *one[] = {everybody};
  const label_list *l = &e->f.labels[COL_GROUP];
  waits w = {0};
  e->areas = 1;
  int code = read_events(e, &w);
  if (!code) code = label_rows(e, "group", l->count ? l->text : one, l->count ? l->count : 1);
  set_rows(e, &w);
  e->groups = w.rows.groups;
  for (int k = 0; !code && k < e->levels; k++)
    code = curves_of_waits(e, &w, k);
  if (!code && w.rows.groups > 1) code = add_ratios(e, &w);
  if (!code && w.rows.groups > 1)
    code = add_test(e, &w, CPW_SURVIVAL_LOGRANK, "logrank", "log-rank test");
  if (!code && w.rows.groups > 1)
    code = add_test(e, &w, CPW_SURVIVAL_PETO, "peto", "Peto-Peto test");
  if (!code) code = keep_counts(e, &w);
  if (!code) note_waits(e, &w);
  if (!code) settle_order(e);
  free(w.event);
  return code;
}

/* ---------------------------------------------------------------- adjusted for the mix */

static void add_adjusted(equity *e, const cpw_result *r, int64_t g) {
  int shares = !isnan(e->opt->over);
  const char *unit = shares ? "share" : "unit";
  add_finding(e, 0, g, "people", "people", "people", result_figure(r, "people", g))->role =
      ROLE_PEOPLE;
  finding *f = add_finding(e, 0, g, "crude", shares ? "crude share" : "crude mean", unit,
                           result_figure(r, "crude", g));
  for (int k = 0; k < e->levels; k++)
    limits_from(e, f, k, r, "crude", g * e->levels + k);
  f = add_finding(e, 0, g, "direct", "standardised", unit, result_figure(r, "direct", g));
  f->se = sqrt(result_figure(r, "variance", g));
  for (int k = 0; k < e->levels; k++)
    add_limits(e, f, k, result_figure(r, "lower", g * e->levels + k),
               result_figure(r, "upper", g * e->levels + k));
  add_finding(e, 0, g, "expected", "expected of its mix", unit, result_figure(r, "expected", g));
  f = add_finding(e, 0, g, "ratio", "ratio to that", "", result_figure(r, "ratio", g));
  for (int k = 0; k < e->levels; k++)
    limits_from(e, f, k, r, "ratio", g * e->levels + k);
  if (result_figure(r, "empty_share", g) > 0)
    f->note = phrased("%s of the standard is not there",
                      percent(result_figure(r, "empty_share", g), 1).text);
}

int run_adjusted(equity *e) {
  cpw_rates_options o;
  cpw_error err = {0};
  const frame *f = &e->f;
  int64_t groups = f->labels[COL_GROUP].count;
  cpw_rates_options_init(&o);
  o.levels = e->levels;
  o.level = e->level;
  o.over = e->opt->over;
  o.empty = e->opt->empty;
  e->areas = 1;
  e->groups = groups;
  int code = label_rows(e, "group", f->labels[COL_GROUP].text, groups);
  if (code) return code;
  if (cpw_rates_waits(f->number[COL_TIME], f->code[COL_GROUP], f->code[COL_STRATUM], f->rows,
                      groups, f->code[COL_STRATUM] ? f->labels[COL_STRATUM].count : 1, NULL, &o,
                      &e->result, &err))
    return refuse_row(e, &err);
  if (!(e->people = equity_array(groups, sizeof *e->people))) return no_memory();
  for (int64_t g = 0; g < groups; g++) {
    add_adjusted(e, e->result, g);
    e->people[g] = result_figure(e->result, "people", g);
  }
  add_finding(e, 0, -1, "standard_mean", "everybody, by the standard's mix",
              isnan(o.over) ? "unit" : "share", result_figure(e->result, "standard_mean", 0));
  e_say(e, "Waits as if every group waited for the same things: the mix of all of them together.");
  return DONE;
}
