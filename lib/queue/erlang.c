/* Erlang's loss and delay formulae for any number of servers, whole or not, with their derivatives.
 * Source: Erlang 1917; Jagers and van Doorn, Oper. Res. Lett. 5 (1986) 43-46 (the integral).
 * Leaves queues with a room or with people who leave to mmck.c and abandon.c. */
#include "queue/internal.h"

#define RECURSION_MOST 100.0 /* servers up to which the recursion is used */
#define HALF_LOG_2PI   0x1.d67f1c864beb5p-1
#define MATTERS        (-46.0) /* log of a chance beyond which all others are nothing beside 1 */

/* ---------------------------------------------------------------- parts --------------------- */

double cpwi_queue_log_poisson(double x, double m) {
  if (x < 16.0) return x * cpw_math_log(m) - m - cpw_math_log_gamma(x + 1.0);
  double top = HALF_LOG_2PI + 0.5 * cpw_math_log(x) + cpwi_stirling(x);
  return -(top + cpwi_deviance(x - m, m));
}

cpwi_pair cpwi_queue_less(cpwi_pair sum, double a, double b) {
  cpwi_pair p = cpwi_two_product(a, b);
  if (!(p.low == p.low)) p.low = 0.0;
  cpwi_pair d = cpwi_two_sum(sum.high, -p.high);
  if (!(fabs(d.high) < (double)INFINITY)) return (cpwi_pair){d.high, 0.0};
  return cpwi_two_sum(d.high, d.low + (sum.low - p.low));
}

cpwi_pair cpwi_queue_capacity(double service_rate, double servers) {
  return cpwi_queue_less((cpwi_pair){0.0, 0.0}, service_rate, -servers);
}

double cpwi_queue_spare(double arrivals, double service_rate, double servers) {
  return cpwi_queue_less(cpwi_queue_capacity(service_rate, servers), arrivals, 1.0).high;
}

/* 1, x and 1 - exp(-x) at x = peak + u */
static void weigh_slopes(const void *context, double u, double *weights) {
  double x = *(const double *)context + u;
  weights[0] = 1.0;
  weights[1] = x;
  weights[2] = -cpw_math_expm1(-x);
}

/* p log(p / a) - (p - a), p > a, in two doubles where the difference would cost digits */
static cpwi_pair height_of(double a, double p) {
  cpwi_pair above = cpwi_two_sum(p, -a);
  if (above.high < 0.1 * (p + a)) return (cpwi_pair){cpwi_deviance(above.high, a), 0.0};
  cpwi_pair top = cpwi_log_pair(p, 0.0), bottom = cpwi_log_pair(a, 0.0);
  cpwi_pair log = cpwi_two_sum(top.high, -bottom.high);
  cpwi_pair out = cpwi_two_product(p, log.high);
  double rest = p * (log.low + (top.low - bottom.low));
  if (!(out.low == out.low)) return (cpwi_pair){out.high, 0.0};
  cpwi_pair less = cpwi_two_sum(out.high, -above.high);
  return cpwi_two_sum(less.high, less.low + (out.low + rest - above.low));
}

/* 1 / B = scale x exp(height) */
typedef struct inverse_b {
  cpwi_pair height;
  double scale;
} inverse_b;

static inverse_b integrate(double a, double p, double *means) {
  double peak = 0.0, sums[3];
  inverse_b out = {{0.0, 0.0}, 0.0};
  cpwi_hump hump = {0.0, a, 0.0, 1, 0};
  if (p > a) {
    peak = cpw_math_log1p((p - a) / a);
    if (isinf((p - a) / a)) peak = cpw_math_log(p) - cpw_math_log(a);
    out.height = height_of(a, p);
    hump.curve = p;
    hump.lower = -peak;
  } else {
    hump.slope = a - p;
  }
  cpwi_queue_integrate(&hump, weigh_slopes, &peak, means ? 3 : 1, sums);
  if (means) {
    means[0] = sums[1] / sums[0];
    means[1] = sums[2] / sums[0];
  }
  out.scale = a * sums[0];
  return out;
}

double cpwi_queue_log_inverse_b(double a, double p, double *means) {
  inverse_b b = integrate(a, p, means);
  return b.height.high + (b.height.low + cpw_math_log(b.scale));
}

/* 1 / B by the recursion 1 + (k / a) (1 / B of one server fewer); 0 where that leaves the doubles. */
static double recursion(double load, double servers) {
  double y = 1.0;
  for (double k = 1.0; k <= servers; k += 1.0) {
    y = 1.0 + k * (y / load);
    if (!(y < 1e290)) return 0.0;
  }
  return y;
}

static int is_valid(double load, double servers) {
  return load >= 0.0 && load < (double)INFINITY && servers >= 0.0 && servers < (double)INFINITY;
}

