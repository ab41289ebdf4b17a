/* Answers of formulae as one JSON object, as CSV, or as tables for people; the list of all formulae.
 * JSON: RFC 8259, with "inf" and null for what a number cannot say, as the library's writer has it.
 * Leaves the values to the library. */
#include "queue.h"

#include "settings.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- pieces of JSON */

static void put_string(buffer *b, const char *text) {
  put(b, "\"");
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') put(b, "\\");
    put_bytes(b, text, 1);
  }
  put(b, "\"");
}

static void put_value(buffer *b, double value) {
  char number[CPW_NUMBER_CHARS];
  cpw_format_double(value, number);
  if (isfinite(value))
    put(b, number);
  else
    put(b, isnan(value) ? "null" : value > 0 ? "\"inf\"" : "\"-inf\"");
}

/* Numbers of dimension `d` on, in brackets for each dimension; returns where the next one stands. */
static int64_t put_nested(buffer *b, const cpw_array *a, int64_t d, int64_t at) {
  if (d == a->dimensions) {
    put_value(b, a->real[at]);
    return at + 1;
  }
  put(b, "[");
  for (int64_t i = 0; i < a->dimension[d]->length; i++) {
    if (i) put(b, ", ");
    at = put_nested(b, a, d + 1, at);
  }
  put(b, "]");
  return at;
}

static void put_array(buffer *b, const cpw_array *a) {
  if (a)
    put_nested(b, a, 0, 0);
  else
    put(b, "null");
}

static const char *outcome_word(const cpw_result *result) {
  static const char *const words[] = {"ok", "already_met", "cleared", "unreachable", "unstable"};
  return words[cpw_result_outcome(result)];
}

/* "name": on a line of its own */
static void put_member(buffer *b, int64_t index, const char *name) {
  put(b, index ? ",\n    " : "\n    ");
  put_string(b, name);
  put(b, ": ");
}

static void put_inputs_json(buffer *b, const queue_answer *a) {
  const cpw_queue_formula *f = a->formula;
  for (int64_t i = 0; i < f->inputs; i++) {
    const cpw_array *found = cpw_result_find(a->result, f->input[i].name);
    put_member(b, i, f->input[i].name);
    if (f->input[i].kind == CPW_QUEUE_CHOICE)
      put_string(b, choice_words(f->input[i].choices, found->real[0]).text);
    else
      put_array(b, found);
  }
}

void put_answer_json(buffer *b, const queue_answer *a) {
  const cpw_queue_formula *f = a->formula;
  int left_out = 0;
  put(b, "{\n  \"formula\": ");
  put_string(b, f->name);
  put(b, ",\n  \"inputs\": {");
  put_inputs_json(b, a);
  put(b, "\n  },\n  \"defaults\": [");
  for (int64_t i = 0; i < f->inputs; i++) {
    if (a->typed[i].values) continue;
    put(b, left_out++ ? ", " : "");
    put_string(b, f->input[i].name);
  }
  put(b, "],\n  \"outputs\": {");
  for (int64_t i = 0; i < f->outputs; i++) {
    put_member(b, i, f->output[i].name);
    put_array(b, cpw_result_find(a->result, f->output[i].name));
  }
  put(b, "\n  },\n  \"outcome\": ");
  put_string(b, outcome_word(a->result));
  put(b, ",\n  \"source\": ");
  put_string(b, f->source);
  put(b, "\n}\n");
}

/* ---------------------------------------------------------------- CSV */

/* Where number `at` stands in its array: "", "3" or "3 0". */
static phrase position_of(const cpw_array *a, int64_t at) {
  phrase p = {{0}};
  int64_t below = a->size;
  for (int64_t d = 0; d < a->dimensions; d++) {
    below /= a->dimension[d]->length;
    p = phrased("%.40s%s%lld", p.text, d ? " " : "", (long long)(at / below));
    at %= below;
  }
  return p;
}

void put_answer_csv(buffer *b, const queue_answer *a) {
  put(b, "output,value,unit,position\n");
  for (int64_t i = 0; i < a->formula->outputs; i++) {
    const cpw_array *array = cpw_result_find(a->result, a->formula->output[i].name);
    for (int64_t k = 0; array && k < array->size; k++) {
      char number[CPW_NUMBER_CHARS] = "";
      if (!isnan(array->real[k])) cpw_format_double(array->real[k], number);
      putf(b, "%s,%s,%s,%s\n", array->name, number, array->unit, position_of(array, k).text);
    }
  }
}

