/* A law of the durations of every stage and group of a log.
 * Source: maximum likelihood with what the window hides (fit.c), Akaike's or Schwarz's criterion.
 * Leaves the stays to take.c, one law of one sample to fit.c. */
#include "event_log/internal.h"

#include <string.h>

/* Durations of all stays in the window, sorted by cell and time. */
typedef struct samples {
  double *time, *entry;
  int32_t *ended;
  int64_t *first; /* (cells + 1) */
  int64_t n, cells;
} samples;

typedef struct durations {
  const cpwi_log *l;
  samples by_group, by_stage;
  int64_t *law, *own, *ended, *going_on, *truncated, *all_law, *fit_state;
  double *mean, *cv, *zero, *lower, *upper, *distance, *km_mean, *seen_mean;
  double *fit_mean, *fit_cv, *fit_likelihood, *fit_aic, *fit_bic, *fit_distance;
  double *all_mean, *all_cv, *all_zero, *all_lower, *all_upper, *all_distance; /* some not shown */
  double *hidden;
} durations;

/* ---------------------------------------------------------------- samples ------------------- */

static int in_window(const cpwi_log *l, const cpwi_stay *s) {
  return !cpwi_stay_waits(s) && !cpwi_stay_before(l, s);
}

static void put_stay(const cpwi_log *l, samples *s, int64_t *cell, const cpwi_stay *stay,
                     int64_t cells) {
  int64_t i = s->n++;
  s->ended[i] = !isinf(stay->end);
  s->time[i] = (s->ended[i] ? stay->end : l->until) - stay->start;
  s->entry[i] = stay->start < l->from ? l->from - stay->start : 0.0;
  cell[i] = cpwi_stay_cell(l, stay) % cells;
}

/* The rows in their order; `from` gives up its memory in the end. */
static void gather(const samples *from, const int64_t *cell, const cpwi_item *items, samples *to) {
  to->n = from->n;
  int64_t at = 0;
  for (int64_t i = 0; i < from->n; i++) {
    int64_t row = items[i].index;
    while (at <= cell[row])
      to->first[at++] = i;
    to->time[i] = from->time[row];
    to->entry[i] = from->entry[row];
    to->ended[i] = from->ended[row];
  }
  while (at <= to->cells)
    to->first[at++] = from->n;
}

static int samples_init(samples *s, int64_t n, int64_t cells, const cpw_allocator *a) {
  s->cells = cells;
  s->time = cpwi_alloc(a, (size_t)n, sizeof *s->time);
  s->entry = cpwi_alloc(a, (size_t)n, sizeof *s->entry);
  s->ended = cpwi_alloc(a, (size_t)n, sizeof *s->ended);
  s->first = cpwi_alloc(a, (size_t)cells + 1, sizeof *s->first);
  return s->time && s->entry && s->ended && s->first;
}

static void samples_free(samples *s, const cpw_allocator *a) {
  cpwi_release(a, s->time);
  cpwi_release(a, s->entry);
  cpwi_release(a, s->ended);
  cpwi_release(a, s->first);
}

static int32_t take_samples(const cpwi_log *l, int64_t cells, samples *out, cpw_error *err) {
  const cpw_allocator *a = l->o.allocator;
  samples raw = {0};
  size_t n = (size_t)l->n;
  cpwi_item *items = cpwi_alloc(a, n, sizeof *items), *spare = cpwi_alloc(a, n, sizeof *spare);
  int64_t *cell = cpwi_alloc(a, n, sizeof *cell);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *counts);
  int fine = samples_init(&raw, l->n, 0, a) && samples_init(out, l->n, cells, a);
  fine = fine && items && spare && cell && counts;
  if (fine) {
    for (int64_t i = 0; i < l->n; i++)
      if (in_window(l, &l->stay[i])) put_stay(l, &raw, cell, &l->stay[i], cells);
    cpwi_sample_order(raw.time, raw.ended, l->counts.truncated > 0 ? raw.entry : NULL, cell, raw.n,
                      items, spare, counts);
    gather(&raw, cell, items, out);
  }
  samples_free(&raw, a);
  cpwi_release(a, items);
  cpwi_release(a, spare);
  cpwi_release(a, cell);
  cpwi_release(a, counts);
  return fine ? CPW_OK : cpwi_log_no_memory(l, err);
}

