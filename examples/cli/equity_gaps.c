/* Gaps, ratios and slopes between the groups of each area, and all measures of grouped values at once.
 * Measures: carepath/equity.h, each by its own source.
 * Leaves the values of groups to equity_cells.c. */
#include "equity.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- values of the groups */

/* Limits of counted shares by Wilson, of counted rates by Byar: they hold near 0 as well. */
static void count_limits(const equity *e, finding *f, int64_t cell) {
  double value, lower[MOST_CONFIDENCES], upper[MOST_CONFIDENCES];
  const double *x = e->cases + cell, *n = e->population + cell;
  if (!(*n > 0)) return;
  int32_t status = e->opt->kind == CPW_RATES_FUNNEL_PROPORTION
                       ? cpw_rates_proportion(x, n, 1, e->opt->per, e->level, e->levels,
                                              CPW_RATES_WILSON, &value, lower, upper, NULL)
                       : cpw_rates_crude(x, n, 1, e->opt->per, e->level, e->levels, CPW_RATES_AUTO,
                                         &value, lower, upper, NULL);
  for (int k = 0; !status && k < e->levels; k++)
    add_limits(e, f, k, lower[k], upper[k]);
}

static void value_limits(const equity *e, finding *f, int64_t cell) {
  if (e->cases) {
    count_limits(e, f, cell);
  } else if (e->lower) {
    for (int k = 0; k < e->levels; k++)
      if (fabs(e->level[k] - e->opt->limit_level) < 1e-12)
        add_limits(e, f, k, e->lower[cell], e->upper[cell]);
  } else if (e->se) {
    add_normal_limits(e, f, e->se[cell]);
  }
}

static void add_groups(equity *e) {
  for (int64_t cell = 0; cell < e->areas * e->groups; cell++) {
    int64_t area = cell / e->groups, group = cell % e->groups;
    phrase why = hidden_words(e, cell);
    double shown = *why.text ? (double)NAN : 0; /* added to what is withheld */
    if (!e->line[cell] && !*why.text) continue;
    if (e->has_population)
      add_finding(e, area, group, "population", "people", "people", shown + e->population[cell]);
    if (e->cases) add_finding(e, area, group, "count", "counted", "people", shown + e->cases[cell]);
    finding *f = add_finding(e, area, group, "value", "value", "unit", shown + e->value[cell]);
    f->note = why;
    if (!*why.text) value_limits(e, f, cell);
  }
}

/* ---------------------------------------------------------------- gaps */

typedef struct gap_pair {
  int64_t compared, reference;
} gap_pair;

static int find_pair(const equity *e, gap_pair *pair) {
  int code = named_group(e, "compare", e->opt->compare, 0, &pair->compared);
  if (!code) code = named_group(e, "with", e->opt->with, e->groups - 1, &pair->reference);
  if (!code && e->groups < 2)
    code = fail(BAD_DATA, "%s: holds one group alone, '%s': there is nothing to compare it with",
                e->set->files[0], e->row_label[0]);
  if (!code && pair->compared == pair->reference)
    code = fail(USAGE, "--compare and --with name the same group");
  return code;
}

/* 1: both are there; 0: one is withheld; below 0: the exit code, negated, after saying why. */
static int check_pair(equity *e, int64_t area, gap_pair pair) {
  const int64_t both[] = {pair.compared, pair.reference};
  for (int i = 0; i < 2; i++) {
    int64_t cell = area * e->groups + both[i];
    if (e->hidden && e->hidden[cell]) {
      e_note(e, "%s%s gap: the group %s is withheld.", area_label(e, area),
             *area_label(e, area) ? ": no" : "No", e->row_label[both[i]]);
      return 0;
    }
    if (!e->line[cell])
      return -fail(BAD_DATA, "%s: area '%s' has no row of the group '%s'", e->set->files[0],
                   area_label(e, area), e->row_label[both[i]]);
  }
  return 1;
}

/* The groups of an area that are there, side by side. */
typedef struct present {
  int64_t count;
  int64_t *group; /* which of all groups each is */
  double *value, *population, *se;
} present;

static void free_present(present *p) {
  free(p->group);
  free(p->value);
}

static int find_present(const equity *e, int64_t area, present *p) {
  *p = (present){.group = equity_array(e->groups, sizeof *p->group),
                 .value = equity_array(3 * e->groups, sizeof *p->value)};
  if (!p->group || !p->value) return no_memory();
  p->population = p->value + e->groups;
  p->se = p->value + 2 * e->groups;
  for (int64_t g = 0; g < e->groups; g++) {
    int64_t cell = area * e->groups + g;
    if (!e->line[cell]) continue;
    p->value[p->count] = e->value[cell];
    p->population[p->count] = e->population[cell];
    p->se[p->count] = e->se ? e->se[cell] : 0;
    p->group[p->count++] = g;
  }
  return DONE;
}

