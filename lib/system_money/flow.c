/* The money of a system, year by year and fund by fund: in, leak, overhead, what is owed, what is paid, what stays.
 * Source: rules 1 to 5 at the head of carepath/system_money.h.
 * Leaves the sources of each pound to buckets.c, what regimes owe to regime.c, books and report to books.c, report.c. */
#include "carepath/apportion.h"
#include "system_money/internal.h"

int32_t cpwi_money_note(cpwi_money *m, int64_t kind, int64_t year, int64_t fund, int64_t to,
                        int64_t amount, cpw_error *err) {
  if (amount <= 0) return CPW_OK;
  if (m->entries == m->entry_room) {
    int64_t room = m->entry_room ? 2 * m->entry_room : 64;
    void *entry = cpwi_grow(m->a, m->entry, (size_t)room, sizeof *m->entry);
    if (!entry)
      return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory for %lld entries",
                       (long long)room);
    m->entry = entry;
    m->entry_room = room;
  }
  m->entry[m->entries++] = (cpwi_money_entry){kind, year, fund, to, amount};
  return CPW_OK;
}

static cpwi_money_organisation *body_of(const cpwi_money *m, int64_t year, int64_t fund) {
  int32_t o = m->s->fund[fund].organisation;
  return o == CPW_NONE ? NULL : &m->body[year * m->organisations + o];
}

/* ---------------------------------------------------------------- in ------------------------- */

static int32_t bring(cpwi_money *m, int64_t year, int64_t fund, cpw_error *err) {
  int64_t k = m->at[fund], amount = k < 0 ? 0 : m->brought[k];
  if (amount == 0) return CPW_OK;
  for (int64_t i = 0; i < m->sources; i++)
    m->moved[i] = i == k ? amount : 0;
  int32_t status = cpwi_money_put(m, &m->arrive[fund], CPWI_MONEY_GENERAL, amount, err);
  if (status == CPW_OK)
    status = cpwi_money_note(m, CPWI_MONEY_BROUGHT, year, fund, fund, amount, err);
  cpwi_money_organisation *body = body_of(m, year, fund);
  if (body) body->received += amount;
  return status;
}

/* The leak of what arrived, of each fence in proportion: whole pounds by largest remainders. */
static int32_t leak(cpwi_money *m, int64_t fund, cpwi_money_fund *now, cpw_error *err) {
  int64_t sum = now->in, left = 0, before = 0;
  left = cpwi_decimal_times(cpwi_decimal_whole(sum), cpwi_decimal_of(m->s->fund[fund].leak), 0);
  now->leaked = left;
  /* cumulated shares, rounded down: each part within a pound of its share, all of them `left` */
  int64_t so_far = 0;
  for (int64_t b = m->arrive[fund]; b >= 0 && left > 0; b = m->bucket[b].next) {
    so_far += m->bucket[b].amount;
    int64_t pair[2] = {so_far, sum - so_far}, part[2] = {0};
    int32_t status = cpw_apportion_whole(left, pair, 2, NULL, part, err);
    if (status == CPW_OK) status = cpwi_money_draw(m, b, part[0] - before, err);
    if (status != CPW_OK) return status;
    cpwi_money_add(m, m->leaked + fund * m->sources);
    before = part[0];
  }
  return CPW_OK;
}

