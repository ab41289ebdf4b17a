/* carepath/audit.h - an append-only record of rankings: what was ranked, by which policy, who overrode what,
 * and who came out where, so that anybody can replay it and see that it is the same to the byte.
 * Floor 2: includes base.h and priority.h.
 *
 *   policy + list --cpw_audit_append--> record (text, chained to the one before it by SHA-256)
 *   record + list --cpw_audit_replay--> the same bytes, or the first thing that comes out otherwise
 *   file of records --cpw_audit_verify--> sound, or which record and which line was changed
 *
 * A record holds the whole policy as cpw_policy_write writes it, the digest of the data (not the data), all
 * overrides with actor and reason, and the places before and after. The form: docs/explanation/audit.md.
 *
 * What it protects against. Each record ends with the SHA-256 of all of its bytes and begins with that of the
 * record before it. Whoever keeps the last digest in another place sees every later change, insertion or
 * removal anywhere in the file. Without that, carelessness is detected and forgery is not: who can
 * rewrite the file can compute new digests for all of it. It is not a signature. */
#ifndef CAREPATH_AUDIT_H
#define CAREPATH_AUDIT_H

#include "carepath/base.h"
#include "carepath/priority.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- appending ----------------- */

/** No places before: the record holds those after alone. */
#define CPW_AUDIT_BEFORE_NONE 0
/** Places before: under the policy without equity (a cap of 0) and without overrides; 0 for a patient who
 *  cannot be ranked without one. */
#define CPW_AUDIT_BEFORE_CLINICAL 1
/** Places before: the caller's, such as those of the last list. */
#define CPW_AUDIT_BEFORE_GIVEN 2

/** Keep every row of the ranking in the record. */
#define CPW_AUDIT_ALL_ROWS (-1)

