/* Draws of weights: Dirichlet posterior or bootstrap, class by class, and the whole by the classes' weights.
 * Source: gamma variates over their sum; Efron, Annals of Statistics 7:1 (1979).
 * Leaves the streams to random. */
#include "carepath/random.h"
#include "citizens/internal.h"

#include <string.h>

/* Gamma variates over their sum. Where all of them are below the smallest double the law is that of one criterion
 * alone, with probabilities as the parameters. */
static void dirichlet(const cpwi_drawing *d, int64_t c, cpw_stream *stream, double *w) {
  const cpw_citizens_panel *p = d->shares->panel;
  const double *sum = d->share_sum + c * p->criteria;
  double total = 0.0, parameters = 0.0;
  for (int64_t j = 0; j < p->criteria; j++) {
    total += w[j] = cpw_random_gamma(stream, p->prior + sum[j], 1.0);
    parameters += p->prior + sum[j];
  }
  if (total > 0.0) {
    for (int64_t j = 0; j < p->criteria; j++)
      w[j] /= total;
    return;
  }
  double at = parameters * cpw_random_uniform(stream);
  int64_t chosen = 0;
  for (double up = p->prior + sum[0]; chosen < p->criteria - 1 && at >= up; chosen++)
    up += p->prior + sum[chosen + 1];
  w[chosen] = 1.0;
}

/* One word a person is faster than one binomial a ballot where few people share a ballot. */
#define FEW_PEOPLE 16.0

/* How often each ballot of a class is drawn. */
static int32_t draw_again(const cpwi_drawing *d, int64_t c, cpw_stream *stream, int64_t *times,
                          cpw_error *err) {
  const cpwi_voices *s = d->shares;
  int64_t first = s->start[c], rows = s->start[c + 1] - first;
  if (!d->alias[c])
    return cpw_random_multinomial(stream, s->voting[c], s->people + first, rows, times, err);
  memset(times, 0, (size_t)rows * sizeof *times);
  for (int64_t k = 0; k < s->voting[c]; k++)
    times[cpw_alias_draw(d->alias[c], stream)]++;
  return CPW_OK;
}

/* The people of a class drawn again. Cannot fail: the numbers were checked when the shares were made. */
static int32_t bootstrap(const cpwi_drawing *d, int64_t c, cpw_stream *stream, int64_t *times,
                         double *w, cpw_error *err) {
  const cpwi_voices *s = d->shares;
  int64_t n = s->panel->criteria, first = s->start[c], rows = s->start[c + 1] - first;
  int32_t status = draw_again(d, c, stream, times, err);
  if (status != CPW_OK) return status;
  memset(w, 0, (size_t)n * sizeof *w);
  for (int64_t r = 0; r < rows; r++) {
    if (times[r] == 0) continue;
    const double *share = s->share + (first + r) * n;
    for (int64_t j = 0; j < n; j++)
      w[j] += (double)times[r] * share[j];
  }
  double sum = 0.0;
  for (int64_t j = 0; j < n; j++)
    sum += w[j];
  for (int64_t j = 0; j < n; j++)
    w[j] /= sum;
  return CPW_OK;
}

static int32_t one_draw(const cpwi_drawing *d, int64_t r, int64_t *times, cpw_error *err) {
  const cpw_citizens_panel *p = d->shares->panel;
  int64_t n = p->criteria, count = d->run->replications;
  double *overall = d->overall + r * n;
  int32_t status = CPW_OK;
  memset(overall, 0, (size_t)n * sizeof *overall);
  for (int64_t c = 0; status == CPW_OK && c < p->classes; c++) {
    double *w = d->draws + (c * count + r) * n;
    cpw_stream stream;
    cpw_stream_init(&stream, d->run->seed, (uint64_t)(d->run->first_replication + r),
                    CPWI_CITIZENS_SHARES, (uint64_t)c);
    if (d->shares->voting[c] == 0) {
      for (int64_t j = 0; j < n; j++)
        w[j] = CPWI_NAN;
      continue;
    }
    if (p->method == CPW_CITIZENS_DIRICHLET)
      dirichlet(d, c, &stream, w);
    else
      status = bootstrap(d, c, &stream, times, w, err);
    for (int64_t j = 0; j < n; j++)
      overall[j] += d->class_weight[c] * w[j];
  }
  return status;
}

static int32_t some_draws(void *context, int64_t first, int64_t last, cpw_error *err) {
  const cpwi_drawing *d = context;
  const cpwi_voices *s = d->shares;
  int64_t *times =
      cpwi_alloc(s->panel->allocator, (size_t)s->start[s->panel->classes], sizeof *times);
  if (!times) return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for the draws");
  int32_t status = CPW_OK;
  for (int64_t r = first; status == CPW_OK && r < last; r++)
    status = one_draw(d, r, times, err);
  cpwi_release(s->panel->allocator, times);
  return status;
}

/* Tables of those classes that are drawn person by person. */
static int32_t prepare(cpwi_drawing *d, cpw_error *err) {
  const cpwi_voices *s = d->shares;
  int32_t status = CPW_OK;
  for (int64_t c = 0; status == CPW_OK && c < s->panel->classes; c++) {
    int64_t rows = s->start[c + 1] - s->start[c];
    if (rows > 0 && (double)s->voting[c] < FEW_PEOPLE * (double)rows &&
        s->panel->method == CPW_CITIZENS_BOOTSTRAP)
      status = cpw_alias_new(s->people + s->start[c], rows, s->panel->allocator, &d->alias[c], err);
  }
  return status;
}

int32_t cpwi_citizens_draw(const cpwi_drawing *d, cpw_error *err) {
  cpwi_drawing copy = *d;
  const cpw_citizens_panel *p = d->shares->panel;
  copy.alias = cpwi_alloc_zero(p->allocator, (size_t)p->classes, sizeof *copy.alias);
  if (!copy.alias)
    return cpwi_fail(err, CPW_ENOMEM, -1, d->shares->where, "no memory for the draws");
  int32_t status = prepare(&copy, err);
  if (status == CPW_OK)
    status =
        cpwi_parallel(d->run, d->run->replications, 256, some_draws, &copy, d->shares->where, err);
  for (int64_t c = 0; c < p->classes; c++)
    cpw_alias_free(copy.alias[c]);
  cpwi_release(p->allocator, copy.alias);
  return status;
}
