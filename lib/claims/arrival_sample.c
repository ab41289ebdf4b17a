/* Random arrival by drawing orders, each with its reverse, and how far that may be off.
 * Source: O'Neill, Math. Soc. Sci. 2 (1982); antithetic orders, Hammersley and Morton, Proc. Camb. Phil.
 * Soc. 52 (1956). Leaves few claims to arrival.c, which is exact. */
#include "claims/internal.h"

#include <math.h>
#include <string.h>

/* 'arrivals' in ASCII */
#define PURPOSE              UINT64_C(0x6172726976616c73)
#define DEFAULT_REPLICATIONS 10000
/* replications are added up in so many parts, whatever the threads: the same bits for any number */
#define PARTS 64

typedef struct sample {
  const cpwi_claims *p;
  cpw_run run;
  int64_t size;  /* replications of a part */
  double *sums;  /* (parts, 2, count): of awards less those in proportion, and of their squares */
  double *usual; /* (count) awards in proportion */
} sample;

static void arrive(const cpwi_claims *p, const int64_t *order, int reverse, double *award) {
  double left = p->estate;
  for (int64_t k = 0; k < p->count; k++) {
    int64_t i = order[reverse ? p->count - 1 - k : k];
    double paid = p->claim[i] < left ? p->claim[i] : left;
    award[i] += 0.5 * paid;
    left -= paid;
  }
}

static void draw(const sample *s, int64_t replication, int64_t *order, double *award, double *sum) {
  int64_t m = s->p->count;
  cpw_stream stream;
  cpw_stream_init(&stream, s->run.seed, (uint64_t)(s->run.first_replication + replication), PURPOSE,
                  0);
  for (int64_t i = 0; i < m; i++)
    order[i] = i;
  memset(award, 0, (size_t)m * sizeof *award);
  cpw_random_shuffle(&stream, order, m);
  arrive(s->p, order, 0, award);
  arrive(s->p, order, 1, award);
  for (int64_t i = 0; i < m; i++) {
    double d = award[i] - s->usual[i];
    sum[i] += d;
    sum[m + i] += d * d;
  }
}

static int32_t draw_parts(void *context, int64_t first, int64_t last, cpw_error *err) {
  const sample *s = context;
  int64_t m = s->p->count;
  const cpw_allocator *a = s->p->options.allocator;
  int64_t *order = cpwi_alloc(a, (size_t)m, sizeof *order);
  double *award = cpwi_alloc(a, (size_t)m, sizeof *award);
  int32_t status = CPW_OK;
  if (!order || !award)
    status = cpwi_fail(err, CPW_ENOMEM, -1, s->p->where, "no memory for an order of %lld claims",
                       (long long)m);
  for (int64_t part = first; status == CPW_OK && part < last; part++) {
    int64_t from = part * s->size, to = from + s->size;
    if (to > s->run.replications) to = s->run.replications;
    for (int64_t r = from; r < to; r++)
      draw(s, r, order, award, s->sums + 2 * m * part);
  }
  cpwi_release(a, order);
  cpwi_release(a, award);
  return status;
}

/* Mean and standard error of row i; equal claims have the mean of theirs. */
static void settle(const sample *s, int64_t parts, double *mean, double *error) {
  int64_t m = s->p->count;
  double runs = (double)s->run.replications;
  for (int64_t i = 0; i < m; i++) {
    cpwi_pair sum = cpwi_pair_of(0), squares = cpwi_pair_of(0);
    for (int64_t part = 0; part < parts; part++) {
      sum = cpwi_pair_plus(sum, s->sums[2 * m * part + i]);
      squares = cpwi_pair_plus(squares, s->sums[2 * m * part + m + i]);
    }
    double d = cpwi_pair_value(sum) / runs;
    double spread = cpwi_pair_value(squares) - runs * d * d;
    mean[i] = s->usual[i] + d;
    error[i] = spread > 0 ? sqrt(spread / (runs * (runs - 1))) : 0;
  }
  for (int64_t i = 0, to; i < m; i = to) {
    double sum = 0, worst = 0;
    for (to = i; to < m && s->p->claim[to] <= s->p->claim[i]; to++) {
      sum += mean[to];
      worst = error[to] > worst ? error[to] : worst;
    }
    for (int64_t k = i; k < to && to - i > 1; k++) {
      mean[k] = sum / (double)(to - i);
      error[k] = worst; /* not less than that of their mean */
    }
  }
}

