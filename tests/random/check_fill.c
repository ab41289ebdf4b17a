/* Arrays of draws: the same as one by one; parameters refused, by both forms; and the digest that no
 * build may change. */
#include "random/check_random.h"
#include "random/digest.h"

#include <float.h>

/* -------- the functions for one draw, by number */

static double one_real(cpw_stream *s, int32_t law, const double *p) {
  switch (law) {
  case CPW_LAW_UNIFORM:
    return cpw_random_uniform(s);
  case CPW_LAW_UNIFORM_OPEN:
    return cpw_random_uniform_open(s);
  case CPW_LAW_EXPONENTIAL:
    return cpw_random_exponential(s, p[0]);
  case CPW_LAW_NORMAL:
    return cpw_random_normal(s, p[0], p[1]);
  case CPW_LAW_LOGNORMAL:
    return cpw_random_lognormal(s, p[0], p[1]);
  case CPW_LAW_GAMMA:
    return cpw_random_gamma(s, p[0], p[1]);
  default:
    return cpw_random_beta(s, p[0], p[1]);
  }
}

static int64_t one_count(cpw_stream *s, int32_t law, const double *p) {
  switch (law) {
  case CPW_LAW_BELOW:
    return (int64_t)cpw_random_below(s, (uint64_t)p[0]);
  case CPW_LAW_POISSON:
    return cpw_random_poisson(s, p[0]);
  case CPW_LAW_BINOMIAL:
    return cpw_random_binomial(s, (int64_t)p[0], p[1]);
  case CPW_LAW_HYPERGEOMETRIC:
    return cpw_random_hypergeometric(s, (int64_t)p[0], (int64_t)p[1], (int64_t)p[2]);
  case CPW_LAW_GEOMETRIC:
    return cpw_random_geometric(s, p[0]);
  default:
    return cpw_random_negative_binomial(s, p[0], p[1]);
  }
}

/* parameters inside the domain of a law */
static void some_parameters(cpw_stream *s, int32_t law, double *p) {
  double size = ceil(cpw_random_lognormal(s, 4, 4)), share = cpw_random_uniform_open(s);
  switch (law) {
  case CPW_LAW_NORMAL:
  case CPW_LAW_LOGNORMAL:
    p[0] = cpw_random_normal(s, 0, 5);
    p[1] = cpw_random_exponential(s, 2);
    break;
  case CPW_LAW_BINOMIAL:
    p[0] = size;
    p[1] = share;
    break;
  case CPW_LAW_HYPERGEOMETRIC:
    p[0] = size;
    p[1] = ceil(cpw_random_lognormal(s, 4, 4));
    p[2] = floor((p[0] + p[1]) * share);
    break;
  case CPW_LAW_GEOMETRIC:
    p[0] = share;
    break;
  case CPW_LAW_BELOW:
    p[0] = size;
    break;
  default:
    p[0] = cpw_random_lognormal(s, 1, 2);
    p[1] = cpw_random_lognormal(s, 1, 2);
    break;
  }
}

/* One after the other, with the same parameters or others each time: the same draws, and the stream
 * is left at the same place. */
START_TEST(fill_is_one_by_one)
{
  enum { SIZE = 700 };
  static double p[SIZE * 3], x[SIZE];
  static int64_t k[SIZE];
  int32_t law = _i, size = cpw_law_parameters(law);
  for (int trial = 0; trial < 8; trial++) {
    cpw_stream s, t, u;
    cpw_stream_init(&s, 61, (uint64_t)law, (uint64_t)trial, 0);
    for (int i = 0; i < SIZE; i++) {
      double row[3] = {0, 0, 0};
      some_parameters(&s, law, row);
      memcpy(p + (size_t)i * (size_t)size, row, (size_t)size * sizeof *row);
    }
    cpw_stream_seek(&s, (uint64_t)trial);
    t = s;
    u = s;
    int64_t rows = trial % 2 ? SIZE : 1;
    ck_assert_int_eq(cpw_random_fill(&s, law, p, rows, x, SIZE, NULL), CPW_OK);
    if (law >= CPW_LAW_BELOW)
      ck_assert_int_eq(cpw_random_fill_int64(&u, law, p, rows, k, SIZE, NULL), CPW_OK);
    for (int i = 0; i < SIZE; i++) {
      const double *row = p + (rows == 1 ? 0 : i * size);
      if (law < CPW_LAW_BELOW) {
        double one = one_real(&t, law, row);
        ck_assert_mem_eq(&x[i], &one, sizeof one);
      } else {
        int64_t one = one_count(&t, law, row);
        ck_assert_int_eq(k[i], one);
        ck_assert_double_eq(x[i], (double)one);
        ck_assert_int_ge(one, 0);
      }
    }
    ck_assert_uint_eq(cpw_stream_position(&s), cpw_stream_position(&t));
    if (law >= CPW_LAW_BELOW) ck_assert_uint_eq(cpw_stream_position(&u), cpw_stream_position(&t));
  }
}
END_TEST

