/* Whether a law of phases is one.
 * Source: the header's rules; a phase without a way out makes the duration infinite (Neuts 1981, chapter 2).
 * Leaves what the laws mean to the other files of this folder. */
#include "phases/internal.h"

typedef struct asked {
  const char *what, *where;
  cpw_error *err;
} asked;

static int32_t number_fails(const asked *a, const char *field, int64_t index, double value,
                            const char *rule) {
  return cpwi_fail(a->err, CPW_EDOMAIN, index, a->where, "%.40s.%s[%lld] = %s %s", a->what, field,
                   (long long)index, cpwi_number(value).text, rule);
}

static int32_t check_rates(const asked *a, const cpw_phases *law, int32_t i) {
  int32_t n = law->count;
  const double *row = law->rates + (size_t)i * (size_t)n;
  double leave = law->exits[i];
  for (int32_t j = 0; j < n; j++) {
    if (j == i) continue;
    if (!(row[j] >= 0 && row[j] <= DBL_MAX))
      return number_fails(a, "rates", (int64_t)i * n + j, row[j], "must be finite and >= 0");
    leave += row[j];
  }
  if (leave > DBL_MAX)
    return cpwi_fail(a->err, CPW_EDOMAIN, i, a->where,
                     "%.40s: the sum of the rates out of phase %d must be finite", a->what, (int)i);
  if (row[i] != 0 && !(fabs(row[i] + leave) <= 1e-6 * leave))
    return number_fails(a, "rates", (int64_t)i * n + i, row[i],
                        "must be 0 or minus the sum of the rates and the exit of its phase");
  return CPW_OK;
}

/* phases in which anybody can be, as a set; `backwards`: phases from which somebody leaves for good */
static uint64_t spread(const cpw_phases *law, uint64_t set, int backwards) {
  int32_t n = law->count;
  for (uint64_t before = 0; before != set;) {
    before = set;
    for (int32_t i = 0; i < n; i++)
      for (int32_t j = 0; j < n; j++) {
        if (i == j || !(law->rates[(size_t)i * (size_t)n + (size_t)j] > 0)) continue;
        int32_t from = backwards ? j : i, to = backwards ? i : j;
        if (set >> from & 1) set |= UINT64_C(1) << to;
      }
  }
  return set;
}

static int32_t check_ways_out(const asked *a, const cpw_phases *law) {
  uint64_t inside = 0, out = 0;
  for (int32_t i = 0; i < law->count; i++) {
    if (law->initial[i] > 0) inside |= UINT64_C(1) << i;
    if (law->exits[i] > 0) out |= UINT64_C(1) << i;
  }
  inside = spread(law, inside, 0);
  out = spread(law, out, 1);
  for (int32_t i = 0; i < law->count; i++)
    if ((inside & ~out) >> i & 1)
      return cpwi_fail(a->err, CPW_EDOMAIN, i, a->where, "%.40s: nobody leaves phase %d", a->what,
                       (int)i);
  return CPW_OK;
}

static int32_t check_initial(const asked *a, const cpw_phases *law) {
  double sum = 0;
  for (int32_t i = 0; i < law->count; i++) {
    double share = law->initial[i], exit = law->exits[i];
    if (!(share >= 0 && share <= 1 + 1e-9))
      return number_fails(a, "initial", i, share, "must be >= 0 and <= 1");
    if (!(exit >= 0 && exit <= DBL_MAX))
      return number_fails(a, "exits", i, exit, "must be finite and >= 0");
    sum += share;
  }
  if (sum > 1 + 1e-9)
    return cpwi_fail(a->err, CPW_EDOMAIN, -1, a->where, "%.40s.initial: the sum %s must be <= 1",
                     a->what, cpwi_number(sum).text);
  return CPW_OK;
}

