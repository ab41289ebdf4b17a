/* The queue M(t)/M/c whose arrivals swing, by a commutator-free Magnus method with step control.
 * Source: Blanes and Moan (2006), the method of order 4 with two exponentials at Gauss' two points.
 * Leaves each exponential to uniformise.c and the loop over times to transient.c. */
#include "queue/chain.h"

#include <float.h>
#include <string.h>

static const char *const WHERE = "cpw_queue_sinusoid";

#define EARLY  0.21132486540518711775 /* Gauss' points in a step: 1/2 -+ sqrt(3)/6 */
#define LATE   0.78867513459481288225
#define MORE   1.07735026918962576451 /* weights of a half step: 1/2 +- 1/sqrt(3) */
#define LESS   (-0.07735026918962576451)
#define FIRST  64.0  /* steps a period to begin with */
#define RARE   1e-60 /* smaller figures do not make steps smaller */
#define HALVES 40    /* of a step before it is given up */

typedef struct swing {
  double base, amplitude, period;
  cpwi_rates rates; /* but for the arrivals */
  double tolerance;
  cpwi_chain coarse, fine;
} swing;

static double arrivals_at(const swing *s, double time) {
  return s->base * (1.0 + s->amplitude * cpwi_sine(time / s->period));
}

static cpwi_rates rates_at(const void *context, double time) {
  const swing *s = context;
  cpwi_rates r = s->rates;
  r.arrivals = arrivals_at(s, time);
  return r;
}

/* One step: two of half the time with constant rates. Just where the rate touches zero one of them may
 * be a little below it, which the series bear as long as somebody can leave. */
static int32_t magnus(const swing *s, cpwi_chain *chain, double from, double step, cpw_error *err) {
  double early = arrivals_at(s, from + EARLY * step), late = arrivals_at(s, from + LATE * step);
  cpwi_rates first = s->rates, second = s->rates;
  int nobody_leaves = s->rates.servers == 0 && !(s->rates.patience > 0.0);
  first.arrivals = nobody_leaves ? (early + late) / 2.0 : MORE * early + LESS * late;
  second.arrivals = nobody_leaves ? (early + late) / 2.0 : LESS * early + MORE * late;
  int32_t status = cpwi_chain_move(chain, &first, step / 2.0, 0, WHERE, err);
  return status == CPW_OK ? cpwi_chain_move(chain, &second, step / 2.0, 0, WHERE, err) : status;
}

static double apart(double a, double b) {
  return fabs(a - b) / (fabs(b) + RARE);
}

/* How far one step and two of half the length differ, in the order of what two leave over. */
static double difference(const swing *s, double time) {
  cpwi_figures a, b;
  cpwi_rates r = rates_at(s, time);
  cpwi_course_figures(&s->coarse, s->coarse.chance, 0.0, &r, &a);
  cpwi_course_figures(&s->fine, s->fine.chance, 0.0, &r, &b);
  double most = fmax(apart(a.number, b.number), apart(a.queue, b.queue));
  most =
      fmax(most, fmax(apart(a.wait_chance, b.wait_chance), apart(a.block_chance, b.block_chance)));
  return fmax(most, apart(a.empty_chance, b.empty_chance)) / 15.0;
}

/* Richardson's extrapolation into `fine`, where it leaves a chance above zero. */
static void extrapolate(swing *s) {
  int64_t hi = s->fine.hi < s->coarse.hi ? s->fine.hi : s->coarse.hi;
  double *fine = s->fine.chance;
  for (int64_t n = s->fine.lo; n <= hi; n++) {
    double better = fine[n] + (fine[n] - s->coarse.chance[n]) / 15.0;
    if (better > 0.0) fine[n] = better;
  }
}

