/* Natural numbers of any size: multiples, sums of multiples, differences, comparison.
 * Source: Knuth, The Art of Computer Programming 2, section 4.3.1, with 64-bit digits.
 * Leaves what the numbers mean to exact.c. */
#include "vote/natural.h"

#include <string.h>

void cpwi_natural_free(const cpw_allocator *a, cpwi_natural *x) {
  cpwi_release(a, x->word);
  *x = (cpwi_natural){NULL, 0, 0};
}

static int32_t reserve(const cpw_allocator *a, cpwi_natural *x, int64_t words) {
  uint64_t *more;
  if (words <= x->room) return CPW_OK;
  words += words / 2 + 4;
  more = cpwi_grow(a, x->word, (size_t)words, sizeof *more);
  if (!more) return CPW_ENOMEM;
  x->word = more;
  x->room = words;
  return CPW_OK;
}

static void trim(cpwi_natural *x) {
  while (x->used > 0 && x->word[x->used - 1] == 0)
    x->used--;
}

int32_t cpwi_natural_set(const cpw_allocator *a, cpwi_natural *x, cpwi_wide value) {
  int32_t status = reserve(a, x, 2);
  if (status != CPW_OK) return status;
  x->word[0] = (uint64_t)value;
  x->word[1] = (uint64_t)(value >> 64);
  x->used = 2;
  trim(x);
  return CPW_OK;
}

int32_t cpwi_natural_copy(const cpw_allocator *a, cpwi_natural *x, const cpwi_natural *from) {
  int32_t status = reserve(a, x, from->used);
  if (status != CPW_OK) return status;
  if (from->used > 0) memcpy(x->word, from->word, (size_t)from->used * sizeof *x->word);
  x->used = from->used;
  return CPW_OK;
}

int32_t cpwi_natural_multiply(const cpw_allocator *a, cpwi_natural *x, uint64_t by) {
  cpwi_wide carry = 0;
  int32_t status = reserve(a, x, x->used + 1);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < x->used; i++) {
    carry += (cpwi_wide)x->word[i] * by;
    x->word[i] = (uint64_t)carry;
    carry >>= 64;
  }
  x->word[x->used++] = (uint64_t)carry;
  trim(x);
  return CPW_OK;
}

int32_t cpwi_natural_add_product(const cpw_allocator *a, cpwi_natural *x, const cpwi_natural *y,
                                 uint64_t by) {
  cpwi_wide carry = 0;
  int64_t most = (x->used > y->used ? x->used : y->used) + 2;
  int32_t status = reserve(a, x, most);
  if (status != CPW_OK) return status;
  memset(x->word + x->used, 0, (size_t)(most - x->used) * sizeof *x->word);
  for (int64_t i = 0; i < y->used; i++) {
    carry += (cpwi_wide)y->word[i] * by + x->word[i];
    x->word[i] = (uint64_t)carry;
    carry >>= 64;
  }
  for (int64_t i = y->used; carry != 0 && i < most; i++) {
    carry += x->word[i];
    x->word[i] = (uint64_t)carry;
    carry >>= 64;
  }
  x->used = most;
  trim(x);
  return CPW_OK;
}

int32_t cpwi_natural_product(const cpw_allocator *a, cpwi_natural *x, const cpwi_natural *y,
                             const cpwi_natural *z) {
  int64_t most = y->used + z->used;
  int32_t status = reserve(a, x, most);
  if (status != CPW_OK) return status;
  if (most > 0) memset(x->word, 0, (size_t)most * sizeof *x->word);
  for (int64_t i = 0; i < y->used; i++) {
    cpwi_wide carry = 0;
    for (int64_t j = 0; j < z->used; j++) {
      carry += (cpwi_wide)y->word[i] * z->word[j] + x->word[i + j];
      x->word[i + j] = (uint64_t)carry;
      carry >>= 64;
    }
    x->word[i + z->used] = (uint64_t)carry;
  }
  x->used = most;
  trim(x);
  return CPW_OK;
}

void cpwi_natural_subtract(cpwi_natural *x, const cpwi_natural *y) {
  uint64_t borrow = 0;
  for (int64_t i = 0; i < x->used && (i < y->used || borrow); i++) {
    uint64_t less = i < y->used ? y->word[i] : 0;
    uint64_t old = x->word[i];
    x->word[i] = old - less - borrow;
    borrow = old < less || (old == less && borrow);
  }
  trim(x);
}

int cpwi_natural_compare(const cpwi_natural *x, const cpwi_natural *y) {
  if (x->used != y->used) return x->used < y->used ? -1 : 1;
  for (int64_t i = x->used - 1; i >= 0; i--)
    if (x->word[i] != y->word[i]) return x->word[i] < y->word[i] ? -1 : 1;
  return 0;
}

uint64_t cpwi_natural_divide(cpwi_natural *x, uint64_t by) {
  cpwi_wide rest = 0;
  for (int64_t i = x->used - 1; i >= 0; i--) {
    rest = rest << 64 | x->word[i];
    x->word[i] = (uint64_t)(rest / by);
    rest %= by;
  }
  trim(x);
  return (uint64_t)rest;
}

uint64_t cpwi_natural_rest(const cpwi_natural *x, uint64_t by) {
  cpwi_wide rest = 0;
  for (int64_t i = x->used - 1; i >= 0; i--)
    rest = (rest << 64 | x->word[i]) % by;
  return (uint64_t)rest;
}
