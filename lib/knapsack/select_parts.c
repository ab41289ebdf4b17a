/* Dependent options part by part: each set of options that hang together is replaced by its efficient choices, which
 * are the options of a class.
 * Source: dominance as Sinha and Zoltners 1979; parts by union and find.
 * Leaves the choice between the classes to classes.c, parts with too many choices to select_search.c. */
#include "knapsack/select.h"

#include <string.h>

/* The most options of a part that is tried, and its most choices. */
#define MOST_OPTIONS 64
#define MOST_CHOICES 4096

/* A choice of a part: bit i is its i-th option in order of need. */
typedef struct choice {
  int64_t value, cost;
  uint64_t bits;
} choice;

typedef struct parts {
  cpwi_select *k;
  int64_t *part;           /* (n) of an option; its number after number_parts */
  int64_t count;           /* parts */
  int64_t *begin, *member; /* (count + 1), (n) options by part, in order of need */
  int64_t *place;          /* (n) of an option in its part */
  choice *all;             /* (MOST_CHOICES) of the part at work */
  int64_t choices;
  uint64_t settled_in, settled_out;
  choice *kept; /* of all parts */
  int64_t kept_count, kept_room;
  int64_t *first; /* (count + 1) of kept */
} parts;

static int64_t find(int64_t *part, int64_t j) {
  while (part[j] != j) {
    part[j] = part[part[j]];
    j = part[j];
  }
  return j;
}

static void join(int64_t *part, int64_t i, int64_t j) {
  int64_t a = find(part, i), b = find(part, j);
  if (a < b)
    part[b] = a;
  else
    part[a] = b;
}

static void find_parts(parts *p) {
  const cpwi_select *k = p->k;
  for (int64_t j = 0; j < k->n; j++)
    p->part[j] = j;
  for (int64_t j = 0; j < k->n; j++)
    for (int64_t e = cpwi_need_begin(k, j); e < cpwi_need_end(k, j); e++)
      join(p->part, j, k->rules.need[e]);
  for (int64_t g = 0; g < k->rules.groups; g++)
    for (int64_t h = k->of_first[g] + 1; h < k->of_first[g + 1]; h++)
      join(p->part, k->of[h - 1], k->of[h]);
}

/* Numbers the parts by their first options, and lists their members in order of need. */
static void number_parts(parts *p) {
  const cpwi_select *k = p->k;
  for (int64_t j = 0; j < k->n; j++) {
    int64_t root = find(p->part, j);
    p->place[j] = root == j ? p->count++ : p->place[root];
  }
  memcpy(p->part, p->place, (size_t)k->n * sizeof *p->part);
  memset(p->begin, 0, ((size_t)k->n + 2) * sizeof *p->begin);
  for (int64_t j = 0; j < k->n; j++)
    p->begin[p->part[j] + 2]++;
  for (int64_t i = 0; i < p->count; i++)
    p->begin[i + 2] += p->begin[i + 1];
  for (int64_t h = 0; h < k->n; h++) {
    int64_t j = k->order[h];
    p->member[p->begin[p->part[j] + 1]++] = j;
  }
  for (int64_t i = 0; i < p->count; i++)
    for (int64_t h = p->begin[i]; h < p->begin[i + 1]; h++)
      p->place[p->member[h]] = h - p->begin[i];
}

static uint64_t bit(const parts *p, int64_t option) {
  return (uint64_t)1 << p->place[option];
}

/* Whether an option may join a choice of the ones before it; group mates before it exclude it. */
static int may_join(const parts *p, int64_t j, uint64_t bits) {
  const cpwi_select *k = p->k;
  int64_t g = cpwi_group_of(k, j);
  if (cpwi_settled(k, j) < 0) return 0;
  for (int64_t e = cpwi_need_begin(k, j); e < cpwi_need_end(k, j); e++)
    if (!(bits & bit(p, k->rules.need[e]))) return 0;
  for (int64_t h = g < 0 ? 0 : k->of_first[g]; g >= 0 && h < k->of_first[g + 1]; h++)
    if (bits & bit(p, k->of[h])) return 0;
  return 1;
}

