/* What every function of the module asks of its caller: bands, shapes, labels, counts.
 * Source: the rules in carepath/waitlist.h. Leaves the options to the functions that take them; says
 * where something is wrong by index and by the caller's own labels. */
#include "waitlist/internal.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- places in words ----------- */

/* Text that grows to the end of its buffer and is never cut within a character. */
typedef struct phrase {
  size_t used, size;
  char *text;
} phrase;

static void say(phrase *p, const char *text) {
  size_t room = p->size - 1 - p->used, count = strlen(text);
  if (count > room) {
    count = room;
    while (count > 0 && ((unsigned char)text[count] & 0xC0U) == 0x80U)
      count--; /* not between the bytes of one character */
  }
  memcpy(p->text + p->used, text, count);
  p->used += count;
  p->text[p->used] = '\0';
}

static void say_int(phrase *p, int64_t value) {
  char digits[CPW_NUMBER_CHARS];
  cpw_format_int64(value, digits);
  say(p, digits);
}

static int has_labels(const cpw_dimension *d) {
  return d && d->coordinates > 0;
}

/* "RBD, Cardiology" */
static void say_coordinates(phrase *p, const cpw_dimension *d, int64_t index) {
  for (int64_t k = 0; k < d->coordinates; k++) {
    if (k > 0) say(p, ", ");
    say(p, d->coordinate_labels[k][index]);
  }
}

cpwi_label cpwi_list_label(const cpw_dimension *list, int64_t index) {
  cpwi_label label;
  phrase p = {0, sizeof label.text, label.text};
  label.text[0] = '\0';
  say(&p, "list ");
  say_int(&p, index);
  if (has_labels(list)) {
    say(&p, " (");
    say_coordinates(&p, list, index);
    say(&p, ")");
  }
  return label;
}

cpwi_label cpwi_plain_label(const cpw_dimension *labels, const char *noun, int64_t index,
                            int64_t first) {
  cpwi_label label;
  phrase p = {0, sizeof label.text, label.text};
  label.text[0] = '\0';
  if (has_labels(labels)) {
    say_coordinates(&p, labels, index);
    return label;
  }
  say(&p, noun);
  say(&p, " ");
  say_int(&p, index + first);
  return label;
}

static void say_index(phrase *p, int64_t index) {
  say(p, "[");
  say_int(p, index);
  say(p, "]");
}

/* " (list RBD, Cardiology; period 2024-06; band from 2)" as far as there are labels */
static void say_labels(phrase *p, const cpwi_block *b, int64_t list, int64_t period, int64_t band) {
  const char *before = " (";
  if (has_labels(b->list)) {
    say(p, before);
    say(p, "list ");
    say_coordinates(p, b->list, list);
    before = "; ";
  }
  if (b->periods > 0 && has_labels(b->period)) {
    say(p, before);
    say(p, "period ");
    say_coordinates(p, b->period, period);
    before = "; ";
  }
  if (b->bands > 0 && b->lower) {
    say(p, before);
    say(p, "band from ");
    say(p, cpwi_number(b->lower[band]).text);
    before = "; ";
  }
  if (before[0] == ';') say(p, ")");
}

/* ---------------------------------------------------------------- counts -------------------- */

static int32_t fail_value(const cpwi_block *b, int64_t index, double least, double most,
                          const char *where, cpw_error *err) {
  int64_t bands = b->bands > 0 ? b->bands : 1, periods = b->periods > 0 ? b->periods : 1;
  int64_t band = index % bands, period = index / bands % periods, list = index / bands / periods;
  char place[64], labels[200];
  phrase p = {0, sizeof place, place}, l = {0, sizeof labels, labels};
  place[0] = labels[0] = '\0';
  say(&p, b->name);
  say_index(&p, list);
  if (b->periods > 0) say_index(&p, period);
  if (b->bands > 0) say_index(&p, band);
  say_labels(&l, b, list, period, band);
  if (least <= -DBL_MAX)
    return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s = %s must be finite%s", place,
                     cpwi_number(b->values[index]).text, labels);
  if (most >= DBL_MAX)
    return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s = %s must be finite and >= %s%s", place,
                     cpwi_number(b->values[index]).text, cpwi_number(least).text, labels);
  return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s = %s must be in [%s, %s]%s", place,
                   cpwi_number(b->values[index]).text, cpwi_number(least).text,
                   cpwi_number(most).text, labels);
}

int32_t cpwi_check_range(const cpwi_block *b, int64_t first, int64_t count, double least,
                         double most, const char *where, cpw_error *err) {
  if (count <= 0) return CPW_OK;
  const double *x = b->values + first;
  int bad = 0;
  for (int64_t i = 0; i < count; i++)
    bad |= !(x[i] >= least && x[i] <= most);
  if (!bad) return CPW_OK;
  int64_t i = 0;
  while (x[i] >= least && x[i] <= most)
    i++;
  return fail_value(b, first + i, least, most, where, err);
}

int32_t cpwi_check_counts(const cpwi_block *b, const char *where, cpw_error *err) {
  int64_t size = b->lists;
  if ((b->periods > 0 && !cpwi_multiply(size, b->periods, &size)) ||
      (b->bands > 0 && !cpwi_multiply(size, b->bands, &size)) ||
      !cpwi_multiply(size, (int64_t)sizeof(double), &(int64_t){0}))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "%s: %lld lists are too many", b->name,
                     (long long)b->lists);
  return cpwi_check_range(b, 0, size, 0.0, DBL_MAX, where, err);
}

