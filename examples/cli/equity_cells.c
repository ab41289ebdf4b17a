/* Rows by area and group: as they stand, or means of the people of each group with their errors.
 * Standard error of a mean sd/sqrt(n), of a share sqrt(p (1 - p)/n), of a rate sqrt(events)/people.
 * Leaves columns to equity_frame.c and every measure to the library. */
#include "equity.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void *equity_array(int64_t count, size_t size) {
  return calloc(count > 0 ? (size_t)count : 1, size);
}

static int allocate(equity *e) {
  int64_t n = e->areas * e->groups;
  double **place[] = {&e->value, &e->population, &e->se, &e->variance, &e->cases};
  for (size_t i = 0; i < sizeof place / sizeof *place; i++)
    if (!(*place[i] = equity_array(n, sizeof **place[i]))) return no_memory();
  e->line = equity_array(n, sizeof *e->line);
  if (!e->line) return no_memory();
  if (!e->f.number[COL_LOWER] || !e->f.number[COL_UPPER]) return DONE;
  e->lower = equity_array(n, sizeof *e->lower);
  e->upper = equity_array(n, sizeof *e->upper);
  return e->lower && e->upper ? DONE : no_memory();
}

static int64_t cell_of(const equity *e, int64_t row) {
  int64_t area = e->f.code[COL_AREA] ? e->f.code[COL_AREA][row] : 0;
  return area * e->groups + e->f.code[COL_GROUP][row];
}

static int bad_row(const equity *e, int64_t row, int column, const char *rule) {
  const frame *f = &e->f;
  char number[CPW_NUMBER_CHARS];
  cpw_format_double(f->number[column][row], number);
  return fail(BAD_DATA, "%s:%lld: column %s: %s %s", e->set->files[0], (long long)f->line[row],
              f->name[column], number, rule);
}

/* ---------------------------------------------------------------- counts */

static int add_counts(equity *e) {
  const frame *f = &e->f;
  for (int64_t i = 0; i < f->rows; i++) {
    double x = f->number[COL_NUMERATOR][i], n = f->number[COL_DENOMINATOR][i];
    int64_t cell = cell_of(e, i);
    if (!(x >= 0) || !isfinite(x)) return bad_row(e, i, COL_NUMERATOR, "must be finite and >= 0");
    if (!(n >= 0) || !isfinite(n)) return bad_row(e, i, COL_DENOMINATOR, "must be finite and >= 0");
    if (e->opt->kind == CPW_RATES_FUNNEL_PROPORTION && x > n)
      return bad_row(e, i, COL_NUMERATOR,
                     "is more than the people it is counted of; --kind=rate is for events that may "
                     "come more than once");
    e->cases[cell] += x;
    e->population[cell] += n;
    if (!e->line[cell]) e->line[cell] = f->line[i];
  }
  return DONE;
}

static void rates_of_counts(equity *e) {
  double per = e->opt->per;
  for (int64_t i = 0; i < e->areas * e->groups; i++) {
    double n = e->population[i];
    if (!(n > 0)) continue;
    double p = e->cases[i] / n;
    e->value[i] = per * p;
    e->se[i] = e->opt->kind == CPW_RATES_FUNNEL_PROPORTION ? per * sqrt(p * (1 - p) / n)
                                                           : per * sqrt(e->cases[i]) / n;
  }
}

/* ---------------------------------------------------------------- values */

static int check_value(const equity *e, int64_t i) {
  const frame *f = &e->f;
  if (!isfinite(f->number[COL_VALUE][i])) return bad_row(e, i, COL_VALUE, "must be finite");
  const double *weight = f->number[COL_POPULATION];
  if (weight && (!(weight[i] >= 0) || !isfinite(weight[i])))
    return bad_row(e, i, COL_POPULATION, "must be finite and >= 0");
  return DONE;
}

static int by_row(const equity *e, int64_t i, int64_t cell) {
  const frame *f = &e->f;
  if (!e->line[cell]) return DONE;
  if (f->number[COL_SE] || f->number[COL_LOWER])
    return fail(
        BAD_DATA,
        "%s:%lld: the group '%s' stands in line %lld already; with standard errors or limits "
        "each group has one row",
        e->set->files[0], (long long)f->line[i], f->labels[COL_GROUP].text[f->code[COL_GROUP][i]],
        (long long)e->line[cell]);
  return DONE;
}

static int sum_values(equity *e) {
  const frame *f = &e->f;
  for (int64_t i = 0; i < f->rows; i++) {
    int64_t cell = cell_of(e, i);
    double w = f->number[COL_POPULATION] ? f->number[COL_POPULATION][i] : 1;
    int code = check_value(e, i);
    if (!code) code = by_row(e, i, cell);
    if (code) return code;
    if (e->line[cell]) e->by_person = 1;
    /* the mean moves towards each value by its share of the weight (Welford, West) */
    double step = f->number[COL_VALUE][i] - e->value[cell];
    e->population[cell] += w;
    if (!e->line[cell])
      e->value[cell] = f->number[COL_VALUE][i];
    else if (e->population[cell] > 0) {
      e->value[cell] += step * (w / e->population[cell]);
      e->variance[cell] += w * step * (f->number[COL_VALUE][i] - e->value[cell]);
    }
    if (!e->line[cell]) e->line[cell] = f->line[i];
    if (f->number[COL_SE]) e->se[cell] = f->number[COL_SE][i];
    if (e->lower) e->lower[cell] = f->number[COL_LOWER][i];
    if (e->upper) e->upper[cell] = f->number[COL_UPPER][i];
  }
  return DONE;
}

