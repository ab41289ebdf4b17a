/* Every formula by name: names and texts, an evaluation with plain inputs against the function behind it, errors,
 * failing memory. */
#include "queue/suites.h"

#include <string.h>

/* Plain inputs for any formula: by name, or 0.5, lists of two, tables that send nobody on. */
typedef struct plain {
  cpw_queue_value values[CPWI_QUEUE_MOST_INPUTS];
  double memory[CPWI_QUEUE_MOST_INPUTS][4];
  int64_t count;
} plain;

static double value_for(const char *name) {
  static const struct {
    const char *name;
    double value;
  } known[] = {{"servers", 3.0},        {"room", 5.0},           {"service_rate", 1.5},
               {"service_second", 2.0}, {"service_third", 30.0}, {"growth", 2.0},
               {"stay", 2.0},           {"demand", 9.0}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].name, name) == 0) return known[i].value;
  return 0.5;
}

static void fill(plain *p, const cpw_queue_formula *f) {
  p->count = 0;
  for (int64_t i = 0; i < f->inputs; i++) {
    const cpw_queue_input *in = &f->input[i];
    /* what only some goals need has no default */
    if (!in->required &&
        (in->dimension || !isnan(in->missing) || strncmp(f->name, "least", 5) != 0))
      continue;
    cpw_queue_value *v = &p->values[p->count];
    double *m = p->memory[p->count++];
    int table = in->kind == CPW_QUEUE_TABLE;
    for (int k = 0; k < 4; k++)
      m[k] = table ? 0.1 * k
             : in->kind == CPW_QUEUE_LIST && strcmp(in->name, "arrivals") == 0
                 ? 0.2
                 : value_for(in->name);
    v->name = in->name;
    v->values = m;
    v->length = table ? 4 : in->kind == CPW_QUEUE_LIST ? 2 : 1;
  }
}

static int is_option(const char *name) {
  for (const char *c = name; *c; c++)
    if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_')) return 0;
  return *name >= 'a' && *name <= 'z';
}

static void check_texts(const cpw_queue_formula *f) {
  ck_assert_msg(is_option(f->name), "%s", f->name);
  ck_assert_msg(f->summary[strlen(f->summary) - 1] == '.', "%s: %s", f->name, f->summary);
  ck_assert(*f->source && f->inputs >= 1 && f->outputs >= 1);
  ck_assert(f->inputs <= CPWI_QUEUE_MOST_INPUTS && f->outputs <= CPWI_QUEUE_MOST_OUTPUTS);
  for (int64_t i = 0; i < f->inputs; i++) {
    const cpw_queue_input *in = &f->input[i];
    ck_assert_msg(is_option(in->name) && *in->meaning && *in->domain, "%s.%s", f->name, in->name);
    int list = in->kind == CPW_QUEUE_LIST || in->kind == CPW_QUEUE_TABLE;
    ck_assert_msg(list == (in->dimension != NULL), "%s.%s", f->name, in->name);
    ck_assert_msg((in->kind == CPW_QUEUE_CHOICE) == (in->choices != NULL), "%s.%s", f->name,
                  in->name);
    for (int64_t k = 0; k < i; k++)
      ck_assert_str_ne(in->name, f->input[k].name);
    for (int64_t k = 0; k < f->outputs; k++)
      ck_assert_msg(strcmp(in->name, f->output[k].name) != 0, "%s: %s in and out", f->name,
                    in->name);
  }
  for (int64_t i = 0; i < f->outputs; i++) {
    ck_assert_msg(is_option(f->output[i].name) && *f->output[i].meaning, "%s", f->output[i].name);
    for (int64_t k = 0; k < i; k++)
      ck_assert_str_ne(f->output[i].name, f->output[k].name);
  }
}

START_TEST(every_formula_has_its_texts)
{
  const cpw_queue_formula *f;
  int64_t count = 0;
  for (; (f = cpw_queue_formula_at(count)) != NULL; count++) {
    check_texts(f);
    ck_assert_ptr_eq(cpw_queue_formula_find(f->name), f);
  }
  ck_assert_int_ge(count, 19);
  ck_assert_ptr_null(cpw_queue_formula_at(-1));
  ck_assert_ptr_null(cpw_queue_formula_find("no_such_formula"));
  ck_assert_ptr_null(cpw_queue_formula_find(NULL));
}
END_TEST

/* The formulae of the steady state alone: those over time have their own tests. */
static int64_t steady_count(void) {
  return cpwi_queue_steady_formulae.count + cpwi_queue_class_formulae.count;
}

