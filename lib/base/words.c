/* Words of a line: split with comments, quotes and pairs; written back; the nearest known word.
 * Source: docs/reference/policy.md for the form; distance of Levenshtein (1966) by Wagner and Fischer, JACM
 * 21:168-173, 1974. Leaves what the words mean to the readers. */
#include "base/words.h"

#include <stdio.h>
#include <string.h>

enum { MOST_WORDS = 4000000 };

void cpwi_words_free(cpwi_words *w) {
  cpwi_release(w->allocator, w->word);
  w->word = NULL;
  w->count = w->room = 0;
}

/* ---------------------------------------------------------------- errors -------------------- */

static int32_t fail_column(const cpwi_words *w, int64_t column, cpw_error *err, const char *rule) {
  return cpwi_fail_data(err, CPW_EDATA, w->where, w->line, column, "line %lld, column %lld: %s",
                        (long long)w->line, (long long)column, rule);
}

int32_t cpwi_words_fail(const cpwi_words *w, int64_t at, cpw_error *err, const char *fmt, ...) {
  char rule[280];
  va_list arguments;
  va_start(arguments, fmt);
  vsnprintf(rule, sizeof rule, fmt, arguments);
  va_end(arguments);
  int64_t column = 1;
  if (w->count > 0 && at < w->count) column = w->word[at < 0 ? 0 : at].column;
  if (w->count > 0 && at >= w->count) {
    const cpwi_word *last = &w->word[w->count - 1];
    column = last->column + last->length;
  }
  return fail_column(w, column, err, rule);
}

/* ---------------------------------------------------------------- splitting ----------------- */

static int is_blank(char c) {
  return c == ' ' || c == '\t';
}

static int is_control(char c) {
  return (unsigned char)c < 0x20 || c == 0x7f;
}

/* A character that may stand in a word without quotes. */
static int is_bare(char c) {
  return !is_control(c) && c != ' ' && c != '"' && c != '#' && c != ':' && c != '\\';
}

static int32_t add_word(cpwi_words *w, cpwi_word word, cpw_error *err) {
  if (w->count >= MOST_WORDS)
    return fail_column(w, word.column, err, "there are more than 4000000 words on the line");
  if (w->count == w->room) {
    int64_t room = w->room ? 2 * w->room : 16;
    cpwi_word *more = cpwi_grow(w->allocator, w->word, (size_t)room, sizeof *more);
    if (!more)
      return cpwi_fail_data(err, CPW_ENOMEM, w->where, w->line, 0, "line %lld: no memory for words",
                            (long long)w->line);
    w->word = more;
    w->room = room;
  }
  w->word[w->count++] = word;
  return CPW_OK;
}

/* Letters behind a backslash, each followed by what the two stand for. */
static const char escapes[] = "\"\"\\\\n\nr\rt\t";

/* What a backslash and this letter stand for; 0: nothing. */
static char escaped(char letter) {
  for (size_t k = 0; k + 1 < sizeof escapes; k += 2)
    if (escapes[k] == letter) return escapes[k + 1];
  return 0;
}

/* The letter that stands for this character behind a backslash; 0: it needs none. */
static char escape_of(char c) {
  for (size_t k = 0; k + 1 < sizeof escapes; k += 2)
    if (escapes[k + 1] == c) return escapes[k];
  return 0;
}

/* Reads a quoted word from *at (behind the quote) and writes it unescaped over itself. */
static int32_t take_quoted(const cpwi_words *w, char *text, int64_t length, int64_t *at,
                           int64_t *count, cpw_error *err) {
  int64_t from = *at, to = from;
  for (; from < length && text[from] != '"'; from++) {
    char c = text[from];
    if (c == '\\') {
      c = from + 1 < length ? escaped(text[from + 1]) : 0;
      if (!c)
        return fail_column(w, from + 1, err,
                           "a backslash must be followed by one of \" \\ n r t within quotes");
      from++;
    }
    text[to++] = c;
  }
  if (from >= length) return fail_column(w, *at, err, "the quote is not closed on its line");
  *count = to - *at;
  *at = from + 1;
  return CPW_OK;
}

/* The word at *at; *at is left behind it. */
static int32_t take_word(cpwi_words *w, char *text, int64_t length, int64_t *at, cpw_error *err) {
  cpwi_word word = {text + *at, 0, *at + 1, text[*at] == '"', 0};
  if (word.quoted) {
    *at += 1;
    word.text = text + *at;
    int32_t status = take_quoted(w, text, length, at, &word.length, err);
    if (status != CPW_OK) return status;
  } else {
    while (*at < length && is_bare(text[*at]))
      *at += 1;
    word.length = text + *at - word.text;
  }
  if (word.length > CPWI_MOST_WORD)
    return fail_column(w, word.column, err, "the word is longer than 4096 bytes");
  if (*at < length && !is_blank(text[*at]) && text[*at] != ':' && text[*at] != '#')
    return fail_column(w, *at + 1, err,
                       text[*at] == '\\' ? "a backslash must stand in quotes"
                                         : "words must be separated by a space");
  return add_word(w, word, err);
}

