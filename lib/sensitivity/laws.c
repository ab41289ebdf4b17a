/* What is believed of a parameter: its check, its quantiles, its mean and standard deviation.
 * Source: inverse distribution functions in closed form, or by the quantiles of stats; PERT as the beta law
 * with mean (a + 4 c + b)/6 (Malcolm et al., Operations Research 7, 1959). Leaves arrays to map.c. */
#include "sensitivity/internal.h"

#include <string.h>

/* the widest and narrowest laws by standard deviation / mean: beyond, the gamma functions end */
#define LEAST_CV 1e-6
#define MOST_CV  1e6

static const char *const names[CPW_PARAMETER_COUNT] = {
    "fixed",           "uniform",   "triangular",         "pert",  "normal",
    "normal_interval", "lognormal", "lognormal_interval", "gamma", "beta",
    "choices"};

/* how many of a, b, c a law takes */
static const int takes[CPW_PARAMETER_COUNT] = {1, 2, 3, 3, 2, 3, 2, 3, 2, 2, 0};

const char *cpw_parameter_law_name(int32_t law) {
  return law >= 0 && law < CPW_PARAMETER_COUNT ? names[law] : NULL;
}

int32_t cpw_parameter_law_number(const char *name) {
  for (int32_t law = 0; name && law < CPW_PARAMETER_COUNT; law++)
    if (strcmp(name, names[law]) == 0) return law;
  return CPW_ENOTFOUND;
}

/* ---------------------------------------------------------------- checks -------------------- */

typedef struct place {
  const char *what, *where;
  int64_t index;
  cpw_error *err;
} place;

/* what = parameters, index 2: "parameters[2]" */
static void name_of(const place *at, char *text, size_t size) {
  char digits[CPW_NUMBER_CHARS];
  size_t used = 0;
  text[0] = 0;
  const char *parts[4] = {at->what, "", "", ""};
  if (at->index >= 0) {
    cpw_format_int64(at->index, digits);
    parts[1] = "[";
    parts[2] = digits;
    parts[3] = "]";
  }
  for (int k = 0; k < 4; k++) {
    size_t length = strlen(parts[k]);
    if (used + length >= size) length = size - used - 1;
    memcpy(text + used, parts[k], length);
    used += length;
    text[used] = 0;
  }
}

static int32_t refuse(const place *at, int32_t law, const char *field, double value,
                      const char *rule) {
  char name[80];
  name_of(at, name, sizeof name);
  return cpwi_fail(at->err, CPW_EDOMAIN, at->index, at->where, "%s.%s = %s must be %s (%s)", name,
                   field, cpwi_number(value).text, rule, names[law]);
}

static int32_t say(const place *at, int32_t code, const char *text) {
  char name[80];
  name_of(at, name, sizeof name);
  return cpwi_fail(at->err, code, at->index, at->where, "%s%s", name, text);
}

static int32_t check_choices(const cpw_parameter *p, const place *at) {
  char name[80];
  name_of(at, name, sizeof name);
  double least = 0, most = 0, sum = 0;
  if (!p->values || p->count < 1)
    return say(at, CPW_EINVAL, ".values must hold at least one value (choices)");
  for (int64_t i = 0; i < p->count; i++) {
    double v = p->values[i], w = p->weights ? p->weights[i] : 1;
    if (!cpwi_finite(v))
      return cpwi_fail(at->err, CPW_EDOMAIN, at->index, at->where,
                       "%s.values[%lld] = %s must be finite", name, (long long)i,
                       cpwi_number(v).text);
    if (!(cpwi_finite(w) && w >= 0))
      return cpwi_fail(at->err, CPW_EDOMAIN, at->index, at->where,
                       "%s.weights[%lld] = %s must be finite and >= 0", name, (long long)i,
                       cpwi_number(w).text);
    least = i == 0 || v < least ? v : least;
    most = i == 0 || v > most ? v : most;
    sum += w;
  }
  if (sum <= 0) return say(at, CPW_EDOMAIN, ".weights must not all be 0");
  if (!cpwi_finite(sum) || !cpwi_finite(most - least))
    return say(at, CPW_EOVERFLOW,
               ": the sum of the weights or the range of the values is too large");
  return CPW_OK;
}

static int32_t check_range(const cpw_parameter *p, const place *at) {
  char rule[CPW_NUMBER_CHARS + 32] = ">= a = ";
  if (p->b < p->a) {
    cpw_format_double(p->a, rule + strlen(rule));
    return refuse(at, p->law, "b", p->b, rule);
  }
  if (!cpwi_finite(p->b - p->a)) return say(at, CPW_EOVERFLOW, ": b - a is too large");
  return CPW_OK;
}

