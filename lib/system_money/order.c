/* The order of the flows: payers before payees, ties by id, so that the order of rows never matters; and the funds that
 * pay one another in a circle, by name.
 * Source: A. B. Kahn, Topological sorting of large networks, Communications of the ACM 5 (1962).
 * Leaves what flows to flow.c. */
#include "base/order.h"
#include "system_money/internal.h"

#include <string.h>

static int by_id(const void *context, const void *a, const void *b) {
  const cpw_system_fund *fund = context;
  return strcmp(fund[*(const int64_t *)a].id, fund[*(const int64_t *)b].id);
}

static int by_line(const void *context, const void *a, const void *b) {
  const cpw_system_fund *fund = context;
  return strcmp(cpwi_money_text(fund[*(const int64_t *)a].line),
                cpwi_money_text(fund[*(const int64_t *)b].line));
}

static int compare(int64_t a, int64_t b) {
  return (a > b) - (a < b);
}

/* By payer; then by payee, amount, share, regime and fence: equal in all of these are equal rows. */
static int by_payer(const void *context, const void *x, const void *y) {
  const cpwi_money *m = context;
  const cpw_system_payment *a = &m->s->payment[*(const int64_t *)x];
  const cpw_system_payment *b = &m->s->payment[*(const int64_t *)y];
  int order = compare(a->from, b->from);
  if (!order) order = compare(m->rank[a->to], m->rank[b->to]);
  if (!order) order = isnan(a->share) - isnan(b->share);
  if (!order && isnan(a->share)) order = compare(a->amount, b->amount);
  if (!order && !isnan(a->share)) order = (a->share > b->share) - (a->share < b->share);
  if (!order) order = strcmp(cpwi_money_text(a->regime), cpwi_money_text(b->regime));
  return order ? order : compare(a->ringfenced, b->ringfenced);
}

static int32_t no_memory(const cpwi_money *m, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory to sort %lld funds",
                   (long long)m->funds);
}

/* Ranks of ids and lines, and the sources by id. */
static int32_t sort_names(cpwi_money *m, cpw_error *err) {
  int64_t *sorted = m->order, f = m->funds, k = 0;
  for (int64_t i = 0; i < f; i++)
    sorted[i] = i;
  if (!cpwi_sort(m->a, sorted, f, sizeof *sorted, by_line, m->s->fund)) return no_memory(m, err);
  for (int64_t i = 0, rank = 1; i < f; i++) {
    const char *line = cpwi_money_text(m->s->fund[sorted[i]].line);
    if (i && by_line(m->s->fund, &sorted[i - 1], &sorted[i]) != 0) rank++;
    m->line[sorted[i]] = line[0] ? rank : 0;
  }
  if (!cpwi_sort(m->a, sorted, f, sizeof *sorted, by_id, m->s->fund)) return no_memory(m, err);
  for (int64_t i = 0; i < f; i++) {
    if (i && by_id(m->s->fund, &sorted[i - 1], &sorted[i]) == 0)
      return cpwi_fail(err, CPW_EINVAL, sorted[i], m->where, "funds[%lld].id = %s is there twice",
                       (long long)sorted[i], m->s->fund[sorted[i]].id);
    m->rank[sorted[i]] = i;
    m->at[sorted[i]] = -1;
    if (m->s->fund[sorted[i]].kind != CPW_FUND_SOURCE) continue;
    m->source[k] = sorted[i];
    m->at[sorted[i]] = k++;
  }
  return CPW_OK;
}

