/* Two orders of lists of any kind: identical orders change nothing, what some gain the others lose, the other way
 * round gains and losses change sides, other numbers of groups renumber lines, and the order of patients does not
 * matter; with small numbers withheld, what is shown is no small count. Usage: property_impact [COUNT] [SEED], or
 * --digest. */
#include "carepath/impact.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST   80
#define GROUPS 4
#define TRAITS 2

typedef struct world {
  cpw_stream stream;
  cpw_impact_list list;
  cpw_impact_options options;
  cpw_impact_characteristic traits[TRAITS];
  cpw_disclosure_options rule;
  int64_t before[MOST], after[MOST];
  double wait[MOST], target[MOST];
  int32_t group[TRAITS][MOST];
} world;

static const int32_t CROSS[] = {0, 1};

static void shuffle(int64_t *place, int64_t n, cpw_stream *s) {
  for (int64_t i = 0; i < n; i++)
    place[i] = i + 1;
  for (int64_t i = n - 1; i > 0; i--) {
    int64_t j = (int64_t)cpw_random_below(s, (uint64_t)i + 1), kept = place[i];
    place[i] = place[j];
    place[j] = kept;
  }
}

/* `own` arrays: a world may be copied. */
static void point(world *w) {
  static const char *const NAMES[TRAITS] = {"deprivation", "sex"};
  for (int k = 0; k < TRAITS; k++) {
    w->traits[k].name = NAMES[k];
    w->traits[k].group = w->group[k];
  }
  w->list.before = w->before;
  w->list.after = w->after;
  w->list.wait = w->list.wait ? w->wait : NULL;
  w->list.target = w->list.target ? w->target : NULL;
  w->list.characteristics = w->traits;
  w->options.suppress = w->options.suppress ? &w->rule : NULL;
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  cpw_impact_list_init(&w->list);
  cpw_impact_options_init(&w->options);
  int64_t n = w->list.patients = (int64_t)cpw_random_below(s, MOST + 1);
  shuffle(w->before, n, s);
  shuffle(w->after, n, s);
  for (int k = 0; k < TRAITS; k++) {
    w->traits[k].groups = 1 + (int64_t)cpw_random_below(s, GROUPS);
    w->traits[k].ordered = k == 0;
    for (int64_t i = 0; i < n; i++)
      w->group[k][i] = (int32_t)cpw_random_below(s, (uint64_t)w->traits[k].groups + 1) - 1;
  }
  for (int64_t i = 0; i < n; i++) {
    w->wait[i] = (double)cpw_random_below(s, 300);
    w->target[i] = cpw_random_below(s, 5) ? 126.0 : (double)INFINITY;
  }
  w->list.wait = cpw_random_below(s, 4) ? w->wait : NULL;
  w->list.target = w->list.wait && cpw_random_below(s, 2) ? w->target : NULL;
  w->list.characteristic_count = TRAITS;
  w->options.slots = cpw_random_below(s, 4) ? 0.5 + 20.0 * cpw_random_uniform(s) : 0.0;
  w->options.top = (int64_t)cpw_random_below(s, MOST);
  w->options.crossing = CROSS;
  w->options.crossing_count = (int64_t)cpw_random_below(s, 2);
  cpw_disclosure_options_init(&w->rule);
  w->rule.least = 1 + (int64_t)cpw_random_below(s, 10);
  w->rule.base = 1 + (int64_t)cpw_random_below(s, 10);
  w->rule.rounding = (int32_t)cpw_random_below(s, 3);
  w->rule.zeros = (int32_t)cpw_random_below(s, 2);
  point(w);
}

static cpw_result *measure(const world *w) {
  cpw_result *out = NULL;
  return cpw_impact_measure(&w->list, &w->options, &out, NULL) == CPW_OK ? out : NULL;
}

/* An array that is there: `has` says whether it is. */
static const double *real(const cpw_result *r, const char *name) {
  static const double NONE[6 * MOST] = {-1.0};
  const cpw_array *a = cpw_result_find(r, name);
  return a && a->real ? a->real : NONE;
}

static int has(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name) != NULL;
}

static int64_t first_line(const world *w, int trait) {
  int64_t line = 0;
  for (int k = 0; k < trait; k++) {
    int unknown = 0;
    for (int64_t i = 0; i < w->list.patients; i++)
      unknown |= w->group[k][i] < 0;
    line += w->traits[k].groups + unknown;
  }
  return line;
}

