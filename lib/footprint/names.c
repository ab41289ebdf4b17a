/* What rows are called in messages, labels and ties: their ids, or their numbers where there are none.
 * Source: carepath/footprint.h.
 * Leaves the messages themselves to the files that write them. */
#include "footprint/internal.h"

#include <string.h>

cpwi_footprint_name cpwi_footprint_named(const char *const *ids, int64_t i) {
  cpwi_footprint_name name = {{0}};
  if (!ids) {
    (void)cpw_format_int64(i, name.text);
    return name;
  }
  size_t length = strlen(ids[i]);
  if (length >= sizeof name.text) length = sizeof name.text - 1;
  while (length > 0 && ((unsigned char)ids[i][length] & 0xc0) == 0x80)
    length--; /* never half of a character */
  memcpy(name.text, ids[i], length);
  return name;
}

int cpwi_footprint_labels(const char *const *ids, int64_t n, const char ***labels, char **numbers,
                          const cpw_allocator *allocator) {
  const char **out = cpwi_alloc(allocator, (size_t)n, sizeof *out);
  char *text = ids ? NULL : cpwi_alloc(allocator, (size_t)n, CPW_NUMBER_CHARS);
  if (!out || (!ids && !text)) {
    cpwi_release(allocator, out);
    cpwi_release(allocator, text);
    return 0;
  }
  for (int64_t i = 0; i < n; i++) {
    if (text) (void)cpw_format_int64(i, text + (size_t)i * CPW_NUMBER_CHARS);
    out[i] = ids ? ids[i] : text + (size_t)i * CPW_NUMBER_CHARS;
  }
  *labels = out;
  *numbers = text;
  return 1;
}

static void put(char *text, size_t size, size_t *used, const char *more) {
  size_t length = strlen(more);
  if (*used + length >= size) return;
  memcpy(text + *used, more, length + 1);
  *used += length;
}

void cpwi_footprint_list(char *text, size_t size, const char *const *ids, const int64_t *mark,
                         int64_t n, int64_t most) {
  int64_t count = 0, shown = 0;
  size_t used = 0;
  text[0] = 0;
  for (int64_t i = 0; i < n; i++)
    count += mark[i] != 0;
  for (int64_t i = 0; i < n && shown < most; i++)
    if (mark[i] != 0) {
      if (shown > 0) put(text, size, &used, ", ");
      put(text, size, &used, cpwi_footprint_named(ids, i).text);
      shown++;
    }
  if (count > shown) {
    put(text, size, &used, " and ");
    put(text, size, &used, cpwi_footprint_named(NULL, count - shown).text);
    put(text, size, &used, " more");
  }
}

static int by_id(const void *context, const void *a, const void *b) {
  const char *const *ids = context;
  int64_t i = *(const int64_t *)a, j = *(const int64_t *)b;
  int order = ids ? strcmp(ids[i], ids[j]) : 0;
  return order ? order : (i > j) - (i < j);
}

int cpwi_footprint_ranks(const char *const *ids, int64_t n, int64_t *rank,
                         const cpw_allocator *allocator) {
  int64_t *order = cpwi_alloc(allocator, (size_t)n, sizeof *order);
  if (!order) return 0;
  for (int64_t i = 0; i < n; i++)
    order[i] = i;
  int done = cpwi_sort(allocator, order, n, sizeof *order, by_id, ids);
  for (int64_t i = 0; done && i < n; i++)
    rank[order[i]] = i;
  cpwi_release(allocator, order);
  return done;
}
