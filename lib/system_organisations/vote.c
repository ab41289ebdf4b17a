/* Who decides in a body or an alliance: power of members, what each rule chooses, and who gains by it.
 * Source: Shapley-Shubik and Banzhaf by coalition.h; the rules in carepath/system_organisations.h.
 * Leaves side payments and the core to coalition.h and system_govern. */
#include "carepath/coalition.h"
#include "system_organisations/internal.h"

#include <math.h>
#include <string.h>

typedef struct voting {
  cpw_system s;
  cpw_system_ballot b;
  const char *where;
  int64_t *member; /* (members) organisations */
  int64_t members, total, quota;
  int8_t *mark; /* (organisations) */
  int64_t *votes;
  double *sum, *least; /* (options) */
  int64_t *for_votes, *for_heads, *losers, *passes, *chosen;
  double *rule_gain, *member_gain;
  cpw_result *r;
} voting;

/* ---------------------------------------------------------------- members ------------------- */

static int32_t mark_members(voting *v, cpw_error *err) {
  const cpw_system *s = &v->s;
  if (v->b.alliance == CPW_NONE) {
    if (v->b.body < 0 || v->b.body >= s->organisations)
      return cpwi_fail(err, CPW_EINVAL, -1, v->where, "ballot.body = %d: there are %lld",
                       (int)v->b.body, (long long)s->organisations);
    for (int64_t i = 0; i < s->organisations; i++)
      v->mark[i] =
          cpwi_orgs_alive(s, i, v->b.week) && cpwi_orgs_parent(s, i, v->b.week) == v->b.body;
    return CPW_OK;
  }
  if (v->b.alliance < 0 || v->b.alliance >= s->alliances || (s->members > 0 && !s->member))
    return cpwi_fail(err, CPW_EINVAL, -1, v->where, "ballot.alliance = %d: there are %lld",
                     (int)v->b.alliance, (long long)s->alliances);
  for (int64_t i = 0; i < s->members; i++) {
    const cpw_system_member *m = &s->member[i];
    int32_t status = cpwi_orgs_number(m->organisation, s->organisations, "members", i,
                                      "organisation", v->where, err);
    if (status != CPW_OK) return status;
    if (m->alliance == v->b.alliance && cpwi_orgs_holds(m->from, m->until, v->b.week) &&
        cpwi_orgs_alive(s, m->organisation, v->b.week))
      v->mark[m->organisation] = 1;
  }
  return CPW_OK;
}

static int32_t find_members(voting *v, cpw_error *err) {
  int32_t status = mark_members(v, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < v->s.organisations; i++) {
    if (!v->mark[i]) continue;
    int64_t votes = v->s.organisation[i].votes;
    if (votes < 0 || votes > (INT64_C(1) << 53) - v->total)
      return cpwi_fail(err, votes < 0 ? CPW_EDOMAIN : CPW_EOVERFLOW, i, v->where,
                       "organisations[%lld].votes = %lld must be >= 0, and all below 2^53",
                       (long long)i, (long long)votes);
    v->member[v->members++] = i;
    v->total += votes;
  }
  if (v->members == 0)
    return cpwi_fail(err, CPW_EINVAL, -1, v->where, "the ballot has no members in week %s",
                     cpwi_number(v->b.week).text);
  if (v->total == 0) return cpwi_fail(err, CPW_EDOMAIN, -1, v->where, "the votes are all 0");
  double needed = ceil(v->b.quota * (double)v->total * (1 - 1e-12));
  v->quota = v->b.quota >= 0.5 && v->b.quota <= 0.5 ? v->total / 2 + 1 : (int64_t)needed;
  if (v->quota < 1) v->quota = 1;
  if (v->quota > v->total) v->quota = v->total;
  return CPW_OK;
}

