/* One list on its way from period to period: older, joined, removed, treated.
 * Source: the recursion in carepath/waitlist.h (Wood 2022; Wood and Worthington 2025).
 * Leaves placing the treatments to place.c, and many lists and results to project.c and target.c. */
#include "waitlist/internal.h"

#include <math.h>
#include <string.h>

int32_t cpwi_course_init(cpwi_course *c, const cpwi_ageing *ageing, int64_t periods,
                         const cpw_allocator *allocator) {
  memset(c, 0, sizeof *c);
  c->ageing = ageing;
  c->bands = ageing->bands;
  c->periods = periods;
  c->mode = CPW_CAPACITY_COUNTS;
  c->surplus = CPW_SURPLUS_CONSERVE;
  size_t n = (size_t)c->bands, t = (size_t)periods;
  c->opening = cpwi_alloc(allocator, n, sizeof *c->opening);
  c->weight = cpwi_alloc(allocator, n, sizeof *c->weight);
  c->want = cpwi_alloc(allocator, n, sizeof *c->want);
  c->inflow = cpwi_alloc(allocator, n, sizeof *c->inflow);
  c->starts = cpwi_alloc(allocator, t, sizeof *c->starts);
  c->uplift = cpwi_alloc(allocator, t, sizeof *c->uplift);
  return c->opening && c->weight && c->want && c->inflow && c->starts && c->uplift ? CPW_OK
                                                                                   : CPW_ENOMEM;
}

void cpwi_course_free(cpwi_course *c, const cpw_allocator *allocator) {
  double *rows[] = {c->opening, c->weight, c->want, c->inflow, c->starts, c->uplift};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    cpwi_release(allocator, rows[k]);
}

static double largest(int64_t count, const double *x) {
  double most = 0.0;
  for (int64_t i = 0; i < count; i++)
    if (x[i] > most) most = x[i];
  return most;
}

/* Only the ratios of the hazards matter for weights: the largest is brought to about 1, exactly. */
static void take_weights(cpwi_course *c) {
  int exponent = 0;
  frexp(largest(c->bands, c->hazard), &exponent);
  c->scale = ldexp(1.0, exponent < -1000 ? 1000 : -exponent);
  for (int64_t m = 0; m < c->bands; m++)
    c->weight[m] = c->hazard[m] * c->scale;
}

double cpwi_course_load(cpwi_course *c, const cpw_backlog *backlog, int64_t list,
                        const double *starts) {
  double uplift = backlog->start_uplift ? backlog->start_uplift[list] : 0.0;
  double size = cpwi_sum(c->bands, backlog->waiting + list * c->bands);
  c->hazard = backlog->treatment_hazard + list * c->bands;
  c->removal = backlog->removal_hazard + list * c->bands;
  c->transfers = c->surplus != CPW_SURPLUS_CONSERVE;
  c->uplifted = uplift > 0.0;
  for (int64_t m = 0; m < c->bands; m++)
    c->transfers |= c->removal[m] < 0.0;
  for (int64_t t = 0; t < c->periods; t++) {
    c->starts[t] = starts ? starts[t] : backlog->starts[list];
    c->uplift[t] = uplift * c->starts[t];
    size += c->starts[t] + c->uplift[t];
  }
  take_weights(c);
  return size;
}

void cpwi_course_round(cpwi_course *c, const cpw_backlog *backlog, int64_t list,
                       const cpwi_grid *grid) {
  const double *waiting = backlog->waiting + list * c->bands;
  c->grid = *grid;
  for (int64_t t = 0; t < c->periods; t++) {
    c->starts[t] = cpwi_on_grid(c->starts[t], grid);
    c->uplift[t] = cpwi_on_grid(c->uplift[t], grid);
  }
  for (int64_t m = 0; m < c->bands; m++)
    c->opening[m] = cpwi_on_grid(waiting[m], grid);
}

int32_t cpwi_course_take(cpwi_course *c, const cpw_backlog *backlog, int64_t list,
                         const double *starts) {
  cpwi_grid grid;
  double size = cpwi_course_load(c, backlog, list, starts);
  int32_t status = cpwi_grid_for(size, c->transfers ? CPWI_GROWS : CPWI_SHRINKS, &grid);
  if (status == CPW_OK) cpwi_course_round(c, backlog, list, &grid);
  return status;
}

