/* lib/pabulib/internal.h - what the files of the module share: the file as cells, exact decimals, names that are
 * looked up, and the steps of a reading.
 * Source: pabulib.org/format. Leaves the meaning of an election to vote. */
#ifndef CPWI_PABULIB_INTERNAL_H
#define CPWI_PABULIB_INTERNAL_H

#include "base/internal.h"
#include "carepath/pabulib.h"

/* ---- numbers.c: exact decimals. value / 10^decimals, without trailing zeros. */
typedef struct cpwi_pb_decimal {
  int64_t value;
  int32_t decimals;
} cpwi_pb_decimal;
#define CPWI_PB_DECIMAL_OK        0
#define CPWI_PB_DECIMAL_NONE      1 /* no number */
#define CPWI_PB_DECIMAL_NEGATIVE  2
#define CPWI_PB_DECIMAL_LARGE     3 /* beyond 64 bits */
#define CPWI_PB_DECIMAL_AMBIGUOUS 4 /* 1,000: one or a thousand? */
#define CPWI_PB_MOST_DECIMALS     18
int cpwi_pb_decimal_parse(const char *text, int64_t count, cpwi_pb_decimal *out);
/* value in 1/10^decimals; 0 where that does not fit */
int cpwi_pb_decimal_scale(cpwi_pb_decimal d, int32_t decimals, int64_t *out);
int64_t cpwi_pb_power_of_ten(int32_t exponent);
/* what is the matter, for messages: "%.40s" of the text and this */
const char *cpwi_pb_decimal_trouble(int trouble);

/* ---- names.c: texts that are looked up. Zero it first; the texts are borrowed. */
typedef struct cpwi_pb_names {
  const cpw_allocator *allocator;
  const char **name;
  uint64_t *hash;
  int64_t *slot; /* index + 1; 0: free */
  int64_t count, room, slots;
} cpwi_pb_names;
/* Index of the name; -1 where there is none. */
int64_t cpwi_pb_names_find(const cpwi_pb_names *names, const char *text, int64_t count);
/* Index of a name that is added if it is new (then `*is_new` is 1); -1 where memory is short. */
int64_t cpwi_pb_names_add(cpwi_pb_names *names, const char *text, int *is_new);
void cpwi_pb_names_free(cpwi_pb_names *names);
uint64_t cpwi_pb_mix(uint64_t hash, uint64_t word);

/* ---- the file. Cells of a section are one run of the pool: names of the columns, then the rows. */
typedef struct cpwi_pb_part {
  int64_t first; /* cell of the first name in the pool; -1: the section is not there */
  int64_t line;  /* of the section's name */
  int64_t row;   /* first of its rows in `lines` */
  int64_t columns, rows;
} cpwi_pb_part;

struct cpw_pabulib {
  cpw_pabulib_content view; /* first: what the caller sees */
  cpw_pabulib_section section[3];
  cpwi_pb_part part[3];
  cpw_pabulib_options options;
  const cpw_allocator *allocator;
  const char *where; /* name of the source, while it is read */
  char *text;
  int64_t bytes;
  char **cells;
  int64_t cell_count, cell_room;
  int64_t *lines; /* of each row */
  int64_t line_count, line_room;
  cpwi_pb_names projects, voters;
  int64_t *cost, *ballot_of, *weight, *start, *points;
  int32_t *choice;
  int32_t bom, crlf, open_end, decimals;
  char warning[320];
};

/* Columns that are looked for; -1: not there. */
typedef struct cpwi_pb_columns {
  int64_t id, cost, votes, score; /* of PROJECTS */
  int64_t voter, vote, point;     /* of VOTES */
} cpwi_pb_columns;

/* A cell of a row. */
static inline char *cpwi_pb_cell(const cpw_pabulib *p, int32_t section, int64_t row,
                                 int64_t column) {
  const cpwi_pb_part *part = &p->part[section];
  return p->cells[part->first + (row + 1) * part->columns + column];
}
static inline int64_t cpwi_pb_line(const cpw_pabulib *p, int32_t section, int64_t row) {
  return p->lines[p->part[section].row + row];
}

int32_t cpwi_pb_take(cpw_pabulib_options *known, const cpw_pabulib_options *given,
                     const char *where, cpw_error *err);                           /* options.c */
int32_t cpwi_pb_load(cpw_pabulib *p, const cpw_source *source, cpw_error *err);    /* text.c */
int32_t cpwi_pb_scan(cpw_pabulib *p, cpw_error *err);                              /* cells.c */
int32_t cpwi_pb_numbers(cpw_pabulib *p, cpwi_pb_columns *c, cpw_error *err);       /* content.c */
int32_t cpwi_pb_ballots(cpw_pabulib *p, const cpwi_pb_columns *c, cpw_error *err); /* ballots.c */
int32_t cpwi_pb_counts(cpw_pabulib *p, const cpwi_pb_columns *c, cpw_error *err);  /* counts.c */

/* A warning: counted, and kept if it is the first. */
void cpwi_pb_warn(cpw_pabulib *p, const char *text);
/* Takes the spaces around a cell away, in place. */
char *cpwi_pb_trim(char *text);
/* 1 where the field must stand in quotes. */
int cpwi_pb_quoted(const char *text);

#endif
