/* Reading a policy file: its lines, and the statements about the policy as a whole.
 * Source: docs/reference/policy.md. Leaves the statements of a criterion to policy_criterion.c, what only
 * the whole policy shows to policy_whole.c. */
#include "priority/policy.h"

#include <string.h>

/* Statements. Those of the policy that may come once are counted from NAME to CAP. */
enum {
  NAME,
  VERSION,
  TIERS,
  BREACHES,
  RULE,
  CAP,
  MONITOR,
  TIER,
  CRITERION,
  WITHIN /* and from here on what stands within a criterion */
};

static const cpwi_keyword statements[] = {{"name", NAME},
                                          {"version", VERSION},
                                          {"tiers", TIERS},
                                          {"breaches", BREACHES},
                                          {"rule", RULE},
                                          {"cap", CAP},
                                          {"monitor", MONITOR},
                                          {"tier", TIER},
                                          {"criterion", CRITERION},
                                          {"weight", WITHIN},
                                          {"part", WITHIN + 1},
                                          {"column", WITHIN + 2},
                                          {"source", WITHIN + 3},
                                          {"missing", WITHIN + 4},
                                          {"protected", WITHIN + 5},
                                          {"linear", WITHIN + 6},
                                          {"monotone", WITHIN + 7},
                                          {"s-shaped", WITHIN + 8},
                                          {"categories", WITHIN + 9},
                                          {"codes", WITHIN + 10}};
enum { STATEMENTS = sizeof statements / sizeof *statements };

/* ---------------------------------------------------------------- statements ---------------- */

static int32_t read_text(const cpwi_policy_reader *r, const char *form, const char **text,
                         cpw_error *err) {
  int32_t status = cpwi_policy_count(r, 1, 1, form, err);
  if (status == CPW_OK) *text = r->words.word[1].text;
  return status;
}

static int32_t read_switch(const cpwi_policy_reader *r, const char *what, const char *off,
                           const char *on, int32_t *value, cpw_error *err) {
  const cpwi_keyword words[2] = {{off, 0}, {on, 1}};
  int32_t status = cpwi_policy_count(r, 1, 1, what, err);
  return status == CPW_OK ? cpwi_policy_keyword(r, 1, words, 2, "word", value, err) : status;
}

static int32_t read_cap(const cpwi_policy_reader *r, cpw_error *err) {
  static const cpwi_keyword units[] = {{"score", CPW_PRIORITY_CAP_SCORE},
                                       {"days", CPW_PRIORITY_CAP_DAYS}};
  static const char *const form = "cap NUMBER score, cap NUMBER days, or cap none";
  cpw_priority_policy *p = &r->policy->view;
  int none = r->words.count > 1 && !strcmp(r->words.word[1].text, "none");
  int32_t status = cpwi_policy_count(r, none ? 1 : 2, none ? 1 : 2, form, err);
  if (status != CPW_OK || none) return status;
  status = cpwi_policy_keyword(r, 2, units, 2, "unit", &p->cap_kind, err);
  if (status != CPW_OK) return status;
  return cpwi_policy_number(r, 1, "cap", 0.0,
                            p->cap_kind == CPW_PRIORITY_CAP_SCORE ? 1.0 : HUGE_VAL, &p->cap, err);
}

/* Room for one more of an array that doubles: at 0, 1, 2, 4, ... elements. 0 when memory is short. */
static int make_room(const cpw_allocator *a, void **array, int64_t count, size_t size) {
  if (count & (count - 1)) return 1;
  void *more = cpwi_grow(a, *array, count ? 2 * (size_t)count : 1, size);
  if (more) *array = more;
  return more != NULL;
}

static int32_t add_tier(cpwi_policy_reader *r, cpw_priority_tier tier, cpw_error *err) {
  cpw_policy *p = r->policy;
  int64_t n = p->view.tier_count;
  void *tiers = p->tiers, *lines = p->tier_lines;
  int ok = make_room(p->allocator, &tiers, n, sizeof *p->tiers);
  p->tiers = tiers;
  ok = ok && make_room(p->allocator, &lines, n, sizeof *p->tier_lines);
  p->tier_lines = lines;
  if (!ok) return cpwi_policy_no_memory(r, err);
  p->tiers[n] = tier;
  p->tier_lines[n] = r->words.line;
  p->view.tiers = p->tiers;
  p->view.tier_count = n + 1;
  return CPW_OK;
}

