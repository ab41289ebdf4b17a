/* Findings as sentences and tables for people, as one CSV for all measures, or as one JSON object.
 * JSON: RFC 8259, "inf" and null for what a number cannot say.
 * Leaves the page to equity_page.c. */
#include "equity.h"
#include "output.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *row_label(const equity *e, int64_t row) {
  return row >= 0 && row < e->rows_labelled ? e->row_label[row] : "";
}

/* ---------------------------------------------------------------- CSV */

static void put_csv(buffer *b, const char *text) {
  if (!strpbrk(text, ",\"\r\n")) {
    put(b, text);
    return;
  }
  put(b, "\"");
  for (; *text; text++)
    put(b, *text == '"' ? "\"\"" : (char[2]){*text, '\0'});
  put(b, "\"");
}

static void put_csv_number(buffer *b, double value) {
  char number[CPW_NUMBER_CHARS];
  put(b, ",");
  if (isnan(value)) return;
  cpw_format_double(value, number);
  put(b, number);
}

static const char *unit_of(const equity *e, const finding *f) {
  if (strcmp(f->unit, "unit") == 0) return e->opt->unit ? e->opt->unit : "";
  return strcmp(f->unit, "p") == 0 ? "probability" : f->unit;
}

static void put_csv_line(buffer *b, const equity *e, const finding *f, int level) {
  put_csv(b, area_label(e, f->area));
  put(b, ",");
  put_csv(b, row_label(e, f->row));
  putf(b, ",%s", f->name);
  put_csv_number(b, f->estimate);
  put_csv_number(b, f->se);
  if (f->limits == 1)
    put_csv_number(b, e->level[level]);
  else
    putf(b, ",%s", f->limits != 2 ? "" : e->bounds_word ? "limits" : "bounds");
  put_csv_number(b, f->limits ? f->lower[level] : (double)NAN);
  put_csv_number(b, f->limits ? f->upper[level] : (double)NAN);
  put(b, ",");
  put_csv(b, unit_of(e, f));
  put(b, ",");
  put_csv(b, f->note.text);
  put(b, "\n");
}

static void put_all_csv(buffer *b, const equity *e) {
  put(b, "area,row,measure,estimate,se,level,lower,upper,unit,note\n");
  for (int64_t i = 0; i < e->count; i++)
    for (int k = 0; k < (e->item[i].limits == 1 ? e->levels : 1); k++)
      put_csv_line(b, e, &e->item[i], k);
}

/* ---------------------------------------------------------------- JSON */

static void put_string(buffer *b, const char *text) {
  put(b, "\"");
  for (; *text; text++) {
    if ((unsigned char)*text < 0x20) {
      putf(b, "\\u%04x", (unsigned)*text);
      continue;
    }
    if (*text == '"' || *text == '\\') put(b, "\\");
    put_bytes(b, text, 1);
  }
  put(b, "\"");
}

static void put_number(buffer *b, double value) {
  char number[CPW_NUMBER_CHARS];
  cpw_format_double(value, number);
  if (isfinite(value))
    put(b, number);
  else
    put(b, isnan(value) ? "null" : value > 0 ? "\"inf\"" : "\"-inf\"");
}

static void put_json_limits(buffer *b, const equity *e, const finding *f) {
  put(b, ", \"limits\": [");
  for (int k = 0; k < (f->limits == 2 ? 1 : e->levels); k++) {
    put(b, k ? ", {\"level\": " : "{\"level\": ");
    if (f->limits == 2)
      put(b, e->bounds_word ? "\"limits\"" : "\"bounds\"");
    else
      put_number(b, e->level[k]);
    put(b, ", \"lower\": ");
    put_number(b, f->lower[k]);
    put(b, ", \"upper\": ");
    put_number(b, f->upper[k]);
    put(b, "}");
  }
  put(b, "]");
}

