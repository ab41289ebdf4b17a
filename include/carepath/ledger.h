/* carepath/ledger.h - a double-entry ledger: accounts and entries, each of which takes one amount from one
 * account to another, so that every pound can be traced and none is made or lost.
 * Floor 1: includes base.h only.
 *
 * cpw_ledger_open (accounts) -> cpw_ledger_post (entries) -> balance, trial, statement, journal
 * cpw_ledger_write_accounts, cpw_ledger_write_entries -> two CSV files -> cpw_ledger_read: the same ledger
 *
 * An entry debits the account `to` and credits the account `from` with the same amount, so the sum of all
 * debits is the sum of all credits, and all balances (debits less credits: what came in less what went out)
 * sum to zero. Nothing is ever changed or removed: a mistake is reversed by a further entry
 * (cpw_ledger_reverse). No sum can overflow: an entry that would make one do so is refused.
 * Source: L. Pacioli, Summa de arithmetica (1494), Particularis de computis et scripturis. */
#ifndef CAREPATH_LEDGER_H
#define CAREPATH_LEDGER_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An account whose balance may have either sign: the world outside, an organisation. */
#define CPW_LEDGER_OPEN 0
/** An account that holds money: an entry which would take its balance below zero is refused. */
#define CPW_LEDGER_FUND 1

/** What a statement is by: every account for itself. */
#define CPW_LEDGER_BY_ACCOUNT 0
/** What a statement is by: accounts of the same organisation together. */
#define CPW_LEDGER_BY_ORGANISATION 1
/** What a statement is by: accounts of the same place together. */
#define CPW_LEDGER_BY_PLACE 2
/** What a statement is by: accounts of the same service line together. */
#define CPW_LEDGER_BY_LINE 3

/** One account. Texts that were read from a ledger are owned by it and live as long. */
typedef struct cpw_ledger_account {
  const char *name;         /**< unique, not empty */
  const char *organisation; /**< whose it is; "" or NULL: nobody's */
  const char *place;        /**< where; "" or NULL: none */
  const char *line;         /**< service line; "" or NULL: none */
  int32_t kind;             /**< CPW_LEDGER_OPEN or CPW_LEDGER_FUND */
  int32_t reserved;         /**< zero */
  int64_t debits;           /**< sum of what came in; not read by cpw_ledger_open */
  int64_t credits;          /**< sum of what went out; not read by cpw_ledger_open */
  int64_t balance;          /**< debits - credits; not read by cpw_ledger_open */
} cpw_ledger_account;

/** One entry. Texts that were read from a ledger are owned by it and live as long. */
typedef struct cpw_ledger_entry {
  int64_t from;       /**< index of the account that is credited */
  int64_t to;         /**< index of the account that is debited; another one */
  int64_t amount;     /**< whole units of money, >= 1 */
  int64_t period;     /**< such as a month or a year, >= 0; never before that of the last entry */
  const char *line;   /**< service line that it is about; "" or NULL: none */
  const char *reason; /**< why, not empty */
} cpw_ledger_entry;

/** The trial balance: both sides added up anew from the entries. */
typedef struct cpw_ledger_trial {
  int64_t accounts;   /**< accounts */
  int64_t entries;    /**< entries */
  int64_t debits;     /**< sum of the debits of all accounts */
  int64_t credits;    /**< sum of the credits of all accounts */
  int64_t difference; /**< debits - credits: 0 */
  int64_t balances;   /**< sum of all balances: 0 */
} cpw_ledger_trial;

/** A ledger. */
typedef struct cpw_ledger cpw_ledger;

