/* Any bytes as an RTT extract: never a crash or a leak; the fast way and the general way give the same
 * figures or the same error; a file that fails leaves nothing behind; people are conserved.
 * The first byte is the grouping, the second how many bytes come at a time. */
#include "rtt/internal.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

typedef struct pieces {
  const uint8_t *data;
  size_t left, piece;
} pieces;

static int64_t read_piece(void *context, char *buffer, int64_t capacity) {
  pieces *p = context;
  size_t count = p->piece < (size_t)capacity ? p->piece : (size_t)capacity;
  if (count > p->left) count = p->left;
  if (count > 0) memcpy(buffer, p->data, count);
  p->data += count;
  p->left -= count;
  return (int64_t)count;
}

static const cpw_array *find(const cpw_result *r, const char *name) {
  const cpw_array *array = cpw_result_find(r, name);
  demand(array && array->type == CPW_INT64);
  return array;
}

/* total is the sum of the bands, and difference is what is missing (Part_3 has no bands) */
static void check(const cpw_result *r) {
  const cpw_array *count = find(r, "count"), *total = find(r, "total");
  const cpw_array *unknown = find(r, "unknown"), *all = find(r, "total_all");
  const cpw_array *difference = find(r, "difference");
  const cpw_dimension *row = count->dimension[0];
  int64_t bands = count->dimension[1]->length;
  for (int64_t i = 0; i < total->size; i++) {
    int64_t sum = 0;
    for (int64_t j = 0; j < bands; j++) {
      demand(count->integer[i * bands + j] >= 0);
      sum += count->integer[i * bands + j];
    }
    demand(sum == total->integer[i]);
    const char *part = row->coordinate_labels[row->coordinates - 2][i];
    if (strcmp(part, "Part_3") != 0)
      demand(difference->integer[i] == all->integer[i] - sum - unknown->integer[i]);
    demand(i == 0 || strcmp(row->coordinate_labels[0][i - 1], row->coordinate_labels[0][i]) <= 0);
  }
}

static void same(const cpw_result *a, const cpw_result *b) {
  static const char *const names[] = {"count",      "total",
                                      "unknown",    "total_all",
                                      "difference", "specialty_difference",
                                      "rows_read",  "rows_kept",
                                      "rows_nonc",  "rows_unreconciled"};
  for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
    const cpw_array *x = find(a, names[k]), *y = find(b, names[k]);
    demand(x->size == y->size);
    demand(memcmp(x->integer, y->integer, (size_t)x->size * sizeof(int64_t)) == 0);
  }
  const cpw_dimension *x = find(a, "total")->dimension[0], *y = find(b, "total")->dimension[0];
  demand(x->coordinates == y->coordinates);
  for (int64_t k = 0; k < x->coordinates; k++)
    for (int64_t i = 0; i < x->length; i++)
      demand(strcmp(x->coordinate_labels[k][i], y->coordinate_labels[k][i]) == 0);
}

static cpw_rtt *new_rtt(int32_t group_by, int32_t plain) {
  cpw_rtt_options o;
  cpw_rtt *rtt = NULL;
  cpw_rtt_options_init(&o);
  o.group_by = group_by & 31;
  o.names = group_by >> 5 & 1;
  o.include_nonc = group_by >> 6 & 1;
  demand(cpw_rtt_new(&o, &rtt, NULL) == CPW_OK);
  rtt->plain = plain;
  return rtt;
}

/* Sums over two readings may be too large; then both say so. */
static void compare(const cpw_rtt *a, const cpw_rtt *b) {
  cpw_result *x = NULL, *y = NULL;
  int32_t status = cpw_rtt_result(a, &x, NULL);
  demand(status == CPW_OK || status == CPW_EOVERFLOW);
  demand(cpw_rtt_result(b, &y, NULL) == status);
  if (status == CPW_OK) {
    check(x);
    same(x, y);
  }
  cpw_result_free(x);
  cpw_result_free(y);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  cpw_rtt *fast = new_rtt(data[0], 0), *plain = new_rtt(data[0], 1);
  for (int reading = 0; reading < 2; reading++) {
    pieces p = {data + 2, size - 2, (size_t)data[1] * data[1] + 1};
    cpw_source source = {&p, read_piece, "fuzz"};
    cpw_error x, y;
    int32_t status = cpw_rtt_read_source(fast, &source, &x);
    demand(cpw_rtt_read_memory(plain, (const char *)data + 2, (int64_t)size - 2, "fuzz", &y) ==
           status);
    demand(status == CPW_OK ||
           (x.line == y.line && x.column == y.column && strcmp(x.message, y.message) == 0));
    compare(fast, plain);
  }
  cpw_rtt_free(fast);
  cpw_rtt_free(plain);
  return 0;
}
