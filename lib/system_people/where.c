/* Where a group of an area goes for a service: those who choose, those who go to the nearest at home, and those whose
 * way is not known.
 * Source: conditional logit (carepath/choice.h) and the rules at the top of carepath/system_people.h.
 * Leaves people to demand.c. */
#include "system_people/flow.h"

#include "choice/internal.h"

/* the more a row of choice gives, the sooner it holds: the service before the group */
static int given(const cpw_system_choice *c) {
  return (c->service >= 0 ? 2 : 0) + (c->group >= 0 ? 1 : 0);
}

static int32_t twice(const cpwi_people_flow *f, int64_t row, cpw_error *err) {
  return cpwi_fail(err, CPW_EINVAL, row, f->p.where,
                   "choice[%lld] is a second row for the same service and group", (long long)row);
}

int32_t cpwi_people_tastes(cpwi_people_flow *f, cpw_error *err) {
  const cpw_system *s = &f->p.s;
  for (int64_t k = 0; k < s->choices; k++) {
    const cpw_system_choice *c = &s->choice[k];
    for (int64_t v = 0; v < s->services; v++)
      for (int64_t g = 0; g < f->p.groups; g++) {
        if ((c->service >= 0 && c->service != v) || (c->group >= 0 && c->group != g)) continue;
        const cpw_system_choice **at = &f->taste[v * f->p.groups + g];
        if (*at && given(*at) == given(c)) return twice(f, k, err);
        if (!*at || given(c) > given(*at)) *at = c;
      }
  }
  return CPW_OK;
}

void cpwi_people_kilometres(cpwi_people_flow *f, int64_t area) {
  const cpw_system *s = &f->p.s;
  const cpw_system_area *a = &s->area[area];
  for (int64_t k = 0; k < s->organisations; k++)
    f->km[k] = cpw_choice_distance(a->longitude, a->latitude, s->organisation[k].longitude,
                                   s->organisation[k].latitude);
}

static int known(double km) {
  return km >= 0;
}

/* the nearest unit whose way is known, at home or anywhere; -1: none. Units stand by id. */
static int64_t nearest(const cpwi_people_flow *f, const int64_t *unit, int64_t n, int at_home) {
  int64_t found = -1;
  double least = (double)INFINITY;
  for (int64_t k = 0; k < n; k++) {
    double km = f->km[f->p.s.capacity[unit[k]].organisation];
    if (!known(km) || !(km < least) || (at_home && f->home.nearest[k] < 0)) continue;
    least = km;
    found = k;
  }
  return found;
}

/* utilities of the units among which people choose, -inf for the others; how many they are */
static int64_t utilities(cpwi_people_flow *f, const cpw_system_choice *c, const int64_t *unit,
                         int64_t n) {
  int64_t there = 0;
  for (int64_t k = 0; k < n; k++) {
    int64_t organisation = f->p.s.capacity[unit[k]].organisation;
    double km = f->km[organisation];
    f->utility[k] = -(double)INFINITY;
    if (!known(km) && c->distance != 0) continue;
    double u = c->quality * f->p.s.organisation[organisation].quality;
    if (known(km)) u += c->distance * km;
    if (f->wait) u += c->wait * f->wait[unit[k]];
    f->utility[k] = u;
    if (u - u != 0) return -1;
    there++;
  }
  return there;
}

static const char *service_id(const cpwi_people_flow *f, int64_t service) {
  const char *id = f->p.s.service[service].id;
  return id && *id ? id : "?";
}

static int32_t nowhere(const cpwi_people_flow *f, int64_t area, int64_t service, cpw_error *err) {
  return cpwi_fail(
      err, CPW_EDOMAIN, area, f->p.where, "people of area %s need %s, which nobody offers them%s",
      f->p.s.area[area].id, service_id(f, service),
      f->p.offers[service].count > 0
          ? ": no organisation with capacity has the area in its footprint, and without "
            "coordinates and choice none can be chosen"
          : "");
}

/* those who choose and those who do not, over the units among which people choose */
static void mixed(cpwi_people_flow *f, const cpw_system_choice *c, const int64_t *unit, int64_t n,
                  int at_home, double part) {
  int64_t own = nearest(f, unit, n, 1);
  if (own < 0 && !at_home) own = nearest(f, unit, n, 0);
  for (int64_t k = 0; k < n; k++) {
    double captive = own >= 0 ? k == own : at_home ? f->home.weight[k] : f->share[k];
    if (f->utility[k] > -(double)INFINITY)
      f->weight[k] = part * (c->free * f->share[k] + (1 - c->free) * captive);
    else
      f->weight[k] = f->home.weight[k];
  }
}

int32_t cpwi_people_where(cpwi_people_flow *f, int64_t area, int64_t service, int64_t group,
                          int at_home, double *choosing, double *surplus, cpw_error *err) {
  const cpw_system_choice *c = f->taste[service * f->p.groups + group];
  const int64_t *unit = f->p.unit + f->p.offers[service].first;
  int64_t n = f->p.offers[service].count, there = c ? utilities(f, c, unit, n) : 0;
  *choosing = *surplus = 0;
  if (there < 0)
    return cpwi_fail(err, CPW_EDOMAIN, area, f->p.where,
                     "people of area %s cannot choose for %s: a utility is not finite",
                     f->p.s.area[area].id, service_id(f, service));
  if (there == 0 && !at_home) return nowhere(f, area, service, err);
  if (there == 0) {
    for (int64_t k = 0; k < n; k++)
      f->weight[k] = f->home.weight[k];
    return CPW_OK;
  }
  cpwi_choice_softmax(f->utility, n, -(double)INFINITY, f->share, NULL, surplus);
  double part = 1;
  for (int64_t k = 0; k < n; k++)
    if (!(f->utility[k] > -(double)INFINITY)) part -= f->home.weight[k];
  part = part > 0 ? part : 0;
  mixed(f, c, unit, n, at_home, part);
  *choosing = part * c->free;
  return CPW_OK;
}
