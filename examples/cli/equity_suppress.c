/* Small numbers: the explicit last step. Counts are withheld and rounded, and what would give them away.
 * Rules: carepath/disclosure.h; nothing is done unless it is asked for, and everything done is noted.
 * Leaves printing to equity_print.c. */
#include "equity.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>

static int unknown_rule(const char *name) {
  const cpw_disclosure_rule *rule;
  const char *names[32];
  int count = 0;
  while (count < 32 && (rule = cpw_disclosure_rule_at(count)) != NULL)
    names[count++] = rule->name;
  buffer b = {0};
  for (int i = 0; i < count; i++)
    putf(&b, "%s%s", i ? ", " : "", names[i]);
  const char *guess = nearest(name, names, count);
  int code = b.failed ? no_memory()
             : guess  ? fail(USAGE, "--suppress: '%s' is not one of %s; did you mean '%s'?", name,
                             b.bytes, guess)
                      : fail(USAGE, "--suppress: '%s' is not one of %s", name, b.bytes);
  buffer_free(&b);
  return code;
}

static int set_rule(equity *e, cpw_disclosure_options *o) {
  cpw_disclosure_options_init(o);
  o->seed = (uint64_t)e->set->seed;
  o->least = 1;
  o->rounding = CPW_DISCLOSURE_ROUND_NONE;
  if (e->opt->suppress) {
    const cpw_disclosure_rule *rule = cpw_disclosure_rule_find(e->opt->suppress);
    if (!rule) return unknown_rule(e->opt->suppress);
    o->least = rule->least;
    o->base = rule->base;
    o->rounding = rule->rounding;
    o->zeros = rule->zeros;
    o->secondary = rule->secondary;
    e_note(e, "Small numbers: %s (%s).", rule->description, rule->source);
  }
  if (e->opt->below > 0) o->least = e->opt->below;
  if (e->opt->round > 0) o->base = e->opt->round;
  if (e->opt->round > 0) o->rounding = CPW_DISCLOSURE_ROUND_NEAREST;
  return DONE;
}

/* Counts of people are whole numbers, or there is nothing to judge by. */
static int64_t *whole_counts(const equity *e, const double *from) {
  int64_t n = e->areas * (e->rows_labelled ? e->rows_labelled : e->groups);
  int64_t *count = equity_array(n, sizeof *count);
  for (int64_t i = 0; count && i < n; i++) {
    if (!(from[i] >= 0) || from[i] > 9e15 || from[i] != floor(from[i])) {
      free(count);
      return NULL;
    }
    count[i] = (int64_t)from[i];
  }
  return count;
}

typedef struct published {
  const cpw_disclosure_options *o;
  const cpw_result *table;
  int64_t *people, *cases; /* whole counts; cases may be NULL */
} published;

static double rounded(const cpw_disclosure_options *o, int64_t count) {
  if (o->rounding == CPW_DISCLOSURE_ROUND_NONE || o->base < 2) return (double)count;
  int64_t over = count % o->base;
  return (double)(2 * over >= o->base ? count - over + o->base : count - over);
}

static void withhold(finding *f, int64_t reason) {
  f->estimate = f->se = (double)NAN;
  f->limits = 0;
  for (int k = 0; k < MOST_CONFIDENCES; k++)
    f->lower[k] = f->upper[k] = (double)NAN;
  f->note = phrased("%s", cpw_disclosure_reason_text(reason));
}

/* A rate of counts that are shown: of the rounded ones, and without limits, which would give the true
 * ones away. */
static void round_rate(const published *p, finding *f, int64_t cell) {
  double cases = (double)p->cases[cell];
  double people_shown = p->people ? rounded(p->o, p->people[cell]) : 1;
  double true_people = p->people ? (double)p->people[cell] : 1;
  double shown = result_figure(p->table, "published", cell);
  double factor = cases > 0 && people_shown > 0 ? shown / cases * true_people / people_shown : 0;
  withhold(f, CPW_DISCLOSURE_SHOWN);
  f->note = phrased("of rounded counts, without limits");
  f->estimate = factor;
}

static void publish(const published *p, finding *f, int64_t cell) {
  int64_t reason = (int64_t)result_figure(p->table, "reason", cell);
  int rounding = p->o->rounding != CPW_DISCLOSURE_ROUND_NONE && p->o->base > 1;
  double before = f->estimate;
  int small_people = p->people && p->people[cell] > 0 && p->people[cell] < p->o->least;
  if (f->role == ROLE_PEOPLE && p->people && !small_people) {
    f->estimate = rounded(p->o, p->people[cell]);
    if (p->cases) return;
  }
  if (reason != CPW_DISCLOSURE_SHOWN || small_people) {
    withhold(f, reason != CPW_DISCLOSURE_SHOWN ? reason : CPW_DISCLOSURE_SMALL);
  } else if (f->role == ROLE_CASES) {
    f->estimate = result_figure(p->table, "published", cell);
  } else if (f->role == ROLE_RATE && rounding && p->cases) {
    round_rate(p, f, cell);
    f->estimate *= before;
  } else if (f->role == ROLE_DERIVED && rounding) {
    withhold(f, CPW_DISCLOSURE_SHOWN);
    f->note = phrased("left out: it would give exact counts away");
  }
}

