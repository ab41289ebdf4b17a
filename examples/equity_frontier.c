/* More capacity for everybody, or for the most deprived fifth? Three specialties of England in one system, five
 * fifths of deprivation, two years of five per cent more treatments: every share between universal (0) and targeted (1).
 *
 * Published: lists by months waited at the end of May 2025, clock starts and completed pathways from June 2024 to May
 * 2025 (NHS England, Consultant-led Referral to Treatment Waiting Times, without commissioner NONC, Open Government
 * Licence v3.0), rounded; who leaves untreated is what is left over of them. People: mid-2020 by fifth of IMD 2019 (ONS
 * and MHCLG, the same licence). Health before: quality-adjusted life expectancy by fifth (the table of dcea.h).
 * Assumed, to be replaced by your own: costs; the same lists a head but for 8 % from end to end; a week of waiting takes
 * 0.002 QALYs, more of who has waited longer; what a treatment gives is as good late as early, so that waiting alone
 * counts; and the least deprived, who live longer in better health, lose more by the same wait, in proportion to it.
 *
 * The published comparison (Gibbs, Griffin, Gutacker, Villasenor and Walker, MDM Policy & Practice 10, 2025, doi
 * 10.1177/23814683241310146; a Markov model of eight procedures) finds that reducing waits for all improves health and
 * increases inequality, and that prioritising the most deprived fifth gains nearly as much and increases inequality too,
 * but less. Here the same direction comes out of the lists: inequality rises less as more is targeted, at nearly the same
 * gain. Beyond some share it falls, where all of the new treatments for one fifth go further than the published policy. */
#include <carepath.h>
#include <stdio.h>

#define FIFTHS   5
#define SERVICES 3
#define MONTHS   13
#define WEEKS    57
#define STEPS    10

typedef struct specialty {
  const char *id;
  double starts, treated, removal, cost; /* a week; share a week; assumed */
  double months[MONTHS];                 /* waiting by months waited, the last 12 and over */
} specialty;

static const specialty specialties[SERVICES] = {
    {"trauma and orthopaedics",
     37504,
     31867,
     0.0061,
     3000,
     {146914, 121361, 116285, 84877, 74412, 54762, 54718, 47945, 38451, 28850, 24983, 18217,
      24698}},
    {"ophthalmology",
     40649,
     36728,
     0.0075,
     1000,
     {143687, 106641, 88381, 58852, 45466, 29974, 28645, 23506, 17316, 12634, 9946, 7175, 9411}},
    {"general surgery",
     21010,
     17427,
     0.0102,
     2000,
     {76918, 56373, 53268, 39367, 33109, 23963, 23679, 21109, 16864, 13321, 11320, 8093, 11083}}};
static const char *const fifths[FIFTHS] = {"most deprived", "second", "third", "fourth",
                                           "least deprived"};
static const double people[FIFTHS] = {11301143, 11629843, 11485024, 11177974, 10956154};
static const double a_head[FIFTHS] = {0.96, 0.98, 1, 1.02, 1.04}; /* assumed */

typedef struct england {
  cpw_system system;
  cpw_system_organisation organisation;
  cpw_system_service service[SERVICES];
  cpw_system_profile profile[SERVICES];
  cpw_system_list list[SERVICES * FIFTHS];
  cpw_system_capacity capacity[SERVICES];
  double weeks[SERVICES][WEEKS];
} england;

/* Months into weeks: a month is 365.25/12/7 weeks, the last one is taken to be one too. */
static double by_week(const specialty *from, double *weeks) {
  double sum = 0, month = 365.25 / 84;
  for (int w = 0; w < WEEKS; w++) {
    int m = (int)((w + 0.5) / month);
    weeks[w] = from->months[m < MONTHS ? m : MONTHS - 1] / month;
  }
  for (int m = 0; m < MONTHS; m++)
    sum += from->months[m];
  return sum;
}

