/* One result from many of the same model: array by array, the same bits for any order and grouping.
 * Source: the rules CPW_MERGE_... of carepath/base.h; sums are kept in 128 bits, so that whether they
 * fit does not depend on the order. Leaves labels to merge_labels.c and notes to merge_notes.c. */
#include "base/result.h"

#include <math.h>
#include <string.h>

/* ---- are they results of the same model? ----------------------------------------------------- */

static int32_t differs(const cpwi_merge *merge, int64_t result, const char *what, const char *name,
                       cpw_error *err) {
  return cpwi_fail(err, CPW_EINVAL, result, merge->where,
                   "results[%lld]: %s %s differs from that "
                   "of results[0]",
                   (long long)result, what, name);
}

/* Is the axis of that number joined, not kept? */
static int is_appended(const cpw_result *result, int64_t axis) {
  for (int64_t i = 0; i < result->field_count; i++)
    if (result->fields[i]->view.merge == CPW_MERGE_APPEND &&
        result->fields[i]->axes[0] == &result->axes[axis]->view)
      return 1;
  return 0;
}

static int same_texts(const char *const *a, const char *const *b, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    if (strcmp(a[i], b[i]) != 0) return 0;
  return 1;
}

static int same_axis(const cpwi_axis *a, const cpwi_axis *b, int appended) {
  const cpw_dimension *left = &a->view, *right = &b->view;
  if (strcmp(left->name, right->name) != 0 || left->coordinates != right->coordinates) return 0;
  for (int64_t c = 0; c < left->coordinates; c++)
    if (strcmp(a->names[c], b->names[c]) != 0) return 0;
  if (appended) return 1;
  if (left->length != right->length) return 0;
  for (int64_t c = 0; c < left->coordinates; c++)
    if (!same_texts(a->labels[c], b->labels[c], left->length)) return 0;
  return 1;
}

static int same_field(const cpw_array *a, const cpw_array *b) {
  if (strcmp(a->name, b->name) != 0 || strcmp(a->unit, b->unit) != 0) return 0;
  if (strcmp(a->description, b->description) != 0) return 0;
  if (a->type != b->type || a->merge != b->merge || a->dimensions != b->dimensions) return 0;
  for (int64_t i = 0; i < a->dimensions; i++)
    if (strcmp(a->dimension[i]->name, b->dimension[i]->name) != 0) return 0;
  return 1;
}

static int32_t check_same(const cpwi_merge *merge, int64_t r, cpw_error *err) {
  const cpw_result *a = merge->results[0], *b = merge->results[r];
  if (a->axis_count != b->axis_count || a->field_count != b->field_count || a->derive != b->derive)
    return differs(merge, r, "the model or", "its number of arrays", err);
  for (int64_t i = 0; i < a->field_count; i++)
    if (!same_field(&a->fields[i]->view, &b->fields[i]->view))
      return differs(merge, r, "array", a->fields[i]->view.name, err);
  for (int64_t i = 0; i < a->axis_count; i++)
    if (!same_axis(a->axes[i], b->axes[i], is_appended(a, i)))
      return differs(merge, r, "dimension", a->axes[i]->view.name, err);
  return CPW_OK;
}

/* A dimension that is joined may be the first one of an APPEND array or belong to a derived array. */
static int32_t check_rules(const cpwi_merge *merge, cpw_error *err) {
  const cpw_result *result = merge->results[0];
  for (int64_t i = 0; i < result->field_count; i++) {
    const cpwi_field *field = result->fields[i];
    if (field->view.merge == CPW_MERGE_DERIVE) {
      if (!result->derive)
        return cpwi_fail(err, CPW_EINVAL, 0, merge->where,
                         "array %s is derived, but nothing says how", field->view.name);
      continue;
    }
    for (int64_t d = field->view.merge == CPW_MERGE_APPEND; d < field->view.dimensions; d++)
      for (int64_t axis = 0; axis < result->axis_count; axis++)
        if (field->axes[d] == &result->axes[axis]->view && is_appended(result, axis))
          return cpwi_fail(err, CPW_EINVAL, 0, merge->where,
                           "array %s: dimension %s grows and cannot be merged by this rule",
                           field->view.name, field->axes[d]->name);
  }
  return CPW_OK;
}

/* ---- the dimensions of the merged result ----------------------------------------------------- */

/* Errors of storing are reported under the name of the merge. */
static int32_t stored(const cpwi_merge *merge, int32_t status, const char *name, cpw_error *err) {
  if (status == CPW_OK) return CPW_OK;
  return cpwi_fail(err, status, -1, merge->where,
                   status == CPW_ENOMEM ? "no memory for %s" : "%s is too large", name);
}

