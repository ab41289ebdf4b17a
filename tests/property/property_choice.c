/* Random markets: everybody goes somewhere or nowhere, shares follow their utilities, equilibria agree and do not
 * depend on where they begin, estimates of expected counts come back. Usage: property_choice [COUNT] [SEED], or
 * --digest. */
#include "carepath/choice.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST 6

typedef struct world {
  cpw_choice c;
  double people[MOST], distance[MOST * MOST], wait[MOST], quality[MOST], least[MOST], slope[MOST];
  int64_t group[MOST];
  cpw_choice_taste taste[2];
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_choice_init(&w->c);
  w->c.origins = 1 + (int64_t)cpw_random_below(&s, MOST);
  w->c.providers = 1 + (int64_t)cpw_random_below(&s, MOST);
  w->c.groups = 2;
  for (int k = 0; k < MOST; k++) {
    w->people[k] = cpw_random_below(&s, 5) ? 1000 * cpw_random_uniform(&s) : 0;
    w->group[k] = (int64_t)cpw_random_below(&s, 2);
    w->wait[k] = 40 * cpw_random_uniform(&s);
    w->quality[k] = cpw_random_normal(&s, 0, 1);
    w->least[k] = 20 * cpw_random_uniform(&s);
    w->slope[k] = cpw_random_below(&s, 3) ? 0.2 * cpw_random_uniform(&s) : 0;
  }
  for (int k = 0; k < MOST * MOST; k++)
    w->distance[k] = k % (int)w->c.providers && cpw_random_below(&s, 6) == 0
                         ? (double)INFINITY
                         : 60 * cpw_random_uniform(&s);
  for (int g = 0; g < 2; g++)
    w->taste[g] = (cpw_choice_taste){-0.2 * cpw_random_uniform(&s), -0.3 * cpw_random_uniform(&s),
                                     cpw_random_uniform(&s), cpw_random_uniform(&s)};
  if (cpw_random_below(&s, 2)) w->c.outside = -5 + cpw_random_uniform(&s);
  w->c.people = w->people;
  w->c.group = w->group;
  w->c.distance = w->distance;
  w->c.wait = w->wait;
  w->c.quality = w->quality;
  w->c.taste = w->taste;
}

static const char *flows_hold(const world *w) {
  double flows[MOST * MOST], outside[MOST];
  int64_t n = w->c.providers;
  if (cpw_choice_flows(&w->c, flows, outside, NULL) != CPW_OK) return "flows are refused";
  for (int64_t i = 0; i < w->c.origins; i++) {
    double sum = outside[i];
    for (int64_t j = 0; j < n; j++) {
      if (!(flows[i * n + j] >= 0)) return "a flow is below 0";
      if (w->distance[i * n + j] > 1e6 && flows[i * n + j] > 0)
        return "somebody goes where nothing is to be had";
      sum += flows[i * n + j];
    }
    if (fabs(sum - w->people[i]) > 1e-12 * (1 + w->people[i])) return "people are lost";
  }
  return NULL;
}

static double at(const cpw_result *r, const char *array, int64_t k) {
  const cpw_array *a = cpw_result_find(r, array);
  if (!a || k >= a->size) return (double)NAN;
  return a->real ? a->real[k] : (double)a->integer[k];
}

static const char *equilibrium_holds(const world *w) {
  cpw_choice other = w->c;
  cpw_choice_response response;
  cpw_choice_response_init(&response);
  response.least = w->least;
  response.slope = w->slope;
  cpw_result *a = NULL, *b = NULL;
  other.wait = NULL;
  const char *found = NULL;
  if (cpw_choice_equilibrium(&w->c, &response, &a, NULL) != CPW_OK ||
      cpw_choice_equilibrium(&other, &response, &b, NULL) != CPW_OK)
    found = "an equilibrium is refused";
  else if (at(a, "converged", 0) != 1 || at(b, "converged", 0) != 1)
    found = "an equilibrium is not found";
  for (int64_t j = 0; !found && j < w->c.providers; j++) {
    double x = at(a, "demand", j), y = at(b, "demand", j);
    if (fabs(x - y) > 1e-5 * (1 + x)) found = "it depends on where it begins";
    if (fabs(at(a, "wait_at", j) - w->least[j] - w->slope[j] * x) > 1e-5)
      found = "waits are not those of the flows";
  }
  cpw_result_free(a);
  cpw_result_free(b);
  return found;
}

/* counts of a law with two attributes, as many as expected */
static const char *estimate_holds(uint64_t seed) {
  enum { CASES = 8, OPTIONS = 3 };
  double x[CASES * OPTIONS * 2], count[CASES * OPTIONS], u[OPTIONS];
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 1, 0);
  const double beta[] = {cpw_random_normal(&s, 0, 1), cpw_random_normal(&s, 0, 1)};
  for (int i = 0; i < CASES; i++) {
    for (int j = 0; j < OPTIONS; j++) {
      for (int k = 0; k < 2; k++)
        x[(i * OPTIONS + j) * 2 + k] = cpw_random_normal(&s, 0, 1);
      u[j] = beta[0] * x[(i * OPTIONS + j) * 2] + beta[1] * x[(i * OPTIONS + j) * 2 + 1];
    }
    if (cpw_choice_shares(u, OPTIONS, -(double)INFINITY, count + i * OPTIONS, NULL, NULL, NULL) !=
        CPW_OK)
      return "shares are refused";
  }
  cpw_choice_counts c;
  cpw_choice_counts_init(&c);
  c.cases = CASES;
  c.options = OPTIONS;
  c.attributes = 2;
  c.count = count;
  c.attribute = x;
  cpw_result *r = NULL;
  if (cpw_choice_estimate(&c, &r, NULL) != CPW_OK) return "an estimate is refused";
  int right = fabs(at(r, "coefficient", 0) - beta[0]) < 1e-7 &&
              fabs(at(r, "coefficient", 1) - beta[1]) < 1e-7;
  cpw_result_free(r);
  return right ? NULL : "coefficients do not come back";
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = flows_hold(&w);
  if (!found) found = equilibrium_holds(&w);
  return found ? found : estimate_holds(seed);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  if (cpw_choice_describe(&w.c, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"choice", "random markets", 1000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