static int32_t try_step(swing *s, const cpwi_chain *chain, double from, double step,
                        cpw_error *err) {
  int32_t status = cpwi_chain_copy(chain, &s->coarse, WHERE, err);
  if (status == CPW_OK) status = cpwi_chain_copy(chain, &s->fine, WHERE, err);
  if (status == CPW_OK) status = magnus(s, &s->coarse, from, step, err);
  if (status == CPW_OK) status = magnus(s, &s->fine, from, step / 2.0, err);
  if (status == CPW_OK) status = magnus(s, &s->fine, from + step / 2.0, step / 2.0, err);
  return status;
}

/* The next step from how far this one was off: order 4, so the fifth root; no more than fourfold. */
static double resize(double step, double off, double allowed) {
  double grow = 4.0;
  while (grow > 0.25 && off * grow * grow * grow * grow * grow > 0.5 * allowed)
    grow *= 0.84089641525371454303; /* the fourth root of a half */
  return step * grow;
}

static int32_t move_on(void *context, cpwi_chain *chain, double from, double to, cpw_error *err) {
  swing *s = context;
  double now = from, step = s->period / FIRST, done = chain->done, share = chain->share;
  chain->share = 0.0;
  for (int failed = 0; now < to;) {
    int last = step >= to - now;
    double length = last ? to - now : step;
    chain->done = done + share * (now - from) / (to - from);
    int32_t status = try_step(s, chain, now, length, err);
    if (status != CPW_OK) return status;
    double off = difference(s, now + length);
    step = resize(length, off, s->tolerance);
    if (!(off <= s->tolerance)) {
      if (++failed <= HALVES) continue;
      return cpwi_fail(err, CPW_ENOCONV, -1, WHERE, "steps of %s at time %s are still too long",
                       cpwi_number(length).text, cpwi_number(now).text);
    }
    failed = 0;
    extrapolate(s);
    cpwi_chain kept = *chain;
    *chain = s->fine;
    s->fine = kept;
    if (kept.most > chain->most) chain->most = kept.most;
    now = last ? to : now + length;
  }
  return CPW_OK;
}

static int32_t check(double base, double amplitude, double period, double service, int64_t servers,
                     cpw_error *err) {
  int32_t status = cpwi_course_check("base", -1, base, 0.0, 0x1p400, "finite and >= 0", WHERE, err);
  if (status == CPW_OK)
    status = cpwi_course_check("amplitude", -1, amplitude, 0.0, 1.0, "in [0, 1]", WHERE, err);
  if (status == CPW_OK)
    status = cpwi_course_check("period", -1, period, DBL_MIN, 0x1p400, CPWI_POSITIVE, WHERE, err);
  if (status == CPW_OK)
    status = cpwi_course_check("service", -1, service, DBL_MIN, 0x1p400, CPWI_POSITIVE, WHERE, err);
  if (status == CPW_OK)
    status =
        cpwi_course_check("servers", -1, (double)servers, 0.0, 0x1p31, "0 to 2^31", WHERE, err);
  return status;
}

int32_t cpw_queue_sinusoid(double base, double amplitude, double period, double service,
                           int64_t servers, const double *times, int64_t count,
                           const cpw_queue_course_options *options, const cpw_run *run,
                           cpw_result **out, cpw_error *err) {
  cpw_queue_course_options o;
  swing s;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  int32_t status = cpwi_course_options(&o, options, WHERE, err);
  if (status == CPW_OK) status = check(base, amplitude, period, service, servers, err);
  if (status == CPW_OK) status = cpwi_course_times(times, count, WHERE, err);
  if (status != CPW_OK) return status;
  memset(&s, 0, sizeof s);
  s.base = base;
  s.amplitude = amplitude;
  s.period = period;
  s.rates.service = service;
  s.rates.servers = servers;
  s.rates.patience = o.patience;
  s.tolerance = 100.0 * o.tolerance; /* of a step before it is extrapolated */
  s.coarse.allocator = s.fine.allocator = o.allocator;
  const cpwi_journey journey = {&s, move_on, rates_at, times, count, servers, 1, WHERE};
  status = cpwi_course_run(&journey, &o, run, out, err);
  cpwi_chain_free(&s.coarse);
  cpwi_chain_free(&s.fine);
  return status;
}
