/* Random systems, valid by the way they are made: written and read back they are the same to the bit, and what is written
 * again is the same to the byte. One field that is spoilt is told, and nothing is built.
 * Usage: property_system_files [COUNT] [SEED], or --digest. */
#include "worlds.h"

#include "system_files/same.h"

#include <math.h>
#include <stdio.h>

#define MOST 6 /* organisations, services, ...: at least one, at most as many */
#define EVER ((double)INFINITY)

typedef struct world {
  cpw_system s;
  char id[24][MOST][24];
  const char *names[3][MOST];
  double values[MOST][5], x[MOST][3], y[MOST][3];
  cpw_system_organisation organisation[MOST];
  cpw_system_alliance alliance[MOST];
  cpw_system_member member[MOST];
  cpw_system_area area[MOST];
  cpw_system_footprint footprint[MOST];
  cpw_system_people people[MOST];
  cpw_system_service service[MOST];
  cpw_system_profile profile[MOST];
  cpw_system_list list[MOST * MOST];
  cpw_system_capacity capacity[MOST];
  cpw_response curve[MOST];
  cpw_system_resource resource[MOST];
  cpw_system_use use[MOST];
  cpw_system_limit limit[MOST];
  cpw_system_need need[MOST];
  cpw_system_choice choice[MOST];
  cpw_system_fund fund[MOST];
  cpw_system_payment payment[MOST];
  cpw_system_policy policy[MOST];
  cpw_system_effect effect[MOST];
  cpw_system_scenario scenario[MOST];
  cpw_system_pick pick[MOST];
  cpw_system_source source[MOST];
} world;

typedef struct maker {
  world *w;
  cpw_stream s;
} maker;

static int32_t below(maker *m, int64_t most) {
  return (int32_t)cpw_random_below(&m->s, (uint64_t)most);
}

static int32_t some(maker *m) {
  return 1 + below(m, MOST);
}

/* A number of a row, or now and then none. */
static int32_t maybe(maker *m, int64_t count) {
  return below(m, 4) == 0 ? CPW_NONE : below(m, count);
}

static double number(maker *m) {
  double u = cpw_random_uniform(&m->s);
  switch (below(m, 5)) {
  case 0:
    return 0;
  case 1:
    return (double)below(m, 1000);
  case 2:
    return u * 1e90;
  case 3:
    return u * 1e-300;
  default:
    return u * 1000;
  }
}

static double share(maker *m) {
  int32_t way = below(m, 4);
  return way == 0 ? 0 : way == 1 ? 1 : cpw_random_uniform(&m->s);
}

/* Ids with all that CSV must quote, and letters beyond ASCII. */
static const char *id(maker *m, int32_t table, int64_t row) {
  static const char *const odd[] = {"a",           "b c",    "x,y", "say \"so\"", "two\nlines",
                                    "caf\xc3\xa9", " space", "#",   "=1+1",       "all of us"};
  char *text = m->w->id[table % 24][row];
  snprintf(text, 24, "%s %c", odd[below(m, 10)], (char)('A' + row));
  return text;
}

static const char *name(maker *m) {
  static const char *const names[] = {NULL, "", "A name", "Name, the other", "l'\xc3\xa9t\xc3\xa9"};
  return names[below(m, 5)];
}

static void times(maker *m, double *from, double *until) {
  *from = below(m, 3) == 0 ? -EVER : number(m) / 1e3;
  *until = below(m, 3) == 0 ? EVER : (isinf(*from) ? 0 : *from) + 1 + fabs(*from);
}

static int32_t basis(maker *m) {
  return below(m, CPW_BASES);
}

static void name_some(maker *m, int32_t which, const char *const **to, int64_t *count) {
  *count = some(m);
  for (int64_t i = 0; i < *count; i++)
    m->w->names[which][i] = id(m, 20 + which, i);
  *to = m->w->names[which];
}

static void make_organisations(maker *m) {
  world *w = m->w;
  w->s.organisations = some(m);
  for (int64_t i = 0; i < w->s.organisations; i++) {
    cpw_system_organisation *r = &w->organisation[i];
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, r);
    r->id = id(m, 0, i), r->name = name(m);
    r->kind = CPW_ORG_ACUTE + below(m, 5);
    r->parent = i ? maybe(m, i) : CPW_NONE;
    times(m, &r->from, &r->until);
    r->votes = (int64_t)(cpw_random_bits(&m->s) >> 1);
    r->overhead = number(m), r->compliance = share(m), r->quality = -number(m);
    if (below(m, 2)) r->longitude = 180 - 360 * share(m), r->latitude = -90 * share(m);
    r->basis = basis(m);
  }
  w->s.organisation = w->organisation;
}

