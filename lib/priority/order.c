/* The order of patients by their keys, and those who keep a place.
 * Source: the key of carepath/priority.h; radix and counting sorts, Knuth, The Art of Computer Programming 3,
 * section 5.2.5. Leaves keys to rank.c. */
#include "base/order.h"
#include "priority/internal.h"

#include <string.h>

int cpwi_compare_ids(const cpw_priority_list *list, int64_t row_a, int64_t row_b) {
  if (list->id) return strcmp(list->id[row_a], list->id[row_b]);
  return row_a < row_b ? -1 : row_a > row_b;
}

int cpwi_compare_keys(const cpw_priority_list *list, const cpwi_key *a, int64_t row_a,
                      const cpwi_key *b, int64_t row_b) {
  if (a->block != b->block) return a->block < b->block ? -1 : 1;
  if (a->score > b->score || a->score < b->score) return a->score > b->score ? -1 : 1;
  if (a->wait > b->wait || a->wait < b->wait) return a->wait > b->wait ? -1 : 1;
  return cpwi_compare_ids(list, row_a, row_b);
}

typedef struct ordering {
  const cpwi_ranker *r;
  const cpwi_keys *k;
} ordering;

static int compare_rows(const void *context, const void *a, const void *b) {
  const ordering *o = context;
  int64_t row[2];
  memcpy(&row[0], a, sizeof row[0]);
  memcpy(&row[1], b, sizeof row[1]);
  double first = o->k->wait[row[0]], second = o->k->wait[row[1]];
  if (first > second || first < second) return first > second ? -1 : 1;
  return cpwi_compare_ids(&o->r->list, row[0], row[1]);
}

static int32_t no_memory(const cpwi_ranker *r, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory to order %lld patients",
                   (long long)r->list.patients);
}

/* Few equal scores: by comparison. */
static void insert_rows(const ordering *o, int64_t *order, int64_t n) {
  for (int64_t i = 1; i < n; i++) {
    int64_t row = order[i], at = i;
    for (; at > 0 && compare_rows(o, &row, &order[at - 1]) < 0; at--)
      order[at] = order[at - 1];
    order[at] = row;
  }
}

/* Ids among equal waits; rows are in order already. */
static int32_t order_ids(const ordering *o, int64_t *order, int64_t n, cpw_error *err) {
  if (!o->r->list.id) return CPW_OK;
  for (int64_t from = 0, to; from < n; from = to) {
    double wait = o->k->wait[order[from]];
    for (to = from + 1; to < n && !(o->k->wait[order[to]] < wait); to++)
      continue;
    if (to - from > 1 &&
        !cpwi_sort(o->r->allocator, order + from, to - from, sizeof *order, compare_rows, o))
      return no_memory(o->r, err);
  }
  return CPW_OK;
}

/* Many of the same score: the waits first, then the ids. */
static int32_t order_ties(const ordering *o, int64_t *order, int64_t n, cpw_error *err) {
  enum { FEW = 24 };
  if (n <= FEW) {
    insert_rows(o, order, n);
    return CPW_OK;
  }
  const cpw_allocator *a = o->r->allocator;
  double *wait = cpwi_alloc(a, (size_t)n, sizeof *wait);
  int64_t *by_wait = cpwi_alloc(a, (size_t)n, sizeof *by_wait), *rows = NULL;
  int32_t status = wait && by_wait ? CPW_OK : no_memory(o->r, err);
  for (int64_t i = 0; i < n && status == CPW_OK; i++)
    wait[i] = o->k->wait[order[i]];
  if (status == CPW_OK) status = cpwi_order(wait, n, 1, by_wait, a, o->r->where, err);
  if (status == CPW_OK && !(rows = cpwi_alloc(a, (size_t)n, sizeof *rows)))
    status = no_memory(o->r, err);
  if (status == CPW_OK) {
    for (int64_t i = 0; i < n; i++)
      rows[i] = order[by_wait[i]];
    memcpy(order, rows, (size_t)n * sizeof *order);
    status = order_ids(o, order, n, err);
  }
  cpwi_release(a, rows);
  cpwi_release(a, by_wait);
  cpwi_release(a, wait);
  return status;
}

/* Rows by block, and within a block by score. The keys of the scores come with them, so that ties are seen
 * without going back to the rows. */
static int64_t *first_of_blocks(const ordering *o, int64_t blocks) {
  int64_t *first = cpwi_alloc_zero(o->r->allocator, (size_t)blocks + 1, sizeof *first);
  for (int64_t i = 0; first && i < o->r->list.patients; i++)
    first[o->k->block[i] + 1]++;
  for (int64_t b = 0; first && b < blocks; b++)
    first[b + 1] += first[b];
  return first;
}

static int32_t order_tied(const ordering *o, const cpwi_item *items, int64_t n, int64_t *order,
                          cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < n; i++)
    order[i] = items[i].index;
  for (int64_t from = 0, to; from < n && status == CPW_OK; from = to) {
    for (to = from + 1; to < n && items[to].key == items[from].key; to++)
      continue;
    if (to - from > 1) status = order_ties(o, order + from, to - from, err);
  }
  return status;
}

static int32_t order_blocks(const ordering *o, int64_t *first, int64_t blocks, cpwi_item *items,
                            int64_t *counts, int64_t *order, cpw_error *err) {
  int64_t n = o->r->list.patients, begin = 0;
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < n; i++)
    items[first[o->k->block[i]]++] = (cpwi_item){cpwi_order_key(o->k->score[i], 1), i};
  for (int64_t b = 0; b < blocks && status == CPW_OK; b++) { /* first[b] is where b ends by now */
    cpwi_order_items(items + begin, items + n, first[b] - begin, counts);
    status = order_tied(o, items + begin, first[b] - begin, order + begin, err);
    begin = first[b];
  }
  return status;
}

/* Those who keep a place have it; the others follow each other in the places that are left. */
static int32_t keep_places(const cpwi_ranker *r, int64_t *order, cpw_error *err) {
  int64_t n = r->list.patients, next = 0;
  int64_t *kept = cpwi_alloc(r->allocator, (size_t)n, sizeof *kept);
  if (!kept) return no_memory(r, err);
  for (int64_t place = 0; place < n; place++)
    kept[place] = -1;
  for (int64_t row = 0; row < n; row++)
    if (r->fixed[row]) kept[r->fixed[row] - 1] = row;
  for (int64_t i = 0; i < n; i++) {
    if (r->fixed[order[i]]) continue;
    while (kept[next] >= 0)
      next++;
    kept[next] = order[i];
  }
  memcpy(order, kept, (size_t)n * sizeof *order);
  cpwi_release(r->allocator, kept);
  return CPW_OK;
}

int32_t cpwi_order_rows(const cpwi_ranker *r, const cpwi_keys *k, int64_t *order, cpw_error *err) {
  ordering o = {r, k};
  int64_t blocks = 2 * r->policy.tier_count, *first = first_of_blocks(&o, blocks);
  cpwi_item *items = cpwi_alloc(r->allocator, (size_t)r->list.patients, 2 * sizeof *items);
  int64_t *counts = cpwi_alloc(r->allocator, CPWI_ORDER_COUNTS, sizeof *counts);
  int32_t status = first && items && counts ? CPW_OK : no_memory(r, err);
  if (status == CPW_OK) status = order_blocks(&o, first, blocks, items, counts, order, err);
  cpwi_release(r->allocator, counts);
  cpwi_release(r->allocator, items);
  cpwi_release(r->allocator, first);
  return status == CPW_OK && r->fixed ? keep_places(r, order, err) : status;
}
