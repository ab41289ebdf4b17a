/* An election checked and made ready: who supports what, votes and points of each project.
 * Source: the rules in carepath/vote.h.
 * Leaves the rules of voting to their own files, reading a file to pabulib. */
#include "base/order.h"
#include "vote/internal.h"

#include <stdio.h>
#include <string.h>

#define MOST ((int64_t)1 << 62)

static cpw_election defaults(void) {
  cpw_election e;
  memset(&e, 0, sizeof e);
  e.struct_size = sizeof e;
  e.money_unit = e.points_unit = 1;
  return e;
}

void cpw_election_init_sized(cpw_election *election, size_t size) {
  cpw_election e = defaults();
  cpwi_init_sized(election, size, &e, sizeof e);
}

cpwi_called cpwi_call_project(const cpw_election *e, int64_t project) {
  cpwi_called called = {""};
  if (e->id && e->id[project])
    snprintf(called.text, sizeof called.text, " (project \"%.60s\")", e->id[project]);
  return called;
}

static int32_t negative(const cpw_election *e, const char *name, int64_t index, int64_t value,
                        int64_t project, const char *where, cpw_error *err) {
  (void)e;
  return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s[%lld] = %lld must be >= 0%s", name,
                   (long long)index, (long long)value,
                   project < 0 ? "" : cpwi_call_project(e, project).text);
}

/* -------- sizes, units, missing arrays */

static int32_t check_sizes(const cpw_election *e, const char *where, cpw_error *err) {
  const struct {
    const char *name;
    int64_t value, least, most;
  } size[] = {
      {"projects", e->projects, 0, INT32_MAX},       {"ballots", e->ballots, 0, INT32_MAX},
      {"budget", e->budget, 0, INT64_MAX},           {"money_unit", e->money_unit, 1, INT64_MAX},
      {"points_unit", e->points_unit, 1, INT64_MAX},
  };
  for (size_t k = 0; k < sizeof size / sizeof *size; k++)
    if (size[k].value < size[k].least || size[k].value > size[k].most)
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "election.%s = %lld must be %lld to %lld",
                       size[k].name, (long long)size[k].value, (long long)size[k].least,
                       (long long)size[k].most);
  return CPW_OK;
}

static int32_t check_arrays(const cpw_election *e, const char *where, cpw_error *err) {
  const char *missing = e->projects > 0 && !e->cost   ? "cost"
                        : e->ballots > 0 && !e->first ? "first"
                                                      : NULL;
  if (missing) return cpwi_fail(err, CPW_EINVAL, -1, where, "election.%s is NULL", missing);
  if (e->ballots == 0) return CPW_OK;
  if (e->first[0] != 0)
    return cpwi_fail(err, CPW_EINVAL, 0, where, "first[0] = %lld must be 0",
                     (long long)e->first[0]);
  for (int64_t i = 0; i < e->ballots; i++)
    if (e->first[i + 1] < e->first[i])
      return cpwi_fail(err, CPW_EINVAL, i + 1, where, "first[%lld] = %lld must be >= first[%lld]",
                       (long long)i + 1, (long long)e->first[i + 1], (long long)i);
  if (e->first[e->ballots] > 0 && !e->project)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "election.project is NULL");
  return CPW_OK;
}

int32_t cpwi_election_take(cpw_election *known, const cpw_election *given, const char *where,
                           cpw_error *err) {
  cpw_election e = defaults();
  int32_t status;
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "election is NULL");
  status = cpwi_take_options(&e, sizeof e, given, where, err);
  if (status == CPW_OK) status = check_sizes(&e, where, err);
  if (status == CPW_OK) status = check_arrays(&e, where, err);
  if (status == CPW_OK) *known = e;
  return status;
}

/* -------- projects */

static int by_text(const void *context, const void *a, const void *b) {
  const char *const *id = context;
  int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;
  int sign = strcmp(id[p], id[q]);
  return sign != 0 ? sign : (p > q) - (p < q);
}