START_TEST(law_names)
{
  for (int32_t a = 1; a <= CPW_LAW_COUNT; a++) {
    for (int32_t b = 1; b < a; b++)
      ck_assert_str_ne(cpw_law_name(a), cpw_law_name(b));
    ck_assert_int_le(cpw_law_parameters(a), CPW_LAW_MAX_PARAMETERS);
    for (int32_t i = 0; i < cpw_law_parameters(a); i++)
      ck_assert_ptr_nonnull(cpw_law_parameter_name(a, i));
    ck_assert_ptr_null(cpw_law_parameter_name(a, cpw_law_parameters(a)));
    ck_assert_ptr_null(cpw_law_parameter_name(a, -1));
  }
  ck_assert_str_eq(cpw_law_name(CPW_LAW_NEGATIVE_BINOMIAL), "negative_binomial");
  ck_assert_str_eq(cpw_law_parameter_name(CPW_LAW_HYPERGEOMETRIC, 1), "unmarked");
  ck_assert_ptr_null(cpw_law_name(0));
  ck_assert_ptr_null(cpw_law_name(CPW_LAW_COUNT + 1));
  ck_assert_ptr_null(cpw_law_parameter_name(99, 0));
  ck_assert_int_eq(cpw_law_parameters(-1), -1);
}
END_TEST

/* -------- parameters out of their domains */

#define NOT_A_NUMBER (0.0 / 0.0)
#define ENDLESS      (1.0 / 0.0)

