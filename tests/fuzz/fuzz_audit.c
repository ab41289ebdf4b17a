/* Any bytes as a file of records: never a crash or a leak; what verifies is read; with the digest put right, what
 * is read can be replayed, with whatever outcome. */
#include "carepath/audit.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

typedef struct rest {
  const char *data;
  size_t left;
} rest;

static int64_t read_rest(void *context, char *buffer, int64_t capacity) {
  rest *r = context;
  size_t count = r->left < (size_t)capacity ? r->left : (size_t)capacity;
  if (count > 0) memcpy(buffer, r->data, count);
  r->data += count;
  r->left -= count;
  return (int64_t)count;
}

static void try_replay(const cpw_audit_record *record) {
  static const double wait[3] = {1, 20, 300}, facts[3] = {0, 1, 2};
  static const double *const fact[8] = {facts, facts, facts, facts, facts, facts, facts, facts};
  static const char *const id[3] = {"A", "B", "C"};
  const cpw_audit_view *v = cpw_audit_record_view(record);
  cpw_priority_list list;
  cpw_audit_replayed r;
  demand(v->rows <= v->patients && v->policy);
  cpw_priority_list_init(&list);
  list.patients = v->patients < 3 ? v->patients : 3;
  list.wait = wait;
  list.fact = fact;
  list.columns = 8;
  list.today = v->today;
  if (v->has_ids) list.id = id;
  (void)!cpw_audit_replay(record, &list, NULL, NULL, NULL, &r, NULL);
}

/* The digest at the end made right, where there is one: else nothing would ever get past it. */
static void mend(char *text, size_t size) {
  char digest[CPW_SHA256_CHARS];
  if (size < 73 || memcmp(text + size - 72, "record ", 7) != 0 || text[size - 1] != '\n') return;
  demand(cpw_sha256(text, (int64_t)size - 72, digest) == CPW_OK);
  memcpy(text + size - 65, digest, 64);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  demand(text != NULL);
  if (size > 0) memcpy(text, data, size);
  mend(text, size);
  rest r = {text, size};
  cpw_source source = {&r, read_rest, "fuzz"};
  cpw_audit_finding f;
  cpw_audit_record *record = NULL;
  cpw_error err;
  demand(cpw_audit_verify(&source, NULL, NULL, NULL, &f, &err) == CPW_OK);
  demand(f.message[0] && (f.finding == CPW_AUDIT_SOUND) == (f.record == 0 && f.line == 0));
  r = (rest){text, size};
  if (cpw_audit_read(&source, 0, NULL, &record, &err) == CPW_OK)
    try_replay(record);
  else
    demand(record == NULL && err.message[0]);
  cpw_audit_record_free(record);
  free(text);
  return 0;
}
