/* An election, an outcome and the groups of its voters, checked; voters counted by ballot and group.
 * Source: the rules in carepath/voters.h.
 * Leaves the election's own checks to vote. */
#include "base/order.h"
#include "voters/internal.h"

#include <string.h>

static cpw_voters_options defaults(void) {
  cpw_voters_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.groups = 1;
  o.satisfaction = CPW_VOTE_CARDINALITY;
  return o;
}

void cpw_voters_options_init_sized(cpw_voters_options *options, size_t size) {
  cpw_voters_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t no_memory(const cpwi_voters *v, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, v->where, "no memory for the voters");
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_options(cpwi_voters *v, cpw_error *err) {
  const cpw_voters_options *o = &v->o;
  const cpwi_choice choices[] = {{"satisfaction", o->satisfaction, CPW_VOTE_SATISFACTIONS - 1}};
  int32_t status = cpwi_check_choices(choices, 1, v->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, v->where, err);
  if (status != CPW_OK) return status;
  if (o->groups < 1 || (o->groups > 1 && !o->group_of))
    return cpwi_fail(err, CPW_EINVAL, -1, v->where,
                     "options.groups = %lld must be >= 1, and 1 without options.group_of",
                     (long long)o->groups);
  if (o->voters < 0 || (o->ballot_of ? 0 : o->voters != 0))
    return cpwi_fail(err, CPW_EINVAL, -1, v->where,
                     "options.voters = %lld must be >= 0, and 0 without options.ballot_of",
                     (long long)o->voters);
  return CPW_OK;
}

static int32_t check_groups(const cpwi_voters *v, cpw_error *err) {
  const cpw_voters_options *o = &v->o;
  int64_t count = o->ballot_of ? o->voters : v->e.ballots;
  for (int64_t i = 0; o->group_of && i < count; i++)
    if (o->group_of[i] < 0 || o->group_of[i] >= o->groups)
      return cpwi_fail(err, CPW_EINVAL, i, v->where,
                       "options.group_of[%lld] = %lld must be 0 to %lld", (long long)i,
                       (long long)o->group_of[i], (long long)(o->groups - 1));
  for (int64_t i = 0; o->ballot_of && i < count; i++)
    if (o->ballot_of[i] < 0 || o->ballot_of[i] >= v->e.ballots)
      return cpwi_fail(err, CPW_EINVAL, i, v->where,
                       "options.ballot_of[%lld] = %lld must be 0 to %lld", (long long)i,
                       (long long)o->ballot_of[i], (long long)(v->e.ballots - 1));
  return CPW_OK;
}

/* ---------------------------------------------------------------- cells --------------------- */

static void cells_by_ballot(cpwi_voters *v) {
  for (int64_t b = 0; b < v->e.ballots; b++) {
    int64_t times = cpwi_voters_times(&v->e, b);
    if (times > 0)
      v->cell[v->cells++] = (cpwi_voters_cell){b, v->o.group_of ? v->o.group_of[b] : 0, times};
  }
}

/* Runs of the same ballot and group, in order. */
static int32_t count_runs(cpwi_voters *v, const cpwi_item *item, cpw_error *err) {
  uint64_t groups = (uint64_t)v->o.groups;
  for (int64_t i = 0; i < v->o.voters; i++) {
    if (i == 0 || item[i].key != item[i - 1].key)
      v->cell[v->cells++] =
          (cpwi_voters_cell){(int64_t)(item[i].key / groups), (int64_t)(item[i].key % groups), 0};
    v->cell[v->cells - 1].voters++;
  }
  int64_t c = 0;
  for (int64_t b = 0; b < v->e.ballots; b++) {
    int64_t found = 0;
    for (; c < v->cells && v->cell[c].ballot == b; c++)
      found += v->cell[c].voters;
    if (found != cpwi_voters_times(&v->e, b))
      return cpwi_fail(err, CPW_EINVAL, b, v->where,
                       "options.ballot_of gives ballot %lld %lld voters, but "
                       "election.multiplicity[%lld] = %lld",
                       (long long)b, (long long)found, (long long)b,
                       (long long)cpwi_voters_times(&v->e, b));
  }
  return CPW_OK;
}

static int32_t cells_by_voter(cpwi_voters *v, cpw_error *err) {
  const cpw_allocator *a = v->o.allocator;
  size_t n = (size_t)v->o.voters;
  int64_t most = 0;
  if (!cpwi_multiply(v->e.ballots, v->o.groups, &most))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, v->where, "too many ballots and groups");
  cpwi_item *item = cpwi_alloc(a, n, sizeof *item), *spare = cpwi_alloc(a, n, sizeof *spare);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *counts);
  int32_t status = item && spare && counts ? CPW_OK : no_memory(v, err);
  if (status == CPW_OK && item && spare && counts) {
    for (size_t i = 0; i < n; i++) {
      uint64_t group = v->o.group_of ? (uint64_t)v->o.group_of[i] : 0;
      item[i] =
          (cpwi_item){(uint64_t)v->o.ballot_of[i] * (uint64_t)v->o.groups + group, (int64_t)i};
    }
    cpwi_order_items(item, spare, (int64_t)n, counts);
    status = count_runs(v, item, err);
  }
  cpwi_release(a, item);
  cpwi_release(a, spare);
  cpwi_release(a, counts);
  return status;
}

