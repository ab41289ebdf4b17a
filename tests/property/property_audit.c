/* Random policies and lists: a policy that is written comes back to the bit; a record replays in any order of the
 * rows, and no changed byte goes unseen. Usage: property_audit [COUNT] [SEED], or --digest. */
#include "carepath/audit.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TIERS    4
#define CRITERIA 5
#define KNOTS    5
#define PATIENTS 24
#define BYTES    60000

typedef struct text {
  char bytes[BYTES];
  int64_t used, read;
} text;

typedef struct world {
  cpw_priority_policy policy;
  cpw_priority_tier tiers[TIERS];
  cpw_priority_criterion criteria[CRITERIA];
  double at[CRITERIA][KNOTS], value[CRITERIA][KNOTS];
  char names[CRITERIA + TIERS + 8][24];
  const char *categories[KNOTS], *monitored[3];
  int64_t columns;
  cpw_priority_list list;
  char ids[PATIENTS][24];
  const char *id[PATIENTS];
  double wait[PATIENTS], facts[CRITERIA][PATIENTS];
  const double *fact[CRITERIA];
  int32_t tier[PATIENTS];
  int64_t before[PATIENTS];
  cpw_priority_override overrides[3];
  cpw_audit_entry entry;
} world;

static int put(void *context, const char *bytes, int64_t count) {
  text *t = context;
  if (count > BYTES - t->used) return -1;
  memcpy(t->bytes + t->used, bytes, (size_t)count);
  t->used += count;
  return 0;
}

static int64_t get(void *context, char *buffer, int64_t capacity) {
  text *t = context;
  int64_t left = t->used - t->read, count = left < capacity ? left : capacity;
  memcpy(buffer, t->bytes + t->read, (size_t)count);
  t->read += count;
  return count;
}

static int32_t below(cpw_stream *s, int64_t n) {
  return (int32_t)cpw_random_below(s, (uint64_t)n);
}

/* ---------------------------------------------------------------- random worlds ------------- */

/* A name of awkward letters, made unique by a number. */
static const char *make_name(cpw_stream *s, char *name, int number) {
  static const char *const letters[] = {
      "a", "B",  " ",  "\"", "\\", "#",        ":",
      "-", "\t", "\n", "\r", ".",  "\xc3\xa9", "\xf0\x9f\x98\x80"};
  size_t used = 0;
  for (int k = below(s, 4); k > 0; k--) {
    const char *letter = letters[below(s, 14)];
    memcpy(name + used, letter, strlen(letter));
    used += strlen(letter);
  }
  snprintf(name + used, 24 - used, "%d", number);
  return name;
}

static void make_values(world *w, cpw_stream *s, int k) {
  cpw_priority_criterion *c = &w->criteria[k];
  double least = 100.0 * cpw_random_uniform(s) - 50.0;
  for (int i = 0; i < KNOTS; i++) {
    w->at[k][i] = least;
    least += 0.001 + cpw_random_uniform(s);
    w->value[k][i] = cpw_random_uniform(s);
  }
  c->shape = below(s, 4);
  c->knots = c->shape == CPW_PRIORITY_S_SHAPED ? 3 : 2 + below(s, KNOTS - 1);
  c->at = w->at[k];
  c->value = w->value[k];
  for (int i = 1; c->shape == CPW_PRIORITY_MONOTONE && i < KNOTS; i++)
    w->value[k][i] = w->value[k][i - 1] * cpw_random_uniform(s);
  if (c->shape != CPW_PRIORITY_CATEGORIES) return;
  c->at = NULL;
  if (below(s, 2)) c->categories = w->categories;
}

