/* Concentration by social position, its curve, dispersion, and what lies between and within groups.
 * Measures: carepath/equity.h, each by its own source.
 * Leaves values of groups to equity_cells.c. */
#include "equity.h"
#include "say.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---------------------------------------------------------------- rows of one area */

typedef struct area_rows {
  int64_t n;
  int64_t *row; /* of the frame */
  double *value, *rank, *weight;
  int64_t *group, *by;
} area_rows;

static void free_rows(area_rows *r) {
  free(r->row);
  free(r->value);
  free(r->rank);
  free(r->weight);
  free(r->group);
  free(r->by);
}

static int has_column(const equity *e, int column) {
  return e->f.number[column] || e->f.code[column];
}

static int allocate_rows(const equity *e, area_rows *r) {
  int64_t n = e->f.rows;
  *r = (area_rows){.row = equity_array(n, sizeof *r->row),
                   .value = equity_array(n, sizeof *r->value)};
  if (has_column(e, COL_RANK)) r->rank = equity_array(n, sizeof *r->rank);
  if (has_column(e, COL_POPULATION)) r->weight = equity_array(n, sizeof *r->weight);
  if (has_column(e, COL_GROUP)) r->group = equity_array(n, sizeof *r->group);
  if (has_column(e, COL_BY)) r->by = equity_array(n, sizeof *r->by);
  int good = r->row && r->value && (r->rank || !has_column(e, COL_RANK)) &&
             (r->weight || !has_column(e, COL_POPULATION)) &&
             (r->group || !has_column(e, COL_GROUP)) && (r->by || !has_column(e, COL_BY));
  return good ? DONE : no_memory();
}

static void gather_rows(const equity *e, int64_t area, area_rows *r) {
  const frame *f = &e->f;
  r->n = 0;
  for (int64_t i = 0; i < f->rows; i++) {
    if (f->code[COL_AREA] && f->code[COL_AREA][i] != area) continue;
    r->row[r->n] = i;
    r->value[r->n] = f->number[COL_VALUE][i];
    if (r->rank) r->rank[r->n] = f->number[COL_RANK][i];
    if (r->weight) r->weight[r->n] = f->number[COL_POPULATION][i];
    if (r->group) r->group[r->n] = f->code[COL_GROUP][i];
    if (r->by) r->by[r->n] = f->code[COL_BY][i];
    r->n++;
  }
}

static int refuse_gathered(const equity *e, cpw_error *err, const area_rows *r) {
  if (err->index >= 0 && err->index < r->n) err->index = r->row[err->index];
  return refuse_row(e, err);
}

/* Does something with the rows of each area. */
static int each_area(equity *e, int (*work)(equity *e, int64_t area, area_rows *r)) {
  area_rows r;
  e->areas = e->f.code[COL_AREA] ? e->f.labels[COL_AREA].count : 1;
  int code = allocate_rows(e, &r);
  for (int64_t area = 0; !code && area < e->areas; area++) {
    gather_rows(e, area, &r);
    code = work(e, area, &r);
  }
  free_rows(&r);
  return code;
}

/* ---------------------------------------------------------------- concentration */

static void set_concentration(const equity *e, cpw_concentration_options *o) {
  cpw_concentration_options_init(o);
  if (e->opt->variance >= 0) o->variance = e->opt->variance;
  o->lowest = e->opt->lowest;
  o->highest = e->opt->highest;
  if (!isnan(e->opt->aversion)) o->aversion = e->opt->aversion;
}

static const char *curve_words(int32_t curve) {
  static const char *const words[] = {"the curve is the diagonal",
                                      "the curve lies below the diagonal: the better off have more",
                                      "the curve lies above the diagonal: the worse off have more",
                                      "the curve crosses the diagonal: the index hides it"};
  return words[curve];
}

