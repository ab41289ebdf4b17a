/* The people of every area projected, and what they need.
 * Source: carepath/projection.h for one population; births and migration in numbers go where their stratum lives.
 * Leaves the law to the caller. */
#include "system_people/internal.h"

#include <string.h>

typedef struct future {
  cpwi_people p;
  cpw_projection law;
  double years;
  int64_t cells;                   /* strata x segments */
  double *start;                   /* (areas, strata, segments) */
  double *all;                     /* (strata): people of the system */
  double *births, *migration;      /* (periods, cells) of one area */
  double *people, *demand, *total; /* of the result */
} future;

static int64_t or_one(int64_t n) {
  return n > 0 ? n : 1;
}

static int32_t check_law(const future *f, cpw_error *err) {
  int64_t strata = or_one(f->p.ages) * f->p.groups, segments = or_one(f->p.segments);
  if (f->law.strata != strata || f->law.segments != segments)
    return cpwi_fail(err, CPW_EINVAL, -1, f->p.where,
                     "law: %lld strata and %lld segments must be %lld (ages x groups) and %lld",
                     (long long)f->law.strata, (long long)f->law.segments, (long long)strata,
                     (long long)segments);
  if (f->law.method != CPW_PROJECTION_EXPECTED)
    return cpwi_fail(err, CPW_EINVAL, -1, f->p.where, "law.method must be CPW_PROJECTION_EXPECTED");
  if (f->law.periods < 1 || f->law.periods > 10000)
    return cpwi_fail(err, CPW_EINVAL, -1, f->p.where, "law.periods = %lld must be 1 to 10000",
                     (long long)f->law.periods);
  for (int64_t k = 0; k < f->p.s.peoples; k++) {
    const cpw_system_people *row = &f->p.s.people[k];
    int lacks = row->age < 0 && f->p.ages > 0 ? 1 : row->segment < 0 && f->p.segments > 0 ? 2 : 0;
    if (lacks)
      return cpwi_fail(err, CPW_EINVAL, k, f->p.where, "people[%lld] does not tell %s apart",
                       (long long)k, lacks == 1 ? "ages" : "segments");
  }
  return CPW_OK;
}

static int32_t none_left(const future *f, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, f->p.where, "no memory for the people to come");
}

static int32_t room(future *f, cpw_error *err) {
  int64_t flow = 0, start = 0;
  f->cells = f->law.strata * f->law.segments;
  if (!cpwi_multiply(f->cells, f->law.periods, &flow) ||
      !cpwi_multiply(f->cells, f->p.s.areas, &start))
    return none_left(f, err);
  f->start = cpwi_alloc_zero(f->p.a, (size_t)start, sizeof *f->start);
  f->all = cpwi_alloc_zero(f->p.a, (size_t)f->law.strata, sizeof *f->all);
  f->births = cpwi_alloc(f->p.a, (size_t)flow, sizeof *f->births);
  f->migration = cpwi_alloc(f->p.a, (size_t)flow, sizeof *f->migration);
  return f->start && f->all && f->births && f->migration ? CPW_OK : none_left(f, err);
}

static void people_now(future *f) {
  for (int64_t k = 0; k < f->p.s.areas; k++) {
    double mix[64] = {0}, *start = f->start + f->p.area[k] * f->cells;
    cpwi_people_mix(&f->p, f->p.area[k], mix);
    for (int64_t i = f->p.row_of[f->p.area[k]]; i < f->p.row_of[f->p.area[k] + 1]; i++) {
      const cpw_system_people *row = f->p.row[i];
      int64_t age = row->age < 0 ? 0 : row->age, segment = row->segment < 0 ? 0 : row->segment;
      for (int64_t g = 0; g < f->p.groups; g++) {
        double here = row->group < 0 ? row->people * mix[g] : row->group == g ? row->people : 0;
        int64_t stratum = age * f->p.groups + g;
        start[stratum * f->law.segments + segment] += here;
        f->all[stratum] += here;
      }
    }
  }
}

static double sum_of(const double *x, int64_t n) {
  double sum = 0;
  for (int64_t k = 0; k < n; k++)
    sum += x[k];
  return sum;
}

/* the area's part of numbers of the whole system, by who lives there */
static void area_part(const future *f, const double *start, const double *whole, double *part) {
  double here = sum_of(start, f->cells), all = sum_of(f->all, f->law.strata);
  for (int64_t s = 0; s < f->law.strata; s++) {
    double share = f->all[s] > 0 ? sum_of(start + s * f->law.segments, f->law.segments) / f->all[s]
                   : all > 0     ? here / all
                                 : 1 / (double)f->p.s.areas;
    for (int64_t t = 0; t < f->law.periods; t++)
      for (int64_t k = s * f->law.segments; k < (s + 1) * f->law.segments; k++)
        part[t * f->cells + k] = share * whole[t * f->cells + k];
  }
}

