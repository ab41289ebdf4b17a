/* How unevenly people come to each stage: squared coefficients of variation of the streams.
 * Source: Whitt, "The Queueing Network Analyzer", Bell Syst. Tech. J. 62 (1983) 2779-2815, equations 24 to 43: a linear
 * system that gives 1 everywhere where all laws are exponential. Classes are put together; batches of b count as b
 * times their own variation. Leaves the waits to stations.c. */
#include "pathway_steady/internal.h"

#include <string.h>

/* Streams from stage to stage: what is served and what overflows or leaves, put together. */
static void stage_flows(cpwi_steady *s) {
  int64_t n = s->net.stages, groups = s->net.groups;
  memset(s->flow, 0, (size_t)(n * n) * sizeof *s->flow);
  for (int64_t cell = 0; cell < s->net.cells; cell++)
    for (int64_t e = s->first[cell]; e < s->first[cell + 1]; e++) {
      int64_t to = s->edge[e].to;
      if (to < 0) continue;
      if (s->edge[e].kind == CPWI_EDGE_CHANGE && to / groups == cell / groups) continue;
      s->flow[cell / groups * n + to / groups] += s->rate[cell] * s->edge[e].weight;
    }
}

static double busy(const cpwi_steady *s, int64_t i) {
  double c = s->capacity[i];
  if (!(c < (double)INFINITY)) return 0.0;
  return c > 0.0 && s->load[i] < c ? s->load[i] / c : 1.0;
}

/* Servers as the departure sees them: x_i of equation 38. */
static double server_part(const cpwi_steady *s, int64_t i) {
  double c = s->capacity[i], cs2 = s->cs2[i];
  if (!(c < (double)INFINITY)) return 0.0;
  if (c < 1.0) c = 1.0;
  return 1.0 + ((cs2 > 0.2 ? cs2 : 0.2) - 1.0) / sqrt(c);
}

/* Streams from outside put together (equations 26 to 28): less of each one's variation the more they are. */
static double outside_excess(const cpwi_steady *s, int64_t j) {
  double idle = 1.0 - busy(s, j);
  return (s->external2[j] - 1.0) / (1.0 + 4.0 * idle * idle * (s->external_streams[j] - 1.0));
}

/* w_j of equation 28: how much of the streams' variation survives their meeting. */
static double meeting(const cpwi_steady *s, int64_t j) {
  int64_t n = s->net.stages;
  double sum = 0.0, squares = 0.0, own = 0.0;
  for (int64_t g = 0; g < s->net.groups; g++)
    own += s->outside[j * s->net.groups + g];
  for (int64_t i = 0; i < n; i++) {
    sum += s->flow[i * n + j];
    squares += s->flow[i * n + j] * s->flow[i * n + j];
  }
  sum += own;
  squares += own * own;
  if (!(squares > 0.0)) return 1.0;
  double idle = 1.0 - busy(s, j), streams = sum * sum / squares;
  return 1.0 / (1.0 + 4.0 * idle * idle * (streams - 1.0));
}

/* Row j of the equations: (I - B) ca2 = a. */
static void equation(cpwi_steady *s, int64_t j) {
  int64_t n = s->net.stages;
  double *row = s->matrix + j * (n + 1), w = meeting(s, j), total = 0.0, own = 0.0;
  for (int64_t g = 0; g < s->net.groups; g++)
    own += s->outside[j * s->net.groups + g];
  for (int64_t i = 0; i < n; i++)
    total += s->flow[i * n + j];
  total += own;
  memset(row, 0, (size_t)(n + 1) * sizeof *row);
  row[j] = 1.0;
  row[n] = 1.0;
  if (!(total > 0.0)) return;
  double a = own / total * outside_excess(s, j);
  for (int64_t i = 0; i < n; i++) {
    double f = s->flow[i * n + j];
    if (!(f > 0.0)) continue;
    double p = f / total, q = s->lambda[i] > 0.0 ? f / s->lambda[i] : 0.0, rho = busy(s, i);
    /* p (1 - q + q rho^2 x) - p, so that nothing is taken from 1 where x = 1 */
    a += p * q * (rho * rho * server_part(s, i) - 1.0);
    row[i] -= w * p * q * (1.0 - rho * rho);
  }
  row[n] = 1.0 + w * a;
}

/* Gaussian elimination with the largest pivot of a column; the matrix is near the identity. */
static void solve(double *m, int64_t n, double *out) {
  for (int64_t k = 0; k < n; k++) {
    int64_t pivot = k;
    for (int64_t i = k + 1; i < n; i++)
      if (fabs(m[i * (n + 1) + k]) > fabs(m[pivot * (n + 1) + k])) pivot = i;
    for (int64_t j = k; pivot != k && j <= n; j++) {
      double keep = m[k * (n + 1) + j];
      m[k * (n + 1) + j] = m[pivot * (n + 1) + j];
      m[pivot * (n + 1) + j] = keep;
    }
    for (int64_t i = k + 1; i < n; i++) {
      double factor = m[i * (n + 1) + k] / m[k * (n + 1) + k];
      for (int64_t j = k + 1; factor != 0.0 && j <= n; j++)
        m[i * (n + 1) + j] -= factor * m[k * (n + 1) + j];
    }
  }
  for (int64_t k = n - 1; k >= 0; k--) {
    double sum = m[k * (n + 1) + n];
    for (int64_t j = k + 1; j < n; j++)
      sum -= m[k * (n + 1) + j] * out[j];
    out[k] = sum / m[k * (n + 1) + k];
  }
}

void cpwi_steady_variability(cpwi_steady *s) {
  int64_t n = s->net.stages;
  if (s->poisson) {
    for (int64_t j = 0; j < n; j++)
      s->ca2[j] = 1.0;
    return;
  }
  stage_flows(s);
  for (int64_t j = 0; j < n; j++)
    equation(s, j);
  solve(s->matrix, n, s->ca2);
  for (int64_t j = 0; j < n; j++)
    if (s->ca2[j] < 0.0) s->ca2[j] = 0.0;
}

/* Peakedness of the stream to each stage: of overflows that of the stage before, of others as in heavy traffic 1 or, from
 * outside, half of one and the variation of the gaps (Eckberg, Bell Syst. Tech. J. 62, 1983). */
void cpwi_steady_peaks(cpwi_steady *s) {
  int64_t groups = s->net.groups, stages = s->net.stages;
  double *total = s->matrix; /* work */
  memset(total, 0, (size_t)stages * sizeof *total);
  memset(s->peak, 0, (size_t)stages * sizeof *s->peak);
  for (int64_t cell = 0; cell < s->net.cells; cell++) {
    int64_t stage = cell / groups;
    total[stage] += s->outside[cell];
    s->peak[stage] += s->outside[cell] * (1.0 + s->external2[stage]) / 2.0;
    for (int64_t e = s->first[cell]; e < s->first[cell + 1]; e++) {
      double flow = s->rate[cell] * s->edge[e].weight;
      if (s->edge[e].to < 0 || !(flow > 0.0)) continue;
      total[s->edge[e].to / groups] += flow;
      s->peak[s->edge[e].to / groups] +=
          flow * (s->edge[e].kind == CPWI_EDGE_OVERFLOW ? s->peak_out[stage] : 1.0);
    }
  }
  for (int64_t i = 0; i < stages; i++)
    s->peak[i] = total[i] > 0.0 ? s->peak[i] / total[i] : 1.0;
}
