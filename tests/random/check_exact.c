/* Exact distribution functions by other ways than the library's: series, continued fractions and
 * recurrences in long double, and Edgeworth's expansion where a law of counts is very wide. */
#include "random/check_random.h"

#define PI 3.14159265358979323846264338327950288L

int64_t rounds(int64_t many, int64_t few) {
  return getenv("CAREPATH_QUICK") ? few : many;
}

int can_judge(void) {
  volatile real one = 1, small = 0x1p-60L;
  return one + small != one;
}

cpw_stream forced(uint64_t word) {
  cpw_stream stream;
  cpw_stream_init(&stream, 7, 7, 7, 7);
  stream.position = 1;
  cpwi_stream_refill(&stream, 1);
  stream.word[1] = word;
  return stream;
}

real exact_normal(real x) {
  return erfcl(-x / sqrtl(2)) / 2;
}

real exact_normal_density(real x) {
  return expl(-x * x / 2) / sqrtl(2 * PI);
}

/* -------- gamma and beta */

/* x^a e^-x / Gamma(a + 1) */
static real gamma_term(real a, real x) {
  if (a < 30) return expl(a * logl(x) - x - lgammal(a + 1));
  real t = (x - a) / a, a2 = a * a;
  real stirling = (1 / 12.0L - (1 / 360.0L - (1 / 1260.0L - 1 / 1680.0L / a2) / a2) / a2) / a;
  return expl(-a * (t - log1pl(t)) - stirling) / sqrtl(2 * PI * a);
}

