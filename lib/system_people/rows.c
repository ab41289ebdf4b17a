/* What the module reads of a system, looked at row by row: numbers of rows that are there, numbers in their domains.
 * Source: the fields of carepath/system.h.
 * Leaves everything else that can be wrong with a system to cpw_system_check. */
#include "system_people/internal.h"

typedef struct place {
  const char *table, *where;
  int64_t row;
  cpw_error *err;
} place;

/* a number of a row: least (CPW_NONE or 0) to rows - 1 */
static int32_t within(const place *at, const char *field, int32_t value, int32_t least,
                      int64_t rows) {
  if (value >= least && value < rows) return CPW_OK;
  return cpwi_fail(at->err, CPW_EINVAL, at->row, at->where, "%s[%lld].%s = %lld: there are %lld",
                   at->table, (long long)at->row, field, (long long)value, (long long)rows);
}

static int32_t sound(const place *at, const char *field, double value, int ok, const char *rule) {
  if (ok) return CPW_OK;
  return cpwi_fail(at->err, CPW_EDOMAIN, at->row, at->where, "%s[%lld].%s = %s must be %s",
                   at->table, (long long)at->row, field, cpwi_number(value).text, rule);
}

static int counts(double x) {
  return x >= 0 && x < (double)INFINITY;
}

static int finite(double x) {
  return x - x == 0;
}

static int32_t named(const place *at, const char *id) {
  if (id && *id) return CPW_OK;
  return cpwi_fail(at->err, CPW_EINVAL, at->row, at->where, "%s[%lld].id is %s", at->table,
                   (long long)at->row, id ? "empty" : "NULL");
}

/* degrees: not known, or on the globe */
static int32_t placed(const place *at, double longitude, double latitude) {
  int32_t status = sound(at, "longitude", longitude,
                         longitude != longitude || fabs(longitude) <= 360, "-360 to 360");
  if (status != CPW_OK) return status;
  return sound(at, "latitude", latitude, latitude != latitude || fabs(latitude) <= 90, "-90 to 90");
}

static int32_t organisations(const cpw_system *s, place at) {
  at.table = "organisations";
  int32_t status = CPW_OK;
  for (at.row = 0; at.row < s->organisations && status == CPW_OK; at.row++) {
    const cpw_system_organisation *o = &s->organisation[at.row];
    status = named(&at, o->id);
    if (status == CPW_OK) status = within(&at, "parent", o->parent, CPW_NONE, s->organisations);
    if (status == CPW_OK) status = sound(&at, "quality", o->quality, finite(o->quality), "finite");
    if (status == CPW_OK) status = placed(&at, o->longitude, o->latitude);
    int64_t up = o->parent, steps = 0;
    while (status == CPW_OK && up >= 0 && up < s->organisations && steps <= s->organisations) {
      up = s->organisation[up].parent;
      steps++;
    }
    if (status == CPW_OK && steps > s->organisations)
      status = cpwi_fail(at.err, CPW_EINVAL, at.row, at.where,
                         "organisations[%lld].parent leads round in a circle", (long long)at.row);
  }
  return status;
}

static int32_t areas(const cpw_system *s, place at) {
  at.table = "areas";
  int32_t status = CPW_OK;
  for (at.row = 0; at.row < s->areas && status == CPW_OK; at.row++) {
    status = named(&at, s->area[at.row].id);
    if (status == CPW_OK) status = placed(&at, s->area[at.row].longitude, s->area[at.row].latitude);
  }
  at.table = "footprints";
  for (at.row = 0; at.row < s->footprints && status == CPW_OK; at.row++) {
    const cpw_system_footprint *f = &s->footprint[at.row];
    status = within(&at, "area", f->area, 0, s->areas);
    if (status == CPW_OK)
      status = within(&at, "organisation", f->organisation, 0, s->organisations);
    if (status == CPW_OK)
      status = sound(&at, "share", f->share, f->share > 0 && f->share <= 1, "in (0, 1]");
  }
  return status;
}

