/* Values of the options of `carepath simulate`: numbers and laws by class, ramps, days.
 * No source: the grammar is this command line's own and stands in its help.
 * Leaves what the names mean to patient_list.c and what scenarios change to patient_cases.c. */
#include "patient_settings.h"

#include "amounts.h"
#include "say.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- pieces of text */

static text_part trimmed(const char *text, size_t length) {
  while (length && *text == ' ')
    text++, length--;
  while (length && text[length - 1] == ' ')
    length--;
  return (text_part){text, (int)length};
}

/* A quote is the end of a name where the name could end: before "=", a comma or the end. */
size_t quoted_length(const char *text) {
  if (*text != '"' && *text != '\'') return 0;
  for (const char *end = strchr(text + 1, *text); end; end = strchr(end + 1, *text)) {
    const char *next = end + 1 + strspn(end + 1, " ");
    if (!*next || *next == '=' || *next == ',') return (size_t)(end + 1 - text);
  }
  return 0;
}

int next_piece(const char **text, text_part *piece) {
  if (!*text) return 0;
  size_t blank = strspn(*text, " "), quoted = quoted_length(*text + blank);
  size_t length = quoted ? blank + quoted : 0;
  length += strcspn(*text + length, ",");
  *piece = trimmed(*text, length);
  *text = (*text)[length] ? *text + length + 1 : NULL;
  return 1;
}

text_part plain_name(text_part piece) {
  size_t length = (size_t)piece.length;
  if (length > 2 && quoted_length(piece.text) == length)
    return (text_part){piece.text + 1, piece.length - 2};
  return piece;
}

/* "urgent=20": the name before the sign, if there is one, and what stands behind it. 0: the name is
 * empty. */
static int split_name(text_part piece, text_part *name, text_part *value) {
  size_t quoted = quoted_length(piece.text), length = (size_t)piece.length;
  const char *sign = quoted < length ? memchr(piece.text + quoted, '=', length - quoted) : NULL;
  *name = (text_part){NULL, 0};
  *value = piece;
  if (!sign) return 1;
  *name = plain_name(trimmed(piece.text, (size_t)(sign - piece.text)));
  *value = trimmed(sign + 1, (size_t)(piece.text + piece.length - sign - 1));
  return name->length > 0;
}

static int is_among(text_part name, const text_part *names, int count) {
  for (int i = 0; i < count; i++)
    if (names[i].length == name.length &&
        (!name.length || strncmp(names[i].text, name.text, (size_t)name.length) == 0))
      return 1;
  return 0;
}

/* A name that stands there already would silently be the last one of its values. */
static int check_once(const option_spec *spec, const text_part *names, int count) {
  const text_part *last = &names[count - 1];
  if (last->length && is_among(*last, names, count - 1))
    return fail(USAGE, "--%s: '%.*s' is there twice", spec->name, last->length, last->text);
  return DONE;
}

static int read_number(text_part text, double *value) {
  return !cpw_parse_double(text.text, text.length, value) && isfinite(*value);
}

/* ---------------------------------------------------------------- numbers by class */

static int in_range(const option_spec *spec, double value) {
  return value >= spec->least && (spec->most <= 0 || value <= spec->most);
}

static int bad_level(const option_spec *spec, const char *text) {
  char expected[160], least[CPW_NUMBER_CHARS], most[CPW_NUMBER_CHARS];
  cpw_format_double(spec->least, least);
  cpw_format_double(spec->most, most);
  if (spec->most > 0)
    snprintf(expected, sizeof expected, "a number from %s to %s, or NAME=NUMBER joined by commas",
             least, most);
  else
    snprintf(expected, sizeof expected, "a number of at least %s, or NAME=NUMBER joined by commas",
             least);
  return bad_value(spec, text, expected);
}

/* "+10%", "x1.1": a change of what is there already; 0: it is none. */
static int take_change(const char *text, by_kind *out) {
  amount change_of;
  if (*text != '+' && *text != '-' && *text != 'x') return 0;
  if (!amount_parse(text, &change_of) || change_of.kind != AMOUNT_FACTOR) return 0;
  out->factor = change_of.value * (out->changed ? out->factor : 1);
  out->changed = 1;
  return 1;
}

