/* The text of a file in memory, and that it is text: UTF-8 without NUL, its byte order mark set aside.
 * Source: RFC 3629.
 * Leaves lines and fields to cells.c. */
#include "base/words.h"
#include "pabulib/internal.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

static int64_t line_of(const char *text, int64_t at) {
  int64_t line = 1;
  for (int64_t i = 0; i < at; i++)
    line += text[i] == '\n';
  return line;
}

/* First byte that is no UTF-8 or NUL; -1 where all is well. */
static int64_t first_fault(const char *text, int64_t count) {
  int64_t i = 0;
  while (i < count) {
    uint64_t word = HIGH_BITS;
    if (count - i >= 8) memcpy(&word, text + i, 8);
    /* eight bytes of ASCII none of which is 0 */
    if (!(word & HIGH_BITS) && !((word - UINT64_C(0x0101010101010101)) & HIGH_BITS)) {
      i += 8;
      continue;
    }
    int length = cpwi_utf8_sequence((const unsigned char *)text + i);
    if (text[i] == '\0' || length <= 0) return i;
    i += length;
  }
  return -1;
}

static const char *what_it_is(const unsigned char *text, int64_t count) {
  if (count >= 2 && ((text[0] == 0xff && text[1] == 0xfe) || (text[0] == 0xfe && text[1] == 0xff)))
    return "this is UTF-16: save it as UTF-8";
  if (count >= 2 && text[0] == 0x1f && text[1] == 0x8b) return "this is a gzip file: unpack it";
  if (count >= 2 && text[0] == 'P' && text[1] == 'K') return "this is a zip archive: unpack it";
  return NULL;
}

int32_t cpwi_pb_load(cpw_pabulib *p, const cpw_source *source, cpw_error *err) {
  int32_t status =
      cpwi_read_all(source, p->options.max_bytes, p->allocator, &p->text, &p->bytes, p->where, err);
  if (status != CPW_OK) return status;
  const char *kind = what_it_is((const unsigned char *)p->text, p->bytes);
  if (kind) return cpwi_fail_data(err, CPW_EDATA, p->where, 1, 0, "%s", kind);
  if (p->bytes == 0) return cpwi_fail_data(err, CPW_EDATA, p->where, 1, 0, "the text is empty");
  int64_t fault = first_fault(p->text, p->bytes);
  if (fault >= 0)
    return cpwi_fail_data(err, CPW_EDATA, p->where, line_of(p->text, fault), 0, "%s",
                          p->text[fault] ? "the text is not UTF-8" : "the text holds a NUL byte");
  p->bom = p->bytes >= 3 && memcmp(p->text, "\xef\xbb\xbf", 3) == 0;
  p->open_end = p->text[p->bytes - 1] != '\n';
  return CPW_OK;
}
