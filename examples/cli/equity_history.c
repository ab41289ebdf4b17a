/* A waiting list by time waited (the tidy histories and official extracts of this program) as people.
 * The life table of one period: who was treated in it and who waited at its end, seen within it only
 * (left truncation), so that a growing list does not pass for a slow one.
 * Leaves reading to history.c and the curves to equity_waits.c. */
#include "equity.h"
#include "input.h"
#include "model.h"
#include "say.h"

#include <string.h>

/* One cell of the list: as many people, in the middle of their band. */
static int add_people(equity *e, int64_t group, double at, double entry, int treated,
                      double count) {
  frame *f = &e->f;
  if (!(count > 0)) return DONE;
  int code = frame_reserve(f);
  if (code) return code;
  f->number[COL_TIME][f->rows] = at;
  f->number[COL_ENTRY][f->rows] = entry > 0 ? entry : 0;
  f->number[COL_POPULATION][f->rows] = count;
  f->code[COL_EVENT][f->rows] = treated;
  f->code[COL_GROUP][f->rows] = group;
  f->line[f->rows] = 0;
  f->rows++;
  return DONE;
}

static double middle(const cpw_bands *b, int64_t band) {
  double lower = b->lower[band];
  double upper = band + 1 < b->count ? b->lower[band + 1]
                 : band > 0          ? 2 * lower - b->lower[band - 1]
                                     : lower + 1;
  return (lower + upper) / 2 * b->unit_weeks;
}

static int add_list(equity *e, const cpw_history *h, const cpw_bands *b, int64_t list,
                    int64_t group) {
  double period = b->period * b->unit_weeks;
  int64_t from = (list * h->periods + h->periods - 1) * b->count;
  int code = DONE;
  for (int64_t band = 0; !code && band < b->count; band++) {
    double at = middle(b, band);
    code = add_people(e, group, at, at - period / 2, 1, h->treated[from + band]);
    if (!code) code = add_people(e, group, at, at - period, 0, h->waiting[from + band]);
  }
  return code;
}

static int add_lists(equity *e, const cpw_history *h, const cpw_bands *b, char **names) {
  label_list *l = &e->f.labels[COL_GROUP];
  const char *column = e->opt->column[COL_GROUP];
  int code = DONE;
  for (int64_t i = 0; !code && i < h->lists; i++) {
    const char *label = column ? coordinate_label(h->list, column, i) : names[i];
    if (!label)
      return fail(BAD_DATA, "%s: line 1: there is no column '%s'", e->set->files[0], column);
    int64_t group = label_number(l, label, strlen(label));
    code = group < 0 ? no_memory() : add_list(e, h, b, i, group);
  }
  return code;
}

static int use_history(equity *e, const cpw_result *data) {
  static const char *const events[] = {"waiting", "treated"};
  static const int columns[] = {COL_TIME, COL_ENTRY, COL_POPULATION, COL_EVENT, COL_GROUP};
  cpw_history h;
  cpw_bands b;
  cpw_error err = {0};
  cpw_history_init(&h);
  cpw_bands_init(&b);
  if (cpw_history_view(data, &h, &b, &err)) return fail_library(e->set->files[0], &err);
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    e->f.taken[columns[i]] = 1;
  for (int i = 0; i < 2; i++)
    if (label_number(&e->f.labels[COL_EVENT], events[i], strlen(events[i])) < 0) return no_memory();
  char **names = dimension_names(h.list, h.lists);
  int code = names ? add_lists(e, &h, &b, names) : no_memory();
  free_names(names, h.lists);
  if (!code && !e->f.rows) code = fail(BAD_DATA, "%s: nobody waits in it", e->set->files[0]);
  e_note(
      e,
      "A list by time waited: those treated in the last period (%s) and those waiting at its end, "
      "each in the middle of their band, seen within that period only; weeks. Removals are not "
      "recorded in such counts.",
      h.period ? dimension_label(h.period, h.periods - 1) : "");
  return code;
}

static int head_has(const input *in, const char *word) {
  size_t count = strlen(word);
  for (size_t i = 0; i + count <= in->head_count && in->head[i] != '\n'; i++)
    if (memcmp(in->head + i, word, count) == 0) return 1;
  return 0;
}

int is_history(const equity *e, const input *in) {
  if (e->measure->run != run_equity_waits || e->opt->column[COL_TIME]) return 0;
  return input_is_extract(in) || head_has(in, "months_waited") || head_has(in, "weeks_lo");
}

int frame_from_history(equity *e, input *in) {
  cpw_result *data = NULL;
  int code = read_opened_history(e->set, in, e->set->files, e->set->file_count,
                                 e->set->months < 0 ? 0 : e->set->months, e->record, &data);
  if (!code) code = use_history(e, data);
  cpw_result_free(data);
  return code;
}
