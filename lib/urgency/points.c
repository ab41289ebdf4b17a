/* Totals of a table of points: the sum over items of the points of the answer.
 * Source: the additive point-count measures of New Zealand (CPAC) and Western Canada (WCWL).
 * Leaves whether the table makes sense to points_check.c, and any order of people to the caller. */
#include "carepath/stats.h"
#include "urgency/internal.h"

#include <stdio.h>
#include <string.h>

/* the names of an item's answers, as many as fit */
static void list_levels(const cpw_points_item *item, char *text, size_t size) {
  size_t used = 0;
  text[0] = '\0';
  for (int64_t k = 0; k < item->levels; k++) {
    size_t need = strlen(item->level[k]) + 2;
    if (used + need + 4 > size) {
      snprintf(text + used, size - used, ", ...");
      return;
    }
    used += (size_t)snprintf(text + used, size - used, "%s%s", k ? ", " : "", item->level[k]);
  }
}

int32_t cpw_points_level(const cpw_points_table *table, int64_t item, const char *name,
                         int32_t *level, cpw_error *err) {
  int32_t status = cpwi_points_check(table, __func__, err);
  if (status != CPW_OK) return status;
  if (item < 0 || item >= table->items)
    return cpwi_fail(err, CPW_EINVAL, item, __func__, "item = %lld must be 0 to %lld",
                     (long long)item, (long long)(table->items - 1));
  if (!name || !level)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", name ? "level" : "name");
  const cpw_points_item *asked = &table->item[item];
  for (int64_t k = 0; k < asked->levels; k++)
    if (strcmp(asked->level[k], name) == 0) {
      *level = (int32_t)k;
      return CPW_OK;
    }
  char text[160];
  list_levels(asked, text, sizeof text);
  return cpwi_fail(err, CPW_ENOTFOUND, item, __func__, "'%.40s' is no answer to %.60s (%s)", name,
                   asked->name, text);
}

static double largest_total(const cpw_points_table *table) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < table->items; i++)
    cpw_exact_sum_add(&sum, cpwi_points_most(&table->item[i]));
  return cpw_exact_sum_value(&sum);
}

int32_t cpw_points_maximum(const cpw_points_table *table, double *item, double *maximum,
                           cpw_error *err) {
  int32_t status = cpwi_points_check(table, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; item && i < table->items; i++)
    item[i] = cpwi_points_most(&table->item[i]);
  if (maximum) *maximum = largest_total(table);
  return CPW_OK;
}

static int32_t check_answers(const cpw_points_table *table, int64_t count, const int32_t *answers,
                             const char *where, cpw_error *err) {
  int64_t size;
  if (count < 0 || !cpwi_multiply(count, table->items, &size))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= 0 and fit its items",
                     (long long)count);
  if (size > 0 && !answers) return cpwi_fail(err, CPW_EINVAL, -1, where, "answers must be given");
  for (int64_t i = 0; i < size; i++) {
    long long who = (long long)(i / table->items), what = (long long)(i % table->items);
    const cpw_points_item *item = &table->item[what];
    if (answers[i] < 0)
      return cpwi_fail(err, CPW_EINVAL, who, where,
                       "answers[%lld][%lld] = %d: %.100s has no answer", who, what, (int)answers[i],
                       item->name);
    if (answers[i] >= item->levels)
      return cpwi_fail(err, CPW_EINVAL, who, where,
                       "answers[%lld][%lld] = %d must be 0 to %lld (%.100s)", who, what,
                       (int)answers[i], (long long)(item->levels - 1), item->name);
  }
  return CPW_OK;
}

/* two sums that differ by rounding alone may not swap two people whose items are listed otherwise */
static double total_of(const cpw_points_table *table, const int32_t *answers) {
  double sum = 0.0;
  int exactly = 1;
  for (int64_t j = 0; j < table->items; j++) {
    double points = table->item[j].points[answers[j]], next = sum + points;
    double back = next - sum;
    exactly &= sum - (next - back) == 0.0 && points - back == 0.0; /* Knuth's two-sum */
    sum = next;
  }
  if (exactly) return sum; /* as with whole points */
  cpw_exact_sum exact;
  cpw_exact_sum_init(&exact);
  for (int64_t j = 0; j < table->items; j++)
    cpw_exact_sum_add(&exact, table->item[j].points[answers[j]]);
  return cpw_exact_sum_value(&exact);
}

int32_t cpw_points_score(const cpw_points_table *table, int64_t count, const int32_t *answers,
                         double *total, double *contribution, double *scaled, cpw_error *err) {
  int32_t status = cpwi_points_check(table, __func__, err);
  if (status == CPW_OK) status = check_answers(table, count, answers, __func__, err);
  if (status != CPW_OK) return status;
  double most = largest_total(table);
  for (int64_t i = 0; i < count; i++) {
    const int32_t *row = answers + i * table->items;
    double sum = total || scaled ? total_of(table, row) : 0.0;
    if (total) total[i] = sum;
    if (scaled) scaled[i] = 100.0 * sum / most;
    for (int64_t j = 0; contribution && j < table->items; j++)
      contribution[i * table->items + j] = table->item[j].points[row[j]];
  }
  return CPW_OK;
}
