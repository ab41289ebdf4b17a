/* The distinct times of a group or stratum, and at each how many are at risk, leave and are last seen.
 * Source: the rules in carepath/survival.h; sums from the last time backwards, so that no rounding is
 * left over where everybody has gone. Leaves the curves to walk.c, the tests to compare.c. */
#include "survival/internal.h"

#include <string.h>

int32_t cpwi_steps_init(cpwi_steps *s, int64_t rows, int64_t late, int64_t causes,
                        const cpw_allocator *allocator, const char *where, cpw_error *err) {
  memset(s, 0, sizeof *s);
  s->allocator = allocator;
  s->causes = causes;
  size_t n = (size_t)rows;
  int64_t cells = 0;
  if (cpwi_multiply(rows, causes, &cells))
    s->dead = cpwi_alloc(allocator, (size_t)cells, sizeof *s->dead);
  s->time = cpwi_alloc(allocator, n, sizeof *s->time);
  s->risk = cpwi_alloc(allocator, n, sizeof *s->risk);
  s->tail = cpwi_alloc(allocator, n, sizeof *s->tail);
  s->seen = cpwi_alloc(allocator, n, sizeof *s->seen);
  s->late_tail = cpwi_alloc(allocator, (size_t)late + 1, sizeof *s->late_tail);
  if (s->time && s->risk && s->tail && s->dead && s->seen && s->late_tail) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld times of %lld causes",
                   (long long)rows, (long long)causes);
}

void cpwi_steps_free(cpwi_steps *s) {
  cpwi_release(s->allocator, s->time);
  cpwi_release(s->allocator, s->risk);
  cpwi_release(s->allocator, s->tail);
  cpwi_release(s->allocator, s->dead);
  cpwi_release(s->allocator, s->seen);
  cpwi_release(s->allocator, s->late_tail);
}

/* Who leaves at each distinct time. */
static void gather(cpwi_steps *s, const cpwi_slice *all) {
  int64_t j = -1;
  for (int64_t i = 0; i < all->count; i++) {
    const cpwi_person *p = &all->row[i];
    if (j < 0 || p->time != s->time[j]) {
      j++;
      s->time[j] = p->time;
      s->seen[j] = 0;
      for (int64_t k = 0; k < s->causes; k++)
        s->dead[j * s->causes + k] = 0;
    }
    double *to = p->event > 0 ? &s->dead[j * s->causes + p->event - 1] : &s->seen[j];
    *to += p->weight;
  }
  s->count = j + 1;
}

static double deaths(const cpwi_steps *s, int64_t j) {
  double sum = 0;
  for (int64_t k = 0; k < s->causes; k++)
    sum += s->dead[j * s->causes + k];
  return sum;
}

void cpwi_steps_fill(cpwi_steps *s, const cpwi_slice *all, const cpwi_slice *late) {
  gather(s, all);
  int64_t e = s->late = late->count;
  s->late_row = late->row;
  s->late_tail[e] = 0;
  double tail = 0;
  for (int64_t j = s->count - 1; j >= 0; j--) {
    double dead = deaths(s, j);
    tail += dead + s->seen[j];
    for (; e > 0 && late->row[e - 1].time >= s->time[j]; e--)
      s->late_tail[e - 1] = s->late_tail[e] + late->row[e - 1].weight;
    double risk = tail - s->late_tail[e];
    s->tail[j] = tail;
    s->risk[j] = risk > dead ? risk : dead; /* rounding, for weights that are not whole */
  }
  for (; e > 0; e--)
    s->late_tail[e - 1] = s->late_tail[e] + late->row[e - 1].weight;
}
