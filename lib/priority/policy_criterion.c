/* Statements about one criterion of a policy file: its weight, where its fact comes from, its value function.
 * Source: docs/reference/policy.md; shapes as in carepath/priority.h. Leaves what the criteria must be
 * together to policy_whole.c. */
#include "priority/policy.h"

#include <string.h>

enum { WEIGHT, PART, COLUMN, SOURCE, MISSING, PROTECTED, SHAPE, CODES = SHAPE + 4 };

static cpw_priority_criterion *current(const cpwi_policy_reader *r) {
  return &r->policy->criteria[r->policy->view.criterion_count - 1];
}

static cpwi_criterion_memory *memory_of(const cpwi_policy_reader *r) {
  return &r->policy->memory[r->policy->view.criterion_count - 1];
}

/* ---------------------------------------------------------------- a new one ----------------- */

static int32_t check_name(const cpwi_policy_reader *r, const char *name, cpw_error *err) {
  const cpw_policy *p = r->policy;
  if (!*name)
    return cpwi_words_fail(&r->words, 1, err, "the name of a criterion must not be empty");
  if (p->view.criterion_count >= CPWI_POLICY_CRITERIA)
    return cpwi_words_fail(&r->words, 0, err, "more than %d criteria", (int)CPWI_POLICY_CRITERIA);
  for (int64_t k = 0; k < p->view.criterion_count; k++)
    if (!strcmp(p->criteria[k].name, name))
      return cpwi_words_fail(&r->words, 1, err,
                             "criterion \"%.60s\" was given already on line %lld", name,
                             (long long)p->memory[k].line);
  return CPW_OK;
}

/* Room for one more criterion, at 0, 1, 2, 4, ... of them. */
static int make_room(cpw_policy *p) {
  size_t n = (size_t)p->view.criterion_count, room = n ? 2 * n : 1;
  if (n & (n - 1)) return 1;
  cpw_priority_criterion *criteria =
      cpwi_grow(p->allocator, p->criteria, room, sizeof *p->criteria);
  if (criteria) p->criteria = criteria;
  cpwi_criterion_memory *memory = cpwi_grow(p->allocator, p->memory, room, sizeof *p->memory);
  if (memory) p->memory = memory;
  return criteria && memory;
}

int32_t cpwi_policy_begin_criterion(cpwi_policy_reader *r, cpw_error *err) {
  cpw_policy *p = r->policy;
  int32_t status = cpwi_policy_count(r, 1, 1, "criterion NAME", err);
  if (status == CPW_OK) status = check_name(r, r->words.word[1].text, err);
  if (status != CPW_OK) return status;
  if (!make_room(p)) return cpwi_policy_no_memory(r, err);
  cpw_priority_criterion *c = &p->criteria[p->view.criterion_count];
  cpwi_criterion_memory *m = &p->memory[p->view.criterion_count];
  memset(c, 0, sizeof *c);
  memset(m, 0, sizeof *m);
  c->name = r->words.word[1].text;
  c->missing = CPWI_NAN;
  c->until = CPW_DATE_NONE;
  m->line = r->words.line;
  p->view.criteria = p->criteria;
  p->view.criterion_count++;
  return CPW_OK;
}

/* ---------------------------------------------------------------- value functions ----------- */

static const char *const forms[] = {
    "linear FACT:VALUE FACT:VALUE ...", "monotone FACT:VALUE FACT:VALUE ...",
    "s-shaped LOW:VALUE MIDDLE HIGH:VALUE", "categories NAME:VALUE ...", "codes VALUE VALUE ..."};

static int32_t allocate_knots(cpwi_policy_reader *r, int64_t knots, cpw_error *err) {
  cpw_priority_criterion *c = current(r);
  cpwi_criterion_memory *m = memory_of(r);
  const cpw_allocator *a = r->policy->allocator;
  m->value = cpwi_alloc(a, (size_t)knots, sizeof *m->value);
  c->value = m->value;
  if (c->shape == CPW_PRIORITY_CATEGORIES) {
    m->categories = cpwi_alloc_zero(a, (size_t)knots, sizeof *m->categories);
    c->categories = m->categories;
  } else {
    m->at = cpwi_alloc(a, (size_t)knots, sizeof *m->at);
    c->at = m->at;
  }
  c->knots = knots;
  return m->value && (m->at || m->categories) ? CPW_OK : cpwi_policy_no_memory(r, err);
}

