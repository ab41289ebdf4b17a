/* Arrays of draws: the laws by number, their parameters checked with messages, and the fast ways
 * through many draws of one law.
 * Source: the laws' own files, whose draws these are.
 * Leaves the laws to those files. */
#include "random/internal.h"

/* ---------------------------------------------------------------- the laws by number -------- */

/* What a parameter must be. */
typedef struct rule {
  int (*holds)(double x);
  const char *text;
} rule;

static int is_finite(double x) {
  return cpwi_is_finite(x);
}
static int is_nonnegative(double x) {
  return cpwi_is_nonnegative(x);
}
static int is_positive(double x) {
  return cpwi_is_positive(x);
}
static int is_mean(double x) {
  return cpwi_is_mean(x);
}
static int is_share(double x) {
  return cpwi_is_share(x);
}
static int is_positive_share(double x) {
  return x > 0 && x <= 1;
}
static int is_count(double x) {
  return x >= 0 && x <= (double)CPW_RANDOM_MAX_COUNT && (double)(int64_t)x == x;
}
static int is_positive_count(double x) {
  return x > 0 && is_count(x);
}

static const rule FINITE = {is_finite, "must be finite"};
static const rule NONNEGATIVE = {is_nonnegative, "must be finite and >= 0"};
static const rule POSITIVE = {is_positive, "must be finite and > 0"};
static const rule MEAN = {is_mean, "must be from 0 to 2^62"};
static const rule SHARE = {is_share, "must be from 0 to 1"};
static const rule POSITIVE_SHARE = {is_positive_share, "must be > 0 and <= 1"};
static const rule COUNT = {is_count, "must be a whole number from 0 to 2^53"};
static const rule POSITIVE_COUNT = {is_positive_count, "must be a whole number from 1 to 2^53"};

typedef struct parameter {
  const char *name;
  const rule *rule;
} parameter;

typedef struct law {
  const char *name;
  int32_t size;
  parameter parameters[CPW_LAW_MAX_PARAMETERS];
} law;

static const law laws[CPW_LAW_COUNT] = {
    {"uniform", 0, {{NULL, NULL}}},
    {"uniform_open", 0, {{NULL, NULL}}},
    {"exponential", 1, {{"mean", &NONNEGATIVE}}},
    {"normal", 2, {{"mean", &FINITE}, {"sd", &NONNEGATIVE}}},
    {"lognormal", 2, {{"mu", &FINITE}, {"sigma", &NONNEGATIVE}}},
    {"gamma", 2, {{"shape", &POSITIVE}, {"scale", &NONNEGATIVE}}},
    {"beta", 2, {{"a", &POSITIVE}, {"b", &POSITIVE}}},
    {"below", 1, {{"n", &POSITIVE_COUNT}}},
    {"poisson", 1, {{"mean", &MEAN}}},
    {"binomial", 2, {{"n", &COUNT}, {"p", &SHARE}}},
    {"hypergeometric", 3, {{"marked", &COUNT}, {"unmarked", &COUNT}, {"drawn", &COUNT}}},
    {"geometric", 1, {{"p", &POSITIVE_SHARE}}},
    {"negative_binomial", 2, {{"size", &POSITIVE}, {"mean", &MEAN}}},
};

static const law *law_of(int32_t number) {
  return number >= 1 && number <= CPW_LAW_COUNT ? &laws[number - 1] : NULL;
}

const char *cpw_law_name(int32_t law_number) {
  const law *l = law_of(law_number);
  return l ? l->name : NULL;
}

int32_t cpw_law_parameters(int32_t law_number) {
  const law *l = law_of(law_number);
  return l ? l->size : -1;
}

const char *cpw_law_parameter_name(int32_t law_number, int32_t index) {
  const law *l = law_of(law_number);
  return l && index >= 0 && index < l->size ? l->parameters[index].name : NULL;
}

/* ---------------------------------------------------------------- one prepared law ---------- */

