/* Treatments under way at the start: how many of each class, and how long they will still take.
 * Meaning: cpw_patients_list, busy.
 * Leaves the time left that is not known to the library, which draws it. */
#include "patient_list.h"

#include "say.h"

#include <math.h>

/* The class of a time; -1: any; -2: there is none of that name, which has been said. */
static int64_t class_of_time(const patient_data *d, text_part name) {
  if (!name.length) return d->classes.count > 1 ? -1 : 0;
  int64_t k = find_kind(&d->classes, name);
  if (k >= 0) return k;
  fail(USAGE, "--busy-left: there is no '%.*s'", name.length, name.text);
  return -2;
}

/* People of each class whose treatment is under way: as --busy says, else those who have a time. */
static int count_busy(const patient_list *l, const patient_data *d, const patient_settings *set,
                      double *count) {
  const by_kind *left = &set->busy_left;
  int code = numbers_by_kind(&d->classes, l->list.classes, &set->busy, "busy", 0, count);
  for (int64_t k = 0; !code && k < l->list.classes; k++)
    if (count[k] != floor(count[k])) code = fail(USAGE, "--busy: whole numbers are expected");
  for (int i = 0; !code && !set->busy.count && i < left->count; i++) {
    int64_t k = class_of_time(d, left->name[i]);
    if (k == -2) return USAGE;
    if (k < 0) return fail(USAGE, "--busy-left: say whose: NAME=TIME, or give --busy by class");
    count[k]++;
  }
  return code;
}

/* Each time to the next treatment of its class; without a name to the next of all. */
static int place_times(const patient_list *l, const patient_data *d, const by_kind *given,
                       double *left) {
  for (int i = 0; i < given->count; i++) {
    int64_t k = class_of_time(d, given->name[i]), b = 0;
    if (k == -2) return USAGE;
    while (b < l->list.busy && (!isnan(left[b]) || (k >= 0 && l->list.busy_class[b] != k)))
      b++;
    if (b == l->list.busy)
      return fail(USAGE, "--busy-left: there are more times than treatments in --busy");
    left[b] = given->value[i];
  }
  return DONE;
}

int list_busy(patient_list *l, const patient_data *d, const patient_settings *set) {
  int64_t n = l->list.classes, all = 0;
  if (!set->busy.count && !set->busy_left.count) return DONE;
  double *count = list_memory(l, n, sizeof *count);
  if (!count) return fail_memory();
  int code = check_named(&d->classes, &set->busy, "busy");
  if (!code) code = count_busy(l, d, set, count);
  if (code) return code;
  for (int64_t k = 0; k < n; k++)
    all += (int64_t)count[k];
  int32_t *of = list_memory(l, all, sizeof *of);
  double *left = list_memory(l, all, sizeof *left);
  if (!of || !left) return fail_memory();
  l->list.busy_class = of;
  l->list.busy_left = left;
  for (int64_t k = 0; k < n; k++)
    for (int64_t i = 0; i < (int64_t)count[k]; i++) {
      left[l->list.busy] = (double)NAN;
      of[l->list.busy++] = (int32_t)k;
    }
  return place_times(l, d, &set->busy_left, left);
}
