/* Random payment rules: income never falls, stays within floor and cap, its marginal rate is its slope, and
 * the activity found for an income earns it. Usage: property_payment [COUNT] [SEED], or --digest. */
#include "carepath/payment.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define TIERS 4
#define TRIES 30

typedef struct world {
  cpw_stream stream;
  cpw_payment p;
  double from[TIERS], rate[TIERS], range;
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  cpw_payment_init(&w->p);
  w->p.fixed = (int64_t)cpw_random_below(s, 1000000) - 200000;
  w->p.plan = cpw_random_below(s, 4) ? cpw_random_exponential(s, 5000) : 0;
  w->p.price = cpw_random_exponential(s, 400);
  w->p.below = cpw_random_uniform(s);
  w->p.above = cpw_random_exponential(s, 0.7);
  w->p.tiers = (int64_t)cpw_random_below(s, TIERS + 1);
  w->range = 2 * w->p.plan + 100;
  for (int k = 0; k < TIERS; k++) {
    double last = k ? w->from[k - 1] : w->p.plan > 0 ? 1 : 0;
    w->from[k] = last + 0.01 + cpw_random_exponential(s, w->p.plan > 0 ? 0.2 : 20);
    w->rate[k] = cpw_random_below(s, 3) ? cpw_random_uniform(s) : 0;
  }
  w->p.tier_from = w->from;
  w->p.tier_rate = w->rate;
  if (!cpw_random_below(s, 3)) w->p.floor = (int64_t)cpw_random_below(s, 1000000);
  if (!cpw_random_below(s, 3)) w->p.cap = 1000000 + (int64_t)cpw_random_below(s, 1000000);
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  for (int k = 0; k < TRIES; k++) {
    double a = w.range * cpw_random_uniform(&w.stream), step = 1e-6 * w.range, at = 0;
    double now = cpw_payment_value(&w.p, a), next = cpw_payment_value(&w.p, a + step);
    double slope = cpw_payment_marginal(&w.p, a), later = cpw_payment_marginal(&w.p, a + step);
    double tiny = 1e-9 * (fabs(now) + 1e6);
    int64_t whole = 0;
    if (!(next >= now)) return "income falls";
    if (now < (double)w.p.floor || now > (double)w.p.cap) return "income leaves floor and cap";
    if (slope == later && fabs(next - now - slope * step) > tiny + 1e-3 * slope * step)
      return "the marginal rate is not the slope";
    if (cpw_payment_income(&w.p, &a, 1, &whole, NULL) != CPW_OK) return "an activity is refused";
    if (fabs((double)whole - now) > 0.5 + tiny) return "pounds are not the nearest";
    if (cpw_payment_activity(&w.p, now, &at, NULL) != CPW_OK) return "an income is refused";
    /* the income is known to a rounding, and the activity to that over the slope */
    double blur = slope > 0 ? 1e-15 * (fabs(now) + 1e6) / slope : 0;
    if (!(at <= a + 1e-9 * w.range + blur)) return "the least activity is not the least";
    if (fabs(cpw_payment_value(&w.p, at) - now) > tiny)
      return "the activity found does not earn it";
  }
  return NULL;
}

static uint64_t add(uint64_t hash, double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  for (int b = 0; b < 64; b += 8)
    hash = (hash ^ (bits >> b & 255U)) * 1099511628211U;
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  for (int k = 0; k < TRIES; k++) {
    double a = w.range * cpw_random_uniform(&w.stream), at = 0, now = cpw_payment_value(&w.p, a);
    if (cpw_payment_activity(&w.p, now, &at, NULL) != CPW_OK) return 0;
    hash = add(add(add(hash, now), cpw_payment_marginal(&w.p, a)), at);
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"payment", "random payment rules", 5000, 500, problem, digest};
  return worlds_main(&w, argc, argv);
}
