/* Cost of the rules: a city drawn at random, a city full of ties, and files by argument (bench_vote FILE.pb ...).
 * Processor time; prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static const struct {
  const char *name;
  int32_t rule, satisfaction, completion;
} WAYS[] = {{"equal shares, cost", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE},
            {"equal shares, points", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_POINTS, CPW_VOTE_ALONE},
            {"equal shares, Add1", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ADD1},
            {"exact equal shares", CPW_VOTE_EXACT_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE},
            {"Phragmen", CPW_VOTE_PHRAGMEN, CPW_VOTE_COST, CPW_VOTE_ALONE},
            {"bounded overspending", CPW_VOTE_OVERSPENDING, CPW_VOTE_COST, CPW_VOTE_ALONE},
            {"greedy", CPW_VOTE_GREEDY, CPW_VOTE_COST, CPW_VOTE_ALONE},
            {"maximum welfare", CPW_VOTE_WELFARE, CPW_VOTE_COST, CPW_VOTE_ALONE}};

static void show(const char *name, const cpw_election *e) {
  int32_t *place = malloc((size_t)(e->projects + 1) * sizeof *place);
  int64_t voters = 0;
  if (!place || cpw_election_tally(e, NULL, NULL, &voters, NULL, NULL) != CPW_OK) exit(1);
  printf("%s: %lld voters, %lld ballots, %lld projects\n", name, (long long)voters,
         (long long)e->ballots, (long long)e->projects);
  for (size_t k = 0; k < sizeof WAYS / sizeof *WAYS; k++) {
    cpw_vote_options o;
    cpw_vote_outcome out;
    cpw_error err;
    cpw_vote_options_init(&o);
    o.rule = WAYS[k].rule;
    o.satisfaction = WAYS[k].satisfaction;
    o.completion = WAYS[k].completion;
    double start = seconds();
    int32_t status = cpw_vote_select(e, &o, NULL, place, &out, &err);
    double ms = 1e3 * (seconds() - start);
    if (status == CPW_OK)
      printf("  %-22s %10.2f ms  %5lld projects  %6lld steps\n", WAYS[k].name, ms,
             (long long)out.selected, (long long)out.steps);
    else
      printf("  %-22s %10.2f ms  %s\n", WAYS[k].name, ms, err.message);
  }
  free(place);
}

#define PROJECTS 1000
#define BALLOTS  50000
#define EACH     6

static int64_t cost[PROJECTS], first[BALLOTS + 1];
static int32_t project[BALLOTS * EACH];

/* ballots of EACH projects, near ones more often; ties: all costs alike, neighbours on every ballot */
static void draw(int ties, cpw_election *e) {
  cpw_stream s;
  int64_t sum = 0;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int p = 0; p < PROJECTS; p++)
    sum += cost[p] = ties ? 1000 : 1 + (int64_t)cpw_random_below(&s, 100000);
  for (int i = 0; i < BALLOTS; i++) {
    int at = ties ? i % PROJECTS : (int)cpw_random_below(&s, PROJECTS);
    for (int k = 0; k < EACH; k++) {
      project[i * EACH + k] = at;
      at = (at + 1 + (ties ? 0 : (int)cpw_random_below(&s, 20))) % PROJECTS;
    }
    first[i + 1] = (int64_t)(i + 1) * EACH;
  }
  cpw_election_init(e);
  e->projects = PROJECTS;
  e->cost = cost;
  e->ballots = BALLOTS;
  e->first = first;
  e->project = project;
  e->budget = sum / 4;
}

static void show_file(const char *path) {
  cpw_pabulib *file = NULL;
  cpw_election e;
  cpw_error err;
  double start = seconds();
  if (cpw_pabulib_read_path(path, NULL, &file, &err) != CPW_OK ||
      cpw_pabulib_election(file, &e, &err) != CPW_OK) {
    printf("%s: %s\n", path, err.message);
    return;
  }
  printf("read in %.1f ms: ", 1e3 * (seconds() - start));
  show(path, &e);
  cpw_pabulib_free(file);
}

int main(int argc, char **argv) {
  cpw_election e;
  draw(0, &e);
  show("drawn at random", &e);
  draw(1, &e);
  show("full of ties", &e);
  for (int k = 1; k < argc; k++)
    show_file(argv[k]);
  return 0;
}
