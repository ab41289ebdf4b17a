/* Any bytes as a .pb file and as a table of votes: never a crash or a leak; what is read is an election, and is
 * written as a file that reads the same and is written the same. */
#include "carepath/pabulib.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

typedef struct memory {
  char *bytes;
  size_t used, room;
} memory;

static int keep(void *context, const char *bytes, int64_t count) {
  memory *m = context;
  if (m->room - m->used < (size_t)count) {
    m->room = 2 * m->room + (size_t)count;
    m->bytes = realloc(m->bytes, m->room);
    demand(m->bytes != NULL);
  }
  memcpy(m->bytes + m->used, bytes, (size_t)count);
  m->used += (size_t)count;
  return 0;
}

static int32_t take(const char *bytes, size_t count, cpw_pabulib **out) {
  cpw_text text = {bytes, (int64_t)count, 0};
  cpw_source source;
  cpw_pabulib_options o;
  cpw_error err;
  cpw_pabulib_options_init(&o);
  o.repeated_voters = CPW_PABULIB_WARN;
  demand(cpw_text_source(&text, NULL, &source) == CPW_OK);
  int32_t status = cpw_pabulib_read(&source, &o, out, &err);
  demand(status == CPW_OK || err.message[0] != '\0');
  return status;
}

static memory written(const cpw_pabulib *p) {
  memory m = {NULL, 0, 0};
  cpw_sink sink = {&m, keep};
  demand(cpw_pabulib_write(p, &sink, NULL) == CPW_OK);
  return m;
}

static void is_an_election(const cpw_pabulib *p) {
  const cpw_pabulib_content *v = cpw_pabulib_view(p);
  int64_t voters = 0;
  for (int64_t b = 0; b < v->ballots; b++) {
    voters += v->weight[b];
    for (int64_t i = v->start[b]; i < v->start[b + 1]; i++) {
      demand(v->choice[i] >= 0 && v->choice[i] < v->projects && v->points[i] >= 0);
      demand(i == v->start[b] || v->choice[i] > v->choice[i - 1]);
    }
  }
  demand(voters == v->voters);
  for (int64_t i = 0; i < v->voters; i++)
    demand(v->ballot_of[i] >= 0 && v->ballot_of[i] < v->ballots);
}

static void as_file(const char *bytes, size_t count) {
  cpw_pabulib *one, *two;
  if (take(bytes, count, &one) != CPW_OK) return;
  is_an_election(one);
  memory a = written(one);
  demand(take(a.bytes, a.used, &two) == CPW_OK);
  memory b = written(two);
  demand(a.used == b.used && memcmp(a.bytes, b.bytes, a.used) == 0);
  demand(cpw_pabulib_view(one)->ballots == cpw_pabulib_view(two)->ballots);
  free(a.bytes);
  free(b.bytes);
  cpw_pabulib_free(one);
  cpw_pabulib_free(two);
}

static void as_votes(const char *bytes, size_t count, int32_t type) {
  const char *projects = "project_id,cost\na,400\n\"b;\",7\n";
  cpw_text text[2] = {{projects, (int64_t)strlen(projects), 0}, {bytes, (int64_t)count, 0}};
  cpw_source source[2];
  cpw_pabulib_tables t;
  cpw_pabulib *p = NULL;
  cpw_pabulib_tables_init(&t);
  for (int k = 0; k < 2; k++)
    demand(cpw_text_source(&text[k], NULL, &source[k]) == CPW_OK);
  t.projects = &source[0];
  t.votes = &source[1];
  t.budget = "10";
  t.vote_type = type;
  if (cpw_pabulib_from_tables(&t, NULL, &p, NULL) != CPW_OK) return;
  is_an_election(p);
  cpw_pabulib_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  as_file((const char *)data, size);
  as_votes((const char *)data, size, CPW_PABULIB_APPROVAL);
  as_votes((const char *)data, size, CPW_PABULIB_CUMULATIVE);
  return 0;
}
