/* The frontier as a result: people, waits, health, how unequal, and which points another one dominates.
 * Source: slope index of inequality and equally distributed equivalent by equity.h, domination by frontier.h.
 * Leaves the runs to points.c. */
#include "system_frontier/internal.h"

#include "carepath/equity.h"
#include "carepath/frontier.h"
#include "system_govern/sheet.h"

#include <string.h>

enum {
  MONEY,
  ADDED,
  TREATED,
  WAITING,
  MEAN_WAIT,
  LIST_WAIT,
  WITHIN,
  OVER_52,
  HEALTH,
  HEALTH_GAIN,
  INEQUALITY,
  WAIT_GAP,
  WAIT_SLOPE,
  EDE,
  GAIN_KEPT,
  INEQUALITY_KEPT,
  FIGURES
};
enum { G_WAIT, G_LIST_WAIT, G_TREATED, G_WAITING, G_GAIN, G_GAIN_HEAD, GROUP_FIGURES };

typedef struct label {
  const char *name, *unit, *text;
} label;

static const label figure_labels[FIGURES] = {
    {"money", "money", "more money in a year"},
    {"added", "treatments", "a week that the money buys"},
    {"treated", "people", "over the horizon"},
    {"waiting", "people", "at the end"},
    {"mean_wait", "weeks", "that the treated had waited"},
    {"mean_list_wait", "weeks", "person-weeks on lists for one who was on them"},
    {"within", "share", "of who waits at the end within the standard"},
    {"over_52", "people", "who have waited over 52 weeks, at the end"},
    {"health", "", "gain of treatments less harm of waiting"},
    {"health_gain", "", "health less that of the baseline"},
    {"inequality", "", "slope index of the health gained a head; > 0: the least deprived more"},
    {"wait_gap", "weeks", "list wait of the first group less that of the last"},
    {"wait_slope", "weeks", "slope index of the mean wait; < 0: the most deprived wait longer"},
    {"ede", "", "equally distributed equivalent of health afterwards"},
    {"gain_kept", "share", "health gain over that of the universal policy"},
    {"inequality_kept", "share", "inequality over that of the universal policy"}};

static const label group_labels[GROUP_FIGURES] = {
    {"group_wait", "weeks", "that the treated had waited"},
    {"group_list_wait", "weeks", "person-weeks on lists for one who was on them"},
    {"group_treated", "people", "over the horizon"},
    {"group_waiting", "people", "at the end"},
    {"group_gain", "", "health less that of the baseline"},
    {"group_gain_head", "", "the same for one of its people"}};

typedef struct page {
  const cpwi_targeting *f;
  double *figure[FIGURES];      /* (points) */
  double *group[GROUP_FIGURES]; /* (points, groups) */
  double *people;               /* (groups) */
  double *after;                /* (groups) room */
} page;

static double ratio(double a, double b) {
  return b > 0 || b < 0 ? a / b : CPWI_NAN;
}

static void fill_groups(const page *p, int64_t point) {
  const cpwi_targeting *f = p->f;
  for (int64_t g = 0; g < f->groups; g++) {
    const cpwi_targeting_group *x = &f->group[point * f->groups + g];
    int64_t at = point * f->groups + g;
    p->group[G_WAIT][at] = ratio(x->treated_weeks, x->treated);
    p->group[G_LIST_WAIT][at] = ratio(x->waited, x->opening + x->starts);
    p->group[G_TREATED][at] = x->treated;
    p->group[G_WAITING][at] = x->closing;
    p->group[G_GAIN][at] = x->health - f->group[g].health;
    p->group[G_GAIN_HEAD][at] = p->group[G_GAIN][at] / p->people[g];
  }
}

