/* What a method does at an origin: calibrates on what was known, projects with the flows asked for.
 * Source: Wood and Worthington, Health Care Management Science 28:259-273 (2025), for the published
 * recipes. Leaves calibration and projection to the waitlist module. */
#include "backtest/internal.h"

#include "carepath/random.h"

#include <string.h>

#define LN_2 0.6931471805599453

/* half-lives of a period's weight, as shares of the horizon */
#define TREATMENT_MEMORY (1.0 / 3.0)
#define REMOVAL_MEMORY   (2.0 / 3.0)

void cpwi_recipe(cpwi_backtest *b) {
  cpw_calibrate_options *c = &b->calibrate;
  b->surplus = CPW_SURPLUS_CONSERVE;
  if (b->options.method != CPW_BACKTEST_OWN) cpw_calibrate_options_init(c);
  if (b->options.method == CPW_BACKTEST_PUBLISHED_A ||
      b->options.method == CPW_BACKTEST_PUBLISHED_B) {
    c->estimator = CPW_ESTIMATE_MEAN;
    c->recency = 1.0;
    c->unrecorded = b->options.method == CPW_BACKTEST_PUBLISHED_A ? CPW_UNRECORDED_UPLIFT
                                                                  : CPW_UNRECORDED_ALLOW;
  }
  c->first_period = 0;
  c->detail = 0;
  c->steady = 0;
  c->allocator = b->options.allocator;
}

/* The weight that has a half-life of so many periods. */
static double recency_of(double half_life) {
  return cpw_math_exp(-LN_2 / half_life);
}

/* The default looks back the further the further it looks ahead. */
static void set_memory(const cpwi_backtest *b, int64_t origin, cpw_calibrate_options *options) {
  double reach = (double)cpwi_reach(b, origin);
  if (b->options.method != CPW_BACKTEST_DEFAULT) return;
  options->estimator = CPW_ESTIMATE_COMBINED;
  options->recency = recency_of(TREATMENT_MEMORY * reach);
  options->removal_recency = recency_of(REMOVAL_MEMORY * reach);
}

const char *cpwi_recipe_words(int32_t method) {
  static const char *const words[] = {
      "the default of the library",
      "published A: mean of ratios, starts raised by the share missing, removals floored",
      "published B: mean of ratios, negative removals kept",
      "ratio of sums, recency 0.8, negative removals kept",
      "naive: the list of the origin",
      "the caller's own calibration"};
  return words[method];
}

/* The flows of the periods after an origin, (lists, reach). */
static void take_flows(const cpwi_backtest *b, int64_t origin, double *starts, double *capacity) {
  int64_t reach = cpwi_reach(b, origin), first = cpwi_origin_period(b, origin) + 1;
  for (int64_t list = 0; list < b->lists; list++)
    for (int64_t t = 0; t < reach; t++) {
      int64_t i = list * reach + t, row = list * b->history.periods + first + t;
      if (b->options.flows == CPW_BACKTEST_GIVEN) {
        int64_t given = cpwi_given_at(b, list, origin, t);
        starts[i] = b->options.starts[given];
        capacity[i] = b->options.capacity[given];
      } else {
        starts[i] = b->history.starts[row];
        capacity[i] = cpwi_sum(b->n, b->history.treated + row * b->n);
      }
    }
}

static int32_t project(const cpwi_backtest *b, int64_t origin, const cpw_result *calibration,
                       const double *starts, const double *capacity, double *waiting,
                       cpw_error *err) {
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_project_options options;
  cpw_result *projection = NULL;
  cpw_backlog_init(&backlog);
  cpw_bands_init(&bands);
  cpw_project_options_init(&options);
  options.periods = cpwi_reach(b, origin);
  options.starts = starts;
  options.capacity = capacity;
  options.surplus = b->surplus;
  options.allocator = b->options.allocator;
  int32_t status = cpw_backlog_view(calibration, &backlog, &bands, err);
  if (status == CPW_OK)
    status = cpw_waitlist_project(&backlog, &options, &b->run, &projection, err);
  if (status != CPW_OK) return status;
  const cpw_array *found = cpw_result_find(projection, "waiting");
  memcpy(waiting, found->real, (size_t)found->size * sizeof *waiting);
  cpw_result_free(projection);
  return CPW_OK;
}

static void keep_list(const cpwi_backtest *b, int64_t origin, double *waiting) {
  int64_t reach = cpwi_reach(b, origin), at = cpwi_origin_period(b, origin);
  for (int64_t list = 0; list < b->lists; list++)
    for (int64_t t = 0; t < reach; t++)
      memcpy(waiting + (list * reach + t) * b->n, cpwi_observed(b, list, at),
             (size_t)b->n * sizeof *waiting);
}

static int32_t calibrate_and_project(const cpwi_backtest *b, int64_t origin, double *flows,
                                     double *waiting, cpw_error *err) {
  cpw_calibrate_options options = b->calibrate;
  cpw_result *calibration = NULL;
  double *starts = flows, *capacity = flows ? flows + b->lists * cpwi_reach(b, origin) : NULL;
  options.last_period = cpwi_origin_period(b, origin);
  set_memory(b, origin, &options);
  int32_t status = cpw_waitlist_calibrate(&b->history, &options, &b->run, &calibration, err);
  if (status != CPW_OK) return status;
  if (flows) take_flows(b, origin, starts, capacity);
  status = project(b, origin, calibration, starts, capacity, waiting, err);
  cpw_result_free(calibration);
  return status;
}

int32_t cpwi_predict(const cpwi_backtest *b, int64_t origin, double *waiting, cpw_error *err) {
  double *flows = NULL;
  if (b->options.method == CPW_BACKTEST_NAIVE) {
    keep_list(b, origin, waiting);
    return CPW_OK;
  }
  if (b->options.flows != CPW_BACKTEST_LEVEL) {
    int64_t cells = b->lists * cpwi_reach(b, origin);
    flows = cpwi_alloc(b->options.allocator, (size_t)cells, 2 * sizeof *flows);
    if (!flows)
      return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_BACKTEST, "no memory for the flows of %lld lists",
                       (long long)b->lists);
  }
  int32_t status = calibrate_and_project(b, origin, flows, waiting, err);
  cpwi_release(b->options.allocator, flows);
  return status;
}
