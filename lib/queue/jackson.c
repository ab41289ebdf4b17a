/* Networks of stages: how many come to each, and each stage as a queue M/M/c.
 * Source: Jackson, Oper. Res. 5 (1957) 518-521; Goodman and Massey, J. Appl. Probab. 21 (1984) (stages that
 * cannot keep up send on what they serve). Leaves one stage to mmc.c, blocking to other models. */
#include "queue/internal.h"

typedef struct network {
  const double *arrivals, *routing, *service_rate, *servers;
  int64_t nodes;
  double *p, *leave, *come; /* work: routing, chance of leaving, what comes from outside */
  double *rate;             /* what comes to each stage */
  int32_t *full, *mark;     /* stages that cannot keep up; work */
} network;

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_routing(const network *n, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < n->nodes; i++) {
    double sum = 0.0;
    for (int64_t j = 0; j < n->nodes; j++) {
      double share = n->routing[i * n->nodes + j];
      if (!(share >= 0.0 && share <= 1.0))
        return cpwi_fail(err, CPW_EDOMAIN, i * n->nodes + j, where,
                         "routing[%lld][%lld] = %s must be in [0, 1]", (long long)i, (long long)j,
                         cpwi_number(share).text);
      sum += share;
    }
    if (sum > 1.0 + 1e-9)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "routing[%lld] sums to %s, above 1",
                       (long long)i, cpwi_number(sum).text);
    n->leave[i] = fabs(1.0 - sum) < 1e-12 ? 0.0 : fmax(1.0 - sum, 0.0);
  }
  return CPW_OK;
}

/* From every stage there must be a way out. */
static int32_t check_exits(const network *n, const char *where, cpw_error *err) {
  int changed = 1;
  for (int64_t i = 0; i < n->nodes; i++)
    n->mark[i] = n->leave[i] > 0.0;
  while (changed) {
    changed = 0;
    for (int64_t i = 0; i < n->nodes; i++)
      for (int64_t j = 0; !n->mark[i] && j < n->nodes; j++)
        if (n->mark[j] && n->routing[i * n->nodes + j] > 0.0) changed = n->mark[i] = 1;
  }
  for (int64_t i = 0; i < n->nodes; i++)
    if (!n->mark[i])
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "routing[%lld]: nobody who comes to stage %lld can ever leave", (long long)i,
                       (long long)i);
  return CPW_OK;
}

static int32_t check(const network *n, const char *where, cpw_error *err) {
  int32_t status = cpwi_queue_each(n->arrivals, n->nodes, 1, "arrivals", where, err);
  if (!status) status = cpwi_queue_each(n->service_rate, n->nodes, 0, "service_rate", where, err);
  return status ? status : cpwi_queue_each(n->servers, n->nodes, 0, "servers", where, err);
}

/* ---------------------------------------------------------------- traffic equations --------- */

/* A stage that is full sends on its capacity, whatever comes: a source and an exit. */
static void prepare(network *n) {
  int64_t k = n->nodes;
  memcpy(n->p, n->routing, (size_t)(k * k) * sizeof(double));
  memcpy(n->come, n->arrivals, (size_t)k * sizeof(double));
  for (int64_t i = 0; i < k; i++) {
    double sum = 0.0;
    for (int64_t j = 0; j < k; j++)
      sum += n->routing[i * k + j];
    n->leave[i] = fabs(1.0 - sum) < 1e-12 ? 0.0 : fmax(1.0 - sum, 0.0);
    if (!n->full[i]) continue;
    n->leave[i] = 1.0;
    for (int64_t j = 0; j < k; j++) {
      n->come[j] += n->servers[i] * n->service_rate[i] * n->routing[i * k + j];
      n->p[i * k + j] = 0.0;
    }
  }
}

/* rate = come + rate p without a subtraction (Grassmann, Taksar and Heyman, Oper. Res. 33 (1985)). */
static void solve(network *n) {
  int64_t k = n->nodes;
  double *p = n->p;
  for (int64_t m = k - 1; m >= 0; m--) {
    double on = n->leave[m];
    for (int64_t j = 0; j < m; j++)
      on += p[m * k + j];
    for (int64_t i = 0; i < m; i++) {
      double f = p[i * k + m] / on;
      p[i * k + m] = f;
      for (int64_t j = 0; j < m; j++)
        p[i * k + j] += f * p[m * k + j];
      n->leave[i] += f * n->leave[m];
    }
    n->come[m] /= on;
    for (int64_t j = 0; j < m; j++)
      n->come[j] += n->come[m] * p[m * k + j];
  }
  for (int64_t m = 0; m < k; m++) {
    n->rate[m] = n->come[m];
    for (int64_t i = 0; i < m; i++)
      n->rate[m] += n->rate[i] * p[i * k + m];
  }
}

