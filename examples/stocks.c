/* What feeds the lists and the beds, without stages or queues: a liaison team, advice to GPs, a surge, people who come
 * back, places after hospital, unpaid carers, volunteers, prevention, and less activity. Figures are made up. */
#include <carepath.h>

#include <math.h>
#include <stdio.h>

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || at >= a->size) return (double)NAN;
  return a->real ? a->real[at] : (double)a->integer[at];
}

/* a psychiatric liaison team of a hospital, one year */
static int32_t liaison(cpw_error *err) {
  const double inpatients[] = {1200}, emergency[] = {900};
  const int64_t cost[] = {600000};
  cpw_liaison m;
  cpw_result *r = NULL;
  cpw_liaison_init(&m);
  m.years = 1;
  m.inpatients = inpatients;
  m.emergency = emergency;
  m.cost = cost;
  m.stay_before = 12;
  m.stay_after = 10;
  m.admission_before = 0.3;
  m.admission_after = 0.2;
  m.admission_stay = 4;
  m.cashable = 0.5;
  int32_t status = cpw_liaison_project(&m, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("liaison: %.0f bed-days, %.1f beds, saving %.2f of the cost\n", number(r, "bed_days", 0),
         number(r, "beds", 0), number(r, "ratio", 0));
  cpw_result_free(r);
  return CPW_OK;
}

/* advice to GPs, six months: some are referred after all */
static int32_t advice(cpw_error *err) {
  const double requests[] = {300, 320, 340, 350, 350, 350};
  cpw_advice m;
  cpw_result *r = NULL;
  cpw_advice_init(&m);
  m.periods = 6;
  m.requests = requests;
  m.would_refer = 0.8;
  m.diverted = 0.6;
  m.rebound = 0.15;
  m.gp_minutes = 6;
  m.consultant_minutes = 10;
  int32_t status = cpw_advice_project(&m, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("advice: %.0f requests, %.0f referrals avoided (%.0f diverted at first)\n",
         number(r, "total_requests", 0), number(r, "total_avoided", 0),
         0.6 * number(r, "total_requests", 0));
  cpw_result_free(r);
  return CPW_OK;
}

/* a year after a shock: guided help first, therapy for some, peers beside them */
static int32_t surge(cpw_error *err) {
  const double curve[] = {0, 0.01, 0.02, 0.03, 0.025, 0.02, 0.015, 0.01, 0.005, 0, 0, 0, 0};
  const cpw_surge_group groups[] = {{"young adults", 40000, 0.2, curve}};
  const cpw_surge_service services[] = {{"guided help", 0.5, 4, 0.9, 0.8, 1.5, 0, 0},
                                        {"peers", 0.4, 6, 0.9, 1, 2, 1, 0},
                                        {"therapy", 0.6, 6, 0.9, 0.8, 2, 0, 0}};
  const cpw_surge_flow flows[] = {
      {0, 0, "anxiety", 0.5, 2, 0.3}, {0, 1, "anxiety", 0.2, 0, 0}, {0, 2, "anxiety", 0.1, 0, 0}};
  cpw_surge m;
  cpw_result *r = NULL;
  cpw_surge_init(&m);
  m.months = 13;
  m.groups = groups;
  m.group_count = 1;
  m.services = services;
  m.service_count = 3;
  m.flows = flows;
  m.flow_count = 3;
  int32_t status = cpw_surge_project(&m, NULL, &r, err);
  if (status != CPW_OK) return status;
  double formal = 0, voluntary = 0;
  for (int t = 0; t < 12; t++) {
    formal += number(r, "formal_contacts", t);
    voluntary += number(r, "voluntary_contacts", t);
  }
  printf("surge: %.0f referrals, %.0f contacts of services and %.0f of peers in a year\n",
         number(r, "total_referrals", 0), formal, voluntary);
  cpw_result_free(r);
  return CPW_OK;
}

/* those who did not come in two bad quarters */
static int32_t returns(cpw_error *err) {
  const double suppressed[] = {500, 300, 0, 0, 0, 0}, lags[] = {0, 0.3, 0.4, 0.2, 0.1};
  const cpw_returns_group group = {"hidden", suppressed, 0.6, 1.1, lags, 5, NULL};
  cpw_returns m;
  cpw_result *r = NULL;
  cpw_returns_init(&m);
  m.periods = 6;
  m.groups = &group;
  m.group_count = 1;
  int32_t status = cpw_returns_project(&m, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("returns:");
  for (int t = 0; t < 6; t++)
    printf(" %.0f", number(r, "total_returned", t));
  printf(" come back, quarter by quarter\n");
  cpw_result_free(r);
  return CPW_OK;
}

/* places after hospital: a provider closes in week 3 */
static int32_t discharge(cpw_error *err) {
  const double ready[] = {20, 20, 20, 20, 20, 20}, places[] = {21, 21, 15, 15, 21, 24};
  double waiting[6], discharged[6], unused[6];
  int32_t status = cpw_discharge_queue(4, ready, places, 6, waiting, discharged, unused, err);
  if (status != CPW_OK) return status;
  printf("discharge: delayed at the end of each week");
  for (int t = 0; t < 6; t++)
    printf(" %.0f", waiting[t]);
  printf("\n");
  return CPW_OK;
}

/* unpaid carers, supported or not, two years by month */
static int32_t carers(cpw_error *err) {
  cpw_carers_band band;
  cpw_carers m;
  cpw_result *r = NULL;
  cpw_carers_band_init(&band);
  band.name = "50 hours and more";
  band.carers = 2000;
  band.hours = 60;
  band.breakdown = 0.12;
  band.support = 0.5;
  band.effect = 0.4;
  band.support_cost = 900;
  band.replaced = 0.4;
  cpw_carers_init(&m);
  m.periods = 24;
  m.bands = &band;
  m.band_count = 1;
  int32_t status = cpw_carers_project(&m, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("carers: %.0f of 2000 are left after two years, %.0f hours a week to replace\n",
         number(r, "carers", 23), number(r, "total_replacement_hours", 23));
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t volunteers(cpw_error *err) {
  const double recruits[] = {30, 30, 30, 0, 0, 0}, fade[] = {0.1, 0.05, 0.03};
  cpw_volunteers_group group;
  cpw_volunteers m;
  cpw_result *r = NULL;
  cpw_volunteers_group_init(&group);
  group.name = "ward helpers";
  group.recruits = recruits;
  group.tenures = 3;
  group.fade = fade;
  group.training = 1;
  group.hours = 3;
  group.attendance = 0.9;
  group.released = 0.3;
  group.supervision = 0.2;
  group.slot_hours = 0.5;
  cpw_volunteers_init(&m);
  m.periods = 6;
  m.groups = &group;
  m.group_count = 1;
  int32_t status = cpw_volunteers_project(&m, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("volunteers: %.0f at the end, who free %.0f staff hours and %.0f slots a week\n",
         number(r, "total_volunteers", 5), number(r, "total_net_hours", 5),
         number(r, "total_slots", 5));
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t prevention(cpw_error *err) {
  const cpw_prevention_group groups[] = {{"most deprived", 20000, 0.03, 0.5, 0.3},
                                         {"others", 80000, 0.015, 0.5, 0.3}};
  const int64_t investment[] = {1000000, 1000000, 0, 0, 0, 0, 0, 0, 0, 0};
  cpw_prevention m;
  cpw_result *r = NULL;
  cpw_prevention_init(&m);
  m.years = 10;
  m.groups = groups;
  m.group_count = 2;
  m.investment = investment;
  m.place_cost = 100;
  m.lag = 1;
  m.build_up = 1;
  m.decay = 0.1;
  m.case_cost = 6000;
  m.contacts = 3;
  m.qaly = 0.1;
  int32_t status = cpw_prevention_project(&m, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("prevention: %.0f and %.0f cases avoided, pays back in year %.0f\n",
         number(r, "total_avoided", 0), number(r, "total_avoided", 1), number(r, "break_even", 0));
  cpw_result_free(r);
  return CPW_OK;
}

/* activity in ten years: more people, fewer admissions, shorter stays */
static int32_t mitigators(cpw_error *err) {
  const double admissions[] = {20000}, stay[] = {6};
  const cpw_mitigator each[] = {
      {"more and older people", 1.15, 1.15, NULL, CPW_MITIGATORS_GROWTH, 0},
      {"care at home", 0.9, 0.9, NULL, CPW_MITIGATORS_AVOID, 0},
      {"home first", 0.85, 0.85, NULL, CPW_MITIGATORS_STAY, 0}};
  cpw_mitigators m;
  cpw_result *r = NULL;
  cpw_mitigators_init(&m);
  m.rows = 1;
  m.admissions = admissions;
  m.stay = stay;
  m.years = 10;
  m.count = 3;
  m.mitigators = each;
  int32_t status = cpw_mitigators_project(&m, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("mitigators: %.0f bed-days become %.0f\n", number(r, "total_bed_days", 0),
         number(r, "total_bed_days", 10));
  cpw_result_free(r);
  return CPW_OK;
}

int main(void) {
  cpw_error err;
  int32_t (*const all[])(cpw_error *) = {liaison, advice,     surge,      returns,   discharge,
                                         carers,  volunteers, prevention, mitigators};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    if (all[k](&err) != CPW_OK) {
      fprintf(stderr, "%s: %s\n", err.where, err.message);
      return 1;
    }
  return 0;
}
