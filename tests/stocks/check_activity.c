/* Populations and activity: by hand, against slow models, and chance within its limits. */
#include "suites.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- rows ---------------------- */

START_TEST(rows_that_are_scaled)
{
  /* ../shared/reference/pathway_cases.json, dpm_scalar */
  const double row[] = {0.9, 0.06, 0.025, 0.01, 0.005};
  const double taken[] = {0.912, 0.048, 0.025, 0.01, 0.005};
  const double scaled[] = {0.911489361702, 0.048, 0.0253191489362, 0.0101276595745,
                           0.00506382978723};
  const double phase[] = {0.06, 0.0525, 0.045, 0.0375, 0.03, 0.03};
  double out[5];
  for (int32_t method = 0; method < 2; method++) {
    double sum = 0;
    ck_assert_int_eq(cpw_projection_scale_row(row, 5, 0, 1, 0.8, method, out, NULL), CPW_OK);
    for (int j = 0; j < 5; j++) {
      close_to(out[j], (method ? scaled : taken)[j], 1e-12);
      sum += out[j];
    }
    close_to(sum, 1, 1e-15);
  }
  for (int t = 0; t < 6; t++)
    close_to(0.06 * cpw_projection_phase(0.5, t, 0, 4), phase[t], 1e-15);
  ck_assert_double_eq(cpw_projection_phase(3, 5, 5, 0), 1);
  ck_assert_double_eq(cpw_projection_phase(3, 6, 5, 0), 3);
  ck_assert(isnan(cpw_projection_phase(3, 6, 5, -1)));
  /* nothing changes at 1, and the one who stays may be scaled in proportion, in place */
  memcpy(out, row, sizeof out);
  ck_assert_int_eq(cpw_projection_scale_row(out, 5, 0, 0, 0.5, 1, out, NULL), CPW_OK);
  close_to(out[0], 0.45, 1e-16);
  close_to(out[1], 0.06 * 5.5, 1e-15);
  const double all[] = {0, 1};
  ck_assert_int_eq(cpw_projection_scale_row(all, 2, 0, 1, 1, 1, out, NULL), CPW_OK);
  ck_assert(out[0] == 0 && out[1] == 1);
}
END_TEST

START_TEST(rows_refuse)
{
  cpw_error err;
  const double row[] = {0.4, 0.6}, short_row[] = {0.4, 0.5}, all[] = {0, 1}, bad[] = {1.5, -0.5};
  double out[2] = {7, 7};
  refused(cpw_projection_scale_row(row, 2, 0, 1, 2, 0, out, &err), CPW_EDOMAIN, &err,
          "row[1] = 0.6 x 2 takes more than the part that does not change");
  refused(cpw_projection_scale_row(row, 2, 0, 1, 2, 1, out, &err), CPW_EDOMAIN, &err,
          "row[1] = 0.6 x 2 is more than all");
  refused(cpw_projection_scale_row(all, 2, 0, 1, 0.5, 1, out, &err), CPW_EDOMAIN, &err,
          "row[1] = 1 x 0.5 leaves a part that no other can take");
  refused(cpw_projection_scale_row(short_row, 2, 0, 1, 1, 0, out, &err), CPW_EDOMAIN, &err,
          "row sums to 0.9 and must sum to 1");
  refused(cpw_projection_scale_row(bad, 2, 0, 1, 1, 0, out, &err), CPW_EDOMAIN, &err,
          "row[0] = 1.5 must be 0 to 1");
  refused(cpw_projection_scale_row(row, 2, 0, 0, 1, 0, out, &err), CPW_EINVAL, &err,
          "to = 0 is those who do not change: scale it in proportion");
  refused(cpw_projection_scale_row(row, 2, 0, 2, 1, 0, out, &err), CPW_EINVAL, &err,
          "from = 0 and to = 2 must be 0 to 1");
  refused(cpw_projection_scale_row(row, 2, 0, 1, 1, 2, out, &err), CPW_EINVAL, &err,
          "method = 2 must be 0 to 1");
  refused(cpw_projection_scale_row(row, 2, 0, 1, (double)INFINITY, 0, out, &err), CPW_EDOMAIN, &err,
          "scale = inf must be finite and >= 0");
  refused(cpw_projection_scale_row(NULL, 2, 0, 1, 1, 0, out, &err), CPW_EINVAL, &err,
          "row and out must be given, of >= 1 segments");
  ck_assert(out[0] == 7 && out[1] == 7);
}
END_TEST