static cpwi_sample sample_of(const samples *s, int64_t cell) {
  int64_t first = s->first[cell];
  return (cpwi_sample){s->time + first, s->entry + first, s->ended + first,
                       s->first[cell + 1] - first};
}

/* ---------------------------------------------------------------- a law --------------------- */

/* The chosen law as it is written down. */
static cpw_event_log_fit choose(const cpwi_log *l, const cpwi_fitter *f, cpw_event_log_fit *fits) {
  const cpwi_spread *p = &f->spread;
  cpw_event_log_fit chosen;
  memset(&chosen, 0, sizeof chosen);
  for (int64_t k = 0; k < l->o.laws; k++)
    cpwi_fitter_fit(f, l->o.law[k], l->o.level, &fits[k]);
  int64_t best = cpwi_log_choose(fits, l->o.laws, l->o.criterion, p->ended);
  int fixed = cpwi_spread_is_fixed(p), zeros_alone = p->zeros > 0 && p->n == 0;
  if (best >= 0) chosen = fits[best];
  if (best >= 0 && !fixed) return chosen;
  chosen.law = fixed || zeros_alone ? CPW_DURATION_FIXED : -1;
  chosen.mean = fixed ? p->least : zeros_alone ? 0.0 : CPWI_NAN;
  chosen.cv = fixed || zeros_alone ? 0.0 : CPWI_NAN;
  chosen.zero = fixed ? p->zero : 0.0;
  chosen.mean_lower = chosen.mean_upper = chosen.mean;
  chosen.distance = chosen.law < 0 ? CPWI_NAN : 0.0;
  return chosen;
}

static void put_law(durations *d, int64_t at, const cpw_event_log_fit *x) {
  d->law[at] = x->law;
  d->mean[at] = x->mean;
  d->cv[at] = x->cv;
  d->zero[at] = x->zero;
  d->lower[at] = x->mean_lower;
  d->upper[at] = x->mean_upper;
  d->distance[at] = x->distance;
}

static void put_all(durations *d, int64_t at, const cpw_event_log_fit *x) {
  d->all_law[at] = x->law;
  d->all_mean[at] = x->mean;
  d->all_cv[at] = x->cv;
  d->all_zero[at] = x->zero;
  d->all_lower[at] = x->mean_lower;
  d->all_upper[at] = x->mean_upper;
  d->all_distance[at] = x->distance;
}

static cpw_event_log_fit law_of_all(const durations *d, int64_t stage) {
  cpw_event_log_fit x;
  memset(&x, 0, sizeof x);
  x.law = (int32_t)d->all_law[stage];
  x.mean = d->all_mean[stage];
  x.cv = d->all_cv[stage];
  x.zero = d->all_zero[stage];
  x.mean_lower = d->all_lower[stage];
  x.mean_upper = d->all_upper[stage];
  x.distance = d->all_distance[stage];
  return x;
}

static void put_fits(durations *d, int64_t at, const cpw_event_log_fit *fits) {
  int64_t laws = d->l->o.laws;
  for (int64_t k = 0; k < laws; k++) {
    int64_t i = at * laws + k;
    d->fit_state[i] = fits[k].state;
    d->fit_mean[i] = fits[k].mean;
    d->fit_cv[i] = fits[k].cv;
    d->fit_likelihood[i] = fits[k].log_likelihood;
    d->fit_aic[i] = fits[k].aic;
    d->fit_bic[i] = fits[k].bic;
    d->fit_distance[i] = fits[k].distance;
  }
}

static void count_cell(durations *d, int64_t at, const cpwi_fitter *f) {
  const cpwi_sample *s = &f->sample;
  int64_t ended = f->spread.ended + f->spread.zeros, truncated = 0;
  for (int64_t i = 0; i < s->n; i++)
    truncated += s->entry[i] > 0.0;
  d->ended[at] = ended;
  d->going_on[at] = s->n - ended;
  d->truncated[at] = truncated;
  d->km_mean[at] = f->steps.mean;
  d->seen_mean[at] = ended > 0 ? f->spread.sum / (double)ended : CPWI_NAN;
}

static int64_t longest_sample(const samples *s, int64_t first, int64_t last) {
  int64_t most = 0;
  for (int64_t c = first; c < last; c++)
    if (s->first[c + 1] - s->first[c] > most) most = s->first[c + 1] - s->first[c];
  return most;
}

