/* Writing a policy as a file: one order of statements, shortest numbers, quotes only where they must be.
 * Source: docs/reference/policy.md. Leaves what a policy may be to check.c. */
#include "priority/policy.h"

#include <string.h>

/* ---------------------------------------------------------------- what fits ----------------- */

static int32_t fail_text(const char *what, int64_t k, const char *where, cpw_error *err) {
  return cpwi_fail(
      err, CPW_EINVAL, k, where,
      "%s must be UTF-8 of at most %d bytes without control characters other than line "
      "breaks and tabs",
      what, CPWI_MOST_WORD);
}

static int fits(const char *text) {
  return !text || cpwi_is_wordable(text);
}

/* A day that is written as a date which reads back. */
static int has_date(int32_t day) {
  int32_t year, month, in_month;
  return cpw_date_to_civil(day, &year, &month, &in_month, NULL) == CPW_OK;
}

static const char *heading_of(const cpw_priority_criterion *c) {
  return c->column ? c->column : c->name;
}

/* A heading stands for one column. */
static int32_t check_heading(const cpw_priority_policy *p, int64_t k, const char *where,
                             cpw_error *err) {
  const cpw_priority_criterion *c = &p->criteria[k];
  for (int64_t i = 0; i < k && c->source >= 0; i++) {
    const cpw_priority_criterion *b = &p->criteria[i];
    if (b->source >= 0 && b->source != c->source && !strcmp(heading_of(b), heading_of(c)))
      return cpwi_fail(err, CPW_EINVAL, k, where,
                       "criteria[%lld] and criteria[%lld] read two columns of one heading",
                       (long long)i, (long long)k);
  }
  return CPW_OK;
}

static int32_t check_criterion(const cpw_priority_policy *p, int64_t k, const char *where,
                               cpw_error *err) {
  const cpw_priority_criterion *c = &p->criteria[k];
  if (!fits(c->name) || !fits(c->column) || !fits(c->reason))
    return fail_text("the texts of a criterion", k, where, err);
  if (c->characteristic && !has_date(c->until))
    return cpwi_fail(err, CPW_EDOMAIN, k, where,
                     "criteria[%lld].until = %d must lie in the years 1 to 9999", (long long)k,
                     (int)c->until);
  for (int64_t i = 0; c->shape == CPW_PRIORITY_CATEGORIES && c->categories && i < c->knots; i++)
    if (!fits(c->categories[i])) return fail_text("the name of a category", k, where, err);
  return check_heading(p, k, where, err);
}

static int32_t check_monitored(const cpw_priority_policy *p, const char *where, cpw_error *err) {
  if (p->monitored_count > CPWI_POLICY_MONITORED)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "policy.monitored_count = %lld must be at most %d",
                     (long long)p->monitored_count, (int)CPWI_POLICY_MONITORED);
  for (int64_t k = 0; k < p->monitored_count; k++) {
    if (!p->monitored[k] || !fits(p->monitored[k]))
      return fail_text("what is monitored", k, where, err);
    for (int64_t i = 0; i < k; i++)
      if (!strcmp(p->monitored[i], p->monitored[k]))
        return cpwi_fail(err, CPW_EINVAL, k, where,
                         "monitored[%lld] is the same as monitored[%lld]", (long long)k,
                         (long long)i);
  }
  return CPW_OK;
}

/* All that a file cannot hold. */
static int32_t check_texts(const cpw_priority_policy *p, const char *where, cpw_error *err) {
  int32_t status = CPW_OK;
  if (!fits(p->name) || !fits(p->version)) return fail_text("name and version", -1, where, err);
  for (int64_t k = 0; k < p->tier_count; k++)
    if (!fits(p->tiers[k].name)) return fail_text("the name of a tier", k, where, err);
  for (int64_t k = 0; k < p->criterion_count && status == CPW_OK; k++)
    status = check_criterion(p, k, where, err);
  return status == CPW_OK ? check_monitored(p, where, err) : status;
}

/* ---------------------------------------------------------------- statements ---------------- */

static const char *word_of(const cpwi_keyword *keywords, int32_t value) {
  while (keywords->value != value)
    keywords++;
  return keywords->word;
}

static void put_statement(cpwi_writer *w, const char *statement, const char *text) {
  if (!text) return;
  cpwi_put_text(w, statement);
  cpwi_put_word(w, text);
  cpwi_put_text(w, "\n");
}

static void put_tier(cpwi_writer *w, const cpw_priority_tier *t) {
  cpwi_put_text(w, "tier ");
  cpwi_put_word(w, t->name);
  cpwi_put_text(w, " ");
  if (isfinite(t->target))
    cpwi_put_double(w, t->target);
  else
    cpwi_put_text(w, "none");
  if (isfinite(t->rate) && t->rate > 0.0) {
    cpwi_put_text(w, " rate ");
    cpwi_put_double(w, t->rate);
  }
  cpwi_put_text(w, "\n");
}

