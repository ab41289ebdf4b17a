/* The store behind every model's result: labelled dimensions, arrays, notes and an outcome.
 * Source: the data model of labelled arrays (dimensions, coordinates) as in Hoyer and Hamman,
 * "xarray: N-D labeled arrays" (2017). Leaves merging to merge.c, writing to result_csv.c and
 * result_json.c. */
#include "base/result.h"

#include <string.h>

/* ---- finding --------------------------------------------------------------------------------- */

cpwi_axis *cpwi_result_axis(const cpw_result *result, const char *name) {
  for (int64_t i = 0; i < result->axis_count; i++)
    if (strcmp(result->axes[i]->view.name, name) == 0) return result->axes[i];
  return NULL;
}

static int has_coordinate(const cpwi_axis *axis, const char *name) {
  for (int64_t i = 0; i < axis->view.coordinates; i++)
    if (strcmp(axis->names[i], name) == 0) return 1;
  return 0;
}

/* The axis that has a coordinate of that name. */
static cpwi_axis *owner_of_coordinate(const cpw_result *result, const char *name) {
  for (int64_t i = 0; i < result->axis_count; i++)
    if (has_coordinate(result->axes[i], name)) return result->axes[i];
  return NULL;
}

static cpwi_field *find_field(const cpw_result *result, const char *name) {
  if (!result || !name) return NULL;
  for (int64_t i = 0; i < result->field_count; i++)
    if (strcmp(result->fields[i]->view.name, name) == 0) return result->fields[i];
  return NULL;
}

static cpwi_note *find_note(const cpw_result *result, const char *key) {
  if (!result || !key) return NULL;
  for (int64_t i = 0; i < result->note_count; i++)
    if (strcmp(result->notes[i].key, key) == 0) return &result->notes[i];
  return NULL;
}

const cpw_array *cpw_result_find(const cpw_result *result, const char *name) {
  cpwi_field *field = find_field(result, name);
  return field ? &field->view : NULL;
}

const cpw_array *cpw_result_at(const cpw_result *result, int64_t index) {
  if (!result || index < 0 || index >= result->field_count) return NULL;
  return &result->fields[index]->view;
}

const char *cpw_result_note(const cpw_result *result, const char *key) {
  cpwi_note *note = find_note(result, key);
  return note ? note->text : NULL;
}

const char *cpw_result_note_key(const cpw_result *result, int64_t index) {
  if (!result || index < 0 || index >= result->note_count) return NULL;
  return result->notes[index].key;
}

const cpw_allocator *cpwi_result_allocator(const cpw_result *result) {
  return result->allocator;
}

void *cpwi_result_memory(cpw_result *result, const char *name) {
  cpwi_field *field = find_field(result, name);
  return field ? field->memory : NULL;
}

/* ---- life ------------------------------------------------------------------------------------ */

int32_t cpw_result_new(const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  cpw_result *result = cpwi_alloc_zero(allocator, 1, sizeof *result);
  if (!result) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for a result");
  result->allocator = allocator;
  *out = result;
  return CPW_OK;
}

/* The library's own blocks are handed out as const; freeing them is the one place to drop that. */
static void release(const cpw_result *result, const void *block) {
  union {
    const void *in;
    void *out;
  } cast = {block};
  cpwi_release(result->allocator, cast.out);
}

static void free_axis(const cpw_result *result, cpwi_axis *axis) {
  if (!axis) return;
  for (int64_t i = 0; i < axis->view.coordinates; i++) {
    release(result, axis->names[i]);
    release(result, axis->labels[i]);
  }
  release(result, axis->names);
  release(result, axis->labels);
  release(result, axis->view.name);
  release(result, axis);
}

static void free_field(const cpw_result *result, cpwi_field *field) {
  if (!field) return;
  release(result, field->view.name);
  release(result, field->view.unit);
  release(result, field->view.description);
  release(result, field->memory);
  release(result, field);
}