/* Goodman and Massey's equations by their set of full stages, which only shrinks from step to step. */
static void traffic(network *n) {
  for (int64_t i = 0; i < n->nodes; i++)
    n->full[i] = 0;
  for (int64_t step = 0; step <= n->nodes + 1; step++) {
    int changed = 0;
    prepare(n);
    solve(n);
    for (int64_t i = 0; i < n->nodes; i++) {
      int32_t full = cpwi_queue_spare(n->rate[i], n->service_rate[i], n->servers[i]) <= 0.0;
      if (step > 0) full = full && n->full[i];
      changed |= full != n->full[i];
      n->full[i] = full;
    }
    if (!changed) return;
  }
}

/* ---------------------------------------------------------------- measures ------------------ */

static void add_up(const network *n, const cpw_queue_measures *node, cpw_queue_measures *total) {
  double come = 0.0;
  cpwi_queue_measures_clear(total);
  total->mean_number = total->mean_queue = total->load = total->throughput = 0.0;
  for (int64_t i = 0; i < n->nodes; i++) {
    come += n->arrivals[i];
    total->load += node[i].load;
    total->mean_number += node[i].mean_number;
    total->mean_queue += node[i].mean_queue;
    double out = 1.0;
    for (int64_t j = 0; j < n->nodes; j++)
      out -= n->routing[i * n->nodes + j];
    total->throughput += fmax(out, 0.0) * node[i].throughput;
    total->outcome = cpwi_worse_outcome(total->outcome, node[i].outcome);
  }
  if (total->outcome == CPW_OUTCOME_OK) total->throughput = come;
  total->mean_stay = come > 0.0 ? total->mean_number / come : 0.0;
  total->mean_wait = come > 0.0 ? total->mean_queue / come : 0.0;
}

static int32_t evaluate(network *n, double *rate, cpw_queue_measures *node,
                        cpw_queue_measures *total, const char *where, cpw_error *err) {
  int32_t status = check_routing(n, where, err);
  if (!status) status = check_exits(n, where, err);
  if (status) return status;
  traffic(n);
  status = cpwi_queue_each(n->rate, n->nodes, 1, "rate", where, err);
  if (status) return status;
  for (int64_t i = 0; i < n->nodes; i++) {
    status = cpw_queue_mmc(n->rate[i], n->service_rate[i], n->servers[i], &node[i], err);
    if (status) return status;
    if (rate) rate[i] = n->rate[i];
  }
  if (total) add_up(n, node, total);
  return CPW_OK;
}

int32_t cpw_queue_jackson(const double *arrivals, const double *routing, const double *service_rate,
                          const double *servers, int64_t nodes, const cpw_allocator *allocator,
                          double *rate, cpw_queue_measures *node, cpw_queue_measures *total,
                          cpw_error *err) {
  static const char where[] = "cpw_queue_jackson";
  if (!routing || !node || nodes < 1 || nodes > CPW_QUEUE_MOST_NODES)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "routing or node is NULL, or nodes not 1 to %d",
                     CPW_QUEUE_MOST_NODES);
  network n = {arrivals, routing, service_rate, servers, nodes, NULL, NULL, NULL, NULL, NULL, NULL};
  int32_t status = check(&n, where, err);
  if (!status) status = cpwi_check_allocator(allocator, where, err);
  if (status) return status;
  size_t k = (size_t)nodes;
  double *reals = cpwi_alloc(allocator, k * (k + 3), sizeof(double));
  int32_t *marks = cpwi_alloc(allocator, 2 * k, sizeof(int32_t));
  status = CPW_ENOMEM;
  if (reals && marks) {
    n.p = reals;
    n.leave = reals + k * k;
    n.come = n.leave + k;
    n.rate = n.come + k;
    n.full = marks;
    n.mark = marks + k;
    status = evaluate(&n, rate, node, total, where, err);
  } else {
    cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  }
  cpwi_release(allocator, reals);
  cpwi_release(allocator, marks);
  return status;
}
