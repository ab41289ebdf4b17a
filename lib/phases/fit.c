/* Durations made ready, and the shapes of the Erlang laws that fit them best.
 * Source: Thummler, Buchholz and Telek 2006; Schwarz 1978 and Akaike 1974 for the number of parameters.
 * Leaves a fit of given shapes to em.c. */
#include "phases/internal.h"

#include "base/order.h"

#define GROUPS 256

void cpw_phases_options_init_sized(cpw_phases_options *options, size_t size) {
  cpw_phases_options defaults = {.struct_size = sizeof defaults,
                                 .phases = 12,
                                 .branches = 3,
                                 .criterion = CPW_PHASES_BIC,
                                 .iterations = 2000,
                                 .tolerance = 1e-12};
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

static int32_t check_options(const cpw_phases_options *o, const char *where, cpw_error *err) {
  if (o->phases < 1 || o->phases > CPW_PHASES_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.phases = %d must be from 1 to %d",
                     (int)o->phases, CPW_PHASES_MAX);
  if (o->branches < 1 || o->branches > CPW_HYPER_ERLANG_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.branches = %d must be from 1 to %d",
                     (int)o->branches, CPW_HYPER_ERLANG_MAX);
  if (o->criterion < 0 || o->criterion > CPW_PHASES_LIKELIHOOD)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.criterion = %d must be from 0 to %d",
                     (int)o->criterion, CPW_PHASES_LIKELIHOOD);
  if (o->iterations < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.iterations = %d must be >= 1",
                     (int)o->iterations);
  if (!(o->tolerance > 0 && o->tolerance < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.tolerance = %s must be > 0 and < 1",
                     cpwi_number(o->tolerance).text);
  int64_t sum = 0;
  for (int32_t b = 0; o->shapes && b < o->branches; b++) {
    sum += o->shapes[b];
    if (o->shapes[b] < 1 || sum > CPW_PHASES_MAX)
      return cpwi_fail(err, CPW_EDOMAIN, b, where,
                       "options.shapes[%d] = %d must be >= 1, all together <= %d", (int)b,
                       (int)o->shapes[b], CPW_PHASES_MAX);
  }
  return cpwi_check_allocator(o->allocator, where, err);
}

/* Everything of one call. */
typedef struct fit {
  const double *times, *weights;
  const int32_t *ended;
  int64_t n;
  cpw_phases_options o;
  cpwi_lengths all, groups;
  double unit, zeros, weight, positive,
      seen_to_end; /* unit of time; weights of the kinds of rows */
  cpw_hyper_erlang best;
  double best_value; /* the criterion, smaller is better */
  int32_t tried;
  const char *where;
  cpw_error *err;
} fit;

static double weight_of(const fit *f, int64_t i) {
  return f->weights ? f->weights[i] : 1;
}

static int32_t check_rows(const fit *f) {
  if (!f->times) return cpwi_fail(f->err, CPW_EINVAL, -1, f->where, "times is NULL");
  if (f->n < 1)
    return cpwi_fail(f->err, CPW_EINVAL, -1, f->where, "n = %lld must be >= 1", (long long)f->n);
  for (int64_t i = 0; i < f->n; i++) {
    if (!(f->times[i] >= 0 && f->times[i] <= DBL_MAX))
      return cpwi_fail(f->err, CPW_EDOMAIN, i, f->where, "times[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(f->times[i]).text);
    if (f->ended && f->ended[i] != 0 && f->ended[i] != 1)
      return cpwi_fail(f->err, CPW_EINVAL, i, f->where, "ended[%lld] = %d must be 0 or 1",
                       (long long)i, (int)f->ended[i]);
    if (!(weight_of(f, i) >= 0 && weight_of(f, i) <= DBL_MAX))
      return cpwi_fail(f->err, CPW_EDOMAIN, i, f->where,
                       "weights[%lld] = %s must be finite and >= 0", (long long)i,
                       cpwi_number(weight_of(f, i)).text);
  }
  return CPW_OK;
}

static int lengths_new(cpwi_lengths *l, int64_t n, const cpw_allocator *a) {
  l->n = 0;
  l->time = cpwi_alloc(a, (size_t)n, 4 * sizeof *l->time);
  if (!l->time) return 0;
  l->log_time = l->time + n;
  l->ended = l->time + 2 * n;
  l->waiting = l->time + 3 * n;
  return 1;
}

/* one more row, in order of time; times of 0 are counted apart */
static void add_row(fit *f, int64_t row) {
  double time = f->times[row], weight = weight_of(f, row);
  int ended = !f->ended || f->ended[row];
  if (time == 0 && !ended) return; /* says nothing */
  f->weight += weight;
  if (time == 0) {
    f->zeros += weight;
    return;
  }
  if (weight == 0) return;
  cpwi_lengths *l = &f->all;
  if (l->n == 0 || l->time[l->n - 1] != time) {
    l->time[l->n] = time;
    l->ended[l->n] = l->waiting[l->n] = 0;
    l->n++;
  }
  *(ended ? &l->ended[l->n - 1] : &l->waiting[l->n - 1]) += weight;
  f->positive += weight;
  if (ended) f->seen_to_end += weight;
}

/* times in units of their mean, so that their size does not matter */
static void take_unit(fit *f) {
  cpwi_lengths *l = &f->all;
  double mean = 0;
  for (int64_t i = 0; i < l->n; i++)
    mean += l->time[i] * ((l->ended[i] + l->waiting[i]) / f->positive);
  f->unit = mean;
  for (int64_t i = 0; i < l->n; i++) {
    l->log_time[i] = cpw_math_log(l->time[i]) - cpw_math_log(mean);
    l->time[i] /= mean;
  }
}

static int32_t take_rows(fit *f) {
  const cpw_allocator *a = f->o.allocator;
  int64_t *order = cpwi_alloc(a, (size_t)f->n, sizeof *order);
  if (!order || !lengths_new(&f->all, f->n, a)) {
    cpwi_release(a, order);
    return cpwi_fail(f->err, CPW_ENOMEM, -1, f->where, "no memory for %lld times", (long long)f->n);
  }
  int32_t status = cpwi_order(f->times, f->n, 0, order, a, f->where, f->err);
  for (int64_t i = 0; status == CPW_OK && i < f->n; i++)
    add_row(f, order[i]);
  cpwi_release(a, order);
  if (status != CPW_OK) return status;
  if (!(f->weight <= DBL_MAX))
    return cpwi_fail(f->err, CPW_EOVERFLOW, -1, f->where, "weights: their sum must be finite");
  if (!(f->seen_to_end > 0))
    return cpwi_fail(f->err, CPW_EDOMAIN, -1, f->where,
                     "times: no duration above 0 with a weight has ended");
  take_unit(f);
  return CPW_OK;
}

/* Neighbours together until they weigh enough: their mean time and mean log time, which is all that Erlang's
 * laws see of them. Those that ended and those that did not stay apart. */
static void group(fit *f, int ended) {
  const cpwi_lengths *l = &f->all;
  cpwi_lengths *g = &f->groups;
  const double *weights = ended ? l->ended : l->waiting;
  double each = f->positive / GROUPS, weight = 0, time = 0, log_time = 0;
  for (int64_t i = 0; i < l->n; i++) {
    weight += weights[i];
    time += weights[i] * l->time[i];
    log_time += weights[i] * l->log_time[i];
    if (!(weight > 0) || (weight < each && i < l->n - 1)) continue;
    g->time[g->n] = time / weight;
    g->log_time[g->n] = log_time / weight;
    g->ended[g->n] = ended ? weight : 0;
    g->waiting[g->n] = ended ? 0 : weight;
    g->n++;
    weight = time = log_time = 0;
  }
}

/* the mean of the part of the times from one share of the weight to another */
static double mean_between(const cpwi_lengths *l, double weight, double from, double to) {
  double passed = 0, sum = 0, taken = 0;
  for (int64_t i = 0; i < l->n; i++) {
    double here = l->ended[i] + l->waiting[i], start = fmax(passed, from * weight);
    double end = fmin(passed + here, to * weight);
    if (end > start) {
      sum += (end - start) * l->time[i];
      taken += end - start;
    }
    passed += here;
  }
  return taken > 0 && sum > 0 ? sum / taken : 1;
}

/* shares alike, means of as many parts of the data, the first shape with the shortest or the longest */
static void begin(const fit *f, const cpwi_lengths *l, int longest_first, cpw_hyper_erlang *law) {
  int32_t m = law->branches;
  for (int32_t b = 0; b < m; b++) {
    int32_t part = longest_first ? m - 1 - b : b;
    law->share[b] = 1.0 / m;
    law->mean[b] = mean_between(l, f->positive, (double)part / m, (part + 1.0) / m);
  }
}

static int32_t parameters(const fit *f, int32_t branches) {
  return 2 * branches - 1 + (f->zeros > 0);
}

/* the likelihood of the whole, in the caller's unit */
static double whole(const fit *f, double log_likelihood) {
  double sum = log_likelihood - f->seen_to_end * cpw_math_log(f->unit);
  if (f->zeros > 0)
    sum += f->zeros * cpw_math_log(f->zeros / f->weight) +
           f->positive * cpw_math_log(f->positive / f->weight);
  return sum;
}

static double criterion(const fit *f, int32_t branches, double log_likelihood) {
  int32_t p = parameters(f, branches);
  if (f->o.criterion == CPW_PHASES_LIKELIHOOD) return -2 * log_likelihood;
  if (f->o.criterion == CPW_PHASES_AIC) return 2 * p - 2 * log_likelihood;
  return p * cpw_math_log(f->weight) - 2 * log_likelihood;
}

/* fits one set of shapes from both starts to the groups; its criterion */
static double try_shapes(fit *f, const int32_t *shapes, int32_t branches, cpw_hyper_erlang *out) {
  double best = DBL_MAX;
  for (int start = 0; start < (branches > 1 ? 2 : 1); start++) {
    cpw_hyper_erlang law;
    memset(&law, 0, sizeof law);
    law.branches = branches;
    memcpy(law.shape, shapes, (size_t)branches * sizeof *shapes);
    begin(f, &f->groups, start, &law);
    cpwi_em em = {.data = &f->groups, .tolerance = 1e-8, .iterations = 300};
    if (f->o.iterations < em.iterations) em.iterations = f->o.iterations;
    cpwi_em_fit(&em, &law);
    double value = criterion(f, branches, whole(f, em.log_likelihood));
    if (start == 0 || value < best) {
      best = value;
      *out = law;
    }
  }
  f->tried++;
  return best;
}

static int32_t sum_of(const int32_t *shapes, int32_t branches) {
  int32_t sum = 0;
  for (int32_t b = 0; b < branches; b++)
    sum += shapes[b];
  return sum;
}

/* one set of shapes against the best of this number of branches */
static int better(fit *f, const int32_t *shapes, int32_t branches, cpw_hyper_erlang *best,
                  double *value) {
  if (sum_of(shapes, branches) > f->o.phases) return 0;
  cpw_hyper_erlang law;
  double now = try_shapes(f, shapes, branches, &law);
  if (!(now < *value)) return 0;
  *value = now;
  *best = law;
  return 1;
}

/* each shape up and down by one or two as long as that helps */
static void climb(fit *f, cpw_hyper_erlang *best, double *value) {
  for (int moved = 1; moved;) {
    moved = 0;
    for (int32_t b = 0; b < best->branches; b++)
      for (int32_t step = -2; step <= 2; step++) {
        int32_t shapes[CPW_HYPER_ERLANG_MAX];
        memcpy(shapes, best->shape, sizeof shapes);
        shapes[b] += step;
        if (step != 0 && shapes[b] >= 1) moved |= better(f, shapes, best->branches, best, value);
      }
  }
}

static void search(fit *f) {
  cpw_hyper_erlang best;
  memset(&best, 0, sizeof best);
  f->best_value = DBL_MAX;
  for (int32_t m = 1; m <= f->o.branches && m <= f->o.phases; m++) {
    cpw_hyper_erlang found = best;
    double value = DBL_MAX;
    int32_t shapes[CPW_HYPER_ERLANG_MAX];
    memcpy(shapes, best.shape, sizeof shapes);
    for (int32_t shape = 1; shape <= f->o.phases; shape++) {
      shapes[m - 1] = shape;
      better(f, shapes, m, &found, &value);
    }
    if (value == DBL_MAX) break; /* no room for one more */
    if (m > 1) climb(f, &found, &value);
    best = found;
    if (value < f->best_value) {
      f->best_value = value;
      f->best = found;
    }
  }
}

/* branches by shape, then by mean, in the caller's unit */
static void put_in_order(cpw_hyper_erlang *law, double unit) {
  for (int32_t a = 1; a < law->branches; a++)
    for (int32_t b = a; b > 0; b--) {
      int32_t lower = b - 1;
      if (law->shape[lower] < law->shape[b] ||
          (law->shape[lower] == law->shape[b] && law->mean[lower] <= law->mean[b]))
        break;
      int32_t shape = law->shape[b];
      double mean = law->mean[b], share = law->share[b];
      law->shape[b] = law->shape[lower];
      law->mean[b] = law->mean[lower];
      law->share[b] = law->share[lower];
      law->shape[lower] = shape;
      law->mean[lower] = mean;
      law->share[lower] = share;
    }
  for (int32_t b = 0; b < law->branches; b++)
    law->mean[b] *= unit;
}

static void finish(fit *f, cpw_hyper_erlang *law, cpw_phases_fitted *how) {
  cpwi_em em = {.data = &f->all, .tolerance = f->o.tolerance, .iterations = f->o.iterations};
  cpwi_em_fit(&em, &f->best);
  put_in_order(&f->best, f->unit);
  f->best.zero = f->zeros > 0 ? f->zeros / f->weight : 0;
  *law = f->best;
  if (!how) return;
  int32_t p = parameters(f, law->branches);
  double value = whole(f, em.log_likelihood);
  *how = (cpw_phases_fitted){.log_likelihood = value,
                             .aic = 2 * p - 2 * value,
                             .bic = p * cpw_math_log(f->weight) - 2 * value,
                             .weight = f->weight,
                             .parameters = p,
                             .steps = em.steps,
                             .converged = em.converged,
                             .tried = f->tried};
}

static int32_t run_fit(fit *f) {
  int32_t status = take_rows(f);
  if (status != CPW_OK) return status;
  if (f->all.n <= GROUPS) {
    f->groups = f->all;
  } else {
    if (!lengths_new(&f->groups, 2 * GROUPS + 4, f->o.allocator))
      return cpwi_fail(f->err, CPW_ENOMEM, -1, f->where, "no memory for groups of times");
    group(f, 1);
    group(f, 0);
  }
  if (f->o.shapes)
    try_shapes(f, f->o.shapes, f->o.branches, &f->best);
  else
    search(f);
  return CPW_OK;
}

int32_t cpw_phases_fit(const double *times, const int32_t *ended, const double *weights, int64_t n,
                       const cpw_phases_options *options, cpw_hyper_erlang *law,
                       cpw_phases_fitted *how, cpw_error *err) {
  fit f = {.times = times, .weights = weights, .ended = ended, .n = n};
  f.where = __func__;
  f.err = err;
  cpw_phases_options_init(&f.o);
  int32_t status = cpwi_take_options(&f.o, sizeof f.o, options, __func__, err);
  if (status == CPW_OK) status = check_options(&f.o, __func__, err);
  if (status == CPW_OK) status = check_rows(&f);
  if (status == CPW_OK && !law) status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "law is NULL");
  if (status != CPW_OK) return status;
  status = run_fit(&f);
  if (status == CPW_OK) finish(&f, law, how);
  if (f.groups.time != f.all.time) cpwi_release(f.o.allocator, f.groups.time);
  cpwi_release(f.o.allocator, f.all.time);
  return status;
}