/** Make an empty ledger.
 *  @param[in]  allocator  NULL for malloc and free; must outlive the ledger
 *  @param[out] out        the ledger; untouched on error. Free it with cpw_ledger_free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_new(const cpw_allocator *allocator, cpw_ledger **out,
                                            cpw_error *err);

/** Free a ledger.
 *  @param[in] ledger  a ledger or NULL
 *  @par Complexity O(accounts + entries). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_ledger_free(cpw_ledger *ledger);

/** Open an account.
 *  @param[in,out] ledger   the ledger; unchanged on error
 *  @param[in]     account  name, organisation, place, line and kind; texts are copied
 *  @param[out]    index    nullable: its number, 0 for the first; untouched on error
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL; an empty name or one that is taken; a kind that is none; a text that
 *  is not UTF-8, holds control characters other than tabs and line breaks, or has more than 4096 bytes);
 *  CPW_ENOMEM.
 *  @par Complexity O(1) on average. @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_open(cpw_ledger *ledger, const cpw_ledger_account *account,
                                             int64_t *index, cpw_error *err);

/** Post entries, all or none of them.
 *  They are posted one after the other: a fund must have what an entry takes from it when its turn comes.
 *  @param[in,out] ledger   the ledger; unchanged on error
 *  @param[in]     entries  (count) texts are copied; borrowed for the call
 *  @param[in]     count    >= 0
 *  @param[out]    number   nullable: number of the first of them, 0 for the first of all; untouched on
 *                          error
 *  @param[out]    err      nullable; its index is the entry at fault
 *  @return CPW_OK; CPW_EINVAL (NULL; an unknown account: "entries[2].from = 7 must be an account, 0 to 4";
 *  from and to the same; no reason; a text as in cpw_ledger_open); CPW_EDOMAIN (amount < 1; a period before
 *  that of the last entry; a fund that would fall below zero: "entries[0].amount = 70 is more than account
 *  'pool' holds: 60, 10 short"); CPW_EOVERFLOW (a sum beyond 2^63 - 1); CPW_ENOMEM.
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_post(cpw_ledger *ledger, const cpw_ledger_entry *entries,
                                             int64_t count, int64_t *number, cpw_error *err);

/** Reverse an entry by a further one that takes the amount back.
 *  @param[in,out] ledger  the ledger; unchanged on error
 *  @param[in]     number  of the entry that was wrong
 *  @param[in]     period  of the further one
 *  @param[in]     reason  why, not empty
 *  @param[out]    out     nullable: number of the further entry; untouched on error
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_ENOTFOUND (no such entry); what cpw_ledger_post returns.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_reverse(cpw_ledger *ledger, int64_t number, int64_t period,
                                                const char *reason, int64_t *out, cpw_error *err);

/** Number of accounts.
 *  @param[in] ledger  a ledger; NULL: 0
 *  @return the number, >= 0.
 *  @par Complexity O(1). @par Thread safety Safe while nobody writes. @since 0.1 */
CPW_API int64_t cpw_ledger_accounts(const cpw_ledger *ledger);

/** Number of entries.
 *  @param[in] ledger  a ledger; NULL: 0
 *  @return the number, >= 0.
 *  @par Complexity O(1). @par Thread safety Safe while nobody writes. @since 0.1 */
CPW_API int64_t cpw_ledger_entries(const cpw_ledger *ledger);