static int32_t check_tier(const cpwi_policy_reader *r, const char *name, cpw_error *err) {
  const cpw_policy *p = r->policy;
  if (!*name) return cpwi_words_fail(&r->words, 1, err, "the name of a tier must not be empty");
  if (p->view.tier_count >= CPWI_POLICY_TIERS)
    return cpwi_words_fail(&r->words, 0, err, "more than %d tiers", (int)CPWI_POLICY_TIERS);
  for (int64_t k = 0; k < p->view.tier_count; k++)
    if (!strcmp(p->tiers[k].name, name))
      return cpwi_words_fail(&r->words, 1, err, "tier \"%.60s\" was given already on line %lld",
                             name, (long long)p->tier_lines[k]);
  return CPW_OK;
}

static int32_t read_tier(cpwi_policy_reader *r, cpw_error *err) {
  static const cpwi_keyword rates[] = {{"rate", 0}};
  const cpwi_words *w = &r->words;
  cpw_priority_tier tier = {NULL, HUGE_VAL, 0.0};
  int32_t word = 0, rated = w->count > 3;
  int32_t status =
      cpwi_policy_count(r, rated ? 4 : 2, rated ? 4 : 2,
                        "tier NAME DAYS, tier NAME none, or either with rate NUMBER", err);
  if (status == CPW_OK) status = check_tier(r, w->word[1].text, err);
  if (status != CPW_OK) return status;
  tier.name = w->word[1].text;
  if (strcmp(w->word[2].text, "none") != 0) {
    status = cpwi_policy_number(r, 2, "target", 0.0, HUGE_VAL, &tier.target, err);
    if (status == CPW_OK && tier.target == 0.0)
      status = cpwi_words_fail(w, 2, err, "target = 0 must be > 0 days, or none");
  }
  if (status == CPW_OK && rated) status = cpwi_policy_keyword(r, 3, rates, 1, "word", &word, err);
  if (status == CPW_OK && rated)
    status = cpwi_policy_number(r, 4, "rate", 0.0, HUGE_VAL, &tier.rate, err);
  return status == CPW_OK ? add_tier(r, tier, err) : status;
}

static int32_t read_monitored(cpwi_policy_reader *r, cpw_error *err) {
  cpw_policy *p = r->policy;
  const cpwi_words *w = &r->words;
  int32_t status = cpwi_policy_count(r, 1, INT64_MAX, "monitor COLUMN COLUMN ...", err);
  for (int64_t k = 1; k < w->count && status == CPW_OK; k++) {
    int64_t n = p->view.monitored_count;
    void *room = (void *)p->monitored;
    for (int64_t i = 0; i < n; i++)
      if (!strcmp(p->monitored[i], w->word[k].text))
        return cpwi_words_fail(w, k, err, "\"%.60s\" is monitored already", w->word[k].text);
    if (n >= CPWI_POLICY_MONITORED)
      return cpwi_words_fail(w, k, err, "more than %d columns to monitor",
                             (int)CPWI_POLICY_MONITORED);
    if (!make_room(p->allocator, &room, n, sizeof *p->monitored))
      return cpwi_policy_no_memory(r, err);
    p->monitored = room;
    p->monitored[n] = w->word[k].text;
    p->view.monitored = p->monitored;
    p->view.monitored_count = n + 1;
  }
  return status;
}

static int32_t read_whole(cpwi_policy_reader *r, int32_t statement, cpw_error *err) {
  cpw_priority_policy *p = &r->policy->view;
  int32_t status = CPW_OK;
  if (statement <= CAP) status = cpwi_policy_once(r, &r->given[statement], err);
  if (status != CPW_OK) return status;
  switch (statement) {
  case NAME:
    return read_text(r, "name TEXT", &p->name, err);
  case VERSION:
    return read_text(r, "version TEXT", &p->version, err);
  case TIERS:
    return read_switch(r, "tiers order, or tiers targets", "order", "targets",
                       &p->tiers_are_targets, err);
  case BREACHES:
    return read_switch(r, "breaches first, or breaches ignored", "ignored", "first",
                       &p->breaches_first, err);
  case RULE:
    status = cpwi_policy_count(r, 1, 1, "rule WORD", err);
    return status == CPW_OK ? cpwi_policy_keyword(r, 1, cpwi_policy_rules, 6, "rule", &p->rule, err)
                            : status;
  case CAP:
    return read_cap(r, err);
  case MONITOR:
    return read_monitored(r, err);
  default:
    return read_tier(r, err);
  }
}

/* ---------------------------------------------------------------- lines --------------------- */

/* Pairs stand in value functions alone. */
static int32_t check_pairs(const cpwi_policy_reader *r, int32_t statement, cpw_error *err) {
  for (int64_t k = 0; statement < WITHIN + 6 && k < r->words.count; k++)
    if (r->words.word[k].joined)
      return cpwi_words_fail(&r->words, k, err, "a text with a colon must stand in quotes");
  return CPW_OK;
}

