/* What slots are used for: fractions made whole, sessions, ring-fencing and release, treatments of
 * several slots, missed appointments, validation, calendars; servers that change; hand-counted cases. */
#include "patients/suites.h"

#include <math.h>
#include <string.h>

/* A list of one or two classes by slots, all of it given. */
typedef struct small {
  cpw_patients_list list;
  cpw_patients_options options;
  cpw_run run;
  int64_t waiting[4];
  double slots[4];
} small;

static void make(small *s, int64_t first, int64_t second, double slots, int64_t periods) {
  memset(s, 0, sizeof *s);
  cpw_patients_list_init(&s->list);
  cpw_patients_options_init(&s->options);
  cpw_run_init(&s->run);
  s->waiting[0] = first;
  s->waiting[1] = second;
  s->slots[0] = slots;
  s->list.classes = second < 0 ? 1 : 2;
  s->list.waiting = s->waiting;
  s->list.bands = 1;
  s->list.slots = s->slots;
  s->list.periods = periods;
}

static cpw_result *run(const small *s) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_patients_simulate(&s->list, &s->options, &s->run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  cpwt_conserved(r);
  return r;
}

static void holds(const cpw_result *r, const char *name, int64_t i, double value) {
  ck_assert_msg(cpwt_value(r, name, i) == value, "%s[%lld] = %.17g, not %.17g", name, (long long)i,
                cpwt_value(r, name, i), value);
}

/* ---------------------------------------------------------------- capacity ------------------ */