static real gamma_series(real a, real x) {
  real term = 1, sum = 1;
  for (real n = 1; term > sum * 1e-20L; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return gamma_term(a, x) * sum;
}

/* Lentz's evaluation of the continued fraction of Q(a, x) */
static real gamma_fraction(real a, real x) {
  real b = x + 1 - a, c = 1e300L, d = 1 / b, h = d;
  for (real i = 1; i < 1e8L; i++) {
    real an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= c * d;
    if (fabsl(c * d - 1) < 1e-15L) break; /* valgrind has no long double */
  }
  return h * gamma_term(a, x) * a;
}

real exact_gamma_lower(real a, real x) {
  if (x <= 0) return 0;
  return x < a + 1 ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

real exact_gamma_upper(real a, real x) {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - gamma_series(a, x) : gamma_fraction(a, x);
}

static real beta_fraction(real a, real b, real x) {
  real c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), h = d;
  for (real m = 1; m < 1e8L; m++) {
    real even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    h *= d * c;
    real odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    h *= d * c;
    if (fabsl(d * c - 1) < 1e-15L) break; /* valgrind has no long double */
  }
  return h;
}

real exact_beta(real a, real b, real x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  real front = lgammal(a + b) - lgammal(a) - lgammal(b) + a * logl(x) + b * log1pl(-x);
  if (x < (a + 1) / (a + b + 2)) return expl(front) * beta_fraction(a, b, x) / a;
  return 1 - expl(front) * beta_fraction(b, a, 1 - x) / b;
}

/* -------- counts */

/* P(k + 1) / P(k) */
static real mass_ratio(int32_t law, const double *p, real k) {
  switch (law) {
  case CPW_LAW_POISSON:
    return p[0] / (k + 1);
  case CPW_LAW_BINOMIAL:
    return (p[0] - k) / (k + 1) * (p[1] / (1 - (real)p[1]));
  case CPW_LAW_HYPERGEOMETRIC:
    return (p[0] - k) * (p[2] - k) / ((k + 1) * ((real)p[1] - p[2] + k + 1));
  case CPW_LAW_GEOMETRIC:
    return 1 - (real)p[0];
  case CPW_LAW_NEGATIVE_BINOMIAL:
    return (p[0] + k) / (k + 1) * (p[1] / ((real)p[0] + p[1]));
  default:
    abort();
  }
}

static real lowest_count(int32_t law, const double *p) {
  return law == CPW_LAW_HYPERGEOMETRIC && p[2] > p[1] ? p[2] - p[1] : 0;
}

masses exact_masses(int32_t law, const double *p) {
  /* the mode is where the ratio falls below 1: by bisection */
  real low = lowest_count(law, p), mode = low, step = 1, tiny = 1e-24L;
  while (mass_ratio(law, p, mode + step) > 1)
    step *= 2;
  for (; step >= 1; step /= 2) {
    if (mass_ratio(law, p, mode + step - 1) > 1) mode += step;
  }
  int64_t below = 0, above = 0;
  for (real m = 1, k = mode; k > low && m > tiny; k--, below++)
    m /= mass_ratio(law, p, k - 1);
  for (real m = mass_ratio(law, p, mode), k = mode + 1; m > tiny; k++, above++)
    m *= mass_ratio(law, p, k);
  masses out = {(int64_t)mode - below, below + above + 1, NULL};
  out.mass = malloc((size_t)out.size * sizeof *out.mass);
  ck_assert_ptr_nonnull(out.mass);
  out.mass[below] = 1;
  for (int64_t i = below; i > 0; i--)
    out.mass[i - 1] = out.mass[i] / mass_ratio(law, p, (real)(out.first + i - 1));
  for (int64_t i = below; i + 1 < out.size; i++)
    out.mass[i + 1] = out.mass[i] * mass_ratio(law, p, (real)(out.first + i));
  real sum = 0;
  for (int64_t i = 0; i < out.size; i++)
    sum += out.mass[i];
  for (int64_t i = 0; i < out.size; i++)
    out.mass[i] /= sum;
  return out;
}

void masses_free(masses *m) {
  free(m->mass);
}

/* Edgeworth's expansion to the order of 1/variance: for very wide laws, where the next order is below
 * 1e-12. lattice: 1 for counts, 0 else. */
static real edgeworth(const moments *m, real x, real lattice) {
  real sd = sqrtl(m->variance), z = (x - m->mean) / sd, z2 = z * z;
  real first = m->skewness / 6 * (z2 - 1), second = m->kurtosis / 24 * z * (z2 - 3);
  real third = m->skewness * m->skewness / 72 * z * (z2 * z2 - 10 * z2 + 15);
  return exact_normal(z) -
         exact_normal_density(z) * (first + second + third - lattice * z / (24 * sd * sd));
}

real exact_cdf(int32_t law, const double *p, real x) {
  moments m;
  switch (law) {
  case CPW_LAW_UNIFORM:
  case CPW_LAW_UNIFORM_OPEN:
    return x < 0 ? 0 : x > 1 ? 1 : x;
  case CPW_LAW_EXPONENTIAL:
    return -expm1l(-x / p[0]);
  case CPW_LAW_NORMAL:
    return exact_normal((x - p[0]) / p[1]);
  case CPW_LAW_LOGNORMAL:
    return x <= 0 ? 0 : exact_normal((logl(x) - p[0]) / p[1]);
  case CPW_LAW_GAMMA:
    m = exact_moments(law, p);
    return p[0] < 1e10 ? exact_gamma_lower(p[0], x / p[1]) : edgeworth(&m, x, 0);
  case CPW_LAW_BETA:
    return exact_beta(p[0], p[1], x);
  case CPW_LAW_BELOW:
    return (floorl(x) + 1) / p[0];
  case CPW_LAW_GEOMETRIC:
    return -expm1l((floorl(x) + 1) * log1pl(-(real)p[0]));
  case CPW_LAW_NEGATIVE_BINOMIAL:
    return exact_beta(p[0], floorl(x) + 1, p[0] / ((real)p[0] + p[1]));
  default:
    m = exact_moments(law, p);
    return edgeworth(&m, floorl(x) + 0.5L, 1);
  }
}

/* -------- moments (Johnson, Kotz, Kemp and Balakrishnan, the volumes on continuous and univariate
 * discrete distributions) */

moments exact_moments(int32_t law, const double *p) {
  real a = p ? p[0] : 0, b = law == CPW_LAW_GEOMETRIC || law <= CPW_LAW_UNIFORM_OPEN ? 0 : p[1];
  moments m = {0, 0, 0, 0};
  switch (law) {
  case CPW_LAW_UNIFORM:
  case CPW_LAW_UNIFORM_OPEN:
    m = (moments){0.5L, 1 / 12.0L, -1.2L, 0};
    break;
  case CPW_LAW_EXPONENTIAL:
    m = (moments){a, a * a, 6, 2};
    break;
  case CPW_LAW_NORMAL:
    m = (moments){a, b * b, 0, 0};
    break;
  case CPW_LAW_LOGNORMAL: {
    real e = expl(b * b);
    m = (moments){expl(a + b * b / 2), (e - 1) * expl(2 * a + b * b),
                  e * e * e * e + 2 * e * e * e + 3 * e * e - 6, (e + 2) * sqrtl(e - 1)};
    break;
  }
  case CPW_LAW_GAMMA:
    m = (moments){a * b, a * b * b, 6 / a, 2 / sqrtl(a)};
    break;
  case CPW_LAW_BETA: {
    real s = a + b, q = a * b * (s + 2) * (s + 3);
    m = (moments){a / s, a * b / (s * s * (s + 1)),
                  6 * ((a - b) * (a - b) * (s + 1) - a * b * (s + 2)) / q,
                  2 * (b - a) * sqrtl(s + 1) / ((s + 2) * sqrtl(a * b))};
    break;
  }
  case CPW_LAW_BELOW:
    m = (moments){(a - 1) / 2, (a * a - 1) / 12, -1.2L, 0};
    break;
  case CPW_LAW_POISSON:
    m = (moments){a, a, 1 / a, 1 / sqrtl(a)};
    break;
  case CPW_LAW_BINOMIAL: {
    real v = a * b * (1 - b);
    m = (moments){a * b, v, (1 - 6 * b * (1 - b)) / v, (1 - 2 * b) / sqrtl(v)};
    break;
  }
  case CPW_LAW_HYPERGEOMETRIC: {
    real n = p[2], all = a + b, share = a / all,
         v = n * share * (1 - share) * (all - n) / (all - 1);
    real skew = (all - 2 * a) * sqrtl(all - 1) * (all - 2 * n) /
                (sqrtl(n * a * b) * sqrtl(all - n) * (all - 2));
    real top = (all - 1) * all * all * (all * (all + 1) - 6 * a * b - 6 * n * (all - n)) +
               6 * n * a * b * (all - n) * (5 * all - 6);
    m = (moments){n * share, v, top / (n * a * b * (all - n) * (all - 2) * (all - 3)), skew};
    break;
  }
  case CPW_LAW_GEOMETRIC:
    m = (moments){(1 - a) / a, (1 - a) / (a * a), 6 + a * a / (1 - a), (2 - a) / sqrtl(1 - a)};
    break;
  case CPW_LAW_NEGATIVE_BINOMIAL: {
    real v = b + b * b / a, success = a / (a + b);
    m = (moments){b, v, 6 / a + success * success / ((1 - success) * a),
                  (2 - success) / sqrtl((1 - success) * a)};
    break;
  }
  default:
    abort();
  }
  return m;
}

/* -------- tests of fit */

double chi_square_p(const int64_t *seen, const real *share, int64_t bins, int64_t n) {
  real sum = 0;
  for (int64_t i = 0; i < bins; i++) {
    real expected = share[i] * (real)n, d = (real)seen[i] - expected;
    if (expected > 0)
      sum += d * d / expected;
    else
      ck_assert_int_eq(seen[i], 0);
  }
  if (bins < 2) return 0.5;
  return (double)exact_gamma_upper((real)(bins - 1) / 2, sum / 2);
}
