/* Options from tables: reading them with getopt_long, suggesting the nearest name, printing the help.
 * Distance between words: Levenshtein, Soviet Physics Doklady 10:707 (1966), by rows.
 * Leaves the tables to options.c. */
#include "args.h"

#include "say.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- values */

int bad_value(const option_spec *spec, const char *text, const char *expected) {
  return fail(USAGE, "--%s: '%s' is not %s", spec->name, text, expected);
}

int take_flag(const option_spec *spec, const char *text, void *field) {
  (void)spec, (void)text;
  *(int32_t *)field = 1;
  return DONE;
}

int take_text(const option_spec *spec, const char *text, void *field) {
  if (!*text) return bad_value(spec, text, "a value");
  *(const char **)field = text;
  return DONE;
}

int take_count(const option_spec *spec, const char *text, void *field) {
  int64_t value;
  char expected[256];
  phrase least = fixed(spec->least, 0), most = fixed(spec->most, 0);
  if (spec->most > 0)
    snprintf(expected, sizeof expected, "a whole number from %s to %s", least.text, most.text);
  else
    snprintf(expected, sizeof expected, "a whole number of at least %s", least.text);
  if (cpw_parse_int64(text, (int64_t)strlen(text), &value) || (double)value < spec->least ||
      (spec->most > 0 && (double)value > spec->most))
    return bad_value(spec, text, expected);
  *(int64_t *)field = value;
  return DONE;
}

int parse_number(const char *text, size_t length, double *value) {
  size_t sign = length > 0 && (*text == '-' || *text == '+');
  if (length <= sign || text[sign] != '.') return !cpw_parse_double(text, (int64_t)length, value);
  buffer whole = {0};
  put_bytes(&whole, text, sign);
  put(&whole, "0");
  put_bytes(&whole, text + sign, length - sign);
  int good = !whole.failed && !cpw_parse_double(whole.bytes, (int64_t)whole.count, value);
  buffer_free(&whole);
  return good;
}

int take_number(const option_spec *spec, const char *text, void *field) {
  double value;
  char expected[96], least[CPW_NUMBER_CHARS], most[CPW_NUMBER_CHARS];
  cpw_format_double(spec->least, least);
  cpw_format_double(spec->most, most);
  if (spec->most > 0)
    snprintf(expected, sizeof expected, "a number from %s to %s", least, most);
  else
    snprintf(expected, sizeof expected, "a number of at least %s", least);
  if (!parse_number(text, strlen(text), &value) || !isfinite(value) || value < spec->least ||
      (spec->most > 0 && value > spec->most))
    return bad_value(spec, text, expected);
  *(double *)field = value;
  return DONE;
}

#define MOST_WORDS 64

/* Finds a word among the choices, or says which there are and which is meant. */
static int find_choice(const option_spec *spec, const char *text, int32_t *value) {
  const char *names[MOST_WORDS];
  char expected[256] = "one of ";
  int count = 0;
  for (const choice *c = spec->choices; c->name; c++) {
    if (strcmp(c->name, text) == 0) {
      *value = c->value;
      return DONE;
    }
    size_t used = strlen(expected);
    snprintf(expected + used, sizeof expected - used, "%s%s", count ? ", " : "", c->name);
    if (count < MOST_WORDS) names[count++] = c->name;
  }
  const char *guess = nearest(text, names, count);
  if (!guess) return bad_value(spec, text, expected);
  return fail(USAGE, "--%s: '%s' is not %s; did you mean '%s'?", spec->name, text, expected, guess);
}

int take_choice(const option_spec *spec, const char *text, void *field) {
  return find_choice(spec, text, field);
}

int take_set(const option_spec *spec, const char *text, void *field) {
  int32_t all = 0, value = 0;
  for (;;) {
    char word[MOST_WORDS];
    int length = (int)strcspn(text, ",");
    snprintf(word, sizeof word, "%.*s", length, text);
    int code = find_choice(spec, word, &value);
    if (code) return code;
    all |= value;
    text += length;
    if (!*text) break;
    text++;
  }
  *(int32_t *)field = all;
  return DONE;
}

