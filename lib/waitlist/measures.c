/* What a board asks of a list: the share within a limit, percentiles of the wait, long waits.
 * Source: even spread within a closed band, as in the published percentile of a banded list.
 * Leaves the projection of the list to course.c. */
#include "waitlist/internal.h"

#include <float.h>
#include <math.h>

/* a limit that should fall on an edge does so in spite of the rounding of weeks per unit */
#define EDGE_SLACK (1.0 + 1e-12)
/* and a share that should end with a band does so in spite of the rounding of share x total */
#define PERCENTILE_SLACK 1e-15

static const double SHARES[3] = {0.5, 0.92, 0.95};
static const double LONG_WAITS[4] = {52.0, 65.0, 78.0, 104.0};

cpwi_limit cpwi_limit_at(const cpw_bands *bands, double weeks, int32_t whole_bands) {
  cpwi_limit limit = {-1, 0.0};
  double units = weeks / bands->unit_weeks;
  int64_t open = bands->count - 1, band = 0;
  if (!(units <= bands->lower[open] * EDGE_SLACK)) return limit;
  while (band < open && bands->lower[band + 1] <= units * EDGE_SLACK)
    band++;
  limit.band = band;
  if (whole_bands && band == 0 && open > 0)
    limit.band = 1; /* at least one */
  else if (!whole_bands && band < open && units > bands->lower[band])
    limit.share = (units - bands->lower[band]) / (bands->lower[band + 1] - bands->lower[band]);
  return limit;
}

/* The sums of a list in the order of its bands, so that every measure sees the same ones. */
static double total_of(int64_t bands, const double *waiting) {
  double total = 0.0;
  for (int64_t m = 0; m < bands; m++)
    total += waiting[m];
  return total;
}

static double share_within(cpwi_limit limit, const double *waiting, double below, double total) {
  return total > 0.0 ? (below + limit.share * waiting[limit.band]) / total : CPWI_NAN;
}

double cpwi_within(int64_t bands, const double *waiting, cpwi_limit limit) {
  if (limit.band < 0) return CPWI_NAN;
  double below = total_of(limit.band, waiting);
  double total = below;
  for (int64_t m = limit.band; m < bands; m++)
    total += waiting[m];
  return share_within(limit, waiting, below, total);
}

/* People who have waited longer than each of the limits, which rise: one way down from the open band. */
static void people_beyond(const cpwi_measures *measures, int64_t row, const double *waiting) {
  int64_t m = measures->bands->count - 1;
  double people = 0.0;
  for (int k = 3; k >= 0; k--) {
    cpwi_limit limit = measures->over[k];
    measures->beyond[k][row] = CPWI_NAN;
    if (limit.band < 0) continue;
    for (; m > limit.band; m--)
      people += waiting[m];
    measures->beyond[k][row] = people + (1.0 - limit.share) * waiting[limit.band];
  }
}

/* How far a search for a percentile has come: `below` people wait in the bands below `band`. */
typedef struct walk {
  int64_t band;
  double below;
} walk;

/* Weeks that `share` of the list has not exceeded; *bound is 1 in the open band. Shares are to be
 * asked for in rising order. */
static inline double percentile(const cpw_bands *bands, const double *waiting, double total,
                                double share, walk *at, int64_t *bound) {
  const double *edge = bands->lower;
  int64_t open = bands->count - 1, m = at->band;
  double below = at->below, wanted = share * total, enough = wanted * (1.0 - PERCENTILE_SLACK);
  *bound = 0;
  if (!(total > 0.0)) return CPWI_NAN;
  while (m < open && below + waiting[m] < enough)
    below += waiting[m++];
  at->band = m;
  at->below = below;
  if (m == open) {
    *bound = 1;
    return edge[m] * bands->unit_weeks;
  }
  double inside = wanted > below ? (wanted - below) / waiting[m] : 0.0;
  if (inside > 1.0) inside = 1.0;
  return (edge[m] + inside * (edge[m + 1] - edge[m])) * bands->unit_weeks;
}

/* ---------------------------------------------------------------- arrays of a result -------- */

