/* Text that grows, numbers as readers want them, tables as text and as HTML.
 * No source: layout only. Never asks the locale.
 * Leaves the wording to the commands and the writing to output.c. */
#include "text.h"

#include <carepath.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- the buffer */

static int make_room(buffer *b, size_t more) {
  if (b->failed) return 0;
  if (b->room - b->count > more) return 1;
  size_t room = 2 * (b->count + more) + 256;
  char *bytes = realloc(b->bytes, room);
  if (!bytes) {
    b->failed = 1;
    return 0;
  }
  b->bytes = bytes;
  b->room = room;
  return 1;
}

void put_bytes(buffer *b, const char *bytes, size_t count) {
  if (!make_room(b, count + 1)) return;
  memcpy(b->bytes + b->count, bytes, count);
  b->count += count;
  b->bytes[b->count] = '\0';
}

void put(buffer *b, const char *text) {
  put_bytes(b, text, strlen(text));
}

void putf(buffer *b, const char *format, ...) {
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  int length = vsnprintf(NULL, 0, format, list);
  if (length >= 0 && make_room(b, (size_t)length + 1)) {
    vsnprintf(b->bytes + b->count, (size_t)length + 1, format, again);
    b->count += (size_t)length;
  }
  va_end(again);
  va_end(list);
}

void put_html(buffer *b, const char *text) {
  for (; *text; text++) {
    if (*text == '<')
      put(b, "&lt;");
    else if (*text == '>')
      put(b, "&gt;");
    else if (*text == '&')
      put(b, "&amp;");
    else if (*text == '"')
      put(b, "&quot;");
    else
      put_bytes(b, text, 1);
  }
}

void buffer_free(buffer *b) {
  free(b->bytes);
  *b = (buffer){0};
}

/* ---------------------------------------------------------------- numbers */

/* Takes away what a cut left of the last character: UTF-8 has its first byte, then 10xxxxxx. */
static void mend_end(char *text) {
  size_t end = strlen(text);
  while (end && ((unsigned char)text[end - 1] & 0xC0) == 0x80)
    end--;
  if (end && (unsigned char)text[end - 1] >= 0xC0) text[end - 1] = '\0';
}

phrase phrased(const char *format, ...) {
  phrase p;
  va_list list;
  va_start(list, format);
  int length = vsnprintf(p.text, sizeof p.text, format, list);
  va_end(list);
  if (length >= (int)sizeof p.text) mend_end(p.text);
  return p;
}

static const char *const nothing = "-";

/* The digits of a rounded number, without printf's %f, which asks the locale. */
static phrase number(double value, int decimals, int group) {
  phrase p = {{0}};
  if (isnan(value)) return phrased("%s", nothing);
  if (fabs(value) >= 1e15) {
    cpw_format_double(value, p.text);
    return p;
  }
  double scale = 1;
  for (int i = 0; i < decimals; i++)
    scale *= 10;
  int64_t units = (int64_t)llround(fabs(value) * scale);
  char reversed[64] = {0};
  int n = 0, digits = 0;
  do {
    if (decimals && digits == decimals) reversed[n++] = '.';
    int whole = digits - decimals;
    if (group && whole > 0 && whole % 3 == 0) reversed[n++] = ',';
    reversed[n++] = (char)('0' + units % 10);
    units /= 10;
    digits++;
  } while (units || digits <= decimals);
  int negative = value < 0 && strspn(reversed, "0.,") < (size_t)n;
  if (negative) reversed[n++] = '-';
  for (int i = 0; i < n; i++)
    p.text[i] = reversed[n - 1 - i];
  return p;
}

phrase fixed(double value, int decimals) {
  return number(value, decimals, 0);
}

phrase grouped(double value, int decimals) {
  return number(value, decimals, 1);
}

phrase people(double count) {
  return number(count, 0, 1);
}

phrase pace(double count) {
  return number(count, fabs(count) < 100 && count != floor(count) ? 1 : 0, 1);
}

static phrase with_unit(phrase figure, const char *before, const char *after) {
  if (strcmp(figure.text, nothing) == 0) return figure;
  return phrased("%s%s%s", before, figure.text, after);
}

phrase crowd(double count) {
  if (!(fabs(count) >= 1e6)) return people(count);
  return with_unit(number(count / 1e6, 2, 1), "", " million");
}

phrase percent(double share, int decimals) {
  return with_unit(number(100 * share, decimals, 1), "", " %");
}

static phrase signed_figure(double value, const char *unit) {
  phrase figure = number(value, 1, 1);
  return with_unit(figure, figure.text[0] == '-' ? "" : "+", unit);
}

phrase change(double factor) {
  return signed_figure(100 * (factor - 1), " %");
}

phrase points(double difference) {
  return signed_figure(100 * difference, " points");
}

phrase wait_words(double weeks, int at_least) {
  return with_unit(number(weeks, 1, 0), "", at_least ? "+" : "");
}

/* ---------------------------------------------------------------- tables */

