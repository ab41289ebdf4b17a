/* People without a clock start, put back on the list from their clock start on, cohort by cohort.
 * Source: the attribution proposed for the published pipeline (Wood and Worthington 2025 describe the
 * pipeline), from the mathematics. Leaves the hazards that follow to calibrate_list.c. */
#include "waitlist/calibrate.h"

/* Adds the people of one cell to its inflow and says who must have stood where a period earlier:
 * extra (bands) is read for this period and written for the one before. Returns who joined. */
static double cell_back(const cpwi_calibration *c, const cpwi_kept *kept, int64_t k, int64_t m,
                        double *extra) {
  int64_t n = c->bands.count, i = k * n + m;
  double add = extra[m];
  if (kept->gone[i] < 0.0) {
    add -= kept->gone[i];
    kept->gone[i] = 0.0;
  }
  kept->base[i] += add;
  extra[m] = 0.0;
  if (m == 0) return add;
  if (m < n - 1 || k == 0) {
    extra[m - 1] += add;
    return 0.0;
  }
  /* the open band is reached from below and from itself, in proportion to who stood there */
  const double *before = kept->closing + (k - 1) * n;
  double both = before[m] + before[m - 1], stayed = both > 0.0 ? add * (before[m] / both) : 0.0;
  extra[m] = stayed;
  extra[m - 1] += add - stayed;
  return 0.0;
}

double cpwi_cohort(const cpwi_calibration *c, const cpwi_kept *kept, double *extra) {
  double joined = 0.0;
  for (int64_t m = 0; m < c->bands.count; m++)
    extra[m] = 0.0;
  for (int64_t k = c->flows - 1; k >= 0; k--)
    for (int64_t m = 0; m < c->bands.count; m++) /* m - 1 has been read when m writes to it */
      joined += c->weight[c->flows + k] * cell_back(c, kept, k, m, extra);
  return joined;
}