static void make_alliances(maker *m) {
  world *w = m->w;
  w->s.alliances = some(m);
  for (int64_t i = 0; i < w->s.alliances; i++) {
    w->alliance[i] = (cpw_system_alliance){id(m, 1, i), name(m), below(m, CPW_ALLIANCE_KINDS), 0};
    w->member[i] = (cpw_system_member){(int32_t)i, below(m, w->s.organisations), CPW_NONE, 0, 0, 0};
    times(m, &w->member[i].from, &w->member[i].until);
  }
  w->s.members = w->s.alliances;
  w->s.alliance = w->alliance, w->s.member = w->member;
}

static void make_people(maker *m) {
  world *w = m->w;
  w->s.areas = some(m);
  for (int64_t i = 0; i < w->s.areas; i++) {
    cpw_system_row_init(CPW_SYSTEM_AREAS, &w->area[i]);
    w->area[i].id = id(m, 2, i), w->area[i].name = name(m);
    w->footprint[i] = (cpw_system_footprint){(int32_t)i, below(m, w->s.organisations),
                                             1 - cpw_random_uniform(&m->s), 0, 0};
    times(m, &w->footprint[i].from, &w->footprint[i].until);
    w->people[i] = (cpw_system_people){(int32_t)i,
                                       maybe(m, w->s.ages),
                                       maybe(m, w->s.groups),
                                       maybe(m, w->s.segments),
                                       number(m),
                                       basis(m),
                                       0};
  }
  w->s.footprints = w->s.peoples = w->s.areas;
  w->s.area = w->area, w->s.footprint = w->footprint, w->s.people = w->people;
}

static void make_services(maker *m) {
  world *w = m->w;
  w->s.profiles = some(m);
  for (int64_t i = 0; i < w->s.profiles; i++) {
    w->profile[i] = (cpw_system_profile){id(m, 4, i), w->values[i], 1 + below(m, 5)};
    for (int64_t k = 0; k < 5; k++)
      w->values[i][k] = number(m) + (k == 0);
  }
  w->s.services = some(m);
  for (int64_t i = 0; i < w->s.services; i++) {
    cpw_system_service *r = &w->service[i];
    cpw_system_row_init(CPW_SYSTEM_SERVICES, r);
    r->id = id(m, 3, i), r->name = name(m), r->setting = below(m, CPW_SETTINGS);
    r->curve = maybe(m, w->s.profiles), r->longest_first = share(m), r->unit_cost = number(m);
    r->gain = number(m), r->harm = number(m), r->weeks = 1 + number(m), r->standard = share(m);
    r->basis = basis(m);
  }
  w->s.profile = w->profile, w->s.service = w->service;
}

static const cpw_response *make_curve(maker *m, int64_t i) {
  cpw_response *r = &m->w->curve[i];
  *r = (cpw_response){.kind = below(m, CPW_RESPONSE_COUNT), .upfront = number(m)};
  if (r->kind != CPW_RESPONSE_POINTS) r->a = 1 + share(m);
  if (r->kind != CPW_RESPONSE_POINTS && r->kind != CPW_RESPONSE_LINEAR) r->t = 1 + share(m);
  if (r->kind == CPW_RESPONSE_POWER || r->kind == CPW_RESPONSE_HILL) r->shape = 0.5;
  if (r->kind != CPW_RESPONSE_POINTS) return r;
  r->points = 1 + below(m, 3);
  for (int k = 0; k < 3; k++) {
    m->w->x[i][k] = k + 0.9 * cpw_random_uniform(&m->s);
    m->w->y[i][k] = k + share(m);
  }
  r->x = m->w->x[i], r->y = m->w->y[i];
  return r;
}

