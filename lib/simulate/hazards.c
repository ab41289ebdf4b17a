/* The hazards of one replication: the backlog's, those of a history whose periods are drawn again in
 * blocks, or normal ones of given variances.
 * Source: circular blocks, Politis and Romano, Exploring the Limits of Bootstrap, 263-270 (1992); the
 * estimates are those of waitlist/calibrate.c, whose flows are used. Leaves what the hazards do to people.c. */
#include "simulate/internal.h"

/* ---------------------------------------------------------------- a history ----------------- */

static int32_t check_history(const cpwi_simulation *s, const cpw_history *h, const cpw_bands *bands,
                             cpw_error *err) {
  int same = h->lists == s->backlog.lists && bands->count == s->bands.count &&
             bands->unit_weeks == s->bands.unit_weeks && bands->period == s->bands.period;
  for (int64_t m = 0; same && m < bands->count; m++)
    same = bands->lower[m] == s->bands.lower[m];
  if (same) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE,
                   "options.history has %lld lists of %lld bands, the backlog %lld of %lld: lists "
                   "and bands must be the same",
                   (long long)h->lists, (long long)bands->count, (long long)s->backlog.lists,
                   (long long)s->bands.count);
}

static int32_t find_flows(cpwi_simulation *s, cpw_error *err) {
  cpwi_past *past = &s->past;
  const cpw_array *inflow = cpw_result_find(past->flows, "inflow");
  past->inflow = inflow->real;
  past->treated = cpw_result_find(past->flows, "treated")->real;
  past->closing = cpw_result_find(past->flows, "closing")->real;
  past->starts = cpw_result_find(past->flows, "total_starts")->real;
  past->periods = inflow->dimension[1]->length;
  if (s->options.block < 1 || s->options.block > past->periods)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE,
                     "options.block = %lld must be 1 to %lld, the flows of the window",
                     (long long)s->options.block, (long long)past->periods);
  return CPW_OK;
}

int32_t cpwi_past_take(cpwi_simulation *s, cpw_error *err) {
  cpw_history history;
  cpw_bands bands;
  cpw_calibrate_options *o = &s->past.options;
  cpw_calibrate_options_init(o);
  cpw_history_init(&history);
  int32_t status;
  if ((status = cpwi_take_options(o, sizeof *o, s->options.calibrate, CPWI_SIMULATE, err)) !=
          CPW_OK ||
      (status = cpwi_take_options(&history, sizeof history, s->options.history, CPWI_SIMULATE,
                                  err)) != CPW_OK ||
      (status = cpwi_take_bands(&bands, history.bands, CPWI_SIMULATE, err)) != CPW_OK ||
      (status = check_history(s, &history, &bands, err)) != CPW_OK)
    return status;
  o->detail = 1;
  o->allocator = s->options.allocator;
  status = cpw_waitlist_calibrate(s->options.history, o, NULL, &s->past.flows, err);
  return status == CPW_OK ? find_flows(s, err) : status;
}

/* ---------------------------------------------------------------- memory -------------------- */

static int draws_hazards(const cpwi_simulation *s) {
  return s->past.flows || s->options.treatment_variance || s->options.removal_variance;
}

int32_t cpwi_hazards_init(cpwi_hazards *h, const cpwi_simulation *s) {
  const cpw_allocator *allocator = s->options.allocator;
  memset(h, 0, sizeof *h);
  if (!draws_hazards(s)) return CPW_OK;
  h->memory = cpwi_alloc(allocator, (size_t)s->bands.count, 6 * sizeof *h->memory);
  h->weight = cpwi_alloc(allocator, (size_t)s->past.periods, sizeof *h->weight);
  return h->memory && h->weight ? CPW_OK : CPW_ENOMEM;
}

void cpwi_hazards_free(cpwi_hazards *h, const cpwi_simulation *s) {
  cpwi_release(s->options.allocator, h->memory);
  cpwi_release(s->options.allocator, h->weight);
}

