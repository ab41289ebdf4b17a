/* Divisor methods: jump to a multiplier that gives nearly the total, then step to it unit by unit, and a
 * check that no unit is better placed elsewhere.
 * Source: Pukelsheim, Proportional Representation (2017), section 4.6. Leaves exact numbers to exact.c. */
#include "apportion/internal.h"

#include "base/order.h"

#include <math.h>
#include <string.h>

/* Multipliers are 2^109 <= m < 2^110 times a power of 2, and in this order whole numbers of 122 bits. */
#define DIGITS     109
#define BIAS       4096
#define MOST_STEPS 300

/* ---------------------------------------------------------------- prices -------------------- */

/* The divisor of the unit that follows `a` units; its square where the method is HILL. */
static cpwi_wide divisor(int32_t method, int64_t a) {
  switch (method) {
  case CPW_APPORTION_WEBSTER:
    return 2 * (cpwi_wide)a + 1;
  case CPW_APPORTION_JEFFERSON:
    return (cpwi_wide)a + 1;
  case CPW_APPORTION_ADAMS:
    return (cpwi_wide)a;
  default:
    return (cpwi_wide)a * ((cpwi_wide)a + 1);
  }
}

/* m^2 d as two halves, the lower one below 2^128 */
typedef struct square {
  cpwi_wide high, low;
} square;

static square times_square(uint64_t m, cpwi_wide d) {
  cpwi_wide s = (cpwi_wide)m * m;
  uint64_t s0 = (uint64_t)s, s1 = (uint64_t)(s >> 64), d0 = (uint64_t)d, d1 = (uint64_t)(d >> 64);
  cpwi_wide low = (cpwi_wide)s0 * d0, cross = (cpwi_wide)s1 * d0 + (low >> 64);
  cpwi_wide other = (cpwi_wide)s0 * d1 + (uint64_t)cross;
  square q;
  q.low = other << 64 | (uint64_t)low;
  q.high = (cpwi_wide)s1 * d1 + (cross >> 64) + (other >> 64);
  return q;
}

static int32_t bits_of(square q) {
  cpwi_wide x = q.high ? q.high : q.low;
  int32_t bits = q.high ? 128 : 0;
  for (int32_t k = 64; k > 0; k /= 2)
    if (x >> k) {
      x >>= k;
      bits += k;
    }
  return bits + (x != 0);
}

static square shifted(square q, int32_t left) {
  if (left >= 128) {
    q.high = q.low << (left - 128);
    q.low = 0;
  } else if (left > 0) {
    q.high = q.high << left | q.low >> (128 - left);
    q.low <<= left;
  }
  return q;
}

/* the sign of w^2 d - v^2 c, nothing of which is 0 */
static int compare_squares(cpwi_weight w, cpwi_wide d, cpwi_weight v, cpwi_wide c) {
  square p = times_square(w.m, d), q = times_square(v.m, c);
  int32_t m = bits_of(p), n = bits_of(q);
  int64_t i = 2 * (int64_t)w.e + m, j = 2 * (int64_t)v.e + n;
  if (i != j) return i > j ? 1 : -1;
  p = shifted(p, 256 - m);
  q = shifted(q, 256 - n);
  if (p.high != q.high) return p.high > q.high ? 1 : -1;
  return (p.low > q.low) - (p.low < q.low);
}

/* Of the unit that follows x units of row i and the one that follows y of row j: whether the first is the
 * dearer, at the same price by the order of ties. */
static int dearer(const cpwi_apportion *a, int64_t i, int64_t x, int64_t j, int64_t y) {
  int32_t method = a->options.method;
  cpwi_wide d = divisor(method, x), c = divisor(method, y);
  cpwi_weight w = a->weight[i], v = a->weight[j];
  int sign;
  if (d == 0 || c == 0)
    sign = d == 0 && c == 0 ? cpwi_compare_scaled(w.m, w.e, v.m, v.e) : (d == 0) - (c == 0);
  else if (method == CPW_APPORTION_HILL)
    sign = compare_squares(w, c, v, d);
  else
    sign = cpwi_compare_scaled(w.m * c, w.e, v.m * d, v.e);
  if (sign != 0) return sign > 0;
  return i == j ? x < y : cpwi_apportion_before(a, i, j);
}

/* ---------------------------------------------------------------- jump ---------------------- */

/* the units whose price is at least 1 / multiplier, nearly: the steps put right what is not */
static uint64_t units(int32_t method, cpwi_wide q) {
  uint64_t whole = (uint64_t)(q >> 64), fraction = (uint64_t)q, half = (uint64_t)1 << 63;
  if (method == CPW_APPORTION_JEFFERSON) return whole;
  if (method == CPW_APPORTION_ADAMS) return whole + 1;
  if (method == CPW_APPORTION_HILL && whole < 1000000) {
    /* f + 1 where (f + r)^2 >= f (f + 1) */
    double f = (double)whole, r = (double)fraction * 0x1p-64;
    return whole + (f * (2.0 * r - 1.0) + r * r >= 0.0);
  }
  return whole + (fraction >= half);
}