/* ---------------------------------------------------------------- population ---------------- */

static const double PEOPLE[] = {1000, 100, 500, 200};
static const double MOVES[] = {0.9, 0.1, 0.25, 0.75, 0.8, 0.2, 0, 1};
static const double DEATHS[] = {0.01, 0.1, 0.05, 0.25};
static const double BIRTHS[] = {10, 0, 0, 1, 0, 0, 0, 0};
static const double NET[] = {5, -3, 0, 0, -20, 0, 2.4, 0};
static const double BIRTH_RATES[] = {0.02, 0}, BIRTH_SEGMENTS[] = {0.75, 0.25};
static const double AGEING[] = {0.1, 0};
static const int64_t AGES_INTO[] = {1, -1};

static cpw_projection population(void) {
  cpw_projection p;
  cpw_projection_init(&p);
  p.periods = 2;
  p.strata = 2;
  p.segments = 2;
  p.people = PEOPLE;
  p.transitions = MOVES;
  p.deaths = DEATHS;
  p.births = BIRTHS;
  p.birth_rates = BIRTH_RATES;
  p.birth_segments = BIRTH_SEGMENTS;
  p.migration = NET;
  p.ages_into = AGES_INTO;
  p.ageing = AGEING;
  return p;
}

static cpw_result *project(const cpw_projection *p, const cpw_run *run) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_projection_project(p, run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

START_TEST(population_by_hand)
{
  cpw_projection p = population();
  cpw_result *r = project(&p, NULL);
  /* stratum 0: 990, 90 alive -> 913.5, 166.5 -> 822.15, 149.85 stay young
     stratum 1: 475, 150 alive -> 380, 245; with 91.35, 16.65 who age: 471.35, 261.65 */
  const double next[] = {822.15 + 10 + 22 * 0.75 + 5, 149.85 + 22 * 0.25 - 3, 471.35, 261.65 + 1};
  const int64_t whole[] = {854, 152, 471, 263};
  for (int i = 0; i < 4; i++) {
    close_to(reals(r, "people")[4 + i], next[i], 1e-14);
    ck_assert_int_eq(wholes(r, "whole_people")[4 + i], whole[i]);
  }
  close_to(reals(r, "total")[1], next[0] + next[1] + next[2] + next[3], 1e-14);
  close_to(reals(r, "born")[0], 11 + 22, 1e-14);
  close_to(reals(r, "died")[0], 10 + 10 + 25 + 50, 1e-14);
  close_to(reals(r, "migrated")[0], 2, 1e-14);
  close_to(reals(r, "moved")[0], 99 + 22.5 + 95, 1e-14);
  for (int t = 0; t < 2; t++)
    close_to(reals(r, "total")[t + 1],
             reals(r, "total")[t] + reals(r, "born")[t] - reals(r, "died")[t] +
                 reals(r, "migrated")[t],
             1e-14);
  cpw_result_free(r);
  /* nothing is given but people: nothing happens */
  cpw_projection still;
  cpw_projection_init(&still);
  still.periods = 1;
  still.strata = 1;
  still.segments = 4;
  still.people = PEOPLE;
  r = project(&still, NULL);
  ck_assert_mem_eq(reals(r, "people"), reals(r, "people") + 4, 4 * sizeof(double));
  cpw_result_free(r);
}
END_TEST

/* many periods of rounding never add up: whole people are those of the expected ones at any time */
START_TEST(whole_people_are_stable)
{
  const double three[] = {1, 1, 1};
  const double spin[] = {0.7, 0.2, 0.1, 0.1, 0.7, 0.2, 0.2, 0.1, 0.7};
  cpw_projection p;
  cpw_projection_init(&p);
  p.periods = 500;
  p.strata = 1;
  p.segments = 3;
  p.people = three;
  p.transitions = spin;
  cpw_result *r = project(&p, NULL);
  for (int t = 0; t <= 500; t++) {
    int64_t sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += wholes(r, "whole_people")[3 * t + i];
      ck_assert(fabs((double)wholes(r, "whole_people")[3 * t + i] - reals(r, "people")[3 * t + i]) <
                1.0);
    }
    ck_assert_int_eq(sum, 3);
  }
  cpw_result_free(r);
}
END_TEST

