/* Results as one JSON object.
 * Source: RFC 8259; the members are documented at cpw_result_write_json. Leaves strings and numbers
 * to writer.c. */
#include "base/result.h"

#include <math.h>

static const char *outcome_name(int32_t outcome) {
  static const char *const names[] = {"ok", "already_met", "cleared", "unreachable", "unstable"};
  return names[outcome];
}

/* "name": of the index-th member of an object, on a line of its own. */
static void put_member(cpwi_writer *w, int64_t index, const char *indent, const char *name) {
  cpwi_put_text(w, index > 0 ? ",\n" : "\n");
  cpwi_put_text(w, indent);
  cpwi_put_json(w, name);
  cpwi_put_text(w, ": ");
}

/* Closes an object whose members have lines of their own. */
static void put_end(cpwi_writer *w, int64_t members, const char *indent) {
  if (members > 0) {
    cpwi_put_text(w, "\n");
    cpwi_put_text(w, indent);
  }
  cpwi_put_text(w, "}");
}

static void put_labels(cpwi_writer *w, const char *const *labels, int64_t count) {
  cpwi_put_text(w, "[");
  for (int64_t i = 0; i < count && !w->failed; i++) {
    if (i > 0) cpwi_put_text(w, ", ");
    cpwi_put_json(w, labels[i]);
  }
  cpwi_put_text(w, "]");
}

static void put_dimension(cpwi_writer *w, const cpw_dimension *axis) {
  cpwi_put_text(w, "{\"length\": ");
  cpwi_put_int64(w, axis->length);
  cpwi_put_text(w, ", \"coordinates\": {");
  for (int64_t c = 0; c < axis->coordinates; c++) {
    put_member(w, c, "    ", axis->coordinate_names[c]);
    put_labels(w, axis->coordinate_labels[c], axis->length);
  }
  put_end(w, axis->coordinates, "  ");
  cpwi_put_text(w, "}");
}

/* Minus zero keeps a point: readers that take "-0" for an integer would lose the sign. */
static void put_real(cpwi_writer *w, double value) {
  if (value == 0)
    cpwi_put_text(w, signbit(value) ? "-0.0" : "0");
  else if (isnan(value))
    cpwi_put_text(w, "null");
  else if (isinf(value))
    cpwi_put_text(w, value > 0 ? "\"inf\"" : "\"-inf\"");
  else
    cpwi_put_double(w, value);
}

static void put_values(cpwi_writer *w, const cpw_array *array) {
  for (int64_t i = 0; i < array->size && !w->failed; i++) {
    if (i > 0) cpwi_put(w, ", ", 2);
    if (array->type == CPW_INT64)
      cpwi_put_int64(w, array->integer[i]);
    else
      put_real(w, array->real[i]);
  }
}

static void put_array(cpwi_writer *w, const cpw_array *array) {
  cpwi_put_text(w, "{\"unit\": ");
  cpwi_put_json(w, array->unit);
  cpwi_put_text(w, ", \"description\": ");
  cpwi_put_json(w, array->description);
  cpwi_put_text(w, array->type == CPW_INT64 ? ", \"type\": \"int64\"" : ", \"type\": \"double\"");
  cpwi_put_text(w, ",\n    \"dimensions\": [");
  for (int64_t d = 0; d < array->dimensions; d++) {
    if (d > 0) cpwi_put_text(w, ", ");
    cpwi_put_json(w, array->dimension[d]->name);
  }
  cpwi_put_text(w, "], \"shape\": [");
  for (int64_t d = 0; d < array->dimensions; d++) {
    if (d > 0) cpwi_put_text(w, ", ");
    cpwi_put_int64(w, array->dimension[d]->length);
  }
  cpwi_put_text(w, "],\n    \"values\": [");
  put_values(w, array);
  cpwi_put_text(w, "]}");
}

int32_t cpw_result_write_json(const cpw_result *result, const cpw_sink *sink, cpw_error *err) {
  if (!result || !sink || !sink->write)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", result ? "sink" : "result");
  cpwi_writer w;
  cpwi_writer_init(&w, sink);
  cpwi_put_text(&w, "{\"carepath\": ");
  cpwi_put_json(&w, CPW_VERSION_STRING);
  cpwi_put_text(&w, ",\n \"outcome\": ");
  cpwi_put_json(&w, outcome_name(result->outcome));
  cpwi_put_text(&w, ",\n \"notes\": {");
  for (int64_t i = 0; i < result->note_count; i++) {
    put_member(&w, i, "  ", result->notes[i].key);
    cpwi_put_json(&w, result->notes[i].text);
  }
  put_end(&w, result->note_count, " ");
  cpwi_put_text(&w, ",\n \"dimensions\": {");
  for (int64_t i = 0; i < result->axis_count; i++) {
    put_member(&w, i, "  ", result->axes[i]->view.name);
    put_dimension(&w, &result->axes[i]->view);
  }
  put_end(&w, result->axis_count, " ");
  cpwi_put_text(&w, ",\n \"arrays\": {");
  for (int64_t i = 0; i < result->field_count; i++) {
    put_member(&w, i, "  ", result->fields[i]->view.name);
    put_array(&w, &result->fields[i]->view);
  }
  put_end(&w, result->field_count, " ");
  cpwi_put_text(&w, "}\n");
  return cpwi_writer_finish(&w, __func__, err);
}
