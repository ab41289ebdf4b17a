/* Whether a table of points makes sense, and the most that it can give.
 * Source: the rules in carepath/urgency.h. Leaves totals of people to points.c. */
#include "urgency/internal.h"

#include <string.h>

static int32_t check_levels(const cpw_points_item *item, int64_t i, const char *where,
                            cpw_error *err) {
  if (item->levels < 1 || item->levels > INT32_MAX || !item->level || !item->points)
    return cpwi_fail(err, CPW_EINVAL, i, where,
                     "table.item[%lld] must have levels, at least 1, with names and points",
                     (long long)i);
  for (int64_t k = 0; k < item->levels; k++) {
    if (!item->level[k] || !*item->level[k])
      return cpwi_fail(err, CPW_EINVAL, i, where, "table.item[%lld].level[%lld] is missing",
                       (long long)i, (long long)k);
    for (int64_t j = 0; j < k; j++)
      if (strcmp(item->level[j], item->level[k]) == 0)
        return cpwi_fail(err, CPW_EINVAL, i, where,
                         "table.item[%lld].level[%lld] = '%s' is there twice", (long long)i,
                         (long long)k, item->level[k]);
    if (!cpwi_urgency_is_time(item->points[k]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "table.item[%lld].points[%lld] = %s must be finite and >= 0", (long long)i,
                       (long long)k, cpwi_number(item->points[k]).text);
  }
  return CPW_OK;
}

static int32_t check_item(const cpw_points_table *table, int64_t i, const char *where,
                          cpw_error *err) {
  const cpw_points_item *item = &table->item[i];
  if (!item->name || !*item->name)
    return cpwi_fail(err, CPW_EINVAL, i, where, "table.item[%lld].name is missing", (long long)i);
  for (int64_t j = 0; j < i; j++)
    if (strcmp(table->item[j].name, item->name) == 0)
      return cpwi_fail(err, CPW_EINVAL, i, where, "table.item[%lld].name = '%s' is there twice",
                       (long long)i, item->name);
  return check_levels(item, i, where, err);
}

double cpwi_points_most(const cpw_points_item *item) {
  double most = item->points[0];
  for (int64_t k = 1; k < item->levels; k++)
    if (item->points[k] > most) most = item->points[k];
  return most;
}

int32_t cpwi_points_check(const cpw_points_table *table, const char *where, cpw_error *err) {
  if (!table) return cpwi_fail(err, CPW_EINVAL, -1, where, "table must be given");
  if (table->items < 1 || !table->item)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "table must have items, at least 1");
  double most = 0.0;
  for (int64_t i = 0; i < table->items; i++) {
    int32_t status = check_item(table, i, where, err);
    if (status != CPW_OK) return status;
    most += cpwi_points_most(&table->item[i]);
  }
  if (!(most > 0.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "table gives no points to any answer");
  if (!(100.0 * most - 100.0 * most == 0.0))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where,
                     "100 times the most points is beyond the largest double");
  return CPW_OK;
}

int32_t cpw_points_check(const cpw_points_table *table, cpw_error *err) {
  return cpwi_points_check(table, __func__, err);
}