static int32_t peoples(const cpw_system *s, place at) {
  at.table = "people";
  int32_t status = CPW_OK;
  for (at.row = 0; at.row < s->peoples && status == CPW_OK; at.row++) {
    const cpw_system_people *p = &s->people[at.row];
    status = within(&at, "area", p->area, 0, s->areas);
    if (status == CPW_OK) status = within(&at, "age", p->age, CPW_NONE, s->ages);
    if (status == CPW_OK) status = within(&at, "group", p->group, CPW_NONE, s->groups);
    if (status == CPW_OK) status = within(&at, "segment", p->segment, CPW_NONE, s->segments);
    if (status == CPW_OK)
      status = sound(&at, "people", p->people, counts(p->people), "finite and >= 0");
  }
  at.table = "need";
  for (at.row = 0; at.row < s->needs && status == CPW_OK; at.row++) {
    const cpw_system_need *n = &s->need[at.row];
    status = within(&at, "service", n->service, 0, s->services);
    if (status == CPW_OK) status = within(&at, "age", n->age, CPW_NONE, s->ages);
    if (status == CPW_OK) status = within(&at, "group", n->group, CPW_NONE, s->groups);
    if (status == CPW_OK) status = within(&at, "segment", n->segment, CPW_NONE, s->segments);
    if (status == CPW_OK) status = sound(&at, "rate", n->rate, counts(n->rate), "finite and >= 0");
    if (status == CPW_OK)
      status =
          sound(&at, "growth", n->growth, n->growth > -1 && finite(n->growth), "finite and > -1");
  }
  return status;
}

static int32_t offers(const cpw_system *s, place at) {
  at.table = "capacity";
  int32_t status = CPW_OK;
  for (at.row = 0; at.row < s->capacities && status == CPW_OK; at.row++) {
    const cpw_system_capacity *c = &s->capacity[at.row];
    status = within(&at, "organisation", c->organisation, 0, s->organisations);
    if (status == CPW_OK) status = within(&at, "service", c->service, 0, s->services);
    if (status == CPW_OK)
      status = sound(&at, "treatments", c->treatments, counts(c->treatments), "finite and >= 0");
  }
  at.table = "choice";
  for (at.row = 0; at.row < s->choices && status == CPW_OK; at.row++) {
    const cpw_system_choice *c = &s->choice[at.row];
    status = within(&at, "service", c->service, CPW_NONE, s->services);
    if (status == CPW_OK) status = within(&at, "group", c->group, CPW_NONE, s->groups);
    if (status == CPW_OK)
      status = sound(&at, "distance", c->distance, finite(c->distance), "finite");
    if (status == CPW_OK) status = sound(&at, "wait", c->wait, finite(c->wait), "finite");
    if (status == CPW_OK) status = sound(&at, "quality", c->quality, finite(c->quality), "finite");
    if (status == CPW_OK)
      status = sound(&at, "free", c->free, c->free >= 0 && c->free <= 1, "in [0, 1]");
  }
  return status;
}

int32_t cpwi_people_check(const cpw_system *s, const char *where, cpw_error *err) {
  const struct table {
    const char *name;
    int64_t rows;
    int there;
  } tables[] = {{"organisation", s->organisations, s->organisation != NULL},
                {"area", s->areas, s->area != NULL},
                {"footprint", s->footprints, s->footprint != NULL},
                {"people", s->peoples, s->people != NULL},
                {"service", s->services, s->service != NULL},
                {"capacity", s->capacities, s->capacity != NULL},
                {"need", s->needs, s->need != NULL},
                {"choice", s->choices, s->choice != NULL}};
  for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
    if (tables[k].rows < 0 || tables[k].rows > INT32_MAX)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "system: %lld rows of %s",
                       (long long)tables[k].rows, tables[k].name);
    if (tables[k].rows > 0 && !tables[k].there)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "system.%s is NULL", tables[k].name);
  }
  if (s->groups < 1 || s->groups > 64)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "system.groups = %lld must be 1 to 64",
                     (long long)s->groups);
  if (s->ages < 0 || s->ages > 1000 || s->segments < 0 || s->segments > 1000)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "system.%s must be 0 to 1000",
                     s->ages < 0 || s->ages > 1000 ? "ages" : "segments");
  place at = {"", where, 0, err};
  int32_t status = organisations(s, at);
  if (status == CPW_OK) status = areas(s, at);
  if (status == CPW_OK) status = peoples(s, at);
  return status == CPW_OK ? offers(s, at) : status;
}
