/* The end of the year of a pooled fund: its partners, lines and ring-fences read off the flows, settled by pool.h.
 * Source: the rule of cpw_system_pool_year; section 75 arrangements as in carepath/pool.h.
 * Leaves overspends, underspends and virement to cpw_pool_year. */
#include "carepath/apportion.h"
#include "system_money/internal.h"

#include <string.h>

#define WHERE "cpw_system_pool_year"

typedef struct settling {
  const cpwi_money *m;
  const cpw_system_pool_options *o;
  int64_t fund, partners, lines;
  int64_t *key;         /* (partners) organisation, or -2 - fund */
  const char **partner; /* ids */
  const char **partner_place;
  int64_t *contribution, *fence; /* (partners) less the leak; the ring-fenced part of it */
  int64_t *line_fund;            /* (lines) -1: retained, -2: overhead */
  const char **line, **line_place, **provider;
  int64_t *budget, *left, *spend, *part, *weight; /* (lines) */
  int64_t *matrix;                                /* [partner line] */
  double *share;
  int64_t *limit, *minimum; /* (partners) */
  const char **fence_name;
  int64_t *fence_partner, *fence_amount;
  int32_t *fence_allows;
} settling;

static void *room(const settling *t, int64_t count, size_t size, int *none) {
  void *at = cpwi_alloc_zero(t->m->a, (size_t)(count > 0 ? count : 1), size);
  if (!at) *none = 1;
  return at;
}

static int32_t make_room(settling *t, cpw_error *err) {
  int64_t n = 0, k = t->m->first[t->fund + 1] - t->m->first[t->fund] + 2, cells = 0;
  int none = 0;
  for (int64_t p = 0; p < t->m->payments; p++)
    n += t->m->s->payment[p].to == t->fund;
  if (!cpwi_multiply(n, k, &cells)) none = 1;
  int64_t **const by_partner[] = {&t->key,     &t->contribution,  &t->fence,       &t->limit,
                                  &t->minimum, &t->fence_partner, &t->fence_amount};
  int64_t **const by_line[] = {&t->line_fund, &t->budget, &t->left,
                               &t->spend,     &t->part,   &t->weight};
  const char ***const names[] = {&t->partner, &t->partner_place, &t->fence_name};
  const char ***const lines[] = {&t->line, &t->line_place, &t->provider};
  for (size_t i = 0; i < sizeof by_partner / sizeof *by_partner; i++)
    *by_partner[i] = room(t, n, sizeof(int64_t), &none);
  for (size_t i = 0; i < sizeof by_line / sizeof *by_line; i++)
    *by_line[i] = room(t, k, sizeof(int64_t), &none);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    *names[i] = room(t, n, sizeof(char *), &none);
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    *lines[i] = room(t, k, sizeof(char *), &none);
  t->matrix = room(t, none ? 0 : cells, sizeof(int64_t), &none);
  t->fence_allows = room(t, none ? 0 : cells, sizeof(int32_t), &none);
  t->share = room(t, n, sizeof(double), &none);
  return none ? cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for the pool") : CPW_OK;
}

static void release(const settling *t) {
  void *const block[] = {t->key,     t->contribution,  t->fence,        t->limit,
                         t->minimum, t->fence_partner, t->fence_amount, t->line_fund,
                         t->budget,  t->left,          t->spend,        t->part,
                         t->weight,  t->matrix,        t->fence_allows, t->share};
  const char **const names[] = {t->partner, t->partner_place, t->fence_name,
                                t->line,    t->line_place,    t->provider};
  for (size_t i = 0; i < sizeof block / sizeof *block; i++)
    cpwi_release(t->m->a, block[i]);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    cpwi_release(t->m->a, (void *)names[i]);
}

/* ---------------------------------------------------------------- partners ------------------- */

/* Where the partner of a key stands, by id; makes room for it where it is new. */
static int64_t partner_at(settling *t, int64_t key, const char *id, const char *place) {
  int64_t i = 0;
  while (i < t->partners && strcmp(t->partner[i], id) < 0)
    i++;
  for (int64_t j = i; j < t->partners && strcmp(t->partner[j], id) == 0; j++)
    if (t->key[j] == key) return j;
  for (int64_t j = t->partners; j > i; j--) {
    t->key[j] = t->key[j - 1];
    t->partner[j] = t->partner[j - 1];
    t->partner_place[j] = t->partner_place[j - 1];
    t->contribution[j] = t->contribution[j - 1];
    t->fence[j] = t->fence[j - 1];
  }
  t->key[i] = key;
  t->partner[i] = id;
  t->partner_place[i] = place;
  t->contribution[i] = t->fence[i] = 0;
  t->partners++;
  return i;
}

