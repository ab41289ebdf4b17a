/* carepath allocate pool: the year of a pooled fund, who paid and who gained.
 * Rules: carepath/pool.h; every pound stands in its ledger.
 * Leaves printing to answer.c. */
#include "allocate.h"
#include "allocate_page.h"

#include <stdlib.h>
#include <string.h>

/* A text and the first row that has it, later its number. */
typedef struct named {
  const char *text;
  int64_t row;
} named;

/* Texts that are numbered in the order in which they come. */
typedef struct names {
  int64_t count;
  const char **text; /* (count) borrowed */
  named *sorted;     /* (count) by text */
  int64_t *at;       /* (rows) the number of each row's text; -1: it has none */
} names;

typedef struct pooling {
  const settings *set;
  const sheet *rows;
  names partner, line, fence;
  int64_t *contribution, *minimum, *spent, *fence_partner, *fence_amount;
  int32_t *fence_allows;
  sheet spend;
  cpw_pool pool;
  cpw_result *result;
  cpw_ledger *ledger;
} pooling;

static void names_free(names *n) {
  free((void *)n->text);
  free(n->sorted);
  free(n->at);
}

static void pooling_free(pooling *p) {
  void *blocks[] = {p->contribution,  p->minimum,      p->spent,
                    p->fence_partner, p->fence_amount, p->fence_allows};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    free(blocks[i]);
  names_free(&p->partner);
  names_free(&p->line);
  names_free(&p->fence);
  sheet_free(&p->spend);
  cpw_result_free(p->result);
  cpw_ledger_free(p->ledger);
}

