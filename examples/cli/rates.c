/* Hazards of another history (--rates) for the lists at hand, matched by specialty.
 * No source: a list takes the hazards of the list of its specialty, or of the total.
 * Leaves calibration to model.c. */
#include "model.h"
#include "say.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What a list is about, in the words of either source. */
static const char *subject(const cpw_dimension *d, int64_t i) {
  static const char *const coordinates[] = {"specialty", "treatment_function_name",
                                            "treatment_function", "tf_name"};
  for (size_t c = 0; c < sizeof coordinates / sizeof *coordinates; c++) {
    const char *label = coordinate_label(d, coordinates[c], i);
    if (label) return label;
  }
  return "Total";
}

/* The extract says "Cardiology Service" and "Other - Medical Services" where published tables say
 * "Cardiology" and "Other": only what stands before those words is compared. */
static size_t stem(const char *name) {
  const char *dash = strstr(name, " - "), *service = strstr(name, " Service");
  size_t length = strlen(name);
  if (dash && (size_t)(dash - name) < length) length = (size_t)(dash - name);
  if (service && (size_t)(service - name) < length) length = (size_t)(service - name);
  return length;
}

static int same_subject(const char *a, const char *b) {
  if (strcmp(a, "C_999") == 0) a = "Total";
  if (strcmp(b, "C_999") == 0) b = "Total";
  size_t n = stem(a);
  if (n != stem(b)) return 0;
  for (size_t i = 0; i < n; i++)
    if (tolower((unsigned char)a[i]) != tolower((unsigned char)b[i])) return 0;
  return 1;
}

static int64_t find_subject(const cpw_dimension *lists, int64_t count, const char *wanted) {
  for (int64_t i = 0; i < count; i++)
    if (same_subject(subject(lists, i), wanted)) return i;
  return -1;
}

/* Which list of the rates belongs to list i: its specialty's, else the total, else the only one. */
static int64_t match(const model *m, const cpw_backlog *rates, int64_t i, int *guessed) {
  const char *wanted = subject(m->backlog.list, i);
  int64_t found = rates->lists == 1 ? 0 : find_subject(rates->list, rates->lists, wanted);
  *guessed = found < 0;
  return found < 0 ? find_subject(rates->list, rates->lists, "Total") : found;
}

static double *block(model *m, double *memory, int64_t index) {
  return memory + index * m->lists * m->bands_count;
}

static int copy_rates(model *m, const cpw_backlog *rates, char *const *names) {
  size_t row = (size_t)m->bands_count, cells = row * (size_t)m->lists;
  m->replaced = calloc(2 * cells + (size_t)m->lists, sizeof *m->replaced);
  m->rates_used = calloc((size_t)m->lists, sizeof *m->rates_used);
  if (!m->replaced || !m->rates_used) return fail_memory();
  double *treatment = block(m, m->replaced, 0), *removal = block(m, m->replaced, 1);
  double *uplift = block(m, m->replaced, 2);
  for (int64_t i = 0; i < m->lists; i++) {
    int guessed;
    int64_t from = match(m, rates, i, &guessed);
    if (from < 0)
      return fail(BAD_DATA, "%s: has no list for '%s' and none called Total", m->set->rates,
                  m->list_names[i]);
    if (guessed)
      say("%s: no list for '%s'; the hazards of '%s' are used", m->set->rates, m->list_names[i],
          names[from]);
    memcpy(treatment + i * m->bands_count, rates->treatment_hazard + from * m->bands_count,
           row * sizeof *treatment);
    memcpy(removal + i * m->bands_count, rates->removal_hazard + from * m->bands_count,
           row * sizeof *removal);
    uplift[i] = rates->start_uplift ? rates->start_uplift[from] : 0;
    buffer name = {0};
    put(&name, names[from]);
    if (!(m->rates_used[i] = name.bytes)) return fail_memory();
  }
  m->backlog.treatment_hazard = treatment;
  m->backlog.removal_hazard = removal;
  m->backlog.start_uplift = uplift;
  return DONE;
}

static int same_bands(const model *m, const cpw_bands *other) {
  return other->count == m->bands_count && other->unit_weeks == m->bands.unit_weeks &&
         other->period == m->bands.period &&
         memcmp(other->lower, m->bands.lower, (size_t)other->count * sizeof *other->lower) == 0;
}

static int take_rates(model *m, const cpw_history *history) {
  cpw_error err;
  cpw_backlog rates;
  cpw_bands bands;
  cpw_backlog_init(&rates);
  cpw_bands_init(&bands);
  int code = calibrate_history(m->set, history, m->set->rates, &m->rates);
  if (code) return code;
  if (cpw_backlog_view(m->rates, &rates, &bands, &err)) return fail_library(NULL, &err);
  if (!same_bands(m, &bands))
    return fail(BAD_DATA,
                "%s: its bands (%lld) are not those of the lists at hand (%lld); see "
                "--months and --bands",
                m->set->rates, (long long)bands.count, (long long)m->bands_count);
  char **names = dimension_names(rates.list, rates.lists);
  code = names ? copy_rates(m, &rates, names) : fail_memory();
  free_names(names, rates.lists);
  return code;
}

int model_borrow_rates(model *m) {
  cpw_error err;
  char *file = (char *)(uintptr_t)m->set->rates;
  settings all = *m->set;
  cpw_result *data = NULL;
  cpw_history history;
  cpw_bands bands;
  all.where = all.provider = all.treatment_function = NULL; /* every specialty may be wanted */
  all.group = "treatment-function";
  int code = read_history(&all, &file, 1, m->set->months, m, &data);
  if (code) return code;
  cpw_history_init(&history);
  cpw_bands_init(&bands);
  if (cpw_history_view(data, &history, &bands, &err))
    code = fail_library(NULL, &err);
  else if (history.periods == 1)
    code = fail(BAD_DATA, "%s: holds one period; hazards need two", m->set->rates);
  else
    code = take_rates(m, &history);
  cpw_result_free(data);
  return code;
}
