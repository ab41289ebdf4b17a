/* lib/ledger/internal.h - what the files of the module share: the ledger itself, its texts, and the posting of
 * one entry. Texts are kept once each; accounts and entries hold their numbers. */
#ifndef CPWI_LEDGER_INTERNAL_H
#define CPWI_LEDGER_INTERNAL_H

#include "base/internal.h"
#include "carepath/ledger.h"

typedef struct cpwi_ledger_account {
  int64_t name, organisation, place, line; /* numbers of texts */
  int64_t debits, credits;
  int32_t kind;
} cpwi_ledger_account;

typedef struct cpwi_ledger_row {
  int64_t from, to, amount, period;
  int64_t line, reason; /* numbers of texts */
} cpwi_ledger_row;

struct cpw_ledger {
  const cpw_allocator *allocator;
  char **text;         /* (texts) */
  int64_t *account_of; /* (texts) the account of that name, or -1 */
  int64_t texts, text_room;
  int64_t *
      slot; /* (slots) numbers of texts by hash, -1: empty; a power of two, never more than half full */
  int64_t slots;
  cpwi_ledger_account *account;
  int64_t accounts, account_room;
  cpwi_ledger_row *row;
  int64_t rows, row_room;
  int64_t turnover; /* sum of all amounts: bounds every other sum */
};

/* texts.c: the number of a text, NULL meaning ""; makes it if it is new. -1: no memory. */
int64_t cpwi_ledger_text(cpw_ledger *l, const char *text);
/* The number of a text that is there; -1 if there is none. */
int64_t cpwi_ledger_known(const cpw_ledger *l, const char *text);
/* CPW_EINVAL unless a text can be kept and read back. `place` stands before `what` in the message. */
int32_t cpwi_ledger_check_text(const char *text, const char *place, const char *what,
                               const char *where, cpw_error *err);
/* The block with room for `needed` items, grown by halves; NULL when there is no memory: the old one stays. */
void *cpwi_ledger_grow(const cpw_allocator *a, void *block, int64_t *room, int64_t needed,
                       size_t size);

/* post.c: one entry; `place` is what messages put before its fields, such as "entries[2].". */
int32_t cpwi_ledger_post_one(cpw_ledger *l, const cpw_ledger_entry *e, const char *place,
                             const char *where, cpw_error *err);

#endif
