/* The list under the weights of every member of a panel, by the policy's own rule with its tiers, caps and
 * overrides.
 * Source: cpw_priority_panel. Leaves weights that chance draws to prioritise_robust.c. */
#include "input.h"
#include "output.h"
#include "prioritise.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_MEMBERS = 64 };

int check_weights_vary(const ranked *r, const char *option) {
  if (r->by->policy->rule == CPW_PRIORITY_SCORE && r->by->policy->criterion_count > 0) return DONE;
  return fail(USAGE, "--%s: the policy has no weights to vary", option);
}

/* ---------------------------------------------------------------- weights of a panel */

typedef struct panel {
  int64_t members;
  char *name[MOST_MEMBERS];
  double *weight; /* (members, criteria) */
  int64_t *place; /* (members, patients) */
} panel;

static void panel_free(panel *p) {
  for (int64_t m = 0; m < p->members; m++)
    free(p->name[m]);
  free(p->weight);
  free(p->place);
}

static int read_member(const ranked *r, cpw_table *table, const char *file, const int64_t *field,
                       panel *p) {
  const cpw_priority_policy *policy = r->by->policy;
  const char *bytes;
  int64_t count;
  double sum = 0;
  cpw_error err;
  if (p->members == MOST_MEMBERS)
    return fail(BAD_DATA, "%s:%lld: more than %d members", file, (long long)cpw_table_line(table),
                (int)MOST_MEMBERS);
  if (cpw_table_text(table, field[0], &bytes, &count, &err)) return fail_library(file, &err);
  double *weight = p->weight + p->members * policy->criterion_count;
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    if (cpw_table_double(table, field[k + 1], &weight[k], &err)) return fail_library(file, &err);
    if (!(weight[k] >= 0) || !isfinite(weight[k]))
      return fail(BAD_DATA, "%s:%lld: column %lld: a weight must be finite and >= 0", file,
                  (long long)cpw_table_line(table), (long long)field[k + 1] + 1);
    sum += weight[k];
  }
  if (fabs(sum - 1) > 1e-9) {
    char text[CPW_NUMBER_CHARS];
    cpw_format_double(sum, text);
    return fail(BAD_DATA, "%s:%lld: the weights sum to %s, must be 1", file,
                (long long)cpw_table_line(table), text);
  }
  p->name[p->members] = strndup(bytes, (size_t)count);
  return p->name[p->members++] ? DONE : fail_memory();
}

static int read_members(const ranked *r, cpw_table *table, const char *file, int64_t *field,
                        panel *p) {
  const cpw_priority_policy *policy = r->by->policy;
  cpw_error err;
  int32_t more = 0;
  field[0] = cpw_table_find(table, "member");
  if (field[0] < 0) return fail(BAD_DATA, "%s:1: there is no column \"member\"", file);
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    field[k + 1] = cpw_table_find(table, policy->criteria[k].name);
    if (field[k + 1] < 0)
      return fail(BAD_DATA, "%s:1: there is no column \"%s\", a criterion of the policy", file,
                  policy->criteria[k].name);
  }
  int code = DONE;
  while (!code && (more = cpw_table_next(table, &err)) == 1)
    code = read_member(r, table, file, field, p);
  if (!code && more < 0) return fail_library(file, &err);
  if (!code && !p->members) return fail(BAD_DATA, "%s: there is no member", file);
  return code;
}

static int read_panel(const ranked *r, const char *path, panel *p) {
  int64_t criteria = r->by->policy->criterion_count;
  int64_t *field = calloc((size_t)criteria + 1, sizeof *field);
  input in;
  cpw_table *table = NULL;
  cpw_error err;
  p->weight = calloc((size_t)criteria * MOST_MEMBERS, sizeof *p->weight);
  if (!field || !p->weight) {
    free(field);
    return fail_memory();
  }
  int code = input_open(&in, path, 0);
  if (!code) {
    cpw_source source = input_source(&in);
    if (cpw_table_open_source(&source, NULL, &table, &err))
      code = fail_library(in.name, &err);
    else
      code = read_members(r, table, in.name, field, p);
    cpw_table_free(table);
    input_close(&in);
  }
  free(field);
  return code;
}

/* ---------------------------------------------------------------- places under each */

