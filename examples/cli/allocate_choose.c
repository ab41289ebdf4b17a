/* carepath allocate choose: the best set of whole options, proven, beside the league table.
 * Optimum: carepath/knapsack.h, league table: carepath/budget.h.
 * Leaves printing to answer.c. */
#include "allocate.h"
#include "allocate_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct chosen_set {
  const settings *set;
  const sheet *rows;
  int64_t n;
  int64_t *cost, *order, *whole, *group, *need_first, *need;
  int32_t *chosen, *shown_chosen;
  double *benefit, *ratio;
  int64_t *shown_cost;
  double *shown_benefit, *shown_ratio;
  const char **shown_id;
  const char **bought, **set_name;
  int64_t needs, groups;
  cpw_budget_line line;
  cpw_knapsack_answer found;
} chosen_set;

static void chosen_free(chosen_set *c) {
  void *blocks[] = {c->order,          c->whole,           c->group,        c->need_first,
                    c->need,           c->chosen,          c->shown_chosen, c->ratio,
                    c->shown_cost,     c->shown_benefit,   c->shown_ratio,  (void *)c->shown_id,
                    (void *)c->bought, (void *)c->set_name};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    free(blocks[i]);
}

/* ---------------------------------------------------------------- rules */

static void read_sets(chosen_set *c) {
  char **text = sheet_texts(c->rows, FIELD_ONE_OF);
  for (int64_t i = 0; i < c->n; i++) {
    c->group[i] = -1;
    if (!text || !text[i][0]) continue;
    for (int64_t k = 0; k < i && c->group[i] < 0; k++)
      if (c->group[k] >= 0 && strcmp(text[k], text[i]) == 0) c->group[i] = c->group[k];
    if (c->group[i] < 0) c->group[i] = c->groups++;
  }
}

static int64_t row_named(const chosen_set *c, const char *name, size_t length) {
  char **id = sheet_texts(c->rows, FIELD_ID);
  for (int64_t i = 0; i < c->n; i++)
    if (strlen(id[i]) == length && memcmp(id[i], name, length) == 0) return i;
  return -1;
}

/* "A;B": both must be bought as well. */
static int read_needs(chosen_set *c) {
  char **text = sheet_texts(c->rows, FIELD_NEEDS);
  int64_t room = 0;
  c->need_first = calloc((size_t)c->n + 1, sizeof(int64_t));
  if (!c->need_first) return no_memory();
  for (int64_t i = 0; i < c->n; i++) {
    for (const char *at = text ? text[i] : ""; *at;) {
      size_t length = strcspn(at, ";");
      if (length) {
        int64_t other = row_named(c, at, length);
        if (other < 0)
          return sheet_fail(c->rows, i, FIELD_NEEDS, "no row has the id '%.*s'", (int)length, at);
        if (c->needs == room) {
          room = room ? 2 * room : 64;
          int64_t *more = realloc(c->need, (size_t)room * sizeof *more);
          if (!more) return no_memory();
          c->need = more;
        }
        c->need[c->needs++] = other;
      }
      at += length + (at[length] != '\0');
    }
    c->need_first[i + 1] = c->needs;
  }
  return DONE;
}

/* ---------------------------------------------------------------- the choice */

/* Benefits as whole multiples of the least power of ten that makes all of them whole, up to 1e-6. */
static double whole_benefits(chosen_set *c) {
  for (double scale = 1; scale < 2e6; scale *= 10) {
    int whole = 1;
    for (int64_t i = 0; whole && i < c->n; i++) {
      double x = c->benefit[i] * scale;
      c->whole[i] = (int64_t)llround(x);
      whole = fabs(x - (double)c->whole[i]) <= 1e-9 * fabs(x) || scale > 9e5;
    }
    if (whole) return scale;
  }
  return 1e6;
}

