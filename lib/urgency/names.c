/* Classes by their names, and whether a scale makes sense.
 * Source: the rules in carepath/urgency.h. Leaves targets of the caller's own to targets.c. */
#include "urgency/internal.h"

#include <string.h>

static int letter(char c) {
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

int cpwi_urgency_same_name(const char *a, const char *b) {
  while (*a == ' ' || *a == '\t')
    a++;
  for (; *b; a++, b++)
    if (letter(*a) != letter(*b)) return 0;
  while (*a == ' ' || *a == '\t')
    a++;
  return !*a;
}

static int32_t check_row(const cpw_urgency_scale *scale, int64_t i, const char *where,
                         cpw_error *err) {
  const cpw_urgency_class *row = &scale->row[i];
  if (!row->name || !*row->name)
    return cpwi_fail(err, CPW_EINVAL, i, where, "scale.row[%lld].name is missing", (long long)i);
  if (row->order < 0 || (i > 0 && row->order < scale->row[i - 1].order))
    return cpwi_fail(err, CPW_EINVAL, i, where,
                     "scale.row[%lld].order = %d must be >= 0 and not below the row before",
                     (long long)i, (int)row->order);
  if (row->postponed != 0 && row->postponed != 1)
    return cpwi_fail(err, CPW_EINVAL, i, where, "scale.row[%lld].postponed = %d must be 0 or 1",
                     (long long)i, (int)row->postponed);
  double days = row->target_days;
  if (days == days && !(days > 0.0 && days - days == 0.0))
    return cpwi_fail(err, CPW_EDOMAIN, i, where,
                     "scale.row[%lld].target_days = %s must be finite and > 0, or NaN for none",
                     (long long)i, cpwi_number(days).text);
  return CPW_OK;
}

/* the row against those before it, which have been checked */
static int32_t check_pairs(const cpw_urgency_scale *scale, int64_t i, const char *where,
                           cpw_error *err) {
  const cpw_urgency_class *row = &scale->row[i];
  for (int64_t k = 0; k < i; k++) {
    const cpw_urgency_class *before = &scale->row[k];
    if (cpwi_urgency_same_name(before->name, row->name) ||
        cpwi_urgency_same_name(row->name, before->name))
      return cpwi_fail(err, CPW_EINVAL, i, where,
                       "scale.row[%lld].name = '%s' is also that of row %lld", (long long)i,
                       row->name, (long long)k);
    int compared = !row->postponed && !before->postponed && before->order < row->order;
    if (compared && row->target_days < before->target_days)
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "scale.row[%lld].target_days = %s must not be below %s, that of the more "
                       "urgent row %lld",
                       (long long)i, cpwi_number(row->target_days).text,
                       cpwi_number(before->target_days).text, (long long)k);
  }
  return CPW_OK;
}

int32_t cpwi_urgency_check(const cpw_urgency_scale *scale, const char *where, cpw_error *err) {
  if (!scale) return cpwi_fail(err, CPW_EINVAL, -1, where, "scale must be given");
  if (scale->count < 1 || scale->count > INT32_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "scale.count = %lld must be 1 to 2147483647",
                     (long long)scale->count);
  if (!scale->row) return cpwi_fail(err, CPW_EINVAL, -1, where, "scale.row must be given");
  for (int64_t i = 0; i < scale->count; i++) {
    int32_t status = check_row(scale, i, where, err);
    if (status == CPW_OK) status = check_pairs(scale, i, where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

int32_t cpw_urgency_check(const cpw_urgency_scale *scale, cpw_error *err) {
  return cpwi_urgency_check(scale, __func__, err);
}

int32_t cpw_urgency_class_find(const cpw_urgency_scale *scale, const char *name) {
  int64_t count = scale && scale->row && name ? scale->count : 0;
  for (int64_t i = 0; i < count && i < INT32_MAX; i++)
    if (scale->row[i].name && cpwi_urgency_same_name(name, scale->row[i].name)) return (int32_t)i;
  return CPW_ENOTFOUND;
}

static int32_t check_name(const cpw_urgency_scale *scale, const char *name, int64_t i,
                          cpw_error *err) {
  static const char where[] = "cpw_urgency_classes";
  if (!name) return cpwi_fail(err, CPW_ENOTFOUND, i, where, "names[%lld] is missing", (long long)i);
  if (cpw_urgency_class_find(scale, name) >= 0) return CPW_OK;
  return cpwi_fail(err, CPW_ENOTFOUND, i, where,
                   "names[%lld] = '%.40s' is no class of the scale %s", (long long)i, name,
                   scale->name ? scale->name : "given");
}

int32_t cpw_urgency_classes(const cpw_urgency_scale *scale, int64_t count, const char *const *names,
                            int32_t *rows, cpw_error *err) {
  int32_t status = cpwi_urgency_check(scale, __func__, err);
  if (status != CPW_OK) return status;
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count = %lld must be >= 0", (long long)count);
  if (count > 0 && !(names && rows))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", names ? "rows" : "names");
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    status = check_name(scale, names[i], i, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < count; i++)
    rows[i] = cpw_urgency_class_find(scale, names[i]);
  return CPW_OK;
}
