/* The lines of a file of records, and the check of one line.
 * Source: FNV-1a by Fowler, Noll and Vo, folded to 16 bits. Leaves what the lines say to verify.c and parse.c. */
#include "audit/internal.h"

#include <string.h>

enum { FIRST_ROOM = 65536, LONGEST_LINE = 1 << 26 };

void cpwi_audit_check(const char *line, size_t length, char text[4]) {
  uint32_t hash = UINT32_C(0x811c9dc5);
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (unsigned char)line[i]) * UINT32_C(0x01000193);
  hash ^= hash >> 16;
  for (int k = 0; k < 4; k++)
    text[k] = "0123456789abcdef"[(hash >> (12 - 4 * k)) & 15];
}

int cpwi_is_digest(const char *text) {
  int k = 0;
  while ((text[k] >= '0' && text[k] <= '9') || (text[k] >= 'a' && text[k] <= 'f'))
    k++;
  return k == CPW_SHA256_CHARS - 1 && !text[k];
}

void cpwi_audit_lines_free(cpwi_audit_lines *l) {
  cpwi_release(l->allocator, l->buffer);
  l->buffer = NULL;
}

/* More bytes behind those that are there. */
static int32_t fill(cpwi_audit_lines *l, cpw_error *err) {
  if (l->start > 0 && l->end > l->start)
    memmove(l->buffer, l->buffer + l->start, (size_t)(l->end - l->start));
  l->end -= l->start;
  l->start = 0;
  if (l->end == l->room) {
    int64_t room = l->room ? 2 * l->room : FIRST_ROOM;
    if (room > LONGEST_LINE)
      return cpwi_fail_data(err, CPW_EDATA, l->where, l->line + 1, 0,
                            "line %lld is longer than %d bytes", (long long)l->line + 1,
                            (int)LONGEST_LINE);
    char *more = cpwi_grow(l->allocator, l->buffer, (size_t)room + 1, 1);
    if (!more)
      return cpwi_fail_data(err, CPW_ENOMEM, l->where, l->line + 1, 0,
                            "line %lld: no memory for its %lld bytes", (long long)l->line + 1,
                            (long long)room);
    l->buffer = more;
    l->room = room;
  }
  int64_t got = l->source->read(l->source->context, l->buffer + l->end, l->room - l->end);
  if (got < 0 || got > l->room - l->end)
    return cpwi_fail_data(err, CPW_EIO, l->where, l->line + 1, 0, "reading failed after line %lld",
                          (long long)l->line);
  l->ended = got == 0;
  l->end += got;
  return CPW_OK;
}

int32_t cpwi_audit_next(cpwi_audit_lines *l, char **text, int64_t *length, cpw_error *err) {
  int64_t seen = 0;
  char *end = NULL;
  for (;;) {
    int64_t from = l->start + seen;
    if (l->end > from) end = memchr(l->buffer + from, '\n', (size_t)(l->end - from));
    if (end || l->ended) break;
    seen = l->end - l->start;
    int32_t status = fill(l, err);
    if (status != CPW_OK) return status;
  }
  if (!end && l->end == l->start) return 0;
  l->whole = end != NULL;
  if (!end) end = l->buffer + l->end; /* there is room for one more byte */
  *text = l->buffer + l->start;
  *length = end - *text;
  *end = '\0';
  l->start = end - l->buffer + l->whole;
  l->line++;
  return 1;
}
