/* Re-ranking inside tiers so that a group has its minimum among the first, on request alone.
 * Source: carepath/fair.h (FA*IR, Zehlike et al. 2017; quotas); the order within a tier and a breach is the
 * policy's, and neither is crossed.
 * Leaves the policy's own ranking, which a record holds, as it is. */
#include "output.h"
#include "prioritise.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "COLUMN=VALUE|VALUE:SHARE" */
typedef struct fair_rule {
  const watched *column;
  const char *values;
  int length;
  double share;
  int64_t places; /* the minimum is for the first so many of a tier */
} fair_rule;

typedef struct fairly {
  int32_t *group; /* (patients) 0: the group, -1: not */
  int32_t *block;
  double *score;
  int64_t *minimum;
  int64_t *order;
  int64_t *place; /* (patients) from 1 */
  double *values;
  cpw_fair_verdict verdict;
  cpw_fair_cost cost;
  double chance; /* of failing by chance; NaN with a quota */
} fairly;

/* ---------------------------------------------------------------- what is asked */

int fair_column(const settings *set, char **name) {
  const char *text = set->prioritise.fair, *equals = strchr(text, '='), *colon = strrchr(text, ':');
  double share;
  if (!equals || equals == text || !colon || colon <= equals + 1 ||
      !parse_number(colon + 1, strlen(colon + 1), &share) || !(share > 0 && share < 1))
    return fail(USAGE,
                "--fair: '%s' is not COLUMN=VALUE:SHARE with a share between 0 and 1, such as "
                "\"imd_decile=1|2:0.2\"",
                text);
  *name = strndup(text, (size_t)(equals - text));
  if (!*name) return fail_memory();
  if (!cpw_priority_protected(*name) || set->prioritise.fair_reason) return DONE;
  return fail(
      USAGE,
      "--fair: column \"%s\" is a protected characteristic (%s; Equality Act 2010, section 4): "
      "say why it may be used, --fair-reason=TEXT",
      *name, cpw_priority_protected_name(cpw_priority_protected(*name)));
}

static int read_rule(const ranked *r, fair_rule *rule) {
  const settings *set = r->list->set;
  const char *text = set->prioritise.fair, *equals = strchr(text, '='), *colon = strrchr(text, ':');
  for (int i = 0; i < r->list->watched_count; i++)
    if (strncmp(r->list->watched[i].name, text, (size_t)(equals - text)) == 0 &&
        !r->list->watched[i].name[equals - text])
      rule->column = &r->list->watched[i];
  rule->values = equals + 1;
  rule->length = (int)(colon - equals - 1);
  parse_number(colon + 1, strlen(colon + 1), &rule->share);
  rule->places = set->prioritise.top ? set->prioritise.top : 100;
  if (rule->places > r->list->count) rule->places = r->list->count;
  if (rule->places > 5000)
    return fail(USAGE, "--top: with --fair at most 5000 places have a minimum");
  for (int64_t i = 0; i < r->list->override_count; i++)
    if (r->list->overrides[i].kind == CPW_OVERRIDE_PLACE)
      return fail(USAGE, "--fair: places are kept by overrides; it would move them");
  return rule->column ? DONE : fail(INTERNAL, "--fair: its column was not read");
}

/* 1: a label is one of "VALUE|VALUE". */
static int is_named(const fair_rule *rule, const char *label) {
  const char *at = rule->values, *end = rule->values + rule->length;
  while (at <= end) {
    const char *bar = memchr(at, '|', (size_t)(end - at));
    size_t length = (size_t)((bar ? bar : end) - at);
    if (strncmp(at, label, length) == 0 && !label[length]) return 1;
    at += length + 1;
  }
  return 0;
}

/* ---------------------------------------------------------------- ranking */

static void fairly_free(fairly *f) {
  free(f->group);
  free(f->block);
  free(f->score);
  free(f->minimum);
  free(f->order);
  free(f->place);
  free(f->values);
}

static int fairly_new(const ranked *r, const fair_rule *rule, fairly *f) {
  size_t n = r->list->count > 0 ? (size_t)r->list->count : 1;
  size_t m = r->by->policy->criterion_count > 0 ? (size_t)r->by->policy->criterion_count : 1;
  f->group = calloc(n, sizeof *f->group);
  f->block = calloc(n, sizeof *f->block);
  f->score = calloc(n, sizeof *f->score);
  f->minimum = calloc((size_t)rule->places + 1, sizeof *f->minimum);
  f->order = calloc(n, sizeof *f->order);
  f->place = calloc(n, sizeof *f->place);
  f->values = calloc(n * m, sizeof *f->values);
  return f->group && f->block && f->score && f->minimum && f->order && f->place && f->values
             ? DONE
             : fail_memory();
}

static int find_members(const ranked *r, const fair_rule *rule, fairly *f) {
  int64_t members = 0;
  for (int64_t i = 0; i < r->list->count; i++) {
    int32_t g = rule->column->group[i];
    f->group[i] = g >= 0 && is_named(rule, rule->column->label[g]) ? 0 : -1;
    f->score[i] = -(double)r->place[i];
    members += f->group[i] == 0;
  }
  if (members) return DONE;
  return fail(BAD_DATA, "%s: nobody has \"%s\" %.*s, which --fair names", r->list->file,
              rule->column->name, rule->length, rule->values);
}

static int make_minimum(const ranked *r, const fair_rule *rule, fairly *f) {
  const prioritise_settings *s = &r->list->set->prioritise;
  cpw_error err;
  int32_t status;
  f->chance = (double)NAN;
  if (s->fair_rule)
    status = cpw_fair_quota(rule->places, 1, &rule->share, CPW_FAIR_FLOOR, f->minimum, &err);
  else
    status = cpw_fair_adjusted(rule->places, rule->share, s->significance, CPW_FAIR_CONSERVATIVE,
                               NULL, f->minimum, NULL, &f->chance, &err);
  return status ? fail_library(NULL, &err) : DONE;
}

