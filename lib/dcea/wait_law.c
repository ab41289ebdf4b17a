/* What waiting costs one person, and on average those in a band: QALYs and harms up to a week.
 * Rates are constant between the law's edges, so that one wait has a closed form; bands are integrated
 * between all edges by Gauss and Legendre's ten points. Leaves the counting of people to wait_cost.c. */
#include "dcea/internal.h"

#define POINTS     5
#define STEP       2.0  /* hazard x weeks that one quadrature takes */
#define MOST_STEPS 4096 /* beyond, nearly everybody is harmed within a step */

static int32_t check_edge(const cpw_dcea_wait_law *law, int64_t k, const char *where,
                          cpw_error *err) {
  double edge = law->start[k];
  if (!(k == 0 ? edge == 0.0 : edge > law->start[k - 1] && cpwi_dcea_finite(edge)))
    return cpwi_fail(err, CPW_EDOMAIN, k, where, "law.start[%lld] = %s must be %s", (long long)k,
                     cpwi_number(edge).text, k ? "finite and above the one before" : "0");
  if (!cpwi_dcea_finite(law->loss[k]))
    return cpwi_fail(err, CPW_EDOMAIN, k, where, "law.loss[%lld] = %s must be finite", (long long)k,
                     cpwi_number(law->loss[k]).text);
  if (law->hazard && !(law->hazard[k] >= 0.0 && cpwi_dcea_finite(law->hazard[k])))
    return cpwi_fail(err, CPW_EDOMAIN, k, where, "law.hazard[%lld] = %s must be finite and >= 0",
                     (long long)k, cpwi_number(law->hazard[k]).text);
  return CPW_OK;
}

