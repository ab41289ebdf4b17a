/* Settings and data of `carepath simulate` as the arrays that cpw_patients_simulate takes.
 * Fields and their domains: carepath/patients.h.
 * Leaves capacity to patient_capacity.c and the list at the start to patient_opening.c. */
#include "patient_list.h"

#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void *list_memory(patient_list *l, int64_t count, size_t size) {
  void *memory = l->blocks < MOST_BLOCKS ? calloc((size_t)(count > 0 ? count : 1), size) : NULL;
  if (memory) l->block[l->blocks++] = memory;
  return memory;
}

void list_free(patient_list *l) {
  for (int i = 0; i < l->blocks; i++)
    free(l->block[i]);
  *l = (patient_list){0};
}

double change_of(const by_kind *numbers_of) {
  return numbers_of->changed ? numbers_of->factor : 1;
}

/* ---------------------------------------------------------------- by class */

static int unknown_kind(const kinds *k, const char *option, text_part name) {
  phrase text = phrased("%.*s", name.length, name.text);
  const char *guess = nearest_kind(k, text.text);
  if (guess)
    return fail(USAGE, "--%s: there is no '%s'; did you mean '%s'?", option, text.text, guess);
  return fail(USAGE, "--%s: there is no '%s'", option, text.text);
}

int numbers_by_kind(const kinds *k, int64_t count, const by_kind *from, const char *option,
                    double most, double *out) {
  for (int i = 0; i < from->count; i++) {
    double value = from->value[i] * change_of(from);
    if (most > 0 && value > most)
      return fail(USAGE, "--%s: the change makes it more than %s", option, fixed(most, 0).text);
    if (!from->name[i].length && i > 0)
      return fail(USAGE, "--%s: give one value for all, then NAME=VALUE for those that differ",
                  option);
    int64_t kind = from->name[i].length ? find_kind(k, from->name[i]) : count;
    if (kind < 0) return unknown_kind(k, option, from->name[i]);
    for (int64_t j = 0; j < count; j++)
      if (kind == count || j == kind) out[j] = value;
  }
  return DONE;
}

int check_named(const kinds *k, const by_kind *from, const char *option) {
  if (k->count < 2 || !from->count || from->name[0].length) return DONE;
  return fail(USAGE, "--%s: there are %lld classes: give NAME=NUMBER for each, such as %.40s=%s",
              option, (long long)k->count, k->name[0], fixed(from->value[0], 0).text);
}

int check_no_names(const by_kind *numbers_of, const char *option) {
  for (int i = 0; i < numbers_of->count; i++)
    if (numbers_of->name[i].length)
      return fail(USAGE, "--%s: numbers without names are expected: it is not by class", option);
  return DONE;
}

int check_every_kind(const kinds *k, const text_part *name, int count, const char *option) {
  for (int64_t j = 0; count && name[0].length && j < k->count; j++) {
    int found = 0;
    for (int i = 0; i < count; i++)
      found |= find_kind(k, name[i]) == j;
    if (!found)
      return fail(USAGE, "--%s: there is none for '%.60s': give one to each class", option,
                  k->name[j]);
  }
  return DONE;
}

/* The options by class, and where the list wants them. */
typedef struct by_class {
  const char *option;
  const by_kind *from;
  double otherwise, most;
  const double **real;
  const int64_t **whole;
} by_class;

static int place_real(patient_list *l, const patient_data *d, const by_class *b, double **out) {
  int64_t n = l->list.classes;
  *out = list_memory(l, n, sizeof **out);
  if (!*out) return fail_memory();
  for (int64_t i = 0; i < n; i++)
    (*out)[i] = b->otherwise;
  return numbers_by_kind(&d->classes, n, b->from, b->option, b->most, *out);
}

static int place_whole(patient_list *l, const by_class *b, const double *value) {
  int64_t n = l->list.classes, *out = list_memory(l, n, sizeof *out);
  if (!out) return fail_memory();
  for (int64_t i = 0; i < n; i++) {
    if (value[i] != floor(value[i]))
      return fail(USAGE, "--%s: whole numbers are expected", b->option);
    out[i] = (int64_t)value[i];
  }
  *b->whole = out;
  return DONE;
}

