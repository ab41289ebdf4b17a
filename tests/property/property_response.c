/* Random response curves: inverses undo, gains add up, what is bought at a price is best, envelopes lie above,
 * pooled slopes fall and are nearest. Usage: property_response [COUNT] [SEED], or --digest. */
#include "carepath/random.h"
#include "carepath/response.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define POINTS 7
#define INF    ((double)INFINITY)

typedef struct world {
  cpw_stream stream;
  cpw_response r;
  double x[POINTS], y[POINTS];
} world;

static double any_size(cpw_stream *s, double low, double high) {
  return low * cpw_math_pow(high / low, cpw_random_uniform(s));
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  cpw_response *r = &w->r;
  r->kind = (int32_t)cpw_random_below(s, CPW_RESPONSE_COUNT);
  if (cpw_random_below(s, 3) == 0) r->upfront = any_size(s, 1e-3, 1e3);
  if (r->kind == CPW_RESPONSE_POINTS) {
    for (int i = 0; i < POINTS; i++) {
      w->x[i] = (i ? w->x[i - 1] : 0) + any_size(s, 1e-2, 10);
      w->y[i] = (i ? w->y[i - 1] : 0) + (cpw_random_below(s, 4) ? any_size(s, 1e-2, 10) : 0);
    }
    r->points = POINTS;
    r->x = w->x;
    r->y = w->y;
    return;
  }
  r->a = any_size(s, 1e-3, 1e6);
  if (r->kind != CPW_RESPONSE_LINEAR) r->t = any_size(s, 1e-3, 1e6);
  if (r->kind == CPW_RESPONSE_POWER) r->shape = 0.02 + 0.98 * cpw_random_uniform(s);
  if (r->kind == CPW_RESPONSE_HILL) r->shape = any_size(s, 0.1, 50);
}

static double scale_of(const cpw_response *r) {
  return r->upfront + (r->t > 0 ? r->t : r->points ? r->x[POINTS - 1] : 1);
}

static int near(double a, double b, double relative, double size) {
  return fabs(a - b) <= relative * (fabs(a) + fabs(b) + size);
}

static const char *values_hold(world *w) {
  const cpw_response *r = &w->r;
  double size = scale_of(r);
  for (int k = 0; k < 8; k++) {
    double x = size * any_size(&w->stream, 1e-3, 1e3), y = size * any_size(&w->stream, 1e-3, 1e3);
    double f = cpw_response_value(r, x), g = cpw_response_value(r, y),
           d = cpw_response_gain(r, x, y);
    if (!(f >= 0 && f < INF)) return "a benefit is none";
    if (!near(f + d, g, 1e-12, f)) return "gains do not add up";
    if (cpw_response_gain(r, y, x) != -d) return "a way back gains something else";
    if (x < y ? d < 0 : d > 0) return "more money gains less";
    double back = cpw_response_spend(r, f);
    if (back < INF && !near(cpw_response_value(r, back), f, 1e-11, 0))
      return "the inverse does not undo";
    if (back < INF && back > x * (1 + 1e-9) && cpw_response_slope(r, x, -1) * x > 1e-4 * f)
      return "the inverse is not the least spend";
    double h = 1e-6 * x, mean = cpw_response_gain(r, x, x + h) / h;
    double right = cpw_response_slope(r, x, 1), end = cpw_response_slope(r, x + h, -1);
    double low = right < end ? right : end, high = right < end ? end : right;
    if (r->kind != CPW_RESPONSE_POINTS && x > r->upfront &&
        !(mean >= low * (1 - 1e-6) - 1e-300 && mean <= high * (1 + 1e-6) + 1e-300))
      return "a slope is none";
  }
  return NULL;
}

