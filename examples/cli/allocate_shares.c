/* carepath allocate shares: weighted capitation, and how far everybody is from the fair share.
 * Formula: carepath/capitation.h.
 * Leaves printing to answer.c and the page to allocate_page.c. */
#include "allocate.h"
#include "allocate_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct sharing {
  const settings *set;
  const sheet *rows;
  double *need, *baseline;
  double blend[MOST_NAMED];
  const char *name[MOST_NAMED];
  cpw_capitation data;
  cpw_capitation_options options;
  cpw_result *result;
} sharing;

__extension__ typedef unsigned __int128 wide;

/* total x share, rounded down, by the decimal that was written: 29 % of 100 is 29; share 0 to 1. */
static int64_t slice_of(int64_t total, double share) {
  char text[CPW_NUMBER_CHARS];
  cpw_format_double(share, text);
  uint64_t digits = 0;
  int power = 0, behind = 0;
  const char *at = text;
  for (; *at == '.' || (*at >= '0' && *at <= '9'); at++) {
    if (*at == '.') {
      behind = 1;
      continue;
    }
    digits = 10 * digits + (uint64_t)(*at - '0'); /* a double has 17 digits at most */
    power += behind;
  }
  if (*at == 'e') power -= (int)strtol(at + 1, NULL, 10);
  wide product = (wide)digits * (uint64_t)total;
  for (; power > 0 && product; power--)
    product /= 10;
  return (int64_t)product;
}

int check_column_from_zero(const sheet *rows, int kind, int above) {
  const double *number = sheet_numbers(rows, kind);
  const int64_t *money = sheet_money(rows, kind);
  for (int64_t i = 0; (number || money) && i < rows->rows; i++) {
    double x = number ? number[i] : (double)money[i];
    char text[CPW_NUMBER_CHARS];
    if (above ? x > 0 : x >= 0) continue;
    cpw_format_double(x, text);
    return above ? sheet_fail(rows, i, kind, "%s must be above 0", text)
                 : sheet_fail(rows, i, kind, "%s must not be negative", text);
  }
  return DONE;
}

/* One column, or the columns of the blend below each other. */
static int read_need(sharing *s) {
  const named_numbers *b = &s->set->allocate.blend;
  const double *weighted = sheet_numbers(s->rows, FIELD_WEIGHTED);
  size_t n = (size_t)s->rows->rows;
  int64_t components = b->count ? b->count : 1;
  if (!b->count && !weighted)
    return fail(USAGE,
                "%s: what need is has to be said: --weighted=COLUMN, or --blend=COLUMN=SHARE,...",
                s->set->command);
  s->need = malloc((size_t)components * n * sizeof *s->need);
  if (!s->need) return no_memory();
  for (int64_t k = 0; k < b->count; k++)
    for (int64_t j = 0; j < k; j++)
      if (strcmp(b->name[j], b->name[k]) == 0)
        return fail(USAGE, "%s: --blend names column '%s' twice", s->set->command, b->name[k]);
  for (int64_t k = 0; k < components; k++) {
    memcpy(s->need + (size_t)k * n, b->count ? s->rows->extra_number[k] : weighted,
           n * sizeof *s->need);
    s->blend[k] = b->count ? b->value[k] : 1;
    s->name[k] = b->count ? b->name[k] : sheet_column(s->rows, FIELD_WEIGHTED)->heading;
  }
  s->data.components = components;
  return b->count ? DONE : sheet_check_full(s->rows, FIELD_WEIGHTED);
}

static int prepare(sharing *s) {
  const int64_t *today = sheet_money(s->rows, FIELD_BASELINE);
  int64_t slice = slice_of(s->set->allocate.budget, s->set->allocate.top_slice);
  int code = sheet_check_full(s->rows, FIELD_POPULATION);
  if (!code) code = sheet_check_full(s->rows, FIELD_BASELINE);
  if (!code) code = sheet_check_full(s->rows, FIELD_FACTOR);
  if (!code) code = check_column_from_zero(s->rows, FIELD_POPULATION, 1);
  if (!code) code = check_column_from_zero(s->rows, FIELD_BASELINE, 0);
  if (!code) code = check_column_from_zero(s->rows, FIELD_FACTOR, 1);
  if (!code && !s->set->allocate.blend.count)
    code = check_column_from_zero(s->rows, FIELD_WEIGHTED, 0);
  if (!code) code = read_need(s);
  if (code) return code;
  s->data.rows = s->rows->rows;
  s->data.codes = (const char *const *)sheet_texts(s->rows, FIELD_ID);
  s->data.population = sheet_numbers(s->rows, FIELD_POPULATION);
  s->data.component_names = s->name;
  s->data.need = s->need;
  s->data.blend = s->blend;
  s->data.factor = sheet_numbers(s->rows, FIELD_FACTOR);
  s->data.factors = s->data.factor ? 1 : 0;
  cpw_capitation_options_init(&s->options);
  s->options.quantum = s->set->allocate.budget - slice;
  s->options.rounding = s->set->allocate.method;
  if (!today) return DONE;
  int64_t any = 0;
  for (int64_t i = 0; i < s->rows->rows; i++)
    any |= today[i];
  if (!any) return sheet_fail(s->rows, 0, FIELD_BASELINE, "0 in every row");
  s->baseline = malloc((size_t)s->rows->rows * sizeof *s->baseline);
  if (!s->baseline) return no_memory();
  for (int64_t i = 0; i < s->rows->rows; i++)
    s->baseline[i] = (double)today[i];
  s->options.allocation = s->baseline;
  return DONE;
}