static int place_classes(patient_list *l, const patient_data *d, const patient_settings *set) {
  cpw_patients_list *list = &l->list;
  const by_class all[] = {
      {"arrivals", &set->arrivals, 0, 0, &list->arrivals, NULL},
      {"batch", &set->batch, 1, 0, NULL, &list->batch},
      {"release", &set->release, 0, 1, &list->release, NULL},
      {"slots-needed", &set->slots_needed, 1, 0, NULL, &list->slots_needed},
      {"missed", &set->missed, 0, 0.999999, &list->missed, NULL},
      {"missed-removed", &set->missed_removed, 0, 1, &list->missed_removed, NULL},
      {"target", &set->target, 18, 0, &list->target, NULL},
      {"weight", &set->weight, 1, 0, &list->weight, NULL},
      {"exponent", &set->exponent, 2, 10, &list->exponent, NULL},
  };
  int code = check_named(&d->classes, &set->arrivals, "arrivals");
  if (!code) code = check_named(&d->classes, &set->waiting, "waiting");
  if (!code) code = check_named(&d->classes, &set->ring_fenced, "ring-fenced");
  for (size_t i = 0; !code && i < sizeof all / sizeof *all; i++) {
    double *value;
    if (!all[i].from->count) continue;
    code = place_real(l, d, &all[i], &value);
    if (!code && all[i].whole) code = place_whole(l, &all[i], value);
    if (!code && all[i].real) *all[i].real = value;
  }
  return code;
}

static int place_tiers(patient_list *l, const patient_data *d, const patient_settings *set) {
  int64_t n = l->list.classes;
  if (!set->tier.count) return DONE;
  double *value = list_memory(l, n, sizeof *value);
  int32_t *tier = list_memory(l, n, sizeof *tier);
  if (!value || !tier) return fail_memory();
  int code = check_named(&d->classes, &set->tier, "tier");
  if (!code) code = numbers_by_kind(&d->classes, n, &set->tier, "tier", 0, value);
  if (!code) code = check_every_kind(&d->classes, set->tier.name, set->tier.count, "tier");
  for (int64_t i = 0; !code && i < n; i++) {
    if (value[i] != floor(value[i])) code = fail(USAGE, "--tier: whole numbers are expected");
    tier[i] = (int32_t)value[i];
  }
  l->list.tier = tier;
  return code;
}

/* ---------------------------------------------------------------- laws */

static int place_laws(patient_list *l, const patient_data *d, const laws *from, const char *option,
                      const cpw_duration **out) {
  int64_t n = l->list.classes;
  if (!from->count) return DONE;
  cpw_duration *law = list_memory(l, n, sizeof *law);
  by_kind which = {.count = from->count};
  double *chosen = list_memory(l, n, sizeof *chosen);
  if (!law || !chosen) return fail_memory();
  for (int i = 0; i < from->count; i++) {
    which.name[i] = from->name[i];
    which.value[i] = i + 1;
  }
  int code = numbers_by_kind(&d->classes, n, &which, option, 0, chosen);
  for (int64_t k = 0; k < n; k++)
    if (chosen[k] > 0) law[k] = from->law[(int)chosen[k] - 1];
  *out = law;
  return code;
}

static int place_validation(patient_list *l, const patient_settings *set) {
  const rhythm *r = &set->validation;
  if (!r->share.count) return DONE;
  double *share = list_memory(l, r->every, sizeof *share);
  if (!share) return fail_memory();
  share[r->every - 1] = fmin(r->share.value[0] * change_of(&r->share), 1);
  l->list.validation = share;
  l->list.validation_rows = r->every;
  return DONE;
}

/* ---------------------------------------------------------------- groups and rows */

/* People of the file by group. */
static void count_groups(const patient_data *d, double *people_of) {
  for (int64_t i = 0; i < d->rows; i++)
    people_of[d->row[i].group_index]++;
  for (int64_t i = 0; i < d->spans; i++)
    if (d->span[i].group_index >= 0) people_of[d->span[i].group_index] += d->span[i].count;
}

double *group_shares(patient_list *l, const patient_data *d, const patient_settings *set) {
  int64_t groups = d->groups.count;
  double *share = list_memory(l, groups, sizeof *share), sum = 0;
  if (!share) return NULL;
  for (int i = 0; i < set->groups.count; i++) {
    int64_t g = find_kind(&d->groups, set->groups.name[i]);
    if (g >= 0) share[g] = set->groups.value[i];
  }
  if (!set->groups.count) count_groups(d, share);
  for (int64_t g = 0; g < groups; g++)
    sum += share[g];
  for (int64_t g = 0; g < groups; g++)
    share[g] = sum > 0 ? share[g] / sum : 1.0 / (double)groups;
  return share;
}

static int place_groups(patient_list *l, const patient_data *d, const patient_settings *set) {
  int64_t n = l->list.classes, groups = d->groups.count;
  if (!groups) return DONE;
  double *one = group_shares(l, d, set), *all = list_memory(l, n * groups, sizeof *all);
  if (!one || !all) return fail_memory();
  for (int64_t i = 0; i < n * groups; i++)
    all[i] = one[i % groups];
  l->list.group_shares = all;
  return DONE;
}

