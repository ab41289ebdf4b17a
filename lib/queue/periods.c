/* The queue M(t)/M(t)/c(t) through periods of constant rates and servers, with averages over each.
 * Source: uniformisation period by period; the integral of the chain by the tails of its weights.
 * Leaves a step to uniformise.c and what a distribution shows to course.c. */
#include "queue/chain.h"

#include <float.h>
#include <string.h>

static const char *const WHERE = "cpw_queue_periods";

static cpw_queue_schedule defaults(void) {
  cpw_queue_schedule s;
  memset(&s, 0, sizeof s);
  s.struct_size = sizeof s;
  return s;
}

void cpw_queue_schedule_init_sized(cpw_queue_schedule *schedule, size_t size) {
  cpw_queue_schedule s = defaults();
  cpwi_init_sized(schedule, size, &s, sizeof s);
}

/* ---------------------------------------------------------------- what the caller gave ------ */

static int32_t check_period(const cpw_queue_schedule *s, int64_t k, cpw_error *err) {
  int32_t status = cpwi_course_check("schedule.length", k, s->length[k], DBL_MIN, 0x1p400,
                                     CPWI_POSITIVE, WHERE, err);
  if (status == CPW_OK)
    status = cpwi_course_check("schedule.arrivals", k, s->arrivals[k], 0.0, 0x1p400,
                               "finite and >= 0", WHERE, err);
  if (status == CPW_OK)
    status = cpwi_course_check("schedule.service", k, s->service[k], DBL_MIN, 0x1p400,
                               CPWI_POSITIVE, WHERE, err);
  if (status == CPW_OK)
    status = cpwi_course_check("schedule.servers", k, (double)s->servers[k], 0.0, 0x1p31,
                               "0 to 2^31", WHERE, err);
  if (status == CPW_OK && s->patience)
    status = cpwi_course_check("schedule.patience", k, s->patience[k], 0.0, 0x1p400,
                               "finite and >= 0", WHERE, err);
  return status;
}

static int32_t take(cpw_queue_schedule *known, const cpw_queue_schedule *given, cpw_error *err) {
  *known = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "schedule is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, WHERE, err);
  if (status != CPW_OK) return status;
  if (known->periods < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "schedule.periods = %lld must be >= 1",
                     (long long)known->periods);
  if (!known->length || !known->arrivals || !known->service || !known->servers)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "schedule.length, arrivals, service and servers must be given");
  for (int64_t k = 0; k < known->periods && status == CPW_OK; k++)
    status = check_period(known, k, err);
  return status;
}

/* ---------------------------------------------------------------- what is written ----------- */

typedef struct table {
  double *end, *number, *queue, *busy, *wait_chance, *empty_chance, *block_chance, *mean_wait;
  double *mean_number, *mean_queue, *mean_busy, *utilisation, *mean_wait_chance, *mean_block_chance,
      *arrival_wait;
  double *joined, *served, *abandoned, *turned_away;
} table;

static int32_t add_table(table *t, cpw_result *result, int64_t periods, cpw_error *err) {
  static const char *const by = "period", *const people = "people", *const chance = "chance";
  const cpwi_series series[] = {
      {"end", "", "time since the start", by, &t->end},
      {"number", people, "mean people there at the end", by, &t->number},
      {"queue", people, "mean people who wait at the end", by, &t->queue},
      {"busy", "servers", "mean servers at work at the end", by, &t->busy},
      {"wait_chance", chance, "that somebody who arrives at the end has to wait", by,
       &t->wait_chance},
      {"empty_chance", chance, "that nobody is there at the end", by, &t->empty_chance},
      {"block_chance", chance, "that somebody who arrives at the end is turned away", by,
       &t->block_chance},
      {"mean_wait", "", "of those who come in at the end, if the rates stay", by, &t->mean_wait},
      {"mean_number", people, "people there, average over the period", by, &t->mean_number},
      {"mean_queue", people, "people who wait, average over the period", by, &t->mean_queue},
      {"mean_busy", "servers", "servers at work, average over the period", by, &t->mean_busy},
      {"utilisation", "share", "of the servers' time at work", by, &t->utilisation},
      {"mean_wait_chance", chance, "that somebody who arrives in the period has to wait", by,
       &t->mean_wait_chance},
      {"mean_block_chance", chance, "that somebody who arrives in the period is turned away", by,
       &t->mean_block_chance},
      {"arrival_wait", "", "of those who come in during the period, if the rates stay", by,
       &t->arrival_wait},
      {"joined", people, "who come in", by, &t->joined},
      {"served", people, "whose service ends", by, &t->served},
      {"abandoned", people, "who leave unserved", by, &t->abandoned},
      {"turned_away", people, "who find no room", by, &t->turned_away}};
  int32_t status = cpw_result_add_dimension(result, by, periods, NULL, err);
  return status == CPW_OK ? cpwi_course_series(result, series, sizeof series / sizeof *series, err)
                          : status;
}

