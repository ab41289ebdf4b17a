/* Rates of groups, crude and standardised, with limits; funnels of units.
 * Methods: carepath/rates.h.
 * Leaves columns to equity_frame.c. */
#include "equity.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>

/* ---------------------------------------------------------------- counts by group and stratum */

typedef struct strata {
  int64_t count;
  double *cases, *people, *standard, *standard_cases;
  int64_t *line; /* of the first row of each cell */
} strata;

static void free_strata(strata *s) {
  free(s->cases);
  free(s->people);
  free(s->standard);
  free(s->standard_cases);
  free(s->line);
}

static int allocate_strata(const equity *e, strata *s) {
  s->count = e->f.code[COL_STRATUM] ? e->f.labels[COL_STRATUM].count : 1;
  int64_t n = e->groups * s->count;
  s->cases = equity_array(n, sizeof *s->cases);
  s->people = equity_array(n, sizeof *s->people);
  s->line = equity_array(n, sizeof *s->line);
  s->standard = equity_array(s->count, sizeof *s->standard);
  s->standard_cases = equity_array(s->count, sizeof *s->standard_cases);
  return s->cases && s->people && s->line && s->standard && s->standard_cases ? DONE : no_memory();
}

/* The standard is the same in every row of a stratum. */
static int add_standard(const equity *e, int64_t row, int64_t stratum, strata *s, double *seen) {
  const frame *f = &e->f;
  if (!f->number[COL_STANDARD]) return DONE;
  double here = f->number[COL_STANDARD][row];
  if (seen[stratum] != 0 && s->standard[stratum] != here)
    return fail(
        BAD_DATA,
        "%s:%lld: column %s: %s, but an earlier row of the same stratum has %s: the standard "
        "must be the same for all groups",
        e->set->files[0], (long long)f->line[row], f->name[COL_STANDARD],
        figure_words(here, "").text, figure_words(s->standard[stratum], "").text);
  seen[stratum] = 1;
  s->standard[stratum] = here;
  return DONE;
}

static int sum_strata(const equity *e, strata *s) {
  const frame *f = &e->f;
  double *seen = equity_array(s->count, sizeof *seen);
  int code = seen ? DONE : no_memory();
  for (int64_t i = 0; !code && i < f->rows; i++) {
    int64_t stratum = f->code[COL_STRATUM] ? f->code[COL_STRATUM][i] : 0;
    int64_t cell = f->code[COL_GROUP][i] * s->count + stratum;
    s->cases[cell] += f->number[COL_NUMERATOR][i];
    s->people[cell] += f->number[COL_DENOMINATOR][i];
    if (!s->line[cell]) s->line[cell] = f->line[i];
    s->standard_cases[stratum] += f->number[COL_NUMERATOR][i];
    if (!f->number[COL_STANDARD]) s->standard[stratum] += f->number[COL_DENOMINATOR][i];
    code = add_standard(e, i, stratum, s, seen);
  }
  free(seen);
  return code;
}

static int refuse_stratum(equity *e, const cpw_error *err, const strata *s) {
  int64_t at = err->index;
  if (at < 0 || at >= e->groups * s->count || !e->f.code[COL_STRATUM]) return refuse(e, err);
  if (!(s->people[at] > 0))
    return fail(BAD_DATA,
                "%s: nobody of the group '%s' is in the stratum '%s', which the standard counts; "
                "--empty=drop leaves it out and bounds what it could change",
                e->set->files[0], e->row_label[at / s->count],
                e->f.labels[COL_STRATUM].text[at % s->count]);
  return s->line[at]
             ? fail(BAD_DATA, "%s:%lld: %s", e->set->files[0], (long long)s->line[at], err->message)
             : refuse(e, err);
}

/* ---------------------------------------------------------------- rates */

static void set_rates(const equity *e, cpw_rates_options *o) {
  cpw_rates_options_init(o);
  o->multiplier = e->opt->per;
  o->levels = e->levels;
  o->level = e->level;
  if (e->opt->count_limits >= 0) o->method = e->opt->count_limits;
  o->empty = e->opt->empty;
}

static void rate_limits(const equity *e, finding *f, const cpw_result *r, const char *lower,
                        const char *upper, int64_t g) {
  for (int k = 0; k < e->levels; k++)
    add_limits(e, f, k, result_figure(r, lower, g * e->levels + k),
               result_figure(r, upper, g * e->levels + k));
}