int32_t cpwi_wait_check_law(const cpw_dcea_wait_law *law, const char *where, cpw_error *err) {
  if (!law || !law->start || !law->loss)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL",
                     !law         ? "law"
                     : law->start ? "law.loss"
                                  : "law.start");
  if (law->pieces < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "law.pieces = %lld must be >= 1",
                     (long long)law->pieces);
  if (law->harm < 0 || law->harm > CPW_DCEA_HARM_ONCE || law->reserved != 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "law.%s = %d must be %s",
                     law->reserved ? "reserved" : "harm", law->reserved ? law->reserved : law->harm,
                     law->reserved ? "0" : "0 or 1");
  if (!cpwi_dcea_finite(law->harm_loss))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "law.harm_loss = %s must be finite",
                     cpwi_number(law->harm_loss).text);
  for (int64_t k = 0; k < law->pieces; k++) {
    int32_t status = check_edge(law, k, where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

void cpwi_wait_between(const cpw_dcea_wait_law *law, double factor, double from, double to,
                       double *loss, double *harms) {
  double lost = 0.0, harmed = 0.0, left = 1.0;
  for (int64_t k = 0; k < law->pieces; k++) {
    double low = law->start[k] > from ? law->start[k] : from;
    double high = k + 1 < law->pieces && law->start[k + 1] < to ? law->start[k + 1] : to;
    if (!(high > low)) continue;
    double weeks = high - low, rate = law->hazard ? factor * law->hazard[k] : 0.0;
    if (law->harm == CPW_DCEA_HARM_REPEATED || rate == 0.0) {
      lost += left * (law->loss[k] * weeks);
      harmed += rate * weeks;
    } else {
      double gone = -cpw_math_expm1(-rate * weeks);
      lost += left * (law->loss[k] * (gone / rate));
      harmed += left * gone;
      left *= cpw_math_exp(-rate * weeks);
    }
  }
  *loss = lost + law->harm_loss * harmed;
  *harms = harmed;
}

static void at_time(const cpw_dcea_wait_law *law, double factor, int32_t part, double t,
                    double remaining, double *loss, double *harms) {
  if (part == CPWI_WAIT_TO_COME)
    cpwi_wait_between(law, factor, t, t + remaining, loss, harms);
  else /* who still waits has not had the harm that ends the wait */
    cpwi_wait_between(law,
                      part == CPWI_WAIT_SO_FAR && law->harm == CPW_DCEA_HARM_ONCE ? 0.0 : factor,
                      0.0, t, loss, harms);
}

/* The next place above `a` where the integrand has a kink. */
static double next_edge(const cpw_dcea_wait_law *law, int32_t part, double a, double high,
                        double remaining) {
  double b = high;
  for (int64_t k = 0; k < law->pieces; k++) {
    double edge = law->start[k], early = edge - remaining;
    if (edge > a && edge < b) b = edge;
    if (part == CPWI_WAIT_TO_COME && early > a && early < b) b = early;
  }
  return b;
}

static int64_t steps_of(const cpw_dcea_wait_law *law, double factor, int32_t part, double weeks) {
  if (law->harm == CPW_DCEA_HARM_REPEATED || part == CPWI_WAIT_SO_FAR || !law->hazard) return 1;
  double most = 0.0;
  for (int64_t k = 0; k < law->pieces; k++)
    if (law->hazard[k] > most) most = law->hazard[k];
  double steps = factor * most * weeks / STEP;
  return steps < MOST_STEPS ? 1 + (int64_t)steps : MOST_STEPS;
}

/* Adds the integral over [a, b]. */
static void integrate(const cpw_dcea_wait_law *law, double factor, int32_t part, double a, double b,
                      double remaining, double *loss, double *harms) {
  static const double node[POINTS] = {0.14887433898163121089, 0.43339539412924719080,
                                      0.67940956829902440623, 0.86506336668898451073,
                                      0.97390652851717172008};
  static const double weight[POINTS] = {0.29552422471475287017, 0.26926671930999635509,
                                        0.21908636251598204400, 0.14945134915058059315,
                                        0.06667134430868813759};
  double half = (b - a) * 0.5, middle = a + half;
  for (int k = 0; k < 2 * POINTS; k++) {
    double t = middle + (k % 2 ? half : -half) * node[k / 2], one = 0.0, two = 0.0;
    at_time(law, factor, part, t, remaining, &one, &two);
    *loss += half * weight[k / 2] * one;
    *harms += half * weight[k / 2] * two;
  }
}

void cpwi_wait_band(const cpw_dcea_wait_law *law, double factor, int32_t part, double low,
                    double high, double remaining, double *loss, double *harms) {
  double lost = 0.0, harmed = 0.0;
  if (!(high > low)) {
    at_time(law, factor, part, low, remaining, loss, harms);
    return;
  }
  for (double a = low; a < high;) {
    double b = next_edge(law, part, a, high, remaining);
    int64_t steps = steps_of(law, factor, part, b - a);
    double wide = (b - a) / (double)steps;
    for (int64_t k = 0; k < steps; k++)
      integrate(law, factor, part, a + wide * (double)k,
                k + 1 == steps ? b : a + wide * (double)(k + 1), remaining, &lost, &harmed);
    a = b;
  }
  *loss = lost / (high - low);
  *harms = harmed / (high - low);
}

int32_t cpw_dcea_wait_loss(const cpw_dcea_wait_law *law, double from, double to, double *loss,
                           double *harms, cpw_error *err) {
  int32_t status = cpwi_wait_check_law(law, __func__, err);
  if (status != CPW_OK) return status;
  if (!(from >= 0.0 && cpwi_dcea_finite(from)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "from = %s must be finite and >= 0",
                     cpwi_number(from).text);
  if (!(to >= from && cpwi_dcea_finite(to)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "to = %s must be finite and >= from = %s",
                     cpwi_number(to).text, cpwi_number(from).text);
  double lost = 0.0, harmed = 0.0;
  cpwi_wait_between(law, 1.0, from, to, &lost, &harmed);
  if (loss) *loss = lost;
  if (harms) *harms = harmed;
  return CPW_OK;
}
