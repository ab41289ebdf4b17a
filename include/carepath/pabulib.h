/* carepath/pabulib.h - the ballots of a participatory budget as a file: Pabulib .pb read, written and made from
 * tables, with every field kept.
 * Floor 2: includes base.h and vote.h of the same floor.
 *
 *   .pb file or text              -> sections as text, an election as numbers        cpw_pabulib_read
 *   projects.csv and votes.csv    -> the same                                        cpw_pabulib_from_tables
 *   the same                      -> .pb, byte for byte what was read                cpw_pabulib_write
 *   the same                      -> an election for vote.h                          cpw_pabulib_election
 *   a column of the voters        -> a group for each voter                          cpw_pabulib_groups
 *
 * The format (pabulib.org/format): UTF-8 with or without byte order mark; sections META, PROJECTS and VOTES in any
 * order, each with a header; fields divided by `;`, in quotes where they hold one, quotes doubled. As practice has
 * it, empty lines, empty fields beyond the header and a quote inside an unquoted field are read too; spaces
 * around names, keys, numbers and ids do not count.
 *
 * Money is exact: whole numbers of the smallest unit that the file uses, `unit` of them to one unit of currency
 * (1 where no amount has decimals, 10 or 100 ... else). A decimal comma is read like a decimal point, but
 * 1,000 could be one or a thousand: an error. Points likewise, with `points_unit`.
 *
 * Refused: a project or a voter listed twice, a ballot that names a project twice or one that is not listed, points
 * that are not as many as projects, missing budget or cost, an amount that is negative, no number or
 * beyond 64 bits. Counts that differ from what the file says of itself (num_projects, num_votes, the
 * columns votes and score) are a warning unless options.counts asks for an error: files in circulation differ. */
#ifndef CAREPATH_PABULIB_H
#define CAREPATH_PABULIB_H

#include "carepath/base.h"
#include "carepath/vote.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How votes are cast. */
#define CPW_PABULIB_APPROVAL   0 /**< any projects, one point each */
#define CPW_PABULIB_CHOOSE_ONE 1 /**< at most one project ("choose-1") */
#define CPW_PABULIB_CUMULATIVE 2 /**< points shared out over projects */
#define CPW_PABULIB_SCORING    3 /**< points to each project */
#define CPW_PABULIB_ORDINAL                                                                        \
  4 /**< projects in order, the best first; of L the first has L points, the last 1 */

/** The sections. */
#define CPW_PABULIB_META     0
#define CPW_PABULIB_PROJECTS 1
#define CPW_PABULIB_VOTES    2

/** What to do about a count or a repeated voter that is not as it should be. */
#define CPW_PABULIB_WARN  0 /**< read on, count a warning and keep the first */
#define CPW_PABULIB_ERROR 1 /**< CPW_EDATA */

/** How a file is read. */
typedef struct cpw_pabulib_options {
  size_t struct_size; /**< sizeof(cpw_pabulib_options) as the caller compiled it */
  int32_t counts; /**< counts that differ from META and from the columns votes and score: default
                                CPW_PABULIB_WARN */
  int32_t
      repeated_voters; /**< one voter_id on two rows: default CPW_PABULIB_ERROR; with CPW_PABULIB_WARN each
                                row votes */
  int64_t max_bytes;              /**< longest text, default 2^30; 1 to 2^40 */
  const cpw_allocator *allocator; /**< default NULL: malloc and free; must outlive what was read */
} cpw_pabulib_options;

/** Fill the options with the defaults.
 *  @param[out] options  the defaults, as listed at the fields
 *  @param[in]  size     sizeof(cpw_pabulib_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_pabulib_options_init_sized(cpw_pabulib_options *options, size_t size);

/** Fill the options with the defaults (see cpw_pabulib_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_pabulib_options_init(cpw_pabulib_options *options) {
  cpw_pabulib_options_init_sized(options, sizeof *options);
}

/** One section as text, as it stands in the file. */
typedef struct cpw_pabulib_section {
  int64_t rows;
  int64_t columns;
  const char *const *names; /**< (columns) */
  const char *const *cells; /**< (rows, columns) row after row, quotes removed, UTF-8 */
  const int64_t *line;      /**< (rows) line of the file on which the row begins, from 1 */
} cpw_pabulib_section;

