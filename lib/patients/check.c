/* Everything that a caller gives is checked before anything is done.
 * Source: the rules in carepath/patients.h. Leaves what is worked out of it to prepare.c. */
#include "patients/internal.h"

#include <float.h>

#define WHERE             CPWI_SIMULATE_PATIENTS
#define MOST_KINDS        1000
#define MOST_CELLS        10000
#define MOST_PERIODS      1000000
#define MOST_ROWS         INT64_C(2147483647)
#define MOST_SERVERS      INT64_C(1073741824)
#define MOST_BANDS        100000
#define MOST_LIMITS       16
#define MOST_REPLICATIONS (INT64_C(1) << 30)

/* ---------------------------------------------------------------- shapes of checks ---------- */

/* Values of an array from `least` to `most`; NaN never is. */
typedef struct values {
  const double *x;
  int64_t count;
  const char *name, *rule;
  double least, most;
} values;

static int32_t check_values(const values *v, size_t count, cpw_error *err) {
  for (size_t k = 0; k < count; k++)
    for (int64_t i = 0; v[k].x && i < v[k].count; i++)
      if (!(v[k].x[i] >= v[k].least && v[k].x[i] <= v[k].most))
        return cpwi_fail(err, CPW_EDOMAIN, i, WHERE, "%s[%lld] = %s must be %s", v[k].name,
                         (long long)i, cpwi_number(v[k].x[i]).text, v[k].rule);
  return CPW_OK;
}

/* Whole numbers, an array or a single one. */
typedef struct counts {
  const int64_t *x;
  int64_t count;
  const char *name;
  int64_t least, most;
  int32_t status; /* that a wrong one is */
} counts;

static int32_t check_counts(const counts *c, size_t count, cpw_error *err) {
  for (size_t k = 0; k < count; k++)
    for (int64_t i = 0; c[k].x && i < c[k].count; i++)
      if (c[k].x[i] < c[k].least || c[k].x[i] > c[k].most)
        return cpwi_fail(err, c[k].status, i, WHERE, "%s[%lld] = %lld must be %lld to %lld",
                         c[k].name, (long long)i, (long long)c[k].x[i], (long long)c[k].least,
                         (long long)c[k].most);
  return CPW_OK;
}

/* A single number of the list or the options. */
typedef struct single {
  const char *name;
  int64_t value, least, most;
} single;

static int32_t check_singles(const single *s, size_t count, cpw_error *err) {
  for (size_t k = 0; k < count; k++)
    if (s[k].value < s[k].least || s[k].value > s[k].most)
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s = %lld must be %lld to %lld", s[k].name,
                       (long long)s[k].value, (long long)s[k].least, (long long)s[k].most);
  return CPW_OK;
}

#define COUNT_OF(x) (sizeof(x) / sizeof *(x))

/* ---------------------------------------------------------------- the list ------------------ */

static int32_t check_sizes(const cpw_patients_list *l, cpw_error *err) {
  int sane = l->classes >= 1 && l->classes <= MOST_KINDS && l->groups >= 1 &&
             l->groups <= MOST_KINDS; /* their product is, too */
  const single sizes[] = {
      {"list.periods", l->periods, 1, MOST_PERIODS},
      {"list.classes", l->classes, 1, MOST_KINDS},
      {"list.groups", l->groups, 1, MOST_KINDS},
      {"list.classes x list.groups", sane ? l->classes * l->groups : 1, 1, MOST_CELLS},
      {"list.bands", l->bands, l->waiting != NULL, MOST_BANDS},
      {"list.arrival_rows", l->arrival_rows, 1, MOST_PERIODS},
      {"list.validation_rows", l->validation_rows, 1, MOST_PERIODS},
      {"list.slot_rows", l->slot_rows, 1, MOST_PERIODS},
      {"list.server_rows", l->server_rows, 1, MOST_PERIODS},
      {"list.session_slots", l->session_slots, 1, MOST_SERVERS},
      {"list.rebook", l->rebook, 1, MOST_PERIODS},
      {"list.rescore", l->rescore, 0, MOST_PERIODS},
      {"list.rule", l->rule, 0, CPW_PATIENTS_SCORE},
      {"list.reserved", l->reserved, 0, 0},
      {"list.busy", l->busy, 0, MOST_SERVERS},
  };
  int32_t status = check_singles(sizes, COUNT_OF(sizes), err);
  if (status == CPW_OK)
    status = cpwi_check_dimension(l->class_labels, "list.class_labels", l->classes, WHERE, err);
  if (status == CPW_OK)
    status = cpwi_check_dimension(l->group_labels, "list.group_labels", l->groups, WHERE, err);
  return status;
}

