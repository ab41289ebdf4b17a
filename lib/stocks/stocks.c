/* The way of every model of stocks and flows: parameters over defaults, working memory, a result that is
 * handed out whole or not at all.
 * Source: the house rules. Leaves checks to check.c and arithmetic to chain.c. */
#include "stocks/internal.h"

#include <stdio.h>

void cpwi_stocks_take(cpwi_stocks *s, const char *where, void *known, size_t size,
                      const void *given, const char *noun, const cpw_run *run, cpw_result **out,
                      cpw_error *err) {
  memset(s, 0, sizeof *s);
  s->where = where;
  s->err = err;
  if (!given)
    s->status = cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given", noun);
  else if (!out)
    s->status = cpwi_fail(err, CPW_EINVAL, -1, where, "out must not be NULL");
  if (s->status == CPW_OK) s->status = cpwi_take_options(known, size, given, where, err);
  if (s->status == CPW_OK) s->status = cpwi_take_run(&s->run, run, where, err);
}

void cpwi_stocks_open(cpwi_stocks *s, const cpw_allocator *allocator) {
  if (s->status == CPW_OK) s->status = cpwi_check_allocator(allocator, s->where, s->err);
  if (s->status != CPW_OK) return;
  s->allocator = allocator;
  s->status = cpw_result_new(allocator, &s->result, s->err);
}

int32_t cpwi_stocks_close(cpwi_stocks *s, cpw_result **out) {
  while (s->blocks) {
    void *next;
    memcpy(&next, s->blocks, sizeof next);
    cpwi_release(s->allocator, s->blocks);
    s->blocks = next;
  }
  if (s->status == CPW_OK)
    *out = s->result;
  else
    cpw_result_free(s->result);
  return s->status;
}

/* Every block begins with the address of the one before it; its user's memory begins HEAD bytes on. */
enum { HEAD = 16 };

void *cpwi_stocks_zeros(cpwi_stocks *s, int64_t count, size_t size) {
  if (s->status != CPW_OK) return NULL;
  int64_t bytes = 0;
  char *block = NULL;
  if (count >= 0 && cpwi_multiply(count, (int64_t)size, &bytes) && bytes <= INT64_MAX - 2 * HEAD)
    block = cpwi_alloc_zero(s->allocator, (size_t)bytes + 2 * HEAD, 1);
  if (!block) {
    s->status = cpwi_fail(s->err, CPW_ENOMEM, -1, s->where, "no memory to project with");
    return NULL;
  }
  memcpy(block, &s->blocks, sizeof s->blocks);
  s->blocks = block;
  return block + HEAD;
}

double *cpwi_stocks_reals_zero(cpwi_stocks *s, int64_t count) {
  return cpwi_stocks_zeros(s, count, sizeof(double));
}

void cpwi_stocks_dimension(cpwi_stocks *s, const char *name, int64_t length,
                           const char *const *labels) {
  if (s->status == CPW_OK)
    s->status = cpw_result_add_dimension(s->result, name, length, labels, s->err);
}

void cpwi_stocks_replications(cpwi_stocks *s) {
  enum { ROOM = 24 };
  int64_t n = s->run.replications;
  char *text = cpwi_stocks_zeros(s, n, ROOM);
  const char **label = cpwi_stocks_zeros(s, n, sizeof *label);
  if (s->status != CPW_OK || !text || !label) return;
  for (int64_t r = 0; r < n; r++) {
    label[r] = text + r * ROOM;
    snprintf(text + r * ROOM, ROOM, "%lld", (long long)(s->run.first_replication + r));
  }
  cpwi_stocks_dimension(s, "replication", n, label);
}

static void *add(cpwi_stocks *s, const char *name, const char *unit, const char *description,
                 const char *dimensions, int32_t type, int32_t merge) {
  void *memory = NULL;
  if (s->status == CPW_OK)
    s->status = cpw_result_add_array(s->result, name, unit, description, dimensions, type, merge,
                                     &memory, s->err);
  return s->status == CPW_OK ? memory : NULL;
}

double *cpwi_stocks_real(cpwi_stocks *s, const char *name, const char *unit,
                         const char *description, const char *dimensions) {
  return add(s, name, unit, description, dimensions, CPW_DOUBLE, CPW_MERGE_SAME);
}

int64_t *cpwi_stocks_integer(cpwi_stocks *s, const char *name, const char *unit,
                             const char *description, const char *dimensions) {
  return add(s, name, unit, description, dimensions, CPW_INT64, CPW_MERGE_SAME);
}

int64_t *cpwi_stocks_drawn(cpwi_stocks *s, const char *name, const char *unit,
                           const char *description, const char *dimensions) {
  return add(s, name, unit, description, dimensions, CPW_INT64, CPW_MERGE_APPEND);
}
