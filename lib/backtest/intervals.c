/* Bands around a projection from the errors of earlier origins, and how often they held what came.
 * Source: split-conformal quantiles of absolute errors, Lei et al., Journal of the American Statistical
 * Association 113:1094-1111 (2018), by groups of like size. Leaves the errors to score.c. */
#include "backtest/internal.h"

#include "carepath/random.h"
#include "carepath/stats.h"

#include <stdlib.h>

#define GROUP 50 /* lists that share their errors */

/* beyond these a band says nothing, and would not fit a double */
#define WIDEST  100.0 /* in logarithms */
#define LARGEST 1e250 /* people */

static const double LEVELS[CPWI_LEVELS] = {0.5, 0.8, 0.95};

typedef struct sized {
  double people;
  int64_t list;
} sized;

/* Who shares with whom at one origin, and the errors that a group has made. */
typedef struct pool {
  sized *order;   /* (count) lists by people at the origin */
  double *errors; /* room for those of all lists from all origins */
  int64_t count;
} pool;

static int by_people(const void *a, const void *b) {
  const sized *x = a, *y = b;
  if (x->people != y->people) return x->people < y->people ? -1 : 1;
  return x->list < y->list ? -1 : x->list > y->list;
}

static void sort_lists(const cpwi_backtest *b, int64_t origin, pool *p) {
  int64_t at = cpwi_origin_period(b, origin);
  p->count = 0;
  for (int64_t list = 0; list < b->lists; list++) {
    double people = cpwi_sum(b->n, cpwi_observed(b, list, at));
    if (people > 0.0) p->order[p->count++] = (sized){people, list};
  }
  qsort(p->order, (size_t)p->count, sizeof *p->order, by_people);
}

/* How far a projection was off: of a list in logarithms, of a share in itself. NaN: cannot say. */
static double miss(const cpwi_figure *f, int64_t i, int relative) {
  double predicted = f->predicted[i], observed = f->observed[i];
  if (!relative) return fabs(predicted - observed);
  return predicted > 0.0 && observed > 0.0 ? fabs(cpw_math_log(observed / predicted)) : CPWI_NAN;
}

/* Errors `ahead` (from 0) of some lists from the origins that could be judged at `origin`. */
static int64_t gather(const cpwi_backtest *b, const cpwi_figure *f, int relative,
                      const sized *lists, int64_t count, int64_t origin, int64_t ahead,
                      double *errors) {
  int64_t found = 0;
  for (int64_t k = 0; k < count; k++)
    for (int64_t past = 0; past + ahead + 1 <= origin; past++) {
      double error = miss(f, cpwi_cell(b, lists[k].list, past, ahead), relative);
      if (!isnan(error)) errors[found++] = error;
    }
  return found;
}

/* Half widths of the bands; 0 errors: none. */
static int32_t half_widths(const cpwi_backtest *b, double *errors, int64_t count, double scale,
                           double width[CPWI_LEVELS], cpw_error *err) {
  double p[CPWI_LEVELS];
  for (int k = 0; k < CPWI_LEVELS; k++) {
    p[k] = LEVELS[k] * ((double)count + 1.0) / (double)count;
    p[k] = p[k] < 1.0 ? p[k] : 1.0;
  }
  int32_t status = cpw_quantiles_in_place(errors, count, p, CPWI_LEVELS, CPW_QUANTILE_7,
                                          b->options.allocator, width, err);
  for (int k = 0; k < CPWI_LEVELS && status == CPW_OK; k++)
    width[k] *= scale;
  return status;
}

static int32_t score(double median, const double *lower, const double *upper, double observed,
                     double *crps, cpw_error *err) {
  static const double p[7] = {0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975};
  const double quantiles[7] = {lower[2], lower[1], lower[0], median, upper[0], upper[1], upper[2]};
  return cpw_crps_quantiles(quantiles, p, &observed, 1, 7, crps, err);
}

