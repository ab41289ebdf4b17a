/* What the runs say: as text, and as a table of quantiles.
 * Figures: quantiles of cpw_simulate_waitlist, type 7 of Hyndman and Fan (1996).
 * Leaves the runs to uncertainty.c. */
#include "summary.h"
#include "uncertainty.h"

#include "results.h"
#include "say.h"

#include <math.h>
#include <string.h>

phrase range_words(double low, double high, phrase (*words)(double)) {
  if (isnan(low) || isnan(high)) return phrased("-");
  return phrased("%.40s to %.40s", words(low).text, words(high).text);
}

phrase share_words(double share) {
  return percent(share, 1);
}

/* ---------------------------------------------------------------- text */

static void put_range(grid *g, const model *m, const char *array, int64_t list, int64_t t,
                      phrase (*words)(double)) {
  grid_cell(g, words(fan_figure(m, array, list, t, FAN_50)).text);
  grid_cell(g, range_words(fan_figure(m, array, list, t, FAN_10),
                           fan_figure(m, array, list, t, FAN_90), words)
                   .text);
}

static void put_row(grid *g, const model *m, const char *name, int64_t list, int64_t t) {
  grid_cell(g, name);
  put_range(g, m, "total_closing", list, t, people);
  put_range(g, m, "within_18", list, t, share_words);
  put_range(g, m, "over_52", list, t, people);
}

static void begin(grid *g, const char *first) {
  const char *const headings[] = {first,           "waiting",        "80 in 100 runs",
                                  "within 18",     "80 in 100 runs", "over 52 weeks",
                                  "80 in 100 runs"};
  grid_begin(g, headings, 7);
}

void put_spread(buffer *b, const model *m) {
  grid g;
  if (!m->simulation) return;
  phrase noun = left_heading(period_noun(m));
  put(b, "\n");
  put_title(b, m->set,
            m->lists == 1
                ? phrased("How sure is that: the middle of %lld runs, and where 80 in 100 "
                          "of them lie",
                          (long long)m->replications)
                      .text
                : phrased("How sure is that: %s, the middle of %lld runs",
                          m->ahead_text[m->ahead - 1], (long long)m->replications)
                      .text);
  begin(&g, m->lists == 1 ? noun.text : "<list");
  for (int64_t t = 0; m->lists == 1 && t < m->ahead; t++)
    if ((t + 1) % m->set->every == 0 || t + 1 == m->ahead) put_row(&g, m, m->ahead_text[t], 0, t);
  for (int64_t list = 0; m->lists > 1 && list < m->lists; list++)
    put_row(&g, m, m->list_names[list], list, m->ahead - 1);
  grid_print(&g, b, "  ");
  grid_free(&g);
}

/* ---------------------------------------------------------------- the table */

static const char *const measures[] = {"total_closing", "within_18",     "over_52",      "over_65",
                                       "over_78",       "over_104",      "median_wait",  "p92_wait",
                                       "total_starts",  "total_treated", "total_removed"};
enum { MEASURES = sizeof measures / sizeof *measures };

static double fan_mean(const model *m, int64_t measure, int64_t cell) {
  const double *mean = real_array(m->simulation, phrased("%s_mean", measures[measure]).text);
  return mean ? mean[cell] : (double)NAN;
}

static void fill(const model *m, int quantile, double *out) {
  for (int64_t cell = 0; cell < m->lists * m->ahead; cell++)
    for (int64_t i = 0; i < MEASURES; i++) {
      int64_t list = cell / m->ahead, t = cell % m->ahead;
      *out++ = quantile < 0 ? fan_mean(m, i, cell) : fan_figure(m, measures[i], list, t, quantile);
    }
}

static int32_t add_columns(cpw_result *to, const model *m, cpw_error *err) {
  static const char *const names[] = {"mean", "q025", "q10", "q25", "q50", "q75", "q90", "q975"};
  void *memory;
  int32_t status = CPW_OK;
  for (int i = 0; !status && i < FAN_QUANTILES + 1; i++) {
    status =
        cpw_result_add_array(to, names[i], "", i ? "Quantile of the runs." : "Mean of the runs.",
                             "list period measure", CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    if (!status) fill(m, i - 1, memory);
  }
  return status;
}

int fan_result(const model *m, cpw_result **out) {
  cpw_error err;
  cpw_result *to;
  const cpw_array *total = cpw_result_find(m->simulation, "total_closing");
  if (cpw_result_new(NULL, &to, &err)) return fail_library(NULL, &err);
  int32_t status = copy_dimension(to, total->dimension[0], m->lists, &err);
  if (!status) status = copy_dimension(to, &m->ahead_dimension, m->ahead, &err);
  if (!status) status = cpw_result_add_dimension(to, "measure", MEASURES, measures, &err);
  if (!status) status = add_columns(to, m, &err);
  if (!status) status = copy_notes(to, m->simulation, &err);
  cpw_result_set_outcome(to, cpw_result_outcome(m->simulation));
  if (!status) {
    *out = to;
    return DONE;
  }
  cpw_result_free(to);
  return fail_library(NULL, &err);
}
