/* Dimensions, labels and arrays of the results of this module.
 * Source: house rules (every coordinate of the caller is copied, zeros to be filled).
 * Leaves what is in the arrays to the models. */
#include "dcea/internal.h"

#include <stdio.h>

int32_t cpwi_dcea_check_labels(const cpw_dimension *d, const char *name, int64_t length,
                               const char *where, cpw_error *err) {
  if (!d) return CPW_OK;
  if (d->length != length)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s labels %lld positions, but there are %lld",
                     name, (long long)d->length, (long long)length);
  if (d->coordinates < 0 || (d->coordinates > 0 && (!d->coordinate_names || !d->coordinate_labels)))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s has %lld coordinates without names or labels",
                     name, (long long)d->coordinates);
  for (int64_t k = 0; k < d->coordinates; k++) {
    if (!d->coordinate_names[k] || !d->coordinate_labels[k])
      return cpwi_fail(err, CPW_EINVAL, k, where, "coordinate %lld of %s has no name or no labels",
                       (long long)k, name);
    for (int64_t i = 0; i < length; i++)
      if (!d->coordinate_labels[k][i])
        return cpwi_fail(err, CPW_EINVAL, i, where, "label %lld of coordinate %s of %s is NULL",
                         (long long)i, d->coordinate_names[k], name);
  }
  return CPW_OK;
}

int32_t cpwi_dcea_add_dimension(cpw_result *result, const char *name, int64_t length,
                                const cpw_dimension *labels, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, name, length, NULL, err);
  for (int64_t k = 0; labels && k < labels->coordinates && status == CPW_OK; k++)
    status = cpw_result_add_coordinate(result, name, labels->coordinate_names[k],
                                       labels->coordinate_labels[k], err);
  return status;
}

int32_t cpwi_dcea_add_columns(cpw_result *result, const cpwi_dcea_column *columns, size_t count,
                              cpw_error *err) {
  int32_t status = CPW_OK;
  for (size_t k = 0; k < count && status == CPW_OK; k++) {
    const cpwi_dcea_column *c = &columns[k];
    void *memory = NULL;
    status = cpw_result_add_array(result, c->name, c->unit, c->description, c->dimensions,
                                  c->real ? CPW_DOUBLE : CPW_INT64, CPW_MERGE_SAME, &memory, err);
    if (status == CPW_OK && c->real) *c->real = memory;
    if (status == CPW_OK && !c->real) *c->integer = memory;
  }
  return status;
}

int32_t cpwi_dcea_add_notes(const cpwi_dcea *d, cpw_result *result, cpw_error *err) {
  static const char *const names[] = {"Atkinson", "Kolm", "extended Gini"};
  static const char *const axes[] = {"equity in QALYs at the aversion", "fall of the slope index",
                                     "fall of the gap"};
  char text[160];
  const cpw_dcea_options *o = &d->options;
  snprintf(text, sizeof text, "%s %s%s", names[o->measure], cpwi_number(d->aversion).text,
           o->aversion != o->aversion ? " (Robson et al. 2017)" : "");
  int32_t status = cpw_result_add_note(result, "aversion", text, err);
  if (status == CPW_OK)
    status = cpw_result_add_note(result, "threshold", cpwi_number(o->threshold).text, err);
  if (status == CPW_OK)
    status = cpw_result_add_note(result, "shares",
                                 o->shares ? "opportunity cost by the caller's shares"
                                           : "opportunity cost by people, without a gradient",
                                 err);
  return status == CPW_OK ? cpw_result_add_note(result, "plane", axes[o->axis], err) : status;
}