/* Everybody one period older, and who joined. */
static void enter(cpwi_course *c, int64_t t, const double *before, double *unrecorded) {
  cpwi_age(c->ageing, &c->grid, before, c->inflow);
  cpwi_join(c->ageing, &c->grid, c->starts[t], c->inflow);
  if (unrecorded) memset(unrecorded, 0, (size_t)c->bands * sizeof *unrecorded);
  if (c->uplift[t] > 0.0) {
    cpwi_join(c->ageing, &c->grid, c->uplift[t], c->inflow);
    if (unrecorded) cpwi_join(c->ageing, &c->grid, c->uplift[t], unrecorded);
  }
}

/* Those who leave without treatment; who stays can be treated, and wants it by the hazards. Returns
 * the sum of what is wanted. */
static double remove_some(cpwi_course *c, double *removed, cpwi_totals *totals) {
  const double magic = c->grid.magic, *inflow = c->inflow, *hazard = c->removal;
  const double *weight = c->weight;
  double *want = c->want, *room = c->room, gone = 0.0, wanted = 0.0;
  cpwi_two gone_two = {0.0, 0.0}, wanted_two = {0.0, 0.0};
  int64_t m = 0;
  for (; m + 2 <= c->bands; m += 2) {
    cpwi_two people = cpwi_load_two(inflow + m);
    cpwi_two leave = (cpwi_load_two(hazard + m) * people + magic) - magic;
    cpwi_two asked = cpwi_load_two(weight + m) * people;
    cpwi_store_two(removed + m, leave);
    cpwi_store_two(room + m, people - leave);
    cpwi_store_two(want + m, asked);
    gone_two += leave;
    wanted_two += asked;
  }
  for (; m < c->bands; m++) {
    double leave = cpwi_on_grid(hazard[m] * inflow[m], &c->grid);
    removed[m] = leave;
    room[m] = inflow[m] - leave;
    want[m] = weight[m] * inflow[m];
    gone += leave;
    wanted += want[m];
  }
  gone += gone_two[0] + gone_two[1];
  wanted += wanted_two[0] + wanted_two[1];
  totals->removed = gone;
  return wanted;
}

/* A negative removal is a transfer in. */
static void split_transfers(cpwi_course *c, double *removed, double *unrecorded,
                            cpwi_totals *totals) {
  double joined = 0.0;
  for (int64_t m = 0; m < c->bands; m++) {
    double joins = removed[m] < 0.0 ? -removed[m] : 0.0;
    removed[m] = removed[m] > 0.0 ? removed[m] : 0.0;
    joined += joins;
    if (unrecorded) unrecorded[m] += joins;
  }
  totals->unrecorded += joined;
  totals->removed += joined;
}

/* What the hazards alone would treat: k c I, nobody twice. */
static double by_hazards(const cpwi_course *c, double multiple) {
  double sum = 0.0;
  for (int64_t m = 0; m < c->bands; m++) {
    double take = multiple * c->hazard[m] * c->inflow[m];
    sum += take < c->room[m] ? cpwi_on_grid(take, &c->grid) : c->room[m];
  }
  return sum;
}

/* How many treatments there are, and in `offered` what the capacity would have allowed: rounded
 * down, so that nobody is treated beyond it. */
static double treatments(const cpwi_course *c, double capacity, double *offered) {
  if (c->mode == CPW_CAPACITY_RATES) return *offered = by_hazards(c, capacity);
  *offered = capacity < c->grid.most ? cpwi_down_to_grid(capacity, &c->grid) : capacity;
  if (c->mode == CPW_CAPACITY_COUNTS) return *offered;
  double asked = by_hazards(c, 1.0);
  return asked < *offered ? asked : *offered;
}