START_TEST(every_formula_can_be_evaluated)
{
  for (int64_t i = 0; i < steady_count(); i++) {
    const cpw_queue_formula *f = cpw_queue_formula_at(i);
    plain p;
    cpw_error err;
    cpw_result *r = NULL;
    fill(&p, f);
    int32_t status = cpw_queue_evaluate(f->name, p.values, p.count, NULL, &r, &err);
    ck_assert_msg(status == CPW_OK, "%s: %s", f->name, status ? err.message : "");
    for (int64_t k = 0; k < f->outputs; k++) {
      const cpw_array *a = cpw_result_find(r, f->output[k].name);
      ck_assert_msg(a && a->size >= 1 && strcmp(a->unit, f->output[k].unit) == 0, "%s.%s", f->name,
                    f->output[k].name);
    }
    for (int64_t k = 0; k < p.count; k++) {
      const cpw_array *a = cpw_result_find(r, p.values[k].name);
      ck_assert(a && a->size == p.values[k].length && a->real[0] == p.values[k].values[0]);
    }
    ck_assert_str_eq(cpw_result_note(r, "source"), f->source);
    ck_assert_str_eq(cpw_result_note(r, "formula"), f->name);
    cpw_result_free(r);
  }
}
END_TEST

static cpw_result *evaluate(const char *formula, const cpw_queue_value *values, int64_t count) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_queue_evaluate(formula, values, count, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status ? err.message : "");
  return r;
}

static double figure(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real[0];
}

START_TEST(as_the_functions_say)
{
  const double a = 2.8, r = 1.0, c = 3.0, t = 2.0, share = 0.9, law = 1.0, tail = 1.0,
               chance = 0.05;
  cpw_queue_value in[] = {{"arrivals", &a, 1},
                          {"service_rate", &r, 1},
                          {"servers", &c, 1},
                          {"time", &t, 1},
                          {"share", &share, 1}};
  cpw_result *m = evaluate("mmc", in, 5);
  cpwt_close(figure(m, "mean_wait"), 4.3833865814696485623, 1e-13, "mean_wait");
  cpwt_close(figure(m, "wait_tail"), cpw_queue_mmc_wait_tail(a, r, c, t), 0, "tail");
  cpwt_close(figure(m, "wait_quantile"), cpw_queue_mmc_wait_quantile(a, r, c, share), 0,
             "quantile");
  cpw_result_free(m);
  cpw_queue_value unstable[] = {{"arrivals", &c, 1}, {"service_rate", &r, 1}, {"servers", &c, 1}};
  m = evaluate("mmc", unstable, 3);
  ck_assert_int_eq(cpw_result_outcome(m), CPW_OUTCOME_UNSTABLE);
  cpw_result_free(m);
  const double half = 0.5;
  cpw_queue_value regular[] = {{"arrivals", &half, 1}, {"service_rate", &r, 1}, {"law", &law, 1}};
  m = evaluate("gim1", regular, 3);
  cpw_queue_measures g;
  ck_assert_int_eq(cpw_queue_gim1(CPW_QUEUE_LAW_DETERMINISTIC, half, 1.0, r, &g, NULL), CPW_OK);
  cpwt_close(figure(m, "wait_chance"), g.wait_chance, 0, "D/M/1");
  cpw_result_free(m);
  cpw_queue_value goal[] = {{"goal", &tail, 1},
                            {"arrivals", &a, 1},
                            {"service_rate", &r, 1},
                            {"share", &chance, 1},
                            {"time", &t, 1}};
  m = evaluate("least_servers", goal, 5);
  cpw_queue_need need;
  ck_assert_int_eq(cpw_queue_least_servers(CPW_QUEUE_GOAL_WAIT_TAIL, a, r, chance, t, &need, NULL),
                   CPW_OK);
  cpwt_close(figure(m, "servers"), need.servers, 0, "least servers");
  cpw_result_free(m);
}
END_TEST

