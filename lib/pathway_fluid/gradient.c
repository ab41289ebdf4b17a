/* Derivatives of answers by assumptions: what is asked for, one run a parameter.
 * Source: the rules in carepath/pathway_fluid.h.
 * Leaves the runs to engine_dual.c. */
#include "pathway_fluid/internal.h"

#include <string.h>

static int32_t check_outputs(const cpwi_fluid *f, const cpw_fluid_output *o, int64_t m,
                             cpw_error *err) {
  for (int64_t i = 0; i < m; i++) {
    const struct {
      const char *field;
      int32_t value, least;
      int64_t most;
    } of[] = {{"kind", o[i].kind, 0, CPW_FLUID_WAIT},
              {"at_end", o[i].at_end, 0, 1},
              {"stage", o[i].stage, -1, f->stages - 1},
              {"group", o[i].group, -1, f->groups - 1}};
    for (size_t k = 0; k < sizeof of / sizeof *of; k++)
      if (of[k].value < of[k].least || of[k].value > of[k].most)
        return cpwi_fail(err, CPW_EINVAL, i, CPWI_FLUID_GRADIENT,
                         "outputs[%lld].%s = %d must be from %d to %lld", (long long)i, of[k].field,
                         (int)of[k].value, (int)of[k].least, (long long)of[k].most);
  }
  return CPW_OK;
}

static int32_t check_parameters(const cpwi_fluid *f, const cpw_fluid_parameter *p, int64_t n,
                                cpw_error *err) {
  const int64_t rows[] = {f->stages, f->arrivals, f->net.p.stays, f->net.p.routes};
  for (int64_t i = 0; i < n; i++) {
    if (p[i].kind < 0 || p[i].kind > CPW_FLUID_CHANCE || p[i].reserved != 0)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_FLUID_GRADIENT,
                       "parameters[%lld].kind = %d must be from 0 to 3, reserved 0", (long long)i,
                       (int)p[i].kind);
    if (p[i].row < 0 || p[i].row >= rows[p[i].kind])
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_FLUID_GRADIENT,
                       "parameters[%lld].row = %lld must be from 0 to %lld", (long long)i,
                       (long long)p[i].row, (long long)(rows[p[i].kind] - 1));
    if (p[i].kind == CPW_FLUID_ARRIVALS && f->net.p.arrival[p[i].row].times)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_FLUID_GRADIENT,
                       "parameters[%lld].row = %lld are arrivals given by times, without a rate",
                       (long long)i, (long long)p[i].row);
  }
  return CPW_OK;
}

typedef struct task {
  cpwi_fluid *f;
  cpw_run run;
  const cpw_fluid_output *outputs;
  const cpw_fluid_parameter *parameters;
  int64_t m, n;
  double *answers; /* (1 + n, 2, m): value, slope; the first without a parameter */
} task;

static int32_t body(void *context, int64_t first, int64_t last, cpw_error *err) {
  const task *t = context;
  int32_t status = CPW_OK;
  for (int64_t i = first; i < last && status == CPW_OK; i++) {
    double *to = t->answers + i * 2 * t->m;
    status = cpwi_fluid_derive(t->f, &t->run, t->outputs, t->m, t->n > 0 ? &t->parameters[i] : NULL,
                               to, to + t->m, err);
  }
  return status;
}

static int32_t derive(task *t, double *value, double *gradient, cpw_error *err) {
  int64_t runs = t->n > 0 ? t->n : 1, size;
  t->answers = NULL;
  if (cpwi_multiply(runs, 2 * t->m, &size))
    t->answers = cpwi_alloc(t->f->allocator, (size_t)size, sizeof *t->answers);
  if (!t->answers)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID_GRADIENT, "no memory for the derivatives");
  int32_t status = cpwi_parallel(&t->run, runs, 1, body, t, CPWI_FLUID_GRADIENT, err);
  if (status == CPW_OK) {
    for (int64_t j = 0; value && j < t->m; j++)
      value[j] = t->answers[j];
    for (int64_t i = 0; i < t->n; i++)
      for (int64_t j = 0; j < t->m; j++)
        gradient[j * t->n + i] = t->answers[(2 * i + 1) * t->m + j];
  }
  cpwi_release(t->f->allocator, t->answers);
  return status;
}

int32_t cpw_pathway_fluid_gradient(const cpw_pathway *pathway,
                                   const cpw_pathway_fluid_options *options,
                                   const cpw_fluid_output *outputs, int64_t m,
                                   const cpw_fluid_parameter *parameters, int64_t n,
                                   const cpw_run *run, double *value, double *gradient,
                                   cpw_error *err) {
  cpwi_fluid f;
  task t = {&f, {0}, outputs, parameters, m, n, NULL};
  if (!outputs || m < 1 || m > INT32_MAX || n < 0 || (n > 0 && (!parameters || !gradient)))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FLUID_GRADIENT,
                     m < 1 ? "m = %lld must be >= 1" : "NULL, or m, n out of range (m = %lld)",
                     (long long)m);
  int32_t status = cpwi_take_run(&t.run, run, CPWI_FLUID_GRADIENT, err);
  if (status != CPW_OK) return status;
  status = cpwi_fluid_setup(&f, pathway, options, CPWI_FLUID_GRADIENT, err);
  if (status == CPW_OK && f.o.cohort)
    status = cpwi_fail(err, CPW_EINVAL, -1, CPWI_FLUID_GRADIENT,
                       "options.cohort = 1 must be 0: whole people have no derivatives");
  if (status == CPW_OK) status = check_outputs(&f, outputs, m, err);
  if (status == CPW_OK) status = check_parameters(&f, parameters, n, err);
  if (status == CPW_OK) status = derive(&t, value, gradient, err);
  cpwi_fluid_release(&f);
  return status;
}
