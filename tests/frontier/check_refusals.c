/* Sweeps that make no sense, refused by name. */
#include "frontier/check_frontier.h"

static void refuse(const cpwt_sweep *s, int32_t code, const char *message) {
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = cpw_frontier_run(&s->people.policy, &s->people.list, &s->service, &s->options,
                                    &s->run, &result, &err);
  ck_assert_msg(status == code, "%d %s", (int)status, status ? err.message : "");
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(result);
}

START_TEST(options_that_are_refused)
{
  static cpwt_sweep s, fresh;
  static const double wrong[] = {0, 1.5}, high[] = {1, 90};
  cpwt_make_sweep(&fresh, 1, 10, 2, 4);
  fresh.options.people = NULL;
#define REFUSE(change, code, message)                                                              \
  do {                                                                                             \
    s = fresh;                                                                                     \
    s.people.policy.criteria = s.people.criterion;                                                 \
    s.service.slots = &s.slots;                                                                    \
    change;                                                                                        \
    refuse(&s, code, message);                                                                     \
  } while (0)
  REFUSE(s.options.sweep = 3, CPW_EINVAL, "options.sweep = 3 must be 0 to 2");
  REFUSE(s.options.everybody = 2, CPW_EINVAL, "options.everybody = 2 must be 0 to 1");
  REFUSE(s.options.objectives = 32, CPW_EINVAL, "options.objectives = 32 must be 0 to 31");
  REFUSE(s.options.delay = -1, CPW_EDOMAIN, "options.delay = -1 must be finite and >= 0");
  REFUSE(s.options.level = 1, CPW_EDOMAIN, "options.level = 1 must be in (0, 1)");
  REFUSE(s.options.setting_count = 0, CPW_EINVAL, "options.setting_count = 0 must be 1 to 1000");
  REFUSE(s.options.sweep = CPW_FRONTIER_POLICIES, CPW_EINVAL,
         "options.policies must be given with CPW_FRONTIER_POLICIES");
  REFUSE(s.options.follow = -1, CPW_EINVAL,
         "options.follow = -1 must be >= 0, and 0 with options.everybody");
  REFUSE((s.options.follow = 9, s.options.everybody = 1), CPW_EINVAL,
         "options.follow = 9 must be >= 0, and 0 with options.everybody");
  REFUSE(s.options.unknown = 5, CPW_EINVAL,
         "options.unknown = 5 must be a group from 0 to 4, or -1");
  REFUSE((s.options.settings = wrong, s.options.setting_count = 2), CPW_EDOMAIN,
         "options.settings[1] = 1.5 must be a cap in [0, 1]");
  REFUSE((s.people.policy.cap_kind = CPW_PRIORITY_CAP_NONE, s.people.policy.cap = 0), CPW_EINVAL,
         "policy.cap_kind must be CPW_PRIORITY_CAP_SCORE or CPW_PRIORITY_CAP_DAYS: no cap could be "
         "swept");
  REFUSE((s.people.policy.cap_kind = CPW_PRIORITY_CAP_DAYS, s.options.sweep = CPW_FRONTIER_WEIGHT),
         CPW_EINVAL,
         "with a cap in days the weights of equity as a whole change nothing: sweep the cap");
  REFUSE((s.people.policy.rule = CPW_PRIORITY_LONGEST, s.people.policy.criterion_count = 0,
          s.people.policy.cap = 0, s.people.policy.cap_kind = CPW_PRIORITY_CAP_NONE),
         CPW_EINVAL, "the policy must have equity criteria with weights above 0");
  REFUSE((s.people.policy.cap_kind = CPW_PRIORITY_CAP_DAYS, s.people.policy.cap = 0,
          s.options.settings = NULL),
         CPW_EINVAL, "options.settings must be given where the policy's own cap is 0");
  s = fresh;
  s.people.policy.criteria = s.people.criterion;
  s.service.slots = &s.slots;
  s.options.sweep = CPW_FRONTIER_WEIGHT;
  s.options.settings = high;
  s.options.setting_count = 2;
  cpw_result *result = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_frontier_run(&s.people.policy, &s.people.list, &s.service, &s.options,
                                    &s.run, &result, &err),
                   CPW_EDOMAIN);
  ck_assert_int_eq(err.index, 1);
  ck_assert_ptr_nonnull(strstr(
      err.message,
      "options.settings[1] = 90 must be a factor >= 0 that leaves the clinical weights something"));
}
END_TEST