static int32_t check_positive(const cpw_parameter *p, const place *at) {
  if (!(p->a > 0)) return refuse(at, p->law, "a", p->a, "> 0");
  if (p->law == CPW_PARAMETER_BETA) {
    if (p->a > CPW_BETA_MOST) return refuse(at, p->law, "a", p->a, "at most 1e10");
    if (!(p->b > 0 && p->b <= CPW_BETA_MOST))
      return refuse(at, p->law, "b", p->b, "> 0 and at most 1e10");
    return CPW_OK;
  }
  int gamma = p->law == CPW_PARAMETER_GAMMA;
  if (p->b < 0 || p->b / p->a > MOST_CV)
    return refuse(at, p->law, "b", p->b, ">= 0 and at most 1e6 times a");
  if (gamma && p->b / p->a < LEAST_CV)
    return refuse(at, p->law, "b", p->b, "at least 1e-6 times a");
  return CPW_OK;
}

static int32_t check_shape(const cpw_parameter *p, const place *at) {
  int32_t status = CPW_OK;
  switch (p->law) {
  case CPW_PARAMETER_FIXED:
  case CPW_PARAMETER_CHOICES:
    return CPW_OK;
  case CPW_PARAMETER_NORMAL:
    return p->b < 0 ? refuse(at, p->law, "b", p->b, ">= 0") : CPW_OK;
  case CPW_PARAMETER_LOGNORMAL:
  case CPW_PARAMETER_GAMMA:
  case CPW_PARAMETER_BETA:
    return check_positive(p, at);
  case CPW_PARAMETER_LOGNORMAL_INTERVAL:
    if (!(p->a > 0)) return refuse(at, p->law, "a", p->a, "> 0");
    break;
  default:
    break;
  }
  if ((status = check_range(p, at)) != CPW_OK) return status;
  if (p->law == CPW_PARAMETER_TRIANGULAR || p->law == CPW_PARAMETER_PERT)
    return p->c < p->a || p->c > p->b ? refuse(at, p->law, "c", p->c, "between a and b") : CPW_OK;
  if (p->law != CPW_PARAMETER_UNIFORM && !(p->c >= 0 && p->c < 1))
    return refuse(at, p->law, "c", p->c, "0 (for 0.8), or above 0 and below 1");
  return CPW_OK;
}

int32_t cpwi_law_check(const cpw_parameter *p, const char *what, int64_t index, const char *where,
                       cpw_error *err) {
  const place at = {what ? what : "parameter", where, index, err};
  if (!p) return say(&at, CPW_EINVAL, " is NULL");
  if (p->law < 0 || p->law >= CPW_PARAMETER_COUNT) {
    char name[80];
    name_of(&at, name, sizeof name);
    return cpwi_fail(err, CPW_EINVAL, index, where, "%s.law = %d must be 0 to %d", name,
                     (int)p->law, CPW_PARAMETER_COUNT - 1);
  }
  if (p->reserved) return say(&at, CPW_EINVAL, ".reserved must be 0");
  if (p->law != CPW_PARAMETER_CHOICES && (p->values || p->weights || p->count))
    return say(&at, CPW_EINVAL, ".values, .weights and .count are for choices alone");
  const double field[3] = {p->a, p->b, p->c};
  const char *const called[3] = {"a", "b", "c"};
  for (int k = 0; k < 3; k++) {
    if (!cpwi_finite(field[k])) return refuse(&at, p->law, called[k], field[k], "finite");
    if (k >= takes[p->law] && field[k] != 0)
      return refuse(&at, p->law, called[k], field[k], "0: the law does not take it");
  }
  return p->law == CPW_PARAMETER_CHOICES ? check_choices(p, &at) : check_shape(p, &at);
}

int32_t cpw_parameter_check(const cpw_parameter *parameter, const char *what, cpw_error *err) {
  return cpwi_law_check(parameter, what, -1, "cpw_parameter_check", err);
}

/* ---------------------------------------------------------------- quantiles ----------------- */

static double interval_width(double share) {
  return 2 * cpw_normal_quantile(0.5 + 0.5 * (share > 0 ? share : CPW_PARAMETER_INTERVAL));
}

/* log(b / a), precise where they are close */
static double log_ratio(double a, double b) {
  return b <= 2 * a ? cpw_math_log1p((b - a) / a) : cpw_math_log(b) - cpw_math_log(a);
}

