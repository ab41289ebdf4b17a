/* lib/rtt/internal.h - how an aggregation is held: one layer a file, and in it the codes, the groups
 * (rows of the result), the blocks (one list of one provider and commissioner) and their counts.
 * A layer is added when its file was read to the end, and thrown away when not. */
#ifndef CPWI_RTT_INTERNAL_H
#define CPWI_RTT_INTERNAL_H

#include "base/internal.h"
#include "carepath/rtt.h"
#include "carepath/table.h"

/* -------- the kinds of keys, in the order in which rows are sorted */
enum {
  CPWI_PERIOD,
  CPWI_PROVIDER,
  CPWI_PROVIDER_ICB,
  CPWI_COMMISSIONER,
  CPWI_COMMISSIONER_ICB,
  CPWI_TREATMENT_FUNCTION,
  CPWI_PART,
  CPWI_KINDS
};

/* Names and CSV headers of a kind; NULL where it has none. */
typedef struct cpwi_kind {
  const char *coordinate;
  const char *name_coordinate;
  const char *header;
  const char *name_header;
  int32_t group_bit; /* CPW_RTT_BY_...; 0: always grouped */
} cpwi_kind;
extern const cpwi_kind cpwi_kinds[CPWI_KINDS];

/* One number a kind; 0: this kind is not told apart. */
typedef struct cpwi_key {
  uint16_t id[8];
} cpwi_key;

/* -------- codes.c: every code of a kind once, numbered from 1 */
#define CPWI_CODE_BYTES 16
#define CPWI_MAX_CODES  65534

#define CPWI_LEFT_OUT 1 /* rows with this code do not count: NONC, or not what was asked for */
#define CPWI_NONC     2
#define CPWI_ALL      4 /* C_999: the total of the treatment functions */
#define CPWI_STARTS   8 /* Part_3: no bands */

typedef struct cpwi_code {
  char text[CPWI_CODE_BYTES + 1];
  uint8_t flags;
  uint8_t bit;         /* of a treatment function in cpwi_block.seen; 0: it has none */
  int32_t name_period; /* the latest month in which it had this name */
  int32_t name_length;
  char *name; /* NULL: none seen */
} cpwi_code;

typedef struct cpwi_codes {
  const cpw_allocator *allocator;
  cpwi_code *item; /* (count) */
  int32_t count;
  int32_t room;
  uint16_t *slot; /* (slots) number of the code, 0 = free */
  uint32_t slots; /* a power of two, or 0 */
} cpwi_codes;

/* The number of a code of at most CPWI_CODE_BYTES, adding it (then *added is 1); 0: no memory;
 * -1: more than CPWI_MAX_CODES. */
int32_t cpwi_codes_take(cpwi_codes *c, const char *bytes, size_t count, int32_t *added);
/* A name seen in a month (months since year 0): of several the latest, then the smallest, stays. */
int32_t cpwi_codes_name(cpwi_codes *c, int32_t number, const char *bytes, size_t count,
                        int32_t month);
/* 1 if name a of month a_month goes before name b of b_month; NULL is no name. */
int cpwi_name_before(const char *a, size_t a_count, int32_t a_month, const char *b, size_t b_count,
                     int32_t b_month);
void cpwi_codes_free(cpwi_codes *c);

/* "RTT-November-2024", "November-2024", "2024-11" as months since year 0; 0 if it is no month. */
int32_t cpwi_parse_month(const char *bytes, size_t count);
/* "2024-11"; text has room for CPWI_CODE_BYTES + 1 */
void cpwi_format_month(int32_t month, char *text);

/* -------- parts.c */
/* The part as it is written in recent files if `bytes` is one of the five, capitals aside. */
const char *cpwi_part_known(const char *bytes, size_t count);
/* 1 to 63 for the treatment functions of the return, each its own; 0 for any other code */
uint8_t cpwi_function_bit(const char *code);

/* -------- counts.c: rows of counts, each in as few whole bytes a band as its largest needs */
typedef uint32_t cpwi_counts_row; /* 0: all zero, no memory */

