/* Prices of purchases as exact fractions: each is a whole combination of the share and of earlier prices.
 * Source: Horner's rule over the growing common denominator D_j = D_(j-1) den_j.
 * Leaves which combination a price is to the rules (shares.c, phragmen.c). */
#include "vote/internal.h"

#include <string.h>

int32_t cpwi_exact_init(cpwi_exact *x, int64_t projects, const cpw_allocator *a) {
  memset(x, 0, sizeof *x);
  x->a = a;
  x->room = projects;
  x->den = cpwi_alloc(a, (size_t)projects, sizeof *x->den);
  x->number = cpwi_alloc_zero(a, (size_t)projects, sizeof *x->number);
  x->coef = cpwi_alloc_zero(a, (size_t)projects, sizeof *x->coef);
  return x->den && x->number && x->coef ? CPW_OK : CPW_ENOMEM;
}

void cpwi_exact_free(cpwi_exact *x) {
  for (int64_t j = 0; x->number && j < x->room; j++)
    cpwi_natural_free(x->a, &x->number[j]);
  cpwi_release(x->a, x->den);
  cpwi_release(x->a, x->number);
  cpwi_release(x->a, x->coef);
  cpwi_natural_free(x->a, &x->share);
  cpwi_natural_free(x->a, &x->unit);
  cpwi_natural_free(x->a, &x->minus);
}

int32_t cpwi_exact_begin(cpwi_exact *x, cpwi_share share, uint64_t voters) {
  int32_t status;
  x->rounds = x->made = 0;
  status = cpwi_natural_set(x->a, &x->unit, share.rest ? voters : 1);
  if (status == CPW_OK) status = cpwi_natural_set(x->a, &x->share, share.whole);
  if (status != CPW_OK || !share.rest) return status;
  status = cpwi_natural_multiply(x->a, &x->share, voters);
  if (status == CPW_OK) status = cpwi_natural_set(x->a, &x->minus, (cpwi_wide)share.rest);
  if (status == CPW_OK) status = cpwi_natural_add_product(x->a, &x->share, &x->minus, 1);
  return status;
}

void cpwi_exact_clear(cpwi_exact *x) {
  x->count = 0;
  memset(x->coef, 0, (size_t)x->rounds * sizeof *x->coef);
}

/* acc from D_0 to D_level, with the prices on the way where coef is given */
static int32_t lift(const cpwi_exact *x, int64_t level, const int64_t *coef, cpwi_natural *acc) {
  int32_t status = CPW_OK;
  for (int64_t j = 0; j < level && status == CPW_OK; j++) {
    if (x->den[j] != 1) status = cpwi_natural_multiply(x->a, acc, (uint64_t)x->den[j]);
    if (status == CPW_OK && coef && coef[j] != 0)
      status = cpwi_natural_add_product(x->a, acc, &x->number[j], (uint64_t)coef[j]);
  }
  return status;
}

void cpwi_exact_made(cpwi_exact *x) {
  int64_t j = x->made++;
  uint64_t a = (uint64_t)x->den[j], b = cpwi_natural_rest(&x->number[j], a);
  while (b != 0) {
    uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  if (a == 1) return;
  cpwi_natural_divide(&x->number[j], a);
  x->den[j] /= (int64_t)a;
}

static void swap(cpwi_natural *x, cpwi_natural *y) {
  cpwi_natural z = *x;
  *x = *y;
  *y = z;
}

int32_t cpwi_exact_lack(cpwi_exact *x, int64_t cost, int64_t level, cpwi_natural *value,
                        int *sign) {
  int32_t status = cpwi_natural_copy(x->a, value, &x->unit);
  if (status == CPW_OK) status = cpwi_natural_multiply(x->a, value, (uint64_t)cost);
  if (status == CPW_OK) status = lift(x, level, x->coef, value);
  if (status == CPW_OK) status = cpwi_natural_copy(x->a, &x->minus, &x->share);
  if (status == CPW_OK) status = cpwi_natural_multiply(x->a, &x->minus, (uint64_t)x->count);
  if (status == CPW_OK) status = lift(x, level, NULL, &x->minus);
  if (status != CPW_OK) return status;
  *sign = cpwi_natural_compare(value, &x->minus);
  if (*sign < 0) swap(value, &x->minus);
  cpwi_natural_subtract(value, &x->minus);
  return CPW_OK;
}

int32_t cpwi_exact_money(cpwi_exact *x, int64_t level, cpwi_natural *value) {
  int32_t status = cpwi_natural_copy(x->a, value, &x->share);
  if (status == CPW_OK) status = lift(x, level, NULL, value);
  if (status == CPW_OK) status = cpwi_natural_set(x->a, &x->minus, 0);
  if (status == CPW_OK) status = lift(x, level, x->coef, &x->minus);
  if (status != CPW_OK) return status;
  cpwi_natural_subtract(value, &x->minus);
  return CPW_OK;
}
