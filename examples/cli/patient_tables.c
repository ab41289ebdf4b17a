/* The results of a list and its scenarios side by side, as csv and json.
 * Names and shapes: cpw_patients_simulate, with a dimension scenario before the others.
 * Leaves writing to results.c and the library. */
#include "patient_tables.h"

#include "results.h"
#include "say.h"

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
      note_record(all, &c->data.record, a, &err)) {
    cpw_result_free(all);
    return fail_library(NULL, &err);
  }
  int code = write_table(c->set->output, c->set->format == FORMAT_JSON, all, array);
  cpw_result_free(all);
  return code;
}
