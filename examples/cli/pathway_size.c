/* `carepath pathway size`: the least capacity of each stage that meets a goal in the long run.
 * Model: cpw_pathway_size. Leaves the folder to pathway_open.c. */
#include "pathway.h"

#include "output.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int read_goal(const settings *set, cpw_pathway_size_goal *goal, const folder *f) {
  static const int32_t kinds[] = {CPW_SIZE_MEAN_WAIT, CPW_SIZE_WITHIN, CPW_SIZE_PROB_WAIT,
                                  CPW_SIZE_UTILISATION};
  const pathway_settings *s = &set->pathway;
  *goal = (cpw_pathway_size_goal){-1, kinds[s->goal], s->limit, s->share};
  int limit = s->goal == SIZE_MEAN || s->goal == SIZE_WITHIN, share = s->goal != SIZE_MEAN;
  if (limit && s->limit < 0)
    return fail(USAGE, "pathway size: --limit=TIME is missing: the wait that is aimed at");
  if (share && s->share < 0) return fail(USAGE, "pathway size: --share=SHARE is missing");
  if (!limit && s->limit >= 0)
    return fail(USAGE, "pathway size: --limit changes nothing of this --goal");
  if (!share && s->share >= 0)
    return fail(USAGE, "pathway size: --share changes nothing of --goal=mean-wait");
  for (int64_t i = 0; s->stage && i < f->p->stages; i++)
    if (strcmp(f->p->stage[i].name, s->stage) == 0) goal->stage = (int32_t)i;
  if (s->stage && goal->stage < 0)
    return fail(USAGE, "pathway size: --stage: %s has no stage '%s'", f->path, s->stage);
  return DONE;
}

/* Stages with a capacity, in the folder's order. */
static int show_sizes(const settings *set, const folder *f, const cpw_result *result) {
  static const char *const column[] = {"capacity", "needed", "more", "reached", "before"};
  size_t n = (size_t)f->p->stages + 1;
  const char **id = calloc(n, sizeof *id);
  double *value[5] = {0};
  int code = id ? DONE : no_memory(), k;
  answer a = {.dimension = "stage", .heading = "stage"};
  for (k = 0; !code && k < 5; k++) {
    value[k] = calloc(n, sizeof **value);
    if (!value[k]) code = no_memory();
  }
  for (int64_t i = 0; !code && i < f->p->stages; i++) {
    if (!isfinite(stage_figure(result, "capacity", i, 0))) continue;
    id[a.rows] = f->p->stage[i].name;
    for (k = 0; k < 5; k++)
      value[k][a.rows] = stage_figure(result, column[k], i, 0);
    a.rows++;
  }
  if (!code) {
    a.id = id;
    answer_real(&a, "capacity", "now", "Capacity as planned, on average.", "", SHOW_NUMBER,
                value[0]);
    answer_real(&a, "needed", "needed", "Least whole capacity that meets the goal.", "",
                SHOW_NUMBER, value[1]);
    answer_real(&a, "more", "more", "Needed less capacity.", "", SHOW_NUMBER, value[2]);
    answer_real(&a, "reached", "reached", "The measure with it.", "", SHOW_FINE, value[3]);
    answer_real(&a, "before", "one fewer", "The measure with one fewer.", "", SHOW_FINE, value[4]);
    putf(&a.head, "%s: least capacity in the long run; time in %s\n\n", f->path, f->p->time_unit);
    code = show_answer(set, &a);
  }
  for (k = 0; k < 5; k++)
    free(value[k]);
  free((void *)id);
  return code;
}

int run_pathway_size(const settings *set) {
  folder f = {0};
  cpw_pathway_size_goal goal;
  cpw_result *result = NULL;
  cpw_error err = {0};
  if (set->html) return fail(USAGE, "pathway size: --html is for 'carepath pathway run'");
  int code = folder_open(&f, set->files[0], set->pathway.changes, 0);
  if (!code) code = read_goal(set, &goal, &f);
  if (!code && cpw_pathway_size(f.p, &goal, 1, NULL, &result, &err))
    code = fail_library(f.path, &err);
  if (!code) code = show_sizes(set, &f, result);
  cpw_result_free(result);
  folder_close(&f);
  return code;
}
