/* What a patient brings with him: how long, where next, whether he attends, how long he is willing to wait.
 * Source: streams of random.h, one a patient, one place a visit and purpose; laws by inversion where they can be
 * (duration.h). Leaves what is done with it to moves.c. */
#include "pathway_events/internal.h"

/* The stream at one of the four words of a visit. */
static cpw_stream *at_word(cpwi_engine *e, const cpwi_patient *x, uint64_t word) {
  uint64_t first = 4 * (uint64_t)(uint32_t)x->visit;
  cpw_stream *s = cpwi_stream_of(e, x, first + word);
  cpwi_stream_refill(s, first);
  return s;
}

uint64_t cpwi_way_word(cpwi_engine *e, const cpwi_patient *x) {
  return at_word(e, x, 1)->word[1];
}

/* Draw of a law at a word of the visit, or at a place of its own if it takes several. */
static double draw(cpwi_engine *e, cpwi_patient *x, const cpwi_duration *law, uint64_t word,
                   uint64_t place) {
  if (law->words == 0) return law->a;
  return cpwi_duration_draw(law,
                            law->words == 1 ? at_word(e, x, word) : cpwi_stream_of(e, x, place));
}

static inline int32_t by_chance(const cpwi_pathway *n, int64_t first, int64_t last, uint64_t word) {
  double u = cpwi_unit(word);
  while (first < last - 1 && u >= n->way[first].cumulative)
    first++;
  return (int32_t)first;
}

/* The duration from the first word of the visit; the four of them are fetched with it. */
static inline double first_word(const cpwi_duration *law, cpw_stream *s) {
  if (!law->there && law->law == CPW_DURATION_EXPONENTIAL) return law->a * cpwi_exponential(s);
  if (!law->there && law->law == CPW_DURATION_LOGNORMAL)
    return cpw_math_exp(law->a + law->b * cpwi_normal(s));
  return cpwi_duration_draw(law, s);
}

/* The duration at a stage; with it, where the route is by chance alone, the way on, which stands in the next word. */
double cpwi_draw_stay(cpwi_engine *e, cpwi_patient *x) {
  const cpwi_events *p = e->p;
  int64_t cell = (int64_t)x->stage * p->n.groups + x->group;
  int64_t first = p->n.way_first[cell], last = p->n.way_first[cell + 1];
  const cpwi_duration *law = p->stay[cell] >= 0 ? &p->law[p->stay[cell]] : NULL;
  int by_word = law && law->words == 1 && x->interrupted == 0;
  double out = 0.0;
  uint64_t way_word = 0;
  if (by_word) {
    cpw_stream *s = cpwi_stream_of(e, x, 4 * (uint64_t)(uint32_t)x->visit);
    out = first_word(law, s);
    way_word = s->word[1];
  }
  if (!(x->flags & CPWI_DRAWN) && e->room[x->stage].routing == CPW_ROUTE_CHANCE) {
    x->way = (int32_t)first;
    x->flags |= CPWI_DRAWN;
    if (last - first > 1)
      x->way = by_chance(&p->n, first, last, by_word ? way_word : cpwi_way_word(e, x));
  }
  if (by_word || !law) return out;
  if (law->words == 0) return law->a;
  return cpwi_duration_draw(
      law, cpwi_stream_of(e, x, cpwi_place(CPWI_PLACE_DURATION, x->visit, x->interrupted)));
}

/* -------- where next */

static double crowd(const cpwi_engine *e, int32_t stage) {
  if (stage < 0) return 0.0;
  const cpwi_room *r = &e->room[stage];
  double people = (double)r->waiting + (double)r->busy;
  double capacity = r->unlimited ? 1.0 : r->slots ? r->servers : (double)r->capacity;
  if (r->kind == CPW_STAGE_EXIT || r->kind == CPW_STAGE_DECISION) return 0.0;
  if (capacity > 0.0) return people / capacity;
  return 0x1p1000;
}

