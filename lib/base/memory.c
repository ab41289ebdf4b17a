/* Memory through the caller's allocator or malloc, with every product of sizes checked.
 * Source: C11 7.22.3; a zero-sized request gives a block of one byte, so NULL always means failure.
 * Leaves the reporting of CPW_ENOMEM to the caller, who knows what the memory was for. */
#include "base/internal.h"

#include <stdlib.h>
#include <string.h>

/* bytes of count items of `size`; 0 on overflow (a request is never empty otherwise) */
static size_t bytes_of(size_t count, size_t size) {
  if (size != 0 && count > (size_t)PTRDIFF_MAX / size) return 0;
  size_t bytes = count * size;
  return bytes ? bytes : 1;
}

void *cpwi_alloc(const cpw_allocator *a, size_t count, size_t size) {
  size_t bytes = bytes_of(count, size);
  if (bytes == 0) return NULL;
  return a ? a->allocate(a->context, bytes) : malloc(bytes);
}

void *cpwi_alloc_zero(const cpw_allocator *a, size_t count, size_t size) {
  size_t bytes = bytes_of(count, size);
  if (bytes == 0) return NULL;
  if (!a) return calloc(1, bytes);
  void *block = a->allocate(a->context, bytes);
  if (block) memset(block, 0, bytes);
  return block;
}

void *cpwi_grow(const cpw_allocator *a, void *block, size_t count, size_t size) {
  size_t bytes = bytes_of(count, size);
  if (bytes == 0) return NULL;
  return a ? a->resize(a->context, block, bytes) : realloc(block, bytes);
}

void cpwi_release(const cpw_allocator *a, void *block) {
  if (!a)
    free(block);
  else if (block)
    a->release(a->context, block);
}

char *cpwi_copy_text(const cpw_allocator *a, const char *text) {
  size_t bytes = strlen(text) + 1;
  char *copy = cpwi_alloc(a, bytes, 1);
  if (copy) memcpy(copy, text, bytes);
  return copy;
}

int32_t cpwi_check_allocator(const cpw_allocator *a, const char *where, cpw_error *err) {
  if (!a || (a->allocate && a->resize && a->release)) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "allocator lacks %s: all three functions are needed",
                   !a->allocate ? "allocate" : (!a->resize ? "resize" : "release"));
}

int cpwi_multiply(int64_t a, int64_t b, int64_t *out) {
  if (a < 0 || b < 0) return 0;
  if (b != 0 && a > INT64_MAX / b) return 0;
  *out = a * b;
  return 1;
}