/* "option 0 needs itself by way of option 1", by ids; sets that cannot be kept are an answer. */
static int fail_choice(const chosen_set *c, const cpw_error *err) {
  char **id = sheet_texts(c->rows, FIELD_ID);
  static const char way[] = " by way of option ";
  const char *at = strstr(err->message, way);
  int64_t other = 0;
  if (at && err->index >= 0 && err->index < c->n) {
    for (at += strlen(way); *at >= '0' && *at <= '9' && other < c->n; at++)
      other = 10 * other + (*at - '0');
    if (other < c->n)
      return sheet_fail(c->rows, err->index, FIELD_NEEDS, "'%s' needs itself by way of '%s'",
                        id[err->index], id[other]);
  }
  if (strncmp(err->message, "budget = ", 9) == 0 && strstr(err->message, " short of "))
    return fail(ANSWER_NO, "%s: --%s", c->rows->file, err->message);
  return sheet_fail_library(c->rows, err);
}

static int choose(chosen_set *c, double *scale) {
  cpw_knapsack_rules rules;
  cpw_knapsack_options o;
  cpw_error err = {0};
  int32_t *must = calloc((size_t)(c->groups > 0 ? c->groups : 1), sizeof *must);
  if (!must) return no_memory();
  for (int64_t i = 0; i < c->n; i++)
    if (fabs(c->benefit[i]) > 1e11) {
      free(must);
      return sheet_fail(c->rows, i, FIELD_BENEFIT, "is beyond 1e11");
    }
  for (int64_t g = 0; g < c->groups; g++)
    must[g] = c->set->allocate.exactly_one;
  cpw_knapsack_rules_init(&rules);
  cpw_knapsack_options_init(&o);
  rules.need_first = c->needs ? c->need_first : NULL;
  rules.need = c->needs ? c->need : NULL;
  rules.group = c->groups ? c->group : NULL;
  rules.groups = c->groups;
  rules.must = c->groups ? must : NULL;
  *scale = whole_benefits(c);
  int32_t status = c->needs || c->groups
                       ? cpw_knapsack_select(c->whole, c->cost, c->n, c->set->allocate.budget,
                                             &rules, &o, c->chosen, &c->found, &err)
                       : cpw_knapsack_solve(c->whole, c->cost, c->n, c->set->allocate.budget, &o,
                                            c->chosen, &c->found, &err);
  free(must);
  return status ? fail_choice(c, &err) : DONE;
}

/* ---------------------------------------------------------------- what comes out */

static void put_choice_head(const chosen_set *c, double scale, buffer *b) {
  char **id = sheet_texts(c->rows, FIELD_ID);
  const cpw_knapsack_answer *f = &c->found;
  double bought = (double)f->value / scale;
  putf(b, "Best set for %s: %lld options, %s spent, a benefit of %s%s\n",
       pounds(c->set->allocate.budget).text, (long long)f->chosen, pounds(f->cost).text,
       grouped(bought, 3).text, f->proven ? " (proven)" : "");
  if (!f->proven)
    putf(b, "no set can be worth more than %s; the search was ended\n",
         grouped((double)f->bound / scale, 3).text);
  putf(b, "%s are left", pounds(f->unspent).text);
  if (!c->groups && !c->needs) /* a league table knows no sets */
    putf(b, "; by the league table alone the benefit would be %s", grouped(c->line.gain, 3).text);
  put(b, "\n");
  if (f->next >= 0 && f->next_extra > 0)
    putf(b, "next in line: %s, for %s more\n", id[f->next], pounds(f->next_extra).text);
}

