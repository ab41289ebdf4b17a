/* Cost of writing, reading and checking systems of three sizes, to half a million lists. Prints plain lines, never
 * judges. Made-up figures. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/random.h"
#include "carepath/system_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SERVICES 20
#define GROUPS   5

typedef struct memory {
  char *bytes;
  size_t used, room;
} memory;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int keep(void *context, const char *bytes, int64_t count) {
  memory *m = context;
  if (m->room - m->used < (size_t)count) {
    size_t room = 2 * m->room + (size_t)count + 65536;
    char *more = realloc(m->bytes, room);
    if (!more) return -1;
    m->bytes = more;
    m->room = room;
  }
  memcpy(m->bytes + m->used, bytes, (size_t)count);
  m->used += (size_t)count;
  return 0;
}

static void *block(size_t count, size_t size) {
  void *made = calloc(count, size);
  if (!made) exit(1);
  return made;
}

static const char *name(const char *what, int64_t number) {
  char *text = block(1, 24);
  snprintf(text, 24, "%s%lld", what, (long long)number);
  return text;
}

static void make_organisations(cpw_system *s, int64_t count) {
  cpw_system_organisation *o = block((size_t)count, sizeof *o);
  cpw_system_service *v = block(SERVICES, sizeof *v);
  const char **group = block(GROUPS, sizeof *group);
  for (int64_t i = 0; i < count; i++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &o[i]);
    o[i].id = name("PROVIDER", i), o[i].kind = CPW_ORG_ACUTE;
  }
  for (int64_t i = 0; i < SERVICES; i++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &v[i]);
    v[i].id = name("SERVICE", i);
  }
  for (int64_t i = 0; i < GROUPS; i++)
    group[i] = name("group ", i);
  s->organisation = o, s->organisations = count;
  s->service = v, s->services = SERVICES;
  s->group = group, s->groups = GROUPS;
}

static void make_lists(cpw_system *s) {
  cpw_stream random;
  cpw_stream_init(&random, 1, 0, 0, 0);
  s->capacities = s->organisations * SERVICES;
  s->lists = s->capacities * GROUPS;
  cpw_system_capacity *c = block((size_t)s->capacities, sizeof *c);
  cpw_system_list *l = block((size_t)s->lists, sizeof *l);
  for (int64_t i = 0; i < s->capacities; i++) {
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &c[i]);
    c[i].organisation = (int32_t)(i / SERVICES), c[i].service = (int32_t)(i % SERVICES);
    c[i].treatments = 100 * cpw_random_uniform(&random);
  }
  for (int64_t i = 0; i < s->lists; i++) {
    const cpw_system_capacity *unit = &c[i / GROUPS];
    l[i] = (cpw_system_list){unit->organisation,
                             unit->service,
                             (int32_t)(i % GROUPS),
                             CPW_NONE,
                             1000 * cpw_random_uniform(&random),
                             0.1 + cpw_random_uniform(&random),
                             0.002,
                             CPW_BASIS_ASSUMED,
                             0};
  }
  s->capacity = c, s->list = l;
}

static void measure(int64_t organisations) {
  static const int64_t tables[] = {CPW_SYSTEM_GROUPS, CPW_SYSTEM_ORGANISATIONS, CPW_SYSTEM_SERVICES,
                                   CPW_SYSTEM_CAPACITY, CPW_SYSTEM_LISTS};
  static const char *const names[] = {"groups.csv", "organisations.csv", "services.csv",
                                      "capacity.csv", "lists.csv"};
  memory file[5] = {{NULL, 0, 0}};
  cpw_text text[5];
  cpw_source source[5];
  cpw_system s;
  cpw_system_book *book = NULL;
  cpw_system_init(&s);
  make_organisations(&s, organisations);
  make_lists(&s);
  double start = seconds();
  for (int k = 0; k < 5; k++) {
    cpw_sink sink = {&file[k], keep};
    if (cpw_system_write(&s, tables[k], &sink, NULL) != CPW_OK) exit(1);
    text[k] = (cpw_text){file[k].bytes, (int64_t)file[k].used, 0};
    if (cpw_text_source(&text[k], names[k], &source[k]) != CPW_OK) exit(1);
  }
  double written = seconds();
  if (cpw_system_read(source, 5, NULL, &book, NULL, NULL) != CPW_OK) exit(1);
  double read = seconds();
  if (cpw_system_require(cpw_system_book_view(book), NULL, NULL) != CPW_OK) exit(1);
  printf("%7lld lists: written in %.3f s, read and checked in %.3f s, of that the check %.3f s\n",
         (long long)s.lists, written - start, read - written, seconds() - read);
  cpw_system_book_free(book);
  for (int k = 0; k < 5; k++)
    free(file[k].bytes);
}

int main(void) {
  measure(50);
  measure(500);
  measure(5000);
  return 0;
}