static void add_concentration(equity *e, int64_t area, const cpw_concentration *c) {
  finding *f = add_finding(e, area, -1, "concentration_index", "concentration index", "", c->index);
  add_normal_limits(e, f, c->index_se);
  if (c->mean > 0) f->note = phrased("%s", curve_words(c->curve));
  f = add_finding(e, area, -1, "generalised", "generalised (mean x index)", "unit", c->generalised);
  add_normal_limits(e, f, c->generalised_se);
  if (!isnan(e->opt->lowest)) {
    f = add_finding(e, area, -1, "wagstaff", "Wagstaff's, of bounded values", "", c->wagstaff);
    add_normal_limits(e, f, c->wagstaff_se);
    f = add_finding(e, area, -1, "erreygers", "Erreygers', of bounded values", "", c->erreygers);
    add_normal_limits(e, f, c->erreygers_se);
  }
  f = add_finding(e, area, -1, "extended", "extended index", "", c->extended);
  f->note =
      phrased("aversion %s", figure_words(isnan(e->opt->aversion) ? 2 : e->opt->aversion, "").text);
  add_finding(e, area, -1, "achievement", "achievement (mean less its inequality)", "unit",
              c->achievement);
  add_finding(e, area, -1, "slope", "slope by position", "unit", c->slope);
  if (!is_one_area(e)) return;
  e_say(e, "Concentration index %s (%s): %s.", figure_words(c->index, "").text,
        isnan(c->index_se) ? "no limits"
                           : limits_words(find_finding(e, area, -1, "concentration_index"), 0).text,
        c->mean > 0 ? curve_words(c->curve) : "the mean is not above 0");
}

/* For the page: the curve at even shares. */
static int keep_curve(equity *e, int64_t area, const double *value, const double *rank,
                      const double *weight, int64_t n) {
  double share[CURVE_POINTS];
  if (!e->set->html) return DONE;
  if (!e->curve) e->curve = equity_array(e->areas * CURVE_POINTS, sizeof *e->curve);
  if (!e->curve) return no_memory();
  for (int i = 0; i < CURVE_POINTS; i++)
    share[i] = (double)i / (CURVE_POINTS - 1);
  if (cpw_equity_curve(value, rank, weight, n, share, CURVE_POINTS, NULL,
                       e->curve + area * CURVE_POINTS, NULL))
    for (int i = 0; i < CURVE_POINTS; i++) /* a total of 0 has no curve */
      e->curve[area * CURVE_POINTS + i] = (double)NAN;
  return DONE;
}

static int concentration_of_rows(equity *e, int64_t area, area_rows *r) {
  cpw_concentration_options o;
  cpw_concentration c;
  cpw_error err = {0};
  set_concentration(e, &o);
  if (cpw_equity_concentration(r->value, r->rank, r->weight, r->n, &o, &c, &err))
    return refuse_gathered(e, &err, r);
  add_concentration(e, area, &c);
  return keep_curve(e, area, r->value, r->rank, r->weight, r->n);
}

/* Groups that are not there do not count. */
static const double *weights_of(const equity *e, int64_t area, double *one) {
  for (int64_t g = 0; g < e->groups; g++)
    one[g] = e->has_population ? e->population[area * e->groups + g]
                               : e->line[area * e->groups + g] != 0;
  return one;
}

int concentration_of_cells(equity *e) {
  cpw_concentration_options o;
  cpw_concentration c;
  cpw_error err = {0};
  double *weight = equity_array(e->groups, sizeof *weight);
  int code = weight ? DONE : no_memory();
  set_concentration(e, &o);
  for (int64_t area = 0; !code && area < e->areas; area++) {
    int64_t from = area * e->groups;
    if (cpw_equity_concentration_grouped(e->value + from, weights_of(e, area, weight),
                                         e->variance ? e->variance + from : NULL, e->groups, &o, &c,
                                         &err))
      code = refuse_cell(e, &err, err.index < 0 ? -1 : from + err.index);
    else
      add_concentration(e, area, &c);
    if (!code) code = keep_curve(e, area, e->value + from, NULL, weight, e->groups);
  }
  free(weight);
  return code;
}

int run_concentration(equity *e) {
  if (e->f.number[COL_RANK] && e->f.number[COL_VALUE]) {
    e_note(e,
           "Each row is a person (or as many as its weight says), ranked by '%s'; equal ranks "
           "share the middle of theirs.",
           e->f.name[COL_RANK]);
    return each_area(e, concentration_of_rows);
  }
  if (!e->f.code[COL_GROUP])
    return fail(BAD_DATA,
                "%s: line 1: there is neither a column 'rank' nor 'group'; --rank=COLUMN or "
                "--group=COLUMN says by what people are ranked",
                e->set->files[0]);
  int code = make_cells(e);
  return code ? code : concentration_of_cells(e);
}

/* ---------------------------------------------------------------- the curve */

static int label_points(equity *e, int64_t points, double *share) {
  char(*text)[CPW_NUMBER_CHARS] = equity_array(points + 1, sizeof *text);
  char **label = equity_array(points + 1, sizeof *label);
  int code = text && label ? DONE : no_memory();
  for (int64_t i = 0; !code && i <= points; i++) {
    share[i] = (double)i / (double)points;
    cpw_format_double(share[i], text[i]);
    label[i] = text[i];
  }
  if (!code) code = label_rows(e, "share of people", label, points + 1);
  free(text);
  free(label);
  return code;
}

