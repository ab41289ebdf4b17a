/* Least squares with bounds, from the problem to the answer.
 * Source: carepath/least_squares.h.
 * Leaves everything to the other files, one after the other. */
#include "least_squares/internal.h"

#include <string.h>

static void clear(cpwi_least_squares *p) {
  void *const blocks[] = {p->scale, p->triangle, p->order, p->state,  p->x,      p->lower,
                          p->upper, p->rest,     p->trial, p->length, p->blocked};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(p->allocator, blocks[k]);
}

int32_t cpw_least_squares_solve(const cpw_least_squares *problem, const cpw_run *run,
                                const cpw_allocator *allocator, cpw_least_squares_answer *answer,
                                cpw_error *err) {
  cpwi_least_squares p;
  cpw_least_squares_answer known;
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  memset(&p, 0, sizeof p);
  p.allocator = allocator;
  p.where = __func__;
  if (!answer) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "answer is NULL");
  cpw_least_squares_answer_init(&known);
  status = cpwi_take_options(&known, sizeof known, answer, __func__, err);
  if (status == CPW_OK) status = cpwi_ls_take(&p, problem, run, err);
  if (status == CPW_OK) status = cpwi_ls_reduce(&p, err);
  if (status == CPW_OK) status = cpwi_ls_active(&p, err);
  if (status == CPW_OK) status = cpwi_ls_answer(&p, answer, err);
  clear(&p);
  return status;
}
