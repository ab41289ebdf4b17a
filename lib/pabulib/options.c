/* Options of any age, checked.
 * Source: the rules in carepath/pabulib.h.
 * Leaves the text to text.c. */
#include "pabulib/internal.h"

#include <string.h>

#define USUAL_BYTES (INT64_C(1) << 30)
#define MOST_BYTES  (INT64_C(1) << 40)

static cpw_pabulib_options defaults(void) {
  cpw_pabulib_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.counts = CPW_PABULIB_WARN;
  o.repeated_voters = CPW_PABULIB_ERROR;
  o.max_bytes = USUAL_BYTES;
  return o;
}

void cpw_pabulib_options_init_sized(cpw_pabulib_options *options, size_t size) {
  cpw_pabulib_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

void cpw_pabulib_tables_init_sized(cpw_pabulib_tables *tables, size_t size) {
  cpw_pabulib_tables t;
  memset(&t, 0, sizeof t);
  t.struct_size = sizeof t;
  t.delimiter = ',';
  cpwi_init_sized(tables, size, &t, sizeof t);
}

int32_t cpwi_pb_take(cpw_pabulib_options *known, const cpw_pabulib_options *given,
                     const char *where, cpw_error *err) {
  *known = defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"counts", known->counts, CPW_PABULIB_ERROR},
                                 {"repeated_voters", known->repeated_voters, CPW_PABULIB_ERROR}};
  status = cpwi_check_choices(choices, 2, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status == CPW_OK && (known->max_bytes < 1 || known->max_bytes > MOST_BYTES))
    status =
        cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.max_bytes = %lld must be from 1 to 2^40",
                  (long long)known->max_bytes);
  return status;
}
