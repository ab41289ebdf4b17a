/* What everybody brings to the key: values of facts under the criteria, equity's days, tiers.
 * Source: carepath/priority.h, by the means of lib/priority. Leaves what changes with time to score.c. */
#include "base/order.h"
#include "discipline/internal.h"
#include "priority/internal.h"

#include <stdio.h>
#include <string.h>

/* Fills the standings of the ranker's people from `first` on. */
static int32_t stand_all(cpw_discipline *d, const cpwi_ranker *r, int64_t first, cpw_error *err) {
  cpwi_block block;
  int in_days = r->policy.cap_kind == CPW_PRIORITY_CAP_DAYS;
  for (int64_t begin = 0; begin < r->list.patients; begin += CPWI_BLOCK) {
    int64_t left = r->list.patients - begin, count = left < CPWI_BLOCK ? left : CPWI_BLOCK;
    int32_t status = cpwi_work_block(r, begin, count, NULL, &block, err);
    if (status != CPW_OK) return status;
    for (int64_t i = 0; i < count; i++) {
      cpwi_standing *s = &d->standing[first + begin + i];
      s->wait = r->list.wait[begin + i];
      s->score = block.score[i];
      s->days = in_days ? block.equity[i] : 0.0;
      s->tier = block.tier[i];
    }
  }
  return CPW_OK;
}

/* Fills the table of weight x value, by criterion, and the sums of each part as far as no wait is read. */
static void weigh_all(cpw_discipline *d, const cpwi_ranker *r, int64_t first) {
  int64_t criteria = r->policy.criterion_count;
  for (int64_t k = 0; k < criteria; k++) {
    const cpw_priority_criterion *c = &r->policy.criteria[k];
    for (int64_t i = first; i < first + r->list.patients; i++) {
      double *add = &d->adds[i * criteria + k];
      *add = 0.0;
      if (c->source < 0) continue;
      *add = c->weight * cpw_priority_value(c, r->fact[c->source][i - first]);
      if (c->characteristic && *add > c->limit) *add = c->limit;
      if (k < d->moves[c->part]) d->standing[i].part[c->part] += *add;
    }
  }
}

static void find_moves(cpw_discipline *d) {
  d->moves[0] = d->moves[1] = d->policy.criterion_count;
  for (int64_t k = d->policy.criterion_count - 1; k >= 0; k--)
    if (d->policy.criteria[k].source < 0) d->moves[d->policy.criteria[k].part] = k;
}

static int reads_wait(const cpw_priority_policy *p) {
  for (int64_t k = 0; k < p->criterion_count; k++)
    if (p->criteria[k].source < 0)
      return p->rule == CPW_PRIORITY_SCORE || p->cap_kind == CPW_PRIORITY_CAP_DAYS;
  return 0;
}

static int32_t fill(cpw_discipline *d, const cpwi_ranker *r, int64_t first, cpw_error *err) {
  int32_t status = stand_all(d, r, first, err);
  if (status == CPW_OK && d->adds) weigh_all(d, r, first);
  return status;
}

/* -------- who joins */

/* The facts of who joins as a list of their own: one for each class and group. */
typedef struct joiners {
  double *wait, *fact;
  const double **column;
  int32_t *tier;
} joiners;

static void joiners_free(joiners *j, const cpw_allocator *a) {
  cpwi_release(a, j->wait);
  cpwi_release(a, j->fact);
  cpwi_release(a, (void *)j->column);
  cpwi_release(a, j->tier);
}

static int32_t joiners_new(joiners *j, const cpw_discipline *d, int64_t columns, cpw_error *err) {
  const cpw_allocator *a = d->allocator;
  memset(j, 0, sizeof *j);
  j->wait = cpwi_alloc_zero(a, (size_t)d->cells, sizeof *j->wait);
  j->tier = cpwi_alloc(a, (size_t)d->cells, sizeof *j->tier);
  j->column = cpwi_alloc(a, (size_t)columns, sizeof *j->column);
  j->fact = cpwi_alloc(a, (size_t)d->cells, (size_t)columns * sizeof *j->fact);
  if (!j->wait || !j->tier || !j->column || !j->fact) return cpwi_discipline_no_memory(err);
  for (int64_t i = 0; i < d->cells; i++)
    j->tier[i] = d->join_tier[i / d->options.groups];
  for (int64_t k = 0; k < columns; k++) {
    j->column[k] = j->fact + k * d->cells;
    for (int64_t i = 0; i < d->cells; i++)
      j->fact[k * d->cells + i] = d->options.joiner_fact[i * columns + k];
  }
  return CPW_OK;
}