static int32_t check_arrays(const cpw_patients_list *l, cpw_error *err) {
  static const char *const COUNTED = "finite and >= 0", *const SHARE = "a share from 0 to 1";
  int64_t n = l->classes;
  const values v[] = {
      {l->arrivals, l->arrival_rows * n, "list.arrivals", COUNTED, 0.0, DBL_MAX},
      {&l->dispersion, 1, "list.dispersion", COUNTED, 0.0, DBL_MAX},
      {l->validation, l->validation_rows, "list.validation", SHARE, 0.0, 1.0},
      {l->slots, l->slot_rows, "list.slots", COUNTED, 0.0, CPWI_MOST_PATIENTS},
      {l->ring_fenced, l->slot_rows * n, "list.ring_fenced", COUNTED, 0.0, CPWI_MOST_PATIENTS},
      {l->release, n, "list.release", SHARE, 0.0, 1.0},
      {&l->cancelled, 1, "list.cancelled", SHARE, 0.0, 1.0},
      {l->missed, n, "list.missed", "a share from 0 to below 1", 0.0, 1.0 - 0x1p-53},
      {l->missed_removed, n, "list.missed_removed", SHARE, 0.0, 1.0},
      {l->target, n, "list.target", ">= 0", 0.0, (double)INFINITY},
      {l->weight, n, "list.weight", COUNTED, 0.0, DBL_MAX},
      {l->exponent, n, "list.exponent", "from 1 to 10", 1.0, 10.0},
      {&l->mixture, 1, "list.mixture", SHARE, 0.0, 1.0},
  };
  const counts c[] = {
      {l->waiting, n * l->groups * l->bands, "list.waiting", 0, MOST_ROWS, CPW_EDOMAIN},
      {l->batch, n, "list.batch", 1, MOST_ROWS, CPW_EDOMAIN},
      {l->slots_needed, n, "list.slots_needed", 1, MOST_ROWS, CPW_EDOMAIN},
      {l->servers, l->server_rows, "list.servers", 0, MOST_SERVERS, CPW_EDOMAIN},
  };
  int32_t status = check_values(v, COUNT_OF(v), err);
  return status == CPW_OK ? check_counts(c, COUNT_OF(c), err) : status;
}

static int32_t check_laws(const cpw_patients_list *l, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < l->classes && status == CPW_OK; k++) {
    if (l->patience) status = cpwi_duration_check(&l->patience[k], "list.patience", k, WHERE, err);
    if (status == CPW_OK && l->servers && l->duration)
      status = cpwi_duration_check(&l->duration[k], "list.duration", k, WHERE, err);
    if (status == CPW_OK && l->servers && l->duration && l->duration[k].law == CPW_DURATION_NEVER)
      return cpwi_fail(err, CPW_EDOMAIN, k, WHERE, "list.duration[%lld] must come to an end",
                       (long long)k);
  }
  return status;
}

/* ---------------------------------------------------------------- capacity ------------------ */

static int none_above_zero(const double *x, int64_t count) {
  for (int64_t i = 0; x && i < count; i++)
    if (x[i] > 0.0) return 0;
  return 1;
}

static int32_t check_slots(const cpw_patients_list *l, cpw_error *err) {
  if (none_above_zero(l->slots, l->slot_rows) &&
      none_above_zero(l->ring_fenced, l->slot_rows * l->classes))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "list.slots is 0 in every period: nobody can ever be treated");
  if (l->dispersion > 0.0 && l->dispersion < 1.0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "list.dispersion = %s must be 0, or 1 and more with slots",
                     cpwi_number(l->dispersion).text);
  return CPW_OK;
}

