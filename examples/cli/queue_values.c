/* What is typed for an input of a formula, as numbers: one, a list, a table, a choice by name.
 * No source: this is the command line's own interface.
 * Leaves what a number may be to the library. */
#include "queue.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

static int not_this(const cpw_queue_input *input, const char *text, const char *expected) {
  return fail(USAGE, "--%s: '%s' is not %s", option_of(input->name).text, text, expected);
}

static int64_t count_of(const char *text, const char *marks) {
  int64_t count = 0;
  for (; *text; text++)
    count += strchr(marks, *text) != NULL;
  return count;
}

/* ---------------------------------------------------------------- choices */

enum { MOST_CHOICES = 16 };

/* A hyphen may stand for an underscore, as in the names of inputs. */
static int is_same(const char *typed, const char *name) {
  for (; *typed && *name; typed++, name++)
    if (*typed != *name && !(*typed == '-' && *name == '_')) return 0;
  return *typed == *name;
}

static int read_choice(const cpw_queue_input *input, const char *text, double *value) {
  phrase words[MOST_CHOICES];
  const char *names[MOST_CHOICES];
  int count = (int)count_of(input->choices, "|") + 1;
  if (count > MOST_CHOICES) count = MOST_CHOICES;
  for (int i = 0; i < count; i++) {
    words[i] = choice_words(input->choices, i);
    names[i] = words[i].text;
    if (is_same(text, names[i])) {
      *value = i;
      return DONE;
    }
  }
  const char *guess = nearest(text, names, count);
  phrase expected = phrased("one of %s", choice_words(input->choices, -1).text);
  if (!guess) return not_this(input, text, expected.text);
  return fail(USAGE, "--%s: '%s' is not %s; did you mean '%s'?", option_of(input->name).text, text,
              expected.text, guess);
}

/* ---------------------------------------------------------------- numbers */

static int read_numbers(const cpw_queue_input *input, const char *text, const char *marks,
                        double *values) {
  for (int64_t i = 0;; i++) {
    size_t length = strcspn(text, marks);
    if (!parse_number(text, length, &values[i])) {
      buffer word = {0};
      put_bytes(&word, text, length);
      int code = word.failed ? fail_memory() : not_this(input, word.bytes, "a number");
      buffer_free(&word);
      return code;
    }
    if (!text[length]) return DONE;
    text += length + 1;
  }
}

/* A table has as many rows as each row has numbers. */
static int check_square(const cpw_queue_input *input, const char *text) {
  int64_t rows = count_of(text, ";") + 1;
  for (int64_t row = 1; *text; row++) {
    int64_t columns = 1;
    for (; *text && *text != ';'; text++)
      columns += *text == ',';
    if (*text) text++;
    if (columns != rows)
      return fail(USAGE, "--%s: row %lld has %lld numbers, but there are %lld rows (of %lld each)",
                  option_of(input->name).text, (long long)row, (long long)columns, (long long)rows,
                  (long long)rows);
  }
  return DONE;
}

int read_input(const cpw_queue_input *input, const char *text, input_values *out) {
  if (*text == '@' && (input->kind == CPW_QUEUE_TABLE || input->kind == CPW_QUEUE_LIST))
    return read_listed(input, text + 1, out);
  const char *marks = input->kind == CPW_QUEUE_TABLE  ? ",;"
                      : input->kind == CPW_QUEUE_LIST ? ","
                                                      : "";
  int64_t count = count_of(text, marks) + 1;
  int code = input->kind == CPW_QUEUE_TABLE ? check_square(input, text) : DONE;
  if (code) return code;
  out->values = calloc((size_t)count, sizeof *out->values);
  if (!out->values) return fail_memory();
  out->count = count;
  if (input->kind == CPW_QUEUE_CHOICE) return read_choice(input, text, out->values);
  return read_numbers(input, text, marks, out->values);
}