static int curve_of(equity *e, int64_t area, const double *value, const double *rank,
                    const double *weight, int64_t n, cpw_error *err) {
  int64_t points = e->opt->points;
  double *share = equity_array(points + 1, 2 * sizeof *share);
  int code = share ? DONE : no_memory();
  if (!code && !e->row_label) code = label_points(e, points, share);
  for (int64_t i = 0; !code && i <= points; i++)
    share[i] = (double)i / (double)points;
  if (!code &&
      cpw_equity_curve(value, rank, weight, n, share, points + 1, NULL, share + points + 1, err))
    code = -1;
  for (int64_t i = 0; !code && i <= points; i++)
    add_finding(e, area, i, "curve", "share of the total", "", share[points + 1 + i]);
  free(share);
  return code;
}

static int curve_of_rows(equity *e, int64_t area, area_rows *r) {
  cpw_error err = {0};
  int code = concentration_of_rows(e, area, r);
  if (!code) code = curve_of(e, area, r->value, r->rank, r->weight, r->n, &err);
  return code < 0 ? refuse_gathered(e, &err, r) : code;
}

static int curves_of_cells(equity *e) {
  double *weight = equity_array(e->groups, sizeof *weight);
  int code = weight ? DONE : no_memory();
  cpw_error err = {0};
  for (int64_t area = 0; !code && area < e->areas; area++) {
    int64_t from = area * e->groups;
    code = curve_of(e, area, e->value + from, NULL, weights_of(e, area, weight), e->groups, &err);
    if (code < 0) code = refuse_cell(e, &err, err.index < 0 ? -1 : from + err.index);
  }
  free(weight);
  return code;
}

/* The curve's points are the rows here; those of make_cells give way. */
static void forget_labels(equity *e) {
  for (int64_t i = 0; i < e->rows_labelled; i++)
    free(e->row_label[i]);
  free(e->row_label);
  free(e->people);
  free(e->events);
  e->row_label = NULL;
  e->people = e->events = NULL;
  e->rows_labelled = 0;
}

int run_curve(equity *e) {
  if (e->f.number[COL_RANK] && e->f.number[COL_VALUE]) return each_area(e, curve_of_rows);
  int code = run_concentration(e);
  if (code) return code;
  forget_labels(e);
  return curves_of_cells(e);
}

/* ---------------------------------------------------------------- dispersion */

static void add_dispersion(equity *e, int64_t area, const cpw_dispersion *d) {
  add_finding(e, area, -1, "gini", "Gini", "", d->gini);
  add_normal_limits(e, e->item + e->count - 1, d->gini_se);
  add_finding(e, area, -1, "gini_corrected", "Gini, corrected for few rows", "", d->gini_corrected);
  add_normal_limits(e, e->item + e->count - 1, d->gini_jackknife);
  if (!isnan(d->gini_jackknife)) e->item[e->count - 1].note = phrased("limits by the jackknife");
  add_finding(e, area, -1, "theil_t", "Theil T", "", d->theil_t);
  add_normal_limits(e, e->item + e->count - 1, d->theil_t_se);
  add_finding(e, area, -1, "theil_l", "Theil L (mean log deviation)", "", d->theil_l);
  add_normal_limits(e, e->item + e->count - 1, d->theil_l_se);
  add_finding(e, area, -1, "cv", "coefficient of variation", "", d->cv);
  add_finding(e, area, -1, "variance", "variance", "", d->variance);
  add_finding(e, area, -1, "mean", "mean", "unit", d->mean);
  add_finding(e, area, -1, "minimum", "least value", "unit", d->minimum);
  add_finding(e, area, -1, "maximum", "greatest value", "unit", d->maximum);
  if (is_one_area(e))
    e_say(e, "Gini %s, Theil T %s, over %lld rows.", figure_words(d->gini, "").text,
          figure_words(d->theil_t, "").text, (long long)d->rows);
}

static int add_entropy(equity *e, int64_t area, const double *value, const double *weight,
                       int64_t n, cpw_error *err) {
  const listed_numbers *a = &e->opt->entropy;
  double out[MOST_LISTED];
  if (cpw_equity_entropy(value, weight, n, a->value, a->count, NULL, out, err)) return -1;
  for (int i = 0; i < a->count; i++)
    add_finding(e, area, -1, "generalised_entropy", "generalised entropy", "", out[i])->note =
        phrased("a = %s", figure_words(a->value[i], "").text);
  return DONE;
}