static void make_criterion(world *w, cpw_stream *s, int k) {
  cpw_priority_criterion *c = &w->criteria[k];
  c->name = make_name(s, w->names[k], k);
  c->until = CPW_DATE_NONE;
  c->missing = below(s, 2) ? (double)NAN : cpw_random_uniform(s);
  c->part = below(s, 2);
  make_values(w, s, k);
  c->source = w->columns;
  if (c->shape != CPW_PRIORITY_CATEGORIES && below(s, 3) == 0) c->source = -1 - below(s, 2);
  if (c->source >= 0) w->columns++;
  if (c->source >= 0 && below(s, 2)) c->column = w->names[k];
  if (below(s, 4)) return;
  c->characteristic = 1 + below(s, 9);
  c->limit = 0.01 + 0.9 * cpw_random_uniform(s);
  c->until = 20000 + below(s, 1000);
  c->reason = "because #1: \"so\"";
}

/* Weights that sum to 1, near enough. */
static void weigh(world *w, cpw_stream *s) {
  double sum = 0.0;
  for (int64_t k = 0; k < w->policy.criterion_count; k++) {
    w->criteria[k].weight = below(s, 4) ? cpw_random_uniform(s) : 0.0;
    if (k == 0) w->criteria[k].weight += 0.1;
    sum += w->criteria[k].weight;
  }
  for (int64_t k = 0; k < w->policy.criterion_count; k++)
    w->criteria[k].weight /= sum;
}

static void make_policy(world *w, cpw_stream *s) {
  cpw_priority_policy *p = &w->policy;
  cpw_priority_policy_init(p);
  p->tier_count = 1 + below(s, TIERS);
  p->criterion_count = below(s, CRITERIA + 1);
  p->monitored_count = below(s, 4);
  p->tiers = w->tiers;
  p->criteria = w->criteria;
  p->monitored = w->monitored;
  for (int k = 0; k < TIERS; k++) {
    w->tiers[k].name = make_name(s, w->names[CRITERIA + k], k);
    w->tiers[k].target = below(s, 3) ? 100.0 * cpw_random_uniform(s) + 0.1 : HUGE_VAL;
    w->tiers[k].rate = below(s, 2) ? cpw_random_uniform(s) : 0.0;
  }
  for (int k = 0; k < KNOTS; k++)
    w->categories[k] = make_name(s, w->names[CRITERIA + TIERS + k], k);
  for (int k = 0; k < 3; k++)
    w->monitored[k] = w->categories[k];
  for (int64_t k = 0; k < p->criterion_count; k++)
    make_criterion(w, s, (int)k);
  weigh(w, s);
  if (below(s, 2)) p->name = "a\tname";
  if (below(s, 2)) p->version = "";
  p->cap_kind = below(s, 3);
  if (p->cap_kind) p->cap = cpw_random_uniform(s);
  if (p->criterion_count == 0) p->rule = below(s, 6);
  for (int k = 0;
       k < TIERS && (p->rule == CPW_PRIORITY_ACCUMULATING || p->rule == CPW_PRIORITY_CMU); k++)
    w->tiers[k].rate += 0.5; /* these need one */
  p->tiers_are_targets = below(s, 2);
  p->breaches_first = below(s, 2);
}

static double make_fact(const world *w, cpw_stream *s, int64_t column) {
  for (int64_t k = 0; k < w->policy.criterion_count; k++) {
    const cpw_priority_criterion *c = &w->criteria[k];
    if (c->source != column) continue;
    if (!isnan(c->missing) && below(s, 5) == 0) return (double)NAN;
    if (c->shape == CPW_PRIORITY_CATEGORIES) return (double)below(s, c->knots);
  }
  return 100.0 * cpw_random_uniform(s) - 50.0;
}

