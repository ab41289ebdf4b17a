/* The report of the money of a system: what came in, leaked, was owed, paid, short, retained, by fund and organisation.
 * Source: the list of arrays at cpw_system_ledger.
 * Leaves the numbers themselves to flow.c. */
#include "system_money/internal.h"

#include <string.h>

typedef struct report {
  const cpwi_money *m;
  cpw_result *r;
  const char **label; /* room for the labels of one coordinate */
  cpw_error *err;
} report;

static int32_t years(const report *t) {
  char text[100][CPW_NUMBER_CHARS] = {{0}};
  const char *label[100] = {0};
  for (int64_t y = 0; y < t->m->years; y++) {
    cpw_format_int64(y, text[y]);
    label[y] = text[y];
  }
  return cpw_result_add_dimension(t->r, "year", t->m->years, label, t->err);
}

static const char *named(const char *name, const char *id) {
  return name && name[0] ? name : id;
}

static const char *const kind_names[CPW_FUND_KINDS] = {"source", "account", "pool", "spend"};

static int32_t fund_labels(const report *t) {
  const cpw_system *s = t->m->s;
  static const char *const coordinate[4] = {"fund_name", "fund_kind", "fund_organisation",
                                            "fund_line"};
  for (int64_t i = 0; i < s->funds; i++)
    t->label[i] = s->fund[i].id;
  int32_t status = cpw_result_add_dimension(t->r, "fund", s->funds, t->label, t->err);
  for (int k = 0; status == CPW_OK && k < 4; k++) {
    for (int64_t i = 0; i < s->funds; i++) {
      const cpw_system_fund *f = &s->fund[i];
      const char *const text[4] = {named(f->name, f->id), kind_names[f->kind],
                                   cpwi_money_owner(s, i), cpwi_money_text(f->line)};
      t->label[i] = text[k];
    }
    status = cpw_result_add_coordinate(t->r, "fund", coordinate[k], t->label, t->err);
  }
  return status;
}

static int32_t payment_labels(const report *t) {
  const cpw_system *s = t->m->s;
  static const char *const coordinate[3] = {"from", "to", "regime"};
  int32_t status = cpw_result_add_dimension(t->r, "payment", s->payments, NULL, t->err);
  for (int k = 0; status == CPW_OK && k < 3; k++) {
    for (int64_t i = 0; i < s->payments; i++) {
      const cpw_system_payment *p = &s->payment[i];
      const char *const text[3] = {s->fund[p->from].id, s->fund[p->to].id,
                                   cpwi_money_regime_of(t->m, i)};
      t->label[i] = text[k];
    }
    status = cpw_result_add_coordinate(t->r, "payment", coordinate[k], t->label, t->err);
  }
  return status;
}

static int32_t organisation_labels(const report *t) {
  const cpw_system *s = t->m->s;
  for (int64_t i = 0; i < s->organisations; i++)
    t->label[i] = s->organisation[i].id;
  int32_t status =
      cpw_result_add_dimension(t->r, "organisation", s->organisations, t->label, t->err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < s->organisations; i++)
    t->label[i] = cpwi_money_place(s, i);
  return cpw_result_add_coordinate(t->r, "organisation", "place", t->label, t->err);
}

static int64_t *whole(const report *t, int32_t *status, const char *name, const char *description,
                      const char *dimensions) {
  void *memory = NULL;
  if (*status == CPW_OK)
    *status = cpw_result_add_array(t->r, name, "pounds", description, dimensions, CPW_INT64,
                                   CPW_MERGE_SAME, &memory, t->err);
  return *status == CPW_OK ? memory : NULL;
}

static int32_t add_funds(const report *t) {
  const cpwi_money *m = t->m;
  static const char *const name[9] = {"opening", "in",      "leaked",        "overhead", "out",
                                      "closing", "minimum", "minimum_short", "fenced"};
  static const char *const about[9] = {"Retained from the year before.",
                                       "What came in, before the leak.",
                                       "Lost on the way in.",
                                       "Overhead of the organisation that the fund paid.",
                                       "Paid to other funds, transactions included.",
                                       "Retained at the end, or spent.",
                                       "Least that must come in.",
                                       "What came in below the minimum.",
                                       "Ring-fenced part of the closing."};
  int32_t status = CPW_OK;
  for (int k = 0; k < 9; k++) {
    int64_t *x = whole(t, &status, name[k], about[k], "year fund");
    if (!x) return status;
    for (int64_t i = 0; i < m->years * m->funds; i++) {
      const cpwi_money_fund *f = &m->fund[i];
      int64_t least = m->s->fund[i % m->funds].minimum;
      const int64_t value[9] = {
          f->opening, f->in,      f->leaked, f->overhead,
          f->out,     f->closing, least,     least > f->in ? least - f->in : 0,
          f->fenced};
      x[i] = value[k];
    }
  }
  return status;
}

