/* Which stages are a pair that the chain solves, and what it says of them.
 * A pair: whoever comes to the first may always wait; only the first leads to the second, at once, whose room is limited and
 * blocks. With one exponential law each and a Poisson stream from outside the chain is exact; otherwise it takes the means,
 * and the wait for the first is scaled by two moments. Leaves the chain to pair.c. */
#include "pathway_steady/internal.h"

static int32_t plain(const cpwi_steady *s, int64_t i) {
  const cpw_stage *d = &s->net.p.stage[i];
  int64_t groups = s->net.groups;
  return (d->kind == CPW_STAGE_SERVERS || d->kind == CPW_STAGE_BEDS) && d->missed == 0.0 &&
         (d->order == CPW_ORDER_FIRST_COME || groups == 1) &&
         s->capacity[i] == floor(s->capacity[i]) && s->capacity[i] >= 1.0 &&
         s->capacity[i] <= 1e4 && s->tau[i] > 0.0 &&
         s->net.change_first[i * groups] == s->net.change_first[(i + 1) * groups];
}

/* The only stage that leads to j, at once; -1: none or several. */
static int64_t only_before(const cpwi_steady *s, int64_t j) {
  int64_t groups = s->net.groups, first = -1;
  for (int64_t e = 0; e < s->edges; e++) {
    const cpwi_steady_edge *edge = &s->edge[e];
    int64_t i = s->edge_cell[e] / groups;
    if (edge->to < 0 || edge->to / groups != j || !(s->rate[s->edge_cell[e]] > 0.0)) continue;
    if (edge->kind != CPWI_EDGE_WAY || s->net.way[edge->row].delay || (first >= 0 && first != i))
      return -1;
    if (edge->to % groups != s->edge_cell[e] % groups) return -1;
    first = i;
  }
  return first == j ? -1 : first;
}

static int32_t fed_from_outside_alone(const cpwi_steady *s, int64_t i) {
  int64_t groups = s->net.groups;
  for (int64_t cell = i * groups; cell < (i + 1) * groups; cell++)
    if (fabs(s->rate[cell] - s->outside[cell]) > 1e-12 * s->rate[cell]) return 0;
  return s->external2[i] == 1.0;
}

static int32_t fed_inside_alone(const cpwi_steady *s, int64_t j) {
  for (int64_t cell = j * s->net.groups; cell < (j + 1) * s->net.groups; cell++)
    if (s->outside[cell] > 0.0) return 0;
  return 1;
}

/* The first stage blocks for the second alone: other ways out are never full. */
static int32_t blocks_for(const cpwi_steady *s, int64_t i, int64_t j) {
  int64_t groups = s->net.groups;
  for (int64_t e = s->first[i * groups]; e < s->first[(i + 1) * groups]; e++) {
    int64_t to = s->edge[e].to < 0 ? -1 : s->edge[e].to / groups;
    if (to >= 0 && to != j && cpwi_steady_blocks(s, to)) return 0;
  }
  return 1;
}

static void set(cpwi_steady *s, int64_t stage, double wait, double chance, int32_t method) {
  for (int64_t cell = stage * s->net.groups; cell < (stage + 1) * s->net.groups; cell++) {
    s->wait[cell] = wait;
    s->served[cell] = 1.0;
  }
  s->prob_wait[stage] = chance;
  s->method[stage] = method;
}

static void apply(cpwi_steady *s, int64_t i, int64_t j, const cpwi_steady_pair *p, int32_t exact) {
  int32_t method = exact ? CPW_STEADY_PAIR : CPW_STEADY_BLOCKED;
  double scale = exact ? 1.0 : (s->ca2[i] + s->cs2[i]) / 2.0;
  if (!(p->most > p->lambda)) {
    for (int64_t cell = i * s->net.groups; cell < (i + 1) * s->net.groups; cell++) {
      s->wait[cell] = (double)INFINITY;
      s->served[cell] = p->most / p->lambda;
    }
    s->prob_wait[i] = 1.0;
    s->method[i] = CPW_STEADY_UNSTABLE;
    return;
  }
  set(s, i, scale * p->queue / p->lambda, p->prob_wait, method);
  set(s, j, p->between / s->lambda[j], p->prob_wait2, method);
  s->hold_time[j] = p->blocked / s->lambda[j];
}

/* Exponential laws and a Poisson stream. */
static int32_t is_exact(const cpwi_steady *s, int64_t i, int64_t j) {
  return s->net.p.stage[j].when_full == CPW_FULL_BLOCK && cpwi_steady_one_exponential(s, i) &&
         cpwi_steady_one_exponential(s, j) && fed_from_outside_alone(s, i);
}

static double share_onward(const cpwi_steady *s, int64_t i, int64_t j) {
  double onward = 0.0, out = 0.0;
  for (int64_t e = s->first[i * s->net.groups]; e < s->first[(i + 1) * s->net.groups]; e++) {
    if (s->edge[e].kind != CPWI_EDGE_WAY) continue;
    double rate = s->rate[s->edge_cell[e]] * s->net.way[s->edge[e].row].chance;
    out += rate;
    if (s->edge[e].to >= 0 && s->edge[e].to / s->net.groups == j) onward += rate;
  }
  return onward / out;
}

/* An approximation is not worth more than some milliseconds. */
#define MOST_WORK 1e7

static int32_t affordable(const cpwi_steady *s, double servers, double phases, int32_t exact) {
  if (!(phases <= 1000.0 && phases * (servers + 1.0) <= (double)s->options.chain_states)) return 0;
  return exact || phases * phases * phases * servers <= MOST_WORK;
}

static int32_t try_pair(cpwi_steady *s, int64_t j, cpw_error *err, const char *where) {
  int64_t i = only_before(s, j);
  if (i < 0 || !plain(s, i) || !plain(s, j) || !fed_inside_alone(s, j) || !blocks_for(s, i, j) ||
      s->net.p.stage[i].waiting_room < (double)INFINITY || !(s->lambda[j] > 0.0))
    return CPW_OK;
  double room = s->net.p.stage[j].waiting_room,
         phases = s->capacity[i] + s->capacity[j] + room + 1.0;
  int32_t exact = is_exact(s, i, j);
  if (!affordable(s, s->capacity[i], phases, exact)) return CPW_OK;
  cpwi_steady_pair p = {0};
  p.lambda = s->lambda[i];
  p.mu1 = 1.0 / s->tau[i];
  p.mu2 = 1.0 / s->tau[j];
  p.onward = share_onward(s, i, j);
  p.servers1 = (int64_t)s->capacity[i];
  p.servers2 = (int64_t)s->capacity[j];
  p.room = (int64_t)room;
  if (cpwi_steady_solve_pair(&p, s->allocator, &p) != CPW_OK)
    return cpwi_fail(err, CPW_ENOMEM, j, where, "no memory for %s phases of stages that block",
                     cpwi_number(phases).text);
  apply(s, i, j, &p, exact);
  return CPW_OK;
}

int32_t cpwi_steady_pairs(cpwi_steady *s, const char *where, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t j = 0; status == CPW_OK && s->options.chain_states > 0 && j < s->net.stages; j++)
    if (cpwi_steady_blocks(s, j)) status = try_pair(s, j, err, where);
  return status;
}
