/* The votes as ballots: ids looked up, points exact, the same ballots merged with their number of voters.
 * Source: pabulib.org/format.
 * Leaves rules to vote, counts to counts.c. */
#include "base/order.h"
#include "pabulib/internal.h"

#include <string.h>

/* One choice of the ballot that is read. */
typedef struct entry {
  int32_t project;
  int32_t decimals;
  int64_t points;
} entry;

typedef struct merger {
  cpw_pabulib *p;
  const cpwi_pb_columns *columns;
  int64_t *seen;  /* (projects) row + 1 of the last ballot with it */
  entry *entries; /* (projects) of this ballot */
  int64_t count;  /* of this ballot */
  int64_t row;
  int32_t *decimals;  /* beside choice */
  int64_t used, room; /* of choice, points, decimals */
  uint64_t *hash;     /* (ballots) */
  int64_t *slot;      /* ballot + 1; 0: free */
  int64_t ballots, ballot_room;
  int32_t most_decimals;
} merger;

/* An error at this row: what stands before and after a piece of the text. */
static int32_t fail(const merger *m, int64_t column, const char *before, const char *text,
                    int64_t count, const char *after, cpw_error *err) {
  return cpwi_fail_data(err, CPW_EDATA, m->p->where, cpwi_pb_line(m->p, CPW_PABULIB_VOTES, m->row),
                        column + 1, "%s '%.*s' %s", before, (int)(count < 40 ? count : 40), text,
                        after);
}

/* ---------------------------------------------------------------- lists --------------------- */

/* The next piece of a list divided by commas, without spaces; 0 at the end. */
static int next_piece(const char **at, const char **text, int64_t *count) {
  if (!*at) return 0;
  const char *from = *at, *comma = strchr(from, ','), *to = comma ? comma : from + strlen(from);
  *at = comma ? comma + 1 : NULL;
  while (*from == ' ' || *from == '\t')
    from++;
  while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
    to--;
  *text = from;
  *count = to - from;
  return 1;
}

static int32_t take_choice(merger *m, const char *text, int64_t count, cpw_error *err) {
  int64_t project = cpwi_pb_names_find(&m->p->projects, text, count), column = m->columns->vote;
  if (project < 0)
    return fail(m, column, "the vote names", text, count, "which is not in PROJECTS", err);
  if (m->seen[project] == m->row + 1)
    return fail(m, column, "the vote names", text, count, "twice", err);
  m->seen[project] = m->row + 1;
  m->entries[m->count++] = (entry){(int32_t)project, 0, 1};
  return CPW_OK;
}

static int32_t take_point(merger *m, int64_t index, const char *text, int64_t count,
                          cpw_error *err) {
  cpwi_pb_decimal d = {0, 0};
  int trouble = cpwi_pb_decimal_parse(text, count, &d);
  if (trouble != CPWI_PB_DECIMAL_OK)
    return cpwi_fail_data(err, trouble == CPWI_PB_DECIMAL_LARGE ? CPW_EOVERFLOW : CPW_EDATA,
                          m->p->where, cpwi_pb_line(m->p, CPW_PABULIB_VOTES, m->row),
                          m->columns->point + 1, "points '%.*s' of the vote %s",
                          (int)(count < 40 ? count : 40), text, cpwi_pb_decimal_trouble(trouble));
  m->entries[index].points = d.value;
  m->entries[index].decimals = d.decimals;
  if (d.decimals > m->most_decimals) m->most_decimals = d.decimals;
  return CPW_OK;
}

static int32_t take_points(merger *m, cpw_error *err) {
  const char *at = cpwi_pb_cell(m->p, CPW_PABULIB_VOTES, m->row, m->columns->point), *text = NULL;
  int64_t count = 0, found = 0;
  int32_t status = CPW_OK;
  if (at[strspn(at, " \t")] == '\0') at = NULL;
  for (; status == CPW_OK && next_piece(&at, &text, &count); found++)
    if (found < m->count) status = take_point(m, found, text, count, err);
  if (status == CPW_OK && found != m->count)
    return cpwi_fail_data(err, CPW_EDATA, m->p->where,
                          cpwi_pb_line(m->p, CPW_PABULIB_VOTES, m->row), m->columns->point + 1,
                          "%lld points for %lld projects: there must be as many", (long long)found,
                          (long long)m->count);
  return status;
}

static int by_project(const void *context, const void *a, const void *b) {
  (void)context;
  const entry *x = a, *y = b;
  return x->project < y->project ? -1 : x->project > y->project;
}

