/* How sure a place among the first K is when the weights are drawn around the policy's.
 * Source: cpw_smaa_policy, which ranks as the policy does in every draw. Leaves the weights of persons to
 * prioritise_panel.c. */
#include "model.h"
#include "output.h"
#include "prioritise.h"
#include "results.h"
#include "say.h"

#include <stdlib.h>

/* The share of the draws in which each patient is among the first K, by row of the list. */
static int draw_chances(const ranked *r, cpw_result **out) {
  const settings *set = r->list->set;
  cpw_priority_list list = ptl_list(r->list, 0);
  int64_t top = set->prioritise.robust < list.patients ? set->prioritise.robust : list.patients;
  cpw_smaa_options options;
  cpw_error err;
  cpw_smaa_options_init(&options);
  options.law = set->prioritise.concentration > 0 ? CPW_SMAA_DIRICHLET : CPW_SMAA_UNIFORM;
  if (set->prioritise.concentration > 0) options.concentration = set->prioritise.concentration;
  options.top = &top;
  options.tops = 1;
  cpw_run run = watched_run((int32_t)set->threads, (uint64_t)set->seed, "drawing");
  run.replications = set->prioritise.draws;
  if (!cpw_smaa_policy(r->by->policy, &list, &options, &run, out, &err)) return DONE;
  return fail_ptl(r->list, &err);
}

static void put_unsure(buffer *b, const ranked *r, const double *chance) {
  int64_t sure = 0, open = 0, most = r->list->set->prioritise.robust;
  for (int64_t i = 0; i < r->list->count; i++) {
    sure += r->place[i] <= most && chance[i] >= 0.95;
    open += chance[i] > 0.05 && chance[i] < 0.95;
  }
  putf(
      b,
      "%s of the first %s are among them in 95 %% of the draws or more; for %s patients it is open "
      "(5 to 95 %%)\n\n",
      people((double)sure).text, people((double)most).text, people((double)open).text);
}

static int print_chances(const ranked *r, const double *chance) {
  static const char *const headings[] = {"place", "<id", "<tier", "score", "among the first"};
  const settings *set = r->list->set;
  int64_t rows = set->prioritise.show;
  buffer b = {0};
  grid g;
  if (rows > r->list->count) rows = r->list->count;
  putf(&b,
       "Chance to be among the first %s when the weights are drawn around the policy's: %s draws, "
       "concentration %s, seed %lld\n",
       people((double)set->prioritise.robust).text, people((double)set->prioritise.draws).text,
       fixed(set->prioritise.concentration, 0).text, (long long)set->seed);
  put_unsure(&b, r, chance);
  grid_begin(&g, headings, 5);
  for (int64_t k = 0; k < rows; k++) {
    int64_t i = r->order[k];
    grid_cell(&g, people((double)(k + 1)).text);
    grid_cell(&g, clipped(r->list->id[i], 24).text);
    grid_cell(&g, tier_name(r, i));
    grid_cell(&g, fixed(r->score[i], 3).text);
    grid_cell(&g, percent(chance[i], 1).text);
  }
  grid_print(&g, &b, "");
  grid_free(&g);
  return write_buffer(set->output, &b);
}

static int write_chances(const ranked *r, const double *chance, const double *se) {
  const settings *set = r->list->set;
  cpw_result *table = NULL;
  cpw_error err = {.code = CPW_ENOMEM, .index = -1, .message = "out of memory"};
  int32_t status = cpw_result_new(NULL, &table, &err);
  if (!status) status = places_begin(table, r, &err);
  if (!status)
    places_reals(table, r, "top_probability", "share", "Share of the draws among the first.",
                 chance, 1, &status, &err);
  if (!status)
    places_reals(table, r, "top_se", "share", "Its standard error.", se, 1, &status, &err);
  int code = status
                 ? fail_library(NULL, &err)
                 : write_table(set->output, set->format == FORMAT_JSON, table, "top_probability");
  cpw_result_free(table);
  return code;
}

int show_robust(const ranked *r) {
  cpw_result *chances = NULL;
  int code = check_weights_vary(r, "robust");
  double concentration = r->list->set->prioritise.concentration;
  if (!code && concentration > 0 && concentration < 1)
    code = fail(USAGE, "--concentration must be 0 or from 1 to 1e9");
  if (!code) code = draw_chances(r, &chances);
  if (code) return code;
  const double *chance = cpw_result_find(chances, "top_probability")->real;
  const double *se = cpw_result_find(chances, "top_se")->real;
  code =
      r->list->set->format <= FORMAT_TEXT ? print_chances(r, chance) : write_chances(r, chance, se);
  cpw_result_free(chances);
  return code;
}
