/* An answer of one table, as text, HTML, CSV or JSON.
 * No source: the library computes, this file prints.
 * Leaves what the columns are to the commands. */
#include "answer.h"
#include "output.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static answer_column *next_column(answer *a, const char *name, const char *heading,
                                  const char *words, const char *unit, int show) {
  static answer_column spare;
  answer_column *c = a->count < MOST_ANSWER_COLUMNS ? &a->column[a->count++] : &spare;
  *c =
      (answer_column){.name = name, .heading = heading, .words = words, .unit = unit, .show = show};
  return c;
}

void answer_money(answer *a, const char *name, const char *heading, const char *words,
                  const int64_t *whole, int total) {
  answer_column *c = next_column(a, name, heading, words, "GBP", SHOW_MONEY);
  c->whole = whole;
  c->total = total;
}

void answer_count(answer *a, const char *name, const char *heading, const char *words,
                  const int64_t *whole) {
  if (whole) next_column(a, name, heading, words, "", SHOW_PEOPLE)->whole = whole;
}

void answer_real(answer *a, const char *name, const char *heading, const char *words,
                 const char *unit, int show, const double *real) {
  if (real) next_column(a, name, heading, words, unit, show)->real = real;
}

void answer_word(answer *a, const char *name, const char *heading, const char *const *word) {
  if (word) next_column(a, name, heading, "", "", SHOW_WORD)->word = word;
}

void answer_note(answer *a, const char *name, const char *value) {
  putf(&a->notes, "%s\t%s\n", name, value);
}

/* ---------------------------------------------------------------- for people */

static phrase figure(const answer_column *c, int64_t row) {
  double x = c->real ? c->real[row] : 0;
  if (c->whole) return c->whole[row] == NO_MONEY ? phrased("-") : pounds(c->whole[row]);
  if (isnan(x)) return phrased("-");
  switch (c->show) {
  case SHOW_SHARE:
    return isinf(x) ? phrased("%s", x > 0 ? "any" : "-")
                    : phrased("%s%s", x > 0 ? "+" : "", percent(x, 2).text);
  case SHOW_PART:
    return percent(x, 1);
  case SHOW_MONEY_REAL:
    return isinf(x) ? phrased("no limit") : grouped(x, 0);
  case SHOW_PEOPLE:
    return people(x);
  case SHOW_FINE:
    return fixed(x, 6);
  default:
    return fixed(x, 3);
  }
}

/* Of 128 bits: shown where it fits into 64. */
static phrase sum_of(const answer *a, const answer_column *c) {
  int64_t high = 0; /* how often it passed 2^64 */
  uint64_t low = 0;
  if (!c->total || !c->whole) return (phrase){{0}};
  for (int64_t i = 0; i < a->rows; i++) {
    if (c->whole[i] == NO_MONEY) continue;
    uint64_t more = (uint64_t)c->whole[i];
    low += more;
    high += (low < more) - (c->whole[i] < 0);
  }
  if (high != (low > INT64_MAX ? -1 : 0))
    return phrased("%s", high < 0 ? "below -2^63" : "beyond 2^63");
  return pounds((int64_t)low);
}

/* The table as text; its line of sums ends with its last sum. */
static void put_grid(buffer *b, const grid *g, int sums) {
  buffer table = {0};
  grid_print(g, &table, "");
  size_t end = table.count;
  if (sums && end && table.bytes[end - 1] == '\n') {
    for (end--; end && table.bytes[end - 1] == ' ';)
      end--;
    put_bytes(b, table.bytes, end);
    put(b, "\n");
  } else {
    put_bytes(b, table.bytes, end);
  }
  b->failed |= table.failed;
  buffer_free(&table);
}