static int32_t add_payments(const report *t) {
  const cpwi_money *m = t->m;
  static const char *const name[5] = {"due", "paid", "short", "from_fence", "transaction"};
  static const char *const about[5] = {
      "What is owed.", "What was paid, transactions included.", "Owed and not paid.",
      "Part of the paid that was ring-fenced.", "Part of the paid that the transaction took."};
  int32_t status = CPW_OK;
  for (int k = 0; k < 5; k++) {
    int64_t *x = whole(t, &status, name[k], about[k], "year payment");
    if (!x) return status;
    for (int64_t i = 0; i < m->years * m->payments; i++) {
      const cpwi_money_payment *p = &m->payment[i];
      const int64_t value[5] = {p->due, p->paid, p->due - p->paid, p->from_fence, p->transaction};
      x[i] = value[k];
    }
  }
  return status;
}

static int32_t add_costs(const report *t) {
  const cpwi_money *m = t->m;
  void *cost = NULL, *margin = NULL;
  int32_t status = cpw_result_add_array(
      t->r, "cost", "pounds", "Cost of the organisation's activity: treatments x unit cost.",
      "year organisation", CPW_DOUBLE, CPW_MERGE_SAME, &cost, t->err);
  if (status == CPW_OK)
    status = cpw_result_add_array(t->r, "margin", "pounds",
                                  "Earned less cost; no value without a payment by regime.",
                                  "year organisation", CPW_DOUBLE, CPW_MERGE_SAME, &margin, t->err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < m->years * m->organisations; i++) {
    const cpwi_money_organisation *b = &m->body[i];
    ((double *)cost)[i] = b->cost;
    ((double *)margin)[i] = b->regimes ? (double)b->earned - b->cost : CPWI_NAN;
  }
  return CPW_OK;
}

static int32_t add_organisations(const report *t) {
  const cpwi_money *m = t->m;
  static const char *const name[6] = {"received",      "spent",           "overhead_due",
                                      "overhead_paid", "overhead_unpaid", "earned"};
  static const char *const about[6] = {"Into its funds, from funds of others or from outside.",
                                       "In its funds of kind SPEND.",
                                       "What the organisation itself costs.",
                                       "Paid of it.",
                                       "Not paid: its funds had not the money.",
                                       "Paid to it under regimes."};
  int32_t status = CPW_OK;
  for (int k = 0; k < 6; k++) {
    int64_t *x = whole(t, &status, name[k], about[k], "year organisation");
    if (!x) return status;
    for (int64_t i = 0; i < m->years * m->organisations; i++) {
      const cpwi_money_organisation *b = &m->body[i];
      const int64_t value[6] = {b->received, b->spent,         b->due,
                                b->paid,     b->due - b->paid, b->earned};
      x[i] = value[k];
    }
  }
  return add_costs(t);
}

static int32_t add_totals(const report *t) {
  const cpwi_money *m = t->m;
  static const char *const name[9] = {"total_opening",  "total_in",    "total_spend",
                                      "total_overhead", "total_leak",  "total_transactions",
                                      "total_retained", "total_short", "difference"};
  static const char *const about[9] = {
      "Retained from the year before.",
      "Brought by the sources.",
      "Spent.",
      "Overheads paid.",
      "Lost on the way in.",
      "Taken by transactions.",
      "Retained at the end.",
      "Owed and not paid.",
      "Opening + in - spend - overhead - leak - transactions - retained: 0."};
  int32_t status = CPW_OK;
  for (int k = 0; k < 9; k++) {
    int64_t *x = whole(t, &status, name[k], about[k], "year");
    if (!x) return status;
    for (int64_t y = 0; y < m->years; y++) {
      cpwi_money_totals s;
      cpwi_money_year(m, y, &s);
      int64_t rest = s.opening + s.in - s.spend - s.overhead - s.leak - s.transactions - s.retained;
      const int64_t value[9] = {s.opening,      s.in,       s.spend,     s.overhead, s.leak,
                                s.transactions, s.retained, s.shortfall, rest};
      x[y] = value[k];
    }
  }
  return status;
}

static int32_t add_bases(const report *t) {
  const cpwi_money *m = t->m;
  const char *label[CPW_BASES] = {0};
  for (int32_t k = 0; k < CPW_BASES; k++)
    label[k] = k == CPW_BASIS_UNSAID ? "unsaid" : cpw_system_basis_name(k);
  int32_t status = cpw_result_add_dimension(t->r, "basis", CPW_BASES, label, t->err);
  int64_t *x =
      whole(t, &status, "paid_by_basis", "What was paid, by what its row rests on.", "year basis");
  if (!x) return status;
  for (int64_t i = 0; i < m->years * m->payments; i++)
    x[i / m->payments * CPW_BASES + m->s->payment[i % m->payments].basis] += m->payment[i].paid;
  return CPW_OK;
}

