/* Durations: names, what is refused and how it is said, laws at their edges; the main program. */
#include "duration/check_duration.h"

cpw_duration duration(int32_t law, double mean, double cv, double zero) {
  cpw_duration d = {law, 0, mean, cv, zero, NULL};
  return d;
}

int64_t rounds(int64_t many) {
  return getenv("CAREPATH_QUICK") ? many / 10 : many;
}

static cpw_empirical *kept[3];

static void free_kept(void) {
  for (size_t i = 0; i < COUNT(kept); i++)
    cpw_empirical_free(kept[i]);
}

static void keep_empirical(void) {
  const double values[] = {3, 1, 4, 1, 5, 0, 2.5, 6}, weights[] = {1, 2, 0, 3, 0.5, 1, 1, 2};
  const double edges[] = {0, 1, 2, 2, 5, 13};
  ck_assert_int_eq(cpw_empirical_new(values, NULL, 8, NULL, &kept[0], NULL), CPW_OK);
  ck_assert_int_eq(cpw_empirical_new(values, weights, 8, NULL, &kept[1], NULL), CPW_OK);
  ck_assert_int_eq(cpw_empirical_new_bands(edges, weights, 5, NULL, &kept[2], NULL), CPW_OK);
  atexit(free_kept);
}

int sample_laws(cpw_duration *laws, int most) {
  static const double rows[][4] = {{CPW_DURATION_FIXED, 3, 0, 0},
                                   {CPW_DURATION_EXPONENTIAL, 2.5, 0, 0},
                                   {CPW_DURATION_EXPONENTIAL, 2.5, 1, .3},
                                   {CPW_DURATION_GAMMA, 4, .05, 0},
                                   {CPW_DURATION_GAMMA, 4, .5, 0},
                                   {CPW_DURATION_GAMMA, 4, 1, .1},
                                   {CPW_DURATION_GAMMA, 4, 1.7, 0},
                                   {CPW_DURATION_LOGNORMAL, 7, .2, 0},
                                   {CPW_DURATION_LOGNORMAL, 7, 1.2, 0},
                                   {CPW_DURATION_LOGNORMAL, 7, .8, .25},
                                   {CPW_DURATION_WEIBULL, .5, .3, 0},
                                   {CPW_DURATION_WEIBULL, .5, 1.6, .05},
                                   {CPW_DURATION_UNIFORM, 10, .3, 0},
                                   {CPW_DURATION_UNIFORM, 10, .5773502691896258, .4},
                                   {CPW_DURATION_HYPEREXPONENTIAL, 3, 1, 0},
                                   {CPW_DURATION_HYPEREXPONENTIAL, 3, 1.8, 0},
                                   {CPW_DURATION_HYPEREXPONENTIAL, 3, 2.5, .2},
                                   {CPW_DURATION_GEOMETRIC, 1, 0, 0},
                                   {CPW_DURATION_GEOMETRIC, 6.5, 0, 0},
                                   {CPW_DURATION_GEOMETRIC, 3, 0, .5},
                                   {CPW_DURATION_EMPIRICAL, 0, 0, 0},
                                   {CPW_DURATION_EMPIRICAL, 0, 0, 0},
                                   {CPW_DURATION_EMPIRICAL, 0, 0, .1}};
  if (!kept[0]) keep_empirical();
  ck_assert_int_ge(most, (int)COUNT(rows));
  for (size_t i = 0, k = 0; i < COUNT(rows); i++) {
    laws[i] = duration((int32_t)rows[i][0], rows[i][1], rows[i][2], rows[i][3]);
    if (laws[i].law == CPW_DURATION_EMPIRICAL) laws[i].empirical = kept[k++];
  }
  return (int)COUNT(rows);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(names_and_numbers)
{
  for (int32_t i = 0; i < CPW_DURATION_COUNT; i++)
    ck_assert_int_eq(cpw_duration_number(cpw_duration_name(i)), i);
  ck_assert_str_eq(cpw_duration_name(CPW_DURATION_HYPEREXPONENTIAL), "hyperexponential");
  ck_assert_ptr_null(cpw_duration_name(-1));
  ck_assert_ptr_null(cpw_duration_name(CPW_DURATION_COUNT));
  ck_assert_int_eq(cpw_duration_number("normal"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_duration_number("Gamma"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_duration_number(NULL), CPW_ENOTFOUND);
}
END_TEST

/* NEVER, zeros with laws that do not vary, the ends of time */
START_TEST(laws_at_their_edges)
{
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  cpw_duration never = duration(CPW_DURATION_NEVER, 0, 0, 0), d;
  ck_assert(isinf(cpw_duration_draw(&never, &s)) && isinf(cpw_duration_residual(&never, &s)));
  ck_assert(isinf(cpw_duration_remaining(&never, 1e9, &s)));
  ck_assert_double_eq(cpw_duration_survival(&never, (double)INFINITY), 1);
  d = duration(CPW_DURATION_FIXED, 3, 0, 0);
  ck_assert_double_eq(cpw_duration_draw(&d, &s), 3);
  ck_assert_double_eq(cpw_duration_remaining(&d, 1, &s), 2);
  ck_assert_double_eq(cpw_duration_remaining(&d, 3, &s), 0);
  ck_assert_double_eq(cpw_duration_survival(&d, 3), 0);
  ck_assert_double_eq(cpw_duration_survival(&d, 2.999), 1);
  ck_assert_uint_eq(cpw_stream_position(&s), 0);
  d = duration(CPW_DURATION_FIXED, 0, 0, 0);
  ck_assert_double_eq(cpw_duration_residual(&d, &s), 0);
  ck_assert_double_eq(cpw_duration_draw(&d, &s), 0);
  never.zero = 0.5;
  cpw_stream_seek(&s, 0);
  for (int i = 0; i < 64; i++) {
    double u = cpw_random_uniform(&s);
    cpw_stream_seek(&s, (uint64_t)i);
    double t = cpw_duration_draw(&never, &s);
    ck_assert(u < 0.5 ? t == 0 : isinf(t)); /* zeros are the lowest words */
    ck_assert_uint_eq(cpw_stream_position(&s), (uint64_t)i + 1);
  }
  cpw_duration laws[40];
  int count = sample_laws(laws, 40);
  for (int i = 0; i < count; i++) {
    ck_assert_double_eq(cpw_duration_survival(&laws[i], -1e-300), 1);
    ck_assert_double_eq(cpw_duration_survival(&laws[i], (double)INFINITY), 0);
    ck_assert_double_eq(cpw_duration_survival(&laws[i], -(double)INFINITY), 1);
  }
}
END_TEST

/* what is left where nothing, or next to nothing, lasts so long */
START_TEST(ages_at_their_edges)
{
  cpw_duration laws[40];
  int count = sample_laws(laws, 40);
  cpw_stream s;
  cpw_stream_init(&s, 2, 0, 0, 0);
  for (int i = 0; i < count; i++) {
    const double ages[] = {0, 1e-310, 1e-200, 1e-9, 1, 50, 1e4, 1e12, 1e150, 1e308};
    for (size_t k = 0; k < COUNT(ages); k++) {
      double left = cpw_duration_remaining(&laws[i], ages[k], &s);
      ck_assert_msg(left >= 0 && left < 1e4 + 100 * ages[k], "law %d at age %g: %g",
                    (int)laws[i].law, ages[k], left);
      if (cpw_duration_survival(&laws[i], ages[k]) > 0 && ages[k] < 100)
        ck_assert_msg(left > 0, "law %d at age %g", (int)laws[i].law, ages[k]);
    }
  }
  cpw_duration uniform = duration(CPW_DURATION_UNIFORM, 10, .1, 0);
  ck_assert_double_eq(cpw_duration_remaining(&uniform, 12, &s), 0);
  cpw_duration once = duration(CPW_DURATION_GEOMETRIC, 1, 0, 0);
  ck_assert_double_eq(cpw_duration_remaining(&once, 0.25, &s), 0.75);
  ck_assert_double_eq(cpw_duration_remaining(&once, 1, &s), 0);
}
END_TEST

/* the whole range of cv, and means at the ends of the doubles */
START_TEST(parameters_at_their_edges)
{
  const int32_t varied[] = {CPW_DURATION_GAMMA, CPW_DURATION_LOGNORMAL, CPW_DURATION_WEIBULL};
  const double cvs[] = {CPW_DURATION_MIN_CV, 0.01, 0.5, 1, 2, 30, CPW_DURATION_MAX_CV};
  cpw_stream s;
  cpw_stream_init(&s, 3, 0, 0, 0);
  for (size_t i = 0; i < COUNT(varied) * COUNT(cvs); i++) {
    cpw_duration d = duration(varied[i / COUNT(cvs)], 5, cvs[i % COUNT(cvs)], 0);
    double m1 = 0, m2 = 0;
    ck_assert_int_eq(cpw_duration_moments(&d, &m1, &m2, NULL, NULL), CPW_OK);
    ck_assert_double_eq(m1, 5);
    ck_assert_double_eq_tol(m2, 25 * (1 + d.cv * d.cv), 1e-12 * m2);
    for (int k = 0; k < 100; k++) {
      double t = cpw_duration_draw(&d, &s), age = 10 * cpw_random_uniform(&s);
      ck_assert(t >= 0 && t < 1e300);
      double left = cpw_duration_remaining(&d, age, &s), rest = cpw_duration_residual(&d, &s);
      ck_assert(left >= 0 && left < 1e300 && rest >= 0 && rest < 1e300);
    }
  }
  const double means[] = {1e-300, 1e300};
  cpw_duration laws[40];
  for (int i = 0, count = sample_laws(laws, 40); i < count; i++)
    for (size_t k = 0; k < COUNT(means); k++) {
      if (laws[i].law == CPW_DURATION_EMPIRICAL) continue;
      laws[i].mean = laws[i].law == CPW_DURATION_GEOMETRIC ? 1e300 : means[k];
      double t = cpw_duration_draw(&laws[i], &s);
      ck_assert(t >= 0 && t <= 200 * laws[i].mean);
      t = cpw_duration_remaining(&laws[i], laws[i].mean / 2, &s);
      ck_assert(t >= 0 && t <= 200 * laws[i].mean);
      t = cpw_duration_survival(&laws[i], laws[i].mean / 2);
      ck_assert(t > 0 && t <= 1);
    }
}
END_TEST

/* the ranks at both ends of parts of every size keep their precision */
START_TEST(parts_of_the_words)
{
  const uint64_t sizes[] = {0, 1, 2, 3, 1000, UINT64_C(1) << 53, UINT64_C(1) << 63, UINT64_MAX - 4};
  cpw_stream s;
  cpw_stream_init(&s, 4, 0, 0, 0);
  for (size_t i = 0; i < COUNT(sizes); i++) {
    cpwi_part top = {0, sizes[i]}, end = {sizes[i] - 1, sizes[i]};
    double below, above, all = sizes[i] ? (double)sizes[i] : 0x1p64;
    above = cpwi_part_survival(top, &s, 7, &below);
    ck_assert(above > 0 && above <= 1 / all && fabs(above + below - 1) < 1e-15);
    double greatest = cpwi_part_exponential(top, &s, 7);
    above = cpwi_part_survival(end, &s, 7, &below);
    ck_assert(below > 0 && below <= 1 && above >= 0);
    if (all > 1) ck_assert(below <= 1 / all && above >= 0.5);
    double least = cpwi_part_exponential(end, &s, 7);
    ck_assert(least > 0 && least <= greatest);
    if (all > 1) ck_assert(least <= 2 / all);
    ck_assert(greatest >= log(all) && greatest < 140);
  }
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(const cpw_duration *d, int32_t code, const char *message) {
  cpw_error err;
  double out[2] = {7, 7}, m1 = 7;
  cpw_stream s, before;
  cpw_stream_init(&s, 1, 0, 0, 0);
  before = s;
  ck_assert_int_eq(cpw_duration_check(d, "options.patience[2]", &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_int_eq(cpw_duration_check(d, NULL, NULL), code);
  ck_assert_int_eq(cpw_duration_fill(d, &s, out, 2, &err), code);
  ck_assert_int_eq(cpw_duration_moments(d, &m1, NULL, NULL, &err), code);
  ck_assert(out[0] == 7 && m1 == 7);
  ck_assert(isnan(cpw_duration_draw(d, &s)) && isnan(cpw_duration_residual(d, &s)));
  ck_assert(isnan(cpw_duration_remaining(d, 1, &s)) && isnan(cpw_duration_survival(d, 1)));
  ck_assert_mem_eq(&s, &before, sizeof s);
}

START_TEST(laws_that_are_refused)
{
#define AT "options.patience[2]"
  static const struct {
    cpw_duration d;
    int32_t code;
    const char *message;
  } wrong[] = {
      {{10, 0, 1, 0, 0, NULL}, CPW_EINVAL, AT ".law = 10 must be one of CPW_DURATION_..."},
      {{-1, 0, 1, 0, 0, NULL}, CPW_EINVAL, AT ".law = -1 must be one of CPW_DURATION_..."},
      {{1, 3, 1, 0, 0, NULL}, CPW_EINVAL, AT ".reserved = 3 must be 0"},
      {{0, 0, 1, 0, 0, NULL}, CPW_EDOMAIN, AT ".mean = 1 must be 0 (never)"},
      {{1, 0, -1, 0, 0, NULL}, CPW_EDOMAIN, AT ".mean = -1 must be finite and >= 0 (fixed)"},
      {{1, 0, 1, .5, 0, NULL}, CPW_EDOMAIN, AT ".cv = 0.5 must be 0 (fixed)"},
      {{2, 0, -1, 0, 0, NULL}, CPW_EDOMAIN, AT ".mean = -1 must be finite and > 0 (exponential)"},
      {{2, 0, 0, 0, 0, NULL}, CPW_EDOMAIN, AT ".mean = 0 must be finite and > 0 (exponential)"},
      {{2, 0, 1, 2, 0, NULL}, CPW_EDOMAIN, AT ".cv = 2 must be 1, or 0 for left out (exponential)"},
      {{3, 0, (double)INFINITY, 1, 0, NULL},
       CPW_EDOMAIN,
       AT ".mean = inf must be finite and > 0 (gamma)"},
      {{3, 0, 1, 0, 0, NULL},
       CPW_EDOMAIN,
       AT ".cv = 0 must be from 0.001 to 100; where nothing varies, fixed (gamma)"},
      {{4, 0, 1, 101, 0, NULL},
       CPW_EDOMAIN,
       AT ".cv = 101 must be from 0.001 to 100; where nothing varies, fixed (lognormal)"},
      {{5, 0, 1, (double)NAN, 0, NULL},
       CPW_EDOMAIN,
       AT ".cv = nan must be from 0.001 to 100; where nothing varies, fixed (weibull)"},
      {{6, 0, 1, .58, 0, NULL},
       CPW_EDOMAIN,
       AT ".cv = 0.58 must be from 0.001 to 1/sqrt(3); where nothing varies, fixed (uniform)"},
      {{7, 0, 1, .5, 0, NULL},
       CPW_EDOMAIN,
       AT ".cv = 0.5 must be from 1 to 100 (hyperexponential)"},
      {{8, 0, 0, 0, 0, NULL}, CPW_EINVAL, AT ".empirical must be given (empirical)"},
      {{8, 0, 2, 0, 0, NULL},
       CPW_EDOMAIN,
       AT ".mean = 2 must be 0: the data have their own (empirical)"},
      {{9, 0, .5, 0, 0, NULL}, CPW_EDOMAIN, AT ".mean = 0.5 must be finite and >= 1 (geometric)"},
      {{9, 0, (double)NAN, 0, 0, NULL},
       CPW_EDOMAIN,
       AT ".mean = nan must be finite and >= 1 (geometric)"},
      {{2, 0, 1, 0, 1, NULL}, CPW_EDOMAIN, AT ".zero = 1 must be >= 0 and < 1 (exponential)"},
      {{2, 0, 1, 0, -.1, NULL}, CPW_EDOMAIN, AT ".zero = -0.1 must be >= 0 and < 1 (exponential)"},
  };
  for (size_t i = 0; i < COUNT(wrong); i++)
    refuses(&wrong[i].d, wrong[i].code, wrong[i].message);
  refuses(NULL, CPW_EINVAL, AT " is NULL");
}
END_TEST

START_TEST(data_that_are_refused)
{
  cpw_duration laws[40];
  int count = sample_laws(laws, 40);
  cpw_duration d = laws[count - 1];
  d.law = CPW_DURATION_FIXED;
  refuses(&d, CPW_EINVAL, AT ".empirical must not be given (fixed)");
  const double values[] = {1, -2}, edges[] = {-1, 2, 3}, weights[] = {1, 1};
  cpw_empirical *seen = NULL, *banded = NULL;
  ck_assert_int_eq(cpw_empirical_new(values, NULL, 2, NULL, &seen, NULL), CPW_OK);
  ck_assert_int_eq(cpw_empirical_new_bands(edges, weights, 2, NULL, &banded, NULL), CPW_OK);
  d = duration(CPW_DURATION_EMPIRICAL, 0, 0, 0);
  d.empirical = seen;
  refuses(&d, CPW_EDOMAIN, AT ".empirical: values[1] = -2 must be >= 0");
  d.empirical = banded;
  refuses(&d, CPW_EDOMAIN, AT ".empirical: edges[0] = -1 must be >= 0");
  cpw_empirical_free(seen);
  cpw_empirical_free(banded);
}
END_TEST

START_TEST(calls_that_are_refused)
{
  cpw_duration d = duration(CPW_DURATION_EXPONENTIAL, 1, 0, 0);
  cpw_error err;
  cpw_stream s;
  double out[2];
  cpw_stream_init(&s, 1, 0, 0, 0);
  ck_assert_int_eq(cpw_duration_fill(&d, NULL, out, 2, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "stream must be given");
  ck_assert_int_eq(cpw_duration_fill(&d, &s, NULL, 2, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out must be given");
  ck_assert_int_eq(cpw_duration_fill(&d, &s, out, -1, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "n = -1 must be >= 0");
  ck_assert_int_eq(cpw_duration_fill(&d, &s, NULL, 0, &err), CPW_OK);
  ck_assert(isnan(cpw_duration_draw(&d, NULL)) && isnan(cpw_duration_residual(&d, NULL)));
  ck_assert(isnan(cpw_duration_remaining(&d, 1, NULL)));
  const double ages[] = {-1, (double)NAN, (double)INFINITY};
  for (size_t i = 0; i < COUNT(ages); i++)
    ck_assert(isnan(cpw_duration_remaining(&d, ages[i], &s)));
  ck_assert(isnan(cpw_duration_survival(&d, (double)NAN)));
  ck_assert_uint_eq(cpw_stream_position(&s), 0);
  /* for engines: an element of an array, the caller's function, its index */
  d.mean = -1;
  ck_assert_int_eq(cpwi_duration_check(&d, "network.stay", 4, "cpw_network_new", &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "network.stay[4].mean = -1 must be finite and > 0 (exponential)");
  ck_assert_str_eq(err.where, "cpw_network_new");
  ck_assert_int_eq(err.index, 4);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("duration");
  const char *names[] = {"limits", "errors", "reference", "properties"};
  TCase *tcases[4];
  for (int i = 0; i < 4; i++) {
    tcases[i] = tcase_create(names[i]);
    tcase_set_timeout(tcases[i], 300);
    suite_add_tcase(suite, tcases[i]);
  }
  cases c = {tcases[0], tcases[1], tcases[2], tcases[3]};
  tcase_add_test(c.limits, names_and_numbers);
  tcase_add_test(c.limits, laws_at_their_edges);
  tcase_add_test(c.limits, ages_at_their_edges);
  tcase_add_test(c.limits, parameters_at_their_edges);
  tcase_add_test(c.limits, parts_of_the_words);
  tcase_add_test(c.errors, laws_that_are_refused);
  tcase_add_test(c.errors, data_that_are_refused);
  tcase_add_test(c.errors, calls_that_are_refused);
  value_tests(&c);
  draw_tests(&c);
  return cpwt_run(&suite, 1);
}