int32_t cpwi_measures_add(cpwi_measures *measures, cpw_result *result, const cpw_bands *bands,
                          int32_t whole_bands, int32_t merge, cpw_error *err) {
  static const char *const shape = "list period";
  measures->bands = bands;
  measures->within = cpwi_limit_at(bands, CPW_RTT_WEEKS, whole_bands);
  for (int k = 0; k < 4; k++)
    measures->over[k] = cpwi_limit_at(bands, LONG_WAITS[k], whole_bands);

  const cpwi_column columns[] = {
      {"within_18", "share", "share of the list that has waited at most 18 weeks", shape,
       &measures->share},
      {"median_wait", "weeks", "wait that half of the list has not exceeded", shape,
       &measures->wait[0]},
      {"p92_wait", "weeks", "wait that 92 % of the list have not exceeded", shape,
       &measures->wait[1]},
      {"p95_wait", "weeks", "wait that 95 % of the list have not exceeded", shape,
       &measures->wait[2]},
      {"over_52", "people", "have waited more than 52 weeks", shape, &measures->beyond[0]},
      {"over_65", "people", "have waited more than 65 weeks", shape, &measures->beyond[1]},
      {"over_78", "people", "have waited more than 78 weeks", shape, &measures->beyond[2]},
      {"over_104", "people", "have waited more than 104 weeks", shape, &measures->beyond[3]},
  };
  int32_t status = cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
  static const char *const bounds[3] = {"median_wait_bound", "p92_wait_bound", "p95_wait_bound"};
  for (int k = 0; k < 3 && status == CPW_OK; k++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, bounds[k], "",
                                  "1: the wait lies in the open band and is at least the figure",
                                  shape, CPW_INT64, merge, &memory, err);
    measures->bound[k] = memory;
  }
  return status;
}

void cpwi_measure(const cpwi_measures *measures, int64_t row, const double *waiting, double total) {
  cpwi_limit limit = measures->within;
  measures->share[row] = limit.band < 0
                             ? CPWI_NAN
                             : share_within(limit, waiting, total_of(limit.band, waiting), total);
  people_beyond(measures, row, waiting);
  walk at = {0, 0.0};
  for (int k = 0; k < 3; k++)
    measures->wait[k][row] =
        percentile(measures->bands, waiting, total, SHARES[k], &at, &measures->bound[k][row]);
}

void cpwi_no_measures(const cpwi_measures *measures, int64_t row) {
  measures->share[row] = CPWI_NAN;
  for (int k = 0; k < 3; k++)
    measures->wait[k][row] = CPWI_NAN;
  for (int k = 0; k < 4; k++)
    measures->beyond[k][row] = CPWI_NAN;
}

/* ---------------------------------------------------------------- the public ones ----------- */

/* What the three have in common: bands, and lists of finite people whose sum is finite. */
static int32_t take_lists(cpw_bands *known, const cpw_bands *bands, const cpwi_block *block,
                          const void *out, const char *where, cpw_error *err) {
  int32_t status = cpwi_take_bands(known, bands, where, err);
  if (status != CPW_OK) return status;
  if (block->lists < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "rows = %lld must be >= 0",
                     (long long)block->lists);
  if (block->lists > 0 && (!block->values || !out))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", out ? "waiting" : "the output");
  cpwi_block full = *block;
  full.bands = known->count;
  full.lower = known->lower;
  status = cpwi_check_counts(&full, where, err);
  if (status != CPW_OK) return status;
  int64_t rows = block->lists * (block->periods ? block->periods : 1);
  for (int64_t i = 0; i < rows; i++)
    if (!(total_of(known->count, block->values + i * known->count) <= DBL_MAX))
      return cpwi_fail(err, CPW_EOVERFLOW, i, where, "the sum of row %lld of waiting is too large",
                       (long long)i);
  return CPW_OK;
}

static int32_t check_whole_bands(int32_t whole_bands, const char *where, cpw_error *err) {
  if (whole_bands == 0 || whole_bands == 1) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "whole_bands = %d must be 0 or 1", (int)whole_bands);
}

