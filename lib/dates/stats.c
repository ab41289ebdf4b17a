/* What a list of dates says about itself: demand, capacity, who waits, and the rules of thumb.
 * Source: Fong et al., medRxiv 2022.08.23.22279117; the definitions in carepath/dates.h.
 * Leaves checks and counts by day to rows.c and the one-line formulae to carepath/waitlist.h. */
#include "carepath/waitlist.h"
#include "dates/internal.h"

#include <math.h>

#define NO_VALUE ((double)NAN)
#define WEEK     7.0

/* A rate a day, how uneven it is, and how many events are behind it. */
typedef struct pace {
  double daily, cov;
  int64_t count;
} pace;

static double cov_of(const cpw_moments *gaps) {
  return cpw_moments_sd(gaps, 1) / cpw_moments_mean(gaps);
}

/* ---------------------------------------------------------------- demand -------------------- */

/* Gaps of (start, referrals of the window in row order, end). */
static pace published_demand(const cpwi_dates *d) {
  cpw_moments gaps;
  cpw_moments_init(&gaps);
  int32_t before = d->start;
  for (int64_t i = 0; i < d->rows.rows; i++) {
    int32_t day = d->rows.referral[i];
    if (day < d->start || day > d->end) continue;
    cpw_moments_add(&gaps, (double)day - (double)before);
    before = day;
  }
  cpw_moments_add(&gaps, (double)d->end - (double)before);
  return (pace){1.0 / cpw_moments_mean(&gaps), cov_of(&gaps), gaps.count};
}

static pace demand_of(const cpwi_dates *d, const cpwi_days *days) {
  cpw_moments gaps;
  cpw_moments_init(&gaps);
  int64_t count = 0, before = -1;
  for (int64_t day = 0; day < days->count; day++) {
    for (int64_t k = 0; k < days->joined[day]; k++) {
      if (before >= 0) cpw_moments_add(&gaps, (double)(day - before));
      before = day;
    }
    count += days->joined[day];
  }
  if (d->options.published) return published_demand(d);
  return (pace){(double)count / (double)days->count, cov_of(&gaps), count};
}

/* ---------------------------------------------------------------- capacity ------------------ */

/* Busy days between removals. */
static pace busy_capacity(const cpwi_days *days) {
  cpw_moments gaps;
  cpw_moments_init(&gaps);
  int64_t people = days->opening, busy = 0, since = 0, count = 0;
  for (int64_t day = 0; day < days->count; day++) {
    people += days->joined[day];
    if (people > 0) {
      busy++;
      since++;
    }
    for (int64_t k = 0; k < days->removed[day]; k++) {
      cpw_moments_add(&gaps, (double)since);
      since = 0;
    }
    count += days->removed[day];
    people -= days->left[day];
  }
  if (count == 0) return (pace){NO_VALUE, NO_VALUE, 0};
  return (pace){(double)count / (double)busy, count == 1 ? 0.0 : cov_of(&gaps), count};
}

/* The published gaps: from the removal before, or from a day on which the list was empty; a removal
 * on such a day comes after it. days: from the first to the last referral, counted as published. */
static void published_gaps(const cpwi_dates *d, const cpwi_days *days, const int64_t *removed,
                           int32_t first, int64_t span, cpw_moments *gaps) {
  int64_t people = 0, before = (int64_t)d->start - first,
          offset = (int64_t)d->first_referral - first;
  for (int64_t day = 0; day < span; day++) {
    int64_t k = day - offset;
    if (k >= 0 && k < days->count) {
      people += days->joined[k] - days->left[k];
      if (people == 0) before = day;
    }
    for (int64_t i = 0; i < removed[day]; i++) {
      cpw_moments_add(gaps, (double)(day - before));
      before = day;
    }
  }
}

