/* The ranked list: as text for people, as CSV and JSON with a reason on every row.
 * No source: the library ranks, this file prints.
 * Leaves one patient's explanation to prioritise_explain.c. */
#include "prioritise.h"
#include "results.h"
#include "say.h"

#include "output.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- as text */

static void put_head(buffer *b, const ranked *r) {
  const cpw_priority_policy *policy = r->by->policy;
  putf(b, "%s%s%s%s: %s %s in %s %s, %s waited beyond their target\n",
       policy->name ? policy->name : r->by->name, policy->version ? " (" : "",
       policy->version ? policy->version : "", policy->version ? ")" : "",
       people((double)r->list->count).text, r->list->count == 1 ? "patient" : "patients",
       people((double)policy->tier_count).text, policy->tier_count == 1 ? "tier" : "tiers",
       people((double)r->breaches).text);
  if (r->missing)
    putf(b, "%s facts were missing and took the value that the policy gives a missing one\n",
         people((double)r->missing).text);
  if (r->capped) putf(b, "equity met its cap for %s patients\n", people((double)r->capped).text);
  if (r->list->override_count)
    putf(b, "%s decisions of persons are applied\n", people((double)r->list->override_count).text);
  put(b, "\n");
}

phrase moved_words(int64_t up) {
  if (!up) return phrased("-");
  return phrased("%s%s", up > 0 ? "+" : "-", people(up > 0 ? (double)up : (double)-up).text);
}

static void put_scores(grid *g, const ranked *r, int64_t i) {
  int days = r->by->policy->cap_kind == CPW_PRIORITY_CAP_DAYS;
  grid_cell(g, fixed(r->clinical[i], 3).text);
  grid_cell(g, fixed(r->equity[i], days ? 0 : 3).text);
  grid_cell(g, fixed(r->score[i], 3).text);
  grid_cell(g, moved_words(r->without_equity[i] - r->place[i]).text);
}

static void put_rows(buffer *b, const ranked *r, int64_t rows) {
  static const char *const headings[] = {"place",    "<id",    "<tier", "<beyond",  "days",
                                         "clinical", "equity", "score", "by equity"};
  int scored = r->by->policy->criterion_count > 0;
  grid g;
  grid_begin(&g, headings, scored ? 9 : 5);
  for (int64_t k = 0; k < rows; k++) {
    int64_t i = r->order[k];
    grid_cell(&g, people((double)(k + 1)).text);
    grid_cell(&g, clipped(r->list->id[i], 24).text);
    grid_cell(&g, tier_name(r, i));
    grid_cell(&g, r->breached[i] ? "beyond" : "");
    grid_cell(&g, fixed(r->list->wait[i], 0).text);
    if (scored) put_scores(&g, r, i);
  }
  grid_print(&g, b, "");
  grid_free(&g);
}

static int print_ranking(const ranked *r) {
  buffer b = {0};
  int64_t rows = r->list->set->prioritise.show;
  if (rows > r->list->count) rows = r->list->count;
  put_head(&b, r);
  put_rows(&b, r, rows);
  if (rows < r->list->count)
    putf(&b, "... and %s more (--show=N, or --format=csv for all of them with their reasons)\n",
         people((double)(r->list->count - rows)).text);
  return write_buffer(r->list->set->output, &b);
}

/* ---------------------------------------------------------------- as a result */

/* Labels of all places, each made by a function. */
static int32_t add_labels(cpw_result *to, const ranked *r, const char *name,
                          void (*put_label)(buffer *b, const ranked *r, int64_t row),
                          cpw_error *err) {
  int64_t n = r->list->count;
  const char **label = calloc(n > 0 ? (size_t)n : 1, sizeof *label);
  size_t *at = calloc(n > 0 ? (size_t)n : 1, sizeof *at);
  buffer text = {0};
  int32_t status = label && at ? CPW_OK : CPW_ENOMEM;
  for (int64_t k = 0; !status && k < n; k++) {
    at[k] = text.count;
    put_label(&text, r, r->order[k]);
    put_bytes(&text, "", 1);
    if (text.failed) status = CPW_ENOMEM;
  }
  for (int64_t k = 0; !status && k < n; k++)
    label[k] = text.bytes + at[k];
  if (status)
    *err = (cpw_error){.code = status, .index = -1, .message = "out of memory"};
  else if (strcmp(name, "place") == 0)
    status = cpw_result_add_dimension(to, name, n, label, err);
  else
    status = cpw_result_add_coordinate(to, "place", name, label, err);
  free(label);
  free(at);
  buffer_free(&text);
  return status;
}

