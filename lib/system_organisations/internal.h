/* lib/system_organisations/internal.h - what the files of the module share: the tree of a system in a week. */
#ifndef CPWI_SYSTEM_ORGANISATIONS_INTERNAL_H
#define CPWI_SYSTEM_ORGANISATIONS_INTERNAL_H

#include "base/internal.h"
#include "carepath/stats.h"
#include "carepath/system_organisations.h"

/* -------- tree.c */
/* A system of any age, its organisations' parents checked. */
int32_t cpwi_orgs_take(cpw_system *s, const cpw_system *given, const char *where, cpw_error *err);
int32_t cpwi_orgs_week(double week, const char *where, cpw_error *err);
static inline int cpwi_orgs_holds(double from, double until, double week) {
  return from <= week && week < until;
}
static inline int cpwi_orgs_alive(const cpw_system *s, int64_t i, double week) {
  return cpwi_orgs_holds(s->organisation[i].from, s->organisation[i].until, week);
}
/* The nearest above that exists in the week; -1: none. */
int64_t cpwi_orgs_parent(const cpw_system *s, int64_t i, double week);
/* What an organisation is called in messages: its id, or "#3". */
typedef struct cpwi_orgs_name {
  char text[64];
} cpwi_orgs_name;
cpwi_orgs_name cpwi_orgs_named(const cpw_system *s, int64_t i);
/* CPW_EINVAL unless 0 <= value < count. */
int32_t cpwi_orgs_number(int64_t value, int64_t count, const char *table, int64_t row,
                         const char *field, const char *where, cpw_error *err);
/* CPW_EDOMAIN unless value is finite and >= 0. */
int32_t cpwi_orgs_amount(double value, const char *table, int64_t row, const char *field,
                         const char *where, cpw_error *err);
/* (n) empty exact sums; NULL: no memory. */
cpw_exact_sum *cpwi_orgs_sums(int64_t n, const cpw_allocator *allocator);
/* dimensions with ids as labels */
int32_t cpwi_orgs_dimension(cpw_result *r, const cpw_system *s, const char *name, int32_t table,
                            const cpw_allocator *allocator, cpw_error *err);
int32_t cpwi_orgs_real(cpw_result *r, const char *name, const char *unit, const char *what,
                       const char *dimensions, double **out, cpw_error *err);
int32_t cpwi_orgs_whole(cpw_result *r, const char *name, const char *unit, const char *what,
                        const char *dimensions, int64_t **out, cpw_error *err);

/* -------- holdings.c: people (organisations, groups) of the footprints in a week; untouched on error. `parent`
 * (organisations) replaces the rows' parents, `footprint` the rows of the system. */
int32_t cpwi_orgs_people(const cpw_system *s, double week, double *people,
                         const cpw_allocator *allocator, const char *where, cpw_error *err);

#endif
