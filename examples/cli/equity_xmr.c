/* Is a change in a series more than chance: XmR charts, and charts of shares and rates.
 * Methods: carepath/spc.h, the rules of Making Data Count.
 * Leaves columns to equity_frame.c. */
#include "equity.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One area's points, in order of time. */
typedef struct series_rows {
  int64_t n;
  int64_t *row, *change;
  int64_t changes;
  double *value, *size;
} series_rows;

static int is_iso(const char *text) {
  size_t length = strlen(text);
  if (length != 7 && length != 10) return 0;
  for (size_t i = 0; i < length; i++)
    if ((i == 4 || i == 7) ? text[i] != '-' : text[i] < '0' || text[i] > '9') return 0;
  return 1;
}

static const char *date_of(const equity *e, int64_t row) {
  return e->f.labels[COL_DATE].text[e->f.code[COL_DATE][row]];
}

static int check_order(const equity *e, const series_rows *s) {
  if (s->n < 2) return DONE;
  const char *a = date_of(e, s->row[s->n - 2]), *b = date_of(e, s->row[s->n - 1]);
  if (!is_iso(a) || !is_iso(b) || strcmp(a, b) < 0) return DONE;
  return fail(BAD_DATA,
              "%s:%lld: column %s: '%s' comes after '%s': rows must be in order of time, each "
              "date once",
              e->set->files[0], (long long)e->f.line[s->row[s->n - 1]], e->f.name[COL_DATE], b, a);
}

static int gather(const equity *e, int64_t area, series_rows *s) {
  const frame *f = &e->f;
  int counted = e->opt->kind >= 0;
  s->n = 0;
  for (int64_t i = 0; i < f->rows; i++) {
    if (f->code[COL_AREA] && f->code[COL_AREA][i] != area) continue;
    s->value[s->n] = f->number[counted ? COL_NUMERATOR : COL_VALUE][i];
    s->size[s->n] = counted ? f->number[COL_DENOMINATOR][i] : 0;
    s->row[s->n++] = i;
    int code = check_order(e, s);
    if (code) return code;
  }
  return DONE;
}

/* --rebase=2020-03,2022-01: the first points of new phases. */
static int find_changes(const equity *e, series_rows *s) {
  const char *at = e->opt->rebase;
  s->changes = 0;
  while (at && *at) {
    size_t length = strcspn(at, ",");
    int64_t k = 0;
    while (k < s->n && (strncmp(date_of(e, s->row[k]), at, length) != 0 ||
                        date_of(e, s->row[k])[length] != '\0'))
      k++;
    if (k == s->n) return fail(USAGE, "--rebase: no row has the date '%.*s'", (int)length, at);
    if (k == 0 || (s->changes && k <= s->change[s->changes - 1]))
      return fail(USAGE,
                  "--rebase: '%.*s' must come after the first date and the changes before it",
                  (int)length, at);
    if (s->changes == s->n - 1) return fail(USAGE, "--rebase: too many dates");
    s->change[s->changes++] = k;
    at += length + (at[length] != '\0');
  }
  return DONE;
}

static void set_chart(const equity *e, const series_rows *s, cpw_spc_options *o) {
  cpw_spc_options_init(o);
  o->screen = !e->opt->unscreened;
  o->improvement = e->opt->better;
  o->gaps = e->opt->gaps;
  if (e->opt->baseline > 0) o->baseline = e->opt->baseline;
  o->changes = s->changes;
  o->change = s->changes ? s->change : NULL;
  o->target = e->opt->target;
}

/* Shares are shown as such. */
static const char *chart_unit(const equity *e) {
  return e->opt->kind == CPW_RATES_FUNNEL_PROPORTION ? "share" : "unit";
}

static void add_point(equity *e, int64_t area, const series_rows *s, int64_t i,
                      const cpw_result *r) {
  int64_t row = e->f.code[COL_DATE][s->row[i]];
  int64_t cause = (int64_t)result_figure(r, "cause", i),
          type = (int64_t)result_figure(r, "type", i);
  finding *f = add_finding(e, area, row, "value", "value and limits", chart_unit(e),
                           result_figure(r, "value", i));
  add_limits(e, f, 0, result_figure(r, "lower", i), result_figure(r, "upper", i));
  if (f->limits) f->limits = 2;
  if (type != CPW_SPC_COMMON_CAUSE)
    f->note = type == CPW_SPC_MISSING
                  ? phrased("%s", cpw_spc_type_text(type))
                  : phrased("%s: %s", cpw_spc_type_text(type), cpw_spc_cause_text(cause));
  add_finding(e, area, row, "mean", "mean", chart_unit(e), result_figure(r, "mean", i));
  add_finding(e, area, row, "type", "", "", (double)type);
}

