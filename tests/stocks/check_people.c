/* People: staff, volunteers, carers and prevention. By hand, and against slow models one by one. */
#include "suites.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- workforce ----------------- */

enum { YEARS = 3, MONTHS = 36 };

static cpw_result *staff_of(const cpw_workforce_group *groups, int64_t count, int64_t periods,
                            int64_t per_year) {
  cpw_workforce w;
  cpw_result *r = NULL;
  cpw_error err;
  cpw_workforce_init(&w);
  w.periods = periods;
  w.per_year = per_year;
  w.group_count = count;
  w.groups = groups;
  int32_t status = cpw_workforce_project(&w, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

/* a constant share a year: after y years (1 - p)^y are there, however the year is cut */
START_TEST(staff_who_leave)
{
  const double staff[] = {200}, leave[] = {0.15};
  cpw_workforce_group g;
  cpw_workforce_group_init(&g);
  g.name = "nurses";
  g.bands = 1;
  g.staff = staff;
  g.leave = leave;
  const int64_t cuts[] = {1, 4, 12, 52, 365};
  for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++) {
    cpw_result *r = staff_of(&g, 1, YEARS * cuts[k], cuts[k]);
    for (int64_t y = 1; y <= YEARS; y++)
      close_to(reals(r, "staff")[y * cuts[k] - 1], 200 * pow(0.85, (double)y), 1e-12);
    ck_assert(isnan(reals(r, "vacancy_rate")[0]));
    cpw_result_free(r);
  }
}
END_TEST

/* three years of training, a cohort moves through: dropouts of each year, then who joins */
START_TEST(a_cohort_in_training)
{
  const double none[] = {0}, drop[] = {0.2, 0.1, 0}, intake[6] = {100, 0, 0, 0, 0, 0};
  const double half[] = {0.5};
  cpw_workforce_group g;
  cpw_workforce_group_init(&g);
  g.name = "nurses";
  g.training_years = 3;
  g.dropout = drop;
  g.intake = intake;
  g.join = 0.5;
  g.bands = 1;
  g.staff = none;
  g.leave = half;
  g.returning = 0.5;
  g.return_after = 1;
  cpw_result *r = staff_of(&g, 1, 6, 1);
  const double training[] = {100, 80, 72, 0, 0, 0}, staff[] = {0, 0, 0, 36, 18, 9 + 9};
  for (int t = 0; t < 6; t++) {
    close_to(reals(r, "training")[t], training[t], 1e-14);
    close_to(reals(r, "staff")[t], staff[t], 1e-14);
  }
  /* year 4: 18 leave, 9 of them return in year 5, when 9 leave and 9 stay */
  close_to(reals(r, "returned")[5], 9, 1e-14);
  close_to(reals(r, "leavers_to_return")[5], 4.5, 1e-14);
  close_to(reals(r, "staff")[5], 18, 1e-14);
  close_to(reals(r, "finished")[3], 72, 1e-14);
  close_to(reals(r, "joined")[3], 36, 1e-14);
  cpw_result_free(r);
  /* no training: who begins has finished at once */
  g.training_years = 0;
  g.dropout = NULL;
  r = staff_of(&g, 1, 1, 1);
  close_to(reals(r, "staff")[0], 50, 0);
  cpw_result_free(r);
}
END_TEST

/* service by length: those past the first year leave more rarely */
START_TEST(staff_by_length_of_service)
{
  const double staff[] = {10, 90}, leave[] = {0.4, 0.1}, from[] = {0, 2};
  const double hires[] = {8, 0, 0, 0}, posts[] = {100, 100, 60, 0};
  cpw_workforce_group g;
  cpw_workforce_group_init(&g);
  g.name = "nurses";
  g.bands = 2;
  g.from = from;
  g.staff = staff;
  g.leave = leave;
  g.hires = hires;
  g.posts = posts;
  g.participation = 0.8;
  g.absence = 0.05;
  g.clinical = 0.7;
  g.productivity = 2;
  g.agency = 0.5;
  g.agency_productivity = 0.9;
  g.agency_cost = 100000;
  g.cost = 50001;
  cpw_result *r = staff_of(&g, 1, 4, 1);
  /* cells of a year: 5, 5, 90 -> 8, 3, 81 + 3 -> ... */
  const double cells[4][3] = {
      {8, 3, 84}, {0, 4.8, 77.4}, {0, 0, 69.66 + 2.88}, {0, 0, 0.9 * 72.54}};
  for (int t = 0; t < 4; t++) {
    double heads = cells[t][0] + cells[t][1] + cells[t][2], wte = 0.8 * heads;
    double vacant = posts[t] > wte ? posts[t] - wte : 0, each = 0.7 * 37.5 * 2;
    close_to(reals(r, "staff")[t], heads, 1e-14);
    close_to(reals(r, "vacancies")[t], vacant, 1e-13);
    close_to(reals(r, "agency_capacity")[t], 0.5 * vacant * 0.9 * each, 1e-13);
    close_to(reals(r, "capacity")[t], (0.95 * wte + 0.45 * vacant) * each, 1e-13);
    ck_assert_int_eq(wholes(r, "staff_cost")[t], (int64_t)floor(wte * 50001 + 0.5));
    ck_assert_int_eq(wholes(r, "total_cost")[t],
                     wholes(r, "staff_cost")[t] + wholes(r, "agency_cost")[t]);
  }
  ck_assert(isnan(reals(r, "vacancy_rate")[3]) && reals(r, "vacancy_rate")[2] > 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(skill_mix)
{
  const double some[] = {30}, more[] = {90}, none[] = {0}, all[] = {1};
  cpw_workforce_group g[2];
  for (int k = 0; k < 2; k++) {
    cpw_workforce_group_init(&g[k]);
    g[k].bands = 1;
    g[k].leave = none;
  }
  g[0].name = "registered";
  g[0].staff = some;
  g[1].name = "support";
  g[1].staff = more;
  cpw_result *r = staff_of(g, 2, 2, 12);
  close_to(reals(r, "skill_share")[0], 0.25, 1e-15);
  close_to(reals(r, "skill_share")[2], 0.75, 1e-15);
  close_to(reals(r, "total_staff")[1], 120, 0);
  ck_assert_str_eq(cpw_result_find(r, "staff")->dimension[0]->coordinate_labels[0][1], "support");
  cpw_result_free(r);
  g[0].leave = g[1].leave = all; /* everybody leaves */
  r = staff_of(g, 2, 1, 12);
  ck_assert(isnan(reals(r, "skill_share")[0]) && reals(r, "total_capacity")[0] == 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(workforce_refuses)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_workforce w;
  cpw_workforce_group g;
  const double staff[] = {1, 2, 3}, leave[] = {0.1, 0.1, 1.5}, from[] = {0, 0.3, 1};
  cpw_workforce_init(&w);
  cpw_workforce_group_init(&g);
  cpw_workforce_group_init(NULL);
  w.periods = 2;
  w.group_count = 1;
  w.groups = &g;
  g.name = "a";
  g.bands = 3;
  g.staff = staff;
  g.leave = leave;
  refused(cpw_workforce_project(&w, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].leave[2] = 1.5 must be 0 to 1");
  g.bands = 2;
  g.from = from;
  refused(cpw_workforce_project(&w, NULL, &r, &err), CPW_EINVAL, &err,
          "groups[0].from[1] = 0.3 years must be whole periods");
  g.from = from + 1;
  refused(cpw_workforce_project(&w, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].from[0] = 0.3 must rise from 0 to at most 60 years");
  g.from = NULL;
  g.return_after = 0.01;
  refused(cpw_workforce_project(&w, NULL, &r, &err), CPW_EINVAL, &err,
          "groups[0].return_after = 0.01 years must be whole periods");
  g.return_after = 1;
  g.participation = 0;
  refused(cpw_workforce_project(&w, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].participation = 0 must be above 0 to 1");
  g.participation = 1;
  g.bands = 0;
  refused(cpw_workforce_project(&w, NULL, &r, &err), CPW_EINVAL, &err,
          "groups[0].bands = 0 must be 1 to 100");
  g.bands = 2;
  g.staff = NULL;
  refused(cpw_workforce_project(&w, NULL, &r, &err), CPW_EINVAL, &err,
          "groups[0].staff must be given");
  g.staff = staff;
  g.cost = INT64_MAX;
  w.per_year = 1;
  ck_assert_int_eq(cpw_workforce_project(&w, NULL, &r, &err), CPW_EOVERFLOW);
  w.group_count = 0;
  refused(cpw_workforce_project(&w, NULL, &r, &err), CPW_EINVAL, &err,
          "group_count = 0 must be 1 to 10000");
  w.group_count = 1;
  w.groups = NULL;
  refused(cpw_workforce_project(&w, NULL, &r, &err), CPW_EINVAL, &err, "groups must be given");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- volunteers ---------------- */

START_TEST(volunteers_by_hand)
{
  const double recruits[] = {8, 0, 4}, fade[] = {0.5, 0.25};
  cpw_volunteers v;
  cpw_volunteers_group g;
  cpw_result *r = NULL;
  cpw_volunteers_init(&v);
  cpw_volunteers_group_init(&g);
  cpw_volunteers_group_init(NULL);
  v.periods = 3;
  v.group_count = 1;
  v.groups = &g;
  g.name = "ward";
  g.start = 40;
  g.recruits = recruits;
  g.tenures = 2;
  g.fade = fade;
  g.training = 1;
  g.hours = 4;
  g.attendance = 0.5;
  g.released = 0.75;
  g.supervision = 0.25;
  g.slot_hours = 10;
  g.recruit_cost = 100;
  g.keep_cost = 7;
  ck_assert_int_eq(cpw_volunteers_project(&v, NULL, &r, NULL), CPW_OK);
  /* in training, past it: 8, 30 -> 0, 22.5 + 4 -> 4, 19.875 */
  const double fresh[] = {8, 0, 4}, active[] = {30, 26.5, 19.875};
  for (int t = 0; t < 3; t++) {
    double all = fresh[t] + active[t], net = 1.5 * active[t] - 0.25 * all;
    close_to(reals(r, "volunteers")[t], all, 1e-15);
    close_to(reals(r, "active")[t], active[t], 1e-15);
    close_to(reals(r, "total_slots")[t], net / 10, 1e-14);
    ck_assert_int_eq(wholes(r, "total_cost")[t], (int64_t)floor(100 * fresh[t] + 7 * all + 0.5));
  }
  cpw_result_free(r);
  /* more supervision than work: net hours below 0, no slots */
  g.released = 0;
  ck_assert_int_eq(cpw_volunteers_project(&v, NULL, &r, NULL), CPW_OK);
  ck_assert(reals(r, "net_hours")[0] < 0 && reals(r, "slots")[0] == 0);
  cpw_result_free(r);
  /* at the start those past their training, spread over the tenures before the open one */
  const double three[] = {0.5, 0.25, 0};
  g.training = 0;
  g.tenures = 3;
  g.fade = three;
  g.recruits = NULL;
  ck_assert_int_eq(cpw_volunteers_project(&v, NULL, &r, NULL), CPW_OK);
  close_to(reals(r, "volunteers")[0], 10 + 15, 1e-15);
  close_to(reals(r, "volunteers")[1], 7.5 + 15, 1e-15);
  cpw_result_free(r);
}
END_TEST

START_TEST(volunteers_refuse)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_volunteers v;
  cpw_volunteers_group g;
  const double fade[] = {0.5, -0.25};
  cpw_volunteers_init(&v);
  cpw_volunteers_group_init(&g);
  v.periods = 3;
  v.group_count = 1;
  v.groups = &g;
  g.name = "ward";
  refused(cpw_volunteers_project(&v, NULL, &r, &err), CPW_EINVAL, &err,
          "groups[0].tenures = 0 must be 1 to 1200");
  g.tenures = 2;
  refused(cpw_volunteers_project(&v, NULL, &r, &err), CPW_EINVAL, &err,
          "groups[0].fade must be given");
  g.fade = fade;
  refused(cpw_volunteers_project(&v, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].fade[1] = -0.25 must be 0 to 1");
  g.slot_hours = 0;
  refused(cpw_volunteers_project(&v, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].slot_hours = 0 must be finite and > 0");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- carers -------------------- */

/* nobody joins: what is left after two years is an exponential, with and without support */
START_TEST(carers_who_break_down)
{
  cpw_carers c;
  cpw_carers_band b;
  cpw_result *r = NULL;
  cpw_carers_init(&c);
  cpw_carers_band_init(&b);
  cpw_carers_band_init(NULL);
  c.periods = 24;
  c.band_count = 1;
  c.bands = &b;
  b.name = "50 hours and more";
  b.carers = 1000;
  b.hours = 60;
  b.breakdown = 0.2;
  b.end = 0.1;
  b.support = 1;
  b.effect = 0.5;
  ck_assert_int_eq(cpw_carers_project(&c, NULL, &r, NULL), CPW_OK);
  const double *left = reals(r, "carers"), *broke = reals(r, "breakdowns");
  double sum = 0, ended = 0;
  for (int t = 0; t < 24; t++) {
    sum += broke[t];
    ended += reals(r, "ended")[t];
    close_to(left[t], 1000 * exp(-0.2 * (t + 1) / 12), 1e-12);
    close_to(reals(r, "carers_without")[t], 1000 * exp(-0.3 * (t + 1) / 12), 1e-12);
    close_to(reals(r, "unmet")[t], sum, 1e-12);
    close_to(reals(r, "replacement_hours")[t], 60 * sum, 1e-12);
    ck_assert_int_eq(wholes(r, "replacement_cost")[t],
                     (int64_t)floor(60 * sum * 365.25 / 7 / 12 * 25 + 0.5));
    ck_assert_int_eq(wholes(r, "net")[t],
                     wholes(r, "total_cost_without")[t] - wholes(r, "total_cost")[t]);
  }
  close_to(sum, ended, 1e-12); /* halved: as likely as the other end */
  close_to(sum, 500 * (1 - exp(-0.4)), 1e-12);
  ck_assert(wholes(r, "net_cumulative")[23] > 0);
  cpw_result_free(r);
  /* half of them supported: a mixture, period by period */
  b.support = 0.5;
  c.periods = 1;
  ck_assert_int_eq(cpw_carers_project(&c, NULL, &r, NULL), CPW_OK);
  close_to(reals(r, "carers")[0], 500 * (exp(-0.2 / 12) + exp(-0.3 / 12)), 1e-13);
  close_to(reals(r, "avoided")[0],
           500 * (1 - exp(-0.3 / 12)) * 2 / 3 - 500 * (1 - exp(-0.2 / 12)) / 2, 1e-11);
  cpw_result_free(r);
  /* no hazard: nothing happens */
  b.breakdown = b.end = 0;
  ck_assert_int_eq(cpw_carers_project(&c, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(reals(r, "carers")[0], 1000);
  cpw_result_free(r);
}
END_TEST

START_TEST(carers_refuse)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_carers c;
  cpw_carers_band b[2];
  cpw_carers_init(&c);
  cpw_carers_band_init(&b[0]);
  cpw_carers_band_init(&b[1]);
  c.periods = 1;
  c.band_count = 1;
  c.bands = b;
  b[0].name = b[1].name = "a";
  b[0].hours = 200;
  refused(cpw_carers_project(&c, NULL, &r, &err), CPW_EDOMAIN, &err,
          "bands[0].hours = 200 must be 0 to 168");
  b[0].hours = 20;
  b[0].effect = 2;
  refused(cpw_carers_project(&c, NULL, &r, &err), CPW_EDOMAIN, &err,
          "bands[0].effect = 2 must be 0 to 1");
  b[0].effect = 1;
  c.band_count = 2;
  refused(cpw_carers_project(&c, NULL, &r, &err), CPW_EINVAL, &err,
          "bands[1]: the name \"a\" comes twice");
  c.per_year = 0;
  refused(cpw_carers_project(&c, NULL, &r, &err), CPW_EINVAL, &err,
          "per_year = 0 must be 1 to 366");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- prevention ---------------- */

static const cpw_prevention_group FIFTHS[] = {{"most", 1000, 0.1, 0.75, 0.5},
                                              {"least", 2000, 0.05, 0.25, 0.4}};
static const int64_t MONEY[] = {10000, 0, 10000, 0, 0, 0, 0, 0};

static cpw_prevention programme(void) {
  cpw_prevention p;
  cpw_prevention_init(&p);
  p.years = 8;
  p.group_count = 2;
  p.groups = FIFTHS;
  p.investment = MONEY;
  p.place_cost = 100;
  return p;
}

START_TEST(profile_of_a_place)
{
  const double at[] = {0, 1.9, 2, 3, 4, 6, 7, 8}, effect[] = {0, 0, 0, 0.25, 0.5, 1, 0.9, 0.81};
  for (int k = 0; k < 8; k++)
    close_to(cpw_prevention_profile(at[k], 2, 4, 0.1), effect[k], 1e-14);
  ck_assert_double_eq(cpw_prevention_profile(0, 0, 0, 1), 1);
  ck_assert_double_eq(cpw_prevention_profile(0.5, 0, 0, 1), 0);
  ck_assert_double_eq(cpw_prevention_profile(1000, 0, 0, 0), 1);
  ck_assert_double_eq(cpw_prevention_profile(-1, 0, 0, 0), 0);
  ck_assert(isnan(cpw_prevention_profile((double)NAN, 0, 0, 0)));
  ck_assert(isnan(cpw_prevention_profile(1, -1, 0, 0)) &&
            isnan(cpw_prevention_profile(1, 0, -1, 0)));
  ck_assert(isnan(cpw_prevention_profile(1, 0, 0, 1.1)));
}
END_TEST

START_TEST(prevention_by_hand)
{
  cpw_prevention p = programme();
  cpw_result *r = NULL;
  p.lag = 1;
  p.build_up = 1;
  p.decay = 0.5;
  p.care_end = 0.5;
  p.case_cost = 3001;
  p.contacts = 4;
  p.qaly = 0.2;
  ck_assert_int_eq(cpw_prevention_project(&p, NULL, &r, NULL), CPW_OK);
  /* places 100 in years 0 and 2: effect 0, 0, 1, 1/2, 1/4, ... each */
  const double worth[] = {0, 0, 100, 50, 125, 62.5, 31.25, 15.625};
  double care[2] = {0, 0}, so_far = 0, health = 0, money = 1, years = 1;
  for (int t = 0; t < 8; t++, money /= 1.035, years /= 1.015) {
    for (int g = 0; g < 2; g++) {
      double avoided = FIFTHS[g].incidence * FIFTHS[g].effect * FIFTHS[g].reach * worth[t];
      care[g] = care[g] / 2 + avoided;
      close_to(reals(r, "avoided")[g * 8 + t], avoided, 1e-14);
      close_to(reals(r, "in_care_avoided")[g * 8 + t], care[g], 1e-14);
      close_to(reals(r, "cases")[g * 8 + t], 100 - avoided, 1e-13);
      health += years * 0.2 * avoided;
    }
    int64_t saving = (int64_t)floor(3001 * (care[0] + care[1]) + 0.5);
    ck_assert_int_eq(wholes(r, "saving")[t], saving);
    so_far += money * (double)(saving - MONEY[t]);
    close_to(reals(r, "discounted_net")[t], so_far, 1e-12);
    close_to(reals(r, "avoided_contacts")[t], 4 * (care[0] + care[1]), 1e-14);
  }
  close_to(*reals(r, "discounted_qalys"), health, 1e-13);
  close_to(reals(r, "avoided_share")[0], 0.0375 / (0.0375 + 0.005), 1e-14);
  close_to(reals(r, "slope")[2], 3.75 / 1000 - 0.5 / 2000, 1e-15);
  int64_t even = *wholes(r, "break_even");
  ck_assert(even > 0 && reals(r, "discounted_net")[even] >= 0 &&
            reals(r, "discounted_net")[even - 1] < 0);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert(isnan(*reals(r, "cost_per_qaly"))); /* it saves money: no price */
  cpw_result_free(r);
  p.case_cost = 1;
  ck_assert_int_eq(cpw_prevention_project(&p, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(*wholes(r, "break_even"), -1);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  close_to(*reals(r, "cost_per_qaly"),
           (*reals(r, "discounted_investment") - *reals(r, "discounted_saving")) / health, 1e-13);
  cpw_result_free(r);
}
END_TEST

/* more places than people: everybody is protected once */
START_TEST(nobody_is_protected_twice)
{
  cpw_prevention p = programme();
  cpw_result *r = NULL;
  p.place_cost = 1;
  ck_assert_int_eq(cpw_prevention_project(&p, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(reals(r, "protected")[0], 1000);
  ck_assert_double_eq(reals(r, "protected")[8], 2000);
  close_to(reals(r, "incidence")[0], 0.05, 1e-15);
  cpw_result_free(r);
}
END_TEST

START_TEST(prevention_refuses)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_prevention p = programme();
  p.group_count = 1;
  refused(cpw_prevention_project(&p, NULL, &r, &err), CPW_EDOMAIN, &err,
          "the reach of the groups sums to 0.75 and must sum to 1");
  p = programme();
  p.place_cost = 0;
  refused(cpw_prevention_project(&p, NULL, &r, &err), CPW_EINVAL, &err,
          "place_cost = 0 must be >= 1");
  p = programme();
  p.investment = NULL;
  refused(cpw_prevention_project(&p, NULL, &r, &err), CPW_EINVAL, &err, "investment must be given");
  const int64_t debt[] = {1, -1, 0, 0, 0, 0, 0, 0};
  p.investment = debt;
  refused(cpw_prevention_project(&p, NULL, &r, &err), CPW_EINVAL, &err,
          "investment[1] = -1 must be >= 0");
  const cpw_prevention_group bad[] = {{"a", 1, 2, 1, 0.5}};
  p = programme();
  p.group_count = 1;
  p.groups = bad;
  refused(cpw_prevention_project(&p, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].incidence = 2 must be 0 to 1");
  const int64_t most[] = {INT64_MAX, INT64_MAX, 0, 0, 0, 0, 0, 0};
  p = programme();
  p.investment = most;
  refused(cpw_prevention_project(&p, NULL, &r, &err), CPW_EOVERFLOW, &err,
          "total_investment is too large to add up");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t all_people(void *context) {
  (void)context;
  const double one[] = {1, 1};
  cpw_result *r[4] = {NULL, NULL, NULL, NULL};
  cpw_workforce_group staff;
  cpw_volunteers_group volunteer;
  cpw_carers_band carer;
  cpw_workforce w;
  cpw_volunteers v;
  cpw_carers c;
  cpw_prevention p = programme();
  cpw_workforce_group_init(&staff);
  cpw_volunteers_group_init(&volunteer);
  cpw_carers_band_init(&carer);
  cpw_workforce_init(&w);
  cpw_volunteers_init(&v);
  cpw_carers_init(&c);
  staff.name = volunteer.name = carer.name = "a";
  staff.bands = volunteer.tenures = 1;
  staff.staff = staff.leave = volunteer.fade = one;
  w.periods = v.periods = c.periods = 2;
  w.group_count = v.group_count = c.band_count = 1;
  w.groups = &staff;
  v.groups = &volunteer;
  c.bands = &carer;
  int32_t status = cpw_workforce_project(&w, NULL, &r[0], NULL);
  if (status == CPW_OK) status = cpw_volunteers_project(&v, NULL, &r[1], NULL);
  if (status == CPW_OK) status = cpw_carers_project(&c, NULL, &r[2], NULL);
  if (status == CPW_OK) status = cpw_prevention_project(&p, NULL, &r[3], NULL);
  for (int k = 0; k < 4; k++)
    cpw_result_free(r[k]);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(all_people, NULL); }
END_TEST

void people_tests(const cases *c) {
  tcase_add_test(c->limits, staff_who_leave);
  tcase_add_test(c->limits, a_cohort_in_training);
  tcase_add_test(c->limits, staff_by_length_of_service);
  tcase_add_test(c->limits, skill_mix);
  tcase_add_test(c->limits, volunteers_by_hand);
  tcase_add_test(c->limits, carers_who_break_down);
  tcase_add_test(c->limits, profile_of_a_place);
  tcase_add_test(c->limits, prevention_by_hand);
  tcase_add_test(c->limits, nobody_is_protected_twice);
  tcase_add_test(c->errors, workforce_refuses);
  tcase_add_test(c->errors, volunteers_refuse);
  tcase_add_test(c->errors, carers_refuse);
  tcase_add_test(c->errors, prevention_refuses);
  tcase_add_test(c->oom, memory_fails);
}
