/* Random events, transfers and urgent people against what must always hold: nobody is lost in any list or
 * on the way, nobody is below zero, what is asked for is done or lacking, threads change nothing.
 *   property_moves [count [seed]]     property_moves --digest */
#include "waitlist/plan.h"
#include "worlds.h"

#include <math.h>

static double at(const cpw_result *r, const char *name, int64_t i) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->real[i] : 0.0;
}

static cpw_result *run_plan(const plan *p, int32_t threads) {
  cpw_run run;
  cpw_run_init(&run);
  run.threads = threads;
  cpw_result *r = NULL;
  return cpw_waitlist_project(&p->w.backlog, &p->options, &run, &r, NULL) == CPW_OK ? r : NULL;
}

/* ---------------------------------------------------------------- the properties ------------ */

static const char *nobody_is_lost(const plan *p, const cpw_result *r) {
  int64_t periods = p->w.periods, lists = p->w.backlog.lists;
  for (int64_t t = 0; t < periods; t++) {
    double in = 0.0, out = 0.0;
    for (int64_t l = 0; l < lists; l++) {
      int64_t row = l * periods + t;
      double closing = at(r, "total_closing", row);
      if (isnan(closing)) return NULL;
      double joined = at(r, "total_opening", row) + at(r, "total_starts", row) +
                      at(r, "total_unrecorded", row) + at(r, "total_added", row) +
                      at(r, "total_moved_in", row);
      double left = at(r, "total_treated", row) + at(r, "total_removed", row) +
                    at(r, "total_withdrawn", row) + at(r, "total_extra_treated", row) +
                    at(r, "total_moved_out", row);
      if (joined - left != closing) return "a list does not balance";
      if (at(r, "urgent_treated", row) > at(r, "total_treated", row)) return "urgent people";
      in += at(r, "total_moved_in", row);
      out += at(r, "total_moved_out", row);
    }
    if (in != out) return "somebody is lost on the way";
  }
  return NULL;
}

static const char *nobody_is_below_zero(const cpw_result *r) {
  static const char *const names[] = {
      "waiting",       "treated",        "removed",     "added",      "withdrawn",
      "extra_treated", "moved_in",       "moved_out",   "event_done", "event_short",
      "transfer_done", "transfer_short", "urgent_unmet"};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    const cpw_array *a = cpw_result_find(r, names[k]);
    for (int64_t i = 0; a && i < a->size; i++)
      if (a->real[i] < 0.0) return names[k];
  }
  return NULL;
}

/* people asked for are moved or lacking, to the rounding of the grid */
static const char *what_is_asked_for_is_accounted(const plan *p, const cpw_result *r) {
  for (int64_t i = 0; i < p->options.event_count; i++) {
    const cpw_event *e = &p->event[i];
    double sum = at(r, "event_done", i) + at(r, "event_short", i);
    double people = at(r, "total_opening", e->list * p->w.periods);
    if (!e->share && fabs(sum - e->amount) > 1e-9 * (e->amount + people + 1e9)) return "an event";
  }
  return NULL;
}

static const char *threads_change_nothing(const plan *p, const cpw_result *r) {
  cpw_result *other = run_plan(p, 3);
  if (!other) return "a projection by threads";
  const char *problem = NULL;
  const cpw_array *a;
  for (int64_t i = 0; (a = cpw_result_at(r, i)) != NULL; i++) {
    const cpw_array *b = cpw_result_find(other, a->name);
    const void *x = a->real ? (const void *)a->real : (const void *)a->integer;
    const void *y = b->real ? (const void *)b->real : (const void *)b->integer;
    if (memcmp(x, y, (size_t)a->size * 8) != 0) problem = "threads";
  }
  cpw_result_free(other);
  return problem;
}

static plan *plan_of(uint64_t seed) {
  plan *p = calloc(1, sizeof *p);
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  if (p) plan_make(p, &s);
  return p;
}

static const char *everything_holds(uint64_t seed) {
  plan *p = plan_of(seed);
  if (!p) return "memory";
  cpw_result *r = run_plan(p, 1);
  const char *problem = r ? nobody_is_lost(p, r) : "a projection";
  if (!problem) problem = nobody_is_below_zero(r);
  if (!problem) problem = what_is_asked_for_is_accounted(p, r);
  if (!problem) problem = threads_change_nothing(p, r);
  cpw_result_free(r);
  free(p);
  return problem;
}

/* ---------------------------------------------------------------- digest -------------------- */

/* FNV-1a over the bytes of every array */
static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  plan *p = plan_of(seed);
  cpw_result *r = p ? run_plan(p, 1 + (int32_t)(seed % 3)) : NULL;
  if (!r) exit(1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  free(p);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"moves", "worlds of moves", 1000, 300, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
