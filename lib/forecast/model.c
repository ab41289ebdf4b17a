/* The model of monthly series fitted at every month from which it forecasts: season, trend, level.
 * Source: the head of carepath/forecast.h (Gardner and McKenzie 1985; Miller and Williams 2003).
 * Leaves bands to pool.c and results to series.c. */
#include "forecast/internal.h"

#include <stdlib.h>
#include <string.h>

#define OUTLIER      3.5    /* changes beyond so many robust deviations are cut */
#define TO_DEVIATION 1.4826 /* median absolute deviation to standard deviation of a normal law */
#define LEAST        4      /* changes behind a trend of a list's own */
#define OLDEST       2      /* months that may lack at the end */
#define YEAR         12
#define SEASONAL     18   /* changes behind a month-of-year effect */
#define PRIOR        6.0  /* months of the movement of its pool that a list's own is joined with */
#define USUAL        0.05 /* movement where nothing is known */
#define TINY         1e-6

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Sorts and returns the middle. */
static double median(double *x, int64_t n) {
  qsort(x, (size_t)n, sizeof *x, by_value);
  return n % 2 ? x[n / 2] : 0.5 * (x[n / 2 - 1] + x[n / 2]);
}

/* ---------------------------------------------------------------- season -------------------- */

static int64_t month_of(const cpwi_model *m, int64_t period) {
  return (m->series.month - 1 + period) % YEAR;
}

/* Mean of the known changes among [first, last]. */
static double mean_of(const double *x, int64_t first, int64_t last) {
  double sum = 0.0;
  int64_t n = 0;
  for (int64_t t = first; t <= last; t++)
    if (!isnan(x[t])) sum += x[t], n++;
  return n ? sum / (double)n : CPWI_NAN;
}

/* change[1 .. last]: the effect of a month is its mean distance from the year around it, shrunk by
 * `prior` years without an effect; the twelve sum to 0. */
static void fit_season(const cpwi_model *m, const double *change, int64_t last, double *season) {
  double sum[YEAR] = {0}, total = 0.0;
  int64_t n[YEAR] = {0}, known = 0;
  for (int64_t t = 1; t <= last; t++) {
    known += !isnan(change[t]);
    int64_t from = t - 6, to = t + 6;
    if (from < 1) from = 1, to = to < YEAR ? YEAR : to;
    if (to > last) to = last, from = from > last - 11 ? last - 11 : from;
    if (from < 1) from = 1;
    double distance = change[t] - mean_of(change, from, to);
    if (isnan(distance)) continue;
    sum[month_of(m, t)] += distance;
    n[month_of(m, t)]++;
  }
  if (m->series.month == 0 || known < SEASONAL) return; /* zeros */
  for (int k = 0; k < YEAR; k++) {
    season[k] = n[k] ? sum[k] / ((double)n[k] + m->parameters.prior) : 0.0;
    total += season[k];
  }
  for (int k = 0; k < YEAR; k++)
    season[k] -= total / YEAR;
}

/* ---------------------------------------------------------------- one list at one month ----- */

static void find_changes(const double *y, int64_t last, double *change) {
  for (int64_t t = 1; t <= last; t++)
    change[t] = y[t] - y[t - 1];
}

/* The range within which changes are taken at their word. */
static void find_limits(const double *change, int64_t last, double *scratch, double *low,
                        double *high) {
  int64_t n = 0;
  for (int64_t t = 1; t <= last; t++)
    if (!isnan(change[t])) scratch[n++] = change[t];
  double middle = median(scratch, n);
  for (int64_t k = 0; k < n; k++)
    scratch[k] = fabs(scratch[k] - middle);
  double width = OUTLIER * TO_DEVIATION * median(scratch, n);
  if (width == 0.0) return; /* most changes are the same: the others say all there is */
  *low = middle - width;
  *high = middle + width;
}

static void fit_changes(const cpwi_model *m, const double *season, double *change, int64_t last,
                        double *scratch, cpwi_stand *stand) {
  double low = -(double)INFINITY, high = (double)INFINITY, weighted = 0.0, weights = 0.0,
         weight = 1.0, size = 0.0;
  stand->changes = 0;
  for (int64_t t = 1; t <= last; t++) {
    if (m->series.month) change[t] -= season[month_of(m, t)];
    stand->changes += !isnan(change[t]);
  }
  if (stand->changes >= LEAST) find_limits(change, last, scratch, &low, &high);
  for (int64_t t = last; t >= 1; t--, weight *= m->parameters.recency) {
    if (isnan(change[t])) continue;
    double x = change[t] < low ? low : change[t] > high ? high : change[t];
    weighted += weight * x;
    weights += weight;
    size += fabs(x);
  }
  stand->trend = stand->changes >= LEAST && weights > 0.0 ? weighted / weights : CPWI_NAN;
  stand->movement = stand->changes ? size / (double)stand->changes : CPWI_NAN;
}

