/* A chain of the fewest phases with three given moments.
 * Source: the two forms of Bobbio, Horvath and Telek, Stochastic Models 21, 2005, solved here from their
 * moments. Leaves two moments to coxian.c. */
#include "phases/internal.h"

/* What is asked for: E[X] = 1, E[X^2], E[X^3], with n = k + 1 phases. */
typedef struct wanted {
  double second, third;
  int32_t k;
} wanted;

static int close_to(double got, double want) {
  return fabs(got - want) <= 1e-11 * want;
}

static int matches(const wanted *w, cpw_coxian *law) {
  double m[3];
  for (int32_t i = 0; i < law->phases; i++) {
    if (!(law->rate[i] > 0 && law->rate[i] <= DBL_MAX)) return 0;
    if (!(law->onward[i] >= 0 && law->onward[i] <= 1)) return 0;
  }
  cpwi_coxian_powers(law, m);
  return close_to(m[0], 1) && close_to(m[1], w->second) && close_to(m[2], w->third);
}

/* `single` is the mean of the one exponential, `each` that of the k others */
static int chain(const wanted *w, int first, double single, double each, double chance,
                 cpw_coxian *out) {
  memset(out, 0, sizeof *out);
  if (chance > 1 && chance <= 1 + 1e-12) chance = 1;
  out->phases = w->k + 1;
  out->matched = 3;
  for (int32_t i = 0; i <= w->k; i++) {
    out->rate[i] = 1 / (i == (first ? 0 : w->k) ? single : each);
    out->onward[i] = i < w->k ? 1 : 0;
  }
  out->onward[first ? 0 : w->k - 1] = chance;
  return matches(w, out);
}

/* One exponential of mean a, then with chance p Erlang's law of k phases of mean b each: with u = p k b =
 * 1 - a and V = (k + 1) u b = second - 2 a the third moment is a quadratic in a:
 * (4 c - 3 m2) a^2 + (3 m2 - 4 c m2 + m3) a + c m2^2 - m3 = 0, c = (k + 2)/(k + 1). */
static int exponential_first(const wanted *w, cpw_coxian *out) {
  double k = w->k, c = (k + 2) / (k + 1), m2 = w->second, m3 = w->third;
  double qa = 4 * c - 3 * m2, qb = 3 * m2 - 4 * c * m2 + m3, qc = c * m2 * m2 - m3;
  double square = qb * qb - 4 * qa * qc;
  if (!(square >= 0)) return 0;
  double half = -0.5 * (qb + (qb < 0 ? -sqrt(square) : sqrt(square)));
  double roots[2] = {half / qa, qc / half};
  for (int r = 0; r < 2; r++) {
    double a = roots[r], v = m2 - 2 * a;
    if (!(a > 0 && a < 1 && v > 0)) continue;
    double b = v / ((k + 1) * (1 - a));
    if (chain(w, 1, a, b, (1 - a) / (k * b), out)) return 1;
  }
  return 0;
}

/* Erlang's law of k phases with mean x in all, then with chance p one exponential of mean a: with p a =
 * y = 1 - x, 2 y a = V = m2 - (k + 1)/k x^2 - 2 x y. What the third moment lacks, times 2 y: */
static double lacks(const wanted *w, double x) {
  double k = w->k, y = 1 - x, r = (k + 1) / k, v = w->second - r * x * x - 2 * x * y;
  double own = r * (k + 2) / k * x * x * x + 3 * r * x * x * y + 3 * x * v;
  return 2 * y * (w->third - own) - 3 * v * v;
}

static int erlang_first(const wanted *w, cpw_coxian *out) {
  enum { POINTS = 64 };
  double left = 0, before = lacks(w, 0);
  for (int32_t i = 1; i <= POINTS; i++) {
    double right = (double)i / POINTS, after = lacks(w, right);
    if ((before < 0) != (after < 0) || after == 0) {
      double low = left, high = right;
      for (int32_t s = 0; s < 80 && high > low; s++) {
        double middle = 0.5 * (low + high);
        if ((lacks(w, middle) < 0) == (before < 0))
          low = middle;
        else
          high = middle;
      }
      double x = 0.5 * (low + high), y = 1 - x;
      double v = w->second - (w->k + 1.0) / w->k * x * x - 2 * x * y, a = v / (2 * y);
      if (x > 0 && y > 0 && v > 0 && chain(w, 0, a, x / w->k, y / a, out)) return 1;
    }
    left = right;
    before = after;
  }
  return 0;
}

int cpwi_coxian_of_three(double second, double third, int32_t max_phases, cpw_coxian *out) {
  wanted w = {second, third, 0};
  memset(out, 0, sizeof *out);
  out->phases = 1;
  out->matched = 3;
  out->rate[0] = 1;
  if (matches(&w, out)) return 1;
  for (int32_t n = 2; n <= max_phases; n++) {
    w.k = n - 1;
    if (second * n < (n + 1) * (1 - 1e-12)) continue; /* no law of n phases varies so little */
    memset(out, 0, sizeof *out);
    out->phases = n;
    out->matched = 3;
    for (int32_t i = 0; i < n; i++) {
      out->rate[i] = n;
      out->onward[i] = i + 1 < n ? 1 : 0;
    }
    if (matches(&w, out) || exponential_first(&w, out) || erlang_first(&w, out)) return 1;
  }
  return 0;
}

static int32_t check_moments(double m1, double m2, double m3, const char *where, cpw_error *err) {
  double moments[3] = {m1, m2, m3};
  for (int i = 0; i < 3; i++)
    if (!(moments[i] >= DBL_MIN && moments[i] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "m%d = %s must be finite and > 0", i + 1,
                       cpwi_number(moments[i]).text);
  double second = m2 / m1 / m1, third = m3 / m1 / m1 / m1;
  if (!(second >= 1 - 1e-12 && second <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, 1, where, "m2 = %s must be >= m1^2", cpwi_number(m2).text);
  if (!(third >= second * second * (1 - 1e-12) && third <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, 2, where, "m3 = %s must be >= m2^2 / m1",
                     cpwi_number(m3).text);
  return CPW_OK;
}

int32_t cpw_coxian_three_moments(double m1, double m2, double m3, int32_t max_phases,
                                 cpw_coxian *out, cpw_error *err) {
  int32_t status = check_moments(m1, m2, m3, __func__, err);
  if (status != CPW_OK) return status;
  if (max_phases < 1 || max_phases > CPW_COXIAN_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "max_phases = %d must be from 1 to %d",
                     (int)max_phases, CPW_COXIAN_MAX);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_coxian law;
  double second = m2 / m1 / m1, third = m3 / m1 / m1 / m1;
  if (!cpwi_coxian_of_three(second, third, max_phases, &law))
    cpwi_coxian_of_two(fmax(second - 1, 0), max_phases, &law);
  cpwi_coxian_scale(&law, m1);
  status = cpwi_coxian_check(&law, NULL, __func__, err);
  if (status == CPW_OK) *out = law;
  return status;
}
