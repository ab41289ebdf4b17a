/* carepath/system_files.h - a system as a folder of small CSV files that an analyst edits in a spreadsheet, in and out:
 * what comes back is the same system, to the bit. Every file and column: docs/reference/system-folder.md.
 * Files are called as the tables (cpw_system_table_name) with ".csv"; rows name one another by id, dates are days
 * (2025-04-01) or weeks from the start, an empty field is the default, columns stand in any order. pathways.csv names
 * folders beside it, each a network (docs/reference/pathway-folder.md). Floor 4: includes base.h and system.h. */
#ifndef CAREPATH_SYSTEM_FILES_H
#define CAREPATH_SYSTEM_FILES_H

#include "carepath/base.h"
#include "carepath/system.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A system that owns its rows: what reading gives. */
typedef struct cpw_system_book cpw_system_book;

/** The rows of a book.
 *  @param[in] book  a book
 *  @return the system, owned by the book and valid as long; NULL for NULL.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_system *cpw_system_book_view(const cpw_system_book *book);

/** Free a book.
 *  @param[in] book  a book or NULL
 *  @par Complexity O(rows). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_system_book_free(cpw_system_book *book);

/** Columns of a table, joined by commas, in the order in which they are written.
 *  @param[in] table  CPW_SYSTEM_...
 *  @return such as "id,name,kind,parent,..."; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_system_table_columns(int64_t table);

/** Read a system from texts, with every error at once.
 *  @param[in]  sources    (count) the files in any order, found by what stands behind the last / or \ of their names; a
 *                         network's files as FOLDER/stages.csv. A context is read to its end
 *  @param[in]  count      >= 1
 *  @param[in]  allocator  NULL for malloc and free; must outlive book and report
 *  @param[out] out        the system, checked; NULL where the report has errors; untouched on error
 *  @param[out] report     nullable: the problems of all files as in cpw_system_check, with the coordinates file and, where
 *                         there is one, column (number of the field, from 1), and the array line (int64 [problem], 0:
 *                         none); untouched on error. Errors that only follow from others are left out
 *  @param[out] err        nullable
 *  @return CPW_OK: read, the report may have errors all the same (only where report is not NULL); CPW_EDATA (report NULL:
 *  the first error, with file, line, column and how many there are); CPW_EINVAL; CPW_EIO; CPW_ENOMEM.
 *  @par Complexity O(bytes). @par Thread safety Different sources are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_read(const cpw_source *sources, int64_t count,
                                             const cpw_allocator *allocator, cpw_system_book **out,
                                             cpw_result **report, cpw_error *err);

/** Read a system from a folder: those of the files that are there.
 *  @param[in]  folder     its path; files of other names are a warning of the report, the nearest name offered
 *  @param[in]  allocator  NULL for malloc and free; must outlive book and report
 *  @param[out] out        as cpw_system_read
 *  @param[out] report     as cpw_system_read
 *  @param[out] err        nullable
 *  @return as cpw_system_read; CPW_EIO where no organisations.csv can be opened.
 *  @par Complexity O(bytes). @par Thread safety Safe. @par Example examples/system.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_read_folder(const char *folder,
                                                    const cpw_allocator *allocator,
                                                    cpw_system_book **out, cpw_result **report,
                                                    cpw_error *err);

/** Write one table of a system. Numbers read back to the same bits.
 *  @param[in]  system  a valid system
 *  @param[in]  table   CPW_SYSTEM_...
 *  @param[in]  sink    where the text goes
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EIO (the sink failed).
 *  @par Complexity O(rows). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_write(const cpw_system *system, int64_t table,
                                              const cpw_sink *sink, cpw_error *err);

/** Write a system into a folder that is there: the tables that have rows, each whole or not at all, and its networks
 *  into folders below it.
 *  @param[in]  system     a valid system
 *  @param[in]  folder     its path
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EIO (no such folder, no permission, the disk is full); CPW_ENOMEM; what
 *  cpw_system_require says.
 *  @par Complexity O(rows). @par Thread safety Different folders are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_write_folder(const cpw_system *system, const char *folder,
                                                     const cpw_allocator *allocator,
                                                     cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
