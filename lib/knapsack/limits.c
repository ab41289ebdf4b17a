/* Options of a call with their defaults and checks, and how much work it may still do.
 * Source: the rules in carepath/knapsack.h.
 * Leaves the work to core.c and select.c, and what a baseline must follow to whoever knows the rules. */
#include "knapsack/internal.h"

#include <string.h>
#include <time.h>

void cpw_knapsack_options_init_sized(cpw_knapsack_options *options, size_t size) {
  cpw_knapsack_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.max_states = 4000000;
  o.max_steps = 4000000000;
  cpwi_init_sized(options, size, &o, sizeof o);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int32_t check(const cpwi_limits *l) {
  const cpw_knapsack_options *o = &l->o;
  const struct {
    const char *name;
    int64_t value;
  } least[] = {{"max_states", o->max_states}, {"max_steps", o->max_steps}};
  for (size_t i = 0; i < sizeof least / sizeof *least; i++)
    if (least[i].value < 1)
      return cpwi_fail(l->err, CPW_EINVAL, -1, l->where, "options.%s = %lld must be >= 1",
                       least[i].name, (long long)least[i].value);
  if (!(o->max_seconds >= 0 && isfinite(o->max_seconds)))
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where,
                     "options.max_seconds = %s must be finite and >= 0",
                     cpwi_number(o->max_seconds).text);
  const cpwi_choice choices[] = {{"at_most_one", o->at_most_one, 1}, {"reserved", o->reserved, 0}};
  int32_t status = cpwi_check_choices(choices, sizeof choices / sizeof *choices, l->where, l->err);
  return status != CPW_OK ? status : cpwi_check_allocator(o->allocator, l->where, l->err);
}

int32_t cpwi_limits_take(cpwi_limits *l, const cpw_knapsack_options *given, const char *where,
                         cpw_error *err) {
  memset(l, 0, sizeof *l);
  l->where = where;
  l->err = err;
  cpw_knapsack_options_init_sized(&l->o, sizeof l->o);
  int32_t status = cpwi_take_options(&l->o, sizeof l->o, given, where, err);
  if (status == CPW_OK) status = check(l);
  if (status == CPW_OK && l->o.max_seconds > 0) l->until = now() + l->o.max_seconds;
  return status;
}

int32_t cpwi_limits_check(cpwi_limits *l, int64_t steps) {
  if (l->o.cancel && cpwi_read_flag(l->o.cancel))
    return cpwi_fail(l->err, CPW_ECANCELLED, -1, l->where, "cancelled by the caller");
  if (steps > l->o.max_steps - l->steps)
    l->ended = CPW_KNAPSACK_STEPS;
  else if (l->until > 0 && now() >= l->until)
    l->ended = CPW_KNAPSACK_TIME;
  else
    l->steps += steps;
  return CPW_OK;
}

int32_t cpwi_no_memory(const cpwi_limits *l, const char *what) {
  return cpwi_fail(l->err, CPW_ENOMEM, -1, l->where, "no memory for %s", what);
}
