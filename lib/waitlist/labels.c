/* Dimensions and arrays that the results of the module have in common.
 * Source: house rules (dimensions list, period, band; every coordinate of the caller is copied).
 * Leaves what is in the arrays to the models. */
#include "waitlist/internal.h"

#include <stdio.h>
#include <string.h>

int32_t cpwi_list_merge(const cpw_dimension *list) {
  return list && list->coordinates > 0 ? CPW_MERGE_APPEND : CPW_MERGE_SAME;
}

int32_t cpwi_add_labelled(cpw_result *result, const char *name, int64_t length,
                          const cpw_dimension *labels, int64_t first, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, name, length, NULL, err);
  for (int64_t k = 0; labels && k < labels->coordinates && status == CPW_OK; k++)
    status = cpw_result_add_coordinate(result, name, labels->coordinate_names[k],
                                       labels->coordinate_labels[k] + first, err);
  return status;
}

int32_t cpwi_add_outcome(cpw_result *result, const char *description, int32_t merge,
                         int64_t **outcome, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(result, "outcome", "", description, "list", CPW_INT64,
                                        merge, &memory, err);
  *outcome = memory;
  return status;
}

/* A block of short texts with the pointers that the result wants. */
typedef struct texts {
  char (*text)[CPW_NUMBER_CHARS];
  const char **pointer;
} texts;

static int32_t texts_init(texts *t, int64_t count, const cpw_allocator *allocator, cpw_error *err) {
  t->text = cpwi_alloc(allocator, (size_t)count, sizeof *t->text);
  t->pointer = cpwi_alloc(allocator, (size_t)count, sizeof *t->pointer);
  if (!t->text || !t->pointer)
    return cpwi_fail(err, CPW_ENOMEM, -1, "cpw_waitlist", "no memory for %lld labels",
                     (long long)count);
  for (int64_t i = 0; i < count; i++)
    t->pointer[i] = t->text[i];
  return CPW_OK;
}

static void texts_free(texts *t, const cpw_allocator *allocator) {
  cpwi_release(allocator, t->text);
  cpwi_release(allocator, (void *)t->pointer);
}

int32_t cpwi_add_numbered(cpw_result *result, const char *name, int64_t length,
                          const cpw_allocator *allocator, cpw_error *err) {
  texts labels;
  int32_t status = texts_init(&labels, length, allocator, err);
  if (status == CPW_OK) {
    for (int64_t i = 0; i < length; i++)
      cpw_format_int64(i + 1, labels.text[i]);
    status = cpw_result_add_dimension(result, name, length, labels.pointer, err);
  }
  texts_free(&labels, allocator);
  return status;
}

/* The coordinate `name`_`what`: texts of so many moves. */
static int32_t add_texts(cpw_result *result, const char *name, const char *what,
                         const char *const *labels, cpw_error *err) {
  char full[64];
  snprintf(full, sizeof full, "%s_%s", name, what);
  return cpw_result_add_coordinate(result, name, full, labels, err);
}

int32_t cpwi_add_numbered_by_list(cpw_result *result, const char *name, int64_t count,
                                  const int64_t *list, int64_t list_count,
                                  const cpw_dimension *lists, const cpw_allocator *allocator,
                                  cpw_error *err) {
  if (cpwi_list_merge(lists) != CPW_MERGE_APPEND)
    return cpwi_add_numbered(result, name, count, allocator, err);
  texts numbers;
  int64_t *seen = cpwi_alloc_zero(allocator, (size_t)list_count, sizeof *seen);
  cpwi_label *label = cpwi_alloc(allocator, (size_t)count, sizeof *label);
  int32_t status = texts_init(&numbers, count, allocator, err);
  if (status == CPW_OK && (!seen || !label))
    status = cpwi_fail(err, CPW_ENOMEM, -1, "cpw_waitlist", "no memory for %lld labels",
                       (long long)count);
  for (int64_t i = 0; i < count && status == CPW_OK; i++) {
    label[i] = cpwi_plain_label(lists, "list", list[i], 0);
    numbers.pointer[i] = label[i].text;
  }
  if (status == CPW_OK) status = cpw_result_add_dimension(result, name, count, NULL, err);
  if (status == CPW_OK) status = add_texts(result, name, "list", numbers.pointer, err);
  for (int64_t i = 0; i < count && status == CPW_OK; i++) {
    cpw_format_int64(++seen[list[i]], numbers.text[i]);
    numbers.pointer[i] = numbers.text[i];
  }
  if (status == CPW_OK) status = add_texts(result, name, "number", numbers.pointer, err);
  texts_free(&numbers, allocator);
  cpwi_release(allocator, label);
  cpwi_release(allocator, seen);
  return status;
}

int32_t cpwi_add_lists_and_periods(cpw_result *result, int64_t lists, const cpw_dimension *list,
                                   int64_t periods, const cpw_dimension *period,
                                   const cpw_allocator *allocator, cpw_error *err) {
  int32_t status = cpwi_add_labelled(result, "list", lists, list, 0, err);
  if (status != CPW_OK) return status;
  if (period) return cpwi_add_labelled(result, "period", periods, period, 0, err);
  return cpwi_add_numbered(result, "period", periods, allocator, err);
}

static int32_t add_edges(cpw_result *result, const cpw_bands *bands, const cpw_allocator *allocator,
                         cpw_error *err) {
  texts labels;
  int32_t status = texts_init(&labels, bands->count, allocator, err);
  if (status == CPW_OK) {
    for (int64_t m = 0; m < bands->count; m++)
      cpw_format_double(bands->lower[m], labels.text[m]);
    status = cpw_result_add_dimension(result, "band", bands->count, labels.pointer, err);
  }
  texts_free(&labels, allocator);
  return status;
}

int32_t cpwi_add_bands(cpw_result *result, const cpw_bands *bands, const cpw_allocator *allocator,
                       cpw_error *err) {
  double *lower = NULL, *unit = NULL, *period = NULL;
  const cpwi_column columns[] = {
      {"band_lower", "", "lower edge of the band, in units", "band", &lower},
      {"unit_weeks", "weeks", "weeks in a unit", "", &unit},
      {"period_length", "", "length of a period, in units", "", &period},
  };
  int32_t status = add_edges(result, bands, allocator, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, columns, 3, CPW_MERGE_SAME, err);
  if (status != CPW_OK) return status;
  memcpy(lower, bands->lower, (size_t)bands->count * sizeof *lower);
  *unit = bands->unit_weeks;
  *period = bands->period;
  return CPW_OK;
}

int32_t cpwi_add_columns(cpw_result *result, const cpwi_column *columns, int64_t count,
                         int32_t merge, cpw_error *err) {
  for (int64_t k = 0; k < count; k++) {
    void *memory = NULL;
    int32_t status =
        cpw_result_add_array(result, columns[k].name, columns[k].unit, columns[k].description,
                             columns[k].dimensions, CPW_DOUBLE, merge, &memory, err);
    if (status != CPW_OK) return status;
    *columns[k].memory = memory;
  }
  return CPW_OK;
}
