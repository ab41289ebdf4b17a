/* The aggregation as an object: its options, its beginning and its end.
 * Source: house rules (options with a struct_size, texts copied, NULL-safe free).
 * Leaves reading to read.c and the figures to result.c. */
#include "rtt/internal.h"

#include <string.h>

#define ALL_GROUPS                                                                                 \
  (CPW_RTT_BY_PROVIDER | CPW_RTT_BY_PROVIDER_ICB | CPW_RTT_BY_COMMISSIONER |                       \
   CPW_RTT_BY_COMMISSIONER_ICB | CPW_RTT_BY_TREATMENT_FUNCTION)

static cpw_rtt_options rtt_defaults(void) {
  cpw_rtt_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  return o;
}

void cpw_rtt_options_init_sized(cpw_rtt_options *options, size_t size) {
  cpw_rtt_options defaults = rtt_defaults();
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

static int32_t check_switch(int32_t value, const char *name, const char *where, cpw_error *err) {
  if (value == 0 || value == 1) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%s = %d must be 0 or 1", name, (int)value);
}

/* A code to filter by, copied. */
static int32_t take_code(const char *code, const char *name, char *copy, const char **kept,
                         const char *where, cpw_error *err) {
  if (!code) return CPW_OK;
  size_t count = strlen(code);
  if (count == 0 || count > CPWI_CODE_BYTES)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.%s has %zu bytes, expected a code of 1 to %d", name, count,
                     CPWI_CODE_BYTES);
  memcpy(copy, code, count + 1);
  *kept = copy;
  return CPW_OK;
}

static int32_t check_options(const cpw_rtt_options *o, const char *where, cpw_error *err) {
  int32_t status = cpwi_check_allocator(o->allocator, where, err);
  if (status == CPW_OK && (o->group_by & ~ALL_GROUPS) != 0)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, where,
                       "options.group_by = %d must be a sum of CPW_RTT_BY_..., 0 to %d",
                       (int)o->group_by, ALL_GROUPS);
  if (status == CPW_OK) status = check_switch(o->include_nonc, "include_nonc", where, err);
  if (status == CPW_OK) status = check_switch(o->names, "names", where, err);
  if (status == CPW_OK && o->top_band < 0)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, where,
                       "options.top_band = %lld must be >= 0 (0 = the bands of the file)",
                       (long long)o->top_band);
  return status;
}

int32_t cpw_rtt_new(const cpw_rtt_options *options, cpw_rtt **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_rtt fresh;
  memset(&fresh, 0, sizeof fresh);
  cpw_rtt_options *o = &fresh.options;
  *o = rtt_defaults();
  int32_t status = cpwi_take_options(o, sizeof *o, options, __func__, err);
  if (status == CPW_OK) status = check_options(o, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&fresh.run, o->run, __func__, err);
  if (status != CPW_OK) return status;
  cpw_rtt *rtt = cpwi_alloc(o->allocator, 1, sizeof *rtt);
  if (!rtt) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for an aggregation");
  *rtt = fresh;
  for (int k = 0; k < CPWI_KINDS; k++)
    rtt->grouped[k] = cpwi_kinds[k].group_bit == 0 || (o->group_by & cpwi_kinds[k].group_bit) != 0;
  o = &rtt->options;
  status = take_code(o->provider, "provider", rtt->provider, &o->provider, __func__, err);
  if (status == CPW_OK)
    status = take_code(o->treatment_function, "treatment_function", rtt->treatment_function,
                       &o->treatment_function, __func__, err);
  if (status != CPW_OK) {
    cpw_rtt_free(rtt);
    return status;
  }
  *out = rtt;
  return CPW_OK;
}

void cpw_rtt_free(cpw_rtt *rtt) {
  if (!rtt) return;
  for (cpwi_layer *layer = rtt->first, *next; layer; layer = next) {
    next = layer->next;
    cpwi_layer_free(layer);
  }
  cpwi_release(rtt->options.allocator, rtt);
}