static int32_t project_area(future *f, int64_t area, cpw_error *err) {
  cpw_projection law = f->law;
  cpw_result *r = NULL;
  law.people = f->start + area * f->cells;
  law.allocator = f->p.a;
  law.stratum_names = law.segment_names = NULL;
  if (law.births) area_part(f, law.people, f->law.births, f->births);
  if (law.migration) area_part(f, law.people, f->law.migration, f->migration);
  if (law.births) law.births = f->births;
  if (law.migration) law.migration = f->migration;
  int32_t status = cpw_projection_project(&law, NULL, &r, err);
  if (status != CPW_OK) return status;
  const cpw_array *people = cpw_result_find(r, "people");
  for (int64_t t = 0; people && people->real && t <= law.periods; t++) {
    double *to = f->people + (t * f->p.s.areas + area) * f->cells;
    memcpy(to, people->real + t * f->cells, (size_t)f->cells * sizeof *to);
  }
  cpw_result_free(r);
  return CPW_OK;
}

/* need of everybody at a time, areas by id */
static int32_t need_at(future *f, int64_t t, cpw_error *err) {
  cpwi_release(f->p.a, f->p.rate);
  cpwi_release(f->p.a, f->p.rising);
  f->p.rate = f->p.rising = NULL;
  f->p.week = (double)t * f->years * CPW_WEEKS_PER_YEAR;
  int32_t status = cpwi_people_need(&f->p, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < f->p.s.areas; k++) {
    const double *people = f->people + (t * f->p.s.areas + f->p.area[k]) * f->cells;
    f->total[t] += sum_of(people, f->cells);
    for (int64_t c = 0; c < f->cells; c++) {
      int64_t stratum = c / f->law.segments, segment = c % f->law.segments;
      int64_t age = f->p.ages > 0 ? stratum / f->p.groups : f->p.ages;
      int64_t g = stratum % f->p.groups;
      if (f->p.segments == 0) segment = f->p.segments;
      for (int64_t v = 0; people[c] > 0 && v < f->p.s.services; v++)
        f->demand[(t * f->p.s.services + v) * f->p.groups + g] +=
            people[c] * f->p.rate[cpwi_people_cell(&f->p, v, age, g, segment)];
    }
  }
  return CPW_OK;
}

static int32_t label_rows(const future *f, cpw_result *r, cpw_error *err) {
  const cpw_system *s = &f->p.s;
  int64_t most = s->areas > s->services ? s->areas : s->services;
  const char **label = cpwi_alloc(f->p.a, (size_t)most, sizeof *label);
  if (!label) return none_left(f, err);
  for (int64_t k = 0; k < s->areas; k++)
    label[k] = s->area[k].id;
  int32_t status = cpw_result_add_dimension(r, "area", s->areas, label, err);
  for (int64_t k = 0; k < s->services; k++)
    label[k] = s->service[k].id ? s->service[k].id : "";
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "service", s->services, label, err);
  cpwi_release(f->p.a, label);
  return status;
}

static int32_t lay_out(future *f, cpw_result *r, cpw_error *err) {
  const cpw_system *s = &f->p.s;
  const struct {
    const char *name, *text, *dimensions;
    double **at;
  } columns[] = {{"people", "people", "period area age group segment", &f->people},
                 {"demand", "clock starts a week", "period service group", &f->demand},
                 {"total", "all people", "period", &f->total}};
  int32_t status = cpw_result_add_dimension(r, "period", f->law.periods + 1, NULL, err);
  if (status == CPW_OK) status = label_rows(f, r, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "age", or_one(s->ages), s->ages > 0 ? s->age : NULL, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "group", s->groups, s->group, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "segment", or_one(s->segments),
                                      s->segments > 0 ? s->segment : NULL, err);
  for (size_t k = 0; status == CPW_OK && k < sizeof columns / sizeof *columns; k++) {
    void *memory = NULL;
    status = cpw_result_add_array(r, columns[k].name, "people", columns[k].text,
                                  columns[k].dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    *columns[k].at = memory;
  }
  return status;
}

static int32_t take(future *f, const cpw_system *system, const cpw_projection *law, double years,
                    const char *where, cpw_error *err) {
  memset(f, 0, sizeof *f);
  int32_t status = CPW_OK;
  if (!law) status = cpwi_fail(err, CPW_EINVAL, -1, where, "law is NULL");
  if (status == CPW_OK && !(years > 0 && years <= 1000))
    status = cpwi_fail(err, CPW_EDOMAIN, -1, where, "years = %s must be > 0, at most 1000",
                       cpwi_number(years).text);
  if (status != CPW_OK) return status;
  cpw_projection_init(&f->law);
  f->years = years;
  status = cpwi_take_options(&f->law, sizeof f->law, law, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(f->law.allocator, where, err);
  if (status == CPW_OK)
    status = cpwi_system_people_take(&f->p, system, 0, f->law.allocator, where, err);
  if (status == CPW_OK) status = check_law(f, err);
  return status == CPW_OK ? room(f, err) : status;
}

int32_t cpw_system_project(const cpw_system *system, const cpw_projection *law, double years,
                           cpw_result **out, cpw_error *err) {
  future f;
  cpw_result *r = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = take(&f, system, law, years, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(f.p.a, &r, err);
  if (status == CPW_OK) status = lay_out(&f, r, err);
  if (status == CPW_OK) people_now(&f);
  for (int64_t k = 0; status == CPW_OK && k < f.p.s.areas; k++)
    status = project_area(&f, k, err);
  for (int64_t t = 0; status == CPW_OK && t <= f.law.periods; t++)
    status = need_at(&f, t, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  double *blocks[] = {f.start, f.all, f.births, f.migration};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(f.p.a, blocks[k]);
  cpwi_people_drop(&f.p);
  return status;
}
