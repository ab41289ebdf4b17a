/* Options of any age, checked.
 * Source: the rules in carepath/event_log.h.
 * Leaves the rows to take.c. */
#include "event_log/internal.h"

#include <float.h>
#include <string.h>

void cpw_event_log_init_sized(cpw_event_log *log, size_t size) {
  cpw_event_log l;
  memset(&l, 0, sizeof l);
  l.stages = l.groups = 1;
  cpwi_init_sized(log, size, &l, sizeof l);
}

static cpw_event_log_options defaults(void) {
  cpw_event_log_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.from = o.until = CPWI_NAN;
  o.gap = (double)INFINITY;
  o.level = 0.95;
  o.least = 30;
  o.period = o.day = 1.0;
  o.weekday = 3;
  return o;
}

void cpw_event_log_options_init_sized(cpw_event_log_options *options, size_t size) {
  cpw_event_log_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

int32_t cpwi_log_check_laws(const int32_t *law, int64_t count, const char *where, cpw_error *err) {
  for (int64_t k = 0; k < count; k++) {
    int32_t x = law[k];
    if (x == CPW_DURATION_EXPONENTIAL || (x >= CPW_DURATION_GAMMA && x <= CPW_DURATION_WEIBULL))
      continue;
    const char *name = cpw_duration_name(x);
    return cpwi_fail(err, CPW_EINVAL, k, where,
                     "law[%lld] = %d (%s) must be exponential, gamma, lognormal or weibull",
                     (long long)k, (int)x, name ? name : "none");
  }
  return CPW_OK;
}

static int32_t check_laws(cpwi_log *l, cpw_error *err) {
  static const int32_t usual[] = {CPW_DURATION_EXPONENTIAL, CPW_DURATION_GAMMA,
                                  CPW_DURATION_LOGNORMAL, CPW_DURATION_WEIBULL};
  cpw_event_log_options *o = &l->o;
  if (o->laws < 0 || o->laws > CPW_EVENT_LOG_MAX_LAWS)
    return cpwi_fail(err, CPW_EINVAL, -1, l->where, "options.laws = %lld must be from 0 to %d",
                     (long long)o->laws, CPW_EVENT_LOG_MAX_LAWS);
  if ((o->laws > 0) != (o->law != NULL))
    return cpwi_fail(err, CPW_EINVAL, -1, l->where,
                     "options.law must be given where options.laws is above 0, and only there");
  if (o->laws == 0) {
    o->laws = sizeof usual / sizeof *usual;
    o->law = usual;
  }
  return cpwi_log_check_laws(o->law, o->laws, l->where, err);
}

static int32_t check_labels(const cpwi_log *l, const cpw_dimension *labels, const char *name,
                            int64_t length, cpw_error *err) {
  if (!labels || labels->length == length) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, l->where, "options.%s has the length %lld, expected %lld",
                   name, (long long)labels->length, (long long)length);
}

static int32_t check_numbers(const cpwi_log *l, cpw_error *err) {
  const cpw_event_log_options *o = &l->o;
  const struct {
    const char *name;
    double value, least, most; /* above least, at most `most` */
    const char *rule;
  } numbers[] = {
      {"gap", o->gap, 0.0, (double)INFINITY, "> 0"},
      {"level", o->level, 0.0, 1.0 - DBL_EPSILON / 2, "in (0, 1)"},
      {"prior", o->prior, -DBL_TRUE_MIN, 1e15, ">= 0 and at most 1e15"},
      {"period", o->period, 0.0, DBL_MAX, "finite and > 0"},
      {"day", o->day, 0.0, DBL_MAX, "finite and > 0"},
  };
  for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
    if (!(numbers[k].value > numbers[k].least && numbers[k].value <= numbers[k].most))
      return cpwi_fail(err, CPW_EDOMAIN, -1, l->where, "options.%s = %s must be %s",
                       numbers[k].name, cpwi_number(numbers[k].value).text, numbers[k].rule);
  if (o->least < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, l->where, "options.least = %lld must be >= 1",
                     (long long)o->least);
  return CPW_OK;
}

int32_t cpwi_log_take_options(cpwi_log *l, const cpw_event_log_options *given, cpw_error *err) {
  l->o = defaults();
  int32_t status = cpwi_take_options(&l->o, sizeof l->o, given, l->where, err);
  if (status != CPW_OK) {
    l->o = defaults();
    return status;
  }
  const cpwi_choice choices[] = {{"outside", l->o.outside, CPW_EVENT_LOG_ALLOW},
                                 {"overlaps", l->o.overlaps, CPW_EVENT_LOG_ALLOW},
                                 {"repeats", l->o.repeats, CPW_EVENT_LOG_ALLOW},
                                 {"criterion", l->o.criterion, CPW_EVENT_LOG_BIC},
                                 {"weekday", l->o.weekday, 6},
                                 {"reserved", l->o.reserved, 0}};
  status = cpwi_check_choices(choices, sizeof choices / sizeof *choices, l->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(l->o.allocator, l->where, err);
  if (status == CPW_OK) status = check_numbers(l, err);
  if (status == CPW_OK) status = check_laws(l, err);
  if (status == CPW_OK)
    status = check_labels(l, l->o.stage_labels, "stage_labels", l->log.stages, err);
  if (status == CPW_OK)
    status = check_labels(l, l->o.group_labels, "group_labels", l->log.groups, err);
  return status;
}
