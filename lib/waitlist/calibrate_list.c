/* One list of a calibration: its flows period by period on a grid, and the ratios over the periods.
 * Source: Wood and Worthington 2025 (flows and mean of ratios); ratio estimators with weights (Cochran,
 * Sampling Techniques, ch. 6). Leaves options and the arrays of the result to calibrate.c. */
#include "waitlist/calibrate.h"

/* One list at work: its grid, the rows of one period (bands), and those of all periods. */
typedef struct work {
  cpwi_grid grid;
  double *scratch; /* (WORK_ROWS, bands), then (KEPT_ROWS, flows, bands) */
  double *before, *base, *gap;
  double *inflow, *unrecorded, *treated, *removed, *closing; /* scratch, or rows of the result */
  cpwi_kept kept;
} work;
#define WORK_ROWS 8
#define KEPT_ROWS 4

static void round_row(const cpwi_grid *grid, int64_t n, const double *from, double *to) {
  for (int64_t m = 0; m < n; m++)
    to[m] = cpwi_on_grid(from[m], grid);
}

/* Everybody there ever was in the window. */
static double size_of(const cpwi_calibration *j, int64_t list) {
  const cpw_history *h = &j->history;
  int64_t n = j->bands.count, row = list * h->periods + j->first,
          opening = j->steady ? row : row - 1;
  return cpwi_sum((row + j->flows - opening) * n, h->waiting + opening * n) +
         cpwi_sum(j->flows * n, h->treated + row * n) + cpwi_sum(j->flows, h->starts + row);
}

/* Reads the flows of one period onto the grid: who could leave, who was treated, who still waits. */
static double read_period(const cpwi_calibration *j, work *w, int64_t row) {
  const cpw_history *h = &j->history;
  int64_t n = j->bands.count, opening = j->steady ? row : row - 1;
  double starts = cpwi_on_grid(h->starts[row], &w->grid);
  round_row(&w->grid, n, h->waiting + opening * n, w->before);
  round_row(&w->grid, n, h->treated + row * n, w->treated);
  round_row(&w->grid, n, h->waiting + row * n, w->closing);
  cpwi_age(&j->ageing, &w->grid, w->before, w->inflow);
  cpwi_join(&j->ageing, &w->grid, starts, w->inflow);
  return starts;
}

/* Share of the clock starts that is missing in the bands they reach; 0 where none is. */
static double missing_share(const cpwi_calibration *j, work *w, int64_t list) {
  double gone = 0.0, started = 0.0, ratios = 0.0;
  for (int64_t k = 0; k < j->flows; k++) {
    double starts = read_period(j, w, list * j->history.periods + j->first + k), gap = 0.0;
    for (int64_t m = 0; m < j->ageing.reached; m++)
      gap += w->inflow[m] - w->treated[m] - w->closing[m];
    double weight = j->weight[j->flows + k];
    gone += weight * gap;
    started += weight * starts;
    ratios += starts > 0.0 ? weight * (gap / starts) : 0.0;
  }
  double share = j->options.estimator == CPW_ESTIMATE_MEAN ? ratios / j->removal_weights
                                                           : (started > 0.0 ? gone / started : 0.0);
  return share < 0.0 ? -share : 0.0;
}

/* Who left without treatment or joined without a clock start, for the balance. */
static void split_gaps(const cpwi_calibration *j, work *w, double uplift) {
  int64_t n = j->bands.count;
  memset(w->unrecorded, 0, (size_t)n * sizeof *w->unrecorded);
  if (uplift > 0.0) cpwi_join(&j->ageing, &w->grid, uplift, w->unrecorded);
  for (int64_t m = 0; m < n; m++) {
    w->base[m] = w->inflow[m] + w->unrecorded[m];
    w->gap[m] = w->base[m] - w->treated[m] - w->closing[m];
    w->removed[m] = w->gap[m] > 0.0 ? w->gap[m] : 0.0;
    w->unrecorded[m] += w->gap[m] < 0.0 ? -w->gap[m] : 0.0;
  }
}

