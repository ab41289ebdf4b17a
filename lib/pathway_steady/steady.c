/* The long run of a network: one fixed point of traffic, variability and stations.
 * Source: methods in carepath/pathway_steady.h. Leaves the formulae to stations.c, the figures to result.c. */
#include "pathway_steady/internal.h"

#include <string.h>

#define WHERE "cpw_pathway_steady"
/* Passes of the fixed point; a network without losses, leavers and overload needs one. */
#define MOST_PASSES 2000

/* ---------------------------------------------------------------- memory ------------------- */

static double *numbers(cpwi_steady *s, int64_t count, int32_t *short_of_memory) {
  double *p = cpwi_alloc_zero(s->allocator, (size_t)count, sizeof *p);
  if (!p) *short_of_memory = 1;
  return p;
}

static int32_t allocate(cpwi_steady *s, const char *where, cpw_error *err) {
  int32_t bad = 0;
  int64_t cells = s->net.cells, stages = s->net.stages;
  double **by_cell[] = {&s->outside, &s->rate, &s->inner, &s->served, &s->over, &s->lost,
                        &s->no_show, &s->m1,   &s->m2,    &s->wait,   &s->stay, &s->blocked};
  double **by_stage[] = {&s->capacity,
                         &s->lambda,
                         &s->load,
                         &s->tau,
                         &s->cs2,
                         &s->ca2,
                         &s->prob_wait,
                         &s->calls,
                         &s->block_time,
                         &s->external2,
                         &s->external_streams,
                         &s->batch_extra,
                         &s->peak,
                         &s->peak_out,
                         &s->hold_time};
  for (size_t i = 0; i < sizeof by_cell / sizeof *by_cell; i++)
    *by_cell[i] = numbers(s, cells, &bad);
  for (size_t i = 0; i < sizeof by_stage / sizeof *by_stage; i++)
    *by_stage[i] = numbers(s, stages, &bad);
  s->left = numbers(s, s->net.change_first[cells] + 1, &bad);
  s->before = numbers(s, 4 * cells + stages + s->net.change_first[cells] + 1, &bad);
  s->flow = numbers(s, stages * stages, &bad);
  s->matrix = numbers(s, stages * (stages + 1), &bad);
  s->method = cpwi_alloc_zero(s->allocator, (size_t)stages, sizeof *s->method);
  if (bad || !s->method)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld stages", (long long)stages);
  return cpwi_steady_edges(s, where, err);
}

void cpwi_steady_end(cpwi_steady *s) {
  void *blocks[] = {s->external_streams,
                    s->batch_extra,
                    s->peak,
                    s->peak_out,
                    s->outside,
                    s->rate,
                    s->inner,
                    s->served,
                    s->over,
                    s->lost,
                    s->no_show,
                    s->m1,
                    s->m2,
                    s->wait,
                    s->stay,
                    s->blocked,
                    s->capacity,
                    s->lambda,
                    s->load,
                    s->tau,
                    s->cs2,
                    s->ca2,
                    s->prob_wait,
                    s->calls,
                    s->block_time,
                    s->external2,
                    s->left,
                    s->before,
                    s->flow,
                    s->matrix,
                    s->method,
                    s->first,
                    s->edge,
                    s->edge_cell,
                    s->hold_time,
                    s->order,
                    s->component,
                    s->dense,
                    s->local};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    cpwi_release(s->allocator, blocks[i]);
  cpwi_pathway_release(&s->net);
}

/* ---------------------------------------------------------------- what comes from outside --- */

/* A long time over which calendars that do not start again have settled. */
double cpwi_steady_mean(const cpwi_pathway *n, int32_t calendar, int32_t factor) {
  cpwi_profile f = cpwi_profile_of(&n->p, calendar, factor);
  double end = 0.0;
  for (int k = 0; k < 2; k++) {
    const cpw_calendar *c = k ? f.factor : f.calendar;
    if (c && (double)c->count * c->period > end) end = (double)c->count * c->period;
  }
  int repeats = (!f.calendar || f.calendar->repeat) && (!f.factor || f.factor->repeat);
  double from = repeats ? 0.0 : end;
  return cpwi_profile_mean(&f, from, from + (end > 0.0 ? end : 1.0));
}