typedef struct jump {
  cpwi_signed_wide sum; /* of the units */
  double slope;         /* of the quotas that are not held: how the sum grows with the multiplier */
} jump;

static jump try_factor(cpwi_apportion *a, cpwi_factor f) {
  const cpwi_wide beyond = (cpwi_wide)1 << 127;
  jump j = {0, 0.0};
  for (int64_t i = 0; i < a->n; i++) {
    int64_t low = cpwi_lower(a, i), high = cpwi_upper(a, i), x = low;
    if (high > low) {
      cpwi_wide q = cpwi_fixed(a->weight[i], f);
      uint64_t u = q >= beyond ? UINT64_MAX : units(a->options.method, q);
      if ((uint64_t)(q >> 64) >= (uint64_t)low && u < (uint64_t)high)
        j.slope += (double)(uint64_t)(q >> 64) + (double)(uint64_t)q * 0x1p-64;
      x = u < (uint64_t)low ? low : u > (uint64_t)high ? high : (int64_t)u;
    }
    a->parts[i] = x;
    j.sum += x;
  }
  return j;
}

static cpwi_factor factor_of(cpwi_wide place) {
  cpwi_wide one = (cpwi_wide)1 << DIGITS;
  cpwi_factor f = {one | (place & (one - 1)), (int32_t)(place >> DIGITS) - BIAS};
  return f;
}

static cpwi_wide place_of(double m, int32_t e) {
  int more = 0;
  double x = frexp(m, &more); /* exact */
  cpwi_wide digits = (cpwi_wide)(uint64_t)(x * 0x1p53) << (DIGITS + 1 - 53);
  int32_t exponent = e + more - DIGITS - 1 + BIAS;
  return ((cpwi_wide)(uint64_t)exponent << DIGITS) | (digits & (((cpwi_wide)1 << DIGITS) - 1));
}

/* one of Newton's steps, as a place; 0 where there is none */
static cpwi_wide newton(cpwi_wide place, jump j, cpwi_signed_wide gap) {
  if (!(j.slope > 0.0)) return 0;
  double step = (double)gap / j.slope; /* relative */
  if (!(step > -0.9 && step < 1e12)) return 0;
  cpwi_factor f = factor_of(place);
  if (step > -0.25 && step < 0.25) {
    cpwi_signed_wide m = (cpwi_signed_wide)f.m + (cpwi_signed_wide)((double)f.m * step);
    /* still near enough to [2^109, 2^110): places go on evenly within a power of 2 */
    if (m >> DIGITS == 1)
      return (place >> DIGITS << DIGITS) | (cpwi_wide)(m - ((cpwi_signed_wide)1 << DIGITS));
  }
  return place_of((double)f.m * (1.0 + step), f.e);
}

/* total / sum of all weights */
static cpwi_wide first_place(const cpwi_apportion *a) {
  cpwi_big sum;
  memset(&sum, 0, sizeof sum);
  for (int64_t i = 0; i < a->n; i++)
    cpwi_big_add(a, &sum, a->weight[i]);
  cpwi_factor f = cpwi_big_ratio(a, (uint64_t)a->total, &sum);
  return place_of((double)f.m, f.e);
}

/* a->parts: what a multiplier gives whose sum is near the total; returns what is missing */
static int64_t jump_near(cpwi_apportion *a) {
  cpwi_wide from = 0, to = (cpwi_wide)(2 * BIAS - 1) << DIGITS, place = first_place(a);
  int64_t near = a->n / 256 + 8;
  cpwi_signed_wide gap = 0;
  int close = 0;
  for (int k = 0; k < MOST_STEPS; k++) {
    jump j = try_factor(a, factor_of(place));
    gap = (cpwi_signed_wide)a->total - j.sum;
    cpwi_signed_wide size = gap < 0 ? -gap : gap;
    close += size <= a->n;
    if (size <= near || close > 12) break;
    if (gap > 0)
      from = place;
    else
      to = place;
    if (to - from <= 1) break;
    /* every other step halves what is left of 122 bits, so that these steps are enough */
    cpwi_wide next = k % 2 == 1 && (close || k > 4) ? 0 : newton(place, j, gap);
    place = next > from && next < to ? next : from + (to - from) / 2;
  }
  return (int64_t)gap;
}

/* ---------------------------------------------------------------- steps --------------------- */

/* Rows as a heap: the row on top gives up its last unit first (down), or takes the next one first. */
typedef struct heap {
  cpwi_apportion *a;
  int64_t *row;
  int64_t count;
  int32_t down;
} heap;

static int can(const cpwi_apportion *a, int64_t i, int32_t down) {
  return down ? a->parts[i] > cpwi_lower(a, i) : a->parts[i] < cpwi_upper(a, i);
}