void cpw_result_free(cpw_result *result) {
  if (!result) return;
  for (int64_t i = 0; i < result->axis_count; i++)
    free_axis(result, result->axes[i]);
  for (int64_t i = 0; i < result->field_count; i++)
    free_field(result, result->fields[i]);
  for (int64_t i = 0; i < result->note_count; i++) {
    release(result, result->notes[i].key);
    release(result, result->notes[i].text);
  }
  release(result, result->axes);
  release(result, result->fields);
  release(result, result->notes);
  release(result, result);
}

/* Makes room for one more item in a list of `count`: the lists double, at powers of two. Returns
 * the list, which may have moved, or NULL when memory is short (the old list is then still there). */
static void *grow_list(const cpw_result *result, void *list, int64_t count, size_t size) {
  if (count > 0 && (count & (count - 1)) != 0) return list;
  return cpwi_grow(result->allocator, list, count ? 2 * (size_t)count : 1, size);
}

static int32_t no_memory(cpw_error *err, const char *where, const char *name) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %s", name);
}

/* ---- dimensions and coordinates -------------------------------------------------------------- */

/* Copies labels into one block: `count` pointers, then the texts. */
static int32_t copy_labels(const cpw_result *result, const char *name, const char *const *labels,
                           int64_t count, const char *const **out, const char *where,
                           cpw_error *err) {
  size_t bytes = 0;
  for (int64_t i = 0; i < count; i++) {
    if (!labels[i])
      return cpwi_fail(err, CPW_EINVAL, i, where, "label %lld of %s must be a text, not NULL",
                       (long long)i, name);
    bytes += strlen(labels[i]) + 1 + sizeof *labels;
  }
  const char **copy = cpwi_alloc(result->allocator, bytes, 1);
  if (!copy) return no_memory(err, where, name);
  char *text = (char *)(copy + count);
  for (int64_t i = 0; i < count; i++) {
    size_t length = strlen(labels[i]) + 1;
    memcpy(text, labels[i], length);
    copy[i] = text;
    text += length;
  }
  *out = (const char *const *)copy;
  return CPW_OK;
}

/* Adds a coordinate to an axis, whether or not the result holds that axis yet. */
static int32_t add_labels(const cpw_result *result, cpwi_axis *axis, const char *name,
                          const char *const *labels, const char *where, cpw_error *err) {
  int64_t count = axis->view.coordinates;
  const char **names = grow_list(result, axis->names, count, sizeof *names);
  if (!names) return no_memory(err, where, name);
  axis->names = names;
  axis->view.coordinate_names = names;
  const char *const **lists = grow_list(result, axis->labels, count, sizeof *lists);
  if (!lists) return no_memory(err, where, name);
  axis->labels = lists;
  axis->view.coordinate_labels = lists;
  const char *copy = cpwi_copy_text(result->allocator, name);
  if (!copy) return no_memory(err, where, name);
  int32_t status = copy_labels(result, name, labels, axis->view.length, &lists[count], where, err);
  if (status != CPW_OK) {
    release(result, copy);
    return status;
  }
  names[count] = copy;
  axis->view.coordinates = count + 1;
  return CPW_OK;
}

static int32_t add_axis(cpw_result *result, cpwi_axis *axis, const char *name,
                        const char *const *labels, const char *where, cpw_error *err) {
  axis->view.name = cpwi_copy_text(result->allocator, name);
  if (!axis->view.name) return no_memory(err, where, name);
  if (labels) {
    int32_t status = add_labels(result, axis, name, labels, where, err);
    if (status != CPW_OK) return status;
  }
  cpwi_axis **axes = grow_list(result, result->axes, result->axis_count, sizeof *axes);
  if (!axes) return no_memory(err, where, name);
  result->axes = axes;
  axes[result->axis_count++] = axis;
  return CPW_OK;
}