static int read_levels(const option_spec *spec, const char *text, int again, by_kind *out) {
  by_kind l = {0};
  text_part piece, value;
  for (const char *rest = text; next_piece(&rest, &piece);) {
    if (l.count == MOST_LEVELS)
      return fail(USAGE, "--%s: no more than %d numbers", spec->name, MOST_LEVELS);
    int named = split_name(piece, &l.name[l.count], &value);
    double *number = &l.value[l.count++];
    if (!named || !read_number(value, number) || !in_range(spec, *number))
      return bad_level(spec, text);
    int code = again ? DONE : check_once(spec, l.name, l.count);
    if (code) return code;
  }
  *out = l;
  return DONE;
}

int take_by_kind(const option_spec *spec, const char *text, void *field) {
  return take_change(text, field) ? DONE : read_levels(spec, text, 0, field);
}

int take_times(const option_spec *spec, const char *text, void *field) {
  return read_levels(spec, text, 1, field);
}

/* "0.03", "0.03 every 12" */
int take_validation(const option_spec *spec, const char *text, void *field) {
  rhythm *out = field;
  const char *word_every = strstr(text, " every ");
  text_part number = trimmed(text, word_every ? (size_t)(word_every - text) : strlen(text));
  by_kind l = {.count = 1};
  int64_t n = 1;
  if (take_change(text, &out->share)) return DONE;
  if (word_every) {
    text_part count = trimmed(word_every + 7, strlen(word_every + 7));
    if (cpw_parse_int64(count.text, count.length, &n) || n < 1 || n > 10000) n = 0;
  }
  if (!n || !read_number(number, &l.value[0]) || !in_range(spec, l.value[0]))
    return bad_value(spec, text, "a share from 0 to 1, with \"every N\" if not in every period");
  *out = (rhythm){l, n};
  return DONE;
}

/* ---------------------------------------------------------------- laws */

/* The next word between spaces; length 0 at the end. */
static text_part next_word(const char **text, const char *end) {
  while (*text < end && **text == ' ')
    (*text)++;
  text_part w = {*text, 0};
  while (*text < end && **text != ' ')
    (*text)++;
  w.length = (int)(*text - w.text);
  return w;
}

static int unknown_law(const option_spec *spec, const char *name) {
  const char *names[CPW_DURATION_COUNT];
  int count = 0;
  for (int32_t law = 0; law < CPW_DURATION_COUNT; law++)
    if (law != CPW_DURATION_EMPIRICAL) names[count++] = cpw_duration_name(law);
  const char *guess = nearest(name, names, count);
  if (guess)
    return fail(USAGE, "--%s: there is no law '%s'; did you mean '%s'?", spec->name, name, guess);
  return fail(USAGE,
              "--%s: there is no law '%s'; there are never, fixed, exponential, gamma, lognormal, "
              "weibull, uniform, hyperexponential and geometric",
              spec->name, name);
}

/* "lognormal 30 1.2": name, mean and coefficient of variation, as the law takes them. */
static int read_law(const option_spec *spec, text_part text, cpw_duration *out) {
  cpw_error err;
  char name[32];
  const char *at = text.text, *end = at + text.length;
  text_part law = next_word(&at, end), mean = next_word(&at, end), cv = next_word(&at, end);
  text_part more = next_word(&at, end);
  snprintf(name, sizeof name, "%.*s", law.length, law.text);
  *out = (cpw_duration){.law = cpw_duration_number(name)};
  if (out->law < 0 || out->law == CPW_DURATION_EMPIRICAL) return unknown_law(spec, name);
  if ((mean.length && !read_number(mean, &out->mean)) ||
      (cv.length && !read_number(cv, &out->cv)) || more.length)
    return fail(USAGE,
                "--%s: '%.*s' is not a law: its name, its mean and, where it has one, its "
                "coefficient of variation",
                spec->name, text.length, text.text);
  phrase what = phrased("--%s: %s", spec->name, name);
  if (cpw_duration_check(out, what.text, &err)) return fail(USAGE, "%s", err.message);
  return DONE;
}

int take_laws(const option_spec *spec, const char *text, void *field) {
  laws l = {0};
  text_part piece, value;
  for (const char *rest = text; next_piece(&rest, &piece);) {
    if (l.count == MOST_LAWS)
      return fail(USAGE, "--%s: no more than %d laws", spec->name, MOST_LAWS);
    if (!split_name(piece, &l.name[l.count], &value))
      return bad_value(spec, text, "a law, or NAME=LAW joined by commas");
    int code = read_law(spec, value, &l.law[l.count++]);
    if (!code) code = check_once(spec, l.name, l.count);
    if (code) return code;
  }
  *(laws *)field = l;
  return DONE;
}

/* ---------------------------------------------------------------- changes by class */

