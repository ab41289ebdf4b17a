/* What is in a log, and dimensions and arrays that the results of the module share.
 * Source: the rules in carepath/event_log.h.
 * Leaves the checks themselves to take.c. */
#include "event_log/internal.h"

int32_t cpw_event_log_check(const cpw_event_log *log, const cpw_event_log_options *options,
                            cpw_event_log_counts *counts, cpw_error *err) {
  if (!counts) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "counts is NULL");
  cpwi_log l;
  int32_t status = cpwi_log_take(&l, log, options, CPWI_NAN, __func__, err);
  if (status == CPW_OK) *counts = l.counts;
  cpwi_log_free(&l);
  return status;
}

int32_t cpwi_log_add_arrays(cpw_result *result, const cpwi_log_array *arrays, size_t count,
                            cpw_error *err) {
  for (size_t k = 0; k < count; k++) {
    const cpwi_log_array *a = &arrays[k];
    void *memory = NULL;
    int32_t status =
        cpw_result_add_array(result, a->name, a->unit, a->description, a->dimensions,
                             a->real ? CPW_DOUBLE : CPW_INT64, CPW_MERGE_SAME, &memory, err);
    if (status != CPW_OK) return status;
    if (a->real)
      *a->real = memory;
    else
      *a->integer = memory;
  }
  return CPW_OK;
}

static int32_t add_labelled(cpw_result *result, const char *name, int64_t length,
                            const cpw_dimension *labels, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, name, length, NULL, err);
  for (int64_t k = 0; labels && k < labels->coordinates && status == CPW_OK; k++)
    status = cpw_result_add_coordinate(result, name, labels->coordinate_names[k],
                                       labels->coordinate_labels[k], err);
  return status;
}

int32_t cpwi_log_add_group(const cpwi_log *l, cpw_result *result, cpw_error *err) {
  return add_labelled(result, "group", l->log.groups, l->o.group_labels, err);
}

int32_t cpwi_log_add_stage(const cpwi_log *l, cpw_result *result, cpw_error *err) {
  return add_labelled(result, "stage", l->log.stages, l->o.stage_labels, err);
}

/* The first coordinate of the stages, or their numbers, then "exit". */
int32_t cpwi_log_add_to(const cpwi_log *l, cpw_result *result, cpw_error *err) {
  const cpw_dimension *labels = l->o.stage_labels;
  size_t n = (size_t)l->log.stages;
  const char **text = cpwi_alloc(l->o.allocator, n + 1, sizeof *text);
  cpwi_text *number = cpwi_alloc(l->o.allocator, n, sizeof *number);
  if (!text || !number) {
    cpwi_release(l->o.allocator, (void *)text);
    cpwi_release(l->o.allocator, number);
    return cpwi_log_no_memory(l, err);
  }
  for (size_t j = 0; j < n; j++) {
    cpw_format_int64((int64_t)j, number[j].text);
    text[j] = labels && labels->coordinates > 0 ? labels->coordinate_labels[0][j] : number[j].text;
  }
  text[n] = "exit";
  int32_t status = cpw_result_add_dimension(result, "to", (int64_t)n + 1, text, err);
  cpwi_release(l->o.allocator, (void *)text);
  cpwi_release(l->o.allocator, number);
  return status;
}
