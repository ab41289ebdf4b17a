/* Laws of durations by number and name, and the one place where a law is checked.
 * Source: the header's table of laws.
 * Leaves what a law draws and means to the other files of this folder. */
#include "duration/internal.h"

#include <stdio.h>

/* What a law takes: the least and the greatest mean and cv; a cv of 0 is none. */
typedef struct law {
  const char *name;
  double mean, cv, most;
  const char *mean_rule, *cv_rule;
} law;

#define OPEN     DBL_MIN
#define ROOT     0.57735026918962584 /* 1/sqrt(3), rounded up */
#define POSITIVE "must be finite and > 0"
#define VARIES   "must be from 0.001 to 100; where nothing varies, fixed"

static const law laws[CPW_DURATION_COUNT] = {
    {"never", 0, 0, 0, "must be 0", "must be 0"},
    {"fixed", 0, 0, 0, "must be finite and >= 0", "must be 0"},
    {"exponential", OPEN, 1, 1, POSITIVE, "must be 1, or 0 for left out"},
    {"gamma", OPEN, CPW_DURATION_MIN_CV, CPW_DURATION_MAX_CV, POSITIVE, VARIES},
    {"lognormal", OPEN, CPW_DURATION_MIN_CV, CPW_DURATION_MAX_CV, POSITIVE, VARIES},
    {"weibull", OPEN, CPW_DURATION_MIN_CV, CPW_DURATION_MAX_CV, POSITIVE, VARIES},
    {"uniform", OPEN, CPW_DURATION_MIN_CV, ROOT, POSITIVE,
     "must be from 0.001 to 1/sqrt(3); where nothing varies, fixed"},
    {"hyperexponential", OPEN, 1, CPW_DURATION_MAX_CV, POSITIVE, "must be from 1 to 100"},
    {"empirical", 0, 0, 0, "must be 0: the data have their own", "must be 0"},
    {"geometric", 1, 0, 0, "must be finite and >= 1", "must be 0"},
};

const char *cpw_duration_name(int32_t number) {
  return number >= 0 && number < CPW_DURATION_COUNT ? laws[number].name : NULL;
}

int32_t cpw_duration_number(const char *name) {
  for (int32_t i = 0; name && i < CPW_DURATION_COUNT; i++) {
    if (strcmp(name, laws[i].name) == 0) return i;
  }
  return CPW_ENOTFOUND;
}

static int mean_holds(const cpw_duration *d) {
  if (d->law == CPW_DURATION_NEVER || d->law == CPW_DURATION_EMPIRICAL) return d->mean == 0;
  return d->mean >= laws[d->law].mean && d->mean <= DBL_MAX;
}

static int cv_holds(const cpw_duration *d) {
  if (d->law == CPW_DURATION_EXPONENTIAL && d->cv == 0) return 1;
  return d->cv >= laws[d->law].cv && d->cv <= laws[d->law].most;
}

/* Who is asked: the law's name in messages, the index and the function. */
typedef struct asked {
  char what[96];
  int64_t index;
  const char *where;
  cpw_error *err;
} asked;

static int32_t check_number(const asked *a, const char *field, double value, const char *rule,
                            int32_t number) {
  return cpwi_fail(a->err, CPW_EDOMAIN, a->index, a->where, "%s.%s = %s %s (%s)", a->what, field,
                   cpwi_number(value).text, rule, laws[number].name);
}

static int32_t check_empirical(const cpw_duration *d, const asked *a) {
  int wanted = d->law == CPW_DURATION_EMPIRICAL;
  if (wanted != (d->empirical != NULL))
    return cpwi_fail(a->err, CPW_EINVAL, a->index, a->where, "%s.empirical must %sbe given (%s)",
                     a->what, wanted ? "" : "not ", laws[d->law].name);
  if (!wanted) return CPW_OK;
  cpwi_seen seen = cpwi_empirical_seen(d->empirical);
  for (int64_t i = 0; i < seen.size + (seen.bands != 0); i++) {
    if (seen.values[i] < 0)
      return cpwi_fail(
          a->err, CPW_EDOMAIN, a->index, a->where, "%s.empirical: %s[%lld] = %s must be >= 0",
          a->what, seen.bands ? "edges" : "values", (long long)i, cpwi_number(seen.values[i]).text);
  }
  return CPW_OK;
}

int32_t cpwi_duration_check(const cpw_duration *d, const char *what, int64_t index,
                            const char *where, cpw_error *err) {
  asked a = {{0}, index, where, err};
  if (index >= 0)
    snprintf(a.what, sizeof a.what, "%.70s[%lld]", what, (long long)index);
  else
    snprintf(a.what, sizeof a.what, "%.90s", what);
  if (!d) return cpwi_fail(err, CPW_EINVAL, index, where, "%s is NULL", a.what);
  if (d->law < 0 || d->law >= CPW_DURATION_COUNT)
    return cpwi_fail(err, CPW_EINVAL, index, where, "%s.law = %d must be one of CPW_DURATION_...",
                     a.what, (int)d->law);
  if (d->reserved != 0)
    return cpwi_fail(err, CPW_EINVAL, index, where, "%s.reserved = %d must be 0", a.what,
                     (int)d->reserved);
  if (!mean_holds(d)) return check_number(&a, "mean", d->mean, laws[d->law].mean_rule, d->law);
  if (!cv_holds(d)) return check_number(&a, "cv", d->cv, laws[d->law].cv_rule, d->law);
  if (!(d->zero >= 0 && d->zero < 1))
    return check_number(&a, "zero", d->zero, "must be >= 0 and < 1", d->law);
  return check_empirical(d, &a);
}

int32_t cpw_duration_check(const cpw_duration *d, const char *what, cpw_error *err) {
  return cpwi_duration_check(d, what ? what : "duration", -1, __func__, err);
}
