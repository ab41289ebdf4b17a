/* carepath/pathway_files.h - a network as a folder of small CSV files, in and out: what comes back is the same network,
 * to the bit. Every file and column: docs/reference/pathway-folder.md.
 *   settings.csv   name, value: time_unit, deadlock
 *   stages.csv     name, kind, servers, ... (needed)
 *   groups.csv     name, priority, weight, target, harm
 *   routes.csv     from, group, to, to_group, chance, delay_law, delay_mean, delay_cv, delay_zero
 *   arrivals.csv   stage, group, rate, calendar, factor, dispersion, batch, trace (this one, traces or initial)
 *   traces.csv     stage, group, time; or trace, time
 *   durations.csv  stage, group, law, mean, cv, zero
 *   empirical.csv  law, value, weight, upto
 *   changes.csv    stage, group, to, to_group, law, mean, cv, zero
 *   calendars.csv  name, period, repeat, step, value
 *   pools.csv      name, units, calendar, factor
 *   uses.csv       stage, pool, units, rank
 *   initial.csv    stage, group, state, people, time, next
 *   figures.csv    stage, group, priority, weight, target, harm
 * Columns stand in any order; a column that is not known is an error. An empty field is the default. Texts are UTF-8,
 * numbers have a point and no thousands separators. Floor 3: includes base.h and pathway.h. */
#ifndef CAREPATH_PATHWAY_FILES_H
#define CAREPATH_PATHWAY_FILES_H

#include "carepath/base.h"
#include "carepath/pathway.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The number of files that a network can have: they are numbered from 0. */
#define CPW_PATHWAY_FILES 14

/** Name of a file of a network.
 *  @param[in] file  0 to CPW_PATHWAY_FILES - 1
 *  @return such as "stages.csv"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_pathway_file_name(int64_t file);

/** Columns of a file of a network, joined by commas, in the order in which they are written.
 *  @param[in] file  0 to CPW_PATHWAY_FILES - 1
 *  @return such as "stage,pool,units,rank"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_pathway_file_columns(int64_t file);

/** Read a network from texts.
 *  @param[in]  sources    (count) the files in any order, found by their names: what stands behind the last / or \ of a
 *                         source's name is the file's name, such as "stages.csv". A context is read to its end
 *  @param[in]  count      1 to CPW_PATHWAY_FILES
 *  @param[in]  allocator  NULL for malloc and free; must outlive the network
 *  @param[out] out        the network, checked; untouched on error. Free it with cpw_network_free
 *  @param[out] err        nullable: `where` is the file, line and column are there, the message says what was expected
 *                         and, of names, which known one is near
 *  @return CPW_OK; CPW_EINVAL (NULL, a name that is no file's, a file twice); CPW_ENOTFOUND (a file or a column is
 *  missing); CPW_EDATA (not CSV, an unknown column or name, not a number, a row that the network does not allow); CPW_EIO;
 *  CPW_ENOMEM; what cpw_pathway_check says of the whole.
 *  @par Complexity O(bytes + stages x groups). @par Thread safety Different sources are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_read(const cpw_source *sources, int64_t count,
                                              const cpw_allocator *allocator, cpw_network **out,
                                              cpw_error *err);

/** Read a network from a folder: those of the files that are there.
 *  @param[in]  folder     its path; files of other names are not looked at
 *  @param[in]  allocator  NULL for malloc and free; must outlive the network
 *  @param[out] out        as cpw_pathway_read
 *  @param[out] err        nullable
 *  @return as cpw_pathway_read; CPW_EIO where stages.csv cannot be opened, or another file is there and cannot.
 *  @par Complexity as cpw_pathway_read. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_read_folder(const char *folder,
                                                     const cpw_allocator *allocator,
                                                     cpw_network **out, cpw_error *err);

/** Whether a network needs a file to come back as it is.
 *  @param[in] pathway  a valid network
 *  @param[in] file     0 to CPW_PATHWAY_FILES - 1
 *  @return 1: it does (stages.csv and arrivals.csv always); 0: the file would be its header alone; CPW_EINVAL: NULL or
 *  no such file.
 *  @par Complexity O(rows + stages x groups). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_pathway_file_needed(const cpw_pathway *pathway, int64_t file);

/** Write one file of a network. Numbers read back to the same bits; the rows of a valid network read back to the same
 *  network: the files that cpw_pathway_file_needed says, together.
 *  @param[in]  pathway    a valid network
 *  @param[in]  file       0 to CPW_PATHWAY_FILES - 1
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[in]  sink       where the text goes
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EIO (the sink failed); CPW_ENOMEM; what cpw_pathway_check says.
 *  @par Complexity O(rows), and of cpw_pathway_check. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_write(const cpw_pathway *pathway, int64_t file,
                                               const cpw_allocator *allocator, const cpw_sink *sink,
                                               cpw_error *err);

/** Write a network into a folder that is there: the files that it needs, each whole or not at all. A file of another
 *  network that stands there and is not needed is left with its header alone.
 *  @param[in]  pathway    a valid network
 *  @param[in]  folder     its path
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable
 *  @return as cpw_pathway_write; CPW_EIO (no such folder, no permission, the disk is full).
 *  @par Complexity as cpw_pathway_write for each file. @par Thread safety Different folders are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_write_folder(const cpw_pathway *pathway,
                                                      const char *folder,
                                                      const cpw_allocator *allocator,
                                                      cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
