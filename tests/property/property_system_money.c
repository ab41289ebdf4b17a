/* Random money of random systems: nothing is made or lost, every pound is traced, ring-fenced money goes to its line alone,
 * the order of rows changes nothing. Usage: property_system_money [COUNT] [SEED], or --digest. */
#include "carepath/ledger.h"
#include "carepath/random.h"
#include "carepath/system_money.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define BODIES   5
#define FUNDS    14
#define PAYMENTS 30
#define UNITS    6
#define YEARS    3

typedef struct world {
  cpw_system s;
  cpw_system_organisation body[BODIES];
  cpw_system_service service[2];
  cpw_system_capacity unit[UNITS];
  cpw_system_fund fund[FUNDS];
  cpw_system_payment payment[PAYMENTS];
  double activity[YEARS * UNITS];
  cpw_system_money_options o;
} world;

static const char *const body_ids[BODIES] = {"nation", "board", "place", "trust", "council"};
static const int32_t kinds[BODIES] = {CPW_ORG_NATION, CPW_ORG_ICS, CPW_ORG_PLACE, CPW_ORG_ACUTE,
                                      CPW_ORG_COUNCIL};
static const char *const fund_ids[FUNDS] = {"n", "b", "k", "d", "a", "m", "c",
                                            "f", "l", "e", "g", "j", "h", "i"};
static const char *const lines[4] = {"", "beds", "care", "home"};

static int64_t below(cpw_stream *s, int64_t n) {
  return (int64_t)cpw_random_below(s, (uint64_t)n);
}

static void make_bodies(world *w, cpw_stream *s) {
  for (int i = 0; i < BODIES; i++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->body[i]);
    w->body[i].id = body_ids[i];
    w->body[i].kind = kinds[i];
    w->body[i].parent = i ? (int32_t)below(s, i) : CPW_NONE;
    if (below(s, 3) == 0) w->body[i].overhead = 3000 * cpw_random_uniform(s);
  }
  for (int i = 0; i < 2; i++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[i]);
    w->service[i].id = lines[1 + i];
    w->service[i].unit_cost = (double)(1 + below(s, 50));
  }
  for (int i = 0; i < UNITS; i++) {
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &w->unit[i]);
    w->unit[i].organisation = (int32_t)(i % 3) + 2;
    w->unit[i].service = i / 3;
    w->unit[i].treatments = (double)below(s, 40);
  }
  for (int i = 0; i < YEARS * UNITS; i++)
    w->activity[i] = 3000 * cpw_random_uniform(s);
}

/* Funds 0 to 2 are sources, the last four are where money is spent. */
static void make_funds(world *w, cpw_stream *s) {
  for (int i = 0; i < FUNDS; i++) {
    cpw_system_fund *f = &w->fund[i];
    cpw_system_row_init(CPW_SYSTEM_FUNDS, f);
    f->id = fund_ids[i];
    f->kind = i < 3            ? CPW_FUND_SOURCE
              : i >= FUNDS - 4 ? CPW_FUND_SPEND
                               : CPW_FUND_ACCOUNT + (int32_t)below(s, 2);
    f->organisation = (int32_t)below(s, BODIES + 1) - 1;
    if (i == 0) f->organisation = CPW_NONE; /* nobody's overhead is paid at the source */
    f->line = lines[below(s, 4)];
    if (below(s, 3) == 0) f->leak = (double)below(s, 20) / 100;
    if (below(s, 3) == 0 || i < 3) f->minimum = below(s, 5000);
  }
}

