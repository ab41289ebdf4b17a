/* Funds and payments: none that pays itself, directly or round about; shares of at most 1; pools into which somebody
 * pays.
 * Source: cpw_system_payment in carepath/system.h.
 * Leaves amounts to lib/system_money. */
#include "system/check.h"

#include "base/words.h"
#include "carepath/system_money.h"

#include <stdio.h>
#include <string.h>

#define SLACK 1e-9

/* Payments by the fund that pays: those of fund f are next[first[f] .. first[f + 1]). */
typedef struct flows {
  int64_t *first, *next;
  int32_t *state;    /* 0 new, 1 on the way, 2 done */
  int64_t *way, *at; /* the funds on the way, and which payment of each comes next */
} flows;

static int are_there(const cpw_system *s, const cpw_system_payment *r) {
  return cpwi_is_row(r->from, s->funds) && cpwi_is_row(r->to, s->funds) && r->from != r->to;
}

static int make(flows *f, const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  size_t funds = (size_t)s->funds + 2;
  f->first = cpwi_alloc_zero(c->allocator, funds, sizeof *f->first);
  f->next = cpwi_alloc_zero(c->allocator, (size_t)s->payments + 1, sizeof *f->next);
  f->state = cpwi_alloc_zero(c->allocator, funds, sizeof *f->state);
  f->way = cpwi_alloc_zero(c->allocator, funds, sizeof *f->way);
  f->at = cpwi_alloc_zero(c->allocator, funds, sizeof *f->at);
  if (!f->first || !f->next || !f->state || !f->way || !f->at) return 0;
  for (int64_t i = 0; i < s->payments; i++)
    if (are_there(s, &s->payment[i])) f->first[s->payment[i].from + 2]++;
  for (int64_t k = 2; k < s->funds + 2; k++)
    f->first[k] += f->first[k - 1];
  for (int64_t i = 0; i < s->payments; i++)
    if (are_there(s, &s->payment[i])) f->next[f->first[s->payment[i].from + 1]++] = i;
  return 1;
}

static void release(flows *f, const cpw_allocator *a) {
  cpwi_release(a, f->first);
  cpwi_release(a, f->next);
  cpwi_release(a, f->state);
  cpwi_release(a, f->way);
  cpwi_release(a, f->at);
}

/* "A" -> "B" -> "A", at most five of them. */
static void tell_cycle(const cpwi_system_check *c, const flows *f, int64_t depth, int32_t to,
                       int64_t payment) {
  char text[400] = "";
  size_t used = 0;
  int64_t k = depth;
  int shown = 0;
  while (k > 0 && f->way[k] != to)
    k--;
  for (; k <= depth; k++) {
    if (++shown > 5) {
      snprintf(text + used, sizeof text - used, "... -> ");
      break;
    }
    used += (size_t)snprintf(text + used, sizeof text - used, "%s -> ",
                             cpwi_quote_row(c->s, CPW_SYSTEM_FUNDS, f->way[k]).text);
  }
  cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_PAYMENTS, CPWI_RULE_CYCLE, payment, "to"},
             "the money goes round: %s%s", text, cpwi_quote_row(c->s, CPW_SYSTEM_FUNDS, to).text);
}

/* Depth first from one fund; each payment that leads back to a fund on the way closes a cycle. */
static void follow(const cpwi_system_check *c, flows *f, int64_t start) {
  int64_t depth = 0;
  f->way[0] = start;
  f->at[start] = f->first[start];
  f->state[start] = 1;
  while (depth >= 0) {
    int64_t fund = f->way[depth];
    if (f->at[fund] == f->first[fund + 1]) {
      f->state[fund] = 2;
      depth--;
      continue;
    }
    int64_t payment = f->next[f->at[fund]++];
    int32_t to = c->s->payment[payment].to;
    if (f->state[to] == 1) tell_cycle(c, f, depth, to, payment);
    if (f->state[to] != 0) continue;
    f->way[++depth] = to;
    f->at[to] = f->first[to];
    f->state[to] = 1;
  }
}