static void make_list(world *w, cpw_stream *s) {
  cpw_priority_list *l = &w->list;
  cpw_priority_list_init(l);
  l->patients = below(s, PATIENTS + 1);
  for (int64_t i = 0; i < l->patients; i++) {
    w->id[i] = make_name(s, w->ids[i], (int)((i * 7 + 3) % 29));
    w->wait[i] = (double)below(s, 200) / 4.0;
    w->tier[i] = below(s, w->policy.tier_count);
    w->before[i] = below(s, 50);
    for (int64_t k = 0; k < w->columns; k++)
      w->facts[k][i] = make_fact(w, s, k);
  }
  for (int k = 0; k < CRITERIA; k++)
    w->fact[k] = w->facts[k];
  l->id = w->id;
  l->wait = w->wait;
  l->tier = w->tier;
  l->fact = w->fact;
  l->columns = w->columns;
  l->today = 19990 + below(s, 10);
  if (l->patients == 0) return;
  l->override_count = below(s, 4);
  l->overrides = w->overrides;
  for (int k = 0; k < 3; k++) {
    cpw_priority_override o = {below(s, l->patients), CPW_PRIORITY_WAIT, 0.0,       k,
                               CPW_DATE_NONE,         "a:\"n\"",         "why\nnot"};
    if (k == CPW_OVERRIDE_TIER) o.value = below(s, w->policy.tier_count);
    if (k == CPW_OVERRIDE_PLACE) o.value = 1 + below(s, l->patients);
    if (k == CPW_OVERRIDE_FACT) o.value = 10.0 * cpw_random_uniform(s);
    w->overrides[k] = o;
  }
  /* an appeal that supplies what the list does not have */
  if (l->override_count == 3 && below(s, 3) == 0) w->wait[w->overrides[2].row] = (double)NAN;
  if (l->override_count && below(s, 5) == 0) w->tier[w->overrides[0].row] = TIERS + 1;
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  make_policy(w, &s);
  make_list(w, &s);
  cpw_audit_entry *e = &w->entry;
  cpw_audit_entry_init(e);
  e->policy = &w->policy;
  e->list = &w->list;
  e->time = "t: #1";
  e->actor = "a \"b\"";
  e->rows = below(&s, 2) ? CPW_AUDIT_ALL_ROWS : below(&s, PATIENTS);
  e->before_kind = below(&s, 3);
  if (e->before_kind == CPW_AUDIT_BEFORE_GIVEN) e->before = w->before;
}

/* ---------------------------------------------------------------- what must hold ------------ */

static int differ(const char *a, const char *b) {
  return a && b ? strcmp(a, b) != 0 : a != b;
}

/* The middle value of an S-shaped function follows from the others: it is not compared. */
static int same_criterion(const cpw_priority_criterion *a, const cpw_priority_criterion *b) {
  int s_shaped = a->shape == CPW_PRIORITY_S_SHAPED;
  if (differ(a->name, b->name) || differ(a->reason, b->reason) || differ(a->column, b->column))
    return 0;
  if (a->source != b->source || a->knots != b->knots || a->part != b->part ||
      a->shape != b->shape || a->characteristic != b->characteristic || a->until != b->until)
    return 0;
  if (memcmp(&a->weight, &b->weight, 8) != 0 || memcmp(&a->limit, &b->limit, 8) != 0) return 0;
  if (isnan(a->missing) != isnan(b->missing) || (!isnan(a->missing) && a->missing != b->missing))
    return 0;
  for (int64_t k = 0; k < a->knots; k++) {
    if (a->at && memcmp(&a->at[k], &b->at[k], 8) != 0) return 0;
    if (!(s_shaped && k == 1) && memcmp(&a->value[k], &b->value[k], 8) != 0) return 0;
    if (a->categories && differ(a->categories[k], b->categories[k])) return 0;
  }
  return !a->categories == !b->categories;
}

static const char *same_policy(const cpw_priority_policy *a, const cpw_priority_policy *b) {
  if (differ(a->name, b->name) || differ(a->version, b->version)) return "another name";
  if (a->tier_count != b->tier_count || a->criterion_count != b->criterion_count ||
      a->monitored_count != b->monitored_count)
    return "another number of things";
  if (memcmp(&a->cap, &b->cap, 8) != 0 || a->cap_kind != b->cap_kind || a->rule != b->rule ||
      a->tiers_are_targets != b->tiers_are_targets || a->breaches_first != b->breaches_first)
    return "another rule";
  for (int64_t k = 0; k < a->tier_count; k++)
    if (differ(a->tiers[k].name, b->tiers[k].name) ||
        memcmp(&a->tiers[k].target, &b->tiers[k].target, 16) != 0)
      return "another tier";
  for (int64_t k = 0; k < a->monitored_count; k++)
    if (differ(a->monitored[k], b->monitored[k])) return "another monitored column";
  for (int64_t k = 0; k < a->criterion_count; k++)
    if (!same_criterion(&a->criteria[k], &b->criteria[k])) return "another criterion";
  return NULL;
}

