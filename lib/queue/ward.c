/* People at each day's count in a ward with any lengths of stay, and beds that suffice.
 * Source: the discrete M(t)/G/infinity of Eick, Massey and Whitt (1993), and binomials of the opening.
 * Leaves laws of counts to counts.c. */
#include "queue/chain.h"

#include <float.h>
#include <string.h>

static const char *const WHERE = "cpw_queue_beds";

#define FLOOR 1e-40 /* chances below it, relative to the mode's, are left out */

static cpw_queue_ward defaults(void) {
  cpw_queue_ward w;
  memset(&w, 0, sizeof w);
  w.struct_size = sizeof w;
  return w;
}

void cpw_queue_ward_init_sized(cpw_queue_ward *ward, size_t size) {
  cpw_queue_ward w = defaults();
  cpwi_init_sized(ward, size, &w, sizeof w);
}

/* ---------------------------------------------------------------- what the caller gave ------ */

static int32_t check_counts(const cpw_queue_ward *w, cpw_error *err) {
  if (w->days < 1 || w->stays < 1 || !w->arrivals || !w->survival)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "ward.days = %lld and stays = %lld must be >= 1, arrivals and survival given",
                     (long long)w->days, (long long)w->stays);
  if (w->ages < 0 || w->ages > w->stays || (w->ages > 0 && !w->opening))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "ward.ages = %lld must be 0 to stays (%lld), with opening", (long long)w->ages,
                     (long long)w->stays);
  if (w->chances < 0 || (w->chances > 0 && !w->chance) || w->beds < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "ward.chances = %lld and beds = %lld must be >= 0, chance given",
                     (long long)w->chances, (long long)w->beds);
  return CPW_OK;
}