/** What a record is made of. The core reads no clock and knows nobody: time and actor are the caller's. */
typedef struct cpw_audit_entry {
  size_t struct_size;                /**< sizeof(cpw_audit_entry) as the caller compiled it */
  const cpw_priority_policy *policy; /**< the policy */
  const cpw_priority_list *list;     /**< the patients, with all overrides */
  const int64_t *before; /**< (patients) CPW_AUDIT_BEFORE_GIVEN: place from 1, 0: was not there */
  const char *time;  /**< when, in the caller's words, such as "2026-11-30T17:00:00Z"; not empty */
  const char *actor; /**< who ran it; not empty */
  const char *note;  /**< anything else; NULL: nothing */
  const char *previous; /**< digest of the record before it; NULL: it is the first of all */
  int64_t number; /**< running number: 1 for the first, else 1 more than the one before; default
                              1 */
  int64_t rows;   /**< keep the first so many places; default CPW_AUDIT_ALL_ROWS. The digest of the
                      places is always over all of them */
  uint64_t seed;  /**< of whatever was drawn along with the ranking; default 0: nothing was */
  int32_t before_kind; /**< CPW_AUDIT_BEFORE_..., default CPW_AUDIT_BEFORE_CLINICAL */
  int32_t reserved;    /**< zero */
  const cpw_run *run;  /**< threads, progress and cancel of the ranking; NULL: one thread */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_audit_entry;

/** Fill an entry with the defaults.
 *  @param[out] entry  no policy, no list; number 1, all rows, places before without equity and overrides
 *  @param[in]  size   sizeof(cpw_audit_entry) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_audit_entry_init_sized(cpw_audit_entry *entry, size_t size);

/** Fill an entry with the defaults (see cpw_audit_entry_init_sized).
 *  @param[out] entry  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_audit_entry_init(cpw_audit_entry *entry) {
  cpw_audit_entry_init_sized(entry, sizeof *entry);
}

/** Rank a list and write the record of it.
 *  Nothing is written unless the whole record can be: only a sink that fails leaves a part behind. The caller
 *  puts records one after the other into one file and keeps the last digest in another place. One writer at a
 *  time: from the reading of the last digest to the end of the writing the caller keeps others out, else two
 *  records follow the same one and the chain is broken.
 *  Places without overrides are those of the list without any, save that an override of a fact, a wait or a tier
 *  stays where the list has none with which the patient could be ranked (a missing fact that an appeal
 *  supplies). Such a patient has no place without overrides: 0, in the record `-`.
 *  @param[in]  entry   what the record is made of
 *  @param[in]  sink    where the record goes
 *  @param[out] digest  CPW_SHA256_CHARS bytes: digest of the record, `previous` of the next one; untouched
 *                      on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL; a time or an actor that is empty; a text that is not UTF-8 or holds control
 *  characters other than line breaks and tabs, or of more than 4096 bytes, ids too; a first record whose number is not 1 and the other way round;
 *  a previous digest that is none; before where it is not asked for and the other way round; a fact overridden that no criterion reads; one column
 *  under two headings);
 *  CPW_EDOMAIN (number, rows, places before out of range); CPW_EIO; CPW_ENOMEM; what cpw_priority_rank
 *  and cpw_policy_write return.
 *  @par Complexity O(patients x criteria + patients log patients) for the order of ids; three rankings where
 *  there are overrides and clinical places before. @par Thread safety Safe for different sinks.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_audit_append(const cpw_audit_entry *entry, const cpw_sink *sink,
                                              char *digest, cpw_error *err);

/** Digest of what a ranking reads: day of the list, ids, tiers, days waited and the facts of the columns that
 *  the policy's criteria name, to the bit; without overrides. With ids the order of the rows does not
 *  count. The bytes that are digested: docs/explanation/audit.md.
 *  @param[in]  policy     a policy
 *  @param[in]  list       the patients
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] digest     CPW_SHA256_CHARS bytes; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a column that the list has not, two columns of one name, an id that is not
 *  UTF-8 of at most 4096 bytes without control characters other than line breaks and tabs); CPW_ENOMEM;
 *  CPW_EABI; what cpw_priority_policy_check returns.
 *  @par Complexity O(patients x columns + patients log patients). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_audit_data_digest(const cpw_priority_policy *policy,
                                                   const cpw_priority_list *list,
                                                   const cpw_allocator *allocator, char *digest,
                                                   cpw_error *err);

/* ---------------------------------------------------------------- verifying ----------------- */

/** Every record is as it was written and follows the one before it. */
#define CPW_AUDIT_SOUND 0
/** A record is not as it was written: its bytes do not give its digest. */
#define CPW_AUDIT_CHANGED 1
/** The chain is broken: a record does not name the one before it. One was removed, put in or moved. */
#define CPW_AUDIT_UNCHAINED 2
/** A record is cut off, or a line is no part of one. */
#define CPW_AUDIT_UNREADABLE 3
/** The last digest is not the one that was kept elsewhere: records are missing at the end or all were
 *  written anew. */
#define CPW_AUDIT_OTHER_END 4

/** What is the matter with a file of records. */
typedef struct cpw_audit_finding {
  int64_t records; /**< sound records before the first fault, or all */
  int64_t record;  /**< position from 1 in the file of the first record at fault; 0: none */
  int64_t
      line; /**< line of the file where the fault is; of a changed record the first changed line,
                            or the line of its digest where no line gives itself away; 0: none */
  int32_t finding;   /**< CPW_AUDIT_... */
  int32_t reserved;  /**< zero */
  char digest[72];   /**< digest of the last sound record; "" where there is none */
  char message[320]; /**< the finding in one sentence */
} cpw_audit_finding;

/** Verify a file of records: every digest, every link of the chain.
 *  A file without a record is sound. What is at fault is an outcome, not an error.
 *  @param[in]  source     the records
 *  @param[in]  previous   digest that the first record must name as the one before it, where the file goes on
 *                         from another; NULL: the first record is the first of all
 *  @param[in]  last       digest of the last record as it was kept elsewhere; NULL: unknown
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the finding; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a digest that is none); CPW_EDATA (a line of more than 64 MiB); CPW_EIO;
 *  CPW_ENOMEM.
 *  @par Complexity O(bytes), memory O(longest line + lines before the rows of a record).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_audit_verify(const cpw_source *source, const char *previous,
                                              const char *last, const cpw_allocator *allocator,
                                              cpw_audit_finding *out, cpw_error *err);

/* ---------------------------------------------------------------- reading ------------------- */

/** One override as it stands in a record. */
typedef struct cpw_audit_override {
  const char *id;     /**< the patient */
  const char *column; /**< for CPW_OVERRIDE_FACT: heading of the facts, NULL: days waited */
  const char *actor;  /**< who */
  const char *reason; /**< why */
  double value;       /**< see CPW_OVERRIDE_... */
  int64_t before;     /**< place that the patient would have without any override; 0: none, the
                           list alone could not be ranked */
  int64_t after;      /**< place that the patient has */
  int32_t kind;       /**< CPW_OVERRIDE_... */
  int32_t date;       /**< the day of it, or CPW_DATE_NONE */
} cpw_audit_override;

/** What one record says. Owned by the record. */
typedef struct cpw_audit_view {
  const char *time;                    /**< as it was given */
  const char *actor;                   /**< as it was given */
  const char *note;                    /**< as it was given; NULL: none */
  const char *library;                 /**< version of the library that wrote it */
  const char *previous;                /**< digest of the record before it; "": the first */
  const char *digest;                  /**< digest of the record */
  const char *data;                    /**< digest of the data */
  const char *places;                  /**< digest of the lines of all places */
  const cpw_priority_policy *policy;   /**< the policy */
  const cpw_audit_override *overrides; /**< (override_count) */
  const char *const *id;               /**< (rows) the patient at each place, the first first */
  const int64_t *before;               /**< (rows) place before; 0: none */
  const double *score;                 /**< (rows) */
  int64_t number;                      /**< running number */
  int64_t patients;                    /**< on the list */
  int64_t rows;                        /**< places that the record holds */
  int64_t override_count;              /**< overrides */
  uint64_t seed;                       /**< as it was given */
  int32_t abi;                         /**< ABI number of that library */
  int32_t today;                       /**< the day of the list, or CPW_DATE_NONE */
  int32_t before_kind;                 /**< CPW_AUDIT_BEFORE_... */
  int32_t has_ids;                     /**< 0: the row is the id */
} cpw_audit_view;

/** One record that was read. */
typedef struct cpw_audit_record cpw_audit_record;

/** Read one record from a file of them.
 *  Its own digest must be right; whether the others are, cpw_audit_verify says.
 *  @param[in]  source     the records
 *  @param[in]  number     running number of the record; 0: the last one
 *  @param[in]  allocator  NULL for malloc and free; must outlive the record
 *  @param[out] out        the record; untouched on error. Free it with cpw_audit_record_free
 *  @param[out] err        nullable; line says where
 *  @return CPW_OK; CPW_ENOTFOUND (no such record); CPW_EDATA (the record is not as it was written, says that it
 *  holds more than it does, or is no record at all); CPW_EINVAL; CPW_EIO; CPW_ENOMEM.
 *  @par Complexity O(bytes), memory O(bytes of the largest record). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_audit_read(const cpw_source *source, int64_t number,
                                            const cpw_allocator *allocator, cpw_audit_record **out,
                                            cpw_error *err);

/** What a record says.
 *  @param[in] record  a record that was read
 *  @return owned by the record.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_audit_view *cpw_audit_record_view(const cpw_audit_record *record);

/** Free a record.
 *  @param[in] record  a record or NULL
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_audit_record_free(cpw_audit_record *record);

/* ---------------------------------------------------------------- replaying ----------------- */

/** The record comes out again, to the byte. */
#define CPW_AUDIT_SAME 0
/** The data are not those of the record: another digest. */
#define CPW_AUDIT_OTHER_DATA 1
/** The data are the same, but the policy cannot be used on them or an override finds no patient. */
#define CPW_AUDIT_REFUSED 2
/** The data are the same and a place comes out otherwise: another library. */
#define CPW_AUDIT_OTHER_PLACES 3

/** What a replay came to. */
typedef struct cpw_audit_replayed {
  int64_t line;         /**< first line of the record (from 1) that comes out otherwise; 0: none */
  int64_t place;        /**< first place (from 1) that comes out otherwise; 0: none or not kept */
  int32_t outcome;      /**< CPW_AUDIT_SAME, ... */
  int32_t same_library; /**< 1: the record was written by this version and ABI */
  char message[320];    /**< the outcome in one sentence */
} cpw_audit_replayed;

/** Replay a record: rank the list anew under the record's policy and overrides and compare every byte.
 *  The list's own overrides are not looked at. Columns of facts are numbered as in cpw_policy_view: see
 *  cpw_policy_column. Taken from the record: time, actor, note, numbers, and the version of the library
 *  (same_library says whether it is this one).
 *  @param[in]  record     a record that was read
 *  @param[in]  list       the patients; in any order where there are ids
 *  @param[in]  before     (patients) places before, for a record with CPW_AUDIT_BEFORE_GIVEN; NULL: taken
 *                         from the record, which must then hold all rows
 *  @param[in]  run        threads, progress and cancel; NULL: one thread
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the outcome; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL; before where the record does not ask for it, or not where it does; what
 *  cpw_audit_data_digest refuses of a list);
 *  CPW_EABI; CPW_ENOMEM; CPW_ECANCELLED.
 *  @par Complexity as cpw_audit_append. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_audit_replay(const cpw_audit_record *record,
                                              const cpw_priority_list *list, const int64_t *before,
                                              const cpw_run *run, const cpw_allocator *allocator,
                                              cpw_audit_replayed *out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
