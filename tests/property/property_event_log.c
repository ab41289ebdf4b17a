/* Random logs: the order of the rows changes no bit, chances sum to 1, stays are counted once, nobody is lost, laws are laws.
 * Usage: property_event_log [COUNT] [SEED], or --digest. */
#include "carepath/event_log.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

enum { MOST_ROWS = 400, STAGES = 3, GROUPS = 2 };

typedef struct world {
  cpw_stream stream;
  int64_t rows, patient[MOST_ROWS], stage[MOST_ROWS], group[MOST_ROWS];
  double start[MOST_ROWS], end[MOST_ROWS];
  cpw_event_log log;
  cpw_event_log_options options;
} world;

/* Patients one after the other, each through a few stages with gaps; what is beyond the window is not seen. */
static void fill_rows(world *w, int64_t patients) {
  cpw_stream *s = &w->stream;
  for (int64_t p = 0; p < patients; p++) {
    double t = 20 * cpw_random_uniform(s);
    int64_t group = (int64_t)cpw_random_below(s, GROUPS),
            visits = 1 + (int64_t)cpw_random_below(s, 5);
    for (int64_t v = 0; v < visits && t < 30 && w->rows < MOST_ROWS; v++) {
      int64_t i = w->rows++;
      double stay = cpw_random_below(s, 8) ? cpw_random_exponential(s, 4) : 0;
      w->patient[i] = p;
      w->stage[i] = (int64_t)cpw_random_below(s, STAGES);
      w->group[i] = group;
      w->start[i] = t;
      w->end[i] = t + stay > 30 ? (double)NAN : t + stay;
      t += stay + 0.001 + cpw_random_exponential(s, 1);
    }
  }
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->stream, seed, 0, 0, 0);
  fill_rows(w, 1 + (int64_t)cpw_random_below(&w->stream, 80));
  cpw_event_log_init(&w->log);
  cpw_event_log_options_init(&w->options);
  w->log.rows = w->rows;
  w->log.patient = w->patient;
  w->log.stage = w->stage;
  w->log.group = w->group;
  w->log.start = w->start;
  w->log.end = w->end;
  w->log.stages = STAGES;
  w->log.groups = GROUPS;
  w->options.from = 0;
  w->options.until = 30;
  w->options.least = 5;
  if (cpw_random_below(&w->stream, 2)) w->options.gap = 3;
}

static void swap_rows(world *w, int64_t i, int64_t j) {
  int64_t *const whole[] = {w->patient, w->stage, w->group};
  double *const real[] = {w->start, w->end};
  for (int k = 0; k < 3; k++) {
    int64_t keep = whole[k][i];
    whole[k][i] = whole[k][j];
    whole[k][j] = keep;
  }
  for (int k = 0; k < 2; k++) {
    double keep = real[k][i];
    real[k][i] = real[k][j];
    real[k][j] = keep;
  }
}

typedef struct answers {
  cpw_result *routes, *durations, *flows;
} answers;

static int32_t ask(const world *w, answers *a) {
  int32_t status = cpw_event_log_routes(&w->log, &w->options, &a->routes, NULL);
  if (status == CPW_OK)
    status = cpw_event_log_durations(&w->log, &w->options, NULL, &a->durations, NULL);
  if (status == CPW_OK) status = cpw_event_log_flows(&w->log, &w->options, &a->flows, NULL);
  return status;
}

static void release(answers *a) {
  cpw_result_free(a->routes);
  cpw_result_free(a->durations);
  cpw_result_free(a->flows);
}

static uint64_t bits(const answers *a, uint64_t hash) {
  return worlds_digest(a->flows, worlds_digest(a->durations, worlds_digest(a->routes, hash)));
}

static const char *chances_hold(const answers *a) {
  const double *share = cpw_result_find(a->routes, "share")->real;
  for (int64_t cell = 0; cell < GROUPS * STAGES; cell++) {
    double sum = 0;
    for (int64_t to = 0; to <= STAGES; to++) {
      double x = share[cell * (STAGES + 1) + to];
      if (x < 0 || x > 1) return "a chance is none";
      sum += x;
    }
    if (!isnan(sum) && fabs(sum - 1) > 1e-12) return "chances do not sum to 1";
  }
  return NULL;
}

static const char *stays_hold(const world *w, const answers *a) {
  const int64_t *ended = cpw_result_find(a->durations, "ended")->integer;
  const int64_t *going = cpw_result_find(a->durations, "going_on")->integer;
  int64_t counted = 0;
  for (int64_t cell = 0; cell < GROUPS * STAGES; cell++)
    counted += ended[cell] + going[cell];
  if (counted != w->rows) return "a stay is lost, or counted twice";
  for (int64_t cell = 0; cell < GROUPS * STAGES; cell++) {
    cpw_duration law;
    int32_t status = cpw_event_log_duration(a->durations, cell % STAGES, cell / STAGES, &law, NULL);
    if (status == CPW_OK && cpw_duration_check(&law, NULL, NULL) != CPW_OK) return "a law is none";
    if (status != CPW_OK && status != CPW_ENOTFOUND) return "no answer";
  }
  return NULL;
}

/* Who began by the end of a period, less who ended by then, is inside; periods have the length 1. */
static const char *people_hold(const world *w, const answers *a) {
  const cpw_array *ended = cpw_result_find(a->flows, "ended");
  const cpw_array *inside = cpw_result_find(a->flows, "occupancy_end");
  int64_t periods = ended->dimension[1]->length;
  for (int64_t j = 0; j < STAGES; j++) {
    int64_t gone = 0;
    for (int64_t p = 0; p < periods; p++) {
      int64_t begun = 0;
      gone += ended->integer[j * periods + p];
      for (int64_t i = 0; i < w->rows; i++)
        begun += w->stage[i] == j && w->start[i] < (double)(p + 1);
      if (begun - gone != inside->integer[j * periods + p]) return "people are lost";
    }
  }
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  answers a = {0}, again = {0};
  make(&w, seed);
  if (ask(&w, &a) != CPW_OK) {
    release(&a);
    return "a valid log is refused";
  }
  const char *found = chances_hold(&a);
  if (!found) found = stays_hold(&w, &a);
  if (!found) found = people_hold(&w, &a);
  for (int64_t i = w.rows - 1; i > 0; i--)
    swap_rows(&w, i, (int64_t)cpw_random_below(&w.stream, (uint64_t)i + 1));
  if (!found && (ask(&w, &again) != CPW_OK || bits(&a, 1) != bits(&again, 1)))
    found = "the order of the rows matters";
  release(&a);
  release(&again);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  answers a = {0};
  make(&w, seed);
  if (ask(&w, &a) == CPW_OK) hash = bits(&a, hash);
  release(&a);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"event_log", "random logs", 300, 40, problem, digest};
  return worlds_main(&w, argc, argv);
}
