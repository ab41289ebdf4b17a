/* What people need: the table of rates by kind of person, and the demand of an area.
 * Source: the rules at the top of carepath/system_people.h: of the rows that fit, those that give most, added up.
 * Leaves where they go to demand.c. */
#include "system_people/internal.h"

#include "carepath/random.h"

#include <stdlib.h>

#define COMPARE(x, y)                                                                              \
  if ((x) != (y)) return (x) < (y) ? -1 : 1

static int by_need(const void *left, const void *right) {
  const cpw_system_need *x = *(const cpw_system_need *const *)left;
  const cpw_system_need *y = *(const cpw_system_need *const *)right;
  COMPARE(x->service, y->service);
  COMPARE(x->age, y->age);
  COMPARE(x->group, y->group);
  COMPARE(x->segment, y->segment);
  COMPARE(x->rate, y->rate);
  return (x->growth > y->growth) - (x->growth < y->growth);
}

/* a kind of person; age and segment of CPW_NONE are not told apart */
typedef struct kind {
  int32_t age, group, segment;
} kind;

/* 1: the row gives nothing that the person is not; 0: it does; -1: the person does not tell */
static int fits(const cpw_system_need *n, const kind *who) {
  if (n->group >= 0 && n->group != who->group) return 0;
  int unknown = 0;
  if (n->age >= 0 && who->age < 0) unknown = 1;
  if (n->segment >= 0 && who->segment < 0) unknown = 1;
  if (n->age >= 0 && who->age >= 0 && n->age != who->age) return 0;
  if (n->segment >= 0 && who->segment >= 0 && n->segment != who->segment) return 0;
  return unknown ? -1 : 1;
}

/* rate a head and week, and rate x growth, of the rows of one service; NaN: it asks what is not told */
static void rate_of(const cpwi_people *p, const cpw_system_need *const *need, int64_t count,
                    const kind *who, double *rate, double *rising) {
  int most = -1, asked = 0;
  *rate = *rising = 0;
  for (int64_t k = 0; k < count; k++) {
    int fit = fits(need[k], who);
    if (fit < 0) asked = 1;
    if (fit != 1) continue;
    int fields = (need[k]->age >= 0) + (need[k]->group >= 0) + (need[k]->segment >= 0);
    if (fields < most) continue;
    if (fields > most) *rate = *rising = 0;
    most = fields;
    double here = need[k]->rate / 1000 / CPW_WEEKS_PER_YEAR;
    if (p->week > 0) here *= cpw_math_pow(1 + need[k]->growth, p->week / CPW_WEEKS_PER_YEAR);
    *rate += here;
    *rising += here * need[k]->growth;
  }
  if (most < 0 && asked) *rate = CPWI_NAN;
}

static void fill_service(cpwi_people *p, const cpw_system_need *const *need, int64_t count,
                         int64_t service) {
  for (int64_t age = 0; age <= p->ages; age++)
    for (int64_t group = 0; group < p->groups; group++)
      for (int64_t segment = 0; segment <= p->segments; segment++) {
        kind who = {age < p->ages ? (int32_t)age : CPW_NONE, (int32_t)group,
                    segment < p->segments ? (int32_t)segment : CPW_NONE};
        int64_t cell = cpwi_people_cell(p, service, age, group, segment);
        rate_of(p, need, count, &who, &p->rate[cell], &p->rising[cell]);
      }
}

int32_t cpwi_people_need(cpwi_people *p, cpw_error *err) {
  const cpw_system *s = &p->s;
  int64_t cells = (p->ages + 1) * p->groups * (p->segments + 1);
  const cpw_system_need **need = cpwi_alloc(p->a, (size_t)s->needs, sizeof *need);
  int fits_in = cpwi_multiply(cells, s->services, &cells);
  if (fits_in) p->rate = cpwi_alloc_zero(p->a, (size_t)cells, sizeof *p->rate);
  if (fits_in) p->rising = cpwi_alloc_zero(p->a, (size_t)cells, sizeof *p->rising);
  if (!need || !p->rate || !p->rising) {
    cpwi_release(p->a, need);
    return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for a table of need");
  }
  for (int64_t k = 0; k < s->needs; k++)
    need[k] = &s->need[k];
  if (s->needs > 0) qsort(need, (size_t)s->needs, sizeof *need, by_need);
  for (int64_t first = 0, last = 0; first < s->needs; first = last) {
    while (last < s->needs && need[last]->service == need[first]->service)
      last++;
    fill_service(p, need + first, last - first, need[first]->service);
  }
  cpwi_release(p->a, need);
  return CPW_OK;
}

void cpwi_people_mix(const cpwi_people *p, int64_t area, double *mix) {
  double all = 0;
  for (int64_t g = 0; g < p->groups; g++)
    mix[g] = 0;
  for (int64_t r = p->row_of[area]; r < p->row_of[area + 1]; r++)
    if (p->row[r]->group >= 0) {
      mix[p->row[r]->group] += p->row[r]->people;
      all += p->row[r]->people;
    }
  for (int64_t g = 0; g < p->groups; g++)
    mix[g] = all > 0 ? mix[g] / all : p->mix[g];
}

static int32_t not_told(const cpwi_people *p, const cpw_system_people *row, int64_t service,
                        cpw_error *err) {
  int64_t number = row - p->s.people;
  return cpwi_fail(err, CPW_EINVAL, number, p->where,
                   "people[%lld] does not tell %s apart, and every row of need for %s asks for it",
                   (long long)number, row->age < 0 && p->ages > 0 ? "ages" : "segments",
                   p->s.service[service].id ? p->s.service[service].id : "a service");
}

int32_t cpwi_people_demand(const cpwi_people *p, int64_t area, double *demand, double *rising,
                           cpw_error *err) {
  double mix[64] = {0};
  cpwi_people_mix(p, area, mix);
  for (int64_t k = 0; k < p->s.services * p->groups; k++)
    demand[k] = rising[k] = 0;
  for (int64_t r = p->row_of[area]; r < p->row_of[area + 1]; r++) {
    const cpw_system_people *row = p->row[r];
    int64_t age = row->age < 0 ? p->ages : row->age;
    int64_t segment = row->segment < 0 ? p->segments : row->segment;
    for (int64_t g = 0; g < p->groups; g++) {
      double people = row->group < 0 ? row->people * mix[g] : row->group == g ? row->people : 0;
      if (!(people > 0)) continue;
      for (int64_t v = 0; v < p->s.services; v++) {
        int64_t cell = cpwi_people_cell(p, v, age, g, segment);
        if (p->rate[cell] != p->rate[cell]) return not_told(p, row, v, err);
        demand[v * p->groups + g] += people * p->rate[cell];
        rising[v * p->groups + g] += people * p->rising[cell];
      }
    }
  }
  return CPW_OK;
}
