/* The same projection many times over, each with its own draw of what is not known.
 * The draws are the library's (cpw_simulate_waitlist); clock starts and treatments that vary as they
 * did: circular blocks of the history (Politis and Romano, Exploring the Limits of Bootstrap, 1992).
 * Leaves what is made of the runs to spread.c and the charts. */
#include "uncertainty.h"

#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PATHS = 200, BLOCK = 3 };
static const uint64_t paths_purpose = 0x636c692d70617468; /* "cli-path" */

/* ---------------------------------------------------------------- what can be drawn */

static int64_t block_length(const model *m) {
  int64_t flows = m->history.periods - 1;
  return flows < BLOCK ? flows : BLOCK;
}

/* Sources that this history can tell something about. */
static int32_t usable_sources(const model *m) {
  int32_t wanted = m->set->uncertainty;
  if (m->set->rates) wanted &= ~UNSURE_PARAMETERS;
  if (m->history.periods < 3) wanted &= UNSURE_PROCESS;
  return wanted;
}

/* Why there are no runs; NULL where they can be made. */
static const char *why_not(const model *m) {
  if (m->set->capacity_mode != CPW_CAPACITY_COUNTS)
    return "they need capacity as counts (--mode=counts)";
  if (m->set->surplus != CPW_SURPLUS_CONSERVE || m->linked)
    return "they know nothing of events, transfers, urgent people or published rules";
  return NULL;
}

/* ---------------------------------------------------------------- paths */

/* Completions of a list in a period of the history. */
static double treated_in(const model *m, int64_t list, int64_t period) {
  const double *row =
      m->history.treated + (list * m->history.periods + period) * m->history.bands->count;
  double sum = 0;
  for (int64_t b = 0; b < m->history.bands->count; b++)
    sum += row[b];
  return sum;
}

static double flow_in(const model *m, int capacity, int64_t list, int64_t period) {
  if (capacity) return treated_in(m, list, period);
  return m->history.starts[list * m->history.periods + period];
}

/* Each period's flow over the mean of the periods; 1 where nobody came at all. */
static void relative_flows(const model *m, int capacity, int64_t list, double *out) {
  int64_t flows = m->history.periods - 1;
  double mean = 0;
  for (int64_t t = 0; t < flows; t++)
    mean += out[t] = flow_in(m, capacity, list, t + 1);
  mean /= (double)flows;
  for (int64_t t = 0; t < flows; t++)
    out[t] = mean > 0 ? out[t] / mean : 1;
}

/* Which period of the history stands for each period ahead: blocks, the same for all lists and for
 * clock starts and treatments, so that a short month is short for all of them. */
static void draw_periods(const model *m, int64_t path, int64_t *period) {
  int64_t flows = m->history.periods - 1, block = block_length(m);
  cpw_stream stream;
  cpw_stream_init(&stream, (uint64_t)m->set->seed, (uint64_t)path, paths_purpose, 0);
  for (int64_t t = 0; t < m->ahead; t += block) {
    int64_t first = (int64_t)cpw_random_below(&stream, (uint64_t)flows);
    for (int64_t i = 0; i < block && t + i < m->ahead; i++)
      period[t + i] = (first + i) % flows;
  }
}

static int64_t path_count(const model *m) {
  return m->replications < MOST_PATHS ? m->replications : MOST_PATHS;
}

static double future_flow(const model *m, int capacity, int64_t list, int64_t t) {
  const double *series = capacity ? m->future_capacity : m->future_starts;
  if (series) return series[list * m->ahead + t];
  return capacity ? m->backlog.capacity[list] : m->backlog.starts[list];
}

static void fill_paths(const model *m, int capacity, const int64_t *period, double *relative,
                       double *out) {
  for (int64_t list = 0; list < m->lists; list++) {
    relative_flows(m, capacity, list, relative);
    for (int64_t path = 0; path < path_count(m); path++)
      for (int64_t t = 0; t < m->ahead; t++)
        *out++ = future_flow(m, capacity, list, t) * relative[period[path * m->ahead + t]];
  }
}

