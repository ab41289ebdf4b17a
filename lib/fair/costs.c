/* What a ranking costs those who would stand earlier by score alone.
 * Source: ordering and selection utility of Zehlike et al., CIKM 2017, section 3; places lost by counting.
 * Leaves the order by score to sorted.c. */
#include "fair/internal.h"

typedef struct account {
  cpw_fair_people people;
  int64_t places;
  const int64_t *order;
  int64_t *sorted;           /* (count) people by score within tiers */
  int64_t *by_score, *place; /* (count) of each person; place -1: not in the ranking */
  int64_t *lost;             /* (count) or NULL */
  cpw_fair_cost cost;
} account;

static int32_t check_order(account *c, const char *where, cpw_error *err) {
  const int32_t *tier = c->people.tier;
  for (int64_t i = 0; i < c->people.count; i++)
    c->place[i] = -1;
  for (int64_t i = 0; i < c->places; i++) {
    int64_t who = c->order[i];
    if (who < 0 || who >= c->people.count)
      return cpwi_fail(err, CPW_EINVAL, i, where, "order[%lld] = %lld must be 0 to %lld",
                       (long long)i, (long long)who, (long long)(c->people.count - 1));
    if (c->place[who] >= 0)
      return cpwi_fail(err, CPW_EINVAL, i, where, "order[%lld] = %lld is there twice", (long long)i,
                       (long long)who);
    if (tier && i > 0 && tier[who] < tier[c->order[i - 1]])
      return cpwi_fail(err, CPW_EINVAL, i, where,
                       "order[%lld] = %lld is of the tier %d, below the tier before it, %d",
                       (long long)i, (long long)who, (int)tier[who], (int)tier[c->order[i - 1]]);
    c->place[who] = i;
  }
  return CPW_OK;
}

/* places lost by one person, where the ends of both rankings are one and the same place beyond */
static int64_t places_lost(const account *c, int64_t who) {
  int64_t now = c->place[who] >= 0 ? c->place[who] : c->places;
  int64_t then = c->by_score[who] < c->places ? c->by_score[who] : c->places;
  return now - then;
}

static void count_places(account *c) {
  for (int64_t s = 0; s < c->people.count; s++)
    c->by_score[c->sorted[s]] = s;
  for (int64_t who = 0; who < c->people.count; who++) {
    int64_t lost = places_lost(c, who);
    c->cost.delayed += lost > 0;
    c->cost.advanced += lost < 0;
    c->cost.left_out += lost > 0 && c->place[who] < 0;
    if (c->place[who] >= 0 && lost > c->cost.most_places) {
      c->cost.most_places = lost;
      c->cost.most_delayed = who;
    }
    if (c->lost) c->lost[who] = lost;
  }
}

static int same_tier(const cpw_fair_people *p, int64_t a, int64_t b) {
  return !p->tier || p->tier[a] == p->tier[b];
}

/* a difference of scores that is beyond the largest double is infinite */
static void note_loss(double loss, int64_t who, double *most, int64_t *whose) {
  if (loss <= *most) return;
  *most = loss;
  *whose = who;
}

static void count_losses(account *c) {
  const double *score = c->people.score;
  double lowest = 0.0; /* score so far in the tier */
  for (int64_t i = 0; i < c->places; i++) {
    int64_t who = c->order[i];
    int goes_on = i > 0 && same_tier(&c->people, who, c->order[i - 1]);
    if (goes_on) note_loss(score[who] - lowest, who, &c->cost.ordering_loss, &c->cost.ordering_who);
    if (!goes_on || score[who] < lowest) lowest = score[who];
  }
}

/* those who are left out against the lowest who is in, tier by tier */
static void count_left_out(account *c) {
  int64_t end;
  for (int64_t first = 0; first < c->people.count; first = end) {
    end = cpwi_fair_tier_end(&c->people, c->sorted, first);
    int64_t best = -1, lowest = -1; /* the best who is out, the lowest who is in */
    for (int64_t s = first; s < end; s++) {
      int64_t who = c->sorted[s];
      if (c->place[who] >= 0)
        lowest = who;
      else if (best < 0)
        best = who;
    }
    if (best >= 0 && lowest >= 0)
      note_loss(c->people.score[best] - c->people.score[lowest], best, &c->cost.selection_loss,
                &c->cost.selection_who);
  }
}

static int32_t take_memory(account *c, const cpw_allocator *a, const char *where, cpw_error *err) {
  size_t n = (size_t)c->people.count;
  c->sorted = cpwi_alloc(a, n, 3 * sizeof *c->sorted);
  if (!c->sorted)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld people",
                     (long long)c->people.count);
  c->by_score = c->sorted + n;
  c->place = c->by_score + n;
  return CPW_OK;
}

int32_t cpw_fair_costs(const cpw_fair_people *people, int64_t places, const int64_t *order,
                       const cpw_allocator *allocator, int64_t *lost, cpw_fair_cost *cost,
                       cpw_error *err) {
  account c = {.places = places, .order = order, .lost = lost};
  c.cost.most_delayed = c.cost.ordering_who = c.cost.selection_who = -1;
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_fair_take_people(&c.people, people, places, __func__, err);
  if (status != CPW_OK) return status;
  if (!cost || (places > 0 && !order))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", cost ? "order" : "cost");
  status = take_memory(&c, allocator, __func__, err);
  if (status != CPW_OK) return status;
  status = check_order(&c, __func__, err);
  if (status == CPW_OK) status = cpwi_fair_sorted(&c.people, allocator, c.sorted, __func__, err);
  if (status == CPW_OK) {
    count_places(&c);
    count_losses(&c);
    count_left_out(&c);
    *cost = c.cost;
  }
  cpwi_release(allocator, c.sorted);
  return status;
}
