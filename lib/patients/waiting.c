/* Who waits and who is next: one queue a class in order of joining (or one for all), bags for a lottery,
 * heaps for scores; who has left is found when they come to the front.
 * Source: the rules in carepath/patients.h. Leaves claims to rule.c and the containers to line.c. */
#include "patients/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- life ---------------------- */

static int by_lottery(const cpwi_waiting *w) {
  return w->p->list.rule == CPW_PATIENTS_LOTTERY;
}

static int64_t queues_of(const cpwi_patients *p) {
  int one = p->list.rule == CPW_PATIENTS_FIRST_COME || p->list.rule == CPW_PATIENTS_SCORE;
  return one && !p->ring ? 1 : p->classes;
}

int32_t cpwi_waiting_init(cpwi_waiting *w, const cpwi_patients *p, cpwi_tally *tally) {
  const cpw_allocator *allocator = p->options.allocator;
  size_t classes = (size_t)p->classes;
  w->p = p;
  w->tally = tally;
  w->queues = queues_of(p);
  w->line = cpwi_alloc_zero(allocator, (size_t)w->queues, sizeof *w->line);
  w->booked = cpwi_alloc_zero(allocator, classes, sizeof *w->booked);
  if (!w->line || !w->booked) return CPW_ENOMEM;
  if (p->scored && !(w->heap = cpwi_alloc_zero(allocator, (size_t)w->queues, sizeof *w->heap)))
    return CPW_ENOMEM;
  if (p->list.rule == CPW_PATIENTS_MAX_WEIGHT) {
    w->length = cpwi_alloc(allocator, classes, sizeof *w->length);
    w->leaving = cpwi_alloc(allocator, classes * (size_t)(p->periods + 1), sizeof *w->leaving);
    if (!w->length || !w->leaving) return CPW_ENOMEM;
  }
  return p->options.overtakes ? cpwi_overtakes_new(p, &w->overtakes) : CPW_OK;
}

void cpwi_waiting_free(cpwi_waiting *w) {
  if (!w->p) return;
  const cpw_allocator *allocator = w->p->options.allocator;
  for (int64_t q = 0; q < w->queues; q++) {
    if (w->line) cpwi_release(allocator, w->line[q].item);
    if (w->heap) cpwi_release(allocator, w->heap[q].entry);
  }
  cpwi_release(allocator, w->line);
  cpwi_release(allocator, w->heap);
  cpwi_release(allocator, w->slab);
  cpwi_release(allocator, w->free);
  cpwi_release(allocator, w->fresh.item);
  cpwi_release(allocator, w->ask);
  cpwi_release(allocator, w->answer);
  for (int64_t k = 0; w->booked && k < w->p->classes; k++)
    cpwi_release(allocator, w->booked[k].item);
  cpwi_release(allocator, w->booked);
  cpwi_release(allocator, w->length);
  cpwi_release(allocator, w->leaving);
  cpwi_overtakes_free(w->overtakes, w->p);
}

void cpwi_waiting_begin(cpwi_waiting *w, int64_t replication) {
  const cpwi_patients *p = w->p;
  for (int64_t q = 0; q < w->queues; q++) {
    w->line[q].first = w->line[q].count = 0;
    if (w->heap) w->heap[q].count = 0;
  }
  w->slab_count = w->free_count = 0;
  w->fresh.first = w->fresh.count = 0;
  for (int64_t k = 0; k < p->classes; k++)
    w->booked[k].first = w->booked[k].count = 0;
  w->booked_count = 0;
  w->treatments = 0;
  cpw_stream_init(&w->lottery, p->run.seed, (uint64_t)replication, CPWI_DRAW_LOTTERY, 0);
  if (w->length) {
    memset(w->length, 0, (size_t)p->classes * sizeof *w->length);
    memset(w->leaving, 0, (size_t)(p->classes * (p->periods + 1)) * sizeof *w->leaving);
  }
  if (w->overtakes) cpwi_overtakes_begin(w->overtakes, p);
}

