/* Clock starts and capacity of one replication: the plan or a sample path, a wave, and chance.
 * Source: lognormal AR(1) waves; Poisson and negative binomial counts (carepath/simulate.h).
 * Leaves what becomes of them to people.c and waitlist/course.c. */
#include "simulate/internal.h"

#include <float.h>

int32_t cpwi_plan_init(cpwi_plan *plan, const cpwi_simulation *s) {
  const cpw_allocator *allocator = s->options.allocator;
  plan->starts = cpwi_alloc(allocator, (size_t)s->options.periods, sizeof *plan->starts);
  plan->capacity = cpwi_alloc(allocator, (size_t)s->options.periods, sizeof *plan->capacity);
  return plan->starts && plan->capacity ? CPW_OK : CPW_ENOMEM;
}

void cpwi_plan_free(cpwi_plan *plan, const cpwi_simulation *s) {
  cpwi_release(s->options.allocator, plan->starts);
  cpwi_release(s->options.allocator, plan->capacity);
}

/* One of the two flows: where its figures come from and how they vary. */
typedef struct flow {
  const double *level;  /* (lists) of the backlog */
  const double *figure; /* (lists, periods) or NULL */
  const double *paths;  /* (lists, count, periods) or NULL */
  int64_t count;
  double cv, persistence, dispersion;
  uint64_t wave, draw; /* purposes */
  double up;           /* 1/2: whole to the nearest to date, 0: downwards */
} flow;

static void take_figures(const flow *f, int64_t list, int64_t replication, int64_t periods,
                         double *x) {
  const double *from = NULL;
  if (f->paths)
    from = f->paths + (list * f->count + replication % f->count) * periods;
  else if (f->figure)
    from = f->figure + list * periods;
  for (int64_t t = 0; t < periods; t++)
    x[t] = from ? from[t] : f->level[list];
}

static void add_wave(const flow *f, cpw_stream *stream, int64_t periods, double *x) {
  double variance = cpw_math_log1p(f->cv * f->cv), sd = sqrt(variance);
  double keep = f->persistence, fresh = sqrt(1.0 - keep * keep);
  double at = cpw_random_normal(stream, 0.0, 1.0);
  for (int64_t t = 0; t < periods; t++) {
    if (t > 0) at = keep * at + fresh * cpw_random_normal(stream, 0.0, 1.0);
    x[t] *= cpw_math_exp(sd * at - 0.5 * variance);
    if (x[t] > DBL_MAX) x[t] = DBL_MAX;
  }
}

static double draw_count(cpw_stream *stream, double mean, double dispersion) {
  if (!(mean > 0.0) || mean > CPWI_PLENTY) return mean;
  int64_t count = dispersion > 1.0
                      ? cpw_random_negative_binomial(stream, mean / (dispersion - 1.0), mean)
                      : cpw_random_poisson(stream, mean);
  return (double)count;
}

/* Whole figures whose sums to date are never off by more than one. */
static void make_whole(double up, int64_t periods, double *x) {
  double carry = up;
  for (int64_t t = 0; t < periods; t++) {
    if (x[t] > CPWI_PLENTY) continue;
    double whole = floor(x[t] + carry);
    carry = (x[t] - whole) + carry;
    x[t] = whole;
  }
}

static void draw_flow(const flow *f, const cpwi_simulation *s, int64_t list, int64_t replication,
                      double *x) {
  int64_t periods = s->options.periods;
  uint64_t seed = s->run.seed, r = (uint64_t)replication, entity = (uint64_t)list;
  cpw_stream stream;
  take_figures(f, list, replication, periods, x);
  if (f->cv > 0.0) {
    cpw_stream_init(&stream, seed, r, f->wave, entity);
    add_wave(f, &stream, periods, x);
  }
  if (f->dispersion > 0.0) {
    cpw_stream_init(&stream, seed, r, f->draw, entity);
    for (int64_t t = 0; t < periods; t++)
      x[t] = draw_count(&stream, x[t], f->dispersion);
  } else if (s->options.process) {
    make_whole(f->up, periods, x);
  }
}

int32_t cpwi_plan_draw(cpwi_plan *plan, const cpwi_simulation *s, int64_t list,
                       int64_t replication) {
  const cpw_simulate_options *o = &s->options;
  const flow starts = {.level = s->backlog.starts,
                       .figure = o->starts,
                       .paths = o->starts_paths,
                       .count = o->starts_path_count,
                       .cv = o->starts_cv,
                       .persistence = o->starts_persistence,
                       .dispersion = o->starts_dispersion,
                       .wave = CPWI_DRAW_STARTS_WAVE,
                       .draw = CPWI_DRAW_STARTS,
                       .up = 0.5};
  const flow capacity = {.level = s->backlog.capacity,
                         .figure = o->capacity,
                         .paths = o->capacity_paths,
                         .count = o->capacity_path_count,
                         .cv = o->capacity_cv,
                         .persistence = o->capacity_persistence,
                         .dispersion = o->capacity_dispersion,
                         .wave = CPWI_DRAW_CAPACITY_WAVE,
                         .draw = CPWI_DRAW_CAPACITY,
                         .up = 0.0};
  draw_flow(&starts, s, list, replication, plan->starts);
  draw_flow(&capacity, s, list, replication, plan->capacity);
  return o->process && !(cpwi_sum(o->periods, plan->starts) <= CPWI_MOST_PEOPLE) ? CPW_EOVERFLOW
                                                                                 : CPW_OK;
}