int32_t cpw_waitlist_within(const cpw_bands *bands, int64_t rows, const double *waiting,
                            double weeks, int32_t whole_bands, double *share, cpw_error *err) {
  cpw_bands known;
  cpwi_block block = {.name = "waiting", .lists = rows, .values = waiting};
  int32_t status = take_lists(&known, bands, &block, share, __func__, err);
  if (status != CPW_OK) return status;
  if (!(weeks > 0.0 && weeks <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "weeks = %s must be finite and > 0",
                     cpwi_number(weeks).text);
  if ((status = check_whole_bands(whole_bands, __func__, err)) != CPW_OK) return status;
  cpwi_limit limit = cpwi_limit_at(&known, weeks, whole_bands);
  if (limit.band < 0) return cpwi_fail_open_band(&known, "weeks", weeks, __func__, err);
  for (int64_t i = 0; i < rows; i++)
    share[i] = cpwi_within(known.count, waiting + i * known.count, limit);
  return CPW_OK;
}

int32_t cpw_waitlist_percentile(const cpw_bands *bands, int64_t rows, const double *waiting,
                                double share, double *weeks, int32_t *bound, cpw_error *err) {
  cpw_bands known;
  cpwi_block block = {.name = "waiting", .lists = rows, .values = waiting};
  int32_t status = take_lists(&known, bands, &block, weeks, __func__, err);
  if (status != CPW_OK) return status;
  if (!(share >= 0.0 && share <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "share = %s must be in [0, 1]",
                     cpwi_number(share).text);
  for (int64_t i = 0; i < rows; i++) {
    const double *row = waiting + i * known.count;
    walk at = {0, 0.0};
    int64_t open = 0;
    weeks[i] = percentile(&known, row, total_of(known.count, row), share, &at, &open);
    if (bound) bound[i] = (int32_t)open;
  }
  return CPW_OK;
}

static int32_t fill_measures(cpw_result *result, const cpw_bands *bands, const cpwi_block *block,
                             int32_t whole_bands, cpw_error *err) {
  int64_t n = bands->count, rows = block->lists * block->periods;
  int32_t merge = cpwi_list_merge(block->list), status;
  cpwi_measures measures;
  double *closing = NULL;
  const cpwi_column total = {"total_closing", "people", "waiting at the end of the period",
                             "list period", &closing};
  if ((status = cpwi_add_labelled(result, "list", block->lists, block->list, 0, err)) != CPW_OK ||
      (status = cpwi_add_labelled(result, "period", block->periods, block->period, 0, err)) !=
          CPW_OK ||
      (status = cpwi_measures_add(&measures, result, bands, whole_bands, merge, err)) != CPW_OK ||
      (status = cpwi_add_columns(result, &total, 1, merge, err)) != CPW_OK)
    return status;
  for (int64_t i = 0; i < rows; i++) {
    closing[i] = total_of(n, block->values + i * n);
    cpwi_measure(&measures, i, block->values + i * n, closing[i]);
  }
  return CPW_OK;
}

int32_t cpw_waitlist_measures(const cpw_bands *bands, int64_t lists, int64_t periods,
                              const double *waiting, const cpw_dimension *list,
                              const cpw_dimension *period, int32_t whole_bands,
                              const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  cpw_bands known;
  cpwi_block block = {.name = "waiting",
                      .lists = lists,
                      .periods = periods,
                      .values = waiting,
                      .list = list,
                      .period = period};
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (lists < 1 || periods < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "lists = %lld and periods = %lld must be >= 1",
                     (long long)lists, (long long)periods);
  if ((status = check_whole_bands(whole_bands, __func__, err)) != CPW_OK ||
      (status = cpwi_check_dimension(list, "list", lists, __func__, err)) != CPW_OK ||
      (status = cpwi_check_dimension(period, "period", periods, __func__, err)) != CPW_OK ||
      (status = take_lists(&known, bands, &block, out, __func__, err)) != CPW_OK)
    return status;
  cpw_result *result;
  if ((status = cpw_result_new(allocator, &result, err)) != CPW_OK) return status;
  status = fill_measures(result, &known, &block, whole_bands, err);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