/* ---------------------------------------------------------------- how many wait ------------- */

/* One more or one fewer in the numbers that MAX_WEIGHT looks at. */
static void count_one(cpwi_waiting *w, const cpwi_person *x, int32_t change) {
  if (!w->length) return;
  w->length[x->class_index] += change;
  if (x->leaves > (double)w->p->periods) return;
  w->leaving[x->class_index * (w->p->periods + 1) + (int64_t)ceil(x->leaves)] += change;
}

void cpwi_waiting_period(cpwi_waiting *w, int64_t period) {
  for (int64_t k = 0; w->length && k < w->p->classes; k++)
    w->length[k] -= w->leaving[k * (w->p->periods + 1) + period];
}

/* Somebody is taken off to be treated (or to miss it). */
static void take(cpwi_waiting *w, const cpwi_person *x) {
  count_one(w, x, -1);
  w->treatments++;
}

/* ---------------------------------------------------------------- joining ------------------- */

static cpwi_line *line_of(cpwi_waiting *w, const cpwi_person *x) {
  return &w->line[w->queues == 1 ? 0 : x->class_index];
}

static int32_t no_memory(const cpwi_waiting *w, cpw_error *err) {
  (void)w;
  return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_SIMULATE_PATIENTS, "no memory for a longer list");
}

int32_t cpwi_waiting_join(cpwi_waiting *w, const cpwi_person *x, cpw_error *err) {
  cpwi_line *line = w->heap ? &w->fresh : line_of(w, x);
  if (cpwi_line_push(line, x, w->p->options.allocator) != CPW_OK) return no_memory(w, err);
  if (w->length) count_one(w, x, 1);
  if (w->overtakes && cpwi_overtakes_join(w->overtakes, w->p, x) != CPW_OK)
    return no_memory(w, err);
  return CPW_OK;
}

cpwi_person *cpwi_waiting_join_many(cpwi_waiting *w, int64_t class_index, int64_t count,
                                    cpw_error *err) {
  cpwi_line *line = &w->line[w->queues == 1 ? 0 : class_index];
  if (cpwi_line_reserve(line, count, w->p->options.allocator) != CPW_OK) {
    no_memory(w, err);
    return NULL;
  }
  line->count += count;
  return cpwi_line_at(line, line->count - count);
}

int32_t cpwi_waiting_book(cpwi_waiting *w, const cpwi_person *x, cpw_error *err) {
  if (cpwi_line_push(&w->booked[x->class_index], x, w->p->options.allocator) != CPW_OK)
    return no_memory(w, err);
  w->booked_count++;
  return CPW_OK;
}

/* ---------------------------------------------------------------- first of a queue ---------- */

/* The first of a ring who is still there, NULL where nobody is. */
static const cpwi_person *first_in_line(cpwi_waiting *w, cpwi_line *line, double now) {
  while (line->count > 0) {
    const cpwi_person *x = cpwi_line_at(line, 0);
    if (x->leaves > now) return x;
    cpwi_tally_removed(w->tally, x);
    cpwi_line_take(line);
  }
  return NULL;
}

static void drop_entry(cpwi_waiting *w, cpwi_heap *heap) {
  w->free[w->free_count++] = heap->entry[0].at;
  cpwi_heap_pop(heap);
}

static const cpwi_entry *first_in_heap(cpwi_waiting *w, cpwi_heap *heap, double now) {
  while (heap->count > 0) {
    const cpwi_person *x = &w->slab[heap->entry[0].at];
    if (x->leaves > now) return heap->entry;
    cpwi_tally_removed(w->tally, x);
    drop_entry(w, heap);
  }
  return NULL;
}

/* ---------------------------------------------------------------- who is next --------------- */

static int preferred(cpwi_claim a, int32_t a_number, cpwi_claim b, int32_t b_number) {
  if (a.level != b.level) return a.level > b.level;
  if (a.value != b.value) return a.value > b.value;
  return a_number < b_number;
}

