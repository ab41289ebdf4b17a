/* Ranking by score within tiers so that every prefix has its minimum of every group.
 * Source: FA*IR (Zehlike et al., CIKM 2017) for one group; for several, unit tasks with deadlines: the
 * minimum numbers can be met if and only if no prefix asks for more places than it has (Jackson 1955), and
 * a person may be chosen freely until a prefix is tight. Leaves the order by score to sorted.c, the room of
 * prefixes to room.c. */
#include "fair/room.h"

#define NEVER INT64_MAX

/* One group within one tier; places and rows count from the tier's first. */
typedef struct line {
  int64_t head;   /* its best person still to be placed, a place by score; -1: nobody */
  int64_t there;  /* people in the tier */
  int64_t placed; /* of them, so far */
  int64_t most;   /* running maximum of its minimum numbers, while the room is counted */
  int64_t due;    /* first row that asks for one more than are placed; NEVER */
} line;

typedef struct job {
  cpw_fair_people people;
  const cpw_allocator *a;
  int64_t places, rows;
  const int64_t *minimum;
  int64_t *sorted; /* (count) by score within tiers */
  int64_t *next;   /* (count) next place by score of the same group and tier, -1 */
  char *taken;     /* (count) by place by score */
  line *lines;     /* (groups + 1): groups, then those of no group */
  cpwi_room room;
  int64_t *order; /* (places) */
} job;

static line *line_of(const job *j, int64_t place) {
  int32_t group = j->people.group[j->sorted[place]];
  return &j->lines[group < 0 ? j->people.groups : group];
}

static int64_t asked(const job *j, int64_t row, int64_t group) {
  int64_t last = row < j->rows ? row : j->rows - 1;
  return j->minimum[last * j->people.groups + group];
}

/* the people of the tier [first, end) group by group */
static void line_up(job *j, int64_t first, int64_t end) {
  for (int64_t g = 0; g <= j->people.groups; g++)
    j->lines[g] = (line){-1, 0, 0, 0, NEVER};
  for (int64_t s = end - 1; s >= first; s--) {
    line *l = line_of(j, s);
    j->next[s] = l->head;
    j->taken[s] = 0;
    l->head = s;
    l->there++;
  }
}

/* the first row from `from` on that asks for one more of the group than are placed */
static void set_due(job *j, int64_t group, int64_t from, int64_t length) {
  line *l = &j->lines[group];
  int64_t end = length < j->rows ? length : j->rows;
  l->due = NEVER;
  if (l->placed >= l->there) return;
  for (int64_t row = from; row < end && l->due == NEVER; row++)
    if (asked(j, row, group) > l->placed) l->due = row;
}

/* the room of every prefix of a tier of `length` places; returns how many people are asked for */
static int64_t set_room(job *j, int64_t length) {
  int64_t groups = j->people.groups, all = 0;
  cpwi_room_begin(&j->room, length);
  for (int64_t row = 0; row < length; row++) {
    for (int64_t g = 0; row < j->rows && g < groups; g++) {
      line *l = &j->lines[g];
      int64_t wanted = asked(j, row, g);
      wanted = wanted < l->there ? wanted : l->there; /* more than there are cannot be placed */
      if (wanted <= l->most) continue;
      all += wanted - l->most;
      l->most = wanted;
    }
    cpwi_room_set(&j->room, row, row + 1 - all);
  }
  cpwi_room_end(&j->room);
  return all;
}

/* the best person of those groups that must have one of the places up to the first tight prefix */
static int64_t best_due(const job *j, int64_t tight) {
  int64_t best = -1;
  for (int64_t g = 0; g < j->people.groups; g++) {
    const line *l = &j->lines[g];
    if (l->due <= tight && (best < 0 || l->head < best)) best = l->head;
  }
  return best;
}

static void place_person(job *j, int64_t s, int64_t row, int64_t length) {
  line *l = line_of(j, s);
  cpwi_room_take(&j->room, row, l->due);
  j->taken[s] = 1;
  l->head = j->next[s];
  l->placed++;
  if (l->due != NEVER) set_due(j, l - j->lines, l->due, length);
}