static int32_t add_axis(const cpwi_merge *merge, int64_t axis, const cpwi_place *places,
                        int64_t length, cpw_result *merged, cpw_error *err) {
  const cpwi_axis *model = merge->results[0]->axes[axis];
  const char *name = model->view.name;
  int32_t status = cpw_result_add_dimension(merged, name, length, NULL, NULL);
  size_t room = model->view.coordinates > 0 ? (size_t)length : 0;
  const char **labels = cpwi_alloc(merge->allocator, room, sizeof *labels);
  if (!labels) status = CPW_ENOMEM;
  for (int64_t c = 0; c < model->view.coordinates && status == CPW_OK; c++) {
    for (int64_t i = 0; i < length; i++)
      labels[i] = places
                      ? merge->results[places[i].result]->axes[axis]->labels[c][places[i].position]
                      : model->labels[c][i];
    status = cpw_result_add_coordinate(merged, name, model->names[c], labels, NULL);
  }
  cpwi_release(merge->allocator, labels);
  return stored(merge, status, name, err);
}

/* ---- the values of the merged result --------------------------------------------------------- */

static void append_values(const cpwi_merge *merge, int64_t f, const cpwi_place *places,
                          cpwi_field *out) {
  int64_t length = out->axes[0]->length;
  if (out->view.size == 0) return;
  size_t bytes = (size_t)(out->view.size / length) * sizeof(double);
  char *to = out->memory;
  for (int64_t i = 0; i < length; i++) {
    const char *from = merge->results[places[i].result]->fields[f]->memory;
    memcpy(to + (size_t)i * bytes, from + (size_t)places[i].position * bytes, bytes);
  }
}

static int32_t keep_values(const cpwi_merge *merge, int64_t f, cpwi_field *out, cpw_error *err) {
  const char *model = merge->results[0]->fields[f]->memory;
  size_t bytes = (size_t)out->view.size * sizeof(double);
  memcpy(out->memory, model, bytes);
  for (int64_t r = 1; r < merge->count; r++) {
    const char *other = merge->results[r]->fields[f]->memory;
    if (memcmp(model, other, bytes) == 0) continue;
    size_t i = 0;
    while (memcmp(model + i, other + i, sizeof(double)) == 0)
      i += sizeof(double);
    return cpwi_fail(err, CPW_EDOMAIN, r, merge->where,
                     "results[%lld]: %s[%zu] differs from that of results[0], but must be the same",
                     (long long)r, out->view.name, i / sizeof(double));
  }
  return CPW_OK;
}

/* The sum of element i over all results in two words; 0 if it does not fit into one. */
static int sum_element(const cpwi_merge *merge, int64_t f, int64_t i, int64_t *sum) {
  int64_t high = 0;
  uint64_t low = 0;
  for (int64_t r = 0; r < merge->count; r++) {
    int64_t value = merge->results[r]->fields[f]->view.integer[i];
    low += (uint64_t)value;
    high += (low < (uint64_t)value) - (value < 0);
  }
  if (high != (low >> 63 ? -1 : 0)) return 0;
  memcpy(sum, &low, sizeof low);
  return 1;
}

static int32_t sum_values(const cpwi_merge *merge, int64_t f, cpwi_field *out, cpw_error *err) {
  int64_t *to = out->memory;
  for (int64_t i = 0; i < out->view.size; i++)
    if (!sum_element(merge, f, i, &to[i]))
      return cpwi_fail(err, CPW_EOVERFLOW, i, merge->where, "the sum of %s[%lld] is too large",
                       out->view.name, (long long)i);
  return CPW_OK;
}

static int64_t extreme_integer(int64_t a, int64_t b, int largest) {
  return (a < b) == largest ? b : a;
}

/* No value (NaN) loses against any; zeros are ordered by their sign. */
static double extreme_real(double a, double b, int largest) {
  if (isnan(a)) return b;
  if (isnan(b)) return a;
  int less = a < b || (a == b && signbit(a) && !signbit(b));
  return less == largest ? b : a;
}

static void extreme_values(const cpwi_merge *merge, int64_t f, cpwi_field *out) {
  int largest = out->view.merge == CPW_MERGE_MAX;
  memcpy(out->memory, merge->results[0]->fields[f]->memory,
         (size_t)out->view.size * sizeof(double));
  for (int64_t r = 1; r < merge->count; r++) {
    const cpw_array *other = &merge->results[r]->fields[f]->view;
    double *real = out->memory;
    int64_t *integer = out->memory;
    for (int64_t i = 0; i < out->view.size; i++)
      if (out->view.type == CPW_INT64)
        integer[i] = extreme_integer(integer[i], other->integer[i], largest);
      else
        real[i] = extreme_real(real[i], other->real[i], largest);
  }
  if (out->view.type == CPW_INT64) return;
  double *real = out->memory;
  for (int64_t i = 0; i < out->view.size; i++)
    if (isnan(real[i])) real[i] = (double)NAN; /* one NaN for all */
}