static double sum(const double *x, int64_t from, int64_t to) {
  double all = 0;
  for (int64_t i = from; i < to; i++)
    all += x[i];
  return all;
}

static const char *sums_hold(const world *w, const cpw_result *r) {
  double n = (double)w->list.patients, top = (double)w->options.top;
  if (top > n) top = n;
  for (int k = 0; k < TRAITS; k++) {
    int64_t from = first_line(w, k), to = first_line(w, k + 1);
    double exchanged = real(r, "places_exchanged")[0];
    if (sum(real(r, "people"), from, to) != n) return "people are lost";
    if (sum(real(r, "places_gained"), from, to) != exchanged ||
        sum(real(r, "places_lost"), from, to) != exchanged)
      return "places gained are not places lost";
    if (sum(real(r, "later"), from, to) != real(r, "later_all")[0]) return "who is later differs";
    if (w->options.top &&
        (sum(real(r, "top_before"), from, to) != top || sum(real(r, "top_after"), from, to) != top))
      return "the next are not so many";
    for (int64_t line = from; line < to; line++) {
      if (real(r, "earlier")[line] + real(r, "same")[line] + real(r, "later")[line] !=
          real(r, "people")[line])
        return "earlier, same and later are not all";
      if (real(r, "delayed") &&
          sum(real(r, "delayed_by"), 6 * line, 6 * line + 6) != real(r, "delayed")[line])
        return "weeks are not those of the delayed";
      if (has(r, "delayed") && real(r, "delayed")[line] > real(r, "later")[line])
        return "delayed without being later";
    }
  }
  return NULL;
}

static int is_zero(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  for (int64_t i = 0; a && i < a->size; i++)
    if (a->real[i] != 0.0) return 0;
  return 1;
}

static const char *identical_is_zero(const world *given) {
  static const char *const NAMES[] = {"earlier", "later",     "places_gained",    "places_lost",
                                      "delayed", "most_lost", "places_exchanged", "moved"};
  world w = *given;
  point(&w);
  memcpy(w.after, w.before, sizeof w.after);
  cpw_result *r = measure(&w);
  const char *found = r ? NULL : "identical orders are refused";
  for (size_t k = 0; r && k < sizeof NAMES / sizeof *NAMES; k++)
    if (!is_zero(r, NAMES[k])) found = "identical orders change something";
  if (r && w.list.patients > 1 && (real(r, "kendall")[0] != 1.0 || real(r, "spearman")[0] != 1.0))
    found = "identical orders do not agree";
  cpw_result_free(r);
  return found;
}

static int same(double x, double y) {
  return x == y || (isnan(x) && isnan(y));
}

/* Lines of `a` against `b`, where line g of trait 0 is `to[g]` there. */
static int lines_agree(const cpw_result *a, const cpw_result *b, const char *x, const char *y,
                       const int64_t *to, int64_t moved) {
  const cpw_array *one = cpw_result_find(a, x), *two = cpw_result_find(b, y);
  if (!one || !two) return !one && !two;
  for (int64_t i = 0; i < one->size; i++)
    if (!same(one->real[i], two->real[i < moved ? to[i] : i])) return 0;
  return 1;
}

static const char *turned_round(const world *given, const cpw_result *r) {
  static const char *const NAMES[][2] = {{"earlier", "later"},
                                         {"same", "same"},
                                         {"places_gained", "places_lost"},
                                         {"mean_before", "mean_after"},
                                         {"top_before", "top_after"},
                                         {"wait_before", "wait_after"},
                                         {"breaches_after", "breaches_before"},
                                         {"slope_after", "slope_before"}};
  world w = *given;
  point(&w);
  memcpy(w.after, given->before, sizeof w.after);
  memcpy(w.before, given->after, sizeof w.before);
  cpw_result *other = measure(&w);
  const char *found = other ? NULL : "the other way round is refused";
  for (size_t k = 0; other && k < sizeof NAMES / sizeof *NAMES; k++)
    if (!lines_agree(r, other, NAMES[k][0], NAMES[k][1], NULL, 0)) found = "the other way differs";
  cpw_result_free(other);
  return found;
}

