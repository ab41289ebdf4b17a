/* Everybody grows older by one period: where the people of each band stand afterwards.
 * Source: even spread within a closed band, shifted by the period; nobody is lost by rounding because
 * cumulative shares are rounded. Leaves removals and treatments to course.c and calibrate.c. */
#include "waitlist/internal.h"

#include <math.h>
#include <string.h>

/* edges that differ from whole periods by rounding only count as whole periods */
static int bands_are_periods(const cpw_bands *bands) {
  for (int64_t m = 1; m < bands->count; m++) {
    double edge = (double)m * bands->period;
    if (!(fabs(bands->lower[m] - edge) <= 1e-12 * edge)) return 0;
  }
  return 1;
}

/* Appends the source that fills [from, to) evenly: the bands it reaches and the shares below each
 * edge it crosses. */
static void add_source(cpwi_ageing *ageing, int64_t source, const cpw_bands *bands, double from,
                       double to, double width) {
  /* sources come in order of age, the clock starts last */
  int64_t band = source > 0 && from > 0.0 ? ageing->first[source - 1] : 0;
  int64_t last = bands->count - 1, used = ageing->at[source];
  while (band < last && bands->lower[band + 1] <= from)
    band++;
  ageing->first[source] = band;
  for (; band < last && bands->lower[band + 1] < to; band++) {
    double share = (bands->lower[band + 1] - from) / width;
    ageing->share[used++] = share < 1.0 ? share : 1.0;
  }
  ageing->at[source + 1] = used;
}

int32_t cpwi_ageing_init(cpwi_ageing *ageing, const cpw_bands *bands,
                         const cpw_allocator *allocator) {
  memset(ageing, 0, sizeof *ageing);
  int64_t n = bands->count;
  ageing->bands = n;
  ageing->shift = bands_are_periods(bands);
  ageing->reached = 1;
  if (ageing->shift) return CPW_OK;

  /* neighbours share an edge at most: each edge is crossed by one old band and by the starts */
  int64_t crossings;
  if (!cpwi_multiply(n, 2, &crossings)) return CPW_ENOMEM;
  ageing->first = cpwi_alloc(allocator, (size_t)n + 1, sizeof *ageing->first);
  ageing->at = cpwi_alloc(allocator, (size_t)n + 2, sizeof *ageing->at);
  ageing->share = cpwi_alloc(allocator, (size_t)crossings, sizeof *ageing->share);
  if (!ageing->first || !ageing->at || !ageing->share) return CPW_ENOMEM;

  ageing->at[0] = 0;
  for (int64_t m = 0; m + 1 < n; m++) {
    double low = bands->lower[m], high = bands->lower[m + 1];
    add_source(ageing, m, bands, low + bands->period, high + bands->period, high - low);
  }
  ageing->first[n - 1] = n - 1; /* the open band stays */
  ageing->at[n] = ageing->at[n - 1];
  add_source(ageing, n, bands, 0.0, bands->period, bands->period);
  ageing->reached = 1 + ageing->at[n + 1] - ageing->at[n];
  return CPW_OK;
}

void cpwi_ageing_free(cpwi_ageing *ageing, const cpw_allocator *allocator) {
  cpwi_release(allocator, ageing->first);
  cpwi_release(allocator, ageing->at);
  cpwi_release(allocator, ageing->share);
}

/* Cumulative counts are rounded, so that parts are never negative and their sum is the whole. */
static void spread(const cpwi_ageing *ageing, const cpwi_grid *grid, int64_t source, double people,
                   double *to) {
  double below = 0.0;
  to += ageing->first[source];
  for (int64_t j = ageing->at[source]; j < ageing->at[source + 1]; j++) {
    double up_to = cpwi_on_grid(ageing->share[j] * people, grid);
    *to++ += up_to - below;
    below = up_to;
  }
  *to += people - below;
}

void cpwi_age(const cpwi_ageing *ageing, const cpwi_grid *grid, const double *from, double *to) {
  int64_t n = ageing->bands;
  if (ageing->shift) {
    to[0] = 0.0;
    memcpy(to + 1, from, (size_t)(n - 1) * sizeof *to);
    to[n - 1] += from[n - 1];
    return;
  }
  for (int64_t m = 0; m < n; m++)
    to[m] = 0.0;
  for (int64_t m = 0; m < n; m++)
    spread(ageing, grid, m, from[m], to);
}

void cpwi_join(const cpwi_ageing *ageing, const cpwi_grid *grid, double people, double *to) {
  if (ageing->shift)
    to[0] += people;
  else
    spread(ageing, grid, ageing->bands, people, to);
}
