/* Funds and payments after a reorganisation: pounds shared out to the last one.
 * Source: carepath/system_organisations.h; largest remainders (apportion.h).
 * Leaves funds of organisations that merged side by side: pooling them is a decision (pool.h). */
#include "carepath/apportion.h"
#include "system_organisations/reorganise.h"

#include <string.h>

typedef struct money {
  int64_t *first; /* (funds + 1) new funds of each */
  int64_t new_funds;
  int64_t payments; /* new ones */
  double *weight;   /* (widest^2) work */
  int64_t *part;    /* (widest^2) work */
} money;

static int64_t parts_of(const cpwi_reorg *k, int64_t fund) {
  int32_t o = k->s.fund[fund].organisation;
  return o == CPW_NONE ? 1 : cpwi_reorg_parts(k, o);
}
static int64_t owner_of(const cpwi_reorg *k, int64_t fund, int64_t j) {
  int32_t o = k->s.fund[fund].organisation;
  return o == CPW_NONE ? CPW_NONE : k->part[k->first[o] + j].to;
}
static double share_of(const cpwi_reorg *k, int64_t fund, int64_t j) {
  int32_t o = k->s.fund[fund].organisation;
  return o == CPW_NONE ? 1 : k->part[k->first[o] + j].share;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t add_pounds(cpwi_reorg *k, int table, int64_t *sum, int64_t amount, const char *name,
                          int64_t row, const char *field, cpw_error *err) {
  if (amount < 0)
    return cpwi_fail(err, CPW_EDOMAIN, row, k->where, "%s[%lld].%s = %lld must be >= 0", name,
                     (long long)row, field, (long long)amount);
  if (amount > (INT64_C(1) << 53) - *sum)
    return cpwi_fail(err, CPW_EOVERFLOW, row, k->where, "%s sum to more than 2^53", name);
  *sum += amount;
  cpw_exact_sum_add(&k->kept[table].given, (double)amount);
  cpw_exact_sum_add(&k->kept[table].before, (double)amount);
  return CPW_OK;
}

static int32_t check_money(cpwi_reorg *k, cpw_error *err) {
  const cpw_system *s = &k->s;
  int64_t least = 0, flow = 0;
  if (s->funds < 0 || s->payments < 0 || (s->funds > 0 && !s->fund) ||
      (s->payments > 0 && !s->payment))
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "system.fund or system.payment is NULL");
  int32_t e = CPW_OK;
  for (int64_t i = 0; e == CPW_OK && i < s->funds; i++) {
    if (s->fund[i].organisation != CPW_NONE)
      e = cpwi_orgs_number(s->fund[i].organisation, s->organisations, "funds", i, "organisation",
                           k->where, err);
    if (e == CPW_OK)
      e = add_pounds(k, CPWI_KEPT_MINIMUM, &least, s->fund[i].minimum, "funds", i, "minimum", err);
  }
  for (int64_t i = 0; e == CPW_OK && i < s->payments; i++) {
    const cpw_system_payment *p = &s->payment[i];
    e = cpwi_orgs_number(p->from, s->funds, "payments", i, "from", k->where, err);
    if (e == CPW_OK) e = cpwi_orgs_number(p->to, s->funds, "payments", i, "to", k->where, err);
    if (e == CPW_OK && !(p->share >= 0)) /* NaN: an amount */
      e = add_pounds(k, CPWI_KEPT_PAYMENTS, &flow, p->amount, "payments", i, "amount", err);
  }
  return e;
}

/* ---------------------------------------------------------------- funds --------------------- */

static int32_t write_funds(cpwi_reorg *k, const money *m, cpw_error *err) {
  int64_t *from = NULL, *organisation = NULL, *minimum = NULL;
  int32_t s = cpw_result_add_dimension(k->r, "fund", m->new_funds, NULL, err);
  if (s == CPW_OK) s = cpwi_orgs_whole(k->r, "fund_from", "", "the old row", "fund", &from, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "fund_organisation", "", "whose, or -1", "fund", &organisation, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "minimum", "money a year", "least that must come in", "fund",
                        &minimum, err);
  for (int64_t i = 0; s == CPW_OK && i < k->s.funds; i++) {
    if (k->s.fund[i].organisation == CPW_NONE)
      k->whole[0] = k->s.fund[i].minimum;
    else
      s = cpwi_reorg_split(k, k->s.fund[i].organisation, k->s.fund[i].minimum, err);
    for (int64_t j = 0; s == CPW_OK && j < parts_of(k, i); j++) {
      from[m->first[i] + j] = i;
      organisation[m->first[i] + j] = owner_of(k, i, j);
      minimum[m->first[i] + j] = k->whole[j];
      cpw_exact_sum_add(&k->kept[CPWI_KEPT_MINIMUM].after, (double)k->whole[j]);
    }
  }
  return s;
}

