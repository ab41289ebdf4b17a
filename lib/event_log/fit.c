/* Laws fitted to durations by maximum likelihood, beside the Kaplan-Meier curve that assumes none.
 * Source: Lawless, Statistical Models and Methods for Lifetime Data, 2003, 2.4 (censoring and
 * truncation), 3.2 (Kaplan-Meier with late entry); Akaike 1974, Schwarz 1978.
 * Leaves Weibull and lognormal to fit_scale.c, gamma to fit_gamma.c, the stays to durations.c. */
#include "event_log/internal.h"

#include "carepath/random.h"
#include "carepath/stats.h"
#include "stats/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- memory -------------------- */

int cpwi_fitter_init(cpwi_fitter *f, int64_t n, const cpw_allocator *allocator) {
  memset(f, 0, sizeof *f);
  f->allocator = allocator;
  f->log_time = cpwi_alloc(allocator, (size_t)n, sizeof *f->log_time);
  f->log_entry = cpwi_alloc(allocator, (size_t)n, sizeof *f->log_entry);
  f->entries = cpwi_alloc(allocator, (size_t)n, sizeof *f->entries);
  f->steps.time = cpwi_alloc(allocator, (size_t)n, sizeof *f->steps.time);
  f->steps.after = cpwi_alloc(allocator, (size_t)n, sizeof *f->steps.after);
  return f->log_time && f->log_entry && f->entries && f->steps.time && f->steps.after;
}

void cpwi_fitter_free(cpwi_fitter *f) {
  cpwi_release(f->allocator, f->log_time);
  cpwi_release(f->allocator, f->log_entry);
  cpwi_release(f->allocator, f->entries);
  cpwi_release(f->allocator, f->steps.time);
  cpwi_release(f->allocator, f->steps.after);
}

/* ---------------------------------------------------------------- order --------------------- */

/* Sorts the indices of some rows by a column. */
static void order_by(const double *x, cpwi_item *items, cpwi_item *spare, int64_t n,
                     int64_t *counts) {
  for (int64_t i = 0; i < n; i++)
    items[i].key = cpwi_order_key(x[items[i].index], 0);
  cpwi_order_items(items, spare, n, counts);
}

void cpwi_sample_order(const double *time, const int32_t *ended, const double *entry,
                       const int64_t *cell, int64_t n, cpwi_item *items, cpwi_item *spare,
                       int64_t *counts) {
  int64_t over = 0, at = 0;
  for (int64_t i = 0; i < n; i++)
    if (!ended || ended[i]) items[over++].index = i;
  at = over;
  for (int64_t i = 0; i < n; i++)
    if (ended && !ended[i]) items[at++].index = i;
  if (entry) {
    order_by(entry, items, spare, over, counts);
    order_by(entry, items + over, spare, n - over, counts);
  }
  order_by(time, items, spare, n, counts);
  if (!cell) return;
  for (int64_t i = 0; i < n; i++)
    items[i].key = (uint64_t)cell[items[i].index];
  cpwi_order_items(items, spare, n, counts);
}

/* ---------------------------------------------------------------- what is known ------------- */

static double entry_of(const cpwi_sample *s, int64_t i) {
  return s->entry ? s->entry[i] : 0.0;
}

static void note_zeros(cpwi_spread *p, const cpwi_sample *s) {
  int64_t censored = 0; /* at 0: they say nothing */
  while (p->first < s->n && !(s->time[p->first] > 0.0)) {
    if (s->ended[p->first])
      p->zeros++;
    else
      censored++;
    p->first++;
  }
  p->n = s->n - p->first;
  p->from_start = p->zeros;
  for (int64_t i = p->first; i < s->n; i++)
    p->from_start += !(entry_of(s, i) > 0.0);
  if (p->zeros == 0) return;
  double z = (double)p->zeros, rest = (double)(p->from_start - p->zeros);
  p->zero = z / (double)p->from_start;
  p->zero_likelihood = z * cpw_math_log(p->zero);
  if (rest > 0.0) p->zero_likelihood += rest * cpw_math_log1p(-p->zero);
}