static int32_t check_ids(const cpw_election *e, const cpw_allocator *a, const char *where,
                         cpw_error *err) {
  int32_t status = CPW_OK;
  int64_t *order;
  if (!e->id) return CPW_OK;
  for (int64_t p = 0; p < e->projects; p++)
    if (!e->id[p] || !*e->id[p])
      return cpwi_fail(err, CPW_EINVAL, p, where, "id[%lld] must be a text that is not empty",
                       (long long)p);
  order = cpwi_alloc(a, (size_t)e->projects, sizeof *order);
  for (int64_t p = 0; order && p < e->projects; p++)
    order[p] = p;
  if (!order || !cpwi_sort(a, order, e->projects, sizeof *order, by_text, e->id))
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  for (int64_t k = 1; status == CPW_OK && k < e->projects; k++)
    if (strcmp(e->id[order[k - 1]], e->id[order[k]]) == 0)
      status = cpwi_fail(err, CPW_EINVAL, order[k], where,
                         "id[%lld] = \"%.60s\" is that of project %lld too", (long long)order[k],
                         e->id[order[k]], (long long)order[k - 1]);
  cpwi_release(a, order);
  return status;
}

static int32_t check_projects(const cpw_election *e, const cpw_allocator *a, const char *where,
                              cpw_error *err) {
  for (int64_t p = 0; p < e->projects; p++)
    if (e->cost[p] < 0) return negative(e, "cost", p, e->cost[p], p, where, err);
  return check_ids(e, a, where, err);
}

/* -------- ballots */

static int32_t check_entry(const cpw_election *e, int64_t k, int64_t ballot, const int64_t *seen,
                           const char *where, cpw_error *err) {
  int32_t p = e->project[k];
  if (p < 0 || p >= e->projects)
    return cpwi_fail(err, CPW_EDOMAIN, k, where,
                     "project[%lld] = %d of ballot %lld is no project: there are %lld",
                     (long long)k, (int)p, (long long)ballot, (long long)e->projects);
  if (seen[p] == ballot + 1)
    return cpwi_fail(err, CPW_EINVAL, k, where, "project[%lld] = %d is twice on ballot %lld%s",
                     (long long)k, (int)p, (long long)ballot, cpwi_call_project(e, p).text);
  if (e->points && e->points[k] < 0) return negative(e, "points", k, e->points[k], p, where, err);
  return CPW_OK;
}

/* Checks all ballots; counts voters and, where the arrays are there, entries, votes and points. */
static int32_t count(const cpw_election *e, int64_t *seen, cpwi_election *v, const char *where,
                     cpw_error *err) {
  cpwi_wide voters = 0, points = 0;
  for (int64_t i = 0; i < e->ballots; i++) {
    int64_t people = e->multiplicity ? e->multiplicity[i] : 1;
    if (people < 0) return negative(e, "multiplicity", i, people, -1, where, err);
    voters += (uint64_t)people;
    for (int64_t k = e->first[i]; k < e->first[i + 1]; k++) {
      int32_t status = check_entry(e, k, i, seen, where, err);
      if (status != CPW_OK) return status;
      int64_t each = e->points ? e->points[k] : 1;
      points += (cpwi_wide)(uint64_t)people * (uint64_t)each;
      if (voters > (cpwi_wide)MOST || points > (cpwi_wide)MOST)
        return cpwi_fail(err, CPW_EOVERFLOW, i, where,
                         "voters and their points must sum to at most 2^62 (ballot %lld)",
                         (long long)i);
      seen[e->project[k]] = i + 1;
      if (people == 0 || each == 0) continue;
      v->votes[e->project[k]] += people;
      v->total[e->project[k]] += people * each;
      v->start[e->project[k] + 1]++;
      v->row[i + 1]++;
    }
  }
  if (voters > (cpwi_wide)MOST)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "voters must sum to at most 2^62");
  v->voters = (int64_t)voters;
  return CPW_OK;
}

static void add_up(int64_t *start, int64_t n) {
  for (int64_t i = 0; i < n; i++)
    start[i + 1] += start[i];
}

/* Supporters by project, ballots in order; then entries by ballot, projects in order: two passes of a
 * counting sort. next has room for the longer of both. */
static void place(cpwi_election *v, int64_t *next) {
  const cpw_election *e = &v->given;
  memcpy(next, v->start, (size_t)v->projects * sizeof *next);
  for (int64_t i = 0; i < v->ballots; i++) {
    if (cpwi_multiplicity(v, i) == 0) continue;
    for (int64_t k = e->first[i]; k < e->first[i + 1]; k++) {
      if (e->points && e->points[k] == 0) continue;
      int64_t at = next[e->project[k]]++;
      v->ballot[at] = (int32_t)i;
      if (v->points) v->points[at] = e->points[k];
    }
  }
  memcpy(next, v->row, (size_t)v->ballots * sizeof *next);
  for (int64_t p = 0; p < v->projects; p++)
    for (int64_t k = v->start[p]; k < v->start[p + 1]; k++) {
      int64_t at = next[v->ballot[k]]++;
      v->project[at] = (int32_t)p;
      if (v->weight) v->weight[at] = v->points[k];
    }
}