static void write_end(const table *t, int64_t k, const cpwi_figures *f) {
  t->number[k] = f->number;
  t->queue[k] = f->queue;
  t->busy[k] = f->busy;
  t->wait_chance[k] = f->wait_chance;
  t->empty_chance[k] = f->empty_chance;
  t->block_chance[k] = f->block_chance;
  t->mean_wait[k] = f->mean_wait;
}

static void write_average(const table *t, int64_t k, const cpwi_figures *f, const cpwi_rates *r,
                          double length) {
  t->mean_number[k] = f->number;
  t->mean_queue[k] = f->queue;
  t->mean_busy[k] = f->busy;
  t->utilisation[k] = r->servers > 0 ? f->busy / (double)r->servers : CPWI_NO_VALUE;
  t->mean_wait_chance[k] = f->wait_chance;
  t->mean_block_chance[k] = f->block_chance;
  t->arrival_wait[k] = f->mean_wait;
  t->turned_away[k] = r->arrivals * length * f->block_chance;
  t->joined[k] = r->arrivals * length - t->turned_away[k];
  t->served[k] = f->busy * r->service * length;
  t->abandoned[k] = f->queue * r->patience * length;
}

/* ---------------------------------------------------------------- through the periods ------- */

static cpwi_rates rates_of(const cpw_queue_schedule *s, int64_t k, double patience) {
  cpwi_rates r = {s->arrivals[k], s->service[k], s->patience ? s->patience[k] : patience,
                  s->servers[k]};
  return r;
}

static int32_t travel(const cpw_queue_schedule *s, cpwi_chain *chain, const table *t,
                      cpwi_points *points, cpw_error *err) {
  double end = 0.0;
  for (int64_t k = 0; k < s->periods; k++) {
    cpwi_rates r = rates_of(s, k, points->options->patience);
    cpwi_figures f;
    chain->done = (double)k / (double)s->periods;
    chain->share = 1.0 / (double)s->periods;
    memset(chain->mean, 0, (size_t)chain->size * sizeof *chain->mean);
    int32_t status = cpwi_chain_move(chain, &r, s->length[k], 1, WHERE, err);
    if (status == CPW_OK) status = cpwi_points_take(points, k, chain, WHERE, err);
    if (status != CPW_OK) return status;
    t->end[k] = end += s->length[k];
    cpwi_course_figures(chain, chain->chance, 0.0, &r, &f);
    write_end(t, k, &f);
    cpwi_course_figures(chain, chain->mean, s->length[k], &r, &f);
    write_average(t, k, &f, &r, s->length[k]);
  }
  return cpwi_chain_report(&chain->run, 1.0, WHERE, err);
}

static int64_t most_servers(const cpw_queue_schedule *s) {
  int64_t most = 0;
  for (int64_t k = 0; k < s->periods; k++)
    if (s->servers[k] > most) most = s->servers[k];
  return most;
}

int32_t cpw_queue_periods(const cpw_queue_schedule *schedule,
                          const cpw_queue_course_options *options, const cpw_run *run,
                          cpw_result **out, cpw_error *err) {
  cpw_queue_schedule s;
  cpw_queue_course_options o;
  cpwi_chain chain;
  cpwi_points points;
  table t;
  cpw_result *result = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  int32_t status = cpwi_course_options(&o, options, WHERE, err);
  if (status == CPW_OK) status = take(&s, schedule, err);
  if (status != CPW_OK) return status;
  memset(&points, 0, sizeof points);
  points.options = &o;
  points.dimension = "period";
  points.points = s.periods;
  status = cpwi_course_start(&chain, &o, run, most_servers(&s), WHERE, err);
  if (status == CPW_OK) status = cpwi_points_new(&points, WHERE, err);
  if (status == CPW_OK) status = cpw_result_new(o.allocator, &result, err);
  if (status == CPW_OK) status = add_table(&t, result, s.periods, err);
  if (status == CPW_OK) status = travel(&s, &chain, &t, &points, err);
  if (status == CPW_OK) status = cpwi_points_finish(&points, &chain, result, err);
  cpwi_points_free(&points);
  cpwi_chain_free(&chain);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
