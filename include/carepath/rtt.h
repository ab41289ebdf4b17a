/* carepath/rtt.h - the untouched monthly full extract of NHS England's Consultant-led Referral to
 * Treatment Waiting Times, aggregated while it streams through.
 * Its own room: includes base.h only; lib/rtt uses base and table. */
#ifndef CAREPATH_RTT_H
#define CAREPATH_RTT_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** `group_by`: one row a provider ("Provider Org Code"). */
#define CPW_RTT_BY_PROVIDER 1
/** `group_by`: one row a provider's integrated care board ("Provider Parent Org Code"). */
#define CPW_RTT_BY_PROVIDER_ICB 2
/** `group_by`: one row a commissioner ("Commissioner Org Code"). */
#define CPW_RTT_BY_COMMISSIONER 4
/** `group_by`: one row a commissioner's integrated care board ("Commissioner Parent Org Code"). */
#define CPW_RTT_BY_COMMISSIONER_ICB 8
/** `group_by`: one row a treatment function ("Treatment Function Code"), C_999 (all) among them. */
#define CPW_RTT_BY_TREATMENT_FUNCTION 16

/** What is aggregated, and how. */
typedef struct cpw_rtt_options {
  size_t struct_size;   /**< sizeof(cpw_rtt_options) as the caller compiled it */
  int32_t group_by;     /**< sum of CPW_RTT_BY_...; default 0: one row a period and part */
  int32_t include_nonc; /**< default 0: rows of commissioner NONC (not commissioned by the NHS in
                             England) are left out, as in the published headlines; 1: counted */
  int32_t names;        /**< default 0; 1: coordinates with the names of the grouped organisations
                             and treatment functions */
  int32_t reserved;     /**< zero */
  int64_t top_band; /**< default 0: the bands of the file. Otherwise the lower edge, in weeks, of
                             the open band into which all longer waits are added: 52 makes files
                             with bands to 104 weeks and older ones with bands to 52 alike */
  const char *provider; /**< default NULL: all; otherwise only rows of this provider code */
  const char *treatment_function; /**< default NULL: all; otherwise only rows of this code */
  const cpw_allocator *allocator; /**< default NULL: malloc and free; must outlive the object */
  const cpw_run *run;             /**< default NULL; copied: its progress and cancel are used by
                           cpw_rtt_read_..., and what they point to must outlive the object */
} cpw_rtt_options;

/** Fill cpw_rtt_options with the defaults.
 *  @param[out] options  the defaults, as listed at the fields
 *  @param[in]  size     sizeof(cpw_rtt_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_rtt_options_init_sized(cpw_rtt_options *options, size_t size);

/** Fill cpw_rtt_options with the defaults (see cpw_rtt_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_rtt_options_init(cpw_rtt_options *options) {
  cpw_rtt_options_init_sized(options, sizeof *options);
}

/** An aggregation of one or more extracts. */
typedef struct cpw_rtt cpw_rtt;

