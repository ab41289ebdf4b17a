/* An allocation from its options to its result, with any engine.
 * Source: carepath/system_allocate.h.
 * Leaves each step to the file of its name, and the engine of system_run to plan.c. */
#include "system_allocate/internal.h"

#include <string.h>

static int32_t report(cpwi_allocate *s, cpwi_allocate_answer *answer, cpw_result **out,
                      cpw_error *err) {
  cpwi_allocate_report r;
  memset(&r, 0, sizeof r);
  r.s = s;
  r.answer = answer;
  int32_t status = cpwi_allocate_report_new(&r, err);
  if (status == CPW_OK) status = cpwi_allocate_compare(&r, err);
  if (status == CPW_OK) status = cpwi_allocate_prices(&r, err);
  if (status == CPW_OK) status = cpwi_allocate_result(&r, out, err);
  cpwi_allocate_report_free(&r);
  return status;
}

static int32_t optimise(cpwi_allocate *s, cpw_result **out, cpw_error *err) {
  cpwi_allocate_answer answer;
  int32_t status = cpwi_allocate_units(s, CPW_NONE, err);
  if (status == CPW_OK) status = cpwi_allocate_rules(s, err);
  if (status == CPW_OK) status = cpwi_allocate_tabulate(s, err);
  if (status == CPW_OK) status = cpwi_allocate_each(s, err);
  if (status != CPW_OK) return status;
  status = cpwi_allocate_answer_new(s, &answer, err);
  if (status == CPW_OK) status = cpwi_allocate_optimise(s, &answer, err);
  if (status == CPW_OK) status = report(s, &answer, out, err);
  cpwi_allocate_answer_free(s, &answer);
  return status;
}

int32_t cpwi_allocate_run(const cpwi_allocate_engine *engine,
                          const cpw_system_allocate_options *options, const cpw_run *run,
                          cpw_result **out, cpw_error *err) {
  cpwi_allocate s;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_ALLOCATE, "out must be given");
  int32_t status = cpwi_allocate_take(&s, engine, options, run, CPWI_ALLOCATE, err);
  if (status != CPW_OK) return status;
  status = optimise(&s, out, err);
  cpwi_allocate_free(&s);
  return status;
}
