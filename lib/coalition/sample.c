/* Shapley value of a game that is a function, by drawing orders of joining, each with its reverse.
 * Source: Castro, Gomez and Tejada, Computers and Operations Research 36 (2009).
 * Leaves small games to shapley.c, which is exact. */
#include "coalition/internal.h"

#include <math.h>
#include <string.h>

/* 'shapleyv' in ASCII */
#define PURPOSE              UINT64_C(0x736861706c657976)
#define DEFAULT_REPLICATIONS 1000
/* replications are added up in so many parts, whatever the threads */
#define PARTS 64

typedef struct sample {
  cpw_coalition_game game;
  cpw_run run;
  const cpw_allocator *allocator;
  const char *where;
  int64_t n, size;
  double *
      sums; /* (parts, 2, n): of what was added less what the first order said, and of the squares */
  double *usual; /* (n) what the order 0, 1, 2, ... and its reverse say */
} sample;

typedef struct room {
  int64_t *order, *members;
  double *added;
} room;

static void insert(int64_t *members, int64_t count, int64_t member) {
  int64_t at = count;
  for (; at > 0 && members[at - 1] > member; at--)
    members[at] = members[at - 1];
  members[at] = member;
}

static int32_t join(const sample *s, const room *r, int reverse, cpw_error *err) {
  double before = 0;
  for (int64_t k = 0; k < s->n; k++) {
    int64_t i = r->order[reverse ? s->n - 1 - k : k];
    double now = CPWI_NAN;
    insert(r->members, k, i);
    int32_t status = s->game.worth(s->game.context, r->members, k + 1, &now);
    if (status < 0)
      return cpwi_fail(err, status, i, s->where, "the game failed when member %lld joined",
                       (long long)i);
    if (now - now != 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                       "the game gives the value %s when member %lld joins, which is not finite",
                       cpwi_number(now).text, (long long)i);
    r->added[i] += 0.5 * (now - before);
    before = now;
  }
  return CPW_OK;
}

static int32_t both_ways(const sample *s, const room *r, cpw_error *err) {
  memset(r->added, 0, (size_t)s->n * sizeof *r->added);
  int32_t status = join(s, r, 0, err);
  return status == CPW_OK ? join(s, r, 1, err) : status;
}

static int32_t draw(const sample *s, int64_t replication, const room *r, double *sum,
                    cpw_error *err) {
  cpw_stream stream;
  cpw_stream_init(&stream, s->run.seed, (uint64_t)(s->run.first_replication + replication), PURPOSE,
                  0);
  for (int64_t i = 0; i < s->n; i++)
    r->order[i] = i;
  cpw_random_shuffle(&stream, r->order, s->n);
  int32_t status = both_ways(s, r, err);
  for (int64_t i = 0; status == CPW_OK && i < s->n; i++) {
    double d = r->added[i] - s->usual[i];
    sum[i] += d;
    sum[s->n + i] += d * d;
  }
  return status;
}

static int32_t take_room(const sample *s, room *r, cpw_error *err) {
  size_t n = (size_t)s->n;
  r->order = cpwi_alloc(s->allocator, n, sizeof *r->order);
  r->members = cpwi_alloc(s->allocator, n, sizeof *r->members);
  r->added = cpwi_alloc(s->allocator, n, sizeof *r->added);
  if (r->order && r->members && r->added) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for an order of %lld members",
                   (long long)s->n);
}

static void free_room(const sample *s, room *r) {
  cpwi_release(s->allocator, r->order);
  cpwi_release(s->allocator, r->members);
  cpwi_release(s->allocator, r->added);
}

static int32_t draw_parts(void *context, int64_t first, int64_t last, cpw_error *err) {
  const sample *s = context;
  room r;
  int32_t status = take_room(s, &r, err);
  for (int64_t part = first; status == CPW_OK && part < last; part++) {
    int64_t from = part * s->size, to = from + s->size;
    if (to > s->run.replications) to = s->run.replications;
    for (int64_t k = from; status == CPW_OK && k < to; k++) {
      if (s->run.cancel && cpwi_read_flag(s->run.cancel))
        status = cpwi_fail(err, CPW_ECANCELLED, -1, s->where, "cancelled by the caller");
      else
        status = draw(s, k, &r, s->sums + 2 * s->n * part, err);
    }
  }
  free_room(s, &r);
  return status;
}

static void settle(const sample *s, int64_t parts, double *shares, double *standard_error) {
  double runs = (double)s->run.replications;
  for (int64_t i = 0; i < s->n; i++) {
    cpwi_pair sum = cpwi_pair_of(0), squares = cpwi_pair_of(0);
    for (int64_t part = 0; part < parts; part++) {
      sum = cpwi_pair_plus(sum, s->sums[2 * s->n * part + i]);
      squares = cpwi_pair_plus(squares, s->sums[2 * s->n * part + s->n + i]);
    }
    double d = cpwi_pair_value(sum) / runs, spread = cpwi_pair_value(squares) - runs * d * d;
    shares[i] = s->usual[i] + d;
    if (standard_error) standard_error[i] = spread > 0 ? sqrt(spread / (runs * (runs - 1))) : 0;
  }
}

/* the order of the members themselves, from which all others are measured */
static int32_t start(sample *s, cpw_error *err) {
  room r;
  int32_t status = take_room(s, &r, err);
  if (status == CPW_OK) {
    for (int64_t i = 0; i < s->n; i++)
      r.order[i] = i;
    status = both_ways(s, &r, err);
  }
  if (status == CPW_OK) memcpy(s->usual, r.added, (size_t)s->n * sizeof *s->usual);
  free_room(s, &r);
  return status;
}

static int32_t estimate(sample *s, double *shares, double *standard_error, cpw_error *err) {
  int64_t parts = s->run.replications < PARTS ? s->run.replications : PARTS, size;
  s->size = (s->run.replications - 1) / parts + 1;
  if (!cpwi_multiply(2 * parts, s->n, &size))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, s->where, "too many members: %lld", (long long)s->n);
  s->sums = cpwi_alloc_zero(s->allocator, (size_t)size, sizeof *s->sums);
  s->usual = cpwi_alloc(s->allocator, (size_t)s->n, sizeof *s->usual);
  int32_t status = CPW_OK;
  if (!s->sums || !s->usual)
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld members", (long long)s->n);
  if (status == CPW_OK) status = start(s, err);
  if (status == CPW_OK) status = cpwi_parallel(&s->run, parts, 1, draw_parts, s, s->where, err);
  if (status == CPW_OK) settle(s, parts, shares, standard_error);
  cpwi_release(s->allocator, s->sums);
  cpwi_release(s->allocator, s->usual);
  return status;
}

int32_t cpw_coalition_sample(const cpw_coalition_game *game, int64_t n, const cpw_run *run,
                             const cpw_allocator *allocator, double *shares, double *standard_error,
                             cpw_error *err) {
  sample s;
  memset(&s, 0, sizeof s);
  s.game.struct_size = sizeof s.game;
  s.allocator = allocator;
  s.where = __func__;
  s.n = n;
  int32_t status = cpwi_take_options(&s.game, sizeof s.game, game, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&s.run, run, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (!run) s.run.replications = DEFAULT_REPLICATIONS;
  if (!s.game.worth || !shares)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     s.game.worth ? "shares" : "game.worth");
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 1", (long long)n);
  if (s.run.replications < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "run.replications = %lld must be >= 2",
                     (long long)s.run.replications);
  return estimate(&s, shares, standard_error, err);
}
