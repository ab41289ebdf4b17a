/* `carepath pathway run`: a network by the engines that were asked for, as a table or a result.
 * Models: the library's modules pathway, pathway_steady, pathway_fluid and pathway_events.
 * Leaves the folder to pathway_open.c and the page to pathway_page.c. */
#include "pathway.h"

#include "output.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const engine_names[ENGINES] = {"steady", "fluid", "events"};

/* ---------------------------------------------------------------- figures ------------------- */

int64_t who_count(const cpw_result *result) {
  const cpw_array *a = cpw_result_find(result, "wait_mean");
  return a && a->dimensions == 2 ? a->dimension[1]->length : 1;
}

const char *who_name(const cpw_result *result, int64_t who) {
  const cpw_array *a = cpw_result_find(result, "wait_mean");
  if (!a || a->dimensions != 2 || !a->dimension[1]->coordinates) return "all";
  return a->dimension[1]->coordinate_labels[0][who];
}

double stage_figure(const cpw_result *result, const char *name, int64_t stage, int64_t who) {
  const cpw_array *a = result ? cpw_result_find(result, name) : NULL;
  if (!a || !a->real) return (double)NAN;
  return a->real[a->dimensions == 2 ? stage * a->dimension[1]->length + who : stage];
}

phrase known_words(double value, int decimals) {
  if (isnan(value)) return phrased("-");
  if (isinf(value)) return phrased("no end");
  return grouped(value, decimals);
}

/* ---------------------------------------------------------------- the engines --------------- */

static int run_steady_engine(runs *r) {
  cpw_pathway_steady_options o;
  cpw_error err = {0};
  cpw_pathway_steady_options_init(&o);
  return cpw_pathway_steady(r->f.p, &o, &r->of[0], &err) ? fail_library(r->f.path, &err) : DONE;
}

static int run_fluid_engine(runs *r) {
  const pathway_settings *s = &r->set->pathway;
  cpw_pathway_fluid_options o;
  cpw_error err = {0};
  cpw_run run = watched_run((int32_t)r->set->threads, (uint64_t)r->set->seed, "flows");
  cpw_pathway_fluid_options_init(&o);
  o.horizon = s->days;
  o.warm_up = s->warm_up;
  o.period = s->period;
  o.cohort = s->cohort;
  if (s->cohort) run.replications = s->runs;
  int32_t status = cpw_pathway_fluid(r->f.p, &o, &run, &r->of[1], &err);
  clear_progress();
  return status ? fail_library(r->f.path, &err) : DONE;
}

static int run_event_engine(runs *r, int keep) {
  const pathway_settings *s = &r->set->pathway;
  cpw_pathway_events_options o;
  cpw_error err = {0};
  cpw_run run = watched_run((int32_t)r->set->threads, (uint64_t)r->set->seed, "patients");
  cpw_pathway_events_options_init(&o);
  o.horizon = s->days;
  o.warm_up = s->warm_up;
  o.period = s->period;
  o.keep = keep;
  run.replications = s->runs;
  int32_t status = cpw_pathway_simulate(r->f.p, &o, &run, &r->of[2], &err);
  clear_progress();
  return status ? fail_library(r->f.path, &err) : DONE;
}

int run_engines(runs *r, const settings *set, int keep) {
  int code = DONE;
  r->set = set;
  if (set->pathway.warm_up >= set->pathway.days)
    return fail(USAGE, "%s: --warm-up=%s must be below --horizon=%s", set->command,
                fixed(set->pathway.warm_up, 2).text, fixed(set->pathway.days, 2).text);
  if (set->pathway.engines & ENGINE_STEADY) code = run_steady_engine(r);
  if (!code && set->pathway.engines & ENGINE_FLUID) code = run_fluid_engine(r);
  if (!code && set->pathway.engines & ENGINE_EVENTS) code = run_event_engine(r, keep);
  for (int e = 0; e < ENGINES; e++)
    if (r->of[e]) r->main = r->of[e];
  return code;
}

void free_runs(runs *r) {
  for (int e = 0; e < ENGINES; e++)
    cpw_result_free(r->of[e]);
  folder_close(&r->f);
}

/* ---------------------------------------------------------------- text ---------------------- */

static phrase with_interval(const cpw_result *result, const char *name, int64_t stage,
                            int decimals) {
  double value = stage_figure(result, name, stage, 0);
  double lower = stage_figure(result, phrased("%s_lower", name).text, stage, 0);
  double upper = stage_figure(result, phrased("%s_upper", name).text, stage, 0);
  if (isnan(lower) || isnan(upper)) return known_words(value, decimals);
  double half = (upper - lower) / 2;
  return phrased("%s +- %s", known_words(value, decimals).text, grouped(half, decimals).text);
}

static int decimals_of(double value) {
  return fabs(value) >= 100 ? 0 : fabs(value) >= 10 ? 1 : fabs(value) >= 1 ? 2 : 3;
}

static phrase short_figure(const cpw_result *result, const char *name, int64_t stage) {
  return with_interval(result, name, stage, decimals_of(stage_figure(result, name, stage, 0)));
}