static void put_json_finding(buffer *b, const equity *e, const finding *f) {
  put(b, "{");
  if (*area_label(e, f->area)) {
    put(b, "\"area\": ");
    put_string(b, area_label(e, f->area));
    put(b, ", ");
  }
  if (f->row >= 0) {
    putf(b, "\"%s\": ", e->row_word);
    put_string(b, row_label(e, f->row));
    put(b, ", ");
  }
  putf(b, "\"measure\": \"%s\", \"estimate\": ", f->name);
  put_number(b, f->estimate);
  if (!isnan(f->se)) {
    put(b, ", \"se\": ");
    put_number(b, f->se);
  }
  if (f->limits) put_json_limits(b, e, f);
  if (*unit_of(e, f)) {
    put(b, ", \"unit\": ");
    put_string(b, unit_of(e, f));
  }
  if (*f->note.text) {
    put(b, ", \"note\": ");
    put_string(b, f->note.text);
  }
  put(b, "}");
}

static void put_json_lines(buffer *b, const char *lines) {
  int count = 0;
  while (lines && *lines) {
    size_t length = strcspn(lines, "\n");
    buffer one = {0};
    put_bytes(&one, lines, length);
    put(b, count++ ? ",\n    " : "\n    ");
    put_string(b, one.failed || !one.bytes ? "" : one.bytes);
    buffer_free(&one);
    lines += length + (lines[length] != '\0');
  }
}

static void put_all_json(buffer *b, const equity *e) {
  putf(b, "{\n  \"carepath\": \"%s\",\n  \"measure\": \"%s\",\n  \"levels\": [", cpw_version(),
       e->measure->name);
  for (int i = 0; i < e->levels; i++) {
    if (i) put(b, ", ");
    put_number(b, e->level[i]);
  }
  put(b, "],\n  \"findings\": [");
  for (int64_t i = 0; i < e->count; i++) {
    put(b, i ? ",\n    " : "\n    ");
    put_json_finding(b, e, &e->item[i]);
  }
  put(b, "],\n  \"words\": [");
  put_json_lines(b, e->says.bytes);
  put(b, "],\n  \"notes\": [");
  put_json_lines(b, e->notes.bytes);
  put(b, "]\n}\n");
}

/* ---------------------------------------------------------------- text */

static void put_lines(buffer *b, const char *lines, const char *bullet) {
  while (lines && *lines) {
    size_t length = strcspn(lines, "\n");
    buffer one = {0};
    put_bytes(&one, lines, length);
    put(b, bullet);
    put_wrapped(b, one.failed || !one.bytes ? "" : one.bytes, (int)strlen(bullet), 98);
    buffer_free(&one);
    lines += length + (lines[length] != '\0');
  }
}

/* How many columns of limits there are. */
static int limit_columns(const equity *e) {
  int columns = 0;
  for (int64_t i = 0; i < e->count; i++) {
    if (e->item[i].row >= 0 || !e->item[i].limits) continue;
    int here = e->item[i].limits == 2 ? 1 : e->levels;
    columns = here > columns ? here : columns;
  }
  return columns;
}

static int any_note(const equity *e, int of_rows) {
  for (int64_t i = 0; i < e->count; i++)
    if ((e->item[i].row >= 0) == of_rows && *e->item[i].note.text) return 1;
  return 0;
}

static const char *limits_heading(const equity *e, int level, phrase *words) {
  for (int64_t i = 0; i < e->count; i++)
    if (e->item[i].limits == 2) return e->bounds_word ? e->bounds_word : "least to greatest";
  *words = phrased("%s limits", level_words(e->level[level]).text);
  return words->text;
}

/* Of whole areas: one line a measure. */
static void put_grid(buffer *b, const grid *g, const char *caption) {
  if (caption) {
    grid_html(g, b, caption);
  } else {
    put(b, "\n");
    grid_print(g, b, "  ");
  }
}

void put_whole(buffer *b, const equity *e, const char *caption) {
  const char *headings[MOST_CONFIDENCES + 5];
  phrase words[MOST_CONFIDENCES];
  int64_t columns = 0;
  int several = !is_one_area(e), notes = any_note(e, 0), lines = 0;
  grid g;
  if (several) headings[columns++] = "<area";
  headings[columns++] = "<measure";
  headings[columns++] = "estimate";
  int limits = limit_columns(e);
  for (int k = 0; k < limits; k++)
    headings[columns++] = limits_heading(e, k, &words[k]);
  if (notes) headings[columns++] = "<note";
  grid_begin(&g, headings, columns);
  for (int64_t i = 0; i < e->count; i++) {
    const finding *f = &e->item[i];
    if (f->row >= 0) continue;
    lines++;
    if (several) grid_cell(&g, area_label(e, f->area));
    grid_cell(&g, f->words);
    grid_cell(&g, figure_words(f->estimate, f->unit).text);
    for (int k = 0; k < limits; k++)
      grid_cell(&g, limits_words(f, k).text);
    if (notes) grid_cell(&g, f->note.text);
  }
  if (lines) put_grid(b, &g, caption);
  grid_free(&g);
}

