/* Who gains health and who loses it: programmes by group, valued with an aversion to inequality.
 * Methods: carepath/dcea.h (Asaria, Griffin and Cookson 2016).
 * Leaves columns to equity_frame.c. */
#include "equity.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- the programmes */

typedef struct programmes {
  int64_t count;
  double *people, *health;          /* (groups) */
  double *recipients, *gain, *cost; /* (count, groups) */
  double *shares;
  cpw_dcea_programme *item;
} programmes;

static void free_programmes(programmes *p) {
  free(p->people);
  free(p->health);
  free(p->recipients);
  free(p->gain);
  free(p->cost);
  free(p->shares);
  free(p->item);
}

static int allocate(const equity *e, programmes *p) {
  int64_t n = e->groups * p->count;
  p->people = equity_array(e->groups, sizeof *p->people);
  p->health = equity_array(e->groups, sizeof *p->health);
  p->shares = equity_array(e->groups, sizeof *p->shares);
  p->recipients = equity_array(n, sizeof *p->recipients);
  p->gain = equity_array(n, sizeof *p->gain);
  p->cost = equity_array(n, sizeof *p->cost);
  p->item = equity_array(p->count, sizeof *p->item);
  return p->people && p->health && p->shares && p->recipients && p->gain && p->cost && p->item
             ? DONE
             : no_memory();
}

static int same_group(const equity *e, int64_t row, const programmes *p, int64_t g) {
  const frame *f = &e->f;
  if (p->people[g] == f->number[COL_POPULATION][row] && p->health[g] == f->number[COL_HEALTH][row])
    return DONE;
  return fail(
      BAD_DATA,
      "%s:%lld: group '%s' has other people or health than in an earlier row: they must be the "
      "same for every programme",
      e->set->files[0], (long long)f->line[row], e->row_label[g]);
}

static int fill(equity *e, programmes *p, char *seen) {
  const frame *f = &e->f;
  for (int64_t i = 0; i < f->rows; i++) {
    int64_t a = f->code[COL_AREA] ? f->code[COL_AREA][i] : 0, g = f->code[COL_GROUP][i];
    int64_t cell = a * e->groups + g;
    if (seen[cell])
      return fail(BAD_DATA, "%s:%lld: group '%s' stands twice in one programme", e->set->files[0],
                  (long long)f->line[i], e->row_label[g]);
    int known = 0;
    for (int64_t k = 0; k < p->count; k++)
      known |= seen[k * e->groups + g];
    int code = known ? same_group(e, i, p, g) : DONE;
    if (code) return code;
    seen[cell] = 1;
    p->people[g] = f->number[COL_POPULATION][i];
    p->health[g] = f->number[COL_HEALTH][i];
    p->recipients[cell] = f->number[COL_RECIPIENTS][i];
    p->gain[cell] = f->number[COL_GAIN][i];
    p->cost[cell] = f->number[COL_COST] ? f->number[COL_COST][i] : 0;
  }
  return DONE;
}

static int read_programmes(equity *e, programmes *p) {
  p->count = e->areas;
  char *seen = equity_array(e->areas * e->groups, 1);
  int code = seen ? allocate(e, p) : no_memory();
  if (!code) code = fill(e, p, seen);
  for (int64_t i = 0; !code && i < p->count * e->groups; i++)
    if (!seen[i])
      code = fail(BAD_DATA, "%s: programme '%s' has no row of the group '%s'", e->set->files[0],
                  area_label(e, i / e->groups), e->row_label[i % e->groups]);
  for (int64_t k = 0; !code && k < p->count; k++)
    p->item[k] = (cpw_dcea_programme){p->recipients + k * e->groups, p->gain + k * e->groups,
                                      p->cost + k * e->groups, e->opt->fixed_cost};
  free(seen);
  return code;
}

/* ---------------------------------------------------------------- options */

static int unknown_table(const char *name) {
  buffer b = {0};
  const cpw_dcea_table *t;
  for (int64_t i = 0; (t = cpw_dcea_table_at(i)) != NULL; i++)
    if (t->kind == CPW_DCEA_TABLE_SHARES) putf(&b, ", %s", t->name);
  int code =
      b.failed ? no_memory()
               : fail(USAGE, "--shares: '%s' is not one of people%s", name, b.bytes ? b.bytes : "");
  buffer_free(&b);
  return code;
}

/* Who bears the opportunity cost: everybody alike, or by a published gradient. */
static int set_shares(equity *e, programmes *p, cpw_dcea_options *o) {
  const char *name = e->opt->shares;
  cpw_error err = {0};
  if (!name || strcmp(name, "people") == 0) {
    e_note(e,
           "The health that the money would have bought elsewhere falls on groups by their people; "
           "--shares names a published gradient.");
    return DONE;
  }
  const cpw_dcea_table *t = cpw_dcea_table_find(name);
  if (!t || t->kind != CPW_DCEA_TABLE_SHARES) return unknown_table(name);
  if (cpw_dcea_shares(t->value, t->count, p->people, e->groups, p->shares, &err))
    return refuse(e, &err);
  o->shares = p->shares;
  e_note(e, "Opportunity cost by group: %s (%s).", t->name, t->source);
  return DONE;
}

