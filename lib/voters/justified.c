/* Extended and proportional justified representation by search over sets of projects with enough common
 * supporters.
 * Source: Peters, Pierczynski and Skowron, NeurIPS 2021; Brill et al., AAAI 2023.
 * Leaves the group that a set may have to justified_group.c. */
#include "base/order.h"
#include "voters/internal.h"

#include <string.h>

int32_t cpwi_search_room(cpwi_search *s, int64_t more, cpw_error *err) {
  if (s->room - s->used >= more) return CPW_OK;
  int64_t room = 2 * s->room + more;
  int64_t *stack = cpwi_grow(s->a, s->stack, (size_t)room, sizeof *stack);
  if (!stack) return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for the search");
  s->stack = stack;
  s->room = room;
  return CPW_OK;
}

/* ---------------------------------------------------------------- sets ---------------------- */

/* Ballots of a run that support the project as well, on top of the stack. Both are in order. */
static int32_t common(cpwi_search *s, int64_t run, int64_t count, int64_t project, int64_t *left,
                      cpw_error *err) {
  int32_t status = cpwi_search_room(s, count, err);
  if (status != CPW_OK) return status;
  const int64_t *mine = s->stack + run, *other = s->s.ballot + s->s.start[project];
  int64_t others = s->s.start[project + 1] - s->s.start[project], n = 0;
  for (int64_t i = 0, k = 0; i < count && k < others;) {
    if (mine[i] == other[k]) s->stack[s->used + n++] = mine[i];
    int up = mine[i] <= other[k], along = other[k] <= mine[i];
    i += up;
    k += along;
  }
  *left = n;
  return CPW_OK;
}

static int64_t voters_of(const cpwi_search *s, int64_t run, int64_t count) {
  int64_t voters = 0;
  for (int64_t i = 0; i < count; i++)
    voters += cpwi_voters_times(s->e, s->stack[run + i]);
  return voters;
}

/* The set of one frame with one project more; *fits is 0 where nobody could claim it. */
static int32_t extend(cpwi_search *s, const cpwi_frame *from, int64_t at, cpwi_frame *to, int *fits,
                      cpw_error *err) {
  int64_t project = s->order[at], worth = cpwi_worth(s, project);
  *to = *from;
  to->at = at;
  to->run = s->used;
  to->cost = from->cost + s->e->cost[project];
  to->worth = from->worth + worth;
  if (!cpwi_voters_selected(s->place, project)) {
    if (from->least < 0 || worth < from->least) to->least = worth;
    if (worth > from->most) to->most = worth;
  }
  s->steps++;
  int32_t status = common(s, from->run, from->count, project, &to->count, err);
  *fits = status == CPW_OK && to->count > 0 &&
          cpwi_can_pay(s, to->cost, voters_of(s, to->run, to->count));
  if (*fits) s->used = to->run + to->count;
  return status;
}

/* Depth first, without recursion: each frame adds a project that comes later in the order. */
static int32_t go_through(cpwi_search *s, int64_t *depth, cpw_error *err) {
  int64_t next = 0;
  int32_t status = CPW_OK;
  *depth = 0;
  while (status == CPW_OK && !s->found && !s->gave_up) {
    if (next == s->count) { /* back to the frame before */
      if (*depth == 0) break;
      next = s->frame[*depth].at + 1;
      s->used = s->frame[*depth].run;
      --*depth;
      continue;
    }
    int fits = 0;
    status = extend(s, &s->frame[*depth], next, &s->frame[*depth + 1], &fits, err);
    if (fits) {
      ++*depth;
      status = cpwi_justified_group(s, &s->frame[*depth], err);
    }
    next++;
    if (s->steps >= s->most_steps && !s->found) s->gave_up = 1;
  }
  return status;
}

/* ---------------------------------------------------------------- all of it ----------------- */

static int by_supporters(const void *context, const void *a, const void *b) {
  const int64_t *voters = context;
  int64_t x = voters[*(const int32_t *)a], y = voters[*(const int32_t *)b];
  return x < y ? -1 : x > y;
}

