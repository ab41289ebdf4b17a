/* The order in which tied projects are taken: a rank for every project, made once.
 * Source: the list of options.tie; the last resort is the id, or the row where there are no ids.
 * Leaves when projects are tied to the rules. */
#include "base/order.h"
#include "carepath/random.h"
#include "vote/internal.h"

#include <string.h>

#define PURPOSE_TIE 0x564f0001u /* entity: the project's id or row */

typedef struct tied {
  const cpwi_election *v;
  const cpw_vote_options *o;
  const uint64_t *lot; /* (projects) NULL unless chance decides */
} tied;

static int less_first(int64_t x, int64_t y) {
  return (x > y) - (x < y);
}

static int by_id(const cpwi_election *v, int32_t p, int32_t q) {
  return v->given.id ? strcmp(v->given.id[p], v->given.id[q]) : less_first(p, q);
}

static int by_rule(const tied *t, int32_t rule, int32_t p, int32_t q) {
  const int64_t *cost = t->v->given.cost, *votes = t->v->votes;
  switch (rule) {
  case CPW_VOTE_TIE_MAX_VOTES:
    return less_first(votes[q], votes[p]);
  case CPW_VOTE_TIE_MIN_COST:
    return less_first(cost[p], cost[q]);
  case CPW_VOTE_TIE_MAX_COST:
    return less_first(cost[q], cost[p]);
  case CPW_VOTE_TIE_LISTED:
    return less_first(p, q);
  case CPW_VOTE_TIE_RANDOM:
    return (t->lot[p] > t->lot[q]) - (t->lot[p] < t->lot[q]);
  default:
    return by_id(t->v, p, q);
  }
}

static int compare(const void *context, const void *a, const void *b) {
  const tied *t = context;
  int32_t p = *(const int32_t *)a, q = *(const int32_t *)b;
  for (int32_t k = 0; k < CPW_VOTE_TIE_LENGTH && t->o->tie[k] != 0; k++) {
    int sign = by_rule(t, t->o->tie[k], p, q);
    if (sign != 0) return sign;
  }
  return by_id(t->v, p, q);
}

/* FNV-1a: the same number for the same id, wherever it stands */
static uint64_t number_of(const char *id) {
  uint64_t h = 0xcbf29ce484222325u;
  for (; *id; id++)
    h = (h ^ (unsigned char)*id) * 0x100000001b3u;
  return h;
}

static void draw_lots(const cpwi_election *v, uint64_t seed, uint64_t *lot) {
  cpw_stream stream;
  for (int64_t p = 0; p < v->projects; p++) {
    uint64_t entity = v->given.id ? number_of(v->given.id[p]) : (uint64_t)p;
    cpw_stream_init(&stream, seed, 0, PURPOSE_TIE, entity);
    lot[p] = cpw_random_bits(&stream);
  }
}

int32_t cpwi_vote_rank(cpwi_election *v, const cpw_vote_options *o, const char *where,
                       cpw_error *err) {
  int chance = 0, sorted = 0;
  int32_t *order = v->ranked;
  uint64_t *lot = NULL;
  for (int32_t k = 0; k < CPW_VOTE_TIE_LENGTH; k++)
    chance |= o->tie[k] == CPW_VOTE_TIE_RANDOM;
  if (chance) lot = cpwi_alloc(v->a, (size_t)v->projects, sizeof *lot);
  if (lot || !chance) {
    tied t = {v, o, lot};
    if (lot) draw_lots(v, o->tie_seed, lot);
    for (int64_t p = 0; p < v->projects; p++)
      order[p] = (int32_t)p;
    sorted = cpwi_sort(v->a, order, v->projects, sizeof *order, compare, &t);
    for (int64_t k = 0; sorted && k < v->projects; k++)
      v->rank[order[k]] = (int32_t)k;
  }
  cpwi_release(v->a, lot);
  return sorted ? CPW_OK : cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
}
