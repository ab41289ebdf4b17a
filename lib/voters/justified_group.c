/* The group that may claim a set of projects: for EJR all with less than the set, for PJR by branching on what
 * the group has together.
 * Source: Brill et al., AAAI 2023.
 * Leaves the sets to justified.c. */
#include "voters/internal.h"

/* The deepest branching before the search gives up. */
#define MOST_DEPTH 400

static int strict(const cpwi_search *s) {
  return s->axiom == CPW_VOTERS_EJR || s->axiom == CPW_VOTERS_PJR;
}

/* What "one" or "any" adds to what is held; -1 where the set has no project that could be added. */
static int64_t bonus_of(const cpwi_search *s, const cpwi_frame *f) {
  if (strict(s)) return 0;
  return s->axiom == CPW_VOTERS_EJR_ONE || s->axiom == CPW_VOTERS_PJR_ONE ? f->most : f->least;
}

static int is_less(const cpwi_search *s, cpwi_int128 held, const cpwi_frame *f) {
  return strict(s) ? held < f->worth : held + bonus_of(s, f) <= f->worth;
}

static void note(cpwi_search *s, const cpwi_frame *f, int64_t voters, cpwi_int128 held) {
  double unit = s->satisfaction == CPW_VOTE_COST ? (double)s->e->money_unit : 1.0;
  s->found = 1;
  s->verdict.group = voters;
  s->verdict.set_cost = (int64_t)f->cost;
  s->verdict.entitled = (double)s->e->budget * ((double)voters / (double)s->s.all);
  s->verdict.deserved = (double)f->worth / unit;
  s->verdict.held = (double)held / unit;
}

/* ---------------------------------------------------------------- PJR ----------------------- */

/* What a run of ballots has together, and its dearest project that is not kept yet (-1: none). */
static cpwi_int128 together(cpwi_search *s, int64_t run, int64_t count, int64_t *dearest) {
  const cpw_election *e = s->e;
  cpwi_int128 sum = 0;
  *dearest = -1;
  s->stamp++;
  for (int64_t i = 0; i < count; i++) {
    int64_t b = s->stack[run + i];
    for (int64_t k = e->first[b]; k < e->first[b + 1]; k++) {
      int32_t p = e->project[k];
      if (s->seen[p] == s->stamp || !cpwi_voters_selected(s->place, p) ||
          !cpwi_voters_supports(e, k))
        continue;
      s->seen[p] = s->stamp;
      sum += cpwi_worth(s, p);
      if (!s->kept[p] && (*dearest < 0 || cpwi_worth(s, p) > cpwi_worth(s, *dearest) ||
                          (cpwi_worth(s, p) == cpwi_worth(s, *dearest) && p < *dearest)))
        *dearest = p;
    }
  }
  return sum;
}

static int supports(const cpw_election *e, int64_t ballot, int64_t project) {
  for (int64_t k = e->first[ballot]; k < e->first[ballot + 1]; k++)
    if (e->project[k] == project) return cpwi_voters_supports(e, k);
  return 0;
}

/* Ballots of a run that do not support the project, on top of the stack. */
static int32_t leave_out(cpwi_search *s, int64_t run, int64_t count, int64_t project, int64_t *left,
                         cpw_error *err) {
  int32_t status = cpwi_search_room(s, count, err);
  *left = 0;
  for (int64_t i = 0; status == CPW_OK && i < count; i++)
    if (!supports(s->e, s->stack[run + i], project))
      s->stack[s->used + (*left)++] = s->stack[run + i];
  return status;
}

static int64_t voters_of(const cpwi_search *s, int64_t run, int64_t count) {
  int64_t voters = 0;
  for (int64_t i = 0; i < count; i++)
    voters += cpwi_voters_times(s->e, s->stack[run + i]);
  return voters;
}

/* Either the group has the dearest project (it is kept), or nobody in it supports that. */
static int32_t branch(cpwi_search *s, const cpwi_frame *f, int64_t run, int64_t count,
                      cpwi_int128 kept, int32_t depth, cpw_error *err) {
  int64_t dearest = -1, left = 0, voters = voters_of(s, run, count), used = s->used;
  if (s->found || s->gave_up || !cpwi_can_pay(s, f->cost, voters) || !is_less(s, kept, f))
    return CPW_OK;
  if (++s->steps >= s->most_steps || depth == MOST_DEPTH) {
    s->gave_up = 1;
    return CPW_OK;
  }
  cpwi_int128 held = together(s, run, count, &dearest);
  if (is_less(s, held, f)) {
    note(s, f, voters, held);
    return CPW_OK;
  }
  if (dearest < 0) return CPW_OK;
  int32_t status = leave_out(s, run, count, dearest, &left, err);
  if (status != CPW_OK) return status;
  s->used += left;
  status = branch(s, f, used, left, kept, depth + 1, err);
  s->used = used;
  if (status != CPW_OK) return status;
  s->kept[dearest] = 1;
  status = branch(s, f, run, count, kept + cpwi_worth(s, dearest), depth + 1, err);
  s->kept[dearest] = 0;
  return status;
}

/* ---------------------------------------------------------------- both ---------------------- */

/* All with less than the set, on top of the stack: the group of EJR, and all that PJR can be about. */
static int64_t with_less(cpwi_search *s, const cpwi_frame *f, cpwi_int128 *most) {
  int64_t n = 0;
  *most = 0;
  for (int64_t i = 0; i < f->count; i++) {
    int64_t b = s->stack[f->run + i];
    if (!is_less(s, s->held[b], f)) continue;
    if (s->held[b] > *most) *most = s->held[b];
    s->stack[s->used + n++] = b;
  }
  return n;
}

int32_t cpwi_justified_group(cpwi_search *s, const cpwi_frame *frame, cpw_error *err) {
  cpwi_int128 most = 0;
  if (bonus_of(s, frame) < 0) return CPW_OK; /* all of the set is selected */
  int32_t status = cpwi_search_room(s, frame->count, err);
  if (status != CPW_OK) return status;
  int64_t run = s->used, count = with_less(s, frame, &most), voters = voters_of(s, run, count);
  if (count == 0 || !cpwi_can_pay(s, frame->cost, voters)) return CPW_OK;
  if (s->axiom < CPW_VOTERS_PJR) {
    note(s, frame, voters, most);
    return CPW_OK;
  }
  s->used += count;
  status = branch(s, frame, run, count, 0, 0, err);
  s->used = run;
  return status;
}
