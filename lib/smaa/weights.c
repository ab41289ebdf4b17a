/* Weights that nobody is sure of: drawn from all that order and bounds allow.
 * Source: Tervonen and Lahdelma, EJOR 178:500-513 (2007): exponentials over their sum are uniform on the
 * simplex, sorted they are uniform on those in order; gamma variates over their sum are Dirichlet. Within
 * tight bounds all weights but one are drawn from their bounds and the last takes what is left.
 * Leaves what the weights do to run.c. */
#include "smaa/internal.h"

#define CLOSE 1e-12 /* rounding at a bound */

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_bound(const cpwi_smaa *s, const double *bound, const char *name, double *sum,
                           cpw_error *err) {
  *sum = 0;
  for (int64_t j = 0; bound && j < s->m; j++) {
    if (!(bound[j] >= 0 && bound[j] <= 1))
      return cpwi_fail(err, CPW_EDOMAIN, j, s->where, "options.%s[%lld] = %s must be from 0 to 1",
                       name, (long long)j, cpwi_number(bound[j]).text);
    *sum += bound[j];
  }
  return CPW_OK;
}

static int32_t check_bounds(const cpwi_smaa *s, cpw_error *err) {
  const double *lower = s->options.weight_lower, *upper = s->options.weight_upper;
  double least, most;
  int32_t status = check_bound(s, lower, "weight_lower", &least, err);
  if (status == CPW_OK) status = check_bound(s, upper, "weight_upper", &most, err);
  if (status != CPW_OK) return status;
  if (least > 1 + CPW_MCDA_WEIGHT_TOLERANCE)
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                     "options.weight_lower sums to %s, must be at most 1", cpwi_number(least).text);
  if (upper && most < 1 - CPW_MCDA_WEIGHT_TOLERANCE)
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                     "options.weight_upper sums to %s, must be at least 1", cpwi_number(most).text);
  for (int64_t j = 0; lower && upper && j < s->m; j++)
    if (lower[j] > upper[j])
      return cpwi_fail(err, CPW_EDOMAIN, j, s->where,
                       "options.weight_lower[%lld] = %s must not be above weight_upper[%lld] = %s",
                       (long long)j, cpwi_number(lower[j]).text, (long long)j,
                       cpwi_number(upper[j]).text);
  return CPW_OK;
}

static int32_t sort_importance(cpwi_smaa *s, cpw_error *err) {
  const int32_t *order = s->options.order;
  s->important = cpwi_alloc(s->options.allocator, (size_t)s->m, sizeof *s->important);
  if (!s->important)
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld criteria", (long long)s->m);
  for (int64_t j = 0; j < s->m; j++) {
    int64_t k = j;
    for (; k > 0 && order[s->important[k - 1]] > order[j]; k--)
      s->important[k] = s->important[k - 1];
    s->important[k] = j;
  }
  return CPW_OK;
}

/* No weight can be below what the others leave at most, or above what they leave at least. */
static void tighten(const cpwi_smaa *s, double *lower, double *upper) {
  double least = 0, most = 0;
  for (int64_t j = 0; j < s->m; j++) {
    lower[j] = s->options.weight_lower ? s->options.weight_lower[j] : 0;
    upper[j] = s->options.weight_upper ? s->options.weight_upper[j] : 1;
    least += lower[j];
    most += upper[j];
  }
  for (int64_t j = 0; j < s->m; j++) {
    double from = lower[j], to = upper[j];
    lower[j] = fmax(from, 1 - (most - to));
    upper[j] = fmax(lower[j], fmin(to, 1 - (least - from)));
  }
}

