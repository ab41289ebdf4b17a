/* Cost of policies and records of a million patients: digest of the data, appending with all rows and with the
 * first thousand, verifying, reading, replaying. Prints plain lines, never judges.
 * Arguments: patients (default 1000000), how often each is run (default 3; the best is shown). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/audit.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void faster(double *seconds, double since) {
  double took = now() - since;
  if (took < *seconds) *seconds = took;
}

typedef struct text {
  char *bytes;
  int64_t used, room, read;
} text;

static int put(void *context, const char *bytes, int64_t count) {
  text *t = context;
  if (count > t->room - t->used) return -1;
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

static const char policy_text[] =
    "carepath-policy 1\ntier P2 28\ntier P3 91\ntier P4 none\ncap 0.1 score\n"
    "criterion wait\nweight 0.4\nsource wait-ratio\nlinear 0:0 2:1\n"
    "criterion pain\nweight 0.3\ncategories none:0 some:0.5 much:1\n"
    "criterion function\nweight 0.1\ns-shaped 10:1 25 40:0\n"
    "criterion work\nweight 0.05\nlinear 0:0 1:1\ncriterion carer\nweight 0.05\nlinear 0:0 1:1\n"
    "criterion imd\nweight 0.1\npart equity\nlinear 1:1 10:0\n";

typedef struct people {
  cpw_priority_list list;
  const char **id;
  char *names;
  double *wait, *fact[5];
  int32_t *tier;
} people;

static int make(people *p, int64_t n, int shuffled) {
  static const double most[5] = {3, 48, 2, 2, 10};
  size_t count = (size_t)n;
  cpw_stream s;
  memset(p, 0, sizeof *p);
  cpw_priority_list_init(&p->list);
  cpw_stream_init(&s, 1, 0, 0, 0);
  p->id = malloc(count * sizeof *p->id);
  p->names = malloc(count * 16);
  p->wait = malloc(count * sizeof(double));
  p->tier = malloc(count * sizeof *p->tier);
  for (int k = 0; k < 5; k++)
    p->fact[k] = malloc(count * sizeof(double));
  if (!p->id || !p->names || !p->wait || !p->tier || !p->fact[0] || !p->fact[1] || !p->fact[2] ||
      !p->fact[3] || !p->fact[4])
    return 0;
  for (int64_t i = 0; i < n; i++) {
    int64_t number = shuffled ? (i * 7919 + 13) % n : i;
    snprintf(p->names + 16 * i, 16, "P%09d", (int)(number % 1000000000));
    p->id[i] = p->names + 16 * i;
    p->wait[i] = (double)cpw_random_below(&s, 500);
    p->tier[i] = (int32_t)cpw_random_below(&s, 3);
    for (int k = 0; k < 5; k++)
      p->fact[k][i] = (double)cpw_random_below(&s, (uint64_t)most[k]) + (k == 4 ? 1.0 : 0.0);
  }
  p->list.patients = n;
  p->list.id = p->id;
  p->list.wait = p->wait;
  p->list.tier = p->tier;
  p->list.fact = (const double *const *)p->fact;
  p->list.columns = 5;
  p->list.today = 20787;
  return 1;
}

static int measure(const cpw_policy *policy, people *p, int repeats, text *log) {
  double digest_time = 1e9, rank = 1e9, all = 1e9, top = 1e9, check = 1e9, reading = 1e9,
         again = 1e9;
  int64_t n = p->list.patients, bytes = 0, few = 0;
  char digest[CPW_SHA256_CHARS];
  const cpw_sink sink = {log, put};
  const cpw_source source = {log, get, "log"};
  cpw_audit_entry e;
  cpw_audit_entry_init(&e);
  e.policy = cpw_policy_view(policy);
  e.list = &p->list;
  e.time = "now";
  e.actor = "bench";
  int64_t *order = malloc((size_t)n * sizeof *order);
  for (int k = 0; k < repeats && order; k++) {
    cpw_audit_finding f;
    cpw_audit_record *record;
    cpw_audit_replayed r;
    cpw_priority_ranking ranking;
    cpw_priority_ranking_init(&ranking);
    ranking.order = order;
    double t = now();
    if (cpw_priority_rank(e.policy, &p->list, &ranking, NULL)) return 1;
    faster(&rank, t);
    t = now();
    if (cpw_audit_data_digest(e.policy, &p->list, NULL, digest, NULL)) return 1;
    faster(&digest_time, t);
    log->used = 0;
    e.rows = 1000;
    t = now();
    if (cpw_audit_append(&e, &sink, digest, NULL)) return 1;
    faster(&top, t);
    few = log->used;
    log->used = 0;
    e.rows = CPW_AUDIT_ALL_ROWS;
    t = now();
    if (cpw_audit_append(&e, &sink, digest, NULL)) return 1;
    faster(&all, t);
    bytes = log->used;
    log->read = 0;
    t = now();
    if (cpw_audit_verify(&source, NULL, digest, NULL, &f, NULL) || f.finding) return 1;
    faster(&check, t);
    log->read = 0;
    t = now();
    if (cpw_audit_read(&source, 0, NULL, &record, NULL)) return 1;
    faster(&reading, t);
    t = now();
    if (cpw_audit_replay(record, &p->list, NULL, NULL, NULL, &r, NULL) || r.outcome) return 1;
    faster(&again, t);
    cpw_audit_record_free(record);
  }
  free(order);
  double each = 1e9 / (double)n;
  printf("  one ranking alone     %8.1f ms  %7.1f ns a patient\n", 1e3 * rank, rank * each);
  printf("  digest of the data    %8.1f ms  %7.1f ns a patient\n", 1e3 * digest_time,
         digest_time * each);
  printf("  append, 1000 rows     %8.1f ms  %7.1f ns a patient  %7.2f MB\n", 1e3 * top, top * each,
         1e-6 * (double)few);
  printf("  append, all rows      %8.1f ms  %7.1f ns a patient  %7.2f MB\n", 1e3 * all, all * each,
         1e-6 * (double)bytes);
  printf("  verify                %8.1f ms  %7.1f ns a patient\n", 1e3 * check, check * each);
  printf("  read                  %8.1f ms  %7.1f ns a patient\n", 1e3 * reading, reading * each);
  printf("  replay                %8.1f ms  %7.1f ns a patient\n", 1e3 * again, again * each);
  return 0;
}

int main(int argc, char **argv) {
  int64_t n = argc > 1 ? atoll(argv[1]) : 1000000;
  int repeats = argc > 2 ? atoi(argv[2]) : 3;
  static char policy_bytes[sizeof policy_text];
  text from = {policy_bytes, (int64_t)sizeof policy_text - 1, 0, 0};
  memcpy(policy_bytes, policy_text, sizeof policy_text);
  const cpw_source source = {&from, get, "policy"};
  cpw_policy *policy;
  double reading = 1e9;
  for (int k = 0; k < 100 * repeats; k++) {
    from.read = 0;
    double t = now();
    if (cpw_policy_read(&source, NULL, &policy, NULL)) return 1;
    faster(&reading, t);
    if (k + 1 < 100 * repeats) cpw_policy_free(policy);
  }
  printf("policy: %zu bytes read in %.1f us\n", sizeof policy_text - 1, 1e6 * reading);
  text log = {malloc(100000000), 0, 100000000, 0};
  for (int shuffled = 0; shuffled < 2 && log.bytes; shuffled++) {
    people p;
    if (!make(&p, n, shuffled)) return 1;
    printf("audit: %lld patients, ids %s\n", (long long)n, shuffled ? "in no order" : "in order");
    if (measure(policy, &p, repeats, &log)) return 1;
    free((void *)p.id);
    free(p.names);
    free(p.wait);
    free(p.tier);
    for (int k = 0; k < 5; k++)
      free(p.fact[k]);
  }
  free(log.bytes);
  cpw_policy_free(policy);
  return 0;
}
