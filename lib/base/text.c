/* A text in memory as a source.
 * Source: none. Leaves files to those who open them. */
#include "base/internal.h"

#include <string.h>

static int64_t read_text(void *context, char *buffer, int64_t capacity) {
  cpw_text *text = context;
  int64_t left = text->count - text->used, count = left < capacity ? left : capacity;
  if (count > 0) memcpy(buffer, text->bytes + text->used, (size_t)count);
  text->used += count;
  return count;
}

int32_t cpw_text_source(cpw_text *text, const char *name, cpw_source *out) {
  if (!text || !out || text->count < 0 || (!text->bytes && text->count > 0) || text->used < 0 ||
      text->used > text->count)
    return CPW_EINVAL;
  *out = (cpw_source){text, read_text, name};
  return CPW_OK;
}