static const char *comes_back(const world *w, text *t) {
  const cpw_sink sink = {t, put};
  const cpw_source source = {t, get, "policy"};
  cpw_policy *again = NULL;
  cpw_error err;
  static char message[400];
  t->used = t->read = 0;
  if (cpw_policy_write(&w->policy, &sink, &err) != CPW_OK) {
    snprintf(message, sizeof message, "a policy is not written: %s", err.message);
    return message;
  }
  if (cpw_policy_read(&source, NULL, &again, &err) != CPW_OK) {
    snprintf(message, sizeof message, "a policy is not read: %s", err.message);
    return message;
  }
  const char *found = same_policy(&w->policy, cpw_policy_view(again));
  cpw_policy_free(again);
  return found;
}

/* The rows the other way round, without overrides. */
static void turn(world *w) {
  static world old;
  int64_t n = w->list.patients;
  old = *w;
  for (int64_t i = 0; i < n; i++) {
    int64_t from = n - 1 - i;
    w->id[i] = old.id[from];
    w->wait[i] = old.wait[from];
    w->tier[i] = old.tier[from];
    w->before[i] = old.before[from];
    for (int64_t k = 0; k < w->columns; k++)
      w->facts[k][i] = old.facts[k][from];
  }
  w->list.override_count = 0;
}

static const char *replays(world *w, text *t) {
  const cpw_source source = {t, get, "log"};
  cpw_audit_record *record = NULL;
  cpw_audit_replayed r;
  t->read = 0;
  if (cpw_audit_read(&source, 0, NULL, &record, NULL) != CPW_OK) return "a record is not read";
  turn(w);
  int32_t status = cpw_audit_replay(record, &w->list, w->entry.before, NULL, NULL, &r, NULL);
  cpw_audit_record_free(record);
  if (status != CPW_OK) return "a replay fails";
  return r.outcome == CPW_AUDIT_SAME ? NULL : "a replay comes out otherwise";
}

static const char *is_guarded(text *t, uint64_t seed) {
  const cpw_source source = {t, get, "log"};
  cpw_audit_finding f;
  cpw_stream s;
  cpw_stream_init(&s, seed, 1, 0, 0);
  for (int k = 0; k < 5; k++) {
    int64_t at = below(&s, t->used);
    char mask = (char)(1 << below(&s, 7));
    for (int changed = 0; changed < 2; changed++) {
      t->read = 0;
      if (cpw_audit_verify(&source, NULL, NULL, NULL, &f, NULL) != CPW_OK) return "no verdict";
      if ((f.finding != CPW_AUDIT_SOUND) != changed)
        return changed ? "a changed byte goes unseen" : "a sound record is blamed";
      t->bytes[at] = (char)(t->bytes[at] ^ mask);
    }
  }
  return NULL;
}

static const char *problem(uint64_t seed) {
  static world w;
  static text t;
  const cpw_sink sink = {&t, put};
  char digest[CPW_SHA256_CHARS];
  static char message[400];
  cpw_error err;
  make(&w, seed);
  const char *found = comes_back(&w, &t);
  if (found) return found;
  t.used = 0;
  if (cpw_audit_append(&w.entry, &sink, digest, &err) != CPW_OK) {
    snprintf(message, sizeof message, "no record: %s", err.message);
    return message;
  }
  found = replays(&w, &t);
  return found ? found : is_guarded(&t, seed);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  static world w;
  static text t;
  const cpw_sink sink = {&t, put};
  char made[CPW_SHA256_CHARS];
  make(&w, seed);
  t.used = 0;
  if (cpw_audit_append(&w.entry, &sink, made, NULL) != CPW_OK) return 0;
  for (const char *c = made; *c; c++)
    hash = (hash ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"audit", "random policies and records", 5000, 500, problem, digest};
  return worlds_main(&w, argc, argv);
}