int32_t cpw_result_add_dimension(cpw_result *result, const char *name, int64_t length,
                                 const char *const *labels, cpw_error *err) {
  if (!result || !name || !*name)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "result and name must be given");
  if (strchr(name, ' '))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "dimension \"%s\" must not contain a space",
                     name);
  if (cpwi_result_axis(result, name) || owner_of_coordinate(result, name))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "the name %s is taken", name);
  if (length < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "length = %lld of %s must be >= 0",
                     (long long)length, name);
  if (labels && length > (int64_t)(PTRDIFF_MAX / sizeof *labels))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "%lld labels of %s are too many",
                     (long long)length, name);
  cpwi_axis *axis = cpwi_alloc_zero(result->allocator, 1, sizeof *axis);
  if (!axis) return no_memory(err, __func__, name);
  axis->view.length = length;
  int32_t status = add_axis(result, axis, name, labels, __func__, err);
  if (status != CPW_OK) free_axis(result, axis);
  return status;
}

int32_t cpw_result_add_coordinate(cpw_result *result, const char *dimension, const char *name,
                                  const char *const *labels, cpw_error *err) {
  if (!result || !dimension || !name || !*name || !labels)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "result, dimension, name and labels must be given");
  cpwi_axis *axis = cpwi_result_axis(result, dimension);
  if (!axis)
    return cpwi_fail(err, CPW_ENOTFOUND, -1, __func__, "no dimension is called %s", dimension);
  cpwi_axis *namesake = cpwi_result_axis(result, name);
  if (owner_of_coordinate(result, name) || (namesake && namesake != axis))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "the name %s is taken", name);
  return add_labels(result, axis, name, labels, __func__, err);
}

/* ---- arrays ---------------------------------------------------------------------------------- */

/* Looks up dimensions named in one text, separated by spaces, and multiplies their lengths. */
static int32_t take_axes(const cpw_result *result, const char *names, cpw_array *view,
                         const cpw_dimension **axes, const char *where, cpw_error *err) {
  view->size = 1;
  for (const char *p = names + strspn(names, " "); *p; p += strspn(p, " ")) {
    size_t length = strcspn(p, " ");
    const cpw_dimension *axis = NULL;
    for (int64_t i = 0; i < result->axis_count && !axis; i++) {
      const cpw_dimension *other = &result->axes[i]->view;
      if (strncmp(other->name, p, length) == 0 && other->name[length] == '\0') axis = other;
    }
    if (!axis)
      return cpwi_fail(err, CPW_ENOTFOUND, -1, where, "%s: no dimension is called %.*s", view->name,
                       (int)(length < 100 ? length : 100), p);
    for (int64_t i = 0; i < view->dimensions; i++)
      if (axes[i] == axis)
        return cpwi_fail(err, CPW_EINVAL, -1, where, "%s: dimension %s is named twice", view->name,
                         axis->name);
    if (view->dimensions == CPW_MAX_DIMENSIONS)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "%s: more than %d dimensions", view->name,
                       CPW_MAX_DIMENSIONS);
    if (!cpwi_multiply(view->size, axis->length, &view->size))
      return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "%s: the array is too large", view->name);
    axes[view->dimensions++] = axis;
    p += length;
  }
  if (view->size > (int64_t)(PTRDIFF_MAX / sizeof(double)))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "%s: the array is too large", view->name);
  return CPW_OK;
}

/* What cpw_result_add_array asks of an array's type and merge rule. */
static int32_t check_rule(const cpw_array *view, const cpw_dimension *const *axes,
                          const char *where, cpw_error *err) {
  if (view->type != CPW_DOUBLE && view->type != CPW_INT64)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s: type = %d must be CPW_DOUBLE or CPW_INT64",
                     view->name, (int)view->type);
  if (view->merge < CPW_MERGE_SAME || view->merge > CPW_MERGE_DERIVE)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s: merge = %d must be one of CPW_MERGE_...",
                     view->name, (int)view->merge);
  if (view->merge == CPW_MERGE_SUM && view->type != CPW_INT64)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "%s: CPW_MERGE_SUM needs CPW_INT64 (sums of doubles depend on their order)",
                     view->name);
  if (view->merge == CPW_MERGE_APPEND && (view->dimensions == 0 || axes[0]->coordinates == 0))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "%s: CPW_MERGE_APPEND needs a first dimension with labels", view->name);
  return CPW_OK;
}

