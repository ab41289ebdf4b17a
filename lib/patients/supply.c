/* What patients bring with them: how long they would wait at most, how long their treatment takes, which
 * group they are of; drawn in blocks by class, so that the n-th patient's are always the same.
 * Source: the laws of lib/duration. Leaves who joins, and when, to slots.c, servers.c and opening.c. */
#include "patients/internal.h"

#include <string.h>

#define MOST_IN_BLOCK  512
#define MOST_IN_BLOCKS 65536 /* of all classes together, before blocks are made smaller */

static int32_t block_size(const cpwi_patients *p) {
  int64_t room = MOST_IN_BLOCKS / p->classes;
  return room > MOST_IN_BLOCK ? MOST_IN_BLOCK : room < 16 ? 16 : (int32_t)room;
}

int32_t cpwi_supply_init(cpwi_supply *s, const cpwi_patients *p) {
  const cpw_allocator *allocator = p->options.allocator;
  size_t classes = (size_t)p->classes, block = (size_t)block_size(p);
  s->p = p;
  s->source = cpwi_alloc_zero(allocator, classes, sizeof *s->source);
  s->memory = cpwi_alloc(allocator, classes * block, 3 * sizeof(double));
  if (!s->source || !s->memory) return CPW_ENOMEM;
  for (size_t k = 0; k < classes; k++) {
    double *at = s->memory + k * block * 3;
    s->source[k].patience_block = at;
    s->source[k].length_block = at + block;
    s->source[k].group_block = (int64_t *)(void *)(at + 2 * block);
    s->source[k].block = (int32_t)block;
  }
  return CPW_OK;
}

void cpwi_supply_free(cpwi_supply *s) {
  if (!s->p) return;
  cpwi_release(s->p->options.allocator, s->source);
  cpwi_release(s->p->options.allocator, s->memory);
}

void cpwi_supply_begin(cpwi_supply *s, int64_t replication) {
  uint64_t seed = s->p->run.seed, r = (uint64_t)replication;
  s->number = 0;
  for (int64_t k = 0; k < s->p->classes; k++) {
    cpwi_source *from = &s->source[k];
    cpw_stream_init(&from->patience, seed, r, CPWI_DRAW_PATIENCE, (uint64_t)k);
    cpw_stream_init(&from->length, seed, r, CPWI_DRAW_LENGTH, (uint64_t)k);
    cpw_stream_init(&from->group, seed, r, CPWI_DRAW_GROUP, (uint64_t)k);
    from->patience_left = from->length_left = from->group_left = 0;
  }
}

/* The next of a block, which is filled anew where none is left. */
static inline double next_of(const cpwi_duration *law, cpw_stream *stream, double *block,
                             int32_t size, int32_t *left) {
  if (*left == 0) {
    cpwi_duration_fill(law, stream, block, (size_t)size);
    *left = size;
  }
  return block[size - (*left)--];
}

/* Whether nobody ever leaves under a law: no draw is needed. */
static inline int never_ends(const cpwi_duration *law) {
  return law->law == CPW_DURATION_NEVER && law->zero == 0.0;
}

static inline double patience_of(cpwi_supply *s, int64_t k) {
  if (!s->p->patience) return (double)INFINITY;
  const cpwi_duration *law = &s->p->patience[k];
  cpwi_source *from = &s->source[k];
  if (never_ends(law)) return (double)INFINITY;
  return next_of(law, &from->patience, from->patience_block, from->block, &from->patience_left);
}

static inline double length_of(cpwi_supply *s, int64_t k) {
  if (s->p->slots_clock) return 0.0;
  cpwi_source *from = &s->source[k];
  return next_of(&s->p->length[k], &from->length, from->length_block, from->block,
                 &from->length_left);
}

static int16_t group_of(cpwi_supply *s, int64_t k) {
  cpwi_source *from = &s->source[k];
  if (from->group_left == 0) {
    cpw_alias_fill(s->p->group[k], &from->group, from->group_block, from->block);
    from->group_left = from->block;
  }
  return (int16_t)from->group_block[from->block - from->group_left--];
}

/* Patience in whole periods, at least one. */
static inline double whole_periods(double patience) {
  if (patience < 1.0) return 1.0;
  if (patience > 0x1p52) return patience;
  double whole = (double)(int64_t)patience;
  return whole < patience ? whole + 1.0 : whole;
}

/* When somebody leaves whose patience lasts so long from `since` on: at the end of whole periods with
 * slots, and not in the period of joining. */
static double leaving(const cpwi_patients *p, double since, double patience) {
  return since + (p->slots_clock ? whole_periods(patience) : patience);
}