static int32_t published_capacity(const cpwi_dates *d, pace *out, cpw_error *err) {
  *out = (pace){NO_VALUE, NO_VALUE, 0};
  if (d->rows.rows == 0) return CPW_OK;
  const cpw_allocator *a = d->options.allocator;
  int32_t first = d->first_referral, last = d->last_referral;
  for (int64_t i = 0; i < d->rows.rows; i++) {
    int32_t day = d->rows.removal[i];
    if (day == CPW_DATE_NONE) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  int64_t span = (int64_t)last - first + 1;
  int64_t *removed = cpwi_alloc_zero(a, (size_t)span, sizeof *removed);
  cpwi_days days = {0};
  cpw_moments gaps;
  cpw_moments_init(&gaps);
  int32_t status = CPW_OK;
  if (!removed)
    status = cpwi_fail(err, CPW_ENOMEM, -1, d->where, "no memory for %lld days", (long long)span);
  if (status == CPW_OK)
    status = cpwi_days_init(&days, d, d->first_referral, d->last_referral, 1, err);
  if (status == CPW_OK) {
    for (int64_t i = 0; i < d->rows.rows; i++)
      if (d->rows.removal[i] != CPW_DATE_NONE) removed[d->rows.removal[i] - first]++;
    published_gaps(d, &days, removed, first, span, &gaps);
    double mean = cpw_moments_mean(&gaps);
    *out = (pace){1.0 / mean, (gaps.count > 1 ? cpw_moments_sd(&gaps, 1) : 0.0) / mean, gaps.count};
  }
  cpwi_days_free(&days, a);
  cpwi_release(a, removed);
  return status;
}

static int32_t capacity_of(const cpwi_dates *d, const cpwi_days *days, pace *out, cpw_error *err) {
  if (d->options.published) return published_capacity(d, out, err);
  *out = busy_capacity(days);
  return CPW_OK;
}

/* ---------------------------------------------------------------- results ------------------- */

/* A single number of a result. */
typedef struct figure {
  const char *name, *unit, *description;
  double value;
} figure;

static int32_t give_figures(const cpwi_dates *d, const figure *figures, size_t count,
                            cpw_result **out, cpw_error *err) {
  cpw_result *result;
  int32_t status = cpw_result_new(d->options.allocator, &result, err);
  if (status != CPW_OK) return status;
  for (size_t k = 0; k < count && status == CPW_OK; k++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, figures[k].name, figures[k].unit, figures[k].description,
                                  "", CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    if (status == CPW_OK) *(double *)memory = figures[k].value;
  }
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

/* What every figure is made from: the days of the window, as published or mended. */
static int32_t prepare(cpwi_dates *d, cpwi_days *days, const cpw_date_rows *rows,
                       const cpw_dates_options *options, int32_t removals, const void *out,
                       const char *where, cpw_error *err) {
  *days = (cpwi_days){0};
  d->options.allocator = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "out is NULL");
  int32_t status = cpwi_dates_take(d, rows, options, removals, 1, where, err);
  if (status != CPW_OK) {
    d->options.allocator = NULL; /* it may be the very thing that is wrong */
    return status;
  }
  return cpwi_days_init(days, d, d->start, d->end, d->options.published, err);
}

int32_t cpw_dates_referral_stats(const cpw_date_rows *rows, const cpw_dates_options *options,
                                 cpw_result **out, cpw_error *err) {
  cpwi_dates d;
  cpwi_days days;
  int32_t status = prepare(&d, &days, rows, options, 0, out, __func__, err);
  if (status == CPW_OK) {
    pace demand = demand_of(&d, &days);
    const figure figures[] = {
        {"demand_weekly", "people a week", "referrals a week", WEEK * demand.daily},
        {"demand_daily", "people a day", "referrals a day", demand.daily},
        {"demand_cov", "", "coefficient of variation of the gaps between referrals", demand.cov},
        {"demand_count", "people", "referrals behind the figures", (double)demand.count},
    };
    status = give_figures(&d, figures, sizeof figures / sizeof *figures, out, err);
  }
  cpwi_days_free(&days, d.options.allocator);
  return status;
}

int32_t cpw_dates_removal_stats(const cpw_date_rows *rows, const cpw_dates_options *options,
                                cpw_result **out, cpw_error *err) {
  cpwi_dates d;
  cpwi_days days;
  pace capacity;
  int32_t status = prepare(&d, &days, rows, options, 1, out, __func__, err);
  if (status == CPW_OK) status = capacity_of(&d, &days, &capacity, err);
  if (status == CPW_OK) {
    const figure figures[] = {
        {"capacity_weekly", "people a week", "removals a week", WEEK * capacity.daily},
        {"capacity_daily", "people a day", "removals a day", capacity.daily},
        {"capacity_cov", "", "coefficient of variation of the gaps between removals", capacity.cov},
        {"removal_count", "people", "removals behind the figures", (double)capacity.count},
    };
    status = give_figures(&d, figures, sizeof figures / sizeof *figures, out, err);
  }
  cpwi_days_free(&days, d.options.allocator);
  return status;
}

static int32_t give_queue(const cpwi_dates *d, const cpwi_days *days, cpw_result *result,
                          cpw_error *err) {
  void *date = NULL, *size = NULL;
  int32_t status = cpw_result_add_dimension(result, "day", days->count, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "date", "days since 1970-01-01", "the day", "day",
                                  CPW_INT64, CPW_MERGE_SAME, &date, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "queue_size", "people", "waiting at the end of the day",
                                  "day", CPW_INT64, CPW_MERGE_SAME, &size, err);
  if (status != CPW_OK) return status;
  int64_t people = days->opening;
  for (int64_t k = 0; k < days->count; k++) {
    people += days->joined[k] - days->left[k];
    ((int64_t *)date)[k] = d->start + k;
    ((int64_t *)size)[k] = people;
  }
  return CPW_OK;
}

int32_t cpw_dates_queue_size(const cpw_date_rows *rows, const cpw_dates_options *options,
                             cpw_result **out, cpw_error *err) {
  cpwi_dates d;
  cpwi_days days;
  cpw_result *result = NULL;
  int32_t status = prepare(&d, &days, rows, options, 1, out, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(d.options.allocator, &result, err);
  if (status == CPW_OK) status = give_queue(&d, &days, result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  cpwi_days_free(&days, d.options.allocator);
  return status;
}

/* ---------------------------------------------------------------- the whole list ------------ */

/* Who waits at the end of the window. Published: whoever is removed later, also if referred later. */
static int waits_at_end(const cpwi_dates *d, int64_t row) {
  int32_t referral = d->rows.referral[row];
  if (!d->options.published) return referral <= d->end && cpwi_leaves(&d->rows, row) > d->end;
  int32_t removal = d->rows.removal[row];
  return removal == CPW_DATE_NONE ? referral <= d->end : removal > d->end;
}

static double mean_wait(const cpwi_dates *d) {
  int64_t days = 0, people = 0;
  for (int64_t i = 0; i < d->rows.rows; i++)
    if (waits_at_end(d, i)) {
      people++;
      days += (int64_t)d->end - d->rows.referral[i];
    }
  return people ? (double)days / (double)people : NO_VALUE;
}

static double queue_at_end(const cpwi_days *days) {
  int64_t people = days->opening;
  for (int64_t k = 0; k < days->count; k++)
    people += days->joined[k] - days->left[k];
  return (double)people;
}

static double truth(double value, int is_true) {
  return isnan(value) ? NO_VALUE : is_true ? 1.0 : 0.0;
}

static int32_t give_stats(const cpwi_dates *d, const cpwi_days *days, pace demand, pace capacity,
                          cpw_result **out, cpw_error *err) {
  const cpw_dates_options *o = &d->options;
  double weekly = WEEK * demand.daily, served = WEEK * capacity.daily, wait = mean_wait(d);
  double load = cpw_waitlist_load(weekly, served), size = queue_at_end(days);
  double target = cpw_waitlist_target_size(weekly, o->target_weeks, o->factor);
  int too_big = size > 2.0 * target;
  double relief = cpw_waitlist_relief_capacity(weekly, size, target, o->relief_weeks);
  double steady =
      cpw_waitlist_target_capacity(weekly, o->target_weeks, o->factor, demand.cov, capacity.cov);
  double unit = o->published ? 1.0 : WEEK; /* published: days over weeks */
  const figure figures[] = {
      {"mean_demand", "people a week", "referrals a week", weekly},
      {"mean_capacity", "people a week", "removals a week", served},
      {"load", "", "demand over capacity", load},
      {"load_too_big", "", "1: the load is 1 or more", truth(load, load >= 1.0)},
      {"count_demand", "people", "referrals behind the demand", (double)demand.count},
      {"queue_size", "people", "waiting at the end", size},
      {"target_queue_size", "people", "who may wait", target},
      {"queue_too_big", "", "1: more than twice the target size", truth(target, too_big)},
      {"mean_wait", "days", "mean wait of those who wait at the end", wait},
      {"cv_arrival", "", "coefficient of variation of the gaps between referrals", demand.cov},
      {"cv_removal", "", "coefficient of variation of the gaps between removals", capacity.cov},
      {"target_capacity", "people a week", "capacity that holds the list at its target size",
       too_big ? NO_VALUE : steady},
      {"relief_capacity", "people a week", "capacity that shrinks a list that is too big",
       too_big ? relief : NO_VALUE},
      {"pressure", "", "twice the mean wait over the target",
       cpw_waitlist_pressure(wait, unit * o->target_weeks)},
  };
  return give_figures(d, figures, sizeof figures / sizeof *figures, out, err);
}

int32_t cpw_dates_stats(const cpw_date_rows *rows, const cpw_dates_options *options,
                        cpw_result **out, cpw_error *err) {
  cpwi_dates d;
  cpwi_days days;
  pace capacity;
  int32_t status = prepare(&d, &days, rows, options, 1, out, __func__, err);
  if (status == CPW_OK) status = capacity_of(&d, &days, &capacity, err);
  if (status == CPW_OK) status = give_stats(&d, &days, demand_of(&d, &days), capacity, out, err);
  cpwi_days_free(&days, d.options.allocator);
  return status;
}