/* ---------------------------------------------------------------- notes ---------------------- */

typedef struct words {
  char text[480];
  size_t used;
  int64_t more;
} words;

/* Adds "a -> b 120"; what does not fit is counted. */
static void name_one(words *w, const char *a, const char *b, int64_t amount) {
  char number[CPW_NUMBER_CHARS] = {0};
  cpw_format_int64(amount, number);
  const char *const part[6] = {w->used ? ", " : "", a, b ? " -> " : "", b ? b : "", " ", number};
  size_t length = 0;
  for (int i = 0; i < 6; i++)
    length += strlen(part[i]);
  if (w->more || w->used + length + 32 > sizeof w->text) {
    w->more++;
    return;
  }
  for (int i = 0; i < 6; i++) {
    size_t n = strlen(part[i]);
    memcpy(w->text + w->used, part[i], n);
    w->used += n;
  }
  w->text[w->used] = '\0';
}

static int32_t finish(const report *t, const char *key, words *w) {
  if (!w->used && !w->more) return CPW_OK;
  if (w->more) {
    char number[CPW_NUMBER_CHARS] = {0};
    cpw_format_int64(w->more, number);
    size_t n = strlen(number);
    memcpy(w->text + w->used, " and ", 5);
    memcpy(w->text + w->used + 5, number, n);
    memcpy(w->text + w->used + 5 + n, " more", 6);
  }
  cpw_result_set_outcome(t->r, CPW_OUTCOME_UNREACHABLE);
  return cpw_result_add_note(t->r, key, w->text, t->err);
}

static int32_t note_short(const report *t) {
  const cpwi_money *m = t->m;
  words payments = {{0}, 0, 0}, minimums = {{0}, 0, 0}, overheads = {{0}, 0, 0};
  for (int64_t i = 0; i < m->years * m->payments; i++) {
    const cpwi_money_payment *p = &m->payment[i];
    const cpw_system_payment *row = &m->s->payment[i % m->payments];
    if (p->due > p->paid)
      name_one(&payments, m->s->fund[row->from].id, m->s->fund[row->to].id, p->due - p->paid);
  }
  for (int64_t i = 0; i < m->years * m->funds; i++) {
    const cpw_system_fund *f = &m->s->fund[i % m->funds];
    if (f->minimum > m->fund[i].in) name_one(&minimums, f->id, NULL, f->minimum - m->fund[i].in);
  }
  for (int64_t i = 0; i < m->years * m->organisations; i++)
    if (m->body[i].due > m->body[i].paid)
      name_one(&overheads, m->s->organisation[i % m->organisations].id, NULL,
               m->body[i].due - m->body[i].paid);
  int32_t status = finish(t, "short", &payments);
  if (status == CPW_OK) status = finish(t, "minimum", &minimums);
  if (status == CPW_OK) status = finish(t, "overhead", &overheads);
  if (status == CPW_OK && m->o.regime)
    status = cpw_result_add_note(t->r, "regime", m->o.regime, t->err);
  return status;
}

static int32_t fill(const report *t) {
  int32_t status = years(t);
  if (status == CPW_OK) status = fund_labels(t);
  if (status == CPW_OK) status = payment_labels(t);
  if (status == CPW_OK) status = organisation_labels(t);
  if (status == CPW_OK) status = add_funds(t);
  if (status == CPW_OK) status = add_payments(t);
  if (status == CPW_OK) status = add_organisations(t);
  if (status == CPW_OK) status = add_totals(t);
  if (status == CPW_OK) status = add_bases(t);
  return status == CPW_OK ? note_short(t) : status;
}

int32_t cpwi_money_report(const cpwi_money *m, cpw_result **out, cpw_error *err) {
  report t = {.m = m, .err = err};
  int64_t most = m->funds + m->payments + m->organisations;
  t.label = cpwi_alloc_zero(m->a, (size_t)most, sizeof *t.label);
  if (!t.label) return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory for labels");
  int32_t status = cpw_result_new(m->a, &t.r, err);
  if (status == CPW_OK) status = fill(&t);
  cpwi_release(m->a, t.label);
  if (status == CPW_OK)
    *out = t.r;
  else
    cpw_result_free(t.r);
  return status;
}

int32_t cpw_system_ledger(const cpw_system *system, const cpw_system_money_options *options,
                          cpw_ledger **ledger, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_money m;
  cpw_ledger *books = NULL;
  cpw_result *result = NULL;
  int32_t status = cpwi_money_run(&m, system, options, __func__, err);
  if (status == CPW_OK) status = cpwi_money_report(&m, &result, err);
  if (status == CPW_OK && ledger) status = cpwi_money_books(&m, &books, err);
  if (status == CPW_OK) {
    *out = result;
    if (ledger) *ledger = books;
  } else {
    cpw_result_free(result);
  }
  cpwi_money_free(&m);
  return status;
}
