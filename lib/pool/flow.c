/* As much ring-fenced money as can go to lines that allow it: a maximum flow from ring-fences to lines.
 * Source: L. R. Ford and D. R. Fulkerson 1956; shortest augmenting paths, J. Edmonds and R. M. Karp, Journal of the
 * ACM 19:248, 1972. Leaves what the flow is for to take.c and year.c. */
#include "pool/internal.h"

#include <string.h>

/* Breadth first from every ring-fence that has money left; the line at which a path ends, or -1. seen_line[l]:
 * 1 + the ring-fence from which l was reached; seen_fence[r]: 1 + the line, or -1 for a start. */
static int64_t find_path(cpwi_fund *p, int64_t owner, const int64_t *supply,
                         const int64_t *demand) {
  int64_t m = p->lines, last = 0;
  memset(p->seen_fence, 0, (size_t)p->fences * sizeof *p->seen_fence);
  memset(p->seen_line, 0, (size_t)m * sizeof *p->seen_line);
  for (int64_t r = 0; r < p->fences; r++)
    if (supply[r] > 0 && (owner < 0 || p->owner[r] == owner)) {
      p->seen_fence[r] = -1;
      p->queue[last++] = r;
    }
  for (int64_t next = 0; next < last; next++) {
    int64_t r = p->queue[next];
    for (int64_t l = 0; l < m; l++) {
      if (!p->allows[r * m + l] || p->seen_line[l]) continue;
      p->seen_line[l] = 1 + r;
      if (demand[l] > 0) return l;
      /* others that send money there could send it elsewhere */
      for (int64_t other = 0; other < p->fences; other++)
        if (!p->seen_fence[other] && p->flow[other * m + l] > 0) {
          p->seen_fence[other] = 1 + l;
          p->queue[last++] = other;
        }
    }
  }
  return -1;
}

/* Sends what the narrowest place of the path lets through. */
static void augment(cpwi_fund *p, int64_t end, int64_t *supply, int64_t *demand) {
  int64_t m = p->lines, amount = demand[end], l = end, r;
  for (;;) {
    r = p->seen_line[l] - 1;
    if (p->seen_fence[r] < 0) break;
    l = p->seen_fence[r] - 1;
    if (p->flow[r * m + l] < amount) amount = p->flow[r * m + l];
  }
  if (supply[r] < amount) amount = supply[r];
  supply[r] -= amount;
  demand[end] -= amount;
  for (l = end;;) {
    r = p->seen_line[l] - 1;
    p->flow[r * m + l] += amount;
    if (p->seen_fence[r] < 0) break;
    l = p->seen_fence[r] - 1;
    p->flow[r * m + l] -= amount;
  }
}

void cpwi_fund_flow(cpwi_fund *p, int64_t owner, int64_t *supply, int64_t *demand) {
  if (p->fences == 0) return;
  memset(p->flow, 0, (size_t)(p->fences * p->lines) * sizeof *p->flow);
  for (int64_t end; (end = find_path(p, owner, supply, demand)) >= 0;)
    augment(p, end, supply, demand);
}