static int by_text(const void *a, const void *b) {
  const named *x = a, *y = b;
  int order = strcmp(x->text, y->text);
  return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int is_text(const void *text, const void *item) {
  return strcmp(text, ((const named *)item)->text);
}

static int64_t find_name(const names *n, const char *text) {
  const named *found =
      n->count ? bsearch(text, n->sorted, (size_t)n->count, sizeof *n->sorted, is_text) : NULL;
  return found ? found->row : -1;
}

/* every row's first row with the same text, and these once each */
static void find_firsts(names *n, char **text, int64_t rows) {
  int64_t full = 0, count = 0;
  for (int64_t i = 0; i < rows; i++) {
    n->at[i] = -1;
    if (text[i][0]) n->sorted[full++] = (named){text[i], i};
  }
  qsort(n->sorted, (size_t)full, sizeof *n->sorted, by_text);
  for (int64_t k = 0; k < full; k++) {
    named item = n->sorted[k];
    if (count == 0 || strcmp(item.text, n->sorted[count - 1].text) != 0) n->sorted[count++] = item;
    n->at[item.row] = n->sorted[count - 1].row;
  }
  n->count = count;
}

static int take_names(names *n, char **text, int64_t rows) {
  size_t room = (size_t)rows + 1;
  n->text = calloc(room, sizeof *n->text);
  n->sorted = calloc(room, sizeof *n->sorted);
  n->at = calloc(room, sizeof *n->at);
  if (!n->text || !n->sorted || !n->at) return no_memory();
  if (!text) return DONE;
  find_firsts(n, text, rows);
  int64_t next = 0;
  for (int64_t i = 0; i < rows; i++) {
    if (n->at[i] == i) {
      n->text[next] = text[i];
      n->at[i] = next++;
    } else if (n->at[i] >= 0) {
      n->at[i] = n->at[n->at[i]]; /* an earlier row, which has its number */
    }
  }
  for (int64_t k = 0; k < n->count; k++)
    n->sorted[k].row = n->at[n->sorted[k].row];
  return DONE;
}

/* ---------------------------------------------------------------- contributions */

static int name_all(pooling *p) {
  int64_t rows = p->rows->rows;
  int code = take_names(&p->partner, sheet_texts(p->rows, FIELD_PARTNER), rows);
  if (!code) code = take_names(&p->line, sheet_texts(p->rows, FIELD_LINE), rows);
  if (!code) code = take_names(&p->fence, sheet_texts(p->rows, FIELD_FENCE), rows);
  if (code) return code;
  size_t lines = (size_t)p->line.count, fences = (size_t)p->fence.count;
  p->contribution = calloc((size_t)p->partner.count * lines + 1, sizeof(int64_t));
  p->minimum = calloc((size_t)p->partner.count + 1, sizeof(int64_t));
  p->spent = calloc(lines + 1, sizeof(int64_t));
  p->fence_partner = calloc(fences + 1, sizeof(int64_t));
  p->fence_amount = calloc(fences + 1, sizeof(int64_t));
  p->fence_allows = calloc(fences * lines + 1, sizeof(int32_t));
  if (!p->contribution || !p->minimum || !p->spent || !p->fence_partner || !p->fence_amount ||
      !p->fence_allows)
    return no_memory();
  for (size_t f = 0; f < fences; f++)
    p->fence_partner[f] = -1;
  return DONE;
}

static int add_fence(pooling *p, int64_t row, int64_t money) {
  int64_t f = p->fence.at[row], partner = p->partner.at[row];
  if (p->fence.count == 0 || f < 0) return DONE;
  if (p->fence_partner[f] >= 0 && p->fence_partner[f] != partner)
    return sheet_fail(p->rows, row, FIELD_FENCE, "'%s' is a ring-fence of '%s' already",
                      p->fence.text[f], p->partner.text[p->fence_partner[f]]);
  if (p->fence_amount[f] > INT64_MAX - money)
    return sheet_fail(p->rows, row, FIELD_AMOUNT, "takes the ring-fence beyond 2^63 - 1");
  p->fence_partner[f] = partner;
  p->fence_amount[f] += money;
  p->fence_allows[f * p->line.count + p->line.at[row]] = 1;
  return DONE;
}

static int add_contributions(pooling *p) {
  const int64_t *given = sheet_money(p->rows, FIELD_AMOUNT);
  const int64_t *minimum = sheet_money(p->rows, FIELD_MINIMUM);
  int code = DONE;
  for (int64_t i = 0; !code && i < p->rows->rows; i++) {
    int64_t who = p->partner.at[i], what = p->line.at[i];
    int64_t *cell = &p->contribution[who * p->line.count + what];
    if (given[i] < 0) return sheet_fail(p->rows, i, FIELD_AMOUNT, "must not be negative");
    if (minimum && minimum[i] != NO_MONEY && minimum[i] < 0)
      return sheet_fail(p->rows, i, FIELD_MINIMUM, "must not be negative");
    if (*cell > INT64_MAX - given[i])
      return sheet_fail(p->rows, i, FIELD_AMOUNT, "takes the contribution beyond 2^63 - 1");
    *cell += given[i];
    if (minimum && minimum[i] != NO_MONEY && minimum[i] > p->minimum[who])
      p->minimum[who] = minimum[i];
    code = add_fence(p, i, given[i]);
  }
  return code;
}

/* ---------------------------------------------------------------- spend */

static int read_spend(pooling *p) {
  static const sheet_use uses[] = {{FIELD_LINE, SHEET_MUST}, {FIELD_SPENT, SHEET_MUST}};
  const char *path = p->set->allocate.spend;
  if (!path)
    return fail(USAGE, "%s: --spend=FILE is missing: what was spent by line", p->set->command);
  p->spend = (sheet){.kinds = allocate_kinds,
                     .uses = uses,
                     .count = 2,
                     .named = p->set->allocate.column,
                     .digested = p->set->html != NULL};
  int code = sheet_read(&p->spend, path);
  if (!code) code = sheet_check_ids(&p->spend, FIELD_LINE);
  if (!code) code = sheet_check_full(&p->spend, FIELD_SPENT);
  char **line = sheet_texts(&p->spend, FIELD_LINE);
  for (int64_t i = 0; !code && i < p->spend.rows; i++) {
    int64_t at = find_name(&p->line, line[i]);
    if (at < 0)
      code = sheet_fail(&p->spend, i, FIELD_LINE, "'%s' is no line of the contributions", line[i]);
    else if (sheet_money(&p->spend, FIELD_SPENT)[i] < 0)
      code = sheet_fail(&p->spend, i, FIELD_SPENT, "must not be negative");
    else
      p->spent[at] = sheet_money(&p->spend, FIELD_SPENT)[i];
  }
  return code;
}

/* Says which lines nothing was spent on because the file has no row for them. */
static int say_unspent(const pooling *p) {
  char *there = calloc((size_t)p->line.count + 1, 1);
  if (!there) return no_memory();
  char **line = sheet_texts(&p->spend, FIELD_LINE);
  for (int64_t i = 0; i < p->spend.rows; i++)
    there[find_name(&p->line, line[i])] = 1;
  int64_t missing = 0, first = -1;
  for (int64_t l = p->line.count - 1; l >= 0; l--)
    if (!there[l]) {
      missing++;
      first = l;
    }
  free(there);
  if (missing > 0)
    say("%s: no row for %lld of %lld lines (first: %s): nothing counts as spent there",
        p->spend.file, (long long)missing, (long long)p->line.count, p->line.text[first]);
  return DONE;
}

static int prepare(pooling *p) {
  const allocate_settings *s = &p->set->allocate;
  cpw_pool *o = &p->pool;
  cpw_pool_init(o);
  o->partners = p->partner.count;
  o->lines = p->line.count;
  o->fences = p->fence.count;
  o->partner = p->partner.text;
  o->line = p->line.text;
  o->fence = p->fence.count ? p->fence.text : NULL;
  o->fence_partner = p->fence_partner;
  o->fence_amount = p->fence_amount;
  o->fence_allows = p->fence_allows;
  o->contribution = p->contribution;
  o->minimum = p->minimum;
  o->overspend = s->overspend;
  o->underspend = s->underspend;
  if (!s->lead) return DONE;
  o->lead = find_name(&p->partner, s->lead);
  return o->lead < 0 ? fail(USAGE, "%s: --lead: '%s' contributes nothing", p->set->command, s->lead)
                     : DONE;
}

/* ---------------------------------------------------------------- what comes out */

static const int64_t *whole_array(const pooling *p, const char *name) {
  const cpw_array *a = cpw_result_find(p->result, name);
  return a ? a->integer : NULL;
}

static answer partners_of(const pooling *p) {
  answer a = {.dimension = "partner",
              .heading = "partner",
              .rows = p->partner.count,
              .id = p->partner.text,
              .total_words = "together"};
  answer_money(&a, "paid", "paid in", "Contributions paid.", whole_array(p, "partner_paid"), 1);
  answer_money(&a, "added", "added", "Towards overspends.", whole_array(p, "partner_added"), 1);
  answer_money(&a, "returned", "returned", "From underspends.", whole_array(p, "partner_returned"),
               1);
  answer_money(&a, "net", "net", "Paid and added, less returned.", whole_array(p, "partner_net"),
               1);
  answer_money(&a, "alone", "alone", "What it would have paid for this spend without pooling.",
               whole_array(p, "partner_alone"), 1);
  answer_money(&a, "effect", "effect of pooling", "Net less alone: above 0 it pays for others.",
               whole_array(p, "partner_effect"), 1);
  return a;
}

static answer lines_of(const pooling *p) {
  answer a = {.dimension = "line",
              .heading = "line",
              .rows = p->line.count,
              .id = p->line.text,
              .total_words = "together"};
  answer_money(&a, "budget", "budget", "Contributions paid to the line.", whole_array(p, "budget"),
               1);
  answer_money(&a, "spend", "spend", "What was spent.", whole_array(p, "spend"), 1);
  answer_money(&a, "vired", "from other lines", "Money from other lines, less what was given.",
               whole_array(p, "vired"), 1);
  answer_money(&a, "overspend", "overspend", "What was lacking after virement.",
               whole_array(p, "overspend"), 1);
  answer_money(&a, "underspend", "underspend", "What was left after virement, ring-fences apart.",
               whole_array(p, "underspend"), 1);
  answer_money(&a, "carried_forward", "carried forward", "Into the next year, ring-fences apart.",
               whole_array(p, "carried_forward"), 1);
  return a;
}

/* Bars of the partners and of the lines, with both tables. */
static int pool_page(const pooling *p, const answer *partners, const answer *lines) {
  const bars chart[] = {{.id = "partners",
                         .title = "Who pays in the end",
                         .reading =
                             "Bars: paid and added, less returned. Diamonds: what each would "
                             "have paid for this spend without pooling.",
                         .rows = partners->rows,
                         .name = partners->id,
                         .amount = whole_array(p, "partner_net"),
                         .mark = whole_array(p, "partner_alone"),
                         .ranked = 1},
                        {.id = "lines",
                         .title = "What each line spent",
                         .reading = "Bars: the spend of the year. Diamonds: the budget.",
                         .rows = lines->rows,
                         .name = lines->id,
                         .amount = whole_array(p, "spend"),
                         .mark = whole_array(p, "budget"),
                         .table = lines,
                         .ranked = 1}};
  const sheet *const files[] = {p->rows, &p->spend};
  return bars_page(p->set, partners, files, 2, "A pooled fund's year", chart, 2);
}

static int show_pool(pooling *p) {
  cpw_ledger_trial trial = {0};
  cpw_error err = {0};
  answer a = partners_of(p), lines = lines_of(p);
  int32_t what = p->set->allocate.what;
  if (cpw_ledger_trial_balance(p->ledger, &trial, &err)) return fail_library(NULL, &err);
  put(&a.head, "The pool's year\n\n");
  if (what == POOL_BOTH) {
    put(&a.foot, "\n");
    put_answer(&a.foot, &lines, NULL);
    putf(&a.foot, "\nevery pound stands in the ledger: %lld entries, debits %s, credits %s\n",
         (long long)trial.entries, pounds(trial.debits).text, pounds(trial.credits).text);
  }
  int code = p->set->html ? pool_page(p, &a, &lines) : DONE;
  if (!code && what != POOL_LINES) return show_answer(p->set, &a);
  buffer_free(&a.head);
  buffer_free(&a.foot);
  return code ? code : show_answer(p->set, &lines);
}

/* ---------------------------------------------------------------- the ledger */

/* Names of accounts beside their statements: whose they are, and the line they are of. */
static int name_accounts(const pooling *p, const char **id, const char **owner, const char **line,
                         int64_t count) {
  for (int64_t k = 0; k < count; k++) {
    cpw_ledger_account account;
    cpw_error err = {0};
    if (cpw_ledger_account_at(p->ledger, k, &account, &err)) return fail_library(NULL, &err);
    id[k] = account.name;
    owner[k] = account.organisation ? account.organisation : "";
    line[k] = account.line ? account.line : "";
  }
  return DONE;
}

static void statement_money(answer *a, const cpw_result *r, const char *name, const char *words) {
  const cpw_array *x = cpw_result_find(r, name);
  if (x && x->integer) answer_money(a, name, name, words, x->integer, 1);
}

static int show_statements(const pooling *p) {
  int64_t count = cpw_ledger_accounts(p->ledger);
  const char **name = calloc((size_t)(3 * count + 1), sizeof *name);
  cpw_result *r = NULL;
  cpw_error err = {0};
  if (!name) return no_memory();
  int code = name_accounts(p, name, name + count, name + 2 * count, count);
  if (!code && cpw_ledger_statement(p->ledger, CPW_LEDGER_BY_ACCOUNT, 0, INT64_MAX, &r, &err))
    code = fail_library(NULL, &err);
  if (!code) {
    answer a = {.dimension = "account", .heading = "account", .rows = count, .id = name};
    answer_word(&a, "organisation", "organisation", name + count);
    answer_word(&a, "line", "line", name + 2 * count);
    statement_money(&a, r, "opening", "What was there.");
    statement_money(&a, r, "in", "What came in.");
    statement_money(&a, r, "out", "What went out.");
    statement_money(&a, r, "closing", "Opening and what came in, less what went out.");
    code = show_answer(p->set, &a);
  }
  cpw_result_free(r);
  free((void *)name);
  return code;
}

static int fill_entries(const pooling *p, const char **word, int64_t *money, phrase *number,
                        int64_t count) {
  for (int64_t k = 0; k < count; k++) {
    cpw_ledger_entry entry;
    cpw_ledger_account from, to;
    cpw_error err = {0};
    if (cpw_ledger_entry_at(p->ledger, k, &entry, &err) ||
        cpw_ledger_account_at(p->ledger, entry.from, &from, &err) ||
        cpw_ledger_account_at(p->ledger, entry.to, &to, &err))
      return fail_library(NULL, &err);
    number[k] = phrased("%lld", (long long)k + 1);
    word[k] = number[k].text;
    word[count + k] = from.name;
    word[2 * count + k] = to.name;
    word[3 * count + k] = entry.line ? entry.line : "";
    word[4 * count + k] = entry.reason;
    money[k] = entry.amount;
  }
  return DONE;
}

static int show_ledger(const pooling *p) {
  int64_t count = cpw_ledger_entries(p->ledger);
  size_t room = (size_t)(count > 0 ? count : 1);
  const char **word = calloc(5 * room, sizeof *word);
  int64_t *money = calloc(room, sizeof *money);
  phrase *number = calloc(room, sizeof *number);
  int code = word && money && number ? fill_entries(p, word, money, number, count) : no_memory();
  if (!code) {
    answer a = {.dimension = "entry", .heading = "entry", .rows = count, .id = word};
    answer_word(&a, "from", "from", word + count);
    answer_word(&a, "to", "to", word + 2 * count);
    answer_word(&a, "line", "line", word + 3 * count);
    answer_word(&a, "reason", "reason", word + 4 * count);
    answer_money(&a, "amount", "amount", "What went from one to the other.", money, 1);
    code = show_answer(p->set, &a);
  }
  free((void *)word);
  free(money);
  free(number);
  return code;
}

static int show_what(pooling *p) {
  int32_t what = p->set->allocate.what;
  if (what != POOL_LEDGER && what != POOL_STATEMENTS) return show_pool(p);
  if (p->set->html)
    return fail(USAGE,
                "%s: the page shows partners and lines: --html and --what=%s do not go together",
                p->set->command, what == POOL_LEDGER ? "ledger" : "statements");
  return what == POOL_LEDGER ? show_ledger(p) : show_statements(p);
}

static int fail_pool(const pooling *p, const cpw_error *err) {
  int below = strstr(err->message, "below its minimum") != NULL;
  return below ? fail(ANSWER_NO, "%s: %s", p->rows->file, err->message)
               : fail_library(p->rows->file, err);
}

int run_pool(const settings *set, sheet *rows) {
  pooling p = {.set = set, .rows = rows};
  cpw_error err = {0};
  int code = sheet_check_full(rows, FIELD_PARTNER);
  if (!code) code = sheet_check_full(rows, FIELD_LINE);
  if (!code) code = sheet_check_full(rows, FIELD_AMOUNT);
  if (!code) code = name_all(&p);
  if (!code) code = add_contributions(&p);
  if (!code) code = read_spend(&p);
  if (!code) code = say_unspent(&p);
  if (!code) code = prepare(&p);
  if (!code && cpw_pool_year(&p.pool, p.spent, NULL, &p.result, &p.ledger, &err))
    code = fail_pool(&p, &err);
  if (!code) code = show_what(&p);
  pooling_free(&p);
  return code;
}
