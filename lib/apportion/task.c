/* What is to be shared out: checked, decoded, with the order of its ties.
 * Source: the rules in carepath/apportion.h.
 * Leaves the sharing to hamilton.c and divisor.c. */
#include "apportion/internal.h"

#include <stdio.h>
#include <string.h>

static const char *const names[CPW_APPORTION_COUNT] = {"hamilton", "webster", "jefferson", "adams",
                                                       "hill"};

const char *cpw_apportion_name(int32_t method) {
  return method >= 0 && method < CPW_APPORTION_COUNT ? names[method] : NULL;
}

int32_t cpw_apportion_number(const char *name) {
  static const struct {
    const char *name;
    int32_t method;
  } others[] = {{"largest remainder", CPW_APPORTION_HAMILTON},
                {"sainte-lague", CPW_APPORTION_WEBSTER},
                {"dhondt", CPW_APPORTION_JEFFERSON},
                {"huntington-hill", CPW_APPORTION_HILL}};
  if (!name) return CPW_ENOTFOUND;
  for (int32_t k = 0; k < CPW_APPORTION_COUNT; k++)
    if (strcmp(name, names[k]) == 0) return k;
  for (size_t k = 0; k < sizeof others / sizeof *others; k++)
    if (strcmp(name, others[k].name) == 0) return others[k].method;
  return CPW_ENOTFOUND;
}

static cpw_apportion_options defaults(void) {
  cpw_apportion_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  return o;
}

void cpw_apportion_options_init_sized(cpw_apportion_options *options, size_t size) {
  cpw_apportion_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_options(cpwi_apportion *a, const cpw_apportion_options *given,
                             cpw_error *err) {
  a->options = defaults();
  int32_t status = cpwi_take_options(&a->options, sizeof a->options, given, a->where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"method", a->options.method, CPW_APPORTION_COUNT - 1},
                                 {"reserved", a->options.reserved, 0}};
  status = cpwi_check_choices(choices, 2, a->where, err);
  return status == CPW_OK ? cpwi_check_allocator(a->options.allocator, a->where, err) : status;
}

static int32_t check_rows(const cpwi_apportion *a, const double *real, const int64_t *whole,
                          cpw_error *err) {
  const cpw_apportion_options *o = &a->options;
  for (int64_t i = 0; i < a->n; i++) {
    if (real && !(real[i] >= 0.0 && real[i] <= 1.7976931348623157e308))
      return cpwi_fail(err, CPW_EDOMAIN, i, a->where, "weights[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(real[i]).text);
    if (whole && whole[i] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, a->where, "weights[%lld] = %lld must be >= 0",
                       (long long)i, (long long)whole[i]);
    if (o->lower && o->lower[i] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, a->where, "lower[%lld] = %lld must be >= 0",
                       (long long)i, (long long)o->lower[i]);
    if (o->upper && o->upper[i] < cpwi_lower(a, i))
      return cpwi_fail(err, CPW_EDOMAIN, i, a->where,
                       "upper[%lld] = %lld must be >= lower[%lld] = %lld", (long long)i,
                       (long long)o->upper[i], (long long)i, (long long)cpwi_lower(a, i));
    if (o->ids && !o->ids[i])
      return cpwi_fail(err, CPW_EINVAL, i, a->where, "ids[%lld] is NULL", (long long)i);
  }
  return CPW_OK;
}

/* a number of up to 128 bits as text */
typedef struct wide_text {
  char text[48];
} wide_text;

static wide_text text_of(cpwi_wide x) {
  wide_text t;
  char *p = t.text + sizeof t.text - 1;
  *p = '\0';
  do {
    *--p = (char)('0' + (int)(x % 10));
    x /= 10;
  } while (x);
  memmove(t.text, p, strlen(p) + 1);
  return t;
}

/* the lower bounds fit under the total, and the upper bounds of rows with weight reach it */
static int32_t check_room(const cpwi_apportion *a, cpw_error *err) {
  cpwi_wide low = 0, high = 0, total = (cpwi_wide)a->total;
  for (int64_t i = 0; i < a->n; i++) {
    low += (uint64_t)cpwi_lower(a, i);
    high += (uint64_t)cpwi_upper(a, i);
  }
  if (low > total)
    return cpwi_fail(err, CPW_EDOMAIN, -1, a->where, "lower sums to %s, %s above total = %lld",
                     text_of(low).text, text_of(low - total).text, (long long)a->total);
  if (high < total)
    return cpwi_fail(err, CPW_EDOMAIN, -1, a->where,
                     "at most %s can be given: %s below total = %lld (%s)", text_of(high).text,
                     text_of(total - high).text, (long long)a->total,
                     a->options.upper ? "upper bounds hold the others, and rows of weight 0 have "
                                        "their lower bound"
                                      : "no row has a weight above 0");
  return CPW_OK;
}

/* ---------------------------------------------------------------- weights ------------------- */

static void decode(cpwi_apportion *a, const double *real, const int64_t *whole) {
  int32_t least = INT32_MAX, most = INT32_MIN;
  for (int64_t i = 0; i < a->n; i++) {
    cpwi_weight w = real ? cpwi_weight_of(real[i]) : cpwi_weight_of_whole(whole[i]);
    a->weight[i] = w;
    if (w.m == 0) continue;
    if (w.e < least) least = w.e;
    if (w.e > most) most = w.e;
  }
  a->least = least == INT32_MAX ? 0 : least;
  /* 64 bits of a weight, 64 of a factor, 64 for the number of rows and a sum of two */
  a->limbs = least == INT32_MAX ? 1 : (most - least + 64 + 64 + 64 + 63) / 64;
}

int32_t cpwi_apportion_begin(cpwi_apportion *a, int64_t total, const double *real,
                             const int64_t *whole, int64_t n, const cpw_apportion_options *options,
                             const char *where, cpw_error *err) {
  memset(a, 0, sizeof *a);
  a->where = where;
  a->total = total;
  a->n = n;
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && !real && !whole) return cpwi_fail(err, CPW_EINVAL, -1, where, "weights is NULL");
  if (total < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "total = %lld must be >= 0", (long long)total);
  int32_t status = check_options(a, options, err);
  if (status == CPW_OK) status = check_rows(a, real, whole, err);
  if (status != CPW_OK) return status;
  const cpw_allocator *allocator = a->options.allocator;
  a->weight = cpwi_alloc(allocator, (size_t)n, sizeof *a->weight);
  a->parts = cpwi_alloc_zero(allocator, (size_t)n, sizeof *a->parts);
  if (!a->weight || !a->parts)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld rows", (long long)n);
  decode(a, real, whole);
  return check_room(a, err);
}

void cpwi_apportion_end(cpwi_apportion *a) {
  if (a->weight) cpwi_release(a->options.allocator, a->weight);
  if (a->parts) cpwi_release(a->options.allocator, a->parts);
  a->weight = NULL;
  a->parts = NULL;
}

int cpwi_apportion_before(const cpwi_apportion *a, int64_t i, int64_t j) {
  const cpw_apportion_options *o = &a->options;
  if (o->tie_rank && o->tie_rank[i] != o->tie_rank[j]) return o->tie_rank[i] < o->tie_rank[j];
  if (o->ids) {
    int c = strcmp(o->ids[i], o->ids[j]);
    if (c != 0) return c < 0;
  }
  return i < j;
}
