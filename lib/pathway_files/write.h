/* lib/pathway_files/write.h - what the writers of the files share: a table, and whether something went wrong. */
#ifndef CPWI_PATHWAY_FILES_WRITE_H
#define CPWI_PATHWAY_FILES_WRITE_H

#include "pathway_files/data_laws.h"

typedef struct cpwi_file_writer {
  const cpw_pathway *p;
  const cpw_allocator *allocator;
  cpw_table_writer *table;
  cpwi_data_laws laws;
  int32_t status; /* of the first that failed; nothing is written after it */
  cpw_error *err;
  const char *where;
} cpwi_file_writer;

void cpwi_put_name(cpwi_file_writer *w, const char *name); /* NULL: empty */
void cpwi_put_word_of(cpwi_file_writer *w, const cpwi_choice_words *words, int32_t number);
void cpwi_put_number(cpwi_file_writer *w, double value);
void cpwi_put_whole(cpwi_file_writer *w, int64_t value);
void cpwi_put_stage(cpwi_file_writer *w, int32_t stage);       /* CPW_NONE: empty */
void cpwi_put_group(cpwi_file_writer *w, int32_t group);       /* CPW_NONE: empty */
void cpwi_put_calendar(cpwi_file_writer *w, int32_t calendar); /* CPW_NONE: empty */
void cpwi_put_law(cpwi_file_writer *w, const cpw_duration *d); /* four fields; NULL: empty ones */
void cpwi_put_end(cpwi_file_writer *w);

/* write_rows.c: the rows of a file. */
void cpwi_write_rows(cpwi_file_writer *w, int64_t file);
/* 1 where the network does not come back without the file. */
int cpwi_needs_file(const cpw_pathway *p, int64_t file);

#endif
