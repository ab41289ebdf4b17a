/* The public functions: the engine of system_run at the service of an allocation.
 * Source: cpw_system_plan_totals, ..._block and ..._capacity of carepath/system_run.h.
 * Leaves the work to allocate.c, panel.c, place.c and curve.c. */
#include "system_allocate/internal.h"

#include "system_run/internal.h"

static int32_t totals(const void *context, const int64_t *unit, int64_t units, const double *money,
                      const cpw_run *run, cpw_system_totals *out, cpw_error *err) {
  return cpw_system_plan_totals(context, unit, units, money, run, out, err);
}

static int64_t block(const void *context, int64_t unit) {
  return cpw_system_plan_block(context, unit);
}

static double capacity(const void *context, int64_t unit, int64_t week, double money) {
  return cpw_system_plan_capacity(context, unit, week, money);
}

int32_t cpwi_allocate_plan(const cpw_system_plan *plan, cpwi_allocate_engine *out,
                           const char *where, cpw_error *err) {
  if (!plan) return cpwi_fail(err, CPW_EINVAL, -1, where, "plan must be given");
  *out = (cpwi_allocate_engine){plan, plan->s, plan->weeks, totals, block, capacity};
  return CPW_OK;
}

int32_t cpw_system_curve(const cpw_system_plan *plan, const cpw_system_allocate_options *options,
                         int64_t unit, const double *spend, int64_t n, const cpw_run *run,
                         double *benefit, cpw_error *err) {
  cpwi_allocate_engine engine;
  int32_t status = cpwi_allocate_plan(plan, &engine, __func__, err);
  if (status != CPW_OK) return status;
  return cpwi_system_curve(&engine, options, unit, spend, n, run, benefit, err);
}

int32_t cpw_system_allocate(const cpw_system_plan *plan, const cpw_system_allocate_options *options,
                            const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_allocate_engine engine;
  int32_t status = cpwi_allocate_plan(plan, &engine, __func__, err);
  return status == CPW_OK ? cpwi_allocate_run(&engine, options, run, out, err) : status;
}

int32_t cpw_system_allocate_place(const cpw_system_plan *plan,
                                  const cpw_system_allocate_options *options, int32_t organisation,
                                  double price, const cpw_run *run, cpw_result **out,
                                  cpw_error *err) {
  cpwi_allocate_engine engine;
  int32_t status = cpwi_allocate_plan(plan, &engine, __func__, err);
  if (status != CPW_OK) return status;
  return cpwi_allocate_place(&engine, options, organisation, price, run, out, err);
}

int32_t cpw_system_allocate_panel(const cpw_system_plan *plan,
                                  const cpw_system_allocate_options *options,
                                  const cpw_system_panel *panel, const cpw_run *run,
                                  cpw_result **out, cpw_error *err) {
  cpwi_allocate_engine engine;
  int32_t status = cpwi_allocate_plan(plan, &engine, __func__, err);
  if (status != CPW_OK) return status;
  return cpwi_allocate_panel(&engine, options, panel, run, out, err);
}