/* The first half of a pair must be followed by the second, the second by none. */
static int32_t check_pair(const cpwi_policy_reader *r, int64_t at, const char *form,
                          cpw_error *err) {
  const cpwi_words *w = &r->words;
  if (at + 1 < w->count && w->word[at].joined && !w->word[at + 1].joined) return CPW_OK;
  return cpwi_words_fail(w, at, err, "\"%.60s\" must be one half of a pair; the form is: %s",
                         at < w->count ? w->word[at].text : "", form);
}

static int32_t read_at(const cpwi_policy_reader *r, int64_t word, int64_t knot, cpw_error *err) {
  double *at = memory_of(r)->at;
  int32_t status = cpwi_policy_number(r, word, "fact", -HUGE_VAL, HUGE_VAL, &at[knot], err);
  if (status == CPW_OK && knot > 0 && !(at[knot] > at[knot - 1]))
    status = cpwi_words_fail(&r->words, word, err, "facts must rise: %s follows %s",
                             cpwi_number(at[knot]).text, cpwi_number(at[knot - 1]).text);
  return status;
}

static int32_t read_value(const cpwi_policy_reader *r, int64_t word, int64_t knot, cpw_error *err) {
  return cpwi_policy_number(r, word, "value", 0.0, 1.0, &memory_of(r)->value[knot], err);
}

/* The curve goes one way. */
static int32_t check_monotone(const cpwi_policy_reader *r, cpw_error *err) {
  const cpw_priority_criterion *c = current(r);
  double way = 0.0;
  for (int64_t k = 1; k < c->knots; k++) {
    double step = c->value[k] - c->value[k - 1];
    if ((way > 0.0 && step < 0.0) || (way < 0.0 && step > 0.0))
      return cpwi_words_fail(
          &r->words, 2 + 2 * k, err,
          "the values of a monotone curve must all rise or all fall: %s follows %s",
          cpwi_number(c->value[k]).text, cpwi_number(c->value[k - 1]).text);
    if (step != 0.0) way = step;
  }
  return CPW_OK;
}

static int32_t read_knots(cpwi_policy_reader *r, const char *form, cpw_error *err) {
  int64_t knots = (r->words.count - 1) / 2;
  cpw_priority_criterion *c = current(r);
  int32_t status = cpwi_policy_count(r, 4, INT64_MAX, form, err);
  if (status == CPW_OK) status = allocate_knots(r, knots, err);
  for (int64_t k = 0; k < knots && status == CPW_OK; k++) {
    status = check_pair(r, 1 + 2 * k, form, err);
    if (status == CPW_OK) status = read_at(r, 1 + 2 * k, k, err);
    if (status == CPW_OK) status = read_value(r, 2 + 2 * k, k, err);
  }
  if (status == CPW_OK && r->words.count % 2 == 0)
    status = check_pair(r, r->words.count - 1, form, err);
  if (status == CPW_OK && c->shape == CPW_PRIORITY_MONOTONE) status = check_monotone(r, err);
  return status;
}

static int32_t read_s_shaped(cpwi_policy_reader *r, const char *form, cpw_error *err) {
  int32_t status = cpwi_policy_count(r, 5, 6, form, err);
  if (status == CPW_OK) status = check_pair(r, 1, form, err);
  if (status == CPW_OK && r->words.word[3].joined)
    status = cpwi_words_fail(&r->words, 4, err,
                             "the middle has no value of its own; the form is: %s", form);
  if (status == CPW_OK) status = cpwi_policy_count(r, 5, 5, form, err);
  if (status == CPW_OK) status = check_pair(r, 4, form, err);
  if (status == CPW_OK) status = allocate_knots(r, 3, err);
  if (status == CPW_OK) status = read_at(r, 1, 0, err);
  if (status == CPW_OK) status = read_value(r, 2, 0, err);
  if (status == CPW_OK) status = read_at(r, 3, 1, err);
  if (status == CPW_OK) status = read_at(r, 4, 2, err);
  if (status == CPW_OK) status = read_value(r, 5, 2, err);
  if (status != CPW_OK) return status;
  double *value = memory_of(r)->value, *at = memory_of(r)->at;
  double share = (at[1] - at[0]) / (at[2] - at[0]);
  if (!(share >= 0.0 && share <= 1.0)) share = 0.5; /* an overflow, which the check refuses */
  value[1] = (1.0 - share) * value[0] + share * value[2];
  return CPW_OK;
}

