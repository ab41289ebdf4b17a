/* Concentration, its curve, and dispersion of people: by definition in O(n^2), by reference, at edges. */
#include "check_equity.h"

enum { MOST = 64 };

typedef struct sample {
  double y[MOST], position[MOST], w[MOST];
  int64_t n;
} sample;

/* values with repeats, positions with ties, weights from small to large */
static sample draw(uint64_t seed, int64_t n) {
  sample s = {.n = n};
  cpw_stream stream;
  cpw_stream_init(&stream, seed, 0, 0, 0);
  for (int64_t i = 0; i < n; i++) {
    s.y[i] = (double)cpw_random_below(&stream, 50) / 4;
    s.position[i] = (double)cpw_random_below(&stream, 12);
    s.w[i] = 0.1 + cpw_random_exponential(&stream, 2);
  }
  return s;
}

static double sum(const double *w, int64_t n) {
  double all = 0;
  for (int64_t i = 0; i < n; i++)
    all += w[i];
  return all;
}

static double mean_of(const sample *s, const double *w) {
  double all = 0;
  for (int64_t i = 0; i < s->n; i++)
    all += w[i] * s->y[i];
  return all / sum(w, s->n);
}

/* mean x C from the definition of the rank: weight below, plus half of the weight level with one */
static double generalised(const sample *s, const double *position, const double *w) {
  double mean = mean_of(s, w), total = sum(w, s->n), all = 0;
  for (int64_t i = 0; i < s->n; i++) {
    double rank = 0;
    for (int64_t j = 0; j < s->n; j++)
      rank += position[j] < position[i] ? w[j] : position[j] == position[i] ? w[j] / 2 : 0;
    all += 2 * w[i] / total * (s->y[i] - mean) * (rank / total - 0.5);
  }
  return all;
}

static cpw_concentration_options usual(void) {
  cpw_concentration_options o;
  cpw_concentration_options_init(&o);
  return o;
}

static cpw_concentration concentrate(const sample *s, const cpw_concentration_options *o) {
  cpw_concentration c;
  WORKS(cpw_equity_concentration(s->y, s->position, s->w, s->n, o, &c, &err));
  return c;
}

static cpw_dispersion disperse(const double *y, const double *w, int64_t n) {
  cpw_dispersion d;
  WORKS(cpw_equity_dispersion(y, w, n, NULL, &d, &err));
  return d;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_person)
{
  double y[] = {7}, w[] = {3};
  cpw_concentration c;
  WORKS(cpw_equity_concentration(y, NULL, w, 1, NULL, &c, &err));
  ck_assert_int_eq(c.rows, 1);
  ck_assert_double_eq(c.population, 3);
  ck_assert_double_eq(c.mean, 7);
  ck_assert_double_eq(c.index, 0);
  ck_assert_double_eq(c.index_se, 0);
  ck_assert_double_nan(c.slope);
  ck_assert_double_nan(c.wagstaff);
  ck_assert_double_nan(c.erreygers_se);
  cpw_dispersion d = disperse(y, w, 1);
  ck_assert_double_eq(d.gini, 0);
  ck_assert_double_nan(d.gini_corrected);
  ck_assert_double_nan(d.gini_jackknife);
  ck_assert_double_eq(d.theil_t, 0);
  ck_assert_double_eq(d.theil_l, 0);
  ck_assert_double_eq(d.cv, 0);
}
END_TEST

/* 0.1 with weights that do not sum to anything round: no rounding may look like inequality */
START_TEST(all_equal_is_exactly_no_inequality)
{
  double y[40], w[40], position[40];
  for (int i = 0; i < 40; i++) {
    y[i] = 0.1;
    w[i] = 0.3 + i * 0.7;
    position[i] = i % 7;
  }
  cpw_concentration c;
  WORKS(cpw_equity_concentration(y, position, w, 40, NULL, &c, &err));
  ck_assert_double_eq(c.mean, 0.1);
  ck_assert_double_eq(c.index, 0);
  ck_assert_double_eq(c.index_se, 0);
  ck_assert_double_eq(c.slope, 0);
  ck_assert_int_eq(c.curve, CPW_CURVE_EQUAL);
  cpw_dispersion d = disperse(y, w, 40);
  ck_assert_double_eq(d.gini, 0);
  ck_assert_double_eq(d.theil_t, 0);
  ck_assert_double_eq(d.theil_l, 0);
  ck_assert_double_eq(d.variance, 0);
}
END_TEST