void cpwi_supply_next(cpwi_supply *s, int64_t class_index, double now, cpwi_person *to) {
  to->joined = now;
  to->leaves = leaving(s->p, now, patience_of(s, class_index));
  to->lasts = length_of(s, class_index);
  to->due = 0.0;
  to->number = s->number++;
  to->row = -1;
  to->missed = 0;
  to->class_index = (int16_t)class_index;
  to->group = s->p->group ? group_of(s, class_index) : 0;
}

/* The patience of the next `count` of a class, at most so many as a block has left. */
static int64_t patience_block(cpwi_supply *s, int64_t k, int64_t count, const double **patience) {
  const cpwi_duration *law = &s->p->patience[k];
  cpwi_source *from = &s->source[k];
  if (from->patience_left == 0) {
    cpwi_duration_fill(law, &from->patience, from->patience_block, (size_t)from->block);
    from->patience_left = from->block;
  }
  if (count > from->patience_left) count = from->patience_left;
  *patience = from->patience_block + (from->block - from->patience_left);
  from->patience_left -= (int32_t)count;
  return count;
}

/* People of a class who join now and would never leave. */
static void fill_many(cpwi_supply *s, int64_t class_index, int64_t count, double now,
                      cpwi_person *to) {
  cpwi_person x = {.joined = now, .leaves = (double)INFINITY, .row = -1};
  x.class_index = (int16_t)class_index;
  x.number = s->number;
  for (int64_t i = 0; i < count; i++) {
    to[i] = x;
    x.number++;
  }
  s->number = x.number;
  for (int64_t i = 0; s->p->group && i < count; i++)
    to[i].group = group_of(s, class_index);
}

/* The same as so many times cpwi_supply_next, with slots. */
void cpwi_supply_many(cpwi_supply *s, int64_t class_index, int64_t count, double now,
                      cpwi_person *to) {
  const cpwi_patients *p = s->p;
  fill_many(s, class_index, count, now, to);
  if (!p->patience || never_ends(&p->patience[class_index])) return;
  while (count > 0) {
    const double *patience;
    int64_t some = patience_block(s, class_index, count, &patience);
    for (int64_t i = 0; i < some; i++)
      to[i].leaves = now + whole_periods(patience[i]);
    to += some;
    count -= some;
  }
}

/* What is left of the patience of somebody who has waited for so long. */
static double patience_left(cpwi_supply *s, int64_t k, double age, cpw_stream *opening) {
  const cpwi_duration *law = s->p->patience ? &s->p->patience[k] : NULL;
  if (!law) return (double)INFINITY;
  int memoryless = law->law == CPW_DURATION_EXPONENTIAL || law->law == CPW_DURATION_GEOMETRIC ||
                   law->law == CPW_DURATION_NEVER;
  if (memoryless && law->zero == 0.0) return patience_of(s, k);
  return cpwi_duration_remaining(law, age, &opening[k]);
}

cpwi_person cpwi_supply_waiting(cpwi_supply *s, int64_t class_index, int64_t group, double joined,
                                cpw_stream *opening) {
  cpwi_person x = {.joined = joined, .number = s->number++, .row = -1};
  x.class_index = (int16_t)class_index;
  x.group = (int16_t)group;
  x.leaves = leaving(s->p, 0.0, patience_left(s, class_index, -joined, opening));
  x.lasts = length_of(s, class_index);
  return x;
}

static double row_leaves(cpwi_supply *s, int64_t k, double joined, double removal,
                         cpw_stream *opening) {
  const cpwi_patients *p = s->p;
  if (isnan(removal)) {
    if (joined > 0.0) return leaving(p, joined, patience_of(s, k));
    return leaving(p, 0.0, patience_left(s, k, -joined, opening));
  }
  if (!p->slots_clock) return removal;
  double whole = ceil(removal), first = joined > 0.0 ? joined + 1.0 : 1.0;
  return whole > first ? whole : first;
}

cpwi_person cpwi_supply_row(cpwi_supply *s, int64_t row, cpw_stream *opening) {
  const cpw_patient_rows *r = &s->p->rows;
  cpwi_person x = {.joined = r->joined[row], .number = s->number++, .row = (int32_t)row};
  if (s->p->slots_clock) x.joined = ceil(x.joined);
  x.class_index = (int16_t)(r->class_index ? r->class_index[row] : 0);
  x.group = (int16_t)(r->group_index ? r->group_index[row] : 0);
  x.leaves =
      row_leaves(s, x.class_index, x.joined, r->removal ? r->removal[row] : CPWI_NAN, opening);
  x.lasts = r->duration ? r->duration[row] : CPWI_NAN;
  if (isnan(x.lasts)) x.lasts = length_of(s, x.class_index);
  return x;
}
