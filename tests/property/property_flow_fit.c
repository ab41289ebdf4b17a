/* Random pathways run on by random demand, shares and capacities, with counts that go missing: the fit gives them
 * back, shares and exits sum to 1, and what it says adds up. Usage: property_flow_fit [COUNT] [SEED], or --digest. */
#include "carepath/flow_fit.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST 4
#define TIME 36

typedef struct world {
  cpw_flow_counts c;
  cpw_flow_options o;
  int64_t s;
  double referred[TIME * MOST], completed[TIME * MOST], removed[TIME * MOST], stock[TIME * MOST];
  double opening[MOST], days[TIME], share[MOST * MOST], demand[MOST];
  int32_t allowed[MOST * MOST];
  int exact; /* nothing was disturbed */
} world;

static void make_shares(world *w, cpw_stream *s) {
  for (int64_t j = 0; j < w->s; j++) {
    double left = 1;
    w->demand[j] = j == 0 ? 50 + 50 * cpw_random_uniform(s) : 0;
    for (int64_t k = j + 1; k < w->s; k++) { /* forwards alone, so that the months can be run */
      w->allowed[j * w->s + k] = 1;
      w->share[j * w->s + k] = cpw_random_below(s, 4) ? left * cpw_random_uniform(s) : 0;
      left -= w->share[j * w->s + k];
    }
  }
}

static void run(world *w, cpw_stream *s) {
  for (int64_t t = 0; t < TIME; t++) {
    w->days[t] = 0.8 + 0.4 * cpw_random_uniform(s);
    for (int64_t k = 0; k < w->s; k++) {
      int64_t i = t * w->s + k;
      double start = t ? w->stock[i - w->s] : w->opening[k];
      double in = w->referred[i] = w->days[t] * w->demand[k];
      for (int64_t j = 0; j < k; j++)
        in += w->share[j * w->s + k] * w->completed[t * w->s + j];
      w->removed[i] = 0.05 * cpw_random_uniform(s) * start;
      w->completed[i] = cpw_random_uniform(s) * (start - w->removed[i] + in);
      w->stock[i] = start + in - w->removed[i] - w->completed[i];
    }
  }
}

static void disturb(world *w, cpw_stream *s) {
  for (int64_t i = 0; i < TIME * w->s; i++) {
    double *const of[] = {w->referred, w->completed, w->stock};
    for (int a = 0; a < 3; a++) {
      if (cpw_random_below(s, 12) == 0) of[a][i] = (double)NAN;
      if (!w->exact) of[a][i] *= 0.5 + cpw_random_uniform(s);
    }
  }
}

static void make(world *w, uint64_t seed) {
  cpw_stream stream, *s = &stream;
  memset(w, 0, sizeof *w);
  cpw_stream_init(s, seed, 0, 0, 0);
  w->s = 1 + (int64_t)cpw_random_below(s, MOST);
  w->exact = cpw_random_below(s, 2) == 0;
  for (int64_t k = 0; k < w->s; k++)
    w->opening[k] = 1000 * cpw_random_uniform(s);
  make_shares(w, s);
  run(w, s);
  disturb(w, s);
  cpw_flow_counts_init(&w->c);
  cpw_flow_options_init(&w->o);
  w->c.periods = TIME;
  w->c.stages = w->s;
  w->c.referred = w->referred;
  w->c.completed = w->completed;
  w->c.removed = w->removed;
  w->c.stock = w->stock;
  w->c.opening = w->opening;
  w->c.days = w->days;
  w->o.allowed = w->allowed;
  w->o.season = 1 + (int64_t)cpw_random_below(s, 3);
  w->o.test = (int64_t)cpw_random_below(s, 6);
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static const char *check(const world *w, const cpw_result *r) {
  const double *share = real(r, "share"), *demand = real(r, "demand"), *leave = real(r, "exit");
  int64_t s = w->s, season = w->o.season;
  for (int64_t j = 0; j < s; j++) {
    double sum = leave[j];
    for (int64_t k = 0; k < s; k++) {
      double x = share[j * s + k];
      if ((x != x) != !w->allowed[j * s + k]) return "a share where none is allowed";
      if (x < 0) return "a share below 0";
      sum += x == x ? x : 0;
      if (w->exact && x == x && fabs(x - w->share[j * s + k]) > 1e-7) return "another share";
    }
    if (fabs(sum - 1) > 4e-16) return "shares and exit do not sum to 1";
    for (int64_t q = 0; q < season; q++) {
      if (!(demand[j * season + q] >= 0)) return "demand below 0";
      if (w->exact && fabs(demand[j * season + q] - w->demand[j]) > 1e-6) return "another demand";
    }
    if (!(leave[j] >= 0)) return "an exit below 0";
  }
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  int32_t status = cpw_flow_fit(&w.c, &w.o, &r, NULL);
  if (status == CPW_EDATA) return NULL; /* too much is missing */
  if (status != CPW_OK) return "counts are refused";
  const char *wrong = check(&w, r);
  cpw_result_free(r);
  return wrong;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  if (cpw_flow_fit(&w.c, &w.o, &r, NULL) != CPW_OK) return hash;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"flow_fit", "random pathways", 5000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
