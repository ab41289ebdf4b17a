/* lib/system/check.h - the parts of the check of a system. Every part stands numbers that are wrong: what a row names
 * and is not there is looked over by all parts but check_rows.c. */
#ifndef CPWI_SYSTEM_CHECK_H
#define CPWI_SYSTEM_CHECK_H

#include "system/problems.h"

typedef struct cpwi_system_check {
  const cpw_system *s;
  cpwi_problems *p;
  const cpw_allocator *allocator;
} cpwi_system_check;

/* Takes a caller's system of any age; CPW_EINVAL for arrays that are missing, counts below 0. */
int32_t cpwi_system_take(const cpw_system *given, cpw_system *out, const char *where,
                         cpw_error *err);
/* All problems into p, not finished. */
void cpwi_system_problems(const cpw_system *s, cpwi_problems *p);

/* check_rows.c: values, ids, numbers of rows. */
void cpwi_system_check_rows(const cpwi_system_check *c);
/* check_tree.c: ids, parents, lives. */
void cpwi_system_check_ids(const cpwi_system_check *c);
void cpwi_system_check_tree(const cpwi_system_check *c);
/* check_footprints.c: who lives where. */
void cpwi_system_check_footprints(const cpwi_system_check *c);
/* check_services.c: lists, capacity, resources, networks. */
void cpwi_system_check_services(const cpwi_system_check *c);
/* check_money.c: funds and payments. */
void cpwi_system_check_money(const cpwi_system_check *c);
/* check_policies.c: policies, effects, scenarios. */
void cpwi_system_check_policies(const cpwi_system_check *c);
/* check_promised.c: alliances, and capacity that is promised to several. */
void cpwi_system_check_alliances(const cpwi_system_check *c);
void cpwi_system_check_promised(const cpwi_system_check *c);

/* A number of a row that is there. */
static inline int cpwi_is_row(int64_t row, int64_t count) {
  return row >= 0 && row < count;
}

/* check_sources.c: where figures come from. */
void cpwi_system_check_sources(const cpwi_system_check *c);

/* keys.c: rows by two numbers. */
typedef struct cpwi_row_keys {
  struct cpwi_row_key {
    uint64_t a, b;
    int64_t row; /* -1: free */
  } * slot;
  int64_t slots;
} cpwi_row_keys;
/* Room for `count` rows; 0 when memory is short. */
int cpwi_row_keys_make(cpwi_row_keys *keys, int64_t count, const cpw_allocator *a);
void cpwi_row_keys_free(cpwi_row_keys *keys, const cpw_allocator *a);
int64_t cpwi_row_keys_find(const cpwi_row_keys *keys, uint64_t a, uint64_t b); /* -1: not there */
/* The row of that key that is there already, or -1 and `row` is put in. */
int64_t cpwi_row_keys_put(cpwi_row_keys *keys, uint64_t a, uint64_t b, int64_t row);
/* Two numbers of rows as half a key. */
static inline uint64_t cpwi_two_rows(int32_t a, int32_t b) {
  return (uint64_t)(uint32_t)a << 32 | (uint32_t)b;
}
/* Capacity by organisation and service; rows that name nothing are left out. */
int cpwi_units_make(cpwi_row_keys *units, const cpwi_system_check *c);

#endif