/* The groups of the first trait in reverse; slopes are of an order and left out. */
static const char *renumbered(const world *given, const cpw_result *r) {
  static const char *const NAMES[] = {"people",     "share",           "later",         "mean_lost",
                                      "top_after",  "top_ratio_after", "wait_after",    "delayed",
                                      "mean_weeks", "p95_after",       "breaches_after"};
  world w = *given;
  point(&w);
  int64_t groups = w.traits[0].groups, to[GROUPS];
  for (int64_t g = 0; g < groups; g++)
    to[g] = groups - 1 - g;
  for (int64_t i = 0; i < w.list.patients; i++)
    if (w.group[0][i] >= 0) w.group[0][i] = (int32_t)to[w.group[0][i]];
  w.options.crossing_count = 0;
  world plain = *given;
  point(&plain);
  plain.options.crossing_count = 0;
  cpw_result *other = measure(&w), *first = measure(&plain);
  const char *found = other && first ? NULL : "other numbers are refused";
  for (size_t k = 0; !found && k < sizeof NAMES / sizeof *NAMES; k++)
    if (!lines_agree(first, other, NAMES[k], NAMES[k], to, groups))
      found = "other numbers of groups do more than renumber lines";
  if (!found && !same(real(r, "kendall")[0], real(other, "kendall")[0]))
    found = "numbers of groups change the agreement";
  cpw_result_free(first);
  cpw_result_free(other);
  return found;
}

static const char *patients_reversed(const world *given, const cpw_result *r) {
  world w = *given;
  point(&w);
  int64_t n = w.list.patients;
  for (int64_t i = 0; i < n; i++) {
    w.before[i] = given->before[n - 1 - i];
    w.after[i] = given->after[n - 1 - i];
    w.wait[i] = given->wait[n - 1 - i];
    w.target[i] = given->target[n - 1 - i];
    for (int k = 0; k < TRAITS; k++)
      w.group[k][i] = given->group[k][n - 1 - i];
  }
  cpw_result *other = measure(&w);
  const char *found = other ? NULL : "patients in reverse are refused";
  const cpw_array *a;
  for (int64_t k = 0; other && (a = cpw_result_at(r, k)) != NULL; k++) {
    const cpw_array *b = cpw_result_find(other, a->name);
    for (int64_t i = 0; b && i < a->size && strcmp(a->name, "row") != 0; i++)
      if (!same(a->real[i], b->real[i])) found = "the order of patients matters";
  }
  cpw_result_free(other);
  return found;
}

static const char *shown_is_not_small(const world *given, const cpw_result *truth) {
  static const char *const NAMES[] = {"people",  "earlier",    "same",      "later",
                                      "delayed", "top_before", "top_after", "breaches_before"};
  world w = *given;
  w.options.suppress = &w.rule;
  point(&w);
  cpw_result *r = measure(&w);
  const char *found = r ? NULL : "small numbers are refused";
  for (size_t k = 0; r && k < sizeof NAMES / sizeof *NAMES; k++) {
    const cpw_array *a = cpw_result_find(r, NAMES[k]);
    for (int64_t i = 0; a && i < a->size; i++) {
      double count = real(truth, NAMES[k])[i];
      if (isnan(a->real[i])) continue;
      if (count < (double)w.rule.least && (count > 0.0 || w.rule.zeros)) found = "a small count";
      double off = fabs(a->real[i] - count);
      if (off >= (double)w.rule.base || (off > 0.0 && !w.rule.rounding)) found = "another count";
    }
  }
  cpw_result_free(r);
  return found;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  cpw_result *r = measure(&w);
  if (!r) return "a valid list is refused";
  const char *found = sums_hold(&w, r);
  if (!found) found = identical_is_zero(&w);
  if (!found) found = turned_round(&w, r);
  if (!found) found = renumbered(&w, r);
  if (!found) found = patients_reversed(&w, r);
  if (!found) found = shown_is_not_small(&w, r);
  cpw_result_free(r);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  for (int suppressed = 0; suppressed < 2; suppressed++) {
    w.options.suppress = suppressed ? &w.rule : NULL;
    cpw_result *r = measure(&w);
    hash = worlds_digest(r, hash);
    cpw_result_free(r);
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"impact", "random lists", 20000, 2000, problem, digest};
  return worlds_main(&w, argc, argv);
}
