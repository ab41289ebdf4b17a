/* What always holds: nobody is lost, threads and splits change nothing, without chance the simulation
 * is the projection; and memory that fails. */
#include "simulate/suites.h"
#include "simulate/worlds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(random_worlds)
{
  for (uint64_t seed = 1; seed <= (uint64_t)cpwt_many(300); seed++) {
    const char *problem = simulated_world_holds(seed);
    ck_assert_msg(!problem, "seed %llu: %s", (unsigned long long)seed, problem);
  }
}
END_TEST

START_TEST(threads_change_nothing)
{
  for (int kind = 0; kind < 4; kind++) {
    cpwt_example e;
    cpwt_example_make(&e, 100);
    e.options.process = kind % 2;
    e.options.keep = kind / 2;
    e.options.bands = 1;
    cpw_result *one = cpwt_simulate(&e);
    e.run.threads = 4;
    cpw_result *four = cpwt_simulate(&e);
    cpwt_same_bytes(one, four);
    cpw_result_free(four);
    e.run.seed = 2;
    cpw_result *other = cpwt_simulate(&e);
    ck_assert(cpwt_real(one, "total_starts_mean")[0] != cpwt_real(other, "total_starts_mean")[0]);
    cpw_result_free(other);
    cpw_result_free(one);
  }
}
END_TEST

/* Replications in three parts, merged in any order. */
START_TEST(parts_merge_to_the_whole)
{
  static const int64_t from[4] = {3, 10, 11, 40};
  static const int order[2][3] = {{0, 1, 2}, {2, 0, 1}};
  for (int grows = 0; grows < 2; grows++) {
    cpwt_example e;
    cpwt_example_make(&e, 37);
    if (grows)
      e.starts[0] = 1, e.capacity[0] = 0, e.removal[0] = e.removal[1] = e.removal[2] = -0.9,
      e.options.periods = 20;
    e.options.keep = e.options.bands = 1;
    e.run.first_replication = 3;
    cpw_result *whole = cpwt_simulate(&e), *part[3], *merged;
    for (int k = 0; k < 3; k++) {
      e.run.first_replication = from[k];
      e.run.replications = from[k + 1] - from[k];
      part[k] = cpwt_simulate(&e);
    }
    for (int o = 0; o < 2; o++) {
      const cpw_result *these[3] = {part[order[o][0]], part[order[o][1]], part[order[o][2]]};
      cpw_error err;
      int32_t status = cpw_result_merge(these, 3, NULL, &merged, &err);
      ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
      cpwt_same_bytes(whole, merged);
      ck_assert_int_eq(cpw_result_outcome(merged), cpw_result_outcome(whole));
      if (grows)
        ck_assert_str_eq(cpw_result_note(merged, "unstable"), cpw_result_note(whole, "unstable"));
      cpw_result_free(merged);
    }
    for (int k = 0; k < 3; k++)
      cpw_result_free(part[k]);
    cpw_result_free(whole);
  }
}
END_TEST