static int32_t check_opening(const cpw_queue_ward *w, cpw_error *err) {
  for (int64_t k = 0; k < w->ages; k++) {
    int32_t status = cpwi_course_check("ward.opening", k, (double)w->opening[k], 0.0, 1e6,
                                       "in [0, 1e6]", WHERE, err);
    if (status != CPW_OK) return status;
    if (w->opening[k] > 0 && !(w->survival[k] > 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, k, WHERE,
                       "ward.opening[%lld] = %lld people have an age that nobody reaches",
                       (long long)k, (long long)w->opening[k]);
  }
  return CPW_OK;
}

static int32_t take(cpw_queue_ward *known, const cpw_queue_ward *given, cpw_error *err) {
  *known = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "ward is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, WHERE, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, WHERE, err);
  if (status == CPW_OK) status = check_counts(known, err);
  for (int64_t k = 0; status == CPW_OK && k < known->days; k++)
    status = cpwi_course_check("ward.arrivals", k, known->arrivals[k], 0.0, 1e6, "in [0, 1e6]",
                               WHERE, err);
  double most = 1.0;
  for (int64_t k = 0; status == CPW_OK && k < known->stays; k++) {
    status = cpwi_course_check("ward.survival", k, known->survival[k], 0.0, most,
                               "a chance that does not rise", WHERE, err);
    most = known->survival[k];
  }
  for (int64_t k = 0; status == CPW_OK && k < known->chances; k++)
    status = cpwi_course_check("ward.chance", k, known->chance[k], 1e-30, 1.0 - 0x1p-53,
                               "in [1e-30, 1)", WHERE, err);
  return status == CPW_OK ? check_opening(known, err) : status;
}

/* ---------------------------------------------------------------- one day ------------------- */

static double survives(const cpw_queue_ward *w, int64_t days) {
  return days < w->stays ? w->survival[days] : 0.0;
}

static double admitted(const cpw_queue_ward *w, int64_t day) {
  double sum = 0.0;
  for (int64_t k = 0; k <= day && k < w->stays; k++)
    sum += w->arrivals[day - k] * w->survival[k];
  return sum;
}

/* law = law + Bin(people, chance). */
static int32_t add_group(cpwi_law *law, int64_t people, double chance, const cpw_allocator *a) {
  cpwi_law group, both;
  int32_t status = cpwi_law_binomial(people, chance, FLOOR, a, &group);
  if (status != CPW_OK) return status;
  status = cpwi_law_add(law, &group, a, &both);
  cpwi_release(a, group.chance);
  if (status != CPW_OK) return status;
  cpwi_release(a, law->chance);
  *law = both;
  cpwi_law_trim(law, FLOOR);
  return CPW_OK;
}

typedef struct day {
  double mean, variance, left;
  cpwi_law law;
} day;

static int32_t count_day(const cpw_queue_ward *w, int64_t d, day *to) {
  double poisson = admitted(w, d);
  to->left = 0.0;
  to->variance = poisson;
  int32_t status = cpwi_law_poisson(poisson, FLOOR, w->allocator, &to->law);
  for (int64_t age = 0; status == CPW_OK && age < w->ages; age++) {
    double people = (double)w->opening[age];
    if (!(people > 0.0)) continue;
    double stay = survives(w, age + 1 + d) / w->survival[age];
    to->left += people * stay;
    to->variance += people * stay * (1.0 - stay);
    if (stay > 0.0) status = add_group(&to->law, w->opening[age], stay, w->allocator);
  }
  to->mean = poisson + to->left;
  return status;
}

/* P(more than `beds`), from the smallest term on. */
static double above(const cpwi_law *law, int64_t beds) {
  double sum = 0.0;
  for (int64_t n = law->hi; n > beds && n >= law->lo; n--)
    sum += law->chance[n - law->lo];
  return fmin(sum, 1.0);
}

static int64_t suffice(const cpwi_law *law, double chance) {
  double more = 0.0;
  int64_t n = law->hi;
  while (n > law->lo && more + law->chance[n - law->lo] <= chance)
    more += law->chance[n-- - law->lo];
  return n;
}

/* ---------------------------------------------------------------- the answer ---------------- */

typedef struct table {
  double *mean, *sd, *left, *exceeded;
  int64_t *beds;
} table;

static int32_t add_table(const cpw_queue_ward *w, table *t, cpw_result *result, cpw_error *err) {
  double *chance = NULL;
  const cpwi_series series[] = {
      {"mean", "people", "at the day's count", "day", &t->mean},
      {"sd", "people", "standard deviation", "day", &t->sd},
      {"opening_left", "people", "of those there at the start, mean", "day", &t->left},
      {"exceeded", "chance", "that more people are there than beds", "day", &t->exceeded}};
  const cpwi_series chances[] = {
      {"bed_chance", "chance", "that the beds do not suffice", "chance", &chance}};
  void *memory = NULL;
  int32_t status = cpw_result_add_dimension(result, "day", w->days, NULL, err);
  if (status == CPW_OK) status = cpwi_course_series(result, series, 4, err);
  if (status != CPW_OK || w->chances == 0) return status;
  status = cpw_result_add_dimension(result, "chance", w->chances, NULL, err);
  if (status == CPW_OK) status = cpwi_course_series(result, chances, 1, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "beds", "beds", "the least that suffice", "day chance",
                                  CPW_INT64, CPW_MERGE_SAME, &memory, err);
  if (status != CPW_OK) return status;
  memcpy(chance, w->chance, (size_t)w->chances * sizeof *chance);
  t->beds = memory;
  return CPW_OK;
}

static int32_t write_day(const cpw_queue_ward *w, const table *t, int64_t d) {
  day today;
  memset(&today, 0, sizeof today);
  int32_t status = count_day(w, d, &today);
  if (status == CPW_OK) {
    t->mean[d] = today.mean;
    t->sd[d] = sqrt(today.variance);
    t->left[d] = today.left;
    t->exceeded[d] = above(&today.law, w->beds);
    for (int64_t k = 0; k < w->chances; k++)
      t->beds[d * w->chances + k] = suffice(&today.law, w->chance[k]);
  }
  cpwi_release(w->allocator, today.law.chance);
  return status;
}

int32_t cpw_queue_beds(const cpw_queue_ward *ward, cpw_result **out, cpw_error *err) {
  cpw_queue_ward w;
  table t;
  cpw_result *result = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  memset(&t, 0, sizeof t);
  int32_t status = take(&w, ward, err);
  if (status == CPW_OK) status = cpw_result_new(w.allocator, &result, err);
  if (status == CPW_OK) status = add_table(&w, &t, result, err);
  for (int64_t d = 0; status == CPW_OK && d < w.days; d++)
    if ((status = write_day(&w, &t, d)) != CPW_OK)
      status =
          cpwi_fail(err, status, d, WHERE, "no memory for the people of day %lld", (long long)d);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