/* scalings in any order are the same, and those of a stratum touch that alone */
START_TEST(scalings_in_any_order)
{
  const double people[] = {900, 60, 40, 900, 60, 40};
  double moves[18];
  const double rows[] = {0.8, 0.15, 0.05, 0.2, 0.7, 0.1, 0.1, 0.2, 0.7};
  memcpy(moves, rows, sizeof rows);
  memcpy(moves + 9, rows, sizeof rows);
  const cpw_projection_scaling all[] = {{-1, 0, 1, 0.5, 0, 4, 0, 0},
                                        {1, 0, 2, 2, 1, 2, 1, 0},
                                        {-1, 1, 0, 1.25, 0, 0, 1, 0},
                                        {1, 0, 1, 0.9, 0, 0, 0, 0}};
  cpw_projection p;
  cpw_projection_init(&p);
  p.periods = 6;
  p.strata = 2;
  p.segments = 3;
  p.people = people;
  p.transitions = moves;
  p.scaling_count = 4;
  p.scalings = all;
  cpw_result *r = project(&p, NULL);
  /* the first stratum by hand in the first period after the start of the phase */
  const double *first = reals(r, "people");
  close_to(first[6 + 1], 900 * 0.15 + 60 * 0.7 + 40 * 0.2, 1e-13);
  double now[3] = {first[6], first[7], first[8]}, other = (1 - 0.25) / (1 - 0.2);
  close_to(first[12 + 1], now[0] * 0.15 * 0.875 + now[1] * 0.7 * other + now[2] * 0.2, 1e-13);
  const cpw_projection_scaling turned[] = {all[3], all[2], all[1], all[0]};
  p.scalings = turned;
  cpw_result *again = project(&p, NULL);
  ck_assert(same(r, again));
  cpw_result_free(again);
  cpw_result_free(r);
}
END_TEST

/* chance: conserved to the last person, the mean within five standard errors, the same bits for threads and splits */
START_TEST(people_who_are_drawn)
{
  enum { MANY = 2000 };
  cpw_projection p = population();
  cpw_run run;
  cpw_run_init(&run);
  run.replications = MANY;
  p.method = CPW_PROJECTION_DRAWN;
  cpw_result *r = project(&p, &run);
  run.threads = 2;
  cpw_result *threads = project(&p, &run);
  ck_assert(same(r, threads));
  p.method = CPW_PROJECTION_EXPECTED;
  cpw_result *mean = project(&p, NULL);
  const int64_t *people = wholes(r, "people");
  for (int i = 4; i < 12; i++) {
    double sum = 0, squares = 0, expected = reals(mean, "people")[i];
    for (int k = 0; k < MANY; k++) {
      double x = (double)people[k * 12 + i];
      sum += x;
      squares += x * x;
    }
    sum /= MANY;
    double error = sqrt((squares / MANY - sum * sum) / MANY);
    /* 0.4 of a migrant is rounded away in the second period */
    ck_assert(fabs(sum - expected) <= 5 * error + (i == 10 ? 0.4 : 0));
  }
  for (int k = 0; k < MANY; k++)
    for (int t = 0; t < 2; t++) {
      int64_t before = 0, after = 0, at = k * 2 + t;
      for (int i = 0; i < 4; i++) {
        before += people[k * 12 + 4 * t + i];
        after += people[k * 12 + 4 * t + 4 + i];
      }
      ck_assert_int_eq(after, before + wholes(r, "born")[at] - wholes(r, "died")[at] +
                                  wholes(r, "migrated")[at]);
    }
  cpw_result_free(mean);
  cpw_result_free(threads);
  cpw_result_free(r);
}
END_TEST

START_TEST(replications_are_split)
{
  cpw_projection p = population();
  cpw_run run;
  cpw_run_init(&run);
  p.method = CPW_PROJECTION_DRAWN;
  run.replications = 7;
  cpw_result *all = project(&p, &run), *part[2], *merged = NULL;
  run.replications = 3;
  part[0] = project(&p, &run);
  run.first_replication = 3;
  run.replications = 4;
  part[1] = project(&p, &run);
  const cpw_result *parts[] = {part[1], part[0]};
  ck_assert_int_eq(cpw_result_merge(parts, 2, NULL, &merged, NULL), CPW_OK);
  ck_assert(same(all, merged));
  cpw_result_free(merged);
  cpw_result_free(part[1]);
  cpw_result_free(part[0]);
  cpw_result_free(all);
}
END_TEST