/* Of a mixture every so many are treated by tier. */
static int next_by_tier(const cpwi_waiting *w) {
  double n = (double)w->treatments, share = w->p->list.mixture;
  return floor((n + 1.0) * share) > floor(n * share);
}

static cpwi_person *next_in_lines(cpwi_waiting *w, int64_t first, int64_t last, double now) {
  int64_t best = -1;
  cpwi_claim best_claim = {0, 0.0};
  int32_t best_number = 0;
  int by_tier = next_by_tier(w);
  for (int64_t q = first; q < last; q++) {
    const cpwi_person *x = first_in_line(w, &w->line[q], now);
    if (!x) continue;
    cpwi_claim claim = cpwi_claim_of(w, x, now, by_tier);
    if (best >= 0 && !preferred(claim, x->number, best_claim, best_number)) continue;
    best = q;
    best_claim = claim;
    best_number = x->number;
  }
  return best < 0 ? NULL : cpwi_line_take(&w->line[best]);
}

static cpwi_person *next_in_heaps(cpwi_waiting *w, int64_t first, int64_t last, double now) {
  int64_t best = -1;
  cpwi_claim best_claim = {0, 0.0};
  int32_t best_number = 0;
  for (int64_t q = first; q < last; q++) {
    const cpwi_entry *e = first_in_heap(w, &w->heap[q], now);
    if (!e ||
        (best >= 0 && !preferred((cpwi_claim){0, e->score}, e->number, best_claim, best_number)))
      continue;
    best = q;
    best_claim.value = e->score;
    best_number = e->number;
  }
  if (best < 0) return NULL;
  cpwi_person *x = &w->slab[w->heap[best].entry[0].at];
  drop_entry(w, &w->heap[best]);
  return x;
}

/* A queue with a chance of its people times their weight; people alone where no weight is above 0. */
static int64_t draw_queue(cpwi_waiting *w, int64_t first, int64_t last) {
  double total = 0.0, people = 0.0;
  for (int64_t q = first; q < last; q++) {
    total += w->p->weight[q] * (double)w->line[q].count;
    people += (double)w->line[q].count;
  }
  if (!(people > 0.0)) return -1;
  int weighted = total > 0.0;
  double u = cpw_random_uniform(&w->lottery) * (weighted ? total : people);
  int64_t chosen = -1;
  for (int64_t q = first; q < last; q++) {
    double share = (weighted ? w->p->weight[q] : 1.0) * (double)w->line[q].count;
    if (!(share > 0.0)) continue;
    chosen = q;
    if (u < share) break;
    u -= share;
  }
  return chosen;
}

static void swap(cpwi_person *a, cpwi_person *b) {
  cpwi_person x = *a;
  *a = *b;
  *b = x;
}

static cpwi_person *next_by_lottery(cpwi_waiting *w, int64_t first, int64_t last, double now) {
  for (;;) {
    int64_t q = draw_queue(w, first, last);
    if (q < 0) return NULL;
    cpwi_line *line = &w->line[q];
    int64_t i = (int64_t)cpw_random_below(&w->lottery, (uint64_t)line->count);
    cpwi_person *x = cpwi_line_at(line, --line->count);
    swap(cpwi_line_at(line, i), x);
    if (x->leaves > now) return x;
    cpwi_tally_removed(w->tally, x);
  }
}

/* The first of the first queue that has anybody. */
static cpwi_person *next_in_order(cpwi_waiting *w, double now) {
  for (int64_t i = 0; i < w->queues; i++) {
    cpwi_line *line = &w->line[w->p->first_queue[i]];
    while (line->count > 0) {
      cpwi_person *x = cpwi_line_take(line);
      if (x->leaves > now) return x;
      cpwi_tally_removed(w->tally, x);
    }
  }
  return NULL;
}

static cpwi_person *next_among(cpwi_waiting *w, int64_t first, int64_t last, double now) {
  cpwi_person *x = w->heap         ? next_in_heaps(w, first, last, now)
                   : by_lottery(w) ? next_by_lottery(w, first, last, now)
                                   : next_in_lines(w, first, last, now);
  if (x) take(w, x);
  return x;
}

