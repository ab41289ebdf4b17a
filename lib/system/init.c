/* The rows of a system with their defaults, and the level of an effect over time.
 * Source: the header's table of fields.
 * Leaves what values are allowed to check*.c. */
#include "system/internal.h"

#include <string.h>

#define EVER ((double)INFINITY)

cpw_system cpwi_system_defaults(void) {
  cpw_system s;
  memset(&s, 0, sizeof s);
  s.struct_size = sizeof s;
  s.weeks = 156;
  s.groups = 1;
  return s;
}

void cpw_system_init_sized(cpw_system *system, size_t size) {
  cpw_system defaults = cpwi_system_defaults();
  cpwi_init_sized(system, size, &defaults, sizeof defaults);
}

static void organisation(cpw_system_organisation *r) {
  *r = (cpw_system_organisation){.parent = CPW_NONE,
                                 .from = -EVER,
                                 .until = EVER,
                                 .votes = 1,
                                 .compliance = 1,
                                 .longitude = CPWI_NAN,
                                 .latitude = CPWI_NAN};
}

static void service(cpw_system_service *r) {
  *r = (cpw_system_service){
      .setting = CPW_SETTING_HOSPITAL, .curve = CPW_NONE, .weeks = 18, .standard = 0.92};
}

static void effect(cpw_system_effect *r) {
  *r = (cpw_system_effect){.organisation = CPW_NONE,
                           .alliance = CPW_NONE,
                           .service = CPW_NONE,
                           .group = CPW_NONE,
                           .to = CPW_NONE,
                           .to_service = CPW_NONE,
                           .until = EVER};
}

static void area(cpw_system_area *r) {
  *r = (cpw_system_area){.longitude = CPWI_NAN, .latitude = CPWI_NAN};
}

static void member(cpw_system_member *r) {
  *r = (cpw_system_member){.service = CPW_NONE, .from = -EVER, .until = EVER};
}

static void footprint(cpw_system_footprint *r) {
  *r = (cpw_system_footprint){.share = 1, .from = -EVER, .until = EVER};
}

static void people(cpw_system_people *r) {
  *r = (cpw_system_people){.age = CPW_NONE, .group = CPW_NONE, .segment = CPW_NONE};
}

static void capacity(cpw_system_capacity *r) {
  *r = (cpw_system_capacity){.most = EVER, .unit_cost = CPWI_NAN, .calendar = CPW_NONE};
}

static void need(cpw_system_need *r) {
  *r = (cpw_system_need){.age = CPW_NONE, .group = CPW_NONE, .segment = CPW_NONE};
}

void cpw_system_row_init(int64_t table, void *row) {
  if (!row) return;
  switch (table) {
  case CPW_SYSTEM_ORGANISATIONS:
    organisation(row);
    break;
  case CPW_SYSTEM_ALLIANCES:
    *(cpw_system_alliance *)row = (cpw_system_alliance){0};
    break;
  case CPW_SYSTEM_MEMBERS:
    member(row);
    break;
  case CPW_SYSTEM_AREAS:
    area(row);
    break;
  case CPW_SYSTEM_FOOTPRINTS:
    footprint(row);
    break;
  case CPW_SYSTEM_PEOPLE:
    people(row);
    break;
  case CPW_SYSTEM_SERVICES:
    service(row);
    break;
  case CPW_SYSTEM_PROFILES:
    *(cpw_system_profile *)row = (cpw_system_profile){0};
    break;
  case CPW_SYSTEM_LISTS:
    *(cpw_system_list *)row = (cpw_system_list){.shape = CPW_NONE};
    break;
  case CPW_SYSTEM_CAPACITY:
    capacity(row);
    break;
  case CPW_SYSTEM_RESOURCES:
    *(cpw_system_resource *)row = (cpw_system_resource){0};
    break;
  case CPW_SYSTEM_USES:
    *(cpw_system_use *)row = (cpw_system_use){0};
    break;
  case CPW_SYSTEM_LIMITS:
    *(cpw_system_limit *)row = (cpw_system_limit){0};
    break;
  case CPW_SYSTEM_NEED:
    need(row);
    break;
  case CPW_SYSTEM_CHOICE:
    *(cpw_system_choice *)row =
        (cpw_system_choice){.service = CPW_NONE, .group = CPW_NONE, .free = 1};
    break;
  case CPW_SYSTEM_PATHWAYS:
    *(cpw_system_pathway *)row = (cpw_system_pathway){0};
    break;
  case CPW_SYSTEM_FUNDS:
    *(cpw_system_fund *)row = (cpw_system_fund){.kind = CPW_FUND_ACCOUNT, .organisation = CPW_NONE};
    break;
  case CPW_SYSTEM_PAYMENTS:
    *(cpw_system_payment *)row = (cpw_system_payment){.share = CPWI_NAN};
    break;
  case CPW_SYSTEM_POLICIES:
    *(cpw_system_policy *)row = (cpw_system_policy){.until = EVER};
    break;
  case CPW_SYSTEM_EFFECTS:
    effect(row);
    break;
  case CPW_SYSTEM_SCENARIOS:
    *(cpw_system_scenario *)row = (cpw_system_scenario){0};
    break;
  case CPW_SYSTEM_PICKS:
    *(cpw_system_pick *)row = (cpw_system_pick){0};
    break;
  case CPW_SYSTEM_SOURCES:
    *(cpw_system_source *)row = (cpw_system_source){0};
    break;
  default:
    break;
  }
}

/* A straight line from 0 to 1 over `length` weeks after `begin`; a step where there is no length. */
static double rise(double week, double begin, double length) {
  if (!(week >= begin)) return 0;
  if (length <= 0) return 1;
  double done = (week + 0.5 - begin) / length;
  return done < 1 ? done : 1;
}

double cpw_system_level(const cpw_system_effect *effect, double week) {
  if (!effect) return CPWI_NAN;
  double up = rise(week, effect->from + effect->lag, effect->ramp);
  double down = rise(week, effect->until, effect->fade);
  return up * (1 - down);
}