START_TEST(population_refuses)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_projection p = population();
  const double moves[] = {0.9, 0.1, 0.25, 0.75, 0.8, 0.1, 0, 1};
  p.transitions = moves;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EDOMAIN, &err,
          "transitions[1][0] sums to 0.9 and must sum to 1");
  p = population();
  p.ages_into = NULL;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EINVAL, &err,
          "ages_into and ageing must be given together");
  const int64_t beyond[] = {2, 0};
  p = population();
  p.ages_into = beyond;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EINVAL, &err,
          "ages_into[0] = 2 must be -1 to 1");
  const double away[] = {0, -2000, 0, 0, 0, 0, 0, 0};
  p = population();
  p.migration = away;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EDOMAIN, &err,
          "migration[0][0][1] = -2000 takes more than the 155.35 people there");
  const double parts[] = {1.5, 0, 0, 0};
  p = population();
  p.people = parts;
  p.method = CPW_PROJECTION_DRAWN;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EDOMAIN, &err,
          "people[0][0] = 1.5 must be whole to be drawn");
  const double many[] = {1e16, 0, 0, 0};
  p = population();
  p.people = many;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EOVERFLOW, &err,
          "people sums to more than 2^53");
  p = population();
  p.birth_segments = DEATHS;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EDOMAIN, &err,
          "birth_segments sums to 0.11 and must sum to 1");
  p = population();
  p.people = NULL;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EINVAL, &err, "people must be given");
  cpw_projection_scaling scaling = {0, 0, 1, 200, 0, 0, 0, 0};
  p = population();
  p.scaling_count = 1;
  p.scalings = &scaling;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EDOMAIN, &err,
          "transitions[0][0][1] = 0.1 x 200 takes more than the part that does not change");
  scaling.to = 0;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EINVAL, &err,
          "scalings[0].to = 0 is those who do not change: scale it in proportion");
  scaling.to = 2;
  refused(cpw_projection_project(&p, NULL, &r, &err), CPW_EINVAL, &err,
          "scalings[0].to = 2 must be 0 to 1");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- mitigators ---------------- */

START_TEST(waterfall_by_hand)
{
  /* ../shared/reference/pathway_cases.json, nhp_step_counts */
  const double before[] = {1, 2, 3}, after[] = {0, 2, 6}, factors[] = {1.5, 2, 0.5};
  const double expected[] = {0.5, 1, 1.5, 1, 2, 3, -0.5, -1, -1.5, -2, -2, 0};
  double steps[12];
  ck_assert_int_eq(cpw_mitigators_steps(before, after, 3, factors, 3, 0, steps, NULL), CPW_OK);
  ck_assert_mem_eq(steps, expected, sizeof steps);
  const double by_row[] = {1.5, 1.5, 1.5, 2, 2, 2, 0.5, 0.5, 0.5};
  ck_assert_int_eq(cpw_mitigators_steps(before, after, 3, by_row, 3, 1, steps, NULL), CPW_OK);
  ck_assert_mem_eq(steps, expected, sizeof steps);
  ck_assert_int_eq(cpw_mitigators_steps(before, after, 3, NULL, 0, 0, steps, NULL), CPW_OK);
  ck_assert(steps[0] == -1 && steps[2] == 3);
  ck_assert_int_eq(cpw_mitigators_steps(NULL, NULL, 0, NULL, 0, 0, NULL, NULL), CPW_OK);
}
END_TEST

