/* Who supports each project, and what each ballot got.
 * Source: none: counting.
 * Leaves what is made of it to the other files. */
#include "voters/internal.h"

#include <string.h>

/* Calls are cheap: once to count, once to place. */
static void go_through(cpwi_supporters *s, const cpw_election *e, int64_t *next) {
  for (int64_t b = 0; b < e->ballots; b++) {
    int64_t times = cpwi_voters_times(e, b);
    if (times == 0) continue;
    if (!next) s->all += times;
    for (int64_t i = e->first[b]; i < e->first[b + 1]; i++) {
      int32_t p = e->project[i];
      if (!cpwi_voters_supports(e, i)) continue;
      if (next)
        s->ballot[next[p]++] = b;
      else
        s->start[p + 1]++, s->voters[p] += times;
    }
  }
}

int32_t cpwi_supporters_make(cpwi_supporters *s, const cpw_election *e, const cpw_allocator *a,
                             const char *where, cpw_error *err) {
  size_t m = (size_t)e->projects;
  memset(s, 0, sizeof *s);
  s->start = cpwi_alloc_zero(a, m + 1, sizeof *s->start);
  s->voters = cpwi_alloc_zero(a, m, sizeof *s->voters);
  int64_t *next = cpwi_alloc(a, m, sizeof *next);
  if (s->start && s->voters && next) {
    go_through(s, e, NULL);
    for (size_t p = 0; p < m; p++) {
      s->start[p + 1] += s->start[p];
      next[p] = s->start[p];
    }
    s->ballot = cpwi_alloc(a, (size_t)s->start[m], sizeof *s->ballot);
    if (s->ballot) go_through(s, e, next);
  }
  cpwi_release(a, next);
  if (s->ballot) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the supporters of %zu projects", m);
}

void cpwi_supporters_free(cpwi_supporters *s, const cpw_allocator *a) {
  cpwi_release(a, s->start);
  cpwi_release(a, s->ballot);
  cpwi_release(a, s->voters);
}

void cpwi_voters_held(const cpw_election *e, const int32_t *place, int32_t satisfaction,
                      int64_t *held) {
  for (int64_t b = 0; b < e->ballots; b++) {
    held[b] = 0;
    for (int64_t i = e->first[b]; i < e->first[b + 1]; i++) {
      int32_t p = e->project[i];
      if (!cpwi_voters_selected(place, p) || !cpwi_voters_supports(e, i)) continue;
      int64_t more = 1;
      if (satisfaction == CPW_VOTE_COST) more = e->cost[p];
      if (satisfaction == CPW_VOTE_POINTS && e->points) more = e->points[i];
      held[b] = more > INT64_MAX - held[b] ? INT64_MAX : held[b] + more;
    }
  }
}
