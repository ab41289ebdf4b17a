/* Weights, bounds and totals of any size: the parts sum to the total within their bounds, no unit is better
 * placed elsewhere, Hamilton keeps quota, divisor methods are house monotone, and turning the rows round or
 * weighing them in other units changes nothing. Usage: property_apportion [COUNT] [SEED], or --digest. */
#include "carepath/apportion.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST 40

typedef struct world {
  cpw_stream stream;
  int64_t n, total, room;
  double weight[MOST];
  int64_t lower[MOST], upper[MOST], rank[MOST], parts[MOST];
  cpw_apportion_options options;
} world;

static double weight(cpw_stream *s, uint64_t kind) {
  switch (kind) {
  case 0:
    return (double)cpw_random_below(s, 5);
  case 1:
    return cpw_random_uniform(s);
  case 2: {
    double x = cpw_random_uniform(s); /* drawn first: arguments have no order */
    return ldexp(x, (int)cpw_random_below(s, 2000) - 1000);
  }
  case 3:
    return cpw_random_below(s, 2) ? 1.0 : 1.0 + 0x1p-52;
  default:
    return (double)(1 + cpw_random_below(s, 100000));
  }
}

static void bound(world *w) {
  cpw_stream *s = &w->stream;
  uint64_t size = cpw_random_below(s, 3) ? 50 : (uint64_t)1 << 40;
  for (int64_t i = 0; i < w->n; i++) {
    w->lower[i] = cpw_random_below(s, 2) ? 0 : (int64_t)cpw_random_below(s, size);
    w->upper[i] = w->lower[i] + (int64_t)cpw_random_below(s, size);
    w->total += w->lower[i];
    w->room += w->weight[i] > 0 ? w->upper[i] - w->lower[i] : 0;
  }
  w->total += (int64_t)cpw_random_below(s, (uint64_t)w->room + 1);
  w->options.lower = w->lower;
  w->options.upper = w->upper;
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  w->n = 1 + (int64_t)cpw_random_below(s, MOST);
  uint64_t kind = cpw_random_below(s, 5);
  for (int64_t i = 0; i < w->n; i++) {
    w->weight[i] = weight(s, kind);
    w->rank[i] = (int64_t)cpw_random_below(s, 1000000) * MOST + i;
  }
  w->weight[0] += w->weight[0] > 0 ? 0.0 : 1.0;
  cpw_apportion_options_init(&w->options);
  w->options.method = (int32_t)cpw_random_below(s, CPW_APPORTION_COUNT);
  w->options.tie_rank = w->rank;
  if (cpw_random_below(s, 2))
    bound(w);
  else
    w->total = (int64_t)cpw_random_below(s, cpw_random_below(s, 2) ? 100 : (uint64_t)INT64_MAX);
}

static double divisor(int32_t method, int64_t a) {
  double x = (double)a;
  return method == CPW_APPORTION_WEBSTER     ? x + 0.5
         : method == CPW_APPORTION_JEFFERSON ? x + 1
         : method == CPW_APPORTION_ADAMS     ? x
                                             : sqrt(x * (x + 1));
}

static const char *sums(const world *w) {
  int64_t left = w->total;
  for (int64_t i = 0; i < w->n; i++) {
    int64_t low = w->options.lower ? w->lower[i] : 0;
    if (w->parts[i] < low) return "a part is below its bound";
    if (w->options.upper && w->parts[i] > w->upper[i]) return "a part is above its bound";
    if (!(w->weight[i] > 0) && w->parts[i] != low) return "a row of weight 0 has more";
    left -= w->parts[i];
  }
  return left ? "the parts do not sum to the total" : NULL;
}

/* the dearest next unit is no dearer than the cheapest that was given, within the rounding of doubles */
static const char *placed(const world *w) {
  double next = 0, last = (double)INFINITY;
  int32_t method = w->options.method;
  for (int64_t i = 0; i < w->n; i++) {
    int64_t low = w->options.lower ? w->lower[i] : 0,
            high = w->options.upper ? w->upper[i] : w->total;
    if (!(w->weight[i] > 0)) continue;
    if (w->parts[i] < high) next = fmax(next, w->weight[i] / divisor(method, w->parts[i]));
    if (w->parts[i] > low) last = fmin(last, w->weight[i] / divisor(method, w->parts[i] - 1));
  }
  return next > last * (1 + 1e-12) && !isinf(next) ? "a unit is better placed elsewhere" : NULL;
}

static const char *quota(const world *w) {
  double q[MOST], k = 0;
  if (cpw_apportion_quotas(w->total, w->weight, w->n, &w->options, q, &k, NULL) != CPW_OK)
    return "quotas are refused";
  for (int64_t i = 0; i < w->n; i++)
    if (!(fabs((double)w->parts[i] - q[i]) < 1 + 1e-12 * q[i])) return "quota is not kept";
  return NULL;
}

static const char *one_more(const world *w) {
  int64_t more[MOST];
  if (w->total == INT64_MAX ||
      cpw_apportion(w->total + 1, w->weight, w->n, &w->options, more, NULL))
    return NULL;
  for (int64_t i = 0; i < w->n; i++)
    if (more[i] < w->parts[i]) return "a greater total takes from a row";
  return NULL;
}

/* turned round, and in units of a power of 2 */
static const char *turned(const world *w) {
  double weight[MOST];
  int64_t lower[MOST], upper[MOST], rank[MOST], parts[MOST];
  for (int64_t i = 0; i < w->n; i++) {
    int64_t j = w->n - 1 - i;
    weight[j] = w->weight[i] > 1e-290 && w->weight[i] < 1e290 ? w->weight[i] * 8 : w->weight[i];
    if (weight[j] == w->weight[i] && w->weight[i] > 0) return NULL;
    lower[j] = w->lower[i];
    upper[j] = w->upper[i];
    rank[j] = w->rank[i];
  }
  cpw_apportion_options o = w->options;
  o.lower = o.lower ? lower : NULL;
  o.upper = o.upper ? upper : NULL;
  o.tie_rank = rank;
  if (cpw_apportion(w->total, weight, w->n, &o, parts, NULL) != CPW_OK) return "turned: refused";
  for (int64_t i = 0; i < w->n; i++)
    if (parts[w->n - 1 - i] != w->parts[i]) return "the order of the rows matters";
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  if (cpw_apportion(w.total, w.weight, w.n, &w.options, w.parts, NULL) != CPW_OK)
    return "what can be shared out is refused";
  const char *found = sums(&w);
  int hamilton = w.options.method == CPW_APPORTION_HAMILTON;
  if (!found) found = hamilton ? quota(&w) : placed(&w);
  if (!found && !hamilton) found = one_more(&w);
  return found ? found : turned(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  if (cpw_apportion(w.total, w.weight, w.n, &w.options, w.parts, NULL) != CPW_OK) return 0;
  for (int64_t i = 0; i < w.n; i++)
    hash = (hash ^ (uint64_t)w.parts[i]) * 1099511628211U;
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"apportion", "random tables", 20000, 2000, problem, digest};
  return worlds_main(&w, argc, argv);
}