static const double *real_array(const sharing *s, const char *name) {
  const cpw_array *a = cpw_result_find(s->result, name);
  return a ? a->real : NULL;
}

static void put_shares_head(const sharing *s, buffer *b) {
  const allocate_settings *o = &s->set->allocate;
  const cpw_array *off = cpw_result_find(s->result, "imbalance");
  putf(b, "%s by need%s\n", pounds(s->options.quantum).text, s->data.factors ? " and cost" : "");
  if (s->options.quantum != o->budget)
    putf(b, "%s are kept back before (%s)\n", pounds(o->budget - s->options.quantum).text,
         percent(o->top_slice, 2).text);
  for (int64_t k = 0; off && k < s->data.components; k++)
    if (fabs(off->real[k]) > 1e-6)
      putf(b, "column %s was %s off the registered population and is scaled to it\n", s->name[k],
           percent(off->real[k], 4).text);
  put(b, "\n");
}

static int show_shares(sharing *s) {
  const cpw_array *target = cpw_result_find(s->result, "target_pounds");
  answer a = {.dimension = "row",
              .heading = sheet_column(s->rows, FIELD_ID)->heading,
              .rows = s->rows->rows,
              .id = s->data.codes,
              .total_words = "together"};
  char text[CPW_NUMBER_CHARS];
  answer_real(&a, "population", "population", "Registered people.", "people", SHOW_PEOPLE,
              s->data.population);
  answer_real(&a, "weighted_population", "weighted", "People weighted by need.", "people",
              SHOW_PEOPLE, real_array(s, "weighted_population"));
  answer_real(&a, "need_index", "need index", "Weighted over registered, 1 is the average.", "",
              SHOW_NUMBER, real_array(s, "need_index"));
  if (target) answer_money(&a, "target", "fair share", "Whole pounds.", target->integer, 1);
  answer_real(&a, "target_per_head", "a head", "Fair share a head.", "GBP", SHOW_MONEY_REAL,
              real_array(s, "target_per_head"));
  if (s->baseline) {
    answer_money(&a, "baseline", "today", "What it has today.",
                 sheet_money(s->rows, FIELD_BASELINE), 1);
    answer_real(&a, "distance", "from target",
                "Distance from target: today over the fair share of today's total, less 1.",
                "share", SHOW_SHARE, real_array(s, "distance"));
    answer_real(&a, "distance_per_head", NULL, "The same in pounds a head.", "GBP", SHOW_NUMBER,
                real_array(s, "distance_per_head"));
  }
  put_shares_head(s, &a.head);
  cpw_format_double((double)s->options.quantum, text);
  answer_note(&a, "quantum", text);
  int code = DONE;
  if (s->set->html)
    code = shares_page(s->set, &a, s->rows, target ? target->integer : NULL,
                       s->baseline ? real_array(s, "distance") : NULL);
  return code ? code : show_answer(s->set, &a);
}

int run_shares(const settings *set, sheet *rows) {
  sharing s = {.set = set, .rows = rows};
  cpw_error err = {0};
  int code = need_budget(set, "what is shared out");
  if (!code && set->allocate.budget < 0)
    code = fail(USAGE, "%s: --budget must not be negative", set->command);
  if (!code) code = prepare(&s);
  if (!code && cpw_capitation_assess(&s.data, &s.options, &s.result, &err))
    code = sheet_fail_library(rows, &err);
  if (!code) code = show_shares(&s);
  free(s.need);
  free(s.baseline);
  cpw_result_free(s.result);
  return code;
}
