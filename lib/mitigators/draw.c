/* Activity at the horizon, drawn: factors from their intervals, Poisson admissions, binomial avoidance and stays.
 * Source: carepath/mitigators.h; normal factors of one common and one own score. Leaves the middle to project.c. */
#include "carepath/stats.h"
#include "mitigators/internal.h"

typedef struct drawing {
  const cpwi_mitigators *m;
  double sds; /* from half the width of an interval to a standard deviation */
  int64_t *admissions, *bed_days;
} drawing;

/* A name as the entity of its stream (FNV-1a): a mitigator has the same scores wherever it stands, and with others
 * beside it. */
static uint64_t entity_of(const char *name) {
  uint64_t hash = 14695981039346656037U;
  for (; *name; name++)
    hash = (hash ^ (unsigned char)*name) * 1099511628211U;
  return hash;
}

/* factors of a replication: correlated normal scores, cut to what their kind allows */
static void draw_factors(const drawing *d, uint64_t number, double *factor) {
  const cpw_mitigators *o = &d->m->model;
  double common = sqrt(o->correlation), own = sqrt(1.0 - o->correlation);
  cpw_stream stream;
  cpw_stream_init(&stream, d->m->s.run.seed, number, CPWI_MITIGATORS_PURPOSE + 1, entity_of(""));
  double all = cpw_random_normal(&stream, 0.0, 1.0);
  for (int64_t k = 0; k < o->count; k++) {
    const cpw_mitigator *p = &o->mitigators[k];
    cpw_stream_entity(&stream, entity_of(p->name));
    double z = common * all + own * cpw_random_normal(&stream, 0.0, 1.0);
    double f = d->m->middle[k] + (p->high - p->low) / 2.0 * d->sds * z;
    if (f < 0.0) f = 0.0;
    if (f > 1.0 && p->kind != CPW_MITIGATORS_GROWTH) f = 1.0;
    factor[k] = f;
  }
}

static double clip(double share) {
  return share < 1.0 ? share : 1.0; /* a product of shares, above 1 by rounding alone */
}

static int32_t draw_rows(const drawing *d, uint64_t number, const double *factor,
                         int64_t *admissions, int64_t *bed_days, cpw_error *err) {
  const cpw_mitigators *o = &d->m->model;
  cpw_stream stream;
  double all = 0.0, days = 0.0;
  cpw_stream_init(&stream, d->m->s.run.seed, number, CPWI_MITIGATORS_PURPOSE, 0);
  for (int64_t row = 0; row < o->rows; row++) {
    cpwi_mitigated f = cpwi_mitigators_on(d->m, factor, 1.0, row);
    double mean = o->admissions[row] * f.by[CPW_MITIGATORS_GROWTH];
    double stay = o->stay ? o->stay[row] : 0.0, left, full;
    if (!(mean <= CPWI_MITIGATORS_MOST))
      return cpwi_fail(err, CPW_EOVERFLOW, row, CPWI_MITIGATORS,
                       "row %lld grows to more than 2^53 admissions", (long long)row);
    cpw_stream_entity(&stream, (uint64_t)row);
    if (o->chance && mean > 0.0) {
      int64_t n = cpw_random_poisson(&stream, mean);
      left = (double)cpw_random_binomial(&stream, n, clip(f.by[CPW_MITIGATORS_AVOID]));
    } else {
      left = mean * f.by[CPW_MITIGATORS_AVOID];
    }
    full = left * stay;
    if (!(full <= CPWI_MITIGATORS_MOST))
      return cpwi_fail(err, CPW_EOVERFLOW, row, CPWI_MITIGATORS, "row %lld has more than 2^53 days",
                       (long long)row);
    all += left;
    days += o->chance ? (double)cpw_random_binomial(&stream, (int64_t)floor(full + 0.5),
                                                    clip(f.by[CPW_MITIGATORS_STAY]))
                      : full * f.by[CPW_MITIGATORS_STAY];
  }
  if (!(all <= CPWI_MITIGATORS_MOST && days <= CPWI_MITIGATORS_MOST))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_MITIGATORS,
                     "a replication has more than 2^53 admissions or days");
  *admissions = (int64_t)floor(all + 0.5);
  *bed_days = (int64_t)floor(days + 0.5);
  return CPW_OK;
}

static int32_t draw_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const drawing *d = context;
  const cpw_allocator *allocator = d->m->s.allocator;
  double *factor = cpwi_alloc(allocator, (size_t)d->m->model.count, sizeof *factor);
  if (!factor) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_MITIGATORS, "no memory to draw with");
  int32_t status = CPW_OK;
  for (int64_t i = first; i < last && status == CPW_OK; i++) {
    uint64_t number = (uint64_t)(d->m->s.run.first_replication + i);
    draw_factors(d, number, factor);
    status = draw_rows(d, number, factor, d->admissions + i, d->bed_days + i, err);
  }
  cpwi_release(allocator, factor);
  return status;
}

void cpwi_mitigators_draw(cpwi_mitigators *m) {
  drawing d = {m, 0.0, NULL, NULL};
  d.sds = 1.0 / cpw_normal_quantile(0.5 + m->model.level / 2.0);
  d.admissions = cpwi_stocks_drawn(&m->s, "drawn_admissions", "admissions", "In the last year.",
                                   "replication");
  d.bed_days =
      cpwi_stocks_drawn(&m->s, "drawn_bed_days", "days", "In the last year.", "replication");
  if (m->s.status == CPW_OK)
    m->s.status =
        cpwi_parallel(&m->s.run, m->s.run.replications, 1, draw_range, &d, m->s.where, m->s.err);
}
