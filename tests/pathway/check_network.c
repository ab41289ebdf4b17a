/* A network that owns itself: names, rows, figures, what is refused, and memory that is short. */
#include "pathway/check_pathway.h"

static cpw_network *built(sample *s) {
  cpw_network *n = NULL;
  int32_t number = -1;
  make_sample(s);
  ck_assert_int_eq(cpw_network_new(NULL, NULL, &n, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_add_calendar(n, s->calendar, &number, NULL), CPW_OK);
  ck_assert_int_eq(number, 0);
  for (int i = 0; i < STAGES; i++)
    ck_assert_int_eq(cpw_network_add_stage(n, &s->stage[i], &number, NULL), CPW_OK);
  ck_assert_int_eq(number, HOME);
  for (int g = 0; g < 2; g++)
    ck_assert_int_eq(cpw_network_add_group(n, s->group[g], &number, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_add_pool(n, s->pool, &number, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_add_routes(n, s->route, 6, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_add_arrivals(n, s->arrival, 2, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_add_stays(n, s->stay, 3, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_add_changes(n, s->change, 1, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_add_uses(n, s->use, 1, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_add_initial(n, s->initial, 3, NULL), CPW_OK);
  return n;
}

START_TEST(it_keeps_what_it_was_given)
{
  sample s;
  cpw_error err;
  cpw_network *n = built(&s);
  memset(&s, 0x7f, sizeof s); /* nothing of the caller's is read any more */
  const cpw_pathway *p = cpw_network_pathway(n, &err);
  ck_assert_ptr_nonnull(p);
  ck_assert_ptr_eq(cpw_network_pathway(n, NULL), p);
  ck_assert_str_eq(p->time_unit, "days");
  ck_assert_str_eq(p->stage[WARD].name, "ward");
  ck_assert_str_eq(p->group[1], "65+");
  ck_assert_double_eq(p->calendar[0].values[5], 0);
  ck_assert_double_eq(p->stay[2].duration->mean, 0.5);
  ck_assert_ptr_null(p->priority);
  ck_assert_int_eq(cpw_network_stage(n, "recovery"), RECOVERY);
  ck_assert_int_eq(cpw_network_group(n, "65+"), 1);
  ck_assert_int_eq(cpw_network_calendar(n, "weekdays"), 0);
  ck_assert_int_eq(cpw_network_pool(n, "nurses"), 0);
  ck_assert_int_eq(cpw_network_stage(n, "nowhere"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_network_group(n, "all"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_network_stage(NULL, "ward"), CPW_EINVAL);
  ck_assert_int_eq(cpw_network_pool(n, NULL), CPW_EINVAL);
  cpw_network_free(n);
  cpw_network_free(NULL);
}
END_TEST

START_TEST(it_takes_changes)
{
  sample s;
  cpw_error err;
  cpw_network *n = built(&s);
  cpw_stage stage = s.stage[WARD];
  stage.name = "not read";
  stage.servers = 3;
  ck_assert_int_eq(cpw_network_set_stage(n, WARD, &stage, NULL), CPW_OK);
  ck_assert_ptr_null(cpw_network_pathway(n, &err)); /* four are in the ward */
  ck_assert_str_eq(err.where, "cpw_network_pathway");
  stage.servers = 12;
  ck_assert_int_eq(cpw_network_set_stage(n, WARD, &stage, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_set_deadlock(n, CPW_DEADLOCK_STOP, NULL), CPW_OK);
  const cpw_pathway *p = cpw_network_pathway(n, &err);
  ck_assert_double_eq(p->stage[WARD].servers, 12);
  ck_assert_str_eq(p->stage[WARD].name, "ward");
  ck_assert_int_eq(p->deadlock, CPW_DEADLOCK_STOP);
  cpw_network_free(n);
}
END_TEST

/* The narrower comes before the wider, whichever was first; of two alike the later holds. */
START_TEST(figures_by_precedence)
{
  sample s;
  cpw_network *n = built(&s);
  const struct {
    int32_t figure, stage, group;
    double value;
  } rows[] = {{CPW_FIGURE_PRIORITY, WARD, 1, 7},  {CPW_FIGURE_PRIORITY, WARD, -1, 5},
              {CPW_FIGURE_PRIORITY, -1, 1, 3},    {CPW_FIGURE_PRIORITY, -1, -1, 2},
              {CPW_FIGURE_PRIORITY, -1, -1, -2},  {CPW_FIGURE_WEIGHT, CLINIC, 0, 2.5},
              {CPW_FIGURE_TARGET, CLINIC, 1, 14}, {CPW_FIGURE_HARM, -1, 1, 0.01}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    ck_assert_int_eq(cpw_network_set_figure(n, rows[i].figure, rows[i].stage, rows[i].group,
                                            rows[i].value, NULL),
                     CPW_OK);
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  ck_assert_int_eq(p->priority[WARD * 2 + 1], 7);
  ck_assert_int_eq(p->priority[WARD * 2], 5);
  ck_assert_int_eq(p->priority[CLINIC * 2 + 1], 3);
  ck_assert_int_eq(p->priority[CLINIC * 2], -2);
  ck_assert_double_eq(p->weight[0], 2.5);
  ck_assert_double_eq(p->weight[1], 1);
  ck_assert_double_eq(p->targets[1], 14);
  ck_assert_double_eq(p->targets[0], (double)INFINITY);
  ck_assert_double_eq(p->harm[HOME * 2 + 1], 0.01);
  cpw_network_free(n);
}
END_TEST

START_TEST(data_and_traces_are_copied)
{
  cpw_network *n = NULL;
  cpw_stage stage;
  cpw_arrivals arrivals;
  double times[] = {0.5, 1, 1};
  const double values[] = {1, 2, 4}, edges[] = {0, 1, 3};
  cpw_empirical *seen = NULL, *bands = NULL;
  ck_assert_int_eq(cpw_empirical_new(values, NULL, 3, NULL, &seen, NULL), CPW_OK);
  ck_assert_int_eq(cpw_empirical_new_bands(edges, values, 2, NULL, &bands, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_new("weeks", NULL, &n, NULL), CPW_OK);
  ck_assert_int_eq(cpw_network_group(n, "all"), 0);
  cpw_stage_init(&stage);
  for (int i = 0; i < 300; i++) {
    char name[16];
    snprintf(name, sizeof name, "stage %d", i);
    stage.name = name;
    ck_assert_int_eq(cpw_network_add_stage(n, &stage, NULL, NULL), CPW_OK);
    cpw_duration law = {CPW_DURATION_EMPIRICAL, 0, 0, 0, 0, i % 2 ? seen : bands};
    cpw_stay stay = {i, -1, &law};
    ck_assert_int_eq(cpw_network_add_stays(n, &stay, 1, NULL), CPW_OK);
  }
  cpw_arrivals_init(&arrivals);
  arrivals.times = times;
  arrivals.count = 3;
  ck_assert_int_eq(cpw_network_add_arrivals(n, &arrivals, 1, NULL), CPW_OK);
  cpw_empirical_free(seen);
  cpw_empirical_free(bands);
  times[2] = -1;
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  ck_assert_ptr_nonnull(p);
  ck_assert_str_eq(p->time_unit, "weeks");
  ck_assert_double_eq(p->arrival[0].times[2], 1);
  double mean;
  ck_assert_int_eq(cpw_duration_moments(p->stay[1].duration, &mean, NULL, NULL, NULL), CPW_OK);
  ck_assert_double_eq_tol(mean, 7.0 / 3, 1e-15);
  for (int i = 0; i < 300; i++) {
    char name[16];
    snprintf(name, sizeof name, "stage %d", i);
    ck_assert_int_eq(cpw_network_stage(n, name), i);
  }
  cpw_network_free(n);
}
END_TEST

#define REFUSED(call, text)                                                                        \
  do {                                                                                             \
    ck_assert_int_eq(call, CPW_EINVAL);                                                            \
    ck_assert_str_eq(err.message, text);                                                           \
  } while (0)

START_TEST(what_is_refused)
{
  sample s;
  cpw_error err;
  cpw_network *n = built(&s);
  cpw_stage stage;
  cpw_calendar calendar = s.calendar[0];
  cpw_shared_pool pool = s.pool[0];
  cpw_stage_init(&stage);
  REFUSED(cpw_network_new(NULL, NULL, NULL, &err), "out is NULL");
  REFUSED(cpw_network_add_stage(n, NULL, NULL, &err), "stage is NULL");
  REFUSED(cpw_network_add_stage(n, &stage, NULL, &err), "the stage has no name");
  stage.name = "ward";
  REFUSED(cpw_network_add_stage(NULL, &stage, NULL, &err), "network is NULL");
  REFUSED(cpw_network_add_stage(n, &stage, NULL, &err), "there is a stage \"ward\" already");
  ck_assert_int_eq(err.index, WARD);
  REFUSED(cpw_network_add_group(n, "65+", NULL, &err), "there is a group \"65+\" already");
  REFUSED(cpw_network_add_group(n, NULL, NULL, &err), "the group has no name");
  REFUSED(cpw_network_add_calendar(n, NULL, NULL, &err), "calendar is NULL");
  REFUSED(cpw_network_add_calendar(n, &calendar, NULL, &err),
          "there is a calendar \"weekdays\" already");
  calendar.name = "other", calendar.period = -1;
  ck_assert_int_eq(cpw_network_add_calendar(n, &calendar, NULL, &err), CPW_EDOMAIN);
  REFUSED(cpw_network_add_pool(n, NULL, NULL, &err), "pool is NULL");
  REFUSED(cpw_network_add_pool(n, &pool, NULL, &err), "there is a pool \"nurses\" already");
  REFUSED(cpw_network_add_routes(NULL, s.route, 1, &err), "network is NULL");
  REFUSED(cpw_network_add_routes(n, NULL, 1, &err), "rows is NULL");
  REFUSED(cpw_network_add_stays(n, s.stay, -1, &err), "count = -1 must be >= 0");
  REFUSED(cpw_network_add_changes(n, NULL, 1, &err), "rows is NULL");
  REFUSED(cpw_network_add_uses(NULL, s.use, 1, &err), "network is NULL");
  REFUSED(cpw_network_add_initial(NULL, s.initial, 1, &err), "network is NULL");
  s.arrival[1].times = s.week, s.arrival[1].count = -1;
  REFUSED(cpw_network_add_arrivals(n, s.arrival, 2, &err), "rows[1].count = -1 must be >= 0");
  REFUSED(cpw_network_set_figure(NULL, 0, 0, 0, 0, &err), "network is NULL");
  REFUSED(cpw_network_set_figure(n, 4, 0, 0, 0, &err), "figure = 4 must be one of CPW_FIGURE_...");
  REFUSED(cpw_network_set_figure(n, 0, STAGES, 0, 0, &err), "there is no stage 5 with a group 0");
  REFUSED(cpw_network_set_figure(n, 0, 0, 2, 0, &err), "there is no stage 0 with a group 2");
  ck_assert_int_eq(cpw_network_set_figure(n, CPW_FIGURE_PRIORITY, 0, 0, 0.5, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "value = 0.5 must be a whole number");
  ck_assert_int_eq(cpw_network_set_figure(n, CPW_FIGURE_TARGET, 0, 0, -1, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_network_set_figure(n, CPW_FIGURE_HARM, 0, 0, (double)INFINITY, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "value = inf must be finite and >= 0");
  REFUSED(cpw_network_set_deadlock(NULL, 0, &err), "network is NULL");
  REFUSED(cpw_network_set_deadlock(n, 2, &err), "deadlock = 2 must be 0 or 1");
  REFUSED(cpw_network_set_stage(n, 0, NULL, &err), "stage is NULL");
  REFUSED(cpw_network_set_stage(n, 5, &stage, &err), "number = 5 must be one of the 5 stages");
  ck_assert_ptr_null(cpw_network_pathway(NULL, &err));
  ck_assert_str_eq(err.message, "network is NULL");
  ck_assert_ptr_nonnull(cpw_network_pathway(n, &err)); /* as it was */
  cpw_network_free(n);
}
END_TEST

/* ---- memory that is short */

static int32_t check_once(void *context) {
  const sample *s = context;
  return cpw_pathway_check(&s->p, NULL, NULL);
}

static int32_t add_rows(cpw_network *n, const sample *s) {
  const double values[] = {1, 2};
  cpw_empirical *seen = NULL;
  int32_t status = cpw_empirical_new(values, NULL, 2, NULL, &seen, NULL);
  cpw_duration law = {CPW_DURATION_EMPIRICAL, 0, 0, 0, 0, seen};
  cpw_stay stay = {WARD, 0, &law};
  cpw_arrivals arrival = s->arrival[0];
  arrival.times = values, arrival.count = 2;
  if (status == CPW_OK) status = cpw_network_add_routes(n, s->route, 6, NULL);
  if (status == CPW_OK) status = cpw_network_add_stays(n, s->stay, 3, NULL);
  if (status == CPW_OK) status = cpw_network_add_stays(n, &stay, 1, NULL);
  if (status == CPW_OK) status = cpw_network_add_arrivals(n, &arrival, 1, NULL);
  if (status == CPW_OK) status = cpw_network_add_changes(n, s->change, 1, NULL);
  if (status == CPW_OK) status = cpw_network_add_uses(n, s->use, 1, NULL);
  if (status == CPW_OK) status = cpw_network_add_initial(n, s->initial, 3, NULL);
  for (int32_t figure = 0; figure < 4 && status == CPW_OK; figure++)
    status = cpw_network_set_figure(n, figure, WARD, 1, 2, NULL);
  cpw_empirical_free(seen);
  return status;
}

static int32_t build_once(void *context) {
  const sample *s = context;
  cpw_network *n = NULL;
  cpw_error err = {0};
  int32_t status = cpw_network_new("weeks", NULL, &n, NULL);
  if (status != CPW_OK) return status;
  status = cpw_network_add_calendar(n, s->calendar, NULL, NULL);
  for (int i = 0; i < STAGES && status == CPW_OK; i++)
    status = cpw_network_add_stage(n, &s->stage[i], NULL, NULL);
  for (int g = 0; g < 2 && status == CPW_OK; g++)
    status = cpw_network_add_group(n, s->group[g], NULL, NULL);
  if (status == CPW_OK) status = cpw_network_add_pool(n, s->pool, NULL, NULL);
  if (status == CPW_OK) status = add_rows(n, s);
  if (status == CPW_OK && !cpw_network_pathway(n, &err)) status = err.code;
  cpw_network_free(n);
  return status;
}

START_TEST(memory_is_short)
{
  sample s;
  make_sample(&s);
  cpwt_each_allocation_fails(check_once, &s);
  cpwt_each_allocation_fails(build_once, &s);
}
END_TEST

void network_tests(TCase *limits, TCase *errors, TCase *oom) {
  tcase_add_test(limits, it_keeps_what_it_was_given);
  tcase_add_test(limits, it_takes_changes);
  tcase_add_test(limits, figures_by_precedence);
  tcase_add_test(limits, data_and_traces_are_copied);
  tcase_add_test(errors, what_is_refused);
  tcase_add_test(oom, memory_is_short);
}