/* Whether a choice may do without an option: it is not settled, nor the last of a group that must have one. */
static int may_lack(const parts *p, int64_t j, uint64_t bits) {
  const cpwi_select *k = p->k;
  int64_t g = cpwi_group_of(k, j);
  if (cpwi_settled(k, j) > 0) return 0;
  if (g < 0 || !cpwi_must(k, g)) return 1;
  for (int64_t h = k->of_first[g]; h < k->of_first[g + 1]; h++)
    if (p->place[k->of[h]] > p->place[j] || (bits & bit(p, k->of[h]))) return 1;
  return 0;
}

/* All choices of a part, level by level: 0 where there are too many. */
static int list_choices(parts *p, int64_t i) {
  const cpwi_select *k = p->k;
  p->all[0] = (choice){0, 0, 0};
  p->choices = 1;
  for (int64_t h = p->begin[i]; h < p->begin[i + 1]; h++) {
    int64_t j = p->member[h], before = p->choices, kept = 0;
    for (int64_t c = 0; c < before; c++) {
      choice now = p->all[c];
      if (!may_join(p, j, now.bits)) continue;
      if (p->choices == MOST_CHOICES) return 0;
      p->all[p->choices++] =
          (choice){now.value + k->value[j], now.cost + k->cost[j], now.bits | bit(p, j)};
    }
    for (int64_t c = 0; c < p->choices; c++)
      if (c >= before || may_lack(p, j, p->all[c].bits)) p->all[kept++] = p->all[c];
    p->choices = kept;
  }
  return 1;
}

/* The choices of all parts as classes. fits = 0 where a part has too many. */
static int32_t list_all(parts *p, int32_t *fits) {
  const cpwi_select *k = p->k;
  for (int64_t i = 0; i < p->count; i++) {
    p->first[i] = p->kept_count;
    *fits = p->begin[i + 1] - p->begin[i] <= MOST_OPTIONS && list_choices(p, i);
    if (!*fits) return CPW_OK;
    if (p->choices == 0)
      return cpwi_fail(
          k->l.err, CPW_EINVAL, p->member[p->begin[i]], k->l.where,
          "rules: no choice follows those of option %lld and what hangs together with it",
          (long long)p->member[p->begin[i]]);
    if (p->kept_count + p->choices > p->kept_room) {
      int64_t room = 2 * p->kept_room + p->choices;
      choice *grown = cpwi_grow(k->l.o.allocator, p->kept, (size_t)room, sizeof *grown);
      if (!grown) return cpwi_no_memory(&k->l, "the choices of the parts");
      p->kept = grown;
      p->kept_room = room;
    }
    memcpy(p->kept + p->kept_count, p->all, (size_t)p->choices * sizeof *p->all);
    p->kept_count += p->choices;
  }
  p->first[p->count] = p->kept_count;
  return CPW_OK;
}

static int32_t check_budget(const parts *p, const int64_t *cost) {
  cpwi_wide sum = 0;
  for (int64_t i = 0; i < p->count; i++) {
    int64_t least = cost[p->first[i]];
    for (int64_t c = p->first[i]; c < p->first[i + 1]; c++)
      if (cost[c] < least) least = cost[c];
    sum += least;
  }
  if (sum <= p->k->budget) return CPW_OK;
  cpwi_wide gap = sum - p->k->budget;
  return cpwi_fail(p->k->l.err, CPW_EDOMAIN, -1, p->k->l.where,
                   "budget = %lld is %lld short of %lld, the least that a choice that follows the "
                   "rules costs",
                   (long long)p->k->budget, (long long)(int64_t)(gap > INT64_MAX ? INT64_MAX : gap),
                   (long long)(int64_t)sum);
}