static int32_t sort_payments(cpwi_money *m, cpw_error *err) {
  for (int64_t p = 0; p < m->payments; p++) {
    m->row[p] = p;
    m->first[m->s->payment[p].from + 1]++;
  }
  for (int64_t i = 0; i < m->funds; i++)
    m->first[i + 1] += m->first[i];
  if (!cpwi_sort(m->a, m->row, m->payments, sizeof *m->row, by_payer, m)) return no_memory(m, err);
  for (int64_t i = 0; i < m->funds; i++) {
    double sum = 0;
    for (int64_t j = m->first[i]; j < m->first[i + 1]; j++) {
      double share = m->s->payment[m->row[j]].share;
      if (!isnan(share)) sum += share;
    }
    if (sum > 1 + 1e-9)
      return cpwi_fail(err, CPW_EDOMAIN, i, m->where,
                       "funds[%lld]: the shares that %s pays sum to %s, over 1", (long long)i,
                       m->s->fund[i].id, cpwi_number(sum).text);
  }
  return CPW_OK;
}

typedef struct depths {
  const int64_t *depth, *rank;
} depths;

static int by_depth(const void *context, const void *x, const void *y) {
  const depths *d = context;
  int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
  int order = compare(d->depth[a], d->depth[b]);
  return order ? order : compare(d->rank[a], d->rank[b]);
}

/* Names a circle: from any fund that is left, payer by payer, until one comes again. */
static int32_t circle(const cpwi_money *m, const int64_t *waits, cpw_error *err) {
  int64_t at = -1;
  for (int64_t i = 0; i < m->funds; i++)
    if (waits[i] > 0 && (at < 0 || m->rank[i] < m->rank[at])) at = i;
  char names[200] = {0};
  size_t used = 0;
  /* walk back as far as there are funds: then it stands in a circle */
  for (int64_t step = 0, start = -1; at >= 0 && step < 2 * m->funds + 1; step++) {
    if (step >= m->funds) {
      const char *id = m->s->fund[at].id;
      size_t length = strlen(id);
      if (start < 0) start = at;
      if (used + length + 8 < sizeof names) {
        if (used) memcpy(names + used, " <- ", 4);
        used += used ? 4 : 0;
        memcpy(names + used, id, length);
        used += length;
      }
      if (at == start && step > m->funds) break;
    }
    int64_t payer = -1;
    for (int64_t p = 0; p < m->payments; p++) {
      const cpw_system_payment *r = &m->s->payment[p];
      if (r->to == at && waits[r->from] > 0 && (payer < 0 || m->rank[r->from] < m->rank[payer]))
        payer = r->from;
    }
    at = payer;
  }
  return cpwi_fail(err, CPW_EINVAL, -1, m->where, "funds pay one another in a circle: %s", names);
}

/* Depth of each fund: the longest chain of payers before it. */
static int32_t find_depths(cpwi_money *m, int64_t *depth, int64_t *waits, int64_t *queue,
                           cpw_error *err) {
  int64_t head = 0, tail = 0;
  for (int64_t p = 0; p < m->payments; p++)
    waits[m->s->payment[p].to]++;
  for (int64_t i = 0; i < m->funds; i++)
    if (!waits[i]) queue[tail++] = i;
  while (head < tail) {
    int64_t i = queue[head++];
    for (int64_t j = m->first[i]; j < m->first[i + 1]; j++) {
      int64_t to = m->s->payment[m->row[j]].to;
      if (depth[to] < depth[i] + 1) depth[to] = depth[i] + 1;
      if (--waits[to] == 0) queue[tail++] = to;
    }
  }
  return tail == m->funds ? CPW_OK : circle(m, waits, err);
}

int32_t cpwi_money_sort(cpwi_money *m, cpw_error *err) {
  int32_t status = sort_names(m, err);
  if (status == CPW_OK) status = sort_payments(m, err);
  if (status != CPW_OK) return status;
  int64_t *room = cpwi_alloc_zero(m->a, (size_t)m->funds, 3 * sizeof *room);
  if (!room) return no_memory(m, err);
  status = find_depths(m, room, room + m->funds, room + 2 * m->funds, err);
  depths d = {room, m->rank};
  for (int64_t i = 0; i < m->funds; i++)
    m->order[i] = i;
  if (status == CPW_OK && !cpwi_sort(m->a, m->order, m->funds, sizeof *m->order, by_depth, &d))
    status = no_memory(m, err);
  cpwi_release(m->a, room);
  return status;
}