static void take_partners(settling *t) {
  const cpwi_money *m = t->m;
  for (int64_t p = 0; p < m->payments; p++) {
    const cpw_system_payment *r = &m->s->payment[p];
    if (r->to != t->fund) continue;
    int64_t o = m->s->fund[r->from].organisation;
    const char *id = o >= 0 ? m->s->organisation[o].id : m->s->fund[r->from].id;
    int64_t i = partner_at(t, o >= 0 ? o : -2 - (int64_t)r->from, id, cpwi_money_place(m->s, o));
    int64_t net = m->payment[p].paid - m->payment[p].transaction;
    t->contribution[i] += net;
    t->fence[i] += r->ringfenced ? net : m->payment[p].from_fence;
  }
}

static int32_t split(const settling *t, int64_t total, const int64_t *weight, int64_t n,
                     int64_t *part, cpw_error *err) {
  if (total == 0) {
    for (int64_t i = 0; i < n; i++)
      part[i] = 0;
    return CPW_OK;
  }
  cpw_apportion_options how;
  cpw_apportion_options_init(&how);
  how.allocator = t->m->a;
  return cpw_apportion_whole(total, weight, n, &how, part, err);
}

/* Each partner bears the leak in proportion, of what it ring-fenced too. */
static int32_t take_leak(settling *t, cpw_error *err) {
  int64_t leaked = t->m->fund[t->fund].leaked;
  if (leaked == 0) return CPW_OK;
  int32_t status = split(t, leaked, t->contribution, t->partners, t->fence_amount, err);
  for (int64_t i = 0; status == CPW_OK && i < t->partners; i++) {
    const int64_t both[2] = {t->fence[i], t->contribution[i] - t->fence[i]};
    int64_t part[2] = {0};
    status = split(t, t->fence_amount[i], both, 2, part, err);
    t->contribution[i] -= t->fence_amount[i];
    t->fence[i] -= part[0];
  }
  return status;
}

/* ---------------------------------------------------------------- lines ---------------------- */

static void add_line(settling *t, int64_t fund, int64_t budget, int64_t spend, const char *name) {
  const cpw_system *s = t->m->s;
  int64_t i = t->lines++,
          o = fund >= 0 ? s->fund[fund].organisation : s->fund[t->fund].organisation;
  t->line_fund[i] = fund;
  t->line[i] = name;
  t->line_place[i] = cpwi_money_place(s, o);
  t->provider[i] = o >= 0 ? s->organisation[o].id : name;
  t->budget[i] = t->left[i] = budget;
  t->spend[i] = spend;
}

static int32_t take_lines(settling *t, const int64_t *spend, cpw_error *err) {
  const cpwi_money *m = t->m;
  for (int64_t j = m->first[t->fund]; j < m->first[t->fund + 1]; j++) {
    int64_t p = m->row[j], to = m->s->payment[p].to, paid = m->payment[p].paid;
    if (t->lines && t->line_fund[t->lines - 1] == to) {
      t->budget[t->lines - 1] += paid;
      t->left[t->lines - 1] += paid;
      continue;
    }
    if (spend[to] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, to, WHERE, "spend[%lld] = %lld must be >= 0",
                       (long long)to, (long long)spend[to]);
    add_line(t, to, paid, spend[to], m->s->fund[to].id);
  }
  const cpwi_money_fund *now = &m->fund[t->fund];
  if (now->closing) add_line(t, -1, now->closing, 0, "retained");
  if (now->overhead) add_line(t, -2, now->overhead, now->overhead, "overhead");
  return CPW_OK;
}

/* Whether ring-fenced money of the pool's line may be spent on a line; what is retained keeps its fence. */
static int allows(const settling *t, int64_t line) {
  int64_t fund = t->line_fund[line];
  return fund == -1 || (fund >= 0 && t->m->line[fund] == t->m->line[t->fund]);
}

/* An amount of one partner over what is left of the lines; only those that fences allow where `fenced` is set. */
static int32_t spread(settling *t, int64_t partner, int64_t amount, int fenced, cpw_error *err) {
  for (int64_t k = 0; k < t->lines; k++)
    t->weight[k] = !fenced || allows(t, k) ? t->left[k] : 0;
  int32_t status = split(t, amount, t->weight, t->lines, t->part, err);
  for (int64_t k = 0; status == CPW_OK && k < t->lines; k++) {
    t->left[k] -= t->part[k];
    t->matrix[partner * t->lines + k] += t->part[k];
  }
  return status;
}

