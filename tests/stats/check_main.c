/* The suite of the module stats in one program, and what its files share. */
#include "stats/check_stats.h"

#include <stdio.h>

uint64_t draw_bits(uint64_t *state) { /* SplitMix64 */
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

double draw(uint64_t *state) {
  return (double)(draw_bits(state) >> 11) * 0x1p-53;
}

static double draw_normal(uint64_t *state) {
  double sum = -6;
  for (int i = 0; i < 12; i++)
    sum += draw(state);
  return sum;
}

static double draw_any(uint64_t *state) {
  uint64_t bits = draw_bits(state);
  if (cpwi_exponent(bits) == CPWI_SPECIAL) bits ^= (uint64_t)1 << 62;
  return cpwi_from_bits(bits);
}

double draw_kind(uint64_t *state, int kind) {
  switch (kind) {
  case 0:
    return draw(state);
  case 1:
    return 40 + 9 * draw_normal(state);
  case 2:
    return -log(1 - draw(state)) * 12;
  case 3:
    return floor(10 * draw(state)) - 3;
  case 4:
    return (draw(state) - 0.5) / pow(1 - draw(state), 2);
  case 5:
    return draw_any(state);
  case 6:
    return cpwi_from_bits(draw_bits(state) & 0x800fffffffffffffu);
  default:
    return (draw(state) < 0.5 ? -1e16 : 1e16) + draw(state);
  }
}

void fill(double *x, int64_t n, int kind, uint64_t seed) {
  for (int64_t i = 0; i < n; i++)
    x[i] = draw_kind(&seed, kind);
}

void shuffle(double *x, int64_t n, uint64_t *state) {
  for (int64_t i = n - 1; i > 0; i--) {
    int64_t j = (int64_t)(draw_bits(state) % (uint64_t)(i + 1));
    double v = x[i];
    x[i] = x[j];
    x[j] = v;
  }
}

int64_t rounds(int64_t many, int64_t few) {
  return getenv("CAREPATH_QUICK") ? few : many;
}

void same_bits(double value, double expected, const char *what, int64_t index) {
  int both_nan = cpwi_is_nan(value) && cpwi_is_nan(expected);
  ck_assert_msg(both_nan || memcmp(&value, &expected, sizeof value) == 0,
                "%s[%lld] is %.17g, not %.17g", what, (long long)index, value, expected);
}

void within(double value, double expected, double relative, const char *what, int64_t index) {
  ck_assert_msg(value == expected || fabs(value - expected) <= relative * fabs(expected),
                "%s[%lld] is %.17g, not %.17g (relative error %.3g)", what, (long long)index, value,
                expected, fabs(value - expected) / fabs(expected));
}

void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_msg(status == expected, "%s, not %s: %s", cpw_status_name(status),
                cpw_status_name(expected), status == CPW_OK ? "" : err->message);
  ck_assert_int_eq(err->code, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
  ck_assert_msg(strncmp(err->where, "cpw_", 4) == 0, "where is \"%s\"", err->where);
}

void fine(int32_t status, const cpw_error *err) {
  ck_assert_msg(status == CPW_OK, "%s: %s", err->where, err->message);
}

int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static TCase *tcase(Suite *suite, const char *name) {
  TCase *t = tcase_create(name);
  tcase_set_timeout(t, 600);
  suite_add_tcase(suite, t);
  return t;
}

int main(void) {
  Suite *suite = suite_create("stats");
  cases c = {.limits = tcase(suite, "limits"),
             .errors = tcase(suite, "errors"),
             .reference = tcase(suite, "reference"),
             .properties = tcase(suite, "properties"),
             .oom = tcase(suite, "oom")};
  sum_tests(&c);
  moments_tests(&c);
  histogram_tests(&c);
  sketch_tests(&c);
  quantile_tests(&c);
  weighted_tests(&c);
  distribution_tests(&c);
  tail_tests(&c);
  interval_tests(&c);
  bootstrap_tests(&c);
  crps_tests(&c);
  score_tests(&c);
  merge_tests(&c);
  return cpwt_run(&suite, 1);
}
