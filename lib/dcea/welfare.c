/* The equally distributed equivalent, its change and the split of that change in efficiency and equity.
 * Atkinson's is Kolm's of the logarithms: both are L(x) = -log(mean exp(-a x))/a with a = e - 1 and a.
 * Source: Atkinson 1970, Kolm 1976. Leaves ranks to ranked.c, the checks to groups.c. */
#include "dcea/internal.h"

/* Below this a times the spread of x, the mean of exponentials is the mean to every digit. */
#define NO_CURVE 1e-150

double cpwi_dcea_neutral(int32_t measure) {
  return measure == CPW_DCEA_EXTENDED_GINI ? 1.0 : 0.0;
}

int32_t cpwi_dcea_check_aversion(int32_t measure, double aversion, const char *name,
                                 const char *where, cpw_error *err) {
  static const char *const names[] = {"Atkinson", "Kolm", "extended Gini"};
  double least = cpwi_dcea_neutral(measure);
  if (aversion >= least && cpwi_dcea_finite(aversion)) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s = %s must be finite and >= %d (%s)", name,
                   cpwi_number(aversion).text, least > 0.0 ? 1 : 0, names[measure]);
}

/* The x whose exponential is the greatest: the least of all for a > 0, the greatest for a < 0. */
static double leading(const cpwi_groups *g, const double *x, const double *dx, double a) {
  double found = CPWI_NAN;
  for (int64_t i = 0; i < g->n; i++) {
    double at = x[i] + (dx ? dx[i] : 0.0);
    if (g->people[i] > 0.0 && !(a > 0.0 ? at >= found : at <= found)) found = at;
  }
  return found;
}

static double mean_of(cpwi_groups *g, const double *x, const double *dx, double from) {
  for (int64_t i = 0; i < g->n; i++)
    g->term[i] = g->people[i] > 0.0 ? g->share[i] * (x[i] - from + (dx ? dx[i] : 0.0)) : 0.0;
  return from + cpwi_groups_sum(g);
}

/* L(x + dx), less `from`. */
static double level(cpwi_groups *g, const double *x, const double *dx, double a, double from) {
  double lead = leading(g, x, dx, a), far = leading(g, x, dx, -a);
  double spread = a * (far - lead);
  if (!(spread > NO_CURVE || spread < -NO_CURVE)) return mean_of(g, x, dx, lead) - from;
  for (int64_t i = 0; i < g->n; i++) {
    double z = -a * (x[i] - lead + (dx ? dx[i] : 0.0));
    g->term[i] = g->people[i] > 0.0 ? g->share[i] * cpw_math_expm1(z) : 0.0;
  }
  double sum = cpwi_groups_sum(g);
  if (sum > -0.5) return lead - from - cpw_math_log1p(sum) / a;
  for (int64_t i = 0; i < g->n; i++) {
    double z = -a * (x[i] - lead + (dx ? dx[i] : 0.0));
    g->term[i] = g->people[i] > 0.0 ? g->share[i] * cpw_math_exp(z) : 0.0;
  }
  return lead - from - cpw_math_log(cpwi_groups_sum(g)) / a;
}

/* L(x + dx) - L(x) without taking the difference of the two where they are near each other. */
static double shift(cpwi_groups *g, double a) {
  double lead = leading(g, g->x, NULL, a), far = leading(g, g->x, NULL, -a);
  double near = leading(g, g->dx, NULL, 1.0), most = leading(g, g->dx, NULL, -1.0);
  double curve = a * (far - lead), bend = a * (most > -near ? most : near);
  if (curve < NO_CURVE && curve > -NO_CURVE && bend < NO_CURVE && bend > -NO_CURVE)
    return mean_of(g, g->dx, NULL, 0.0);
  for (int64_t i = 0; i < g->n; i++)
    g->term[i] = g->people[i] > 0.0 ? g->share[i] * cpw_math_exp(-a * (g->x[i] - lead)) : 0.0;
  double mass = cpwi_groups_sum(g);
  for (int64_t i = 0; i < g->n; i++)
    g->term[i] = g->people[i] > 0.0 ? g->term[i] * cpw_math_expm1(-a * g->dx[i]) : 0.0;
  double growth = cpwi_groups_sum(g) / mass;
  if (growth >= -0.5 && growth <= 0.5) return -cpw_math_log1p(growth) / a;
  return level(g, g->x, g->dx, a, lead) - level(g, g->x, NULL, a, lead);
}