static void say_done(equity *e, const cpw_result *table) {
  e->withheld = 0;
  for (int64_t i = 0; i < e->count; i++)
    e->withheld += e->item[i].row >= 0 && *e->item[i].note.text && isnan(e->item[i].estimate);
  e_note(
      e,
      "Small numbers were dealt with last: %s withheld as small, %s more so that those cannot be "
      "worked out.%s",
      figure_words(
          result_figure(table, "withheld_small", 0) + result_figure(table, "withheld_zero", 0), "")
          .text,
      figure_words(result_figure(table, "withheld_secondary", 0), "").text,
      e->measure->run == run_missing
          ? ""
          : " Measures of the whole are of all people, the withheld ones included.");
}

/* The gap of two groups gives away the one that is withheld. */
static void withhold_whole(equity *e, const cpw_result *table) {
  double gone = result_figure(table, "withheld_small", 0) +
                result_figure(table, "withheld_zero", 0) +
                result_figure(table, "withheld_secondary", 0);
  if (e->measure->run != run_missing || !(gone > 0)) return;
  for (int64_t i = 0; i < e->count; i++) {
    if (e->item[i].row >= 0) continue;
    withhold(&e->item[i], CPW_DISCLOSURE_SMALL);
    e->item[i].note = phrased("withheld: it would give a group away");
  }
  buffer_free(&e->says);
  e->says = (buffer){0};
}

static int publish_all(equity *e, published *p) {
  cpw_error err = {0};
  cpw_result *table = NULL;
  int64_t *count = p->cases ? p->cases : p->people;
  if (cpw_disclosure_table(count, e->areas, e->rows_labelled, p->o, &table, &err))
    return refuse(e, &err);
  p->table = table;
  for (int64_t i = 0; i < e->count; i++) {
    finding *f = &e->item[i];
    if (f->row >= 0) publish(p, f, f->area * e->rows_labelled + f->row);
  }
  withhold_whole(e, table);
  say_done(e, table);
  cpw_result_free(table);
  return DONE;
}

int is_suppressing(const equity *e) {
  return e->opt->suppress || e->opt->below > 0 || e->opt->round > 0;
}

phrase hidden_words(const equity *e, int64_t cell) {
  if (!e->hidden || !e->hidden[cell]) return phrased("%s", "");
  return phrased("%s", cpw_disclosure_reason_text(e->hidden[cell]));
}

static void hide_cell(equity *e, const published *p, int64_t cell, double *people, double *cases) {
  int64_t reason = (int64_t)result_figure(p->table, "reason", cell);
  if (!reason && p->people[cell] > 0 && p->people[cell] < p->o->least)
    reason = CPW_DISCLOSURE_SMALL;
  e->hidden[cell] = reason;
  people[cell] = reason ? 0 : rounded(p->o, p->people[cell]);
  if (cases) cases[cell] = reason ? 0 : result_figure(p->table, "published", cell);
  /* a rounded share stays one */
  if (cases && e->opt->kind == CPW_RATES_FUNNEL_PROPORTION && cases[cell] > people[cell])
    cases[cell] = people[cell];
  e->withheld += reason != 0;
}

static void note_disclosed(equity *e, const cpw_result *table) {
  double small =
      result_figure(table, "withheld_small", 0) + result_figure(table, "withheld_zero", 0);
  e_note(
      e,
      "Small numbers: %s withheld as small, %s more so that those cannot be worked out. "
      "Everything is computed of what is shown, rounded where asked, so that nothing more can be "
      "worked out from it; withheld groups are left out of it.",
      figure_words(small, "").text,
      figure_words(result_figure(table, "withheld_secondary", 0), "").text);
}

static int disclose(equity *e, published *p, double *people, double *cases) {
  cpw_error err = {0};
  cpw_result *table = NULL;
  if (cpw_disclosure_table(p->cases ? p->cases : p->people, e->areas, e->groups, p->o, &table,
                           &err))
    return refuse(e, &err);
  p->table = table;
  for (int64_t cell = 0; cell < e->areas * e->groups; cell++)
    hide_cell(e, p, cell, people, cases);
  note_disclosed(e, table);
  cpw_result_free(table);
  return DONE;
}

int disclose_counts(equity *e, double *people, double *cases) {
  cpw_disclosure_options o;
  if (!is_suppressing(e)) return DONE;
  int code = set_rule(e, &o);
  e->hidden = equity_array(e->areas * e->groups, sizeof *e->hidden);
  published p = {&o, NULL, whole_counts(e, people), cases ? whole_counts(e, cases) : NULL};
  if (!code && !e->hidden) code = no_memory();
  if (!code && p.people && (p.cases || !cases))
    code = disclose(e, &p, people, cases);
  else if (!code)
    code =
        fail(BAD_DATA, "%s: --suppress and --round need whole numbers of people", e->set->files[0]);
  free(p.people);
  free(p.cases);
  return code;
}

int suppress_small(equity *e) {
  cpw_disclosure_options o;
  if (!is_suppressing(e) || e->hidden) return DONE;
  int code = set_rule(e, &o);
  if (code) return code;
  if (!e->people && !e->events)
    return fail(USAGE,
                "%s: --suppress and --round need counts of people to judge by, and '%s' has none",
                e->set->command, e->set->files[0]);
  published p = {&o, NULL, e->people ? whole_counts(e, e->people) : NULL,
                 e->events ? whole_counts(e, e->events) : NULL};
  if ((e->people && !p.people) || (e->events && !p.cases))
    code =
        fail(BAD_DATA, "%s: --suppress and --round need whole numbers of people", e->set->files[0]);
  else
    code = publish_all(e, &p);
  free(p.people);
  free(p.cases);
  return code;
}
