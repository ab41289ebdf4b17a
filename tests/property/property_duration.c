/* Durations with parameters from anywhere in their domains: draws are durations, arrays are the draws one
 * by one, survival falls from 1 to 0, moments are in order, what is left is finite. Usage:
 * property_duration [COUNT] [SEED], or --digest. */
#include "carepath/duration.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define VALUES 7
#define DRAWS  40

typedef struct world {
  cpw_stream stream;
  cpw_duration d;
  cpw_empirical *data;
} world;

/* each order of magnitude as likely as the next */
static double any_size(cpw_stream *s, double low, double high) {
  double x = low * cpw_math_pow(high / low, cpw_random_uniform(s));
  return x < low ? low : x > high ? high : x;
}

static void make_data(world *w) {
  double edges[VALUES + 1] = {0}, weights[VALUES];
  cpw_stream *s = &w->stream;
  for (int i = 0; i < VALUES; i++) {
    weights[i] = 1e-9 + cpw_random_exponential(s, 1);
    edges[i + 1] = edges[i] + (cpw_random_below(s, 4) ? any_size(s, 1e-3, 1e3) : 0);
  }
  edges[VALUES] += 1;
  int32_t status = cpw_random_below(s, 2)
                       ? cpw_empirical_new(edges + 1, weights, VALUES, NULL, &w->data, NULL)
                       : cpw_empirical_new_bands(edges, weights, VALUES, NULL, &w->data, NULL);
  w->d.empirical = status == CPW_OK ? w->data : NULL;
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  cpw_duration *d = &w->d;
  d->law = 1 + (int32_t)cpw_random_below(s, CPW_DURATION_COUNT - 1);
  d->mean = any_size(s, 1e-3, 1e6);
  d->zero = cpw_random_below(s, 3) ? 0 : cpw_random_uniform(s);
  switch (d->law) {
  case CPW_DURATION_EMPIRICAL:
    d->mean = 0;
    make_data(w);
    break;
  case CPW_DURATION_GEOMETRIC:
    d->mean += 1;
    break;
  case CPW_DURATION_UNIFORM:
    d->cv = any_size(s, CPW_DURATION_MIN_CV, 0.577);
    break;
  case CPW_DURATION_HYPEREXPONENTIAL:
    d->cv = any_size(s, 1, CPW_DURATION_MAX_CV);
    break;
  default:
    if (d->law >= CPW_DURATION_GAMMA) d->cv = any_size(s, CPW_DURATION_MIN_CV, CPW_DURATION_MAX_CV);
    break;
  }
}

static const char *survival_falls(const cpw_duration *d, cpw_stream *s, double m1) {
  double last = cpw_duration_survival(d, -1), t = 0;
  if (last != 1) return "something ends before 0";
  for (int i = 0; i < DRAWS; i++) {
    double now = cpw_duration_survival(d, t);
    /* two branches of the incomplete gamma function may differ in the last digits where they meet */
    if (!(now >= 0 && now <= last + 1e-12)) return "survival rises";
    last = now < last ? now : last;
    t += m1 * any_size(s, 1e-3, 10);
  }
  return cpw_duration_survival(d, 1e300) == 0 ? NULL : "something does not end";
}

static const char *draws_hold(const cpw_duration *d, cpw_stream *s, double m1) {
  cpw_stream alone = *s;
  double x[DRAWS];
  if (cpw_duration_fill(d, s, x, DRAWS, NULL) != CPW_OK) return "an array is refused";
  for (int i = 0; i < DRAWS; i++) {
    double one = cpw_duration_draw(d, &alone);
    if (memcmp(&one, &x[i], sizeof one) != 0) return "an array is not the draws one by one";
    if (!(one >= 0 && one < 1e300)) return "a draw is no duration";
  }
  if (cpw_stream_position(s) != cpw_stream_position(&alone)) return "an array takes other words";
  for (int i = 0; i < DRAWS; i++) {
    double age = m1 * any_size(s, 1e-6, 10), left = cpw_duration_remaining(d, age, s);
    double rest = cpw_duration_residual(d, s);
    if (!(left >= 0 && left < 1e300)) return "what is left is no duration";
    if (!(rest >= 0 && rest < 1e300)) return "a residual is no duration";
  }
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  double m1 = 0, m2 = 0, m3 = 0;
  const char *found = NULL;
  if (cpw_duration_moments(&w.d, &m1, &m2, &m3, NULL) != CPW_OK)
    found = "a valid law is refused";
  else if (!(m2 >= m1 * m1 * (1 - 1e-12) && m1 * m3 >= m2 * m2 * (1 - 1e-12)))
    found = "moments are not in order";
  if (!found) found = survival_falls(&w.d, &w.stream, m1);
  if (!found) found = draws_hold(&w.d, &w.stream, m1);
  cpw_empirical_free(w.data);
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
  double m[3] = {0, 0, 0}, x[DRAWS] = {0};
  if (cpw_duration_moments(&w.d, &m[0], &m[1], &m[2], NULL) != CPW_OK) return 0;
  if (cpw_duration_fill(&w.d, &w.stream, x, DRAWS, NULL) != CPW_OK) return 0;
  for (int i = 0; i < 3; i++)
    hash = add(hash, m[i]);
  for (int i = 0; i < DRAWS; i++) {
    hash = add(add(hash, x[i]), cpw_duration_survival(&w.d, x[i] * 0.7));
    hash = add(hash, cpw_duration_remaining(&w.d, x[i] * 0.7, &w.stream));
    hash = add(hash, cpw_duration_residual(&w.d, &w.stream));
  }
  cpw_empirical_free(w.data);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"duration", "random laws", 20000, 2000, problem, digest};
  return worlds_main(&w, argc, argv);
}
