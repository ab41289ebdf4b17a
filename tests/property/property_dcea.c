/* Populations, programmes and lists from anywhere in their domains: what is gained and lost sums, equity and
 * efficiency sum to the benefit, welfare lies where it must, ranks and states agree with the numbers, a wait in
 * two parts is the whole. Usage: property_dcea [COUNT] [SEED], or --digest. */
#include "carepath/dcea.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST       9
#define PROGRAMMES 4
#define BANDS      3

typedef struct world {
  cpw_stream stream;
  cpw_dcea_population p;
  double people[MOST], health[MOST], shares[MOST];
  double recipients[PROGRAMMES][MOST], gain[PROGRAMMES][MOST], cost[PROGRAMMES][MOST];
  cpw_dcea_programme programme[PROGRAMMES];
  cpw_dcea_options options;
  cpw_dcea_wait_law law;
  double start[3], loss[3], hazard[3], lower[BANDS], before[MOST * BANDS], after[MOST * BANDS];
} world;

/* each order of magnitude as likely as the next */
static double any_size(cpw_stream *s, double low, double high) {
  return low * cpw_math_pow(high / low, cpw_random_uniform(s));
}

static void make_population(world *w) {
  cpw_stream *s = &w->stream;
  double sum = 0;
  w->p.groups = 1 + (int64_t)cpw_random_below(s, MOST);
  w->p.people = w->people;
  w->p.health = w->health;
  for (int64_t i = 0; i < w->p.groups; i++) {
    w->people[i] = i > 0 && cpw_random_below(s, 8) == 0 ? 0 : any_size(s, 1e3, 1e7);
    w->health[i] = cpw_random_below(s, 5) == 0 && i > 0 ? w->health[i - 1] : any_size(s, 30, 90);
    w->shares[i] = w->people[i] > 0 ? cpw_random_exponential(s, 1) : 0;
    sum += w->shares[i];
  }
  for (int64_t i = 0; i < w->p.groups; i++)
    w->shares[i] /= sum;
}

static void make_programmes(world *w) {
  cpw_stream *s = &w->stream;
  for (int k = 0; k < PROGRAMMES; k++) {
    for (int64_t i = 0; i < w->p.groups; i++) {
      w->recipients[k][i] = w->people[i] * cpw_random_uniform(s);
      w->gain[k][i] = (cpw_random_below(s, 4) ? 1 : -1) * any_size(s, 1e-6, 1);
      w->cost[k][i] = (cpw_random_below(s, 9) ? 1 : -1) * any_size(s, 1e-2, 1e4);
    }
    w->programme[k] =
        (cpw_dcea_programme){w->recipients[k], w->gain[k], w->cost[k], any_size(s, 1, 1e6)};
  }
  cpw_dcea_options *o = &w->options;
  cpw_dcea_options_init(o);
  o->measure = (int32_t)cpw_random_below(s, 3);
  o->axis = (int32_t)cpw_random_below(s, 3);
  o->aversion = any_size(s, .01, o->measure == CPW_DCEA_KOLM ? 2 : 30) +
                (o->measure == CPW_DCEA_EXTENDED_GINI ? 1 : 0);
  o->threshold = any_size(s, 1e3, 1e6);
  o->shares = w->shares;
}

static void make_waits(world *w) {
  cpw_stream *s = &w->stream;
  for (int k = 0; k < 3; k++) {
    w->start[k] = k ? w->start[k - 1] + any_size(s, 1, 50) : 0;
    w->loss[k] = any_size(s, 1e-5, 1e-2);
    w->hazard[k] = any_size(s, 1e-6, .1);
  }
  w->law = (cpw_dcea_wait_law){
      3, w->start, w->loss, w->hazard, cpw_random_uniform(s), (int32_t)cpw_random_below(s, 2), 0};
  for (int b = 0; b < BANDS; b++)
    w->lower[b] = b ? w->lower[b - 1] + any_size(s, 1, 50) : 0;
  for (int64_t i = 0; i < MOST * BANDS; i++) {
    w->before[i] = 1 + (double)cpw_random_below(s, 1000);
    w->after[i] = (double)cpw_random_below(s, 1000);
  }
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->stream, seed, 0, 0, 0);
  make_population(w);
  make_programmes(w);
  make_waits(w);
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

/* ---------------------------------------------------------------- what must hold ------------ */

