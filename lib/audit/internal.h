/* lib/audit/internal.h - what the files of the module share: the making of a record, its lines and checks.
 * The form of a record: docs/explanation/audit.md. */
#ifndef CPWI_AUDIT_INTERNAL_H
#define CPWI_AUDIT_INTERNAL_H

#include "base/words.h"
#include "carepath/audit.h"

/* First words of the lines that frame a record. */
#define CPWI_AUDIT_FIRST  "carepath-audit 1"
#define CPWI_AUDIT_CHECKS "checks "
#define CPWI_AUDIT_PLACES "places "
#define CPWI_AUDIT_RECORD "record "

/* ---------------------------------------------------------------- columns and data: data.c --- */

/* The columns that a policy reads, in the order in which its criteria first name them. */
typedef struct cpwi_audit_columns {
  const char **heading;
  int64_t *source;
  int64_t count;
} cpwi_audit_columns;
int32_t cpwi_audit_columns_new(const cpw_priority_policy *policy, const cpw_allocator *a,
                               cpwi_audit_columns *out, const char *where, cpw_error *err);
void cpwi_audit_columns_free(cpwi_audit_columns *c, const cpw_allocator *a);

/* A text that must be given, not empty, and such that a record can hold it. */
int32_t cpwi_audit_check_word(const char *text, const char *what, const char *where,
                              cpw_error *err);

/* A list that was taken: checked as far as the digest and the lines of a record need it, ids too. */
int32_t cpwi_audit_take_list(cpw_priority_list *known, const cpw_priority_list *given,
                             const cpwi_audit_columns *columns, const char *where, cpw_error *err);
/* The rows in order of their ids; NULL (and CPW_OK) where they stand in it already. */
int32_t cpwi_audit_id_order(const cpw_priority_list *list, const cpw_allocator *a, int64_t **order,
                            const char *where, cpw_error *err);
void cpwi_audit_digest_data(const cpw_priority_list *list, const cpwi_audit_columns *columns,
                            const int64_t *order, char *digest);
/* The row of an id by bisection; -1: there is none. Without ids the text is the row. */
int64_t cpwi_audit_find(const cpw_priority_list *list, const int64_t *order, const char *id);

/* ---------------------------------------------------------------- making: make.c, write.c ---- */

/* All that goes into a record. */
typedef struct cpwi_audit_job {
  const char *where;
  const cpw_allocator *allocator;
  cpw_audit_entry entry; /* taken and checked */
  cpw_priority_policy policy;
  cpw_priority_list list; /* with overrides */
  cpwi_audit_columns columns;
  const char *library; /* version and ABI as they stand in the record */
  char data[CPW_SHA256_CHARS];
  int64_t *order, *place; /* the ranking */
  double *score;
  const int64_t *before;          /* places before, by row; NULL: none */
  int64_t *clinical;              /* the same where they are ours */
  const int64_t *before_by_place; /* the same as a record has them; NULL: by row */
  int64_t *plain;                 /* places without overrides; NULL where there are none */
  cpw_priority_override *needed;  /* those without which the list cannot be ranked */
  int64_t needed_count;
} cpwi_audit_job;

/* Ranks: everything of the job behind `data`. */
int32_t cpwi_audit_rank(cpwi_audit_job *job, cpw_error *err);
void cpwi_audit_job_free(cpwi_audit_job *job);
/* Whether a ranking failed for what the list or the policy says, not for memory or a cancel. */
int cpwi_audit_is_refusal(int32_t status);
/* Writes the record; digest as cpw_audit_append. */
int32_t cpwi_audit_write(const cpwi_audit_job *job, const cpw_sink *sink, char *digest,
                         cpw_error *err);
/* What the library itself writes as `library`. Static. */
extern const char cpwi_audit_library[];

/* ---------------------------------------------------------------- lines: lines.c ------------- */

/* 16 bits by which a line gives itself away when it is changed by accident, as four digits. */
void cpwi_audit_check(const char *line, size_t length, char text[4]);
int cpwi_is_digest(const char *text);

/* The lines of a source, one after the other. */
typedef struct cpwi_audit_lines {
  const cpw_source *source;
  const cpw_allocator *allocator;
  const char *where;
  char *buffer;
  int64_t start, end, room; /* unread bytes are buffer[start .. end) */
  int64_t line;             /* number of the line that was read */
  int32_t ended;            /* the source gives no more */
  int32_t whole;            /* the line ends with a line break */
} cpwi_audit_lines;
/* The next line without its line break, terminated there: 1, with *text and *length; 0 at the end;
 * negative: an error. */
int32_t cpwi_audit_next(cpwi_audit_lines *l, char **text, int64_t *length, cpw_error *err);
void cpwi_audit_lines_free(cpwi_audit_lines *l);

static inline int cpwi_begins(const char *text, const char *with) {
  while (*with)
    if (*text++ != *with++) return 0;
  return 1;
}

/* ---------------------------------------------------------------- records: read.c, parse.c --- */

struct cpw_audit_record {
  cpw_audit_view view;
  const cpw_allocator *allocator;
  char *raw;     /* the record as it stands in the file */
  int64_t bytes; /* of it */
  char *text;    /* the same, words unescaped in place */
  cpw_policy *policy;
  cpw_audit_override *overrides;
  const char **id;
  int64_t *before;
  double *score;
  char *library;      /* version and ABI as one text */
  int64_t data_line;  /* of `data` */
  int64_t first_row;  /* line of the first place */
  int64_t first_line; /* of the record in its file */
};
int32_t cpwi_audit_parse(cpw_audit_record *record, const char *where, cpw_error *err);

#endif
