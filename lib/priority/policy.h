/* lib/priority/policy.h - what the files that read and write policies share: the policy that owns its
 * memory, and the statement that is being read. */
#ifndef CPWI_PRIORITY_POLICY_H
#define CPWI_PRIORITY_POLICY_H

#include "base/words.h"
#include "carepath/priority.h"

enum {
  CPWI_POLICY_TIERS = 1000,
  CPWI_POLICY_CRITERIA = 1000,
  CPWI_POLICY_MONITORED = 1000,
  CPWI_POLICY_CATEGORIES = 1000,
  CPWI_POLICY_BYTES = 1 << 24
};

/* The arrays of a criterion that was read, and where it stood. */
typedef struct cpwi_criterion_memory {
  double *at, *value;
  const char **categories;
  int64_t line;                       /* of `criterion` */
  int64_t weight_line, weight_column; /* of its weight */
  int64_t given[8];                   /* line of each of its statements, 0: not given */
} cpwi_criterion_memory;

struct cpw_policy {
  cpw_priority_policy view;
  const cpw_allocator *allocator;
  char *text; /* the whole file, words unescaped in place: all texts of the view lie in it */
  cpw_priority_tier *tiers;
  int64_t *tier_lines;
  cpw_priority_criterion *criteria;
  cpwi_criterion_memory *memory; /* (criteria) */
  const char **monitored;
  const char **columns;
  int64_t column_count;
};

/* Reading: one line after the other. */
typedef struct cpwi_policy_reader {
  cpw_policy *policy;
  cpwi_words words;
  int64_t given[8];     /* line of each statement that may come once; 0: not given */
  int32_t in_criterion; /* the statements of the last criterion may follow */
} cpwi_policy_reader;

/* The words of the format by number. */
typedef struct cpwi_keyword {
  const char *word;
  int32_t value;
} cpwi_keyword;
/* Which of `count` keywords word `at` is; -1 with an error that names the nearest or all of them. */
int32_t cpwi_policy_keyword(const cpwi_policy_reader *r, int64_t at, const cpwi_keyword *keywords,
                            int64_t count, const char *what, int32_t *value, cpw_error *err);
extern const cpwi_keyword cpwi_policy_rules[6], cpwi_policy_shapes[4],
    cpwi_policy_characteristics[9], cpwi_policy_parts[2], cpwi_policy_sources[2];

/* Words of the line as numbers and dates, with errors that say what they must be. */
int32_t cpwi_policy_number(const cpwi_policy_reader *r, int64_t at, const char *what, double least,
                           double most, double *value, cpw_error *err);
int32_t cpwi_policy_count(const cpwi_policy_reader *r, int64_t least, int64_t most,
                          const char *form, cpw_error *err);
/* Fails if the statement was given already; else notes its line. */
int32_t cpwi_policy_once(const cpwi_policy_reader *r, int64_t *given, cpw_error *err);
int32_t cpwi_policy_no_memory(const cpwi_policy_reader *r, cpw_error *err);

/* policy_criterion.c: a statement within a criterion. */
int32_t cpwi_policy_begin_criterion(cpwi_policy_reader *r, cpw_error *err);
int32_t cpwi_policy_in_criterion(cpwi_policy_reader *r, int32_t statement, cpw_error *err);
/* policy_whole.c: what only the whole policy shows: missing statements, weights, columns, and the check. */
int32_t cpwi_policy_finish(cpwi_policy_reader *r, cpw_error *err);

#endif
