/* The commands "queue FORMULA": options, help and manual made of what the library says of its formulae.
 * Formulae: carepath/queue.h, "every formula by name".
 * Leaves reading the options to args.c. */
#include "queue.h"

#include "option_groups.h"
#include "say.h"
#include "settings.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- words */

phrase option_of(const char *name) {
  phrase p = phrased("%s", name);
  for (char *c = p.text; *c; c++)
    if (*c == '_') *c = '-';
  return p;
}

phrase choice_words(const char *choices, double position) {
  phrase p = {{0}};
  size_t used = 0;
  int at = 0;
  for (; *choices && used + 3 < sizeof p.text; choices++) {
    int bar = *choices == '|';
    at += bar;
    if (position >= 0 && (bar || at != (int)position)) continue;
    p.text[used++] = bar ? ',' : *choices;
    if (bar) p.text[used++] = ' ';
  }
  return p;
}

static const char *value_word(const cpw_queue_input *input) {
  static const char *const words[] = {"N", "N,N,...", "N,N;N,N", "CHOICE"};
  return words[input->kind];
}

static void put_default(buffer *b, const cpw_queue_input *input) {
  char number[CPW_NUMBER_CHARS];
  if (input->required) return;
  put(b, ". Default: ");
  cpw_format_double(input->missing, number);
  if (input->kind == CPW_QUEUE_CHOICE)
    put(b, choice_words(input->choices, input->missing).text);
  else
    put(b, input->dimension || strcmp(number, "nan") == 0 ? "none" : number);
}

/* Whether a dimension is that of more than one input. */
static int is_shared(const cpw_queue_formula *f, const char *dimension) {
  int count = 0;
  for (int64_t i = 0; i < f->inputs; i++)
    count += f->input[i].dimension && strcmp(f->input[i].dimension, dimension) == 0;
  return count > 1;
}

/* Meaning, unit, domain, default. */
static void put_input_words(buffer *b, const cpw_queue_formula *f, const cpw_queue_input *input) {
  put(b, input->meaning);
  if (*input->unit) putf(b, " (%s)", input->unit);
  if (input->dimension && input->kind == CPW_QUEUE_TABLE)
    putf(b, "; one row for each %s", input->dimension);
  else if (input->dimension)
    putf(b, "; one number for each %s%s", input->dimension,
         is_shared(f, input->dimension) ? ", or one for all" : "");
  putf(b, "; %s",
       input->kind == CPW_QUEUE_CHOICE ? choice_words(input->choices, -1).text : input->domain);
  put_default(b, input);
}

/* ---------------------------------------------------------------- the command of a formula */

/* What the command points to; made anew for each formula. */
static struct {
  phrase name, option[MOST_INPUTS];
  buffer help[MOST_INPUTS], arguments, description;
  option_spec spec[MOST_INPUTS + 1];
  option_group group;
  command command;
} made;

static void clear_made(void) {
  for (int i = 0; i < MOST_INPUTS; i++)
    buffer_free(&made.help[i]);
  buffer_free(&made.arguments);
  buffer_free(&made.description);
  memset(&made, 0, sizeof made);
}

static void make_option(const cpw_queue_formula *f, int64_t i) {
  const cpw_queue_input *input = &f->input[i];
  made.option[i] = option_of(input->name);
  put_input_words(&made.help[i], f, input);
  made.spec[i] =
      (option_spec){.name = made.option[i].text,
                    .value = value_word(input),
                    .help = made.help[i].bytes,
                    .take = take_text,
                    .offset = offsetof(settings, inputs) + (size_t)i * sizeof(const char *)};
  if (input->required) putf(&made.arguments, "--%s=%s ", made.option[i].text, value_word(input));
}

static void describe(buffer *b, const cpw_queue_formula *f) {
  put(b, f->summary);
  put(b, "\n\nGives:");
  for (int64_t i = 0; i < f->outputs; i++) {
    const cpw_queue_output *o = &f->output[i];
    putf(b, "\n  %s: %s", o->name, o->meaning);
    if (*o->unit) putf(b, " (%s)", o->unit);
    if (o->dimension) putf(b, ", by %s", o->dimension);
  }
  putf(b, "\n\nSource: %s", f->source);
}

static int make_command(const cpw_queue_formula *f) {
  clear_made();
  made.name = phrased("queue %s", f->name);
  for (int64_t i = 0; i < f->inputs && i < MOST_INPUTS; i++)
    make_option(f, i);
  put(&made.arguments, "[OPTION]...");
  describe(&made.description, f);
  made.group = (option_group){"Inputs", made.spec, 0};
  made.command = (command){.name = made.name.text,
                           .summary = f->summary,
                           .arguments = made.arguments.bytes,
                           .description = made.description.bytes,
                           .groups = {&made.group, &answer_group},
                           .run = run_formula,
                           .without_file = 1};
  int failed = made.arguments.failed || made.description.failed;
  for (int64_t i = 0; i < f->inputs && i < MOST_INPUTS; i++)
    failed |= made.help[i].failed;
  return failed ? fail_memory() : DONE;
}

/* ---------------------------------------------------------------- which formula */

enum { MOST_FORMULAE = 256 };

static int unknown_formula(const char *word) {
  const char *names[MOST_FORMULAE];
  const cpw_queue_formula *f;
  int count = 0;
  while (count < MOST_FORMULAE && (f = cpw_queue_formula_at(count)) != NULL)
    names[count++] = f->name;
  const char *guess = nearest(word, names, count);
  if (guess) return fail(USAGE, "queue: no formula '%s'; did you mean '%s'?", word, guess);
  return fail(USAGE, "queue: no formula '%s'; 'carepath queue' lists them", word);
}

int queue_part(const char *word, const command **found) {
  phrase name = phrased("%s", word);
  for (char *c = name.text; *c; c++)
    if (*c == '-') *c = '_';
  const cpw_queue_formula *f = cpw_queue_formula_find(name.text);
  if (!f) return unknown_formula(word);
  int code = make_command(f);
  *found = &made.command;
  return code;
}

/* ---------------------------------------------------------------- the manual page */

static void put_formula_manual(buffer *b, const cpw_queue_formula *f) {
  put(b, ".TP\n\\fB");
  put_roff(b, f->name);
  put(b, "\\fR\n");
  put_roff(b, f->summary);
  put(b, " Source: ");
  put_roff(b, f->source);
  put(b, "\n.RS\n");
  for (int64_t i = 0; i < f->inputs; i++) {
    buffer words = {0};
    put(b, ".TP\n\\fB\\-\\-");
    put_roff(b, option_of(f->input[i].name).text);
    putf(b, "\\fR=\\fI%s\\fR\n", value_word(&f->input[i]));
    put_input_words(&words, f, &f->input[i]);
    if (words.failed) b->failed = 1;
    if (!words.failed) put_roff(b, words.bytes);
    put(b, "\n");
    buffer_free(&words);
  }
  put(b, ".RE\n");
}

void put_queue_manual(buffer *b) {
  const cpw_queue_formula *f;
  put(b, ".PP\nFormulae:\n");
  for (int64_t i = 0; (f = cpw_queue_formula_at(i)) != NULL; i++)
    put_formula_manual(b, f);
}