/* A law with its parameters made ready, for any number of draws. */
typedef struct sampler {
  int32_t law;
  double a, b; /* the first two parameters */
  cpwi_gamma first, second;
  cpwi_count_law count;
} sampler;

static void prepare(sampler *s, int32_t number, const double *p) {
  s->law = number;
  s->a = laws[number - 1].size > 0 ? p[0] : 0;
  s->b = laws[number - 1].size > 1 ? p[1] : 0;
  switch (number) {
  case CPW_LAW_BETA:
    s->second = cpwi_gamma_prepare(s->b);
    s->first = cpwi_gamma_prepare(s->a);
    break;
  case CPW_LAW_GAMMA:
  case CPW_LAW_NEGATIVE_BINOMIAL:
    s->first = cpwi_gamma_prepare(s->a);
    break;
  case CPW_LAW_POISSON:
    cpwi_poisson_prepare(&s->count, s->a);
    break;
  case CPW_LAW_BINOMIAL:
    cpwi_binomial_prepare(&s->count, (int64_t)s->a, s->b);
    break;
  case CPW_LAW_HYPERGEOMETRIC:
    cpwi_hypergeometric_prepare(&s->count, (int64_t)p[0], (int64_t)p[1], (int64_t)p[2]);
    break;
  case CPW_LAW_GEOMETRIC:
    s->a = -cpw_math_log1p(-s->a);
    break;
  default:
    break;
  }
}

static int64_t draw_count(sampler *s, cpw_stream *stream) {
  switch (s->law) {
  case CPW_LAW_BELOW:
    return (int64_t)cpw_random_below(stream, (uint64_t)s->a);
  case CPW_LAW_GEOMETRIC:
    return cpwi_geometric_draw(s->a, stream);
  case CPW_LAW_NEGATIVE_BINOMIAL:
    return cpwi_negative_binomial_draw(&s->first, s->b, stream);
  default:
    return cpwi_count_draw(&s->count, stream);
  }
}