static int32_t estimate(sample *s, double *mean, double *error, cpw_error *err) {
  const cpwi_claims *p = s->p;
  int64_t parts = s->run.replications < PARTS ? s->run.replications : PARTS;
  s->size = (s->run.replications - 1) / parts + 1;
  for (int64_t i = 0; i < p->count; i++)
    s->usual[i] =
        cpwi_pair_value(cpwi_pair_divide(cpwi_two_product(p->estate, p->claim[i]), p->total));
  int32_t status = cpwi_parallel(&s->run, parts, 1, draw_parts, s, p->where, err);
  if (status == CPW_OK) settle(s, parts, mean, error);
  return status;
}

static int32_t answer(sample *s, double *awards, double *standard_error, cpw_error *err) {
  const cpwi_claims *p = s->p;
  const cpw_allocator *a = p->options.allocator;
  int64_t m = p->count, size;
  if (!cpwi_multiply(2 * PARTS, m, &size))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, p->where, "too many claims: %lld", (long long)m);
  s->sums = cpwi_alloc_zero(a, (size_t)size, sizeof *s->sums);
  s->usual = cpwi_alloc(a, (size_t)m, sizeof *s->usual);
  double *mean = cpwi_alloc(a, (size_t)m, sizeof *mean);
  double *error = cpwi_alloc(a, (size_t)m, sizeof *error);
  int32_t status = CPW_OK;
  if (!s->sums || !s->usual || !mean || !error)
    status = cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld claims", (long long)m);
  else if (m > 0)
    status = estimate(s, mean, error, err);
  if (status == CPW_OK && p->n > 0) {
    memset(awards, 0, (size_t)p->n * sizeof *awards);
    if (standard_error) memset(standard_error, 0, (size_t)p->n * sizeof *standard_error);
  }
  for (int64_t k = 0; status == CPW_OK && k < m; k++) {
    awards[p->place[k]] = ldexp(mean[k], p->exponent);
    if (standard_error) standard_error[p->place[k]] = ldexp(error[k], p->exponent);
  }
  cpwi_release(a, s->sums);
  cpwi_release(a, s->usual);
  cpwi_release(a, mean);
  cpwi_release(a, error);
  return status;
}

static int32_t take_run(sample *s, const cpw_run *run, const char *where, cpw_error *err) {
  int32_t status = cpwi_take_run(&s->run, run, where, err);
  if (status != CPW_OK) return status;
  if (!run) s->run.replications = DEFAULT_REPLICATIONS;
  if (s->run.replications < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "run.replications = %lld must be >= 2",
                     (long long)s->run.replications);
  return CPW_OK;
}

int32_t cpw_claims_random_arrival(double estate, const double *claims, int64_t n,
                                  const cpw_run *run, const cpw_allocator *allocator,
                                  double *awards, double *standard_error, cpw_error *err) {
  cpwi_claims p;
  sample s;
  memset(&p, 0, sizeof p);
  memset(&s, 0, sizeof s);
  s.p = &p;
  p.where = __func__;
  int32_t status = cpwi_claims_take_options(&p.options, NULL, n, p.where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, p.where, err);
  if (status == CPW_OK) status = take_run(&s, run, p.where, err);
  if (status != CPW_OK) return status;
  if (n > 0 && !awards) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "awards is NULL");
  p.options.allocator = allocator;
  status = cpwi_claims_take(&p, estate, claims, n, err);
  if (status == CPW_OK) status = answer(&s, awards, standard_error, err);
  cpwi_claims_free(&p);
  return status;
}