/* log of the volume that draws come from: of the simplex above the lower bounds, in order if they are */
static double log_simplex(const cpwi_smaa *s) {
  double rest = 1, ways = 0;
  for (int64_t j = 0; !s->options.order && s->options.weight_lower && j < s->m; j++)
    rest -= s->options.weight_lower[j];
  for (int64_t k = 0, first = 0; s->options.order && k < s->m; k++) { /* m! over those of equals */
    if (k > 0 && s->options.order[s->important[k]] != s->options.order[s->important[k - 1]])
      first = k;
    ways += cpw_math_log((double)(k + 1)) - cpw_math_log((double)(k - first + 1));
  }
  rest = rest > 0 ? rest : 0;
  return (double)(s->m - 1) * cpw_math_log(rest) - cpw_math_log_gamma((double)s->m) - ways;
}

/* Draws from the bounds where these are less than the simplex: more of them are kept. */
static int32_t choose_box(cpwi_smaa *s, cpw_error *err) {
  double volume = 0, width = -1;
  s->box = cpwi_alloc(s->options.allocator, (size_t)s->m, 2 * sizeof *s->box);
  if (!s->box)
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld criteria", (long long)s->m);
  double *lower = s->box, *upper = s->box + s->m;
  tighten(s, lower, upper);
  for (int64_t j = 0; j < s->m; j++)
    if (upper[j] - lower[j] > width) {
      width = upper[j] - lower[j];
      s->widest = j;
    }
  for (int64_t j = 0; j < s->m; j++)
    if (j != s->widest) volume += cpw_math_log(upper[j] - lower[j]);
  if (s->m > 1 && volume <= log_simplex(s)) return CPW_OK;
  cpwi_release(s->options.allocator, s->box);
  s->box = NULL;
  return CPW_OK;
}

int32_t cpwi_smaa_check_weights(cpwi_smaa *s, cpw_error *err) {
  const cpw_smaa_options *o = &s->options;
  int32_t status = check_bounds(s, err);
  if (status != CPW_OK) return status;
  if (o->law == CPW_SMAA_DIRICHLET) {
    if (!(o->concentration >= 1 && o->concentration <= 1e9))
      return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                       "options.concentration = %s must be from 1 to 1e9",
                       cpwi_number(o->concentration).text);
    status = cpwi_mcda_check_weights(s->mcda.table.weights, s->m, "weights", s->where, err);
    if (status != CPW_OK) return status;
  }
  if (o->order) status = sort_importance(s, err);
  if (status == CPW_OK && o->law == CPW_SMAA_UNIFORM && (o->weight_lower || o->weight_upper))
    status = choose_box(s, err);
  return status;
}

/* ---------------------------------------------------------------- draws --------------------- */

static void divide(double *x, int64_t m) {
  double sum = 0;
  for (int64_t j = 0; j < m; j++)
    sum += x[j];
  for (int64_t j = 0; j < m; j++)
    x[j] /= sum;
}

static void draw_uniform(const cpwi_smaa *s, cpw_stream *stream, double *weights) {
  for (int64_t j = 0; j < s->m; j++)
    weights[j] = cpw_random_exponential(stream, 1);
  divide(weights, s->m);
}

static void draw_dirichlet(const cpwi_smaa *s, cpw_stream *stream, double *weights) {
  double sum;
  do { /* all of them 0 is next to impossible */
    sum = 0;
    for (int64_t j = 0; j < s->m; j++) {
      double shape = s->options.concentration * s->mcda.table.weights[j];
      weights[j] = shape > 0 ? cpw_random_gamma(stream, shape, 1) : 0;
      sum += weights[j];
    }
  } while (!(sum > 0));
  divide(weights, s->m);
}

/* Places in `order` of the same importance as place k begin here and end before the result. */
static int64_t end_of_equals(const cpwi_smaa *s, int64_t k) {
  const int32_t *order = s->options.order;
  int64_t end = k + 1;
  while (end < s->m && order[s->important[end]] == order[s->important[k]])
    end++;
  return end;
}

