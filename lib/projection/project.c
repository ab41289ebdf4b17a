/* A population projected: the one entry, its dimensions, and which of the two methods.
 * Source: carepath/projection.h. Leaves the numbers to expected.c and drawn.c. */
#include "projection/internal.h"

int32_t cpw_projection_project(const cpw_projection *projection, const cpw_run *run,
                               cpw_result **out, cpw_error *err) {
  cpwi_projection p;
  memset(&p, 0, sizeof p);
  cpw_projection_init_sized(&p.model, sizeof p.model);
  cpwi_stocks_take(&p.s, CPWI_PROJECTION, &p.model, sizeof p.model, projection, "projection", run,
                   out, err);
  cpwi_stocks_open(&p.s, p.model.allocator);
  if (p.s.status == CPW_OK) cpwi_projection_check(&p);
  int drawn = p.model.method == CPW_PROJECTION_DRAWN;
  if (drawn) cpwi_stocks_replications(&p.s);
  cpwi_stocks_dimension(&p.s, "time", p.model.periods + 1, NULL);
  cpwi_stocks_dimension(&p.s, "period", p.model.periods, NULL);
  cpwi_stocks_dimension(&p.s, "stratum", p.model.strata, p.model.stratum_names);
  cpwi_stocks_dimension(&p.s, "segment", p.model.segments, p.model.segment_names);
  if (p.s.status == CPW_OK) (drawn ? cpwi_projection_drawn : cpwi_projection_expected)(&p);
  return cpwi_stocks_close(&p.s, out);
}