static int is_short(double servers) {
  return servers <= RECURSION_MOST && servers == floor(servers);
}

/* ---------------------------------------------------------------- the formulae -------------- */

double cpw_queue_log_erlang_b(double load, double servers) {
  if (!is_valid(load, servers)) return (double)NAN;
  if (servers == 0.0) return 0.0;
  if (load == 0.0) return -(double)INFINITY;
  double y = is_short(servers) ? recursion(load, servers) : 0.0;
  if (y > 0.0) return -cpw_math_log(y);
  return fmin(-cpwi_queue_log_inverse_b(load, servers + 1.0, NULL), 0.0);
}

double cpw_queue_erlang_b(double load, double servers) {
  if (!is_valid(load, servers)) return (double)NAN;
  if (servers == 0.0 || load == 0.0) return servers == 0.0 ? 1.0 : 0.0;
  double y = is_short(servers) ? recursion(load, servers) : 0.0;
  if (y > 0.0) return 1.0 / y;
  inverse_b b = integrate(load, servers + 1.0, NULL);
  double root = cpw_math_exp(-0.5 * b.height.high); /* its square may leave the doubles */
  return fmin(root / b.scale * root * (1.0 - b.height.low), 1.0);
}

/* c log(load) - log c! */
static double log_power(double load, double c) {
  if (c < 16.0) return c * cpw_math_log(load) - cpw_math_log_gamma(c + 1.0);
  double top = HALF_LOG_2PI + 0.5 * cpw_math_log(c) + cpwi_stirling(c);
  return c * (cpw_math_log(load / c) + 1.0) - top;
}

/* Below capacity exp(load) is nearly all of it, above the last terms are. */
double cpwi_queue_log_states(double load, double c) {
  double log_b = cpw_queue_log_erlang_b(load, c);
  if (load >= c) return log_power(load, c) - log_b;
  double last = cpwi_queue_log_poisson(c, load);
  return last < MATTERS ? load : load + fmin(last - log_b, 0.0);
}

double cpwi_queue_delay(double b, double spare) {
  return b / (spare + (1.0 - spare) * b);
}

double cpw_queue_erlang_c(double load, double servers) {
  if (!is_valid(load, servers)) return (double)NAN;
  if (load >= servers) return load > 0.0 || servers == 0.0 ? 1.0 : 0.0;
  return cpwi_queue_delay(cpw_queue_erlang_b(load, servers), (servers - load) / servers);
}

double cpw_queue_log_erlang_c(double load, double servers) {
  if (!is_valid(load, servers)) return (double)NAN;
  if (load >= servers) return 0.0;
  double spare = (servers - load) / servers, log_b = cpw_queue_log_erlang_b(load, servers);
  return log_b - cpw_math_log(spare + (1.0 - spare) * cpw_math_exp(log_b));
}

/* ---------------------------------------------------------------- with derivatives ---------- */

static int32_t check_slopes(double load, double servers, const void *out, const char *where,
                            cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out");
  int32_t status = cpwi_queue_positive(load, "load", where, err);
  return status ? status : cpwi_queue_not_negative(servers, "servers", where, err);
}

int32_t cpw_queue_erlang_b_slopes(double load, double servers, cpw_queue_slopes *out,
                                  cpw_error *err) {
  static const char where[] = "cpw_queue_erlang_b_slopes";
  double means[2];
  int32_t status = check_slopes(load, servers, out, where, err);
  if (status) return status;
  cpwi_queue_log_inverse_b(load, servers + 1.0, means);
  double b = cpw_queue_erlang_b(load, servers);
  out->value = b;
  out->by_load = b * (servers / load) * means[1];
  out->by_servers = -b * means[0];
  return CPW_OK;
}

int32_t cpw_queue_erlang_c_slopes(double load, double servers, cpw_queue_slopes *out,
                                  cpw_error *err) {
  static const char where[] = "cpw_queue_erlang_c_slopes";
  int32_t status = check_slopes(load, servers, out, where, err);
  if (status) return status;
  cpw_queue_slopes c = {1.0, 0.0, 0.0};
  if (load < servers) {
    double means[2];
    cpwi_queue_log_inverse_b(load, servers + 1.0, means);
    double b = cpw_queue_erlang_b(load, servers);
    double spare = (servers - load) / servers, rho = load / servers;
    /* 1 / C = rho + spare / B: both terms of each derivative have one sign */
    double q = 1.0 / (spare + rho * b);
    c.value = b * q;
    c.by_load = c.value * q * ((1.0 - b) / servers + spare * (servers / load) * means[1]);
    c.by_servers = -c.value * q * (rho / servers * (1.0 - b) + spare * means[0]);
  }
  *out = c;
  return CPW_OK;
}