static void note_rows(cpwi_fitter *f) {
  const cpwi_sample *s = &f->sample;
  cpwi_spread *p = &f->spread;
  cpwi_twice sum = {0.0, 0.0}, exposure = {0.0, 0.0}, logs = {0.0, 0.0};
  p->plain = 1;
  for (int64_t i = p->first; i < s->n; i++) {
    double t = s->time[i], entry = entry_of(s, i);
    f->log_time[i] = cpw_math_log(t);
    if (entry > 0.0) f->log_entry[i] = cpw_math_log(entry);
    if (entry > 0.0 || !s->ended[i]) p->plain = 0;
    cpwi_twice_add(&exposure, t - entry);
    p->longest = t;
    if (!s->ended[i]) continue;
    if (p->ended++ == 0) p->least = t;
    p->most = t;
    cpwi_twice_add(&sum, t);
    cpwi_twice_add(&logs, f->log_time[i]);
  }
  p->sum = sum.high;
  p->exposure = exposure.high;
  p->log_sum = logs.high;
  p->log_mean = p->ended > 0 ? logs.high / (double)p->ended : 0.0;
}

static void note_square(cpwi_fitter *f) {
  cpwi_twice sum = {0.0, 0.0};
  for (int64_t i = f->spread.first; i < f->sample.n; i++) {
    double u = f->log_time[i] - f->spread.log_mean;
    if (f->sample.ended[i]) cpwi_twice_add(&sum, u * u);
  }
  f->spread.log_square = sum.high;
}

/* ---------------------------------------------------------------- Kaplan-Meier -------------- */

/* Who entered late is at risk after the entry only; zeros are those of who was there from the start. */
static int64_t sort_entries(cpwi_fitter *f) {
  int64_t late = 0;
  for (int64_t i = 0; i < f->sample.n; i++)
    if (entry_of(&f->sample, i) > 0.0) f->entries[late++] = f->sample.entry[i];
  cpwi_sort_doubles(f->entries, late);
  return late;
}

static void note_steps(cpwi_fitter *f) {
  const cpwi_sample *s = &f->sample;
  cpwi_steps *k = &f->steps;
  int64_t late = sort_entries(f), entered = 0, i = 0;
  double lasting = 1.0, before = 0.0;
  cpwi_twice area = {0.0, 0.0};
  k->n = 0;
  while (i < s->n) {
    double t = s->time[i];
    int64_t over = 0, j = i;
    for (; j < s->n && s->time[j] == t; j++)
      over += s->ended[j] != 0;
    while (entered < late && f->entries[entered] < t)
      entered++;
    cpwi_twice_add(&area, lasting * (t - before));
    before = t;
    int64_t at_risk = s->n - i - (late - entered);
    if (over > 0) {
      lasting *= (double)(at_risk - over) / (double)at_risk;
      k->time[k->n] = t;
      k->after[k->n++] = lasting;
    }
    i = j;
  }
  k->mean = s->n > 0 ? area.high : CPWI_NAN;
}

void cpwi_fitter_take(cpwi_fitter *f, const cpwi_sample *sample) {
  f->sample = *sample;
  memset(&f->spread, 0, sizeof f->spread);
  note_zeros(&f->spread, sample);
  note_rows(f);
  note_square(f);
  note_steps(f);
}

int cpwi_spread_is_fixed(const cpwi_spread *p) {
  return p->ended >= 2 && p->least == p->most && p->longest == p->least;
}

/* ---------------------------------------------------------------- distance ------------------ */

/* Both curves fall: between two steps they cannot be farther apart than this. */
typedef struct stretch {
  int64_t first, last;
  double at_first, at_last; /* of the law */
} stretch;

static double larger(double a, double b) {
  return a > b ? a : b;
}

/* Greatest difference between the steps and a law; stretches that cannot hold it are skipped. */
static double distance_to(const cpwi_steps *k, const cpw_duration *d) {
  stretch open[128];
  int64_t depth = 0;
  double most = 0.0;
  if (k->n == 0) return CPWI_NAN;
  stretch s = {0, k->n - 1, cpw_duration_survival(d, k->time[0]),
               cpw_duration_survival(d, k->time[k->n - 1])};
  most = larger(fabs(k->after[0] - s.at_first), fabs(k->after[k->n - 1] - s.at_last));
  if (k->time[0] > 0.0) most = larger(most, fabs(1.0 - s.at_first));
  if (k->n > 1) most = larger(most, fabs(k->after[k->n - 2] - s.at_last));
  open[depth++] = s;
  while (depth > 0) {
    s = open[--depth];
    if (s.last - s.first < 2) continue;
    double above = k->after[s.first] - s.at_last, below = s.at_first - k->after[s.last - 1];
    if (larger(above, below) <= most) continue;
    int64_t middle = s.first + (s.last - s.first) / 2;
    double at = cpw_duration_survival(d, k->time[middle]);
    most = larger(most, larger(fabs(k->after[middle] - at), fabs(k->after[middle - 1] - at)));
    open[depth++] = (stretch){s.first, middle, s.at_first, at};
    open[depth++] = (stretch){middle, s.last, at, s.at_last};
  }
  return most;
}

