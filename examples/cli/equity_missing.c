/* People whose group is not known: how far they could move each measure, nothing imputed.
 * Bounds: cpw_equity_bounds (Manski 2003).
 * Leaves columns to equity_frame.c. */
#include "equity.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>

static const struct {
  const char *name, *words, *unit;
} bounded[CPW_BOUNDS_COUNT] = {
    {"compared", "mean of the compared group", "unit"},
    {"reference", "mean of the group compared with", "unit"},
    {"gap", "gap", "unit"},
    {"ratio", "ratio", ""},
    {"sii", "slope index of inequality (SII)", "unit"},
    {"rii", "relative index of inequality (RII)", ""},
    {"concentration_index", "concentration index", ""},
};

/* Known people by group, unknown ones apart. */
typedef struct known {
  double *mean, *people, *unknown;
  int64_t *row; /* of each unknown one */
  int64_t missing;
} known;

static int split(const equity *e, int64_t area, known *k) {
  const frame *f = &e->f;
  int64_t groups = f->labels[COL_GROUP].count;
  k->missing = 0;
  for (int64_t g = 0; g < groups; g++)
    k->mean[g] = k->people[g] = 0;
  for (int64_t i = 0; i < f->rows; i++) {
    int64_t g = f->code[COL_GROUP][i];
    if (f->code[COL_AREA] && f->code[COL_AREA][i] != area) continue;
    if (g < 0) {
      k->row[k->missing] = i;
      k->unknown[k->missing++] = f->number[COL_VALUE][i];
    } else {
      k->people[g] += 1;
      k->mean[g] += (f->number[COL_VALUE][i] - k->mean[g]) / k->people[g];
    }
  }
  for (int64_t g = 0; g < groups; g++)
    if (!(k->people[g] > 0))
      return fail(BAD_DATA, "%s: %s%s%snobody is known to belong to the group '%s'",
                  e->set->files[0], is_one_area(e) ? "" : "area '", area_label(e, area),
                  is_one_area(e) ? "" : "': ", f->labels[COL_GROUP].text[g]);
  return DONE;
}

static void add_bounds(equity *e, int64_t area, const cpw_bounds *b) {
  for (int i = 0; i < CPW_BOUNDS_COUNT; i++) {
    finding *f =
        add_finding(e, area, -1, bounded[i].name, bounded[i].words, bounded[i].unit, b->known[i]);
    f->limits = 2;
    f->lower[0] = b->least[i];
    f->upper[0] = b->greatest[i];
    if (!b->exact && i >= CPW_BOUNDS_SII)
      f->note = phrased("attained; the true bound may be wider");
  }
  add_finding(e, area, -1, "missing", "people of unknown group", "people", b->missing);
  add_finding(e, area, -1, "missing_share", "their share", "share", b->missing_share);
  add_finding(e, area, -1, "mean", "mean of everybody", "unit", b->mean);
  if (!is_one_area(e)) return;
  const finding *gap = find_finding(e, area, -1, "gap");
  e_say(e,
        "Of %s of the people (%s) the group is not known. Between the others the gap is %s; "
        "wherever they "
        "belong, it lies between %s and %s%s.",
        figure_words(b->missing, "people").text, percent(b->missing_share, 1).text,
        figure_words(gap->estimate, "unit").text, figure_words(gap->lower[0], "unit").text,
        figure_words(gap->upper[0], "unit").text,
        gap->lower[0] < 0 && gap->upper[0] > 0 ? ": its direction is not known" : "");
}

static int bounds_of_area(equity *e, int64_t area, const cpw_bounds_options *o, known *k) {
  cpw_bounds b;
  cpw_error err = {0};
  int64_t groups = e->f.labels[COL_GROUP].count;
  int code = split(e, area, k);
  if (code) return code;
  if (cpw_equity_bounds(k->mean, k->people, groups, k->unknown, k->missing, o, &b, &err)) {
    err.index = err.index >= 0 && err.index < k->missing ? k->row[err.index] : -1;
    return refuse_row(e, &err);
  }
  add_bounds(e, area, &b);
  for (int64_t g = 0; g < groups; g++) {
    add_finding(e, area, g, "known", "people known", "people", k->people[g])->role = ROLE_PEOPLE;
    add_finding(e, area, g, "mean", "their mean", "unit", k->mean[g]);
    e->people[area * groups + g] = k->people[g];
  }
  return DONE;
}

static int set_bounds(const equity *e, cpw_bounds_options *o) {
  cpw_bounds_options_init(o);
  if (e->opt->blocks > 0) o->blocks = e->opt->blocks;
  int code = named_group(e, "compare", e->opt->compare, 0, &o->compared);
  if (!code)
    code = named_group(e, "with", e->opt->with, e->f.labels[COL_GROUP].count - 1, &o->reference);
  if (!code && e->f.labels[COL_GROUP].count < 2)
    code = fail(BAD_DATA, "%s: holds fewer than two known groups: there is nothing to compare",
                e->set->files[0]);
  if (!code && o->compared == o->reference)
    code = fail(USAGE, "--compare and --with name the same group");
  return code;
}

int run_missing(equity *e) {
  cpw_bounds_options o;
  int64_t n = e->f.rows, groups = e->f.labels[COL_GROUP].count;
  known k = {equity_array(groups, sizeof(double)), equity_array(groups, sizeof(double)),
             equity_array(n, sizeof(double)), equity_array(n, sizeof(int64_t)), 0};
  e->areas = e->f.code[COL_AREA] ? e->f.labels[COL_AREA].count : 1;
  e->groups = groups;
  e->people = equity_array(e->areas * groups, sizeof *e->people);
  int code = k.mean && k.people && k.unknown && k.row && e->people ? DONE : no_memory();
  if (!code) code = set_bounds(e, &o);
  if (!code) code = label_rows(e, "group", e->f.labels[COL_GROUP].text, groups);
  for (int64_t area = 0; !code && area < e->areas; area++)
    code = bounds_of_area(e, area, &o, &k);
  if (!code)
    e_note(
        e,
        "Each row is a person. Nothing is imputed: the bounds hold for every way in which people "
        "of unknown group could belong to the groups.");
  free(k.mean);
  free(k.people);
  free(k.unknown);
  free(k.row);
  return code;
}
