/* Scores: asking the caller for them, of those who have joined or of everybody, and the heaps they are
 * kept in.
 * Source: house rules (a caller's function may stop the work). Leaves who is next to waiting.c. */
#include "patients/internal.h"

static int32_t no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_SIMULATE_PATIENTS, "no memory for scores");
}

static double first_score(const cpwi_patients *p, const cpwi_person *x) {
  if (x->row >= 0 && p->rows.score) return p->rows.score[x->row];
  return p->weight[x->class_index];
}

static cpwi_heap *heap_of(cpwi_waiting *w, const cpwi_person *x) {
  return &w->heap[w->queues == 1 ? 0 : x->class_index];
}

/* Room to ask about so many people at once. */
static int32_t make_room_to_ask(cpwi_waiting *w, int64_t count) {
  const cpw_allocator *allocator = w->p->options.allocator;
  if (count <= w->ask_room) return CPW_OK;
  int64_t room = count > 64 ? 2 * count : 64;
  cpw_patient *ask = cpwi_grow(allocator, w->ask, (size_t)room, sizeof *ask);
  if (ask) w->ask = ask;
  double *answer = cpwi_grow(allocator, w->answer, (size_t)room, sizeof *answer);
  if (answer) w->answer = answer;
  if (!ask || !answer) return CPW_ENOMEM;
  w->ask_room = room;
  return CPW_OK;
}

static cpw_patient as_seen(const cpwi_person *x, double score) {
  cpw_patient seen = {x->number, x->row, x->joined, score, x->class_index, x->group};
  return seen;
}

/* Fills answer with the scores of the `count` people in ask. */
static int32_t ask_scores(cpwi_waiting *w, int64_t count, double now, cpw_error *err) {
  const cpw_patients_list *l = &w->p->list;
  for (int64_t i = 0; i < count; i++)
    w->answer[i] = w->ask[i].score;
  if (!l->score || count == 0) return CPW_OK;
  if (l->score(l->score_context, w->ask, count, now, w->answer) != 0)
    return cpwi_fail(err, CPW_ECANCELLED, -1, CPWI_SIMULATE_PATIENTS, "stopped by the score");
  for (int64_t i = 0; i < count; i++)
    if (!cpwi_is_finite(w->answer[i]))
      return cpwi_fail(err, CPW_EDOMAIN, w->ask[i].number, CPWI_SIMULATE_PATIENTS,
                       "the score %s of patient %lld at time %s must be finite",
                       cpwi_number(w->answer[i]).text, (long long)w->ask[i].number,
                       cpwi_number(now).text);
  return CPW_OK;
}

/* A place in the slab. */
static int32_t make_place(cpwi_waiting *w, int32_t *at) {
  const cpw_allocator *allocator = w->p->options.allocator;
  if (w->free_count > 0) {
    *at = w->free[--w->free_count];
    return CPW_OK;
  }
  if (w->slab_count == w->slab_room) {
    int64_t room = w->slab_room ? 2 * w->slab_room : 64;
    cpwi_person *slab = cpwi_grow(allocator, w->slab, (size_t)room, sizeof *slab);
    if (slab) w->slab = slab;
    int32_t *free = cpwi_grow(allocator, w->free, (size_t)room, sizeof *free);
    if (free) w->free = free;
    if (!slab || !free) return CPW_ENOMEM;
    w->slab_room = room;
  }
  *at = (int32_t)w->slab_count++;
  return CPW_OK;
}

static int64_t people_in_heaps(const cpwi_waiting *w) {
  int64_t count = 0;
  for (int64_t q = 0; q < w->queues; q++)
    count += w->heap[q].count;
  return count;
}

/* One by one, or, where more join than wait, all of them and then in order. */
static int32_t put_in_heaps(cpwi_waiting *w, cpw_error *err) {
  int64_t count = w->fresh.count;
  int many = count > people_in_heaps(w);
  for (int64_t i = 0; i < count; i++) {
    const cpwi_person *x = cpwi_line_at(&w->fresh, i);
    cpwi_heap *heap = heap_of(w, x);
    cpwi_entry entry = {w->answer[i], x->number, 0};
    if (make_place(w, &entry.at) != CPW_OK ||
        cpwi_heap_reserve(heap, heap->count + 1, w->p->options.allocator) != CPW_OK)
      return no_memory(err);
    w->slab[entry.at] = *x;
    if (many)
      heap->entry[heap->count++] = entry;
    else
      cpwi_heap_push(heap, entry);
  }
  for (int64_t q = 0; many && q < w->queues; q++)
    cpwi_heap_order(&w->heap[q]);
  w->fresh.first = w->fresh.count = 0;
  return CPW_OK;
}

int32_t cpwi_waiting_score(cpwi_waiting *w, double now, cpw_error *err) {
  int64_t count = w->fresh.count;
  if (!w->heap || count == 0) return CPW_OK;
  if (make_room_to_ask(w, count) != CPW_OK) return no_memory(err);
  for (int64_t i = 0; i < count; i++) {
    const cpwi_person *x = cpwi_line_at(&w->fresh, i);
    w->ask[i] = as_seen(x, first_score(w->p, x));
  }
  int32_t status = ask_scores(w, count, now, err);
  return status == CPW_OK ? put_in_heaps(w, err) : status;
}

/* Takes who has left out of a heap, which is then in no order. */
static void clear_heap(cpwi_waiting *w, cpwi_heap *heap, double now) {
  int64_t kept = 0;
  for (int64_t i = 0; i < heap->count; i++) {
    cpwi_entry e = heap->entry[i];
    if (w->slab[e.at].leaves > now) {
      heap->entry[kept++] = e;
      continue;
    }
    cpwi_tally_removed(w->tally, &w->slab[e.at]);
    w->free[w->free_count++] = e.at;
  }
  heap->count = kept;
}

int32_t cpwi_waiting_rescore(cpwi_waiting *w, double now, cpw_error *err) {
  for (int64_t q = 0; w->heap && w->p->list.score && q < w->queues; q++) {
    cpwi_heap *heap = &w->heap[q];
    clear_heap(w, heap, now);
    if (make_room_to_ask(w, heap->count) != CPW_OK) return no_memory(err);
    for (int64_t i = 0; i < heap->count; i++)
      w->ask[i] = as_seen(&w->slab[heap->entry[i].at], heap->entry[i].score);
    int32_t status = ask_scores(w, heap->count, now, err);
    if (status != CPW_OK) return status;
    for (int64_t i = 0; i < heap->count; i++)
      heap->entry[i].score = w->answer[i];
    cpwi_heap_order(heap);
  }
  return CPW_OK;
}