/* ---------------------------------------------------------------- one law ------------------- */

static void fit_exponential(const cpwi_fitter *f, cpwi_fitted *out) {
  double n = (double)f->spread.ended;
  out->state = CPW_EVENT_LOG_FITTED;
  out->mean = f->spread.exposure / n;
  out->cv = 1.0;
  out->log_likelihood = -n * (cpw_math_log(out->mean) + 1.0);
  out->log_mean_variance = 1.0 / n;
}

static void finish(const cpwi_fitter *f, const cpwi_fitted *x, double level,
                   cpw_event_log_fit *fit) {
  const cpwi_spread *p = &f->spread;
  double parameters = (fit->law == CPW_DURATION_EXPONENTIAL ? 1.0 : 2.0) + (p->zeros > 0);
  fit->state = x->state;
  fit->iterations = x->steps;
  fit->mean = x->mean;
  fit->cv = x->cv;
  double half = cpw_normal_quantile(0.5 + 0.5 * level) * sqrt(x->log_mean_variance);
  fit->mean_lower = x->mean * cpw_math_exp(-half);
  fit->mean_upper = x->mean * cpw_math_exp(half);
  fit->log_likelihood = x->log_likelihood + p->zero_likelihood;
  fit->aic = 2.0 * parameters - 2.0 * fit->log_likelihood;
  fit->bic = parameters * cpw_math_log((double)(p->ended + p->zeros)) - 2.0 * fit->log_likelihood;
  cpw_duration d = {fit->law, 0, fit->mean, fit->cv, fit->zero, NULL};
  fit->distance = distance_to(&f->steps, &d);
}

void cpwi_fitter_fit(const cpwi_fitter *f, int32_t law, double level, cpw_event_log_fit *fit) {
  memset(fit, 0, sizeof *fit);
  fit->law = law;
  fit->zero = f->spread.zero;
  fit->state = CPW_EVENT_LOG_NOTHING;
  fit->mean = fit->cv = fit->mean_lower = fit->mean_upper = CPWI_NAN;
  fit->log_likelihood = fit->aic = fit->bic = fit->distance = CPWI_NAN;
  if (f->spread.ended == 0) return;
  cpwi_fitted x = {0};
  if (law == CPW_DURATION_EXPONENTIAL)
    fit_exponential(f, &x);
  else if (law == CPW_DURATION_GAMMA)
    cpwi_fit_gamma(f, &x);
  else
    cpwi_fit_scale(f, law, &x);
  finish(f, &x, level, fit);
}

/* Few stays that ended may lie on an edge for no reason: one of them alone makes any narrow law likely. */
#define ENOUGH_FOR_AN_EDGE 10

static int is_eligible(const cpw_event_log_fit *fit, int64_t ended, int round) {
  if (fit->state == CPW_EVENT_LOG_FITTED || round == 2) return 1;
  return fit->state == CPW_EVENT_LOG_EDGE && (ended >= ENOUGH_FOR_AN_EDGE || round == 1);
}

int64_t cpwi_log_choose(const cpw_event_log_fit *fits, int64_t count, int32_t criterion,
                        int64_t ended) {
  int64_t best = -1;
  double least = (double)INFINITY;
  for (int round = 0; round < 3 && best < 0; round++)
    for (int64_t k = 0; k < count; k++) {
      double x = criterion == CPW_EVENT_LOG_BIC ? fits[k].bic : fits[k].aic;
      if (!is_eligible(&fits[k], ended, round) || !(x < least)) continue;
      least = x;
      best = k;
    }
  return best;
}

/* ---------------------------------------------------------------- for callers --------------- */

#define WHERE "cpw_event_log_fit_laws"

