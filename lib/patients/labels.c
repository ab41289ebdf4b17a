/* The dimensions of a simulation's result: who (all, classes, groups, both), limits, quantiles, periods,
 * replications, and their labels.
 * Source: names in carepath/patients.h. Leaves the arrays over them to result.c. */
#include "patients/internal.h"

#include <stdio.h>
#include <string.h>

#define WHERE CPWI_SIMULATE_PATIENTS

typedef struct label {
  char text[200];
} label;

/* Texts of a dimension's positions, by coordinate. */
typedef struct labels {
  label *text;
  const char **pointer;
} labels;

static int32_t labels_init(labels *l, int64_t count, const cpw_allocator *a, cpw_error *err) {
  l->text = cpwi_alloc(a, (size_t)count, sizeof *l->text);
  l->pointer = cpwi_alloc(a, (size_t)count, sizeof *l->pointer);
  if (!l->text || !l->pointer)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld labels", (long long)count);
  for (int64_t i = 0; i < count; i++)
    l->pointer[i] = l->text[i].text;
  return CPW_OK;
}

static void labels_free(labels *l, const cpw_allocator *a) {
  cpwi_release(a, l->text);
  cpwi_release(a, (void *)l->pointer);
}

/* "urgent", or "class 1" where classes have no labels. */
static label kind_label(const cpw_dimension *given, const char *noun, int64_t i) {
  label l;
  if (given && given->coordinates > 0)
    snprintf(l.text, sizeof l.text, "%s", cpwi_plain_label(given, noun, i, 1).text);
  else
    snprintf(l.text, sizeof l.text, "%s %lld", noun, (long long)i + 1);
  return l;
}

/* Class and group of a slice, -1 for all. */
static void slice_kinds(const cpwi_patients *p, int64_t who, int64_t *k, int64_t *g) {
  *k = *g = -1;
  if (who == 0) return;
  who--;
  if (p->classes > 1 && who < p->classes) {
    *k = who;
    return;
  }
  who -= p->classes > 1 ? p->classes : 0;
  if (p->groups > 1 && who < p->groups) {
    *g = who;
    return;
  }
  who -= p->groups > 1 ? p->groups : 0;
  *k = who / p->groups;
  *g = who % p->groups;
}

enum { BY_WHO, BY_CLASS, BY_GROUP };

static label who_label(const cpwi_patients *p, int64_t who, int by) {
  int64_t k, g;
  label l = {"all"}, class_label, group_label;
  slice_kinds(p, who, &k, &g);
  if (k >= 0) class_label = kind_label(p->list.class_labels, "class", k);
  if (g >= 0) group_label = kind_label(p->list.group_labels, "group", g);
  if (by == BY_CLASS && k >= 0) l = class_label;
  if (by == BY_GROUP && g >= 0) l = group_label;
  if (by != BY_WHO) return l;
  if (k >= 0 && g >= 0)
    snprintf(l.text, sizeof l.text, "%.95s / %.95s", class_label.text, group_label.text);
  else if (k >= 0)
    l = class_label;
  else if (g >= 0)
    l = group_label;
  return l;
}

static int32_t add_who(cpw_result *result, const cpwi_patients *p, cpw_error *err) {
  static const char *const coordinate[] = {"who", "class", "group"};
  labels l;
  int32_t status = labels_init(&l, p->who, p->options.allocator, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "who", p->who, NULL, err);
  for (int by = BY_WHO; by <= BY_GROUP && status == CPW_OK; by++) {
    for (int64_t i = 0; i < p->who; i++)
      l.text[i] = who_label(p, i, by);
    status = cpw_result_add_coordinate(result, "who", coordinate[by], l.pointer, err);
  }
  labels_free(&l, p->options.allocator);
  return status;
}

/* A dimension labelled with numbers, which are also an array of their own. */
static int32_t add_numbers(cpw_result *result, const char *dimension, const char *array,
                           const char *unit, const double *x, int64_t count, const cpw_allocator *a,
                           cpw_error *err) {
  labels l;
  void *memory = NULL;
  int32_t status = labels_init(&l, count, a, err);
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    cpw_format_double(x[i], l.text[i].text);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, dimension, count, l.pointer, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, array, unit, "", dimension, CPW_DOUBLE, CPW_MERGE_SAME,
                                  &memory, err);
  if (status == CPW_OK) memcpy(memory, x, (size_t)count * sizeof *x);
  labels_free(&l, a);
  return status;
}

static int32_t add_counted(cpw_result *result, const char *dimension, int64_t first, int64_t count,
                           const cpw_allocator *a, cpw_error *err) {
  labels l;
  int32_t status = labels_init(&l, count, a, err);
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    cpw_format_int64(first + i, l.text[i].text);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, dimension, count, l.pointer, err);
  labels_free(&l, a);
  return status;
}

static int32_t add_classes(cpw_result *result, const cpwi_patients *p, const char *dimension,
                           cpw_error *err) {
  labels l;
  int32_t status = labels_init(&l, p->classes, p->options.allocator, err);
  for (int64_t k = 0; k < p->classes && status == CPW_OK; k++)
    l.text[k] = kind_label(p->list.class_labels, "class", k);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, dimension, p->classes, l.pointer, err);
  labels_free(&l, p->options.allocator);
  return status;
}

int32_t cpwi_add_patient_dimensions(cpw_result *result, const cpwi_patients *p,
                                    int64_t replications, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  int32_t status = add_who(result, p, err);
  if (status == CPW_OK)
    status =
        add_numbers(result, "limit", "limit_periods", "periods", p->limits, p->limit_count, a, err);
  if (status == CPW_OK)
    status = add_numbers(result, "quantile", "probability", "", p->probabilities,
                         p->probability_count, a, err);
  if (status == CPW_OK) status = add_counted(result, "period", 1, p->periods, a, err);
  if (status == CPW_OK && p->options.overtakes) status = add_classes(result, p, "overtaker", err);
  if (status == CPW_OK && p->options.overtakes) status = add_classes(result, p, "overtaken", err);
  if (status != CPW_OK || !p->options.keep) return status;
  status = add_counted(result, "replication", p->run.first_replication, replications, a, err);
  return status == CPW_OK ? cpw_result_add_dimension(result, "bucket", p->waits, NULL, err)
                          : status;
}
