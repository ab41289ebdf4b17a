/* Results as tidy CSV: a row a position, a column a coordinate, a column an array.
 * Source: RFC 4180 with LF; H. Wickham, "Tidy data" (2014). Leaves quoting and numbers to writer.c,
 * reading to the table module. */
#include "base/result.h"

#include <math.h>
#include <string.h>

static void put_field(cpwi_writer *w, const char *text) {
  cpwi_put_csv(w, text, strlen(text));
}

static void put_comma(cpwi_writer *w) {
  cpwi_put(w, ",", 1);
}

/* ---- columns of a dimension: its coordinates or, where it has none, its positions. Each cell has a
 * comma behind it, because values always follow. ------------------------------------------------ */

static void put_axis_names(cpwi_writer *w, const cpw_dimension *axis) {
  if (axis->coordinates == 0) {
    put_field(w, axis->name);
    put_comma(w);
  }
  for (int64_t c = 0; c < axis->coordinates; c++) {
    put_field(w, axis->coordinate_names[c]);
    put_comma(w);
  }
}

static void put_axis_labels(cpwi_writer *w, const cpw_dimension *axis, int64_t position) {
  if (axis->coordinates == 0) {
    cpwi_put_int64(w, position);
    put_comma(w);
  }
  for (int64_t c = 0; c < axis->coordinates; c++) {
    put_field(w, axis->coordinate_labels[c][position]);
    put_comma(w);
  }
}

/* The cells of a dimension that an array does not have. */
static void put_axis_blanks(cpwi_writer *w, const cpw_dimension *axis) {
  for (int64_t c = 0; c < axis->coordinates || c == 0; c++)
    put_comma(w);
}

/* Goes on to the next position, the last dimension fastest. */
static void advance(const cpw_array *array, int64_t *at) {
  for (int64_t d = array->dimensions; d-- > 0;) {
    if (++at[d] < array->dimension[d]->length) return;
    at[d] = 0;
  }
}

static void put_value(cpwi_writer *w, const cpw_array *array, int64_t i) {
  if (array->type == CPW_INT64)
    cpwi_put_int64(w, array->integer[i]);
  else if (!isnan(array->real[i]))
    cpwi_put_double(w, array->real[i]);
}

/* ---- all arrays with the same dimensions side by side ---------------------------------------- */

static void put_wide(cpwi_writer *w, const cpw_result *result, const cpwi_field *model) {
  const cpw_array *shape = &model->view;
  int64_t at[CPW_MAX_DIMENSIONS] = {0}, columns = 0;
  for (int64_t d = 0; d < shape->dimensions; d++)
    put_axis_names(w, shape->dimension[d]);
  for (int64_t f = 0; f < result->field_count; f++) {
    if (result->fields[f]->family != model->family) continue;
    if (columns++ > 0) put_comma(w);
    put_field(w, result->fields[f]->view.name);
  }
  cpwi_put(w, "\n", 1);
  /* a lone empty cell would be an empty line, which readers skip: it is quoted */
  int lone = shape->dimensions == 0 && columns == 1;
  if (lone && shape->type == CPW_DOUBLE && isnan(shape->real[0])) cpwi_put(w, "\"\"", 2);
  for (int64_t i = 0; i < shape->size && !w->failed; i++, advance(shape, at)) {
    for (int64_t d = 0; d < shape->dimensions; d++)
      put_axis_labels(w, shape->dimension[d], at[d]);
    columns = 0;
    for (int64_t f = 0; f < result->field_count; f++) {
      if (result->fields[f]->family != model->family) continue;
      if (columns++ > 0) put_comma(w);
      put_value(w, &result->fields[f]->view, i);
    }
    cpwi_put(w, "\n", 1);
  }
}

/* ---- all arrays below one another ------------------------------------------------------------ */

static void put_rows(cpwi_writer *w, const cpw_result *result, const cpw_array *array) {
  int64_t at[CPW_MAX_DIMENSIONS] = {0};
  for (int64_t i = 0; i < array->size && !w->failed; i++, advance(array, at)) {
    put_field(w, array->name);
    put_comma(w);
    put_field(w, array->unit);
    put_comma(w);
    for (int64_t axis = 0; axis < result->axis_count; axis++) {
      const cpw_dimension *view = &result->axes[axis]->view;
      int64_t d = 0;
      while (d < array->dimensions && array->dimension[d] != view)
        d++;
      if (d < array->dimensions)
        put_axis_labels(w, view, at[d]);
      else
        put_axis_blanks(w, view);
    }
    put_value(w, array, i);
    cpwi_put(w, "\n", 1);
  }
}

static void put_long(cpwi_writer *w, const cpw_result *result) {
  cpwi_put_text(w, "array,unit,");
  for (int64_t axis = 0; axis < result->axis_count; axis++)
    put_axis_names(w, &result->axes[axis]->view);
  cpwi_put_text(w, "value\n");
  for (int64_t f = 0; f < result->field_count; f++)
    put_rows(w, result, &result->fields[f]->view);
}

int32_t cpw_result_write_csv(const cpw_result *result, const char *name, const cpw_sink *sink,
                             cpw_error *err) {
  if (!result || !sink || !sink->write)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", result ? "sink" : "result");
  const cpwi_field *field = NULL;
  for (int64_t f = 0; name && f < result->field_count && !field; f++)
    if (strcmp(result->fields[f]->view.name, name) == 0) field = result->fields[f];
  if (name && !field)
    return cpwi_fail(err, CPW_ENOTFOUND, -1, __func__, "no array is called %s", name);
  cpwi_writer w;
  cpwi_writer_init(&w, sink);
  if (field)
    put_wide(&w, result, field);
  else
    put_long(&w, result);
  return cpwi_writer_finish(&w, __func__, err);
}
