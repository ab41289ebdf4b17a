/* carepath/disclosure.h - small numbers: what may be published of a table of counts of people.
 * Floor 1: includes base.h.
 *
 * The last step before anything leaves the building, explicit and never silent: small counts are withheld,
 * further counts are withheld so that none of them can be worked out from the totals, the rest is rounded,
 * and the result says what was done to every cell. */
#ifndef CAREPATH_DISCLOSURE_H
#define CAREPATH_DISCLOSURE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Counts are published as they are. */
#define CPW_DISCLOSURE_ROUND_NONE 0
/** Counts are rounded to the nearest multiple of the base, halves up. */
#define CPW_DISCLOSURE_ROUND_NEAREST 1
/** Counts are rounded up or down to a multiple of the base at random, without bias: up with the chance
 *  remainder/base. The same for a seed and a cell, whatever else is in the table. */
#define CPW_DISCLOSURE_ROUND_RANDOM 2

/** Why a value is as it is: shown (rounded or not). */
#define CPW_DISCLOSURE_SHOWN 0
/** Withheld: a small count. */
#define CPW_DISCLOSURE_SMALL 1
/** Withheld: a count of 0, where those are. */
#define CPW_DISCLOSURE_ZERO 2
/** Withheld so that another cannot be worked out. */
#define CPW_DISCLOSURE_SECONDARY 3
/** Withheld: all that makes up the difference from a shown value is small (rates only). */
#define CPW_DISCLOSURE_COMPLEMENT 4
/** Not published: a total that was not asked for. */
#define CPW_DISCLOSURE_NOT_PUBLISHED 5