/* benefit of the envelope: of the curve, or of the best mix of two spends */
static const char *demand_holds(world *w) {
  const cpw_response *r = &w->r;
  double size = scale_of(r), lower = cpw_random_below(&w->stream, 2) ? 0 : size * 0.3;
  double upper = lower + size * any_size(&w->stream, 0.1, 100), least = 0, most = 0;
  double price =
      cpw_response_gain(r, lower, upper) / (upper - lower) * any_size(&w->stream, 0.05, 20);
  if (!(price > 0)) return NULL;
  if (cpw_response_demand(r, price, lower, upper, &least, &most, NULL) != CPW_OK)
    return "demand is refused";
  if (!(least >= lower && most >= least && most <= upper)) return "demand leaves its bounds";
  double best = cpw_response_gain(r, lower, least) - price * (least - lower);
  for (int k = 0; k < 30; k++) {
    double x = lower + (upper - lower) * cpw_random_uniform(&w->stream);
    double other = cpw_response_gain(r, lower, x) - price * (x - lower);
    if (other > best + 1e-9 * (fabs(best) + price * (upper - lower)))
      return "something else is better";
  }
  double to = 0, slope = 0;
  if (cpw_response_envelope(r, lower, upper, &to, &slope, NULL) != CPW_OK) return "no envelope";
  if (!(to >= lower && to <= upper)) return "a chord leaves its bounds";
  for (int k = 0; to > lower && k < 30; k++) {
    double x = lower + (upper - lower) * cpw_random_uniform(&w->stream);
    double gain = cpw_response_gain(r, lower, x);
    if (gain > slope * (x - lower) * (1 + 1e-9) + 1e-12 * cpw_response_value(r, upper))
      return "a chord is not steepest";
  }
  return NULL;
}

static const char *pools_hold(world *w) {
  double x[POINTS], y[POINTS], out[POINTS], last = INF;
  for (int i = 0; i < POINTS; i++) {
    x[i] = (i ? x[i - 1] : 0) + any_size(&w->stream, 0.1, 10);
    y[i] = 10 * cpw_random_uniform(&w->stream);
  }
  if (cpw_response_concave(x, y, POINTS, out, NULL) != CPW_OK) return "points are refused";
  if (out[0] != y[0]) return "the first point moves";
  double best = 0;
  for (int i = 1; i < POINTS; i++) {
    double slope = (out[i] - out[i - 1]) / (x[i] - x[i - 1]);
    double seen = (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
    if (slope > last + 1e-9 || slope < -1e-9) return "pooled slopes rise";
    last = slope;
    best += (x[i] - x[i - 1]) * (slope - seen) * (slope - seen);
  }
  /* any other falling slopes are further away */
  for (int k = 0; k < 10; k++) {
    double other = 0, slope = 20 * cpw_random_uniform(&w->stream);
    for (int i = 1; i < POINTS; i++) {
      double seen = (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
      other += (x[i] - x[i - 1]) * (slope - seen) * (slope - seen);
      slope *= cpw_random_uniform(&w->stream);
    }
    if (other < best - 1e-9 * best) return "pooled slopes are not nearest";
  }
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  if (cpw_response_check(&w.r, NULL, NULL) != CPW_OK) return "a valid curve is refused";
  const char *found = values_hold(&w);
  if (!found) found = demand_holds(&w);
  if (!found) found = pools_hold(&w);
  return found;
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
  double size = scale_of(&w.r), to = 0, slope = 0, least = 0, most = 0;
  for (int k = 0; k < 5; k++) {
    double x = size * any_size(&w.stream, 1e-3, 1e3), f = cpw_response_value(&w.r, x);
    hash = add(add(hash, f), cpw_response_slope(&w.r, x, 1));
    hash = add(add(hash, cpw_response_gain(&w.r, x, 2 * x)), cpw_response_spend(&w.r, f));
  }
  if (cpw_response_envelope(&w.r, 0, 9 * size, &to, &slope, NULL) == CPW_OK) hash = add(hash, to);
  double price = cpw_response_value(&w.r, 2 * size) / (3 * size);
  if (price > 0 && cpw_response_demand(&w.r, price, 0, 9 * size, &least, &most, NULL) == CPW_OK)
    hash = add(add(hash, least), most);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"response", "random curves", 20000, 2000, problem, digest};
  return worlds_main(&w, argc, argv);
}
