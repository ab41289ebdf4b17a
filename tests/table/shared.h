/* tests/table/shared.h - what the tests of table share: a table as one line of text, sources and sinks
 * that misbehave. */
#ifndef CPWT_TABLE_SHARED_H
#define CPWT_TABLE_SHARED_H

#include "carepath/table.h"
#include "support/support.h"

typedef struct cpwt_cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cpwt_cases;

void cpwt_add_reader(cpwt_cases *cases);
void cpwt_add_cells(cpwt_cases *cases);
void cpwt_add_writer(cpwt_cases *cases);

/* Bytes in pieces of `piece`; call number `fails` (from 0) returns -1, number `excess` too much. */
typedef struct cpwt_pieces {
  const char *bytes;
  int64_t left, piece;
  int64_t call, fails, excess;
} cpwt_pieces;
cpw_source cpwt_source_of(cpwt_pieces *pieces, const char *bytes, int64_t count, int64_t piece);

/* Everything the table has to say, read to its end: names and rows as "a|b/1|2/", a line end in a
 * field as "\n"; an error as "!line,field: message". Static buffer. */
const char *cpwt_all_of(cpw_table *table);
/* The same of text; options may be NULL. */
const char *cpwt_read(const char *text, const cpw_table_options *options);

/* A sink into a buffer; from call number `fails` on it fails. */
typedef struct cpwt_paper {
  char text[1 << 16];
  int64_t count, calls, fails;
  cpw_sink sink;
} cpwt_paper;
void cpwt_paper_init(cpwt_paper *paper);

/* n, or fewer under CAREPATH_QUICK */
int cpwt_rounds(int n);

/* An allocator that counts what is out, and fails never. */
extern const cpw_allocator cpwt_counting;
extern int64_t cpwt_blocks_out;

#endif