static void take(parts *p, const int64_t *chosen, const cpw_knapsack_answer *a) {
  cpwi_select *k = p->k;
  for (int64_t j = 0; j < k->n; j++)
    k->best_x[j] = (p->kept[chosen[p->part[j]]].bits & bit(p, j)) != 0;
  k->have = 1;
  k->best = a->value;
  k->bound = a->bound;
  k->greedy = a->greedy;
  k->relaxed = a->relaxed;
  k->price = a->price;
  k->l.ended = a->ended;
  k->l.steps = a->steps;
  k->l.states = a->states;
}

/* The choice of each part that the baseline makes. */
static void mark_baseline(const parts *p, int32_t *baseline) {
  const int32_t *x = p->k->l.o.baseline;
  for (int64_t i = 0; i < p->count; i++) {
    uint64_t bits = 0;
    for (int64_t h = p->begin[i]; h < p->begin[i + 1]; h++)
      if (x[p->member[h]]) bits |= bit(p, p->member[h]);
    for (int64_t c = p->first[i]; c < p->first[i + 1]; c++)
      baseline[c] = p->kept[c].bits == bits;
  }
}

static int32_t choose(parts *p) {
  const cpwi_select *k = p->k;
  const cpw_allocator *a = k->l.o.allocator;
  int64_t *money = cpwi_alloc(a, 2 * (size_t)p->kept_count + (size_t)p->count, sizeof *money);
  int32_t *baseline = cpwi_alloc_zero(a, (size_t)p->kept_count, sizeof *baseline);
  int32_t status = money && baseline ? CPW_OK : cpwi_no_memory(&k->l, "the choices of the parts");
  if (money && baseline) {
    int64_t *cost = money + p->kept_count, *chosen = cost + p->kept_count;
    for (int64_t c = 0; c < p->kept_count; c++) {
      money[c] = p->kept[c].value;
      cost[c] = p->kept[c].cost;
    }
    cpw_knapsack_options o = k->l.o;
    if (o.baseline) mark_baseline(p, baseline);
    o.baseline = o.baseline ? baseline : NULL;
    o.at_most_one = 0;
    cpw_knapsack_answer answer;
    status = check_budget(p, cost);
    if (status == CPW_OK)
      status = cpwi_knapsack_classes(money, cost, p->first, p->count, k->budget, &o, chosen,
                                     &answer, 1, k->l.where, k->l.err);
    if (status == CPW_OK) take(p, chosen, &answer);
  }
  cpwi_release(a, money);
  cpwi_release(a, baseline);
  return status;
}

int32_t cpwi_select_by_parts(cpwi_select *k, int32_t *done) {
  const cpw_allocator *a = k->l.o.allocator;
  size_t n = (size_t)k->n;
  parts p;
  memset(&p, 0, sizeof p);
  p.k = k;
  *done = 0;
  p.part = cpwi_alloc(a, n, sizeof *p.part);
  p.begin = cpwi_alloc(a, n + 2, sizeof *p.begin);
  p.member = cpwi_alloc(a, n, sizeof *p.member);
  p.place = cpwi_alloc(a, n, sizeof *p.place);
  p.first = cpwi_alloc(a, n + 1, sizeof *p.first);
  p.all = cpwi_alloc(a, MOST_CHOICES, sizeof *p.all);
  int32_t status = CPW_OK;
  if (p.part && p.begin && p.member && p.place && p.first && p.all) {
    find_parts(&p);
    number_parts(&p);
    status = list_all(&p, done);
    if (k->n == 0) *done = 1;
    if (status == CPW_OK && *done) status = choose(&p);
  } else {
    status = cpwi_no_memory(&k->l, "the parts");
  }
  void *blocks[] = {p.part, p.begin, p.member, p.place, p.first, p.all, p.kept};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    cpwi_release(a, blocks[i]);
  return status;
}
