/* Bed-days that a liaison team saves, what they are worth, and what the team costs, year by year.
 * Source: Parsonage and Fossey (Centre for Mental Health, 2011): bed-days x unit cost against cost.
 * Leaves the flow of patients through a hospital to the networks of pathways. */
#include "carepath/liaison.h"
#include "stocks/internal.h"

#define DAYS_A_YEAR 365.25

void cpw_liaison_init_sized(cpw_liaison *liaison, size_t size) {
  cpw_liaison l;
  memset(&l, 0, sizeof l);
  l.struct_size = sizeof l;
  l.reached = 1.0;
  l.unit = 245;
  l.cashable = 1.0;
  l.occupancy = 1.0;
  l.discount = 0.035;
  cpwi_init_sized(liaison, size, &l, sizeof l);
}

static void check(cpwi_stocks *s, const cpw_liaison *l) {
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "years", -1}, l->years, 1, 1000);
  const cpwi_stocks_field f[] = {
      {"stay_before", l->stay_before, CPWI_STOCKS_AMOUNT},
      {"stay_after", l->stay_after, CPWI_STOCKS_AMOUNT},
      {"admission_before", l->admission_before, CPWI_STOCKS_SHARE},
      {"admission_after", l->admission_after, CPWI_STOCKS_SHARE},
      {"admission_stay", l->admission_stay, CPWI_STOCKS_AMOUNT},
      {"readmission_before", l->readmission_before, CPWI_STOCKS_AMOUNT},
      {"readmission_after", l->readmission_after, CPWI_STOCKS_AMOUNT},
      {"readmission_stay", l->readmission_stay, CPWI_STOCKS_AMOUNT},
      {"reached", l->reached, CPWI_STOCKS_SHARE},
      {"build_up", l->build_up, CPWI_STOCKS_AMOUNT},
      {"cashable", l->cashable, CPWI_STOCKS_SHARE},
      {"occupancy", l->occupancy, CPWI_STOCKS_PART},
      {"discount", l->discount, CPWI_STOCKS_RATE},
  };
  cpwi_stocks_fields(s, NULL, -1, f, sizeof f / sizeof *f);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "unit", -1}, l->unit, 0, INT64_MAX);
  const double *given[] = {l->inpatients, l->emergency, l->bed_days};
  static const char *const name[] = {"inpatients", "emergency", "bed_days"};
  for (int k = 0; k < 3; k++)
    cpwi_stocks_check_all(s, CPWI_STOCKS_AMOUNT, (cpwi_stocks_place){NULL, -1, name[k], -1},
                          given[k], l->years);
  for (int64_t t = 0; l->cost && t < l->years; t++)
    cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "cost", t}, l->cost[t], 0, INT64_MAX);
}

typedef struct arrays {
  double *reach, *stay, *admissions, *readmissions, *other, *bed_days, *avoided, *again, *beds,
      *ratio, *discounted, *total_ratio;
  int64_t *saving, *cost, *net, *total_saving, *total_cost, *total_net;
} arrays;

static void add_arrays(cpwi_stocks *s, arrays *a) {
  a->reach = cpwi_stocks_real(s, "reach", "share", "Of the effect that is reached.", "year");
  a->stay = cpwi_stocks_real(s, "bed_days_stay", "days", "Saved by shorter stays.", "year");
  a->admissions =
      cpwi_stocks_real(s, "bed_days_admissions", "days", "Saved by admissions avoided.", "year");
  a->readmissions = cpwi_stocks_real(s, "bed_days_readmissions", "days",
                                     "Saved by readmissions avoided.", "year");
  a->other = cpwi_stocks_real(s, "bed_days_other", "days", "Saved as given.", "year");
  a->bed_days = cpwi_stocks_real(s, "bed_days", "days", "Saved in all.", "year");
  a->avoided = cpwi_stocks_real(s, "admissions_avoided", "admissions",
                                "From the emergency department.", "year");
  a->again = cpwi_stocks_real(s, "readmissions_avoided", "admissions", "Of inpatients.", "year");
  a->beds = cpwi_stocks_real(s, "beds", "beds", "That the bed-days come to.", "year");
  a->saving = cpwi_stocks_integer(s, "saving", "pounds", "Value of the bed-days.", "year");
  a->cost = cpwi_stocks_integer(s, "cost", "pounds", "Of the team.", "year");
  a->net = cpwi_stocks_integer(s, "net", "pounds", "Saving less cost.", "year");
  a->ratio = cpwi_stocks_real(s, "ratio", "", "Saving to cost.", "year");
  a->discounted =
      cpwi_stocks_real(s, "discounted_net", "pounds", "Net so far, discounted.", "year");
  a->total_saving = cpwi_stocks_integer(s, "total_saving", "pounds", "Of all years.", "");
  a->total_cost = cpwi_stocks_integer(s, "total_cost", "pounds", "Of all years.", "");
  a->total_net = cpwi_stocks_integer(s, "total_net", "pounds", "Of all years.", "");
  a->total_ratio =
      cpwi_stocks_real(s, "total_ratio", "", "Discounted saving to discounted cost.", "");
}