static void add_phase(equity *e, int64_t area, const series_rows *s, int64_t k,
                      const cpw_result *r) {
  int64_t first = (int64_t)result_figure(r, "first", k);
  const char *variation = cpw_spc_type_text((int64_t)result_figure(r, "variation", k));
  const char *assurance = cpw_spc_assurance_text((int64_t)result_figure(r, "assurance", k));
  finding *f = add_finding(e, area, -1, "phase_mean", "mean of the phase", chart_unit(e),
                           result_figure(r, "mean", first));
  add_limits(e, f, 0, result_figure(r, "lower", first), result_figure(r, "upper", first));
  if (f->limits) f->limits = 2;
  f->note = phrased("from %.20s: %s", date_of(e, s->row[first]), variation);
  phrase mean = figure_words(f->estimate, f->unit), limits = limits_words(f, 0);
  add_finding(e, area, -1, "phase_special", "points of special cause", "",
              result_figure(r, "special", k))
      ->note = phrased("of %s", figure_words(result_figure(r, "points", k), "").text);
  if (!isnan(e->opt->target))
    add_finding(e, area, -1, "phase_hits", "points that met the target", "",
                result_figure(r, "hits", k))
        ->note = phrased("%s", assurance);
  e_say(e, "%s%sFrom %s: variation: %s%s%s. Mean %s, limits %s.", area_label(e, area),
        *area_label(e, area) ? ": " : "", date_of(e, s->row[first]), variation,
        isnan(e->opt->target) ? "" : "; assurance: ", isnan(e->opt->target) ? "" : assurance,
        mean.text, limits.text);
}

static int chart_area(equity *e, int64_t area, series_rows *s) {
  cpw_spc_options o;
  cpw_error err = {0};
  cpw_result *r = NULL;
  int32_t status;
  int code = gather(e, area, s);
  if (!code) code = find_changes(e, s);
  if (code) return code;
  set_chart(e, s, &o);
  if (e->opt->kind >= 0)
    status = cpw_spc_attributes(s->value, s->size, s->n,
                                e->opt->kind == CPW_RATES_FUNNEL_PROPORTION ? CPW_SPC_SHARES
                                                                            : CPW_SPC_RATES,
                                e->opt->laney, &o, &r, &err);
  else
    status = cpw_spc_xmr(s->value, s->n, &o, &r, &err);
  if (status) {
    if (err.index >= 0 && err.index < s->n) err.index = s->row[err.index];
    return refuse_row(e, &err);
  }
  const cpw_array *first = cpw_result_find(r, "first");
  for (int64_t k = 0; first && k < first->size; k++)
    add_phase(e, area, s, k, r);
  for (int64_t i = 0; i < s->n; i++)
    add_point(e, area, s, i, r);
  cpw_result_free(r);
  return e->failed ? no_memory() : DONE;
}

static int check_columns(const equity *e) {
  int counted = e->f.number[COL_NUMERATOR] && e->f.number[COL_DENOMINATOR];
  if (e->opt->kind >= 0 && !counted)
    return fail(BAD_DATA,
                "%s: line 1: --kind takes counts: --numerator=COLUMN and --denominator=COLUMN",
                e->set->files[0]);
  if (e->opt->kind == CPW_RATES_FUNNEL_RATIO)
    return fail(USAGE, "--kind=ratio is not for charts over time: give share or rate");
  if (e->opt->kind < 0 && !e->f.number[COL_VALUE])
    return fail(
        BAD_DATA,
        "%s: line 1: there is no column 'value'; --value=COLUMN says which it is, or --kind=share "
        "with --numerator and --denominator",
        e->set->files[0]);
  return DONE;
}

int run_xmr(equity *e) {
  int64_t n = e->f.rows;
  series_rows s = {0, equity_array(n, sizeof *s.row),   equity_array(n, sizeof *s.change),
                   0, equity_array(n, sizeof *s.value), equity_array(n, sizeof *s.size)};
  e->bounds_word = "limits of the chart";
  e->areas = e->f.code[COL_AREA] ? e->f.labels[COL_AREA].count : 1;
  int code = s.row && s.change && s.value && s.size ? check_columns(e) : no_memory();
  if (!code) code = label_rows(e, "point", e->f.labels[COL_DATE].text, e->f.labels[COL_DATE].count);
  for (int64_t area = 0; !code && area < e->areas; area++)
    code = chart_area(e, area, &s);
  if (!code)
    e_note(e,
           "Limits lie 2.66 mean moving ranges from the mean%s; rules of Making Data Count: "
           "outside the "
           "limits, 7 rising or falling, 2 of 3 near a limit, 7 on one side of the mean.",
           e->opt->unscreened ? "" : ", very large ranges left out");
  free(s.row);
  free(s.change);
  free(s.value);
  free(s.size);
  return code;
}