#define FEW 32
static int32_t sort_entries(merger *m, cpw_error *err) {
  if (m->count > FEW) {
    if (cpwi_sort(m->p->allocator, m->entries, m->count, sizeof *m->entries, by_project, NULL))
      return CPW_OK;
    return cpwi_fail_data(err, CPW_ENOMEM, m->p->where, 0, 0, "no memory for a ballot");
  }
  for (int64_t i = 1; i < m->count; i++) {
    entry e = m->entries[i];
    int64_t k = i;
    for (; k > 0 && m->entries[k - 1].project > e.project; k--)
      m->entries[k] = m->entries[k - 1];
    m->entries[k] = e;
  }
  return CPW_OK;
}

static int32_t take_ballot(merger *m, cpw_error *err) {
  const char *at = cpwi_pb_cell(m->p, CPW_PABULIB_VOTES, m->row, m->columns->vote), *text = NULL;
  int64_t count = 0;
  int32_t status = CPW_OK, type = m->p->view.vote_type;
  m->count = 0;
  if (at[strspn(at, " \t")] == '\0') at = NULL; /* a voter for nothing */
  while (status == CPW_OK && next_piece(&at, &text, &count))
    status = take_choice(m, text, count, err);
  if (status == CPW_OK && type == CPW_PABULIB_CHOOSE_ONE && m->count > 1)
    return cpwi_fail_data(err, CPW_EDATA, m->p->where,
                          cpwi_pb_line(m->p, CPW_PABULIB_VOTES, m->row), m->columns->vote + 1,
                          "the vote names %lld projects: choose-1 allows one", (long long)m->count);
  if (status == CPW_OK && m->columns->point >= 0) status = take_points(m, err);
  for (int64_t i = 0; type == CPW_PABULIB_ORDINAL && i < m->count; i++)
    m->entries[i].points = m->count - i;
  return status == CPW_OK ? sort_entries(m, err) : status;
}

/* ---------------------------------------------------------------- merging ------------------- */

static uint64_t hash_of(const merger *m) {
  uint64_t hash = cpwi_pb_mix(UINT64_C(0x13198a2e03707344), (uint64_t)m->count);
  for (int64_t i = 0; i < m->count; i++) {
    const entry *e = &m->entries[i];
    hash = cpwi_pb_mix(hash, (uint64_t)e->project << 8 | (uint64_t)e->decimals);
    hash = cpwi_pb_mix(hash, (uint64_t)e->points);
  }
  return hash ^ (hash >> 32);
}

static int same(const merger *m, int64_t ballot) {
  int64_t first = m->p->start[ballot];
  if (m->p->start[ballot + 1] - first != m->count) return 0;
  for (int64_t i = 0; i < m->count; i++)
    if (m->p->choice[first + i] != m->entries[i].project ||
        m->p->points[first + i] != m->entries[i].points ||
        m->decimals[first + i] != m->entries[i].decimals)
      return 0;
  return 1;
}

static int grow_entries(merger *m) {
  cpw_pabulib *p = m->p;
  if (m->room - m->used >= m->count) return 1;
  int64_t room = 2 * m->room + m->count + 1024;
  int32_t *choice = cpwi_grow(p->allocator, p->choice, (size_t)room, sizeof *choice);
  if (choice) p->choice = choice;
  int64_t *points =
      choice ? cpwi_grow(p->allocator, p->points, (size_t)room, sizeof *points) : NULL;
  if (points) p->points = points;
  int32_t *decimals =
      points ? cpwi_grow(p->allocator, m->decimals, (size_t)room, sizeof *decimals) : NULL;
  if (!decimals) return 0;
  m->decimals = decimals;
  m->room = room;
  return 1;
}

static int grow_ballots(merger *m) {
  cpw_pabulib *p = m->p;
  if (m->ballots < m->ballot_room) return 1;
  int64_t room = m->ballot_room ? 2 * m->ballot_room : 256;
  int64_t *start = cpwi_grow(p->allocator, p->start, (size_t)room + 1, sizeof *start);
  if (start) p->start = start;
  int64_t *weight = start ? cpwi_grow(p->allocator, p->weight, (size_t)room, sizeof *weight) : NULL;
  if (weight) p->weight = weight;
  uint64_t *hash = weight ? cpwi_grow(p->allocator, m->hash, (size_t)room, sizeof *hash) : NULL;
  if (hash) m->hash = hash;
  int64_t *slot = hash ? cpwi_alloc_zero(p->allocator, (size_t)room, 2 * sizeof *slot) : NULL;
  if (!slot) return 0;
  cpwi_release(p->allocator, m->slot);
  m->slot = slot;
  m->ballot_room = room;
  p->start[0] = 0;
  uint64_t mask = 2 * (uint64_t)room - 1;
  for (int64_t b = 0; b < m->ballots; b++) {
    uint64_t at = m->hash[b] & mask;
    while (m->slot[at] != 0)
      at = (at + 1) & mask;
    m->slot[at] = b + 1;
  }
  return 1;
}

