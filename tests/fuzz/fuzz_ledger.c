/* Any bytes as the two files of a ledger, parted by the first NUL: never a crash or a leak; what is read closes,
 * and comes back to the byte from what is written. */
#include "carepath/ledger.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

typedef struct text {
  char *bytes;
  size_t used;
} text;

static int append(void *context, const char *bytes, int64_t count) {
  text *t = context;
  char *grown = realloc(t->bytes, t->used + (size_t)count + 1);
  demand(grown != NULL);
  t->bytes = grown;
  memcpy(t->bytes + t->used, bytes, (size_t)count);
  t->used += (size_t)count;
  return 0;
}

static int32_t read_both(const char *a, size_t a_size, const char *e, size_t e_size,
                         cpw_ledger **out) {
  cpw_text accounts = {a, (int64_t)a_size, 0}, entries = {e, (int64_t)e_size, 0};
  cpw_source one, two;
  demand(cpw_text_source(&accounts, NULL, &one) == CPW_OK);
  demand(cpw_text_source(&entries, NULL, &two) == CPW_OK);
  return cpw_ledger_read(&one, &two, NULL, out, NULL);
}

static void write_both(const cpw_ledger *l, text *accounts, text *entries) {
  cpw_sink one = {accounts, append}, two = {entries, append};
  demand(cpw_ledger_write_accounts(l, &one, NULL) == CPW_OK);
  demand(cpw_ledger_write_entries(l, &two, NULL) == CPW_OK);
}

static void try_again(const cpw_ledger *l) {
  text t[4] = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
  cpw_ledger *back = NULL;
  write_both(l, &t[0], &t[1]);
  demand(read_both(t[0].bytes, t[0].used, t[1].bytes, t[1].used, &back) == CPW_OK);
  write_both(back, &t[2], &t[3]);
  for (int k = 0; k < 2; k++)
    demand(t[k].used == t[k + 2].used && memcmp(t[k].bytes, t[k + 2].bytes, t[k].used) == 0);
  for (int k = 0; k < 4; k++)
    free(t[k].bytes);
  cpw_ledger_free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *bytes = (const char *)data;
  size_t split = 0;
  while (split < size && bytes[split])
    split++;
  size_t from = split < size ? split + 1 : size;
  cpw_ledger *l = NULL;
  cpw_ledger_trial t;
  cpw_result *r = NULL;
  if (read_both(bytes, split, bytes + from, size - from, &l) != CPW_OK) return 0;
  demand(cpw_ledger_trial_balance(l, &t, NULL) == CPW_OK && t.difference == 0 && t.balances == 0);
  demand(cpw_ledger_statement(l, CPW_LEDGER_BY_ORGANISATION, 0, INT64_MAX, &r, NULL) == CPW_OK);
  cpw_result_free(r);
  try_again(l);
  cpw_ledger_free(l);
  return 0;
}