START_TEST(waterfall_refuses)
{
  cpw_error err;
  const double one[] = {1, (double)INFINITY}, factor[] = {1, -2};
  double steps[6] = {7};
  refused(cpw_mitigators_steps(one, one, 1, factor, 2, 0, steps, &err), CPW_EDOMAIN, &err,
          "factors[1] = -2 must be finite and >= 0");
  refused(cpw_mitigators_steps(one, one, 2, factor, 1, 0, steps, &err), CPW_EDOMAIN, &err,
          "before[1] = inf must be finite");
  refused(cpw_mitigators_steps(factor, one, 2, factor, 1, 0, steps, &err), CPW_EDOMAIN, &err,
          "after[1] = inf must be finite");
  refused(cpw_mitigators_steps(one, one, 1, NULL, 1, 0, steps, &err), CPW_EINVAL, &err,
          "before, after, factors and steps must be given");
  refused(cpw_mitigators_steps(one, one, -1, factor, 1, 0, steps, &err), CPW_EINVAL, &err,
          "rows = -1 and count = 1 must be >= 0, by_row = 0 0 or 1");
  ck_assert_double_eq(steps[0], 7);
}
END_TEST

static const double ADMISSIONS[] = {1000, 500}, STAY[] = {5, 2}, EXPOSED[] = {1, 0.5};
static const cpw_mitigator FACTORS[] = {{"growth", 1.1, 1.3, NULL, CPW_MITIGATORS_GROWTH, 0},
                                        {"avoid", 0.8, 0.9, EXPOSED, CPW_MITIGATORS_AVOID, 0},
                                        {"stay", 0.7, 0.95, NULL, CPW_MITIGATORS_STAY, 0}};

static cpw_mitigators activity(void) {
  cpw_mitigators m;
  cpw_mitigators_init(&m);
  m.rows = 2;
  m.admissions = ADMISSIONS;
  m.stay = STAY;
  m.years = 2;
  m.count = 3;
  m.mitigators = FACTORS;
  return m;
}