static int32_t allocate_counts(cpwi_election *v) {
  size_t m = (size_t)v->projects, c = (size_t)v->ballots;
  v->row = cpwi_alloc_zero(v->a, c + 1, sizeof *v->row);
  v->start = cpwi_alloc_zero(v->a, m + 1, sizeof *v->start);
  v->votes = cpwi_alloc_zero(v->a, m, sizeof *v->votes);
  v->total = cpwi_alloc_zero(v->a, m, sizeof *v->total);
  v->rank = cpwi_alloc_zero(v->a, m, sizeof *v->rank);
  v->ranked = cpwi_alloc_zero(v->a, m, sizeof *v->ranked);
  int there = v->row && v->start && v->votes && v->total && v->rank && v->ranked;
  return there ? CPW_OK : CPW_ENOMEM;
}

static int32_t allocate_entries(cpwi_election *v, int weights) {
  size_t entries = (size_t)v->start[v->projects];
  v->project = cpwi_alloc(v->a, entries, sizeof *v->project);
  v->ballot = cpwi_alloc(v->a, entries, sizeof *v->ballot);
  if (weights) v->weight = cpwi_alloc(v->a, entries, sizeof *v->weight);
  if (weights) v->points = cpwi_alloc(v->a, entries, sizeof *v->points);
  return v->project && v->ballot && (!weights || (v->weight && v->points)) ? CPW_OK : CPW_ENOMEM;
}

static int32_t prepare(cpwi_election *v, int64_t *scratch, int weights, const char *where,
                       cpw_error *err) {
  int32_t status = check_projects(&v->given, v->a, where, err);
  if (status == CPW_OK) status = count(&v->given, scratch, v, where, err);
  if (status != CPW_OK) return status;
  add_up(v->start, v->projects);
  add_up(v->row, v->ballots);
  if (allocate_entries(v, weights) != CPW_OK)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  place(v, scratch);
  return CPW_OK;
}

int32_t cpwi_election_prepare(cpwi_election *v, const cpw_election *given, int weights,
                              const cpw_allocator *a, const char *where, cpw_error *err) {
  int64_t *scratch;
  int32_t status;
  memset(v, 0, sizeof *v);
  v->a = a;
  status = cpwi_election_take(&v->given, given, where, err);
  if (status != CPW_OK) return status;
  v->projects = v->given.projects;
  v->ballots = v->given.ballots;
  int64_t longer = v->projects > v->ballots ? v->projects : v->ballots;
  scratch = cpwi_alloc_zero(a, (size_t)longer, sizeof *scratch);
  if (!scratch || allocate_counts(v) != CPW_OK)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  else
    status = prepare(v, scratch, weights && v->given.points, where, err);
  cpwi_release(a, scratch);
  if (status != CPW_OK) cpwi_election_free(v);
  return status;
}

void cpwi_election_free(cpwi_election *v) {
  void *const block[] = {v->row,    v->project, v->weight, v->start, v->ballot,
                         v->points, v->votes,   v->total,  v->rank,  v->ranked};
  for (size_t k = 0; k < sizeof block / sizeof *block; k++)
    cpwi_release(v->a, block[k]);
  memset(v, 0, sizeof *v);
}

/* -------- public */

int32_t cpw_election_check(const cpw_election *election, const cpw_allocator *allocator,
                           cpw_error *err) {
  return cpw_election_tally(election, NULL, NULL, NULL, allocator, err);
}

int32_t cpw_election_tally(const cpw_election *election, int64_t *votes, int64_t *points,
                           int64_t *voters, const cpw_allocator *allocator, cpw_error *err) {
  cpwi_election v;
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_election_prepare(&v, election, 1, allocator, __func__, err);
  if (status != CPW_OK) return status;
  size_t bytes = (size_t)v.projects * sizeof *votes;
  if (votes && bytes > 0) memcpy(votes, v.votes, bytes);
  if (points && bytes > 0) memcpy(points, v.total, bytes);
  if (voters) *voters = v.voters;
  cpwi_election_free(&v);
  return CPW_OK;
}
