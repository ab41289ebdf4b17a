/* carepath allocate claims: dividing what is not enough, by one rule or by all of them.
 * Rules: carepath/claims.h.
 * Leaves printing to answer.c. */
#include "allocate.h"
#include "allocate_page.h"

#include <stdlib.h>
#include <string.h>

/* What the rules favour, for the reader of the table. */
static const char *const rule_words[CPW_CLAIMS_COUNT] = {
    [CPW_CLAIMS_PROPORTIONAL] = "Everybody has the same share of the claim.",
    [CPW_CLAIMS_EQUAL_AWARDS] = "Everybody has the same, but nobody more than the claim.",
    [CPW_CLAIMS_EQUAL_LOSSES] = "Everybody goes without the same, but nobody has less than 0.",
    [CPW_CLAIMS_TALMUD] = "Equal awards up to half of every claim, equal losses beyond.",
    [CPW_CLAIMS_ADJUSTED_PROPORTIONAL] =
        "What the others concede, then the same share of the rest.",
    [CPW_CLAIMS_RANDOM_ARRIVAL] = "First come, first served, on average over all orders.",
    [CPW_CLAIMS_PINILES] = "Equal awards up to half of every claim, and once more beyond.",
    [CPW_CLAIMS_MINIMAL_OVERLAP] = "Each pound among those who claim it, least overlap first."};

typedef struct claims_run {
  const sheet *rows;
  const int64_t *claim;
  int64_t *award[CPW_CLAIMS_COUNT];
  phrase name[CPW_CLAIMS_COUNT];
} claims_run;

/* As --rule says it. */
static phrase option_name(int32_t rule) {
  phrase name = phrased("%s", cpw_claims_name(rule));
  for (char *at = name.text; *at; at++)
    if (*at == '_') *at = '-';
  return name;
}

static int divide(const settings *set, claims_run *c, int32_t rule) {
  cpw_claims_options o;
  cpw_error err = {0};
  cpw_claims_options_init(&o);
  o.rule = rule;
  o.ids = (const char *const *)sheet_texts(c->rows, FIELD_ID);
  c->award[rule] = calloc((size_t)c->rows->rows, sizeof(int64_t));
  if (!c->award[rule]) return no_memory();
  if (cpw_claims_divide_whole(set->allocate.budget, c->claim, c->rows->rows, &o, c->award[rule],
                              &err)) {
    static const char estate[] = "estate = ";
    if (strncmp(err.message, estate, strlen(estate)) == 0 &&
        strstr(err.message, "above the claims"))
      return fail(ANSWER_NO, "%s: --budget = %s", c->rows->file, err.message + strlen(estate));
    /* too many claims for that rule alone: the others stand */
    if (set->allocate.rule >= 0 || err.code != CPW_EINVAL) return sheet_fail_library(c->rows, &err);
    say("%s is left out: %s", option_name(rule).text, err.message);
    free(c->award[rule]);
    c->award[rule] = NULL;
  }
  return DONE;
}

/* A chart for each rule: what everybody gets, beside what was asked for. */
static int claims_page(const settings *set, const claims_run *c, const answer *a) {
  bars chart[CPW_CLAIMS_COUNT];
  phrase id[CPW_CLAIMS_COUNT];
  int count = 0;
  for (int32_t r = 0; r < CPW_CLAIMS_COUNT; r++) {
    if (!c->award[r]) continue;
    id[count] = option_name(r);
    chart[count] = (bars){.id = id[count].text,
                          .title = c->name[r].text,
                          .reading = rule_words[r],
                          .rows = a->rows,
                          .name = a->id,
                          .amount = c->award[r],
                          .mark = c->claim};
    count++;
  }
  return bars_page(set, a, &c->rows, 1, "Claims: bars are awards, diamonds what was asked for",
                   chart, count);
}

static int show_claims(const settings *set, claims_run *c) {
  answer a = {.dimension = "claim_id",
              .heading = c->rows->column[0].heading,
              .rows = c->rows->rows,
              .id = (const char *const *)sheet_texts(c->rows, FIELD_ID),
              .total_words = "together"};
  answer_money(&a, "claim", "claim", "What it asks for.", c->claim, 1);
  for (int32_t r = 0; r < CPW_CLAIMS_COUNT; r++) {
    if (!c->award[r]) continue;
    c->name[r] = phrased("%s", cpw_claims_name(r));
    phrase *heading = &c->name[r];
    for (char *at = heading->text; *at; at++)
      if (*at == '_') *at = ' ';
    answer_money(&a, cpw_claims_name(r), heading->text, rule_words[r], c->award[r], 1);
  }
  putf(&a.head, "%s to divide among %lld claims\n\n", pounds(set->allocate.budget).text,
       (long long)a.rows);
  put(&a.foot, "\n");
  for (int32_t r = 0; r < CPW_CLAIMS_COUNT; r++)
    if (c->award[r]) putf(&a.foot, "%s: %s\n", c->name[r].text, rule_words[r]);
  int code = set->html ? claims_page(set, c, &a) : DONE;
  return code ? code : show_answer(set, &a);
}

int run_claims(const settings *set, sheet *rows) {
  claims_run c = {.rows = rows, .claim = sheet_money(rows, FIELD_CLAIM)};
  int code = need_budget(set, "what there is to divide");
  if (!code) code = need_positive(set);
  if (!code) code = sheet_check_full(rows, FIELD_CLAIM);
  for (int32_t r = 0; !code && r < CPW_CLAIMS_COUNT; r++)
    if (set->allocate.rule < 0 || set->allocate.rule == r) code = divide(set, &c, r);
  if (!code) code = show_claims(set, &c);
  for (int r = 0; r < CPW_CLAIMS_COUNT; r++)
    free(c.award[r]);
  return code;
}
