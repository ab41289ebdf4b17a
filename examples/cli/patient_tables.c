/* The results of a list and its scenarios side by side, as csv and json.
 * Names and shapes: cpw_patients_simulate, with a dimension scenario before the others.
 * Leaves writing to results.c and the library. */
#include "patient_tables.h"

#include "results.h"
#include "say.h"

#include <stdio.h>

static const char *const arrays[] = {
    [SHOW_FIGURES] = "treated",   [SHOW_WITHIN] = "within",    [SHOW_LIST] = "list",
    [SHOW_WAITS] = "wait",        [SHOW_CAPACITY] = "offered", [SHOW_DIFFERENCES] = "treated",
    [SHOW_OVERTAKES] = "overtook"};

/* The results to show and their names; returns how many. */
static int chosen(const patient_cases *c, const cpw_result **of, const char **names) {
  int differences = c->set->what == SHOW_DIFFERENCES, count = 0;
  for (int i = differences; i < c->count; i++) {
    of[count] = differences ? c->item[i].difference : c->item[i].result;
    names[count++] = c->item[i].name.text;
  }
  return count;
}

/* Where a precision was asked for: whether it was reached, as target and others say it. */
static int32_t add_outcome(cpw_result *to, const patient_cases *c, const char *array,
                           cpw_error *err) {
  char dimensions[256] = "";
  void *memory;
  const cpw_array *like = cpw_result_find(to, array);
  int32_t outcome = cpw_result_outcome(c->item[0].result), status = CPW_OK;
  cpw_result_set_outcome(to, outcome);
  if (!(c->set->patients.precision > 0)) return status;
  size_t used = 0;
  for (int64_t d = 0; d < like->dimensions && used < sizeof dimensions; d++)
    used += (size_t)snprintf(dimensions + used, sizeof dimensions - used, "%s%s", d ? " " : "",
                             like->dimension[d]->name);
  int64_t size = like->size;
  status =
      cpw_result_add_array(to, "outcome", "",
                           NUMBER(CPW_OUTCOME_OK) ": the precision asked for was reached, " NUMBER(
                               CPW_OUTCOME_UNREACHABLE) ": not",
                           dimensions, CPW_INT64, CPW_MERGE_SAME, &memory, err);
  for (int64_t i = 0; !status && i < size; i++)
    ((int64_t *)memory)[i] = outcome;
  return status;
}

int write_cases(const patient_cases *c, const assumptions *a) {
  cpw_error err;
  const cpw_result *of[MOST_SCENARIOS + 1];
  const char *names[MOST_SCENARIOS + 1];
  const char *array = arrays[c->set->what];
  cpw_result *all = NULL;
  int count = chosen(c, of, names);
  if (!count) return fail(USAGE, "--what=differences needs a --scenario");
  if (!cpw_result_find(of[0], array)) return fail(USAGE, "--what=overtakes needs --overtakes");
  if (stack_results(of, names, count, "scenario", array, &all, &err) ||
      add_outcome(all, c, array, &err) || note_record(all, &c->data.record, a, &err)) {
    cpw_result_free(all);
    return fail_library(NULL, &err);
  }
  int code = write_table(c->set->output, c->set->format == FORMAT_JSON, all, array);
  cpw_result_free(all);
  return code;
}