static int show_choice(chosen_set *c, double scale) {
  static const char yes[] = "yes", no[] = "";
  char **id = sheet_texts(c->rows, FIELD_ID), **sets = sheet_texts(c->rows, FIELD_ONE_OF);
  char text[CPW_NUMBER_CHARS];
  for (int64_t k = 0; k < c->n; k++) {
    int64_t i = c->order[k];
    c->shown_id[k] = id[i];
    c->shown_cost[k] = c->cost[i];
    c->shown_benefit[k] = c->benefit[i];
    c->shown_ratio[k] = c->ratio[i];
    c->bought[k] = c->chosen[i] ? yes : no;
    c->shown_chosen[k] = c->chosen[i];
    if (sets) c->set_name[k] = sets[i];
  }
  answer a = {.dimension = "option", .heading = "option", .rows = c->n, .id = c->shown_id};
  answer_word(&a, "bought", "bought", c->bought);
  answer_word(&a, "one_of", "one of", sets ? c->set_name : NULL);
  answer_money(&a, "cost", "cost", "What it costs.", c->shown_cost, 0);
  answer_real(&a, "benefit", "benefit", "What it gains.", "", SHOW_NUMBER, c->shown_benefit);
  answer_real(&a, "cost_per_unit", "cost per unit", "Cost of one unit of benefit.", "GBP",
              SHOW_MONEY_REAL, c->shown_ratio);
  put_choice_head(c, scale, &a.head);
  put(&a.head, "\n");
  cpw_format_double((double)c->found.value / scale, text);
  answer_note(&a, "value", text);
  answer_note(&a, "proven", c->found.proven ? "1" : "0");
  cpw_format_double((double)c->found.bound / scale, text);
  answer_note(&a, "bound", text);
  cpw_format_double(c->found.price / scale, text);
  answer_note(&a, "shadow_price", text);
  bars chart = {.id = "options",
                .title = "What is bought",
                .reading = "Bars: what each option costs, the cheapest per unit of benefit first. "
                           "Blue is bought, grey is not.",
                .rows = c->n,
                .name = a.id,
                .amount = c->shown_cost,
                .chosen = c->shown_chosen};
  int code = c->set->html ? bars_page(c->set, &a, &c->rows, 1, "The best set of options", &chart, 1)
                          : DONE;
  return code ? code : show_answer(c->set, &a);
}

int run_choose(const settings *set, sheet *rows) {
  size_t n = (size_t)rows->rows;
  chosen_set c = {.set = set,
                  .rows = rows,
                  .n = rows->rows,
                  .cost = sheet_money(rows, FIELD_COST),
                  .benefit = sheet_numbers(rows, FIELD_BENEFIT)};
  cpw_error err = {0};
  double scale = 1;
  int code = need_budget(set, "what there is to spend");
  if (!code) code = need_positive(set);
  if (!code) code = sheet_check_full(rows, FIELD_COST);
  if (!code) code = sheet_check_full(rows, FIELD_BENEFIT);
  c.order = calloc(n, sizeof(int64_t));
  c.whole = calloc(n, sizeof(int64_t));
  c.group = calloc(n, sizeof(int64_t));
  c.chosen = calloc(n, sizeof *c.chosen);
  c.shown_chosen = calloc(n, sizeof *c.shown_chosen);
  c.ratio = calloc(n, sizeof(double));
  c.shown_cost = calloc(n, sizeof(int64_t));
  c.shown_benefit = calloc(n, sizeof(double));
  c.shown_ratio = calloc(n, sizeof(double));
  c.shown_id = calloc(n, sizeof *c.shown_id);
  c.bought = calloc(n, sizeof *c.bought);
  c.set_name = calloc(n, sizeof *c.set_name);
  if (!c.order || !c.whole || !c.group || !c.chosen || !c.shown_chosen || !c.ratio ||
      !c.shown_cost || !c.shown_benefit || !c.shown_ratio || !c.shown_id || !c.bought ||
      !c.set_name)
    code = no_memory();
  if (!code) read_sets(&c);
  if (!code) code = read_needs(&c);
  if (!code && cpw_budget_league(c.cost, c.benefit, c.n, set->allocate.budget, c.order, c.ratio,
                                 &c.line, &err))
    code = sheet_fail_library(rows, &err);
  if (!code) code = choose(&c, &scale);
  if (!code) code = show_choice(&c, scale);
  chosen_free(&c);
  return code;
}