/* ---------------------------------------------------------------- the nearest word */

static int least3(int a, int b, int c) {
  int m = a < b ? a : b;
  return m < c ? m : c;
}

static int distance(const char *a, const char *b) {
  int row[MOST_WORDS + 1];
  int length = (int)strlen(b);
  if (length > MOST_WORDS) return MOST_WORDS;
  for (int j = 0; j <= length; j++)
    row[j] = j;
  for (int i = 1; a[i - 1]; i++) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= length; j++) {
      int above = row[j];
      row[j] = least3(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
      diagonal = above;
    }
  }
  return row[length];
}

const char *nearest(const char *word, const char *const *words, int count) {
  const char *best = NULL;
  int least = (int)strlen(word) / 3 + 2;
  for (int i = 0; i < count; i++) {
    int d = distance(word, words[i]);
    int prefix = strlen(word) >= 3 && strncmp(word, words[i], strlen(word)) == 0;
    if (prefix) d = 0;
    if (d < least) {
      least = d;
      best = words[i];
    }
  }
  return best;
}

/* ---------------------------------------------------------------- reading */

enum { HELP_KEY = 1000, MOST_OPTIONS = 96 };

typedef struct option_list {
  const option_spec *spec[MOST_OPTIONS];
  int aside[MOST_OPTIONS];
  struct option names[MOST_OPTIONS + 2];
  char letters[2 * MOST_OPTIONS + 4];
  int count;
} option_list;

static void list_options(const command *c, option_list *list) {
  *list = (option_list){.letters = ":h"};
  size_t letters = 2;
  for (int g = 0; g < MOST_GROUPS && c->groups[g]; g++)
    for (const option_spec *s = c->groups[g]->options; s->name && list->count < MOST_OPTIONS; s++) {
      int has = s->value ? required_argument : no_argument;
      list->names[list->count] = (struct option){s->name, has, NULL, HELP_KEY + 1 + list->count};
      list->aside[list->count] = c->groups[g]->aside;
      list->spec[list->count++] = s;
      if (s->letter) list->letters[letters++] = s->letter;
      if (s->letter && s->value) list->letters[letters++] = ':';
    }
  list->names[list->count] = (struct option){"help", no_argument, NULL, HELP_KEY};
}

/* Which option getopt means: by its key, or by its letter. */
static int chosen(const option_list *list, int key) {
  if (key > HELP_KEY) return key - HELP_KEY - 1;
  int i = 0;
  while (i < list->count && list->spec[i]->letter != key)
    i++;
  return i;
}

static int take_option(const option_list *list, int key, void *settings, typed_options *typed) {
  int i = chosen(list, key);
  if (i >= list->count) return fail(INTERNAL, "an option without a description: %d", key);
  const option_spec *spec = list->spec[i];
  if (!list->aside[i] && typed->count < MOST_TYPED) {
    typed->name[typed->count] = spec->name;
    typed->value[typed->count++] = spec->value ? optarg : NULL;
  }
  return spec->take(spec, optarg, (char *)settings + spec->offset);
}

static int unknown_option(const command *c, const option_list *list, const char *given) {
  const char *names[MOST_OPTIONS + 1];
  char word[MOST_WORDS];
  for (int i = 0; i <= list->count; i++)
    names[i] = list->names[i].name;
  if (given[0] == '-' && given[1] != '-')
    return fail(USAGE, "unknown option '-%c'; see 'carepath help %s'", optopt ? optopt : given[1],
                c->name);
  snprintf(word, sizeof word, "%.*s", (int)strcspn(given + 2, "="), given + 2);
  if (optopt > HELP_KEY || optopt == HELP_KEY)
    return fail(USAGE, "option '--%s' takes no value", word);
  const char *guess = nearest(word, names, list->count + 1);
  if (!guess) return fail(USAGE, "unknown option '--%s'; see 'carepath help %s'", word, c->name);
  return fail(USAGE, "unknown option '--%s'; did you mean '--%s'?", word, guess);
}