static cpw_result *mitigate(const cpw_mitigators *m, const cpw_run *run) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_mitigators_project(m, run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

START_TEST(activity_by_hand)
{
  cpw_mitigators m = activity();
  cpw_result *r = mitigate(&m, NULL);
  const double half[] = {1000 * 1.1 * 0.925, 500 * 1.1 * 0.9625};
  const double full[] = {1000 * 1.2 * 0.85, 500 * 1.2 * 0.925};
  for (int i = 0; i < 2; i++) {
    close_to(reals(r, "admissions")[3 * i], ADMISSIONS[i], 0);
    close_to(reals(r, "admissions")[3 * i + 1], half[i], 1e-14);
    close_to(reals(r, "admissions")[3 * i + 2], full[i], 1e-14);
    close_to(reals(r, "bed_days")[3 * i + 2], full[i] * STAY[i] * 0.825, 1e-14);
  }
  const double steps[] = {300, -150 - 37.5, 0}, days[] = {1200, -750 - 75, -6000 * 0.175};
  double all = 0;
  for (int k = 0; k < 3; k++) {
    close_to(reals(r, "admission_steps")[k], steps[k], 1e-13);
    close_to(reals(r, "bed_day_steps")[k], days[k], 1e-13);
    all += steps[k];
  }
  close_to(reals(r, "admission_steps")[3], full[0] + full[1] - 1500 - all, 1e-12);
  ck_assert_str_eq(cpw_result_find(r, "admission_steps")->dimension[0]->coordinate_labels[0][3],
                   "interaction");
  cpw_result_free(r);
  m.phase = 0;
  r = mitigate(&m, NULL);
  close_to(reals(r, "admissions")[1], 1000, 0);
  close_to(reals(r, "admissions")[2], full[0], 1e-14);
  cpw_result_free(r);
}
END_TEST

/* factors that are known and no chance: every replication is the expected activity */
START_TEST(nothing_is_in_doubt)
{
  cpw_mitigator known[3];
  memcpy(known, FACTORS, sizeof known);
  for (int k = 0; k < 3; k++)
    known[k].low = known[k].high = 0.5 * (FACTORS[k].low + FACTORS[k].high);
  cpw_mitigators m = activity();
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 3;
  m.mitigators = known;
  m.chance = 0;
  cpw_result *r = mitigate(&m, &run);
  for (int k = 0; k < 3; k++) {
    ck_assert_int_eq(wholes(r, "drawn_admissions")[k],
                     (int64_t)floor(reals(r, "total_admissions")[2] + 0.5));
    ck_assert_int_eq(wholes(r, "drawn_bed_days")[k],
                     (int64_t)floor(reals(r, "total_bed_days")[2] + 0.5));
  }
  cpw_result_free(r);
}
END_TEST

static void moments(const int64_t *x, int64_t n, double *mean, double *variance) {
  double sum = 0, squares = 0;
  for (int64_t k = 0; k < n; k++)
    sum += (double)x[k];
  *mean = sum / (double)n;
  for (int64_t k = 0; k < n; k++)
    squares += ((double)x[k] - *mean) * ((double)x[k] - *mean);
  *variance = squares / (double)(n - 1);
}

/* thinned Poisson counts are Poisson: the variance of the admissions is their mean */
START_TEST(chance_alone)
{
  enum { MANY = 20000 };
  cpw_mitigator known[2] = {FACTORS[0], FACTORS[1]};
  for (int k = 0; k < 2; k++)
    known[k].low = known[k].high = 0.5 * (FACTORS[k].low + FACTORS[k].high);
  cpw_mitigators m = activity();
  cpw_run run;
  cpw_run_init(&run);
  run.replications = MANY;
  m.mitigators = known;
  m.count = 2;
  cpw_result *r = mitigate(&m, &run);
  double mean, variance, expected = reals(r, "total_admissions")[2];
  moments(wholes(r, "drawn_admissions"), MANY, &mean, &variance);
  ck_assert(fabs(mean - expected) < 5 * sqrt(expected / MANY));
  ck_assert(fabs(variance / expected - 1) < 5 * sqrt(2.0 / MANY));
  cpw_result_free(r);
}
END_TEST

/* doubt alone: a single factor of 0.7 to 0.95 has 80 % of its draws inside; two that move together spread more */
START_TEST(doubt_alone)
{
  enum { MANY = 20000 };
  const double base[] = {1e9};
  const cpw_mitigator two[] = {{"a", 0.7, 0.8, NULL, CPW_MITIGATORS_AVOID, 0},
                               {"b", 0.7, 0.8, NULL, CPW_MITIGATORS_AVOID, 0}};
  cpw_mitigators m = activity();
  cpw_run run;
  cpw_run_init(&run);
  run.replications = MANY;
  m.rows = 1;
  m.admissions = base;
  m.stay = NULL;
  m.mitigators = two;
  m.chance = 0;
  m.count = 1;
  cpw_result *r = mitigate(&m, &run);
  int64_t inside = 0;
  for (int k = 0; k < MANY; k++)
    inside += wholes(r, "drawn_admissions")[k] >= 700000000 &&
              wholes(r, "drawn_admissions")[k] <= 800000000;
  ck_assert(fabs((double)inside / MANY - 0.8) < 5 * sqrt(0.8 * 0.2 / MANY));
  cpw_result_free(r);
  /* log-variances: independent factors add variances, common ones add sds: twice as much */
  double mean, apart, together;
  m.count = 2;
  r = mitigate(&m, &run);
  moments(wholes(r, "drawn_admissions"), MANY, &mean, &apart);
  cpw_result_free(r);
  m.correlation = 1;
  r = mitigate(&m, &run);
  moments(wholes(r, "drawn_admissions"), MANY, &mean, &together);
  ck_assert(fabs(together / apart - 2) < 0.1);
  cpw_result_free(r);
}
END_TEST

START_TEST(draws_are_the_same)
{
  cpw_mitigators m = activity();
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 50;
  m.correlation = 0.3;
  cpw_result *one = mitigate(&m, &run);
  run.threads = 2;
  cpw_result *two = mitigate(&m, &run), *part[2], *merged = NULL;
  ck_assert(same(one, two));
  /* another order of the mitigators: the same draws */
  const cpw_mitigator turned[] = {FACTORS[2], FACTORS[0], FACTORS[1]};
  m.mitigators = turned;
  cpw_result *other = mitigate(&m, &run);
  ck_assert_mem_eq(wholes(other, "drawn_bed_days"), wholes(one, "drawn_bed_days"),
                   50 * sizeof(int64_t));
  ck_assert_mem_eq(reals(other, "total_bed_days"), reals(one, "total_bed_days"),
                   3 * sizeof(double));
  ck_assert(reals(other, "bed_day_steps")[3] == reals(one, "bed_day_steps")[3]);
  cpw_result_free(other);
  m.mitigators = FACTORS;
  run.replications = 20;
  part[0] = mitigate(&m, &run);
  run.first_replication = 20;
  run.replications = 30;
  part[1] = mitigate(&m, &run);
  const cpw_result *parts[] = {part[1], part[0]};
  ck_assert_int_eq(cpw_result_merge(parts, 2, NULL, &merged, NULL), CPW_OK);
  ck_assert(same(one, merged));
  cpw_result_free(merged);
  cpw_result_free(part[0]);
  cpw_result_free(part[1]);
  cpw_result_free(two);
  cpw_result_free(one);
}
END_TEST

START_TEST(activity_refuses)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_mitigator factors[3];
  memcpy(factors, FACTORS, sizeof factors);
  cpw_mitigators m = activity();
  m.mitigators = factors;
  factors[1].high = 1.2;
  refused(cpw_mitigators_project(&m, NULL, &r, &err), CPW_EDOMAIN, &err,
          "mitigators[1].high = 1.2 must be at most 1");
  factors[1].high = 0.5;
  refused(cpw_mitigators_project(&m, NULL, &r, &err), CPW_EDOMAIN, &err,
          "mitigators[1].high = 0.5 must be at least low = 0.8");
  factors[1].high = 0.9;
  factors[1].kind = 3;
  refused(cpw_mitigators_project(&m, NULL, &r, &err), CPW_EINVAL, &err,
          "mitigators[1].kind = 3 must be 0 to 2");
  factors[1].kind = 1;
  factors[2].name = "interaction";
  refused(cpw_mitigators_project(&m, NULL, &r, &err), CPW_EINVAL, &err,
          "mitigators[3]: the name \"interaction\" comes twice");
  m = activity();
  m.level = 1;
  refused(cpw_mitigators_project(&m, NULL, &r, &err), CPW_EDOMAIN, &err,
          "level = 1 must be above 0 and below 1");
  m = activity();
  const double many[] = {1e16, 1};
  m.admissions = many;
  refused(cpw_mitigators_project(&m, NULL, &r, &err), CPW_EOVERFLOW, &err,
          "year 0 has more than 2^53 admissions or days");
  m = activity();
  m.rows = 0;
  refused(cpw_mitigators_project(&m, NULL, &r, &err), CPW_EINVAL, &err,
          "rows = 0 must be 1 to 1000000");
  m = activity();
  m.mitigators = NULL;
  refused(cpw_mitigators_project(&m, NULL, &r, &err), CPW_EINVAL, &err, "mitigators must be given");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t all_activity(void *context) {
  cpw_projection p = population();
  cpw_mitigators m = activity();
  cpw_result *r[2] = {NULL, NULL};
  const cpw_projection_scaling scaling[] = {{-1, 0, 1, 0.5, 0, 4, 0, 0},
                                            {1, 1, 1, 0.5, 0, 4, 1, 0}};
  p.method = *(const int32_t *)context;
  p.scalings = scaling;
  p.scaling_count = 1;
  int32_t status = cpw_projection_project(&p, NULL, &r[0], NULL);
  if (status == CPW_OK) status = cpw_mitigators_project(&m, NULL, &r[1], NULL);
  cpw_result_free(r[1]);
  cpw_result_free(r[0]);
  return status;
}

START_TEST(memory_fails)
{
  for (int32_t method = 0; method < 2; method++)
    cpwt_each_allocation_fails(all_activity, &method);
}
END_TEST

void activity_tests(const cases *c) {
  tcase_add_test(c->reference, rows_that_are_scaled);
  tcase_add_test(c->reference, waterfall_by_hand);
  tcase_add_test(c->limits, population_by_hand);
  tcase_add_test(c->limits, activity_by_hand);
  tcase_add_test(c->limits, nothing_is_in_doubt);
  tcase_add_test(c->properties, whole_people_are_stable);
  tcase_add_test(c->properties, scalings_in_any_order);
  tcase_add_test(c->properties, people_who_are_drawn);
  tcase_add_test(c->properties, replications_are_split);
  tcase_add_test(c->properties, chance_alone);
  tcase_add_test(c->properties, doubt_alone);
  tcase_add_test(c->properties, draws_are_the_same);
  tcase_add_test(c->errors, rows_refuse);
  tcase_add_test(c->errors, population_refuses);
  tcase_add_test(c->errors, waterfall_refuses);
  tcase_add_test(c->errors, activity_refuses);
  tcase_add_test(c->oom, memory_fails);
}