static void put_cap(cpwi_writer *w, const cpw_priority_policy *p) {
  cpwi_put_text(w, "cap ");
  if (p->cap_kind == CPW_PRIORITY_CAP_NONE) {
    cpwi_put_text(w, "none\n");
    return;
  }
  cpwi_put_double(w, p->cap);
  cpwi_put_text(w, p->cap_kind == CPW_PRIORITY_CAP_SCORE ? " score\n" : " days\n");
}

static void put_shape(cpwi_writer *w, const cpw_priority_criterion *c) {
  int coded = c->shape == CPW_PRIORITY_CATEGORIES, unnamed = coded && !c->categories;
  cpwi_put_text(w, "  ");
  cpwi_put_text(w, unnamed ? "codes" : word_of(cpwi_policy_shapes, c->shape));
  for (int64_t k = 0; k < c->knots; k++) {
    cpwi_put_text(w, " ");
    if (coded && !unnamed) cpwi_put_word(w, c->categories[k]);
    if (!coded) cpwi_put_double(w, c->at[k]);
    if (c->shape == CPW_PRIORITY_S_SHAPED && k == 1) continue;
    if (!unnamed) cpwi_put_text(w, ":");
    cpwi_put_double(w, c->value[k]);
  }
  cpwi_put_text(w, "\n");
}

static void put_protected(cpwi_writer *w, const cpw_priority_criterion *c) {
  char date[CPW_DATE_CHARS];
  if (!c->characteristic) return;
  cpw_date_format(c->until, date);
  cpwi_put_text(w, "  protected ");
  cpwi_put_text(w, word_of(cpwi_policy_characteristics, c->characteristic));
  cpwi_put_text(w, " limit ");
  cpwi_put_double(w, c->limit);
  cpwi_put_text(w, " until ");
  cpwi_put_text(w, date);
  cpwi_put_text(w, " reason ");
  cpwi_put_word(w, c->reason);
  cpwi_put_text(w, "\n");
}

static void put_criterion(cpwi_writer *w, const cpw_priority_criterion *c) {
  put_statement(w, "criterion ", c->name);
  cpwi_put_text(w, "  weight ");
  cpwi_put_double(w, c->weight);
  cpwi_put_text(w, "\n  part ");
  cpwi_put_text(w, word_of(cpwi_policy_parts, c->part));
  cpwi_put_text(w, "\n");
  if (c->source >= 0)
    put_statement(w, "  column ", c->column);
  else
    put_statement(w, "  source ", word_of(cpwi_policy_sources, (int32_t)c->source));
  put_shape(w, c);
  if (!isnan(c->missing)) {
    cpwi_put_text(w, "  missing ");
    cpwi_put_double(w, c->missing);
    cpwi_put_text(w, "\n");
  }
  put_protected(w, c);
}

static void put_policy(cpwi_writer *w, const cpw_priority_policy *p) {
  cpwi_put_text(w, "carepath-policy 1\n");
  put_statement(w, "name ", p->name);
  put_statement(w, "version ", p->version);
  for (int64_t k = 0; k < p->tier_count; k++)
    put_tier(w, &p->tiers[k]);
  cpwi_put_text(w, p->tiers_are_targets ? "tiers targets\n" : "tiers order\n");
  cpwi_put_text(w, p->breaches_first ? "breaches first\n" : "breaches ignored\n");
  put_statement(w, "rule ", word_of(cpwi_policy_rules, p->rule));
  put_cap(w, p);
  for (int64_t k = 0; k < p->criterion_count; k++)
    put_criterion(w, &p->criteria[k]);
  for (int64_t k = 0; k < p->monitored_count; k++)
    put_statement(w, "monitor ", p->monitored[k]);
}

/* ---------------------------------------------------------------- the API ------------------- */

/* Takes text and only counts it. */
static int count_bytes(void *context, const char *bytes, int64_t count) {
  int64_t *sum = context;
  (void)bytes;
  *sum += count;
  return 0;
}

int32_t cpw_policy_write(const cpw_priority_policy *policy, const cpw_sink *sink, cpw_error *err) {
  cpw_priority_policy known;
  cpwi_writer w;
  int64_t bytes = 0;
  const cpw_sink counter = {&bytes, count_bytes};
  if (!sink || !sink->write) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "sink must be given");
  int32_t status = cpw_priority_policy_check(policy, err);
  cpw_priority_policy_init(&known);
  if (status == CPW_OK) status = cpwi_take_options(&known, sizeof known, policy, __func__, err);
  if (status == CPW_OK) status = check_texts(&known, __func__, err);
  if (status != CPW_OK) return status;
  cpwi_writer_init(&w, &counter);
  put_policy(&w, &known);
  status = cpwi_writer_finish(&w, __func__, err);
  if (status == CPW_OK && bytes > CPWI_POLICY_BYTES)
    status =
        cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "the policy takes %lld bytes, more than %d",
                  (long long)bytes, (int)CPWI_POLICY_BYTES);
  if (status != CPW_OK) return status;
  cpwi_writer_init(&w, sink);
  put_policy(&w, &known);
  return cpwi_writer_finish(&w, __func__, err);
}