static int32_t spread_all(settling *t, cpw_error *err) {
  for (int64_t i = 0; i < t->partners; i++) {
    int64_t most = 0;
    for (int64_t k = 0; k < t->lines; k++)
      if (allows(t, k)) most += t->left[k];
    if (t->fence[i] > most) t->fence[i] = most; /* a pound of rounding */
    int32_t status = spread(t, i, t->fence[i], 1, err);
    if (status != CPW_OK) return status;
  }
  for (int64_t i = 0; i < t->partners; i++) {
    int32_t status = spread(t, i, t->contribution[i] - t->fence[i], 0, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- the pool ------------------- */

static void take_terms(settling *t, cpw_pool *pool) {
  const cpw_system_pool_options *o = t->o;
  for (int64_t i = 0; i < t->partners; i++) {
    int64_t who = t->key[i];
    t->share[i] = who >= 0 && o->share ? o->share[who] : 0;
    t->limit[i] = who >= 0 && o->limit ? o->limit[who] : 0;
    t->minimum[i] = who >= 0 && o->minimum ? o->minimum[who] : 0;
    if (o->lead != CPW_NONE && who == o->lead) pool->lead = i;
  }
  if (o->share) pool->share = t->share;
  if (o->limit) pool->limit = t->limit;
  if (o->minimum) pool->minimum = t->minimum;
}

static void take_fences(settling *t, cpw_pool *pool) {
  int64_t count = 0;
  for (int64_t i = 0; i < t->partners; i++) {
    if (t->fence[i] == 0) continue;
    t->fence_name[count] = t->partner[i];
    t->fence_partner[count] = i;
    t->fence_amount[count] = t->fence[i];
    for (int64_t k = 0; k < t->lines; k++)
      t->fence_allows[count * t->lines + k] = allows(t, k);
    count++;
  }
  pool->fences = count;
  pool->fence = t->fence_name;
  pool->fence_partner = t->fence_partner;
  pool->fence_amount = t->fence_amount;
  pool->fence_allows = t->fence_allows;
}

static int32_t settle(settling *t, cpw_result **out, cpw_ledger **ledger, cpw_error *err) {
  cpw_pool pool;
  cpw_pool_init(&pool);
  pool.partners = t->partners;
  pool.lines = t->lines;
  pool.partner = t->partner;
  pool.partner_place = t->partner_place;
  pool.line = t->line;
  pool.line_place = t->line_place;
  pool.provider = t->provider;
  pool.contribution = t->matrix;
  pool.overspend = t->o->overspend;
  pool.underspend = t->o->underspend;
  pool.virement = t->o->virement;
  pool.allocator = t->o->allocator;
  take_terms(t, &pool);
  take_fences(t, &pool);
  if (t->o->lead != CPW_NONE && pool.lead < 0)
    return cpwi_fail(err, CPW_EINVAL, t->o->lead, WHERE,
                     "options.lead = %d must be an organisation that pays in", t->o->lead);
  return cpw_pool_year(&pool, t->spend, NULL, out, ledger, err);
}

static cpw_system_pool_options defaults(void) {
  cpw_system_pool_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.virement = 1;
  o.lead = CPW_NONE;
  return o;
}

void cpw_system_pool_options_init_sized(cpw_system_pool_options *options, size_t size) {
  cpw_system_pool_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t run(settling *t, const int64_t *spend, cpw_result **out, cpw_ledger **ledger,
                   cpw_error *err) {
  const cpw_system *s = t->m->s;
  if (t->fund < 0 || t->fund >= s->funds || s->fund[t->fund].kind != CPW_FUND_POOL)
    return cpwi_fail(err, CPW_EINVAL, t->fund, WHERE, "fund = %lld must be a pool",
                     (long long)t->fund);
  int32_t status = make_room(t, err);
  if (status != CPW_OK) return status;
  take_partners(t);
  if (t->partners == 0)
    return cpwi_fail(err, CPW_EINVAL, t->fund, WHERE, "nobody pays into %s", s->fund[t->fund].id);
  if (t->m->first[t->fund] == t->m->first[t->fund + 1])
    return cpwi_fail(err, CPW_EINVAL, t->fund, WHERE, "%s pays nobody", s->fund[t->fund].id);
  status = take_lines(t, spend, err);
  if (status == CPW_OK) status = take_leak(t, err);
  if (status == CPW_OK) status = spread_all(t, err);
  return status == CPW_OK ? settle(t, out, ledger, err) : status;
}

int32_t cpw_system_pool_year(const cpw_system *system, const cpw_system_money_options *money,
                             int32_t fund, const int64_t *spend,
                             const cpw_system_pool_options *options, cpw_result **out,
                             cpw_ledger **ledger, cpw_error *err) {
  if (!out || !spend)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", out ? "spend" : "out");
  cpw_system_pool_options o = defaults();
  int32_t status = cpwi_take_options(&o, sizeof o, options, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o.allocator, __func__, err);
  if (status != CPW_OK) return status;
  cpwi_money m;
  status = cpwi_money_run(&m, system, money, __func__, err);
  settling t = {.m = &m, .o = &o, .fund = fund};
  if (status == CPW_OK) status = run(&t, spend, out, ledger, err);
  release(&t);
  cpwi_money_free(&m);
  return status;
}
