/* One list of whole people on its way from period to period, with chance.
 * Source: the recursion in carepath/waitlist.h with binomial removals and multinomial treatments; the
 * law of the treatments is in carepath/simulate.h. Leaves single draws to binomial.c and random.h. */
#include "simulate/internal.h"

int32_t cpwi_people_init(cpwi_people *p, const cpwi_ageing *ageing,
                         const cpw_allocator *allocator) {
  const size_t n = (size_t)ageing->bands;
  memset(p, 0, sizeof *p);
  p->ageing = ageing;
  p->bands = ageing->bands;
  p->leaves = 1;
  while (p->leaves < p->bands)
    p->leaves *= 2;
  const size_t leaves = (size_t)p->leaves;
  p->inflow = cpwi_alloc(allocator, n, 3 * sizeof *p->inflow);
  p->weight = cpwi_alloc(allocator, n, 3 * sizeof *p->weight);
  p->chosen = cpwi_alloc(allocator, leaves, 3 * sizeof *p->chosen);
  p->tree = cpwi_alloc_zero(allocator, leaves, 3 * sizeof *p->tree);
  if (!p->inflow || !p->weight || !p->chosen || !p->tree) return CPW_ENOMEM;
  p->split = p->chosen + 2 * leaves;
  p->share = p->tree + 2 * leaves;
  p->room = p->inflow + n;
  p->treated = p->room + n;
  p->want = p->weight + n;
  p->waiting = p->want + n;
  return CPW_OK;
}

void cpwi_people_free(cpwi_people *p, const cpw_allocator *allocator) {
  cpwi_release(allocator, p->inflow);
  cpwi_release(allocator, p->weight);
  cpwi_release(allocator, p->chosen);
  cpwi_release(allocator, p->tree);
}

/* ---------------------------------------------------------------- whole people -------------- */

void cpwi_whole_people(int64_t bands, const double *waiting, int64_t *whole) {
  double left = floor(cpwi_sum(bands, waiting) + 0.5);
  for (int64_t m = 0; m < bands; m++) {
    whole[m] = (int64_t)waiting[m];
    left -= (double)whole[m];
  }
  while (left >= 1.0) { /* at most one more a band: the largest remainder first */
    int64_t largest = -1;
    double most = -1.0;
    for (int64_t m = 0; m < bands; m++) {
      double rest = waiting[m] - (double)whole[m];
      if (rest > most) {
        most = rest;
        largest = m;
      }
    }
    whole[largest]++;
    left -= 1.0;
  }
}

static int64_t sum_of(int64_t count, const int64_t *x) {
  int64_t sum = 0;
  for (int64_t i = 0; i < count; i++)
    sum += x[i];
  return sum;
}

/* Only the ratios of the treatment hazards matter: the largest is brought to about 1, exactly. */
static void take_weights(cpwi_people *p, const double *hazard) {
  double most = 0.0;
  for (int64_t m = 0; m < p->bands; m++)
    if (hazard[m] > most) most = hazard[m];
  int exponent = 0;
  frexp(most, &exponent);
  double scale = ldexp(1.0, exponent < -1000 ? 1000 : -exponent);
  for (int64_t m = 0; m < p->bands; m++)
    p->weight[m] = hazard[m] * scale;
}

void cpwi_people_take(cpwi_people *p, const cpwi_simulation *s, const cpwi_hazards *hazards,
                      const int64_t *opening, int64_t list, int64_t replication) {
  uint64_t seed = s->run.seed, r = (uint64_t)replication, entity = (uint64_t)list;
  memcpy(p->room, opening, (size_t)p->bands * sizeof *p->room);
  take_weights(p, hazards->treatment);
  p->longest_first = s->options.longest_first;
  cpw_stream_init(&p->ages, seed, r, CPWI_DRAW_AGES, entity);
  cpw_stream_init(&p->unrecorded, seed, r, CPWI_DRAW_UNRECORDED, entity);
  cpw_stream_init(&p->removals, seed, r, CPWI_DRAW_REMOVALS, entity);
  cpw_stream_init(&p->treatments, seed, r, CPWI_DRAW_TREATMENTS, entity);
}

/* ---------------------------------------------------------------- older, joined ------------- */

/* Each person of a source goes to one of the bands that it reaches, by the source's shares. */
static void spread(cpwi_people *p, int64_t source, int64_t people) {
  const cpwi_ageing *a = p->ageing;
  int64_t *to = p->inflow + a->first[source];
  double below = 0.0;
  for (int64_t j = a->at[source]; j < a->at[source + 1] && people > 0; j++) {
    double rest = 1.0 - below, share = a->share[j] - below;
    int64_t here = rest > share ? cpwi_binomial(&p->ages, people, share / rest) : people;
    *to++ += here;
    people -= here;
    below = a->share[j];
  }
  if (people > 0) p->inflow[a->first[source] + a->at[source + 1] - a->at[source]] += people;
}

static void join(cpwi_people *p, int64_t people) {
  if (p->ageing->shift)
    p->inflow[0] += people;
  else
    spread(p, p->bands, people);
}

static void grow_older(cpwi_people *p) {
  const int64_t n = p->bands;
  if (p->ageing->shift) {
    p->inflow[0] = 0;
    memcpy(p->inflow + 1, p->room, (size_t)(n - 1) * sizeof *p->inflow);
    p->inflow[n - 1] += p->room[n - 1];
    return;
  }
  memset(p->inflow, 0, (size_t)n * sizeof *p->inflow);
  for (int64_t m = 0; m < n; m++)
    spread(p, m, p->room[m]);
}