static void fit_level(const cpwi_model *m, int64_t list, const double *y, int64_t last,
                      cpwi_stand *stand) {
  stand->age = 0;
  while (stand->age < OLDEST && stand->age < last && isnan(y[last - stand->age]))
    stand->age++;
  int64_t t = last - stand->age;
  const double *people = m->series.whole ? m->series.whole : m->series.values;
  stand->level = y[t];
  stand->gap = mean_of(y, last < YEAR ? 0 : last - YEAR + 1, last) - y[t];
  stand->size = isnan(y[t]) ? CPWI_NAN : people[list * m->series.periods + t];
}

double cpwi_last_whole(const cpwi_model *m, int64_t origin, int64_t list) {
  if (!m->series.whole) return 0.0;
  int64_t t = m->first + origin - cpwi_stand_at(m, origin, list)->age;
  return m->series.whole[list * m->series.periods + t];
}

/* ---------------------------------------------------------------- all lists at one month ---- */

/* A list's place is beside its parent; children come first, so that parents still have their own. */
static void share_gaps(const cpwi_model *m, cpwi_stand *stand) {
  for (int64_t k = m->series.lists - 1; k >= 0 && m->series.parent; k--) {
    int64_t i = m->order[k], parent = m->series.parent[i];
    if (parent >= 0 && !isnan(stand[parent].gap)) stand[i].gap -= stand[parent].gap;
  }
}

/* A list's trend is shared with its parent's, which comes before it in the order. */
static void share_trends(const cpwi_model *m, cpwi_stand *stand) {
  for (int64_t k = 0; k < m->series.lists; k++) {
    int64_t i = m->order[k], parent = m->series.parent ? m->series.parent[i] : -1;
    double above = parent >= 0 ? stand[parent].trend : 0.0;
    if (isnan(stand[i].trend))
      stand[i].trend = above;
    else if (parent >= 0)
      stand[i].trend = m->parameters.own * stand[i].trend + (1.0 - m->parameters.own) * above;
  }
}

/* A list's movement is joined with the usual one of lists of its size: few months say little. */
static int32_t share_movements(const cpwi_model *m, int64_t origin, int64_t *pool,
                               double *scratch) {
  int64_t pools, lists = m->series.lists;
  cpwi_stand *stand = m->stand + origin * lists;
  int32_t status = cpwi_pool_lists(m, origin, pool, &pools);
  for (int64_t p = 0; p < pools && status == CPW_OK; p++) {
    int64_t n = 0;
    for (int64_t i = 0; i < lists; i++)
      if (pool[i] == p && !isnan(stand[i].movement)) scratch[n++] = stand[i].movement;
    double usual = n ? median(scratch, n) : USUAL;
    for (int64_t i = 0; i < lists; i++) {
      if (pool[i] != p) continue;
      double changes = (double)stand[i].changes;
      double own = stand[i].changes ? stand[i].movement : 0.0;
      double joined = (changes * own + PRIOR * usual) / (changes + PRIOR);
      stand[i].movement = joined > TINY ? joined : TINY;
    }
  }
  return status;
}

static void project(const cpwi_model *m, int64_t last, const cpwi_stand *s, double reversion,
                    const double *season, double *forecast) {
  double damped = 1.0, kept = 1.0, path = 0.0, seasonal = 0.0, fade = 1.0;
  for (int64_t step = 1; step <= s->age + m->horizon; step++) {
    damped *= m->parameters.damping;
    kept *= reversion;
    fade *= m->parameters.fade;
    path += damped;
    if (m->series.month) seasonal += season[month_of(m, last - s->age + step)];
    if (step <= s->age) continue;
    forecast[step - s->age - 1] =
        s->level +
        fade * (s->trend * path + m->parameters.season * seasonal + (1.0 - kept) * s->gap);
  }
}

typedef struct scratch {
  double *change, *sorted, *movement;
  int64_t *pool;
} scratch;

static int32_t fit_month(const cpwi_model *m, int64_t origin, const scratch *s) {
  int64_t lists = m->series.lists, last = m->first + origin;
  cpwi_stand *stand = m->stand + origin * lists;
  double *season = m->season + origin * lists * YEAR;
  for (int64_t k = 0; k < lists; k++) {
    int64_t i = m->order[k];
    const double *y = m->y + i * m->series.periods;
    find_changes(y, last, s->change);
    if (m->root[i] == i) fit_season(m, s->change, last, season + i * YEAR);
    fit_changes(m, season + m->root[i] * YEAR, s->change, last, s->sorted, &stand[i]);
    fit_level(m, i, y, last, &stand[i]);
  }
  share_gaps(m, stand);
  share_trends(m, stand);
  int32_t status = share_movements(m, origin, s->pool, s->movement);
  for (int64_t i = 0; i < lists; i++) {
    double reversion = m->root[i] == i ? m->parameters.top : m->parameters.reversion;
    project(m, last, &stand[i], reversion, season + m->root[i] * YEAR,
            m->forecast + (origin * lists + i) * m->horizon);
  }
  return status;
}

