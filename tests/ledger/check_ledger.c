/* Ledgers: what may be posted, what they add up to, and that a ledger comes back from its files. */
#include "carepath.h"
#include "ledger/decimal.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cpw_error err;

static cpw_ledger *ledger(void) {
  cpw_ledger *l = NULL;
  ck_assert_int_eq(cpw_ledger_new(NULL, &l, &err), CPW_OK);
  return l;
}

static int64_t open_in(cpw_ledger *l, const char *name, const char *organisation, const char *place,
                       const char *line, int32_t kind) {
  cpw_ledger_account a = {name, organisation, place, line, kind, 0, 0, 0, 0};
  int64_t index = -1;
  ck_assert_msg(cpw_ledger_open(l, &a, &index, &err) == CPW_OK, "%s", err.message);
  return index;
}

static int32_t post(cpw_ledger *l, int64_t from, int64_t to, int64_t amount, int64_t period) {
  cpw_ledger_entry e = {from, to, amount, period, "beds", "why"};
  return cpw_ledger_post(l, &e, 1, NULL, &err);
}

static int64_t balance(const cpw_ledger *l, int64_t account) {
  int64_t out = 0;
  ck_assert_int_eq(cpw_ledger_balance(l, account, &out, &err), CPW_OK);
  return out;
}

/* Council 0 and ICB 1 pay into the pool 2, from which the provider 3 is paid. */
static cpw_ledger *sample(void) {
  cpw_ledger *l = ledger();
  open_in(l, "council", "Leeds City Council", "Leeds", NULL, CPW_LEDGER_OPEN);
  open_in(l, "icb", "West Yorkshire ICB", "", "", CPW_LEDGER_OPEN);
  open_in(l, "pool", "pool", "Leeds", "beds", CPW_LEDGER_FUND);
  open_in(l, "provider", "Leeds City Council", "Leeds", "beds", CPW_LEDGER_OPEN);
  ck_assert_int_eq(post(l, 0, 2, 100, 0), CPW_OK);
  ck_assert_int_eq(post(l, 1, 2, 250, 1), CPW_OK);
  ck_assert_int_eq(post(l, 2, 3, 320, 1), CPW_OK);
  ck_assert_int_eq(post(l, 0, 3, 7, 2), CPW_OK);
  return l;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(an_empty_ledger)
{
  cpw_ledger *l = ledger();
  cpw_ledger_trial t = {9, 9, 9, 9, 9, 9};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_ledger_accounts(l), 0);
  ck_assert_int_eq(cpw_ledger_entries(l), 0);
  ck_assert_int_eq(cpw_ledger_accounts(NULL), 0);
  ck_assert_int_eq(cpw_ledger_entries(NULL), 0);
  ck_assert_int_eq(cpw_ledger_trial_balance(l, &t, &err), CPW_OK);
  ck_assert(t.accounts == 0 && t.entries == 0 && t.debits == 0 && t.balances == 0);
  for (int32_t by = 0; by < 4; by++) {
    ck_assert_int_eq(cpw_ledger_statement(l, by, 0, INT64_MAX, &r, &err), CPW_OK);
    ck_assert_int_eq(cpw_result_find(r, "closing")->size, 0);
    cpw_result_free(r);
  }
  ck_assert_int_eq(cpw_ledger_journal(l, &r, &err), CPW_OK);
  ck_assert_int_eq(cpw_result_find(r, "amount")->size, 0);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_ledger_post(l, NULL, 0, NULL, &err), CPW_OK);
  cpw_ledger_free(l);
  cpw_ledger_free(NULL);
}
END_TEST