/* ---- putting it together --------------------------------------------------------------------- */

/* The names of a field's dimensions as cpw_result_add_array takes them, at most `room` bytes. */
static char *join_names(const cpwi_merge *merge, const cpw_array *view) {
  size_t bytes = 1;
  for (int64_t d = 0; d < view->dimensions; d++)
    bytes += strlen(view->dimension[d]->name) + 1;
  char *text = cpwi_alloc_zero(merge->allocator, bytes, 1), *p = text;
  for (int64_t d = 0; text && d < view->dimensions; d++) {
    size_t length = strlen(view->dimension[d]->name);
    memcpy(p, view->dimension[d]->name, length);
    p[length] = ' ';
    p += length + 1;
  }
  if (text) *p = '\0';
  return text;
}

static int32_t merge_field(const cpwi_merge *merge, int64_t f, cpwi_place *const *places,
                           cpw_result *merged, cpw_error *err) {
  const cpw_array *view = &merge->results[0]->fields[f]->view;
  void *memory;
  char *names = join_names(merge, view);
  int32_t status = names ? cpw_result_add_array(merged, view->name, view->unit, view->description,
                                                names, view->type, view->merge, &memory, NULL)
                         : CPW_ENOMEM;
  cpwi_release(merge->allocator, names);
  if (status != CPW_OK) return stored(merge, status, view->name, err);
  cpwi_field *out = merged->fields[f];
  switch (view->merge) {
  case CPW_MERGE_SAME:
    return keep_values(merge, f, out, err);
  case CPW_MERGE_SUM:
    return sum_values(merge, f, out, err);
  case CPW_MERGE_MIN:
  case CPW_MERGE_MAX:
    extreme_values(merge, f, out);
    return CPW_OK;
  case CPW_MERGE_APPEND:
    for (int64_t axis = 0; axis < merged->axis_count; axis++)
      if (out->axes[0] == &merged->axes[axis]->view) append_values(merge, f, places[axis], out);
    return CPW_OK;
  default: /* derived last, from all the others */
    return CPW_OK;
  }
}

static int32_t fill(const cpwi_merge *merge, cpwi_place **places, cpw_result *merged,
                    cpw_error *err) {
  const cpw_result *model = merge->results[0];
  int32_t status = CPW_OK;
  for (int64_t axis = 0; axis < model->axis_count && status == CPW_OK; axis++) {
    int64_t length = model->axes[axis]->view.length;
    if (is_appended(model, axis))
      status = cpwi_merge_places(merge, axis, &places[axis], &length, err);
    if (status == CPW_OK) status = add_axis(merge, axis, places[axis], length, merged, err);
  }
  for (int64_t f = 0; f < model->field_count && status == CPW_OK; f++)
    status = merge_field(merge, f, places, merged, err);
  if (status == CPW_OK) status = cpwi_merge_notes(merge, merged, err);
  merged->outcome = model->outcome;
  for (int64_t r = 0; r < merge->count; r++)
    merged->outcome = cpwi_worse_outcome(merged->outcome, merge->results[r]->outcome);
  merged->derive = model->derive;
  if (status == CPW_OK && model->derive) status = model->derive(merged, err);
  return status;
}

static int32_t merge_all(const cpwi_merge *merge, cpw_result *merged, cpw_error *err) {
  int32_t status = check_rules(merge, err);
  for (int64_t r = 1; r < merge->count && status == CPW_OK; r++)
    status = check_same(merge, r, err);
  if (status != CPW_OK) return status;
  int64_t axes = merge->results[0]->axis_count;
  cpwi_place **places = cpwi_alloc_zero(merge->allocator, (size_t)axes, sizeof *places);
  if (!places) return cpwi_fail(err, CPW_ENOMEM, -1, merge->where, "no memory for the labels");
  status = fill(merge, places, merged, err);
  for (int64_t axis = 0; axis < axes; axis++)
    cpwi_release(merge->allocator, places[axis]);
  cpwi_release(merge->allocator, places);
  return status;
}

int32_t cpw_result_merge(const cpw_result *const *results, int64_t count,
                         const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  if (!results || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", out ? "results" : "out");
  if (count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count = %lld must be >= 1", (long long)count);
  for (int64_t r = 0; r < count; r++)
    if (!results[r])
      return cpwi_fail(err, CPW_EINVAL, r, __func__, "results[%lld] must not be NULL",
                       (long long)r);
  cpw_result *merged;
  int32_t status = cpw_result_new(allocator, &merged, err);
  if (status != CPW_OK) return status;
  const cpwi_merge merge = {results, count, allocator, __func__};
  status = merge_all(&merge, merged, err);
  if (status != CPW_OK) {
    cpw_result_free(merged);
    return status;
  }
  *out = merged;
  return CPW_OK;
}