/* Earlier funds pay later ones. What source 0 pays is ring-fenced. */
static void make_payments(world *w, cpw_stream *s) {
  double left[FUNDS];
  static const char *const regime[7] = {NULL,    "block",       "tariff",       "api_2022_23",
                                        "block", "api_2023_25", "collaborative"};
  for (int i = 0; i < FUNDS; i++)
    left[i] = 1;
  for (int k = 0; k < PAYMENTS; k++) {
    cpw_system_payment *p = &w->payment[w->s.payments];
    cpw_system_row_init(CPW_SYSTEM_PAYMENTS, p);
    p->from = (int32_t)below(s, FUNDS - 4);
    int64_t first = p->from < 3 ? 3 : p->from + 1;
    p->to = (int32_t)(first + below(s, FUNDS - first));
    p->basis = (int32_t)below(s, CPW_BASES);
    p->regime = regime[below(s, 7)];
    p->amount = below(s, 4000);
    p->ringfenced = p->from == 0 || below(s, 4) == 0;
    if (p->ringfenced && w->fund[p->to].line[0] == '\0') {
      if (p->from == 0) continue;
      p->ringfenced = 0;
    }
    if (below(s, 2)) {
      p->share = floor(left[p->from] * 100 * cpw_random_uniform(s)) / 100;
      left[p->from] -= p->share;
    }
    w->s.payments++;
  }
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  make_bodies(w, &s);
  make_funds(w, &s);
  w->s.organisation = w->body;
  w->s.organisations = BODIES;
  w->s.service = w->service;
  w->s.services = 2;
  w->s.capacity = w->unit;
  w->s.capacities = UNITS;
  w->s.fund = w->fund;
  w->s.funds = FUNDS;
  w->s.payment = w->payment;
  make_payments(w, &s);
  cpw_system_money_options_init(&w->o);
  w->o.years = 1 + (int32_t)below(&s, YEARS);
  w->o.transaction = (double)below(&s, 8) / 100;
  if (below(&s, 2)) w->o.activity = w->activity;
}

static int64_t whole(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *x = cpw_result_find(r, name);
  return x && x->integer ? x->integer[at] : INT64_MIN;
}

static const char *sums_hold(const world *w, const cpw_result *r, const cpw_ledger *ledger) {
  cpw_ledger_trial trial;
  if (cpw_ledger_trial_balance(ledger, &trial, NULL) != CPW_OK) return "no trial balance";
  if (trial.difference != 0 || trial.balances != 0) return "the trial balance is not 0";
  for (int64_t y = 0; y < w->o.years; y++) {
    if (whole(r, "difference", y) != 0) return "money was made or lost";
    if (y && whole(r, "total_opening", y) != whole(r, "total_retained", y - 1))
      return "what was retained is not there in the next year";
    for (int64_t p = 0; p < w->s.payments; p++) {
      int64_t at = y * w->s.payments + p;
      if (whole(r, "paid", at) < 0 || whole(r, "short", at) < 0) return "a payment below zero";
      if (whole(r, "from_fence", at) > whole(r, "paid", at)) return "more ring-fenced than paid";
    }
    for (int64_t f = 0; f < FUNDS; f++) {
      int64_t at = y * FUNDS + f;
      if (whole(r, "opening", at) + whole(r, "in", at) - whole(r, "leaked", at) -
              whole(r, "overhead", at) - whole(r, "out", at) !=
          whole(r, "closing", at))
        return "a fund does not add up";
      if (whole(r, "fenced", at) < 0 || whole(r, "fenced", at) > whole(r, "closing", at))
        return "more is ring-fenced than is there";
    }
  }
  return NULL;
}

/* Lines that source 0 is ring-fenced for. */
static int allowed(const world *w, const char *line) {
  for (int64_t p = 0; p < w->s.payments; p++)
    if (w->payment[p].from == 0 && strcmp(w->fund[w->payment[p].to].line, line) == 0) return 1;
  return 0;
}