static const struct {
  int32_t law;
  double p[3];
  const char *message;
} refused[] = {
    {CPW_LAW_EXPONENTIAL, {-1}, "exponential: mean = -1 must be finite and >= 0"},
    {CPW_LAW_EXPONENTIAL, {NOT_A_NUMBER}, "mean = nan"},
    {CPW_LAW_EXPONENTIAL, {ENDLESS}, "mean = inf"},
    {CPW_LAW_NORMAL, {ENDLESS, 1}, "normal: mean = inf must be finite"},
    {CPW_LAW_NORMAL, {NOT_A_NUMBER, 1}, "mean = nan"},
    {CPW_LAW_NORMAL, {0, -1}, "sd = -1"},
    {CPW_LAW_NORMAL, {0, NOT_A_NUMBER}, "sd = nan"},
    {CPW_LAW_LOGNORMAL, {-ENDLESS, 1}, "mu = -inf"},
    {CPW_LAW_LOGNORMAL, {0, ENDLESS}, "sigma = inf"},
    {CPW_LAW_GAMMA, {0, 1}, "gamma: shape = 0 must be finite and > 0"},
    {CPW_LAW_GAMMA, {ENDLESS, 1}, "shape = inf"},
    {CPW_LAW_GAMMA, {1, -1}, "scale = -1"},
    {CPW_LAW_GAMMA, {NOT_A_NUMBER, 1}, "shape = nan"},
    {CPW_LAW_BETA, {0, 1}, "beta: a = 0"},
    {CPW_LAW_BETA, {1, -0.5}, "b = -0.5"},
    {CPW_LAW_BETA, {1, NOT_A_NUMBER}, "b = nan"},
    {CPW_LAW_POISSON, {-1e-300}, "poisson: mean = -1e-300 must be from 0 to 2^62"},
    {CPW_LAW_POISSON, {5e18}, "mean = 5000000000000000000"},
    {CPW_LAW_POISSON, {NOT_A_NUMBER}, "mean = nan"},
    {CPW_LAW_BINOMIAL, {-1, 0.5}, "binomial: n = -1 must be a whole number from 0 to 2^53"},
    {CPW_LAW_BINOMIAL, {9007199254740994.0, 0.5}, "n = 9007199254740994"},
    {CPW_LAW_BINOMIAL, {5, 1.01}, "p = 1.01 must be from 0 to 1"},
    {CPW_LAW_BINOMIAL, {5, -0.1}, "p = -0.1"},
    {CPW_LAW_BINOMIAL, {5, NOT_A_NUMBER}, "p = nan"},
    {CPW_LAW_HYPERGEOMETRIC, {-1, 2, 1}, "marked = -1"},
    {CPW_LAW_HYPERGEOMETRIC, {1, -2, 1}, "unmarked = -2"},
    {CPW_LAW_HYPERGEOMETRIC, {1, 2, -1}, "drawn = -1"},
    {CPW_LAW_HYPERGEOMETRIC, {1, 2, 4}, "drawn = 4 must be <= marked + unmarked = 3"},
    {CPW_LAW_HYPERGEOMETRIC, {9007199254740992.0, 1, 4}, "9007199254740993 must be <= 2^53"},
    {CPW_LAW_GEOMETRIC, {0}, "geometric: p = 0 must be > 0 and <= 1"},
    {CPW_LAW_GEOMETRIC, {1.5}, "p = 1.5"},
    {CPW_LAW_GEOMETRIC, {NOT_A_NUMBER}, "p = nan"},
    {CPW_LAW_NEGATIVE_BINOMIAL, {0, 1}, "size = 0"},
    {CPW_LAW_NEGATIVE_BINOMIAL, {ENDLESS, 1}, "size = inf"},
    {CPW_LAW_NEGATIVE_BINOMIAL, {1, -1}, "mean = -1"},
    {CPW_LAW_NEGATIVE_BINOMIAL, {1, 5e18}, "must be from 0 to 2^62"},
};
#define REFUSED ((int)(sizeof refused / sizeof *refused))

START_TEST(bad_parameters)
{
  int32_t law = refused[_i].law, size = cpw_law_parameters(law);
  const double *p = refused[_i].p;
  cpw_stream s, before;
  cpw_stream_init(&s, 62, 0, 0, 0);
  before = s;
  /* one draw */
  if (law < CPW_LAW_BELOW)
    ck_assert_double_nan(one_real(&s, law, p));
  else if (p[0] == p[0])
    ck_assert_int_eq(one_count(&s, law, p), -1);
  /* an array: good rows around the bad one */
  double rows[12], out[3] = {-5, -6, -7};
  for (int i = 0; i < 3; i++)
    some_parameters(&s, law, rows + i * size);
  memcpy(rows + 2 * size, p, (size_t)size * sizeof *p);
  s = before;
  cpw_error err;
  ck_assert_int_eq(cpw_random_fill(&s, law, rows, 3, out, 3, &err), CPW_EDOMAIN);
  ck_assert_int_eq(err.code, CPW_EDOMAIN);
  ck_assert_int_eq(err.index, 2);
  ck_assert_str_eq(err.where, "cpw_random_fill");
  ck_assert_msg(strstr(err.message, refused[_i].message) != NULL, "'%s' is not in '%s'",
                refused[_i].message, err.message);
  ck_assert(out[0] == -5 && out[1] == -6 && out[2] == -7);
  if (law >= CPW_LAW_BELOW) {
    int64_t counts[3] = {-5, -6, -7};
    ck_assert_int_eq(cpw_random_fill_int64(&s, law, rows, 3, counts, 3, NULL), CPW_EDOMAIN);
    ck_assert(counts[0] == -5 && counts[1] == -6 && counts[2] == -7);
  }
  ck_assert_mem_eq(&s, &before, sizeof s);
}
END_TEST

