/* What a measure found: numbers with their limits, sentences, notes; and how numbers are worded.
 * No source: bookkeeping.
 * Leaves printing to equity_print.c and the page to equity_page.c. */
#include "equity.h"
#include "say.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- findings */

finding *add_finding(equity *e, int64_t area, int64_t row, const char *name, const char *words,
                     const char *unit, double estimate) {
  static finding dropped;
  if (e->count == e->room) {
    int64_t room = e->room ? 2 * e->room : 64;
    finding *more = realloc(e->item, (size_t)room * sizeof *more);
    if (!more) {
      e->failed = 1;
      return &dropped;
    }
    e->item = more;
    e->room = room;
  }
  finding *f = &e->item[e->count++];
  *f = (finding){.area = area,
                 .row = row,
                 .name = name,
                 .words = words,
                 .unit = unit,
                 .estimate = estimate,
                 .se = (double)NAN};
  for (int i = 0; i < MOST_CONFIDENCES; i++)
    f->lower[i] = f->upper[i] = (double)NAN;
  return f;
}

void add_limits(const equity *e, finding *f, int level, double lower, double upper) {
  if (level >= e->levels || (isnan(lower) && isnan(upper))) return;
  f->limits = 1;
  f->lower[level] = lower;
  f->upper[level] = upper;
}

void add_normal_limits(const equity *e, finding *f, double se) {
  f->se = se;
  for (int i = 0; i < e->levels && !isnan(se); i++) {
    double z = cpw_normal_quantile(0.5 + e->level[i] / 2);
    add_limits(e, f, i, f->estimate - z * se, f->estimate + z * se);
  }
}

const finding *find_finding(const equity *e, int64_t area, int64_t row, const char *name) {
  for (int64_t i = 0; i < e->count; i++) {
    const finding *f = &e->item[i];
    if (f->area == area && f->row == row && strcmp(f->name, name) == 0) return f;
  }
  return NULL;
}

int label_rows(equity *e, const char *word, char *const *labels, int64_t count) {
  e->row_word = word;
  e->row_label = equity_array(count, sizeof *e->row_label);
  if (!e->row_label) return no_memory();
  for (int64_t i = 0; i < count; i++) {
    size_t size = strlen(labels[i]) + 1;
    if (!(e->row_label[i] = malloc(size))) return no_memory();
    memcpy(e->row_label[i], labels[i], size);
    e->rows_labelled = i + 1;
  }
  return DONE;
}

int is_one_area(const equity *e) {
  return e->f.labels[COL_AREA].count <= 1;
}

const char *area_label(const equity *e, int64_t area) {
  const label_list *l = &e->f.labels[COL_AREA];
  return area >= 0 && area < l->count ? l->text[area] : "";
}

/* ---------------------------------------------------------------- sentences */

static void put_sentence(buffer *b, const char *format, va_list list)
    __attribute__((format(printf, 2, 0)));
static void put_sentence(buffer *b, const char *format, va_list list) {
  char words[1024];
  vsnprintf(words, sizeof words, format, list);
  put(b, words);
  put(b, "\n");
}

void e_say(equity *e, const char *format, ...) {
  va_list list;
  va_start(list, format);
  put_sentence(&e->says, format, list);
  va_end(list);
}

void e_note(equity *e, const char *format, ...) {
  va_list list;
  va_start(list, format);
  put_sentence(&e->notes, format, list);
  va_end(list);
}

/* ---------------------------------------------------------------- numbers in words */

static void drop_zeros(char *text) {
  size_t end = strlen(text);
  if (!strchr(text, '.')) return;
  while (end && text[end - 1] == '0')
    text[--end] = '\0';
  if (end && text[end - 1] == '.') text[end - 1] = '\0';
}