/* ---------------------------------------------------------------- blocks of a history ------- */

/* What every period weighs in the new history: its own weight, as often as it is drawn. On a circle
 * every period is drawn as often as any other, so the draws lie around the estimate itself. */
static void draw_periods(cpwi_hazards *h, const cpwi_simulation *s, int64_t replication) {
  const int64_t count = s->past.periods, block = s->options.block;
  cpw_stream stream;
  cpw_stream_init(&stream, s->run.seed, (uint64_t)replication, CPWI_DRAW_BLOCKS, 0);
  memset(h->weight, 0, (size_t)count * sizeof *h->weight);
  for (int64_t place = 0; place < count; place += block) {
    int64_t from = (int64_t)cpw_random_below(&stream, (uint64_t)count);
    for (int64_t i = 0; i < block && place + i < count; i++)
      h->weight[(from + i) % count] += 1.0;
  }
  double weight = 1.0;
  for (int64_t k = count - 1; k >= 0; k--, weight *= s->past.options.recency)
    h->weight[k] *= weight;
}

/* The share of the clock starts that arrives in band m within its first period. */
static double share_joining(const cpwi_ageing *ageing, int64_t m) {
  if (ageing->shift) return m == 0 ? 1.0 : 0.0;
  const double *share = ageing->share + ageing->at[ageing->bands];
  double below = m > 0 ? share[m - 1] : 0.0;
  return (m + 1 < ageing->reached ? share[m] : 1.0) - below;
}

/* Sums over the periods drawn, band by band. */
typedef struct sums {
  double *treated, *gone, *base;
} sums;

/* One band in one period, by the rules of waitlist/calibrate.c. */
static void add_flow(const cpwi_simulation *s, const sums *to, int64_t m, int64_t at, double weight,
                     double joined) {
  const cpwi_past *past = &s->past;
  const int32_t choice = past->options.unrecorded;
  double base = past->inflow[at] + joined, treated = past->treated[at];
  double gap = base - treated - past->closing[at];
  int first = m < s->ageing.reached && (choice == CPW_UNRECORDED_REDISTRIBUTE ||
                                        choice == CPW_UNRECORDED_REDISTRIBUTE_FLOOR);
  if (gap < 0.0 && first) {
    base -= gap;
    gap = 0.0;
  }
  if (gap < 0.0 && choice != CPW_UNRECORDED_ALLOW && choice != CPW_UNRECORDED_REDISTRIBUTE)
    gap = 0.0;
  if (past->options.estimator == CPW_ESTIMATE_POOLED) {
    to->treated[m] += weight * treated;
    to->gone[m] += weight * gap;
    to->base[m] += weight * base;
    return;
  }
  if (base > 0.0) {
    to->treated[m] += weight * (treated / base);
    to->gone[m] += weight * (gap / base);
  }
  to->base[m] += weight;
}

/* The clock starts that were missing in the periods drawn, as a share. */
static double missing_share(const cpwi_hazards *h, const cpwi_simulation *s, int64_t list) {
  const cpwi_past *past = &s->past;
  double gone = 0.0, started = 0.0, ratios = 0.0, weights = 0.0;
  for (int64_t k = 0; k < past->periods; k++) {
    int64_t row = list * past->periods + k;
    double gap = 0.0, starts = past->starts[row];
    for (int64_t m = 0; m < s->ageing.reached; m++) {
      int64_t at = row * s->bands.count + m;
      gap += past->inflow[at] - past->treated[at] - past->closing[at];
    }
    gone += h->weight[k] * gap;
    started += h->weight[k] * starts;
    ratios += starts > 0.0 ? h->weight[k] * (gap / starts) : 0.0;
    weights += h->weight[k];
  }
  double share = started > 0.0 ? gone / started : 0.0;
  if (past->options.estimator == CPW_ESTIMATE_MEAN) share = ratios / weights;
  return share < 0.0 ? -share : 0.0;
}

