/* Rows by stage and group: a row that names the group comes before those for all groups.
 * Source: the header's rule for rows.
 * Leaves what the rows mean to ways.c and layout.c. */
#include "pathway/rows.h"

#include <string.h>

void cpwi_rows_release(const cpw_allocator *allocator, cpwi_rows *rows) {
  cpwi_release(allocator, rows->first);
  cpwi_release(allocator, rows->row);
  memset(rows, 0, sizeof *rows);
}

/* Rows by stage and by stage and group, counted and summed up: where each bucket begins. Bucket 0 of a stage is
 * for all groups, bucket 1 + g for group g. */
static void bucket(const cpw_pathway *p, int64_t count, cpwi_row_place place, int64_t *begin,
                   int32_t *sorted) {
  int64_t width = p->groups + 1, buckets = p->stages * width;
  for (int64_t i = 0; i < count; i++) {
    int32_t stage, group;
    place(p, i, &stage, &group);
    begin[stage * width + group + 2]++;
  }
  for (int64_t b = 1; b <= buckets; b++)
    begin[b] += begin[b - 1];
  for (int64_t i = 0; i < count; i++) {
    int32_t stage, group;
    place(p, i, &stage, &group);
    sorted[begin[stage * width + group + 1]++] = (int32_t)i;
  }
  /* each beginning now stands at its end, which is the next one's beginning */
  memmove(begin + 1, begin, (size_t)buckets * sizeof *begin);
  begin[0] = 0;
}

/* The bucket of a cell: its own, or where that is empty the one for all. */
static int64_t bucket_of(const int64_t *begin, int64_t width, int64_t stage, int64_t group) {
  int64_t own = stage * width + group + 1;
  return begin[own + 1] > begin[own] ? own : stage * width;
}

static int32_t spread(const cpwi_asked *ask, const int64_t *begin, const int32_t *sorted,
                      cpwi_rows *out) {
  const cpw_pathway *p = ask->p;
  int64_t groups = p->groups, width = groups + 1, total = 0;
  for (int64_t cell = 0; cell < p->stages * groups; cell++) {
    int64_t b = bucket_of(begin, width, cell / groups, cell % groups);
    out->first[cell] = total;
    total += begin[b + 1] - begin[b];
  }
  out->first[p->stages * groups] = total;
  out->row = cpwi_alloc(ask->allocator, (size_t)total, sizeof *out->row);
  if (!out->row) return CPW_ENOMEM;
  for (int64_t cell = 0; cell < p->stages * groups; cell++) {
    int64_t b = bucket_of(begin, width, cell / groups, cell % groups);
    int64_t held = begin[b + 1] - begin[b];
    if (held > 0)
      memcpy(out->row + out->first[cell], sorted + begin[b], (size_t)held * sizeof *sorted);
  }
  return CPW_OK;
}

int32_t cpwi_rows_of(const cpwi_asked *ask, int64_t count, cpwi_row_place place, cpwi_rows *out) {
  const cpw_pathway *p = ask->p;
  const cpw_allocator *a = ask->allocator;
  memset(out, 0, sizeof *out);
  int64_t buckets = p->stages * (p->groups + 1);
  int64_t *begin = cpwi_alloc_zero(a, (size_t)buckets + 2, sizeof *begin);
  int32_t *sorted = cpwi_alloc(a, (size_t)count, sizeof *sorted);
  out->first = cpwi_alloc(a, (size_t)(p->stages * p->groups) + 1, sizeof *out->first);
  int32_t status = begin && sorted && out->first ? CPW_OK : CPW_ENOMEM;
  if (status == CPW_OK) {
    bucket(p, count, place, begin, sorted);
    status = spread(ask, begin, sorted, out);
  }
  cpwi_release(a, begin);
  cpwi_release(a, sorted);
  if (status == CPW_OK) return CPW_OK;
  cpwi_rows_release(a, out);
  return cpwi_fail(ask->err, status, -1, ask->where, "no memory for rows by stage and group");
}
