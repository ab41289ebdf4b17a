/* The command `carepath standards`: which waiting-time standards are in force or due.
 * Table: standards.h, or a CSV of the same columns.
 * Leaves looking for the capacity that they take to `carepath target`. */
#include "output.h"
#include "results.h"
#include "say.h"
#include "settings.h"

#include <carepath.h>
#include <math.h>
#include <string.h>

static const char *coordinate(const cpw_array *a, const char *name, int64_t i) {
  const cpw_dimension *d = a->dimension[0];
  for (int64_t c = 0; c < d->coordinates; c++)
    if (strcmp(d->coordinate_names[c], name) == 0) return d->coordinate_labels[c][i];
  return "";
}

static phrase day_words(int64_t days) {
  int32_t year, month, day;
  if (days == CPW_DATE_NONE || cpw_date_to_civil((int32_t)days, &year, &month, &day, NULL))
    return phrased("-");
  return date_label((date){year, month, day});
}

static phrase share_cell(double share, double gain) {
  if (isnan(share)) return gain > 0 ? points(gain) : phrased("-");
  if (gain > 0) return phrased("%s or %s", percent(share, 0).text, points(gain).text);
  return percent(share, 0);
}

static int print_text(const settings *set, const cpw_result *r) {
  static const char *const headings[] = {"<key",  "<standard", "weeks",  "share",
                                         "<from", "<due",      "<until", "<status"};
  static const char *const status[] = {"in force", "due", "to come", "past"};
  const cpw_array *limit = cpw_result_find(r, "limit_weeks");
  buffer b = {0};
  grid g;
  grid_begin(&g, headings, 8);
  for (int64_t i = 0; i < limit->size; i++) {
    const char *unsure = cpw_result_find(r, "verified")->integer[i] ? "" : " (unverified)";
    grid_cell(&g, coordinate(limit, limit->dimension[0]->name, i));
    grid_cell(&g, phrased("%.80s%s", coordinate(limit, "name", i), unsure).text);
    grid_cell(&g, fixed(limit->real[i], limit->real[i] == floor(limit->real[i]) ? 0 : 1).text);
    grid_cell(
        &g,
        share_cell(cpw_result_find(r, "share")->real[i], cpw_result_find(r, "gain")->real[i]).text);
    grid_cell(&g, day_words(cpw_result_find(r, "from")->integer[i]).text);
    grid_cell(&g, day_words(cpw_result_find(r, "due")->integer[i]).text);
    grid_cell(&g, day_words(cpw_result_find(r, "until")->integer[i]).text);
    grid_cell(&g, status[cpw_result_find(r, "status")->integer[i]]);
  }
  grid_print(&g, &b, "");
  grid_free(&g);
  return write_buffer(set->output, &b);
}

int run_standards(const void *given) {
  const settings *set = given;
  cpw_error err;
  cpw_result *table = NULL, *r = NULL;
  int32_t day = CPW_DATE_NONE;
  const date *on = &set->by.date;
  if (set->file_count > 1) return fail(USAGE, "standards reads one table at a time");
  if (on->year &&
      cpw_date_from_civil((int32_t)on->year, on->month, on->day ? on->day : 1, &day, &err))
    return fail_library(NULL, &err);
  if (set->file_count && cpw_standards_read_path(set->files[0], NULL, &table, &err))
    return fail_library(set->files[0], &err);
  int code = DONE;
  if (cpw_standards(day, table, NULL, &r, &err)) code = fail_library(NULL, &err);
  if (!code && set->format <= FORMAT_TEXT)
    code = print_text(set, r);
  else if (!code)
    code = write_table(set->output, set->format == FORMAT_JSON, r, "limit_weeks");
  cpw_result_free(r);
  cpw_result_free(table);
  return code;
}
