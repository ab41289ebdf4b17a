/* The linear relaxation of one option of every class: steps along the upper hulls in order of what a pound
 * buys, until one does not fit.
 * Source: Sinha and Zoltners, "The multiple-choice knapsack problem", Oper. Res. 27 (1979); Dyer, Math. Prog. 29,
 * and Zemel, Inf. Proc. Letters 18 (1984).
 * Leaves the integer optimum to classes_core.c. */
#include "knapsack/classes.h"

#include <string.h>

/* Steps from one point of a class's hull to the next. */
typedef struct steps {
  int64_t *v, *c, *class_of, *to, *order;
  int64_t count;
} steps;

/* The hull of a class as positions; returns how many. Slopes fall strictly. */
static int64_t hull_of(const cpwi_classes *k, int64_t class, int64_t *hull) {
  int64_t count = 0;
  for (int64_t j = k->begin[class]; j < k->begin[class + 1]; j++) {
    while (count >= 2) {
      int64_t a = hull[count - 2], b = hull[count - 1];
      cpwi_wide before = (cpwi_wide)(k->v[b] - k->v[a]) * (k->c[j] - k->c[b]);
      cpwi_wide after = (cpwi_wide)(k->v[j] - k->v[b]) * (k->c[b] - k->c[a]);
      if (before > after) break;
      count--;
    }
    hull[count++] = j;
  }
  return count;
}

static void make_steps(const cpwi_classes *k, steps *s, int64_t *hull) {
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t points = hull_of(k, i, hull);
    for (int64_t h = 1; h < points; h++) {
      s->v[s->count] = k->v[hull[h]] - k->v[hull[h - 1]];
      s->c[s->count] = k->c[hull[h]] - k->c[hull[h - 1]];
      s->class_of[s->count] = i;
      s->to[s->count++] = hull[h];
    }
  }
}

static double sum_of(int64_t whole, cpwi_wide part, int64_t divisor) {
  cpwi_wide more = part / divisor;
  return (double)(whole + (int64_t)more) +
         (double)(int64_t)(part - more * divisor) / (double)divisor;
}

static void walk(cpwi_classes *k, const steps *s) {
  int64_t room = k->capacity, value = 0;
  k->step_v = k->step_c = 0;
  k->step_item = -1;
  for (int64_t i = 0; i < k->classes; i++)
    k->level[i] = k->begin[i];
  for (int64_t h = 0; h < s->count; h++) {
    int64_t t = s->order[h];
    if (s->c[t] > room) {
      k->step_v = s->v[t];
      k->step_c = s->c[t];
      k->step_item = k->item[s->to[t]];
      k->step_levels = s->to[t] - k->level[s->class_of[t]];
      break;
    }
    room -= s->c[t];
    value += s->v[t];
    k->level[s->class_of[t]] = s->to[t];
  }
  k->relaxed = (double)(value + k->value0);
  k->price = 0;
  if (!k->step_c) return;
  k->price = (double)k->step_v / (double)k->step_c;
  k->relaxed = sum_of(value + k->value0, (cpwi_wide)k->step_v * room, k->step_c);
}

/* Every step that still fits, in order, as long as its class has taken all steps before. */
static void take_greedily(cpwi_classes *k, const steps *s, int64_t *pick) {
  int64_t room = k->capacity, value = 0;
  for (int64_t i = 0; i < k->classes; i++)
    pick[i] = k->begin[i];
  for (int64_t h = 0; h < s->count; h++) {
    int64_t t = s->order[h], class = s->class_of[t], from = pick[class];
    if (k->v[s->to[t]] - k->v[from] != s->v[t] || s->c[t] > room) continue;
    room -= s->c[t];
    value += s->v[t];
    pick[class] = s->to[t];
  }
  k->greedy = value;
}

int32_t cpwi_classes_relax(cpwi_classes *k, int64_t *pick) {
  const cpw_allocator *a = k->l.o.allocator;
  size_t n = (size_t)k->begin[k->classes];
  int64_t *block = cpwi_alloc(a, 6 * n, sizeof *block);
  if (!block) return cpwi_no_memory(&k->l, "the steps of the classes");
  steps s = {block, block + n, block + 2 * n, block + 3 * n, block + 4 * n, 0};
  make_steps(k, &s, block + 5 * n);
  int32_t status = cpwi_density_order(s.v, s.c, s.count, s.order, &k->l);
  if (status == CPW_OK) {
    walk(k, &s);
    if (pick) take_greedily(k, &s, pick);
  }
  cpwi_release(a, block);
  return status;
}