static int32_t read_categories(cpwi_policy_reader *r, const char *form, cpw_error *err) {
  const cpwi_words *w = &r->words;
  int64_t count = (w->count - 1) / 2;
  int32_t status = cpwi_policy_count(r, 2, 2 * (int64_t)CPWI_POLICY_CATEGORIES, form, err);
  if (status == CPW_OK) status = allocate_knots(r, count, err);
  for (int64_t k = 0; k < count && status == CPW_OK; k++) {
    const char *name = w->word[1 + 2 * k].text, **categories = memory_of(r)->categories;
    status = check_pair(r, 1 + 2 * k, form, err);
    if (status == CPW_OK && !*name)
      status = cpwi_words_fail(w, 1 + 2 * k, err, "a category must have a name");
    for (int64_t i = 0; i < k && status == CPW_OK; i++)
      if (!strcmp(categories[i], name))
        status = cpwi_words_fail(w, 1 + 2 * k, err, "category \"%.60s\" comes twice", name);
    categories[k] = name;
    if (status == CPW_OK) status = read_value(r, 2 + 2 * k, k, err);
  }
  if (status == CPW_OK && w->count % 2 == 0) status = check_pair(r, w->count - 1, form, err);
  return status;
}

/* Categories without names: the value of 0, 1, 2, ... */
static int32_t read_codes(cpwi_policy_reader *r, const char *form, cpw_error *err) {
  int32_t status = cpwi_policy_count(r, 1, CPWI_POLICY_CATEGORIES, form, err);
  if (status == CPW_OK) status = allocate_knots(r, r->words.count - 1, err);
  for (int64_t k = 1; k < r->words.count && status == CPW_OK; k++)
    status = r->words.word[k].joined
                 ? cpwi_words_fail(&r->words, k, err, "codes have no names; the form is: %s", form)
                 : read_value(r, k, k - 1, err);
  current(r)->categories = NULL;
  return status;
}

static int32_t read_shape(cpwi_policy_reader *r, int32_t shape, cpw_error *err) {
  cpwi_criterion_memory *m = memory_of(r);
  const char *form = forms[shape];
  if (m->given[SHAPE])
    return cpwi_words_fail(&r->words, 0, err,
                           "the criterion has a value function already on line %lld",
                           (long long)m->given[SHAPE]);
  m->given[SHAPE] = r->words.line;
  current(r)->shape = shape > CPW_PRIORITY_CATEGORIES ? CPW_PRIORITY_CATEGORIES : shape;
  if (shape == CPW_PRIORITY_S_SHAPED) return read_s_shaped(r, form, err);
  if (shape == CPW_PRIORITY_CATEGORIES) return read_categories(r, form, err);
  return shape > CPW_PRIORITY_CATEGORIES ? read_codes(r, form, err) : read_knots(r, form, err);
}

/* ---------------------------------------------------------------- the rest ------------------ */

static int32_t read_date(const cpwi_policy_reader *r, int64_t at, int32_t *date, cpw_error *err) {
  const cpwi_word *word = &r->words.word[at];
  int32_t day = CPW_DATE_NONE;
  if (cpw_date_parse(word->text, word->length, &day) != CPW_OK || day == CPW_DATE_NONE)
    return cpwi_words_fail(&r->words, at, err, "\"%.60s\" must be a date such as 2027-03-31",
                           word->text);
  *date = day;
  return CPW_OK;
}