static void fill_sums(const page *p, int64_t point) {
  const cpwi_targeting *f = p->f;
  cpwi_targeting_group sum;
  memset(&sum, 0, sizeof sum);
  double added = 0, money = 0, before = 0;
  for (int64_t g = 0; g < f->groups; g++) {
    const cpwi_targeting_group *x = &f->group[point * f->groups + g];
    sum.opening += x->opening + x->starts;
    sum.treated += x->treated;
    sum.closing += x->closing;
    sum.waited += x->waited;
    sum.treated_weeks += x->treated_weeks;
    sum.within += x->within;
    sum.over_52 += x->over_52;
    sum.health += x->health;
    before += f->group[g].health;
  }
  for (int64_t u = 0; u < f->units && point > 0; u++) {
    added += f->added[u];
    money += f->more[u];
  }
  const double values[] = {money * CPW_WEEKS_PER_YEAR,
                           added,
                           sum.treated,
                           sum.closing,
                           ratio(sum.treated_weeks, sum.treated),
                           ratio(sum.waited, sum.opening),
                           ratio(sum.within, sum.closing),
                           sum.over_52,
                           sum.health,
                           point > 0 ? sum.health - before : 0};
  for (int k = MONEY; k <= HEALTH_GAIN; k++)
    p->figure[k][point] = values[k];
}

/* Slope index of a row of group values; NaN where a value is missing. */
static int32_t slope(const page *p, const double *value, double *out, cpw_error *err) {
  cpw_slope found;
  *out = CPWI_NAN;
  for (int64_t g = 0; g < p->f->groups; g++)
    if (value[g] - value[g] != 0) return CPW_OK;
  cpw_slope_options o;
  cpw_slope_options_init(&o);
  o.allocator = p->f->allocator;
  int32_t status = cpw_equity_slope(value, p->people, 1, p->f->groups, &o, NULL, &found, NULL, err);
  if (status == CPW_OK) *out = found.sii;
  return status;
}

static int32_t equivalent(const page *p, int64_t point, cpw_error *err) {
  const cpwi_targeting *f = p->f;
  p->figure[EDE][point] = CPWI_NAN;
  for (int64_t g = 0; f->o.health && g < f->groups; g++) {
    p->after[g] = f->o.health[g] + p->group[G_GAIN_HEAD][point * f->groups + g];
    if (!(p->after[g] > 0)) return CPW_OK;
  }
  return f->o.health
             ? cpw_equity_ede(p->after, p->people, f->groups, CPW_EDE_ATKINSON, &f->o.aversion, 1,
                              f->allocator, &p->figure[EDE][point], NULL, err)
             : CPW_OK;
}

static int32_t fill_inequality(const page *p, int64_t point, cpw_error *err) {
  int64_t at = point * p->f->groups, last = p->f->groups - 1;
  int32_t status = slope(p, p->group[G_GAIN_HEAD] + at, &p->figure[INEQUALITY][point], err);
  if (status == CPW_OK)
    status = slope(p, p->group[G_WAIT] + at, &p->figure[WAIT_SLOPE][point], err);
  p->figure[WAIT_GAP][point] = p->group[G_LIST_WAIT][at] - p->group[G_LIST_WAIT][at + last];
  return status == CPW_OK ? equivalent(p, point, err) : status;
}

static int32_t fill(const page *p, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < p->f->points && status == CPW_OK; k++) {
    fill_groups(p, k);
    fill_sums(p, k);
    status = fill_inequality(p, k, err);
  }
  for (int64_t k = 0; k < p->f->points; k++) {
    p->figure[GAIN_KEPT][k] = ratio(p->figure[HEALTH_GAIN][k], p->figure[HEALTH_GAIN][1]);
    p->figure[INEQUALITY_KEPT][k] = ratio(p->figure[INEQUALITY][k], p->figure[INEQUALITY][1]);
  }
  return status;
}

/* ---------------------------------------------------------------- the result ---------------- */

static void find_dominated(const page *p, cpwi_sheet *s) {
  int64_t *to = cpwi_sheet_whole(
      s, "dominated_by", "", "a point with no less health gained and no more inequality", "point");
  double *pair = cpwi_alloc(p->f->allocator, (size_t)(2 * p->f->points), sizeof *pair);
  if (!pair && s->status == CPW_OK)
    s->status = cpwi_fail(s->err, CPW_ENOMEM, -1, p->f->where, "out of memory for points");
  for (int64_t k = 0; pair && s->status == CPW_OK && k < p->f->points; k++) {
    pair[2 * k] = -p->figure[HEALTH_GAIN][k];
    pair[2 * k + 1] = p->figure[INEQUALITY][k];
  }
  if (s->status == CPW_OK && pair)
    s->status = cpw_frontier_dominated(pair, p->f->points, 2, to, s->err);
  cpwi_release(p->f->allocator, pair);
}

