/* Random lists of dates: days and text agree, nobody is lost, the order of rows does not matter, every
 * slot goes to somebody who waits. Usage: property_dates [COUNT] [SEED], or --digest. */
#include "carepath/dates.h"
#include "carepath/random.h"
#include "worlds.h"

#include <stdlib.h>
#include <string.h>

#define MOST 200

typedef struct world {
  cpw_date_rows rows;
  cpw_dates_options options;
  int64_t slots;
  int32_t referral[MOST], removal[MOST], withdrawal[MOST], priority[MOST], slot[MOST];
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_date_rows_init(&w->rows);
  cpw_dates_options_init(&w->options);
  w->rows.rows = 1 + (int64_t)cpw_random_below(&s, MOST);
  w->slots = (int64_t)cpw_random_below(&s, MOST);
  int32_t first = (int32_t)cpw_random_below(&s, 3000000) - 700000;
  uint64_t span = 1 + cpw_random_below(&s, 400);
  for (int64_t i = 0; i < w->rows.rows; i++) {
    w->referral[i] = first + (int32_t)cpw_random_below(&s, span);
    w->removal[i] = cpw_random_below(&s, 2) ? CPW_DATE_NONE
                                            : w->referral[i] + (int32_t)cpw_random_below(&s, 90);
    w->withdrawal[i] = cpw_random_below(&s, 4) ? CPW_DATE_NONE
                                               : w->referral[i] + (int32_t)cpw_random_below(&s, 90);
    w->priority[i] = 1 + (int32_t)cpw_random_below(&s, 5);
  }
  for (int64_t k = 0; k < w->slots; k++)
    w->slot[k] = first + (int32_t)cpw_random_below(&s, span + 50);
  w->rows.referral = w->referral;
  w->rows.removal = w->removal;
  if (seed % 2) w->rows.withdrawal = w->withdrawal;
  if (seed % 3) w->rows.priority = w->priority;
  w->options.order = (int32_t)(seed % 2);
}

static const char *text_and_days(const world *w) {
  for (int64_t i = 0; i < w->rows.rows; i++) {
    char text[CPW_DATE_CHARS];
    int32_t back = 0;
    int32_t count = cpw_date_format(w->referral[i], text);
    if (cpw_date_parse(text, count, &back) != CPW_OK || back != w->referral[i])
      return "a date does not come back";
  }
  return NULL;
}

static int32_t leaves(const world *w, int64_t i) {
  int32_t gone = w->rows.withdrawal ? w->withdrawal[i] : CPW_DATE_NONE;
  if (gone == CPW_DATE_NONE) gone = INT32_MAX;
  return w->removal[i] != CPW_DATE_NONE && w->removal[i] < gone ? w->removal[i] : gone;
}

static const char *nobody_is_lost(const world *w) {
  cpw_result *r;
  if (cpw_dates_queue_size(&w->rows, &w->options, &r, NULL) != CPW_OK) return "a queue";
  const char *problem = NULL;
  const cpw_array *date = cpw_result_find(r, "date"), *size = cpw_result_find(r, "queue_size");
  for (int64_t k = 0; k < date->size; k++) {
    int64_t people = 0;
    for (int64_t i = 0; i < w->rows.rows; i++)
      people += w->referral[i] <= date->integer[k] && leaves(w, i) > date->integer[k];
    if (people != size->integer[k]) problem = "the list by day differs from its rows";
  }
  cpw_result_free(r);
  return problem;
}

static uint64_t stats_digest(const world *w, int32_t published) {
  cpw_result *r;
  cpw_dates_options o = w->options;
  o.published = published;
  if (cpw_dates_stats(&w->rows, &o, &r, NULL) != CPW_OK) return 0;
  uint64_t hash = worlds_digest(r, 14695981039346656037U);
  cpw_result_free(r);
  return hash;
}

static const char *order_does_not_matter(world *w) {
  uint64_t before = stats_digest(w, 0);
  int32_t *const columns[] = {w->referral, w->removal, w->withdrawal, w->priority};
  for (size_t c = 0; c < 4; c++)
    for (int64_t i = 0, k = w->rows.rows - 1; i < k; i++, k--) {
      int32_t kept = columns[c][i];
      columns[c][i] = columns[c][k];
      columns[c][k] = kept;
    }
  return before != 0 && stats_digest(w, 0) == before ? NULL : "the order of rows matters";
}

static const char *slots_go_to_people(const world *w) {
  int32_t removal[MOST];
  int64_t patient[MOST], taken[MOST] = {0};
  if (cpw_dates_schedule(&w->rows, w->slots, w->slot, &w->options, removal, patient, NULL) !=
      CPW_OK)
    return "a schedule";
  for (int64_t k = 0; k < w->slots; k++) {
    int64_t i = patient[k];
    if (i < 0) continue;
    if (taken[i]++) return "two slots for one patient";
    if (w->removal[i] != CPW_DATE_NONE || w->referral[i] >= w->slot[k] ||
        leaves(w, i) <= w->slot[k])
      return "a slot for somebody who does not wait";
    if (removal[i] != w->slot[k]) return "a removal on another day";
  }
  for (int64_t k = 0; k < w->slots; k++) /* nobody is left over who could have had a lost slot */
    for (int64_t i = 0; patient[k] < 0 && i < w->rows.rows; i++)
      if (removal[i] == CPW_DATE_NONE && w->referral[i] < w->slot[k] && leaves(w, i) > w->slot[k])
        return "a slot is lost while somebody waits";
  return NULL;
}

static const char *everything_holds(uint64_t seed) {
  static world w;
  make(&w, seed);
  const char *problem = text_and_days(&w);
  if (!problem) problem = nobody_is_lost(&w);
  if (!problem) problem = slots_go_to_people(&w);
  return problem ? problem : order_does_not_matter(&w);
}

static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  static world w;
  make(&w, seed);
  hash = hash * 31 + stats_digest(&w, 0);
  w.rows.withdrawal = NULL;
  return hash * 31 + stats_digest(&w, 1);
}

int main(int argc, char **argv) {
  const worlds w = {"dates", "random lists", 2000, 500, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
