/* Cost of reading and writing a .pb file, of what came out for whom and of the check of claims: of the file given,
 * or of a town made up. Prints plain lines, never judges.
 *   bench_pabulib [FILE.pb] */
#define _POSIX_C_SOURCE 200809L
#include "carepath/pabulib.h"
#include "carepath/random.h"
#include "carepath/voters.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TIMES    5
#define VOTERS   100000
#define PROJECTS 150

typedef struct memory {
  char *bytes;
  int64_t used, room;
} memory;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int keep(void *context, const char *bytes, int64_t count) {
  memory *m = context;
  if (m->room - m->used <= count) {
    int64_t room = 2 * m->room + count + 4096;
    char *more = realloc(m->bytes, (size_t)room);
    if (!more) return -1;
    m->bytes = more;
    m->room = room;
  }
  for (int64_t i = 0; i < count; i++)
    m->bytes[m->used++] = bytes[i];
  return 0;
}

static void put(memory *m, const char *text) {
  for (; *text; text++)
    if (keep(m, text, 1) != 0) exit(1);
}

static void make_up(memory *m) {
  char text[64];
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  put(m, "META\nkey;value\nbudget;6000000\nvote_type;approval\nPROJECTS\nproject_id;cost\n");
  for (int p = 0; p < PROJECTS; p++) {
    snprintf(text, sizeof text, "P%03d;%d\n", p, 10000 + (int)cpw_random_below(&s, 500000));
    put(m, text);
  }
  put(m, "VOTES\nvoter_id;age;sex;vote\n");
  for (int v = 0; v < VOTERS; v++) {
    int at = (int)cpw_random_below(&s, PROJECTS - 20), count = 1 + (int)cpw_random_below(&s, 5);
    snprintf(text, sizeof text, "%d;%d;%s;P%03d", v, 18 + v % 70, v % 2 ? "F" : "M", at);
    put(m, text);
    for (int k = 1; k < count; k++) {
      at += 1 + (int)cpw_random_below(&s, 4);
      snprintf(text, sizeof text, ",P%03d", at);
      put(m, text);
    }
    put(m, "\n");
  }
}

static int load(const char *path, memory *m) {
  char block[65536];
  FILE *file = fopen(path, "rb");
  if (!file) return 0;
  for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
    if (keep(m, block, (int64_t)n) != 0) exit(1);
  fclose(file);
  return 1;
}

static cpw_pabulib *read_once(const memory *m) {
  cpw_text text = {m->bytes, m->used, 0};
  cpw_source source;
  cpw_pabulib *p = NULL;
  cpw_error err;
  if (cpw_text_source(&text, NULL, &source) != CPW_OK) exit(1);
  if (cpw_pabulib_read(&source, NULL, &p, &err) == CPW_OK) return p;
  printf("%s\n", err.message);
  exit(1);
}

static double best(double a, double b) {
  return a < b ? a : b;
}

static void judge(const cpw_pabulib *p) {
  cpw_election e;
  double took[3] = {1e9, 1e9, 1e9};
  int32_t *place = calloc((size_t)cpw_pabulib_view(p)->projects + 1, sizeof *place);
  if (!place || cpw_pabulib_election(p, &e, NULL) != CPW_OK) exit(1);
  cpw_vote_options o;
  cpw_vote_options_init(&o);
  if (cpw_vote_select(&e, &o, NULL, place, NULL, NULL) != CPW_OK) exit(1);
  for (int k = 0; k < TIMES; k++) {
    cpw_result *a = NULL, *b = NULL;
    cpw_voters_verdict v;
    double t0 = seconds();
    if (cpw_voters_outcome(&e, place, NULL, &a, NULL) != CPW_OK) exit(1);
    double t1 = seconds();
    if (cpw_voters_represented(&e, place, CPW_VOTE_COST, NULL, &b, NULL) != CPW_OK) exit(1);
    double t2 = seconds();
    if (cpw_voters_justified(&e, place, CPW_VOTERS_EJR_ANY, CPW_VOTE_COST, 1000000, NULL, &v, NULL,
                             NULL) != CPW_OK)
      exit(1);
    double t3 = seconds();
    took[0] = best(took[0], t1 - t0);
    took[1] = best(took[1], t2 - t1);
    took[2] = best(took[2], t3 - t2);
    if (k == 0)
      printf("  EJR-x by search: verdict %d in %lld steps\n", v.verdict, (long long)v.steps);
    cpw_result_free(a);
    cpw_result_free(b);
  }
  printf("  outcome %.4f s, claims %.4f s, search %.4f s\n", took[0], took[1], took[2]);
  free(place);
}

int main(int argc, char **argv) {
  memory m = {NULL, 0, 0}, out = {NULL, 0, 0};
  double reading = 1e9, writing = 1e9;
  if (argc > 1 ? !load(argv[1], &m) : (make_up(&m), 0)) return 1;
  for (int k = 0; k < TIMES; k++) {
    cpw_sink sink = {&out, keep};
    double t0 = seconds();
    cpw_pabulib *p = read_once(&m);
    double t1 = seconds();
    out.used = 0;
    if (cpw_pabulib_write(p, &sink, NULL) != CPW_OK) return 1;
    double t2 = seconds();
    reading = best(reading, t1 - t0);
    writing = best(writing, t2 - t1);
    cpw_pabulib_free(p);
  }
  cpw_pabulib *p = read_once(&m);
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  printf("pabulib: %.1f MB, %lld voters, %lld ballots, %lld projects\n", (double)m.used * 1e-6,
         (long long)v->voters, (long long)v->ballots, (long long)v->projects);
  printf("  read %.4f s (%.0f ns a voter), write %.4f s\n", reading,
         1e9 * reading / (double)(v->voters ? v->voters : 1), writing);
  judge(p);
  cpw_pabulib_free(p);
  free(m.bytes);
  free(out.bytes);
  return 0;
}