/** What may be published. */
typedef struct cpw_disclosure_options {
  size_t struct_size; /**< sizeof(cpw_disclosure_options) as the caller compiled it */
  int64_t
      least; /**< the least count above 0 that may be shown, default 8: 1 to 7 are withheld; 1: all
                           may be shown */
  int64_t base;     /**< what counts are rounded to, default 5; >= 1 */
  uint64_t seed;    /**< of random rounding, default 1 */
  int32_t rounding; /**< CPW_DISCLOSURE_ROUND_..., default CPW_DISCLOSURE_ROUND_NEAREST */
  int32_t zeros;    /**< 1: counts of 0 are withheld as well; default 0 */
  int32_t
      secondary; /**< 1 (default): further cells are withheld; 0: small counts alone, which totals may
                           give away */
  int32_t row_totals;    /**< 1 (default): totals of the rows are published */
  int32_t column_totals; /**< 1 (default): totals of the columns are published */
  int32_t grand_total;   /**< 1 (default): the total is published */
  int32_t bounds;   /**< 1 (default): work out the bounds of what is withheld; 0: leave them NaN */
  int32_t reserved; /**< zero */
  const char *const *rows;        /**< labels of the rows (as many), or NULL */
  const char *const *columns;     /**< labels of the columns (as many), or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_disclosure_options;

/** Fill the options with the defaults.
 *  @param[out] options  1 to 7 withheld, the rest rounded to 5, zeros shown, all totals published: the rule of
 *                       Hospital Episode Statistics, and secondary suppression, which that leaves to rounding
 *  @param[in]  size     sizeof(cpw_disclosure_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_disclosure_options_init_sized(cpw_disclosure_options *options, size_t size);

/** Fill the options with the defaults (see cpw_disclosure_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_disclosure_options_init(cpw_disclosure_options *options) {
  cpw_disclosure_options_init_sized(options, sizeof *options);
}

/** A published rule for small numbers. */
typedef struct cpw_disclosure_rule {
  const char *name;        /**< such as "hes" */
  const char *description; /**< one sentence */
  const char *source;      /**< who says so, and where */
  int64_t least;           /**< as in the options */
  int64_t base;            /**< as in the options */
  int32_t rounding;        /**< as in the options */
  int32_t zeros;           /**< as in the options */
  int32_t secondary;       /**< as in the options: 0 where rounding is thought to be enough */
  int32_t reserved;        /**< zero */
} cpw_disclosure_rule;

/** The published rules one after the other.
 *  @param[in] index  0-based
 *  @return the rule in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_disclosure_rule *cpw_disclosure_rule_at(int64_t index);

/** A published rule by its name.
 *  @param[in] name  such as "hes"
 *  @return the rule in static memory; NULL if there is none of that name (or name is NULL).
 *  @par Complexity O(rules). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_disclosure_rule *cpw_disclosure_rule_find(const char *name);

/** What may be published of a table of counts.
 *  A table of one row or one column has a grand total alone. Totals are those of the true counts; a small total
 *  is withheld like a small count. Further cells are withheld along the cheapest cycle of cells through each
 *  withheld one (in people, then in cells), which could be filled otherwise with the same totals: so no
 *  withheld value, cell or total, has one possible value alone, given the shown ones, the totals as they are
 *  before rounding, that counts are >= 0, and >= 1 where zeros are shown (Cox, Journal of the American
 *  Statistical Association 75:377-385, 1980; Kelly, Golden and Assad, Networks 22:397-417, 1992). Of any
 *  withheld value the attacker may still learn bounds: they are in the result. Where every total is published
 *  and nothing else can be withheld, totals are. Several tables with cells in common need more than this.
 *  Result: published [row column] (NaN where withheld), reason [row column] (int64, CPW_DISCLOSURE_...),
 *  row_total [row], row_reason [row], column_total [column], column_reason [column], total, total_reason;
 *  bound_lower and bound_upper [row column]: between which whole numbers a reader can place every cell (of the
 *  true counts; inf where nothing bounds it); withheld_small, withheld_zero, withheld_secondary,
 *  withheld_totals, exposed (int64: how many; the last: withheld cells that have one possible value, 0 unless
 *  options.secondary is 0; -1 without bounds).
 *  @param[in]  count    (rows, columns) people, >= 0
 *  @param[in]  rows     >= 1
 *  @param[in]  columns  >= 1
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable; index: of the cell
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, an option that is none); CPW_EDOMAIN (a negative count);
 *  CPW_EOVERFLOW (a total beyond 2^53); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(withheld x (rows x columns + rows log rows)) and as much, times the paths that each bound
 *  takes, over the withheld cells alone for the bounds. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_disclosure_table(const int64_t *count, int64_t rows,
                                                  int64_t columns,
                                                  const cpw_disclosure_options *options,
                                                  cpw_result **out, cpw_error *err);

/** Between which whole numbers a reader can place the withheld values of any table.
 *  The check behind cpw_disclosure_table, for tables that were suppressed by other means: each bound is a
 *  largest flow in the graph of withheld cells.
 *  @param[in]  count          (rows, columns) true counts, >= 0
 *  @param[in]  withheld       (rows, columns) 1 where withheld, 0 where shown
 *  @param[in]  rows           >= 1
 *  @param[in]  columns        >= 1
 *  @param[in]  row_shown      (rows) 1 where the total is published; NULL: all are
 *  @param[in]  column_shown   (columns) likewise
 *  @param[in]  total_shown    1 where the grand total is published
 *  @param[in]  floor          what every withheld count is known to be at least: 0, or 1 where zeros are shown
 *                             (no true withheld count is then 0)
 *  @param[in]  allocator      NULL for malloc and free
 *  @param[out] lower          (rows, columns) untouched on error
 *  @param[out] upper          (rows, columns) inf where nothing bounds it
 *  @param[out] err            nullable; index: of the cell
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, a mark neither 0 nor 1, floor neither 0 nor 1); CPW_EDOMAIN (a
 *  negative count, a withheld one below floor); CPW_EOVERFLOW (a total beyond 2^53); CPW_ENOMEM.
 *  @par Complexity O(withheld x rows x columns x paths), paths mostly few. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_disclosure_bounds(const int64_t *count, const int32_t *withheld,
                                                   int64_t rows, int64_t columns,
                                                   const int32_t *row_shown,
                                                   const int32_t *column_shown, int32_t total_shown,
                                                   int64_t floor, const cpw_allocator *allocator,
                                                   double *lower, double *upper, cpw_error *err);

/** What may be published of rates or shares: numerator / denominator.
 *  A rate is withheld where its numerator or its denominator is small (or 0, where zeros are withheld) or where
 *  what is left of the denominator is small, because a reader has that by subtraction. What is shown is made of
 *  the rounded counts, because an exact rate would give the exact count away: both by one draw where rounding is
 *  random, so that no share is above 1. Where the base is above options.least, a count may be rounded to 0: then a
 *  share may be shown as 0, or as 1, that is neither. A denominator that is 0, or rounded to 0, has no rate: NaN,
 *  reason CPW_DISCLOSURE_NOT_PUBLISHED. There is no secondary suppression here: pass the marks of a table.
 *  @param[in]  numerator    (n) people, 0 to denominator
 *  @param[in]  denominator  (n) people, >= 0
 *  @param[in]  withheld     (n) reasons of cpw_disclosure_table for the numerators, or NULL: a rate of a
 *                           withheld count is withheld for the same reason
 *  @param[in]  n            >= 0
 *  @param[in]  options      NULL for the defaults
 *  @param[out] published    (n) numerator / denominator or NaN; untouched on error
 *  @param[out] reason       (n) CPW_DISCLOSURE_...; untouched on error
 *  @param[out] err          nullable; index: of the rate
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, an option that is none, a mark that is no reason); CPW_EDOMAIN (a negative count, a numerator
 *  above its denominator); CPW_EABI.
 *  @par Complexity O(n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_disclosure_rates(
    const int64_t *numerator, const int64_t *denominator, const int64_t *withheld, int64_t n,
    const cpw_disclosure_options *options, double *published, int64_t *reason, cpw_error *err);

/** What may be published of means or other values that stand beside counts.
 *  @param[in]  value      (n) any doubles: the means
 *  @param[in]  people     (n) of how many people each is, >= 0
 *  @param[in]  withheld   (n) reasons of cpw_disclosure_table for these counts, or NULL: a small count alone
 *                         decides
 *  @param[in]  n          >= 0
 *  @param[in]  options    NULL for the defaults; values are not rounded
 *  @param[out] published  (n) the value, or NaN where it is withheld; may be value; untouched on error
 *  @param[out] reason     (n) CPW_DISCLOSURE_...; untouched on error
 *  @param[out] err        nullable; index: of the value
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, an option that is none, a mark that is no reason); CPW_EDOMAIN (a negative
 *  count); CPW_EABI.
 *  @par Complexity O(n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_disclosure_values(const double *value, const int64_t *people,
                                                   const int64_t *withheld, int64_t n,
                                                   const cpw_disclosure_options *options,
                                                   double *published, int64_t *reason,
                                                   cpw_error *err);

/** Why a value is as it is, in words.
 *  @param[in] reason  CPW_DISCLOSURE_SHOWN to CPW_DISCLOSURE_NOT_PUBLISHED
 *  @return such as "withheld: a small count"; "" for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_disclosure_reason_text(int64_t reason);

#ifdef __cplusplus
}
#endif
#endif