START_TEST(one_position_is_no_concentration)
{
  double y[] = {1, 5, 9}, position[] = {2, 2, 2};
  cpw_concentration c;
  WORKS(cpw_equity_concentration(y, position, NULL, 3, NULL, &c, &err));
  ck_assert_double_eq(c.index, 0);
  CLOSE(c.index_se, 0, 1e-16);
  ck_assert_double_nan(c.slope);
}
END_TEST

/* a mean of 0 leaves what is not relative to it */
START_TEST(a_mean_of_zero)
{
  double y[] = {-1, 0, 1};
  cpw_concentration c;
  WORKS(cpw_equity_concentration(y, NULL, NULL, 3, NULL, &c, &err));
  ck_assert_double_eq(c.mean, 0);
  ck_assert_double_nan(c.index);
  ck_assert_double_nan(c.index_se);
  ck_assert_double_nan(c.extended);
  CLOSE(c.generalised, 4.0 / 9, 1e-15);
  ck_assert(c.generalised_se >= 0);
  ck_assert_int_eq(c.curve, CPW_CURVE_EQUAL);
  cpw_dispersion d = disperse(y, NULL, 3);
  ck_assert_double_nan(d.gini);
  ck_assert_double_nan(d.gini_se);
  ck_assert_double_nan(d.gini_jackknife);
  ck_assert_double_nan(d.cv);
  ck_assert_double_nan(d.theil_t);
}
END_TEST

START_TEST(a_zero_and_a_negative_value)
{
  double y[] = {0, 1, 3}, negative[] = {-1, 2, 5};
  cpw_dispersion d = disperse(y, NULL, 3);
  /* T with 0 log 0 = 0 */
  CLOSE(d.theil_t, (0.75 * log(0.75) + 2.25 * log(2.25)) / 3, 1e-14);
  ck_assert(isinf(d.theil_l) && d.theil_l > 0);
  ck_assert_double_nan(d.theil_l_se);
  d = disperse(negative, NULL, 3);
  ck_assert_double_nan(d.theil_t);
  ck_assert_double_nan(d.theil_l);
  CLOSE(d.gini, 2.0 / 3, 1e-15); /* mean difference (3 + 6 + 3) 2 / 9 over twice the mean */
}
END_TEST

/* a row without weight does not count, whatever its value; nor does it in ranks */
START_TEST(zero_weights_do_not_count)
{
  double y[] = {4, 1e300, 2, -5, 8}, w[] = {1, 0, 2, 0, 1}, position[] = {1, 1, 2, 9, 3};
  double kept_y[] = {4, 2, 8}, kept_w[] = {1, 2, 1}, kept_position[] = {1, 2, 3};
  cpw_concentration a, b;
  WORKS(cpw_equity_concentration(y, position, w, 5, NULL, &a, &err));
  WORKS(cpw_equity_concentration(kept_y, kept_position, kept_w, 3, NULL, &b, &err));
  ck_assert_mem_eq(&a, &b, sizeof a);
  cpw_dispersion c = disperse(y, w, 5), d = disperse(kept_y, kept_w, 3);
  ck_assert_mem_eq(&c, &d, sizeof c);
}
END_TEST

/* values and weights at both ends of the doubles: relative indices do not notice */
START_TEST(any_scale)
{
  sample s = draw(5, 40), t = s;
  double scales[] = {1e-305, 1e305, 0x1p-1060, 1};
  cpw_concentration c = concentrate(&s, NULL);
  cpw_dispersion d = disperse(s.y, s.w, s.n);
  for (size_t k = 0; k < COUNT(scales); k++) {
    for (int64_t i = 0; i < s.n; i++) {
      t.y[i] = s.y[i] * scales[k];
      t.w[i] = s.w[i] * (k == 1 ? 1e300 : 1e-300);
    }
    double tolerance = k == 2 ? 1e-2 : 1e-12; /* subnormal values have few digits themselves */
    cpw_concentration e = concentrate(&t, NULL);
    CLOSE(e.index, c.index, tolerance);
    CLOSE(e.index_se, c.index_se, tolerance);
    CLOSE(e.extended, c.extended, tolerance);
    cpw_dispersion f = disperse(t.y, t.w, t.n);
    CLOSE(f.gini, d.gini, tolerance);
    CLOSE(f.theil_t, d.theil_t, tolerance);
    CLOSE(f.gini_jackknife, d.gini_jackknife, tolerance);
  }
}
END_TEST

