/* The words of the policy format, and words as numbers, with errors that say where and what is allowed.
 * Source: docs/reference/policy.md. Leaves splitting to base/words.c, statements to policy_read.c and
 * policy_criterion.c. */
#include "priority/policy.h"

#include <stdio.h>
#include <string.h>

const cpwi_keyword cpwi_policy_rules[6] = {{"score", CPW_PRIORITY_SCORE},
                                           {"longest", CPW_PRIORITY_LONGEST},
                                           {"ratio", CPW_PRIORITY_RATIO},
                                           {"due", CPW_PRIORITY_DUE},
                                           {"accumulating", CPW_PRIORITY_ACCUMULATING},
                                           {"cmu", CPW_PRIORITY_CMU}};
const cpwi_keyword cpwi_policy_shapes[4] = {{"linear", CPW_PRIORITY_LINEAR},
                                            {"monotone", CPW_PRIORITY_MONOTONE},
                                            {"s-shaped", CPW_PRIORITY_S_SHAPED},
                                            {"categories", CPW_PRIORITY_CATEGORIES}};
const cpwi_keyword cpwi_policy_characteristics[9] = {
    {"age", CPW_PROTECTED_AGE},
    {"disability", CPW_PROTECTED_DISABILITY},
    {"gender-reassignment", CPW_PROTECTED_GENDER},
    {"marriage", CPW_PROTECTED_MARRIAGE},
    {"pregnancy", CPW_PROTECTED_PREGNANCY},
    {"race", CPW_PROTECTED_RACE},
    {"religion", CPW_PROTECTED_RELIGION},
    {"sex", CPW_PROTECTED_SEX},
    {"sexual-orientation", CPW_PROTECTED_SEXUAL_ORIENTATION}};
const cpwi_keyword cpwi_policy_parts[2] = {{"clinical", CPW_PRIORITY_CLINICAL},
                                           {"equity", CPW_PRIORITY_EQUITY}};
const cpwi_keyword cpwi_policy_sources[2] = {{"wait", CPW_PRIORITY_WAIT},
                                             {"wait-ratio", CPW_PRIORITY_WAIT_RATIO}};

/* "a, b or c" of some keywords. */
static void list_keywords(const cpwi_keyword *keywords, int64_t count, char *text, size_t size) {
  size_t used = 0;
  for (int64_t k = 0; k < count && used < size; k++) {
    const char *between = k == 0 ? "" : k == count - 1 ? " or " : ", ";
    int put = snprintf(text + used, size - used, "%s%s", between, keywords[k].word);
    used += put > 0 ? (size_t)put : 0;
  }
}

int32_t cpwi_policy_keyword(const cpwi_policy_reader *r, int64_t at, const cpwi_keyword *keywords,
                            int64_t count, const char *what, int32_t *value, cpw_error *err) {
  const char *known[32];
  char all[160] = "";
  const cpwi_words *w = &r->words;
  for (int64_t k = 0; k < count && k < 32; k++) {
    known[k] = keywords[k].word;
    if (at < w->count && !strcmp(w->word[at].text, known[k])) {
      *value = keywords[k].value;
      return CPW_OK;
    }
  }
  const char *near = at < w->count ? cpwi_nearest(w->word[at].text, known, count) : NULL;
  const char *found = at < w->count ? w->word[at].text : "";
  if (near)
    return cpwi_words_fail(w, at, err, "unknown %s \"%.60s\": did you mean %s?", what, found, near);
  list_keywords(keywords, count, all, sizeof all);
  return cpwi_words_fail(w, at, err, "unknown %s \"%.60s\": must be %s", what, found, all);
}

int32_t cpwi_policy_number(const cpwi_policy_reader *r, int64_t at, const char *what, double least,
                           double most, double *value, cpw_error *err) {
  const cpwi_words *w = &r->words;
  double x = 0.0;
  const char *text = at < w->count ? w->word[at].text : "";
  int64_t length = at < w->count ? w->word[at].length : 0;
  if (cpw_parse_double(text, length, &x) != CPW_OK)
    return cpwi_words_fail(w, at, err, "%s = \"%.60s\" must be a number", what, text);
  if (isfinite(x) && x >= least && x <= most) {
    *value = x;
    return CPW_OK;
  }
  if (least == -HUGE_VAL)
    return cpwi_words_fail(w, at, err, "%s = %.60s must be finite", what, text);
  if (most == HUGE_VAL)
    return cpwi_words_fail(w, at, err, "%s = %.60s must be finite and >= %s", what, text,
                           cpwi_number(least).text);
  return cpwi_words_fail(w, at, err, "%s = %.60s must be in [%s, %s]", what, text,
                         cpwi_number(least).text, cpwi_number(most).text);
}

int32_t cpwi_policy_count(const cpwi_policy_reader *r, int64_t least, int64_t most,
                          const char *form, cpw_error *err) {
  const cpwi_words *w = &r->words;
  int64_t given = w->count - 1;
  if (given < least)
    return cpwi_words_fail(w, w->count, err, "something is missing; the form is: %s", form);
  if (given > most)
    return cpwi_words_fail(w, most + 1, err, "\"%.60s\" is too much; the form is: %s",
                           w->word[most + 1].text, form);
  return CPW_OK;
}

int32_t cpwi_policy_once(const cpwi_policy_reader *r, int64_t *given, cpw_error *err) {
  if (*given)
    return cpwi_words_fail(&r->words, 0, err, "\"%s\" was given already on line %lld",
                           r->words.word[0].text, (long long)*given);
  *given = r->words.line;
  return CPW_OK;
}

int32_t cpwi_policy_no_memory(const cpwi_policy_reader *r, cpw_error *err) {
  return cpwi_fail_data(err, CPW_ENOMEM, r->words.where, r->words.line, 0,
                        "line %lld: no memory for the policy", (long long)r->words.line);
}
