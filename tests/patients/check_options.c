/* Limits and errors: empty lists, one patient, wrong values named by place and rule, nothing touched. */
#include "patients/suites.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nobody)
{
  static const double slots[1] = {5.0};
  cpw_patients_list l;
  cpw_result *r = NULL;
  cpw_patients_list_init(&l);
  l.slots = slots;
  ck_assert_int_eq(cpw_patients_simulate(&l, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_value(r, "treated", 0), 0.0);
  ck_assert_double_eq(cpwt_value(r, "unused", 0), 260.0);
  ck_assert(isnan(cpwt_value(r, "wait_mean", 0)));
  ck_assert(isnan(cpwt_value(r, "wait", 0)));
  ck_assert(isnan(cpwt_value(r, "list_within", 0)));
  cpwt_conserved(r);
  cpw_result_free(r);
}
END_TEST

START_TEST(one_patient)
{
  static const int64_t waiting[1] = {1}, servers[1] = {1};
  cpw_duration law = {CPW_DURATION_FIXED, 0, 2.0, 0, 0, NULL};
  cpw_patients_list l;
  cpw_result *r = NULL;
  cpw_patients_list_init(&l);
  l.waiting = waiting;
  l.bands = 1;
  l.servers = servers;
  l.duration = &law;
  ck_assert_int_eq(cpw_patients_simulate(&l, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_value(r, "treated", 0), 1.0);
  ck_assert_double_eq(cpwt_value(r, "wait_mean", 0), 0.5); /* in the middle of its band */
  ck_assert_double_eq(cpwt_value(r, "used", 0), 2.0);
  ck_assert(isnan(cpwt_value(r, "wait_sd", 0)));
  cpw_result_free(r);
}
END_TEST

/* As many as fit, a treatment of no length, a list that grows without end. */
START_TEST(ends_of_the_scale)
{
  static const double arrivals[1] = {50.0};
  static const int64_t servers[1] = {1};
  cpw_duration law = {CPW_DURATION_FIXED, 0, 0.0, 0, 0, NULL};
  cpw_patients_list l;
  cpw_result *r = NULL;
  cpw_patients_list_init(&l);
  l.arrivals = arrivals;
  l.servers = servers;
  l.duration = &law;
  l.rule = CPW_PATIENTS_CMU; /* endless rate */
  ck_assert_int_eq(cpw_patients_simulate(&l, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_value(r, "closing", 0), 0.0);
  ck_assert_double_eq(cpwt_value(r, "wait_mean", 0), 0.0);
  ck_assert_double_eq(cpwt_value(r, "wait", 2), 0.0);
  cpw_result_free(r);
  law.mean = 1e12;
  ck_assert_int_eq(cpw_patients_simulate(&l, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_value(r, "treated", 0), 1.0);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  cpwt_conserved(r);
  cpw_result_free(r);
}
END_TEST

/* Older callers know fewer fields. */
START_TEST(structs_of_any_age)
{
  cpwt_list l;
  cpw_error err;
  cpw_result *r = NULL;
  cpwt_list_make(&l);
  l.list.struct_size = sizeof l.list + 8;
  ck_assert_int_eq(cpw_patients_simulate(&l.list, NULL, NULL, &r, &err), CPW_EABI);
  cpwt_list_make(&l);
  l.options.struct_size = offsetof(cpw_patients_options, precision);
  l.options.precision = 0.1; /* not seen */
  r = cpwt_patients(&l);
  ck_assert_double_eq(cpwt_value(r, "precision_asked", 0), 0.0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

typedef void (*spoil)(cpwt_list *l);

typedef struct wrong {
  spoil make;
  int32_t status;
  const char *part; /* of the message */
} wrong;

static void no_capacity(cpwt_list *l) {
  l->list.slots = NULL;
}
static void two_capacities(cpwt_list *l) {
  l->servers[0] = 1;
  l->list.servers = l->servers;
}
static void zero_capacity(cpwt_list *l) {
  memset(l->slots, 0, sizeof l->slots);
  memset(l->ring, 0, sizeof l->ring);
}
static void negative_arrivals(cpwt_list *l) {
  l->arrivals[1] = -2.0;
}
static void nan_arrivals(cpwt_list *l) {
  l->arrivals[5] = (double)NAN;
}
static void negative_waiting(cpwt_list *l) {
  l->waiting[3] = -1;
}
static void negative_slots(cpwt_list *l) {
  l->slots[1] = -0.5;
}
static void no_periods(cpwt_list *l) {
  l->list.periods = 0;
}
static void no_classes(cpwt_list *l) {
  l->list.classes = 0;
}
static void no_rule(cpwt_list *l) {
  l->list.rule = 11;
}
static void no_batch(cpwt_list *l) {
  l->batch[1] = 0;
}
static void missed_always(cpwt_list *l) {
  l->missed[0] = 1.0;
}
static void bad_validation(cpwt_list *l) {
  l->validation[2] = 1.5;
}
static void bad_release(cpwt_list *l) {
  l->release[1] = -0.1;
}
static void bad_target(cpwt_list *l) {
  l->target[0] = (double)NAN;
}
static void bad_weight(cpwt_list *l) {
  l->weight[1] = (double)INFINITY;
}
static void bad_exponent(cpwt_list *l) {
  l->exponent[0] = 0.5;
}
static void bad_dispersion(cpwt_list *l) {
  l->list.dispersion = 0.5;
}
static void bad_patience(cpwt_list *l) {
  l->patience[1].mean = -1.0;
}
static void bad_shares(cpwt_list *l) {
  l->shares[2] = l->shares[3] = 0.0;
}
static void bad_warm_up(cpwt_list *l) {
  l->options.warm_up = 40;
}
static void bad_level(cpwt_list *l) {
  l->options.level = 1.0;
}
static void bad_batches(cpwt_list *l) {
  l->options.batches = 4;
}
static void bad_precision(cpwt_list *l) {
  l->options.precision = -1.0;
}
static void no_records(cpwt_list *l) {
  l->options.record_room = 3;
}
static void no_replications(cpwt_list *l) {
  l->run.replications = 0;
}
static void too_many_people(cpwt_list *l) {
  l->arrivals[0] = 1e9;
}
static void reserved_is_used(cpwt_list *l) {
  l->list.reserved = 1;
}
static void no_rebooking(cpwt_list *l) {
  l->list.rebook = 0;
}
static void busy_without_servers(cpwt_list *l) {
  l->list.busy = 1;
}
static void no_length(cpwt_list *l) {
  l->list.slots = NULL;
  l->servers[0] = 2;
  l->list.servers = l->servers;
}

static void too_many_cells(cpwt_list *l) {
  l->list.classes = 200;
  l->list.groups = 51;
}
static void endless_classes(cpwt_list *l) {
  l->list.classes = INT64_MAX;
}

static const wrong WRONG[] = {
    {no_capacity, CPW_EINVAL, "one of list.slots and list.servers must be given"},
    {two_capacities, CPW_EINVAL, "one of list.slots and list.servers must be given"},
    {zero_capacity, CPW_EDOMAIN, "list.slots is 0 in every period: nobody can ever be treated"},
    {negative_arrivals, CPW_EDOMAIN, "list.arrivals[1] = -2 must be finite and >= 0"},
    {nan_arrivals, CPW_EDOMAIN, "list.arrivals[5] = nan"},
    {negative_waiting, CPW_EDOMAIN, "list.waiting[3] = -1 must be 0 to"},
    {negative_slots, CPW_EDOMAIN, "list.slots[1] = -0.5"},
    {no_periods, CPW_EINVAL, "list.periods = 0 must be 1 to"},
    {no_classes, CPW_EINVAL, "list.classes = 0"},
    {too_many_cells, CPW_EINVAL, "list.classes x list.groups = 10200 must be 1 to 10000"},
    {endless_classes, CPW_EINVAL, "list.classes = 9223372036854775807 must be 1 to 1000"},
    {no_rule, CPW_EINVAL, "list.rule = 11 must be 0 to 10"},
    {no_batch, CPW_EDOMAIN, "list.batch[1] = 0"},
    {missed_always, CPW_EDOMAIN, "list.missed[0] = 1 must be a share from 0 to below 1"},
    {bad_validation, CPW_EDOMAIN, "list.validation[2] = 1.5"},
    {bad_release, CPW_EDOMAIN, "list.release[1] = -0.1"},
    {bad_target, CPW_EDOMAIN, "list.target[0] = nan must be >= 0"},
    {bad_weight, CPW_EDOMAIN, "list.weight[1] = inf"},
    {bad_exponent, CPW_EDOMAIN, "list.exponent[0] = 0.5 must be from 1 to 10"},
    {bad_dispersion, CPW_EDOMAIN, "list.dispersion = 0.5 must be 0, or 1 and more"},
    {bad_patience, CPW_EDOMAIN, "list.patience[1].mean = -1"},
    {bad_shares, CPW_EDOMAIN, "list.group_shares of class 1"},
    {bad_warm_up, CPW_EINVAL, "options.warm_up = 40 must be 0 to 39"},
    {bad_level, CPW_EDOMAIN, "options.level = 1 must be between 0 and 1"},
    {bad_batches, CPW_EINVAL, "options.batches = 4"},
    {bad_precision, CPW_EDOMAIN, "options.precision[0] = -1"},
    {no_records, CPW_EINVAL, "options.record_room = 3"},
    {no_replications, CPW_EDOMAIN, "run.replications = 0"},
    {too_many_people, CPW_EOVERFLOW, "more than 2^31"},
    {reserved_is_used, CPW_EINVAL, "list.reserved = 1"},
    {no_rebooking, CPW_EINVAL, "list.rebook = 0"},
    {busy_without_servers, CPW_EINVAL, "list.busy needs list.servers"},
    {no_length, CPW_EINVAL, "list.duration must be given"},
};

static void fails(const cpwt_list *l, int32_t status, const char *part) {
  cpw_result *r = (cpw_result *)0x10;
  cpw_error err;
  memset(&err, 0, sizeof err);
  int32_t got = cpw_patients_simulate(&l->list, &l->options, &l->run, &r, &err);
  ck_assert_msg(got == status, "%d instead of %d: %s", (int)got, (int)status, err.message);
  ck_assert_msg(strstr(err.message, part) != NULL, "\"%s\" does not say \"%s\"", err.message, part);
  ck_assert_ptr_eq(r, (cpw_result *)0x10);
  ck_assert_str_eq(err.where, "cpw_patients_simulate");
}

START_TEST(wrong_lists)
{
  cpwt_list l;
  cpwt_list_make(&l);
  WRONG[_i].make(&l);
  fails(&l, WRONG[_i].status, WRONG[_i].part);
}
END_TEST

START_TEST(wrong_servers)
{
  static const double left[3] = {1.0, -1.0, 2.0};
  static const int32_t class_index[3] = {0, 1, 2};
  cpwt_list l;
  cpwt_list_make_servers(&l);
  l.list.busy = 6;
  fails(&l, CPW_EINVAL, "list.busy = 6 must be at most the 5 servers");
  l.list.busy = 3;
  l.list.busy_left = left;
  fails(&l, CPW_EDOMAIN, "list.busy_left[1] = -1");
  l.list.busy_left = NULL;
  l.list.busy_class = class_index;
  fails(&l, CPW_EINVAL, "list.busy_class[2] = 2");
  l.list.busy_class = NULL;
  l.servers[0] = 0;
  l.list.busy = 0;
  fails(&l, CPW_EDOMAIN, "list.servers is 0 in every period");
  l.servers[0] = 5;
  l.list.ring_fenced = l.ring;
  fails(&l, CPW_EINVAL, "need list.slots");
  l.list.ring_fenced = NULL;
  l.duration[1].law = CPW_DURATION_NEVER;
  l.duration[1].mean = 0.0;
  fails(&l, CPW_EDOMAIN, "list.duration[1] must come to an end");
  l.list.duration = NULL;
  fails(&l, CPW_EINVAL, "list.duration must be given");
}
END_TEST

/* A few people by name, each spoilt in one way. */
START_TEST(wrong_rows)
{
  double joined[3] = {-2.0, 1.0, 4.0}, removal[3] = {1.0, (double)NAN, (double)INFINITY};
  double score[3] = {0, 0, 0}, lasts[3] = {1, 1, 1};
  int32_t class_index[3] = {0, 1, 1}, group[3] = {0, 0, 1};
  cpw_patient_rows rows;
  cpwt_list l;
  cpwt_list_make(&l);
  cpw_patient_rows_init(&rows);
  rows.rows = 3;
  l.list.rows = &rows;
  fails(&l, CPW_EINVAL, "rows.joined is NULL");
  rows.joined = joined;
  rows.removal = removal;
  rows.score = score;
  rows.duration = lasts;
  rows.class_index = class_index;
  rows.group_index = group;
  joined[2] = 0.5;
  fails(&l, CPW_EINVAL, "rows.joined[2] = 0.5 must not be below the one before, 1");
  joined[2] = (double)NAN;
  fails(&l, CPW_EDOMAIN, "rows.joined[2] = nan");
  joined[2] = 4.0;
  removal[2] = 3.0;
  fails(&l, CPW_EDOMAIN, "rows.removal[2] = 3 must be > 0 and not before joining at 4");
  removal[2] = 5.0;
  removal[0] = 0.0;
  fails(&l, CPW_EDOMAIN, "rows.removal[0] = 0 must be > 0");
  removal[0] = 2.0;
  score[1] = (double)INFINITY;
  fails(&l, CPW_EDOMAIN, "rows.score[1] = inf");
  score[1] = 0.0;
  lasts[0] = -1.0;
  fails(&l, CPW_EDOMAIN, "rows.duration[0] = -1");
  lasts[0] = (double)NAN;
  class_index[1] = 2;
  fails(&l, CPW_EINVAL, "rows.class_index[1] = 2 must be a class from 0 to 1");
  class_index[1] = 1;
  group[2] = -1;
  fails(&l, CPW_EINVAL, "rows.group_index[2] = -1");
  group[2] = 1;
  cpw_result_free(cpwt_patients(&l));
}
END_TEST

START_TEST(nothing_given)
{
  cpwt_list l;
  cpw_result *r = NULL;
  cpwt_list_make(&l);
  ck_assert_int_eq(cpw_patients_simulate(NULL, NULL, NULL, &r, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_patients_simulate(&l.list, NULL, NULL, NULL, NULL), CPW_EINVAL);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- scores -------------------- */

typedef struct scorer {
  int64_t calls, stop_at;
  double value;
} scorer;

static int32_t give_score(void *context, const cpw_patient *patients, int64_t count, double now,
                          double *scores) {
  scorer *s = context;
  for (int64_t i = 0; i < count; i++)
    scores[i] = s->calls == 3 && patients[i].number % 2 ? s->value : patients[i].joined - now;
  return s->calls++ == s->stop_at;
}

static void with_scores(cpwt_list *l, scorer *s) {
  cpwt_list_make(l);
  l->list.rule = CPW_PATIENTS_SCORE;
  l->list.score = give_score;
  l->list.score_context = s;
  l->list.rescore = 2;
}

START_TEST(scores_that_are_wrong)
{
  static const double values[] = {(double)NAN, (double)INFINITY};
  scorer s = {0, -1, values[_i]};
  cpwt_list l;
  with_scores(&l, &s);
  fails(&l, CPW_EDOMAIN, "must be finite");
}
END_TEST

START_TEST(scores_that_stop)
{
  scorer s = {0, 5, 0.0};
  cpwt_list l;
  with_scores(&l, &s);
  fails(&l, CPW_ECANCELLED, "stopped by the score");
  with_scores(&l, &s);
  l.list.rule = CPW_PATIENTS_TIERS;
  fails(&l, CPW_EINVAL, "list.score needs the rule");
}
END_TEST

/* ---------------------------------------------------------------- stopping ------------------ */

static int stop_half_way(void *context, double done) {
  double *most = context;
  ck_assert_double_ge(done, *most);
  *most = done;
  return done >= 0.5;
}

START_TEST(cancelled_by_the_caller)
{
  volatile int32_t cancel = 1;
  double most = 0.0;
  cpwt_list l;
  cpwt_list_make(&l);
  l.run.replications = 200;
  l.run.progress = stop_half_way;
  l.run.progress_context = &most;
  fails(&l, CPW_ECANCELLED, "cancelled");
  ck_assert_double_ge(most, 0.5);
  l.run.progress = NULL;
  l.run.cancel = &cancel;
  fails(&l, CPW_ECANCELLED, "cancelled");
}
END_TEST

static int never_stop(void *context, double done) {
  double *most = context;
  ck_assert_double_ge(done, *most);
  ck_assert_double_le(done, 1.0);
  *most = done;
  return 0;
}

START_TEST(progress_never_goes_back)
{
  double most = 0.0;
  cpwt_list l;
  cpwt_list_make(&l);
  l.run.replications = 1000;
  l.run.progress = never_stop;
  l.run.progress_context = &most;
  l.options.precision = 0.04;
  cpw_result *r = cpwt_patients(&l);
  ck_assert_double_eq(most, 1.0);
  cpw_result_free(r);
}
END_TEST

Suite *cpwt_patients_options_suite(void) {
  Suite *suite = suite_create("patients options");
  TCase *limits = tcase_create("limits");
  tcase_add_test(limits, nobody);
  tcase_add_test(limits, one_patient);
  tcase_add_test(limits, ends_of_the_scale);
  tcase_add_test(limits, structs_of_any_age);
  tcase_add_test(limits, progress_never_goes_back);
  suite_add_tcase(suite, limits);
  TCase *errors = tcase_create("errors");
  tcase_add_loop_test(errors, wrong_lists, 0, (int)(sizeof WRONG / sizeof *WRONG));
  tcase_add_test(errors, wrong_servers);
  tcase_add_test(errors, wrong_rows);
  tcase_add_test(errors, nothing_given);
  tcase_add_loop_test(errors, scores_that_are_wrong, 0, 2);
  tcase_add_test(errors, scores_that_stop);
  tcase_add_test(errors, cancelled_by_the_caller);
  suite_add_tcase(suite, errors);
  return suite;
}