static int set_options(equity *e, programmes *p, cpw_dcea_options *o) {
  cpw_dcea_options_init(o);
  if (isnan(e->opt->threshold))
    return fail(USAGE, "dcea: --threshold is missing: what a QALY costs elsewhere, such as 20000; "
                       "nothing has a default here");
  o->threshold = e->opt->threshold;
  o->measure = e->opt->welfare;
  o->axis = e->opt->axis;
  o->aversion = e->opt->aversion;
  o->aversions = e->opt->aversions.count;
  o->aversion_grid = e->opt->aversions.count ? e->opt->aversions.value : NULL;
  return set_shares(e, p, o);
}

/* ---------------------------------------------------------------- findings */

static const char *quadrant_words(int64_t q) {
  static const char *const words[] = {"no change", "more health, more equal",
                                      "more health, less equal", "less health, more equal",
                                      "less health, less equal"};
  return words[q >= 0 && q < CPW_DCEA_QUADRANTS ? q : 0];
}

static const char *status_words(int64_t s) {
  static const char *const words[] = {"on the frontier", "worse than a mixture of others",
                                      "dominated"};
  return words[s >= 0 && s < 3 ? s : 0];
}

static void add_programme(equity *e, int64_t k, const cpw_result *r) {
  static const struct {
    const char *array, *words;
  } plain[] = {{"total_cost", "cost in all"},
               {"efficiency", "health gained (QALYs)"},
               {"equity", "worth of less inequality (QALYs)"},
               {"ede_benefit", "both together (QALYs)"},
               {"slope_change", "change of the slope index of health"},
               {"gap_change", "change of the gap in health"},
               {"weighted_benefit", "benefit by equity weights (QALYs)"},
               {"break_even_threshold", "threshold at which both come to 0"},
               {"flip", "aversion at which the answer turns"}};
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    add_finding(e, k, -1, plain[i].array, plain[i].words, "", result_figure(r, plain[i].array, k));
  int64_t q = (int64_t)result_figure(r, "quadrant", k);
  add_finding(e, k, -1, "plane_equity", "equity on the plane", "",
              result_figure(r, "plane_equity", k))
      ->note = phrased("%s", quadrant_words(q));
  add_finding(e, k, -1, "rank", "rank", "", result_figure(r, "rank", k))->note =
      phrased("%s", status_words((int64_t)result_figure(r, "status", k)));
  const cpw_array *curve = cpw_result_find(r, "by_aversion");
  for (int i = 0; curve && i < e->opt->aversions.count; i++)
    add_finding(e, k, -1, "ede_benefit_at", "both together, at another aversion", "",
                curve->real[k * e->opt->aversions.count + i])
        ->note = phrased("aversion %s", figure_words(e->opt->aversions.value[i], "").text);
  e_say(e, "%s%s%s: %s QALYs gained, less inequality worth %s: %s in all.",
        *area_label(e, k) ? area_label(e, k) : "The programme", ": ", quadrant_words(q),
        figure_words(result_figure(r, "efficiency", k), "").text,
        figure_words(result_figure(r, "equity", k), "").text,
        figure_words(result_figure(r, "ede_benefit", k), "").text);
}

static void add_group(equity *e, int64_t k, int64_t g, const cpw_result *r) {
  int64_t at = k * e->groups + g;
  add_finding(e, k, g, "gain", "gained (QALYs)", "", result_figure(r, "gain", at));
  add_finding(e, k, g, "opportunity_cost", "lost elsewhere (QALYs)", "",
              result_figure(r, "opportunity_cost", at));
  add_finding(e, k, g, "net_benefit", "net (QALYs)", "", result_figure(r, "net_benefit", at));
  add_finding(e, k, g, "weight", "equity weight", "", result_figure(r, "weight", g));
}

int run_dcea(equity *e) {
  programmes p = {0};
  cpw_dcea_options o;
  cpw_error err = {0};
  e->areas = e->f.code[COL_AREA] ? e->f.labels[COL_AREA].count : 1;
  e->groups = e->f.labels[COL_GROUP].count;
  int code = label_rows(e, "group", e->f.labels[COL_GROUP].text, e->groups);
  if (!code) code = read_programmes(e, &p);
  if (!code) code = set_options(e, &p, &o);
  cpw_dcea_population population = {e->groups, p.people, p.health};
  if (!code && cpw_dcea_evaluate(&population, p.item, p.count, &o, &e->result, &err))
    code = refuse(e, &err);
  for (int64_t k = 0; !code && k < p.count; k++)
    add_programme(e, k, e->result);
  for (int64_t i = 0; !code && i < p.count * e->groups; i++)
    add_group(e, i / e->groups, i % e->groups, e->result);
  if (!code && cpw_result_note(e->result, "aversion"))
    e_note(e, "Aversion: %s", cpw_result_note(e->result, "aversion"));
  free_programmes(&p);
  return code;
}
