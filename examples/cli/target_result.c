/* The answers for all standards in one result, so that they can be written as one table.
 * No source: cases side by side, paths filled up with NaN behind their date.
 * Leaves solving to targets.c. */
#include "results.h"
#include "say.h"
#include "targets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The arrays of the answer that have one number a list, and those with one a list and period. */
static const char *const by_list[] = {"capacity",        "factor",     "extra", "share_reached",
                                      "share_unchanged", "share_best", NULL};
static const char *const by_period[] = {"capacity_path", "within", "total_closing", NULL};

static int32_t label_cases(cpw_result *to, const targets *t, cpw_error *err) {
  const char *words[2 * MOST_STANDARDS], *by[2 * MOST_STANDARDS], *profile[2 * MOST_STANDARDS];
  for (int i = 0; i < t->count; i++) {
    words[i] = t->item[i].standard_words.text;
    by[i] = t->item[i].by_label.text;
    profile[i] = profile_name(t->item[i].profile);
  }
  int32_t status = cpw_result_add_dimension(to, "case", t->count, NULL, err);
  if (!status) status = cpw_result_add_coordinate(to, "case", "standard", words, err);
  if (!status) status = cpw_result_add_coordinate(to, "case", "by", by, err);
  if (!status) status = cpw_result_add_coordinate(to, "case", "profile", profile, err);
  return status;
}

static const cpw_array *part(const target_case *c, const char *name) {
  return cpw_result_find(c->result, name);
}

static int32_t add_by_list(cpw_result *to, const model *m, const targets *t, const char *name,
                           cpw_error *err) {
  const cpw_array *a = part(&t->item[0], name);
  void *memory;
  int32_t status = cpw_result_add_array(to, name, a->unit, a->description, "case list", a->type,
                                        CPW_MERGE_SAME, &memory, err);
  for (int i = 0; !status && i < t->count; i++) {
    size_t row = (size_t)m->lists;
    a = part(&t->item[i], name);
    if (a->type == CPW_DOUBLE)
      memcpy((double *)memory + (size_t)i * row, a->real, row * sizeof *a->real);
    else
      memcpy((int64_t *)memory + (size_t)i * row, a->integer, row * sizeof *a->integer);
  }
  return status;
}

static int32_t add_by_period(cpw_result *to, const model *m, const targets *t, const char *name,
                             cpw_error *err) {
  const cpw_array *a = part(&t->item[0], name);
  void *memory;
  int32_t status = cpw_result_add_array(to, name, a->unit, a->description, "case list period",
                                        CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  if (status) return status;
  double *cell = memory;
  for (int i = 0; i < t->count; i++)
    for (int64_t list = 0; list < m->lists; list++)
      for (int64_t period = 0; period < t->longest; period++, cell++) {
        int64_t length = t->item[i].periods;
        a = part(&t->item[i], name);
        *cell = period < length ? a->real[list * length + period] : (double)NAN;
      }
  return CPW_OK;
}

/* The number that only a reader of the table needs: what the standard was. */
static int32_t add_standard(cpw_result *to, const targets *t, cpw_error *err) {
  void *weeks, *share;
  int32_t status = cpw_result_add_array(to, "standard_weeks", "weeks", "Limit of the standard.",
                                        "case", CPW_DOUBLE, CPW_MERGE_SAME, &weeks, err);
  if (!status)
    status = cpw_result_add_array(to, "standard_share", "share", "Share that must be within it.",
                                  "case", CPW_DOUBLE, CPW_MERGE_SAME, &share, err);
  for (int i = 0; !status && i < t->count; i++) {
    ((double *)weeks)[i] = t->item[i].standard.weeks;
    ((double *)share)[i] = t->item[i].standard.share;
  }
  return status;
}

/* What the library said of each case, under its key, and the number of the case where there are
 * several. */
static int32_t copy_case_notes(cpw_result *to, const targets *t, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int i = 0; i < t->count; i++) {
    const cpw_result *from = t->item[i].result;
    const char *key;
    for (int64_t n = 0; !status && (key = cpw_result_note_key(from, n)); n++) {
      phrase numbered = t->count > 1 ? phrased("%s_%d", key, i + 1) : phrased("%s", key);
      status = cpw_result_add_note(to, numbered.text, cpw_result_note(from, key), err);
    }
  }
  return status;
}

static int32_t fill(cpw_result *to, const model *m, const targets *t, cpw_error *err) {
  const cpw_dimension *list = part(&t->item[0], "capacity")->dimension[0];
  int32_t status = label_cases(to, t, err);
  if (!status) status = copy_dimension(to, list, m->lists, err);
  if (!status) status = copy_dimension(to, &m->ahead_dimension, t->longest, err);
  if (!status) status = add_by_list(to, m, t, "outcome", err);
  for (int i = 0; !status && by_list[i]; i++)
    status = add_by_list(to, m, t, by_list[i], err);
  for (int i = 0; !status && by_period[i]; i++)
    status = add_by_period(to, m, t, by_period[i], err);
  if (!status) status = add_standard(to, t, err);
  if (!status) status = copy_case_notes(to, t, err);
  if (!status && any_unreachable(m, t)) cpw_result_set_outcome(to, CPW_OUTCOME_UNREACHABLE);
  for (int i = 0; !status && i < t->count; i++)
    if (cpw_result_outcome(t->item[i].result) == CPW_OUTCOME_UNSTABLE)
      cpw_result_set_outcome(to, CPW_OUTCOME_UNSTABLE);
  return status;
}

int targets_result(const model *m, const targets *t, cpw_result **out) {
  cpw_error err;
  cpw_result *to;
  if (cpw_result_new(NULL, &to, &err)) return fail_library(NULL, &err);
  if (fill(to, m, t, &err)) {
    cpw_result_free(to);
    return fail_library(NULL, &err);
  }
  *out = to;
  return DONE;
}