/* ---------------------------------------------------------------- structs ------------------- */

int32_t cpwi_take_bands(cpw_bands *known, const cpw_bands *given, const char *where,
                        cpw_error *err) {
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "bands is NULL");
  cpw_bands_init(known);
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  if (known->count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "bands.count = %lld must be >= 1",
                     (long long)known->count);
  if (!known->lower) return cpwi_fail(err, CPW_EINVAL, -1, where, "bands.lower is NULL");
  if (!(known->unit_weeks > 0.0 && known->unit_weeks <= DBL_MAX))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "bands.unit_weeks = %s must be finite and > 0",
                     cpwi_number(known->unit_weeks).text);
  if (!(known->period > 0.0 && known->period <= DBL_MAX / 4))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "bands.period = %s must be finite and > 0",
                     cpwi_number(known->period).text);
  if (known->lower[0] != 0.0)
    return cpwi_fail(err, CPW_EINVAL, 0, where, "bands.lower[0] = %s must be 0",
                     cpwi_number(known->lower[0]).text);
  for (int64_t m = 1; m < known->count; m++)
    if (!(known->lower[m] > known->lower[m - 1] && known->lower[m] <= DBL_MAX / 4))
      return cpwi_fail(err, CPW_EINVAL, m, where,
                       "bands.lower[%lld] = %s must be finite and above lower[%lld] = %s",
                       (long long)m, cpwi_number(known->lower[m]).text, (long long)(m - 1),
                       cpwi_number(known->lower[m - 1]).text);
  return CPW_OK;
}

int32_t cpwi_fail_open_band(const cpw_bands *bands, const char *name, double weeks,
                            const char *where, cpw_error *err) {
  double edge = bands->lower[bands->count - 1] * bands->unit_weeks;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                   "%s = %s lies in the open band: it must not be above %s weeks", name,
                   cpwi_number(weeks).text, cpwi_number(edge).text);
}

int32_t cpwi_check_dimension(const cpw_dimension *d, const char *name, int64_t length,
                             const char *where, cpw_error *err) {
  if (!d) return CPW_OK;
  if (d->length != length)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s labels %lld positions, but there are %lld",
                     name, (long long)d->length, (long long)length);
  if (d->coordinates < 0 || (d->coordinates > 0 && (!d->coordinate_names || !d->coordinate_labels)))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s has %lld coordinates without names or labels",
                     name, (long long)d->coordinates);
  for (int64_t k = 0; k < d->coordinates; k++) {
    if (!d->coordinate_names[k] || !d->coordinate_labels[k])
      return cpwi_fail(err, CPW_EINVAL, k, where, "coordinate %lld of %s has no name or no labels",
                       (long long)k, name);
    for (int64_t i = 0; i < length; i++)
      if (!d->coordinate_labels[k][i])
        return cpwi_fail(err, CPW_EINVAL, i, where, "label %lld of coordinate %s of %s is NULL",
                         (long long)i, d->coordinate_names[k], name);
  }
  return CPW_OK;
}

static int32_t check_backlog_values(const cpw_backlog *b, const char *where, cpw_error *err) {
  int64_t cells, n = b->bands->count;
  if (!cpwi_multiply(b->lists, n, &cells) || cells > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "%lld lists of %lld bands are too many",
                     (long long)b->lists, (long long)n);
  const struct {
    const char *name;
    const double *values;
    int64_t bands;
    double least, most;
  } rows[] = {
      {"waiting", b->waiting, n, 0.0, DBL_MAX},
      {"treatment_hazard", b->treatment_hazard, n, 0.0, DBL_MAX},
      {"removal_hazard", b->removal_hazard, n, -1.0, 1.0},
      {"starts", b->starts, 0, 0.0, DBL_MAX},
      {"capacity", b->capacity, 0, 0.0, DBL_MAX},
      {"start_uplift", b->start_uplift, 0, 0.0, DBL_MAX},
  };
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    if (!rows[k].values) {
      if (k == 5) continue; /* no uplift */
      return cpwi_fail(err, CPW_EINVAL, -1, where, "backlog.%s is NULL", rows[k].name);
    }
    cpwi_block block = {.name = rows[k].name,
                        .lists = b->lists,
                        .bands = rows[k].bands,
                        .values = rows[k].values,
                        .lower = b->bands->lower,
                        .list = b->list};
    int32_t status = cpwi_check_range(&block, 0, rows[k].bands ? cells : b->lists, rows[k].least,
                                      rows[k].most, where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

int32_t cpwi_take_backlog(cpw_backlog *known, cpw_bands *bands, const cpw_backlog *given,
                          const char *where, cpw_error *err) {
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "backlog is NULL");
  cpw_backlog_init(known);
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  if ((status = cpwi_take_bands(bands, known->bands, where, err)) != CPW_OK) return status;
  known->bands = bands;
  if (known->lists < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "backlog.lists = %lld must be >= 1",
                     (long long)known->lists);
  status = cpwi_check_dimension(known->list, "backlog.list", known->lists, where, err);
  if (status != CPW_OK) return status;
  return check_backlog_values(known, where, err);
}