static const char *programme_holds(const world *w, const cpw_result *r, int64_t k) {
  int64_t n = w->p.groups;
  double sum = 0, lost = 0, size = 0, lowest = 1e300, highest = -1e300;
  for (int64_t i = 0; i < n; i++) {
    double net = real(r, "net_benefit")[k * n + i];
    sum += net;
    size += fabs(net);
    lost += real(r, "opportunity_cost")[k * n + i];
    double h = real(r, "health_after")[k * n + i];
    if (w->people[i] > 0 && h < lowest) lowest = h;
    if (w->people[i] > 0 && h > highest) highest = h;
  }
  double efficiency = real(r, "efficiency")[k], equity = real(r, "equity")[k];
  double ede = real(r, "ede_after")[k], mean = real(r, "mean_after")[k];
  double cost = real(r, "total_cost")[k] / w->options.threshold;
  if (fabs(sum - efficiency) > 1e-12 * size) return "net benefits do not sum to the efficiency";
  if (efficiency + equity != real(r, "ede_benefit")[k]) return "the benefit is not its parts";
  if (fabs(lost - cost) > 1e-9 * (fabs(cost) + size))
    return "the opportunity cost is not all borne";
  if (!(ede >= lowest * (1 - 1e-12) && ede <= mean * (1 + 1e-12) && mean <= highest * (1 + 1e-12)))
    return "the EDE is not between the least and the mean";
  if (cpw_result_find(r, "quadrant")->integer[k] !=
      cpw_dcea_quadrant(efficiency, real(r, "plane_equity")[k]))
    return "a quadrant is not that of its axes";
  return NULL;
}

static const char *flip_holds(const world *w, const cpw_result *r, int64_t k) {
  double at = real(r, "flip")[k];
  int64_t count = cpw_result_find(r, "flips")->integer[k];
  if ((count > 0) != (at == at)) return "flips and the first of them disagree";
  if (count == 0) return NULL;
  cpw_dcea_change c;
  if (cpw_dcea_assess(&w->p, real(r, "net_benefit") + k * w->p.groups, w->options.measure, at, NULL,
                      &c, NULL) != CPW_OK)
    return "a flip is no aversion";
  double size = fabs(c.efficiency) + fabs(c.equity);
  return fabs(c.ede_benefit) <= 1e-9 * size ? NULL : "there is no flip where it is said to be";
}

static const char *evaluation_holds(const world *w) {
  cpw_result *r = NULL;
  if (cpw_dcea_evaluate(&w->p, w->programme, PROGRAMMES, &w->options, &r, NULL) != CPW_OK)
    return NULL; /* health below 0 */
  const char *found = NULL;
  for (int64_t k = 0; !found && k < PROGRAMMES; k++)
    found = programme_holds(w, r, k);
  for (int64_t k = 0; !found && k < PROGRAMMES; k++)
    found = flip_holds(w, r, k);
  for (int a = 0; !found && a < PROGRAMMES; a++)
    for (int b = 0; b < PROGRAMMES; b++)
      if ((real(r, "ede_benefit")[a] > real(r, "ede_benefit")[b]) !=
          (cpw_result_find(r, "rank")->integer[a] < cpw_result_find(r, "rank")->integer[b]))
        found = "ranks are not those of the benefits";
  cpw_result_free(r);
  return found;
}

static const char *waits_hold(const world *w) {
  double t[3] = {w->lower[1], w->lower[1] + w->lower[2], 3 * w->lower[2]}, loss[3], harms[3];
  for (int i = 0; i < 3; i++)
    if (cpw_dcea_wait_loss(&w->law, t[i == 1 ? 1 : 0], t[i == 0 ? 1 : 2], &loss[i], &harms[i],
                           NULL))
      return "a wait is refused";
  double through = w->law.harm == CPW_DCEA_HARM_ONCE ? 1 - harms[0] : 1;
  if (fabs(loss[2] - loss[0] - through * loss[1]) > 1e-12 * loss[2])
    return "two parts of a wait are not the whole";
  if (w->law.harm == CPW_DCEA_HARM_ONCE && !(harms[2] >= 0 && harms[2] <= 1))
    return "a chance is none";
  cpw_dcea_waiting a = {w->p.groups, 1, BANDS, w->lower, 5, w->before}, b = a;
  b.people = w->after;
  double n[MOST], gain[MOST], none[MOST], saved[MOST];
  if (cpw_dcea_wait_gain(&a, &b, &w->law, NULL, n, gain, saved, NULL) != CPW_OK)
    return "shorter waits are refused";
  if (cpw_dcea_wait_gain(&a, &a, &w->law, NULL, n, none, saved, NULL) != CPW_OK)
    return "the same waits are refused";
  for (int64_t i = 0; i < w->p.groups; i++)
    if (none[i] != 0 || saved[i] != 0) return "nothing has changed, and yet something is gained";
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = evaluation_holds(&w);
  return found ? found : waits_hold(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  if (cpw_dcea_evaluate(&w.p, w.programme, PROGRAMMES, &w.options, &r, NULL) == CPW_OK)
    hash = worlds_digest(r, hash);
  cpw_result_free(r);
  cpw_dcea_waiting waiting = {w.p.groups, 1, BANDS, w.lower, 5, w.before};
  cpw_dcea_wait_options o;
  cpw_dcea_wait_options_init(&o);
  o.remaining = w.after;
  r = NULL;
  if (cpw_dcea_wait_cost(&waiting, &w.law, &o, &r, NULL) == CPW_OK) hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"dcea", "random programmes", 1000, 100, problem, digest};
  return worlds_main(&w, argc, argv);
}
