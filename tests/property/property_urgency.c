/* Scales, waits, histories and tables of points of any kind: scores rise with waits, histories add up, totals are
 * their parts. Usage: property_urgency [COUNT] [SEED], or --digest. */
#include "carepath/random.h"
#include "carepath/urgency.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define CLASSES 6
#define PEOPLE  20
#define ITEMS   4
#define LEVELS  3

typedef struct world {
  cpw_stream stream;
  cpw_urgency_class rows[CLASSES];
  cpw_urgency_scale scale;
  int32_t row[PEOPLE], answers[PEOPLE * ITEMS];
  double days[PEOPLE], points[ITEMS][LEVELS];
  cpw_points_item items[ITEMS];
  cpw_points_table table;
} world;

static const char *const names[] = {"a", "b", "c", "d", "e", "f"};

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  double target = 0;
  for (int32_t i = 0; i < CLASSES; i++) {
    target += 0.5 + 100 * cpw_random_uniform(s);
    w->rows[i] = (cpw_urgency_class){names[i], NULL, NULL, target, i, 0};
  }
  w->scale = (cpw_urgency_scale){"made up", NULL, CLASSES, w->rows};
  for (int i = 0; i < PEOPLE; i++) {
    w->row[i] = (int32_t)cpw_random_below(s, CLASSES);
    w->days[i] = cpw_random_below(s, 5) ? 300 * cpw_random_uniform(s) : 0;
    for (int j = 0; j < ITEMS; j++)
      w->answers[i * ITEMS + j] = (int32_t)cpw_random_below(s, LEVELS);
  }
  for (int j = 0; j < ITEMS; j++) {
    for (int k = 0; k < LEVELS; k++)
      w->points[j][k] = cpw_random_below(s, 3) ? 10 * cpw_random_uniform(s) : 1;
    w->items[j] = (cpw_points_item){names[j], LEVELS, names, w->points[j]};
  }
  w->table = (cpw_points_table){NULL, ITEMS, w->items};
}

static int32_t score(const world *w, int32_t kind, const double *days, double *out) {
  return cpw_urgency_scores(&w->scale, PEOPLE, w->row, days, kind, NULL, out, NULL);
}

static const char *scores_hold(const world *w) {
  double now[PEOPLE], later[PEOPLE], more[PEOPLE], breached[PEOPLE], left[PEOPLE];
  for (int i = 0; i < PEOPLE; i++)
    more[i] = w->days[i] + 1;
  if (score(w, CPW_URGENCY_BREACHED, w->days, breached) != CPW_OK ||
      score(w, CPW_URGENCY_DAYS_LEFT, w->days, left) != CPW_OK)
    return "a score is refused";
  for (int32_t kind = CPW_URGENCY_RATIO; kind <= CPW_URGENCY_NEED_ADJUSTED; kind++) {
    if (score(w, kind, w->days, now) != CPW_OK || score(w, kind, more, later) != CPW_OK)
      return "a score is refused";
    int falls = kind == CPW_URGENCY_DAYS_LEFT;
    for (int i = 0; i < PEOPLE; i++)
      if (!(falls ? later[i] < now[i] : later[i] > now[i]))
        return "a score does not follow the wait";
  }
  for (int i = 0; i < PEOPLE; i++)
    if ((breached[i] == 1) != (left[i] < 0)) return "a breach is none";
  return NULL;
}

/* everybody's days as one history, cut anywhere: the parts sum to the whole */
static const char *histories_hold(const world *w) {
  const int64_t whole[] = {0, PEOPLE};
  int64_t cut = 1 + w->row[0];
  const int64_t parts[] = {0, cut, PEOPLE};
  double all = 0, two[2] = {0, 0};
  if (cpw_urgency_cumulative(&w->scale, 1, whole, w->row, w->days, CPW_URGENCY_PERCENT, NULL, &all,
                             NULL) != CPW_OK ||
      cpw_urgency_cumulative(&w->scale, 2, parts, w->row, w->days, CPW_URGENCY_PERCENT, NULL, two,
                             NULL) != CPW_OK)
    return "a history is refused";
  return fabs(all - two[0] - two[1]) <= 1e-11 * all ? NULL : "a history does not add up";
}

static const char *points_hold(const world *w) {
  double total[PEOPLE], part[PEOPLE * ITEMS], scaled[PEOPLE];
  if (cpw_points_score(&w->table, PEOPLE, w->answers, total, part, scaled, NULL) != CPW_OK)
    return "a table is refused";
  for (int i = 0; i < PEOPLE; i++) {
    double sum = 0;
    for (int j = 0; j < ITEMS; j++)
      sum += part[i * ITEMS + j];
    if (!(fabs(sum - total[i]) <= 1e-14 * sum)) return "parts are not the total";
    if (!(scaled[i] >= 0 && scaled[i] <= 100 * (1 + 1e-15))) return "a scaled total is beyond 100";
  }
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  if (cpw_urgency_check(&w.scale, NULL) != CPW_OK) return "a valid scale is refused";
  const char *found = scores_hold(&w);
  if (!found) found = histories_hold(&w);
  return found ? found : points_hold(&w);
}

static uint64_t add(uint64_t hash, const void *data, size_t size) {
  const unsigned char *bytes = data;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ bytes[i]) * 1099511628211U;
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  double out[PEOPLE];
  make(&w, seed);
  for (int32_t kind = CPW_URGENCY_RATIO; kind <= CPW_URGENCY_BREACHED; kind++) {
    if (score(&w, kind, w.days, out) != CPW_OK) return 0;
    hash = add(hash, out, sizeof out);
  }
  if (cpw_points_score(&w.table, PEOPLE, w.answers, out, NULL, NULL, NULL) != CPW_OK) return 0;
  hash = add(hash, out, sizeof out);
  if (cpw_urgency_generalised_cmus(PEOPLE, w.days, w.days, w.days, 1.7, out, NULL) != CPW_OK)
    return 0;
  return add(hash, out, sizeof out);
}

int main(int argc, char **argv) {
  const worlds w = {"urgency", "random scales and lists", 20000, 2000, problem, digest};
  return worlds_main(&w, argc, argv);
}
