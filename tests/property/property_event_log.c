/* Random logs, windows and options against what must hold: chances sum to 1, people are in one place at a
 * time, everybody who came in left or is inside, laws are laws and no other of the family is likelier, the
 * order of the rows changes no bit. Usage: property_event_log [COUNT] [SEED], or --digest. */
#include "carepath/event_log.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

enum { MOST = 300, STAGES = 4, GROUPS = 3 };

typedef struct world {
  cpw_stream s;
  int64_t n, patient[MOST], stage[MOST], group[MOST];
  double start[MOST], end[MOST], arrival[MOST];
  cpw_event_log log;
  cpw_event_log_options o;
} world;

static double any(cpw_stream *s, double most) {
  /* whole days or any time; many of them 0 */
  double x = most * cpw_random_uniform(s);
  return cpw_random_below(s, 3) ? x : floor(x);
}

static void add(world *w, int64_t patient, int64_t stage, double start, double end,
                double arrival) {
  int64_t i = w->n++;
  w->patient[i] = patient;
  w->stage[i] = stage;
  w->group[i] = (int64_t)cpw_random_below(&w->s, GROUPS);
  w->start[i] = start;
  w->end[i] = end;
  w->arrival[i] = arrival;
}

/* One patient's way; 0 when there is no more room. */
static int walk(world *w, int64_t patient) {
  double t = any(&w->s, 50), before = t;
  for (int k = 0; k < 4; k++) {
    if (w->n == MOST) return 0;
    double end = t + any(&w->s, 8);
    int64_t stage = (int64_t)cpw_random_below(&w->s, STAGES);
    /* nothing for no time at the same time twice */
    if (end == t) end += 0.5;
    add(w, patient, stage, t, end, cpw_random_below(&w->s, 4) ? (double)NAN : before);
    before = end;
    t = end + any(&w->s, 4);
    if (cpw_random_below(&w->s, 3) == 0) break;
  }
  if (w->n < MOST && cpw_random_below(&w->s, 5) == 0)
    add(w, patient, 0, (double)NAN, (double)NAN, before);
  return 1;
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->s, seed, 0, 0, 0);
  int64_t people = 1 + (int64_t)cpw_random_below(&w->s, 80);
  for (int64_t p = 0; p < people; p++)
    if (!walk(w, 1000 - p)) break;
  cpw_event_log_init(&w->log);
  cpw_event_log_options_init(&w->o);
  w->log.rows = w->n;
  w->log.patient = w->patient;
  w->log.stage = w->stage;
  w->log.group = cpw_random_below(&w->s, 3) ? w->group : NULL;
  w->log.start = w->start;
  w->log.end = w->end;
  w->log.arrival = w->arrival;
  w->log.stages = STAGES;
  w->log.groups = w->log.group ? GROUPS : 1;
  w->o.from = any(&w->s, 20);
  w->o.until = w->o.from + 5 + any(&w->s, 40);
  w->o.outside = CPW_EVENT_LOG_ALLOW;
  w->o.gap = cpw_random_below(&w->s, 2) ? 2 : (double)INFINITY;
  w->o.prior = (double)cpw_random_below(&w->s, 2);
  w->o.least = 1 + (int64_t)cpw_random_below(&w->s, 20);
  w->o.period = 1 + any(&w->s, 3);
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}
static const int64_t *whole(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->integer;
}

/* ---------------------------------------------------------------- what must hold ------------ */

static const char *routes_hold(const world *w, const cpw_result *r) {
  const double *share = real(r, "share"), *lower = real(r, "share_lower");
  const double *upper = real(r, "share_upper");
  for (int64_t at = 0; at < w->log.groups * STAGES; at++) {
    double sum = 0;
    for (int64_t j = at * (STAGES + 1); j <= at * (STAGES + 1) + STAGES; j++) {
      if (isnan(share[j])) continue;
      if (!(lower[j] <= share[j] + 1e-12 && share[j] <= upper[j] + 1e-12))
        return "a chance is not within its limits";
      sum += share[j];
    }
    if (!isnan(share[at * (STAGES + 1)]) && fabs(sum - 1) > 1e-12) return "chances do not sum to 1";
  }
  return NULL;
}

static const char *durations_hold(const world *w, const cpw_result *r) {
  int64_t laws = cpw_result_find(r, "fit_aic")->dimension[2]->length;
  for (int64_t at = 0; at < w->log.groups * STAGES; at++) {
    cpw_duration d;
    if (whole(r, "law")[at] < 0) continue;
    if (cpw_event_log_duration(r, at % STAGES, at / STAGES, &d, NULL) != CPW_OK ||
        cpw_duration_check(&d, NULL, NULL) != CPW_OK)
      return "a law is none";
    for (int64_t k = at * laws; k < (at + 1) * laws; k++) {
      if (whole(r, "fit_state")[k] == CPW_EVENT_LOG_NOTHING) continue;
      double distance = real(r, "fit_distance")[k];
      if (!(distance >= 0 && distance <= 1)) return "a distance is none";
    }
    /* gamma and Weibull hold the exponential: they are never less likely */
    const double *l = real(r, "fit_log_likelihood") + at * laws;
    const int64_t *state = whole(r, "fit_state") + at * laws;
    for (int64_t k = 1; k < laws; k += 2)
      if (state[k] == CPW_EVENT_LOG_FITTED && l[k] < l[0] - 1e-6) return "a law is unlikelier";
  }
  return NULL;
}