cpwi_person *cpwi_waiting_next(cpwi_waiting *w, double now) {
  return w->p->strict ? next_in_order(w, now) : next_among(w, 0, w->queues, now);
}

cpwi_person *cpwi_waiting_next_of(cpwi_waiting *w, int64_t class_index, double now) {
  return next_among(w, class_index, class_index + 1, now);
}

/* ---------------------------------------------------------------- new appointments ---------- */

double cpwi_waiting_first_due(const cpwi_waiting *w) {
  double first = (double)INFINITY;
  for (int64_t k = 0; w->booked_count > 0 && k < w->p->classes; k++)
    if (w->booked[k].count > 0 && cpwi_line_at(&w->booked[k], 0)->due < first)
      first = cpwi_line_at(&w->booked[k], 0)->due;
  return first;
}

/* The first of a class with a new appointment who has not left meanwhile. */
static const cpwi_person *first_booked(cpwi_waiting *w, int64_t k, double now) {
  int64_t before = w->booked[k].count;
  const cpwi_person *x = first_in_line(w, &w->booked[k], now);
  w->booked_count -= before - w->booked[k].count;
  return x && x->due <= now ? x : NULL;
}

int64_t cpwi_waiting_due(cpwi_waiting *w, int64_t class_index, double now) {
  int64_t first = class_index < 0 ? 0 : class_index, best = -1;
  int64_t last = class_index < 0 ? w->p->classes : class_index + 1;
  const cpwi_person *best_one = NULL;
  for (int64_t k = first; k < last && w->booked_count > 0; k++) {
    const cpwi_person *x = first_booked(w, k, now);
    if (!x || (best_one && (x->due > best_one->due ||
                            (x->due == best_one->due && x->number > best_one->number))))
      continue;
    best = k;
    best_one = x;
  }
  return best;
}

cpwi_person cpwi_waiting_booked(cpwi_waiting *w, int64_t class_index) {
  w->booked_count--;
  return *cpwi_line_take(&w->booked[class_index]);
}

/* ---------------------------------------------------------------- everybody ----------------- */

typedef void (*visit)(cpwi_waiting *w, cpwi_person *x, void *context);

static void each_in_line(cpwi_waiting *w, cpwi_line *line, visit see, void *context) {
  for (int64_t i = 0; i < line->count; i++)
    see(w, cpwi_line_at(line, i), context);
}

static void each(cpwi_waiting *w, visit see, void *context) {
  for (int64_t k = 0; k < w->p->classes; k++)
    each_in_line(w, &w->booked[k], see, context);
  for (int64_t q = 0; q < w->queues; q++) {
    each_in_line(w, &w->line[q], see, context);
    for (int64_t i = 0; w->heap && i < w->heap[q].count; i++)
      see(w, &w->slab[w->heap[q].entry[i].at], context);
  }
  each_in_line(w, &w->fresh, see, context);
}

typedef struct validation {
  double share, now;
  cpw_stream *stream;
} validation;

static void validate(cpwi_waiting *w, cpwi_person *x, void *context) {
  const validation *v = context;
  if (x->leaves <= v->now || cpw_random_uniform(v->stream) >= v->share) return;
  int booked = x->due > 0.0;
  if (!booked) count_one(w, x, -1);
  x->leaves = v->now;
  if (w->overtakes) cpwi_overtakes_gone(w->overtakes, x);
}

void cpwi_waiting_validate(cpwi_waiting *w, double share, double now, cpw_stream *stream) {
  validation v = {share, now, stream};
  each(w, validate, &v);
}

static void end_one(cpwi_waiting *w, cpwi_person *x, void *context) {
  double end = *(const double *)context;
  if (x->leaves <= end)
    cpwi_tally_removed(w->tally, x);
  else
    cpwi_tally_waiting(w->tally, x);
}

void cpwi_waiting_end(cpwi_waiting *w, double end) {
  each(w, end_one, &end);
}
