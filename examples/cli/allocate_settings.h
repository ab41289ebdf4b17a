/* allocate_settings.h - what the options of `carepath allocate` come to. */
#ifndef CAREPATH_CLI_ALLOCATE_SETTINGS_H
#define CAREPATH_CLI_ALLOCATE_SETTINGS_H

#include <stdint.h>

/* What a column of the file can be. */
enum {
  FIELD_ID,
  FIELD_PARENT,
  FIELD_GROUP,
  FIELD_POPULATION,
  FIELD_WEIGHTED,
  FIELD_BASELINE,
  FIELD_TARGET,
  FIELD_FACTOR,
  FIELD_FLOOR,
  FIELD_CAP,
  FIELD_DEPRIVATION,
  FIELD_CLAIM,
  FIELD_WEIGHT,
  FIELD_PARTNER,
  FIELD_LINE,
  FIELD_AMOUNT,
  FIELD_MINIMUM,
  FIELD_FENCE,
  FIELD_SPENT,
  FIELD_CURVE,
  FIELD_A,
  FIELD_T,
  FIELD_SHAPE,
  FIELD_UPFRONT,
  FIELD_COST,
  FIELD_BENEFIT,
  FIELD_ONE_OF,
  FIELD_NEEDS,
  FIELD_POPULATION_BEFORE,
  FIELD_COUNT
};

/* Tables of the pool. */
enum { POOL_BOTH, POOL_PARTNERS, POOL_LINES, POOL_LEDGER, POOL_STATEMENTS };

/* A function of the opening distance from target: straight lines between points. */
enum { MOST_KNOTS = 16 };
typedef struct knots {
  int count; /* 0: not given */
  double x[MOST_KNOTS], y[MOST_KNOTS];
} knots;

/* Names with numbers: "wp_acute=0.6,wp_community=0.4", "North=250000". */
enum { MOST_NAMED = 16 };
typedef struct named_numbers {
  int count;
  char name[MOST_NAMED][64];
  double value[MOST_NAMED];
} named_numbers;

typedef struct allocate_settings {
  const char *column[FIELD_COUNT];
  int64_t budget; /* NO_MONEY: not said */

  /* shares */
  named_numbers blend;
  double top_slice;
  int32_t method; /* CPW_APPORTION_... */

  /* pace */
  knots floor, cap;                   /* growth by opening distance */
  knots floor_per_head, cap_per_head; /* the same a head */
  knots convergence;                  /* additive: growth on top of the common one */
  double distance_floor;              /* NaN: none */
  double growth;                      /* of the quantum, a year */
  double inflation;
  int64_t years;

  /* claims */
  int32_t rule; /* CPW_CLAIMS_..., -1: all of them */

  /* pool */
  const char *spend; /* a second file */
  int32_t overspend, underspend;
  const char *lead;
  int32_t what; /* POOL_... */

  /* optimise and choose */
  double fairness; /* alpha; 0: the greatest total */
  int64_t step;    /* pounds; 0: single pounds */
  named_numbers group_floor, group_cap;
  int32_t exactly_one;

  /* down */
  int32_t by_leaves;
  double devolved;
} allocate_settings;

allocate_settings default_allocate_settings(void);

#endif