typedef struct cpwi_pool {
  char **slab; /* (slabs) */
  uint32_t slabs, room;
  uint32_t used; /* rows ever handed out */
  uint32_t free; /* number + 1 of the first row given back, which holds that of the next; 0: none */
  size_t row_bytes;
} cpwi_pool;

typedef struct cpwi_counts {
  const cpw_allocator *allocator;
  int64_t bands;
  cpwi_pool pool[4]; /* rows of 1, 2, 4 and 8 bytes a band */
} cpwi_counts;

void cpwi_counts_init(cpwi_counts *c, const cpw_allocator *allocator, int64_t bands);
void cpwi_counts_free(cpwi_counts *c);
/* row[band[i]] += value[i] >= 0: CPW_OK, CPW_ENOMEM, CPW_EOVERFLOW (then the row is spoilt) */
int32_t cpwi_counts_add(cpwi_counts *c, cpwi_counts_row *row, int64_t n, const int32_t *band,
                        const int64_t *value);
/* Gives the memory of a row back; *row is 0 then. */
void cpwi_counts_drop(cpwi_counts *c, cpwi_counts_row *row);
/* out[band] += row[band]: CPW_OK, CPW_EOVERFLOW */
int32_t cpwi_counts_read(const cpwi_counts *c, cpwi_counts_row row, int64_t *out);

/* -------- layer.c */
/* a + b where it fits: 1, or 0 */
static inline int cpwi_add(int64_t a, int64_t b, int64_t *sum) {
  if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b) return 0;
  *sum = a + b;
  return 1;
}

/* People of one kind, added up. */
typedef struct cpwi_sums {
  int64_t total_all;
  int64_t unknown;
  int64_t difference;
  cpwi_counts_row counts;
} cpwi_sums;

/* A row of the result, as far as one file goes. */
typedef struct cpwi_group {
  cpwi_key key;
  cpwi_sums sums;
} cpwi_group;

/* The rows of one period, provider, commissioner and part: C_999, and the treatment functions of
 * which it is the total. */
typedef struct cpwi_block {
  cpwi_key key;
  cpwi_sums waiting;      /* the treatment functions: total_all is the cross-check; the rest is kept
                             until C_999 comes, where they are the figure without it */
  int64_t all_total_all;  /* Total All of C_999 */
  uint64_t seen;          /* the treatment functions that came, by cpwi_code.bit */
  uint32_t group;         /* of the figure; grouped by treatment function: of C_999 */
  uint16_t has_all;       /* C_999 came */
  uint16_t has_functions; /* and others did */
} cpwi_block;

/* Records that begin with their key, in the order in which they came, and a hash over them. They
 * stand in slabs, so that growing never moves or doubles what is there. */
#define CPWI_KEYED_SLAB 512u
typedef struct cpwi_keyed {
  const cpw_allocator *allocator;
  char **slab; /* (slabs) CPWI_KEYED_SLAB records of `size` bytes each */
  uint32_t slabs, room;
  size_t size;
  uint32_t count;
  uint32_t *slot; /* (slots) number + 1 */
  uint32_t slots;
} cpwi_keyed;

static inline void *cpwi_keyed_at(const cpwi_keyed *k, uint32_t number) {
  return k->slab[number / CPWI_KEYED_SLAB] + (size_t)(number % CPWI_KEYED_SLAB) * k->size;
}

/* Number of the record with this key, adding one of zeros; -1: no memory. */
int64_t cpwi_keyed_take(cpwi_keyed *k, const cpwi_key *key);

typedef struct cpwi_layer {
  struct cpwi_layer *next;
  const cpw_allocator *allocator;
  int32_t grouped[CPWI_KINDS]; /* which kinds tell groups apart */
  int64_t bands;
  int64_t *lower; /* (bands) lower edges, weeks */
  cpwi_codes codes[CPWI_KINDS];
  cpwi_counts counts;
  cpwi_keyed groups, blocks;
  cpwi_keyed rare;    /* rows of treatment functions that have no bit: keys alone */
  cpwi_key last_key;  /* the block of the row before, if there is one */
  int64_t last_block; /* -1: none */
  int64_t rows_read, rows_kept, rows_nonc, rows_unreconciled;
  int64_t people_unreconciled, first_unreconciled; /* how far off; row of the file, from 1 */
  int64_t rows_repeated;                           /* within the file */
  char source[64];
} cpwi_layer;

