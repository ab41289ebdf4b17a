/* Scenarios of a system chosen by their ids and run by the fluid engine.
 * Engine: carepath/system_run.h. Leaves the folder to system_open.c and figures to system_tally.c. */
#include "systems.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct word {
  char text[128];
} word;

/* The next id of a list joined by commas; 0: there is none. */
static int next_word(const char **at, word *w) {
  if (!*at || !**at) return 0;
  size_t n = strcspn(*at, ",");
  snprintf(w->text, sizeof w->text, "%.*s", (int)(n < 120 ? n : 120), *at);
  *at += n + ((*at)[n] == ',');
  return 1;
}

static int unknown(const system_folder *f, const char *what, const char *id,
                   const char *const *names, int64_t count) {
  const char *guess = nearest(id, names, (int)count);
  if (guess)
    return fail(USAGE, "%s: there is no %s '%s'; did you mean '%s'?", f->path, what, id, guess);
  return fail(USAGE, "%s: there is no %s '%s'", f->path, what, id);
}

static int find_scenario(const system_folder *f, const char *id, int32_t *found) {
  const char **names = calloc((size_t)f->s->scenarios + 1, sizeof *names);
  if (!names) return no_memory();
  *found = CPW_NONE;
  for (int64_t i = 0; i < f->s->scenarios; i++) {
    names[i] = f->s->scenario[i].id;
    if (strcmp(names[i], id) == 0) *found = (int32_t)i;
  }
  int code = *found >= 0 ? DONE : unknown(f, "scenario", id, names, f->s->scenarios);
  free((void *)names);
  return code;
}

static int find_policy(const system_folder *f, const char *id, int32_t *found) {
  const char **names = calloc((size_t)f->s->policies + 1, sizeof *names);
  if (!names) return no_memory();
  *found = CPW_NONE;
  for (int64_t i = 0; i < f->s->policies; i++) {
    names[i] = f->s->policy[i].id;
    if (strcmp(names[i], id) == 0) *found = (int32_t)i;
  }
  int code = *found >= 0 ? DONE : unknown(f, "policy", id, names, f->s->policies);
  free((void *)names);
  return code;
}

static void add_case(system_runs *r, int32_t scenario) {
  system_case *c = &r->of[r->count++];
  c->scenario = scenario;
  c->id = c->name = "as it is";
  if (scenario < 0) return;
  const cpw_system_scenario *s = &r->f.s->scenario[scenario];
  c->id = s->id;
  c->name = s->name && *s->name ? s->name : s->id;
}

/* The scenarios of --scenario; without it the first of the folder, or all. */
int choose_cases(system_runs *r, const settings *set, int all) {
  const char *at = set->system.scenarios, *more = set->system.policies;
  word w;
  r->set = set;
  while (next_word(&more, &w)) {
    if (r->more_count == MOST_MORE)
      return fail(USAGE, "%s: at most %d policies", set->command, MOST_MORE);
    int code = find_policy(&r->f, w.text, &r->more[r->more_count++]);
    if (code) return code;
  }
  while (next_word(&at, &w)) {
    int32_t found = CPW_NONE;
    if (r->count == MOST_CASES)
      return fail(USAGE, "%s: at most %d scenarios", set->command, MOST_CASES);
    int code = strcmp(w.text, "none") == 0 ? DONE : find_scenario(&r->f, w.text, &found);
    if (code) return code;
    add_case(r, found);
  }
  if (r->count) return DONE;
  for (int64_t i = 0; i < r->f.s->scenarios && r->count < (all ? MOST_CASES : 1); i++)
    add_case(r, (int32_t)i);
  if (!r->count) add_case(r, CPW_NONE);
  return DONE;
}

int run_cases(system_runs *r) {
  const system_settings *s = &r->set->system;
  for (int k = 0; k < r->count; k++) {
    cpw_system_run_options o;
    cpw_error err = {0};
    cpw_run run = watched_run((int32_t)r->set->threads, (uint64_t)r->set->seed, r->of[k].id);
    cpw_system_run_options_init(&o);
    o.scenario = r->of[k].scenario;
    o.weeks = (int32_t)s->weeks;
    o.every = (int32_t)s->every;
    o.policy = r->more;
    o.policies = r->more_count;
    int32_t status = cpw_system_run(r->f.s, &o, &run, &r->of[k].result, &err);
    clear_progress();
    if (status) return fail_library(r->f.path, &err);
  }
  return DONE;
}

void free_cases(system_runs *r) {
  for (int k = 0; k < MOST_CASES; k++)
    cpw_result_free(r->of[k].result);
  system_close(&r->f);
}