/* (lists, paths, periods), or NULL: no memory. */
static double *draw_paths(const model *m, int capacity) {
  int64_t paths = path_count(m);
  int64_t *period = calloc((size_t)(paths * m->ahead), sizeof *period);
  double *relative = calloc((size_t)m->history.periods, sizeof *relative);
  double *out = calloc((size_t)(m->lists * paths * m->ahead), sizeof *out);
  for (int64_t path = 0; period && relative && out && path < paths; path++)
    draw_periods(m, path, period + path * m->ahead);
  if (period && relative && out) fill_paths(m, capacity, period, relative, out);
  if (!period || !relative) {
    free(out);
    out = NULL;
  }
  free(period);
  free(relative);
  return out;
}

/* ---------------------------------------------------------------- the runs */

static int run_simulation(model *m, const double *starts, const double *capacity) {
  cpw_error err;
  cpw_simulate_options options;
  cpw_calibrate_options calibrate;
  const settings *set = m->set;
  cpw_simulate_options_init(&options);
  calibrate_options(set, &m->history, &calibrate);
  options.periods = m->ahead;
  options.starts = m->future_starts;
  options.capacity = m->future_capacity;
  options.longest_first = set->longest_first;
  options.whole_bands = set->whole_bands;
  options.process = (m->unsure & UNSURE_PROCESS) != 0;
  options.starts_dispersion = options.process;
  options.starts_paths = starts;
  options.starts_path_count = starts ? path_count(m) : 0;
  options.capacity_paths = capacity;
  options.capacity_path_count = capacity ? path_count(m) : 0;
  options.history = m->unsure & UNSURE_PARAMETERS ? &m->history : NULL;
  options.calibrate = &calibrate;
  options.block = block_length(m);
  options.period = &m->ahead_dimension;
  cpw_run run = watched_run((int32_t)set->threads, (uint64_t)set->seed, "running");
  run.replications = m->replications;
  int32_t status = cpw_simulate_waitlist(&m->backlog, &options, &run, &m->simulation, &err);
  clear_progress();
  return status ? fail_library(set->files[0], &err) : DONE;
}

int model_simulate(model *m, int64_t usual) {
  double *starts = NULL, *capacity = NULL;
  int asked = m->set->replications >= 0;
  int64_t wanted = asked ? m->set->replications : usual;
  const char *why = wanted ? why_not(m) : NULL;
  if (why && asked) return fail(USAGE, "--replications: no runs can be made: %s", why);
  m->no_runs = why;
  if (!wanted || why) return DONE;
  m->replications = wanted;
  m->unsure = usable_sources(m);
  int wants_starts = m->unsure & UNSURE_DEMAND, wants_capacity = m->unsure & UNSURE_CAPACITY;
  if (wants_starts && !(starts = draw_paths(m, 0))) return fail_memory();
  if (wants_capacity && !(capacity = draw_paths(m, 1))) {
    free(starts);
    return fail_memory();
  }
  int code = run_simulation(m, starts, capacity);
  free(starts);
  free(capacity);
  return code;
}

double fan_figure(const model *m, const char *array, int64_t list, int64_t t, int quantile) {
  const double *values = m->simulation ? real_array(m->simulation, array) : NULL;
  return values ? values[(list * m->ahead + t) * FAN_QUANTILES + quantile] : (double)NAN;
}

void put_uncertainty(buffer *b, const model *m) {
  static const struct {
    int32_t source;
    const char *words;
  } parts[] = {{UNSURE_PROCESS, "chance in who leaves"},
               {UNSURE_PARAMETERS, "how people leave, drawn again from the history"},
               {UNSURE_DEMAND, "clock starts that vary as they did"},
               {UNSURE_CAPACITY, "treatments that vary as they did"}};
  if (!m->simulation) return;
  putf(b, "%lld runs (seed %lld), each with its own draw of: ", (long long)m->replications,
       (long long)m->set->seed);
  int told = 0;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (m->unsure & parts[i].source) putf(b, "%s%s", told++ ? "; " : "", parts[i].words);
  put(b, told ? "." : "nothing.");
}
