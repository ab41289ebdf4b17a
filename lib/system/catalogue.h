/* lib/system/catalogue.h - the tables of a system as data: where each field is, what it is, what it may be, and what its
 * column is called. One catalogue for the check, the reader and the writer. */
#ifndef CPWI_SYSTEM_CATALOGUE_H
#define CPWI_SYSTEM_CATALOGUE_H

#include "system/internal.h"

/* The most columns of a table. */
#define CPWI_SYSTEM_COLUMNS 20

/* What a field is. */
enum {
  CPWI_FIELD_TEXT,   /* const char * */
  CPWI_FIELD_NUMBER, /* double */
  CPWI_FIELD_WEEK,   /* double: weeks from the start; a date in files */
  CPWI_FIELD_WHOLE,  /* int64_t */
  CPWI_FIELD_FLAG,   /* int32_t, 0 or 1 */
  CPWI_FIELD_WORD,   /* int32_t, a choice of words (`of`) */
  CPWI_FIELD_ROW     /* int32_t, number of a row of the table `of` */
};

/* What a number may be. */
enum {
  CPWI_MAY_BE_ANY,
  CPWI_MAY_BE_FINITE,
  CPWI_MAY_BE_COUNT,    /* finite, >= 0 */
  CPWI_MAY_BE_MOST,     /* >= 0; inf: no limit */
  CPWI_MAY_BE_POSITIVE, /* finite, > 0 */
  CPWI_MAY_BE_SHARE,    /* [0, 1] */
  CPWI_MAY_BE_PART,     /* (0, 1] */
  CPWI_MAY_BE_LEAK,     /* [0, 1) */
  CPWI_MAY_BE_GROWTH,   /* finite, > -1 */
  CPWI_MAY_BE_FROM,     /* a week or -inf */
  CPWI_MAY_BE_UNTIL,    /* a week or inf */
  CPWI_MAY_BE_EAST,     /* [-180, 180] */
  CPWI_MAY_BE_NORTH,    /* [-90, 90] */
  CPWI_RULES,
  CPWI_OR_NAN = 64 /* added: NaN means not known, or the default */
};

/* `needed` of a column. */
enum {
  CPWI_MAY_LACK,     /* empty: the default; of a row: CPW_NONE may be */
  CPWI_MUST_HAVE,    /* of a row: one that is there; of a text: not empty */
  CPWI_IS_ID,        /* as CPWI_MUST_HAVE; unique in the table */
  CPWI_FILE_ONLY = 8 /* added: there is no such field in the public row */
};

/* Choices of words. */
enum {
  CPWI_WORDS_KIND,
  CPWI_WORDS_ALLIANCE,
  CPWI_WORDS_BASIS,
  CPWI_WORDS_SETTING,
  CPWI_WORDS_FUND,
  CPWI_WORDS_POLICY,
  CPWI_WORDS_LEVER,
  CPWI_WORDS_MODE,
  CPWI_WORDS_CURVE,
  CPWI_WORDS_SETS
};
typedef struct cpwi_system_words {
  const char *const *word;
  int64_t count;
} cpwi_system_words;
cpwi_system_words cpwi_system_words_of(int32_t set);

typedef struct cpwi_system_column {
  const char *name;
  int32_t type, of, rule, needed;
  size_t at; /* offset in the row */
} cpwi_system_column;

typedef struct cpwi_system_table {
  const char *file;   /* such as "lists.csv" */
  const char *joined; /* the columns, as cpw_system_table_columns */
  const char *noun;   /* one row of it: "organisation"; "" where rows have no id */
  size_t rows, count; /* offsets in cpw_system of the array and its length */
  size_t size;        /* of a public row; 0: not an array of rows */
  int32_t columns, reserved;
  cpwi_system_column column[CPWI_SYSTEM_COLUMNS];
} cpwi_system_table;

/* NULL for any other number. */
const cpwi_system_table *cpwi_system_table_of(int64_t table);
/* Number of a column of a table; -1. */
int32_t cpwi_system_column_of(int64_t table, const char *name);
/* Columns of id, from and until; -1 where the table has none. */
int32_t cpwi_system_id_column(int64_t table);

/* The rows of a table of a system. */
typedef struct cpwi_system_rows {
  const char *row; /* NULL where there are none */
  int64_t count;
  size_t size;
} cpwi_system_rows;
cpwi_system_rows cpwi_system_rows_of(const cpw_system *system, int64_t table);
/* Id of a row; NULL where the table has no ids or the row none. */
const char *cpwi_system_id(const cpw_system *system, int64_t table, int64_t row);

/* A row of capacity as a file has it: the curve in columns. */
typedef struct cpwi_capacity_row {
  cpw_system_capacity capacity; /* first: the columns' offsets are those of the public row */
  int32_t curve;                /* CPW_RESPONSE_..., CPW_NONE: none */
  int32_t reserved;
  double a, t, shape, upfront;
  const char *x, *y; /* points, joined by spaces */
} cpwi_capacity_row;

/* One step of a profile, as a file has it. */
typedef struct cpwi_profile_row {
  const char *id;
  int64_t step; /* -1: the next */
  double value;
} cpwi_profile_row;

/* A setting. */
typedef struct cpwi_setting_row {
  const char *name, *value;
} cpwi_setting_row;

/* A group, an age band, a segment. */
typedef struct cpwi_name_row {
  const char *id;
} cpwi_name_row;

/* Room for a row of any table, as a file has it. */
typedef union cpwi_any_row {
  cpw_system_organisation organisation;
  cpwi_capacity_row capacity;
  cpw_system_effect effect;
  cpw_system_policy policy;
  cpw_system_service service;
  cpw_system_source source;
  char bytes[256];
} cpwi_any_row;

#endif
