/* stub */
#include "pathway_fluid/internal.h"
int32_t cpwi_fluid_cohort(cpwi_fluid *f, const cpw_run *run, fluid_figures *figures,
                          cpw_error *err) {
  (void)f;
  (void)run;
  (void)figures;
  return cpwi_fail(err, CPW_EINTERNAL, -1, CPWI_FLUID, "not yet");
}
