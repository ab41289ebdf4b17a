/* Waits at treatment by group before and after, and their slope over the groups.
 * Source: carepath/impact.h. Leaves the slope itself to the module equity. */
#include "impact/internal.h"

#include "carepath/stats.h"

/* One of the two orders: which places, and the arrays that it fills. */
typedef struct side {
  const int64_t *place;
  double *mean, *median, *p95, *breaches; /* by line; breaches NULL: no targets */
} side;

static void add_side(const cpwi_impact *m, cpw_result *r, int after, side *s, int32_t *status,
                     cpw_error *err) {
  s->place = after ? m->list.after : m->list.before;
  s->mean = cpwi_impact_reals(r, after ? "wait_after" : "wait_before", "days",
                              "Mean days waited at treatment.", "line", status, err);
  s->median = cpwi_impact_reals(r, after ? "median_after" : "median_before", "days",
                                "Median days waited at treatment.", "line", status, err);
  s->p95 = cpwi_impact_reals(r, after ? "p95_after" : "p95_before", "days",
                             "95 % wait at most so many days at treatment.", "line", status, err);
  if (m->list.target)
    s->breaches = cpwi_impact_reals(r, after ? "breaches_after" : "breaches_before", "people",
                                    "Beyond the target when treated.", "line", status, err);
  (void)cpwi_impact_reals(r, after ? "gap_after" : "gap_before", "days",
                          "Mean wait at treatment of the first group less that of the last.",
                          "watched", status, err);
  (void)cpwi_impact_reals(r, after ? "slope_after" : "slope_before", "days",
                          "Slope index of inequality of the mean waits at treatment.", "watched",
                          status, err);
}

/* Waits of a trait, one group's after the other's; first (groups + 2) is where each begins. */
static void sort_waits(const cpwi_impact *m, const cpwi_trait *t, const side *s, int64_t *first,
                       double *waits) {
  int64_t lines = t->groups + 1, place = 0;
  for (int64_t g = 0; g <= lines; g++)
    first[g] = 0;
  for (int64_t i = 0; i < m->list.patients; i++)
    first[t->group[i] < 0 ? t->groups : t->group[i]]++;
  for (int64_t g = 0; g <= lines; g++) {
    int64_t here = first[g];
    first[g] = place;
    place += here;
  }
  for (int64_t i = 0; i < m->list.patients; i++)
    waits[first[t->group[i] < 0 ? t->groups : t->group[i]]++] = cpwi_wait_at(m, i, s->place[i]);
  for (int64_t g = lines; g > 0; g--)
    first[g] = first[g - 1];
  first[0] = 0;
}

static int32_t measure_line(const cpwi_impact *m, double *waits, int64_t n, int64_t line,
                            const side *s, cpw_error *err) {
  static const double P[] = {0.5, 0.95};
  double quantiles[2] = {CPWI_NAN, CPWI_NAN};
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++)
    cpw_exact_sum_add(&sum, waits[i]);
  s->mean[line] = n ? cpw_exact_sum_value(&sum) / (double)n : CPWI_NAN;
  int32_t status = CPW_OK;
  if (n)
    status = cpw_quantiles_in_place(waits, n, P, 2, CPW_QUANTILE_7, m->allocator, quantiles, err);
  s->median[line] = quantiles[0];
  s->p95[line] = quantiles[1];
  return status;
}

static void count_breaches(const cpwi_impact *m, const cpwi_trait *t, const side *s) {
  for (int64_t i = 0; i < m->list.patients && s->breaches; i++) {
    int64_t line = t->first_line + (t->group[i] < 0 ? t->groups : t->group[i]);
    s->breaches[line] += cpwi_wait_at(m, i, s->place[i]) > m->list.target[i];
  }
}

typedef struct desk {
  int64_t *first;
  double *waits;
} desk;

static int32_t measure_trait(const cpwi_impact *m, int64_t trait, const side *s, const desk *d,
                             cpw_error *err) {
  const cpwi_trait *t = &m->traits[trait];
  int32_t status = CPW_OK;
  sort_waits(m, t, s, d->first, d->waits);
  for (int64_t g = 0; g < t->groups + (t->unknown > 0) && status == CPW_OK; g++)
    status = measure_line(m, d->waits + d->first[g], d->first[g + 1] - d->first[g],
                          t->first_line + g, s, err);
  count_breaches(m, t, s);
  return status;
}

static int64_t most_groups(const cpwi_impact *m) {
  int64_t most = 0;
  for (int64_t k = 0; k < m->trait_count; k++)
    if (m->traits[k].groups > most) most = m->traits[k].groups;
  return most;
}

/* Gap and slope over the groups that have people; those of unknown group do not count. `room` (2 groups). */
static int32_t measure_slope(const cpwi_trait *t, const double *people, const double *mean,
                             double *room, double *gap, double *slope, cpw_error *err) {
  double *value = room, *weight = room + t->groups;
  int64_t count = 0;
  *gap = *slope = CPWI_NAN;
  for (int64_t line = t->first_line; line < t->first_line + t->groups; line++) {
    if (!(people[line] > 0.0 && isfinite(mean[line]))) continue;
    value[count] = mean[line];
    weight[count++] = people[line];
  }
  if (!t->ordered || count < 2) return CPW_OK;
  cpw_slope found;
  int32_t status = cpw_equity_slope(value, weight, 1, count, NULL, NULL, &found, NULL, err);
  if (status != CPW_OK) return status;
  *slope = found.sii;
  *gap = mean[t->first_line] - mean[t->first_line + t->groups - 1];
  return CPW_OK;
}

int32_t cpwi_impact_slopes(const cpwi_impact *m, cpw_result *result, cpw_error *err) {
  const double *people = cpwi_result_memory(result, "people");
  double *room = cpwi_alloc(m->allocator, (size_t)most_groups(m), 2 * sizeof *room);
  if (!room || !people) {
    cpwi_release(m->allocator, room);
    return cpwi_impact_no_memory(err);
  }
  int32_t status = CPW_OK;
  for (int after = 0; after < 2; after++) {
    const double *mean = cpwi_result_memory(result, after ? "wait_after" : "wait_before");
    double *gap = cpwi_result_memory(result, after ? "gap_after" : "gap_before");
    double *slope = cpwi_result_memory(result, after ? "slope_after" : "slope_before");
    for (int64_t k = 0; k < m->trait_count && mean && gap && slope && status == CPW_OK; k++)
      status = measure_slope(&m->traits[k], people, mean, room, gap + k, slope + k, err);
  }
  cpwi_release(m->allocator, room);
  return status;
}

int32_t cpwi_impact_waits(const cpwi_impact *m, cpw_result *result, cpw_error *err) {
  side sides[2] = {{0}, {0}};
  int32_t status = CPW_OK;
  size_t groups = (size_t)most_groups(m);
  if (!m->has_waits) return CPW_OK;
  for (int after = 0; after < 2; after++)
    add_side(m, result, after, &sides[after], &status, err);
  if (status != CPW_OK) return status;
  desk r = {cpwi_alloc(m->allocator, groups + 2, sizeof *r.first),
            cpwi_alloc(m->allocator, (size_t)m->list.patients, sizeof *r.waits)};
  int ready = r.first && r.waits;
  if (!ready) status = cpwi_impact_no_memory(err);
  for (int64_t k = 0; ready && k < 2 * m->trait_count && status == CPW_OK; k++)
    status = measure_trait(m, k / 2, &sides[k % 2], &r, err);
  cpwi_release(m->allocator, r.waits);
  cpwi_release(m->allocator, r.first);
  return status == CPW_OK ? cpwi_impact_slopes(m, result, err) : status;
}
