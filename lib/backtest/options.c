/* What a caller of the back-test gave: options, the history's shape and counts, the origins.
 * Source: the rules in carepath/backtest.h. Leaves the check of the flows of a window to calibrate. */
#include "backtest/internal.h"

#include <float.h>
#include <string.h>

static cpw_backtest_options defaults(void) {
  cpw_backtest_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.first_origin = 3;
  o.last_origin = -1;
  o.horizon = 12;
  o.weeks = CPW_RTT_WEEKS;
  o.least = 1.0;
  o.break_share = 0.25;
  return o;
}

void cpw_backtest_options_init_sized(cpw_backtest_options *options, size_t size) {
  cpw_backtest_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_choices(const cpw_backtest_options *o, cpw_error *err) {
  const cpwi_choice choices[] = {
      {"method", o->method, CPW_BACKTEST_OWN},
      {"flows", o->flows, CPW_BACKTEST_GIVEN},
      {"whole_bands", o->whole_bands, 1},
      {"bands", o->bands, 1},
  };
  int32_t status =
      cpwi_check_choices(choices, sizeof choices / sizeof *choices, CPWI_BACKTEST, err);
  if (status != CPW_OK) return status;
  const struct {
    const char *name;
    double value;
  } amounts[] = {{"weeks", o->weeks}, {"least", o->least}, {"break_share", o->break_share}};
  for (size_t k = 0; k < sizeof amounts / sizeof *amounts; k++)
    if (!(amounts[k].value > 0.0 && amounts[k].value <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_BACKTEST,
                       "options.%s = %s must be finite and > 0", amounts[k].name,
                       cpwi_number(amounts[k].value).text);
  if (o->horizon < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_BACKTEST, "options.horizon = %lld must be >= 1",
                     (long long)o->horizon);
  return cpwi_check_allocator(o->allocator, CPWI_BACKTEST, err);
}

/* Which origins there are, and how far ahead of the first one the history goes. */
static int32_t take_origins(cpwi_backtest *b, cpw_error *err) {
  int64_t periods = b->history.periods, last = b->options.last_origin;
  if (last == -1) last = periods - 2;
  if (b->options.first_origin < 1 || b->options.first_origin > periods - 2)
    return cpwi_fail(
        err, CPW_EINVAL, -1, CPWI_BACKTEST,
        "options.first_origin = %lld must be 1 to %lld: an origin needs a period before "
        "it and one after it, of %lld",
        (long long)b->options.first_origin, (long long)(periods - 2), (long long)periods);
  if (last < b->options.first_origin || last > periods - 2)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_BACKTEST,
                     "options.last_origin = %lld must be -1 or %lld to %lld", (long long)last,
                     (long long)b->options.first_origin, (long long)(periods - 2));
  b->origins = last - b->options.first_origin + 1;
  b->horizon = cpwi_smaller(b->options.horizon, periods - 1 - b->options.first_origin);
  return CPW_OK;
}

static int32_t check_shape(const cpwi_backtest *b, cpw_error *err) {
  const cpw_history *h = &b->history;
  int64_t cells;
  if (h->lists < 1 || h->periods < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_BACKTEST,
                     "history.lists = %lld and history.periods = %lld must be >= 1",
                     (long long)h->lists, (long long)h->periods);
  if (!h->starts || !h->treated || !h->waiting)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_BACKTEST, "history.%s is NULL",
                     !h->starts ? "starts" : (!h->treated ? "treated" : "waiting"));
  if (!cpwi_multiply(h->lists, h->periods, &cells) || !cpwi_multiply(cells, h->periods, &cells) ||
      !cpwi_multiply(cells, b->bands.count, &cells) || cells > INT64_MAX / 64)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_BACKTEST,
                     "%lld lists of %lld periods and %lld bands are too many", (long long)h->lists,
                     (long long)h->periods, (long long)b->bands.count);
  int32_t status = cpwi_check_dimension(h->list, "history.list", h->lists, CPWI_BACKTEST, err);
  if (status != CPW_OK) return status;
  return cpwi_check_dimension(h->period, "history.period", h->periods, CPWI_BACKTEST, err);
}

