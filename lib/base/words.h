/* lib/base/words.h - plain-text formats made of words: lines that are split, texts that are quoted, the
 * whole of a source in memory. Shared by policy files and records of rankings. */
#ifndef CPWI_BASE_WORDS_H
#define CPWI_BASE_WORDS_H

#include "base/internal.h"

/* The longest word, in bytes. */
#define CPWI_MOST_WORD 4096

typedef struct cpwi_word {
  const char *text; /* unescaped and terminated, within the line */
  int64_t length;
  int64_t column; /* of its first byte, from 1 */
  int32_t quoted; /* it stood in quotes */
  int32_t joined; /* a colon and another word follow: the first half of a pair */
} cpwi_word;

/* A line as words. Zero it, give it an allocator and what errors call the text; keep it from line to line. */
typedef struct cpwi_words {
  const cpw_allocator *allocator;
  const char *where;
  int64_t line; /* number of the line, from 1 */
  cpwi_word *word;
  int64_t count, room;
} cpwi_words;
void cpwi_words_free(cpwi_words *w);

/* Splits text[0 .. length) in place; text[length] must be writable. Words are separated by spaces and
 * tabs; `#` begins a comment; "..." holds any text with \" \\ \n \r \t; a colon joins two words.
 * CPW_EDATA, CPW_ENOMEM. */
int32_t cpwi_words_split(cpwi_words *w, char *text, int64_t length, cpw_error *err);

/* An error at a word of the line (counted from 0; count: behind the last). */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5), cold))
#endif
int32_t
cpwi_words_fail(const cpwi_words *w, int64_t at, cpw_error *err, const char *fmt, ...);

/* The known word that is nearest to an unknown one, for "did you mean"; NULL where none is near. */
const char *cpwi_nearest(const char *unknown, const char *const *known, int64_t count);

/* 1 where a text can be written as a word: UTF-8, not too long, no control characters but \n \r \t. */
int cpwi_is_wordable(const char *text);
/* A word that cpwi_words_split reads back; in quotes only where it must be. */
void cpwi_put_word(cpwi_writer *w, const char *text);

/* The whole of a source as one terminated block, at most `most` bytes: CPW_EDATA beyond, CPW_EIO. */
int32_t cpwi_read_all(const cpw_source *source, int64_t most, const cpw_allocator *allocator,
                      char **out, int64_t *count, const char *where, cpw_error *err);

#endif