static int rerank(const ranked *r, const fair_rule *rule, fairly *f) {
  cpw_priority_list list = ptl_list(r->list, 0);
  cpw_fair_people people_there;
  cpw_error err;
  if (cpw_priority_values(r->by->policy, &list, f->values, f->block, &err))
    return fail_ptl(r->list, &err);
  cpw_fair_people_init(&people_there);
  people_there.count = r->list->count;
  people_there.score = f->score;
  people_there.group = f->group;
  people_there.tier = f->block;
  if (cpw_fair_rerank(&people_there, r->list->count, rule->places, f->minimum, NULL, f->order,
                      &f->verdict, &err) ||
      cpw_fair_costs(&people_there, r->list->count, f->order, NULL, NULL, &f->cost, &err))
    return fail_library(NULL, &err);
  for (int64_t k = 0; k < r->list->count; k++)
    f->place[f->order[k]] = k + 1;
  return DONE;
}

/* ---------------------------------------------------------------- showing */

static void put_fair_head(buffer *b, const ranked *r, const fair_rule *rule, const fairly *f) {
  const prioritise_settings *s = &r->list->set->prioritise;
  buffer w = {0};
  putf(
      &w,
      "Re-ranked inside tiers, and inside who has waited beyond the target and who has not, on "
      "request: of the first 1, 2, ... %s of each, people with %s %.*s have a minimum, by %s of %s",
      people((double)rule->places).text, rule->column->name, rule->length, rule->values,
      s->fair_rule ? "a share" : "FA*IR with a share", percent(rule->share, 1).text);
  if (!isnan(f->chance))
    putf(&w, "; a draw by chance fails it with probability %s", percent(f->chance, 1).text);
  putf(&w, ". %s people are delayed, %s advanced, at most by %s places",
       people((double)f->cost.delayed).text, people((double)f->cost.advanced).text,
       people((double)f->cost.most_places).text);
  put(&w, f->verdict.passes ? "." : "; some tiers have too few of the group for its minimum.");
  if (s->fair_reason) putf(&w, " Reason given: %s.", s->fair_reason);
  if (w.count) put_wrapped(b, w.bytes, 0, 98);
  buffer_free(&w);
  put(b, "\n");
}

static int print_fair(const ranked *r, const fair_rule *rule, const fairly *f) {
  static const char *const headings[] = {"place", "<id", "<tier", "<group", "by the policy", "up"};
  const settings *set = r->list->set;
  int64_t rows = set->prioritise.show;
  buffer b = {0};
  grid g;
  if (rows > r->list->count) rows = r->list->count;
  put_fair_head(&b, r, rule, f);
  grid_begin(&g, headings, 6);
  for (int64_t k = 0; k < rows; k++) {
    int64_t i = f->order[k];
    grid_cell(&g, people((double)(k + 1)).text);
    grid_cell(&g, clipped(r->list->id[i], 24).text);
    grid_cell(&g, tier_name(r, i));
    grid_cell(&g, f->group[i] == 0 ? "yes" : "");
    grid_cell(&g, people((double)r->place[i]).text);
    grid_cell(&g, moved_words(r->place[i] - f->place[i]).text);
  }
  grid_print(&g, &b, "");
  grid_free(&g);
  return write_buffer(set->output, &b);
}

static int32_t fill_fair(cpw_result *to, const ranked *r, const fairly *f, cpw_error *err) {
  int64_t n = r->list->count;
  int64_t *member = calloc(n > 0 ? (size_t)n : 1, sizeof *member);
  ranked by_fair = *r; /* in the other order */
  by_fair.order = f->order;
  by_fair.place = f->place;
  int32_t status = member ? places_begin(to, &by_fair, err) : CPW_ENOMEM;
  for (int64_t i = 0; member && i < n; i++)
    member[i] = f->group[i] == 0;
  if (member) places_whole(to, &by_fair, "in_group", "1: of the group.", member, &status, err);
  places_whole(to, &by_fair, "place_by_policy", "Place under the policy alone.", r->place, &status,
               err);
  places_reals(to, &by_fair, "score", "score", "Score.", r->score, 1, &status, err);
  free(member);
  if (!status) status = cpw_result_add_note(to, "fair", r->list->set->prioritise.fair, err);
  if (!status && r->list->set->prioritise.fair_reason)
    status = cpw_result_add_note(to, "reason", r->list->set->prioritise.fair_reason, err);
  return status;
}

static int write_fair(const ranked *r, const fairly *f) {
  const settings *set = r->list->set;
  cpw_result *table = NULL;
  cpw_error err = {.code = CPW_ENOMEM, .index = -1, .message = "out of memory"};
  int code;
  if (cpw_result_new(NULL, &table, &err) || fill_fair(table, r, f, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(set->output, set->format == FORMAT_JSON, table, "score");
  cpw_result_free(table);
  return code;
}

int show_fair(const ranked *r) {
  const settings *set = r->list->set;
  fair_rule rule = {0};
  fairly f = {0};
  int code = read_rule(r, &rule);
  if (!code && !r->list->count) code = fail(BAD_DATA, "%s: there is nobody on it", r->list->file);
  if (!code) code = fairly_new(r, &rule, &f);
  if (!code) code = find_members(r, &rule, &f);
  if (!code) code = make_minimum(r, &rule, &f);
  if (!code) code = rerank(r, &rule, &f);
  if (!code) code = set->format <= FORMAT_TEXT ? print_fair(r, &rule, &f) : write_fair(r, &f);
  fairly_free(&f);
  return code;
}
