/* Towns with any ballots, written as .pb with any quoting, read back and written again: nothing is lost, merging
 * conserves voters, the order of voters changes no weight. Usage: property_pabulib [COUNT] [SEED], or --digest. */
#include "carepath/pabulib.h"
#include "worlds.h"

#include <stdio.h>
#include <string.h>

#define PROJECTS 9
#define VOTERS   25
#define ROOM     16384

typedef struct town {
  int64_t cost[PROJECTS], decimals;
  int32_t points[VOTERS][PROJECTS]; /* 0: not named */
  int32_t type;
} town;

typedef struct buffer {
  char bytes[ROOM];
  int64_t used;
} buffer;

static void make(town *t, uint64_t seed) {
  cpw_stream s;
  memset(t, 0, sizeof *t);
  cpw_stream_init(&s, seed, 0, 0, 0);
  t->decimals = (int64_t)cpw_random_below(&s, 3);
  t->type = cpw_random_below(&s, 2) ? CPW_PABULIB_CUMULATIVE : CPW_PABULIB_APPROVAL;
  for (int p = 0; p < PROJECTS; p++)
    t->cost[p] = (int64_t)cpw_random_below(&s, 100000);
  uint64_t kinds = 1 + cpw_random_below(&s, 6);
  for (int v = 0; v < VOTERS; v++)
    for (int p = 0; p < PROJECTS; p++) {
      int likewise = v > 0 && (uint64_t)v % 7 >= kinds;
      t->points[v][p] = likewise ? t->points[v - 1][p] : (int32_t)cpw_random_below(&s, 3);
      if (t->type == CPW_PABULIB_APPROVAL && t->points[v][p] > 1) t->points[v][p] = 1;
    }
}

static void add(buffer *b, const char *text) {
  size_t n = strlen(text);
  if (b->used + (int64_t)n >= ROOM) return;
  memcpy(b->bytes + b->used, text, n + 1);
  b->used += (int64_t)n;
}

static void add_number(buffer *b, const char *before, int64_t number, const char *after) {
  char text[96];
  snprintf(text, sizeof text, "%s%lld%s", before, (long long)number, after);
  add(b, text);
}

/* 12345 with two decimals is 123.45 */
static void add_amount(buffer *b, int64_t amount, int64_t decimals) {
  int64_t unit = decimals == 2 ? 100 : decimals == 1 ? 10 : 1;
  add_number(b, "", amount / unit, decimals ? "." : "");
  if (decimals == 2 && amount % unit < 10) add(b, "0");
  if (decimals) add_number(b, "", amount % unit, "");
}

static void write_voter(buffer *b, const town *t, int v) {
  char text[32];
  add_number(b, "", v, ";");
  int first = 1;
  for (int p = 0; p < PROJECTS; p++)
    if (t->points[v][p]) {
      snprintf(text, sizeof text, "%sp%d", first ? "" : ",", p);
      add(b, text);
      first = 0;
    }
  if (t->type == CPW_PABULIB_CUMULATIVE) add(b, ";");
  first = 1;
  for (int p = 0; t->type == CPW_PABULIB_CUMULATIVE && p < PROJECTS; p++)
    if (t->points[v][p]) {
      add_number(b, first ? "" : ",", t->points[v][p], "");
      first = 0;
    }
  add(b, "\n");
}

static void write_town(buffer *b, const town *t, int backwards) {
  b->used = 0;
  add(b, "META\nkey;value\nbudget;123456\nvote_type;");
  add(b, t->type == CPW_PABULIB_CUMULATIVE ? "cumulative" : "approval");
  add(b, "\nPROJECTS\nproject_id;cost;name\n");
  for (int p = 0; p < PROJECTS; p++) {
    add_number(b, "p", p, ";");
    add_amount(b, t->cost[p], t->decimals);
    add(b, p % 2 ? ";\"a \"\"park\"\"; here\"\n" : ";a park\n");
  }
  add(b, t->type == CPW_PABULIB_CUMULATIVE ? "VOTES\nvoter_id;vote;points\n"
                                           : "VOTES\nvoter_id;vote\n");
  for (int v = 0; v < VOTERS; v++)
    write_voter(b, t, backwards ? VOTERS - 1 - v : v);
}

static cpw_pabulib *read_town(const buffer *b) {
  cpw_text text = {b->bytes, b->used, 0};
  cpw_source source;
  cpw_pabulib *p = NULL;
  if (cpw_text_source(&text, NULL, &source) != CPW_OK) return NULL;
  return cpw_pabulib_read(&source, NULL, &p, NULL) == CPW_OK ? p : NULL;
}

static int keep(void *context, const char *bytes, int64_t count) {
  buffer *b = context;
  if (b->used + count >= ROOM) return -1;
  memcpy(b->bytes + b->used, bytes, (size_t)count);
  b->used += count;
  return 0;
}

static const char *compare(const town *t, const cpw_pabulib *p) {
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  int64_t unit = t->decimals == 2 ? 100 : t->decimals == 1 ? 10 : 1;
  for (int i = 0; i < PROJECTS; i++)
    if (v->cost[i] * unit != t->cost[i] * v->unit) return "a cost is another one";
  for (int i = 0; i < VOTERS; i++) {
    int64_t b = v->ballot_of[i], at = v->start[b];
    for (int k = 0; k < PROJECTS; k++) {
      if (!t->points[i][k]) continue;
      if (at == v->start[b + 1] || v->choice[at] != k || v->points[at] != t->points[i][k])
        return "a voter has another ballot";
      at++;
    }
    if (at != v->start[b + 1]) return "a voter has a longer ballot";
  }
  return NULL;
}

/* sum over ballots of weight^2 x (1 + entries): the same for any order of voters */
static int64_t signature(const cpw_pabulib *p) {
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  int64_t sum = 0;
  for (int64_t b = 0; b < v->ballots; b++)
    sum += v->weight[b] * v->weight[b] * (1 + v->start[b + 1] - v->start[b]);
  return sum;
}

static const char *problem(uint64_t seed) {
  static buffer one, two, three;
  town t;
  const char *found = NULL;
  make(&t, seed);
  write_town(&one, &t, 0);
  write_town(&two, &t, 1);
  cpw_pabulib *p = read_town(&one), *q = read_town(&two);
  cpw_sink sink = {&three, keep};
  three.used = 0;
  if (!p || !q)
    found = "a town is refused";
  else if (cpw_pabulib_write(p, &sink, NULL) != CPW_OK || three.used != one.used ||
           memcmp(one.bytes, three.bytes, (size_t)one.used) != 0)
    found = "what is written is not what was read";
  else if (signature(p) != signature(q))
    found = "the order of voters changes the ballots";
  else
    found = compare(&t, p);
  cpw_pabulib_free(p);
  cpw_pabulib_free(q);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  static buffer b;
  town t;
  make(&t, seed);
  write_town(&b, &t, 0);
  cpw_pabulib *p = read_town(&b);
  if (!p) return 0;
  hash = (hash ^ (uint64_t)signature(p)) * 1099511628211U;
  hash = (hash ^ (uint64_t)cpw_pabulib_view(p)->unit) * 1099511628211U;
  cpw_pabulib_free(p);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"pabulib", "random towns", 2000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
