/* The public door to welfare: what a change of health by group is worth.
 * Source: the rules in carepath/dcea.h. Leaves the formulae to welfare.c and ranked.c. */
#include "dcea/internal.h"

int32_t cpw_dcea_assess(const cpw_dcea_population *population, const double *net_benefit,
                        int32_t measure, double aversion, const cpw_allocator *allocator,
                        cpw_dcea_change *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_groups g;
  int32_t status = cpwi_groups_init(&g, population, measure, allocator, __func__, err);
  if (status == CPW_OK)
    status = cpwi_dcea_check_aversion(measure, aversion, "aversion", __func__, err);
  if (status == CPW_OK) status = cpwi_groups_set(&g, net_benefit, NULL, err);
  if (status == CPW_OK) cpwi_groups_assess(&g, aversion, out);
  cpwi_groups_free(&g);
  return status;
}