START_TEST(fractions_are_whole_to_date)
{
  small s;
  make(&s, 1000, -1, 2.7, 10);
  cpw_result *r = run(&s);
  static const double expected[] = {2, 3, 3, 2, 3, 3, 2, 3, 3, 3};
  for (int64_t t = 0; t < 10; t++)
    holds(r, "treated_in", t, expected[t]);
  holds(r, "used", 0, 27.0);
  holds(r, "utilisation", 0, 1.0);
  cpw_result_free(r);
  make(&s, 1000, -1, 0.1, 10); /* ten tenths are one, whatever rounding says */
  r = run(&s);
  holds(r, "treated", 0, 1.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(tables_start_again)
{
  small s;
  make(&s, 100, -1, 1.0, 7);
  s.slots[1] = 0.0;
  s.slots[2] = 5.0;
  s.list.slot_rows = 3;
  cpw_result *r = run(&s);
  static const double expected[] = {1, 0, 5, 1, 0, 5, 1};
  for (int64_t t = 0; t < 7; t++)
    holds(r, "treated_in", t, expected[t]);
  cpw_result_free(r);
}
END_TEST

/* Class 1 has two slots of its own, class 0 one; what is left of them is given on or lost. */
START_TEST(ring_fenced_slots_and_their_release)
{
  static const double ring[2] = {1.0, 2.0};
  double release[2] = {0.0, 0.0};
  small s;
  make(&s, 10, 1, 1.0, 1);
  s.list.ring_fenced = ring;
  cpw_result *r = run(&s); /* class 0: its own and the one for anybody; class 1: one of its two */
  holds(r, "treated", 1, 2.0);
  holds(r, "treated", 2, 1.0);
  holds(r, "taken", 1, 2.0);
  holds(r, "taken", 2, 1.0);
  holds(r, "offered", 0, 4.0);
  holds(r, "used", 0, 3.0);
  holds(r, "unused", 0, 1.0);
  cpw_result_free(r);
  release[1] = 1.0;
  s.list.release = release;
  r = run(&s);
  holds(r, "treated", 1, 3.0);
  holds(r, "unused", 0, 0.0);
  cpw_result_free(r);
  release[1] = 0.5; /* rounded down: half a slot is none */
  r = run(&s);
  holds(r, "treated", 1, 2.0);
  cpw_result_free(r);
}
END_TEST

/* Treatments of three slots with two slots a period: what is missing is taken from the next ones. */
START_TEST(treatments_of_several_slots)
{
  static const int64_t needed[1] = {3};
  static const double expected[] = {1, 1, 0, 1, 1, 0};
  small s;
  make(&s, 10, -1, 2.0, 6);
  s.list.slots_needed = needed;
  cpw_result *r = run(&s);
  for (int64_t t = 0; t < 6; t++)
    holds(r, "treated_in", t, expected[t]);
  holds(r, "used", 0, 12.0);
  holds(r, "taken", 0, 12.0);
  cpw_result_free(r);
}
END_TEST

/* Sessions of 4 slots of 10: 4, 4 and 2. */
START_TEST(cancelled_sessions)
{
  small s;
  make(&s, 100, -1, 10.0, 4);
  s.list.session_slots = 4;
  s.list.cancelled = 1.0;
  s.run.replications = 3;
  cpw_result *r = run(&s);
  holds(r, "treated", 0, 0.0);
  holds(r, "lost", 0, 40.0);
  ck_assert(isnan(cpwt_value(r, "utilisation", 0)));
  cpw_result_free(r);
  s.list.cancelled = 0.25;
  s.list.session_slots = 5;
  s.run.replications = cpwt_fewer(20000);
  r = run(&s); /* two sessions of five */
  double sd = sqrt(4.0 * 2.0 * 0.25 * 0.75) * 5.0 / sqrt((double)s.run.replications);
  cpwt_close(cpwt_value(r, "lost", 0), 10.0, 4.0 * sd, "lost");
  holds(r, "utilisation", 0, 1.0);
  cpwt_close(cpwt_value(r, "used", 0) + cpwt_value(r, "lost", 0), 40.0, 1e-9, "all slots");
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- missed appointments ------- */

/* A slot of each ends with nobody there; those who are rebooked come first two periods later. */
START_TEST(missed_appointments)
{
  static const double missed[1] = {0.25};
  double removed[1] = {1.0};
  small s;
  make(&s, 100000, -1, 100.0, 10);
  s.list.missed = missed;
  s.list.missed_removed = removed;
  s.run.replications = cpwt_fewer(400);
  double n = 1000.0 * (double)s.run.replications, error = 4.0 * sqrt(0.25 * 0.75 / n) * 1000.0;
  cpw_result *r = run(&s);
  cpwt_close(cpwt_value(r, "missed", 0), 250.0, error, "missed");
  cpwt_close(cpwt_value(r, "removed", 0), cpwt_value(r, "missed", 0), 1e-9, "removed");
  cpwt_close(cpwt_value(r, "treated", 0), 1000.0 - cpwt_value(r, "missed", 0), 1e-9, "treated");
  holds(r, "used", 0, 1000.0);
  cpw_result_free(r);
  removed[0] = 0.0;
  s.list.rebook = 2;
  r = run(&s);
  cpwt_close(cpwt_value(r, "missed", 0), 250.0, error, "missed and rebooked");
  holds(r, "removed", 0, 0.0);
  holds(r, "taken", 0, 1000.0);
  cpwt_close(cpwt_value(r, "treated", 0), 1000.0 - cpwt_value(r, "missed", 0), 1e-9, "treated");
  cpw_result_free(r);
}
END_TEST

/* Ten people and room for all: each comes at the first, second, ... appointment, three periods apart. */
START_TEST(rebooked_patients_come_later)
{
  static const double missed[1] = {0.5};
  static cpw_patient_record record[2000];
  int64_t count = 0, by_missed[4] = {0};
  small s;
  make(&s, 2000, -1, 5000.0, 60);
  s.list.missed = missed;
  s.list.rebook = 3;
  s.options.records = record;
  s.options.record_room = 2000;
  s.options.record_count = &count;
  cpw_result *r = run(&s);
  ck_assert_int_eq(count, 2000);
  for (int64_t i = 0; i < count; i++) {
    const cpw_patient_record *x = &record[i];
    ck_assert_int_eq(x->number, i);
    if (x->status != CPW_PATIENT_TREATED) continue;
    ck_assert_double_eq(x->ended, 1.0 + 3.0 * x->missed);
    by_missed[x->missed < 3 ? x->missed : 3]++;
  }
  for (int k = 0; k < 3; k++) /* halves again and again */
    cpwt_close((double)by_missed[k], 1000.0 / (1 << k), 4.0 * sqrt(1000.0 / (1 << k)), "missed");
  cpw_result_free(r);
}
END_TEST

/* Class 1 has slots of its own alone, class 2 what it releases: rebooked patients of neither are stuck. */
START_TEST(rebooked_patients_in_released_slots)
{
  static const double arrivals[2] = {4.0, 4.0}, ring[2] = {10.0, 0.0}, release[2] = {1.0, 0.0};
  static const double missed[2] = {0.2, 0.2};
  small s;
  make(&s, 0, 0, 0.0, 200);
  s.list.arrivals = arrivals;
  s.list.ring_fenced = ring;
  s.list.release = release;
  s.list.missed = missed;
  s.run.replications = 5;
  cpw_result *r = run(&s);
  ck_assert_double_gt(cpwt_value(r, "missed", 1), 150.0);
  ck_assert_double_lt(cpwt_value(r, "closing", 1), 12.0);
  ck_assert_double_gt(cpwt_value(r, "missed", 2), 100.0);
  ck_assert_double_lt(cpwt_value(r, "closing", 2), 200.0); /* 10 slots for 8 who need 1.25 each */
  cpw_result_free(r);
}
END_TEST

/* 29 % of 100 slots are 29, though 0.29 x 100 is a little less for a double. */
START_TEST(released_shares_are_whole)
{
  static const double ring[2] = {100.0, 0.0}, release[2] = {0.29, 0.0};
  small s;
  make(&s, 0, 50, 0.0, 1);
  s.list.ring_fenced = ring;
  s.list.release = release;
  cpw_result *r = run(&s);
  holds(r, "treated", 2, 29.0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- leaving ------------------- */

/* Half of them leave at the first opportunity, the others never: whatever else is asked for. */
START_TEST(patience_that_never_ends_or_ends_at_once)
{
  static const double arrivals[1] = {20.0};
  static cpw_patient_record record[10];
  cpw_duration law = {CPW_DURATION_NEVER, 0, 0, 0, 0.5, NULL};
  small s;
  make(&s, 0, -1, 1.0, 50);
  s.list.arrivals = arrivals;
  s.list.patience = &law;
  cpw_result *r = run(&s);
  cpwt_close(cpwt_value(r, "removed", 0), 490.0, 90.0, "removed");
  s.options.records = record;
  s.options.record_room = 10;
  cpw_result *with = run(&s);
  holds(with, "removed", 0, cpwt_value(r, "removed", 0));
  holds(with, "wait_mean", 0, cpwt_value(r, "wait_mean", 0));
  cpw_result_free(r);
  cpw_result_free(with);
}
END_TEST

/* Somebody whose patience is p periods has left at the end of the p-th after joining. */
START_TEST(patience_in_whole_periods)
{
  static const double arrivals[1] = {10.0};
  static const double patience[] = {0.0, 0.2, 1.0, 1.5, 2.0, 3.7};
  static const double stays[] = {1, 1, 1, 2, 2, 4}; /* ends of periods that see them waiting */
  small s;
  make(&s, 0, -1, 0.0, 12);
  cpw_duration law = {CPW_DURATION_FIXED, 0, patience[_i], 0, 0, NULL};
  s.slots[1] = 0.5; /* never one whole slot before the end: 0.5 in period 2, 4, ... */
  s.list.slot_rows = 2;
  s.list.arrivals = arrivals;
  s.list.dispersion = 0.0;
  s.list.patience = &law;
  cpw_result *r = run(&s);
  for (int64_t t = 0; t < 3; t++) /* the first slot is in period 4 */
    holds(r, "list", t, 10.0 * fmin((double)(t + 1), stays[_i]));
  holds(r, "joined", 0, 120.0);
  cpw_result_free(r);
}
END_TEST

/* A third of those who wait is removed in every second period. */
START_TEST(validation_removes_a_share)
{
  static const double validation[2] = {0.0, 0.3};
  small s;
  make(&s, 1000, -1, 0.0, 4);
  s.slots[3] = 1.0;
  s.list.slot_rows = 4;
  s.list.validation = validation;
  s.list.validation_rows = 2;
  s.run.replications = cpwt_fewer(1000);
  cpw_result *r = run(&s);
  double n = 1000.0 * (double)s.run.replications;
  cpwt_close(cpwt_value(r, "removed_in", 1), 300.0, 4.0 * sqrt(0.21 / n) * 1000.0, "removed");
  cpwt_close(cpwt_value(r, "removed_in", 3), 210.0, 6.0 * sqrt(0.21 / n) * 1000.0, "removed");
  holds(r, "removed_in", 0, 0.0);
  cpw_result_free(r);
}
END_TEST

/* What is left of a patience is drawn given how long somebody has waited: those who have waited 30 of a
 * patience evenly up to 40 leave within 10. */
START_TEST(patience_of_those_who_wait_already)
{
  small s;
  make(&s, 0, -1, 0.0, 30);
  int64_t waiting[31] = {0};
  waiting[30] = 1000;
  s.list.waiting = waiting;
  s.list.bands = 31;
  s.slots[1] = 1e-9;
  s.list.slot_rows = 2;
  cpw_duration law = {CPW_DURATION_UNIFORM, 0, 20.0, 1.0 / sqrt(3.0) - 1e-12, 0, NULL};
  s.list.patience = &law;
  cpw_result *r = run(&s);
  holds(r, "list", 9, 0.0);
  ck_assert_double_gt(cpwt_value(r, "list", 4), 420.0);
  ck_assert_double_lt(cpwt_value(r, "list", 4), 580.0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- joining ------------------- */

START_TEST(dispersion_and_batches)
{
  static const double arrivals[1] = {12.0}, dispersions[] = {0.0, 1.0, 3.0};
  static const int64_t batch[1] = {3};
  small s;
  make(&s, 0, -1, 1.0, 1);
  s.list.arrivals = arrivals;
  s.list.batch = batch;
  s.list.dispersion = dispersions[_i];
  s.options.keep = 1;
  s.run.replications = cpwt_fewer(20000);
  cpw_result *r = run(&s);
  double n = (double)s.run.replications,
         variance = dispersions[_i] * 12.0 * 3.0; /* of batches of 3 */
  cpwt_close(cpwt_value(r, "joined", 0), 12.0, 4.0 * sqrt(variance / n) + 1e-9, "joined");
  double sd = cpwt_value(r, "joined_sd", 0);
  cpwt_close(sd * sd, variance, variance * 8.0 / sqrt(n) + 1e-9, "variance");
  const cpw_array *paths = cpwt_array(r, "joined_path");
  for (int64_t i = 0; i < paths->size; i++)
    ck_assert_double_eq(fmod(paths->real[i], 3.0), 0.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(groups_by_their_shares)
{
  static const double arrivals[2] = {30.0, 10.0}, shares[] = {0.2, 0.8, 1.0, 0.0};
  static const int64_t waiting[4] = {0, 0, 0, 0};
  small s;
  make(&s, 0, 0, 100.0, 10);
  s.list.waiting = waiting;
  s.list.groups = 2;
  s.list.arrivals = arrivals;
  s.list.group_shares = shares;
  s.run.replications = cpwt_fewer(200);
  cpw_result *r = run(&s);
  /* who: all, two classes, two groups, four cells */
  double n = (double)s.run.replications;
  cpwt_close(cpwt_value(r, "joined", 5), 60.0, 4.0 * sqrt(60.0 / n), "class 1, group 1");
  cpwt_close(cpwt_value(r, "joined", 6), 240.0, 4.0 * sqrt(240.0 / n), "class 1, group 2");
  holds(r, "joined", 8, 0.0);
  for (int64_t k = 0; k < 2; k++) {
    cpwt_close(cpwt_value(r, "joined", 1 + k),
               cpwt_value(r, "joined", 5 + 2 * k) + cpwt_value(r, "joined", 6 + 2 * k), 1e-9,
               "class");
    cpwt_close(cpwt_value(r, "joined", 3 + k),
               cpwt_value(r, "joined", 5 + k) + cpwt_value(r, "joined", 7 + k), 1e-9, "group");
  }
  cpw_result_free(r);
}
END_TEST

/* A class in which nobody has joined yet: in strict order classes join one after the other. */
START_TEST(classes_without_anybody)
{
  static const double arrivals[2] = {5.0, 0.01};
  small s;
  make(&s, 0, 0, 9.0, 9);
  s.list.arrivals = arrivals;
  s.list.rule = CPW_PATIENTS_TIERS;
  s.run.replications = 50;
  cpw_result *r = run(&s);
  ck_assert_double_gt(cpwt_value(r, "joined", 1), 40.0);
  ck_assert_double_lt(cpwt_value(r, "joined", 2), 1.0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- what is counted ----------- */

/* One slot a period and a list of 30 by age: every figure counted by hand. */
START_TEST(figures_by_hand)
{
  static const double limits[2] = {2.0, 4.0}, target[1] = {3.0}, p[3] = {0.0, 0.5, 1.0};
  static const int64_t waiting[3] = {1, 2, 3}; /* have waited 0, 1, 2 periods */
  small s;
  make(&s, 0, -1, 1.0, 4);
  s.list.waiting = waiting;
  s.list.bands = 3;
  s.list.target = target;
  s.options.limits = limits;
  s.options.limit_count = 2;
  s.options.probabilities = p;
  s.options.probability_count = 3;
  cpw_result *r = run(&s);
  /* treated with waits 3, 4, 5 (had waited 2) and 5 (had waited 1); left: 1 of age 5, 1 of age 4 */
  holds(r, "treated", 0, 4.0);
  holds(r, "closing", 0, 2.0);
  holds(r, "wait_mean", 0, 4.25);
  cpwt_close(cpwt_value(r, "wait_sd", 0), sqrt(2.75 / 3.0), 1e-15, "wait_sd");
  holds(r, "within", 0, 0.0);
  holds(r, "within", 1, 0.5);
  holds(r, "breached", 0, 3.0);
  holds(r, "breaching", 0, 2.0);
  holds(r, "list_within", 1, 0.5);
  holds(r, "wait", 0, 3.0);
  holds(r, "wait", 1, 4.0);
  holds(r, "wait", 2, 5.0);
  holds(r, "queue_mean", 0, (5.0 + 4.0 + 3.0 + 2.0) / 4.0);
  static const double over_two[] = {2, 3, 3, 2}, over_four[] = {0, 0, 0, 1};
  for (int64_t t = 0; t < 4; t++) {
    holds(r, "over", 2 * t, over_two[t]);
    holds(r, "over", 2 * t + 1, over_four[t]);
  }
  cpw_result_free(r);
}
END_TEST

/* The same list when only the last two periods count. */
START_TEST(warm_up_does_not_count)
{
  static const int64_t waiting[3] = {1, 2, 3};
  small s;
  make(&s, 0, -1, 1.0, 4);
  s.list.waiting = waiting;
  s.list.bands = 3;
  s.options.warm_up = 2;
  cpw_result *r = run(&s);
  holds(r, "opening", 0, 4.0);
  holds(r, "treated", 0, 2.0);
  holds(r, "wait_mean", 0, 5.0);
  holds(r, "used", 0, 2.0);
  holds(r, "queue_mean", 0, 2.5);
  holds(r, "list", 0, 5.0); /* by period from the first on */
  cpw_result_free(r);
}
END_TEST

/* Batches of a run without chance: the spread of the batch means by hand. */
START_TEST(batches_by_hand)
{
  small s;
  make(&s, 8, -1, 1.0, 8);
  s.options.batches = 2;
  cpw_result *r = run(&s); /* waits 1 to 8: 2.5 and 6.5 */
  holds(r, "wait_mean", 0, 4.5);
  cpwt_close(cpwt_value(r, "wait_mean_sd", 0), sqrt(8.0), 1e-14, "sd of the batches");
  holds(r, "treated", 0, 8.0);
  ck_assert(isnan(cpwt_value(r, "treated_sd", 0)));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- servers ------------------- */

/* Two servers, then one, then none: treatments under way go on. */
START_TEST(servers_that_change)
{
  static const double joined[] = {0, 0, 0, 0.5, 3.5}, lasts[] = {1.5, 0.7, 0.4, 0.1, 9};
  static const int64_t servers[4] = {2, 1, 0, 2};
  static cpw_patient_record record[5];
  cpw_duration law = {CPW_DURATION_EXPONENTIAL, 0, 1.0, 0, 0, NULL};
  cpw_patients_list l;
  cpw_patient_rows rows;
  cpw_patients_options o;
  cpw_result *r = NULL;
  cpw_patients_list_init(&l);
  cpw_patient_rows_init(&rows);
  cpw_patients_options_init(&o);
  rows.rows = 5;
  rows.joined = joined;
  rows.duration = lasts;
  l.rows = &rows;
  l.periods = 4;
  l.servers = servers;
  l.server_rows = 4;
  l.duration = &law;
  o.records = record;
  o.record_room = 5;
  ck_assert_int_eq(cpw_patients_simulate(&l, &o, NULL, &r, NULL), CPW_OK);
  static const double began[] = {0, 0, 0.7, 1.5,
                                 3.5}; /* at 1.1 only one server is left, busy to 1.5 */
  for (int i = 0; i < 5; i++)
    ck_assert_double_eq(record[i].ended, began[i]);
  holds(r, "offered", 0, 5.0);
  cpwt_close(cpwt_value(r, "used", 0), 1.5 + 0.7 + 0.4 + 0.1 + 0.5, 1e-12, "used");
  cpwt_close(cpwt_value(r, "taken", 0), 1.5 + 0.7 + 0.4 + 0.1 + 0.5, 1e-12, "taken");
  cpw_result_free(r);
}
END_TEST

/* Treatments under way at the start hold their servers as long as they were said to. */
START_TEST(servers_that_are_busy)
{
  static const double joined[] = {-2, -1}, lasts[] = {1, 1}, left[2] = {0.75, 2.5};
  static const int64_t servers[1] = {2};
  static cpw_patient_record record[2];
  cpw_duration law = {CPW_DURATION_EXPONENTIAL, 0, 1.0, 0, 0, NULL};
  cpw_patients_list l;
  cpw_patient_rows rows;
  cpw_patients_options o;
  cpw_result *r = NULL;
  cpw_patients_list_init(&l);
  cpw_patient_rows_init(&rows);
  cpw_patients_options_init(&o);
  rows.rows = 2;
  rows.joined = joined;
  rows.duration = lasts;
  l.rows = &rows;
  l.periods = 4;
  l.servers = servers;
  l.duration = &law;
  l.busy = 2;
  l.busy_left = left;
  o.records = record;
  o.record_room = 2;
  ck_assert_int_eq(cpw_patients_simulate(&l, &o, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(record[0].ended, 0.75);
  ck_assert_double_eq(record[1].ended, 1.75);
  holds(r, "wait_mean", 0, 2.75);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- calendars ----------------- */

/* England's week around the early May bank holiday of 2024: Monday the 6th is closed. */
START_TEST(slots_of_a_calendar)
{
  static const int32_t holidays[] = {19849, 19849, 19000}; /* 2024-05-06 twice, and long before */
  cpw_patients_calendar c;
  double slots[4];
  cpw_patients_calendar_init(&c);
  c.start = 19842; /* Monday 2024-04-29 */
  for (int d = 0; d < 5; d++)
    c.week[d] = 10.0 + d;
  c.holidays = holidays;
  c.holiday_count = 3;
  ck_assert_int_eq(cpw_patients_slots(&c, 3, slots, NULL), CPW_OK);
  ck_assert(slots[0] == 60.0 && slots[1] == 50.0 && slots[2] == 60.0);
  c.ramp_first = 1;
  c.ramp_periods = 2;
  c.ramp_to = 1.5;
  c.holiday_count = 0;
  ck_assert_int_eq(cpw_patients_slots(&c, 4, slots, NULL), CPW_OK);
  ck_assert(slots[0] == 60.0 && slots[1] == 75.0 && slots[2] == 90.0 && slots[3] == 90.0);
  c.start = 19846; /* a Friday, by days */
  c.period_days = 1;
  ck_assert_int_eq(cpw_patients_slots(&c, 4, slots, NULL), CPW_OK);
  ck_assert(slots[0] == 14.0 && slots[1] == 0.0 && slots[2] == 0.0 && slots[3] == 15.0);
}
END_TEST

START_TEST(calendars_that_are_wrong)
{
  cpw_patients_calendar c;
  double slots[2] = {7.0, 7.0};
  cpw_error err;
  cpw_patients_calendar_init(&c);
  c.week[3] = -1.0;
  ck_assert_int_eq(cpw_patients_slots(&c, 2, slots, &err), CPW_EDOMAIN);
  ck_assert_ptr_nonnull(strstr(err.message, "calendar.week[3] = -1"));
  c.week[3] = 1.0;
  c.period_days = 0;
  ck_assert_int_eq(cpw_patients_slots(&c, 2, slots, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "calendar.period_days = 0 must be >= 1");
  c.holiday_count = 1;
  c.period_days = 7;
  ck_assert_int_eq(cpw_patients_slots(&c, 2, slots, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "calendar.holidays must be given");
  c.holiday_count = 0;
  c.period_days = 7;
  c.ramp_to = (double)NAN;
  ck_assert_int_eq(cpw_patients_slots(&c, 2, slots, &err), CPW_EDOMAIN);
  c.ramp_to = 1.0;
  c.start = 2932890;
  ck_assert_int_eq(cpw_patients_slots(&c, 2, slots, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_patients_slots(NULL, 2, slots, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_patients_slots(&c, 0, NULL, &err), CPW_OK);
  ck_assert(slots[0] == 7.0 && slots[1] == 7.0);
}
END_TEST

Suite *cpwt_patients_slots_suite(void) {
  Suite *suite = suite_create("patients slots");
  TCase *reference = tcase_create("reference");
  tcase_set_timeout(reference, 120);
  tcase_add_test(reference, fractions_are_whole_to_date);
  tcase_add_test(reference, tables_start_again);
  tcase_add_test(reference, ring_fenced_slots_and_their_release);
  tcase_add_test(reference, treatments_of_several_slots);
  tcase_add_test(reference, cancelled_sessions);
  tcase_add_test(reference, missed_appointments);
  tcase_add_test(reference, rebooked_patients_come_later);
  tcase_add_test(reference, rebooked_patients_in_released_slots);
  tcase_add_test(reference, released_shares_are_whole);
  tcase_add_test(reference, patience_that_never_ends_or_ends_at_once);
  tcase_add_loop_test(reference, patience_in_whole_periods, 0, 6);
  tcase_add_test(reference, validation_removes_a_share);
  tcase_add_test(reference, patience_of_those_who_wait_already);
  tcase_add_loop_test(reference, dispersion_and_batches, 0, 3);
  tcase_add_test(reference, groups_by_their_shares);
  tcase_add_test(reference, classes_without_anybody);
  tcase_add_test(reference, figures_by_hand);
  tcase_add_test(reference, warm_up_does_not_count);
  tcase_add_test(reference, batches_by_hand);
  tcase_add_test(reference, servers_that_change);
  tcase_add_test(reference, servers_that_are_busy);
  tcase_add_test(reference, slots_of_a_calendar);
  suite_add_tcase(suite, reference);
  TCase *errors = tcase_create("errors");
  tcase_add_test(errors, calendars_that_are_wrong);
  suite_add_tcase(suite, errors);
  return suite;
}
