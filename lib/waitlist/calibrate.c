/* How people leave a list: treatment and removal hazards by band of time waited, from a history.
 * Source: Wood and Worthington 2025 (flows and mean of ratios); ratio estimators with weights (Cochran,
 * Sampling Techniques, ch. 6). Leaves the reading of a history to history.c, its use to project.c. */
#include "waitlist/internal.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

static const char *const WHERE = "cpw_waitlist_calibrate";

/* lists that are worth a hand-over between threads */
#define GRAIN 64

static cpw_calibrate_options defaults(void) {
  cpw_calibrate_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.estimator = CPW_ESTIMATE_POOLED;
  o.unrecorded = CPW_UNRECORDED_ALLOW;
  o.recency = 0.8;
  o.last_period = -1;
  return o;
}

void cpw_calibrate_options_init_sized(cpw_calibrate_options *options, size_t size) {
  cpw_calibrate_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

void cpw_history_init_sized(cpw_history *history, size_t size) {
  cpw_history h;
  memset(&h, 0, sizeof h);
  cpwi_init_sized(history, size, &h, sizeof h);
}

typedef struct job {
  cpw_history history;
  cpw_bands bands;
  cpw_calibrate_options options;
  cpwi_ageing ageing;
  int64_t first, last; /* periods whose flows are used */
  int64_t flows;       /* number of them */
  int32_t steady;      /* 1: one period, whose opening list is its closing list */
  double *weight;      /* (flows) of a period; the last one has 1 */
  double weights;      /* their sum */
  /* arrays of the result; those by period and band NULL without detail */
  double *treatment, *removal, *uplift, *starts, *capacity, *waiting;
  double *total_opening, *total_starts, *total_unrecorded, *total_treated, *total_removed,
      *total_closing;
  double *inflow, *unrecorded, *treated, *removed, *closing;
} job;

/* One list at work: its grid, the rows of one period (bands), and weighted sums over the periods. */
typedef struct work {
  cpwi_grid grid;
  double *scratch; /* (WORK_ROWS, bands) */
  double *before, *base, *gap;
  double *inflow, *unrecorded, *treated, *removed, *closing; /* scratch, or rows of the result */
  double *sum_treated, *sum_gone, *sum_base;
} work;
#define WORK_ROWS 11

/* ---------------------------------------------------------------- what the caller gave ------ */

static int32_t check_choices(const cpw_calibrate_options *o, cpw_error *err) {
  const struct {
    const char *name;
    int32_t value, most;
  } choices[] = {
      {"estimator", o->estimator, CPW_ESTIMATE_MEAN},
      {"unrecorded", o->unrecorded, CPW_UNRECORDED_UPLIFT},
      {"detail", o->detail, 1},
      {"steady", o->steady, 1},
  };
  for (size_t k = 0; k < sizeof choices / sizeof *choices; k++)
    if (choices[k].value < 0 || choices[k].value > choices[k].most)
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.%s = %d must be 0 to %d",
                       choices[k].name, (int)choices[k].value, (int)choices[k].most);
  if (!(o->recency > 0.0 && o->recency <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.recency = %s must be in (0, 1]",
                     cpwi_number(o->recency).text);
  return cpwi_check_allocator(o->allocator, WHERE, err);
}

/* Which periods are used: the one after the first, up to the last; or the only one. */
static int32_t take_window(job *j, cpw_error *err) {
  int64_t periods = j->history.periods, first = j->options.first_period,
          last = j->options.last_period;
  if (last == -1) last = periods - 1;
  if (first < 0 || first >= periods)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.first_period = %lld must be 0 to %lld, the last of the history",
                     (long long)first, (long long)(periods - 1));
  if (last < first || last >= periods)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.last_period = %lld must be -1 or %lld to %lld", (long long)last,
                     (long long)first, (long long)(periods - 1));
  if (first == last && !j->options.steady)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "one period gives an opening list only: two are needed, or options.steady = 1 "
                     "for a list in balance");
  j->steady = first == last;
  j->first = j->steady ? first : first + 1;
  j->last = last;
  j->flows = j->last - j->first + 1;
  return CPW_OK;
}

