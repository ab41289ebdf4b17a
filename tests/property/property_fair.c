/* Lists, groups, tiers and minimum numbers of any kind: a re-ranking passes its own test wherever the people
 * are there, keeps each group's order by score, leaves nobody's tier, and its figures add up. Usage:
 * property_fair [COUNT] [SEED], or --digest. */
#include "carepath/fair.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST   60
#define GROUPS 4

typedef struct world {
  cpw_stream stream;
  cpw_fair_people people;
  int64_t places, rows;
  double score[MOST], share[GROUPS], alpha, adjusted, chance;
  int32_t group[MOST], tier[MOST];
  int64_t minimum[MOST * GROUPS], order[MOST], lost[MOST];
  cpw_fair_verdict verdict;
  cpw_fair_cost cost;
} world;

static int32_t make_table(world *w) {
  cpw_stream *s = &w->stream;
  int64_t groups = w->people.groups;
  double left = 1;
  for (int64_t g = 0; g < groups; g++) {
    w->share[g] = left * cpw_random_uniform(s);
    left -= w->share[g];
  }
  w->alpha = 0.01 + 0.4 * cpw_random_uniform(s);
  if (groups == 1 && cpw_random_below(s, 2)) {
    w->share[0] = 0.02 + 0.96 * cpw_random_uniform(s);
    return cpw_fair_adjusted(w->rows, w->share[0], w->alpha, (int32_t)cpw_random_below(s, 3), NULL,
                             w->minimum, &w->adjusted, &w->chance, NULL);
  }
  return cpw_fair_quota(w->rows, groups, w->share, CPW_FAIR_FLOOR, w->minimum, NULL);
}

static int32_t make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  cpw_fair_people *p = &w->people;
  cpw_fair_people_init(p);
  p->count = (int64_t)cpw_random_below(s, MOST + 1);
  p->groups = 1 + (int64_t)cpw_random_below(s, GROUPS);
  uint64_t tiers = 1 + cpw_random_below(s, 4), levels = 1 + cpw_random_below(s, 100);
  for (int64_t i = 0; i < p->count; i++) {
    w->group[i] = (int32_t)cpw_random_below(s, (uint64_t)p->groups + 1) - 1;
    w->tier[i] = (int32_t)cpw_random_below(s, tiers) - 1;
    w->score[i] = (double)cpw_random_below(s, levels) - 3.0 * w->group[i];
  }
  p->score = w->score;
  p->group = w->group;
  p->tier = tiers > 1 ? w->tier : NULL;
  w->places = (int64_t)cpw_random_below(s, (uint64_t)p->count + 1);
  w->rows = 1 + (int64_t)cpw_random_below(s, MOST);
  int32_t status = make_table(w);
  if (status == CPW_OK)
    status = cpw_fair_rerank(p, w->places, w->rows, w->minimum, NULL, w->order, &w->verdict, NULL);
  if (status == CPW_OK)
    status = cpw_fair_costs(p, w->places, w->order, NULL, w->lost, &w->cost, NULL);
  return status;
}

static int tier_of(const world *w, int64_t who) {
  return w->people.tier ? w->tier[who] : 0;
}

/* people of a group in a tier, of the whole list or of the ranking */
static int64_t there(const world *w, int32_t group, int tier) {
  int64_t count = 0;
  for (int64_t i = 0; i < w->people.count; i++)
    count += w->group[i] == group && tier_of(w, i) == tier;
  return count;
}

/* whether the test passes for the minimum numbers that these people can meet */
static int meets_what_can_be(const world *w) {
  int64_t count[GROUPS] = {0}, first = 0;
  for (int64_t i = 0; i < w->places; i++) {
    int64_t who = w->order[i];
    if (i > 0 && tier_of(w, who) != tier_of(w, w->order[i - 1])) {
      first = i;
      memset(count, 0, sizeof count);
    }
    if (w->group[who] >= 0) count[w->group[who]]++;
    int64_t row = i - first < w->rows ? i - first : w->rows - 1;
    for (int32_t g = 0; g < (int32_t)w->people.groups; g++) {
      int64_t least = w->minimum[row * w->people.groups + g], most = there(w, g, tier_of(w, who));
      if (count[g] < (least < most ? least : most)) return 0;
    }
  }
  return 1;
}

static const char *order_holds(const world *w) {
  int used[MOST] = {0};
  int64_t last[GROUPS + 1] = {-1, -1, -1, -1, -1};
  for (int64_t i = 0; i < w->places; i++) {
    int64_t who = w->order[i];
    if (who < 0 || who >= w->people.count || used[who]) return "somebody is not there, or twice";
    used[who] = 1;
    if (i > 0 && tier_of(w, who) < tier_of(w, w->order[i - 1])) return "a tier is crossed";
    int64_t before = last[w->group[who] + 1];
    last[w->group[who] + 1] = who;
    if (before < 0 || tier_of(w, before) != tier_of(w, who)) continue;
    if (w->score[before] < w->score[who]) return "a group's order by score is lost";
    if (w->score[before] == w->score[who] && before > who) return "equals are turned round";
  }
  for (int64_t i = 0; w->places > 0 && i < w->people.count; i++)
    if (!used[i] && tier_of(w, i) < tier_of(w, w->order[w->places - 1]))
      return "somebody of an earlier tier is left out";
  return NULL;
}