static double trace_rate(const cpw_arrivals *a) {
  double span = a->count > 0 ? a->times[a->count - 1] : 0.0;
  return span > 0.0 ? (double)a->count / span : 0.0;
}

double cpwi_steady_arrival_rate(const cpwi_pathway *n, int64_t row) {
  const cpw_arrivals *a = &n->p.arrival[row];
  return a->times ? trace_rate(a) : a->rate * cpwi_steady_mean(n, a->calendar, a->factor);
}

/* Streams from outside: their variation beyond Poisson, by rate, and how many equal streams they are like. */
static void take_arrivals(cpwi_steady *s) {
  const cpw_pathway *p = &s->net.p;
  double *squares = s->external_streams, *sum = s->matrix; /* work */
  memset(sum, 0, (size_t)s->net.stages * sizeof *sum);
  for (int64_t r = 0; r < p->arrivals; r++) {
    const cpw_arrivals *a = &p->arrival[r];
    double rate = cpwi_steady_arrival_rate(&s->net, r);
    s->outside[a->stage * s->net.groups + a->group] += rate;
    s->external2[a->stage] += rate * ((a->times ? 1.0 : a->dispersion * (double)a->batch) - 1.0);
    squares[a->stage] += rate * rate;
    sum[a->stage] += rate;
    s->batch_extra[a->stage] +=
        a->times ? 0.0 : rate * (double)(a->batch - 1) / 2.0; /* per time, for now */
  }
  for (int64_t j = 0; j < s->net.stages; j++) {
    s->external2[j] = sum[j] > 0.0 ? 1.0 + s->external2[j] / sum[j] : 1.0;
    s->external_streams[j] = squares[j] > 0.0 ? sum[j] * sum[j] / squares[j] : 1.0;
  }
}

/* ---------------------------------------------------------------- stages -------------------- */

