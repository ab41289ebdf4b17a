/* A system's money taken in: options, checks, memory, and what each source brings and each organisation owes for itself.
 * Source: rules 1 and 2 at the head of carepath/system_money.h.
 * Leaves the order of the flows to order.c, the flow to flow.c. */
#include "system/internal.h"
#include "system_money/internal.h"

static int64_t *whole(const cpwi_money *m, int64_t rows, int64_t columns, int *short_of) {
  int64_t count = 0;
  int64_t *at = NULL;
  if (cpwi_multiply(rows, columns, &count)) at = cpwi_alloc_zero(m->a, (size_t)count, sizeof *at);
  if (!at) *short_of = 1;
  return at;
}

static int32_t make_room(cpwi_money *m, cpw_error *err) {
  int none = 0;
  int64_t f = m->funds, n = m->organisations, s = m->sources, p = m->payments;
  int64_t **const by_fund[] = {&m->at, &m->rank, &m->line, &m->order, &m->hold, &m->arrive};
  int64_t **const by_payment[] = {&m->row, &m->due, &m->fenced, &m->general, &m->lack};
  int64_t **const endings[] = {&m->spent, &m->leaked, &m->transacted};
  for (size_t i = 0; i < sizeof by_fund / sizeof *by_fund; i++)
    *by_fund[i] = whole(m, f, 1, &none);
  for (size_t i = 0; i < sizeof by_payment / sizeof *by_payment; i++)
    *by_payment[i] = whole(m, p, 1, &none);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    *endings[i] = whole(m, f, s, &none);
  m->first = whole(m, f + 1, 1, &none);
  m->source = whole(m, s, 1, &none);
  m->brought = whole(m, s, 1, &none);
  m->moved = whole(m, s, 1, &none);
  m->overhead_ended = whole(m, n, s, &none);
  m->overhead = whole(m, m->years, n, &none);
  m->planned = cpwi_alloc_zero(m->a, (size_t)p, sizeof *m->planned);
  m->weight = cpwi_alloc_zero(m->a, (size_t)p, sizeof *m->weight);
  m->fund = cpwi_alloc_zero(m->a, (size_t)(m->years * f), sizeof *m->fund);
  m->payment = cpwi_alloc_zero(m->a, (size_t)(m->years * p), sizeof *m->payment);
  m->body = cpwi_alloc_zero(m->a, (size_t)(m->years * n), sizeof *m->body);
  if (none || !m->planned || !m->weight || !m->fund || !m->payment || !m->body)
    return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory for %lld funds and %lld payments",
                     (long long)f, (long long)p);
  for (int64_t i = 0; i < f; i++)
    m->hold[i] = m->arrive[i] = -1;
  return CPW_OK;
}

void cpwi_money_free(cpwi_money *m) {
  void *const block[] = {
      m->at,         m->rank,    m->line,    m->order,          m->hold,     m->arrive,  m->row,
      m->due,        m->fenced,  m->general, m->lack,           m->spent,    m->leaked,  m->first,
      m->source,     m->brought, m->moved,   m->overhead_ended, m->overhead, m->planned, m->weight,
      m->transacted, m->fund,    m->payment, m->body,           m->bucket,   m->part,    m->entry};
  for (size_t i = 0; i < sizeof block / sizeof *block; i++)
    cpwi_release(m->a, block[i]);
}

/* What a source brings in a year. */
static int32_t bring(cpwi_money *m, int64_t k, cpw_error *err) {
  int64_t fund = m->source[k], pays = 0;
  if (m->o.income && m->o.income[fund] >= 0) {
    m->brought[k] = m->o.income[fund];
    return CPW_OK;
  }
  for (int64_t i = m->first[fund]; i < m->first[fund + 1]; i++) {
    const cpw_system_payment *r = &m->s->payment[m->row[i]];
    int64_t amount = isnan(r->share) ? r->amount : 0;
    if (amount > CPWI_MONEY_MOST - pays)
      return cpwi_fail(err, CPW_EOVERFLOW, fund, m->where, "funds[%lld]: %s pays more than 2^62",
                       (long long)fund, m->s->fund[fund].id);
    pays += amount;
  }
  int64_t least = m->s->fund[fund].minimum;
  m->brought[k] = pays > least ? pays : least;
  return CPW_OK;
}

static int32_t bring_all(cpwi_money *m, cpw_error *err) {
  int64_t sum = 0;
  for (int64_t k = 0; k < m->sources; k++) {
    int32_t status = bring(m, k, err);
    if (status != CPW_OK) return status;
    if (m->brought[k] > (CPWI_MONEY_MOST - sum) / m->years)
      return cpwi_fail(err, CPW_EOVERFLOW, m->source[k], m->where,
                       "sources bring more than 2^62 in %lld years", (long long)m->years);
    sum += m->brought[k] * m->years;
  }
  return CPW_OK;
}

/* The part of a year in which an organisation is there. */
static double there(const cpw_system_organisation *r, int64_t year) {
  double begin = (double)year * CPW_WEEKS_PER_YEAR, end = (double)(year + 1) * CPW_WEEKS_PER_YEAR;
  double from = r->from > begin ? r->from : begin, until = r->until < end ? r->until : end;
  if (!(until > from)) return 0;
  return from == begin && until == end ? 1 : (until - from) / (end - begin);
}

static void owe_overheads(cpwi_money *m) {
  for (int64_t year = 0; year < m->years; year++)
    for (int64_t i = 0; i < m->organisations; i++) {
      const cpw_system_organisation *r = &m->s->organisation[i];
      double part = there(r, year);
      if (!m->o.overhead || part <= 0) continue;
      double owed = part < 1 ? r->overhead * part : r->overhead;
      cpwi_decimal share = cpwi_decimal_whole(1);
      if (r->kind == m->o.without) share = cpwi_decimal_of(m->o.absorbed);
      m->overhead[year * m->organisations + i] =
          cpwi_decimal_times(cpwi_decimal_of(owed), share, 0);
    }
}

int32_t cpwi_money_take(cpwi_money *m, const cpw_system *s, const cpw_system_money_options *o,
                        const char *where, cpw_error *err) {
  *m = (cpwi_money){0};
  m->where = where;
  if (!s) return cpwi_fail(err, CPW_EINVAL, -1, where, "system is NULL");
  m->given = cpwi_system_defaults();
  int32_t status = cpwi_take_options(&m->given, sizeof m->given, s, where, err);
  if (status != CPW_OK) return status;
  m->s = s = &m->given;
  status = cpwi_money_check_system(s, where, err);
  if (status == CPW_OK) status = cpwi_money_take_options(m, o, err);
  if (status != CPW_OK) return status;
  m->a = m->o.allocator;
  m->funds = s->funds;
  m->payments = s->payments;
  m->organisations = s->organisations;
  m->units = s->capacities;
  m->years = m->o.years;
  for (int64_t i = 0; i < s->funds; i++)
    m->sources += s->fund[i].kind == CPW_FUND_SOURCE;
  status = make_room(m, err);
  if (status == CPW_OK) status = cpwi_money_sort(m, err);
  if (status == CPW_OK) status = bring_all(m, err);
  if (status == CPW_OK) owe_overheads(m);
  return status;
}
