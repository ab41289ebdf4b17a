/* Text into a sink through a small buffer: plain, as a CSV field, as a JSON string.
 * Source: RFC 4180 section 2 (quoting), RFC 8259 section 7 (escapes), Unicode 15 section 3.9 (what is
 * well-formed UTF-8). Leaves the order of fields and rows to the writers of results and tables. */
#include "base/internal.h"

#include <string.h>

void cpwi_writer_init(cpwi_writer *w, const cpw_sink *sink) {
  w->sink = sink;
  w->failed = 0;
  w->used = 0;
}

static void flush(cpwi_writer *w) {
  if (w->used > 0 && !w->failed)
    w->failed = w->sink->write(w->sink->context, w->buffer, w->used) != 0;
  w->used = 0;
}

/* Room for `count` bytes (at most the buffer's) at the returned place. */
static char *room(cpwi_writer *w, int32_t count) {
  if (w->used + count > (int32_t)sizeof w->buffer) flush(w);
  return w->buffer + w->used;
}

void cpwi_put(cpwi_writer *w, const char *bytes, size_t count) {
  if (count > sizeof w->buffer) {
    flush(w);
    if (!w->failed) w->failed = w->sink->write(w->sink->context, bytes, (int64_t)count) != 0;
  } else if (count > 0) {
    memcpy(room(w, (int32_t)count), bytes, count);
    w->used += (int32_t)count;
  }
}

void cpwi_put_text(cpwi_writer *w, const char *text) {
  cpwi_put(w, text, strlen(text));
}

void cpwi_put_double(cpwi_writer *w, double value) {
  w->used += cpw_format_double(value, room(w, CPW_NUMBER_CHARS));
}

void cpwi_put_int64(cpwi_writer *w, int64_t value) {
  w->used += cpw_format_int64(value, room(w, CPW_NUMBER_CHARS));
}

void cpwi_put_csv(cpwi_writer *w, const char *text, size_t count) {
  size_t i = 0;
  while (i < count && text[i] != '"' && text[i] != ',' && text[i] != '\n' && text[i] != '\r')
    i++;
  if (i == count) {
    cpwi_put(w, text, count);
    return;
  }
  cpwi_put(w, "\"", 1);
  for (size_t start = 0; start < count; start = i) {
    for (i = start; i < count && text[i] != '"';)
      i++;
    if (i < count) i++; /* the quote itself, which is then doubled */
    cpwi_put(w, text + start, i - start);
    if (text[i - 1] == '"') cpwi_put(w, "\"", 1);
  }
  cpwi_put(w, "\"", 1);
}

/* ---- JSON strings ---------------------------------------------------------------------------- */

/* Length of the well-formed UTF-8 sequence at text (terminated); minus the length of the ill-formed
 * part that one replacement character stands for. Unicode 15, tables 3-7 and 3-8. */
int cpwi_utf8_sequence(const unsigned char *text) {
  unsigned char lead = text[0], least = 0x80, most = 0xbf;
  int length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4) return -1;
  if (lead == 0xe0) least = 0xa0; /* shorter forms exist */
  if (lead == 0xed) most = 0x9f;  /* surrogates */
  if (lead == 0xf0) least = 0x90;
  if (lead == 0xf4) most = 0x8f; /* beyond U+10FFFF */
  for (int i = 1; i < length; i++) {
    if (text[i] < least || text[i] > most) return -i;
    least = 0x80, most = 0xbf;
  }
  return length;
}

static int is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* One of the characters that must be escaped. */
static void put_escape(cpwi_writer *w, unsigned char c) {
  static const char hex[] = "0123456789abcdef";
  char text[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
  const char *letter = c ? strchr("\"\"\\\\\nn\rr\tt\bb\ff", c) : NULL;
  if (letter) text[1] = letter[1];
  cpwi_put(w, text, letter ? 2 : 6);
}

void cpwi_put_json(cpwi_writer *w, const char *text) {
  const unsigned char *p = (const unsigned char *)text;
  cpwi_put(w, "\"", 1);
  while (*p) {
    const unsigned char *start = p;
    while (is_plain(*p))
      p++;
    cpwi_put(w, (const char *)start, (size_t)(p - start));
    if (*p == '\0') break;
    int length = cpwi_utf8_sequence(p);
    if (length > 1)
      cpwi_put(w, (const char *)p, (size_t)length);
    else if (length == 1)
      put_escape(w, *p);
    else
      cpwi_put(w, "\xef\xbf\xbd", 3);
    p += length < 0 ? -length : length;
  }
  cpwi_put(w, "\"", 1);
}

int32_t cpwi_writer_finish(cpwi_writer *w, const char *where, cpw_error *err) {
  flush(w);
  if (w->failed) return cpwi_fail(err, CPW_EIO, -1, where, "the sink did not take the text");
  return CPW_OK;
}
