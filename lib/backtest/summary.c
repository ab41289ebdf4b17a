/* Medians over the lists of a back-test, the sum of the lists, and what is said about both.
 * Source: definitions in carepath/backtest.h. Leaves the errors of a list to score.c. */
#include "backtest/internal.h"

#include "carepath/stats.h"

#include <stdio.h>
#include <string.h>

/* The median of those values that are numbers, which it moves to the front; NaN where there are none. */
static int32_t median_of(const cpwi_backtest *b, double *x, int64_t count, double *out,
                         cpw_error *err) {
  static const double half = 0.5;
  int64_t known = 0;
  for (int64_t i = 0; i < count; i++)
    if (!isnan(x[i])) x[known++] = x[i];
  if (known == 0) {
    *out = CPWI_NAN;
    return CPW_OK;
  }
  return cpw_quantiles_in_place(x, known, &half, 1, CPW_QUANTILE_7, b->options.allocator, out, err);
}

static int32_t medians(cpwi_backtest *b, int64_t origin, double *scratch, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < CPWI_ERRORS && status == CPW_OK; k++) {
    int64_t count = 0;
    for (int64_t list = 0; list < b->lists; list++) {
      int64_t row = list * b->origins + origin;
      if (b->used[row]) scratch[count++] = fabs(b->error[k][row]);
    }
    b->lists_used[origin] = count;
    status = median_of(b, scratch, count, &b->median[k][origin], err);
  }
  return status;
}

/* The lists that count, added up: predicted and observed (reach, bands). */
static void add_lists(const cpwi_backtest *b, int64_t origin, const double *waiting,
                      double *predicted, double *observed) {
  int64_t cells = cpwi_reach(b, origin) * b->n, at = cpwi_origin_period(b, origin);
  memset(predicted, 0, (size_t)cells * sizeof *predicted);
  memset(observed, 0, (size_t)cells * sizeof *observed);
  for (int64_t list = 0; list < b->lists; list++) {
    if (!b->used[list * b->origins + origin]) continue;
    const double *p = waiting + list * cells, *o = cpwi_observed(b, list, at + 1);
    for (int64_t i = 0; i < cells; i++) {
      predicted[i] += p[i];
      observed[i] += o[i];
    }
  }
}

int32_t cpwi_sum_up_origin(cpwi_backtest *b, int64_t origin, const double *waiting,
                           cpw_error *err) {
  int64_t reach = cpwi_reach(b, origin), cells = reach * b->n;
  int64_t room = 2 * cells > b->lists ? 2 * cells : b->lists;
  double *scratch = cpwi_alloc(b->options.allocator, (size_t)room, sizeof *scratch);
  if (!scratch)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_BACKTEST, "no memory for %lld lists",
                     (long long)b->lists);
  int32_t status = medians(b, origin, scratch, err);
  if (status == CPW_OK && b->lists_used[origin] > 0) {
    double errors[CPWI_ERRORS];
    add_lists(b, origin, waiting, scratch, scratch + cells);
    cpwi_errors(b, reach, scratch, scratch + cells, errors);
    for (int k = 0; k < CPWI_ERRORS; k++)
      b->sum[k][origin] = errors[k];
  }
  cpwi_release(b->options.allocator, scratch);
  return status;
}

/* Errors of the lists that count so many periods ahead: of the list, and in points of its share. */
static int64_t errors_ahead(const cpwi_backtest *b, int64_t ahead, double *of_list,
                            double *of_share) {
  int64_t count = 0;
  for (int64_t list = 0; list < b->lists; list++)
    for (int64_t origin = 0; origin < b->origins; origin++) {
      int64_t i = cpwi_cell(b, list, origin, ahead);
      if (!b->used[list * b->origins + origin] || ahead >= cpwi_reach(b, origin)) continue;
      of_list[count] = fabs(b->total.predicted[i] - b->total.observed[i]) / b->total.observed[i];
      of_share[count] = 100.0 * fabs(b->within.predicted[i] - b->within.observed[i]);
      count++;
    }
  return count;
}

int32_t cpwi_sum_up_ahead(cpwi_backtest *b, cpw_error *err) {
  int64_t cells = b->lists * b->origins;
  double *scratch = cpwi_alloc(b->options.allocator, (size_t)cells, 2 * sizeof *scratch);
  if (!scratch)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_BACKTEST, "no memory for %lld errors",
                     (long long)cells);
  int32_t status = CPW_OK;
  for (int64_t ahead = 0; ahead < b->horizon && status == CPW_OK; ahead++) {
    int64_t count = errors_ahead(b, ahead, scratch, scratch + cells);
    b->ahead_count[ahead] = count;
    status = median_of(b, scratch, count, &b->ahead_list[ahead], err);
    if (status == CPW_OK)
      status = median_of(b, scratch + cells, count, &b->ahead_within[ahead], err);
  }
  cpwi_release(b->options.allocator, scratch);
  return status;
}

int32_t cpwi_backtest_notes(const cpwi_backtest *b, cpw_result *result, cpw_error *err) {
  int64_t unused = 0, broken = 0, rows = b->lists * b->origins;
  char text[256];
  for (int64_t i = 0; i < rows; i++) {
    unused += !b->used[i];
    broken += b->breaks[i] > 0;
  }
  int32_t status = cpw_result_add_note(result, "method", cpwi_recipe_words(b->options.method), err);
  if (status == CPW_OK && unused > 0) {
    snprintf(text, sizeof text,
             "%lld of %lld lists and origins do not count: fewer than %s people at the origin, or "
             "nobody later on",
             (long long)unused, (long long)rows, cpwi_number(b->options.least).text);
    status = cpw_result_add_note(result, "unused", text, err);
  }
  if (status == CPW_OK && broken > 0) {
    snprintf(text, sizeof text,
             "%lld of %lld lists and origins have a period in which more than the share %s of the "
             "list came or went without explanation; they count all the same",
             (long long)broken, (long long)rows, cpwi_number(b->options.break_share).text);
    status = cpw_result_add_note(result, "breaks", text, err);
  }
  return status;
}