static void flag(finding *f, const cpw_result *r, int64_t g) {
  int64_t flags = (int64_t)result_figure(r, "flags", g);
  if (flags & CPW_RATES_FLAG_NONE)
    f->note = phrased("no events");
  else if (flags & CPW_RATES_FLAG_FEW)
    f->note = phrased("fewer than %d events", CPW_RATES_FEW);
  if (flags & CPW_RATES_FLAG_EMPTY)
    f->note = phrased("%s of the standard is not there: rate from %s to %s",
                      percent(result_figure(r, "empty_share", g), 1).text,
                      figure_words(result_figure(r, "least", g), "").text,
                      figure_words(result_figure(r, "most", g), "").text);
}

static void add_direct(equity *e, const cpw_result *r, int standardised) {
  for (int64_t g = 0; g < e->groups; g++) {
    add_finding(e, 0, g, "count", "events", "people", e->events[g])->role = ROLE_CASES;
    add_finding(e, 0, g, "population", "people", "people", e->people[g])->role = ROLE_PEOPLE;
    finding *f = add_finding(e, 0, g, "crude", "crude rate", "", result_figure(r, "crude", g));
    f->role = ROLE_RATE;
    rate_limits(e, f, r, "crude_lower", "crude_upper", g);
    if (!standardised) continue;
    f = add_finding(e, 0, g, "rate", "standardised rate", "", result_figure(r, "rate", g));
    f->role = ROLE_RATE;
    f->se = sqrt(result_figure(r, "variance", g));
    rate_limits(e, f, r, "lower", "upper", g);
    flag(f, r, g);
  }
}

static int compare_direct(equity *e, const cpw_result *r) {
  int64_t a = 0, b = 0;
  cpw_rates_comparison c = {0};
  cpw_error err = {0};
  int code = named_group(e, "compare", e->opt->compare, 0, &a);
  if (!code) code = named_group(e, "with", e->opt->with, e->groups - 1, &b);
  if (code || a == b || is_suppressing(e)) return code;
  finding *gap = NULL, *ratio = NULL;
  int64_t first = e->count;
  for (int k = 0; k < e->levels; k++) {
    if (cpw_rates_compare(result_figure(r, "rate", a), result_figure(r, "variance", a),
                          result_figure(r, "rate", b), result_figure(r, "variance", b), e->level[k],
                          &c, &err))
      return refuse(e, &err);
    if (!k) add_finding(e, 0, -1, "difference", "difference of the rates", "", c.difference);
    if (!k) add_finding(e, 0, -1, "ratio", "ratio of the rates", "", c.ratio);
    if (e->failed) return no_memory();
    gap = e->item + first;
    ratio = gap + 1;
    gap->note = phrased("%.30s less %.30s", e->row_label[a], e->row_label[b]);
    ratio->note = phrased("%.30s to %.30s", e->row_label[a], e->row_label[b]);
    add_limits(e, gap, k, c.difference_lower, c.difference_upper);
    add_limits(e, ratio, k, c.ratio_lower, c.ratio_upper);
  }
  add_finding(e, 0, -1, "p_value", "test of no difference", "p", c.p_value);
  e_say(e, "Group %s has a rate of %s per %s, group %s %s: %s times as much (p %s).",
        e->row_label[a], figure_words(result_figure(r, "rate", a), "").text,
        figure_words(e->opt->per, "").text, e->row_label[b],
        figure_words(result_figure(r, "rate", b), "").text, figure_words(c.ratio, "").text,
        figure_words(c.p_value, "p").text);
  return DONE;
}

static int direct_rates(equity *e, const strata *s) {
  cpw_rates_options o;
  cpw_error err = {0};
  set_rates(e, &o);
  if (cpw_rates_direct(s->cases, s->people, s->standard, e->groups, s->count, &o, &e->result, &err))
    return refuse_stratum(e, &err, s);
  add_direct(e, e->result, s->count > 1);
  if (s->count > 1)
    e_note(e, "Directly standardised, the standard being %s; limits by Dobson's method.",
           e->f.number[COL_STANDARD] ? "the file's" : "all groups together");
  return compare_direct(e, e->result);
}

