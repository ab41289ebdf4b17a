/* The command `carepath equity`: one measure of inequality of one file.
 * Measures: the library's modules equity, survival, rates, spc, dcea and disclosure.
 * Leaves options to equity_options.c, the file to equity_frame.c, each measure to its own file. */
#include "equity.h"

#include "model.h"
#include "output.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- the list of measures */

static void put_measure_json(buffer *b, const equity_measure *m) {
  putf(b, "{\"measure\": \"%s\", \"summary\": \"%s\"}", m->name, m->summary);
}

int run_equity(const void *given) {
  const settings *set = given;
  buffer b = {0};
  if (set->file_count)
    return fail(
        USAGE,
        "equity: '%s' is not expected: a measure stands before its options, as in 'carepath "
        "equity slope'",
        set->files[0]);
  if (set->format == FORMAT_CSV) put(&b, "measure,summary\n");
  if (set->format == FORMAT_JSON) put(&b, "[\n  ");
  for (int i = 0; i < equity_measure_count; i++) {
    const equity_measure *m = &equity_measures[i];
    if (set->format == FORMAT_JSON) {
      if (i) put(&b, ",\n  ");
      put_measure_json(&b, m);
    } else if (set->format == FORMAT_CSV) {
      putf(&b, "%s,\"%s\"\n", m->name, m->summary);
    } else {
      putf(&b, "%-15s%s\n", m->name, m->summary);
    }
  }
  if (set->format == FORMAT_JSON) put(&b, "\n]\n");
  return write_buffer(set->output, &b);
}

/* ---------------------------------------------------------------- one measure */

/* What depends on the measure where nothing was said. */
static void settle(settings *set, const equity_measure *m) {
  equity_settings *o = &set->equity;
  int counts_alone = m->run == run_equity_rates;
  if (isnan(o->per)) o->per = counts_alone ? 100000 : 1;
  if (o->kind < 0 && m->run != run_xmr) o->kind = CPW_RATES_FUNNEL_PROPORTION;
  for (int i = 0; m->run == run_funnel && i < set->typed.count; i++)
    if (strcmp(set->typed.name[i], "level") == 0) return;
  if (m->run == run_funnel) o->levels = (listed_numbers){2, {0.95, 0.998}};
}

static void equity_free(equity *e) {
  double *arrays[] = {e->value,    e->population, e->se,     e->lower, e->upper,
                      e->variance, e->cases,      e->people, e->events};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    free(arrays[i]);
  for (int64_t i = 0; i < e->rows_labelled; i++)
    free(e->row_label[i]);
  free(e->row_label);
  free(e->line);
  free(e->curve);
  free(e->hidden);
  free(e->item);
  buffer_free(&e->says);
  buffer_free(&e->notes);
  cpw_result_free(e->result);
  frame_free(&e->f);
  if (e->record) model_free(e->record);
  free(e->record);
}

static int keep_record(equity *e) {
  if (!e->set->html) return DONE;
  e->record = calloc(1, sizeof *e->record);
  if (!e->record) return no_memory();
  e->record->set = e->set;
  return DONE;
}

static const equity_measure *measure_named(const char *name) {
  for (int i = 0; i < equity_measure_count; i++)
    if (strcmp(equity_measures[i].name, name) == 0) return &equity_measures[i];
  return NULL;
}

static int measure_file(equity *e) {
  int code = keep_record(e);
  if (!code) code = frame_read(e);
  if (!code) code = e->measure->run(e);
  if (!code && (e->failed || e->says.failed || e->notes.failed)) code = no_memory();
  if (!code) code = suppress_small(e);
  if (!code && interrupted()) code = fail(CANCELLED, "cancelled; nothing was written");
  if (!code && e->set->html) code = write_equity_page(e);
  return code ? code : print_findings(e);
}

int run_measure(const void *given) {
  settings set = *(const settings *)given;
  const equity_measure *m = measure_named(strchr(set.command, ' ') + 1);
  if (!m) return fail(INTERNAL, "no measure of that name: %s", set.command);
  if (set.file_count != 1)
    return fail(USAGE, "%s: one file at a time, not %d", set.command, set.file_count);
  settle(&set, m);
  equity e = {.set = &set, .opt = &set.equity, .measure = m, .levels = set.equity.levels.count};
  for (int i = 0; i < e.levels; i++)
    e.level[i] = set.equity.levels.value[i];
  int code = measure_file(&e);
  equity_free(&e);
  return code;
}