/* ---------------------------------------------------------------- text */

/* Six digits for people; "-" where there is no value. */
static phrase readable(double value) {
  phrase p = {{0}};
  double size = fabs(value);
  int decimals = 5;
  if (isnan(value)) return phrased("-");
  cpw_format_double(value, p.text);
  char *exponent = strchr(p.text, 'e');
  if (isinf(value) || value == floor(value) || (size < 1e-4 && !exponent)) return p;
  if (exponent) {
    double mantissa = 0;
    phrase tail = phrased("%s", exponent);
    if (cpw_parse_double(p.text, exponent - p.text, &mantissa)) return p;
    return phrased("%.40s%.40s", fixed(mantissa, 5).text, tail.text);
  }
  for (; decimals > 0 && size >= 10; size /= 10)
    decimals--;
  for (; size < 1; size *= 10)
    decimals++;
  p = fixed(value, decimals);
  for (size_t end = strlen(p.text); decimals && p.text[end - 1] == '0'; end--)
    p.text[end - 1] = '\0';
  return p;
}

/* The numbers of a list or table in one cell: all of a few, the ends of many. */
static void grid_values(grid *g, const cpw_array *a) {
  buffer b = {0};
  for (int64_t i = 0; a && i < a->size; i++) {
    if (a->size > 6 && i > 2 && i + 1 < a->size) continue;
    if (i) put(&b, a->size > 6 && i > 2 ? " ... " : " ");
    put(&b, readable(a->real[i]).text);
  }
  grid_cell(g, b.count ? b.bytes : "-");
  buffer_free(&b);
}

