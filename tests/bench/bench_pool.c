/* Cost of a ledger's entries and of the year of a pool. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath.h"

#include <stdio.h>
#include <time.h>

#define ENTRIES  200000
#define ACCOUNTS 500
#define PARTNERS 8
#define LINES    60
#define FENCES   12

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int32_t bench_ledger(void) {
  cpw_ledger *l = NULL;
  cpw_result *r = NULL;
  cpw_ledger_trial trial;
  char name[16];
  int32_t status = cpw_ledger_new(NULL, &l, NULL);
  double t0 = seconds();
  for (int i = 0; i < ACCOUNTS && status == CPW_OK; i++) {
    snprintf(name, sizeof name, "account %d", i);
    cpw_ledger_account a = {name, "o", "p", "l", 0, 0, 0, 0, 0};
    status = cpw_ledger_open(l, &a, NULL, NULL);
  }
  double t1 = seconds();
  for (int i = 0; i < ENTRIES && status == CPW_OK; i++) {
    cpw_ledger_entry e = {i % ACCOUNTS, (i + 1 + i % 7) % ACCOUNTS, 1 + i, i / 1000, "line",
                          "reason"};
    status = cpw_ledger_post(l, &e, 1, NULL, NULL);
  }
  double t2 = seconds();
  if (status == CPW_OK) status = cpw_ledger_trial_balance(l, &trial, NULL);
  double t3 = seconds();
  if (status == CPW_OK) status = cpw_ledger_statement(l, 0, 0, INT64_MAX, &r, NULL);
  double t4 = seconds();
  printf("ledger: %.0f ns an account, %.1f ns an entry, %.2f ns an entry of the trial balance, "
         "%.2f of a "
         "statement\n",
         1e9 * (t1 - t0) / ACCOUNTS, 1e9 * (t2 - t1) / ENTRIES, 1e9 * (t3 - t2) / ENTRIES,
         1e9 * (t4 - t3) / ENTRIES);
  cpw_result_free(r);
  cpw_ledger_free(l);
  return status;
}

static char texts[LINES][8];
static const char *names[LINES];
static int64_t contribution[PARTNERS * LINES], spend[LINES], owner[FENCES], amount[FENCES];
static int32_t allows[FENCES * LINES];

static int32_t bench_year(int64_t fences) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < LINES; i++) {
    snprintf(texts[i], sizeof texts[i], "x%02d", i);
    names[i] = texts[i];
    spend[i] = (int64_t)cpw_random_below(&s, 16000000);
  }
  for (int i = 0; i < PARTNERS * LINES; i++)
    contribution[i] = 500000 + (int64_t)cpw_random_below(&s, 1000000);
  for (int i = 0; i < FENCES; i++) {
    owner[i] = i % PARTNERS;
    amount[i] = 2000000;
  }
  for (int i = 0; i < FENCES * LINES; i++)
    allows[i] = cpw_random_below(&s, 3) > 0;
  cpw_pool p;
  cpw_pool_init(&p);
  p.partners = PARTNERS;
  p.lines = LINES;
  p.fences = fences;
  p.partner = p.line = p.fence = names;
  p.contribution = contribution;
  p.fence_partner = owner;
  p.fence_amount = amount;
  p.fence_allows = allows;
  int32_t status = CPW_OK;
  double t0 = seconds();
  int64_t entries = 0;
  for (int k = 0; k < 50 && status == CPW_OK; k++) {
    cpw_result *r = NULL;
    cpw_ledger *l = NULL;
    status = cpw_pool_year(&p, spend, NULL, &r, &l, NULL);
    entries = cpw_ledger_entries(l);
    cpw_result_free(r);
    cpw_ledger_free(l);
  }
  printf("pool: %d partners, %d lines, %2d ring-fences: %.3f ms a year of %lld entries\n", PARTNERS,
         LINES, (int)fences, 1e3 * (seconds() - t0) / 50, (long long)entries);
  return status;
}

int main(void) {
  int32_t status = bench_ledger();
  if (status == CPW_OK) status = bench_year(0);
  if (status == CPW_OK) status = bench_year(FENCES);
  return status == CPW_OK ? 0 : 1;
}
