/* tests/system_money/money.h - a small system made in memory: funds and payments by name, units of two services. */
#ifndef CPWT_MONEY_H
#define CPWT_MONEY_H

#include "carepath.h"

#include <math.h>
#include <string.h>

#define MOST 64

typedef struct cpwt_money {
  cpw_system s;
  cpw_system_organisation organisation[MOST];
  cpw_system_service service[4];
  cpw_system_capacity capacity[MOST];
  cpw_system_fund fund[MOST];
  cpw_system_payment payment[4 * MOST];
} cpwt_money;

static inline void cpwt_money_begin(cpwt_money *m) {
  memset(m, 0, sizeof *m);
  cpw_system_init(&m->s);
  m->s.name = "test";
  m->s.organisation = m->organisation;
  m->s.service = m->service;
  m->s.capacity = m->capacity;
  m->s.fund = m->fund;
  m->s.payment = m->payment;
}

static inline int32_t cpwt_money_organisation(cpwt_money *m, const char *id, int32_t kind,
                                              int32_t parent, double overhead) {
  cpw_system_organisation *r = &m->organisation[m->s.organisations];
  cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, r);
  r->id = id;
  r->kind = kind;
  r->parent = parent;
  r->overhead = overhead;
  return (int32_t)m->s.organisations++;
}

static inline int32_t cpwt_money_fund(cpwt_money *m, const char *id, int32_t kind,
                                      int32_t organisation, const char *line) {
  cpw_system_fund *r = &m->fund[m->s.funds];
  cpw_system_row_init(CPW_SYSTEM_FUNDS, r);
  r->id = id;
  r->kind = kind;
  r->organisation = organisation;
  r->line = line;
  return (int32_t)m->s.funds++;
}

/* amount < 0: the share counts */
static inline cpw_system_payment *cpwt_money_pay(cpwt_money *m, int32_t from, int32_t to,
                                                 int64_t amount, double share) {
  cpw_system_payment *r = &m->payment[m->s.payments++];
  cpw_system_row_init(CPW_SYSTEM_PAYMENTS, r);
  r->from = from;
  r->to = to;
  r->amount = amount < 0 ? 0 : amount;
  r->share = amount < 0 ? share : (double)NAN;
  return r;
}

static inline int32_t cpwt_money_service(cpwt_money *m, const char *id, int32_t setting,
                                         double unit_cost) {
  cpw_system_service *r = &m->service[m->s.services];
  cpw_system_row_init(CPW_SYSTEM_SERVICES, r);
  r->id = id;
  r->setting = setting;
  r->unit_cost = unit_cost;
  return (int32_t)m->s.services++;
}

static inline int32_t cpwt_money_unit(cpwt_money *m, int32_t organisation, int32_t service,
                                      double treatments) {
  cpw_system_capacity *r = &m->capacity[m->s.capacities];
  cpw_system_row_init(CPW_SYSTEM_CAPACITY, r);
  r->organisation = organisation;
  r->service = service;
  r->treatments = treatments;
  return (int32_t)m->s.capacities++;
}

/* Position of a label of a coordinate of an array's dimension; -1: none. */
static inline int64_t cpwt_money_at(const cpw_array *x, int64_t dimension, int64_t coordinate,
                                    const char *label) {
  const cpw_dimension *d = x->dimension[dimension];
  for (int64_t i = 0; i < d->length; i++)
    if (strcmp(d->coordinate_labels[coordinate][i], label) == 0) return i;
  return -1;
}

/* An integer of an array at a flat position; INT64_MIN where there is no such array. */
static inline int64_t cpwt_money_int(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *x = cpw_result_find(r, name);
  return x && x->integer && at < x->size ? x->integer[at] : INT64_MIN;
}

static inline double cpwt_money_real(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *x = cpw_result_find(r, name);
  return x && x->real && at < x->size ? x->real[at] : (double)NAN;
}

#endif
