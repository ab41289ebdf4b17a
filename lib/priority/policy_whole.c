/* What only a whole policy file shows: statements that are missing, the sum of the weights, the numbers of the
 * columns, and all that the check of policies refuses, with the line where it stands.
 * Source: docs/reference/policy.md. Leaves the rules themselves to check.c. */
#include "priority/policy.h"

#include <stdio.h>
#include <string.h>

enum { WEIGHT = 0, SHAPE = 6 };
#define WEIGHT_SLACK 1e-9

static int32_t fail_line(const cpwi_policy_reader *r, int64_t line, int64_t column, cpw_error *err,
                         const char *rule) {
  return cpwi_fail_data(err, CPW_EDATA, r->words.where, line, column, "line %lld: %s",
                        (long long)line, rule);
}

static int32_t check_complete(const cpwi_policy_reader *r, cpw_error *err) {
  const cpw_policy *p = r->policy;
  char rule[200];
  if (p->view.tier_count == 0) return fail_line(r, r->words.line, 0, err, "the policy has no tier");
  for (int64_t k = 0; k < p->view.criterion_count; k++) {
    const cpwi_criterion_memory *m = &p->memory[k];
    if (m->given[WEIGHT] && m->given[SHAPE]) continue;
    snprintf(rule, sizeof rule, "criterion \"%.60s\" has no %s", p->criteria[k].name,
             m->given[WEIGHT] ? "value function (linear, monotone, s-shaped, categories or codes)"
                              : "weight");
    return fail_line(r, m->line, 0, err, rule);
  }
  return CPW_OK;
}

/* "pain 0.4, wait 0.5": as many as there is room for. */
static void list_weights(const cpw_policy *p, char *text, size_t size) {
  size_t used = 0;
  for (int64_t k = 0; k < p->view.criterion_count; k++) {
    char one[64 + CPW_NUMBER_CHARS];
    snprintf(one, sizeof one, "%s%.48s %s", k ? ", " : "", p->criteria[k].name,
             cpwi_number(p->criteria[k].weight).text);
    if (used + strlen(one) + sizeof ", ..." > size) {
      memcpy(text + used, ", ...", sizeof ", ...");
      return;
    }
    memcpy(text + used, one, strlen(one) + 1);
    used += strlen(one);
  }
}

static int32_t check_weights(const cpwi_policy_reader *r, cpw_error *err) {
  const cpw_policy *p = r->policy;
  int64_t n = p->view.criterion_count;
  char rule[280], list[200] = "";
  double sum = 0.0;
  for (int64_t k = 0; k < n; k++)
    sum += p->criteria[k].weight;
  if (n == 0 || fabs(sum - 1.0) <= WEIGHT_SLACK) return CPW_OK;
  list_weights(p, list, sizeof list);
  snprintf(rule, sizeof rule, "weights sum to %s, must sum to 1 (%s)", cpwi_number(sum).text, list);
  return fail_line(r, p->memory[n - 1].weight_line, p->memory[n - 1].weight_column, err, rule);
}

/* Columns are numbered in the order in which the criteria first name them. */
static int32_t number_columns(cpwi_policy_reader *r, cpw_error *err) {
  cpw_policy *p = r->policy;
  if (p->view.criterion_count == 0) return CPW_OK;
  p->columns = cpwi_alloc(p->allocator, (size_t)p->view.criterion_count, sizeof *p->columns);
  if (!p->columns) return cpwi_policy_no_memory(r, err);
  for (int64_t k = 0; k < p->view.criterion_count; k++) {
    cpw_priority_criterion *c = &p->criteria[k];
    const char *heading = c->column ? c->column : c->name;
    int64_t number = 0;
    if (c->source < 0) continue;
    while (number < p->column_count && strcmp(p->columns[number], heading) != 0)
      number++;
    if (number == p->column_count) p->columns[p->column_count++] = heading;
    c->source = number;
  }
  return CPW_OK;
}

/* 1 where a message speaks of a thing by its name in quotes behind a word. */
static int speaks_of(const char *message, const char *what, const char *name) {
  const char *found = strstr(message, what);
  size_t length = strlen(name);
  if (!found) return 0;
  found += strlen(what);
  return strncmp(found, name, length) == 0 && found[length] == '"';
}

/* The line of what a message of the check speaks of; that of the last statement where it names nothing. */
static int64_t line_of(const cpwi_policy_reader *r, const char *message) {
  const cpw_policy *p = r->policy;
  for (int64_t k = 0; k < p->view.criterion_count; k++)
    if (speaks_of(message, "criterion \"", p->criteria[k].name)) return p->memory[k].line;
  for (int64_t k = 0; k < p->view.tier_count; k++)
    if (speaks_of(message, "tier \"", p->tiers[k].name)) return p->tier_lines[k];
  return r->words.line;
}

int32_t cpwi_policy_finish(cpwi_policy_reader *r, cpw_error *err) {
  int32_t status = check_complete(r, err);
  if (status == CPW_OK) status = check_weights(r, err);
  if (status == CPW_OK) status = number_columns(r, err);
  if (status != CPW_OK) return status;
  cpw_error found;
  status = cpw_priority_policy_check(&r->policy->view, &found);
  if (status == CPW_OK) return CPW_OK;
  return fail_line(r, line_of(r, found.message), 0, err, found.message);
}