static double within(double x, double least, double most) {
  return x < least ? least : (x > most ? most : x);
}

static void calibrate_again(cpwi_hazards *h, const cpwi_simulation *s, int64_t list,
                            double *treatment, double *removal) {
  const cpwi_past *past = &s->past;
  const int64_t n = s->bands.count;
  const sums to = {h->memory + 2 * n, h->memory + 3 * n, h->memory + 4 * n};
  memset(to.treated, 0, 3 * (size_t)n * sizeof *to.treated);
  h->uplift = past->options.unrecorded == CPW_UNRECORDED_UPLIFT ? missing_share(h, s, list) : 0.0;
  for (int64_t k = 0; k < past->periods; k++) {
    int64_t row = list * past->periods + k;
    double joined = h->uplift * past->starts[row];
    if (h->weight[k] == 0.0) continue;
    for (int64_t m = 0; m < n; m++) {
      double here = m < s->ageing.reached ? joined * share_joining(&s->ageing, m) : 0.0;
      add_flow(s, &to, m, row * n + m, h->weight[k], here);
    }
  }
  for (int64_t m = 0; m < n; m++) {
    int some = to.base[m] > 0.0;
    treatment[m] = some ? to.treated[m] / to.base[m] : 0.0;
    removal[m] = some ? within(to.gone[m] / to.base[m], -1.0, 1.0) : 0.0;
  }
}

/* ---------------------------------------------------------------- given variances ----------- */

/* Normal numbers with the same correlation between any two, around the backlog's hazards. */
static void spread_hazards(cpw_stream *stream, int64_t n, double correlation,
                           const double *variance, double *hazard) {
  double common = sqrt(correlation) * cpw_random_normal(stream, 0.0, 1.0);
  double own = sqrt(1.0 - correlation);
  for (int64_t m = 0; m < n; m++)
    hazard[m] += sqrt(variance[m]) * (common + own * cpw_random_normal(stream, 0.0, 1.0));
}

static void draw_around(const cpwi_simulation *s, int64_t list, int64_t replication,
                        double *treatment, double *removal) {
  const cpw_simulate_options *o = &s->options;
  const int64_t n = s->bands.count;
  const double *before = s->backlog.removal_hazard + list * n;
  cpw_stream stream;
  cpw_stream_init(&stream, s->run.seed, (uint64_t)replication, CPWI_DRAW_HAZARDS, (uint64_t)list);
  memcpy(treatment, s->backlog.treatment_hazard + list * n, (size_t)n * sizeof *treatment);
  memcpy(removal, before, (size_t)n * sizeof *removal);
  if (o->treatment_variance)
    spread_hazards(&stream, n, o->hazard_correlation, o->treatment_variance + list * n, treatment);
  if (o->removal_variance)
    spread_hazards(&stream, n, o->hazard_correlation, o->removal_variance + list * n, removal);
  for (int64_t m = 0; m < n; m++) {
    treatment[m] = treatment[m] > 0.0 ? treatment[m] : 0.0;
    removal[m] = within(removal[m], before[m] < 0.0 ? -1.0 : 0.0, 1.0);
  }
}

/* ---------------------------------------------------------------- the one for the caller ---- */

void cpwi_hazards_draw(cpwi_hazards *h, const cpwi_simulation *s, int64_t list,
                       int64_t replication) {
  const cpw_backlog *b = &s->backlog;
  const int64_t n = s->bands.count;
  h->treatment = b->treatment_hazard + list * n;
  h->removal = b->removal_hazard + list * n;
  h->uplift = b->start_uplift ? b->start_uplift[list] : 0.0;
  if (!h->memory) return;
  double *treatment = h->memory, *removal = h->memory + n;
  if (s->past.flows) {
    draw_periods(h, s, replication);
    calibrate_again(h, s, list, treatment, removal);
  } else {
    draw_around(s, list, replication, treatment, removal);
  }
  h->treatment = treatment;
  h->removal = removal;
}