/* Who counts as removed, and out of whom, for the hazards. */
static void apply_choice(const cpwi_calibration *j, work *w) {
  int32_t choice = j->options.unrecorded;
  int32_t redistribute =
      choice == CPW_UNRECORDED_REDISTRIBUTE || choice == CPW_UNRECORDED_REDISTRIBUTE_FLOOR;
  for (int64_t m = 0; redistribute && m < j->ageing.reached; m++)
    if (w->gap[m] < 0.0) {
      w->base[m] -= w->gap[m];
      w->gap[m] = 0.0;
    }
  if (choice != CPW_UNRECORDED_ALLOW && choice != CPW_UNRECORDED_REDISTRIBUTE &&
      choice != CPW_UNRECORDED_COHORT)
    memcpy(w->gap, w->removed, (size_t)j->bands.count * sizeof *w->gap);
}

/* What was counted in a period, kept until all periods are known. */
static void keep(const cpwi_calibration *j, work *w, int64_t k) {
  size_t row = (size_t)j->bands.count * sizeof *w->base;
  int64_t at = k * j->bands.count;
  memcpy(w->kept.treated + at, w->treated, row);
  memcpy(w->kept.gone + at, w->gap, row);
  memcpy(w->kept.base + at, w->base, row);
  memcpy(w->kept.closing + at, w->closing, row);
}

/* The bands' ratios over the periods: pooled, or the mean of the periods' ratios, in which a period with
 * nobody there counts as 0, as published. */
static void take_ratios(const cpwi_calibration *j, work *w, const double *weight,
                        const double *gone, double *ratio) {
  int64_t n = j->bands.count;
  double *sum = w->before, *all = w->gap; /* free by now */
  memset(sum, 0, (size_t)n * sizeof *sum);
  memset(all, 0, (size_t)n * sizeof *all);
  for (int64_t k = 0; k < j->flows; k++) {
    const double *left = gone + k * n, *base = w->kept.base + k * n;
    if (j->options.estimator == CPW_ESTIMATE_POOLED)
      for (int64_t m = 0; m < n; m++) {
        sum[m] += weight[k] * left[m];
        all[m] += weight[k] * base[m];
      }
    else
      for (int64_t m = 0; m < n; m++) {
        sum[m] += base[m] > 0.0 ? weight[k] * (left[m] / base[m]) : 0.0;
        all[m] += weight[k];
      }
  }
  for (int64_t m = 0; m < n; m++)
    ratio[m] = all[m] > 0.0 ? sum[m] / all[m] : 0.0;
}

static void write_hazards(const cpwi_calibration *j, work *w, int64_t list) {
  int64_t n = j->bands.count;
  double *removal = j->removal.hazard + list * n;
  take_ratios(j, w, j->weight, w->kept.treated, j->treatment.hazard + list * n);
  take_ratios(j, w, j->weight + j->flows, w->kept.gone, removal);
  for (int64_t m = 0; m < n; m++)
    removal[m] = removal[m] < -1.0 ? -1.0 : (removal[m] > 1.0 ? 1.0 : removal[m]);
}

static void write_totals(const cpwi_calibration *j, const work *w, int64_t row, double starts) {
  int64_t n = j->bands.count;
  j->total_opening[row] = cpwi_sum(n, w->before);
  j->total_starts[row] = starts;
  j->total_unrecorded[row] = cpwi_sum(n, w->unrecorded);
  j->total_treated[row] = cpwi_sum(n, w->treated);
  j->total_removed[row] = cpwi_sum(n, w->removed);
  j->total_closing[row] = cpwi_sum(n, w->closing);
}

static void point_at_scratch(const cpwi_calibration *j, work *w) {
  int64_t n = j->bands.count, cells = j->flows * n;
  double **rows[WORK_ROWS] = {&w->before,     &w->base,    &w->gap,     &w->inflow,
                              &w->unrecorded, &w->treated, &w->removed, &w->closing};
  double **kept[KEPT_ROWS] = {&w->kept.treated, &w->kept.gone, &w->kept.base, &w->kept.closing};
  for (int k = 0; k < WORK_ROWS; k++)
    *rows[k] = w->scratch + k * n;
  for (int k = 0; k < KEPT_ROWS; k++)
    *kept[k] = w->scratch + WORK_ROWS * n + k * cells;
}