START_TEST(errors_name_the_input)
{
  cpw_error err;
  cpw_result *r = NULL;
  const double a[3] = {1.0, 2.0, 3.0}, half = 0.5, big = 9.0;
  cpw_queue_value load[] = {{"load", a, 1}, {"load", a, 1}}, unknown = {"beds", a, 1};
  cpw_queue_value wide[] = {{"load", a, 2}, {"servers", a, 1}};
  cpw_queue_value none[] = {{NULL, a, 1}, {"load", NULL, 1}};
  cpwt_fails(cpw_queue_evaluate("erlang", load, 1, NULL, &r, &err), CPW_ENOTFOUND, &err, "erlang");
  cpwt_fails(cpw_queue_evaluate("erlang_b", &unknown, 1, NULL, &r, &err), CPW_ENOTFOUND, &err,
             "beds");
  cpwt_fails(cpw_queue_evaluate("erlang_b", load, 2, NULL, &r, &err), CPW_EINVAL, &err, "twice");
  cpwt_fails(cpw_queue_evaluate("erlang_b", load, 1, NULL, &r, &err), CPW_EINVAL, &err,
             "needs servers");
  cpwt_fails(cpw_queue_evaluate("erlang_b", wide, 2, NULL, &r, &err), CPW_EINVAL, &err, "2 values");
  cpwt_fails(cpw_queue_evaluate("erlang_b", &none[0], 1, NULL, &r, &err), CPW_EINVAL, &err, "NULL");
  cpwt_fails(cpw_queue_evaluate("erlang_b", &none[1], 1, NULL, &r, &err), CPW_EINVAL, &err, "NULL");
  cpwt_fails(cpw_queue_evaluate(NULL, load, 1, NULL, &r, &err), CPW_EINVAL, &err, "NULL");
  cpw_queue_value room[] = {
      {"arrivals", a, 1}, {"service_rate", a, 1}, {"servers", &half, 1}, {"room", a, 1}};
  cpwt_fails(cpw_queue_evaluate("mmck", room, 4, NULL, &r, &err), CPW_EDOMAIN, &err,
             "servers = 0.5");
  cpw_queue_value law[] = {{"arrivals", &half, 1}, {"service_rate", a, 1}, {"law", &big, 1}};
  cpwt_fails(cpw_queue_evaluate("gim1", law, 3, NULL, &r, &err), CPW_EDOMAIN, &err, "law = 9");
  cpw_queue_value share[] = {
      {"arrivals", &half, 1}, {"service_rate", a, 1}, {"servers", a, 1}, {"share", &big, 1}};
  cpwt_fails(cpw_queue_evaluate("mmc", share, 4, NULL, &r, &err), CPW_EDOMAIN, &err, "share = 9");
  cpw_queue_value goal[] = {{"arrivals", a, 1}, {"service_rate", a, 1}, {"share", &half, 1}};
  cpwt_fails(cpw_queue_evaluate("least_servers", goal, 2, NULL, &r, &err), CPW_EINVAL, &err,
             "share is missing");
  cpwt_fails(cpw_queue_evaluate("least_capacity", goal, 3, NULL, &r, &err), CPW_EINVAL, &err,
             "time is missing");
  cpw_queue_value lists[] = {{"arrivals", a, 3}, {"servers", a, 2}, {"service_rate", a, 1}};
  cpwt_fails(cpw_queue_evaluate("pool", lists, 3, NULL, &r, &err), CPW_EINVAL, &err,
             "do not go with");
  cpw_queue_value stages[] = {
      {"arrivals", a, 1}, {"routing", a, 3}, {"service_rate", a, 1}, {"servers", a, 1}};
  cpwt_fails(cpw_queue_evaluate("jackson", stages, 4, NULL, &r, &err), CPW_EINVAL, &err, "routing");
  ck_assert_ptr_null(r);
}
END_TEST

/* What was given for an output of two evaluations: all the same. */
static void same_output(const cpw_result *a, const cpw_result *b, const char *name) {
  const cpw_array *x = cpw_result_find(a, name), *y = cpw_result_find(b, name);
  ck_assert_int_eq(x->size, y->size);
  for (int64_t k = 0; k < x->size; k++)
    ck_assert_msg(x->real[k] == y->real[k], "%s[%lld]", name, (long long)k);
}