double cpwi_groups_level(cpwi_groups *g, double aversion) {
  double a = g->measure == CPW_DCEA_ATKINSON ? aversion - 1.0 : aversion;
  return level(g, g->x, NULL, a, 0.0);
}

static double ede_of(cpwi_groups *g, double aversion) {
  if (aversion == cpwi_dcea_neutral(g->measure)) return g->mean;
  if (g->measure == CPW_DCEA_EXTENDED_GINI) return cpwi_ranked_ede(g, aversion);
  double at = cpwi_groups_level(g, aversion);
  return g->measure == CPW_DCEA_ATKINSON ? g->reference * cpw_math_exp(at) : at;
}

/* A change does not move it: many changes are assessed at one aversion. */
double cpwi_groups_ede(cpwi_groups *g, double aversion) {
  if (aversion == g->known_aversion) return g->known_ede;
  g->known_ede = ede_of(g, aversion);
  g->known_aversion = aversion;
  return g->known_ede;
}

double cpwi_groups_change(cpwi_groups *g, double aversion) {
  if (aversion == cpwi_dcea_neutral(g->measure)) return g->efficiency / g->total;
  if (g->measure == CPW_DCEA_EXTENDED_GINI) return cpwi_ranked_change(g, aversion);
  if (g->measure == CPW_DCEA_KOLM) return shift(g, aversion);
  return cpwi_groups_ede(g, aversion) * cpw_math_expm1(shift(g, aversion - 1.0));
}

double cpwi_groups_settled(cpwi_groups *g, double aversion) {
  double change = cpwi_groups_change(g, aversion), all = change * g->total;
  return all <= g->rounding && -all <= g->rounding ? 0.0 : change;
}

static double inequality(int32_t measure, double mean, double ede) {
  if (measure == CPW_DCEA_KOLM) return mean - ede;
  return mean != 0.0 ? (mean - ede) / mean : CPWI_NAN;
}

void cpwi_groups_assess(cpwi_groups *g, double aversion, cpw_dcea_change *out) {
  cpw_dcea_change c;
  c.mean_before = g->mean;
  c.mean_after = g->mean + g->efficiency / g->total;
  c.ede_before = cpwi_groups_ede(g, aversion);
  c.ede_change = cpwi_groups_change(g, aversion);
  c.ede_after = c.ede_before + c.ede_change;
  c.inequality_before = inequality(g->measure, c.mean_before, c.ede_before);
  c.inequality_after = inequality(g->measure, c.mean_after, c.ede_after);
  double benefit = c.ede_change * g->total;
  double size = benefit < 0.0 ? -benefit : benefit;
  c.efficiency = g->efficiency;
  c.equity = benefit - g->efficiency;
  double apart = c.equity < 0.0 ? -c.equity : c.equity;
  if (aversion == cpwi_dcea_neutral(g->measure) || apart <= g->rounding + CPWI_DCEA_ROUNDING * size)
    c.equity = 0.0;
  c.ede_benefit = c.efficiency + c.equity;
  if (c.ede_benefit == 0.0) { /* neither a last digit nor a 0 below 0 */
    c.ede_change = 0.0;
    c.ede_after = c.ede_before;
  }
  c.slope_before = g->slope;
  c.slope_change = cpwi_groups_slope_change(g);
  c.gap_before = cpwi_groups_gap(g, g->health);
  c.gap_change = cpwi_groups_gap_change(g);
  *out = c;
}
