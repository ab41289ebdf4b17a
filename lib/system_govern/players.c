/* Members and pools who each spend their own money for what they value, until none would spend otherwise.
 * Source: Nash equilibrium by best responses one after the other; concave games: Rosen, Econometrica 33, 1965.
 * Leaves a best response to bench.c, who the players are to its callers. */
#include "system_govern/internal.h"

#include <string.h>

/* from half of the rounds on, but not before this one, a choice is averaged with the one before, so that it does not go
 * round in circles */
#define DAMP_AFTER 30

int32_t cpwi_players_init(cpwi_players *p, const cpwi_commons *g, int64_t count, cpw_error *err) {
  memset(p, 0, sizeof *p);
  const cpw_allocator *a = g->o.allocator;
  size_t n = (size_t)g->options, k = (size_t)count;
  p->count = count;
  p->response = g->response;
  p->value = cpwi_alloc_zero(a, k * n, sizeof *p->value);
  p->may = cpwi_alloc_zero(a, k * n, sizeof *p->may);
  p->money = cpwi_alloc_zero(a, k * (size_t)g->lines, sizeof *p->money);
  p->own = cpwi_alloc_zero(a, k * n, sizeof *p->own);
  p->spend = cpwi_alloc_zero(a, n, sizeof *p->spend);
  p->best = cpwi_alloc_zero(a, n, sizeof *p->best);
  p->others = cpwi_alloc_zero(a, n, sizeof *p->others);
  p->regret = cpwi_alloc_zero(a, k, sizeof *p->regret);
  if (!p->value || !p->may || !p->money || !p->own || !p->spend || !p->best || !p->others ||
      !p->regret)
    return cpwi_fail(err, CPW_ENOMEM, -1, g->where, "out of memory for %lld players",
                     (long long)count);
  return CPW_OK;
}

void cpwi_players_free(cpwi_players *p, const cpwi_commons *g) {
  void *const blocks[] = {p->value, p->may,  p->money,  p->own,
                          p->spend, p->best, p->others, p->regret};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(g->o.allocator, blocks[k]);
}

void cpwi_players_single(cpwi_players *p, const cpwi_commons *g, int64_t k, int64_t m,
                         const double *money) {
  for (int64_t l = 0; l < g->lines; l++)
    p->money[k * g->lines + l] = money ? money[l] : (double)g->budget[m * g->lines + l];
  for (int64_t o = 0; o < g->options; o++) {
    p->value[k * g->options + o] = g->weight[m] * g->share[o * g->members + m];
    p->may[k * g->options + o] = g->owner[o] == m || g->owner[o] < 0;
  }
}

/* what all players but k spend; all of them with k = -1 */
static void spend_of_others(const cpwi_players *p, int64_t options, int64_t k, double *out) {
  for (int64_t o = 0; o < options; o++)
    out[o] = 0;
  for (int64_t j = 0; j < p->count; j++)
    for (int64_t o = 0; j != k && o < options; o++)
      out[o] += p->own[j * options + o];
}

/* The best spend of all given the others, and what player k gains by it over what is spent now. */
static int32_t best_response(cpwi_players *p, const cpwi_commons *g, cpwi_bench *b, int64_t k,
                             double *gain, double *value, cpw_error *err) {
  const double *own = p->own + k * g->options, *worth = p->value + k * g->options;
  spend_of_others(p, g->options, k, p->others);
  memcpy(p->best, p->others, (size_t)g->options * sizeof *p->best);
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < g->lines && status == CPW_OK; l++) {
    cpwi_purse purse = {.line = l, .value = worth, .may = p->may + k * g->options};
    purse.lower = p->others;
    purse.response = p->response;
    purse.budget = p->money[k * g->lines + l];
    status = cpwi_bench_solve(b, &purse, p->best, NULL, err);
  }
  *gain = *value = 0;
  for (int64_t o = 0; o < g->options && status == CPW_OK; o++) {
    double now = p->others[o] + own[o];
    if (worth[o] > 0) {
      *value += worth[o] * cpw_response_value(&p->response[o], p->best[o]);
      *gain += worth[o] * cpw_response_gain(&p->response[o], now, p->best[o]);
    }
  }
  return status;
}

/* Player k moves by `step` of the way to its best response. */
static void move(cpwi_players *p, int64_t options, int64_t k, double step) {
  double *own = p->own + k * options;
  for (int64_t o = 0; o < options; o++) {
    double best = p->best[o] > p->others[o] ? p->best[o] - p->others[o] : 0;
    own[o] = step < 1 ? own[o] + step * (best - own[o]) : best;
  }
}

static int small(const cpwi_commons *g, double gain, double value) {
  return !(gain > g->o.tolerance * fabs(value));
}

/* One round: everybody moves in turn. *calm: nobody gained more than the tolerance. */
static int32_t one_round(cpwi_players *p, const cpwi_commons *g, cpwi_bench *b, double step,
                         int *calm, cpw_error *err) {
  int32_t status = CPW_OK;
  *calm = 1;
  for (int64_t k = 0; k < p->count && status == CPW_OK; k++) {
    double gain = 0, value = 0;
    status = best_response(p, g, b, k, &gain, &value, err);
    if (status != CPW_OK) break;
    *calm &= small(g, gain, value);
    move(p, g->options, k, step);
  }
  return status;
}

/* What everybody could still gain at what is spent in the end. */
static int32_t look_back(cpwi_players *p, const cpwi_commons *g, cpwi_bench *b, cpw_error *err) {
  int32_t status = CPW_OK;
  p->settled = 1;
  for (int64_t k = 0; k < p->count && status == CPW_OK; k++) {
    double value = 0;
    status = best_response(p, g, b, k, &p->regret[k], &value, err);
    if (!(p->regret[k] > 0)) p->regret[k] = 0;
    if (!small(g, p->regret[k], value)) p->settled = 0;
  }
  return status;
}

/* 1: no option is bought by two players, so that nobody's best depends on what the others do. */
static int apart(const cpwi_players *p, int64_t options) {
  for (int64_t o = 0; o < options; o++) {
    int64_t buyers = 0;
    for (int64_t k = 0; k < p->count; k++)
      buyers += p->may[k * options + o];
    if (buyers > 1) return 0;
  }
  return 1;
}

int32_t cpwi_players_settle(cpwi_players *p, const cpwi_commons *g, cpwi_bench *b, cpw_error *err) {
  int32_t status = CPW_OK;
  int calm = 0, once = apart(p, g->options);
  for (p->rounds = 0; p->rounds < g->o.rounds && !calm && status == CPW_OK; p->rounds++) {
    double step = p->rounds < g->o.rounds / 2 || p->rounds < DAMP_AFTER ? 1 : 0.5;
    status = one_round(p, g, b, step, &calm, err);
    if (once) calm = 1;
    if (status == CPW_OK && g->run.cancel && cpwi_read_flag(g->run.cancel))
      status = cpwi_fail(err, CPW_ECANCELLED, -1, g->where, "cancelled by the caller");
  }
  if (status == CPW_OK) status = look_back(p, g, b, err);
  spend_of_others(p, g->options, -1, p->spend);
  return status;
}