static void add_axes(const cpwi_targeting *f, cpwi_sheet *s) {
  char(*text)[CPW_NUMBER_CHARS] = cpwi_alloc(f->allocator, (size_t)f->points, sizeof *text);
  const char **name = cpwi_alloc(f->allocator, (size_t)f->points, sizeof *name);
  if (!text || !name) {
    if (s->status == CPW_OK)
      s->status = cpwi_fail(s->err, CPW_ENOMEM, -1, f->where, "out of memory for points");
  } else {
    for (int64_t k = 0; k < f->points; k++) {
      cpw_format_double(cpwi_targeting_share(f, k), text[k]);
      name[k] = k == 0 ? "baseline" : text[k];
    }
    cpwi_sheet_axis(s, "point", f->points, name);
    cpwi_sheet_axis(s, "group", f->groups, f->s->group);
  }
  cpwi_release(f->allocator, text);
  cpwi_release(f->allocator, name);
}

static void add_arrays(page *p, cpwi_sheet *s) {
  double *target =
      cpwi_sheet_real(s, "target", "share", "of the added treatments that is targeted", "point");
  for (int64_t k = 0; target && k < p->f->points; k++)
    target[k] = cpwi_targeting_share(p->f, k);
  for (int k = 0; k < FIGURES; k++)
    p->figure[k] = cpwi_sheet_real(s, figure_labels[k].name, figure_labels[k].unit,
                                   figure_labels[k].text, "point");
  for (int k = 0; k < GROUP_FIGURES; k++)
    p->group[k] = cpwi_sheet_real(s, group_labels[k].name, group_labels[k].unit,
                                  group_labels[k].text, "point group");
}

static void add_notes(const cpwi_targeting *f, cpwi_sheet *s) {
  cpwi_sheet_note(s, "people", f->source);
  cpwi_sheet_note(s, "target",
                  f->o.target == CPW_SYSTEM_TARGET_KEEP
                      ? "added treatments are kept for the groups meant while they wait"
                      : "the groups meant weigh more in the order of treatment");
  cpwi_sheet_note(s, "rise",
                  f->o.rise ? "harm of a week rises with the weeks waited, as given"
                            : "harm of a week is the same however long the wait");
  cpwi_sheet_note(s, "conservation",
                  f->conserved
                      ? "opening + starts + moved - treated - removed = closing in every run"
                      : "people are not conserved: please report it");
}

/* People of a group: where nothing is known, who was on its lists; at least one. */
static void fill_people(const cpwi_targeting *f, double *people) {
  for (int64_t g = 0; g < f->groups; g++) {
    double listed = f->group[g].opening + f->group[g].starts;
    people[g] = f->people[g] > 0 ? f->people[g] : listed > 0 ? listed : 1;
  }
}

int32_t cpwi_targeting_write(const cpwi_targeting *f, cpw_result **out, cpw_error *err) {
  page p;
  memset(&p, 0, sizeof p);
  p.f = f;
  p.people = cpwi_alloc_zero(f->allocator, (size_t)f->groups, sizeof *p.people);
  p.after = cpwi_alloc_zero(f->allocator, (size_t)f->groups, sizeof *p.after);
  int32_t status = p.people && p.after
                       ? CPW_OK
                       : cpwi_fail(err, CPW_ENOMEM, -1, f->where, "out of memory for groups");
  cpwi_sheet s = {0};
  if (status == CPW_OK) {
    fill_people(f, p.people);
    cpwi_sheet_new(&s, f->allocator, err);
    add_axes(f, &s);
    add_arrays(&p, &s);
    if (s.status == CPW_OK) s.status = fill(&p, err);
    find_dominated(&p, &s);
    add_notes(f, &s);
  }
  status = cpwi_sheet_close(&s, status, out);
  cpwi_release(f->allocator, p.people);
  cpwi_release(f->allocator, p.after);
  return status;
}

int32_t cpw_system_frontier(const cpw_system *system, const cpw_system_frontier_options *options,
                            const cpw_run *run, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_targeting f;
  int32_t status = cpwi_targeting_init(&f, system, options, run, __func__, err);
  if (status == CPW_OK) status = cpwi_targeting_run(&f, err);
  if (status == CPW_OK) status = cpwi_targeting_write(&f, out, err);
  cpwi_targeting_free(&f);
  return status;
}
