/* Options of a rule: defaults, the two published conventions, checks.
 * Source: what the Python package pabutools and the calculator of equalshares.net do.
 * Leaves what the options mean to the rules. */
#include "vote/internal.h"

#include <string.h>

#define MOST_STEPS 1000000

static cpw_vote_options defaults(void) {
  cpw_vote_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.exhaustive = 1;
  o.details = 1;
  o.tie[0] = CPW_VOTE_TIE_ID;
  o.tie_seed = 1;
  o.max_steps = MOST_STEPS;
  return o;
}

void cpw_vote_options_init_sized(cpw_vote_options *options, size_t size) {
  cpw_vote_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

int32_t cpw_vote_convention(cpw_vote_options *options, int32_t convention, cpw_error *err) {
  cpw_vote_options o = defaults();
  int32_t status;
  if (!options) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "options is NULL");
  if (convention != CPW_VOTE_PABUTOOLS && convention != CPW_VOTE_EQUALSHARES_NET)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "convention = %d must be 0 to 1",
                     (int)convention);
  status = cpwi_take_options(&o, sizeof o, options, __func__, err);
  if (status != CPW_OK) return status;
  int32_t net = convention == CPW_VOTE_EQUALSHARES_NET;
  memset(o.tie, 0, sizeof o.tie);
  o.tie[0] = net ? CPW_VOTE_TIE_MAX_VOTES : CPW_VOTE_TIE_ID;
  o.tie[1] = net ? CPW_VOTE_TIE_MIN_COST : 0;
  o.tie[2] = net ? CPW_VOTE_TIE_ID : 0;
  o.whole_start = net;
  o.exhaustive = !net;
  o.skip_affordable = net;
  o.greedy = net ? 2 : 0;
  o.step = 0;
  size_t size = options->struct_size;
  memcpy(options, &o, size);
  options->struct_size = size;
  return CPW_OK;
}

static int32_t check_ties(const cpw_vote_options *o, const char *where, cpw_error *err) {
  int ended = 0;
  for (int32_t k = 0; k < CPW_VOTE_TIE_LENGTH; k++) {
    if (o->tie[k] < 0 || o->tie[k] > CPW_VOTE_TIES)
      return cpwi_fail(err, CPW_EINVAL, k, where, "options.tie[%d] = %d must be 1 to %d, or 0", k,
                       (int)o->tie[k], CPW_VOTE_TIES);
    if (ended && o->tie[k] != 0)
      return cpwi_fail(err, CPW_EINVAL, k, where,
                       "options.tie[%d] = %d must be 0: the list ended before it", k,
                       (int)o->tie[k]);
    ended = o->tie[k] == 0;
  }
  return CPW_OK;
}

static int32_t check_completion(const cpw_vote_options *o, const char *where, cpw_error *err) {
  int shares = o->rule == CPW_VOTE_EQUAL_SHARES || o->rule == CPW_VOTE_EXACT_EQUAL_SHARES;
  int opt = o->completion == CPW_VOTE_ADD_OPT || o->completion == CPW_VOTE_ADD_OPTU;
  if (!shares && o->completion != CPW_VOTE_ALONE && o->completion != CPW_VOTE_UTILITARIAN)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.completion %s is of equal shares, not of the rule %s",
                     cpw_vote_completion_name(o->completion), cpw_vote_rule_name(o->rule));
  if (opt && o->rule != CPW_VOTE_EXACT_EQUAL_SHARES)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.completion %s is of the rule exact_equal_shares, not of %s",
                     cpw_vote_completion_name(o->completion), cpw_vote_rule_name(o->rule));
  if (o->rule == CPW_VOTE_EXACT_EQUAL_SHARES && o->satisfaction == CPW_VOTE_POINTS)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.satisfaction points is not of the rule exact_equal_shares: its "
                     "supporters are equal");
  return CPW_OK;
}

int32_t cpwi_vote_options_take(cpw_vote_options *o, const cpw_vote_options *given,
                               const char *where, cpw_error *err) {
  int32_t status;
  *o = defaults();
  status = cpwi_take_options(o, sizeof *o, given, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {
      {"rule", o->rule, CPW_VOTE_RULES - 1},
      {"satisfaction", o->satisfaction, CPW_VOTE_SATISFACTIONS - 1},
      {"completion", o->completion, CPW_VOTE_COMPLETIONS - 1},
      {"greedy", o->greedy, 2},
      {"whole_start", o->whole_start, 1},
      {"exhaustive", o->exhaustive, 2},
      {"skip_affordable", o->skip_affordable, 1},
      {"details", o->details, 1},
  };
  status = cpwi_check_choices(choices, sizeof choices / sizeof *choices, where, err);
  if (status == CPW_OK) status = check_ties(o, where, err);
  if (status == CPW_OK) status = check_completion(o, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status != CPW_OK) return status;
  if (o->step < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.step = %lld must be >= 0",
                     (long long)o->step);
  if (o->max_steps < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.max_steps = %lld must be >= 1",
                     (long long)o->max_steps);
  return CPW_OK;
}
