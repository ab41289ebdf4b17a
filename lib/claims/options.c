/* Names of the rules, options of any age, and claims that are checked, sorted and scaled.
 * Source: the rules in carepath/claims.h.
 * Leaves the awards to rules.c, whole pounds to whole.c. */
#include "base/order.h"
#include "claims/internal.h"

#include <math.h>
#include <string.h>

/* weights differ by less than this factor, so that no product of them overflows */
#define WIDEST 1e100
/* an estate that is above the claims by less than this is so by rounding */
#define ROUNDING 1e-12

static const char *const names[CPW_CLAIMS_COUNT] = {
    "proportional",          "equal_awards",   "equal_losses", "talmud",
    "adjusted_proportional", "random_arrival", "piniles",      "minimal_overlap"};

const char *cpw_claims_name(int32_t rule) {
  return rule >= 0 && rule < CPW_CLAIMS_COUNT ? names[rule] : NULL;
}

int32_t cpw_claims_number(const char *name) {
  if (!name) return CPW_ENOTFOUND;
  for (int32_t k = 0; k < CPW_CLAIMS_COUNT; k++)
    if (strcmp(name, names[k]) == 0) return k;
  if (strcmp(name, "cea") == 0) return CPW_CLAIMS_EQUAL_AWARDS;
  if (strcmp(name, "cel") == 0) return CPW_CLAIMS_EQUAL_LOSSES;
  if (strcmp(name, "random_arrival_shapley") == 0) return CPW_CLAIMS_RANDOM_ARRIVAL;
  return CPW_ENOTFOUND;
}

static cpw_claims_options defaults(void) {
  cpw_claims_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  return o;
}

void cpw_claims_options_init_sized(cpw_claims_options *options, size_t size) {
  cpw_claims_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int takes_weights(int32_t rule) {
  return rule == CPW_CLAIMS_PROPORTIONAL || rule == CPW_CLAIMS_EQUAL_AWARDS ||
         rule == CPW_CLAIMS_EQUAL_LOSSES || rule == CPW_CLAIMS_TALMUD || rule == CPW_CLAIMS_PINILES;
}

static int32_t check_weights(const cpw_claims_options *o, int64_t n, const char *where,
                             cpw_error *err) {
  if (!takes_weights(o->rule))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.weights must not be given with %s",
                     names[o->rule]);
  double least = (double)INFINITY, most = 0;
  for (int64_t i = 0; i < n; i++) {
    double w = o->weights[i];
    if (!(w > 0 && w - w == 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "options.weights[%lld] = %s must be finite and > 0", (long long)i,
                       cpwi_number(w).text);
    least = w < least ? w : least;
    most = w > most ? w : most;
  }
  if (n > 0 && !(most / least <= WIDEST))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "options.weights are from %s to %s: they must be within a factor of 1e100 of "
                     "each other",
                     cpwi_number(least).text, cpwi_number(most).text);
  return CPW_OK;
}

int32_t cpwi_claims_take_options(cpw_claims_options *known, const cpw_claims_options *given,
                                 int64_t n, const char *where, cpw_error *err) {
  *known = defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"rule", known->rule, CPW_CLAIMS_COUNT - 1}};
  status = cpwi_check_choices(choices, 1, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status != CPW_OK) return status;
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 0", (long long)n);
  for (int64_t i = 0; known->ids && i < n; i++)
    if (!known->ids[i])
      return cpwi_fail(err, CPW_EINVAL, i, where, "options.ids[%lld] is NULL", (long long)i);
  return known->weights ? check_weights(known, n, where, err) : CPW_OK;
}

/* ---------------------------------------------------------------- claims -------------------- */

