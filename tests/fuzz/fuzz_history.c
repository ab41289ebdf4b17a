/* Any bytes as a tidy file of counts: never a crash, a leak or an answer that breaks its promises,
 * and the same answer whatever the pieces in which the bytes come. */
#include "carepath/waitlist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct pieces {
  const uint8_t *data;
  size_t left, piece;
} pieces;

static int64_t read_piece(void *context, char *buffer, int64_t capacity) {
  pieces *p = context;
  size_t count = p->piece < (size_t)capacity ? p->piece : (size_t)capacity;
  if (count > p->left) count = p->left;
  memcpy(buffer, p->data, count);
  p->data += count;
  p->left -= count;
  return (int64_t)count;
}

static void demand(int promise) {
  if (!promise) abort();
}

static const cpw_array *find(const cpw_result *r, const char *name, int64_t dimensions) {
  const cpw_array *array = cpw_result_find(r, name);
  demand(array && array->dimensions == dimensions && array->type == CPW_DOUBLE);
  return array;
}

/* Counts are finite and >= 0, and the shapes agree. */
static void check(const cpw_result *r) {
  const cpw_array *starts = find(r, "starts", 2), *waiting = find(r, "waiting", 3);
  const cpw_array *treated = find(r, "treated", 3), *lower = find(r, "band_lower", 1);
  demand(starts->size >= 1 && lower->size >= 1 && lower->real[0] == 0);
  demand(waiting->size == starts->size * lower->size && treated->size == waiting->size);
  const cpw_array *const all[] = {starts, waiting, treated};
  for (int k = 0; k < 3; k++)
    for (int64_t i = 0; i < all[k]->size; i++)
      demand(isfinite(all[k]->real[i]) && all[k]->real[i] >= 0 && !signbit(all[k]->real[i]));
  demand(find(r, "period_length", 0)->real[0] > 0 && cpw_result_note(r, "source"));
}

static int32_t read_in(const uint8_t *data, size_t size, size_t piece,
                       const cpw_history_options *options, cpw_result **out, cpw_error *err) {
  pieces p = {data, size, piece};
  cpw_source source = {&p, read_piece, "fuzz"};
  return cpw_history_read(&source, options, out, err);
}

static void same(const cpw_result *a, const cpw_result *b) {
  static const char *const names[] = {"starts", "waiting", "treated"};
  for (int k = 0; k < 3; k++) {
    const cpw_array *x = cpw_result_find(a, names[k]), *y = cpw_result_find(b, names[k]);
    demand(x->size == y->size);
    demand(memcmp(x->real, y->real, (size_t)x->size * sizeof *x->real) == 0);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const struct {
    const char *where;
    int64_t bands;
    int32_t missing;
  } ways[] = {{NULL, 0, CPW_MISSING_ERROR},
              {"org=A;org=B;type=incomplete", 3, CPW_MISSING_ZERO},
              {NULL, 13, CPW_MISSING_DROP}};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    cpw_history_options options;
    cpw_history_options_init(&options);
    options.where = ways[i].where;
    options.bands = ways[i].bands;
    options.missing = ways[i].missing;
    cpw_result *whole = NULL, *r = NULL;
    cpw_error err;
    memset(&err, 0, sizeof err);
    int32_t status = read_in(data, size, size + 1, &options, &whole, &err);
    demand(read_in(data, size, 1 + size % 11, &options, &r, NULL) == status);
    if (status == CPW_OK) {
      check(whole);
      check(r);
      same(whole, r);
    } else {
      demand(!whole && !r && err.code == status && err.message[0]);
    }
    cpw_result_free(whole);
    cpw_result_free(r);
  }
  return 0;
}