static void put_inputs_text(buffer *b, const queue_answer *a) {
  static const char *const headings[] = {"<input", "value", "<unit", "<meaning"};
  grid g;
  grid_begin(&g, headings, 4);
  for (int64_t i = 0; i < a->formula->inputs; i++) {
    const cpw_queue_input *input = &a->formula->input[i];
    const cpw_array *found = cpw_result_find(a->result, input->name);
    grid_cell(&g, input->name);
    if (input->kind == CPW_QUEUE_CHOICE)
      grid_cell(&g, choice_words(input->choices, found->real[0]).text);
    else
      grid_values(&g, found);
    grid_cell(&g, input->unit);
    buffer words = {0};
    putf(&words, "%s%s", input->meaning, a->typed[i].values ? "" : " (left out)");
    grid_cell(&g, words.failed ? "" : words.bytes);
    buffer_free(&words);
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static void put_numbers_text(buffer *b, const queue_answer *a) {
  static const char *const headings[] = {"<output", "value", "<unit", "<meaning"};
  grid g;
  grid_begin(&g, headings, 4);
  for (int64_t i = 0; i < a->formula->outputs; i++) {
    const cpw_queue_output *output = &a->formula->output[i];
    const cpw_array *found = cpw_result_find(a->result, output->name);
    if (output->dimension || !found) continue;
    grid_cell(&g, output->name);
    grid_cell(&g, readable(found->real[0]).text);
    grid_cell(&g, output->unit);
    grid_cell(&g, output->meaning);
  }
  if (g.cells > 4) {
    put(b, "\n");
    grid_print(&g, b, "  ");
  }
  grid_free(&g);
}

/* Outputs of one dimension side by side, from output `first` on. */
static void put_lists_text(buffer *b, const queue_answer *a, int64_t first) {
  const cpw_array *list[MOST_GRID_COLUMNS];
  phrase where = left_heading(a->formula->output[first].dimension);
  const char *headings[MOST_GRID_COLUMNS + 1] = {where.text};
  int64_t count = 0;
  grid g;
  for (int64_t i = first; i < a->formula->outputs && count + 1 < MOST_GRID_COLUMNS; i++) {
    const cpw_queue_output *o = &a->formula->output[i];
    if (!o->dimension || strcmp(o->dimension, a->formula->output[first].dimension) != 0) continue;
    list[count] = cpw_result_find(a->result, o->name);
    if (!list[count]) continue;
    headings[++count] = o->name;
  }
  put(b, "\n");
  grid_begin(&g, headings, count + 1);
  for (int64_t k = 0; count && k < list[0]->size; k++) {
    grid_cell(&g, position_of(list[0], k).text);
    for (int64_t i = 0; i < count; i++)
      grid_cell(&g, readable(list[i]->real[k]).text);
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
}

/* The first output of its dimension? */
static int opens_table(const cpw_queue_formula *f, int64_t i) {
  if (!f->output[i].dimension) return 0;
  for (int64_t k = 0; k < i; k++)
    if (f->output[k].dimension && strcmp(f->output[k].dimension, f->output[i].dimension) == 0)
      return 0;
  return 1;
}

void put_answer_text(buffer *b, const queue_answer *a) {
  putf(b, "%s: %s\n\n", a->formula->name, a->formula->summary);
  put_inputs_text(b, a);
  put_numbers_text(b, a);
  for (int64_t i = 0; i < a->formula->outputs; i++)
    if (opens_table(a->formula, i)) put_lists_text(b, a, i);
  if (cpw_result_outcome(a->result) == CPW_OUTCOME_UNSTABLE)
    put(b, "\n  More people come than can be served: the queue grows without end.\n");
  if (cpw_result_outcome(a->result) == CPW_OUTCOME_UNREACHABLE)
    put(b, "\n  Nothing reaches this goal.\n");
  putf(b, "\nSource: %s\n", a->formula->source);
}

/* ---------------------------------------------------------------- all formulae */

static void put_input_json(buffer *b, const cpw_queue_input *input) {
  static const char *const kinds[] = {"number", "list", "table", "choice"};
  const char *const names[] = {"name", "unit", "meaning", "domain", "dimension", "choices", "kind"};
  const char *const words[] = {input->name,      input->unit,    input->meaning,    input->domain,
                               input->dimension, input->choices, kinds[input->kind]};
  put(b, "{");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    putf(b, "\"%s\": ", names[i]);
    if (words[i])
      put_string(b, words[i]);
    else
      put(b, "null");
    put(b, ", ");
  }
  putf(b, "\"required\": %s, \"default\": ", input->required ? "true" : "false");
  put_value(b, input->required || input->dimension ? (double)NAN : input->missing);
  put(b, "}");
}

static void put_output_json(buffer *b, const cpw_queue_output *output) {
  put(b, "{\"name\": ");
  put_string(b, output->name);
  put(b, ", \"unit\": ");
  put_string(b, output->unit);
  put(b, ", \"meaning\": ");
  put_string(b, output->meaning);
  put(b, ", \"dimension\": ");
  if (output->dimension)
    put_string(b, output->dimension);
  else
    put(b, "null");
  put(b, "}");
}

static void put_formula_json(buffer *b, const cpw_queue_formula *f) {
  put(b, "{\"formula\": ");
  put_string(b, f->name);
  put(b, ", \"summary\": ");
  put_string(b, f->summary);
  put(b, ", \"source\": ");
  put_string(b, f->source);
  put(b, ",\n   \"inputs\": [");
  for (int64_t i = 0; i < f->inputs; i++) {
    put(b, i ? ",\n     " : "\n     ");
    put_input_json(b, &f->input[i]);
  }
  put(b, "],\n   \"outputs\": [");
  for (int64_t i = 0; i < f->outputs; i++) {
    put(b, i ? ",\n     " : "\n     ");
    put_output_json(b, &f->output[i]);
  }
  put(b, "]}");
}

static void put_csv_text(buffer *b, const char *text) {
  put(b, "\"");
  for (; *text; text++)
    put(b, *text == '"' ? "\"\"" : (char[2]){*text, '\0'});
  put(b, "\"");
}

static void put_formula_row(buffer *b, const cpw_queue_formula *f) {
  putf(b, "%s,", f->name);
  put_csv_text(b, f->summary);
  put(b, ",");
  put_csv_text(b, f->source);
  put(b, "\n");
}

void put_formulae(buffer *b, int format) {
  const cpw_queue_formula *f;
  if (format == FORMAT_CSV) put(b, "formula,summary,source\n");
  if (format == FORMAT_JSON) put(b, "[\n  ");
  for (int64_t i = 0; (f = cpw_queue_formula_at(i)) != NULL; i++) {
    if (format == FORMAT_JSON) {
      if (i) put(b, ",\n  ");
      put_formula_json(b, f);
    } else if (format == FORMAT_CSV) {
      put_formula_row(b, f);
    } else {
      putf(b, "%-18s%s\n", f->name, f->summary);
    }
  }
  if (format == FORMAT_JSON) put(b, "\n]\n");
}