static int32_t allocate(cpwi_search *s, cpw_error *err) {
  size_t m = (size_t)s->e->projects, n = (size_t)s->e->ballots;
  s->held = cpwi_alloc(s->a, n, sizeof *s->held);
  s->order = cpwi_alloc(s->a, m, sizeof *s->order);
  s->frame = cpwi_alloc(s->a, m + 1, sizeof *s->frame);
  s->seen = cpwi_alloc_zero(s->a, m, sizeof *s->seen);
  s->kept = cpwi_alloc_zero(s->a, m, sizeof *s->kept);
  if (!s->held || !s->order || !s->frame || !s->seen || !s->kept)
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for the search");
  for (int32_t p = 0; p < s->e->projects; p++)
    if (s->s.voters[p] > 0) s->order[s->count++] = p;
  if (!cpwi_sort(s->a, s->order, s->count, sizeof *s->order, by_supporters, s->s.voters))
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for the search");
  return cpwi_search_room(s, s->e->ballots, err);
}

/* The frame of the empty set: all who voted. */
static void begin(cpwi_search *s) {
  cpwi_voters_held(s->e, s->place, s->satisfaction, s->held);
  memset(s->frame, 0, sizeof *s->frame);
  s->frame[0].least = s->frame[0].most = -1;
  for (int64_t b = 0; b < s->e->ballots; b++)
    if (cpwi_voters_times(s->e, b) > 0) s->stack[s->used++] = b;
  s->frame[0].count = s->used;
}

static int32_t search(cpwi_search *s, int32_t *set, cpw_voters_verdict *out, cpw_error *err) {
  int64_t depth = 0;
  int32_t status = cpwi_supporters_make(&s->s, s->e, s->a, s->where, err);
  if (status == CPW_OK) status = allocate(s, err);
  if (status != CPW_OK) return status;
  begin(s);
  status = go_through(s, &depth, err);
  if (status != CPW_OK) return status;
  for (int64_t p = 0; set && p < s->e->projects; p++)
    set[p] = 0;
  for (int64_t d = 1; set && s->found && d <= depth; d++)
    set[s->order[s->frame[d].at]] = 1;
  s->verdict.steps = s->steps;
  s->verdict.verdict = s->found     ? CPW_VOTERS_VIOLATED
                       : s->gave_up ? CPW_VOTERS_UNKNOWN
                                    : CPW_VOTERS_HOLDS;
  *out = s->verdict;
  return CPW_OK;
}

static int32_t check(int32_t axiom, int32_t satisfaction, int64_t most_steps, const char *where,
                     cpw_error *err) {
  if (axiom < 0 || axiom >= CPW_VOTERS_AXIOMS)
    return cpwi_fail(err, CPW_EINVAL, axiom, where, "axiom = %d must be 0 to %d", (int)axiom,
                     CPW_VOTERS_AXIOMS - 1);
  if (satisfaction != CPW_VOTE_COST && satisfaction != CPW_VOTE_CARDINALITY)
    return cpwi_fail(err, CPW_EINVAL, satisfaction, where,
                     "satisfaction = %d must be CPW_VOTE_COST or CPW_VOTE_CARDINALITY",
                     (int)satisfaction);
  if (most_steps < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "most_steps = %lld must be >= 1",
                     (long long)most_steps);
  return CPW_OK;
}

int32_t cpw_voters_justified(const cpw_election *election, const int32_t *place, int32_t axiom,
                             int32_t satisfaction, int64_t most_steps, int32_t *set,
                             cpw_voters_verdict *out, const cpw_allocator *allocator,
                             cpw_error *err) {
  if (!election || !place || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !election ? "election"
                     : !place  ? "place"
                               : "out");
  int32_t status = check(axiom, satisfaction, most_steps, __func__, err);
  if (status == CPW_OK) status = cpw_election_check(election, allocator, err);
  if (status != CPW_OK) return status;
  cpw_election e;
  cpwi_search s;
  memset(&s, 0, sizeof s);
  cpw_election_init(&e);
  status = cpwi_take_options(&e, sizeof e, election, __func__, err);
  if (status != CPW_OK) return status;
  s.e = &e;
  s.place = place;
  s.where = __func__;
  s.a = allocator;
  s.axiom = axiom;
  s.satisfaction = satisfaction;
  s.most_steps = most_steps;
  status = search(&s, set, out, err);
  cpwi_supporters_free(&s.s, allocator);
  cpwi_release(allocator, s.held);
  cpwi_release(allocator, s.order);
  cpwi_release(allocator, s.frame);
  cpwi_release(allocator, s.seen);
  cpwi_release(allocator, s.kept);
  cpwi_release(allocator, s.stack);
  return status;
}
