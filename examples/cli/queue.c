/* The command `carepath queue`: one formula of queueing theory, evaluated.
 * Formulae: carepath/queue.h, each by its own source.
 * Leaves the options to queue_options.c, values to queue_values.c and printing to queue_print.c. */
#include "queue.h"

#include "output.h"
#include "say.h"
#include "settings.h"

#include <stdlib.h>
#include <string.h>

static int check_files(const settings *set, const char *expected) {
  if (!set->file_count) return DONE;
  return fail(USAGE, "%s: '%s' is not expected: %s", set->command, set->files[0], expected);
}

/* ---------------------------------------------------------------- all of them */

int run_queue(const void *given) {
  const settings *set = given;
  buffer b = {0};
  int code = check_files(set, "a formula stands before its options, as in 'carepath queue mmc'");
  if (code) return code;
  put_formulae(&b, set->format);
  return write_buffer(set->output, &b);
}

/* ---------------------------------------------------------------- one of them */

static int missing_input(const settings *set, const cpw_queue_input *input) {
  return fail(USAGE, "%s: --%s is missing (%s: %s); see 'carepath help %s'", set->command,
              option_of(input->name).text, input->meaning, input->domain, set->command);
}

static int read_inputs(const settings *set, const cpw_queue_formula *f, input_values *typed) {
  int code = DONE;
  for (int64_t i = 0; !code && i < f->inputs; i++) {
    typed[i].name = f->input[i].name;
    if (set->inputs[i])
      code = read_input(&f->input[i], set->inputs[i], &typed[i]);
    else if (f->input[i].required)
      code = missing_input(set, &f->input[i]);
  }
  return code;
}

/* Every input is an option, so that a value the formula does not allow is a matter of usage. */
static int refused(const settings *set, const cpw_error *err) {
  const char *name = strchr(set->command, ' ') + 1, *words = err->message;
  size_t length = strlen(name);
  if (strncmp(words, name, length) == 0 && words[length] == ':') words += length + 2;
  if (err->code == CPW_EDOMAIN || err->code == CPW_EINVAL || err->code == CPW_EOVERFLOW)
    return fail(USAGE, "%s: %s", set->command, words);
  return fail_library(NULL, err);
}

static int32_t evaluate(const cpw_queue_formula *f, const input_values *typed, cpw_result **out,
                        cpw_error *err) {
  cpw_queue_value values[MOST_INPUTS];
  int64_t count = 0;
  for (int64_t i = 0; i < f->inputs; i++)
    if (typed[i].values)
      values[count++] = (cpw_queue_value){typed[i].name, typed[i].values, typed[i].count};
  cpw_run run = watched_run(0, 0, "evaluating");
  int32_t status = cpw_queue_evaluate_run(f->name, values, count, &run, NULL, out, err);
  clear_progress();
  return status;
}

static int print_answer(const settings *set, const queue_answer *a) {
  buffer b = {0};
  if (set->format == FORMAT_TEXT)
    put_answer_text(&b, a);
  else if (set->format == FORMAT_CSV)
    put_answer_csv(&b, a);
  else
    put_answer_json(&b, a);
  int code = write_buffer(set->output, &b);
  int32_t outcome = cpw_result_outcome(a->result);
  if (code || (outcome != CPW_OUTCOME_UNSTABLE && outcome != CPW_OUTCOME_UNREACHABLE)) return code;
  return ANSWER_NO;
}

static int answer(const settings *set, const cpw_queue_formula *f, input_values *typed) {
  cpw_error err = {0};
  cpw_result *result = NULL;
  int code = read_inputs(set, f, typed);
  if (code) return code;
  if (evaluate(f, typed, &result, &err)) return refused(set, &err);
  if (interrupted())
    code = fail(CANCELLED, "cancelled; nothing was written");
  else
    code = print_answer(set, &(queue_answer){f, typed, result});
  cpw_result_free(result);
  return code;
}

int run_formula(const void *given) {
  const settings *set = given;
  const cpw_queue_formula *f = cpw_queue_formula_find(strchr(set->command, ' ') + 1);
  input_values typed[MOST_INPUTS] = {{0}};
  int code = check_files(set, "inputs are options, as in --servers=10");
  if (code) return code;
  code = answer(set, f, typed);
  for (int64_t i = 0; i < f->inputs; i++)
    free(typed[i].values);
  return code;
}
