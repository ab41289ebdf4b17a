/* vote_settings.h - what the options of `carepath vote` come to. */
#ifndef CAREPATH_CLI_VOTE_SETTINGS_H
#define CAREPATH_CLI_VOTE_SETTINGS_H

#include <stdint.h>

enum { VOTE_PROJECTS, VOTE_RULES_BESIDE, VOTE_GROUPS, VOTE_WEIGHTS };
enum { MOST_TIES = 8 };
/* The rule is run again without each group; weights are drawn for each class. */
#define MOST_VOTE_GROUPS    1000
#define MOST_WEIGHT_CLASSES 100

typedef struct vote_settings {
  int32_t what; /* VOTE_PROJECTS, ... */
  int32_t rule, satisfaction, completion, convention;
  int32_t exhaustive; /* -1: as the convention says */
  int32_t tie[MOST_TIES];
  int32_t ties;
  const char *votes;  /* a second file: choices in long form; NULL: the first is a .pb */
  const char *voters; /* a third: columns of the voters */
  const char *money;  /* the budget, as text; NULL: that of the file */
  const char *by;     /* column of the voters */
  int32_t vote_type;  /* -1: not said */
  int32_t bootstrap;
} vote_settings;

vote_settings default_vote_settings(void);

#endif
