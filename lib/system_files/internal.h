/* lib/system_files/internal.h - a system that owns its rows, and the state of one being read. */
#ifndef CPWI_SYSTEM_FILES_INTERNAL_H
#define CPWI_SYSTEM_FILES_INTERNAL_H

#include "carepath/pathway_files.h"
#include "carepath/system_files.h"
#include "carepath/table.h"

#include "pathway/network.h"
#include "system/check.h"
#include "system_files/hint.h"

/* Memory of texts and curves: blocks that stay where they are. */
typedef struct cpwi_book_block {
  struct cpwi_book_block *before;
  size_t used, size;
  double bytes[]; /* aligned */
} cpwi_book_block;

struct cpw_system_book {
  const cpw_allocator *allocator;
  cpw_system system;
  cpwi_net_list rows[CPW_SYSTEM_TABLES];
  cpwi_net_list values;  /* of double: all profiles */
  cpwi_net_list network; /* of cpwi_book_network */
  cpwi_book_block *block;
};

typedef struct cpwi_book_network {
  const char *folder;
  cpw_network *network; /* NULL: could not be read */
  const cpw_pathway *pathway;
} cpwi_book_network;

/* book.c: memory that lives as long as the book; NULL when memory is short. */
void *cpwi_book_keep(cpw_system_book *book, size_t bytes);
/* Sets the arrays of the system. */
void cpwi_book_lay(cpw_system_book *book);

/* Reads a network by the folder that pathways.csv gives. */
typedef struct cpwi_network_loader {
  int32_t (*load)(const void *context, const char *folder, const cpw_allocator *a,
                  cpw_network **out, cpw_error *err);
  const void *context;
} cpwi_network_loader;

/* A number of a row of the same table, by an id that may come later. */
typedef struct cpwi_later {
  const char *id;
  int64_t row, line;
  int32_t column, reserved;
} cpwi_later;

/* A file of a system. */
typedef struct cpwi_book_file {
  const cpw_source *source; /* NULL: not there */
  cpwi_net_names ids;
  cpwi_net_list line; /* of int64_t by row; minus the line where the row has an error */
  int64_t at[CPWI_SYSTEM_COLUMNS]; /* where its columns are, -1: not there */
  int32_t broken;                  /* it could not be read to its end */
  int32_t wrong;                   /* it has errors */
} cpwi_book_file;

typedef struct cpwi_book_reader {
  const cpw_allocator *allocator;
  const char *where;
  cpw_error *err;
  cpw_system_book *book;
  cpwi_problems problems;
  cpwi_book_file file[CPW_SYSTEM_TABLES];
  cpwi_net_list later; /* of cpwi_later, of the file being read */
  cpwi_network_loader loader;
  const char *profile; /* the profile whose values are being read */
  char *text;          /* the field being read, terminated */
  int64_t room;
  int64_t hints;     /* how many names were compared for hints */
  int32_t has_start; /* the date of week 0 was given */
  int32_t reserved;
} cpwi_book_reader;

/* A file being read. */
typedef struct cpwi_page {
  cpwi_book_reader *r;
  const cpwi_system_table *kind;
  cpw_table *csv;
  int32_t table, wrong; /* the row has an error */
  int64_t row;          /* number of the row */
  int64_t line;
} cpwi_page;

/* read.c: all files of the reader into its book, then the check; the book goes to *out where there are no errors. */
int32_t cpwi_book_read(cpwi_book_reader *r, cpw_system_book **out, cpw_result **report);
/* A file of another name: a warning with the name that is near. */
void cpwi_book_odd_file(cpwi_book_reader *r, const char *name);

/* sheet.c */
int32_t cpwi_book_read_file(cpwi_book_reader *r, int32_t table);
/* An error at a field (column >= 0) of the row, or at the row. */
void cpwi_page_fail(cpwi_page *page, int32_t column, int32_t rule, const char *fmt, ...)
    CPWI_PRINTF(4, 5);

/* fields.c: one field into the row; empty ones leave the default. */
int32_t cpwi_page_field(cpwi_page *page, int32_t column, char *row);
void cpwi_page_resolve_later(cpwi_page *page);

/* store.c: a row into the book. */
int32_t cpwi_page_store(cpwi_page *page, cpwi_any_row *row);
void cpwi_page_defaults(int32_t table, cpwi_any_row *row);

/* networks.c */
int32_t cpwi_book_read_networks(cpwi_book_reader *r);
/* 1 where a folder is below another one: not empty, not absolute, no "..". */
int cpwi_is_below(const char *folder);

/* A hint (hint.h), and "" once very many names have been compared. */
cpwi_book_hint cpwi_page_hint(cpwi_book_reader *r, const char *unknown, const char *const *known,
                              int64_t count);

#endif
