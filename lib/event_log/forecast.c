/* How many will be in each stage when there is room for everybody: those inside stay on by their laws,
 * new ones arrive at the rate of the past, all move on by the routes.
 * Source: networks of infinite-server queues (Massey and Whitt, Queueing Systems 13:183-250, 1993), on a
 * grid of an eighth of a period with entries spread evenly over each step.
 * Leaves what came to backtest.c. */
#include "event_log/forecast.h"

#include "carepath/random.h"

#include <string.h>

#define STEPS_A_PERIOD 8
#define NOBODY         1e-10 /* a share that is not followed any further */
#define MOST_ROUNDS    60

/* One group on its way. */
typedef struct course {
  const cpwi_forecast *f;
  int64_t group, stages, steps;
  double step;
  cpw_duration *law;   /* (stages); a mean below 0: nobody ever leaves */
  double *entries;     /* (stages, steps) people who enter during a step */
  double *leaving;     /* (stages, steps) people inside now, and new ones so far, who leave in it */
  double *still;       /* (stages, steps) share still inside at the end of the step k steps later */
  int64_t *reach;      /* (stages) steps until nobody is */
  double *between;     /* (stages, stages) people on the way from one to the other */
  double *keep, *hold; /* (stages, stages) see prepare_gaps */
  double *more;        /* (stages) scratch: who has entered and been seen to in the step */
} course;

/* ---------------------------------------------------------------- laws ---------------------- */

static double survival(const cpw_duration *d, double t) {
  return d->mean < 0.0 ? 1.0 : cpw_duration_survival(d, t);
}

/* Mean share still inside over a step's width of ages (Simpson's rule). */
static void prepare_stage(course *c, int64_t j) {
  const cpw_duration *d = &c->law[j];
  double *still = c->still + j * c->steps, h = c->step;
  int64_t k = 0;
  for (; k < c->steps; k++) {
    double t = (double)k * h;
    still[k] = (survival(d, t) + 4.0 * survival(d, t + 0.5 * h) + survival(d, t + h)) / 6.0;
    if (still[k] < NOBODY) break;
  }
  c->reach[j] = k;
}

/* ---------------------------------------------------------------- moves --------------------- */

static const double *share_of(const course *c, int64_t i) {
  return c->f->share + (c->group * c->stages + i) * (c->stages + 1);
}

/* Gaps have no memory: of those in one at the begin of a step a share `keep` is still in it at its end, of
 * those who come to it during the step, evenly, a share `hold`; both 0 where there is no gap. */
static void prepare_gaps(course *c) {
  for (int64_t i = 0; i < c->stages; i++)
    for (int64_t j = 0; j < c->stages; j++) {
      double gap = c->f->gap[i * (c->stages + 1) + j], a = c->step / gap;
      int64_t at = i * c->stages + j;
      c->keep[at] = gap > 0.0 ? cpw_math_exp(-a) : 0.0;
      c->hold[at] = gap > 0.0 ? -cpw_math_expm1(-a) / a : 0.0;
    }
}

static void move_on(course *c, int64_t i, double people, int64_t m) {
  const double *share = share_of(c, i);
  for (int64_t j = 0; j < c->stages; j++) {
    if (!(share[j] > 0.0)) continue;
    int64_t at = i * c->stages + j;
    double held = share[j] * people * c->hold[at];
    c->between[at] += held;
    c->entries[j * c->steps + m] += share[j] * people - held;
  }
}

/* Those who were on the way when the step began. */
static void arrive(course *c, int64_t m) {
  for (int64_t i = 0; i < c->stages; i++)
    for (int64_t j = 0; j < c->stages; j++) {
      int64_t at = i * c->stages + j;
      c->entries[j * c->steps + m] += c->between[at] * (1.0 - c->keep[at]);
      c->between[at] *= c->keep[at];
    }
}

/* ---------------------------------------------------------------- those on the way ---------- */

static int inside_now(const cpwi_log *l, const cpwi_stay *s) {
  return s->start <= l->until && s->end > l->until;
}

/* Somebody inside stays on as the law says after so long a time. */
static void follow_inside(course *c, const cpwi_stay *s) {
  const cpw_duration *d = &c->law[s->stage];
  double age = c->f->log->until - s->start, now = survival(d, age), last = 1.0;
  double *leaving = c->leaving + s->stage * c->steps;
  int64_t at = (c->group * c->stages + s->stage) * c->f->periods;
  for (int64_t m = 0; m < c->steps && last > NOBODY; m++) {
    double share = now > 0.0 ? survival(d, age + (double)(m + 1) * c->step) / now : 0.0;
    leaving[m] += last - share;
    last = share;
    if ((m + 1) % STEPS_A_PERIOD) continue;
    c->f->occupancy[at + m / STEPS_A_PERIOD] += share;
    c->f->variance[at + m / STEPS_A_PERIOD] += share * (1.0 - share);
  }
}