/* Number of the first array with these dimensions, or that of the new one. */
static int64_t family_of(const cpw_result *result, const cpwi_field *field) {
  for (int64_t i = 0; i < result->field_count; i++) {
    const cpwi_field *other = result->fields[i];
    if (other->view.dimensions == field->view.dimensions &&
        memcmp(other->axes, field->axes, sizeof field->axes) == 0)
      return other->family;
  }
  return result->field_count;
}

static int32_t add_field(cpw_result *result, cpwi_field *field, const cpw_array *view,
                         const char *where, cpw_error *err) {
  const cpw_allocator *a = result->allocator;
  field->view = *view;
  field->view.dimension = field->axes;
  field->view.name = cpwi_copy_text(a, view->name);
  field->view.unit = cpwi_copy_text(a, view->unit);
  field->view.description = cpwi_copy_text(a, view->description);
  field->memory = cpwi_alloc_zero(a, (size_t)view->size, sizeof(double));
  if (view->type == CPW_DOUBLE)
    field->view.real = field->memory;
  else
    field->view.integer = field->memory;
  field->family = family_of(result, field);
  cpwi_field **fields = grow_list(result, result->fields, result->field_count, sizeof *fields);
  if (fields) result->fields = fields;
  if (!fields || !field->view.name || !field->view.unit || !field->view.description ||
      !field->memory)
    return no_memory(err, where, view->name);
  fields[result->field_count++] = field;
  return CPW_OK;
}

int32_t cpw_result_add_array(cpw_result *result, const char *name, const char *unit,
                             const char *description, const char *dimensions, int32_t type,
                             int32_t merge, void **memory, cpw_error *err) {
  if (!result || !name || !*name || !memory)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "result, name and memory must be given");
  if (find_field(result, name))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "an array is called %s already", name);
  cpw_array view = {.name = name,
                    .unit = unit ? unit : "",
                    .description = description ? description : "",
                    .type = type,
                    .merge = merge};
  cpwi_field *field = cpwi_alloc_zero(result->allocator, 1, sizeof *field);
  if (!field) return no_memory(err, __func__, name);
  int32_t status =
      take_axes(result, dimensions ? dimensions : "", &view, field->axes, __func__, err);
  if (status == CPW_OK) status = check_rule(&view, field->axes, __func__, err);
  if (status == CPW_OK) status = add_field(result, field, &view, __func__, err);
  if (status != CPW_OK) {
    free_field(result, field);
    return status;
  }
  *memory = field->memory;
  return CPW_OK;
}

/* ---- notes, outcome, derived arrays ---------------------------------------------------------- */

/* Takes over key (NULL: the note's own) and text. */
static int32_t put_note(cpw_result *result, cpwi_note *note, char *key, char *text) {
  if (!note) {
    cpwi_note *notes = grow_list(result, result->notes, result->note_count, sizeof *notes);
    if (!notes) return CPW_ENOMEM;
    result->notes = notes;
    notes[result->note_count++] = (cpwi_note){key, text};
  } else {
    release(result, note->text);
    note->text = text;
  }
  return CPW_OK;
}

int32_t cpw_result_add_note(cpw_result *result, const char *key, const char *text, cpw_error *err) {
  if (!result || !key || !*key || !text)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "result, key and text must be given");
  cpwi_note *note = find_note(result, key);
  char *new_key = note ? NULL : cpwi_copy_text(result->allocator, key);
  char *new_text = cpwi_copy_text(result->allocator, text);
  if ((!note && !new_key) || !new_text || put_note(result, note, new_key, new_text) != CPW_OK) {
    release(result, new_key);
    release(result, new_text);
    return no_memory(err, __func__, key);
  }
  return CPW_OK;
}

int32_t cpw_result_set_outcome(cpw_result *result, int32_t outcome) {
  if (!result || outcome < CPW_OUTCOME_OK || outcome > CPW_OUTCOME_UNSTABLE) return CPW_EINVAL;
  result->outcome = outcome;
  return CPW_OK;
}

int32_t cpw_result_outcome(const cpw_result *result) {
  return result ? result->outcome : CPW_OUTCOME_OK;
}

void cpwi_result_set_derive(cpw_result *result, cpwi_derive derive) {
  result->derive = derive;
}
