/* `carepath pathway calibrate`: a network from a log of who was where and when.
 * Models: cpw_event_log_routes, _durations, _flows. Leaves writing the folder to pathway_open.c.
 * A capacity is the occupancy while somebody waited, else the highest that was sustained. */
#include "pathway.h"

#include "input.h"
#include "output.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the log says. */
typedef struct findings {
  const settings *set;
  cpw_result *data, *routes, *durations, *flows;
  cpw_event_log log;
  cpw_event_log_options options;
  cpw_event_log_counts counts;
  cpw_network *network;
  const cpw_pathway *p;
} findings;

static int read_log(findings *f) {
  input in = {0};
  cpw_error err = {0};
  int code = input_open(&in, f->set->files[0], 0);
  if (code) return code;
  cpw_source source = input_source(&in);
  if (cpw_event_log_read(&source, NULL, &f->data, &err)) code = fail_library(in.name, &err);
  input_close(&in);
  return code;
}

static int examine(findings *f) {
  cpw_error err = {0};
  cpw_run run = watched_run((int32_t)f->set->threads, (uint64_t)f->set->seed, "durations");
  cpw_event_log_init(&f->log);
  cpw_event_log_options_init(&f->options);
  if (f->set->pathway.until > 0) {
    f->options.until = f->set->pathway.until;
    f->options.outside = CPW_EVENT_LOG_ALLOW;
  }
  int32_t status = cpw_event_log_view(f->data, &f->log, &f->options, &err);
  if (!status) status = cpw_event_log_check(&f->log, &f->options, &f->counts, &err);
  if (!status) status = cpw_event_log_routes(&f->log, &f->options, &f->routes, &err);
  if (!status) status = cpw_event_log_durations(&f->log, &f->options, &run, &f->durations, &err);
  if (!status) status = cpw_event_log_flows(&f->log, &f->options, &f->flows, &err);
  clear_progress();
  return status ? fail_library(f->set->files[0], &err) : DONE;
}

/* ---------------------------------------------------------------- the network --------------- */

static const char *label(const cpw_dimension *d, int64_t i, const char *otherwise) {
  return d && d->coordinates ? d->coordinate_labels[0][i] : otherwise;
}

static double cell(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  return !a ? (double)NAN : a->real ? a->real[at] : (double)a->integer[at];
}

static double capacity_seen(const findings *f, int64_t stage) {
  double busy = cell(f->flows, "occupancy_when_waiting", stage);
  double held = cell(f->flows, "sustained", stage);
  return fmax(1, isnan(busy) ? held : ceil(busy - 1e-9));
}

/* Stages that somebody waited for have servers; the others have room for everybody. */
static int32_t add_stages(findings *f, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t g = 0; !status && f->log.groups > 1 && g < f->log.groups; g++)
    status = cpw_network_add_group(
        f->network, label(f->options.group_labels, g, phrased("%lld", (long long)g).text), NULL,
        err);
  for (int64_t i = 0; !status && i < f->log.stages; i++) {
    cpw_stage s;
    cpw_stage_init(&s);
    s.name = label(f->options.stage_labels, i, "stage");
    int waits = cell(f->flows, "waiting_max", i) > 0;
    s.kind = waits ? CPW_STAGE_SERVERS : CPW_STAGE_DELAY;
    s.servers = waits ? capacity_seen(f, i) : 1;
    status = cpw_network_add_stage(f->network, &s, NULL, err);
  }
  return status;
}

static int32_t add_routes(findings *f, int64_t group, int64_t stage, cpw_error *err) {
  int64_t n = f->log.stages, base = (group * n + stage) * (n + 1);
  int32_t status = CPW_OK;
  for (int64_t to = 0; !status && to <= n; to++) {
    double share = cell(f->routes, "share", base + to);
    if (!(share > 0)) continue;
    cpw_route r;
    cpw_route_init(&r);
    r.from = (int32_t)stage;
    r.group = (int32_t)group;
    r.to = to < n ? (int32_t)to : CPW_NONE;
    r.chance = share;
    status = cpw_network_add_routes(f->network, &r, 1, err);
  }
  return status;
}

static int32_t add_flows(findings *f, int64_t group, int64_t stage, cpw_error *err) {
  cpw_duration law = {0};
  cpw_stay stay = {(int32_t)stage, (int32_t)group, &law};
  cpw_arrivals come;
  double rate = cell(f->flows, "arrival_rate", group * f->log.stages + stage);
  int32_t status = cpw_event_log_duration(f->durations, stage, group, &law, err);
  if (status == CPW_ENOTFOUND)
    return CPW_OK; /* nobody was there: the network's check says what is missing */
  if (!status) status = cpw_network_add_stays(f->network, &stay, 1, err);
  if (status || !(rate > 0)) return status;
  cpw_arrivals_init(&come);
  come.stage = (int32_t)stage;
  come.group = (int32_t)group;
  come.rate = rate;
  return cpw_network_add_arrivals(f->network, &come, 1, err);
}