static void check_cycles(const cpwi_system_check *c) {
  flows f = {0};
  if (!make(&f, c)) {
    c->p->failed = 1;
  } else {
    /* making the lists has moved each first to its end, which is the first of the next */
    for (int64_t k = 0; k < c->s->funds; k++)
      if (f.state[k] == 0) follow(c, &f, k);
  }
  release(&f, c->allocator);
}

static void check_selves(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  for (int64_t i = 0; i < s->payments; i++)
    if (s->payment[i].from == s->payment[i].to && cpwi_is_row(s->payment[i].to, s->funds))
      cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_PAYMENTS, CPWI_RULE_CYCLE, i, "to"},
                 "fund %s pays itself", cpwi_quote_row(s, CPW_SYSTEM_FUNDS, s->payment[i].to).text);
}

static void check_fund(const cpwi_system_check *c, int64_t i, double share, int32_t paid) {
  const cpw_system_fund *r = &c->s->fund[i];
  if (share > 1 + SLACK)
    cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_FUNDS, CPWI_RULE_SHARES, i, "id"},
               "the shares of its payments sum to %s: at most 1", cpwi_number(share).text);
  if (r->kind == CPW_FUND_POOL && !paid)
    cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_FUNDS, CPWI_RULE_CONTRIBUTOR, i, "kind"},
               "nobody pays into this pool");
}

static void check_funds(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  double *share = cpwi_alloc_zero(c->allocator, (size_t)s->funds + 1, sizeof *share);
  int32_t *paid = cpwi_alloc_zero(c->allocator, (size_t)s->funds + 1, sizeof *paid);
  if (!share || !paid) {
    c->p->failed = 1;
  } else {
    for (int64_t i = 0; i < s->payments; i++) {
      const cpw_system_payment *r = &s->payment[i];
      if (!are_there(s, r)) continue;
      paid[r->to] = 1;
      if (r->share > 0) share[r->from] += r->share;
    }
    for (int64_t i = 0; i < s->funds; i++)
      check_fund(c, i, share[i], paid[i]);
  }
  cpwi_release(c->allocator, share);
  cpwi_release(c->allocator, paid);
}

/* What is odd, but can be: a source that is paid, a sink that pays. */
static void check_kinds(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  for (int64_t i = 0; i < s->payments; i++) {
    const cpw_system_payment *r = &s->payment[i];
    if (!are_there(s, r)) continue;
    if (s->fund[r->to].kind == CPW_FUND_SOURCE)
      cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_PAYMENTS, CPWI_RULE_UNUSED, i, "to"},
                  "fund %s is a source, and is paid",
                  cpwi_quote_row(s, CPW_SYSTEM_FUNDS, r->to).text);
    if (s->fund[r->from].kind == CPW_FUND_SPEND)
      cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_PAYMENTS, CPWI_RULE_UNUSED, i, "from"},
                  "fund %s is where money is spent, and pays",
                  cpwi_quote_row(s, CPW_SYSTEM_FUNDS, r->from).text);
  }
}

#define MOST_REGIMES 32

static void check_regimes(const cpwi_system_check *c) {
  const char *known[MOST_REGIMES] = {NULL};
  int64_t count = 0;
  while (count < MOST_REGIMES && (known[count] = cpw_system_regime_name(count)))
    count++;
  for (int64_t i = 0; i < c->s->payments; i++) {
    const char *regime = c->s->payment[i].regime;
    int there = !regime || !regime[0];
    for (int64_t k = 0; k < count && !there; k++)
      there = strcmp(regime, known[k]) == 0;
    if (there) continue;
    const char *near = cpwi_nearest(regime, known, count);
    cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_PAYMENTS, CPWI_RULE_REFERENCE, i, "regime"},
               "there is no payment regime %s%s%s%s", cpwi_quote(regime).text,
               near ? " (did you mean \"" : "", near ? near : "", near ? "\"?)" : "");
  }
}

void cpwi_system_check_money(const cpwi_system_check *c) {
  check_selves(c);
  check_cycles(c);
  check_funds(c);
  check_kinds(c);
  check_regimes(c);
}