/* Who is alone has no error: nothing is said of the groups' errors then. */
static void errors_of_means(equity *e) {
  int known = e->by_person;
  for (int64_t i = 0; known && i < e->areas * e->groups; i++)
    if (e->line[i] && !(e->population[i] > 1)) known = 0;
  for (int64_t i = 0; i < e->areas * e->groups; i++) {
    double n = e->population[i];
    if (known && n > 0) e->se[i] = sqrt(e->variance[i] / (n - 1) / n);
    if (n > 0) e->variance[i] /= n;
  }
  if (!known && !e->f.number[COL_SE]) {
    free(e->se);
    e->se = NULL;
  }
  if (!e->by_person) {
    free(e->variance);
    e->variance = NULL;
  }
}

/* Limits that were given are turned into standard errors where a measure needs these. */
static int errors_of_limits(equity *e) {
  if (!e->lower || e->se) return DONE;
  double z = cpw_normal_quantile(0.5 + e->opt->limit_level / 2);
  e->se = equity_array(e->areas * e->groups, sizeof *e->se);
  if (!e->se) return no_memory();
  for (int64_t i = 0; i < e->areas * e->groups; i++) {
    if (e->line[i] && !(e->lower[i] <= e->upper[i]))
      return fail(BAD_DATA, "%s:%lld: the lower limit is not below the upper one", e->set->files[0],
                  (long long)e->line[i]);
    e->se[i] = (e->upper[i] - e->lower[i]) / (2 * z);
  }
  return DONE;
}

/* ---------------------------------------------------------------- all of it */

/* What small numbers leave of the cells: those that are withheld are as if they were not there. */
static int disclose_cells(equity *e, int counted) {
  if (!is_suppressing(e)) return DONE;
  if (!e->has_population)
    return fail(USAGE,
                "%s: --suppress and --round need counts of people to judge by, and '%s' has none",
                e->set->command, e->set->files[0]);
  int code = disclose_counts(e, e->population, counted ? e->cases : NULL);
  for (int64_t i = 0; !code && i < e->areas * e->groups; i++)
    if (e->hidden[i]) e->line[i] = 0;
  return code;
}

static int is_counted(const equity *e) {
  return e->f.number[COL_NUMERATOR] && e->f.number[COL_DENOMINATOR];
}

static int check_measured(const equity *e) {
  if (!is_counted(e) && !e->f.number[COL_VALUE])
    return fail(BAD_DATA,
                "%s: line 1: there is neither a column 'value' nor 'numerator' and 'denominator'; "
                "--value=COLUMN, or --numerator=COLUMN and --denominator=COLUMN say which they are",
                e->set->files[0]);
  if (e->f.number[COL_VALUE] && is_counted(e))
    return fail(USAGE, "give either --value, or --numerator and --denominator");
  return DONE;
}

static void drop_array(double **array) {
  free(*array);
  *array = NULL;
}

static int fill_cells(equity *e) {
  int counted = is_counted(e), code = check_measured(e);
  if (!code) code = counted ? add_counts(e) : sum_values(e);
  if (code) return code;
  e->has_population = counted || e->by_person || e->f.number[COL_POPULATION];
  code = disclose_cells(e, counted);
  if (code) return code;
  if (counted) {
    rates_of_counts(e);
    drop_array(&e->variance);
  } else {
    errors_of_means(e);
    drop_array(&e->f.number[COL_NUMERATOR]);
    drop_array(&e->cases);
  }
  return errors_of_limits(e);
}

int make_cells(equity *e) {
  e->areas = e->f.code[COL_AREA] ? e->f.labels[COL_AREA].count : 1;
  e->groups = e->f.labels[COL_GROUP].count;
  int code = allocate(e);
  if (!code) code = fill_cells(e);
  if (!code) code = label_rows(e, "group", e->f.labels[COL_GROUP].text, e->groups);
  if (code) return code;
  if (e->by_person)
    e_note(e,
           "Several rows a group: each group's value is the mean of its rows, its standard error "
           "comes from how they scatter.");
  if (!e->has_population) e_note(e, "No column of people: every group counts the same.");
  return DONE;
}

int named_group(const equity *e, const char *option, const char *label, int64_t otherwise,
                int64_t *out) {
  const label_list *l = &e->f.labels[COL_GROUP];
  *out = otherwise;
  if (!label || label_find(l, label, out)) return DONE;
  const char *guess = nearest(label, (const char *const *)l->text, (int)l->count);
  if (guess) return fail(USAGE, "--%s: no group '%s'; did you mean '%s'?", option, label, guess);
  return fail(USAGE, "--%s: no group '%s'", option, label);
}
