/* Two stations in a row with arrivals, a first station of limited room and blocking after service.
 * Source: Grassmann, Taksar and Heyman (1985): states are taken out one by one, the last first, without a
 * subtraction; moves stay within a band. Leaves measures to tandem.c. */
#include "queue/tandem.h"

#include <string.h>

static const char *const WHERE = "cpw_queue_tandem_open";

/* States in a rectangle, the shorter side inside, so that moves go `width` positions at most. n1 people are
 * at the first station (waiting, served or blocked), `past` are past it and not through the second. */
typedef struct chain {
  cpw_queue_tandem t;
  cpw_run run;
  int64_t rows, columns, states, width, past_inside;
  double *rate; /* (states, 2 width + 1): from a state to those around it */
  double *chance;
} chain;

static double *rate_at(const chain *c, int64_t from, int64_t to) {
  return c->rate + from * (2 * c->width + 1) + (to - from + c->width);
}

static int64_t index_of(const chain *c, int64_t n1, int64_t past) {
  return c->past_inside ? n1 * c->columns + past : past * c->columns + n1;
}

static void state_of(const chain *c, int64_t index, int64_t *n1, int64_t *past) {
  int64_t outer = index / c->columns, inner = index % c->columns;
  *n1 = c->past_inside ? outer : inner;
  *past = c->past_inside ? inner : outer;
}

static int64_t working(const cpw_queue_tandem *t, int64_t n1, int64_t past) {
  int64_t blocked = cpwi_tandem_blocked(t, past);
  return (n1 < t->servers1 ? n1 : t->servers1) - blocked;
}

static int exists(const chain *c, int64_t n1, int64_t past) {
  return n1 >= cpwi_tandem_blocked(&c->t, past);
}

static void add_moves(const chain *c, int64_t index) {
  const cpw_queue_tandem *t = &c->t;
  int64_t n1, past;
  state_of(c, index, &n1, &past);
  if (!exists(c, n1, past)) return;
  int64_t busy1 = working(t, n1, past), busy2 = past < t->servers2 ? past : t->servers2;
  int64_t blocked = cpwi_tandem_blocked(t, past), full = past >= t->servers2 + t->room_between;
  if (n1 < t->room1) *rate_at(c, index, index_of(c, n1 + 1, past)) += t->arrivals;
  if (busy1 > 0)
    *rate_at(c, index, index_of(c, full ? n1 : n1 - 1, past + 1)) += (double)busy1 * t->service1;
  if (busy2 > 0)
    *rate_at(c, index, index_of(c, blocked > 0 ? n1 - 1 : n1, past - 1)) +=
        (double)busy2 * t->service2;
}

/* Takes state s out: what comes to it goes on to the states below, by their shares. */
static void reduce(const chain *c, int64_t s) {
  int64_t low = s > c->width ? s - c->width : 0;
  double sum = 0.0;
  for (int64_t k = low; k < s; k++)
    sum += *rate_at(c, s, k);
  for (int64_t i = low; i < s && sum > 0.0; i++) {
    double *in = rate_at(c, i, s);
    if (!(*in > 0.0)) continue;
    *in /= sum;
    double weight = *in, *to = rate_at(c, i, low);
    const double *from = rate_at(c, s, low);
    for (int64_t k = 0; k < s - low; k++)
      to[k] += weight * from[k];
  }
}

static int32_t reduce_all(const chain *c, cpw_error *err) {
  for (int64_t s = c->states - 1; s > 0; s--) {
    if (s % 64 == 0) {
      double left = (double)s / (double)c->states;
      int32_t status = cpwi_chain_report(&c->run, 1.0 - left, WHERE, err);
      if (status != CPW_OK) return status;
    }
    reduce(c, s);
  }
  return cpwi_chain_report(&c->run, 1.0, WHERE, err);
}

/* chance[s] = sum over i < s of chance[i] x rate of i to s over the rate out of s downwards. Scaled down where
 * the weights grow out of range. */
static void substitute(const chain *c) {
  c->chance[0] = 1.0;
  for (int64_t s = 1; s < c->states; s++) {
    double sum = 0.0;
    for (int64_t i = s > c->width ? s - c->width : 0; i < s; i++)
      sum += c->chance[i] * *rate_at(c, i, s);
    c->chance[s] = sum;
    if (sum < 0x1p600) continue;
    for (int64_t i = 0; i <= s; i++)
      c->chance[i] = ldexp(c->chance[i], -600);
  }
}

static void measure(const chain *c, cpw_queue_tandem_measures *m) {
  const cpw_queue_tandem *t = &c->t;
  double all = 0.0, lost = 0.0, queue = 0.0;
  memset(m, 0, sizeof *m);
  for (int64_t s = 0; s < c->states; s++) {
    int64_t n1, past;
    double p = c->chance[s];
    state_of(c, s, &n1, &past);
    if (!exists(c, n1, past)) continue;
    cpwi_tandem_add(t, past, working(t, n1, past), p, m);
    all += p;
    if (n1 == t->room1) lost += p;
    if (n1 > t->servers1) queue += p * (double)(n1 - t->servers1);
  }
  cpwi_tandem_finish(t, all, m);
  m->loss_chance = lost / all;
  m->mean_queue1 = queue / all;
  m->mean_wait1 = m->mean_queue1 / m->throughput;
}

static int32_t lay_out(chain *c, cpw_error *err) {
  const cpw_queue_tandem *t = &c->t;
  int64_t past = t->servers1 + t->servers2 + t->room_between + 1, cells = 0;
  c->past_inside = past <= t->room1 + 1;
  c->columns = c->past_inside ? past : t->room1 + 1;
  c->rows = c->past_inside ? t->room1 + 1 : past;
  c->width = c->columns + 1;
  if (!cpwi_multiply(c->rows, c->columns, &c->states) ||
      !cpwi_multiply(c->states, 2 * c->width + 1, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE, "%lld times %lld states are too many",
                     (long long)c->rows, (long long)c->columns);
  c->rate = cpwi_alloc_zero(t->allocator, (size_t)cells, sizeof *c->rate);
  c->chance = cpwi_alloc_zero(t->allocator, (size_t)c->states, sizeof *c->chance);
  if (c->rate && c->chance) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld states", (long long)c->states);
}

int32_t cpw_queue_tandem_open(const cpw_queue_tandem *tandem, const cpw_run *run,
                              cpw_queue_tandem_measures *measures, cpw_error *err) {
  chain c;
  memset(&c, 0, sizeof c);
  if (!measures) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "measures is NULL");
  int32_t status = cpwi_tandem_take_open(&c.t, tandem, WHERE, err);
  if (status == CPW_OK) status = cpwi_take_run(&c.run, run, WHERE, err);
  if (status == CPW_OK) status = lay_out(&c, err);
  for (int64_t s = 0; status == CPW_OK && s < c.states; s++)
    add_moves(&c, s);
  if (status == CPW_OK) status = reduce_all(&c, err);
  if (status == CPW_OK) {
    substitute(&c);
    measure(&c, measures);
  }
  cpwi_release(c.t.allocator, c.rate);
  cpwi_release(c.t.allocator, c.chance);
  return status;
}
