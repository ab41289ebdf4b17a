/* Options of what may be published, of any age, checked.
 * Source: the rules in carepath/disclosure.h. Leaves the published rules to rules.c. */
#include "disclosure/internal.h"

#include <string.h>

static cpw_disclosure_options defaults(void) {
  cpw_disclosure_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.least = 8;
  o.base = 5;
  o.seed = 1;
  o.rounding = CPW_DISCLOSURE_ROUND_NEAREST;
  o.secondary = o.row_totals = o.column_totals = o.grand_total = o.bounds = 1;
  return o;
}

void cpw_disclosure_options_init_sized(cpw_disclosure_options *options, size_t size) {
  cpw_disclosure_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

int32_t cpwi_disclosure_take(cpw_disclosure_options *o, const cpw_disclosure_options *given,
                             const char *where, cpw_error *err) {
  *o = defaults();
  int32_t status = cpwi_take_options(o, sizeof *o, given, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"rounding", o->rounding, CPW_DISCLOSURE_ROUND_RANDOM},
                                 {"zeros", o->zeros, 1},
                                 {"secondary", o->secondary, 1},
                                 {"row_totals", o->row_totals, 1},
                                 {"column_totals", o->column_totals, 1},
                                 {"grand_total", o->grand_total, 1},
                                 {"bounds", o->bounds, 1}};
  status = cpwi_check_choices(choices, 7, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status != CPW_OK) return status;
  const struct {
    const char *name;
    int64_t value;
  } number[] = {{"least", o->least}, {"base", o->base}};
  for (int i = 0; i < 2; i++)
    if (number[i].value < 1 || number[i].value > 1000000)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%s = %lld must be from 1 to 1000000",
                       number[i].name, (long long)number[i].value);
  return CPW_OK;
}