static int32_t check_counts(const cpwi_backtest *b, cpw_error *err) {
  const cpw_history *h = &b->history;
  cpwi_block starts = {.name = "starts",
                       .lists = h->lists,
                       .periods = h->periods,
                       .values = h->starts,
                       .list = h->list,
                       .period = h->period};
  cpwi_block treated = starts;
  treated.name = "treated";
  treated.bands = b->n;
  treated.lower = b->bands.lower;
  treated.values = h->treated;
  cpwi_block waiting = treated;
  waiting.name = "waiting";
  waiting.values = h->waiting;
  int32_t status = CPW_OK;
  for (int64_t list = 0; list < h->lists && status == CPW_OK; list++) {
    int64_t row = list * h->periods; /* starts and completions of the first period are not used */
    status = cpwi_check_range(&starts, row + 1, h->periods - 1, 0.0, DBL_MAX, CPWI_BACKTEST, err);
    if (status == CPW_OK)
      status = cpwi_check_range(&treated, (row + 1) * b->n, (h->periods - 1) * b->n, 0.0, DBL_MAX,
                                CPWI_BACKTEST, err);
  }
  return status == CPW_OK ? cpwi_check_counts(&waiting, CPWI_BACKTEST, err) : status;
}

/* The caller's forecasts of flows: those within the history must be counts. */
static int32_t check_given(const cpwi_backtest *b, cpw_error *err) {
  const struct {
    const char *name;
    const double *values;
  } given[] = {{"options.starts", b->options.starts}, {"options.capacity", b->options.capacity}};
  int64_t cells;
  if (b->options.flows != CPW_BACKTEST_GIVEN) return CPW_OK;
  if (!cpwi_multiply(b->lists * b->origins, b->options.horizon, &cells) ||
      cells > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(
        err, CPW_EOVERFLOW, -1, CPWI_BACKTEST,
        "options.horizon = %lld: forecasts of %lld lists from %lld origins are too many",
        (long long)b->options.horizon, (long long)b->lists, (long long)b->origins);
  for (int k = 0; k < 2; k++) {
    if (!given[k].values)
      return cpwi_fail(err, CPW_EINVAL, -1, CPWI_BACKTEST,
                       "%s is NULL: options.flows = CPW_BACKTEST_GIVEN takes both", given[k].name);
    for (int64_t list = 0; list < b->lists; list++)
      for (int64_t origin = 0; origin < b->origins; origin++)
        for (int64_t ahead = 0; ahead < cpwi_reach(b, origin); ahead++) {
          int64_t i = cpwi_given_at(b, list, origin, ahead);
          if (!(given[k].values[i] >= 0.0 && given[k].values[i] <= DBL_MAX))
            return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_BACKTEST,
                             "%s[%lld][%lld][%lld] = %s must be finite and >= 0 (%s)",
                             given[k].name, (long long)list, (long long)origin, (long long)ahead,
                             cpwi_number(given[k].values[i]).text,
                             cpwi_list_label(b->history.list, list).text);
        }
  }
  return CPW_OK;
}

static int32_t take_limits(cpwi_backtest *b, cpw_error *err) {
  b->within_limit = cpwi_limit_at(&b->bands, b->options.weeks, b->options.whole_bands);
  b->long_limit = cpwi_limit_at(&b->bands, 52.0, b->options.whole_bands);
  if (b->within_limit.band < 0)
    return cpwi_fail_open_band(&b->bands, "options.weeks", b->options.weeks, CPWI_BACKTEST, err);
  return CPW_OK;
}

int32_t cpwi_backtest_take(cpwi_backtest *b, const cpw_history *history,
                           const cpw_backtest_options *options, const cpw_run *run,
                           cpw_error *err) {
  int32_t status;
  b->options = defaults();
  if (!history) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_BACKTEST, "history is NULL");
  cpw_history_init(&b->history);
  cpw_calibrate_options_init(&b->calibrate);
  if ((status = cpwi_take_run(&b->run, run, CPWI_BACKTEST, err)) != CPW_OK ||
      (status = cpwi_take_options(&b->options, sizeof b->options, options, CPWI_BACKTEST, err)) !=
          CPW_OK ||
      (status = check_choices(&b->options, err)) != CPW_OK ||
      (status = cpwi_take_options(&b->calibrate, sizeof b->calibrate, b->options.calibrate,
                                  CPWI_BACKTEST, err)) != CPW_OK ||
      (status = cpwi_take_options(&b->history, sizeof b->history, history, CPWI_BACKTEST, err)) !=
          CPW_OK ||
      (status = cpwi_take_bands(&b->bands, b->history.bands, CPWI_BACKTEST, err)) != CPW_OK)
    return status;
  b->lists = b->history.lists;
  b->n = b->bands.count;
  b->run.progress = NULL;
  if ((status = check_shape(b, err)) != CPW_OK || (status = take_origins(b, err)) != CPW_OK ||
      (status = take_limits(b, err)) != CPW_OK || (status = check_counts(b, err)) != CPW_OK)
    return status;
  return check_given(b, err);
}