static int indirect_rates(equity *e, const strata *s) {
  cpw_rates_options o;
  cpw_error err = {0};
  set_rates(e, &o);
  if (cpw_rates_indirect(e->events, s->people, s->standard_cases, s->standard, e->groups, s->count,
                         &o, &e->result, &err))
    return refuse(e, &err);
  for (int64_t g = 0; g < e->groups; g++) {
    add_finding(e, 0, g, "count", "events", "people", e->events[g])->role = ROLE_CASES;
    add_finding(e, 0, g, "expected", "expected", "", result_figure(e->result, "expected", g));
    finding *f = add_finding(e, 0, g, "ratio", "observed/expected", "",
                             result_figure(e->result, "ratio", g));
    f->role = ROLE_RATE;
    rate_limits(e, f, e->result, "ratio_lower", "ratio_upper", g);
    f = add_finding(e, 0, g, "rate", "indirect rate", "", result_figure(e->result, "rate", g));
    f->role = ROLE_RATE;
    rate_limits(e, f, e->result, "lower", "upper", g);
    flag(f, e->result, g);
  }
  e_note(
      e,
      "Indirectly standardised: events against those that the rates of all groups together would "
      "give. Such ratios compare each group with all, not groups with each other.");
  return DONE;
}

int run_equity_rates(equity *e) {
  strata s = {0};
  e->areas = 1;
  e->groups = e->f.labels[COL_GROUP].count;
  if (e->opt->standardise == 1 && e->f.number[COL_STANDARD])
    return fail(USAGE,
                "--method=indirect takes the rates of all groups together; it needs no --standard");
  int code = allocate_strata(e, &s);
  if (!code) code = sum_strata(e, &s);
  if (!code) code = label_rows(e, "group", e->f.labels[COL_GROUP].text, e->groups);
  e->people = equity_array(e->groups, sizeof *e->people);
  e->events = equity_array(e->groups, sizeof *e->events);
  if (!code && (!e->people || !e->events)) code = no_memory();
  for (int64_t i = 0; !code && i < e->groups * s.count; i++) {
    e->people[i / s.count] += s.people[i];
    e->events[i / s.count] += s.cases[i];
  }
  if (!code) code = e->opt->standardise == 1 ? indirect_rates(e, &s) : direct_rates(e, &s);
  if (!code) e_note(e, "Rates are per %s.", figure_words(e->opt->per, "").text);
  free_strata(&s);
  return code;
}

/* ---------------------------------------------------------------- funnel */

static const char *class_words(int64_t c, int levels) {
  if (!c) return "within the limits";
  int outer = levels > 1 && (c == levels || c == -levels);
  if (c > 0) return outer ? "above the outer limits" : "above the inner limits";
  return outer ? "below the outer limits" : "below the inner limits";
}

int set_funnel(const equity *e, cpw_rates_funnel_options *o) {
  cpw_rates_funnel_options_init(o);
  o->measure = e->opt->kind;
  if (e->opt->funnel_limits >= 0) o->limits = e->opt->funnel_limits;
  o->dispersion = e->opt->dispersion;
  o->transform = e->opt->variance_stable;
  if (e->opt->funnel_limits < 0 && (o->dispersion || o->transform))
    o->limits = CPW_RATES_LIMITS_NORMAL;
  o->target = e->opt->target;
  if (!isnan(o->target) && o->measure != CPW_RATES_FUNNEL_RATIO) o->target /= e->opt->per;
  o->multiplier = e->opt->per;
  o->levels = e->levels;
  o->level = e->level;
  if (o->dispersion && o->limits != CPW_RATES_LIMITS_NORMAL)
    return fail(USAGE, "--dispersion widens normal limits: it needs --funnel-limits=normal");
  if (o->measure == CPW_RATES_FUNNEL_RATIO && !e->f.number[COL_EXPECTED])
    return fail(BAD_DATA,
                "%s: line 1: --kind=ratio needs a column of expected events "
                "(--expected=COLUMN)",
                e->set->files[0]);
  if (o->measure != CPW_RATES_FUNNEL_RATIO && !e->f.number[COL_DENOMINATOR])
    return fail(BAD_DATA,
                "%s: line 1: there is no column 'denominator' (people of whom they are counted); "
                "--denominator=COLUMN says which it is",
                e->set->files[0]);
  return DONE;
}

static void add_counted(equity *e, const cpw_result *r, int64_t i, double shown) {
  double size = shown + result_figure(r, "size", i);
  if (e->opt->kind == CPW_RATES_FUNNEL_RATIO) {
    add_finding(e, 0, i, "observed", "observed", "people", shown + e->events[i]);
    add_finding(e, 0, i, "expected", "expected", "", size);
  } else {
    add_finding(e, 0, i, "count", "counted", "people", shown + e->events[i]);
    add_finding(e, 0, i, "population", "of", "people", size);
  }
}