static int32_t check_shape(const cpw_history *h, int64_t bands, cpw_error *err) {
  int64_t cells;
  if (h->lists < 1 || h->periods < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "history.lists = %lld and history.periods = %lld must be >= 1",
                     (long long)h->lists, (long long)h->periods);
  if (!h->starts || !h->treated || !h->waiting)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "history.%s is NULL",
                     !h->starts ? "starts" : (!h->treated ? "treated" : "waiting"));
  if (!cpwi_multiply(h->lists, h->periods, &cells) || !cpwi_multiply(cells, bands, &cells) ||
      cells > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE,
                     "%lld lists of %lld periods and %lld bands are too many", (long long)h->lists,
                     (long long)h->periods, (long long)bands);
  int32_t status = cpwi_check_dimension(h->list, "history.list", h->lists, WHERE, err);
  if (status != CPW_OK) return status;
  return cpwi_check_dimension(h->period, "history.period", h->periods, WHERE, err);
}

/* Only what is used: completions and starts of the first period may be anything. */
static int32_t check_counts(const job *j, cpw_error *err) {
  const cpw_history *h = &j->history;
  int64_t n = j->bands.count;
  cpwi_block starts = {.name = "starts",
                       .lists = h->lists,
                       .periods = h->periods,
                       .values = h->starts,
                       .list = h->list,
                       .period = h->period};
  cpwi_block treated = starts, waiting;
  treated.name = "treated";
  treated.bands = n;
  treated.lower = j->bands.lower;
  treated.values = h->treated;
  waiting = treated;
  waiting.name = "waiting";
  waiting.values = h->waiting;
  for (int64_t list = 0; list < h->lists; list++) {
    int64_t row = list * h->periods + j->first, opening = j->steady ? row : row - 1;
    int32_t status = cpwi_check_range(&starts, row, j->flows, 0.0, DBL_MAX, WHERE, err);
    if (status == CPW_OK)
      status = cpwi_check_range(&treated, row * n, j->flows * n, 0.0, DBL_MAX, WHERE, err);
    if (status == CPW_OK)
      status = cpwi_check_range(&waiting, opening * n, (row + j->flows - opening) * n, 0.0, DBL_MAX,
                                WHERE, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t take(job *j, const cpw_history *history, const cpw_calibrate_options *options,
                    cpw_error *err) {
  int32_t status;
  j->options = defaults();
  if (!history) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "history is NULL");
  cpw_history_init(&j->history);
  if ((status = cpwi_take_options(&j->options, sizeof j->options, options, WHERE, err)) != CPW_OK ||
      (status = check_choices(&j->options, err)) != CPW_OK ||
      (status = cpwi_take_options(&j->history, sizeof j->history, history, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_bands(&j->bands, j->history.bands, WHERE, err)) != CPW_OK ||
      (status = check_shape(&j->history, j->bands.count, err)) != CPW_OK ||
      (status = take_window(j, err)) != CPW_OK)
    return status;
  return check_counts(j, err);
}

/* ---------------------------------------------------------------- the arrays of the result -- */

static int32_t add_by_list(job *j, cpw_result *result, int32_t merge, cpw_error *err) {
  const cpwi_column columns[] = {
      {"treatment_hazard", "share", "share of the band treated in a period", "list band",
       &j->treatment},
      {"removal_hazard", "share",
       "share of the band removed without treatment in a period; negative: net transfers in",
       "list band", &j->removal},
      {"start_uplift", "share", "unrecorded clock starts on top of the recorded ones", "list",
       &j->uplift},
      {"starts", "people", "recorded clock starts per period, weighted average", "list",
       &j->starts},
      {"capacity", "people", "treatments per period, weighted average", "list", &j->capacity},
      {"waiting", "people", "waiting at the end of the last period", "list band", &j->waiting},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_totals(job *j, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list period";
  const cpwi_column columns[] = {
      {"total_opening", "people", "waiting before the period", shape, &j->total_opening},
      {"total_starts", "people", "recorded clock starts in the period", shape, &j->total_starts},
      {"total_unrecorded", "people", "joined in the period without a recorded clock start", shape,
       &j->total_unrecorded},
      {"total_treated", "people", "treated in the period", shape, &j->total_treated},
      {"total_removed", "people", "removed without treatment in the period", shape,
       &j->total_removed},
      {"total_closing", "people", "waiting at the end of the period", shape, &j->total_closing},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_detail(job *j, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list period band";
  const cpwi_column columns[] = {
      {"inflow", "people", "one period older, and recorded clock starts", shape, &j->inflow},
      {"unrecorded", "people", "joined in the period without a recorded clock start", shape,
       &j->unrecorded},
      {"treated", "people", "treated in the period", shape, &j->treated},
      {"removed", "people", "removed without treatment in the period", shape, &j->removed},
      {"closing", "people", "waiting at the end of the period", shape, &j->closing},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_arrays(job *j, cpw_result *result, cpw_error *err) {
  const cpw_history *h = &j->history;
  int32_t merge = cpwi_list_merge(h->list), status;
  if ((status = cpwi_add_labelled(result, "list", h->lists, h->list, 0, err)) != CPW_OK ||
      (status = cpwi_add_labelled(result, "period", j->flows, h->period, j->first, err)) !=
          CPW_OK ||
      (status = cpwi_add_bands(result, &j->bands, j->options.allocator, err)) != CPW_OK ||
      (status = add_by_list(j, result, merge, err)) != CPW_OK ||
      (status = add_totals(j, result, merge, err)) != CPW_OK)
    return status;
  return j->options.detail ? add_detail(j, result, merge, err) : CPW_OK;
}

/* ---------------------------------------------------------------- notes --------------------- */

static int64_t count_limited(const job *j) {
  int64_t limited = 0, cells = j->history.lists * j->bands.count;
  for (int64_t i = 0; i < cells; i++)
    limited += j->removal[i] == -1.0;
  return limited;
}

static int32_t add_notes(const job *j, cpw_result *result, cpw_error *err) {
  static const char *const estimators[] = {"ratio of sums", "mean of ratios"};
  static const char *const choices[] = {
      "negative removals kept as net transfers in", "negative removals set to 0",
      "negative removals of the first band added to the starts, others kept",
      "negative removals of the first band added to the starts, others set to 0",
      "starts raised by the share missing in the first band, then negative removals set to 0"};
  char text[256];
  snprintf(text, sizeof text, "%s over %lld periods, a period weighing %s of the one after it; %s",
           estimators[j->options.estimator], (long long)j->flows,
           cpwi_number(j->options.recency).text, choices[j->options.unrecorded]);
  int32_t status = cpw_result_add_note(result, "estimate", text, err);
  if (status == CPW_OK && j->steady)
    status = cpw_result_add_note(result, "steady",
                                 "one period only: its opening list was taken to be its closing "
                                 "list",
                                 err);
  int64_t limited = count_limited(j);
  if (status == CPW_OK && limited > 0) {
    snprintf(text, sizeof text,
             "%lld removal hazards of %lld stand at the limit of -1: no more may join a band "
             "unrecorded than are in it",
             (long long)limited, (long long)(j->history.lists * j->bands.count));
    status = cpw_result_add_note(result, "limited", text, err);
  }
  return status;
}

/* ---------------------------------------------------------------- one list ------------------ */

static void round_row(const cpwi_grid *grid, int64_t n, const double *from, double *to) {
  for (int64_t m = 0; m < n; m++)
    to[m] = cpwi_on_grid(from[m], grid);
}

/* Everybody there ever was in the window. */
static double size_of(const job *j, int64_t list) {
  const cpw_history *h = &j->history;
  int64_t n = j->bands.count, row = list * h->periods + j->first,
          opening = j->steady ? row : row - 1;
  return cpwi_sum((row + j->flows - opening) * n, h->waiting + opening * n) +
         cpwi_sum(j->flows * n, h->treated + row * n) + cpwi_sum(j->flows, h->starts + row);
}

/* Reads the flows of one period onto the grid: who could leave, who was treated, who still waits. */
static double read_period(const job *j, work *w, int64_t row) {
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
static double missing_share(const job *j, work *w, int64_t list) {
  double gone = 0.0, started = 0.0, ratios = 0.0;
  for (int64_t k = 0; k < j->flows; k++) {
    double starts = read_period(j, w, list * j->history.periods + j->first + k), gap = 0.0;
    for (int64_t m = 0; m < j->ageing.reached; m++)
      gap += w->inflow[m] - w->treated[m] - w->closing[m];
    gone += j->weight[k] * gap;
    started += j->weight[k] * starts;
    ratios += starts > 0.0 ? j->weight[k] * (gap / starts) : 0.0;
  }
  double share = j->options.estimator == CPW_ESTIMATE_MEAN ? ratios / j->weights
                                                           : (started > 0.0 ? gone / started : 0.0);
  return share < 0.0 ? -share : 0.0;
}

/* Who left without treatment or joined without a clock start, for the balance. */
static void split_gaps(const job *j, work *w, double uplift) {
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
static void apply_choice(const job *j, work *w) {
  int32_t choice = j->options.unrecorded;
  int32_t redistribute =
      choice == CPW_UNRECORDED_REDISTRIBUTE || choice == CPW_UNRECORDED_REDISTRIBUTE_FLOOR;
  for (int64_t m = 0; redistribute && m < j->ageing.reached; m++)
    if (w->gap[m] < 0.0) {
      w->base[m] -= w->gap[m];
      w->gap[m] = 0.0;
    }
  if (choice != CPW_UNRECORDED_ALLOW && choice != CPW_UNRECORDED_REDISTRIBUTE)
    memcpy(w->gap, w->removed, (size_t)j->bands.count * sizeof *w->gap);
}

static void add_up(const job *j, work *w, double weight) {
  int64_t n = j->bands.count;
  if (j->options.estimator == CPW_ESTIMATE_POOLED) {
    for (int64_t m = 0; m < n; m++) {
      w->sum_treated[m] += weight * w->treated[m];
      w->sum_gone[m] += weight * w->gap[m];
      w->sum_base[m] += weight * w->base[m];
    }
    return;
  }
  for (int64_t m = 0; m < n; m++) {
    int some = w->base[m] > 0.0; /* a period with nobody there counts as 0, as published */
    w->sum_treated[m] += some ? weight * (w->treated[m] / w->base[m]) : 0.0;
    w->sum_gone[m] += some ? weight * (w->gap[m] / w->base[m]) : 0.0;
    w->sum_base[m] += weight;
  }
}

static void write_hazards(const job *j, const work *w, int64_t list) {
  int64_t n = j->bands.count;
  double *treatment = j->treatment + list * n, *removal = j->removal + list * n;
  for (int64_t m = 0; m < n; m++) {
    int some = w->sum_base[m] > 0.0;
    double gone = some ? w->sum_gone[m] / w->sum_base[m] : 0.0;
    treatment[m] = some ? w->sum_treated[m] / w->sum_base[m] : 0.0;
    removal[m] = gone < -1.0 ? -1.0 : (gone > 1.0 ? 1.0 : gone);
  }
}

static void write_totals(const job *j, const work *w, int64_t row, double starts) {
  int64_t n = j->bands.count;
  j->total_opening[row] = cpwi_sum(n, w->before);
  j->total_starts[row] = starts;
  j->total_unrecorded[row] = cpwi_sum(n, w->unrecorded);
  j->total_treated[row] = cpwi_sum(n, w->treated);
  j->total_removed[row] = cpwi_sum(n, w->removed);
  j->total_closing[row] = cpwi_sum(n, w->closing);
}

static void point_at_scratch(work *w, int64_t n) {
  double **rows[WORK_ROWS] = {&w->before,      &w->base,     &w->gap,     &w->inflow,
                              &w->unrecorded,  &w->treated,  &w->removed, &w->closing,
                              &w->sum_treated, &w->sum_gone, &w->sum_base};
  for (int k = 0; k < WORK_ROWS; k++)
    *rows[k] = w->scratch + k * n;
}

static void point_at_detail(const job *j, work *w, int64_t row) {
  int64_t at = row * j->bands.count;
  w->inflow = j->inflow + at;
  w->unrecorded = j->unrecorded + at;
  w->treated = j->treated + at;
  w->removed = j->removed + at;
  w->closing = j->closing + at;
}

/* The flows of all periods, once the uplift is known. */
static void follow(const job *j, work *w, int64_t list, double uplift) {
  int64_t n = j->bands.count;
  double starts = 0.0, treated = 0.0;
  memset(w->sum_treated, 0, (size_t)n * sizeof *w->sum_treated);
  memset(w->sum_gone, 0, (size_t)n * sizeof *w->sum_gone);
  memset(w->sum_base, 0, (size_t)n * sizeof *w->sum_base);
  for (int64_t k = 0; k < j->flows; k++) {
    int64_t row = list * j->flows + k;
    if (j->options.detail) point_at_detail(j, w, row);
    double joined = read_period(j, w, list * j->history.periods + j->first + k);
    split_gaps(j, w, cpwi_on_grid(uplift * joined, &w->grid));
    write_totals(j, w, row, joined);
    apply_choice(j, w);
    add_up(j, w, j->weight[k]);
    starts += j->weight[k] * joined;
    treated += j->weight[k] * j->total_treated[row];
  }
  j->uplift[list] = uplift;
  j->starts[list] = starts / j->weights;
  j->capacity[list] = treated / j->weights;
  memcpy(j->waiting + list * n, w->closing, (size_t)n * sizeof *w->closing);
  write_hazards(j, w, list);
}

static int32_t calibrate_list(const job *j, work *w, int64_t list, cpw_error *err) {
  double size = size_of(j, list), uplift = 0.0;
  point_at_scratch(w, j->bands.count);
  int32_t status = cpwi_grid_for(size, CPWI_SHRINKS, &w->grid);
  if (status == CPW_OK && j->options.unrecorded == CPW_UNRECORDED_UPLIFT) {
    uplift = missing_share(j, w, list);
    status = cpwi_grid_for(size * (1.0 + uplift), CPWI_SHRINKS, &w->grid);
  }
  if (status != CPW_OK)
    return cpwi_fail(err, status, list, WHERE, "%s: too many people",
                     cpwi_list_label(j->history.list, list).text);
  follow(j, w, list, uplift);
  return CPW_OK;
}

static int32_t calibrate_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *j = context;
  int64_t n = j->bands.count;
  work w;
  w.scratch = cpwi_alloc(j->options.allocator, (size_t)n, WORK_ROWS * sizeof *w.scratch);
  if (!w.scratch)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld bands", (long long)n);
  int32_t status = CPW_OK;
  for (int64_t list = first; list < last && status == CPW_OK; list++)
    status = calibrate_list(j, &w, list, err);
  cpwi_release(j->options.allocator, w.scratch);
  return status;
}

/* ---------------------------------------------------------------- the public one ------------ */

/* Weights by recency, the last period first. */
static int32_t take_weights(job *j, cpw_error *err) {
  j->weight = cpwi_alloc(j->options.allocator, (size_t)j->flows, sizeof *j->weight);
  if (!j->weight)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld periods", (long long)j->flows);
  double weight = 1.0;
  j->weights = 0.0;
  for (int64_t k = j->flows - 1; k >= 0; k--) {
    j->weight[k] = weight;
    j->weights += weight;
    weight *= j->options.recency;
  }
  return CPW_OK;
}

static int32_t calibrate_into(job *j, cpw_result *result, const cpw_run *run, cpw_error *err) {
  int32_t status;
  if ((status = add_arrays(j, result, err)) != CPW_OK || (status = take_weights(j, err)) != CPW_OK)
    return status;
  status = cpwi_ageing_init(&j->ageing, &j->bands, j->options.allocator);
  if (status != CPW_OK)
    return cpwi_fail(err, status, -1, WHERE, "no memory for %lld bands", (long long)j->bands.count);
  status = cpwi_parallel(run, j->history.lists, GRAIN, calibrate_range, j, WHERE, err);
  return status == CPW_OK ? add_notes(j, result, err) : status;
}

int32_t cpw_waitlist_calibrate(const cpw_history *history, const cpw_calibrate_options *options,
                               const cpw_run *run, cpw_result **out, cpw_error *err) {
  job j;
  memset(&j, 0, sizeof j);
  cpw_run known;
  int32_t status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  if ((status = cpwi_take_run(&known, run, WHERE, err)) != CPW_OK ||
      (status = take(&j, history, options, err)) != CPW_OK)
    return status;
  cpw_result *result;
  if ((status = cpw_result_new(j.options.allocator, &result, err)) != CPW_OK) return status;
  status = calibrate_into(&j, result, &known, err);
  cpwi_release(j.options.allocator, j.weight);
  cpwi_ageing_free(&j.ageing, j.options.allocator);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
