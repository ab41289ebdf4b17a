/* Who gains and who is delayed: the result as a whole.
 * Source: carepath/impact.h. Leaves its parts to lines.c, waits.c, totals.c and suppress.c. */
#include "impact/internal.h"

static int32_t measure(cpwi_impact *m, cpw_result *result, cpw_error *err) {
  int32_t status = cpwi_impact_dimensions(m, result, err);
  if (status == CPW_OK) status = cpwi_impact_lines(m, result, err);
  if (status == CPW_OK) status = cpwi_impact_waits(m, result, err);
  if (m->options.suppress)
    m->options.most = 0; /* nobody is named where small numbers are withheld */
  if (status == CPW_OK) status = cpwi_impact_totals(m, result, err);
  return status == CPW_OK ? cpwi_impact_suppress(m, result, err) : status;
}

int32_t cpw_impact_measure(const cpw_impact_list *list, const cpw_impact_options *options,
                           cpw_result **out, cpw_error *err) {
  cpwi_impact m;
  cpw_result *result = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_IMPACT, "out must be given");
  int32_t status = cpwi_impact_new(&m, list, options, err);
  if (status == CPW_OK) status = cpw_result_new(m.allocator, &result, err);
  if (status == CPW_OK) status = measure(&m, result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  cpwi_impact_free(&m);
  return status;
}