static int32_t check_ballot(const voting *v, cpw_error *err) {
  const cpw_system_ballot *b = &v->b;
  if (!(b->quota > 0 && b->quota <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, v->where,
                     "ballot.quota = %s must be above 0 and at most 1", cpwi_number(b->quota).text);
  if (b->options < 0 || (b->options > 0 && !b->gain))
    return cpwi_fail(err, CPW_EINVAL, -1, v->where, "ballot of %lld options%s",
                     (long long)b->options, b->options > 0 ? ": gain is NULL" : "");
  for (int64_t o = 0; b->option_id && o < b->options; o++)
    if (!b->option_id[o])
      return cpwi_fail(err, CPW_EINVAL, o, v->where, "ballot.option_id[%lld] is NULL",
                       (long long)o);
  return CPW_OK;
}

static int32_t check_gains(const voting *v, cpw_error *err) {
  int64_t cells = 0;
  if (v->b.options == 0) return CPW_OK;
  if (v->b.members != v->members)
    return cpwi_fail(err, CPW_EINVAL, -1, v->where, "ballot.members = %lld: there are %lld",
                     (long long)v->b.members, (long long)v->members);
  if (!cpwi_multiply(v->b.options, v->members, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, v->where, "too many options");
  for (int64_t i = 0; i < cells; i++)
    if (!(fabs(v->b.gain[i]) <= 1e290))
      return cpwi_fail(err, CPW_EDOMAIN, i, v->where, "ballot.gain[%lld] = %s must be finite",
                       (long long)i, cpwi_number(v->b.gain[i]).text);
  return CPW_OK;
}

/* ---------------------------------------------------------------- power --------------------- */

static int32_t add_members(voting *v, cpw_error *err) {
  const char **label = cpwi_alloc(v->b.allocator, (size_t)v->members, sizeof *label);
  if (!label)
    return cpwi_fail(err, CPW_ENOMEM, -1, v->where, "no memory for %lld members",
                     (long long)v->members);
  for (int64_t i = 0; i < v->members; i++) {
    const char *id = v->s.organisation[v->member[i]].id;
    label[i] = id ? id : "";
  }
  int32_t s = cpw_result_new(v->b.allocator, &v->r, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(v->r, "member", v->members, label, err);
  cpwi_release(v->b.allocator, label);
  return s;
}

static int32_t write_power(voting *v, cpw_error *err) {
  int64_t *number = NULL, *veto = NULL, *quota = NULL;
  double *share = NULL, *shapley = NULL, *banzhaf = NULL;
  int32_t s = cpwi_orgs_whole(v->r, "number", "", "of the organisation", "member", &number, err);
  if (s == CPW_OK) s = cpwi_orgs_whole(v->r, "votes", "votes", "it has", "member", &v->votes, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(v->r, "vote_share", "share", "of the votes", "member", &share, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(v->r, "shapley_shubik", "share", "of the power", "member", &shapley, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(v->r, "banzhaf", "share", "of the power, normalised", "member", &banzhaf,
                       err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(v->r, "veto", "", "1: nothing passes without it", "member", &veto, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(v->r, "quota_votes", "votes", "that must be in favour", "", &quota, err);
  for (int64_t i = 0; s == CPW_OK && i < v->members; i++) {
    number[i] = v->member[i];
    v->votes[i] = v->s.organisation[v->member[i]].votes;
    share[i] = (double)v->votes[i] / (double)v->total;
    veto[i] = v->total - v->votes[i] < v->quota;
  }
  if (s == CPW_OK)
    s = cpw_coalition_power(v->votes, v->members, v->quota, NULL, v->b.allocator, shapley, banzhaf,
                            err);
  if (s != CPW_OK) return s;
  *quota = v->quota;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < v->members; i++)
    cpw_exact_sum_add(&sum, banzhaf[i]);
  for (int64_t i = 0; i < v->members; i++)
    banzhaf[i] /= cpw_exact_sum_value(&sum);
  return CPW_OK;
}

/* ---------------------------------------------------------------- options ------------------- */

static void weigh_option(voting *v, int64_t o) {
  const double *gain = v->b.gain + o * v->members;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  v->least[o] = gain[0];
  for (int64_t i = 0; i < v->members; i++) {
    cpw_exact_sum_add(&sum, gain[i]);
    if (gain[i] < v->least[o]) v->least[o] = gain[i];
    if (gain[i] > 0) v->for_votes[o] += v->votes[i];
    v->for_heads[o] += gain[i] > 0;
    v->losers[o] += gain[i] < 0;
  }
  v->sum[o] = cpw_exact_sum_value(&sum);
}

static int passes(const voting *v, int32_t rule, int64_t o) {
  if (rule == CPW_SYSTEM_VOLUNTARY) return v->losers[o] == 0 && v->for_heads[o] > 0;
  if (rule == CPW_SYSTEM_HEADS) return v->for_heads[o] > v->members / 2;
  if (rule == CPW_SYSTEM_VOTES) return v->for_votes[o] >= v->quota;
  return v->sum[o] > 0;
}

static int before(const voting *v, int64_t a, int64_t b) {
  if (v->sum[a] > v->sum[b]) return 1;
  if (v->sum[a] < v->sum[b]) return 0;
  if (v->for_votes[a] != v->for_votes[b]) return v->for_votes[a] > v->for_votes[b];
  return v->b.option_id && strcmp(v->b.option_id[a], v->b.option_id[b]) < 0;
}

static void decide(voting *v, int32_t rule) {
  int64_t best = -1;
  for (int64_t o = 0; o < v->b.options; o++) {
    int pass = passes(v, rule, o);
    v->passes[rule * v->b.options + o] = pass;
    if (pass && (best < 0 || before(v, o, best))) best = o;
  }
  v->chosen[rule] = best;
  v->rule_gain[rule] = best >= 0 ? v->sum[best] : 0;
  for (int64_t i = 0; i < v->members; i++)
    v->member_gain[rule * v->members + i] = best >= 0 ? v->b.gain[best * v->members + i] : 0;
}

static int32_t add_options(voting *v, cpw_error *err) {
  static const char *const rules[CPW_SYSTEM_RULES] = {"voluntary", "heads", "votes", "mandated"};
  int32_t s = cpw_result_add_dimension(v->r, "option", v->b.options, v->b.option_id, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(v->r, "rule", CPW_SYSTEM_RULES, rules, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(v->r, "total_gain", "", "of all members", "option", &v->sum, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(v->r, "least_gain", "", "of any member", "option", &v->least, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(v->r, "votes_for", "votes", "of who gains", "option", &v->for_votes, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(v->r, "heads_for", "members", "who gain", "option", &v->for_heads, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(v->r, "losers", "members", "who lose", "option", &v->losers, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(v->r, "passes", "", "1: it passes", "rule option", &v->passes, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(v->r, "chosen", "", "option, or -1: as it is", "rule", &v->chosen, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(v->r, "rule_gain", "", "of all members", "rule", &v->rule_gain, err);
  return s == CPW_OK ? cpwi_orgs_real(v->r, "member_gain", "", "of the member", "rule member",
                                      &v->member_gain, err)
                     : s;
}

static int32_t vote(voting *v, cpw_error *err) {
  size_t n = (size_t)v->s.organisations;
  v->mark = cpwi_alloc_zero(v->b.allocator, n, sizeof *v->mark);
  v->member = cpwi_alloc(v->b.allocator, n, sizeof *v->member);
  if (!v->mark || !v->member)
    return cpwi_fail(err, CPW_ENOMEM, -1, v->where, "no memory for %lld organisations",
                     (long long)n);
  int32_t s = find_members(v, err);
  if (s == CPW_OK) s = check_gains(v, err);
  if (s == CPW_OK) s = add_members(v, err);
  if (s == CPW_OK) s = write_power(v, err);
  if (s == CPW_OK) s = add_options(v, err);
  if (s != CPW_OK) return s;
  for (int64_t o = 0; o < v->b.options; o++)
    weigh_option(v, o);
  for (int32_t rule = 0; rule < CPW_SYSTEM_RULES; rule++)
    decide(v, rule);
  return CPW_OK;
}

int32_t cpw_system_vote(const cpw_system *system, const cpw_system_ballot *ballot, cpw_result **out,
                        cpw_error *err) {
  voting v;
  memset(&v, 0, sizeof v);
  v.where = __func__;
  if (!system || !ballot || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !system   ? "system"
                     : !ballot ? "ballot"
                               : "out");
  cpw_system_ballot_init_sized(&v.b, sizeof v.b);
  int32_t s = cpwi_take_options(&v.b, sizeof v.b, ballot, __func__, err);
  if (s == CPW_OK) s = cpwi_check_allocator(v.b.allocator, __func__, err);
  if (s == CPW_OK) s = cpwi_orgs_take(&v.s, system, __func__, err);
  if (s == CPW_OK) s = cpwi_orgs_week(v.b.week, __func__, err);
  if (s == CPW_OK) s = check_ballot(&v, err);
  if (s != CPW_OK) return s;
  s = vote(&v, err);
  if (s == CPW_OK)
    *out = v.r;
  else
    cpw_result_free(v.r);
  cpwi_release(v.b.allocator, v.mark);
  cpwi_release(v.b.allocator, v.member);
  return s;
}