static int free_at_once(const cpwi_engine *e, int32_t stage) {
  if (stage < 0) return 1;
  const cpwi_room *r = &e->room[stage];
  if (r->unlimited || r->kind == CPW_STAGE_EXIT || r->kind == CPW_STAGE_DECISION) return 1;
  return !r->slots && r->line.count == 0 && cpwi_place_free(r);
}

static int32_t shortest(const cpwi_engine *e, int64_t first, int64_t last) {
  const cpwi_way *way = e->p->n.way;
  int64_t best = first;
  double least = crowd(e, way[first].to);
  for (int64_t k = first + 1; k < last; k++) {
    double c = crowd(e, way[k].to);
    if (!(c < least)) continue;
    least = c;
    best = k;
  }
  return (int32_t)best;
}

/* Everybody's credit grows by the chance; the highest is taken and pays 1. */
static int32_t in_turn(cpwi_engine *e, int64_t first, int64_t last) {
  int64_t best = first;
  for (int64_t k = first; k < last; k++) {
    e->credit[k] += e->p->n.way[k].chance;
    if (e->credit[k] > e->credit[best]) best = k;
  }
  e->credit[best] -= 1.0;
  return (int32_t)best;
}

int32_t cpwi_choose_way(cpwi_engine *e, cpwi_patient *x, int32_t stage, int32_t group,
                        uint64_t word) {
  const cpwi_pathway *n = &e->p->n;
  int64_t cell = (int64_t)stage * n->groups + group;
  int64_t first = n->way_first[cell], last = n->way_first[cell + 1];
  (void)x;
  switch (e->room[stage].routing) {
  case CPW_ROUTE_SHORTEST:
    return shortest(e, first, last);
  case CPW_ROUTE_FIRST_FREE:
    for (int64_t k = first; k < last; k++)
      if (free_at_once(e, n->way[k].to)) return (int32_t)k;
    break;
  case CPW_ROUTE_IN_TURN:
    return in_turn(e, first, last);
  default:
    break;
  }
  return by_chance(n, first, last, word);
}

double cpwi_draw_delay(cpwi_engine *e, cpwi_patient *x, int32_t way) {
  int32_t law = e->p->delay[way];
  if (law < 0) return 0.0;
  return draw(e, x, &e->p->law[law], 2, cpwi_place(CPWI_PLACE_DELAY, x->visit, 0));
}

/* -------- while waiting */

/* The earliest of the changes that may happen to him, who has waited so long already. */
void cpwi_draw_change(cpwi_engine *e, int32_t i, double waited) {
  const cpwi_events *p = e->p;
  cpwi_patient *x = &e->patient[i];
  int64_t cell = (int64_t)x->stage * p->n.groups + x->group;
  double least = 0.0;
  x->change = CPWI_NONE;
  for (int64_t k = p->n.change_first[cell]; k < p->n.change_first[cell + 1]; k++) {
    int32_t index = (int32_t)(k - p->n.change_first[cell]) + (x->rounds << 5);
    cpw_stream *s = cpwi_stream_of(e, x, cpwi_place(CPWI_PLACE_CHANGE, x->visit, index));
    const cpwi_duration *law = &p->law[p->after[k]];
    double after =
        waited > 0.0 ? cpwi_duration_remaining(law, waited, s) : cpwi_duration_draw(law, s);
    if (x->change >= 0 && !(after < least)) continue;
    least = after;
    x->change = (int32_t)k;
  }
  if (x->change < 0) return;
  x->change_at = e->now + least;
  x->change_tie = cpwi_plan(e, x->change_at, CPWI_E_CHANGE, i);
}

/* 0: attends; 1: does not and comes again; 2: does not and leaves. */
int cpwi_draw_missed(cpwi_engine *e, cpwi_patient *x, double chance, double leave) {
  cpw_stream *s = x->missed == 0
                      ? at_word(e, x, 3)
                      : cpwi_stream_of(e, x, cpwi_place(CPWI_PLACE_MISSED, x->visit, x->missed));
  double u = cpw_random_uniform(s);
  if (u >= chance) return 0;
  return u < chance * leave ? 2 : 1;
}