static void add_unit(equity *e, const cpw_result *r, int64_t i) {
  phrase why = hidden_words(e, i);
  double shown = *why.text ? (double)NAN : 0; /* added to what is withheld */
  int64_t c = *why.text ? 0 : (int64_t)result_figure(r, "class", i);
  add_counted(e, r, i, shown);
  finding *f = add_finding(e, 0, i, "value", "value", "", shown + result_figure(r, "value", i));
  f->note = *why.text ? why : phrased("%s", class_words(c, e->levels));
  f = add_finding(e, 0, i, "funnel", "limits of the funnel", "",
                  shown + result_figure(r, "target", 0));
  if (!*why.text) rate_limits(e, f, r, "lower", "upper", i);
  add_finding(e, 0, i, "z", "z", "", shown + result_figure(r, "z_adjusted", i));
  add_finding(e, 0, i, "class", "", "", shown + (double)c);
}

static void add_funnel(equity *e, const cpw_result *r) {
  int64_t outside[2] = {0, 0};
  for (int64_t i = 0; i < e->groups; i++) {
    int64_t c = e->hidden && e->hidden[i] ? 0 : (int64_t)result_figure(r, "class", i);
    if (c >= e->levels) outside[0]++;
    if (c <= -e->levels) outside[1]++;
    add_unit(e, r, i);
  }
  add_finding(e, 0, -1, "target", "target", "", result_figure(r, "target", 0));
  add_finding(e, 0, -1, "phi", "over-dispersion (phi)", "", result_figure(r, "phi", 0));
  add_finding(e, 0, -1, "tau2", "variance between units (tau squared)", "",
              result_figure(r, "tau2", 0));
  add_finding(e, 0, -1, "heterogeneity_p", "test that all are alike", "p",
              result_figure(r, "heterogeneity_p", 0));
  e_say(e, "%lld units around %s: %lld above and %lld below the %s limits.",
        (long long)(e->groups - e->withheld), figure_words(result_figure(r, "target", 0), "").text,
        (long long)outside[0], (long long)outside[1], level_words(e->level[e->levels - 1]).text);
  if (result_figure(r, "phi", 0) > 2 && !e->opt->dispersion)
    e_say(e,
          "The units scatter far more than chance does (phi %s): --dispersion=add or multiply "
          "widens the limits for it.",
          figure_words(result_figure(r, "phi", 0), "").text);
}

/* Rows of one unit are added up. */
static int sum_units(equity *e, double *size) {
  const frame *f = &e->f;
  const double *of =
      f->number[e->opt->kind == CPW_RATES_FUNNEL_RATIO ? COL_EXPECTED : COL_DENOMINATOR];
  for (int64_t i = 0; i < f->rows; i++) {
    int64_t unit = f->code[COL_GROUP][i];
    if (!e->line[unit]) e->line[unit] = f->line[i];
    e->events[unit] += f->number[COL_NUMERATOR][i];
    size[unit] += of[i];
  }
  return DONE;
}

/* Small numbers come first, so that limits and z-scores are of what is shown. */
static int disclose_units(equity *e) {
  if (e->opt->kind != CPW_RATES_FUNNEL_RATIO) return disclose_counts(e, e->people, e->events);
  if (!is_suppressing(e)) return DONE;
  double *expected = e->people; /* they are no people */
  int code = disclose_counts(e, e->events, NULL);
  for (int64_t i = 0; !code && i < e->groups; i++)
    if (e->hidden[i]) expected[i] = 0;
  return code;
}

int run_funnel(equity *e) {
  cpw_rates_funnel_options o;
  cpw_error err = {0};
  e->areas = 1;
  e->groups = e->f.labels[COL_GROUP].count;
  int code = set_funnel(e, &o);
  if (code) return code;
  e->people = equity_array(e->groups, sizeof *e->people);
  e->events = equity_array(e->groups, sizeof *e->events);
  e->line = equity_array(e->groups, sizeof *e->line);
  if (!e->people || !e->events || !e->line) return no_memory();
  code = sum_units(e, e->people);
  if (!code) code = label_rows(e, "unit", e->f.labels[COL_GROUP].text, e->groups);
  if (!code) code = disclose_units(e);
  if (code) return code;
  if (cpw_rates_funnel(e->events, e->people, e->groups, &o, &e->result, &err))
    return refuse_cell(e, &err, err.index);
  add_funnel(e, e->result);
  if (o.measure == CPW_RATES_FUNNEL_RATIO) {
    free(e->people);
    e->people = NULL;
  }
  return DONE;
}
