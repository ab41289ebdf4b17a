/* What must always hold: the same bits for any number of threads and any split, people conserved, common
 * random numbers, paired differences, and memory that fails anywhere. */
#include "patients/suites.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RULES 11

static int32_t score_by_wait(void *context, const cpw_patient *patients, int64_t count, double now,
                             double *scores) {
  (void)context;
  for (int64_t i = 0; i < count; i++)
    scores[i] = (now - patients[i].joined) * (patients[i].class_index ? 1.0 : 2.5);
  return 0;
}

/* Everything at once by a rule; even: by slots, odd: by servers. */
static void make(cpwt_list *l, int i) {
  if (i % 2)
    cpwt_list_make_servers(l);
  else
    cpwt_list_make(l);
  l->list.rule = i / 2;
  l->options.keep = 1;
  l->options.overtakes = 1;
  l->options.warm_up = 3;
  if (l->list.rule != CPW_PATIENTS_SCORE) return;
  l->list.score = score_by_wait;
  l->list.rescore = 3;
}

START_TEST(same_bits_for_any_number_of_threads)
{
  static const int32_t threads[] = {2, 7};
  cpwt_list l;
  make(&l, _i);
  cpw_result *one = cpwt_patients(&l);
  cpwt_conserved(one);
  for (int k = 0; k < 2; k++) {
    l.run.threads = threads[k];
    cpw_result *more = cpwt_patients(&l);
    cpwt_same_arrays(one, more);
    cpw_result_free(more);
  }
  cpw_result_free(one);
}
END_TEST

START_TEST(same_bits_for_any_split)
{
  static const int64_t first[] = {0, 1, 8}, count[] = {1, 7, 4};
  cpwt_list l;
  cpw_result *part[3], *merged = NULL;
  make(&l, _i);
  cpw_result *whole = cpwt_patients(&l);
  for (int k = 0; k < 3; k++) {
    l.run.first_replication = first[k];
    l.run.replications = count[k];
    part[k] = cpwt_patients(&l);
  }
  const cpw_result *order[] = {part[2], part[0], part[1]};
  cpw_error err;
  ck_assert_msg(cpw_result_merge(order, 3, NULL, &merged, &err) == CPW_OK, "%s", err.message);
  cpwt_same_arrays(whole, merged);
  cpw_result_free(merged);
  cpw_result_free(whole);
  for (int k = 0; k < 3; k++)
    cpw_result_free(part[k]);
}
END_TEST

