/* Named shocks as data, and the rows that they become.
 * Source: assumptions, said so in each note and in each row; the effects are levers of carepath/system.h.
 * Leaves when and how strong they happen to draw.c, what they do to lib/system_run. */
#include "base/internal.h"
#include "carepath/system_shocks.h"

#include <string.h>

static const int32_t DEMAND_CAPACITY_STAY[] = {CPW_LEVER_DEMAND, CPW_LEVER_CAPACITY,
                                               CPW_LEVER_STAY};
static const int32_t CAPACITY[] = {CPW_LEVER_CAPACITY};
static const int32_t CAPACITY_TWICE[] = {CPW_LEVER_CAPACITY, CPW_LEVER_CAPACITY};
static const int32_t STAY_CAPACITY[] = {CPW_LEVER_STAY, CPW_LEVER_CAPACITY};
static const int32_t PANDEMIC[] = {CPW_LEVER_CAPACITY, CPW_LEVER_DEMAND, CPW_LEVER_DEMAND,
                                   CPW_LEVER_STAY};
static const double NOTHING[] = {0, 0, 0, 0};

static const double WINTER[][3] = {{0.05, -0.10, 0.05}, {12, 12, 12}, {4, 4, 4}, {4, 4, 4}};
static const double WAVE[][4] = {
    {-0.40, -0.30, 0.15, 0.10}, {0, 0, 16, 0}, {16, 12, 42, 16}, {2, 2, 4, 2}, {26, 4, 8, 8}};
static const double STAFF[][1] = {{-0.12}, {26}, {4}, {13}};
static const double STRIKE[][2] = {{-0.30, -0.05}, {0, 1}, {1, 3}, {0, 0}, {0, 2}};
static const double SITE[][1] = {{-0.60}, {6}, {0}, {12}};
static const double CARE[][2] = {{0.15, -0.04}, {26, 26}, {2, 2}, {26, 26}};
static const double CYBER[][1] = {{-0.50}, {3}, {0}, {8}};

static const cpw_shock_preset PRESETS[] = {
    {"winter", "Winter pressure",
     "assumed: once a year on average, 12 weeks of 5% more demand, 10% less capacity, 5% longer "
     "stays",
     1, 0.5, 0.4, 3, DEMAND_CAPACITY_STAY, WINTER[0], NOTHING, WINTER[1], WINTER[2], WINTER[3]},
    {"pandemic", "Pandemic wave",
     "assumed: once in 20 years, 16 weeks of 40% less capacity with a slow return; 30% fewer "
     "starts for 12 weeks, of which part comes back later",
     0.05, 0.9, 0.5, 4, PANDEMIC, WAVE[0], WAVE[1], WAVE[2], WAVE[3], WAVE[4]},
    {"staff_loss", "Loss of staff",
     "assumed: once in two years, 12% less capacity for half a year, replaced over a quarter", 0.5,
     0.4, 0.5, 1, CAPACITY, STAFF[0], NOTHING, STAFF[1], STAFF[2], STAFF[3]},
    {"strike", "Strike",
     "assumed: twice a year, 30% less capacity for a week and 5% less for two weeks of rebooking",
     2, 0.2, 0.3, 2, CAPACITY_TWICE, STRIKE[0], STRIKE[1], STRIKE[2], STRIKE[3], STRIKE[4]},
    {"site_loss", "Loss of a site",
     "assumed: once in 20 years, 60% less capacity for six weeks, back after a quarter more", 0.05,
     0, 0.5, 1, CAPACITY, SITE[0], NOTHING, SITE[1], SITE[2], SITE[3]},
    {"care_exit", "Exit of a care provider",
     "assumed: once in four years, stays 15% longer and capacity 4% less for half a year, fading "
     "over another",
     0.25, 0.4, 0.6, 2, STAY_CAPACITY, CARE[0], NOTHING, CARE[1], CARE[2], CARE[3]},
    {"cyber", "Cyber incident",
     "assumed: once in ten years, half of the capacity for three weeks, back after eight more", 0.1,
     0.1, 0.6, 1, CAPACITY, CYBER[0], NOTHING, CYBER[1], CYBER[2], CYBER[3]},
};
static const int64_t COUNT = (int64_t)(sizeof PRESETS / sizeof *PRESETS);

const cpw_shock_preset *cpw_shock_preset_at(int64_t index) {
  return index >= 0 && index < COUNT ? &PRESETS[index] : NULL;
}

int64_t cpw_shock_preset_find(const char *id) {
  for (int64_t i = 0; id && i < COUNT; i++)
    if (strcmp(PRESETS[i].id, id) == 0) return i;
  return -1;
}

static void make_policy(const cpw_shock_preset *p, cpw_system_policy *row) {
  cpw_system_row_init(CPW_SYSTEM_POLICIES, row);
  row->id = p->id;
  row->name = p->name;
  row->kind = CPW_POLICY_SHOCK;
  row->basis = CPW_BASIS_ASSUMED;
  row->from = 0;
  row->chance = p->chance;
  row->loading = p->loading;
}

static void make_effect(const cpw_shock_preset *p, int64_t i, int32_t number, int32_t organisation,
                        int32_t service, cpw_system_effect *row) {
  cpw_system_row_init(CPW_SYSTEM_EFFECTS, row);
  row->policy = number;
  row->lever = p->lever[i];
  row->mode = CPW_EFFECT_SHARE;
  row->organisation = organisation;
  row->service = service;
  row->basis = CPW_BASIS_ASSUMED;
  row->amount = p->amount[i];
  row->spread = p->spread;
  row->from = p->from[i];
  row->until = p->until[i];
  row->ramp = p->ramp[i];
  row->fade = p->fade[i];
}

int32_t cpw_shock_preset_rows(const char *id, int32_t number, int32_t organisation, int32_t service,
                              cpw_system_policy *policy, cpw_system_effect *effect,
                              int64_t *effects, cpw_error *err) {
  if (!id || !policy || !effect || !effects)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "id, policy, effect and effects must be given");
  if (number < 0 || organisation < CPW_NONE || service < CPW_NONE)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "number = %d must be >= 0, organisation = %d and service = %d >= -1",
                     (int)number, (int)organisation, (int)service);
  int64_t at = cpw_shock_preset_find(id);
  if (at < 0)
    return cpwi_fail(err, CPW_ENOTFOUND, -1, __func__,
                     "no shock \"%s\": there are winter, pandemic, staff_loss, strike, site_loss, "
                     "care_exit, cyber",
                     id);
  const cpw_shock_preset *p = &PRESETS[at];
  make_policy(p, policy);
  for (int64_t i = 0; i < p->effects; i++)
    make_effect(p, i, number, organisation, service, &effect[i]);
  *effects = p->effects;
  return CPW_OK;
}