static int add_ede(equity *e, int64_t area, const double *value, const double *weight, int64_t n,
                   int32_t kind, cpw_error *err) {
  const listed_numbers *a = kind == CPW_EDE_ATKINSON ? &e->opt->atkinson : &e->opt->kolm;
  double ede[MOST_LISTED], index[MOST_LISTED];
  if (cpw_equity_ede(value, weight, n, kind, a->value, a->count, NULL, ede, index, err)) return -1;
  for (int i = 0; i < a->count; i++) {
    phrase note = phrased("aversion %s; equally distributed equivalent %s",
                          figure_words(a->value[i], "").text, figure_words(ede[i], "unit").text);
    if (kind == CPW_EDE_ATKINSON)
      add_finding(e, area, -1, "atkinson", "Atkinson", "", index[i])->note = note;
    else
      add_finding(e, area, -1, "kolm", "Kolm", "unit", index[i])->note = note;
    add_finding(e, area, -1, kind == CPW_EDE_ATKINSON ? "atkinson_ede" : "kolm_ede",
                kind == CPW_EDE_ATKINSON ? "Atkinson's equivalent" : "Kolm's equivalent", "unit",
                ede[i])
        ->note = phrased("aversion %s", figure_words(a->value[i], "").text);
  }
  return DONE;
}

static int dispersion_of(equity *e, int64_t area, const double *value, const double *weight,
                         int64_t n, cpw_error *err) {
  cpw_dispersion d;
  if (cpw_equity_dispersion(value, weight, n, NULL, &d, err)) return -1;
  add_dispersion(e, area, &d);
  int code = add_entropy(e, area, value, weight, n, err);
  if (!code) code = add_ede(e, area, value, weight, n, CPW_EDE_ATKINSON, err);
  if (!code) code = add_ede(e, area, value, weight, n, CPW_EDE_KOLM, err);
  return code;
}

static int dispersion_of_rows(equity *e, int64_t area, area_rows *r) {
  cpw_error err = {0};
  int code = dispersion_of(e, area, r->value, r->weight, r->n, &err);
  return code ? refuse_gathered(e, &err, r) : DONE;
}

int dispersion_of_cells(equity *e) {
  cpw_error err = {0};
  double *weight = equity_array(e->groups, sizeof *weight);
  int code = weight ? DONE : no_memory();
  for (int64_t area = 0; !code && area < e->areas; area++)
    if (dispersion_of(e, area, e->value + area * e->groups, weights_of(e, area, weight), e->groups,
                      &err))
      code = refuse_cell(e, &err, err.index < 0 ? -1 : area * e->groups + err.index);
  free(weight);
  return code;
}

int run_dispersion(equity *e) {
  return each_area(e, dispersion_of_rows);
}

/* ---------------------------------------------------------------- between and within */

static const struct {
  const char *name, *words;
} part_kinds[] = {{"theil_t", "Theil T"},
                  {"theil_l", "Theil L"},
                  {"ge2", "half the squared cv"},
                  {"variance", "variance"},
                  {"gini", "Gini"}};
enum { PART_KINDS = sizeof part_kinds / sizeof *part_kinds };

static const struct {
  const char *name[PART_KINDS], *words;
} part_names[] = {
    {{"theil_t_total", "theil_l_total", "ge2_total", "variance_total", "gini_total"}, "total"},
    {{"theil_t_between", "theil_l_between", "ge2_between", "variance_between", "gini_between"},
     "between groups"},
    {{"theil_t_within", "theil_l_within", "ge2_within", "variance_within", "gini_within"},
     "within groups"},
    {{"theil_t_overlap", "theil_l_overlap", "ge2_overlap", "variance_overlap", "gini_overlap"},
     "overlap of the groups"},
    {{"theil_t_first", "theil_l_first", "ge2_first", "variance_first", ""},
     "between the groups alone"},
    {{"theil_t_second", "theil_l_second", "ge2_second", "variance_second", ""},
     "between the second grouping alone"},
    {{"theil_t_both", "theil_l_both", "ge2_both", "variance_both", ""},
     "what only both together say"},
    {{"theil_t_cells", "theil_l_cells", "ge2_cells", "variance_cells", ""},
     "within the cells of both"}};
enum {
  PART_TOTAL,
  PART_BETWEEN,
  PART_WITHIN,
  PART_OVERLAP,
  PART_FIRST,
  PART_SECOND,
  PART_BOTH,
  PART_CELLS
};