phrase left_heading(const char *words) {
  return phrased("<%s", words);
}

void grid_begin(grid *g, const char *const *headings, int64_t columns) {
  *g = (grid){.columns = columns};
  for (int64_t i = 0; i < columns; i++)
    grid_cell(g, headings[i]);
}

void grid_cell(grid *g, const char *text) {
  put_bytes(&g->text, text, strlen(text) + 1);
  g->cells++;
}

void grid_free(grid *g) {
  buffer_free(&g->text);
}

size_t text_width(const char *text) {
  size_t width = 0;
  for (; *text; text++)
    if (((unsigned char)*text & 0xC0) != 0x80) width++;
  return width;
}

phrase clipped(const char *text, int columns) {
  phrase p;
  const size_t room = sizeof p.text - sizeof "\u2026";
  size_t length = strlen(text), used = 0;
  if (text_width(text) <= (size_t)columns && length < room) return phrased("%s", text);
  for (int shown = 0; used < length; used++) {
    int begins = ((unsigned char)text[used] & 0xC0) != 0x80;
    if (begins && (++shown == columns || used + 4 > room)) break;
  }
  return phrased("%.*s\u2026", (int)used, text);
}

static const char *next_cell(const char *cell) {
  return cell + strlen(cell) + 1;
}

/* Alignment by column; the mark itself is not shown. */
static int is_left(const char *heading) {
  return heading[0] == '<';
}

static const char *heading_text(const char *heading) {
  return heading + is_left(heading);
}

static void measure(const grid *g, size_t *width, int *left) {
  const char *cell = g->text.bytes;
  for (int64_t i = 0; i < g->cells; i++, cell = next_cell(cell)) {
    int64_t c = i % g->columns;
    if (i < g->columns) left[c] = is_left(cell);
    size_t w = text_width(i < g->columns ? heading_text(cell) : cell);
    if (w > width[c]) width[c] = w;
  }
}

static void pad(buffer *b, size_t count) {
  while (count--)
    put_bytes(b, " ", 1);
}

void grid_print(const grid *g, buffer *out, const char *indent) {
  size_t width[MOST_GRID_COLUMNS] = {0};
  int left[MOST_GRID_COLUMNS] = {0};
  if (g->text.failed || g->columns > MOST_GRID_COLUMNS) {
    out->failed = 1;
    return;
  }
  measure(g, width, left);
  const char *cell = g->text.bytes;
  for (int64_t i = 0; i < g->cells; i++, cell = next_cell(cell)) {
    int64_t c = i % g->columns;
    const char *text = i < g->columns ? heading_text(cell) : cell;
    size_t gap = width[c] - text_width(text);
    if (!*text && c + 1 == g->columns) gap = 0; /* no spaces at the end of a line */
    put(out, c ? (*text || c + 1 < g->columns ? "  " : "") : indent);
    if (!left[c]) pad(out, gap);
    put(out, text);
    if (left[c] && c + 1 < g->columns) pad(out, gap);
    if (c + 1 == g->columns) put(out, "\n");
  }
}

void grid_html(const grid *g, buffer *out, const char *caption) {
  int left[MOST_GRID_COLUMNS] = {0};
  if (g->text.failed || g->columns > MOST_GRID_COLUMNS) {
    out->failed = 1;
    return;
  }
  put(out, "<div class=\"scroll\"><table><caption>");
  put_html(out, caption);
  put(out, "</caption>\n<thead>");
  const char *cell = g->text.bytes;
  for (int64_t i = 0; i < g->cells; i++, cell = next_cell(cell)) {
    int64_t c = i % g->columns;
    int head = i < g->columns;
    if (head) left[c] = is_left(cell);
    if (i == g->columns) put(out, "</thead>\n<tbody>");
    if (c == 0) put(out, "<tr>");
    const char *tag = head || c == 0 ? "th" : "td";
    const char *scope = head ? " scope=\"col\"" : c == 0 ? " scope=\"row\"" : "";
    putf(out, "<%s%s%s>", tag, scope, left[c] ? " class=\"l\"" : "");
    put_html(out, head ? heading_text(cell) : cell);
    putf(out, "</%s>", tag);
    if (c + 1 == g->columns) put(out, "</tr>\n");
  }
  put(out, g->cells > g->columns ? "</tbody></table></div>\n" : "</thead></table></div>\n");
}

/* ---------------------------------------------------------------- running text */

void put_wrapped(buffer *b, const char *text, int indent, int width) {
  int column = indent;
  while (*text) {
    size_t word = strcspn(text, " \n");
    if (column > indent && column + 1 + (int)word > width) {
      put(b, "\n");
      pad(b, (size_t)indent);
      column = indent;
    } else if (column > indent) {
      put(b, " ");
      column++;
    }
    put_bytes(b, text, word);
    column += (int)word;
    text += word;
    if (*text == '\n') {
      put(b, "\n");
      pad(b, (size_t)indent);
      column = indent;
    }
    if (*text) text++;
  }
  put(b, "\n");
}