static int64_t place_in(const present *p, int64_t group) {
  for (int64_t i = 0; i < p->count; i++)
    if (p->group[i] == group) return i;
  return 0;
}

static void add_gap_limits(equity *e, int64_t first, int k, const cpw_gaps *g) {
  finding *f = e->item + first;
  add_limits(e, f + 1, k, g->gap_lower, g->gap_upper);
  add_limits(e, f + 2, k, g->ratio_lower, g->ratio_upper);
  add_limits(e, f + 3, k, g->fieller_lower, g->fieller_upper);
  add_limits(e, f + 4, k, g->par_lower, g->par_upper);
  add_limits(e, f + 5, k, g->paf_lower, g->paf_upper);
  if (g->fieller_kind == CPW_FIELLER_EXCLUSIVE)
    f[3].note = phrased("the ratio lies outside these limits, not between them");
  if (g->fieller_kind == CPW_FIELLER_UNBOUNDED) f[3].note = phrased("the data exclude no ratio");
}

static void add_gaps(equity *e, int64_t area, gap_pair pair, const cpw_gaps *g) {
  add_finding(e, area, -1, "mean", "mean of all people", "unit", g->mean);
  add_finding(e, area, -1, "gap", "gap", "unit", g->gap)->note =
      phrased("%.30s less %.30s", e->row_label[pair.compared], e->row_label[pair.reference]);
  add_finding(e, area, -1, "ratio", "ratio", "", g->ratio)->note =
      phrased("%.30s to %.30s", e->row_label[pair.compared], e->row_label[pair.reference]);
  add_finding(e, area, -1, "ratio_fieller", "ratio, limits by Fieller", "", g->ratio);
  add_finding(e, area, -1, "par", "population attributable risk", "unit", g->par);
  add_finding(e, area, -1, "paf", "the same as a share of the mean", "share", g->paf);
  add_finding(e, area, -1, "range", "highest less lowest", "unit", g->range)->note =
      phrased("%.30s less %.30s", e->row_label[g->highest], e->row_label[g->lowest]);
  add_finding(e, area, -1, "disparity", "index of disparity", "share", g->disparity);
  add_finding(e, area, -1, "disparity_weighted", "the same, by people", "share",
              g->disparity_weighted);
  add_finding(e, area, -1, "deviation_weighted", "mean deviation from the mean", "share",
              g->deviation_weighted);
  add_finding(e, area, -1, "variance", "variance between groups", "", g->variance);
  add_finding(e, area, -1, "theil_t", "Theil T between groups", "", g->theil_t);
  add_finding(e, area, -1, "theil_l", "Theil L between groups", "", g->theil_l);
}

static void say_gap(equity *e, gap_pair pair, const cpw_gaps *g) {
  if (!is_one_area(e)) return;
  const finding *f = find_finding(e, 0, -1, "gap");
  if (!f) return;
  e_say(e, "Group %s has %s, group %s %s: a gap of %s%s%s%s, or %s times as much.",
        e->row_label[pair.compared], figure_words(e->value[pair.compared], "unit").text,
        e->row_label[pair.reference], figure_words(e->value[pair.reference], "unit").text,
        figure_words(g->gap, "unit").text,
        f->limits ? phrased(" (%s limits ", level_words(e->level[0]).text).text : "",
        f->limits ? limits_words(f, 0).text : "", f->limits ? ")" : "",
        figure_words(g->ratio, "").text);
}

static int gaps_of_present(equity *e, int64_t area, gap_pair pair, const present *p) {
  cpw_gaps_options o;
  cpw_gaps g = {0};
  cpw_error err = {0};
  int64_t first = e->count;
  cpw_gaps_options_init(&o);
  o.compared = place_in(p, pair.compared);
  o.reference = place_in(p, pair.reference);
  o.se = e->se ? p->se : NULL;
  for (int k = 0; k < e->levels; k++) {
    o.level = e->level[k];
    if (cpw_equity_gaps(p->value, e->has_population ? p->population : NULL, p->count, &o, &g, &err))
      return refuse_cell(
          e, &err,
          err.index < 0 || err.index >= p->count ? -1 : area * e->groups + p->group[err.index]);
    g.highest = p->group[g.highest];
    g.lowest = p->group[g.lowest];
    if (!k) add_gaps(e, area, pair, &g);
    if (e->failed) return no_memory();
    add_gap_limits(e, first, k, &g);
  }
  say_gap(e, pair, &g);
  return DONE;
}