static int32_t check_row(const double *time, const int32_t *ended, const double *entry, int64_t i,
                         cpw_error *err) {
  double t = time[i], e = entry ? entry[i] : 0.0;
  int over = !ended || ended[i] == 1;
  if (!(t >= 0.0 && t <= CPWI_LOG_LATEST))
    return cpwi_fail(err, CPW_EDOMAIN, i, WHERE, "time[%lld] = %s must be >= 0 and at most 1e15",
                     (long long)i, cpwi_number(t).text);
  if (!over && ended[i] != 0)
    return cpwi_fail(err, CPW_EINVAL, i, WHERE, "ended[%lld] = %d must be 0 or 1", (long long)i,
                     (int)ended[i]);
  if (!(e >= 0.0 && e <= t) || (over && e > 0.0 && !(e < t)))
    return cpwi_fail(err, CPW_EDOMAIN, i, WHERE, "entry[%lld] = %s must be >= 0 and %s time = %s",
                     (long long)i, cpwi_number(e).text, over ? "below" : "not above",
                     cpwi_number(t).text);
  return CPW_OK;
}

typedef struct request {
  const double *time, *entry;
  const int32_t *ended;
  int64_t n;
  const cpw_allocator *allocator;
  double *sorted_time, *sorted_entry;
  int32_t *sorted_ended;
  cpwi_fitter fitter;
} request;

static int sort_request(request *r) {
  const cpw_allocator *a = r->allocator;
  size_t n = (size_t)r->n;
  cpwi_item *items = cpwi_alloc(a, n, sizeof *items), *spare = cpwi_alloc(a, n, sizeof *spare);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *counts);
  r->sorted_time = cpwi_alloc(a, n, sizeof *r->sorted_time);
  r->sorted_entry = cpwi_alloc(a, n, sizeof *r->sorted_entry);
  r->sorted_ended = cpwi_alloc(a, n, sizeof *r->sorted_ended);
  int fine = items && spare && counts && r->sorted_time && r->sorted_entry && r->sorted_ended;
  if (fine) {
    cpwi_sample_order(r->time, r->ended, r->entry, NULL, r->n, items, spare, counts);
    for (size_t i = 0; i < n; i++) {
      int64_t at = items[i].index;
      r->sorted_time[i] = r->time[at];
      r->sorted_entry[i] = r->entry ? r->entry[at] : 0.0;
      r->sorted_ended[i] = r->ended ? r->ended[at] : 1;
    }
  }
  cpwi_release(a, items);
  cpwi_release(a, spare);
  cpwi_release(a, counts);
  return fine;
}

static int32_t check_request(const request *r, const int32_t *law, int64_t count, double level,
                             const cpw_event_log_fit *fits, cpw_error *err) {
  if (!fits || !law || (!r->time && r->n > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s is NULL",
                     !fits  ? "fits"
                     : !law ? "law"
                            : "time");
  if (r->n < 0 || r->n > INT64_MAX / 1024)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "n = %lld must be >= 0", (long long)r->n);
  if (count < 1 || count > CPW_EVENT_LOG_MAX_LAWS)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "count = %lld must be from 1 to %d",
                     (long long)count, CPW_EVENT_LOG_MAX_LAWS);
  int32_t status = cpwi_log_check_laws(law, count, WHERE, err);
  if (status == CPW_OK) status = cpwi_check_level(level, "level", WHERE, err);
  if (status == CPW_OK) status = cpwi_check_allocator(r->allocator, WHERE, err);
  for (int64_t i = 0; i < r->n && status == CPW_OK; i++)
    status = check_row(r->time, r->ended, r->entry, i, err);
  return status;
}

int32_t cpw_event_log_fit_laws(const double *time, const int32_t *ended, const double *entry,
                               int64_t n, const int32_t *law, int64_t count, double level,
                               const cpw_allocator *allocator, cpw_event_log_fit *fits,
                               cpw_error *err) {
  request r = {.time = time, .entry = entry, .ended = ended, .n = n, .allocator = allocator};
  int32_t status = check_request(&r, law, count, level, fits, err);
  if (status != CPW_OK) return status;
  if (cpwi_fitter_init(&r.fitter, n, allocator) && sort_request(&r)) {
    cpwi_sample sample = {r.sorted_time, r.sorted_entry, r.sorted_ended, n};
    cpwi_fitter_take(&r.fitter, &sample);
    for (int64_t k = 0; k < count; k++)
      cpwi_fitter_fit(&r.fitter, law[k], level, &fits[k]);
  } else {
    status = cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld durations", (long long)n);
  }
  cpwi_release(allocator, r.sorted_time);
  cpwi_release(allocator, r.sorted_entry);
  cpwi_release(allocator, r.sorted_ended);
  cpwi_fitter_free(&r.fitter);
  return status;
}
