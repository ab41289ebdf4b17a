/* Texts of a column as numbers that do not depend on the order of the rows: whole numbers by value, other
 * texts by their bytes.
 * Source: none; the table of texts is that of the histories.
 * Leaves the columns to read.c. */
#include "event_log/codes.h"

#include "base/order.h"

#include <string.h>

void cpwi_log_codes_init(cpwi_log_codes *c, const cpw_allocator *allocator) {
  memset(c, 0, sizeof *c);
  c->allocator = c->arena.allocator = allocator;
  cpwi_names_init(&c->names, &c->arena);
}

void cpwi_log_codes_free(cpwi_log_codes *c) {
  cpwi_names_free(&c->names);
  cpwi_arena_free(&c->arena);
  cpwi_release(c->allocator, (void *)c->label);
  cpwi_release(c->allocator, c->place);
  cpwi_release(c->allocator, c->number);
}

int cpwi_log_is_text(const char *text, int64_t count) {
  return count == 0 || (cpwi_is_utf8(text, (size_t)count) && !memchr(text, '\0', (size_t)count));
}

int64_t cpwi_log_codes_take(cpwi_log_codes *c, const char *text, int64_t count) {
  return cpwi_names_take(&c->names, text, (size_t)count);
}

typedef struct entry {
  const char *text;
  size_t length;
  int64_t number, came;
} entry;

static int compare(const void *context, const void *first, const void *second) {
  const entry *a = first, *b = second;
  const int *whole = context;
  if (*whole) return (a->number > b->number) - (a->number < b->number);
  size_t least = a->length < b->length ? a->length : b->length;
  int c = memcmp(a->text, b->text, least);
  return c != 0 ? c : (a->length > b->length) - (a->length < b->length);
}

/* 1 if the text is a whole number as it would be written: not 007, which is another text than 7. */
static int is_whole(const entry *e, int64_t *number) {
  char text[CPW_NUMBER_CHARS];
  if (cpw_parse_int64(e->text, (int64_t)e->length, number) != CPW_OK) return 0;
  int32_t length = cpw_format_int64(*number, text);
  return (size_t)length == e->length && memcmp(text, e->text, e->length) == 0;
}

int cpwi_log_codes_order(cpwi_log_codes *c) {
  size_t n = (size_t)c->names.count;
  entry *all = cpwi_alloc(c->allocator, n, sizeof *all);
  c->label = cpwi_alloc(c->allocator, n, sizeof *c->label);
  c->place = cpwi_alloc(c->allocator, n, sizeof *c->place);
  c->number = cpwi_alloc(c->allocator, n, sizeof *c->number);
  int fine = all && c->label && c->place && c->number, whole = 1;
  for (size_t i = 0; i < n && fine; i++) {
    all[i] = (entry){c->names.name[i].text, c->names.name[i].length, 0, (int64_t)i};
    whole = is_whole(&all[i], &all[i].number) && whole;
  }
  fine = fine && cpwi_sort(c->allocator, all, (int64_t)n, sizeof *all, compare, &whole);
  for (size_t i = 0; i < n && fine; i++) {
    c->label[i] = all[i].text;
    c->place[all[i].came] = (int64_t)i;
    c->number[i] = all[i].number;
  }
  c->whole = whole;
  c->count = (int64_t)n;
  cpwi_release(c->allocator, all);
  return fine;
}

int64_t cpwi_log_codes_number(const cpwi_log_codes *c, int64_t came, int own) {
  int64_t at = c->place[came];
  return own && c->whole ? c->number[at] : at;
}
