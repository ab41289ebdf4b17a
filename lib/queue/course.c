/* Options and starts of queues over time, and what a distribution of people there shows.
 * Source: the rules in carepath/queue.h. Leaves moving the distribution to uniformise.c. */
#include "queue/chain.h"

#include <float.h>
#include <string.h>

#define ROOM_SEEN 1000 /* a room so much beyond the servers is looked at to its end */

/* ---------------------------------------------------------------- options ------------------- */

static cpw_queue_course_options defaults(void) {
  cpw_queue_course_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.tolerance = 1e-12;
  return o;
}

void cpw_queue_course_options_init_sized(cpw_queue_course_options *options, size_t size) {
  cpw_queue_course_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

int32_t cpwi_course_check(const char *name, int64_t index, double value, double least, double most,
                          const char *rule, const char *where, cpw_error *err) {
  if (value >= least && value <= most) return CPW_OK;
  /* what keeps the rule in words is outside the range of the numbers */
  cpwi_text limit = {{0}};
  if (value > most && value < (double)INFINITY) {
    rule = "at most ";
    limit = cpwi_number(most);
  } else if (value > 0.0 && value < least && strcmp(rule, CPWI_POSITIVE) == 0) {
    rule = "at least ";
    limit = cpwi_number(least);
  }
  if (index < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s = %s must be %s%s", name,
                     cpwi_number(value).text, rule, limit.text);
  return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s[%lld] = %s must be %s%s", name,
                   (long long)index, cpwi_number(value).text, rule, limit.text);
}

int32_t cpwi_course_times(const double *times, int64_t count, const char *where, cpw_error *err) {
  if (!times || count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "times must be given, count = %lld be >= 1",
                     (long long)count);
  double least = 0.0;
  for (int64_t k = 0; k < count; k++) {
    int32_t status =
        cpwi_course_check("times", k, times[k], least, 0x1p500,
                          "finite, >= 0 and not before the time in front of it", where, err);
    if (status != CPW_OK) return status;
    least = times[k];
  }
  return CPW_OK;
}

/* Chances that may start a distribution: >= 0, of sum 1. */
static int32_t check_start(const cpw_queue_course_options *o, const char *where, cpw_error *err) {
  double sum = 0.0;
  if (o->start < 0 || o->start >= INT64_C(1) << 31 || (o->start_chance && o->start != 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "options.start = %lld must be 0 to 2^31 - 1, and 0 with start_chance",
                     (long long)o->start);
  if (o->start_count < 0 || (o->start_chance ? o->start_count < 1 : o->start_count > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.start_count = %lld does not go with start_chance",
                     (long long)o->start_count);
  for (int64_t n = 0; n < o->start_count; n++) {
    int32_t status = cpwi_course_check("options.start_chance", n, o->start_chance[n], 0.0, 2.0,
                                       "a chance", where, err);
    if (status != CPW_OK) return status;
    sum += o->start_chance[n];
  }
  if (o->start_chance && !(fabs(sum - 1.0) <= 1e-9))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.start_chance sums to %s, not to 1",
                     cpwi_number(sum).text);
  return CPW_OK;
}

static int32_t check_levels(const cpw_queue_course_options *o, const char *where, cpw_error *err) {
  if (o->level_count < 0 || (o->level_count > 0 && !o->level))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.level_count = %lld must be >= 0, and 0 without level",
                     (long long)o->level_count);
  for (int64_t k = 0; k < (o->level ? o->level_count : 0); k++)
    if (o->level[k] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "options.level[%lld] = %lld must be >= 0",
                       (long long)k, (long long)o->level[k]);
  return CPW_OK;
}

int32_t cpwi_course_options(cpw_queue_course_options *known, const cpw_queue_course_options *given,
                            const char *where, cpw_error *err) {
  *known = defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"distribution", known->distribution, 1},
                                 {"reserved", known->reserved, 0}};
  status = cpwi_check_choices(choices, 2, where, err);
  if (status == CPW_OK && known->room < 0)
    status =
        cpwi_fail(err, CPW_EDOMAIN, -1, where,
                  "options.room = %lld must be >= 1, or 0 for no limit", (long long)known->room);
  if (status == CPW_OK)
    status = cpwi_course_check("options.patience", -1, known->patience, 0.0, 0x1p400,
                               "finite and >= 0", where, err);
  if (status == CPW_OK)
    status = cpwi_course_check("options.tolerance", -1, known->tolerance, 1e-15, 1e-3,
                               "in [1e-15, 1e-3]", where, err);
  if (status == CPW_OK) status = check_start(known, where, err);
  return status == CPW_OK ? check_levels(known, where, err) : status;
}