static void put_stage_row(grid *g, const runs *r, int engine, int64_t stage, int several) {
  const cpw_result *result = r->of[engine];
  double use = stage_figure(result, "utilisation", stage, 0);
  double arrivals = stage_figure(result, "arrival_rate", stage, 0);
  double capacity = stage_figure(result, "capacity_mean", stage, 0);
  grid_cell(g, clipped(r->f.p->stage[stage].name, 28).text);
  if (several) grid_cell(g, engine_names[engine]);
  grid_cell(g, isnan(capacity) || isinf(capacity)
                   ? "-"
                   : grouped(capacity, capacity == floor(capacity) ? 0 : 2).text);
  grid_cell(g, known_words(arrivals, decimals_of(arrivals)).text);
  grid_cell(g, isnan(use) ? "-" : percent(use, 1).text);
  grid_cell(g, short_figure(result, "wait_mean", stage).text);
  grid_cell(g, short_figure(result, "queue_mean", stage).text);
  grid_cell(g, short_figure(result, "inside_mean", stage).text);
  grid_cell(g, short_figure(result, "blocked_mean", stage).text);
}

static void put_heading(buffer *out, const runs *r) {
  const pathway_settings *s = &r->set->pathway;
  putf(out, "%s: %lld stages, %lld %s; time in %s\n", r->f.path, (long long)r->f.p->stages,
       (long long)r->f.p->groups, r->f.p->groups == 1 ? "group" : "groups", r->f.p->time_unit);
  if (r->of[0]) put(out, "steady: the long run, by formulae\n");
  if (r->of[1])
    putf(out, "fluid: flows from %s to %s%s\n", grouped(s->warm_up, 0).text,
         grouped(s->days, 0).text, s->cohort ? ", whole people" : "");
  if (r->of[2])
    putf(out, "events: patient by patient from %s to %s, %s runs; +- is half the 95 %% interval\n",
         grouped(s->warm_up, 0).text, grouped(s->days, 0).text, people((double)s->runs).text);
}

static void put_system(buffer *out, const runs *r) {
  for (int e = 0; e < ENGINES; e++) {
    const cpw_array *number = r->of[e] ? cpw_result_find(r->of[e], "number_in_system") : NULL;
    const cpw_array *time = r->of[e] ? cpw_result_find(r->of[e], "time_in_system") : NULL;
    if (!number || !time) continue;
    putf(out, "%s%s: %s people in the network on average", e ? "" : "\n", engine_names[e],
         known_words(number->real[0], 1).text);
    if (!isnan(time->real[0]))
      putf(out, ", %s %s from coming to leaving", known_words(time->real[0], 2).text,
           r->f.p->time_unit);
    put(out, "\n");
  }
}

/* Notes are prose for people; csv keeps to the numbers. */
static void put_notes(buffer *out, const cpw_result *result) {
  for (int64_t i = 0;; i++) {
    const char *key = cpw_result_note_key(result, i);
    if (!key) return;
    const char *text = cpw_result_note(result, key);
    if (strchr(text, ' ')) put_wrapped(out, text, 2, 100); /* sentences */
  }
}

static int print_stages(const runs *r) {
  static const char *const wide[] = {"<stage", "<engine", "capacity", "come/time", "use",
                                     "wait",   "waiting", "in it",    "blocked"};
  static const char *const narrow[] = {"<stage", "capacity", "come/time", "use",
                                       "wait",   "waiting",  "in it",     "blocked"};
  int several = !!r->of[0] + !!r->of[1] + !!r->of[2] > 1;
  buffer out = {0};
  grid g;
  put_heading(&out, r);
  put(&out, "\n");
  grid_begin(&g, several ? wide : narrow, several ? 9 : 8);
  for (int64_t i = 0; i < r->f.p->stages; i++) {
    if (r->f.p->stage[i].kind == CPW_STAGE_EXIT) continue;
    for (int e = 0; e < ENGINES; e++)
      if (r->of[e]) put_stage_row(&g, r, e, i, several);
  }
  grid_print(&g, &out, "");
  grid_free(&g);
  put_system(&out, r);
  for (int e = 0; e < ENGINES; e++)
    if (r->of[e]) put_notes(&out, r->of[e]);
  return write_buffer(r->set->output, &out);
}

/* ---------------------------------------------------------------- machines ------------------ */

static const char *const table_of[] = {"wait_mean", "queue", "exit_rate", "number_in_system"};

static int write_engines(const runs *r) {
  const cpw_result *of[ENGINES];
  const char *label[ENGINES], *table = table_of[r->set->pathway.what];
  int64_t count = 0;
  int json = r->set->format == FORMAT_JSON;
  for (int e = 0; e < ENGINES; e++)
    if (r->of[e] && cpw_result_find(r->of[e], table)) {
      label[count] = engine_names[e];
      of[count++] = r->of[e];
    }
  if (!count)
    return fail(USAGE,
                "%s: --what=time is not a figure of the long run: ask --engine=fluid or "
                "events",
                r->set->command);
  if (count > 1)
    return fail(USAGE, "%s: csv and json hold one engine: ask for one of them with --engine",
                r->set->command);
  (void)label;
  return write_table(r->set->output, json, of[0],
                     json && r->set->pathway.what == PATHWAY_STAGES ? NULL : table);
}

static int print_rows(const runs *r) {
  if (r->set->pathway.what == PATHWAY_STAGES) return print_stages(r);
  return write_engines(r);
}

static int show_runs(const runs *r) {
  if (r->set->html) return pathway_page(r);
  if (r->set->format == FORMAT_CSV || r->set->format == FORMAT_JSON) return write_engines(r);
  return print_rows(r);
}

int run_pathway_run(const settings *set) {
  runs r = {0};
  int code = folder_open(&r.f, set->files[0], set->pathway.changes, set->html != NULL);
  if (!code) code = run_engines(&r, set, 0);
  if (!code) code = show_runs(&r);
  if (!code && r.of[0] && cpw_result_outcome(r.of[0]) == CPW_OUTCOME_UNSTABLE) code = ANSWER_NO;
  free_runs(&r);
  return code;
}
