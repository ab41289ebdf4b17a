/* lib/system_files/write.h - what the writers of tables and of folders share. */
#ifndef CPWI_SYSTEM_FILES_WRITE_H
#define CPWI_SYSTEM_FILES_WRITE_H

#include "system_files/internal.h"

/* One table of a valid system. */
int32_t cpwi_system_write_table(const cpw_system *s, int64_t table, const cpw_allocator *a,
                                const cpw_sink *sink, cpw_error *err);

/* The folder of a network: as given, or made from the number of its row. */
typedef struct cpwi_folder_name {
  const char *given; /* NULL: made */
  char made[40];
} cpwi_folder_name;
cpwi_folder_name cpwi_pathway_folder(const cpw_system *s, int64_t row);

#endif