static int32_t take_moments(cpwi_steady *s, cpw_error *err) {
  for (int64_t cell = 0; cell < s->net.cells; cell++) {
    const cpw_duration *d = s->net.stay[cell];
    if (!d) continue;
    int32_t status = cpw_duration_moments(d, &s->m1[cell], &s->m2[cell], NULL, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static void take_stages(cpwi_steady *s) {
  for (int64_t i = 0; i < s->net.stages; i++) {
    const cpw_stage *d = &s->net.p.stage[i];
    double gone = d->missed * d->missed_leave;
    s->calls[i] = 1.0 / (1.0 - d->missed + gone);
    s->capacity[i] = (double)INFINITY;
    if (d->kind == CPW_STAGE_SERVERS || d->kind == CPW_STAGE_BEDS || d->kind == CPW_STAGE_SLOTS ||
        d->kind == CPW_STAGE_CASELOAD)
      s->capacity[i] = d->servers * cpwi_steady_mean(&s->net, d->calendar, d->factor);
    if (d->kind == CPW_STAGE_SLOTS && d->calendar != CPW_NONE)
      s->capacity[i] /= s->net.p.calendar[d->calendar].period;
    if (d->kind == CPW_STAGE_CASELOAD && d->places < s->capacity[i]) s->capacity[i] = d->places;
  }
}

/* Whether the groups that come to a stage with servers all have one exponential law. */
int32_t cpwi_steady_one_exponential(const cpwi_steady *s, int64_t stage) {
  const cpw_duration *law = NULL;
  for (int64_t g = 0; g < s->net.groups; g++) {
    int64_t cell = stage * s->net.groups + g;
    const cpw_duration *d = s->net.stay[cell];
    if (!(s->rate[cell] > 0.0) || d == law) continue;
    if (!d || d->law != CPW_DURATION_EXPONENTIAL || d->zero > 0.0) return 0;
    if (law && d->mean != law->mean) return 0;
    law = d;
  }
  return 1;
}

/* Somebody who did not attend is called again, first in line: one long service of a geometric number of calls. */
static void call_again(cpwi_steady *s, int64_t i) {
  double attend = 1.0 / s->calls[i];
  s->tau[i] *= s->calls[i];
  if (s->tau[i] > 0.0) s->cs2[i] = attend * s->cs2[i] + (1.0 - attend);
  s->load[i] = s->net.p.stage[i].kind == CPW_STAGE_SLOTS
                   ? s->lambda[i] * s->calls[i]
                   : s->lambda[i] * (s->tau[i] + s->block_time[i]);
}

/* Rates, mean durations and their variation by stage, from the rates by cell. */
static void put_together(cpwi_steady *s) {
  int64_t groups = s->net.groups;
  s->poisson = 1;
  for (int64_t i = 0; i < s->net.stages; i++) {
    double people = 0.0, m1 = 0.0, m2 = 0.0;
    const cpw_stage *d = &s->net.p.stage[i];
    for (int64_t c = i * groups; c < (i + 1) * groups; c++) {
      double rate = cpwi_steady_coming(s, c);
      people += rate;
      m1 += rate * s->m1[c];
      m2 += rate * s->m2[c];
    }
    s->lambda[i] = people;
    s->tau[i] = people > 0.0 ? m1 / people : 0.0;
    s->cs2[i] = s->tau[i] > 0.0 ? m2 / people / (s->tau[i] * s->tau[i]) - 1.0 : 0.0;
    if (s->cs2[i] < 0.0) s->cs2[i] = 0.0;
    int limited = d->kind == CPW_STAGE_SERVERS || d->kind == CPW_STAGE_BEDS;
    if (limited && cpwi_steady_one_exponential(s, i))
      s->cs2[i] = s->tau[i] > 0.0 ? 1.0 : 0.0;
    else if (limited && people > 0.0)
      s->poisson = 0;
    call_again(s, i);
    if ((d->kind == CPW_STAGE_SLOTS && people > 0.0) || s->external2[i] != 1.0) s->poisson = 0;
    if (limited && d->order == CPW_ORDER_PRIORITY && groups > 1) s->poisson = 0;
  }
  if (s->options.product_form) s->poisson = 1;
}

/* ---------------------------------------------------------------- the fixed point ----------- */

static void keep_shares(cpwi_steady *s) {
  size_t n = (size_t)s->net.cells;
  double *to = s->before;
  memcpy(to, s->served, n * sizeof *to);
  memcpy(to + n, s->over, n * sizeof *to);
  memcpy(to + 2 * n, s->lost, n * sizeof *to);
  memcpy(to + 3 * n, s->no_show, n * sizeof *to);
  memcpy(to + 4 * n + s->net.change_first[n], s->hold_time, (size_t)s->net.stages * sizeof *to);
  memcpy(to + 4 * n, s->left, (size_t)s->net.change_first[s->net.cells] * sizeof *to);
}

static void settle(double *now, const double *before, int64_t count, double part, double *change) {
  for (int64_t i = 0; i < count; i++) {
    double d = fabs(now[i] - before[i]) / (1.0 + fabs(before[i]));
    if (d > *change) *change = d;
    now[i] = before[i] + part * (now[i] - before[i]);
  }
}

/* The largest change of a share in this pass; later passes go part of the way, so that nothing swings. */
static double change(cpwi_steady *s, int64_t pass) {
  int64_t n = s->net.cells;
  double part = pass < 20 ? 1.0 : pass < 200 ? 0.5 : 100.0 / (double)pass, largest = 0.0;
  settle(s->served, s->before, n, part, &largest);
  settle(s->over, s->before + n, n, part, &largest);
  settle(s->lost, s->before + 2 * n, n, part, &largest);
  settle(s->no_show, s->before + 3 * n, n, part, &largest);
  settle(s->left, s->before + 4 * n, s->net.change_first[n], part, &largest);
  settle(s->hold_time, s->before + 4 * n + s->net.change_first[n], s->net.stages, part, &largest);
  return largest;
}

int32_t cpwi_steady_solve(cpwi_steady *s, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < s->net.stages; i++)
    s->peak_out[i] = 1.0; /* where no formula says more, an overflow counts as Poisson */
  for (int64_t c = 0; c < s->net.cells; c++)
    s->served[c] = 1.0;
  for (int64_t pass = 0; pass < MOST_PASSES; pass++) {
    keep_shares(s);
    cpwi_steady_weights(s);
    cpwi_steady_traffic(s);
    cpwi_steady_holding(s);
    put_together(s);
    cpwi_steady_variability(s);
    cpwi_steady_peaks(s);
    for (int64_t i = 0; i < s->net.stages; i++) {
      int32_t status = cpwi_steady_station(s, i, err);
      if (status != CPW_OK) return status;
    }
    int32_t paired = cpwi_steady_pairs(s, where, err);
    if (paired != CPW_OK) return paired;
    s->unsettled = change(s, pass);
    if (s->unsettled <= (pass < 100 ? 1e-14 : pass < 1000 ? 1e-12 : 1e-9)) {
      s->unsettled = 0.0;
      return CPW_OK;
    }
  }
  /* formulae change at a load between which nothing settles: the mean of the passes, and people who add up */
  cpwi_steady_weights(s);
  cpwi_steady_traffic(s);
  return CPW_OK;
}

static int32_t check_options(const cpw_pathway_steady_options *o, const char *where,
                             cpw_error *err) {
  const cpwi_choice choices[] = {{"derivatives", o->derivatives, 1},
                                 {"product_form", o->product_form, 1}};
  int32_t status = cpwi_check_choices(choices, 2, where, err);
  if (status != CPW_OK) return status;
  if (o->chain_states < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.chain_states = %lld must be >= 0",
                     (long long)o->chain_states);
  if (o->probabilities && o->probability_count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.probability_count = %lld must be >= 1",
                     (long long)o->probability_count);
  for (int64_t i = 0; o->probabilities && i < o->probability_count; i++)
    if (!(o->probabilities[i] > 0.0 && o->probabilities[i] < 1.0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "options.probabilities[%lld] = %s must be in (0, 1)", (long long)i,
                       cpwi_number(o->probabilities[i]).text);
  return CPW_OK;
}

int32_t cpwi_steady_prepare(const cpw_pathway *given, const cpw_pathway_steady_options *options,
                            const char *where, cpwi_steady *s, cpw_error *err) {
  memset(s, 0, sizeof *s);
  cpw_pathway_steady_options_init_sized(&s->options, sizeof s->options);
  int32_t status = cpwi_take_options(&s->options, sizeof s->options, options, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(s->options.allocator, where, err);
  s->allocator = s->options.allocator;
  if (status == CPW_OK) status = check_options(&s->options, where, err);
  if (status == CPW_OK) status = cpwi_pathway_prepare(given, s->allocator, where, &s->net, err);
  if (status != CPW_OK) return status;
  status = allocate(s, where, err);
  if (status == CPW_OK) status = take_moments(s, err);
  if (status != CPW_OK) {
    cpwi_steady_end(s);
    return status;
  }
  take_arrivals(s);
  take_stages(s);
  return CPW_OK;
}

int32_t cpw_pathway_steady(const cpw_pathway *pathway, const cpw_pathway_steady_options *options,
                           cpw_result **out, cpw_error *err) {
  cpwi_steady s;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out must not be NULL");
  int32_t status = cpwi_steady_prepare(pathway, options, WHERE, &s, err);
  if (status != CPW_OK) return status;
  status = cpwi_steady_solve(&s, WHERE, err);
  if (status == CPW_OK) status = cpwi_steady_result(&s, WHERE, out, err);
  cpwi_steady_end(&s);
  return status;
}
