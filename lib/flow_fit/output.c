/* Results by period and stage, and the words of their notes.
 * Source: cpw_result of base.
 * Leaves the numbers to the other files. */
#include "flow_fit/internal.h"

#include <string.h>

int32_t cpwi_flow_result(const cpwi_flow *f, cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_result_new(f->options.allocator, &r, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "period", f->t, f->counts.period_names, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "stage", f->s, f->counts.stage_names, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

int32_t cpwi_flow_add(cpw_result *r, const cpwi_flow_array *arrays, size_t count, cpw_error *err) {
  for (size_t k = 0; k < count; k++) {
    int32_t status = cpw_result_add_array(r, arrays[k].name, arrays[k].unit, arrays[k].description,
                                          arrays[k].dimensions, arrays[k].type, CPW_MERGE_SAME,
                                          arrays[k].memory, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

void cpwi_flow_say(cpwi_flow_text *t, const char *words) {
  size_t length = strlen(words), room = sizeof t->text - 1 - t->used;
  if (length > room) length = room;
  while (length > 0 && length < strlen(words) && ((unsigned char)words[length] & 0xc0) == 0x80)
    length--; /* never half a character */
  memcpy(t->text + t->used, words, length);
  t->used += length;
  t->text[t->used] = 0;
}

void cpwi_flow_say_number(cpwi_flow_text *t, double x) {
  cpwi_flow_say(t, cpwi_number(x).text);
}

void cpwi_flow_say_stage(cpwi_flow_text *t, const cpwi_flow *f, int64_t k) {
  if (f->counts.stage_names)
    cpwi_flow_say(t, f->counts.stage_names[k]);
  else
    cpwi_flow_say_number(t, (double)k);
}