/* Figures that are not kept cannot be merged into others' quantiles. */
START_TEST(without_keeping_nothing_merges)
{
  cpwt_example e;
  cpwt_example_make(&e, 10);
  cpw_result *a = cpwt_simulate(&e), *merged = NULL;
  e.run.first_replication = 10;
  cpw_result *b = cpwt_simulate(&e);
  const cpw_result *both[2] = {a, b};
  ck_assert_int_eq(cpw_result_merge(both, 2, NULL, &merged, NULL), CPW_EDOMAIN);
  ck_assert_ptr_null(merged);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* Quantiles are of type 7, from the figures that are kept; mean and spread too. */
START_TEST(quantiles_are_those_of_the_figures)
{
  static const double p[3] = {0, 0.3, 1};
  cpwt_example e;
  cpwt_example_make(&e, 41);
  e.options.keep = 1;
  e.options.probabilities = p;
  e.options.probability_count = 3;
  cpw_result *r = cpwt_simulate(&e);
  const double *path = cpwt_real(r, "total_closing_path");
  for (int t = 0; t < 4; t++) {
    double x[41], sum = 0, squares = 0;
    for (int i = 0; i < 41; i++) {
      int at = i;
      for (; at > 0 && x[at - 1] > path[4 * i + t]; at--)
        x[at] = x[at - 1];
      x[at] = path[4 * i + t];
      sum += path[4 * i + t];
    }
    for (int i = 0; i < 41; i++)
      squares += (x[i] - sum / 41) * (x[i] - sum / 41);
    const double *q = cpwt_real(r, "total_closing") + 3 * t;
    ck_assert(q[0] == x[0] && q[1] == x[12] && q[2] == x[40]); /* 40 steps: 0.3 is the 12th */
    cpwt_near(cpwt_real(r, "total_closing_mean")[t], sum / 41, 1e-9, "mean");
    cpwt_near(cpwt_real(r, "total_closing_sd")[t], sqrt(squares / 40), 1e-9, "spread");
  }
  ck_assert_int_eq(cpwt_integer(r, "replications")[0], 41);
  ck_assert(memcmp(cpwt_real(r, "probability"), p, sizeof p) == 0);
  cpw_result_free(r);
}
END_TEST

/* Progress never goes back, and ends at 1. */
static int watch(void *context, double done) {
  double *last = context;
  int back = !(done >= *last && done <= 1.0);
  *last = done;
  return back;
}

/* So many replications that lists are run a few at a time: the same bits as all of them kept. */
START_TEST(lists_one_after_the_other)
{
  enum { LISTS = 7 };
  cpwt_example e;
  double waiting[LISTS], treatment[LISTS], removal[LISTS], starts[LISTS], capacity[LISTS];
  for (int l = 0; l < LISTS; l++) {
    waiting[l] = 5 + l;
    treatment[l] = 0.1;
    removal[l] = 0.05;
    starts[l] = 2 + l;
    capacity[l] = 2;
  }
  cpwt_example_make(&e, 60000); /* 2 lists at a time */
  e.options.periods = 4;
  e.bands.count = 1;
  e.backlog.lists = LISTS;
  e.backlog.waiting = waiting;
  e.backlog.treatment_hazard = treatment;
  e.backlog.removal_hazard = removal;
  e.backlog.starts = starts;
  e.backlog.capacity = capacity;
  e.options.bands = 1;
  double done = 0.0;
  e.run.progress = watch;
  e.run.progress_context = &done;
  cpw_result *few = cpwt_simulate(&e);
  ck_assert(done == 1.0);
  e.options.keep = 1;
  done = 0.0;
  cpw_result *all = cpwt_simulate(&e);
  const cpw_array *a = cpw_result_find(few, "total_closing"), *b;
  b = cpw_result_find(all, "total_closing");
  ck_assert(memcmp(a->real, b->real, (size_t)a->size * 8) == 0);
  ck_assert(memcmp(cpwt_real(few, "waiting_mean"), cpwt_real(all, "waiting_mean"), LISTS * 4 * 8) ==
            0);
  cpw_result_free(few);
  cpw_result_free(all);
}
END_TEST

/* ---------------------------------------------------------------- failing memory ------------ */

static int32_t simulate_everything(void *context) {
  const cpwt_example *e = context;
  cpw_result *r;
  int32_t status = cpw_simulate_waitlist(&e->backlog, &e->options, &e->run, &r, NULL);
  if (status == CPW_OK) cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  for (int kind = 0; kind < 4; kind++) {
    cpwt_example e;
    double starts[3] = {5, 5, 5}, flows[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    cpw_history h;
    cpwt_example_make(&e, 2);
    cpw_history_init(&h);
    h.lists = 1;
    h.periods = 3;
    h.bands = &e.bands;
    h.starts = starts;
    h.treated = h.waiting = flows;
    e.bands.period = 7;
    e.options.periods = 1;
    e.options.block = 2;
    e.options.process = kind % 2;
    e.options.keep = e.options.bands = kind / 2;
    if (kind > 0) e.options.history = &h;
    cpwt_each_allocation_fails(simulate_everything, &e);
  }
}
END_TEST

static int32_t merge_everything(void *context) {
  cpw_result *merged;
  int32_t status = cpw_result_merge(context, 2, NULL, &merged, NULL);
  if (status == CPW_OK) cpw_result_free(merged);
  return status;
}

START_TEST(memory_fails_in_a_merge)
{
  cpwt_example e;
  cpwt_example_make(&e, 2);
  e.options.periods = 1;
  e.options.keep = 1;
  cpw_result *a = cpwt_simulate(&e);
  e.run.first_replication = 2;
  cpw_result *b = cpwt_simulate(&e);
  const cpw_result *both[2] = {a, b};
  cpwt_each_allocation_fails(merge_everything, both);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

Suite *cpwt_whole_suite(void) {
  Suite *suite = suite_create("simulate whole");
  TCase *properties = tcase_create("properties"), *oom = tcase_create("oom");
  tcase_set_timeout(properties, 600);
  tcase_set_timeout(oom, 600);
  tcase_add_test(properties, random_worlds);
  tcase_add_test(properties, threads_change_nothing);
  tcase_add_test(properties, parts_merge_to_the_whole);
  tcase_add_test(properties, without_keeping_nothing_merges);
  tcase_add_test(properties, quantiles_are_those_of_the_figures);
  tcase_add_test(properties, lists_one_after_the_other);
  tcase_add_test(oom, memory_fails);
  tcase_add_test(oom, memory_fails_in_a_merge);
  suite_add_tcase(suite, properties);
  suite_add_tcase(suite, oom);
  return suite;
}