/* The chance to go on to j, of which part is left after so long a time away. */
static double chance_left(const course *c, int64_t i, int64_t j, double away) {
  double share = share_of(c, i)[j], gap = c->f->gap[i * (c->stages + 1) + j];
  return share > 0.0 && gap > 0.0 ? share * cpw_math_exp(-away / gap) : 0.0;
}

/* Somebody who left a stage and has not been seen since may be on the way to the next. */
static void follow_between(course *c, const cpwi_stay *s) {
  double away = c->f->log->until - s->end, left = share_of(c, s->stage)[c->stages];
  for (int64_t j = 0; j < c->stages; j++)
    left += chance_left(c, s->stage, j, away);
  for (int64_t j = 0; j < c->stages && left > 0.0; j++)
    c->between[s->stage * c->stages + j] += chance_left(c, s->stage, j, away) / left;
}

/* Somebody who waits is on the way from the stay before; without one, or without gaps there, at the door. */
static void follow_waiting(course *c, int64_t i) {
  const cpwi_stay *s = &c->f->log->stay[i], *before = cpwi_stay_previous(c->f->log, i);
  int64_t at = before ? before->stage * c->stages + s->stage : 0;
  if (before && c->keep[at] > 0.0)
    c->between[at] += 1.0;
  else
    c->entries[s->stage * c->steps] += 1.0;
}

static void follow_all(course *c) {
  const cpwi_log *l = c->f->log;
  for (int64_t i = 0; i < l->n; i++) {
    const cpwi_stay *s = &l->stay[i];
    if (s->group != c->group || cpwi_stay_before(l, s)) continue;
    if (cpwi_stay_waits(s))
      follow_waiting(c, i);
    else if (inside_now(l, s))
      follow_inside(c, s);
    else if (!cpwi_stay_next(l, i))
      follow_between(c, s);
  }
}

/* ---------------------------------------------------------------- step by step -------------- */

/* Who entered before and leaves now. */
static double leaves_of_earlier(const course *c, int64_t j, int64_t m) {
  const double *entries = c->entries + j * c->steps;
  const double *still = c->still + j * c->steps;
  int64_t reach = c->reach[j] < m ? c->reach[j] : m;
  double sum = c->leaving[j * c->steps + m];
  for (int64_t k = 1; k <= reach; k++)
    sum += entries[m - k] * (still[k - 1] - (k < c->reach[j] ? still[k] : 0.0));
  return sum;
}

static double still_now(const course *c, int64_t j) {
  return c->reach[j] > 0 ? c->still[j * c->steps] : 0.0;
}

/* Moves during a step may be followed by more in the same one: round after round of them, until nobody
 * moves any more. c->more: who was seen to. */
static void settle_step(course *c, int64_t m) {
  for (int round = 0; round < MOST_ROUNDS; round++) {
    double moved = 0.0;
    for (int64_t j = 0; j < c->stages; j++) {
      double entered = c->entries[j * c->steps + m] - c->more[j];
      double people = entered * (1.0 - still_now(c, j));
      c->more[j] += entered;
      if (!(people > NOBODY)) continue;
      c->leaving[j * c->steps + m] += people;
      move_on(c, j, people, m);
      moved += people;
    }
    if (!(moved > NOBODY)) break;
  }
}

static void put_period(course *c, int64_t m) {
  int64_t p = m / STEPS_A_PERIOD;
  for (int64_t j = 0; j < c->stages; j++) {
    const double *entries = c->entries + j * c->steps;
    const double *still = c->still + j * c->steps;
    int64_t at = (c->group * c->stages + j) * c->f->periods + p;
    double people = 0.0;
    for (int64_t k = 0; k < c->reach[j] && k <= m; k++)
      people += entries[m - k] * still[k];
    c->f->occupancy[at] += people;
    c->f->variance[at] += people;
    for (int64_t k = 0; k < STEPS_A_PERIOD; k++)
      c->f->ended[at] += c->leaving[j * c->steps + m - k];
  }
}

static void run_course(course *c) {
  for (int64_t j = 0; j < c->stages; j++)
    prepare_stage(c, j);
  for (int64_t j = 0; j < c->stages; j++)
    for (int64_t m = 0; m < c->steps; m++)
      c->entries[j * c->steps + m] = c->f->rate[c->group * c->stages + j] * c->step;
  prepare_gaps(c);
  follow_all(c);
  for (int64_t m = 0; m < c->steps; m++) {
    memset(c->more, 0, (size_t)c->stages * sizeof *c->more);
    arrive(c, m);
    for (int64_t j = 0; j < c->stages; j++) {
      double people = leaves_of_earlier(c, j, m);
      c->leaving[j * c->steps + m] = people;
      move_on(c, j, people, m);
    }
    settle_step(c, m);
    if ((m + 1) % STEPS_A_PERIOD == 0) put_period(c, m);
  }
}

/* ---------------------------------------------------------------- one group ----------------- */