static int32_t check_busy(const cpw_patients_list *l, cpw_error *err) {
  if (l->busy > l->servers[0])
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "list.busy = %lld must be at most the %lld servers of the first period",
                     (long long)l->busy, (long long)l->servers[0]);
  for (int64_t i = 0; l->busy_left && i < l->busy; i++)
    if (l->busy_left[i] < 0.0 || isinf(l->busy_left[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, WHERE,
                       "list.busy_left[%lld] = %s must be finite and >= 0, or NaN", (long long)i,
                       cpwi_number(l->busy_left[i]).text);
  for (int64_t i = 0; l->busy_class && i < l->busy; i++)
    if (l->busy_class[i] < 0 || l->busy_class[i] >= l->classes)
      return cpwi_fail(err, CPW_EINVAL, i, WHERE,
                       "list.busy_class[%lld] = %d must be a class from 0 to %lld", (long long)i,
                       (int)l->busy_class[i], (long long)l->classes - 1);
  return CPW_OK;
}

static int32_t check_servers(const cpw_patients_list *l, cpw_error *err) {
  int64_t most = 0;
  for (int64_t i = 0; i < l->server_rows; i++)
    if (l->servers[i] > most) most = l->servers[i];
  if (most == 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "list.servers is 0 in every period: nobody can ever be treated");
  if (!l->duration)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "list.duration must be given with servers");
  if (l->ring_fenced || l->release || l->slots_needed || l->cancelled > 0.0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "ring-fenced slots, slots needed and cancelled sessions need list.slots, not "
                     "list.servers");
  if (l->dispersion > 0.0 && (l->dispersion < 1e-6 || l->dispersion > 1e4))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "list.dispersion = %s must be 0 or from 1e-6 to 10000 with servers",
                     cpwi_number(l->dispersion).text);
  return check_busy(l, err);
}

static int32_t check_capacity(const cpw_patients_list *l, cpw_error *err) {
  if (!l->slots == !l->servers)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "one of list.slots and list.servers must be given");
  if (l->busy > 0 && !l->servers)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "list.busy needs list.servers");
  if (l->score && l->rule != CPW_PATIENTS_SCORE)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "list.score needs the rule CPW_PATIENTS_SCORE");
  return l->slots ? check_slots(l, err) : check_servers(l, err);
}

/* ---------------------------------------------------------------- rows ---------------------- */

static int32_t check_row_numbers(const cpw_patients_list *l, const cpw_patient_rows *r, int64_t i,
                                 cpw_error *err) {
  if (r->class_index && (r->class_index[i] < 0 || r->class_index[i] >= l->classes))
    return cpwi_fail(err, CPW_EINVAL, i, WHERE,
                     "rows.class_index[%lld] = %d must be a class from 0 to %lld", (long long)i,
                     (int)r->class_index[i], (long long)l->classes - 1);
  if (r->group_index && (r->group_index[i] < 0 || r->group_index[i] >= l->groups))
    return cpwi_fail(err, CPW_EINVAL, i, WHERE,
                     "rows.group_index[%lld] = %d must be a group from 0 to %lld", (long long)i,
                     (int)r->group_index[i], (long long)l->groups - 1);
  if (r->score && !cpwi_is_finite(r->score[i]))
    return cpwi_fail(err, CPW_EDOMAIN, i, WHERE, "rows.score[%lld] = %s must be finite",
                     (long long)i, cpwi_number(r->score[i]).text);
  if (r->duration && (r->duration[i] < 0.0 || isinf(r->duration[i])))
    return cpwi_fail(err, CPW_EDOMAIN, i, WHERE,
                     "rows.duration[%lld] = %s must be finite and >= 0, or NaN", (long long)i,
                     cpwi_number(r->duration[i]).text);
  return CPW_OK;
}

static int32_t check_row(const cpw_patients_list *l, const cpw_patient_rows *r, int64_t i,
                         cpw_error *err) {
  if (!cpwi_is_finite(r->joined[i]) || r->joined[i] < -1e5 || r->joined[i] > 1e9)
    return cpwi_fail(err, CPW_EDOMAIN, i, WHERE,
                     "rows.joined[%lld] = %s must be a time from -100000 to 1e9 periods",
                     (long long)i, cpwi_number(r->joined[i]).text);
  if (i > 0 && r->joined[i] < r->joined[i - 1])
    return cpwi_fail(err, CPW_EINVAL, i, WHERE,
                     "rows.joined[%lld] = %s must not be below the one before, %s: the rows must "
                     "be in order of joining",
                     (long long)i, cpwi_number(r->joined[i]).text,
                     cpwi_number(r->joined[i - 1]).text);
  double removal = r->removal ? r->removal[i] : CPWI_NAN;
  if (removal < r->joined[i] || removal <= 0.0)
    return cpwi_fail(err, CPW_EDOMAIN, i, WHERE,
                     "rows.removal[%lld] = %s must be > 0 and not before joining at %s",
                     (long long)i, cpwi_number(removal).text, cpwi_number(r->joined[i]).text);
  return check_row_numbers(l, r, i, err);
}