int32_t cpwi_course_start(cpwi_chain *chain, const cpw_queue_course_options *options,
                          const cpw_run *run, int64_t servers, const char *where, cpw_error *err) {
  memset(chain, 0, sizeof *chain);
  int32_t status = cpwi_take_run(&chain->run, run, where, err);
  if (status != CPW_OK) return status;
  int64_t hi = options->start, count = options->start_count;
  while (count > 1 && !(options->start_chance[count - 1] > 0.0))
    count--;
  if (count > 0) hi = count - 1;
  chain->allocator = options->allocator;
  chain->room = options->room > 0 ? options->room : INT64_MAX;
  chain->keep = servers < chain->room - ROOM_SEEN ? servers : chain->room;
  chain->cut = 1e-4 * options->tolerance;
  chain->share = 1.0;
  if (hi > chain->room)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%lld people at the start do not fit into %lld",
                     (long long)hi, (long long)chain->room);
  if ((status = cpwi_chain_new(chain, hi, where, err)) != CPW_OK) return status;
  chain->hi = hi;
  chain->most = hi + 1;
  if (count == 0) {
    chain->lo = hi;
    chain->chance[hi] = 1.0;
    return CPW_OK;
  }
  double sum = 0.0;
  for (int64_t n = count - 1; n >= 0; n--)
    sum += options->start_chance[n];
  for (int64_t n = 0; n < count; n++)
    chain->chance[n] = options->start_chance[n] / sum;
  while (!(chain->chance[chain->lo] > 0.0))
    chain->lo++;
  return CPW_OK;
}

/* ---------------------------------------------------------------- what is seen -------------- */

/* Adds p x the time until service or leaving of who comes in behind n people, from that behind n - 1. */
static double wait_behind(const cpwi_rates *r, int64_t n, double before) {
  double ahead = (double)r->servers * r->service, place = (double)(n - r->servers);
  double others = ahead + place * r->patience, rate = others + r->patience;
  if (!(rate > 0.0)) return (double)INFINITY;
  return (1.0 + (others > 0.0 && before > 0.0 ? others * before : 0.0)) / rate;
}

void cpwi_course_figures(const cpwi_chain *chain, const double *chance, double whole,
                         const cpwi_rates *rates, cpwi_figures *f) {
  int64_t hi = whole > 0.0 ? chain->size - 1 : chain->hi, c = rates->servers;
  double wait = 0.0, in = 0.0;
  memset(f, 0, sizeof *f);
  for (int64_t n = 0; n <= hi; n++) {
    double p = whole > 0.0 ? chance[n] / whole : chance[n];
    f->number += (double)n * p;
    f->busy += (double)(n < c ? n : c) * p;
    if (n >= c) {
      wait = wait_behind(rates, n, wait);
      f->queue += (double)(n - c) * p;
      if (n < chain->room) f->wait_chance += p;
      if (n < chain->room && p > 0.0) f->mean_wait += p * wait;
    }
    if (n < chain->room) in += p;
  }
  double first = chance[0], last = hi >= chain->room ? chance[chain->room] : 0.0;
  f->empty_chance = whole > 0.0 ? first / whole : first;
  f->block_chance = whole > 0.0 ? last / whole : last;
  f->mean_wait = in > 0.0 ? f->mean_wait / in : CPWI_NO_VALUE;
}