enum { MOST_MEASURES = 16 };

/* The measures of rows, in their order. */
static int row_measures(const equity *e, const finding **out) {
  int count = 0;
  for (int64_t i = 0; i < e->count; i++) {
    int k = 0;
    if (e->item[i].row < 0) continue;
    while (k < count && strcmp(out[k]->name, e->item[i].name) != 0)
      k++;
    if (k == count && count < MOST_MEASURES && *e->item[i].words) out[count++] = &e->item[i];
  }
  return count;
}

static void row_cell(grid *g, const finding *f) {
  if (!f) {
    grid_cell(g, "-");
  } else if (f->limits && !(isnan(f->lower[0]) && isnan(f->upper[0]))) {
    grid_cell(
        g,
        phrased("%s (%s)", figure_words(f->estimate, f->unit).text, limits_words(f, 0).text).text);
  } else if (isnan(f->estimate) && *f->note.text) {
    grid_cell(g, "withheld");
  } else {
    grid_cell(g, figure_words(f->estimate, f->unit).text);
  }
}

/* The findings of one row stand together: from `first` to `end`. */
typedef struct row_span {
  int64_t first, end;
} row_span;

static row_span next_row(const equity *e, int64_t from) {
  row_span s = {from, from};
  while (s.first < e->count && e->item[s.first].row < 0)
    s.first++;
  for (s.end = s.first; s.end < e->count; s.end++)
    if (e->item[s.end].area != e->item[s.first].area || e->item[s.end].row != e->item[s.first].row)
      break;
  return s;
}

static const finding *of_span(const equity *e, row_span s, const char *name) {
  for (int64_t i = s.first; i < s.end; i++)
    if (strcmp(e->item[i].name, name) == 0) return &e->item[i];
  return NULL;
}

static const char *note_of(const equity *e, row_span s) {
  for (int64_t i = s.first; i < s.end; i++)
    if (*e->item[i].note.text) return e->item[i].note.text;
  return "";
}

void put_rows(buffer *b, const equity *e, const char *caption) {
  const finding *measure[MOST_MEASURES];
  const char *headings[MOST_MEASURES + 3];
  int count = row_measures(e, measure), several = !is_one_area(e), notes = any_note(e, 1);
  int64_t columns = 0;
  phrase where = left_heading(e->row_word ? e->row_word : "group");
  grid g;
  if (!count) return;
  if (several) headings[columns++] = "<area";
  headings[columns++] = where.text;
  for (int k = 0; k < count; k++)
    headings[columns++] = measure[k]->words;
  if (notes) headings[columns++] = "<note";
  grid_begin(&g, headings, columns);
  for (row_span s = next_row(e, 0); s.first < e->count; s = next_row(e, s.end)) {
    if (several) grid_cell(&g, area_label(e, e->item[s.first].area));
    grid_cell(&g, row_label(e, e->item[s.first].row));
    for (int k = 0; k < count; k++)
      row_cell(&g, of_span(e, s, measure[k]->name));
    if (notes) grid_cell(&g, note_of(e, s));
  }
  put_grid(b, &g, caption);
  grid_free(&g);
}

static void put_all_text(buffer *b, const equity *e) {
  if (e->set->title) putf(b, "%s\n\n", e->set->title);
  put_lines(b, e->says.bytes, "");
  put_whole(b, e, NULL);
  put_rows(b, e, NULL);
  if (e->notes.count) put(b, "\n");
  put_lines(b, e->notes.bytes, "  - ");
}

int print_findings(const equity *e) {
  buffer b = {0};
  if (e->set->format == FORMAT_CSV)
    put_all_csv(&b, e);
  else if (e->set->format == FORMAT_JSON)
    put_all_json(&b, e);
  else
    put_all_text(&b, e);
  return write_buffer(e->set->output, &b);
}
