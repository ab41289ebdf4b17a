/* The defaults of changes, ballots, risks and scales.
 * Source: the fields in carepath/system_organisations.h.
 * Leaves what values are allowed to the functions that take them. */
#include "system_organisations/internal.h"

#include <string.h>

void cpw_system_change_init_sized(cpw_system_change *change, size_t size) {
  cpw_system_change c;
  memset(&c, 0, sizeof c);
  c.struct_size = sizeof c;
  cpwi_init_sized(change, size, &c, sizeof c);
}

void cpw_system_ballot_init_sized(cpw_system_ballot *ballot, size_t size) {
  cpw_system_ballot b;
  memset(&b, 0, sizeof b);
  b.struct_size = sizeof b;
  b.body = CPW_NONE;
  b.alliance = CPW_NONE;
  b.quota = 0.5;
  cpwi_init_sized(ballot, size, &b, sizeof b);
}

void cpw_system_risk_init_sized(cpw_system_risk *risk, size_t size) {
  cpw_system_risk r;
  memset(&r, 0, sizeof r);
  r.struct_size = sizeof r;
  r.budget = CPWI_NAN;
  r.stop = (double)INFINITY;
  r.confidence = 0.95;
  cpwi_init_sized(risk, size, &r, sizeof r);
}

void cpw_system_scale_init_sized(cpw_system_scale *scale, size_t size) {
  cpw_system_scale s;
  memset(&s, 0, sizeof s);
  s.struct_size = sizeof s;
  cpwi_init_sized(scale, size, &s, sizeof s);
}
