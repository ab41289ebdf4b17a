/* The queue M/M/c with room and patience at given times after its start, and the loop over times.
 * Source: the rules in carepath/queue.h. Leaves a step to uniformise.c and its figures to course.c. */
#include "queue/chain.h"

#include <float.h>
#include <string.h>

static int32_t add_series(const cpwi_journey *j, cpwi_course *c, cpw_result *result,
                          cpw_error *err) {
  const cpwi_series series[] = {
      {"time", "", "since the start", "time", &c->time},
      {"number", "people", "mean people there", "time", &c->number},
      {"queue", "people", "mean people who wait", "time", &c->queue},
      {"busy", "servers", "mean servers at work", "time", &c->busy},
      {"wait_chance", "chance", "that somebody who arrives has to wait", "time", &c->wait_chance},
      {"empty_chance", "chance", "that nobody is there", "time", &c->empty_chance},
      {"block_chance", "chance", "that somebody who arrives is turned away", "time",
       &c->block_chance},
      {"utilisation", "share", "of the servers at work", "time", &c->utilisation},
      {"throughput", "people", "served in a unit of time", "time", &c->throughput},
      {"abandonments", "people", "who leave unserved in a unit of time", "time", &c->abandonments},
      {"mean_wait", "", "of those who come in, if the rates stay", "time", &c->mean_wait},
      {"arrivals", "people", "who arrive in a unit of time", "time", &c->arrivals}};
  size_t count = sizeof series / sizeof *series - (j->swings ? 0 : 1);
  int32_t status = cpw_result_add_dimension(result, "time", j->count, NULL, err);
  return status == CPW_OK ? cpwi_course_series(result, series, count, err) : status;
}

static void write_point(const cpwi_journey *j, int64_t k, const cpwi_chain *chain,
                        const cpwi_course *c) {
  cpwi_figures f;
  cpwi_rates r = j->rates(j->context, j->times[k]);
  cpwi_course_figures(chain, chain->chance, 0.0, &r, &f);
  c->time[k] = j->times[k];
  c->number[k] = f.number;
  c->queue[k] = f.queue;
  c->busy[k] = f.busy;
  c->wait_chance[k] = f.wait_chance;
  c->empty_chance[k] = f.empty_chance;
  c->block_chance[k] = f.block_chance;
  c->utilisation[k] = j->servers > 0 ? f.busy / (double)j->servers : CPWI_NO_VALUE;
  c->throughput[k] = f.busy * r.service;
  c->abandonments[k] = f.queue * r.patience;
  c->mean_wait[k] = f.mean_wait;
  if (c->arrivals) c->arrivals[k] = r.arrivals;
}

static int32_t travel(const cpwi_journey *j, cpwi_chain *chain, const cpwi_course *course,
                      cpwi_points *points, cpw_error *err) {
  double end = j->times[j->count - 1], now = 0.0;
  for (int64_t k = 0; k < j->count; k++) {
    int32_t status = CPW_OK;
    chain->done = end > 0.0 ? now / end : 0.0;
    chain->share = end > 0.0 ? (j->times[k] - now) / end : 0.0;
    if (j->times[k] > now) status = j->move(j->context, chain, now, j->times[k], err);
    now = j->times[k];
    if (status == CPW_OK) status = cpwi_points_take(points, k, chain, j->where, err);
    if (status != CPW_OK) return status;
    write_point(j, k, chain, course);
  }
  return cpwi_chain_report(&chain->run, 1.0, j->where, err);
}

int32_t cpwi_course_run(const cpwi_journey *journey, const cpw_queue_course_options *options,
                        const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_chain chain;
  cpwi_course course;
  cpwi_points points;
  cpw_result *result = NULL;
  memset(&course, 0, sizeof course);
  memset(&points, 0, sizeof points);
  points.options = options;
  points.dimension = "time";
  points.points = journey->count;
  int32_t status = cpwi_course_start(&chain, options, run, journey->servers, journey->where, err);
  if (status == CPW_OK) status = cpwi_points_new(&points, journey->where, err);
  if (status == CPW_OK) status = cpw_result_new(options->allocator, &result, err);
  if (status == CPW_OK) status = add_series(journey, &course, result, err);
  if (status == CPW_OK) status = travel(journey, &chain, &course, &points, err);
  if (status == CPW_OK) status = cpwi_points_finish(&points, &chain, result, err);
  cpwi_points_free(&points);
  cpwi_chain_free(&chain);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

/* ---------------------------------------------------------------- constant rates ------------ */

static cpwi_rates same_rates(const void *context, double time) {
  (void)time;
  return *(const cpwi_rates *)context;
}

static int32_t move_on(void *context, cpwi_chain *chain, double from, double to, cpw_error *err) {
  const cpwi_rates *rates = context;
  return cpwi_chain_move(chain, rates, to - from, 0, "cpw_queue_transient", err);
}

int32_t cpw_queue_transient(double arrivals, double service, int64_t servers, const double *times,
                            int64_t count, const cpw_queue_course_options *options,
                            const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpw_queue_course_options o;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_course_options(&o, options, __func__, err);
  if (status == CPW_OK)
    status =
        cpwi_course_check("arrivals", -1, arrivals, 0.0, 0x1p400, "finite and >= 0", __func__, err);
  if (status == CPW_OK)
    status =
        cpwi_course_check("service", -1, service, DBL_MIN, 0x1p400, CPWI_POSITIVE, __func__, err);
  if (status == CPW_OK)
    status =
        cpwi_course_check("servers", -1, (double)servers, 0.0, 0x1p31, "0 to 2^31", __func__, err);
  if (status == CPW_OK) status = cpwi_course_times(times, count, __func__, err);
  if (status != CPW_OK) return status;
  cpwi_rates rates = {arrivals, service, o.patience, servers};
  const cpwi_journey journey = {&rates, move_on, same_rates, times, count, servers, 0, __func__};
  return cpwi_course_run(&journey, &o, run, out, err);
}
