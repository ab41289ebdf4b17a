/* tests/random/digest.h - one number over draws of every law and values of every function: the same in
 * every build on every machine, or a bit has changed. */
#ifndef RANDOM_DIGEST_H
#define RANDOM_DIGEST_H

#include "carepath/random.h"

#include <string.h>

/* FNV-1a over the bytes of a word, lowest first */
static uint64_t digest_word(uint64_t digest, uint64_t word) {
  for (int i = 0; i < 8; i++)
    digest = (digest ^ ((word >> (8 * i)) & 255)) * UINT64_C(0x100000001b3);
  return digest;
}

static uint64_t digest_real(uint64_t digest, double x) {
  uint64_t word;
  memcpy(&word, &x, sizeof word);
  return digest_word(digest, word);
}

static uint64_t digest_laws(uint64_t d, cpw_stream *s, int32_t many) {
  static const double real_parameters[][3] = {
      {CPW_LAW_UNIFORM, 0, 0},    {CPW_LAW_UNIFORM_OPEN, 0, 0}, {CPW_LAW_EXPONENTIAL, 3, 0},
      {CPW_LAW_NORMAL, 1, 2},     {CPW_LAW_LOGNORMAL, 1, 0.7},  {CPW_LAW_LOGNORMAL, 0, 100},
      {CPW_LAW_GAMMA, 0.01, 1},   {CPW_LAW_GAMMA, 0.6, 3},      {CPW_LAW_GAMMA, 12.5, 1},
      {CPW_LAW_GAMMA, 1e9, 1e-9}, {CPW_LAW_BETA, 0.01, 0.02},   {CPW_LAW_BETA, 2, 3.5},
      {CPW_LAW_BETA, 1e5, 2e5},
  };
  static const double count_parameters[][4] = {
      {CPW_LAW_BELOW, 6, 0, 0},
      {CPW_LAW_BELOW, 9007199254740991.0, 0, 0},
      {CPW_LAW_POISSON, 1e-12, 0, 0},
      {CPW_LAW_POISSON, 0.3, 0, 0},
      {CPW_LAW_POISSON, 7, 0, 0},
      {CPW_LAW_POISSON, 10.5, 0, 0},
      {CPW_LAW_POISSON, 1234.5, 0, 0},
      {CPW_LAW_POISSON, 1e12, 0, 0},
      {CPW_LAW_BINOMIAL, 20, 0.1, 0},
      {CPW_LAW_BINOMIAL, 100, 0.2, 0},
      {CPW_LAW_BINOMIAL, 1e6, 0.77, 0},
      {CPW_LAW_BINOMIAL, 9007199254740992.0, 0.3, 0},
      {CPW_LAW_HYPERGEOMETRIC, 10, 20, 9},
      {CPW_LAW_HYPERGEOMETRIC, 100, 200, 90},
      {CPW_LAW_HYPERGEOMETRIC, 3e15, 5e15, 4e15},
      {CPW_LAW_GEOMETRIC, 0.2, 0, 0},
      {CPW_LAW_GEOMETRIC, 1e-15, 0, 0},
      {CPW_LAW_NEGATIVE_BINOMIAL, 0.3, 4, 0},
      {CPW_LAW_NEGATIVE_BINOMIAL, 20, 400, 0},
  };
  double x;
  int64_t k;
  for (size_t i = 0; i < sizeof real_parameters / sizeof *real_parameters; i++) {
    for (int32_t j = 0; j < many; j++) {
      const double *row = real_parameters[i];
      if (cpw_random_fill(s, (int32_t)row[0], row + 1, 1, &x, 1, NULL) != CPW_OK) return 0;
      d = digest_real(d, x);
    }
  }
  for (size_t i = 0; i < sizeof count_parameters / sizeof *count_parameters; i++) {
    for (int32_t j = 0; j < many; j++) {
      const double *row = count_parameters[i];
      if (cpw_random_fill_int64(s, (int32_t)row[0], row + 1, 1, &k, 1, NULL) != CPW_OK) return 0;
      d = digest_word(d, (uint64_t)k);
    }
  }
  return d;
}

static uint64_t digest_tables(uint64_t d, cpw_stream *s, int32_t many) {
  static const double weights[] = {3, 0, 1, 0.1, 7, 1e-9}, edges[] = {0, 1, 2, 5, 9, 9, 20};
  cpw_alias *alias = NULL;
  cpw_empirical *law = NULL;
  if (cpw_alias_new(weights, 6, NULL, &alias, NULL) != CPW_OK) return 0;
  if (cpw_empirical_new_bands(edges, weights, 6, NULL, &law, NULL) == CPW_OK) {
    for (int32_t i = 0; i < many; i++) {
      int64_t out[6] = {0}, order[6] = {0, 1, 2, 3, 4, 5};
      d = digest_word(d, (uint64_t)cpw_alias_draw(alias, s));
      d = digest_real(d, cpw_empirical_draw(law, s));
      if (cpw_random_multinomial(s, 1000 + i, weights, 6, out, NULL) != CPW_OK) d = 0;
      cpw_random_shuffle(s, order, 6);
      for (int j = 0; j < 6; j++)
        d = digest_word(digest_word(d, (uint64_t)out[j]), (uint64_t)order[j]);
    }
  }
  cpw_empirical_free(law);
  cpw_alias_free(alias);
  return d;
}

static uint64_t digest_functions(uint64_t d, cpw_stream *s, int32_t many) {
  for (int32_t i = 0; i < many; i++) {
    double u = cpw_random_uniform_open(s), x = cpw_random_normal(s, 0, 100);
    double wide = cpw_random_lognormal(s, 0, 200);
    d = digest_real(d, cpw_math_log(wide));
    d = digest_real(d, cpw_math_log1p(-u));
    d = digest_real(d, cpw_math_log1p(wide));
    d = digest_real(d, cpw_math_exp(x));
    d = digest_real(d, cpw_math_expm1(x / 50));
    d = digest_real(d, cpw_math_pow(wide, u));
    d = digest_real(d, cpw_math_log_gamma(wide));
    d = digest_real(d, cpw_math_log_gamma(15 * u));
  }
  return d;
}

static uint64_t random_digest(void) {
  uint64_t d = UINT64_C(0xcbf29ce484222325);
  cpw_stream s;
  cpw_stream_init(&s, 2024, 1, 2, 3);
  d = digest_laws(d, &s, 1000);
  d = digest_tables(d, &s, 1000);
  return digest_functions(d, &s, 5000);
}

#endif