START_TEST(services_that_are_refused)
{
  static cpwt_sweep s, fresh;
  static const int64_t servers[] = {1}, waiting[CPWT_CLASSES * CPWT_GROUPS] = {0};
  cpwt_make_sweep(&fresh, 1, 10, 2, 4);
  REFUSE(s.service.slots = NULL, CPW_EINVAL, "service.slots must be given, and no servers");
  REFUSE(s.service.servers = servers, CPW_EINVAL, "service.slots must be given, and no servers");
  REFUSE(s.service.waiting = waiting, CPW_EINVAL,
         "service.rows and waiting must be NULL: the list says who waits");
  REFUSE(s.service.classes = 0, CPW_EINVAL, "service.classes and groups must be >= 1");
  REFUSE(s.service.periods = 0, CPW_EINVAL, "list.periods = 0 must be 1 to 1000000");
}
END_TEST

START_TEST(arguments_that_are_missing)
{
  static cpwt_sweep s;
  cpw_result *result = NULL;
  cpw_error err;
  cpwt_make_sweep(&s, 1, 10, 2, 4);
  ck_assert_int_eq(cpw_frontier_run(NULL, &s.people.list, &s.service, NULL, NULL, &result, &err),
                   CPW_EINVAL);
  ck_assert_str_eq(err.message, "policy must be given");
  ck_assert_int_eq(cpw_frontier_run(&s.people.policy, NULL, &s.service, NULL, NULL, &result, &err),
                   CPW_EINVAL);
  ck_assert_str_eq(err.message, "list must be given");
  ck_assert_int_eq(
      cpw_frontier_run(&s.people.policy, &s.people.list, NULL, NULL, NULL, &result, &err),
      CPW_EINVAL);
  ck_assert_str_eq(err.message, "service must be given");
  ck_assert_int_eq(
      cpw_frontier_run(&s.people.policy, &s.people.list, &s.service, NULL, NULL, NULL, &err),
      CPW_EINVAL);
  ck_assert_str_eq(err.message, "out must be given");
  s.options.struct_size++;
  ck_assert_int_eq(cpw_frontier_run(&s.people.policy, &s.people.list, &s.service, &s.options, NULL,
                                    &result, &err),
                   CPW_EABI);
  ck_assert_ptr_null(result);
}
END_TEST

static int stop(void *context, double done) {
  (void)context;
  return done >= 0.0;
}

START_TEST(runs_that_are_stopped)
{
  static cpwt_sweep s;
  cpw_result *result = NULL;
  int32_t flag = 1;
  cpwt_make_sweep(&s, 1, 50, 2, 10);
  s.run.replications = 20;
  s.run.cancel = &flag;
  ck_assert_int_eq(cpw_frontier_run(&s.people.policy, &s.people.list, &s.service, &s.options,
                                    &s.run, &result, NULL),
                   CPW_ECANCELLED);
  s.run.cancel = NULL;
  s.run.progress = stop;
  ck_assert_int_eq(cpw_frontier_run(&s.people.policy, &s.people.list, &s.service, &s.options,
                                    &s.run, &result, NULL),
                   CPW_ECANCELLED);
  ck_assert_ptr_null(result);
}
END_TEST

void cpwt_add_refusals(const cpwt_cases *cases) {
  tcase_add_test(cases->errors, options_that_are_refused);
  tcase_add_test(cases->errors, services_that_are_refused);
  tcase_add_test(cases->errors, arguments_that_are_missing);
  tcase_add_test(cases->errors, runs_that_are_stopped);
}