void cpwi_law_prepare(cpwi_law *l, const cpw_parameter *p) {
  memset(l, 0, sizeof *l);
  l->law = p->law;
  l->a = p->a;
  l->b = p->b;
  l->c = p->c;
  double cv = 0, width = p->b - p->a;
  switch (p->law) {
  case CPW_PARAMETER_TRIANGULAR: /* the shares of the range and of the belief below the mode */
    l->p = width > 0 ? (p->c - p->a) / width : 0;
    break;
  case CPW_PARAMETER_PERT:
    l->p = width > 0 ? 1 + 4 * ((p->c - p->a) / width) : 1;
    l->q = width > 0 ? 1 + 4 * ((p->b - p->c) / width) : 1;
    break;
  case CPW_PARAMETER_NORMAL:
    l->p = p->a;
    l->q = p->b;
    break;
  case CPW_PARAMETER_NORMAL_INTERVAL:
    l->p = 0.5 * p->a + 0.5 * p->b;
    l->q = width / interval_width(p->c);
    break;
  case CPW_PARAMETER_LOGNORMAL:
    cv = p->b / p->a;
    l->q = sqrt(cpw_math_log1p(cv * cv));
    l->p = cpw_math_log(p->a) - 0.5 * l->q * l->q;
    break;
  case CPW_PARAMETER_LOGNORMAL_INTERVAL:
    width = log_ratio(p->a, p->b);
    l->p = cpw_math_log(p->a) + 0.5 * width;
    l->q = width / interval_width(p->c);
    break;
  case CPW_PARAMETER_GAMMA: /* shape and scale */
    l->p = (p->a / p->b) * (p->a / p->b);
    l->q = p->b * (p->b / p->a);
    break;
  default:
    break;
  }
}

static double within(double x, double least, double most) {
  return x < least ? least : x > most ? most : x;
}

static double triangular(const cpwi_law *l, double u) {
  double width = l->b - l->a, x;
  if (u <= l->p)
    x = l->a + width * sqrt(u * l->p);
  else
    x = l->b - width * sqrt((1 - u) * (1 - l->p));
  return within(x, l->a, l->b);
}

static double pert(const cpwi_law *l, double u) {
  double width = l->b - l->a;
  if (!(width > 0)) return l->a;
  if (u <= 0.5) return within(l->a + width * cpw_beta_quantile(u, l->p, l->q), l->a, l->b);
  return within(l->b - width * cpw_beta_quantile(1 - u, l->q, l->p), l->a, l->b);
}

/* p + q z, where 0 times infinity is nothing */
static double normal(const cpwi_law *l, double u) {
  return l->q > 0 ? l->p + l->q * cpw_normal_quantile(u) : l->p;
}

/* the least value with a share of at least u at or below it */
static double choice(const cpwi_law *l, double u) {
  double reach = u * l->upto[l->count - 1];
  int64_t low = 0, high = l->count - 1;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (l->upto[middle] > 0 && l->upto[middle] >= reach)
      high = middle;
    else
      low = middle + 1;
  }
  return l->at[low];
}

double cpwi_law_quantile(const cpwi_law *l, double u) {
  switch (l->law) {
  case CPW_PARAMETER_UNIFORM:
    return within(l->a + (l->b - l->a) * u, l->a, l->b);
  case CPW_PARAMETER_TRIANGULAR:
    return triangular(l, u);
  case CPW_PARAMETER_PERT:
    return pert(l, u);
  case CPW_PARAMETER_NORMAL:
  case CPW_PARAMETER_NORMAL_INTERVAL:
    return normal(l, u);
  case CPW_PARAMETER_LOGNORMAL:
  case CPW_PARAMETER_LOGNORMAL_INTERVAL:
    return cpw_math_exp(normal(l, u));
  case CPW_PARAMETER_GAMMA:
    return l->q * (u <= 0.5 ? cpw_gamma_quantile(u, l->p) : cpw_gamma_upper_quantile(1 - u, l->p));
  case CPW_PARAMETER_BETA:
    return cpw_beta_quantile(u, l->a, l->b);
  case CPW_PARAMETER_CHOICES:
    return choice(l, u);
  default:
    return l->a;
  }
}

/* the sum of the weights of values up to v, rounded once */
static double weight_upto(const cpw_parameter *p, double v) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < p->count; i++)
    if (p->values[i] <= v) cpw_exact_sum_add(&sum, p->weights ? p->weights[i] : 1.0);
  return cpw_exact_sum_value(&sum);
}

