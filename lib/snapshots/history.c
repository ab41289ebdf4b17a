/* Rows of dates counted by list, period and band: one row after the other, each patient in one place
 * at a time.
 * Source: the rules in carepath/snapshots.h. Leaves the days to calendar.c, the options to options.c. */
#include "snapshots/internal.h"
#include "waitlist/internal.h"

#include <stdio.h>

typedef struct counts {
  double *starts, *treated, *waiting, *removed, *at_risk;
  int64_t *date, *later, *before;
} counts;

/* ---------------------------------------------------------------- counting ------------------ */

static void count_waiting(const cpwi_snapshots *s, const counts *c, int64_t list, int64_t row,
                          int64_t first, int64_t last) {
  int32_t referral = s->dates.rows.referral[row];
  for (int64_t t = first; t < last; t++) {
    int64_t at = (list * s->periods + t) * s->bands + cpwi_snapshots_band(s, referral, s->end[t]);
    c->waiting[at] += 1.0;
    if (c->at_risk) c->at_risk[at] += 1.0;
  }
}

/* Who leaves within period t counts in a band of it. */
static void count_leaving(const cpwi_snapshots *s, const counts *c, int64_t list, int64_t row,
                          int64_t t, int32_t left) {
  const cpw_date_rows *r = &s->dates.rows;
  int32_t day = s->options.leaving == CPW_SNAPSHOTS_BY_WAIT ? left : s->end[t];
  int64_t at = (list * s->periods + t) * s->bands + cpwi_snapshots_band(s, r->referral[row], day);
  double *to = cpwi_removed(r, row) == left ? c->treated : c->removed;
  to[at] += 1.0;
  if (c->at_risk) c->at_risk[at] += 1.0;
}

static void count_row(const cpwi_snapshots *s, const counts *c, int64_t row) {
  int32_t joined = s->dates.rows.referral[row], left = cpwi_leaves(&s->dates.rows, row);
  int64_t list = s->options.list ? s->options.list[row] : 0;
  int64_t from = cpwi_snapshots_period(s, joined), to = cpwi_snapshots_period(s, left);
  if (from == s->periods) {
    c->later[0]++;
  } else if (left <= s->before) {
    c->before[0]++;
  } else {
    if (joined > s->before) c->starts[list * s->periods + from] += 1.0;
    count_waiting(s, c, list, row, from, to);
    if (to < s->periods) count_leaving(s, c, list, row, to, left);
  }
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_periods(const cpwi_snapshots *s, cpw_result *result, cpw_error *err) {
  const cpw_allocator *a = s->options.allocator;
  size_t periods = (size_t)s->periods;
  char(*text)[CPW_DATE_CHARS] = cpwi_alloc(a, periods, sizeof *text);
  const char **labels = cpwi_alloc(a, periods, sizeof *labels);
  int32_t status = CPW_OK;
  if (!text || !labels)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_SNAPSHOTS, "no memory for the labels");
  for (size_t t = 0; status == CPW_OK && t < periods; t++) {
    cpw_date_format(s->end[t], text[t]);
    if (s->options.step == CPW_SNAPSHOTS_MONTHS) text[t][7] = '\0';
    labels[t] = text[t];
  }
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "period", s->periods, labels, err);
  cpwi_release(a, text);
  cpwi_release(a, labels);
  return status;
}

static int32_t add_dimensions(const cpwi_snapshots *s, cpw_result *result, cpw_error *err) {
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = s->bands;
  bands.lower = s->lower;
  bands.period = s->period;
  bands.unit_weeks = s->options.step == CPW_SNAPSHOTS_MONTHS ? CPW_WEEKS_PER_MONTH : 1.0;
  int32_t status = cpwi_add_labelled(result, "list", s->options.lists, s->options.labels, 0, err);
  if (status == CPW_OK) status = add_periods(s, result, err);
  if (status == CPW_OK) status = cpwi_add_bands(result, &bands, s->options.allocator, err);
  return status;
}

static int32_t add_integers(cpw_result *result, counts *c, cpw_error *err) {
  void *date = NULL, *later = NULL, *before = NULL;
  int32_t status =
      cpw_result_add_array(result, "date", "days since 1970-01-01", "day of the snapshot", "period",
                           CPW_INT64, CPW_MERGE_SAME, &date, err);
  if (status == CPW_OK)
    status =
        cpw_result_add_array(result, "rows_later", "people", "referred after the last snapshot", "",
                             CPW_INT64, CPW_MERGE_SUM, &later, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "rows_before", "people", "left before the first period",
                                  "", CPW_INT64, CPW_MERGE_SUM, &before, err);
  c->date = date;
  c->later = later;
  c->before = before;
  return status;
}

static int32_t add_arrays(const cpwi_snapshots *s, cpw_result *result, counts *c, cpw_error *err) {
  const cpwi_column columns[] = {
      {"starts", "people", "clock starts in the period", "list period", &c->starts},
      {"treated", "people", "removals from the list in the period by treatment", "list period band",
       &c->treated},
      {"waiting", "people", "on the list at the end of the period", "list period band",
       &c->waiting},
      {"removed", "people", "withdrawals in the period, without treatment", "list period band",
       &c->removed},
      {"at_risk", "people", "all who were on the list, by the band they reach in the period",
       "list period band", &c->at_risk},
  };
  int64_t count = s->options.leaving == CPW_SNAPSHOTS_BY_COHORT ? 5 : 4;
  int32_t status = add_dimensions(s, result, err);
  if (status == CPW_OK)
    status = cpwi_add_columns(result, columns, count, cpwi_list_merge(s->options.labels), err);
  return status == CPW_OK ? add_integers(result, c, err) : status;
}

static int32_t add_notes(const cpwi_snapshots *s, cpw_result *result, cpw_error *err) {
  char text[160];
  snprintf(text, sizeof text, "%lld rows of dates", (long long)s->dates.rows.rows);
  int32_t status = cpw_result_add_note(result, "source", text, err);
  if (status == CPW_OK && s->options.leaving == CPW_SNAPSHOTS_BY_WAIT)
    status = cpw_result_add_note(result, "leaving",
                                 "who leaves counts in the band of the wait on the day", err);
  if (status != CPW_OK || !s->uneven) return status;
  snprintf(text, sizeof text, "the dates are %d to %d days apart: periods are taken as their mean",
           (int)s->least, (int)s->most);
  return cpw_result_add_note(result, "period_length", text, err);
}

static int32_t build(const cpwi_snapshots *s, cpw_result *result, cpw_error *err) {
  counts c = {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL};
  int32_t status = add_arrays(s, result, &c, err);
  if (status != CPW_OK) return status;
  for (int64_t t = 0; t < s->periods; t++)
    c.date[t] = s->end[t];
  for (int64_t i = 0; i < s->dates.rows.rows; i++)
    count_row(s, &c, i);
  return add_notes(s, result, err);
}

int32_t cpw_snapshots_history(const cpw_date_rows *rows, const cpw_snapshots_options *options,
                              cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_snapshots s;
  cpw_result *result = NULL;
  int32_t status = cpwi_snapshots_take(&s, rows, options, err);
  if (status == CPW_OK) status = cpw_result_new(s.options.allocator, &result, err);
  if (status == CPW_OK) status = build(&s, result, err);
  cpwi_snapshots_free(&s);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