int read_options(const command *c, int argc, char **argv, void *settings, typed_options *typed,
                 int *first_file) {
  option_list list;
  list_options(c, &list);
  opterr = optopt = 0;
  for (;;) {
    const char *given = argv[optind];
    int key = getopt_long(argc, argv, list.letters, list.names, NULL);
    if (key == -1) break;
    if (key == 'h' || key == HELP_KEY) return HELP_WANTED;
    /* getopt may have moved files behind the options: what it stopped at stands just before */
    if (!given || given[0] != '-' || given[1] == '\0') given = argv[optind - 1];
    if (key == '?') return unknown_option(c, &list, given);
    if (key == ':') return fail(USAGE, "option '%s' needs a value", given);
    int code = take_option(&list, key, settings, typed);
    if (code) return code;
  }
  *first_file = optind;
  return DONE;
}

/* ---------------------------------------------------------------- help */

enum { HELP_INDENT = 30, HELP_WIDTH = 98 };

static void put_option_help(buffer *b, const option_spec *s) {
  size_t start = b->count;
  if (s->letter)
    putf(b, "  -%c, --%s", s->letter, s->name);
  else
    putf(b, "      --%s", s->name);
  if (s->value) putf(b, "=%s", s->value);
  if (b->count - start + 2 > HELP_INDENT) {
    put(b, "\n");
    start = b->count;
  }
  while (!b->failed && b->count - start < HELP_INDENT)
    put(b, " ");
  put_wrapped(b, s->help, HELP_INDENT, HELP_WIDTH);
}

void put_command_help(buffer *b, const command *c) {
  putf(b, "Usage: carepath %s %s\n\n", c->name, c->arguments);
  put_wrapped(b, c->description, 0, HELP_WIDTH);
  for (int g = 0; g < MOST_GROUPS && c->groups[g]; g++) {
    putf(b, "\n%s:\n", c->groups[g]->title);
    for (const option_spec *s = c->groups[g]->options; s->name; s++)
      put_option_help(b, s);
  }
  if (c->examples) putf(b, "\nExamples:\n%s", c->examples);
}

void put_roff(buffer *b, const char *text) {
  for (int line_start = 1; *text; text++) {
    if (line_start && (*text == '.' || *text == '\'')) put(b, "\\&");
    if (*text == '-')
      put(b, "\\-");
    else if (*text == '\\')
      put(b, "\\e");
    else
      put_bytes(b, text, 1);
    line_start = *text == '\n';
  }
}

void put_manual_options(buffer *b, const command *c) {
  putf(b, ".SS carepath %s ", c->name);
  put_roff(b, c->arguments);
  put(b, "\n");
  put_roff(b, c->description);
  for (int g = 0; g < MOST_GROUPS && c->groups[g]; g++) {
    putf(b, "\n.PP\n%s:\n", c->groups[g]->title);
    for (const option_spec *s = c->groups[g]->options; s->name; s++) {
      put(b, ".TP\n");
      if (s->letter) putf(b, "\\fB\\-%c\\fR, ", s->letter);
      put(b, "\\fB\\-\\-");
      put_roff(b, s->name);
      put(b, "\\fR");
      if (s->value) {
        put(b, "=\\fI");
        put_roff(b, s->value);
        put(b, "\\fR");
      }
      put(b, "\n");
      put_roff(b, s->help);
      put(b, "\n");
    }
  }
  if (!c->examples) return;
  put(b, ".PP\nExamples:\n.PP\n.nf\n");
  put_roff(b, c->examples);
  put(b, ".fi\n");
}