static int32_t write_band(const cpwi_figure *f, int relative, int64_t cell,
                          const double width[CPWI_LEVELS], cpw_error *err) {
  double predicted = f->predicted[cell];
  double *lower = f->lower + cell * CPWI_LEVELS, *upper = f->upper + cell * CPWI_LEVELS;
  if (isnan(predicted) || isnan(f->observed[cell]) || width[CPWI_LEVELS - 1] > WIDEST ||
      predicted > LARGEST)
    return CPW_OK;
  for (int k = 0; k < CPWI_LEVELS; k++) {
    double factor = relative ? cpw_math_exp(width[k]) : 1.0;
    lower[k] = relative ? predicted / factor : predicted - width[k];
    upper[k] = relative ? predicted * factor : predicted + width[k];
    if (!relative && lower[k] < 0.0) lower[k] = 0.0;
    if (!relative && upper[k] > 1.0) upper[k] = 1.0;
  }
  return score(predicted, lower, upper, f->observed[cell], &f->crps[cell], err);
}

/* One group of lists at one origin: every horizon. */
static int32_t band_group(const cpwi_backtest *b, const cpwi_figure *f, int relative, pool *p,
                          const sized *lists, int64_t count, int64_t origin, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t ahead = 0; ahead < cpwi_reach(b, origin); ahead++) {
    int64_t known = ahead < origin ? ahead : origin - 1; /* the longest horizon judged by now */
    int64_t found = gather(b, f, relative, lists, count, origin, known, p->errors);
    double width[CPWI_LEVELS], further = (double)(ahead + 1) / (double)(known + 1);
    if (found == 0) continue;
    status = half_widths(b, p->errors, found, relative ? further : sqrt(further * sqrt(further)),
                         width, err);
    for (int64_t k = 0; k < count && status == CPW_OK; k++)
      status = write_band(f, relative, cpwi_cell(b, lists[k].list, origin, ahead), width, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t band_origin(const cpwi_backtest *b, int64_t origin, pool *p, cpw_error *err) {
  sort_lists(b, origin, p);
  int64_t groups = p->count / GROUP > 0 ? p->count / GROUP : 1;
  int32_t status = CPW_OK;
  for (int64_t g = 0; g < groups && status == CPW_OK; g++) {
    int64_t first = p->count * g / groups, count = p->count * (g + 1) / groups - first;
    status = band_group(b, &b->total, 1, p, p->order + first, count, origin, err);
    if (status == CPW_OK)
      status = band_group(b, &b->within, 0, p, p->order + first, count, origin, err);
  }
  return status;
}

/* Share of the observed figures inside their bands. */
static void cover(const cpwi_backtest *b, const cpwi_figure *f) {
  int64_t count[CPWI_LEVELS] = {0}, inside[CPWI_LEVELS] = {0};
  for (int64_t ahead = 0; ahead < b->horizon; ahead++)
    for (int k = 0; k < CPWI_LEVELS; k++) {
      int64_t cases = 0, held = 0;
      for (int64_t row = 0; row < b->lists * b->origins; row++) {
        int64_t i = row * b->horizon + ahead;
        if (!b->used[row] || isnan(f->crps[i])) continue;
        cases++;
        held += f->observed[i] >= f->lower[i * CPWI_LEVELS + k] &&
                f->observed[i] <= f->upper[i * CPWI_LEVELS + k];
      }
      if (cases > 0) f->ahead_coverage[ahead * CPWI_LEVELS + k] = (double)held / (double)cases;
      count[k] += cases;
      inside[k] += held;
    }
  for (int k = 0; k < CPWI_LEVELS; k++)
    if (count[k] > 0) f->coverage[k] = (double)inside[k] / (double)count[k];
}

int32_t cpwi_intervals(cpwi_backtest *b, cpw_error *err) {
  pool p;
  p.order = cpwi_alloc(b->options.allocator, (size_t)b->lists, sizeof *p.order);
  p.errors = cpwi_alloc(b->options.allocator, (size_t)(b->lists * b->origins), sizeof *p.errors);
  int32_t status = CPW_OK;
  if (!p.order || !p.errors)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_BACKTEST, "no memory for the errors of %lld lists",
                       (long long)b->lists);
  for (int64_t origin = 1; origin < b->origins && status == CPW_OK; origin++)
    status = band_origin(b, origin, &p, err);
  if (status == CPW_OK) {
    cover(b, &b->total);
    cover(b, &b->within);
  }
  cpwi_release(b->options.allocator, p.order);
  cpwi_release(b->options.allocator, p.errors);
  return status;
}