static int32_t fit_stages(void *context, int64_t first, int64_t last, cpw_error *err) {
  durations *d = context;
  cpwi_fitter f;
  cpw_event_log_fit fits[CPW_EVENT_LOG_MAX_LAWS];
  int fine = cpwi_fitter_init(&f, longest_sample(&d->by_stage, first, last), d->l->o.allocator);
  for (int64_t at = first; at < last && fine; at++) {
    cpwi_sample sample = sample_of(&d->by_stage, at);
    cpwi_fitter_take(&f, &sample);
    cpw_event_log_fit chosen = choose(d->l, &f, fits);
    put_all(d, at, &chosen);
  }
  cpwi_fitter_free(&f);
  return fine ? CPW_OK : cpwi_log_no_memory(d->l, err);
}

static int32_t fit_groups(void *context, int64_t first, int64_t last, cpw_error *err) {
  durations *d = context;
  cpwi_fitter f;
  cpw_event_log_fit fits[CPW_EVENT_LOG_MAX_LAWS];
  int fine = cpwi_fitter_init(&f, longest_sample(&d->by_group, first, last), d->l->o.allocator);
  for (int64_t at = first; at < last && fine; at++) {
    cpwi_sample sample = sample_of(&d->by_group, at);
    cpwi_fitter_take(&f, &sample);
    cpw_event_log_fit chosen = choose(d->l, &f, fits);
    put_fits(d, at, fits);
    count_cell(d, at, &f);
    d->own[at] = d->ended[at] >= d->l->o.least && chosen.law >= 0;
    if (!d->own[at]) chosen = law_of_all(d, at % d->l->log.stages);
    put_law(d, at, &chosen);
  }
  cpwi_fitter_free(&f);
  return fine ? CPW_OK : cpwi_log_no_memory(d->l, err);
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_laws(const cpwi_log *l, cpw_result *result, cpw_error *err) {
  const char *names[CPW_EVENT_LOG_MAX_LAWS];
  for (int64_t k = 0; k < l->o.laws; k++)
    names[k] = cpw_duration_name(l->o.law[k]);
  return cpw_result_add_dimension(result, "law", l->o.laws, names, err);
}

static int32_t add_chosen(durations *d, cpw_result *result, cpw_error *err) {
  const char *cell = "group stage";
  const cpwi_log_array arrays[] = {
      {"law", "", "CPW_DURATION_..., -1: nothing ended", cell, NULL, &d->law},
      {"mean", "time", "mean of the law without its zeros", cell, &d->mean, NULL},
      {"cv", "", "coefficient of variation of the law without its zeros", cell, &d->cv, NULL},
      {"zero", "share", "share that is 0", cell, &d->zero, NULL},
      {"mean_lower", "time", "lower limit of the mean", cell, &d->lower, NULL},
      {"mean_upper", "time", "upper limit of the mean", cell, &d->upper, NULL},
      {"distance", "share", "greatest difference to the Kaplan-Meier curve", cell, &d->distance,
       NULL},
      {"own", "", "1: the group's own law, 0: that of all groups", cell, NULL, &d->own},
      {"ended", "stays", "stays that ended in the window", cell, NULL, &d->ended},
      {"going_on", "stays", "stays that go on at its end", cell, NULL, &d->going_on},
      {"truncated", "stays", "stays that began before it", cell, NULL, &d->truncated},
      {"km_mean", "time", "area under the Kaplan-Meier curve", cell, &d->km_mean, NULL},
      {"seen_mean", "time", "mean of the ended stays", cell, &d->seen_mean, NULL},
      {"all_law", "", "CPW_DURATION_... of all groups", "stage", NULL, &d->all_law},
      {"all_mean", "time", "mean of that law without its zeros", "stage", &d->all_mean, NULL},
      {"all_cv", "", "its coefficient of variation", "stage", &d->all_cv, NULL},
      {"all_zero", "share", "its share that is 0", "stage", &d->all_zero, NULL},
  };
  return cpwi_log_add_arrays(result, arrays, sizeof arrays / sizeof *arrays, err);
}

static int32_t add_fits(durations *d, cpw_result *result, cpw_error *err) {
  const char *fit = "group stage law";
  const cpwi_log_array arrays[] = {
      {"fit_state", "", "CPW_EVENT_LOG_FITTED, ...", fit, NULL, &d->fit_state},
      {"fit_mean", "time", "mean without zeros", fit, &d->fit_mean, NULL},
      {"fit_cv", "", "coefficient of variation without zeros", fit, &d->fit_cv, NULL},
      {"fit_log_likelihood", "", "log of the likelihood", fit, &d->fit_likelihood, NULL},
      {"fit_aic", "", "Akaike's criterion", fit, &d->fit_aic, NULL},
      {"fit_bic", "", "Bayesian criterion", fit, &d->fit_bic, NULL},
      {"fit_distance", "share", "greatest difference to the Kaplan-Meier curve", fit,
       &d->fit_distance, NULL},
  };
  return cpwi_log_add_arrays(result, arrays, sizeof arrays / sizeof *arrays, err);
}

static int32_t add_arrays(durations *d, cpw_result *result, cpw_error *err) {
  const cpwi_log *l = d->l;
  int32_t status = cpwi_log_add_group(l, result, err);
  if (status == CPW_OK) status = cpwi_log_add_stage(l, result, err);
  if (status == CPW_OK) status = add_laws(l, result, err);
  if (status == CPW_OK) status = add_chosen(d, result, err);
  if (status == CPW_OK) status = add_fits(d, result, err);
  if (status != CPW_OK) return status;
  d->hidden = cpwi_alloc(l->o.allocator, (size_t)l->log.stages, 3 * sizeof *d->hidden);
  if (!d->hidden) return cpwi_log_no_memory(l, err);
  d->all_lower = d->hidden;
  d->all_upper = d->hidden + l->log.stages;
  d->all_distance = d->hidden + 2 * l->log.stages;
  return CPW_OK;
}

int32_t cpwi_log_durations(const cpwi_log *l, const cpw_run *run, cpw_result **out,
                           cpw_error *err) {
  durations d = {.l = l};
  cpw_result *result = NULL;
  int64_t cells = l->log.groups * l->log.stages;
  int32_t status = cpw_result_new(l->o.allocator, &result, err);
  if (status == CPW_OK) status = add_arrays(&d, result, err);
  if (status == CPW_OK) status = take_samples(l, l->log.stages, &d.by_stage, err);
  if (status == CPW_OK)
    status = cpwi_parallel(run, l->log.stages, 1, fit_stages, &d, l->where, err);
  if (status == CPW_OK) status = take_samples(l, cells, &d.by_group, err);
  if (status == CPW_OK) status = cpwi_parallel(run, cells, 1, fit_groups, &d, l->where, err);
  samples_free(&d.by_stage, l->o.allocator);
  samples_free(&d.by_group, l->o.allocator);
  cpwi_release(l->o.allocator, d.hidden);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}

int32_t cpw_event_log_durations(const cpw_event_log *log, const cpw_event_log_options *options,
                                const cpw_run *run, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_log l;
  cpw_run known;
  int32_t status = cpwi_log_take(&l, log, options, CPWI_NAN, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&known, run, __func__, err);
  if (status == CPW_OK) status = cpwi_log_durations(&l, &known, out, err);
  cpwi_log_free(&l);
  return status;
}

/* ---------------------------------------------------------------- for a network ------------- */

static const cpw_array *find(const cpw_result *result, const char *name, int32_t type) {
  const cpw_array *a = cpw_result_find(result, name);
  return a && a->type == type && a->dimensions == 2 ? a : NULL;
}

int32_t cpw_event_log_duration(const cpw_result *result, int64_t stage, int64_t group,
                               cpw_duration *out, cpw_error *err) {
  if (!result || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", out ? "result" : "out");
  const cpw_array *law = find(result, "law", CPW_INT64), *mean = find(result, "mean", CPW_DOUBLE);
  const cpw_array *cv = find(result, "cv", CPW_DOUBLE), *zero = find(result, "zero", CPW_DOUBLE);
  if (!law || !mean || !cv || !zero)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "result is not one of cpw_event_log_durations");
  int64_t groups = law->dimension[0]->length, stages = law->dimension[1]->length;
  if (stage < 0 || stage >= stages || group < 0 || group >= groups)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "stage = %lld, group = %lld must be below %lld and %lld", (long long)stage,
                     (long long)group, (long long)stages, (long long)groups);
  int64_t at = group * stages + stage;
  if (law->integer[at] < 0)
    return cpwi_fail(err, CPW_ENOTFOUND, -1, __func__, "no stay of stage %lld ended in the window",
                     (long long)stage);
  cpw_duration d = {
      (int32_t)law->integer[at], 0, mean->real[at], cv->real[at], zero->real[at], NULL};
  *out = d;
  return CPW_OK;
}
