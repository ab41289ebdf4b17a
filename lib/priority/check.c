/* What can be wrong with a policy before there is a list.
 * Sources: carepath/priority.h; Equality Act 2010, sections 4, 13, 19 and 158, for the guardrails. Leaves what
 * needs the patients to list.c. */
#include "priority/internal.h"

#include <string.h>

#define WEIGHT_SLACK 1e-9
enum { MOST_TIERS = 1000, MOST_CRITERIA = 1000, MOST_KNOTS = 10000 };

static int is_share(double x) {
  return x >= 0.0 && x <= 1.0;
}

int cpwi_is_blank(const char *text) {
  return !text || !text[strspn(text, " \t\r\n")];
}

/* The name of a thing in a message, when it may have none. */
static const char *called(const char *name) {
  return name && *name ? name : "(no name)";
}

static int32_t check_name(const char *name, const char *what, int64_t k, const char *where,
                          cpw_error *err) {
  if (!cpwi_is_blank(name)) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, k, where, "%s[%lld].name must not be empty", what,
                   (long long)k);
}

static int32_t check_tiers(const cpw_priority_policy *p, const char *where, cpw_error *err) {
  if (!p->tiers || p->tier_count < 1 || p->tier_count > MOST_TIERS)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "policy.tier_count = %lld must be 1 to %d",
                     (long long)p->tier_count, (int)MOST_TIERS);
  for (int64_t k = 0; k < p->tier_count; k++) {
    const cpw_priority_tier *t = &p->tiers[k];
    int32_t status = check_name(t->name, "tiers", k, where, err);
    if (status != CPW_OK) return status;
    for (int64_t i = 0; i < k; i++)
      if (!strcmp(p->tiers[i].name, t->name))
        return cpwi_fail(err, CPW_EINVAL, k, where, "tier \"%s\" comes twice", t->name);
    if (!(t->target > 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, k, where,
                       "target of tier \"%s\" = %s must be > 0 days, or infinite for none", t->name,
                       cpwi_number(t->target).text);
    int rated = p->rule == CPW_PRIORITY_ACCUMULATING || p->rule == CPW_PRIORITY_CMU;
    if (rated && !(t->rate > 0.0 && isfinite(t->rate)))
      return cpwi_fail(err, CPW_EDOMAIN, k, where,
                       "rate of tier \"%s\" = %s must be finite and > 0 under this rule", t->name,
                       cpwi_number(t->rate).text);
  }
  return CPW_OK;
}

static int32_t check_at(const cpw_priority_criterion *c, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < c->knots; i++) {
    if (!isfinite(c->at[i]) || (i && !(c->at[i] > c->at[i - 1])))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "criterion \"%s\": at[%lld] = %s must be finite and above the one before",
                       c->name, (long long)i, cpwi_number(c->at[i]).text);
    if (i && !isfinite(1.0 / (c->at[i] - c->at[i - 1])))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "criterion \"%s\": at[%lld] = %s lies too close to the one before", c->name,
                       (long long)i, cpwi_number(c->at[i]).text);
  }
  if (!isfinite(c->at[c->knots - 1] - c->at[0]))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "criterion \"%s\": the knots lie too far apart",
                     c->name);
  return CPW_OK;
}

static int32_t check_values(const cpw_priority_criterion *c, const char *where, cpw_error *err) {
  int rises = 0, falls = 0;
  for (int64_t i = 0; i < c->knots; i++) {
    if (c->shape == CPW_PRIORITY_S_SHAPED && i == 1) continue;
    if (!is_share(c->value[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "criterion \"%s\": value[%lld] = %s must be in [0, 1]", c->name,
                       (long long)i, cpwi_number(c->value[i]).text);
    rises |= i && c->value[i] > c->value[i - 1];
    falls |= i && c->value[i] < c->value[i - 1];
  }
  if (c->shape == CPW_PRIORITY_MONOTONE && rises && falls)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "criterion \"%s\": the values of a monotone curve must all rise or all fall",
                     c->name);
  return CPW_OK;
}

static int32_t check_categories(const cpw_priority_criterion *c, const char *where,
                                cpw_error *err) {
  if (c->source < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "criterion \"%s\": days waited have no categories",
                     c->name);
  for (int64_t i = 0; c->categories && i < c->knots; i++) {
    if (!c->categories[i] || !*c->categories[i])
      return cpwi_fail(err, CPW_EINVAL, i, where, "criterion \"%s\": category %lld has no name",
                       c->name, (long long)i);
    for (int64_t k = 0; k < i; k++)
      if (!strcmp(c->categories[k], c->categories[i]))
        return cpwi_fail(err, CPW_EINVAL, i, where, "criterion \"%s\": category \"%s\" comes twice",
                         c->name, c->categories[i]);
  }
  return CPW_OK;
}

static int32_t check_shape(const cpw_priority_criterion *c, const char *where, cpw_error *err) {
  static const int64_t LEAST[] = {2, 2, 3, 1}, MOST[] = {MOST_KNOTS, MOST_KNOTS, 3, MOST_CRITERIA};
  if (c->shape < 0 || c->shape > CPW_PRIORITY_CATEGORIES)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "criterion \"%s\": shape = %d must be 0 to 3",
                     c->name, (int)c->shape);
  if (c->knots < LEAST[c->shape] || c->knots > MOST[c->shape])
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "criterion \"%s\": knots = %lld must be %lld to %lld", c->name,
                     (long long)c->knots, (long long)LEAST[c->shape], (long long)MOST[c->shape]);
  int coded = c->shape == CPW_PRIORITY_CATEGORIES;
  if (!c->value || (!c->at && !coded))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "criterion \"%s\": knots must be given", c->name);
  int32_t status = coded ? check_categories(c, where, err) : check_at(c, where, err);
  return status == CPW_OK ? check_values(c, where, err) : status;
}