static void take_laws(course *c) {
  for (int64_t j = 0; j < c->stages; j++) {
    memset(&c->law[j], 0, sizeof c->law[j]);
    if (cpw_event_log_duration(c->f->durations, j, c->group, &c->law[j], NULL) != CPW_OK)
      c->law[j].mean = -1.0;
  }
}

static int32_t run_groups(void *context, int64_t first, int64_t last, cpw_error *err) {
  const cpwi_forecast *f = context;
  const cpw_allocator *a = f->log->o.allocator;
  course c = {.f = f, .stages = f->log->log.stages, .steps = f->periods * STEPS_A_PERIOD};
  size_t stages = (size_t)c.stages, steps = (size_t)c.steps;
  c.step = f->log->o.period / STEPS_A_PERIOD;
  c.law = cpwi_alloc(a, stages, sizeof *c.law);
  c.entries = cpwi_alloc(a, stages * steps, sizeof *c.entries);
  c.leaving = cpwi_alloc(a, stages * steps, sizeof *c.leaving);
  c.still = cpwi_alloc(a, stages * steps, sizeof *c.still);
  c.reach = cpwi_alloc(a, stages, sizeof *c.reach);
  c.more = cpwi_alloc(a, stages, sizeof *c.more);
  c.between = cpwi_alloc(a, stages * stages, sizeof *c.between);
  c.keep = cpwi_alloc(a, stages * stages, sizeof *c.keep);
  c.hold = cpwi_alloc(a, stages * stages, sizeof *c.hold);
  int fine = c.law && c.entries && c.leaving && c.still && c.reach && c.more && c.between &&
             c.keep && c.hold;
  for (c.group = first; c.group < last && fine; c.group++) {
    memset(c.entries, 0, stages * steps * sizeof *c.entries);
    memset(c.leaving, 0, stages * steps * sizeof *c.leaving);
    memset(c.between, 0, stages * stages * sizeof *c.between);
    take_laws(&c);
    run_course(&c);
  }
  cpwi_release(a, c.law);
  cpwi_release(a, c.entries);
  cpwi_release(a, c.leaving);
  cpwi_release(a, c.still);
  cpwi_release(a, c.reach);
  cpwi_release(a, c.more);
  cpwi_release(a, c.between);
  cpwi_release(a, c.keep);
  cpwi_release(a, c.hold);
  return fine ? CPW_OK : cpwi_log_no_memory(f->log, err);
}

/* ---------------------------------------------------------------- all ----------------------- */

static void count_rates(const cpwi_forecast *f) {
  const cpwi_log *l = f->log;
  for (int64_t i = 0; i < l->n; i++) {
    const cpwi_stay *s = &l->stay[i];
    double t = isnan(s->arrival) ? s->start : s->arrival;
    /* who waits is on the way already, and returns go on as they did */
    if (t >= l->from && cpwi_stay_arrives(l, i)) f->rate[cpwi_stay_cell(l, s)] += 1.0;
  }
  for (int64_t c = 0; c < l->log.groups * l->log.stages; c++)
    f->rate[c] /= l->until - l->from;
}

static int32_t take_memory(cpwi_forecast *f, cpw_error *err) {
  const cpwi_log *l = f->log;
  const cpw_allocator *a = l->o.allocator;
  int64_t cells = l->log.groups * l->log.stages, steps, size;
  if (!cpwi_multiply(f->periods + 1, STEPS_A_PERIOD, &steps) || !cpwi_multiply(cells, steps, &size))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, l->where, "too many periods");
  size_t count = (size_t)(cells * f->periods);
  f->rate = cpwi_alloc_zero(a, (size_t)cells, sizeof *f->rate);
  f->occupancy = cpwi_alloc_zero(a, count, sizeof *f->occupancy);
  f->variance = cpwi_alloc_zero(a, count, sizeof *f->variance);
  f->ended = cpwi_alloc_zero(a, count, sizeof *f->ended);
  return f->rate && f->occupancy && f->variance && f->ended ? CPW_OK : cpwi_log_no_memory(l, err);
}

int32_t cpwi_forecast_make(cpwi_forecast *f, const cpw_run *run, cpw_error *err) {
  int32_t status = take_memory(f, err);
  if (status == CPW_OK) status = cpwi_log_routes(f->log, &f->routes, err);
  if (status == CPW_OK) status = cpwi_log_durations(f->log, run, &f->durations, err);
  if (status != CPW_OK) return status;
  f->share = cpw_result_find(f->routes, "share")->real;
  f->gap = cpw_result_find(f->routes, "wait_mean")->real;
  count_rates(f);
  return cpwi_parallel(run, f->log->log.groups, 1, run_groups, f, f->log->where, err);
}

void cpwi_forecast_free(cpwi_forecast *f) {
  const cpw_allocator *a = f->log->o.allocator;
  cpw_result_free(f->routes);
  cpw_result_free(f->durations);
  cpwi_release(a, f->rate);
  cpwi_release(a, f->occupancy);
  cpwi_release(a, f->variance);
  cpwi_release(a, f->ended);
}