/* Without keep different replications cannot become one: they refuse. */
START_TEST(what_is_not_kept_does_not_merge)
{
  cpwt_list l;
  cpw_result *merged = NULL;
  make(&l, 0);
  l.options.keep = 0;
  cpw_result *a = cpwt_patients(&l);
  l.run.first_replication = 12;
  cpw_result *b = cpwt_patients(&l);
  const cpw_result *both[] = {a, b};
  ck_assert_int_eq(cpw_result_merge(both, 2, NULL, &merged, NULL), CPW_EDOMAIN);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* Another list, or another seed, is another simulation. */
START_TEST(other_lists_do_not_merge)
{
  cpwt_list l;
  cpw_result *merged = NULL;
  cpw_error err;
  make(&l, 0);
  cpw_result *a = cpwt_patients(&l);
  l.run.first_replication = 12;
  for (int k = 0; k < 3; k++) {
    l.run.seed = k == 0 ? 2 : 1;
    l.slots[0] = k == 1 ? 6.4 : 5.4;
    l.missed[1] = k == 2 ? 0.3 : 0.2;
    cpw_result *b = cpwt_patients(&l);
    const cpw_result *both[] = {a, b};
    ck_assert_int_eq(cpw_result_merge(both, 2, NULL, &merged, &err), CPW_EDOMAIN);
    ck_assert_ptr_nonnull(strstr(err.message, "list_digest"));
    cpw_result_free(b);
  }
  cpw_result_free(a);
}
END_TEST

/* What a result says of means is what its kept replications say. */
START_TEST(means_are_those_of_the_replications)
{
  cpwt_list l;
  make(&l, 2);
  cpw_result *r = cpwt_patients(&l);
  const cpw_array *path = cpwt_array(r, "treated_path");
  int64_t n = path->dimension[0]->length, who = path->dimension[1]->length;
  for (int64_t w = 0; w < who; w++) {
    double sum = 0.0, squares = 0.0;
    for (int64_t k = 0; k < n; k++)
      sum += path->real[k * who + w];
    for (int64_t k = 0; k < n; k++)
      squares +=
          (path->real[k * who + w] - sum / (double)n) * (path->real[k * who + w] - sum / (double)n);
    double sd = sqrt(squares / (double)(n - 1)), half = 2.200985160082949 * sd / sqrt((double)n);
    cpwt_close(cpwt_value(r, "treated", w), sum / (double)n, 1e-9, "mean");
    cpwt_close(cpwt_value(r, "treated_sd", w), sd, 1e-9, "sd");
    cpwt_close(cpwt_value(r, "treated_upper", w), sum / (double)n + half, 1e-8, "upper limit");
  }
  cpw_result_free(r);
}
END_TEST

/* Twice the capacity: the same people join, in the same groups. */
START_TEST(random_numbers_are_common)
{
  cpwt_list l;
  make(&l, 2 * CPW_PATIENTS_TIERS + _i);
  cpw_result *base = cpwt_patients(&l);
  l.slots[0] = l.slots[1] = 14.0;
  l.servers[0] = 9;
  l.list.rule = CPW_PATIENTS_FIRST_COME;
  cpw_result *changed = cpwt_patients(&l);
  const cpw_array *a = cpwt_array(base, "joined_path"), *b = cpwt_array(changed, "joined_path");
  ck_assert(memcmp(a->real, b->real, (size_t)a->size * sizeof(double)) == 0);
  ck_assert_double_lt(cpwt_value(changed, "closing", 0), cpwt_value(base, "closing", 0));
  cpw_result_free(base);
  cpw_result_free(changed);
}
END_TEST

START_TEST(paired_differences)
{
  cpwt_list l;
  cpw_result *d = NULL;
  cpw_error err;
  make(&l, 0);
  cpw_result *base = cpwt_patients(&l);
  l.slots[0] += 1.0;
  cpw_result *changed = cpwt_patients(&l);
  ck_assert_int_eq(cpw_patients_difference(base, changed, 0.95, NULL, &d, &err), CPW_OK);
  cpwt_close(cpwt_value(d, "treated", 0),
             cpwt_value(changed, "treated", 0) - cpwt_value(base, "treated", 0), 1e-9,
             "difference");
  /* paired: much less spread than of either */
  ck_assert_double_lt(cpwt_value(d, "treated_sd", 0), cpwt_value(base, "treated_sd", 0));
  ck_assert_double_gt(cpwt_value(d, "treated_lower", 0), 0.0);
  ck_assert_double_eq(cpwt_value(d, "joined", 0), 0.0);
  ck_assert_double_eq(cpwt_value(d, "level", 0), 0.95);
  cpw_result_free(d);
  ck_assert_int_eq(cpw_patients_difference(base, changed, 0.0, NULL, &d, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_patients_difference(base, NULL, 0.9, NULL, &d, &err), CPW_EINVAL);
  cpw_result_free(changed);
  l.run.first_replication = 1;
  changed = cpwt_patients(&l);
  ck_assert_int_eq(cpw_patients_difference(base, changed, 0.9, NULL, &d, &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "their dimension replication differs"));
  cpw_result_free(changed);
  l.options.keep = 0;
  changed = cpwt_patients(&l);
  ck_assert_int_eq(cpw_patients_difference(base, changed, 0.9, NULL, &d, &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "changed was not kept"));
  cpw_result_free(changed);
  cpw_result_free(base);
}
END_TEST

/* Quantiles with servers lie within a bucket of the waits themselves. */
static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

START_TEST(quantiles_of_waits)
{
  static cpw_patient_record record[5000];
  static double waits[5000];
  static const double p[] = {0.1, 0.5, 0.92, 1.0};
  int64_t count = 0, n = 0;
  cpwt_list l;
  make(&l, _i);
  l.options.keep = l.options.overtakes = 0;
  l.options.warm_up = 0;
  l.list.periods = 200;
  l.run.replications = 1;
  l.options.records = record;
  l.options.record_room = 5000;
  l.options.record_count = &count;
  l.options.probabilities = p;
  l.options.probability_count = 4;
  cpw_result *r = cpwt_patients(&l);
  ck_assert_int_le(count, 5000);
  for (int64_t i = 0; i < count; i++)
    if (record[i].status == CPW_PATIENT_TREATED) waits[n++] = record[i].ended - record[i].joined;
  ck_assert_double_eq(cpwt_value(r, "treated", 0), (double)n);
  qsort(waits, (size_t)n, sizeof *waits, ascending);
  for (int k = 0; k < 4; k++) {
    int64_t rank = (int64_t)ceil(p[k] * (double)n);
    double wait = waits[rank > 0 ? rank - 1 : 0];
    cpwt_close(cpwt_value(r, "wait", k), wait, _i % 2 ? 0.004 * wait : 0.0, "quantile");
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

typedef struct attempt {
  cpwt_list l;
  cpw_patient_record record[4];
} attempt;

static int32_t simulate_once(void *context) {
  attempt *a = context;
  cpw_result *r = NULL;
  int32_t status = cpw_patients_simulate(&a->l.list, &a->l.options, &a->l.run, &r, NULL);
  cpw_result_free(r);
  return status;
}

/* Each way of keeping a list, by slots and by servers; the other rules allocate nothing of their own. */
START_TEST(memory_fails_anywhere)
{
  static const int rules[] = {CPW_PATIENTS_TIERS, CPW_PATIENTS_MAX_WEIGHT, CPW_PATIENTS_SCORE};
  static attempt a;
  make(&a.l, 2 * rules[_i / 2] + _i % 2);
  a.l.list.periods = 6;
  a.l.run.replications = 2;
  a.l.options.records = a.record;
  a.l.options.record_room = 4;
  cpwt_each_allocation_fails(simulate_once, &a);
}
END_TEST

typedef struct pair {
  cpw_result *a, *b;
} pair;

static int32_t subtract_once(void *context) {
  pair *p = context;
  cpw_result *d = NULL;
  int32_t status = cpw_patients_difference(p->a, p->b, 0.9, NULL, &d, NULL);
  cpw_result_free(d);
  return status;
}

static int32_t merge_once(void *context) {
  pair *p = context;
  const cpw_result *both[] = {p->a, p->b};
  cpw_result *m = NULL;
  int32_t status = cpw_result_merge(both, 2, NULL, &m, NULL);
  cpw_result_free(m);
  return status;
}

START_TEST(memory_fails_afterwards)
{
  cpwt_list l;
  pair p;
  make(&l, 0);
  l.list.periods = 5;
  l.run.replications = 2;
  l.options.warm_up = 1;
  p.a = cpwt_patients(&l);
  l.slots[0] = 9.0;
  p.b = cpwt_patients(&l);
  cpwt_each_allocation_fails(subtract_once, &p);
  cpw_result_free(p.b);
  l.slots[0] = 5.4;
  l.run.first_replication = 2;
  p.b = cpwt_patients(&l);
  cpwt_each_allocation_fails(merge_once, &p);
  cpw_result_free(p.a);
  cpw_result_free(p.b);
}
END_TEST

Suite *cpwt_patients_whole_suite(void) {
  Suite *suite = suite_create("patients whole");
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 300);
  tcase_add_loop_test(properties, same_bits_for_any_number_of_threads, 0, 2 * RULES);
  tcase_add_loop_test(properties, same_bits_for_any_split, 0, 2 * RULES);
  tcase_add_test(properties, what_is_not_kept_does_not_merge);
  tcase_add_test(properties, other_lists_do_not_merge);
  tcase_add_test(properties, means_are_those_of_the_replications);
  tcase_add_loop_test(properties, random_numbers_are_common, 0, 2);
  tcase_add_test(properties, paired_differences);
  tcase_add_loop_test(properties, quantiles_of_waits, 0, 2);
  suite_add_tcase(suite, properties);
  TCase *oom = tcase_create("oom");
  tcase_set_timeout(oom, 600);
  tcase_add_loop_test(oom, memory_fails_anywhere, 0, 6);
  tcase_add_test(oom, memory_fails_afterwards);
  suite_add_tcase(suite, oom);
  return suite;
}