static int rank_members(const ranked *r, panel *p) {
  cpw_priority_list list = ptl_list(r->list, 0);
  size_t n = r->list->count > 0 ? (size_t)r->list->count : 1;
  cpw_error err;
  p->place = calloc(n * (size_t)(p->members > 0 ? p->members : 1), sizeof *p->place);
  if (!p->place) return fail_memory();
  if (cpw_priority_panel(r->by->policy, &list, p->weight, p->members, NULL, r->list->count,
                         p->place, &err))
    return fail_library(NULL, &err);
  return DONE;
}

static int64_t lowest(const ranked *r, const panel *p, int64_t row) {
  int64_t least = p->place[row];
  for (int64_t m = 1; m < p->members; m++)
    if (p->place[m * r->list->count + row] < least) least = p->place[m * r->list->count + row];
  return least;
}

static int64_t highest(const ranked *r, const panel *p, int64_t row) {
  int64_t most = p->place[row];
  for (int64_t m = 1; m < p->members; m++)
    if (p->place[m * r->list->count + row] > most) most = p->place[m * r->list->count + row];
  return most;
}

static int print_panel(const ranked *r, const panel *p) {
  enum { MOST_SHOWN = 12 };
  const settings *set = r->list->set;
  int64_t rows = set->prioritise.show, shown = p->members < MOST_SHOWN ? p->members : MOST_SHOWN;
  const char *headings[MOST_SHOWN + 6] = {"place", "<id", "<tier", "lowest", "highest"};
  phrase name[MOST_SHOWN];
  buffer b = {0};
  grid g;
  if (rows > r->list->count) rows = r->list->count;
  for (int64_t m = 0; m < shown; m++) {
    name[m] = clipped(p->name[m], 16);
    headings[5 + m] = name[m].text;
  }
  grid_begin(&g, headings, 5 + shown);
  for (int64_t k = 0; k < rows; k++) {
    int64_t i = r->order[k];
    grid_cell(&g, people((double)(k + 1)).text);
    grid_cell(&g, clipped(r->list->id[i], 24).text);
    grid_cell(&g, tier_name(r, i));
    grid_cell(&g, people((double)lowest(r, p, i)).text);
    grid_cell(&g, people((double)highest(r, p, i)).text);
    for (int64_t m = 0; m < shown; m++)
      grid_cell(&g, people((double)p->place[m * r->list->count + i]).text);
  }
  putf(&b, "Places under the policy and under the weights of %s of a panel\n\n",
       phrased("%lld %s", (long long)p->members, p->members == 1 ? "member" : "members").text);
  grid_print(&g, &b, "");
  grid_free(&g);
  if (shown < p->members) put(&b, "more members: --format=csv\n");
  return write_buffer(set->output, &b);
}

static int32_t fill_panel(cpw_result *to, const ranked *r, const panel *p, cpw_error *err) {
  int64_t n = r->list->count;
  int64_t *figure = calloc(n > 0 ? 2 * (size_t)n : 1, sizeof *figure);
  int32_t status = figure ? places_begin(to, r, err) : CPW_ENOMEM;
  for (int64_t i = 0; figure && i < n; i++) {
    figure[i] = lowest(r, p, i);
    figure[n + i] = highest(r, p, i);
  }
  if (figure) {
    places_whole(to, r, "lowest", "Lowest place under any member.", figure, &status, err);
    places_whole(to, r, "highest", "Highest place under any member.", figure + n, &status, err);
  }
  for (int64_t m = 0; m < p->members; m++)
    places_whole(to, r, phrased("place_%.80s", p->name[m]).text,
                 "Place under this member's weights.", p->place + m * n, &status, err);
  free(figure);
  return status;
}

static int write_panel(const ranked *r, const panel *p) {
  const settings *set = r->list->set;
  cpw_result *table = NULL;
  cpw_error err = {.code = CPW_ENOMEM, .index = -1, .message = "out of memory"};
  int code;
  if (cpw_result_new(NULL, &table, &err) || fill_panel(table, r, p, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(set->output, set->format == FORMAT_JSON, table, "lowest");
  cpw_result_free(table);
  return code;
}

int show_panel(const ranked *r) {
  const settings *set = r->list->set;
  panel p = {0};
  int code = check_weights_vary(r, "panel");
  if (!code) code = read_panel(r, set->prioritise.panel, &p);
  if (!code) code = rank_members(r, &p);
  if (!code) code = set->format <= FORMAT_TEXT ? print_panel(r, &p) : write_panel(r, &p);
  panel_free(&p);
  return code;
}