static const char *costs_hold(const world *w) {
  int64_t sum = 0, delayed = 0, advanced = 0;
  for (int64_t i = 0; i < w->people.count; i++) {
    sum += w->lost[i];
    delayed += w->lost[i] > 0;
    advanced += w->lost[i] < 0;
  }
  if (sum != 0) return "places lost are not places gained";
  if (delayed != w->cost.delayed || advanced != w->cost.advanced) return "people are miscounted";
  if (!w->verdict.moved && (delayed || w->cost.ordering_loss > 0)) return "a cost without a move";
  return w->cost.ordering_loss >= 0 && w->cost.selection_loss >= 0 ? NULL : "a loss is negative";
}

static const char *table_holds(const world *w) {
  for (int64_t i = 0; i < w->rows; i++) {
    int64_t sum = 0;
    for (int64_t g = 0; g < w->people.groups; g++) {
      int64_t now = w->minimum[i * w->people.groups + g];
      int64_t before = i ? w->minimum[(i - 1) * w->people.groups + g] : 0;
      if (now < before || now > before + 1) return "a table falls or jumps";
      sum += now;
    }
    if (sum > i + 1) return "a table asks for too many";
  }
  double again = 0;
  if (w->chance > 0 &&
      (cpw_fair_failure(w->rows, w->share[0], w->minimum, NULL, &again, NULL) != CPW_OK ||
       again != w->chance))
    return "the chance is not that of the table";
  return NULL;
}

static const char *measures_hold(const world *w) {
  int32_t ranked[MOST];
  double mean[GROUPS], share[GROUPS], rkl, all = 0;
  cpw_fair_spread spread;
  for (int64_t i = 0; i < w->places; i++)
    ranked[i] = w->group[w->order[i]];
  if (w->places < 1) return NULL;
  if (cpw_fair_exposure(w->places, w->people.groups, ranked, NULL, mean, share, NULL, &spread, NULL,
                        NULL) != CPW_OK ||
      cpw_fair_divergence(w->places, w->people.groups, ranked, CPW_FAIR_NDKL, 1, NULL, &rkl,
                          NULL) != CPW_OK)
    return "a measure is refused";
  for (int64_t g = 0; g < w->people.groups; g++)
    all += share[g];
  if (!(all <= 1 + 1e-12 && rkl >= 0)) return "shares of exposure are more than all";
  return spread.largest < 0 || (spread.gap >= 0 && spread.ratio <= 1) ? NULL
                                                                      : "a spread is negative";
}

static const char *problem(uint64_t seed) {
  world w;
  if (make(&w, seed) != CPW_OK) return "a valid list is refused";
  const char *found = table_holds(&w);
  if (!found) found = order_holds(&w);
  if (!found && !meets_what_can_be(&w)) found = "a minimum that can be met is not";
  if (!found) found = costs_hold(&w);
  return found ? found : measures_hold(&w);
}

static uint64_t add(uint64_t hash, const void *data, size_t size) {
  const unsigned char *bytes = data;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ bytes[i]) * 1099511628211U;
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  if (make(&w, seed) != CPW_OK) return 0;
  hash = add(hash, w.minimum, (size_t)(w.rows * w.people.groups) * sizeof *w.minimum);
  hash = add(hash, w.order, (size_t)w.places * sizeof *w.order);
  hash = add(hash, &w.adjusted, sizeof w.adjusted);
  hash = add(hash, &w.chance, sizeof w.chance);
  hash = add(hash, &w.cost.ordering_loss, sizeof w.cost.ordering_loss);
  int32_t ranked[MOST];
  double mean[GROUPS] = {0}, value[4] = {0};
  for (int64_t i = 0; i < w.places; i++)
    ranked[i] = w.group[w.order[i]] == 0 ? 0 : -1;
  for (int32_t kind = CPW_FAIR_RND; w.places > 0 && kind <= CPW_FAIR_NDKL; kind++)
    if (cpw_fair_divergence(w.places, 1, ranked, kind, 3, NULL, &value[kind], NULL) != CPW_OK)
      return 0;
  if (cpw_fair_exposure(w.places, 1, ranked, NULL, mean, NULL, NULL, NULL, NULL, NULL) != CPW_OK)
    return 0;
  if (mean[0] != mean[0]) mean[0] = -1; /* one NaN for all */
  return add(add(hash, mean, sizeof mean), value, sizeof value);
}

int main(int argc, char **argv) {
  const worlds w = {"fair", "random lists", 20000, 2000, problem, digest};
  return worlds_main(&w, argc, argv);
}