/* What one row of the file says. */
typedef struct cpwi_row {
  uint16_t id[CPWI_KINDS];               /* 0: the file has no such column */
  int64_t unknown, total_all, published; /* total_all, published (Total): -1 = empty */
  int64_t total;                         /* sum of the bands */
  int64_t n;                             /* bands that are not 0 */
  int32_t *band;
  int64_t *value;
} cpwi_row;

cpwi_layer *cpwi_layer_new(const cpw_allocator *allocator, const int32_t grouped[CPWI_KINDS],
                           int64_t bands, const int64_t *lower);
void cpwi_layer_free(cpwi_layer *layer);
/* Adds a row to its group and block: CPW_OK, CPW_ENOMEM, CPW_EOVERFLOW. */
int32_t cpwi_layer_add(cpwi_layer *layer, const cpwi_row *row);

/* -------- the object */
struct cpw_rtt {
  cpw_rtt_options options; /* its texts point into provider and treatment_function below */
  cpw_run run;
  char provider[CPWI_CODE_BYTES + 1];
  char treatment_function[CPWI_CODE_BYTES + 1];
  int32_t grouped[CPWI_KINDS];
  cpwi_layer *first, *last; /* one a file, in the order of reading */
  int64_t files;
  int32_t plain; /* read every row the general way (tests) */
};

/* -------- layout.c: which column is what */
enum {
  CPWI_ROLE_NONE,
  CPWI_ROLE_CODE,
  CPWI_ROLE_NAME,
  CPWI_ROLE_BAND,
  CPWI_ROLE_TOTAL,
  CPWI_ROLE_UNKNOWN,
  CPWI_ROLE_TOTAL_ALL
};

typedef struct cpwi_role {
  int32_t what;
  int32_t which; /* kind, or band of the result */
} cpwi_role;

typedef struct cpwi_layout {
  int64_t columns;
  cpwi_role *role;          /* (columns) */
  int64_t code[CPWI_KINDS]; /* column, or -1 */
  int64_t name[CPWI_KINDS]; /* column, or -1 where there is none or names are not asked for */
  int64_t total, unknown, total_all; /* column, or -1 */
  int64_t file_bands, bands;         /* in the file, in the result */
  int64_t *lower;                    /* (file_bands) */
  int64_t *band_column;              /* (file_bands) */
  int64_t lead; /* columns before the bands, where the fast way is open; else 0 */
} cpwi_layout;

int32_t cpwi_layout_read(const cpw_rtt *rtt, const cpw_table *table, const char *where,
                         cpwi_layout *out, cpw_error *err);
void cpwi_layout_free(const cpw_rtt *rtt, cpwi_layout *layout);

/* -------- read.c and fast.c */
typedef struct cpwi_span {
  uint32_t begin, length, end; /* from the start of the row; `end` is that of the delimiter */
} cpwi_span;

typedef struct cpwi_reader {
  cpw_rtt *rtt;
  cpw_table *table;
  cpwi_layer *layer;
  cpwi_layout layout;
  cpwi_row row;
  int32_t month;   /* of the row */
  cpwi_span *span; /* (lead) fields of the row before */
} cpwi_reader;

/* The number of a code, made canonical (trimmed, months and parts in one spelling): CPW_OK,
 * CPW_EDATA (*expected says what was), CPW_ENOMEM, CPW_EOVERFLOW. */
int32_t cpwi_reader_code(cpwi_reader *r, int32_t kind, const char *bytes, size_t count,
                         const char **expected);
int32_t cpwi_reader_name(cpwi_reader *r, int32_t kind, const char *bytes, size_t count);
/* Reads as many whole rows from the window of the table as it can without a doubt: CPW_OK (the row
 * that stopped it is for the general way), CPW_ENOMEM, CPW_EOVERFLOW. */
int32_t cpwi_reader_fast(cpwi_reader *r);

#endif