int32_t cpwi_course_series(cpw_result *result, const cpwi_series *series, size_t count,
                           cpw_error *err) {
  for (size_t k = 0; k < count; k++) {
    void *memory = NULL;
    int32_t status =
        cpw_result_add_array(result, series[k].name, series[k].unit, series[k].description,
                             series[k].dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    if (status != CPW_OK) return status;
    *series[k].memory = memory;
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- levels, distributions ----- */

int32_t cpwi_points_new(cpwi_points *points, const char *where, cpw_error *err) {
  const cpw_queue_course_options *o = points->options;
  int64_t cells;
  size_t n = (size_t)points->points;
  if (!cpwi_multiply(points->points, o->level_count > 0 ? o->level_count : 1, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "too many points and levels");
  points->level = cpwi_alloc_zero(o->allocator, (size_t)cells, sizeof *points->level);
  points->chance = cpwi_alloc_zero(o->allocator, n, sizeof *points->chance);
  points->length = cpwi_alloc_zero(o->allocator, n, sizeof *points->length);
  if (points->level && points->chance && points->length) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld points",
                   (long long)points->points);
}

void cpwi_points_free(cpwi_points *points) {
  const cpw_allocator *a = points->options->allocator;
  for (int64_t k = 0; points->chance && k < points->points; k++)
    cpwi_release(a, points->chance[k]);
  cpwi_release(a, points->level);
  cpwi_release(a, points->chance);
  cpwi_release(a, points->length);
}

/* P(number <= level) from the end that has less to add. */
static double within(const cpwi_chain *chain, int64_t level) {
  double sum = 0.0;
  int64_t last = level < chain->hi ? level : chain->hi;
  for (int64_t n = chain->lo; n <= last; n++)
    sum += chain->chance[n];
  return fmin(sum, 1.0);
}

int32_t cpwi_points_take(cpwi_points *points, int64_t point, const cpwi_chain *chain,
                         const char *where, cpw_error *err) {
  const cpw_queue_course_options *o = points->options;
  for (int64_t k = 0; k < o->level_count; k++)
    points->level[point * o->level_count + k] = within(chain, o->level[k]);
  if (!o->distribution) return CPW_OK;
  size_t length = (size_t)(chain->hi + 1);
  double *kept = cpwi_alloc(o->allocator, length, sizeof *kept);
  if (!kept)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld chances", (long long)length);
  memcpy(kept, chain->chance, length * sizeof *kept);
  points->chance[point] = kept;
  points->length[point] = chain->hi + 1;
  return CPW_OK;
}

static int32_t add_levels(const cpwi_points *points, cpw_result *result, cpw_error *err) {
  const cpw_queue_course_options *o = points->options;
  char shape[64] = "";
  size_t used = strlen(points->dimension);
  double *level, *chance;
  memcpy(shape, points->dimension, used);
  memcpy(shape + used, " level", sizeof " level");
  const cpwi_series series[] = {
      {"level", "people", "number of people there", "level", &level},
      {"level_chance", "chance", "that no more people are there", shape, &chance}};
  int32_t status = cpw_result_add_dimension(result, "level", o->level_count, NULL, err);
  if (status == CPW_OK) status = cpwi_course_series(result, series, 2, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < o->level_count; k++)
    level[k] = (double)o->level[k];
  memcpy(chance, points->level, (size_t)(points->points * o->level_count) * sizeof *chance);
  return CPW_OK;
}

static int32_t add_distributions(const cpwi_points *points, cpw_result *result, cpw_error *err) {
  int64_t longest = 1;
  char shape[64] = "";
  size_t used = strlen(points->dimension);
  double *chance;
  memcpy(shape, points->dimension, used);
  memcpy(shape + used, " number", sizeof " number");
  for (int64_t k = 0; k < points->points; k++)
    if (points->length[k] > longest) longest = points->length[k];
  const cpwi_series series[] = {
      {"chance", "chance", "that so many people are there", shape, &chance}};
  int32_t status = cpw_result_add_dimension(result, "number", longest, NULL, err);
  if (status == CPW_OK) status = cpwi_course_series(result, series, 1, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < points->points; k++)
    memcpy(chance + k * longest, points->chance[k], (size_t)points->length[k] * sizeof *chance);
  return CPW_OK;
}

static int32_t add_count(cpw_result *result, const char *key, int64_t count, cpw_error *err) {
  char text[CPW_NUMBER_CHARS];
  cpw_format_int64(count, text);
  return cpw_result_add_note(result, key, text, err);
}

int32_t cpwi_points_finish(cpwi_points *points, const cpwi_chain *chain, cpw_result *result,
                           cpw_error *err) {
  int32_t status = CPW_OK;
  if (points->options->level_count > 0) status = add_levels(points, result, err);
  if (status == CPW_OK && points->options->distribution)
    status = add_distributions(points, result, err);
  if (status == CPW_OK) status = add_count(result, "states", chain->most, err);
  return status == CPW_OK ? add_count(result, "steps", chain->steps, err) : status;
}