static int gaps_of_area(equity *e, int64_t area, gap_pair pair) {
  present p;
  int there = check_pair(e, area, pair);
  if (there <= 0) return -there;
  int code = find_present(e, area, &p);
  if (!code) code = gaps_of_present(e, area, pair, &p);
  free_present(&p);
  return code;
}

static int gaps_of_cells(equity *e) {
  gap_pair pair;
  int code = find_pair(e, &pair);
  for (int64_t area = 0; !code && area < e->areas; area++)
    code = gaps_of_area(e, area, pair);
  if (!code && !e->se)
    e_note(e, "No limits: the file has neither standard errors (--se), limits (--lower, --upper), "
              "counts (--numerator, --denominator) nor several people a group.");
  return code;
}

int run_gaps(equity *e) {
  int code = make_cells(e);
  if (!code) code = gaps_of_cells(e);
  if (!code) add_groups(e);
  return code;
}

/* ---------------------------------------------------------------- slope */

static void set_slope(const equity *e, cpw_slope_options *o) {
  cpw_slope_options_init(o);
  o->transform = e->opt->transform;
  o->scale = e->opt->scale;
  o->method = e->opt->slope_limits;
  o->multiplier = e->opt->multiplier;
  o->level = e->level;
  o->levels = e->levels;
  o->limit_level = e->opt->limit_level;
  if (e->lower) {
    o->lower = e->lower;
    o->upper = e->upper;
  } else {
    o->se = e->se;
  }
  if (o->method < 0)
    o->method = e->se || e->lower ? CPW_SLOPE_EXACT
                : e->groups > 2   ? CPW_SLOPE_RESIDUAL
                                  : CPW_SLOPE_NONE;
}

/* Standard errors on the scale of the line, to first order: se/v, se/(v (1 - v)). */
static double *scaled_errors(const equity *e, const cpw_slope_options *o) {
  int64_t n = e->areas * e->groups;
  int32_t scale = o->transform ? o->transform : o->scale;
  double *se = equity_array(n, sizeof *se);
  for (int64_t i = 0; se && i < n; i++) {
    double v = e->value[i];
    se[i] = !e->line[i]                ? 0
            : scale == CPW_SCALE_LOG   ? e->se[i] / v
            : scale == CPW_SCALE_LOGIT ? e->se[i] / (v * (1 - v))
                                       : e->se[i];
  }
  return se;
}

static void add_slope(equity *e, int64_t area, const cpw_slope *s, const cpw_slope_limits *limits) {
  finding *f = add_finding(e, area, -1, "sii", "slope index of inequality (SII)", "unit", s->sii);
  f->se = s->sii_se;
  for (int k = 0; limits && k < e->levels; k++)
    add_limits(e, f, k, limits[k].sii_lower, limits[k].sii_upper);
  f = add_finding(e, area, -1, "rii", "relative index of inequality (RII)", "", s->rii);
  for (int k = 0; limits && k < e->levels; k++)
    add_limits(e, f, k, limits[k].rii_lower, limits[k].rii_upper);
  if (limits && limits->rii_kind == CPW_FIELLER_EXCLUSIVE)
    f->note = phrased("the ratio lies outside these limits, not between them");
  if (limits && limits->rii_kind == CPW_FIELLER_UNBOUNDED)
    f->note = phrased("the data exclude no ratio");
  add_finding(e, area, -1, "fit_most_deprived", "fitted, most deprived end", "unit", s->intercept);
  add_finding(e, area, -1, "fit_least_deprived", "fitted, least deprived end", "unit", s->end);
  add_finding(e, area, -1, "mean", "mean of all people", "unit", s->mean);
  add_finding(e, area, -1, "residual_sd", "scatter about the line", "", s->residual_sd);
}

static void say_slope(equity *e, const cpw_slope *s) {
  const finding *f = find_finding(e, 0, -1, "sii");
  if (!is_one_area(e) || !f) return;
  e_say(
      e,
      "From the most to the least deprived end of the whole population the fitted value goes from "
      "%s to %s: SII %s%s%s%s, RII %s.",
      figure_words(s->intercept, "unit").text, figure_words(s->end, "unit").text,
      figure_words(s->sii, "unit").text,
      f->limits ? phrased(" (%s limits ", level_words(e->level[0]).text).text : "",
      f->limits ? limits_words(f, 0).text : "", f->limits ? ")" : "",
      figure_words(s->rii, "").text);
}

