/* Any bytes as a policy file: never a crash or a leak; what is read passes the check of policies, and what is
 * written from it is read again and written to the same bytes. */
#include "carepath/priority.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

typedef struct rest {
  const uint8_t *data;
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

typedef struct text {
  uint8_t *bytes;
  size_t used;
} text;

static int keep(void *context, const char *bytes, int64_t count) {
  text *t = context;
  uint8_t *more = realloc(t->bytes, t->used + (size_t)count + 1);
  demand(more != NULL);
  memcpy(more + t->used, bytes, (size_t)count);
  t->bytes = more;
  t->used += (size_t)count;
  return 0;
}

static void use(const cpw_policy *policy) {
  const cpw_priority_policy *p = cpw_policy_view(policy);
  int64_t columns = 0;
  while (cpw_policy_column(policy, columns))
    columns++;
  demand(p->tier_count > 0);
  demand(cpw_priority_policy_check(p, NULL) == CPW_OK);
  for (int64_t k = 0; k < p->criterion_count; k++) {
    double value = cpw_priority_value(&p->criteria[k], 0.0);
    demand(p->criteria[k].source < columns);
    demand(isnan(value) || (value >= 0.0 && value <= 1.0));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  rest first = {data, size};
  cpw_source source = {&first, read_rest, "fuzz"};
  cpw_policy *policy = NULL, *again = NULL;
  text one = {NULL, 0}, two = {NULL, 0};
  cpw_sink sink_one = {&one, keep}, sink_two = {&two, keep};
  cpw_error err;
  if (cpw_policy_read(&source, NULL, &policy, &err) != CPW_OK) {
    demand(policy == NULL);
    demand(err.code == CPW_EDATA && err.message[0]);
    return 0;
  }
  use(policy);
  demand(cpw_policy_write(cpw_policy_view(policy), &sink_one, NULL) == CPW_OK);
  rest second = {one.bytes, one.used};
  source.context = &second;
  demand(cpw_policy_read(&source, NULL, &again, NULL) == CPW_OK);
  demand(cpw_policy_write(cpw_policy_view(again), &sink_two, NULL) == CPW_OK);
  demand(one.used == two.used && memcmp(one.bytes, two.bytes, one.used) == 0);
  cpw_policy_free(policy);
  cpw_policy_free(again);
  free(one.bytes);
  free(two.bytes);
  return 0;
}
