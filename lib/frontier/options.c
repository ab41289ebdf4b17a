/* What can be wrong with a sweep before there is a policy, and the people as rows of a patient-level list.
 * Source: the rules in carepath/frontier.h. Leaves policies to settings.c, the service itself to lib/patients. */
#include "frontier/internal.h"

#include <string.h>

enum { MOST_SETTINGS = 1000 };

void cpw_frontier_options_init_sized(cpw_frontier_options *options, size_t size) {
  cpw_frontier_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.unknown = -1;
  o.delay = 28.0;
  o.level = 0.95;
  o.objectives = CPW_FRONTIER_ALL;
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_numbers(const cpw_frontier_options *o, cpw_error *err) {
  if (!(o->delay >= 0.0 && isfinite(o->delay)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_FRONTIER,
                     "options.delay = %s must be finite and >= 0", cpwi_number(o->delay).text);
  if (!(o->level > 0.0 && o->level < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_FRONTIER, "options.level = %s must be in (0, 1)",
                     cpwi_number(o->level).text);
  return CPW_OK;
}

static int32_t check_settings(const cpw_frontier_options *o, cpw_error *err) {
  int policies = o->sweep == CPW_FRONTIER_POLICIES;
  if (policies && !o->policies)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER,
                     "options.policies must be given with CPW_FRONTIER_POLICIES");
  if ((policies || o->settings) && (o->setting_count < 1 || o->setting_count > MOST_SETTINGS))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER,
                     "options.setting_count = %lld must be 1 to %d", (long long)o->setting_count,
                     (int)MOST_SETTINGS);
  return CPW_OK;
}

static int32_t check_options(const cpw_frontier_options *o, cpw_error *err) {
  const cpwi_choice choices[] = {{"sweep", o->sweep, CPW_FRONTIER_POLICIES},
                                 {"everybody", o->everybody, 1},
                                 {"objectives", o->objectives, CPW_FRONTIER_ALL}};
  int32_t status =
      cpwi_check_choices(choices, sizeof choices / sizeof *choices, CPWI_FRONTIER, err);
  if (status == CPW_OK) status = check_numbers(o, err);
  if (status == CPW_OK) status = check_settings(o, err);
  if (status == CPW_OK && (o->follow < 0 || (o->follow > 0 && o->everybody)))
    status = cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER,
                       "options.follow = %lld must be >= 0, and 0 with options.everybody",
                       (long long)o->follow);
  return status;
}

static int32_t check_service(const cpwi_frontier *f, cpw_error *err) {
  const cpw_patients_list *l = &f->service;
  if (l->servers || !l->slots)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER,
                     "service.slots must be given, and no servers");
  if (l->rows || l->waiting)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER,
                     "service.rows and waiting must be NULL: the list says who waits");
  if (l->classes < 1 || l->groups < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER, "service.classes and groups must be >= 1");
  if (f->options.unknown < -1 || f->options.unknown >= l->groups)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER,
                     "options.unknown = %lld must be a group from 0 to %lld, or -1",
                     (long long)f->options.unknown, (long long)l->groups - 1);
  return CPW_OK;
}

int32_t cpwi_frontier_take(cpwi_frontier *f, const cpw_priority_list *list,
                           const cpw_patients_list *service, const cpw_frontier_options *options,
                           const cpw_run *run, cpw_error *err) {
  memset(f, 0, sizeof *f);
  cpw_priority_list_init(&f->people);
  cpw_patients_list_init(&f->service);
  cpw_frontier_options_init(&f->options);
  cpw_discipline_options_init(&f->joining);
  if (!list || !service)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER, "%s must be given",
                     list ? "service" : "list");
  int32_t status = cpwi_take_options(&f->people, sizeof f->people, list, CPWI_FRONTIER, err);
  if (status == CPW_OK)
    status = cpwi_take_options(&f->service, sizeof f->service, service, CPWI_FRONTIER, err);
  if (status == CPW_OK)
    status = cpwi_take_options(&f->options, sizeof f->options, options, CPWI_FRONTIER, err);
  if (status == CPW_OK)
    status =
        cpwi_take_options(&f->joining, sizeof f->joining, f->options.people, CPWI_FRONTIER, err);
  if (status == CPW_OK) status = cpwi_take_run(&f->run, run, CPWI_FRONTIER, err);
  if (status == CPW_OK) status = cpwi_check_allocator(f->options.allocator, CPWI_FRONTIER, err);
  if (status != CPW_OK) return status;
  f->allocator = f->options.allocator;
  f->list = list;
  f->groups = f->service.groups;
  status = check_options(&f->options, err);
  return status == CPW_OK ? check_service(f, err) : status;
}

void cpwi_frontier_free(cpwi_frontier *f) {
  for (int64_t k = 0; f->setting && k < f->settings; k++) {
    cpw_discipline_free(f->setting[k].discipline);
    cpwi_release(f->allocator, f->setting[k].criteria);
  }
  cpwi_release(f->allocator, f->setting);
  cpwi_release(f->allocator, f->joined);
  cpwi_release(f->allocator, f->row_class);
  cpwi_release(f->allocator, f->row_group);
  cpwi_release(f->allocator, f->group_days);
  cpwi_release(f->allocator, f->usual);
  cpwi_release(f->allocator, f->figures);
  cpwi_release(f->allocator, f->periods);
}