/** What was read. Owned by the cpw_pabulib. */
typedef struct cpw_pabulib_content {
  const cpw_pabulib_section *section; /**< (3) CPW_PABULIB_META, ..._PROJECTS, ..._VOTES */
  int32_t vote_type;                  /**< CPW_PABULIB_APPROVAL, ... */
  int32_t reserved;                   /**< zero */
  int64_t unit;                       /**< money: so many to one unit of currency, a power of 10 */
  int64_t points_unit;                /**< points: so many to one point, a power of 10 */
  int64_t budget;                     /**< in 1/unit, >= 0 */
  int64_t projects;
  const int64_t *cost;        /**< (projects) in 1/unit, >= 0, in the order of the file */
  const char *const *project; /**< (projects) project_id */
  int64_t voters;             /**< rows of VOTES, those with an empty ballot too */
  const char *const *voter;   /**< (voters) voter_id */
  const int64_t *ballot_of;   /**< (voters) which ballot, 0 to ballots - 1 */
  int64_t ballots;            /**< different ballots, ordered as they first come */
  const int64_t *weight;      /**< (ballots) voters who cast it, >= 1 */
  const int64_t *start;       /**< (ballots + 1) first entry of each ballot in choice and points */
  const int32_t *choice;      /**< projects, rising within a ballot */
  const int64_t *points; /**< beside choice, in 1/points_unit, >= 0; 1 each in approval ballots */
  int64_t warnings;      /**< how many */
  const char *warning;   /**< the first; "" where there is none */
} cpw_pabulib_content;

/** A participatory budget that was read. */
typedef struct cpw_pabulib cpw_pabulib;

/** Read a .pb text.
 *  @param[in]  source   the text
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      what was read; untouched on error. Free it with cpw_pabulib_free
 *  @param[out] err      nullable; line and field say where
 *  @return CPW_OK; CPW_EDATA (see the top of this header; no UTF-8; a section that is missing or there twice);
 *  CPW_EOVERFLOW (an amount, a cost with its decimals, or a sum of points beyond 64 bits); CPW_EINVAL (NULL, an
 *  option that is none); CPW_EDOMAIN (max_bytes); CPW_EABI; CPW_EIO; CPW_ENOMEM.
 *  @par Complexity O(bytes + projects log projects); ballots are merged by their digest and compared in full.
 *  Memory: the text and 8 bytes a field. @par Thread safety Safe. @par Example examples/pabulib.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pabulib_read(const cpw_source *source,
                                              const cpw_pabulib_options *options, cpw_pabulib **out,
                                              cpw_error *err);

/** Read a .pb file.
 *  @param[in]  path     the file; also the name in errors
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      what was read; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_pabulib_read; CPW_EIO also where the file cannot be opened.
 *  @par Complexity as cpw_pabulib_read. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pabulib_read_path(const char *path,
                                                   const cpw_pabulib_options *options,
                                                   cpw_pabulib **out, cpw_error *err);

/** What a file that is no .pb says too little about. */
typedef struct cpw_pabulib_tables {
  size_t struct_size;         /**< sizeof(cpw_pabulib_tables) as the caller compiled it */
  const cpw_source *projects; /**< CSV with project_id and cost; further columns are kept */
  const cpw_source
      *votes; /**< CSV with voter_id and project_id, one row a choice, points where the vote type
                                   has any; an empty project_id: the voter votes for nothing. In ordinal votes
                                   the rows of a voter are in order */
  const cpw_source
      *voters; /**< CSV with voter_id and further columns, such as age; who is not in `votes` casts
                                   an empty ballot. NULL (default): the voters of `votes` */
  const char *budget; /**< as text, such as "1000000" or "1000000.50" */
  int32_t vote_type;  /**< CPW_PABULIB_APPROVAL (default), ... */
  int32_t delimiter;  /**< of the tables, default ',' */
} cpw_pabulib_tables;