int32_t cpwi_phases_check(const cpw_phases *law, const char *what, const char *where,
                          cpw_error *err) {
  asked a = {what ? what : "law", where, err};
  if (!law) return cpwi_fail(err, CPW_EINVAL, -1, where, "%.40s is NULL", a.what);
  if (law->count < 1 || law->count > CPW_PHASES_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%.40s.count = %d must be from 1 to %d", a.what,
                     (int)law->count, CPW_PHASES_MAX);
  if (law->reserved != 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%.40s.reserved = %d must be 0", a.what,
                     (int)law->reserved);
  if (!law->initial || !law->rates || !law->exits)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%.40s.%s is NULL", a.what,
                     !law->initial ? "initial"
                     : !law->rates ? "rates"
                                   : "exits");
  int32_t status = check_initial(&a, law);
  for (int32_t i = 0; status == CPW_OK && i < law->count; i++)
    status = check_rates(&a, law, i);
  return status == CPW_OK ? check_ways_out(&a, law) : status;
}

int32_t cpw_phases_check(const cpw_phases *law, const char *what, cpw_error *err) {
  return cpwi_phases_check(law, what, __func__, err);
}

int32_t cpwi_coxian_check(const cpw_coxian *law, const char *what, const char *where,
                          cpw_error *err) {
  asked a = {what ? what : "law", where, err};
  if (!law) return cpwi_fail(err, CPW_EINVAL, -1, where, "%.40s is NULL", a.what);
  if (law->phases < 0 || law->phases > CPW_COXIAN_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%.40s.phases = %d must be from 0 to %d", a.what,
                     (int)law->phases, CPW_COXIAN_MAX);
  if (!(law->zero >= 0 && law->zero <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%.40s.zero = %s must be >= 0 and <= 1", a.what,
                     cpwi_number(law->zero).text);
  if (law->phases == 0 && law->zero != 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "%.40s.zero = %s must be 1 where there are no phases", a.what,
                     cpwi_number(law->zero).text);
  for (int32_t i = 0; i < law->phases; i++) {
    if (!(law->rate[i] > 0 && law->rate[i] <= DBL_MAX))
      return number_fails(&a, "rate", i, law->rate[i], "must be finite and > 0");
    if (!(law->onward[i] >= 0 && law->onward[i] <= 1))
      return number_fails(&a, "onward", i, law->onward[i], "must be >= 0 and <= 1");
    if (i == law->phases - 1 && law->onward[i] != 0)
      return number_fails(&a, "onward", i, law->onward[i], "must be 0 for the last phase");
  }
  return CPW_OK;
}

int32_t cpw_coxian_check(const cpw_coxian *law, const char *what, cpw_error *err) {
  return cpwi_coxian_check(law, what, __func__, err);
}

int32_t cpwi_hyper_erlang_check(const cpw_hyper_erlang *law, const char *where, cpw_error *err) {
  asked a = {"law", where, err};
  if (!law) return cpwi_fail(err, CPW_EINVAL, -1, where, "law is NULL");
  if (law->branches < 1 || law->branches > CPW_HYPER_ERLANG_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "law.branches = %d must be from 1 to %d",
                     (int)law->branches, CPW_HYPER_ERLANG_MAX);
  if (!(law->zero >= 0 && law->zero < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "law.zero = %s must be >= 0 and < 1",
                     cpwi_number(law->zero).text);
  double sum = 0;
  int64_t phases = 0;
  for (int32_t i = 0; i < law->branches; i++) {
    if (!(law->share[i] >= 0 && law->share[i] <= 1 + 1e-9))
      return number_fails(&a, "share", i, law->share[i], "must be >= 0 and <= 1");
    if (!(law->mean[i] >= DBL_MIN && law->mean[i] <= DBL_MAX))
      return number_fails(&a, "mean", i, law->mean[i], "must be finite and > 0");
    if (law->shape[i] < 1 || (phases += law->shape[i]) > CPW_PHASES_MAX)
      return cpwi_fail(err, CPW_EINVAL, i, where,
                       "law.shape[%d] = %d must be >= 1, all together <= %d", (int)i,
                       (int)law->shape[i], CPW_PHASES_MAX);
    sum += law->share[i];
  }
  if (!(fabs(sum - 1) <= 1e-9))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "law.share: the sum %s must be 1",
                     cpwi_number(sum).text);
  return CPW_OK;
}