/* ---------------------------------------------------------------- payments ------------------ */

typedef struct payments {
  int64_t *from, *to, *of, *amount;
  double *share;
} payments;

static int32_t add_payments(cpwi_reorg *k, const money *m, payments *p, cpw_error *err) {
  int32_t s = cpw_result_add_dimension(k->r, "payment", m->payments, NULL, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "payment_from", "", "new fund that pays", "payment", &p->from, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "payment_to", "", "new fund that receives", "payment", &p->to, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "payment_of", "", "the old row", "payment", &p->of, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "payment_amount", "money a year", "0 with a share", "payment",
                        &p->amount, err);
  return s == CPW_OK
             ? cpwi_orgs_real(k->r, "payment_share", "share", "of what comes in; none: the amount",
                              "payment", &p->share, err)
             : s;
}

/* amounts of one old payment over all pairs of new funds */
static int32_t share_amount(const cpwi_reorg *k, const money *m, int64_t row, cpw_error *err) {
  const cpw_system_payment *p = &k->s.payment[row];
  int64_t froms = parts_of(k, p->from), tos = parts_of(k, p->to);
  for (int64_t i = 0; i < froms; i++)
    for (int64_t j = 0; j < tos; j++)
      m->weight[i * tos + j] = share_of(k, p->from, i) * share_of(k, p->to, j);
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.allocator = k->a;
  return cpw_apportion(p->amount, m->weight, froms * tos, &o, m->part, err);
}

static int32_t write_payments(cpwi_reorg *k, const money *m, cpw_error *err) {
  payments a = {0};
  int32_t s = add_payments(k, m, &a, err);
  for (int64_t row = 0, n = 0; s == CPW_OK && row < k->s.payments; row++) {
    const cpw_system_payment *p = &k->s.payment[row];
    int64_t froms = parts_of(k, p->from), tos = parts_of(k, p->to);
    int by_share = p->share >= 0;
    if (!by_share) s = share_amount(k, m, row, err);
    for (int64_t c = 0; s == CPW_OK && c < froms * tos; c++, n++) {
      a.from[n] = m->first[p->from] + c / tos;
      a.to[n] = m->first[p->to] + c % tos;
      a.of[n] = row;
      a.amount[n] = by_share ? 0 : m->part[c];
      a.share[n] = by_share ? p->share * share_of(k, p->to, c % tos) : CPWI_NAN;
      cpw_exact_sum_add(&k->kept[CPWI_KEPT_PAYMENTS].after, (double)a.amount[n]);
    }
  }
  return s;
}

int32_t cpwi_reorg_money(cpwi_reorg *k, cpw_error *err) {
  money m = {0};
  int64_t square = 0;
  int32_t s = check_money(k, err);
  if (s != CPW_OK) return s;
  if (!cpwi_multiply(k->widest > 1 ? k->widest : 1, k->widest > 1 ? k->widest : 1, &square))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, k->where, "too many receivers");
  m.first = cpwi_alloc(k->a, (size_t)k->s.funds + 1, sizeof *m.first);
  m.weight = cpwi_alloc(k->a, (size_t)square, sizeof *m.weight);
  m.part = cpwi_alloc(k->a, (size_t)square, sizeof *m.part);
  if (!m.first || !m.weight || !m.part)
    s = cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld funds", (long long)k->s.funds);
  for (int64_t i = 0; s == CPW_OK && i < k->s.funds; i++) {
    m.first[i] = m.new_funds;
    m.new_funds += parts_of(k, i);
  }
  for (int64_t i = 0; s == CPW_OK && i < k->s.payments; i++)
    m.payments += parts_of(k, k->s.payment[i].from) * parts_of(k, k->s.payment[i].to);
  if (s == CPW_OK) s = write_funds(k, &m, err);
  if (s == CPW_OK) s = write_payments(k, &m, err);
  cpwi_release(k->a, m.first);
  cpwi_release(k->a, m.weight);
  cpwi_release(k->a, m.part);
  return s;
}
