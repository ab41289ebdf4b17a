/* How answers are written down: a result filled array by array, the first error kept.
 * Source: the conventions of carepath/base.h for results.
 * Leaves what is written to the other files. */
#include "system_govern/internal.h"

#include <string.h>

void cpwi_sheet_new(cpwi_sheet *s, const cpw_allocator *allocator, cpw_error *err) {
  memset(s, 0, sizeof *s);
  s->err = err;
  s->status = cpw_result_new(allocator, &s->result, err);
}

void cpwi_sheet_axis(cpwi_sheet *s, const char *name, int64_t length, const char *const *labels) {
  if (s->status == CPW_OK)
    s->status = cpw_result_add_dimension(s->result, name, length, labels, s->err);
}

double *cpwi_sheet_real(cpwi_sheet *s, const char *name, const char *unit, const char *text,
                        const char *dimensions) {
  void *memory = NULL;
  if (s->status == CPW_OK)
    s->status = cpw_result_add_array(s->result, name, unit, text, dimensions, CPW_DOUBLE,
                                     CPW_MERGE_SAME, &memory, s->err);
  return s->status == CPW_OK ? memory : NULL;
}

int64_t *cpwi_sheet_whole(cpwi_sheet *s, const char *name, const char *unit, const char *text,
                          const char *dimensions) {
  void *memory = NULL;
  if (s->status == CPW_OK)
    s->status = cpw_result_add_array(s->result, name, unit, text, dimensions, CPW_INT64,
                                     CPW_MERGE_SAME, &memory, s->err);
  return s->status == CPW_OK ? memory : NULL;
}

void cpwi_sheet_number(cpwi_sheet *s, const char *name, const char *unit, const char *text,
                       double value) {
  double *at = cpwi_sheet_real(s, name, unit, text, "");
  if (at) *at = value;
}

void cpwi_sheet_count(cpwi_sheet *s, const char *name, const char *text, int64_t value) {
  int64_t *at = cpwi_sheet_whole(s, name, "", text, "");
  if (at) *at = value;
}

void cpwi_sheet_note(cpwi_sheet *s, const char *key, const char *text) {
  if (s->status == CPW_OK) s->status = cpw_result_add_note(s->result, key, text, s->err);
}

int32_t cpwi_sheet_close(cpwi_sheet *s, int32_t status, cpw_result **out) {
  if (status == CPW_OK) status = s->status;
  if (status == CPW_OK)
    *out = s->result;
  else
    cpw_result_free(s->result);
  s->result = NULL;
  return status;
}