static const char *flows_hold(const world *w, const cpw_result *r) {
  int64_t periods = cpw_result_find(r, "occupancy")->dimension[1]->length;
  for (int64_t j = 0; j < STAGES; j++) {
    double most = (double)whole(r, "occupancy_max")[j];
    if (real(r, "occupancy_mean")[j] > most + 1e-9) return "a mean is above the greatest";
    if (whole(r, "sustained")[j] > whole(r, "occupancy_max")[j]) return "sustained beyond";
    for (int64_t p = 0; p < periods; p++) {
      double first = w->o.from + w->o.period * (double)p, last = first + w->o.period;
      int64_t at_end = 0, ended = 0;
      for (int64_t i = 0; i < w->n; i++) {
        if (w->stage[i] != j || isnan(w->start[i])) continue;
        at_end += w->start[i] < last && (isnan(w->end[i]) || w->end[i] >= last);
        ended += w->end[i] >= first && w->end[i] < last &&
                 !(w->start[i] < w->o.from && w->end[i] <= w->o.from);
      }
      if (whole(r, "occupancy_end")[j * periods + p] != at_end) return "somebody is lost";
      if (whole(r, "ended")[j * periods + p] != ended) return "an end is lost";
    }
  }
  return NULL;
}

/* ---------------------------------------------------------------- all results --------------- */

enum { ROUTES, DURATIONS, FLOWS, STATE, BACKTEST, RESULTS };

static int32_t compute(const world *w, cpw_result **r, cpw_error *err) {
  double middle = w->o.from + 0.5 * (w->o.until - w->o.from);
  int32_t status = cpw_event_log_routes(&w->log, &w->o, &r[ROUTES], err);
  if (status == CPW_OK) status = cpw_event_log_durations(&w->log, &w->o, NULL, &r[DURATIONS], err);
  if (status == CPW_OK) status = cpw_event_log_flows(&w->log, &w->o, &r[FLOWS], err);
  if (status == CPW_OK) status = cpw_event_log_state(&w->log, &w->o, middle, &r[STATE], err);
  if (status == CPW_OK && middle + w->o.period < w->o.until)
    status = cpw_event_log_backtest(&w->log, &w->o, middle, NULL, &r[BACKTEST], err);
  return status;
}

static void reverse(world *w) {
  for (int64_t i = 0, j = w->n - 1; i < j; i++, j--) {
    int64_t *const codes[] = {w->patient, w->stage, w->group};
    double *const numbers[] = {w->start, w->end, w->arrival};
    for (int k = 0; k < 3; k++) {
      int64_t code = codes[k][i];
      codes[k][i] = codes[k][j];
      codes[k][j] = code;
      double number = numbers[k][i];
      numbers[k][i] = numbers[k][j];
      numbers[k][j] = number;
    }
  }
}

static uint64_t digest_all(cpw_result *const *r, uint64_t hash) {
  for (int k = 0; k < RESULTS; k++)
    hash = worlds_digest(r[k], hash);
  return hash;
}

static const char *problem(uint64_t seed) {
  static world w;
  cpw_result *r[RESULTS] = {NULL}, *again[RESULTS] = {NULL};
  const char *found = NULL;
  make(&w, seed);
  cpw_error err;
  if (compute(&w, r, &err) != CPW_OK) found = "a log is refused";
  if (!found) found = routes_hold(&w, r[ROUTES]);
  if (!found) found = durations_hold(&w, r[DURATIONS]);
  if (!found) found = flows_hold(&w, r[FLOWS]);
  reverse(&w);
  if (!found && compute(&w, again, &err) != CPW_OK) found = "the log backwards is refused";
  if (!found && digest_all(r, 1) != digest_all(again, 1)) found = "the order of rows matters";
  for (int k = 0; k < RESULTS; k++) {
    cpw_result_free(r[k]);
    cpw_result_free(again[k]);
  }
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  static world w;
  cpw_result *r[RESULTS] = {NULL};
  make(&w, seed);
  if (compute(&w, r, NULL) == CPW_OK) hash = digest_all(r, hash);
  for (int k = 0; k < RESULTS; k++)
    cpw_result_free(r[k]);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"event_log", "random logs", 4000, 400, problem, digest};
  return worlds_main(&w, argc, argv);
}
