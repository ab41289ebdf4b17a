/* Small numbers, as the last step: what must not be published becomes NaN.
 * Source: carepath/impact.h. Leaves the rule and the further cells that it withholds to the module
 * disclosure. */
#include "impact/internal.h"

#include <stdio.h>
#include <string.h>

static int is_count(const char *name) {
  static const char *const COUNTS[] = {"top_before",      "top_after",      "delayed",
                                       "breaches_before", "breaches_after", "delayed_by"};
  for (size_t k = 0; k < sizeof COUNTS / sizeof *COUNTS; k++)
    if (!strcmp(COUNTS[k], name)) return 1;
  return 0;
}

/* What hangs on another count than the people of its line: withheld with that. */
static const char *count_of(const char *name) {
  if (!strcmp(name, "top_share_before") || !strcmp(name, "top_ratio_before")) return "top_before";
  if (!strcmp(name, "top_share_after") || !strcmp(name, "top_ratio_after")) return "top_after";
  if (!strcmp(name, "mean_weeks") || !strcmp(name, "most_weeks")) return "delayed";
  return NULL;
}

static int is_about_lines(const cpw_array *a) {
  return a->dimensions > 0 && !strcmp(a->dimension[0]->name, "line");
}

static double *memory_of(cpw_result *result, const char *name) {
  return cpwi_result_memory(result, name);
}

static void blank(double *x, int64_t count) {
  for (int64_t k = 0; k < count; k++)
    x[k] = CPWI_NAN;
}

/* Nothing of a line but its counts. */
static void blank_line(const cpwi_impact *m, cpw_result *result, int64_t line) {
  const cpw_array *a;
  for (int64_t k = 0; (a = cpw_result_at(result, k)) != NULL; k++) {
    if (!is_about_lines(a)) continue;
    int64_t each = a->size / m->lines;
    blank(memory_of(result, a->name) + line * each, each);
  }
}

/* The three counts of the groups of a trait through the rule. */
static int32_t suppress_trait(const cpwi_impact *m, const cpwi_trait *t, cpw_result *result,
                              int64_t *count, cpw_error *err) {
  static const char *const NAMES[] = {"earlier", "same", "later"};
  int64_t rows = t->groups + (t->unknown > 0);
  cpw_result *table = NULL;
  for (int64_t g = 0; g < rows; g++)
    for (int k = 0; k < 3; k++)
      count[3 * g + k] = (int64_t)memory_of(result, NAMES[k])[t->first_line + g];
  int32_t status = cpw_disclosure_table(count, rows, 3, m->options.suppress, &table, err);
  if (status != CPW_OK) return status;
  const double *published = cpw_result_find(table, "published")->real;
  const double *total = cpw_result_find(table, "row_total")->real;
  for (int64_t g = 0; g < rows; g++) {
    int64_t line = t->first_line + g;
    int whole = !isnan(total[g]);
    for (int k = 0; k < 3; k++)
      whole &= !isnan(published[3 * g + k]);
    if (!whole) blank_line(m, result, line);
    for (int k = 0; k < 3; k++)
      memory_of(result, NAMES[k])[line] = published[3 * g + k];
    memory_of(result, "people")[line] = total[g];
  }
  cpw_result_free(table);
  return CPW_OK;
}

/* Other counts of the lines that are left, each by itself: small ones go, the rest is rounded. */
static int32_t suppress_counts(const cpwi_impact *m, cpw_result *result, const char *name,
                               int64_t size, cpw_error *err) {
  double *x = memory_of(result, name);
  cpw_disclosure_options rule;
  cpw_disclosure_options_init_sized(&rule, sizeof rule);
  int32_t status = cpwi_take_options(&rule, sizeof rule, m->options.suppress, CPWI_IMPACT, err);
  rule.secondary = 0; /* one count by itself has no totals */
  rule.rows = rule.columns = NULL;
  for (int64_t k = 0; k < size && status == CPW_OK; k++) {
    cpw_result *cell = NULL;
    if (isnan(x[k])) continue;
    int64_t count = (int64_t)x[k];
    status = cpw_disclosure_table(&count, 1, 1, &rule, &cell, err);
    if (status == CPW_OK) x[k] = cpw_result_find(cell, "published")->real[0];
    cpw_result_free(cell);
  }
  return status;
}

static void follow_counts(cpw_result *result) {
  const cpw_array *a;
  for (int64_t k = 0; (a = cpw_result_at(result, k)) != NULL; k++) {
    const char *name = count_of(a->name);
    const cpw_array *count = name ? cpw_result_find(result, name) : NULL;
    for (int64_t i = 0; count && i < a->size; i++)
      if (isnan(count->real[i])) blank(memory_of(result, a->name) + i, 1);
  }
}

/* A slope over groups of which one is withheld would give it away. */
static void follow_lines(const cpwi_impact *m, cpw_result *result) {
  static const char *const NAMES[] = {"gap_before", "gap_after", "slope_before", "slope_after"};
  const cpw_array *wait = cpw_result_find(result, "wait_before");
  if (!wait) return;
  for (int64_t k = 0; k < m->trait_count; k++) {
    const cpwi_trait *t = &m->traits[k];
    const double *people = memory_of(result, "people");
    int whole = 1;
    for (int64_t g = 0; g < t->groups; g++)
      whole &= !isnan(wait->real[t->first_line + g]) || people[t->first_line + g] == 0.0;
    for (int i = 0; i < 4 && !whole; i++)
      blank(memory_of(result, NAMES[i]) + k, 1);
  }
}

static int32_t add_note(const cpwi_impact *m, cpw_result *result, cpw_error *err) {
  cpw_disclosure_options rule;
  char text[160];
  cpw_disclosure_options_init_sized(&rule, sizeof rule);
  int32_t status = cpwi_take_options(&rule, sizeof rule, m->options.suppress, CPWI_IMPACT, err);
  if (status != CPW_OK) return status;
  snprintf(text, sizeof text, "counts below %lld are withheld%s, the rest is rounded to %lld",
           (long long)rule.least, rule.secondary ? " with what would give them away" : "",
           rule.rounding == CPW_DISCLOSURE_ROUND_NONE ? 1LL : (long long)rule.base);
  return cpw_result_add_note(result, "suppressed", text, err);
}

int32_t cpwi_impact_suppress(const cpwi_impact *m, cpw_result *result, cpw_error *err) {
  if (!m->options.suppress) return CPW_OK;
  int64_t *count = cpwi_alloc(m->allocator, (size_t)m->lines, 3 * sizeof *count);
  if (!count) return cpwi_impact_no_memory(err);
  int32_t status = CPW_OK;
  const cpw_array *a;
  for (int64_t k = 0; k < m->trait_count && status == CPW_OK; k++)
    status = suppress_trait(m, &m->traits[k], result, count, err);
  for (int64_t k = 0; status == CPW_OK && (a = cpw_result_at(result, k)) != NULL; k++)
    if (is_count(a->name)) status = suppress_counts(m, result, a->name, a->size, err);
  if (status == CPW_OK) {
    follow_counts(result);
    follow_lines(m, result);
    status = add_note(m, result, err);
  }
  cpwi_release(m->allocator, count);
  return status;
}