static void put_place(buffer *b, const ranked *r, int64_t row) {
  putf(b, "%lld", (long long)r->place[row]);
}
static void put_id(buffer *b, const ranked *r, int64_t row) {
  put(b, r->list->id[row]);
}
static void put_tier(buffer *b, const ranked *r, int64_t row) {
  put(b, tier_name(r, row));
}
static void put_reason(buffer *b, const ranked *r, int64_t row) {
  put(b, short_reason(r, row).text);
}

void places_reals(cpw_result *to, const ranked *r, const char *name, const char *unit,
                  const char *words, const double *value, int64_t stride, int32_t *status,
                  cpw_error *err) {
  void *memory;
  if (*status) return;
  *status = cpw_result_add_array(to, name, unit, words, "place", CPW_DOUBLE, CPW_MERGE_SAME,
                                 &memory, err);
  double *real = memory;
  for (int64_t k = 0; !*status && k < r->list->count; k++)
    real[k] = value[r->order[k] * stride];
}

void places_whole(cpw_result *to, const ranked *r, const char *name, const char *words,
                  const int64_t *value, int32_t *status, cpw_error *err) {
  void *memory;
  if (*status) return;
  *status =
      cpw_result_add_array(to, name, "", words, "place", CPW_INT64, CPW_MERGE_SAME, &memory, err);
  int64_t *whole = memory;
  for (int64_t k = 0; !*status && k < r->list->count; k++)
    whole[k] = value[r->order[k]];
}

int32_t places_begin(cpw_result *to, const ranked *r, cpw_error *err) {
  int32_t status = add_labels(to, r, "place", put_place, err);
  if (!status) status = add_labels(to, r, "id", put_id, err);
  return status ? status : add_labels(to, r, "tier", put_tier, err);
}

/* Whole numbers that a function gives. */
static void add_figures(cpw_result *to, const ranked *r, const char *name, const char *words,
                        int64_t (*figure)(const ranked *r, int64_t row), int32_t *status,
                        cpw_error *err) {
  void *memory;
  if (*status) return;
  *status =
      cpw_result_add_array(to, name, "", words, "place", CPW_INT64, CPW_MERGE_SAME, &memory, err);
  int64_t *whole = memory;
  for (int64_t k = 0; !*status && k < r->list->count; k++)
    whole[k] = figure(r, r->order[k]);
}

static int64_t is_beyond(const ranked *r, int64_t row) {
  return r->breached[row];
}
static int64_t gained(const ranked *r, int64_t row) {
  return r->without_equity[row] - r->place[row];
}

static int32_t fill_result(cpw_result *to, const ranked *r, cpw_error *err) {
  const cpw_priority_policy *policy = r->by->policy;
  int days = policy->cap_kind == CPW_PRIORITY_CAP_DAYS;
  int32_t status = places_begin(to, r, err);
  if (!status) status = add_labels(to, r, "reason", put_reason, err);
  add_figures(to, r, "beyond_target", "1: waited beyond the target.", is_beyond, &status, err);
  places_reals(to, r, "wait_days", "days", "Days waited.", r->list->wait, 1, &status, err);
  places_reals(to, r, "score", "score", "What the key compares.", r->score, 1, &status, err);
  places_reals(to, r, "clinical", "score", "Clinical part.", r->clinical, 1, &status, err);
  places_reals(to, r, "equity", days ? "days" : "score", "Equity part as it counts.", r->equity, 1,
               &status, err);
  for (int64_t k = 0; k < policy->criterion_count && policy->rule == CPW_PRIORITY_SCORE; k++)
    places_reals(to, r, phrased("adds_%.80s", policy->criteria[k].name).text, "score",
                 "What this criterion adds to the score.", r->share + k, policy->criterion_count,
                 &status, err);
  places_whole(to, r, "place_without_equity", "Place under the policy without equity.",
               r->without_equity, &status, err);
  add_figures(to, r, "up_by_equity", "Places gained by equity.", gained, &status, err);
  if (!status)
    status = cpw_result_add_note(to, "policy", policy->name ? policy->name : r->by->name, err);
  if (!status && policy->version)
    status = cpw_result_add_note(to, "policy_version", policy->version, err);
  return status;
}

int show_ranking(const ranked *r) {
  const settings *set = r->list->set;
  cpw_result *table = NULL;
  cpw_error err = {0};
  int code = DONE;
  if (set->format <= FORMAT_TEXT) return print_ranking(r);
  if (cpw_result_new(NULL, &table, &err) || fill_result(table, r, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(set->output, set->format == FORMAT_JSON, table, "score");
  cpw_result_free(table);
  return code;
}