static int32_t read_statement(cpwi_policy_reader *r, cpw_error *err) {
  int32_t statement = 0;
  int32_t status = cpwi_policy_keyword(r, 0, statements, STATEMENTS, "statement", &statement, err);
  if (status == CPW_OK) status = check_pairs(r, statement, err);
  if (status != CPW_OK) return status;
  if (statement >= WITHIN) {
    if (r->in_criterion) return cpwi_policy_in_criterion(r, statement - WITHIN, err);
    return cpwi_words_fail(&r->words, 0, err, "\"%s\" must follow a criterion",
                           r->words.word[0].text);
  }
  r->in_criterion = statement == CRITERION;
  return r->in_criterion ? cpwi_policy_begin_criterion(r, err) : read_whole(r, statement, err);
}

/* The first statement of all: what the file is. */
static int32_t read_first(const cpwi_policy_reader *r, cpw_error *err) {
  const cpwi_words *w = &r->words;
  if (strcmp(w->word[0].text, "carepath-policy") != 0 || w->word[0].joined)
    return cpwi_words_fail(w, 0, err, "a policy must begin with: carepath-policy 1");
  if (w->count < 2 || strcmp(w->word[1].text, "1") != 0)
    return cpwi_words_fail(w, 1, err, "version \"%.60s\" of the format is unknown: must be 1",
                           w->count > 1 ? w->word[1].text : "");
  return cpwi_policy_count(r, 1, 1, "carepath-policy 1", err);
}

static int32_t read_lines(cpwi_policy_reader *r, int64_t count, cpw_error *err) {
  char *text = r->policy->text;
  int64_t at = count >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0, begun = 0;
  int32_t status = CPW_OK;
  for (r->words.line = 0; at < count && status == CPW_OK;) {
    char *end = memchr(text + at, '\n', (size_t)(count - at));
    int64_t next = end ? end - text + 1 : count, stop = end ? next - 1 : count;
    if (end && stop > at && text[stop - 1] == '\r') stop--;
    r->words.line++;
    status = cpwi_words_split(&r->words, text + at, stop - at, err);
    if (status == CPW_OK && r->words.count > 0)
      status = begun++ ? read_statement(r, err) : read_first(r, err);
    at = next;
  }
  if (status == CPW_OK && !begun) {
    r->words.count = 0;
    r->words.line = 1;
    status = cpwi_words_fail(&r->words, 0, err, "a policy must begin with: carepath-policy 1");
  }
  return status;
}

/* ---------------------------------------------------------------- the API ------------------- */

int32_t cpw_policy_read(const cpw_source *source, const cpw_allocator *allocator, cpw_policy **out,
                        cpw_error *err) {
  if (!source || !source->read || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", out ? "source" : "out");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  const char *where = source->name ? source->name : "<input>";
  cpw_policy *policy = cpwi_alloc_zero(allocator, 1, sizeof *policy);
  if (!policy) return cpwi_fail_data(err, CPW_ENOMEM, where, 0, 0, "no memory for a policy");
  policy->allocator = allocator;
  cpw_priority_policy_init(&policy->view);
  cpwi_policy_reader reader;
  memset(&reader, 0, sizeof reader);
  reader.policy = policy;
  reader.words.allocator = allocator;
  reader.words.where = where;
  int64_t count = 0;
  status = cpwi_read_all(source, CPWI_POLICY_BYTES, allocator, &policy->text, &count, where, err);
  if (status == CPW_OK) status = read_lines(&reader, count, err);
  if (status == CPW_OK) status = cpwi_policy_finish(&reader, err);
  cpwi_words_free(&reader.words);
  if (status == CPW_OK)
    *out = policy;
  else
    cpw_policy_free(policy);
  return status;
}

const cpw_priority_policy *cpw_policy_view(const cpw_policy *policy) {
  return policy ? &policy->view : NULL;
}

const char *cpw_policy_column(const cpw_policy *policy, int64_t column) {
  return policy && column >= 0 && column < policy->column_count ? policy->columns[column] : NULL;
}

void cpw_policy_free(cpw_policy *policy) {
  if (!policy) return;
  const cpw_allocator *a = policy->allocator;
  for (int64_t k = 0; k < policy->view.criterion_count; k++) {
    cpwi_release(a, policy->memory[k].at);
    cpwi_release(a, policy->memory[k].value);
    cpwi_release(a, (void *)policy->memory[k].categories);
  }
  cpwi_release(a, policy->tiers);
  cpwi_release(a, policy->tier_lines);
  cpwi_release(a, policy->criteria);
  cpwi_release(a, policy->memory);
  cpwi_release(a, (void *)policy->monitored);
  cpwi_release(a, (void *)policy->columns);
  cpwi_release(a, policy->text);
  cpwi_release(a, policy);
}
