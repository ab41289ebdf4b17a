/* Simulated limits of slope and relative index: order statistics of refitted lines.
 * Source: PHEindicatormethods phe_sii (Low and Low, J. Public Health 26, 2004), its scales, positions
 * and pivot. Leaves what is common to all methods to slope.c and slope_limits.c. */
#include "stats/internal.h"

#include "carepath/random.h"
#include "equity/slope.h"

/* what is drawn: 'eqtslope' in ASCII */
#define PURPOSE 0x657174736c6f7065u

enum { BATCH = 256 }; /* replications whose normals are drawn at once */

/* A line is drawn as slope + part (0) of z1 and intercept + parts (1) of z1 and (2) of z2, where it is
 * linear in the values drawn; otherwise group by group. */
typedef struct law {
  const cpwi_fit *fit;
  int64_t words; /* normals a replication */
  double slope_sd, shared, own;
} law;

static law law_of(const cpwi_fit *fit) {
  law l = {.fit = fit, .words = 2};
  if (fit->scale != fit->transform) {
    l.words = fit->groups;
    return l;
  }
  int32_t unit = fit->error_unit - fit->unit;
  double sd = sqrt(fit->slope_variance), shared = sd > 0 ? fit->covariance / sd : 0;
  l.slope_sd = ldexp(sd, unit);
  l.shared = ldexp(shared, unit);
  l.own = ldexp(sqrt(fmax(fit->intercept_variance - shared * shared, 0)), unit);
  return l;
}

static void draw_line(const law *l, const double *z, double *slope, double *intercept) {
  const cpwi_fit *fit = l->fit;
  if (fit->scale == fit->transform) {
    *slope = fit->slope + l->slope_sd * z[0];
    *intercept = fit->intercept + l->shared * z[0] + l->own * z[1];
    return;
  }
  double s = 0, t = 0;
  for (int64_t i = 0; i < fit->groups; i++) {
    double y = ldexp(cpwi_unscale(fit->centre[i] + fit->se[i] * z[i], fit->scale), -fit->unit);
    s += fit->to_slope[i] * y;
    t += fit->to_intercept[i] * y;
  }
  *slope = s;
  *intercept = t;
}

/* slopes and, without a transform, relative indices of all replications */
static int32_t draw(const law *l, const cpw_run *run, int64_t area, double *z, double *slope,
                    double *ratio, cpw_error *err) {
  static const double standard[2] = {0, 1};
  cpw_stream stream;
  cpw_stream_init(&stream, run->seed, 0, PURPOSE, (uint64_t)area);
  cpw_stream_seek(&stream, (uint64_t)run->first_replication * (uint64_t)l->words);
  for (int64_t first = 0; first < run->replications; first += BATCH) {
    int64_t count = run->replications - first < BATCH ? run->replications - first : BATCH;
    int32_t status =
        cpw_random_fill(&stream, CPW_LAW_NORMAL, standard, 1, z, count * l->words, err);
    if (status != CPW_OK) return status;
    if (run->cancel && cpwi_read_flag(run->cancel))
      return cpwi_fail(err, CPW_ECANCELLED, -1, "cpw_equity_slope", "cancelled by the caller");
    for (int64_t r = 0; r < count; r++) {
      double start;
      draw_line(l, z + r * l->words, &slope[first + r], &start);
      if (ratio) ratio[first + r] = (start + slope[first + r]) / start;
    }
  }
  return CPW_OK;
}

/* -------- positions */

/* to the nearest whole number, a half to the even one, as R does */
static int64_t nearest(double x) {
  double whole = floor(x), rest = x - whole;
  int64_t n = (int64_t)whole;
  return n + (rest > 0.5 || (rest == 0.5 && n % 2 != 0));
}

int64_t cpwi_lower_position(int64_t replications, double level) {
  double upper = level + (1 - level) / 2;
  return nearest((double)replications * (1 - upper));
}

int64_t cpwi_upper_position(int64_t replications, double level) {
  double upper = level + (1 - level) / 2;
  int64_t position = nearest((double)replications * upper);
  return position > replications ? replications : position;
}

/* brings the order statistics of all levels into their places; ranks must rise */
static void select_positions(double *x, int64_t n, const double *level, int64_t levels,
                             double *ranks) {
  for (int64_t k = 0; k < levels; k++) {
    ranks[2 * k] = (double)(cpwi_lower_position(n, level[k]) - 1);
    ranks[2 * k + 1] = (double)(cpwi_upper_position(n, level[k]) - 1);
  }
  cpwi_sort_doubles(ranks, 2 * levels);
  cpwi_select_doubles(x, n, ranks, 2 * levels);
}

static cpw_slope_limits read_limits(const cpwi_fit *fit, const double *slope, const double *ratio,
                                    int64_t n, double level) {
  int64_t low = cpwi_lower_position(n, level) - 1, high = cpwi_upper_position(n, level) - 1;
  double a = ldexp(slope[low], fit->unit), b = ldexp(slope[high], fit->unit), m = fit->multiplier;
  if (!ratio) return cpwi_pivot_limits(fit, a, b, level);
  return (cpw_slope_limits){.level = level,
                            .sii_lower = fmin(m * a, m * b),
                            .sii_upper = fmax(m * a, m * b),
                            .rii_lower = ratio[low],
                            .rii_upper = ratio[high],
                            .rii_kind = CPW_FIELLER_BOUNDED};
}

/* the inverse where the multiplier is below 0; a division of nothing by nothing counts as 1 */
static void settle_ratios(double *ratio, int64_t n, double multiplier) {
  for (int64_t r = 0; r < n; r++) {
    if (cpwi_is_nan(ratio[r])) ratio[r] = 1;
    if (multiplier < 0) ratio[r] = 1 / ratio[r];
  }
}

int32_t cpwi_fit_simulate(const cpwi_fit *fit, const cpw_run *run, int64_t area,
                          const double *level, int64_t levels, const cpw_allocator *allocator,
                          cpw_slope_limits *limits, const char *where, cpw_error *err) {
  law l = law_of(fit);
  int64_t n = run->replications;
  double *z = cpwi_alloc(allocator, (size_t)l.words, BATCH * sizeof *z);
  double *slope = cpwi_alloc(allocator, (size_t)n, sizeof *slope);
  double *ratio = fit->transform ? NULL : cpwi_alloc(allocator, (size_t)n, sizeof *ratio);
  double *ranks = cpwi_alloc(allocator, (size_t)levels, 2 * sizeof *ranks);
  int32_t status = CPW_OK;
  if (!z || !slope || !ranks || (!ratio && !fit->transform)) status = cpwi_no_memory(where, err);
  if (status == CPW_OK) status = draw(&l, run, area, z, slope, ratio, err);
  if (status == CPW_OK) {
    select_positions(slope, n, level, levels, ranks);
    if (ratio) {
      settle_ratios(ratio, n, fit->multiplier);
      select_positions(ratio, n, level, levels, ranks);
    }
    for (int64_t k = 0; k < levels; k++)
      limits[k] = read_limits(fit, slope, ratio, n, level[k]);
  }
  cpwi_release(allocator, ranks);
  cpwi_release(allocator, ratio);
  cpwi_release(allocator, slope);
  cpwi_release(allocator, z);
  return status;
}