static void rank_tier(job *j, int64_t first, int64_t end) {
  int64_t length = (end < j->places ? end : j->places) - first, best = first;
  line_up(j, first, end);
  int64_t waiting = set_room(j, length);
  if (waiting == 0) {
    for (int64_t i = first; i < first + length; i++)
      j->order[i] = j->sorted[i];
    return;
  }
  for (int64_t g = 0; g < j->people.groups; g++)
    set_due(j, g, 0, length);
  for (int64_t row = 0; row < length; row++) {
    int64_t tight = cpwi_room_tight(&j->room), s = -1;
    if (tight >= 0) s = best_due(j, tight);
    while (s < 0 && j->taken[best])
      best++;
    if (s < 0) s = best;
    place_person(j, s, row, length);
    j->order[first + row] = j->sorted[s];
  }
}

static int32_t take_memory(job *j, const char *where, cpw_error *err) {
  size_t n = (size_t)j->people.count;
  j->sorted = cpwi_alloc(j->a, n, sizeof *j->sorted);
  j->next = cpwi_alloc(j->a, n, sizeof *j->next);
  j->taken = cpwi_alloc(j->a, n, 1);
  j->order = cpwi_alloc(j->a, (size_t)j->places, sizeof *j->order);
  j->lines = cpwi_alloc(j->a, (size_t)j->people.groups + 1, sizeof *j->lines);
  int32_t enough = cpwi_room_new(&j->room, j->places, j->a);
  if (enough && j->sorted && j->next && j->taken && j->order && j->lines) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld people",
                   (long long)j->people.count);
}

static void release(job *j) {
  void *blocks[] = {j->sorted, j->next, j->taken, j->order, j->lines};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    if (blocks[i]) cpwi_release(j->a, blocks[i]);
  cpwi_room_free(&j->room, j->a);
}

/* no ranking of any people could have more people of groups than places */
static int32_t check_feasible(job *j, const char *where, cpw_error *err) {
  for (int64_t g = 0; g < j->people.groups; g++)
    j->lines[g].most = 0;
  int64_t all = 0;
  for (int64_t row = 0; row < j->rows; row++) {
    for (int64_t g = 0; g < j->people.groups; g++) {
      int64_t wanted = asked(j, row, g);
      if (wanted <= j->lines[g].most) continue;
      if (wanted > row + 1 || all + (wanted - j->lines[g].most) > row + 1)
        return cpwi_fail(err, CPW_EDOMAIN, row, where,
                         "minimum[%lld] asks for more than the first %lld: no ranking could have "
                         "them",
                         (long long)row, (long long)(row + 1));
      all += wanted - j->lines[g].most;
      j->lines[g].most = wanted;
    }
  }
  return CPW_OK;
}

/* the test of what was made; the arrays of places by score are free by now */
static void judge(job *j, cpw_fair_verdict *verdict) {
  int32_t *group = (int32_t *)(void *)j->next, *tier = group + j->places;
  int64_t moved = 0;
  for (int64_t i = 0; i < j->places; i++) {
    moved += j->order[i] != j->sorted[i];
    group[i] = j->people.group[j->order[i]];
    tier[i] = j->people.tier ? j->people.tier[j->order[i]] : 0;
  }
  int64_t *count = (int64_t *)(void *)j->lines; /* a line is larger than a number */
  cpwi_fair_judge(j->places, j->people.groups, group, tier, j->rows, j->minimum, count, verdict);
  verdict->moved = moved;
}

int32_t cpw_fair_rerank(const cpw_fair_people *people, int64_t places, int64_t rows,
                        const int64_t *minimum, const cpw_allocator *allocator, int64_t *order,
                        cpw_fair_verdict *verdict, cpw_error *err) {
  job j = {.a = allocator, .places = places, .rows = rows, .minimum = minimum};
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_fair_take_people(&j.people, people, places, __func__, err);
  if (status == CPW_OK)
    status = cpwi_fair_check_table(rows, j.people.groups, minimum, __func__, err);
  if (status != CPW_OK) return status;
  if (places > 0 && !order) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "order must be given");
  status = take_memory(&j, __func__, err);
  if (status == CPW_OK) status = check_feasible(&j, __func__, err);
  if (status == CPW_OK) status = cpwi_fair_sorted(&j.people, allocator, j.sorted, __func__, err);
  if (status == CPW_OK) {
    int64_t end;
    for (int64_t first = 0; first < places; first = end) {
      end = cpwi_fair_tier_end(&j.people, j.sorted, first);
      rank_tier(&j, first, end);
    }
    for (int64_t i = 0; i < places; i++)
      order[i] = j.order[i];
    if (verdict) judge(&j, verdict);
  }
  release(&j);
  return status;
}