static int is_day(int32_t date) {
  int32_t year, month, day;
  return cpw_date_to_civil(date, &year, &month, &day, NULL) == CPW_OK;
}

/* A protected characteristic, by its field or its names, counts only by leave. */
static int32_t check_protected(const cpw_priority_criterion *c, const char *where, cpw_error *err) {
  int32_t by_name = cpw_priority_protected(c->name);
  if (!by_name) by_name = cpw_priority_protected(c->column);
  if (c->characteristic < 0 || c->characteristic > CPW_PROTECTED_SEXUAL_ORIENTATION)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "criterion \"%s\": characteristic = %d must be 0 to %d", c->name,
                     (int)c->characteristic, CPW_PROTECTED_SEXUAL_ORIENTATION);
  int32_t is = c->characteristic ? c->characteristic : by_name;
  if (!is) {
    if (c->limit != 0.0)
      return cpwi_fail(err, CPW_EINVAL, -1, where,
                       "criterion \"%s\": a limit is for protected characteristics alone", c->name);
    return CPW_OK;
  }
  if (!c->characteristic)
    return cpwi_fail(
        err, CPW_EINVAL, -1, where,
        "criterion \"%s\" reads as %s, a protected characteristic: to use it say which "
        "it is, why, its limit and its last day; to watch it, monitor it instead",
        c->name, cpw_priority_protected_name(is));
  /* what is called gender is mostly sex: either may be declared */
  int genders = by_name == CPW_PROTECTED_SEX && c->characteristic == CPW_PROTECTED_GENDER;
  if (by_name && by_name != c->characteristic && !genders)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "criterion \"%s\" reads as %s, but is declared to be %s", c->name,
                     cpw_priority_protected_name(by_name),
                     cpw_priority_protected_name(c->characteristic));
  if (cpwi_is_blank(c->reason) || !(c->limit > 0.0 && c->limit < 1.0) || !is_day(c->until))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "criterion \"%s\" uses %s, a protected characteristic: it needs a reason in "
                     "words, a limit in (0, 1) and a last day",
                     c->name, cpw_priority_protected_name(is));
  return CPW_OK;
}

/* Criteria of one column must read its facts alike: all as numbers, or all as the same categories. */
static int same_categories(const cpw_priority_criterion *a, const cpw_priority_criterion *b) {
  if (a->shape != CPW_PRIORITY_CATEGORIES && b->shape != CPW_PRIORITY_CATEGORIES) return 1;
  if (a->shape != b->shape || a->knots != b->knots) return 0;
  for (int64_t i = 0; a->categories && b->categories && i < a->knots; i++)
    if (strcmp(a->categories[i], b->categories[i]) != 0) return 0;
  return 1;
}

static int32_t check_shared_column(const cpw_priority_policy *p, int64_t k, const char *where,
                                   cpw_error *err) {
  const cpw_priority_criterion *c = &p->criteria[k];
  for (int64_t i = 0; i < k; i++)
    if (c->source >= 0 && p->criteria[i].source == c->source &&
        !same_categories(&p->criteria[i], c))
      return cpwi_fail(err, CPW_EINVAL, k, where,
                       "criteria \"%s\" and \"%s\" read one column: both must have the same "
                       "categories in the same order, or none",
                       p->criteria[i].name, c->name);
  return CPW_OK;
}

static int32_t check_criterion(const cpw_priority_policy *p, int64_t k, const char *where,
                               cpw_error *err) {
  const cpw_priority_criterion *c = &p->criteria[k];
  int32_t status = check_name(c->name, "criteria", k, where, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < k; i++)
    if (!strcmp(p->criteria[i].name, c->name))
      return cpwi_fail(err, CPW_EINVAL, k, where, "criterion \"%s\" comes twice", c->name);
  if (c->part < 0 || c->part > CPW_PRIORITY_EQUITY)
    return cpwi_fail(err, CPW_EINVAL, k, where, "criterion \"%s\": part = %d must be 0 or 1",
                     c->name, (int)c->part);
  if (c->source < CPW_PRIORITY_WAIT_RATIO)
    return cpwi_fail(err, CPW_EINVAL, k, where,
                     "criterion \"%s\": source = %lld is no column of facts", c->name,
                     (long long)c->source);
  if (!isnan(c->missing) && !is_share(c->missing))
    return cpwi_fail(err, CPW_EDOMAIN, k, where,
                     "criterion \"%s\": missing = %s must be in [0, 1], or NaN to refuse", c->name,
                     cpwi_number(c->missing).text);
  status = check_shape(c, where, err);
  if (status == CPW_OK) status = check_shared_column(p, k, where, err);
  return status == CPW_OK ? check_protected(c, where, err) : status;
}

