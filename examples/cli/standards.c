/* The command `carepath standards`: which waiting-time standards are in force or due.
 * Table: standards.h, or a CSV of the same columns.
 * Leaves looking for the capacity that they take to `carepath target`. */
#include "output.h"
#include "results.h"
#include "say.h"
#include "settings.h"

#include <carepath.h>
#include <math.h>
#include <stdlib.h>
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

static const char *status_words(int64_t status) {
  static const char *const words[] = {"in force", "due", "to come", "past"};
  return words[status];
}

static int print_text(const settings *set, const cpw_result *r) {
  static const char *const headings[] = {"<key",  "<standard", "weeks",  "share",
                                         "<from", "<due",      "<until", "<status"};
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
    grid_cell(&g, status_words(cpw_result_find(r, "status")->integer[i]));
  }
  grid_print(&g, &b, "");
  grid_free(&g);
  return write_buffer(set->output, &b);
}

/* ---------------------------------------------------------------- as a table ---------------- */

/* Days as dates, "" where there is none: a coordinate of the standards. */
static int32_t add_dates(cpw_result *to, const cpw_result *r, const char *name, cpw_error *err) {
  const cpw_array *days = cpw_result_find(r, name);
  size_t count = days->size > 0 ? (size_t)days->size : 1;
  phrase *dates = calloc(count, sizeof *dates);
  const char **labels = calloc(count, sizeof *labels);
  int32_t status = dates && labels ? CPW_OK : CPW_ENOMEM;
  for (int64_t i = 0; !status && i < days->size; i++) {
    if (days->integer[i] != CPW_DATE_NONE) dates[i] = day_words(days->integer[i]);
    labels[i] = dates[i].text;
  }
  if (!status) status = cpw_result_add_coordinate(to, "key", name, labels, err);
  free(dates);
  free(labels);
  return status;
}

static int32_t add_status(cpw_result *to, const cpw_result *r, cpw_error *err) {
  const cpw_array *status = cpw_result_find(r, "status");
  const char **labels = calloc(status->size > 0 ? (size_t)status->size : 1, sizeof *labels);
  int32_t code = labels ? CPW_OK : CPW_ENOMEM;
  for (int64_t i = 0; !code && i < status->size; i++)
    labels[i] = status_words(status->integer[i]);
  if (!code) code = cpw_result_add_coordinate(to, "key", "status", labels, err);
  free(labels);
  return code;
}

static int32_t add_numbers(cpw_result *to, const cpw_array *a, cpw_error *err) {
  void *memory;
  int32_t status = cpw_result_add_array(to, a->name, a->unit, a->description, "key", a->type,
                                        a->merge, &memory, err);
  if (status) return status;
  if (a->type == CPW_DOUBLE)
    memcpy(memory, a->real, (size_t)a->size * sizeof *a->real);
  else
    memcpy(memory, a->integer, (size_t)a->size * sizeof *a->integer);
  return CPW_OK;
}

/* The columns that cpw_standards_read takes, so that what is written can be edited and read again. */
static int32_t as_table(const cpw_result *r, cpw_result *to, cpw_error *err) {
  static const char *const dates[] = {"from", "due", "until"};
  static const char *const figures[] = {"limit_days", "limit_weeks", "share", "gain", "verified"};
  const cpw_dimension *d = cpw_result_find(r, "limit_days")->dimension[0];
  int32_t status = cpw_result_add_dimension(to, "key", d->length, d->coordinate_labels[0], err);
  for (int64_t c = 1; !status && c < d->coordinates; c++)
    status =
        cpw_result_add_coordinate(to, "key", d->coordinate_names[c], d->coordinate_labels[c], err);
  for (size_t i = 0; !status && i < sizeof dates / sizeof *dates; i++)
    status = add_dates(to, r, dates[i], err);
  if (!status) status = add_status(to, r, err);
  for (size_t i = 0; !status && i < sizeof figures / sizeof *figures; i++)
    status = add_numbers(to, cpw_result_find(r, figures[i]), err);
  return status ? status : copy_notes(to, r, err);
}

static int write_standards(const settings *set, const cpw_result *r) {
  cpw_error err = {0};
  cpw_result *table = NULL;
  int code = DONE;
  if (cpw_result_new(NULL, &table, &err) || as_table(r, table, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(set->output, set->format == FORMAT_JSON, table, "limit_days");
  cpw_result_free(table);
  return code;
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
    code = write_standards(set, r);
  cpw_result_free(r);
  cpw_result_free(table);
  return code;
}