static int32_t check_rows(const cpwi_patients *p, cpw_error *err) {
  const cpw_patient_rows *r = &p->rows;
  const single rows = {"rows.rows", r->rows, 0, MOST_ROWS};
  int32_t status = check_singles(&rows, 1, err);
  if (status == CPW_OK && r->rows > 0 && !r->joined)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "rows.joined is NULL");
  for (int64_t i = 0; i < r->rows && status == CPW_OK; i++)
    status = check_row(&p->list, r, i, err);
  return status;
}

/* ---------------------------------------------------------------- options ------------------- */

static int32_t check_numbers(const cpw_patients_options *o, cpw_error *err) {
  const values v[] = {
      {o->limits, o->limit_count, "options.limits", "finite and >= 0", 0.0, DBL_MAX},
      {o->probabilities, o->probability_count, "options.probabilities", "a share from 0 to 1", 0.0,
       1.0},
      {&o->precision, 1, "options.precision", "finite and >= 0", 0.0, DBL_MAX},
  };
  if (!(o->level > 0.0 && o->level < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.level = %s must be between 0 and 1",
                     cpwi_number(o->level).text);
  return check_values(v, COUNT_OF(v), err);
}

static int32_t check_options(const cpwi_patients *p, cpw_error *err) {
  const cpw_patients_options *o = &p->options;
  int64_t counted = p->list.periods - o->warm_up;
  const cpwi_choice choices[] = {{"keep", o->keep, 1}, {"overtakes", o->overtakes, 1}};
  const single sizes[] = {
      {"options.warm_up", o->warm_up, 0, p->list.periods - 1},
      {"options.limit_count", o->limit_count, o->limits != NULL, MOST_LIMITS},
      {"options.probability_count", o->probability_count, o->probabilities != NULL, 10000},
      {"options.batches", o->batches, 0, counted},
      {"options.record_room", o->record_room, 0, o->records ? INT64_MAX / 64 : 0},
      {"run.replications", p->run.replications, 1, MOST_REPLICATIONS},
  };
  int32_t status = cpwi_check_choices(choices, COUNT_OF(choices), WHERE, err);
  if (status == CPW_OK) status = check_singles(sizes, COUNT_OF(sizes), err);
  if (status != CPW_OK) return status;
  if (o->batches == 1 || (o->batches > 1 && (p->run.replications > 1 || o->keep)))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.batches = %lld must be 0, or 2 and more with one replication that is "
                     "not kept",
                     (long long)o->batches);
  return check_numbers(o, err);
}

/* ---------------------------------------------------------------- how many ------------------ */

static double expected_people(const cpwi_patients *p) {
  const cpw_patients_list *l = &p->list;
  double people = (double)p->rows.rows;
  for (int64_t i = 0; l->waiting && i < l->classes * l->groups * l->bands; i++)
    people += (double)l->waiting[i];
  for (int64_t t = 0; l->arrivals && t < l->periods; t++)
    for (int64_t k = 0; k < l->classes; k++)
      people += l->arrivals[t % l->arrival_rows * l->classes + k];
  return people;
}

static int32_t check_people(const cpwi_patients *p, cpw_error *err) {
  double people = expected_people(p), replications = (double)p->run.replications;
  if (people > CPWI_MOST_PATIENTS)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE,
                     "%s people are to be expected in a replication, more than 2^31",
                     cpwi_number(people).text);
  /* squares of lists are added up in 63 bits */
  if (4.0 * people * people * replications > 0x1p62 && replications > 1.0)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE,
                     "%s replications of %s people are too many to add up",
                     cpwi_number(replications).text, cpwi_number(people).text);
  return CPW_OK;
}

int32_t cpwi_patients_check(cpwi_patients *p, cpw_error *err) {
  const cpw_patients_list *l = &p->list;
  int32_t status = cpwi_check_allocator(p->options.allocator, WHERE, err);
  if (status == CPW_OK) status = check_sizes(l, err);
  if (status == CPW_OK) status = check_arrays(l, err);
  if (status == CPW_OK) status = check_capacity(l, err);
  if (status == CPW_OK) status = check_laws(l, err);
  if (status == CPW_OK) status = check_rows(p, err);
  if (status == CPW_OK) status = check_options(p, err);
  return status == CPW_OK ? check_people(p, err) : status;
}