int32_t cpwi_priority_check_weights(const cpw_priority_policy *p, const double *weight,
                                    int64_t member, const char *where, cpw_error *err) {
  double sum = 0.0;
  for (int64_t k = 0; k < p->criterion_count; k++) {
    double w = weight ? weight[k] : p->criteria[k].weight;
    if (!(w >= 0.0 && isfinite(w)))
      return cpwi_fail(err, CPW_EDOMAIN, weight ? member : k, where,
                       "weight of criterion \"%s\" = %s must be finite and >= 0",
                       called(p->criteria[k].name), cpwi_number(w).text);
    sum += w;
  }
  if (p->criterion_count == 0 || fabs(sum - 1.0) <= WEIGHT_SLACK) return CPW_OK;
  if (weight)
    return cpwi_fail(err, CPW_EDOMAIN, member, where,
                     "weights of member %lld sum to %s, must sum to 1", (long long)member,
                     cpwi_number(sum).text);
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "weights of the criteria sum to %s, must sum to 1",
                   cpwi_number(sum).text);
}

/* Rules without a score have room for equity in days alone. */
static int32_t check_rule(const cpw_priority_policy *p, const char *where, cpw_error *err) {
  if (p->rule == CPW_PRIORITY_SCORE) return CPW_OK;
  for (int64_t k = 0; k < p->criterion_count; k++)
    if (p->criteria[k].part != CPW_PRIORITY_EQUITY || p->cap_kind != CPW_PRIORITY_CAP_DAYS)
      return cpwi_fail(
          err, CPW_EINVAL, k, where,
          "criterion \"%s\": a rule without a score takes equity criteria with a cap in "
          "days alone",
          p->criteria[k].name);
  return CPW_OK;
}

static int32_t check_cap(const cpw_priority_policy *p, const char *where, cpw_error *err) {
  int in_score = p->cap_kind == CPW_PRIORITY_CAP_SCORE;
  if (p->cap_kind == CPW_PRIORITY_CAP_NONE) {
    if (p->cap == 0.0) return CPW_OK;
    return cpwi_fail(err, CPW_EINVAL, -1, where, "policy.cap = %s needs a cap_kind",
                     cpwi_number(p->cap).text);
  }
  if (p->cap >= 0.0 && isfinite(p->cap) && (!in_score || p->cap <= 1.0)) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                   in_score ? "policy.cap = %s must be in [0, 1], the score's own units"
                            : "policy.cap = %s must be finite and >= 0 days",
                   cpwi_number(p->cap).text);
}

static int32_t check_switches(const cpw_priority_policy *p, const char *where, cpw_error *err) {
  const cpwi_choice choices[] = {
      {"cap_kind", p->cap_kind, CPW_PRIORITY_CAP_DAYS},
      {"rule", p->rule, CPW_PRIORITY_CMU},
      {"tiers_are_targets", p->tiers_are_targets, 1},
      {"breaches_first", p->breaches_first, 1},
  };
  for (size_t k = 0; k < sizeof choices / sizeof *choices; k++)
    if (choices[k].value < 0 || choices[k].value > choices[k].most)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "policy.%s = %d must be 0 to %d",
                       choices[k].name, (int)choices[k].value, (int)choices[k].most);
  if (p->criterion_count < 0 || p->criterion_count > MOST_CRITERIA ||
      (p->criterion_count > 0 && !p->criteria))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "policy.criterion_count = %lld must be 0 to %d, with the criteria",
                     (long long)p->criterion_count, (int)MOST_CRITERIA);
  if (p->monitored_count < 0 || (p->monitored_count > 0 && !p->monitored))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "policy.monitored_count = %lld must be >= 0, with the headings",
                     (long long)p->monitored_count);
  return CPW_OK;
}

int32_t cpwi_priority_take_policy(cpw_priority_policy *known, const cpw_priority_policy *given,
                                  const char *where, cpw_error *err) {
  cpw_priority_policy p;
  cpw_priority_policy_init_sized(&p, sizeof p);
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "policy must be given");
  int32_t status = cpwi_take_options(&p, sizeof p, given, where, err);
  if (status == CPW_OK) status = check_switches(&p, where, err);
  if (status == CPW_OK) status = check_tiers(&p, where, err);
  for (int64_t k = 0; k < p.criterion_count && status == CPW_OK; k++)
    status = check_criterion(&p, k, where, err);
  if (status == CPW_OK) status = cpwi_priority_check_weights(&p, NULL, -1, where, err);
  if (status == CPW_OK) status = check_rule(&p, where, err);
  if (status == CPW_OK) status = check_cap(&p, where, err);
  if (status == CPW_OK) *known = p;
  return status;
}

int32_t cpw_priority_policy_check(const cpw_priority_policy *policy, cpw_error *err) {
  cpw_priority_policy known;
  return cpwi_priority_take_policy(&known, policy, __func__, err);
}
