/* Money of a fund under each ring-fence, with what of it came from each source: drawn in proportion, never lost.
 * Source: the rule of cpw_system_trace; largest remainders of apportion.h.
 * Leaves who pays whom to flow.c. */
#include "carepath/apportion.h"
#include "system_money/internal.h"

#include <string.h>

static int grow(cpwi_money *m) {
  int64_t room = m->room ? 2 * m->room : 64, parts = 0;
  if (m->buckets < m->room) return 1;
  if (!cpwi_multiply(room, m->sources, &parts)) return 0;
  void *bucket = cpwi_grow(m->a, m->bucket, (size_t)room, sizeof *m->bucket);
  if (!bucket) return 0;
  m->bucket = bucket;
  void *part = cpwi_grow(m->a, m->part, (size_t)(parts ? parts : 1), sizeof *m->part);
  if (!part) return 0;
  m->part = part;
  m->room = room;
  return 1;
}

static int64_t find(const cpwi_money *m, int64_t head, int64_t fence) {
  for (int64_t b = head; b >= 0; b = m->bucket[b].next)
    if (m->bucket[b].fence == fence) return b;
  return -1;
}

int64_t cpwi_money_bucket_of(cpwi_money *m, int64_t *head, int64_t fence) {
  int64_t b = find(m, *head, fence);
  if (b >= 0) return b;
  if (!grow(m)) return -1;
  b = m->buckets++;
  int64_t before = -1, after = *head;
  while (after >= 0 && m->bucket[after].fence < fence) {
    before = after;
    after = m->bucket[after].next;
  }
  m->bucket[b] = (cpwi_money_bucket){0, fence, after};
  if (before < 0)
    *head = b;
  else
    m->bucket[before].next = b;
  for (int64_t k = 0; k < m->sources; k++)
    m->part[b * m->sources + k] = 0;
  return b;
}

int64_t cpwi_money_held(const cpwi_money *m, int64_t head, int64_t fence) {
  int64_t b = find(m, head, fence);
  return b < 0 ? 0 : m->bucket[b].amount;
}

int64_t cpwi_money_sum(const cpwi_money *m, int64_t head) {
  int64_t sum = 0;
  for (int64_t b = head; b >= 0; b = m->bucket[b].next)
    sum += m->bucket[b].amount;
  return sum;
}

int32_t cpwi_money_draw(cpwi_money *m, int64_t bucket, int64_t amount, cpw_error *err) {
  cpwi_money_bucket *b = &m->bucket[bucket];
  int64_t *part = m->part + bucket * m->sources;
  if (amount == b->amount || amount == 0) {
    for (int64_t k = 0; k < m->sources; k++)
      m->moved[k] = amount ? part[k] : 0;
  } else {
    cpw_apportion_options how;
    cpw_apportion_options_init(&how);
    how.allocator = m->a;
    int32_t status = cpw_apportion_whole(amount, part, m->sources, &how, m->moved, err);
    if (status != CPW_OK) return status;
  }
  for (int64_t k = 0; k < m->sources; k++)
    part[k] -= m->moved[k];
  b->amount -= amount;
  return CPW_OK;
}

void cpwi_money_add(const cpwi_money *m, int64_t *parts) {
  for (int64_t k = 0; k < m->sources; k++)
    parts[k] += m->moved[k];
}

int32_t cpwi_money_put(cpwi_money *m, int64_t *head, int64_t fence, int64_t amount,
                       cpw_error *err) {
  int64_t b = cpwi_money_bucket_of(m, head, fence);
  if (b < 0) return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory for the flows of money");
  m->bucket[b].amount += amount;
  cpwi_money_add(m, m->part + b * m->sources);
  return CPW_OK;
}