/* laws with parameters */
static double draw_real(sampler *s, cpw_stream *stream) {
  switch (s->law) {
  case CPW_LAW_EXPONENTIAL:
    return s->a * cpwi_exponential(stream);
  case CPW_LAW_NORMAL:
    return s->a + s->b * cpwi_normal(stream);
  case CPW_LAW_LOGNORMAL:
    return cpw_math_exp(s->a + s->b * cpwi_normal(stream));
  case CPW_LAW_GAMMA:
    return cpwi_gamma_draw(&s->first, stream, s->b);
  case CPW_LAW_BETA:
    return cpwi_beta_draw(&s->first, &s->second, stream);
  default:
    return (double)draw_count(s, stream);
  }
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_row(const law *l, const double *p, int64_t row, const char *where,
                         cpw_error *err) {
  for (int32_t i = 0; i < l->size; i++) {
    if (!l->parameters[i].rule->holds(p[i]))
      return cpwi_fail(err, CPW_EDOMAIN, row, where, "%s: %s = %s %s", l->name,
                       l->parameters[i].name, cpwi_number(p[i]).text, l->parameters[i].rule->text);
  }
  if (l != law_of(CPW_LAW_HYPERGEOMETRIC)) return CPW_OK;
  int64_t all = (int64_t)p[0] + (int64_t)p[1], drawn = (int64_t)p[2];
  if (!cpwi_is_count(all))
    return cpwi_fail(err, CPW_EDOMAIN, row, where, "%s: marked + unmarked = %lld must be <= 2^53",
                     l->name, (long long)all);
  if (drawn > all)
    return cpwi_fail(err, CPW_EDOMAIN, row, where,
                     "%s: drawn = %lld must be <= marked + unmarked = %lld", l->name,
                     (long long)drawn, (long long)all);
  return CPW_OK;
}

static int32_t check_fill(const cpw_stream *stream, int32_t number, const double *parameters,
                          int64_t rows, const void *out, int64_t n, const char *where,
                          cpw_error *err) {
  const law *l = law_of(number);
  if (!l)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "law = %d must be one of CPW_LAW_...",
                     (int)number);
  if (!stream) return cpwi_fail(err, CPW_EINVAL, -1, where, "stream must be given");
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && !out) return cpwi_fail(err, CPW_EINVAL, -1, where, "out must be given");
  if (l->size == 0) return CPW_OK;
  if (rows != 1 && rows != n)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "rows = %lld must be 1 or n = %lld",
                     (long long)rows, (long long)n);
  if (rows > 0 && !parameters)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "parameters must be given");
  for (int64_t i = 0; i < rows; i++) {
    int32_t status = check_row(l, parameters + i * l->size, i, where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- filling ------------------- */

#define CHUNK 256

/* n draws of a law that takes one word a draw, from the words. */
static void transform(const sampler *s, const cpw_stream *stream, uint64_t first,
                      const uint64_t *words, size_t n, double *out) {
  switch (s->law) {
  case CPW_LAW_UNIFORM:
    for (size_t i = 0; i < n; i++)
      out[i] = cpwi_unit(words[i]);
    break;
  case CPW_LAW_UNIFORM_OPEN:
    for (size_t i = 0; i < n; i++)
      out[i] = cpwi_open_unit(stream, first + i, words[i]);
    break;
  case CPW_LAW_EXPONENTIAL:
    cpwi_exponentials(stream, first, words, n, out);
    for (size_t i = 0; i < n; i++)
      out[i] *= s->a;
    break;
  default:
    cpwi_normals(stream, first, words, n, out);
    for (size_t i = 0; i < n; i++)
      out[i] = s->a + s->b * out[i];
    break;
  }
  if (s->law == CPW_LAW_LOGNORMAL) {
    for (size_t i = 0; i < n; i++)
      out[i] = cpw_math_exp(out[i]);
  }
}

static void fill_by_words(const sampler *s, cpw_stream *stream, double *out, int64_t n) {
  uint64_t words[CHUNK];
  while (n > 0) {
    size_t size = n < CHUNK ? (size_t)n : CHUNK;
    uint64_t first = stream->position;
    cpwi_stream_words(stream, words, size);
    transform(s, stream, first, words, size, out);
    out += size;
    n -= (int64_t)size;
  }
}

int32_t cpw_random_fill(cpw_stream *stream, int32_t law_number, const double *parameters,
                        int64_t rows, double *out, int64_t n, cpw_error *err) {
  int32_t status = check_fill(stream, law_number, parameters, rows, out, n, __func__, err);
  if (status != CPW_OK || n == 0) return status;
  int32_t size = cpw_law_parameters(law_number);
  if (size == 0) rows = 1;
  sampler s;
  prepare(&s, law_number, parameters);
  if (rows == 1 && law_number <= CPW_LAW_LOGNORMAL) {
    fill_by_words(&s, stream, out, n);
    return CPW_OK;
  }
  for (int64_t i = 0; i < n; i++) {
    if (i > 0 && rows > 1) prepare(&s, law_number, parameters + i * size);
    out[i] = draw_real(&s, stream);
  }
  return CPW_OK;
}

int32_t cpw_random_fill_int64(cpw_stream *stream, int32_t law_number, const double *parameters,
                              int64_t rows, int64_t *out, int64_t n, cpw_error *err) {
  int32_t status = check_fill(stream, law_number, parameters, rows, out, n, __func__, err);
  if (status != CPW_OK) return status;
  if (law_number < CPW_LAW_BELOW)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "law = %d (%s) must be one of whole numbers",
                     (int)law_number, cpw_law_name(law_number));
  int32_t size = cpw_law_parameters(law_number);
  sampler s;
  for (int64_t i = 0; i < n; i++) {
    if (i == 0 || rows > 1) prepare(&s, law_number, parameters + i * size);
    out[i] = draw_count(&s, stream);
  }
  return CPW_OK;
}