static const char *trace_holds(const world *w, const cpw_result *r) {
  const cpw_array *t = cpw_result_find(r, "traced");
  if (!t) return "no trace";
  int64_t sources = t->dimension[0]->length, endings = t->dimension[1]->length;
  const cpw_dimension *d = t->dimension[1];
  for (int64_t s = 0; s < sources; s++) {
    int64_t sum = 0;
    for (int64_t e = 0; e < endings; e++)
      sum += t->integer[s * endings + e];
    if (sum != whole(r, "brought", s)) return "a source is not traced whole";
  }
  for (int64_t e = 0; e < endings; e++) {
    int64_t sum = 0;
    const char *kind = d->coordinate_labels[1][e], *line = d->coordinate_labels[4][e];
    for (int64_t s = 0; s < sources; s++) {
      int64_t part = t->integer[s * endings + e];
      sum += part;
      if (part < 0) return "a part below zero";
      if (strcmp(t->dimension[0]->coordinate_labels[0][s], fund_ids[0]) != 0 || part == 0) continue;
      if (strcmp(kind, "overhead") == 0) return "ring-fenced money paid an overhead";
      if (strcmp(kind, "spend") == 0 && !allowed(w, line)) return "ring-fenced money went astray";
    }
    if (sum != whole(r, "ended", e)) return "an ending is not traced whole";
  }
  return NULL;
}

/* The same with all rows the other way round. */
static void turn(const world *w, world *v) {
  *v = *w;
  int64_t n = w->s.payments;
  for (int i = 0; i < FUNDS; i++)
    v->fund[i] = w->fund[FUNDS - 1 - i];
  for (int64_t p = 0; p < n; p++) {
    v->payment[p] = w->payment[n - 1 - p];
    v->payment[p].from = FUNDS - 1 - v->payment[p].from;
    v->payment[p].to = FUNDS - 1 - v->payment[p].to;
  }
  v->s.organisation = v->body;
  v->s.service = v->service;
  v->s.capacity = v->unit;
  v->s.fund = v->fund;
  v->s.payment = v->payment;
  if (w->o.activity) v->o.activity = v->activity;
}

static const char *order_holds(const world *w, const cpw_result *trace) {
  world v;
  turn(w, &v);
  cpw_result *r = NULL;
  if (cpw_system_trace(&v.s, &v.o, CPW_NONE, &r, NULL) != CPW_OK)
    return "the turned rows are refused";
  const cpw_array *a = cpw_result_find(trace, "traced"), *b = cpw_result_find(r, "traced");
  int same = a && b && a->size == b->size;
  for (int64_t i = 0; same && i < a->size; i++)
    same = a->integer[i] == b->integer[i];
  cpw_result_free(r);
  return same ? NULL : "the order of rows changes the trace";
}

static const char *layers_hold(const world *w) {
  cpw_result *r = NULL;
  if (cpw_system_layers(&w->s, &w->o, &r, NULL) != CPW_OK) return "no layers";
  const cpw_array *released = cpw_result_find(r, "released");
  const char *found = released ? NULL : "no layers";
  for (int64_t k = 0; !found && k < released->size; k++)
    if (whole(r, "to_spend", k) + whole(r, "to_retained", k) + whole(r, "to_leak", k) !=
        released->integer[k])
      found = "what a layer releases is not where it goes";
  cpw_result_free(r);
  return found;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  cpw_ledger *ledger = NULL;
  cpw_result *report = NULL, *trace = NULL;
  const char *found = NULL;
  if (cpw_system_ledger(&w.s, &w.o, &ledger, &report, NULL) != CPW_OK) return "refused";
  if (cpw_system_trace(&w.s, &w.o, CPW_NONE, &trace, NULL) != CPW_OK) found = "no trace";
  if (!found) found = sums_hold(&w, report, ledger);
  if (!found) found = trace_holds(&w, trace);
  if (!found) found = order_holds(&w, trace);
  if (!found) found = layers_hold(&w);
  cpw_ledger_free(ledger);
  cpw_result_free(report);
  cpw_result_free(trace);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  if (cpw_system_trace(&w.s, &w.o, CPW_NONE, &r, NULL) != CPW_OK) return 0;
  const cpw_array *t = cpw_result_find(r, "traced");
  for (int64_t i = 0; t && i < t->size; i++)
    hash = (hash ^ (uint64_t)t->integer[i]) * 1099511628211U;
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"system_money", "random systems", 1000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