static int32_t make_cells(cpwi_voters *v, cpw_error *err) {
  int64_t most = v->o.ballot_of ? v->o.voters : v->e.ballots;
  v->cell = cpwi_alloc(v->o.allocator, (size_t)most, sizeof *v->cell);
  if (!v->cell) return no_memory(v, err);
  if (v->o.ballot_of) return cells_by_voter(v, err);
  cells_by_ballot(v);
  return CPW_OK;
}

int32_t cpwi_voters_take(cpwi_voters *v, const cpw_election *election, const int32_t *place,
                         const cpw_voters_options *options, const char *where, cpw_error *err) {
  memset(v, 0, sizeof *v);
  v->where = where;
  v->place = place;
  v->o = defaults();
  int32_t status = cpwi_take_options(&v->o, sizeof v->o, options, where, err);
  if (status == CPW_OK) status = check_options(v, err);
  if (status != CPW_OK) {
    v->o.allocator = NULL; /* nothing was taken from it */
    return status;
  }
  status = cpw_election_check(election, v->o.allocator, err);
  if (status != CPW_OK) return status;
  cpw_election_init(&v->e);
  status = cpwi_take_options(&v->e, sizeof v->e, election, where, err);
  if (status == CPW_OK) status = check_groups(v, err);
  if (status == CPW_OK) status = make_cells(v, err);
  for (int64_t c = 0; c < v->cells; c++)
    v->voters += v->cell[c].voters;
  return status;
}

void cpwi_voters_free(cpwi_voters *v) {
  cpwi_release(v->o.allocator, v->cell);
}

/* ---------------------------------------------------------------- results ------------------- */

int32_t cpwi_voters_add(cpw_result *result, const cpwi_voters_array *arrays, size_t count,
                        cpw_error *err) {
  int32_t status = CPW_OK;
  for (size_t k = 0; status == CPW_OK && k < count; k++)
    status = cpw_result_add_array(result, arrays[k].name, arrays[k].unit, arrays[k].description,
                                  arrays[k].dimensions, arrays[k].type, CPW_MERGE_SAME,
                                  arrays[k].to, err);
  return status;
}

int32_t cpwi_voters_add_projects(cpw_result *result, const cpw_election *e, cpw_error *err) {
  return cpw_result_add_dimension(result, "project", e->projects, e->id, err);
}

int32_t cpwi_voters_add_groups(cpw_result *result, const cpw_voters_options *o, cpw_error *err) {
  return cpw_result_add_dimension(result, "group", o->groups, o->group_names, err);
}