static int32_t name_joiner(const cpw_discipline *d, cpw_error *err) {
  char text[sizeof err->message];
  if (!err || err->index < 0) return CPW_EDOMAIN;
  int64_t i = err->index, groups = d->options.groups;
  snprintf(text, sizeof text, "%s", err->message);
  return cpwi_fail(err, err->code, i, CPWI_DISCIPLINE,
                   "facts of who joins class %lld, group %lld: %.180s", (long long)(i / groups),
                   (long long)(i % groups), text);
}

static int32_t stand_joiners(cpw_discipline *d, const cpw_priority_list *list, cpw_error *err) {
  joiners j;
  cpwi_ranker r;
  memset(&r, 0, sizeof r);
  int32_t status = joiners_new(&j, d, list->columns, err);
  if (status == CPW_OK) {
    cpw_priority_list people;
    cpw_priority_list_init(&people);
    people.patients = d->cells;
    people.tier = j.tier;
    people.wait = j.wait;
    people.fact = j.column;
    people.columns = list->columns;
    people.today = list->today;
    status = cpwi_ranker_new(&r, d->given, &people, d->allocator, CPWI_DISCIPLINE, err);
    if (status == CPW_OK) status = fill(d, &r, d->patients, err);
    if (status == CPW_EDOMAIN) status = name_joiner(d, err);
    cpwi_ranker_free(&r);
  }
  joiners_free(&j, d->allocator);
  return status;
}

/* -------- everybody */

static int compare_joining(const void *context, const void *a, const void *b) {
  const cpw_priority_list *l = context;
  int64_t i, j;
  memcpy(&i, a, sizeof i);
  memcpy(&j, b, sizeof j);
  if (l->wait[i] > l->wait[j] || l->wait[i] < l->wait[j]) return l->wait[i] > l->wait[j] ? -1 : 1;
  return cpwi_compare_ids(l, i, j);
}

static int32_t order_joining(cpw_discipline *d, const cpw_priority_list *list, cpw_error *err) {
  d->joining = cpwi_alloc(d->allocator, (size_t)d->patients, sizeof *d->joining);
  if (!d->joining) return cpwi_discipline_no_memory(err);
  if (!list->id)
    return cpwi_order(list->wait, d->patients, 1, d->joining, d->allocator, CPWI_DISCIPLINE, err);
  for (int64_t i = 0; i < d->patients; i++)
    d->joining[i] = i;
  return cpwi_sort(d->allocator, d->joining, d->patients, sizeof *d->joining, compare_joining, list)
             ? CPW_OK
             : cpwi_discipline_no_memory(err);
}

int32_t cpwi_discipline_stand(cpw_discipline *d, const cpw_priority_list *list, cpw_error *err) {
  cpwi_ranker r;
  int32_t status = cpwi_ranker_new(&r, d->given, list, d->allocator, CPWI_DISCIPLINE, err);
  if (status == CPW_OK) {
    size_t standings = (size_t)(d->patients + (d->options.joiner_fact ? d->cells : 0));
    d->policy = r.policy;
    d->equity_most = r.equity_most;
    find_moves(d);
    d->standing = cpwi_alloc_zero(d->allocator, standings, sizeof *d->standing);
    if (reads_wait(&d->policy))
      d->adds =
          cpwi_alloc(d->allocator, standings, (size_t)d->policy.criterion_count * sizeof *d->adds);
    status = d->standing && (d->adds || !reads_wait(&d->policy)) ? fill(d, &r, 0, err)
                                                                 : cpwi_discipline_no_memory(err);
  }
  if (status == CPW_OK) status = order_joining(d, &r.list, err);
  if (status == CPW_OK && d->options.joiner_fact) status = stand_joiners(d, &r.list, err);
  cpwi_ranker_free(&r);
  return status;
}