static int above(const heap *h, int64_t i, int64_t j) {
  const int64_t *x = h->a->parts;
  return h->down ? dearer(h->a, j, x[j] - 1, i, x[i] - 1) : dearer(h->a, i, x[i], j, x[j]);
}

static void sift(heap *h, int64_t k) {
  for (;;) {
    int64_t child = 2 * k + 1;
    if (child >= h->count) return;
    if (child + 1 < h->count && above(h, h->row[child + 1], h->row[child])) child++;
    if (!above(h, h->row[child], h->row[k])) return;
    int64_t row = h->row[k];
    h->row[k] = h->row[child];
    h->row[child] = row;
    k = child;
  }
}

static void step(heap *h, int64_t steps) {
  cpwi_apportion *a = h->a;
  h->count = 0;
  for (int64_t i = 0; i < a->n; i++)
    if (can(a, i, h->down)) h->row[h->count++] = i;
  for (int64_t k = h->count / 2 - 1; k >= 0; k--)
    sift(h, k);
  for (int64_t k = 0; k < steps; k++) {
    a->parts[h->row[0]] += h->down ? -1 : 1;
    if (!can(a, h->row[0], h->down)) h->row[0] = h->row[--h->count];
    sift(h, 0);
  }
}

/* moves units until none is dearer elsewhere: nothing to do unless the jump was rounded */
static void settle(cpwi_apportion *a) {
  for (;;) {
    int64_t taker = -1, giver = -1;
    heap up = {a, NULL, 0, 0}, down = {a, NULL, 0, 1};
    for (int64_t i = 0; i < a->n; i++) {
      if (can(a, i, 0) && (taker < 0 || above(&up, i, taker))) taker = i;
      if (can(a, i, 1) && (giver < 0 || above(&down, i, giver))) giver = i;
    }
    if (taker < 0 || giver < 0 || taker == giver) return;
    if (!dearer(a, taker, a->parts[taker], giver, a->parts[giver] - 1)) return;
    a->parts[taker]++;
    a->parts[giver]--;
  }
}

/* how many rows have a first unit of infinite price ahead of them, less the units there are to give */
static int64_t firsts_beyond(const cpwi_apportion *a) {
  int64_t firsts = 0, left = a->total;
  for (int64_t i = 0; i < a->n; i++) {
    left -= cpwi_lower(a, i);
    firsts += cpwi_lower(a, i) == 0 && cpwi_upper(a, i) > 0;
  }
  return firsts - left;
}

static int compare_firsts(const void *context, const void *x, const void *y) {
  const cpwi_apportion *a = context;
  int64_t i = *(const int64_t *)x, j = *(const int64_t *)y;
  cpwi_weight w = a->weight[i], v = a->weight[j]; /* above 0: the highest bit of m is set */
  if (w.e != v.e) return w.e > v.e ? -1 : 1;
  if (w.m != v.m) return w.m > v.m ? -1 : 1;
  return i == j || cpwi_apportion_before(a, i, j) ? -1 : 1;
}

/* Fewer units than rows with a first unit of infinite price: one each for the rows that come first. */
static int32_t give_firsts(cpwi_apportion *a, int64_t *row, cpw_error *err) {
  int64_t left = a->total, count = 0;
  for (int64_t i = 0; i < a->n; i++) {
    a->parts[i] = cpwi_lower(a, i);
    left -= a->parts[i];
    if (cpwi_lower(a, i) == 0 && cpwi_upper(a, i) > 0) row[count++] = i;
  }
  if (left < count && left > 0 &&
      !cpwi_sort(a->options.allocator, row, count, sizeof *row, compare_firsts, a))
    return cpwi_fail(err, CPW_ENOMEM, -1, a->where, "no memory to sort %lld rows",
                     (long long)count);
  for (int64_t k = 0; k < left; k++)
    a->parts[row[k]] = 1;
  return CPW_OK;
}

int32_t cpwi_divisor(cpwi_apportion *a, cpw_error *err) {
  int any = 0;
  for (int64_t i = 0; i < a->n && !any; i++)
    any = a->weight[i].m != 0;
  if (!any || a->total == 0) {
    for (int64_t i = 0; i < a->n; i++)
      a->parts[i] = cpwi_lower(a, i);
    return CPW_OK;
  }
  heap h = {a, cpwi_alloc(a->options.allocator, (size_t)a->n, sizeof(int64_t)), 0, 0};
  if (!h.row)
    return cpwi_fail(err, CPW_ENOMEM, -1, a->where, "no memory for %lld rows", (long long)a->n);
  int first = a->options.method == CPW_APPORTION_ADAMS || a->options.method == CPW_APPORTION_HILL;
  int32_t status = CPW_OK;
  if (first && firsts_beyond(a) >= 0) {
    status = give_firsts(a, h.row, err);
  } else {
    int64_t missing = jump_near(a);
    h.down = missing < 0;
    if (missing != 0) step(&h, missing < 0 ? -missing : missing);
    settle(a);
  }
  cpwi_release(a->options.allocator, h.row);
  return status;
}