START_TEST(curves_at_their_ends)
{
  double y[] = {1, 2, 5}, share[] = {0, 1, 0.5, 1.0 / 3, 0.9}, curve[5];
  WORKS(cpw_equity_curve(y, NULL, NULL, 3, share, 5, NULL, curve, &err));
  ck_assert_double_eq(curve[0], 0);
  ck_assert_double_eq(curve[1], 1);
  CLOSE(curve[2], 0.25, 1e-15);
  CLOSE(curve[3], 0.125, 1e-15);
  CLOSE(curve[4], 1 - 0.3 * 5 / 8, 1e-15);
  WORKS(cpw_equity_curve(y, NULL, NULL, 3, NULL, 0, NULL, NULL, &err));
  WORKS(cpw_equity_curve(y, NULL, NULL, 3, share, 5, NULL, share, &err));
  ck_assert_mem_eq(share, curve, sizeof share);
  double p[] = {0.5}, one[] = {3};
  WORKS(cpw_equity_curve(one, NULL, NULL, 1, p, 1, NULL, curve, &err));
  ck_assert_double_eq(curve[0], 0.5);
}
END_TEST

START_TEST(sides_of_the_diagonal)
{
  const struct {
    double y[4];
    int32_t curve;
  } table[] = {{{1, 2, 3, 4}, CPW_CURVE_BELOW},   {{4, 3, 2, 1}, CPW_CURVE_ABOVE},
               {{3, 1, 1, 3}, CPW_CURVE_CROSSES}, {{2, 2, 2, 2}, CPW_CURVE_EQUAL},
               {{1, 3, 2, 2}, CPW_CURVE_BELOW},   {{-4, -3, -2, -1}, CPW_CURVE_EQUAL}};
  for (size_t k = 0; k < COUNT(table); k++) {
    cpw_concentration c;
    WORKS(cpw_equity_concentration(table[k].y, NULL, NULL, 4, NULL, &c, &err));
    ck_assert_int_eq(c.curve, table[k].curve);
  }
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(bad_data_are_named)
{
  double y[] = {1, 2, 3}, w[] = {1, -1, 1}, none[] = {0, 0, 0};
  double bad[] = {1, 2, (double)INFINITY}, position[] = {1, (double)NAN, 3};
  cpw_concentration c;
  cpw_dispersion d;
  memset(&c, 7, sizeof c);
  cpw_concentration before = c;
  FAILS(CPW_EINVAL, "out is NULL", cpw_equity_concentration(y, NULL, NULL, 3, NULL, NULL, &err));
  FAILS(CPW_EINVAL, "value is NULL", cpw_equity_concentration(NULL, NULL, NULL, 3, NULL, &c, &err));
  FAILS(CPW_EINVAL, "n = 0 must be >= 1",
        cpw_equity_concentration(y, NULL, NULL, 0, NULL, &c, &err));
  FAILS(CPW_EDOMAIN, "weight[1] = -1 must be finite and >= 0",
        cpw_equity_concentration(y, NULL, w, 3, NULL, &c, &err));
  FAILS(CPW_EDOMAIN, "weight is 0 everywhere: there is nobody",
        cpw_equity_concentration(y, NULL, none, 3, NULL, &c, &err));
  FAILS(CPW_EDOMAIN, "value[2] = inf must be finite",
        cpw_equity_concentration(bad, NULL, NULL, 3, NULL, &c, &err));
  FAILS(CPW_EDOMAIN, "position[1] = nan must be finite",
        cpw_equity_concentration(y, position, NULL, 3, NULL, &c, &err));
  ck_assert_mem_eq(&c, &before, sizeof c);
  FAILS(CPW_EINVAL, "out is NULL", cpw_equity_dispersion(y, NULL, 3, NULL, NULL, &err));
  FAILS(CPW_EINVAL, "n = -1 must be >= 1", cpw_equity_dispersion(y, NULL, -1, NULL, &d, &err));
  FAILS(CPW_EINVAL, "out is NULL",
        cpw_equity_concentration_grouped(y, NULL, NULL, 3, NULL, NULL, &err));
  FAILS(CPW_EINVAL, "groups = 0 must be >= 1",
        cpw_equity_concentration_grouped(y, NULL, NULL, 0, NULL, &c, &err));
  FAILS(CPW_EDOMAIN, "population[1] = -1 must be finite and >= 0",
        cpw_equity_concentration_grouped(y, w, NULL, 3, NULL, &c, &err));
  FAILS(CPW_EDOMAIN, "variance[1] = -1 must be finite and >= 0",
        cpw_equity_concentration_grouped(y, NULL, w, 3, NULL, &c, &err));
  double huge[] = {1e308, 1e308, 1};
  FAILS(CPW_EOVERFLOW, "the sum of weight is beyond the largest double",
        cpw_equity_dispersion(y, huge, 3, NULL, &d, &err));
  ck_assert_int_eq(cpw_equity_dispersion(y, huge, 3, NULL, &d, NULL), CPW_EOVERFLOW);
}
END_TEST

START_TEST(bad_options_are_named)
{
  double y[] = {0.2, 0.5, 2}, w[] = {1, 1, 0};
  cpw_concentration c;
  cpw_concentration_options o = usual();
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  o.variance = 3;
  FAILS(CPW_EINVAL, "options.variance = 3 must be 0 to 2",
        cpw_equity_concentration(y, NULL, NULL, 3, &o, &c, &err));
  o = usual();
  o.reserved = 1;
  FAILS(CPW_EINVAL, "options.reserved = 1 must be 0 to 0",
        cpw_equity_concentration(y, NULL, NULL, 3, &o, &c, &err));
  o = usual();
  o.aversion = 0.5;
  FAILS(CPW_EDOMAIN, "options.aversion = 0.5 must be finite and >= 1",
        cpw_equity_concentration(y, NULL, NULL, 3, &o, &c, &err));
  o = usual();
  o.lowest = 0;
  FAILS(CPW_EINVAL, "options.lowest and options.highest must be given together",
        cpw_equity_concentration(y, NULL, NULL, 3, &o, &c, &err));
  o.highest = 0;
  FAILS(CPW_EDOMAIN, "options.lowest = 0 must be finite and below options.highest = 0",
        cpw_equity_concentration(y, NULL, NULL, 3, &o, &c, &err));
  o.highest = 1;
  FAILS(CPW_EDOMAIN, "value[2] = 2 must be from 0 to 1, the bounds",
        cpw_equity_concentration(y, NULL, NULL, 3, &o, &c, &err));
  FAILS(CPW_EDOMAIN, "mean[2] = 2 must be from 0 to 1, the bounds",
        cpw_equity_concentration_grouped(y, NULL, NULL, 3, &o, &c, &err));
  WORKS(cpw_equity_concentration(y, NULL, w, 3, &o, &c, &err));
  o = usual();
  o.struct_size = sizeof o + 8;
  ck_assert_int_eq(cpw_equity_concentration(y, NULL, NULL, 3, &o, &c, NULL), CPW_EABI);
  o = usual();
  o.allocator = &half;
  ck_assert_int_eq(cpw_equity_concentration(y, NULL, NULL, 3, &o, &c, NULL), CPW_EINVAL);
  cpw_dispersion d;
  ck_assert_int_eq(cpw_equity_dispersion(y, NULL, 3, &half, &d, NULL), CPW_EINVAL);
}
END_TEST

START_TEST(bad_shares_are_named)
{
  double y[] = {1, 2}, zero[] = {-1, 1}, share[] = {0.5, 1.5}, curve[] = {9, 9};
  FAILS(CPW_EINVAL, "points = -1 must be >= 0",
        cpw_equity_curve(y, NULL, NULL, 2, share, -1, NULL, curve, &err));
  FAILS(CPW_EINVAL, "share is NULL",
        cpw_equity_curve(y, NULL, NULL, 2, NULL, 2, NULL, curve, &err));
  FAILS(CPW_EINVAL, "curve is NULL",
        cpw_equity_curve(y, NULL, NULL, 2, share, 2, NULL, NULL, &err));
  FAILS(CPW_EDOMAIN, "share[1] = 1.5 must be from 0 to 1",
        cpw_equity_curve(y, NULL, NULL, 2, share, 2, NULL, curve, &err));
  FAILS(CPW_EDOMAIN, "the sum of value must not be 0: there are no shares of it",
        cpw_equity_curve(zero, NULL, NULL, 2, share, 1, NULL, curve, &err));
  FAILS(CPW_EINVAL, "n = 0 must be >= 1",
        cpw_equity_curve(y, NULL, NULL, 0, share, 1, NULL, curve, &err));
  ck_assert_double_eq(curve[0], 9);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* ../shared/reference/equity_cases.json: concentration_index_micro12, concentration_index_binary12,
 * concentration_index_grouped5 (Kakwani, Wagstaff and van Doorslaer 1997; Wagstaff 2005; Erreygers
 * 2009) */
START_TEST(published_cases)
{
  double y[] = {16.68, 13.37, 11.46, 17.46, 11.09, 23.82, 18.06, 16.29, 4.64, 2.4, 5.07, 18.77};
  double w[] = {1.2, 1.88, 1.44, 1.27, 1.25, 0.87, 0.52, 0.79, 1.54, 0.8, 1.05, 0.51};
  cpw_concentration c;
  WORKS(cpw_equity_concentration(y, NULL, w, 12, NULL, &c, &err));
  CLOSE(c.index, -0.11367105983655756, 1e-13);
  CLOSE(c.mean, 12.548490853658535, 1e-15);
  CLOSE(c.generalised, -1.4264002546847148, 1e-13);
  CLOSE(c.index_se, 0.08386475056047182, 1e-13);
  double binary[12] = {0};
  binary[5] = 1;
  cpw_concentration_options o = usual();
  o.lowest = 0;
  o.highest = 1;
  WORKS(cpw_equity_concentration(binary, NULL, NULL, 12, &o, &c, &err));
  CLOSE(c.index, -1.0 / 12, 1e-14);
  CLOSE(c.wagstaff, -1.0 / 11, 1e-14);
  CLOSE(c.erreygers, -1.0 / 36, 1e-14);
  double share[] = {0.22, 0.21, 0.2, 0.19, 0.18}, wait[] = {18.4, 17.1, 16.2, 15.5, 14.1};
  WORKS(cpw_equity_concentration_grouped(wait, share, NULL, 5, NULL, &c, &err));
  CLOSE(c.index, -0.0497176384305098, 1e-13);
  /* sum_t P_t L_(t+1) - P_(t+1) L_t by hand */
  double total = 0, people = 0, before = 0, so_far = 0, index = 0;
  for (int i = 0; i < 5; i++)
    total += share[i] * wait[i];
  for (int i = 0; i < 5; i++) {
    double next = people + share[i], curve = so_far + share[i] * wait[i] / total;
    index += people * curve - next * so_far;
    before = people;
    people = next;
    so_far = curve;
  }
  ck_assert(before < 1);
  CLOSE(c.index, index, 1e-13);
}
END_TEST

/* the standard errors against a numerical derivative by the weights: a second method */
START_TEST(standard_errors_are_those_of_the_influence)
{
  sample s = draw(11, 40);
  double total = sum(s.w, s.n), step = 1e-6 * total;
  cpw_concentration_options o = usual();
  o.lowest = -2;
  o.highest = 30;
  double squares[4][3] = {{0}};
  cpw_concentration c = concentrate(&s, &o);
  for (int64_t i = 0; i < s.n; i++) {
    sample up = s, down = s;
    up.w[i] += step;
    down.w[i] -= step;
    cpw_concentration a = concentrate(&up, &o), b = concentrate(&down, &o);
    double f[] = {a.index - b.index, a.generalised - b.generalised, a.wagstaff - b.wagstaff,
                  a.erreygers - b.erreygers};
    for (int k = 0; k < 4; k++) {
      double square = f[k] / 2e-6 * (f[k] / 2e-6), p = s.w[i] / total;
      squares[k][CPW_VARIANCE_ROWS] += p * square / (double)s.n;
      squares[k][CPW_VARIANCE_COUNTS] += p * square / total;
      squares[k][CPW_VARIANCE_SAMPLE] += p * p * square;
    }
  }
  for (int rule = 0; rule < 3; rule++) {
    o.variance = rule;
    c = concentrate(&s, &o);
    double se[] = {c.index_se, c.generalised_se, c.wagstaff_se, c.erreygers_se};
    for (int k = 0; k < 4; k++)
      CLOSE(se[k], sqrt(squares[k][rule]), 1e-6);
  }
}
END_TEST

/* groups as rows, each with everybody at its mean: the first part of the variance; the second by hand */
START_TEST(grouped_is_people_at_their_means)
{
  double mean[] = {9, 0, 6, 7, 4}, people[] = {30, 0, 20, 10, 40}, spread[] = {4, 9, 1, 0, 2};
  double y[100];
  int64_t n = 0;
  for (int g = 0; g < 5; g++)
    for (int i = 0; i < (int)people[g]; i++)
      y[n++] = mean[g];
  double position[100];
  for (int64_t i = 0, g = 0; i < n; i++) {
    g += i > 0 && y[i] != y[i - 1];
    position[i] = (double)g;
  }
  cpw_concentration whole, grouped, plain;
  WORKS(cpw_equity_concentration(y, position, NULL, n, NULL, &whole, &err));
  WORKS(cpw_equity_concentration_grouped(mean, people, spread, 5, NULL, &grouped, &err));
  WORKS(cpw_equity_concentration_grouped(mean, people, NULL, 5, NULL, &plain, &err));
  CLOSE(grouped.index, whole.index, 1e-13);
  CLOSE(grouped.slope, whole.slope, 1e-13);
  CLOSE(plain.index_se, whole.index_se * sqrt(100.0 / 4), 1e-12); /* four groups have people */
  double more = 0, below = 0;
  for (int g = 0; g < 5; g++) {
    double rank = (below + people[g] / 2) / 100, part = 2 * rank - 1 - whole.index;
    more += people[g] / 100 * spread[g] * part * part;
    below += people[g];
  }
  double variance = whole.index_se * whole.index_se + more / (100 * whole.mean * whole.mean);
  CLOSE(grouped.index_se, sqrt(variance), 1e-12);
  CLOSE(plain.population, 100, 0);
  ck_assert_int_eq(plain.rows, 4);
}
END_TEST

/* inequality_8waits (Cowell 2011) */
START_TEST(dispersion_of_eight_waits)
{
  double x[] = {52, 18, 78, 26, 5, 64, 40, 31};
  cpw_dispersion d = disperse(x, NULL, 8);
  CLOSE(d.gini, 0.32961783439490455, 1e-14);
  CLOSE(d.gini_corrected, 0.37670609645131947, 1e-14);
  CLOSE(d.theil_t, 0.1843468101648894, 1e-14);
  CLOSE(d.theil_l, 0.2515003822807273, 1e-14);
  CLOSE(d.cv * d.cv / 2, 0.16818126496003905, 1e-14);
  CLOSE(d.mean, 39.25, 1e-15);
  ck_assert_double_eq(d.minimum, 5);
  ck_assert_double_eq(d.maximum, 78);
}
END_TEST

/* the jackknife by leaving out each row; Theil's errors by a numerical derivative */
START_TEST(errors_of_dispersion_by_second_methods)
{
  sample s = draw(3, 30);
  for (int64_t i = 0; i < s.n; i++)
    s.y[i] += 1;
  cpw_dispersion d = disperse(s.y, s.w, s.n);
  double without[MOST], mean = 0, spread = 0, total = sum(s.w, s.n), squares[3] = {0, 0, 0};
  for (int64_t k = 0; k < s.n; k++) {
    sample rest = s, up = s, down = s;
    rest.w[k] = 0;
    without[k] = disperse(rest.y, rest.w, s.n).gini;
    mean += without[k] / (double)s.n;
    up.w[k] += 1e-6 * total;
    down.w[k] -= 1e-6 * total;
    cpw_dispersion a = disperse(up.y, up.w, s.n), b = disperse(down.y, down.w, s.n);
    double f[] = {a.gini - b.gini, a.theil_t - b.theil_t, a.theil_l - b.theil_l};
    for (int m = 0; m < 3; m++)
      squares[m] += s.w[k] / total * (f[m] / 2e-6) * (f[m] / 2e-6) / (double)s.n;
  }
  for (int64_t k = 0; k < s.n; k++)
    spread += (without[k] - mean) * (without[k] - mean);
  CLOSE(d.gini_jackknife, sqrt((double)(s.n - 1) / (double)s.n * spread), 1e-11);
  CLOSE(d.gini_se, sqrt(squares[0]), 1e-6);
  CLOSE(d.theil_t_se, sqrt(squares[1]), 1e-6);
  CLOSE(d.theil_l_se, sqrt(squares[2]), 1e-6);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

START_TEST(indices_are_those_of_the_definition)
{
  for (uint64_t seed = 1; seed <= 40; seed++) {
    sample s = draw(seed, 5 + (int64_t)(seed % 50));
    s.y[0] += 1;
    cpw_concentration c = concentrate(&s, NULL);
    double g = generalised(&s, s.position, s.w), mean = mean_of(&s, s.w);
    ck_assert_double_eq_tol(c.generalised, g, 1e-13 * mean);
    ck_assert_double_eq_tol(c.index, g / mean, 1e-13);
    cpw_dispersion d = disperse(s.y, s.w, s.n);
    ck_assert_double_eq_tol(d.gini, generalised(&s, s.y, s.w) / mean, 1e-13);
    double pairs = 0, total = sum(s.w, s.n);
    for (int64_t i = 0; i < s.n; i++)
      for (int64_t j = 0; j < s.n; j++)
        pairs += s.w[i] * s.w[j] * fabs(s.y[i] - s.y[j]);
    ck_assert_double_eq_tol(d.gini, pairs / total / total / mean / 2, 1e-13);
  }
}
END_TEST

/* C(v) over the curve: 1 - v (v - 1) int (1-p)^(v-2) L(p) dp, exactly for v = 3 by trapezoids between
 * corners; and as people are split, the middle form comes to it */
START_TEST(extended_index_is_the_integral_over_the_curve)
{
  sample s = draw(17, 25);
  s.y[3] += 2;
  cpw_concentration_options o = usual();
  o.aversion = 3;
  cpw_concentration c = concentrate(&s, &o);
  enum { GRID = 20001 };
  double *p = malloc(GRID * sizeof *p), *curve = malloc(GRID * sizeof *curve), integral = 0;
  ck_assert(p && curve);
  for (int i = 0; i < GRID; i++)
    p[i] = i / (GRID - 1.0);
  WORKS(cpw_equity_curve(s.y, s.position, s.w, s.n, p, GRID, NULL, curve, &err));
  for (int i = 1; i < GRID; i++)
    integral += (p[i] - p[i - 1]) * ((1 - p[i]) * curve[i] + (1 - p[i - 1]) * curve[i - 1]) / 2;
  CLOSE(c.extended, 1 - 6 * integral, 1e-6);
  CLOSE(c.achievement, c.mean * (1 - c.extended), 1e-15);
  o.aversion = 1;
  c = concentrate(&s, &o);
  ck_assert_double_eq(c.extended, 0);
  ck_assert_double_eq(c.extended_middle, 0);
  o.aversion = 2;
  c = concentrate(&s, &o);
  ck_assert_double_eq(c.extended, c.index);
  o.aversion = 2 + 1e-9;
  cpw_concentration near = concentrate(&s, &o);
  CLOSE(near.extended, c.index, 1e-7);
  CLOSE(near.extended_middle, c.index, 1e-7);
  free(p);
  free(curve);
}
END_TEST

static void permute(sample *s, uint64_t seed) {
  int64_t order[MOST];
  sample t = *s;
  cpw_stream stream;
  cpw_stream_init(&stream, seed, 1, 0, 0);
  for (int64_t i = 0; i < s->n; i++)
    order[i] = i;
  cpw_random_shuffle(&stream, order, s->n);
  for (int64_t i = 0; i < s->n; i++) {
    s->y[i] = t.y[order[i]];
    s->w[i] = t.w[order[i]];
    s->position[i] = t.position[order[i]];
  }
}

START_TEST(permuting_rows_leaves_every_bit)
{
  cpw_concentration_options o = usual();
  o.lowest = -1;
  o.highest = 20;
  o.aversion = 2.7;
  for (uint64_t seed = 1; seed <= 50; seed++) {
    sample s = draw(seed, 50);
    cpw_concentration c = concentrate(&s, &o);
    cpw_dispersion d = disperse(s.y, s.w, s.n);
    double p[] = {0.1, 0.25, 0.5, 0.9}, curve[4], other[4];
    WORKS(cpw_equity_curve(s.y, s.position, s.w, s.n, p, 4, NULL, curve, &err));
    permute(&s, seed);
    cpw_concentration e = concentrate(&s, &o);
    cpw_dispersion f = disperse(s.y, s.w, s.n);
    ck_assert_mem_eq(&c, &e, sizeof c);
    ck_assert_mem_eq(&d, &f, sizeof d);
    WORKS(cpw_equity_curve(s.y, s.position, s.w, s.n, p, 4, NULL, other, &err));
    ck_assert_mem_eq(curve, other, sizeof curve);
  }
}
END_TEST

/* doubling all values doubles what has their unit and leaves the rest; replication leaves all shares */
START_TEST(scaling_and_repeating)
{
  sample s = draw(23, 30), twice = s, repeated = s;
  for (int64_t i = 0; i < s.n; i++) {
    twice.y[i] = 2 * s.y[i];
    repeated.y[s.n + i] = s.y[i];
    repeated.position[s.n + i] = s.position[i];
    repeated.w[s.n + i] = s.w[i];
  }
  repeated.n = 2 * s.n;
  cpw_concentration c = concentrate(&s, NULL), d = concentrate(&twice, NULL);
  ck_assert_double_eq(d.index, c.index);
  ck_assert_double_eq(d.slope, 2 * c.slope);
  ck_assert_double_eq(d.generalised, 2 * c.generalised);
  ck_assert_double_eq(d.index_se, c.index_se);
  d = concentrate(&repeated, NULL);
  CLOSE(d.index, c.index, 1e-13);
  CLOSE(d.slope, c.slope, 1e-13);
  CLOSE(d.extended, c.extended, 1e-13);
  CLOSE(d.index_se, c.index_se / sqrt(2), 1e-13);
}
END_TEST

/* 1e9 beside differences of 1: centred sums keep the digits */
START_TEST(a_large_mean_costs_no_digits)
{
  sample s = draw(29, 40), far = s;
  for (int64_t i = 0; i < s.n; i++)
    far.y[i] += 1e9;
  cpw_concentration c = concentrate(&s, NULL), d = concentrate(&far, NULL);
  CLOSE(d.generalised, c.generalised, 1e-13);
  CLOSE(d.generalised_se, c.generalised_se, 1e-13);
  CLOSE(d.slope, c.slope, 1e-13);
  CLOSE(disperse(far.y, far.w, far.n).variance, disperse(s.y, s.w, s.n).variance, 1e-13);
}
END_TEST

/* ---------------------------------------------------------------- oom ----------------------- */

static int32_t all_once(void *context) {
  sample *s = context;
  cpw_concentration c;
  cpw_dispersion d;
  double p[] = {0.5}, curve[1];
  int32_t status = cpw_equity_concentration(s->y, s->position, s->w, s->n, NULL, &c, NULL);
  if (status == CPW_OK)
    status = cpw_equity_concentration_grouped(s->y, s->w, s->w, s->n, NULL, &c, NULL);
  if (status == CPW_OK)
    status = cpw_equity_curve(s->y, s->position, s->w, s->n, p, 1, NULL, curve, NULL);
  if (status == CPW_OK) status = cpw_equity_dispersion(s->y, s->w, s->n, NULL, &d, NULL);
  return status;
}

START_TEST(failing_memory_is_an_error)
{
  sample s = draw(31, 20);
  cpwt_each_allocation_fails(all_once, &s);
}
END_TEST

void people_tests(const cases *c) {
  const TTest *limits[] = {one_person,
                           all_equal_is_exactly_no_inequality,
                           one_position_is_no_concentration,
                           a_mean_of_zero,
                           a_zero_and_a_negative_value,
                           zero_weights_do_not_count,
                           any_scale,
                           curves_at_their_ends,
                           sides_of_the_diagonal};
  const TTest *errors[] = {bad_data_are_named, bad_options_are_named, bad_shares_are_named};
  const TTest *reference[] = {published_cases, standard_errors_are_those_of_the_influence,
                              grouped_is_people_at_their_means, dispersion_of_eight_waits,
                              errors_of_dispersion_by_second_methods};
  const TTest *properties[] = {
      indices_are_those_of_the_definition, extended_index_is_the_integral_over_the_curve,
      permuting_rows_leaves_every_bit, scaling_and_repeating, a_large_mean_costs_no_digits};
  for (size_t i = 0; i < COUNT(limits); i++)
    tcase_add_test(c->limits, limits[i]);
  for (size_t i = 0; i < COUNT(errors); i++)
    tcase_add_test(c->errors, errors[i]);
  for (size_t i = 0; i < COUNT(reference); i++)
    tcase_add_test(c->reference, reference[i]);
  for (size_t i = 0; i < COUNT(properties); i++)
    tcase_add_test(c->properties, properties[i]);
  tcase_add_test(c->oom, failing_memory_is_an_error);
}
