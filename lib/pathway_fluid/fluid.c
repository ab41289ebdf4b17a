/* A network over time: options, a run, a result.
 * Source: the rules in carepath/pathway_fluid.h.
 * Leaves the layout to setup.c, flows to engine_real.c, whole people to cohort.c. */
#include "pathway_fluid/internal.h"

#include <string.h>

static cpw_pathway_fluid_options defaults(void) {
  cpw_pathway_fluid_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.horizon = 365;
  o.period = 1;
  o.tolerance = 1e-6;
  o.phases = 8;
  o.series = 1;
  return o;
}

void cpw_pathway_fluid_options_init_sized(cpw_pathway_fluid_options *options, size_t size) {
  cpw_pathway_fluid_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

int32_t cpw_pathway_fluid(const cpw_pathway *pathway, const cpw_pathway_fluid_options *options,
                          const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpw_run known;
  cpwi_fluid f;
  fluid_figures figures;
  cpw_result *result = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FLUID, "out is NULL");
  int32_t status = cpwi_take_run(&known, run, CPWI_FLUID, err);
  if (status != CPW_OK) return status;
  status = cpwi_fluid_setup(&f, pathway, options, CPWI_FLUID, err);
  memset(&figures, 0, sizeof figures);
  if (status == CPW_OK) status = cpwi_figures_new(&f, &figures, err);
  if (status == CPW_OK)
    status = f.o.cohort ? cpwi_fluid_cohort(&f, &known, &figures, err)
                        : cpwi_fluid_run(&f, &known, &figures, err);
  if (status == CPW_OK) status = cpwi_fluid_result(&f, &figures, &result, err);
  cpwi_figures_free(&f, &figures);
  cpwi_fluid_release(&f);
  if (status != CPW_OK) return status;
  *out = result;
  return CPW_OK;
}