static void add_part(equity *e, int64_t area, int kind, int part, double value, double total) {
  finding *f =
      add_finding(e, area, -1, part_names[part].name[kind], part_names[part].words, "", value);
  int shown = part != PART_TOTAL && isfinite(value / total) && isfinite(total);
  f->note = phrased("%s%s%s", part_kinds[kind].words, shown ? ", " : "",
                    shown ? percent(value / total, 1).text : "");
}

static void add_part_groups(equity *e, int64_t area, const cpw_decomposition_group *each) {
  for (int64_t g = 0; g < e->f.labels[COL_GROUP].count; g++) {
    if (!(each[g].population > 0)) continue;
    add_finding(e, area, g, "population_share", "share of people", "share", each[g].population);
    add_finding(e, area, g, "value_share", "share of the total", "share", each[g].share);
    add_finding(e, area, g, "mean", "mean", "unit", each[g].mean);
    add_finding(e, area, g, "inequality", "within the group", "", each[g].inequality);
  }
}

static int decompose_kind(equity *e, int64_t area, const area_rows *r, int kind,
                          cpw_decomposition_group *each, cpw_error *err) {
  cpw_decomposition d;
  if (cpw_equity_decompose(r->value, r->weight, r->group, r->n, e->f.labels[COL_GROUP].count, kind,
                           NULL, &d, each, err))
    return -1;
  add_part(e, area, kind, PART_TOTAL, d.total, d.total);
  add_part(e, area, kind, PART_BETWEEN, d.between, d.total);
  add_part(e, area, kind, PART_WITHIN, d.within, d.total);
  if (kind == CPW_PARTS_GINI) add_part(e, area, kind, PART_OVERLAP, d.overlap, d.total);
  if (is_one_area(e) && kind != CPW_PARTS_GINI && isfinite(d.total) && d.total > 0)
    e_say(e, "%s: %s of it lies between the groups, the rest within them.", part_kinds[kind].words,
          percent(d.between / d.total, 1).text);
  return DONE;
}

static int decompose_crossed(equity *e, int64_t area, const area_rows *r, int kind,
                             cpw_error *err) {
  cpw_crossed_decomposition d;
  if (kind == CPW_PARTS_GINI) return DONE;
  if (cpw_equity_decompose_crossed(r->value, r->weight, r->group, r->by, r->n,
                                   e->f.labels[COL_GROUP].count, e->f.labels[COL_BY].count, kind,
                                   NULL, &d, err))
    return -1;
  add_part(e, area, kind, PART_FIRST, d.first, d.total);
  add_part(e, area, kind, PART_SECOND, d.second, d.total);
  add_part(e, area, kind, PART_BOTH, d.interaction, d.total);
  add_part(e, area, kind, PART_CELLS, d.within, d.total);
  return DONE;
}

/* People of each group, for small numbers: rows, or their weights. */
static int count_people(equity *e) {
  const frame *f = &e->f;
  int64_t groups = f->labels[COL_GROUP].count;
  e->groups = groups;
  if (!(e->people = equity_array(e->areas * groups, sizeof *e->people))) return no_memory();
  for (int64_t i = 0; i < f->rows; i++) {
    int64_t area = f->code[COL_AREA] ? f->code[COL_AREA][i] : 0;
    e->people[area * groups + f->code[COL_GROUP][i]] +=
        f->number[COL_POPULATION] ? f->number[COL_POPULATION][i] : 1;
  }
  return DONE;
}

static int decompose_rows(equity *e, int64_t area, area_rows *r) {
  cpw_error err = {0};
  int code = DONE, last = -1;
  cpw_decomposition_group *each = equity_array(e->f.labels[COL_GROUP].count, sizeof *each);
  if (!each) return no_memory();
  for (int kind = 0; !code && kind < PART_KINDS; kind++) {
    if (e->opt->parts >= 0 && e->opt->parts != kind) continue;
    code = decompose_kind(e, area, r, kind, last < 0 ? each : NULL, &err);
    if (!code && r->by) code = decompose_crossed(e, area, r, kind, &err);
    last = last < 0 ? kind : last;
  }
  if (!code) add_part_groups(e, area, each);
  free(each);
  return code ? refuse_gathered(e, &err, r) : DONE;
}

int run_decompose(equity *e) {
  int code = label_rows(e, "group", e->f.labels[COL_GROUP].text, e->f.labels[COL_GROUP].count);
  if (!code) code = each_area(e, decompose_rows);
  return code ? code : count_people(e);
}
