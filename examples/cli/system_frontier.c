/* `carepath system frontier`: the same money for all alike, for the most deprived, and everything between.
 * Sweep: carepath/system_frontier.h. Leaves the folder to system_open.c. */
#include "systems.h"

#include "output.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct point_rows {
  int64_t rows;
  const char **name;
  phrase *text;
  double *of[8];
} point_rows;

static const struct {
  const char *name, *heading, *words;
  int show;
} point_figures[] = {
    {"waiting", "at the end", "People who wait at the end.", SHOW_PEOPLE},
    {"within", "in time", "Share of them within the standard.", SHOW_PART},
    {"mean_wait", "mean wait", "Of the treated, weeks.", SHOW_NUMBER},
    {"health_gain", "health gained", "From what it is without the money.", SHOW_PEOPLE},
    {"gain_kept", "kept", "Of the health gained for all alike.", SHOW_PART},
    {"inequality", "inequality", "Slope of the gain a head, least less most deprived.", SHOW_FINE},
    {"inequality_kept", NULL, "Inequality beside that for all alike.", SHOW_PART},
    {"wait_gap", "gap", "Person-weeks a head, first less last group.", SHOW_NUMBER}};
enum { POINT_FIGURES = sizeof point_figures / sizeof *point_figures };

static int rows_of(point_rows *p, const cpw_result *result) {
  const cpw_array *target = cpw_result_find(result, "target");
  if (!target) return 0;
  p->rows = target->size;
  size_t n = (size_t)p->rows + 1;
  p->name = calloc(n, sizeof *p->name);
  p->text = calloc(n, sizeof *p->text);
  if (!p->name || !p->text) return 0;
  for (int64_t i = 0; i < p->rows; i++) {
    double share = target->real[i];
    p->text[i] = isnan(share) ? phrased("no more money")
                 : share <= 0 ? phrased("all alike")
                 : share >= 1 ? phrased("the most deprived alone")
                              : phrased("%s for the most deprived", percent(share, 0).text);
    p->name[i] = p->text[i].text;
  }
  for (int k = 0; k < POINT_FIGURES; k++) {
    p->of[k] = calloc(n, sizeof **p->of);
    if (!p->of[k]) return 0;
    for (int64_t i = 0; i < p->rows; i++)
      p->of[k][i] = result_figure(result, point_figures[k].name, i);
  }
  return 1;
}

static void rows_end(point_rows *p) {
  free((void *)p->name);
  free(p->text);
  for (int k = 0; k < POINT_FIGURES; k++)
    free(p->of[k]);
}

static int show(const system_runs *r, const cpw_result *result) {
  point_rows p = {0};
  answer a = {.dimension = "point", .heading = "more capacity"};
  int code = rows_of(&p, result) ? DONE : no_memory();
  if (!code) {
    a.rows = p.rows;
    a.id = p.name;
    for (int k = 0; k < POINT_FIGURES; k++)
      answer_real(&a, point_figures[k].name, point_figures[k].heading, point_figures[k].words, "",
                  point_figures[k].show, p.of[k]);
    put_run_heading(&a.head, r, &r->of[0]);
    putf(&a.head, "%s a year more, for the first %lld of %lld groups or for all\n\n",
         short_pounds((double)r->set->system.budget).text, (long long)r->set->system.targeted,
         (long long)r->f.s->groups);
    put(&a.foot, "\nkept: of the health that the money gains for all alike; inequality: slope of "
                 "the gain a head from the\nmost to the least deprived (above 0: the least "
                 "deprived gain more); gap: weeks on the list a head, first\nless last group\n");
    put_basis(&a.foot, r);
    code = show_answer(r->set, &a);
  }
  rows_end(&p);
  return code;
}

static int sweep(const system_runs *r, cpw_result **result) {
  const system_settings *s = &r->set->system;
  cpw_system_frontier_options o;
  cpw_system_run_options run_options;
  cpw_error err = {0};
  cpw_run run = watched_run((int32_t)r->set->threads, (uint64_t)r->set->seed, "shares");
  cpw_system_frontier_options_init(&o);
  cpw_system_run_options_init(&run_options);
  run_options.scenario = r->of[0].scenario;
  run_options.weeks = (int32_t)s->weeks;
  run_options.policy = r->more;
  run_options.policies = r->more_count;
  o.run = &run_options;
  o.money = (double)s->budget / CPW_WEEKS_PER_YEAR;
  o.steps = (int32_t)s->steps;
  o.targeted = s->targeted;
  o.target = s->order ? CPW_SYSTEM_TARGET_ORDER : CPW_SYSTEM_TARGET_KEEP;
  o.aversion = s->aversion;
  int32_t status = cpw_system_frontier(r->f.s, &o, &run, result, &err);
  clear_progress();
  return status ? fail_library(r->f.path, &err) : DONE;
}

int run_system_frontier(const settings *set) {
  system_runs *r = calloc(1, sizeof *r);
  cpw_result *result = NULL;
  if (!r) return no_memory();
  int code = system_open(&r->f, set->files[0], 0, 0);
  if (!code) code = choose_cases(r, set, 0);
  if (!code && set->system.budget < 0)
    code =
        fail(USAGE, "%s: --budget says how much more a year, such as --budget=200m", set->command);
  if (!code && r->count > 1) code = fail(USAGE, "%s: one scenario at a time", set->command);
  if (!code) code = sweep(r, &result);
  if (!code) code = show(r, result);
  cpw_result_free(result);
  free_cases(r);
  free(r);
  return code;
}
