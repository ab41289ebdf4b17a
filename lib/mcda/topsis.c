/* TOPSIS: how close each row is to the best of every criterion and how far from the worst.
 * Source: Hwang and Yoon, Multiple Attribute Decision Making (1981), chapter III. Distances are taken
 * as shares of each criterion's range times its greatest effect, so that nothing cancels or overflows.
 * Leaves the scale to columns.c. */
#include "mcda/internal.h"

typedef struct ideals {
  cpwi_mcda *w;
  double *score, *best, *worst;
  double unit;                          /* the greatest effect */
  double range[CPW_MCDA_MAX_CRITERIA];  /* of y */
  double effect[CPW_MCDA_MAX_CRITERIA]; /* w r(best) - w r(worst), in units */
} ideals;

static void set_effects(ideals *d) {
  const cpw_mcda_table *t = &d->w->table;
  d->unit = 0;
  for (int64_t j = 0; j < t->criteria; j++) {
    const cpwi_mcda_column *c = &d->w->columns[j];
    d->range[j] = fabs(c->best - c->worst);
    d->effect[j] = t->weights[j] * (d->range[j] / c->scale);
    d->unit = d->effect[j] > d->unit ? d->effect[j] : d->unit;
  }
  for (int64_t j = 0; j < t->criteria; j++)
    d->effect[j] = d->effect[j] > 0 ? d->effect[j] / d->unit : 0;
}

static void add_squares(const ideals *d, int64_t j, int64_t first, int64_t n, double *best,
                        double *worst) {
  const cpwi_mcda_column c = d->w->columns[j];
  const int64_t m = d->w->table.criteria;
  const double *x = d->w->table.values + first * m + j, range = d->range[j], effect = d->effect[j];
  if (!(effect > 0)) return;
  for (int64_t i = 0; i < n; i++) {
    double y = cpwi_mcda_y(&c, x[i * m]);
    double below = (y - c.best) / range * effect, above = (y - c.worst) / range * effect;
    best[i] += below * below;
    worst[i] += above * above;
  }
}

static int32_t score_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const ideals *d = context;
  double best[CPWI_MCDA_BLOCK], worst[CPWI_MCDA_BLOCK];
  (void)err;
  for (int64_t block = first; block < last; block += CPWI_MCDA_BLOCK) {
    int64_t n = last - block < CPWI_MCDA_BLOCK ? last - block : CPWI_MCDA_BLOCK;
    memset(best, 0, sizeof best);
    memset(worst, 0, sizeof worst);
    for (int64_t j = 0; j < d->w->table.criteria; j++)
      add_squares(d, j, block, n, best, worst);
    for (int64_t i = 0; i < n; i++) {
      double to_best = sqrt(best[i]), to_worst = sqrt(worst[i]), both = to_best + to_worst;
      d->score[block + i] = both > 0 ? to_worst / both : 0.5;
      if (d->best) d->best[block + i] = to_best * d->unit;
      if (d->worst) d->worst[block + i] = to_worst * d->unit;
    }
  }
  return CPW_OK;
}

int32_t cpwi_mcda_topsis_into(cpwi_mcda *w, double *score, double *best, double *worst,
                              cpw_error *err) {
  int32_t status = cpwi_mcda_scale(w, w->table.normalise, err);
  if (status != CPW_OK) return status;
  ideals *d = cpwi_alloc(w->table.allocator, 1, sizeof *d);
  if (!d)
    return cpwi_fail(err, CPW_ENOMEM, -1, w->where, "no memory for %lld criteria",
                     (long long)w->table.criteria);
  d->w = w;
  d->score = score;
  d->best = best;
  d->worst = worst;
  set_effects(d);
  status = cpwi_parallel(&w->run, w->table.rows, CPWI_MCDA_GRAIN, score_rows, d, w->where, err);
  cpwi_release(w->table.allocator, d);
  return status;
}

int32_t cpw_mcda_topsis(const cpw_mcda_table *table, const cpw_run *run, double *score,
                        double *to_best, double *to_worst, cpw_error *err) {
  cpwi_mcda w;
  int32_t status = cpwi_mcda_take(&w, table, run, 0, __func__, err);
  if (status == CPW_OK && !score && w.table.rows > 0)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "score must be given");
  const int64_t n = w.table.rows;
  double *work = NULL;
  if (status == CPW_OK && !(work = cpwi_mcda_numbers(&w, n, to_best || to_worst ? 3 : 1, err)))
    status = CPW_ENOMEM;
  double *best = work && (to_best || to_worst) ? work + n : NULL, *worst = best ? best + n : NULL;
  if (status == CPW_OK) status = cpwi_mcda_topsis_into(&w, work, best, worst, err);
  if (status == CPW_OK) {
    cpwi_mcda_hand_out(score, work, n);
    cpwi_mcda_hand_out(to_best, best, n);
    cpwi_mcda_hand_out(to_worst, worst, n);
  }
  cpwi_release(w.table.allocator, work);
  cpwi_mcda_free(&w);
  return status;
}