static void append(merger *m, uint64_t hash, uint64_t at) {
  cpw_pabulib *p = m->p;
  for (int64_t i = 0; i < m->count; i++) {
    p->choice[m->used + i] = m->entries[i].project;
    p->points[m->used + i] = m->entries[i].points;
    m->decimals[m->used + i] = m->entries[i].decimals;
  }
  m->used += m->count;
  m->slot[at] = m->ballots + 1;
  m->hash[m->ballots] = hash;
  p->weight[m->ballots++] = 0;
  p->start[m->ballots] = m->used;
}

static int32_t merge(merger *m, cpw_error *err) {
  if (!grow_ballots(m) || !grow_entries(m))
    return cpwi_fail_data(err, CPW_ENOMEM, m->p->where, 0, 0, "no memory for the ballots");
  uint64_t hash = hash_of(m), mask = 2 * (uint64_t)m->ballot_room - 1, at = hash & mask;
  while (m->slot[at] != 0 && !(m->hash[m->slot[at] - 1] == hash && same(m, m->slot[at] - 1)))
    at = (at + 1) & mask;
  if (m->slot[at] == 0) append(m, hash, at);
  m->p->weight[m->slot[at] - 1]++;
  m->p->ballot_of[m->row] = m->slot[at] - 1;
  return CPW_OK;
}

/* ---------------------------------------------------------------- voters -------------------- */

static int32_t take_voter(merger *m, cpw_error *err) {
  cpw_pabulib *p = m->p;
  const cpwi_pb_part *part = &p->part[CPW_PABULIB_VOTES];
  char **cell = &p->cells[part->first + (m->row + 1) * part->columns + m->columns->voter];
  int is_new = 0;
  *cell = cpwi_pb_trim(*cell);
  if (**cell == '\0')
    return cpwi_fail_data(err, CPW_EDATA, p->where, cpwi_pb_line(p, CPW_PABULIB_VOTES, m->row),
                          m->columns->voter + 1, "voter_id is empty");
  if (cpwi_pb_names_add(&p->voters, *cell, &is_new) < 0)
    return cpwi_fail_data(err, CPW_ENOMEM, p->where, 0, 0, "no memory for the voters");
  if (is_new) return CPW_OK;
  if (p->options.repeated_voters == CPW_PABULIB_ERROR)
    return fail(m, m->columns->voter, "voter_id", *cell, (int64_t)strlen(*cell), "is there twice",
                err);
  cpwi_pb_warn(p, "a voter_id is there twice: each row votes");
  return CPW_OK;
}

static int32_t take_votes(merger *m, cpw_error *err) {
  int32_t status = CPW_OK;
  for (m->row = 0; status == CPW_OK && m->row < m->p->view.voters; m->row++) {
    status = take_voter(m, err);
    if (status == CPW_OK) status = take_ballot(m, err);
    if (status == CPW_OK) status = merge(m, err);
  }
  return status;
}

/* Points in the smallest unit that the file uses. */
static int32_t scale_points(const merger *m, cpw_error *err) {
  cpw_pabulib *p = m->p;
  p->view.points_unit = cpwi_pb_power_of_ten(m->most_decimals);
  for (int64_t i = 0; m->most_decimals > 0 && i < m->used; i++) {
    cpwi_pb_decimal d = {p->points[i], m->decimals[i]};
    if (!cpwi_pb_decimal_scale(d, m->most_decimals, &p->points[i]))
      return cpwi_fail_data(err, CPW_EOVERFLOW, p->where, 0, 0,
                            "points %lld of a vote are beyond 64 bits in units of 1/%lld, which "
                            "other points need",
                            (long long)d.value, (long long)p->view.points_unit);
  }
  return CPW_OK;
}

int32_t cpwi_pb_ballots(cpw_pabulib *p, const cpwi_pb_columns *c, cpw_error *err) {
  merger m;
  memset(&m, 0, sizeof m);
  m.p = p;
  m.columns = c;
  const cpw_allocator *a = p->allocator;
  m.seen = cpwi_alloc_zero(a, (size_t)p->view.projects, sizeof *m.seen);
  m.entries = cpwi_alloc(a, (size_t)p->view.projects, sizeof *m.entries);
  p->ballot_of = cpwi_alloc(a, (size_t)p->view.voters, sizeof *p->ballot_of);
  int32_t status = CPW_OK;
  if (!m.seen || !m.entries || !p->ballot_of || !grow_ballots(&m) || !grow_entries(&m))
    status = cpwi_fail_data(err, CPW_ENOMEM, p->where, 0, 0, "no memory for the ballots");
  if (status == CPW_OK) status = take_votes(&m, err);
  if (status == CPW_OK) status = scale_points(&m, err);
  p->view.ballots = m.ballots;
  cpwi_release(a, m.seen);
  cpwi_release(a, m.entries);
  cpwi_release(a, m.decimals);
  cpwi_release(a, m.hash);
  cpwi_release(a, m.slot);
  return status;
}