/* The largest weights to the most important criteria; among equals as they were drawn. */
static void put_in_order(const cpwi_smaa *s, double *weights, double *work) {
  double *sorted = work, *drawn = work + s->m; /* weights falling, and the number of their draw */
  for (int64_t j = 0; j < s->m; j++) {
    int64_t k = j;
    for (; k > 0 && sorted[k - 1] < weights[j]; k--) {
      sorted[k] = sorted[k - 1];
      drawn[k] = drawn[k - 1];
    }
    sorted[k] = weights[j];
    drawn[k] = (double)j;
  }
  for (int64_t first = 0, end; first < s->m; first = end) {
    end = end_of_equals(s, first);
    for (int64_t k = first; k < end; k++) {
      int64_t before = 0; /* how many of this group were drawn earlier */
      for (int64_t other = first; other < end; other++)
        before += drawn[other] < drawn[k];
      weights[s->important[first + before]] = sorted[k];
    }
  }
}

static int is_in_order(const cpwi_smaa *s, const double *weights) {
  double least_before = (double)INFINITY;
  for (int64_t first = 0, end; first < s->m; first = end) {
    double least = (double)INFINITY;
    end = end_of_equals(s, first);
    for (int64_t k = first; k < end; k++) {
      double w = weights[s->important[k]];
      if (w > least_before + CLOSE) return 0;
      least = w < least ? w : least;
    }
    least_before = least;
  }
  return 1;
}

/* Bounds below are met by scaling what lies above them, which keeps a uniform law uniform. */
static void lift(const cpwi_smaa *s, double *weights) {
  const double *lower = s->options.weight_lower;
  double rest = 1;
  for (int64_t j = 0; j < s->m; j++)
    rest -= lower[j];
  rest = rest > 0 ? rest : 0;
  for (int64_t j = 0; j < s->m; j++)
    weights[j] = lower[j] + rest * weights[j];
}

static int is_within(const cpwi_smaa *s, const double *weights) {
  const double *lower = s->options.weight_lower, *upper = s->options.weight_upper;
  for (int64_t j = 0; j < s->m; j++)
    if ((lower && weights[j] < lower[j] - CLOSE) || (upper && weights[j] > upper[j] + CLOSE))
      return 0;
  return 1;
}

/* Uniform within the tight bounds, the widest taking what is left; 0 if that is not within its own. */
static int draw_from_box(const cpwi_smaa *s, cpw_stream *stream, double *weights) {
  const double *lower = s->box, *upper = s->box + s->m;
  double rest = 1;
  for (int64_t j = 0; j < s->m; j++) {
    if (j == s->widest) continue;
    weights[j] = lower[j] + (upper[j] - lower[j]) * cpw_random_uniform(stream);
    rest -= weights[j];
  }
  if (rest < lower[s->widest] - CLOSE || rest > upper[s->widest] + CLOSE) return 0;
  weights[s->widest] = rest > 0 ? rest : 0;
  return !s->options.order || is_in_order(s, weights);
}

/* 1 if the weights drawn are within order and bounds */
static int draw_once(const cpwi_smaa *s, cpw_stream *stream, double *weights, double *work) {
  const cpw_smaa_options *o = &s->options;
  if (s->box) return draw_from_box(s, stream, weights);
  if (o->law == CPW_SMAA_DIRICHLET) {
    draw_dirichlet(s, stream, weights);
    return (!o->order || is_in_order(s, weights)) && is_within(s, weights);
  }
  draw_uniform(s, stream, weights);
  if (o->order) put_in_order(s, weights, work);
  if (!o->order && o->weight_lower) lift(s, weights);
  return is_within(s, weights);
}

int32_t cpwi_smaa_draw_weights(const cpwi_smaa *s, int64_t replication, double *weights,
                               double *work, cpw_error *err) {
  cpw_stream stream;
  cpw_stream_init(&stream, s->mcda.run.seed, (uint64_t)replication, CPWI_DRAW_WEIGHTS, 0);
  for (int64_t attempt = 0; attempt < CPW_SMAA_MAX_ATTEMPTS; attempt++)
    if (draw_once(s, &stream, weights, work)) return CPW_OK;
  return cpwi_fail(err, CPW_ENOCONV, replication, s->where,
                   "weights within the order and the bounds were not found in %d draws",
                   CPW_SMAA_MAX_ATTEMPTS);
}