void put_answer(buffer *b, const answer *a, const char *caption) {
  const char *headings[MOST_ANSWER_COLUMNS + 1];
  phrase left[MOST_ANSWER_COLUMNS + 1];
  int64_t columns = 0;
  grid g;
  left[0] = phrased("<%.80s", a->heading);
  headings[columns++] = left[0].text;
  for (int k = 0; k < a->count; k++) {
    const answer_column *c = &a->column[k];
    if (!c->heading) continue;
    left[columns] = phrased(c->word ? "<%.80s" : "%.80s", c->heading);
    headings[columns] = left[columns].text;
    columns++;
  }
  grid_begin(&g, headings, columns);
  for (int64_t i = 0; i < a->rows; i++) {
    grid_cell(&g, clipped(a->id[i], 32).text);
    for (int k = 0; k < a->count; k++) {
      const answer_column *c = &a->column[k];
      if (!c->heading) continue;
      grid_cell(&g, c->word ? clipped(c->word[i], 32).text : figure(c, i).text);
    }
  }
  if (a->total_words) {
    grid_cell(&g, a->total_words);
    for (int k = 0; k < a->count; k++)
      if (a->column[k].heading) grid_cell(&g, sum_of(a, &a->column[k]).text);
  }
  if (caption)
    grid_html(&g, b, caption);
  else
    put_grid(b, &g, a->total_words != NULL);
  grid_free(&g);
}

static int print_text(const settings *set, answer *a) {
  buffer b = {0};
  if (a->head.bytes) put(&b, a->head.bytes);
  put_answer(&b, a, NULL);
  if (a->foot.bytes) put(&b, a->foot.bytes);
  return write_buffer(set->output, &b);
}

/* ---------------------------------------------------------------- for machines */

static int32_t add_column(cpw_result *to, const answer *a, const answer_column *c, cpw_error *err) {
  void *memory;
  if (c->word) return cpw_result_add_coordinate(to, a->dimension, c->name, c->word, err);
  int32_t status =
      cpw_result_add_array(to, c->name, c->unit, c->words, a->dimension,
                           c->whole ? CPW_INT64 : CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  const void *from = c->whole ? (const void *)c->whole : (const void *)c->real;
  if (!status && a->rows) memcpy(memory, from, (size_t)a->rows * sizeof(double));
  return status;
}

static int32_t add_notes(cpw_result *to, const answer *a, cpw_error *err) {
  int32_t status = CPW_OK;
  char *line = a->notes.bytes;
  while (!status && line && *line) {
    char *tab = strchr(line, '\t'), *end = strchr(line, '\n');
    if (!tab || !end) break;
    *tab = *end = '\0';
    status = cpw_result_add_note(to, line, tab + 1, err);
    line = end + 1;
  }
  return status;
}

static int write_machine(const settings *set, answer *a) {
  cpw_result *table = NULL;
  cpw_error err = {0};
  const char *first = NULL;
  int32_t status = cpw_result_new(NULL, &table, &err);
  if (!status) status = cpw_result_add_dimension(table, a->dimension, a->rows, a->id, &err);
  /* words first: they stand beside the id in the CSV */
  for (int words = 1; words >= 0; words--)
    for (int k = 0; !status && k < a->count; k++)
      if ((a->column[k].word != NULL) == words) {
        status = add_column(table, a, &a->column[k], &err);
        if (!words && !first) first = a->column[k].name;
      }
  if (!status) status = add_notes(table, a, &err);
  int code = status ? fail_library(NULL, &err)
                    : write_table(set->output, set->format == FORMAT_JSON, table, first);
  cpw_result_free(table);
  return code;
}

int show_answer(const settings *set, answer *a) {
  int failed = a->head.failed || a->foot.failed || a->notes.failed, code;
  if (failed)
    code = no_memory();
  else
    code = set->format <= FORMAT_TEXT ? print_text(set, a) : write_machine(set, a);
  buffer_free(&a->head);
  buffer_free(&a->foot);
  buffer_free(&a->notes);
  return code;
}

phrase pounds(int64_t money) {
  char digits[24], text[40];
  /* of the most negative number too */
  uint64_t size = money < 0 ? 0 - (uint64_t)money : (uint64_t)money;
  int count = 0, out = 0;
  do
    digits[count++] = (char)('0' + size % 10);
  while (size /= 10);
  if (money < 0) text[out++] = '-';
  while (count) {
    text[out++] = digits[--count];
    if (count && count % 3 == 0) text[out++] = ',';
  }
  text[out] = '\0';
  return phrased("%s", text);
}

phrase short_pounds(double money) {
  double size = fabs(money);
  if (size >= 1e9) return phrased("%s billion", grouped(money / 1e9, 2).text);
  if (size >= 1e6) return phrased("%s million", grouped(money / 1e6, 1).text);
  return phrased("%s", grouped(money, 0).text);
}