/* the largest amount there is, there and back would be too much */
START_TEST(amounts_at_the_end_of_the_integers)
{
  cpw_ledger *l = ledger();
  int64_t a = open_in(l, "a", NULL, NULL, NULL, 0), b = open_in(l, "b", NULL, NULL, NULL, 1);
  ck_assert_int_eq(post(l, a, b, INT64_MAX, 0), CPW_OK);
  ck_assert(balance(l, a) == -INT64_MAX && balance(l, b) == INT64_MAX);
  ck_assert_int_eq(post(l, b, a, 1, 0), CPW_EOVERFLOW);
  ck_assert_str_eq(err.message,
                   "entries[0].amount = 1 takes the sum of all entries beyond 2^63 - 1");
  cpw_ledger_trial t;
  ck_assert_int_eq(cpw_ledger_trial_balance(l, &t, &err), CPW_OK);
  ck_assert(t.debits == INT64_MAX && t.credits == INT64_MAX && t.difference == 0);
  cpw_ledger_free(l);
}
END_TEST

/* names are found among thousands, whatever they hash to */
START_TEST(many_accounts)
{
  cpw_ledger *l = ledger();
  char name[32];
  for (int64_t i = 0; i < 5000; i++) {
    snprintf(name, sizeof name, "account %lld", (long long)(i * 7919 % 5000));
    ck_assert_int_eq(open_in(l, name, "o", "p", "l", 0), i);
  }
  for (int64_t i = 0; i < 5000; i++) {
    int64_t index = -1;
    snprintf(name, sizeof name, "account %lld", (long long)(i * 7919 % 5000));
    ck_assert_int_eq(cpw_ledger_find(l, name, &index, &err), CPW_OK);
    ck_assert_int_eq(index, i);
  }
  cpw_ledger_free(l);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refused(int32_t got, int32_t status, int64_t index, const char *message) {
  ck_assert_msg(got == status && strcmp(err.message, message) == 0, "%d: %s", (int)got,
                err.message);
  ck_assert_int_eq(err.index, index);
}

static int32_t open_account(cpw_ledger *l, const char *name, int32_t kind, const char *line) {
  cpw_ledger_account a = {name, NULL, NULL, line, kind, 0, 0, 0, 0};
  return cpw_ledger_open(l, &a, NULL, &err);
}

START_TEST(accounts_that_are_refused)
{
  cpw_ledger *l = sample();
  static char endless[5000];
  memset(endless, 'x', sizeof endless - 1);
  const char *text = "must be UTF-8 of at most 4096 bytes without control characters other than "
                     "line breaks and tabs";
  char whole[200];
  refused(open_account(l, "", 0, ""), CPW_EINVAL, -1, "account.name must be given and not empty");
  refused(open_account(l, NULL, 0, ""), CPW_EINVAL, -1, "account.name must be given and not empty");
  refused(open_account(l, "icb", 0, ""), CPW_EINVAL, 1,
          "account.name = 'icb' is taken: account 1 has it");
  refused(open_account(l, "x", 2, ""), CPW_EINVAL, -1,
          "account.kind = 2 must be CPW_LEDGER_OPEN or CPW_LEDGER_FUND");
  snprintf(whole, sizeof whole, "account.name %s", text);
  refused(open_account(l, endless, 0, ""), CPW_EINVAL, -1, whole);
  refused(open_account(l, "a\001b", 0, ""), CPW_EINVAL, -1, whole);
  snprintf(whole, sizeof whole, "account.line %s", text);
  refused(open_account(l, "x", 0, "\xff"), CPW_EINVAL, -1, whole);
  refused(cpw_ledger_open(NULL, NULL, NULL, &err), CPW_EINVAL, -1, "ledger must not be NULL");
  refused(cpw_ledger_open(l, NULL, NULL, &err), CPW_EINVAL, -1, "account must not be NULL");
  ck_assert_int_eq(cpw_ledger_accounts(l), 4);
  /* a text that an entry has is no account yet */
  ck_assert_int_eq(open_account(l, "why", 0, ""), CPW_OK);
  cpw_ledger_free(l);
}
END_TEST

START_TEST(entries_that_are_refused)
{
  cpw_ledger *l = sample();
  const struct {
    cpw_ledger_entry e;
    int32_t status;
    const char *message;
  } rows[] = {
      {{0, 7, 1, 2, "", "w"}, CPW_EINVAL, "entries[1].to = 7 must be an account, 0 to 3"},
      {{-1, 1, 1, 2, "", "w"}, CPW_EINVAL, "entries[1].from = -1 must be an account, 0 to 3"},
      {{1, 1, 1, 2, "", "w"}, CPW_EINVAL, "entries[1].to = 1 must be another account than from"},
      {{0, 1, 1, 2, "", ""}, CPW_EINVAL, "entries[1].reason must be given and not empty"},
      {{0, 1, 1, 2, "", NULL}, CPW_EINVAL, "entries[1].reason must be given and not empty"},
      {{0, 1, 1, 2, "\x80", "w"},
       CPW_EINVAL,
       "entries[1].line must be UTF-8 of at most 4096 bytes without control characters other than "
       "line breaks and tabs"},
      {{0, 1, 0, 2, "", "w"}, CPW_EDOMAIN, "entries[1].amount = 0 must be >= 1"},
      {{0, 1, -5, 2, "", "w"}, CPW_EDOMAIN, "entries[1].amount = -5 must be >= 1"},
      {{0, 1, 5, 1, "", "w"},
       CPW_EDOMAIN,
       "entries[1].period = 1 must be >= 2, that of the last entry"},
      {{2, 1, 41, 2, "", "w"},
       CPW_EDOMAIN,
       "entries[1].amount = 41 is more than account 'pool' holds: 40, 1 short"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const cpw_ledger_entry both[] = {{1, 2, 10, 2, "", "fine"}, rows[i].e};
    int64_t number = 77;
    refused(cpw_ledger_post(l, both, 2, &number, &err), rows[i].status, 1,
            i == 9 ? "entries[1].amount = 41 is more than account 'pool' holds: 40, 1 short"
                   : rows[i].message);
    ck_assert_int_eq(number, 77);
    ck_assert_int_eq(cpw_ledger_entries(l), 4);
    ck_assert_int_eq(balance(l, 2), 30);
    ck_assert_int_eq(balance(l, 1), -250);
  }
  refused(cpw_ledger_post(NULL, NULL, 0, NULL, &err), CPW_EINVAL, -1,
          "ledger and entries must not be NULL");
  refused(cpw_ledger_post(l, NULL, 1, NULL, &err), CPW_EINVAL, -1,
          "ledger and entries must not be NULL");
  refused(cpw_ledger_post(l, NULL, -1, NULL, &err), CPW_EINVAL, -1, "count = -1 must be >= 0");
  cpw_ledger_free(l);
  l = ledger();
  refused(post(l, 0, 1, 1, 0), CPW_EINVAL, 0,
          "entries[0].from = 0 must be an account: none was opened");
  open_in(l, "a", NULL, NULL, NULL, 0);
  open_in(l, "b", NULL, NULL, NULL, 0);
  refused(post(l, 0, 1, 1, -1), CPW_EDOMAIN, 0, "entries[0].period = -1 must be >= 0");
  cpw_ledger_free(l);
}
END_TEST

START_TEST(questions_that_are_refused)
{
  cpw_ledger *l = sample();
  int64_t index = 77;
  cpw_ledger_account a;
  cpw_ledger_entry e;
  cpw_ledger_trial t;
  cpw_result *r = NULL;
  refused(cpw_ledger_find(l, "pol", &index, &err), CPW_ENOTFOUND, -1,
          "no account 'pol'; did you mean 'pool'?");
  refused(cpw_ledger_find(l, "something else", &index, &err), CPW_ENOTFOUND, -1,
          "no account 'something else'");
  refused(cpw_ledger_find(l, "why", &index, &err), CPW_ENOTFOUND, -1, "no account 'why'");
  refused(cpw_ledger_find(l, NULL, &index, &err), CPW_EINVAL, -1,
          "ledger, name and index must not be NULL");
  refused(cpw_ledger_balance(l, 4, &index, &err), CPW_ENOTFOUND, -1,
          "index = 4: there are 4 accounts");
  refused(cpw_ledger_account_at(l, -1, &a, &err), CPW_ENOTFOUND, -1,
          "index = -1: there are 4 accounts");
  refused(cpw_ledger_balance(l, 0, NULL, &err), CPW_EINVAL, -1, "ledger and out must not be NULL");
  refused(cpw_ledger_entry_at(l, 4, &e, &err), CPW_ENOTFOUND, -1,
          "number = 4: there are 4 entries");
  refused(cpw_ledger_entry_at(NULL, 4, &e, &err), CPW_EINVAL, -1,
          "ledger and out must not be NULL");
  refused(cpw_ledger_reverse(l, 9, 3, "w", &index, &err), CPW_ENOTFOUND, -1,
          "number = 9: there are 4 entries");
  refused(cpw_ledger_reverse(l, 0, 3, "", &index, &err), CPW_EINVAL, -1,
          "reason must be given and not empty");
  refused(cpw_ledger_reverse(l, 0, 3, "w", &index, &err), CPW_EDOMAIN, -1,
          "amount = 100 is more than account 'pool' holds: 30, 70 short");
  refused(cpw_ledger_trial_balance(l, NULL, &err), CPW_EINVAL, -1,
          "ledger and out must not be NULL");
  refused(cpw_ledger_trial_balance(NULL, &t, &err), CPW_EINVAL, -1,
          "ledger and out must not be NULL");
  refused(cpw_ledger_statement(l, 4, 0, 1, &r, &err), CPW_EINVAL, -1, "by = 4 must be 0 to 3");
  refused(cpw_ledger_statement(l, 0, 2, 1, &r, &err), CPW_EINVAL, -1,
          "last = 1 must be >= first = 2");
  refused(cpw_ledger_statement(l, 0, 0, 1, NULL, &err), CPW_EINVAL, -1,
          "ledger and out must not be NULL");
  refused(cpw_ledger_journal(l, NULL, &err), CPW_EINVAL, -1, "ledger and out must not be NULL");
  refused(cpw_ledger_new(NULL, NULL, &err), CPW_EINVAL, -1, "out must not be NULL");
  refused(cpw_ledger_write_entries(l, NULL, &err), CPW_EINVAL, -1,
          "ledger and sink must not be NULL");
  refused(cpw_ledger_write_accounts(l, NULL, &err), CPW_EINVAL, -1,
          "ledger and sink must not be NULL");
  ck_assert(index == 77 && !r);
  cpw_ledger_free(l);
}
END_TEST

static int32_t read_back(const char *accounts, const char *entries, cpw_ledger **out) {
  cpw_text texts[2] = {{accounts, (int64_t)strlen(accounts), 0},
                       {entries, (int64_t)strlen(entries), 0}};
  cpw_source sources[2];
  ck_assert_int_eq(cpw_text_source(&texts[0], "accounts.csv", &sources[0]), CPW_OK);
  ck_assert_int_eq(cpw_text_source(&texts[1], "entries.csv", &sources[1]), CPW_OK);
  return cpw_ledger_read(&sources[0], &sources[1], NULL, out, &err);
}

START_TEST(files_that_are_wrong)
{
  const char *good = "account,kind\na,\nb,fund\n", *head = "period,from,to,amount,line,reason\n";
  char entries[300];
  const struct {
    const char *accounts, *row, *where, *message;
    int64_t line;
  } rows[] = {{"name\na\n", "", "accounts.csv", NULL, 1},
              {"account,kind\na,purse\n", "", "accounts.csv",
               "line 2, field 2: kind must be open or fund", 2},
              {"account\na\na\n", "", "accounts.csv",
               "line 3: account.name = 'a' is taken: account 0 has it", 3},
              {good, "0,a,c,5,,w\n", "entries.csv", "line 2, field 3: no account 'c'", 2},
              {good, "0,a,b,5,,w\n0,b,a,6,,w\n", "entries.csv",
               "line 3: amount = 6 is more than account 'b' holds: 5, 1 short", 3},
              {good, "0,a,b,5,,\n", "entries.csv", "line 2: reason must be given and not empty", 2},
              {good, "0,a,b,5.5,,w\n", "entries.csv", NULL, 2}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    cpw_ledger *l = NULL;
    snprintf(entries, sizeof entries, "%s%s", head, rows[i].row);
    int32_t status = read_back(rows[i].accounts, entries, &l);
    ck_assert_msg(status == (i == 0 ? CPW_ENOTFOUND : CPW_EDATA), "%d", (int)status);
    ck_assert_ptr_null(l);
    ck_assert_str_eq(err.where, rows[i].where);
    ck_assert_int_eq(err.line, rows[i].line);
    if (rows[i].message) ck_assert_str_eq(err.message, rows[i].message);
  }
  ck_assert_int_eq(cpw_ledger_read(NULL, NULL, NULL, NULL, &err), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

static const int64_t *column(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->integer;
}

static void expect(const cpw_result *r, const char *label, const int64_t *values) {
  static const char *const names[] = {"opening", "in", "out", "within", "closing"};
  const cpw_array *a = cpw_result_find(r, "opening");
  for (int64_t i = 0; i < a->size; i++)
    if (strcmp(a->dimension[0]->coordinate_labels[0][i], label) == 0) {
      for (int k = 0; k < 5; k++)
        ck_assert_msg(column(r, names[k])[i] == values[k], "%s of %s is %lld", names[k], label,
                      (long long)column(r, names[k])[i]);
      return;
    }
  ck_abort_msg("no group %s", label);
}

/* by hand, from the four entries of sample() */
START_TEST(statements_by_hand)
{
  cpw_ledger *l = sample();
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_ledger_statement(l, CPW_LEDGER_BY_ACCOUNT, 1, INT64_MAX, &r, &err), CPW_OK);
  expect(r, "council", (const int64_t[]){-100, 0, 7, 0, -107});
  expect(r, "pool", (const int64_t[]){100, 250, 320, 0, 30});
  expect(r, "provider", (const int64_t[]){0, 327, 0, 0, 327});
  cpw_result_free(r);
  ck_assert_int_eq(cpw_ledger_statement(l, CPW_LEDGER_BY_ORGANISATION, 0, INT64_MAX, &r, &err),
                   CPW_OK);
  expect(r, "Leeds City Council", (const int64_t[]){0, 320, 100, 7, 220});
  expect(r, "pool", (const int64_t[]){0, 350, 320, 0, 30});
  expect(r, "West Yorkshire ICB", (const int64_t[]){0, 0, 250, 0, -250});
  ck_assert_str_eq(cpw_result_find(r, "in")->dimension[0]->name, "organisation");
  cpw_result_free(r);
  ck_assert_int_eq(cpw_ledger_statement(l, CPW_LEDGER_BY_PLACE, 0, 1, &r, &err), CPW_OK);
  expect(r, "Leeds", (const int64_t[]){0, 250, 0, 420, 250});
  expect(r, "", (const int64_t[]){0, 0, 250, 0, -250});
  cpw_result_free(r);
  ck_assert_int_eq(cpw_ledger_statement(l, CPW_LEDGER_BY_LINE, 0, INT64_MAX, &r, &err), CPW_OK);
  expect(r, "beds", (const int64_t[]){0, 357, 0, 320, 357});
  cpw_result_free(r);
  cpw_ledger_account a;
  ck_assert_int_eq(cpw_ledger_account_at(l, 2, &a, &err), CPW_OK);
  ck_assert(a.debits == 350 && a.credits == 320 && a.balance == 30 && a.kind == CPW_LEDGER_FUND);
  ck_assert_str_eq(a.organisation, "pool");
  ck_assert_int_eq(cpw_ledger_journal(l, &r, &err), CPW_OK);
  ck_assert_int_eq(column(r, "amount")[2], 320);
  ck_assert_int_eq(column(r, "period")[3], 2);
  const cpw_dimension *entry = cpw_result_find(r, "amount")->dimension[0];
  ck_assert_str_eq(entry->coordinate_labels[0][2], "pool");
  ck_assert_str_eq(entry->coordinate_labels[1][2], "provider");
  ck_assert_str_eq(entry->coordinate_labels[2][2], "beds");
  ck_assert_str_eq(entry->coordinate_labels[3][2], "why");
  cpw_result_free(r);
  cpw_ledger_free(l);
}
END_TEST

/* 0.29 of 100 is 29 by the decimal; the double is below 0.29. Values: python3 -c "from fractions import
 * Fraction as F; import math; print(math.floor(F('0.025') * 1234567891))" and the like. */
START_TEST(parts_by_decimals)
{
  const struct {
    int64_t amount;
    double rate;
    int64_t down, up;
  } rows[] = {{100, 0.29, 29, 29},
              {1234567891, 0.025, 30864197, 30864198},
              {1000, 0.1, 100, 100},
              {3, 1.0 / 3, 0, 1},
              {0, 0.5, 0, 0},
              {7, 0.0, 0, 0},
              {INT64_MAX, 1.0, INT64_MAX, INT64_MAX},
              {INT64_MAX, 0.1, 922337203685477580, 922337203685477581},
              {INT64_MAX, 2.0, INT64_MAX, INT64_MAX},
              {1, 1e-300, 0, 1},
              {INT64_MAX, 1e-18, 9, 10},
              {5, 1e300, INT64_MAX, INT64_MAX},
              {2, 123456789012345680.0, 246913578024691360, 246913578024691360},
              {INT64_MAX, 0.0056600000000000001, 52204285728598031, 52204285728598032}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    cpwi_decimal a = cpwi_decimal_whole(rows[i].amount), b = cpwi_decimal_of(rows[i].rate);
    ck_assert_int_eq(cpwi_decimal_times(a, b, 0), rows[i].down);
    ck_assert_int_eq(cpwi_decimal_times(a, b, 1), rows[i].up);
  }
  ck_assert_int_eq(cpwi_decimal_times(cpwi_decimal_of(4873.201814), cpwi_decimal_of(812.55), 0),
                   3959720);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

typedef struct text {
  char bytes[4096];
  size_t used;
} text;

static int append(void *context, const char *bytes, int64_t count) {
  text *t = context;
  if (t->used + (size_t)count >= sizeof t->bytes) return -1;
  memcpy(t->bytes + t->used, bytes, (size_t)count);
  t->used += (size_t)count;
  t->bytes[t->used] = '\0';
  return 0;
}

/* written, read, written: the same bytes; and every sum is the same */
START_TEST(a_ledger_comes_back)
{
  cpw_ledger *l = sample(), *back = NULL;
  open_in(l, "odd, \"name\"\nof two lines", "\xc3\xa4", "", "", CPW_LEDGER_OPEN);
  cpw_ledger_entry odd = {4, 0, 3, 5, "a,b", "because \"so\""};
  ck_assert_int_eq(cpw_ledger_post(l, &odd, 1, NULL, &err), CPW_OK);
  text accounts[2] = {{"", 0}, {"", 0}}, entries[2] = {{"", 0}, {"", 0}};
  for (int i = 0; i < 2; i++) {
    cpw_sink one = {&accounts[i], append}, two = {&entries[i], append};
    ck_assert_int_eq(cpw_ledger_write_accounts(i ? back : l, &one, &err), CPW_OK);
    ck_assert_int_eq(cpw_ledger_write_entries(i ? back : l, &two, &err), CPW_OK);
    if (i == 0)
      ck_assert_msg(read_back(accounts[0].bytes, entries[0].bytes, &back) == CPW_OK, "%s",
                    err.message);
  }
  ck_assert_str_eq(accounts[0].bytes, accounts[1].bytes);
  ck_assert_str_eq(entries[0].bytes, entries[1].bytes);
  ck_assert(
      strncmp(entries[0].bytes, "period,from,to,amount,line,reason\n0,council,pool,100,", 52) == 0);
  for (int64_t i = 0; i < 5; i++)
    ck_assert_int_eq(balance(l, i), balance(back, i));
  cpw_ledger_free(l);
  cpw_ledger_free(back);
}
END_TEST

/* a reversed entry leaves no trace in the balances and two in the journal */
START_TEST(an_entry_is_reversed)
{
  cpw_ledger *l = sample();
  int64_t number = -1;
  ck_assert_int_eq(cpw_ledger_reverse(l, 3, 4, "paid by mistake", &number, &err), CPW_OK);
  ck_assert_int_eq(number, 4);
  ck_assert(balance(l, 0) == -100 && balance(l, 3) == 320);
  cpw_ledger_entry e;
  ck_assert_int_eq(cpw_ledger_entry_at(l, 4, &e, &err), CPW_OK);
  ck_assert(e.from == 3 && e.to == 0 && e.amount == 7 && e.period == 4);
  ck_assert_str_eq(e.reason, "paid by mistake");
  ck_assert_str_eq(e.line, "beds");
  cpw_ledger_free(l);
}
END_TEST

static int32_t everything(void *context) {
  cpw_ledger *l = NULL, *back = NULL;
  cpw_result *r = NULL;
  cpw_ledger_trial t;
  (void)context;
  int32_t status = cpw_ledger_new(NULL, &l, NULL);
  for (int i = 0; i < 20 && status == CPW_OK; i++) {
    char name[] = {'a', (char)('a' + i), '\0'};
    cpw_ledger_account a = {name, "o", name, "l", 0, 0, 0, 0, 0};
    status = cpw_ledger_open(l, &a, NULL, NULL);
  }
  for (int i = 1; i < 20 && status == CPW_OK; i++) {
    char why[] = {'w', (char)('a' + i), '\0'};
    cpw_ledger_entry e = {0, i, 5, 0, why, why};
    status = cpw_ledger_post(l, &e, 1, NULL, NULL);
  }
  if (status == CPW_OK) status = cpw_ledger_trial_balance(l, &t, NULL);
  if (status == CPW_OK) status = cpw_ledger_statement(l, 2, 0, 1, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK) status = cpw_ledger_journal(l, &r, NULL);
  cpw_result_free(r);
  cpw_ledger_free(l);
  if (status != CPW_OK) return status;
  static const char one[] = "account\na\nb\n", two[] = "period,from,to,amount,reason\n0,a,b,5,w\n";
  cpw_text texts[2] = {{one, sizeof one - 1, 0}, {two, sizeof two - 1, 0}};
  cpw_source sources[2];
  for (int i = 0; i < 2 && status == CPW_OK; i++)
    status = cpw_text_source(&texts[i], NULL, &sources[i]);
  if (status == CPW_OK) status = cpw_ledger_read(&sources[0], &sources[1], NULL, &back, NULL);
  cpw_ledger_free(back);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *ledger_suite(void) {
  Suite *suite = suite_create("ledger");
  const struct {
    const char *name;
    const TTest *tests[6];
  } cases[] = {{"limits", {an_empty_ledger, amounts_at_the_end_of_the_integers, many_accounts}},
               {"errors",
                {accounts_that_are_refused, entries_that_are_refused, questions_that_are_refused,
                 files_that_are_wrong}},
               {"reference", {statements_by_hand, parts_by_decimals}},
               {"properties", {a_ledger_comes_back, an_entry_is_reversed}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {ledger_suite()};
  return cpwt_run(suites, 1);
}