static int32_t read_protected(const cpwi_policy_reader *r, cpw_error *err) {
  static const cpwi_keyword limit[] = {{"limit", 0}}, until[] = {{"until", 0}},
                            reason[] = {{"reason", 0}};
  cpw_priority_criterion *c = current(r);
  const cpwi_words *w = &r->words;
  int32_t word = 0,
          status = cpwi_policy_count(
              r, 7, 7, "protected CHARACTERISTIC limit NUMBER until DATE reason TEXT", err);
  if (status == CPW_OK)
    status = cpwi_policy_keyword(r, 1, cpwi_policy_characteristics, 9, "protected characteristic",
                                 &c->characteristic, err);
  if (status == CPW_OK) status = cpwi_policy_keyword(r, 2, limit, 1, "word", &word, err);
  if (status == CPW_OK) status = cpwi_policy_number(r, 3, "limit", 0.0, 1.0, &c->limit, err);
  if (status == CPW_OK && (c->limit <= 0.0 || c->limit >= 1.0))
    status = cpwi_words_fail(w, 3, err, "limit = %s must be between 0 and 1",
                             cpwi_number(c->limit).text);
  if (status == CPW_OK) status = cpwi_policy_keyword(r, 4, until, 1, "word", &word, err);
  if (status == CPW_OK) status = read_date(r, 5, &c->until, err);
  if (status == CPW_OK) status = cpwi_policy_keyword(r, 6, reason, 1, "word", &word, err);
  if (status == CPW_OK && !w->word[7].length)
    status = cpwi_words_fail(w, 7, err, "the reason must not be empty");
  c->reason = w->count > 7 ? w->word[7].text : NULL;
  return status;
}

static int32_t read_weight(const cpwi_policy_reader *r, cpw_error *err) {
  cpwi_criterion_memory *m = memory_of(r);
  int32_t status = cpwi_policy_count(r, 1, 1, "weight NUMBER", err);
  if (status != CPW_OK) return status;
  m->weight_line = r->words.line;
  m->weight_column = r->words.word[1].column;
  return cpwi_policy_number(r, 1, "weight", 0.0, HUGE_VAL, &current(r)->weight, err);
}

/* Where the fact comes from: a column, or the days waited. */
static int32_t read_origin(const cpwi_policy_reader *r, int32_t statement, cpw_error *err) {
  cpwi_criterion_memory *m = memory_of(r);
  int32_t source = 0, other = statement == COLUMN ? SOURCE : COLUMN;
  int32_t status = cpwi_policy_count(
      r, 1, 1, statement == COLUMN ? "column HEADING" : "source wait, or source wait-ratio", err);
  if (status != CPW_OK) return status;
  if (m->given[other])
    return cpwi_words_fail(&r->words, 0, err, "the criterion has a %s already on line %lld",
                           other == COLUMN ? "column" : "source", (long long)m->given[other]);
  if (statement == COLUMN) {
    current(r)->column = r->words.word[1].text;
    return CPW_OK;
  }
  status = cpwi_policy_keyword(r, 1, cpwi_policy_sources, 2, "source", &source, err);
  if (status == CPW_OK) current(r)->source = source;
  return status;
}

int32_t cpwi_policy_in_criterion(cpwi_policy_reader *r, int32_t statement, cpw_error *err) {
  cpw_priority_criterion *c = current(r);
  if (statement >= SHAPE) return read_shape(r, statement - SHAPE, err);
  int32_t status = cpwi_policy_once(r, &memory_of(r)->given[statement], err);
  if (status != CPW_OK) return status;
  switch (statement) {
  case WEIGHT:
    return read_weight(r, err);
  case PART:
    status = cpwi_policy_count(r, 1, 1, "part clinical, or part equity", err);
    return status == CPW_OK ? cpwi_policy_keyword(r, 1, cpwi_policy_parts, 2, "part", &c->part, err)
                            : status;
  case MISSING:
    status = cpwi_policy_count(r, 1, 1, "missing VALUE", err);
    return status == CPW_OK ? cpwi_policy_number(r, 1, "missing", 0.0, 1.0, &c->missing, err)
                            : status;
  case PROTECTED:
    return read_protected(r, err);
  default:
    return read_origin(r, statement, err);
  }
}