static phrase with_exponent(double value) {
  phrase p = {{0}};
  double mantissa = 0;
  cpw_format_double(value, p.text);
  const char *exponent = strchr(p.text, 'e');
  if (!exponent || cpw_parse_double(p.text, exponent - p.text, &mantissa)) return p;
  phrase digits = fixed(mantissa, 3);
  drop_zeros(digits.text);
  return phrased("%.40s%.40s", digits.text, exponent);
}

/* Four digits that say something. */
static phrase four_digits(double value) {
  double size = fabs(value);
  int decimals = 3;
  phrase p = {{0}};
  if (value == floor(value) && size < 1e15) return grouped(value, 0);
  if (size < 1e-6 || size >= 1e15) return with_exponent(value);
  for (; decimals > 0 && size >= 10; size /= 10)
    decimals--;
  for (; size < 1; size *= 10)
    decimals++;
  p = grouped(value, decimals);
  drop_zeros(p.text);
  return p;
}

phrase figure_words(double value, const char *unit) {
  if (isnan(value)) return phrased("-");
  if (isinf(value)) return phrased(value > 0 ? "inf" : "-inf");
  if (strcmp(unit, "people") == 0)
    return grouped(value, value == floor(value) || value >= 1000 ? 0 : 1);
  if (strcmp(unit, "share") == 0) return percent(value, 1);
  if (strcmp(unit, "p") == 0)
    return value < 0.0001 ? phrased("< 0.0001") : fixed(value, value < 0.1 ? 4 : 2);
  return four_digits(value);
}

phrase level_words(double level) {
  phrase p = fixed(100 * level, 3);
  drop_zeros(p.text);
  return phrased("%s %%", p.text);
}

phrase limits_words(const finding *f, int level) {
  if (!f->limits || (isnan(f->lower[level]) && isnan(f->upper[level]))) return phrased("-");
  return phrased("%s to %s", figure_words(f->lower[level], f->unit).text,
                 figure_words(f->upper[level], f->unit).text);
}

/* ---------------------------------------------------------------- refusals */

/* What the library calls options.x is --x here. */
static void put_message(buffer *b, const char *words) {
  static const struct {
    const char *library, *here;
  } names[] = {{"options.", "--"}, {"run.replications", "--runs"}};
  while (*words) {
    size_t i = 0;
    while (i < 2 && strncmp(words, names[i].library, strlen(names[i].library)) != 0)
      i++;
    if (i < 2) {
      put(b, names[i].here);
      words += strlen(names[i].library);
    } else {
      put_bytes(b, words++, 1);
    }
  }
}

/* What is about an option is not about a line. */
static int is_of_options(const cpw_error *err) {
  return strncmp(err->message, "options.", 8) == 0 || strncmp(err->message, "run.", 4) == 0;
}

static int refuse_at(const equity *e, const cpw_error *err, int64_t line) {
  buffer b = {0};
  if (err->code == CPW_ENOMEM || err->code == CPW_ECANCELLED) return fail_library(NULL, err);
  put_message(&b, err->message);
  if (!b.failed && b.bytes && is_of_options(err)) {
    int code = fail(USAGE, "%s: %s", e->set->command, b.bytes);
    buffer_free(&b);
    return code;
  }
  int code = b.failed || !b.bytes ? no_memory()
             : line > 0 ? fail(BAD_DATA, "%s:%lld: %s", e->set->files[0], (long long)line, b.bytes)
                        : fail(BAD_DATA, "%s: %s", e->set->files[0], b.bytes);
  buffer_free(&b);
  return code;
}

int refuse_row(const equity *e, const cpw_error *err) {
  int64_t row = err->index;
  return refuse_at(e, err, row >= 0 && row < e->f.rows ? e->f.line[row] : 0);
}

int refuse_cell(const equity *e, const cpw_error *err, int64_t cell) {
  return refuse_at(e, err, cell >= 0 && cell < e->areas * e->groups ? e->line[cell] : 0);
}

int refuse(const equity *e, const cpw_error *err) {
  return refuse_at(e, err, 0);
}
