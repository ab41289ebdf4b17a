/* Results put together from other results: one table of a model's many, several cases side by side.
 * No source: bookkeeping through cpw_result_add_... and _find.
 * Leaves writing them to the library. */
#include "results.h"

#include "output.h"
#include "say.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

int32_t copy_dimension(cpw_result *to, const cpw_dimension *d, int64_t length, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(to, d->name, length, NULL, err);
  for (int64_t c = 0; !status && c < d->coordinates; c++)
    status = cpw_result_add_coordinate(to, d->name, d->coordinate_names[c], d->coordinate_labels[c],
                                       err);
  return status;
}

int32_t copy_notes(cpw_result *to, const cpw_result *from, cpw_error *err) {
  const char *key;
  int32_t status = CPW_OK;
  for (int64_t i = 0; !status && (key = cpw_result_note_key(from, i)); i++)
    status = cpw_result_add_note(to, key, cpw_result_note(from, key), err);
  return status;
}

static int same_shape(const cpw_array *a, const cpw_array *b) {
  if (a->dimensions != b->dimensions) return 0;
  for (int64_t d = 0; d < a->dimensions; d++)
    if (strcmp(a->dimension[d]->name, b->dimension[d]->name) != 0) return 0;
  return 1;
}

double result_figure(const cpw_result *r, const char *array, int64_t i) {
  const cpw_array *a = cpw_result_find(r, array);
  if (!a) return (double)NAN;
  return a->real ? a->real[i] : (double)a->integer[i];
}

/* An array like another one, with a dimension before the others unless `before` is "". */
static int32_t add_like(cpw_result *to, const cpw_array *a, const char *before, int32_t merge,
                        void **memory, cpw_error *err) {
  char dimensions[256];
  size_t used = (size_t)snprintf(dimensions, sizeof dimensions, "%s", before);
  for (int64_t d = 0; d < a->dimensions && used < sizeof dimensions; d++)
    used += (size_t)snprintf(dimensions + used, sizeof dimensions - used, "%s%s", used ? " " : "",
                             a->dimension[d]->name);
  return cpw_result_add_array(to, a->name, a->unit, a->description, dimensions, a->type, merge,
                              memory, err);
}

/* The numbers of an array to its place among others of the same size. */
static void place_numbers(const cpw_array *a, int64_t place, void *memory) {
  size_t bytes = (size_t)a->size * (a->type == CPW_DOUBLE ? sizeof *a->real : sizeof *a->integer);
  const void *from = a->type == CPW_DOUBLE ? (const void *)a->real : (const void *)a->integer;
  memcpy((char *)memory + (size_t)place * bytes, from, bytes);
}

static int32_t copy_array(cpw_result *to, const cpw_array *a, cpw_error *err) {
  void *memory;
  int32_t status = add_like(to, a, "", a->merge, &memory, err);
  if (!status) place_numbers(a, 0, memory);
  return status;
}

static int32_t copy_into(cpw_result *to, const cpw_result *from, const cpw_array *model,
                         cpw_error *err) {
  int32_t status = copy_notes(to, from, err);
  for (int64_t d = 0; !status && d < model->dimensions; d++)
    status = copy_dimension(to, model->dimension[d], model->dimension[d]->length, err);
  const cpw_array *a;
  for (int64_t i = 0; !status && (a = cpw_result_at(from, i)); i++)
    if (same_shape(a, model)) status = copy_array(to, a, err);
  cpw_result_set_outcome(to, cpw_result_outcome(from));
  return status;
}

int32_t copy_table(const cpw_result *from, const char *name, cpw_result **out, cpw_error *err) {
  cpw_result *to;
  int32_t status = cpw_result_new(NULL, &to, err);
  if (status) return status;
  status = copy_into(to, from, cpw_result_find(from, name), err);
  if (status)
    cpw_result_free(to);
  else
    *out = to;
  return status;
}

/* ---------------------------------------------------------------- several results */

/* What only a merge of the results needs. */
static int is_sum(const cpw_array *a) {
  return a->merge == CPW_MERGE_SUM && a->dimensions > 0;
}

static int32_t stack_array(cpw_result *to, const cpw_result *const *of, int64_t count,
                           const char *dimension, const cpw_array *model, cpw_error *err) {
  void *memory;
  int32_t status = add_like(to, model, dimension, CPW_MERGE_SAME, &memory, err);
  for (int64_t i = 0; !status && i < count; i++) {
    const cpw_array *a = cpw_result_find(of[i], model->name);
    if (a && a->size == model->size) place_numbers(a, i, memory);
  }
  return status;
}

static int32_t stack_into(cpw_result *to, const cpw_result *const *of, const char *const *labels,
                          int64_t count, const char *dimension, const cpw_array *model,
                          cpw_error *err) {
  const cpw_array *a;
  int32_t status = cpw_result_add_dimension(to, dimension, count, labels, err);
  for (int64_t d = 0; !status && d < model->dimensions; d++)
    status = copy_dimension(to, model->dimension[d], model->dimension[d]->length, err);
  for (int64_t i = 0; !status && (a = cpw_result_at(of[0], i)); i++)
    if (same_shape(a, model) && !is_sum(a)) status = stack_array(to, of, count, dimension, a, err);
  return status ? status : copy_notes(to, of[0], err);
}

int32_t stack_results(const cpw_result *const *of, const char *const *labels, int64_t count,
                      const char *dimension, const char *array, cpw_result **out, cpw_error *err) {
  cpw_result *to;
  int32_t status = cpw_result_new(NULL, &to, err);
  if (status) return status;
  status = stack_into(to, of, labels, count, dimension, cpw_result_find(of[0], array), err);
  if (status)
    cpw_result_free(to);
  else
    *out = to;
  return status;
}

/* ---------------------------------------------------------------- writing */

typedef struct table_choice {
  const cpw_result *result;
  const char *name;
} table_choice;

static int32_t write_csv(const void *context, const cpw_sink *sink, cpw_error *err) {
  const table_choice *t = context;
  return cpw_result_write_csv(t->result, t->name, sink, err);
}

static int32_t write_json(const void *context, const cpw_sink *sink, cpw_error *err) {
  const table_choice *t = context;
  return cpw_result_write_json(t->result, sink, err);
}

int write_table(const char *path, int json, const cpw_result *result, const char *name) {
  cpw_error err;
  cpw_result *part = NULL;
  table_choice t = {result, name};
  if (!json) return write_out(path, write_csv, &t);
  if (name && copy_table(result, name, &part, &err)) return fail_library(NULL, &err);
  if (part) t.result = part;
  int code = write_out(path, write_json, &t);
  cpw_result_free(part);
  return code;
}