/* ---------------------------------------------------------------- removed ------------------- */

/* Who leaves without treatment, or joins unrecorded; who stays can be treated. */
static void remove_some(cpwi_people *p, const double *hazard, int64_t *removed, int64_t *joined) {
  const int64_t n = p->bands;
  int64_t *gone = p->treated;
  for (int64_t m = 0; m < n; m++)
    p->want[m] = hazard[m] > 0.0 ? hazard[m] : 0.0;
  cpwi_binomials(&p->removals, n, p->inflow, p->want, gone);
  for (int64_t m = 0; m < n; m++) {
    int64_t people = p->inflow[m], change = -gone[m];
    *removed += gone[m];
    if (hazard[m] < 0.0 && people > 0) {
      change = cpw_random_poisson(&p->unrecorded, -hazard[m] * (double)people);
      *joined += change;
    }
    p->room[m] = people + change;
  }
}

/* ---------------------------------------------------------------- treated ------------------- */

static int64_t take_up_to(int64_t left, int64_t *room) {
  int64_t take = *room < left ? *room : left;
  *room -= take;
  return left - take;
}

/* Longest wait first. Returns what is left. */
static int64_t place_longest(cpwi_people *p, int64_t left) {
  for (int64_t m = p->bands - 1; m >= 0 && left > 0; m--)
    left = take_up_to(left, &p->room[m]);
  return left;
}

/* What the leaves below every node of a binary tree want: node k has the nodes 2 k and 2 k + 1, band m
 * is leaf `leaves` + m; exactly what one of its nodes wants where the other wants nothing. */
static double add_up(cpwi_people *p) {
  double *want = p->tree + p->leaves;
  for (int64_t m = 0; m < p->bands; m++)
    want[m] = p->room[m] > 0 ? p->want[m] : 0.0;
  for (int64_t k = p->leaves - 1; k > 0; k--)
    p->tree[k] = p->tree[2 * k] + p->tree[2 * k + 1];
  return p->tree[1];
}

/* Every treatment chooses a band, level by level of the tree; those that find nobody there are left,
 * and returned. */
static int64_t choose_bands(cpwi_people *p, int64_t choosers) {
  int64_t *chosen = p->chosen, left = 0;
  chosen[1] = choosers;
  for (int64_t level = 1; level < p->leaves; level *= 2) {
    int64_t last = p->leaves + p->bands - 1;
    while (last >= 2 * level)
      last /= 2;
    int64_t width = last - level + 1; /* nodes that have bands below them */
    for (int64_t k = level; k < level + width; k++)
      p->share[k - level] = p->tree[2 * k] > 0.0 ? p->tree[2 * k] / p->tree[k] : 0.0;
    cpwi_binomials(&p->treatments, width, chosen + level, p->share, p->split);
    for (int64_t k = level; k < level + width; k++) {
      chosen[2 * k] = p->split[k - level];
      chosen[2 * k + 1] = chosen[k] - chosen[2 * k];
    }
  }
  for (int64_t m = 0; m < p->bands; m++)
    left += take_up_to(chosen[p->leaves + m], &p->room[m]);
  return left;
}

/* Places `capacity` of fewer than `available` people; how many there are is known. */
static void place(cpwi_people *p, int64_t capacity) {
  int64_t first = 0;
  if (p->longest_first > 0.0) first = (int64_t)floor(p->longest_first * (double)capacity + 0.5);
  int64_t left = place_longest(p, first) + capacity - first;
  for (int64_t m = 0; m < p->bands; m++)
    p->want[m] = p->weight[m] * (double)p->inflow[m];
  while (left > 0 && add_up(p) > 0.0) /* every round but the last fills a band */
    left = choose_bands(p, left);
  place_longest(p, left);
}

static int64_t whole_capacity(double capacity) {
  return (int64_t)(capacity < CPWI_PLENTY ? capacity : CPWI_PLENTY);
}

int32_t cpwi_people_step(cpwi_people *p, const cpwi_hazards *hazards, double starts,
                         double capacity, cpwi_totals *totals) {
  int64_t opening = sum_of(p->bands, p->room), began = (int64_t)starts, joined = 0, removed = 0;
  grow_older(p);
  join(p, began);
  if (hazards->uplift > 0.0 && began > 0) {
    joined = cpw_random_poisson(&p->unrecorded, hazards->uplift * starts);
    join(p, joined);
  }
  remove_some(p, hazards->removal, &removed, &joined);
  int64_t available = opening + began + joined - removed, offered = whole_capacity(capacity);
  if ((double)available > p->most) return CPW_EOVERFLOW;
  int64_t treated = offered < available ? offered : available;
  if (treated < available)
    place(p, treated);
  else
    memset(p->room, 0, (size_t)p->bands * sizeof *p->room);
  totals->opening = (double)opening;
  totals->starts = starts;
  totals->unrecorded = (double)joined;
  totals->treated = (double)treated;
  totals->removed = (double)removed;
  totals->closing = (double)(available - treated);
  totals->unused = (double)(offered - treated);
  for (int64_t m = 0; m < p->bands; m++)
    p->waiting[m] = (double)p->room[m];
  return CPW_OK;
}