/* The word at *at and the colon behind it, if there is one. */
static int32_t take_half(cpwi_words *w, char *text, int64_t length, int64_t *at, cpw_error *err) {
  static const char *const lone = "a colon must stand between two words, within quotes otherwise";
  if (!is_bare(text[*at]) && text[*at] != '"')
    return fail_column(w, *at + 1, err,
                       text[*at] == ':' ? lone : "a backslash must stand in quotes");
  int32_t status = take_word(w, text, length, at, err);
  if (status != CPW_OK || *at >= length || text[*at] != ':') return status;
  cpwi_word *last = &w->word[w->count - 1];
  last->joined = 1;
  *at += 1;
  if (*at >= length || is_blank(text[*at]) || text[*at] == '#' || text[*at] == ':')
    return fail_column(w, *at, err, lone);
  return CPW_OK;
}

static int32_t check_bytes(const cpwi_words *w, const char *text, int64_t length, cpw_error *err) {
  for (int64_t i = 0; i < length;) {
    if (is_control(text[i]) && text[i] != '\t')
      return fail_column(w, i + 1, err, "control characters have no place in a text file");
    int width = cpwi_utf8_sequence((const unsigned char *)text + i);
    if (width < 0) return fail_column(w, i + 1, err, "the text is not UTF-8");
    i += width;
  }
  return CPW_OK;
}

int32_t cpwi_words_split(cpwi_words *w, char *text, int64_t length, cpw_error *err) {
  int64_t at = 0;
  w->count = 0;
  text[length] = '\0';
  int32_t status = check_bytes(w, text, length, err);
  while (status == CPW_OK) {
    while (at < length && is_blank(text[at]))
      at++;
    if (at >= length || text[at] == '#') break;
    status = take_half(w, text, length, &at, err);
  }
  for (int64_t k = 0; k < w->count && status == CPW_OK; k++) {
    cpwi_word *word = &w->word[k];
    text[word->text - text + word->length] = '\0'; /* a blank, a colon, a quote or the line's end */
  }
  return status;
}

/* ---------------------------------------------------------------- near words ---------------- */

/* Edits between two words of at most 31 letters; 99 beyond. */
static int distance(const char *a, const char *b) {
  size_t n = strlen(a), m = strlen(b);
  int row[32];
  if (n > 31 || m > 31) return 99;
  for (size_t j = 0; j <= m; j++)
    row[j] = (int)j;
  for (size_t i = 1; i <= n; i++) {
    int corner = row[0];
    row[0] = (int)i;
    for (size_t j = 1; j <= m; j++) {
      int change = corner + (a[i - 1] != b[j - 1]), drop = row[j] + 1, put = row[j - 1] + 1;
      corner = row[j];
      row[j] = change < drop ? change : drop;
      if (put < row[j]) row[j] = put;
    }
  }
  return row[m];
}

const char *cpwi_nearest(const char *unknown, const char *const *known, int64_t count) {
  const char *nearest = NULL;
  int least = 99, most = strlen(unknown) > 5 ? 3 : strlen(unknown) > 2 ? 2 : 1;
  for (int64_t k = 0; k < count; k++) {
    int d = distance(unknown, known[k]);
    if (d < least && d <= most && (size_t)d < strlen(known[k])) least = d, nearest = known[k];
  }
  return nearest;
}

/* ---------------------------------------------------------------- writing ------------------- */

int cpwi_is_wordable(const char *text) {
  int64_t length = 0;
  if (!text) return 0;
  while (text[length]) {
    char c = text[length];
    if (is_control(c) && c != '\n' && c != '\r' && c != '\t') return 0;
    int width = cpwi_utf8_sequence((const unsigned char *)text + length);
    if (width < 0) return 0;
    length += width;
    if (length > CPWI_MOST_WORD) return 0;
  }
  return 1;
}

void cpwi_put_word(cpwi_writer *w, const char *text) {
  size_t length = 0;
  while (text[length] && is_bare(text[length]))
    length++;
  if (length > 0 && !text[length]) {
    cpwi_put(w, text, length);
    return;
  }
  cpwi_put(w, "\"", 1);
  for (; *text; text++) {
    char letter = escape_of(*text), pair[2] = {'\\', letter};
    if (letter)
      cpwi_put(w, pair, 2);
    else
      cpwi_put(w, text, 1);
  }
  cpwi_put(w, "\"", 1);
}

/* ---------------------------------------------------------------- reading whole ------------- */

int32_t cpwi_read_all(const cpw_source *source, int64_t most, const cpw_allocator *allocator,
                      char **out, int64_t *count, const char *where, cpw_error *err) {
  int64_t used = 0, room = 0, got = 1;
  char *text = NULL;
  int32_t status = CPW_OK;
  while (status == CPW_OK && got > 0) {
    if (used == room) {
      room = room ? 2 * room : 8192;
      char *more = cpwi_grow(allocator, text, (size_t)room + 1, 1);
      if (more)
        text = more;
      else
        status = cpwi_fail_data(err, CPW_ENOMEM, where, 0, 0, "no memory for %lld bytes",
                                (long long)room);
    }
    if (status != CPW_OK) break;
    got = source->read(source->context, text + used, room - used);
    if (got < 0 || got > room - used)
      status = cpwi_fail_data(err, CPW_EIO, where, 0, 0, "reading failed");
    else
      used += got;
    if (status == CPW_OK && used > most)
      status = cpwi_fail_data(err, CPW_EDATA, where, 0, 0, "the text is longer than %lld bytes",
                              (long long)most);
  }
  if (status != CPW_OK) {
    cpwi_release(allocator, text);
    return status;
  }
  text[used] = '\0';
  *out = text;
  *count = used;
  return CPW_OK;
}