/* One unit for each organisation, a list for each group. */
static void make_units(maker *m) {
  world *w = m->w;
  w->s.capacities = w->s.organisations;
  for (int64_t i = 0; i < w->s.organisations; i++) {
    cpw_system_capacity *r = &w->capacity[i];
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, r);
    r->organisation = (int32_t)i, r->service = below(m, w->s.services), r->treatments = number(m);
    if (below(m, 2)) r->most = r->treatments * 2 + 1;
    if (below(m, 2)) r->unit_cost = number(m);
    if (below(m, 2)) r->more = make_curve(m, i);
    r->calendar = maybe(m, w->s.profiles), r->basis = basis(m);
    for (int32_t g = 0; g < w->s.groups; g++)
      w->list[w->s.lists++] = (cpw_system_list){
          (int32_t)i, r->service, g, maybe(m, w->s.profiles), number(m), number(m),
          share(m),   basis(m),   0};
  }
  w->s.capacity = w->capacity, w->s.list = w->list;
}

static void make_resources(maker *m) {
  world *w = m->w;
  w->s.resources = some(m);
  for (int64_t i = 0; i < w->s.resources; i++) {
    w->resource[i] = (cpw_system_resource){id(m, 5, i), name(m), name(m)};
    w->use[i] = (cpw_system_use){(int32_t)i, below(m, w->s.services), 1 + number(m)};
    w->limit[i] =
        (cpw_system_limit){(int32_t)i, below(m, w->s.organisations), number(m), basis(m), 0};
    w->need[i] = (cpw_system_need){below(m, w->s.services),
                                   maybe(m, w->s.ages),
                                   maybe(m, w->s.groups),
                                   maybe(m, w->s.segments),
                                   number(m),
                                   share(m) - 0.5,
                                   basis(m),
                                   0};
  }
  w->choice[0] = (cpw_system_choice){
      maybe(m, w->s.services), maybe(m, w->s.groups), -number(m), -number(m), number(m), share(m)};
  w->s.uses = w->s.limits = w->s.needs = w->s.resources, w->s.choices = 1;
  w->s.resource = w->resource, w->s.use = w->use, w->s.limit = w->limit;
  w->s.need = w->need, w->s.choice = w->choice;
}

/* Each fund but the first is paid by an earlier one. */
static void make_money(maker *m) {
  world *w = m->w;
  static const char *const regimes[] = {NULL, "", "block", "tariff"};
  w->s.funds = some(m);
  for (int64_t i = 0; i < w->s.funds; i++) {
    w->fund[i] = (cpw_system_fund){id(m, 6, i),      name(m),
                                   CPW_FUND_ACCOUNT, maybe(m, w->s.organisations),
                                   name(m),          (int64_t)(cpw_random_bits(&m->s) >> 2),
                                   0.9 * share(m)};
    if (i == 0) continue;
    w->payment[i - 1] = (cpw_system_payment){below(m, i),
                                             (int32_t)i,
                                             (int64_t)(cpw_random_bits(&m->s) >> 12),
                                             below(m, 2) ? (double)NAN : share(m) / MOST,
                                             regimes[below(m, 4)],
                                             below(m, 2),
                                             basis(m)};
  }
  w->s.payments = w->s.funds - 1;
  w->s.fund = w->fund;
  if (w->s.payments) w->s.payment = w->payment;
}

static void make_policies(maker *m) {
  world *w = m->w;
  w->s.policies = some(m);
  for (int64_t i = 0; i < w->s.policies; i++) {
    cpw_system_policy *r = &w->policy[i];
    cpw_system_row_init(CPW_SYSTEM_POLICIES, r);
    r->id = id(m, 7, i), r->name = name(m), r->kind = below(m, 2), r->basis = basis(m);
    r->cost = number(m), r->once = number(m), r->from = -number(m) / 7, r->chance = number(m);
    r->loading = share(m);
    cpw_system_effect *e = &w->effect[i];
    cpw_system_row_init(CPW_SYSTEM_EFFECTS, e);
    e->policy = (int32_t)i, e->lever = below(m, 2), e->mode = below(m, 2);
    e->organisation = maybe(m, w->s.organisations), e->service = maybe(m, w->s.services);
    e->group = maybe(m, w->s.groups), e->amount = share(m) - 0.5, e->spread = number(m);
    e->from = number(m), e->ramp = number(m), e->lag = number(m), e->fade = number(m);
    e->basis = basis(m);
    w->scenario[i] = (cpw_system_scenario){id(m, 8, i), name(m)};
    w->pick[i] = (cpw_system_pick){(int32_t)i, below(m, w->s.policies)};
    w->source[i] =
        (cpw_system_source){cpw_system_table_name(i), NULL, basis(m), 0, name(m), name(m)};
  }
  w->s.effects = w->s.scenarios = w->s.picks = w->s.sources = w->s.policies;
  w->s.policy = w->policy, w->s.effect = w->effect, w->s.scenario = w->scenario;
  w->s.pick = w->pick, w->s.source = w->source;
}

