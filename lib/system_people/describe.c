/* Tables of demand and of where it goes.
 * Source: the rules at the top of carepath/system_people.h.
 * Leaves the sums to demand.c. */
#include "system_people/flow.h"

#include <string.h>

typedef struct column {
  const char *name, *unit, *text, *dimensions;
} column;

enum { DEMAND, STARTS, GROWTH, TRAVEL, AWAY, WAIT, SURPLUS, TOTAL, HHI, COLUMNS };

static const column columns[COLUMNS] = {
    {"demand", "people", "clock starts a week", "service area group"},
    {"starts", "people", "clock starts a week", "unit group"},
    {"starts_growth", "per year", "of the starts, by the growth of need", "unit group"},
    {"travel", "km", "mean way, as the crow flies, where it is known", "service group"},
    {"away", "share", "of the starts, at units that are not at home", "service group"},
    {"wait", "weeks", "mean wait where they go", "service group"},
    {"surplus_km", "km", "mean log-sum of those who choose", "service group"},
    {"total", "people", "clock starts a week", "service"},
    {"hhi", "share", "Herfindahl-Hirschman index of the units' starts", "service"}};

static const char *text_of(const char *id) {
  return id ? id : "";
}

/* the labels of a dimension, in rows of their own */
static int32_t dimensions(const cpwi_people_flow *f, cpw_result *r, cpw_error *err) {
  const cpw_system *s = &f->p.s;
  int64_t most = s->areas;
  const int64_t sizes[] = {s->services, s->capacities, f->p.groups};
  for (int k = 0; k < 3; k++)
    most = sizes[k] > most ? sizes[k] : most;
  const char **label = cpwi_alloc(f->p.a, (size_t)most, sizeof *label);
  if (!label) return cpwi_fail(err, CPW_ENOMEM, -1, f->p.where, "no memory for labels");
  for (int64_t k = 0; k < s->services; k++)
    label[k] = text_of(s->service[k].id);
  int32_t status = cpw_result_add_dimension(r, "service", s->services, label, err);
  for (int64_t k = 0; k < s->areas; k++)
    label[k] = s->area[k].id;
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "area", s->areas, label, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "group", f->p.groups, s->group, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "unit", s->capacities, NULL, err);
  for (int64_t k = 0; k < s->capacities; k++)
    label[k] = s->organisation[s->capacity[k].organisation].id;
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "unit", "organisation", label, err);
  for (int64_t k = 0; k < s->capacities; k++)
    label[k] = text_of(s->service[s->capacity[k].service].id);
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "unit", "offers", label, err);
  cpwi_release(f->p.a, label);
  return status;
}

static double over(double a, double b) {
  return b > 0 ? a / b : CPWI_NAN;
}

static void by_service(const cpwi_people_flow *f, double **at) {
  const cpw_system *s = &f->p.s;
  int64_t groups = f->p.groups;
  for (int64_t v = 0; v < s->services; v++) {
    double all = 0, squares = 0;
    for (int64_t k = 0; k < f->p.offers[v].count; k++) {
      double here = 0;
      for (int64_t g = 0; g < groups; g++)
        here += f->starts[f->p.unit[f->p.offers[v].first + k] * groups + g];
      all += here;
      squares += here * here;
    }
    at[TOTAL][v] = all;
    at[HHI][v] = over(squares / (all > 0 ? all : 1), all);
    for (int64_t g = 0; g < groups; g++) {
      int64_t cell = v * groups + g;
      double starts = 0;
      for (int64_t a = 0; a < s->areas; a++)
        starts += at[DEMAND][(v * s->areas + a) * groups + g];
      at[TRAVEL][cell] = over(f->sums.travel[cell], f->sums.known[cell]);
      at[AWAY][cell] = over(f->sums.away[cell], starts);
      at[WAIT][cell] = f->wait ? over(f->sums.wait[cell], starts) : CPWI_NAN;
      at[SURPLUS][cell] = over(f->sums.surplus[cell], f->sums.choosing[cell]);
    }
  }
}