static void save_bed_days(const cpw_liaison *l, arrays *a, int64_t t) {
  double in = l->inpatients ? l->inpatients[t] : 0.0, at = l->emergency ? l->emergency[t] : 0.0;
  double part = l->build_up > 0.0 ? (double)t / l->build_up : t > 0 ? 1.0 : 0.0;
  double reach = part >= 1.0 ? 1.0 : l->reached + (1.0 - l->reached) * part;
  a->reach[t] = reach;
  a->stay[t] = reach * in * (l->stay_before - l->stay_after);
  a->avoided[t] = reach * at * (l->admission_before - l->admission_after);
  a->admissions[t] = a->avoided[t] * l->admission_stay;
  a->again[t] = reach * in * (l->readmission_before - l->readmission_after);
  a->readmissions[t] = a->again[t] * l->readmission_stay;
  a->other[t] = l->bed_days ? l->bed_days[t] : 0.0;
  a->bed_days[t] = a->stay[t] + a->admissions[t] + a->readmissions[t] + a->other[t];
  a->beds[t] = a->bed_days[t] / DAYS_A_YEAR / l->occupancy;
}

static void value(cpwi_stocks *s, const cpw_liaison *l, arrays *a) {
  double gained = 0.0, spent = 0.0;
  for (int64_t t = 0; t < l->years && s->status == CPW_OK; t++) {
    save_bed_days(l, a, t);
    double factor = cpwi_stocks_discount(l->discount, t);
    a->saving[t] = cpwi_stocks_pounds(s, a->bed_days[t] * l->cashable * (double)l->unit, "saving");
    a->cost[t] = l->cost ? l->cost[t] : 0;
    a->net[t] = cpwi_stocks_add(s, a->saving[t], -a->cost[t], "net");
    a->ratio[t] = a->cost[t] ? (double)a->saving[t] / (double)a->cost[t] : CPWI_NAN;
    gained += factor * (double)a->saving[t];
    spent += factor * (double)a->cost[t];
    a->discounted[t] = gained - spent;
    *a->total_saving = cpwi_stocks_add(s, *a->total_saving, a->saving[t], "total_saving");
    *a->total_cost = cpwi_stocks_add(s, *a->total_cost, a->cost[t], "total_cost");
  }
  *a->total_net = cpwi_stocks_add(s, *a->total_saving, -*a->total_cost, "total_net");
  *a->total_ratio = spent > 0.0 ? gained / spent : CPWI_NAN;
}

int32_t cpw_liaison_project(const cpw_liaison *liaison, const cpw_run *run, cpw_result **out,
                            cpw_error *err) {
  cpwi_stocks s;
  cpw_liaison l;
  arrays a;
  cpw_liaison_init_sized(&l, sizeof l);
  cpwi_stocks_take(&s, "cpw_liaison_project", &l, sizeof l, liaison, "liaison", run, out, err);
  if (s.status == CPW_OK) check(&s, &l);
  cpwi_stocks_open(&s, l.allocator);
  cpwi_stocks_dimension(&s, "year", l.years, NULL);
  add_arrays(&s, &a);
  if (s.status == CPW_OK) value(&s, &l, &a);
  return cpwi_stocks_close(&s, out);
}
