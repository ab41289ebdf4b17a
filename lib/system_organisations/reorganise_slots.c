/* New rows of a table after a reorganisation: which old rows and parts of them meet in one.
 * Source: the keys of the tables in carepath/system.h.
 * Leaves what the rows hold to the files of the tables. */
#include "base/order.h"
#include "system_organisations/reorganise.h"

#include <string.h>

typedef struct slot {
  int64_t key[4];
  int64_t row, number;
  int32_t touched, reserved;
} slot;

static int by_key(const void *context, const void *a, const void *b) {
  const slot *p = a, *q = b;
  (void)context;
  for (int i = 0; i < 4; i++)
    if (p->key[i] != q->key[i]) return p->key[i] > q->key[i] ? 1 : -1;
  return (p->number > q->number) - (p->number < q->number);
}

static int same(const slot *p, const slot *q) {
  return memcmp(p->key, q->key, sizeof p->key) == 0;
}

static int32_t count_slots(const cpwi_reorg *k, int64_t rows, cpwi_reorg_key key,
                           cpwi_reorg_slots *s, cpw_error *err) {
  int64_t of[4] = {0};
  s->count = 0;
  for (int64_t i = 0; i < rows; i++) {
    s->first[i] = s->count;
    if (!key(k, i, of)) continue;
    int64_t parts = cpwi_reorg_parts(k, of[0]);
    if (parts > INT64_MAX / 256 - s->count)
      return cpwi_fail(err, CPW_EOVERFLOW, i, k->where, "too many new rows");
    s->count += parts;
  }
  s->first[rows] = s->count;
  return CPW_OK;
}

static void list_slots(const cpwi_reorg *k, int64_t rows, cpwi_reorg_key key,
                       const cpwi_reorg_slots *s, slot *at) {
  for (int64_t i = 0; i < rows; i++) {
    int64_t of[4] = {0};
    if (s->first[i] == s->first[i + 1] || !key(k, i, of)) continue;
    for (int64_t j = 0; j < cpwi_reorg_parts(k, of[0]); j++) {
      slot *to = &at[s->first[i] + j];
      *to = (slot){{k->part[k->first[of[0]] + j].to, of[1], of[2], of[3]},
                   i,
                   s->first[i] + j,
                   !cpwi_reorg_stays(k, of[0]),
                   0};
    }
  }
}

/* slots of one key are one new row; alone and untouched it is the old one */
static void number_rows(cpwi_reorg_slots *s, const slot *at) {
  s->rows = 0;
  for (int64_t i = 0, j; i < s->count; i = j) {
    for (j = i; j < s->count && same(&at[i], &at[j]); j++)
      s->row[at[j].number] = s->rows;
    memcpy(s->key[s->rows], at[i].key, sizeof at[i].key);
    s->old[s->rows++] = j == i + 1 && !at[i].touched ? at[i].row : -1;
  }
}

int32_t cpwi_reorg_slots_make(const cpwi_reorg *k, int64_t rows, cpwi_reorg_key key,
                              cpwi_reorg_slots *s, cpw_error *err) {
  memset(s, 0, sizeof *s);
  s->first = cpwi_alloc(k->a, (size_t)rows + 1, sizeof *s->first);
  if (!s->first)
    return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld rows", (long long)rows);
  int32_t status = count_slots(k, rows, key, s, err);
  if (status != CPW_OK) return status;
  slot *at = cpwi_alloc(k->a, (size_t)s->count, sizeof *at);
  s->row = cpwi_alloc(k->a, (size_t)s->count, sizeof *s->row);
  s->key = cpwi_alloc(k->a, (size_t)s->count, sizeof *s->key);
  s->old = cpwi_alloc(k->a, (size_t)s->count, sizeof *s->old);
  int done = at && s->row && s->key && s->old;
  if (done) {
    list_slots(k, rows, key, s, at);
    done = cpwi_sort(k->a, at, s->count, sizeof *at, by_key, NULL);
  }
  if (done)
    number_rows(s, at);
  else
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld rows", (long long)s->count);
  cpwi_release(k->a, at);
  return status;
}

void cpwi_reorg_slots_drop(const cpwi_reorg *k, cpwi_reorg_slots *s) {
  cpwi_release(k->a, s->first);
  cpwi_release(k->a, s->row);
  cpwi_release(k->a, s->key);
  cpwi_release(k->a, s->old);
}