static void make(world *w, uint64_t seed) {
  maker m = {.w = w};
  memset(w, 0, sizeof *w);
  cpw_stream_init(&m.s, seed, 0, 0, 0);
  cpw_system_init(&w->s);
  w->s.name = name(&m), w->s.start = below(&m, 30000) - 10000, w->s.weeks = 1 + below(&m, 500);
  if (below(&m, 3)) name_some(&m, 0, &w->s.group, &w->s.groups);
  name_some(&m, 1, &w->s.age, &w->s.ages);
  name_some(&m, 2, &w->s.segment, &w->s.segments);
  make_organisations(&m);
  make_services(&m);
  make_alliances(&m);
  make_people(&m);
  make_units(&m);
  make_resources(&m);
  make_money(&m);
  make_policies(&m);
}

static const char *back_and_forth(const cpw_system *s, const cpwt_file *once) {
  static char differs[64];
  cpw_system_book *book = NULL;
  cpwt_file twice[CPW_SYSTEM_TABLES];
  cpw_error err;
  const char *found = NULL;
  if (cpwt_read_system(once, &book, NULL, &err) != CPW_OK) {
    snprintf(differs, sizeof differs, "%.60s", err.message);
    return differs;
  }
  const cpw_system *back = cpw_system_book_view(book);
  if (cpwt_differs(s, back)[0]) {
    snprintf(differs, sizeof differs, "%s does not come back", cpwt_differs(s, back));
    found = differs;
  }
  if (!cpwt_write_system(back, twice)) found = "what was read cannot be written";
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    if (once[t].used != twice[t].used ||
        (once[t].bytes && memcmp(once[t].bytes, twice[t].bytes, once[t].used) != 0))
      found = "what is written again is not the same";
  cpwt_free_files(twice);
  cpw_system_book_free(book);
  return found;
}

/* One byte of one file becomes another: whatever that means, there is a system or there are errors, never both. */
static const char *spoilt(cpwt_file *file, uint64_t seed) {
  cpw_stream s;
  const char *found = NULL;
  cpw_stream_init(&s, seed, 1, 0, 0);
  for (int k = 0; k < 8 && !found; k++) {
    cpw_system_book *book = NULL;
    cpw_result *report = NULL;
    cpwt_file *f = &file[cpw_random_below(&s, CPW_SYSTEM_TABLES)];
    if (f->used == 0) continue;
    char *at = f->bytes + cpw_random_below(&s, f->used), before = *at;
    *at = "0,x-\n\" 7"[cpw_random_below(&s, 8)];
    if (cpwt_read_system(file, &book, &report, NULL) != CPW_OK)
      found = "a spoilt byte is no report";
    else if ((cpw_result_find(report, "errors")->integer[0] > 0) != !book)
      found = "a system with errors, or none without";
    else if (book && cpw_system_require(cpw_system_book_view(book), NULL, NULL) != CPW_OK)
      found = "what was read is not valid";
    *at = before;
    cpw_result_free(report);
    cpw_system_book_free(book);
  }
  return found;
}

static const char *problem(uint64_t seed) {
  static world w;
  static char message[96];
  cpwt_file once[CPW_SYSTEM_TABLES];
  cpw_error err;
  make(&w, seed);
  if (cpw_system_require(&w.s, NULL, &err) != CPW_OK) {
    snprintf(message, sizeof message, "%.90s", err.message);
    return message;
  }
  const char *found = cpwt_write_system(&w.s, once) ? NULL : "it cannot be written";
  if (!found) found = back_and_forth(&w.s, once);
  if (!found) found = spoilt(once, seed);
  cpwt_free_files(once);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  static world w;
  cpwt_file file[CPW_SYSTEM_TABLES];
  cpw_result *r = NULL;
  make(&w, seed);
  if (cpw_system_check(&w.s, NULL, &r, NULL) != CPW_OK || !cpwt_write_system(&w.s, file)) return 0;
  hash = worlds_digest(r, hash);
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    for (size_t k = 0; k < file[t].used; k++)
      hash = (hash ^ (unsigned char)file[t].bytes[k]) * 1099511628211U;
  cpwt_free_files(file);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"system_files", "random systems", 300, 100, problem, digest};
  return worlds_main(&w, argc, argv);
}