/* What arrived, less the leak, joins what is held. */
static int32_t settle(cpwi_money *m, int64_t fund, cpw_error *err) {
  for (int64_t b = m->arrive[fund]; b >= 0; b = m->bucket[b].next) {
    int64_t amount = m->bucket[b].amount, fence = m->bucket[b].fence;
    int32_t status = cpwi_money_draw(m, b, amount, err);
    if (status == CPW_OK) status = cpwi_money_put(m, &m->hold[fund], fence, amount, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t come_in(cpwi_money *m, int64_t year, int64_t fund, cpwi_money_fund *now,
                       cpw_error *err) {
  int32_t status = bring(m, year, fund, err);
  if (status != CPW_OK) return status;
  now->opening = cpwi_money_sum(m, m->hold[fund]);
  now->in = cpwi_money_sum(m, m->arrive[fund]);
  status = leak(m, fund, now, err);
  if (status == CPW_OK)
    status = cpwi_money_note(m, CPWI_MONEY_LEAK, year, fund, fund, now->leaked, err);
  return status == CPW_OK ? settle(m, fund, err) : status;
}

static int32_t pay_overhead(cpwi_money *m, int64_t year, int64_t fund, cpwi_money_fund *now,
                            cpw_error *err) {
  cpwi_money_organisation *body = body_of(m, year, fund);
  if (!body) return CPW_OK;
  int32_t o = m->s->fund[fund].organisation;
  int64_t owed = body->due - body->paid;
  int64_t there = cpwi_money_held(m, m->hold[fund], CPWI_MONEY_GENERAL);
  int64_t amount = owed < there ? owed : there;
  if (amount <= 0) return CPW_OK;
  int64_t b = cpwi_money_bucket_of(m, &m->hold[fund], CPWI_MONEY_GENERAL);
  int32_t status = cpwi_money_draw(m, b, amount, err);
  if (status != CPW_OK) return status;
  cpwi_money_add(m, m->overhead_ended + o * m->sources);
  now->overhead = amount;
  body->paid += amount;
  return cpwi_money_note(m, CPWI_MONEY_OVERHEAD, year, fund, o, amount, err);
}

/* ---------------------------------------------------------------- owed ----------------------- */

static int32_t owe(cpwi_money *m, int64_t year, int64_t fund, const cpwi_money_fund *now,
                   cpw_error *err) {
  int64_t begin = m->first[fund], n = m->first[fund + 1] - begin, sum = 0;
  int64_t base = now->in - now->leaked - now->overhead;
  for (int64_t i = 0; i < n; i++) {
    const cpw_system_payment *r = &m->s->payment[m->row[begin + i]];
    m->due[i] = r->amount;
    if (!isnan(r->share))
      m->due[i] =
          cpwi_decimal_times(cpwi_decimal_whole(base > 0 ? base : 0), cpwi_decimal_of(r->share), 0);
  }
  int32_t status = cpwi_money_earn(m, fund, year, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    if (m->due[i] > CPWI_MONEY_MOST - sum)
      return cpwi_fail(err, CPW_EOVERFLOW, fund, m->where, "funds[%lld]: %s owes more than 2^62",
                       (long long)fund, m->s->fund[fund].id);
    sum += m->due[i];
  }
  return status;
}

static int32_t split(const cpwi_money *m, int64_t amount, const int64_t *weight, int64_t n,
                     int64_t *part, cpw_error *err) {
  int64_t sum = 0;
  for (int64_t i = 0; i < n; i++)
    sum += weight[i];
  if (amount >= sum) {
    for (int64_t i = 0; i < n; i++)
      part[i] = weight[i];
    return CPW_OK;
  }
  cpw_apportion_options how;
  cpw_apportion_options_init(&how);
  how.allocator = m->a;
  return cpw_apportion_whole(amount, weight, n, &how, part, err);
}

/* Ring-fenced money first, for each line. Uses `lack` for the dues of one line, `general` for its parts. */
static int32_t use_fences(cpwi_money *m, int64_t fund, int64_t n, cpw_error *err) {
  const int64_t *row = m->row + m->first[fund];
  for (int64_t i = 0; i < n; i++)
    m->fenced[i] = 0;
  for (int64_t b = m->hold[fund]; b >= 0; b = m->bucket[b].next) {
    int64_t fence = m->bucket[b].fence;
    if (fence == CPWI_MONEY_GENERAL || m->bucket[b].amount == 0) continue;
    for (int64_t i = 0; i < n; i++)
      m->lack[i] = m->line[m->s->payment[row[i]].to] == fence ? m->due[i] : 0;
    int32_t status = split(m, m->bucket[b].amount, m->lack, n, m->general, err);
    if (status != CPW_OK) return status;
    for (int64_t i = 0; i < n; i++)
      if (m->lack[i] > 0) m->fenced[i] = m->general[i];
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- paid ----------------------- */

/* One part of a payment: drawn, less its share of the transaction, put where it arrives. */
static int32_t send(cpwi_money *m, int64_t from, int64_t to, int64_t fence, int64_t as,
                    int64_t amount, int64_t cost, cpw_error *err) {
  int64_t b = cpwi_money_bucket_of(m, &m->hold[from], fence);
  if (b < 0) return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory for the flows of money");
  int32_t status = cpwi_money_draw(m, b, cost, err);
  if (status != CPW_OK) return status;
  cpwi_money_add(m, m->transacted + to * m->sources);
  status = cpwi_money_draw(m, b, amount - cost, err);
  return status == CPW_OK ? cpwi_money_put(m, &m->arrive[to], as, amount - cost, err) : status;
}

static void credit(cpwi_money *m, int64_t year, int64_t p, int64_t net) {
  const cpw_system_payment *r = &m->s->payment[p];
  cpwi_money_organisation *body = body_of(m, year, r->to);
  if (!body) return;
  if (m->s->fund[r->from].organisation != m->s->fund[r->to].organisation) body->received += net;
  if (cpwi_money_regime_of(m, p)[0] == '\0') return;
  body->earned += net;
  body->regimes++;
}

static int32_t pay(cpwi_money *m, int64_t year, int64_t fund, int64_t i, cpw_error *err) {
  int64_t p = m->row[m->first[fund] + i], to = m->s->payment[p].to, line = m->line[to];
  cpwi_money_payment *now = &m->payment[year * m->payments + p];
  int64_t fenced = m->fenced[i], general = m->general[i], paid = fenced + general, cost = 0;
  if (cpwi_money_counts(cpwi_money_regime_of(m, p)))
    cost = cpwi_decimal_times(cpwi_decimal_whole(paid), cpwi_decimal_of(m->o.transaction), 0);
  *now = (cpwi_money_payment){m->due[i], paid, fenced, cost};
  credit(m, year, p, paid - cost);
  if (paid == 0) return CPW_OK;
  int64_t first = cost < general ? cost : general;
  int64_t as = m->s->payment[p].ringfenced ? line : CPWI_MONEY_GENERAL;
  int32_t status = CPW_OK;
  if (general) status = send(m, fund, to, CPWI_MONEY_GENERAL, as, general, first, err);
  if (status == CPW_OK && fenced) status = send(m, fund, to, line, line, fenced, cost - first, err);
  if (status == CPW_OK)
    status = cpwi_money_note(m, CPWI_MONEY_TRANSACTION, year, fund, to, cost, err);
  if (status == CPW_OK)
    status = cpwi_money_note(m, CPWI_MONEY_PAYMENT, year, fund, to, paid - cost, err);
  return status;
}

static int32_t pay_all(cpwi_money *m, int64_t year, int64_t fund, cpwi_money_fund *now,
                       cpw_error *err) {
  int64_t n = m->first[fund + 1] - m->first[fund];
  int32_t status = owe(m, year, fund, now, err);
  if (status == CPW_OK) status = use_fences(m, fund, n, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++)
    m->lack[i] = m->due[i] - m->fenced[i];
  int64_t there = cpwi_money_held(m, m->hold[fund], CPWI_MONEY_GENERAL);
  status = split(m, there, m->lack, n, m->general, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    now->out += m->fenced[i] + m->general[i];
    status = pay(m, year, fund, i, err);
  }
  return status;
}

/* Money in a fund of kind SPEND is spent. */
static int32_t spend(cpwi_money *m, int64_t year, int64_t fund, cpw_error *err) {
  cpwi_money_organisation *body = body_of(m, year, fund);
  for (int64_t b = m->hold[fund]; b >= 0; b = m->bucket[b].next) {
    int64_t amount = m->bucket[b].amount;
    int32_t status = cpwi_money_draw(m, b, amount, err);
    if (status != CPW_OK) return status;
    cpwi_money_add(m, m->spent + fund * m->sources);
    if (body) body->spent += amount;
  }
  return CPW_OK;
}

static int32_t fund_year(cpwi_money *m, int64_t year, int64_t fund, cpw_error *err) {
  cpwi_money_fund *now = &m->fund[year * m->funds + fund];
  int32_t status = come_in(m, year, fund, now, err);
  if (status == CPW_OK) status = pay_overhead(m, year, fund, now, err);
  if (status == CPW_OK) status = pay_all(m, year, fund, now, err);
  if (status != CPW_OK) return status;
  now->closing = cpwi_money_sum(m, m->hold[fund]);
  now->fenced = now->closing - cpwi_money_held(m, m->hold[fund], CPWI_MONEY_GENERAL);
  return m->s->fund[fund].kind == CPW_FUND_SPEND ? spend(m, year, fund, err) : CPW_OK;
}

static void cost_year(cpwi_money *m, int64_t year) {
  cpwi_money_organisation *body = m->body + year * m->organisations;
  for (int64_t i = 0; i < m->organisations; i++)
    body[i].due = m->overhead[year * m->organisations + i];
  for (int64_t u = 0; u < m->units; u++)
    body[m->s->capacity[u].organisation].cost +=
        cpwi_money_treatments(m, u, year) * cpwi_money_unit_cost(m->s, u);
}

int32_t cpwi_money_flow(cpwi_money *m, cpw_error *err) {
  int32_t status = cpwi_money_plan(m, err);
  for (int64_t year = 0; status == CPW_OK && year < m->years; year++) {
    cost_year(m, year);
    for (int64_t i = 0; status == CPW_OK && i < m->funds; i++)
      status = fund_year(m, year, m->order[i], err);
  }
  return status;
}

int32_t cpwi_money_run(cpwi_money *m, const cpw_system *s, const cpw_system_money_options *o,
                       const char *where, cpw_error *err) {
  int32_t status = cpwi_money_take(m, s, o, where, err);
  return status == CPW_OK ? cpwi_money_flow(m, err) : status;
}

void cpwi_money_year(const cpwi_money *m, int64_t year, cpwi_money_totals *t) {
  *t = (cpwi_money_totals){0};
  for (int64_t i = 0; i < m->funds; i++) {
    const cpwi_money_fund *f = &m->fund[year * m->funds + i];
    t->opening += f->opening;
    if (m->at[i] >= 0) t->in += f->in;
    t->overhead += f->overhead;
    t->leak += f->leaked;
    if (m->s->fund[i].kind == CPW_FUND_SPEND)
      t->spend += f->closing;
    else
      t->retained += f->closing;
  }
  for (int64_t p = 0; p < m->payments; p++) {
    const cpwi_money_payment *r = &m->payment[year * m->payments + p];
    t->transactions += r->transaction;
    int64_t lack = r->due - r->paid;
    t->shortfall = lack > CPWI_MONEY_MOST - t->shortfall ? CPWI_MONEY_MOST : t->shortfall + lack;
  }
}