static int32_t check_claims(cpwi_claims *p, double estate, const double *claims, cpw_error *err) {
  if (p->n > 0 && !claims) return cpwi_fail(err, CPW_EINVAL, -1, p->where, "claims is NULL");
  if (!(estate >= 0 && estate - estate == 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, p->where, "estate = %s must be finite and >= 0",
                     cpwi_number(estate).text);
  double most = 0;
  for (int64_t i = 0; i < p->n; i++) {
    if (!(claims[i] >= 0 && claims[i] - claims[i] == 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, p->where, "claims[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(claims[i]).text);
    p->count += claims[i] > 0;
    most = claims[i] > most ? claims[i] : most;
  }
  int exponent = 1;
  if (most > 0) (void)frexp(most, &exponent);
  p->exponent = exponent - 1;
  return CPW_OK;
}

typedef struct row {
  double ratio, claim, weight;
  int64_t place;
} row;

static int compare_rows(const void *context, const void *a, const void *b) {
  const row *x = a, *y = b;
  (void)context;
  if (x->ratio < y->ratio || x->ratio > y->ratio) return x->ratio < y->ratio ? -1 : 1;
  return (x->claim > y->claim) - (x->claim < y->claim);
}

static int32_t no_memory(const cpwi_claims *p, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld claims", (long long)p->count);
}

/* with weights: by claim a unit of weight */
static int32_t sort_weighted(cpwi_claims *p, const double *claims, double most, cpw_error *err) {
  row *rows = cpwi_alloc(p->options.allocator, (size_t)p->count, sizeof *rows);
  if (!rows) return no_memory(p, err);
  int64_t k = 0;
  for (int64_t i = 0; i < p->n; i++) {
    if (!(claims[i] > 0)) continue;
    double c = ldexp(claims[i], -p->exponent), w = p->options.weights[i] / most;
    double ratio = p->options.rule == CPW_CLAIMS_PROPORTIONAL ? 1 / w : c / w;
    if (p->options.rule == CPW_CLAIMS_PROPORTIONAL) w *= c;
    rows[k++] = (row){ratio, c, w, i};
  }
  int sorted = cpwi_sort(p->options.allocator, rows, p->count, sizeof *rows, compare_rows, NULL);
  for (k = 0; sorted && k < p->count; k++) {
    p->claim[k] = rows[k].claim;
    p->weight[k] = rows[k].weight;
    p->place[k] = rows[k].place;
  }
  cpwi_release(p->options.allocator, rows);
  return sorted ? CPW_OK : no_memory(p, err);
}

static int32_t sort_plain(cpwi_claims *p, const double *claims, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  double *above = cpwi_alloc(a, (size_t)p->count, sizeof *above);
  int64_t *place = cpwi_alloc(a, (size_t)p->count, sizeof *place);
  int32_t status = above && place ? CPW_OK : no_memory(p, err);
  if (above && place) {
    int64_t k = 0;
    for (int64_t i = 0; i < p->n; i++) {
      if (!(claims[i] > 0)) continue;
      above[k] = ldexp(claims[i], -p->exponent);
      place[k++] = i;
    }
    status = cpwi_order(above, p->count, 0, p->place, a, p->where, err);
    for (k = 0; status == CPW_OK && k < p->count; k++) {
      p->claim[k] = above[p->place[k]];
      p->place[k] = place[p->place[k]];
    }
  }
  cpwi_release(a, above);
  cpwi_release(a, place);
  return status;
}

static int32_t sort_claims(cpwi_claims *p, const double *claims, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  const double *w = p->options.weights;
  p->claim = cpwi_alloc(a, (size_t)p->count, sizeof *p->claim);
  p->place = cpwi_alloc(a, (size_t)p->count, sizeof *p->place);
  if (w) p->weight = cpwi_alloc(a, (size_t)p->count, sizeof *p->weight);
  if (!p->claim || !p->place || (w && !p->weight)) return no_memory(p, err);
  double most = 0;
  for (int64_t i = 0; w && i < p->n; i++)
    most = w[i] > most ? w[i] : most;
  return w ? sort_weighted(p, claims, most, err) : sort_plain(p, claims, err);
}

int32_t cpwi_claims_take(cpwi_claims *p, double estate, const double *claims, int64_t n,
                         cpw_error *err) {
  p->n = n;
  int32_t status = check_claims(p, estate, claims, err);
  if (status == CPW_OK) status = sort_claims(p, claims, err);
  if (status != CPW_OK) return status;
  p->total = cpwi_pair_of(0);
  for (int64_t k = 0; k < p->count; k++)
    p->total = cpwi_pair_plus(p->total, p->claim[k]);
  p->estate = ldexp(estate, -p->exponent);
  double total = cpwi_pair_value(p->total);
  if (p->estate > total * (1 + ROUNDING))
    return cpwi_fail(err, CPW_EDOMAIN, -1, p->where,
                     "estate = %s must not be above the claims, %s together (short by %s)",
                     cpwi_number(estate).text, cpwi_number(ldexp(total, p->exponent)).text,
                     cpwi_number(ldexp(p->estate - total, p->exponent)).text);
  return CPW_OK;
}

void cpwi_claims_free(cpwi_claims *p) {
  cpwi_release(p->options.allocator, p->claim);
  cpwi_release(p->options.allocator, p->weight);
  cpwi_release(p->options.allocator, p->place);
}
