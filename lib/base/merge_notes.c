/* The notes of merged results: equal ones once, different ones joined in sorted order, one a line.
 * Source: documentation of cpw_result_merge; a note that was joined before counts as its parts, so
 * that any grouping gives the same text. Leaves arrays to merge.c. */
#include "base/result.h"

#include <string.h>

/* a line end: no single note has one, many a sentence has a semicolon */
static const char separator[] = "\n";

typedef struct part {
  const char *text;
  size_t length;
} part;

static int compare_parts(const void *context, const void *a, const void *b) {
  (void)context;
  const part *left = a, *right = b;
  size_t shared = left->length < right->length ? left->length : right->length;
  int differ = memcmp(left->text, right->text, shared);
  return differ ? differ : (left->length > right->length) - (left->length < right->length);
}

/* Sorts a list and drops what stands in it twice; returns the new count, or -1 (no memory). */
static int64_t sort_once(const cpw_allocator *a, part *list, int64_t count) {
  if (!cpwi_sort(a, list, count, sizeof *list, compare_parts, NULL)) return -1;
  int64_t kept = 0;
  for (int64_t i = 0; i < count; i++)
    if (kept == 0 || compare_parts(NULL, &list[kept - 1], &list[i]) != 0) list[kept++] = list[i];
  return kept;
}

/* ---- one note -------------------------------------------------------------------------------- */

/* Splits a text at its separators into parts (NULL: only counts them); returns their number. */
static int64_t split(const char *text, part *out) {
  int64_t count = 0;
  for (;;) {
    const char *end = strstr(text, separator);
    size_t length = end ? (size_t)(end - text) : strlen(text);
    if (out) out[count] = (part){text, length};
    count++;
    if (!end) return count;
    text = end + strlen(separator);
  }
}

static char *join(const cpw_allocator *a, const part *parts, int64_t count) {
  size_t bytes = 1;
  for (int64_t i = 0; i < count; i++)
    bytes += parts[i].length + strlen(separator);
  char *text = cpwi_alloc(a, bytes, 1), *p = text;
  for (int64_t i = 0; text && i < count; i++) {
    if (i > 0) {
      memcpy(p, separator, strlen(separator));
      p += strlen(separator);
    }
    memcpy(p, parts[i].text, parts[i].length);
    p += parts[i].length;
  }
  if (text) *p = '\0';
  return text;
}

/* All the different parts of one note in all results as one text; NULL when memory is short. */
static char *join_all(const cpwi_merge *merge, const char *key) {
  const cpw_allocator *a = merge->allocator;
  int64_t count = 0, used = 0;
  for (int64_t r = 0; r < merge->count; r++) {
    const char *text = cpw_result_note(merge->results[r], key);
    if (text) count += split(text, NULL);
  }
  part *parts = cpwi_alloc(a, (size_t)count, sizeof *parts);
  if (!parts) return NULL;
  for (int64_t r = 0; r < merge->count; r++) {
    const char *text = cpw_result_note(merge->results[r], key);
    if (text) used += split(text, parts + used);
  }
  used = sort_once(a, parts, used);
  char *text = used < 0 ? NULL : join(a, parts, used);
  cpwi_release(a, parts);
  return text;
}

static int32_t merge_note(const cpwi_merge *merge, const char *key, cpw_result *merged) {
  const char *common = NULL;
  int same = 1;
  for (int64_t r = 0; r < merge->count; r++) {
    const char *text = cpw_result_note(merge->results[r], key);
    if (!common) common = text;
    if (text && strcmp(text, common) != 0) same = 0;
  }
  if (same) return cpw_result_add_note(merged, key, common, NULL);
  char *text = join_all(merge, key);
  if (!text) return CPW_ENOMEM;
  int32_t status = cpw_result_add_note(merged, key, text, NULL);
  cpwi_release(merge->allocator, text);
  return status;
}

/* ---- all notes ------------------------------------------------------------------------------- */

static int same_keys(const cpw_result *a, const cpw_result *b) {
  if (a->note_count != b->note_count) return 0;
  for (int64_t i = 0; i < a->note_count; i++)
    if (strcmp(a->notes[i].key, b->notes[i].key) != 0) return 0;
  return 1;
}

/* The keys of all results: in their own order where that is the same in all, else sorted. Returns
 * their number, or -1 when memory is short. */
static int64_t collect_keys(const cpwi_merge *merge, part **keys) {
  int64_t total = 0, used = 0, same = 1;
  for (int64_t r = 0; r < merge->count; r++) {
    same = same && same_keys(merge->results[0], merge->results[r]);
    total += merge->results[r]->note_count;
  }
  part *list = cpwi_alloc(merge->allocator, (size_t)total, sizeof *list);
  if (!list) return -1;
  for (int64_t r = 0; r < (same ? 1 : merge->count); r++)
    for (int64_t i = 0; i < merge->results[r]->note_count; i++, used++)
      list[used] = (part){merge->results[r]->notes[i].key, strlen(merge->results[r]->notes[i].key)};
  if (!same) used = sort_once(merge->allocator, list, used);
  if (used < 0)
    cpwi_release(merge->allocator, list);
  else
    *keys = list;
  return used;
}

int32_t cpwi_merge_notes(const cpwi_merge *merge, cpw_result *merged, cpw_error *err) {
  part *keys = NULL;
  int64_t count = collect_keys(merge, &keys);
  int32_t status = count < 0 ? CPW_ENOMEM : CPW_OK;
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    status = merge_note(merge, keys[i].text, merged);
  if (count >= 0) cpwi_release(merge->allocator, keys);
  if (status != CPW_OK) return cpwi_fail(err, status, -1, merge->where, "no memory for the notes");
  return CPW_OK;
}
