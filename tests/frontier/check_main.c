/* The suite of sweeps, and what its files share. */
#include "frontier/check_frontier.h"

void cpwt_make_sweep(cpwt_sweep *s, uint64_t seed, int64_t people, double slots, int64_t periods) {
  static const double caps[] = {0.0, 0.1, 0.3};
  memset(s, 0, sizeof *s);
  cpwt_make_people(&s->people, seed, people);
  s->people.policy.cap_kind = CPW_PRIORITY_CAP_SCORE;
  s->people.policy.cap = 0.1;
  s->slots = slots;
  cpw_patients_list_init(&s->service);
  s->service.periods = periods;
  s->service.classes = CPWT_CLASSES;
  s->service.groups = CPWT_GROUPS;
  s->service.slots = &s->slots;
  cpw_frontier_options_init(&s->options);
  s->options.settings = caps;
  s->options.setting_count = 3;
  s->options.people = &s->people.options;
  cpw_run_init(&s->run);
}

void cpwt_let_in(cpwt_sweep *s) {
  s->arrivals[0] = 2.0;
  s->arrivals[1] = 3.0;
  for (int i = 0; i < CPWT_CLASSES * CPWT_GROUPS; i++)
    s->shares[i] = 1.0 / CPWT_GROUPS;
  for (int i = 0; i < CPWT_CLASSES; i++)
    s->patience[i] = (cpw_duration){CPW_DURATION_GEOMETRIC, 0, 60, 0, 0, NULL};
  s->service.arrivals = s->arrivals;
  s->service.group_shares = s->shares;
  s->service.patience = s->patience;
}

cpw_result *cpwt_run_sweep(const cpwt_sweep *s) {
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = cpw_frontier_run(&s->people.policy, &s->people.list, &s->service, &s->options,
                                    &s->run, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return result;
}

const double *cpwt_real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a != NULL, "no array %s", name);
  return a->real;
}

static TCase *add_case(Suite *suite, const char *name) {
  TCase *added = tcase_create(name);
  tcase_set_timeout(added, 120);
  suite_add_tcase(suite, added);
  return added;
}

int main(void) {
  Suite *suite = suite_create("frontier");
  cpwt_cases cases = {add_case(suite, "limits"), add_case(suite, "errors"),
                      add_case(suite, "reference"), add_case(suite, "properties"),
                      add_case(suite, "oom")};
  cpwt_add_sweeps(&cases);
  cpwt_add_fronts(&cases);
  cpwt_add_refusals(&cases);
  return cpwt_run(&suite, 1);
}