START_TEST(one_value_for_all)
{
  const double arrivals[] = {0.2, 0.3, 0.1}, one = 1.0, two = 2.0, twos[] = {2, 2, 2};
  const double ones[] = {1, 1, 1}, weeks = 3.0, joins = 5.0, slots = 4.0, share = 0.1;
  cpw_queue_value each[] = {
      {"arrivals", arrivals, 3}, {"service_time", ones, 3}, {"service_second", twos, 3}};
  cpw_queue_value all[] = {
      {"arrivals", arrivals, 3}, {"service_time", &one, 1}, {"service_second", &two, 1}};
  cpw_result *a = evaluate("priority_mg1", each, 3), *b = evaluate("priority_mg1", all, 3);
  same_output(a, b, "mean_wait");
  same_output(a, b, "service_second");
  cpw_result_free(a);
  cpw_result_free(b);
  const double fives[] = {5, 5, 5}, fours[] = {4, 4, 4}, tenths[] = {0.1, 0.1, 0.1};
  cpw_queue_value listed[] = {
      {"arrivals", fives, 3}, {"capacity", fours, 3}, {"removal", tenths, 3}};
  cpw_queue_value counted[] = {{"arrivals", &joins, 1},
                               {"capacity", &slots, 1},
                               {"removal", &share, 1},
                               {"weeks", &weeks, 1}};
  a = evaluate("weekly_batch", listed, 3);
  b = evaluate("weekly_batch", counted, 4);
  same_output(a, b, "mean_queue");
  same_output(a, b, "capacity");
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* What only some give by period or by week: against the functions. */
START_TEST(lists_that_may_be_left_out)
{
  const double length[] = {1, 2}, in[] = {3, 5}, rate = 1.0, two = 2.0, patience[] = {0.5, 0.0};
  const double rates[] = {1, 1}, half = 0.5, four = 4.0, none = 0.0, weeks = 2.0;
  const int64_t servers[] = {2, 2}, slots[] = {4, 4};
  cpw_queue_value p[] = {{"length", length, 2},
                         {"arrivals", in, 2},
                         {"service_rate", &rate, 1},
                         {"servers", &two, 1},
                         {"patience_rate", patience, 2}};
  cpw_queue_schedule s;
  cpw_queue_schedule_init(&s);
  s.periods = 2;
  s.length = length;
  s.arrivals = in;
  s.service = rates;
  s.servers = servers;
  s.patience = patience;
  cpw_result *direct = NULL, *named = evaluate("periods", p, 5);
  ck_assert_int_eq(cpw_queue_periods(&s, NULL, NULL, &direct, NULL), CPW_OK);
  same_output(direct, named, "abandoned");
  ck_assert_double_gt(cpw_result_find(named, "abandoned")->real[0], 0.0);
  ck_assert_double_eq(cpw_result_find(named, "abandoned")->real[1], 0.0);
  cpw_result_free(direct);
  cpw_result_free(named);
  direct = NULL;
  cpw_queue_value w[] = {{"arrivals", in, 2},
                         {"capacity", &four, 1},
                         {"removal", &none, 1},
                         {"cancel", &half, 1},
                         {"weeks", &weeks, 1}};
  const double nobody[] = {0, 0}, halves[] = {0.5, 0.5};
  cpw_queue_weekly_list l;
  cpw_queue_weekly_list_init(&l);
  l.weeks = 2;
  l.joins = in;
  l.capacity = slots;
  l.removal = nobody;
  l.cancel = halves;
  named = evaluate("weekly_batch", w, 5);
  ck_assert_int_eq(cpw_queue_weekly(&l, NULL, &direct, NULL), CPW_OK);
  same_output(direct, named, "treated");
  cpw_result_free(direct);
  cpw_result_free(named);
}
END_TEST

START_TEST(stays_of_a_mixture_by_name)
{
  const double law = CPW_QUEUE_HYPEREXPONENTIAL, times[] = {1.0, 4.0}, chance[] = {0.3, 0.7};
  const double mean[] = {5.0, 1.0}, length = 9.0, in = 3.0, none = 0.0;
  cpw_queue_value v[] = {
      {"law", &law, 1},     {"times", times, 2},          {"length", &length, 1},
      {"arrivals", &in, 1}, {"branch_chance", chance, 2}, {"branch_mean", mean, 2}};
  cpw_result *r = evaluate("infinite", v, 6);
  for (int k = 0; k < 2; k++) {
    double sum = 0.0;
    for (int b = 0; b < 2; b++)
      sum += in * chance[b] * mean[b] * (1.0 - exp(-times[k] / mean[b]));
    cpwt_close(cpw_result_find(r, "mean_number")->real[k], sum, 1e-13, "a mixture");
  }
  cpw_result_free(r);
  cpw_error err;
  r = NULL;
  cpwt_fails(cpw_queue_evaluate("infinite", v, 4, NULL, &r, &err), CPW_EINVAL, &err,
             "branches = 0");
  v[0].values = &none;
  cpwt_fails(cpw_queue_evaluate("infinite", v, 4, NULL, &r, &err), CPW_EINVAL, &err,
             "infinite needs stay");
}
END_TEST

START_TEST(weeks_that_do_not_go_with_the_lists)
{
  const double two[] = {5, 5}, half = 1.5, three = 3.0;
  cpw_error err;
  cpw_result *r = NULL;
  cpw_queue_value in[] = {
      {"arrivals", two, 2}, {"capacity", two, 1}, {"removal", &three, 1}, {"weeks", &three, 1}};
  cpwt_fails(cpw_queue_evaluate("weekly_batch", in, 4, NULL, &r, &err), CPW_EINVAL, &err,
             "arrivals has 2 values, which do not go with the 3 of weeks");
  in[3].values = &half;
  cpwt_fails(cpw_queue_evaluate("weekly_batch", in, 4, NULL, &r, &err), CPW_EDOMAIN, &err,
             "weeks = 1.5");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(what_takes_long_can_be_cancelled)
{
  const double weeks = 3.0, some = 5.0, share = 0.1;
  cpw_queue_value in[] = {
      {"arrivals", &some, 1}, {"capacity", &some, 1}, {"removal", &share, 1}, {"weeks", &weeks, 1}};
  const int32_t stop = 1;
  cpw_error err;
  cpw_result *r = NULL;
  cpw_run run;
  cpw_run_init(&run);
  ck_assert_int_eq(cpw_queue_evaluate_run("weekly_batch", in, 4, &run, NULL, &r, &err), CPW_OK);
  cpw_result_free(r);
  r = NULL;
  run.cancel = &stop;
  cpwt_fails(cpw_queue_evaluate_run("weekly_batch", in, 4, &run, NULL, &r, &err), CPW_ECANCELLED,
             &err, "");
  ck_assert_ptr_null(r);
}
END_TEST

static int32_t spread_formula(void *context) {
  const double weeks = 3.0, some = 5.0, share = 0.1;
  cpw_queue_value counted[] = {
      {"arrivals", &some, 1}, {"capacity", &some, 1}, {"removal", &share, 1}, {"weeks", &weeks, 1}};
  cpw_result *r;
  (void)context;
  int32_t status = cpw_queue_evaluate("weekly_batch", counted, 4, NULL, &r, NULL);
  if (!status) cpw_result_free(r);
  return status;
}

static int32_t one_formula(void *context) {
  const cpw_queue_formula *f = context;
  plain p;
  cpw_result *r;
  fill(&p, f);
  int32_t status = cpw_queue_evaluate(f->name, p.values, p.count, NULL, &r, NULL);
  if (!status) cpw_result_free(r);
  return status;
}

START_TEST(failing_memory)
{
  for (int64_t i = 0; i < steady_count(); i++) {
    cpw_queue_formula f = *cpw_queue_formula_at(i);
    cpwt_each_allocation_fails(one_formula, &f);
  }
  cpwt_each_allocation_fails(spread_formula, NULL);
}
END_TEST

/* no number of beds, so no occupancy; no bed at all is occupied to 0 */
START_TEST(beds_that_nothing_reaches)
{
  const double arrivals = 4.0, stay = 3.0, never = 0.0, always = 1.0;
  cpw_queue_value in[] = {{"arrivals", &arrivals, 1}, {"stay", &stay, 1}, {"share", &never, 1}};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_queue_evaluate("beds", in, 3, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert(isnan(cpw_result_find(r, "beds")->real[0]));
  ck_assert(isnan(cpw_result_find(r, "occupancy")->real[0]));
  cpw_result_free(r);
  r = NULL;
  in[2].values = &always;
  ck_assert_int_eq(cpw_queue_evaluate("beds", in, 3, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(cpw_result_find(r, "beds")->real[0], 0.0);
  ck_assert_double_eq(cpw_result_find(r, "occupancy")->real[0], 0.0);
  cpw_result_free(r);
}
END_TEST

Suite *cpwt_steady_registry_suite(void) {
  Suite *suite = suite_create("queue: formulae by name");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *oom = tcase_create("oom");
  tcase_add_test(limits, every_formula_has_its_texts);
  tcase_add_test(limits, every_formula_can_be_evaluated);
  tcase_add_test(limits, beds_that_nothing_reaches);
  tcase_add_test(limits, one_value_for_all);
  tcase_add_test(limits, lists_that_may_be_left_out);
  tcase_add_test(limits, stays_of_a_mixture_by_name);
  tcase_add_test(errors, what_takes_long_can_be_cancelled);
  tcase_add_test(errors, errors_name_the_input);
  tcase_add_test(errors, weeks_that_do_not_go_with_the_lists);
  tcase_add_test(reference, as_the_functions_say);
  tcase_add_test(oom, failing_memory);
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, oom);
  return suite;
}