/** The account of a given name.
 *  @param[in]  ledger  a ledger
 *  @param[in]  name    as it was opened
 *  @param[out] index   its number; untouched on error
 *  @param[out] err     nullable: names the nearest account where one is near
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_ENOTFOUND (no such account).
 *  @par Complexity O(1) on average; O(accounts) where there is none.
 *  @par Thread safety Safe while nobody writes. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_find(const cpw_ledger *ledger, const char *name,
                                             int64_t *index, cpw_error *err);

/** What an account is and holds.
 *  @param[in]  ledger  a ledger
 *  @param[in]  index   number of the account
 *  @param[out] out     the account with its sums; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_ENOTFOUND (no such account).
 *  @par Complexity O(1). @par Thread safety Safe while nobody writes.
 *  @par Example examples/pool.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_account_at(const cpw_ledger *ledger, int64_t index,
                                                   cpw_ledger_account *out, cpw_error *err);

/** One entry.
 *  @param[in]  ledger  a ledger
 *  @param[in]  number  of the entry, 0 for the first
 *  @param[out] out     the entry; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_ENOTFOUND (no such entry).
 *  @par Complexity O(1). @par Thread safety Safe while nobody writes. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_entry_at(const cpw_ledger *ledger, int64_t number,
                                                 cpw_ledger_entry *out, cpw_error *err);

/** The balance of an account: debits less credits.
 *  @param[in]  ledger  a ledger
 *  @param[in]  index   number of the account
 *  @param[out] out     the balance; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_ENOTFOUND (no such account).
 *  @par Complexity O(1). @par Thread safety Safe while nobody writes. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_balance(const cpw_ledger *ledger, int64_t index,
                                                int64_t *out, cpw_error *err);

/** The trial balance, added up anew from the entries and compared with the sums of the accounts.
 *  @param[in]  ledger  a ledger
 *  @param[out] out     both sides; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_ENOMEM; CPW_EINTERNAL (an account's sums are not those of its
 *  entries).
 *  @par Complexity O(accounts + entries). @par Thread safety Safe while nobody writes.
 *  @par Example examples/pool.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_trial_balance(const cpw_ledger *ledger,
                                                      cpw_ledger_trial *out, cpw_error *err);

/** A statement: what was there, what came in, what went out, what is there.
 *  Groups are in order of their names (strcmp; accounts without one are the group ""), accounts in the
 *  order in which they were opened. What moves between two accounts of one group is in `within` alone.
 *  Result: opening, in, out, within, closing, all int64 [account], [organisation], [place] or [line]:
 *  opening + in - out = closing, and opening and closing sum to zero over all groups.
 *  @param[in]  ledger  a ledger
 *  @param[in]  by      CPW_LEDGER_BY_...
 *  @param[in]  first   first period that counts as movement; what is before it is in `opening`
 *  @param[in]  last    last period that counts; later entries are left out. INT64_MAX: all
 *  @param[out] out     the statement; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, by is none, last < first); CPW_ENOMEM.
 *  @par Complexity O(entries + accounts log accounts). @par Thread safety Safe while nobody writes. @since
 *  0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_statement(const cpw_ledger *ledger, int32_t by,
                                                  int64_t first, int64_t last, cpw_result **out,
                                                  cpw_error *err);

/** The journal: every entry in order.
 *  Result: amount, period (int64 [entry]); coordinates of `entry`: from, to, line, reason.
 *  @param[in]  ledger  a ledger
 *  @param[out] out     the journal; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_ENOMEM.
 *  @par Complexity O(entries). @par Thread safety Safe while nobody writes. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_journal(const cpw_ledger *ledger, cpw_result **out,
                                                cpw_error *err);

/** Write the accounts as CSV: account, organisation, place, line, kind (open or fund).
 *  @param[in]  ledger  a ledger
 *  @param[in]  sink    where the text goes
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EIO (the sink failed).
 *  @par Complexity O(accounts). @par Thread safety Safe while nobody writes. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_write_accounts(const cpw_ledger *ledger,
                                                       const cpw_sink *sink, cpw_error *err);

/** Write the entries as CSV: period, from, to, amount, line, reason.
 *  @param[in]  ledger  a ledger
 *  @param[in]  sink    where the text goes
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EIO (the sink failed).
 *  @par Complexity O(entries). @par Thread safety Safe while nobody writes. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_write_entries(const cpw_ledger *ledger,
                                                      const cpw_sink *sink, cpw_error *err);

/** Read a ledger back: opens the accounts and posts every entry anew, so that what could not have been
 *  posted is not read.
 *  Columns are found by name; organisation, place, line and kind (open) may be missing.
 *  @param[in]  accounts   CSV as cpw_ledger_write_accounts writes it
 *  @param[in]  entries    CSV as cpw_ledger_write_entries writes it
 *  @param[in]  allocator  NULL for malloc and free; must outlive the ledger
 *  @param[out] out        the ledger; untouched on error
 *  @param[out] err        nullable: the file in `where`, and the line, which the message names too
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_ENOTFOUND (a column); CPW_EDATA (what cpw_ledger_open or
 *  cpw_ledger_post refuses, an unknown account or kind); CPW_EIO; CPW_ENOMEM.
 *  @par Complexity O(bytes). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_ledger_read(const cpw_source *accounts, const cpw_source *entries,
                                             const cpw_allocator *allocator, cpw_ledger **out,
                                             cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