/* The published rules even out what they have treated beyond who was there; `adjusted` says who was moved. */
static void even_out(cpwi_course *c, cpwi_totals *totals) {
  double *people = c->want; /* has served */
  memcpy(people, c->room, (size_t)c->bands * sizeof *people);
  cpwi_redistribute(c->surplus, c->bands, people);
  for (int64_t m = 0; m < c->bands; m++) {
    double moved = cpwi_on_grid(people[m], &c->grid) - c->room[m];
    if (c->adjusted) c->adjusted[m] = moved;
    c->room[m] += moved;
    totals->adjusted += moved;
  }
}

/* The published rules may treat whoever is not there; they have to stay on the grid all the same. */
static int32_t treat_unlimited(cpwi_course *c, double wanted, double capacity,
                               const cpwi_flows *flows, cpwi_totals *totals) {
  if (!(cpwi_absolute_sum(c->bands, c->room) <= c->grid.most) || !(capacity <= c->grid.most))
    return CPW_EOVERFLOW;
  totals->treated = cpwi_place_unlimited(c, wanted, capacity, flows->treated);
  if (isnan(totals->treated) || !(cpwi_absolute_sum(c->bands, c->room) <= c->grid.most))
    return CPW_EOVERFLOW;
  totals->unused = capacity - totals->treated;
  if (c->surplus != CPW_SURPLUS_NONE) even_out(c, totals);
  return CPW_OK;
}

/* The urgent people who joined in period t, from the first band up as long as somebody is there; what
 * the hazards ask for these bands has them in it. Returns what is then wanted. */
static double want_after_urgent(cpwi_course *c, double urgent) {
  double left = urgent;
  for (int64_t m = 0; m < c->bands && left > 0.0; m++) {
    double take = c->room[m] < left ? c->room[m] : left;
    double rest = c->want[m] - take * c->scale;
    c->want[m] = rest > 0.0 ? rest : 0.0;
    left -= take;
  }
  return cpwi_sum(c->bands, c->want);
}

static int32_t treat(cpwi_course *c, double wanted, double capacity, double available,
                     const cpwi_flows *flows, cpwi_totals *totals) {
  if (!(available <= c->grid.most)) return CPW_EOVERFLOW; /* before anything of it is rounded */
  double offered, placed = treatments(c, capacity, &offered);
  if (c->surplus != CPW_SURPLUS_CONSERVE) return treat_unlimited(c, wanted, placed, flows, totals);
  if (c->urgent > 0.0) {
    double asked = cpwi_on_grid(c->urgent * (totals->starts + totals->uplift), &c->grid);
    double most = placed < available ? placed : available;
    c->first = asked < most ? asked : most;
    wanted = want_after_urgent(c, c->first);
    totals->urgent = c->first;
    totals->unmet = asked - c->first;
  }
  totals->treated = cpwi_place(c, wanted, placed, available, flows->treated);
  totals->unused = offered - totals->treated;
  return CPW_OK;
}

void cpwi_course_enter(cpwi_course *c, int64_t t, const double *before, double opening,
                       const cpwi_flows *flows, cpwi_totals *totals) {
  totals->opening = opening;
  totals->starts = c->starts[t];
  totals->unrecorded = totals->uplift = c->uplift[t];
  totals->urgent = totals->unmet = totals->adjusted = 0.0;
  enter(c, t, before, flows->unrecorded);
}

int32_t cpwi_course_leave(cpwi_course *c, double net, double capacity, const cpwi_flows *flows,
                          cpwi_totals *totals) {
  c->room = flows->waiting;
  double wanted = remove_some(c, flows->removed, totals);
  if (c->transfers) split_transfers(c, flows->removed, flows->unrecorded, totals);
  double available = totals->opening + totals->starts + totals->unrecorded + net - totals->removed;
  int32_t status = treat(c, wanted, capacity, available, flows, totals);
  totals->closing = available - totals->treated + totals->adjusted;
  return status;
}

int32_t cpwi_course_step(cpwi_course *c, int64_t t, double capacity, const double *before,
                         double opening, const cpwi_flows *flows, cpwi_totals *totals) {
  cpwi_course_enter(c, t, before, opening, flows, totals);
  return cpwi_course_leave(c, 0.0, capacity, flows, totals);
}