static int build_network(findings *f) {
  cpw_error err = {0};
  int32_t status = cpw_network_new("days", NULL, &f->network, &err);
  if (!status) status = add_stages(f, &err);
  for (int64_t g = 0; !status && g < f->log.groups; g++)
    for (int64_t i = 0; !status && i < f->log.stages; i++) {
      status = add_routes(f, g, i, &err);
      if (!status) status = add_flows(f, g, i, &err);
    }
  if (!status) {
    f->p = cpw_network_pathway(f->network, &err);
    status = f->p ? CPW_OK : err.code;
  }
  return status ? fail_library(f->set->files[0], &err) : DONE;
}

/* ---------------------------------------------------------------- what was found ------------ */

/* "theatre 62 %, leaves 38 %": of all groups together. */
static phrase next_words(const findings *f, int64_t stage) {
  int64_t n = f->log.stages;
  buffer b = {0};
  for (int64_t to = 0; to <= n; to++) {
    double share = cell(f->routes, "all_share", stage * (n + 1) + to);
    if (!(share > 0.0005)) continue;
    putf(&b, "%s%s %s", b.count ? ", " : "",
         to < n ? clipped(label(f->options.stage_labels, to, "?"), 20).text : "leaves",
         percent(share, 0).text);
  }
  phrase words = clipped(b.bytes ? b.bytes : "-", 60);
  buffer_free(&b);
  return words;
}

typedef struct columns {
  const char **id, **law, **next;
  phrase *next_text;
  double *ended, *going, *mean, *cv, *come, *seen;
} columns;

static int fill_columns(const findings *f, columns *c) {
  size_t n = (size_t)f->log.stages + 1;
  c->id = calloc(n, sizeof *c->id);
  c->law = calloc(n, sizeof *c->law);
  c->next = calloc(n, sizeof *c->next);
  c->next_text = calloc(n, sizeof *c->next_text);
  c->ended = calloc(n * 6, sizeof *c->ended);
  if (!c->id || !c->law || !c->next || !c->next_text || !c->ended) return no_memory();
  c->going = c->ended + n;
  c->mean = c->ended + 2 * n;
  c->cv = c->ended + 3 * n;
  c->come = c->ended + 4 * n;
  c->seen = c->ended + 5 * n;
  for (int64_t i = 0; i < f->log.stages; i++) {
    const char *law = cpw_duration_name((int32_t)cell(f->durations, "all_law", i));
    c->id[i] = label(f->options.stage_labels, i, "stage");
    c->law[i] = law ? law : "-";
    c->next_text[i] = next_words(f, i);
    c->next[i] = c->next_text[i].text;
    c->mean[i] = cell(f->durations, "all_mean", i);
    c->cv[i] = cell(f->durations, "all_cv", i);
    c->seen[i] = capacity_seen(f, i);
    for (int64_t g = 0; g < f->log.groups; g++) {
      int64_t at = g * f->log.stages + i;
      double rate = cell(f->flows, "arrival_rate", at);
      c->ended[i] += cell(f->durations, "ended", at);
      c->going[i] += cell(f->durations, "going_on", at);
      if (rate > 0) c->come[i] += rate;
    }
  }
  return DONE;
}

static void free_columns(columns *c) {
  free((void *)c->id);
  free((void *)c->law);
  free((void *)c->next);
  free(c->next_text);
  free(c->ended);
}

static int show_findings(const findings *f) {
  columns c = {0};
  int code = fill_columns(f, &c);
  if (!code) {
    answer a = {.dimension = "stage", .heading = "stage", .rows = f->log.stages, .id = c.id};
    putf(&a.head, "%s: %s patients, %s stays, %s of them go on at the end\n\n", f->set->files[0],
         people((double)f->counts.patients).text, people((double)f->counts.stays).text,
         people((double)f->counts.going_on).text);
    answer_real(&a, "ended", "ended", "Stays that ended.", "people", SHOW_PEOPLE, c.ended);
    answer_real(&a, "going_on", "go on", "Stays that go on.", "people", SHOW_PEOPLE, c.going);
    answer_word(&a, "law", "law", c.law);
    answer_real(&a, "mean", "mean", "Mean duration.", "time", SHOW_FINE, c.mean);
    answer_real(&a, "cv", "cv", "Standard deviation over mean.", "", SHOW_FINE, c.cv);
    answer_real(&a, "arrival_rate", "come", "First arrivals.", "people per time", SHOW_FINE,
                c.come);
    answer_real(&a, "capacity_seen", "capacity", "Occupancy while somebody waited, or sustained.",
                "people", SHOW_NUMBER, c.seen);
    answer_word(&a, "next", "next", c.next);
    code = show_answer(f->set, &a);
  }
  free_columns(&c);
  return code;
}

int run_pathway_calibrate(const settings *set) {
  findings f = {.set = set};
  if (set->html) return fail(USAGE, "pathway calibrate: --html is for 'carepath pathway run'");
  int code = read_log(&f);
  if (!code) code = examine(&f);
  if (!code && set->pathway.folder) code = build_network(&f);
  if (!code && set->pathway.folder) code = folder_write(f.p, set->pathway.folder);
  if (!code) code = show_findings(&f);
  cpw_network_free(f.network);
  cpw_result_free(f.flows);
  cpw_result_free(f.durations);
  cpw_result_free(f.routes);
  cpw_result_free(f.data);
  return code;
}