static void fill(const cpwi_people_flow *f, double **at) {
  const cpw_system *s = &f->p.s;
  int64_t groups = f->p.groups;
  for (int64_t v = 0; v < s->services; v++)
    for (int64_t a = 0; a < s->areas; a++)
      for (int64_t g = 0; g < groups; g++)
        at[DEMAND][(v * s->areas + a) * groups + g] = f->demand[(a * s->services + v) * groups + g];
  for (int64_t k = 0; k < s->capacities * groups; k++) {
    at[STARTS][k] = f->starts[k];
    at[GROWTH][k] = f->starts[k] > 0 ? f->growing[k] / f->starts[k] : 0;
  }
  by_service(f, at);
}

/* how many people were spread over the groups, in words */
static int32_t add_spread(const cpwi_people_flow *f, cpw_result *r, cpw_error *err) {
  double people = 0;
  char text[200] = {0};
  for (int64_t k = 0; k < f->p.s.areas; k++)
    for (int64_t i = f->p.row_of[f->p.area[k]]; i < f->p.row_of[f->p.area[k] + 1]; i++)
      if (f->p.row[i]->group < 0) people += f->p.row[i]->people;
  if (!(people > 0)) return CPW_OK;
  cpwi_text number = cpwi_number(people);
  size_t length = strlen(number.text);
  static const char rest[] =
      " people whose group is not told apart were spread over the groups as the "
      "others of their area, or of the system, are";
  memcpy(text, number.text, length);
  memcpy(text + length, rest, sizeof rest);
  return cpw_result_add_note(r, "spread", text, err);
}

static int32_t sums_of(cpwi_people_flow *f, cpw_error *err) {
  size_t cells = (size_t)(f->p.s.services * f->p.groups);
  cpwi_people_sums *m = &f->sums;
  double **each[] = {&m->known, &m->travel, &m->away, &m->wait, &m->choosing, &m->surplus};
  for (size_t k = 0; k < sizeof each / sizeof *each; k++) {
    *each[k] = cpwi_alloc_zero(f->p.a, cells, sizeof(double));
    if (!*each[k]) return cpwi_fail(err, CPW_ENOMEM, -1, f->p.where, "no memory for sums");
  }
  return CPW_OK;
}

static int32_t report(const cpwi_people_flow *f, cpw_result **out, cpw_error *err) {
  double *at[COLUMNS] = {0};
  cpw_result *r = NULL;
  int32_t status = cpw_result_new(f->p.a, &r, err);
  if (status == CPW_OK) status = dimensions(f, r, err);
  for (int k = 0; status == CPW_OK && k < COLUMNS; k++) {
    void *memory = NULL;
    status = cpw_result_add_array(r, columns[k].name, columns[k].unit, columns[k].text,
                                  columns[k].dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    at[k] = memory;
  }
  if (status == CPW_OK) status = add_spread(f, r, err);
  if (status != CPW_OK) {
    cpw_result_free(r);
    return status;
  }
  fill(f, at);
  *out = r;
  return CPW_OK;
}

int32_t cpw_system_demand_describe(const cpw_system *system, double week, const double *wait,
                                   const cpw_allocator *allocator, cpw_result **out,
                                   cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (!(week >= 0 && week < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "week = %s must be finite and >= 0",
                     cpwi_number(week).text);
  cpwi_people_flow f;
  int32_t status = cpwi_people_flow_take(&f, system, week, wait, allocator, __func__, err);
  if (status == CPW_OK) status = sums_of(&f, err);
  if (status == CPW_OK) status = cpwi_people_flow_send(&f, err);
  if (status == CPW_OK) status = report(&f, out, err);
  double *sums[] = {f.sums.known, f.sums.travel,   f.sums.away,
                    f.sums.wait,  f.sums.choosing, f.sums.surplus};
  for (size_t k = 0; k < sizeof sums / sizeof *sums; k++)
    cpwi_release(f.p.a, sums[k]);
  cpwi_people_flow_drop(&f);
  return status;
}