static int place_rows(patient_list *l, const patient_data *d) {
  int64_t n = d->rows;
  if (!n) return DONE;
  double *joined = list_memory(l, n, sizeof *joined), *removal = list_memory(l, n, sizeof *removal);
  double *score = list_memory(l, n, sizeof *score), *length = list_memory(l, n, sizeof *length);
  int32_t *class_index = list_memory(l, n, sizeof *class_index);
  int32_t *group_index = list_memory(l, n, sizeof *group_index);
  if (!joined || !removal || !score || !length || !class_index || !group_index)
    return fail_memory();
  for (int64_t i = 0; i < n; i++) {
    const patient_row *r = &d->row[i];
    joined[i] = r->joined;
    removal[i] = r->removal;
    score[i] = r->score;
    length[i] = r->duration;
    class_index[i] = r->class_index;
    group_index[i] = r->group_index;
  }
  cpw_patient_rows_init(&l->rows);
  l->rows.rows = n;
  l->rows.joined = joined;
  l->rows.removal = removal;
  l->rows.class_index = class_index;
  l->rows.group_index = group_index;
  l->rows.score = d->has_score ? score : NULL;
  l->rows.duration = d->has_duration ? length : NULL;
  l->list.rows = &l->rows;
  return DONE;
}

/* Labels of the classes or groups, NULL where they have no names. */
static int label_kinds(patient_list *l, const kinds *k, const char *name,
                       const cpw_dimension **out) {
  if (!k->count) return DONE;
  const char **names = list_memory(l, 1, sizeof *names);
  const char *const **labels = list_memory(l, 1, sizeof *labels);
  cpw_dimension *d = list_memory(l, 1, sizeof *d);
  if (!names || !labels || !d) return fail_memory();
  names[0] = name;
  labels[0] = (const char *const *)k->name;
  *d = (cpw_dimension){name, k->count, 1, names, labels};
  *out = d;
  return DONE;
}

/* "+5%" of what was not given. */
static int check_changes(const patient_settings *set) {
  const struct {
    const char *option;
    const by_kind *numbers;
  } all[] = {{"arrivals", &set->arrivals},
             {"arrival-profile", &set->arrival_profile},
             {"arrival-week", &set->arrival_week},
             {"waiting", &set->waiting},
             {"batch", &set->batch},
             {"groups", &set->groups},
             {"validation", &set->validation.share},
             {"slots", set->week.count ? &set->week : &set->slots},
             {"week", &set->week},
             {"ring-fenced", &set->ring_fenced},
             {"release", &set->release},
             {"slots-needed", &set->slots_needed},
             {"servers", &set->servers},
             {"busy", &set->busy},
             {"missed", &set->missed},
             {"missed-removed", &set->missed_removed},
             {"tier", &set->tier},
             {"target", &set->target},
             {"weight", &set->weight},
             {"exponent", &set->exponent},
             {"limits", &set->limits}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (all[i].numbers->changed && !all[i].numbers->count)
      return fail(USAGE, "--%s: there is nothing to change, as it was not given", all[i].option);
  return DONE;
}

int list_build(patient_list *l, const patient_data *d, const patient_settings *base,
               const patient_settings *set) {
  cpw_patients_list *list = &l->list;
  *l = (patient_list){0};
  cpw_patients_list_init(list);
  list->periods = set->periods;
  list->classes = d->classes.count ? d->classes.count : 1;
  list->groups = d->groups.count ? d->groups.count : 1;
  list->dispersion = set->dispersion;
  list->session_slots = set->session_slots;
  list->cancelled = set->cancelled;
  list->rebook = set->rebook;
  list->rule = set->rule;
  list->mixture = set->mixture;
  int code = check_changes(set);
  if (!code) code = label_kinds(l, &d->classes, "class", &list->class_labels);
  if (!code) code = label_kinds(l, &d->groups, "group", &list->group_labels);
  if (!code) code = place_classes(l, d, set);
  if (!code) code = list_joining(l, set);
  if (!code) code = place_tiers(l, d, set);
  if (!code) code = place_laws(l, d, &set->patience, "patience", &list->patience);
  if (!code) code = place_laws(l, d, &set->duration, "duration", &list->duration);
  if (!code)
    code = check_every_kind(&d->classes, set->duration.name, set->duration.count, "duration");
  if (!code) code = list_capacity(l, d, set);
  if (!code) code = place_validation(l, set);
  if (!code) code = place_groups(l, d, set);
  if (!code) code = place_rows(l, d);
  return code ? code : list_opening(l, d, base);
}