/** Begin an aggregation.
 *
 *  What counts as what (NHS England, RTT statistics: guidance on the monthly full extract):
 *   - Period and part are always keys: people on a list (Part_2), treated (Part_1A, Part_1B) and
 *     joining (Part_3) are different people, and Part_2A (with a decision to admit) is a part of
 *     Part_2; adding them means nothing.
 *   - Treatment function C_999 is the total of the others. Grouped by treatment function it is a
 *     row of its own. Otherwise it is the figure wherever a block (one period, provider,
 *     commissioner and part) has it, and the treatment functions are its cross-check
 *     (specialty_difference); a block without C_999 is the sum of its treatment functions. In which
 *     order and in which of several files the rows of a block come does not matter.
 *   - Commissioner NONC is left out unless include_nonc is 1.
 *   - An empty cell of a band, of Total or of the unknown clock starts is 0. An empty "Total All" is
 *     taken as the sum of the bands and the unknown clock starts.
 *
 *  What a file must look like: the layout of the full extract, columns found by name whatever their
 *  order, capitals and spaces ("Gt 00 To 01 Weeks SUM 1" or "Gt 00 To 01 Weeks"; "Gt 52 Weeks SUM 1"
 *  is the open band of files before 2021, "Gt 104 Weeks SUM 1" that of later ones). Any number of
 *  bands, which must join from 0 to one open band. Needed are Period, RTT Part Type, Total All, the
 *  bands, and the columns that are grouped by or filtered. Codes have at most 16 bytes.
 *
 *  @param[in]  options  NULL for the defaults; its texts are copied
 *  @param[out] out      the empty aggregation; untouched on error. Free it with cpw_rtt_free
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none, a code that is empty or too long);
 *  CPW_EDOMAIN (group_by, top_band, a run out of range); CPW_EABI; CPW_ENOMEM.
 *  @par Complexity O(1). @par Thread safety Different aggregations are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rtt_new(const cpw_rtt_options *options, cpw_rtt **out,
                                         cpw_error *err);

/** Free an aggregation.
 *  @param[in] rtt  an aggregation or NULL
 *  @par Complexity O(groups). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_rtt_free(cpw_rtt *rtt);

/** Add an extract in a file: another month, or another part of a month.
 *  All or nothing: a file that fails anywhere leaves the aggregation as it was.
 *  @param[in,out] rtt   the aggregation; unchanged on error
 *  @param[in]     path  the CSV file, UTF-8
 *  @param[out]    err   nullable: the file in `where`, line, field, the value found, the expectation
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EIO (no such file, a directory, a failed read); CPW_EDATA
 *  (not such an extract, a damaged row, other bands than in the files before); CPW_EOVERFLOW (a sum
 *  beyond 64 bits, more than 65534 codes of one kind); CPW_ECANCELLED; CPW_ENOMEM.
 *  @par Complexity O(bytes), one pass. Memory O(groups x bands) in the fewest whole bytes a count
 *  needs, O(blocks) beside it, and a window of 256 KiB; independent of the number of rows.
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rtt_read_path(cpw_rtt *rtt, const char *path, cpw_error *err);

/** Add an extract that a callback delivers (see cpw_rtt_read_path).
 *  @param[in,out] rtt     the aggregation; unchanged on error
 *  @param[in]     source  called until its end or its failure; its name is that of the file in notes
 *                         and errors
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EIO (the callback failed); CPW_EDATA; CPW_EOVERFLOW;
 *  CPW_ECANCELLED; CPW_ENOMEM: as cpw_rtt_read_path.
 *  @par Complexity As cpw_rtt_read_path. @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rtt_read_source(cpw_rtt *rtt, const cpw_source *source,
                                                 cpw_error *err);

/** Add an extract in memory (see cpw_rtt_read_path).
 *  @param[in,out] rtt    the aggregation; unchanged on error
 *  @param[in]     bytes  (count) borrowed for the call; may be NULL where count is 0
 *  @param[in]     count  >= 0
 *  @param[in]     name   of the file in notes and errors; NULL: "<memory>"
 *  @param[out]    err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (negative count); CPW_EDATA; CPW_EOVERFLOW;
 *  CPW_ECANCELLED; CPW_ENOMEM: as cpw_rtt_read_path.
 *  @par Complexity As cpw_rtt_read_path. @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rtt_read_memory(cpw_rtt *rtt, const char *bytes, int64_t count,
                                                 const char *name, cpw_error *err);

/** The figures aggregated so far. The same for any order of files and of rows within them.
 *
 *  Dimension "row", sorted by period, the grouped codes in the order below, and part; coordinates
 *   - period "2024-11"
 *   - provider, provider_icb, commissioner, commissioner_icb, treatment_function: the grouped codes
 *   - provider_name, ... treatment_function_name: where names were asked for; of several names of
 *     one code that of the latest period
 *   - part "Part_2" and type "incomplete" (cpw_rtt_part_type; the part itself where it has none)
 *
 *  Dimension "band", coordinate band: the lower edges in weeks, "0" to "104". Band w holds those who
 *  waited more than w weeks and not more than the next edge; within 18 weeks are bands 0 to 17.
 *
 *  Arrays (people, int64, unless said):
 *   - count [row band]; band_lower (weeks, double) [band]
 *   - total [row]: sum of the bands
 *   - unknown [row]: patients with an unknown clock start date
 *   - total_all [row]: as published ("Total All"); for Part_3 the new clock starts
 *   - difference [row]: total_all - total - unknown, 0 where the file reconciles; for Part_3, which
 *     has no bands to reconcile with, 0
 *   - specialty_difference [row]: the treatment functions' Total All minus that of C_999, over the
 *     blocks that have both; grouped by treatment function it stands in the rows of C_999
 *   - rows_read, rows_kept, rows_nonc (read, whether kept or not), rows_unreconciled (kept rows
 *     whose Total All or Total is not what their own cells add up to), people_unreconciled (by how
 *     many, without sign), rows_repeated (kept rows of a period, provider, commissioner, part and
 *     treatment function that were read before, in the same file or another: their people are in
 *     the figures twice), files: numbers
 *
 *  Notes: sources (the names of the files, in the order of reading), nonc, treatment_functions,
 *  reconciliation.
 *  Results of different files have different rows and do not merge (cpw_result_merge): read the
 *  files into one aggregation.
 *
 *  @param[in]  rtt  an aggregation; without a file it has no rows and no bands
 *  @param[out] out  the result, with the allocator of the options; untouched on error
 *  @param[out] err  nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EOVERFLOW (a sum over several files beyond 64 bits);
 *  CPW_ENOMEM.
 *  @par Complexity O(groups x bands + blocks).
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rtt_result(const cpw_rtt *rtt, cpw_result **out, cpw_error *err);

/** The tidy name of an RTT part: what its rows count.
 *  Part_1A completed_admitted, Part_1B completed_nonadmitted, Part_2 incomplete, Part_2A
 *  incomplete_dta (with a decision to admit; some of Part_2), Part_3 new_clock_starts.
 *  @param[in] part  as in "RTT Part Type", capitals aside
 *  @return the name in static memory; NULL for any other text and for NULL.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_rtt_part_type(const char *part);

#ifdef __cplusplus
}
#endif
#endif
