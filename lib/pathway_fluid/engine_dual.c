/* The engine over numbers that carry a derivative: a complex number whose imaginary part is 1e-100 of it, so that
 * products and quotients follow the rules of derivatives to the last digit.
 * Source: Squire and Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40 (1998).
 * Leaves what is asked for to gradient.c. */
#include "pathway_fluid/internal.h"

#include <complex.h>
#include <string.h>

#define TINY 1e-100

typedef double _Complex dual;

static inline dual over_dual(dual a, dual b) {
  double y = creal(b), q = creal(a) / y, part[2] = {q, (cimag(a) - q * cimag(b)) / y};
  dual out;
  memcpy(&out, part, sizeof out);
  return out;
}

#define REAL      dual
#define FN(name)  dual_##name
#define RE(x)     creal(x)
#define DIV(a, b) over_dual((a), (b))
#define QUIET     0
#include "pathway_fluid/engine.inc"

static void seed(dual *x, double slope) {
  double part[2] = {creal(*x), slope * TINY};
  memcpy(x, part, sizeof *x);
}

static double mean_field(const cpw_duration *d) {
  double mean = d->mean;
  if (d->law == CPW_DURATION_EMPIRICAL &&
      cpw_duration_moments(d, &mean, NULL, NULL, NULL) != CPW_OK)
    return CPWI_NAN;
  return mean;
}

/* rates go as one over the mean */
static void seed_duration(dual_engine *e, int64_t row) {
  const cpwi_fluid *f = e->f;
  const cpw_stay *stay = &f->net.p.stay[row];
  double mean = mean_field(stay->duration);
  for (int64_t g = 0; g < f->groups && mean > 0; g++) {
    if (cpwi_fluid_stay_row(f, stay->stage, g) != row) continue;
    const fluid_cell *c = &f->cell[stay->stage * f->groups + g];
    for (int32_t k = 0; k < c->phases; k++)
      seed(&e->rate[c->rate + k], -f->rate[c->rate + k] / mean);
  }
}

/* the other ways of the cell keep their proportions */
static void seed_chance(dual_engine *e, int64_t row) {
  const cpwi_fluid *f = e->f;
  const cpw_route *r = &f->net.p.route[row];
  for (int64_t g = 0; g < f->groups; g++) {
    if (r->group != CPW_NONE && r->group != g) continue;
    int64_t cell = r->from * f->groups + g, found = -1;
    int64_t a = f->net.way_first[cell], b = f->net.way_first[cell + 1];
    int32_t to_group = r->to_group == CPW_NONE ? (int32_t)g : r->to_group;
    for (int64_t w = b; w-- > a;) {
      const cpwi_way *way = &f->net.way[w];
      if (way->to == r->to && way->to_group == to_group && way->chance == r->chance) found = w;
    }
    if (found < 0) continue; /* the group has rows of its own */
    double rest = 1 - f->chance[found];
    for (int64_t w = a; w < b; w++)
      if (w != found && rest > 0) seed(&e->chance[w], -f->chance[w] / rest);
    seed(&e->chance[found], 1);
    if (!(rest > 0)) e->leak = cell;
  }
}

static void seed_parameter(dual_engine *e, const cpw_fluid_parameter *p) {
  const cpwi_fluid *f = e->f;
  switch (p->kind) {
  case CPW_FLUID_CAPACITY: {
    double servers = f->net.p.stage[p->row].servers;
    seed(&e->servers[p->row], servers > 0 ? f->stage[p->row].planned / servers : 1);
    break;
  }
  case CPW_FLUID_ARRIVALS:
    seed(&e->come[p->row], 1);
    break;
  case CPW_FLUID_DURATION:
    seed_duration(e, p->row);
    break;
  default:
    seed_chance(e, p->row);
    break;
  }
}

/* what the outputs are made of, by cell: means come from `total`, those at the end from the last period */
typedef struct asked {
  const cpw_fluid_output *outputs;
  int64_t m;
  double *value, *slope;
} asked;

static dual sum_of(const cpwi_fluid *f, const cpw_fluid_output *o, const dual *cells) {
  dual sum = 0;
  for (int64_t s = 0; s < f->stages; s++)
    for (int64_t g = 0; g < f->groups; g++)
      if ((o->stage < 0 || o->stage == s) && (o->group < 0 || o->group == g))
        sum += cells[s * f->groups + g];
  return sum;
}

static dual output_of(const dual_engine *e, const cpw_fluid_output *o) {
  const cpwi_fluid *f = e->f;
  const dual *flow = o->at_end ? e->since : e->total;
  double last = f->o.horizon - cpwi_fluid_time(f, f->periods - 1);
  double time = o->at_end ? last : f->o.horizon - f->o.warm_up;
  const int32_t people[] = {FLOW_QUEUE, FLOW_INSIDE, FLOW_BLOCKED};
  if (o->kind <= CPW_FLUID_BLOCKED && o->at_end)
    return sum_of(f, o, e->now + people[o->kind] * f->cells);
  if (o->kind <= CPW_FLUID_BLOCKED) return sum_of(f, o, flow + people[o->kind] * f->cells) / time;
  if (o->kind == CPW_FLUID_THROUGHPUT) return sum_of(f, o, flow + FLOW_OUT * f->cells) / time;
  dual began = sum_of(f, o, flow + FLOW_BEGAN * f->cells);
  return creal(began) > 0 ? over_dual(sum_of(f, o, flow + FLOW_QUEUE * f->cells), began) : CPWI_NAN;
}

static int32_t report(void *context, dual_engine *e, int64_t period, double t) {
  const asked *a = context;
  cpwi_fluid *f = e->f;
  (void)t;
  if (period == f->periods)
    for (int64_t i = 0; i < a->m; i++) {
      dual x = output_of(e, &a->outputs[i]);
      a->value[i] = creal(x);
      a->slope[i] = cimag(x) / TINY;
    }
  if (period >= 0) memset(e->since, 0, (size_t)f->flows * sizeof *e->since);
  return CPW_OK;
}

int32_t cpwi_fluid_derive(cpwi_fluid *f, const cpw_run *run, const cpw_fluid_output *outputs,
                          int64_t m, const cpw_fluid_parameter *parameter, double *value,
                          double *slope, cpw_error *err) {
  dual_engine e;
  asked a = {outputs, m, value, slope};
  int32_t status = dual_engine_new(&e, f);
  if (status != CPW_OK)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID_GRADIENT, "no memory for the stocks");
  if (status == CPW_OK && parameter) seed_parameter(&e, parameter);
  if (status == CPW_OK) status = dual_run(&e, run, report, &a, CPWI_FLUID_GRADIENT, err);
  dual_engine_free(&e);
  return status;
}
