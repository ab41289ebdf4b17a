/* The names of lines, characteristics and bands of weeks.
 * Source: the result type of carepath/base.h. Leaves the numbers to lines.c and its neighbours. */
#include "impact/internal.h"

#include <stdio.h>
#include <string.h>

static const char *const BANDS[CPWI_WEEK_BANDS] = {"1", "2-3", "4-7", "8-12", "13-25", "26+"};

double *cpwi_impact_reals(cpw_result *result, const char *name, const char *unit,
                          const char *description, const char *dimensions, int32_t *status,
                          cpw_error *err) {
  void *memory = NULL;
  if (*status != CPW_OK) return NULL;
  *status = cpw_result_add_array(result, name, unit, description, dimensions, CPW_DOUBLE,
                                 CPW_MERGE_SAME, &memory, err);
  return *status == CPW_OK ? memory : NULL;
}

/* The label of one group of a characteristic; `number` is room for one without labels. */
static const char *label_of(const cpw_impact_characteristic *c, int64_t group, char *number,
                            size_t room) {
  if (c->labels) return c->labels[group];
  snprintf(number, room, "%lld", (long long)group + 1);
  return number;
}

/* All labels of lines in one block of memory: first as long as they are, then written. */
typedef struct labels {
  const char **trait, **group;
  char *text;
  size_t used, room;
} labels;

static void put_label(labels *l, int64_t line, const char *trait, const char *a, const char *b) {
  const char *join = b ? " / " : "";
  size_t length = strlen(a) + strlen(join) + (b ? strlen(b) : 0) + 1;
  if (l->text) {
    snprintf(l->text + l->used, length, "%s%s%s", a, join, b ? b : "");
    l->group[line] = l->text + l->used;
    l->trait[line] = trait;
  }
  l->used += length;
}

static void put_trait(const cpwi_impact *m, const cpwi_trait *t, labels *l) {
  if (!m->list.characteristics) return; /* then there are no traits either */
  const cpw_impact_characteristic *c = m->list.characteristics + t->one;
  const cpw_impact_characteristic *d = t->other < 0 ? NULL : m->list.characteristics + t->other;
  char first[24], second[24];
  for (int64_t g = 0; g < t->groups; g++) {
    int64_t a = d ? g / d->groups : g, b = d ? g % d->groups : 0;
    put_label(l, t->first_line + g, t->name, label_of(c, a, first, sizeof first),
              d ? label_of(d, b, second, sizeof second) : NULL);
  }
  if (t->unknown) put_label(l, t->first_line + t->groups, t->name, "not known", NULL);
}

static void put_all(const cpwi_impact *m, labels *l) {
  l->used = 0;
  for (int64_t k = 0; k < m->trait_count; k++)
    put_trait(m, &m->traits[k], l);
}

static int32_t add_lines(const cpwi_impact *m, labels *l, cpw_result *result, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, "line", m->lines, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_coordinate(result, "line", "characteristic", l->trait, err);
  if (status == CPW_OK) status = cpw_result_add_coordinate(result, "line", "group", l->group, err);
  return status;
}

static int32_t add_traits(const cpwi_impact *m, labels *l, cpw_result *result, cpw_error *err) {
  for (int64_t k = 0; k < m->trait_count; k++)
    l->trait[k] = m->traits[k].name;
  return cpw_result_add_dimension(result, "watched", m->trait_count, l->trait, err);
}

int32_t cpwi_impact_dimensions(const cpwi_impact *m, cpw_result *result, cpw_error *err) {
  labels l = {0};
  int32_t status = CPW_OK;
  size_t most = (size_t)(m->lines + m->trait_count);
  put_all(m, &l);
  l.text = cpwi_alloc(m->allocator, l.used, 1);
  l.trait = cpwi_alloc(m->allocator, most, sizeof *l.trait);
  l.group = cpwi_alloc(m->allocator, most, sizeof *l.group);
  if (!l.text || !l.trait || !l.group) {
    status = cpwi_impact_no_memory(err);
  } else {
    put_all(m, &l);
    status = add_lines(m, &l, result, err);
    if (status == CPW_OK) status = add_traits(m, &l, result, err);
    if (status == CPW_OK && m->options.slots > 0.0)
      status = cpw_result_add_dimension(result, "weeks", CPWI_WEEK_BANDS, BANDS, err);
  }
  cpwi_release(m->allocator, l.group);
  cpwi_release(m->allocator, l.trait);
  cpwi_release(m->allocator, l.text);
  return status;
}