static double choice_unsorted(const cpw_parameter *p, double u) {
  double most = p->values[0], best = CPWI_NAN;
  for (int64_t i = 1; i < p->count; i++)
    most = p->values[i] > most ? p->values[i] : most;
  double reach = u * weight_upto(p, most);
  for (int64_t i = 0; i < p->count; i++) {
    double v = p->values[i];
    if (v >= best) continue;
    double share = weight_upto(p, v);
    if (share > 0 && share >= reach) best = v;
  }
  return best;
}

double cpw_parameter_quantile(const cpw_parameter *parameter, double u) {
  if (!(u >= 0 && u <= 1)) return CPWI_NAN;
  if (cpwi_law_check(parameter, NULL, -1, "", NULL) != CPW_OK) return CPWI_NAN;
  if (parameter->law == CPW_PARAMETER_CHOICES) return choice_unsorted(parameter, u);
  cpwi_law law;
  cpwi_law_prepare(&law, parameter);
  return cpwi_law_quantile(&law, u);
}

/* ---------------------------------------------------------------- moments ------------------- */

static void choice_moments(const cpw_parameter *p, double *mean, double *sd) {
  cpw_exact_sum sum, weights;
  double far = 0;
  cpw_exact_sum_init(&sum);
  cpw_exact_sum_init(&weights);
  for (int64_t i = 0; i < p->count; i++)
    cpw_exact_sum_add(&weights, p->weights ? p->weights[i] : 1.0);
  double all = cpw_exact_sum_value(&weights);
  for (int64_t i = 0; i < p->count; i++)
    cpw_exact_sum_add(&sum, (p->weights ? p->weights[i] : 1.0) / all * p->values[i]);
  *mean = cpw_exact_sum_value(&sum);
  for (int64_t i = 0; i < p->count; i++)
    far = fabs(p->values[i] - *mean) > far ? fabs(p->values[i] - *mean) : far;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; far > 0 && i < p->count; i++) {
    double d = (p->values[i] - *mean) / far;
    cpw_exact_sum_add(&sum, (p->weights ? p->weights[i] : 1.0) / all * d * d);
  }
  *sd = far * sqrt(cpw_exact_sum_value(&sum));
}

static void law_moments(const cpwi_law *l, double *mean, double *sd) {
  double width = l->b - l->a, low = l->c - l->a, high = l->b - l->c;
  *mean = l->a;
  *sd = 0;
  switch (l->law) {
  case CPW_PARAMETER_UNIFORM:
    *mean = 0.5 * l->a + 0.5 * l->b;
    *sd = width / sqrt(12.0);
    break;
  case CPW_PARAMETER_TRIANGULAR:
    *mean = l->a / 3 + l->b / 3 + l->c / 3;
    if (width > 0)
      *sd = width *
            sqrt((l->p * l->p + l->p * (high / width) + (high / width) * (high / width)) / 18);
    break;
  case CPW_PARAMETER_PERT:
    *mean = l->a + (width + 4 * low) / 6;
    *sd = width * sqrt(l->p * l->q / 252);
    break;
  case CPW_PARAMETER_NORMAL:
  case CPW_PARAMETER_NORMAL_INTERVAL:
    *mean = l->p;
    *sd = l->q;
    break;
  case CPW_PARAMETER_LOGNORMAL:
  case CPW_PARAMETER_GAMMA:
    *sd = l->b;
    break;
  case CPW_PARAMETER_LOGNORMAL_INTERVAL:
    *mean = cpw_math_exp(l->p + 0.5 * l->q * l->q);
    *sd = l->q > 0 ? *mean * sqrt(cpw_math_expm1(l->q * l->q)) : 0;
    break;
  case CPW_PARAMETER_BETA:
    *mean = l->a / (l->a + l->b);
    *sd = sqrt(*mean * (l->b / (l->a + l->b)) / (l->a + l->b + 1));
    break;
  default:
    break;
  }
}

int32_t cpw_parameter_moments(const cpw_parameter *parameter, double *mean, double *sd,
                              cpw_error *err) {
  double m = 0, s = 0;
  int32_t status = cpwi_law_check(parameter, NULL, -1, __func__, err);
  if (status != CPW_OK) return status;
  if (parameter->law == CPW_PARAMETER_CHOICES) {
    choice_moments(parameter, &m, &s);
  } else {
    cpwi_law law;
    cpwi_law_prepare(&law, parameter);
    law_moments(&law, &m, &s);
  }
  if (mean) *mean = m;
  if (sd) *sd = s;
  return CPW_OK;
}