START_TEST(bad_counts_of_one_draw)
{
  cpw_stream s, before;
  cpw_stream_init(&s, 62, 0, 0, 0);
  before = s;
  ck_assert_int_eq(cpw_random_binomial(&s, -1, 0.5), -1);
  ck_assert_int_eq(cpw_random_binomial(&s, CPW_RANDOM_MAX_COUNT + 1, 0.5), -1);
  ck_assert_int_eq(cpw_random_binomial(&s, INT64_MIN, 0.5), -1);
  ck_assert_int_eq(cpw_random_hypergeometric(&s, INT64_MAX, INT64_MAX, 5), -1);
  ck_assert_int_eq(cpw_random_hypergeometric(&s, CPW_RANDOM_MAX_COUNT, 1, 5), -1);
  ck_assert_int_eq(cpw_random_hypergeometric(&s, INT64_MIN, 5, 5), -1);
  ck_assert_int_eq(cpw_random_hypergeometric(&s, 5, 5, -1), -1);
  ck_assert_int_eq(cpw_random_hypergeometric(&s, 5, 5, 11), -1);
  ck_assert_mem_eq(&s, &before, sizeof s);
}
END_TEST

static void refuse(int32_t status, const cpw_error *err, const char *message) {
  ck_assert_int_eq(status, CPW_EINVAL);
  ck_assert_int_eq(err->code, CPW_EINVAL);
  ck_assert_msg(strstr(err->message, message) != NULL, "'%s' is not in '%s'", message,
                err->message);
}

START_TEST(bad_arguments)
{
  cpw_stream s;
  cpw_stream_init(&s, 63, 0, 0, 0);
  double x[2], p[4] = {1, 1, 1, 1};
  int64_t k[2];
  cpw_error err;
  refuse(cpw_random_fill(&s, 0, p, 1, x, 2, &err), &err, "law = 0");
  refuse(cpw_random_fill(&s, 14, p, 1, x, 2, &err), &err, "law = 14");
  refuse(cpw_random_fill(NULL, CPW_LAW_NORMAL, p, 1, x, 2, &err), &err, "stream");
  refuse(cpw_random_fill(&s, CPW_LAW_NORMAL, NULL, 1, x, 2, &err), &err, "parameters");
  refuse(cpw_random_fill(&s, CPW_LAW_NORMAL, p, 1, NULL, 2, &err), &err, "out");
  refuse(cpw_random_fill(&s, CPW_LAW_NORMAL, p, 1, x, -2, &err), &err, "n = -2 must be >= 0");
  refuse(cpw_random_fill(&s, CPW_LAW_NORMAL, p, 3, x, 2, &err), &err,
         "rows = 3 must be 1 or n = 2");
  refuse(cpw_random_fill(&s, CPW_LAW_NORMAL, p, 0, x, 2, &err), &err, "rows = 0");
  refuse(cpw_random_fill_int64(&s, CPW_LAW_NORMAL, p, 1, k, 2, &err), &err, "whole numbers");
  refuse(cpw_random_fill_int64(&s, CPW_LAW_POISSON, p, 1, NULL, 2, &err), &err, "out");
  ck_assert_int_eq(cpw_random_fill(&s, CPW_LAW_NORMAL, p, 1, NULL, 0, &err), CPW_OK);
  ck_assert_int_eq(cpw_random_fill(&s, CPW_LAW_NORMAL, NULL, 0, NULL, 0, &err), CPW_OK);
  ck_assert_int_eq(cpw_random_fill(&s, CPW_LAW_UNIFORM, NULL, -9, x, 2, &err), CPW_OK);
  ck_assert_int_eq(cpw_random_fill_int64(&s, CPW_LAW_POISSON, p, 1, NULL, 0, &err), CPW_OK);
  ck_assert_uint_eq(cpw_stream_position(&s), 2);
}
END_TEST

/* -------- the digest */

START_TEST(the_same_bits)
{
  uint64_t digest = random_digest();
  ck_assert_msg(digest == UINT64_C(0x150e0d249b98926c), "the digest is 0x%016llx now",
                (unsigned long long)digest);
}
END_TEST

void fill_tests(const cases *c) {
  tcase_add_loop_test(c->properties, fill_is_one_by_one, 1, CPW_LAW_COUNT + 1);
  tcase_add_test(c->limits, law_names);
  tcase_add_loop_test(c->errors, bad_parameters, 0, REFUSED);
  tcase_add_test(c->errors, bad_counts_of_one_draw);
  tcase_add_test(c->errors, bad_arguments);
  tcase_add_test(c->reference, the_same_bits);
}