static void point_at_detail(const cpwi_calibration *j, work *w, int64_t row) {
  int64_t at = row * j->bands.count;
  w->inflow = j->inflow + at;
  w->unrecorded = j->unrecorded + at;
  w->treated = j->treated + at;
  w->removed = j->removed + at;
  w->closing = j->closing + at;
}

/* Starts and capacity: weighted averages of a period; the list at the end. */
static void write_level(const cpwi_calibration *j, const work *w, int64_t list) {
  int64_t n = j->bands.count;
  double starts = 0.0, treated = 0.0;
  for (int64_t k = 0; k < j->flows; k++) {
    int64_t row = list * j->flows + k;
    starts += j->weight[k] * j->total_starts[row];
    treated += j->weight[k] * j->total_treated[row];
  }
  j->starts[list] = starts / j->weights;
  j->capacity[list] = treated / j->weights;
  memcpy(j->waiting + list * n, w->closing, (size_t)n * sizeof *w->closing);
}

/* Share of the clock starts that the cohort rule adds. */
static double put_back(const cpwi_calibration *j, work *w, int64_t list) {
  double started = 0.0, joined = cpwi_cohort(j, &w->kept, w->base);
  for (int64_t k = 0; k < j->flows; k++)
    started += j->weight[j->flows + k] * j->total_starts[list * j->flows + k];
  return started > 0.0 ? joined / started : 0.0;
}

/* The flows of all periods, once the uplift is known. */
static void follow(const cpwi_calibration *j, work *w, int64_t list, double uplift) {
  for (int64_t k = 0; k < j->flows; k++) {
    int64_t row = list * j->flows + k;
    if (j->options.detail) point_at_detail(j, w, row);
    double joined = read_period(j, w, list * j->history.periods + j->first + k);
    split_gaps(j, w, cpwi_on_grid(uplift * joined, &w->grid));
    write_totals(j, w, row, joined);
    apply_choice(j, w);
    keep(j, w, k);
  }
  write_level(j, w, list);
  if (j->options.unrecorded == CPW_UNRECORDED_COHORT) uplift = put_back(j, w, list);
  j->uplift[list] = uplift;
  write_hazards(j, w, list);
  if (j->options.variance) cpwi_covariance(j, &w->kept, list);
  if (j->order) cpwi_shrink_measure(j, &w->kept, list);
}

static int32_t calibrate_list(const cpwi_calibration *j, work *w, int64_t list, cpw_error *err) {
  double size = size_of(j, list), uplift = 0.0;
  point_at_scratch(j, w);
  int32_t status = cpwi_grid_for(size, CPWI_SHRINKS, &w->grid);
  if (status == CPW_OK && j->options.unrecorded == CPW_UNRECORDED_UPLIFT) {
    uplift = missing_share(j, w, list);
    status = cpwi_grid_for(size * (1.0 + uplift), CPWI_SHRINKS, &w->grid);
  }
  if (status != CPW_OK)
    return cpwi_fail(err, status, list, CPWI_CALIBRATE, "%s: too many people",
                     cpwi_list_label(j->history.list, list).text);
  follow(j, w, list, uplift);
  return CPW_OK;
}

int32_t cpwi_calibrate_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const cpwi_calibration *j = context;
  int64_t n = j->bands.count;
  work w;
  w.scratch = cpwi_alloc(j->options.allocator, (size_t)n,
                         (size_t)(WORK_ROWS + KEPT_ROWS * j->flows) * sizeof *w.scratch);
  if (!w.scratch)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_CALIBRATE, "no memory for %lld bands", (long long)n);
  int32_t status = CPW_OK;
  for (int64_t list = first; list < last && status == CPW_OK; list++)
    status = calibrate_list(j, &w, list, err);
  cpwi_release(j->options.allocator, w.scratch);
  return status;
}