static void note_slope(equity *e, int32_t method) {
  static const char *const words[] = {
      "No limits of the slope: the file has no standard errors, limits or counts, and fewer than 3 "
      "groups.",
      "Limits of the SII are exact for normal errors of the groups, those of the RII by Fieller.",
      "Limits are drawn from the groups' errors, reproducibly by --seed, as the public health "
      "profiles publish them.",
      "Limits come from the scatter about the line (Student's t): the groups' own errors are not "
      "known."};
  e_note(e, "%s", words[method]);
  if (e->opt->transform)
    e_note(e, "The line is fitted to the %s of the values and its ends carried back.",
           e->opt->transform == CPW_SCALE_LOG ? "logarithm" : "log odds");
}

static int fit_slopes(equity *e, cpw_slope_options *o, cpw_slope *s, cpw_slope_limits *limits) {
  cpw_error err = {0};
  cpw_run run = watched_run((int32_t)e->set->threads, (uint64_t)e->set->seed, "drawing");
  run.replications = e->opt->runs > 0 ? e->opt->runs : 100000;
  double *se = o->se ? scaled_errors(e, o) : NULL;
  if (o->se && !se) return no_memory();
  if (se) o->se = se;
  int32_t status =
      cpw_equity_slope(e->value, e->has_population ? e->population : NULL, e->areas, e->groups, o,
                       &run, s, o->method == CPW_SLOPE_NONE ? NULL : limits, &err);
  clear_progress();
  free(se);
  return status ? refuse_cell(e, &err, err.index) : DONE;
}

/* A group that an area lacks has nobody; where nobody is counted it cannot be left out. */
static int check_area(const equity *e, int64_t area) {
  int64_t with_people = 0;
  for (int64_t g = 0; g < e->groups; g++) {
    int64_t cell = area * e->groups + g;
    if (!e->line[cell] && !e->has_population)
      return fail(BAD_DATA, "%s: area '%s' has no row of the group '%s'", e->set->files[0],
                  area_label(e, area), e->row_label[g]);
    with_people += !e->has_population || e->population[cell] > 0;
  }
  if (with_people > 1) return DONE;
  return fail(BAD_DATA, "%s: %s%s%s%s people: a slope takes at least two groups with people",
              e->set->files[0], is_one_area(e) ? "" : "area '", area_label(e, area),
              is_one_area(e) ? "" : "': ", with_people ? "one group alone has" : "no group has");
}

static int check_whole(const equity *e) {
  int code = DONE;
  for (int64_t area = 0; !code && area < e->areas; area++)
    code = check_area(e, area);
  return code;
}

/* Values of groups that are not there must lie within the domain, though they do not count. */
static void fill_absent(equity *e) {
  for (int64_t i = 0; i < e->areas * e->groups; i++) {
    if (e->line[i]) continue;
    e->value[i] = 0.5;
    if (e->lower) e->lower[i] = e->upper[i] = 0.5;
  }
}

static int slope_of_cells(equity *e) {
  cpw_slope_options o;
  cpw_slope *s = equity_array(e->areas, sizeof *s);
  cpw_slope_limits *limits = equity_array(e->areas * e->levels, sizeof *limits);
  int code = s && limits ? DONE : no_memory();
  if (!code && e->groups < 2)
    code = fail(BAD_DATA, "%s: holds one group alone, '%s': a slope takes at least two",
                e->set->files[0], e->row_label[0]);
  if (!code) code = check_whole(e);
  set_slope(e, &o);
  if (!code) fill_absent(e);
  if (!code) code = fit_slopes(e, &o, s, limits);
  for (int64_t area = 0; !code && area < e->areas; area++)
    add_slope(e, area, &s[area], o.method == CPW_SLOPE_NONE ? NULL : limits + area * e->levels);
  if (!code) say_slope(e, s);
  if (!code) note_slope(e, o.method);
  free(s);
  free(limits);
  return code;
}

int run_slope(equity *e) {
  int code = make_cells(e);
  if (!code) code = slope_of_cells(e);
  if (!code) add_groups(e);
  return code;
}

/* ---------------------------------------------------------------- all measures of grouped values */

int run_all(equity *e) {
  int code = make_cells(e);
  if (!code) code = gaps_of_cells(e);
  if (!code) code = slope_of_cells(e);
  if (!code) code = concentration_of_cells(e);
  if (!code) code = dispersion_of_cells(e);
  if (!code) add_groups(e);
  return code;
}