/** Fill cpw_pabulib_tables with the defaults.
 *  @param[out] tables  no tables, approval
 *  @param[in]  size    sizeof(cpw_pabulib_tables) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_pabulib_tables_init_sized(cpw_pabulib_tables *tables, size_t size);

/** Fill cpw_pabulib_tables with the defaults (see cpw_pabulib_tables_init_sized).
 *  @param[out] tables  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_pabulib_tables_init(cpw_pabulib_tables *tables) {
  cpw_pabulib_tables_init_sized(tables, sizeof *tables);
}

/** Make a participatory budget from tables in long form.
 *  Voters stand in the order in which they first come, in `voters` or else in `votes`.
 *  @param[in]  tables   where the parts are
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      as from cpw_pabulib_read; untouched on error
 *  @param[out] err      nullable: the table in `where`, line and field
 *  @return as cpw_pabulib_read; CPW_ENOTFOUND (a column that is missing); what cpw_table_next returns.
 *  @par Complexity O(bytes + rows log rows). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pabulib_from_tables(const cpw_pabulib_tables *tables,
                                                     const cpw_pabulib_options *options,
                                                     cpw_pabulib **out, cpw_error *err);

/** Free what was read.
 *  @param[in] pabulib  what was read or NULL
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_pabulib_free(cpw_pabulib *pabulib);

/** What the file says, as text and as numbers.
 *  @param[in] pabulib  what was read
 *  @return owned by it; NULL for NULL.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_pabulib_content *cpw_pabulib_view(const cpw_pabulib *pabulib);

/** The value of a key in META.
 *  @param[in] pabulib  what was read
 *  @param[in] key      such as "description"
 *  @return owned by it; NULL where there is no such key.
 *  @par Complexity O(keys). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_pabulib_meta(const cpw_pabulib *pabulib, const char *key);

/** The column of a section.
 *  @param[in] pabulib  what was read
 *  @param[in] section  CPW_PABULIB_META, ...
 *  @param[in] name     such as "age"
 *  @return its number from 0; -1 where there is none.
 *  @par Complexity O(columns). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_pabulib_column(const cpw_pabulib *pabulib, int32_t section, const char *name);

/** The election, for vote.h and voters.h.
 *  Its arrays are those of the view: it lives as long as the file. One ballot for many voters; in approval ballots
 *  without points.
 *  @param[in]  pabulib   what was read
 *  @param[out] election  all fields; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL).
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pabulib_election(const cpw_pabulib *pabulib,
                                                  cpw_election *election, cpw_error *err);

/** The groups of the voters by a column of VOTES, such as sex or neighbourhood.
 *  Groups are numbered by their label in order of bytes, so that the order of the rows does not matter. An
 *  empty field is a group of its own.
 *  @param[in]  pabulib   what was read
 *  @param[in]  column    its number, see cpw_pabulib_column
 *  @param[out] group_of  (voters) group of each voter
 *  @param[out] example   (voters) of each group the first voter in it, whose field is the label; only the first
 *                        `groups` are written
 *  @param[out] groups    how many
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no such column); CPW_ENOMEM. Outputs are untouched on error.
 *  @par Complexity O(voters log voters). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pabulib_groups(const cpw_pabulib *pabulib, int64_t column,
                                                int64_t *group_of, int64_t *example,
                                                int64_t *groups, cpw_error *err);

/** Write a .pb text.
 *  What was read comes out byte for byte where it was written as the format asks: quotes only where a field needs
 *  them, sections in their order, no empty lines. Line ends, byte order mark and the end of the last
 *  line are those of what was read.
 *  @param[in]  pabulib  what was read
 *  @param[in]  sink     where the text goes
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EIO.
 *  @par Complexity O(bytes). @par Thread safety Safe for different sinks. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pabulib_write(const cpw_pabulib *pabulib, const cpw_sink *sink,
                                               cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
