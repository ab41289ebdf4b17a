/* Ballots as shares of one voice, the same ones of a class together and in an order that does not depend on who
 * came first.
 * Source: approvals and points as shares of their sum; Borda's points for ranks.
 * Leaves what is made of the shares to weights.c and draw.c. */
#include "base/order.h"
#include "carepath/random.h"
#include "citizens/internal.h"

#include <string.h>

/* One row that says something. */
typedef struct row {
  int64_t class_of, people;
  const double *share;
} row;

typedef struct ordering {
  int64_t criteria;
} ordering;

/* ---------------------------------------------------------------- one ballot ---------------- */

static int32_t fail_cell(const cpwi_voices *s, int64_t r, int64_t j, const char *rule,
                         cpw_error *err) {
  int64_t at = r * s->panel->criteria + j;
  return cpwi_fail(err, CPW_EDOMAIN, at, s->where, "ballots[%lld, %lld] = %s must be %s",
                   (long long)r, (long long)j, cpwi_number(s->panel->ballots[at]).text, rule);
}

/* Shares of the sum; the largest cell scales, so that no sum is too large. */
static int32_t share_points(const cpwi_voices *s, int64_t r, double *share, int *says,
                            cpw_error *err) {
  int64_t n = s->panel->criteria;
  const double *x = s->panel->ballots + r * n;
  int approvals = s->panel->kind == CPW_CITIZENS_APPROVALS;
  double most = 0.0, sum = 0.0;
  for (int64_t j = 0; j < n; j++) {
    if (approvals && !(x[j] == 0.0 || x[j] == 1.0)) return fail_cell(s, r, j, "0 or 1", err);
    if (!(x[j] >= 0.0 && x[j] - x[j] == 0.0)) return fail_cell(s, r, j, "finite and >= 0", err);
    if (x[j] > most) most = x[j];
  }
  *says = most > 0.0;
  for (int64_t j = 0; j < n && *says; j++)
    sum += share[j] = x[j] / most;
  for (int64_t j = 0; j < n && *says; j++)
    share[j] /= sum;
  return CPW_OK;
}

static int32_t share_ranks(const cpwi_voices *s, int64_t r, double *share, int *says,
                           cpw_error *err) {
  int64_t n = s->panel->criteria;
  const double *x = s->panel->ballots + r * n;
  double all = 0.5 * (double)n * (double)(n - 1);
  *says = n == 1;
  for (int64_t j = 0; j < n; j++) {
    if (x[j] - x[j] != 0.0) return fail_cell(s, r, j, "finite", err);
    *says |= x[j] != x[0];
  }
  for (int64_t j = 0; j < n; j++) {
    int64_t twice = -1; /* itself */
    for (int64_t k = 0; k < n; k++)
      twice += 2 * (x[k] > x[j]) + (x[k] == x[j]);
    share[j] = n == 1 ? 1.0 : 0.5 * (double)twice / all;
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- all ballots --------------- */

static int by_class_and_share(const void *context, const void *a, const void *b) {
  const ordering *o = context;
  const row *x = a, *y = b;
  if (x->class_of != y->class_of) return x->class_of < y->class_of ? -1 : 1;
  for (int64_t j = 0; j < o->criteria; j++)
    if (x->share[j] != y->share[j]) return x->share[j] < y->share[j] ? -1 : 1;
  return 0;
}

static int32_t take_row(cpwi_voices *s, int64_t r, double *share, row *rows, int64_t *kept,
                        cpw_error *err) {
  const cpw_citizens_panel *p = s->panel;
  int64_t people = p->people ? p->people[r] : 1, c = p->class_of ? p->class_of[r] : 0;
  int says = 0;
  if (people < 0)
    return cpwi_fail(err, CPW_EDOMAIN, r, s->where, "people[%lld] = %lld must be >= 0",
                     (long long)r, (long long)people);
  int32_t status = p->kind == CPW_CITIZENS_RANKS ? share_ranks(s, r, share, &says, err)
                                                 : share_points(s, r, share, &says, err);
  if (status != CPW_OK || people == 0) return status;
  int64_t *count = says ? &s->voting[c] : &s->abstained[c];
  if (people > CPW_RANDOM_MAX_COUNT - *count)
    return cpwi_fail(err, CPW_EOVERFLOW, r, s->where, "people of class %lld sum to more than 2^53",
                     (long long)c);
  *count += people;
  if (says) rows[(*kept)++] = (row){c, people, share};
  return CPW_OK;
}

/* The same ballots of a class as one, with all their people. */
static void merge(cpwi_voices *s, const row *rows, int64_t kept) {
  int64_t n = s->panel->criteria, out = 0;
  ordering o = {n};
  for (int64_t i = 0; i < kept; i++) {
    if (i > 0 && by_class_and_share(&o, &rows[i - 1], &rows[i]) == 0) {
      s->people[out - 1] += (double)rows[i].people;
      continue;
    }
    memcpy(s->share + out * n, rows[i].share, (size_t)n * sizeof *s->share);
    s->people[out++] = (double)rows[i].people;
    s->start[rows[i].class_of + 1] = out;
  }
  for (int64_t c = 0; c < s->panel->classes; c++)
    if (s->start[c + 1] < s->start[c]) s->start[c + 1] = s->start[c];
}

static int32_t fill(cpwi_voices *s, double *share, row *rows, cpw_error *err) {
  const cpw_citizens_panel *p = s->panel;
  int64_t kept = 0;
  int32_t status = CPW_OK;
  ordering o = {p->criteria};
  for (int64_t r = 0; status == CPW_OK && r < p->rows; r++)
    status = take_row(s, r, share + kept * p->criteria, rows, &kept, err);
  if (status != CPW_OK) return status;
  if (kept == 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where, "nobody says anything: all ballots are empty");
  if (!cpwi_sort(p->allocator, rows, kept, sizeof *rows, by_class_and_share, &o))
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for the ballots");
  merge(s, rows, kept);
  return CPW_OK;
}

int32_t cpwi_voices_make(cpwi_voices *s, const cpw_citizens_panel *panel, const char *where,
                         cpw_error *err) {
  const cpw_allocator *a = panel->allocator;
  size_t rows = (size_t)panel->rows, classes = (size_t)panel->classes;
  int64_t cells = 0;
  memset(s, 0, sizeof *s);
  s->panel = panel;
  s->where = where;
  if (!cpwi_multiply(panel->rows, panel->criteria, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "too many ballots and criteria");
  double *share = cpwi_alloc(a, (size_t)cells, sizeof *share);
  row *list = cpwi_alloc(a, rows, sizeof *list);
  s->share = cpwi_alloc(a, (size_t)cells, sizeof *s->share);
  s->people = cpwi_alloc(a, rows, sizeof *s->people);
  s->start = cpwi_alloc_zero(a, classes + 1, sizeof *s->start);
  s->voting = cpwi_alloc_zero(a, classes, sizeof *s->voting);
  s->abstained = cpwi_alloc_zero(a, classes, sizeof *s->abstained);
  int32_t status = CPW_OK;
  if (share && list && s->share && s->people && s->start && s->voting && s->abstained)
    status = fill(s, share, list, err);
  else
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the ballots");
  cpwi_release(a, share);
  cpwi_release(a, list);
  return status;
}

void cpwi_voices_free(cpwi_voices *s) {
  if (!s->panel) return;
  const cpw_allocator *a = s->panel->allocator;
  cpwi_release(a, s->share);
  cpwi_release(a, s->people);
  cpwi_release(a, s->start);
  cpwi_release(a, s->voting);
  cpwi_release(a, s->abstained);
}