/* What stood there for those who are not named now goes before them: a value for all comes first. */
static int keep_numbers(const option_spec *spec, const by_kind *before, by_kind *now) {
  by_kind all = {0};
  if (!now->count || !now->name[0].length) return DONE;
  for (int i = 0; i < before->count; i++)
    if (!is_among(before->name[i], now->name, now->count)) {
      all.name[all.count] = before->name[i];
      all.value[all.count++] = before->value[i] * (before->changed ? before->factor : 1);
    }
  if (!all.count) return DONE;
  if (all.count + now->count > MOST_LEVELS)
    return fail(USAGE, "--%s: no more than %d numbers", spec->name, MOST_LEVELS);
  for (int i = 0; i < now->count; i++) {
    all.name[all.count] = now->name[i];
    all.value[all.count++] = now->value[i];
  }
  *now = all;
  return DONE;
}

static int keep_laws(const option_spec *spec, const laws *before, laws *now) {
  laws all = {0};
  if (!now->count || !now->name[0].length) return DONE;
  for (int i = 0; i < before->count; i++)
    if (!is_among(before->name[i], now->name, now->count)) {
      all.name[all.count] = before->name[i];
      all.law[all.count++] = before->law[i];
    }
  if (all.count + now->count > MOST_LAWS)
    return fail(USAGE, "--%s: no more than %d laws", spec->name, MOST_LAWS);
  for (int i = 0; i < now->count; i++) {
    all.name[all.count] = now->name[i];
    all.law[all.count++] = now->law[i];
  }
  *now = all;
  return DONE;
}

int take_scenario_change(const option_spec *spec, const char *text, void *field) {
  int code;
  if (spec->take == take_by_kind) {
    by_kind before = *(by_kind *)field;
    code = spec->take(spec, text, field);
    int relative = !code && ((by_kind *)field)->changed;
    return code || relative ? code : keep_numbers(spec, &before, field);
  }
  if (spec->take != take_laws) return spec->take(spec, text, field);
  laws before = *(laws *)field;
  code = spec->take(spec, text, field);
  return code ? code : keep_laws(spec, &before, field);
}

/* ---------------------------------------------------------------- days, ramps, scenarios */

int take_day(const option_spec *spec, const char *text, void *field) {
  int32_t day;
  if (cpw_date_parse(text, (int64_t)strlen(text), &day) || day == CPW_DATE_NONE)
    return bad_value(spec, text, "a day, such as 2026-04-06");
  *(int32_t *)field = day;
  return DONE;
}

int take_days(const option_spec *spec, const char *text, void *field) {
  holidays d = {0};
  text_part piece;
  for (const char *rest = text; next_piece(&rest, &piece);)
    if (d.count == MOST_HOLIDAYS || cpw_date_parse(piece.text, piece.length, &d.day[d.count]) ||
        d.day[d.count++] == CPW_DATE_NONE)
      return bad_value(spec, text,
                       "up to 128 days joined by commas, such as 2026-12-25,2026-12-28");
  *(holidays *)field = d;
  return DONE;
}

/* The whole number behind a word of the text, or `otherwise`; -1: it is none. */
static int64_t number_after(const char *text, const char *before, int64_t otherwise) {
  const char *found = strstr(text, before);
  int64_t value;
  if (!found) return otherwise;
  found += strlen(before);
  size_t length = strcspn(found, " ");
  return cpw_parse_int64(found, (int64_t)length, &value) || value < 0 ? -1 : value;
}

int take_ramp(const option_spec *spec, const char *text, void *field) {
  char head[32];
  amount to;
  snprintf(head, sizeof head, "%.*s", (int)strcspn(text, " "), text);
  slope r = {.periods = number_after(text, " over ", 0), .first = number_after(text, " from ", 1)};
  if (!amount_parse(head, &to) || to.kind != AMOUNT_FACTOR || !(to.value > 0) || r.periods < 0 ||
      r.first < 1)
    return bad_value(spec, text,
                     "a change of the slots, such as \"+10% over 26\" or \"+10% over 26 from 5\"");
  r.to = to.value;
  *(slope *)field = r;
  return DONE;
}

int take_scenario(const option_spec *spec, const char *text, void *field) {
  scenario_texts *all = field;
  const char *colon = strchr(text, ':');
  if (!colon || colon == text || !strchr(colon, '='))
    return bad_value(spec, text, "of the form \"NAME: option=value; option=value\"");
  if (all->count == MOST_SCENARIOS)
    return fail(USAGE, "--%s: no more than %d of them", spec->name, MOST_SCENARIOS);
  all->text[all->count++] = text;
  return DONE;
}