static int32_t fit_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const cpwi_model *m = context;
  size_t periods = (size_t)m->series.periods, lists = (size_t)m->series.lists;
  scratch s = {cpwi_alloc(m->allocator, periods, sizeof *s.change),
               cpwi_alloc(m->allocator, periods, sizeof *s.sorted),
               cpwi_alloc(m->allocator, lists, sizeof *s.movement),
               cpwi_alloc(m->allocator, lists, sizeof *s.pool)};
  int32_t status = s.change && s.sorted && s.movement && s.pool ? CPW_OK : (int32_t)CPW_ENOMEM;
  for (int64_t origin = first; origin < last && status == CPW_OK; origin++)
    status = fit_month(m, origin, &s);
  cpwi_release(m->allocator, s.change);
  cpwi_release(m->allocator, s.sorted);
  cpwi_release(m->allocator, s.movement);
  cpwi_release(m->allocator, s.pool);
  if (status == CPW_OK) return CPW_OK;
  return cpwi_fail(err, status, -1, "cpw_forecast", "no memory for %lld lists", (long long)lists);
}

/* ---------------------------------------------------------------- parents before children --- */

/* depth[list]: 0 for a list without a parent; 0 returned where parents go in a circle. */
static int find_depths(cpwi_model *m, int64_t *depth) {
  for (int64_t i = 0; i < m->series.lists; i++) {
    int64_t at = i, steps = 0;
    while (m->series.parent && m->series.parent[at] >= 0 && steps <= m->series.lists)
      at = m->series.parent[at], steps++;
    if (steps > m->series.lists) return 0;
    m->root[i] = at;
    depth[i] = steps;
  }
  return 1;
}

static int32_t find_order(cpwi_model *m, const char *where, cpw_error *err) {
  int64_t lists = m->series.lists, done = 0;
  int64_t *depth = cpwi_alloc(m->allocator, (size_t)lists, sizeof *depth);
  if (!depth) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the parents");
  int fine = find_depths(m, depth);
  for (int64_t d = 0; done < lists && fine; d++)
    for (int64_t i = 0; i < lists; i++)
      if (depth[i] == d) m->order[done++] = i;
  cpwi_release(m->allocator, depth);
  return fine ? CPW_OK : cpwi_fail(err, CPW_EINVAL, -1, where, "parent: a circle of lists");
}

/* ---------------------------------------------------------------- init, free ---------------- */

static void put_on_scale(cpwi_model *m) {
  const cpw_series *s = &m->series;
  for (int64_t i = 0; i < s->lists * s->periods; i++)
    m->y[i] = cpwi_to_scale(s->kind, s->values[i], s->whole ? s->whole[i] : 0.0);
}

static int32_t allocate(cpwi_model *m, const char *where, cpw_error *err) {
  int64_t lists = m->series.lists, stands, cells;
  if (!cpwi_multiply(lists, m->origins, &stands) ||
      !cpwi_multiply(stands, m->horizon + YEAR, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "too many lists and months");
  const cpw_allocator *a = m->allocator;
  m->root = cpwi_alloc(a, (size_t)lists, sizeof *m->root);
  m->order = cpwi_alloc(a, (size_t)lists, sizeof *m->order);
  m->y = cpwi_alloc(a, (size_t)(lists * m->series.periods), sizeof *m->y);
  m->stand = cpwi_alloc_zero(a, (size_t)stands, sizeof *m->stand);
  m->season = cpwi_alloc_zero(a, (size_t)(stands * YEAR), sizeof *m->season);
  m->forecast = cpwi_alloc_zero(a, (size_t)(stands * m->horizon), sizeof *m->forecast);
  if (m->root && m->order && m->y && m->stand && m->season && m->forecast) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld lists of %lld months",
                   (long long)lists, (long long)m->series.periods);
}

int32_t cpwi_model_init(cpwi_model *m, const cpw_series *series,
                        const cpw_forecast_options *options, const cpw_run *run, const char *where,
                        cpw_error *err) {
  memset(m, 0, sizeof *m);
  m->series = *series;
  m->allocator = options->allocator;
  m->parameters = cpwi_parameters_of(options, series->kind);
  m->horizon = options->periods;
  m->first = series->periods > CPWI_FIRST_ORIGIN ? CPWI_FIRST_ORIGIN : series->periods - 1;
  m->origins = series->periods - m->first;
  int32_t status = allocate(m, where, err);
  if (status == CPW_OK) status = find_order(m, where, err);
  if (status != CPW_OK) return status;
  put_on_scale(m);
  return cpwi_parallel(run, m->origins, 1, fit_range, m, where, err);
}

void cpwi_model_free(cpwi_model *m) {
  cpwi_release(m->allocator, m->root);
  cpwi_release(m->allocator, m->order);
  cpwi_release(m->allocator, m->y);
  cpwi_release(m->allocator, m->stand);
  cpwi_release(m->allocator, m->season);
  cpwi_release(m->allocator, m->forecast);
}