static void make_service(england *e, int v) {
  const specialty *from = &specialties[v];
  double all = 0, listed = by_week(from, e->weeks[v]);
  for (int g = 0; g < FIFTHS; g++)
    all += people[g] * a_head[g];
  cpw_system_row_init(CPW_SYSTEM_SERVICES, &e->service[v]);
  e->service[v].id = from->id;
  e->service[v].unit_cost = from->cost;
  e->service[v].harm = 0.002;
  e->service[v].longest_first = 0.5;
  e->profile[v] = (cpw_system_profile){from->id, e->weeks[v], WEEKS};
  cpw_system_row_init(CPW_SYSTEM_CAPACITY, &e->capacity[v]);
  e->capacity[v].organisation = 0;
  e->capacity[v].service = v;
  e->capacity[v].treatments = from->treated;
  for (int g = 0; g < FIFTHS; g++) {
    cpw_system_list *l = &e->list[v * FIFTHS + g];
    cpw_system_row_init(CPW_SYSTEM_LISTS, l);
    l->organisation = 0;
    l->service = v;
    l->group = g;
    l->shape = v;
    l->waiting = listed * people[g] * a_head[g] / all;
    l->starts = from->starts * people[g] * a_head[g] / all;
    l->removal = from->removal;
  }
}

static void make_england(england *e) {
  cpw_system_init(&e->system);
  e->system.weeks = 104;
  e->system.group = fifths;
  e->system.groups = FIFTHS;
  cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &e->organisation);
  e->organisation.id = "England";
  e->organisation.kind = CPW_ORG_NATION;
  for (int v = 0; v < SERVICES; v++)
    make_service(e, v);
  e->system.organisation = &e->organisation;
  e->system.organisations = 1;
  e->system.service = e->service;
  e->system.services = SERVICES;
  e->system.profile = e->profile;
  e->system.profiles = SERVICES;
  e->system.list = e->list;
  e->system.lists = SERVICES * FIFTHS;
  e->system.capacity = e->capacity;
  e->system.capacities = SERVICES;
}

static double at(const cpw_result *r, const char *name, int k) {
  double value = cpw_result_find(r, name)->real[k];
  return value > -1e-9 && value < 1e-9 ? 0 : value;
}

static void show(const cpw_result *r) {
  const char *const words[] = {"nothing", "universal", "targeted"};
  printf("share that is   mean wait   gap most   QALYs  of the  inequality  of the  dominated\n");
  printf("targeted          (weeks)   to least  gained    gain  (per 1,000)   rise\n");
  for (int k = 0; k < STEPS + 2; k++) {
    const char *word = k == 0 ? words[0] : k == 1 ? words[1] : k == STEPS + 1 ? words[2] : "";
    int from = (int)cpw_result_find(r, "dominated_by")->integer[k];
    printf("%-4.1f %-9s %10.2f %10.2f %8.0f", k ? at(r, "target", k) : 0, word,
           at(r, "mean_list_wait", k), at(r, "wait_gap", k), at(r, "health_gain", k));
    if (k == 0)
      printf("       -  %11.3f      -", 1000 * at(r, "inequality", k));
    else
      printf("  %5.1f%%  %11.3f  %4.0f%%", 100 * at(r, "gain_kept", k),
             1000 * at(r, "inequality", k), 100 * at(r, "inequality_kept", k));
    printf("%s\n", from < 0 ? "" : "  yes");
  }
}

int main(void) {
  static england e;
  double benefit[FIFTHS], mean = 0, all = 0;
  const double rise[CPW_SYSTEM_RISE_PIECES] = {1, 1.5, 2, 2.5, 3}; /* assumed */
  const double *health = cpw_dcea_table_find("calculator-qale-england")->value;
  make_england(&e);
  for (int g = 0; g < FIFTHS; g++) {
    mean += people[g] * health[g];
    all += people[g];
  }
  cpw_system_frontier_options options;
  cpw_system_frontier_options_init(&options);
  for (int g = 0; g < FIFTHS; g++)
    benefit[g] = health[g] * all / mean; /* assumed */
  for (int v = 0; v < SERVICES; v++)
    options.money += 0.05 * specialties[v].treated * specialties[v].cost;
  options.people = people;
  options.health = health;
  options.benefit = benefit;
  options.rise = rise;
  options.steps = STEPS;
  cpw_result *result = NULL;
  cpw_error err;
  int failed = cpw_system_frontier(&e.system, &options, NULL, &result, &err) != CPW_OK;
  if (failed)
    fprintf(stderr, "%s: %s\n", err.where, err.message);
  else
    show(result);
  cpw_result_free(result);
  return failed;
}
